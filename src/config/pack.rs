//! What a folder of policies says of itself: `pack.toml`.

use super::reader::Reader;
use crate::{diagnostic::Diagnostic, source::FileId};

/// The name and version of a pack.
///
/// ```
/// use guiju::{config::PackFile, source::FileId};
/// let pack = PackFile::read(FileId(0), "name = 'county'\nversion = '1.2'").map_err(|_| "wrong")?;
/// assert_eq!(pack.name.as_deref(), Some("county"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackFile {
    /// What it is called; without it, as its folder.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
}

impl PackFile {
    /// The name of the file.
    pub const FILE: &'static str = "pack.toml";

    /// Reads it.
    ///
    /// # Errors
    ///
    /// Every mistake in it.
    pub fn read(file: FileId, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader::new(file, text);
        let mut root = reader.document();
        let name = reader.text(&mut root, "name").map(|t| t.value);
        let version = reader.text(&mut root, "version").map(|t| t.value);
        reader.nothing_else(&root);
        reader.end(Self { name, version })
    }
}
