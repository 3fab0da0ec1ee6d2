//! What lists of words may not hold: nothing, the same twice, or a verb of two strengths; and vocabularies above themselves.

use std::collections::BTreeMap;

use super::{Ctx, Place, WordList, error, spelling::Spelling};
use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    schema::{Enumeration, Strength},
    source::FileId,
    syntax::ast::{self, Text},
    text::fold_words,
};

impl Ctx {
    /// Reports empty phrases and phrases that stand twice, or among those that are known. One that is another only as
    /// texts are folded (traditional and simplified) adds nothing, and does no harm: a warning.
    /// What all of them are when folded, each with how it is written.
    pub(super) fn repeated<'a>(
        &mut self,
        file: FileId,
        known: &'a [String],
        phrases: impl Iterator<Item = &'a Text>,
    ) -> BTreeMap<String, &'a str> {
        let mut seen: BTreeMap<String, &str> = known.iter().map(|p| (fold_words(p), p.as_str())).collect();
        for p in phrases {
            if p.value.trim().is_empty() {
                self.nothing(file, p);
                continue;
            }
            let Some(before) = seen.insert(fold_words(&p.value), &p.value) else { continue };
            if before == p.value {
                let message = Phrase::new(
                    format!("短语“{}”重复", p.value),
                    format!("the phrase “{}” stands twice", p.value),
                );
                self.problems.push(Diagnostic::error(Code::BadVocabulary, file, p.span, message));
                continue;
            }
            let message = Phrase::new(
                format!("短语“{}”与“{before}”相同:繁体、全角在匹配前已统一", p.value),
                format!(
                    "the phrase “{}” is “{before}”: scripts and widths are made one before matching",
                    p.value
                ),
            );
            let help = Phrase::new("删去其中一个", "remove one of the two");
            self.problems.push(Diagnostic::warning(Code::BadVocabulary, file, p.span, message).help(help));
        }
        seen
    }

    /// Reports false friends and companions that are empty, or the phrase itself: with them it would never count, or always.
    /// `is_phrase` tells of folded words whether they are a phrase of `v`.
    pub(super) fn companions(&mut self, file: FileId, v: &ast::Vocabulary, is_phrase: &dyn Fn(&str) -> bool) {
        let others = v.except.iter().chain(v.weak.iter().flat_map(|w| &w.with));
        for p in others.filter(|p| p.value.trim().is_empty()) {
            self.nothing(file, p);
        }
        let folded = |p: &Text| fold_words(&p.value);
        for p in v.except.iter().filter(|p| is_phrase(&folded(p))) {
            self.pointless(
                (file, p),
                ("又列为例外,永远不会算数", "is an exception too, and so never counts"),
                (
                    "例外是含有短语而意思不同的更长的词",
                    "an exception is a longer word that holds the phrase and means something else",
                ),
            );
        }
        for w in &v.weak {
            let is_own = |word: &str| is_phrase(word) && w.phrases.iter().any(|p| folded(p) == word);
            for p in w.with.iter().filter(|p| is_own(&folded(p))) {
                self.pointless(
                    (file, p),
                    ("以自己为同现词,总是算数", "is its own companion, and so always counts"),
                    ("写在 `短语` 之下,或给出另外的词", "write it below `phrases`, or name other words"),
                );
            }
        }
    }

    /// Reports a word beside phrases that is one of them; what follows from it, and the way out.
    fn pointless(&mut self, (file, p): (FileId, &Text), (zh, en): (&str, &str), help: (&str, &str)) {
        let message = Phrase::new(format!("短语“{}”{zh}", p.value), format!("the phrase “{}” {en}", p.value));
        let help = Phrase::new(help.0, help.1);
        self.problems.push(Diagnostic::error(Code::BadVocabulary, file, p.span, message).help(help));
    }

    fn nothing(&mut self, file: FileId, p: &Text) {
        let message = Phrase::new("短语为空", "the phrase is empty");
        self.problems.push(Diagnostic::error(Code::BadVocabulary, file, p.span, message));
    }

    /// Reports vocabularies that are above themselves; `parents` are the places of their parents' names.
    pub(super) fn circles(&mut self, parents: &[Option<Place>]) {
        let above = |i: usize| {
            self.program.vocabularies.get(i).and_then(|v| v.parent).map(super::VocabularyId::index)
        };
        let returns = |i: usize| {
            let mut way = std::iter::successors(above(i), |p| above(*p)).take(parents.len());
            way.any(|p| p == i)
        };
        let found: Vec<Diagnostic> = parents
            .iter()
            .enumerate()
            .filter(|(i, _)| returns(*i))
            .filter_map(|(i, place)| {
                Some(error::own_parent((*place)?, &self.program.vocabularies.get(i)?.name))
            })
            .collect();
        self.problems.extend(found);
    }

    pub(super) fn verbs(&mut self, file: FileId, v: &ast::Verbs) {
        let Some(strength) = Strength::named(&v.strength.value) else {
            let place = Place { file, span: v.strength.span };
            self.problems.push(error::unknown_symbol(place, &v.strength.value, Enumeration::Strength));
            return;
        };
        self.spell(Place { file, span: v.strength.span }, Spelling { en: strength.en(), zh: strength.zh() });
        self.repeated(file, &[], v.phrases.iter());
        self.clauses(file, WordList::Verbs(strength), &v.examples);
        for verb in &v.phrases {
            let place = Place { file, span: verb.span };
            let (before, first) = *self.verbs.entry(fold_words(&verb.value)).or_insert((strength, place));
            if before != strength {
                self.problems.push(error::two_strengths(place, &verb.value, before, first));
            }
        }
        self.program.verbs.extend(v.phrases.iter().map(|p| (strength, p.value.clone())));
    }
}
