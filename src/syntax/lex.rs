//! The words of a policy text, for what the grammar cannot tell: where to go on after a mistake, what stands at the place
//! of an error, and the comments. The grammar alone decides what is right.

use pest::unicode::{XID_CONTINUE, XID_START};

use super::names;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or keyword.
    Word,
    /// A number or date with whatever clings to it.
    Number,
    /// `"…"`, `“…”`
    Text,
    /// A text whose closing quotation mark is missing.
    Unclosed,
    /// `/…/`
    Pattern,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// Any other sign.
    Sign,
    /// `-- …`
    Comment,
}

/// A word or sign and its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether nothing but blanks stands before it on its line.
    pub(super) first: bool,
}

impl Token {
    /// Its characters in the text that it was made from.
    pub(super) fn text(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// How far a text in quotes reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// To the next closing mark, as the grammar has it.
    AsWritten,
    /// Only to the end of its line where the closing mark seems forgotten: lines below begin like statements.
    Mended,
}

/// Cuts a text into tokens; blanks are dropped, comments are kept.
pub(super) fn lex(text: &str, quotes: Quotes) -> Vec<Token> {
    let mut lexer = Lexer { text, quotes, tokens: Vec::new() };
    let mut at = 0;
    let mut first = true;
    while let Some(c) = text[at..].chars().next() {
        if is_blank(c) {
            first |= c == '\n';
            at += c.len_utf8();
            continue;
        }
        let (kind, end) = lexer.token(at, c);
        lexer.tokens.push(Token { kind, start: at, end, first });
        first = false;
        at = end;
    }
    lexer.tokens
}

pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{A0}' | '\u{3000}' | '\u{FEFF}')
}

struct Lexer<'a> {
    text: &'a str,
    quotes: Quotes,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn token(&self, at: usize, c: char) -> (Kind, usize) {
        let rest = &self.text[at..];
        match c {
            '-' if rest.starts_with("--") => (Kind::Comment, at + line_length(rest)),
            '"' | '“' => self.quoted(at, c),
            '/' if self.operand_expected() => match pattern_length(rest) {
                Some(length) => (Kind::Pattern, at + length),
                None => (Kind::Sign, at + 1),
            },
            '0'..='9' => (Kind::Number, at + number_length(rest)),
            '(' | '（' | '[' | '{' | '｛' => (Kind::Open, at + c.len_utf8()),
            ')' | '）' | ']' | '}' | '｝' => (Kind::Close, at + c.len_utf8()),
            c if XID_START(c) => (Kind::Word, at + word_length(rest)),
            c => (Kind::Sign, at + sign_length(rest, c)),
        }
    }

    /// Whether a `/` here begins a pattern: the token before it cannot end a value.
    fn operand_expected(&self) -> bool {
        let mut before = self.tokens.iter().rev().filter(|t| t.kind != Kind::Comment);
        let Some(last) = before.next() else { return true };
        match last.kind {
            Kind::Word => {
                names::expects_operand(last.text(self.text))
                    && before.next().is_none_or(|t| t.text(self.text) != ".")
            }
            Kind::Open | Kind::Sign => true,
            _ => false,
        }
    }

    fn quoted(&self, at: usize, open: char) -> (Kind, usize) {
        let close = if open == '"' { '"' } else { '”' };
        let inside = at + open.len_utf8();
        let end = closing(&self.text[inside..], close).map(|n| inside + n);
        let forgotten = end.is_none_or(|end| {
            self.quotes == Quotes::Mended
                && (self.seems_forgotten(open, inside, end) || self.opens_another(open, inside, end))
        });
        match end {
            Some(end) if !forgotten => (Kind::Text, end + close.len_utf8()),
            _ => (Kind::Unclosed, at + line_length(&self.text[at..])),
        }
    }

    /// Whether the mark that would close a text on its own line rather opens another one: the marks of the line do not
    /// pair, and it stands after a blank and before a word.
    fn opens_another(&self, open: char, inside: usize, end: usize) -> bool {
        let line = &self.text[inside..inside + line_length(&self.text[inside..])];
        let odd = line.matches(open).count().is_multiple_of(2);
        let after = self.text[end + open.len_utf8()..].chars().next();
        open == '"'
            && odd
            && end < inside + line.len()
            && self.text[inside..end].ends_with(is_blank)
            && after.is_some_and(|c| !is_blank(c) && !",，、:：)）]}｝".contains(c))
    }

    /// Whether the closing mark at `end` is rather the opening one of a later text: statements begin in between, and what
    /// follows the mark clings to it (or, with marks of two forms, another one opens in between).
    fn seems_forgotten(&self, open: char, inside: usize, end: usize) -> bool {
        let body = &self.text[inside..end];
        let mut lines = body.split('\n').skip(1);
        if !lines.any(|line| names::begins_statement(line.trim_start_matches(is_blank))) {
            return false;
        }
        match open {
            '"' => self.text[end + 1..]
                .chars()
                .next()
                .is_some_and(|c| !is_blank(c) && !",，、:：)）]}｝".contains(c)),
            open => body.contains(open),
        }
    }
}

/// The bytes before an unescaped `close`.
fn closing(text: &str, close: char) -> Option<usize> {
    let mut escaped = false;
    for (i, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == close => return Some(i),
            _ => {}
        }
    }
    None
}

fn line_length(rest: &str) -> usize {
    let line = rest.split('\n').next().unwrap_or(rest);
    line.trim_end_matches('\r').len()
}

fn pattern_length(rest: &str) -> Option<usize> {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '/' => return (i > 1).then_some(i + 1),
            _ => {}
        }
    }
    None
}

/// The length of a name; a `-` belongs to it where a letter follows.
pub(super) fn word_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let dash = c == '-' && chars.peek().is_some_and(|(_, next)| XID_CONTINUE(*next));
        if !XID_CONTINUE(c) && !dash {
            return i;
        }
    }
    rest.len()
}

fn number_length(rest: &str) -> usize {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(rest);
    let mut parts = rest[length..].strip_prefix('-').map(|r| (digits(r), r));
    if let (4, Some((month @ 1..=2, r))) = (length, parts.take())
        && let Some(day) = r[month..].strip_prefix('-').map(digits).filter(|n| (1..=2).contains(n))
    {
        length += month + day + 2;
    } else if let Some(fraction) = rest[length..].strip_prefix('.').map(digits).filter(|n| *n > 0) {
        length += fraction + 1;
    }
    length += rest[length..].chars().take_while(|c| XID_CONTINUE(*c)).map(char::len_utf8).sum::<usize>();
    length + rest[length..].chars().next().filter(|c| "%％".contains(*c)).map_or(0, char::len_utf8)
}

fn sign_length(rest: &str, c: char) -> usize {
    const LONG: [&str; 11] = ["//", "==", "!=", "<=", ">=", "=>", "->", "..", "&&", "||", "<>"];
    LONG.iter().find(|s| rest.starts_with(**s)).map_or(c.len_utf8(), |s| s.len())
}
