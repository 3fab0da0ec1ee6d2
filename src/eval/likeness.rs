//! How alike words are, by pairs of neighbouring characters, and how long they are; exempted phrases do not count.
//!
//! Policies compare each clause with each, so that the pairs of a stretch of the document are found once and kept.

use std::{borrow::Cow, cell::RefCell, collections::HashMap, rc::Rc};

use num_rational::Ratio;

use super::{
    builtin::vocabularies,
    ctx::Ctx,
    expr::Frame,
    kept::Quickly,
    value::{Text, Value, Why},
};
use crate::{
    plan::{Alike, BinaryOp},
    regulation::Node,
    source::Span,
};

/// What has been compared with something in one document.
#[derive(Default)]
pub(super) struct Compared(RefCell<Known>);

#[derive(Default)]
struct Known {
    /// The numbers of the pairs of neighbouring characters.
    numbers: HashMap<u64, u32, Quickly>,
    /// The vocabularies that were exempted together.
    exempt: Vec<Vec<u32>>,
    /// The pairs of stretches of the text, for each of these.
    stretches: Vec<HashMap<u64, Rc<Pairs>, Quickly>>,
}

/// The pairs in some words: their numbers in order, and a bit for each.
#[derive(Default)]
pub(super) struct Pairs {
    numbers: Vec<u32>,
    bits: Vec<u64>,
}

/// Texts with more pairs than this go without bits: each of its many stretches would need too many.
const MOST_BITS: u32 = 1 << 13;

impl Pairs {
    pub(super) fn of(mut numbers: Vec<u32>) -> Self {
        numbers.sort_unstable();
        numbers.dedup();
        let mut bits = Vec::new();
        if let Some(last) = numbers.last().filter(|n| **n < MOST_BITS) {
            bits.resize(*last as usize / 64 + 1, 0);
            for n in &numbers {
                bits[*n as usize / 64] |= 1_u64 << (n % 64);
            }
        }
        Self { numbers, bits }
    }

    /// The numbers of the pairs, in order, each once.
    pub(super) fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// How many pairs stand in both.
    pub(super) fn shared(&self, other: &Self) -> usize {
        if other.bits.is_empty() {
            return self.numbers.iter().filter(|n| other.numbers.binary_search(n).is_ok()).count();
        }
        let bit = |n: &u32| other.bits.get(*n as usize / 64).map_or(0, |b| b >> (n % 64) & 1);
        self.numbers.iter().map(|n| bit(n) as usize).sum()
    }
}

/// Words of a value.
enum Piece<'r> {
    /// A stretch of the text as printed.
    Here(Span),
    /// Folded words from elsewhere.
    Elsewhere(Cow<'r, str>),
}

impl<'r> Ctx<'r> {
    /// The share of the pairs of `a` that stand in `b` too.
    pub(super) fn containment(&self, a: &Value<'r>, b: &Value<'r>, exempt: Option<&Value<'r>>) -> Value<'r> {
        let both = exempted(exempt).and_then(|e| Ok((self.pairs(a, &e)?, self.pairs(b, &e)?)));
        let (a, b) = match both {
            Ok(both) => both,
            Err(why) => return Value::Unknown(why),
        };
        if a.numbers.is_empty() {
            return Value::Unknown(Why::EmptyList);
        }
        match (i64::try_from(a.shared(&b)), i64::try_from(a.numbers.len())) {
            (Ok(shared), Ok(all)) => Value::Ratio(Ratio::new(shared, all)),
            _ => Value::Unknown(Why::Overflow),
        }
    }

    /// Whether so much of the shorter of two texts is in the other; `None` where the limit is no number.
    pub(super) fn alike(&self, frame: &mut Frame<'r>, asked: &'r Alike) -> Option<Value<'r>> {
        let limit = self.eval(frame, &asked.limit).ratio()?;
        let [a, b] = asked.slots;
        let a = self.in_slot(frame, a, |a| self.pairs(a, &asked.exempt));
        let b = self.in_slot(frame, b, |b| self.pairs(b, &asked.exempt));
        Some(Value::Bool(within(a.as_deref(), b.as_deref(), asked.op, limit)))
    }

