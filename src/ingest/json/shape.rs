//! The shape of `guiju/regulation/1`: one table for the JSON Schema that is printed and for the check that says which
//! place of a structure is wrong.

use serde_json::{Map, Value, json};

use super::wire::SCHEMA;
use crate::{
    diagnostic::closest,
    phrase::Phrase,
    regulation::StrangeKey,
    schema::{Enumeration, Record, fields_of},
};

/// What may stand at a place.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Bool,
    Int,
    /// How many: a whole number from 0.
    Count,
    /// A whole number from 0, as items are numbered.
    Number,
    Text,
    Date,
    /// `[start, end]` in bytes of the text.
    Span,
    /// Two whole numbers from 0.
    Range,
    /// One of the names of an enumeration.
    One(Enumeration),
    /// The version of the form.
    Version,
    /// Fields with their places.
    At,
    Record(&'static str),
    Texts,
    Spans,
    List(&'static str),
    /// Names of stretches of the text.
    Origins,
}

/// A place that does not have its shape: its JSON pointer, and what should stand there.
type Wrong = (String, Phrase);

/// A field: name, shape, whether it must stand there.
type Key = (&'static str, Shape, bool);

/// The records and their fields.
#[rustfmt::skip] // one record, one line: this is a table
const RECORDS: &[(&str, &[Key])] = {
    use Enumeration as E;
    use Shape::*;
    &[
        ("document", &[("schema", Version, true), ("id", Text, false), ("source", Record("source"), false), ("organ", Record("organ"), false), ("number", Record("number"), false), ("basis", List("basis"), false), ("effective", Record("effective"), false), ("issued", Record("issued"), false), ("inferred", Record("inferred"), false), ("sections", List("section"), false), ("articles", List("article"), false), ("adjustments", List("adjustment"), false), ("duties", List("duty"), false), ("trailing", List("trailing"), false), ("unit_groups", List("unit_group"), false), ("staffing", List("staffing"), false), ("changes", List("change"), false), ("provisions", List("provision"), false), ("lists", List("list"), false), ("paragraphs", List("paragraph"), false), ("anomalies", List("anomaly"), false), ("tree", Record("node"), false)]),
        ("source", &[("path", Text, false), ("digest", Text, false), ("encoding", Text, false), ("script", One(E::Script), false), ("origins", Origins, false), ("text", Text, false)]),
        ("organ", &[("name", Text, false), ("short", Text, false), ("kind", One(E::OrganKind), false), ("level", One(E::Level), false), ("rank", Text, false), ("jurisdiction", Text, false), ("province", Text, false), ("parent", Text, false), ("at", At, false)]),
        ("number", &[("text", Text, true), ("at", At, false)]),
        ("basis", &[("title", Text, true), ("number", Text, false), ("span", Span, false), ("at", At, false)]),
        ("effective", &[("date", Date, false), ("on_issue", Bool, false), ("span", Span, false)]),
        ("issued", &[("date", Date, true), ("at", At, false)]),
        ("inferred", &[("from", Date, false), ("until", Date, false), ("at", At, false)]),
        ("section", &[("kind", One(E::SectionKind), false), ("heading", Text, false), ("ordinal", Number, false), ("article", Number, false), ("head", Span, false), ("clauses", Spans, false), ("span", Span, false), ("at", At, false)]),
        ("article", &[("ordinal", Number, false), ("text", Text, false), ("text_span", Span, false), ("clauses", Spans, false), ("span", Span, false)]),
        ("adjustment", &[("ordinal", Number, false), ("kind", One(E::AdjustmentKind), false), ("text", Text, false), ("text_span", Span, false), ("clauses", Spans, false), ("span", Span, false), ("at", At, false)]),
        ("duty", &[("ordinal", Number, false), ("text", Text, false), ("catch_all", Bool, false), ("text_span", Span, false), ("clauses", Spans, false), ("span", Span, false)]),
        ("trailing", &[("text", Text, false), ("clauses", Spans, false), ("span", Span, false)]),
        ("unit_group", &[("organ", Text, false), ("declared", Count, false), ("clauses", Spans, false), ("span", Span, false), ("at", At, false), ("units", List("unit"), false)]),
        ("unit", &[("ordinal", Number, false), ("name", Text, true), ("aliases", Texts, false), ("alias_spans", Spans, false), ("text", Text, false), ("text_span", Span, false), ("clauses", Spans, false), ("posts", Count, false), ("span", Span, false), ("at", At, false)]),
        ("staffing", &[("organ", Text, false), ("admin", Count, false), ("support", Count, false), ("separate_listed", Bool, false), ("separate", Count, false), ("separate_for", Text, false), ("heads", Count, false), ("deputies", Count, false), ("unit_heads", Count, false), ("unit_deputies", Count, false), ("unit_leaders", Count, false), ("institution", Count, false), ("police", Count, false), ("filled", Count, false), ("institution_filled", Count, false), ("total", Count, false), ("posts", List("post"), false), ("includes", List("include"), false), ("breakdown", List("post"), false), ("span", Span, false), ("at", At, false)]),
        ("post", &[("title", Text, true), ("count", Count, false), ("range", Range, false), ("span", Span, false), ("at", At, false)]),
        ("include", &[("title", Text, true), ("count", Count, true), ("span", Span, false), ("at", At, false)]),
        ("change", &[("what", Text, true), ("delta", Int, false), ("from", Count, false), ("to", Count, false), ("span", Span, false), ("at", At, false)]),
        ("provision", &[("kind", One(E::ProvisionKind), true), ("by", Text, false), ("date", Date, false), ("text", Text, false), ("text_span", Span, false), ("span", Span, false), ("at", At, false)]),
        ("list", &[("of", One(E::ListKind), true), ("items", List("item"), false), ("span", Span, false)]),
        ("item", &[("ordinal", Number, true), ("mark", Span, false), ("text_span", Span, false)]),
        ("paragraph", &[("text", Text, false), ("contact", Bool, false), ("span", Span, false)]),
        ("anomaly", &[("kind", One(E::AnomalyKind), true), ("span", Span, false)]),
        ("node", &[("kind", Text, true), ("ordinal", Number, false), ("heading", Span, false), ("span", Span, false), ("children", List("node"), false)]),
    ]
};

fn keys(record: &str) -> &'static [Key] {
    RECORDS.iter().find(|(name, _)| *name == record).map_or(&[], |(_, keys)| keys)
}

/// The JSON Schema (draft 2020-12) of the form.
pub(in crate::ingest) fn json_schema() -> Value {
    let defs: Map<String, Value> =
        RECORDS.iter().map(|(name, keys)| ((*name).to_owned(), record(name, keys))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "A regulation as guiju reads it; 规定的结构",
        "$ref": "#/$defs/document",
        "$defs": defs,
    })
}

