//! The tables of folding, built once: OpenCC's traditional to simplified characters and phrases, and the residue of
//! mechanical conversion.

use std::sync::LazyLock;

use traits::{BLANK, CHANGES, CONVERTS, LINE_END, PHRASE, SIMPLIFIED, TRADITIONAL, UNEVEN};

const CHARACTERS: &str = include_str!("data/TSCharacters.txt");
const PHRASES: &str = include_str!("data/TSPhrases.txt");
const RESIDUE: &str = include_str!("data/Residue.txt");

/// The characters of the basic planes and the plane above them, where the tables have entries.
const TABLE_SIZE: usize = 0x3_0000;

/// What a character is to folding, in bits.
pub(super) mod traits {
    /// Only traditional texts have it.
    pub(crate) const TRADITIONAL: u8 = 1;
    /// Only simplified texts have it.
    pub(crate) const SIMPLIFIED: u8 = 2;
    /// It becomes another in a simplified text.
    pub(crate) const CHANGES: u8 = 4;
    /// It becomes another in a traditional text.
    pub(crate) const CONVERTS: u8 = 8;
    /// A blank that may stray into a text.
    pub(crate) const BLANK: u8 = 16;
    /// It may end a line.
    pub(crate) const LINE_END: u8 = 32;
    /// A phrase that is replaced as a whole begins with it.
    pub(crate) const PHRASE: u8 = 64;
    /// What it becomes has another number of bytes, or both have not three.
    pub(crate) const UNEVEN: u8 = 128;
}

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
    /// For each character, one more than the place of its phrases; none where it is 0.
    first: Vec<u16>,
    starts: Vec<Vec<Known>>,
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

/// What each character is and becomes.
pub(super) struct Characters {
    /// What it becomes in traditional texts, in simplified ones if it changes there; `\0` for itself.
    to: Vec<char>,
    /// What parts a character of three bytes from what it becomes, if that has three: the bits of their bytes that are not the
    /// same (`LETTER`), the first byte the highest. And what the way over a traditional text must know of it: whether it is `SELDOM`,
    /// and which of the first characters of a phrase it may be (`SHORTER`, `LONGER` and the bits above these).
    letters: Vec<u32>,
    traits: Traits,
}

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
const MARKS: u64 = 0xF000_00F0_0000_0000;
const BOTH: u64 = 0xE000_00E0_0000_0000;
/// The first character behind the basic plane, and how many of those have traits.
const BASIC: u32 = 0x1_0000;
const LONG: usize = 0x2_0000;

/// What a traditional text is searched for, character by character.
const IN_TRADITIONAL: u8 = BLANK | LINE_END | UNEVEN | SIMPLIFIED;
/// What of the bits of a letter becomes another.
const LETTER: u32 = 0xFF_FFFF;
/// The bit of the first character of phrases of two, and of that of longer ones. The next characters have the bits above, and so
/// one step takes what is begun from one character to the next (Baeza-Yates and Gonnet, A new approach to text searching, 1992).
const SHORTER: u32 = 1 << 24;
const LONGER: u32 = 1 << 26;
/// The bits of a character with which the beginning of a phrase is whole: its second, or its third.
const END: u32 = SHORTER << 1 | LONGER << 2;
/// The bit of a character that is searched for.
const SELDOM: u32 = 1 << 31;
/// What any character may begin.
const START: u32 = SHORTER | LONGER | SELDOM;

/// The places of letters: the bits of their three bytes that are no marks, pushed together but for the first two, which takes
/// fewer steps.
const LETTERS: usize = 1 << 18;

/// The places of two characters of three bytes at the beginning of eight bytes.
#[inline]
fn letters_of(two: u64) -> [usize; 2] {
    const LAST: u64 = 0x3F << 40 | 0x3F << 16;
    const FIRST: u64 = 0x3_CFC0 << 40 | 0x3_CFC0 << 16;
    let places = two & LAST | two >> 2 & FIRST;
    [(places >> 40) as usize, (places >> 16) as usize % LETTERS]
}

/// The place of a character of three bytes.
fn letter_of([a, b, c]: [u8; 3]) -> usize {
    letters_of(u64::from_be_bytes([a, b, c, 0, 0, 0, 0, 0]))[0]
}