    /// How many characters the words of a value have, without blanks and line ends.
    pub(super) fn length(&self, value: &Value<'r>, exempt: Option<&Value<'r>>) -> Value<'r> {
        let mut pieces = Vec::new();
        let exempt = match exempted(exempt).and_then(|e| self.pieces(value, &mut pieces).map(|()| e)) {
            Ok(exempt) => exempt,
            Err(why) => return Value::Unknown(why),
        };
        let counted = |piece: &Piece<'r>| {
            let counting = |(c, counts): &(char, bool)| *counts && !c.is_whitespace();
            self.weighed(piece, &exempt).into_iter().filter(counting).count()
        };
        let all: usize = pieces.iter().map(counted).sum();
        i64::try_from(all).map_or(Value::Unknown(Why::Overflow), Value::Int)
    }

    /// The pairs in the words of a value. Signs and exempted phrases part the words.
    fn pairs(&self, value: &Value<'r>, exempt: &[u32]) -> Result<Rc<Pairs>, Why> {
        match value {
            Value::Node(Node::Clause(c)) => return Ok(self.pairs_of(&Piece::Here(c.span), exempt)),
            Value::Segment(s) => return Ok(self.pairs_of(&Piece::Here(s.span), exempt)),
            _ => {}
        }
        let mut pieces = Vec::new();
        self.pieces(value, &mut pieces)?;
        Ok(match pieces.as_slice() {
            [piece] => self.pairs_of(piece, exempt),
            pieces => {
                let all = pieces.iter().flat_map(|p| self.pairs_of(p, exempt).numbers.clone());
                Rc::new(Pairs::of(all.collect()))
            }
        })
    }

    /// The pairs in a stretch of the text.
    pub(super) fn pairs_here(&self, span: Span, exempt: &[u32]) -> Rc<Pairs> {
        self.pairs_of(&Piece::Here(span), exempt)
    }

    fn pairs_of(&self, piece: &Piece<'r>, exempt: &[u32]) -> Rc<Pairs> {
        let Piece::Here(span) = piece else { return Rc::new(self.paired(&self.weighed(piece, exempt))) };
        let (number, key) = {
            let mut known = self.compared.0.borrow_mut();
            let number = known.exempt.iter().position(|e| e == exempt).unwrap_or(known.exempt.len());
            if number == known.exempt.len() {
                known.exempt.push(exempt.to_vec());
                known.stretches.push(HashMap::default());
            }
            let key = u64::from(span.start) << 32 | u64::from(span.end);
            if let Some(pairs) = known.stretches[number].get(&key) {
                return Rc::clone(pairs);
            }
            (number, key)
        };
        let pairs = Rc::new(self.paired(&self.weighed(piece, exempt)));
        self.compared.0.borrow_mut().stretches[number].insert(key, Rc::clone(&pairs));
        pairs
    }

    /// The pairs of neighbouring characters that both count and are no signs.
    fn paired(&self, characters: &[(char, bool)]) -> Pairs {
        let mut known = self.compared.0.borrow_mut();
        let numbers = &mut known.numbers;
        // Most characters are told by one look.
        let is_word = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric();
        let (mut pairs, mut before) = (Vec::with_capacity(characters.len()), None);
        for (c, counts) in characters {
            let this = (*counts && is_word(*c)).then_some(*c);
            if let (Some(x), Some(y)) = (before, this) {
                let next = numbers.len() as u32;
                pairs.push(*numbers.entry(u64::from(x) << 32 | u64::from(y)).or_insert(next));
            }
            before = this;
        }
        Pairs::of(pairs)
    }

    /// The characters of some words, each with whether it counts.
    fn weighed(&self, piece: &Piece<'r>, exempt: &[u32]) -> Vec<(char, bool)> {
        let (text, places): (&str, Vec<Span>) = match piece {
            Piece::Here(span) => {
                let span = self.to_folded(*span);
                let found = exempt.iter().flat_map(|v| self.hits.within(*v, span));
                let inside = found.map(|s| Span::new(s.start - span.start, s.end - span.start));
                (span.slice(&self.reg.source.folded.text), inside.collect())
            }
            Piece::Elsewhere(words) if exempt.is_empty() => (words, Vec::new()),
            Piece::Elsewhere(words) => {
                let hits = self.plan.matcher.scan(words);
                let all = Span::of(0..words.len());
                (words, exempt.iter().flat_map(|v| hits.within(*v, all)).collect())
            }
        };
        if places.is_empty() {
            return text.chars().map(|c| (c, true)).collect();
        }
        let inside = |at: usize, c: char| {
            let place = Span::of(at..at + c.len_utf8());
            places.iter().any(|s| s.contains(place))
        };
        text.char_indices().map(|(at, c)| (c, !inside(at, c))).collect()
    }

    /// The words of a value; for a list those of every element.
    fn pieces(&self, value: &Value<'r>, out: &mut Vec<Piece<'r>>) -> Result<(), Why> {
        let here = Piece::Here;
        match value {
            Value::Unknown(why) => return Err(*why),
            Value::Node(Node::Organ) => self.pieces(&self.name_of(value), out)?,
            Value::Node(n) => out.extend(n.words(self.reg).map(here)),
            Value::Segment(s) => out.push(here(s.span)),
            Value::Text(Text::Span(s)) => out.push(here(*s)),
            Value::Text(t) => {
                let words = self.folded(t);
                let stands = |s: &Span| self.reg.source.folded.slice(*s) == words;
                let place = t.place().filter(stands);
                out.push(place.map_or(Piece::Elsewhere(words), here));
            }
            Value::List(list) => list.iter().try_for_each(|v| self.pieces(&v, out))?,
            _ => {}
        }
        Ok(())
    }
}

