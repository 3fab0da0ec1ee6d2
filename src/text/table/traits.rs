//! What a character is to those who read texts, a bit for each trait, and the way over a text by these bits.

use std::ops::RangeInclusive;

/// Only traditional texts have it.
pub(in crate::text) const TRADITIONAL: u8 = 1;
/// Only simplified texts have it.
pub(in crate::text) const SIMPLIFIED: u8 = 2;
/// It becomes another in a simplified text.
pub(in crate::text) const CHANGES: u8 = 4;
/// It becomes another in a traditional text.
pub(in crate::text) const CONVERTS: u8 = 8;
/// A blank that may stray into a text.
pub(in crate::text) const BLANK: u8 = 16;
/// It may end a line.
pub(in crate::text) const LINE_END: u8 = 32;
/// A phrase that is replaced as a whole begins with it.
pub(in crate::text) const PHRASE: u8 = 64;
/// What it becomes has another number of bytes, or both have not three.
pub(in crate::text) const UNEVEN: u8 = 128;

/// What a few words must have to become others when they are folded, or to be of another script.
pub(crate) const ALTERS: u8 = TRADITIONAL | CHANGES | BLANK | LINE_END | UNEVEN;

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

/// Bits for each character, as they are looked up.
#[derive(Clone, Copy)]
pub(crate) struct Traits<'t> {
    /// Those of characters of up to three bytes, by their [places](place).
    short: &'t [u8; SHORT],
    /// Those of the two planes behind the basic one.
    long: &'t [u8],
}

/// The same while they are made.
pub(crate) struct Marked {
    /// Those of characters of up to three bytes.
    pub(crate) short: Vec<u8>,
    /// Those of the planes behind the basic one; none where no such character has any.
    pub(crate) long: Vec<u8>,
}

/// All places of characters of up to three bytes.
pub(crate) const SHORT: usize = 1 << 18;
/// The places of characters of three bytes, pushed together but for the first two bits of the second byte: finding one takes
/// two steps, and characters that texts use stand together. Where no such bytes lead stand the others, at their number.
const OTHERS: u32 = 0x1000;
/// The marks of two characters of three bytes at the beginning of eight bytes, and what they are.
pub(super) const MARKS: u64 = 0xF000_00F0_0000_0000;
pub(super) const BOTH: u64 = 0xE000_00E0_0000_0000;
/// The first character behind the basic plane.
const BASIC: u32 = 0x1_0000;
/// The selectors of variants behind the basic plane, and where plane 14, which has them, begins among the others: there no
/// character is.
pub(super) const SELECTORS: RangeInclusive<char> = '\u{e0100}'..='\u{e01ef}';
const UNUSED: u32 = 0x1_F000;

/// The places of two characters of three bytes at the beginning of eight bytes.
#[inline]
pub(super) fn places_of(two: u64) -> [usize; 2] {
    const LAST: u64 = 0x3F << 40 | 0x3F << 16;
    const FIRST: u64 = 0x3_CFC0 << 40 | 0x3_CFC0 << 16;
    let places = two & LAST | two >> 2 & FIRST;
    [(places >> 40) as usize, (places >> 16) as usize % SHORT]
}

/// The place of a character of three bytes.
#[inline]
pub(super) fn place_of([a, b, c]: [u8; 3]) -> usize {
    place_in(u32::from_be_bytes([0, a, b, c]))
}

/// The same of its bytes as a number, the first the highest.
#[inline]
fn place_in(three: u32) -> usize {
    (three & 0x3F | three >> 2 & 0x3_CFC0) as usize
}

/// The place of a character's bits among those of its kind.
fn place(code: u32) -> usize {
    let place = match code {
        0..0x800 => code | OTHERS,
        0x800..BASIC => (code >> 12) << 14 | code & 0xFFF,
        0xE_0000.. => code - 0xE_0000 + UNUSED,
        _ => code - BASIC,
    };
    place as usize
}

impl Marked {
    /// No bits for any character; `long` is how many of those behind the basic plane may have some.
    pub(crate) fn new(long: usize) -> Self {
        Self { short: vec![0; SHORT], long: vec![0; long] }
    }

    /// Adds bits to those of a character.
    pub(crate) fn add(&mut self, c: char, bits: u8) {
        let table = if u32::from(c) < BASIC { &mut self.short } else { &mut self.long };
        if let Some(traits) = table.get_mut(place(c.into())) {
            *traits |= bits;
        }
    }

    /// To look them up.
    #[inline]
    pub(crate) fn traits(&self) -> Traits<'_> {
        static NONE: [u8; SHORT] = [0; SHORT];
        Traits { short: self.short.first_chunk().unwrap_or(&NONE), long: &self.long }
    }
}

impl<'t> Traits<'t> {
    /// Those of characters of up to three bytes, and those of the others.
    pub(super) const fn new(short: &'t [u8; SHORT], long: &'t [u8]) -> Self {
        Self { short, long }
    }

    /// The bits of a character.
    pub(crate) fn of(self, c: char) -> u8 {
        let table = if u32::from(c) < BASIC { self.short.as_slice() } else { self.long };
        table.get(place(c.into())).copied().unwrap_or(0)
    }

    /// Goes over the characters of a text; `see` gets their places and bits, and may say at which byte to go on.
    #[inline]
    pub(crate) fn each(self, text: &str, mut see: impl FnMut(usize, u8) -> Option<usize>) {
        let short = self.short;
        let bytes = text.as_bytes();
        let mut rest = bytes;
        loop {
            let at = bytes.len() - rest.len();
            // UTF-8: the first byte tells how many there are. Most characters have three.
            let traits = match rest.first_chunk::<4>().map(|four| u32::from_be_bytes(*four)) {
                Some(four) if four >> 28 == 0xE => {
                    rest = rest.get(3..).unwrap_or_default();
                    short[place_in(four >> 8) % SHORT]
                }
                Some(four) if four >> 31 == 0 => {
                    rest = rest.get(1..).unwrap_or_default();
                    short[(four >> 24 | OTHERS) as usize]
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
    pub(crate) fn next(self, bytes: &[u8], at: usize, wanted: u8, seen: &mut u8) -> Option<Met> {
        let short = self.short;
        let mut rest = bytes.get(at..)?;
        let mut all = *seen;
        let met = loop {
            // Most characters have three bytes, and so has the next, and neither is looked for.
            while let Some(eight) = rest.first_chunk::<8>() {
                let eight = u64::from_be_bytes(*eight);
                if eight & MARKS != BOTH {
                    break;
                }
                let [one, two] = places_of(eight);
                let two = short[one % SHORT] | short[two];
                if two & wanted != 0 {
                    break;
                }
                all |= two;
                rest = &rest[6..];
            }
            let Some((traits, behind)) = self.first(rest) else { break None };
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
    pub(in crate::text) fn count(self, text: &str, wanted: u8, most: usize) -> usize {
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
    pub(super) fn first(self, bytes: &[u8]) -> Option<(u8, &[u8])> {
        match bytes {
            [a @ 0..0x80, behind @ ..] => Some((self.short[usize::from(*a) | OTHERS as usize], behind)),
            [a @ 0xE0..0xF0, b, c, behind @ ..] => Some((self.short[place_of([*a, *b, *c]) % SHORT], behind)),
            _ => self.seldom(bytes),
        }
    }

    /// The bits of the first character, whatever its length, and what stands behind it.
    #[inline(never)]
    fn seldom(self, rest: &[u8]) -> Option<(u8, &[u8])> {
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
