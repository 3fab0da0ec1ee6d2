//! The words of the report in both languages: one table.

use crate::{
    finding::{Role, Severity, Summary, Waived, WaiverRecord, WaiverState},
    phrase::{Lang, Phrase},
};

/// A word or short sentence in Chinese and in English.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word(&'static str, &'static str);

impl Word {
    /// The word in `lang`.
    pub(super) fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.0,
            Lang::En => self.1,
        }
    }

    /// Both.
    pub(super) fn phrase(self) -> Phrase {
        Phrase::new(self.0, self.1)
    }
}

pub(super) const ERROR: Word = Word("错误", "error");
pub(super) const WARNING: Word = Word("警告", "warning");
pub(super) const HELP: Word = Word("建议", "help");
pub(super) const NOTE: Word = Word("说明", "note");
pub(super) const BASIS: Word = Word("依据", "basis");
pub(super) const REPORT: Word = Word("规矩检查报告", "guiju report");
pub(super) const ALSO_OFFENDING: Word = Word("同样涉及", "this as well");
pub(super) const BESIDE: Word = Word("另一文件", "other document");
pub(super) const NEAREST: Word = Word("最接近", "nearest");
pub(super) const AT: Word = Word("位置", "at");
pub(super) const PRACTICE: Word = Word("惯例", "practice");
pub(super) const DOCUMENT: Word = Word("文件", "document");
pub(super) const TOTAL: Word = Word("合计", "total");
pub(super) const PASSED: Word = Word("通过", "pass");
pub(super) const UNDECIDED: Word = Word("未决", "undecided");
pub(super) const NOT_APPLICABLE: Word = Word("不适用", "n/a");
pub(super) const UNREADABLE: Word = Word("未能读取", "unreadable");
pub(super) const VACUOUS: Word =
    Word("在任何文件中都没有检查对象的政策", "policies that found nothing to judge in any document");
pub(super) const WITHOUT_SUBJECT: Word =
    Word("在任何文件中都没有检查对象", "found nothing to judge in any document");
pub(super) const NOTHING_CHECKED: Word = Word("没有检查任何文件", "no document was checked");
pub(super) const INTERRUPTED: Word = Word(
    "检查被中断：本报告只含此前查完的文件",
    "the run was interrupted: this report holds only the documents that were finished by then",
);
pub(super) const WAIVED: Word = Word("豁免", "waived");
pub(super) const KNOWN: Word = Word("基线中原有", "known from the baseline");
pub(super) const WAIVERS: Word = Word("不起作用的豁免", "waivers that do nothing");
pub(super) const FIXED: Word = Word("基线中已消除的问题", "findings of the baseline that are gone");
pub(super) const NO_REASON: Word = Word("未说明原因", "no reason given");

/// What a quoted place is for; empty for the offending clause, which the message is about.
pub(super) fn role(role: Role) -> Word {
    match role {
        Role::Offending => Word("", ""),
        Role::Context => Word("读自此处", "read from here"),
        Role::Searched => Word("在此处查找", "searched here"),
        Role::Nearest => Word("最接近", "nearest"),
    }
}

/// The name of a severity.
pub(super) fn severity(severity: Severity) -> Word {
    Word(severity.zh(), severity.name())
}

/// What a nearest miss lacks. Whoever reads a report reads 保密 there, or `c mentions secrecy`; what takes calls or patterns to
/// say is for writers of policies, who find it in the JSON report.
pub(super) fn lacks(lang: Lang, line: u32, lacked: &[Phrase]) -> String {
    let plain = |words: &&str| !words.contains(['(', '/', '[']);
    let lacked: Vec<&str> = lacked.iter().map(|l| l.get(lang)).filter(plain).collect();
    match (lang, lacked.is_empty()) {
        (Lang::Zh, true) => format!("第 {line} 行"),
        (Lang::En, true) => format!("line {line}"),
        (Lang::Zh, false) => format!("第 {line} 行，缺少：{}", lacked.join("、")),
        (Lang::En, false) => format!("line {line}, lacks {}", lacked.join(", ")),
    }
}

/// The title of a law, in the marks for titles.
pub(super) fn titled(title: &str) -> String {
    if title.contains('《') { title.to_owned() } else { format!("《{title}》") }
}

/// An article of a law: a bare number is given its words.
pub(super) fn article(lang: Lang, article: &str) -> String {
    match (lang, article.bytes().all(|b| b.is_ascii_digit())) {
        (Lang::Zh, true) => format!("第{article}条"),
        (Lang::En, true) => format!("art. {article}"),
        (_, false) => article.to_owned(),
    }
}

