//! The name of a unit that a text begins with, with what stands beside it: second names, posts, duties.

use super::{
    alike, by_rule, compound,
    name::{MASS_BODIES, VERBS, begins_duties, is_mass_body, is_placed, is_unit, plain},
    plaque::{aliases_in, has_alias_end, is_second_name, plaque_behind, plaque_prefix},
    several,
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, find, longer, sub},
        units::card,
    },
    source::Span,
    text::{is_numeral, numeral_prefix},
};

/// The name of a unit with what stands beside it; folded places.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct UnitName {
    /// The name.
    pub(in crate::ingest) name: Span,
    /// Other names.
    pub(in crate::ingest) aliases: Vec<Span>,
    /// Its posts.
    pub(in crate::ingest) posts: Option<(i64, Span)>,
    /// Where its duties begin.
    pub(in crate::ingest) duties: u32,
}

/// The name that the text of a unit begins with. A `marked` text (an item) may bear a name of any ending, if a full
/// stop or a line end follows it.
pub(in crate::ingest) fn unit(ctx: Ctx<'_>, body: Span, marked: bool) -> Option<UnitName> {
    let text = ctx.str(body);
    if let Some(lead) = counted(text) {
        return unit(ctx, sub(body, lead, text.len()), true);
    }
    // (二)至(四)规划一股至规划三股.
    if marked && let Some(lead) = compound::behind_range(text) {
        return unit(ctx, sub(body, lead, text.len()), true);
    }
    if marked && let Some(found) = compound::joint(ctx, body) {
        return Some(found);
    }
    let dressed = if marked { compound::dressed(text) } else { None };
    let dressed = dressed.or_else(|| card::labelled(text));
    // 第一至第五巡察组, 救助一股、二股.
    let several =
        || alike::leading(text).filter(|end| marked || closes_name(text, *end)).map(|end| (0, end, end));
    let listed = || compound::listed(text).filter(|_| marked).map(|end| (0, end, end));
    let together = || several::leading(text).map(|end| (0, end, end));
    let dressed = dressed.or_else(several).or_else(listed).or_else(together);
    let plain = || name_end(ctx, body, marked).or_else(|| compound::name_end(ctx, body, marked));
    let (start, end, behind) = match dressed {
        Some(found) => found,
        None => plain().map(|end| (0, end, end))?,
    };
    let name = sub(body, start, end);
    let mut found = UnitName { name, aliases: Vec::new(), posts: None, duties: body.end };
    let mut at = behind;
    loop {
        let rest = text.get(at..).unwrap_or("");
        if rest.starts_with('(') {
            let Some(close) = rest.find(')') else { break };
            bracket(ctx, sub(body, at + 1, at + close), &mut found);
            at += close + 1;
        } else if let Some((length, inside)) = plaque_behind(rest) {
            aliases_in(ctx, sub(body, at + inside.0, at + inside.1), &mut found.aliases);
            at += length;
        } else if let Some(length) = rank_behind(rest) {
            at += length;
        } else if let Some(length) = link(rest) {
            at += length;
        } else if let Some(length) = by_rule::clause(rest) {
            // 机关党委按有关规定设置,负责….
            at += length;
            break;
        } else {
            break;
        }
    }
    let rest = text.get(at..).unwrap_or("");
    // 办公室(政工科)职责为:, 办公室。职责:.
    let label = rest.trim_start_matches(['。', ':', '\n']);
    let label = label.trim_start_matches([',', ';', '的', '其']);
    let duties = card::label(label).filter(|_| label.contains(':')).unwrap_or(rest);
    let duties = duties.trim_start_matches(|c: char| c.is_whitespace() || "。:,;—-|".contains(c));
    found.duties = sub(body, text.len() - duties.len(), text.len()).start;
    Some(found)
}

