//! Names that stand for several units, which differ in their numbers: 救助一、二、三股, 综合二科至综合六科, 第一至第五巡察组.

use super::name::{begins_duties, is_unit};
use crate::{
    ingest::ctx::{begins, longer},
    text::{chinese_numeral, is_numeral, numeral_prefix},
};

/// Of one name no organ has more units.
const MOST: u32 = 20;
/// What stands before the number, and behind it, has no more characters.
const WORDS: usize = 12;
/// What a number counts that is none of a unit: 一、二级公路科.
const COUNTED: [&str; 19] = [
    "级", "級", "类", "類", "线", "線", "期", "产", "產", "次", "手", "年", "个", "個", "号", "號", "楼",
    "审案", "審案",
];
/// What stands between two of them, or between the first and the last of a range.
const SIGNS: [char; 12] = ['、', '和', '及', '至', '到', '-', '—', '–', '~', '～', '〜', '－'];

/// The numbers that a text begins with, and the words around them.
struct Numbers<'t> {
    before: &'t str,
    /// Whether 第 stands before the first.
    ordinal: bool,
    /// Whether they are written in figures.
    figures: bool,
    each: Vec<u32>,
    /// The words behind each number, where each has them.
    kind: &'t str,
    /// The bytes up to the end of the last number, or of the words behind it.
    length: usize,
}

impl<'t> Numbers<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let (at, _) = text.char_indices().take(WORDS).find(|(_, c)| is_numeral(*c))?;
        let before = text.get(..at)?;
        let (before, ordinal) = before.strip_suffix('第').map_or((before, false), |b| (b, true));
        let first = text.get(at..)?;
        let (number, length) = counted(first)?;
        let kind = kind(first.get(length..)?)?;
        let figures = first.starts_with(|c: char| c.is_ascii_digit());
        let mut found = Self { before, ordinal, figures, each: vec![number], kind, length: 0 };
        found.length = at + length + kind.len();
        while let Some(more) = found.next(text.get(found.length..)?) {
            found.length += more;
        }
        (found.each.len() > 1).then_some(found)
    }

    /// Takes the next number; its bytes with what stands around it.
    fn next(&mut self, rest: &str) -> Option<usize> {
        let sign = rest.chars().next().filter(|c| SIGNS.contains(c))?;
        let words = past_mark(rest.get(sign.len_utf8()..)?);
        let words = words.strip_prefix(self.before).unwrap_or(words);
        let words = words.strip_prefix('第').unwrap_or(words);
        let (number, length) = counted(words)?;
        let behind = words.get(length..)?.strip_prefix(self.kind)?;
        let last = *self.each.last()?;
        if number <= last || number - last > MOST {
            return None;
        }
        let from = if matches!(sign, '、' | '和' | '及') { number } else { last + 1 };
        self.each.extend(from..=number);
        Some(rest.len() - behind.len())
    }

    fn name(&self, number: u32, kind: &str) -> String {
        let ordinal = if self.ordinal { "第" } else { "" };
        let number = if self.figures { number.to_string() } else { chinese_numeral(number) };
        format!("{}{ordinal}{number}{kind}", self.before)
    }
}

/// What stands behind the number of an item at the beginning of words: 规划三股 of 规划一股至(四)规划三股.
pub(in crate::ingest) fn past_mark(words: &str) -> &str {
    let inside = words.strip_prefix(['(', '（']);
    let rest = inside
        .map(|t| t.trim_start_matches(is_numeral))
        .filter(|r| inside.is_some_and(|t| r.len() < t.len()));
    rest.and_then(|r| r.strip_prefix([')', '）'])).unwrap_or(words)
}

fn counted(text: &str) -> Option<(u32, usize)> {
    let (value, length) = numeral_prefix(text)?;
    u32::try_from(value).ok().filter(|n| (1..100).contains(n)).map(|n| (n, length))
}

/// The words between a number and the sign that another one stands behind; none where the sign follows at once.
fn kind(rest: &str) -> Option<&str> {
    let (end, sign) =
        rest.char_indices().take(WORDS + 1).find(|(_, c)| !c.is_alphabetic() || SIGNS.contains(c))?;
    let kind = rest.get(..end)?;
    (SIGNS.contains(&sign) && !kind.contains(is_numeral)).then_some(kind)
}

