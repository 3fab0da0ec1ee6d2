//! Reads a file with mistakes: item by item, and broken policies statement by statement, each with its own rule of the
//! grammar. After a mistake it goes on where the next statement or item begins.

use pest::{Parser as _, iterators::Pair};

use super::{
    ast::{self, Item, Statement},
    build::{Builder, MAX_ERRORS, Sink, empty_name},
    error::{self, Failure, Region},
    grammar::{Grammar, Rule},
    lex::Kind,
    lost, names,
    outline::{Outline, is_close, is_open},
};
use crate::{diagnostic::Code, phrase::Phrase, source::Span};

/// Blocks inside blocks are followed no deeper than this.
const MAX_BLOCKS: usize = 40;

/// Reads what can be read of a file and reports the rest.
pub(super) fn file(sink: &Sink, text: &str) -> ast::PolicyFile {
    let outline = Outline::new(text);
    let mut recovery =
        Recovery { sink, outline: &outline, tree: ast::PolicyFile::default(), full: false, left_over: false };
    let count = outline.tokens.len();
    let first = outline.items.first().copied().unwrap_or(count);
    let ends = outline.items.iter().copied().skip(1).chain([count]);
    if first > 0 {
        recovery.piece(0, first);
    }
    for (from, to) in outline.items.iter().copied().zip(ends) {
        recovery.piece(from, to);
    }
    recovery.tree
}

struct Recovery<'a> {
    sink: &'a Sink,
    outline: &'a Outline<'a>,
    tree: ast::PolicyFile,
    /// Whether there are so many errors that no more are shown.
    full: bool,
    /// Whether an opening brace is missing or a policy ends too early, so that a closing brace will be left over.
    left_over: bool,
}

/// What came of reading a piece with a rule.
enum Read<'a> {
    Good(Pair<'a, Rule>),
    Bad(Failure),
}