impl Traits {
    pub(crate) fn new() -> Self {
        Self { short: vec![0; SHORT], long: vec![0; LONG] }
    }

    /// The place of a character's bits among those of its kind.
    fn place(code: u32) -> usize {
        let place = match code {
            0..0x800 => code,
            0x800..BASIC => (code >> 12) << 16 | (code >> 6 & 0x3F) << 8 | 0x80 | code & 0x3F,
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
            let Some((traits, behind)) = self.first(short, rest) else { break None };
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
    fn first<'a>(&self, short: &[u8; SHORT], bytes: &'a [u8]) -> Option<(u8, &'a [u8])> {
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

/// Characters, for both kinds of folding.
pub(super) static TABLE: LazyLock<Characters> = LazyLock::new(Characters::new);
/// Phrases for traditional texts written so.
pub(super) static PLAIN: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(false));
/// Phrases for converted texts.
pub(super) static CONVERTED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(true));
/// Words that only mechanical conversion makes.
pub(super) static TELLTALE: LazyLock<Phrases> = LazyLock::new(Phrases::telltale);

/// The bytes of a character, if it has three.
fn three(c: char) -> Option<[u8; 3]> {
    c.encode_utf8(&mut [0; 4]).as_bytes().try_into().ok()
}

/// Three bytes as a number, the first the highest.
fn number([a, b, c]: [u8; 3]) -> u32 {
    u32::from_be_bytes([0, a, b, c])
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
    table.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        let (from, to) = (cells.next()?, cells.next()?);
        let first = to.split(' ').next().unwrap_or(to);
        (!from.is_empty()).then_some((from, first, cells.next() == Some("!")))
    })
}

impl Characters {
    fn new() -> Self {
        let mut table = Self { to: vec!['\0'; TABLE_SIZE], letters: vec![0; LETTERS], traits: Traits::new() };
        let mut keys = vec![false; TABLE_SIZE];
        let mut values = Vec::new();
        for line in CHARACTERS.lines() {
            let mut cells = line.split('\t');
            let (Some(from), Some(all)) = (cells.next(), cells.next()) else { continue };
            let (Some(from), Some(first)) = (from.chars().next(), all.chars().next()) else { continue };
            let at = from as usize;
            values.push(first);
            if at < TABLE_SIZE {
                keys[at] = true;
                if from != first {
                    let own = if all.contains(from) { 0 } else { TRADITIONAL | CHANGES };
                    table.change(from, first, CONVERTS | own);
                }
            }
        }
        let shared = shared();
        let only = values.into_iter().filter(|v| (*v as usize) < TABLE_SIZE);
        let only = only.filter(|v| !keys[*v as usize] && !shared[*v as usize]);
        only.for_each(|v| table.add(v, SIMPLIFIED));
        table.signs();
        table
    }

    /// Notes what a character becomes, with traits that tell where.
    fn change(&mut self, from: char, to: char, traits: u8) {
        self.to[from as usize] = to;
        match [from, to].map(three) {
            [Some(bytes), Some(other)] => {
                self.letters[letter_of(bytes)] = number(bytes) ^ number(other);
                self.add(from, traits);
            }
            _ => self.add(from, traits | UNEVEN),
        }
    }

    /// Adds traits to those of a character.
    fn add(&mut self, c: char, traits: u8) {
        self.traits.add(c, traits);
        if traits & IN_TRADITIONAL != 0 {
            self.mark(c, SELDOM);
        }
    }

    /// Adds bits to the letter of a character, if it has three bytes.
    fn mark(&mut self, c: char, bits: u32) {
        if let Some(bytes) = three(c) {
            self.letters[letter_of(bytes)] |= bits;
        }
    }

    /// What becomes the same in texts of any script, and what parts words and lines.
    fn signs(&mut self) {
        let wide = WIDE.chars().filter_map(|c| Some((c, char::from_u32(c as u32 - 0xFEE0)?)));
        for (from, to) in wide.chain(SMALL) {
            self.change(from, to, CHANGES | CONVERTS);
        }
        let blanks = BLANKS.into_iter().chain('\u{2000}'..='\u{200f}');
        blanks.for_each(|c| self.add(c, BLANK));
        for end in LINE_ENDS {
            self.add(end, LINE_END);
        }
        for (from, ..) in rows(PHRASES).chain(rows(RESIDUE)) {
            let bits = if from.chars().count() < 3 {
                [SHORTER, SHORTER << 1, 0]
            } else {
                [LONGER, LONGER << 1, LONGER << 2]
            };
            from.chars().zip(bits).for_each(|(c, bit)| self.mark(c, bit));
            from.chars().take(1).for_each(|first| self.traits.add(first, PHRASE));
        }
    }

