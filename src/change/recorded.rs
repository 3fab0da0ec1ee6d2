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
    /// The line of the byte after its last.
    pub end_line: u32,
    /// The column of that.
    pub end_column: u32,
    /// The words.
    pub quote: String,
}

/// What a text does not prove of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unproved {
    /// The policy of the finding.
    pub policy: String,
    /// Line and column as the report has them; `None` where the finding quotes nothing.
    pub place: Option<(u32, u32)>,
    /// What does not stand.
    pub fault: Fault,
}

/// What does not stand of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is none: a violation without evidence proves nothing.
    NoEvidence,
    /// Other words stand there.
    Words {
        /// The words that should.
        quote: String,
        /// The words that do.
        found: String,
    },
    /// The words stand there, and the report gives other numbers for the place.
    Numbers(Vec<WrongNumber>),
}

/// A number of a place that is another one in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongNumber {
    /// Its key in the report.
    pub name: &'static str,
    /// As the report has it.
    pub said: u32,
    /// As it is.
    pub is: u32,
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

    /// The quotes that do not stand at their place in a text, and the findings that quote nothing.
    pub fn unproved(&self, text: &str) -> Vec<Unproved> {
        let lines = LineIndex::new(text);
        let mut wrong = Vec::new();
        for finding in &self.findings {
            let unproved = |place, fault| Unproved { policy: finding.policy.clone(), place, fault };
            if finding.evidence.is_empty() {
                wrong.push(unproved(None, Fault::NoEvidence));
            }
            for e in &finding.evidence {
                wrong.extend(e.fault(text, &lines).map(|fault| unproved(Some((e.line, e.column)), fault)));
            }
        }
        wrong
    }
}

impl Evidence {
    /// What of it does not stand in a text.
    fn fault(&self, text: &str, lines: &LineIndex) -> Option<Fault> {
        let found = Span::new(self.start, self.end).slice(text);
        if !text.is_char_boundary(self.start as usize) || found != self.quote {
            return Some(Fault::Words { quote: self.quote.clone(), found: found.to_owned() });
        }
        let (start, end) = (lines.position(text, self.start), lines.position(text, self.end));
        let numbers = [
            ("line", self.line, start.line),
            ("column", self.column, start.column),
            ("end_line", self.end_line, end.line),
            ("end_column", self.end_column, end.column),
        ];
        let wrong: Vec<WrongNumber> = numbers
            .into_iter()
            .filter(|(_, said, is)| said != is)
            .map(|(name, said, is)| WrongNumber { name, said, is })
            .collect();
        (!wrong.is_empty()).then_some(Fault::Numbers(wrong))
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
