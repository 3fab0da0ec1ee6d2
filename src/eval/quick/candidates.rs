//! Which elements of a list a search must look at.

use super::{best::Rated, likeness::Far, near::Others};
use crate::{
    eval::{
        builtin,
        ctx::Ctx,
        expr::Frame,
        search::Asked,
        value::{List, Value},
    },
    plan::{Expr, Needs, OneOf, Quick, Said, Search, Told, Vain},
    regulation::{Clause, Node, Nodes},
};

/// What tells of elements of a list that they need not be looked at.
#[derive(Default)]
pub(in crate::eval) struct Skips<'r> {
    far: Option<Far<'r>>,
    apart: Option<Others>,
    /// The vocabularies of which an element must mention one.
    said: Option<Asked<'r>>,
    /// How high elements can be rated.
    rated: Option<Rated<'r>>,
    /// What must be said of an element and of the vocabulary beside it.
    told: Option<(&'r Told, u32)>,
}

impl<'r> Skips<'r> {
    /// Whether a condition surely does not hold of an element.
    #[inline]
    pub(in crate::eval) fn tell(&self, ctx: &Ctx<'r>, element: &Value<'r>) -> bool {
        self.told.is_some_and(|told| ctx.is_denied(told, element)) || self.tell_more(ctx, element)
    }

    fn tell_more(&self, ctx: &Ctx<'r>, element: &Value<'r>) -> bool {
        self.said.as_ref().is_some_and(|asked| ctx.is_silent_of(asked, element))
            || self.far.as_ref().is_some_and(|far| far.tells(ctx, element))
            || self.apart.as_ref().is_some_and(|others| others.are_apart(element))
    }

    /// What tells how high elements can be rated.
    pub(in crate::eval) fn rated(&self) -> Option<&Rated<'r>> {
        self.rated.as_ref()
    }
}

impl<'r> Ctx<'r> {
    /// The elements that a search must look at, and what tells of some that they need not be; `None` where the condition holds
    /// of none.
    pub(in crate::eval) fn candidates(
        &self,
        frame: &mut Frame<'r>,
        search: &'r Search,
        list: List<'r>,
    ) -> Option<(List<'r>, Skips<'r>)> {
        if let Some(rating) = &search.rating {
            let rated = Rated::of(self, frame, rating, &list);
            return Some((list, Skips { rated, ..Skips::default() }));
        }
        // What one look answers goes before what goes through places.
        let apart = search.apart.as_ref().and_then(|apart| self.apart(frame, apart));
        if apart.as_ref().is_some_and(|others| others.are_apart_from_all(&list)) {
            return None;
        }
        let needs = search.needs.as_ref().filter(|_| list.is_known());
        let is_kept = needs.is_some_and(|needs| needs.kept.is_some());
        if is_kept && self.is_vain(frame, needs) {
            return None;
        }
        let said = search.said.as_ref().and_then(|said| self.said(frame, said, &list));
        let naming = said.as_ref().and_then(|said| self.saying(said, &list)).map(|places| list.only(&places));
        let few = match &search.same {
            Some(same) if naming.is_none() => self.with_same(frame, same, &list),
            _ => naming.clone(),
        };
        if few.as_ref().is_some_and(|few| few.len() == 0) || (!is_kept && self.is_vain(frame, needs)) {
            return None;
        }
        let mut far = search.near.as_ref().and_then(|near| Far::of(self, frame, near));
        let near = far.as_ref().filter(|_| few.is_none()).and_then(|far| far.near(self, &list));
        let few = match near {
            Some(places) if places.is_empty() => return None,
            Some(places) => {
                far = None;
                Some(list.only(&places))
            }
            None => few,
        };
        let said = said.filter(|_| naming.is_none());
        let told = search.told.as_ref().and_then(|told| {
            let other = |value: &Value<'r>| if let Value::Vocabulary(v) = value { Some(*v) } else { None };
            self.in_slot(frame, told.other, other).map(|other| (told, other))
        });
        Some((few.unwrap_or(list), Skips { far, apart, said, rated: None, told }))
    }

