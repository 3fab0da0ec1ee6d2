//! What a policy over a corpus collects from one document: values that outlive it, with the words that they were read
//! from. A row can be kept, or sent to another machine; then it names what a plan knows by number.

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;
use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use super::counterpart::Key;
use crate::{
    eval::{
        scope::{Open, Weight},
        value::Why,
    },
    finding::{Evidence, Place, Role},
    plan::Plan,
    schema::Symbol,
    source::{Position, Span},
};

/// A value that outlives its document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::eval) enum Owned {
    Unknown(Why),
    Bool(bool),
    Int(i64),
    #[serde(with = "ratio")]
    Ratio(Ratio<i64>),
    Date(Date),
    Interval(Date, Date),
    Text(Box<Collection>),
    Symbol(Symbol),
    Vocabulary(u32),
    List(Vec<Owned>),
    /// A vocabulary by its name, where there is no plan.
    Named(String),
    /// Unknown for want of a row in the table of this name, where there is no plan.
    NoRow(String),
}

/// The document that a row came from: its path, and its number among those of the same path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Origin {
    /// The path.
    pub path: String,
    /// What tells documents of one path apart: their place in the run.
    pub number: u64,
}

/// Words that outlive their document, with the place that they are quoted from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::eval) struct Collection {
    pub(in crate::eval) printed: String,
    /// What it is called in English, where it is what a vocabulary is called.
    pub(in crate::eval) en: Option<Box<str>>,
    pub(in crate::eval) folded: String,
    pub(in crate::eval) place: Option<Evidence>,
    /// The document; known when the row is.
    #[serde(skip)]
    pub(in crate::eval) origin: Origin,
}

/// What a policy over a corpus collected from one document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::eval) struct Collected {
    pub(in crate::eval) origin: Origin,
    /// The values, each with the words that it was read from.
    pub(in crate::eval) fields: Vec<(Owned, Proof)>,
    /// What is quoted where no value was read from words; gone where the row was stripped.
    pub(in crate::eval) anchor: Option<Box<Evidence>>,
}

/// The words that a value was read from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::eval) enum Proof {
    Words(Vec<Evidence>),
    /// What stands for the words of the field of this number, where only which are quoted is to be found out.
    Mark(u8),
}

/// How many fields of a row have marks; those beyond keep their words.
const MARKS: usize = 16;

impl Proof {
    /// The words.
    pub(in crate::eval) fn words(&self) -> &[Evidence] {
        match self {
            Self::Words(words) => words,
            Self::Mark(field) => {
                static ALL: OnceLock<Vec<Evidence>> = OnceLock::new();
                let all = ALL.get_or_init(|| (0..MARKS).map(mark).collect());
                all.get(usize::from(*field)..=usize::from(*field)).unwrap_or_default()
            }
        }
    }
}

/// What stands for the words of a field: its place is the number of the field.
fn mark(field: usize) -> Evidence {
    let nowhere = Position { line: 0, column: 0 };
    Evidence {
        role: Role::Offending,
        place: Arc::new(Place {
            span: Span::of(field..field),
            start: nowhere,
            end: nowhere,
            quote: String::new(),
            pointer: None,
            origin: None,
        }),
        lacked: Vec::new(),
    }
}

/// The row that one document gave one policy over a corpus.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// The policy.
    pub(in crate::eval) policy: String,
    pub(in crate::eval) weight: Weight,
    pub(in crate::eval) open: Open,
    pub(in crate::eval) key: Key,
    pub(in crate::eval) collected: Collected,
}

impl Row {
    /// The policy that it is for.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// The document that it came from.
    pub fn origin(&self) -> &Origin {
        &self.collected.origin
    }

    /// Whether another has the same values, whatever it would quote: a copy of the document, or one with the same facts.
    pub(in crate::eval) fn says_the_same(&self, other: &Self) -> bool {
        let [own, theirs] = [self, other].map(|row| &row.collected.fields);
        own.len() == theirs.len() && own.iter().zip(theirs).all(|(a, b)| a.0.is_the_same(&b.0))
    }

    /// Says which document it came from, where the run knows better.
    pub fn set_origin(&mut self, origin: Origin) {
        for (value, _) in &mut self.collected.fields {
            value.each(&mut |v| {
                if let Owned::Text(words) = v {
                    words.origin = origin.clone();
                }
            });
        }
        self.collected.origin = origin;
    }

