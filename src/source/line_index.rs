//! Bytes to lines and columns.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// A place for people and tools: both numbers count from 1, columns in Unicode code points
/// (SARIF calls this `unicodeCodePoints`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// The line, from 1; lines end at LF.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

/// The starts of the lines of one text, found when the first place is asked for.
///
/// ```
/// use guiju::source::LineIndex;
/// let text = "第一行\n第二行";
/// let p = LineIndex::new(text).position(text, 13);
/// assert_eq!((p.line, p.column), (2, 2));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: OnceLock<Vec<u32>>,
    /// How many characters begin before each multiple of [`STRIDE`], found when a place far inside a line is asked for.
    characters: OnceLock<Vec<u32>>,
    /// About how many there are.
    lines: usize,
}

/// Bytes of which the characters are counted for one place: a text may be a single line.
const STRIDE: usize = 1 << 10;

/// How many characters begin in some bytes.
fn beginning(bytes: &[u8]) -> usize {
    // Sums that fit into a byte are made of many bytes at once.
    let few = |bytes: &[u8]| bytes.iter().map(|b| u8::from(*b & 0xC0 != 0x80)).sum::<u8>();
    bytes.chunks(usize::from(u8::MAX)).map(|bytes| usize::from(few(bytes))).sum()
}

impl LineIndex {
    /// An index of `text`.
    pub fn new(text: &str) -> Self {
        Self { starts: OnceLock::new(), characters: OnceLock::new(), lines: text.len() / 128 + 1 }
    }

    /// How many characters begin before a byte of the text.
    fn before(&self, text: &[u8], byte: usize) -> usize {
        let characters = self.characters.get_or_init(|| {
            let mut all = vec![0];
            for piece in text.chunks_exact(STRIDE) {
                all.push(all[all.len() - 1] + beginning(piece) as u32);
            }
            all
        });
        // Of another text than before not all are known.
        let stride = (byte / STRIDE).min(characters.len() - 1);
        characters[stride] as usize + beginning(&text[stride * STRIDE..byte])
    }

    fn starts(&self, text: &str) -> &[u32] {
        self.starts.get_or_init(|| {
            let mut starts = Vec::with_capacity(self.lines);
            starts.push(0);
            starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i as u32 + 1));
            starts
        })
    }

    /// The line and column of a byte of the text that the index was made from. A byte past the end is the end; a byte
    /// inside a character is the place of that character.
    pub fn position(&self, text: &str, byte: u32) -> Position {
        let byte = byte.min(text.len() as u32);
        let starts = self.starts(text);
        let line = starts.partition_point(|s| *s <= byte).max(1);
        let start = starts[line - 1] as usize;
        let mut end = byte as usize;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.as_bytes();
        let column = match text.get(start..end) {
            Some(before) if before.len() > 2 * STRIDE => {
                self.before(text, end).saturating_sub(self.before(text, start))
            }
            before => before.map_or(0, beginning),
        };
        Position { line: line as u32, column: column as u32 + 1 }
    }

    /// The bytes of a line (from 1) without its line end; `None` past the last line.
    pub fn line(&self, text: &str, line: u32) -> Option<std::ops::Range<usize>> {
        let starts = self.starts(text);
        let start = *starts.get(line.checked_sub(1)? as usize)? as usize;
        let end = starts.get(line as usize).map_or(text.len(), |s| *s as usize - 1);
        let end = if text.as_bytes().get(start..end)?.ends_with(b"\r") { end - 1 } else { end };
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters_however_long_the_line() {
        let line = "第a行é𠀀".repeat(900);
        let text = format!("一\n{line}\n二{line}");
        let index = LineIndex::new(&text);
        for byte in (0..=text.len()).rev().step_by(7) {
            let whole = text.floor_char_boundary(byte);
            let before = &text[..whole];
            let start = before.rfind('\n').map_or(0, |i| i + 1);
            let expected = Position {
                line: before.matches('\n').count() as u32 + 1,
                column: text.get(start..whole).map_or(0, |s| s.chars().count()) as u32 + 1,
            };
            assert_eq!(index.position(&text, byte as u32), expected, "{byte}");
        }
        // Another text than that of the index gives wrong places, but no panic.
        index.position(&text.repeat(2), text.len() as u32 * 2);
    }
}
