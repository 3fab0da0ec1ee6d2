//! The words and signs that the steps of the reader look for, found in one pass over the text: whether a stretch says one
//! of them is then a look into a short list.

use std::sync::LazyLock;

use crate::{
    source::Span,
    text::{Beginnings, Key, Marked, first_of},
};

/// What the reader looks for in every paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Cue {
    /// A document takes effect.
    Effect,
    /// Posts, in front of their number.
    Posts,
    /// A short name is defined.
    Short,
    /// Who interprets.
    Interpretation,
    /// Who adjusts, and what is adjusted.
    Adjustment,
    /// A sign of a number of posts, or what leads to another number.
    Figure,
    /// What an organ is said to be.
    Body,
    /// What kind of paper a title announces.
    Paper,
    /// What a paper is about.
    Matter,
    /// A paper about a new organ.
    Creation,
    /// How an organ is set up.
    Foundation,
    /// The seat of an authority of a place.
    Seat,
    /// Counties and districts below a city.
    Counties,
    /// Townships and streets below a county.
    Townships,
    /// The office of a government.
    Office,
    /// Posts of any kind.
    Staff,
}

/// The words of each cue, in its order.
const WORDS: [&[&str]; 16] = [
    &["施行", "实施", "执行", "实行", "生效", "试行"],
    &[
        "行政编制",
        "政法专项编制",
        "机关编制",
        "人员编制",
        "工勤编制",
        "事业编制",
        "领导职数",
        "单列编制",
        "员额编制",
        "编制员额",
        "总编制",
        "工勤人员",
        "控制数",
        "编制",
    ],
    &["以下简称", "(简称", "以下统称", "以下称", "(下称"],
    &["解释"],
    &["调整", "变更", "修改", "修订", "变动"],
    &["名", "人", "个", "由", "从"],
    &["机构", "部门", "单位", "机关"],
    &[
        "规定",
        "方案",
        "通知",
        "规程",
        "条例",
        "机构设置",
        "机构职能",
        "章程",
        "职责",
        "简介",
        "编制",
        "准则",
        "细则",
        "办法",
    ],
    &[
        "主要职责",
        "职能配置",
        "职责配置",
        "内设机构",
        "机构编制",
        "人员编制",
        "组织规程",
        "组织准则",
        "组织自治条例",
        "组织条例",
        "机构改革方案",
        "机构改革实施方案",
        "组建方案",
        "设置方案",
        "机构设置",
        "“三定”",
        "三定",
        "单位职责",
        "部门职责",
        "工作职责",
        "机构职能",
        "编制表",
        "处务规程",
        "办事细则",
        "员额编制",
        "编制",
        "职能",
        "职责",
    ],
    &["关于设立", "关于成立", "关于组建", "关于同意设立", "关于同意成立"],
    &["设立", "组建", "设置"],
    &[
        "市委",
        "市政府",
        "市人民政府",
        "市人大",
        "市党政",
        "县委",
        "县政府",
        "县人民政府",
        "县人大",
        "县党政",
        "区委",
        "区政府",
        "区人民政府",
        "区人大",
        "区党政",
        "旗委",
        "旗政府",
        "旗人民政府",
        "旗人大",
        "旗党政",
    ],
    &[
        "各县(市",
        "县(市、区)",
        "县(市)区",
        "各县区",
        "各县、区",
        "指导县(市)",
        "各区县",
        "县市区",
        "各县",
        "各旗县",
        "旗县区",
        "各区(市",
        "各区(县",
        "各区政府",
        "各区人民政府",
        "各区委",
        "各区、",
        "各区和",
        "区、县(市",
        "区、县级市",
        "各市(县",
        "各市、区",
        "各市县",
        "各县级市",
        "所辖县",
        "所辖区",
    ],
    &["乡镇", "乡(镇)", "乡、镇", "镇人民政府", "镇政府", "街道办事处"],
    &["政府办公"],
    &["编制"],
];

/// A word where it stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Said {
    /// Its range.
    pub(in crate::ingest) span: Span,
    /// Its place among the words of its cue.
    pub(in crate::ingest) word: usize,
}

/// A sign that parts or encloses, where it stands.
#[allow(clippy::struct_field_names, reason = "the character is the sign itself")]
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Sign {
    /// Its first byte.
    pub(in crate::ingest) at: u32,
    /// The sign.
    pub(in crate::ingest) sign: char,
    /// What it does.
    pub(in crate::ingest) role: Role,
}

