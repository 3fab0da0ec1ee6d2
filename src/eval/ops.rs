//! Operators on two values: numbers exactly, days by their intervals, words as folded.

use std::{cmp::Ordering, collections::HashSet};

use num_rational::Ratio;

use super::{
    ctx::Ctx,
    quick::kept::{Identity, identity},
    value::{List, Text, Value, Why},
};
use crate::{
    plan::{BinaryOp, Constant},
    quickly::Quickly,
    schema::{checked_add, checked_div, checked_mul, checked_sub},
};

/// Applies an operator; an unknown operand makes the result unknown.
pub(super) fn binary<'r>(ctx: &Ctx<'r>, op: BinaryOp, a: &Value<'r>, b: &Value<'r>) -> Value<'r> {
    if let Some(why) = a.unknown().or(b.unknown()) {
        return if makes_more(op) && !is_surely_unknown(a, b) {
            Value::Open(why)
        } else {
            Value::Unknown(why)
        };
    }
    match op {
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => arithmetic(op, a, b),
        BinaryOp::Eq
        | BinaryOp::Ne
        | BinaryOp::Lt
        | BinaryOp::Le
        | BinaryOp::Gt
        | BinaryOp::Ge
        | BinaryOp::Before
        | BinaryOp::In
        | BinaryOp::NotIn => compared(ctx, op, a, b).into(),
        BinaryOp::Covers => match (a, b) {
            (Value::Vocabulary(x), Value::Vocabulary(y)) => Value::Bool(ctx.plan.matcher.covers(*x, *y)),
            _ => Value::Unknown(Why::NoSuchElement),
        },
        BinaryOp::Meets | BinaryOp::Union | BinaryOp::Minus => sets(ctx, op, a, b),
        // Compiled to forms of their own.
        BinaryOp::And
        | BinaryOp::Or
        | BinaryOp::Mentions
        | BinaryOp::Contains
        | BinaryOp::Matches
        | BinaryOp::Leads
        | BinaryOp::Shares
        | BinaryOp::Oversees
        | BinaryOp::Assists => Value::Unknown(Why::NoSuchElement),
    }
}

/// Whether an operator makes a value of its operands that is no condition.
fn makes_more(op: BinaryOp) -> bool {
    use BinaryOp::*;
    matches!(op, Add | Sub | Mul | Div | Union | Minus)
}

fn is_surely_unknown(a: &Value<'_>, b: &Value<'_>) -> bool {
    matches!((a, b), (Value::Unknown(_), _) | (_, Value::Unknown(_)))
}

/// Whether an operator says of two values whether something holds of them.
#[inline]
pub(super) fn compares(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Eq
            | BinaryOp::Ne
            | BinaryOp::Lt
            | BinaryOp::Le
            | BinaryOp::Gt
            | BinaryOp::Ge
            | BinaryOp::Before
            | BinaryOp::In
            | BinaryOp::NotIn
    )
}

/// What such an operator says; unknown where an operand is.
pub(super) fn compared<'r>(ctx: &Ctx<'r>, op: BinaryOp, a: &Value<'r>, b: &Value<'r>) -> Result<bool, Why> {
    // What is compared most often first.
    if let (BinaryOp::Eq, Value::Symbol(x), Value::Symbol(y)) = (op, a, b) {
        return Ok(x == y);
    }
    if let Some(why) = a.unknown().or(b.unknown()) {
        return Err(why);
    }
    match op {
        BinaryOp::Eq => equal(ctx, a, b),
        BinaryOp::Ne => equal(ctx, a, b).map(|e| !e),
        BinaryOp::Before => before(ctx, a, b),
        BinaryOp::In => member(ctx, a, b),
        BinaryOp::NotIn => member(ctx, a, b).map(|m| !m),
        _ => ordered(op, a, b),
    }
}

/// A number with the other sign.
pub(super) fn negate(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Int(n) => n.checked_neg().map_or(Value::Unknown(Why::Overflow), Value::Int),
        Value::Ratio(r) => {
            checked_sub(Ratio::from_integer(0), r).map_or(Value::Unknown(Why::Overflow), Value::Ratio)
        }
        other => other,
    }
}

