//! Documents to regulations: bytes are decoded, folded and scanned, or a structure is read.
//!
//! The scanner goes once from left to right: lines and marks to blocks, blocks to parts (headings, articles), parts to
//! facts. It works on the folded text, so that script, width and stray blanks make no difference; every fact that it
//! hands out carries its place in the text as printed.

#![allow(clippy::result_large_err)] // a diagnostic is made once per document, and ends its reading

mod closing;
mod ctx;
mod duty;
mod forgiven;
mod given;
mod json;
mod kind;
mod layout;
mod moves;
mod names;
mod posts;
mod read;
mod several;
mod units;

use self::json::{shape, structure, write};

pub use given::Given;

use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    regulation::{Regulation, Source},
    schema::AnomalyKind,
    text::{Shown, shown, shown_json},
};

/// Reads a document: a text in any known encoding, HTML, docx, Markdown, or a structure (`guiju/regulation/1`).
pub fn read(path: &str, bytes: &[u8], given: &Given) -> Result<Regulation, Diagnostic> {
    let json = shown_json(path, bytes, given.encoding.as_deref());
    if let Some(json) = json.filter(|json| structure::is_meant(path, json.as_bytes())) {
        let mut regulation = from_json(path, json)?;
        given.apply(&mut regulation);
        return Ok(regulation);
    }
    let shown = shown(path, bytes, given.encoding.as_deref())?;
    if structure::is_meant(path, shown.text.as_bytes()) {
        let mut regulation = from_json(path, &shown.text)?;
        given.apply(&mut regulation);
        return Ok(regulation);
    }
    if shown.text.len() > u32::MAX as usize / 2 {
        let phrase = Phrase::new("文本过长", "the text is too long");
        return Err(Diagnostic::input(Code::TooLong, path, phrase));
    }
    let digest = blake3::hash(bytes).to_hex().to_string();
    Ok(beside(path, read::read(path, shown, digest, &Given::default()), given))
}

/// A document that was read by itself, with what is given beside it.
fn beside(path: &str, mut made: Regulation, given: &Given) -> Regulation {
    let kind = made.organ.kind.map(|k| k.value);
    given.apply(&mut made);
    // What rank an organ has tells its level only where its kind is known.
    if made.organ.level.is_some() || given.organ_kind.is_none() || given.organ_kind == kind {
        return made;
    }
    let dumped = made.anomalies.iter().any(|a| a.kind == AnomalyKind::Dumped);
    let Source { text, encoding, origins, digest, .. } = made.source;
    let read = read::read(path, Shown { text, encoding, origins, dumped }, digest, given);
    Regulation { unheld: made.unheld, ..read }
}

/// Reads a decoded text. Nothing in a text can make this fail: what is not recognised is absent from the result.
///
/// ```
/// use guiju::ingest::{Given, read_text};
/// let text = "主要职责\n(一)负责值班。\n(二)承办县政府交办的其他事项。";
/// let r = read_text("a.txt", text.to_owned(), "utf-8", String::new(), &Given::default());
/// assert_eq!(r.duties.len(), 2);
/// assert!(r.duties[1].catch_all);
/// ```
pub fn read_text(path: &str, text: String, encoding: &str, digest: String, given: &Given) -> Regulation {
    let shown = Shown { text, encoding: encoding.to_owned(), ..Shown::default() };
    read::read(path, shown, digest, given)
}

/// A regulation as JSON (`guiju/regulation/1`), with its keys in a fixed order.
pub fn to_json(regulation: &Regulation) -> String {
    // The wire structs hold only texts, numbers and lists, which always serialize.
    serde_json::to_string_pretty(&write::document(regulation)).unwrap_or_default()
}

/// The same as a value, for who goes through its fields.
pub fn to_value(regulation: &Regulation) -> serde_json::Value {
    serde_json::to_value(write::document(regulation)).unwrap_or_default()
}

/// Reads what [`to_json`] wrote, or the same shape made elsewhere.
pub fn from_json(path: &str, json: &str) -> Result<Regulation, Diagnostic> {
    structure::parse(path, json.trim_start_matches('\u{feff}'))
}

/// The JSON Schema of `guiju/regulation/1`.
pub fn json_schema() -> String {
    // A value serializes always.
    serde_json::to_string_pretty(&shape::json_schema()).unwrap_or_default()
}
