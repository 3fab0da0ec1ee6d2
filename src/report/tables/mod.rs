//! The report as flat tables, for who asks questions of many documents: the columns, and the rows of each document.
//!
//! Whoever writes the tables (a Parquet file here, a cluster elsewhere) takes the columns from [`TABLES`] and the cells from
//! [`rows`] and [`unreadable`]; nobody else says what a column holds.

mod columns;
#[cfg(feature = "parquet")]
mod parquet;

use std::borrow::Cow;

use serde::Serialize;

pub use self::columns::{Column, Kind, TABLES, Table};
#[cfg(feature = "parquet")]
pub use self::parquet::parquet;
use super::{finding::citation, words};
use crate::{
    finding::{BaselineState, DocumentReport, Evidence, Finding, Report, Unreadable, Verdict},
    phrase::{Lang, Phrase},
};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Cell<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// Nothing.
    Nothing,
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u32> for Cell<'_> {
    fn from(n: u32) -> Self {
        Self::Integer(n.into())
    }
}

impl From<usize> for Cell<'_> {
    fn from(n: usize) -> Self {
        Self::Integer(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// A row: as many cells as the table has columns, in their order.
pub type Row<'a> = Vec<Cell<'a>>;

/// Hands on the rows that a document gives, each with the name of its table.
pub fn rows<'a>(document: &'a DocumentReport, take: &mut dyn FnMut(&'static str, Row<'a>)) {
    take("documents", whole(document));
    for (policy, answer) in &document.verdicts {
        take("verdicts", verdict(document, policy, answer));
    }
    for finding in &document.findings {
        take("findings", violation(document, finding));
        for (i, one) in finding.evidence.iter().enumerate() {
            take("evidence", evidence(document, finding, i, one));
        }
    }
    for warning in &document.warnings {
        take("warnings", problem(&document.path, &warning.code.to_string(), &warning.message));
    }
}

/// The rows of one table of a whole report.
pub fn of_table<'a>(report: &'a Report, table: &'static str) -> Box<dyn Iterator<Item = Row<'a>> + 'a> {
    if table == "unreadable" {
        let interrupted = report.interrupted.then(interrupted);
        return Box::new(report.unreadable.iter().map(unreadable).chain(interrupted));
    }
    Box::new(report.documents.iter().flat_map(move |document| {
        let mut kept = Vec::new();
        rows(document, &mut |name, row| {
            if name == table {
                kept.push(row);
            }
        });
        kept
    }))
}

/// The row of an input that could not be read, in the table `unreadable`.
pub fn unreadable(input: &Unreadable) -> Row<'_> {
    problem(&input.path, &input.diagnostic.code.to_string(), &input.diagnostic.message)
}

fn problem<'a>(path: &'a str, code: &str, message: &'a Phrase) -> Row<'a> {
    vec![path.into(), code.to_owned().into(), message.zh.as_str().into(), message.en.as_str().into()]
}

/// That documents are missing, because the run was interrupted.
fn interrupted<'a>() -> Row<'a> {
    let word = |lang| words::INTERRUPTED.get(lang).into();
    vec!["".into(), "interrupted".into(), word(Lang::Zh), word(Lang::En)]
}

fn whole(document: &DocumentReport) -> Row<'_> {
    vec![
        (&document.path).into(),
        (&document.id).into(),
        (&document.digest).into(),
        document.findings.len().into(),
        document.warnings.len().into(),
    ]
}

fn verdict<'a>(document: &'a DocumentReport, policy: &'a str, verdict: &'a Verdict) -> Row<'a> {
    let reason = verdict.reason.as_ref();
    vec![
        (&document.path).into(),
        (&document.digest).into(),
        policy.into(),
        verdict.outcome.name().into(),
        verdict.counts.examined().into(),
        verdict.counts.passed.into(),
        verdict.counts.violated.into(),
        verdict.counts.undecided.into(),
        reason.map(|r| r.zh.as_str()).into(),
        reason.map(|r| r.en.as_str()).into(),
    ]
}

fn violation<'a>(document: &'a DocumentReport, finding: &'a Finding) -> Row<'a> {
    let basis = |lang| {
        let all: Vec<String> = finding.basis.iter().map(|c| citation(c, lang)).collect();
        (!all.is_empty()).then(|| all.join("\n"))
    };
    let notes = |lang| {
        let all: Vec<&str> = finding.notes.iter().map(|n| n.get(lang)).collect();
        (!all.is_empty()).then(|| all.join("\n"))
    };
    let waived = finding.waived.as_ref();
    let main = finding.main();
    let mut row = vec![
        (&document.path).into(),
        (&document.digest).into(),
        (&finding.policy).into(),
        finding.severity.name().into(),
        finding.message.zh.as_str().into(),
        finding.message.en.as_str().into(),
        main.map_or("", |e| &e.quote).into(),
    ];
    row.extend(place(main));
    row.extend([
        basis(Lang::Zh).into(),
        basis(Lang::En).into(),
        json(&finding.values).into(),
        (!finding.others.is_empty()).then(|| json(&finding.others)).into(),
        notes(Lang::Zh).into(),
        notes(Lang::En).into(),
        (&finding.fingerprint).into(),
        waived.map(|w| &w.reason).into(),
        waived.map(|w| &w.owner).into(),
        waived.and_then(|w| w.until).map(|day| day.to_string()).into(),
        finding.baseline.map(known).into(),
    ]);
    row
}

