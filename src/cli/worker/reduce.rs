//! The second step: what stands together is judged. Rows of one key give parts; a document with its parts is finished.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    io,
};

use guiju::{
    eval::{self, Origin, Part, Row, corpus},
    finding::DocumentReport,
    phrase::Phrase,
};

use super::{
    Job, Stop,
    record::{self, Answer, Head, Kind, OpenRecord, PartRecord, Record, RowRecord, VERSION},
};
use crate::cli::inputs;

/// Lines of one key, and what came between them.
#[derive(Default)]
struct Group {
    key: Option<String>,
    /// Whether its key has stood before, with other lines between.
    again: bool,
    lines: Vec<(usize, Vec<u8>)>,
    /// Answers that are known already: of lines that are no records, and of what passes unchanged.
    before: Vec<u8>,
}

/// Answers each group of lines of the standard input.
pub(super) fn run(job: &Job, threads: usize) -> Result<(), Stop> {
    super::stream_lines(threads, |emit: &mut dyn FnMut(Group)| feed(emit), |group| judged(job, group))
}

/// Takes lines together by their keys.
fn feed(emit: &mut dyn FnMut(Group)) -> io::Result<()> {
    let mut group = Group::default();
    let mut number = 0;
    let mut seen: HashSet<[u8; 32]> = HashSet::new();
    inputs::each_line(io::stdin().lock(), u64::MAX, &mut |line| {
        number += 1;
        let Some(line) = line.filter(|line| !line.trim_ascii().is_empty()) else { return };
        match key(&line) {
            Ok(None) => record::pass(&mut group.before, &line),
            Err(message) => record::error(&mut group.before, number, &message),
            Ok(Some(key)) => {
                if group.key.as_ref() != Some(&key) {
                    let again = !seen.insert(*blake3::hash(key.as_bytes()).as_bytes());
                    emit(std::mem::replace(&mut group, Group { key: Some(key), again, ..Group::default() }));
                }
                group.lines.push((number, line));
            }
        }
    })?;
    emit(group);
    Ok(())
}

/// The key of a line; `None` for a line that is an answer already.
fn key(line: &[u8]) -> Result<Option<String>, Phrase> {
    let head: Head<'_> = serde_json::from_slice(line).map_err(|e| record::no_record(&e))?;
    let finished = match head.guiju {
        None => ["document", "unreadable"].as_slice(),
        Some(VERSION) => ["error", "table"].as_slice(),
        Some(_) => [].as_slice(),
    };
    if head.kind.as_ref().is_some_and(|kind| finished.contains(&&**kind)) {
        return Ok(None);
    }
    if head.guiju != Some(VERSION) {
        return Err(record::other_version(head.guiju));
    }
    match head.key {
        Some(key) => Ok(Some(key.into_owned())),
        None => Err(Phrase::new("记录没有 key", "the record has no key")),
    }
}

/// The answers to a group.
fn judged(job: &Job, group: Group) -> Vec<u8> {
    let Group { key, again, lines, before: mut out } = group;
    if again {
        let message = Phrase::new(
            "同一 key 的记录没有相邻；先按 key 排序",
            "records of this key stand apart; sort them by key first",
        );
        for (number, _) in &lines {
            record::error(&mut out, *number, &message);
        }
        return out;
    }
    match key.as_deref().map(|key| (key, key.strip_prefix(record::OF_ROWS))) {
        Some((whole, Some(key))) => rows(job, whole, key, &lines, &mut out),
        Some((_, None)) => document(job, &lines, &mut out),
        None => {}
    }
    out
}

