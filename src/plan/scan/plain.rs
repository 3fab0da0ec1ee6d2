//! Vocabularies of which every occurrence of every phrase counts, for nothing but themselves.
//!
//! Hundreds of policies name the same words again and again. An occurrence is noted once, whatever the number of vocabularies
//! that have its phrase, and what a vocabulary has is put together when it is asked for.

use std::{cell::OnceCell, sync::Arc};

use crate::source::Span;

/// The phrases of such vocabularies.
#[derive(Debug, Default)]
pub(in crate::plan) struct Plain {
    /// For each phrase the vocabularies that have it.
    vocabularies: Lists,
    /// For each vocabulary its phrases; none where it is not plain.
    phrases: Lists,
    /// The number from which on they are the words that matches of patterns hold.
    needed: u32,
}

/// A list for each of some numbers, one behind the other.
#[derive(Debug, Default)]
struct Lists {
    /// Where each begins; behind the last one, where that ends.
    begins: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    /// For each number below `numbers` the second ones of its pairs, which are in order.
    fn new(pairs: &[(u32, u32)], numbers: usize) -> Self {
        let begins = (0..=numbers as u32).map(|n| pairs.partition_point(|(of, _)| *of < n) as u32);
        Self { begins: begins.collect(), all: pairs.iter().map(|(_, n)| *n).collect() }
    }

    #[inline]
    fn of(&self, number: u32) -> &[u32] {
        match self.begins.get(number as usize..number as usize + 2) {
            Some([begin, end]) => &self.all[*begin as usize..*end as usize],
            _ => &[],
        }
    }
}

impl Plain {
    /// Of phrases with the vocabularies that have them.
    pub(in crate::plan) fn new(
        mut pairs: Vec<(u32, u32)>,
        phrases: usize,
        vocabularies: usize,
        needed: u32,
    ) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let by_phrase = Lists::new(&pairs, phrases);
        let mut pairs: Vec<(u32, u32)> = pairs.into_iter().map(|(phrase, v)| (v, phrase)).collect();
        pairs.sort_unstable();
        Self { vocabularies: by_phrase, phrases: Lists::new(&pairs, vocabularies), needed }
    }

    /// Whether a phrase is one of a plain vocabulary.
    #[inline]
    pub(in crate::plan) fn has(&self, phrase: u32) -> bool {
        !self.vocabularies.of(phrase).is_empty()
    }
}

/// Which of these phrases a document says.
#[derive(Debug, Default)]
pub(in crate::plan) struct Occurrences {
    plain: Arc<Plain>,
    /// The occurrences, by their ends.
    all: Vec<(u32, Span)>,
    /// Where those of each vocabulary begin when they are put in order; behind the last one, where they end.
    begins: OnceCell<Vec<u32>>,
    /// They, by vocabulary and start. Found when those of a vocabulary that is said are asked for.
    of: OnceCell<Vec<Span>>,
}

impl Occurrences {
    pub(in crate::plan) fn new(plain: Arc<Plain>, all: Vec<(u32, Span)>) -> Self {
        Self { plain, all, begins: OnceCell::new(), of: OnceCell::new() }
    }

    /// How many occurrences there are.
    pub(in crate::plan) fn count(&self) -> usize {
        self.all.len()
    }

    /// How many vocabularies there are, plain or not.
    pub(in crate::plan) fn vocabularies(&self) -> usize {
        self.plain.phrases.begins.len().saturating_sub(1)
    }

    /// Marks the vocabularies of which an occurrence fulfils a condition.
    #[inline]
    pub(in crate::plan) fn mark(&self, vocabularies: &mut [bool], condition: impl Fn(Span) -> bool) {
        let mut known = vec![false; self.plain.vocabularies.begins.len()];
        for (phrase, span) in &self.all {
            let known = &mut known[*phrase as usize];
            if !*known && condition(*span) {
                *known = true;
                for v in self.plain.vocabularies.of(*phrase) {
                    vocabularies[*v as usize] = true;
                }
            }
        }
    }

