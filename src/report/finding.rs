//! One finding as a careful compiler would show it: the clause with its place, what it was read from, what it rests on.

use std::collections::HashSet;

use annotate_snippets::{Element, Group, Level, Message, Origin, Renderer};

use super::{
    HumanOptions,
    columns::{clean, width, wrap},
    excerpt::{self, Excerpts, Mark},
    words::{self, Word},
};
use crate::{
    finding::{Citation, DocumentReport, Evidence, Finding, Role, Severity},
    phrase::Lang,
};

/// Places that a finding shows at most; how many more there are is said.
pub(super) const PLACES: usize = 16;

/// A citation in one line: title, article, words, remark.
pub fn citation(citation: &Citation, lang: Lang) -> String {
    let title = citation.title.as_deref().map(words::titled);
    let article = citation.article.as_deref().map(|a| words::article(lang, a));
    let mut line = title.into_iter().chain(article).collect::<Vec<_>>().join(" ");
    if line.is_empty() && citation.kind == "practice" {
        words::PRACTICE.get(lang).clone_into(&mut line);
    }
    let quote = citation.quote.as_ref().map(|q| format!("“{q}”"));
    let note = citation.note.as_ref().map(|n| n.get(lang).to_owned());
    for more in quote.into_iter().chain(note).filter(|m| !m.is_empty()) {
        if !line.is_empty() {
            line.push_str(if lang == Lang::Zh { "：" } else { ": " });
        }
        line.push_str(&more);
    }
    line
}

/// Shows one finding of a document, with excerpts of its text.
pub(super) fn finding(
    finding: &Finding,
    document: &DocumentReport,
    excerpts: &Excerpts<'_>,
    options: &HumanOptions,
) -> String {
    let (in_text, beside): (Vec<&Evidence>, Vec<&Evidence>) =
        finding.evidence.iter().partition(|e| e.pointer.is_none() && e.span.slice(&document.text) == e.quote);
    let mut marks = marks(&in_text, options.lang);
    let left_out = marks.len().saturating_sub(PLACES);
    marks.truncate(PLACES);
    let notes = Notes { gutter: excerpts.gutter(&marks), options };

    let level = level(finding.severity).with_name(words::severity(finding.severity).get(options.lang));
    let (mut elements, mut columns): (Vec<Element<'_>>, Vec<_>) = (Vec::new(), Vec::new());
    for excerpt in excerpts.excerpts(&marks) {
        elements.push(excerpt.snippet.into());
        columns.push(excerpt.columns);
    }
    if elements.is_empty() {
        elements.push(origin(excerpts.path, beside.first()).into());
    }
    if left_out > 0 {
        elements.push(notes.note(words::NOTE, &words::more_places(options.lang, left_out)));
    }
    elements.extend(beside.iter().map(|e| notes.note(words::AT, &place_beside(e, options.lang))));
    // The paragraph of the file as its author knows it; the first place stands for the others.
    let shown = finding.evidence.iter().find_map(|e| e.origin.as_deref());
    elements.extend(shown.map(|o| notes.note(words::AT, words::element(o).get(options.lang))));
    let nearest = finding.evidence.iter().filter(|e| !e.lacked.is_empty());
    elements.extend(
        nearest.map(|e| notes.note(words::NEAREST, &words::lacks(options.lang, e.start.line, &e.lacked))),
    );
    elements.extend(finding.basis.iter().map(|c| notes.note(words::BASIS, &citation(c, options.lang))));
    elements.extend(finding.others.iter().map(|o| notes.note(words::BESIDE, o)));
    let waived = finding.waived.as_ref();
    elements.extend(waived.map(|w| notes.note(words::WAIVED, &words::waived(options.lang, w))));
    elements.extend(finding.notes.iter().map(|n| notes.note(words::NOTE, n.get(options.lang))));

    let label = width(words::severity(finding.severity).get(options.lang)) + width(&finding.policy) + 4;
    let title = level.primary_title(title(finding.message.get(options.lang), label, options));
    let group = Group::with_title(title.id(finding.policy.clone())).elements(elements);
    excerpt::render(&renderer(options), group, &columns)
}

/// The renderer of snippets, which are made to fit before it gets them.
pub(super) fn renderer(options: &HumanOptions) -> Renderer {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(usize::MAX / 4)
}

/// A message broken into lines, to stand after a label of `label` columns.
pub(super) fn title(message: &str, label: usize, options: &HumanOptions) -> String {
    wrap(&clean(message), options.width.saturating_sub(label)).join("\n")
}

/// Remarks below the excerpts, wrapped to what their indentation leaves.
pub(super) struct Notes<'o> {
    /// The columns before the remark's name.
    pub(super) gutter: usize,
    pub(super) options: &'o HumanOptions,
}

impl Notes<'_> {
    pub(super) fn note(&self, name: Word, text: &str) -> Element<'static> {
        let name = name.get(self.options.lang);
        let message: Message<'static> =
            Level::NOTE.with_name(name).message(title(text, self.gutter + width(name) + 2, self.options));
        message.into()
    }
}

/// The places to underline, each once. What the message is about are the offending clauses; where nothing was found, the
/// places that were searched.
fn marks(evidence: &[&Evidence], lang: Lang) -> Vec<Mark> {
    let main = main_role(evidence);
    let mark = |e: &Evidence| {
        let label = words::role(e.role).get(lang).to_owned();
        Mark { span: e.span, label, primary: e.role == main }
    };
    places(evidence).into_iter().map(mark).collect()
}

/// The places of a finding, each once, those that its message is about first.
pub(super) fn places<'e>(evidence: &[&'e Evidence]) -> Vec<&'e Evidence> {
    let main = main_role(evidence);
    let (first, rest): (Vec<&Evidence>, Vec<&Evidence>) = evidence.iter().partition(|e| e.role == main);
    // A finding may quote as many places as a text has characters.
    let mut seen = HashSet::new();
    first.into_iter().chain(rest).filter(|e| seen.insert(e.span)).collect()
}

fn main_role(evidence: &[&Evidence]) -> Role {
    let offends = evidence.iter().any(|e| e.role == Role::Offending);
    if offends { Role::Offending } else { Role::Searched }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

fn origin(path: &str, evidence: Option<&&Evidence>) -> Origin<'static> {
    let origin = Origin::path(path.to_owned());
    match evidence {
        Some(e) => origin.line(e.start.line as usize).char_column(e.start.column as usize),
        None => origin,
    }
}

/// A place of a structure without text: its pointer and its words.
fn place_beside(evidence: &Evidence, lang: Lang) -> String {
    let (line, column) = (evidence.start.line, evidence.start.column);
    let pointer = evidence.pointer.as_deref().unwrap_or_default();
    let role = words::role(evidence.role).get(lang);
    let role = if role.is_empty() { String::new() } else { format!(" ({role})") };
    format!("{pointer} {line}:{column} “{}”{role}", evidence.quote).trim_start().to_owned()
}
