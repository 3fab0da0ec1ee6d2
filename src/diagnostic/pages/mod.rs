//! The page of each code: what it means, an example that shows it, the way out, in both languages.
//!
//! A new code cannot be without a page: the match is exhaustive. The examples are run by a test.

mod inputs;
mod lints;
mod meaning;
mod syntax;

use super::Code;
use crate::phrase::Phrase;

/// What is told of a code.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    title: (&'static str, &'static str),
    meaning: (&'static str, &'static str),
    way: (&'static str, &'static str),
    /// Something that shows the code.
    pub shown: Shown,
}

/// Something that shows a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A policy file with this one mistake.
    Policy(&'static str),
    /// What was typed, and what stands in the files that it names.
    Typed(&'static str),
}

impl Page {
    /// What it is, in a few words.
    pub fn title(&self) -> Phrase {
        Phrase::new(self.title.0, self.title.1)
    }

    /// What it means.
    pub fn meaning(&self) -> Phrase {
        Phrase::new(self.meaning.0, self.meaning.1)
    }

    /// The way out.
    pub fn way(&self) -> Phrase {
        Phrase::new(self.way.0, self.way.1)
    }
}

const fn page(
    title: (&'static str, &'static str),
    meaning: (&'static str, &'static str),
    way: (&'static str, &'static str),
    shown: Shown,
) -> Page {
    Page { title, meaning, way, shown }
}

impl Code {
    /// Its page.
    pub fn page(self) -> Page {
        match self {
            Self::Syntax => syntax::SYNTAX,
            Self::UnclosedText => syntax::UNCLOSED_TEXT,
            Self::BadLiteral => syntax::BAD_LITERAL,
            Self::BadInterpolation => syntax::BAD_INTERPOLATION,
            Self::BadStatement => syntax::BAD_STATEMENT,
            Self::LanguageVersion => syntax::LANGUAGE_VERSION,
            Self::BadPattern => syntax::BAD_PATTERN,
            Self::TooDeep => syntax::TOO_DEEP,
            Self::UnknownName => meaning::UNKNOWN_NAME,
            Self::UnknownField => meaning::UNKNOWN_FIELD,
            Self::DuplicateName => meaning::DUPLICATE_NAME,
            Self::Recursion => meaning::RECURSION,
            Self::WrongKindOfName => meaning::WRONG_KIND_OF_NAME,
            Self::TypeMismatch => meaning::TYPE_MISMATCH,
            Self::WrongArity => meaning::WRONG_ARITY,
            Self::UnknownSymbol => meaning::UNKNOWN_SYMBOL,
            Self::MeasureMismatch => meaning::MEASURE_MISMATCH,
            Self::TableHole => meaning::TABLE_HOLE,
            Self::TableOverlap => meaning::TABLE_OVERLAP,
            Self::TableShape => meaning::TABLE_SHAPE,
            Self::BadVocabulary => meaning::BAD_VOCABULARY,
            Self::Unreadable => inputs::UNREADABLE,
            Self::NotText => inputs::NOT_TEXT,
            Self::BadStructure => inputs::BAD_STRUCTURE,
            Self::TooLong => inputs::TOO_LONG,
            Self::NoDocuments => inputs::NO_DOCUMENTS,
            Self::BadManifest => inputs::BAD_MANIFEST,
            Self::NothingRecognised => inputs::NOTHING_RECOGNISED,
            Self::NoPolicies => inputs::NO_POLICIES,
            Self::BadConfig => inputs::BAD_CONFIG,
            Self::NoDay => inputs::NO_DAY,
            Self::BadReport => inputs::BAD_REPORT,
            Self::SeveralRegulations => inputs::SEVERAL_REGULATIONS,
            Self::AnotherKind => inputs::ANOTHER_KIND,
            Self::SameName => inputs::SAME_NAME,
            Self::NotWritten => inputs::NOT_WRITTEN,
            Self::BadArgument => inputs::BAD_ARGUMENT,
            Self::UnknownKey => inputs::UNKNOWN_KEY,
            Self::OwnFault => inputs::OWN_FAULT,
            Self::NotInWords => inputs::NOT_IN_WORDS,
            Self::Contradicted => inputs::CONTRADICTED,
            Self::Unused => lints::UNUSED,
            Self::ConstantCondition => lints::CONSTANT_CONDITION,
            Self::NeverFalse => lints::NEVER_FALSE,
            Self::UnguardedDivision => lints::UNGUARDED_DIVISION,
            Self::Overlap => lints::OVERLAP,
            Self::MessageWithoutValue => lints::MESSAGE_WITHOUT_VALUE,
            Self::NoBasis => lints::NO_BASIS,
            Self::NoExample => lints::NO_EXAMPLE,
            Self::NothingToTest => lints::NOTHING_TO_TEST,
            Self::MatchesEverything => lints::MATCHES_EVERYTHING,
            Self::BlankMessage => lints::BLANK_MESSAGE,
            Self::HiddenValue => lints::HIDDEN_VALUE,
        }
    }

    /// The code written so: `E0203`, also `e203` and `203`.
    pub fn named(name: &str) -> Option<Self> {
        let digits = name.strip_prefix(['E', 'e']).unwrap_or(name);
        let number: u16 = digits.parse().ok()?;
        Self::ALL.iter().copied().find(|c| *c as u16 == number)
    }
}
