//! How a report looks: one file and one function per format. Colour and layout are known here and nowhere else.

mod akn;
mod columns;
mod diagnostics;
mod excerpt;
mod finding;
mod human;
mod json;
mod overview;
mod reading;
mod window;
mod words;

pub use akn::akn;
pub use columns::{clean, table, wrap};
pub use diagnostics::diagnostics;
pub use finding::citation;
pub use human::{HumanOptions, human};
pub use json::json;
pub use reading::reading;
