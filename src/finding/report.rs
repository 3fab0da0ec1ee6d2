//! The report of a whole run.

use indexmap::IndexMap;
use jiff::civil::Date;

use super::{
    BaselineRecord, BaselineState, Finding, Outcome, Pack, PolicyRecord, Severity, Verdict, WaiverRecord,
    WaiverState,
};
use crate::diagnostic::Diagnostic;

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
    pub policies: Vec<PolicyRecord>,
    /// The packs that they came in.
    pub packs: Vec<Pack>,
    /// The register of waivers, in its order.
    pub waivers: Vec<WaiverRecord>,
    /// The baseline, where the findings were compared with one.
    pub baseline: Option<BaselineRecord>,
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
    /// Violations that are not waived, by severity: error, warning, info.
    pub violations: [usize; 3],
    /// Violations that are waived.
    pub waived: usize,
    /// Of the violations that are not waived, those that the baseline has.
    pub unchanged: usize,
    /// Findings of the baseline that are gone.
    pub fixed: usize,
    /// Waivers that are expired, match nothing or may not be.
    pub bad_waivers: usize,
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
        let findings = || self.documents.iter().flat_map(|d| &d.findings);
        let open = || findings().filter(|f| f.waived.is_none());
        Summary {
            documents: self.documents.len(),
            policies: self.policies.len(),
            violations: Severity::ALL.map(|s| open().filter(|f| f.severity == s).count()),
            waived: findings().filter(|f| f.waived.is_some()).count(),
            unchanged: open().filter(|f| f.baseline == Some(BaselineState::Unchanged)).count(),
            fixed: self.baseline.as_ref().map_or(0, |b| b.fixed.len()),
            bad_waivers: self.waivers.iter().filter(|w| w.state != WaiverState::Used).count(),
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

    /// Whether everything could be judged, and every waiver does something: nothing undecided, no policy without a subject
    /// in any document, no input unread.
    pub fn is_settled(&self) -> bool {
        let Summary { undecided, unreadable, vacuous, bad_waivers, .. } = self.summary();
        undecided + unreadable + vacuous + bad_waivers == 0
    }

    /// Whether any finding that counts is at or above `severity`: waived ones do not, nor do those that the baseline has.
    pub fn has(&self, severity: Severity) -> bool {
        self.documents.iter().flat_map(|d| &d.findings).any(|f| f.counts() && f.severity >= severity)
    }
}