    /// Leaves only what its judgement rests on, a small part of it: what it would quote is gone, with marks in its place that
    /// tell in a finding which words are wanted.
    pub fn strip(&mut self, plan: &Plan) {
        self.keep(&BTreeSet::new());
        self.collected.anchor = None;
        let policy = plan.programs.iter().find(|p| p.name == self.policy);
        if policy.and_then(|p| p.corpus.as_ref()).is_some_and(|c| c.counterpart.is_none()) {
            // What puts a row beside another is of no use in a group.
            self.key = Key::default();
        }
    }

    /// Leaves of what it would quote only the words of some fields, as [`Part::fields`](crate::eval::corpus::Part::fields) tells,
    /// with marks in place of the others: so it is judged in the same way.
    pub fn keep(&mut self, fields: &BTreeSet<u32>) {
        for (field, (value, proof)) in self.collected.fields.iter_mut().enumerate().take(MARKS) {
            if fields.contains(&(field as u32)) {
                continue;
            }
            *proof =
                if proof.words().is_empty() { Proof::Words(Vec::new()) } else { Proof::Mark(field as u8) };
            value.each(&mut |v| {
                if let Owned::Text(words) = v {
                    words.place = words.place.take().map(|_| mark(field));
                }
            });
        }
    }

    /// Names what the plan knows by number, so that the row can leave it.
    pub fn leave(&mut self, plan: &Plan) {
        for (value, _) in &mut self.collected.fields {
            value.each(&mut |v| match v {
                Owned::Vocabulary(i) => {
                    let name = plan.vocabularies().get(*i as usize).map_or("", |v| v.name.as_str());
                    *v = Owned::Named(name.to_owned());
                }
                Owned::Unknown(Why::NoRow(t)) => {
                    *v = Owned::NoRow(plan.tables.get(*t).map_or("", |t| t.name.as_str()).to_owned());
                }
                _ => {}
            });
        }
    }

    /// Finds in the plan what the row names; `false` where it names something that the plan does not have, or was made by
    /// another form of the policy.
    pub fn enter(&mut self, plan: &Plan) -> bool {
        let policy = plan.programs.iter().find(|p| p.name == self.policy).and_then(|p| p.corpus.as_ref());
        let mut known = policy.is_some_and(|corpus| corpus.fields.len() == self.collected.fields.len());
        for (value, _) in &mut self.collected.fields {
            value.each(&mut |v| {
                let found = match v {
                    Owned::Named(name) => plan.vocabulary(name).map(Owned::Vocabulary),
                    Owned::NoRow(name) => {
                        let table = plan.tables.iter().position(|t| t.name == *name);
                        table.map(|t| Owned::Unknown(Why::NoRow(t)))
                    }
                    // A number is of the plan that made it, which may be another.
                    Owned::Vocabulary(_) | Owned::Unknown(Why::NoRow(_)) => None,
                    _ => return,
                };
                match found {
                    Some(found) => *v = found,
                    None => known = false,
                }
            });
        }
        known
    }
}

impl Owned {
    /// Whether two values are the same; what is unknown may be another.
    fn is_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Ratio(a), Self::Ratio(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::Interval(a, b), Self::Interval(c, d)) => (a, b) == (c, d),
            (Self::Text(a), Self::Text(b)) => a.folded == b.folded,
            (Self::Symbol(a), Self::Symbol(b)) => a == b,
            (Self::Vocabulary(a), Self::Vocabulary(b)) => a == b,
            (Self::List(a), Self::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_the_same(b))
            }
            _ => false,
        }
    }

    fn each(&mut self, act: &mut dyn FnMut(&mut Self)) {
        if let Self::List(items) = self {
            for item in items {
                item.each(act);
            }
        } else {
            act(self);
        }
    }
}

/// A ratio as its two numbers.
mod ratio {
    use num_rational::Ratio;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(in crate::eval) fn serialize<S: Serializer>(r: &Ratio<i64>, s: S) -> Result<S::Ok, S::Error> {
        (r.numer(), r.denom()).serialize(s)
    }

    pub(in crate::eval) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Ratio<i64>, D::Error> {
        let (numer, denom) = <(i64, i64)>::deserialize(d)?;
        if denom <= 0 || numer == i64::MIN {
            return Err(D::Error::custom("a ratio with a divisor below one"));
        }
        Ok(Ratio::new(numer, denom))
    }
}
