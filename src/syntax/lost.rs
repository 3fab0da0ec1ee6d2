//! The names that a broken piece would have given: they are kept, so that their uses are not taken for mistakes.

use super::{lex::Kind, names, outline::Outline};
use crate::diagnostic::closest;

/// The token with the name of an item that could not be read: a table, vocabulary, parameter or definition.
pub(super) fn item(outline: &Outline<'_>, from: usize, to: usize) -> Option<usize> {
    let word = outline.word(from);
    let meant = names::item_word(word).is_some()
        || closest(word, names::spellings(super::grammar::Rule::one_item)).is_some();
    (meant && from + 1 < to && is_word(outline, from + 1)).then_some(from + 1)
}

/// The tokens with the variables of a `let`, `param` or `for each` that could not be read.
pub(super) fn variables(outline: &Outline<'_>, at: usize, end: usize) -> Vec<usize> {
    const ONE: [&str; 4] = ["let", "设", "param", "参数"];
    const LOOP: [&str; 4] = ["for", "对每个", "对每对", "对相邻"];
    let word = outline.word(at);
    if LOOP.contains(&word) {
        let skipped = ["each", "pair", "neighbours"];
        let names = (at + 1..end.min(at + 7))
            .take_while(|i| !matches!(outline.word(*i), "in" | "属于" | "where" | "其中" | "{" | "｛"));
        return names
            .filter(|i| is_word(outline, *i) && !skipped.contains(&outline.word(*i)))
            .take(2)
            .collect();
    }
    let meant = ONE.contains(&word) || closest(word, ["let", "param", "参数"]).is_some();
    if meant && at + 1 < end && is_word(outline, at + 1) { vec![at + 1] } else { Vec::new() }
}

fn is_word(outline: &Outline<'_>, i: usize) -> bool {
    outline.tokens.get(i).is_some_and(|t| t.kind == Kind::Word)
}
