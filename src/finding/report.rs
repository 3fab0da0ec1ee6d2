//! The report of a whole run.

use indexmap::IndexMap;
use jiff::civil::Date;

use super::{Citation, Finding, Outcome, Severity, Verdict};
use crate::{diagnostic::Diagnostic, phrase::Phrase};

/// Everything that a run found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The program that made it.
    pub tool: Tool,
    /// BLAKE3 of the policies in force, in hexadecimal.
    pub policies_digest: String,
    /// The audit date, where one was given.
    pub as_of: Option<Date>,
    /// The policies that were checked with, in byte order of their names.
    pub policies: Vec<PolicyEntry>,
    /// The documents, in byte order of their paths, each once.
    pub documents: Vec<DocumentReport>,
    /// The inputs that could not be read, in byte order of their paths.
    pub unreadable: Vec<Unreadable>,
    /// Policies that found a subject in no document.
    pub vacuous: Vec<String>,
}

/// The program that made a report.
#[derive(Clone, Debug)]
pub struct Tool {
    /// Its version.
    pub version: &'static str,
    /// The version of the policy language.
    pub language: u32,
}

/// A policy as the reader of a report should know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyEntry {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Phrase,
    /// What it asks, in one sentence; may be empty.
    pub statement: Phrase,
    /// Its severity where no variant by date decides.
    pub severity: Severity,
    /// What it rests on.
    pub basis: Vec<Citation>,
}

impl PolicyEntry {
    /// The family that its name puts it in: what stands before the first hyphen.
    ///
    /// ```
    /// use guiju::finding::PolicyEntry;
    /// assert_eq!(PolicyEntry::family("staffing-deputy-band"), "staffing");
    /// assert_eq!(PolicyEntry::family("short"), "short");
    /// ```
    pub fn family(name: &str) -> &str {
        name.split_once('-').map_or(name, |(family, _)| family)
    }
}

/// What the run says of one document.
#[derive(Clone, Debug)]
pub struct DocumentReport {
    /// The name of the document.
    pub id: String,
    /// The path as given.
    pub path: String,
    /// BLAKE3 of its bytes.
    pub digest: String,
    /// Its decoded text: what the quotes are taken from.
    pub text: String,
    /// The verdict of each policy, in byte order of their names.
    pub verdicts: IndexMap<String, Verdict>,
    /// The violations, by smallest place, then policy, then the rest.
    pub findings: Vec<Finding>,
    /// Warnings of the reader about the document.
    pub warnings: Vec<Diagnostic>,
}

/// An input that could not be read.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// The path as given.
    pub path: String,
    /// Why.
    pub diagnostic: Diagnostic,
}

/// The figures of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that were checked.
    pub documents: usize,
    /// Policies that were checked with.
    pub policies: usize,
    /// Violations by severity: error, warning, info.
    pub violations: [usize; 3],
    /// Verdicts `pass`.
    pub passed: usize,
    /// Verdicts `undecided`.
    pub undecided: usize,
    /// Verdicts `not-applicable`.
    pub not_applicable: usize,
    /// Inputs that could not be read.
    pub unreadable: usize,
    /// Policies that found a subject nowhere.
    pub vacuous: usize,
}

impl Report {
    /// Counts.
    pub fn summary(&self) -> Summary {
        let verdicts = || self.documents.iter().flat_map(|d| d.verdicts.values());
        let having = |o: Outcome| verdicts().filter(|v| v.outcome == o).count();
        let findings =
            |s: Severity| self.documents.iter().flat_map(|d| &d.findings).filter(|f| f.severity == s).count();
        Summary {
            documents: self.documents.len(),
            policies: self.policies.len(),
            violations: Severity::ALL.map(findings),
            passed: having(Outcome::Pass),
            undecided: having(Outcome::Undecided),
            not_applicable: having(Outcome::NotApplicable),
            unreadable: self.unreadable.len(),
            vacuous: self.vacuous.len(),
        }
    }

    /// The policies that examined nothing in any document: perhaps they ask for what no document has.
    pub fn without_subject(&self) -> Vec<String> {
        let Some(first) = self.documents.first() else { return Vec::new() };
        let examined = |name: &str| {
            let verdicts = self.documents.iter().filter_map(|d| d.verdicts.get(name));
            verdicts.map(|v| v.counts.examined()).any(|n| n > 0)
        };
        first.verdicts.keys().filter(|name| !examined(name)).cloned().collect()
    }

    /// Whether any finding is at or above `severity`.
    pub fn has(&self, severity: Severity) -> bool {
        self.documents.iter().flat_map(|d| &d.findings).any(|f| f.severity >= severity)
    }
}