fn record(name: &str, keys: &[Key]) -> Value {
    let told = Record::ALL.into_iter().find(|r| r.names().0 == name);
    let about = |field: &str| {
        let row = told.and_then(|r| fields_of(r).find(|f| f.field.names().0 == field))?;
        Some(format!("{}; {}", row.en, row.zh))
    };
    let properties: Map<String, Value> = keys
        .iter()
        .map(|(key, shape, required)| {
            let mut value = schema_of(*shape);
            if !required {
                value = json!({"anyOf": [value, {"type": "null"}]});
            }
            if let (Some(about), Some(object)) = (about(key), value.as_object_mut()) {
                object.insert("description".to_owned(), json!(about));
            }
            ((*key).to_owned(), value)
        })
        .collect();
    let required: Vec<&str> = keys.iter().filter(|k| k.2).map(|k| k.0).collect();
    json!({"type": "object", "properties": properties, "required": required})
}

fn schema_of(shape: Shape) -> Value {
    let pair = || {
        let number = json!({"type": "integer", "minimum": 0});
        json!({"type": "array", "items": number, "minItems": 2, "maxItems": 2})
    };
    let reference = |name: &str| json!({"$ref": format!("#/$defs/{name}")});
    match shape {
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Int => json!({"type": "integer"}),
        Shape::Count | Shape::Number => json!({"type": "integer", "minimum": 0}),
        Shape::Text => json!({"type": "string"}),
        Shape::Date => json!({"type": "string", "format": "date"}),
        Shape::Span | Shape::Range => pair(),
        Shape::One(of) => json!({"enum": of.symbols().iter().map(|s| s.en()).collect::<Vec<_>>()}),
        Shape::Version => json!({"const": SCHEMA}),
        Shape::At => json!({"type": "object", "additionalProperties": pair()}),
        Shape::Record(name) => reference(name),
        Shape::Texts => json!({"type": "array", "items": {"type": "string"}}),
        Shape::Spans => json!({"type": "array", "items": {"anyOf": [pair(), {"type": "null"}]}}),
        Shape::List(name) => json!({"type": "array", "items": reference(name)}),
        Shape::Origins => json!({"type": "array"}),
    }
}

/// The first place that does not have its shape: its JSON pointer, and what should stand there.
pub(in crate::ingest) fn wrong(document: &Value) -> Option<Wrong> {
    wrong_record(document, "document", String::new())
}

fn wrong_record(value: &Value, record: &str, pointer: String) -> Option<Wrong> {
    let Some(object) = value.as_object() else {
        return Some((pointer, Phrase::new("应为对象", "must be an object")));
    };
    keys(record).iter().find_map(|(key, shape, required)| {
        let here = format!("{pointer}/{key}");
        match object.get(*key) {
            None | Some(Value::Null) => required.then(|| (here, Phrase::new("缺少此项", "is missing"))),
            Some(value) => wrong_value(value, *shape, here),
        }
    })
}

