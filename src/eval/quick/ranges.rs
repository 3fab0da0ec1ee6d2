//! The stretches of text of a whole list: whether one of them holds some words is one look, not one for each element.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use crate::{
    eval::{
        ctx::Ctx,
        value::{List, Value},
    },
    quickly::Quickly,
    regulation::{Node, Regulation},
    source::Span,
};

/// The stretches of a list, in folded bytes.
#[derive(Debug)]
pub(in crate::eval) struct Ranges {
    /// By where they begin: the beginning, and where the longest of those so far ends.
    all: Vec<(u32, u32)>,
    /// Whether they stand in this order in the list, each behind the one before.
    apart: bool,
}

/// The ranges of lists, by the place of the list; `None` for one that has elements without a place.
pub(in crate::eval) type Ranged<'r> = RefCell<HashMap<(u64, u32), Known<'r>, Quickly>>;

/// What is known of a list; while it is held, no other has its place.
pub(in crate::eval) type Known<'r> = (Option<Rc<Ranges>>, List<'r>);

/// Shorter lists are gone through.
const FEWEST_ELEMENTS: usize = 4;

impl Ranges {
    fn new(mut all: Vec<Span>) -> Self {
        let apart = all.is_sorted_by(|a, b| a.end <= b.start);
        all.sort_unstable();
        let mut end = 0;
        let reach = |s: &Span| {
            end = end.max(s.end);
            (s.start, end)
        };
        Self { all: all.iter().map(reach).collect(), apart }
    }

    /// These stretches and others.
    pub(in crate::eval) fn and(&self, others: &Self) -> Self {
        let all = self.all.iter().chain(&others.all).map(|(start, end)| Span::new(*start, *end));
        Self::new(all.collect())
    }

    /// Whether they stand in this order in their list, and none overlaps another.
    pub(in crate::eval) fn are_apart(&self) -> bool {
        self.apart
    }

    /// The place of the stretch that holds another one, where none overlaps another.
    pub(in crate::eval) fn holder(&self, span: Span) -> Option<usize> {
        let begun = self.all.partition_point(|(start, _)| *start <= span.start);
        begun.checked_sub(1).filter(|last| self.all[*last].1 >= span.end)
    }

    /// Whether one of the stretches holds another one.
    pub(in crate::eval) fn hold(&self, span: Span) -> bool {
        let begun = self.all.partition_point(|(start, _)| *start <= span.start);
        begun.checked_sub(1).is_some_and(|last| self.all[last].1 >= span.end)
    }
}

/// Texts of more bytes have no table of how far stretches reach: it takes four times their length.
const MOST_BYTES: u32 = 1 << 22;

/// How far the stretches reach, for each byte where one may begin: for thousands of questions at once.
pub(in crate::eval) struct Reach<'a> {
    ranges: &'a Ranges,
    table: Vec<u32>,
}

impl<'a> Reach<'a> {
    /// For about so many questions.
    pub(in crate::eval) fn of(ranges: &'a Ranges, questions: usize) -> Self {
        let mut table = Vec::new();
        let is_worth_it = |start: u32| start < MOST_BYTES && start as usize / 16 < questions;
        if ranges.all.last().is_some_and(|(start, _)| is_worth_it(*start)) {
            let mut before = 0;
            for (start, end) in &ranges.all {
                table.resize(*start as usize, before);
                before = *end;
            }
            table.push(before);
        }
        Self { ranges, table }
    }

    /// Whether one of the stretches holds another one.
    #[inline]
    pub(in crate::eval) fn hold(&self, span: Span) -> bool {
        let last = self.table.len().saturating_sub(1);
        match self.table.get(last.min(span.start as usize)) {
            Some(end) => *end >= span.end,
            None => self.ranges.hold(span),
        }
    }
}

impl<'r> Ctx<'r> {
    /// The stretches of the elements of a list; `None` where it is too short to be worth it, or an element has no place.
    pub(in crate::eval) fn ranges_of(&self, list: &List<'r>) -> Option<Rc<Ranges>> {
        let len = list.len();
        if len < FEWEST_ELEMENTS {
            return None;
        }
        let key = (address(list)?, len as u32);
        if let Some((known, _)) = self.ranged.borrow().get(&key) {
            return known.clone();
        }
        let mut all = Vec::with_capacity(len);
        all.extend(list.iter().map_while(|v| place(self.reg, &v)).map(|s| self.to_folded(s)));
        let found = (all.len() == len).then(|| Rc::new(Ranges::new(all)));
        self.ranged.borrow_mut().insert(key, (found.clone(), list.clone()));
        found
    }
}

/// Where a list stands in memory.
pub(in crate::eval) fn address(list: &List<'_>) -> Option<u64> {
    match list {
        List::Values(all) => Some(std::ptr::from_ref(&**all).cast::<u8>() as u64),
        List::Segments(all) => Some(std::ptr::from_ref(&**all).cast::<u8>() as u64),
        List::AllUnits(reg) => Some(std::ptr::from_ref(*reg) as u64),
        List::Nodes(nodes) => nodes.get(0).map(|n| n.address() as u64),
        _ => None,
    }
}

/// Where a value stands whose words are sought there and nowhere else.
fn place(reg: &Regulation, value: &Value<'_>) -> Option<Span> {
    match value {
        // An organ is sought by its name, which may stand nowhere.
        Value::Node(Node::Organ) => None,
        Value::Node(node) => node.span(reg),
        Value::Segment(s) => Some(s.span),
        Value::Text(text) => text.place(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_held_by_the_longest_that_begins_before_it() {
        let all = [(0, 4), (2, 20), (3, 5), (30, 40), (30, 33)].map(|(a, b)| Span::new(a, b));
        let ranges = Ranges::new(all.to_vec());
        for start in 0..45 {
            for end in start..45 {
                let span = Span::new(start, end);
                let held = all.iter().any(|s| s.contains(span));
                assert_eq!(ranges.hold(span), held, "{span:?}");
                for questions in [0, 100] {
                    assert_eq!(Reach::of(&ranges, questions).hold(span), held, "{span:?}");
                }
            }
        }
        assert!(!Ranges::new(Vec::new()).hold(Span::new(0, 0)));
    }
}
