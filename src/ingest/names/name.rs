//! Names of units and organs at the beginning of a text.

use super::{alike, by_rule, compound, place};
use crate::{
    ingest::ctx::{Ctx, begins, find, longer, sub},
    source::Span,
    text::{is_numeral, numeral_prefix},
};

/// How names of units end.
const UNIT_ENDS: [&str; 28] = [
    "室",
    "科",
    "股",
    "处",
    "办",
    "局",
    "组",
    "中心",
    "队",
    "站",
    "所",
    "部",
    "厅",
    "司",
    "院",
    "馆",
    "庭",
    "党委",
    "总支",
    "支部",
    "工会",
    "党组",
    "纪委",
    "团委",
    "妇联",
    "委员会",
    "工委",
    "系",
];
/// The last characters of these.
const LAST_OF_UNITS: [char; 22] = [
    '室', '科', '股', '处', '办', '局', '组', '心', '队', '站', '所', '部', '厅', '司', '院', '馆', '庭',
    '委', '支', '会', '联', '系',
];
/// How second names in plain brackets end.
const ALIAS_ENDS: [&str; 15] =
    ["室", "办", "科", "局", "中心", "组", "股", "处", "队", "站", "所", "部", "委员会", "司", "庭"];
/// How names of organs end.
const ORGAN_ENDS: [&str; 41] = [
    "室",
    "局",
    "厅",
    "办",
    "委",
    "委员会",
    "部",
    "中心",
    "处",
    "院",
    "站",
    "所",
    "馆",
    "会",
    "政府",
    "社",
    "队",
    "大队",
    "署",
    "校",
    "中学",
    "小学",
    "大学",
    "园",
    "司",
    "妇联",
    "残联",
    "文联",
    "侨联",
    "工商联",
    "科协",
    "林场",
    "农场",
    "牧场",
    "苗圃",
    "电视台",
    "气象台",
    "文化宫",
    "青少年宫",
    "海关",
    "人民银行",
];
/// Party and mass organisations that units of an organ have beside their numbered units.
const MASS_BODIES: [&str; 18] = [
    "党委",
    "机关党委",
    "机关党总支",
    "机关党支部",
    "党总支",
    "党支部",
    "机关纪委",
    "纪委",
    "工会",
    "机关工会",
    "团委",
    "机关团委",
    "妇委会",
    "妇联",
    "机关党组织",
    "直属机关党委",
    "机关党委办公室",
    "党建工作机构",
];
/// The first characters of these.
const FIRST_OF_MASS_BODIES: [char; 7] = ['机', '直', '党', '纪', '工', '团', '妇'];
/// Words that begin a sentence and never a name.
const OPENINGS: [&str; 53] = [
    "内设",
    "下属",
    "所属",
    "重新设",
    "下设",
    "共设",
    "还设",
    "并设",
    "增设",
    "包括",
    "分别",
    "与",
    "负责",
    "承担",
    "承办",
    "协助",
    "完成",
    "做好",
    "组织开展",
    "组织实施",
    "组织协调",
    "贯彻",
    "依据",
    "根据",
    "按照",
    "围绕",
    "会同",
    "参与",
    "受",
    "设",
    "另设",
    "挂",
    "不再",
    "保留",
    "原",
    "其",
    "该",
    "各",
    "以上",
    "上述",
    "撤销",
    "拟订",
    "拟定",
    "起草",
    "办理",
    "对",
    "为",
    "将",
    "由",
    "全省",
    "全市",
    "全县",
    "全区",
];
/// Words that begin names although their first character begins sentences: 设备科, 对外联络处.
const NAMES: [&str; 14] = [
    "设备",
    "设计",
    "设施",
    "对外",
    "对台",
    "对口",
    "受理",
    "为民",
    "为农",
    "为企",
    "为老",
    "原料",
    "原子",
    "承办科",
];
/// Words that begin the duties of a unit right behind its name.
const VERBS: [&str; 31] = [
    "负责", "承担", "承办", "协助", "指导", "拟订", "拟定", "组织", "协调", "综合", "管理", "监督", "起草",
    "办理", "贯彻", "研究", "完成", "统筹", "主管", "参与", "依法", "开展", "做好", "制定", "编制", "受理",
    "牵头", "推进", "督促", "具体", "掌理",
];

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

