//! What a label counts by its own words.

use super::{
    both::heads_and_deputies,
    figure::Counts,
    people::counts_people,
    title::{self, Title},
};
use crate::ingest::{
    ctx::{find, longer},
    names::name,
};

/// How posts of the administration are called; those of police and justice have a name of their own.
const ADMIN: [&str; 4] = ["行政编制", "机关编制", "公务员编制", POLICE];

pub(in crate::ingest) const POLICE: &str = "政法专项编制";

pub(super) const ENFORCERS: &str = "行政执法专项编制";

/// Words that tell of the leaders of units.
pub(in crate::ingest) const UNITS: [&str; 15] = [
    "部室",
    "部(室)",
    "司局级",
    "科级",
    "股级",
    "内设",
    "科室",
    "股室",
    "中层",
    "处级",
    "科(室)",
    "股(室)",
    "处(室)",
    "股(所)",
    "科(所)",
];

/// What a label counts, and how many of its bytes belong to something else.
pub(in crate::ingest) fn classify(label: &str) -> (Counts, usize) {
    let at = behind_change(label);
    let (counts, skip) = classify_plain(label.get(at..).unwrap_or(label));
    (counts, at + skip)
}

/// What a label counts that may be broken over two lines.
pub(super) fn classify_wrapped(label: &str) -> (Counts, usize) {
    if !label.contains('\n') {
        return classify(label);
    }
    let (counts, skip) = classify(&label.replace('\n', ""));
    let broken = label.char_indices().filter(|(_, c)| *c != '\n').take_while(|(i, _)| *i < skip).count();
    let from = label.char_indices().filter(|(_, c)| *c != '\n').nth(broken).map_or(skip, |(i, _)| i);
    (counts, from)
}

/// 事业编制调整为行政编制9名: where the posts begin that others have become.
fn behind_change(label: &str) -> usize {
    let changed = ["调整为", "改为", "转为", "变更为"].iter().find_map(|v| label.rsplit_once(v));
    let posts = changed.filter(|(old, new)| old.ends_with("编制") && new.ends_with("编制"));
    posts.map_or(0, |(_, new)| label.len() - new.len())
}

