//! Policies under test: their examples run, what of them the examples reach, and which changes of a policy they notice.
//!
//! A [`Case`] is a document with the verdict that its author expects. [`cases`] takes them out of a plan, [`Prepared::new`]
//! reads the document of each, [`run`] checks them all. Files are opened by the caller.

mod clauses;
mod coverage;
mod examples;
mod mutants;
mod mutate;
mod names;

pub use clauses::{Tried, clauses};
pub use coverage::{Covered, PolicyCoverage, coverage};
pub use examples::{Case, Document, Plans, Prepared, Ran, cases, run};
pub use mutants::{ChangedList, Mutant, MutantKind, Mutants, mutants};
pub use mutate::{Fate, mutate};

/// At most `most` of `all` places, spread evenly, the first among them; all of them for 0.
fn sample(all: usize, most: usize) -> Vec<usize> {
    if most == 0 || all <= most {
        return (0..all).collect();
    }
    (0..most).map(|i| i * all / most).collect()
}
