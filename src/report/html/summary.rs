//! The top of the page: what was checked with what, and what came of it.

use maud::{Markup, html};

use super::{both, phrase, printable, said, word};
use crate::{
    finding::{Report, Severity},
    phrase::Lang,
    report::words,
};

/// The title, and the switch between languages.
pub(super) fn masthead(report: &Report) -> Markup {
    html! {
        header.mast {
            div.seal aria-hidden="true" { "规矩" }
            div.title {
                h1 { (both("规矩检查报告", "Compliance report")) }
                p { (said(|lang| words::result(lang, &report.summary()))) }
            }
            div.tools {
                button type="button" data-set-lang="zh" lang="zh" { "中文" }
                button type="button" data-set-lang="en" lang="en" { "English" }
                button type="button" data-print { (both("打印", "Print")) }
            }
        }
    }
}

/// The figures of the run.
pub(super) fn figures(report: &Report) -> Markup {
    let s = report.summary();
    let [error, warning, info] = s.violations;
    html! {
        section.figures {
            (figure("error", error, &word(words::severity(Severity::Error))))
            (figure("warning", warning, &word(words::severity(Severity::Warning))))
            (figure("info", info, &word(words::severity(Severity::Info))))
            (figure("undecided", s.undecided, &word(words::UNDECIDED)))
            (figure("pass", s.passed, &word(words::PASSED)))
            (figure("none", s.not_applicable, &both("不适用", "not applicable")))
            @if s.waived > 0 { (figure("waived", s.waived, &word(words::WAIVED))) }
            @if s.unchanged > 0 { (figure("waived", s.unchanged, &word(words::KNOWN))) }
            @if s.fixed > 0 { (figure("pass", s.fixed, &both("已消除", "fixed"))) }
            @if s.unreadable > 0 { (figure("error", s.unreadable, &word(words::UNREADABLE))) }
        }
        p.asof {
            @match report.as_of {
                Some(day) => { (both("审计日期", "Audit date")) " " (day) }
                None => { (both("各文件按其自身日期判断", "Each document is judged as of its own date")) }
            }
        }
    }
}

fn figure(class: &str, count: usize, label: &Markup) -> Markup {
    html! { div class={ "figure " (class) } { b { (count) } " " span { (label) } } }
}

/// That the run was interrupted: nobody should take the documents that are missing for checked ones.
pub(super) fn interrupted(report: &Report) -> Markup {
    html! { @if report.interrupted { section.alert role="alert" { h2 { (word(words::INTERRUPTED)) } } } }
}

/// The inputs that could not be read: nobody should take their absence for a pass.
pub(super) fn unreadable(report: &Report) -> Markup {
    if report.unreadable.is_empty() {
        return html! {};
    }
    html! {
        section.alert role="alert" {
            h2 { (word(words::UNREADABLE)) }
            ul {
                @for input in &report.unreadable {
                    li {
                        b { (printable(&input.path)) } " " (phrase(&input.diagnostic.message))
                        @if let Some(help) = &input.diagnostic.help { " · " (phrase(help)) }
                        " " code { (input.diagnostic.code) }
                    }
                }
            }
        }
    }
}

/// A box for each severity.
pub(super) fn severity_boxes() -> Markup {
    html! {
        fieldset {
            legend { (both("级别", "severity")) }
            @for severity in Severity::ALL {
                label class={ "box " (severity.name()) } {
                    input type="checkbox" name="severity" value=(severity.name()) checked;
                    " " (both(words::severity(severity).get(Lang::Zh), severity.name()))
                }
            }
        }
    }
}
