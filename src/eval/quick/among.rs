//! Words sought among many: the words of a list are put in a set once.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{HashMap, HashSet},
    rc::Rc,
};

use crate::eval::{
    ctx::Ctx,
    value::{Text, Value, Why},
};
use crate::quickly::Quickly;

/// The words of lists, by the place of the list; while a list is held, no other has its place.
pub(in crate::eval) type Among<'r> = RefCell<HashMap<u64, Words<'r>, Quickly>>;

/// The folded words of a list.
pub(in crate::eval) struct Words<'r> {
    folded: HashSet<Cow<'r, str>>,
    /// Why an element is unknown.
    why: Option<Why>,
    _held: Rc<[Value<'r>]>,
}

/// Shorter lists are gone through.
const FEWEST_ELEMENTS: usize = 8;

/// How many lists are held.
const MOST_LISTS: usize = 64;

impl<'r> Ctx<'r> {
    /// Whether words are among those of a list; unknown where only an unknown element could be they. `None` where the list is
    /// not worth a set.
    pub(in crate::eval) fn is_among(
        &self,
        text: &Text<'r>,
        list: &Rc<[Value<'r>]>,
    ) -> Option<Result<bool, Why>> {
        if list.len() < FEWEST_ELEMENTS {
            return None;
        }
        let key = std::ptr::from_ref(&**list).cast::<u8>() as u64;
        let mut among = self.among.borrow_mut();
        if among.len() >= MOST_LISTS && !among.contains_key(&key) {
            return None;
        }
        let known = among.entry(key).or_insert_with(|| self.words_of(list));
        if known.folded.contains(&self.folded(text)) {
            return Some(Ok(true));
        }
        Some(known.why.map_or(Ok(false), Err))
    }

    fn words_of(&self, list: &Rc<[Value<'r>]>) -> Words<'r> {
        let words =
            list.iter().filter_map(|v| if let Value::Text(t) = v { Some(self.folded(t)) } else { None });
        let why = list.iter().rev().find_map(Value::unknown);
        Words { folded: words.collect(), why, _held: Rc::clone(list) }
    }
}