/// What a sign does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Role {
    /// It begins a title, words quoted or words in brackets.
    Opens,
    /// It ends them.
    Closes,
    /// It ends a line.
    Line,
    /// It parts words.
    Parts,
}

impl Sign {
    fn new(at: usize, sign: char) -> Self {
        let role = match sign {
            '《' | '“' | '(' | '〈' | '「' => Role::Opens,
            '》' | '”' | ')' | '〉' | '」' => Role::Closes,
            '\n' => Role::Line,
            _ => Role::Parts,
        };
        Self { at: at as u32, sign, role }
    }
}

/// The signs that part or enclose.
const SIGNS: [char; 16] =
    ['\n', '(', ')', ';', '!', ':', '。', '《', '》', '“', '”', '〈', '〉', '「', '」', '、'];

/// The cues and signs of one folded text, in order.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Marks {
    said: [Vec<Said>; WORDS.len()],
    signs: Vec<Sign>,
}

impl Marks {
    /// Those of a text.
    pub(in crate::ingest) fn of(folded: &str) -> Self {
        let mut made = Self::sized(folded.len());
        made.said.iter_mut().for_each(|said| said.reserve(folded.len() / 512));
        let known = &*KNOWN;
        known.traits.traits().each(folded, |at, traits| {
            if traits != 0 {
                made.mark(known, folded.as_bytes().get(at..)?, at, traits);
            }
            None
        });
        made
    }

    /// Notes a character that is a sign, or that words begin with. The pass over the text is quicker if this is not part of
    /// it.
    #[inline(never)]
    fn mark(&mut self, known: &Known, rest: &[u8], at: usize, traits: u8) {
        let word = traits & ALONE != 0 || traits & BEGINS != 0 && known.pairs.may_have(rest);
        if !word && traits & SIGN == 0 {
            return;
        }
        let Some(c) = first_of(rest) else { return };
        if traits & SIGN != 0 {
            self.signs.push(Sign::new(at, c));
        }
        if word {
            self.words(known, rest, at, c);
        }
    }

    /// The signs of a stretch alone.
    pub(in crate::ingest) fn signs_of(folded: &str, stretch: Span) -> Self {
        let mut made = Self::sized(stretch.len());
        let bytes = folded.as_bytes().get(..stretch.end as usize).unwrap_or_default();
        let mut at = stretch.start as usize;
        while let Some(step) = bytes.get(at).map(|b| STEPS[usize::from(*b)]) {
            if step & LOOK != 0
                && let Some(sign) = folded.get(at..).and_then(|t| t.chars().next())
                && SIGNS.contains(&sign)
            {
                made.signs.push(Sign::new(at, sign));
            }
            at += usize::from(step & !LOOK);
        }
        made
    }

    fn sized(length: usize) -> Self {
        Self { signs: Vec::with_capacity(length / 24), ..Self::default() }
    }

    /// Notes the words that a rest of the text begins with.
    fn words(&mut self, known: &Known, rest: &[u8], at: usize, first: char) {
        let place = known.first.get(first as usize).copied().unwrap_or(0);
        let begin = usize::from(place).checked_sub(1).and_then(|i| known.words.get(i));
        for word in begin.into_iter().flatten() {
            if word.key.fits(rest) && rest.starts_with(word.text.as_bytes()) {
                let span = Span::of(at..at + word.text.len());
                self.said[word.cue].push(Said { span, word: word.number });
            }
        }
    }

    /// The words of a cue in a range, by where they begin.
    pub(in crate::ingest) fn said(
        &self,
        span: Span,
        cue: Cue,
    ) -> impl DoubleEndedIterator<Item = Said> + use<'_> {
        let all = self.said[cue as usize].as_slice();
        let from = all.partition_point(|s| s.span.start < span.start);
        let rest = all.get(from..).unwrap_or_default();
        let own = rest.get(..rest.partition_point(|s| s.span.start < span.end)).unwrap_or_default();
        own.iter().copied().filter(move |s| s.span.end <= span.end)
    }

    /// The signs in a range.
    pub(in crate::ingest) fn signs(&self, span: Span) -> &[Sign] {
        let from = self.signs.partition_point(|s| s.at < span.start);
        let rest = self.signs.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|s| s.at < span.end)).unwrap_or_default()
    }
}

