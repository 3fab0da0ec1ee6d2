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
    /// The way out, where one is known.
    pub(super) fn help(&self) -> Option<Phrase> {
        self.foreign().or_else(|| self.missing()).or_else(|| self.misspelt())
    }

    /// A mistake that deserves a sentence of its own.
    pub(super) fn mistake(&self) -> Option<Phrase> {
        let operator = self.failure.expects_operator();
        match self.found() {
            "=" | "＝" if operator && !self.clings_to(&["=", "＝"]) => Some(Phrase::new(
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

    /// Whether the sign that follows clings to what stands here, and is one of these: ＝＝, ＞=.
    pub(super) fn clings_to(&self, signs: &[&str]) -> bool {
        let next = self.region.tokens.get(self.index + 1);
        next.is_some_and(|next| {
            self.found.is_some_and(|t| t.end == next.start) && signs.contains(&next.text(self.region.text))
        })
    }

    /// Whether what is to be reported follows after all, so that the requirement before it is what cannot be read.
    pub(super) fn condition_goes_on(&self) -> bool {
        let word = |i: usize| self.region.tokens.get(i).map(|t| t.text(self.region.text));
        let ends = |i: &usize| {
            word(*i).is_none_or(|w| {
                outline::is_close(w) || names::statement_word(w, word(i + 1)) == Begins::Surely
            })
        };
        let mut rest = (self.index..self.region.tokens.len()).take_while(|i| !ends(i));
        self.failure.expects(&[Rule::else_report])
            && rest.any(|i| {
                matches!(word(i), Some("else" | "否则")) && matches!(word(i + 1), Some("report" | "报告"))
            })
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

    /// Something that must not be left out.
    fn missing(&self) -> Option<Phrase> {
        let misspelt = self.suggestion().is_some();
        let help = |zh: &str, en: &str| Some(Phrase::new(zh, en));
        if self.failure.expects(&[Rule::else_report]) && !self.condition_goes_on() && !misspelt {
            help(
                "要求之后写违反时引用什么、说什么:`否则 报告 …: 中 “…”`",
                "after the requirement write what to quote and say: `else report …: en \"…\"`",
            )
        } else if self.condition_goes_on() && !misspelt {
            help(
                "条件读到这里读不下去:两个值之间要有运算符,如 `>=`、`为`、`包含`、`且`",
                "the condition cannot be read on from here: between two values stands an operator such as `>=`, `is`, `contains`, `and`",
            )
        } else if self.failure.expects(&[Rule::policy_name]) && outline::is_open(self.found()) {
            help(
                "政策要有名称,如 `政策 staffing-deputy-band {`",
                "a policy has a name, as in `policy staffing-deputy-band {`",
            )
        } else if self.failure.expects(&[Rule::kw_zh, Rule::said, Rule::message])
            && self.found.is_some_and(|t| t.kind == Kind::Text)
        {
            help("文本之前写 `中` 或 `英`", "write `zh` or `en` before the text")
        } else if self.failure.expects(&[Rule::assign]) && matches!(self.found(), "is" | "为" | ":" | "：")
        {
            help("这里用 `=` 给值", "the value is given with `=` here")
        } else if self.failure.expects(&[Rule::colon]) {
            help(
                "名称之后写冒号和类型,如 `max: 整数`",
                "a colon and a type follow the name, as in `max: int`",
            )
        } else if self.nested_marks() {
            help(
                "“ ” 里再用引号写作 `\\“ \\”`,或把文本放在 `\" \"` 之间",
                "marks inside “ ” are written `\\“ \\”`; or put the text between `\" \"`",
            )
        } else if self.failure.expects(&[Rule::kw_list]) && self.word(self.before) == "list" {
            let of = self.found();
            Some(Phrase::new(format!("写 `{of} 列表`"), format!("write `list of {of}`")))
        } else if self.failure.expects(&[Rule::one_item, Rule::item_end])
            && names::statement_word(self.found(), self.next_word()) != Begins::No
        {
            help("语句写在政策的花括号里", "statements stand in the braces of a policy")
        } else if self.colon_behind_keyword() {
            let keyword = self.word(self.before);
            Some(Phrase::new(
                if matches!(keyword, "报告" | "report") {
                    format!("`{keyword}` 之后先写要引用的内容,再写冒号:`{keyword} …: 中 “…”`")
                } else {
                    format!("`{keyword}` 之后不用冒号")
                },
                if matches!(keyword, "报告" | "report") {
                    format!("what to quote stands between `{keyword}` and the colon: `{keyword} …: en \"…\"`")
                } else {
                    format!("no colon follows `{keyword}`")
                },
            ))
        } else if self.test_in_front() {
            let test = self.found();
            Some(Phrase::new(
                format!("`{test}` 写在值之后:`… {test}`"),
                format!("`{test}` stands behind the value: `… {test}`"),
            ))
        } else if self.found.is_some_and(|t| t.kind == Kind::Word) && self.reserved_name() {
            let word = self.found();
            Some(Phrase::new(
                format!("`{word}` 是关键词,不能作名称"),
                format!("`{word}` is a keyword and cannot be a name"),
            ))
        } else {
            None
        }
    }

    /// Whether the text before ended at the first of two closing marks.
    fn nested_marks(&self) -> bool {
        let inner = self.word(self.before).strip_prefix('“');
        let clings = self.before.map(|t| t.end) == self.found.map(|t| t.start);
        clings && inner.is_some_and(|text| text.contains('“'))
    }

    /// Whether a colon stands where a value should, straight after a keyword: 要求：, 报告:.
    fn colon_behind_keyword(&self) -> bool {
        matches!(self.found(), ":" | "：")
            && self.failure.expects(&[Rule::expr, Rule::term, Rule::evidence])
            && self.before.is_some_and(|t| t.kind == Kind::Word)
    }

    /// Whether a test stands before its value, like a function: 非空(…).
    fn test_in_front(&self) -> bool {
        self.failure.expects_value()
            && matches!(self.found(), "非空" | "为空" | "已知" | "未知")
            && matches!(self.next_word(), Some("(" | "（"))
    }

    /// `if` of other languages: the word in use, and what is written instead.
    pub(super) fn conditional(&self) -> Option<(Phrase, Phrase)> {
        let word = self.found();
        let help = Phrase::new(
            "政策何时适用写 `适用 …`;只看列表中的哪些写 `对每个 x 属于 … 其中 …`;应当如何写 `要求 … 否则 报告 …`",
            "when a policy applies is written `applies when …`, which elements are looked at `for each x in … where …`, \
             what must hold `require … else report …`",
        );
        let message = Phrase::new(format!("语言里没有 `{word}`"), format!("the language has no `{word}`"));
        matches!(word, "if" | "若" | "如果" | "假如" | "当").then_some((message, help))
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
