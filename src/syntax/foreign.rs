//! Signs and words that people bring along from other languages, from Chinese prose and from Chinese print: what is written
//! here instead.

use super::{error::Spot, grammar::Rule, lex::Token, names, names::Meaning};
use crate::phrase::Phrase;

/// What is written between values elsewhere, and here: English first.
const OPERATORS: &[(&[&str], &str, &str)] = &[
    (&["&&", "&", "并且", "而且", "和", "与"], "and", "且"),
    (&["||", "|", "或者"], "or", "或"),
    (&["＞", "大于", "多于", "超过", "高于", "晚于", "迟于", "后于", "after"], ">", ">"),
    (&["＜", "小于", "少于", "低于", "早于", "前于"], "<", "<"),
    (&["≥", "≧", "不小于", "不少于", "不低于", "不早于", "大于等于", "大于或等于", "至少"], ">=", ">="),
    (
        &[
            "≤",
            "≦",
            "不大于",
            "不多于",
            "不超过",
            "不高于",
            "不晚于",
            "不迟于",
            "小于等于",
            "小于或等于",
            "至多",
        ],
        "<=",
        "<=",
    ),
    (&["等于", "是", "equals"], "is` or `==", "为` 或 `=="),
    (&["≠", "<>", "！", "不等于", "不为", "isnt"], "is not` or `!=", "不是` 或 `!="),
    (&["×", "✕", "乘以"], "*", "*"),
    (&["÷", "除以"], "/", "/"),
    (&["＋", "加上"], "+", "+"),
    (&["－", "−", "减"], "-", "-"),
    (&["在", "位于", "在于"], "in", "属于"),
    (&["不在", "不属"], "not in", "不属于"),
    (&["不空", "不为空", "为不空", "没空", "不是空", "为非空"], "is not empty", "非空"),
    (&["不已知", "不知", "未已知", "不明", "非已知"], "is unknown", "未知"),
    (&["不未知", "非未知"], "is known", "已知"),
    (&["含有", "包括", "含"], "contains", "包含"),
];

/// How the question about the elements of a list begins elsewhere, and here: English first.
const QUANTIFIERS: &[(&[&str], &str, &str)] = &[
    (&["没有", "没有任何", "无任何", "不存在", "none"], "no x in … where …", "无 x 属于 … 其中 …"),
    (
        &["所有", "任何", "每个", "全部", "一切", "任意", "凡", "all", "each", "any", "forall"],
        "every x in … where …",
        "均 x 属于 … 其中 …",
    ),
    (
        &["存在", "有一个", "至少有一个", "某个", "exists", "exist"],
        "some x in … where …",
        "有 x 属于 … 其中 …",
    ),
    (
        &["恰有一个", "恰好有一个", "只有一个", "仅有一个", "有且只有一个"],
        "exactly 1 x in … where …",
        "恰有 1 x 属于 … 其中 …",
    ),
];

/// The operators that have no word of their own for the contrary.
const DENIED: [Rule; 10] = [
    Rule::op_mentions,
    Rule::op_contains,
    Rule::op_matches,
    Rule::op_leads,
    Rule::op_shares,
    Rule::op_oversees,
    Rule::op_assists,
    Rule::op_before,
    Rule::op_meets,
    Rule::op_covers,
];

fn write(zh: &str, en: &str) -> Phrase {
    Phrase::new(format!("写 `{zh}`"), format!("write `{en}`"))
}

