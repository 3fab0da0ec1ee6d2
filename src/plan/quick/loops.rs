//! The loops and searches around an expression, and whether it is asked for more than once with the same values.

use crate::{
    plan::{Expr, ExprKind, On},
    schema::Field,
};

/// Loops and searches, outermost first.
#[derive(Clone, Debug, Default)]
pub(in crate::plan) struct Loops(Vec<Loop>);

#[derive(Clone, Copy, Debug)]
struct Loop {
    slot: u32,
    /// The variable whose record has the elements as its parts: each is met once for it, and for no other.
    whole: Option<u32>,
}

impl Loops {
    /// How many there are.
    pub(in crate::plan) fn len(&self) -> usize {
        self.0.len()
    }

    /// Enters a loop over the elements of a list, one by one.
    pub(in crate::plan) fn enter(&mut self, slot: u32, list: &Expr) {
        self.0.push(Loop { slot, whole: whole(list) });
    }

    /// Enters a loop over pairs of elements, of which each is met many times.
    pub(in crate::plan) fn enter_pairs(&mut self, slots: &[u32]) {
        self.0.extend(slots.iter().map(|slot| Loop { slot: *slot, whole: None }));
    }

    /// Leaves those that were entered behind the first few.
    pub(in crate::plan) fn leave(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// The same, as a definition sees them: by the names of its own variables.
    pub(in crate::plan) fn inside(&self, arguments: &[(u32, Expr)]) -> Self {
        let own = |slot: u32| {
            let given = arguments.iter().find(|(_, a)| matches!(a.kind, ExprKind::Slot(s) if s == slot));
            given.map_or(slot, |(own, _)| *own)
        };
        Self(self.0.iter().map(|l| Loop { slot: own(l.slot), whole: l.whole.map(own) }).collect())
    }

    /// Whether what depends on these is asked for again with the same values, or may be: not where each turn of all loops has its
    /// own.
    pub(in crate::plan) fn ask_again(&self, on: &[On]) -> bool {
        let bound = on.iter().filter(|on| on.field.is_none() && !on.by_words).map(|on| on.slot);
        !self.all_follow(bound.collect())
    }

    /// Whether the values of some variables tell in which turn of all loops they are.
    pub(in crate::plan) fn all_follow(&self, mut known: Vec<u32>) -> bool {
        self.0.iter().rev().all(|l| {
            let follows = known.contains(&l.slot);
            known.extend(l.whole.filter(|_| follows));
            follows
        })
    }

    /// Their variables, outermost first.
    pub(in crate::plan) fn slots(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|l| l.slot)
    }

    /// Whether there are none.
    pub(in crate::plan) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The variable of the record of which the elements of a list are parts.
fn whole(list: &Expr) -> Option<u32> {
    let (ExprKind::Field(of, field) | ExprKind::Project(of, field)) = &list.kind else { return None };
    if !matches!(field, Field::Clauses | Field::Segments | Field::Units | Field::Items) {
        return None;
    }
    match of.kind {
        ExprKind::Slot(slot) => Some(slot),
        _ => whole(of),
    }
}
