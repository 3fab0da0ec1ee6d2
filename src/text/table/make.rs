//! Makes the tables of folding, where the program is built (`build.rs`): OpenCC's traditional to simplified characters and
//! phrases, the residue of mechanical conversion, and the signs that become the same in texts of any script.

use super::{
    super::{
        glyphs::GLYPHS,
        phrases::{PHRASES, RESIDUE, rows},
    },
    letters::{IN_TRADITIONAL, LONGER, SELDOM, SHORTER, TABLE_SIZE, number},
    signs::{INVISIBLE, LINE_ENDS},
    traits::{
        BLANK, CHANGES, CONVERTS, LINE_END, Marked, PHRASE, SHORT, SIMPLIFIED, TRADITIONAL, UNEVEN, place_of,
    },
};

const CHARACTERS: &str = include_str!("../data/TSCharacters.txt");

/// So many characters behind the basic plane may have traits.
const BEHIND: usize = 0x2_0000;

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

/// What each character is and becomes; [`Characters`](super::Characters) says what the numbers mean.
pub(crate) struct Made {
    /// What it becomes; 0 for itself.
    pub(crate) to: Vec<u32>,
    /// What parts it from what it becomes, and what the way over a traditional text must know.
    pub(crate) letters: Vec<u32>,
    /// Its bits.
    pub(crate) traits: Marked,
}

/// The bytes of a character, if it has three.
fn three(c: char) -> Option<[u8; 3]> {
    c.encode_utf8(&mut [0; 4]).as_bytes().try_into().ok()
}

impl Made {
    /// The tables of the shipped data.
    pub(crate) fn new() -> Self {
        let mut table =
            Self { to: vec![0; TABLE_SIZE], letters: vec![0; SHORT], traits: Marked::new(BEHIND) };
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
        self.to[from as usize] = to.into();
        match [from, to].map(three) {
            [Some(bytes), Some(other)] => {
                self.letters[place_of(bytes)] = number(bytes) ^ number(other);
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
            self.letters[place_of(bytes)] |= bits;
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
        second_codes().for_each(|code| self.add(code, UNEVEN));
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
}

/// The second codes of characters, where both have as many bytes.
fn second_codes() -> impl Iterator<Item = char> {
    GLYPHS.into_iter().flat_map(|(first, plain)| {
        let codes = (first..).filter_map(char::from_u32);
        let known = codes.zip(plain.chars()).filter(|(code, plain)| code.len_utf8() == plain.len_utf8());
        known.map(|(code, _)| code)
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
    use super::{super::super::glyphs, *};

    #[test]
    fn second_codes_are_those_that_stand_for_others() {
        assert!(second_codes().count() > 600);
        for code in second_codes().map(String::from) {
            assert_ne!(glyphs::plain(&code), code);
        }
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
