//! What each verb of a clause governs.
//!
//! A clause is cut at a comma where what follows begins with a verb. The verb at the head of a segment governs it; where
//! none stands there, the first verb inside (对…进行协调); where there is none at all, the verb of the segment before. A
//! clause without any verb states a competence (檔案典藏等事項) and counts as led. 做好公安部门的配合工作 is help, whatever
//! its verb.

use crate::{plan::Hits, schema::Strength, source::Span};

/// A segment in folded bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoldedSegment {
    pub(super) span: Span,
    pub(super) verb: Option<Span>,
    pub(super) strength: Strength,
}

/// The segments of a clause that begins at byte `base` of the folded text.
pub(super) fn segments(clause: &str, base: u32, hits: &Hits) -> Vec<FoldedSegment> {
    let end = base + clause.len() as u32;
    let mut start = base;
    let next = |(comma, _)| {
        let next = base + comma as u32 + 1;
        let rest = clause.get(comma + 1..).unwrap_or_default();
        head_verb(rest, next, end, hits).map(|_| next)
    };
    let starts = clause.match_indices(',').filter_map(next);
    let mut segments: Vec<FoldedSegment> = Vec::new();
    for next in starts.map(Some).chain([None]) {
        let span = Span::new(start, next.map_or(end, |next| next - 1));
        let text = clause.get((start - base) as usize..).unwrap_or_default();
        start = next.unwrap_or(end);
        let verb = head_verb(text, span.start, span.end, hits).or_else(|| hits.verbs_within(span).next());
        let strength = match (verb, segments.last()) {
            (Some((_, s)), _) => s,
            (None, Some(before)) => before.strength,
            (None, None) => Strength::Lead,
        };
        let words = clause.get(..(span.end - base) as usize).unwrap_or_default();
        let strength = if helps(strength, words) { Strength::Assist } else { strength };
        segments.push(FoldedSegment { span, verb: verb.map(|(v, _)| v), strength });
    }
    segments
}

/// Whether words that begin with a verb of the first order end as help.
fn helps(strength: Strength, words: &str) -> bool {
    strength == Strength::Lead && words.ends_with("配合工作")
}

/// The verb at the head of a segment, or behind the particles that join it to the one before (并, 同时, 及时 …).
fn head_verb(text: &str, start: u32, end: u32, hits: &Hits) -> Option<(Span, Strength)> {
    let at = |start: u32| hits.verbs_within(Span::new(start, end)).next().filter(|(s, _)| s.start == start);
    let joined = text.trim_start_matches(['并', '和', '及', '、', '同', '时', '具', '体', '依', '法']);
    at(start).or_else(|| at(start + (text.len() - joined.len()) as u32))
}