fn arithmetic<'r>(op: BinaryOp, a: &Value<'r>, b: &Value<'r>) -> Value<'r> {
    let overflow = Value::Unknown(Why::Overflow);
    if let (Value::Int(x), Value::Int(y)) = (a, b)
        && op != BinaryOp::Div
    {
        let result = match op {
            BinaryOp::Add => x.checked_add(*y),
            BinaryOp::Sub => x.checked_sub(*y),
            _ => x.checked_mul(*y),
        };
        return result.map_or(overflow, Value::Int);
    }
    let (Some(x), Some(y)) = (a.ratio(), b.ratio()) else { return overflow };
    let result = match op {
        BinaryOp::Add => checked_add(x, y),
        BinaryOp::Sub => checked_sub(x, y),
        BinaryOp::Mul => checked_mul(x, y),
        _ if *y.numer() == 0 => return Value::Unknown(Why::DivisionByZero),
        _ => checked_div(x, y),
    };
    result.map_or(overflow, Value::Ratio)
}

/// Whether two values are the same.
pub(super) fn equal<'r>(ctx: &Ctx<'r>, a: &Value<'r>, b: &Value<'r>) -> Result<bool, Why> {
    // What is compared most often first.
    match (a, b) {
        (Value::Symbol(x), Value::Symbol(y)) => return Ok(x == y),
        (Value::Vocabulary(x), Value::Vocabulary(y)) => return Ok(x == y),
        (Value::Int(x), Value::Int(y)) => return Ok(x == y),
        (Value::Text(x), Value::Text(y)) => return Ok(ctx.folded(x) == ctx.folded(y)),
        _ => {}
    }
    if let Some(why) = a.unknown().or(b.unknown()) {
        return Err(why);
    }
    if let (Some((a0, a1)), Some((b0, b1))) = (a.days(), b.days()) {
        return if a0 == a1 && b0 == b1 {
            Ok(a0 == b0)
        } else if a1 < b0 || b1 < a0 {
            Ok(false)
        } else {
            Err(Why::DateInterval)
        };
    }
    if let (Some(x), Some(y)) = (a.ratio(), b.ratio()) {
        return Ok(x == y);
    }
    Ok(match (a, b) {
        (Value::Bool(x), Value::Bool(y)) => x == y,
        (Value::Row(x), Value::Row(y)) => std::ptr::eq(*x, *y),
        (Value::Node(x), Value::Node(y)) => x.same(*y),
        (Value::Segment(x), Value::Segment(y)) => x == y,
        _ => false,
    })
}

fn ordered(op: BinaryOp, a: &Value<'_>, b: &Value<'_>) -> Result<bool, Why> {
    if let (Some((a0, a1)), Some((b0, b1))) = (a.days(), b.days()) {
        let (surely, never) = match op {
            BinaryOp::Lt => (a1 < b0, a0 >= b1),
            BinaryOp::Le => (a1 <= b0, a0 > b1),
            BinaryOp::Gt => (a0 > b1, a1 <= b0),
            _ => (a0 >= b1, a1 < b0),
        };
        return match (surely, never) {
            (true, _) => Ok(true),
            (_, true) => Ok(false),
            _ => Err(Why::DateInterval),
        };
    }
    let (Some(x), Some(y)) = (a.ratio(), b.ratio()) else { return Err(Why::NoSuchElement) };
    let order = order_of(x, y);
    Ok(match op {
        BinaryOp::Lt => order.is_lt(),
        BinaryOp::Le => order.is_le(),
        BinaryOp::Gt => order.is_gt(),
        _ => order.is_ge(),
    })
}

/// Which of two ratios is greater; they need not be reduced, and their denominators are positive.
fn order_of(x: Ratio<i64>, y: Ratio<i64>) -> Ordering {
    let by = |n: &i64, d: &i64| i128::from(*n) * i128::from(*d);
    by(x.numer(), y.denom()).cmp(&by(y.numer(), x.denom()))
}

