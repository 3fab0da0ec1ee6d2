//! Headings: which lines are one, and what their section is about.

use crate::{ingest::ctx::longer, schema::SectionKind, text::is_numeral};

/// The words that headings are put together from; longer ones first where one begins another.
const WORDS: [&str; 108] = [
    "职责",
    "职权",
    "宗旨",
    "服务",
    "职能",
    "主要",
    "配置",
    "内设",
    "中层",
    "内部",
    "下设",
    "机构",
    "科室",
    "股室",
    "处室",
    "设置",
    "设定",
    "设立",
    "人员",
    "编制",
    "领导",
    "职数",
    "配备",
    "调整",
    "转变",
    "划转",
    "工作",
    "部门",
    "单位",
    "任务",
    "行政",
    "核定",
    "职位",
    "岗位",
    "其他",
    "其它",
    "事项",
    "规定",
    "有关",
    "附则",
    "总则",
    "基本",
    "数额",
    "范围",
    "组织",
    "名称",
    "性质",
    "规格",
    "级别",
    "隶属",
    "关系",
    "管理",
    "体制",
    "解释",
    "施行",
    "日期",
    "依据",
    "情况",
    "业务",
    "派出",
    "直属",
    "所属",
    "下属",
    "事业",
    "经费",
    "形式",
    "来源",
    "党的",
    "党群",
    "机关",
    "划入",
    "划出",
    "取消",
    "下放",
    "加强",
    "增加",
    "承接",
    "和",
    "及",
    "与",
    "其",
    "、",
    "的",
    "分工",
    "实施",
    "时间",
    "分支",
    "各",
    "定位",
    "保障",
    "措施",
    "要求",
    "步骤",
    "总体",
    "权限",
    "承担的",
    "简介",
    "介绍",
    "结构",
    "架构",
    "组成",
    "办事",
    "权责",
    "具体",
    "划定",
    "科(室)",
    "股(室)",
    "处(室)",
];

/// The last bytes of the first characters of these words.
const LAST: [bool; 256] = {
    let mut last = [false; 256];
    let mut word = 0;
    while word < WORDS.len() {
        last[WORDS[word].as_bytes()[2] as usize] = true;
        word += 1;
    }
    last
};

/// Headings that may be followed by text on their line.
const RUN_ON: [&str; 28] = [
    "人员编制和领导职数",
    "编制和领导职数",
    "主要职责",
    "主要职能",
    "主要任务",
    "工作职责",
    "职责调整",
    "职能调整",
    "职能转变",
    "职能配置",
    "内设机构",
    "中层机构",
    "机构设置",
    "机构设定",
    "内设科室",
    "人员编制",
    "领导职数",
    "其他事项",
    "机构编制",
    "附则",
    "机构性质规格",
    "机构性质",
    "机构规格",
    "经费形式",
    "经费来源",
    "机构名称",
    "单位名称",
    "隶属关系",
];

/// Headings that a list may follow on their line, with nothing between.
const RUN_INTO: [&str; 19] = [
    "机构职能",
    "职能",
    "职责",
    "主要工作职责",
    "基本职能",
    "部门职责",
    "单位职责",
    "职责范围",
    "内部机构",
    "科室设置",
    "内设机构及职责",
    "职能科室",
    "科室职责",
    "下设机构",
    "内设股室",
    "单位职能",
    "部门职能",
    "机关职能",
    "工作职能",
];

/// A heading found at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Heading {
    /// Its length in bytes.
    pub(in crate::ingest) length: usize,
    /// What it announces; `None` for 总则.
    pub(in crate::ingest) kind: Option<SectionKind>,
}

impl Heading {
    /// Whether a list numbered with digits begins right behind it on its line.
    pub(in crate::ingest) fn is_above_digits(&self, line: &str) -> bool {
        let behind = line.get(self.length..).map_or("", |t| t.trim_start_matches([':', '】']));
        behind.starts_with("1.") || behind.starts_with("1、")
    }
}

/// The bytes of a label of moved duties that its list runs into: 划入的职能1.将….
pub(in crate::ingest) fn label_into_list(text: &str) -> Option<usize> {
    // No label has more bytes.
    let near = text.get(..text.floor_char_boundary(40))?;
    let at = memchr::memchr(b'1', near.as_bytes())?;
    near.get(at + 1..)?.starts_with(['.', '、']).then_some(())?;
    let label = near.get(..at)?.trim_end_matches([':', '。']);
    let ends = ["职责", "职能", "事项"].iter().any(|e| label.ends_with(e));
    (ends && moves(label) && label.contains('的')).then_some(at)
}

