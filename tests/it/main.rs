//! The one integration binary: it links once, its modules follow the topics.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise, and read and write files"
)]

mod akn;
mod architecture;
mod cli;
mod corpus;
mod damage;
mod diagnostics;
mod examples;
mod ingest;
mod inputs;
mod language;
mod layouts;
mod lint;
mod policies;
mod project;
mod report;
mod round_trip;
mod rust_text;
mod structures;
mod syntax;
mod testing;
mod text;
mod tidy;