fn known(state: BaselineState) -> &'static str {
    match state {
        BaselineState::New => "new",
        BaselineState::Unchanged => "unchanged",
    }
}

fn evidence<'a>(
    document: &'a DocumentReport,
    finding: &'a Finding,
    number: usize,
    evidence: &'a Evidence,
) -> Row<'a> {
    let lacked = |lang| {
        let all: Vec<&str> = evidence.lacked.iter().map(|l| l.get(lang)).collect();
        (!all.is_empty()).then(|| all.join("\n"))
    };
    let mut row = vec![
        (&document.path).into(),
        (&finding.policy).into(),
        (&finding.fingerprint).into(),
        number.into(),
        evidence.role.name().into(),
        (&evidence.quote).into(),
    ];
    row.extend(place(Some(evidence)));
    row.extend([
        lacked(Lang::Zh).into(),
        lacked(Lang::En).into(),
        evidence.pointer.as_ref().into(),
        evidence.origin.as_ref().into(),
    ]);
    row
}

/// The six cells of a place. A finding has one always.
fn place<'a>(evidence: Option<&Evidence>) -> [Cell<'a>; 6] {
    let cell = |of: fn(&Evidence) -> u32| evidence.map_or(0, of).into();
    [
        cell(|e| e.span.start),
        cell(|e| e.span.end),
        cell(|e| e.start.line),
        cell(|e| e.start.column),
        cell(|e| e.end.line),
        cell(|e| e.end.column),
    ]
}

fn json(value: &impl Serialize) -> String {
    // Texts under texts always serialize.
    serde_json::to_string(value).unwrap_or_default()
}

/// The tables and their columns, as JSON.
pub fn schema() -> String {
    // Texts and lists of them always serialize.
    serde_json::to_string_pretty(&Schema { schema: SCHEMA, tables: &TABLES }).unwrap_or_default()
}

/// What the description of the tables names itself as.
const SCHEMA: &str = "guiju/tables/1";

#[derive(Serialize)]
struct Schema {
    schema: &'static str,
    tables: &'static [Table],
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Claim, Counts, Outcome, Role, Values};

    #[test]
    fn every_row_has_a_cell_for_each_column() {
        let evidence = Evidence {
            role: Role::Offending,
            place: std::sync::Arc::new(crate::finding::Place {
                span: crate::source::Span::new(0, 3),
                start: crate::source::Position { line: 1, column: 1 },
                end: crate::source::Position { line: 1, column: 2 },
                quote: "字".to_owned(),
                pointer: None,
                origin: None,
            }),
            lacked: Vec::new(),
        };
        let severity = crate::finding::Severity::Error;
        let message = Phrase::new("问题", "a problem");
        let claim = Claim::new("p".to_owned(), severity, message, Vec::new().into(), Values::default());
        let finding = Finding::new(claim, "f".to_owned(), vec![evidence]);
        let verdict = Verdict { outcome: Outcome::Violation, counts: Counts::default(), reason: None };
        let warning = crate::diagnostic::Diagnostic::input(
            crate::diagnostic::Code::NothingRecognised,
            "a.txt",
            Phrase::default(),
        );
        let document = DocumentReport {
            id: "a".to_owned(),
            path: "a.txt".to_owned(),
            digest: "d".to_owned(),
            text: String::new(),
            verdicts: [("p".to_owned(), verdict)].into_iter().collect(),
            findings: vec![finding],
            warnings: vec![warning.clone()],
        };
        let mut seen = Vec::new();
        let mut take = |name: &'static str, row: Row<'_>| {
            let table = TABLES.iter().find(|t| t.name == name).map_or(&[][..], |t| t.columns);
            assert_eq!(row.len(), table.len(), "{name}");
            for (column, cell) in table.iter().zip(&row) {
                let fits = match cell {
                    Cell::Text(_) => column.kind == Kind::String,
                    Cell::Integer(_) => column.kind == Kind::Long,
                    Cell::Nothing => column.nullable,
                };
                assert!(fits, "{name}.{}: {cell:?}", column.name);
            }
            seen.push(name);
        };
        rows(&document, &mut take);
        take("unreadable", unreadable(&Unreadable { path: "b".to_owned(), diagnostic: warning }));
        assert!(TABLES.iter().all(|t| seen.contains(&t.name)), "{seen:?}");
    }
}
