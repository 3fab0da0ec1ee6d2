//! What a character is to those who read texts, a bit for each trait, and the way over a text by these bits.

use std::ops::RangeInclusive;

/// Only traditional texts have it.
pub(super) const TRADITIONAL: u8 = 1;
/// Only simplified texts have it.
pub(super) const SIMPLIFIED: u8 = 2;
/// It becomes another in a simplified text.
pub(super) const CHANGES: u8 = 4;
/// It becomes another in a traditional text.
pub(super) const CONVERTS: u8 = 8;
/// A blank that may stray into a text.
pub(super) const BLANK: u8 = 16;
/// It may end a line.
pub(super) const LINE_END: u8 = 32;
/// A phrase that is replaced as a whole begins with it.
pub(super) const PHRASE: u8 = 64;
/// What it becomes has another number of bytes, or both have not three.
pub(super) const UNEVEN: u8 = 128;

/// A character that was met on the way over a text.
#[derive(Clone, Copy)]
pub(crate) struct Met {
    /// Where it begins.
    pub(crate) at: usize,
    /// The byte behind it.
    pub(crate) end: usize,
    /// Its bits.
    pub(crate) traits: u8,
}

/// Bits for each character.
pub(crate) struct Traits {
    /// Those of characters of up to three bytes. One of three stands at its bytes in a row without the marks of the first
    /// two, so that finding it takes one step; the others stand at their number, where no such bytes lead.
    short: Vec<u8>,
    /// Those of the two planes behind the basic one.
    long: Vec<u8>,
}

/// All places of characters of up to three bytes.
const SHORT: usize = 1 << 20;
/// What of three bytes in a row, the first the highest, makes such a place.
const PLACE: usize = 0x0F_3FFF;
/// The marks of two characters of three bytes at the beginning of eight bytes, and what they are.
pub(super) const MARKS: u64 = 0xF000_00F0_0000_0000;
pub(super) const BOTH: u64 = 0xE000_00E0_0000_0000;
/// The first character behind the basic plane, and how many of those have traits.
const BASIC: u32 = 0x1_0000;
const LONG: usize = 0x2_0000;
/// The selectors of variants behind the basic plane, and where plane 14, which has them, begins among the others: there no
/// character is.
pub(super) const SELECTORS: RangeInclusive<char> = '\u{e0100}'..='\u{e01ef}';
const UNUSED: u32 = 0x1_F000;

impl Traits {
    pub(crate) fn new() -> Self {
        Self { short: vec![0; SHORT], long: vec![0; LONG] }
    }

    /// The place of a character's bits among those of its kind.
    fn place(code: u32) -> usize {
        let place = match code {
            0..0x800 => code,
            0x800..BASIC => (code >> 12) << 16 | (code >> 6 & 0x3F) << 8 | 0x80 | code & 0x3F,
            0xE_0000.. => code - 0xE_0000 + UNUSED,
            _ => code - BASIC,
        };
        place as usize
    }

    /// Adds bits to those of a character.
    pub(crate) fn add(&mut self, c: char, bits: u8) {
        let table = if u32::from(c) < BASIC { &mut self.short } else { &mut self.long };
        if let Some(traits) = table.get_mut(Self::place(c.into())) {
            *traits |= bits;
        }
    }

    /// The bits of a character.
    pub(crate) fn of(&self, c: char) -> u8 {
        let table = if u32::from(c) < BASIC { &self.short } else { &self.long };
        table.get(Self::place(c.into())).copied().unwrap_or(0)
    }

