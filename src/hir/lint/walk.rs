//! All expressions of the policies that are evaluated, each with what holds around it.

use super::{Ctx, facts::Around, lets, prelude};
use crate::hir::{Expr, Statement};

/// Where an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Where a value is asked for.
    Value,
    /// Where it decides about what follows: `applies when`, and the condition of a loop.
    Condition,
    /// Behind `require`.
    Requirement,
}

/// What is done with an expression; the answer for the condition of a loop says whether to go into the loop.
type Visit<'v, 'a> = dyn FnMut(&Around<'a>, &'a Expr, Place) -> bool + 'v;

/// Visits the outermost expressions of all definitions and policies, in the order of the text.
pub(super) fn walk<'a>(ctx: &'a Ctx<'a>, visit: &mut Visit<'_, 'a>) {
    let visit: &mut Visit<'_, 'a> = &mut |around, e, place| {
        ctx.begin();
        visit(around, e, place)
    };
    for define in ctx.program.defines.iter().filter(|d| ctx.looks_at(d.file)) {
        let around = Around { ctx, file: define.file, lets: [].into(), guards: Vec::new() };
        visit(&around, &define.body, Place::Value);
    }
    for policy in ctx.program.policies.iter().filter(|p| ctx.looks_at(p.file)) {
        let mut around = Around { ctx, file: policy.file, lets: lets(policy), guards: Vec::new() };
        for e in &policy.applies {
            visit(&around, e, Place::Condition);
            around = around.under(e);
        }
        body(&around, prelude(policy), visit);
        for (_, e) in policy.corpus.iter().flat_map(|c| &c.fields) {
            visit(&around, e, Place::Value);
        }
        body(&around, &policy.body, visit);
    }
}

fn body<'a>(around: &Around<'a>, statements: &'a [Statement], visit: &mut Visit<'_, 'a>) {
    for statement in statements {
        match statement {
            Statement::Let { value, .. } => _ = visit(around, value, Place::Value),
            Statement::For(f) => {
                visit(around, &f.list, Place::Value);
                match &f.condition {
                    Some(e) if visit(around, e, Place::Condition) => body(&around.under(e), &f.body, visit),
                    Some(_) => {}
                    None => body(around, &f.body, visit),
                }
            }
            Statement::Require(r) => _ = visit(around, &r.condition, Place::Requirement),
        }
    }
}
