//! The policies of a run as its report names them: enough to know later whether a finding changed because of them.

use indexmap::IndexMap;

use super::{Citation, Digest, Severity};
use crate::phrase::Phrase;

/// A policy that a run checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRecord {
    /// Its name.
    pub name: String,
    /// Its family: the folder of its file; empty where there is none.
    pub family: String,
    /// Its title.
    pub title: Phrase,
    /// What it asks, in one sentence.
    pub statement: Phrase,
    /// Its severity where neither a date nor a scope decides.
    pub severity: Severity,
    /// What it rests on.
    pub basis: Vec<Citation>,
    /// The values of its parameters where no scope decides, by name.
    pub params: IndexMap<String, String>,
    /// What is set for it by level and jurisdiction, in words: `county: max = 1/4`.
    pub scoped: Vec<String>,
    /// BLAKE3 of its text and of the tables, vocabularies and definitions that it uses, in hexadecimal; layout, comments
    /// and the values of parameters do not enter.
    pub digest: Digest,
    /// Whether its findings may be waived.
    pub waivable: bool,
    /// The file that it was read from.
    pub file: String,
}

impl Pack {
    /// A pack of policy files, each with its name inside the pack and its text.
    pub fn new(
        name: String,
        version: Option<String>,
        files: &[(String, &str)],
        policies: Vec<String>,
    ) -> Self {
        let mut digested = Vec::new();
        for part in files.iter().flat_map(|(name, text)| [name.as_str(), text]) {
            digested.extend((part.len() as u64).to_le_bytes());
            digested.extend(part.as_bytes());
        }
        let digest = Digest::when_asked(move || blake3::hash(&digested).to_hex().to_string());
        Self { name, version, digest, policies }
    }
}

/// A pack of policies: a folder that says what it is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// Its version, where it has one.
    pub version: Option<String>,
    /// BLAKE3 of the names and texts of its files, in hexadecimal.
    pub digest: Digest,
    /// The policies that it has, in byte order.
    pub policies: Vec<String>,
}
