//! A range of bytes in one text.

use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A range of bytes, `start..end`, in one text; written as `[start, end]` in JSON.
///
/// 32 bits suffice for texts below 4 GiB, and nothing here looks at that: [`text::decode`](crate::text::decode) takes no file of
/// more than [`MAX_BYTES`](crate::text::MAX_BYTES), [`ingest::read`](crate::ingest::read) no text of more than 2 GiB. Who hands over
/// a text that was read otherwise ([`ingest::read_text`](crate::ingest::read_text), [`Files::add`](super::Files::add)) sees to it.
///
/// ```
/// use guiju::source::Span;
/// let s = Span::new(3, 9);
/// assert_eq!(s.slice("一二三四"), "二三");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The range `start..end`; an end before the start is moved up to it.
    #[inline]
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The same from offsets of a text in memory.
    #[inline]
    pub fn of(range: Range<usize>) -> Self {
        Self::new(range.start as u32, range.end as u32)
    }

    /// The range as `usize`.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number of bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the range holds no byte.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    #[inline]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty range behind this one.
    #[must_use]
    #[inline]
    pub fn after(self) -> Self {
        Self { start: self.end, end: self.end }
    }

    /// Whether `other` lies wholly in this range.
    #[inline]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[inline]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words at this range of `text`; empty where the range does not fit the text.
    #[inline]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(s)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(d)?;
        if end < start {
            return Err(serde::de::Error::custom(format_args!(
                "the span [{start}, {end}] ends before it starts"
            )));
        }
        Ok(Self { start, end })
    }
}
