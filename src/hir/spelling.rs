//! How both languages spell the names of a file that the language knows, for the formatter.
//!
//! Only here is it known what a bare name stands for: `units` may be the field of the document, a value of an enumeration
//! or a variable. A name is spelled only where both spellings stand for the same thing.

use std::collections::BTreeMap;

use super::{Ctx, Place, Settings};
use crate::{
    source::{FileId, Span},
    syntax::ast,
};

/// An English and a Chinese spelling of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// In English.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

impl From<(&'static str, &'static str)> for Spelling {
    fn from((en, zh): (&'static str, &'static str)) -> Self {
        Self { en, zh }
    }
}

impl Spelling {
    /// The spelling that is not this one.
    pub(super) fn other(self, name: &str) -> &'static str {
        if name == self.en { self.zh } else { self.en }
    }
}

/// The places of names that the language knows: fields, values of enumerations, types, functions. Names that an author
/// chose have no place here, nor have names that could not be made out.
pub type Spellings = BTreeMap<(FileId, Span), Spelling>;

/// Finds what can be spelled in either language in files that are used together; mistakes in them are not told.
pub fn spellings(files: &[(FileId, &ast::PolicyFile)]) -> Spellings {
    super::bind(files, &Settings::default()).spellings
}

impl Ctx {
    /// Takes down that a name can be spelled in either language.
    pub(super) fn spell(&mut self, place: Place, spelling: Spelling) {
        self.spellings.insert((place.file, place.span), spelling);
    }
}
