//! What of a text ended in some fact, and what did not: a paragraph that the reader drops must not go unseen.

use super::{Regulation, Section};
use crate::{
    schema::{AnomalyKind, ListKind, SectionKind},
    source::Span,
};

/// How much of a text was read. Characters are letters, digits and Chinese characters; signs and blanks do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The characters of the text.
    pub characters: usize,
    /// Those that ended in a fact.
    pub read: usize,
    /// The whole text from left to right, cut where what was read and what was not meet; `true` for what was read.
    pub stretches: Vec<(Span, bool)>,
}

impl Coverage {
    /// The stretches that ended in no fact.
    pub fn gaps(&self) -> impl Iterator<Item = Span> + '_ {
        self.stretches.iter().filter(|(_, read)| !read).map(|(span, _)| *span)
    }

    /// The share that was read, in whole percent, rounded down; an empty text was read whole.
    pub fn percent(&self) -> usize {
        (self.read * 100).checked_div(self.characters).unwrap_or(100)
    }
}

impl Regulation {
    /// What of the text ended in some fact, and what did not.
    ///
    /// A section whose matter has facts of its own (duties, units, posts, adjustments) counts by those; any other
    /// section, and every article, is a fact as a whole.
    pub fn coverage(&self) -> Coverage {
        self.covered(false)
    }

    /// The same; where it is `known` only, what stands under a heading that is not known, or in such an article, is no fact.
    fn covered(&self, known: bool) -> Coverage {
        let mut spans = self.facts(known);
        let unread = self.anomalies.iter().filter(|a| a.kind == AnomalyKind::UnreadUnit).map(|a| a.span);
        let unread: Vec<Span> = unread.collect();
        spans = without(spans, &unread);
        spans.retain(|s| !s.is_empty());
        spans.sort_unstable();
        let mut stretches: Vec<(Span, bool)> = Vec::new();
        let mut at = 0;
        let mut push = |start: u32, end: u32, read: bool| match stretches.last_mut() {
            _ if start >= end => {}
            Some((last, r)) if *r == read => *last = last.to(Span::new(start, end)),
            _ => stretches.push((Span::new(start, end), read)),
        };
        let whole = self.source.text.len() as u32;
        for span in spans.into_iter().chain([Span::new(whole, whole)]) {
            let gap = self.words_of(Span::new(at, span.start.max(at)));
            push(at, gap.start, true);
            push(gap.start, gap.end, false);
            push(gap.end, span.end, true);
            at = at.max(span.end);
        }
        let count = |s: Span| s.slice(&self.source.text).chars().filter(|c| c.is_alphanumeric()).count();
        let read = stretches.iter().filter(|(_, read)| *read).map(|(s, _)| count(*s)).sum();
        let characters = stretches.iter().map(|(s, _)| count(*s)).sum();
        Coverage { characters, read, stretches }
    }

    /// The longest stretch without a fact of a text of which next to nothing was read: it has no more than one of duties, units
    /// and posts, and most of it ended in no fact. A section whose matter nobody knows is none here.
    pub(crate) fn mostly_unread(&self) -> Option<Span> {
        let units = self.unit_groups.iter().any(|g| !g.units.is_empty());
        let posts = !self.staffing.is_empty() || !self.changes.is_empty();
        let kinds = [!self.duties.is_empty() || !self.adjustments.is_empty(), units, posts];
        if kinds.into_iter().filter(|found| *found).count() > 1 {
            return None;
        }
        let Coverage { characters, read, stretches } = self.covered(true);
        let gaps = stretches.iter().filter(|(_, read)| !read).map(|(span, _)| *span);
        let longest = gaps.max_by_key(|gap| gap.len())?;
        (characters - read >= MOSTLY && read * 2 < characters).then_some(longest)
    }

    /// A stretch without the signs and blanks before its first word and the blanks behind its last; empty at its end
    /// where it holds no word.
    fn words_of(&self, span: Span) -> Span {
        let text = span.slice(&self.source.text);
        let word = |c: char| c.is_alphanumeric() || matches!(c, '(' | '（' | '《' | '“' | '「');
        if !text.contains(char::is_alphanumeric) {
            return Span::new(span.end, span.end);
        }
        let lead = text.find(word).unwrap_or(0) as u32;
        Span::new(span.start + lead, span.start + text.trim_end().len() as u32)
    }

