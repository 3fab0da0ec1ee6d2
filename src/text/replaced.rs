//! Phrases that folding replaces as a whole: those of OpenCC, and the residue of mechanical conversion.

use std::{collections::BTreeMap, sync::LazyLock};

use super::{
    phrases::{PHRASES, RESIDUE, rows},
    table::{TABLE, first_of},
};

/// One phrase that is replaced as a whole.
pub(super) struct Phrase {
    /// What it becomes.
    pub(super) to: &'static str,
    /// Whether it is residue of conversion that stood for other words.
    pub(super) residue: bool,
    /// Whether it is replaced in converted texts only.
    pub(super) converted: bool,
}

/// Phrases by their first character, the longest first.
pub(super) struct Phrases {
    /// In the order of the first characters.
    starts: Vec<(char, Vec<Known>)>,
    /// Their first two characters, and their first three where they have so many.
    pairs: Beginnings,
    begin: Beginnings,
}

/// The beginnings of words: a bit for each, at a place that others may have as well. Most words that are none of them are
/// told apart by one look.
pub(crate) struct Beginnings(Box<[u64; BITS]>);

/// How many words of bits the beginnings have.
const BITS: usize = 256;

impl Beginnings {
    pub(crate) fn new() -> Self {
        Self(Box::new([0; BITS]))
    }

    /// The place of the bit of what eight bytes hold.
    #[inline]
    fn place(bytes: u64) -> (usize, u64) {
        let mixed = bytes.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed >> 56) as usize % BITS, 1 << (mixed >> 50 & 63))
    }

    /// The first six bytes of a text: two characters of three.
    #[inline]
    fn two(text: &[u8]) -> Option<u64> {
        match text.first_chunk::<8>() {
            Some(eight) => Some(u64::from_le_bytes(*eight) << 16),
            None => text
                .first_chunk()
                .map(|[a, b, c, d, e, f]| u64::from_le_bytes([0, 0, *a, *b, *c, *d, *e, *f])),
        }
    }

    /// Those of the first nine bytes that tell them apart: three characters of three.
    #[inline]
    fn three(text: &[u8]) -> Option<u64> {
        text.get(1..)?.first_chunk::<8>().map(|eight| u64::from_le_bytes(*eight))
    }

    /// Adds words of two characters at least, by those two.
    pub(crate) fn add(&mut self, words: &[u8]) {
        self.set(Self::two(words));
    }

    /// Adds words of two characters at least, by the first three if they have so many.
    fn add_longer(&mut self, words: &[u8]) {
        match Self::three(words).or(Self::two(words)) {
            Some(begin) => self.set(Some(begin)),
            None => self.0.fill(u64::MAX),
        }
    }

    fn set(&mut self, begin: Option<u64>) {
        let Some((word, bit)) = begin.map(Self::place) else { return };
        self.0[word] |= bit;
    }

    #[inline]
    fn has(&self, begin: Option<u64>) -> bool {
        let Some((word, bit)) = begin.map(Self::place) else { return false };
        self.0[word] & bit != 0
    }

    /// Whether a text may begin with one of the words, by its first two characters.
    #[inline]
    pub(crate) fn may_have(&self, text: &[u8]) -> bool {
        self.has(Self::two(text))
    }

    /// Whether it may, by its first two characters or its first three.
    #[inline]
    fn may_have_longer(&self, text: &[u8]) -> bool {
        self.has(Self::two(text)) || self.has(Self::three(text))
    }
}

/// A phrase with its words.
struct Known {
    from: &'static str,
    /// A byte of its second character tells most of them apart.
    key: Key,
    phrase: Phrase,
}

/// A byte of words by which most others are told apart from them at once: the last of their second character, if all have
/// three.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    at: usize,
    byte: u8,
}

impl Key {
    /// That of words.
    pub(crate) fn of(words: &str) -> Self {
        let at = 5.min(words.len().saturating_sub(1));
        Self { at, byte: words.as_bytes().get(at).copied().unwrap_or(0) }
    }

    /// Whether a text may begin with the words.
    #[inline]
    pub(crate) fn fits(self, text: &[u8]) -> bool {
        text.get(self.at) == Some(&self.byte)
    }
}

/// Phrases for traditional texts written so.
pub(super) static PLAIN: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(false));
/// Phrases for converted texts.
pub(super) static CONVERTED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(true));
/// Words that only mechanical conversion makes.
pub(super) static TELLTALE: LazyLock<Phrases> = LazyLock::new(Phrases::telltale);

impl Phrases {
    fn new(converted: bool) -> Self {
        let plain =
            rows(PHRASES).map(|(from, to, _)| (from, Phrase { to, residue: false, converted: false }));
        let residue = rows(RESIDUE).filter(|_| converted).map(|(from, to, sure)| {
            let genuine = from.chars().map(|c| TABLE.becomes(c)).eq(to.chars());
            (from, Phrase { to, residue: sure || !genuine, converted: true })
        });
        Self::build(residue.chain(plain))
    }

    fn telltale() -> Self {
        let sure = rows(RESIDUE).filter(|(.., sure)| *sure);
        Self::build(sure.map(|(from, to, _)| (from, Phrase { to, residue: true, converted: true })))
    }

    fn build(rows: impl Iterator<Item = (&'static str, Phrase)>) -> Self {
        let (mut pairs, mut begin) = (Beginnings::new(), Beginnings::new());
        let mut starts: BTreeMap<char, Vec<Known>> = BTreeMap::new();
        for (from, phrase) in rows {
            pairs.add(from.as_bytes());
            begin.add_longer(from.as_bytes());
            let Some(first) = from.chars().next() else { continue };
            let own = starts.entry(first).or_default();
            // Of two that are the same, the first counts.
            if own.iter().all(|known| known.from != from) {
                own.push(Known { from, key: Key::of(from), phrase });
            }
        }
        for own in starts.values_mut() {
            own.sort_by_key(|k| std::cmp::Reverse(k.from.len()));
        }
        Self { starts: starts.into_iter().collect(), pairs, begin }
    }

    /// Whether a text may begin with a phrase.
    #[inline]
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        self.pairs.may_have(text) && self.begin.may_have_longer(text)
    }

    /// The longest phrase that a text begins with, and its length.
    pub(super) fn at_start(&self, text: &[u8]) -> Option<(usize, &Phrase)> {
        let first = first_of(text)?;
        let place = self.starts.binary_search_by_key(&first, |(first, _)| *first).ok()?;
        let (_, own) = self.starts.get(place)?;
        let mut fitting = own.iter().filter(|known| known.key.fits(text));
        fitting.find(|k| text.starts_with(k.from.as_bytes())).map(|k| (k.from.len(), &k.phrase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_phrases_build() {
        for phrases in [&PLAIN, &CONVERTED, &TELLTALE] {
            assert!(!phrases.starts.is_empty());
        }
    }
}
