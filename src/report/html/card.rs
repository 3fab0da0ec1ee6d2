//! One finding as an auditor reads it: what is wrong, the words that prove it, what it rests on.

use maud::{Markup, html};

use super::{both, family_of, phrase, policy_of, printable, said, word};
use crate::{
    finding::{BaselineState, DocumentReport, Evidence, Finding, Outcome, Report, Role},
    phrase::Lang,
    report::{citation, words},
};

/// The card of a finding, by its number in the report.
pub(super) fn card(report: &Report, document: &DocumentReport, number: usize, f: &Finding) -> Markup {
    let severity = f.severity.name();
    let class = format!("finding {severity}{}", if f.counts() { "" } else { " settled" });
    html! {
        article class=(class) id={ "f" (number) } data-number=(number) data-severity=(severity)
            data-family=(family_of(report, &f.policy)) data-document=(printable(&document.path)) data-settled[!f.counts()] {
            header {
                span.number { (number) }
                span.badge { (word(words::severity(f.severity))) }
                @match f.baseline {
                    Some(BaselineState::New) => { span.badge.quiet { (both("新增", "new")) } }
                    Some(BaselineState::Unchanged) => { span.badge.quiet { (word(words::KNOWN)) } }
                    None => {}
                }
                @if f.waived.is_some() { span.badge.quiet { (word(words::WAIVED)) } }
                span.policy {
                    @if let Some(policy) = policy_of(report, &f.policy) { (phrase(&policy.title)) " " }
                    a href={ "#p-" (f.policy) } { code { (f.policy) } }
                }
            }
            h3 { button type="button" data-open=(number) aria-expanded="false" { (phrase(&f.message)) } }
            (evidence(f))
            (rests_on(f))
        }
    }
}

/// The quotes: first the clause that the message is about, then what it was read from.
fn evidence(f: &Finding) -> Markup {
    let (main, beside): (Vec<&Evidence>, Vec<&Evidence>) =
        f.evidence.iter().partition(|e| f.main().is_some_and(|m| m.role == e.role));
    html! {
        @for e in &main { (quote(e)) }
        @if !beside.is_empty() {
            ul.beside { @for e in &beside { li { (beside_quote(e)) } } }
        }
    }
}

fn quote(e: &Evidence) -> Markup {
    let searched = e.role != Role::Offending;
    html! {
        figure {
            figcaption { (place(e)) @if searched { " · " (word(words::role(e.role))) } (lacked(e)) }
            @if !e.quote.is_empty() { blockquote lang="zh" { (printable(&e.quote)) } }
        }
    }
}

fn beside_quote(e: &Evidence) -> Markup {
    let role = if e.role == Role::Offending { words::ALSO_OFFENDING } else { words::role(e.role) };
    html! { span.where { (word(role)) " · " (place(e)) } " " q lang="zh" { (printable(&e.quote)) } (lacked(e)) }
}

fn place(e: &Evidence) -> Markup {
    let (line, column) = (e.start.line, e.start.column);
    html! {
        (both(&format!("第 {line} 行第 {column} 列"), &format!("line {line}, column {column}")))
        @if let Some(origin) = &e.origin { " · " (element(origin)) }
        @if let Some(pointer) = &e.pointer { " · " (printable(pointer)) }
    }
}

fn element(origin: &str) -> Markup {
    let said = words::element(origin);
    both(&said.zh, &said.en)
}

fn lacked(e: &Evidence) -> Markup {
    if e.lacked.is_empty() {
        return html! {};
    }
    html! { " · " (said(|lang| words::lacks(lang, e.start.line, &e.lacked))) }
}

/// Basis, remarks, the other documents, the waiver.
fn rests_on(f: &Finding) -> Markup {
    html! {
        dl {
            @for basis in f.basis.iter() {
                dt { (word(words::BASIS)) }
                dd { (said(|lang| citation(basis, lang))) }
            }
            @if let Some(waived) = &f.waived {
                dt { (word(words::WAIVED)) }
                dd { (said(|lang| words::waived(lang, waived))) }
            }
            @for other in &f.others {
                dt { (word(words::BESIDE)) }
                dd { (printable(other)) }
            }
            @for note in &f.notes {
                dt { (word(words::NOTE)) }
                dd { (phrase(note)) }
            }
        }
    }
}

/// The verdicts that could not be reached, with the reason.
pub(super) fn undecided(document: &DocumentReport) -> Markup {
    let verdicts: Vec<_> =
        document.verdicts.iter().filter(|(_, v)| v.outcome == Outcome::Undecided).collect();
    if verdicts.is_empty() {
        return html! {};
    }
    html! {
        details.undecided {
            summary { (word(words::UNDECIDED)) " " (verdicts.len()) }
            dl {
                @for (policy, verdict) in verdicts {
                    dt { a href={ "#p-" (policy) } { code { (policy) } } }
                    dd {
                        @if let Some(reason) = &verdict.reason { (phrase(reason)) }
                        @else { (word(words::NO_REASON)) }
                    }
                }
            }
        }
    }
}

/// What the reader warns of.
pub(super) fn warnings(document: &DocumentReport) -> Markup {
    html! {
        @for warning in &document.warnings {
            p.warned { b { (both(words::WARNING.get(Lang::Zh), words::WARNING.get(Lang::En))) } " "
                (phrase(&warning.message)) " " code { (warning.code) } }
        }
    }
}