/// The element of a page or the paragraph of a file that shows some words: `p 5` is 第5段, `table 1 row 2` 表1第2行. The
/// English words are those of the source, which data forms keep.
pub(super) fn element(origin: &str) -> Phrase {
    let parts: Vec<&str> = origin.split(' ').collect();
    let zh = match parts.as_slice() {
        ["table", table, "row", row] => format!("表{table}第{row}行"),
        ["line", n] => format!("第{n}行"),
        ["p" | "paragraph", n] => format!("第{n}段"),
        ["li", n] => format!("列表第{n}项"),
        ["footnote", n] => format!("脚注{n}"),
        ["endnote", n] => format!("尾注{n}"),
        [heading, n] if matches!(heading.as_bytes(), [b'h', b'1'..=b'6']) => {
            format!("第{n}个{}级标题", &heading[1..])
        }
        [element, n] => format!("第{n}个 {element}"),
        _ => origin.to_owned(),
    };
    Phrase::new(zh, origin)
}

/// That a finding has more places than are shown.
pub(super) fn more_places(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 处，见 --format json"),
        Lang::En => format!("{count} more places, see --format json"),
    }
}

/// That there are more findings than are told.
pub(super) fn more_findings(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 处问题未列出"),
        Lang::En => format!("{count} more findings are not told here"),
    }
}

/// That documents without violations are left out of the table.
pub(super) fn others(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 份文件没有违反"),
        Lang::En if count == 1 => "1 more document without violations".to_owned(),
        Lang::En => format!("{count} more documents without violations"),
    }
}

/// What a whole run came to; waived and known violations are named where there are some.
pub(super) fn result(lang: Lang, summary: &Summary) -> String {
    let violations: usize = summary.violations.iter().sum();
    let Summary { documents, policies, undecided, waived, unchanged, fixed, .. } = *summary;
    let new = violations - unchanged;
    let known = match lang {
        _ if unchanged + fixed == 0 => String::new(),
        Lang::Zh => format!("（新增 {new}，原有 {unchanged}，消除 {fixed}）"),
        Lang::En => format!(" ({new} new, {unchanged} unchanged, {fixed} fixed)"),
    };
    let waived = match lang {
        _ if waived == 0 => String::new(),
        Lang::Zh => format!("，豁免 {waived} 处"),
        Lang::En => format!(", {waived} waived"),
    };
    match lang {
        Lang::Zh => {
            format!(
                "{documents} 份文件，{policies} 条政策：违反 {violations} 处{known}{waived}，未决 {undecided} 项"
            )
        }
        Lang::En => format!(
            "{}, {}: {}{known}{waived}, {undecided} undecided",
            many(documents, "document", "documents"),
            many(policies, "policy", "policies"),
            many(violations, "violation", "violations"),
        ),
    }
}

/// Why a violation is accepted, by whom, until when, and where that stands.
pub(super) fn waived(lang: Lang, waived: &Waived) -> String {
    let Waived { reason, owner, until, place } = waived;
    match (lang, until) {
        (Lang::Zh, Some(day)) => format!("{reason}（{owner}，至 {day}；{place}）"),
        (Lang::Zh, None) => format!("{reason}（{owner}；{place}）"),
        (Lang::En, Some(day)) => format!("{reason} ({owner}, until {day}; {place})"),
        (Lang::En, None) => format!("{reason} ({owner}; {place})"),
    }
}

/// A waiver that does nothing, and why.
pub(super) fn idle(lang: Lang, waiver: &WaiverRecord) -> String {
    let day = waiver.until.map_or_else(String::new, |d| format!(" {d}"));
    let why = match (waiver.state, lang) {
        (WaiverState::Used, _) => String::new(),
        (WaiverState::Expired, Lang::Zh) => format!("已于{day} 到期"),
        (WaiverState::Expired, Lang::En) => format!("expired after{day}"),
        (WaiverState::Unmatched, Lang::Zh) => "没有与之相符的问题".to_owned(),
        (WaiverState::Unmatched, Lang::En) => "no finding matches it".to_owned(),
        (WaiverState::Refused, Lang::Zh) => "该政策不可豁免".to_owned(),
        (WaiverState::Refused, Lang::En) => "the policy may not be waived".to_owned(),
    };
    format!("{} {}: {why}", waiver.place, waiver.policy)
}

/// That findings which the baseline has are not shown.
pub(super) fn unchanged(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("基线中原有的 {count} 处问题未列出"),
        Lang::En if count == 1 => "1 finding that the baseline has is not shown".to_owned(),
        Lang::En => format!("{count} findings that the baseline has are not shown"),
    }
}

/// A number of things: `1 policy`, `2 policies`.
///
/// ```
/// assert_eq!(guiju::report::many(2, "policy", "policies"), "2 policies");
/// ```
pub fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}
