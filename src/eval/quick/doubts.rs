//! The turns of a loop that can make a difference: in all others every requirement holds, and is counted without asking.

use std::collections::HashMap;

use super::near::NearRecords;
use crate::{
    eval::{
        ctx::Ctx,
        expr::Frame,
        value::{List, Value},
    },
    plan::{Doubt, Doubts, For, Statement},
    quickly::Quickly,
};

/// The turns to take of a loop over all pairs.
pub(in crate::eval) struct Doubtful {
    /// The places of the two elements, and how many requirements the turns before have that are not taken: a loop may end before
    /// its last turn.
    pub(in crate::eval) turns: Vec<((usize, usize), usize)>,
    /// How many requirements all those have that are not taken.
    pub(in crate::eval) passed: usize,
}

/// What must be asked of two records, with what is known of each of them.
enum Asked<'r> {
    Near(NearRecords),
    Inner(Inner<'r>),
}

/// A loop inside, over elements that depend on one of the two.
struct Inner<'r> {
    f: &'r For,
    /// The variables of the two, and which of them the elements depend on.
    slots: &'r [u32],
    own: usize,
    /// The different elements.
    elements: Vec<Value<'r>>,
    /// For each record its elements, by their places in that list.
    of: Vec<Vec<u32>>,
    /// For each element and record whether the search may find something: it may, it does not, or it was not asked yet.
    known: Vec<Option<bool>>,
}

/// So many answers, and turns, are kept: with more the loop is gone through.
const MOST_ANSWERS: usize = 4_000_000;

impl<'r> Ctx<'r> {
    /// Whether all requirements of a loop hold in this turn, as far as that is known without asking them.
    pub(in crate::eval) fn surely_passes(&self, frame: &mut Frame<'r>, f: &'r For) -> bool {
        self.recorder.is_none() && !f.vain.is_empty() && f.vain.iter().all(|v| self.finds_nothing(frame, v))
    }

    /// The places of the elements in whose turn a requirement may not hold, where it asks that nothing else has the same words;
    /// `None` where all turns must be taken.
    pub(in crate::eval) fn not_alone(&self, f: &'r For, list: &List<'r>) -> Option<Vec<usize>> {
        let field = f.alone.filter(|_| self.recorder.is_none())?;
        self.in_order_of(list, field)?.shared()
    }

    /// The turns of a loop over all pairs in which a requirement may not hold; `None` where all must be taken.
    pub(in crate::eval) fn doubtful(
        &self,
        frame: &mut Frame<'r>,
        f: &'r For,
        list: &List<'r>,
    ) -> Option<Doubtful> {
        match f.doubts.as_ref().filter(|_| self.recorder.is_none())? {
            Doubts::Alike(asked) => {
                let pairs = self.alike_pairs(frame, asked, list)?;
                // How many pairs stand before those of an element, and before one of these.
                let of = |i: usize| i * (2 * list.len()).saturating_sub(i + 1) / 2;
                let before = |(i, j): (usize, usize)| of(i) + j - i - 1;
                let passed = of(list.len()) - pairs.len();
                let turns = pairs.into_iter().enumerate().map(|(taken, pair)| (pair, before(pair) - taken));
                Some(Doubtful { turns: turns.collect(), passed })
            }
            Doubts::Clauses(all) if list.iter().all(|e| matches!(e, Value::Node(_))) => {
                let asked = all.iter().map(|doubt| self.asked(frame, f, doubt, list));
                let asked = asked.collect::<Option<Vec<_>>>()?;
                self.turns_in_doubt(frame, list, asked)
            }
            Doubts::Clauses(_) => None,
        }
    }

