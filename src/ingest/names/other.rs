//! Short names that a text gives to another body than the organ: 县委宣传部管理县互联网信息办公室(简称县网信办).

use super::{name, place};
use crate::ingest::ctx::begins;

/// What an organ does with another body, between the names of both.
const VERBS: [&str; 10] =
    ["归口领导和管理", "归口领导", "归口管理", "统一领导", "统一管理", "代管", "管理", "领导", "加挂", "挂"];
/// What stands behind the short name of a body that works in the organ, or whose plaque the organ bears.
const BEHIND: [&str; 7] = ["设在", "设于", "挂靠", "牌子", "的牌子", "合署办公", "同时挂牌"];

/// Whether a full name with its short one is that of another body, by what stands before the name in its words, and behind
/// its bracket.
pub(super) fn is_another(words: &str, behind: &str) -> bool {
    // 甲县纪律检查委员会与甲县监察委员会(简称县纪委监委)合署办公: both are what it is about.
    let joint = || words.contains(['与', '和']) && behind.starts_with("合署");
    begins(behind, &BEHIND) && !joint() || works_with(behind) || follows(words)
}

/// 与市教育局合署办公, behind the name of a committee of the Party.
fn works_with(behind: &str) -> bool {
    let clause = behind.split([',', '。', ';', '\n']).next().unwrap_or("");
    clause.starts_with('与') && clause.contains("合署")
}

/// Whether words are the name of one organ, what it does, and the name of another with its place.
fn follows(words: &str) -> bool {
    VERBS.iter().any(|verb| {
        words.match_indices(verb).any(|(at, _)| {
            let (owner, other) = (words.get(..at).unwrap_or(""), words.get(at + verb.len()..).unwrap_or(""));
            let owner = ["同时", "对外"].iter().find_map(|w| owner.strip_suffix(w)).unwrap_or(owner);
            (owner.is_empty() || name::is_organ(owner)) && is_placed(other)
        })
    })
}

/// Whether words are the name of an organ that says of which level or place it is.
fn is_placed(words: &str) -> bool {
    let named = words.starts_with(['省', '市', '县', '区', '旗', '州']) || !place::chunks(words).is_empty();
    named && name::is_organ(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_that_an_organ_leads_are_others() {
        for words in [
            "县委宣传部管理县互联网信息办公室",
            "县委宣传部加挂县政府新闻办公室",
            "县委宣传部对外加挂县政府新闻办公室",
            "县委宣传部归口领导县文学艺术界联合会",
            "归口管理县文学艺术界联合会",
            "加挂县政府新闻办公室",
        ] {
            assert!(is_another(words, "。"), "{words}");
        }
        for words in [
            "和平县水利局",
            "县城市管理和综合执法局",
            "县机关事务管理局",
            "甲县应急管理局",
            "县人力资源和社会保障局",
        ] {
            assert!(!is_another(words, "是县政府工作部门"), "{words}");
            assert!(is_another(words, "设在县财政局"), "{words}");
        }
        assert!(!is_another("甲县纪律检查委员会与甲县监察委员会", "合署办公"));
        assert!(is_another("县精神文明建设委员会办公室", "合署办公"));
        assert!(is_another("中共甲市委教育工作委员会", "与市教育局合署办公。"));
        assert!(!is_another("甲县教育局", "与县委教育工委联系。"));
    }
}
