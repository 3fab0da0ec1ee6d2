//! The grammar, compiled. `Rule` is named in this module's neighbours only.
#![allow(missing_docs, unreachable_pub, clippy::pedantic, reason = "generated code")]

use pest_derive::Parser;

/// The parser that `grammar/policy.pest` describes.
#[derive(Parser)]
#[grammar = "grammar/policy.pest"]
pub(super) struct Grammar;