    /// The row of posts with the words of its first clause before it: 机关行政编制5名.
    fn clause_of(&self, row: Span) -> Span {
        let mut before = self.source.text.get(..row.start as usize).unwrap_or("");
        let mut start = before.len().saturating_sub(120);
        while !before.is_char_boundary(start) {
            start += 1;
        }
        before = before.get(start..).unwrap_or("");
        let clause = before.rsplit(['。', '；', ';', '，', ',', '：', ':', '\n']).next().unwrap_or("");
        Span::new(row.start - clause.len() as u32, row.end)
    }

    /// The articles, but of those that are a section with facts of its own no more than the mark.
    fn whole_articles(&self, known: bool) -> impl Iterator<Item = Span> + '_ {
        let own = |s: &&Section| s.kind.map_or(known, has_facts);
        let mut heads: Vec<Span> = self.sections.iter().filter(own).map(|s| s.head).collect();
        heads.sort_unstable();
        self.articles.iter().map(move |article| {
            let at = heads.partition_point(|h| h.start < article.span.start);
            let head = heads.get(at).filter(|h| h.start == article.span.start);
            head.copied().unwrap_or(article.span)
        })
    }

    /// The places of all facts.
    fn facts(&self, known: bool) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        let opening = self.sections.first().map_or(u32::MAX, |s| s.span.start);
        if let Some(name) = self.organ.name.as_ref().and_then(|n| n.span) {
            out.push(name);
            // The title that names the organ is read as a whole.
            let titles = self.paragraphs.iter().filter(|p| p.span.end <= opening && p.span.contains(name));
            out.extend(titles.map(|p| p.span));
        }
        let words = [&self.organ.short, &self.organ.rank, &self.organ.jurisdiction, &self.number];
        out.extend(words.into_iter().flatten().filter_map(|w| w.span));
        out.extend(self.issued.and_then(|d| d.span));
        out.extend(self.effective.as_ref().map(|e| e.span));
        out.extend(self.basis.iter().map(|b| b.span));
        for section in &self.sections {
            let own = section.kind.map_or(known, has_facts);
            out.push(if own { section.head } else { section.span });
        }
        out.extend(self.whole_articles(known));
        out.extend(self.adjustments.iter().map(|a| a.span));
        out.extend(self.duties.iter().map(|d| d.span));
        out.extend(self.trailing.iter().map(|t| t.span));
        out.extend(self.unit_groups.iter().map(|g| g.span));
        out.extend(self.unit_groups.iter().flat_map(|g| &g.units).map(|u| u.span));
        out.extend(self.staffing.iter().map(|s| self.clause_of(s.span)));
        out.extend(self.changes.iter().map(|c| c.span));
        out.extend(self.provisions.iter().map(|p| p.span));
        // The text of a numbered heading is its whole section, which counts by its own facts.
        let lists = self.lists.iter().filter(|l| l.of != ListKind::Headings);
        out.extend(lists.flat_map(|l| &l.items).map(|i| i.mark.to(i.text)));
        out.extend(self.paragraphs.iter().filter(|p| p.contact).map(|p| p.span));
        out
    }
}

/// So many characters without a fact are worth telling.
const MOSTLY: usize = 80;

/// Whether the matter of a section has facts of its own.
fn has_facts(kind: SectionKind) -> bool {
    matches!(
        kind,
        SectionKind::Duties | SectionKind::Units | SectionKind::Staffing | SectionKind::Adjustments
    )
}

/// Stretches without those that the reader says it could not read, which come in their order.
fn without(spans: Vec<Span>, unread: &[Span]) -> Vec<Span> {
    if unread.is_empty() {
        return spans;
    }
    let mut out = Vec::with_capacity(spans.len());
    for span in spans {
        let mut start = span.start;
        let first = unread.partition_point(|u| u.end <= span.start);
        for gap in unread[first..].iter().take_while(|u| u.start < span.end) {
            out.push(Span::new(start, gap.start.max(start)));
            start = gap.end.max(start);
        }
        out.push(Span::new(start.min(span.end), span.end));
    }
    out
}
