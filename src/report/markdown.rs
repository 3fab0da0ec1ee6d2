//! A summary in Markdown, for a pull request or a memo: figures first, then what is wrong, document by document.

use super::{
    finding::{PLACES, citation, places},
    warned::warned,
    words::{self, Word},
};
use crate::{
    diagnostic::Diagnostic,
    finding::{DocumentReport, Evidence, Finding, Fixed, Outcome, Report, Severity, WaiverState},
    phrase::Lang,
};

/// Findings told in full; a page of a pull request takes about 60 thousand characters.
const MOST_FINDINGS: usize = 60;

/// Characters of a quote that are shown.
const MOST_QUOTE_CHARS: usize = 240;

/// Characters of a quote beside the first that are shown.
const QUOTED_BESIDE: usize = 60;

/// Writes a summary in Markdown.
pub fn markdown(report: &Report, lang: Lang) -> String {
    let summary = report.summary();
    let result = words::result(lang, &summary);
    let mut out = format!("## {}\n\n{}\n", words::REPORT.get(lang), escape(&result));
    if report.interrupted {
        out.extend([format!("\n**{}**\n", escape(words::INTERRUPTED.get(lang)))]);
    }
    out.push_str(&unreadable(report, lang));
    out.push_str(&warnings(report, lang));
    out.push_str(&table(report, lang));
    let mut room = MOST_FINDINGS;
    for document in &report.documents {
        let counting = document.findings.iter().filter(|f| f.counts());
        let told: Vec<&Finding> = counting.take(room).collect();
        room -= told.len();
        if !told.is_empty() {
            out.extend([format!("\n### {}\n\n", escape(&document.path))]);
            out.extend(told.iter().map(|f| finding(f, lang)));
        }
    }
    let counting = report.documents.iter().flat_map(|d| &d.findings).filter(|f| f.counts()).count();
    if counting > MOST_FINDINGS {
        out.extend([format!("\n{}\n", escape(&words::more_findings(lang, counting - MOST_FINDINGS)))]);
    }
    if summary.unchanged > 0 {
        out.extend([format!("\n{}\n", escape(&words::unchanged(lang, summary.unchanged)))]);
    }
    let folded = [
        (words::WAIVED, waived(report, lang)),
        (words::WAIVERS, idle(report, lang)),
        (words::FIXED, fixed(report, lang)),
        (words::UNDECIDED, undecided(report, lang)),
    ];
    for (title, lines) in folded.iter().filter(|(_, lines)| !lines.is_empty()) {
        let title = title.get(lang);
        out.extend([format!("\n<details><summary>{title}</summary>\n\n{lines}\n</details>\n")]);
    }
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
        out.extend([format!("| {} | {} |\n", escape(&document.path), figures.join(" | "))]);
    }
    out
}

fn finding(f: &Finding, lang: Lang) -> String {
    let severity = words::severity(f.severity).get(lang);
    let place = f.main().map_or(String::new(), |e| format!(" ({}:{})", e.start.line, e.start.column));
    let mut out = format!("- **{severity}** `{}`{place}: {}\n", f.policy, escape(f.message.get(lang)));
    let main = f.main().filter(|e| !e.quote.trim().is_empty());
    out.extend(main.map(|e| format!("  > {}\n\n", quoted(e, MOST_QUOTE_CHARS))));
    let all: Vec<&Evidence> = f.evidence.iter().collect();
    let all = places(&all);
    let others = all.iter().take(PLACES).filter(|e| main.is_none_or(|main| main.span != e.span));
    out.extend(others.map(|e| further(e, lang)));
    if let Some(left_out) = all.len().checked_sub(PLACES).filter(|n| *n > 0) {
        out.extend([format!("  - {}\n", escape(&words::more_places(lang, left_out)))]);
    }
    if !out.ends_with("\n\n") {
        // Else what follows would belong to the last of the places.
        out.push('\n');
    }
    let basis: Vec<String> = f.basis.iter().map(|c| escape(&citation(c, lang))).collect();
    if !basis.is_empty() {
        out.extend([format!("  {}: {}\n", words::BASIS.get(lang), basis.join("; "))]);
    }
    for note in &f.notes {
        out.extend([format!("  {}: {}\n", words::NOTE.get(lang), escape(note.get(lang)))]);
    }
    out
}

