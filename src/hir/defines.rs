//! Definitions: each after those that it uses, none that comes back to itself, none that grows without measure.

use std::collections::BTreeSet;

use super::{
    Ctx, Define, DefineId, Expr, ExprKind, Place, Program, error,
    expr::Scope,
    names::{Entity, Signature},
    spoken,
};
use crate::{
    diagnostic::{Code, Diagnostic, Label},
    phrase::Phrase,
    schema::Type,
    source::{FileId, Span},
    syntax::ast::{self, Item},
};

/// How many expressions a definition may come to, with those that it uses put in place: one that uses another twice, which
/// uses another twice, grows beyond any plan.
const MOST_EXPRESSIONS: usize = 4096;

/// How deep they may stand inside one another, as expressions may.
const MOST_LEVELS: usize = 200;

/// How many expressions a definition comes to, and how deep they stand inside one another.
#[derive(Clone, Copy, Default)]
struct Extent {
    size: usize,
    depth: usize,
}

impl Ctx {
    pub(super) fn defines(&mut self, files: &[(FileId, &ast::PolicyFile)]) {
        let all: Vec<(FileId, &ast::Define)> = files
            .iter()
            .flat_map(|(file, tree)| {
                tree.items.iter().filter_map(move |i| match i {
                    Item::Define(d) => Some((*file, d)),
                    _ => None,
                })
            })
            .collect();
        for (file, d) in &all {
            let params = d.params.iter().map(|p| self.type_named(*file, &p.ty)).collect();
            let result = d.result.as_ref().map(|ty| self.type_named(*file, ty));
            self.names.signatures.push(Signature { params, result });
        }
        let mut extents = vec![Extent::default(); all.len()];
        let mut done: Vec<Option<Define>> = all.iter().map(|_| None).collect();
        for i in self.define_order(&all) {
            let (file, d) = all[i];
            let mut scope = Scope::new(file);
            for (p, ty) in d.params.iter().zip(self.names.signatures[i].params.clone()) {
                self.bind_local(&mut scope, &p.name, ty);
            }
            let result = self.names.signatures[i].result;
            let body = self.expr(&mut scope, &d.body, result);
            if let Some(result) = result.filter(|result| !body.ty.fits(*result)) {
                self.problems.push(error::mismatch(Place { file, span: body.span }, body.ty, result));
            }
            self.names.signatures[i].result = result.or(Some(body.ty));
            let (name, arity) = (d.name.value.clone(), d.params.len());
            extents[i] = extent(&body, &extents);
            if extents[i].size > MOST_EXPRESSIONS || extents[i].depth > MOST_LEVELS {
                self.problems.push(error::too_large(Place { file, span: d.name.span }, &name));
                // Those that use it are not told again.
                extents[i] = Extent::default();
            }
            let typed = d.result.as_ref().map(|ty| ty.name.span);
            done[i] = Some(Define { name, file, arity, typed, body, locals: scope.locals() });
        }
        for (i, define) in done.into_iter().enumerate() {
            let (file, d) = all[i];
            let define = define.unwrap_or_else(|| {
                self.problems.push(error::recursion(Place { file, span: d.name.span }, &d.name.value));
                self.names.signatures[i].result = Some(Type::Error);
                let body = Expr { kind: ExprKind::Error, ty: Type::Error, span: d.body.span };
                let (name, arity) = (d.name.value.clone(), d.params.len());
                Define { name, file, arity, typed: None, body, locals: 0 }
            });
            self.program.defines.push(define);
        }
    }

    /// Where the value of a definition is of a wrong type, the diagnostic shows what makes it so: the type that the definition
    /// says, or else its body.
    pub(super) fn point_into_defines(&mut self) {
        let about_types = |d: &&mut Diagnostic| matches!(d.code, Code::TypeMismatch | Code::UnknownField);
        for problem in self.problems.iter_mut().filter(about_types) {
            // A field that the value does not have is underlined itself, right behind the call and a dot.
            let is_shown = |label: &Label, call: &Place| {
                let behind = Span::new(call.span.end + 1, label.span.end);
                label.file == call.file && (label.span == call.span || label.span == behind)
            };
            let is_asked = |call: &Place| problem.labels.iter().any(|label| is_shown(label, call));
            let mut asked: Vec<DefineId> = Vec::new();
            for (_, id) in self.calls.iter().filter(|(call, _)| is_asked(call)) {
                if !asked.contains(id) {
                    asked.push(*id);
                }
            }
            let known = |id: &DefineId| {
                self.program.defines.get(id.index()).zip(self.names.signatures.get(id.index()))
            };
            for (define, signature) in asked.iter().filter_map(known) {
                let (name, given) = (&define.name, spoken::value(signature.result.unwrap_or(define.body.ty)));
                let said = Phrase::new(
                    format!("`{name}` 由此得出{}", given.zh),
                    format!("what makes `{name}` {}", given.en),
                );
                problem.labels.push(Label {
                    file: define.file,
                    span: define.typed.unwrap_or(define.body.span),
                    text: said,
                });
            }
        }
    }

    /// The definitions in an order in which each stands after those that it uses; those that come back to themselves, and
    /// those that use them, are left out.
    fn define_order(&self, all: &[(FileId, &ast::Define)]) -> Vec<usize> {
        let used = |(file, d): &(FileId, &ast::Define)| {
            let called = called_names(&d.body).into_iter();
            let used = called.filter_map(|name| match self.names.get(*file, name) {
                Some(Entity::Define(id)) => Some(id.index()),
                _ => None,
            });
            used.collect::<Vec<_>>()
        };
        let uses: Vec<Vec<usize>> = all.iter().map(used).collect();
        let (mut order, mut placed) = (Vec::new(), vec![false; all.len()]);
        while let Some(next) = (0..all.len()).find(|i| !placed[*i] && uses[*i].iter().all(|u| placed[*u])) {
            placed[next] = true;
            order.push(next);
        }
        order
    }
}

impl Program {
    /// Whether a definition asks the document for something that its arguments do not give.
    pub(super) fn sees_document(&self, define: DefineId) -> bool {
        let mut todo: Vec<&Expr> = self.defines.get(define.index()).map(|d| &d.body).into_iter().collect();
        while let Some(e) = todo.pop() {
            match &e.kind {
                ExprKind::Document => return true,
                ExprKind::Apply(inner, _) if self.sees_document(*inner) => return true,
                _ => todo.extend(e.children()),
            }
        }
        false
    }
}

/// The extent of an expression, with the definitions that it uses put in place.
fn extent(e: &Expr, of: &[Extent]) -> Extent {
    let (mut all, mut todo) = (Extent::default(), vec![(e, 1)]);
    while let Some((e, depth)) = todo.pop() {
        let inside = match &e.kind {
            ExprKind::Apply(d, _) => of.get(d.index()).copied().unwrap_or_default(),
            _ => Extent { size: 1, depth: 0 },
        };
        all.size = all.size.saturating_add(inside.size);
        all.depth = all.depth.max(depth + inside.depth);
        todo.extend(e.children().map(|child| (child, depth + 1)));
    }
    all
}

/// The names that an expression calls.
fn called_names(e: &ast::Expr) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut todo = vec![e];
    while let Some(e) = todo.pop() {
        if let ast::ExprKind::Call(name, _) = &e.kind {
            names.insert(name.value.as_str());
        }
        todo.extend(e.children());
    }
    names
}
