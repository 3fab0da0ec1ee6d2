//! What is the same, what comes first, and what lists come to: questions to values alone.

use std::collections::BTreeSet;

use guiju::hir::{BinaryOp, Test};
use jiff::civil::Date;
use num_rational::Ratio;

use super::value::Value;

pub(super) fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Whether a question is true of a value, or of some element of a list.
pub(super) fn any<'r>(value: &Value<'r>, ask: &dyn Fn(&Value<'r>) -> Option<bool>) -> Option<bool> {
    match value {
        Value::Unknown | Value::Open => None,
        Value::List(list) => {
            let answers: Vec<Option<bool>> = list.iter().map(ask).collect();
            if answers.contains(&Some(true)) {
                Some(true)
            } else if answers.contains(&None) {
                None
            } else {
                Some(false)
            }
        }
        one => ask(one),
    }
}

pub(super) fn tested<'r>(value: &Value<'r>, test: Test, negated: bool) -> Value<'r> {
    let holds = match test {
        _ if matches!(value, Value::Open) => None,
        Test::Known => Some(!value.is_unknown()),
        Test::Unknown => Some(value.is_unknown()),
        Test::Empty => value.elements().map(<[_]>::is_empty),
    };
    Value::of_truth(holds.map(|h| h != negated))
}

/// Whether two values are the same; `None` where that cannot be told.
pub(super) fn same(a: &Value<'_>, b: &Value<'_>) -> Option<bool> {
    Some(match (a, b) {
        _ if a.is_unknown() || b.is_unknown() => return None,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::Days(a, b), Value::Days(c, d)) => match () {
            () if a == b && (a, b) == (c, d) => true,
            () if b < c || d < a => false,
            () => return None,
        },
        (Value::Text(a), Value::Text(b)) => a.folded == b.folded,
        (Value::Symbol(a), Value::Symbol(b)) => a == b,
        (Value::Vocabulary(a), Value::Vocabulary(b)) | (Value::Row(a), Value::Row(b)) => a == b,
        (Value::Node(a), Value::Node(b)) => a.same(*b),
        (Value::Segment(a), Value::Segment(b)) => a == b,
        _ => false,
    })
}

pub(super) fn less(a: &Value<'_>, b: &Value<'_>) -> Option<bool> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a < b),
        (Value::Days(a, b), Value::Days(c, d)) => match () {
            () if b < c => Some(true),
            () if a >= d => Some(false),
            () => None,
        },
        _ => None,
    }
}

/// Whether what is made of two values is open: one of them is, and none is surely unknown.
pub(super) fn is_open(a: &Value<'_>, b: &Value<'_>) -> bool {
    let both = [a, b];
    both.iter().any(|v| matches!(v, Value::Open)) && !both.iter().any(|v| matches!(v, Value::Unknown))
}

pub(super) fn arithmetic<'r>(op: BinaryOp, a: &Value<'r>, b: &Value<'r>) -> Value<'r> {
    let (Some(a), Some(b)) = (a.as_number(), b.as_number()) else { return Value::Unknown };
    match op {
        BinaryOp::Add => Value::number(a + b),
        BinaryOp::Sub => Value::number(a - b),
        BinaryOp::Mul => Value::number(a * b),
        _ if b == Ratio::from_integer(0) => Value::Unknown,
        _ => Value::number(a / b),
    }
}

/// The elements, each once; unknown where that cannot be told.
pub(super) fn distinct<'r>(list: &[Value<'r>]) -> Value<'r> {
    let mut kept: Vec<Value<'r>> = Vec::new();
    for v in list {
        match any(&Value::list(kept.clone()), &|k| same(k, v)) {
            Some(true) => {}
            Some(false) if !v.is_unknown() => kept.push(v.clone()),
            _ => return Value::Unknown,
        }
    }
    Value::list(kept)
}

pub(super) fn minus<'r>(a: &Value<'r>, b: &Value<'r>) -> Value<'r> {
    let mut kept = Vec::new();
    for v in a.elements().unwrap_or_default() {
        match any(b, &|w| same(v, w)) {
            Some(true) => {}
            Some(false) => kept.push(v.clone()),
            None => return Value::Unknown,
        }
    }
    Value::list(kept)
}

/// The smallest or greatest number or day; of days that are not exactly known, the days between which it lies.
pub(super) fn extreme<'r>(
    list: &[Value<'r>],
    number: impl Fn(Ratio<i128>, Ratio<i128>) -> Ratio<i128>,
    day: impl Fn(Date, Date) -> Date,
) -> Value<'r> {
    let two = |a: Value<'r>, b: &Value<'r>| match (a, b) {
        (Value::Number(a), Value::Number(b)) => Value::Number(number(a, *b)),
        (Value::Days(a, b), Value::Days(c, d)) => Value::Days(day(a, *c), day(b, *d)),
        _ => Value::Unknown,
    };
    let Some(first) = list.first() else { return Value::Unknown };
    list.iter().fold(first.clone(), two)
}

/// Whether the numbers could be a, a+1, a+2 …: each known one tells what the first would be.
pub(super) fn consecutive(list: &[Value<'_>]) -> Option<bool> {
    let at = |(i, v): (usize, &Value<'_>)| v.as_number().map(|n| n - Ratio::from_integer(i as i128));
    let firsts: BTreeSet<Ratio<i128>> = list.iter().enumerate().filter_map(at).collect();
    match () {
        () if firsts.len() > 1 => Some(false),
        () if list.iter().any(Value::is_unknown) => None,
        () => Some(true),
    }
}

pub(super) fn position<'r>(wanted: &Value<'r>, list: &[Value<'r>]) -> Value<'r> {
    for (i, v) in list.iter().enumerate() {
        match same(wanted, v) {
            Some(true) => return Value::whole(i + 1),
            Some(false) => {}
            None => return Value::Unknown,
        }
    }
    Value::Unknown
}

pub(super) fn numbers(list: &[Value<'_>]) -> Option<Vec<Ratio<i128>>> {
    list.iter().map(Value::as_number).collect()
}

pub(super) fn middle(mut numbers: Vec<Ratio<i128>>) -> Option<Ratio<i128>> {
    numbers.sort();
    let (lower, upper) = (numbers.len().checked_sub(1)? / 2, numbers.len() / 2);
    Some((numbers[lower] + numbers[upper]) / 2)
}

pub(super) fn mad<'r>(list: &[Value<'r>]) -> Value<'r> {
    let all = numbers(list);
    let Some(mid) = all.clone().and_then(middle) else { return Value::Unknown };
    let mid = Value::number(mid);
    let away = all.into_iter().flatten().map(|n| {
        let distance = arithmetic(BinaryOp::Sub, &Value::Number(n), &mid);
        distance.as_number().and_then(|d| Value::number(if d < 0.into() { -d } else { d }).as_number())
    });
    away.collect::<Option<Vec<_>>>().and_then(middle).map_or(Value::Unknown, Value::number)
}
