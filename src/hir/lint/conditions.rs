//! Conditions that are always true or always false, and requirements that can never be false.

use super::{Ctx, facts::Around, lets, prelude, warning};
use crate::{
    diagnostic::{Code, Diagnostic},
    hir::{BinaryOp, Expr, ExprKind, Statement},
};

/// Conditions whose answer no document can change. The outermost one is named.
pub(super) fn constant(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    for define in &ctx.program.defines {
        let around = Around { ctx, file: define.file, lets: [].into(), guards: Vec::new() };
        inside(&around, &define.body, found);
    }
    for policy in &ctx.program.policies {
        let mut around = Around { ctx, file: policy.file, lets: lets(policy), guards: Vec::new() };
        for e in &policy.applies {
            condition(&around, e, found);
            around = around.under(e);
        }
        body(&around, prelude(policy), found);
        for (_, e) in policy.corpus.iter().flat_map(|c| &c.fields) {
            inside(&around, e, found);
        }
        body(&around, &policy.body, found);
    }
}

fn body<'a>(around: &Around<'a>, statements: &'a [Statement], found: &mut Vec<Diagnostic>) {
    for statement in statements {
        match statement {
            Statement::Let { value, .. } => inside(around, value, found),
            Statement::For(f) => {
                inside(around, &f.list, found);
                match &f.condition {
                    Some(e) => {
                        condition(around, e, found);
                        // Of what is never reached nothing more is said.
                        if around.decided(e) != Some(false) {
                            body(&around.under(e), &f.body, found);
                        }
                    }
                    None => body(around, &f.body, found),
                }
            }
            Statement::Require(r) => {
                if around.decided(&r.condition) == Some(true) {
                    let (zh, en) = ("这个要求不可能为假", "this requirement can never be false");
                    found.push(warning(Code::NeverFalse, around.file, r.condition.span, zh, en));
                } else {
                    condition(around, &r.condition, found);
                }
            }
        }
    }
}

fn condition<'a>(around: &Around<'a>, e: &'a Expr, found: &mut Vec<Diagnostic>) {
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
        _ => e.children().into_iter().for_each(|child| inside(around, child, found)),
    }
}