/// A line that is a heading as a whole; a colon may follow it.
pub(in crate::ingest) fn whole(line: &str) -> Option<Heading> {
    let text = made_up(line)?;
    let kind = kind_of(text)?;
    Some(Heading { length: line.trim_end_matches(':').len(), kind })
}

/// The same of a numbered line, which may announce units with what they do or how many they are: 三、内设机构职责及编制.
pub(in crate::ingest) fn numbered(line: &str) -> Option<Heading> {
    let text = made_up(line)?;
    let mixed = || ["内设", "科室", "股室", "处室"].iter().any(|w| text.contains(w));
    let kind = kind_of(text).or_else(|| mixed().then_some(Some(SectionKind::Units)))?;
    Some(Heading { length: line.trim_end_matches(':').len(), kind })
}

/// The same of a numbered line that a full stop closes, if it is about what every regulation has: (一)主要职责。
pub(in crate::ingest) fn closed(line: &str) -> Option<Heading> {
    let heading = whole(line.strip_suffix('。')?)?;
    let matters = [SectionKind::Duties, SectionKind::Units, SectionKind::Staffing];
    heading.kind.is_some_and(|kind| matters.contains(&kind)).then_some(heading)
}

/// What a line heads that names the organ before the words of a heading: duties, units or posts of `is_organ`; and where these
/// words begin.
pub(in crate::ingest) fn named(line: &str, is_organ: impl Fn(&str) -> bool) -> Option<(usize, SectionKind)> {
    // A look at the last character rules most lines out.
    line.ends_with(['责', '能', '构', '制', '数', '室', '务', '置', ':']).then_some(())?;
    let organs = [
        "局",
        "委",
        "办",
        "厅",
        "局机关",
        "委机关",
        "厅机关",
        "办机关",
        "本局",
        "我局",
        "本办",
        "本委",
        "办公室",
        "本办公室",
        "镇机关",
        "乡机关",
        "街道机关",
        "机关",
    ];
    let heads = |at: usize| {
        let (name, words) = line.split_at_checked(at)?;
        let name = name.strip_suffix('的').unwrap_or(name);
        let kind = if organs.contains(&name) || is_organ(name) { whole(words)?.kind? } else { return None };
        let matters = [SectionKind::Duties, SectionKind::Units, SectionKind::Staffing];
        matters.contains(&kind).then_some((at, kind))
    };
    line.char_indices().skip(1).find_map(|(at, _)| heads(at))
}

/// The words of a line that words of headings make up.
fn made_up(line: &str) -> Option<&str> {
    let text = line.trim_end_matches([':', '】']).trim_start_matches('【');
    if text.is_empty() || longer(text, 18) {
        return None;
    }
    let mut rest = text;
    while !rest.is_empty() {
        // One look at the first character rules most words out.
        let first = rest.as_bytes().first_chunk::<3>().filter(|first| LAST[usize::from(first[2])])?;
        let mut words = WORDS.iter().filter(|w| w.as_bytes().first_chunk() == Some(first));
        rest = words.find_map(|w| rest.strip_prefix(w))?;
    }
    Some(text)
}

/// A heading whose text follows on the same line.
pub(in crate::ingest) fn run_on(line: &str, marked: bool) -> Option<Heading> {
    let longest = |of: &[&'static str]| {
        let begins = of.iter().copied().filter(|h| line.starts_with(*h));
        begins.max_by_key(|h| h.len())
    };
    let (known, into) = (longest(&RUN_ON), longest(&RUN_INTO));
    let found = known.into_iter().chain(into).max_by_key(|h| h.len())?;
    let known = known == Some(found);
    let rest = line.get(found.len()..)?;
    let behind = rest.trim_start_matches([':', '】']);
    let listed =
        behind.starts_with(['(', '①']) || ["1.", "1、", "一、"].iter().any(|m| behind.starts_with(m));
    let sentence = known && marked && !rest.starts_with(|c: char| "的、,和及与是为之。;规".contains(c));
    let kind = kind_of(found)?;
    // 内设机构:办公室、接访科: a paragraph with its heading before it. Duties are none: a unit's text has them as well.
    let labelled = LABELS.contains(&found) && rest.starts_with(':') && rest.len() > 1;
    (listed || sentence || labelled).then_some(Heading { length: found.len(), kind })
}

/// Headings that may label a paragraph.
const LABELS: [&str; 3] = ["内设机构", "内设科室", "人员编制"];

