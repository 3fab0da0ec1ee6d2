//! How alike two texts are: the forms of likeness for which there are quicker ways.

use num_rational::Ratio;

use super::{Quick, mentions};
use crate::{
    hir::{BinaryOp, Constant, Quantifier},
    plan::{Expr, ExprKind, Statement},
    schema::Builtin,
};

/// `containment(a, b, …) else 0`: what is in the second of two variables of the words of the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) slots: [u32; 2],
    pub(crate) exempt: Vec<u32>,
}

/// A share against a limit.
#[derive(Clone, Debug)]
pub(crate) struct Alike {
    pub(crate) share: Share,
    pub(crate) of: Of,
    pub(crate) op: BinaryOp,
    pub(crate) limit: Expr,
}

/// Of which of two texts a share is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// `max([containment(a, b, …) else 0, containment(b, a, …) else 0])`.
    Shorter,
    /// `containment(a, b, …) else 0`.
    First,
    /// `containment(b, a, …) else 0`.
    Second,
}

impl Of {
    /// The same, where the texts change places.
    fn turned(self) -> Self {
        match self {
            Self::Shorter => Self::Shorter,
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// A list of which some element must be alike the element of a search.
#[derive(Clone, Debug)]
pub(crate) struct Apart {
    /// The list; it does not depend on that element.
    pub(crate) list: Expr,
    /// How alike; the first variable is that of the element of this list.
    pub(crate) near: Alike,
}

/// How alike an element must be, as part of what is asked of it; `given` are the arguments of definitions on the way.
pub(in crate::plan) fn near(e: &Expr, slot: u32, given: &[(u32, Expr)]) -> Option<Alike> {
    match (&e.kind, e.quick.as_deref()) {
        (ExprKind::Binary(BinaryOp::And, a, b), _) => near(a, slot, given).or_else(|| near(b, slot, given)),
        (ExprKind::Binary(BinaryOp::Or, a, b), _) => weaker(near(a, slot, given)?, near(b, slot, given)?),
        (ExprKind::Bind { arguments, body }, None | Some(Quick::Defined { .. })) => {
            let mut given = given.to_vec();
            for (s, argument) in arguments {
                let argument = resolved(argument, &given);
                given.push((*s, argument));
            }
            near(body, slot, &given)
        }
        _ => {
            let alike = bound(e)?;
            let outer = |s: u32| match given.iter().rev().find(|(g, _)| *g == s) {
                Some((_, Expr { kind: ExprKind::Slot(s), .. })) => Some(*s),
                Some(_) => None,
                None => Some(s),
            };
            let (a, b) = (outer(alike.share.slots[0])?, outer(alike.share.slots[1])?);
            let limit = resolved(&alike.limit, given);
            let fixed = matches!(limit.kind, ExprKind::Constant(_) | ExprKind::Param(_));
            let (slots, of) = if a == slot { ([a, b], alike.of) } else { ([b, a], alike.of.turned()) };
            (fixed && slots[0] == slot && slots[1] != slot).then(|| Alike {
                share: Share { slots, ..alike.share },
                of,
                op: alike.op,
                limit,
            })
        }
    }
}

/// The bound that an expression sets to a share; what is all of something, or a certain share of it, is no less.
fn bound(e: &Expr) -> Option<Alike> {
    if let Some(Quick::Alike(alike)) = e.quick.as_deref() {
        return Some((**alike).clone());
    }
    let ExprKind::Binary(BinaryOp::Eq, of, limit) = &e.kind else { return None };
    let limit = limit.as_ref().clone();
    Some(Alike { share: share(&of.kind)?, of: Of::First, op: BinaryOp::Ge, limit })
}

/// What holds where one of two bounds of the same share does.
fn weaker(a: Alike, b: Alike) -> Option<Alike> {
    let number = |bound: &Alike| match (&bound.limit.kind, bound.op) {
        (ExprKind::Constant(Constant::Int(n)), BinaryOp::Ge) => Some(Ratio::from_integer(*n)),
        (ExprKind::Constant(Constant::Ratio(r)), BinaryOp::Ge) => Some(*r),
        _ => None,
    };
    let (of_a, of_b) = (number(&a)?, number(&b)?);
    (a.share == b.share && a.of == b.of).then(|| if of_b < of_a { b } else { a })
}

/// How alike the two variables of a loop must be for its only requirement, or what it asks first, not to hold.
pub(in crate::plan) fn unless(loops: &[u32], body: &[Statement]) -> Option<Alike> {
    let [Statement::Require(only)] = body else { return None };
    let mut condition = &only.condition;
    while let ExprKind::Binary(BinaryOp::Or, first, _) = &condition.kind {
        condition = first;
    }
    let Some(Quick::Alike(asked)) = condition.quick.as_deref() else { return None };
    let op = match asked.op {
        BinaryOp::Lt => BinaryOp::Ge,
        BinaryOp::Le => BinaryOp::Gt,
        _ => return None,
    };
    let [a, b] = asked.share.slots;
    let of_both = loops == [a, b] || loops == [b, a];
    let fixed = matches!(asked.limit.kind, ExprKind::Constant(_) | ExprKind::Param(_));
    (of_both && fixed && asked.of == Of::Shorter).then(|| Alike { op, ..(**asked).clone() })
}

/// A search for something alike the element, as part of what is asked of it.
pub(in crate::plan) fn apart(e: &Expr, slot: u32) -> Option<Apart> {
    match (&e.kind, e.quick.as_deref()) {
        (ExprKind::Binary(BinaryOp::And, a, b), _) => apart(a, slot).or_else(|| apart(b, slot)),
        (
            ExprKind::Quantified { quantifier: Quantifier::Some, slot: other, list, .. },
            Some(Quick::Search(search)),
        ) => {
            let is_it = |near: &Alike| near.share.slots == [*other, slot] && near.of == Of::Shorter;
            let near = search.near.clone().filter(is_it)?;
            (!mentions(list, &[(slot, true)])).then(|| Apart { list: (**list).clone(), near })
        }
        _ => None,
    }
}

/// What a variable was given.
pub(in crate::plan) fn resolved(e: &Expr, given: &[(u32, Expr)]) -> Expr {
    match &e.kind {
        ExprKind::Slot(s) => given.iter().rev().find(|(g, _)| g == s).map_or(e, |(_, e)| e).clone(),
        _ => e.clone(),
    }
}

/// The greater of the shares of two variables in each other.
pub(in crate::plan) fn likeness(of: &Expr) -> Option<Share> {
    let ExprKind::Bind { arguments, body } = &of.kind else { return None };
    let [(a, first), (b, second)] = arguments.as_slice() else { return None };
    let (ExprKind::Slot(first), ExprKind::Slot(second)) = (&first.kind, &second.kind) else { return None };
    let ExprKind::Call(Builtin::Max, args) = &body.kind else { return None };
    let [Expr { kind: ExprKind::List(both), .. }] = args.as_slice() else { return None };
    let [one, other] = both.as_slice() else { return None };
    let (one, other) = (share(&one.kind)?, share(&other.kind)?);
    let turned =
        one.slots == [*a, *b] && other.slots == [*b, *a] || one.slots == [*b, *a] && other.slots == [*a, *b];
    (turned && one.exempt == other.exempt).then_some(Share { slots: [*first, *second], exempt: one.exempt })
}

/// `containment(a, b, …) else 0`, or a definition of that.
pub(in crate::plan) fn share(kind: &ExprKind) -> Option<Share> {
    if let ExprKind::Bind { arguments, body } = kind {
        let Share { slots, exempt } = share(&body.kind)?;
        let given = |slot: u32| match arguments.iter().find(|(s, _)| *s == slot)?.1.kind {
            ExprKind::Slot(s) => Some(s),
            _ => None,
        };
        return Some(Share { slots: [given(slots[0])?, given(slots[1])?], exempt });
    }
    let ExprKind::Default(share, nothing) = kind else { return None };
    let ExprKind::Constant(Constant::Int(0)) = nothing.kind else { return None };
    let ExprKind::Call(Builtin::Containment, args) = &share.kind else { return None };
    let (pair, exempt) = match args.as_slice() {
        [a, b] => ([a, b], Vec::new()),
        [a, b, exempt] => ([a, b], constants(exempt)?),
        _ => return None,
    };
    let slot = |e: &Expr| if let ExprKind::Slot(s) = e.kind { Some(s) } else { None };
    Some(Share { slots: [slot(pair[0])?, slot(pair[1])?], exempt })
}

/// The vocabularies that an expression names outright.
pub(in crate::plan) fn constants(e: &Expr) -> Option<Vec<u32>> {
    let one = |c: &Constant| if let Constant::Vocabulary(v) = c { Some(v.0) } else { None };
    match &e.kind {
        ExprKind::Constant(Constant::List(all)) => all.iter().map(one).collect(),
        ExprKind::Constant(c) => one(c).map(|v| vec![v]),
        _ => None,
    }
}
