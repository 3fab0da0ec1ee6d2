//! Words sought in a text, one phrase after the other: vocabularies, verbs and what they govern.

use guiju::{
    hir::{Program, Vocabulary},
    schema::Strength,
    source::Span,
    text::fold_words,
};

/// Every place of a phrase in a text, those that overlap too.
fn places(text: &str, phrase: &str) -> Vec<Span> {
    let phrase = fold_words(phrase);
    if phrase.is_empty() {
        return Vec::new();
    }
    let starts = text.char_indices().map(|(i, _)| i).filter(|i| text[*i..].starts_with(&phrase));
    starts.map(|i| Span::of(i..i + phrase.len())).collect()
}

/// The clause around a place: what stands between semicolons, full stops and line ends.
fn clause_around(text: &str, place: Span) -> Span {
    let ends = |c: char| matches!(c, ';' | '；' | '。' | '\n');
    let before = &text[..place.start as usize];
    let after = &text[place.end as usize..];
    let start = before.char_indices().rev().find(|(_, c)| ends(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    let end = after.find(ends).map_or(text.len(), |i| place.end as usize + i);
    Span::of(start..end)
}

/// Where a vocabulary itself stands in a text: phrases, weak phrases beside a companion in the same clause; nothing that a
/// false friend overlaps, unless the phrase is longer and holds it whole.
pub(super) fn own(text: &str, v: &Vocabulary) -> Vec<Span> {
    let mut found: Vec<Span> = v.phrases.iter().flat_map(|p| places(text, p)).collect();
    for (weak, companions) in &v.weak {
        for place in places(text, weak) {
            let clause = clause_around(text, place);
            let beside = |c: &Span| clause.contains(*c) && !c.overlaps(place);
            if companions.iter().flat_map(|c| places(text, c)).any(|c| beside(&c)) {
                found.push(place);
            }
        }
    }
    let friends: Vec<Span> = v.except.iter().flat_map(|e| places(text, e)).collect();
    found.retain(|p| friends.iter().all(|f| !p.overlaps(*f) || (p.contains(*f) && p.len() > f.len())));
    found.sort();
    found.dedup();
    found
}

/// Whether a vocabulary is another one or one of its parents.
pub(super) fn covers(program: &Program, above: usize, below: usize) -> bool {
    let parent = |v: usize| program.vocabularies[v].parent.map(guiju::hir::VocabularyId::index);
    let line = std::iter::successors(Some(below), |v| parent(*v)).take(program.vocabularies.len());
    line.into_iter().any(|v| v == above)
}

/// The verbs of a text: from left to right the longest, of equal ones `share` before `assist` before `oversee` before
/// `lead`; a verb inside a longer one is none.
pub(super) fn verbs(program: &Program, text: &str) -> Vec<(Span, Strength)> {
    let rank = |s: Strength| match s {
        Strength::Share => 0,
        Strength::Assist => 1,
        Strength::Oversee => 2,
        Strength::Lead => 3,
        Strength::Disclaim => 4,
    };
    let mut all: Vec<(Span, Strength)> =
        program.verbs.iter().flat_map(|(s, verb)| places(text, verb).into_iter().map(|p| (p, *s))).collect();
    all.sort_by_key(|(p, s)| (p.start, std::cmp::Reverse(p.end), rank(*s)));
    let mut kept: Vec<(Span, Strength)> = Vec::new();
    for (place, strength) in all {
        if kept.last().is_none_or(|(last, _)| !last.contains(place)) {
            kept.push((place, strength));
        }
    }
    kept
}

/// A segment of a clause, in bytes of the clause.
pub(super) struct Governed {
    pub(super) span: Span,
    pub(super) verb: Option<Span>,
    pub(super) strength: Strength,
}

/// The segments of a clause: it is cut at a comma where a verb follows. The verb at the head governs, else the first inside,
/// else that of the segment before; a clause without a verb is led.
pub(super) fn segments(program: &Program, clause: &str) -> Vec<Governed> {
    let commas = clause.match_indices(',').map(|(i, _)| i + 1);
    let mut starts = vec![0];
    starts.extend(commas.filter(|i| head(program, &clause[*i..]).is_some()));
    let mut made: Vec<Governed> = Vec::new();
    for (i, start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(clause.len(), |next| next - 1);
        let words = &clause[*start..end];
        let verb = head(program, words).or_else(|| verbs(program, words).first().copied());
        let before = made.last().map_or(Strength::Lead, |s| s.strength);
        made.push(Governed {
            span: Span::of(*start..end),
            verb: verb.map(|(v, _)| Span::of(start + v.start as usize..start + v.end as usize)),
            strength: match verb.map_or(before, |(_, s)| s) {
                Strength::Lead if words.ends_with("配合工作") => Strength::Assist,
                strength => strength,
            },
        });
    }
    made
}

/// The verb at the head of words, or behind the particles that join them to what stands before.
fn head(program: &Program, words: &str) -> Option<(Span, Strength)> {
    let joined = words.trim_start_matches(['并', '和', '及', '、', '同', '时', '具', '体', '依', '法']);
    [words, joined].into_iter().find_map(|rest| {
        let skipped = words.len() - joined.len();
        let skipped = if rest.len() == words.len() { 0 } else { skipped };
        let (verb, strength) = verbs(program, rest).into_iter().find(|(v, _)| v.start == 0)?;
        Some((Span::of(skipped + verb.start as usize..skipped + verb.end as usize), strength))
    })
}

/// The pairs of neighbouring characters in a text that are letters or digits; exempted places part the words.
pub(super) fn pairs(text: &str, exempted: &[Span]) -> std::collections::BTreeSet<(char, char)> {
    let counted: Vec<Option<char>> = text
        .char_indices()
        .map(|(i, c)| {
            let place = Span::of(i..i + c.len_utf8());
            (c.is_alphanumeric() && !exempted.iter().any(|e| e.contains(place))).then_some(c)
        })
        .collect();
    counted.windows(2).filter_map(|two| Some((two[0]?, two[1]?))).collect()
}