/// How many bytes a character has, by its first, and whether it may be a sign.
const STEPS: [u8; 256] = {
    let mut steps = [1; 256];
    let mut byte = 0xC0;
    while byte < 256 {
        steps[byte] = if byte < 0xE0 {
            2
        } else if byte < 0xF0 {
            3
        } else {
            4
        };
        byte += 1;
    }
    let mut sign = 0;
    while sign < SIGNS.len() {
        // Those that are not ASCII have three bytes.
        let code = SIGNS[sign] as usize;
        let first = if code < 0x80 { code } else { 0xE0 | code >> 12 };
        steps[first] |= LOOK;
        sign += 1;
    }
    steps
};
const LOOK: u8 = 8;

/// A sign.
const SIGN: u8 = 1;
/// A word begins with it.
const BEGINS: u8 = 2;
/// It is a word.
const ALONE: u8 = 4;
/// All words begin with characters of the basic plane.
const PLANE: usize = 0x1_0000;

static KNOWN: LazyLock<Known> = LazyLock::new(Known::new);

/// The words by their first character.
struct Known {
    traits: Marked,
    /// The first two characters of the words that have more than one.
    pairs: Beginnings,
    /// For each character, one more than the place of its words; none where it is 0.
    first: Vec<u16>,
    words: Vec<Vec<Word>>,
}

struct Word {
    text: &'static str,
    key: Key,
    cue: usize,
    number: usize,
}

impl Known {
    fn new() -> Self {
        let mut made = Self {
            traits: Marked::new(0),
            pairs: Beginnings::new(),
            first: vec![0; PLANE],
            words: Vec::new(),
        };
        for sign in SIGNS {
            made.traits.add(sign, SIGN);
        }
        for (cue, words) in WORDS.iter().enumerate() {
            for (number, text) in words.iter().enumerate() {
                let Some(first) = text.chars().next() else { continue };
                let alone = text.len() == first.len_utf8();
                made.traits.add(first, if alone { BEGINS | ALONE } else { BEGINS });
                made.pairs.add(text.as_bytes());
                let place = &mut made.first[first as usize];
                if *place == 0 {
                    made.words.push(Vec::new());
                    *place = made.words.len() as u16;
                }
                let own = &mut made.words[usize::from(*place) - 1];
                own.push(Word { text, key: Key::of(text), cue, number });
            }
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_where_it_stands() {
        for (cue, words) in WORDS.iter().enumerate() {
            for (number, word) in words.iter().enumerate() {
                let text = format!("某{word}。");
                let said = &Marks::of(&text).said[cue];
                let whole = Span::of(3..3 + word.len());
                assert!(said.iter().any(|s| s.span == whole && s.word == number), "{word}");
            }
        }
    }

    #[test]
    fn each_cue_has_its_words() {
        let says = |text: &str, cue| Marks::of(text).said(Span::of(0..text.len()), cue).count();
        for (text, cue) in [
            ("施行", Cue::Effect),
            ("控制数", Cue::Posts),
            ("(简称", Cue::Short),
            ("解释", Cue::Interpretation),
            ("调整", Cue::Adjustment),
            ("名", Cue::Figure),
            ("单位", Cue::Body),
            ("简介", Cue::Paper),
            ("组织条例", Cue::Matter),
            ("关于成立", Cue::Creation),
            ("组建", Cue::Foundation),
            ("县委", Cue::Seat),
            ("县市区", Cue::Counties),
            ("乡镇", Cue::Townships),
            ("政府办公", Cue::Office),
            ("编制", Cue::Staff),
        ] {
            assert_eq!(says(text, cue), 1, "{text}");
        }
    }

    #[test]
    fn the_signs_are_the_same_either_way() {
        let text = "甲:《乙》(丙)“丁”;戊!已、〈庚〉「辛」。\n壬①é𠀀 ’…";
        let both = [Marks::of(text), Marks::signs_of(text, Span::of(0..text.len()))];
        let [a, b] = both.each_ref().map(|m| m.signs.iter().map(|s| (s.at, s.sign)).collect::<Vec<_>>());
        assert_eq!(a, b);
        assert_eq!(a.len(), 16);
    }

    #[test]
    fn only_what_lies_wholly_in_a_range_is_said_in_it() {
        let text = "控制数控制数";
        let said = |start, end| Marks::of(text).said(Span::new(start, end), Cue::Posts).count();
        assert_eq!([said(0, 18), said(0, 9), said(0, 8), said(3, 18), said(1, 3)], [2, 1, 0, 1, 0]);
    }
}