/// Whether the words of a heading announce units with their posts, which parts below it may tell: 内设机构及人员编制.
pub(in crate::ingest) fn is_joint(words: &str) -> bool {
    words.contains("机构") && ["编制", "职数"].iter().any(|w| words.contains(w))
}

/// A heading that labels the paragraph behind it: its length and kind.
pub(in crate::ingest) fn labelled(line: &str) -> Option<(usize, Option<SectionKind>)> {
    let found = RUN_ON.iter().filter(|h| line.starts_with(**h)).max_by_key(|h| h.len())?;
    let told = line.get(found.len()..)?.strip_prefix([':', '。']).is_some_and(|t| !t.is_empty());
    let kind = kind_of(found)?;
    told.then_some((found.len(), kind))
}

/// Headings that may stand inside a line, behind a full stop and with a colon.
const INSIDE: [&str; 6] =
    ["内设机构:", "机构设置:", "内设科室:", "内设股室:", "人员编制:核定", "人员编制:机关"];

/// A heading inside running text. Duties are none: a unit's text has them as well.
pub(in crate::ingest) fn inside(text: &str) -> Option<Heading> {
    INSIDE.iter().any(|h| text.starts_with(h)).then_some(())?;
    let length = text.find(':')?;
    Some(Heading { length, kind: kind_of(text.get(..length)?)? })
}

/// A heading that ends a line of running text, whose line break was lost: …。主要职责. Behind such a sign it has nothing else on
/// its line.
pub(in crate::ingest) fn at_the_end(text: &str) -> Option<Heading> {
    let bare = text.strip_prefix('【').and_then(|t| t.strip_suffix('】'));
    RUN_ON.contains(&bare.unwrap_or(text)).then(|| whole(text))?
}

/// The signs that a line may stand between which is a heading: 〈主要职责〉, ——主要职责——, # 主要职责.
const DRESS: [&str; 2] = ["〈「『“[〔{<(*#=—–-~", "〉」』”]〕}>)*#=—–-~"];

/// A heading between such signs, with nothing else on its line: the bytes before it, and what it announces.
pub(in crate::ingest) fn dressed(line: &str) -> Option<(usize, Heading)> {
    let of = |signs: &'static str| move |c: char| c.is_whitespace() || signs.contains(c);
    // One look at the first character rules nearly all lines out.
    (line.starts_with(of(DRESS[0])) || line.ends_with(['—', '–', '-', '='])).then_some(())?;
    let words = line.trim_start_matches(of(DRESS[0]));
    let lead = line.len() - words.len();
    let inner = words.trim_end_matches(':').trim_end_matches(of(DRESS[1]));
    let heading = whole(inner).filter(|h| h.kind.is_some())?;
    (inner.len() < words.len() || line.starts_with('#')).then_some((lead, heading))
}

/// What encyclopaedias and pages write behind a heading, and before it, for who reads them.
const BEHIND: [&str; 16] = [
    "编辑本段",
    "播报编辑",
    "编辑讨论",
    "编辑",
    "播报",
    "讨论",
    "收藏",
    "收起",
    "展开全部",
    "展开",
    "纠错",
    "语音",
    "返回顶部",
    "更多",
    "TOP",
    "折叠",
];
const BEFORE: [&str; 5] = ["折叠编辑本段", "编辑本段", "折叠", "编辑", "播报"];
/// What such words end and begin with: one look rules most lines out.
const LAST_BEHIND: [char; 12] = ['段', '辑', '论', '报', '藏', '起', '部', '开', '错', '音', '多', '叠'];

/// Where a heading stands, in bytes, on a line that has nothing but it and what a page puts around it: 主要职责编辑, 折叠内设机构,
/// ▍人员编制, 主要职责▲. Its number belongs to it.
pub(in crate::ingest) fn adorned(line: &str) -> Option<(usize, usize)> {
    let sign = |c: char| !is_chinese(c) && !c.is_alphanumeric() && !"()。,;:、【】〈〉".contains(c);
    let first = |c: char| sign(c) || matches!(c, '折' | '编' | '播');
    let last = |c: char| sign(c) || LAST_BEHIND.contains(&c) || matches!(c, 'P' | '顶');
    if line.len() > ADORNED || !(line.starts_with(first) || line.ends_with(last)) {
        return None;
    }
    // —、人员编制: written for 一、.
    let stroke = line.trim_start_matches(['—', '–', '―', '-']);
    if stroke.len() < line.len() && stroke.starts_with('、') {
        return None;
    }
    let mut core = line.trim_matches(sign);
    core = BEFORE.iter().find_map(|w| core.strip_prefix(w)).unwrap_or(core).trim_start_matches(sign);
    while let Some(shorter) = BEHIND.iter().find_map(|w| core.strip_suffix(w)) {
        core = shorter.trim_end_matches(|c| sign(c) || "[]【】".contains(c));
    }
    let number = core.len() - core.trim_start_matches(|c: char| is_numeral(c)).len();
    let words = core.get(number..)?;
    // 1主要职责: a number without a sign is none of the heading's.
    let marked = words.starts_with(['、', '.']);
    let words = words.trim_start_matches(['、', '.', ' ']);
    whole(words).filter(|h| h.kind.is_some() && core.len() < line.len())?;
    let core = if marked { core } else { words };
    let start = line.find(core)?;
    Some((start, start + core.len()))
}

