//! Patterns as documents are matched. Their automata take longer to build than most runs have use for them: each is built
//! when the first text is asked for it.

use std::sync::{Arc, OnceLock};

use regex::Regex;

use crate::text::fold_words;

/// A pattern; its copies share one automaton.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Arc<Lazy>);

#[derive(Debug)]
struct Lazy {
    written: String,
    built: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern that the checker has let through.
    pub(super) fn new(written: &str) -> Self {
        Self(Arc::new(Lazy { written: written.to_owned(), built: OnceLock::new() }))
    }

    /// As it was written.
    pub(super) fn written(&self) -> &str {
        &self.0.written
    }

    /// Its automaton: folded, unless that makes none of it (the range `[檔-龥]` may end before it begins).
    pub(crate) fn regex(&self) -> Option<&Regex> {
        let build = || {
            let written = self.written();
            Regex::new(&folded_pattern(written)).or_else(|_| Regex::new(written)).ok()
        };
        self.0.built.get_or_init(build).as_ref()
    }
}

/// A pattern whose words are folded like those of the text. Its own signs are ASCII and stay; a full-width sign that folds to
/// one of them is escaped, for its author meant the sign of the text.
fn folded_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut words = String::new();
    let is_form = |c: char| ('\u{ff01}'..='\u{ff5e}').contains(&c);
    for c in pattern.chars() {
        if !c.is_ascii() && !is_form(c) {
            words.push(c);
            continue;
        }
        out.push_str(&fold_words(&std::mem::take(&mut words)));
        if is_form(c) {
            out.push_str(&regex::escape(&fold_words(c.encode_utf8(&mut [0; 4]))));
        } else {
            out.push(c);
        }
    }
    out.push_str(&fold_words(&words));
    out
}
