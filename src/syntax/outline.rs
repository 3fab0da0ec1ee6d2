//! Where items, statements and blocks begin and end in a file that the grammar cannot read as a whole, and how deep
//! things are nested. Guesses by keywords, line beginnings and indentation; never decides whether something is right.

use super::{
    lex::{self, Kind, Quotes, Token},
    names::{self, Begins},
};

/// Deeper nesting than this is refused before the grammar, which goes down the stack with it, sees it.
pub(super) const MAX_NESTING: usize = 50;

/// The shape of a file, as far as its words show it. Places are indices of tokens.
pub(super) struct Outline<'a> {
    pub(super) text: &'a str,
    /// All tokens but comments.
    pub(super) tokens: Vec<Token>,
    /// Where items begin.
    pub(super) items: Vec<usize>,
    /// For each brace, the one that belongs to it.
    partner: Vec<Option<usize>>,
    /// For each token, the opening brace of the block around it.
    around: Vec<Option<usize>>,
    /// For each token, the first beginning of a statement at it or after it.
    next: Vec<usize>,
    /// What the grammar must not see: texts without end, too deep nesting.
    bad: Vec<usize>,
}

impl<'a> Outline<'a> {
    /// Makes the outline of a text.
    pub(super) fn new(text: &'a str) -> Self {
        let mut tokens = lex::lex(text, Quotes::Mended);
        tokens.retain(|t| t.kind != Kind::Comment);
        let count = tokens.len();
        let mut bad = nesting(&tokens, text);
        bad.extend((0..count).filter(|i| tokens[*i].kind == Kind::Unclosed));
        bad.sort_unstable();
        let mut outline = Self {
            text,
            tokens,
            items: Vec::new(),
            partner: vec![None; count],
            around: vec![None; count],
            next: vec![count; count + 1],
            bad,
        };
        outline.braces();
        for i in (0..count).rev() {
            outline.next[i] = if outline.begins_statement(i) { i } else { outline.next[i + 1] };
        }
        outline
    }

    /// The characters of a token; empty past the end.
    pub(super) fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.text(self.text))
    }

    /// The first beginning of a statement at a token or after it.
    pub(super) fn next_statement(&self, from: usize) -> usize {
        self.next[from.min(self.tokens.len())]
    }

    /// The token that begins at a byte or after it.
    pub(super) fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.start < byte)
    }

    /// The closing brace that belongs to an opening one.
    pub(super) fn close_of(&self, open: usize) -> Option<usize> {
        self.partner.get(open).copied().flatten()
    }

    /// The end of the block that a token stands in, at most `limit`.
    pub(super) fn block_end(&self, i: usize, limit: usize) -> usize {
        let open = self.around.get(i).copied().flatten();
        open.and_then(|open| self.close_of(open)).map_or(limit, |close| close.min(limit))
    }

    /// The first token of a range that the grammar must not see.
    pub(super) fn bad_in(&self, from: usize, to: usize) -> Option<usize> {
        let first = self.bad.partition_point(|i| *i < from);
        self.bad.get(first).copied().filter(|i| *i < to)
    }

    /// The brace that opens the block of the statement at `from`: the first one after which a statement begins, or the
    /// last one of its line.
    pub(super) fn block_open(&self, from: usize, to: usize) -> Option<usize> {
        let mut braces = (from..to).filter(|i| is_open(self.word(*i)));
        let first = self.tokens.get(from)?.start;
        braces.find(|i| {
            let after = i + 1;
            let ends = after >= to || is_close(self.word(after)) || self.next_statement(after) == after;
            let line = self.text.get(first..self.tokens[*i].start).unwrap_or("");
            ends || (self.tokens.get(after).is_none_or(|t| t.first) && !line.contains('\n'))
        })
    }

    fn begins_statement(&self, i: usize) -> bool {
        let token = self.tokens[i];
        if token.kind != Kind::Word || (i > 0 && self.word(i - 1) == ".") {
            return false;
        }
        if self.is_of_requirement(i) {
            return false;
        }
        match names::statement_word(token.text(self.text), Some(self.word(i + 1))) {
            Begins::Surely => true,
            Begins::Maybe => token.first || (i > 0 && matches!(self.word(i - 1), "{" | "｛" | "}" | "｝")),
            Begins::No => token.first && self.resembles_statement(i),
        }
    }

    /// Whether a severity belongs to a requirement, which goes on behind it.
    fn is_of_requirement(&self, i: usize) -> bool {
        matches!(self.word(i), "severity" | "级别") && matches!(self.word(i + 2), "else" | "否则")
    }

    /// Whether a misspelt statement seems to begin here: no operator may follow, as it would after a name.
    fn resembles_statement(&self, i: usize) -> bool {
        let Some(next) = self.tokens.get(i + 1) else { return false };
        let word = next.text(self.text);
        let goes_on = match next.kind {
            Kind::Word => !names::expects_operand(word) || matches!(word, "not" | "非"),
            Kind::Sign => names::glued_statement(self.word(i)) && word == ".",
            Kind::Text | Kind::Number | Kind::Unclosed => true,
            _ => false,
        };
        goes_on && names::resembles_statement(self.word(i))
    }

    /// Finds items and the partners of braces. A closing brace first on its line belongs to the opening brace whose line
    /// is indented like it; the braces in between were forgotten.
    fn braces(&mut self) {
        let mut open: Vec<(usize, usize)> = Vec::new();
        for i in 0..self.tokens.len() {
            if self.begins_item(i, open.len()) {
                open.clear();
                self.items.push(i);
            }
            self.around[i] = open.last().map(|(i, _)| *i);
            if is_open(self.word(i)) {
                open.push((i, self.indent(i)));
            } else if is_close(self.word(i)) {
                let indent = self.indent(i);
                if self.tokens[i].first && open.iter().any(|(_, n)| *n == indent) {
                    while open.last().is_some_and(|(_, n)| *n > indent) {
                        open.pop();
                    }
                }
                if open.is_empty() {
                    self.items.push(i);
                }
                if let Some((partner, _)) = open.pop() {
                    self.partner[partner] = Some(i);
                    self.partner[i] = Some(partner);
                    self.around[i] = Some(partner);
                }
            }
        }
    }

    /// Whether an item begins here: its keyword at the beginning of a line, or its keyword and what follows it.
    fn begins_item(&self, i: usize, depth: usize) -> bool {
        let token = self.tokens[i];
        let word = token.text(self.text);
        if token.kind != Kind::Word || names::item_word(word).is_none() || (i > 0 && self.word(i - 1) == ".")
        {
            return false;
        }
        let named = self.tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Word);
        let after = self.word(i + 2);
        let shape = match word {
            "param" | "参数" => depth == 0 && named,
            "language" | "语言" => self.tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Number),
            "table" | "表" | "define" | "定义" => named && matches!(after, "(" | "（"),
            _ => named && is_open(after),
        };
        (depth == 0 && (token.first || shape)) || (token.first && shape)
    }

    /// The blanks before the first token of a token's line.
    fn indent(&self, i: usize) -> usize {
        let before = &self.text[..self.tokens[i].start];
        let line = &self.text[before.rfind('\n').map_or(0, |n| n + 1)..];
        line.chars().take_while(|c| c.is_whitespace() && *c != '\n').count()
    }
}

