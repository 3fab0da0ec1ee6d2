//! The functions of the language: one arm for each.

use num_rational::Ratio;

use super::{
    ctx::Ctx,
    ops,
    value::{List, Value, Why},
};
use crate::schema::Builtin;

/// Calls a function; a list that is unknown makes the result unknown.
pub(super) fn call<'r>(ctx: &Ctx<'r>, builtin: Builtin, args: &[Value<'r>]) -> Value<'r> {
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
