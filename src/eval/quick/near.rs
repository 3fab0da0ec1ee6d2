//! Clauses that are alike, found for all clauses of a document at once: a policy that compares the clauses of each unit with
//! those of each other one looks at those few pairs alone.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use num_rational::Ratio;

use super::pairs::Pairs;
use crate::{
    eval::{
        ctx::Ctx,
        expr::Frame,
        search::Asked,
        value::{List, Value},
    },
    plan::{Alike, Apart, BinaryOp},
    quickly::Quickly,
    regulation::{Clause, Node, Nodes},
    schema::Field,
    source::Span,
};

/// The clauses that are alike.
#[derive(Default)]
pub(in crate::eval) struct Neighbours<'r> {
    /// For each likeness that was asked for; `None` where they are not worth finding.
    found: RefCell<Vec<Found<'r>>>,
    /// What is compared, by the vocabularies that are exempted; `None` where a clause stands twice.
    compared: RefCell<Vec<Compared<'r>>>,
}

type Found<'r> = (&'r Alike, Ratio<i64>, Option<Rc<Index>>);

type Compared<'r> = (&'r [u32], Option<Rc<Clauses>>);

/// The clauses of a document, to be compared.
struct Clauses {
    /// They, in order, each with the number of its list.
    all: Vec<(Span, u32)>,
    /// The lists whose clauses these are, by their places: how long each is, and its number. Their clauses stand in order.
    lists: HashMap<u64, (usize, u32), Quickly>,
    pairs: Vec<Rc<Pairs>>,
    held: Held,
    /// Which two are as alike as is mostly asked for; `None` where finding them takes too long.
    mostly_alike: OnceCell<Option<Vec<(usize, usize)>>>,
}

/// Which clauses are alike.
pub(in crate::eval) struct Index {
    clauses: Rc<Clauses>,
    /// Where those begin that are alike each.
    begins: Vec<u32>,
    /// The places of those that are alike, but not the same, for one clause after the other.
    alike: Vec<u32>,
    /// The numbers of lists of which some clauses are alike, both ways, in order.
    near: Vec<u64>,
}

/// Records by their places in a list, and which of them have clauses that are alike.
pub(in crate::eval) struct NearRecords {
    index: Rc<Index>,
    numbers: Vec<u32>,
}

impl NearRecords {
    /// Whether a clause of one is alike a clause of the other.
    pub(in crate::eval) fn are_near(&self, a: usize, b: usize) -> bool {
        self.index.are_near(self.numbers[a], self.numbers[b])
    }
}

/// Looks that finding the alike among so many may take: to compare all with all takes longer.
fn most_looks(words: usize) -> usize {
    words.saturating_mul(words).clamp(MOST_OF_FEW, MOST_OF_MANY)
}

const MOST_OF_FEW: usize = 20_000_000;
const MOST_OF_MANY: usize = 2_000_000_000;

/// Among so many, words must share several of their rarest pairs before they are compared: what shares one is no longer few.
const MANY_TEXTS: usize = 1000;
const MORE_PAIRS: usize = 2;

/// So many alike are kept: a million equal clauses have too many.
const MOST_FOUND: usize = 4_000_000;

/// The clauses of which one must be alike.
pub(in crate::eval) struct Others {
    index: Rc<Index>,
    /// Their first and last byte.
    range: Span,
    /// The number of their list.
    list: u32,
}

impl Others {
    /// Whether none of them is alike an element; `false` where that is not known.
    pub(in crate::eval) fn are_apart(&self, element: &Value<'_>) -> bool {
        self.index.is_apart(element, self.range)
    }

    /// Whether surely none of them is alike any element of a list.
    pub(in crate::eval) fn are_apart_from_all(&self, list: &List<'_>) -> bool {
        let List::Nodes(Nodes::Clauses(list)) = list else { return false };
        self.index.number(list).is_some_and(|number| !self.index.are_near(number, self.list))
    }
}

