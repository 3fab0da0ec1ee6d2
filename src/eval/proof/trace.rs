//! Where the operands of a requirement were read from.
//!
//! Runs only when a requirement is false: it walks the expression once more and collects the words behind its values. A
//! variable stands for the expression that it was given.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{
    eval::{
        ctx::Ctx,
        expr::Frame,
        value::{List, Value},
    },
    plan::{BinaryOp, Expr, ExprKind, Pick, Policy, Quantifier},
    regulation::Node,
    schema::{Builtin, Field},
    source::Span,
};

/// A walk over the expressions of one policy.
pub(in crate::eval) struct Trace<'c, 'r> {
    pub(in crate::eval) ctx: &'c Ctx<'r>,
    policy: &'r Policy,
    pub(in crate::eval) spans: Vec<Span>,
    sources: Sources,
}

/// How many variables may stand for one another; what lies further back is not followed.
const FURTHEST: usize = 100;

/// The expressions of variables that a walk follows: each once, for `let b = a + a`, `let c = b + b` … would be followed
/// more often than there is time.
#[derive(Default)]
pub(in crate::eval) struct Sources {
    seen: BTreeSet<(u32, Sought)>,
    depth: usize,
}

/// What a walk seeks behind a variable.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::eval) enum Sought {
    /// The words that its value was read from.
    Words,
    /// What makes it true, what makes it false.
    True,
    False,
    /// The elements of loops that it names.
    Subjects,
}

impl Sources {
    /// Goes into the expression of a variable, unless it was followed before; [`leave`](Self::leave) comes back.
    pub(in crate::eval) fn enter(&mut self, slot: u32, sought: Sought) -> bool {
        let fresh = self.depth < FURTHEST && self.seen.insert((slot, sought));
        self.depth += usize::from(fresh);
        fresh
    }

    pub(in crate::eval) fn leave(&mut self) {
        self.depth -= 1;
    }
}

impl<'c, 'r> Trace<'c, 'r> {
    pub(in crate::eval) fn new(ctx: &'c Ctx<'r>, policy: &'r Policy) -> Self {
        Self { ctx, policy, spans: Vec::new(), sources: Sources::default() }
    }

    /// The places that were collected, to begin with another expression.
    pub(in crate::eval) fn take(&mut self) -> impl Iterator<Item = Span> {
        self.sources = Sources::default();
        self.spans.drain(..)
    }

    /// Collects the words behind an expression that a policy reports: of a field of many elements those of each, for that is
    /// what it asks to quote.
    pub(in crate::eval) fn reported(&mut self, frame: &mut Frame<'r>, e: &'r Expr) {
        match &e.kind {
            ExprKind::Project(base, field) => {
                if let Value::List(list) = self.ctx.eval(frame, base) {
                    let ctx = self.ctx;
                    self.spans.extend(list.iter().filter_map(|element| ctx.field(&element, *field).1));
                }
            }
            ExprKind::Slot(slot) => match &self.policy.sources[*slot as usize] {
                Some(source) if matches!(source.kind, ExprKind::Project(..)) => self.reported(frame, source),
                _ => self.walk(frame, e),
            },
            _ => self.walk(frame, e),
        }
    }

