//! Expressions: names bound, types found.

use num_rational::Ratio;

use super::{
    Constant, Ctx, DefineId, Expr, ExprKind, LocalId, ParamId, Place, TableId, corpus, error,
    missing::Sought, names::Entity, pattern, spelling::Spelling,
};
use crate::{
    diagnostic::closest,
    schema::{Enumeration, Field, Kind, Record, Type, builtin_named, field_info, fields_of},
    source::{FileId, Span},
    syntax::ast::{self, UnaryOp},
};

/// The variables that a body can see, innermost last.
pub(super) struct Scope {
    pub(super) file: FileId,
    visible: Vec<(String, LocalId, Type)>,
    /// Where each variable was given its name.
    spans: Vec<Span>,
    /// The variables that hold what a definition gives.
    pub(super) given: Vec<(LocalId, DefineId)>,
    /// Parameters of the policy itself.
    pub(super) params: Vec<(String, ParamId)>,
    /// Where each of them was given its name.
    pub(super) param_spans: Vec<Span>,
    /// The values that the policy collected, once it has: then documents are out of sight.
    pub(super) row: Option<Vec<(String, Type)>>,
}

impl Scope {
    pub(super) fn new(file: FileId) -> Self {
        Self {
            file,
            visible: Vec::new(),
            spans: Vec::new(),
            given: Vec::new(),
            params: Vec::new(),
            param_spans: Vec::new(),
            row: None,
        }
    }

    /// How many variables the body has had.
    pub(super) fn locals(&self) -> u32 {
        self.spans.len() as u32
    }

    pub(super) fn mark(&self) -> usize {
        self.visible.len()
    }

    pub(super) fn leave(&mut self, mark: usize) {
        self.visible.truncate(mark);
    }

    /// Makes a variable visible under a second name.
    pub(super) fn alias(&mut self, name: &str, local: LocalId, ty: Type) {
        self.visible.push((name.to_owned(), local, ty));
    }

    /// Makes a variable that the language names, not the author.
    pub(super) fn bind_own(&mut self, name: &str, ty: Type) -> LocalId {
        let id = LocalId(self.locals());
        self.spans.push(Span::default());
        self.visible.push((name.to_owned(), id, ty));
        id
    }

    /// Whether a variable of this name is visible.
    pub(super) fn sees(&self, name: &str) -> bool {
        self.visible.iter().any(|(n, _, _)| n == name)
    }

    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    /// How both languages spell what a bare name stands for; `None` for what its author named.
    fn spelling(&self, meaning: &ExprKind) -> Option<Spelling> {
        match meaning {
            ExprKind::Constant(Constant::Symbol(s)) => Some(Spelling { en: s.en(), zh: s.zh() }),
            ExprKind::Document => Some(Record::Document.names().into()),
            ExprKind::Field(_, field) => Some(field.names().into()),
            ExprKind::Local(id) if self.spans.get(id.index()) == Some(&Span::default()) => {
                let (own, _, _) = self.visible.iter().find(|(_, local, _)| local == id)?;
                corpus::OWN.iter().find(|(en, zh)| en == own || zh == own).map(|names| (*names).into())
            }
            _ => None,
        }
    }
}

impl Ctx {
    /// Makes a variable; reports a name that is visible already.
    pub(super) fn bind_local(&mut self, scope: &mut Scope, name: &ast::Name, ty: Type) -> LocalId {
        let id = LocalId(scope.locals());
        scope.spans.push(name.span);
        if let Some((_, before, _)) = scope.visible.iter().find(|(n, _, _)| *n == name.value) {
            let (place, before) = (scope.place(name.span), scope.place(scope.spans[before.index()]));
            self.problems.push(if before.span == Span::default() {
                error::taken_by_language(place, &name.value)
            } else {
                error::duplicate(place, &name.value, before)
            });
        }
        scope.visible.push((name.value.clone(), id, ty));
        id
    }

