//! The best element of a list. Where shares of words rate the elements, those that share too little to be the best are passed
//! over.

use std::{cmp::Ordering, rc::Rc};

use num_rational::Ratio;

use super::{candidates::Skips, likeness::is_within, pairs::Pairs};
use crate::{
    eval::{
        ctx::Ctx,
        expr::Frame,
        ops,
        search::Asked,
        value::{List, Value, Why},
    },
    plan::{BinaryOp, Expr, Quick, Rating},
};

/// Tells of the elements of a search for the best how high they can be rated.
pub(in crate::eval) struct Rated<'r> {
    /// The other thing, without what is exempted.
    wholes: Vec<(Asked<'r>, Rc<Pairs>)>,
    /// Its parts together, and of how many pairs the shortest has.
    parts: Vec<(Asked<'r>, Pairs, usize)>,
    /// How high each element can be rated, by its place, where that is known of all at once.
    bounds: Option<Vec<Share>>,
}

/// Some of so many pairs.
#[derive(Clone, Copy)]
struct Share {
    shared: u32,
    all: u32,
}

impl Share {
    const NOTHING: Self = Self { shared: 0, all: 1 };

    fn of(shared: usize, all: usize) -> Self {
        let [shared, all] = [shared, all.max(1)].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        Self { shared, all }
    }

    fn cmp(self, other: Self) -> Ordering {
        let product = |a: u32, b: u32| u64::from(a) * u64::from(b);
        product(self.shared, other.all).cmp(&product(other.shared, self.all))
    }
}

impl<'r> Rated<'r> {
    /// `None` where it is no less work to ask this than to rate the elements.
    pub(in crate::eval) fn of(
        ctx: &Ctx<'r>,
        frame: &mut Frame<'r>,
        asked: &'r Rating,
        list: &List<'r>,
    ) -> Option<Self> {
        let other = ctx.in_slot(frame, asked.other, Value::clone);
        let whole = |exempt: &'r Vec<u32>| {
            let exempt = Asked::Fixed(exempt);
            let pairs = ctx.pairs(&other, &exempt).ok()?;
            Some((exempt, pairs))
        };
        let wholes = asked.wholes.iter().map(whole).collect::<Option<_>>()?;
        let part = |(list, exempt): &'r (Expr, Vec<u32>)| {
            let Value::List(list) = ctx.eval(frame, list) else { return None };
            let exempt = Asked::Fixed(exempt);
            let each = list.iter().map(|part| ctx.pairs(&part, &exempt).ok()).collect::<Option<Vec<_>>>()?;
            let lengths = each.iter().map(|p| p.numbers().len()).filter(|n| *n > 0);
            let together: Vec<u32> = each.iter().flat_map(|p| p.numbers().iter().copied()).collect();
            Some((exempt, Pairs::of(&together), lengths.min().unwrap_or(1)))
        };
        let parts = asked.parts.iter().map(part).collect::<Option<_>>()?;
        let rated = Self { wholes, parts, bounds: None };
        let bounds = rated.bounds(ctx, list);
        (bounds.is_some() || asked.several).then_some(Self { bounds, ..rated })
    }

    fn bounds(&self, ctx: &Ctx<'r>, list: &List<'r>) -> Option<Vec<Share>> {
        let mut bounds = vec![Share::NOTHING; list.len()];
        let mut raise = |at: usize, shared: usize, all: usize| {
            let share = Share::of(shared, all);
            if share.cmp(bounds[at]).is_gt() {
                bounds[at] = share;
            }
        };
        for (exempt, other) in &self.wholes {
            let all = other.numbers().len();
            let holders = ctx.holders(list, exempt)?;
            holders.sharing(other).for_each(|(at, shared, own)| raise(at, shared, own.min(all)));
        }
        for (exempt, other, shortest) in &self.parts {
            let holders = ctx.holders(list, exempt)?;
            holders.sharing(other).for_each(|(at, shared, _)| raise(at, shared, *shortest));
        }
        Some(bounds)
    }

    /// The place of the first of the elements that can be rated highest.
    fn most_promising(&self) -> Option<usize> {
        let bounds = self.bounds.as_ref()?;
        let best = (0..bounds.len()).reduce(|a, b| if bounds[b].cmp(bounds[a]).is_gt() { b } else { a });
        best.filter(|best| bounds[*best].shared > 0)
    }

    /// Whether the element at a place surely is no better than the best one so far.
    fn is_no_better(
        &self,
        ctx: &Ctx<'r>,
        list: &List<'r>,
        at: usize,
        (share, best): (Ratio<i64>, usize),
    ) -> bool {
        // Of those that are equally good the first is taken.
        let op = if at < best { BinaryOp::Ge } else { BinaryOp::Gt };
        let exceeds = |shared: usize, all: usize| is_within(Some((shared, all.max(1))), op, share);
        if let Some(Share { shared, all }) = self.bounds.as_ref().and_then(|bounds| bounds.get(at)) {
            return !exceeds(*shared as usize, *all as usize);
        }
        let element = list.get(at);
        let whole = |(exempt, other): &(Asked<'r>, Rc<Pairs>)| {
            ctx.pairs(&element, exempt)
                .is_ok_and(|own| exceeds(own.shared(other), own.numbers().len().min(other.numbers().len())))
        };
        let part = |(exempt, all, shortest): &(Asked<'r>, Pairs, usize)| {
            ctx.pairs(&element, exempt).is_ok_and(|own| exceeds(all.shared(&own), *shortest))
        };
        !self.wholes.iter().any(whole) && !self.parts.iter().any(part)
    }
}

