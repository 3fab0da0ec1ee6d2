//! Comments: what stands between the words of the grammar and is no blank.

use pest::iterators::Pair;

use super::{
    super::{grammar::Rule, lex::is_blank},
    doc::{Doc, Stands},
};

/// A comment and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment<'a> {
    /// Its first byte.
    pub(super) start: usize,
    /// It, without blanks at its end.
    text: &'a str,
    /// Whether something stands before it on its line.
    pub(super) stands: Stands,
    /// Whether an empty line stands before it.
    pub(super) blank: bool,
}

impl Comment<'_> {
    /// Where it stands.
    pub(super) fn place(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// It as a piece of a page.
    pub(super) fn doc(self) -> Doc {
        Doc::Comment(self.text.to_owned(), self.stands)
    }
}

/// The comments of a file, in order.
pub(super) fn of<'a>(text: &'a str, file: &Pair<'_, Rule>) -> Vec<Comment<'a>> {
    let mut comments = Vec::new();
    let mut end = 0;
    for leaf in file.clone().into_inner().flatten().filter(|p| p.clone().into_inner().next().is_none()) {
        let span = leaf.as_span();
        between(text, end, span.start(), &mut comments);
        // A keyword of several words may hold comments between them.
        if !matches!(leaf.as_rule(), Rule::text | Rule::pattern) {
            between(text, span.start(), span.end(), &mut comments);
        }
        end = span.end();
    }
    comments
}

/// The comments between two places; no text in quotes is there.
fn between<'a>(text: &'a str, from: usize, to: usize, comments: &mut Vec<Comment<'a>>) {
    let mut at = from;
    while let Some(found) = text.get(at..to).and_then(|gap| gap.find("--")) {
        let start = at + found;
        let line = text[start..to].split('\n').next().unwrap_or_default();
        let before = &text[..start];
        let alone = before.rsplit('\n').next().is_none_or(|line| line.chars().all(is_blank));
        comments.push(Comment {
            start,
            text: line.trim_end_matches(is_blank),
            stands: if alone { Stands::Alone } else { Stands::After },
            blank: blank_before(text, start),
        });
        at = start + line.len();
    }
}

/// Whether an empty line stands before a place.
pub(super) fn blank_before(text: &str, at: usize) -> bool {
    let blanks = text[..at].chars().rev().take_while(|c| is_blank(*c));
    blanks.filter(|c| *c == '\n').count() > 1
}
