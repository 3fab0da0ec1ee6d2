//! The shape of a compiled policy.

use std::{
    array,
    collections::{BTreeSet, HashMap},
    slice,
    sync::{Arc, OnceLock},
};

use super::{
    quick::doubts::{Doubts, Vain},
    quick::said::Said,
    quick::same::Column,
    quick::{Kept, Mentioning, Quick},
    scan::pattern::Pattern,
};
use crate::{
    finding::{Citation, Severity},
    hir::{BandKey, BinaryOp, Constant, Counterpart, Format, Pairing, Pick, Quantifier, Reach, Test},
    phrase::Phrase,
    quickly::Quickly,
    schema::{Builtin, Field, Level, Strength},
    source::{FileId, Span},
};

/// A compiled policy.
#[derive(Debug)]
pub(crate) struct Policy {
    pub(crate) name: String,
    pub(crate) severity: Severity,
    /// The severities set for scopes, by their numbers; the last one that holds wins.
    pub(crate) scoped: Vec<(usize, Severity)>,
    pub(crate) variants: Vec<super::Variant>,
    pub(crate) basis: Arc<[Citation]>,
    pub(crate) applies: Vec<Expr>,
    /// The conditions of `applies`, as a reader would write them; made when they are first told.
    pub(crate) applies_said: Vec<OnceLock<Phrase>>,
    /// What it does; for a policy over a corpus, with rows.
    pub(crate) body: Vec<Statement>,
    pub(crate) corpus: Option<Corpus>,
    pub(crate) expect: u32,
    /// How many values its variables need.
    pub(crate) slots: usize,
    /// What each slot was given, for variables with a fixed expression: lets and arguments of definitions.
    pub(crate) sources: Vec<Option<Arc<Expr>>>,
    /// The vocabularies whose mentions it can see; `None` where it may ask for all.
    pub(crate) vocabularies: Option<BTreeSet<u32>>,
    /// Whether it can see verbs.
    pub(crate) verbs: bool,
}

impl Policy {
    /// Whether it asks for words that the scan of a text finds.
    pub(crate) fn asks_for_words(&self) -> bool {
        self.verbs || self.vocabularies.as_ref().is_none_or(|all| !all.is_empty())
    }
}

/// A parameter whose value depends on the document; texts are folded as documents are.
#[derive(Debug)]
pub(crate) struct Param {
    /// The value where no scope decides.
    pub(crate) value: Constant,
    /// The values set for scopes, by their numbers; the last one that holds wins.
    pub(crate) scoped: Vec<(usize, Constant)>,
}

/// The documents that something is set for: all conditions must hold.
#[derive(Debug)]
pub(crate) struct Scope {
    /// Empty means all.
    pub(crate) levels: Vec<Level>,
    /// Folded; empty means all.
    pub(crate) jurisdictions: Vec<String>,
}

/// How a policy over a corpus puts documents together.
#[derive(Debug)]
pub(crate) struct Corpus {
    pub(crate) prelude: Vec<Statement>,
    pub(crate) fields: Vec<Expr>,
    /// What the fields are called.
    pub(crate) names: Vec<String>,
    pub(crate) by: Vec<usize>,
    pub(crate) size: u32,
    pub(crate) counterpart: Option<Counterpart>,
    /// The variables of the body: the rows of the group, or a row and its counterpart.
    pub(crate) slots: Vec<u32>,
}

/// A statement.
#[derive(Debug)]
pub(crate) enum Statement {
    Let {
        slot: u32,
        value: Arc<Expr>,
        /// Whether its value may be found when it is first asked for: it rests on few others that are.
        later: bool,
    },
    For(Box<For>),
    Require(Require),
}

