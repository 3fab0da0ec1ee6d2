//! Policies with every name bound and every expression typed: names → types, nothing of documents.
//!
//! [`lower`] takes the trees of all files together and goes on after a mistake: a name or type that cannot be made out
//! becomes [`Type::Error`](crate::schema::Type), which fits everything, so that one mistake is reported once.

mod corpus;
mod error;
mod examples;
mod expr;
mod functions;
mod items;
mod names;
mod ops;
mod policy;
mod tables;
mod tree;

pub(crate) use items::fold;
pub use tree::*;

use crate::{
    diagnostic::Diagnostic,
    source::{FileId, Span},
    syntax::ast,
};

use self::names::Names;

/// Binds and types the items of all files.
pub fn lower(files: &[(FileId, &ast::PolicyFile)]) -> (Program, Vec<Diagnostic>) {
    let mut ctx = Ctx { names: Names::default(), program: Program::default(), problems: Vec::new() };
    ctx.declare(files);
    ctx.vocabularies(files);
    ctx.tables(files);
    ctx.params(files);
    ctx.defines(files);
    for (file, tree) in files {
        for item in &tree.items {
            match item {
                ast::Item::Policy(policy) => ctx.policy(*file, policy),
                ast::Item::Test(case) => ctx.test_case(*file, case),
                _ => {}
            }
        }
    }
    ctx.program.policies.sort_by(|a, b| a.name.cmp(&b.name));
    (ctx.program, ctx.problems)
}

/// What all of lowering shares.
struct Ctx {
    names: Names,
    program: Program,
    problems: Vec<Diagnostic>,
}

/// Where a name was given its meaning.
#[derive(Clone, Copy, Debug)]
struct Place {
    file: FileId,
    span: Span,
}
