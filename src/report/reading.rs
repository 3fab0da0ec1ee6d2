//! Which words gave each fact of a document: the listing of `guiju extract --explain`.

use std::io::{self, Write};

use serde_json::Value;

use crate::{
    phrase::{Lang, Phrase},
    regulation::Regulation,
    source::{LineIndex, Span},
};

/// What is the text itself and no reading of it, or a place.
const NO_FACTS: [&str; 12] = [
    "source",
    "tree",
    "paragraphs",
    "at",
    "span",
    "text_span",
    "alias_spans",
    "clauses",
    "head",
    "mark",
    "schema",
    "id",
];
/// No more characters of a quote are shown.
const QUOTE: usize = 30;

/// Writes one line for each fact of the JSON form of a regulation: field, value, place, words; then how much of the text
/// was read, and the stretches that were not.
pub fn reading(regulation: &Regulation, json: &Value, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let text = &regulation.source.text;
    let mut listing = Listing { regulation, text, index: LineIndex::new(text), out };
    listing.walk(json, &mut String::new())?;
    let coverage = regulation.coverage();
    let share = coverage.percent();
    let (read, all) = (coverage.read, coverage.characters);
    let head = Phrase::new(
        format!("读入 {read}/{all} 字（{share}%）。编码 {}", regulation.source.encoding),
        format!(
            "{read} of {all} characters ended in a fact ({share} %); encoding {}",
            regulation.source.encoding
        ),
    );
    writeln!(listing.out, "{}", head.get(lang))?;
    for gap in coverage.gaps() {
        let what = Phrase::new("未读入", "not read");
        listing.line(what.get(lang), "", gap)?;
    }
    Ok(())
}

struct Listing<'a> {
    regulation: &'a Regulation,
    text: &'a str,
    index: LineIndex,
    out: &'a mut dyn Write,
}

impl Listing<'_> {
    fn walk(&mut self, value: &Value, path: &mut String) -> io::Result<()> {
        let length = path.len();
        match value {
            Value::Object(fields) => {
                let at = fields.get("at").and_then(Value::as_object);
                if let Some(span) = fields.get("span").and_then(span) {
                    self.line(path, &told(value), span)?;
                }
                for (name, place) in at.into_iter().flatten() {
                    let Some((value, place)) = fields.get(name).zip(span(place)) else { continue };
                    self.line(&format!("{path}.{name}"), &plain(value), place)?;
                }
                for (name, inner) in fields.iter().filter(|(name, _)| !NO_FACTS.contains(&name.as_str())) {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                    self.walk(inner, path)?;
                    path.truncate(length);
                }
            }
            Value::Array(items) => {
                for (i, inner) in items.iter().enumerate() {
                    path.push('[');
                    path.push_str(&i.to_string());
                    path.push(']');
                    self.walk(inner, path)?;
                    path.truncate(length);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn line(&mut self, path: &str, value: &str, span: Span) -> io::Result<()> {
        let place = self.index.position(self.text, span.start);
        let quote: String = span.slice(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = if quote.chars().count() > QUOTE { "…" } else { "" };
        let quote: String = quote.chars().take(QUOTE).collect();
        let value = if value.is_empty() { String::new() } else { format!(" = {value}") };
        let origin = self.regulation.source.origin(span.start).map(|o| format!(" ({o})")).unwrap_or_default();
        writeln!(
            self.out,
            "{path}{value}  {}:{}{origin}  “{}{cut}”",
            place.line,
            place.column,
            super::clean(&quote)
        )
    }
}

fn span(value: &Value) -> Option<Span> {
    serde_json::from_value(value.clone()).ok()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |s| super::clean(s).into_owned())
}

/// What a record says in a word: its number, kind or name.
fn told(record: &Value) -> String {
    let fields = ["ordinal", "article", "kind", "date", "name", "title", "of"];
    let told = fields.iter().filter_map(|f| record.get(f)).filter(|v| !v.is_null());
    told.map(plain).collect::<Vec<_>>().join(" ")
}