/// Tells of the elements of a list whether they are too far from something else, which is looked at once.
pub(super) struct Far<'r> {
    asked: &'r Alike,
    other: Result<Rc<Pairs>, Why>,
    limit: Ratio<i64>,
}

impl<'r> Far<'r> {
    pub(super) fn of(ctx: &Ctx<'r>, frame: &mut Frame<'r>, asked: &'r Alike) -> Option<Self> {
        let limit = ctx.eval(frame, &asked.limit).ratio()?;
        let other = ctx.in_slot(frame, asked.slots[1], |other| ctx.pairs(other, &asked.exempt));
        Some(Self { asked, other, limit })
    }

    /// Whether an element surely is too far.
    pub(super) fn tells(&self, ctx: &Ctx<'r>, element: &Value<'r>) -> bool {
        let element = ctx.pairs(element, &self.asked.exempt);
        !within(element.as_deref(), self.other.as_deref(), self.asked.op, self.limit)
    }
}

/// Whether as much as is asked for of the shorter is in the other. Of nothing, and of what is unknown, nothing is.
fn within(a: Result<&Pairs, &Why>, b: Result<&Pairs, &Why>, op: BinaryOp, limit: Ratio<i64>) -> bool {
    let (shared, all) = match (a, b) {
        (Ok(a), Ok(b)) if !a.numbers.is_empty() && !b.numbers.is_empty() => {
            let (few, many) = if a.numbers.len() < b.numbers.len() { (a, b) } else { (b, a) };
            (few.shared(many), few.numbers.len())
        }
        _ => (0, 1),
    };
    is_within(shared, all, op, limit)
}

/// Whether a share of so many is as much as is asked for.
pub(super) fn is_within(shared: usize, all: usize, op: BinaryOp, limit: Ratio<i64>) -> bool {
    let share = shared as i128 * i128::from(*limit.denom());
    let bound = all as i128 * i128::from(*limit.numer());
    match op {
        BinaryOp::Ge => share >= bound,
        BinaryOp::Gt => share > bound,
        BinaryOp::Le => share <= bound,
        _ => share < bound,
    }
}

/// The vocabularies that are exempted.
fn exempted(exempt: Option<&Value<'_>>) -> Result<Vec<u32>, Why> {
    exempt.map_or(Ok(Vec::new()), vocabularies)
}
