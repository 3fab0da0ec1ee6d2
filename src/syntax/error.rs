//! Mistakes in words: from where the grammar stopped and what it expected there to a sentence, a place and a way out.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::{
    build::Sink,
    exprs::COMPARISONS,
    grammar::Rule,
    lex::{Kind, Token},
    names::{self, Begins, Meaning},
    outline,
};
use crate::{
    diagnostic::{Code, Diagnostic, closest},
    phrase::Phrase,
    source::Span,
};

/// A piece of a file and its tokens, whose places count from `base`.
pub(super) struct Region<'a> {
    pub(super) sink: &'a Sink,
    pub(super) text: &'a str,
    pub(super) base: usize,
    pub(super) tokens: &'a [Token],
}

/// Where the grammar stopped, in bytes of the region, and what could have stood there.
pub(super) struct Failure {
    /// Where the piece that was read begins.
    pub(super) from: usize,
    pub(super) at: usize,
    pub(super) expected: Vec<Rule>,
}

impl Failure {
    /// From an error of the grammar for a text that begins at `from`.
    pub(super) fn new(error: &Error<Rule>, from: usize) -> Self {
        let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
        let mut expected = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives.clone(),
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        expected.dedup();
        Self { from, at: from + at, expected }
    }

    /// Whether one of the rules could have stood there.
    pub(super) fn expects(&self, rules: &[Rule]) -> bool {
        self.expected.iter().any(|rule| rules.contains(rule))
    }

    /// Whether an operator could have stood there.
    fn expects_operator(&self) -> bool {
        self.expects(&[Rule::op_and, Rule::op_add, Rule::op_else])
    }

    fn expects_value(&self) -> bool {
        self.expects(&[Rule::expr, Rule::term, Rule::list_value, Rule::given_value, Rule::band_result])
    }
}

/// The error that a failure means.
pub(super) fn explain(region: &Region<'_>, failure: &Failure) -> Diagnostic {
    let spot = Spot::new(region, failure);
    let error = match spot.mistake() {
        Some(message) => spot.error(spot.span(), message),
        None => spot.plain(),
    };
    match spot.help() {
        Some(help) => error.help(help),
        None => error,
    }
}

/// The error for a text whose closing mark is missing.
pub(super) fn unclosed(region: &Region<'_>, token: usize) -> Diagnostic {
    let token = region.tokens[token];
    let mark = token.text(region.text).chars().next().unwrap_or('"');
    let close = if mark == '"' { '"' } else { '”' };
    let span = Span::of(region.base + token.start..region.base + token.start + mark.len_utf8());
    region
        .sink
        .error(Code::UnclosedText, span, "引号里的文本没有结束", "the text that begins here does not end")
        .help(Phrase::new(format!("在文本末尾写 `{close}`"), format!("write `{close}` after its last word")))
}

/// The error for nesting that goes too deep.
pub(super) fn too_deep(region: &Region<'_>, token: usize) -> Diagnostic {
    let token = region.tokens[token];
    let span = Span::of(region.base + token.start..region.base + token.end);
    let most = outline::MAX_NESTING;
    region.sink.error(Code::TooDeep, span, "嵌套过深", "nested too deeply").help(Phrase::new(
        format!("至多 {most} 层;用 `设` 或 `定义` 给各部分命名"),
        format!("at most {most} levels; name its parts with `let` or `define`"),
    ))
}

/// The place of a failure with what stands around it.
struct Spot<'a> {
    region: &'a Region<'a>,
    failure: &'a Failure,
    /// What stands there; none at the end of the region.
    found: Option<Token>,
    /// What stands before it, in the same piece.
    before: Option<Token>,
    /// The index of what stands there.
    index: usize,
}

impl<'a> Spot<'a> {
    fn new(region: &'a Region<'a>, failure: &'a Failure) -> Self {
        let index = region.tokens.partition_point(|t| t.end <= failure.at);
        let found = region.tokens.get(index).copied();
        let before = index.checked_sub(1).map(|i| region.tokens[i]).filter(|t| t.start >= failure.from);
        Self { region, failure, found, before, index }
    }

