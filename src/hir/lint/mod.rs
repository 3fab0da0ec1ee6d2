//! Lints: what compiles, but is probably not meant. One function for each; they know nothing of documents.
//!
//! A lint that would often be wrong is worth nothing, so each one says only what follows from the policy alone: parameters
//! may be configured, and count as unknown.

mod conditions;
mod division;
mod facts;
mod overlap;
mod policies;
mod unused;

use std::collections::BTreeMap;

use super::{Expr, LocalId, Part, Policy, Program, Statement};
use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    source::{FileId, Files, Span},
    syntax::ast,
};

/// Everything that the lints say of policy files that compile, in the order of files and places.
pub fn lint(trees: &[(FileId, &ast::PolicyFile)], files: &Files, program: &Program) -> Vec<Diagnostic> {
    let ctx = Ctx { trees, files, program };
    let mut found = Vec::new();
    unused::unused(&ctx, &mut found);
    conditions::constant(&ctx, &mut found);
    division::unguarded(&ctx, &mut found);
    overlap::overlap(&ctx, &mut found);
    policies::message_without_value(&ctx, &mut found);
    policies::no_basis(&ctx, &mut found);
    policies::no_example(&ctx, &mut found);
    found.sort_by_key(|d| d.labels.first().map(|l| (l.file, l.span, d.code)));
    found
}

/// What all lints look at.
struct Ctx<'a> {
    trees: &'a [(FileId, &'a ast::PolicyFile)],
    files: &'a Files,
    program: &'a Program,
}

impl<'a> Ctx<'a> {
    /// The words at a place, on one line.
    fn words(&self, file: FileId, span: Span) -> String {
        let text = self.files.get(file).map_or("", |f| f.text.as_str());
        span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ")
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

/// The variables of a policy over a corpus that are made before its rows.
fn prelude(policy: &Policy) -> &[Statement] {
    policy.corpus.as_ref().map_or(&[], |c| &c.prelude)
}

/// All expressions that stand in a policy, without those inside them.
fn all_expressions(policy: &Policy) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = policy.applies.iter().collect();
    found.extend(expressions(prelude(policy)));
    found.extend(policy.corpus.iter().flat_map(|c| &c.fields).map(|(_, e)| e));
    found.extend(expressions(&policy.body));
    found
}

/// All expressions that stand in a body, without those inside them.
fn expressions(body: &[Statement]) -> Vec<&Expr> {
    let mut found = Vec::new();
    for statement in body {
        match statement {
            Statement::Let { value, .. } => found.push(value),
            Statement::For(f) => {
                found.push(&f.list);
                found.extend(&f.condition);
                found.extend(expressions(&f.body));
            }
            Statement::Require(r) => {
                found.push(&r.condition);
                found.extend(&r.evidence);
                found.extend(r.message.iter().flatten().filter_map(|part| match part {
                    Part::Value { expr, .. } => Some(expr),
                    Part::Text(_) => None,
                }));
            }
        }
    }
    found
}

/// Calls a function for an expression and for all those inside it.
fn each<'a>(e: &'a Expr, f: &mut dyn FnMut(&'a Expr)) {
    f(e);
    for child in e.children() {
        each(child, f);
    }
}
