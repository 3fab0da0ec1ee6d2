//! The names of several units that do the same work, on a line or in a piece of a paragraph: 秘书一科、督查科。按照分工承担…,
//! 秘书股和督查股负责会议.

use super::{
    alike,
    compound::is_inside,
    leading::before_verb,
    name,
    sets::{ADDS, SETS},
};
use crate::ingest::ctx::begins;

/// The names of several units have no more bytes.
const NAMES: usize = 240;
/// What parts them.
const SIGNS: [char; 4] = ['、', '和', '与', '及'];

/// The names that a text begins with, two at least, each with its place, and where they end. A sign, a line end or what they do must
/// follow.
fn walk(text: &str) -> Option<(Vec<(usize, usize)>, usize)> {
    let near = text.get(..text.floor_char_boundary(NAMES))?;
    // One look rules most lines out.
    let first = near.find(SIGNS)?;
    let mut names: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    loop {
        let rest = near.get(start..)?;
        let end = next_end(rest, names.is_empty().then_some(first))?;
        names.push((start, start + end));
        let behind = rest.get(end..)?;
        match behind.chars().next() {
            Some(sign) if SIGNS.contains(&sign) && names.len() < 9 => start += end + sign.len_utf8(),
            _ => break,
        }
    }
    let end = names.last()?.1;
    (names.len() > 1).then_some((names, end))
}

/// Where the name ends that a text begins with: before the next sign, or before what the units do. 和 may be part of it.
fn next_end(rest: &str, first: Option<usize>) -> Option<usize> {
    // 分设东城管理部、西城管理部 sets them up.
    let sets_up = |name: &str| SETS.iter().filter(|v| **v != "设").chain(&ADDS).any(|v| name.contains(v));
    let unit = |name: &str| {
        is_inside(name)
            && name::is_unit(name)
            && !name::is_placed(name)
            && !alike::goes_on(name)
            && !sets_up(name)
    };
    if let Some(first) = first {
        // The first name of a line that lists none is not looked for twice.
        let sure = rest.get(first..).is_some_and(|t| t.starts_with('、'));
        if sure && !rest.get(..first).is_some_and(unit) {
            return None;
        }
    }
    let stops = |c: char| SIGNS.contains(&c) || matches!(c, '。' | ':' | ',' | ';' | '\n' | '—' | '(');
    for (at, sign) in rest.char_indices().filter(|(_, c)| stops(*c)).chain([(rest.len(), '\n')]) {
        let piece = rest.get(..at)?;
        if unit(piece) {
            return Some(at);
        }
        // 安全和法规股 is one name.
        if !matches!(sign, '和' | '与' | '及') {
            return before_verb(piece).filter(|end| piece.get(..*end).is_some_and(unit));
        }
    }
    None
}

/// Whether words tell what several units do.
pub(in crate::ingest) fn does(told: &str) -> bool {
    let lead = ["分别", "按照分工", "按分工", "根据分工", "按照职责分工", "共同", "各自", "主要"];
    let told = lead.iter().find_map(|w| told.strip_prefix(w)).unwrap_or(told).trim_start_matches(',');
    name::begins_duties(told) || begins(told, &["按照", "根据", "围绕", "服务", "办理", "联系", "审核"])
}

/// The end of the names of several units that a line without a number begins with, where it goes on with what they do.
pub(in crate::ingest) fn leading(text: &str) -> Option<usize> {
    let (_, end) = walk(text)?;
    let behind = text.get(end..)?;
    let told = behind.trim_start_matches(['。', ':', ',', ';', '—', '\n']);
    does(told).then_some(end)
}

/// Whether words are the names of several units and nothing else.
pub(in crate::ingest) fn only(words: &str) -> bool {
    walk(words).is_some_and(|(_, end)| end == words.len())
}

/// Each of the names that words as folded stand for, as the same places of the words as printed.
pub(in crate::ingest) fn printed(folded: &str, words: &str) -> Option<Vec<String>> {
    let (names, end) = walk(folded)?;
    (end == folded.len() && folded.chars().count() == words.chars().count()).then_some(())?;
    let place = |at: usize| folded.get(..at).map(|t| t.chars().count());
    let name = |(from, to): &(usize, usize)| {
        let (from, to) = (place(*from)?, place(*to)?);
        Some(words.chars().skip(from).take(to - from).collect())
    };
    names.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_several_units_end_where_their_duties_begin() {
        for (line, expected) in [
            ("综合科、人事科。按照分工承担文电。", "综合科|人事科"),
            ("综合科、人事科,负责文电。", "综合科|人事科"),
            ("综合科、人事科负责文电。", "综合科|人事科"),
            ("综合科和人事科\n承担文电。", "综合科|人事科"),
            ("安全和法规科、人事科:分别承担安全、人事工作。", "安全和法规科|人事科"),
            ("综合科、人事科与财务科办理文电。", "综合科|人事科|财务科"),
            ("综合科、文电。", ""),
            ("综合科的人事、财务工作由人事科承担。", ""),
            ("县财政局、县审计局负责监督。", ""),
            ("综合科、人事科均为正股级。", ""),
            ("综合科。负责文电、会务。", ""),
        ] {
            let found = leading(line).and_then(|end| {
                let words = line.get(..end)?;
                printed(words, words)
            });
            assert_eq!(found.unwrap_or_default().join("|"), expected, "{line}");
        }
    }
}