    /// `None` where there are so many that to keep them would take more memory than they save time.
    fn turns_in_doubt(
        &self,
        frame: &mut Frame<'r>,
        list: &List<'r>,
        mut asked: Vec<Asked<'r>>,
    ) -> Option<Doubtful> {
        let (mut turns, mut passed) = (Vec::new(), 0_usize);
        for i in 0..list.len() {
            for j in i + 1..list.len() {
                if asked.iter_mut().any(|asked| asked.is_in_doubt(self, frame, list, [i, j])) {
                    if turns.len() == MOST_ANSWERS {
                        return None;
                    }
                    turns.push(((i, j), passed));
                } else {
                    let all = asked.iter().map(|asked| asked.requirements([i, j]) as usize);
                    passed = all.fold(passed, usize::saturating_add);
                }
            }
        }
        Some(Doubtful { turns, passed })
    }

    fn asked(
        &self,
        frame: &mut Frame<'r>,
        f: &'r For,
        doubt: &'r Doubt,
        list: &List<'r>,
    ) -> Option<Asked<'r>> {
        match doubt {
            Doubt::Near(near) => self.near_records(frame, near, list).map(Asked::Near),
            Doubt::Inner { statement, own } => match f.body.get(*statement)? {
                Statement::For(inner) => self.inner(frame, inner, (&f.slots, *own), list).map(Asked::Inner),
                _ => None,
            },
        }
    }

    fn inner(
        &self,
        frame: &mut Frame<'r>,
        f: &'r For,
        (slots, own): (&'r [u32], usize),
        list: &List<'r>,
    ) -> Option<Inner<'r>> {
        let (mut numbers, mut elements) = (HashMap::<u32, u32, Quickly>::default(), Vec::new());
        let mut of = Vec::with_capacity(list.len());
        for record in list.iter() {
            frame.set(slots[own], record);
            let chosen = self.chosen(frame, f).map_or_else(|| self.choice(frame, f), Value::List);
            let Value::List(chosen) = chosen else { return None };
            let mut number = |element: Value<'r>| {
                let Value::Vocabulary(function) = element else { return None };
                Some(*numbers.entry(function).or_insert_with(|| {
                    elements.push(element);
                    elements.len() as u32 - 1
                }))
            };
            of.push(chosen.iter().map(&mut number).collect::<Option<_>>()?);
        }
        let answers = elements.len().checked_mul(list.len()).filter(|n| *n <= MOST_ANSWERS)?;
        Some(Inner { f, slots, own, elements, of, known: vec![None; answers] })
    }
}

impl<'r> Asked<'r> {
    /// Whether a requirement may not hold of the two records at some places.
    fn is_in_doubt(
        &mut self,
        ctx: &Ctx<'r>,
        frame: &mut Frame<'r>,
        list: &List<'r>,
        [i, j]: [usize; 2],
    ) -> bool {
        match self {
            Self::Near(near) => near.are_near(i, j),
            Self::Inner(inner) => {
                let (own, other) = if inner.own == 0 { (i, j) } else { (j, i) };
                (0..inner.of[own].len()).any(|n| {
                    let element = inner.of[own][n] as usize;
                    inner.may_find(ctx, frame, element, (list, other))
                })
            }
        }
    }

    /// How many requirements they have.
    fn requirements(&self, [i, j]: [usize; 2]) -> u32 {
        match self {
            Self::Near(_) => 1,
            Self::Inner(inner) => {
                let own = inner.of[[i, j][inner.own]].len();
                inner.f.requirements.saturating_mul(u32::try_from(own).unwrap_or(u32::MAX))
            }
        }
    }
}

impl<'r> Inner<'r> {
    fn may_find(
        &mut self,
        ctx: &Ctx<'r>,
        frame: &mut Frame<'r>,
        element: usize,
        (list, other): (&List<'r>, usize),
    ) -> bool {
        let at = element * list.len() + other;
        if let Some(known) = self.known[at] {
            return known;
        }
        let [variable] = self.f.slots.as_slice() else { return true };
        frame.set(*variable, self.elements[element].clone());
        frame.set(self.slots[1 - self.own], list.get(other));
        let may = !ctx.surely_passes(frame, self.f);
        self.known[at] = Some(may);
        may
    }
}
