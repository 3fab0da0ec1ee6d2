//! The turns of a loop: all of them, or those that can make a difference.

use super::{
    ctx::Ctx,
    expr::Frame,
    value::{List, Value, Why},
};
use crate::plan::{For, Pairing};

impl<'r> Ctx<'r> {
    /// The elements of a loop that fulfil its condition, where they are the same for several turns of the loops around it;
    /// `None` where they are not, where they must be asked one by one, or where somebody watches.
    pub(super) fn chosen(&self, frame: &mut Frame<'r>, f: &'r For) -> Option<List<'r>> {
        let kept = f.chosen.as_ref().filter(|_| self.watch.is_none())?;
        match self.keep(frame, kept, |ctx, frame| ctx.choice(frame, f)) {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    fn choice(&self, frame: &mut Frame<'r>, f: &'r For) -> Value<'r> {
        let (Value::List(list), [slot], Some(condition)) =
            (self.eval(frame, &f.list), f.slots.as_slice(), &f.condition)
        else {
            return Value::Unknown(Why::NoSuchElement);
        };
        let mut chosen = Vec::new();
        for element in list.iter() {
            frame.set(*slot, element.clone());
            match self.truth(frame, condition) {
                Ok(true) => chosen.push(element),
                Ok(false) => {}
                Err(why) => return Value::Unknown(why),
            }
        }
        Value::list(chosen)
    }

    /// The turns of a loop over all pairs in which its one requirement may not hold, and how many more there are; `None` where
    /// all must be taken.
    pub(super) fn doubtful(
        &self,
        frame: &mut Frame<'r>,
        f: &'r For,
        list: &List<'r>,
    ) -> Option<(Vec<(usize, usize)>, u32)> {
        let asked = f.unless.as_ref().filter(|_| self.watch.is_none())?;
        let pairs = self.alike_pairs(frame, asked, list)?;
        let all = list.len() * list.len().saturating_sub(1) / 2;
        let rest = u32::try_from(all - pairs.len()).unwrap_or(u32::MAX);
        Some((pairs, rest))
    }
}

/// Gives the variables of a loop the elements of its list, one by one or two by two.
pub(super) fn bindings<'r>(
    frame: &mut Frame<'r>,
    f: &For,
    list: &List<'r>,
    act: &mut dyn FnMut(&mut Frame<'r>),
) {
    let len = list.len();
    match (f.pairing, f.slots.as_slice()) {
        (Pairing::Single, [slot]) => {
            for i in 0..len {
                frame.set(*slot, list.get(i));
                act(frame);
            }
        }
        (Pairing::Neighbours, _) => two_by_two(frame, f, list, (1..len).map(|i| (i - 1, i)), act),
        _ => {
            let pairs = (0..len).flat_map(|i| (i + 1..len).map(move |j| (i, j)));
            two_by_two(frame, f, list, pairs, act);
        }
    }
}

/// Gives the two variables of a loop two elements of its list at a time.
pub(super) fn two_by_two<'r>(
    frame: &mut Frame<'r>,
    f: &For,
    list: &List<'r>,
    pairs: impl IntoIterator<Item = (usize, usize)>,
    act: &mut dyn FnMut(&mut Frame<'r>),
) {
    // The parser gives each pairing its number of variables.
    let [a, b] = f.slots.as_slice() else { return };
    for (i, j) in pairs {
        frame.set(*a, list.get(i));
        frame.set(*b, list.get(j));
        act(frame);
    }
}
