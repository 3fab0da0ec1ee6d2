//! A TOML text taken apart key by key: each value typed, each mistake at its place, in both languages.

use jiff::civil::Date;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{At, Today};
use crate::{
    diagnostic::{Code, Diagnostic, closest},
    phrase::Phrase,
    source::{FileId, Span},
};

/// A text being read.
pub(super) struct Reader<'t> {
    pub(super) file: FileId,
    text: &'t str,
    problems: Vec<Diagnostic>,
}

/// A table: what has been asked for, so that what has not is unknown.
pub(super) struct Table<'t> {
    entries: Vec<(At<String>, Spanned<DeValue<'t>>)>,
    asked: Vec<&'static str>,
    pub(super) span: Span,
}

impl<'t> Table<'t> {
    fn of(span: Span, table: DeTable<'t>) -> Self {
        let entry = |(key, value): (Spanned<_>, _)| (key_of(&key), value);
        let mut entries: Vec<_> = table.into_iter().map(entry).collect();
        entries.sort_by_key(|(key, _)| key.span);
        Self { entries, asked: Vec::new(), span }
    }

    /// Takes the value of a key out.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'t>>> {
        self.asked.push(key);
        let at = self.entries.iter().position(|(k, _)| k.value == key)?;
        Some(self.entries.remove(at).1)
    }

    /// Takes all that is left: a table whose keys are names.
    pub(super) fn rest(&mut self) -> Vec<(At<String>, Spanned<DeValue<'t>>)> {
        std::mem::take(&mut self.entries)
    }
}

fn key_of(key: &Spanned<std::borrow::Cow<'_, str>>) -> At<String> {
    At { value: key.get_ref().to_string(), span: Span::of(key.span()) }
}

impl<'t> Reader<'t> {
    pub(super) fn new(file: FileId, text: &'t str) -> Self {
        Self { file, text, problems: Vec::new() }
    }

