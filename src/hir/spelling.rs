//! How both languages spell the names of a file that the language knows, for the formatter.
//!
//! Only here is it known what a bare name stands for: `units` may be the field of the document, a value of an enumeration
//! or a variable. A name is spelled only where both spellings stand for the same thing.

use std::collections::BTreeMap;

use super::{Ctx, Place, Settings};
use crate::{
    phrase::{Lang, Phrase},
    source::{FileId, Span},
    syntax::{self, ast},
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

/// An expression of a file, as a reader of either language would write it. Names that its author chose stay.
pub fn said(file: FileId, text: &str, at: Span, spellings: &Spellings) -> Phrase {
    let in_language = |lang: Lang| {
        let spelling = |span| {
            let spelling = spellings.get(&(file, span))?;
            Some(if lang == Lang::Zh { spelling.zh } else { spelling.en })
        };
        syntax::expression(text, at, &syntax::Style { lang: Some(lang), spelling: &spelling })
    };
    Phrase { zh: in_language(Lang::Zh), en: in_language(Lang::En) }
}

impl Ctx {
    /// Takes down that a name can be spelled in either language.
    pub(super) fn spell(&mut self, place: Place, spelling: Spelling) {
        self.spellings.insert((place.file, place.span), spelling);
    }
}
