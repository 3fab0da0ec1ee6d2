//! Policy text → tree. pest stops here: nothing outside this module knows a grammar rule.
//!
//! A file that is right is read by the grammar in one go. Where the whole cannot be read, `outline` finds where items and
//! statements begin and `recover` reads them one by one, so that each mistake is reported once and hides nothing else.

pub mod ast;
pub mod stored;

mod build;
mod check;
mod error;
mod exprs;
mod foreign;
mod grammar;
mod help;
mod items;
mod lex;
mod lost;
mod names;
mod outline;
mod print;
mod recover;
mod statements;
mod text;

use pest::Parser as _;

use crate::{
    diagnostic::{Code, Diagnostic},
    source::{FileId, Span},
};
use build::{Builder, Sink};
use grammar::{Grammar, Rule};
use lex::{Kind, Quotes};
pub use print::{Style, expression, print};

/// What was read of a policy file, and what could not be read.
#[derive(Clone, Debug, Default)]
pub struct Parse {
    /// The items and statements that could be read, in order.
    pub tree: ast::PolicyFile,
    /// One error for each mistake, in the order of the text. Empty: the tree is the whole file.
    pub errors: Vec<Diagnostic>,
}

/// Reads a policy file. Never fails: what cannot be read is reported and left out.
///
/// ```
/// use guiju::{source::FileId, syntax::parse};
/// let parse = parse(FileId(0), "param max: ratio = 1/3");
/// assert!(parse.errors.is_empty());
/// assert_eq!(parse.tree.items.len(), 1);
/// ```
pub fn parse(file: FileId, text: &str) -> Parse {
    let sink = Sink::new(file);
    let tokens = lex::lex(text, Quotes::AsWritten);
    let whole = match outline::nesting(&tokens, text) {
        nested if nested.is_empty() => Grammar::parse(Rule::file, text).ok(),
        _ => None,
    };
    let mut tree = match whole {
        Some(pairs) => Builder::new(&sink, 0).file(pairs),
        None => recover::file(&sink, text),
    };
    check::file(&sink, &tree);
    tree.comments = comments(&tokens, text);
    let errors = sink.finish();
    let unread = errors.iter().filter(|e| e.code != Code::BadStatement);
    tree.unread = unread.filter_map(|e| e.labels.first()).map(|l| l.span).collect();
    Parse { tree, errors }
}

/// Whether the grammar reads a whole file in one go.
#[cfg(test)]
pub(crate) fn reads_quickly(text: &str) -> bool {
    Grammar::parse(Rule::file, text).is_ok()
}

fn comments(tokens: &[lex::Token], text: &str) -> Vec<ast::Text> {
    let comments = tokens.iter().filter(|t| t.kind == Kind::Comment);
    comments
        .map(|t| ast::Spanned { value: t.text(text).to_owned(), span: Span::of(t.start..t.end) })
        .collect()
}

/// The version of the policy language that this program reads.
pub const LANGUAGE: u32 = items::VERSION;