/// A name without the brackets behind it.
pub(in crate::ingest) fn without_brackets(text: &str) -> &str {
    text.split('(').next().unwrap_or(text)
}

/// Whether one of these ends with a character.
fn ends_organs(c: char) -> bool {
    matches!(
        c,
        '局' | '会'
            | '室'
            | '委'
            | '部'
            | '办'
            | '厅'
            | '心'
            | '处'
            | '院'
            | '站'
            | '所'
            | '馆'
            | '府'
            | '社'
            | '队'
            | '署'
            | '校'
            | '学'
            | '园'
            | '司'
            | '联'
            | '协'
            | '场'
            | '圃'
            | '台'
            | '宫'
            | '关'
            | '行'
    )
}

/// Whether words are the name of an organ and nothing else.
pub(in crate::ingest) fn is_organ(text: &str) -> bool {
    // One look at the last character rules most words out.
    text.ends_with(ends_organs)
        && ORGAN_ENDS.iter().any(|e| text.ends_with(e))
        && plain(text, 2, 30)
        && !is_told_of(text)
}

/// Words of titles and sentences about organs, which no name of one holds.
const ABOUT: [&str; 21] = [
    "关于",
    "印发",
    "核定",
    "根据",
    "决定",
    "设立",
    "成立",
    "组建",
    "更名",
    "改称",
    "批准",
    "同意",
    "负责",
    "保留",
    "职责",
    "领导职数",
    "行政编制",
    "人员编制",
    "事业编制",
    "内设机构",
    "机构规格",
];

/// Whether one of these begins with a character.
fn begins_about(c: char) -> bool {
    matches!(
        c,
        '关' | '印'
            | '核'
            | '根'
            | '决'
            | '设'
            | '成'
            | '组'
            | '更'
            | '改'
            | '批'
            | '同'
            | '负'
            | '保'
            | '职'
            | '领'
            | '行'
            | '人'
            | '事'
            | '内'
            | '机'
    )
}

/// Whether words say something of an organ, and do not only name it: 第二条某市商务局, 某机构要根据职能.
fn is_told_of(text: &str) -> bool {
    let article = text.strip_prefix('第').and_then(|t| t.get(numeral_prefix(t)?.1..));
    // One look at a character rules most out.
    let said = |(i, c): (usize, char)| {
        let rest = || text.get(i..).unwrap_or("");
        begins_about(c) && begins(rest(), &ABOUT) && !rest().starts_with("根据地")
    };
    article.is_some_and(|t| t.starts_with('条')) || text.char_indices().any(said)
}

/// Whether the name of an organ says of which place or level it is.
pub(in crate::ingest) fn is_placed(text: &str) -> bool {
    text.starts_with(['省', '市', '县', '区', '旗', '州', '乡', '镇']) || !place::chunks(text).is_empty()
}

/// The bytes of the name of the Party's body that a text begins with.
pub(in crate::ingest) fn leading_body_of_party(text: &str) -> Option<usize> {
    text.starts_with(['机', '直', '党']).then_some(())?;
    MASS_BODIES.iter().filter(|b| text.starts_with(**b)).map(|b| b.len()).max()
}

/// Whether words are the name of a party or mass organisation inside an organ.
pub(in crate::ingest) fn is_mass_body(text: &str) -> bool {
    text.starts_with(FIRST_OF_MASS_BODIES) && MASS_BODIES.contains(&text)
}

fn plain(text: &str, least: usize, most: usize) -> bool {
    if longer(text, most) || !longer(text, least - 1) {
        return false;
    }
    // 个体私营经济股 counts nothing.
    let counts = |i: usize| text.get(i..).is_some_and(|t| t.starts_with('个') && !t.starts_with("个体"));
    let clean =
        text.char_indices().all(|(i, c)| (c.is_alphanumeric() || c == '·') && (c != '个' || !counts(i)));
    let opens = begins(text, &OPENINGS) && !begins(text, &NAMES) && !compound::is_over_bodies(text);
    // 市体育局设以下科室, 县民政局有办公室.
    let announces = || ["设以下", "设下列", "局有", "委有", "厅有", "院有"].iter().any(|w| text.contains(w));
    clean && !opens && !announces()
}

/// The names of several units that words are and nothing else, each of another kind of work: 水政监管股、农村水利股.
pub(in crate::ingest) fn are_listed(words: &str) -> Option<Vec<&str>> {
    let names: Vec<&str> = words.contains('、').then(|| words.split('、').collect())?;
    ((2..9).contains(&names.len()) && names.iter().all(|n| is_unit(n) && !alike::goes_on(n))).then_some(names)
}

