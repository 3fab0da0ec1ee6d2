//! Operators and the functions of the language: what they take and what they give.

use super::{
    Constant, Ctx, Expr, ExprKind, Place, error,
    expr::{Scope, enumeration},
};
use crate::{
    schema::{Kind, Record, Strength, Type},
    syntax::ast::{self, BinaryOp, Spanned, Test},
};

const BOOL: Type = Type::One(Kind::Bool);

impl Ctx {
    pub(super) fn binary(
        &mut self,
        scope: &mut Scope,
        op: Spanned<BinaryOp>,
        a: &ast::Expr,
        b: &ast::Expr,
    ) -> (ExprKind, Type) {
        use BinaryOp::*;
        match op.value {
            And | Or => {
                let (a, b) = (self.condition(scope, a), self.condition(scope, b));
                (ExprKind::Binary(op.value, Box::new(a), Box::new(b)), BOOL)
            }
            Mentions => self.mentions(scope, a, b, None),
            Leads => self.mentions(scope, a, b, Some(Strength::Lead)),
            Shares => self.mentions(scope, a, b, Some(Strength::Share)),
            Oversees => self.mentions(scope, a, b, Some(Strength::Oversee)),
            Assists => self.mentions(scope, a, b, Some(Strength::Assist)),
            _ => {
                let (a, b) = self.operands(scope, op.value, a, b);
                if op.value == Div && always_zero(&b) {
                    self.problems.push(error::zero_divisor(Place { file: scope.file, span: b.span }));
                }
                let ty = match op.value {
                    Add | Sub | Mul | Div => self.arithmetic(scope, op, &a, &b),
                    Eq | Ne | Lt | Le | Gt | Ge | Before => self.comparison(scope, op, &a, &b),
                    In | NotIn => self.membership(scope, op, &a, &b),
                    Covers => self.covers(scope, &a, &b),
                    Contains | Matches => self.search(scope, op.value, &a, &b),
                    _ => self.sets(scope, op, &a, &b),
                };
                (ExprKind::Binary(op.value, Box::new(a), Box::new(b)), ty)
            }
        }
    }

    /// Both operands; a bare name on one side may be a value of the enumeration on the other.
    fn operands(&mut self, scope: &mut Scope, op: BinaryOp, a: &ast::Expr, b: &ast::Expr) -> (Expr, Expr) {
        let equality = matches!(op, BinaryOp::Eq | BinaryOp::Ne);
        if equality && matches!(a.kind, ast::ExprKind::Name(_)) && !matches!(b.kind, ast::ExprKind::Name(_)) {
            let right = self.expr(scope, b, None);
            let left = self.expr(scope, a, Some(right.ty));
            return (left, right);
        }
        let left = self.expr(scope, a, None);
        let wanted = match (op, left.ty) {
            (BinaryOp::In | BinaryOp::NotIn, Type::One(k)) => Type::List(k),
            (_, ty) => ty,
        };
        let asks = left.ty == Type::Error || enumeration(left.ty).is_some();
        let right = self.expr(scope, b, asks.then_some(wanted));
        (left, right)
    }

    fn arithmetic(&mut self, scope: &Scope, op: Spanned<BinaryOp>, a: &Expr, b: &Expr) -> Type {
        match (a.ty, b.ty) {
            (Type::Error, _) | (_, Type::Error) => Type::Error,
            (Type::One(x), Type::One(y)) if x.is_number() && y.is_number() => {
                let whole = x == Kind::Int && y == Kind::Int && op.value != BinaryOp::Div;
                Type::One(if whole { Kind::Int } else { Kind::Ratio })
            }
            _ => self.refuse(scope, op, a, b, ("运算", "calculated with")),
        }
    }

    fn comparison(&mut self, scope: &Scope, op: Spanned<BinaryOp>, a: &Expr, b: &Expr) -> Type {
        let ordered = !matches!(op.value, BinaryOp::Eq | BinaryOp::Ne);
        match (a.ty, b.ty) {
            (Type::Error, _) | (_, Type::Error) => BOOL,
            (Type::One(Kind::Record(_)), Type::One(Kind::Record(_))) if op.value == BinaryOp::Before => BOOL,
            (Type::One(x), Type::One(y)) => {
                let together = x.fits(y) || y.fits(x);
                let has_order = x.is_number() || x == Kind::Date;
                if together && (!ordered || has_order) && op.value != BinaryOp::Before {
                    return BOOL;
                }
                self.refuse(
                    scope,
                    op,
                    a,
                    b,
                    if ordered { ("比较大小", "put in order with") } else { ("比较", "compared with") },
                );
                BOOL
            }
            _ => {
                self.refuse(scope, op, a, b, ("比较", "compared with"));
                BOOL
            }
        }
    }

