//! Policies under test: their examples run, what of them the examples reach, and which changes of a policy they notice.
//!
//! A [`Case`] is a document with the verdict that its author expects. [`cases`] takes them out of a plan, [`Prepared::new`]
//! reads the document of each, [`run`] checks them all. Files are opened by the caller.

mod coverage;
mod examples;

pub use coverage::{Covered, PolicyCoverage, coverage};
pub use examples::{Case, Document, Prepared, Ran, cases, run};
