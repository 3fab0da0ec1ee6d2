//! A report as it was written: what is needed to compare it and to prove it again.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    diagnostic::{Code, Diagnostic},
    finding::Severity,
    phrase::Phrase,
    source::{LineIndex, Span},
    text::json_problem,
};

const SCHEMA: &str = "guiju/report/1";

/// A report read back from JSON.
#[derive(Clone, Debug, Deserialize)]
pub struct Recorded {
    schema: String,
    /// The program that made it, with its version.
    pub tool: Value,
    /// The audit date.
    pub as_of: Option<String>,
    /// The policies that were checked with.
    pub policies: IndexMap<String, Policy>,
    /// The documents.
    pub documents: Vec<Document>,
    /// Whether the run was stopped before all documents were checked.
    #[serde(default)]
    pub interrupted: bool,
}

/// A policy of a report.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Policy {
    /// Its severity where neither a date nor a scope decides.
    pub severity: Severity,
    /// BLAKE3 of what decides its verdicts.
    pub digest: String,
    /// The values of its parameters.
    pub params: IndexMap<String, String>,
    /// What is set for it by level and jurisdiction.
    #[serde(default)]
    pub scoped: Vec<String>,
}

/// A document of a report.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    /// The path as given.
    pub path: String,
    /// BLAKE3 of its bytes.
    pub digest: String,
    /// The violations.
    pub findings: Vec<Finding>,
}

/// A finding of a report.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Finding {
    /// The policy.
    pub policy: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: Phrase,
    /// Its identity.
    pub fingerprint: String,
    /// The waiver that covers it.
    pub waived: Option<Value>,
    /// The clauses that prove it.
    pub evidence: Vec<Evidence>,
}

/// A quoted place of a report.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Evidence {
    /// Why it is quoted.
    pub role: String,
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// Its line, from 1.
    pub line: u32,
    /// Its column in code points, from 1.
    pub column: u32,
    /// The words.
    pub quote: String,
}

/// A quote that does not stand where the report says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unproved {
    /// The policy of its finding.
    pub policy: String,
    /// Line and column as the report has them.
    pub place: (u32, u32),
    /// The words that should stand there.
    pub quote: String,
    /// The words that do.
    pub found: String,
}

impl Recorded {
    /// Reads what `guiju check --format json` wrote; `name` is its file.
    ///
    /// # Errors
    ///
    /// A text that is no report.
    pub fn read(name: &str, text: &str) -> Result<Self, Diagnostic> {
        let why = match serde_json::from_str::<Self>(text) {
            Ok(report) if report.schema == SCHEMA => return Ok(report),
            Ok(other) => Phrase::new(format!("schema {}", other.schema), format!("schema {}", other.schema)),
            Err(error) => json_problem(&error, Some(1)),
        };
        let message =
            Phrase::new(format!("这不是报告：{}", why.zh), format!("this is no report: {}", why.en));
        let help = Phrase::new(
            "用 `guiju check --format json` 重新写出",
            "write it anew with `guiju check --format json`",
        );
        Err(Diagnostic::input(Code::BadReport, name, message).help(help))
    }
}

impl Document {
    /// How many places it quotes.
    pub fn quotes(&self) -> usize {
        self.findings.iter().map(|f| f.evidence.len()).sum()
    }

    /// The quotes that do not stand at their place, line and column in a text.
    pub fn unproved(&self, text: &str) -> Vec<Unproved> {
        let lines = LineIndex::new(text);
        let mut wrong = Vec::new();
        for finding in &self.findings {
            for e in &finding.evidence {
                let found = Span::new(e.start, e.end).slice(text);
                let stands = text.is_char_boundary(e.start as usize) && found == e.quote && {
                    let position = lines.position(text, e.start);
                    (position.line, position.column) == (e.line, e.column)
                };
                if !stands {
                    wrong.push(Unproved {
                        policy: finding.policy.clone(),
                        place: (e.line, e.column),
                        quote: e.quote.clone(),
                        found: found.to_owned(),
                    });
                }
            }
        }
        wrong
    }
}

impl Finding {
    /// The words that break the policy; `None` for a finding by absence.
    pub(super) fn offending(&self) -> Option<&str> {
        self.evidence.iter().find(|e| e.role == "offending").map(|e| e.quote.as_str())
    }

    /// The words that it is about, and where they stand.
    pub fn subject(&self) -> Option<&Evidence> {
        self.evidence.iter().find(|e| e.role == "offending").or(self.evidence.first())
    }
}