/// Whether one score is more than another; any is more than none.
pub(super) fn is_more(x: Option<Ratio<i64>>, y: Option<Ratio<i64>>) -> bool {
    match (x, y) {
        (Some(x), Some(y)) => order_of(x, y).is_gt(),
        (x, y) => x.is_some() && y.is_none(),
    }
}

fn before<'r>(ctx: &Ctx<'r>, a: &Value<'r>, b: &Value<'r>) -> Result<bool, Why> {
    let start = |v: &Value<'r>| match v {
        Value::Node(n) => n.span(ctx.reg).map(|s| s.start),
        Value::Segment(s) => Some(s.span.start),
        _ => None,
    };
    match (start(a), start(b)) {
        (Some(x), Some(y)) => Ok(x < y),
        _ => Err(Why::NoSuchElement),
    }
}

/// Whether a list has a value; unknown where only an unknown element could be it.
pub(super) fn member<'r>(ctx: &Ctx<'r>, value: &Value<'r>, list: &Value<'r>) -> Result<bool, Why> {
    let Value::List(list) = list else { return Err(Why::NoSuchElement) };
    if let (Value::Text(text), List::Values(all)) = (value, list)
        && let Some(answer) = ctx.is_among(text, all)
    {
        return answer;
    }
    match (value, list) {
        (Value::Symbol(x), List::Constants(all)) => {
            return Ok(all.iter().any(|c| matches!(c, Constant::Symbol(y) if x == y)));
        }
        (Value::Text(Text::Constant(x)), List::Names(all)) => return Ok(all.iter().any(|y| x == y)),
        _ => {}
    }
    let mut why = None;
    for element in list.iter() {
        match equal(ctx, value, &element) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(w) => why = Some(w),
        }
    }
    why.map_or(Ok(false), Err)
}

fn sets<'r>(ctx: &Ctx<'r>, op: BinaryOp, a: &Value<'r>, b: &Value<'r>) -> Value<'r> {
    let (Value::List(left), Value::List(right)) = (a, b) else { return Value::Unknown(Why::NoSuchElement) };
    if op == BinaryOp::Union {
        return distinct(ctx, left.iter().chain(right.iter()));
    }
    let mut kept: Vec<Value<'r>> = Vec::new();
    let mut unknown = None;
    for element in left.iter() {
        match (op, member(ctx, &element, b)) {
            (BinaryOp::Meets, Ok(true)) => return Value::Bool(true),
            (BinaryOp::Minus, Ok(false)) => kept.push(element),
            (_, Err(why)) => unknown = Some(why),
            _ => {}
        }
    }
    match (unknown, op) {
        (Some(why), _) => Value::Unknown(why),
        (None, BinaryOp::Meets) => Value::Bool(false),
        (None, _) => Value::list(kept),
    }
}

/// The elements, each once, in order; unknown where one is, or where it cannot be told whether two are the same.
pub(super) fn distinct<'r>(ctx: &Ctx<'r>, elements: impl Iterator<Item = Value<'r>>) -> Value<'r> {
    let some = elements.size_hint().0;
    let mut kept: Vec<Value<'r>> = Vec::with_capacity(some);
    // A set of texts may name thousands.
    let (mut seen, mut words) = (HashSet::<Identity, Quickly>::default(), HashSet::new());
    for element in elements {
        match &element {
            Value::Unknown(why) | Value::Open(why) => return Value::Unknown(*why),
            Value::Vocabulary(_) | Value::Node(_) => {
                if seen.is_empty() {
                    seen.reserve(some);
                }
                if identity(&element).is_none_or(|i| seen.insert(i)) {
                    kept.push(element);
                }
                continue;
            }
            Value::Text(text) => {
                if words.insert(ctx.folded(text)) {
                    kept.push(element);
                }
                continue;
            }
            _ => {}
        }
        let (mut known, mut why) = (false, None);
        for k in &kept {
            match equal(ctx, k, &element) {
                Ok(same) => known |= same,
                Err(w) => why = Some(w),
            }
        }
        match why {
            _ if known => {}
            Some(why) => return Value::Unknown(why),
            None => kept.push(element),
        }
    }
    Value::list(kept)
}
