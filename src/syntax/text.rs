//! Literals: texts with their escapes, messages with their values in braces, numbers, dates.

use jiff::civil::Date;
use pest::{Parser as _, iterators::Pair};

use super::{
    ast::{self, ExprKind, Format, Part},
    build::{Builder, child, children},
    error::{self, Region},
    grammar::{Grammar, Rule},
    lex, outline,
};
use crate::{diagnostic::Code, phrase::Phrase, source::Span};

impl Builder<'_> {
    /// A text without its marks and escapes.
    pub(super) fn text(&self, pair: &Pair<'_, Rule>) -> ast::Text {
        let (inner, start) = self.inside(pair);
        let mut value = String::with_capacity(inner.len());
        let mut chars = inner.char_indices();
        while let Some((at, c)) = chars.next() {
            value.push(if c == '\\' { self.escape(start + at, chars.next()) } else { c });
        }
        self.spanned(pair, value)
    }

    /// The first text among the children; an empty one where there is none.
    pub(super) fn text_in(&self, pair: &Pair<'_, Rule>) -> ast::Text {
        child(pair, Rule::text).map_or_else(|| self.spanned(pair, String::new()), |t| self.text(&t))
    }

    /// The list of texts among the children.
    pub(super) fn texts(&self, pair: &Pair<'_, Rule>) -> Vec<ast::Text> {
        child(pair, Rule::texts).map(|list| self.text_list(&list)).unwrap_or_default()
    }

    /// The texts of a list.
    pub(super) fn text_list(&self, list: &Pair<'_, Rule>) -> Vec<ast::Text> {
        children(list, Rule::text).map(|t| self.text(&t)).collect()
    }

    /// A text of a message: words, and values in braces.
    pub(super) fn template(&self, pair: &Pair<'_, Rule>) -> ast::Template {
        let (inner, start) = self.inside(pair);
        let mut template = Pieces::default();
        let mut at = 0;
        while let Some(c) = inner[at..].chars().next() {
            let next = inner[at + c.len_utf8()..].chars().next();
            at += match c {
                '\\' => {
                    let escaped = next.map(|n| (at + 1, n));
                    template.words.push(self.escape(start + at, escaped));
                    1 + next.map_or(0, char::len_utf8)
                }
                '{' | '}' if next == Some(c) => {
                    template.words.push(c);
                    2
                }
                '{' => self.value_in_braces(&mut template, &inner[at..], start + at),
                '}' => {
                    self.stray_brace(start + at);
                    1
                }
                c => {
                    template.words.push(c);
                    c.len_utf8()
                }
            };
        }
        ast::Template { parts: template.finish(), span: self.span(pair) }
    }

    /// Reads `{E}` or `{E as percent}` at the beginning of `rest`; gives its length.
    fn value_in_braces(&self, template: &mut Pieces, rest: &str, at: usize) -> usize {
        let Some(length) = braces_length(rest) else {
            self.bad_value(Span::of(at..at + 1), "花括号没有闭合", "this brace is not closed");
            return 1;
        };
        let inner = &rest[1..length - 1];
        if inner.trim().is_empty() {
            self.bad_value(Span::of(at..at + length), "花括号里没有值", "there is no value in these braces");
            return length;
        }
        if let Some((expr, format)) = self.interpolation(inner, at + 1) {
            template.value(expr, format);
        }
        length
    }

    fn interpolation(&self, inner: &str, base: usize) -> Option<(ast::Expr, Format)> {
        let tokens = lex::lex(inner, lex::Quotes::AsWritten);
        let region = Region { sink: self.sink, text: inner, base, tokens: &tokens };
        if let Some(deep) = outline::nesting(&tokens, inner).first() {
            self.sink.push(error::too_deep(&region, *deep));
            return None;
        }
        let read = Grammar::parse(Rule::interpolation, inner);
        match read.or_else(|_| Grammar::parse(Rule::one_interpolation, inner)) {
            Ok(mut pairs) => {
                let pair = pairs.next()?;
                let percent = child(&pair, Rule::format).is_some();
                let format = if percent { Format::Percent } else { Format::Plain };
                Some((Builder::new(self.sink, base).expr_in(&pair, Rule::expr), format))
            }
            Err(failure) => {
                let mut error = error::explain(&region, &error::Failure::new(&failure, 0));
                error.code = Code::BadInterpolation;
                self.sink.push(error);
                None
            }
        }
    }

    fn stray_brace(&self, at: usize) {
        self.bad_value(Span::of(at..at + 1), "这个 `}` 没有对应的 `{`", "this `}` closes nothing");
    }

    fn bad_value(&self, span: Span, zh: &str, en: &str) {
        let help = Phrase::new(
            "花括号里写值,如 `{计数(内设机构)}`;花括号本身写作 `{{` 和 `}}`",
            "a value stands in braces, as in `{count(units)}`; braces themselves are written `{{` and `}}`",
        );
        self.sink.push(self.sink.error(Code::BadInterpolation, span, zh, en).help(help));
    }

    /// The characters between the marks, and where they begin in the file.
    fn inside<'i>(&self, pair: &Pair<'i, Rule>) -> (&'i str, usize) {
        let written = pair.as_str();
        let mark = written.chars().next().map_or(0, char::len_utf8);
        let inner = written.get(mark..written.len().saturating_sub(mark)).unwrap_or("");
        (inner, self.base + pair.as_span().start() + mark)
    }

    /// What the escape at `at` stands for.
    fn escape(&self, at: usize, escaped: Option<(usize, char)>) -> char {
        match escaped {
            Some((_, 'n')) => '\n',
            Some((_, 't')) => '\t',
            Some((_, c @ ('"' | '\\' | '“' | '”'))) => c,
            Some((_, c)) => {
                let span = Span::of(at..at + 1 + c.len_utf8());
                let error = self.sink.error(
                    Code::BadLiteral,
                    span,
                    &format!("没有转义 `\\{c}`"),
                    &format!("there is no escape `\\{c}`"),
                );
                self.sink.push(error.help(Phrase::new(
                    "可用 `\\n`、`\\t`、`\\\"`、`\\\\`;反斜线本身写作 `\\\\`",
                    "there are `\\n`, `\\t`, `\\\"` and `\\\\`; a backslash itself is written `\\\\`",
                )));
                c
            }
            None => '\\',
        }
    }

    /// A number: whole, or in percent.
    pub(super) fn number(&self, pair: &Pair<'_, Rule>) -> ExprKind {
        let (written, span) = (pair.as_str(), self.span(pair));
        let percent = written.strip_suffix(['%', '％']);
        let digits = percent.unwrap_or(written);
        if digits.bytes().all(|b| b.is_ascii_digit()) {
            let value = self.integer(digits, span);
            return if percent.is_some() { ExprKind::Percent(value) } else { ExprKind::Int(value) };
        }
        let (zh, en) = (format!("`{written}` 不是数"), format!("`{written}` is not a number"));
        let help = if let Some(date) = plain_date(written) {
            Phrase::new(format!("日期写作 `{date}`"), format!("a date is written `{date}`"))
        } else if digits.contains('.') {
            Phrase::new(
                "没有小数;写分数或百分数,如 `1/2`、`40%`",
                "there are no decimals; write a ratio or a percentage, such as `1/2` or `40%`",
            )
        } else {
            Phrase::new("数只由数字组成;其后留空格", "a number has digits only; put a blank after it")
        };
        self.sink.push(self.sink.error(Code::BadLiteral, span, &zh, &en).help(help));
        ExprKind::Error
    }

    /// Digits as a number; one too great is reported.
    pub(super) fn integer(&self, digits: &str, span: Span) -> i64 {
        digits.parse().unwrap_or_else(|_| {
            self.bad_literal(span, "数太大", "the number is too great");
            0
        })
    }

    /// A date; one that is not in the calendar is reported.
    pub(super) fn date(&self, pair: &Pair<'_, Rule>) -> Date {
        pair.as_str().parse().unwrap_or_else(|_| {
            let written = pair.as_str();
            let error = self.sink.error(
                Code::BadLiteral,
                self.span(pair),
                &format!("`{written}` 不是日期"),
                &format!("`{written}` is not a date"),
            );
            let meant = plain_date(written).map_or_else(|| "2019-04-07".to_owned(), |date| date.to_string());
            self.sink.push(error.help(Phrase::new(
                format!("日期写作四位年、两位月、两位日:`{meant}`"),
                format!(
                    "a date has four digits for the year, two for the month and two for the day: `{meant}`"
                ),
            )));
            Date::ZERO
        })
    }

    /// Reports a literal that cannot be.
    pub(super) fn bad_literal(&self, span: Span, zh: &str, en: &str) {
        self.sink.push(self.sink.error(Code::BadLiteral, span, zh, en));
    }
}

/// The day that a date in another form means: 2019年4月1日, 2019-4-1.
fn plain_date(written: &str) -> Option<Date> {
    let parts: Vec<&str> = written.trim_end_matches(['日', '号']).split(['年', '月', '-']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok().filter(|_| year.len() == 4)
}

/// The pieces of a message on their way.
#[derive(Default)]
struct Pieces {
    parts: Vec<Part>,
    words: String,
}

impl Pieces {
    fn value(&mut self, expr: ast::Expr, format: Format) {
        self.end_words();
        self.parts.push(Part::Value { expr, format });
    }

    fn end_words(&mut self) {
        if !self.words.is_empty() {
            self.parts.push(Part::Text(std::mem::take(&mut self.words)));
        }
    }

    fn finish(mut self) -> Vec<Part> {
        self.end_words();
        self.parts
    }
}

/// The length of `{…}` at the beginning of `rest`; braces and quotation marks inside it come in pairs.
pub(super) fn braces_length(rest: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut close = None;
    for (i, c) in rest.char_indices() {
        match (close, c) {
            (Some(mark), c) => close = (c != mark).then_some(mark),
            (None, '"') => close = Some('"'),
            (None, '“') => close = Some('”'),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
    }
    None
}
