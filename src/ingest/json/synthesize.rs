//! A text for a structure that has none: the words of its fields, one record after another, so that evidence can
//! quote them; each stretch remembers the JSON pointer of its field.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::{
    ingest::{ctx::Ctx, layout::cue::Marks},
    regulation::{Clause, Clauses, ListItem, NumberedList, Regulation, Uncut},
    schema::ListKind,
    source::Span,
    text::Folded,
};

/// The records of the form and their fields, in the order in which they are written.
const RECORDS: [(&str, &[&str]); 8] = [
    ("basis", &["title", "number"]),
    ("sections", &["ordinal", "article", "heading"]),
    ("adjustments", &["ordinal", "kind", "text"]),
    ("duties", &["ordinal", "text"]),
    ("trailing", &["text"]),
    (
        "staffing",
        &[
            "organ",
            "admin",
            "support",
            "separate",
            "separate_for",
            "heads",
            "deputies",
            "unit_heads",
            "unit_deputies",
            "unit_leaders",
            "institution",
            "police",
            "filled",
            "institution_filled",
            "total",
        ],
    ),
    ("changes", &["what", "delta", "from", "to"]),
    ("provisions", &["by", "date", "text"]),
];
const ORGAN: &[&str] = &["name", "short", "kind", "level", "rank", "jurisdiction", "province", "parent"];
const UNIT: &[&str] = &["ordinal", "name", "posts", "text"];
const POST: &[&str] = &["title", "count", "range"];

/// The text that was made, with the pointer of each stretch.
#[derive(Default)]
pub(in crate::ingest) struct Made {
    /// The text.
    pub(in crate::ingest) text: String,
    /// The pointers, in order.
    pub(in crate::ingest) pointers: Vec<(Span, String)>,
}

/// Ends the line of a record that begins at byte `start` of the text: where its last word ends.
pub(in crate::ingest) fn end_record(text: &mut String, start: usize) -> usize {
    // The blank behind the last field parts it from nothing.
    if text.len() > start && text.ends_with(' ') {
        text.pop();
    }
    let end = text.trim_end().len().max(start);
    text.push('\n');
    end
}

/// Makes the text of a structure and writes the places of all its fields into it.
pub(in crate::ingest) fn synthesize(document: &mut Value) -> Made {
    let mut made = Made::default();
    if let Some(source) = document.get_mut("source").and_then(Value::as_object_mut) {
        source.retain(|key, _| matches!(key.as_str(), "path" | "digest" | "encoding" | "script"));
    }
    made.record(document.get_mut("organ"), "/organ", ORGAN);
    made.record(document.get_mut("number"), "/number", &["text"]);
    for (field, names) in [("effective", "date"), ("issued", "date")] {
        made.record(document.get_mut(field), &format!("/{field}"), &[names]);
    }
    for (field, names) in RECORDS {
        made.records(document.get_mut(field), &format!("/{field}"), names);
    }
    let groups = document.get_mut("unit_groups").and_then(Value::as_array_mut);
    for (i, group) in groups.into_iter().flatten().enumerate() {
        let pointer = format!("/unit_groups/{i}");
        let start = made.text.len();
        made.record(Some(group), &pointer, &["organ", "declared"]);
        made.records(group.get_mut("units"), &format!("{pointer}/units"), UNIT);
        set(group, "span", Span::of(start..made.text.trim_end().len().max(start)));
    }
    for field in ["articles", "lists", "paragraphs", "anomalies", "tree", "inferred"] {
        if let Some(object) = document.as_object_mut() {
            object.remove(field);
        }
    }
    made
}

