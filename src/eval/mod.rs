//! Pure evaluation of a plan on one regulation: values in, verdicts and findings out.
//!
//! Nothing here reads a clock, a file or another document, so that a result depends on the plan, the regulation and the
//! options alone. Only [`run`] knows of threads.

mod absence;
mod among;
mod arrivals;
mod as_of;
mod best;
mod builtin;
mod candidates;
pub mod corpus;
mod counterpart;
mod ctx;
mod doubts;
mod evidence;
mod explain;
mod expr;
mod found;
mod judge;
mod kept;
mod likeness;
mod message;
mod near;
mod ops;
mod pairs;
mod policy;
mod ranges;
mod row;
pub mod run;
mod same;
mod scope;
mod search;
mod sharing;
mod shortcut;
mod stretches;
mod trace;
mod turns;
mod unlisted;
mod value;
mod verbs;
mod watch;
mod words;

pub use corpus::Part;
pub use explain::{Binding, Node, Step, Truth, explain};
pub use policy::{Chosen, Examined, Options, check, examine, restore};
pub use row::{Origin, Row};
pub use watch::{Seen, Ways, watched};
pub use words::{recognised, strength};