    /// Types an expression; `wanted` says which enumeration or list a bare name may come from.
    pub(super) fn expr(&mut self, scope: &mut Scope, e: &ast::Expr, wanted: Option<Type>) -> Expr {
        use ast::ExprKind as A;
        let constant = |c, k| (ExprKind::Constant(c), Type::One(k));
        let (kind, ty) = match &e.kind {
            A::Error => (ExprKind::Error, Type::Error),
            A::Text(t) => constant(Constant::Text(t.clone()), Kind::Text),
            A::Int(n) => constant(Constant::Int(*n), Kind::Int),
            A::Percent(n) => constant(Constant::Ratio(Ratio::new(*n, 100)), Kind::Ratio),
            A::Date(d) => constant(Constant::Date(*d), Kind::Date),
            A::Bool(b) => constant(Constant::Bool(*b), Kind::Bool),
            A::Pattern(p) => self.pattern(scope, e.span, p),
            A::List(items) => self.list(scope, items, wanted),
            A::Name(name) => {
                let found = self.name(scope, e.span, name, wanted);
                if let ExprKind::Local(local) = found.0 {
                    let given = scope.given.iter().filter(|(l, _)| *l == local);
                    self.calls.extend(given.map(|(_, define)| (scope.place(e.span), *define)));
                }
                found
            }
            A::Field(base, field) => self.field(scope, base, field),
            A::Call(name, args) => self.call(scope, e.span, name, args),
            A::Unary(op, a) => self.unary(scope, *op, a),
            A::Binary(op, a, b) => self.binary(scope, *op, a, b),
            A::Test { value, test, negated } => self.test(scope, value, *test, *negated),
            A::Default(a, b) => self.default(scope, a, b, wanted),
            A::Quantified { quantifier, var, list, condition } => {
                let (list, kind) = self.element(scope, list);
                let mark = scope.mark();
                let local = self.bind_local(scope, var, kind);
                let condition = Box::new(self.condition(scope, condition));
                scope.leave(mark);
                let kind = ExprKind::Quantified { quantifier: *quantifier, local, list, condition };
                (kind, Type::One(Kind::Bool))
            }
            A::Pick { pick, var, list, condition, by } => {
                self.pick(scope, *pick, var, list, condition.as_deref(), by.as_deref())
            }
        };
        Expr { kind, ty, span: e.span }
    }

    /// An expression that must be true or false.
    pub(super) fn condition(&mut self, scope: &mut Scope, e: &ast::Expr) -> Expr {
        self.expect(scope, e, Type::One(Kind::Bool))
    }

    /// An expression of a given type; reports another.
    pub(super) fn expect(&mut self, scope: &mut Scope, e: &ast::Expr, wanted: Type) -> Expr {
        let e = self.expr(scope, e, Some(wanted));
        if !e.ty.fits(wanted) {
            self.problems.push(error::mismatch(scope.place(e.span), e.ty, wanted));
        }
        e
    }

    /// A list, and the type of its elements; reports what is no list.
    pub(super) fn element(&mut self, scope: &mut Scope, e: &ast::Expr) -> (Box<Expr>, Type) {
        let list = self.expr(scope, e, None);
        let element = match list.ty {
            Type::List(k) => Type::One(k),
            // Nothing will be taken from it; a number does as well as anything, and is no error.
            Type::EmptyList => Type::One(Kind::Int),
            Type::Error => Type::Error,
            Type::One(_) => {
                self.problems.push(error::wanted(scope.place(list.span), list.ty, "列表", "a list"));
                Type::Error
            }
        };
        (Box::new(list), element)
    }

    fn pattern(&mut self, scope: &Scope, span: Span, p: &str) -> (ExprKind, Type) {
        match pattern::read(p) {
            Ok(pattern) => (ExprKind::Pattern(Box::new(pattern)), Type::One(Kind::Pattern)),
            Err(why) => {
                let last = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
                self.problems.push(error::bad_pattern(scope.place(span), last));
                (ExprKind::Error, Type::Error)
            }
        }
    }

    fn list(&mut self, scope: &mut Scope, items: &[ast::Expr], wanted: Option<Type>) -> (ExprKind, Type) {
        let mut element = match wanted {
            Some(Type::List(k)) => Some(Type::One(k)),
            _ => None,
        };
        let mut typed: Vec<Expr> = Vec::new();
        let mut ty = Type::EmptyList;
        for item in items {
            let e = self.expr(scope, item, element);
            match (ty, e.ty) {
                (Type::EmptyList, Type::One(k)) => {
                    ty = Type::List(k);
                    element = element.or(Some(Type::One(k)));
                }
                (Type::List(k), Type::One(j)) if j.fits(k) => {}
                (Type::List(k), Type::One(j)) if k.fits(j) => ty = Type::List(j),
                (Type::List(k), other) if !matches!(other, Type::Error) => {
                    self.problems.push(error::mismatch(scope.place(e.span), other, Type::One(k)));
                }
                (_, Type::Error) => ty = Type::Error,
                (_, other) => {
                    self.problems.push(error::wanted(scope.place(e.span), other, "单个值", "a single value"));
                    ty = Type::Error;
                }
            }
            typed.push(e);
        }
        (ExprKind::List(typed), ty)
    }

