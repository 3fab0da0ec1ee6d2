//! How a finding stands: waived by a register, known from a baseline.

use jiff::civil::Date;
use serde::Serialize;

use super::Severity;
use crate::phrase::Phrase;

/// The waiver that covers a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waived {
    /// Why the violation is accepted.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it holds; `None` is open.
    pub until: Option<Date>,
    /// Where the waiver stands: `guiju.toml:12`.
    pub place: String,
}

/// What a baseline says of a finding of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BaselineState {
    /// The baseline does not have it.
    New,
    /// The baseline has it: it is known, and does not count toward the exit status.
    Unchanged,
}

/// One entry of the register of waivers, and what became of it in this run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WaiverRecord {
    /// The policy that it sets aside, as the register names it.
    pub policy: String,
    /// The document that it is for; `None`: any.
    pub document: Option<String>,
    /// Words of what the finding is about.
    pub subject: Option<String>,
    /// Words that the finding quotes.
    pub quote: Option<String>,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where it stands: `guiju.toml:12`.
    pub place: String,
    /// What became of it.
    pub state: WaiverState,
    /// How many findings it is about; waived only where `state` is `used`.
    pub findings: usize,
}

/// What became of a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WaiverState {
    /// It waives findings.
    Used,
    /// Its last day is over: what it is about counts again.
    Expired,
    /// Nothing matches it.
    Unmatched,
    /// Its policy may not be waived.
    Refused,
}

/// The baseline that the findings were compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BaselineRecord {
    /// Its file, as given.
    pub file: String,
    /// What it has and the documents have no longer, in byte order of path, policy and fingerprint.
    pub fixed: Vec<Fixed>,
}

/// A finding of the baseline that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fixed {
    /// The path that the document had.
    pub path: String,
    /// The policy.
    pub policy: String,
    /// The severity that it had.
    pub severity: Severity,
    /// Its identity.
    pub fingerprint: String,
    /// What was wrong.
    pub message: Phrase,
    /// The first words that it quoted.
    pub quote: String,
}
