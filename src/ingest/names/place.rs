//! Places: the parts of a name such as 郑州市管城回族区, and places that a text names.

use std::collections::BTreeMap;

use crate::{
    ingest::{
        ctx::{Ctx, begins},
        layout::cue::Cue,
    },
    source::Span,
};

const ENDS: [char; 10] = ['省', '市', '县', '区', '旗', '州', '盟', '乡', '镇', '道'];
/// Whether a character stands before a place name and is no part of it.
fn is_stop(c: char) -> bool {
    matches!(
        c,
        '和' | '及'
            | '与'
            | '向'
            | '对'
            | '由'
            | '受'
            | '各'
            | '全'
            | '报'
            | '经'
            | '本'
            | '我'
            | '来'
            | '省'
            | '至'
            | '在'
            | '到'
            | '从'
            | '以'
            | '按'
            | '为'
            | '委'
            | '的'
            | '府'
            | '国'
            | '、'
            | ','
            | '。'
            | ';'
            | ':'
            | '('
            | ')'
            | '《'
            | '》'
            | '“'
            | '”'
            | '\n'
    )
}

/// Words that stand before 市委 or 县政府 in running text and are no name.
const NO_NAMES: [&str; 157] = [
    "承办", "办理", "协同", "协助", "负责", "完成", "组织", "督促", "围绕", "参与", "审核", "贯彻", "服务",
    "提供", "落实", "处理", "报送", "请示", "汇报", "联系", "配合", "接受", "指导", "起草", "传达", "承担",
    "代表", "本级", "上级", "各级", "有关", "执行", "根据", "协调", "反映", "报告", "做好", "管理", "领导",
    "名义", "直属", "所属", "交办", "保证", "保障", "监督", "检查", "宣传", "推动", "推进", "促进", "开展",
    "牵头", "筹备", "安排", "通知", "印发", "转发", "发布", "公布", "提请", "提交", "列席", "参加", "出席",
    "维护", "加强", "强化", "规范", "统筹", "研究", "拟订", "拟定", "制定", "制订", "编制", "核定", "审定",
    "审批", "批准", "同意", "授权", "委托", "受理", "跟踪", "督办", "督查", "收集", "整理", "汇总", "分管",
    "主管", "主持", "召开", "举办", "承接", "履行", "行使", "支持", "遵照", "按照", "依照", "依据", "通过",
    "关于", "隶属", "归口", "作为", "设立", "组建", "撤销", "保留", "调整", "划入", "划转", "移交", "确保",
    "决定", "需要", "可能", "应当", "以及", "直接", "及时", "转报", "呈报", "上报", "呈送", "转送", "送交",
    "递交", "交由", "涉及", "面向", "属于", "人员", "修改", "修订", "校核", "校对", "撰写", "草拟", "规划",
    "策划", "筹划", "了解", "掌握", "审议", "审查", "报经", "呈请", "转办", "编辑", "出版", "汇编", "编印",
    "发行",
];

/// One part of a name: 管城回族区; bytes of the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Chunk {
    /// Its range.
    pub(in crate::ingest) start: usize,
    /// Its end.
    pub(in crate::ingest) end: usize,
    /// The character that it ends with.
    pub(in crate::ingest) kind: char,
}

/// Bodies that stand before the place in their names.
const BODIES: [&str; 6] =
    ["中国共产党", "中国人民政治协商会议", "中国共产主义青年团", "中共", "政协", "共青团"];
/// Words that begin with what may end a place, or seem to: behind a place the field of an organ begins with them.
const FIELDS: [&str; 35] = [
    "城市",
    "城乡",
    "城镇",
    "住房",
    "乡村",
    "乡镇",
    "乡级",
    "市场",
    "市政",
    "市容",
    "市域",
    "市际",
    "区域",
    "区划",
    "区块",
    "区际",
    "县域",
    "县际",
    "镇域",
    "镇村",
    "州县",
    "省际",
    "社区",
    "社会",
    "园区",
    "景区",
    "库区",
    "灾区",
    "街区",
    "道路",
    "道教",
    "政府",
    "人民政府",
    "人民代表",
    "都市",
];
/// What a place may be called that holds more than a name: 综合保税区, 环境保护区.
const ZONES: [&str; 14] = [
    "自治区",
    "自治县",
    "开发区",
    "示范区",
    "试验区",
    "度假区",
    "合作区",
    "产业园区",
    "工业园区",
    "保税区",
    "新区",
    "功能区",
    "保护区",
    "名胜区",
];
/// Words of the fields of organs, which long names of places do not have.
const MATTERS: [&str; 23] = [
    "住房",
    "建设",
    "管理",
    "规划",
    "执法",
    "行政",
    "综合",
    "环境",
    "交通",
    "农业",
    "农村",
    "服务",
    "发展",
    "文化",
    "教育",
    "卫生",
    "民政",
    "财政",
    "资源",
    "社会",
    "事务",
    "安全",
    "委员会",
];

