//! What is said of a document beside the verdicts on it: where it is not what policies take it for.

use super::{Doubt, Regulation, StrangeKey, Unheld};
use crate::{
    diagnostic::{Code, Diagnostic, Level},
    phrase::{Lang, Phrase},
    schema::{self, AnomalyKind, OrganKind},
    source::{FileId, LineIndex, Span},
};

impl Regulation {
    /// Warnings about the document, which `path` names in them: that nothing was recognised in it, that it is another kind of
    /// text, holds several regulations, or is a structure with keys or values that are probably not meant.
    pub fn warnings(&self, path: &str) -> Vec<Diagnostic> {
        let all = [
            nothing(self, path),
            another_kind(self, path),
            several(self, path),
            strange(self, path),
            unheld(self, path),
            contradicted(self, path),
        ];
        all.into_iter().flatten().collect()
    }
}

/// Says that the reader recognised nothing, or next to nothing, and where most of it stands.
fn nothing(document: &Regulation, path: &str) -> Option<Diagnostic> {
    if let Some(unread) = document.anomalies.iter().find(|a| a.kind == AnomalyKind::UnreadText) {
        let message = Phrase::new(
            "正文大部分没有识别出职责、机构或编制,此处最长",
            "no duties, units or posts were recognised in most of the text; the longest stretch is here",
        );
        let start = unread.span.slice(&document.source.text);
        let line = start.split(['\n', '\r']).next().unwrap_or(start).len() as u32;
        let place = Span::new(unread.span.start, unread.span.start + line);
        return Some(Diagnostic {
            input: Some(path.to_owned()),
            ..Diagnostic::warning(Code::NothingRecognised, FileId(0), place, message)
        });
    }
    let message = Phrase::new(
        "没有识别出职责、机构、条文或编制",
        "no duties, units, articles or posts were recognised in this document",
    );
    let warning = Diagnostic::input(Code::NothingRecognised, path, message);
    document.is_blank().then_some(Diagnostic { level: Level::Warning, ..warning })
}

/// Says that the title of a document names another kind of text than the policies are for. What has duties, units and posts
/// is judged rightly, whatever it is called.
fn another_kind(document: &Regulation, path: &str) -> Option<Diagnostic> {
    let title = document.anomalies.iter().find(|a| a.kind == AnomalyKind::AnotherKind)?;
    let units = document.unit_groups.iter().any(|g| !g.units.is_empty());
    if units && !document.duties.is_empty() && !document.staffing.is_empty() {
        return None;
    }
    let name: String = title.span.slice(&document.source.text).split_whitespace().collect();
    let message = Phrase::new(
        format!("标题“{name}”表明这不是“三定”规定,各项结论仅供参考"),
        format!("its title, “{name}”, is not that of a 三定规定; the verdicts on it tell little"),
    );
    let help = Phrase::new("核对是否拿错了文件", "see whether the right file was given");
    let warning = Diagnostic {
        input: Some(path.to_owned()),
        ..Diagnostic::warning(Code::AnotherKind, FileId(0), title.span, message)
    };
    Some(warning.help(help))
}

/// Strange keys and doubtful facts that are told one by one.
const MOST_TOLD_SINGLY: usize = 5;

/// Says which keys of a structure were not read, because its form does not have them.
fn strange(document: &Regulation, path: &str) -> Option<Diagnostic> {
    if document.strange.is_empty() {
        return None;
    }
    let told = |lang: Lang| {
        let one = |key: &StrangeKey| match (&key.near, lang) {
            (None, _) => format!("`{}`", key.pointer),
            (Some(near), Lang::Zh) => format!("`{}`（是否指 `{near}`？）", key.pointer),
            (Some(near), Lang::En) => format!("`{}` (did you mean `{near}`?)", key.pointer),
        };
        let all: Vec<String> = document.strange.iter().take(MOST_TOLD_SINGLY).map(one).collect();
        all.join(if lang == Lang::Zh { "、" } else { ", " })
    };
    let (zh, en) = match document.strange.len().saturating_sub(MOST_TOLD_SINGLY) {
        0 => (String::new(), String::new()),
        more => (format!("，另有 {more} 个"), format!(" and {more} more")),
    };
    let message = Phrase::new(
        format!("结构没有这些键，其值未读入：{}{zh}", told(Lang::Zh)),
        format!(
            "the form of a structure has no such keys, and what they hold was not read: {}{en}",
            told(Lang::En)
        ),
    );
    let warning = Diagnostic::input(Code::UnknownKey, path, message);
    Some(Diagnostic { level: Level::Warning, ..warning })
}

/// Says where a document holds further regulations, which are judged with its first as one.
fn several(document: &Regulation, path: &str) -> Option<Diagnostic> {
    let others = document.anomalies.iter().filter(|a| a.kind == AnomalyKind::AnotherRegulation);
    let spans: Vec<Span> = others.map(|a| a.span).collect();
    let first = spans.first()?;
    let text = &document.source.text;
    let index = LineIndex::new(text);
    let lines: Vec<String> = spans.iter().map(|s| index.position(text, s.start).line.to_string()).collect();
    let message = Phrase::new(
        format!("第{}行起是另一件规定,与前文合在一起核对,没有分开", lines.join("、")),
        format!(
            "another regulation begins on line {}; it was judged together with what stands before it, not by itself",
            lines.join(", ")
        ),
    );
    let help = Phrase::new(
        "每件规定存成一个文件,再分别核对",
        "save each regulation as a file of its own, and check these",
    );
    let warning = Diagnostic {
        input: Some(path.to_owned()),
        ..Diagnostic::warning(Code::SeveralRegulations, FileId(0), *first, message)
    };
    let others = spans.iter().skip(1);
    Some(others.fold(warning, |w, span| w.also(FileId(0), *span, Phrase::default())).help(help))
}

