//! What a check says: verdicts, findings and the report, as data. How they look is the business of `report`.

mod claim;
mod digest;
mod policy;
mod report;
mod selector;
mod standing;
mod values;
mod verdict;
mod verdicts;

pub use claim::Claim;
pub use digest::Digest;
pub use policy::{Pack, PolicyRecord};
pub use report::{DocumentReport, Report, Summary, Tally, Tool, Unreadable};
pub use selector::Selector;
pub use standing::{BaselineRecord, BaselineState, Fixed, Waived, WaiverRecord, WaiverState};
pub use values::Values;
pub use verdict::{Counts, Outcome, Severity, Verdict};
pub use verdicts::Verdicts;

use std::{ops::Deref, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    phrase::Phrase,
    source::{Position, Span},
};

/// One violation of one policy by one document. As data it goes without what its policy and its reader know: the basis,
/// waivers and the baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it claims.
    claim: Arc<Claim>,
    /// An identity that survives edits elsewhere: made of policy, subject and folded quote, never of places.
    pub fingerprint: String,
    /// The clauses that prove it; never empty.
    pub evidence: Vec<Evidence>,
    /// What else the reader should know: that the date of the document is unknown.
    pub notes: Vec<Phrase>,
    /// The other documents that it concerns, for a policy over a corpus.
    pub others: Vec<String>,
    /// The waiver that covers it.
    #[serde(skip)]
    pub waived: Option<Waived>,
    /// What the baseline says of it; `None` where there is no baseline.
    #[serde(skip)]
    pub baseline: Option<BaselineState>,
}

impl Deref for Finding {
    type Target = Claim;

    fn deref(&self) -> &Claim {
        &self.claim
    }
}

impl Finding {
    /// A finding that claims something and is proved by something.
    pub fn new(claim: impl Into<Arc<Claim>>, fingerprint: String, evidence: Vec<Evidence>) -> Self {
        Self {
            claim: claim.into(),
            fingerprint,
            evidence,
            notes: Vec::new(),
            others: Vec::new(),
            waived: None,
            baseline: None,
        }
    }

    /// What it claims, to be changed; findings that claimed the same still claim it.
    pub fn restate(&mut self) -> &mut Claim {
        let claim = Arc::make_mut(&mut self.claim);
        claim.forget();
        claim
    }

    /// The words before the number in the values of a finding that stands for violations which are not listed; they are no
    /// expression.
    pub const UNLISTED: &str = "violations not listed";

    /// Whether it stands for violations that are not listed.
    pub fn stands_for_more(&self) -> bool {
        self.values.get(Self::UNLISTED).is_some()
    }

    /// Whether it counts toward the exit status: neither waived nor known from the baseline.
    pub fn counts(&self) -> bool {
        self.waived.is_none() && self.baseline != Some(BaselineState::Unchanged)
    }

    /// The place that the message is about: the first offending clause; where nothing was found, the first place that was
    /// searched.
    pub fn main(&self) -> Option<&Evidence> {
        let having = |role: Role| self.evidence.iter().find(|e| e.role == role);
        having(Role::Offending).or_else(|| having(Role::Searched)).or_else(|| self.evidence.first())
    }

    /// The words that it is about: those of its offending evidence, else of what stands first.
    pub fn subject(&self) -> &str {
        let offending = self.evidence.iter().find(|e| e.role == Role::Offending);
        offending.or(self.evidence.first()).map_or("", |e| &e.quote)
    }
}

/// What a policy rests on, as it is cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// `law`, `reference` or `practice`.
    pub kind: &'static str,
    /// The title of the law or source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Phrase>,
}

/// A quoted place of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Why it is quoted.
    pub role: Role,
    /// What is quoted; findings of one document that quote the same share it.
    pub place: Arc<Place>,
    /// What a nearest miss lacked: conditions of the policy, as the reader would write them.
    pub lacked: Vec<Phrase>,
}

/// A stretch of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The bytes of the decoded text.
    pub span: Span,
    /// Line and column of the first byte.
    pub start: Position,
    /// Line and column of the byte after the last.
    pub end: Position,
    /// The text at that range, as printed.
    pub quote: String,
    /// The place in a structure without text: a JSON pointer.
    pub pointer: Option<String>,
    /// The element or paragraph of a page or a word processor's file that shows it.
    pub origin: Option<String>,
}

impl Deref for Evidence {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.place
    }
}

/// Why a place is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The clause that breaks the policy.
    Offending,
    /// Words that a number or a value was read from.
    Context,
    /// Where something was looked for and not found.
    Searched,
    /// What came nearest.
    Nearest,
}

impl Role {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Offending => "offending",
            Self::Context => "context",
            Self::Searched => "searched",
            Self::Nearest => "nearest",
        }
    }
}
