//! The overview at the end of a report: a table by document and severity, and everything that was not judged.

use super::{
    HumanOptions,
    columns::{clean, cut_front, table, wrap},
    words,
};
use crate::finding::{DocumentReport, Outcome, Report, Severity, WaiverState};

/// Tables of more documents than this leave out those without violations.
const LONG_TABLE: usize = 20;

/// Columns of the table that the figures take; the rest is for the path.
const FIGURES: usize = 48;

/// The overview of a report.
pub(super) fn overview(report: &Report, options: &HumanOptions) -> String {
    let lang = options.lang;
    let summary = report.summary();
    let mut out = String::new();
    if report.documents.is_empty() {
        line(&mut out, 0, words::NOTHING_CHECKED.get(lang), options);
    } else {
        out.push_str(&documents(report, options));
    }
    if !report.unreadable.is_empty() {
        line(&mut out, 0, &format!("{}:", words::UNREADABLE.get(lang)), options);
        for unread in &report.unreadable {
            let message = unread.diagnostic.message.get(lang);
            line(&mut out, 2, &format!("{}: {message} [{}]", unread.path, unread.diagnostic.code), options);
        }
    }
    if !report.vacuous.is_empty() {
        line(&mut out, 0, &format!("{}:", words::VACUOUS.get(lang)), options);
        line(&mut out, 2, &report.vacuous.join(", "), options);
    }
    standing(report, options, &mut out);
    if report.interrupted {
        line(&mut out, 0, words::INTERRUPTED.get(lang), options);
    }
    line(&mut out, 0, &words::result(lang, &summary), options);
    out
}

/// What the register of waivers and the baseline have that no finding shows.
fn standing(report: &Report, options: &HumanOptions, out: &mut String) {
    let idle: Vec<_> = report.waivers.iter().filter(|w| w.state != WaiverState::Used).collect();
    if !idle.is_empty() {
        line(out, 0, &format!("{}:", words::WAIVERS.get(options.lang)), options);
        for waiver in idle {
            line(out, 2, &words::idle(options.lang, waiver), options);
        }
    }
    let fixed = report.baseline.as_ref().map_or(&[][..], |b| &b.fixed);
    if !fixed.is_empty() {
        line(out, 0, &format!("{}:", words::FIXED.get(options.lang)), options);
        for f in fixed {
            let text = format!("{}: {} {}", f.path, f.policy, f.message.get(options.lang));
            line(out, 2, &text, options);
        }
    }
    let unchanged = report.summary().unchanged;
    if unchanged > 0 {
        line(out, 0, &words::unchanged(options.lang, unchanged), options);
    }
}

fn line(out: &mut String, indent: usize, text: &str, options: &HumanOptions) {
    for part in wrap(&clean(text), options.width.saturating_sub(indent)) {
        out.push_str(&" ".repeat(indent));
        out.push_str(&part);
        out.push('\n');
    }
}

/// The table of documents, with a last row for all of them.
fn documents(report: &Report, options: &HumanOptions) -> String {
    let lang = options.lang;
    let mut heading = vec![words::DOCUMENT.get(lang).to_owned()];
    heading.extend(Severity::ALL.map(|s| words::severity(s).get(lang).to_owned()));
    heading.extend([words::UNDECIDED, words::NOT_APPLICABLE, words::PASSED].map(|w| w.get(lang).to_owned()));

    let short = report.documents.len() <= LONG_TABLE;
    let shown: Vec<&DocumentReport> =
        report.documents.iter().filter(|d| short || !d.findings.is_empty()).collect();
    let row = |name: String, figures: [usize; 6]| {
        std::iter::once(name).chain(figures.iter().map(ToString::to_string)).collect::<Vec<String>>()
    };
    let room = options.width.saturating_sub(FIGURES).max(12);
    let mut rows: Vec<Vec<String>> =
        shown.iter().map(|d| row(cut_front(&clean(&d.path), room), figures(d))).collect();
    if report.documents.len() > 1 {
        let mut all = [0; 6];
        for document in &report.documents {
            for (sum, figure) in all.iter_mut().zip(figures(document)) {
                *sum += figure;
            }
        }
        rows.push(row(words::TOTAL.get(lang).to_owned(), all));
    }
    let mut out = table(&heading, &rows, &[1, 2, 3, 4, 5, 6]);
    let others = report.documents.len() - shown.len();
    if others > 0 {
        line(&mut out, 0, &words::others(lang, others), options);
    }
    out.push('\n');
    out
}

/// Violations by severity, then verdicts: undecided, not applicable, pass.
pub(super) fn figures(document: &DocumentReport) -> [usize; 6] {
    let [error, warning, info] = Severity::ALL
        .map(|s| document.findings.iter().filter(|f| f.waived.is_none() && f.severity == s).count());
    let [undecided, not_applicable, passed] = [Outcome::Undecided, Outcome::NotApplicable, Outcome::Pass]
        .map(|o| document.verdicts.values().filter(|v| v.outcome == o).count());
    [error, warning, info, undecided, not_applicable, passed]
}
