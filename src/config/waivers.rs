//! The register of waivers: violations that someone answers for, until a day.

use jiff::civil::Date;

use super::reader::{Reader, Table};
use crate::{
    diagnostic::{Code, Diagnostic, closest},
    finding::{
        DocumentReport, Finding, PolicyRecord, Report, Role, Selector, Waived, WaiverRecord, WaiverState,
    },
    phrase::Phrase,
    source::{FileId, LineIndex, Span},
    text::fold_words,
};

/// One waiver as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The policy.
    pub policy: String,
    /// The document: its path, or the end of it; `*` stands for any words.
    pub document: Option<String>,
    /// Words of what the finding is about.
    pub subject: Option<String>,
    /// Words that the finding quotes.
    pub quote: Option<String>,
    /// Why the violation is accepted.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it holds; `None` is open.
    pub until: Option<Date>,
    /// Where that day stands in the file.
    pub until_place: Option<Span>,
    /// The file that it stands in, and the place of its policy.
    pub place: (FileId, Span),
    /// The line of that place, from 1.
    pub line: u32,
}

/// Reads the waivers of a file of its own: `[[waiver]]` tables, nothing else.
pub(super) fn tables<'t>(reader: &mut Reader<'t>, root: &mut Table<'t>) -> Vec<Waiver> {
    let tables = reader.tables(root, "waiver");
    tables.into_iter().filter_map(|table| one(reader, table)).collect()
}

fn one<'t>(reader: &mut Reader<'t>, mut table: Table<'t>) -> Option<Waiver> {
    let policy = reader.text(&mut table, "policy");
    let document = reader.text(&mut table, "document").map(|t| t.value);
    let subject = reader.text(&mut table, "subject").map(|t| t.value);
    let quote = reader.text(&mut table, "quote").map(|t| t.value);
    let reason = reader.text(&mut table, "reason").map(|t| t.value);
    let owner = reader.text(&mut table, "owner").map(|t| t.value);
    let (until, until_place) = reader.date(&mut table, "until").map(|t| (t.value, t.span)).unzip();
    reader.nothing_else(&table);
    for (name, missing) in
        [("policy", policy.is_none()), ("reason", reason.is_none()), ("owner", owner.is_none())]
    {
        if missing {
            reader.missing(table.span, (name, name));
        }
    }
    if document.is_none() && subject.is_none() && quote.is_none() {
        // What waives all findings of a policy everywhere is no waiver.
        reader.missing(table.span, ("subject、quote 或 document", "subject, quote or document"));
    }
    let (policy, reason, owner) = (policy?, reason?, owner?);
    let place = (reader.file, policy.span);
    let line = reader.line(policy.span);
    let policy = policy.value;
    Some(Waiver { policy, document, subject, quote, reason, owner, until, until_place, place, line })
}

/// The waivers of a run.
#[derive(Clone, Debug)]
pub struct Register {
    waivers: Vec<(Waiver, WaiverRecord)>,
    /// Whether the run sees only some of the documents: then nothing is said of what matches nothing.
    partial: bool,
    /// The folder that paths of documents start from, as the folder of the configuration sees it.
    below: String,
}

impl Register {
    /// Reads a file of waivers.
    ///
    /// # Errors
    ///
    /// Every mistake in it.
    pub fn read(file: FileId, text: &str) -> Result<Vec<Waiver>, Vec<Diagnostic>> {
        let mut reader = Reader::new(file, text);
        let mut root = reader.document();
        let waivers = tables(&mut reader, &mut root);
        reader.nothing_else(&root);
        reader.end(waivers)
    }