    /// Goes over the characters of a text; `see` gets their places and bits, and may say at which byte to go on.
    #[inline]
    pub(crate) fn each(&self, text: &str, mut see: impl FnMut(usize, u8) -> Option<usize>) {
        let Some(short) = self.short.first_chunk::<SHORT>() else { return };
        let bytes = text.as_bytes();
        let mut rest = bytes;
        loop {
            let at = bytes.len() - rest.len();
            // UTF-8: the first byte tells how many there are. Most characters have three.
            let traits = match rest.first_chunk::<4>().map(|four| u32::from_be_bytes(*four)) {
                Some(four) if four >> 28 == 0xE => {
                    rest = rest.get(3..).unwrap_or_default();
                    short[(four >> 8) as usize & PLACE]
                }
                Some(four) if four >> 31 == 0 => {
                    rest = rest.get(1..).unwrap_or_default();
                    short[(four >> 24) as usize]
                }
                _ => match self.seldom(rest) {
                    Some((traits, behind)) => {
                        rest = behind;
                        traits
                    }
                    None => return,
                },
            };
            if let Some(next) = see(at, traits) {
                rest = bytes.get(next..).unwrap_or_default();
            }
        }
    }

    /// The first character from byte `at` on that has one of some bits. All bits of the characters before it are added to
    /// `seen`.
    #[inline]
    pub(crate) fn next(&self, bytes: &[u8], at: usize, wanted: u8, seen: &mut u8) -> Option<Met> {
        let short = self.short.first_chunk::<SHORT>()?;
        let mut rest = bytes.get(at..)?;
        let mut all = *seen;
        let met = loop {
            // Most characters have three bytes, and so has the next, and neither is looked for.
            while let Some(eight) = rest.first_chunk::<8>() {
                let eight = u64::from_be_bytes(*eight);
                if eight & MARKS != BOTH {
                    break;
                }
                let two = short[(eight >> 40) as usize & PLACE] | short[(eight >> 16) as usize & PLACE];
                if two & wanted != 0 {
                    break;
                }
                all |= two;
                rest = &rest[6..];
            }
            let Some((traits, behind)) = self.first_in(short, rest) else { break None };
            if traits & wanted != 0 {
                break Some((traits, rest.len() - behind.len()));
            }
            all |= traits;
            rest = behind;
        };
        *seen = all;
        let at = bytes.len() - rest.len();
        met.map(|(traits, length)| Met { at, end: at + length, traits })
    }

    /// How many characters with one of some bits a text has, or `most`.
    pub(super) fn count(&self, text: &str, wanted: u8, most: usize) -> usize {
        let (mut at, mut count) = (0, 0);
        while count < most
            && let Some(met) = self.next(text.as_bytes(), at, wanted, &mut 0)
        {
            count += 1;
            at = met.end;
        }
        count
    }

    /// The bits of the first character, and what stands behind it.
    #[inline]
    pub(super) fn first<'a>(&self, bytes: &'a [u8]) -> Option<(u8, &'a [u8])> {
        self.first_in(self.short.first_chunk()?, bytes)
    }

    #[inline]
    fn first_in<'a>(&self, short: &[u8; SHORT], bytes: &'a [u8]) -> Option<(u8, &'a [u8])> {
        match bytes {
            [a @ 0..0x80, behind @ ..] => Some((short[usize::from(*a)], behind)),
            [a @ 0xE0..0xF0, b, c, behind @ ..] => {
                let three = u32::from_be_bytes([0, *a, *b, *c]);
                Some((short[three as usize & PLACE], behind))
            }
            _ => self.seldom(bytes),
        }
    }

    /// The bits of the first character, whatever its length, and what stands behind it.
    #[inline(never)]
    fn seldom<'a>(&self, rest: &'a [u8]) -> Option<(u8, &'a [u8])> {
        let c = first_of(rest)?;
        Some((self.of(c), rest.get(c.len_utf8()..)?))
    }
}

/// The first character of bytes that are UTF-8.
#[inline]
pub(crate) fn first_of(bytes: &[u8]) -> Option<char> {
    let six = |byte: u8| u32::from(byte & 0x3F);
    let code = match *bytes {
        [a @ 0..0x80, ..] => u32::from(a),
        [a @ 0..0xE0, b, ..] => u32::from(a & 0x1F) << 6 | six(b),
        [a @ 0..0xF0, b, c, ..] => u32::from(a & 0x0F) << 12 | six(b) << 6 | six(c),
        [a, b, c, d, ..] => u32::from(a & 0x07) << 18 | six(b) << 12 | six(c) << 6 | six(d),
        _ => return None,
    };
    char::from_u32(code)
}
