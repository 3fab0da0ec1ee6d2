//! A sentence said in both of the project's languages.
//!
//! Everything that a person reads (diagnostics, reasons, messages of findings) is made in Chinese and in English at
//! once, so that a report can be shown in either without running again.

use serde::{Deserialize, Serialize};

/// The language in which a person reads a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese, simplified script.
    Zh,
    /// English.
    #[default]
    En,
}

/// One sentence in Chinese and in English.
///
/// ```
/// use guiju::phrase::{Lang, Phrase};
/// let p = Phrase::new("没有日期", "no date");
/// assert_eq!(p.get(Lang::Zh), "没有日期");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Phrase {
    /// The Chinese sentence.
    pub zh: String,
    /// The English sentence.
    pub en: String,
}

impl Phrase {
    /// Makes a phrase from its two sentences.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
