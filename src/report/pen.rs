//! Writes JSON piece by piece, all in one line.
//!
//! What is the same in every document (names, signs) is written as it stands; only words from elsewhere are looked at.

use std::ops::Range;

use serde::Serialize;

use crate::phrase::Phrase;

/// A pen that writes behind what is there already.
pub(super) struct Pen<'o>(&'o mut Vec<u8>);

impl<'o> Pen<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>) -> Self {
        Self(out)
    }

    /// JSON as it stands: names with their colons, signs.
    #[inline]
    pub(super) fn add(&mut self, json: &str) -> &mut Self {
        self.0.extend_from_slice(json.as_bytes());
        self
    }

    /// JSON that was written elsewhere.
    pub(super) fn again(&mut self, json: &[u8]) {
        self.0.extend_from_slice(json);
    }

    /// Words, in quotation marks.
    pub(super) fn text(&mut self, words: &str) -> &mut Self {
        if needs_escapes(words.as_bytes()) {
            return self.value(words);
        }
        self.0.reserve(words.len() + 2);
        self.0.push(b'"');
        self.0.extend_from_slice(words.as_bytes());
        self.0.push(b'"');
        self
    }

    pub(super) fn phrase(&mut self, phrase: &Phrase) -> &mut Self {
        let Phrase { zh, en } = phrase;
        self.add(r#"{"zh":"#).text(zh).add(r#","en":"#).text(en).add("}")
    }

    /// Something as it serializes.
    pub(super) fn value(&mut self, value: &(impl Serialize + ?Sized)) -> &mut Self {
        // Nothing is written but to memory, and keys are texts.
        serde_json::to_writer(&mut *self.0, value).ok();
        self
    }

    /// Several things with commas between them.
    pub(super) fn each<T>(
        &mut self,
        all: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) -> &mut Self {
        for (i, one) in all.into_iter().enumerate() {
            if i > 0 {
                self.0.push(b',');
            }
            write(self, one);
        }
        self
    }

    /// Writes something, and tells where it stands.
    pub(super) fn tell(&mut self, write: impl FnOnce(&mut Self)) -> Range<usize> {
        let start = self.0.len();
        write(self);
        start..self.0.len()
    }

    /// Writes again what stands somewhere.
    pub(super) fn copy(&mut self, from: &Range<usize>) -> &mut Self {
        self.0.extend_from_within(from.clone());
        self
    }
}

/// Whether a text has any character that stands otherwise in JSON. Eight are looked at together, some of them twice.
fn needs_escapes(text: &[u8]) -> bool {
    let Some(end) = text.last_chunk() else {
        return match (text.first_chunk(), text.last_chunk()) {
            (Some(start), Some(end)) => {
                let (start, end) = (u32::from_ne_bytes(*start), u32::from_ne_bytes(*end));
                specials(u64::from(start) << 32 | u64::from(end)) != 0
            }
            _ => text.iter().any(|byte| *byte < 0x20 || matches!(byte, b'"' | b'\\')),
        };
    };
    let (mut rest, mut special) = (text, specials(u64::from_ne_bytes(*end)));
    while let Some((bytes, more)) = rest.split_first_chunk() {
        special |= specials(u64::from_ne_bytes(*bytes));
        rest = more;
    }
    special != 0
}

/// Not zero where one of eight characters is a control character, a quotation mark or a backslash: the highest bit of a byte
/// tells whether subtracting borrowed from it, that is whether the byte was too small.
fn specials(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |bytes: u64, least: u8| bytes.wrapping_sub(ONES * u64::from(least)) & !bytes;
    let is = |sign: u8| below(bytes ^ (ONES * u64::from(sign)), 1);
    (below(bytes, 0x20) | is(b'"') | is(b'\\')) & (ONES << 7)
}

#[cfg(test)]
mod tests {
    use super::Pen;

    #[test]
    fn texts_are_those_of_serde_json() {
        let signs = (0..=0x80_u8).map(char::from).chain(['一', '\u{FFFF}', '\u{10FFFF}']);
        for sign in signs {
            for length in 0..50 {
                for text in [
                    format!("{}{sign}", "a".repeat(length)),
                    format!("{sign}{}", "文".repeat(length)),
                    format!("{}{sign}{}", "b".repeat(length), "字".repeat(50 - length)),
                ] {
                    let mut out = Vec::new();
                    Pen::new(&mut out).text(&text);
                    assert_eq!(out, serde_json::to_vec(&text).unwrap());
                }
            }
        }
    }
}
