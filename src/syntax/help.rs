//! Ways out of mistakes: sentences for the frequent ones, signs of other languages, "did you mean".

use super::{
    error::Spot,
    exprs::COMPARISONS,
    grammar::Rule,
    lex::Kind,
    names::{self, Begins, Meaning},
    outline,
};
use crate::{diagnostic::closest, phrase::Phrase};

impl Spot<'_> {
    /// A mistake that deserves a sentence of its own.
    pub(super) fn mistake(&self) -> Option<Phrase> {
        let operator = self.failure.expects_operator();
        match self.found() {
            "=" if operator => Some(Phrase::new(
                "`=` 是赋值;比较写 `为` 或 `==`",
                "`=` assigns; to compare write `is` or `==`",
            )),
            "==" if self.failure.expects(&[Rule::assign]) && !operator => Some(Phrase::new(
                "`==` 是比较;给名称一个值写 `=`",
                "`==` compares; to give a name its value write `=`",
            )),
            found if operator && self.chained(found) => Some(Phrase::new(
                "比较不能连写;两个比较之间写 `且`",
                "comparisons do not chain; join two of them with `and`",
            )),
            "}" | "｝" if self.before.is_none() => {
                Some(Phrase::new("这个 `}` 没有对应的 `{`", "this `}` closes nothing"))
            }
            _ => None,
        }
    }

    /// Whether a second comparison stands after a first one.
    fn chained(&self, found: &str) -> bool {
        let no_more = !self.failure.expects(&[Rule::op_lt]);
        let is =
            |m: Option<Meaning>| matches!(m, Some(Meaning::Operator(en, zh)) if en == found || zh == found);
        no_more
            && (found == "=="
                || found == "!="
                || COMPARISONS.iter().any(|(rule, _)| is(names::meaning(*rule))))
    }

    /// The way out, where one is known.
    pub(super) fn help(&self) -> Option<Phrase> {
        self.foreign().or_else(|| self.missing()).or_else(|| self.misspelt())
    }

    /// Signs and words of other languages.
    pub(super) fn foreign(&self) -> Option<Phrase> {
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
            "\\" => (
                "花括号里的文本放在 `“ ”` 之间,不用反斜线",
                "a text inside braces stands between `“ ”`, without a backslash",
            ),
            digit if digit.starts_with(|c| ('０'..='９').contains(&c)) => {
                ("数字用半角,如 `3`", "digits are those of ASCII, as in `3`")
            }
            "&&" | "&" | "并且" | "而且" | "和" | "与" => ("写 `且`", "write `and`"),
            "||" | "|" | "或者" => ("写 `或`", "write `or`"),
            "!" => ("写 `非`", "write `not`"),
            "大于" | "多于" | "超过" => ("写 `>`", "write `>`"),
            "小于" | "少于" | "低于" => ("写 `<`", "write `<`"),
            "≥" | "≧" | "不小于" | "不少于" | "不低于" | "大于等于" => {
                ("写 `>=`", "write `>=`")
            }
            "≤" | "≦" | "不大于" | "不多于" | "不超过" | "小于等于" => {
                ("写 `<=`", "write `<=`")
            }
            "等于" | "是" | "equals" => ("写 `为` 或 `==`", "write `is` or `==`"),
            "≠" | "<>" | "不等于" | "不为" => ("写 `不是` 或 `!=`", "write `is not` or `!=`"),
            ";" | "；" => ("语句之间不用分号", "statements are not separated by `;`"),
            "'" | "‘" | "’" | "「" | "『" => {
                ("文本放在 `“ ”` 或 `\" \"` 之间", "texts stand between `\" \"` or `“ ”`")
            }
            "”" => ("文本以 `“` 开头", "a text begins with `“`"),
            "then" | "那么" | "则" => {
                ("没有 `那么`:写 `要求 … 否则 报告 …`", "there is no `then`: write `require … else report …`")
            }
            "if" | "若" | "如果" => (
                "没有 `若`:条件写在 `其中` 或 `适用` 之后",
                "there is no `if`: a condition stands after `where` or `applies when`",
            ),
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

    /// Something that must not be left out.
    fn missing(&self) -> Option<Phrase> {
        let misspelt = self.suggestion().is_some();
        let help = |zh: &str, en: &str| Some(Phrase::new(zh, en));
        match () {
            () if self.failure.expects(&[Rule::else_report]) && !misspelt => help(
                "要求之后写违反时报告什么:`否则 报告 g: 中 “…”`",
                "after the requirement write what to report: `else report g: en \"…\"`",
            ),
            () if self.failure.expects(&[Rule::policy_name]) && outline::is_open(self.found()) => help(
                "政策要有名称,如 `政策 staffing-deputy-band {`",
                "a policy has a name, as in `policy staffing-deputy-band {`",
            ),
            () if self.failure.expects(&[Rule::kw_zh, Rule::said, Rule::message])
                && self.found.is_some_and(|t| t.kind == Kind::Text) =>
            {
                help("文本之前写 `中` 或 `英`", "write `zh` or `en` before the text")
            }
            () if self.failure.expects(&[Rule::assign])
                && matches!(self.found(), "is" | "为" | ":" | "：") =>
            {
                help("这里用 `=` 给值", "the value is given with `=` here")
            }
            () if self.failure.expects(&[Rule::colon]) => help(
                "名称之后写冒号和类型,如 `max: 整数`",
                "a colon and a type follow the name, as in `max: int`",
            ),
            () if self.nested_marks() => help(
                "“ ” 里再用引号写作 `\\“ \\”`,或把文本放在 `\" \"` 之间",
                "marks inside “ ” are written `\\“ \\”`; or put the text between `\" \"`",
            ),
            () if self.failure.expects(&[Rule::kw_list]) && self.word(self.before) == "list" => {
                let of = self.found();
                Some(Phrase::new(format!("写 `{of} 列表`"), format!("write `list of {of}`")))
            }
            () if self.failure.expects(&[Rule::one_item, Rule::item_end])
                && names::statement_word(self.found(), self.next_word()) != Begins::No =>
            {
                help("语句写在政策的花括号里", "statements stand in the braces of a policy")
            }
            () if self.found.is_some_and(|t| t.kind == Kind::Word) && self.reserved_name() => {
                let word = self.found();
                Some(Phrase::new(
                    format!("`{word}` 是关键词,不能作名称"),
                    format!("`{word}` is a keyword and cannot be a name"),
                ))
            }
            () => None,
        }
    }

    /// Whether the text before ended at the first of two closing marks.
    fn nested_marks(&self) -> bool {
        let inner = self.word(self.before).strip_prefix('“');
        let clings = self.before.map(|t| t.end) == self.found.map(|t| t.start);
        clings && inner.is_some_and(|text| text.contains('“'))
    }

    fn reserved_name(&self) -> bool {
        let names = [
            Rule::variable,
            Rule::policy_name,
            Rule::table_name,
            Rule::vocabulary_name,
            Rule::param_name,
            Rule::define_name,
            Rule::parameter_name,
        ];
        self.failure.expects(&names) && self.failure.expected.len() == 1
    }

    /// "did you mean", and keywords that cling to what follows them.
    fn misspelt(&self) -> Option<Phrase> {
        if let Some(keyword) = self.glued() {
            return Some(Phrase::new(
                format!("`{keyword}` 之后留一个空格"),
                format!("put a blank after `{keyword}`"),
            ));
        }
        let word = self.suggestion()?;
        Some(Phrase::new(format!("是不是 `{word}`?"), format!("did you mean `{word}`?")))
    }

    fn candidates(&self) -> Vec<&'static str> {
        self.failure.expected.iter().flat_map(|rule| names::spellings(*rule)).collect()
    }

    /// The Chinese keyword of two characters or more that the word begins with.
    fn glued(&self) -> Option<&'static str> {
        let found = self.found();
        self.candidates().into_iter().find(|keyword| {
            !keyword.is_ascii()
                && keyword.chars().count() > 1
                && found.len() > keyword.len()
                && found.starts_with(keyword)
        })
    }

    /// The keyword that was probably meant. A keyword of several words is held against as many words.
    pub(super) fn suggestion(&self) -> Option<&'static str> {
        let found = self.found.filter(|t| t.kind == Kind::Word)?;
        let candidates = self.candidates();
        let long = if self.found().is_ascii() { 3 } else { 2 };
        if self.failure.expects_value() && !self.failure.expects_operator() {
            return None;
        }
        let mut words = String::new();
        for count in 1..=3 {
            let Some(token) = self.region.tokens.get(self.index + count - 1) else { break };
            if count > 1 {
                words.push(' ');
            }
            words.push_str(token.text(self.region.text));
            if words.chars().count() < long {
                continue;
            }
            let same = candidates.iter().copied().filter(|c| c.split(' ').count() == count);
            if let Some(word) = closest(&words, same).filter(|w| *w != words) {
                return Some(word);
            }
        }
        let first = found.text(self.region.text);
        candidates.into_iter().find(|c| c.contains(' ') && c.split(' ').next() == Some(first))
    }
}
