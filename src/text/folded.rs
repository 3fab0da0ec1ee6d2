//! A text folded for matching, and the map back.

use crate::source::Span;

/// A text as matching sees it, with the way back to the text as printed.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
}

impl Folded {
    /// STUB
    pub fn to_folded(&self, byte: u32) -> u32 {
        byte
    }

    /// STUB
    pub fn to_original(&self, span: Span) -> Span {
        span
    }

    /// The folded words of a range of the original.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }
}

/// STUB
pub fn fold_words(s: &str) -> String {
    s.to_owned()
}
