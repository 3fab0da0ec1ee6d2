//! Names of units that hold a sign: 规划、财务和审计股, 政策法规(行政审批)股, “放管服”改革协调股.

use super::{
    alike::{goes_on, past_mark},
    leading::UnitName,
    listed::are_listed,
    name::{begins_duties, is_mass_body, is_unit},
    sets::SETS,
};
use crate::{
    ingest::ctx::{Ctx, begins, longer, sub},
    source::Span,
};

/// No longer name is looked for, in characters.
const LONGEST: usize = 36;
/// How names end that list several matters: institutions outside, teams and stations are rather listed themselves.
const LISTING: [&str; 9] = ["室", "科", "股", "处", "部", "办", "组", "司", "厅"];

/// A name in quotes or behind a verb, or before the word 职责, at the beginning of a numbered unit's text: 【办公室】, “办公室”:,
/// 设立办公室,负责…, 办公室主要职责:. Where the name is, and the byte where what stands behind it begins.
pub(super) fn dressed(text: &str) -> Option<(usize, usize, usize)> {
    if let Some(found) = quoted(text) {
        return Some(found);
    }
    let verb = ["设立", "设置"].iter().find(|v| text.starts_with(**v)).map_or(0, |v| v.len());
    // 设备科 and 设计科 are names.
    let bare = text.strip_prefix('设').is_some_and(|t| !t.starts_with(['备', '施', '计']));
    let verb = if verb == 0 && bare { '设'.len_utf8() } else { verb };
    let stop = text.char_indices().take(LONGEST).find(|(_, c)| matches!(c, ',' | ':' | '。' | '\n'))?.0;
    let (words, behind) = (text.get(verb..stop)?, text.get(stop..)?);
    if verb > 0 {
        let told = is_unit(words) && begins_duties(behind.trim_start_matches([',', ':', '。', '\n']));
        return told.then_some((verb, stop, stop));
    }
    let matters = ["的主要职责", "主要职责", "工作职责", "的职责", "职责"];
    // 群体科的主要职责是:.
    let words = words.trim_end_matches(['为', '是']);
    let name = matters.iter().find_map(|m| words.strip_suffix(m)).filter(|name| is_unit(name))?;
    behind.starts_with([':', '。', '\n']).then_some((0, name.len(), stop))
}

/// A name in quotes or brackets at the beginning of a unit's text: 【办公室】, “办公室”:.
pub(in crate::ingest) fn quoted(text: &str) -> Option<(usize, usize, usize)> {
    for (open, close) in [('【', '】'), ('“', '”'), ('[', ']'), ('〔', '〕')] {
        let inside = text.strip_prefix(open).and_then(|t| t.split_once(close));
        if let Some((name, rest)) = inside.filter(|(name, _)| !longer(name, 24) && is_unit(name)) {
            let told =
                rest.is_empty() || rest.starts_with(['。', ':', ',', '\n', '(']) || begins_duties(rest);
            let told = told || begins(rest, &["主要职责", "工作职责", "职责"]);
            return told.then_some((open.len_utf8(), open.len_utf8() + name.len(), text.len() - rest.len()));
        }
    }
    None
}

/// So many bytes at most say that several offices work as one.
const JOINT: usize = 150;

/// One unit that bears the names of several, which share their work: 教育股、督导室(合署办公,一个机构两块牌子),
/// 党建办与人事股合署办公. The first is its name.
pub(super) fn joint(ctx: Ctx<'_>, body: Span) -> Option<UnitName> {
    let text = ctx.str(body);
    let near = text.get(..text.floor_char_boundary(JOINT))?.split(['。', '\n']).next()?;
    // One look rules most units out.
    (near.contains("合署") || near.contains("牌子")).then_some(())?;
    let stop = near.find(['(', ':', ';', ',']).unwrap_or(near.len());
    let (names, end) = if let Some((names, rest)) = near.get(..stop)?.split_once("合署") {
        (names, names.len() + "合署".len() + "办公".len() * usize::from(rest.starts_with("办公")))
    } else {
        let sign = near.get(stop..)?;
        let remark = sign.strip_prefix(['(', ','])?;
        let inside = if sign.starts_with('(') {
            remark.get(..=remark.find(')')?)?
        } else {
            remark.get(..remark.find("牌子")? + "牌子".len())?
        };
        // 办公室(加挂行政审批股牌子) has its own name.
        let as_one = ["合署", "两块牌子", "两个牌子", "三块牌子"].iter().any(|w| inside.contains(w));
        (near.get(..stop).filter(|_| as_one)?, stop + 1 + inside.len())
    };
    let mut places = Vec::new();
    let mut from = 0;
    // 机电产业处、科技发展与技术贸易处(合署) holds 与 in a name.
    let plain = names.contains('、') && names.split('、').all(is_unit);
    for name in names.split(|c| c == '、' || !plain && matches!(c, '和' | '与')) {
        (is_unit(name) || is_mass_body(name)).then_some(())?;
        places.push(sub(body, from, from + name.len()));
        from += name.len() + '、'.len_utf8();
    }
    let (name, aliases) = places.split_first().filter(|(_, others)| (1..4).contains(&others.len()))?;
    // 合署办公,一个机构两块牌子.
    let rest = text.get(end..)?;
    let rest = rest
        .strip_prefix(',')
        .filter(|t| t.starts_with('一') || t.starts_with("实行"))
        .map_or(rest, |t| t.split_once("牌子").map_or(rest, |(_, behind)| behind));
    let duties = rest.trim_start_matches(|c: char| c.is_whitespace() || "。:,;—-".contains(c));
    let duties = sub(body, text.len() - duties.len(), text.len()).start;
    Some(UnitName { name: *name, aliases: aliases.to_vec(), posts: None, duties })
}

