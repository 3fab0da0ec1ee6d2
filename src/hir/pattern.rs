//! Whether a pattern is one: its automaton is built only where it is needed, or might be too large.

use regex_syntax::hir::{Hir, HirKind, Look, Repetition};

/// A pattern that is one: as it was written, and taken apart.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As it was written.
    pub written: String,
    /// What it matches.
    pub hir: Hir,
}

/// Takes a pattern apart, or says what is wrong with it, in the words of its reader.
pub(super) fn read(written: &str) -> Result<Pattern, String> {
    Ok(Pattern { written: written.to_owned(), hir: parsed(written)? })
}

/// The names of the groups of a pattern.
pub(super) fn groups(pattern: &Hir) -> Vec<String> {
    let mut names = Vec::new();
    add_groups(pattern, &mut names);
    names
}

/// Whether a pattern matches every text: nothing at all is enough for it, wherever it is sought.
pub(super) fn matches_everything(hir: &Hir) -> bool {
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

/// Far below what an automaton may take.
const SURELY_SMALL: usize = 20_000;

/// Whether the automaton of a pattern surely can be built.
pub(crate) fn is_surely_small(hir: &Hir) -> bool {
    size(hir) < SURELY_SMALL
}

/// About how many states the automaton of a pattern has, at most.
fn size(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        // The bytes of the characters of a class share states, but a range of them needs several.
        HirKind::Class(_) => 64,
        HirKind::Repetition(r) => {
            let times = r.max.unwrap_or(r.min.saturating_add(1)) as usize;
            size(&r.sub).saturating_mul(times.max(1)).saturating_add(1)
        }
        HirKind::Capture(c) => size(&c.sub).saturating_add(2),
        HirKind::Concat(all) | HirKind::Alternation(all) => {
            all.iter().map(size).fold(1, usize::saturating_add)
        }
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
            assert!(matches_everything(&parsed(all).unwrap()), "{all}");
        }
        for some in ["甲", "甲|乙", "^$", "^甲?$", "^[^;]*$", "^.+$", ".", "(甲|)乙", "\\b"] {
            assert!(!matches_everything(&parsed(some).unwrap()), "{some}");
        }
    }

    #[test]
    fn groups_are_those_of_the_automaton() {
        for pattern in ["(?<n>[0-9]+)名", "(?<a>x(?P<b>y)*)|(z)(?<c>w)?", "(?:a|b)"] {
            let built = regex::Regex::new(pattern).unwrap();
            let named = built.capture_names().flatten();
            assert_eq!(groups(&parsed(pattern).unwrap()), named.collect::<Vec<_>>(), "{pattern}");
        }
    }
}