    /// The occurrences of a vocabulary, by start; `None` where it is not plain.
    pub(in crate::plan) fn of(&self, vocabulary: u32) -> Option<&[Span]> {
        if self.plain.phrases.of(vocabulary).is_empty() {
            return None;
        }
        let begins = self.begins.get_or_init(|| self.begins());
        let [begin, end] = *begins.get(vocabulary as usize..vocabulary as usize + 2)? else { return None };
        if begin == end {
            return Some(&[]);
        }
        self.of.get_or_init(|| self.put_in_order(begins)).get(begin as usize..end as usize)
    }

    /// The number of the words of which matches of patterns hold one, among those of vocabularies; `None` where they were not
    /// sought.
    pub(in crate::plan) fn sought(&self, number: u32) -> Option<u32> {
        self.plain.needed.checked_add(number).filter(|v| !self.plain.phrases.of(*v).is_empty())
    }

    /// Where the words of a number stand that matches of patterns hold; `None` where they were not sought.
    pub(in crate::plan) fn needed(&self, number: u32) -> Option<&[Span]> {
        self.of(self.sought(number)?)
    }

    fn begins(&self) -> Vec<u32> {
        let mut begins = vec![0; self.vocabularies() + 1];
        for (phrase, _) in &self.all {
            for v in self.plain.vocabularies.of(*phrase) {
                begins[*v as usize + 1] += 1;
            }
        }
        let mut total = 0;
        for begin in &mut begins {
            total += *begin;
            *begin = total;
        }
        begins
    }

    fn put_in_order(&self, begins: &[u32]) -> Vec<Span> {
        let mut next = begins.to_vec();
        let mut all = vec![Span::default(); begins.last().copied().unwrap_or_default() as usize];
        for (phrase, span) in &self.all {
            for v in self.plain.vocabularies.of(*phrase) {
                let place = &mut next[*v as usize];
                all[*place as usize] = *span;
                *place += 1;
            }
        }
        // By their ends they are nearly in order.
        for of in begins.windows(2) {
            let of = &mut all[of[0] as usize..of[1] as usize];
            if !of.is_sorted() {
                of.sort_unstable();
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vocabulary_has_the_occurrences_of_all_its_phrases() {
        // The phrase of a number stands in the vocabularies of which that is a multiple; one is not plain.
        let vocabularies = 1..13_u32;
        let has = |v: u32, phrase: u32| v != 7 && phrase.is_multiple_of(v);
        let pairs =
            vocabularies.clone().flat_map(|v| (0..30).filter(move |p| has(v, *p)).map(move |p| (p, v)));
        let twice: Vec<(u32, u32)> = pairs.clone().chain(pairs).collect();
        let plain = Arc::new(Plain::new(twice, 30, 13, 13));
        assert!((0..30).all(|p| plain.has(p)));
        // By their ends, as a scan finds them.
        let all: Vec<(u32, Span)> = (0..90)
            .map(|i| (i * 17 % 30, i))
            .filter(|(phrase, _)| phrase % 5 != 1)
            .map(|(phrase, i)| (phrase, Span::new(i * 3 - i * 3 % (phrase + 1), i * 3 + 1)))
            .collect();
        let said = Occurrences::new(plain, all.clone());
        assert_eq!((said.count(), said.vocabularies()), (all.len(), 13));
        let late = |s: Span| s.start > 200;
        let mut marked = vec![false; 13];
        said.mark(&mut marked, late);
        for v in vocabularies {
            let mut wanted: Vec<Span> = all.iter().filter(|(p, _)| has(v, *p)).map(|(_, s)| *s).collect();
            wanted.sort_unstable();
            assert_eq!(marked[v as usize], wanted.iter().any(|s| late(*s)), "{v}");
            assert_eq!(said.of(v), (v != 7).then_some(&*wanted), "{v}");
        }
    }
}
