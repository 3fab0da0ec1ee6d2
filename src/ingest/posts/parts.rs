//! Parts of a number of posts that stand behind it and 其中, where they come to more than the number.
//!
//! Parts may be fewer than all. What stands beside them, or counts the same people by something else, is none of them: where
//! that cannot be told apart, nothing is said. Where both are facts of a row (行政编制, 事业编制; 正科级, 副科级), the row tells it.

use super::{
    classify::{UNITS, classify},
    count::numeral_before,
    figure::Counts,
    label::{label_start, opening},
};
use crate::{
    ingest::ctx::{Ctx, longer, tail},
    source::Span,
};

/// What announces parts.
const AMONG: &str = "其中";

/// So many bytes at most take the parts of a number.
const LONGEST: usize = 600;

/// A number, and where its words stand.
struct Whole<'t> {
    label: &'t str,
    value: i64,
    start: usize,
}

/// One part of a number.
struct Part<'t> {
    label: &'t str,
    value: i64,
}

/// The numbers with their parts, folded, whose parts are more.
pub(in crate::ingest) fn too_many(ctx: Ctx<'_>) -> Vec<Span> {
    let text = ctx.folded.text.as_str();
    let found = memchr::memmem::find_iter(text.as_bytes(), AMONG).filter_map(|at| {
        let whole = whole_before(text.get(..at)?)?;
        let behind = at + AMONG.len();
        let end = exceeding(text.get(behind..)?, &whole)?;
        Some(Span::of(whole.start..behind + end))
    });
    found.collect()
}

/// The number of posts that stands right before the word.
fn whole_before(before: &str) -> Option<Whole<'_>> {
    let text = before.trim_end_matches(['(', ',', ':', '\n', '。']);
    // 编制86名(含工勤编制4名),其中.
    let text = if text.ends_with(')') { text.get(..opening(text)?)? } else { text };
    let (value, at) = numeral_before(text.strip_suffix(['名', '人', '个'])?)?;
    let words = text.get(..at)?;
    let skipped = words.len() - tail(words).len();
    let start = skipped + label_start(tail(words));
    // What stands on the line before is no part of it.
    let line = words.get(start..)?.rfind('\n').map_or(start, |end| start + end + 1);
    // 行政编制20名、工勤编制2名,其中主任1名: they may be parts of both.
    if words.get(..line)?.trim_end_matches(['、', ',']).ends_with(['名', '人', '个', ')']) {
        return None;
    }
    // 县水务局编制: whose they are stands before what they are.
    let start = line + classify(words.get(line..)?).1;
    let label = words.get(start..)?;
    let is_of_posts = ["编制", "职数", "领导", "人员"].iter().any(|w| label.contains(w));
    (is_of_posts && is_plain(label)).then_some(Whole { label, value, start })
}

/// Where the parts end that stand behind the word, if they come to more than the whole.
fn exceeding(behind: &str, whole: &Whole<'_>) -> Option<usize> {
    let (mut sum, mut end, mut parted) = (0_i64, 0, None);
    let mut first: Option<Part<'_>> = None;
    let (mut count, mut facts) = (0, true);
    for (from, to, sign) in pieces(behind) {
        let Some(part) = part(behind.get(from..to)?) else { break };
        let begins = first.as_ref().is_none_or(|first| is_posts(first.label) == is_posts(part.label));
        if !begins || parted == Some(',') && !is_behind_comma(&part, first.as_ref(), whole) {
            break;
        }
        facts &= is_fact(part.label, whole.label);
        // All of them, and more beside: the others count by something else.
        if part.value == whole.value {
            return None;
        }
        sum = sum.checked_add(part.value)?;
        (count, end) = (count + 1, to);
        first = first.or(Some(part));
        // 其中机关31名、所55名,工勤编制4名: what stands behind another sign is told beside them.
        match sign {
            Some(sign) if parted.is_none_or(|p| p == sign) => parted = Some(sign),
            _ => break,
        }
    }
    // 领导职数4名,其中机关3名: whose they are is another matter.
    let fits = first.is_some_and(|first| !is_posts(whole.label) || is_posts(first.label));
    (count > 1 && fits && !facts && sum > whole.value).then_some(end)
}

