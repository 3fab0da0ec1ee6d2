//! The tables of folding, built once: OpenCC's traditional to simplified characters and phrases, and the residue of
//! mechanical conversion.

mod letters;
#[cfg(test)]
mod make;
mod signs;
mod traits;

pub(super) use self::traits::{
    ALTERS, BLANK, CHANGES, CONVERTS, LINE_END, Met, PHRASE, SIMPLIFIED, TRADITIONAL, UNEVEN,
};
use self::{
    letters::{END, IN_TRADITIONAL, LETTER, LONGER, SELDOM, START, TABLE_SIZE, number},
    signs::INVISIBLE,
    traits::{BOTH, MARKS, SHORT, Traits, place_of, places_of},
};
pub(crate) use self::{
    signs::LINE_ENDS,
    traits::{Marked, first_of},
};
use super::replaced::Phrases;

/// What each character is and becomes.
pub(super) struct Characters {
    /// What it becomes in traditional texts, in simplified ones if it changes there; `\0` for itself.
    to: &'static [[u8; 4]; TABLE_SIZE],
    /// What parts a character of three bytes from what it becomes, if that has three: the bits of their bytes that are not the
    /// same (`LETTER`), the first byte the highest. And what the way over a traditional text must know of it: whether it is `SELDOM`,
    /// and which of the first characters of a phrase it may be (`SHORTER`, `LONGER` and the bits above these).
    letters: &'static [[u8; 4]; SHORT],
    traits: Traits<'static>,
}

/// Characters, for both kinds of folding.
pub(super) static TABLE: Characters = Characters {
    to: numbers(include_bytes!(concat!(env!("OUT_DIR"), "/becomes.table"))),
    letters: numbers(include_bytes!(concat!(env!("OUT_DIR"), "/letters.table"))),
    traits: Traits::new(
        include_bytes!(concat!(env!("OUT_DIR"), "/short.table")),
        include_bytes!(concat!(env!("OUT_DIR"), "/long.table")),
    ),
};

/// Bytes as the numbers that were written to a table.
const fn numbers<const N: usize>(table: &'static [u8]) -> &'static [[u8; 4]; N] {
    match table.as_chunks().0.first_chunk() {
        Some(numbers) => numbers,
        None => &[[0; 4]; N],
    }
}

impl Characters {
    /// What a character becomes, if it changes.
    pub(super) fn becomes(&self, c: char) -> char {
        let to = self.to.get(c as usize).map_or(0, |to| u32::from_le_bytes(*to));
        char::from_u32(to).filter(|to| *to != '\0').unwrap_or(c)
    }

    /// The first character from byte `at` of a traditional text on that is no letter like most others, or with which a phrase may
    /// begin. What stands before it is written to `bytes`, which begin where the text has the byte `start`, as what it is in
    /// simplified texts, where that has as many bytes.
    ///
    /// It reads from the text and not from `bytes`: a processor waits to read what was only just written at other bounds.
    pub(super) fn convert(
        &self,
        text: &[u8],
        (start, bytes): (usize, &mut [u8]),
        mut at: usize,
        phrases: &Phrases,
    ) -> Option<Met> {
        let letter = |place: usize| u32::from_le_bytes(self.letters[place % SHORT]);
        let may_begin = |at: usize| text.get(at..).is_some_and(|rest| phrases.may_begin(rest));
        loop {
            let mut begun = 0;
            while let Some(eight) = text.get(at..).and_then(|rest| rest.first_chunk::<8>())
                && let Some(out) = bytes.get_mut(at - start..).and_then(|rest| rest.first_chunk_mut::<8>())
            {
                let eight = u64::from_be_bytes(*eight);
                if eight & MARKS != BOTH {
                    break;
                }
                let [one, two] = places_of(eight);
                let (one, two) = (letter(one), letter(two));
                let first = one & (begun << 1 | START);
                let second = two & (first << 1 | START);
                if (first | second) & (END | SELDOM) != 0 {
                    break;
                }
                begun = second;
                let change = u64::from(one & LETTER) << 40 | u64::from(two & LETTER) << 16;
                *out = (eight ^ change).to_be_bytes();
                at += 6;
            }
            for (bits, back) in [(LONGER << 1, 6), (START, 3)] {
                if begun & bits != 0 && may_begin(at - back) {
                    return Some(Met { at: at - back, end: at - back + 3, traits: PHRASE });
                }
            }
            let rest = text.get(at..)?;
            let (traits, behind) = self.traits.first(rest)?;
            let met = Met { at, end: text.len() - behind.len(), traits };
            if traits & IN_TRADITIONAL != 0 || traits & PHRASE != 0 && may_begin(at) {
                return Some(met);
            }
            self.convert_first(rest, bytes.get_mut(at - start..).unwrap_or_default());
            at = met.end;
        }
    }

    /// Writes what the first character of a text becomes, if that has three bytes too, or else the character.
    pub(super) fn convert_first(&self, text: &[u8], bytes: &mut [u8]) {
        if let ([a @ ..0x80, ..], [x, ..]) = (text, &mut *bytes) {
            *x = *a;
        } else if let ([a @ 0xE0..0xF0, b, c, ..], [x, y, z, ..]) = (text, &mut *bytes) {
            let letter = u32::from_le_bytes(self.letters[place_of([*a, *b, *c]) % SHORT]);
            [_, *x, *y, *z] = (number([*a, *b, *c]) ^ letter & LETTER).to_be_bytes();
        } else {
            let length = first_of(text).map_or(0, char::len_utf8);
            text.iter().zip(bytes).take(length).for_each(|(from, to)| *to = *from);
        }
    }

    /// Changes what becomes another of three bytes in simplified texts as well.
    pub(super) fn change_some(&self, bytes: &mut [u8]) {
        let mut at = 0;
        while let Some(met) = self.traits.next(bytes, at, CHANGES, &mut 0) {
            let text: [u8; 4] = std::array::from_fn(|i| bytes.get(met.at + i).copied().unwrap_or_default());
            self.convert_first(&text, bytes.get_mut(met.at..).unwrap_or_default());
            at = met.end;
        }
    }

    /// What a character is.
    pub(super) fn traits_of(&self, c: char) -> u8 {
        self.traits.of(c)
    }

    /// The traits of all characters.
    #[inline]
    pub(super) fn traits(&self) -> Traits<'static> {
        self.traits
    }

    /// Goes over the characters of a text.
    #[inline]
    pub(super) fn each(&self, text: &str, see: impl FnMut(usize, u8) -> Option<usize>) {
        self.traits.each(text, see);
    }
}

