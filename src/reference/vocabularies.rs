//! The vocabularies that look for some words: for who knows the matter, and not what it is called in a policy.

use crate::{
    phrase::Phrase,
    source::FileId,
    syntax::{ast::Item, parse},
};

/// The names and titles of the vocabularies whose name, title or phrases have these words; files as path and text.
///
/// ```
/// let found = guiju::reference::vocabularies(guiju::shipped(), "保密");
/// assert!(!found.is_empty());
/// ```
pub fn vocabularies(files: &[(&str, &str)], words: &str) -> Vec<(String, Phrase)> {
    let mut found = Vec::new();
    for (_, text) in files.iter().filter(|(_, text)| !words.is_empty() && text.contains(words)) {
        for item in parse(FileId(0), text).tree.items {
            let Item::Vocabulary(v) = item else { continue };
            let of = |text: &Option<crate::syntax::ast::Text>| {
                text.as_ref().map(|t| t.value.clone()).unwrap_or_default()
            };
            let title = Phrase { zh: of(&v.title.zh), en: of(&v.title.en) };
            let phrases = v.phrases.iter().chain(v.weak.iter().flat_map(|weak| &weak.phrases));
            let named = [&v.name.value, &title.zh, &title.en].into_iter().chain(phrases.map(|p| &p.value));
            if named.into_iter().any(|said| said.contains(words)) {
                found.push((v.name.value, title));
            }
        }
    }
    found
}
