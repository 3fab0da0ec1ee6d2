//! The report of a whole run.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    BaselineRecord, BaselineState, Digest, Finding, Outcome, Pack, PolicyRecord, Severity, Verdict, Verdicts,
    WaiverRecord, WaiverState,
};
use crate::diagnostic::Diagnostic;

/// Everything that a run found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The program that made it.
    pub tool: Tool,
    /// BLAKE3 of the policies in force, in hexadecimal.
    pub policies_digest: Digest,
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
    /// Whether the run was stopped before all documents were checked: then nothing is said that only all of them can tell.
    pub interrupted: bool,
}

/// The program that made a report.
#[derive(Clone, Debug)]
pub struct Tool {
    /// Its version.
    pub version: &'static str,
    /// The version of the policy language.
    pub language: u32,
}

/// What the run says of one document. As data it goes without the text, which whoever has the document has too.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DocumentReport {
    /// The name of the document.
    pub id: String,
    /// The path as given.
    pub path: String,
    /// BLAKE3 of its bytes.
    pub digest: String,
    /// Its decoded text: what the quotes are taken from.
    #[serde(skip)]
    pub text: String,
    /// The verdict of each policy, in byte order of their names.
    pub verdicts: Verdicts,
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

/// What is counted of documents one after another; they need not be kept.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    documents: usize,
    violations: [usize; 3],
    waived: usize,
    unchanged: usize,
    passed: usize,
    undecided: usize,
    not_applicable: usize,
    /// The gravest finding that counts.
    worst: Option<Severity>,
    /// The policies, and whether each has examined anything.
    subjects: IndexMap<String, bool>,
    /// The list of which these are the first, in its order.
    policies: Option<Arc<[String]>>,
}

impl Tally {
    /// Counts a document.
    pub fn take(&mut self, document: &DocumentReport) {
        let told = |verdict: &Verdict| (verdict.outcome, verdict.counts.examined() > 0);
        self.take_verdicts(document.verdicts.policies(), document.verdicts.values().map(told));
        for finding in &document.findings {
            if finding.waived.is_some() {
                self.waived += 1;
            } else {
                self.take_violation(finding.severity);
                self.unchanged += usize::from(finding.baseline == Some(BaselineState::Unchanged));
            }
            if finding.counts() {
                self.worst = self.worst.max(Some(finding.severity));
            }
        }
    }

    /// Counts a document of which only this is told: the answer of each policy with whether it has examined anything, and
    /// the severities of the findings, none of which is waived or known before.
    pub(crate) fn take_told(
        &mut self,
        policies: &Arc<[String]>,
        answers: impl Iterator<Item = (Outcome, bool)>,
        severities: impl Iterator<Item = Severity>,
    ) {
        self.take_verdicts(policies, answers);
        for severity in severities {
            self.take_violation(severity);
            self.worst = self.worst.max(Some(severity));
        }
    }

    /// Counts a document and its verdicts, and notes which policies have examined anything.
    fn take_verdicts(&mut self, policies: &Arc<[String]>, answers: impl Iterator<Item = (Outcome, bool)>) {
        self.documents += 1;
        if self.subjects.is_empty() {
            self.policies = Some(Arc::clone(policies));
            self.subjects = policies.iter().map(|name| (name.clone(), false)).collect();
        }
        // All documents of a run have the same list.
        let same = self.policies.as_ref().is_some_and(|p| Arc::ptr_eq(p, policies));
        for (place, (outcome, examined)) in answers.enumerate() {
            match outcome {
                Outcome::Pass => self.passed += 1,
                Outcome::Undecided => self.undecided += 1,
                Outcome::NotApplicable => self.not_applicable += 1,
                Outcome::Violation => {}
            }
            match (self.subjects.get_index_mut(place), policies.get(place)) {
                (Some((name, before)), Some(of)) if same || name == of => *before |= examined,
                (_, Some(of)) => *self.subjects.entry(of.clone()).or_default() |= examined,
                (_, None) => {}
            }
        }
    }

    fn take_violation(&mut self, severity: Severity) {
        let place = Severity::ALL.iter().position(|s| *s == severity).unwrap_or_default();
        self.violations[place] += 1;
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        for (sum, n) in self.violations.iter_mut().zip(other.violations) {
            *sum += n;
        }
        self.waived += other.waived;
        self.unchanged += other.unchanged;
        self.passed += other.passed;
        self.undecided += other.undecided;
        self.not_applicable += other.not_applicable;
        self.worst = self.worst.max(other.worst);
        for (name, examined) in &other.subjects {
            *self.subjects.entry(name.clone()).or_default() |= examined;
        }
    }

    /// The policies that examined nothing in any document: perhaps they ask for what no document has.
    pub fn without_subject(&self) -> Vec<String> {
        self.subjects.iter().filter(|(_, examined)| !**examined).map(|(name, _)| name.clone()).collect()
    }

    /// Whether any finding that counts is at or above `severity`.
    pub fn has(&self, severity: Severity) -> bool {
        self.worst.is_some_and(|worst| worst >= severity)
    }
}

impl Report {
    /// Counts the documents.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.documents.iter().for_each(|d| tally.take(d));
        tally
    }

    /// The figures.
    pub fn summary(&self) -> Summary {
        self.summary_with(&self.tally())
    }

    /// The figures of a run whose documents were counted one after another.
    pub fn summary_with(&self, tally: &Tally) -> Summary {
        Summary {
            documents: tally.documents,
            policies: self.policies.len(),
            violations: tally.violations,
            waived: tally.waived,
            unchanged: tally.unchanged,
            fixed: self.baseline.as_ref().map_or(0, |b| b.fixed.len()),
            bad_waivers: self.waivers.iter().filter(|w| w.state != WaiverState::Used).count(),
            passed: tally.passed,
            undecided: tally.undecided,
            not_applicable: tally.not_applicable,
            unreadable: self.unreadable.len(),
            vacuous: self.vacuous.len(),
        }
    }

    /// Whether everything could be judged, and every waiver does something: nothing undecided, no policy without a subject
    /// in any document, no input unread, no document left out by an interrupt.
    pub fn is_settled(&self, tally: &Tally) -> bool {
        let Summary { undecided, unreadable, vacuous, bad_waivers, .. } = self.summary_with(tally);
        !self.interrupted && undecided + unreadable + vacuous + bad_waivers == 0
    }

    /// Whether any finding that counts is at or above `severity`: waived ones do not, nor do those that the baseline has.
    pub fn has(&self, severity: Severity) -> bool {
        self.tally().has(severity)
    }
}
