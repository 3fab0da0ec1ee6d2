//! One text while it is being read: the scanner works on folded bytes, records carry original ones.

use crate::{
    regulation::{Clause, Read, Words},
    source::Span,
    text::Folded,
};

/// The folded text, the original, and the way between them.
#[derive(Clone, Copy)]
pub(super) struct Ctx<'a> {
    /// The folded text with its map.
    pub(super) folded: &'a Folded,
    /// The text as printed.
    pub(super) original: &'a str,
}

impl<'a> Ctx<'a> {
    /// The folded words of a folded range.
    pub(super) fn str(self, span: Span) -> &'a str {
        self.folded.text.get(span.range()).unwrap_or("")
    }

    /// The range of the original for a folded range.
    pub(super) fn at(self, span: Span) -> Span {
        self.folded.to_original(span)
    }

    /// The range of the original for the text of a record; an empty one is at the end of the record.
    pub(super) fn inside(self, text: Span, whole: Span) -> Span {
        let end = self.at(whole).end;
        if text.is_empty() { Span::new(end, end) } else { self.at(text) }
    }

    /// The words as printed, without the blanks and line ends inside them.
    pub(super) fn words(self, span: Span) -> Words {
        let span = self.at(span);
        Words { text: span.slice(self.original).split_whitespace().collect(), span: Some(span) }
    }

    /// A value read from a folded range.
    pub(super) fn read<T>(self, value: T, span: Span) -> Read<T> {
        Read::at(value, self.at(span))
    }

    /// The range without blanks and line ends at its ends.
    pub(super) fn trim(self, span: Span) -> Span {
        let text = self.str(span);
        let start = text.len() - text.trim_start().len();
        let length = text.trim().len();
        sub(span, start, start + length)
    }

    /// The clauses of a folded range, in places of the original.
    pub(super) fn clauses(self, span: Span) -> Vec<Clause> {
        pieces(self.str(span), &['。', ';', '!'])
            .into_iter()
            .map(|(start, end)| Clause { span: self.at(sub(span, start, end)) })
            .collect()
    }

    /// The sentences of a folded range, as folded ranges without their full stop.
    pub(super) fn sentences(self, span: Span) -> Vec<Span> {
        pieces(self.str(span), &['。', '!']).into_iter().map(|(start, end)| sub(span, start, end)).collect()
    }
}

/// The last bytes of a text, no more than a sentence needs: looking back stays cheap however long the text is.
pub(super) fn tail(text: &str) -> &str {
    let mut start = text.len().saturating_sub(600);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..).unwrap_or("")
}

/// The part `start..end`, in bytes from its beginning, of a range.
pub(super) fn sub(span: Span, start: usize, end: usize) -> Span {
    Span::new(span.start + start as u32, span.start + end as u32)
}

/// The characters that may part or enclose pieces, with their places; all others are passed over unread.
fn signs_in(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        loop {
            let here = at;
            let byte = *bytes.get(here)?;
            // UTF-8 tells the length of a character by its first byte.
            at += match byte {
                0..0xC0 => 1,
                0xC0..0xE0 => 2,
                0xE0..0xF0 => 3,
                _ => 4,
            };
            if matches!(byte, b'\n' | b'(' | b')' | b';' | b'!' | 0xE2 | 0xE3) {
                return Some((here, text.get(here..at)?.chars().next()?));
            }
        }
    })
}

/// Whether a text has more than `count` characters.
pub(super) fn longer(text: &str, count: usize) -> bool {
    text.len() > count && text.chars().nth(count).is_some()
}

/// Where a word begins in a text.
pub(super) fn find(text: &str, word: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), word.as_bytes())
}

/// Splits at signs (`。`, `;`, `!`) that stand outside titles, quotes and brackets, and at line ends that follow such a sign or a
/// colon; pieces come without blanks at their ends, empty ones are left out.
pub(super) fn pieces(text: &str, signs: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut depth, mut start) = (0_u32, 0);
    let mut take = |start: usize, end: usize| {
        let piece = text.get(start..end).unwrap_or("");
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let lead = piece.len() - piece.trim_start().len();
            out.push((start + lead, start + lead + trimmed.len()));
        }
    };
    for (i, c) in signs_in(text) {
        match c {
            '《' | '“' | '(' | '〈' | '「' => depth += 1,
            '》' | '”' | ')' | '〉' | '」' => depth = depth.saturating_sub(1),
            // A bracket that is never closed must not swallow the rest.
            '\n' => {
                depth = 0;
                if text.get(..i).is_some_and(|t| t.ends_with(['。', ';', ':', '!'])) {
                    take(start, i);
                    start = i;
                }
            }
            c if depth == 0 && signs.contains(&c) => {
                take(start, i);
                start = i + c.len_utf8();
            }
            _ => {}
        }
    }
    take(start, text.len());
    out
}
