//! One text while it is being read: the scanner works on folded bytes, records carry original ones.

use super::layout::cue::{Cue, Marks, Role, Said, Sign};
use crate::{
    regulation::{Clause, Read, Words},
    source::Span,
    text::{Folded, is_page, is_running_head},
};

/// The folded text, the original, and the way between them.
#[derive(Clone, Copy)]
pub(super) struct Ctx<'a> {
    /// The folded text with its map.
    pub(super) folded: &'a Folded,
    /// The text as printed.
    pub(super) original: &'a str,
    /// The cues and signs of the folded text.
    pub(super) marks: &'a Marks,
}

impl<'a> Ctx<'a> {
    /// The folded words of a folded range.
    #[inline]
    pub(super) fn str(self, span: Span) -> &'a str {
        self.folded.text.get(span.range()).unwrap_or("")
    }

    /// The range of the original for a folded range.
    #[inline]
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
        let printed = span.slice(self.original);
        let text = if printed.contains('\n') {
            without_pages(printed)
        } else {
            printed.split_whitespace().collect()
        };
        Words { text, span: Some(span) }
    }

    /// A value read from a folded range.
    pub(super) fn read<T>(self, value: T, span: Span) -> Read<T> {
        Read::at(value, self.at(span))
    }

    /// The range without blanks and line ends at its ends.
    #[inline]
    pub(super) fn trim(self, span: Span) -> Span {
        let text = self.str(span);
        let bytes = text.as_bytes();
        if begins_bare(bytes) && ends_bare(bytes) {
            return span;
        }
        let rest = text.trim_start();
        let start = text.len() - rest.len();
        sub(span, start, start + rest.trim_end().len())
    }

    /// The lines of the folded text, without what ends them.
    pub(super) fn lines(self) -> impl Iterator<Item = Span> + use<'a> {
        let whole = Span::of(0..self.folded.text.len());
        let ends = self.marks.signs(whole).iter().filter(|s| s.sign == '\n').map(|s| s.at);
        let mut start = 0;
        ends.chain([whole.end]).map(move |end| {
            let line = Span::new(start, end);
            start = end + 1;
            line
        })
    }

    /// The clauses of a folded range, in places of the original.
    pub(super) fn clauses(self, span: Span) -> Vec<Clause> {
        self.pieces(span, &['。', ';', '!']).map(|s| Clause { span: self.at(s) }).collect()
    }

    /// The sentences of a folded range, as folded ranges without their full stop.
    pub(super) fn sentences(self, span: Span) -> impl Iterator<Item = Span> + use<'a> {
        self.pieces(span, &['。', '!'])
    }

    /// Splits at signs (`。`, `;`, `!`) that stand outside titles, quotes and brackets, and at line ends that follow such
    /// a sign or a colon; pieces come without blanks at their ends, empty ones are left out.
    pub(super) fn pieces(self, span: Span, ends: &'static [char]) -> impl Iterator<Item = Span> + use<'a> {
        let mut signs = self.marks.signs(span).iter();
        let (mut depth, mut start, mut done) = (0_u32, span.start, false);
        let text = self.folded.text.as_str();
        std::iter::from_fn(move || {
            while !done {
                let mut cut = None;
                let Some(Sign { at, sign, role }) = signs.next() else {
                    done = true;
                    let piece = self.trim(Span::new(start, span.end));
                    return (!piece.is_empty()).then_some(piece);
                };
                match role {
                    Role::Opens => depth += 1,
                    Role::Closes => depth = depth.saturating_sub(1),
                    // A bracket that is never closed must not swallow the rest.
                    Role::Line => {
                        depth = 0;
                        let before = text.get(span.start as usize..*at as usize);
                        if before.is_some_and(|t| t.ends_with(['。', ';', ':', '!'])) {
                            cut = Some((*at, *at));
                        }
                    }
                    Role::Parts if depth == 0 && ends.contains(sign) => {
                        cut = Some((*at, at + sign.len_utf8() as u32));
                    }
                    Role::Parts => {}
                }
                let Some((end, next)) = cut else { continue };
                let piece = self.trim(Span::new(start, end));
                start = next;
                if !piece.is_empty() {
                    return Some(piece);
                }
            }
            None
        })
    }

    /// The words of a cue in a folded range, by where they begin.
    pub(super) fn said(self, span: Span, cue: Cue) -> impl DoubleEndedIterator<Item = Said> + use<'a> {
        self.marks.said(span, cue)
    }

    /// Whether a folded range says one of the words of a cue.
    pub(super) fn says(self, span: Span, cue: Cue) -> bool {
        self.said(span, cue).next().is_some()
    }
}

/// Words that go on over the end of a page, without the number between their lines.
#[cold]
fn without_pages(printed: &str) -> String {
    let inner = |line: &&str| !is_page(line.trim()) && !is_running_head(line.trim());
    printed.lines().filter(inner).flat_map(str::split_whitespace).collect()
}

/// Whether bytes surely begin with no blank: of characters of three bytes, those whose first is so high are none.
fn begins_bare(text: &[u8]) -> bool {
    text.first().is_some_and(|b| b.is_ascii_graphic() || *b >= 0xE4)
}

/// Whether bytes surely end with no blank; of the characters of three bytes that begin with 0xE3, one is.
fn ends_bare(text: &[u8]) -> bool {
    match text {
        [.., b] if b.is_ascii() => b.is_ascii_graphic(),
        [.., 0xE3, _, b] => *b != 0x80,
        [.., a, _, _] => *a >= 0xE4,
        _ => false,
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
#[inline]
pub(super) fn sub(span: Span, start: usize, end: usize) -> Span {
    Span::new(span.start + start as u32, span.start + end as u32)
}

/// Whether a text has more than `count` characters.
pub(super) fn longer(text: &str, count: usize) -> bool {
    text.len() > count && text.chars().nth(count).is_some()
}

/// Whether a text begins with one of some words, of three bytes at least.
pub(super) fn begins(text: &str, words: &[&str]) -> bool {
    // One look at the first character rules most words out.
    let first = text.as_bytes().first_chunk::<3>();
    words.iter().any(|w| w.as_bytes().first_chunk() == first && text.starts_with(w))
}

/// Where a word begins in a text.
pub(super) fn find(text: &str, word: &str) -> Option<usize> {
    // A search of its own is not worth its preparation in a few words.
    if text.len() < 100
        && let Some(first) = word.as_bytes().first_chunk::<3>()
    {
        let begins = |at: &usize| {
            let rest = text.as_bytes().get(*at..);
            rest.is_some_and(|t| t.first_chunk() == Some(first) && t.starts_with(word.as_bytes()))
        };
        return (0..text.len()).find(begins);
    }
    memchr::memmem::find(text.as_bytes(), word.as_bytes())
}
