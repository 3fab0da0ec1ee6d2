//! Reads regulations and checks them against policies.

pub mod diagnostic;
pub mod finding;
pub mod ingest;
pub mod phrase;
pub mod plan;
pub mod regulation;
pub mod report;
pub mod schema;
pub mod source;
pub mod syntax;
pub mod text;

use jiff::civil::Date;

use crate::{
    diagnostic::Diagnostic,
    finding::{DocumentReport, Report, Tool},
    plan::Plan,
    regulation::Regulation,
    source::Files,
};

/// The shipped policy files: name in the pack (`rules/staffing/…`) and text.
pub fn shipped() -> &'static [(&'static str, &'static str)] {
    &[]
}

/// A compiled set of policies and the warnings about them.
#[derive(Debug)]
pub struct Compilation {
    /// The program.
    pub plan: Plan,
    /// What is used, but probably not meant.
    pub warnings: Vec<Diagnostic>,
}

/// Compiles all policy files together.
pub fn compile(_files: &Files) -> Result<Compilation, Vec<Diagnostic>> {
    Ok(Compilation { plan: Plan::default(), warnings: Vec::new() })
}

/// How to check.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// The audit date; without it, each document's own date.
    pub as_of: Option<Date>,
    /// The policies to check with; empty means all.
    pub only: Vec<String>,
}

/// Checks one document (the batch driver calls this in parallel).
pub fn check(_plan: &Plan, _regulation: &Regulation, _options: &CheckOptions) -> DocumentReport {
    unimplemented_stub()
}

/// Checks documents in parallel on `threads` threads (0: as many as the machine has); the result does not depend on it.
/// Each item is a document or the reason why it could not be read; the order of the input does not matter.
pub fn check_all(
    plan: &Plan,
    _documents: Vec<(String, Result<Regulation, Diagnostic>)>,
    options: &CheckOptions,
    _threads: usize,
) -> Report {
    Report {
        tool: Tool { version: env!("CARGO_PKG_VERSION"), language: 1 },
        policies_digest: plan.digest.clone(),
        as_of: options.as_of,
        documents: Vec::new(),
        unreadable: Vec::new(),
        vacuous: Vec::new(),
    }
}

fn unimplemented_stub() -> DocumentReport {
    DocumentReport {
        id: String::new(),
        path: String::new(),
        digest: String::new(),
        text: String::new(),
        verdicts: indexmap::IndexMap::new(),
        findings: Vec::new(),
        warnings: Vec::new(),
    }
}
