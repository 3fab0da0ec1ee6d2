//! What expressions name: the items that a policy rests on.

use std::collections::BTreeSet;

use super::{Constant, Expr, ExprKind, Part, Policy, Program, Statement};
use crate::schema::Field;

/// The items that expressions name, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Used {
    pub(crate) params: BTreeSet<usize>,
    pub(crate) tables: BTreeSet<usize>,
    pub(crate) vocabularies: BTreeSet<usize>,
    pub(crate) defines: BTreeSet<usize>,
    /// Whether something asks for the functions of a text.
    pub(crate) all: bool,
    /// Whether something asks what verbs govern.
    pub(crate) verbs: bool,
}

impl Used {
    /// Adds what an expression names itself; the bodies of definitions are not looked into.
    pub(crate) fn add(&mut self, e: &Expr) {
        each(e, &mut |e| match &e.kind {
            ExprKind::Param(p) => _ = self.params.insert(p.index()),
            ExprKind::Lookup(t, _) => _ = self.tables.insert(t.index()),
            ExprKind::Apply(d, _) => _ = self.defines.insert(d.index()),
            ExprKind::Constant(Constant::Vocabulary(v)) => _ = self.vocabularies.insert(v.index()),
            // What a text is about is asked of all vocabularies: those in files without policies are meant for it.
            ExprKind::Field(_, Field::Functions) | ExprKind::Project(_, Field::Functions) => self.all = true,
            ExprKind::Field(_, field) | ExprKind::Project(_, field) => self.verbs |= is_of_verbs(*field),
            ExprKind::Mentions { strength: Some(_), .. } => self.verbs = true,
            _ => {}
        });
    }

    /// Everything that a policy names, through definitions too.
    pub(crate) fn of(program: &Program, policy: &Policy) -> Self {
        Self::through(program, all_expressions(policy))
    }

    /// Everything that a body names, through definitions too.
    pub(crate) fn of_body(program: &Program, body: &[Statement]) -> Self {
        Self::through(program, expressions(body))
    }

    fn through(program: &Program, expressions: Vec<&Expr>) -> Self {
        let mut uses = Self::default();
        for e in expressions {
            uses.add(e);
        }
        let mut known = BTreeSet::new();
        while let Some(next) = uses.defines.difference(&known).next().copied() {
            known.insert(next);
            if let Some(define) = program.defines.get(next) {
                uses.add(&define.body);
            }
        }
        uses
    }
}

/// Whether a field is read from the verbs of a clause.
fn is_of_verbs(field: Field) -> bool {
    matches!(field, Field::Segments | Field::Strength | Field::Verb | Field::Verbs)
}

/// The variables of a policy over a corpus that are made before its rows.
pub(crate) fn prelude(policy: &Policy) -> &[Statement] {
    policy.corpus.as_ref().map_or(&[], |c| &c.prelude)
}

/// All expressions that stand in a policy, without those inside them.
pub(crate) fn all_expressions(policy: &Policy) -> Vec<&Expr> {
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
pub(crate) fn each<'a>(e: &'a Expr, f: &mut dyn FnMut(&'a Expr)) {
    f(e);
    for child in e.children() {
        each(child, f);
    }
}