    /// The whole text as a table; what cannot be read is reported.
    pub(super) fn document(&mut self) -> Table<'t> {
        let (tree, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let message = error.message();
            let message = Phrase::new(
                format!("不是合法的 TOML：{}", in_chinese(message)),
                format!("not TOML: {message}"),
            );
            self.problem(error.span().map_or(Span::default(), Span::of), message);
        }
        Table::of(Span::of(0..self.text.len()), tree.into_inner())
    }

    /// The text.
    pub(super) fn source(&self) -> &'t str {
        self.text
    }

    /// What was read, unless something was wrong.
    pub(super) fn end<T>(mut self, read: T) -> Result<T, Vec<Diagnostic>> {
        self.problems.sort_by_key(|d| d.labels.first().map(|l| l.span));
        if self.problems.is_empty() { Ok(read) } else { Err(self.problems) }
    }

    /// Reports keys that were not asked for.
    pub(super) fn nothing_else(&mut self, table: &Table<'_>) {
        for (key, _) in &table.entries {
            let name = &key.value;
            let message =
                Phrase::new(format!("没有 `{name}` 这一项"), format!("there is no setting `{name}`"));
            self.suggest(key.span, message, name, &table.asked);
        }
    }

    pub(super) fn text(&mut self, table: &mut Table<'t>, key: &'static str) -> Option<At<String>> {
        let value = table.take(key)?;
        self.words(&value)
    }

    /// One text or a list of them.
    pub(super) fn texts(&mut self, table: &mut Table<'t>, key: &'static str) -> Vec<At<String>> {
        let Some(value) = table.take(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.words(item)).collect(),
            _ => self.words(&value).into_iter().collect(),
        }
    }

    pub(super) fn truth(&mut self, table: &mut Table<'t>, key: &'static str) -> Option<At<bool>> {
        let value = table.take(key)?;
        let span = Span::of(value.span());
        let DeValue::Boolean(truth) = value.get_ref() else {
            self.wrong(span, ("true 或 false", "true or false"));
            return None;
        };
        Some(At { value: *truth, span })
    }

    /// A day, with or without quotation marks.
    pub(super) fn date(&mut self, table: &mut Table<'t>, key: &'static str) -> Option<At<Date>> {
        let value = table.take(key)?;
        let span = Span::of(value.span());
        let date = day(value.get_ref());
        if date.is_none() {
            self.wrong(span, ("日期，如 2026-01-31", "a day, such as 2026-01-31"));
        }
        Some(At { value: date?, span })
    }

    pub(super) fn today(&mut self, table: &mut Table<'t>, key: &'static str) -> Option<At<Today>> {
        let value = table.take(key)?;
        let span = Span::of(value.span());
        let today = match value.get_ref() {
            DeValue::String(s) if s == "clock" => Some(Today::Clock),
            other => day(other).map(Today::Day),
        };
        if today.is_none() {
            self.wrong(span, ("日期，或 \"clock\"", "a day, or \"clock\""));
        }
        Some(At { value: today?, span })
    }

    pub(super) fn one_of<T: Copy>(
        &mut self,
        table: &mut Table<'t>,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<At<T>> {
        let value = table.take(key)?;
        self.choice(&value, choices)
    }

    /// One of several words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        value: &Spanned<DeValue<'t>>,
        choices: &[(&str, T)],
    ) -> Option<At<T>> {
        let words = self.words(value)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == words.value) {
            return Some(At { value: *value, span: words.span });
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let message = Phrase::new(
            format!("`{}` 不在 {} 之中", words.value, names.join("、")),
            format!("`{}` is none of {}", words.value, names.join(", ")),
        );
        self.suggest(words.span, message, &words.value, &names);
        None
    }

    /// A table below a key.
    pub(super) fn table(&mut self, table: &mut Table<'t>, key: &'static str) -> Option<Table<'t>> {
        let value = table.take(key)?;
        let span = Span::of(value.span());
        if let DeValue::Table(inner) = value.into_inner() {
            return Some(Table::of(span, inner));
        }
        self.wrong(span, ("一张表", "a table"));
        None
    }

    /// The tables of `[[key]]`.
    pub(super) fn tables(&mut self, table: &mut Table<'t>, key: &'static str) -> Vec<Table<'t>> {
        let Some(value) = table.take(key) else { return Vec::new() };
        let whole = Span::of(value.span());
        let DeValue::Array(items) = value.into_inner() else {
            self.wrong(whole, ("[[…]] 形式的表", "tables, each under [[…]]"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            let span = Span::of(item.span());
            match item.into_inner() {
                DeValue::Table(inner) => tables.push(Table::of(span, inner)),
                _ => self.wrong(span, ("一张表", "a table")),
            }
        }
        tables
    }

    /// A text that must not be empty.
    pub(super) fn words(&mut self, value: &Spanned<DeValue<'_>>) -> Option<At<String>> {
        let span = Span::of(value.span());
        match value.get_ref() {
            DeValue::String(s) if !s.trim().is_empty() => Some(At { value: s.to_string(), span }),
            _ => {
                self.wrong(span, ("不为空的文字", "a text that is not empty"));
                None
            }
        }
    }

    /// Reports a value of another type.
    pub(super) fn wrong(&mut self, span: Span, (zh, en): (&str, &str)) {
        self.problem(span, Phrase::new(format!("此处应为{zh}"), format!("this must be {en}")));
    }

    /// Reports something that is missing in a table.
    pub(super) fn missing(&mut self, span: Span, (zh, en): (&str, &str)) {
        self.problem(span, Phrase::new(format!("缺少 {zh}"), format!("it has no {en}")));
    }

    fn suggest(&mut self, span: Span, message: Phrase, name: &str, known: &[&str]) {
        let mut problem = Diagnostic::error(Code::BadConfig, self.file, span, message);
        let help = match closest(name, known.iter().copied()) {
            Some(near) => Phrase::new(format!("是否指 `{near}`？"), format!("did you mean `{near}`?")),
            None => Phrase::new(
                format!("可用的有 {}", known.join("、")),
                format!("known are {}", known.join(", ")),
            ),
        };
        problem = problem.help(help);
        self.problems.push(problem);
    }

    fn problem(&mut self, span: Span, message: Phrase) {
        self.problems.push(Diagnostic::error(Code::BadConfig, self.file, span, message));
    }
}

