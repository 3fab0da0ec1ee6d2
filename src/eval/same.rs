//! The elements of a list by the words of one of their fields.

use std::{borrow::Cow, cell::RefCell, collections::HashMap, rc::Rc};

use super::{
    ctx::Ctx,
    expr::Frame,
    kept::Quickly,
    ranges::address,
    value::{List, Value},
};
use crate::{plan::Same, schema::Field};

/// The elements of lists by their words, by the place and length of the list and the field.
pub(super) type Alphabetical<'r> = RefCell<HashMap<(u64, u32, Field), Known<'r>, Quickly>>;

/// What is known of a list; while it is held, no other has its place.
pub(super) struct Known<'r> {
    words: Kept<'r>,
    _held: List<'r>,
}

enum Kept<'r> {
    /// It was asked for once: if that was all, finding the words is not worth it.
    Asked,
    /// Not all elements have words in the field.
    Other,
    Found(Rc<Words<'r>>),
}

/// The places of elements, in order, by the words of a field.
#[derive(Debug, Default)]
pub(super) struct Words<'r> {
    by_words: HashMap<Cow<'r, str>, Vec<usize>>,
    /// Those of which the field is not known.
    unknown: Vec<usize>,
}

/// Shorter lists are gone through.
const MANY: usize = 4;

/// How many lists are held.
const MOST: usize = 64;

impl<'r> Ctx<'r> {
    /// The elements of which a field may be the same as something else; `None` where all must be asked.
    pub(super) fn with_same(
        &self,
        frame: &mut Frame<'r>,
        same: &'r Same,
        list: &List<'r>,
    ) -> Option<List<'r>> {
        let words = self.by_words(list, same.field)?;
        let Value::Text(other) = self.eval(frame, &same.other) else { return None };
        let known = words.by_words.get(&self.folded(&other)).map_or(&[][..], Vec::as_slice);
        let mut places = [known, &words.unknown].concat();
        places.sort_unstable();
        Some(list.only(&places))
    }

    fn by_words(&self, list: &List<'r>, field: Field) -> Option<Rc<Words<'r>>> {
        if list.len() < MANY {
            return None;
        }
        let key = (address(list)?, list.len() as u32, field);
        let mut alphabetical = self.alphabetical.borrow_mut();
        if alphabetical.len() >= MOST && !alphabetical.contains_key(&key) {
            return None;
        }
        match alphabetical.get_mut(&key) {
            None => {
                alphabetical.insert(key, Known { words: Kept::Asked, _held: list.clone() });
                None
            }
            Some(known) => {
                if let Kept::Asked = known.words {
                    let found = self.find_words(list, field);
                    known.words = found.map_or(Kept::Other, |words| Kept::Found(Rc::new(words)));
                }
                if let Kept::Found(words) = &known.words { Some(Rc::clone(words)) } else { None }
            }
        }
    }

    fn find_words(&self, list: &List<'r>, field: Field) -> Option<Words<'r>> {
        let mut words = Words::default();
        for (i, element) in list.iter().enumerate() {
            match self.field(&element, field).0 {
                Value::Text(text) => words.by_words.entry(self.folded(&text)).or_default().push(i),
                Value::Unknown(_) => words.unknown.push(i),
                _ => return None,
            }
        }
        Some(words)
    }
}