    fn membership(&mut self, scope: &Scope, op: Spanned<BinaryOp>, a: &Expr, b: &Expr) -> Type {
        match (a.ty, b.ty) {
            (Type::Error, _) | (_, Type::Error) | (Type::One(_), Type::EmptyList) => {}
            (Type::One(x), Type::List(y)) if x.fits(y) || y.fits(x) => {}
            _ => {
                let place = Place { file: scope.file, span: op.span };
                self.problems.push(error::not_member(place, (a.span, a.ty), (b.span, b.ty)));
            }
        }
        BOOL
    }

    fn search(&mut self, scope: &Scope, op: BinaryOp, a: &Expr, b: &Expr) -> Type {
        self.has_words(scope, a);
        let (wanted, fits) = match op {
            BinaryOp::Matches => {
                (Type::One(Kind::Pattern), matches!(b.ty, Type::One(Kind::Pattern) | Type::Error))
            }
            _ => (
                Type::One(Kind::Text),
                matches!(b.ty, Type::One(Kind::Text) | Type::List(Kind::Text) | Type::Error),
            ),
        };
        if !fits {
            self.problems.push(error::mismatch(Place { file: scope.file, span: b.span }, b.ty, wanted));
        }
        let words = match &b.kind {
            ExprKind::List(items) => items.as_slice(),
            _ => std::slice::from_ref(b),
        };
        for e in words.iter().filter(|e| is_blank(e)) {
            self.problems.push(error::no_words(Place { file: scope.file, span: e.span }));
        }
        BOOL
    }

    /// Reports an operand in which no words can be searched.
    pub(super) fn has_words(&mut self, scope: &Scope, e: &Expr) {
        let fits = match e.ty {
            Type::Error | Type::EmptyList => true,
            // What a vocabulary is called, or what was collected, is no part of the text.
            Type::One(k) | Type::List(k) => match k {
                Kind::Record(r) => !matches!(r, Record::Vocabulary | Record::Row),
                other => other == Kind::Text,
            },
        };
        if !fits {
            let place = Place { file: scope.file, span: e.span };
            self.problems.push(error::wanted(place, e.ty, "文字或记录", "a text or a record"));
        }
    }

    fn sets(&mut self, scope: &Scope, op: Spanned<BinaryOp>, a: &Expr, b: &Expr) -> Type {
        let list = match (a.ty, b.ty) {
            (Type::Error, other)
            | (other, Type::Error | Type::EmptyList)
            | (Type::EmptyList, other @ Type::List(_)) => other,
            (Type::List(x), Type::List(y)) if x.fits(y) => b.ty,
            (Type::List(x), Type::List(y)) if y.fits(x) => a.ty,
            (Type::List(_), Type::List(_)) => self.refuse(scope, op, a, b, ("合并或相比", "combined with")),
            _ => {
                for e in [a, b].into_iter().filter(|e| matches!(e.ty, Type::One(_))) {
                    let place = Place { file: scope.file, span: e.span };
                    self.problems.push(error::wanted(place, e.ty, "列表", "a list"));
                }
                Type::Error
            }
        };
        if op.value == BinaryOp::Meets { BOOL } else { list }
    }

    fn mentions(
        &mut self,
        scope: &mut Scope,
        a: &ast::Expr,
        b: &ast::Expr,
        strength: Option<Strength>,
    ) -> (ExprKind, Type) {
        let subject = self.expr(scope, a, None);
        if strength.is_none() {
            self.has_words(scope, &subject);
        } else if !has_clauses(subject.ty) {
            let place = Place { file: scope.file, span: subject.span };
            self.problems.push(error::wanted(place, subject.ty, "含分句的记录", "a record with clauses"));
        }
        let vocabularies = Box::new(self.vocabularies_of(scope, b));
        (ExprKind::Mentions { subject: Box::new(subject), vocabularies, strength }, BOOL)
    }

