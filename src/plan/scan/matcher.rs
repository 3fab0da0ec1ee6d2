//! One search for all phrases of all vocabularies and for all verbs: a document is scanned once, whatever the number of
//! policies.

use std::{collections::BTreeSet, sync::Arc};

use indexmap::IndexMap;

use super::{
    hits::Hits,
    phrases::Phrases,
    plain::{Occurrences, Plain},
};
use crate::{
    hir::{Vocabulary, VocabularyId},
    quickly::Quickly,
    schema::Strength,
    source::Span,
    text::fold_words,
};

/// The search, and what each of its phrases means.
pub(crate) struct Matcher {
    phrases: Phrases,
    /// For each phrase how its occurrences count.
    counts: Vec<Counts>,
    /// What phrases mean whose occurrences are weighed one by one, and where that of each begins; behind the last one, where
    /// that ends.
    uses: Vec<Use>,
    begins: Vec<u32>,
    /// The vocabularies of which every occurrence counts.
    plain: Arc<Plain>,
    /// For each vocabulary its parents, their parents and so on: what mentions it mentions them.
    ancestors: Vec<Vec<u32>>,
    /// Whether each vocabulary is a function of an organ.
    functions: Vec<bool>,
}

/// The tag that makes a vocabulary a function of an organ.
const FUNCTION: &str = "function";

/// How occurrences of a phrase count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    /// For some vocabularies, and nothing else is to be asked.
    Always,
    /// They are weighed one by one.
    Weighed,
    /// For some always, for others they are weighed.
    Both,
}

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

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matcher").field("phrases", &self.counts.len()).finish_non_exhaustive()
    }
}

impl Matcher {
    /// Prepares the search for all verbs, the phrases of all vocabularies, or of `some`, which keep their numbers, and the words
    /// that matches of patterns hold, where these cost little more.
    pub(crate) fn new(
        vocabularies: &[Vocabulary],
        verbs: &[(Strength, String)],
        needed: &[Vec<String>],
        some: Option<&BTreeSet<u32>>,
    ) -> Self {
        let mut phrases: IndexMap<String, Vec<Use>, Quickly> = IndexMap::default();
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
        let needed = if Phrases::are_many(phrases.len()) { needed } else { &[] };
        for (words, i) in needed.iter().zip(vocabularies.len() as u32..) {
            for word in words {
                phrases.entry(word.clone()).or_default().push(Use::Phrase(i));
            }
        }
        let ancestors: Vec<_> = (0..vocabularies.len()).map(|i| ancestors(vocabularies, i as u32)).collect();
        let functions: Vec<_> = vocabularies.iter().map(|v| v.tags.iter().any(|t| t == FUNCTION)).collect();
        let mut is_plain: Vec<bool> = vocabularies
            .iter()
            .zip(&functions)
            .map(|(v, f)| !f && v.weak.is_empty() && v.except.is_empty() && v.parent.is_none())
            .collect();
        ancestors.iter().flatten().for_each(|above| is_plain[*above as usize] = false);
        let all: Vec<&str> = phrases.keys().map(String::as_str).collect();
        let (search, number_of_phrases) = (Phrases::new(&all), all.len());
        let (mut uses, mut begins, mut counting) = (Vec::new(), vec![0], Vec::new());
        for (meanings, number) in phrases.into_values().zip(0..) {
            let plain = |meaning: &Use| match meaning {
                Use::Phrase(v) if is_plain.get(*v as usize) != Some(&false) => Some((number, *v)),
                _ => None,
            };
            counting.extend(meanings.iter().filter_map(plain));
            uses.extend(meanings.into_iter().filter(|meaning| plain(meaning).is_none()));
            begins.push(uses.len() as u32);
        }
        let count = vocabularies.len() + needed.len();
        let plain = Arc::new(Plain::new(counting, number_of_phrases, count, vocabularies.len() as u32));
        let counts = begins.windows(2).zip(0..).map(|(weighed, number)| {
            match (plain.has(number), weighed[0] == weighed[1]) {
                (true, true) => Counts::Always,
                (true, false) => Counts::Both,
                (false, _) => Counts::Weighed,
            }
        });
        Self { phrases: search, counts: counts.collect(), uses, begins, plain, ancestors, functions }
    }

    /// Whether a vocabulary is another one or above it.
    pub(crate) fn covers(&self, above: u32, below: u32) -> bool {
        above == below || self.ancestors.get(below as usize).is_some_and(|line| line.contains(&above))
    }

