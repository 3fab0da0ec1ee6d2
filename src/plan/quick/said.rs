//! What an element of a search must say for the condition to be true of it.

use std::collections::BTreeMap;

use crate::{
    hir::{BinaryOp, Constant, Quantifier},
    plan::{Expr, ExprKind, Vocabularies},
    schema::Field,
};

/// What an element says: something of each of these.
#[derive(Clone, Debug)]
pub(crate) struct Said(pub(crate) Vec<OneOf>);

/// Things of which an element says one.
#[derive(Clone, Debug, Default)]
pub(crate) struct OneOf {
    /// It mentions one of these vocabularies.
    pub(crate) vocabularies: Vec<u32>,
    /// It mentions what a variable holds: a vocabulary, or one of several.
    pub(crate) held: Vec<u32>,
    /// It has one of the words, by their number, of which every match of a pattern holds one.
    pub(crate) needed: Vec<u32>,
}

/// No more is asked of an element.
const MOST_ASKED: usize = 4;

impl Said {
    fn one_of(vocabularies: Vec<u32>) -> Self {
        Self(vec![OneOf { vocabularies, ..OneOf::default() }])
    }

    fn held(variable: u32) -> Self {
        Self(vec![OneOf { held: vec![variable], ..OneOf::default() }])
    }

    fn needed(number: u32) -> Self {
        Self(vec![OneOf { needed: vec![number], ..OneOf::default() }])
    }

    fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self.0.truncate(MOST_ASKED);
        self
    }

    fn or(self, other: &Self) -> Self {
        let both = self.0.iter().flat_map(|a| other.0.iter().map(|b| a.or(b)));
        Self(both.take(MOST_ASKED).collect())
    }
}

impl OneOf {
    fn or(&self, other: &Self) -> Self {
        Self {
            vocabularies: [&*self.vocabularies, &other.vocabularies].concat(),
            held: [&*self.held, &other.held].concat(),
            needed: [&*self.needed, &other.needed].concat(),
        }
    }
}

/// The vocabularies that have a tag, by the tag.
pub(in crate::plan) type Tagged = BTreeMap<String, Vec<u32>>;

/// What an element surely says where a condition is true of it.
pub(in crate::plan) fn said(condition: &Expr, slot: u32, tagged: &Tagged) -> Option<Said> {
    Reading { element: slot, given: Vec::new(), tagged }.of(condition)
}

struct Reading<'e> {
    element: u32,
    /// What variables stand for.
    given: Vec<(u32, Stands<'e>)>,
    tagged: &'e Tagged,
}

/// What a variable inside a condition stands for.
#[derive(Clone, Copy)]
enum Stands<'e> {
    /// Another variable.
    Variable(u32),
    /// An element of the list that another variable holds.
    Member(u32),
    Fixed(&'e Constant),
    /// A function that the element of the search names.
    Function,
    Else,
}

impl<'e> Reading<'e> {
    fn of(&mut self, e: &'e Expr) -> Option<Said> {
        match &e.kind {
            ExprKind::Binary(BinaryOp::And, a, b) => match (self.of(a), self.of(b)) {
                (Some(a), Some(b)) => Some(a.and(b)),
                (a, b) => a.or(b),
            },
            ExprKind::Binary(BinaryOp::Or, a, b) => Some(self.of(a)?.or(&self.of(b)?)),
            ExprKind::Binary(BinaryOp::In, tag, tags)
                if matches!(tags.kind, ExprKind::Field(_, Field::Tags)) =>
            {
                self.with_tag(tag, tags)
            }
            ExprKind::Binary(BinaryOp::In, function, functions) => match &functions.kind {
                ExprKind::Field(of, Field::Functions) => self.named(of, function),
                ExprKind::Constant(all) if self.is_function(function) => vocabularies(all).map(Said::one_of),
                _ => None,
            },
            ExprKind::Binary(BinaryOp::Eq, function, other) if self.is_function(function) => {
                match &other.kind {
                    ExprKind::Constant(one) => vocabularies(one).map(Said::one_of),
                    _ => None,
                }
            }
            ExprKind::Mentions { subject, vocabularies: Vocabularies::Found(function), .. } => {
                self.named(subject, function)
            }
            ExprKind::Mentions { subject, vocabularies: Vocabularies::Fixed(all), .. } => {
                self.is_element(subject).then(|| Said::one_of(all.clone()))
            }
            ExprKind::Matches(subject, pattern) if self.is_element(subject) => {
                pattern.needed().map(Said::needed)
            }
            ExprKind::Bind { arguments, body } => {
                let given: Vec<_> = arguments.iter().map(|(slot, a)| (*slot, self.stands(a))).collect();
                self.with(given, body)
            }
            ExprKind::Quantified { quantifier: Quantifier::Some, slot, list, condition } => {
                self.with(vec![(*slot, self.one_of(list))], condition)
            }
            _ => None,
        }
    }

