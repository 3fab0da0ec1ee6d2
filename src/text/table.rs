//! The tables of folding, built once: OpenCC's traditional to simplified characters and phrases, and the residue of
//! mechanical conversion.

use std::{collections::HashSet, sync::LazyLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

const CHARACTERS: &str = include_str!("data/TSCharacters.txt");
const PHRASES: &str = include_str!("data/TSPhrases.txt");
const RESIDUE: &str = include_str!("data/Residue.txt");

/// The characters of the basic planes and the plane above them, where the tables have entries.
const TABLE_SIZE: usize = 0x3_0000;

/// One phrase that is replaced as a whole.
pub(super) struct Phrase {
    /// What it becomes.
    pub(super) to: &'static str,
    /// Whether it is residue of conversion that stood for other words.
    pub(super) residue: bool,
}

/// Phrases and the automaton that finds them, leftmost and longest first.
pub(super) struct Phrases {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    list: Vec<Phrase>,
}

/// A character's part in the two scripts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// In both, or in neither.
    Shared,
    /// In traditional texts only.
    Traditional,
    /// In simplified texts only.
    Simplified,
}

/// What one character is and becomes.
pub(super) struct Characters {
    to: Vec<char>,
    used: Vec<Use>,
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
        let mut to: Vec<char> = (0..TABLE_SIZE as u32).map(|c| char::from_u32(c).unwrap_or('\0')).collect();
        let mut used = vec![Use::Shared; TABLE_SIZE];
        let mut keys = HashSet::new();
        let mut values = Vec::new();
        for line in CHARACTERS.lines() {
            let mut cells = line.split('\t');
            let (Some(from), Some(all)) = (cells.next(), cells.next()) else { continue };
            let (Some(from), Some(first)) = (from.chars().next(), all.chars().next()) else { continue };
            keys.insert(from);
            values.push(first);
            let at = from as usize;
            if at < TABLE_SIZE && from != first {
                to[at] = first;
                used[at] = if all.contains(from) { Use::Shared } else { Use::Traditional };
            }
        }
        let (big5, both) = (big5(), SHARED.chars().collect::<HashSet<_>>());
        for value in values {
            let shared = both.contains(&value) || big5.contains(&value);
            if !keys.contains(&value) && !shared && (value as usize) < TABLE_SIZE {
                used[value as usize] = Use::Simplified;
            }
        }
        Self { to, used }
    }

    /// The simplified form.
    pub(super) fn simplified(&self, c: char) -> char {
        self.to.get(c as usize).copied().unwrap_or(c)
    }

    /// Which script the character belongs to.
    pub(super) fn used(&self, c: char) -> Use {
        self.used.get(c as usize).copied().unwrap_or(Use::Shared)
    }
}

/// The character set of traditional texts: 查, 局 and 教 stand for rare variants in the table too. The rows before 0xA1 are
/// extensions, which texts are read from but not written in.
fn big5() -> HashSet<char> {
    let trails = || (0x40..=0x7E).chain(0xA1..=0xFE);
    let codes: Vec<u8> =
        (0xA1..=0xFE).flat_map(|lead| trails().flat_map(move |trail| [lead, trail])).collect();
    encoding_rs::BIG5.decode_without_bom_handling(&codes).0.chars().collect()
}

/// Simplified forms that traditional texts use as well.
const SHARED: &str = "秘台干准群里面云后系表据范制冲复余征志松谷郁丑斗几了只出回向合同周姜家岳布幸彩志愿杰板注游烟猪症着磨\
    网肴胡致舍艳苏蒙虫谥踪辟采采里针雇霉麻升占卷叶吁吃咨咸哄啮喂坂坛夫夸妆娘尸岩峰巨弥当径恤恶才扎托抵挂挽摆携\
    晒晾朱杆柜栗梁欲洒涂淀炮焰烛犹狸珊瓮痒痹盗睾矾碱秆稳累绣缆腊膻舆苹荐药虱蚕蛊蜡裤谣赞躯钟链锤阪雕韵颓";

impl Phrases {
    fn new(converted: bool) -> Self {
        let plain = rows(PHRASES).map(|(from, to, _)| (from, to, false));
        let residue = rows(RESIDUE).filter(|_| converted).map(|(from, to, sure)| {
            let genuine = from.chars().map(|c| TABLE.simplified(c)).eq(to.chars());
            (from, to, sure || !genuine)
        });
        Self::build(residue.chain(plain))
    }

    fn telltale() -> Self {
        Self::build(rows(RESIDUE).filter(|(.., sure)| *sure).map(|(from, to, _)| (from, to, true)))
    }

    fn build(rows: impl Iterator<Item = (&'static str, &'static str, bool)>) -> Self {
        let mut seen = HashSet::new();
        let mut patterns = Vec::new();
        let mut list = Vec::new();
        for (from, to, residue) in rows {
            if seen.insert(from) {
                patterns.push((from, list.len() as u32));
                list.push(Phrase { to, residue });
            }
        }
        let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest);
        Self { automaton: builder.build_with_values(patterns).ok(), list }
    }

    /// The phrases in `text`, as (start, end, phrase), from left to right without overlap.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, &'a Phrase)> {
        self.automaton.iter().flat_map(move |a| {
            a.leftmost_find_iter(text)
                .filter_map(|m| Some((m.start(), m.end(), self.list.get(m.value() as usize)?)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_build() {
        for phrases in [&PLAIN, &CONVERTED, &TELLTALE] {
            assert!(phrases.automaton.is_some());
            assert!(!phrases.list.is_empty());
        }
        assert_eq!(TABLE.simplified('區'), '区');
    }

    #[test]
    fn the_set_of_traditional_texts_is_what_they_are_written_in() {
        let (set, values) = (big5(), CHARACTERS.lines().filter_map(|l| l.split('\t').nth(1)?.chars().next()));
        for value in values {
            let (_, _, lost) = encoding_rs::BIG5.encode(value.encode_utf8(&mut [0; 4]));
            assert_eq!(set.contains(&value), !lost, "{value}");
        }
    }
}