    /// A bare name, and how the other language spells it.
    fn name(&mut self, scope: &Scope, span: Span, name: &str, wanted: Option<Type>) -> (ExprKind, Type) {
        let enumeration = wanted.and_then(enumeration);
        let Some(meaning) = self.meaning(scope, span, name, enumeration) else {
            // Beside a mistake that was told, a value of some enumeration may be meant.
            let symbol = || Enumeration::ALL.iter().any(|e| e.symbol(name).is_some());
            if wanted == Some(Type::Error) && symbol() {
                return (ExprKind::Error, Type::Error);
            }
            return self.lost_name(scope, span, name, enumeration);
        };
        if let Some(spelling) = scope.spelling(&meaning.0) {
            let other = spelling.other(name);
            // The other spelling may be taken here by a name of the author.
            let same = self.meaning(scope, span, other, enumeration);
            if same.is_some_and(|(kind, _)| scope.spelling(&kind) == Some(spelling)) {
                self.spell(scope.place(span), spelling);
            }
        }
        meaning
    }

    /// What a bare name stands for: a variable; a value of the wanted enumeration; a parameter; a vocabulary; the document
    /// or a field of it.
    pub(super) fn meaning(
        &self,
        scope: &Scope,
        span: Span,
        name: &str,
        enumeration: Option<Enumeration>,
    ) -> Option<(ExprKind, Type)> {
        if let Some((_, id, ty)) = scope.visible.iter().rev().find(|(n, _, _)| n == name) {
            return Some((ExprKind::Local(*id), *ty));
        }
        if let Some(symbol) = enumeration.and_then(|e| e.symbol(name)) {
            return Some((ExprKind::Constant(Constant::Symbol(symbol)), Type::One(Kind::Enum(symbol.of()))));
        }
        let own = scope.params.iter().find(|(n, _)| n == name).map(|(_, id)| *id);
        let item = if own.is_some() { None } else { self.names.get(scope.file, name) };
        let shared = match item {
            Some(Entity::Param(id)) => Some(id),
            _ => None,
        };
        if let Some(id) = own.or(shared) {
            let ty = self.program.params.get(id.index()).map_or(Type::Error, |p| p.ty);
            return Some((ExprKind::Param(id), ty));
        }
        let record = |r| Type::One(Kind::Record(r));
        if let Some(Entity::Vocabulary(id)) = item {
            return Some((ExprKind::Constant(Constant::Vocabulary(id)), record(Record::Vocabulary)));
        }
        if scope.row.is_some() {
            return None;
        }
        let document = Expr { kind: ExprKind::Document, ty: record(Record::Document), span };
        if name == Record::Document.names().0 || name == Record::Document.names().1 {
            return Some((document.kind, document.ty));
        }
        let info = Field::named(name).and_then(|f| field_info(Record::Document, f))?;
        Some((ExprKind::Field(Box::new(document), info.field), info.ty))
    }

    /// Reports a bare name that stands for nothing here.
    fn lost_name(
        &mut self,
        scope: &Scope,
        span: Span,
        name: &str,
        enumeration: Option<Enumeration>,
    ) -> (ExprKind, Type) {
        let out_of_sight = scope.row.is_some() && Field::named(name).is_some();
        let place = scope.place(span);
        let problem = match (self.names.get(scope.file, name), enumeration) {
            _ if out_of_sight => error::out_of_sight(scope.place(span), name),
            (Some(entity), _) => {
                let wanted = ("值", "a value");
                error::wrong_kind(place, name, entity.what(), wanted)
            }
            (None, Some(e)) => error::unknown_symbol(place, name, e),
            (None, None) => {
                let near = error::meant(name, self.visible_names(scope));
                let minus = before_hyphen(name).is_some_and(|n| self.visible_names(scope).any(|v| v == n));
                let problem = self.names.or_beside(error::unknown_name(place, name, near, minus), name);
                self.missing(Sought::Value(scope.file), place, name, problem);
                return (ExprKind::Error, Type::Error);
            }
        };
        self.problems.push(problem);
        (ExprKind::Error, Type::Error)
    }