/// The places that a name begins with, from the widest to the narrowest.
pub(in crate::ingest) fn chunks(name: &str) -> Vec<Chunk> {
    let mut out = Vec::new();
    let mut start = BODIES.iter().find(|b| name.starts_with(**b)).map_or(0, |b| b.len());
    let mut length = 0;
    for (i, c) in name.char_indices() {
        if i < start {
            continue;
        }
        if length == 0 && begins(name.get(i..).unwrap_or(""), &FIELDS) {
            break;
        }
        length += 1;
        let end = i + c.len_utf8();
        let first = length == 1;
        if ENDS.contains(&c) && (!first || out.is_empty()) && ends(name, start, end, c, first) {
            // 指导市教育局: of no place.
            if out.is_empty()
                && matches!(c, '省' | '市' | '县' | '区' | '旗')
                && has_verb(name.get(start..i).unwrap_or(""))
            {
                break;
            }
            if length > 4 && c != '道' && is_matter(name.get(start..end).unwrap_or("")) {
                break;
            }
            out.push(Chunk { start, end, kind: c });
            (start, length) = (end, 0);
        } else if length > 10 {
            break;
        }
    }
    out
}

/// Whether the place that begins at byte `start` of a name ends at byte `end`, with the character `c`.
fn ends(name: &str, start: usize, end: usize, c: char, first: bool) -> bool {
    let before = name.get(start..end - c.len_utf8()).unwrap_or("");
    let rest = name.get(end..).unwrap_or("");
    let whole = match c {
        // 某县委县政府.
        _ if start > 0 && before.starts_with('委') => false,
        '州' => before.ends_with("自治"),
        '道' => before.ends_with('街'),
        // 红旗街道 is that of no banner.
        '旗' => before.chars().count() != 1 || rest.is_empty(),
        _ => true,
    };
    let Some(next) = rest.chars().next() else { return whole };
    // 市场, 区域, 东乡族; 石城乡 is a place, but no 城乡 that is built or planned.
    let word = "治域场际容族".contains(next)
        || c == '乡'
            && before.ends_with('城')
            && begins(rest, &["建设", "规划", "统筹", "居民", "环境", "融合"]);
    // 沙市区 ends with its last character, 青岛市市北区 has two parts; of 镇江市 the first character is no place.
    // 某县县委办公室.
    let seat = || rest.strip_prefix(c).is_some_and(|t| begins(t, &["委", "政府", "人民政府", "人大"]));
    let apart = !ENDS.contains(&next) || begins(rest, &FIELDS) || is_short_place(rest) || seat();

    let alone = !first || !is_short_place(name.get(start..).unwrap_or(""));
    // 江北市城区街道办事处 is that of a street.
    let street = c == '区' && start > 0 && rest.starts_with("街道办");
    whole && !word && apart && alone && !street
}

/// Whether a text begins with a place of three characters: 市北区, 镇海区, 道里区.
fn is_short_place(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    let (Some(middle), Some(last)) = (chars.next(), chars.next()) else { return false };
    let field = matches!(
        (middle, last),
        ('城', _) | ('社' | '园' | '景' | '库' | '灾' | '街' | '辖' | '新' | '小', '区')
    );
    matches!(last, '区' | '县' | '市' | '镇' | '乡') && !field && !ENDS.contains(&middle)
}

/// Whether a long name that ends like a place is a field: 住房和城乡, 综合行政执法和城市.
fn is_matter(name: &str) -> bool {
    !ZONES.iter().any(|z| name.ends_with(z)) && MATTERS.iter().any(|m| name.contains(m))
}

/// A place of the text: X市政府, X县委; its name's folded range and whether a higher level stands before it.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Named {
    /// The name with its last character.
    pub(in crate::ingest) span: Span,
    /// Whether it is listed behind the province, as the place one level up is.
    pub(in crate::ingest) above: bool,
}

/// Whether words that are no name, of two characters each, stand anywhere in a few others.
fn has_verb(words: &str) -> bool {
    let known = |w: &[u8; 6]| NO_NAMES.iter().any(|name| name.as_bytes().first_chunk() == Some(w));
    words
        .char_indices()
        .any(|(i, _)| words.as_bytes().get(i..).and_then(|w| w.first_chunk()).is_some_and(known))
}

/// The places of one kind (市, 县, 区) that the text names as seats of an authority.
pub(in crate::ingest) fn named(ctx: Ctx<'_>, kind: char) -> Vec<Named> {
    let text = &ctx.folded.text;
    let mut out = Vec::new();
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    let mut room = 64;
    for said in ctx.said(Span::of(0..text.len()), Cue::Seat) {
        let i = said.span.start as usize;
        let words = text.get(i..).unwrap_or("");
        if !words.starts_with(kind) || words.get(kind.len_utf8()..).is_some_and(|t| t.starts_with("委托")) {
            continue;
        }
        let before = text.get(..i).unwrap_or("");
        let start =
            before.char_indices().rev().take_while(|(_, c)| !is_stop(*c)).map(|(i, _)| i).take(6).last();
        let Some(start) = start else { continue };
        // 中共天河县委.
        let party = before.get(start..).is_some_and(|t| t.starts_with("中共"));
        let start = if party { start + "中共".len() } else { start };
        let name = before.get(start..).unwrap_or("");
        let count = name.chars().count();
        if !(2..=5).contains(&count) || name.contains(ENDS) {
            continue;
        }
        let is_name = || {
            if room == 0 || has_verb(name) {
                return false;
            }
            // A text names few places; a flood of them is none.
            room -= 1;
            memchr::memmem::find_iter(text.as_bytes(), name).nth(1).is_some()
        };
        if !*known.entry(name).or_insert_with(is_name) {
            continue;
        }
        let lead = text.get(..start).unwrap_or("");
        let above = ["省政府、", "省委、", "省、", "省级、", "省政府及"].iter().any(|w| lead.ends_with(w));
        out.push(Named { span: Span::of(start..i + kind.len_utf8()), above });
    }
    out
}
