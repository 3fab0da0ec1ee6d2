//! What a label counts in its sentence, as the words around it tell.

use super::{
    classify::{UNITS, is_hired, of_bodies},
    figure::Counts,
    label::{before_comma, clause_before},
    title::{self, Title},
};

/// What a label counts in its sentence: `near` are the words before it, `behind` those behind its number.
pub(super) fn beside(near: &str, label: &str, behind: &str, counts: Counts) -> Counts {
    let of_units = UNITS.iter().any(|w| near.contains(w));
    let other = leaves(behind) || is_beside_a_change(near, label) || is_of_people(near, label);
    let counts = if other { Counts::Other } else { counts };
    // 内设机构领导职数正处级10名.
    let words = label.trim_start_matches("其中");
    let ranked = words
        .rsplit_once("领导职数")
        .filter(|(whose, rank)| is_rank(rank) && UNITS.iter().any(|w| whose.contains(w)));
    let (words, of_units) = ranked.map_or((words, of_units), |(_, rank)| (rank, true));
    if matches!(counts, Counts::Post(_)) && of_institutions(near, label) {
        return Counts::Other;
    }
    match (counts, words) {
        // 领导班子职数5名,其中正科级1名、副科级4名.
        (_, rank) if is_rank(rank) && of_the_organ(near) => {
            let title = if rank.starts_with('正') { Title::Head } else { Title::Deputy };
            Counts::Post(title)
        }
        // 处级领导职数:正处级9名,副处级11名.
        (Counts::Other, rank) if is_rank(rank) && of_units => {
            let title = if rank.starts_with('正') { Title::UnitHead } else { Title::UnitDeputy };
            Counts::Post(title)
        }
        // 处级领导职数56名,其中:正处长22名,副处长34名.
        (Counts::Post(Title::Head | Title::Named), "正职" | "处长" | "正处长") if of_units => {
            Counts::Post(Title::UnitHead)
        }
        // 大队(所、中心)正职5名,副职15名.
        (Counts::Post(Title::Deputy), "副职") if of_bodies(before_comma(near)).is_some() => {
            Counts::Post(Title::Named)
        }
        (Counts::Post(Title::Deputy), "副职" | "副处长")
            if of_units || before_comma(near).starts_with("机构正职") =>
        {
            Counts::Post(Title::UnitDeputy)
        }
        // 内设机构领导职数:主任5名,副主任2名.
        (Counts::Post(Title::Head), _) if spelled(near) => Counts::Post(Title::UnitHead),
        (Counts::Post(Title::Deputy), _) if spelled(near) => Counts::Post(Title::UnitDeputy),
        // 各工作委员会设主任1名,共5名.
        (Counts::Post(title @ (Title::Head | Title::Deputy)), words)
            if near.ends_with('各') && is_committee(before_verb(near, words)) =>
        {
            Counts::Post(if title == Title::Head { Title::UnitHead } else { Title::UnitDeputy })
        }
        // 内设机构各设主任1名: how many there are is not said.
        (Counts::Post(Title::Head | Title::Deputy), words) if each(near, words) => Counts::Other,
        (Counts::Post(title @ (Title::Head | Title::Deputy)), words)
            if set_in_units(near, words) || title == Title::Deputy && names_head(before_comma(near)) =>
        {
            Counts::Post(if title == Title::Head { Title::UnitHead } else { Title::UnitDeputy })
        }
        // 内设机构主任6名,副主任3名.
        (Counts::Post(Title::Named) | Counts::Other, words) if names_head(words) => {
            let deputies =
                ["副主任", "副部长", "副股长", "副科长", "副处长"].iter().any(|w| words.ends_with(w));
            Counts::Post(if deputies { Title::UnitDeputy } else { Title::UnitHead })
        }
        // 行政编制12名,工勤岗位2名; but among 管理岗位 and 专业技术岗位 they are posts of one kind.
        (Counts::Other, words) if is_workers(words) && near.contains("编制") && !near.contains("岗位") => {
            Counts::Support
        }
        // 管理岗位6名、专业技术岗位15名、工勤技能岗位3名.
        (Counts::Other, words) if words.ends_with("岗位") && near.contains("岗位") => {
            Counts::Post(Title::Named)
        }
        // 区级领导编制七名单列.
        (Counts::Other | Counts::Admin | Counts::Total, _) if listed_apart(behind) => Counts::Separate,
        // 县政府领导8名单列.
        (Counts::Post(Title::Named), words) if listed_apart(behind) && !title::is_title(words) => {
            Counts::Separate
        }
        // 单列区长、副区长编制7名.
        (Counts::Other, words) if words.ends_with("编制") && near.starts_with("单列") => Counts::Separate,
        _ => by_what_is_told(near, words, counts),
    }
}

