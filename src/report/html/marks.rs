//! The whole text of a document, line by line, with the places that findings quote.
//!
//! Places overlap: the text is cut wherever one begins or ends, and each piece says which findings it belongs to
//! (`data-f="3o 5c"`: offending for the third, context for the fifth). The pieces of a place, read in order, are its quote.

use maud::{Markup, html};

use super::{both, printable};
use crate::{
    finding::{DocumentReport, Finding, Role, Severity},
    source::{Span, lines},
};

/// A place of a finding.
struct Place {
    number: usize,
    role: Role,
    severity: Severity,
    span: Span,
}

/// The text of a document with the places of its findings.
pub(super) fn pane(document: &DocumentReport, findings: &[(usize, &Finding)]) -> Markup {
    let places = places(document, findings);
    let mut end = 0;
    let lines = lines(&document.text).map(|line| {
        end += line.len();
        end - line.len()..end
    });
    html! {
        div.pane {
            div.panehead {
                span { (both("原文", "The text")) " · " (printable(&document.path)) }
                button type="button" data-close { (both("关闭", "Close")) }
            }
            ol.text lang="zh" tabindex="0" {
                @for line in lines {
                    li { @for piece in pieces(line, &places) { (mark(&document.text, &piece)) } }
                }
            }
        }
    }
}

/// The places that are in the text, by where they begin.
fn places(document: &DocumentReport, findings: &[(usize, &Finding)]) -> Vec<Place> {
    let of = |(number, f): &(usize, &Finding)| {
        let (number, severity) = (*number, f.severity);
        let quoted =
            f.evidence.iter().filter(|e| e.span.slice(&document.text) == e.quote && !e.quote.is_empty());
        quoted.map(|e| Place { number, role: e.role, severity, span: e.span }).collect::<Vec<_>>()
    };
    let mut places: Vec<Place> = findings.iter().flat_map(of).collect();
    places.sort_by_key(|p| (p.span, p.number));
    places
}

/// A stretch of a line that belongs to the same places.
struct Piece<'a> {
    range: std::ops::Range<usize>,
    places: Vec<&'a Place>,
}

fn pieces(line: std::ops::Range<usize>, places: &[Place]) -> Vec<Piece<'_>> {
    let touching: Vec<&Place> = places
        .iter()
        .filter(|p| (p.span.start as usize) < line.end && (p.span.end as usize) > line.start)
        .collect();
    let ends = touching.iter().flat_map(|p| [p.span.start as usize, p.span.end as usize]);
    let mut cuts: Vec<usize> = ends.filter(|at| line.contains(at)).chain([line.start, line.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let piece = |ends: &[usize]| {
        let range = ends[0]..ends[1];
        let covers = |p: &&&Place| p.span.start as usize <= range.start && range.end <= p.span.end as usize;
        let places = touching.iter().filter(covers).copied().collect();
        Piece { range, places }
    };
    cuts.windows(2).map(piece).collect()
}

fn mark(text: &str, piece: &Piece<'_>) -> Markup {
    let words = printable(text.get(piece.range.clone()).unwrap_or_default());
    if piece.places.is_empty() {
        return html! { (words) };
    }
    let offending = piece.places.iter().filter(|p| p.role == Role::Offending);
    let class = offending.map(|p| p.severity).max().map_or("quoted", Severity::name);
    let of: Vec<String> = piece.places.iter().map(|p| format!("{}{}", p.number, letter(p.role))).collect();
    // The numbers of the findings whose clause begins here, for the print and for the eye.
    let begins = |p: &&&Place| p.role == Role::Offending && p.span.start as usize == piece.range.start;
    let begin: Vec<String> = piece.places.iter().filter(begins).map(|p| p.number.to_string()).collect();
    let begin = Some(begin.join("·")).filter(|b| !b.is_empty());
    html! { mark class=(class) data-f=(of.join(" ")) data-n=[begin] { (words) } }
}

fn letter(role: Role) -> char {
    match role {
        Role::Offending => 'o',
        Role::Context => 'c',
        Role::Searched => 's',
        Role::Nearest => 'n',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_places_begin_and_end() {
        let place = |number, start, end| Place {
            number,
            role: Role::Offending,
            severity: Severity::Info,
            span: Span::new(start, end),
        };
        let places = [place(1, 0, 12), place(2, 4, 8), place(3, 8, 30)];
        let cut = |line: std::ops::Range<usize>| {
            let pieces = pieces(line, &places);
            pieces
                .into_iter()
                .map(|p| (p.range, p.places.iter().map(|p| p.number).collect()))
                .collect::<Vec<_>>()
        };
        assert_eq!(cut(0..10), [(0..4, vec![1]), (4..8, vec![1, 2]), (8..10, vec![1, 3])]);
        assert_eq!(cut(10..40), [(10..12, vec![1, 3]), (12..30, vec![3]), (30..40, vec![])]);
        assert_eq!(cut(40..50), [(40..50, vec![])]);
    }
}
