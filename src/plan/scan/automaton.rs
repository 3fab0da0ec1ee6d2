//! What finds a pattern in a text. Automata take longer to build than most runs have use for them: none is built before a text
//! is searched, and what is asked of few texts is found without any.

use std::{
    ops::Range,
    sync::{
        LazyLock, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use regex::Regex;
use regex_automata::{
    Input,
    hybrid::dfa::{self, DFA},
    nfa::thompson::{self, WhichCaptures, backtrack::BoundedBacktracker},
};
use regex_lite::Regex as Light;

use crate::hir;

/// Bytes of text that are searched sign by sign: to build even the quick automaton takes as long.
const LIGHTLY_SEARCHED_BYTES: usize = 1 << 10;

/// Bytes of text for which the quick automaton is enough. The whole one, with its search for what every match begins with and
/// its groups, takes four times as long to build, and searches long texts faster.
const QUICKLY_SEARCHED_BYTES: usize = 128 << 10;

/// Bytes of text whose groups are sought by going back and forth: beyond them the whole automaton has paid for itself.
const BACKTRACKED_BYTES: usize = 16 << 10;

/// What finds a pattern in texts, in ways that cost more before the first text and less for each. Which of them is asked
/// changes nothing but the time.
#[derive(Debug)]
pub(crate) struct Automaton {
    pattern: hir::Pattern,
    light: Option<Light>,
    quick: OnceLock<Option<Quick>>,
    whole: OnceLock<Option<Regex>>,
    /// The bytes that were searched so far, while they are few.
    searched: AtomicUsize,
    /// Of them those whose groups were sought.
    cut: AtomicUsize,
}

impl Automaton {
    /// `None` for what is no pattern.
    pub(super) fn new(pattern: &hir::Pattern) -> Option<Self> {
        let light = if plain_words(&pattern.written).is_none() { light(&pattern.written) } else { None };
        let made = Self {
            pattern: pattern.clone(),
            light,
            quick: OnceLock::new(),
            whole: OnceLock::new(),
            searched: AtomicUsize::new(0),
            cut: AtomicUsize::new(0),
        };
        (made.light.is_some() || made.quick().is_some() || made.whole().is_some()).then_some(made)
    }

    /// Whether the pattern is found in a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let searched = add(&self.searched, text, QUICKLY_SEARCHED_BYTES);
        if let Some(light) = self.light_for(searched) {
            return light.is_match(text);
        }
        let quick = if searched < QUICKLY_SEARCHED_BYTES { self.quick() } else { None };
        let found = quick.and_then(|quick| quick.is_match(text));
        found.unwrap_or_else(|| {
            self.quick.get().iter().copied().flatten().for_each(Quick::put_away);
            self.whole().is_some_and(|regex| regex.is_match(text))
        })
    }

    /// The places of a group in all matches of a text, where it took part in them: of the first of two names, or else of the
    /// second.
    pub(crate) fn groups(&self, text: &str, [name, other]: &[String; 2]) -> Vec<Range<usize>> {
        if self.whole.get().is_none() {
            let searched = self.searched.load(Relaxed).saturating_add(text.len());
            if let Some(light) = self.light_for(searched) {
                self.searched.store(searched, Relaxed);
                let found = light.captures_iter(text);
                return found.filter_map(|c| Some(c.name(name).or_else(|| c.name(other))?.range())).collect();
            }
            if !self.is_match(text) {
                return Vec::new();
            }
            if let Some(groups) = self.few_groups(text, [name, other]) {
                return groups;
            }
        }
        let Some(regex) = self.whole() else { return Vec::new() };
        let found = regex.captures_iter(text);
        found.filter_map(|c| Some(c.name(name).or_else(|| c.name(other))?.range())).collect()
    }

    /// The same without the whole automaton; `None` where there has been much text.
    fn few_groups(&self, text: &str, [name, other]: [&str; 2]) -> Option<Vec<Range<usize>>> {
        let Quick::States { groups: Some(groups), .. } = self.quick()? else { return None };
        if add(&self.cut, text, BACKTRACKED_BYTES) > BACKTRACKED_BYTES {
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

    /// What goes through a text sign by sign, with which this many bytes will have been searched.
    fn light_for(&self, searched: usize) -> Option<&Light> {
        self.light.as_ref().filter(|_| searched <= LIGHTLY_SEARCHED_BYTES)
    }

    fn quick(&self) -> Option<&Quick> {
        self.quick.get_or_init(|| Quick::new(&self.pattern)).as_ref()
    }

    /// The whole automaton. It can be built: the checker has let the pattern through, and folding makes it no larger.
    fn whole(&self) -> Option<&Regex> {
        self.whole.get_or_init(|| Regex::new(&self.pattern.written).ok()).as_ref()
    }
}

/// Adds the bytes of a text to what is counted up to `most`. Where two threads add at once one sum is lost: it is only a
/// measure.
fn add(count: &AtomicUsize, text: &str, most: usize) -> usize {
    let before = count.load(Relaxed);
    let sum = before.saturating_add(text.len());
    if before < most {
        count.store(sum, Relaxed);
    }
    sum
}

/// What goes through a text sign by sign; `None` for what it would take for another pattern (it knows classes of letters and
/// large and small ones of ASCII alone), and for what is no pattern or large.
fn light(pattern: &str) -> Option<Light> {
    let has_classes = |escaped: &str| escaped.starts_with(|c: char| "dswDSWbBpP<>".contains(c));
    let has_flags = |group: &str| !group.starts_with([':', '<', 'P']);
    if pattern.split('\\').skip(1).any(has_classes) || pattern.split("(?").skip(1).any(has_flags) {
        return None;
    }
    regex_lite::RegexBuilder::new(pattern).size_limit(SMALL_AUTOMATON_BYTES).build().ok()
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
pub(super) fn plain_words(pattern: &str) -> Option<impl Iterator<Item = &str>> {
    let has_signs = || pattern.chars().any(|c| c != '|' && regex_syntax::is_meta_character(c));
    (pattern.len() < SMALL_AUTOMATON_BYTES / 64 && !has_signs()).then(|| pattern.split('|'))
}

#[cfg(test)]
mod tests {
    use super::{super::pattern::words_needed, *};

    fn built(pattern: &str) -> Option<Automaton> {
        Automaton::new(&hir::Pattern::new(pattern.to_owned()))
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
    fn all_ways_find_the_same() {
        let patterns = [
            ("文电|负责", false),
            ("文电|b;|é", false),
            ("文||b", false),
            ("^负责[^;。]{0,2}文电$", true),
            ("(负责|局)+(文电|负责)|文电(;|。)?负责", true),
            ("(?:(?:文电)?局负责){2}", true),
            ("(?<x>[^;。]+?)(局)?文电", true),
            ("(?<x>b|é)?局(?P<y>9?)|(?<z>a)", true),
            (r"[^;\u{FFFD}\.][文-负]\.?", true),
            ("(?m)^(?<x>)$", false),
            ("", false),
            ("(?i)É", false),
            (r"\bb", false),
            (r"(?-u:\B)a", false),
            ("[^a]$", true),
            (r"\d\s", false),
            ("[[:space:]]", true),
            ("[^b&&a]局", false),
        ];
        for (pattern, is_light) in patterns {
            let regex = Regex::new(pattern).unwrap();
            let automaton = built(pattern).unwrap();
            assert_eq!(automaton.light.is_some(), is_light, "{pattern}");
            let words = words_needed(&hir::Pattern::new(pattern.to_owned()));
            let mut few_were_sought = false;
            for text in texts() {
                let found = regex.is_match(&text);
                let holds = words.is_empty() || words.iter().any(|word| text.contains(word.as_str()));
                assert!(holds || !found, "{pattern} {text}");
                let light = automaton.light.as_ref().map(|light| light.is_match(&text));
                let quick = automaton.quick().and_then(|quick| quick.is_match(&text));
                for one in [Some(automaton.is_match(&text)), light, quick] {
                    assert!(one.is_none_or(|one| one == found), "{pattern} {text}");
                }
                for names in [["x", "y"], ["y", "none"]].map(|both| both.map(str::to_owned)) {
                    let group = |c: regex::Captures<'_>| {
                        Some(c.name(&names[0]).or_else(|| c.name(&names[1]))?.range())
                    };
                    let wanted: Vec<_> = regex.captures_iter(&text).filter_map(group).collect();
                    assert_eq!(automaton.groups(&text, &names), wanted, "{pattern} {text}");
                    let few = automaton.few_groups(&text, names.each_ref().map(String::as_str));
                    few_were_sought |= few.is_some();
                    assert!(few.is_none_or(|few| few == wanted), "{pattern} {text}");
                    automaton.searched.store(0, Relaxed);
                    assert_eq!(automaton.groups(&text, &names), wanted, "{pattern} {text}");
                }
            }
            assert_eq!(few_were_sought, pattern.contains('<'), "{pattern}");
        }
    }

    #[test]
    fn what_searches_grows_with_what_was_searched() {
        let text = "负责文电".repeat(QUICKLY_SEARCHED_BYTES / 64);
        let automaton = built("文电$").unwrap();
        let made = || (automaton.quick.get().is_some(), automaton.whole.get().is_some());
        assert!(
            automaton.is_match("文电") && automaton.groups("文电", &[const { String::new() }; 2]).is_empty()
        );
        assert_eq!(made(), (false, false));
        assert!(automaton.is_match(&text) && made() == (true, false));
        (0..8).for_each(|_| assert!(automaton.is_match(&text)));
        assert!(made() == (true, true));
    }

    #[test]
    fn what_some_ways_cannot_see_has_another_at_once() {
        for (pattern, light, quick) in [
            ("文电", false, true),
            ("文电$", true, true),
            (r"\d文电", false, true),
            (r"\b文电", false, false),
            ("(文电[^;]{700}){9}", true, false),
        ] {
            let automaton = built(pattern).unwrap();
            assert_eq!(automaton.light.is_some(), light, "{pattern}");
            assert_eq!(automaton.quick().is_some(), quick, "{pattern}");
            assert_eq!(automaton.whole.get().is_some(), !quick && !light, "{pattern}");
        }
        assert!(built("(").is_none());
    }
}
