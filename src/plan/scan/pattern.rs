//! Patterns as documents are matched: with their words folded, and with the words of which every match holds one.

use std::sync::{Arc, OnceLock};

use super::automaton::{Automaton, plain_words};
use crate::{
    hir,
    plan::quick::needed::{needed, needed_of_words},
    text::fold_words,
};

/// A pattern; its copies share one automaton.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Arc<Lazy>);

#[derive(Debug)]
struct Lazy {
    /// Which pattern of the plan it is.
    number: u32,
    written: String,
    folded: hir::Pattern,
    /// The number of the words of which every match holds one.
    needed: Option<u32>,
    built: OnceLock<Option<Automaton>>,
}

impl Pattern {
    /// A pattern that the checker has let through, as it did so if it still is known; `note` is given the words of which every
    /// match holds one, and numbers them.
    pub(in crate::plan) fn new(
        written: &str,
        known: Option<&hir::Pattern>,
        number: u32,
        note: impl FnOnce(Vec<String>) -> Option<u32>,
    ) -> Self {
        // Those of the shipped policies are written as they are folded.
        let is_folded = hir::shipped(written).is_some();
        let folded = if is_folded { written.to_owned() } else { folded_pattern(written) };
        let known = known.filter(|known| known.written == folded).cloned();
        let folded = known.unwrap_or_else(|| hir::Pattern::new(folded));
        let needed = note(words_needed(&folded));
        Self(Arc::new(Lazy { number, written: written.to_owned(), folded, needed, built: OnceLock::new() }))
    }

    /// The same for all patterns of a plan that are written alike, and for no others.
    pub(in crate::plan) fn number(&self) -> u32 {
        self.0.number
    }

    /// The number of the words of which every match holds one; `None` where it has none.
    pub(crate) fn needed(&self) -> Option<u32> {
        self.0.needed
    }

    /// Its automaton: folded, unless that makes none of it (the range `[檔-龥]` may end before it begins).
    pub(crate) fn regex(&self) -> Option<&Automaton> {
        let Lazy { written, folded, built, .. } = &*self.0;
        let build = || Automaton::new(folded).or_else(|| Automaton::new(&hir::Pattern::new(written.clone())));
        built.get_or_init(build).as_ref()
    }
}

/// The words of which every match of a folded pattern holds one.
pub(super) fn words_needed(folded: &hir::Pattern) -> Vec<String> {
    match (plain_words(&folded.written), hir::shipped(&folded.written)) {
        (Some(words), _) => needed_of_words(words),
        (None, Some(words)) => words.iter().map(|word| (*word).to_owned()).collect(),
        (None, None) => folded.hir().map(needed).unwrap_or_default(),
    }
}

/// A pattern whose words are folded like those of the text. Its own signs are ASCII and stay; a full-width sign that folds to
/// one of them is escaped, for its author meant the sign of the text. No text has blanks beside Chinese characters.
fn folded_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut words = String::new();
    let is_form = |c: char| ('\u{ff01}'..='\u{ff5e}').contains(&c);
    for (at, c) in pattern.char_indices() {
        if !c.is_ascii() && !is_form(c) {
            words.push(c);
            continue;
        }
        if c == ' ' && is_dropped(pattern, at) {
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

/// Whether the blank at a byte of a pattern, or one of several, stands beside a Chinese character and must be there as it is.
fn is_dropped(pattern: &str, at: usize) -> bool {
    let (before, behind) = pattern.split_at_checked(at).unwrap_or_default();
    let next = behind.trim_start_matches(' ').chars().next();
    let beside = before.trim_end_matches(' ').chars().next_back().into_iter().chain(next);
    beside.into_iter().any(|c| !c.is_ascii()) && !next.is_some_and(|c| "?*+{".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_that_no_text_has_are_dropped() {
        for (written, folded) in [
            ("负责 督查", "负责督查"),
            ("^  負責  A", "^负责A"),
            ("a b|（ a", "a b|\\(a"),
            ("负 ?责 *b", "负 ?责 *b"),
        ] {
            assert_eq!(folded_pattern(written), folded);
        }
    }

    #[test]
    fn what_was_found_when_the_program_was_built_is_what_would_be_found_now() {
        for (pattern, words) in hir::SHIPPED {
            assert_eq!(folded_pattern(pattern), *pattern);
            let found = hir::Pattern::new((*pattern).to_owned()).hir().map(needed);
            assert_eq!(found.unwrap_or_default(), *words);
        }
    }
}
