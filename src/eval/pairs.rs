//! The pairs of neighbouring characters in words. Signs and exempted phrases part the words.
//!
//! Policies compare each clause with each, so that the pairs of a stretch of the document are found once and kept.

use std::{borrow::Cow, cell::RefCell, collections::HashMap, rc::Rc};

use super::{ctx::Ctx, kept::Quickly};
use crate::source::Span;

/// What has been compared with something in one document.
#[derive(Default)]
pub(super) struct Compared(RefCell<Known>);

#[derive(Default)]
struct Known {
    /// The numbers of the pairs.
    numbers: Numbers,
    /// The number of the pair that begins at each byte of the folded text; `NONE` where none does. Found when first asked for.
    begins: Option<Vec<u32>>,
    /// The vocabularies that were exempted together.
    exempt: Vec<Vec<u32>>,
    /// The pairs of stretches of the text, for each of these.
    stretches: Vec<HashMap<u64, Rc<Pairs>, Quickly>>,
}

#[derive(Default)]
struct Numbers(HashMap<u64, u32, Quickly>);

/// No pair begins here.
const NONE: u32 = u32::MAX;

/// Folded texts of more bytes have no table of where pairs begin: it takes four times their length.
const MOST_BYTES: usize = 1 << 22;

/// The pairs in some words: their numbers, and a bit for each; in order where there are no bits.
#[derive(Default)]
pub(super) struct Pairs {
    numbers: Vec<u32>,
    bits: Vec<u64>,
}

/// Texts with more pairs than this go without bits: each of its many stretches would need too many.
const MOST_BITS: u32 = 1 << 13;

impl Pairs {
    pub(super) fn of(mut numbers: Vec<u32>) -> Self {
        let most = numbers.iter().max().copied().unwrap_or_default();
        if most >= MOST_BITS {
            numbers.sort_unstable();
            numbers.dedup();
            return Self { numbers, bits: Vec::new() };
        }
        let mut bits = vec![0_u64; most as usize / 64 + 1];
        numbers.retain(|n| {
            let (word, bit) = (&mut bits[*n as usize / 64], 1_u64 << (n % 64));
            let is_new = *word & bit == 0;
            *word |= bit;
            is_new
        });
        Self { numbers, bits }
    }

    /// The numbers of the pairs, each once.
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
pub(super) enum Piece<'r> {
    /// A stretch of the text as printed.
    Here(Span),
    /// Folded words from elsewhere.
    Elsewhere(Cow<'r, str>),
}

impl Numbers {
    /// Hands on the pairs of words that nothing parts but signs: where each begins, and its number.
    fn of(&mut self, words: &str, mut hand: impl FnMut(usize, u32)) {
        // Most characters are told by one look.
        let is_word = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric();
        let mut before = None;
        for (at, c) in words.char_indices() {
            let this = is_word(c).then_some((at, c));
            if let (Some((start, x)), Some((_, y))) = (before, this) {
                let next = self.0.len() as u32;
                hand(start, *self.0.entry(u64::from(x) << 32 | u64::from(y)).or_insert(next));
            }
            before = this;
        }
    }
}

impl<'r> Ctx<'r> {
    /// The pairs in a stretch of the text.
    pub(super) fn pairs_here(&self, span: Span, exempt: &[u32]) -> Rc<Pairs> {
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
        let pairs = Rc::new(self.paired(&Piece::Here(span), exempt));
        self.compared.0.borrow_mut().stretches[number].insert(key, Rc::clone(&pairs));
        pairs
    }

    /// The pairs of neighbouring characters that both count and are no signs.
    pub(super) fn paired(&self, piece: &Piece<'r>, exempt: &[u32]) -> Pairs {
        let (text, stretches) = self.counting(piece, exempt);
        let mut known = self.compared.0.borrow_mut();
        let Known { numbers, begins, .. } = &mut *known;
        let mut pairs = Vec::with_capacity(stretches.iter().map(|s| s.len() / 3).sum());
        let table = match piece {
            Piece::Here(_) if text.len() <= MOST_BYTES => begins.get_or_insert_with(|| {
                let mut table = vec![NONE; text.len()];
                numbers.0.reserve(text.len() / 4);
                numbers.of(text, |at, number| table[at] = number);
                table
            }),
            _ => {
                for s in &stretches {
                    numbers.of(s.slice(text), |_, number| pairs.push(number));
                }
                return Pairs::of(pairs);
            }
        };
        for stretch in &stretches {
            let (mut at, end) = (stretch.start as usize, stretch.end as usize);
            while let Some(first) = text.as_bytes().get(at) {
                let next = at + length(*first);
                if next >= end {
                    break;
                }
                pairs.extend(table.get(at).filter(|n| **n != NONE));
                at = next;
            }
        }
        Pairs::of(pairs)
    }

    /// What exempted phrases leave of some words: the text that they stand in, and the stretches of it that count.
    pub(super) fn counting<'p>(&'p self, piece: &'p Piece<'r>, exempt: &[u32]) -> (&'p str, Vec<Span>) {
        let (text, all, mut places): (&str, Span, Vec<Span>) = match piece {
            Piece::Here(span) => {
                let span = self.to_folded(*span);
                let found = exempt.iter().flat_map(|v| self.hits.within(*v, span));
                (&self.reg.source.folded.text, span, found.collect())
            }
            Piece::Elsewhere(words) => {
                let all = Span::of(0..words.len());
                if exempt.is_empty() {
                    return (words, vec![all]);
                }
                let hits = self.plan.matcher.scan(words);
                (words, all, exempt.iter().flat_map(|v| hits.within(*v, all)).collect())
            }
        };
        places.sort_unstable();
        let (mut stretches, mut start) = (Vec::with_capacity(places.len() + 1), all.start);
        for place in places {
            if place.start > start {
                stretches.push(Span::new(start, place.start));
            }
            start = start.max(place.end);
        }
        if start < all.end {
            stretches.push(Span::new(start, all.end));
        }
        (text, stretches)
    }
}

/// How many bytes the character has that begins with a byte.
fn length(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}
