//! Whether a pattern is one: its automaton is built only where it is needed, or might be too large.

use std::sync::OnceLock;

use regex_syntax::hir::{Hir, HirKind, Look, Repetition};

use super::small::is_surely_small;

/// The patterns of the shipped policies that folding leaves as they are, in their order, with the words of which every match
/// holds one. They were taken apart when the program was built, and most runs need no more of most of them.
pub(crate) const SHIPPED: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/shipped_patterns.rs"));

/// A pattern that is one.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As it was written.
    pub written: String,
    hir: OnceLock<Option<Hir>>,
}

impl Pattern {
    /// A pattern that was let through.
    pub(crate) fn new(written: String) -> Self {
        Self { written, hir: OnceLock::new() }
    }

    /// What it matches; it is taken apart when that is first asked for. `None` for what is no pattern.
    pub fn hir(&self) -> Option<&Hir> {
        self.hir.get_or_init(|| regex_syntax::parse(&self.written).ok()).as_ref()
    }
}

/// Lets a pattern through, or says what is wrong with it, in the words of its reader.
pub(super) fn read(written: &str) -> Result<Pattern, String> {
    let pattern = Pattern::new(written.to_owned());
    if shipped(written).is_none() {
        let hir = parsed(written)?;
        pattern.hir.get_or_init(|| Some(hir));
    }
    Ok(pattern)
}

/// The words of which every match holds one, for a pattern of the shipped policies.
pub(crate) fn shipped(folded: &str) -> Option<&'static [&'static str]> {
    let place = SHIPPED.binary_search_by_key(&folded, |(pattern, _)| *pattern).ok()?;
    SHIPPED.get(place).map(|(_, words)| *words)
}

/// The names of the groups of a pattern.
pub(super) fn groups(pattern: &Pattern) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(hir) = pattern.hir() {
        add_groups(hir, &mut names);
    }
    names
}

/// Whether a pattern has a group of a name. Those of the shipped policies are not taken apart for that.
pub(super) fn has_group(pattern: &Pattern, name: &str) -> bool {
    let written = || pattern.written.contains(&format!("(?<{name}>"));
    shipped(&pattern.written).is_some() && written() || groups(pattern).iter().any(|group| group == name)
}

/// Whether a pattern matches every text: nothing at all is enough for it, wherever it is sought.
pub(super) fn matches_everything(pattern: &Pattern) -> bool {
    let Some(hir) = pattern.hir() else { return false };
    let looks = hir.properties().look_set();
    let ends = |look| looks.contains(look) && looks.len() == 1;
    let nothing_is_enough = hir.properties().minimum_len() == Some(0);
    (nothing_is_enough && (looks.is_empty() || ends(Look::Start) || ends(Look::End))) || is_whole_line(hir)
}

/// `^.*$`
fn is_whole_line(hir: &Hir) -> bool {
    let HirKind::Concat(all) = hir.kind() else { return false };
    let [first, line, last] = all.as_slice() else { return false };
    let any = Hir::dot(regex_syntax::hir::Dot::AnyCharExceptLF);
    matches!(first.kind(), HirKind::Look(Look::Start))
        && matches!(last.kind(), HirKind::Look(Look::End))
        && matches!(line.kind(), HirKind::Repetition(Repetition { min: 0, max: None, sub, .. }) if **sub == any)
}

/// A pattern that is one, taken apart.
fn parsed(pattern: &str) -> Result<Hir, String> {
    match regex_syntax::parse(pattern) {
        Ok(hir) if is_surely_small(&hir) => Ok(hir),
        read => {
            regex::Regex::new(pattern).map_err(|why| why.to_string())?;
            read.map_err(|why| why.to_string())
        }
    }
}

fn add_groups(hir: &Hir, names: &mut Vec<String>) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => {}
        HirKind::Repetition(r) => add_groups(&r.sub, names),
        HirKind::Capture(c) => {
            names.extend(c.name.as_deref().map(str::to_owned));
            add_groups(&c.sub, names);
        }
        HirKind::Concat(all) | HirKind::Alternation(all) => all.iter().for_each(|sub| add_groups(sub, names)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_told_from_what_is_none_or_too_much() {
        for right in ["^[^;。]{0,40}的(其他|其它)?$", "(?<x>a)|b*", "\\d{4}年"] {
            assert!(read(right).is_ok_and(|pattern| pattern.written == right));
        }
        for wrong in ["(", "[z-a]", "a{2,1}", "(?=a)", "(?:(?:a{999}){999}){999}"] {
            let why = regex::Regex::new(wrong).map_err(|e| e.to_string()).unwrap_err();
            assert_eq!(read(wrong).map(drop), Err(why), "{wrong}");
        }
    }

    #[test]
    fn what_nothing_is_enough_for_matches_everything() {
        for all in [".*", "甲|", "(甲|乙)?", "^(主任)*", "x*$", "^.*$", "(?:)", "甲{0,3}"] {
            assert!(matches_everything(&read(all).unwrap()), "{all}");
        }
        for some in ["甲", "甲|乙", "^$", "^甲?$", "^[^;]*$", "^.+$", ".", "(甲|)乙", "\\b"] {
            assert!(!matches_everything(&read(some).unwrap()), "{some}");
        }
    }

    #[test]
    fn groups_are_those_of_the_automaton() {
        for pattern in ["(?<n>[0-9]+)名", "(?<a>x(?P<b>y)*)|(z)(?<c>w)?", "(?:a|b)"] {
            let built = regex::Regex::new(pattern).unwrap();
            let named = built.capture_names().flatten();
            assert_eq!(groups(&read(pattern).unwrap()), named.collect::<Vec<_>>(), "{pattern}");
        }
    }

    #[test]
    fn the_groups_of_shipped_patterns_are_those_that_are_written() {
        let mut named = 0;
        for (written, _) in SHIPPED {
            let groups = groups(&read(written).unwrap());
            let told = written.split("(?<").skip(1).map(|rest| rest.split('>').next().unwrap());
            assert_eq!(groups, told.collect::<Vec<_>>(), "{written}");
            named += groups.len();
            assert!(!has_group(&read(written).unwrap(), "no_such"), "{written}");
        }
        assert!(named > 50, "{named}");
    }

    #[test]
    fn the_shipped_patterns_are_such() {
        assert!(SHIPPED.len() > 50 && SHIPPED.is_sorted(), "{}", SHIPPED.len());
        for (pattern, _) in SHIPPED {
            assert!(parsed(pattern).is_ok_and(|hir| is_surely_small(&hir)), "{pattern}");
        }
    }
}
