//! Policies over a corpus: one row of values from each document, judged together.
//!
//! What stands before `collect` sees one document; what stands after it sees rows only.

use super::{Corpus, Counterpart, Ctx, Place, Policy, Statement, error, expr::Scope};
use crate::{
    diagnostic::closest,
    schema::{Kind, Record, Type},
    source::{FileId, Span},
    syntax::ast::{self, Spanned},
};

const ROW: Type = Type::One(Kind::Record(Record::Row));

impl Ctx {
    pub(super) fn across(&mut self, file: FileId, policy: &mut Policy, span: Span) {
        if policy.corpus.is_some() || !policy.body.is_empty() {
            let place = Place { file, span };
            let (zh, en) = (
                "“跨文件”须写在“收集”和要求之前,且只写一次",
                "`across corpus` stands once, before `collect`",
            );
            self.problems.push(error::corpus(place, zh, en));
        }
        policy.corpus = Some(Corpus {
            prelude: Vec::new(),
            fields: Vec::new(),
            by: Vec::new(),
            size: 1,
            counterpart: None,
            locals: Vec::new(),
        });
    }

    pub(super) fn collect(&mut self, scope: &mut Scope, policy: &mut Policy, c: &ast::Collect) {
        let place = Place { file: scope.file, span: c.span };
        let prelude = std::mem::take(&mut policy.body);
        let Some(corpus) = &mut policy.corpus else {
            let (zh, en) = ("“收集”只用于“跨文件”的政策", "`collect` is for policies `across corpus`");
            self.problems.push(error::corpus(place, zh, en));
            return;
        };
        if prelude.iter().any(|s| !matches!(s, Statement::Let { .. })) || scope.row.is_some() {
            let (zh, en) = (
                "“收集”之前只能有“设”,且只写一次",
                "only `let` may stand before `collect`, and `collect` stands once",
            );
            self.problems.push(error::corpus(place, zh, en));
        }
        corpus.prelude = prelude;
        let mut row: Vec<(String, Type)> = Vec::new();
        for field in &c.fields {
            let value = self.expr(scope, &field.value, None);
            self.must_be_value(scope, &value);
            let place = Place { file: scope.file, span: field.name.span };
            let before = c.fields.iter().map(|f| &f.name).find(|n| n.value == field.name.value);
            if let Some(before) = before.filter(|n| n.span != field.name.span) {
                let before = Place { file: scope.file, span: before.span };
                self.problems.push(error::duplicate(place, &field.name.value, before));
            }
            row.push((field.name.value.clone(), value.ty));
            corpus.fields.push((field.name.value.clone(), value));
        }
        scope.leave(0);
        scope.row = Some(row);
        let rows = Type::List(Kind::Record(Record::Row));
        let all = scope.bind_own("rows", rows);
        scope.alias("各行", all, rows);
        corpus.locals = vec![all];
    }

    /// A collected value outlives its document: numbers, words, days and lists of them, but no records.
    fn must_be_value(&mut self, scope: &Scope, e: &super::Expr) {
        let kind = match e.ty {
            Type::One(k) | Type::List(k) => k,
            Type::EmptyList | Type::Error => return,
        };
        let outlives = match kind {
            Kind::Record(r) => r == Record::Vocabulary,
            Kind::Pattern => false,
            _ => true,
        };
        if !outlives {
            let place = Place { file: scope.file, span: e.span };
            self.problems.push(error::wanted(
                place,
                e.ty,
                "数、文字、日期或其列表",
                "a number, a text, a date or a list of them",
            ));
        }
    }

    pub(super) fn group(&mut self, scope: &mut Scope, policy: &mut Policy, g: &ast::Group) {
        let Some(corpus) = self.collected(scope, policy, g.span) else { return };
        corpus.size = g.size.map_or(1, |n| u32::try_from(n.value).unwrap_or(u32::MAX));
        for name in &g.by {
            if let Some(i) = corpus.fields.iter().position(|(n, _)| *n == name.value) {
                corpus.by.push(i);
                continue;
            }
            let near = closest(&name.value, corpus.fields.iter().map(|(n, _)| n.as_str()));
            let place = Place { file: scope.file, span: name.span };
            self.problems.push(error::unknown_field(
                place,
                &name.value,
                Kind::Record(Record::Row),
                near,
                false,
            ));
        }
    }

    pub(super) fn counterpart(&mut self, scope: &mut Scope, policy: &mut Policy, c: Spanned<Counterpart>) {
        let Some(corpus) = self.collected(scope, policy, c.span) else { return };
        corpus.counterpart = Some(c.value);
        let (en, zh) = match c.value {
            Counterpart::Parent => ("parent", "上级"),
            Counterpart::Previous => ("previous", "旧版"),
        };
        scope.leave(0);
        let this = scope.bind_own("this", ROW);
        scope.alias("本件", this, ROW);
        let other = scope.bind_own(en, ROW);
        scope.alias(zh, other, ROW);
        corpus.locals = vec![this, other];
    }

    /// The corpus of a policy that has collected; reports one that has not.
    fn collected<'p>(&mut self, scope: &Scope, policy: &'p mut Policy, span: Span) -> Option<&'p mut Corpus> {
        if scope.row.is_none() {
            let place = Place { file: scope.file, span };
            self.problems.push(error::corpus(
                place,
                "此语句须写在“收集”之后",
                "this statement stands after `collect`",
            ));
            return None;
        }
        policy.corpus.as_mut()
    }

    /// A policy over a corpus must say what it takes from each document.
    pub(super) fn must_collect(&mut self, file: FileId, p: &ast::Policy) {
        let across = p.body.iter().any(|s| matches!(s, ast::Statement::Across(_)));
        let collects = p.body.iter().any(|s| matches!(s, ast::Statement::Collect(c) if !c.fields.is_empty()));
        if across && !collects {
            let place = Place { file, span: p.name.span };
            let (zh, en) = (
                "“跨文件”的政策须“收集”每个文件的值",
                "a policy `across corpus` must `collect` values of each document",
            );
            self.problems.push(error::corpus(place, zh, en));
        }
    }
}
