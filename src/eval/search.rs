//! Words sought in values: `mentions`, `contains`, `matches`, `capture`.
//!
//! In a list they are sought in every element: found in one, they are found; not found, but with an unknown element or an
//! unknown wish, it is unknown. Of nothing that is wished nothing is found. The words of an organ are its name.

use std::borrow::Cow;

use super::{
    builtin,
    ctx::Ctx,
    expr::Frame,
    value::{List, Text, Value, Why},
};
use crate::{
    plan::{Pattern, Reach, Vocabularies},
    regulation::Node,
    schema::{Field, Strength},
    source::Span,
};

/// The vocabularies that are asked for, and why one of them is unknown.
pub(super) type Wanted<'r> = (Asked<'r>, Option<Why>);

/// Vocabularies: those that a policy names, or what an expression gives.
pub(super) enum Asked<'r> {
    Fixed(&'r [u32]),
    One([u32; 1]),
    Found(Vec<u32>),
}

impl std::ops::Deref for Asked<'_> {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        match self {
            Self::Fixed(all) => all,
            Self::One(one) => one,
            Self::Found(all) => all,
        }
    }
}

/// The words of a value, and where they begin in the folded text if they stand there.
type Sought<'c> = (Cow<'c, str>, Option<u32>);

impl<'r> Ctx<'r> {
    /// The vocabularies that are asked for.
    pub(super) fn wanted(&self, frame: &mut Frame<'r>, v: &'r Vocabularies) -> Wanted<'r> {
        let found = match v {
            Vocabularies::Fixed(all) => return (Asked::Fixed(all), None),
            Vocabularies::Found(e) => self.eval(frame, e),
        };
        if let Value::Vocabulary(v) = found {
            return (Asked::One([v]), None);
        }
        let (mut known, mut unknown) = (Vec::new(), None);
        let mut add = |value: &Value<'r>| match value {
            Value::Vocabulary(v) => known.push(*v),
            other => unknown = Some(other.unknown().unwrap_or(Why::NoSuchElement)),
        };
        match &found {
            Value::List(list) => list.iter().for_each(|v| add(&v)),
            other => add(other),
        }
        (Asked::Found(known), unknown)
    }

    /// The name of an organ: the words that are sought in it.
    pub(super) fn name_of(&self, organ: &Value<'r>) -> Value<'r> {
        self.field(organ, Field::Name).0
    }

    /// The folded words of one value.
    fn sought(&self, value: &Value<'r>) -> Result<Sought<'_>, Why> {
        let folded = &self.reg.source.folded;
        let at = |s: Span| (Cow::Borrowed(folded.slice(s)), Some(folded.to_folded(s.start)));
        Ok(match value {
            Value::Unknown(why) | Value::Open(why) => return Err(*why),
            Value::Node(Node::Organ) => return self.sought_in_text(&self.name_of(value)),
            Value::Node(node) => at(node.words(self.reg).unwrap_or_default()),
            Value::Segment(s) => at(s.span),
            text => return self.sought_in_text(text),
        })
    }

    fn sought_in_text(&self, value: &Value<'r>) -> Result<Sought<'_>, Why> {
        let Value::Text(text) = value else { return Err(value.unknown().unwrap_or(Why::NoSuchElement)) };
        let folded = &self.reg.source.folded;
        let words = self.folded(text);
        let stands = |s: &Span| matches!(text, Text::Span(_)) || folded.slice(*s) == words;
        let start = text.place().filter(stands).map(|s| folded.to_folded(s.start));
        Ok((words, start))
    }

    /// Whether a pattern surely is not found in what is known of a value: these are stretches of the text in which the words
    /// do not stand that every match holds.
    pub(super) fn is_sought_in_vain(&self, value: &Value<'r>, pattern: &Pattern) -> bool {
        let lack = |s: Span| self.hits.lack(pattern.needed(), self.to_folded(s));
        match value {
            Value::Node(Node::Organ) => false,
            Value::Node(node) => node.words(self.reg).is_some_and(lack),
            Value::Segment(s) => lack(s.span),
            Value::Text(Text::Span(s)) => lack(*s),
            // In the whole text, whatever the records are.
            Value::List(List::Nodes(_) | List::AllUnits(_)) => {
                self.hits.lack(pattern.needed(), Span::of(0..self.reg.source.folded.text.len()))
            }
            _ => false,
        }
    }

    /// Whether a pattern is found in a value, or in one element of a list.
    pub(super) fn matches(&self, value: &Value<'r>, pattern: &Pattern) -> Result<bool, Why> {
        if self.is_sought_in_vain(value, pattern) {
            return Ok(false);
        }
        if let Value::List(list) = value {
            return any(list.iter().map(|v| self.matches(&v, pattern)));
        }
        let (words, _) = self.sought(value)?;
        Ok(pattern.regex().is_some_and(|regex| regex.is_match(&words)))
    }

    /// The words of a named group, where the pattern first matches or wherever it does.
    pub(super) fn capture(
        &self,
        subject: &Value<'r>,
        pattern: &Pattern,
        names: &[String; 2],
        reach: Reach,
    ) -> Value<'r> {
        let elements: Vec<Value<'r>> = match subject {
            vain if self.is_sought_in_vain(vain, pattern) => Vec::new(),
            Value::List(list) => list.iter().collect(),
            one => vec![one.clone()],
        };
        let mut all = Vec::new();
        for element in elements.iter().filter(|element| !self.is_sought_in_vain(element, pattern)) {
            let Some(regex) = pattern.regex() else { return Value::Bool(false) };
            // An unknown element before the first match might itself be the first.
            let (words, start) = match self.sought(element) {
                Ok(sought) => sought,
                Err(why) => return Value::Unknown(why),
            };
            let held = regex.groups(&words, names);
            all.extend(held.into_iter().map(|range| self.cut_out(&words, start, range)));
            if reach == Reach::First && !all.is_empty() {
                return all.swap_remove(0);
            }
        }
        if reach == Reach::All { Value::list(all) } else { Value::Unknown(Why::NoSuchElement) }
    }

    /// A part of words, at its place in the document where they stand there.
    fn cut_out(&self, words: &str, start: Option<u32>, range: std::ops::Range<usize>) -> Value<'r> {
        Value::Text(match start {
            Some(start) => {
                let place = Span::new(start + range.start as u32, start + range.end as u32);
                Text::Span(self.reg.source.folded.to_original(place))
            }
            None => Text::Owned(words[range].into()),
        })
    }

    /// The words by which vocabularies are mentioned in a value, by place; of those that overlap the first and longest.
    pub(super) fn occurrences(&self, subject: &Value<'r>, vocabularies: &Value<'r>) -> Value<'r> {
        let wanted = match builtin::vocabularies(vocabularies) {
            Ok(wanted) => wanted,
            Err(why) => return Value::Unknown(why),
        };
        let (mut placed, mut alone) = (Vec::new(), Vec::new());
        if let Err(why) = self.occurring(subject, &wanted, &mut placed, &mut alone) {
            return Value::Unknown(why);
        }
        let placed = apart(placed).into_iter().map(|s| Value::Text(Text::Span(s)));
        Value::list(placed.chain(alone).collect())
    }

    /// The places in the document, and the words that stand in none.
    fn occurring(
        &self,
        subject: &Value<'r>,
        wanted: &[u32],
        placed: &mut Vec<Span>,
        alone: &mut Vec<Value<'r>>,
    ) -> Result<(), Why> {
        match subject {
            Value::Unknown(why) | Value::Open(why) => return Err(*why),
            Value::List(list) => list.iter().try_for_each(|v| self.occurring(&v, wanted, placed, alone))?,
            Value::Node(Node::Organ) => self.occurring(&self.name_of(subject), wanted, placed, alone)?,
            Value::Text(text) if text.place().is_none() => {
                let words = self.folded(text);
                let (hits, all) = (self.plan.matcher.scan(&words), Span::of(0..words.len()));
                let found = apart(wanted.iter().flat_map(|v| hits.within(*v, all)).collect());
                alone.extend(found.into_iter().map(|s| Value::Text(Text::Owned(s.slice(&words).into()))));
            }
            value => {
                let mut ranges = Vec::new();
                self.ranges(value, &mut ranges);
                placed.extend(ranges.iter().flat_map(|r| wanted.iter().flat_map(|v| self.mentions(*r, *v))));
            }
        }
        Ok(())
    }

    pub(super) fn contains(&self, subject: &Value<'r>, needle: &Value<'r>) -> Value<'r> {
        if let Value::Text(needle) = needle {
            let needle = self.folded(needle);
            return self.any_words(subject, &|words| holds(words, &needle)).into();
        }
        let (mut needles, mut unknown) = (Vec::new(), None);
        let mut add = |n: &Value<'r>| match n {
            Value::Text(t) => needles.push(self.folded(t)),
            other => unknown = Some(other.unknown().unwrap_or(Why::NoSuchElement)),
        };
        match needle {
            Value::List(list) => list.iter().for_each(|n| add(&n)),
            other => unknown = Some(other.unknown().unwrap_or(Why::NoSuchElement)),
        }
        let test = |words: &str| needles.iter().any(|n| holds(words, n));
        let found = if needles.is_empty() { Ok(false) } else { self.any_words(subject, &test) };
        unless_unknown(found, unknown)
    }

    /// Whether a test holds of the words of a value, or of one element of a list.
    pub(super) fn any_words(&self, value: &Value<'r>, test: &dyn Fn(&str) -> bool) -> Result<bool, Why> {
        match value {
            Value::List(list) => any(list.iter().map(|v| self.any_words(&v, test))),
            one => self.sought(one).map(|(words, _)| test(&words)),
        }
    }

    pub(super) fn mentions_any(
        &self,
        subject: &Value<'r>,
        (vocabularies, unknown): &Wanted<'r>,
        strength: Option<Strength>,
    ) -> Value<'r> {
        unless_unknown(self.mentioned(subject, vocabularies, strength), *unknown)
    }

    /// Whether a value mentions one of some vocabularies, under a verb of a strength where one is asked for.
    pub(super) fn mentioned(
        &self,
        subject: &Value<'r>,
        vocabularies: &[u32],
        strength: Option<Strength>,
    ) -> Result<bool, Why> {
        let silent = vocabularies.iter().all(|v| self.hits.is_silent(*v));
        // Of the elements of a list that stands in the model none is unknown.
        if vocabularies.is_empty()
            || silent && matches!(subject, Value::List(List::Nodes(_) | List::AllUnits(_)))
        {
            return Ok(false);
        }
        let stand_in =
            |s: Span| !silent && vocabularies.iter().any(|v| self.mentions(s, *v).next().is_some());
        Ok(match subject {
            Value::Unknown(why) | Value::Open(why) => return Err(*why),
            Value::List(list) => {
                if strength.is_none()
                    && let Some(ranges) = self.ranges_of(list)
                {
                    return Ok(vocabularies.iter().any(|v| self.hits.of(*v).iter().any(|s| ranges.hold(*s))));
                }
                return any(list.iter().map(|v| self.mentioned(&v, vocabularies, strength)));
            }
            Value::Node(Node::Organ) => {
                return self.mentioned(&self.name_of(subject), vocabularies, strength);
            }
            Value::Node(node) => match strength {
                None => node.span(self.reg).is_some_and(stand_in),
                Some(wanted) => {
                    vocabularies.iter().any(|v| self.governed(*node, *v).any(|(_, s)| s == wanted))
                }
            },
            Value::Segment(s) => strength.is_none_or(|wanted| wanted == s.strength) && stand_in(s.span),
            Value::Text(text) => text.place().map_or_else(|| self.stands_alone(text, vocabularies), stand_in),
            _ => false,
        })
    }

    /// Whether words that are no part of the document mention a vocabulary.
    fn stands_alone(&self, text: &Text<'r>, vocabularies: &[u32]) -> bool {
        let words = self.folded(text);
        let (hits, all) = (self.plan.matcher.scan(&words), Span::of(0..words.len()));
        vocabularies.iter().any(|v| hits.within(*v, all).next().is_some())
    }
}

