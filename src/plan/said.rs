//! What an element of a search must say for the condition to be true of it.

use super::{Expr, ExprKind, Vocabularies};
use crate::{
    hir::{BinaryOp, Quantifier},
    schema::Field,
};

/// What an element says.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    /// It names the function that a variable holds.
    Function(u32),
    /// It mentions one of these vocabularies.
    OneOf(Vec<u32>),
}

/// What an element surely says where a condition is true of it.
pub(super) fn said(condition: &Expr, slot: u32) -> Option<Said> {
    Reading { element: slot, given: Vec::new() }.of(condition)
}

struct Reading {
    element: u32,
    /// What variables stand for: another variable, or something else.
    given: Vec<(u32, Option<u32>)>,
}

impl Reading {
    fn of(&mut self, e: &Expr) -> Option<Said> {
        match &e.kind {
            ExprKind::Binary(BinaryOp::And, a, b) => self.of(a).or_else(|| self.of(b)),
            ExprKind::Binary(BinaryOp::Or, a, b) => match (self.of(a)?, self.of(b)?) {
                (Said::Function(a), Said::Function(b)) if a == b => Some(Said::Function(a)),
                (Said::OneOf(a), Said::OneOf(b)) => Some(Said::OneOf([a, b].concat())),
                _ => None,
            },
            ExprKind::Binary(BinaryOp::In, function, functions) => {
                let ExprKind::Field(of, Field::Functions) = &functions.kind else { return None };
                self.named(of, function)
            }
            ExprKind::Mentions { subject, vocabularies: Vocabularies::Found(function), .. } => {
                self.named(subject, function)
            }
            ExprKind::Mentions { subject, vocabularies: Vocabularies::Fixed(all), .. } => {
                self.is_element(subject).then(|| Said::OneOf(all.clone()))
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

    fn with(&mut self, given: Vec<(u32, Option<u32>)>, e: &Expr) -> Option<Said> {
        let before = self.given.len();
        self.given.extend(given);
        let found = self.of(e);
        self.given.truncate(before);
        found
    }

    /// The variable of a function that the element names.
    fn named(&self, of: &Expr, function: &Expr) -> Option<Said> {
        let function = self.variable(function).filter(|f| *f != self.element)?;
        self.is_element(of).then_some(Said::Function(function))
    }

    fn is_element(&self, e: &Expr) -> bool {
        self.variable(e) == Some(self.element)
    }

    /// The variable outside the condition that an expression stands for.
    fn variable(&self, e: &Expr) -> Option<u32> {
        let ExprKind::Slot(slot) = e.kind else { return None };
        self.given.iter().rev().find(|(s, _)| *s == slot).map_or(Some(slot), |(_, stands)| *stands)
    }
}