impl<'r> Ctx<'r> {
    pub(in crate::eval) fn apart(&self, frame: &mut Frame<'r>, apart: &'r Apart) -> Option<Others> {
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
    pub(in crate::eval) fn alike_pairs(
        &self,
        frame: &mut Frame<'r>,
        asked: &'r Alike,
        list: &List<'r>,
    ) -> Option<Vec<(usize, usize)>> {
        let limit = self.eval(frame, &asked.limit).ratio()?;
        let index = self.index(asked, limit)?;
        let mut clauses = Vec::with_capacity(list.len());
        for element in list.iter() {
            let Value::Node(Node::Clause(c)) = element else { return None };
            clauses.push(index.find(c.span)?);
        }
        // What is looked up is no longer than this list: there may be a list for each of many units.
        let mut places: Vec<(usize, usize)> = clauses.iter().copied().zip(0..).collect();
        places.sort_unstable();
        if places.windows(2).any(|two| two[0].0 == two[1].0) {
            return None;
        }
        let place = |other: &u32| {
            let found = places.binary_search_by_key(&(*other as usize), |(clause, _)| *clause);
            found.ok().map(|i| places[i].1)
        };
        let mut pairs = Vec::new();
        for (i, clause) in clauses.iter().enumerate() {
            let after = index.alike(*clause).iter().filter_map(place).filter(|j| *j > i);
            pairs.extend(after.map(|j| (i, j)));
        }
        pairs.sort_unstable();
        Some(pairs)
    }

    /// Which of some records have clauses that are alike; `None` where that is not known.
    pub(in crate::eval) fn near_records(
        &self,
        frame: &mut Frame<'r>,
        asked: &'r Alike,
        records: &List<'r>,
    ) -> Option<NearRecords> {
        let limit = self.eval(frame, &asked.limit).ratio()?;
        let index = self.index(asked, limit)?;
        let number = |record| match self.field(&record, Field::Clauses).0 {
            Value::List(List::Nodes(Nodes::Clauses(list))) => index.number(list),
            _ => None,
        };
        let numbers = records.iter().map(number).collect::<Option<_>>()?;
        Some(NearRecords { index, numbers })
    }

    fn index(&self, asked: &'r Alike, limit: Ratio<i64>) -> Option<Rc<Index>> {
        let same = |(a, l, _): &&(&Alike, Ratio<i64>, _)| {
            *l == limit
                && (std::ptr::eq(*a, asked) || a.op == asked.op && a.share.exempt == asked.share.exempt)
        };
        let known = &self.neighbours.found;
        if let Some((_, _, known)) = known.borrow().iter().find(same) {
            return known.clone();
        }
        let growing = matches!(asked.op, BinaryOp::Ge | BinaryOp::Gt) && *limit.numer() > 0;
        let clauses = if growing { self.compared_clauses(&asked.share.exempt) } else { None };
        let found = clauses.and_then(|clauses| Index::of(clauses, asked.op, limit)).map(Rc::new);
        known.borrow_mut().push((asked, limit, found.clone()));
        found
    }

    fn compared_clauses(&self, exempt: &'r [u32]) -> Option<Rc<Clauses>> {
        let known = &self.neighbours.compared;
        if let Some((_, known)) = known.borrow().iter().find(|(e, _)| *e == exempt) {
            return known.clone();
        }
        let clauses = self.clauses_without(exempt).map(Rc::new);
        known.borrow_mut().push((exempt, clauses.clone()));
        clauses
    }

    fn clauses_without(&self, exempt: &'r [u32]) -> Option<Clauses> {
        let (mut all, mut lists) = (Vec::new(), HashMap::default());
        for list in self.reg.clauses_of_records() {
            if list.is_sorted_by_key(|c| c.span) {
                let number = lists.len() as u32;
                lists.insert(address(list), (list.len(), number));
                all.extend(list.iter().map(|c| (c.span, number)));
            }
        }
        all.sort_unstable();
        // Of a clause that stands twice it is not told where.
        if all.windows(2).any(|two| two[0].0 == two[1].0) {
            return None;
        }
        let exempt = Asked::Fixed(exempt);
        let pairs: Vec<Rc<Pairs>> = all.iter().map(|(s, _)| self.pairs_here(*s, &exempt)).collect();
        let held = Held::of(&pairs);
        Some(Clauses { all, lists, pairs, held, mostly_alike: OnceCell::new() })
    }
}

/// Values by small keys, those of one key behind each other: where each key's begin, and the values.
fn grouped(keys: usize, all: impl Iterator<Item = (usize, u32)> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut begins = vec![0_u32; keys + 1];
    all.clone().for_each(|(key, _)| begins[key + 1] += 1);
    for key in 0..keys {
        begins[key + 1] += begins[key];
    }
    let (mut next, mut values) = (begins.clone(), vec![0; begins[keys] as usize]);
    for (key, value) in all {
        values[next[key] as usize] = value;
        next[key] += 1;
    }
    (begins, values)
}

/// Two numbers in one.
fn both(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// Which two of some words are alike, each two once, with the one that has fewer pairs first; `None` where finding them takes
/// too long.
fn alike(pairs: &[Rc<Pairs>], held: &Held, op: BinaryOp, limit: Ratio<i64>) -> Option<Vec<(usize, usize)>> {
    let mut some = candidates(pairs.len(), held, op, limit).peekable();
    if some.peek().is_none() {
        return Some(Vec::new());
    }
    let Holders { order, ranks, begins, all: holders } = held.holders.get_or_init(|| held.holders(pairs));
    // By whose pairs each was met last, and how often.
    let mut met = vec![(u32::MAX, 0_u32); pairs.len()];
    let (mut found, mut looks, mut rare) = (Vec::new(), 0_usize, Vec::new());
    let more = if pairs.len() < MANY_TEXTS { 0 } else { MORE_PAIRS };
    let most = most_looks(pairs.len());
    for (i, spare, rest) in some {
        let (own, rank) = (&pairs[i], ranks[i]);
        // Words that share none of so many of their pairs share too few at all: the rarest are looked for.
        held.rarest(own, rest + 1 + more, &mut rare);
        let enough = rare.len().saturating_sub(rest) as u32;
        for pair in &rare {
            // The lower half is the number of the pair.
            let pair = *pair as u32 as usize;
            let all = &holders[begins[pair] as usize..begins[pair + 1] as usize];
            looks += all.len();
            if looks > most || found.len() > MOST_FOUND {
                return None;
            }
            // The shorter of two finds the longer one; of two that are equally long, the first the second. The longest stand
            // last.
            for j in all.iter().rev().take_while(|j| **j > rank) {
                let (by, times) = &mut met[*j as usize];
                *times = if *by == rank { *times + 1 } else { 1 };
                *by = rank;
                if *times == enough {
                    let j = order[*j as usize] as usize;
                    if own.lacks_at_most(spare, &pairs[j]) {
                        found.push((i, j));
                    }
                }
            }
        }
    }
    Some(found)
}

/// How many of so many pairs may be missing for what is left to be enough; `None` where not even all are.
fn spare(all: usize, op: BinaryOp, limit: Ratio<i64>) -> Option<usize> {
    let bound = all as i128 * i128::from(*limit.numer());
    let (whole, rest) = (bound / i128::from(*limit.denom()), bound % i128::from(*limit.denom()));
    let enough = whole + i128::from(op == BinaryOp::Gt || rest > 0);
    // Words without pairs are alike none.
    all.checked_sub(usize::try_from(enough).ok()?).filter(|_| all > 0)
}

/// Which words hold each of the pairs that several hold.
struct Holders {
    /// The words, those with fewer pairs first.
    order: Vec<u32>,
    /// The place of each in that order.
    ranks: Vec<u32>,
    /// Where those that hold each pair begin; behind the last one, where they end.
    begins: Vec<u32>,
    /// They, by their places in that order.
    all: Vec<u32>,
}

/// Which of some words hold each pair.
struct Held {
    /// How many hold each.
    counts: Vec<u32>,
    /// How many pairs of each words no others hold.
    alone: Vec<u32>,
    /// How many pairs each words have.
    lengths: Vec<u32>,
    holders: OnceCell<Holders>,
}

impl Held {
    fn of(pairs: &[Rc<Pairs>]) -> Self {
        let mut counts = Vec::new();
        for words in pairs {
            for n in words.numbers() {
                let n = *n as usize;
                if n >= counts.len() {
                    counts.resize(n + 1, 0);
                }
                counts[n] += 1;
            }
        }
        let alone = |words: &Rc<Pairs>| {
            let mut alone = 0;
            for n in words.numbers() {
                alone += u32::from(counts[*n as usize] == 1);
            }
            alone
        };
        let alone = pairs.iter().map(alone).collect();
        let lengths = pairs.iter().map(|words| words.numbers().len() as u32).collect();
        Self { counts, alone, lengths, holders: OnceCell::new() }
    }

    /// So many of the pairs that words share with others, the rarest: each behind the number of words that hold it.
    fn rarest(&self, words: &Pairs, most: usize, out: &mut Vec<u64>) {
        out.clear();
        for n in words.numbers() {
            let pair = both(self.counts[*n as usize], *n);
            if pair < both(2, 0) || (out.len() == most && out.last().is_none_or(|last| *last < pair)) {
                continue;
            }
            // They are few, and mostly one is no rarer than those before it.
            out.truncate(most - 1);
            let place = out.iter().rposition(|before| *before < pair).map_or(0, |before| before + 1);
            out.insert(place, pair);
        }
    }

    fn holders(&self, pairs: &[Rc<Pairs>]) -> Holders {
        let (mut begins, mut total) = (Vec::with_capacity(self.counts.len() + 1), 0);
        for count in &self.counts {
            begins.push(total);
            total += if *count > 1 { *count } else { 0 };
        }
        begins.push(total);
        let mut order: Vec<u64> = self.lengths.iter().zip(0..).map(|(length, i)| both(*length, i)).collect();
        order.sort_unstable();
        // The lower half is the number of the words.
        let order: Vec<u32> = order.into_iter().map(|i| i as u32).collect();
        let (mut next, mut all) = (begins.clone(), vec![0; total as usize]);
        let mut ranks = vec![0; order.len()];
        for (rank, i) in (0..).zip(&order) {
            ranks[*i as usize] = rank;
            for n in pairs[*i as usize].numbers() {
                let n = *n as usize;
                if self.counts[n] > 1 {
                    all[next[n] as usize] = rank;
                    next[n] += 1;
                }
            }
        }
        Holders { order, ranks, begins, all }
    }
}

/// The words that others may be alike, how many pairs they may lack, and how many of those that others hold too. Of most words
/// so few pairs are held by others that no other words are alike.
fn candidates(
    pairs: usize,
    held: &Held,
    op: BinaryOp,
    limit: Ratio<i64>,
) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..pairs).filter_map(move |i| {
        // Of those that may be missing some are missing already.
        let spare = spare(held.lengths[i] as usize, op, limit)?;
        Some((i, spare, spare.checked_sub(held.alone[i] as usize)?))
    })
}

