//! The language explained from its table: the entries of `guiju doc` and the reference page.
//!
//! Nothing is told here that the table does not say, but for the words of the template around the tables.

mod entry;
mod hardest;
mod page;
mod vocabularies;

pub use entry::{Entry, called, find, names, near, telling};
pub use page::{Section, overview, page};
pub use vocabularies::vocabularies;
