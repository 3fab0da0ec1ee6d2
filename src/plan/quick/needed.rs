//! Words of which every match of a pattern holds one. The one scan of a document tells where they stand, and the pattern is not
//! begun where none does.

use regex_syntax::hir::{
    Hir, HirKind,
    literal::{Extractor, Literal, Seq},
};

use crate::hir::is_surely_small;

/// The words of a folded pattern; none where it has no such words, or too short or too many ones.
pub(in crate::plan) fn needed(hir: &Hir) -> Vec<String> {
    if !is_surely_small(hir) {
        return Vec::new();
    }
    match hir.kind() {
        // A word by itself, however short, is no more than what is asked for.
        HirKind::Literal(_) => beginnings(&sequence(hir)).unwrap_or_default(),
        _ => words(hir, &sequence(hir)).unwrap_or_default(),
    }
}

/// The same for a pattern that is one of some words and nothing else.
pub(in crate::plan) fn needed_of_words<'a>(all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let all = fewer(all.map(str::to_owned).collect());
    match all.as_slice() {
        [one] if !one.is_empty() => all,
        _ => better(std::iter::once(all)).unwrap_or_default(),
    }
}

/// The pattern that finds one of some words.
pub(in crate::plan) fn any_of(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| regex_syntax::escape(word)).collect();
    words.join("|")
}

/// More words than this would be found too often.
const MOST_WORDS: usize = 64;
/// Shorter ones too.
const FEWEST_CHARS: usize = 2;
/// Longer ones would hardly be found less often.
const MOST_CHARS: usize = 4;

/// Those of a pattern, of which this is what every match begins with.
fn words(hir: &Hir, begin: &Seq) -> Option<Vec<String>> {
    let of = |sub: &Hir| words(sub, &sequence(sub));
    let inside = match hir.kind() {
        HirKind::Capture(c) => return words(&c.sub, begin),
        HirKind::Repetition(r) if r.min > 0 => of(&r.sub),
        HirKind::Concat(all) => {
            let parts: Vec<Seq> = all.iter().map(sequence).collect();
            let rests = (1..parts.len()).filter_map(|from| beginnings(&joined(&parts[from..])));
            better(rests.chain(all.iter().zip(&parts).filter_map(|(sub, begin)| words(sub, begin))))
        }
        HirKind::Alternation(all) => {
            all.iter().map(of).collect::<Option<Vec<_>>>().map(|all| fewer(all.concat()))
        }
        _ => None,
    };
    better([beginnings(begin), inside].into_iter().flatten())
}

/// What every match of parts that follow one another begins with, as far as that is sought.
fn joined(parts: &[Seq]) -> Seq {
    let mut begin = Seq::singleton(Literal::exact(Vec::new()));
    for part in parts {
        let long = |word: &Literal| word.len() >= MOST_CHARS * BYTES_OF_CHAR;
        if begin.is_inexact() || begin.literals().is_none_or(|words| words.iter().all(long)) {
            break;
        }
        let mut part = part.clone();
        if begin.max_cross_len(&part).is_some_and(|length| length > MOST_WORDS) {
            part.make_infinite();
        }
        begin.cross_forward(&mut part);
    }
    begin
}

/// The bytes of the longest character.
const BYTES_OF_CHAR: usize = 4;

/// What every match begins with. What looks around is taken to be fulfilled.
fn sequence(hir: &Hir) -> Seq {
    match hir.kind() {
        HirKind::Concat(all) => joined(&all.iter().map(sequence).collect::<Vec<_>>()),
        _ => Extractor::new().limit_class(4).limit_total(MOST_WORDS).extract(hir),
    }
}

/// The words of which every match begins with one.
fn beginnings(sequence: &Seq) -> Option<Vec<String>> {
    let words =
        |all: &[Literal]| all.iter().map(|word| String::from_utf8(word.as_bytes().to_vec()).ok()).collect();
    sequence.literals().and_then(words).map(fewer)
}

/// As much of words as is sought, and none of them that begins with another one.
fn fewer(mut all: Vec<String>) -> Vec<String> {
    for word in &mut all {
        let end = word.char_indices().nth(MOST_CHARS).map_or(word.len(), |(i, _)| i);
        word.truncate(end);
    }
    all.sort_unstable();
    all.dedup_by(|word, before| word.starts_with(before.as_str()));
    all
}

/// Those that stand in fewer places: the shortest is longer, or they are fewer.
fn better(several: impl Iterator<Item = Vec<String>>) -> Option<Vec<String>> {
    let shortest = |all: &[String]| all.iter().map(|word| word.chars().count()).min().unwrap_or_default();
    several
        .filter(|all| all.len() <= MOST_WORDS && shortest(all) >= FEWEST_CHARS)
        .max_by_key(|all| (shortest(all), std::cmp::Reverse(all.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_holds_one_of_the_words() {
        for (pattern, wanted) in [
            ("文电|值班", "值班|文电"),
            ("文电|文电处理", "文电"),
            ("^(承办|完成)[^;。]{0,40}(交办|规定)的其他", "交办的其|规定的其"),
            (
                "((交办|规定)的((其他|其它)(有关|各项)?(工作)?)?(事项|任务|工作)|(交办|赋予)的(其他|其它)(工作)?(事项|任务))$",
                "交办的|规定的|赋予的其",
            ),
            ("承担(?<x>[^,;]*?(领导小组|委员会)(办公室)?)的?工作", "委员会|领导小组"),
            ("(承担|负责)?(?<x>[^,;]*(领导小组|委员会))", "委员会|领导小组"),
            ("(督查|检查|)工作", "工作"),
            ("(中心|站)$", ""),
            ("[。!?]\\s*$", ""),
            ("(职责)*", ""),
            ("(职责)+", "职责"),
            ("由", "由"),
            ("", ""),
            ("(?i)ab", "AB|Ab|aB|ab"),
            ("(", ""),
        ] {
            let hir = regex_syntax::parse(pattern);
            let found = hir.map_or_else(|_| Vec::new(), |hir| needed(&hir));
            assert_eq!(found.join("|"), wanted, "{pattern}");
        }
    }
}
