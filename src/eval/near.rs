//! Clauses that are alike, found for all clauses of a document at once: a policy that compares the clauses of each unit with
//! those of each other one looks at those few pairs alone.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    rc::Rc,
};

use num_rational::Ratio;

use super::{
    ctx::Ctx,
    expr::Frame,
    kept::Quickly,
    likeness::{Far, is_within},
    pairs::Pairs,
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
#[derive(Default)]
pub(super) struct Index {
    /// For each stretch those that are alike, itself among them.
    alike: HashMap<Span, Vec<Span>, Quickly>,
    /// The lists whose clauses these are, by their places: how long each is, and its number. Their clauses stand in order.
    lists: HashMap<u64, (usize, u32), Quickly>,
    /// The numbers of lists of which some clauses are alike, both ways.
    near: HashSet<u64, Quickly>,
}

/// Looks that finding the alike may take: a million equal clauses take too many.
const MOST: usize = 20_000_000;

/// What tells of elements of a list that they need not be looked at.
#[derive(Default)]
pub(super) struct Skips<'r> {
    far: Option<Far<'r>>,
    apart: Option<Others>,
    /// The function that an element must name.
    said: Option<u32>,
}

/// The clauses of which one must be alike.
struct Others {
    index: Rc<Index>,
    /// Their first and last byte.
    range: Span,
    /// The number of their list.
    list: u32,
}

impl<'r> Skips<'r> {
    /// Whether a condition surely does not hold of an element.
    pub(super) fn tell(&self, ctx: &Ctx<'r>, element: &Value<'r>) -> bool {
        self.said.is_some_and(|function| ctx.is_silent_of(function, element))
            || self.far.as_ref().is_some_and(|far| far.tells(ctx, element))
            || self.apart.as_ref().is_some_and(|others| others.index.is_apart(element, others.range))
    }

    /// Whether a condition surely holds of no element, told with little work.
    pub(super) fn all(&self, list: &List<'r>) -> bool {
        let (Some(others), List::Nodes(Nodes::Clauses(list))) = (&self.apart, list) else { return false };
        let number = others.index.number(list);
        number.is_some_and(|number| !others.index.near.contains(&both(number, others.list)))
    }
}

impl<'r> Ctx<'r> {
    /// What helps a search.
    pub(super) fn skips(&self, frame: &mut Frame<'r>, search: Option<&'r Search>) -> Skips<'r> {
        let Some(search) = search else { return Skips::default() };
        Skips {
            far: search.near.as_ref().and_then(|near| Far::of(self, frame, near)),
            apart: search.apart.as_ref().and_then(|apart| self.apart(frame, apart)),
            said: search.said.and_then(|slot| self.function(frame, slot)),
        }
    }

    fn apart(&self, frame: &mut Frame<'r>, apart: &'r Apart) -> Option<Others> {
        let limit = self.eval(frame, &apart.near.limit).ratio()?;
        let index = self.index(&apart.near, limit)?;
        let Value::List(List::Nodes(Nodes::Clauses(others))) = self.eval(frame, &apart.list) else {
            return None;
        };
        let (first, last) = (others.first()?, others.last()?);
        let list = index.number(others)?;
        Some(Others { index, range: first.span.to(last.span), list })
    }

    /// Which two of the clauses that a loop puts together are alike, by their places in its list; `None` where that is not
    /// known.
    pub(super) fn alike_pairs(
        &self,
        frame: &mut Frame<'r>,
        asked: &'r Alike,
        list: &List<'r>,
    ) -> Option<Vec<(usize, usize)>> {
        let limit = self.eval(frame, &asked.limit).ratio()?;
        let index = self.index(asked, limit)?;
        let mut places: HashMap<Span, usize, Quickly> = HashMap::default();
        let mut alike = Vec::with_capacity(list.len());
        for (i, element) in list.iter().enumerate() {
            let Value::Node(Node::Clause(c)) = element else { return None };
            alike.push(index.alike.get(&c.span)?);
            if places.insert(c.span, i).is_some() {
                return None;
            }
        }
        let mut pairs = Vec::new();
        for (i, alike) in alike.into_iter().enumerate() {
            let after = alike.iter().filter_map(|s| places.get(s)).filter(|j| **j > i);
            let mut after: Vec<usize> = after.copied().collect();
            after.sort_unstable();
            pairs.extend(after.into_iter().map(|j| (i, j)));
        }
        Some(pairs)
    }

    fn index(&self, asked: &'r Alike, limit: Ratio<i64>) -> Option<Rc<Index>> {
        let same = |(a, l, _): &&(&Alike, Ratio<i64>, _)| {
            *l == limit
                && (std::ptr::eq(*a, asked) || a.op == asked.op && a.share.exempt == asked.share.exempt)
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
        let mut index = Index::default();
        let mut holder: HashMap<Span, u32, Quickly> = HashMap::default();
        for list in self.reg.clauses_of_records() {
            if list.is_sorted_by_key(|c| c.span) {
                let number = index.lists.len() as u32;
                index.lists.insert(address(list), (list.len(), number));
                index.alike.extend(list.iter().map(|c| (c.span, Vec::new())));
                let known = holder.len();
                holder.extend(list.iter().map(|c| (c.span, number)));
                // Of a clause that stands in two lists it is not told in which one.
                if holder.len() < known + list.len() {
                    return None;
                }
            }
        }
        let mut spans: Vec<Span> = index.alike.keys().copied().collect();
        spans.sort_unstable();
        let pairs: Vec<Rc<Pairs>> = spans.iter().map(|s| self.pairs_here(*s, &asked.share.exempt)).collect();
        for (i, j) in alike(&pairs, asked.op, limit)? {
            let (a, b) = (spans[i], spans[j]);
            index.alike.entry(a).or_default().push(b);
            index.alike.entry(b).or_default().push(a);
            let (m, n) = (holder[&a], holder[&b]);
            index.near.extend([both(m, n), both(n, m)]);
        }
        Some(index)
    }
}

/// Two numbers of lists in one.
fn both(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
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
            if is_longer && is_new && is_within(Some((own.shared(&pairs[j]), own.numbers().len())), op, limit)
            {
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
        let enough = (0..=all).find(|shared| is_within(Some((*shared, all)), op, limit))?;
        let enough_of = (all - enough + 1).min(all);
        let mut rare = own.numbers().to_vec();
        if enough_of < all {
            rare.select_nth_unstable_by_key(enough_of, |n| holders[*n as usize].len());
            rare.truncate(enough_of);
        }
        looks += rare.iter().map(|n| holders[*n as usize].len()).sum::<usize>();
        Some(rare)
    };
    let rare = pairs.iter().map(|own| of(own).unwrap_or_default()).collect();
    (looks <= MOST).then_some(rare)
}

impl Index {
    /// The number of a list, if it is one of those whose clauses were compared.
    fn number(&self, list: &[Clause]) -> Option<u32> {
        self.lists.get(&address(list)).filter(|(len, _)| *len == list.len()).map(|(_, number)| *number)
    }

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
                    shorter > 0 && is_within(Some((all[*i].shared(&all[*j]), shorter)), op, limit)
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
