//! What is set from outside the policy files: values of parameters, severities, and the documents that they are for.

use crate::{
    diagnostic::{Code, Diagnostic},
    finding::{Selector, Severity},
    phrase::Phrase,
    schema::Level,
    source::{FileId, Files, Span},
};

use super::Overrides;

/// Everything that is set from outside; what comes later wins.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The settings, weakest first.
    pub overrides: Vec<Override>,
    /// How many of the files, from the first on, are what this was read from: they stand among the policy files, so that
    /// problems can point into them, and are none.
    pub beside: u32,
    /// The family of each file, by its number: what selectors name besides policies.
    pub families: Vec<String>,
}

impl Settings {
    /// The same for the files of a compilation.
    #[must_use]
    pub fn with_families(mut self, files: &Files) -> Self {
        self.families = files.iter().map(|(_, f)| family(&f.name).to_owned()).collect();
        self
    }

    /// The family of a file.
    pub(super) fn family(&self, file: FileId) -> &str {
        self.families.get(file.0 as usize).map_or("", String::as_str)
    }
}

/// The family of the policies of a file: the name of its folder.
///
/// ```
/// assert_eq!(guiju::hir::family("rules/staffing/staffing-deputy-band.guiju"), "staffing");
/// assert_eq!(guiju::hir::family("own.guiju"), "");
/// ```
pub fn family(file: &str) -> &str {
    let mut parts = file.rsplit(['/', '\\']).skip(1);
    parts.next().filter(|name| !matches!(*name, "." | "..")).unwrap_or("")
}

/// Values for some policies on some documents.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// The policies; empty means all.
    pub select: Vec<Set<Selector>>,
    /// The documents.
    pub scope: Scope,
    /// Their severity, in every variant.
    pub severity: Option<Severity>,
    /// Values of parameters: of each selected policy that has a parameter of the name, or by the full name
    /// (`staffing-leader-ratio.max`).
    pub params: Vec<Set<Given>>,
}

/// The documents that something is set for: all conditions must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Documents of organs of one of these levels; empty means all.
    pub levels: Vec<Level>,
    /// Documents of organs of one of these jurisdictions; empty means all.
    pub jurisdictions: Vec<String>,
}

impl Scope {
    /// Whether it holds for every document.
    pub fn is_everywhere(&self) -> bool {
        self.levels.is_empty() && self.jurisdictions.is_empty()
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let levels = self.levels.iter().map(|l| l.en());
        let all: Vec<&str> = levels.chain(self.jurisdictions.iter().map(String::as_str)).collect();
        f.write_str(&all.join(", "))
    }
}

/// A value given for a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The parameter.
    pub name: String,
    /// The value as a policy would write it, in every way that may be meant; the first that fits is taken.
    pub spellings: Vec<String>,
}

impl Given {
    /// A value that was given in plain words: as a policy would write it (`1/4`, `county`), or the words themselves as a text.
    pub fn plain(name: &str, value: &str) -> Self {
        Self { name: name.to_owned(), spellings: vec![value.to_owned(), quoted(value)] }
    }
}

/// Words as a policy writes them.
pub fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Something set, with where it was.
#[derive(Clone, Debug)]
pub struct Set<T> {
    /// What.
    pub value: T,
    /// Its place in a file; `None` where it was said otherwise.
    pub place: Option<(FileId, Span)>,
}

impl<T> Set<T> {
    /// A problem with it; `name` says what it is where it has no place.
    pub(super) fn problem(&self, code: Code, name: &str, message: Phrase) -> Diagnostic {
        match self.place {
            Some((file, span)) => Diagnostic::error(code, file, span, message),
            None => Diagnostic::input(code, name, message),
        }
    }
}

impl From<&Overrides> for Settings {
    fn from(overrides: &Overrides) -> Self {
        let given =
            overrides.iter().map(|(name, value)| Set { value: Given::plain(name, value), place: None });
        let all = Override { params: given.collect(), ..Override::default() };
        Self { overrides: vec![all], ..Self::default() }
    }
}