/// What is asked for is mostly more than this: what is so alike is found once, whatever is asked.
const MOSTLY: (i64, i64) = (4, 5);

impl Clauses {
    /// Which two clauses are alike, the one with fewer pairs first; `None` where finding them takes too long.
    fn alike(&self, op: BinaryOp, limit: Ratio<i64>) -> Option<Vec<(usize, usize)>> {
        let mostly = Ratio::new(MOSTLY.0, MOSTLY.1);
        if limit >= mostly {
            let all = || alike(&self.pairs, &self.held, BinaryOp::Ge, mostly);
            if let Some(all) = self.mostly_alike.get_or_init(all) {
                let enough = |(i, j): &&(usize, usize)| {
                    let own = &self.pairs[*i];
                    spare(own.numbers().len(), op, limit)
                        .is_some_and(|spare| own.lacks_at_most(spare, &self.pairs[*j]))
                };
                return Some(all.iter().filter(enough).copied().collect());
            }
        }
        alike(&self.pairs, &self.held, op, limit)
    }
}

impl Index {
    /// Which of some clauses are alike; `None` where finding them takes too long.
    fn of(clauses: Rc<Clauses>, op: BinaryOp, limit: Ratio<i64>) -> Option<Self> {
        let found = clauses.alike(op, limit)?;
        let list = |i: usize| clauses.all[i].1;
        let mut near: Vec<u64> =
            found.iter().flat_map(|(i, j)| [both(list(*i), list(*j)), both(list(*j), list(*i))]).collect();
        near.sort_unstable();
        near.dedup();
        let both_ways = found.iter().flat_map(|(i, j)| [(*i, *j as u32), (*j, *i as u32)]);
        let (begins, alike) = grouped(clauses.all.len(), both_ways);
        Some(Self { clauses, begins, alike, near })
    }

