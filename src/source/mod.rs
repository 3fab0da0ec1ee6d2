//! Places in texts: byte spans, and the one index that turns them into lines and columns.
//!
//! Inside the library every place is a [`Span`] of bytes. Lines and columns are made at the edge, by [`LineIndex`].

mod line_index;
mod span;

use serde::{Deserialize, Serialize};

pub(crate) use line_index::lines;
pub use line_index::{LineIndex, Position};
pub use span::Span;

/// Names one of the texts that a diagnostic may point into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// The texts that a diagnostic may point into: policy files, manifests, configuration.
#[derive(Clone, Debug, Default)]
pub struct Files(Vec<File>);

/// One text and the name that the user knows it by.
#[derive(Clone, Debug)]
pub struct File {
    /// The path as given, or a name in angle brackets (`<stdin>`, `<shipped>/…`).
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Files {
    /// Adds a text and returns the id that places in it carry.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(self.0.len() as u32);
        self.0.push(File { name: name.into(), text: text.into() });
        id
    }

    /// The text of an id; `None` for an id of another set.
    pub fn get(&self, id: FileId) -> Option<&File> {
        self.0.get(id.0 as usize)
    }

    /// All texts in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.0.iter().enumerate().map(|(i, f)| (FileId(i as u32), f))
    }
}
