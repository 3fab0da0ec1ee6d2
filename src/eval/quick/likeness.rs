//! How alike words are, by pairs of neighbouring characters, and how long they are; exempted phrases do not count.

use std::rc::Rc;

use num_rational::Ratio;

use super::pairs::{Pairs, Piece};
use crate::{
    eval::{
        builtin::vocabularies,
        ctx::Ctx,
        expr::Frame,
        search::Asked,
        value::{List, Text, Value, Why},
    },
    plan::{Alike, BinaryOp, Of, Share},
    regulation::Node,
    source::Span,
};

impl<'r> Ctx<'r> {
    /// The share of the pairs of `a` that stand in `b` too.
    pub(in crate::eval) fn containment(
        &self,
        a: &Value<'r>,
        b: &Value<'r>,
        exempt: Option<&Value<'r>>,
    ) -> Value<'r> {
        let both = exempted(exempt).and_then(|e| Ok((self.pairs(a, &e)?, self.pairs(b, &e)?)));
        let (a, b) = match both {
            Ok(both) => both,
            Err(why) => return Value::Unknown(why),
        };
        if a.numbers().is_empty() {
            return Value::Unknown(Why::TooShort);
        }
        match (i64::try_from(a.shared(&b)), i64::try_from(a.numbers().len())) {
            (Ok(shared), Ok(all)) => Value::Ratio(Ratio::new(shared, all)),
            _ => Value::Unknown(Why::Overflow),
        }
    }

    /// The share of one text that is in another, not reduced; `None` where there is nothing of which it could be taken.
    pub(in crate::eval) fn share(&self, frame: &mut Frame<'r>, asked: &'r Share) -> Option<Ratio<i64>> {
        let [a, b] = self.both(frame, asked);
        let (shared, all) = shared(a.as_deref(), b.as_deref(), Of::First)?;
        Some(Ratio::new_raw(i64::try_from(shared).ok()?, i64::try_from(all).ok()?))
    }

    fn both(&self, frame: &mut Frame<'r>, asked: &'r Share) -> [Result<Rc<Pairs>, Why>; 2] {
        asked.slots.map(|slot| {
            let exempt = Asked::Fixed(&asked.exempt);
            self.in_slot(frame, slot, |value| self.pairs(value, &exempt))
        })
    }

    /// Whether so much of one text is in another; `None` where the limit is no number.
    pub(in crate::eval) fn alike(&self, frame: &mut Frame<'r>, asked: &'r Alike) -> Option<Value<'r>> {
        let limit = self.eval(frame, &asked.limit).ratio()?;
        let [a, b] = self.both(frame, &asked.share);
        let shared = shared(a.as_deref(), b.as_deref(), asked.of);
        Some(Value::Bool(is_within(shared, asked.op, limit)))
    }

    /// How many characters the words of a value have, without blanks and line ends.
    pub(in crate::eval) fn length(&self, value: &Value<'r>, exempt: Option<&Value<'r>>) -> Value<'r> {
        let exempt = match exempted(exempt) {
            Ok(exempt) => exempt,
            Err(why) => return Value::Unknown(why),
        };
        let text = &self.reg.source.folded.text;
        let mut all = 0;
        let mut count = |piece: Piece<'r>| {
            all += match piece {
                Piece::Here(span) => self.sum_here(span, &exempt, |s| characters(s.slice(text))),
                Piece::Elsewhere(words) => {
                    let stretches = self.counting_elsewhere(&words, &exempt);
                    stretches.iter().map(|s| characters(s.slice(&words))).sum()
                }
            };
        };
        let counted = match stretch(value) {
            Some(span) => {
                count(Piece::Here(span));
                Ok(())
            }
            None => self.pieces(value, &mut count),
        };
        match counted {
            Ok(()) => i64::try_from(all).map_or(Value::Unknown(Why::Overflow), Value::Int),
            Err(why) => Value::Unknown(why),
        }
    }

    /// The pairs in the words of a value.
    pub(in crate::eval) fn pairs(&self, value: &Value<'r>, exempt: &Asked<'r>) -> Result<Rc<Pairs>, Why> {
        if let Some(span) = stretch(value) {
            return Ok(self.pairs_here(span, exempt));
        }
        let Value::List(list) = value else { return self.pairs_of_pieces(value, exempt) };
        if let Some(pairs) = self.together(list, exempt) {
            return Ok(pairs);
        }
        let pairs = self.pairs_of_pieces(value, exempt)?;
        self.note_together(list, exempt, &pairs);
        Ok(pairs)
    }

    fn pairs_of_pieces(&self, value: &Value<'r>, exempt: &Asked<'r>) -> Result<Rc<Pairs>, Why> {
        // Mostly there is one piece.
        let (mut first, mut more) = (None, Vec::new());
        self.pieces(value, &mut |piece| match &first {
            None => first = Some(piece),
            Some(_) => more.push(piece),
        })?;
        let of = |piece: &Piece<'r>| match piece {
            Piece::Here(span) => self.pairs_here(*span, exempt),
            Piece::Elsewhere(words) => Rc::new(self.paired(words, exempt)),
        };
        Ok(match first {
            Some(piece) if more.is_empty() => of(&piece),
            first => {
                let all = first.iter().chain(&more);
                let all: Vec<u32> = all.flat_map(|p| of(p).numbers().to_vec()).collect();
                Rc::new(Pairs::of(&all))
            }
        })
    }

    /// Hands on the words of a value; for a list those of every element.
    fn pieces(&self, value: &Value<'r>, hand: &mut dyn FnMut(Piece<'r>)) -> Result<(), Why> {
        let here = Piece::Here;
        match value {
            Value::Unknown(why) | Value::Open(why) => return Err(*why),
            Value::Node(Node::Organ) => self.pieces(&self.name_of(value), hand)?,
            Value::Node(n) => n.words(self.reg).map(here).into_iter().for_each(hand),
            Value::Segment(s) => hand(here(s.span)),
            Value::Text(Text::Span(s)) => hand(here(*s)),
            Value::Text(t) => {
                let words = self.folded(t);
                let stands = |s: &Span| self.reg.source.folded.slice(*s) == words;
                let place = t.place().filter(stands);
                hand(place.map_or(Piece::Elsewhere(words), here));
            }
            Value::List(list) => list.iter().try_for_each(|v| self.pieces(&v, hand))?,
            _ => {}
        }
        Ok(())
    }
}

