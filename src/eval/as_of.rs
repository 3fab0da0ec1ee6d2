//! The date by which a document is judged.

use jiff::civil::Date;

use super::value::{Value, Why};
use crate::{finding::Severity, plan::Policy, regulation::Regulation};

/// The as-of date: the audit date, else the document's own effective date (its day of issue where it takes effect on
/// that, or tells of none), else the interval inferred from what it names.
#[derive(Clone, Copy, Debug)]
pub(super) enum AsOf {
    /// A day.
    Day(Date),
    /// Some day between two, both inside.
    Between(Date, Date),
    /// Nothing tells.
    Unknown,
}

impl AsOf {
    pub(super) fn of(reg: &Regulation, audit: Option<Date>) -> Self {
        let issued = reg.issued.map(|i| i.value);
        let own = match &reg.effective {
            Some(e) => e.date.or(issued.filter(|_| e.on_issue)),
            // What says nothing of its effect has it from the day on which it was issued.
            None => issued,
        };
        if let Some(day) = audit.or(own) {
            return Self::Day(day);
        }
        let Some(inferred) = &reg.inferred else { return Self::Unknown };
        match (inferred.from.map(|d| d.value), inferred.until.map(|d| d.value)) {
            (None, None) => Self::Unknown,
            (from, until) => Self::Between(from.unwrap_or(Date::MIN), until.unwrap_or(Date::MAX)),
        }
    }

    /// The date as a value.
    pub(super) fn value<'r>(self) -> Value<'r> {
        match self {
            Self::Day(d) => Value::Date(d),
            Self::Between(a, b) => Value::Interval(a, b),
            Self::Unknown => Value::Unknown(Why::NoDate),
        }
    }
}

/// What the date says of a policy with variants.
pub(super) enum InForce {
    /// In force, with this severity.
    Yes(Severity),
    /// Not in force on the document's date.
    No,
    /// The date does not decide: the policy's own severity holds, and the findings say so.
    Undated(Severity),
}

/// Chooses the variant of a policy: one that holds the whole interval, or none where every variant lies outside it.
pub(super) fn in_force(policy: &Policy, as_of: AsOf) -> InForce {
    if policy.variants.is_empty() {
        return InForce::Yes(policy.severity);
    }
    let (from, until) = match as_of {
        AsOf::Day(d) => (d, d),
        AsOf::Between(a, b) => (a, b),
        AsOf::Unknown => return InForce::Undated(policy.severity),
    };
    let end = |u: Option<Date>| u.unwrap_or(Date::MAX);
    if let Some(v) = policy.variants.iter().find(|v| v.from <= from && until <= end(v.until)) {
        return InForce::Yes(v.severity);
    }
    if policy.variants.iter().all(|v| until < v.from || end(v.until) < from) {
        return InForce::No;
    }
    InForce::Undated(policy.severity)
}
