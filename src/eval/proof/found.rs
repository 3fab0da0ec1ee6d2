//! Where a search found what it should not have found.
//!
//! The counterpart of [`absence`](super::absence): a requirement such as `not units contains "督查"` is false because a search
//! found something, and that is quoted, not the list that it went through.

use super::trace::{Sought, Trace};
use crate::{
    eval::{expr::Frame, ops, value::Value},
    plan::{BinaryOp, Expr, ExprKind, Quantifier},
    regulation::Node,
    schema::Field,
};

impl<'r> Trace<'_, 'r> {
    /// Collects the words behind a condition that is known to be true.
    pub(in crate::eval) fn walk_true(&mut self, frame: &mut Frame<'r>, e: &'r Expr) {
        match &e.kind {
            ExprKind::Not(a) => self.walk_false(frame, a),
            ExprKind::Binary(BinaryOp::And, a, b) => {
                self.walk_true(frame, a);
                self.walk_true(frame, b);
            }
            ExprKind::Binary(BinaryOp::Or, a, b) => {
                for side in [a, b] {
                    if self.ctx.truth(frame, side) == Ok(true) {
                        self.walk_true(frame, side);
                    }
                }
            }
            ExprKind::Bind { arguments, body } => {
                self.ctx.bind(frame, arguments);
                self.walk_true(frame, body);
            }
            ExprKind::Slot(slot) => self.follow(frame, (*slot, Sought::True), Self::walk_true),
            ExprKind::Matches(a, pattern) => {
                self.first_of(frame, a, |trace, _, value| trace.ctx.matches(value, pattern) == Ok(true));
            }
            ExprKind::Contains(a, b) => {
                let needle = self.ctx.eval(frame, b);
                self.first_of(frame, a, |trace, _, value| {
                    trace.ctx.contains(value, &needle).truth() == Ok(true)
                });
            }
            ExprKind::Mentions { subject, vocabularies, strength } => {
                let wanted = self.ctx.wanted(frame, vocabularies);
                self.first_of(frame, subject, |trace, _, value| {
                    trace.ctx.mentions_any(value, &wanted, *strength).truth() == Ok(true)
                });
            }
            ExprKind::Binary(BinaryOp::In, a, b) => self.member(frame, a, b),
            ExprKind::Binary(BinaryOp::Meets, a, b) => {
                let others = self.ctx.eval(frame, b);
                self.first_of(frame, a, |trace, _, value| ops::member(trace.ctx, value, &others) == Ok(true));
            }
            ExprKind::Quantified { quantifier: Quantifier::Some, slot, list, condition } => {
                self.first_of(frame, list, |trace, frame, value| {
                    frame.set(*slot, value.clone());
                    trace.ctx.truth(frame, condition) == Ok(true)
                });
                self.walk_true(frame, condition);
            }
            ExprKind::Quantified { quantifier: Quantifier::Exactly(_), slot, list, condition } => {
                self.holding(frame, *slot, (list, condition), 0);
            }
            _ => self.walk(frame, e),
        }
    }

    /// The first element of a list, or the first paragraph of the document, of which something is true; of anything else, and of
    /// an element that stands nowhere, what it was read from.
    fn first_of(
        &mut self,
        frame: &mut Frame<'r>,
        list: &'r Expr,
        is: impl Fn(&Self, &mut Frame<'r>, &Value<'r>) -> bool,
    ) {
        let before = self.spans.len();
        let value = self.ctx.eval(frame, list);
        let within = match value {
            Value::Node(Node::Document) => self.ctx.field(&value, Field::Paragraphs).0,
            other => other,
        };
        if let Value::List(all) = within
            && let Some(found) = all.iter().find(|element| is(self, frame, element))
        {
            self.quote(&found);
        }
        if self.spans.len() == before {
            self.walk(frame, list);
        }
    }

    /// A value, and the element of a list that is the same.
    pub(in crate::eval) fn member(&mut self, frame: &mut Frame<'r>, a: &'r Expr, list: &'r Expr) {
        let value = self.ctx.eval(frame, a);
        self.walk(frame, a);
        self.first_of(frame, list, |trace, _, other| ops::equal(trace.ctx, &value, other) == Ok(true));
    }

    /// The first and the last element of which a condition holds, if it holds of so many.
    pub(in crate::eval) fn holding(
        &mut self,
        frame: &mut Frame<'r>,
        slot: u32,
        (list, condition): (&'r Expr, &'r Expr),
        least: usize,
    ) {
        let Value::List(all) = self.ctx.eval(frame, list) else { return };
        let holds = |element: &Value<'r>| {
            frame.set(slot, element.clone());
            self.ctx.truth(frame, condition) == Ok(true)
        };
        if let Value::List(held) = Value::list(all.iter().filter(holds).collect())
            && held.len() >= least
        {
            self.ends(&held);
        }
    }

    /// The elements of the loops around a condition that it is about, where nothing else is to be quoted.
    pub(in crate::eval) fn subjects(&mut self, frame: &mut Frame<'r>, condition: &'r Expr) {
        self.subjects_in(frame, condition, &mut Vec::new());
    }

    /// The same for a part of it; `own` are the variables of the searches around that.
    fn subjects_in(&mut self, frame: &mut Frame<'r>, e: &'r Expr, own: &mut Vec<u32>) {
        match &e.kind {
            ExprKind::Slot(slot) if self.stands_for_itself(*slot) => {
                if let Some(value) = frame.value(*slot).cloned().filter(|_| !own.contains(slot)) {
                    self.quote(&value);
                }
            }
            ExprKind::Slot(slot) => self.follow(frame, (*slot, Sought::Subjects), Self::subjects),
            ExprKind::Quantified { slot, .. } | ExprKind::Pick { slot, .. } => own.push(*slot),
            _ => {}
        }
        for child in e.children() {
            self.subjects_in(frame, child, own);
        }
    }
}
