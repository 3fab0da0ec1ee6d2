//! What can be told of a value without any document: its range, and whether a condition is always true or always false.

use std::collections::BTreeMap;

use num_rational::Ratio;

use super::Ctx;
use crate::{
    hir::{BinaryOp, Constant, Expr, ExprKind, LocalId, Quantifier, Test, fold},
    schema::{Builtin, Field, Kind, Type, checked_add, checked_mul},
    source::FileId,
};

/// What holds around an expression.
#[derive(Clone)]
pub(super) struct Around<'a> {
    pub(super) ctx: &'a Ctx<'a>,
    pub(super) file: FileId,
    /// The variables that stand for a fixed expression.
    pub(super) lets: BTreeMap<LocalId, &'a Expr>,
    /// The conditions under which it is evaluated.
    pub(super) guards: Vec<&'a Expr>,
}

/// The smallest and the greatest number that a value can be, both inside.
pub(super) type Range = (Option<Ratio<i64>>, Option<Ratio<i64>>);

const ANY: Range = (None, None);

impl<'a> Around<'a> {
    /// The same with one condition more; the sides of an `and` count singly.
    pub(super) fn under(&self, condition: &'a Expr) -> Self {
        let mut around = self.clone();
        let mut todo = vec![condition];
        while let Some(e) = todo.pop() {
            if let ExprKind::Binary(BinaryOp::And, a, b) = &e.kind {
                todo.extend([a.as_ref(), b.as_ref()]);
            }
            around.guards.push(e);
        }
        around
    }

    pub(super) fn words(&self, e: &Expr) -> String {
        let words = self.ctx.words(self.file, e.span);
        words.strip_prefix('(').and_then(|w| w.strip_suffix(')')).map_or(words.clone(), str::to_owned)
    }

