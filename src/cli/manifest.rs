//! The manifest: facts about documents that their texts do not give, as a CSV table.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    ingest::Given,
    phrase::Phrase,
    report,
    schema::{Level, OrganKind, called_here},
    source::{FileId, Files, Span},
    text::decode,
};
use jiff::civil::Date;

use super::{Stop, documents, inputs::instead, terminal::Terminal};

/// The columns that a manifest may have.
const COLUMNS: [&str; 8] =
    ["file", "jurisdiction", "level", "province", "parent", "effective", "issued", "kind"];

/// What they are called in Chinese, in the same order: as policies call them.
const IN_CHINESE: [&str; 8] = ["文件", "辖区", "层级", "省份", "上级", "施行日期", "发布日期", "类型"];

/// The column of a name.
fn column(name: &str) -> Option<&'static str> {
    let both = COLUMNS.into_iter().zip(IN_CHINESE);
    both.into_iter().find(|(en, zh)| *en == name || *zh == name).map(|(en, _)| en)
}

/// The day that someone meant who wrote it in another way: 2019年3月1日, 2019/3/1.
fn meant(value: &str) -> Option<Date> {
    let mut numbers = value.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (year.len() == 4 && numbers.next().is_none()).then_some(date)
}

/// The facts given for each place of a document.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    /// Its path, as reports name it.
    name: String,
    rows: BTreeMap<PathBuf, Row>,
    /// The lines of rows that name no file.
    missing: Vec<u64>,
}

/// What a row gives.
#[derive(Debug)]
struct Row {
    given: Given,
    line: u64,
    /// Whether a document of the run asked for it.
    asked: AtomicBool,
}

/// Rows without a document that are told by their line.
const MOST_ROWS_TOLD: usize = 5;

impl Manifest {
    /// Reads a manifest; every error in it is reported, with its line and column.
    pub(crate) fn read(path: &Path) -> Result<Self, Stop> {
        let name = documents::name_of(path);
        let bytes = fs::read(path).map_err(|error| documents::cannot_open(&name, &error))?;
        let mut files = Files::default();
        // Spreadsheets write the encoding of the system, as documents may be in.
        let text = decode(&name, &bytes)?.text;
        let text = text.as_str();
        let file = files.add(name.clone(), text);
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut reader =
            Reader { file, text, folder, columns: Vec::new(), problems: Vec::new(), missing: Vec::new() };
        let rows = reader.rows();
        let Reader { problems, missing, .. } = reader;
        if problems.is_empty() { Ok(Self { name, rows, missing }) } else { Err(Stop::Input(problems, files)) }
    }

    /// The facts given for the document at a place (a canonical path).
    pub(crate) fn given(&self, place: &Path) -> Option<&Given> {
        let row = self.rows.get(place)?;
        row.asked.store(true, Ordering::Relaxed);
        Some(&row.given)
    }

    /// Says which rows name no document of a run: no file at all, or one below its `paths` that it did not judge. What lies
    /// elsewhere is for other runs. A run over a `part` of the documents says it only to those who want to know.
    pub(crate) fn tell_unasked(&self, paths: &[PathBuf], part: bool, terminal: &Terminal) {
        let paths: Vec<PathBuf> = paths.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        let inside = |place: &Path| paths.iter().any(|path| place.starts_with(path));
        let unasked =
            self.rows.iter().filter(|(place, row)| !row.asked.load(Ordering::Relaxed) && inside(place));
        let mut lines: Vec<u64> =
            unasked.map(|(_, row)| row.line).chain(self.missing.iter().copied()).collect();
        if lines.is_empty() {
            return;
        }
        lines.sort_unstable();
        let count = lines.len();
        let places: Vec<String> =
            lines.iter().take(MOST_ROWS_TOLD).map(|line| format!("{}:{line}", self.name)).collect();
        let more = count.saturating_sub(MOST_ROWS_TOLD);
        let (zh, en) = match more {
            0 => (places.join("、"), places.join(", ")),
            _ => (format!("{} 等", places.join("、")), format!("{} and {more} more", places.join(", "))),
        };
        let name = if count == 1 { "names" } else { "name" };
        let rows = format!("{} of the manifest {name}", report::many(count, "row", "rows"));
        let said = Phrase::new(
            format!("清单有 {count} 行没有对应的被检查文件：{zh}"),
            format!("{rows} no document of this run: {en}"),
        );
        if part { terminal.detail(|| said) } else { terminal.note(&said) }
    }
}