impl Made {
    fn records(&mut self, list: Option<&mut Value>, pointer: &str, fields: &[&str]) {
        for (i, record) in list.and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
            self.record(Some(record), &format!("{pointer}/{i}"), fields);
        }
    }

    fn record(&mut self, record: Option<&mut Value>, pointer: &str, fields: &[&str]) {
        let Some(record) = record.filter(|r| r.is_object()) else { return };
        let start = self.text.len();
        let mut at = Map::new();
        let mut text = None;
        for field in fields {
            let Some(words) = record.get(field).and_then(words) else { continue };
            let span = self.put(&words, format!("{pointer}/{field}"));
            if *field == "text" {
                text = Some(span);
            }
            at.insert((*field).to_owned(), json!(span));
        }
        if let Some(object) = record.as_object_mut() {
            object.remove("alias_spans");
        }
        self.aliases(record, pointer);
        for inner in ["posts", "includes", "breakdown"] {
            if record.get(inner).is_some_and(Value::is_array) {
                self.records(record.get_mut(inner), &format!("{pointer}/{inner}"), POST);
            }
        }
        let end = end_record(&mut self.text, start);
        let span = Span::of(start..end);
        set(record, "text_span", text.unwrap_or(Span::of(end..end)));
        for field in ["span", "head"] {
            set(record, field, span);
        }
        if let Some(object) = record.as_object_mut() {
            object.insert("at".to_owned(), Value::Object(at));
            object.entry("text").or_insert_with(|| json!(""));
            object.remove("clauses");
        }
    }

    fn aliases(&mut self, record: &mut Value, pointer: &str) {
        let names: Vec<String> =
            record.get("aliases").and_then(Value::as_array).into_iter().flatten().filter_map(words).collect();
        if names.is_empty() {
            return;
        }
        let places = names.iter().enumerate().map(|(i, n)| self.put(n, format!("{pointer}/aliases/{i}")));
        let places: Vec<Span> = places.collect();
        if let Some(object) = record.as_object_mut() {
            object.insert("alias_spans".to_owned(), json!(places));
        }
    }

    fn put(&mut self, words: &str, pointer: String) -> Span {
        let start = self.text.len();
        self.text.push_str(words);
        let span = Span::of(start..self.text.len());
        self.pointers.push((span, pointer));
        self.text.push(' ');
        span
    }
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(range) => Some(range.iter().filter_map(words).collect::<Vec<_>>().join("至")),
        _ => None,
    }
}

fn set(record: &mut Value, field: &str, span: Span) {
    if let Some(object) = record.as_object_mut() {
        object.insert(field.to_owned(), json!(span));
    }
}

/// Derives what a text would have given: clauses of each record, and the numbered lists.
pub(in crate::ingest) fn complete(regulation: &mut Regulation) {
    let text = Arc::new(Uncut::new(Arc::clone(&regulation.source.folded), cut));
    let clauses = |stretch: Span| Clauses::later(&text, stretch);
    regulation.adjustments.iter_mut().for_each(|a| a.clauses = clauses(a.text));
    regulation.duties.iter_mut().for_each(|d| d.clauses = clauses(d.text));
    regulation.trailing.iter_mut().for_each(|t| t.clauses = clauses(t.span));
    let units = regulation.unit_groups.iter_mut().flat_map(|g| &mut g.units);
    units.for_each(|u| u.clauses = clauses(u.text));

    let mut lists = Vec::new();
    lists.extend(list(
        ListKind::Adjustments,
        regulation.adjustments.iter().map(|a| (a.ordinal, a.span, a.text)),
    ));
    lists.extend(list(ListKind::Duties, regulation.duties.iter().map(|d| (d.ordinal, d.span, d.text))));
    for group in &regulation.unit_groups {
        lists.extend(list(ListKind::Units, group.units.iter().map(|u| (u.ordinal, u.span, u.text))));
    }
    regulation.lists = lists;
}

/// The clauses of a stretch of a text as printed.
fn cut(folded: &Folded, stretch: Span) -> Vec<Clause> {
    let stretch = folded.range_of(stretch);
    let marks = Marks::signs_of(&folded.text, stretch);
    Ctx { folded, original: "", marks: &marks }.clauses(stretch)
}

fn list(of: ListKind, records: impl Iterator<Item = (Option<u32>, Span, Span)>) -> Option<NumberedList> {
    let mut items = Vec::with_capacity(records.size_hint().1.unwrap_or_default());
    items.extend(records.filter_map(|(ordinal, span, text)| {
        let ordinal = ordinal?;
        let digits = ordinal.checked_ilog10().unwrap_or_default() + 1;
        Some(ListItem { ordinal, mark: Span::new(span.start, span.start + digits), text })
    }));
    let (first, last) = (items.first()?, items.last()?);
    let span = first.mark.to(last.text);
    Some(NumberedList { of, items, span })
}
