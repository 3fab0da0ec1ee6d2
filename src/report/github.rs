//! Annotations of GitHub's workflows: one command a finding, on the lines of its clause.
//!
//! What is waived or known from a baseline is counted only. GitHub shows the first ten of each level of a step; the last line says how many there are.

use super::{
    columns::clean,
    from_root,
    warned::warned,
    words::{self, Word},
};
use crate::{
    finding::{DocumentReport, Finding, Report, Severity},
    phrase::Lang,
};

/// Writes a report as workflow commands.
pub fn github(report: &Report, lang: Lang) -> String {
    let mut out = String::new();
    for document in &report.documents {
        for f in document.findings.iter().filter(|f| f.counts()) {
            out.push_str(&annotation(document, f, lang));
        }
    }
    for w in warned(report) {
        let title = title(words::WARNING, w.warning.code, lang);
        let properties =
            [("file", from_root(w.path).to_owned()), ("line", w.line.to_string()), ("title", title)];
        out.push_str(&command("warning", &properties, w.warning.message.get(lang)));
    }
    for input in &report.unreadable {
        let d = &input.diagnostic;
        let properties =
            [("file", from_root(&input.path).to_owned()), ("title", title(words::UNREADABLE, d.code, lang))];
        out.push_str(&command("error", &properties, d.message.get(lang)));
    }
    if report.interrupted {
        let title = [("title", "guiju".to_owned())];
        out.push_str(&command("error", &title, words::INTERRUPTED.get(lang)));
    }
    let result = words::result(lang, &report.summary());
    out.push_str(&command("notice", &[("title", "guiju".to_owned())], &result));
    out
}

fn title(word: Word, code: impl std::fmt::Display, lang: Lang) -> String {
    format!("{} [{code}]", word.get(lang))
}

fn annotation(document: &DocumentReport, finding: &Finding, lang: Lang) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = vec![("file", from_root(&document.path).to_owned())];
    if let Some(place) = finding.main() {
        properties.push(("line", place.start.line.to_string()));
        properties.push(("endLine", place.end.line.to_string()));
        // Columns are shown only where a place is within one line.
        if place.start.line == place.end.line {
            properties.push(("col", place.start.column.to_string()));
            properties.push(("endColumn", place.end.column.to_string()));
        }
    }
    properties.push(("title", finding.policy.clone()));
    let quote = finding.main().map_or(String::new(), |e| format!("\n{}", quoted(&e.quote, lang)));
    command(level, &properties, &format!("{}{quote}", finding.message.get(lang)))
}

fn quoted(quote: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("原文：“{quote}”"),
        Lang::En => format!("The text: “{quote}”"),
    }
}

/// A workflow command, with what would end it or its parts written in percent codes.
fn command(level: &str, properties: &[(&str, String)], message: &str) -> String {
    let property = |(name, value): &(&str, String)| {
        format!("{name}={}", data(value).replace(':', "%3A").replace(',', "%2C"))
    };
    let properties: Vec<String> = properties.iter().map(property).collect();
    format!("::{level} {}::{}\n", properties.join(","), data(message))
}

fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| clean(line).replace('%', "%25")).collect();
    lines.join("%0A")
}
