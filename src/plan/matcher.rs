//! One automaton for all phrases of all vocabularies and for all verbs: a document is scanned once, whatever the number
//! of policies.

use std::collections::{BTreeMap, BTreeSet};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use crate::{
    hir::{Vocabulary, VocabularyId},
    schema::Strength,
    source::Span,
    text::fold_words,
};

/// The automaton and what each of its phrases means.
pub(crate) struct Matcher {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    uses: Vec<Vec<Use>>,
    /// For each vocabulary its parents, their parents and so on: what mentions it mentions them.
    ancestors: Vec<Vec<u32>>,
    /// Whether each vocabulary is a function of an organ.
    functions: Vec<bool>,
}

/// The tag that makes a vocabulary a function of an organ.
const FUNCTION: &str = "function";

/// What an occurrence of a phrase means.
#[derive(Clone, Copy, Debug)]
enum Use {
    /// It counts for the vocabulary.
    Phrase(u32),
    /// It counts for the vocabulary beside a companion of this group in the same clause.
    Weak(u32, u32),
    /// It is a companion of this group.
    Companion(u32),
    /// It is a false friend of the vocabulary.
    Except(u32),
    /// It is a verb.
    Verb(Strength),
}

/// What one scan of a document found, in folded bytes.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    /// For each vocabulary the occurrences that count, by start.
    vocabularies: Vec<Vec<Span>>,
    /// Occurrences of functions, by start, each under its own function only.
    functions: Vec<(Span, u32)>,
    /// Verbs, by start; none inside another.
    verbs: Vec<(Span, Strength)>,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matcher").field("phrases", &self.uses.len()).finish_non_exhaustive()
    }
}

impl Matcher {
    /// Builds the automaton of all verbs and of the phrases of all vocabularies, or of `some`; these keep their numbers.
    pub(crate) fn new(
        vocabularies: &[Vocabulary],
        verbs: &[(Strength, String)],
        some: Option<&BTreeSet<u32>>,
    ) -> Self {
        let mut phrases: BTreeMap<String, Vec<Use>> = BTreeMap::new();
        let mut add = |phrase: &str, meaning: Use| {
            let folded = fold_words(phrase);
            if !folded.is_empty() {
                phrases.entry(folded).or_default().push(meaning);
            }
        };
        let mut group = 0;
        let wanted = |i: &u32| some.is_none_or(|some| some.contains(i));
        for (v, i) in vocabularies.iter().zip(0..).filter(|(_, i)| wanted(i)) {
            for phrase in &v.phrases {
                add(phrase, Use::Phrase(i));
            }
            for (phrase, companions) in &v.weak {
                add(phrase, Use::Weak(i, group));
                for companion in companions {
                    add(companion, Use::Companion(group));
                }
                group += 1;
            }
            for phrase in &v.except {
                add(phrase, Use::Except(i));
            }
        }
        for (strength, verb) in verbs {
            add(verb, Use::Verb(*strength));
        }
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build_with_values(phrases.keys().enumerate().map(|(i, p)| (p.as_str(), i as u32)))
            .ok();
        let ancestors = (0..vocabularies.len()).map(|i| ancestors(vocabularies, i as u32)).collect();
        let functions = vocabularies.iter().map(|v| v.tags.iter().any(|t| t == FUNCTION)).collect();
        Self { automaton, uses: phrases.into_values().collect(), ancestors, functions }
    }

    /// Whether a vocabulary is another one or above it.
    pub(crate) fn covers(&self, above: u32, below: u32) -> bool {
        above == below || self.ancestors.get(below as usize).is_some_and(|line| line.contains(&above))
    }

    /// Scans a folded text once.
    pub(crate) fn scan(&self, text: &str) -> Hits {
        let mut found = Found::new(self.ancestors.len());
        if let Some(automaton) = &self.automaton {
            for m in automaton.find_overlapping_iter(text) {
                let span = Span::of(m.start()..m.end());
                for meaning in &self.uses[m.value() as usize] {
                    found.note(*meaning, span);
                }
            }
        }
        found.resolve(text, &self.ancestors, &self.functions)
    }
}

/// The parents of a vocabulary, the nearest first; a parent that comes back to one before ends the walk.
fn ancestors(vocabularies: &[Vocabulary], of: u32) -> Vec<u32> {
    let mut line = Vec::new();
    let mut next = vocabularies[of as usize].parent;
    while let Some(VocabularyId(p)) = next {
        if p == of || line.contains(&p) {
            break;
        }
        line.push(p);
        next = vocabularies[p as usize].parent;
    }
    line
}

/// Raw occurrences, before false friends and companions are weighed.
struct Found {
    phrases: Vec<Vec<Span>>,
    weak: Vec<(u32, u32, Span)>,
    companions: Vec<(u32, Span)>,
    except: Vec<(u32, Span)>,
    verbs: Vec<(Span, Strength)>,
}

