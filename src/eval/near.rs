//! Clauses that are alike, found for all clauses of a document at once: a policy that compares the clauses of each unit with
//! those of each other one looks at those few pairs alone.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use num_rational::Ratio;

use super::{
    ctx::Ctx,
    expr::Frame,
    kept::Quickly,
    likeness::{Far, Pairs, is_within},
    value::{List, Value},
};
use crate::{
    plan::{Alike, Apart, BinaryOp, Search},
    regulation::{Clause, Node, Nodes},
    source::Span,
};

/// The clauses that are alike, for each likeness that was asked for; `None` where they are not worth finding.
pub(super) type Neighbours<'r> = RefCell<Vec<(&'r Alike, Ratio<i64>, Option<Rc<Index>>)>>;

/// Which clauses are alike.
pub(super) struct Index {
    /// For each stretch those that are alike, itself among them.
    alike: HashMap<Span, Vec<Span>, Quickly>,
    /// The lists whose clauses these are, by their place and length; their clauses stand in order.
    lists: HashMap<u64, usize, Quickly>,
}

/// Looks that finding the alike may take: a million equal clauses take too many.
const MOST: usize = 20_000_000;

/// What tells of elements of a list that they need not be looked at.
pub(super) struct Skips<'r> {
    far: Option<Far<'r>>,
    /// The clauses of which one must be alike, by their first and last byte.
    apart: Option<(Rc<Index>, Span)>,
}

impl<'r> Skips<'r> {
    /// Whether a condition surely does not hold of an element.
    pub(super) fn tell(&self, ctx: &Ctx<'r>, element: &Value<'r>) -> bool {
        self.far.as_ref().is_some_and(|far| far.tells(ctx, element))
            || self.apart.as_ref().is_some_and(|(index, range)| index.is_apart(element, *range))
    }

    /// Whether a condition surely holds of no element, told with little work.
    pub(super) fn all(&self, list: &List<'r>) -> bool {
        self.apart.as_ref().is_some_and(|(index, range)| list.iter().all(|v| index.is_apart(&v, *range)))
    }
}

impl<'r> Ctx<'r> {
    /// What helps a search.
    pub(super) fn skips(&self, frame: &mut Frame<'r>, search: Option<&'r Search>) -> Skips<'r> {
        let Some(search) = search else { return Skips { far: None, apart: None } };
        Skips {
            far: search.near.as_ref().and_then(|near| Far::of(self, frame, near)),
            apart: search.apart.as_ref().and_then(|apart| self.apart(frame, apart)),
        }
    }

    fn apart(&self, frame: &mut Frame<'r>, apart: &'r Apart) -> Option<(Rc<Index>, Span)> {
        let limit = self.eval(frame, &apart.near.limit).ratio()?;
        let index = self.index(&apart.near, limit)?;
        let Value::List(List::Nodes(Nodes::Clauses(others))) = self.eval(frame, &apart.list) else {
            return None;
        };
        let known = index.lists.get(&address(others)) == Some(&others.len());
        let (first, last) = (others.first()?, others.last()?);
        known.then(|| (index, first.span.to(last.span)))
    }

    fn index(&self, asked: &'r Alike, limit: Ratio<i64>) -> Option<Rc<Index>> {
        let same = |(a, l, _): &&(&Alike, Ratio<i64>, _)| {
            *l == limit && (std::ptr::eq(*a, asked) || a.op == asked.op && a.exempt == asked.exempt)
        };
        if let Some((_, _, known)) = self.neighbours.borrow().iter().find(same) {
            return known.clone();
        }
        let growing = matches!(asked.op, BinaryOp::Ge | BinaryOp::Gt) && *limit.numer() > 0;
        let found = if growing { self.find_alike(asked, limit).map(Rc::new) } else { None };
        self.neighbours.borrow_mut().push((asked, limit, found.clone()));
        found
    }

    fn find_alike(&self, asked: &Alike, limit: Ratio<i64>) -> Option<Index> {
        let mut index = Index { alike: HashMap::default(), lists: HashMap::default() };
        for list in self.reg.clauses_of_records() {
            if list.is_sorted_by_key(|c| c.span) {
                index.lists.insert(address(list), list.len());
                index.alike.extend(list.iter().map(|c| (c.span, Vec::new())));
            }
        }
        let mut spans: Vec<Span> = index.alike.keys().copied().collect();
        spans.sort_unstable();
        let pairs: Vec<Rc<Pairs>> = spans.iter().map(|s| self.pairs_here(*s, &asked.exempt)).collect();
        for (i, j) in alike(&pairs, asked.op, limit)? {
            index.alike.entry(spans[i]).or_default().push(spans[j]);
            index.alike.entry(spans[j]).or_default().push(spans[i]);
        }
        Some(index)
    }
}