/// A manifest being read.
struct Reader<'a> {
    file: FileId,
    text: &'a str,
    folder: &'a Path,
    columns: Vec<&'static str>,
    problems: Vec<Diagnostic>,
    missing: Vec<u64>,
}

impl Reader<'_> {
    fn rows(&mut self) -> BTreeMap<PathBuf, Row> {
        let mut csv =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(self.text.as_bytes());
        let mut rows = BTreeMap::new();
        let mut first: BTreeMap<PathBuf, Span> = BTreeMap::new();
        let mut heading = true;
        for record in csv.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let words = error.to_string();
                    let message =
                        Phrase::new(format!("清单无法读取：{words}"), format!("cannot be read: {words}"));
                    self.problem(Span::new(0, 0), message);
                    break;
                }
            };
            let start = record.position().map_or(0, |p| p.byte() as usize);
            let fields: Vec<(String, Span)> =
                record.iter().map(|f| f.trim().to_owned()).zip(field_spans(self.text, start)).collect();
            if std::mem::take(&mut heading) {
                self.heading(&fields);
                if !self.problems.is_empty() {
                    break;
                }
                continue;
            }
            let blank = self.text.get(start..).unwrap_or_default().bytes();
            let blank = blank.take_while(|b| matches!(b, b'\r' | b'\n')).filter(|b| *b == b'\n').count();
            let line = record.position().map_or(0, csv::Position::line) + blank as u64;
            self.row((&fields, line), &mut rows, &mut first);
        }
        if heading && self.problems.is_empty() {
            self.problem(Span::new(0, 0), Phrase::new("清单是空的", "the manifest is empty"));
        }
        rows
    }

    fn heading(&mut self, fields: &[(String, Span)]) {
        for (name, span) in fields {
            if name.contains(['，', ';', '；', '、', '\t']) {
                let message = Phrase::new(
                    "各列之间须用半角逗号隔开",
                    "a comma stands between the columns of a manifest",
                );
                self.problem(*span, message);
                continue;
            }
            let Some(column) = column(name) else {
                let message = Phrase::new(
                    format!("清单没有 `{name}` 这一列"),
                    format!("a manifest has no column `{name}`"),
                );
                self.suggest(*span, message, name, &COLUMNS);
                continue;
            };
            if self.columns.contains(&column) {
                let message =
                    Phrase::new(format!("`{name}` 列出现两次"), format!("the column `{name}` stands twice"));
                self.problem(*span, message);
            }
            self.columns.push(column);
        }
        if self.problems.is_empty() && !self.columns.contains(&"file") {
            let span = fields.first().map_or(Span::new(0, 0), |(_, span)| *span);
            self.problem(span, Phrase::new("缺少 `file` 列", "the column `file` is missing"));
        }
    }

    fn row(
        &mut self,
        (fields, line): (&[(String, Span)], u64),
        rows: &mut BTreeMap<PathBuf, Row>,
        first: &mut BTreeMap<PathBuf, Span>,
    ) {
        let row = fields.iter().map(|(_, s)| *s).reduce(Span::to).unwrap_or_default();
        if fields.len() != self.columns.len() {
            let (n, m) = (fields.len(), self.columns.len());
            let message = Phrase::new(
                format!("此行有 {n} 栏，应有 {m} 栏"),
                format!("this row has {n} fields, not {m}"),
            );
            return self.problem(row, message);
        }
        let mut given = Given::default();
        let mut path = None;
        for (column, (value, span)) in self.columns.clone().into_iter().zip(fields) {
            if column == "file" {
                path = (!value.is_empty()).then(|| (self.folder.join(value), *span));
            } else if !value.is_empty() {
                self.value(column, value, *span, &mut given);
            }
        }
        let Some((path, span)) = path else {
            return self.problem(row, Phrase::new("此行没有文件名", "this row names no file"));
        };
        if let Some(before) = first.insert(path.clone(), span) {
            let message = Phrase::new("同一文件出现两次", "the same file stands twice");
            let place = Phrase::new("第一次在此", "first here");
            self.problems.push(
                Diagnostic::error(Code::BadManifest, self.file, span, message).also(self.file, before, place),
            );
        }
        // A row may speak of a file that is not there: it is then not among the documents either.
        match place_of(&path) {
            Some(place) => drop(rows.insert(place, Row { given, line, asked: AtomicBool::default() })),
            None => self.missing.push(line),
        }
    }

    fn value(&mut self, column: &str, value: &str, span: Span, given: &mut Given) {
        match column {
            "jurisdiction" => given.jurisdiction = Some(value.to_owned()),
            "province" => given.province = Some(value.to_owned()),
            "parent" => given.parent = Some(value.to_owned()),
            "effective" => given.effective = self.date(value, span),
            "issued" => given.issued = self.date(value, span),
            "level" => {
                given.level = Level::called(value);
                if given.level.is_none() {
                    let message =
                        Phrase::new(format!("`{value}` 不是层级"), format!("`{value}` is no level"));
                    let called = called_here(value).map(|(_, zh)| zh).filter(|zh| Level::named(zh).is_some());
                    let all = || Level::ALL.iter().flat_map(|l| [l.en(), l.zh()]).collect();
                    let names: Vec<&str> = called.map_or_else(all, |level| vec![level]);
                    self.suggest(span, message, called.unwrap_or(value), &names);
                }
            }
            "kind" => {
                given.organ_kind = OrganKind::named(value);
                if given.organ_kind.is_none() {
                    let message = Phrase::new(
                        format!("`{value}` 不是机关类型"),
                        format!("`{value}` is no kind of organ"),
                    );
                    let names: Vec<&str> = OrganKind::ALL.iter().flat_map(|k| [k.en(), k.zh()]).collect();
                    self.suggest(span, message, value, &names);
                }
            }
            _ => {}
        }
    }

    fn date(&mut self, value: &str, span: Span) -> Option<Date> {
        let date = value.parse().ok();
        if date.is_none() {
            let (zh, en) = match meant(value) {
                Some(day) => (format!("应写作 {day}"), format!("write {day}")),
                None => ("日期形如 2019-04-07".to_owned(), "a date is written like 2019-04-07".to_owned()),
            };
            let message =
                Phrase::new(format!("`{value}` 不是日期，{zh}"), format!("`{value}` is no date; {en}"));
            self.problem(span, message);
        }
        date
    }

    fn problem(&mut self, span: Span, message: Phrase) {
        self.problems.push(Diagnostic::error(Code::BadManifest, self.file, span, message));
    }

    /// A problem with a word that is not one of `names`.
    fn suggest(&mut self, span: Span, message: Phrase, word: &str, names: &[&str]) {
        let help = instead(word, names);
        self.problems.push(Diagnostic::error(Code::BadManifest, self.file, span, message).help(help));
    }
}