fn classify_plain(label: &str) -> (Counts, usize) {
    let label = without_verb(label);
    if let Some(at) = beside_posts(label) {
        return (Counts::Post(Title::Named), at);
    }
    let text = label.trim_end_matches(['额', '总', '为', '共', '计', '是', '名', '有']);
    let text = ["控制总量", "总量"].iter().find_map(|w| text.strip_suffix(w)).unwrap_or(text);
    let text =
        text.strip_suffix("编制数").map_or(text, |t| text.get(..t.len() + "编制".len()).unwrap_or(text));
    let text = ["总数", "数"]
        .iter()
        .find_map(|w| text.strip_suffix(w))
        .filter(|t| t.ends_with("行政编制"))
        .unwrap_or(text);
    let from = |words: &[&str]| words.iter().filter_map(|w| text.rfind(w)).min();
    let part = if text.starts_with("含") || text.starts_with("其中") { Some(0) } else { None };
    let support =
        ["工勤", "后勤服务", "后勤人员", "后勤编制", "后勤事业编制"].iter().any(|w| text.contains(w))
            && !text.ends_with("岗位")
            && !(text.contains("中心") && text.ends_with("事业编制"));
    let support = support || workers(text).is_some();
    let moved = |w: &&str| find(text, w).is_some_and(|i| !text[i + w.len()..].starts_with('后'));
    if MOVED.iter().any(moved) {
        return (Counts::Other, 0);
    }
    if text.contains("单列") && !support {
        return (Counts::Separate, part.or_else(|| from(&["单列"])).unwrap_or(0));
    }
    if support {
        let at = from(&["机关工勤", "工勤", "后勤服务", "后勤人员", "后勤编制", "后勤事业编制"]);
        let at = at.or_else(|| workers(text)).unwrap_or(0);
        return (Counts::Support, at);
    }
    if counts_people(label) {
        return (Counts::Filled, 0);
    }
    if let Some(found) = heads_and_deputies(text).or_else(|| all_posts(text)) {
        return found;
    }
    if ["编制总额", "编制总数"].iter().any(|w| label.trim_end_matches('为').ends_with(w))
        && !text.ends_with("行政编制")
    {
        return (Counts::Total, from(&["机关编制", "人员编制", "编制"]).unwrap_or(0));
    }
    let institution = ["事业编制", "事业人员编制", "事业单位编制", "教职工编制", "教职员编制"];
    if institution.iter().any(|w| text.ends_with(w)) {
        return (Counts::Institution, from(&institution).unwrap_or(0));
    }
    if text.contains("事业编制") {
        return (Counts::Other, 0);
    }
    // Told beside the others, under its own name.
    if let Some(at) = text.strip_suffix(ENFORCERS).map(str::len) {
        return (Counts::Post(Title::Named), at);
    }
    if ADMIN.iter().any(|w| text.ends_with(w)) {
        return (Counts::Admin, from(&ADMIN).unwrap_or(0));
    }
    if ["人员编制", "总编制", "机构编制", "员额编制", "国家编制", "编制员"].iter().any(|w| text.ends_with(w))
        || text
            .strip_suffix("编制")
            .is_some_and(|t| name::is_organ(past_beside(t).trim_end_matches(['共', '有'])))
        || text == "编制"
        || text.ends_with("核定编制")
    {
        // 其中参照公务员法管理人员编制4名 are some of them, as are those of one kind of staff.
        let of_a_kind = ["管理人员编制", "技术人员编制", "教学人员编制", "科研人员编制", "教辅人员编制"];
        if text.starts_with("其中") && text != "其中编制" || of_a_kind.iter().any(|w| text.ends_with(w))
        {
            return (Counts::Other, 0);
        }
        return (Counts::Total, from(&["人员编制", "总编制", "机构编制", "员额编制", "编制"]).unwrap_or(0));
    }
    let of_units = matches!(title::read(text), Some((Title::UnitHead | Title::UnitDeputy, _)));
    let leaders = ["领导职数", "领导班子职数", "领导班子成员职数", "班子职数", "领导班子成员"];
    if leaders.iter().any(|w| text.ends_with(w)) && !of_units {
        return (Counts::Leaders, 0);
    }
    title::read(text).map_or((Counts::Other, 0), |(title, skip)| (Counts::Post(title), skip))
}

/// Words without those that set posts beside others: 另核定县应急办.
fn past_beside(words: &str) -> &str {
    ["另核定", "另有", "另"].iter().find_map(|w| words.strip_prefix(w)).unwrap_or(words)
}

/// A label of a number of posts without the verb that fixes the number: 行政编制核定为, 编制总数控制在.
fn without_verb(label: &str) -> &str {
    const VERBS: [&str; 14] = [
        "核定总数为",
        "核定为",
        "确定为",
        "暂核定为",
        "暂定为",
        "核为",
        "定为",
        "核定",
        "暂定",
        "控制在",
        "限制在",
        "不得超过",
        "不超过",
        "最多",
    ];
    let posts = |t: &str| {
        ["编制", "编制数", "编制总数", "编制总额", "编制总量", "职数", "职数总数"]
            .iter()
            .any(|w| t.ends_with(w))
            || title::is_title(t)
    };
    let cut = VERBS.iter().find_map(|v| label.strip_suffix(v));
    let cut = cut.map(|t| t.trim_end_matches([',', '暂', '共', '均'])).filter(|t| posts(t));
    cut.unwrap_or(label)
}

