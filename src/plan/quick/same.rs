//! Searches for the elements of a list that have the same words in a field as something else.

use super::mentions;
use crate::{
    hir::BinaryOp,
    plan::{Expr, ExprKind},
    schema::Field,
};

/// A field of an element that may have words: of a record, or of a row by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Column {
    Record(Field),
    Row(usize),
}

/// The words of which field of the elements must be the same as what.
#[derive(Clone, Debug)]
pub(crate) struct Same {
    pub(crate) field: Column,
    /// It does not depend on the element.
    pub(crate) other: Expr,
}

/// What a condition asks to be the same as a field of the element of a search.
pub(in crate::plan) fn same(condition: &Expr, slot: u32) -> Option<Same> {
    let field = |e: &Expr| column(e, slot);
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

/// The field of the element in a slot that an expression is.
pub(in crate::plan) fn column(e: &Expr, slot: u32) -> Option<Column> {
    let (base, column) = match &e.kind {
        ExprKind::Field(base, field @ (Field::Name | Field::Text | Field::Heading)) => {
            (base, Column::Record(*field))
        }
        ExprKind::RowField(base, field) => (base, Column::Row(*field)),
        _ => return None,
    };
    matches!(base.kind, ExprKind::Slot(s) if s == slot).then_some(column)
}

fn beside(field: Column, other: &Expr, slot: u32) -> Option<Same> {
    (!mentions(other, &[(slot, true)])).then(|| Same { field, other: other.clone() })
}
