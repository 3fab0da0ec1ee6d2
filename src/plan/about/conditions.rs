//! The conditions of a policy: what can be true or false in it, and where it stands.

use std::collections::BTreeSet;

use crate::{
    phrase::Phrase,
    plan::{BinaryOp, Expr, ExprKind, Plan, Statement},
    source::{FileId, Span},
};

/// Something in a policy that can be true or false.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What it is there for.
    pub role: ConditionRole,
    /// The policy file.
    pub file: FileId,
    /// Its bytes in that file.
    pub span: Span,
}

/// What a condition is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionRole {
    /// It says when the policy applies.
    Applies,
    /// It chooses elements.
    Where,
    /// It must hold.
    Requirement,
    /// It is one side of `and` or `or`, or stands under `not`.
    Part,
}

impl Plan {
    /// When a policy applies, as a reader of either language would write it; empty where it applies to every document.
    pub fn applies(&self, policy: &str) -> Vec<Phrase> {
        let policy = self.programs.iter().find(|p| p.name == policy);
        policy.map_or_else(Vec::new, |p| p.applies.iter().map(|e| self.said(e.at)).collect())
    }

    /// The conditions of a policy, each place once, in the order of the text as it is evaluated.
    pub fn conditions(&self, policy: &str) -> Vec<Condition> {
        let mut finder = Finder { found: Vec::new(), places: BTreeSet::new() };
        if let Some(policy) = self.programs.iter().find(|p| p.name == policy) {
            for e in &policy.applies {
                finder.condition(e, ConditionRole::Applies);
            }
            if let Some(corpus) = &policy.corpus {
                finder.body(&corpus.prelude);
                corpus.fields.iter().for_each(|e| finder.inside(e));
            }
            finder.body(&policy.body);
        }
        finder.found
    }
}

struct Finder {
    found: Vec<Condition>,
    places: BTreeSet<(FileId, Span)>,
}

impl Finder {
    fn body(&mut self, body: &[Statement]) {
        for statement in body {
            match statement {
                Statement::Let { value, .. } => self.inside(value),
                Statement::For(f) => {
                    self.inside(&f.list);
                    if let Some(condition) = &f.condition {
                        self.condition(condition, ConditionRole::Where);
                    }
                    self.body(&f.body);
                }
                Statement::Require(r) => self.condition(&r.condition, ConditionRole::Requirement),
            }
        }
    }

    /// Takes a condition, unless it is fixed, and the conditions inside it.
    fn condition(&mut self, e: &Expr, role: ConditionRole) {
        if !matches!(e.kind, ExprKind::Constant(_)) && self.places.insert((e.at.file, e.at.span)) {
            self.found.push(Condition { role, file: e.at.file, span: e.at.span });
        }
        self.inside(e);
    }

    fn inside(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Binary(BinaryOp::And | BinaryOp::Or, a, b) => {
                self.condition(a, ConditionRole::Part);
                self.condition(b, ConditionRole::Part);
            }
            ExprKind::Not(a) => self.condition(a, ConditionRole::Part),
            ExprKind::Quantified { list, condition, .. } => {
                self.inside(list);
                self.condition(condition, ConditionRole::Where);
            }
            ExprKind::Pick { list, condition, by, .. } => {
                self.inside(list);
                if let Some(condition) = condition {
                    self.condition(condition, ConditionRole::Where);
                }
                if let Some(by) = by {
                    self.inside(by);
                }
            }
            _ => e.children().for_each(|child| self.inside(child)),
        }
    }
}
