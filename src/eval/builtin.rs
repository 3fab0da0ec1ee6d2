//! The functions of the language: one arm for each.

use std::collections::BTreeSet;

use num_rational::Ratio;

use super::{
    ctx::Ctx,
    ops,
    value::{List, Value, Why},
};
use crate::{schema::Builtin, source::Span};

/// Calls a function; a list that is unknown makes the result unknown.
pub(super) fn call<'r>(ctx: &Ctx<'r>, builtin: Builtin, args: &[Value<'r>]) -> Value<'r> {
    match (builtin, args) {
        (Builtin::Containment, [a, b, exempt @ ..]) => return containment(ctx, a, b, exempt.first()),
        (Builtin::Occurrences, [subject, vocabularies]) => return ctx.occurrences(subject, vocabularies),
        (Builtin::Length, [value, exempt @ ..]) => return length(ctx, value, exempt.first()),
        (Builtin::Abs, [value]) => return abs(value),
        (Builtin::Floor, [value]) => {
            return value.ratio().map_or_else(|| value.clone(), |r| Value::Int(r.floor().to_integer()));
        }
        _ => {}
    }
    let list = match args.last() {
        Some(Value::List(list)) => list,
        other => return Value::Unknown(other.and_then(Value::unknown).unwrap_or(Why::EmptyList)),
    };
    match builtin {
        Builtin::Count => whole(list.len()),
        Builtin::Sum => sum(list),
        Builtin::Min => extreme(list, false),
        Builtin::Max => extreme(list, true),
        Builtin::First => end(list, 0),
        Builtin::Last => end(list, list.len().wrapping_sub(1)),
        Builtin::Consecutive => consecutive(list).into(),
        Builtin::Position => position(ctx, &args[0], list),
        Builtin::Median => median(list),
        Builtin::Mad => mad(list),
        Builtin::Distinct => distinct(ctx, list),
        // Compiled to a form of its own, or answered above.
        Builtin::Capture
        | Builtin::Captures
        | Builtin::Containment
        | Builtin::Occurrences
        | Builtin::Length
        | Builtin::Abs
        | Builtin::Floor => Value::Unknown(Why::EmptyList),
    }
}

/// A number of elements as a value.
fn whole<'r>(n: usize) -> Value<'r> {
    i64::try_from(n).map_or(Value::Unknown(Why::Overflow), Value::Int)
}

fn end<'r>(list: &List<'r>, index: usize) -> Value<'r> {
    if list.len() == 0 { Value::Unknown(Why::EmptyList) } else { list.get(index) }
}

fn sum<'r>(list: &List<'r>) -> Value<'r> {
    let (mut total, mut whole) = (Ratio::from_integer(0), true);
    for element in list.iter() {
        if let Value::Unknown(why) = element {
            return Value::Unknown(why);
        }
        whole &= matches!(element, Value::Int(_));
        let next = element.ratio().and_then(|r| ops::checked_add(total, r));
        let Some(next) = next else { return Value::Unknown(Why::Overflow) };
        total = next;
    }
    if whole { Value::Int(*total.numer()) } else { Value::Ratio(total) }
}

fn extreme<'r>(list: &List<'r>, greatest: bool) -> Value<'r> {
    let mut best: Option<Value<'r>> = None;
    for element in list.iter() {
        if let Value::Unknown(why) = element {
            return Value::Unknown(why);
        }
        let better = match (&best, element.days()) {
            (None, _) => true,
            (Some(b), Some((day, _))) => {
                b.days().is_some_and(|(d, _)| if greatest { day > d } else { day < d })
            }
            (Some(b), None) => match (element.ratio(), b.ratio()) {
                (Some(x), Some(y)) => (x > y) == greatest && x != y,
                _ => false,
            },
        };
        if better {
            best = Some(element);
        }
    }
    best.unwrap_or(Value::Unknown(Why::EmptyList))
}

fn consecutive(list: &List<'_>) -> Result<bool, Why> {
    let (mut before, mut unknown) = (None, None);
    for element in list.iter() {
        match element {
            Value::Int(n) => {
                if before.is_some_and(|b: i64| b.checked_add(1) != Some(n)) {
                    return Ok(false);
                }
                before = Some(n);
            }
            Value::Unknown(why) => {
                unknown = Some(why);
                before = None;
            }
            _ => {}
        }
    }
    unknown.map_or(Ok(true), Err)
}

fn abs<'r>(value: &Value<'r>) -> Value<'r> {
    match value.ratio() {
        Some(r) if *r.numer() < 0 => ops::negate(value.clone()),
        _ => value.clone(),
    }
}

/// How many characters the folded words of a value have, without blanks, line ends and exempted phrases.
fn length<'r>(ctx: &Ctx<'r>, value: &Value<'r>, exempt: Option<&Value<'r>>) -> Value<'r> {
    if let Some(why) = value.unknown() {
        return Value::Unknown(why);
    }
    let mut words = Vec::new();
    ctx.words(value, &mut words);
    let counted = |text: &String| {
        let exempted = ctx.exempted(text, exempt);
        let counts = |(at, c): &(usize, char)| !c.is_whitespace() && !within(&exempted, *at, *c);
        text.char_indices().filter(counts).count()
    };
    whole(words.iter().map(counted).sum())
}

