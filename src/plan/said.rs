//! Which function an element of a search must name for the condition to be true of it.

use super::{Expr, ExprKind, Vocabularies};
use crate::{
    hir::{BinaryOp, Quantifier},
    schema::Field,
};

/// The variable of the function that an element surely names where a condition is true of it.
pub(super) fn said(condition: &Expr, slot: u32) -> Option<u32> {
    Reading { element: slot, given: Vec::new() }.of(condition)
}

struct Reading {
    element: u32,
    /// What variables stand for: another variable, or something else.
    given: Vec<(u32, Option<u32>)>,
}

impl Reading {
    fn of(&mut self, e: &Expr) -> Option<u32> {
        match &e.kind {
            ExprKind::Binary(BinaryOp::And, a, b) => self.of(a).or_else(|| self.of(b)),
            ExprKind::Binary(BinaryOp::Or, a, b) => self.of(a).filter(|one| self.of(b) == Some(*one)),
            ExprKind::Binary(BinaryOp::In, function, functions) => {
                let ExprKind::Field(of, Field::Functions) = &functions.kind else { return None };
                self.named(of, function)
            }
            ExprKind::Mentions { subject, vocabularies: Vocabularies::Found(function), .. } => {
                self.named(subject, function)
            }
            ExprKind::Bind { arguments, body } => {
                let stands = |(slot, argument): &(u32, Expr)| (*slot, self.variable(argument));
                let given: Vec<_> = arguments.iter().map(stands).collect();
                self.with(given, body)
            }
            ExprKind::Quantified { quantifier: Quantifier::Some, slot, list, condition } => {
                // A segment stands inside its clause.
                let inside = matches!(&list.kind, ExprKind::Field(of, Field::Segments)
                    if self.variable(of) == Some(self.element));
                self.with(vec![(*slot, inside.then_some(self.element))], condition)
            }
            _ => None,
        }
    }

    fn with(&mut self, given: Vec<(u32, Option<u32>)>, e: &Expr) -> Option<u32> {
        let before = self.given.len();
        self.given.extend(given);
        let found = self.of(e);
        self.given.truncate(before);
        found
    }

    /// The variable of a function that the element names.
    fn named(&self, of: &Expr, function: &Expr) -> Option<u32> {
        let is_element = self.variable(of) == Some(self.element);
        self.variable(function).filter(|f| is_element && *f != self.element)
    }

    /// The variable outside the condition that an expression stands for.
    fn variable(&self, e: &Expr) -> Option<u32> {
        let ExprKind::Slot(slot) = e.kind else { return None };
        self.given.iter().rev().find(|(s, _)| *s == slot).map_or(Some(slot), |(_, stands)| *stands)
    }
}