    fn with(&mut self, given: Vec<(u32, Stands<'e>)>, e: &'e Expr) -> Option<Said> {
        let before = self.given.len();
        self.given.extend(given);
        let found = self.of(e);
        self.given.truncate(before);
        found
    }

    /// What the elements of a list stand for.
    fn one_of(&self, list: &'e Expr) -> Stands<'e> {
        match &list.kind {
            // A segment stands inside its clause.
            ExprKind::Field(of, Field::Segments) if self.is_element(of) => Stands::Variable(self.element),
            ExprKind::Field(of, Field::Functions) if self.is_element(of) => Stands::Function,
            ExprKind::Slot(_) => match self.stands(list) {
                Stands::Variable(list) if list != self.element => Stands::Member(list),
                Stands::Fixed(all) => Stands::Fixed(all),
                _ => Stands::Else,
            },
            ExprKind::Constant(all) => Stands::Fixed(all),
            _ => Stands::Else,
        }
    }

    /// What the element says where it names or mentions something.
    fn named(&self, of: &'e Expr, function: &'e Expr) -> Option<Said> {
        if !self.is_element(of) {
            return None;
        }
        match self.stands(function) {
            Stands::Variable(held) | Stands::Member(held) if held != self.element => Some(Said::held(held)),
            Stands::Fixed(all) => vocabularies(all).map(Said::one_of),
            _ => None,
        }
    }

    /// The functions with a tag, where one that the element names must have it.
    fn with_tag(&self, tag: &Expr, tags: &'e Expr) -> Option<Said> {
        match (&tag.kind, &tags.kind) {
            (ExprKind::Constant(Constant::Text(tag)), ExprKind::Field(function, _))
                if self.is_function(function) =>
            {
                Some(Said::one_of(self.tagged.get(tag).cloned().unwrap_or_default()))
            }
            _ => None,
        }
    }

    fn is_function(&self, e: &'e Expr) -> bool {
        matches!(self.stands(e), Stands::Function)
    }

    fn is_element(&self, e: &'e Expr) -> bool {
        matches!(self.stands(e), Stands::Variable(slot) if slot == self.element)
    }

    /// What an expression stands for, outside the condition.
    fn stands(&self, e: &'e Expr) -> Stands<'e> {
        match &e.kind {
            ExprKind::Slot(slot) => {
                let given = self.given.iter().rev().find(|(s, _)| s == slot);
                given.map_or(Stands::Variable(*slot), |(_, stands)| *stands)
            }
            ExprKind::Constant(c) => Stands::Fixed(c),
            // Its words stand where it stands.
            ExprKind::Field(of, Field::Text) if self.is_element(of) => Stands::Variable(self.element),
            _ => Stands::Else,
        }
    }
}

/// The vocabularies that a constant is.
fn vocabularies(of: &Constant) -> Option<Vec<u32>> {
    match of {
        Constant::Vocabulary(v) => Some(vec![v.0]),
        Constant::List(all) => {
            let one = |c: &Constant| if let Constant::Vocabulary(v) = c { Some(v.0) } else { None };
            all.iter().map(one).collect()
        }
        _ => None,
    }
}