/// Whether a blank takes no place in a line.
pub(super) fn is_invisible(c: char) -> bool {
    c >= '\u{ad}' && c != '\u{3000}' && INVISIBLE.iter().any(|range| range.contains(&c))
}

/// Whether a character is a blank that may stray into a text.
pub(super) fn is_blank(c: char) -> bool {
    TABLE.traits_of(c) & BLANK != 0
}

/// The lines of a text, each with what ends it.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let whole = std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |i| i + 1);
        let (line, behind) = rest.split_at(end);
        rest = behind;
        (!line.is_empty()).then_some(line)
    });
    whole.flat_map(|line| {
        let inner = line.strip_suffix('\n').unwrap_or(line);
        let inner = inner.strip_suffix('\r').unwrap_or(inner);
        // The other ends of lines are rare, and begin with these bytes.
        let parted = memchr::memchr3(b'\r', 0xC2, 0xE2, inner.as_bytes()).is_some();
        parted.then(|| pieces(line)).into_iter().flatten().chain((!parted).then_some(line))
    })
}

/// The lines of a text, by any of their ends.
fn pieces(mut rest: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let end = rest.find(LINE_ENDS).map_or(rest.len(), |at| {
            let tail = rest.get(at..).unwrap_or("");
            at + if tail.starts_with("\r\n") { 2 } else { tail.chars().next().map_or(0, char::len_utf8) }
        });
        let (line, behind) = rest.split_at(end);
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::{make::Made, *};

    #[test]
    fn what_was_made_with_the_program_is_what_the_data_make() {
        let (made, numbers) =
            (Made::new(), |table: &[[u8; 4]]| table.iter().map(|n| u32::from_le_bytes(*n)).collect());
        let (to, letters): (Vec<u32>, Vec<u32>) = (numbers(TABLE.to), numbers(TABLE.letters));
        assert!(made.to == to && made.letters == letters, "numbers");
        for c in '\0'..=char::MAX {
            assert_eq!(made.traits.traits().of(c), TABLE.traits_of(c), "{c}");
        }
        assert_eq!(TABLE.becomes('區'), '区');
    }
}