/// The bytes of the rank that stands behind a name: ,正股级 of 秘书股,正股级。负责会议.
fn rank_behind(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(',')?;
    let ranks = ["正股级", "副股级", "正科级", "副科级", "正处级", "副处级", "股级", "科级", "处级"];
    let rest = ranks.iter().find_map(|r| rest.strip_prefix(r))?;
    // What it does must follow.
    let told = rest.trim_start_matches(['。', ',', ';', '\n']);
    (told.len() < rest.len() && !told.is_empty()).then_some(text.len() - rest.len())
}

/// The length of the link that a text begins with, by which readers change what stands before it: [编辑].
pub(in crate::ingest) fn link(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("[编辑")?;
    let end = inside.get(..inside.floor_char_boundary(48))?.find(']')?;
    Some("[编辑".len() + end + 1)
}

/// The bytes of the words that count the units of running text: 一是办公室. 二是负责… counts something else.
fn counted(text: &str) -> Option<usize> {
    // One look rules most texts out.
    let (_, length) = text.starts_with(is_numeral).then(|| numeral_prefix(text))??;
    let rest = text.get(length..)?.strip_prefix('是')?;
    let name = rest.split(['。', ':', ',', '(', '\n']).next()?;
    (is_unit(name) || is_mass_body(name)).then(|| text.len() - rest.len())
}

/// Whether what units do stands behind their names, which end at a byte, in a line without a number.
fn closes_name(text: &str, end: usize) -> bool {
    let behind = text.get(end..).unwrap_or("");
    let told = behind.trim_start_matches(['。', ':', ',', ';', '—', '\n']);
    several::does(told)
}

fn name_end(ctx: Ctx<'_>, body: Span, marked: bool) -> Option<usize> {
    let text = ctx.str(body);
    let ends = |c: char| matches!(c, '。' | ':' | ';' | ',' | '(' | '、' | '—' | '\n' | '[');
    let stop = text.find(ends).unwrap_or(text.len());
    // Behind two characters at least.
    let least = text.char_indices().nth(2).map_or(stop, |(i, _)| i);
    let gaps = ctx.folded.gaps(body).iter().map(|g| (g - body.start) as usize);
    let gap = gaps.skip_while(|i| *i < least).take_while(|i| *i < stop).find(|i| {
        let name = text.get(..*i).unwrap_or("");
        is_unit(name) || is_mass_body(name)
    });
    if let Some(gap) = gap {
        return Some(gap);
    }
    let sign = text.get(stop..).and_then(|t| t.chars().next());
    let name = text.get(..stop)?;
    let linked = sign == Some('[') && text.get(stop..).and_then(link).is_some();
    let closed = linked || matches!(sign, None | Some('。' | ':' | '—' | '\n' | '('));
    if closed && (is_unit(name) || is_mass_body(name)) {
        // A bracket inside a sentence is no second name: the name must still be followed by an end.
        let of_party = || is_mass_body(name) && body_of_party(text).is_some();
        let bracket_ends =
            sign != Some('(') || marked || closes(ctx, sub(body, stop, text.len())) || of_party();
        return bracket_ends.then_some(stop);
    }
    if !marked {
        // 秘书股,负责会议.
        let comma = || {
            let told = text.get(stop + 1..).filter(|_| matches!(sign, Some(',' | ';')))?;
            let told = rank_behind(text.get(stop..)?).and_then(|n| text.get(stop + n + 1..)).unwrap_or(told);
            ((begins(told, &["负责", "承担", "主要负责", "主要承担"]) || card::label(told).is_some())
                && !longer(name, 12)
                && is_unit(name)
                && compound::is_inside(name)
                && !is_placed(name))
            .then_some(stop)
        };
        return body_of_party(text)
            .or_else(comma)
            .or_else(|| unit_for_the_retired(text))
            .or_else(|| party_and_another(text).filter(|_| sign == Some('、')));
    }
    if let Some(end) = before_verb(text) {
        return Some(end);
    }
    if sign == Some('、') {
        return of_two(ctx, body);
    }
    let short = matches!(sign, Some(',' | ';')) && is_unit(name) && !longer(name, 10);
    let named = short
        || closed
        || (sign == Some(',') && text.get(stop + 1..).is_some_and(|t| plaque_prefix(t).is_some()));
    (named && (is_unit(name) || (plain(name, 2, 20) && sign != Some('(')))).then_some(stop)
}

