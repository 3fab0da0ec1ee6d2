//! What every part of the tree building shares: places, names, and where problems go.

use std::cell::RefCell;

use pest::iterators::Pair;

use super::{ast, grammar::Rule};
use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    source::{FileId, Span},
};

/// A file with very many mistakes is not worth more messages than this.
pub(super) const MAX_ERRORS: usize = 100;

/// Gathers the problems of one file.
pub(super) struct Sink {
    pub(super) file: FileId,
    errors: RefCell<Vec<Diagnostic>>,
}

impl Sink {
    /// An empty one.
    pub(super) fn new(file: FileId) -> Self {
        Self { file, errors: RefCell::default() }
    }

    /// Takes a problem.
    pub(super) fn push(&self, error: Diagnostic) {
        self.errors.borrow_mut().push(error);
    }

    /// Makes an error of this file; nothing is taken yet.
    pub(super) fn error(&self, code: Code, span: Span, zh: &str, en: &str) -> Diagnostic {
        Diagnostic::error(code, self.file, span, Phrase::new(zh, en))
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.errors.borrow().len()
    }

    /// All problems in the order of the text.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut errors = self.errors.into_inner();
        errors.sort_by_key(|e| e.labels.first().map(|l| l.span));
        errors
    }
}

/// Makes the tree of one piece of a file.
#[derive(Clone, Copy)]
pub(super) struct Builder<'a> {
    pub(super) sink: &'a Sink,
    /// Where the piece begins in the file.
    pub(super) base: usize,
}

impl<'a> Builder<'a> {
    /// A builder for the piece that begins at `base`.
    pub(super) fn new(sink: &'a Sink, base: usize) -> Self {
        Self { sink, base }
    }

    /// The bytes of a pair in the file.
    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        Span::of(self.base + pair.as_span().start()..self.base + end(pair.clone()))
    }

    /// The characters of the child of a rule, as a name; empty where there is none.
    pub(super) fn name(&self, pair: &Pair<'_, Rule>, rule: Rule) -> ast::Name {
        child(pair, rule).map_or_else(empty_name, |p| self.spanned(&p, p.as_str().to_owned()))
    }

    /// A value with the place of a pair.
    pub(super) fn spanned<T>(&self, pair: &Pair<'_, Rule>, value: T) -> ast::Spanned<T> {
        ast::Spanned { value, span: self.span(pair) }
    }
}

/// Where the last sign or word of a pair ends: pest counts the blanks before something optional that is not there.
fn end(mut pair: Pair<'_, Rule>) -> usize {
    while let Some(last) = pair.clone().into_inner().next_back() {
        pair = last;
    }
    pair.as_span().end()
}

/// The first child of a rule.
pub(super) fn child<'i>(pair: &Pair<'i, Rule>, rule: Rule) -> Option<Pair<'i, Rule>> {
    children(pair, rule).next()
}

/// All children of a rule.
pub(super) fn children<'i>(pair: &Pair<'i, Rule>, rule: Rule) -> impl Iterator<Item = Pair<'i, Rule>> {
    pair.clone().into_inner().filter(move |p| p.as_rule() == rule)
}

/// A name that is not there.
pub(super) fn empty_name() -> ast::Name {
    ast::Name { value: String::new(), span: Span::default() }
}