impl<'a> Recovery<'a> {
    /// Reads the tokens `from..to` with a rule.
    fn read(&self, rule: Rule, from: usize, to: usize) -> Read<'a> {
        let range = self.range(from, to);
        match Grammar::parse(rule, self.outline.text.get(range.clone()).unwrap_or("")) {
            Ok(mut pairs) => match pairs.next() {
                Some(pair) => Read::Good(pair),
                None => Read::Bad(Failure { from: range.start, at: range.start, expected: Vec::new() }),
            },
            Err(error) => Read::Bad(Failure::new(&error, range.start)),
        }
    }

    /// The bytes from one token up to another.
    fn range(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let start = |i: usize| self.outline.tokens.get(i).map_or(self.outline.text.len(), |t| t.start);
        start(from)..start(to).max(start(from))
    }

    fn builder(&self, from: usize) -> Builder<'a> {
        Builder::new(self.sink, self.range(from, from).start)
    }

    fn region(&self) -> Region<'_> {
        Region { sink: self.sink, text: self.outline.text, base: 0, tokens: &self.outline.tokens }
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let tokens = &self.outline.tokens;
        let start = tokens.get(from).map_or(0, |t| t.start);
        Span::of(start..to.checked_sub(1).and_then(|i| tokens.get(i)).map_or(start, |t| t.end))
    }

    fn report(&mut self, error: crate::diagnostic::Diagnostic) {
        if self.full {
            return;
        }
        self.sink.push(error);
        if self.sink.count() >= MAX_ERRORS {
            self.full = true;
            let end = self.outline.text.len();
            let (zh, en) = ("错误太多,其余不再显示", "there are more errors than are shown");
            self.sink.push(self.sink.error(Code::Syntax, Span::of(end..end), zh, en));
        }
    }

    fn explain(&mut self, failure: &Failure) {
        let error = error::explain(&self.region(), failure);
        self.report(error);
    }

    /// Reports a token that the grammar must not see.
    fn bad_token(&mut self, token: usize) {
        let unclosed = self.outline.tokens[token].kind == Kind::Unclosed;
        let region = self.region();
        let error = if unclosed { error::unclosed(&region, token) } else { error::too_deep(&region, token) };
        self.report(error);
    }

    /// Reads the tokens from the beginning of an item up to the next one.
    fn piece(&mut self, from: usize, to: usize) {
        if self.full || from >= to {
            return;
        }
        if is_close(self.outline.word(from)) && std::mem::take(&mut self.left_over) {
            return;
        }
        let bad = self.outline.bad_in(from, to);
        let failure = if bad.is_none() {
            match self.read(Rule::one_item, from, to) {
                Read::Good(pair) => {
                    let builder = self.builder(from);
                    self.tree.items.extend(pair.into_inner().filter_map(|p| builder.item(&p)));
                    return;
                }
                Read::Bad(failure) => Some(failure),
            }
        } else {
            None
        };
        if self.is_policy(from) {
            self.policy(from, to);
            return;
        }
        match (bad, failure) {
            (Some(bad), _) => {
                self.lost_item(from, to);
                self.bad_token(bad);
            }
            (None, Some(failure)) => {
                let at = self.outline.token_at(failure.at);
                if at > from && at < to && failure.expects(&[Rule::item_end]) && self.stands_alone(at) {
                    self.piece(from, at);
                    self.piece(at, to);
                } else {
                    self.lost_item(from, to);
                    self.explain(&failure);
                }
            }
            (None, None) => {}
        }
    }

    /// Keeps the name of an item that could not be read.
    fn lost_item(&mut self, from: usize, to: usize) {
        let name = lost::item(self.outline, from, to).map(|i| self.name(i));
        self.tree.lost.extend(name);
    }

    /// Keeps the variables of a statement that could not be read, without values.
    fn lost_variables(&self, at: usize, end: usize, into: &mut Vec<Statement>) {
        let names = lost::variables(self.outline, at, end).into_iter().map(|i| self.name(i));
        into.extend(names.map(|name| {
            let (span, kind) = (name.span, ast::ExprKind::Error);
            Statement::Let(ast::Let { name, value: ast::Expr { kind, span }, span })
        }));
    }

    fn name(&self, token: usize) -> ast::Name {
        ast::Spanned { value: self.outline.word(token).to_owned(), span: self.span(token, token + 1) }
    }

    /// Whether a word begins something of its own rather than continue what stands before.
    fn stands_alone(&self, i: usize) -> bool {
        self.outline.tokens.get(i).is_some_and(|t| t.first && t.kind == Kind::Word)
            || is_close(self.outline.word(i))
    }

    /// Whether a policy begins here, be its keyword misspelt.
    fn is_policy(&self, from: usize) -> bool {
        let word = self.outline.word(from);
        let meant = match names::item_word(word) {
            Some(rule) => return rule == Rule::kw_policy,
            None => crate::diagnostic::closest(word, names::spellings(Rule::one_item)),
        };
        matches!(meant, Some("policy" | "政策")) && is_open(self.outline.word(from + 2))
    }

    fn policy(&mut self, from: usize, to: usize) {
        let head = self.head(Rule::one_policy_head, from, to);
        let name = match &head {
            Read::Good(pair) => self.builder(from).name(pair, Rule::policy_name),
            Read::Bad(_) => empty_name(),
        };
        if let Read::Bad(failure) = &head {
            self.explain(failure);
        }
        let open = (from..to.min(from + 4)).find(|i| is_open(self.outline.word(*i)));
        let Some(open) = open else {
            // Without its opening brace, the statements are read all the same.
            self.left_over = true;
            let first = self.outline.next_statement(from + 1).min(to);
            self.block(first, to, 0);
            return;
        };
        let close = self.outline.close_of(open).filter(|close| *close < to);
        let end = close.unwrap_or(to);
        let body = self.block(open + 1, end, 0);
        if close.is_none() {
            self.unclosed_block(open, to);
        }
        // What is left over behind it was to stand in it.
        let span = self.span(from, to);
        self.tree.items.push(Item::Policy(ast::Policy { name, body, span }));
        if end + 1 < to {
            self.after_policy(end, to);
        }
    }

    /// The heading of a policy or block; the words behind it are not looked at.
    fn head(&self, rule: Rule, from: usize, to: usize) -> Read<'a> {
        self.read(rule, from, to)
    }

    /// What stands behind a policy and begins no item: most often its closing brace came too early.
    fn after_policy(&mut self, close: usize, to: usize) {
        let from = close + 1;
        if self.left_over {
            self.block(from, to, 0);
            return;
        }
        if !is_close(self.outline.word(from)) && self.outline.next_statement(from) != from {
            self.piece(from, to);
            return;
        }
        let Read::Bad(failure) = self.read(Rule::one_item, from, to) else { return };
        self.left_over = true;
        let error = error::explain(&self.region(), &failure);
        let brace = self.span(close, close + 1);
        self.report(error.also(self.sink.file, brace, Phrase::new("政策在这里结束", "the policy ends here")));
    }

    /// Reports a block without its closing brace.
    fn unclosed_block(&mut self, open: usize, to: usize) {
        let last = to.saturating_sub(1).max(open);
        let error = self.sink.error(
            Code::Syntax,
            self.span(last, last + 1),
            "缺少 `}`",
            "a closing `}` is missing after this",
        );
        let opened = Phrase::new("它应闭合这个 `{`", "it would close this `{`");
        self.report(error.also(self.sink.file, self.span(open, open + 1), opened));
    }

    /// Reads the statements of a block.
    fn block(&mut self, from: usize, to: usize, depth: usize) -> Vec<Statement> {
        let mut statements = Vec::new();
        let mut at = from;
        while at < to && !self.full {
            at = if is_close(self.outline.word(at)) {
                // Its opening brace stood in a statement that was already reported.
                at + 1
            } else {
                self.statement(at, to, depth, &mut statements)
            };
        }
        statements
    }

    /// Reads one statement or reports it; gives where to go on.
    fn statement(&mut self, at: usize, to: usize, depth: usize, into: &mut Vec<Statement>) -> usize {
        let outline = self.outline;
        let end = outline.block_end(at, to).max(at + 1);
        let next = outline.next_statement(at + 1).min(end);
        let is_loop = self.begins_loop(at);
        let reach = if is_loop { self.loop_end(at, end) } else { next };
        if let Some(bad) = outline.bad_in(at, reach) {
            if is_loop && bad > outline.block_open(at, end).unwrap_or(at) {
                return self.loop_block(at, end, depth, into);
            }
            self.lost_variables(at, reach, into);
            self.bad_token(bad);
            return outline.next_statement(bad + 1).min(end).max(at + 1);
        }
        match self.read(Rule::one_statement, at, end) {
            Read::Good(pair) => {
                let builder = self.builder(at);
                let after = self.range(at, at).start + pair.as_span().end();
                into.extend(pair.into_inner().filter_map(|p| builder.statement(&p)));
                outline.token_at(after).max(at + 1)
            }
            Read::Bad(_) if is_loop => self.loop_block(at, end, depth, into),
            Read::Bad(failure) => self.failed(at, end, &failure, into),
        }
    }

    /// A statement that could not be read: perhaps it is whole, and what follows it is the mistake.
    fn failed(&mut self, at: usize, end: usize, failure: &Failure, into: &mut Vec<Statement>) -> usize {
        let stop = self.outline.token_at(failure.at);
        if stop > at
            && stop < end
            && failure.expects(&[Rule::statement_end])
            && let Read::Good(pair) = self.read(Rule::one_statement, at, stop)
        {
            let builder = self.builder(at);
            into.extend(pair.into_inner().filter_map(|p| builder.statement(&p)));
            if self.stands_alone(stop) {
                return stop;
            }
        } else {
            self.lost_variables(at, end, into);
        }
        self.explain(failure);
        self.outline.next_statement(stop.max(at + 1)).min(end)
    }

    /// A loop whose heading could not be read: its variables may be anything.
    fn unknown_loop(&self, at: usize, open: usize, body: Vec<Statement>, span: Span) -> ast::For {
        let vars: Vec<ast::Name> =
            lost::variables(self.outline, at, open).into_iter().map(|i| self.name(i)).collect();
        let pairing = if vars.len() > 1 { ast::Pairing::Pair } else { ast::Pairing::Single };
        let list = ast::Expr { kind: ast::ExprKind::Error, span: self.span(at, at + 1) };
        ast::For { pairing, vars, list, condition: None, body, span }
    }

    fn begins_loop(&self, at: usize) -> bool {
        matches!(self.outline.word(at), "for" | "对每个" | "对每对" | "对相邻")
    }

    /// The end of a loop with its block.
    fn loop_end(&self, at: usize, end: usize) -> usize {
        let open = self.outline.block_open(at, end);
        open.and_then(|open| self.outline.close_of(open)).map_or(end, |close| (close + 1).min(end))
    }

    /// Reads a loop whose heading or block has a mistake.
    fn loop_block(&mut self, at: usize, end: usize, depth: usize, into: &mut Vec<Statement>) -> usize {
        let outline = self.outline;
        let open = outline.block_open(at, end);
        let head = self.head(Rule::one_for_head, at, open.map_or(end, |open| open + 1));
        if let Read::Bad(failure) = &head {
            self.explain(failure);
        }
        let Some(open) = open else {
            self.left_over = true;
            self.lost_variables(at, end, into);
            return outline.next_statement(at + 1).min(end);
        };
        if depth >= MAX_BLOCKS {
            let error = error::too_deep(&self.region(), open);
            self.report(error);
            return outline.close_of(open).map_or(end, |close| close + 1).min(end);
        }
        let close = outline.close_of(open).filter(|close| *close < end);
        let block_end = close.unwrap_or(end);
        let body = self.block(open + 1, block_end, depth + 1);
        if close.is_none() {
            self.unclosed_block(open, end);
        }
        let span = self.span(at, (block_end + 1).min(end));
        into.push(Statement::For(match head {
            Read::Good(head) => self.builder(at).for_block(&head, body, span),
            Read::Bad(_) => self.unknown_loop(at, open, body, span),
        }));
        block_end + 1
    }
}
