//! What the lists of words make of one clause, without a document around it.

use super::verbs;
use crate::{
    plan::{Plan, WordList},
    schema::Strength,
    source::Span,
    text::fold_words,
};

/// What of a clause a list of words recognises, folded: for a vocabulary the words that count, for verbs the verb that
/// governs the clause if it has their strength. `None` where it recognises nothing.
pub fn recognised(plan: &Plan, list: WordList, clause: &str) -> Option<Vec<String>> {
    let text = fold_words(clause);
    let hits = plan.matcher.scan(&text);
    let words = |span: Span| span.slice(&text).to_owned();
    match list {
        WordList::Vocabulary(v) => {
            let found: Vec<String> = hits.within(v.0, Span::of(0..text.len())).map(words).collect();
            (!found.is_empty()).then_some(found)
        }
        WordList::Verbs(wanted) => {
            let segments = verbs::segments(&text, 0, &hits);
            let first = segments.first().filter(|s| s.strength == wanted)?;
            Some(first.verb.map(words).into_iter().collect())
        }
    }
}

/// The strength of a clause by the verbs of a plan.
pub fn strength(plan: &Plan, clause: &str) -> Option<Strength> {
    let text = fold_words(clause);
    verbs::segments(&text, 0, &plan.matcher.scan(&text)).first().map(|s| s.strength)
}
