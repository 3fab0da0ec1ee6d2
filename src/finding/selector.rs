//! How a person names policies: by name, by family, by a pattern.

use std::fmt;

use crate::{diagnostic::closest, phrase::Phrase};

/// Names policies: one by its name, those of a family, or those whose name or family fits a pattern with `*`.
///
/// ```
/// use guiju::finding::Selector;
/// let fits = |selector: &str| Selector::new(selector).fits("mandatory-secrecy", "mandatory");
/// assert!(fits("mandatory-secrecy") && fits("mandatory") && fits("mandatory-*") && fits("*secr*"));
/// assert!(!fits("mandatory-") && !fits("secrecy") && !fits("*-secret"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector(String);

impl Selector {
    /// Takes a selector as it is written.
    pub fn new(written: impl Into<String>) -> Self {
        Self(written.into())
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it names a policy of a family.
    pub fn fits(&self, policy: &str, family: &str) -> bool {
        matches(&self.0, policy) || !family.is_empty() && matches(&self.0, family)
    }

    /// What to say where it fits none of the policies, given with their families, and the way out.
    pub fn missing<'a, I>(&self, policies: impl Fn() -> I) -> Option<(Phrase, Option<Phrase>)>
    where
        I: Iterator<Item = (&'a str, &'a str)>,
    {
        if policies().any(|(policy, family)| self.fits(policy, family)) {
            return None;
        }
        let written = &self.0;
        let message = Phrase::new(
            format!("没有名为 `{written}` 的政策或类别"),
            format!("no policy or family is called `{written}`"),
        );
        let names = policies().flat_map(|(policy, family)| [family, policy]);
        let help = closest(written, names.filter(|n| !n.is_empty()));
        let help = help.map(|n| Phrase::new(format!("是否指 `{n}`？"), format!("did you mean `{n}`?")));
        Some((message, help))
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a text is what a pattern says, where `*` stands for any words. Each part is found as early as can be, so that
/// the time is linear in the text for each part.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = text.find(part) else { return false };
        text = &text[at + part.len()..];
    }
    text.ends_with(last)
}
