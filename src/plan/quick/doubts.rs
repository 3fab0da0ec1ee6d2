//! Loops of which most turns can only pass: what tells so without taking them.
//!
//! A requirement that nothing is found by a search holds where the search is in vain, and that is often known beforehand: for what
//! the search needs of everything but its element, or for how far apart two lists of clauses are.

use super::{
    Needs, Quick, Search,
    alike::{Alike, unless},
    same::{Column, column},
    written_alike,
};
use crate::{
    hir::{BinaryOp, Pick, Quantifier, Test},
    plan::{
        Expr, ExprKind, For, Statement,
        program::{every, own_variables},
    },
    schema::Field,
};

/// What a loop over all pairs asks of the two that may not hold; where none of it is so, a turn passes.
#[derive(Debug)]
pub(crate) enum Doubts {
    /// The two are alike.
    Alike(Alike),
    /// The clauses of the two, each requirement by itself.
    Clauses(Vec<Doubt>),
}

/// What must be so for a requirement of a pair of records not to hold.
#[derive(Debug)]
pub(crate) enum Doubt {
    /// Some clause of one is alike some clause of the other.
    Near(Alike),
    /// A loop inside, given by its place, whose elements depend on one of the two alone: what it needs of an element and of the other.
    Inner { statement: usize, own: usize },
}

/// A search among the clauses of a record that finds nothing where a condition is false.
#[derive(Debug)]
pub(crate) struct Vain {
    /// The variable that holds the record.
    pub(crate) record: u32,
    pub(crate) needs: Needs,
}

/// For each requirement of a loop's body what is in vain where it holds; nothing if that is not known of all of them.
pub(in crate::plan) fn vain(body: &[Statement]) -> Vec<Vain> {
    let one = |s: &Statement| {
        let nothing = finds_nothing(s, body)?;
        let needs = nothing.search.needs.clone()?;
        Some(Vain { record: clauses_of(nothing.list)?, needs })
    };
    asked(body).map(one).collect::<Option<_>>().unwrap_or_default()
}

/// The field that no two elements of a list may have the same, where a loop over these asks for nothing else.
pub(in crate::plan) fn alone(element: u32, list: &Expr, body: &[Statement]) -> Option<Column> {
    let one = |s: &Statement| {
        let nothing = finds_nothing(s, body)?;
        let same = nothing.search.same.as_ref()?;
        let all = column(&same.other, element) == Some(same.field)
            && written_alike(list, nothing.list)
            && excludes_itself(nothing.condition, [nothing.slot, element]);
        all.then_some(same.field)
    };
    let mut fields = asked(body).map(one);
    let first = fields.next()??;
    fields.all(|field| field == Some(first)).then_some(first)
}

/// Whether a condition is false where two variables hold the same record.
fn excludes_itself(condition: &Expr, both: [u32; 2]) -> bool {
    match &condition.kind {
        ExprKind::Binary(BinaryOp::And, a, b) => excludes_itself(a, both) || excludes_itself(b, both),
        ExprKind::Binary(BinaryOp::Before | BinaryOp::Ne, a, b) => match (&a.kind, &b.kind) {
            (ExprKind::Slot(a), ExprKind::Slot(b)) => both == [*a, *b] || both == [*b, *a],
            _ => false,
        },
        _ => false,
    }
}

/// What a loop over all pairs of `slots` may find not to hold; `None` where that is not known.
pub(in crate::plan) fn doubts(slots: &[u32], body: &[Statement]) -> Option<Doubts> {
    if let Some(alike) = unless(slots, body) {
        return Some(Doubts::Alike(alike));
    }
    let one = |(statement, s): (usize, &Statement)| match s {
        Statement::For(f) => inner(slots, f).map(|own| Doubt::Inner { statement, own }),
        _ => near(slots, s, body).map(Doubt::Near),
    };
    let asks = |(_, s): &(usize, &Statement)| !matches!(s, Statement::Let { .. });
    let all: Vec<Doubt> = body.iter().enumerate().filter(asks).map(one).collect::<Option<_>>()?;
    (!all.is_empty()).then_some(Doubts::Clauses(all))
}

