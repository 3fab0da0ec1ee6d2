//! The words of the report in both languages: one table.

use crate::{
    finding::{Role, Severity},
    phrase::Lang,
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

/// What a nearest miss lacks.
pub(super) fn lacks(lang: Lang, line: u32, lacked: &[String]) -> String {
    match lang {
        Lang::Zh => format!("第 {line} 行，缺少：{}", lacked.join("、")),
        Lang::En => format!("line {line}, lacks {}", lacked.join(", ")),
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

/// What a whole run came to.
pub(super) fn result(
    lang: Lang,
    documents: usize,
    policies: usize,
    violations: usize,
    undecided: usize,
) -> String {
    match lang {
        Lang::Zh => {
            format!("{documents} 份文件，{policies} 条政策：违反 {violations} 处，未决 {undecided} 项")
        }
        Lang::En => format!(
            "{}, {}: {}, {undecided} undecided",
            many(documents, "document", "documents"),
            many(policies, "policy", "policies"),
            many(violations, "violation", "violations"),
        ),
    }
}

fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}
