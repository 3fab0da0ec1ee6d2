//! One document under evaluation: what is asked of it and of the scan of its text.

use std::{borrow::Cow, cell::RefCell, collections::HashMap, rc::Rc, sync::Arc};

use super::{
    as_of::AsOf,
    budget::{self, Budget},
    coverage::Recorder,
    proof::evidence::Grounds,
    quick::among::Among,
    quick::kept::Kept,
    quick::near::Neighbours,
    quick::pairs::Compared,
    quick::ranges::Ranged,
    quick::same::Alphabetical,
    quick::sharing::Sharing,
    quick::stretches::Stretches,
    scope::Scopes,
    turns::Mentioned,
    value::{List, Segment, Text, Value, Why},
    verbs,
};
use crate::{
    finding::Place,
    plan::{Hits, Plan},
    quickly::Quickly,
    regulation::{Node, Regulation},
    schema::{Field, Record, Strength},
    source::Span,
    text::fold_words,
};

/// A document under evaluation.
pub(super) struct Ctx<'r> {
    pub(super) plan: &'r Plan,
    pub(super) reg: &'r Regulation,
    pub(super) hits: Hits,
    pub(super) as_of: AsOf,
    /// The turns that it may take.
    pub(super) budget: Budget,
    /// What is set for some documents only.
    pub(super) scopes: Scopes,
    /// Who is told what conditions turn out to be; nobody in a check.
    pub(super) recorder: Option<&'r Recorder>,
    /// Where stretches lie in the folded text.
    pub(super) stretches: Stretches,
    /// What has been compared with something.
    pub(super) compared: Compared,
    /// Values that were found once.
    pub(super) kept: Kept<'r>,
    /// The words of lists.
    pub(super) among: Among<'r>,
    /// The clauses that are alike.
    pub(super) neighbours: Neighbours<'r>,
    /// The stretches of lists.
    pub(super) ranged: Ranged<'r>,
    /// The elements of lists by their words.
    pub(super) alphabetical: Alphabetical<'r>,
    /// The elements of lists by the pairs in their words.
    pub(super) sharing: Sharing<'r>,
    /// For each vocabulary whether it is mentioned by what has a number.
    pub(super) mentioned: RefCell<HashMap<u32, Mentioned, Quickly>>,
    /// What findings quote that quote the same.
    pub(super) grounds: RefCell<HashMap<u32, Grounds, Quickly>>,
    /// What was quoted, by its place.
    pub(super) places: RefCell<HashMap<u64, Arc<Place>, Quickly>>,
    /// The words of what was quoted, without ordinals.
    pub(super) unnumbered: RefCell<HashMap<u64, Rc<str>, Quickly>>,
    /// The segments of clauses.
    pub(super) cut: RefCell<HashMap<u64, Rc<[Segment]>, Quickly>>,
}

impl<'r> Ctx<'r> {
    pub(super) fn new(plan: &'r Plan, reg: &'r Regulation, as_of: AsOf) -> Self {
        Self::with(plan, reg, as_of, plan.matcher.scan(&reg.source.folded.text))
    }

    /// One whose text was scanned already.
    pub(super) fn with(plan: &'r Plan, reg: &'r Regulation, as_of: AsOf, hits: Hits) -> Self {
        Self {
            plan,
            reg,
            hits,
            as_of,
            budget: Budget::of(budget::MOST_TURNS),
            scopes: Scopes::of(plan, reg),
            recorder: None,
            stretches: Stretches::default(),
            compared: Compared::default(),
            kept: Kept::default(),
            among: Among::default(),
            neighbours: Neighbours::default(),
            ranged: Ranged::default(),
            alphabetical: Alphabetical::default(),
            sharing: Sharing::default(),
            mentioned: RefCell::default(),
            grounds: RefCell::default(),
            places: RefCell::default(),
            unnumbered: RefCell::default(),
            cut: RefCell::default(),
        }
    }

    /// One for the same document, with nothing kept.
    pub(super) fn anew(&self) -> Self {
        let budget = Budget::of(self.budget.most());
        Self { recorder: self.recorder, budget, ..Self::new(self.plan, self.reg, self.as_of) }
    }