    /// The number of a list, if it is one of those whose clauses were compared.
    fn number(&self, list: &[Clause]) -> Option<u32> {
        self.clauses
            .lists
            .get(&address(list))
            .filter(|(len, _)| *len == list.len())
            .map(|(_, number)| *number)
    }

    /// The place of a clause.
    fn find(&self, span: Span) -> Option<usize> {
        self.clauses.all.binary_search_by_key(&span, |(s, _)| *s).ok()
    }

    /// The places of the clauses that are alike one, itself left out.
    fn alike(&self, clause: usize) -> &[u32] {
        &self.alike[self.begins[clause] as usize..self.begins[clause + 1] as usize]
    }

    /// Whether no clause inside a range is alike an element; `false` where that is not known.
    fn is_apart(&self, element: &Value<'_>, range: Span) -> bool {
        let Value::Node(Node::Clause(c)) = element else { return false };
        let is_inside = |other: &u32| range.contains(self.clauses.all[*other as usize].0);
        !range.contains(c.span) && self.find(c.span).is_some_and(|c| !self.alike(c).iter().any(is_inside))
    }

    /// Whether some clauses of two lists are alike.
    fn are_near(&self, a: u32, b: u32) -> bool {
        a == b || self.near.binary_search(&both(a, b)).is_ok()
    }
}