impl<'r> Ctx<'r> {
    /// The best element that fulfils a condition: of those that are equally good the first.
    pub(in crate::eval) fn best(
        &self,
        frame: &mut Frame<'r>,
        slot: u32,
        list: &List<'r>,
        (condition, by, skips): (Option<&'r Expr>, Option<&'r Expr>, Option<&Skips<'r>>),
    ) -> Value<'r> {
        if let Err(why) = self.take_turns(list.len()) {
            return Value::Open(why);
        }
        let rated = skips.and_then(Skips::rated);
        // With a good one first few others can be better. Where a condition may be unknown, it is asked in order.
        let guess = rated.filter(|_| condition.is_none()).and_then(Rated::most_promising);
        let mut best: Option<(Option<Ratio<i64>>, usize)> = None;
        for at in guess.into_iter().chain((0..list.len()).filter(|at| Some(*at) != guess)) {
            frame.set(slot, list.get(at));
            match condition.map_or(Ok(true), |c| self.truth(frame, c)) {
                Ok(false) => continue,
                // Whether this one belongs decides which is the best.
                Err(why) => return Value::Open(why),
                Ok(true) => {}
            }
            let so_far = best.and_then(|(share, best)| Some((share?, best)));
            if rated.zip(so_far).is_some_and(|(rated, best)| rated.is_no_better(self, list, at, best)) {
                continue;
            }
            let score = match by.map(|b| self.score(frame, b)) {
                Some(Err(why)) => return Value::Open(why),
                Some(Ok(score)) => score,
                None => None,
            };
            let is_better = |(other, place): (Option<Ratio<i64>>, usize)| {
                ops::is_more(score, other) || at < place && !ops::is_more(other, score)
            };
            if best.is_none_or(is_better) {
                best = Some((score, at));
            }
        }
        best.map_or(Value::Unknown(Why::NoSuchElement), |(_, at)| list.get(at))
    }

    /// By what an element is the best; it need not be reduced.
    fn score(&self, frame: &mut Frame<'r>, by: &'r Expr) -> Result<Option<Ratio<i64>>, Why> {
        match by.quick.as_deref() {
            Some(Quick::Share(asked)) if self.recorder.is_none() => {
                Ok(Some(self.share(frame, asked).unwrap_or_default()))
            }
            _ => match self.eval(frame, by) {
                Value::Unknown(why) | Value::Open(why) => Err(why),
                value => Ok(value.ratio()),
            },
        }
    }
}
