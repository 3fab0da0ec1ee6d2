//! A document of the report for programs, taken up again as data: what [`entry`](super::entry) writes.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::Deserialize;

use crate::{
    finding::{
        Claim, Counts, DocumentReport, Evidence, Finding, Outcome, Place, Role, Severity, Values, Verdict,
        Verdicts,
    },
    phrase::Phrase,
    source::{Position, Span},
};

/// The report in a line of JSON, without text, warnings, and what policies rest on. `names` are those of its policies, in
/// byte order, for documents of one run share the list.
pub(super) fn report(line: &[u8], names: &Arc<[String]>) -> Option<DocumentReport> {
    let Document { id, path, digest, verdicts, findings } = serde_json::from_slice(line).ok()?;
    let verdicts = if verdicts.keys().eq(names.iter()) {
        Verdicts::new(Arc::clone(names), verdicts.into_values().map(Verdict::from).collect())
    } else {
        verdicts.into_iter().map(|(name, answer)| (name, answer.into())).collect()
    };
    let findings = findings.into_iter().map(Finding::from).collect();
    Some(DocumentReport { id, path, digest, text: String::new(), verdicts, findings, warnings: Vec::new() })
}

#[derive(Deserialize)]
struct Document {
    id: String,
    path: String,
    digest: String,
    verdicts: IndexMap<String, Answer>,
    findings: Vec<Violation>,
}

#[derive(Deserialize)]
struct Answer {
    verdict: Outcome,
    passed: u32,
    violated: u32,
    undecided: u32,
    reason: Option<Phrase>,
}

#[derive(Deserialize)]
struct Violation {
    policy: String,
    severity: Severity,
    message: Phrase,
    values: Values,
    fingerprint: String,
    notes: Vec<Phrase>,
    #[serde(default)]
    others: Vec<String>,
    evidence: Vec<Cited>,
}

#[derive(Deserialize)]
struct Cited {
    role: Role,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    quote: String,
    #[serde(default)]
    lacked: Vec<Phrase>,
    pointer: Option<String>,
    origin: Option<String>,
}

impl From<Answer> for Verdict {
    fn from(Answer { verdict, passed, violated, undecided, reason }: Answer) -> Self {
        Self { outcome: verdict, counts: Counts { passed, violated, undecided }, reason }
    }
}

impl From<Violation> for Finding {
    fn from(violation: Violation) -> Self {
        let Violation { policy, severity, message, values, fingerprint, notes, others, evidence } = violation;
        let claim = Claim::new(policy, severity, message, Arc::default(), values);
        let evidence = evidence.into_iter().map(Evidence::from).collect();
        let mut made = Self::new(claim, fingerprint, evidence);
        (made.notes, made.others) = (notes, others);
        made
    }
}

impl From<Cited> for Evidence {
    fn from(q: Cited) -> Self {
        let place = Place {
            span: Span::new(q.start, q.end),
            start: Position { line: q.line, column: q.column },
            end: Position { line: q.end_line, column: q.end_column },
            quote: q.quote,
            pointer: q.pointer,
            origin: q.origin,
        };
        Self { role: q.role, place: Arc::new(place), lacked: q.lacked }
    }
}
