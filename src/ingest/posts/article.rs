//! Whether an article is about posts, what ever form their numbers have: 行政编制10-12名, 行政编制由18名调整为15名, 领导职数:局长1名,
//! 编制另行核定.

use super::{count::numeral_before, title};
use crate::text::{is_numeral, numeral_prefix};

/// No first sentence is looked at farther, in bytes.
const FARTHEST: usize = 900;
/// Whose posts these are not: the posts of such bodies are told beside, and most often elsewhere.
const OTHERS: [&str; 9] = ["事业单位", "派驻", "派出", "直属", "下属", "所属", "纪检", "离退休", "本规定"];
/// What may stand between posts and their number.
const LEADS: [&str; 27] = [
    "的数额",
    "数额",
    "总数",
    "总额",
    "总量",
    "限额",
    "员额",
    "核定为",
    "核定",
    "确定为",
    "控制在",
    "不得超过",
    "不超过",
    "不多于",
    "至多",
    "最多",
    "约为",
    "约",
    "暂定",
    "拟",
    "暂",
    "共计",
    "共",
    "为",
    "是",
    "数",
    ":",
];

/// Whether the first sentence of an article gives posts, or says where they are given.
pub(in crate::ingest) fn is_about_posts(text: &str) -> bool {
    let first = text.split(['。', '\n']).next().unwrap_or("");
    let first = first.get(..first.floor_char_boundary(FARTHEST)).unwrap_or(first);
    ["编制", "职数", "定编", "员额"].iter().any(|word| {
        first.match_indices(word).take(8).any(|(at, _)| {
            let before = first.get(..at).unwrap_or("");
            let whose = before.rsplit([',', ';', ':']).next().unwrap_or("");
            let behind = first.get(at + word.len()..).unwrap_or("");
            let other = OTHERS.iter().any(|w| whose.contains(w)) || *word == "编制" && is_verb(whose);
            !other && (is_numbered(behind) || is_left_open(behind) || is_spelled_out(behind))
        })
    })
}

/// Whether 编制 makes a plan or a budget, and is no number of posts: 负责编制3个规划.
fn is_verb(before: &str) -> bool {
    ["负责", "组织", "承担", "参与", "完成", "指导"].iter().any(|w| before.ends_with(w))
}

/// What stands behind posts without the words and the bracket that lead to their number.
fn past_leads(behind: &str) -> &str {
    let mut rest = behind;
    loop {
        if let Some(next) = LEADS.iter().find_map(|l| rest.strip_prefix(l)) {
            rest = next;
        } else if let Some((_, next)) = rest.strip_prefix('(').and_then(|t| t.split_once(')')) {
            rest = next;
        } else {
            return rest;
        }
    }
}

/// 10-12名, 80余名, 由18名调整为15名, 1正2副, and behind a colon a number without a sign.
fn is_numbered(behind: &str) -> bool {
    let rest = past_leads(behind);
    let led = rest.len() < behind.len();
    let rest = rest.strip_prefix(['由', '从']).unwrap_or(rest);
    let Some((_, length)) = numeral_prefix(rest) else { return false };
    let after = rest.get(length..).unwrap_or("").trim_start_matches(['余', '多', '几']);
    let range = after.strip_prefix(['-', '~', '至', '到', '—', '–', '或']);
    let upper = range.and_then(|t| t.get(numeral_prefix(t)?.1..));
    let after = upper.unwrap_or(after);
    after.starts_with(['名', '人', '正', '个']) || led && (after.is_empty() || after.starts_with([',', ';']))
}

/// 另行核定, 由县委编委核定, 待定.
fn is_left_open(behind: &str) -> bool {
    let rest = past_leads(behind);
    let rest = ["和领导职数", "、领导职数", "及领导职数"].iter().find_map(|w| rest.strip_prefix(w));
    let rest = past_leads(rest.unwrap_or_else(|| past_leads(behind)));
    let clause = rest.split([',', ';']).next().unwrap_or("");
    let fixes = ["核定", "确定", "下达", "核配", "配备"].iter().any(|e| clause.ends_with(e));
    clause.starts_with("待定")
        || fixes && ["另", "由", "按", "待", "暂不"].iter().any(|w| clause.starts_with(w))
}

/// 领导职数:局长1名, 领导职数为正职1名.
fn is_spelled_out(behind: &str) -> bool {
    let rest = past_leads(behind);
    // 主任(总编辑)1名.
    let first = rest.split([',', '、', ';']).next().unwrap_or("");
    let plain =
        first.split_once('(').zip(first.split_once(')')).filter(|((_, i), _)| !i.starts_with(is_numeral));
    let plain = plain.map(|((before, _), (_, behind))| format!("{before}{behind}"));
    let piece = plain.as_deref().unwrap_or_else(|| rest.split([',', '、', ';', '(']).next().unwrap_or(""));
    let label = piece.strip_suffix(['名', '人', '个']).and_then(numeral_before);
    let label = label.and_then(|(_, at)| piece.get(..at)).unwrap_or("").trim_end_matches(':');
    rest.len() < behind.len() && (title::is_title(label) || label.ends_with(['职', '级']))
}

#[cfg(test)]
mod tests {
    use super::is_about_posts;

    #[test]
    fn articles_about_posts() {
        for text in [
            "县水务局机关行政编制10-12名。设局长1名。",
            "县水务局行政编制80余名,设局长1名。",
            "县水务局行政编制(不含政法专项编制)80名。",
            "县水务局机关行政编制由县委编委另行核定。",
            "县水务局机关行政编制的数额由县委编委核定。",
            "县水务局人员编制、领导职数另行核定。",
            "县水务局机关编制待定,设局长1名。",
            "行政编制由18名调整为15名;局长1名。",
            "县水务局领导职数:局长1名,副局长4名。",
            "县水务局领导职数:正职1名,副职4名。",
            "县融媒体中心领导职数:主任(总编辑)1名,副主任(副总编辑)3名。",
            "县水务局机关行政编制:12。局长:1。",
            "科级领导干部职数为1正2副。",
            "县水务局行政编制总量12名。",
        ] {
            assert!(is_about_posts(text), "{text}");
        }
        for text in [
            "县水务局所属事业单位的设置、职责和编制事项另行规定。",
            "县水务局所属事业单位的编制由县委编委另行核定。",
            "派驻纪检监察组的人员编制另行核定。",
            "本规定确定的主要职责、内设机构、人员编制等,是县水务局履行职责的基本依据。",
            "负责编制3个规划。",
            "县水务局按规定管理机构编制,县委编办负责监督检查。",
            "设综合科,承担编制工作3项。",
        ] {
            assert!(!is_about_posts(text), "{text}");
        }
    }
}