    /// The waivers for a run, each with the name of its file; `today` is the day by which they expire.
    ///
    /// # Errors
    ///
    /// A waiver that ends on a day, where no day is given to judge that by.
    pub fn new(
        waivers: Vec<(Waiver, String)>,
        today: Option<Date>,
        partial: bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut kept = Vec::new();
        for (waiver, file) in waivers {
            match state(&waiver, today) {
                Ok(state) => {
                    let record = record(&waiver, &file, state);
                    kept.push((waiver, record));
                }
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() {
            Ok(Self { waivers: kept, partial, below: String::new() })
        } else {
            Err(problems)
        }
    }

    /// The same where the paths of documents start from a folder below that of the configuration, given as seen from there:
    /// what a waiver writes as `sub/a.txt` is `a.txt` to a run in `sub`.
    #[must_use]
    pub fn from_below(mut self, folder: impl Into<String>) -> Self {
        self.below = folder.into();
        self
    }

    /// Reports waivers for policies that there are not, given all that there are.
    pub fn unknown_policies<'a, I>(&self, policies: impl Fn() -> I) -> Vec<Diagnostic>
    where
        I: Iterator<Item = &'a str>,
    {
        let problem = |waiver: &Waiver| {
            let written = waiver.policy.as_str();
            if policies().any(|name| name == written) {
                return None;
            }
            let message = Phrase::new(
                format!("没有名为 `{written}` 的政策"),
                format!("no policy is called `{written}`"),
            );
            let help = match closest(written, policies()) {
                Some(near) => Phrase::new(format!("是否指 `{near}`？"), format!("did you mean `{near}`?")),
                None => Phrase::new(
                    "一条豁免只写一条政策的名称，不写类别，也不用 *；几条政策各写一个 [[waiver]]",
                    "a waiver names one policy, no family and no pattern with *; write a [[waiver]] for each",
                ),
            };
            let (file, span) = waiver.place;
            Some(Diagnostic::error(Code::UnknownName, file, span, message).help(help))
        };
        self.waivers.iter().filter_map(|(waiver, _)| problem(waiver)).collect()
    }

    /// Whether it holds no waiver.
    pub fn is_empty(&self) -> bool {
        self.waivers.is_empty()
    }

    /// Marks the findings that are waived, and writes what became of each waiver into the report. A waiver of a policy that
    /// was not checked with is left out.
    pub fn apply(self, report: &mut Report) {
        let mut this = self.held_to(&report.policies);
        for document in &mut report.documents {
            this.mark(document);
        }
        this.tell(report);
    }

    /// Without the waivers of policies that are not among those of a run, and with what policies that may not be waived say
    /// of them.
    #[must_use]
    pub fn held_to(mut self, policies: &[PolicyRecord]) -> Self {
        let waivable = |policy: &str| policies.iter().find(|p| p.name == policy).map(|p| p.waivable);
        self.waivers.retain(|(waiver, _)| waivable(&waiver.policy).is_some());
        for (waiver, record) in &mut self.waivers {
            if waivable(&waiver.policy) == Some(false) {
                record.state = WaiverState::Refused;
            }
        }
        self
    }

    /// Writes what became of each waiver.
    fn tell(mut self, report: &mut Report) {
        for (_, record) in &mut self.waivers {
            if record.findings == 0 && record.state == WaiverState::Used {
                record.state = WaiverState::Unmatched;
            }
        }
        let partial = self.partial || report.interrupted;
        let records = self.waivers.into_iter().map(|(_, record)| record);
        report.waivers = records.filter(|r| !(partial && r.state == WaiverState::Unmatched)).collect();
    }

    /// Marks the findings of one document; the first waiver that covers a finding is named.
    pub fn mark(&mut self, document: &mut DocumentReport) {
        let DocumentReport { path, findings, .. } = document;
        let path = &seen_from_above(&self.below, path);
        for (waiver, record) in &mut self.waivers {
            for finding in findings.iter_mut().filter(|f| covers(waiver, path, f)) {
                record.findings += 1;
                if record.state == WaiverState::Used && finding.waived.is_none() {
                    finding.waived = Some(Waived {
                        reason: record.reason.clone(),
                        owner: record.owner.clone(),
                        until: record.until,
                        place: record.place.clone(),
                    });
                }
            }
        }
    }
}

fn state(waiver: &Waiver, today: Option<Date>) -> Result<WaiverState, Diagnostic> {
    match (waiver.until, today) {
        (Some(until), Some(today)) if until < today => Ok(WaiverState::Expired),
        (None, _) | (_, Some(_)) => Ok(WaiverState::Used),
        (Some(until), None) => {
            let message = Phrase::new(
                format!("豁免至 {until}，但没有给出今天是哪一天"),
                format!("the waiver holds until {until}, and nothing says which day it is"),
            );
            let help = Phrase::new(
                "用 --today 或 --as-of 给出日期，或在 guiju.toml 中写 today = \"clock\"",
                "give a day with --today or --as-of, or write today = \"clock\" in guiju.toml",
            );
            let (file, span) = waiver.place;
            let span = waiver.until_place.unwrap_or(span);
            Err(Diagnostic::error(Code::NoDay, file, span, message).help(help))
        }
    }
}

fn record(waiver: &Waiver, file: &str, state: WaiverState) -> WaiverRecord {
    WaiverRecord {
        policy: waiver.policy.clone(),
        document: waiver.document.clone(),
        subject: waiver.subject.clone(),
        quote: waiver.quote.clone(),
        reason: waiver.reason.clone(),
        owner: waiver.owner.clone(),
        until: waiver.until,
        place: format!("{file}:{}", waiver.line),
        state,
        findings: 0,
    }
}

/// Whether a waiver is about a finding of a document.
fn covers(waiver: &Waiver, path: &str, finding: &Finding) -> bool {
    let says = |words: &Option<String>, offending: bool| {
        let Some(words) = words else { return true };
        let words = bare(words);
        let evidence = finding.evidence.iter();
        // A finding by absence is about where it looked.
        let absent = finding.evidence.iter().all(|e| e.role != Role::Offending);
        let mut about = evidence.filter(|e| !offending || absent || e.role == Role::Offending);
        about.any(|e| bare(&e.quote).contains(&words))
    };
    // Words that one violation is about say nothing of others that are not listed.
    let of_words = waiver.subject.is_some() || waiver.quote.is_some();
    finding.policy == waiver.policy
        && !(of_words && finding.stands_for_more())
        && waiver.document.as_ref().is_none_or(|d| is_path(d, path))
        && says(&waiver.subject, true)
        && says(&waiver.quote, false)
}

/// Words as matching sees them, without blanks.
fn bare(words: &str) -> String {
    fold_words(words).chars().filter(|c| !c.is_whitespace()).collect()
}

/// A path that starts from the folder `below`, as it is seen from above that.
fn seen_from_above(below: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    if below.is_empty() || path.starts_with('/') {
        return path;
    }
    let mut parts: Vec<&str> = below.split('/').collect();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|p| *p != "..") => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether a path is the one that is written, or ends with it.
fn is_path(written: &str, path: &str) -> bool {
    let written = written.replace('\\', "/");
    let path = path.replace('\\', "/");
    let path = path.trim_start_matches("./");
    let selector = Selector::new(written.trim_start_matches("./"));
    let ends = std::iter::successors(Some(path), |p| p.split_once('/').map(|(_, rest)| rest));
    ends.into_iter().any(|end| selector.fits(end, ""))
}

impl Reader<'_> {
    /// The line of a place, from 1.
    fn line(&self, span: Span) -> u32 {
        let text = self.source();
        LineIndex::new(text).position(text, span.start).line
    }
}