    /// What a character becomes, if it changes.
    pub(super) fn becomes(&self, c: char) -> char {
        self.to.get(c as usize).copied().filter(|to| *to != '\0').unwrap_or(c)
    }

    /// The first character from byte `at` of a traditional text on that is no letter like most others, or with which a phrase may
    /// begin. What stands before it is written to `bytes`, at the same place, as what it is in simplified texts, where that
    /// has as many bytes.
    ///
    /// It reads from the text and not from `bytes`: a processor waits to read what was only just written at other bounds.
    pub(super) fn convert(
        &self,
        text: &[u8],
        bytes: &mut [u8],
        mut at: usize,
        phrases: &Phrases,
    ) -> Option<Met> {
        let short = self.traits.short.first_chunk::<SHORT>()?;
        let letters = self.letters.first_chunk::<LETTERS>()?;
        let may_begin = |at: usize| text.get(at..).is_some_and(|rest| phrases.may_begin(rest));
        loop {
            let mut begun = 0;
            while let Some(eight) = text.get(at..).and_then(|rest| rest.first_chunk::<8>())
                && let Some(out) = bytes.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<8>())
            {
                let eight = u64::from_be_bytes(*eight);
                if eight & MARKS != BOTH {
                    break;
                }
                let [one, two] = letters_of(eight);
                let (one, two) = (letters[one % LETTERS], letters[two % LETTERS]);
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
            let (traits, behind) = self.traits.first(short, rest)?;
            let met = Met { at, end: text.len() - behind.len(), traits };
            if traits & IN_TRADITIONAL != 0 || traits & PHRASE != 0 && may_begin(at) {
                return Some(met);
            }
            self.convert_first(rest, bytes.get_mut(at..).unwrap_or_default());
            at = met.end;
        }
    }

