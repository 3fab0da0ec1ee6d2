//! The first step: documents are read and checked, each by itself.

use std::{collections::BTreeMap, io};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use guiju::{
    diagnostic::{Code, Diagnostic},
    eval::{self, Origin, corpus},
    finding::Unreadable,
    ingest::{self, Given},
    phrase::Phrase,
};
use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use super::{
    Job,
    record::{self, Head, Kind, Open, Record, VERSION},
};
use crate::cli::{
    args::InputArgs,
    guarded::guarded,
    inputs::{self, FACTS, Facts},
};

/// A document to check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked<'a> {
    #[serde(rename = "guiju")]
    _version: u64,
    /// Its name: the path that the report gives it.
    document: String,
    /// What tells documents of one name apart.
    #[serde(default)]
    number: u64,
    text: Option<String>,
    /// A structure, as `guiju extract` writes it.
    #[serde(borrow)]
    extract: Option<&'a RawValue>,
    /// The bytes of a file of any kind that is read.
    base64: Option<String>,
    /// Facts beside it, by their names.
    given: Option<Map<String, Value>>,
}

/// A line, or the number of one that is too long.
type Line = (usize, Option<Vec<u8>>);

/// Answers each line of the standard input.
pub(super) fn run(job: &Job, args: &InputArgs, threads: usize) -> Result<(), super::Stop> {
    // Base64, escapes and what stands around a document make a line longer than it; what is longer still is not held.
    let limit = args.max_document.saturating_mul(4).saturating_add(1 << 20);
    super::stream_lines(
        threads,
        |emit: &mut dyn FnMut(Line)| {
            let mut number = 0;
            inputs::each_line(io::stdin().lock(), limit, &mut |line| {
                number += 1;
                emit((number, line));
            })
        },
        |(number, line)| answer(job, args, number, line.as_deref()),
    )
}

/// The answer to one line.
fn answer(job: &Job, args: &InputArgs, number: usize, line: Option<&[u8]>) -> Vec<u8> {
    let mut out = Vec::new();
    let asked = match line {
        Some(line) if line.trim_ascii().is_empty() => return out,
        Some(line) => asked(line),
        None => Err(Phrase::new("此行过长", "the line is too long")),
    };
    match asked {
        Ok(asked) => document(job, args, asked, &mut out),
        Err(message) => record::error(&mut out, number, &message),
    }
    out
}

fn asked(line: &[u8]) -> Result<Asked<'_>, Phrase> {
    let head: Head<'_> = serde_json::from_slice(line).map_err(|e| record::no_record(&e))?;
    if head.guiju != Some(VERSION) {
        return Err(record::other_version(head.guiju));
    }
    serde_json::from_slice(line).map_err(|e| strange(line).unwrap_or_else(|| record::no_record(&e)))
}

/// The names of what a record may say of a document.
const NAMES: [&str; 7] = ["guiju", "document", "number", "text", "extract", "base64", "given"];

/// Says which name a record has that no record has.
fn strange(line: &[u8]) -> Option<Phrase> {
    let said: BTreeMap<String, &RawValue> = serde_json::from_slice(line).ok()?;
    let name = said.keys().find(|name| !NAMES.contains(&name.as_str()))?;
    Some(unknown(("记录", "a record"), name, &NAMES))
}

/// The words for a name that is none of those that something has; there is no other place for which one was meant.
fn unknown((zh, en): (&str, &str), name: &str, known: &[&str]) -> Phrase {
    let instead = inputs::instead(name, known);
    Phrase::new(format!("{zh}没有 `{name}`；{}", instead.zh), format!("{en} has no `{name}`; {}", instead.en))
}

/// Checks a document; writes it with its rows, or why it cannot be read.
fn document(job: &Job, args: &InputArgs, mut asked: Asked<'_>, out: &mut Vec<u8>) {
    let (path, number) = (std::mem::take(&mut asked.document), asked.number);
    let examine = || {
        let unreadable = |diagnostic| Unreadable { path: path.clone(), diagnostic };
        let regulation = read(&path, asked, args).map_err(unreadable)?;
        Ok(eval::examine(&job.plan, &regulation, &job.options))
    };
    let examined = match guarded(&path, examine) {
        Ok(examined) => examined,
        Err(unreadable) => return job.unreadable(&unreadable, out),
    };
    let origin = Origin { path: examined.report.path.clone(), number };
    let mut rows = Vec::new();
    let mut count = 0;
    for mut row in examined.rows {
        let keys = corpus::keys(&job.plan, &row);
        row.set_origin(origin.clone());
        row.leave(&job.plan);
        for key in keys {
            count += 1;
            let key = record::row_key(&key);
            record::put(&mut rows, &Record::new(Kind::Row, &job.digest, &key, &row));
        }
    }
    let body = Open { rows: count, report: &examined.report };
    record::put(out, &Record::new(Kind::Open, &job.digest, &record::document_key(&origin), body));
    out.append(&mut rows);
}

/// The facts that are given beside a document. A name that none of them has is a mistake.
fn given(path: &str, told: Map<String, Value>) -> Result<Given, Diagnostic> {
    let wrong = |message| Diagnostic::input(Code::BadStructure, path, message);
    if let Some(name) = told.keys().find(|name| !FACTS.contains(&name.as_str())) {
        return Err(wrong(unknown(("given ", "given"), name, &FACTS)));
    }
    let facts: Facts = serde_json::from_value(Value::Object(told))
        .map_err(|_| wrong(Phrase::new("given 的值都应是文字", "the values of given are texts")))?;
    facts.given(path)
}

/// Reads a document.
fn read(path: &str, asked: Asked<'_>, args: &InputArgs) -> Result<guiju::regulation::Regulation, Diagnostic> {
    let refused = |zh: &str, en: &str| Diagnostic::input(Code::BadStructure, path, Phrase::new(zh, en));
    let mut given = asked.given.map(|told| given(path, told)).transpose()?.unwrap_or_default();
    let bytes = match (asked.text, asked.extract, asked.base64) {
        (Some(text), None, None) => text.into_bytes(),
        (None, Some(extract), None) => extract.get().as_bytes().to_vec(),
        (None, None, Some(packed)) => {
            given.encoding.clone_from(&args.encoding);
            BASE64_STANDARD
                .decode(packed.trim())
                .map_err(|e| refused(&format!("base64 无法解开：{e}"), &format!("base64: {e}")))?
        }
        (None, None, None) => return Err(refused("记录没有文本", "the record has no text")),
        _ => {
            let (zh, en) =
                ("记录只应有 text、extract、base64 之一", "of text, extract and base64 a record has one");
            return Err(refused(zh, en));
        }
    };
    if bytes.len() as u64 > args.max_document {
        return Err(inputs::too_long(path, args.max_document));
    }
    ingest::read(path, &bytes, &given)
}
