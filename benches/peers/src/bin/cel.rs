//! The eight policies in CEL, each an expression that gives the places of what is wrong: `cel IN OUT [--limit N]`.
//!
//! CEL has no numbers of elements, so each goes through the numbers 0 to 39, and a document may have no longer list.

use std::{collections::HashMap, sync::Arc};

use cel::{Context, Program, Value};
use guiju_peers::{Allocator, Args, Error, each_line};
use serde_json::Value as Json;

#[global_allocator]
static ALLOCATOR: Allocator = mimalloc::MiMalloc;

/// Elements that a list may have.
const LONGEST: i64 = 40;

/// Names of policies with their expressions.
const POLICIES: [(&str, &str); 9] = [
    (
        "leadership-ratio",
        "numbers.filter(i, i < size(d.staffing)
            && (d.staffing[i].heads + d.staffing[i].deputies) * 3 > d.staffing[i].admin)",
    ),
    (
        "deputy-limit",
        "numbers.filter(i, i < size(d.staffing) && d.staffing[i].deputies >
            (d.staffing[i].admin <= 10 ? 1 : (d.staffing[i].admin <= 20 ? 2 : 3)))",
    ),
    (
        "unit-count",
        "numbers.filter(i, i < size(d.unit_groups) && d.unit_groups[i].declared != null
            && d.unit_groups[i].declared != size(d.unit_groups[i].units))",
    ),
    (
        "mandatory-function",
        "numbers.filter(i, i < size(functions)
            && !d.duties.exists(c, functions[i].exists(p, c.text.contains(p)))
            && !d.unit_groups.exists(g, g.units.exists(u, functions[i].exists(p, u.text.contains(p)))))",
    ),
    ("required-section", "numbers.filter(i, i < size(kinds) && !d.sections.exists(s, s.kind == kinds[i]))"),
    (
        "numbering",
        "numbers.filter(i, i < size(d.duties)
            && d.duties[i].ordinal != (i == 0 ? 0 : d.duties[i - 1].ordinal) + 1)",
    ),
    (
        "numbering",
        "numbers.filter(i, i < size(d.adjustments)
            && d.adjustments[i].ordinal != (i == 0 ? 0 : d.adjustments[i - 1].ordinal) + 1).map(i, i + 1000)",
    ),
    (
        "catch-all",
        "size(d.duties) > 0 && !catching.exists(p, d.duties[size(d.duties) - 1].text.contains(p))
            ? [d.duties[size(d.duties) - 1].ordinal] : []",
    ),
    (
        "duplicate-unit",
        "numbers.filter(j, j < size(d.unit_groups[0].units) && numbers.exists(i, i < j
            && d.unit_groups[0].units[i].name == d.unit_groups[0].units[j].name))",
    ),
];

/// What the expressions name.
const CONSTANTS: [(&str, &str); 3] = [
    (
        "functions",
        "[['信息公开', '信息公開', '政务公开', '政務公開'], ['应急', '應急'], ['督查', '督査', '督促检查', '督促檢査'], ['保密'],
          ['人大代表建议', '人大代表建議', '人大代表议案', '人大代表議案'], ['值班']]",
    ),
    ("catching", "['其他事项', '其他事項', '其他任务', '其他任務']"),
    ("kinds", "['duties', 'units', 'staffing']"),
];

/// A document for CEL. The crate's own way makes every number unsigned, and CEL adds no signed number to one.
fn converted(json: Json) -> Result<Value, Error> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(value),
        Json::Number(number) => Value::Int(number.as_i64().ok_or("a number that is no integer")?),
        Json::String(text) => Value::String(Arc::new(text)),
        Json::Array(list) => {
            if list.len() > usize::try_from(LONGEST)? {
                return Err(format!("a list has more than {LONGEST} elements").into());
            }
            Value::List(Arc::new(list.into_iter().map(converted).collect::<Result<_, _>>()?))
        }
        Json::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| Ok((key, converted(value)?)))
            .collect::<Result<HashMap<String, Value>, Error>>()?
            .into(),
    })
}

fn main() -> Result<(), Error> {
    let args = Args::parse()?;
    let compiled = |source: &str| Program::compile(source).map_err(|error| format!("{source}: {error}"));
    let policies = POLICIES
        .iter()
        .map(|(name, source)| Ok((*name, compiled(source)?)))
        .collect::<Result<Vec<_>, Error>>()?;
    let mut constants = CONSTANTS
        .iter()
        .map(|(name, source)| Ok((*name, compiled(source)?.execute(&Context::default())?)))
        .collect::<Result<Vec<(&str, Value)>, Error>>()?;
    constants.push(("numbers", Value::List(Arc::new((0..LONGEST).map(Value::Int).collect()))));
    each_line(&args, |line, findings| {
        let document: Json = serde_json::from_slice(line)?;
        let id = document["id"].as_str().ok_or("no id")?.to_owned();
        let mut context = Context::default();
        context.add_variable_from_value("d", converted(document)?);
        for (name, value) in &constants {
            context.add_variable_from_value(*name, value.clone());
        }
        for (name, policy) in &policies {
            let Value::List(places) = policy.execute(&context)? else {
                return Err(format!("{name} gives no list").into());
            };
            for place in places.iter() {
                let Value::Int(index) = place else {
                    return Err(format!("{name} gives {place:?}").into());
                };
                findings.add(&id, name, *index)?;
            }
        }
        Ok(())
    })
}
