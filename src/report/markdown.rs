//! A summary in Markdown, for a pull request or a memo: figures first, then what is wrong, document by document.

use super::{finding::citation, words};
use crate::{
    finding::{DocumentReport, Finding, Outcome, Report, Severity},
    phrase::Lang,
};

/// Findings told in full; a page of a pull request takes about 60 thousand characters.
const TOLD: usize = 60;

/// Characters of a quote that are shown.
const QUOTED: usize = 240;

/// Writes a summary in Markdown.
pub fn markdown(report: &Report, lang: Lang) -> String {
    let summary = report.summary();
    let violations: usize = summary.violations.iter().sum();
    let result = words::result(lang, summary.documents, summary.policies, violations, summary.undecided);
    let mut out = format!("## {}\n\n{}\n", words::REPORT.get(lang), escape(&result));
    out.push_str(&unreadable(report, lang));
    out.push_str(&table(report, lang));
    let mut room = TOLD;
    for document in report.documents.iter().filter(|d| !d.findings.is_empty()) {
        let told = &document.findings[..room.min(document.findings.len())];
        room -= told.len();
        if !told.is_empty() {
            out.push_str(&format!("\n### {}\n\n", escape(&document.path)));
            told.iter().for_each(|f| out.push_str(&finding(f, lang)));
        }
    }
    if violations > TOLD {
        out.push_str(&format!("\n{}\n", escape(&words::more_findings(lang, violations - TOLD))));
    }
    out.push_str(&undecided(report, lang));
    out.push_str(&vacuous(report, lang));
    out
}

/// A text that Markdown takes for nothing but text, on one line.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in super::columns::clean(text).chars() {
        match c {
            // An entity, for those who render the tag and the mention before they read the backslash.
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            c if c.is_ascii_punctuation()
                && !matches!(c, ',' | '.' | ':' | ';' | '/' | '%' | '\'' | '"' | '?') =>
            {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn table(report: &Report, lang: Lang) -> String {
    if report.documents.is_empty() {
        return format!("\n{}\n", words::NOTHING_CHECKED.get(lang));
    }
    let mut heading = vec![words::DOCUMENT.get(lang)];
    heading.extend(Severity::ALL.map(|s| words::severity(s).get(lang)));
    heading.extend([words::UNDECIDED, words::NOT_APPLICABLE, words::PASSED].map(|w| w.get(lang)));
    let mut out = format!("\n| {} |\n|---|{}\n", heading.join(" | "), "--:|".repeat(heading.len() - 1));
    for document in &report.documents {
        let figures = super::overview::figures(document).map(|n| n.to_string());
        out.push_str(&format!("| {} | {} |\n", escape(&document.path), figures.join(" | ")));
    }
    out
}

fn finding(f: &Finding, lang: Lang) -> String {
    let severity = words::severity(f.severity).get(lang);
    let place = f.main().map_or(String::new(), |e| format!(" ({}:{})", e.start.line, e.start.column));
    let mut out = format!("- **{severity}** `{}`{place}: {}\n", f.policy, escape(f.message.get(lang)));
    if let Some(e) = f.main().filter(|e| !e.quote.trim().is_empty()) {
        let quote: String = e.quote.chars().take(QUOTED).collect();
        let more = if quote.len() < e.quote.len() { " …" } else { "" };
        out.push_str(&format!("  > {}{more}\n\n", escape(quote.trim())));
    }
    let basis: Vec<String> = f.basis.iter().map(|c| escape(&citation(c, lang))).collect();
    if !basis.is_empty() {
        out.push_str(&format!("  {}: {}\n", words::BASIS.get(lang), basis.join("; ")));
    }
    for note in &f.notes {
        out.push_str(&format!("  {}: {}\n", words::NOTE.get(lang), escape(note.get(lang))));
    }
    out
}

fn unreadable(report: &Report, lang: Lang) -> String {
    if report.unreadable.is_empty() {
        return String::new();
    }
    let line = |u: &crate::finding::Unreadable| {
        let message = escape(u.diagnostic.message.get(lang));
        format!("- {}: {message} ({})\n", escape(&u.path), u.diagnostic.code)
    };
    let lines: String = report.unreadable.iter().map(line).collect();
    format!("\n**{}**\n\n{lines}", words::UNREADABLE.get(lang))
}

/// What could not be decided, folded: it is long, and must not be hidden altogether.
fn undecided(report: &Report, lang: Lang) -> String {
    let of = |d: &DocumentReport| {
        let verdicts = d.verdicts.iter().filter(|(_, v)| v.outcome == Outcome::Undecided);
        let line = verdicts.map(|(policy, v)| {
            let reason = v.reason.as_ref().map_or(words::NO_REASON.get(lang), |r| r.get(lang));
            format!("- {} `{policy}`: {}\n", escape(&d.path), escape(reason))
        });
        line.collect::<String>()
    };
    let lines: String = report.documents.iter().map(of).collect();
    if lines.is_empty() {
        return lines;
    }
    format!("\n<details><summary>{}</summary>\n\n{lines}\n</details>\n", words::UNDECIDED.get(lang))
}

fn vacuous(report: &Report, lang: Lang) -> String {
    if report.vacuous.is_empty() {
        return String::new();
    }
    let names: Vec<String> = report.vacuous.iter().map(|p| format!("`{p}`")).collect();
    format!("\n{}: {}\n", words::VACUOUS.get(lang), names.join(", "))
}