    /// Collects the words behind an expression.
    pub(in crate::eval) fn walk(&mut self, frame: &mut Frame<'r>, e: &'r Expr) {
        match &e.kind {
            ExprKind::Constant(_) | ExprKind::Param(_) | ExprKind::Document => {}
            ExprKind::Slot(slot) => self.follow(frame, (*slot, Sought::Words), |trace, frame, source| {
                match (&source.kind, frame.value(*slot)) {
                    // What was chosen is known.
                    (ExprKind::Pick { pick, .. }, Some(value)) => trace.chosen(*pick, value),
                    _ => trace.walk(frame, source),
                }
            }),
            ExprKind::Field(base, field) => {
                let base = self.ctx.eval(frame, base);
                match self.ctx.field(&base, *field) {
                    (_, Some(span)) => self.spans.push(span),
                    (Value::Date(day), None) if *field == Field::AsOf => self.day(day),
                    (Value::List(list), None) => self.ends(&list),
                    _ => {}
                }
            }
            ExprKind::Project(base, field) => {
                if let Value::List(list) = self.ctx.eval(frame, base) {
                    self.some_of(&list, *field);
                }
            }
            // The words themselves; where there are none, where they were sought.
            ExprKind::Capture(a, ..) => {
                let found = self.ctx.eval(frame, e);
                let before = self.spans.len();
                self.quote(&found);
                if self.spans.len() == before {
                    self.walk(frame, a);
                }
            }
            ExprKind::Call(builtin, args) => self.call(frame, *builtin, args, e),
            ExprKind::List(items) | ExprKind::Lookup(_, items) => {
                self.walk_all(frame, items);
            }
            ExprKind::Bind { arguments, body } => {
                self.ctx.bind(frame, arguments);
                self.walk(frame, body);
            }
            ExprKind::RowField(base, _) | ExprKind::RowProject(base, _) => self.walk(frame, base),
            ExprKind::Not(a)
            | ExprKind::Neg(a)
            | ExprKind::Test { value: a, .. }
            | ExprKind::Matches(a, _)
            | ExprKind::Mentions { subject: a, .. } => self.walk(frame, a),
            ExprKind::Binary(BinaryOp::And, a, b) => self.false_sides(frame, [a, b]),
            ExprKind::Binary(BinaryOp::In | BinaryOp::NotIn, a, _) if self.is_record(frame, a) => {
                self.walk(frame, a);
            }
            ExprKind::Binary(_, a, b) | ExprKind::Contains(a, b) => {
                self.walk(frame, a);
                self.walk(frame, b);
            }
            ExprKind::Default(a, b) => {
                let used = if self.ctx.eval(frame, a).unknown().is_some() { b } else { a };
                self.walk(frame, used);
            }
            ExprKind::Quantified { quantifier, slot, list, condition } => {
                if let Some(element) = self.ctx.counterexample(frame, *quantifier, *slot, list, condition) {
                    self.quote(&element);
                    match quantifier {
                        Quantifier::Every => self.walk_false(frame, condition),
                        _ => self.walk_true(frame, condition),
                    }
                }
            }
            ExprKind::Pick { pick, .. } => {
                let value = self.ctx.eval(frame, e);
                self.chosen(*pick, &value);
            }
        }
    }

