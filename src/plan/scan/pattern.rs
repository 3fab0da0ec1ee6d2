//! Patterns as documents are matched. Their automata take longer to build than most runs have use for them: each is built
//! when the first text is asked for it, and at first only as much of it as says whether something is found.

use std::{
    ops::Range,
    sync::{
        Arc, LazyLock, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use regex::Regex;
use regex_automata::{
    Input,
    hybrid::dfa::{self, DFA},
    nfa::thompson::{self, WhichCaptures, backtrack::BoundedBacktracker},
};

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
    written: String,
    folded: hir::Pattern,
    /// The number of the words of which every match holds one.
    needed: Option<u32>,
    built: OnceLock<Option<Automaton>>,
}

impl Pattern {
    /// A pattern that the checker has let through, as it did so if it still is known; `number` is given the words of which every
    /// match holds one.
    pub(in crate::plan) fn new(
        written: &str,
        known: Option<&hir::Pattern>,
        number: impl FnOnce(Vec<String>) -> Option<u32>,
    ) -> Self {
        let folded = folded_pattern(written);
        let known = known.filter(|known| known.written == folded).cloned();
        let folded = known.unwrap_or_else(|| hir::Pattern::new(folded));
        let needed = number(words_needed(&folded));
        Self(Arc::new(Lazy { written: written.to_owned(), folded, needed, built: OnceLock::new() }))
    }

    /// As it was written.
    pub(in crate::plan) fn written(&self) -> &str {
        &self.0.written
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

/// Bytes of text for which only the quick automaton is built. The whole one, with its search for what every match begins
/// with and its groups, takes four times as long to build, and searches long texts faster.
const QUICKLY_SEARCHED_BYTES: usize = 128 << 10;

/// Bytes of text whose groups are sought by going back and forth: beyond them the whole automaton has paid for itself.
const BACKTRACKED_BYTES: usize = 16 << 10;

/// What finds a pattern in a text. Which of the two automata is asked changes nothing but the time.
#[derive(Debug)]
pub(crate) struct Automaton {
    pattern: String,
    quick: Option<Quick>,
    whole: OnceLock<Option<Regex>>,
    /// The bytes that were searched so far, while they are few.
    searched: AtomicUsize,
    /// Of them those whose groups were sought.
    cut: AtomicUsize,
}

impl Automaton {
    fn new(pattern: &hir::Pattern) -> Option<Self> {
        let (quick, pattern) = (Quick::new(pattern), pattern.written.clone());
        let whole = OnceLock::new();
        if quick.is_none() {
            whole.set(Some(Regex::new(&pattern).ok()?)).ok();
        }
        Some(Self { pattern, quick, whole, searched: AtomicUsize::new(0), cut: AtomicUsize::new(0) })
    }

    /// Whether the pattern is found in a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.quickly(text).unwrap_or_else(|| self.whole().is_some_and(|regex| regex.is_match(text)))
    }

    /// The places of a group in all matches of a text, where it took part in them: of the first of two names, or else of the
    /// second.
    pub(crate) fn groups(&self, text: &str, names: &[String; 2]) -> Vec<Range<usize>> {
        if self.whole.get().is_none() {
            if self.quickly(text) == Some(false) {
                return Vec::new();
            }
            if let Some(groups) = self.few_groups(text, names) {
                return groups;
            }
        }
        let Some(regex) = self.whole() else { return Vec::new() };
        let [name, other] = names;
        let captures = regex.captures_iter(text);
        captures.filter_map(|c| Some(c.name(name).or_else(|| c.name(other))?.range())).collect()
    }

    /// The same without the whole automaton; `None` where there has been much text.
    fn few_groups(&self, text: &str, [name, other]: &[String; 2]) -> Option<Vec<Range<usize>>> {
        let Quick::States { groups: Some(groups), .. } = self.quick.as_ref()? else { return None };
        let cut = self.cut.fetch_add(text.len().min(BACKTRACKED_BYTES), Relaxed);
        if cut.saturating_add(text.len()) > BACKTRACKED_BYTES {
            return None;
        }
        let mut places = Vec::new();
        for captures in groups.try_captures_iter(&mut groups.create_cache(), text) {
            let captures = captures.ok()?;
            let group = captures.get_group_by_name(name).or_else(|| captures.get_group_by_name(other));
            places.extend(group.map(|span| span.range()));
        }
        Some(places)
    }

    /// What the quick automaton says; `None` where it is not asked, or gives up.
    fn quickly(&self, text: &str) -> Option<bool> {
        let quick = self.quick.as_ref()?;
        let searched = self.searched.load(Relaxed);
        if searched >= QUICKLY_SEARCHED_BYTES {
            return None;
        }
        // Where two threads add at once one sum is lost: it is only a measure.
        let searched = searched + text.len();
        self.searched.store(searched, Relaxed);
        let found = quick.is_match(text);
        if searched >= QUICKLY_SEARCHED_BYTES {
            quick.put_away();
        }
        found
    }

    /// The whole automaton. It can be built: the checker has let the pattern through, and folding makes it no larger.
    fn whole(&self) -> Option<&Regex> {
        self.whole.get_or_init(|| Regex::new(&self.pattern).ok()).as_ref()
    }
}

/// What can only say whether something is found.
#[derive(Debug)]
enum Quick {
    /// The pattern is one of several words: they are looked for one after another.
    Words(Vec<String>),
    /// An automaton whose states are made when a text leads to them.
    States {
        dfa: Box<DFA>,
        /// The states that were made, while nobody goes through them. Threads seldom ask at once: there is mostly one.
        made: Mutex<Vec<dfa::Cache>>,
        /// What finds the groups, where the pattern names some.
        groups: Option<BoundedBacktracker>,
    },
}

/// Far below what the whole automaton may take.
const SMALL_AUTOMATON_BYTES: usize = 1 << 20;

/// Shared, because it keeps a large table of what classes of characters become.
static COMPILER: LazyLock<Mutex<thompson::Compiler>> =
    LazyLock::new(|| Mutex::new(thompson::Compiler::new()));

impl Quick {
    /// `None` for what is no pattern, is large, or asks for more than such an automaton can see (`\b` between letters).
    fn new(pattern: &hir::Pattern) -> Option<Self> {
        if let Some(words) = plain_words(&pattern.written) {
            return Some(Self::Words(words.map(str::to_owned).collect()));
        }
        let names_groups = pattern.written.contains("(?<") || pattern.written.contains("(?P<");
        let captures = if names_groups { WhichCaptures::All } else { WhichCaptures::None };
        let config =
            thompson::Config::new().which_captures(captures).nfa_size_limit(Some(SMALL_AUTOMATON_BYTES));
        let nfa = COMPILER.lock().ok()?.configure(config).build_from_hir(pattern.hir()?).ok()?;
        let groups = if names_groups { BoundedBacktracker::new_from_nfa(nfa.clone()).ok() } else { None };
        let config = dfa::Config::new().minimum_cache_clear_count(Some(3));
        let dfa = dfa::Builder::new().configure(config).build_from_nfa(nfa).ok()?;
        Some(Self::States { dfa: Box::new(dfa), made: Mutex::default(), groups })
    }

    /// Whether something is found; `None` where it would take too many states to say.
    fn is_match(&self, text: &str) -> Option<bool> {
        let (dfa, made) = match self {
            Self::Words(words) => return Some(words.iter().any(|word| text.contains(word))),
            Self::States { dfa, made, .. } => (dfa, made),
        };
        let idle = made.lock().ok().and_then(|mut idle| idle.pop());
        let mut states = idle.unwrap_or_else(|| dfa.create_cache());
        let found = dfa.try_search_fwd(&mut states, &Input::new(text).earliest(true));
        if let Ok(mut idle) = made.lock() {
            idle.push(states);
        }
        found.ok().map(|end| end.is_some())
    }

    /// Gives back the memory of the states: the whole automaton is asked from now on.
    fn put_away(&self) {
        if let Self::States { made, .. } = self
            && let Ok(mut idle) = made.lock()
        {
            idle.clear();
        }
    }
}

/// The words of a pattern that says nothing else than that one of them is sought.
fn plain_words(pattern: &str) -> Option<impl Iterator<Item = &str>> {
    let has_signs = || pattern.chars().any(|c| c != '|' && regex_syntax::is_meta_character(c));
    (pattern.len() < SMALL_AUTOMATON_BYTES / 64 && !has_signs()).then(|| pattern.split('|'))
}

/// The words of which every match of a folded pattern holds one.
fn words_needed(folded: &hir::Pattern) -> Vec<String> {
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

    fn built(pattern: &str) -> Option<Automaton> {
        Automaton::new(&hir::Pattern::new(pattern.to_owned()))
    }

    #[test]
    fn what_was_found_when_the_program_was_built_is_what_would_be_found_now() {
        for (pattern, words) in hir::SHIPPED {
            assert_eq!(folded_pattern(pattern), *pattern);
            let found = hir::Pattern::new((*pattern).to_owned()).hir().map(needed);
            assert_eq!(found.unwrap_or_default(), *words);
        }
    }

    /// Texts of a few signs, many of which are in the patterns.
    fn texts() -> impl Iterator<Item = String> {
        let signs = ["a", "b", "负责", "文电", ";", "。", "\n", "é", "局", " ", "9"];
        (0..4_000_usize).map(move |n| {
            let mut rest = n.wrapping_mul(2_654_435_761) % 1_000_003;
            let mut text = String::new();
            while rest > 0 {
                text.push_str(signs[rest % signs.len()]);
                rest /= signs.len();
            }
            text
        })
    }

    #[test]
    fn both_automata_find_the_same() {
        let patterns = [
            "文电|负责",
            "文电|b;|é",
            "文||b",
            "^负责[^;。]{0,2}文电$",
            "(负责|局)+(文电|负责)|文电(;|。)?负责",
            "(?:(?:文电)?局负责){2}",
            "(?<x>[^;。]+?)(局)?文电",
            "(?<x>b|é)?局(?P<y>9?)|(?<z>a)",
            "(?m)^(?<x>)$",
            "",
            "(?i)É",
            "\\bb",
            "(?-u:\\B)a",
            "[^a]$",
            "\\d\\s",
        ];
        for pattern in patterns {
            let regex = Regex::new(pattern).unwrap();
            let automaton = built(pattern).unwrap();
            let words = words_needed(&hir::Pattern::new(pattern.to_owned()));
            let mut few_were_sought = false;
            for text in texts() {
                let holds = words.is_empty() || words.iter().any(|word| text.contains(word.as_str()));
                assert!(holds || !regex.is_match(&text), "{pattern} {text}");
                // The same text before and after the whole automaton is built.
                assert_eq!(automaton.is_match(&text), regex.is_match(&text), "{pattern} {text}");
                for names in [["x", "y"], ["y", "none"]].map(|both| both.map(str::to_owned)) {
                    let group = |c: regex::Captures<'_>| {
                        Some(c.name(&names[0]).or_else(|| c.name(&names[1]))?.range())
                    };
                    let wanted: Vec<_> = regex.captures_iter(&text).filter_map(group).collect();
                    let few = automaton.few_groups(&text, &names);
                    few_were_sought |= few.is_some();
                    assert!(few.is_none_or(|few| few == wanted), "{pattern} {text}");
                    assert_eq!(automaton.groups(&text, &names), wanted, "{pattern} {text}");
                }
                let quick = automaton.quick.as_ref().and_then(|quick| quick.is_match(&text));
                assert!(quick.is_none_or(|found| found == regex.is_match(&text)), "{pattern} {text}");
            }
            assert_eq!(few_were_sought, pattern.contains('<'), "{pattern}");
        }
    }

    #[test]
    fn what_a_quick_automaton_cannot_see_has_a_whole_one_at_once() {
        for (pattern, quick) in [("文电$", true), ("\\b文电", false), ("(文电[^;]{700}){9}", false)] {
            let automaton = built(pattern).unwrap();
            assert_eq!(automaton.quick.is_some(), quick, "{pattern}");
            assert_eq!(automaton.whole.get().is_some(), !quick, "{pattern}");
        }
        assert!(built("(").is_none());
        let automaton = built("文电").unwrap();
        assert!(automaton.is_match("文电") && automaton.whole.get().is_none());
        assert!(automaton.is_match(&"文".repeat(QUICKLY_SEARCHED_BYTES)) || automaton.is_match("文电"));
        assert!(automaton.whole.get().is_some(), "many texts are searched by the whole automaton");
    }
}