impl Found {
    fn new(vocabularies: usize) -> Self {
        Self {
            phrases: vec![Vec::new(); vocabularies],
            weak: Vec::new(),
            companions: Vec::new(),
            except: Vec::new(),
            verbs: Vec::new(),
        }
    }

    fn note(&mut self, meaning: Use, span: Span) {
        match meaning {
            Use::Phrase(v) => self.phrases[v as usize].push(span),
            Use::Weak(v, group) => self.weak.push((v, group, span)),
            Use::Companion(group) => self.companions.push((group, span)),
            Use::Except(v) => self.except.push((v, span)),
            Use::Verb(s) => self.verbs.push((span, s)),
        }
    }

    fn resolve(mut self, text: &str, ancestors: &[Vec<u32>], is_function: &[bool]) -> Hits {
        for (vocabulary, group, span) in std::mem::take(&mut self.weak) {
            let clause = clause_around(text, span);
            let beside = |(g, c): &(u32, Span)| *g == group && clause.contains(*c) && !c.overlaps(span);
            if self.companions.iter().any(beside) {
                self.phrases[vocabulary as usize].push(span);
            }
        }
        for (vocabulary, friend) in &self.except {
            // A false friend blanks out what it overlaps, unless the phrase is longer and holds it whole.
            let hidden = |s: &Span| s.overlaps(*friend) && !(s.contains(*friend) && s.len() > friend.len());
            self.phrases[*vocabulary as usize].retain(|s| !hidden(s));
        }
        let mut functions = Vec::new();
        for (v, spans) in
            self.phrases.iter().zip(0..).filter(|(_, v)| is_function[*v as usize]).map(|(s, v)| (v, s))
        {
            functions.extend(spans.iter().map(|s| (*s, v)));
        }
        functions.sort_unstable();
        for (child, line) in ancestors.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
            let own = self.phrases[child].clone();
            for ancestor in line {
                self.phrases[*ancestor as usize].extend(&own);
            }
        }
        for spans in &mut self.phrases {
            spans.sort_unstable();
            spans.dedup();
        }
        Hits { vocabularies: self.phrases, functions, verbs: longest(self.verbs) }
    }
}

/// The verbs that stand inside no longer one, by start.
fn longest(mut all: Vec<(Span, Strength)>) -> Vec<(Span, Strength)> {
    all.sort_unstable_by_key(|(s, strength)| (s.start, std::cmp::Reverse(s.end), rank(*strength)));
    let mut end = 0;
    // Those that begin earlier come first: one is inside another if none before it ends as late.
    all.retain(|(s, _)| {
        let outside = s.end > end;
        end = end.max(s.end);
        outside
    });
    all
}

/// Of equally long verbs, `share` counts before `assist`, before `oversee`, before `lead`.
fn rank(s: Strength) -> u8 {
    match s {
        Strength::Share => 0,
        Strength::Assist => 1,
        Strength::Oversee => 2,
        Strength::Lead => 3,
    }
}

/// The clause around a place: from the sign that ends the one before to the sign that ends it.
fn clause_around(text: &str, span: Span) -> Span {
    let ends = [';', '；', '。', '\n'];
    let start = text.get(..span.start as usize).and_then(|s| s.rfind(ends)).unwrap_or(0);
    let end = text
        .get(span.end as usize..)
        .and_then(|s| s.find(ends))
        .map_or(text.len(), |i| span.end as usize + i);
    Span::of(start..end)
}

impl Hits {
    /// Whether a vocabulary is mentioned nowhere in the document.
    pub(crate) fn is_silent(&self, vocabulary: u32) -> bool {
        self.vocabularies.get(vocabulary as usize).is_none_or(Vec::is_empty)
    }

    /// The occurrences of a vocabulary inside a range.
    pub(crate) fn within(&self, vocabulary: u32, range: Span) -> impl Iterator<Item = Span> {
        let spans = self.vocabularies.get(vocabulary as usize).map_or(&[][..], Vec::as_slice);
        let first = spans.partition_point(|s| s.start < range.start);
        spans[first..]
            .iter()
            .copied()
            .take_while(move |s| s.start < range.end)
            .filter(move |s| s.end <= range.end)
    }

    /// The functions that a range names, in the order of their declaration, each once.
    pub(crate) fn functions_within(&self, range: Span) -> Vec<u32> {
        let first = self.functions.partition_point(|(s, _)| s.start < range.start);
        let inside = self.functions[first..].iter().take_while(|(s, _)| s.start < range.end);
        let mut found: Vec<u32> = inside.filter(|(s, _)| s.end <= range.end).map(|(_, v)| *v).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The verbs inside a range, by start.
    pub(crate) fn verbs_within(&self, range: Span) -> impl Iterator<Item = (Span, Strength)> {
        let first = self.verbs.partition_point(|(s, _)| s.start < range.start);
        self.verbs[first..]
            .iter()
            .copied()
            .take_while(move |(s, _)| s.start < range.end)
            .filter(move |(s, _)| s.end <= range.end)
    }
}
