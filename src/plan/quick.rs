//! Quicker ways to the value of an expression: the same value, found with less work than by its parts.
//!
//! They are taken where nobody watches the conditions inside an expression; evidence is always found by its parts.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{Expr, ExprKind};
use crate::{
    hir::{BinaryOp, Constant, Pick, Quantifier},
    schema::{Builtin, Field},
};

/// A quicker way.
#[derive(Clone, Debug)]
pub(crate) enum Quick {
    /// The value depends on nothing but the document and the record in one variable, and is kept: once found, it is not
    /// found again.
    Kept { number: u32, slot: Option<u32> },
    /// What must hold for any element of a list to fulfil a condition, without looking at the elements.
    Needs(Box<Expr>),
    /// A bound for how much of the shorter of two texts is in the other.
    Alike(Box<Alike>),
}

/// `max([containment(a, b, …) else 0, containment(b, a, …) else 0])` against a limit.
#[derive(Clone, Debug)]
pub(crate) struct Alike {
    pub(crate) slots: [u32; 2],
    pub(crate) exempt: Vec<u32>,
    pub(crate) op: BinaryOp,
    pub(crate) limit: Expr,
}

/// The numbers of kept values: expressions that are written alike share one, whatever the policy.
#[derive(Debug, Default)]
pub(super) struct Kept(BTreeMap<String, u32>);

impl Kept {
    /// The quicker way to an expression, if there is one.
    pub(super) fn quick(&mut self, kind: &ExprKind) -> Option<Quick> {
        match kind {
            ExprKind::Binary(op @ (BinaryOp::Ge | BinaryOp::Gt | BinaryOp::Lt | BinaryOp::Le), a, limit) => {
                let (slots, exempt) = likeness(a)?;
                Some(Quick::Alike(Box::new(Alike { slots, exempt, op: *op, limit: limit.as_ref().clone() })))
            }
            ExprKind::Quantified {
                quantifier: Quantifier::Some | Quantifier::No, slot, condition, ..
            }
            | ExprKind::Pick { pick: Pick::Those, slot, condition: Some(condition), .. } => {
                without(condition, &mut vec![*slot]).map(|e| Quick::Needs(Box::new(e)))
            }
            kind if is_costly(kind) => {
                let (mut sign, mut slot) = (String::new(), None);
                signed(kind, &mut sign, &mut slot).then(|| {
                    let next = self.0.len() as u32;
                    Quick::Kept { number: *self.0.entry(sign).or_insert(next), slot }
                })
            }
            _ => None,
        }
    }
}

/// Whether finding a value costs more than keeping it.
fn is_costly(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Field(_, field) => matches!(field, Field::Functions | Field::Segments | Field::Verbs),
        ExprKind::Call(b, _) => matches!(b, Builtin::Length | Builtin::Occurrences | Builtin::Distinct),
        ExprKind::Project(..) | ExprKind::Capture(..) | ExprKind::Matches(..) => true,
        _ => false,
    }
}

/// Writes down what a value depends on; `false` where that is more than the document and one variable.
fn signed(kind: &ExprKind, out: &mut String, slot: &mut Option<u32>) -> bool {
    match kind {
        ExprKind::Document => out.push('D'),
        ExprKind::Slot(s) => {
            if slot.is_some_and(|before| before != *s) {
                return false;
            }
            *slot = Some(*s);
            out.push('S');
        }
        ExprKind::Constant(c) => write!(out, "{c:?}").unwrap_or_default(),
        ExprKind::Field(base, field) | ExprKind::Project(base, field) => {
            let sign = if matches!(kind, ExprKind::Field(..)) { '.' } else { '*' };
            if !signed(&base.kind, out, slot) {
                return false;
            }
            write!(out, "{sign}{field:?}").unwrap_or_default();
        }
        ExprKind::Call(builtin, args) => {
            write!(out, "{builtin:?}(").unwrap_or_default();
            for arg in args {
                if !signed(&arg.kind, out, slot) {
                    return false;
                }
                out.push(',');
            }
            out.push(')');
        }
        ExprKind::Capture(subject, regex, group, reach) => {
            write!(out, "capture {reach:?} {group} {} /", regex.as_str()).unwrap_or_default();
            return signed(&subject.kind, out, slot);
        }
        ExprKind::Matches(subject, regex) => {
            write!(out, "matches {} /", regex.as_str()).unwrap_or_default();
            return signed(&subject.kind, out, slot);
        }
        _ => return false,
    }
    true
}

