//! Lints: what compiles, but is probably not meant. One function for each; they know nothing of documents.
//!
//! Conditions that no document can change are told of whenever policies are compiled ([`senseless`]), the rest by [`lint`] alone.
//!
//! A lint that would often be wrong is worth nothing, so each one says only what follows from the policy alone: parameters
//! may be configured, and count as unknown.

mod conditions;
mod division;
mod facts;
mod hidden;
mod overlap;
mod patterns;
mod policies;
mod unused;
mod walk;

use std::{cell::Cell, collections::BTreeMap};

use super::{
    Expr, LocalId, Policy, Program, Statement,
    measure::measures,
    uses::{Used, all_expressions, each, prelude},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    source::{FileId, Files, Span},
    syntax::ast,
};

/// Everything that the lints say of policy files that compile, in the order of files and places.
pub fn lint(trees: &[(FileId, &ast::PolicyFile)], files: &Files, program: &Program) -> Vec<Diagnostic> {
    let ctx = Ctx::new(trees, files, program);
    let mut found = Vec::new();
    unused::unused(&ctx, &mut found);
    division::unguarded(&ctx, &mut found);
    overlap::overlap(&ctx, &mut found);
    patterns::of_everything(&ctx, &mut found);
    hidden::values(&ctx, &mut found);
    policies::message_without_value(&ctx, &mut found);
    policies::blank_message(&ctx, &mut found);
    policies::no_basis(&ctx, &mut found);
    policies::no_example(&ctx, &mut found);
    found.sort_by_key(|d| d.labels.first().map(|l| (l.file, l.span, d.code)));
    found
}

/// What some policy files ask that nobody can mean, beyond names and types: numbers that count different things, and conditions
/// that no document can change. A requirement that can never be false is an error: it would pass every document.
pub fn senseless(trees: &[(FileId, &ast::PolicyFile)], files: &Files, program: &Program) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !trees.is_empty() {
        let ctx = Ctx::new(trees, files, program);
        measures(program, &|file| ctx.looks_at(file), &mut found);
        conditions::constant(&ctx, &mut found);
    }
    found
}

/// What all lints look at.
struct Ctx<'a> {
    trees: &'a [(FileId, &'a ast::PolicyFile)],
    files: &'a Files,
    program: &'a Program,
    /// How many variables the look at an expression may still follow.
    left: Cell<u32>,
}

/// More variables are not followed from one expression.
const MOST_VARIABLES_FOLLOWED: u32 = 64;

impl<'a> Ctx<'a> {
    fn new(trees: &'a [(FileId, &'a ast::PolicyFile)], files: &'a Files, program: &'a Program) -> Self {
        Self { trees, files, program, left: Cell::new(0) }
    }

    /// Begins to look at another expression.
    fn begin(&self) {
        self.left.set(MOST_VARIABLES_FOLLOWED);
    }

    /// Whether one variable more is followed.
    fn goes_on(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }

    /// The words at a place, on one line.
    fn words(&self, file: FileId, span: Span) -> String {
        let text = self.files.get(file).map_or("", |f| f.text.as_str());
        span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a file is one of those that are looked at.
    fn looks_at(&self, file: FileId) -> bool {
        self.trees.iter().any(|(id, _)| *id == file)
    }

    /// The policies as written, with their files.
    fn written(&self) -> impl Iterator<Item = (FileId, &'a ast::Policy)> {
        self.trees.iter().flat_map(|(file, tree)| {
            tree.items.iter().filter_map(|item| match item {
                ast::Item::Policy(p) => Some((*file, p)),
                _ => None,
            })
        })
    }

    /// Where the name of a policy stands.
    fn name_of(&self, policy: &Policy) -> Span {
        let written = self.written().find(|(_, p)| p.name.value == policy.name);
        written.map(|(_, p)| p.name.span).unwrap_or_default()
    }
}

fn warning(code: Code, file: FileId, span: Span, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::warning(code, file, span, Phrase::new(zh, en))
}

/// The variables of a policy that stand for a fixed expression.
fn lets(policy: &Policy) -> BTreeMap<LocalId, &Expr> {
    fn collect<'a>(body: &'a [Statement], into: &mut BTreeMap<LocalId, &'a Expr>) {
        for statement in body {
            match statement {
                Statement::Let { local, value } => {
                    into.insert(*local, value);
                }
                Statement::For(f) => collect(&f.body, into),
                Statement::Require(_) => {}
            }
        }
    }
    let mut found = BTreeMap::new();
    collect(prelude(policy), &mut found);
    collect(&policy.body, &mut found);
    found
}
