//! What need not be looked at: a search for words that the document never says.
//!
//! Most of many keyword policies concern things that a document does not mention. The one scan of its text has told so
//! already, and no element of any list need be asked again.

use super::{
    ctx::Ctx,
    expr::Frame,
    value::{List, Value},
};
use crate::{
    plan::{BinaryOp, Expr, ExprKind, Vocabularies},
    regulation::{Node, Nodes},
    schema::Field,
    source::Span,
};

impl<'r> Ctx<'r> {
    /// Whether a condition is false for every element of a list, whatever it holds: the elements are records, and the
    /// condition asks them for words that stand nowhere.
    pub(super) fn never(&self, frame: &Frame<'r>, slot: u32, list: &Expr, condition: &Expr) -> bool {
        self.watch.is_none() && self.unsaid(slot, condition) && is_of_records(frame, list)
    }

    /// Whether none of the clauses of a list names the function in a variable.
    pub(super) fn none_says(&self, frame: &mut Frame<'r>, function: u32, list: &List<'r>) -> bool {
        let List::Nodes(Nodes::Clauses(all)) = list else { return false };
        let Some(function) = self.function(frame, function) else { return false };
        let range = all.iter().map(|c| c.span).reduce(Span::to);
        range.is_none_or(|range| !self.says(function, range))
    }

    /// The function that a variable holds.
    pub(super) fn function(&self, frame: &mut Frame<'r>, slot: u32) -> Option<u32> {
        self.in_slot(frame, slot, |value| match value {
            Value::Vocabulary(v) => Some(*v),
            _ => None,
        })
    }

    /// Whether the element of a search surely does not name a function.
    pub(super) fn is_silent_of(&self, function: u32, element: &Value<'r>) -> bool {
        let place = match element {
            Value::Node(Node::Clause(c)) => c.span,
            Value::Segment(s) => s.span,
            _ => return false,
        };
        !self.says(function, place)
    }

    fn says(&self, function: u32, place: Span) -> bool {
        self.hits.within(function, self.to_folded(place)).next().is_some()
    }

    fn unsaid(&self, slot: u32, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Mentions { subject, vocabularies: Vocabularies::Fixed(all), .. } => {
                matches!(subject.kind, ExprKind::Slot(s) if s == slot)
                    && all.iter().all(|v| self.hits.is_silent(*v))
            }
            // False whatever the other side is, known or not.
            ExprKind::Binary(BinaryOp::And, a, b) => self.unsaid(slot, a) || self.unsaid(slot, b),
            ExprKind::Binary(BinaryOp::Or, a, b) => self.unsaid(slot, a) && self.unsaid(slot, b),
            _ => false,
        }
    }
}

/// Whether an expression is a list of records as it stands in the model: never unknown, nor any element of it.
fn is_of_records(frame: &Frame<'_>, e: &Expr) -> bool {
    let records = |field: Field| {
        matches!(
            field,
            Field::Clauses
                | Field::Units
                | Field::Duties
                | Field::Adjustments
                | Field::Trailing
                | Field::Sections
                | Field::Articles
                | Field::Paragraphs
                | Field::Provisions
                | Field::Staffing
                | Field::UnitGroups
        )
    };
    match &e.kind {
        ExprKind::Field(base, field) => {
            let of_record = match &base.kind {
                ExprKind::Document => true,
                ExprKind::Slot(s) => {
                    matches!(frame.value(*s), Some(Value::Node(n)) if !matches!(n, Node::Document))
                }
                _ => false,
            };
            of_record && records(*field)
        }
        ExprKind::Project(base, field) => records(*field) && is_of_records(frame, base),
        _ => false,
    }
}