fn wrong_value(value: &Value, shape: Shape, here: String) -> Option<Wrong> {
    let list = |value: &Value, each: &dyn Fn(&Value, String) -> Option<Wrong>, here: String| {
        let Some(items) = value.as_array() else {
            return Some((here, Phrase::new("应为列表", "must be a list")));
        };
        items.iter().enumerate().find_map(|(i, v)| each(v, format!("{here}/{i}")))
    };
    let (right, zh, en) = match shape {
        Shape::Record(name) => return wrong_record(value, name, here),
        Shape::List(name) => return list(value, &|v, at| wrong_record(v, name, at), here),
        Shape::Texts => return list(value, &|v, at| wrong_value(v, Shape::Text, at), here),
        Shape::Spans => {
            let span = |v: &Value, at| if v.is_null() { None } else { wrong_value(v, Shape::Span, at) };
            return list(value, &span, here);
        }
        Shape::At => {
            let Some(places) = value.as_object() else {
                return Some((here, Phrase::new("应为对象", "must be an object")));
            };
            return places.iter().find_map(|(k, v)| wrong_value(v, Shape::Span, format!("{here}/{k}")));
        }
        Shape::One(of) => {
            let right = value.as_str().is_some_and(|v| of.symbols().iter().any(|s| s.en() == v));
            let names: Vec<&str> = of.symbols().iter().map(|s| s.en()).collect();
            let (zh, en) =
                (format!("应为 {} 之一", names.join("、")), format!("must be one of {}", names.join(", ")));
            return (!right).then(|| (here, Phrase::new(zh, en)));
        }
        Shape::Bool => (value.is_boolean(), "应为 true 或 false", "must be true or false"),
        Shape::Int => (value.is_i64(), "应为整数", "must be a whole number"),
        Shape::Count => (
            value.as_i64().is_some_and(|n| n >= 0),
            "应为不小于零的整数",
            "must be a whole number, not below zero",
        ),
        Shape::Number => {
            let right = value.as_u64().is_some_and(|n| u32::try_from(n).is_ok());
            (right, "应为不小于零的整数", "must be a whole number, not below zero")
        }
        Shape::Text => (value.is_string(), "应为文字", "must be a text"),
        Shape::Date => {
            let right = value.as_str().is_some_and(|d| d.parse::<jiff::civil::Date>().is_ok());
            (right, "应为日期，如 2019-04-07", "must be a date such as 2019-04-07")
        }
        Shape::Span => {
            let right = serde_json::from_value::<crate::source::Span>(value.clone()).is_ok();
            (right, "应为 [起, 止] 两个字节位置", "must be two places in bytes, [start, end]")
        }
        Shape::Range => {
            let range = serde_json::from_value::<(i64, i64)>(value.clone());
            let right = range.is_ok_and(|(least, most)| least >= 0 && most >= 0);
            (
                right,
                "应为 [最少, 最多] 两个不小于零的整数",
                "must be two whole numbers from zero, [least, most]",
            )
        }
        Shape::Version => (value == SCHEMA, "应为 guiju/regulation/1", "must be guiju/regulation/1"),
        Shape::Origins => (value.is_array(), "应为列表", "must be a list"),
    };
    (!right).then(|| (here, Phrase::new(zh, en)))
}

/// Takes out of a structure the keys that its records do not have, and tells them, each with the key that was meant where that
/// is near.
pub(in crate::ingest) fn without_strange(document: &mut Value) -> Vec<StrangeKey> {
    let mut strange = Vec::new();
    cleanse(document, "document", "", &mut strange);
    strange
}

fn cleanse(value: &mut Value, record: &str, pointer: &str, strange: &mut Vec<StrangeKey>) {
    let Some(object) = value.as_object_mut() else { return };
    let keys = keys(record);
    object.retain(|key, _| {
        let known = keys.iter().any(|(name, ..)| name == key);
        // The words of a section are those of its records: they may be told, and nobody asks for them.
        if !known && (record, key.as_str()) != ("section", "text") {
            let near = closest(key, keys.iter().map(|(name, ..)| *name));
            strange.push(StrangeKey { pointer: format!("{pointer}/{key}"), near: near.map(str::to_owned) });
        }
        known
    });
    for (key, shape, _) in keys {
        let Some(value) = object.get_mut(*key) else { continue };
        let here = format!("{pointer}/{key}");
        match shape {
            Shape::Record(name) => cleanse(value, name, &here, strange),
            Shape::List(name) => {
                for (i, item) in value.as_array_mut().into_iter().flatten().enumerate() {
                    cleanse(item, name, &format!("{here}/{i}"), strange);
                }
            }
            _ => {}
        }
    }
}

/// The pointer of the first place of a structure that does not lie in its text, on the borders of characters.
pub(in crate::ingest) fn outside(value: &Value, text: &str, pointer: &str) -> Option<String> {
    match value {
        Value::Array(items) => {
            if let (2, Ok(span)) = (items.len(), serde_json::from_value::<crate::source::Span>(value.clone()))
            {
                return text.get(span.range()).is_none().then(|| pointer.to_owned());
            }
            items.iter().enumerate().find_map(|(i, v)| outside(v, text, &format!("{pointer}/{i}")))
        }
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| *key != "range")
            .find_map(|(key, v)| outside(v, text, &format!("{pointer}/{key}"))),
        _ => None,
    }
}