/// Whether a sign opens a block.
pub(super) fn is_open(sign: &str) -> bool {
    matches!(sign, "{" | "｛")
}

/// Whether a sign closes a block.
pub(super) fn is_close(sign: &str) -> bool {
    matches!(sign, "}" | "｝")
}

/// The tokens at which nesting becomes too deep: brackets, quantifiers inside one another, runs of `not`, `-`, `of`.
pub(super) fn nesting(tokens: &[Token], text: &str) -> Vec<usize> {
    let mut levels = vec![Level::default()];
    let mut deep = Vec::new();
    let (mut depth, mut was) = (0, 0);
    for (i, token) in tokens.iter().enumerate() {
        let word = token.text(text);
        let inside = levels.len() > 1;
        let Some(level) = levels.last_mut() else { break };
        match token.kind {
            Kind::Comment => {}
            Kind::Open => {
                depth += 1;
                levels.push(Level::default());
            }
            Kind::Close => {
                if inside {
                    depth -= 1 + level.runs();
                    levels.pop();
                }
                if let Some(level) = levels.last_mut() {
                    depth -= std::mem::take(&mut level.prefixes);
                }
            }
            _ if matches!(word, "not" | "非" | "-" | "of" | "之") => {
                level.prefixes += 1;
                depth += 1;
            }
            _ if is_quantifier(tokens, i, text) => {
                level.quantifiers += 1;
                depth += 1;
            }
            _ if matches!(word, "," | "，" | "、" | ":" | "：" | "report" | "报告")
                || names::statement_word(word, None) == Begins::Surely =>
            {
                depth -= level.runs();
                *level = Level::default();
            }
            // `first of first of xs`: the function goes with its `of`.
            Kind::Word if is_of(tokens, i + 1, text) => {}
            _ => depth -= std::mem::take(&mut level.prefixes),
        }
        if depth > MAX_NESTING && was <= MAX_NESTING {
            deep.push(i);
        }
        was = depth;
    }
    deep
}

/// What is nested without brackets, between two brackets.
#[derive(Default)]
struct Level {
    quantifiers: usize,
    prefixes: usize,
}

impl Level {
    fn runs(&self) -> usize {
        self.quantifiers + self.prefixes
    }
}

/// Whether the next word at a token or after it is `of`.
fn is_of(tokens: &[Token], from: usize, text: &str) -> bool {
    let mut words = tokens.iter().skip(from).filter(|t| t.kind != Kind::Comment);
    words.next().is_some_and(|t| matches!(t.text(text), "of" | "之"))
}

fn is_quantifier(tokens: &[Token], i: usize, text: &str) -> bool {
    const SURE: [&str; 12] =
        ["some", "every", "no", "exactly", "those", "best", "有", "均", "无", "恰有", "列出", "最佳"];
    const MAYBE: [&str; 4] = ["first", "last", "首个", "末个"];
    let word = |i: usize| tokens.get(i).map_or("", |t| t.text(text));
    SURE.contains(&word(i)) || (MAYBE.contains(&word(i)) && matches!(word(i + 2), "in" | "属于"))
}