/// Whether a character is one of those that most words are written with.
fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// No such line has more bytes.
const ADORNED: usize = 90;

/// Words that are those of a heading which text may follow, and no others.
pub(in crate::ingest) fn run_on_words(words: &str, listed: bool) -> Option<Heading> {
    (RUN_ON.contains(&words) || listed && RUN_INTO.contains(&words)).then(|| whole(words))?
}

/// What the part about units is called in other words.
const UNITS: [&str; 8] =
    ["机构", "机构情况", "机构组成", "部门设置", "组织架构", "机构架构", "工作机构", "办事机构"];

/// Whether a heading calls the units so, which may head no more than their number above another part that lists them.
pub(in crate::ingest) fn is_overview(words: &str) -> bool {
    UNITS.contains(&words.trim_start_matches(['各', '的']))
}

/// Whether words tell a move of duties.
pub(in crate::ingest) fn moves(text: &str) -> bool {
    ["划入", "划出", "取消", "下放", "加强", "增加", "承接"].iter().any(|w| text.contains(w))
}

/// What words of a heading announce; the outer `None` where they announce nothing.
#[allow(clippy::option_option)]
pub(in crate::ingest) fn kind_of(text: &str) -> Option<Option<SectionKind>> {
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let units = has(&[
        "内设",
        "中层",
        "内部机构",
        "科室",
        "股室",
        "处室",
        "下设",
        "科(室)",
        "股(室)",
        "处(室)",
        "组织机构",
        "组织结构",
        "机构设",
        "机构配",
        "派出机构",
        "分支机构",
        "直属机构",
    ]);
    let staff = has(&["编制", "职数", "人员配备", "人员配置"]);
    let units = units || UNITS.contains(&text.trim_start_matches(['各', '的']));
    let duties = has(&["职责", "职能", "任务", "业务范围", "职权", "权责", "工作范围"]);
    Some(Some(match () {
        () if staff && (units || (duties && !has(&["职数"]))) => return None,
        // 编制调整 moves posts, and 机构调整 units.
        () if text.contains("调整") && staff && !duties => SectionKind::Staffing,
        () if text.contains("机构调整") && !duties => return Some(None),
        () if has(&["调整", "转变", "划转"]) || moves(text) && duties => SectionKind::Adjustments,
        () if staff => SectionKind::Staffing,
        // 机构设置与规格.
        () if has(&["性质", "规格"]) && !has(&["内设", "科室", "股室", "处室"]) => {
            SectionKind::Nature
        }
        () if units => SectionKind::Units,
        () if has(&["经费", "事业单位"]) => SectionKind::Other,
        // 所属机构, behind the posts.
        () if has(&["所属", "下属"]) && has(&["机构", "单位"]) && !duties => return Some(None),
        () if has(&["性质", "规格", "隶属", "级别", "名称"]) => SectionKind::Nature,
        () if duties && has(&["分工"]) => return Some(None),
        () if duties => SectionKind::Duties,
        () if has(&["附则"]) => SectionKind::Supplementary,
        () if has(&["解释"]) && !has(&["名词"]) => SectionKind::Interpretation,
        () if has(&["施行", "实施时间"]) => SectionKind::Effective,
        () if has(&["依据"]) => SectionKind::Basis,
        () if has(&["其他", "其它", "有关事项", "管理体制"]) => SectionKind::Other,
        // What a plan of reform settles at its end.
        () if has(&["组织实施", "实施步骤", "组织领导", "保障措施", "工作要求"]) => {
            SectionKind::Other
        }
        () if has(&["总则"]) => return Some(None),
        () => return None,
    }))
}
