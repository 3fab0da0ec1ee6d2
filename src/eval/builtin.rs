//! The functions of the language: one arm for each.

use num_rational::Ratio;

use super::{
    ctx::Ctx,
    ops,
    value::{List, Value, Why},
};
use crate::schema::{Builtin, checked_add, checked_sub, mean};

/// Calls a function; a list that is unknown makes the result unknown.
pub(super) fn call<'r>(ctx: &Ctx<'r>, builtin: Builtin, args: &[Value<'r>]) -> Value<'r> {
    match (builtin, args) {
        (Builtin::Containment, [a, b, exempt @ ..]) => return ctx.containment(a, b, exempt.first()),
        (Builtin::Occurrences, [subject, vocabularies]) => return ctx.occurrences(subject, vocabularies),
        (Builtin::Length, [value, exempt @ ..]) => return ctx.length(value, exempt.first()),
        (Builtin::Abs, [value]) => return abs(value),
        (Builtin::Floor, [value]) => {
            return value.ratio().map_or_else(|| value.clone(), |r| Value::Int(r.floor().to_integer()));
        }
        _ => {}
    }
    let list = match args.last() {
        Some(Value::List(list)) => list,
        Some(Value::Open(why)) => return Value::Open(*why),
        other => return Value::Unknown(other.and_then(Value::unknown).unwrap_or(Why::EmptyList)),
    };
    match builtin {
        Builtin::Count => whole(list.len()),
        Builtin::Sum => sum(list),
        Builtin::Min => extreme(list.iter(), false),
        Builtin::Max => extreme(list.iter(), true),
        Builtin::First => end(list, 0),
        Builtin::Last => end(list, list.len().wrapping_sub(1)),
        Builtin::Consecutive => consecutive(list).into(),
        Builtin::Position => position(ctx, &args[0], list),
        Builtin::Median => median(list),
        Builtin::Mad => mad(list),
        Builtin::Distinct => ops::distinct(ctx, list.iter()),
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
        if let Some(why) = element.unknown() {
            return Value::Unknown(why);
        }
        whole &= matches!(element, Value::Int(_));
        let next = element.ratio().and_then(|r| checked_add(total, r));
        let Some(next) = next else { return Value::Unknown(Why::Overflow) };
        total = next;
    }
    if whole { Value::Int(*total.numer()) } else { Value::Ratio(total) }
}

/// The smallest or the greatest; of days that are only known to lie between two, the days between which it lies.
pub(super) fn extreme<'r>(list: impl Iterator<Item = Value<'r>>, greatest: bool) -> Value<'r> {
    let mut best: Option<Value<'r>> = None;
    for element in list {
        if let Some(why) = element.unknown() {
            return Value::Unknown(why);
        }
        best = Some(match best {
            None => element,
            Some(before) => further(before, element, greatest),
        });
    }
    best.unwrap_or(Value::Unknown(Why::EmptyList))
}

fn further<'r>(a: Value<'r>, b: Value<'r>, greatest: bool) -> Value<'r> {
    if let (Some((a0, a1)), Some((b0, b1))) = (a.days(), b.days()) {
        let (from, until) = if greatest { (a0.max(b0), a1.max(b1)) } else { (a0.min(b0), a1.min(b1)) };
        return if from == until { Value::Date(from) } else { Value::Interval(from, until) };
    }
    match (a.ratio(), b.ratio()) {
        (Some(x), Some(y)) if x != y && (y > x) == greatest => b,
        _ => a,
    }
}

/// Whether numbers go up by one; unknown ones leave room for themselves.
fn consecutive(list: &List<'_>) -> Result<bool, Why> {
    let (mut before, mut unknown) = (None, None);
    for (element, place) in list.iter().zip(0i64..) {
        match element {
            Value::Int(n) => {
                let follows = |(number, at): (i64, i64)| number.checked_add(place - at) == Some(n);
                if !before.is_none_or(follows) {
                    return Ok(false);
                }
                before = Some((n, place));
            }
            Value::Unknown(why) | Value::Open(why) => unknown = Some(why),
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
        Some(mid) => mean(numbers[half - 1], *mid).ok_or(Why::Overflow),
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
            checked_sub(high, low).ok_or(Why::Overflow)
        };
        all.iter().map(away).collect::<Result<Vec<_>, Why>>().and_then(middle)
    };
    numbers(list).and_then(distances).map_or_else(Value::Unknown, Value::Ratio)
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

/// The vocabulary that a value is, or those of a list.
pub(super) fn vocabularies(value: &Value<'_>) -> Result<Vec<u32>, Why> {
    match value {
        Value::Vocabulary(v) => Ok(vec![*v]),
        Value::List(all) => {
            all.iter().map(|v| vocabularies(&v)).collect::<Result<Vec<_>, Why>>().map(|v| v.concat())
        }
        other => Err(other.unknown().unwrap_or(Why::NoSuchElement)),
    }
}