impl Spot<'_> {
    /// Signs and words of other languages.
    pub(super) fn foreign(&self) -> Option<Phrase> {
        let operator = self.failure.expects_operator().then(|| self.contrary().or_else(|| self.operator()));
        operator.flatten().or_else(|| self.foreign_sign())
    }

    /// What stands for an operator of the language: 大于, ＞=, 不为空.
    fn operator(&self) -> Option<Phrase> {
        let found = self.found();
        if self.clings_to(&["=", "＝"]) {
            match found {
                ">" | "＞" => return Some(write(">=", ">=")),
                "<" | "＜" => return Some(write("<=", "<=")),
                "！" | "!" => return Some(write("不是` 或 `!=", "is not` or `!=")),
                "=" | "＝" => return Some(write("为` 或 `==", "is` or `==")),
                _ => {}
            }
        }
        let (_, en, zh) = OPERATORS.iter().find(|(words, ..)| words.contains(&found))?;
        Some(write(zh, en))
    }

    /// An operator that is denied where it stands: 不包含, `not contains`. The denial stands before the whole condition.
    fn contrary(&self) -> Option<Phrase> {
        let found = self.found();
        let next = self.next_word().unwrap_or_default();
        let denied = ["并没有", "没有", "并不", "并未", "不", "没", "未", "非", "無"];
        let denied = denied.iter().find_map(|no| found.strip_prefix(no));
        let english = matches!(found, "not" | "doesnt" | "doesn" | "dont" | "isnt" | "isn");
        DENIED.iter().find_map(|rule| {
            let Some(Meaning::Operator(en, zh)) = names::meaning(*rule) else { return None };
            // `doesnt contain` as well as `not contains`.
            let stem = en.trim_end_matches('s').trim_end_matches('e');
            let said = denied.is_some_and(|rest| rest == zh || rest.is_empty() && next == zh)
                || english && (next == zh || next.starts_with(stem) && next.len() <= en.len());
            said.then(|| {
                Phrase::new(
                    format!("否定写在整个条件之前:`非 … {zh} …`"),
                    format!("what is denied is the whole condition: `not … {en} …`"),
                )
            })
        })
    }

    /// The word before that was to ask something of the elements of a list, and what is written for it: 所有 u 属于 ….
    pub(super) fn quantifier(&self) -> Option<(Token, Phrase)> {
        let before = self.before?;
        let asks = self.failure.expects_operator() && matches!(self.next_word(), Some("in" | "属于" | "在"));
        let (_, en, zh) =
            QUANTIFIERS.iter().find(|(words, ..)| asks && words.contains(&self.word(Some(before))))?;
        Some((before, write(zh, en)))
    }

    /// Signs that have no place here, or another.
    fn foreign_sign(&self) -> Option<Phrase> {
        let bands = [Rule::row, Rule::band];
        let value = self.failure.expects_value();
        let (zh, en) = match self.found() {
            "/" if value && self.next_word() == Some("/") => (
                "模式不能为空,如 `/负责/`;注释以 `--` 开头",
                "a pattern is not empty, as in `/负责/`; a comment begins with `--`",
            ),
            "/" if value => (
                "模式在同一行以 `/` 结束,如 `/负责/`",
                "a pattern ends with `/` on the same line, as in `/负责/`",
            ),
            "/" if self.next_word() == Some("/") => ("注释以 `--` 开头", "a comment begins with `--`"),
            "=>" if self.failure.expects_operator() => ("写 `>=`", "write `>=`"),
            ":" | "：" if self.failure.expects(&[Rule::kw_where]) => ("写 `其中`", "write `where`"),
            ":" | "：" | "=>" if self.failure.expects(&[Rule::result, Rule::arrow]) => (
                "结果的类型写作 `-> int`,也可不写",
                "the type of the result is written `-> int`, or left out",
            ),
            "!" | "！" | "不" | "没有" if value => ("写 `非`", "write `not`"),
            "," | "，" | "、" if matches!(self.next_word(), Some("否则" | "else")) => {
                ("`否则` 之前不用逗号", "no comma stands before `else`")
            }
            "【" | "［" | "〔" => ("列表写作 `[…]`", "a list is written `[…]`"),
            "】" | "］" | "〕" => ("写 `]`", "write `]`"),
            "\\" => (
                "花括号里的文本放在 `“ ”` 之间,不用反斜线",
                "a text inside braces stands between `“ ”`, without a backslash",
            ),
            digit if digit.starts_with(|c| ('０'..='９').contains(&c)) => {
                ("数字用半角,如 `3`", "digits are those of ASCII, as in `3`")
            }
            ";" | "；" => ("语句之间不用分号", "statements are not separated by `;`"),
            "'" | "‘" | "’" | "「" | "『" => {
                ("文本放在 `“ ”` 或 `\" \"` 之间", "texts stand between `\" \"` or `“ ”`")
            }
            "”" => ("文本以 `“` 开头", "a text begins with `“`"),
            "then" | "那么" | "则" => {
                ("没有 `那么`:写 `要求 … 否则 报告 …`", "there is no `then`: write `require … else report …`")
            }
            "-" if self.failure.expects(&bands) => ("范围写作 `1..10`", "a range is written `1..10`"),
            "," | "，" | "、" if self.failure.expects(&bands) => {
                ("档与档之间不用逗号", "bands follow one another without commas")
            }
            "->" if self.failure.expects(&[Rule::fat_arrow, Rule::band, Rule::row_key]) => {
                ("写 `=>`", "write `=>`")
            }
            "#" | "//" => ("注释以 `--` 开头", "a comment begins with `--`"),
            _ => return None,
        };
        Some(Phrase::new(zh, en))
    }
}
