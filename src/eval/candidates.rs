//! Which elements of a list a search must look at.

use super::{
    ctx::Ctx,
    expr::Frame,
    likeness::Far,
    near::Others,
    value::{List, Value},
};
use crate::{
    plan::{Expr, Quick, Search},
    regulation::{Node, Nodes},
    source::Span,
};

/// What tells of elements of a list that they need not be looked at.
#[derive(Default)]
pub(super) struct Skips<'r> {
    far: Option<Far<'r>>,
    apart: Option<Others>,
    /// The function that an element must name.
    said: Option<u32>,
}

impl<'r> Skips<'r> {
    /// Whether a condition surely does not hold of an element.
    pub(super) fn tell(&self, ctx: &Ctx<'r>, element: &Value<'r>) -> bool {
        self.said.is_some_and(|function| ctx.is_silent_of(function, element))
            || self.far.as_ref().is_some_and(|far| far.tells(ctx, element))
            || self.apart.as_ref().is_some_and(|others| others.are_apart(element))
    }
}

impl<'r> Ctx<'r> {
    /// The elements that a search must look at, and what tells of some that they need not be; `None` where the condition holds
    /// of none.
    pub(super) fn candidates(
        &self,
        frame: &mut Frame<'r>,
        e: &'r Expr,
        list: List<'r>,
    ) -> Option<(List<'r>, Skips<'r>)> {
        let Some(search) = self.search(e) else { return Some((list, Skips::default())) };
        let function = search.said.and_then(|slot| self.function(frame, slot));
        let naming = function.and_then(|function| self.naming(function, &list));
        let few = match &search.same {
            Some(same) if naming.is_none() => self.with_same(frame, same, &list),
            _ => naming.clone(),
        };
        if few.as_ref().is_some_and(|few| few.len() == 0) || self.is_vain(frame, search, &list) {
            return None;
        }
        let far = search.near.as_ref().and_then(|near| Far::of(self, frame, near));
        let apart = search.apart.as_ref().and_then(|apart| self.apart(frame, apart));
        if apart.as_ref().is_some_and(|others| others.are_apart_from_all(&list)) {
            return None;
        }
        let said = if naming.is_none() { function } else { None };
        Some((few.unwrap_or(list), Skips { far, apart, said }))
    }

    /// What helps a search, where nobody watches it.
    fn search(&self, e: &'r Expr) -> Option<&'r Search> {
        let Some(Quick::Search(search) | Quick::Kept { search: Some(search), .. }) = &e.quick else {
            return None;
        };
        self.watch.is_none().then_some(search)
    }

    /// Whether a condition is false for every element of a list, for what it asks of everything else is false.
    fn is_vain(&self, frame: &mut Frame<'r>, search: &'r Search, list: &List<'r>) -> bool {
        let Some(needs) = &search.needs else { return false };
        if !list.is_known() {
            return false;
        }
        let truth = |ctx: &Self, frame: &mut Frame<'r>| ctx.eval(frame, &needs.condition);
        let value = match &needs.kept {
            Some(kept) => self.keep(frame, kept, truth),
            None => truth(self, frame),
        };
        value.truth() == Ok(false)
    }

    /// The function that a variable holds.
    fn function(&self, frame: &mut Frame<'r>, slot: u32) -> Option<u32> {
        self.in_slot(frame, slot, |value| match value {
            Value::Vocabulary(v) => Some(*v),
            _ => None,
        })
    }

    /// The clauses of a list in which a function is named, and few more; `None` where the list is none of clauses.
    fn naming(&self, function: u32, list: &List<'r>) -> Option<List<'r>> {
        let List::Nodes(Nodes::Clauses(all)) = list else { return None };
        if !all.is_sorted_by(|a, b| a.span.end <= b.span.start) {
            return None;
        }
        let (Some(first), Some(last)) = (all.first(), all.last()) else { return Some(list.clone()) };
        let mut naming: Vec<usize> = Vec::new();
        for said in self.mentions(first.span.to(last.span), function) {
            let after = all.partition_point(|c| c.span.start <= said.start);
            naming.extend(after.checked_sub(1).filter(|i| naming.last() != Some(i)));
        }
        Some(list.only(&naming))
    }

    /// Whether an element surely does not name a function.
    fn is_silent_of(&self, function: u32, element: &Value<'r>) -> bool {
        let place = match element {
            Value::Node(Node::Clause(c)) => c.span,
            Value::Segment(s) => s.span,
            _ => return false,
        };
        !self.says(function, place)
    }

    fn says(&self, function: u32, place: Span) -> bool {
        self.hits.within(function, self.to_folded(place)).next().is_some()
    }
}
