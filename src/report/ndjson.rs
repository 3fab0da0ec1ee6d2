//! The report as lines of JSON: one for the run, one for each document and each unreadable input, one for the figures.
//!
//! Each line is written as soon as its document is judged; nothing of the others need be held. The values are those of
//! [`json`](super::json()), each with a `type`.

use std::io::{self, Write};

use indexmap::IndexMap;
use serde::Serialize;

use super::{
    entry,
    json::{Figures, InForce, SCHEMA, Tool, Unread},
};
use crate::finding::{BaselineRecord, DocumentReport, Pack, Report, Tally, Unreadable, WaiverRecord};

/// Writes a whole report, line by line.
pub fn ndjson(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    ndjson_head(report, out)?;
    let mut line = Vec::new();
    for document in &report.documents {
        line.clear();
        ndjson_document(document, &mut line);
        out.write_all(&line)?;
    }
    ndjson_tail(report, &report.tally(), out)
}

/// The first line: `run`, what the documents were checked with.
pub fn ndjson_head(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let line = Line::Run {
        schema: SCHEMA,
        tool: Tool::of(report),
        policies_digest: &report.policies_digest,
        as_of: report.as_of.map(|d| d.to_string()),
        policies: InForce::all(report),
        packs: &report.packs,
    };
    write(&line, out)
}

/// The line of one document: `document`.
pub fn ndjson_document(document: &DocumentReport, out: &mut Vec<u8>) {
    entry::document(document, Some("document"), out);
    out.push(b'\n');
}

/// A line for each input that could not be read: `unreadable`. Then the last: `summary`; a result without it is not whole,
/// and that of a run that was interrupted has `interrupted` instead. `tally` has counted all documents.
pub fn ndjson_tail(report: &Report, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
    report.unreadable.iter().try_for_each(|u| ndjson_unreadable(u, out))?;
    if report.interrupted {
        return write(&Line::Interrupted { documents: report.summary_with(tally).documents }, out);
    }
    let line = Line::Summary {
        waivers: &report.waivers,
        baseline: report.baseline.as_ref(),
        vacuous: &report.vacuous,
        summary: Figures::of(report, tally),
    };
    write(&line, out)
}

/// The line of an input that could not be read: `unreadable`.
pub fn ndjson_unreadable(input: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
    write(&Line::Unreadable(Unread::of(input)), out)
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Run {
        schema: &'static str,
        tool: Tool,
        policies_digest: &'a str,
        as_of: Option<String>,
        policies: IndexMap<&'a str, InForce<'a>>,
        packs: &'a [Pack],
    },
    Unreadable(Unread<'a>),
    Summary {
        waivers: &'a [WaiverRecord],
        baseline: Option<&'a BaselineRecord>,
        vacuous: &'a [String],
        summary: Figures,
    },
    Interrupted {
        documents: usize,
    },
}

fn write(line: &Line<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}