/// Which of some words are alike, each two once; `None` where finding them takes too long.
fn alike(pairs: &[Rc<Pairs>], op: BinaryOp, limit: Ratio<i64>) -> Option<Vec<(usize, usize)>> {
    let holders = holders(pairs);
    let rare = rare(pairs, &holders, op, limit)?;
    let mut met = vec![usize::MAX; pairs.len()];
    let mut found = Vec::new();
    for (i, own) in pairs.iter().enumerate() {
        for j in rare[i].iter().flat_map(|n| &holders[*n as usize]).map(|j| *j as usize) {
            // The shorter of two finds the longer one; of two that are equally long, the first the second.
            let is_longer = (pairs[j].numbers().len(), j) >= (own.numbers().len(), i);
            let is_new = std::mem::replace(&mut met[j], i) != i;
            if is_longer && is_new && is_within(own.shared(&pairs[j]), own.numbers().len(), op, limit) {
                found.push((i, j));
            }
        }
    }
    Some(found)
}

/// Which of some words hold each pair.
fn holders(pairs: &[Rc<Pairs>]) -> Vec<Vec<u32>> {
    let most = pairs.iter().filter_map(|p| p.numbers().last()).max().copied().unwrap_or_default();
    let mut holders = vec![Vec::new(); most as usize + 1];
    for (i, own) in (0..).zip(pairs) {
        own.numbers().iter().for_each(|n| holders[*n as usize].push(i));
    }
    holders
}

/// The rarest pairs of each: so many that words which share none of them share too few at all. `None` where they are not
/// rare enough to help.
fn rare(pairs: &[Rc<Pairs>], holders: &[Vec<u32>], op: BinaryOp, limit: Ratio<i64>) -> Option<Vec<Vec<u32>>> {
    let mut looks = 0_usize;
    let mut of = |own: &Rc<Pairs>| {
        let all = own.numbers().len();
        let enough = (0..=all).find(|shared| is_within(*shared, all, op, limit))?;
        let mut rare = own.numbers().to_vec();
        rare.sort_unstable_by_key(|n| (holders[*n as usize].len(), *n));
        rare.truncate(all - enough + 1);
        looks += rare.iter().map(|n| holders[*n as usize].len()).sum::<usize>();
        Some(rare)
    };
    let rare = pairs.iter().map(|own| of(own).unwrap_or_default()).collect();
    (looks <= MOST).then_some(rare)
}

impl Index {
    /// Whether no clause inside a range is alike an element; `false` where that is not known.
    fn is_apart(&self, element: &Value<'_>, range: Span) -> bool {
        let Value::Node(Node::Clause(c)) = element else { return false };
        self.alike.get(&c.span).is_some_and(|all| !all.iter().any(|s| range.contains(*s)))
    }
}

fn address(list: &[Clause]) -> u64 {
    list.as_ptr() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alike_are_those_that_comparing_all_finds() {
        let mut seed = 7_u64;
        let mut below = |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % n
        };
        for round in 0..300 {
            let words = |below: &mut dyn FnMut(u64) -> u64| {
                let numbers = (0..below(9)).map(|_| below(12) as u32).collect();
                Rc::new(Pairs::of(numbers))
            };
            let all: Vec<Rc<Pairs>> = (0..12).map(|_| words(&mut below)).collect();
            let limit = Ratio::new(1 + (round % 10), 10);
            for op in [BinaryOp::Ge, BinaryOp::Gt] {
                let mut found = alike(&all, op, limit).unwrap();
                for two in &mut found {
                    *two = (two.0.min(two.1), two.0.max(two.1));
                }
                found.sort_unstable();
                let is_alike = |(i, j): &(usize, usize)| {
                    let shorter = all[*i].numbers().len().min(all[*j].numbers().len());
                    shorter > 0 && is_within(all[*i].shared(&all[*j]), shorter, op, limit)
                };
                let every = (0..all.len()).flat_map(|i| (i..all.len()).map(move |j| (i, j)));
                assert_eq!(found, every.filter(is_alike).collect::<Vec<_>>(), "{op:?} {limit}");
            }
        }
    }

    #[test]
    fn a_million_equal_words_are_not_compared() {
        let one = Rc::new(Pairs::of(vec![1, 2, 3]));
        assert!(alike(&vec![one; 100_000], BinaryOp::Ge, Ratio::new(1, 2)).is_none());
    }
}
