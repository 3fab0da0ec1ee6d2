//! Pure evaluation of a plan on one regulation: values in, verdicts and findings out.
//!
//! Nothing here reads a clock, a file or another document, so that a result depends on the plan, the regulation and the
//! options alone. Only [`run`] knows of threads.

mod absence;
mod as_of;
mod builtin;
pub mod corpus;
mod ctx;
mod evidence;
mod expr;
mod judge;
mod message;
mod ops;
mod policy;
pub mod run;
mod search;
mod trace;
mod value;
mod verbs;

pub use policy::{Examined, Options, check, examine};
