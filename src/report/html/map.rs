//! The map: policies down, documents across, in each cell the verdict; the darker, the more findings.

use maud::{Markup, html};

use super::{both, family_name, phrase, printable, said, word};
use crate::{
    finding::{DocumentReport, Finding, Outcome, PolicyRecord, Report, Severity},
    phrase::Lang,
    report::words,
};

/// Documents that the map has room for; of more, those with findings come first.
const MOST_DOCUMENTS: usize = 40;

/// The map of a report.
pub(super) fn map(report: &Report) -> Markup {
    if report.documents.is_empty() {
        return html! { p.empty { (word(words::NOTHING_CHECKED)) } };
    }
    let documents = columns(report);
    let hidden = report.documents.len() - documents.len();
    let mut families: Vec<&str> = report.policies.iter().map(|p| p.family.as_str()).collect();
    families.sort_unstable();
    families.dedup();
    html! {
        section.map {
            h2 { (both("政策与文件", "Policies and documents")) }
            div.scroll tabindex="0" role="group" {
                table {
                    thead { tr {
                        th scope="col" { (both("政策", "policy")) }
                        @for (_, d) in &documents { th.name scope="col" title=(printable(&d.path)) { span { (printable(stem(&d.path))) } } }
                    } }
                    @for family in families {
                        tbody {
                            tr.family { th scope="rowgroup" { (family_name(family)) } @for _ in &documents { td {} } }
                            @for policy in report.policies.iter().filter(|p| p.family == family) {
                                tr {
                                    th scope="row" { a href={ "#p-" (policy.name) } { (phrase(&policy.title)) } }
                                    @for (first, d) in &documents { (cell(policy, *first, d)) }
                                }
                            }
                        }
                    }
                }
            }
            (legend())
            @if hidden > 0 { p.note { (said(|lang| more(lang, hidden))) } }
        }
    }
}

fn more(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 份文件未列出；有问题的文件见下文"),
        Lang::En => format!("{count} more documents are not in this table; those with findings follow below"),
    }
}

/// The documents shown, in their order, each with the number of its first finding.
fn columns(report: &Report) -> Vec<(usize, &DocumentReport)> {
    let mut number = 1;
    let mut all = Vec::new();
    for document in &report.documents {
        all.push((number, document));
        number += document.findings.len();
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|i| (all[*i].1.findings.is_empty(), *i));
    order.truncate(MOST_DOCUMENTS);
    order.sort_unstable();
    order.into_iter().map(|i| all[i]).collect()
}

/// The name of a file without its folder.
fn stem(path: &str) -> &str {
    path.rsplit('/').next().filter(|s| !s.is_empty()).unwrap_or(path)
}

/// The verdict of a policy on a document; a violation leads to its first finding.
fn cell(policy: &PolicyRecord, first: usize, document: &DocumentReport) -> Markup {
    let Some(verdict) = document.verdicts.get(&policy.name) else { return html! { td {} } };
    let place = format!("{} · {}", policy.name, printable(&document.path));
    let plain = |class: &str, sign: &str, name: Markup| {
        html! { td class=(class) title=(place) { span aria-hidden="true" { (sign) } span.vh { (name) } } }
    };
    match verdict.outcome {
        Outcome::Pass => plain("pass", "✓", word(words::PASSED)),
        Outcome::Undecided => plain("undecided", "?", word(words::UNDECIDED)),
        Outcome::NotApplicable => plain("none", "·", both("不适用", "not applicable")),
        Outcome::Violation => {
            let found = |f: &Finding| f.policy == policy.name;
            let number = first + document.findings.iter().position(found).unwrap_or(0);
            let open: Vec<Severity> =
                document.findings.iter().filter(|f| found(f) && f.counts()).map(|f| f.severity).collect();
            let count = document.findings.iter().filter(|f| found(f)).count();
            let class = match open.iter().max() {
                Some(severity) => format!("{} heat{}", severity.name(), open.len().min(4)),
                None => "settled".to_owned(),
            };
            html! {
                td class=(class) title=(place) {
                    a href={ "#f" (number) } { (count) span.vh { (both("处问题", "findings")) } }
                }
            }
        }
    }
}

fn legend() -> Markup {
    html! {
        p.legend {
            @for severity in Severity::ALL {
                span { i class={ "key heat1 " (severity.name()) } { "n" } " " (word(words::severity(severity))) }
            }
            span { i.key.undecided { "?" } " " (word(words::UNDECIDED)) }
            span { i.key.pass { "✓" } " " (word(words::PASSED)) }
            span { i.key.none { "·" } " " (both("不适用", "not applicable")) }
        }
    }
}