    /// What helps a search, where nothing is recorded.
    #[inline]
    pub(in crate::eval) fn search(&self, e: &'r Expr) -> Option<&'r Search> {
        let Some(Quick::Search(search) | Quick::Kept { search: Some(search), .. }) = e.quick.as_deref()
        else {
            return None;
        };
        self.recorder.is_none().then_some(search)
    }

    /// Whether a search among the clauses of a record finds nothing, whatever they are.
    pub(in crate::eval) fn finds_nothing(&self, frame: &mut Frame<'r>, vain: &'r Vain) -> bool {
        matches!(frame.value(vain.record), Some(Value::Node(_))) && self.is_vain(frame, Some(&vain.needs))
    }

    /// Whether a condition is false for every element of a list, for what it asks of everything else is false.
    fn is_vain(&self, frame: &mut Frame<'r>, needs: Option<&'r Needs>) -> bool {
        let Some(needs) = needs else { return false };
        let truth = |ctx: &Self, frame: &mut Frame<'r>| ctx.eval(frame, &needs.condition);
        let value = match &needs.kept {
            Some(kept) => self.keep(frame, kept, truth),
            None => truth(self, frame),
        };
        value.truth() == Ok(false)
    }

    /// The elements of a list of which one of the vocabularies is mentioned that it must say, and few more, by their places;
    /// `None` where they must all be looked at.
    pub(in crate::eval) fn places_said(
        &self,
        frame: &mut Frame<'r>,
        said: &'r Said,
        list: &List<'r>,
    ) -> Option<Vec<usize>> {
        let said = self.said(frame, said, list).filter(|_| self.recorder.is_none())?;
        self.saying(&said, list)
    }

    /// The vocabularies of which one must be mentioned, the rarest that are asked for; `None` where they cannot tell which
    /// elements need not be looked at.
    fn said(&self, frame: &mut Frame<'r>, Said(all): &'r Said, list: &List<'r>) -> Option<Asked<'r>> {
        if let [one] = all.as_slice() {
            return self.one_of(frame, one, list);
        }
        let asked = all.iter().filter_map(|one| self.one_of(frame, one, list));
        asked.min_by_key(|asked| asked.iter().map(|v| self.hits.of(*v).len()).sum::<usize>())
    }

    fn one_of(&self, frame: &mut Frame<'r>, one: &'r OneOf, list: &List<'r>) -> Option<Asked<'r>> {
        let OneOf { vocabularies, held, needed } = one;
        match held.as_slice() {
            [] if needed.is_empty() => return Some(Asked::Fixed(vocabularies)),
            [slot] if needed.is_empty() && vocabularies.is_empty() => {
                return self.in_slot(frame, *slot, |value| match value {
                    Value::Vocabulary(v) => Some(Asked::One([*v])),
                    other => builtin::vocabularies(other).ok().map(Asked::Found),
                });
            }
            _ => {}
        }
        // Patterns are sought in words that were read, not in those that stand in their place.
        if list.len() == 0 || matches!(list.get(0), Value::Text(_)) {
            return None;
        }
        let mut all = vocabularies.clone();
        for slot in held {
            all.extend(self.in_slot(frame, *slot, builtin::vocabularies).ok()?);
        }
        for number in needed {
            all.push(self.hits.sought(*number)?);
        }
        Some(Asked::Found(all))
    }

    /// Whether nothing in the document says what an element must say.
    pub(in crate::eval) fn is_unsaid(&self, frame: &Frame<'r>, Said(all): &Said) -> bool {
        all.iter().any(|one| {
            one.vocabularies.iter().all(|v| self.hits.is_silent(*v))
                && one.needed.iter().all(|n| self.hits.sought(*n).is_some_and(|v| self.hits.is_silent(v)))
                && one.held.iter().all(|slot| match frame.value(*slot) {
                    Some(Value::Vocabulary(v)) => self.hits.is_silent(*v),
                    _ => false,
                })
        })
    }

    /// The elements of a list that mention one of some vocabularies, and few more, by their places; `None` where that is no less
    /// work than to look at all.
    pub(in crate::eval) fn saying(&self, asked: &[u32], list: &List<'r>) -> Option<Vec<usize>> {
        let mut places = if let List::Nodes(Nodes::Clauses(all)) = list {
            self.clauses_saying(asked, all)?
        } else {
            let ranges = self.ranges_of(list).filter(|ranges| ranges.are_apart())?;
            let said = || asked.iter().flat_map(|v| self.hits.of(*v));
            if said().count() > list.len() {
                return None;
            }
            said().filter_map(|s| ranges.holder(*s)).collect()
        };
        places.sort_unstable();
        places.dedup();
        Some(places)
    }

    fn clauses_saying(&self, asked: &[u32], all: &[Clause]) -> Option<Vec<usize>> {
        if !all.is_sorted_by(|a, b| a.span.end <= b.span.start) {
            return None;
        }
        let (Some(first), Some(last)) = (all.first(), all.last()) else { return Some(Vec::new()) };
        let range = self.to_folded(first.span.to(last.span));
        let said = asked.iter().flat_map(|v| self.hits.within(*v, range));
        let places = said.filter_map(|s| {
            let start = self.reg.source.folded.to_original(s).start;
            all.partition_point(|c| c.span.start <= start).checked_sub(1)
        });
        Some(places.collect())
    }

    /// Whether it is known that a definition does not hold of an element and another vocabulary.
    fn is_denied(&self, (told, other): (&Told, u32), element: &Value<'r>) -> bool {
        let Value::Vocabulary(element) = element else { return false };
        let two = if told.is_first { (other, *element) } else { (*element, other) };
        told.answers.known(self.plan.titles.len(), two) == Some(false)
    }

    /// Whether an element surely mentions none of some vocabularies.
    fn is_silent_of(&self, asked: &[u32], element: &Value<'r>) -> bool {
        let place = match element {
            Value::Node(Node::Clause(c)) => c.span,
            Value::Segment(s) => s.span,
            _ => return false,
        };
        let place = self.to_folded(place);
        asked.iter().all(|v| self.hits.within(*v, place).next().is_none())
    }
}
