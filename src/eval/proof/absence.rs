//! Findings by absence: what was looked for, and where.

use super::{
    nearest::{Asked, nearest},
    trace::{Sought, Sources},
};
use crate::{
    eval::{ctx::Ctx, expr::Frame, value::Value},
    phrase::Phrase,
    plan::{BinaryOp, Expr, ExprKind, Pick, Policy, Quantifier, Test},
    schema::{Builtin, Field, SectionKind},
    source::Span,
};

/// A search that found nothing, or too little.
#[derive(Clone, Copy)]
struct Search<'r> {
    /// What searches.
    by: &'r Expr,
    list: &'r Expr,
    /// The variable and the condition that its elements were asked for.
    wanted: Option<(u32, &'r Expr)>,
    /// Whether an element may fulfil it.
    whole: bool,
}

impl<'r> Search<'r> {
    /// What its elements were asked, if anything.
    fn asked(self) -> Option<Asked<'r>> {
        let Search { by, list, wanted, whole } = self;
        wanted.map(|(slot, condition)| Asked { by, slot, list, condition, whole })
    }
}

/// The places that a finding by absence quotes.
#[derive(Default)]
pub(in crate::eval) struct Absence {
    /// Where it was looked for.
    pub(in crate::eval) searched: Vec<Span>,
    /// What came nearest, with the conditions that it lacked.
    pub(in crate::eval) nearest: Vec<(Span, Vec<Phrase>)>,
}

/// The searches of a false requirement.
pub(in crate::eval) fn absence<'r>(
    ctx: &Ctx<'r>,
    policy: &'r Policy,
    frame: &mut Frame<'r>,
    condition: &'r Expr,
) -> Absence {
    let searcher = Searcher { ctx, policy };
    let mut searches = Vec::new();
    searcher.collect_false(frame, condition, &mut Sources::default(), &mut searches);
    let mut found = Absence::default();
    for search in searches {
        searcher.searched(frame, search.list, &mut found.searched);
        found.nearest.extend(search.asked().and_then(|asked| nearest(ctx, frame, asked)));
    }
    found
}

/// Looks for what a requirement searched.
struct Searcher<'c, 'r> {
    ctx: &'c Ctx<'r>,
    policy: &'r Policy,
}

