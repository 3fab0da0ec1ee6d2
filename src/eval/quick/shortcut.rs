//! What need not be looked at: a search for words that the document never says.
//!
//! Most of many keyword policies concern things that a document does not mention. The one scan of its text has told so
//! already, and no element of any list need be asked again.

use crate::{
    eval::{ctx::Ctx, expr::Frame, value::Value},
    plan::{BinaryOp, Expr, ExprKind},
    regulation::Node,
    schema::Field,
};

impl<'r> Ctx<'r> {
    /// Whether a condition is false for every element of a list, whatever it holds: the elements are records, and the
    /// condition asks them for words that stand nowhere.
    pub(in crate::eval) fn never(&self, frame: &Frame<'r>, e: &'r Expr, list: &Expr) -> bool {
        let said = self.search(e).and_then(|search| search.said.as_ref());
        said.is_some_and(|said| self.is_unsaid(frame, said)) && is_of_records(frame, list)
    }

    /// Whether a function is among those that a record or a segment names, without making a list of them; `None` where the values
    /// are others.
    pub(in crate::eval) fn names(&self, frame: &mut Frame<'r>, e: &'r Expr) -> Option<Value<'r>> {
        let ExprKind::Binary(BinaryOp::In, function, functions) = &e.kind else { return None };
        let ExprKind::Field(of, Field::Functions) = &functions.kind else { return None };
        let place = match self.eval(frame, of) {
            Value::Segment(s) => s.span,
            // The document names what its duties and units do.
            Value::Node(Node::Document) => return None,
            Value::Node(node) => node.span(self.reg)?,
            _ => return None,
        };
        let Value::Vocabulary(function) = self.eval(frame, function) else { return None };
        Some(Value::Bool(self.hits.names(function, self.to_folded(place))))
    }
}

/// Whether an expression is a list of records as it stands in the model: never unknown, nor any element of it.
fn is_of_records(frame: &Frame<'_>, e: &Expr) -> bool {
    let records = |field: Field| {
        matches!(
            field,
            Field::Clauses
                | Field::Segments
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
