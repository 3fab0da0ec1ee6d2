//! The clauses that vocabularies and verbs must recognise, or must not, tried.

use crate::{
    eval,
    phrase::Phrase,
    plan::{ClauseExample, Plan, WordList},
    source::{FileId, Span},
};

/// What became of one clause.
#[derive(Clone, Debug)]
pub struct Tried {
    /// What its list is called: `secrecy`, `verbs lead`.
    pub list: String,
    /// The clause.
    pub clause: String,
    /// Whether it must be recognised.
    pub hits: bool,
    /// The policy file that it stands in.
    pub file: FileId,
    /// Its bytes in that file.
    pub span: Span,
    /// What is wrong; `None` where it is as expected.
    pub failure: Option<Phrase>,
}

/// Tries the clauses of all vocabularies and verbs, in the order of the files.
pub fn clauses(plan: &Plan) -> Vec<Tried> {
    let tried = |e: &ClauseExample| Tried {
        list: name(plan, e.list),
        clause: e.clause.clone(),
        hits: e.hits,
        file: e.file,
        span: e.span,
        failure: failure(plan, e),
    };
    plan.clauses.iter().map(tried).collect()
}

/// What a list is called.
fn name(plan: &Plan, list: WordList) -> String {
    match list {
        WordList::Vocabulary(v) => {
            plan.vocabularies().get(v.index()).map_or_else(String::new, |v| v.name.clone())
        }
        WordList::Verbs(strength) => format!("verbs {}", strength.en()),
    }
}

/// Whether a clause is not as expected.
pub(super) fn fails(plan: &Plan, e: &ClauseExample) -> bool {
    eval::recognised(plan, e.list, &e.clause).is_some() != e.hits
}

fn failure(plan: &Plan, e: &ClauseExample) -> Option<Phrase> {
    let found = eval::recognised(plan, e.list, &e.clause);
    if found.is_some() == e.hits {
        return None;
    }
    let clause = &e.clause;
    Some(match (found, e.list) {
        (Some(words), _) => {
            let words = words.join("”、“");
            Phrase::new(
                format!("不应认出“{clause}”,但有“{words}”"),
                format!("“{clause}” must not be recognised, but is by “{words}”"),
            )
        }
        (None, WordList::Vocabulary(_)) => Phrase::new(
            format!("应认出“{clause}”,但其中没有起作用的短语"),
            format!("“{clause}” must be recognised, but no phrase counts in it"),
        ),
        (None, WordList::Verbs(_)) => {
            let got = eval::strength(plan, clause);
            let (zh, en) = got.map_or(("无", "none"), |s| (s.zh(), s.en()));
            Phrase::new(
                format!("“{clause}”的强度应为本组,实为 {zh}"),
                format!("“{clause}” must have this strength, but has {en}"),
            )
        }
    })
}
