//! The tables of folding, built once: OpenCC's traditional to simplified characters and phrases, and the residue of
//! mechanical conversion.

use std::{ops::RangeInclusive, sync::LazyLock};

use super::{
    glyphs,
    replaced::{self, Phrases},
    traits::{
        BLANK, BOTH, CHANGES, CONVERTS, LINE_END, MARKS, Met, PHRASE, SELECTORS, SIMPLIFIED, TRADITIONAL,
        Traits, UNEVEN, first_of,
    },
};

const CHARACTERS: &str = include_str!("data/TSCharacters.txt");

/// The characters of the basic planes and the plane above them, where the tables have entries.
pub(super) const TABLE_SIZE: usize = 0x3_0000;

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

/// Characters, for both kinds of folding.
pub(super) static TABLE: LazyLock<Characters> = LazyLock::new(Characters::new);
/// The bytes of a character, if it has three.
fn three(c: char) -> Option<[u8; 3]> {
    c.encode_utf8(&mut [0; 4]).as_bytes().try_into().ok()
}

/// Three bytes as a number, the first the highest.
fn number([a, b, c]: [u8; 3]) -> u32 {
    u32::from_be_bytes([0, a, b, c])
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
        let blanks = BLANKS.into_iter().chain('\u{2000}'..='\u{200a}');
        blanks.chain(INVISIBLE.into_iter().flatten()).for_each(|c| self.add(c, BLANK));
        // What is uneven and does not change is a second code of a character.
        glyphs::all().for_each(|(code, _)| self.add(code, UNEVEN));
        for end in LINE_ENDS {
            self.add(end, LINE_END);
        }
        for from in replaced::all() {
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
        let letters = self.letters.first_chunk::<LETTERS>()?;
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
            let letter = self.letters.get(letter_of([*a, *b, *c])).copied().unwrap_or_default();
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
/// Small and half-width forms of signs, and the lines that tables are drawn with. The point becomes a full stop only where it
/// [stands for one](super::stop::is_stop).
const SMALL: [(char, char); 11] = [
    ('.', '。'),
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
/// Blanks that may stray into a text; line feeds are not. Those of U+2000 to U+200A are as well.
const BLANKS: [char; 8] = [' ', '\t', '\r', '\u{b}', '\u{c}', '\u{a0}', '\u{3000}', '\u{202f}'];
/// What takes no place in a line, and means nothing to who reads a text: hyphens that show only where a line breaks, joiners and
/// spaces of no width, marks of the direction of writing, selectors of variants, marks of the byte order.
const INVISIBLE: [RangeInclusive<char>; 10] = [
    '\u{ad}'..='\u{ad}',
    '\u{34f}'..='\u{34f}',
    '\u{61c}'..='\u{61c}',
    '\u{180b}'..='\u{180e}',
    '\u{200b}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    SELECTORS,
];

/// Whether a blank takes no place in a line.
pub(super) fn is_invisible(c: char) -> bool {
    c >= '\u{ad}' && c != '\u{3000}' && INVISIBLE.iter().any(|range| range.contains(&c))
}

/// Whether a character is a blank that may stray into a text.
pub(super) fn is_blank(c: char) -> bool {
    TABLE.traits_of(c) & BLANK != 0
}

/// What ends a line: LF, and the separators of lines and paragraphs. CR does where no LF follows it.
pub(crate) const LINE_ENDS: [char; 5] = ['\n', '\u{2028}', '\u{2029}', '\u{85}', '\r'];

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_builds() {
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
