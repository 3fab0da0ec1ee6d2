//! What one scan of a document found.

use super::plain::Occurrences;
use crate::{schema::Strength, source::Span};

/// What one scan of a document found, in folded bytes.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    /// Where the occurrences of each vocabulary that is not plain begin among all of them; behind the last one, how many
    /// there are. Empty where there is none.
    pub(in crate::plan) begins: Vec<u32>,
    /// The occurrences that count, by vocabulary and start.
    pub(in crate::plan) all: Vec<Span>,
    /// Those of plain vocabularies.
    pub(in crate::plan) said: Occurrences,
    /// Occurrences of functions, by start, each under its own function only.
    pub(in crate::plan) functions: Vec<(Span, u32)>,
    /// Verbs, by start; none inside another.
    pub(in crate::plan) verbs: Vec<(Span, Strength)>,
}

impl Hits {
    /// Whether a vocabulary is mentioned nowhere in the document.
    pub(crate) fn is_silent(&self, vocabulary: u32) -> bool {
        self.of(vocabulary).is_empty()
    }

    /// For each vocabulary whether one of its occurrences fulfils a condition.
    #[inline]
    pub(crate) fn which(&self, condition: impl Fn(Span) -> bool) -> Vec<bool> {
        let of = |two: &[u32]| self.all[two[0] as usize..two[1] as usize].iter().any(|s| condition(*s));
        let mut which: Vec<bool> = self.begins.windows(2).map(of).collect();
        which.resize(self.said.vocabularies(), false);
        self.said.mark(&mut which, condition);
        which
    }

    /// How many occurrences there are.
    pub(crate) fn count(&self) -> usize {
        self.all.len() + self.said.count()
    }

    /// The occurrences of a vocabulary, by start.
    pub(crate) fn of(&self, vocabulary: u32) -> &[Span] {
        let i = vocabulary as usize;
        if let Some(plain) = self.said.of(vocabulary) {
            return plain;
        }
        match (self.begins.get(i), self.begins.get(i + 1)) {
            (Some(begin), Some(end)) => &self.all[*begin as usize..*end as usize],
            _ => &[],
        }
    }

    /// The occurrences of a vocabulary inside a range.
    pub(crate) fn within(&self, vocabulary: u32, range: Span) -> impl Iterator<Item = Span> {
        inside(self.of(vocabulary), range)
    }

    /// The number under which the words that a pattern needs are found as those of a vocabulary are; `None` where they were not
    /// sought.
    pub(crate) fn sought(&self, needed: u32) -> Option<u32> {
        self.said.sought(needed)
    }

    /// Whether none of the words of a number stands in a range of which every match of a pattern holds one.
    pub(crate) fn lack(&self, needed: Option<u32>, range: Span) -> bool {
        let places = needed.and_then(|number| self.said.needed(number));
        places.is_some_and(|places| inside(places, range).next().is_none())
    }

    /// Whether a range names a function.
    pub(crate) fn names(&self, function: u32, range: Span) -> bool {
        self.functions_within(range).any(|v| v == function)
    }

    /// The functions that a range names, by start.
    pub(crate) fn functions_within(&self, range: Span) -> impl Iterator<Item = u32> {
        let first = self.functions.partition_point(|(s, _)| s.start < range.start);
        let inside = self.functions[first..].iter().take_while(move |(s, _)| s.start < range.end);
        inside.filter(move |(s, _)| s.end <= range.end).map(|(_, v)| *v)
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

/// The occurrences inside a range.
fn inside(spans: &[Span], range: Span) -> impl Iterator<Item = Span> {
    let first = spans.partition_point(|s| s.start < range.start);
    spans[first..]
        .iter()
        .copied()
        .take_while(move |s| s.start < range.end)
        .filter(move |s| s.end <= range.end)
}