/// Whether words are the name of a unit and nothing else.
pub(in crate::ingest) fn is_unit(text: &str) -> bool {
    // One look at the last character rules most words out.
    text.ends_with(LAST_OF_UNITS)
        && UNIT_ENDS.iter().any(|e| text.ends_with(e))
        && !["家庭", "体系", "关系", "联系"].iter().any(|w| text.ends_with(w))
        && plain(text, 2, 24)
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
    // 第一至第五巡察组, 救助一股、二股.
    let several =
        || alike::leading(text).filter(|end| marked || closes_name(text, *end)).map(|end| (0, end, end));
    let listed = || compound::listed(text).filter(|_| marked).map(|end| (0, end, end));
    let dressed = dressed.or_else(several).or_else(listed);
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
    // 办公室(政工科)职责为:.
    let told =
        ["的主要职责", "主要职责", "工作职责", "的职责", "职责"].iter().find_map(|w| rest.strip_prefix(w));
    let told = told.map(|t| t.trim_start_matches(['为', '是'])).filter(|t| t.starts_with(':'));
    let duties = told.unwrap_or(rest);
    let duties = duties.trim_start_matches(|c: char| c.is_whitespace() || "。:,;—-".contains(c));
    found.duties = sub(body, text.len() - duties.len(), text.len()).start;
    Some(found)
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
    let told = behind.trim_start_matches(['。', ':', '\n']);
    begins_duties(told.strip_prefix("分别").unwrap_or(told))
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
        return body_of_party(text)
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
    let ruled = |t: &str| by_rule::clause(t).and_then(|n| t.get(n..)).is_some_and(begins_duties);
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
fn before_verb(text: &str) -> Option<usize> {
    let window = text.split(['。', ';', '\n']).next()?;
    window.char_indices().map(|(i, c)| i + c.len_utf8()).take(24).find(|end| {
        let (name, rest) = (text.get(..*end).unwrap_or(""), text.get(*end..).unwrap_or(""));
        is_unit(name)
            && begins(rest, &VERBS)
            && !rest.starts_with("管理办")
            && !rest.starts_with("协调科")
            && !has_alias_end(rest.char_indices().nth(8).map_or(rest, |(i, _)| &rest[..i]))
    })
}

/// Whether words begin with what a unit does.
pub(in crate::ingest) fn begins_duties(text: &str) -> bool {
    begins(text, &VERBS)
}

/// Whether how a second name ends stands anywhere in a few words.
fn has_alias_end(words: &str) -> bool {
    words.char_indices().any(|(i, _)| ALIAS_ENDS.iter().any(|e| words[i..].starts_with(e)))
}

fn plaque_prefix(text: &str) -> Option<usize> {
    ["同时加挂", "同时挂", "对外加挂", "对外挂", "加挂", "并挂", "挂", "对外称", "又称"]
        .iter()
        .find(|p| text.starts_with(**p))
        .map(|p| p.len())
}

/// A plaque that stands behind the name without brackets: its length, and where its names are.
fn plaque_behind(rest: &str) -> Option<(usize, (usize, usize))> {
    let lead = rest.chars().next().filter(|c| matches!(c, ',' | '。'))?.len_utf8();
    let text = rest.get(lead..)?;
    let prefix = plaque_prefix(text)?;
    let end = text.find("牌子")?;
    let inside = text.get(prefix..end)?;
    let short = !longer(inside, 40) && !inside.contains(['。', ';', '\n', '(']);
    short.then_some((lead + end + "牌子".len(), (lead + prefix, lead + end)))
}

/// The names of the plaques that the last sentence about a unit gives it: 负责文电。加挂行政审批股牌子。
pub(in crate::ingest) fn plaques_at_the_end(ctx: Ctx<'_>, body: Span) -> Vec<Span> {
    let text = ctx.str(body).trim_end_matches(['。', ';', '\n']);
    let mut out = Vec::new();
    // One look rules most units out.
    let Some(before) = text.strip_suffix("牌子").or_else(|| text.strip_suffix("的牌子")) else {
        return out;
    };
    let start = before
        .rfind(['。', ';', '\n'])
        .map_or(0, |i| i + before[i..].chars().next().map_or(0, char::len_utf8));
    let sentence = before.get(start..).unwrap_or("");
    // 该股对外加挂某某办公室牌子.
    let lead = sentence.char_indices().take(12).map(|(i, _)| i).find(|i| {
        let whose = sentence.get(..*i).unwrap_or("");
        (*i == 0
            || is_unit(whose.trim_start_matches(['本', '该']))
            || whose.starts_with(['本', '该']) && !longer(whose, 2))
            && sentence.get(*i..).is_some_and(|t| plaque_prefix(t).is_some())
    });
    let Some(lead) = lead.filter(|_| start > 0 && !longer(sentence, 48)) else { return out };
    let prefix = sentence.get(lead..).and_then(plaque_prefix).unwrap_or(0);
    let inside = sub(body, start + lead + prefix, before.len());
    if !ctx.str(inside).contains(['(', ')', ':']) {
        aliases_in(ctx, inside, &mut out);
    }
    out
}

/// A unit and the names of its plaques, which a clause tells: 办公室加挂行政审批股牌子.
pub(in crate::ingest) fn plaque_of(ctx: Ctx<'_>, clause: Span) -> Option<(Span, Vec<Span>)> {
    let text = ctx.str(clause);
    let words = text.strip_suffix("牌子")?;
    let words = words.strip_suffix('的').unwrap_or(words);
    let verb =
        ["同时加挂", "对外加挂", "加挂", "挂"].iter().find_map(|v| words.find(v).map(|at| (at, v.len())));
    let (at, length) = verb.filter(|(at, _)| words.get(..*at).is_some_and(is_unit))?;
    let inside = sub(clause, at + length, words.len());
    let plain =
        !ctx.str(inside).contains(['(', ')', ':', '。', ';', '挂', '牌']) && !longer(ctx.str(inside), 40);
    let mut names = Vec::new();
    aliases_in(ctx, inside, &mut names);
    plain.then(|| (sub(clause, 0, at), names))
}

fn bracket(ctx: Ctx<'_>, inside: Span, found: &mut UnitName) {
    let text = ctx.str(inside);
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

fn is_second_name(name: &str) -> bool {
    let name = &name.replace(['“', '”'], "");
    let ends = ALIAS_ENDS.iter().any(|e| name.ends_with(e)) || is_mass_body(name);
    ends && plain(name, 2, 24) && !name.contains("合署") && !begins(name, &["内设", "下设"])
}

fn aliases_in(ctx: Ctx<'_>, inside: Span, out: &mut Vec<Span>) {
    let text = ctx.str(inside);
    let mut start = 0;
    for name in text.split(['、', ',']) {
        let clean = name.trim_end_matches('的');
        // “扫黄打非”办公室 has its quotes inside.
        let inner = clean.find('”').is_some_and(|i| i + '”'.len_utf8() < clean.len());
        let clean = if inner { clean } else { clean.trim_matches(['"', '“', '”']) };
        let lead = name.find(clean).unwrap_or(0);
        if !clean.is_empty() {
            out.push(sub(inside, start + lead, start + lead + clean.len()));
        }
        start += name.len()
            + '、'
                .len_utf8()
                .min(text.get(start + name.len()..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8));
    }
}

fn posts_in(ctx: Ctx<'_>, inside: Span) -> Option<(i64, Span)> {
    let text = ctx.str(inside);
    let at = text.find(is_numeral)?;
    let (value, length) = numeral_prefix(text.get(at..)?)?;
    let sign = text.get(at + length..)?.chars().next().filter(|c| matches!(c, '名' | '人'))?;
    Some((value, sub(inside, at, at + length + sign.len_utf8())))
}

/// No name in a list has more bytes, with what stands in brackets behind it.
const LONGEST_IN_LIST: usize = 600;

/// The names in a list such as 测报科、巡测科(监测站)和资料室, if each is one; with what stands in brackets behind them.
pub(in crate::ingest) fn unit_list(ctx: Ctx<'_>, list: Span) -> Option<Vec<Span>> {
    let text = ctx.str(list);
    let mut start = 0;
    let mut out = Vec::new();
    let mut depth = 0_u32;
    let outside = |(_, c): &(usize, char)| {
        depth = if *c == '(' { depth + 1 } else { depth.saturating_sub(u32::from(*c == ')')) };
        depth == 0 && matches!(c, '、' | '和' | ',')
    };
    for c in text.char_indices().filter(outside).chain([(text.len(), ' ')]) {
        // No name runs on so long; many of 和 would be looked at again and again.
        if c.0 - start > LONGEST_IN_LIST {
            return None;
        }
        let name = sub(list, start, c.0);
        let words: String = ctx.str(name).chars().filter(|c| *c != '\n').collect();
        // 指挥中心(办公室).
        let bare = if words.ends_with(')') { without_brackets(&words) } else { &words };
        // 第二检察部 behind 第一检察部 is a name of its own.
        let before = out.last().filter(|last: &&Span| !alike::goes_on(ctx.str(**last)));
        if alike::goes_on(bare)
            && let Some(several) = before.map(|last| last.to(name))
            && alike::are_several(ctx.str(several))
        {
            out.pop();
            out.push(several);
            start = c.0 + c.1.len_utf8();
        } else if is_unit(bare) || alike::are_several(bare) {
            out.push(name);
            start = c.0 + c.1.len_utf8();
        } else if words.is_empty() && !out.is_empty() {
            // A sign that stands twice.
            start = c.0 + c.1.len_utf8();
        } else if c.1 != '和' && !(c.1 == '、' && alike::is_open(bare)) {
            return None;
        }
    }
    (out.len() > 1 || out.first().is_some_and(|n| alike::are_several(ctx.str(*n)))).then_some(out)
}

/// The names in a list that blanks part: 办公室 法制股 信访股.
pub(in crate::ingest) fn apart(ctx: Ctx<'_>, list: Span) -> Option<Vec<Span>> {
    let gaps = ctx.folded.gaps(list);
    // One look rules most lines out.
    if gaps.len() < 2 || !is_unit(ctx.str(Span::new(list.start, *gaps.first()?))) {
        return None;
    }
    let ends = gaps.iter().copied().filter(|g| *g > list.start).chain([list.end]);
    let mut start = list.start;
    let names = ends.map(|end| {
        let name = Span::new(std::mem::replace(&mut start, end), end);
        is_unit(ctx.str(name)).then_some(name)
    });
    names.collect()
}

/// The bytes of the words between what sets units up and their list: 内设|机构包括:办公室、法制股.
pub(in crate::ingest) fn before_list(text: &str) -> usize {
    let kinds = ["机构", "科室", "股室", "处室", "部室", "部门"];
    let leads = ["主要包括", "主要有", "包括", "分别为", "分别是", "有", "为", "是", ":", ","];
    let behind = kinds.iter().find_map(|k| text.strip_prefix(k));
    let behind = behind.filter(|t| leads.iter().any(|l| t.starts_with(l)));
    let mut rest = behind.unwrap_or(text);
    while let Some(lead) = leads.iter().find_map(|l| rest.strip_prefix(l)) {
        rest = lead;
    }
    text.len() - rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_end_of_an_organ_passes_the_first_look() {
        for end in ORGAN_ENDS {
            assert!(end.ends_with(ends_organs), "{end}");
            assert!(is_organ(&format!("综合{end}")), "{end}");
        }
    }

    /// Holds the first look at a word to the list that it stands for, in both directions.
    fn same_first_characters(list: &[&str], look: impl Fn(char) -> bool) {
        let listed: std::collections::BTreeSet<char> = list.iter().filter_map(|w| w.chars().next()).collect();
        let passed = ('\u{1}'..='\u{ffff}').filter(|c| look(*c)).collect();
        assert_eq!(listed, passed);
    }

    #[test]
    fn the_first_look_at_what_is_told_of_an_organ_is_that_of_the_list() {
        same_first_characters(&ABOUT, begins_about);
        for words in ABOUT {
            assert!(is_told_of(&format!("甲县{words}水利局")), "{words}");
        }
    }

    #[test]
    fn the_first_look_at_a_body_of_the_party_is_that_of_the_list() {
        same_first_characters(&MASS_BODIES, |c| FIRST_OF_MASS_BODIES.contains(&c));
        for body in MASS_BODIES {
            assert!(is_mass_body(body), "{body}");
        }
    }

    #[test]
    fn every_end_of_a_unit_passes_the_first_look() {
        for end in UNIT_ENDS {
            assert!(end.ends_with(LAST_OF_UNITS), "{end}");
            assert!(is_unit(&format!("综合{end}")), "{end}");
        }
    }
}