fn address(list: &[Clause]) -> u64 {
    list.as_ptr() as u64
}

#[cfg(test)]
mod tests {
    use super::{super::likeness::is_within, *};

    #[test]
    fn the_alike_are_those_that_comparing_all_finds() {
        let mut seed = 7_u64;
        let mut below = |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % n
        };
        for round in 0..300 {
            let words = |below: &mut dyn FnMut(u64) -> u64| {
                let numbers: Vec<u32> = (0..below(9)).map(|_| below(12) as u32).collect();
                Rc::new(Pairs::of(&numbers))
            };
            let all: Vec<Rc<Pairs>> = (0..12).map(|_| words(&mut below)).collect();
            let limit = Ratio::new(1 + (round % 10), 10);
            for op in [BinaryOp::Ge, BinaryOp::Gt] {
                let mut found = alike(&all, &Held::of(&all), op, limit).unwrap();
                for two in &mut found {
                    *two = (two.0.min(two.1), two.0.max(two.1));
                }
                found.sort_unstable();
                let is_alike = |(i, j): &(usize, usize)| {
                    let shorter = all[*i].numbers().len().min(all[*j].numbers().len());
                    shorter > 0 && is_within(Some((all[*i].shared(&all[*j]), shorter)), op, limit)
                };
                let every = (0..all.len()).flat_map(|i| (i + 1..all.len()).map(move |j| (i, j)));
                assert_eq!(found, every.filter(is_alike).collect::<Vec<_>>(), "{op:?} {limit}");
            }
        }
    }

    #[test]
    fn a_million_equal_words_are_not_compared() {
        let one = Rc::new(Pairs::of(&[1, 2, 3]));
        let all: Vec<Rc<Pairs>> = std::iter::repeat_n(one, 100_000).collect();
        assert!(alike(&all, &Held::of(&all), BinaryOp::Ge, Ratio::new(1, 2)).is_none());
    }
}
