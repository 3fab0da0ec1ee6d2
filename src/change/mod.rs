//! What changed: two reports set side by side, two versions of a document, and a report held to its documents.

mod facts;
mod findings;
mod recorded;

pub use facts::{FactChange, FactKind, facts};
pub use findings::{Cause, Change, FindingChange, findings};
pub use recorded::{Document, Evidence, Fault, Finding, Policy, Recorded, Unproved, WrongNumber};