    /// Writes what the first character of a text becomes, if it becomes another of three bytes.
    pub(super) fn convert_first(&self, text: &[u8], bytes: &mut [u8]) {
        if let ([a @ 0xE0..0xF0, b, c, ..], [x, y, z, ..]) = (text, bytes) {
            let letter = self.letters.get(letter_of([*a, *b, *c])).copied().unwrap_or_default();
            [_, *x, *y, *z] = (number([*a, *b, *c]) ^ letter & LETTER).to_be_bytes();
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
    pub(super) fn traits(&self) -> &Traits {
        &self.traits
    }

    /// Goes over the characters of a text.
    #[inline]
    pub(super) fn each(&self, text: &str, see: impl FnMut(usize, u8) -> Option<usize>) {
        self.traits.each(text, see);
    }
}

/// Full-width forms of ASCII.
const WIDE: &str = "，：；（）！？．／－～＜＞［］％｜０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ\
    ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ";
/// Small and half-width forms of signs, and the lines that tables are drawn with.
const SMALL: [(char, char); 10] = [
    ('│', '|'),
    ('┃', '|'),
    ('﹙', '('),
    ('﹚', ')'),
    ('﹐', ','),
    ('﹔', ';'),
    ('﹕', ':'),
    ('︰', ':'),
    ('｡', '。'),
    ('､', '、'),
];
/// Blanks that may stray into a text; line feeds are not. Those of U+2000 to U+200F are as well.
const BLANKS: [char; 9] = [' ', '\t', '\r', '\u{b}', '\u{c}', '\u{a0}', '\u{3000}', '\u{202f}', '\u{feff}'];

/// Whether a character is a blank that may stray into a text.
pub(super) fn is_blank(c: char) -> bool {
    TABLE.traits_of(c) & BLANK != 0
}

/// What ends a line: LF, and the separators of lines and paragraphs. CR does where no LF follows it.
pub(crate) const LINE_ENDS: [char; 5] = ['\n', '\u{2028}', '\u{2029}', '\u{85}', '\r'];

/// The character set of traditional texts: 查, 局 and 教 stand for rare variants in the table too. The rows before 0xA1 are
/// extensions, which texts are read from but not written in.
fn big5() -> String {
    let trails = || (0x40..=0x7E).chain(0xA1..=0xFE);
    let codes: Vec<u8> =
        (0xA1..=0xFE).flat_map(|lead| trails().flat_map(move |trail| [lead, trail])).collect();
    encoding_rs::BIG5.decode_without_bom_handling(&codes).0.into_owned()
}

/// The characters of simplified texts that traditional ones have as well.
fn shared() -> Vec<bool> {
    let mut out = vec![false; TABLE_SIZE];
    let all = big5();
    let known = all.chars().chain(SHARED.chars()).map(|c| c as usize).filter(|c| *c < TABLE_SIZE);
    known.for_each(|c| out[c] = true);
    out
}

/// Simplified forms that traditional texts use as well.
const SHARED: &str = "秘台干准群里面云后系表据范制冲复余征志松谷郁丑斗几了只出回向合同周姜家岳布幸彩志愿杰板注游烟猪症着磨\
    网肴胡致舍艳苏蒙虫谥踪辟采采里针雇霉麻升占卷叶吁吃咨咸哄啮喂坂坛夫夸妆娘尸岩峰巨弥当径恤恶才扎托抵挂挽摆携\
    晒晾朱杆柜栗梁欲洒涂淀炮焰烛犹狸珊瓮痒痹盗睾矾碱秆稳累绣缆腊膻舆苹荐药虱蚕蛊蜡裤谣赞躯钟链锤阪雕韵颓";

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
        // The other ends of lines are rare, and begin with these bytes.
        let parted = memchr::memchr3(b'\r', 0xC2, 0xE2, inner.as_bytes()).is_some();
        let pieces = parted.then(|| line.split_inclusive(LINE_ENDS)).into_iter().flatten();
        pieces.chain((!parted).then_some(line))
    })
}

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
        let mut made = Self {
            first: vec![0; TABLE_SIZE],
            starts: Vec::new(),
            pairs: Beginnings::new(),
            begin: Beginnings::new(),
        };
        for (from, phrase) in rows {
            made.pairs.add(from.as_bytes());
            made.begin.add_longer(from.as_bytes());
            let first = from.chars().next();
            let Some(place) = first.and_then(|c| made.first.get_mut(c as usize)) else { continue };
            if *place == 0 {
                made.starts.push(Vec::new());
                *place = made.starts.len() as u16;
            }
            let own = &mut made.starts[usize::from(*place) - 1];
            // Of two that are the same, the first counts.
            if own.iter().all(|known| known.from != from) {
                own.push(Known { from, key: Key::of(from), phrase });
            }
        }
        made.starts.iter_mut().for_each(|own| own.sort_by_key(|k| std::cmp::Reverse(k.from.len())));
        made
    }

    /// Whether a text may begin with a phrase.
    #[inline]
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        self.pairs.may_have(text) && self.begin.may_have_longer(text)
    }

    /// The longest phrase that a text begins with, and its length.
    pub(super) fn at_start(&self, text: &[u8]) -> Option<(usize, &Phrase)> {
        let place = *self.first.get(first_of(text)? as usize)?;
        let own = self.starts.get(usize::from(place).checked_sub(1)?)?;
        let mut fitting = own.iter().filter(|known| known.key.fits(text));
        fitting.find(|k| text.starts_with(k.from.as_bytes())).map(|k| (k.from.len(), &k.phrase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_build() {
        for phrases in [&PLAIN, &CONVERTED, &TELLTALE] {
            assert!(!phrases.starts.is_empty());
        }
        assert_eq!(TABLE.becomes('區'), '区');
    }

    #[test]
    fn the_set_of_traditional_texts_is_what_they_are_written_in() {
        let (set, values) = (big5(), CHARACTERS.lines().filter_map(|l| l.split('\t').nth(1)?.chars().next()));
        for value in values {
            let (_, _, lost) = encoding_rs::BIG5.encode(value.encode_utf8(&mut [0; 4]));
            assert_eq!(set.contains(value), !lost, "{value}");
        }
    }
}
