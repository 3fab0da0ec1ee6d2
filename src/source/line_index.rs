//! Bytes to lines and columns.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// A place for people and tools: both numbers count from 1, columns in Unicode code points
/// (SARIF calls this `unicodeCodePoints`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

/// The lines of a text as people and tools count them, each with what ends it: LF, CR or both. The separators of lines that
/// Unicode has besides are characters like others to most of them.
pub(crate) fn lines(mut rest: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let end = memchr::memchr2(b'\n', b'\r', bytes);
        let end = end.map_or(bytes.len(), |at| at + if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 });
        let (line, behind) = rest.split_at(end);
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
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
            let bytes = text.as_bytes();
            let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).map(|i| i + 1);
            // CR and LF together are one.
            starts.extend(ends.filter(|i| !bytes[i - 1..].starts_with(b"\r\n")).map(|i| i as u32));
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
        let end = starts.get(line as usize).map_or(text.len(), |s| *s as usize);
        let whole = text.get(start..end)?;
        let inner = whole.strip_suffix("\r\n").or_else(|| whole.strip_suffix(['\n', '\r'])).unwrap_or(whole);
        Some(start..start + inner.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_that_places_count() {
        for text in
            ["", "一", "一\n", "一\n二", "一\r二\r", "一\r\n二\r\r\n\n三", "一\u{2028}二\u{85}三é“四”\n\r五"]
        {
            let index = LineIndex::new(text);
            let mut at = 0;
            for (line, number) in lines(text).zip(1..) {
                assert_eq!(index.position(text, at as u32), Position { line: number, column: 1 }, "{text:?}");
                let inner = line.trim_end_matches(['\n', '\r']);
                assert_eq!(index.line(text, number), Some(at..at + inner.len()), "{text:?}");
                at += line.len();
            }
            assert_eq!(at, text.len());
        }
    }

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