/// The end of the name of the Party's body that its duties follow without a sign: 机关党总支负责机关的党建工作.
fn body_of_party(text: &str) -> Option<usize> {
    text.starts_with(['机', '直']).then_some(())?;
    // 机关党委(人事科)负责….
    let behind = |t: &'_ str| {
        t.strip_prefix('(').and_then(|t| t.split_once(')')).is_some_and(|(_, t)| begins_duties(t))
    };
    let ruled = |t: &str| {
        let t = t.strip_prefix('(').and_then(|t| t.split_once(')')).map_or(t, |(_, t)| t);
        by_rule::clause(t).and_then(|n| t.get(n..)).is_some_and(begins_duties)
    };
    // 机关党委,负责党群工作.
    let apart = |t: &str| t.strip_prefix([',', ';']).is_some_and(begins_duties);
    let told = |t: &str| begins_duties(t) || behind(t) || ruled(t) || apart(t);
    let bodies = MASS_BODIES.iter().filter(|b| text.strip_prefix(**b).is_some_and(told));
    bodies.map(|b| b.len()).max()
}

/// The end of the names of the Party's body and of a unit that works as one with it, on a line without a number:
/// 机关党委、人事股.
fn party_and_another(text: &str) -> Option<usize> {
    let near = text.get(..text.floor_char_boundary(90))?;
    let end = near.find(['。', ':', '(', '\n']).unwrap_or(near.len());
    let (body, other) = near.get(..end)?.split_once('、')?;
    let told = text.get(end..)?;
    let told = told.strip_prefix('(').and_then(|t| t.split_once(')')).map_or(told, |(_, t)| t);
    let duties = told.trim_start_matches(['。', ':', '\n']);
    let unit = is_mass_body(body) && is_unit(other) && !is_mass_body(other);
    (unit && (duties.is_empty() || begins_duties(duties))).then_some(end)
}

/// The end of the name of the unit for those who have retired, which stands behind the numbered ones as the Party's body
/// does: 离退休干部科负责离退休干部的管理和服务.
fn unit_for_the_retired(text: &str) -> Option<usize> {
    begins(text, &["离退休", "离休", "老干部"]).then_some(())?;
    let end = ["负责", "承担"].iter().filter_map(|verb| find(text, verb)).min()?;
    text.get(..end).filter(|name| is_unit(name) && !longer(name, 12)).map(str::len)
}

/// The end of the names of two units that an item tells as one: 警务督察支队、纪委, on its line.
fn of_two(ctx: Ctx<'_>, body: Span) -> Option<usize> {
    let text = ctx.str(body);
    let end = text.find(['\n', '。', ':'])?;
    let (first, second) = text.get(..end)?.split_once('、')?;
    let unit = |name: &str| is_unit(name) || is_mass_body(name);
    let told = text.get(end..).is_some_and(|t| begins_duties(t.trim_start_matches(['\n', '。', ':'])));
    (unit(first) && unit(second) && told).then_some(end)
}

/// Whether a name ends with the bracket that a range begins with: 机关党委(人事处), with a sign, or a blank and its duties
/// behind it.
fn closes(ctx: Ctx<'_>, bracket: Span) -> bool {
    let text = ctx.str(bracket);
    let Some(end) = text.find(')').map(|i| i + 1) else { return false };
    let after = text.get(end..).unwrap_or("");
    let apart = || ctx.folded.gap_before(bracket.start + end as u32) && begins_duties(after);
    after.is_empty() || after.starts_with(['。', '\n', ':']) || apart()
}