/// A loop.
#[derive(Debug)]
pub(crate) struct For {
    pub(crate) slots: Vec<u32>,
    /// What its variables are called.
    pub(crate) names: Vec<String>,
    pub(crate) pairing: Pairing,
    pub(crate) list: Expr,
    pub(crate) condition: Option<Expr>,
    pub(crate) body: Vec<Statement>,
    /// How many requirements its body has: an undecided `where` leaves each of them undecided.
    pub(crate) requirements: u32,
    /// Where its elements and their condition depend on few variables, and not on all loops around: those that fulfil it are
    /// kept.
    pub(crate) chosen: Option<Kept>,
    /// What an element must say to fulfil the condition.
    pub(crate) said: Option<Said>,
    /// Where it asks of each of some functions only that one of a few things mention it.
    pub(crate) mentioning: Option<Mentioning>,
    /// For each requirement of its body what is in vain where it holds; nothing if that is not known of all.
    pub(crate) vain: Vec<Vain>,
    /// The field that no two of its elements may have the same, where it asks for nothing else.
    pub(crate) alone: Option<Column>,
    /// Where it puts all elements together two by two: what must be so for a requirement not to hold.
    pub(crate) doubts: Option<Doubts>,
}

/// A requirement.
#[derive(Debug)]
pub(crate) struct Require {
    /// Which one of its policy, in the order of the text, as the identities of its findings name it.
    pub(crate) number: String,
    pub(crate) condition: Expr,
    /// Its severity where it is not that of the policy.
    pub(crate) severity: Option<Severity>,
    pub(crate) evidence: Vec<Expr>,
    /// Where what it quotes depends on the document alone: the same number for all that quote the same.
    pub(crate) proof: Option<u32>,
    /// The variables of the loops around it, outermost first.
    pub(crate) loops: Vec<u32>,
    /// Chinese, English.
    pub(crate) message: [Vec<Part>; 2],
}

/// A piece of a message.
#[derive(Debug)]
pub(crate) enum Part {
    Text(String),
    Value {
        expr: Expr,
        format: Format,
        /// Its words; found when they are first told.
        name: OnceLock<String>,
    },
}

/// A place in a policy file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    pub(crate) file: FileId,
    pub(crate) span: Span,
}

/// An expression with the place that it was compiled from.
#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) at: At,
    /// A quicker way to the same value; copies of the expression share it.
    pub(crate) quick: Option<Arc<Quick>>,
}

/// The forms of compiled expressions. Texts are folded as documents are.
#[derive(Clone, Debug)]
pub(crate) enum ExprKind {
    Constant(Constant),
    /// A parameter whose value depends on the document.
    Param(usize),
    List(Vec<Expr>),
    Slot(u32),
    Document,
    Field(Box<Expr>, Field),
    Project(Box<Expr>, Field),
    RowField(Box<Expr>, usize),
    RowProject(Box<Expr>, usize),
    /// The name of the group as documents are folded, and as it was written.
    Capture(Box<Expr>, Pattern, Arc<[String; 2]>, Reach),
    Call(Builtin, Vec<Expr>),
    Lookup(usize, Vec<Expr>),
    /// A definition put in place: its arguments first, then its body. A variable that it is given stays what it is, and is its
    /// own argument; one that is fixed stands in the body as it is.
    Bind {
        arguments: Vec<(u32, Expr)>,
        body: Box<Expr>,
    },
    Not(Box<Expr>),
    Neg(Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    Contains(Box<Expr>, Box<Expr>),
    Matches(Box<Expr>, Pattern),
    Mentions {
        subject: Box<Expr>,
        vocabularies: Vocabularies,
        strength: Option<Strength>,
    },
    Test {
        value: Box<Expr>,
        test: Test,
        negated: bool,
    },
    Default(Box<Expr>, Box<Expr>),
    Quantified {
        quantifier: Quantifier,
        slot: u32,
        list: Box<Expr>,
        condition: Box<Expr>,
    },
    Pick {
        pick: Pick,
        slot: u32,
        list: Box<Expr>,
        condition: Option<Box<Expr>>,
        by: Option<Box<Expr>>,
    },
}

impl Expr {
    /// The expressions directly inside.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Self> {
        children(&self.kind)
    }
}

/// The variables that a definition has for its arguments: one that is given as it stands is none of its own.
pub(super) fn own_variables(arguments: &[(u32, Expr)]) -> impl Iterator<Item = u32> {
    arguments.iter().filter(|(slot, a)| !is_itself(*slot, a)).map(|(slot, _)| *slot)
}

/// Whether an argument of a definition is the variable that it is given to.
pub(crate) fn is_itself(slot: u32, argument: &Expr) -> bool {
    matches!(argument.kind, ExprKind::Slot(given) if given == slot)
}