    /// One for rows, which have no text of their own: `nothing` is a document that holds nothing.
    pub(super) fn for_rows(plan: &'r Plan, nothing: &'r Regulation) -> Self {
        Self { budget: Budget::unlimited(), ..Self::with(plan, nothing, AsOf::Unknown, Hits::default()) }
    }

    /// A field of a value, and the words that it was read from.
    pub(super) fn field(&self, base: &Value<'r>, field: Field) -> (Value<'r>, Option<Span>) {
        match base {
            Value::Unknown(_) | Value::Open(_) => (base.clone(), None),
            Value::Node(node) => {
                let (fact, span) = node.field(self.reg, field);
                let value = Value::fact(self.reg, fact, node.record(), field)
                    .unwrap_or_else(|| self.derived(*node, field));
                (value, span)
            }
            Value::Segment(s) if field == Field::Functions => (self.functions([s.span]), None),
            Value::Segment(s) => segment_field(s, field),
            Value::Vocabulary(v) => (self.vocabulary_field(*v, field), None),
            _ => (Value::Unknown(Why::NoSuchElement), None),
        }
    }

    #[inline(never)] // most fields are facts of the model
    fn derived(&self, node: Node<'r>, field: Field) -> Value<'r> {
        match (node, field) {
            (Node::Document, Field::AsOf) => self.as_of.value(),
            (Node::Document, Field::Functions) => self.functions(self.duties_and_units()),
            (Node::Clause(c), Field::Verbs) => {
                let verbs = self.hits.verbs_within(self.to_folded(c.span));
                let back = |(s, _)| Value::Text(Text::Span(self.reg.source.folded.to_original(s)));
                Value::list(verbs.map(back).collect())
            }
            (_, Field::Functions) => self.functions(node.span(self.reg)),
            (Node::Clause(c), Field::Segments) => Value::List(List::Segments(self.segments(c.span))),
            (Node::Clause(c), Field::Strength) => match self.segments(c.span).first() {
                Some(s) => Value::Symbol(s.strength.into()),
                None => Value::Unknown(Why::NotStated(Record::Clause, field)),
            },
            _ => Value::Unknown(Why::NotStated(node.record(), field)),
        }
    }

    /// The functions that stretches of the text name, each once.
    fn functions(&self, spans: impl IntoIterator<Item = Span>) -> Value<'r> {
        let mut found = Vec::new();
        spans.into_iter().for_each(|s| found.extend(self.hits.functions_within(self.to_folded(s))));
        found.sort_unstable();
        found.dedup();
        Value::vocabularies(&found)
    }

    fn duties_and_units(&self) -> impl Iterator<Item = Span> {
        let duties = self.reg.duties.iter().map(|d| d.span);
        let units = self.reg.unit_groups.iter().flat_map(|g| &g.units).map(|u| u.span);
        duties.chain(units)
    }