    /// Scans a folded text once.
    pub(crate) fn scan(&self, text: &str) -> Hits {
        let mut found = Found { phrases: Vec::with_capacity(text.len() / 64), ..Found::default() };
        let mut said = Vec::with_capacity(text.len() / 64);
        self.phrases.each(text, |number, span| {
            let counts = self.counts[number as usize];
            if counts != Counts::Weighed {
                said.push((number, span));
            }
            if counts != Counts::Always {
                let i = number as usize;
                for meaning in &self.uses[self.begins[i] as usize..self.begins[i + 1] as usize] {
                    found.note(*meaning, span);
                }
            }
        });
        let said = Occurrences::new(Arc::clone(&self.plain), said);
        found.resolve(text, &self.ancestors, &self.functions, said)
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
#[derive(Default)]
struct Found {
    /// Phrases by their ends, the weak ones with the group of their companions.
    phrases: Vec<(u32, Option<u32>, Span)>,
    companions: Vec<(u32, Span)>,
    except: Vec<(u32, Span)>,
    verbs: Vec<(Span, Strength)>,
}

impl Found {
    #[inline]
    fn note(&mut self, meaning: Use, span: Span) {
        match meaning {
            Use::Phrase(v) => self.phrases.push((v, None, span)),
            Use::Weak(v, group) => self.phrases.push((v, Some(group), span)),
            Use::Companion(group) => self.companions.push((group, span)),
            Use::Except(v) => self.except.push((v, span)),
            Use::Verb(s) => self.verbs.push((span, s)),
        }
    }

    fn resolve(self, text: &str, ancestors: &[Vec<u32>], is_function: &[bool], said: Occurrences) -> Hits {
        let mut companions = Companions::new(text, &self.companions);
        let friends = Friends::new(&self.except, ancestors.len());
        let mut kept = Vec::with_capacity(self.phrases.len() * 2);
        let mut functions = Vec::with_capacity(self.phrases.len());
        for (vocabulary, group, span) in self.phrases {
            let counts = group.is_none_or(|group| companions.stand_by(group, span));
            if !counts || friends.hide(vocabulary, span) {
                continue;
            }
            kept.push((vocabulary, span));
            if is_function[vocabulary as usize] {
                functions.push((span, vocabulary));
            }
            for above in &ancestors[vocabulary as usize] {
                kept.push((*above, span));
            }
        }
        settle(&mut functions, |found| *found);
        let (begins, all) = by_vocabulary(&kept, ancestors.len());
        Hits { begins, all, said, functions, verbs: longest(self.verbs) }
    }
}

/// The companions of weak phrases.
struct Companions<'a> {
    text: &'a str,
    begins: Vec<u32>,
    all: Vec<Span>,
    /// The clause that was looked at last.
    clause: Span,
    /// From a phrase in it to its end; no sign stands between them.
    last: Span,
}

impl<'a> Companions<'a> {
    fn new(text: &'a str, found: &[(u32, Span)]) -> Self {
        let groups = found.iter().map(|(g, _)| *g as usize + 1).max().unwrap_or_default();
        let (begins, all) = by_vocabulary(found, groups);
        Self { text, begins, all, last: Span::default(), clause: Span::default() }
    }

    /// Whether one of a group stands beside a weak phrase in its clause.
    fn stand_by(&mut self, group: u32, phrase: Span) -> bool {
        let group = group as usize;
        let (Some(begin), Some(end)) = (self.begins.get(group), self.begins.get(group + 1)) else {
            return false;
        };
        let own = &self.all[*begin as usize..*end as usize];
        if own.is_empty() {
            return false;
        }
        if !self.last.contains(phrase) {
            let text = self.text.as_bytes();
            self.clause = clause_around(text, phrase);
            // A phrase with a sign inside it parts what stands behind it from the beginning of its clause.
            let inside = text.get(phrase.range()).unwrap_or_default();
            let parts = inside.iter().any(|b| matches!(*b, b';' | b'\n' | STOP_END));
            self.last = if parts { Span::default() } else { Span::new(phrase.start, self.clause.end) };
        }
        let clause = self.clause;
        let first = own.partition_point(|c| c.start < clause.start);
        let mut near = own[first..].iter().take_while(|c| c.start < clause.end);
        near.any(|c| clause.contains(*c) && !c.overlaps(phrase))
    }
}

/// The false friends of vocabularies.
struct Friends {
    begins: Vec<u32>,
    all: Vec<Span>,
    longest: u32,
}

impl Friends {
    fn new(found: &[(u32, Span)], vocabularies: usize) -> Self {
        if found.is_empty() {
            return Self { begins: Vec::new(), all: Vec::new(), longest: 0 };
        }
        let (begins, all) = by_vocabulary(found, vocabularies);
        let longest = all.iter().map(|friend| friend.len() as u32).max().unwrap_or_default();
        Self { begins, all, longest }
    }