/// Says which facts of a structure its text does not bear out.
fn unheld(document: &Regulation, path: &str) -> Option<Diagnostic> {
    let (zh, en) = ("结构与原文不符", "the structure is not what its text says");
    let more = ("，`guiju extract --explain` 列出全部", ", which `guiju extract --explain` lists");
    let help = Phrase::new(
        "改正结构中的值或其位置；有意更正读法的，结论以结构为准",
        "mend the value or its place; where it corrects what was read, the verdicts go by the structure",
    );
    let warning = doubtful(document, path, Code::NotInWords, (zh, en), more)?;
    Some(warning.help(help))
}

/// Says which facts that are given beside a document it contradicts.
fn contradicted(document: &Regulation, path: &str) -> Option<Diagnostic> {
    let (zh, en) = ("清单与文件不符", "what is given beside the document is not what it says");
    let help = Phrase::new(
        "核对清单；结论以清单为准，只有施行日期以文件为准",
        "see the manifest; the verdicts go by it, but for the day of effect, for which they go by the document",
    );
    let warning = doubtful(document, path, Code::Contradicted, (zh, en), ("", ""))?;
    Some(warning.help(help))
}

/// A warning of the doubtful facts that one code is about; `more` says where those are that are too many to be told.
fn doubtful(
    document: &Regulation,
    path: &str,
    code: Code,
    (zh, en): (&str, &str),
    more: (&str, &str),
) -> Option<Diagnostic> {
    let given = |fact: &&Unheld| matches!(fact.doubt, Doubt::Given(_)) == (code == Code::Contradicted);
    let all: Vec<&Unheld> = document.unheld.iter().filter(given).collect();
    let (told, rest) = all.split_at_checked(MOST_TOLD_SINGLY).unwrap_or((&all, &[]));
    if told.is_empty() {
        return None;
    }
    let phrases: Vec<Phrase> = told.iter().map(|fact| fact.doubt(&document.source.text)).collect();
    let said = |lang, sign| phrases.iter().map(|p| p.get(lang)).collect::<Vec<_>>().join(sign);
    let (more_zh, more_en) = match rest.len() {
        0 => (String::new(), String::new()),
        count => (format!("；另有 {count} 处{}", more.0), format!("; and {count} more{}", more.1)),
    };
    let message = Phrase::new(
        format!("{zh}：{}{more_zh}", said(Lang::Zh, "；")),
        format!("{en}: {}{more_en}", said(Lang::En, "; ")),
    );
    let warning = Diagnostic { level: Level::Warning, ..Diagnostic::input(code, path, message) };
    let places = told.iter().filter_map(|fact| fact.span);
    Some(places.fold(warning, |w, span| w.also(FileId(0), span, Phrase::default())))
}

impl Unheld {
    /// What is doubtful about it, in words; `text` is that of its document.
    pub fn doubt(&self, text: &str) -> Phrase {
        let Unheld { pointer, told, span, doubt } = self;
        let words = shortened(span.map_or("", |s| s.slice(text)));
        match doubt {
            Doubt::Words => Phrase::new(
                format!("`{pointer}` 为 {told}，所引的原文却是“{words}”"),
                format!("`{pointer}` is {told}, and the words quoted for it are “{words}”"),
            ),
            Doubt::Otherwise(value) => Phrase::new(
                format!("`{pointer}` 为 {told}，原文读出的却是 {value}"),
                format!("`{pointer}` is {told}, and the text is read as {value}"),
            ),
            Doubt::ReadAs(field) => Phrase::new(
                format!("`{pointer}` 为 {told}，所引的“{words}”读出的却是 `{field}`"),
                format!(
                    "`{pointer}` is {told}, and the words quoted for it, “{words}”, are read as `{field}`"
                ),
            ),
            Doubt::Nowhere => Phrase::new(
                format!("`{pointer}` 为 {told}，没有标明出处，原文也读不出"),
                format!("`{pointer}` is {told}, quotes no words for it, and none are read so"),
            ),
            Doubt::LeftOut(value) => Phrase::new(
                format!("没有 `{pointer}`，原文读出的是 {value}"),
                format!("there is no `{pointer}`, and the text is read as {value}"),
            ),
            Doubt::Given(value) => {
                let (told_zh, value_zh) = (in_chinese(told), in_chinese(value));
                Phrase::new(
                    format!("清单给出的 `{pointer}` 为 {told_zh}，文件写的是 {value_zh}"),
                    format!("`{pointer}` is given as {told}, and the document says {value}"),
                )
            }
            Doubt::Missing(words) => Phrase::new(
                format!("`{pointer}` 里没有原文的“{words}”"),
                format!("`{pointer}` leaves out “{words}”, which the text has"),
            ),
        }
    }
}

/// The Chinese name of a level or a kind of organ; other words as they are.
fn in_chinese(word: &str) -> &str {
    let level = schema::Level::named(word).map(schema::Level::zh);
    level.or_else(|| OrganKind::named(word).map(OrganKind::zh)).unwrap_or(word)
}

/// So many characters of words are told.
const MOST_CHARS: usize = 40;

/// Words in a line, and no more of them than is read at a glance.
pub(crate) fn shortened(words: &str) -> String {
    let mut signs = words.chars().filter(|c| !c.is_whitespace());
    let mut out: String = signs.by_ref().take(MOST_CHARS).collect();
    if signs.next().is_some() {
        out.push('…');
    }
    out
}