/// The bytes of the names of several units that a folded text begins with.
pub(in crate::ingest) fn leading(text: &str) -> Option<usize> {
    let found = Numbers::of(text)?;
    let first = *found.each.first()?;
    let rest = text.get(found.length..)?;
    if !found.kind.is_empty() {
        return (is_unit(&found.name(first, found.kind)) && ends(rest)).then_some(found.length);
    }
    if begins_any(rest) {
        return None;
    }
    let mut places = rest.char_indices().take(WORDS).map(|(i, c)| i + c.len_utf8());
    let end = places.find(|end| {
        let (kind, behind) = rest.split_at_checked(*end).unwrap_or_default();
        ends(behind) && is_unit(&found.name(first, kind))
    })?;
    Some(found.length + end)
}

fn begins_any(rest: &str) -> bool {
    COUNTED.iter().any(|w| rest.starts_with(w))
}

/// Whether names may end before a text: at a sign, or where it tells what the units do.
fn ends(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with(['。', ':', ',', ';', '(', '\n'])
        || begins_duties(rest)
        || begins(rest, &["分别", "共同", "审查", "调查", "审理", "检查", "等"])
}

/// Whether folded words are the names of several units and nothing else.
pub(in crate::ingest) fn are_several(words: &str) -> bool {
    leading(words) == Some(words.len())
}

/// Whether a piece of a list may be the next of names that differ in their number: 二科 behind 业务一科.
pub(in crate::ingest) fn goes_on(piece: &str) -> bool {
    let words = piece.strip_prefix('第').unwrap_or(piece);
    words.starts_with(is_numeral) && !longer(words, WORDS)
}

/// Whether a piece of a list lacks the words behind its number, which stand behind the last: 救助一、二、三股.
pub(in crate::ingest) fn is_open(piece: &str) -> bool {
    !longer(piece, 2 * WORDS) && piece.ends_with(is_numeral)
}

/// Each of the names that words as printed stand for.
pub(in crate::ingest) fn names(words: &str) -> Option<Vec<String>> {
    let found = Numbers::of(words)?;
    let rest = words.get(found.length..)?;
    let kind = if found.kind.is_empty() { rest } else { found.kind };
    let whole = !kind.is_empty() && (found.kind.is_empty() || rest.is_empty());
    whole.then(|| found.each.iter().map(|n| found.name(*n, kind)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_their_number_are_told_apart() {
        for (words, expected) in [
            ("救助一、二、三股", "救助一股 救助二股 救助三股"),
            ("业务一科、二科", "业务一科 业务二科"),
            ("综合二科至综合四科", "综合二科 综合三科 综合四科"),
            ("秘书九处至十一处", "秘书九处 秘书十处 秘书十一处"),
            ("救助一至三股", "救助一股 救助二股 救助三股"),
            ("第一至第三巡察组", "第一巡察组 第二巡察组 第三巡察组"),
            ("第一、三巡察组", "第一巡察组 第三巡察组"),
            ("巡察第一组至第二组", "巡察第一组 巡察第二组"),
            ("救助1股、2股", "救助1股 救助2股"),
            ("业务一科和二科", "业务一科 业务二科"),
            ("第一和第二巡察组", "第一巡察组 第二巡察组"),
            ("第一～第三巡察组", "第一巡察组 第二巡察组 第三巡察组"),
            ("规划一股至(四)规划三股", "规划一股 规划二股 规划三股"),
            ("业务一科、二科、信息科", ""),
            ("一、二号线建设科", ""),
            ("一、二审案件管理科", ""),
            ("一科、二科、四至六科", ""),
            ("综合一科", ""),
            ("一、二级公路科", ""),
            ("规划一科、财务科", ""),
            ("综合二科、一科", ""),
            ("第一至第九十九巡察组", ""),
        ] {
            let found = if are_several(words) { names(words) } else { None };
            assert_eq!(found.unwrap_or_default().join(" "), expected, "{words}");
        }
    }

    #[test]
    fn several_names_end_where_their_duties_begin() {
        assert_eq!(
            leading("第一监督检查室至第四监督检查室分别负责"),
            Some("第一监督检查室至第四监督检查室".len())
        );
        assert_eq!(leading("第三、第四审查调查室调查违纪案件"), Some("第三、第四审查调查室".len()));
        assert_eq!(leading("一、二产业的统计"), None);
        let rooms = ["一", "二", "三", "四", "五", "六", "七", "八"].map(|n| format!("第{n}监督检查室"));
        assert_eq!(names(&rooms.join("、")).map(|n| n.len()), Some(8));
        assert!(are_several(&rooms.join("、")));
        assert_eq!(leading("业务一科、二科、信息科。负责业务"), None);
    }
}
