//! The report as one page for an auditor: figures, a map of policies and documents, findings beside the whole text of their
//! document, and what the policies rest on; in Chinese and English.
//!
//! Everything is in the file and nothing is fetched. The page is whole without its script, which only filters, switches
//! the language and shows places. Texts of documents and policies come in through maud, which escapes them; there is no
//! data in the script, and the policy of the page runs no other.

mod appendix;
mod card;
mod map;
mod marks;
mod summary;

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::{columns::shown, words::Word};
use crate::{
    finding::{DocumentReport, Finding, Outcome, PolicyRecord, Report},
    phrase::{Lang, Phrase},
};

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// Writes a report as one page that begins in `lang`.
pub fn html(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut write = |part: Markup| out.write_all(part.into_string().as_bytes());
    let language = if lang == Lang::Zh { "zh" } else { "en" };
    write(
        html! { (DOCTYPE) (PreEscaped(format!("<html lang=\"{language}\" data-lang=\"{language}\">"))) (head()) },
    )?;
    write(html! { (PreEscaped("<body>")) (summary::masthead(report)) (PreEscaped("<main>")) })?;
    write(
        html! { (summary::interrupted(report)) (summary::figures(report)) (summary::unreadable(report)) (map::map(report)) (filters(report)) },
    )?;
    let mut number = 0;
    for document in &report.documents {
        write(self::document(report, document, &mut number))?;
    }
    write(html! { (appendix::standing(report)) (appendix::policies(report)) })?;
    let end = html! { (PreEscaped("</main>")) (appendix::colophon(report)) script { (PreEscaped(SCRIPT)) } };
    write(html! { (end) (PreEscaped("</body></html>\n")) })
}

fn head() -> Markup {
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="generator" content="guiju";
            title { "规矩检查报告 · guiju report" }
            link rel="icon" href="data:,";
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// The digest by which the page allows its own style and script, and no other.
fn hash(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(text.as_bytes());
    let mut code = String::from("sha256-");
    for three in digest.chunks(3) {
        let bits = three.iter().fold(0, |bits, b| bits << 8 | usize::from(*b)) << (8 * (3 - three.len()));
        let digits = (0..4).map(|i| char::from(DIGITS[bits >> (18 - 6 * i) & 63]));
        code.extend(digits.take(three.len() + 1));
    }
    code + &"=".repeat((3 - digest.len() % 3) % 3)
}

/// Something said in both languages; the reader sees one.
fn both(zh: &str, en: &str) -> Markup {
    if zh == en {
        return html! { (printable(zh)) };
    }
    html! { span.zh lang="zh" { (printable(zh)) } span.en lang="en" { (printable(en)) } }
}

fn phrase(phrase: &Phrase) -> Markup {
    both(&phrase.zh, &phrase.en)
}

fn word(word: Word) -> Markup {
    both(word.get(Lang::Zh), word.get(Lang::En))
}

/// A sentence that is made for a language.
fn said(make: impl Fn(Lang) -> String) -> Markup {
    both(&make(Lang::Zh), &make(Lang::En))
}

/// A text with pictures for the characters that a page cannot show, or that would turn it around. A line end stays one.
fn printable(text: &str) -> String {
    let picture = |c: char| if matches!(c, '\n' | '\t') { c } else { shown(c) };
    text.replace("\r\n", "\n").chars().map(picture).collect()
}

fn policy_of<'a>(report: &'a Report, name: &str) -> Option<&'a PolicyRecord> {
    report.policies.iter().find(|p| p.name == name)
}

/// The name of a family; the shipped ones have a Chinese name.
fn family_name(family: &str) -> Markup {
    let zh = match family {
        "coherence" => "职责协调",
        "cross" => "跨地区",
        "drafting" => "行文质量",
        "mandatory" => "法定职能",
        "staffing" => "编制职数",
        "structure" => "要件结构",
        "version" => "版本变化",
        "" => "其他",
        own => own,
    };
    both(zh, if family.is_empty() { "other" } else { family })
}

fn family_of<'a>(report: &'a Report, name: &str) -> &'a str {
    policy_of(report, name).map_or("", |p| &p.family)
}

/// A document with its findings and, beside them, its text; documents without either are in the map only.
fn document(report: &Report, document: &DocumentReport, number: &mut usize) -> Markup {
    let first = *number + 1;
    *number += document.findings.len();
    let undecided = document.verdicts.values().any(|v| v.outcome == Outcome::Undecided);
    if document.findings.is_empty() && document.warnings.is_empty() && !undecided {
        return html! {};
    }
    let numbered: Vec<(usize, &Finding)> = (first..).zip(&document.findings).collect();
    html! {
        section.doc {
            h2 { (printable(&document.path)) " " small { (said(|lang| findings(lang, numbered.len()))) } }
            div.sides {
                div.cards {
                    @for (n, finding) in &numbered { (card::card(report, document, *n, finding)) }
                    (card::undecided(document))
                    (card::warnings(document))
                }
                @if !document.text.is_empty() { (marks::pane(document, &numbered)) }
            }
        }
    }
}

fn findings(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("{count} 处问题"),
        Lang::En if count == 1 => "1 finding".to_owned(),
        Lang::En => format!("{count} findings"),
    }
}

/// What to show: by severity, standing, family, document and words. Nothing is sent anywhere.
fn filters(report: &Report) -> Markup {
    let all = || report.documents.iter().flat_map(|d| &d.findings);
    if all().next().is_none() {
        return html! {};
    }
    let mut families: Vec<&str> = all().map(|f| family_of(report, &f.policy)).collect();
    families.sort_unstable();
    families.dedup();
    let documents = report.documents.iter().filter(|d| !d.findings.is_empty());
    html! {
        div.filters role="search" {
            (summary::severity_boxes())
            @if all().any(|f| !f.counts()) {
                label.box { input type="checkbox" name="settled" checked; " " (both("豁免和原有", "waived and known")) }
            }
            label { span.label { (both("类别", "family")) }
                select name="family" {
                    option value="" data-zh="全部" data-en="all" { "全部 all" }
                    @for family in families { option value=(family) { (printable(if family.is_empty() { "-" } else { family })) } }
                }
            }
            label { span.label { (both("文件", "document")) }
                select name="document" {
                    option value="" data-zh="全部" data-en="all" { "全部 all" }
                    @for d in documents { option value=(printable(&d.path)) { (printable(&d.path)) } }
                }
            }
            label.words { span.label { (both("查找", "words")) } input type="search" name="words" autocomplete="off"; }
            output.shown aria-live="polite" { }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The digest of the empty text is known to everyone.
    #[test]
    fn digests_are_those_of_the_standard() {
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(hash("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    #[test]
    fn the_script_cannot_end_early() {
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--") && !STYLE.contains("</"));
    }
}
