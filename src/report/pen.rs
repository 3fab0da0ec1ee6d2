//! Writes JSON piece by piece, in lines of their own or all in one, so that a piece that occurs again is copied.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    ops::Range,
};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::finding::Outcome;

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// In one line.
    Line,
    /// As `to_string_pretty` does, inside other values.
    Lines {
        /// How many values are open around it.
        level: usize,
    },
}

/// A pen that writes one value.
pub(super) struct Pen<'o> {
    out: &'o mut Vec<u8>,
    layout: Layout,
    /// Whether the object or list that is being written has nothing in it yet.
    empty: bool,
    /// Where pieces stand that were written before, by what they were made of.
    written: BTreeMap<Made, Range<usize>>,
}

/// What a piece was made of: of two that are the same, the pieces are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Made {
    /// Of the thing at an address.
    Of(usize),
    /// Of counts without a reason.
    Counts(Outcome, [u32; 3]),
    /// Of marks that are not set.
    Unmarked,
}

impl<'o> Pen<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>, layout: Layout) -> Self {
        Self { out, layout, empty: true, written: BTreeMap::new() }
    }

    pub(super) fn open(&mut self, sign: u8) {
        if let Layout::Lines { level } = &mut self.layout {
            *level += 1;
        }
        self.empty = true;
        self.out.push(sign);
    }

    pub(super) fn close(&mut self, sign: u8) {
        if let Layout::Lines { level } = &mut self.layout {
            *level -= 1;
        }
        if !self.empty {
            self.line();
        }
        self.empty = false;
        self.out.push(sign);
    }

    fn line(&mut self) {
        if let Layout::Lines { level } = self.layout {
            line(&mut self.out, level, true).ok();
        }
    }

    /// Begins an element of a list, or the name of a value.
    pub(super) fn next(&mut self) {
        if !self.empty {
            self.out.push(b',');
        }
        self.empty = false;
        self.line();
    }

    /// The name of a value, which needs no escapes.
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        // One growth for all that follows.
        self.out.reserve(name.len() + 5);
        self.next();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.named(b"\"")
    }

    /// A name that comes from elsewhere.
    pub(super) fn given_name(&mut self, name: &str) -> &mut Self {
        self.next();
        self.value(name);
        self.named(b"")
    }

    fn named(&mut self, end: &[u8]) -> &mut Self {
        self.out.extend_from_slice(end);
        self.out.extend_from_slice(if self.layout == Layout::Line { b":" } else { b": " });
        self
    }

    /// A value as it serializes.
    pub(super) fn value(&mut self, value: &(impl Serialize + ?Sized)) {
        // Nothing is written but to memory, and keys are texts.
        match self.layout {
            Layout::Line => serde_json::to_writer(&mut *self.out, value).ok(),
            Layout::Lines { level } => {
                let inside = Inside { level, any: false };
                value.serialize(&mut Serializer::with_formatter(&mut *self.out, inside)).ok()
            }
        };
        self.empty = false;
    }

    /// Writes what is made of something; what was made of it before is copied.
    pub(super) fn once(&mut self, of: Made, write: impl FnOnce(&mut Self)) {
        if let Some(before) = self.written.get(&of) {
            self.out.extend_from_within(before.clone());
            self.empty = false;
            return;
        }
        let start = self.out.len();
        write(self);
        self.written.insert(of, start..self.out.len());
    }
}

fn line<W: ?Sized + Write>(out: &mut W, level: usize, first: bool) -> io::Result<()> {
    const LINE: &[u8] = b",\n                                                                ";
    let (from, to) = (usize::from(first), 2 + 2 * level);
    out.write_all(LINE.get(from..to).unwrap_or(LINE))
}

/// The layout of `to_string_pretty` for a value that stands inside others.
struct Inside {
    level: usize,
    /// Whether the list or object that is being written has anything in it.
    any: bool,
}

impl Inside {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        self.level += 1;
        self.any = false;
        out.write_all(sign)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        self.level -= 1;
        if self.any {
            line(out, self.level, true)?;
        }
        out.write_all(sign)
    }
}

impl Formatter for Inside {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        line(out, self.level, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.any = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        line(out, self.level, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.any = true;
        Ok(())
    }
}