    /// Follows variables to what they stand for, as far as the look at this expression may go: variables may stand for
    /// each other in long chains, and for one twice, so that what they say together doubles.
    pub(super) fn resolved(&self, e: &'a Expr) -> &'a Expr {
        match &e.kind {
            ExprKind::Local(l) => match self.lets.get(l) {
                Some(value) if self.ctx.goes_on() => self.resolved(value),
                _ => e,
            },
            _ => e,
        }
    }

    /// What numbers an expression can give where it is known.
    pub(super) fn range(&self, e: &'a Expr) -> Range {
        let zero = Ratio::from_integer(0);
        let e = self.resolved(e);
        if let Some(n) = self.fixed(e).as_ref().and_then(number) {
            return (Some(n), Some(n));
        }
        match &e.kind {
            ExprKind::Field(_, field) if e.ty == Type::One(Kind::Int) => (least(*field), None),
            ExprKind::Call(Builtin::Position, _) => (Some(Ratio::from_integer(1)), None),
            ExprKind::Call(Builtin::Count, args) => match args.first().map(|a| &a.kind) {
                Some(ExprKind::List(items)) => {
                    let n = i64::try_from(items.len()).ok().map(Ratio::from_integer);
                    (n, n)
                }
                _ => (Some(zero), None),
            },
            ExprKind::Call(Builtin::Sum | Builtin::Min | Builtin::Max, args)
                if let [Expr { kind: ExprKind::Project(_, field), ty: Type::List(Kind::Int), .. }] =
                    args.as_slice() =>
            {
                (least(*field), None)
            }
            ExprKind::Lookup(table, _) => {
                let rows = self.ctx.program.tables.get(table.index()).map_or(&[][..], |t| &t.rows);
                let all: Option<Vec<_>> =
                    rows.iter().flat_map(|r| &r.bands).map(|(_, c)| number(c)).collect();
                all.map_or(ANY, |all| (all.iter().min().copied(), all.iter().max().copied()))
            }
            ExprKind::Default(a, b) => {
                let ((a0, a1), (b0, b1)) = (self.range(a), self.range(b));
                (both(a0, b0).map(|(a, b)| a.min(b)), both(a1, b1).map(|(a, b)| a.max(b)))
            }
            ExprKind::Binary(BinaryOp::Add, a, b) => {
                let ((a0, a1), (b0, b1)) = (self.range(a), self.range(b));
                let sum = |(a, b)| checked_add(a, b);
                (both(a0, b0).and_then(sum), both(a1, b1).and_then(sum))
            }
            ExprKind::Binary(BinaryOp::Mul, a, b) => match (self.range(a).0, self.range(b).0) {
                (Some(a), Some(b)) if a >= zero && b >= zero => (checked_mul(a, b), None),
                _ => ANY,
            },
            ExprKind::Apply(d, _) => {
                let body = self.ctx.program.defines.get(d.index()).map(|d| &d.body);
                // Its variables are its own.
                let inside = Around { lets: BTreeMap::new(), ..self.clone() };
                body.map_or(ANY, |body| inside.range(body))
            }
            _ => ANY,
        }
    }

    /// What a condition always is where it is known; `None` where that depends on the document or on a parameter.
    pub(super) fn decided(&self, e: &'a Expr) -> Option<bool> {
        if self.guards.iter().any(|g| g.span != e.span && self.words(g) == self.words(e)) {
            return Some(true);
        }
        let limits = self.limits(e, BinaryOp::And);
        let mut around =
            self.guards.iter().filter(|g| g.span != e.span).flat_map(|g| self.limits(g, BinaryOp::And));
        if around.any(|guard| limits.iter().any(|limit| limit.excludes(&guard))) {
            return Some(false);
        }
        match &e.kind {
            ExprKind::Constant(Constant::Bool(b)) => Some(*b),
            ExprKind::Not(a) => self.decided(a).map(|b| !b),
            ExprKind::Binary(BinaryOp::And, a, b) => self.joined(a, b, false),
            ExprKind::Binary(BinaryOp::Or, a, b) => self.joined(a, b, true),
            ExprKind::Binary(op, a, b) => self.compared(*op, a, b),
            ExprKind::Test { value, test, negated } => {
                let value = self.resolved(value);
                let holds = match test {
                    Test::Known => always_known(value).then_some(true),
                    Test::Unknown => always_known(value).then_some(false),
                    Test::Empty => length(value).map(|n| n == 0),
                };
                holds.map(|h| h != *negated)
            }
            ExprKind::Quantified { quantifier, list, condition, .. } => {
                match (quantifier, length(list), self.decided(condition)) {
                    (Quantifier::Some, Some(0), _) | (Quantifier::Some, _, Some(false)) => Some(false),
                    (Quantifier::Every | Quantifier::No, Some(0), _)
                    | (Quantifier::Every, _, Some(true))
                    | (Quantifier::No, _, Some(false)) => Some(true),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// `and` (`deciding` false) and `or` (`deciding` true).
    fn joined(&self, a: &'a Expr, b: &'a Expr, deciding: bool) -> Option<bool> {
        let (left, right) = (self.decided(a), self.decided(b));
        if left == Some(deciding) || right == Some(deciding) || self.opposite(a, b) {
            return Some(deciding);
        }
        let settled = if deciding { self.exhausts(a, b) } else { self.excludes(a, b) };
        if settled {
            return Some(deciding);
        }
        (left == Some(!deciding) && right == left).then_some(!deciding)
    }

    /// Whether one is the negation of the other.
    fn opposite(&self, a: &'a Expr, b: &'a Expr) -> bool {
        let negates = |a: &'a Expr, b: &'a Expr| match &a.kind {
            ExprKind::Not(inner) => self.words(inner) == self.words(b),
            _ => false,
        };
        negates(a, b) || negates(b, a)
    }

    /// Whether two conditions want of one value what it cannot be at once.
    fn excludes(&self, a: &'a Expr, b: &'a Expr) -> bool {
        let (left, right) = (self.limits(a, BinaryOp::And), self.limits(b, BinaryOp::And));
        left.iter().any(|one| right.iter().any(|other| one.excludes(other)))
    }

    /// Whether one value is always as one of two conditions wants it: not 1 or not 2.
    fn exhausts(&self, a: &'a Expr, b: &'a Expr) -> bool {
        let denied = |e| self.limits(e, BinaryOp::Or).into_iter().map(Limit::denied).collect::<Vec<_>>();
        let right = denied(b);
        denied(a).iter().any(|one| right.iter().any(|other| one.excludes(other)))
    }

    /// What a condition wants of single values; each side of an `and`, or of an `or`, counts.
    fn limits(&self, e: &'a Expr, joined: BinaryOp) -> Vec<Limit> {
        let ExprKind::Binary(op, a, b) = &e.kind else { return Vec::new() };
        if *op == joined {
            return [self.limits(a, joined), self.limits(b, joined)].concat();
        }
        let turned = match op {
            BinaryOp::Eq | BinaryOp::Ne => *op,
            BinaryOp::Lt => BinaryOp::Gt,
            BinaryOp::Le => BinaryOp::Ge,
            BinaryOp::Gt => BinaryOp::Lt,
            BinaryOp::Ge => BinaryOp::Le,
            _ => return Vec::new(),
        };
        let limit = |of: &'a Expr, op, value| Limit {
            of: self.identity(of),
            op,
            value,
            whole: of.ty == Type::One(Kind::Int),
        };
        match (self.fixed(a), self.fixed(b)) {
            (None, Some(value)) => vec![limit(a, *op, value)],
            (Some(value), None) => vec![limit(b, turned, value)],
            _ => Vec::new(),
        }
    }

    /// What two expressions have in common that give one value, in whichever language they are written.
    fn identity(&self, e: &'a Expr) -> String {
        let e = self.resolved(e);
        let inside = || e.children().map(|child| self.identity(child)).collect::<Vec<_>>().join(",");
        match &e.kind {
            ExprKind::Document => "document".to_owned(),
            ExprKind::Local(local) => format!("{local:?}"),
            ExprKind::Param(param) => format!("{param:?}"),
            ExprKind::Constant(constant) => format!("{constant:?}"),
            ExprKind::Field(_, field) | ExprKind::Project(_, field) => format!("{field:?}({})", inside()),
            ExprKind::Call(builtin, _) => format!("{builtin:?}({})", inside()),
            _ => format!("{}({})", self.words(e), inside()),
        }
    }

    fn compared(&self, op: BinaryOp, a: &'a Expr, b: &'a Expr) -> Option<bool> {
        use BinaryOp::{Eq, Ge, Gt, Le, Lt, Ne};
        if !matches!(op, Eq | Ne | Lt | Le | Gt | Ge) {
            return None;
        }
        if self.words(a) == self.words(b) {
            return Some(matches!(op, Eq | Le | Ge));
        }
        if let (Some(v), Some(w)) = (self.fixed(a), self.fixed(b))
            && matches!(op, Eq | Ne)
        {
            return Some(same(&v, &w) == (op == Eq));
        }
        let (a, b) = (self.range(a), self.range(b));
        let below = |a: Range, b: Range| both(a.1, b.0).is_some_and(|(x, y)| x < y);
        let at_most = |a: Range, b: Range| both(a.1, b.0).is_some_and(|(x, y)| x <= y);
        match op {
            Lt if below(a, b) => Some(true),
            Lt if at_most(b, a) => Some(false),
            Le if at_most(a, b) => Some(true),
            Le if below(b, a) => Some(false),
            Gt if below(b, a) => Some(true),
            Gt if at_most(a, b) => Some(false),
            Ge if at_most(b, a) => Some(true),
            Ge if below(a, b) => Some(false),
            Eq if below(a, b) || below(b, a) => Some(false),
            Ne if below(a, b) || below(b, a) => Some(true),
            _ => None,
        }
    }

    /// The value of an expression that no configuration can change.
    pub(super) fn fixed(&self, e: &'a Expr) -> Option<Constant> {
        let mut configured = false;
        super::each(e, &mut |e| configured |= matches!(e.kind, ExprKind::Param(_)));
        if configured { None } else { fold(self.ctx.program, e) }
    }
}

/// What a comparison with a constant wants of a value.
#[derive(Clone)]
struct Limit {
    of: String,
    op: BinaryOp,
    value: Constant,
    /// Whether only whole numbers come into question.
    whole: bool,
}

impl Limit {
    /// What is wanted where this is not so.
    fn denied(self) -> Self {
        let op = match self.op {
            BinaryOp::Eq => BinaryOp::Ne,
            BinaryOp::Ne => BinaryOp::Eq,
            BinaryOp::Lt => BinaryOp::Ge,
            BinaryOp::Le => BinaryOp::Gt,
            BinaryOp::Gt => BinaryOp::Le,
            BinaryOp::Ge => BinaryOp::Lt,
            other => other,
        };
        Self { op, ..self }
    }

    /// Whether no value is as both want it.
    fn excludes(&self, other: &Self) -> bool {
        use BinaryOp::{Eq, Ge, Gt, Le, Lt, Ne};
        if self.of != other.of {
            return false;
        }
        match (self.op, other.op) {
            (Eq, Eq) => !same(&self.value, &other.value),
            (Eq, Ne) | (Ne, Eq) => same(&self.value, &other.value),
            (Eq | Gt | Ge, Eq | Lt | Le) => self.is_above(other),
            (Lt | Le, Eq | Gt | Ge) | (Eq, Gt | Ge) => other.is_above(self),
            _ => false,
        }
    }

    /// Whether the least that this allows is more than the most that the other allows.
    fn is_above(&self, other: &Self) -> bool {
        let strict = |limit: &Self| matches!(limit.op, BinaryOp::Lt | BinaryOp::Gt);
        if let (Constant::Date(low), Constant::Date(high)) = (&self.value, &other.value) {
            return if strict(self) || strict(other) { low >= high } else { low > high };
        }
        let Some((low, high)) = number(&self.value).zip(number(&other.value)) else { return false };
        // Between 3 and 4 there is no whole number.
        let one = Ratio::from_integer(i64::from(self.whole && strict(self) && strict(other)));
        let reached = checked_add(low, one).is_some_and(|low| low >= high);
        if strict(self) || strict(other) { reached } else { low > high }
    }
}

fn both<T>(a: Option<T>, b: Option<T>) -> Option<(T, T)> {
    a.zip(b)
}

/// Whether two constants are the same, as whole numbers and ratios may be.
fn same(a: &Constant, b: &Constant) -> bool {
    number(a).zip(number(b)).map_or(a == b, |(a, b)| a == b)
}

fn number(c: &Constant) -> Option<Ratio<i64>> {
    match c {
        Constant::Int(n) => Some(Ratio::from_integer(*n)),
        Constant::Ratio(r) => Some(*r),
        _ => None,
    }
}

/// The least number of a field: of things there are none or some, but a change may be one for the worse.
fn least(field: Field) -> Option<Ratio<i64>> {
    (field != Field::Delta).then(|| Ratio::from_integer(0))
}

/// The number of elements of a list that is written out.
fn length(e: &Expr) -> Option<usize> {
    match &e.kind {
        ExprKind::List(items) => Some(items.len()),
        ExprKind::Constant(Constant::List(items)) => Some(items.len()),
        _ => None,
    }
}

/// Whether a value cannot be unknown: constants, lists of the document and their counts.
fn always_known(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Constant(_) => true,
        ExprKind::Field(base, _) => matches!(base.kind, ExprKind::Document) && matches!(e.ty, Type::List(_)),
        ExprKind::Call(Builtin::Count, args) => args.iter().all(always_known),
        _ => false,
    }
}

/// Whether every result of a range is above or below zero.
pub(super) fn never_zero(range: Range) -> bool {
    let zero = Ratio::from_integer(0);
    range.0.is_some_and(|n| n > zero) || range.1.is_some_and(|n| n < zero)
}
