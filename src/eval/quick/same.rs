//! The elements of a list by the words of one of their fields.

use std::{borrow::Cow, cell::RefCell, collections::HashMap, rc::Rc};

use super::ranges::address;
use crate::{
    eval::{
        ctx::Ctx,
        expr::{Frame, row_field},
        value::{List, Value},
    },
    plan::{Column, Same},
    quickly::Quickly,
};

/// The elements of lists by their words, by the place and length of the list and the field.
pub(in crate::eval) type Alphabetical<'r> = RefCell<HashMap<(u64, u32, Column), Known<'r>, Quickly>>;

/// What is known of a list; while it is held, no other has its place.
pub(in crate::eval) struct Known<'r> {
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

/// The elements of a list by the words of a field.
#[derive(Debug, Default)]
pub(in crate::eval) struct Words<'r> {
    /// The folded words with the places of the elements that have them, in the order of both.
    sorted: Vec<(Cow<'r, str>, usize)>,
    /// The places of those of which the field is not known.
    unknown: Vec<usize>,
}

impl Words<'_> {
    /// The places of the elements that have these words, or may have them.
    fn places(&self, words: &str) -> Vec<usize> {
        let from = self.sorted.partition_point(|(other, _)| **other < *words);
        let rest = self.sorted.get(from..).unwrap_or_default();
        let same = rest.iter().take_while(|(other, _)| **other == *words).map(|(_, place)| *place);
        let mut places: Vec<usize> = same.chain(self.unknown.iter().copied()).collect();
        places.sort_unstable();
        places
    }

    /// The places of the elements that have the same words as another; `None` where that is not known of all.
    pub(in crate::eval) fn shared(&self) -> Option<Vec<usize>> {
        if !self.unknown.is_empty() {
            return None;
        }
        let groups = self.sorted.chunk_by(|(a, _), (b, _)| a == b).filter(|group| group.len() > 1);
        let mut places: Vec<usize> = groups.flatten().map(|(_, place)| *place).collect();
        places.sort_unstable();
        Some(places)
    }
}

/// Shorter lists are gone through.
const FEWEST_ELEMENTS: usize = 4;

/// How many lists are held.
const MOST_LISTS: usize = 64;

impl<'r> Ctx<'r> {
    /// The elements of which a field may be the same as something else; `None` where all must be asked.
    pub(in crate::eval) fn with_same(
        &self,
        frame: &mut Frame<'r>,
        same: &'r Same,
        list: &List<'r>,
    ) -> Option<List<'r>> {
        let words = self.by_words(list, same.field)?;
        let Value::Text(other) = self.eval(frame, &same.other) else { return None };
        Some(list.only(&words.places(&self.folded(&other))))
    }

    fn by_words(&self, list: &List<'r>, field: Column) -> Option<Rc<Words<'r>>> {
        if list.len() < FEWEST_ELEMENTS {
            return None;
        }
        let key = (address(list)?, list.len() as u32, field);
        let mut alphabetical = self.alphabetical.borrow_mut();
        if alphabetical.len() >= MOST_LISTS && !alphabetical.contains_key(&key) {
            return None;
        }
        match alphabetical.get_mut(&key) {
            None => {
                alphabetical.insert(key, Known { words: Kept::Asked, _held: list.clone() });
                None
            }
            Some(known) => {
                if let Kept::Asked = known.words {
                    let found = self.in_order_of(list, field);
                    known.words = found.map_or(Kept::Other, |words| Kept::Found(Rc::new(words)));
                }
                if let Kept::Found(words) = &known.words { Some(Rc::clone(words)) } else { None }
            }
        }
    }

    /// The elements of a list by the words of a field; `None` where one has something else in it.
    pub(in crate::eval) fn in_order_of(&self, list: &List<'r>, field: Column) -> Option<Words<'r>> {
        let mut words = Words { sorted: Vec::with_capacity(list.len()), unknown: Vec::new() };
        for (i, element) in list.iter().enumerate() {
            let value = match field {
                Column::Record(field) => self.field(&element, field).0,
                Column::Row(field) => row_field(&element, field),
            };
            match value {
                Value::Text(text) => words.sorted.push((self.folded(&text), i)),
                Value::Unknown(_) | Value::Open(_) => words.unknown.push(i),
                _ => return None,
            }
        }
        words.sorted.sort_unstable();
        Some(words)
    }
}
