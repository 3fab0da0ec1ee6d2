//! A text folded for matching, and the map between it and the text as printed.

use serde::{Deserialize, Serialize};

use super::table::first_of;
use crate::source::Span;

/// A stretch of the folded text and the bytes of the original that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Segment {
    folded: u32,
    start: u32,
    end: u32,
    /// Whether each byte stands for one byte, character by character.
    even: bool,
}

/// A text as matching sees it, with the way back to the text as printed.
///
/// Dropped blanks belong to no segment: a range of the folded text begins after the blanks before it and ends before
/// the blanks after it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// The words of the original that were read as others because a machine had converted them.
    pub converted: Vec<Span>,
    /// The blanks of the original that were dropped between two characters of one line.
    pub dropped: Vec<Span>,
    /// The points of the original that were read as full stops.
    pub stops: Vec<Span>,
    segments: Vec<Segment>,
    /// Where, in the folded text, a blank of the original was dropped just before.
    gaps: Vec<u32>,
    by_place: Index,
    by_origin: Index,
    original: u32,
    /// The end of the folded text while it is made: bytes are cheaper to change than a text.
    #[serde(skip)]
    made: Vec<u8>,
    /// How many of these bytes are made already.
    #[serde(skip)]
    filled: usize,
    /// How many are kept before they become part of the text.
    #[serde(skip)]
    most: usize,
}

/// So many bytes of a text that is being made are kept, where most of it is copied as it is.
const MADE: usize = 1 << 11;
/// So many bytes behind those that are made may be written.
pub(super) const BEHIND: usize = 8;

/// How many segments begin before each multiple of `STRIDE`: a search looks at the few of one stride.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Index(Vec<u32>);

/// Bytes between two entries of an index.
const STRIDE: u32 = 64;

impl Index {
    /// That of segments by where they begin.
    fn of(segments: &[Segment], length: usize, begin: impl Fn(&Segment) -> u32) -> Self {
        let mut index = Vec::with_capacity(length / STRIDE as usize + 1);
        let mut next = 0;
        for (segment, number) in segments.iter().zip(0..) {
            while begin(segment) >= next {
                index.push(number);
                next += STRIDE;
            }
        }
        Self(index)
    }

    /// How many of the segments hold `before`, which is true of those that begin before byte `at` of a stride, false of
    /// those that begin behind it.
    fn count(&self, segments: &[Segment], at: u32, before: impl Fn(&Segment) -> bool) -> usize {
        let mut count = self.0.get((at / STRIDE) as usize).map_or(segments.len(), |n| *n as usize);
        while segments.get(count).is_some_and(&before) {
            count += 1;
        }
        count
    }
}

impl Folded {
    /// An empty folding of a text of `original` bytes, to be filled from left to right.
    pub(super) fn of_length(original: usize) -> Self {
        Self {
            text: String::with_capacity(original),
            segments: Vec::with_capacity(original / 64),
            dropped: Vec::with_capacity(original / 128),
            gaps: Vec::with_capacity(original / 128),
            original: original as u32,
            most: MADE,
            ..Self::default()
        }
    }

    /// The same, where stretches are written [in place](Self::behind).
    pub(super) fn in_place(original: usize) -> Self {
        Self { made: vec![0; original + BEHIND], most: usize::MAX, ..Self::of_length(original) }
    }

    /// The bytes behind the folded text so far, where as many as a stretch of the original has are written before they are
    /// [added](Self::push_behind), and `BEHIND` more.
    #[inline]
    pub(super) fn behind(&mut self) -> &mut [u8] {
        self.made.get_mut(self.filled..).unwrap_or_default()
    }

    /// Makes room for so many bytes behind the folded text.
    #[inline]
    pub(super) fn reserve(&mut self, length: usize) {
        let needed = self.filled + length + BEHIND;
        if self.made.len() < needed {
            self.made.resize(needed.max(2 * self.made.len().min(MADE)), 0);
        }
    }

    /// Adds what was written behind the text for `start..end` of the original.
    #[inline]
    pub(super) fn push_behind(&mut self, start: usize, end: usize) {
        if start < end {
            self.note(self.length(), start, end, true);
            self.filled += end - start;
        }
    }

    /// Ends the making of the folded text.
    pub(super) fn finish(&mut self) {
        self.settle();
        self.made = Vec::new();
        self.by_place = Index::of(&self.segments, self.text.len(), |s| s.folded);
        self.by_origin = Index::of(&self.segments, self.original as usize, |s| s.start);
    }

    /// Makes the last bytes part of the text. They are characters that were copied, or written as such.
    #[inline(never)]
    fn settle(&mut self) {
        let made = self.made.get(..self.filled).unwrap_or_default();
        if let Ok(made) = simdutf8::basic::from_utf8(made) {
            self.text.push_str(made);
        }
        self.filled = 0;
    }

    /// How many bytes the folded text has so far.
    fn length(&self) -> usize {
        self.text.len() + self.filled
    }

    /// The last byte of the folded text so far; of nothing, that of a line end.
    pub(super) fn last_byte(&self) -> u8 {
        let made = self.filled.checked_sub(1).and_then(|last| self.made.get(last));
        made.or(self.text.as_bytes().last()).copied().unwrap_or(b'\n')
    }

    /// The last character of the folded text so far; of nothing, a line end.
    pub(super) fn last(&self) -> char {
        let made = self.made.get(..self.filled).filter(|made| !made.is_empty());
        let bytes = made.unwrap_or(self.text.as_bytes());
        let begin = bytes.iter().rposition(|b| b & 0xC0 != 0x80);
        begin.and_then(|i| first_of(bytes.get(i..)?)).unwrap_or('\n')
    }

