//! Problems with an input: a policy that does not compile, a text that does not load.
//!
//! A diagnostic says that an input cannot be read as meant; its reader wrote that input. What a regulation does wrong is
//! a finding, never a diagnostic. Codes are stable and stand in one registry, [`Code`].

mod code;
mod pages;
mod suggest;

pub use code::Code;
pub use pages::{Page, Shown};
pub use suggest::closest;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    phrase::Phrase,
    source::{FileId, Span},
};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// The input is used, but probably not as its author thinks.
    Warning,
    /// The input cannot be used.
    Error,
}

/// A place in an input, with a word about what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The text that the place is in.
    pub file: FileId,
    /// The bytes to underline.
    pub span: Span,
    /// What stands there; may be empty.
    pub text: Phrase,
}

/// One problem with one input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The kind of the problem; people look it up.
    pub code: Code,
    /// Whether the input can still be used.
    pub level: Level,
    /// One sentence, lower case, without a full stop.
    pub message: Phrase,
    /// Where: the first label is the place itself, the others explain it. Empty for a file that could not be read.
    pub labels: Vec<Label>,
    /// The way out, where there is one.
    pub help: Option<Phrase>,
    /// The name of the input where there is no place in it (a file that could not be read).
    pub input: Option<String>,
}

/// The message in English, with the code and the name of the input, in one line; with its places, its Chinese and the way
/// out it is printed by [`report::diagnostics`](crate::report::diagnostics).
///
/// ```
/// use guiju::{config::Baseline, diagnostic::Diagnostic};
/// let wrong: Diagnostic = Baseline::read("known.json", "{}").unwrap_err();
/// assert!(wrong.to_string().starts_with("error[E0511]: known.json: "));
/// ```
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.is_error() { "error" } else { "warning" };
        write!(f, "{level}[{}]: ", self.code)?;
        self.input.iter().try_for_each(|input| write!(f, "{input}: "))?;
        f.write_str(&self.message.en)
    }
}

impl std::error::Error for Diagnostic {}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, file: FileId, span: Span, message: Phrase) -> Self {
        let label = Label { file, span, text: Phrase::default() };
        Self { code, level: Level::Error, message, labels: vec![label], help: None, input: None }
    }

    /// A warning at a place.
    pub fn warning(code: Code, file: FileId, span: Span, message: Phrase) -> Self {
        Self { level: Level::Warning, ..Self::error(code, file, span, message) }
    }

    /// An error about a whole input, which has no place inside it.
    pub fn input(code: Code, input: impl Into<String>, message: Phrase) -> Self {
        Self { code, level: Level::Error, message, labels: Vec::new(), help: None, input: Some(input.into()) }
    }

    /// An error that no input is to blame for: of what was asked.
    pub fn plain(code: Code, message: Phrase) -> Self {
        Self { code, level: Level::Error, message, labels: Vec::new(), help: None, input: None }
    }

    /// An error in the value of an option.
    pub fn option(code: Code, option: &str, message: &Phrase) -> Self {
        let (zh, en) = (format!("{option}：{}", message.zh), format!("{option}: {}", message.en));
        Self::plain(code, Phrase::new(zh, en))
    }

    /// Says what stands at the place itself.
    #[must_use]
    pub fn label(mut self, text: Phrase) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text;
        }
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn also(mut self, file: FileId, span: Span, text: Phrase) -> Self {
        self.labels.push(Label { file, span, text });
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: Phrase) -> Self {
        self.help = Some(help);
        self
    }

    /// Whether the input cannot be used.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}
