//! What numbers count: posts are not put beside a share, nor beside the length of a text.
//!
//! A number as written, a parameter of one or more and what several things may count ([`Measure::Any`]) fit everything, so
//! that only what cannot be meant is reported. Posts beside units may be meant: a unit has one head.

use std::collections::BTreeMap;

use num_rational::Ratio;

use super::{BinaryOp, Constant, Expr, ExprKind, LocalId, Place, Program, Statement, error, fold, uses};
use crate::{
    diagnostic::Diagnostic,
    schema::{Builtin, CHARACTERS, Kind, Type, Unit, field_info},
    source::FileId,
};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Anything.
    Any,
    /// A part of a whole: `1/3`, `40%`.
    Share,
    /// Things.
    Of(Unit),
}

/// Numbers that are compared or added in some policy files and count what cannot be.
pub(super) fn measures(program: &Program, looks_at: &dyn Fn(FileId) -> bool, found: &mut Vec<Diagnostic>) {
    let defines = vec![None; program.defines.len()];
    let mut reader = Reader { program, file: FileId(0), locals: BTreeMap::new(), defines, found };
    for (number, define) in program.defines.iter().enumerate() {
        if looks_at(define.file) {
            reader.define(number);
        }
    }
    for policy in program.policies.iter().filter(|p| looks_at(p.file)) {
        reader.file = policy.file;
        reader.locals.clear();
        policy.applies.iter().for_each(|e| _ = reader.of(e));
        reader.body(uses::prelude(policy));
        if let Some(corpus) = &policy.corpus {
            corpus.fields.iter().for_each(|(_, e)| _ = reader.of(e));
        }
        reader.body(&policy.body);
    }
}