    /// A vocabulary, or a list of them: by name, or as the value of an expression.
    pub(super) fn vocabularies_of(&mut self, scope: &mut Scope, e: &ast::Expr) -> Expr {
        let one = Type::One(Kind::Record(Record::Vocabulary));
        let many = Type::List(Kind::Record(Record::Vocabulary));
        match &e.kind {
            ast::ExprKind::Name(n)
                if !scope.sees(n)
                    && self
                        .meaning(scope, e.span, n, None)
                        .is_none_or(|(_, ty)| !ty.fits(one) && !ty.fits(many)) =>
            {
                let id = self.vocabulary_named(scope.file, &Spanned { value: n.clone(), span: e.span });
                let kind = id.map_or(ExprKind::Error, |id| ExprKind::Constant(Constant::Vocabulary(id)));
                Expr { kind, ty: one, span: e.span }
            }
            ast::ExprKind::List(items) => {
                let items = items.iter().map(|i| self.vocabularies_of(scope, i)).collect();
                Expr { kind: ExprKind::List(items), ty: many, span: e.span }
            }
            _ => {
                let typed = self.expr(scope, e, None);
                if !typed.ty.fits(one) && !typed.ty.fits(many) {
                    let place = Place { file: scope.file, span: e.span };
                    let problem = error::wanted(place, typed.ty, "词汇名", "the name of a vocabulary");
                    self.problems.push(problem.help(crate::phrase::Phrase::new(
                        "若要查找文字,用“包含”",
                        "to search for words, write `contains`",
                    )));
                }
                typed
            }
        }
    }

    pub(super) fn test(
        &mut self,
        scope: &mut Scope,
        value: &ast::Expr,
        test: Test,
        negated: bool,
    ) -> (ExprKind, Type) {
        let value = self.expr(scope, value, None);
        let place = Place { file: scope.file, span: value.span };
        match (test, value.ty) {
            (Test::Empty, Type::One(_)) => {
                let problem = error::wanted(place, value.ty, "列表", "a list");
                self.problems.push(problem.help(crate::phrase::Phrase::new(
                    "单个值用“已知”“未知”来问",
                    "ask of a single value whether it `is known`",
                )));
            }
            (Test::Known | Test::Unknown, Type::List(_) | Type::EmptyList) => {
                let problem = error::wanted(place, value.ty, "单个值", "a single value");
                self.problems.push(problem.help(crate::phrase::Phrase::new(
                    "列表用“为空”“非空”来问",
                    "ask of a list whether it `is empty`",
                )));
            }
            _ => {}
        }
        (ExprKind::Test { value: Box::new(value), test, negated }, BOOL)
    }

    fn covers(&mut self, scope: &Scope, a: &Expr, b: &Expr) -> Type {
        let one = Type::One(Kind::Record(Record::Vocabulary));
        for e in [a, b].into_iter().filter(|e| !e.ty.fits(one)) {
            let place = Place { file: scope.file, span: e.span };
            self.problems.push(error::mismatch(place, e.ty, one));
        }
        BOOL
    }

    fn refuse(
        &mut self,
        scope: &Scope,
        op: Spanned<BinaryOp>,
        a: &Expr,
        b: &Expr,
        what: (&str, &str),
    ) -> Type {
        let place = Place { file: scope.file, span: op.span };
        self.problems.push(error::operands(place, what, (a.span, a.ty), (b.span, b.ty)));
        Type::Error
    }
}

/// Whether a number is zero as it is written; parameters may be given another value.
pub(super) fn always_zero(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Constant(Constant::Int(0)) => true,
        ExprKind::Constant(Constant::Ratio(r)) => *r.numer() == 0,
        ExprKind::Neg(a) | ExprKind::Binary(BinaryOp::Div, a, _) => always_zero(a),
        ExprKind::Binary(BinaryOp::Mul, a, b) => always_zero(a) || always_zero(b),
        _ => false,
    }
}

/// Whether a text is written that has no words.
fn is_blank(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Constant(Constant::Text(words)) if words.trim().is_empty())
}

/// Whether a verb can govern something in it.
fn has_clauses(ty: Type) -> bool {
    match ty {
        Type::Error | Type::EmptyList => true,
        Type::One(k) | Type::List(k) => matches!(
            k,
            Kind::Record(
                Record::Section
                    | Record::Article
                    | Record::Adjustment
                    | Record::Duty
                    | Record::Trailing
                    | Record::UnitGroup
                    | Record::Unit
                    | Record::Clause
                    | Record::Segment
            )
        ),
    }
}