/// One more place of a finding, what stands there, and what it is for.
fn further(e: &Evidence, lang: Lang) -> String {
    let role = words::role(e.role).get(lang);
    let role = if role.is_empty() { String::new() } else { format!(" ({role})") };
    let pointer = e.pointer.as_deref().map_or(String::new(), |pointer| format!("{} ", escape(pointer)));
    format!("  - {pointer}{}:{}: {}{role}\n", e.start.line, e.start.column, quoted(e, QUOTED_BESIDE))
}

/// The words of a place, no more than so many characters of them.
fn quoted(e: &Evidence, most: usize) -> String {
    let quote: String = e.quote.chars().take(most).collect();
    let more = if quote.len() < e.quote.len() { " …" } else { "" };
    format!("{}{more}", escape(quote.trim()))
}

fn unreadable(report: &Report, lang: Lang) -> String {
    let told = report.unreadable.iter().map(|u| (u.path.as_str(), &u.diagnostic));
    problems(words::UNREADABLE, told, lang)
}

fn warnings(report: &Report, lang: Lang) -> String {
    problems(words::WARNING, warned(report).map(|w| (w.path, w.warning)), lang)
}

/// What is said of whole documents, under a title; nothing where nothing is.
fn problems<'a>(title: Word, told: impl Iterator<Item = (&'a str, &'a Diagnostic)>, lang: Lang) -> String {
    let line = |(path, d): (&str, &Diagnostic)| {
        format!("- {}: {} ({})\n", escape(path), escape(d.message.get(lang)), d.code)
    };
    let lines: String = told.map(line).collect();
    if lines.is_empty() { lines } else { format!("\n**{}**\n\n{lines}", title.get(lang)) }
}

/// What could not be decided. It is folded because it is long; it must not be hidden altogether.
fn undecided(report: &Report, lang: Lang) -> String {
    let of = |d: &DocumentReport| {
        let verdicts = d.verdicts.iter().filter(|(_, v)| v.outcome == Outcome::Undecided);
        let line = verdicts.map(|(policy, v)| {
            let reason = v.reason.as_ref().map_or(words::NO_REASON.get(lang), |r| r.get(lang));
            format!("- {} `{policy}`: {}\n", escape(&d.path), escape(reason))
        });
        line.collect::<String>()
    };
    report.documents.iter().map(of).collect()
}

/// What is accepted, and why.
fn waived(report: &Report, lang: Lang) -> String {
    let findings = report.documents.iter().flat_map(|d| d.findings.iter().map(move |f| (d, f)));
    let line = |(d, f): (&DocumentReport, &Finding)| {
        let why = escape(&words::waived(lang, f.waived.as_ref()?));
        Some(format!("- {} `{}`: {} — {why}\n", escape(&d.path), f.policy, escape(f.message.get(lang))))
    };
    findings.filter_map(line).collect()
}

/// Waivers that do nothing.
fn idle(report: &Report, lang: Lang) -> String {
    let idle = report.waivers.iter().filter(|w| w.state != WaiverState::Used);
    let line = |w| format!("- {}\n", escape(&words::idle(lang, w)));
    idle.map(line).collect()
}

/// What the baseline has and the documents have no longer.
fn fixed(report: &Report, lang: Lang) -> String {
    let line = |f: &Fixed| {
        format!("- {} `{}`: {}\n", escape(&f.path), escape(&f.policy), escape(f.message.get(lang)))
    };
    report.baseline.iter().flat_map(|b| &b.fixed).map(line).collect()
}

fn vacuous(report: &Report, lang: Lang) -> String {
    if report.vacuous.is_empty() {
        return String::new();
    }
    let names: Vec<String> = report.vacuous.iter().map(|p| format!("`{p}`")).collect();
    format!("\n{}: {}\n", words::VACUOUS.get(lang), names.join(", "))
}
