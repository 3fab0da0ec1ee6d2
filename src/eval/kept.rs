//! Values that depend on the document and one record alone: found once, and kept while the document is evaluated.

use std::{
    cell::RefCell,
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::{
    ctx::Ctx,
    expr::Frame,
    value::{Text, Value},
};
use crate::{
    plan::Expr,
    regulation::Node,
    schema::Record,
    source::Span,
};

/// What a value was found for: its number in the plan, and the record.
type Key = (u32, Option<Record>, u64);

/// The values.
#[derive(Default)]
pub(super) struct Kept<'r>(RefCell<HashMap<Key, Value<'r>, Quickly>>);

/// How many values are kept: a text of a million clauses must not hold many millions.
const MOST: usize = 200_000;

impl<'r> Ctx<'r> {
    /// The value of an expression that asks for nothing but the document and the record in `slot`.
    pub(super) fn keep(&self, frame: &mut Frame<'r>, e: &'r Expr, number: u32, slot: Option<u32>) -> Value<'r> {
        let of = match slot {
            None => Some((None, 0)),
            Some(slot) => self.in_slot(frame, slot, identity),
        };
        let Some((record, place)) = of else { return self.by_parts(frame, e) };
        let key = (number, record, place);
        if let Some(value) = self.kept.0.borrow().get(&key) {
            return value.clone();
        }
        let value = self.by_parts(frame, e);
        let mut kept = self.kept.0.borrow_mut();
        if kept.len() < MOST {
            kept.insert(key, value.clone());
        }
        value
    }
}

/// What tells a record, or a stretch of the text, from all others.
fn identity(value: &Value<'_>) -> Option<(Option<Record>, u64)> {
    let place = |s: Span| u64::from(s.start) << 32 | u64::from(s.end);
    match value {
        // Clauses with the same words are one.
        Value::Node(Node::Clause(c)) => Some((Some(Record::Clause), place(c.span))),
        Value::Node(node) => Some((Some(node.record()), node.address() as u64)),
        Value::Segment(s) => Some((Some(Record::Segment), place(s.span))),
        Value::Text(Text::Span(s)) => Some((None, place(*s))),
        _ => None,
    }
}

/// A hash of few operations for small keys that nobody chooses to collide.
#[derive(Default)]
pub(super) struct Mixed(u64);

/// Makes [`Mixed`] hashes.
pub(super) type Quickly = BuildHasherDefault<Mixed>;

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u64(u64::from(*b)));
    }

    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }

    fn write_isize(&mut self, n: isize) {
        self.write_u64(n.unsigned_abs() as u64);
    }

    fn write_u64(&mut self, n: u64) {
        let mixed = (self.0.rotate_left(23) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}