/// Whether words stand in others. These are mostly few, and nothing is prepared for the search: the last byte of a Chinese
/// character tells more than its first.
fn holds(words: &str, needle: &str) -> bool {
    let Some((last, front)) = needle.as_bytes().split_last() else { return true };
    let words = words.as_bytes();
    let ends = words.get(front.len()..).unwrap_or_default();
    memchr::memchr_iter(*last, ends).any(|at| &words[at..at + front.len()] == front)
}

/// Places by their order; of those that overlap the first and longest.
fn apart(mut places: Vec<Span>) -> Vec<Span> {
    places.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut end = 0;
    places.retain(|s| {
        let free = s.start >= end;
        if free {
            end = s.end;
        }
        free
    });
    places
}

/// Whether one of several answers is yes; unknown where none is and one is unknown.
fn any(answers: impl Iterator<Item = Result<bool, Why>>) -> Result<bool, Why> {
    let mut unknown = None;
    for answer in answers {
        match answer {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(why) => unknown = Some(why),
        }
    }
    unknown.map_or(Ok(false), Err)
}

/// What was found, where something else that was asked for is unknown.
fn unless_unknown<'r>(found: Result<bool, Why>, unknown: Option<Why>) -> Value<'r> {
    match (found, unknown) {
        (Ok(false), Some(why)) => Value::Unknown(why),
        (found, _) => found.into(),
    }
}
