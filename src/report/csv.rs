//! The report as a table for a spreadsheet: one row for each finding, each undecided verdict, each warning of
//! the reader, each unreadable input and each finding of the baseline that is gone; one more where the run was interrupted.
//!
//! It begins with a byte order mark, without which the usual spreadsheet takes Chinese for something else. A cell that a
//! spreadsheet would take for a formula is given an apostrophe in front: documents come from anyone.

use super::{
    finding::citation,
    warned::{Warned, warned_of},
    words,
};
use crate::{
    finding::{
        BaselineState, Citation, DocumentReport, Finding, Fixed, Outcome, Report, Unreadable, Verdict,
    },
    phrase::{Lang, Phrase},
};

/// The heading; the columns are part of the form and keep their order.
const COLUMNS: [&str; 18] = [
    "document",
    "line",
    "column",
    "end_line",
    "end_column",
    "policy",
    "verdict",
    "severity",
    "message_zh",
    "message_en",
    "quote",
    "basis_zh",
    "basis_en",
    "fingerprint",
    "baseline",
    "waived_reason",
    "waived_owner",
    "waived_until",
];

/// Writes a report as comma-separated values (RFC 4180).
pub fn csv(report: &Report) -> String {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let gone = report.baseline.iter().flat_map(|b| &b.fixed).map(fixed);
    let rows = report.documents.iter().flat_map(rows).chain(report.unreadable.iter().map(unread)).chain(gone);
    let rows = rows.chain(report.interrupted.then(interrupted));
    for row in std::iter::once(COLUMNS.map(str::to_owned)).chain(rows) {
        // Memory takes everything, and all rows have the same length.
        table.write_record(row.iter().map(|cell| inert(cell))).ok();
    }
    let bytes = table.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

type Row = [String; COLUMNS.len()];

fn rows(document: &DocumentReport) -> Vec<Row> {
    let findings = document.findings.iter().map(|f| violation(document, f));
    let undecided = document.verdicts.iter().filter(|(_, v)| v.outcome == Outcome::Undecided);
    let undecided = undecided.map(|(policy, v)| no_answer(document, policy, v));
    findings.chain(undecided).chain(warned_of(document).map(|w| warned(&w))).collect()
}

fn violation(document: &DocumentReport, f: &Finding) -> Row {
    let [line, column, end_line, end_column] = f.main().map_or([""; 4].map(str::to_owned), |e| {
        [e.start.line, e.start.column, e.end.line, e.end.column].map(|n| n.to_string())
    });
    let basis = |lang| f.basis.iter().map(|c: &Citation| citation(c, lang)).collect::<Vec<_>>().join("\n");
    [
        document.path.clone(),
        line,
        column,
        end_line,
        end_column,
        f.policy.clone(),
        "violation".to_owned(),
        f.severity.name().to_owned(),
        f.message.zh.clone(),
        f.message.en.clone(),
        f.main().map(|e| e.quote.clone()).unwrap_or_default(),
        basis(Lang::Zh),
        basis(Lang::En),
        f.fingerprint.clone(),
        f.baseline.map_or("", state).to_owned(),
        f.waived.as_ref().map_or_else(String::new, |w| w.reason.clone()),
        f.waived.as_ref().map_or_else(String::new, |w| w.owner.clone()),
        f.waived.as_ref().and_then(|w| w.until).map_or_else(String::new, |d| d.to_string()),
    ]
}

fn state(state: BaselineState) -> &'static str {
    match state {
        BaselineState::New => "new",
        BaselineState::Unchanged => "unchanged",
    }
}

/// A finding of the baseline that is gone.
fn fixed(gone: &Fixed) -> Row {
    let mut row = bare(&gone.path, &gone.policy, "fixed", &gone.message);
    for (at, cell) in [(7, gone.severity.name()), (10, &gone.quote), (13, &gone.fingerprint)] {
        cell.clone_into(&mut row[at]);
    }
    row
}

fn no_answer(document: &DocumentReport, policy: &str, verdict: &Verdict) -> Row {
    let reason = verdict.reason.clone().unwrap_or_default();
    bare(&document.path, policy, "undecided", &reason)
}

fn warned(w: &Warned<'_>) -> Row {
    let mut row = bare(w.path, &w.warning.code.to_string(), "warning", &w.warning.message);
    row[1] = w.line.to_string();
    row
}

fn unread(input: &Unreadable) -> Row {
    bare(&input.path, &input.diagnostic.code.to_string(), "unreadable", &input.diagnostic.message)
}

/// That documents are missing, because the run was interrupted.
fn interrupted() -> Row {
    bare("", "", "interrupted", &words::INTERRUPTED.phrase())
}

/// A row about a whole document.
fn bare(path: &str, policy: &str, verdict: &str, message: &Phrase) -> Row {
    let mut row: Row = std::array::from_fn(|_| String::new());
    for (at, cell) in [(0, path), (5, policy), (6, verdict), (8, &message.zh), (9, &message.en)] {
        cell.clone_into(&mut row[at]);
    }
    row
}

/// A cell that no spreadsheet calculates.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
