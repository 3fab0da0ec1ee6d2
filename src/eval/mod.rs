//! Pure evaluation of a plan on one regulation: values in, verdicts and findings out.
//!
//! Nothing here reads a clock, a file or another document, so that a result depends on the plan, the regulation and the
//! options alone. Only [`run`] knows of threads.

mod arrivals;
mod as_of;
mod budget;
mod builtin;
pub mod corpus;
mod coverage;
mod ctx;
mod explain;
mod expr;
mod message;
mod ops;
mod policy;
mod proof;
mod quick;
pub mod run;
mod scope;
mod search;
mod turns;
mod value;
mod verbs;
mod words;

pub use corpus::{
    Part,
    row::{Origin, Row},
};
pub use coverage::{Seen, Ways, recorded};
pub use explain::{Binding, Gathered, Node, Step, Together, Truth, explain, explain_together};
pub use policy::{Chosen, Examined, Options, check, examine, examine_within, restore};
pub use words::{recognised, strength};
