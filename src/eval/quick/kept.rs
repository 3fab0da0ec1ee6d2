//! Values that depend on the document and few variables alone: found once, and kept while the document is evaluated.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    collections::HashMap,
    hash::{Hash, Hasher},
};

use crate::{
    eval::{
        ctx::Ctx,
        expr::{Frame, row_field},
        value::{List, Text, Value},
    },
    plan::{self, Expr, MOST_ON, On},
    quickly::{ODD, Quickly},
    regulation::Node,
    source::Span,
};

/// What a value was found for: its number in the plan, before it the kinds of what it depends on, and that.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key(u64, [u64; MOST_ON]);

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [a, b] = self.1;
        state.write_u64((a ^ b.rotate_left(32)).wrapping_mul(ODD) ^ self.0);
    }
}

/// What tells a value from others.
pub(in crate::eval) type Identity = (u8, u64);

/// The values.
pub(in crate::eval) struct Kept<'r> {
    values: RefCell<HashMap<Key, Value<'r>, Quickly>>,
    /// How many more are kept.
    room: Cell<usize>,
    /// The numbers of words.
    words: RefCell<HashMap<Cow<'r, str>, u64>>,
    /// The lists that they were found for: while these are held, no other list has their place.
    lists: RefCell<HashMap<u64, Value<'r>, Quickly>>,
}

/// How many values are kept: a text of a million clauses must not hold many millions.
const MOST_VALUES: usize = 200_000;

/// For how many values there is room from the first one on, in a short text and in a longer one.
const FEWEST: [usize; 2] = [448, 896];

/// Bytes of a text that is longer.
const LONGER_TEXT_BYTES: usize = 6 << 10;

/// So many elements of a list count as one value more.
const ELEMENTS_OF_A_VALUE: usize = 10;

impl<'r> Ctx<'r> {
    /// The value of an expression that asks for nothing but the document and what stands in few variables.
    pub(in crate::eval) fn keep(
        &self,
        frame: &mut Frame<'r>,
        kept: &plan::Kept,
        find: impl FnOnce(&Self, &mut Frame<'r>) -> Value<'r>,
    ) -> Value<'r> {
        self.keep_on(frame, kept.number, &kept.on, find)
    }

    fn keep_on(
        &self,
        frame: &mut Frame<'r>,
        number: u32,
        on: &[On],
        find: impl FnOnce(&Self, &mut Frame<'r>) -> Value<'r>,
    ) -> Value<'r> {
        let mut key = Key(u64::from(number), [0; MOST_ON]);
        if on.len() > MOST_ON || self.plan.once.get(number as usize) == Some(&true) {
            return find(self, frame);
        }
        for (i, on) in on.iter().enumerate() {
            let identity = |value: &Value<'r>| match on.field {
                Some(field) => self.identity(&row_field(value, field), on.by_words),
                None => self.identity(value, on.by_words),
            };
            let Some((kind, place)) = self.in_slot(frame, on.slot, identity) else {
                return find(self, frame);
            };
            key.0 |= u64::from(kind) << (32 + 8 * i);
            key.1[i] = place;
        }
        if let Some(known) = self.kept.values.borrow().get(&key) {
            return known.clone();
        }
        let value = find(self, frame);
        let mut kept = self.kept.values.borrow_mut();
        let elements = if let Value::List(list) = &value { list.len() } else { 0 };
        let room = self.kept.room.get();
        if let Some(rest) = room.checked_sub(1 + elements / ELEMENTS_OF_A_VALUE) {
            self.kept.room.set(rest);
            // Where one value is kept, hundreds are.
            if kept.is_empty() {
                kept.reserve(FEWEST[usize::from(self.reg.source.text.len() > LONGER_TEXT_BYTES)]);
            }
            kept.insert(key, value.clone());
        }
        value
    }

    /// What tells a value from others, or words from others that say something else; a list is held from now on.
    #[inline]
    fn identity(&self, value: &Value<'r>, by_words: bool) -> Option<Identity> {
        if let (Value::Text(text), true) = (value, by_words) {
            let mut words = self.kept.words.borrow_mut();
            let (folded, next) = (self.folded(text), words.len() as u64);
            let number = match words.get(&folded) {
                Some(number) => *number,
                None => *words.entry(folded).or_insert(next),
            };
            return Some((0, number));
        }
        let identity = identity(value)?;
        if let Value::List(_) = value {
            self.kept.lists.borrow_mut().entry(identity.1).or_insert_with(|| value.clone());
        }
        Some(identity)
    }

    /// The value of a definition for the arguments that its variables hold.
    pub(in crate::eval) fn keep_definition(
        &self,
        frame: &mut Frame<'r>,
        (number, place): (u32, u32),
        arguments: &'r [(u32, Expr)],
        body: &'r Expr,
    ) -> Value<'r> {
        self.bind(frame, arguments);
        match arguments {
            _ if self.plan.once.get(place as usize) == Some(&true) => self.eval(frame, body),
            [(a, _)] => self.keep_on(frame, number, &[variable(*a)], |ctx, frame| ctx.eval(frame, body)),
            [(a, _), (b, _)] => {
                self.keep_on(frame, number, &[*a, *b].map(variable), |ctx, frame| ctx.eval(frame, body))
            }
            _ => self.eval(frame, body),
        }
    }
}

impl Default for Kept<'_> {
    fn default() -> Self {
        Self {
            values: RefCell::default(),
            room: Cell::new(MOST_VALUES),
            words: RefCell::default(),
            lists: RefCell::default(),
        }
    }
}

fn variable(slot: u32) -> On {
    On { slot, field: None, by_words: false }
}

/// What tells a record, a stretch of the text or a list that is held from all others.
#[inline]
pub(in crate::eval) fn identity(value: &Value<'_>) -> Option<Identity> {
    let place = |s: Span| u64::from(s.start) << 32 | u64::from(s.end);
    Some(match value {
        Value::Text(Text::Span(s)) => (1, place(*s)),
        Value::Vocabulary(v) => (2, u64::from(*v)),
        Value::Bool(b) => (3, u64::from(*b)),
        Value::List(List::Constants([])) => (4, 0),
        Value::List(List::Values(all)) => (4, std::ptr::from_ref(&**all).cast::<u8>() as u64),
        Value::List(List::Segments(all)) => (4, std::ptr::from_ref(&**all).cast::<u8>() as u64),
        // Clauses with the same words are one.
        Value::Node(Node::Clause(c)) => (5, place(c.span)),
        Value::Segment(s) => (6 + s.strength as u8, place(s.span)),
        Value::Int(n) => (13, n.cast_unsigned()),
        Value::Symbol(symbol) => (14, symbol.number()),
        Value::Row(row) => (15, std::ptr::from_ref(*row) as u64),
        Value::Node(node) => (16 + node.record() as u8, node.address() as u64),
        _ => return None,
    })
}