    /// Adds what `start..end` of the original becomes; `even` where both have the same bytes per character.
    #[inline]
    pub(super) fn push(&mut self, to: &str, start: usize, end: usize, even: bool) {
        if to.is_empty() {
            return;
        }
        self.note(self.length(), start, end, even);
        if self.filled == 0 && self.most == MADE {
            self.text.push_str(to);
        } else {
            self.make(to.as_bytes());
        }
    }

    /// The same for bytes that are characters, each of as many bytes as in the original.
    #[inline]
    pub(super) fn push_bytes(&mut self, to: &[u8], start: usize, end: usize) {
        if !to.is_empty() {
            self.note(self.length(), start, end, true);
            self.make(to);
        }
    }

    #[inline]
    fn make(&mut self, bytes: &[u8]) {
        if self.filled + bytes.len() > self.most {
            self.settle();
        }
        self.reserve(bytes.len());
        if let Some(place) = self.made.get_mut(self.filled..self.filled + bytes.len()) {
            place.copy_from_slice(bytes);
            self.filled += bytes.len();
        }
    }

    /// Notes what the words of the folded text from byte `folded` stand for.
    #[inline]
    fn note(&mut self, folded: usize, start: usize, end: usize, even: bool) {
        let (folded, start, end) = (folded as u32, start as u32, end as u32);
        match self.segments.last_mut() {
            Some(last) if even && last.even && last.end == start => last.end = end,
            _ => self.segments.push(Segment { folded, start, end, even }),
        }
    }

    /// Notes that a blank was dropped before what comes next.
    pub(super) fn gap(&mut self) {
        self.gaps.push(self.length() as u32);
    }

    /// The place in the folded text of a byte of the original; inside dropped blanks or a replaced phrase, the place
    /// where it begins.
    pub fn to_folded(&self, byte: u32) -> u32 {
        self.place(byte, false)
    }

    /// The range of the original that a range of the folded text stands for.
    pub fn to_original(&self, span: Span) -> Span {
        let Some(first) =
            self.by_place.count(&self.segments, span.start, |s| s.folded <= span.start).checked_sub(1)
        else {
            let start = self.segments.first().map_or(0, |s| s.start);
            return Span::new(start, if span.is_empty() { start } else { self.end_of(span.end) });
        };
        let start = self.start_in(first, span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        // Most ranges end in the segment that they begin in, or in the next.
        let begins = |at: usize| self.segments.get(at).is_some_and(|s| s.folded < span.end);
        let end = match (begins(first + 1), begins(first + 2)) {
            (false, _) => self.end_in(first, span.end),
            (true, false) => self.end_in(first + 1, span.end),
            (true, true) => self.end_of(span.end),
        };
        Span::new(start, end)
    }

    /// The folded words of a range of the original.
    pub fn slice(&self, span: Span) -> &str {
        self.range(span, true).slice(&self.text)
    }

    /// The range of the folded text in which a range of the original lies, [byte for byte](Self::to_folded).
    pub fn range_of(&self, span: Span) -> Span {
        self.range(span, false)
    }

    fn range(&self, span: Span, up: bool) -> Span {
        let before = self.by_origin.count(&self.segments, span.start, |s| s.start <= span.start);
        // Most ranges lie in one stretch that is as it was.
        match before.checked_sub(1).and_then(|i| self.segments.get(i)) {
            Some(s) if s.even && span.start < s.end && span.end <= s.end => {
                Span::new(s.folded + (span.start - s.start), s.folded + (span.end - s.start))
            }
            _ => Span::new(self.place(span.start, false), self.place(span.end, up)),
        }
    }

    /// Whether a blank of the original was dropped just before this byte of the folded text.
    pub fn gap_before(&self, folded: u32) -> bool {
        self.gaps.binary_search(&folded).is_ok()
    }

    /// The bytes inside a range of the folded text before which a blank of the original was dropped.
    pub fn gaps(&self, span: Span) -> &[u32] {
        let from = self.gaps.partition_point(|g| *g <= span.start);
        let rest = self.gaps.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|g| *g < span.end)).unwrap_or_default()
    }

    fn length_of(&self, at: usize) -> u32 {
        let next = self.segments.get(at + 1).map_or(self.text.len() as u32, |s| s.folded);
        next - self.segments[at].folded
    }

    fn start_in(&self, at: usize, folded: u32) -> u32 {
        let s = self.segments[at];
        let into = folded - s.folded;
        if into >= self.length_of(at) {
            s.end
        } else if s.even {
            s.start + into
        } else {
            s.start
        }
    }

    fn end_of(&self, folded: u32) -> u32 {
        let Some(at) = self.by_place.count(&self.segments, folded, |s| s.folded < folded).checked_sub(1)
        else {
            return 0;
        };
        self.end_in(at, folded)
    }

    fn end_in(&self, at: usize, folded: u32) -> u32 {
        let s = self.segments[at];
        let into = folded - s.folded;
        if s.even && into < self.length_of(at) { s.start + into } else { s.end }
    }

    fn place(&self, byte: u32, up: bool) -> u32 {
        let byte = byte.min(self.original);
        let Some(at) = self.by_origin.count(&self.segments, byte, |s| s.start <= byte).checked_sub(1) else {
            return 0;
        };
        let s = self.segments[at];
        let full = s.folded + self.length_of(at);
        if byte >= s.end {
            full
        } else if s.even {
            s.folded + (byte - s.start)
        } else if up && byte > s.start {
            full
        } else {
            s.folded
        }
    }
}