/// The statements of a body that are no variables.
fn asked(body: &[Statement]) -> impl Iterator<Item = &Statement> {
    body.iter().filter(|s| !matches!(s, Statement::Let { .. }))
}

/// The one of two variables on which the elements of a loop inside depend, where what is asked of them is in vain for the
/// other one, or not, whatever the first.
fn inner(slots: &[u32], f: &For) -> Option<usize> {
    let [element] = f.slots.as_slice() else { return None };
    let own = slots.iter().position(|slot| {
        let is_own = |e: &Expr| asks_only_for(e, &[*slot, *element], &mut Vec::new());
        is_own(&f.list) && f.condition.as_ref().is_none_or(is_own)
    })?;
    let other = slots[1 - own];
    let of_the_other = |v: &Vain| {
        slots.contains(&v.record) && asks_only_for(&v.needs.condition, &[other, *element], &mut Vec::new())
    };
    (!f.vain.is_empty() && f.vain.iter().all(of_the_other)).then_some(own)
}

/// How alike clauses of the two must be for a requirement not to hold.
fn near(slots: &[u32], s: &Statement, body: &[Statement]) -> Option<Alike> {
    let nothing = finds_nothing(s, body)?;
    let apart = nothing.search.apart.as_ref()?;
    let both = [clauses_of(nothing.list)?, clauses_of(&apart.list)?];
    (both == [slots[0], slots[1]] || both == [slots[1], slots[0]]).then(|| apart.near.clone())
}

/// A search that a requirement asks to find nothing.
struct Nothing<'b> {
    list: &'b Expr,
    /// The variable of its element, and what is asked of that.
    slot: u32,
    condition: &'b Expr,
    search: &'b Search,
}

/// The search of which a requirement asks that it finds nothing, be it only then that it asks for something else.
fn finds_nothing<'b>(s: &'b Statement, body: &'b [Statement]) -> Option<Nothing<'b>> {
    let Statement::Require(r) = s else { return None };
    holds_for_nothing(&r.condition, body)
}

fn holds_for_nothing<'b>(condition: &'b Expr, body: &'b [Statement]) -> Option<Nothing<'b>> {
    let e = match &condition.kind {
        ExprKind::Binary(BinaryOp::Or, a, b) => {
            return holds_for_nothing(a, body).or_else(|| holds_for_nothing(b, body));
        }
        ExprKind::Test { value, test: Test::Empty, negated: false } => given(value, body),
        _ => condition,
    };
    let (list, slot, condition) = match &e.kind {
        ExprKind::Pick { pick: Pick::Those, slot, list, condition, .. } => {
            (list, *slot, condition.as_deref()?)
        }
        ExprKind::Quantified { quantifier: Quantifier::No, slot, list, condition } => {
            (list, *slot, &**condition)
        }
        _ => return None,
    };
    match e.quick.as_deref() {
        Some(Quick::Search(search) | Quick::Kept { search: Some(search), .. }) => {
            Some(Nothing { list, slot, condition, search })
        }
        _ => None,
    }
}

/// What a variable of a body was given.
fn given<'b>(e: &'b Expr, body: &'b [Statement]) -> &'b Expr {
    let ExprKind::Slot(asked) = e.kind else { return e };
    let found = body.iter().find_map(|s| match s {
        Statement::Let { slot, value, .. } if *slot == asked => Some(value),
        _ => None,
    });
    found.map_or(e, |value| value)
}

/// The variable of whose record the clauses are a list.
fn clauses_of(list: &Expr) -> Option<u32> {
    match &list.kind {
        ExprKind::Field(of, Field::Clauses) => match of.kind {
            ExprKind::Slot(slot) => Some(slot),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an expression asks for no variables but some, and those that it has itself.
fn asks_only_for(e: &Expr, slots: &[u32], own: &mut Vec<u32>) -> bool {
    match &e.kind {
        ExprKind::Slot(slot) => return slots.contains(slot) || own.contains(slot),
        ExprKind::Quantified { slot, .. } | ExprKind::Pick { slot, .. } => own.push(*slot),
        ExprKind::Bind { arguments, .. } => own.extend(own_variables(arguments)),
        _ => {}
    }
    every(&e.kind, |c| asks_only_for(c, slots, own))
}