/// What remains of a condition where nothing is asked of the variables `of`: it is false only where the condition is.
fn without(e: &Expr, of: &mut Vec<u32>) -> Option<Expr> {
    if !mentions(e, of) {
        // What is the same for all is worth a look only where it is more than a constant.
        return (!matches!(e.kind, ExprKind::Constant(_))).then(|| e.clone());
    }
    let kind = match &e.kind {
        ExprKind::Binary(BinaryOp::And, a, b) => match (without(a, of), without(b, of)) {
            (Some(a), Some(b)) => ExprKind::Binary(BinaryOp::And, Box::new(a), Box::new(b)),
            (one, other) => return one.or(other),
        },
        ExprKind::Binary(BinaryOp::Or, a, b) => {
            ExprKind::Binary(BinaryOp::Or, Box::new(without(a, of)?), Box::new(without(b, of)?))
        }
        ExprKind::Bind { arguments, body } => {
            let before = of.len();
            let mut kept = Vec::new();
            for (slot, argument) in arguments {
                if mentions(argument, of) {
                    of.push(*slot);
                } else {
                    kept.push((*slot, argument.clone()));
                }
            }
            let body = without(body, of);
            of.truncate(before);
            ExprKind::Bind { arguments: kept, body: Box::new(body?) }
        }
        ExprKind::Quantified { quantifier: Quantifier::Some, slot, list, condition }
            if !mentions(list, of) =>
        {
            ExprKind::Quantified {
                quantifier: Quantifier::Some,
                slot: *slot,
                list: list.clone(),
                condition: Box::new(without(condition, of)?),
            }
        }
        _ => return None,
    };
    Some(Expr { kind, at: e.at, quick: None })
}

/// Whether an expression asks for one of some variables.
fn mentions(e: &Expr, slots: &[u32]) -> bool {
    match &e.kind {
        ExprKind::Slot(s) => slots.contains(s),
        _ => e.children().into_iter().any(|c| mentions(c, slots)),
    }
}

/// The two variables of a likeness, and what does not count in it.
fn likeness(e: &Expr) -> Option<([u32; 2], Vec<u32>)> {
    let ExprKind::Bind { arguments, body } = &e.kind else { return None };
    let [(a, x), (b, y)] = arguments.as_slice() else { return None };
    let (ExprKind::Slot(x), ExprKind::Slot(y)) = (&x.kind, &y.kind) else { return None };
    let ExprKind::Call(Builtin::Max, args) = &body.kind else { return None };
    let [Expr { kind: ExprKind::List(both), .. }] = args.as_slice() else { return None };
    let [one, other] = both.as_slice() else { return None };
    let (one, other) = (share(one)?, share(other)?);
    let turned = one.0 == [*a, *b] && other.0 == [*b, *a] || one.0 == [*b, *a] && other.0 == [*a, *b];
    (turned && one.1 == other.1).then_some(([*x, *y], one.1))
}

/// `containment(a, b, …) else 0`.
fn share(e: &Expr) -> Option<([u32; 2], Vec<u32>)> {
    let ExprKind::Default(share, nothing) = &e.kind else { return None };
    let ExprKind::Constant(Constant::Int(0)) = nothing.kind else { return None };
    let ExprKind::Call(Builtin::Containment, args) = &share.kind else { return None };
    let (pair, exempt) = match args.as_slice() {
        [a, b] => ([a, b], Vec::new()),
        [a, b, exempt] => ([a, b], constants(exempt)?),
        _ => return None,
    };
    let slot = |e: &Expr| if let ExprKind::Slot(s) = e.kind { Some(s) } else { None };
    Some(([slot(pair[0])?, slot(pair[1])?], exempt))
}

/// The vocabularies that an expression names outright.
fn constants(e: &Expr) -> Option<Vec<u32>> {
    let one = |c: &Constant| if let Constant::Vocabulary(v) = c { Some(v.0) } else { None };
    match &e.kind {
        ExprKind::Constant(Constant::List(all)) => all.iter().map(one).collect(),
        ExprKind::Constant(c) => one(c).map(|v| vec![v]),
        _ => None,
    }
}