/// What is wrong with a text that is no TOML, as its reader begins to say it, and in Chinese.
const WRONG: &[(&str, &str)] = &[
    ("string values must be quoted", "文字须加引号"),
    ("duplicate key", "这个键已经写过"),
    ("missing assignment between key-value pairs", "键的后面缺少 `=`"),
    ("key with no value", "键的后面缺少 `=` 和值"),
    ("missing value", "缺少值"),
    ("unexpected key or value", "这里多出了键或值"),
    ("unexpected `=` in array", "数组里不能写 `=`"),
    ("unexpected content", "这里多出了文字"),
    ("unclosed array table", "表头没有收尾，缺少 `]]`"),
    ("unclosed array", "数组没有收尾，缺少 `]`"),
    ("unclosed table", "表头没有收尾，缺少 `]`"),
    ("unclosed inline table", "行内的表没有收尾，缺少 `}`"),
    ("missing comma between", "各项之间缺少逗号"),
    ("missing opening quote", "缺少前引号"),
    ("missing escaped value", "`\\` 后面缺少字符"),
    ("missing key for inline table element", "行内的表里缺少键"),
    ("too few unicode value digits", "`\\u` 后面的位数不够"),
    ("invalid unquoted key", "键里有须加引号才能写的字符"),
    ("unquoted keys cannot be empty", "键不能为空"),
    ("invalid multi-line", "多行文字没有收尾，或其中有不能直接写的字符"),
    ("invalid basic string", "文字没有收尾，或其中有不能直接写的字符"),
    ("invalid literal string", "文字没有收尾，或其中有不能直接写的字符"),
    ("invalid escape sequence", "不认识的转义"),
    ("invalid date", "不是日期"),
    ("invalid comment character", "注释里有不能写的字符"),
    ("carriage return must be followed by newline", "回车后面须是换行"),
    ("cannot extend value", "这个键已有值，不能再作表"),
    ("cannot recurse further", "套得太深"),
    ("integers with a radix cannot be signed", "十六进制等数不能带正负号"),
    ("radix must be lowercase", "0x、0o、0b 须小写"),
    ("unexpected leading zero", "数不能以零开头"),
    ("unexpected sign", "多出正负号"),
    ("redundant", "数前多出符号"),
    ("invalid key", "键不成立"),
    ("invalid table", "表头不成立"),
    ("invalid inline table", "行内的表不成立"),
    ("invalid value", "值不成立"),
    ("invalid string", "文字不成立"),
    ("invalid", "数不成立"),
];

/// What is wrong with a text that is no TOML. What none of the known begins with is told by its place alone.
fn in_chinese(message: &str) -> String {
    let known = WRONG.iter().find(|(en, _)| message.starts_with(en));
    let said = known.map_or("此处的写法不成立", |(_, zh)| zh);
    // Of what should stand there signs are the same in both languages.
    let wanted = message.split_once(", expected ").map_or("", |(_, wanted)| wanted);
    let signs: Vec<&str> = wanted.split(", ").filter(|sign| !said.contains(sign)).collect();
    if signs.is_empty() || signs.iter().any(|sign| !sign.starts_with('`')) {
        return said.to_owned();
    }
    format!("{said}，此处可写 {}", signs.join("、"))
}

fn day(value: &DeValue<'_>) -> Option<Date> {
    match value {
        DeValue::String(s) => s.parse().ok(),
        DeValue::Datetime(d) if d.time.is_none() && d.offset.is_none() => d.to_string().parse().ok(),
        _ => None,
    }
}
