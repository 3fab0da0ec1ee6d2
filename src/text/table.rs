//! The tables of folding, built once: OpenCC's traditional to simplified characters and phrases, and the residue of
//! mechanical conversion.

use std::sync::LazyLock;

use traits::{BLANK, CHANGES, CONVERTS, LINE_END, PHRASE, SIMPLIFIED, TRADITIONAL};

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
}

/// One phrase that is replaced as a whole.
pub(super) struct Phrase {
    /// What it becomes.
    pub(super) to: &'static str,
    /// Whether it is residue of conversion that stood for other words.
    pub(super) residue: bool,
}

/// Phrases by their first character, the longest first.
pub(super) struct Phrases {
    /// For each character, one more than the place of its phrases; none where it is 0.
    first: Vec<u16>,
    starts: Vec<Vec<Known>>,
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
    traits: Vec<u8>,
}

/// Characters, for both kinds of folding.
pub(super) static TABLE: LazyLock<Characters> = LazyLock::new(Characters::new);
/// Phrases for traditional texts written so.
pub(super) static PLAIN: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(false));
/// Phrases for converted texts.
pub(super) static CONVERTED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(true));
/// Words that only mechanical conversion makes.
pub(super) static TELLTALE: LazyLock<Phrases> = LazyLock::new(Phrases::telltale);

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
        let mut table = Self { to: vec!['\0'; TABLE_SIZE], traits: vec![0; TABLE_SIZE] };
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
                    table.to[at] = first;
                    table.traits[at] |= CONVERTS;
                    table.traits[at] |= if all.contains(from) { 0 } else { TRADITIONAL | CHANGES };
                }
            }
        }
        let shared = shared();
        let only = values.into_iter().map(|v| v as usize).filter(|v| *v < TABLE_SIZE);
        only.filter(|v| !keys[*v] && !shared[*v]).for_each(|v| table.traits[v] |= SIMPLIFIED);
        table.signs();
        table
    }

    /// What becomes the same in texts of any script, and what parts words and lines.
    fn signs(&mut self) {
        let wide = WIDE.chars().filter_map(|c| Some((c, char::from_u32(c as u32 - 0xFEE0)?)));
        for (from, to) in wide.chain(SMALL) {
            self.to[from as usize] = to;
            self.traits[from as usize] = CHANGES | CONVERTS;
        }
        let blanks = BLANKS.into_iter().chain('\u{2000}'..='\u{200f}');
        blanks.for_each(|c| self.traits[c as usize] |= BLANK);
        for end in LINE_ENDS {
            self.traits[end as usize] |= LINE_END;
        }
        let phrases = rows(PHRASES).chain(rows(RESIDUE));
        phrases.filter_map(|(from, ..)| from.chars().next()).for_each(|c| self.traits[c as usize] |= PHRASE);
    }

    /// What a character becomes, if it changes.
    pub(super) fn becomes(&self, c: char) -> char {
        self.to.get(c as usize).copied().filter(|to| *to != '\0').unwrap_or(c)
    }

    /// Goes over the characters of a text that have one of the wanted traits.
    #[inline]
    pub(super) fn each(&self, text: &str, wanted: u8, see: impl FnMut(usize, char, u8) -> Option<usize>) {
        marked(text, &self.traits, wanted, see);
    }
}

/// Goes over the characters of a text that have one of the wanted traits, bits in a table by character; `see` gets their
/// places and traits, and may say at which byte to go on.
#[inline]
pub(crate) fn marked(
    text: &str,
    traits: &[u8],
    wanted: u8,
    mut see: impl FnMut(usize, char, u8) -> Option<usize>,
) {
    let bytes = text.as_bytes();
    let six = |byte: u8| u32::from(byte & 0x3F);
    let mut at = 0;
    loop {
        // UTF-8: the first byte tells how many follow, each with six bits. Most characters have three.
        let (code, length) = match bytes.get(at..at + 3) {
            Some([a @ 0xE0..0xF0, b, c]) => (u32::from(a & 0x0F) << 12 | six(*b) << 6 | six(*c), 3),
            _ => match bytes.get(at..) {
                Some([a @ 0..0x80, ..]) => (u32::from(*a), 1),
                Some([a @ 0..0xE0, b, ..]) => (u32::from(a & 0x1F) << 6 | six(*b), 2),
                Some([a, b, c, d, ..]) => {
                    (u32::from(a & 0x07) << 18 | six(*b) << 12 | six(*c) << 6 | six(*d), 4)
                }
                _ => return,
            },
        };
        let found = traits.get(code as usize).map_or(0, |t| t & wanted);
        at += length;
        if found != 0
            && let Some(c) = char::from_u32(code)
            && let Some(next) = see(at - length, c, found)
        {
            at = next;
        }
    }
}

/// Full-width forms of ASCII.
const WIDE: &str = "，：；（）！？．／－～＜＞［］％０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ\
    ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ";
/// Small and half-width forms of signs.
const SMALL: [(char, char); 8] =
    [('﹙', '('), ('﹚', ')'), ('﹐', ','), ('﹔', ';'), ('﹕', ':'), ('︰', ':'), ('｡', '。'), ('､', '、')];
/// Blanks that may stray into a text; line feeds are not. Those of U+2000 to U+200F are as well.
const BLANKS: [char; 9] = [' ', '\t', '\r', '\u{b}', '\u{c}', '\u{a0}', '\u{3000}', '\u{202f}', '\u{feff}'];

/// Whether a character is a blank that may stray into a text.
pub(super) fn is_blank(c: char) -> bool {
    BLANKS.contains(&c) || matches!(c, '\u{2000}'..='\u{200f}')
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
        let plain = rows(PHRASES).map(|(from, to, _)| (from, to, false));
        let residue = rows(RESIDUE).filter(|_| converted).map(|(from, to, sure)| {
            let genuine = from.chars().map(|c| TABLE.becomes(c)).eq(to.chars());
            (from, to, sure || !genuine)
        });
        Self::build(residue.chain(plain))
    }

    fn telltale() -> Self {
        Self::build(rows(RESIDUE).filter(|(.., sure)| *sure).map(|(from, to, _)| (from, to, true)))
    }

    fn build(rows: impl Iterator<Item = (&'static str, &'static str, bool)>) -> Self {
        let mut made = Self { first: vec![0; TABLE_SIZE], starts: Vec::new() };
        for (from, to, residue) in rows {
            let first = from.chars().next();
            let Some(place) = first.and_then(|c| made.first.get_mut(c as usize)) else { continue };
            if *place == 0 {
                made.starts.push(Vec::new());
                *place = made.starts.len() as u16;
            }
            let own = &mut made.starts[usize::from(*place) - 1];
            // Of two that are the same, the first counts.
            if own.iter().all(|known| known.from != from) {
                own.push(Known { from, key: Key::of(from), phrase: Phrase { to, residue } });
            }
        }
        made.starts.iter_mut().for_each(|own| own.sort_by_key(|k| std::cmp::Reverse(k.from.len())));
        made
    }

    /// The longest phrase that a text begins with, and its length; `first` is the text's first character.
    pub(super) fn at_start(&self, first: char, text: &str) -> Option<(usize, &Phrase)> {
        let place = *self.first.get(first as usize)?;
        let own = self.starts.get(usize::from(place).checked_sub(1)?)?;
        let mut fitting = own.iter().filter(|known| known.key.fits(text.as_bytes()));
        fitting.find(|k| text.starts_with(k.from)).map(|k| (k.from.len(), &k.phrase))
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