/// The one place of a file, or of a member of an archive: the place of the archive and the name inside it.
fn place_of(path: &Path) -> Option<PathBuf> {
    let archive = path.ancestors().find(|p| p.exists())?;
    let place = fs::canonicalize(archive).ok()?;
    let member = path.strip_prefix(archive).ok()?;
    match (member.as_os_str().is_empty(), place.is_file()) {
        (true, _) => Some(place),
        (false, true) => Some(place.join(member)),
        (false, false) => None,
    }
}

/// The places of the fields of the record that begins at `start`, without quotation marks and blanks around them.
fn field_spans(text: &str, start: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    // The csv crate counts blank lines before a record into its start.
    let start = start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
    let mut from = start;
    let mut quoted = false;
    for (i, c) in text[start..].char_indices().map(|(i, c)| (start + i, c)).chain([(text.len(), '\n')]) {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted || i == text.len() => {
                spans.push(trimmed(text, from, i));
                from = i + 1;
                if c == '\n' {
                    break;
                }
            }
            _ => {}
        }
    }
    spans
}

fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let field = text[from..to].trim();
    let field = field.strip_prefix('"').and_then(|f| f.strip_suffix('"')).unwrap_or(field);
    let offset = text[from..to].find(field).unwrap_or(0);
    Span::of(from + offset..from + offset + field.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_know_their_places() {
        let text = "file,level\n\"a,b.txt\", county \r\n\n甲.txt,市\n";
        let words = |start| field_spans(text, start).into_iter().map(|s| s.slice(text)).collect::<Vec<_>>();
        assert_eq!(words(0), ["file", "level"]);
        assert_eq!(words(11), ["a,b.txt", "county"]);
        assert_eq!(words(30), ["甲.txt", "市"]);
    }
}