struct Reader<'a> {
    program: &'a Program,
    file: FileId,
    /// What the variables of the body count.
    locals: BTreeMap<LocalId, Measure>,
    /// What definitions give, as far as that was asked.
    defines: Vec<Option<Measure>>,
    found: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn body(&mut self, body: &'a [Statement]) {
        for statement in body {
            match statement {
                Statement::Let { local, value } => {
                    let measure = self.of(value);
                    self.locals.insert(*local, measure);
                }
                Statement::For(f) => {
                    let measure = self.of(&f.list);
                    self.locals.extend(f.locals.iter().map(|local| (*local, measure)));
                    f.condition.iter().for_each(|e| _ = self.of(e));
                    self.body(&f.body);
                }
                Statement::Require(r) => {
                    self.of(&r.condition);
                    r.evidence.iter().for_each(|e| _ = self.of(e));
                }
            }
        }
    }

    /// What a definition gives; its body is read once.
    fn define(&mut self, number: usize) -> Measure {
        let Some(define) = self.program.defines.get(number) else { return Measure::Any };
        if let Some(known) = self.defines.get(number).copied().flatten() {
            return known;
        }
        // Those that come back to themselves were reported.
        self.defines[number] = Some(Measure::Any);
        let (file, locals) = (self.file, std::mem::take(&mut self.locals));
        self.file = define.file;
        let measure = self.of(&define.body);
        (self.file, self.locals) = (file, locals);
        self.defines[number] = Some(measure);
        measure
    }

    /// What a number, or the numbers of a list, count; everything inside is looked at.
    fn of(&mut self, e: &'a Expr) -> Measure {
        if let ExprKind::Quantified { local, list, condition, .. } = &e.kind {
            let measure = self.of(list);
            self.locals.insert(*local, measure);
            self.of(condition);
            return Measure::Any;
        }
        if let ExprKind::Pick { local, list, condition, by, .. } = &e.kind {
            let measure = self.of(list);
            self.locals.insert(*local, measure);
            condition.iter().chain(by).for_each(|e| _ = self.of(e));
            return measure;
        }
        let inside: Vec<Measure> = e.children().map(|child| self.of(child)).collect();
        match &e.kind {
            ExprKind::Constant(value) => of_constant(value),
            ExprKind::Param(param) => {
                self.program.params.get(param.index()).map_or(Measure::Any, |p| of_constant(&p.value))
            }
            ExprKind::Local(local) => self.locals.get(local).copied().unwrap_or(Measure::Any),
            ExprKind::Apply(define, _) => self.define(define.index()),
            ExprKind::Field(base, field) | ExprKind::Project(base, field) if is_number(e.ty) => {
                let (Type::One(kind) | Type::List(kind)) = base.ty else { return Measure::Any };
                let Kind::Record(record) = kind else { return Measure::Any };
                field_info(record, *field).and_then(|info| info.unit).map_or(Measure::Any, Measure::Of)
            }
            ExprKind::Call(builtin, _) => called(*builtin, &inside),
            ExprKind::Neg(_) => first(&inside),
            ExprKind::Default(..) => *inside.iter().find(|m| **m != Measure::Any).unwrap_or(&Measure::Any),
            ExprKind::Binary(op, a, b) => match inside.as_slice() {
                [left, right] => self.joined(*op, e, (a, *left), (b, *right)),
                _ => Measure::Any,
            },
            _ => Measure::Any,
        }
    }

    /// What two numbers count together; reports those that have nothing to do with each other.
    fn joined(&mut self, op: BinaryOp, whole: &Expr, a: (&Expr, Measure), b: (&Expr, Measure)) -> Measure {
        use BinaryOp::{Add, Div, Eq, Ge, Gt, Le, Lt, Mul, Ne, Sub};
        use Measure::{Any, Of, Share};
        let measures = (a.1, b.1);
        match op {
            Mul => match measures {
                (Of(unit), Share | Any) | (Share | Any, Of(unit)) => Of(unit),
                (Share, Share) => Share,
                _ => Any,
            },
            Div => match (&a.0.kind, &b.0.kind) {
                (ExprKind::Constant(_), ExprKind::Constant(_)) => {
                    fold(self.program, whole).map_or(Any, |value| of_constant(&value))
                }
                (_, ExprKind::Constant(_)) => a.1,
                _ => Any,
            },
            Add | Sub | Eq | Ne | Lt | Le | Gt | Ge => {
                let calculates = matches!(op, Add | Sub);
                if is_number(a.0.ty) && is_number(b.0.ty) && cannot_meet(a.1, b.1) {
                    let place = Place { file: self.file, span: a.0.span.to(b.0.span) };
                    self.found.push(error::measures(place, calculates, (a.0.span, a.1), (b.0.span, b.1)));
                }
                if calculates && a.1 == Any {
                    b.1
                } else if calculates {
                    a.1
                } else {
                    Any
                }
            }
            _ => Any,
        }
    }
}

/// Whether what two numbers count can neither be compared nor added.
fn cannot_meet(a: Measure, b: Measure) -> bool {
    match (a, b) {
        (Measure::Share, Measure::Of(_)) | (Measure::Of(_), Measure::Share) => true,
        (Measure::Of(x), Measure::Of(y)) => x != y && (x == CHARACTERS || y == CHARACTERS),
        _ => false,
    }
}

fn called(builtin: Builtin, inside: &[Measure]) -> Measure {
    match builtin {
        Builtin::Length => Measure::Of(CHARACTERS),
        Builtin::Containment => Measure::Share,
        Builtin::Sum
        | Builtin::Min
        | Builtin::Max
        | Builtin::First
        | Builtin::Last
        | Builtin::Median
        | Builtin::Mad
        | Builtin::Abs
        | Builtin::Distinct
        | Builtin::Floor => first(inside),
        _ => Measure::Any,
    }
}

fn first(inside: &[Measure]) -> Measure {
    inside.first().copied().unwrap_or(Measure::Any)
}

/// A number between none and one is a share; others may count anything.
fn of_constant(value: &Constant) -> Measure {
    let (none, one) = (Ratio::from_integer(0), Ratio::from_integer(1));
    match value {
        Constant::Ratio(r) if *r > none && *r < one => Measure::Share,
        _ => Measure::Any,
    }
}

fn is_number(ty: Type) -> bool {
    matches!(ty, Type::One(kind) | Type::List(kind) if kind.is_number())
}