    fn word(&self, token: Option<Token>) -> &'a str {
        token.map_or("", |t| t.text(self.region.text))
    }

    fn found(&self) -> &'a str {
        self.word(self.found)
    }

    fn error(&self, span: Span, message: Phrase) -> Diagnostic {
        Diagnostic::error(Code::Syntax, self.region.sink.file, span, message)
    }

    fn span_of(&self, token: Token) -> Span {
        // One word of a text in quotes is enough: its first line.
        let line = token.text(self.region.text).split('\n').next().map_or(0, str::len);
        Span::of(self.region.base + token.start..self.region.base + token.start + line)
    }

    /// What to underline: the word that stands there, or the end of what should have gone on.
    fn span(&self) -> Span {
        match (self.found, self.before) {
            (Some(found), _) if !self.ends_before() => self.span_of(found),
            (_, Some(before)) => self.span_of(before),
            (Some(found), None) => self.span_of(found),
            (None, None) => Span::of(self.region.base..self.region.base + self.region.text.len()),
        }
    }

    /// Whether the mistake is that something is missing after the word before, and not the word that stands there.
    fn ends_before(&self) -> bool {
        let Some(found) = self.found else { return true };
        let begins = names::statement_word(self.found(), self.next_word()) != Begins::No
            || names::item_word(self.found()).is_some();
        self.before.is_some()
            && found.first
            && (begins || found.kind != Kind::Word || self.suggestion().is_none())
    }

    fn next_word(&self) -> Option<&'a str> {
        self.region.tokens.get(self.index + 1).map(|t| t.text(self.region.text))
    }

    /// "expected X, found Y", or "expected X after Y".
    fn plain(&self) -> Diagnostic {
        let (zh, en) = self.expected();
        let message = match (self.found, self.before) {
            (Some(_), _) if !self.ends_before() => {
                let found = short(self.found());
                Phrase::new(format!("此处应为{zh},却是 `{found}`"), format!("expected {en}, found `{found}`"))
            }
            (_, Some(before)) => {
                let before = short(self.word(Some(before)));
                Phrase::new(format!("`{before}` 之后应为{zh}"), format!("expected {en} after `{before}`"))
            }
            _ => Phrase::new(format!("此处应为{zh}"), format!("expected {en}")),
        };
        self.error(self.span(), message)
    }

    /// What could have stood there, in words. Operators are named only where nothing else could have.
    fn expected(&self) -> (String, String) {
        let failure = self.failure;
        if failure.expected.is_empty() {
            return ("另外的写法".into(), "something else".into());
        }
        let mut zh: Vec<String> = Vec::new();
        let mut en: Vec<String> = Vec::new();
        let ends = failure.expects(&[Rule::statement_end, Rule::item_end]);
        if failure.expects_operator() && (ends || failure.expects(&[Rule::EOI])) {
            zh.push("运算符".into());
            en.push("an operator".into());
        }
        for rule in &failure.expected {
            let (z, e) = match names::meaning(*rule) {
                Some(Meaning::Keyword(e, z)) if !(ends && *rule == Rule::kw_basis) => {
                    (format!(" `{z}`"), format!("`{e}`"))
                }
                Some(Meaning::Said(e, z)) if *rule != Rule::left_paren || !failure.expects_operator() => {
                    (z.to_owned(), e.to_owned())
                }
                _ => continue,
            };
            if !en.contains(&e) {
                zh.push(z);
                en.push(e);
            }
        }
        if en.is_empty() {
            return ("运算符".into(), "an operator".into());
        }
        (join(&zh, "、", "或"), join(&en, ", ", " or "))
    }

    /// A mistake that deserves a sentence of its own.
    fn mistake(&self) -> Option<Phrase> {
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
    fn help(&self) -> Option<Phrase> {
        self.foreign().or_else(|| self.missing()).or_else(|| self.misspelt())
    }

    /// Signs and words of other languages.
    fn foreign(&self) -> Option<Phrase> {
        let (zh, en) = match self.found() {
            "&&" | "&" => ("写 `且`", "write `and`"),
            "||" | "|" => ("写 `或`", "write `or`"),
            "!" => ("写 `非`", "write `not`"),
            "≤" | "≦" => ("写 `<=`", "write `<=`"),
            "≥" | "≧" => ("写 `>=`", "write `>=`"),
            "≠" | "<>" => ("写 `不是` 或 `!=`", "write `is not` or `!=`"),
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
            "->" if self.failure.expects(&[Rule::fat_arrow]) => ("写 `=>`", "write `=>`"),
            "#" | "//" => ("注释以 `--` 开头", "a comment begins with `--`"),
            "/" if self.next_word() == Some("/") => ("注释以 `--` 开头", "a comment begins with `--`"),
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
        if self.found().chars().count() < long
            || self.failure.expects_value() && !self.failure.expects_operator()
        {
            return None;
        }
        let mut words = String::new();
        for count in 1..=3 {
            let Some(token) = self.region.tokens.get(self.index + count - 1) else { break };
            if count > 1 {
                words.push(' ');
            }
            words.push_str(token.text(self.region.text));
            let same = candidates.iter().copied().filter(|c| c.split(' ').count() == count);
            if let Some(word) = closest(&words, same).filter(|w| *w != words) {
                return Some(word);
            }
        }
        let first = found.text(self.region.text);
        candidates.into_iter().find(|c| c.contains(' ') && c.split(' ').next() == Some(first))
    }
}

/// The first characters of a token.
fn short(word: &str) -> String {
    let line = word.split('\n').next().unwrap_or(word);
    let mut short: String = line.chars().take(24).collect();
    if short.len() < word.len() {
        short.push('…');
    }
    short
}

/// `a`, `b` or `c`; at most six.
fn join(words: &[String], comma: &str, or: &str) -> String {
    const MOST: usize = 6;
    let shown = &words[..words.len().min(MOST)];
    match shown {
        [one] => one.clone(),
        [most @ .., last] if words.len() <= MOST => format!("{}{or}{last}", most.join(comma)),
        _ => format!("{}…", shown.join(comma)),
    }
}