/// The numbers of a list, or why one of them is unknown.
fn numbers(list: &List<'_>) -> Result<Vec<Ratio<i64>>, Why> {
    list.iter().map(|v| v.ratio().ok_or(v.unknown().unwrap_or(Why::EmptyList))).collect()
}

/// The middle of numbers, or the mean of the two in the middle.
fn middle(mut numbers: Vec<Ratio<i64>>) -> Result<Ratio<i64>, Why> {
    numbers.sort_unstable();
    let (half, odd) = (numbers.len() / 2, numbers.len() % 2 == 1);
    match numbers.get(half) {
        None => Err(Why::EmptyList),
        Some(mid) if odd => Ok(*mid),
        Some(mid) => {
            let sum = ops::checked_add(numbers[half - 1], *mid).ok_or(Why::Overflow)?;
            ops::checked_mul(sum, Ratio::new_raw(1, 2)).ok_or(Why::Overflow)
        }
    }
}

fn median<'r>(list: &List<'r>) -> Value<'r> {
    numbers(list).and_then(middle).map_or_else(Value::Unknown, Value::Ratio)
}

fn mad<'r>(list: &List<'r>) -> Value<'r> {
    let distances = |all: Vec<Ratio<i64>>| {
        let mid = middle(all.clone())?;
        let away = |n: &Ratio<i64>| {
            let (low, high) = if *n < mid { (*n, mid) } else { (mid, *n) };
            ops::checked_sub(high, low).ok_or(Why::Overflow)
        };
        all.iter().map(away).collect::<Result<Vec<_>, Why>>().and_then(middle)
    };
    numbers(list).and_then(distances).map_or_else(Value::Unknown, Value::Ratio)
}

fn distinct<'r>(ctx: &Ctx<'r>, list: &List<'r>) -> Value<'r> {
    let mut kept: Vec<Value<'r>> = Vec::new();
    for element in list.iter() {
        if let Value::Unknown(why) = element {
            return Value::Unknown(why);
        }
        if !kept.iter().any(|k| ops::equal(ctx, k, &element) == Ok(true)) {
            kept.push(element);
        }
    }
    Value::list(kept)
}

/// The share of the pairs of neighbouring characters of `a` that stand in `b` too.
fn containment<'r>(ctx: &Ctx<'r>, a: &Value<'r>, b: &Value<'r>, exempt: Option<&Value<'r>>) -> Value<'r> {
    if let Some(why) = a.unknown().or(b.unknown()) {
        return Value::Unknown(why);
    }
    let (a, b) = (ctx.pairs(a, exempt), ctx.pairs(b, exempt));
    if a.is_empty() {
        return Value::Unknown(Why::EmptyList);
    }
    let shared = a.intersection(&b).count();
    match (i64::try_from(shared), i64::try_from(a.len())) {
        (Ok(shared), Ok(all)) => Value::Ratio(Ratio::new(shared, all)),
        _ => Value::Unknown(Why::Overflow),
    }
}

impl<'r> Ctx<'r> {
    /// The pairs of neighbouring characters in the words of a value. Signs and exempted phrases part the words.
    fn pairs(&self, value: &Value<'r>, exempt: Option<&Value<'r>>) -> BTreeSet<(char, char)> {
        let mut words = Vec::new();
        self.words(value, &mut words);
        let mut pairs = BTreeSet::new();
        for text in words {
            let exempted = self.exempted(&text, exempt);
            let counts = |at: usize, c: char| c.is_alphanumeric() && !within(&exempted, at, c);
            let chars: Vec<(usize, char)> = text.char_indices().collect();
            for two in chars.windows(2) {
                if let [(i, x), (j, y)] = two
                    && counts(*i, *x)
                    && counts(*j, *y)
                {
                    pairs.insert((*x, *y));
                }
            }
        }
        pairs
    }

    /// The places in folded words of the phrases of a vocabulary, or of several.
    fn exempted(&self, text: &str, exempt: Option<&Value<'r>>) -> Vec<Span> {
        let Some(exempt) = exempt else { return Vec::new() };
        let hits = self.plan.matcher.scan(text);
        let all = Span::of(0..text.len());
        exempt.vocabularies().iter().flat_map(|v| hits.within(*v, all)).collect()
    }

    /// The folded words of a value; for a list those of every element.
    fn words(&self, value: &Value<'r>, out: &mut Vec<String>) {
        let folded = &self.reg.source.folded;
        match value {
            Value::Node(n) => out.extend(n.words(self.reg).map(|s| folded.slice(s).to_owned())),
            Value::Segment(s) => out.push(folded.slice(s.span).to_owned()),
            Value::Text(t) => out.push(self.folded(t).into_owned()),
            Value::List(list) => list.iter().for_each(|v| self.words(&v, out)),
            _ => {}
        }
    }
}

/// Whether a character stands inside one of some places.
fn within(places: &[Span], at: usize, c: char) -> bool {
    places.iter().any(|s| s.contains(Span::of(at..at + c.len_utf8())))
}

fn position<'r>(ctx: &Ctx<'r>, wanted: &Value<'r>, list: &List<'r>) -> Value<'r> {
    for (i, element) in list.iter().enumerate() {
        match ops::equal(ctx, wanted, &element) {
            Ok(true) => return whole(i + 1),
            Ok(false) => {}
            Err(why) => return Value::Unknown(why),
        }
    }
    Value::Unknown(Why::NoSuchElement)
}
