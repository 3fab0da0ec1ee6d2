//! The records of `guiju worker`, one a line: `guiju/worker` version 1. docs/worker.md describes them.

use std::{borrow::Cow, io::Write};

use guiju::{
    eval::{Origin, Part, Row},
    finding::DocumentReport,
    phrase::Phrase,
    report::tables::Cell,
    text::json_problem,
};
use serde::{Deserialize, Serialize};

/// The version of the records. A record of another one is not read.
pub(super) const VERSION: u64 = 1;

/// What a record is, as far as the program reads it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// A document that was checked by itself.
    Open,
    /// What a policy over a corpus collected from a document.
    Row,
    /// What the rows of one key say of one document.
    Part,
}

/// A record between the steps.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record<'a, B> {
    guiju: u64,
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    /// What the records of a run have in common: the policies, their settings, the day, the version of the program.
    #[serde(borrow)]
    pub(super) policies: Cow<'a, str>,
    /// Records of one key belong together.
    #[serde(borrow)]
    pub(super) key: Cow<'a, str>,
    pub(super) body: B,
}

/// The body of an open document.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Open<R> {
    /// How many rows it has given, and so how many parts it waits for.
    pub(super) rows: usize,
    pub(super) report: R,
}

/// The body of a part. Every row is answered by one, also where there is nothing to say, so that none can be lost unseen.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Answer<P> {
    /// The key of the row.
    pub(super) row: String,
    pub(super) part: Option<P>,
}

/// What a record says of itself; the rest of it is passed over.
#[derive(Deserialize)]
pub(super) struct Head<'a> {
    pub(super) guiju: Option<u64>,
    #[serde(rename = "type", borrow)]
    pub(super) kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) key: Option<Cow<'a, str>>,
}

impl<'a, B> Record<'a, B> {
    pub(super) fn new(kind: Kind, policies: &'a str, key: &'a str, body: B) -> Self {
        Self { guiju: VERSION, kind, policies: policies.into(), key: key.into(), body }
    }
}

/// The record of an open document.
pub(super) type OpenRecord<'a> = Record<'a, Open<DocumentReport>>;

/// The record of a row.
pub(super) type RowRecord<'a> = Record<'a, Row>;

/// The record of a part.
pub(super) type PartRecord<'a> = Record<'a, Answer<Part>>;

/// What stands between the parts of a key.
const APART: char = '\u{1f}';

/// The keys of rows begin with this.
pub(super) const OF_ROWS: &str = "row\u{1f}";

/// The key of a row under one of the keys by which it is judged.
pub(super) fn row_key(key: &str) -> String {
    format!("{OF_ROWS}{key}")
}

/// The key of a document.
pub(super) fn document_key(origin: &Origin) -> String {
    format!("document{APART}{}{APART}{}", origin.path, origin.number)
}

/// Writes a record as one line.
pub(super) fn put(out: &mut Vec<u8>, record: &impl Serialize) {
    // Memory takes everything, and records hold texts, numbers and lists, which always serialize.
    serde_json::to_writer(&mut *out, record).ok();
    out.push(b'\n');
}

/// Writes a row of a table.
pub(super) fn table_row(out: &mut Vec<u8>, table: &str, row: &[Cell<'_>]) {
    #[derive(Serialize)]
    struct TableRow<'a> {
        guiju: u64,
        r#type: &'static str,
        table: &'a str,
        cells: &'a [Cell<'a>],
    }
    put(out, &TableRow { guiju: VERSION, r#type: "table", table, cells: row });
}

/// Answers a line that cannot be taken.
pub(super) fn error(out: &mut Vec<u8>, line: usize, message: &Phrase) {
    #[derive(Serialize)]
    struct Wrong<'a> {
        guiju: u64,
        r#type: &'static str,
        line: usize,
        message: &'a Phrase,
    }
    put(out, &Wrong { guiju: VERSION, r#type: "error", line, message });
}

/// The words for a line that is no record.
pub(super) fn no_record(error: &serde_json::Error) -> Phrase {
    let why = json_problem(error, None);
    Phrase::new(format!("此行不是可读的记录：{}", why.zh), format!("the line is no record: {}", why.en))
}

/// The words for a record of another version.
pub(super) fn other_version(version: Option<u64>) -> Phrase {
    match version {
        None => Phrase::new(
            format!("记录没有版本，应有 \"guiju\": {VERSION}"),
            format!("the record has no version; it must have \"guiju\": {VERSION}"),
        ),
        Some(other) => Phrase::new(
            format!("记录的版本是 {other}，本程序读写版本 {VERSION}"),
            format!("the record is of version {other}; this program reads version {VERSION}"),
        ),
    }
}

/// Copies a line as it stands.
pub(super) fn pass(out: &mut Vec<u8>, line: &[u8]) {
    out.write_all(line).ok();
    out.push(b'\n');
}
