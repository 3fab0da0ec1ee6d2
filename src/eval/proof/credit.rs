//! How much it counts that an element fulfils parts of a condition, as far as the condition itself tells.

use crate::{
    plan::{BinaryOp, Expr, ExprKind, Quantifier, Vocabularies},
    schema::{Builtin, Field},
};

/// How much it counts to say something of what is sought: more than all that counts one together.
pub(super) const WORDS: u32 = 1 << 10;

/// The most that an element can be credited with for a condition.
#[derive(Clone, Copy)]
pub(super) struct Most {
    /// Where the condition may be true.
    pub(super) whole: u32,
    /// Where it is not.
    short: u32,
}

impl Most {
    pub(super) fn of(e: &Expr) -> Self {
        match &e.kind {
            ExprKind::Binary(BinaryOp::And, a, b) => {
                let (a, b) = (Self::of(a), Self::of(b));
                let short = (a.short + b.whole).max(a.whole + b.short);
                Self { whole: a.whole + b.whole, short }
            }
            ExprKind::Binary(BinaryOp::Or, a, b) => {
                let (a, b) = (Self::of(a), Self::of(b));
                Self { whole: a.whole.max(b.whole), short: a.short.max(b.short) }
            }
            ExprKind::Bind { body, .. } => Self::of(body),
            ExprKind::Quantified { quantifier: Quantifier::Some, condition, .. } => Self::of(condition),
            // Without a strength every mention counts in full.
            ExprKind::Mentions { strength, .. } => {
                Self { whole: 2 * WORDS, short: if strength.is_some() { WORDS } else { 2 * WORDS } }
            }
            _ => Self { whole: weight(e), short: 0 },
        }
    }

    pub(super) fn among(self, whole: bool) -> u32 {
        if whole { self.whole } else { self.short }
    }
}

/// Where a part of a condition lies in memory, which tells it from the others.
pub(super) fn address(e: &Expr) -> usize {
    std::ptr::from_ref(e).addr()
}

pub(super) fn are_functions(e: &Expr) -> bool {
    matches!(e.kind, ExprKind::Field(_, Field::Functions) | ExprKind::Project(_, Field::Functions))
}

/// Whether an expression depends on one of some variables.
pub(super) fn depends(e: &Expr, variables: &[u32]) -> bool {
    match &e.kind {
        ExprKind::Slot(slot) => variables.contains(slot),
        ExprKind::Constant(_) | ExprKind::Param(_) | ExprKind::Document => false,
        ExprKind::Field(of, _)
        | ExprKind::Project(of, _)
        | ExprKind::Not(of)
        | ExprKind::Matches(of, _)
        | ExprKind::Mentions { subject: of, vocabularies: Vocabularies::Fixed(_), .. }
        | ExprKind::Test { value: of, .. } => depends(of, variables),
        ExprKind::Binary(_, a, b) | ExprKind::Contains(a, b) | ExprKind::Default(a, b) => {
            depends(a, variables) || depends(b, variables)
        }
        ExprKind::Bind { arguments, body } => {
            arguments.iter().any(|(_, a)| depends(a, variables)) || depends(body, variables)
        }
        _ => e.children().any(|c| depends(c, variables)),
    }
}

/// What it counts to fulfil a condition that has no parts.
pub(super) fn weight(e: &Expr) -> u32 {
    if is_about_words(e) { WORDS } else { 1 }
}

/// Whether an element that fulfils a condition says something of what is sought.
pub(super) fn is_about_words(e: &Expr) -> bool {
    use BinaryOp::*;
    match &e.kind {
        ExprKind::Contains(..)
        | ExprKind::Matches(..)
        | ExprKind::Mentions { .. }
        | ExprKind::Binary(Covers, ..) => true,
        ExprKind::Default(a, _) => is_about_words(a),
        ExprKind::Bind { body, .. } => is_about_words(body),
        ExprKind::Binary(Eq | In | Meets, a, b) => are_words(a) || are_words(b),
        ExprKind::Binary(Ge | Gt, a, _) | ExprKind::Binary(Le | Lt, _, a) => is_likeness(a),
        _ => false,
    }
}

/// Whether a value is what something says, or is called, or does.
fn are_words(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Field(_, Field::Text | Field::Name | Field::Functions)
        | ExprKind::Project(_, Field::Text | Field::Name | Field::Functions) => true,
        _ => is_likeness(e),
    }
}

/// Whether a value is how much of one text is in another.
fn is_likeness(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Call(Builtin::Containment, _) => true,
        ExprKind::Default(a, _) => is_likeness(a),
        ExprKind::Bind { body, .. } => is_likeness(body),
        _ => false,
    }
}

/// Whether an element that does not fulfil a condition is credited with nothing.
pub(super) fn is_all_or_nothing(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Binary(BinaryOp::Or, a, b) => is_all_or_nothing(a) && is_all_or_nothing(b),
        ExprKind::Bind { body, .. } => is_all_or_nothing(body),
        ExprKind::Binary(BinaryOp::And, ..)
        | ExprKind::Quantified { quantifier: Quantifier::Some, .. }
        | ExprKind::Mentions { .. } => false,
        _ => true,
    }
}

/// Whether the credit for a condition may tell a place.
pub(super) fn tells_place(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Binary(BinaryOp::And | BinaryOp::Or, a, b) => tells_place(a) || tells_place(b),
        ExprKind::Bind { body, .. } => tells_place(body),
        ExprKind::Quantified { quantifier: Quantifier::Some, .. } | ExprKind::Mentions { .. } => true,
        _ => false,
    }
}