/// What a label counts that is short for more, as the words before it tell.
fn by_what_is_told(near: &str, words: &str, counts: Counts) -> Counts {
    let told = |of: &[&str]| of.iter().any(|w| near.contains(w));
    match (counts, words) {
        // 核定编制16名,其中行政8名、事业8名.
        (Counts::Other, words) if bare(words) == Some("行政") && !near.contains("行政编制") => {
            Counts::Admin
        }
        (Counts::Other, words) if bare(words) == Some("事业") && !near.contains("事业编制") => {
            Counts::Institution
        }
        // 局长:1名;副局长:2名;股级:3名, 内设机构领导职数12名,其中副科级2名、股级10名.
        (Counts::Other, "股级" | "中层") if near.is_empty() || told(&["职数", "长", "主任"]) => {
            Counts::Post(Title::UnitHead)
        }
        (Counts::Other, "科级" | "处级") if told(&["内设", "中层"]) => Counts::Post(Title::UnitHead),
        // 综治中心为县委政法委所属事业单位,编制7名.
        (Counts::Total, "编制" | "核定编制" | "人员编制" | "核定人员编制")
            if clause_before(near).ends_with("事业单位") =>
        {
            Counts::Institution
        }
        _ => counts,
    }
}

/// 直属事业单位核定正职5名、副职5名: none of the organ's.
fn of_institutions(near: &str, label: &str) -> bool {
    let clause = near.rsplit(',').next().unwrap_or("");
    ["事业单位核定", "事业单位设", "事业单位配"].iter().any(|w| clause.contains(w) || label.contains(w))
}

/// 局长职数1个, 股长职数3个: posts of this title, whose label ends with what they are, unless their parts follow.
pub(super) fn of_the_title(label: &str, behind: &str) -> bool {
    let words = label.strip_suffix("职数").filter(|w| title::is_title(w));
    let parted = || behind.starts_with('(') || behind.trim_start_matches(',').starts_with("其中");
    words.is_some() && !parted()
}

/// The kind of posts that words name for short, without 编制.
fn bare(words: &str) -> Option<&'static str> {
    let words = words.trim_start_matches(':').trim_end_matches(['编', ':']);
    let words = words.rsplit_once("局").map_or(words, |(_, kind)| kind);
    match words.strip_prefix("机关").unwrap_or(words) {
        "行政" => Some("行政"),
        "事业" | "全额事业" | "差额事业" | "全额拨款事业" | "财政补助事业" => {
            Some("事业")
        }
        _ => None,
    }
}

fn is_workers(words: &str) -> bool {
    words.ends_with("工勤岗位") || words.ends_with("工勤技能岗位") || matches!(words, "机关工人" | "工人")
}

/// Whether words count those who are hired, and no posts stand beside them: these are people who are there.
fn is_of_people(near: &str, label: &str) -> bool {
    is_hired(label.trim_start_matches("其中")) && !label.ends_with('数') && !near.contains("编制")
}

/// Whether the posts behind some words come or go as those right before them do: 核增副主任职数1名、; 核增行政编制5名, before
/// 内设机构领导职数2名.
fn is_beside_a_change(near: &str, label: &str) -> bool {
    // 核增股级领导职数1名,调整后股级领导职数6名.
    let plain = label == "内设机构领导职数" || !label.contains(['设', '配', '后']);
    let same = || near.strip_suffix(',').filter(|_| label.ends_with("领导职数") && plain);
    let Some(listed) = near.strip_suffix('、').or_else(same) else { return false };
    let first = listed.rsplit(',').next().unwrap_or("");
    ["核增", "核减", "增加", "减少", "划出", "划入", "划转", "收回", "核销", "调增", "调减", "精简"]
        .iter()
        .any(|v| first.strip_prefix(v).is_some_and(|t| !t.starts_with('后')))
}

