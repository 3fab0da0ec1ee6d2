//! Policies with every name bound and every expression typed: names → types, nothing of documents.
//!
//! [`lower`] takes the trees of all files together and goes on after a mistake: a name or type that cannot be made out
//! becomes [`Type::Error`](crate::schema::Type), which fits everything, so that one mistake is reported once.

mod corpus;
mod defines;
mod error;
mod examples;
mod expr;
mod functions;
mod items;
mod lint;
mod measure;
mod missing;
mod names;
mod ops;
mod overrides;
mod pattern;
mod policy;
mod settings;
mod small;
mod spelling;
mod spoken;
mod tables;
mod tree;
mod uses;
mod verbless;
mod words;

pub(crate) use items::fold;
pub use lint::{lint, senseless};
pub(crate) use overrides::depends_on_scope;
#[cfg(test)]
pub(crate) use pattern::SHIPPED;
pub(crate) use pattern::shipped;
pub use settings::{Given, Override, Scope, Set, Settings, family, quoted};
pub(crate) use small::is_surely_small;
pub use spelling::{Spelling, Spellings, said, spellings};
pub use tree::*;
pub(crate) use uses::{Named, Used, each};

use crate::{
    diagnostic::Diagnostic,
    schema::Strength,
    source::{FileId, Span},
    syntax::ast,
};

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use indexmap::IndexMap;

use self::{
    missing::{Sought, Uses},
    names::Names,
};

/// Values that replace the defaults of parameters: `max` of a file or `staffing-leader-ratio.max` of a policy, and the
/// value as a policy would write it.
pub type Overrides = IndexMap<String, String>;

/// Binds and types the items of all files.
pub fn lower(files: &[(FileId, &ast::PolicyFile)], settings: &Settings) -> (Program, Vec<Diagnostic>) {
    let mut ctx = bind(files, settings);
    ctx.program.spellings = ctx.spellings;
    (ctx.program, ctx.problems)
}

fn bind(files: &[(FileId, &ast::PolicyFile)], settings: &Settings) -> Ctx {
    let mut ctx = Ctx { settings: Rc::new(settings.clone()), ..Ctx::default() };
    ctx.program.beside = settings.beside;
    ctx.program.scopes = settings.overrides.iter().map(|o| o.scope.clone()).collect();
    ctx.lost.extend(files.iter().flat_map(|(_, tree)| tree.lost.iter().map(|n| n.value.clone())));
    ctx.declare(files);
    ctx.vocabularies(files);
    ctx.tables(files);
    ctx.params(files);
    ctx.defines(files);
    for (file, tree) in files {
        for item in &tree.items {
            if let ast::Item::Policy(policy) = item {
                ctx.policy(*file, policy);
                ctx.must_require(*file, policy, &tree.unread);
            }
        }
    }
    for (file, tree) in files {
        for item in &tree.items {
            if let ast::Item::Test(case) = item {
                ctx.test_case(*file, case);
            }
        }
    }
    ctx.check_settings();
    ctx.point_into_defines();
    ctx.unspoken();
    ctx.verbless();
    ctx.underline_others();
    ctx.program.policies.sort_by(|a, b| a.name.cmp(&b.name));
    ctx
}

/// What all of lowering shares.
#[derive(Default)]
struct Ctx {
    names: Names,
    program: Program,
    problems: Vec<Diagnostic>,
    /// What is set from outside.
    settings: Rc<Settings>,
    /// The settings of parameters that met theirs: the override, the value in it.
    overrides_used: BTreeSet<(usize, usize)>,
    /// The parameters that could be given a value.
    overridable: Vec<String>,
    /// The names of items that could not be read: their uses are no mistakes.
    lost: BTreeSet<String>,
    /// The names that nothing bears.
    missing: IndexMap<(Sought, String), Uses>,
    /// The verbs, folded, each with its strength and where it was given first.
    verbs: BTreeMap<String, (Strength, Place)>,
    /// How names that the language knows are spelled in both languages.
    spellings: Spellings,
    /// Where definitions are called, or a variable that holds what one gives is named.
    calls: Vec<(Place, DefineId)>,
}

/// Where a name was given its meaning.
#[derive(Clone, Copy, Debug)]
struct Place {
    file: FileId,
    span: Span,
}