    fn vocabulary_field(&self, vocabulary: u32, field: Field) -> Value<'r> {
        let i = vocabulary as usize;
        let (Some(v), Some(title)) = (self.plan.vocabularies().get(i), self.plan.titles.get(i)) else {
            return Value::Unknown(Why::NoSuchElement);
        };
        match field {
            Field::Name => Value::Text(Text::Named(title)),
            _ => Value::List(List::Names(&v.tags)),
        }
    }

    /// The segments of a clause.
    pub(super) fn segments(&self, clause: Span) -> Rc<[Segment]> {
        let key = u64::from(clause.start) << 32 | u64::from(clause.end);
        if let Some(known) = self.cut.borrow().get(&key) {
            return Rc::clone(known);
        }
        let cut = self.cut_clause(clause);
        let mut known = self.cut.borrow_mut();
        // Where one clause is cut, most are.
        if known.is_empty() {
            known.reserve(self.reg.clauses_of_records().map(<[_]>::len).sum());
        }
        known.insert(key, Rc::clone(&cut));
        cut
    }

    fn cut_clause(&self, clause: Span) -> Rc<[Segment]> {
        let folded = self.to_folded(clause);
        let text = folded.slice(&self.reg.source.folded.text);
        let back = |s: Span| self.reg.source.folded.to_original(s);
        verbs::segments(text, folded.start, &self.hits)
            .into_iter()
            .map(|s| Segment { span: back(s.span), verb: s.verb.map(back), strength: s.strength })
            .collect()
    }

    /// The folded bytes of a stretch of the text as printed.
    pub(super) fn to_folded(&self, span: Span) -> Span {
        self.stretches.of(&self.reg.source.folded, span)
    }

    /// Words as matching sees them.
    pub(super) fn folded(&self, text: &Text<'r>) -> Cow<'r, str> {
        match text {
            Text::Span(s) => Cow::Borrowed(self.reg.source.folded.slice(*s)),
            // Several names may stand in one place: 机要股、密码通信股.
            Text::Words(w) => match w.span.filter(|s| s.range().len() == w.text.len()) {
                Some(s) => Cow::Borrowed(self.reg.source.folded.slice(s)),
                None => Cow::Owned(fold_words(&w.text)),
            },
            Text::Constant(c) => Cow::Borrowed(c),
            Text::Named(title) => Cow::Borrowed(&title.folded),
            Text::Collected(words) => Cow::Borrowed(&words.folded),
            Text::Owned(c) => Cow::Owned(c.to_string()),
        }
    }

    /// The stretches of text in which the words of a value are sought; for a list those of every element.
    pub(super) fn ranges(&self, value: &Value<'r>, out: &mut Vec<Span>) {
        let mut add = |range| {
            out.push(range);
            None::<()>
        };
        self.in_ranges(value, &mut add);
    }

    /// What is found first in one of these stretches.
    pub(super) fn in_ranges<T>(
        &self,
        value: &Value<'r>,
        find: &mut dyn FnMut(Span) -> Option<T>,
    ) -> Option<T> {
        match value {
            Value::Node(n) => n.span(self.reg).and_then(find),
            Value::Segment(s) => find(s.span),
            Value::Text(text) => text.place().and_then(find),
            Value::List(list) => list.iter().find_map(|v| self.in_ranges(&v, find)),
            _ => None,
        }
    }

    /// The places of a stretch of text where a vocabulary is mentioned.
    pub(super) fn mentions(&self, range: Span, vocabulary: u32) -> impl Iterator<Item = Span> {
        let folded = &self.reg.source.folded;
        self.hits.within(vocabulary, self.to_folded(range)).map(|s| folded.to_original(s))
    }

    /// The mentions of a vocabulary in a record, each with the strength of the verb that governs it. A unit's name and plaques
    /// say what it leads.
    pub(super) fn governed(&self, node: Node<'r>, vocabulary: u32) -> impl Iterator<Item = (Span, Strength)> {
        let range = node.span(self.reg).unwrap_or_default();
        self.mentions(range, vocabulary).filter_map(move |hit| {
            let clauses = node.clauses();
            let after = clauses.partition_point(|c| c.span.start <= hit.start);
            let clause = after.checked_sub(1).map(|i| clauses[i]).filter(|c| c.span.contains(hit));
            let Some(clause) = clause else {
                // Outside the clauses there is only the name.
                return matches!(node, Node::Unit(_)).then_some((hit, Strength::Lead));
            };
            let segments = self.segments(clause.span);
            segments.iter().find(|s| s.span.overlaps(hit)).map(|s| (hit, s.strength))
        })
    }
}

fn segment_field<'r>(s: &Segment, field: Field) -> (Value<'r>, Option<Span>) {
    match field {
        Field::Text => (Value::Text(Text::Span(s.span)), Some(s.span)),
        Field::Strength => (Value::Symbol(s.strength.into()), s.verb),
        Field::Verb => match s.verb {
            Some(v) => (Value::Text(Text::Span(v)), Some(v)),
            None => (Value::Unknown(Why::NotStated(Record::Segment, field)), None),
        },
        _ => (Value::Unknown(Why::NotStated(Record::Segment, field)), None),
    }
}

impl<'r> List<'r> {
    /// A field of every element; a list-valued field gives one long list.
    pub(super) fn project(&self, ctx: &Ctx<'r>, field: Field) -> Value<'r> {
        let mut values = Vec::with_capacity(self.len());
        for element in self.iter() {
            match ctx.field(&element, field).0 {
                Value::List(inner) => values.extend(inner.iter()),
                value => values.push(value),
            }
        }
        Value::list(values)
    }
}
