//! Divisions that may be by zero.
//!
//! A division by zero is no accident here, it is unknown, and the verdict says so. But where the divisor may well be zero and
//! nothing around the division speaks of it, its author has most likely not thought of it. Any condition around the division
//! that does (`s.admin > 0`, `s.admin is not 0`, `s.admin is known`, `units is not empty` for `count(units)`) is a guard, as is
//! a default (`(a / b) else 0`). Messages are left alone: a value there that is unknown prints as such.

use num_rational::Ratio;

use super::{
    Ctx,
    facts::{Around, never_zero},
    walk::walk,
    warning,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    hir::{BinaryOp, Constant, Expr, ExprKind, fold, ops::always_zero},
    phrase::Phrase,
    schema::Builtin,
};

/// Divisions by what may be zero, without a condition about it.
pub(super) fn unguarded(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    walk(ctx, &mut |around, e, _| {
        inside(around, e, found);
        true
    });
}

fn inside<'a>(around: &Around<'a>, e: &'a Expr, found: &mut Vec<Diagnostic>) {
    match &e.kind {
        ExprKind::Binary(BinaryOp::And, a, b) => {
            inside(around, a, found);
            inside(&around.under(a), b, found);
            return;
        }
        ExprKind::Pick { list, condition: Some(c), by: Some(by), .. } => {
            inside(around, list, found);
            inside(around, c, found);
            inside(&around.under(c), by, found);
            return;
        }
        ExprKind::Default(a, b) => {
            // What is unknown, for whatever reason, has a default.
            let mut ignored = Vec::new();
            inside(around, a, &mut ignored);
            inside(around, b, found);
            return;
        }
        ExprKind::Binary(BinaryOp::Div, _, divisor) if !always_zero(divisor) && !safe(around, divisor) => {
            let words = around.words(divisor);
            let (zh, en) = (format!("除数 `{words}` 可能为零"), format!("the divisor `{words}` may be zero"));
            let help = Phrase::new(
                format!("加上条件 `{words} > 0`,或改写为乘法"),
                format!("ask for `{words} > 0` first, or multiply the other side"),
            );
            found.push(warning(Code::UnguardedDivision, around.file, divisor.span, &zh, &en).help(help));
        }
        _ => {}
    }
    e.children().for_each(|child| inside(around, child, found));
}

fn safe<'a>(around: &Around<'a>, divisor: &'a Expr) -> bool {
    let value = around.resolved(divisor);
    if let Some(constant) = fold(around.ctx.program, value) {
        return !matches!(constant, Constant::Int(0)) && constant != Constant::Ratio(Ratio::from_integer(0));
    }
    let named = [around.words(divisor), around.words(value)];
    never_zero(around.range(value))
        || chosen_by(around, value)
        || around.guards.iter().any(|g| speaks_of(around, g, &named, value))
}

/// Whether the record of a divisor was chosen by a condition on the same field, or on the same definition of it:
/// `first s in staffing where s.admin > 0`, `first s in staffing where all_posts(s) > 0`.
fn chosen_by<'a>(around: &Around<'a>, divisor: &'a Expr) -> bool {
    let record: &Expr = match &divisor.kind {
        ExprKind::Field(record, _) => record,
        ExprKind::Apply(_, arguments) => match &arguments[..] {
            [record] => record,
            _ => return false,
        },
        _ => return false,
    };
    let ExprKind::Pick { local, condition: Some(c), .. } = &around.resolved(record).kind else {
        return false;
    };
    let chosen = |e: &Expr| matches!(&e.kind, ExprKind::Local(l) if l == local);
    let same = |e: &Expr| match (&e.kind, &divisor.kind) {
        (ExprKind::Field(of, f), ExprKind::Field(_, field)) => f == field && chosen(of),
        (ExprKind::Apply(d, of), ExprKind::Apply(define, _)) => d == define && of.iter().all(chosen),
        _ => false,
    };
    let conditions = Around { guards: Vec::new(), ..around.clone() }.under(c).guards;
    conditions.iter().any(|g| match &g.kind {
        ExprKind::Binary(BinaryOp::Gt | BinaryOp::Ne, a, _) => same(a),
        _ => false,
    })
}

/// Whether a condition speaks of a divisor, by its words or by the list that it counts.
fn speaks_of<'a>(around: &Around<'a>, guard: &'a Expr, named: &[String], divisor: &'a Expr) -> bool {
    let is_it = |e: &Expr| named.contains(&around.words(e));
    match &guard.kind {
        ExprKind::Binary(BinaryOp::Gt | BinaryOp::Ge | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Ne, a, b) => {
            is_it(a) || is_it(b)
        }
        ExprKind::Test { value, .. } => {
            let counted = match &divisor.kind {
                ExprKind::Call(Builtin::Count, args) => args.first(),
                _ => None,
            };
            is_it(value) || counted.is_some_and(|list| around.words(list) == around.words(value))
        }
        _ => false,
    }
}
