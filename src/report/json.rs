//! The report for programs: `guiju/report/1`. The order of the keys is the order of the fields here.

use std::io::{self, Write};

use indexmap::IndexMap;
use serde::Serialize;

use super::{entry, lines::lay_out};
use crate::{
    finding::{
        BaselineRecord, DocumentReport, Pack, PolicyRecord, Report, Severity, Tally, Unreadable, WaiverRecord,
    },
    phrase::Phrase,
};

/// What a report for programs names itself as.
pub(super) const SCHEMA: &str = "guiju/report/1";

/// Writes a report as JSON (`guiju/report/1`, docs/report.md), ending with a line end. What it says depends on the report
/// alone, to the byte.
///
/// ```
/// use guiju::{compile, eval::{self, Options}, ingest::{self, Given}, report, source::Files};
///
/// let mut files = Files::default();
/// files.add("a.guiju", r#"
///     policy short-list {
///       title en "too few duties"
///       severity warning
///       require count(duties) >= 2 else report duties: en "only {count(duties)}"
///     }"#);
/// let plan = compile(&files).map_err(|_| "does not compile")?.plan;
/// let text = "主要职责\n(一)负责文电。";
/// let document = ingest::read("a.txt", text.as_bytes(), &Given::default()).map_err(|_| "cannot be read")?;
/// let options = Options::default();
/// let checked = eval::check(&plan, &document, &options);
/// let json = report::json(&guiju::report_of(&plan, vec![checked], &options));
/// assert!(json.starts_with("{\n  \"schema\": \"guiju/report/1\"") && json.contains("only 1"));
/// # Ok::<(), &str>(())
/// ```
pub fn json(report: &Report) -> String {
    let mut out = Vec::new();
    // Nothing is written but to memory.
    json_head(report, &mut out).ok();
    for (i, document) in report.documents.iter().enumerate() {
        json_document(document, i == 0, &mut out);
    }
    json_tail(report, &report.tally(), &mut out).ok();
    String::from_utf8(out).unwrap_or_default()
}

/// What stands before the documents: a report may be written one document after another, and then it need not be held.
pub fn json_head(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let head = pretty(&Head::of(report));
    // The documents follow inside the same object.
    let open = head.strip_suffix("\n}").unwrap_or(&head);
    write!(out, "{open},\n  \"documents\": [")
}

/// One document, with the comma before it unless it is the first.
pub fn json_document(document: &DocumentReport, first: bool, out: &mut Vec<u8>) {
    out.extend_from_slice(if first { b"\n    " } else { b",\n    " });
    let mut line = Vec::new();
    entry::document(document, None, &mut line);
    lay_out(&line, 2, out);
}

/// What stands behind the documents. `tally` has counted all of them.
pub fn json_tail(report: &Report, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
    let figures = Figures::of(report, tally);
    let close = if figures.documents == 0 { "]" } else { "\n  ]" };
    let unreadable = report.unreadable.iter().map(Unread::of).collect();
    let Report { vacuous, interrupted, .. } = report;
    let tail = pretty(&Tail { unreadable, vacuous, interrupted: *interrupted, summary: figures });
    writeln!(out, "{close},{}", tail.strip_prefix('{').unwrap_or(&tail))
}

fn pretty(value: &impl Serialize) -> String {
    // Keys are texts and nothing here can fail to be written, so that the empty text never occurs.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

#[derive(Serialize)]
struct Head<'a> {
    schema: &'static str,
    tool: Tool,
    policies_digest: &'a str,
    as_of: Option<String>,
    policies: IndexMap<&'a str, InForce<'a>>,
    packs: &'a [Pack],
    waivers: &'a [WaiverRecord],
    baseline: Option<&'a BaselineRecord>,
}

#[derive(Serialize)]
struct Tail<'a> {
    unreadable: Vec<Unread<'a>>,
    vacuous: &'a [String],
    interrupted: bool,
    summary: Figures,
}

#[derive(Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
    language: u32,
}

/// A policy that was checked with: what is needed to know later whether it changed.
#[derive(Serialize)]
pub(super) struct InForce<'a> {
    family: &'a str,
    severity: Severity,
    digest: &'a str,
    params: &'a IndexMap<String, String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    scoped: &'a [String],
}

#[derive(Serialize)]
pub(super) struct Unread<'a> {
    path: &'a str,
    code: String,
    message: &'a Phrase,
}

#[derive(Serialize)]
pub(super) struct Figures {
    documents: usize,
    policies: usize,
    violations: IndexMap<&'static str, usize>,
    waived: usize,
    unchanged: usize,
    fixed: usize,
    bad_waivers: usize,
    passed: usize,
    undecided: usize,
    not_applicable: usize,
    unreadable: usize,
    vacuous: usize,
}

impl<'a> Head<'a> {
    fn of(report: &'a Report) -> Self {
        Self {
            schema: SCHEMA,
            tool: Tool::of(report),
            policies_digest: &report.policies_digest,
            as_of: report.as_of.map(|d| d.to_string()),
            policies: InForce::all(report),
            packs: &report.packs,
            waivers: &report.waivers,
            baseline: report.baseline.as_ref(),
        }
    }
}

impl Tool {
    pub(super) fn of(report: &Report) -> Self {
        Self { name: "guiju", version: report.tool.version, language: report.tool.language }
    }
}

impl<'a> Unread<'a> {
    pub(super) fn of(input: &'a Unreadable) -> Self {
        Self {
            path: &input.path,
            code: input.diagnostic.code.to_string(),
            message: &input.diagnostic.message,
        }
    }
}

impl<'a> InForce<'a> {
    /// All policies of a report, by name.
    pub(super) fn all(report: &'a Report) -> IndexMap<&'a str, Self> {
        report.policies.iter().map(|p| (p.name.as_str(), Self::of(p))).collect()
    }

    fn of(policy: &'a PolicyRecord) -> Self {
        Self {
            family: &policy.family,
            severity: policy.severity,
            digest: &policy.digest,
            params: &policy.params,
            scoped: &policy.scoped,
        }
    }
}

impl Figures {
    pub(super) fn of(report: &Report, tally: &Tally) -> Self {
        let summary = report.summary_with(tally);
        Self {
            documents: summary.documents,
            policies: summary.policies,
            violations: Severity::ALL.map(Severity::name).into_iter().zip(summary.violations).collect(),
            waived: summary.waived,
            unchanged: summary.unchanged,
            fixed: summary.fixed,
            bad_waivers: summary.bad_waivers,
            passed: summary.passed,
            undecided: summary.undecided,
            not_applicable: summary.not_applicable,
            unreadable: summary.unreadable,
            vacuous: summary.vacuous,
        }
    }
}