/// Where the name begins of posts of a kind that stands beside the establishment, or parts it by kinds of work: 聘用人员控制数,
/// 周转编制, 专业技术岗位.
pub(super) fn beside_posts(label: &str) -> Option<usize> {
    let text = label.trim_end_matches(['为', '共', '计', '总']);
    if let Some(at) = of_another_body(text).or_else(|| of_bodies(text)) {
        return Some(at);
    }
    let workers = ["工勤", "后勤"].iter().any(|w| text.contains(w));
    let plain = !workers && !longer(text, 16) && text.chars().all(char::is_alphanumeric);
    let kept = ["控制数", "周转编制", "管理岗位", "技术岗位"].iter().any(|w| text.ends_with(w));
    (plain && kept || is_hired(text)).then(|| {
        ["其中", "含", "核定", "另核定", "另", "设", "使用"]
            .iter()
            .find_map(|w| text.strip_prefix(w))
            .map_or(0, |rest| text.len() - rest.len())
    })
}

/// Whether words name people whom an organ hires beside its establishment: 聘用制书记员, 后勤服务聘用人员控制数.
pub(super) fn is_hired(words: &str) -> bool {
    // One look at the end rules most labels out.
    words.ends_with(['员', '工', '师', '数'])
        && !longer(words, 16)
        && (words.starts_with("聘用") || words.ends_with("控制数") && words.contains("聘用"))
}

/// Where the name begins of a body inside an organ whose leaders a label counts: 离退休干部局领导职数, 含机关党委领导职数.
fn of_another_body(text: &str) -> Option<usize> {
    let whose = text.strip_suffix("领导职数")?;
    let lead = ["其中", "含", "核定", "另核定", "另", "设"].iter().find(|w| whose.starts_with(**w));
    let name = whose.get(lead.map_or(0, |w| w.len())..)?;
    let retired = ["离退休", "离休", "老干部"].iter().any(|w| name.starts_with(w))
        && (name::is_unit(name) || name.ends_with("机构"));
    (retired || name::is_mass_body(name)).then(|| whose.len() - name.len())
}

/// Where the name begins of several bodies whose leaders a label counts: 大队(所、中心)正职.
pub(super) fn of_bodies(text: &str) -> Option<usize> {
    // One look at the end rules most labels out.
    let whose = text.strip_suffix("正职").or_else(|| text.strip_suffix("副职"))?;
    let name = name::without_brackets(whose.strip_suffix("领导").unwrap_or(whose));
    let bodies = ["大队", "中队", "支队", "站", "所", "中心", "分局"];
    (bodies.iter().any(|b| name.ends_with(b)) && !name.contains(['各', '每'])).then_some(0)
}

/// What tells of posts that come or go.
const MOVED: [&str; 11] =
    ["核减", "核增", "由", "聘用", "增加", "减少", "收回", "核销", "划转", "划出", "精简"];

/// 现有编制, 定编, 核定员额: all posts, in other words.
fn all_posts(text: &str) -> Option<(Counts, usize)> {
    // One look at the last character rules most labels out.
    text.ends_with(['制', '编', '员']).then_some(())?;
    let words = text.strip_suffix("现有编制").or_else(|| text.strip_suffix("定编"));
    // 核定员 is what is left of 核定员额.
    let words = words.or_else(|| text.strip_suffix("核定员"));
    words.filter(|w| !w.starts_with("其中")).map(|w| (Counts::Total, w.len()))
}

/// Where the kind of workers begins whose posts a label names: 驾驶员编制, 工人编制.
fn workers(text: &str) -> Option<usize> {
    // One look at the last character rules most labels out.
    let words = text.strip_suffix("编制").filter(|w| w.ends_with(['员', '人', '机', '驶', '杂']))?;
    ["机关工人", "工人", "公务用车驾驶", "驾驶", "司机", "机关勤杂", "勤杂"].iter().find_map(|w| {
        let at = words.rfind(w)?;
        matches!(words.get(at + w.len()..)?, "" | "员" | "人员").then_some(at)
    })
}

/// Whether the label of a column names posts.
pub(in crate::ingest) fn counts_posts(label: &str) -> bool {
    classify(label).0 != Counts::Other
}
