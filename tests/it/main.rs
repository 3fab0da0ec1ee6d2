//! The one integration binary: it links once, its modules follow the topics.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::assigning_clones,
    clippy::type_complexity,
    clippy::needless_for_each,
    reason = "tests stop at the first surprise, read and write files, and build their inputs plainly"
)]

mod akn;
mod architecture;
mod cache;
mod change;
mod cli;
mod config;
mod corpus;
mod damage;
mod diagnostics;
mod edits;
mod examples;
mod fmt;
mod formats;
mod guide;
mod ingest;
mod inputs;
mod language;
mod layouts;
mod limits;
mod lint;
mod oracle;
mod outputs;
mod policies;
mod project;
mod quicker;
mod reading;
mod report;
mod round_trip;
mod rust_text;
mod scopes;
mod semantics;
mod spoken;
mod standing;
mod streams;
mod structures;
mod syntax;
mod tables;
mod testing;
mod text;
mod tidy;
mod watch;
mod worker;
