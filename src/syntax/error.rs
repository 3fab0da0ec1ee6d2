//! Mistakes in words: from where the grammar stopped and what it expected there to a sentence, a place and a way out.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::{
    build::Sink,
    grammar::Rule,
    lex::{Kind, Token},
    names::{self, Begins, Meaning},
    outline,
};
use crate::{
    diagnostic::{Code, Diagnostic},
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
    pub(super) fn expects_operator(&self) -> bool {
        self.expects(&[Rule::op_and, Rule::op_add, Rule::op_else])
    }

    pub(super) fn expects_value(&self) -> bool {
        self.expects(&[Rule::expr, Rule::term, Rule::list_value, Rule::given_value, Rule::band_result])
    }
}

/// The error that a failure means.
pub(super) fn explain(region: &Region<'_>, failure: &Failure) -> Diagnostic {
    let spot = Spot::new(region, failure);
    if let Some((word, help)) = spot.quantifier() {
        let said = word.text(region.text);
        let message =
            Phrase::new(format!("没有 `{said}` 这种问法"), format!("no question begins with `{said}`"));
        return spot.error(spot.span_of(word), message).help(help);
    }
    if let Some((message, help)) = spot.conditional() {
        return spot.error(spot.span(), message).help(help);
    }
    let error = match spot.mistake() {
        Some(message) => spot.error(spot.span(), message),
        None => spot.plain(),
    };
    match spot.help() {
        Some(help) if spot.mistake().is_none() => error.help(help),
        _ => error,
    }
}

/// The error for a text whose closing mark is missing.
pub(super) fn unclosed(region: &Region<'_>, token: usize) -> Diagnostic {
    let token = region.tokens[token];
    let written = token.text(region.text);
    let mark = written.chars().next().unwrap_or('"');
    let (close, other) = if mark == '"' { ('"', '”') } else { ('”', '"') };
    let span = Span::of(region.base + token.start..region.base + token.start + mark.len_utf8());
    let error = region.sink.error(
        Code::UnclosedText,
        span,
        "引号里的文本没有结束",
        "the text that begins here does not end",
    );
    if written.contains(other) {
        return error.help(Phrase::new(
            format!("以 `{mark}` 开头的文本以 `{close}` 结束,不是 `{other}`:两端写 `“ ”` 或 `\" \"`"),
            format!("a text that begins with `{mark}` ends with `{close}`, not with `{other}`: write `\" \"` or `“ ”`"),
        ));
    }
    error.help(Phrase::new(format!("在文本末尾写 `{close}`"), format!("write `{close}` after its last word")))
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
pub(super) struct Spot<'a> {
    pub(super) region: &'a Region<'a>,
    pub(super) failure: &'a Failure,
    /// What stands there; none at the end of the region.
    pub(super) found: Option<Token>,
    /// What stands before it, in the same piece.
    pub(super) before: Option<Token>,
    /// The index of what stands there.
    pub(super) index: usize,
}

impl<'a> Spot<'a> {
    fn new(region: &'a Region<'a>, failure: &'a Failure) -> Self {
        let index = region.tokens.partition_point(|t| t.end <= failure.at);
        let found = region.tokens.get(index).copied();
        let before = index.checked_sub(1).map(|i| region.tokens[i]).filter(|t| t.start >= failure.from);
        Self { region, failure, found, before, index }
    }

    pub(super) fn word(&self, token: Option<Token>) -> &'a str {
        token.map_or("", |t| t.text(self.region.text))
    }

    pub(super) fn found(&self) -> &'a str {
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
            && self.foreign().is_none()
            && (begins || found.kind != Kind::Word || self.suggestion().is_none())
    }

    pub(super) fn next_word(&self) -> Option<&'a str> {
        self.region.tokens.get(self.index + 1).map(|t| t.text(self.region.text))
    }

    /// "expected X, found Y", or "expected X after Y".
    fn plain(&self) -> Diagnostic {
        let (zh, en) = self.expected();
        let message = match (self.found, self.before) {
            (Some(_), _) if !self.ends_before() => {
                let found = short(self.found());
                let zh = format!("此处应为{},却是 `{found}`", spaced(&zh));
                Phrase::new(zh, format!("expected {en}, found `{found}`"))
            }
            (_, Some(before)) => {
                let before = short(self.word(Some(before)));
                // "`{` after the name of the policy" would say twice what it comes after.
                let zh = spaced(zh.rsplit("之后的 ").next().unwrap_or(&zh));
                let en = en.split(" after ").next().unwrap_or(&en);
                Phrase::new(format!("`{before}` 之后应为{zh}"), format!("expected {en} after `{before}`"))
            }
            _ => Phrase::new(format!("此处应为{}", spaced(&zh)), format!("expected {en}")),
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
        let goes_on = self.condition_goes_on();
        if failure.expects_operator() && (ends || goes_on || failure.expects(&[Rule::EOI])) {
            zh.push("运算符".into());
            en.push("an operator".into());
        }
        // What the condition is followed by is there: the condition is what cannot be read.
        let later = |rule: Rule| goes_on && matches!(rule, Rule::else_report | Rule::kw_severity);
        for rule in failure.expected.iter().filter(|rule| !later(**rule)) {
            let (z, e) = match names::meaning(*rule) {
                Some(Meaning::Keyword(e, z)) if !(ends && *rule == Rule::kw_basis) => {
                    (format!("`{z}`"), format!("`{e}`"))
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

/// A blank before what stands in backquotes, as Chinese print has it.
fn spaced(words: &str) -> String {
    if words.starts_with('`') { format!(" {words}") } else { words.to_owned() }
}

/// `a`, `b` or `c`; at most six.
fn join(words: &[String], comma: &str, or: &str) -> String {
    const MOST_NAMES: usize = 6;
    let shown = &words[..words.len().min(MOST_NAMES)];
    match shown {
        [one] => one.clone(),
        [most @ .., last] if words.len() <= MOST_NAMES => {
            let last = if or == "或" { spaced(last) } else { last.clone() };
            let most = most.join(comma);
            let or = if or == "或" && most.ends_with('`') { " 或" } else { or };
            format!("{most}{or}{last}")
        }
        _ => format!("{}…", shown.join(comma)),
    }
}