/// The pieces that a list has between its signs, with the sign behind each; none behind the last.
fn pieces(text: &str) -> impl Iterator<Item = (usize, usize, Option<char>)> {
    let start = text.len() - text.trim_start_matches([':', ',', '\n']).len();
    let (mut from, mut done) = (start, false);
    std::iter::from_fn(move || {
        if done || from > LONGEST {
            return None;
        }
        let mut depth = 0_u32;
        for (i, c) in text.get(from..)?.char_indices().map(|(i, c)| (from + i, c)) {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => depth -= 1,
                '、' | ',' if depth == 0 => {
                    let piece = (from, i, Some(c));
                    from = i + c.len_utf8();
                    return Some(piece);
                }
                ')' | ';' | '。' | '\n' if depth == 0 => {
                    done = true;
                    return Some((from, i, None));
                }
                _ if i - from > LONGEST => return None,
                _ => {}
            }
        }
        done = true;
        Some((from, text.len(), None))
    })
}

/// A piece that is a label with its number, and nothing else but a bracket.
fn part(piece: &str) -> Option<Part<'_>> {
    let text = if piece.ends_with(')') { piece.get(..opening(piece)?)? } else { piece };
    let (value, at) = numeral_before(text.strip_suffix(['名', '人', '个'])?)?;
    let label = text.get(..at)?;
    let is_short = !label.is_empty() && !longer(label, 14);
    let is_aside = OTHERS.iter().any(|w| label.contains(w)) || ASIDE.iter().any(|w| label.starts_with(w));
    (is_short && is_plain(label) && !is_aside).then_some(Part { label, value })
}

/// Words of what is counted by something else than the parts beside it, or again.
const OTHERS: [&str; 20] = [
    AMONG,
    "核定",
    "单列",
    "不含",
    "包括",
    "女",
    "党员",
    "兼",
    "聘",
    "实有",
    "现有",
    "参照",
    "参公",
    "全额",
    "差额",
    "拨款",
    "专职",
    "纪检",
    "机关党委",
    "岁",
];
/// Words with which something begins that stands beside the parts: 另设总工程师1名.
const ASIDE: [&str; 6] = ["另", "设", "配", "含", "总", "可"];

/// Whether a label tells a number that is neither a bound nor a change.
fn is_plain(label: &str) -> bool {
    !label.ends_with(['-', '~', '至', '到', '—', '–', '或', '约', '近', '第', '过', '于'])
        && !["增", "减", "划", "收回", "实有", "现有", "聘", "调整"].iter().any(|w| label.contains(w))
}

/// Whether a label counts posts of leaders, and not places of staff.
fn is_posts(label: &str) -> bool {
    ["长", "主任", "书记", "正", "副", "职数", "领导", "总工"].iter().any(|w| label.contains(w))
        && !label.contains("编制")
}

/// Whether a part is a number of its own in the row that has the whole.
fn is_fact(part: &str, whole: &str) -> bool {
    match classify(part).0 {
        Counts::Admin | Counts::Institution | Counts::Support => true,
        // 处级领导职数56名,其中:正处长(主任)22名.
        _ => part.starts_with(['正', '副']) && UNITS.iter().any(|w| whole.contains(w)),
    }
}

/// Whether a part behind a comma is one as the first is. Behind a number of one kind (行政编制) what is named as posts of
/// another stands beside it.
fn is_behind_comma(part: &Part<'_>, first: Option<&Part<'_>>, whole: &Whole<'_>) -> bool {
    let is_staff = |label: &str| label.contains("编制");
    let of_a_kind = ["行政", "事业", "工勤", "机关", "政法"].iter().any(|w| whole.label.contains(w));
    let beside = ["工勤", "后勤", "离退", "职数", "领导", "事业"].iter().any(|w| part.label.contains(w));
    first.is_some_and(|first| is_staff(first.label) == is_staff(part.label))
        && !(of_a_kind && (is_staff(part.label) || beside))
        && (!beside || is_staff(part.label))
}
