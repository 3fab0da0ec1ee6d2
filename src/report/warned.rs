//! What the reader warns of, document by document, with the line that each warning is about.

use crate::{
    diagnostic::Diagnostic,
    finding::{DocumentReport, Report},
    source::LineIndex,
};

/// A warning about a document.
pub(super) struct Warned<'a> {
    pub(super) path: &'a str,
    pub(super) warning: &'a Diagnostic,
    /// The first line for a warning about the whole document.
    pub(super) line: u32,
}

/// All warnings of a report, in its order.
pub(super) fn warned(report: &Report) -> impl Iterator<Item = Warned<'_>> {
    report.documents.iter().flat_map(warned_of)
}

/// Those about one document.
pub(super) fn warned_of(document: &DocumentReport) -> impl Iterator<Item = Warned<'_>> {
    document.warnings.iter().map(|warning| {
        let place = warning.labels.first().map(|label| label.span.start);
        let text = &document.text;
        let line = place.map_or(1, |start| LineIndex::new(text).position(text, start).line);
        Warned { path: &document.path, warning, line }
    })
}