/// Judges the rows of a key, and answers each with what is said of its document.
fn rows(job: &Job, whole: &str, key: &str, lines: &[(usize, Vec<u8>)], out: &mut Vec<u8>) {
    let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
    let mut origins = BTreeSet::new();
    for (number, line) in lines {
        match row(job, line) {
            Ok(row) if origins.insert(row.origin().clone()) => rows.push(row),
            Ok(_) => record::error(out, *number, &Phrase::new("此行重复", "the row stands twice")),
            Err(message) => record::error(out, *number, &message),
        }
    }
    let order: Vec<Origin> = rows.iter().map(|row| row.origin().clone()).collect();
    let parts = corpus::reduce(&job.plan, key, rows).into_iter();
    let mut parts: BTreeMap<Origin, Part> = parts.map(|part| (part.origin.clone(), part)).collect();
    for origin in order {
        let body = Answer { row: whole.to_owned(), part: parts.remove(&origin) };
        let key = record::document_key(&origin);
        record::put(out, &Record::new(Kind::Part, &job.digest, &key, body));
    }
}

fn row(job: &Job, line: &[u8]) -> Result<Row, Phrase> {
    let mut record: RowRecord<'_> = serde_json::from_slice(line).map_err(|e| record::no_record(&e))?;
    job.holds(&record, Kind::Row)?;
    if !record.body.enter(&job.plan) {
        return Err(other_policies());
    }
    // The words of a row know their document only through the row.
    let origin = record.body.origin().clone();
    record.body.set_origin(origin);
    Ok(record.body)
}

/// Finishes a document whose parts all stand with it. One of which no part has come passes unchanged: it waits for them.
fn document(job: &Job, lines: &[(usize, Vec<u8>)], out: &mut Vec<u8>) {
    let mut open: Option<(usize, &[u8], usize, DocumentReport)> = None;
    let mut parts: BTreeMap<String, (usize, Option<Part>)> = BTreeMap::new();
    for (number, line) in lines {
        let twice = || Phrase::new("此记录重复", "the record stands twice");
        let taken = match member(job, line) {
            Ok(Member::Open(rows, report)) if open.is_none() => {
                open = Some((*number, line, rows, report));
                Ok(())
            }
            Ok(Member::Part(answer)) if !parts.contains_key(&answer.row) => {
                parts.insert(answer.row, (*number, answer.part));
                Ok(())
            }
            Ok(_) => Err(twice()),
            Err(message) => Err(message),
        };
        if let Err(message) = taken {
            record::error(out, *number, &message);
        }
    }
    let Some((number, line, rows, mut report)) = open else {
        let message = Phrase::new("没有这部分所属的文件", "the document of this part is missing");
        for (number, _) in parts.values() {
            record::error(out, *number, &message);
        }
        return;
    };
    if rows > 0 && parts.is_empty() {
        record::pass(out, line);
    } else if rows == parts.len() {
        let parts = parts.into_values().filter_map(|(_, part)| part).collect();
        eval::restore(&job.plan, &mut report);
        corpus::add(&job.plan, &mut report, parts);
        job.finish(report, out);
    } else {
        let (path, came) = (&report.path, parts.len());
        let message = Phrase::new(
            format!("{path}：应有 {rows} 个部分，只有 {came} 个"),
            format!("{path}: {came} of {rows} parts have come"),
        );
        record::error(out, number, &message);
    }
}

/// A record of a document's key.
enum Member {
    Open(usize, DocumentReport),
    Part(Answer<Part>),
}

fn member(job: &Job, line: &[u8]) -> Result<Member, Phrase> {
    let head: Head<'_> = serde_json::from_slice(line).map_err(|e| record::no_record(&e))?;
    if head.kind.as_deref() == Some("open") {
        let record: OpenRecord<'_> = serde_json::from_slice(line).map_err(|e| record::no_record(&e))?;
        job.holds(&record, Kind::Open)?;
        return Ok(Member::Open(record.body.rows, record.body.report));
    }
    let record: PartRecord<'_> = serde_json::from_slice(line).map_err(|e| record::no_record(&e))?;
    job.holds(&record, Kind::Part)?;
    Ok(Member::Part(record.body))
}

/// The words for a record that other policies have made.
pub(super) fn other_policies() -> Phrase {
    Phrase::new(
        "记录出自另外的政策、设置、日期或程序版本",
        "the record was made with other policies or settings, for another day, or by another version of the program",
    )
}
