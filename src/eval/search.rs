//! Words sought in values: `mentions`, `contains`, `matches`, `capture`.

use std::borrow::Cow;

use regex::Regex;

use super::{
    ctx::Ctx,
    expr::Frame,
    value::{Text, Value, Why},
};
use crate::{
    plan::{Reach, Vocabularies},
    regulation::Words,
    schema::Strength,
    source::Span,
};

impl<'r> Ctx<'r> {
    /// The vocabularies that are asked for.
    pub(super) fn wanted(&self, frame: &mut Frame<'r>, v: &'r Vocabularies) -> Result<Cow<'r, [u32]>, Why> {
        let found = match v {
            Vocabularies::Fixed(all) => return Ok(Cow::Borrowed(all)),
            Vocabularies::Found(e) => self.eval(frame, e),
        };
        let one = |v: &Value<'r>| match v {
            Value::Vocabulary(v) => Ok(*v),
            other => Err(other.unknown().unwrap_or(Why::NoSuchElement)),
        };
        match &found {
            Value::List(list) => {
                list.iter().map(|v| one(&v)).collect::<Result<Vec<u32>, Why>>().map(Cow::Owned)
            }
            other => one(other).map(|v| Cow::Owned(vec![v])),
        }
    }

    /// The words of a named group, where the pattern first matches or wherever it does.
    pub(super) fn capture(&self, subject: &Value<'r>, regex: &Regex, group: &str, reach: Reach) -> Value<'r> {
        if let Value::Unknown(why) = subject {
            return Value::Unknown(*why);
        }
        let mut ranges = Vec::new();
        self.searched_words(subject, &mut ranges);
        let folded = &self.reg.source.folded;
        let in_document = ranges.into_iter().flat_map(|range| {
            let range = self.to_folded(range);
            let held = regex.captures_iter(range.slice(&folded.text)).filter_map(|c| c.name(group));
            held.map(move |m| Span::new(range.start + m.start() as u32, range.start + m.end() as u32))
        });
        let mut found = in_document.map(|place| Value::Text(Text::Span(folded.to_original(place))));
        let mut in_words = match subject {
            Value::Text(Text::Constant(c) | Text::Named(_, c)) => Some(*c),
            Value::Text(Text::Collected(words)) => Some(words.folded.as_str()),
            _ => None,
        }
        .into_iter()
        .flat_map(|words| regex.captures_iter(words).filter_map(|c| c.name(group)))
        .map(|m| Value::Text(Text::Constant(m.as_str())));
        match reach {
            Reach::All => Value::list(found.chain(in_words).collect()),
            Reach::First => {
                found.next().or_else(|| in_words.next()).unwrap_or(Value::Unknown(Why::NoSuchElement))
            }
        }
    }

    /// The stretches of text that a pattern is sought in: what follows the mark of a record.
    fn searched_words(&self, value: &Value<'r>, out: &mut Vec<Span>) {
        match value {
            Value::Node(n) => out.extend(n.words(self.reg)),
            Value::List(list) => list.iter().for_each(|v| self.searched_words(&v, out)),
            other => self.ranges(other, out),
        }
    }

    /// The words by which vocabularies are mentioned in a value, by place; of those that overlap the first and longest.
    pub(super) fn occurrences(&self, subject: &Value<'r>, vocabularies: &Value<'r>) -> Value<'r> {
        if let Some(why) = subject.unknown().or(vocabularies.unknown()) {
            return Value::Unknown(why);
        }
        let wanted = vocabularies.vocabularies();
        let mut ranges = Vec::new();
        self.ranges(subject, &mut ranges);
        let mut found: Vec<Span> =
            ranges.iter().flat_map(|r| wanted.iter().flat_map(|v| self.mentions(*r, *v))).collect();
        found.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
        let mut end = 0;
        found.retain(|s| {
            s.start >= end && {
                end = s.end;
                true
            }
        });
        Value::list(found.into_iter().map(|s| Value::Text(Text::Span(s))).collect())
    }

    pub(super) fn contains(&self, subject: &Value<'r>, needle: &Value<'r>) -> Value<'r> {
        let mut needles = Vec::new();
        let wanted = match needle {
            Value::List(list) => list.iter().collect(),
            other => vec![other.clone()],
        };
        for n in wanted {
            match n {
                Value::Text(t) => needles.push(self.folded(&t)),
                Value::Unknown(why) => return Value::Unknown(why),
                _ => {}
            }
        }
        self.any_words(subject, &|words| needles.iter().any(|n| words.contains(n.as_ref())))
    }

    /// Whether a test holds of the words of a value, or of one element of a list.
    pub(super) fn any_words(&self, value: &Value<'r>, test: &dyn Fn(&str) -> bool) -> Value<'r> {
        match value {
            Value::Unknown(why) => Value::Unknown(*why),
            Value::List(list) => {
                let mut why = None;
                for element in list.iter() {
                    match self.any_words(&element, test) {
                        Value::Bool(true) => return Value::Bool(true),
                        Value::Unknown(w) => why = Some(w),
                        _ => {}
                    }
                }
                why.map_or(Value::Bool(false), Value::Unknown)
            }
            Value::Node(node) => {
                let words = node.words(self.reg).unwrap_or_default();
                Value::Bool(test(self.reg.source.folded.slice(words)))
            }
            Value::Segment(s) => Value::Bool(test(self.reg.source.folded.slice(s.span))),
            Value::Text(t) => Value::Bool(test(&self.folded(t))),
            _ => Value::Bool(false),
        }
    }

    pub(super) fn mentions_any(
        &self,
        subject: &Value<'r>,
        vocabularies: &[u32],
        strength: Option<Strength>,
    ) -> Value<'r> {
        if let Value::Unknown(why) = subject {
            return Value::Unknown(*why);
        }
        if let Some(strength) = strength {
            return Value::Bool(vocabularies.iter().any(|v| self.holds(subject, *v, strength)));
        }
        if let Value::Text(
            t @ (Text::Constant(_)
            | Text::Named(..)
            | Text::Collected(_)
            | Text::Words(Words { span: None, .. })),
        ) = subject
        {
            let words = self.folded(t);
            let hits = self.plan.matcher.scan(&words);
            let all = Span::of(0..words.len());
            return Value::Bool(vocabularies.iter().any(|v| hits.within(*v, all).next().is_some()));
        }
        let mut ranges = Vec::new();
        self.ranges(subject, &mut ranges);
        let found =
            ranges.iter().any(|r| vocabularies.iter().any(|v| self.mentions(*r, *v).next().is_some()));
        Value::Bool(found)
    }
}