/// Whether posts are taken away, as what stands behind their number says: 其事业编制8名收回.
fn leaves(behind: &str) -> bool {
    let rest = ["全部", "予以", "一并"].iter().find_map(|w| behind.strip_prefix(w)).unwrap_or(behind);
    ["收回", "核销"].iter().any(|w| rest.starts_with(w))
}

/// Whether the posts behind some words are those of units, which the words announce.
fn spelled(before: &str) -> bool {
    let announced = before.rsplit_once("职数:").map_or("", |(words, _)| words);
    let words = announced.strip_suffix("领导").unwrap_or(announced);
    ["内设机构", "内设科室", "科室", "股室", "处室", "部室", "中层"].iter().any(|w| words.ends_with(w))
}

/// Whether a label names the head of units: 内设机构主任, 部(室)主任.
fn names_head(label: &str) -> bool {
    let units =
        ["内设机构", "科室", "股室", "处室", "部室", "部(室)", "科(室)", "股(室)", "处(室)", "工作机构"];
    let rest = units.iter().find_map(|u| label.strip_prefix(u)).unwrap_or("");
    matches!(rest.strip_prefix('副').unwrap_or(rest), "主任" | "部长" | "股长" | "科长" | "处长")
}

/// Whether it is in units that a post is set up: 党政机构设主任6名,副主任4名.
fn set_in_units(near: &str, label: &str) -> bool {
    let units = ["党政机构", "内设机构", "办事机构", "工作机构", "科室", "股室", "处室"];
    let words = before_verb(near, label).trim_end_matches('共');
    units.iter().any(|u| words.ends_with(u))
}

/// Whether words name the committees that a congress or a conference has: 工作委员会, 专门委员会.
fn is_committee(words: &str) -> bool {
    ["委员会", "工委", "专委"].iter().any(|e| words.ends_with(e))
}

/// Whether each of several bodies has the post: 各设, 均设, 分别设.
fn each(near: &str, label: &str) -> bool {
    before_verb(near, label).ends_with(['各', '均', '别'])
}

/// The words in front of the verb that sets up a post.
fn before_verb<'t>(near: &'t str, label: &'t str) -> &'t str {
    let last = |text: &'t str| text.rfind(['设', '配', '核']).and_then(|verb| text.get(..verb));
    last(label).or_else(|| last(near)).unwrap_or("")
}

/// Whether a label is a rank and nothing else: 正科级, 副处级, 正职.
fn is_rank(label: &str) -> bool {
    let ranks =
        ["科级", "处级", "县级", "股级", "厅级", "局级", "司局级", "乡科级", "县处级", "科", "处", "职"];
    let text = label.strip_suffix("领导").unwrap_or(label);
    text.strip_prefix(['正', '副']).is_some_and(|rest| ranks.contains(&rest))
}

/// Whether the ranks behind some words are those of the organ's own leaders: 领导班子职数5名,其中, 领导职数3名:.
fn of_the_organ(near: &str) -> bool {
    let Some(at) = ["领导班子", "领导职数", "班子成员"].iter().filter_map(|w| near.rfind(w)).max()
    else {
        return false;
    };
    let (before, behind) = near.split_at(at);
    let named = before.rsplit([',', ':', '(', '、']).next().unwrap_or("");
    let told = if behind.starts_with("领导职数") { before } else { named };
    !UNITS.iter().any(|w| told.contains(w))
}

/// Whether what stands behind a figure lists it apart, and nothing else: 编制七名单列。
fn listed_apart(behind: &str) -> bool {
    let rest = behind.trim_start_matches([',', '(']);
    let rest = ["实行", "予以"].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    let rest = rest.strip_prefix("单列").map(|r| r.strip_prefix("管理").unwrap_or(r));
    rest.is_some_and(|r| r.is_empty() || r.starts_with([',', ';', '。', ')', '\n']))
}
