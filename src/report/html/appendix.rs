//! What stands behind the findings: the register and the baseline, the policies, and how the report was made.

use maud::{Markup, html};

use super::{both, phrase, printable, said, word};
use crate::{
    finding::{PolicyRecord, Report, WaiverState},
    report::{citation, words},
};

/// What the register of waivers and the baseline have that no finding shows.
pub(super) fn standing(report: &Report) -> Markup {
    let idle: Vec<_> = report.waivers.iter().filter(|w| w.state != WaiverState::Used).collect();
    let fixed = report.baseline.as_ref().map_or(&[][..], |b| &b.fixed);
    html! {
        @if !idle.is_empty() {
            section.alert {
                h2 { (word(words::WAIVERS)) }
                ul { @for waiver in idle { li { (said(|lang| words::idle(lang, waiver))) } } }
            }
        }
        @if !fixed.is_empty() {
            section.list {
                h2 { (word(words::FIXED)) }
                ul { @for f in fixed {
                    li { b { (printable(&f.path)) } " " (phrase(&f.message)) " " code { (f.policy) } }
                } }
            }
        }
        @if !report.vacuous.is_empty() {
            section.list {
                h2 { (word(words::VACUOUS)) }
                ul { @for policy in &report.vacuous { li { a href={ "#p-" (policy) } { code { (policy) } } } } }
            }
        }
    }
}

/// The policies that were checked with: what each asks, and what it rests on.
pub(super) fn policies(report: &Report) -> Markup {
    html! {
        section.policies {
            h2 { (both("政策", "Policies")) }
            @for policy in &report.policies { (entry(policy)) }
        }
    }
}

fn entry(policy: &PolicyRecord) -> Markup {
    html! {
        article.entry id={ "p-" (policy.name) } {
            h3 { (phrase(&policy.title)) " " code { (policy.name) }
                " " span class={ "badge " (policy.severity.name()) } { (word(words::severity(policy.severity))) } }
            p { (phrase(&policy.statement)) }
            dl {
                @for basis in &policy.basis {
                    dt { (word(words::BASIS)) }
                    dd { (said(|lang| citation(basis, lang))) }
                }
                @for (name, value) in &policy.params {
                    dt { (both("参数", "parameter")) }
                    dd { code { (name) " = " (printable(value)) } }
                }
            }
        }
    }
}

/// Which program, language and policies made the report.
pub(super) fn colophon(report: &Report) -> Markup {
    html! {
        footer {
            p { "guiju " (report.tool.version) " · " (both("政策语言", "policy language")) " " (report.tool.language)
                " · " (both("政策摘要", "digest of the policies")) " " code { (report.policies_digest) } }
            p.keys { (both(
                "键盘：j、k 下一处、上一处问题，Enter 在原文中查看，Esc 关闭，/ 查找",
                "Keys: j and k for the next and the last finding, Enter to show it in the text, Esc to close, / to search",
            )) }
        }
    }
}