/// The end of a name that its duties follow without a sign: 办公室负责….
pub(in crate::ingest) fn before_verb(text: &str) -> Option<usize> {
    let window = text.split(['。', ';', '\n']).next()?;
    window.char_indices().map(|(i, c)| i + c.len_utf8()).take(24).find(|end| {
        let (name, rest) = (text.get(..*end).unwrap_or(""), text.get(*end..).unwrap_or(""));
        if !is_unit(name) {
            return false;
        }
        // 督查股办理县政府办公室交办的事项, 秘书股组织起草文件; 人事处组织宣传科 is a name.
        let near =
            |t: &'_ str, most: usize| has_alias_end(t.char_indices().nth(most).map_or(t, |(i, _)| &t[..i]));
        let behind = |v: &&str| rest.strip_prefix(*v);
        if let Some(told) = SURE.iter().find_map(behind) {
            return !told.starts_with(['人', '科', '股', '处', '室', '办'])
                || begins(told, &["人事", "人才", "科技", "科学", "处理", "处置", "办理", "办公"]);
        }
        // 秘书股为县政府领导服务.
        if let Some(told) = rest.strip_prefix('为') {
            return begins(told, &FOR_WHOM);
        }
        if let Some(told) = ["组织", "联系"].iter().find_map(behind) {
            return !near(told, 6);
        }
        (begins(rest, &VERBS) || begins(rest, &OTHER_VERBS))
            && !rest.starts_with("管理办")
            && !rest.starts_with("协调科")
            && !near(rest, 8)
    })
}

/// Whom units serve.
const FOR_WHOM: [&str; 20] = [
    "正股级",
    "副股级",
    "正科级",
    "副科级",
    "正处级",
    "内设机构",
    "县政府",
    "区政府",
    "市政府",
    "州政府",
    "省政府",
    "旗政府",
    "县委",
    "区委",
    "市委",
    "省委",
    "领导",
    "全",
    "机关",
    "本",
];
/// Verbs that no name goes on with: what stands behind them is done.
const SURE: [&str; 16] = [
    "负责",
    "承担",
    "承办",
    "办理",
    "处理",
    "收集",
    "履行",
    "围绕",
    "按照",
    "根据",
    "编写",
    "掌握",
    "配合",
    "主要负责",
    "主要承担",
    "归口管理",
];
/// Verbs of what units do that begin names too.
const OTHER_VERBS: [&str; 4] = ["服务", "接待", "检查", "审核"];

fn bracket(ctx: Ctx<'_>, inside: Span, found: &mut UnitName) {
    let text = ctx.str(inside);
    // 救助股(含低保中心): no other name.
    // 秘书股(行政中心A座300室), 秘书股(原为综合股): nor these.
    let room = text.strip_suffix('室').is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()));
    let called = text.split_once('为').is_some_and(|(name, _)| is_unit(name));
    if room || called || begins(text, &["含", "包括", "简称", "以下简称"]) {
        return;
    }
    if let Some(prefix) = plaque_prefix(text) {
        let end = text.find("牌").unwrap_or(text.len()).max(prefix);
        aliases_in(ctx, sub(inside, prefix, end), &mut found.aliases);
    } else if let Some(posts) = posts_in(ctx, inside) {
        found.posts = Some(posts);
    } else {
        let names: Vec<&str> = text.split('、').collect();
        if names.iter().all(|n| is_second_name(n)) {
            aliases_in(ctx, inside, &mut found.aliases);
        }
    }
}

fn posts_in(ctx: Ctx<'_>, inside: Span) -> Option<(i64, Span)> {
    let text = ctx.str(inside);
    let at = text.find(is_numeral)?;
    let (value, length) = numeral_prefix(text.get(at..)?)?;
    let sign = text.get(at + length..)?.chars().next().filter(|c| matches!(c, '名' | '人'))?;
    Some((value, sub(inside, at, at + length + sign.len_utf8())))
}
