//! Policies that ask what another policy asks already.

use std::collections::BTreeSet;

use num_rational::Ratio;

use super::{Ctx, facts::Around, lets, warning};
use crate::{
    diagnostic::{Code, Diagnostic},
    hir::{BinaryOp, Constant, Expr, ExprKind, For, Pairing, Policy, Statement},
    phrase::Phrase,
};

/// What one requirement asks, in words: the loops around it, and the condition.
struct Asked {
    loops: Vec<String>,
    words: String,
    /// `x <= 3`: `x`, the direction and the limit.
    limit: Option<(String, BinaryOp, Ratio<i64>)>,
}

/// Policies of which every requirement is asked, as strictly, by one other policy that applies wherever they do.
pub(super) fn overlap(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    let policies: Vec<(&Policy, Vec<Asked>, BTreeSet<String>)> =
        ctx.program.policies.iter().map(|p| (p, asked(ctx, p), applies(ctx, p))).collect();
    for (i, (policy, wanted, narrow)) in policies.iter().enumerate() {
        let other = policies.iter().enumerate().find(|(j, (other, asked, wide))| {
            let same_time = policy.variants.is_empty() && other.variants.is_empty();
            let covers = |w: &Asked| asked.iter().any(|a| a.covers(w));
            let covered = i != *j && same_time && wide.is_subset(narrow) && wanted.iter().all(covers);
            // Of two that ask the same the later one is named.
            let back = *j > i && narrow == wide && asked.iter().all(|a| wanted.iter().any(|w| w.covers(a)));
            covered && !back
        });
        if let Some((_, (other, _, _))) = other {
            let (zh, en) = (
                format!("政策 `{}` 所问的,政策 `{}` 都已问到", policy.name, other.name),
                format!("all that the policy `{}` asks is asked by `{}`", policy.name, other.name),
            );
            let place = Phrase::new("在这里问到", "asked here");
            let d = warning(Code::Overlap, policy.file, ctx.name_of(policy), &zh, &en);
            found.push(d.also(other.file, ctx.name_of(other), place));
        }
    }
}

fn applies(ctx: &Ctx<'_>, policy: &Policy) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut todo: Vec<&Expr> = policy.applies.iter().collect();
    while let Some(e) = todo.pop() {
        match &e.kind {
            ExprKind::Binary(BinaryOp::And, a, b) => todo.extend([a.as_ref(), b.as_ref()]),
            _ => _ = words.insert(ctx.words(policy.file, e.span)),
        }
    }
    words
}

fn asked(ctx: &Ctx<'_>, policy: &Policy) -> Vec<Asked> {
    let around = Around { ctx, file: policy.file, lets: lets(policy), guards: Vec::new() };
    let mut found = Vec::new();
    collect(&around, &policy.body, &mut Vec::new(), &mut found);
    found
}

fn collect<'a>(around: &Around<'a>, body: &'a [Statement], loops: &mut Vec<String>, found: &mut Vec<Asked>) {
    for statement in body {
        match statement {
            // A variable may stand for anything: what uses one is the same only where the variable is.
            Statement::Let { value, .. } => loops.push(around.words(value)),
            Statement::For(f) => {
                let outside = loops.len();
                loops.push(heading(around, f));
                collect(around, &f.body, loops, found);
                loops.truncate(outside);
            }
            Statement::Require(r) => found.push(Asked {
                loops: loops.clone(),
                words: around.words(&r.condition),
                limit: limit(around, &r.condition),
            }),
        }
    }
}

fn heading(around: &Around<'_>, f: &For) -> String {
    let pairing = match f.pairing {
        Pairing::Single => "each",
        Pairing::Pair => "pair",
        Pairing::Neighbours => "neighbours",
    };
    let condition = f.condition.as_ref().map(|c| around.words(c)).unwrap_or_default();
    format!("{pairing} {} where {condition}", around.words(&f.list))
}

fn limit<'a>(around: &Around<'a>, e: &'a Expr) -> Option<(String, BinaryOp, Ratio<i64>)> {
    let ExprKind::Binary(op @ (BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge), a, b) = &e.kind
    else {
        return None;
    };
    let limit = match around.fixed(b)? {
        Constant::Int(n) => Ratio::from_integer(n),
        Constant::Ratio(r) => r,
        _ => return None,
    };
    Some((around.words(a), *op, limit))
}

impl Asked {
    /// Whether this is asked as strictly as the other.
    fn covers(&self, other: &Self) -> bool {
        if self.loops != other.loops {
            return false;
        }
        let stricter = match (&self.limit, &other.limit) {
            (Some((a, op, n)), Some((b, other, m))) if a == b && op == other => match op {
                BinaryOp::Lt | BinaryOp::Le => n <= m,
                _ => n >= m,
            },
            _ => false,
        };
        self.words == other.words || stricter
    }
}
