//! Excerpts: the lines of a text that are pointed at, cut to the width of the terminal around the places that matter.
//!
//! The renderer underlines; what it is given is decided here, because the paragraphs of regulations are longer than any
//! terminal is wide and a place may be a whole paragraph.

use std::{collections::BTreeMap, ops::Range};

use annotate_snippets::{Annotation, AnnotationKind, Group, Renderer, Snippet};

use super::{
    columns::{clean, cut},
    window::{Part, Row, rows},
};
use crate::source::{LineIndex, Span};

/// Lines shown of a place that goes over more.
const LINES_OF_A_PLACE: usize = 4;

/// Stands behind the path of an excerpt until the column is put right. No text has it: control characters are cleaned away.
const COLUMN: char = '\u{1}';

/// An excerpt, and the columns at which its places stand on their lines: the renderer tells those of what it is shown.
pub(super) struct Excerpt<'a> {
    /// What to render.
    pub(super) snippet: Snippet<'a, Annotation<'a>>,
    /// The columns.
    pub(super) columns: Columns,
}

/// The column of each place, by its line and the column at which it is shown.
pub(super) type Columns = BTreeMap<(u32, u32), u32>;

/// Renders what holds some excerpts, in order.
pub(super) fn render(renderer: &Renderer, group: Group<'_>, columns: &[Columns]) -> String {
    let page = renderer.render(&[group]);
    let mut pieces = page.split(COLUMN);
    let mut told = pieces.next().unwrap_or_default().to_owned();
    for (piece, columns) in pieces.zip(columns) {
        let end = piece.find(|c: char| c != ':' && !c.is_ascii_digit()).unwrap_or(piece.len());
        let (place, rest) = piece.split_at(end);
        told.push_str(&on_the_line(place, columns).unwrap_or_else(|| place.to_owned()));
        told.push_str(rest);
    }
    told
}

/// A place as the renderer tells it (`:2:7`), with its column on the line instead of that in what is shown.
fn on_the_line(place: &str, columns: &Columns) -> Option<String> {
    let (line, shown) = place.strip_prefix(':')?.split_once(':')?;
    let (line, shown) = (line.parse().ok()?, shown.parse().ok()?);
    Some(format!(":{line}:{}", columns.get(&(line, shown))?))
}

/// A place to underline.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// The bytes.
    pub(super) span: Span,
    /// What to say of it; may be empty.
    pub(super) label: String,
    /// Whether it is what the message is about.
    pub(super) primary: bool,
}

/// A text to take excerpts from.
pub(super) struct Excerpts<'a> {
    pub(super) path: &'a str,
    text: &'a str,
    index: LineIndex,
    columns: usize,
}

impl<'a> Excerpts<'a> {
    /// Excerpts of a text that are at most `columns` wide, line numbers included.
    pub(super) fn new(path: &'a str, text: &'a str, columns: usize) -> Self {
        Self { path, text, index: LineIndex::new(text), columns }
    }

    /// The columns that line numbers up to that of the last place take, with the sign after them.
    pub(super) fn gutter(&self, marks: &[Mark]) -> usize {
        let last = marks.iter().map(|m| self.index.position(self.text, m.span.end).line).max();
        last.unwrap_or(1).to_string().len() + 3
    }

