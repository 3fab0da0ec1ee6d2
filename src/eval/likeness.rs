//! How alike words are, by pairs of neighbouring characters, and how long they are; exempted phrases do not count.
//!
//! Policies compare each clause with each, so that the pairs of a stretch of the document are found once and kept.

use std::{borrow::Cow, cell::RefCell, collections::BTreeMap, rc::Rc};

use num_rational::Ratio;

use super::{
    builtin::vocabularies,
    ctx::Ctx,
    value::{Text, Value, Why},
};
use crate::{regulation::Node, source::Span};

/// Two neighbouring characters.
type Pair = (char, char);

/// The pairs of stretches of the folded text, each once and in order, by stretch and exempted vocabularies.
pub(super) type Compared = RefCell<BTreeMap<(Span, Vec<u32>), Rc<[Pair]>>>;

/// Words of a value.
enum Piece<'r> {
    /// A stretch of the folded text.
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
        if a.is_empty() {
            return Value::Unknown(Why::EmptyList);
        }
        let shared = a.iter().filter(|pair| b.binary_search(pair).is_ok()).count();
        match (i64::try_from(shared), i64::try_from(a.len())) {
            (Ok(shared), Ok(all)) => Value::Ratio(Ratio::new(shared, all)),
            _ => Value::Unknown(Why::Overflow),
        }
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

    /// The pairs in the words of a value, in order. Signs and exempted phrases part the words.
    fn pairs(&self, value: &Value<'r>, exempt: &[u32]) -> Result<Rc<[Pair]>, Why> {
        let mut pieces = Vec::new();
        self.pieces(value, &mut pieces)?;
        Ok(match pieces.as_slice() {
            [piece] => self.pairs_of(piece, exempt),
            pieces => {
                let all = pieces.iter().flat_map(|p| self.pairs_of(p, exempt).to_vec());
                in_order(all.collect())
            }
        })
    }

    fn pairs_of(&self, piece: &Piece<'r>, exempt: &[u32]) -> Rc<[Pair]> {
        let key = match piece {
            Piece::Here(span) => (*span, exempt.to_vec()),
            Piece::Elsewhere(_) => return paired(&self.weighed(piece, exempt)),
        };
        if let Some(known) = self.compared.borrow().get(&key) {
            return Rc::clone(known);
        }
        let pairs = paired(&self.weighed(piece, exempt));
        self.compared.borrow_mut().insert(key, Rc::clone(&pairs));
        pairs
    }

    /// The characters of some words, each with whether it counts.
    fn weighed(&self, piece: &Piece<'r>, exempt: &[u32]) -> Vec<(char, bool)> {
        let (text, places): (&str, Vec<Span>) = match piece {
            Piece::Here(span) => {
                let found = exempt.iter().flat_map(|v| self.hits.within(*v, *span));
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
        let inside = |at: usize, c: char| {
            let place = Span::of(at..at + c.len_utf8());
            places.iter().any(|s| s.contains(place))
        };
        text.char_indices().map(|(at, c)| (c, !inside(at, c))).collect()
    }

    /// The words of a value; for a list those of every element.
    fn pieces(&self, value: &Value<'r>, out: &mut Vec<Piece<'r>>) -> Result<(), Why> {
        let here = |span: Span| Piece::Here(self.to_folded(span));
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

/// The vocabularies that are exempted.
fn exempted(exempt: Option<&Value<'_>>) -> Result<Vec<u32>, Why> {
    exempt.map_or(Ok(Vec::new()), vocabularies)
}

/// The pairs of neighbouring characters that both count and are no signs.
fn paired(characters: &[(char, bool)]) -> Rc<[Pair]> {
    let counts = |(c, counts): &(char, bool)| *counts && c.is_alphanumeric();
    let pairs = characters.windows(2).filter_map(|two| match two {
        [x, y] if counts(x) && counts(y) => Some((x.0, y.0)),
        _ => None,
    });
    in_order(pairs.collect())
}

/// Each pair once, in order.
fn in_order(mut pairs: Vec<Pair>) -> Rc<[Pair]> {
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into()
}