/// Tells of the elements of a list whether they are too far from something else, which is looked at once.
pub(in crate::eval) struct Far<'r> {
    asked: &'r Alike,
    other: Result<Rc<Pairs>, Why>,
    limit: Ratio<i64>,
}

impl<'r> Far<'r> {
    pub(in crate::eval) fn of(ctx: &Ctx<'r>, frame: &mut Frame<'r>, asked: &'r Alike) -> Option<Self> {
        let limit = ctx.eval(frame, &asked.limit).ratio()?;
        let share = &asked.share;
        let exempt = Asked::Fixed(&share.exempt);
        let other = ctx.in_slot(frame, share.slots[1], |other| ctx.pairs(other, &exempt));
        Some(Self { asked, other, limit })
    }

    /// The elements of a list that are not too far, by their places; `None` where they must be asked one by one.
    pub(in crate::eval) fn near(&self, ctx: &Ctx<'r>, list: &List<'r>) -> Option<Vec<usize>> {
        let is_growing = matches!(self.asked.op, BinaryOp::Ge | BinaryOp::Gt) && *self.limit.numer() > 0;
        let holders = if is_growing {
            ctx.holders(list, &Asked::Fixed(&self.asked.share.exempt))?
        } else {
            return None;
        };
        let Ok(other) = &self.other else { return Some(Vec::new()) };
        let all = other.numbers().len();
        let near = holders.sharing(other).filter(|(_, shared, own)| {
            let of = match self.asked.of {
                Of::First => *own,
                Of::Second => all,
                Of::Shorter => all.min(*own),
            };
            is_within(Some((*shared, of)), self.asked.op, self.limit)
        });
        Some(near.map(|(place, ..)| place).collect())
    }

    /// Whether an element surely is too far.
    pub(in crate::eval) fn tells(&self, ctx: &Ctx<'r>, element: &Value<'r>) -> bool {
        let element = ctx.pairs(element, &Asked::Fixed(&self.asked.share.exempt));
        let shared = shared(element.as_deref(), self.other.as_deref(), self.asked.of);
        !is_within(shared, self.asked.op, self.limit)
    }
}

/// How many pairs of one of two texts, and of how many, stand in the other.
fn shared(a: Result<&Pairs, &Why>, b: Result<&Pairs, &Why>, of: Of) -> Option<(usize, usize)> {
    let (a, b) = (a.ok()?, b.ok()?);
    let of_first = match of {
        Of::First => true,
        Of::Second => false,
        Of::Shorter => a.numbers().len() < b.numbers().len(),
    };
    let (own, other) = if of_first { (a, b) } else { (b, a) };
    (!own.numbers().is_empty()).then(|| (own.shared(other), own.numbers().len()))
}

/// Whether a share of so many is as much as is asked for; of nothing, and of what is unknown, nothing is shared.
pub(in crate::eval) fn is_within(shared: Option<(usize, usize)>, op: BinaryOp, limit: Ratio<i64>) -> bool {
    let (shared, all) = shared.unwrap_or((0, 1));
    let share = shared as i128 * i128::from(*limit.denom());
    let bound = all as i128 * i128::from(*limit.numer());
    match op {
        BinaryOp::Ge => share >= bound,
        BinaryOp::Gt => share > bound,
        BinaryOp::Le => share <= bound,
        _ => share < bound,
    }
}

/// How many characters words have, without blanks and line ends.
fn characters(words: &str) -> usize {
    let bytes = words.as_bytes();
    let (mut at, mut count) = (0, 0);
    while let Some(first) = bytes.get(at) {
        // U+5000 to U+9FFF: most characters are told by one look.
        if matches!(first, 0xE5..=0xE9) {
            count += 1;
            at += 3;
            continue;
        }
        let Some(c) = words.get(at..).and_then(|rest| rest.chars().next()) else { break };
        count += usize::from(!c.is_whitespace());
        at += c.len_utf8();
    }
    count
}

/// The place of most of what is compared: it is one stretch of the text.
fn stretch(value: &Value<'_>) -> Option<Span> {
    match value {
        Value::Node(Node::Clause(c)) => Some(c.span),
        Value::Segment(s) => Some(s.span),
        _ => None,
    }
}

/// The vocabularies that are exempted.
fn exempted<'r>(exempt: Option<&Value<'r>>) -> Result<Asked<'r>, Why> {
    match exempt {
        None => Ok(Asked::Fixed(&[])),
        Some(Value::Vocabulary(one)) => Ok(Asked::One([*one])),
        Some(several) => vocabularies(several).map(Asked::Found),
    }
}
