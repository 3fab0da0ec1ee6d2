//! What is said of a document beside the verdicts on it: where it is not what policies take it for.

use super::{Regulation, StrangeKey, Unheld};
use crate::{
    diagnostic::{Code, Diagnostic, Level},
    phrase::{Lang, Phrase},
    schema::AnomalyKind,
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
        ];
        all.into_iter().flatten().collect()
    }
}

/// Says that the reader recognised nothing.
fn nothing(document: &Regulation, path: &str) -> Option<Diagnostic> {
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

/// Strange keys that are told one by one.
const TOLD: usize = 5;

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
        let all: Vec<String> = document.strange.iter().take(TOLD).map(one).collect();
        all.join(if lang == Lang::Zh { "、" } else { ", " })
    };
    let (zh, en) = match document.strange.len().saturating_sub(TOLD) {
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

/// Says which facts of a structure the words that are quoted for them do not say.
fn unheld(document: &Regulation, path: &str) -> Option<Diagnostic> {
    let text = &document.source.text;
    let first = document.unheld.first()?;
    let said = |u: &Unheld| {
        let words: String = u.span.slice(text).split_whitespace().collect();
        Phrase::new(
            format!("结构说 `{}` 为 {}，所引的原文却是“{words}”", u.field, u.told),
            format!(
                "the structure says that `{}` is {}, and the words quoted for it are “{words}”",
                u.field, u.told
            ),
        )
    };
    let help = Phrase::new(
        "改正结构中的值或其位置；有意更正读法的，结论以结构为准",
        "mend the value or its place; where it corrects what was read, the verdicts go by the structure",
    );
    let warning = Diagnostic {
        input: Some(path.to_owned()),
        ..Diagnostic::warning(Code::NotInWords, FileId(0), first.span, said(first))
    };
    let others = document.unheld.iter().skip(1).take(TOLD - 1);
    Some(others.fold(warning, |w, u| w.also(FileId(0), u.span, said(u))).help(help))
}
