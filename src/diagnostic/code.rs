//! The registry of diagnostic codes. A released code never changes its meaning and is never used again.
//!
//! Ranges: 01xx syntax, 02xx names, 03xx types, 04xx tables, vocabularies and plans, 05xx documents and other inputs, 06xx lints and tests of policies.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The kind of a diagnostic, written `E0203`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "u16", try_from = "u16")]
#[repr(u16)]
pub enum Code {
    /// A word or sign stands where the grammar allows none.
    Syntax = 101,
    /// A text in quotes is not closed.
    UnclosedText = 102,
    /// A number, ratio or date that cannot be.
    BadLiteral = 103,
    /// A message with an interpolation that cannot be read.
    BadInterpolation = 104,
    /// A statement stands twice where one is allowed, or is missing where one is needed.
    BadStatement = 105,
    /// The file asks for a version of the language that this program does not know.
    LanguageVersion = 106,
    /// A regular expression that cannot be compiled.
    BadPattern = 107,
    /// Nested too deeply.
    TooDeep = 108,
    /// A name that nothing bears.
    UnknownName = 201,
    /// A field that the record does not have.
    UnknownField = 202,
    /// A name that two things bear.
    DuplicateName = 203,
    /// A function that calls itself, directly or through others.
    Recursion = 204,
    /// A name of one kind used as another (a table as a vocabulary).
    WrongKindOfName = 205,
    /// Two types that cannot stand together.
    TypeMismatch = 301,
    /// A function given too few or too many values.
    WrongArity = 302,
    /// A value of several alternatives that the alternative list does not have.
    UnknownSymbol = 303,
    /// Two numbers that count what has nothing to do with each other.
    MeasureMismatch = 304,
    /// A table with a gap between its bands.
    TableHole = 401,
    /// A table with two rows for one key.
    TableOverlap = 402,
    /// A table whose shape is not that of its heading.
    TableShape = 403,
    /// A vocabulary without a phrase, or with the same phrase twice.
    BadVocabulary = 404,
    /// A path that does not exist or cannot be opened.
    Unreadable = 501,
    /// A file that is not text.
    NotText = 502,
    /// A JSON file that is not a regulation.
    BadStructure = 503,
    /// A document longer than the limit.
    TooLong = 504,
    /// A folder or list without any document.
    NoDocuments = 505,
    /// A manifest that cannot be read as one.
    BadManifest = 506,
    /// A document in which nothing was recognised.
    NothingRecognised = 507,
    /// No policy to check with.
    NoPolicies = 508,
    /// A configuration or register of waivers that cannot be read as one.
    BadConfig = 509,
    /// A waiver ends on a day, and nothing says which day it is.
    NoDay = 510,
    /// A report or baseline that cannot be read as one.
    BadReport = 511,
    /// A file that holds several regulations, which are judged as one.
    SeveralRegulations = 512,
    /// A document whose title names another kind of text than the policies are for.
    AnotherKind = 513,
    /// Two documents of one name.
    SameName = 514,
    /// A file that cannot be written as asked.
    NotWritten = 515,
    /// An argument or the value of an option that cannot be used.
    BadArgument = 516,
    /// A structure with keys that its form does not have.
    UnknownKey = 517,
    /// A document that guiju itself failed on.
    OwnFault = 518,
    /// A structure with facts that its text does not bear out.
    NotInWords = 519,
    /// Facts given beside a document that it contradicts.
    Contradicted = 520,
    /// A `let`, parameter, vocabulary, table or definition that nothing uses.
    Unused = 601,
    /// A condition that is always true or always false.
    ConstantCondition = 602,
    /// A requirement that can never be false.
    NeverFalse = 603,
    /// A division whose divisor may be zero, without a condition about it.
    UnguardedDivision = 604,
    /// A policy that asks what another one asks.
    Overlap = 605,
    /// A message without the value that the requirement is about.
    MessageWithoutValue = 606,
    /// A policy that rests on nothing.
    NoBasis = 607,
    /// A policy without an example that passes, or without one that fails.
    NoExample = 608,
    /// Nothing to test.
    NothingToTest = 609,
    /// A pattern that matches every text.
    MatchesEverything = 610,
    /// A requirement whose message says nothing.
    BlankMessage = 611,
    /// A variable or definition with the name of a value, which cannot be named beside it.
    HiddenValue = 612,
}

impl Code {
    /// All codes, in order.
    pub const ALL: &'static [Self] = &[
        Self::Syntax,
        Self::UnclosedText,
        Self::BadLiteral,
        Self::BadInterpolation,
        Self::BadStatement,
        Self::LanguageVersion,
        Self::BadPattern,
        Self::TooDeep,
        Self::UnknownName,
        Self::UnknownField,
        Self::DuplicateName,
        Self::Recursion,
        Self::WrongKindOfName,
        Self::TypeMismatch,
        Self::WrongArity,
        Self::UnknownSymbol,
        Self::MeasureMismatch,
        Self::TableHole,
        Self::TableOverlap,
        Self::TableShape,
        Self::BadVocabulary,
        Self::Unreadable,
        Self::NotText,
        Self::BadStructure,
        Self::TooLong,
        Self::NoDocuments,
        Self::BadManifest,
        Self::NothingRecognised,
        Self::NoPolicies,
        Self::BadConfig,
        Self::NoDay,
        Self::BadReport,
        Self::SeveralRegulations,
        Self::AnotherKind,
        Self::SameName,
        Self::NotWritten,
        Self::BadArgument,
        Self::UnknownKey,
        Self::OwnFault,
        Self::NotInWords,
        Self::Contradicted,
        Self::Unused,
        Self::ConstantCondition,
        Self::NeverFalse,
        Self::UnguardedDivision,
        Self::Overlap,
        Self::MessageWithoutValue,
        Self::NoBasis,
        Self::NoExample,
        Self::NothingToTest,
        Self::MatchesEverything,
        Self::BlankMessage,
        Self::HiddenValue,
    ];

    /// Whether it tells of words that could not be read, not of what they mean.
    pub fn is_of_syntax(self) -> bool {
        u16::from(self) / 100 == 1
    }
}

impl From<Code> for u16 {
    fn from(code: Code) -> Self {
        code as Self
    }
}

impl TryFrom<u16> for Code {
    type Error = String;

    fn try_from(number: u16) -> Result<Self, String> {
        let code = Self::ALL.iter().copied().find(|c| u16::from(*c) == number);
        code.ok_or_else(|| format!("E{number:04} is no code"))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{:04}", *self as u16)
    }
}
