//! What a definition says of one or two vocabularies, where it asks for nothing else: the same for every document.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU8, Ordering::Relaxed},
};

use crate::{
    hir::BinaryOp,
    plan::{Expr, ExprKind, Quick, program::every},
};

/// What has been found so far; several documents may find the same at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers(Arc<OnceLock<Box<[AtomicU8]>>>);

/// Plans of more vocabularies have no table of all two of them.
const MOST_VOCABULARIES: usize = 256;

const NO: u8 = 1;
const YES: u8 = 2;

impl Answers {
    /// What has been found for two vocabularies of `count`.
    pub(crate) fn known(&self, count: usize, two: (u32, u32)) -> Option<bool> {
        match self.at(count, two)?.load(Relaxed) {
            NO => Some(false),
            YES => Some(true),
            _ => None,
        }
    }

    /// Keeps what was found.
    pub(crate) fn note(&self, count: usize, two: (u32, u32), answer: bool) {
        if let Some(at) = self.at(count, two) {
            at.store(if answer { YES } else { NO }, Relaxed);
        }
    }

    fn at(&self, count: usize, (a, b): (u32, u32)) -> Option<&AtomicU8> {
        let is_new = || (0..count * count).map(|_| AtomicU8::default()).collect();
        (count <= MOST_VOCABULARIES).then(|| self.0.get_or_init(is_new))?.get(a as usize * count + b as usize)
    }
}

/// What a definition must say of an element and of another vocabulary for a condition to be true of the element.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) answers: Answers,
    /// The variable of the other one, and whether it is the first of the two.
    pub(crate) other: u32,
    pub(crate) is_first: bool,
}

/// What must be said of the element in a variable, if anything.
pub(in crate::plan) fn told(condition: &Expr, element: u32) -> Option<Told> {
    match (&condition.kind, condition.quick.as_deref()) {
        (ExprKind::Binary(BinaryOp::And, a, b), _) => told(a, element).or_else(|| told(b, element)),
        (ExprKind::Bind { arguments, .. }, Some(Quick::Answered(answers))) => {
            let [(_, a), (_, b)] = arguments.as_slice() else { return None };
            let (ExprKind::Slot(a), ExprKind::Slot(b)) = (&a.kind, &b.kind) else { return None };
            let (other, is_first) = match (*a == element, *b == element) {
                (true, false) => (*b, false),
                (false, true) => (*a, true),
                _ => return None,
            };
            Some(Told { answers: answers.clone(), other, is_first })
        }
        _ => None,
    }
}

/// Whether a definition asks its one or two arguments alone.
pub(in crate::plan) fn is_timeless(definition: &ExprKind) -> bool {
    match definition {
        ExprKind::Bind { arguments, .. } => {
            (1..=2).contains(&arguments.len()) && is_closed(definition, &mut Vec::new())
        }
        _ => false,
    }
}

/// Whether an expression asks for nothing but what is given it; what it is given may be anything.
fn is_closed(kind: &ExprKind, given: &mut Vec<u32>) -> bool {
    match kind {
        ExprKind::Slot(slot) => given.contains(slot),
        ExprKind::Bind { arguments, body } => {
            let outer = given.is_empty();
            let closed = outer || arguments.iter().all(|(_, a)| is_closed(&a.kind, given));
            given.extend(arguments.iter().map(|(slot, _)| *slot));
            closed && is_closed(&body.kind, given)
        }
        ExprKind::Constant(_)
        | ExprKind::List(_)
        | ExprKind::Field(..)
        | ExprKind::Binary(..)
        | ExprKind::Not(_)
        | ExprKind::Test { .. } => every(kind, |c| is_closed(&c.kind, given)),
        _ => false,
    }
}
