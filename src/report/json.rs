//! The report for programs: `guiju/report/1`. The order of the keys is the order of the fields here.

use std::io::{self, Write};

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::{
    diagnostic::Diagnostic,
    finding::{
        BaselineRecord, BaselineState, Citation, DocumentReport, Evidence, Finding, Outcome, Pack,
        PolicyRecord, Report, Role, Severity, Tally, Unreadable, Verdict, Waived, WaiverRecord,
    },
    phrase::Phrase,
};

/// What a report for programs names itself as.
pub(super) const SCHEMA: &str = "guiju/report/1";

/// Writes a report as JSON, ending with a line end.
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
    let mut to = Serializer::with_formatter(&mut *out, Inside { level: 2, any: false });
    // Keys are texts and nothing here can fail to be written.
    Document::of(document).serialize(&mut to).ok();
}

/// The layout of `to_string_pretty` for a value that stands inside others.
struct Inside {
    level: usize,
    /// Whether the list or object that is being written has anything in it.
    any: bool,
}

impl Inside {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        self.level += 1;
        self.any = false;
        out.write_all(sign)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        self.level -= 1;
        if self.any {
            self.line(out, true)?;
        }
        out.write_all(sign)
    }

    fn line<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        const LINE: &[u8] = b",\n                                                                ";
        let (from, to) = (usize::from(first), 2 + 2 * self.level);
        out.write_all(LINE.get(from..to).unwrap_or(LINE))
    }
}

impl Formatter for Inside {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.line(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.any = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.line(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.any = true;
        Ok(())
    }
}

/// What stands behind the documents. `tally` has counted all of them.
pub fn json_tail(report: &Report, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
    let figures = Figures::of(report, tally);
    let close = if figures.documents == 0 { "]" } else { "\n  ]" };
    let unreadable = report.unreadable.iter().map(Unread::of).collect();
    let tail = pretty(&Tail { unreadable, vacuous: &report.vacuous, summary: figures });
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
pub(super) struct Document<'a> {
    id: &'a str,
    path: &'a str,
    digest: &'a str,
    verdicts: IndexMap<&'a str, Answer<'a>>,
    findings: Vec<Violation<'a>>,
    warnings: Vec<Warning<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    verdict: Outcome,
    examined: u32,
    passed: u32,
    violated: u32,
    undecided: u32,
    reason: Option<&'a Phrase>,
}

#[derive(Serialize)]
struct Violation<'a> {
    policy: &'a str,
    verdict: Outcome,
    severity: Severity,
    message: &'a Phrase,
    basis: &'a [Citation],
    values: &'a IndexMap<String, String>,
    fingerprint: &'a str,
    waived: Option<&'a Waived>,
    baseline: Option<BaselineState>,
    notes: &'a [Phrase],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    others: &'a [String],
    evidence: Vec<Quoted<'a>>,
}

#[derive(Serialize)]
struct Quoted<'a> {
    role: Role,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    quote: &'a str,
    #[serde(skip_serializing_if = "<[Phrase]>::is_empty")]
    lacked: &'a [Phrase],
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'a str>,
}

#[derive(Serialize)]
struct Warning<'a> {
    code: String,
    message: &'a Phrase,
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

impl<'a> Document<'a> {
    pub(super) fn of(document: &'a DocumentReport) -> Self {
        let warning = |d: &'a Diagnostic| Warning { code: d.code.to_string(), message: &d.message };
        Self {
            id: &document.id,
            path: &document.path,
            digest: &document.digest,
            verdicts: document.verdicts.iter().map(|(name, v)| (name.as_str(), Answer::of(v))).collect(),
            findings: document.findings.iter().map(Violation::of).collect(),
            warnings: document.warnings.iter().map(warning).collect(),
        }
    }
}

impl<'a> Answer<'a> {
    fn of(verdict: &'a Verdict) -> Self {
        Self {
            verdict: verdict.outcome,
            examined: verdict.counts.examined(),
            passed: verdict.counts.passed,
            violated: verdict.counts.violated,
            undecided: verdict.counts.undecided,
            reason: verdict.reason.as_ref(),
        }
    }
}

impl<'a> Violation<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            policy: &finding.policy,
            verdict: Outcome::Violation,
            severity: finding.severity,
            message: &finding.message,
            basis: &finding.basis,
            values: &finding.values,
            fingerprint: &finding.fingerprint,
            waived: finding.waived.as_ref(),
            baseline: finding.baseline,
            notes: &finding.notes,
            others: &finding.others,
            evidence: finding.evidence.iter().map(Quoted::of).collect(),
        }
    }
}

impl<'a> Quoted<'a> {
    fn of(evidence: &'a Evidence) -> Self {
        Self {
            role: evidence.role,
            start: evidence.span.start,
            end: evidence.span.end,
            line: evidence.start.line,
            column: evidence.start.column,
            end_line: evidence.end.line,
            end_column: evidence.end.column,
            quote: &evidence.quote,
            lacked: &evidence.lacked,
            pointer: evidence.pointer.as_deref(),
            origin: evidence.origin.as_deref(),
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