    fn false_sides(&mut self, frame: &mut Frame<'r>, sides: [&'r Expr; 2]) {
        for side in sides {
            if self.ctx.truth(frame, side) == Ok(false) {
                self.walk_false(frame, side);
            }
        }
    }

    /// The same for a condition that is known to be false: what follows from that is not found once more.
    pub(in crate::eval) fn walk_false(&mut self, frame: &mut Frame<'r>, e: &'r Expr) {
        match &e.kind {
            ExprKind::Binary(BinaryOp::Or, a, b) => {
                self.walk_false(frame, a);
                self.walk_false(frame, b);
            }
            // Where one side is not false, the other one is.
            ExprKind::Binary(BinaryOp::And, a, b) => {
                let first = self.ctx.truth(frame, a) == Ok(false);
                if first {
                    self.walk_false(frame, a);
                }
                if !first || self.ctx.truth(frame, b) == Ok(false) {
                    self.walk_false(frame, b);
                }
            }
            ExprKind::Bind { arguments, body } => {
                self.ctx.bind(frame, arguments);
                self.walk_false(frame, body);
            }
            ExprKind::Slot(slot) => self.follow(frame, (*slot, Sought::False), Self::walk_false),
            ExprKind::Not(a) => self.walk_true(frame, a),
            ExprKind::Binary(BinaryOp::NotIn, a, b) => self.member(frame, a, b),
            ExprKind::Quantified { quantifier: Quantifier::Exactly(n), slot, list, condition } => {
                self.holding(frame, *slot, (list, condition), *n as usize + 1);
            }
            _ => self.walk(frame, e),
        }
    }

    fn is_record(&self, frame: &mut Frame<'r>, e: &'r Expr) -> bool {
        matches!(self.ctx.eval(frame, e), Value::Node(_) | Value::Segment(_))
    }

    /// Whether a variable is the element of a loop or of a search.
    pub(in crate::eval) fn stands_for_itself(&self, slot: u32) -> bool {
        self.policy.sources[slot as usize].is_none()
    }

    /// Goes into the expression that a variable stands for.
    pub(in crate::eval) fn follow(
        &mut self,
        frame: &mut Frame<'r>,
        (slot, sought): (u32, Sought),
        into: impl FnOnce(&mut Self, &mut Frame<'r>, &'r Expr),
    ) {
        if let Some(source) = &self.policy.sources[slot as usize]
            && self.sources.enter(slot, sought)
        {
            into(self, frame, source);
            self.sources.leave();
        }
    }

    fn chosen(&mut self, pick: Pick, value: &Value<'r>) {
        match value {
            Value::List(list) if pick == Pick::Those => self.ends(list),
            value => self.quote(value),
        }
    }

    fn walk_all(&mut self, frame: &mut Frame<'r>, all: &'r [Expr]) {
        for e in all {
            self.walk(frame, e);
        }
    }

    fn call(&mut self, frame: &mut Frame<'r>, builtin: Builtin, args: &'r [Expr], e: &'r Expr) {
        match builtin {
            Builtin::First | Builtin::Last | Builtin::Occurrences => {
                let value = self.ctx.eval(frame, e);
                self.quote(&value);
            }
            Builtin::Count => {
                if let Some(Value::List(list)) = args.first().map(|a| self.ctx.eval(frame, a)) {
                    self.ends(&list);
                }
            }
            Builtin::Sum
            | Builtin::Min
            | Builtin::Max
            | Builtin::Consecutive
            | Builtin::Position
            | Builtin::Median
            | Builtin::Mad
            | Builtin::Abs
            | Builtin::Distinct
            | Builtin::Containment
            | Builtin::Capture
            | Builtin::Captures
            | Builtin::Length
            | Builtin::Floor => {
                self.walk_all(frame, args);
            }
        }
    }

    /// Quotes a record or the words of a text.
    pub(in crate::eval) fn quote(&mut self, value: &Value<'r>) {
        match value {
            Value::Node(n) => self.spans.extend(n.quoted(self.ctx.reg)),
            Value::List(list) => list.iter().for_each(|v| self.quote(&v)),
            other => self.ctx.ranges(other, &mut self.spans),
        }
    }

    /// The words of the date of effect, or else of issue, where that is the day as of which the document is judged.
    fn day(&mut self, day: Date) {
        let ctx = self.ctx;
        let said = |field| match ctx.field(&Value::Node(Node::Document), field) {
            (Value::Date(other), span) if other == day => span,
            _ => None,
        };
        self.spans.extend(said(Field::Effective).or_else(|| said(Field::Issued)));
    }

    /// The first and the last element of a list stand for all of it.
    pub(in crate::eval) fn ends(&mut self, list: &List<'r>) {
        if list.len() > 0 {
            self.quote(&list.get(0));
        }
        if list.len() > 1 {
            self.quote(&list.get(list.len() - 1));
        }
    }

    /// The first and the last place of a field in the elements of a list.
    fn some_of(&mut self, list: &List<'r>, field: Field) {
        let ctx = self.ctx;
        let place = |i| ctx.field(&list.get(i), field).1;
        let Some((at, first)) = (0..list.len()).find_map(|i| Some((i, place(i)?))) else { return };
        self.spans.push(first);
        self.spans.extend((at + 1..list.len()).rev().find_map(place));
    }
}

impl<'r> Ctx<'r> {
    /// The element that breaks an `every` or a `no`; the variable is left to hold it.
    pub(in crate::eval) fn counterexample(
        &self,
        frame: &mut Frame<'r>,
        quantifier: Quantifier,
        slot: u32,
        list: &'r Expr,
        condition: &'r Expr,
    ) -> Option<Value<'r>> {
        let breaks = match quantifier {
            Quantifier::Every => Ok(false),
            Quantifier::No => Ok(true),
            Quantifier::Some | Quantifier::Exactly(_) => return None,
        };
        let Value::List(list) = self.eval(frame, list) else { return None };
        list.iter().find(|element| {
            frame.set(slot, element.clone());
            self.truth(frame, condition) == breaks
        })
    }
}