/// The end of the names of several units that a numbered unit's text begins with, up to a stop: 水政监管股、农村水利股。分别承担….
pub(super) fn listed(text: &str) -> Option<usize> {
    let mut near = text.char_indices().take(2 * LONGEST);
    let stop = near.find(|(_, c)| matches!(c, '。' | ':' | '\n')).map(|(at, _)| at);
    let words = text.get(..stop.or_else(|| (!longer(text, 2 * LONGEST)).then_some(text.len()))?)?;
    // 市文化局内设办公室、艺术科 sets them up, and is no name.
    // 设 alone is in many a name: 建设科.
    let verbs = || SETS.iter().filter(|v| **v != "设").chain(&["局设", "委设", "厅设", "院设", "机关设"]);
    are_listed(words).filter(|n| !n.iter().any(|n| verbs().any(|v| n.contains(v)))).map(|_| words.len())
}

/// Whether a name ends as those of units inside an organ do.
pub(in crate::ingest) fn is_inside(name: &str) -> bool {
    LISTING.iter().any(|e| name.ends_with(e))
}

/// The names that a line sets up together have no more bytes.
const TOGETHER: usize = 240;

/// The names of several units that stand before the first sign of a line: 社会事务股、养老股,负责…. A body of the Party may be among
/// them.
pub(in crate::ingest) fn together(text: &str) -> Option<Vec<&str>> {
    let near = text.get(..text.floor_char_boundary(TOGETHER))?;
    let words = near.split([',', '。', ':', ';', '(', '\n']).next()?;
    let names: Vec<&str> = words.split(['、', '和', '及', '与']).collect();
    let inside = |n: &&str| is_unit(n) && is_inside(n) && !goes_on(n);
    let all = (2..9).contains(&names.len()) && names.iter().all(|n| inside(n) || is_mass_body(n));
    all.then_some(names)
}

/// What stands between the numbers of a range.
const RANGE: [char; 6] = ['至', '到', '-', '—', '–', '~'];

/// Where a unit's text goes on that begins with the last of several numbers: 规划一股 in (二)至(四)规划一股至规划三股.
pub(super) fn behind_range(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(RANGE)?;
    let rest = rest.trim_start_matches(['-', '—', '–', '~']);
    let behind = past_mark(rest);
    // A second range behind the first is none: it would be looked at again and again.
    let ends = !behind.starts_with(RANGE);
    (ends && behind.len() < rest.len()).then(|| text.len() - behind.len())
}

/// The end of such a name at the beginning of a unit's text. Without a number before it (`marked`) what it does must follow.
pub(super) fn name_end(ctx: Ctx<'_>, body: Span, marked: bool) -> Option<usize> {
    let text = ctx.str(body);
    let mut open: Option<char> = None;
    let mut signs = false;
    for (i, c) in text.char_indices().take(LONGEST) {
        match (c, open) {
            ('(', None) => open = Some(')'),
            ('“', None) => open = Some('”'),
            (')' | '”', Some(close)) if c == close => open = None,
            ('、' | '·', _) => {}
            _ if !c.is_alphanumeric() => return None,
            _ => {}
        }
        signs |= !c.is_alphanumeric();
        let end = i + c.len_utf8();
        let ends = open.is_none() && signs && c.is_alphanumeric();
        if ends && may_end(ctx, body, end, marked) && text.get(..end).is_some_and(is_name) {
            return Some(end);
        }
    }
    None
}

/// Whether what stands behind byte `end` lets a name end there: a stop, a bracket with another name, or what the unit does.
fn may_end(ctx: Ctx<'_>, body: Span, end: usize, marked: bool) -> bool {
    let text = ctx.str(body);
    let behind = text.get(end..).unwrap_or("");
    let stop = |t: &str| t.is_empty() || t.starts_with(['。', ':', '\n', '—']);
    let duties = |t: &str| begins_duties(t.trim_start_matches(['。', ':', '\n', '—']));
    // 规划、财务股(审计股)。
    let bracket = behind.strip_prefix('(').and_then(|t| t.split_once(')'));
    let behind = bracket.filter(|(inside, _)| !longer(inside, 24)).map_or(behind, |(_, rest)| rest);
    let apart = || ctx.folded.gap_before(body.start + end as u32);
    if stop(behind) {
        return marked || duties(behind);
    }
    (marked || apart()) && duties(behind) && !begins(behind, &["管理办", "协调科"])
}

/// Whether words with signs are the name of one unit, and no list of several.
fn is_name(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric() || *c == '·').collect();
    let lists = text.contains('、');
    is_unit(&plain)
        && (!lists || LISTING.iter().any(|e| text.ends_with(e)))
        && !(lists && text.split('、').all(is_unit))
}

/// 所属单位管理科, 下属企业科: a unit is named after what it is over. 下属单位有办公室 tells of others.
pub(super) fn is_over_bodies(text: &str) -> bool {
    let Some(bodies) = ["所属", "下属"].iter().find_map(|w| text.strip_prefix(w)) else { return false };
    let kinds = ["事业单位", "单位", "机构", "企业", "部门"];
    let told = kinds.iter().find_map(|k| bodies.strip_prefix(k)).unwrap_or(bodies);
    text.ends_with(['科', '股', '处', '室', '司']) && !begins(told, &["有", "为", "设", "包", "是", "的"])
}
