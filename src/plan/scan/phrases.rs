//! Where phrases stand in a text, overlapping ones too.

use aho_corasick::packed;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use crate::source::Span;

/// A search for phrases, each known by its number.
pub(in crate::plan) enum Phrases {
    /// A few, sought in many bytes of a text at a time.
    Few(Few),
    /// Any number, sought character by character.
    Many(CharwiseDoubleArrayAhoCorasick<u32>),
    /// None.
    None,
}

impl Phrases {
    /// Whether so many phrases are sought character by character, so that some more take little more time.
    pub(in crate::plan) fn are_many(count: usize) -> bool {
        count > FEW_PHRASES
    }

    /// A search for phrases; none is empty, and none is there twice.
    pub(in crate::plan) fn new(phrases: &[&str]) -> Self {
        if !Self::are_many(phrases.len())
            && let Some(few) = Few::new(phrases)
        {
            return Self::Few(few);
        }
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .use_prefilter(phrases.len() < FILTERED_PHRASES)
            .build_with_values(phrases.iter().zip(0..));
        automaton.map_or(Self::None, Self::Many)
    }

    /// Tells every occurrence of every phrase in a text, in any order.
    #[inline]
    pub(in crate::plan) fn each(&self, text: &str, mut found: impl FnMut(u32, Span)) {
        match self {
            Self::Few(few) => few.each(text, found),
            Self::Many(automaton) => {
                for m in automaton.find_overlapping_iter(text) {
                    found(m.value(), Span::of(m.start()..m.end()));
                }
            }
            Self::None => {}
        }
    }
}

/// Among as many phrases as that nearly every place looks like the beginning of one, and a filter only takes time to make.
const FILTERED_PHRASES: usize = 512;
/// More phrases are found faster character by character: too many places look like one of them.
const FEW_PHRASES: usize = 32;

/// A few phrases.
pub(in crate::plan) struct Few {
    searcher: packed::Searcher,
    /// How many bytes at the beginning of each are not sought: the first byte of a Chinese character tells little, and the
    /// search looks at few.
    cut: usize,
    /// For each phrase all that may stand where it was found.
    there: Vec<Vec<Known>>,
}

/// A phrase with its number.
struct Known {
    number: u32,
    words: Box<[u8]>,
}

impl Few {
    /// `None` where the machine cannot look at many bytes at a time.
    fn new(phrases: &[&str]) -> Option<Self> {
        let cut = usize::from(phrases.iter().all(|p| p.len() > 4));
        let sought: Vec<&[u8]> = phrases.iter().filter_map(|p| p.as_bytes().get(cut..)).collect();
        let searcher = packed::Config::new().builder().extend(&sought).build()?;
        let there = |found: &[u8]| {
            let all = sought.iter().zip(phrases).zip(0..);
            let there = all.filter(|((sought, _), _)| sought.starts_with(found) || found.starts_with(sought));
            there.map(|((_, words), number)| Known { number, words: words.as_bytes().into() }).collect()
        };
        Some(Self { cut, there: sought.iter().map(|found| there(found)).collect(), searcher })
    }

    fn each(&self, text: &str, mut found: impl FnMut(u32, Span)) {
        let mut span = aho_corasick::Span::from(self.cut.min(text.len())..text.len());
        while let Some(m) = self.searcher.find_in(text, span) {
            let start = m.start() - self.cut;
            let rest = text.as_bytes().get(start..).unwrap_or_default();
            for known in self.there.get(m.pattern().as_usize()).into_iter().flatten() {
                if rest.starts_with(&known.words) {
                    found(known.number, Span::of(start..start + known.words.len()));
                }
            }
            span.start = m.start() + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All occurrences, by looking at every place.
    fn naive(phrases: &[&str], text: &str) -> Vec<(u32, Span)> {
        let places = (0..text.len()).flat_map(|at| phrases.iter().zip(0..).map(move |(p, i)| (at, *p, i)));
        let there = places.filter(|(at, p, _)| text.as_bytes()[*at..].starts_with(p.as_bytes()));
        there.map(|(at, p, i)| (i, Span::of(at..at + p.len()))).collect()
    }

    #[test]
    fn every_occurrence_is_found_however_many_phrases_there_are() {
        let text = "信访工作,信访和信息公开工作;督促检查、督查督办abcabc。".repeat(9);
        let few =
            ["信访", "信访工作", "工作", "信", "信息公开", "督查", "查督", "督促检查", "abc", "c", "无"];
        let letters: Vec<String> = ('\u{5000}'..'\u{5100}').map(String::from).collect();
        let many: Vec<&str> = few.into_iter().chain(letters.iter().map(String::as_str)).collect();
        // Of the last two the first bytes alone are not the same.
        let long = ["信访工作", "信访", "工作", "督查", "督促检查", "信息公开", "\u{4fe1}公", "\u{5fe1}公"];
        for phrases in [&few[..], &many, &few[..1], &long, &[]] {
            let mut found = Vec::new();
            Phrases::new(phrases).each(&text, |number, span| found.push((number, span)));
            let mut expected = naive(phrases, &text);
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{}", phrases.len());
        }
        assert!(matches!(Phrases::new(&many), Phrases::Many(_)));
    }
}