impl<'r> Searcher<'_, 'r> {
    /// The searches on which the falsity of a condition rests that is known to be false.
    fn collect_false(
        &self,
        frame: &mut Frame<'r>,
        e: &'r Expr,
        sources: &mut Sources,
        out: &mut Vec<Search<'r>>,
    ) {
        match &e.kind {
            // Then both sides are.
            ExprKind::Binary(BinaryOp::Or, a, b) => {
                self.collect_false(frame, a, sources, out);
                self.collect_false(frame, b, sources, out);
            }
            // Then one side is.
            ExprKind::Binary(BinaryOp::And, a, b) => match self.ctx.truth(frame, a) {
                Ok(false) => {
                    self.collect_false(frame, a, sources, out);
                    if self.ctx.truth(frame, b) == Ok(false) {
                        self.collect_false(frame, b, sources, out);
                    }
                }
                _ => self.collect_false(frame, b, sources, out),
            },
            ExprKind::Bind { arguments, body } => {
                self.ctx.bind(frame, arguments);
                self.collect_false(frame, body, sources, out);
            }
            _ => self.collect(frame, e, sources, out),
        }
    }

    /// The searches on which the falsity of a condition rests.
    fn collect(&self, frame: &mut Frame<'r>, e: &'r Expr, sources: &mut Sources, out: &mut Vec<Search<'r>>) {
        match &e.kind {
            ExprKind::Slot(s) => {
                if let Some(source) = &self.policy.sources[*s as usize]
                    && sources.enter(*s, Sought::Words)
                {
                    self.collect(frame, source, sources, out);
                    sources.leave();
                }
            }
            ExprKind::Bind { arguments, body } => {
                self.ctx.bind(frame, arguments);
                self.collect(frame, body, sources, out);
            }
            ExprKind::Binary(BinaryOp::And | BinaryOp::Or, a, b) => {
                for side in [a, b] {
                    if self.ctx.truth(frame, side) == Ok(false) {
                        self.collect_false(frame, side, sources, out);
                    }
                }
            }
            ExprKind::Binary(op, a, b) => self.too_few(frame, *op, a, b, out),
            ExprKind::Quantified { quantifier: Quantifier::Some, slot, list, condition } => {
                out.push(Search { by: e, list, wanted: Some((*slot, condition)), whole: false });
            }
            ExprKind::Quantified { quantifier: Quantifier::Exactly(n), slot, list, condition }
                if self.ctx.count_holding(frame, *slot, list, condition) < *n =>
            {
                out.push(Search { by: e, list, wanted: Some((*slot, condition)), whole: true });
            }
            ExprKind::Test { value, test: Test::Known, negated: false }
            | ExprKind::Test { value, test: Test::Unknown | Test::Empty, negated: true } => {
                out.extend(self.search_of(value));
            }
            _ => {}
        }
    }

    /// A count below what was asked for.
    fn too_few(
        &self,
        frame: &mut Frame<'r>,
        op: BinaryOp,
        a: &'r Expr,
        b: &'r Expr,
        out: &mut Vec<Search<'r>>,
    ) {
        let (count, other) = match op {
            BinaryOp::Ge | BinaryOp::Gt | BinaryOp::Eq if self.counted(a).is_some() => (a, b),
            BinaryOp::Le | BinaryOp::Lt | BinaryOp::Eq if self.counted(b).is_some() => (b, a),
            _ => return,
        };
        let below = match (self.ctx.eval(frame, count).ratio(), self.ctx.eval(frame, other).ratio()) {
            (Some(have), Some(want)) => have < want || (op != BinaryOp::Eq && have <= want),
            _ => false,
        };
        if below && let Some(list) = self.counted(count) {
            out.extend(self.search_of(list).or(Some(Search { by: list, list, wanted: None, whole: true })));
        }
    }

    /// The list behind a `count(…)`.
    fn counted(&self, e: &'r Expr) -> Option<&'r Expr> {
        match &e.kind {
            ExprKind::Call(Builtin::Count, args) => args.first(),
            ExprKind::Slot(s) => self.policy.sources[*s as usize].as_ref().and_then(|e| self.counted(e)),
            _ => None,
        }
    }

    /// The search behind a value that was not found.
    fn search_of(&self, e: &'r Expr) -> Option<Search<'r>> {
        match &e.kind {
            ExprKind::Slot(s) => self.policy.sources[*s as usize].as_ref().and_then(|e| self.search_of(e)),
            ExprKind::Pick { list, slot, condition, .. } => {
                Some(Search { by: e, list, wanted: condition.as_deref().map(|c| (*slot, c)), whole: true })
            }
            ExprKind::Call(Builtin::First | Builtin::Last, args) => args.first().map(|list| {
                self.search_of(list).unwrap_or(Search { by: list, list, wanted: None, whole: true })
            }),
            ExprKind::Project(list, _) => {
                self.search_of(list).or(Some(Search { by: e, list, wanted: None, whole: true }))
            }
            ExprKind::Field(base, _) if matches!(base.kind, ExprKind::Document) => {
                Some(Search { by: e, list: e, wanted: None, whole: true })
            }
            ExprKind::Field(base, _) => self.search_of(base),
            ExprKind::Bind { body, .. } => self.search_of(body),
            _ => None,
        }
    }

    /// The heading of the section that should hold a list, and the last element of the list; where there is neither, the
    /// last paragraph.
    fn searched(&self, frame: &mut Frame<'r>, list: &'r Expr, out: &mut Vec<Span>) {
        let before = out.len();
        match self.root(list) {
            Some((root, Some(field))) => {
                self.headings(field, out);
                if field != Field::Sections
                    && let Value::List(all) = self.ctx.eval(frame, root)
                    && all.len() > 0
                {
                    self.ctx.quote(&all.get(all.len() - 1), out);
                }
            }
            Some((root, None)) => {
                let value = self.ctx.eval(frame, root);
                self.ctx.quote(&value, out);
            }
            None => {}
        }
        if out.len() == before {
            out.extend(self.ctx.reg.last_paragraph());
        }
    }

    /// What a list is a part of: a list of the document with its field, or a record in a variable.
    fn root(&self, e: &'r Expr) -> Option<(&'r Expr, Option<Field>)> {
        match &e.kind {
            ExprKind::Field(base, field) if matches!(base.kind, ExprKind::Document) => {
                Some((e, Some(*field)))
            }
            ExprKind::Field(base, _) | ExprKind::Project(base, _) => self.root(base),
            ExprKind::Pick { list, pick: Pick::Those, .. } => self.root(list),
            ExprKind::Call(_, args) => args.iter().rev().find_map(|a| self.root(a)),
            ExprKind::Bind { body, .. } => self.root(body),
            ExprKind::Binary(_, a, _) => self.root(a),
            ExprKind::Slot(s) => match &self.policy.sources[*s as usize] {
                Some(source) => self.root(source),
                None => Some((e, None)),
            },
            _ => None,
        }
    }

    fn headings(&self, field: Field, out: &mut Vec<Span>) {
        let kinds: &[SectionKind] = match field {
            Field::Sections => SectionKind::ALL,
            Field::Units | Field::UnitGroups => &[SectionKind::Units],
            Field::Duties | Field::Trailing => &[SectionKind::Duties],
            Field::Staffing => &[SectionKind::Staffing],
            Field::Adjustments => &[SectionKind::Adjustments],
            Field::Basis => &[SectionKind::Basis],
            _ => &[],
        };
        let of_kind =
            |k: Option<SectionKind>| field == Field::Sections || k.is_some_and(|k| kinds.contains(&k));
        out.extend(self.ctx.reg.sections.iter().filter(|s| of_kind(s.kind)).map(|s| s.head));
    }
}

impl<'r> Ctx<'r> {
    /// The places of a value that a finding by absence quotes.
    pub(super) fn quote(&self, value: &Value<'r>, out: &mut Vec<Span>) {
        match value {
            Value::Node(n) => out.extend(n.quoted(self.reg)),
            other => self.ranges(other, out),
        }
    }
}