    /// A false friend blanks out what it overlaps, unless the phrase is longer and holds it whole.
    fn hide(&self, vocabulary: u32, phrase: Span) -> bool {
        let v = vocabulary as usize;
        if self.all.is_empty() {
            return false;
        }
        let own = &self.all[self.begins[v] as usize..self.begins[v + 1] as usize];
        // Most vocabularies have no false friend here.
        if own.is_empty() {
            return false;
        }
        let hides = |friend: &Span| {
            phrase.overlaps(*friend) && !(phrase.contains(*friend) && phrase.len() > friend.len())
        };
        // Those that begin earlier end before the phrase begins.
        let first = own.partition_point(|friend| friend.start < phrase.start.saturating_sub(self.longest));
        own[first..].iter().take_while(|friend| friend.start <= phrase.end).any(hides)
    }
}

/// Occurrences sorted by vocabulary and start, each once, and where those of each vocabulary begin.
fn by_vocabulary(found: &[(u32, Span)], vocabularies: usize) -> (Vec<u32>, Vec<Span>) {
    if found.is_empty() {
        return (Vec::new(), Vec::new());
    }
    // Sorted by counting: there may be far more vocabularies than a text mentions.
    let mut begins = vec![0_u32; vocabularies + 1];
    for (v, _) in found {
        begins[*v as usize] += 1;
    }
    let mut total = 0;
    for begin in &mut begins {
        total += *begin;
        *begin = total;
    }
    let mut all = vec![Span::default(); found.len()];
    for (v, span) in found.iter().rev() {
        let place = &mut begins[*v as usize];
        *place -= 1;
        all[*place as usize] = *span;
    }
    let (mut read, mut kept) = (0, 0);
    for v in 0..vocabularies {
        let end = begins[v + 1] as usize;
        if read == end {
            begins[v] = kept as u32;
            continue;
        }
        let spans = &mut all[read..end];
        if !spans.is_sorted() {
            settle(spans, |span| *span);
        }
        begins[v] = kept as u32;
        for i in read..end {
            if kept == begins[v] as usize || all[kept - 1] != all[i] {
                all[kept] = all[i];
                kept += 1;
            }
        }
        read = end;
    }
    begins[vocabularies] = kept as u32;
    all.truncate(kept);
    (begins, all)
}

/// Sorts what is nearly in order: occurrences found by their ends, to be ordered by their starts, change places with a few
/// others that they overlap.
fn settle<T: Copy, K: Ord>(found: &mut [T], key: impl Fn(&T) -> K) {
    for i in 1..found.len() {
        let (one, own) = (found[i], key(&found[i]));
        let mut place = i;
        while place > 0 && key(&found[place - 1]) > own {
            found[place] = found[place - 1];
            place -= 1;
        }
        found[place] = one;
    }
}

/// The verbs that stand inside no longer one, by start.
fn longest(mut all: Vec<(Span, Strength)>) -> Vec<(Span, Strength)> {
    settle(&mut all, |(s, strength)| (s.start, std::cmp::Reverse(s.end), rank(*strength)));
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
        Strength::Disclaim => 4,
    }
}

/// The last byte of a full stop, which fewer other characters have than its first.
const STOP_END: u8 = 0x82;

/// The clause around a place: from the sign that ends the one before (`;`, `。`, a line end) to the sign that ends it. A
/// folded text has no other form of these signs.
fn clause_around(text: &[u8], span: Span) -> Span {
    let ends = |at: usize| text[at] != STOP_END || text[..=at].ends_with("。".as_bytes());
    let before = text.get(..span.start as usize).unwrap_or_default();
    let start = memchr::memrchr3_iter(b';', b'\n', STOP_END, before).find(|at| ends(*at));
    let behind = text.get(span.end as usize..).unwrap_or_default();
    let end = memchr::memchr3_iter(b';', b'\n', STOP_END, behind)
        .map(|i| span.end as usize + i)
        .find(|at| ends(*at));
    // A place is that of the first byte of a sign.
    let begin = |at: usize| if text[at] == STOP_END { at - 2 } else { at };
    Span::of(start.map_or(0, begin)..end.map_or(text.len(), begin))
}
