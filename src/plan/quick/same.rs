//! Searches for the elements of a list that have the same words in a field as something else.

use super::mentions;
use crate::{
    hir::BinaryOp,
    plan::{Expr, ExprKind},
    schema::Field,
};

/// The words of which field of the elements must be the same as what.
#[derive(Clone, Debug)]
pub(crate) struct Same {
    pub(crate) field: Field,
    /// It does not depend on the element.
    pub(crate) other: Expr,
}

/// What a condition asks to be the same as a field of the element of a search.
pub(in crate::plan) fn same(condition: &Expr, slot: u32) -> Option<Same> {
    let field = |e: &Expr| match &e.kind {
        ExprKind::Field(base, field @ (Field::Name | Field::Text | Field::Heading)) => {
            matches!(base.kind, ExprKind::Slot(s) if s == slot).then_some(*field)
        }
        _ => None,
    };
    match &condition.kind {
        ExprKind::Binary(BinaryOp::And, a, b) => same(a, slot).or_else(|| same(b, slot)),
        ExprKind::Binary(BinaryOp::Eq, a, b) => match (field(a), field(b)) {
            (Some(field), None) => beside(field, b, slot),
            (None, Some(field)) => beside(field, a, slot),
            _ => None,
        },
        _ => None,
    }
}

fn beside(field: Field, other: &Expr, slot: u32) -> Option<Same> {
    (!mentions(other, &[(slot, true)])).then(|| Same { field, other: other.clone() })
}
