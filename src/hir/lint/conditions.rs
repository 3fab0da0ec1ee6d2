//! Conditions that are always true or always false, and requirements that can never be false.

use super::{
    Ctx,
    facts::Around,
    walk::{Place, walk},
    warning,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    hir::{BinaryOp, Expr, ExprKind},
    phrase::Phrase,
};

/// Conditions whose answer no document can change. The outermost one is named.
pub(super) fn constant(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    walk(ctx, &mut |around, e, place| {
        match place {
            Place::Value => inside(around, e, found),
            Place::Requirement if around.decided(e) == Some(true) => {
                let (zh, en) = ("这个要求不可能为假", "this requirement can never be false");
                found.push(Diagnostic::error(Code::NeverFalse, around.file, e.span, Phrase::new(zh, en)));
            }
            Place::Condition | Place::Requirement => condition(around, e, found),
        }
        // Of what is never reached nothing more is said.
        place != Place::Condition || around.decided(e) != Some(false)
    });
}

fn condition<'a>(around: &Around<'a>, e: &'a Expr, found: &mut Vec<Diagnostic>) {
    around.ctx.begin();
    match around.decided(e) {
        Some(always) => {
            let (zh, en) = if always {
                ("这个条件总是为真", "this condition is always true")
            } else {
                ("这个条件总是为假", "this condition is always false")
            };
            found.push(warning(Code::ConstantCondition, around.file, e.span, zh, en));
        }
        None => inside(around, e, found),
    }
}

/// The conditions inside an expression.
fn inside<'a>(around: &Around<'a>, e: &'a Expr, found: &mut Vec<Diagnostic>) {
    match &e.kind {
        ExprKind::Binary(BinaryOp::And, a, b) => {
            condition(around, a, found);
            condition(&around.under(a), b, found);
        }
        ExprKind::Binary(BinaryOp::Or, a, b) => {
            condition(around, a, found);
            condition(around, b, found);
        }
        ExprKind::Not(a) => condition(around, a, found),
        ExprKind::Quantified { list, condition: c, .. } => {
            inside(around, list, found);
            condition(around, c, found);
        }
        ExprKind::Pick { list, condition: c, by, .. } => {
            inside(around, list, found);
            if let Some(c) = c {
                condition(around, c, found);
            }
            if let Some(by) = by {
                inside(around, by, found);
            }
        }
        _ => e.children().for_each(|child| inside(around, child, found)),
    }
}
