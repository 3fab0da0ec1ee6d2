//! Violations beyond those that are listed one by one: of a document with thousands of them nobody reads each, and each
//! with its words would make a report of gigabytes.

use super::evidence::{Subject, identity};
use crate::{
    finding::{Finding, Severity},
    phrase::Phrase,
    plan::{Policy, Require},
};

/// So many violations of one policy by one document are listed.
pub(in crate::eval) const MOST_LISTED: usize = 1_000;

/// After so many it is not asked further: a loop over all pairs of twenty thousand elements has two hundred million turns.
pub(in crate::eval) const ENOUGH_VIOLATIONS: u32 = 100_000;

/// What is not listed of one policy and document: it becomes one finding, which quotes the first.
pub(in crate::eval) struct Unlisted<'r> {
    first: Finding,
    requirement: &'r Require,
    /// How many there are, and how grave the gravest is.
    count: u32,
    severity: Severity,
}

impl<'r> Unlisted<'r> {
    /// The first that is not listed.
    pub(in crate::eval) fn new(first: Finding, requirement: &'r Require) -> Self {
        Self { severity: first.severity, first, requirement, count: 1 }
    }

    /// Counts one more.
    pub(in crate::eval) fn add(&mut self, severity: Severity) {
        self.count = self.count.saturating_add(1);
        self.severity = self.severity.max(severity);
    }

    /// The finding that stands for all of them: another where there are more or fewer, so that a baseline does not hide new ones.
    /// Where it was not asked further there may be more, as grave as `gravest`.
    pub(in crate::eval) fn finding(self, policy: &Policy, gravest: Option<Severity>) -> Finding {
        let Self { mut first, requirement, count, severity } = self;
        let [zh, en, sign] = if gravest.is_some() { ["至少", "at least ", "≥ "] } else { [""; 3] };
        let said = first.message.clone();
        let claim = first.restate();
        claim.severity = gravest.unwrap_or(severity);
        claim.values = [(Finding::UNLISTED.to_owned(), format!("{sign}{count}"))].into_iter().collect();
        claim.message = Phrase::new(
            format!("另有{zh}{count}处违反未逐条列出,第一处:{}", said.zh),
            format!("{en}{count} more violations are not listed one by one; the first: {}", said.en),
        );
        let subject = Subject::of([&first.fingerprint, &count.to_string()].into_iter());
        first.fingerprint = identity(policy, requirement, &subject);
        first
    }
}
