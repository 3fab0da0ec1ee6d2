//! Which words gave each fact of a document: the listing of `guiju extract --explain`.

use std::io::{self, Write};

use serde_json::Value;

use crate::{
    phrase::{Lang, Phrase},
    regulation::Regulation,
    schema::{Field, Kind, Record, Type, field_info},
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
/// was read, the stretches that were not, and what of a structure its text does not bear out.
pub fn reading(regulation: &Regulation, json: &Value, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let text = &regulation.source.text;
    let mut listing = Listing { regulation, text, index: LineIndex::new(text), lang, out };
    listing.walk(json, &mut String::new(), Some(Record::Document))?;
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
    for fact in &regulation.unheld {
        writeln!(listing.out, "{}", fact.doubt(text).get(lang))?;
    }
    Ok(())
}

struct Listing<'a> {
    regulation: &'a Regulation,
    text: &'a str,
    index: LineIndex,
    lang: Lang,
    out: &'a mut dyn Write,
}

impl Listing<'_> {
    /// `of` is what the table of the language calls the record that is gone through, where it has a name for it.
    fn walk(&mut self, value: &Value, path: &mut String, of: Option<Record>) -> io::Result<()> {
        let length = path.len();
        match value {
            Value::Object(fields) => {
                let at = fields.get("at").and_then(Value::as_object);
                if let Some(span) = fields.get("span").and_then(span) {
                    self.line(path, &self.told(value, of), span)?;
                }
                for (name, place) in at.into_iter().flatten() {
                    let Some((value, place)) = fields.get(name).zip(span(place)) else { continue };
                    let path = format!("{path}.{}", self.name(name));
                    self.line(&path, &self.value(name, value, of), place)?;
                }
                for (name, inner) in fields.iter().filter(|(name, _)| !NO_FACTS.contains(&name.as_str())) {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(self.name(name));
                    self.walk(inner, path, inside(of, name))?;
                    path.truncate(length);
                }
            }
            Value::Array(items) => {
                for (i, inner) in items.iter().enumerate() {
                    path.push('[');
                    path.push_str(&i.to_string());
                    path.push(']');
                    self.walk(inner, path, of)?;
                    path.truncate(length);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The name of a field in the language of the listing.
    fn name<'n>(&self, name: &'n str) -> &'n str {
        match (self.lang, Field::named(name)) {
            (Lang::Zh, Some(field)) => field.names().1,
            _ => name,
        }
    }

    /// A value; one of a few in the language of the listing.
    fn value(&self, name: &str, value: &Value, of: Option<Record>) -> String {
        let symbol = || match type_of(of, name)? {
            Type::One(Kind::Enum(e)) | Type::List(Kind::Enum(e)) => e.symbol(value.as_str()?),
            _ => None,
        };
        match self.lang {
            Lang::Zh if value.is_boolean() => {
                if value == &Value::Bool(true) { "是" } else { "否" }.to_owned()
            }
            Lang::Zh => symbol().map_or_else(|| plain(value), |s| s.zh().to_owned()),
            Lang::En => plain(value),
        }
    }

    /// What a record says in a word: its number, kind or name.
    fn told(&self, record: &Value, of: Option<Record>) -> String {
        let fields = ["ordinal", "article", "kind", "date", "name", "title", "of"];
        let told = fields.iter().filter_map(|f| Some((*f, record.get(f)?))).filter(|(_, v)| !v.is_null());
        told.map(|(name, v)| self.value(name, v, of)).collect::<Vec<_>>().join(" ")
    }

    fn line(&mut self, path: &str, value: &str, span: Span) -> io::Result<()> {
        let place = self.index.position(self.text, span.start);
        let quote: String = span.slice(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = if quote.chars().count() > QUOTE { "…" } else { "" };
        let quote: String = quote.chars().take(QUOTE).collect();
        let value = if value.is_empty() { String::new() } else { format!(" = {value}") };
        let origin = self
            .regulation
            .source
            .origin(span.start)
            .map(|o| format!(" ({})", super::words::element(o).get(self.lang)))
            .unwrap_or_default();
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

fn type_of(of: Option<Record>, name: &str) -> Option<Type> {
    Some(field_info(of?, Field::named(name)?)?.ty)
}

/// What stands under a field: a record, or a list of them.
fn inside(of: Option<Record>, name: &str) -> Option<Record> {
    match type_of(of, name)? {
        Type::One(Kind::Record(record)) | Type::List(Kind::Record(record)) => Some(record),
        _ => None,
    }
}
