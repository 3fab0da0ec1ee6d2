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

    /// Everything that a body names, through definitions too.
    pub(crate) fn of_body(program: &Program, body: &[Statement]) -> Self {
        Named::new(program).through(expressions(body))
    }

    /// Adds what another one has.
    fn join(&mut self, other: &Self) {
        self.params.extend(&other.params);
        self.tables.extend(&other.tables);
        self.vocabularies.extend(&other.vocabularies);
        self.defines.extend(&other.defines);
        self.all |= other.all;
        self.verbs |= other.verbs;
    }
}

/// What the definitions of a program name: many policies ask for the same ones, and each is looked through once.
pub(crate) struct Named<'p> {
    program: &'p Program,
    /// What each names itself, once it has been asked for.
    defines: Vec<Option<Used>>,
}

impl<'p> Named<'p> {
    /// Of a program of which nothing has been asked yet.
    pub(crate) fn new(program: &'p Program) -> Self {
        Self { program, defines: program.defines.iter().map(|_| None).collect() }
    }

    /// Everything that a policy names, through definitions too.
    pub(crate) fn by(&mut self, policy: &Policy) -> Used {
        self.through(all_expressions(policy))
    }

    fn through(&mut self, expressions: Vec<&Expr>) -> Used {
        let mut uses = Used::default();
        for e in expressions {
            uses.add(e);
        }
        let mut next: Vec<usize> = uses.defines.iter().copied().collect();
        while let Some(define) = next.pop() {
            let Some(named) = self.defines.get_mut(define) else { continue };
            let named = named.get_or_insert_with(|| {
                let mut own = Used::default();
                self.program.defines.get(define).into_iter().for_each(|d| own.add(&d.body));
                own
            });
            next.extend(named.defines.difference(&uses.defines));
            uses.join(named);
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
