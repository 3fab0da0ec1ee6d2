//! Which words are names: of units, of organs, of the Party's bodies.

use super::{compound, place};
use crate::{
    ingest::ctx::{begins, longer},
    text::numeral_prefix,
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
pub(super) const MASS_BODIES: [&str; 18] = [
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
const OPENINGS: [&str; 54] = [
    "是",
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
pub(super) const VERBS: [&str; 31] = [
    "负责", "承担", "承办", "协助", "指导", "拟订", "拟定", "组织", "协调", "综合", "管理", "监督", "起草",
    "办理", "贯彻", "研究", "完成", "统筹", "主管", "参与", "依法", "开展", "做好", "制定", "编制", "受理",
    "牵头", "推进", "督促", "具体", "掌理",
];

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

pub(super) fn plain(text: &str, least: usize, most: usize) -> bool {
    if longer(text, most) || !longer(text, least - 1) {
        return false;
    }
    // 个体私营经济股 counts nothing.
    let counts = |i: usize| text.get(i..).is_some_and(|t| t.starts_with('个') && !t.starts_with("个体"));
    let clean =
        text.char_indices().all(|(i, c)| (c.is_alphanumeric() || c == '·') && (c != '个' || !counts(i)));
    let opens = begins(text, &OPENINGS) && !begins(text, &NAMES) && !compound::is_over_bodies(text);
    // 市体育局设以下科室, 县民政局有办公室.
    // 综合股负责维护网站.
    let announces = || {
        ["设以下", "设下列", "局有", "委有", "厅有", "院有", "负责", "承担", "内设", "下设"]
            .iter()
            .any(|w| text.contains(w))
    };
    clean && !opens && !announces()
}

/// Whether words are the name of a unit and nothing else.
pub(in crate::ingest) fn is_unit(text: &str) -> bool {
    // One look at the last character rules most words out.
    text.ends_with(LAST_OF_UNITS)
        && UNIT_ENDS.iter().any(|e| text.ends_with(e))
        && !["家庭", "体系", "关系", "联系"].iter().any(|w| text.ends_with(w))
        && plain(text, 2, 24)
}

/// Whether words begin with what a unit does.
pub(in crate::ingest) fn begins_duties(text: &str) -> bool {
    begins(text, &VERBS)
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