    fn visible_names<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = &'a str> {
        scope
            .visible
            .iter()
            .map(|(n, _, _)| n.as_str())
            .chain(scope.params.iter().map(|(n, _)| n.as_str()))
            .chain(self.names.of(scope.file, |e| matches!(e, Entity::Param(_))))
            .chain(fields_of(Record::Document).flat_map(|i| [i.field.names().0, i.field.names().1]))
    }

    fn field(&mut self, scope: &mut Scope, base: &ast::Expr, name: &ast::Name) -> (ExprKind, Type) {
        let base = self.expr(scope, base, None);
        let (record, list) = match base.ty {
            Type::One(Kind::Record(r)) => (r, false),
            Type::List(Kind::Record(r)) => (r, true),
            Type::Error => return (ExprKind::Error, Type::Error),
            other => {
                self.problems.push(error::no_fields(scope.place(name.span), other));
                return (ExprKind::Error, Type::Error);
            }
        };
        if record == Record::Row {
            return self.row_field(scope, base, name, list);
        }
        let Some(info) = Field::named(&name.value).and_then(|f| field_info(record, f)) else {
            let fields = fields_of(record).flat_map(|i| [i.field.names().0, i.field.names().1]);
            let near = error::meant(&name.value, fields);
            let (place, kind) = (scope.place(name.span), Kind::Record(record));
            let known = |n: &str| Field::named(n).is_some_and(|f| field_info(record, f).is_some());
            let minus = before_hyphen(&name.value).is_some_and(known);
            let problem = error::unknown_field(place, &name.value, kind, near, minus);
            self.missing(Sought::Field(scope.file, kind), place, &name.value, problem);
            return (ExprKind::Error, Type::Error);
        };
        self.spell(scope.place(name.span), info.field.names().into());
        if !list {
            return (ExprKind::Field(Box::new(base), info.field), info.ty);
        }
        let ty = match info.ty {
            Type::One(k) | Type::List(k) => Type::List(k),
            other => other,
        };
        (ExprKind::Project(Box::new(base), info.field), ty)
    }

    fn row_field(&mut self, scope: &Scope, base: Expr, name: &ast::Name, list: bool) -> (ExprKind, Type) {
        let row = scope.row.as_deref().unwrap_or_default();
        let Some((i, (_, ty))) = row.iter().enumerate().find(|(_, (n, _))| *n == name.value) else {
            let near = closest(&name.value, row.iter().map(|(n, _)| n.as_str()));
            let (place, kind) = (scope.place(name.span), Kind::Record(Record::Row));
            let problem = error::unknown_field(place, &name.value, kind, near, false);
            self.missing(Sought::Field(scope.file, kind), place, &name.value, problem);
            return (ExprKind::Error, Type::Error);
        };
        if !list {
            return (ExprKind::RowField(Box::new(base), i), *ty);
        }
        let ty = match *ty {
            Type::One(k) | Type::List(k) => Type::List(k),
            other => other,
        };
        (ExprKind::RowProject(Box::new(base), i), ty)
    }

    fn call(
        &mut self,
        scope: &mut Scope,
        span: Span,
        name: &ast::Name,
        args: &[ast::Expr],
    ) -> (ExprKind, Type) {
        if let Some(info) = builtin_named(&name.value) {
            self.spell(scope.place(name.span), Spelling { en: info.en, zh: info.zh });
            return self.builtin(scope, info, name.span, args);
        }
        let place = scope.place(name.span);
        match self.names.get(scope.file, &name.value) {
            Some(Entity::Table(id)) => self.lookup(scope, span, name, id, args),
            Some(Entity::Define(id)) => {
                let Some(signature) = self.names.signatures.get(id.index()).cloned() else {
                    return (ExprKind::Error, Type::Error);
                };
                let args = self.arguments(scope, span, name, &signature.params, args);
                if scope.row.is_some() && self.program.sees_document(id) {
                    self.problems.push(error::out_of_sight(place, &name.value));
                }
                self.calls.push((scope.place(span), id));
                (ExprKind::Apply(id, args), signature.result.unwrap_or(Type::Error))
            }
            Some(other) => {
                self.problems.push(error::wrong_kind(
                    place,
                    &name.value,
                    other.what(),
                    ("函数或表", "a function or table"),
                ));
                (ExprKind::Error, Type::Error)
            }
            None => {
                let own = self.names.of(scope.file, |e| matches!(e, Entity::Table(_) | Entity::Define(_)));
                let all = own.chain(crate::schema::BUILTINS.iter().flat_map(|b| [b.en, b.zh]));
                let problem = error::unknown_function(place, &name.value, error::meant(&name.value, all));
                let problem = self.names.or_beside(problem, &name.value);
                self.missing(Sought::Function, place, &name.value, problem);
                (ExprKind::Error, Type::Error)
            }
        }
    }

    fn lookup(
        &mut self,
        scope: &mut Scope,
        span: Span,
        name: &ast::Name,
        id: TableId,
        args: &[ast::Expr],
    ) -> (ExprKind, Type) {
        let Some(table) = self.program.tables.get(id.index()).filter(|t| !t.keys.is_empty()) else {
            return (ExprKind::Error, Type::Error);
        };
        let keys: Vec<Type> = table.keys.iter().map(|k| Type::One(*k)).collect();
        let result = Type::One(table.result);
        let args = self.arguments(scope, span, name, &keys, args);
        (ExprKind::Lookup(id, args), result)
    }

    fn arguments(
        &mut self,
        scope: &mut Scope,
        span: Span,
        name: &ast::Name,
        wanted: &[Type],
        args: &[ast::Expr],
    ) -> Vec<Expr> {
        if wanted.len() != args.len() {
            self.problems.push(error::arity(
                scope.place(span),
                &name.value,
                wanted.len()..=wanted.len(),
                args.len(),
            ));
        }
        args.iter().zip(wanted).map(|(a, w)| self.expect(scope, a, *w)).collect()
    }

    fn unary(&mut self, scope: &mut Scope, op: UnaryOp, a: &ast::Expr) -> (ExprKind, Type) {
        match op {
            UnaryOp::Not => {
                let a = self.condition(scope, a);
                (ExprKind::Not(Box::new(a)), Type::One(Kind::Bool))
            }
            UnaryOp::Neg => {
                let a = self.expr(scope, a, None);
                let ty = match a.ty {
                    Type::One(k) if k.is_number() => a.ty,
                    Type::Error => Type::Error,
                    other => {
                        self.problems.push(error::wanted(scope.place(a.span), other, "数", "a number"));
                        Type::Error
                    }
                };
                (ExprKind::Neg(Box::new(a)), ty)
            }
        }
    }

    fn default(
        &mut self,
        scope: &mut Scope,
        a: &ast::Expr,
        b: &ast::Expr,
        wanted: Option<Type>,
    ) -> (ExprKind, Type) {
        let a = self.expr(scope, a, wanted);
        let b = self.expr(scope, b, Some(a.ty));
        let ty = if b.ty.fits(a.ty) {
            a.ty
        } else if a.ty.fits(b.ty) {
            b.ty
        } else {
            self.problems.push(error::mismatch(scope.place(b.span), b.ty, a.ty));
            Type::Error
        };
        (ExprKind::Default(Box::new(a), Box::new(b)), ty)
    }

    fn pick(
        &mut self,
        scope: &mut Scope,
        pick: ast::Pick,
        var: &ast::Name,
        list: &ast::Expr,
        condition: Option<&ast::Expr>,
        by: Option<&ast::Expr>,
    ) -> (ExprKind, Type) {
        let (list, element) = self.element(scope, list);
        let mark = scope.mark();
        let local = self.bind_local(scope, var, element);
        let condition = condition.map(|c| Box::new(self.condition(scope, c)));
        let by = by.map(|b| Box::new(self.expect(scope, b, Type::One(Kind::Ratio))));
        scope.leave(mark);
        let ty = match (pick, element) {
            (ast::Pick::Those, Type::One(k)) => Type::List(k),
            _ => element,
        };
        (ExprKind::Pick { pick, local, list, condition, by }, ty)
    }
}

/// What stands before the first hyphen of a name: perhaps a subtraction was meant.
fn before_hyphen(name: &str) -> Option<&str> {
    name.split_once('-').map(|(before, _)| before)
}

/// The enumeration that a type asks a bare name to come from.
pub(super) fn enumeration(ty: Type) -> Option<Enumeration> {
    match ty {
        Type::One(Kind::Enum(e)) | Type::List(Kind::Enum(e)) => Some(e),
        _ => None,
    }
}
