//! The verdict of one policy on one document.

use serde::{Deserialize, Serialize};

use crate::phrase::Phrase;

/// How much a violation matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// All severities, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The name in policies and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The Chinese name.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Info => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

/// The four answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Every requirement held for every subject, and there was one.
    Pass,
    /// Some requirement was false for some subject.
    Violation,
    /// None was false, but some could not be decided.
    Undecided,
    /// The policy does not apply to the document, or found no subject in it.
    NotApplicable,
}

impl Outcome {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Violation => "violation",
            Self::Undecided => "undecided",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The Chinese name.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Pass => "通过",
            Self::Violation => "违反",
            Self::Undecided => "未决",
            Self::NotApplicable => "不适用",
        }
    }
}

/// How many evaluations of a requirement on a binding ended how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// True.
    pub passed: u32,
    /// False.
    pub violated: u32,
    /// Unknown.
    pub undecided: u32,
}

impl Counts {
    /// All of them.
    pub fn examined(self) -> u32 {
        self.passed + self.violated + self.undecided
    }

    /// Adds those of other evaluations.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.violated += other.violated;
        self.undecided += other.undecided;
    }
}

/// The verdict of one policy on one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The answer.
    pub outcome: Outcome,
    /// What it rests on.
    pub counts: Counts,
    /// Why it is undecided or not applicable.
    pub reason: Option<Phrase>,
}
