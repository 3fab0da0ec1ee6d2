//! The functions of the language: what they take and what they give.

use super::{Constant, Ctx, Expr, ExprKind, Place, Reach, error, expr::Scope, pattern};
use crate::{
    diagnostic::closest,
    schema::{Builtin, BuiltinInfo, Kind, Type},
    source::Span,
    syntax::ast,
};

impl Ctx {
    /// A call of a function of the language.
    pub(super) fn builtin(
        &mut self,
        scope: &mut Scope,
        info: &BuiltinInfo,
        span: Span,
        args: &[ast::Expr],
    ) -> (ExprKind, Type) {
        let (least, most) = match info.builtin {
            Builtin::Containment => (2, 3),
            Builtin::Capture | Builtin::Captures => (3, 3),
            Builtin::Position | Builtin::Occurrences => (2, 2),
            Builtin::Length => (1, 2),
            _ => (1, 1),
        };
        if args.len() < least || args.len() > most {
            self.problems.push(error::arity(
                Place { file: scope.file, span },
                info.en,
                least..=most,
                args.len(),
            ));
            return (ExprKind::Error, Type::Error);
        }
        match info.builtin {
            Builtin::Containment => self.containment(scope, args),
            Builtin::Capture => self.capture(scope, args, Reach::First),
            Builtin::Captures => self.capture(scope, args, Reach::All),
            Builtin::Occurrences => self.occurrences(scope, args),
            Builtin::Length => self.length(scope, args),
            Builtin::Abs | Builtin::Floor => self.of_number(scope, info.builtin, &args[0]),
            _ => self.on_list(scope, info.builtin, args),
        }
    }

    fn containment(&mut self, scope: &mut Scope, args: &[ast::Expr]) -> (ExprKind, Type) {
        let mut typed: Vec<Expr> = args[..2].iter().map(|a| self.expr(scope, a, None)).collect();
        for e in &typed {
            self.has_words(scope, e);
        }
        typed.extend(args.get(2).map(|e| self.vocabularies_of(scope, e)));
        (ExprKind::Call(Builtin::Containment, typed), Type::One(Kind::Ratio))
    }

    fn occurrences(&mut self, scope: &mut Scope, args: &[ast::Expr]) -> (ExprKind, Type) {
        let subject = self.expr(scope, &args[0], None);
        self.has_words(scope, &subject);
        let vocabularies = self.vocabularies_of(scope, &args[1]);
        (ExprKind::Call(Builtin::Occurrences, vec![subject, vocabularies]), Type::List(Kind::Text))
    }

    fn length(&mut self, scope: &mut Scope, args: &[ast::Expr]) -> (ExprKind, Type) {
        let subject = self.expr(scope, &args[0], None);
        self.has_words(scope, &subject);
        let exempt = args.get(1).map(|e| self.vocabularies_of(scope, e));
        let typed = [subject].into_iter().chain(exempt).collect();
        (ExprKind::Call(Builtin::Length, typed), Type::One(Kind::Int))
    }

    fn capture(&mut self, scope: &mut Scope, args: &[ast::Expr], reach: Reach) -> (ExprKind, Type) {
        let subject = self.expr(scope, &args[0], None);
        self.has_words(scope, &subject);
        let pattern = self.expect(scope, &args[1], Type::One(Kind::Pattern));
        let group = self.expect(scope, &args[2], Type::One(Kind::Text));
        let place = Place { file: scope.file, span: group.span };
        let (ExprKind::Pattern(pattern), ExprKind::Constant(Constant::Text(name))) =
            (pattern.kind, &group.kind)
        else {
            if group.ty != Type::Error {
                self.problems.push(error::not_constant(place));
            }
            return (ExprKind::Error, Type::Error);
        };
        if !pattern::has_group(&pattern, name) {
            let groups = pattern::groups(&pattern);
            let near = closest(name, groups.iter().map(String::as_str));
            self.problems.push(error::no_such_group(place, name, near));
        }
        let ty = if reach == Reach::All { Type::List(Kind::Text) } else { Type::One(Kind::Text) };
        (ExprKind::Capture(Box::new(subject), pattern, name.clone(), reach), ty)
    }

    fn of_number(&mut self, scope: &mut Scope, builtin: Builtin, arg: &ast::Expr) -> (ExprKind, Type) {
        let e = self.expr(scope, arg, None);
        let ty = match e.ty {
            Type::One(k) if k.is_number() && builtin == Builtin::Floor => Type::One(Kind::Int),
            Type::One(k) if k.is_number() => e.ty,
            Type::Error => Type::Error,
            other => {
                let place = Place { file: scope.file, span: e.span };
                self.problems.push(error::wanted(place, other, "数", "a number"));
                Type::Error
            }
        };
        (ExprKind::Call(builtin, vec![e]), ty)
    }

    /// The functions whose last value is a list.
    fn on_list(&mut self, scope: &mut Scope, builtin: Builtin, args: &[ast::Expr]) -> (ExprKind, Type) {
        let typed: Vec<Expr> = args.iter().map(|a| self.expr(scope, a, None)).collect();
        let list = &typed[typed.len() - 1];
        let place = Place { file: scope.file, span: list.span };
        let element = match list.ty {
            Type::List(k) => k,
            Type::EmptyList => Kind::Int,
            Type::Error => return (ExprKind::Error, Type::Error),
            Type::One(_) => {
                self.problems.push(error::wanted(place, list.ty, "列表", "a list"));
                return (ExprKind::Error, Type::Error);
            }
        };
        let fits = match builtin {
            Builtin::Sum | Builtin::Median | Builtin::Mad => element.is_number(),
            Builtin::Min | Builtin::Max => element.is_number() || element == Kind::Date,
            Builtin::Consecutive => element == Kind::Int,
            _ => true,
        };
        if !fits {
            let (zh, en) = match builtin {
                Builtin::Consecutive => ("整数列表", "a list of whole numbers"),
                Builtin::Min | Builtin::Max => ("数或日期的列表", "a list of numbers or dates"),
                _ => ("数的列表", "a list of numbers"),
            };
            self.problems.push(error::wanted(place, list.ty, zh, en));
            return (ExprKind::Error, Type::Error);
        }
        let ty = match builtin {
            Builtin::Count | Builtin::Position => Type::One(Kind::Int),
            Builtin::Consecutive => Type::One(Kind::Bool),
            Builtin::Median | Builtin::Mad => Type::One(Kind::Ratio),
            Builtin::Distinct => list.ty,
            _ => Type::One(element),
        };
        if builtin == Builtin::Position && !typed[0].ty.fits(Type::One(element)) {
            let place = Place { file: scope.file, span: typed[0].span };
            self.problems.push(error::mismatch(place, typed[0].ty, Type::One(element)));
        }
        (ExprKind::Call(builtin, typed), ty)
    }
}
