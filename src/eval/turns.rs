//! The turns of a loop: all of them, or those that can make a difference.

use std::{ops::ControlFlow, rc::Rc};

use super::{
    ctx::Ctx,
    expr::Frame,
    quick::ranges::{Ranges, Reach},
    value::{List, Value, Why},
};
use crate::plan::{Expr, For, Mentioning, Pairing};

/// For each vocabulary whether something mentions it; `None` where it has too few places to be worth it.
pub(super) type Mentioned = Option<Rc<[bool]>>;

impl<'r> Ctx<'r> {
    /// The elements of a loop that fulfil its condition, where they are the same for several turns of the loops around it;
    /// `None` where they are not, where they must be asked one by one, or where it is recorded.
    pub(super) fn chosen(&self, frame: &mut Frame<'r>, f: &'r For) -> Option<List<'r>> {
        let kept = f.chosen.as_ref().filter(|_| self.recorder.is_none())?;
        match self.keep(frame, kept, |ctx, frame| ctx.choice(frame, f)) {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    /// The elements of a loop that fulfil its condition; unknown where it is unknown of one.
    pub(super) fn choice(&self, frame: &mut Frame<'r>, f: &'r For) -> Value<'r> {
        let (Value::List(list), [slot]) = (self.eval(frame, &f.list), f.slots.as_slice()) else {
            return Value::Unknown(Why::NoSuchElement);
        };
        let Some(condition) = &f.condition else { return Value::List(list) };
        if let Err(why) = self.take_turns(list.len()) {
            return Value::Unknown(why);
        }
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

    /// For each vocabulary whether one of the things that a loop over functions asks mentions it; `None` where it must be asked
    /// for each. Nothing of these things is unknown.
    pub(super) fn mentioned_by_any(&self, frame: &mut Frame<'r>, asked: &'r Mentioning) -> Mentioned {
        if let Some(known) = self.mentioned.borrow().get(&asked.number) {
            return known.clone();
        }
        let found = self.ranges_of_all(frame, &asked.subjects).map(|ranges| {
            let reach = Reach::of(&ranges, self.hits.count());
            self.hits.which(|s| reach.hold(s)).into()
        });
        self.mentioned.borrow_mut().insert(asked.number, found.clone());
        found
    }

    /// The stretches of several lists together; `None` where one is too short to be worth it, or has an element without a
    /// place.
    fn ranges_of_all(&self, frame: &mut Frame<'r>, lists: &'r [Expr]) -> Option<Rc<Ranges>> {
        let of = |e| match self.eval(frame, e) {
            Value::List(list) => self.ranges_of(&list),
            _ => None,
        };
        let all = lists.iter().map(of).collect::<Option<Vec<_>>>()?;
        all.into_iter().reduce(|a, b| Rc::new(a.and(&b)))
    }
}

/// What is done in a turn of a loop, and whether to go on.
pub(super) type Act<'a, 'r> = dyn FnMut(&mut Frame<'r>) -> ControlFlow<()> + 'a;

/// Gives the variables of a loop the elements of its list, one by one or two by two.
pub(super) fn bindings<'r>(
    frame: &mut Frame<'r>,
    f: &For,
    list: &List<'r>,
    act: &mut Act<'_, 'r>,
) -> ControlFlow<()> {
    let laid_out = list.laid_out();
    let list = laid_out.as_ref().unwrap_or(list);
    let len = list.len();
    match f.pairing {
        Pairing::Single => one_by_one(frame, f, list, 0..len, act),
        Pairing::Neighbours => two_by_two(frame, f, list, (1..len).map(|i| (i - 1, i)), act),
        Pairing::Pair => {
            let pairs = (0..len).flat_map(|i| (i + 1..len).map(move |j| (i, j)));
            two_by_two(frame, f, list, pairs, act)
        }
    }
}

/// Gives the variable of a loop some elements of its list, by their places.
pub(super) fn one_by_one<'r>(
    frame: &mut Frame<'r>,
    f: &For,
    list: &List<'r>,
    places: impl IntoIterator<Item = usize>,
    act: &mut Act<'_, 'r>,
) -> ControlFlow<()> {
    // The parser gives each pairing its number of variables.
    let [slot] = f.slots.as_slice() else { return ControlFlow::Continue(()) };
    places.into_iter().try_for_each(|i| {
        frame.set(*slot, list.get(i));
        act(frame)
    })
}

/// Gives the two variables of a loop two elements of its list at a time.
pub(super) fn two_by_two<'r>(
    frame: &mut Frame<'r>,
    f: &For,
    list: &List<'r>,
    pairs: impl IntoIterator<Item = (usize, usize)>,
    act: &mut Act<'_, 'r>,
) -> ControlFlow<()> {
    let [a, b] = f.slots.as_slice() else { return ControlFlow::Continue(()) };
    pairs.into_iter().try_for_each(|(i, j)| {
        frame.set(*a, list.get(i));
        frame.set(*b, list.get(j));
        act(frame)
    })
}
