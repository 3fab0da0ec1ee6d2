//! Lints: what compiles, but is probably not meant. One function for each; they know nothing of documents.
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

use std::collections::BTreeMap;

use super::{
    Expr, LocalId, Policy, Program, Statement,
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
    let ctx = Ctx { trees, files, program };
    let mut found = Vec::new();
    unused::unused(&ctx, &mut found);
    conditions::constant(&ctx, &mut found);
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