/// Whether something holds for every expression directly inside one of a form. Policies are looked through many times when
/// they are compiled, and most forms hold one or two: to go to these costs a third of going through an iterator.
pub(super) fn every<'e>(kind: &'e ExprKind, mut holds: impl FnMut(&'e Expr) -> bool) -> bool {
    match kind {
        ExprKind::Constant(_) | ExprKind::Param(_) | ExprKind::Slot(_) | ExprKind::Document => true,
        ExprKind::Field(a, _)
        | ExprKind::Project(a, _)
        | ExprKind::RowField(a, _)
        | ExprKind::RowProject(a, _)
        | ExprKind::Capture(a, ..)
        | ExprKind::Not(a)
        | ExprKind::Neg(a)
        | ExprKind::Matches(a, _)
        | ExprKind::Test { value: a, .. } => holds(a),
        ExprKind::Binary(_, a, b) | ExprKind::Contains(a, b) | ExprKind::Default(a, b) => {
            holds(a) && holds(b)
        }
        ExprKind::Quantified { list, condition, .. } => holds(list) && holds(condition),
        _ => children(kind).all(holds),
    }
}

/// The expressions directly inside one of a form.
pub(super) fn children(kind: &ExprKind) -> impl Iterator<Item = &Expr> {
    let (mut list, mut given): (&[Expr], &[(u32, Expr)]) = (&[], &[]);
    let mut each: [Option<&Expr>; 3] = [None; 3];
    match kind {
        ExprKind::Constant(_) | ExprKind::Param(_) | ExprKind::Slot(_) | ExprKind::Document => {}
        ExprKind::List(all) | ExprKind::Call(_, all) | ExprKind::Lookup(_, all) => list = all,
        ExprKind::Field(a, _)
        | ExprKind::Project(a, _)
        | ExprKind::RowField(a, _)
        | ExprKind::RowProject(a, _)
        | ExprKind::Capture(a, ..)
        | ExprKind::Not(a)
        | ExprKind::Neg(a)
        | ExprKind::Matches(a, _)
        | ExprKind::Test { value: a, .. } => each[0] = Some(a),
        ExprKind::Mentions { subject, vocabularies, .. } => {
            each[0] = Some(subject);
            if let Vocabularies::Found(found) = vocabularies {
                each[1] = Some(found);
            }
        }
        ExprKind::Binary(_, a, b) | ExprKind::Contains(a, b) | ExprKind::Default(a, b) => {
            each = [Some(a), Some(b), None];
        }
        ExprKind::Bind { arguments, body } => {
            given = arguments;
            each[0] = Some(body);
        }
        ExprKind::Quantified { list, condition, .. } => each = [Some(list), Some(condition), None],
        ExprKind::Pick { list, condition, by, .. } => {
            each = [Some(list), condition.as_deref(), by.as_deref()];
        }
    }
    Children { list: list.iter(), given: given.iter(), each: each.into_iter() }
}

/// What `children` goes through: adapters put together cost several times as much.
struct Children<'a> {
    list: slice::Iter<'a, Expr>,
    given: slice::Iter<'a, (u32, Expr)>,
    each: array::IntoIter<Option<&'a Expr>, 3>,
}

impl<'a> Iterator for Children<'a> {
    type Item = &'a Expr;

    #[inline]
    fn next(&mut self) -> Option<&'a Expr> {
        if let Some(e) = self.list.next() {
            return Some(e);
        }
        if let Some((_, argument)) = self.given.next() {
            return Some(argument);
        }
        self.each.by_ref().flatten().next()
    }
}

/// The vocabularies that are asked for.
#[derive(Clone, Debug)]
pub(crate) enum Vocabularies {
    /// Known before any document.
    Fixed(Vec<u32>),
    /// Found at evaluation.
    Found(Box<Expr>),
}

/// A compiled table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) rows: Vec<Row>,
}

/// A row: the keys before the bands, then the bands.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) keys: Vec<Constant>,
    pub(crate) bands: Vec<(BandKey, Constant)>,
    /// The places of the bands for texts: a table may have hundreds of words.
    pub(crate) words: HashMap<String, usize, Quickly>,
}
