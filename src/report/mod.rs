//! How a report looks: one file and one function per format. Colour and layout are known here and nowhere else.

mod akn;
mod columns;
mod csv;
mod diagnostics;
mod entry;
mod excerpt;
mod finding;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod junit;
mod laid;
mod lines;
mod markdown;
mod ndjson;
mod overview;
mod pen;
mod reading;
mod sarif;
pub mod tables;
mod taken;
mod unsettled;
mod warned;
mod window;
mod words;

pub use akn::akn;
pub use columns::{clean, table, wrap};
pub use csv::csv;
pub use diagnostics::diagnostics;
pub use finding::citation;
pub use github::github;
pub use gitlab::gitlab;
pub use html::html;
pub use human::{HumanOptions, human};
pub use json::{json, json_document, json_head, json_tail};
pub use junit::junit;
pub use laid::{Joined, Laid, Layer, Sheet};
pub use markdown::markdown;
pub use ndjson::{ndjson, ndjson_document, ndjson_head, ndjson_tail, ndjson_unreadable};
pub use reading::reading;
pub use sarif::sarif;
pub use unsettled::unsettled;
pub use words::many;

/// A path as platforms want it that show findings beside the files: without `./` before it.
fn from_root(path: &str) -> &str {
    let path = path.strip_prefix("./").map_or(path, |rest| rest.trim_start_matches('/'));
    if path.starts_with("./") { from_root(path) } else { path }
}