    /// The excerpts that show all the places; the first begins with the path, line and column of the first primary place.
    pub(super) fn excerpts(&self, marks: &[Mark]) -> Vec<Excerpt<'a>> {
        let columns = self.columns.saturating_sub(self.gutter(marks)).max(20);
        let lines: BTreeMap<u32, Vec<Row>> =
            self.parts(marks).into_iter().map(|(n, parts)| (n, rows(self.line(n), parts, columns))).collect();
        let most = lines.values().map(Vec::len).max().unwrap_or(0);
        // Places of one line that do not fit beside each other go into excerpts of their own.
        (0..most)
            .map(|layer| {
                let layer = lines.iter().filter_map(|(line, rows)| Some((*line, rows.get(layer)?)));
                self.excerpt(&layer.collect(), columns)
            })
            .collect()
    }

    /// One excerpt: the rows at their lines, between them what the renderer will show or fold.
    fn excerpt(&self, rows: &BTreeMap<u32, &Row>, columns: usize) -> Excerpt<'a> {
        let first = rows.keys().next().copied().unwrap_or(1);
        let last = rows.keys().next_back().copied().unwrap_or(1);
        let mut source = String::new();
        let mut annotations = Vec::new();
        let mut told = Columns::new();
        for line in first..=last {
            if line > first {
                source.push('\n');
            }
            if let Some(row) = rows.get(&line) {
                annotations.extend(row.parts.iter().map(|part| annotation(part, source.len())));
                told.extend(row.parts.iter().map(|part| ((line, shown_column(row, part)), part.column)));
                source.push_str(&row.text);
            } else if rows.contains_key(&(line - 1)) && rows.contains_key(&(line + 1)) {
                // The renderer shows a single line between two others rather than fold it.
                source.push_str(&cut(&clean(self.line(line)), columns));
            }
        }
        let path = format!("{}{COLUMN}", clean(self.path));
        let snippet = Snippet::source(source).line_start(first as usize).path(path).annotations(annotations);
        Excerpt { snippet, columns: told }
    }

    fn line(&self, line: u32) -> &'a str {
        self.index.line(self.text, line).and_then(|range| self.text.get(range)).unwrap_or("")
    }

    /// The places cut at line ends; of a place over many lines, its first two and its last.
    fn parts(&self, marks: &[Mark]) -> BTreeMap<u32, Vec<Part>> {
        let mut parts: BTreeMap<u32, Vec<Part>> = BTreeMap::new();
        for mark in marks {
            let first = self.index.position(self.text, mark.span.start).line;
            let last = self.index.position(self.text, mark.span.end).line;
            let place = |line| Some((line, self.part(mark.span, line)?));
            let mut places: Vec<(u32, Range<usize>)> =
                (first..=last).filter_map(place).take(LINES_OF_A_PLACE + 1).collect();
            if places.len() > LINES_OF_A_PLACE {
                places.truncate(2);
                places.extend((first..=last).rev().find_map(place));
            }
            for (i, (line, range)) in places.into_iter().enumerate() {
                let label = if i == 0 { mark.label.clone() } else { String::new() };
                let column = self.column(line, range.start);
                parts.entry(line).or_default().push(Part { range, label, primary: mark.primary, column });
            }
        }
        for line in parts.values_mut() {
            line.sort_by_key(|p| (p.range.start, p.range.end));
        }
        parts
    }

    /// The column of a byte of a line, from 1.
    fn column(&self, line: u32, byte: usize) -> u32 {
        let start = self.index.line(self.text, line).map_or(0, |bytes| bytes.start);
        self.index.position(self.text, (start + byte) as u32).column
    }

    /// The bytes of a line that a place covers, without blanks at the ends; `None` where it covers nothing of it.
    fn part(&self, span: Span, line: u32) -> Option<Range<usize>> {
        let bytes = self.index.line(self.text, line)?;
        let text = self.text.get(bytes.clone())?;
        let inside = |byte: u32| {
            let mut at = (byte as usize).clamp(bytes.start, bytes.end) - bytes.start;
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (inside(span.start), inside(span.end));
        if span.is_empty() {
            return Some(start..start);
        }
        let words = text[start..end].trim();
        let start = start + (text[start..end].len() - text[start..end].trim_start().len());
        (!words.is_empty()).then(|| start..start + words.len())
    }
}

/// The column at which a place begins in what is shown of its line, from 1.
fn shown_column(row: &Row, part: &Part) -> u32 {
    row.text.get(..part.range.start).map_or(0, |before| before.chars().count()) as u32 + 1
}

fn annotation(part: &Part, offset: usize) -> Annotation<'static> {
    let kind = if part.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let note = kind.span(part.range.start + offset..part.range.end + offset);
    if part.label.is_empty() { note } else { note.label(part.label.clone()) }
}
