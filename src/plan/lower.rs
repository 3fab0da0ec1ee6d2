//! hir → plan: variables become slots, parameters and fixed expressions become constants, definitions are put in place.

use std::{collections::BTreeSet, sync::OnceLock};

use regex::Regex;

use super::{
    At, Corpus, Expr, ExprKind, For, Param, Part, Policy, Require, Row, Scope, Statement, Table, Variant,
    Vocabularies,
};
use crate::{
    hir::{self, BandKey, BinaryOp, Constant, fold},
    source::FileId,
    text::fold_words,
};

/// Compiles one policy, which can see the mentions of some vocabularies.
pub(super) fn policy(program: &hir::Program, p: &hir::Policy, vocabularies: Option<BTreeSet<u32>>) -> Policy {
    let mut lower =
        Lower { program, file: p.file, base: 0, sources: vec![None; p.locals as usize], requirements: 0 };
    let applies: Vec<Expr> = p.applies.iter().map(|e| lower.expr(e)).collect();
    let corpus = p.corpus.as_ref().map(|c| Corpus {
        prelude: lower.body(&c.prelude),
        fields: c.fields.iter().map(|(_, e)| lower.expr(e)).collect(),
        by: c.by.clone(),
        size: c.size,
        counterpart: c.counterpart,
        slots: c.locals.iter().map(|l| lower.slot(*l)).collect(),
    });
    let body = lower.body(&p.body);
    Policy {
        name: p.name.clone(),
        severity: p.severity,
        scoped: p.scoped.clone(),
        variants: variants(p),
        basis: p.basis.clone(),
        applies_said: applies.iter().map(|_| OnceLock::new()).collect(),
        applies,
        body,
        corpus,
        expect: p.expect,
        slots: lower.sources.len(),
        sources: lower.sources,
        vocabularies,
    }
}

/// The variants of a policy as the catalogue shows them.
pub(super) fn variants(p: &hir::Policy) -> Vec<Variant> {
    p.variants.iter().map(|v| Variant { from: v.from, until: v.until, severity: v.severity }).collect()
}

/// Compiles a table: its texts are folded as documents are.
pub(super) fn table(t: &hir::Table) -> Table {
    let rows = t.rows.iter().map(|r| {
        let keys = r.keys.iter().map(folded).collect();
        let bands = r.bands.iter().map(|(k, v)| {
            let key = match k {
                BandKey::Value(c) => BandKey::Value(folded(c)),
                BandKey::Range(..) => k.clone(),
            };
            (key, folded(v))
        });
        Row { keys, bands: bands.collect() }
    });
    Table { name: t.name.clone(), rows: rows.collect() }
}

/// Compiles a parameter.
pub(super) fn param(p: &hir::Param) -> Param {
    let scoped = p.scoped.iter().map(|(scope, value)| (*scope, folded(value)));
    Param { value: folded(&p.value), scoped: scoped.collect() }
}

/// Compiles a scope.
pub(super) fn scope(s: &hir::Scope) -> Scope {
    Scope { levels: s.levels.clone(), jurisdictions: s.jurisdictions.iter().map(|j| fold_words(j)).collect() }
}

/// A constant as documents are matched: folded.
fn folded(c: &Constant) -> Constant {
    match c {
        Constant::Text(t) => Constant::Text(fold_words(t)),
        Constant::List(items) => Constant::List(items.iter().map(folded).collect()),
        other => other.clone(),
    }
}

/// A pattern whose words are folded like those of the text. Its own signs are ASCII and stay; a full-width sign that folds to
/// one of them is escaped, for its author meant the sign of the text.
fn folded_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut words = String::new();
    let is_form = |c: char| ('\u{ff01}'..='\u{ff5e}').contains(&c);
    for c in pattern.chars() {
        if !c.is_ascii() && !is_form(c) {
            words.push(c);
            continue;
        }
        out.push_str(&fold_words(&std::mem::take(&mut words)));
        if is_form(c) {
            out.push_str(&regex::escape(&fold_words(c.encode_utf8(&mut [0; 4]))));
        } else {
            out.push(c);
        }
    }
    out.push_str(&fold_words(&words));
    out
}

/// A pattern as documents are matched: folded, unless that makes none of it (the range `[檔-龥]` may end before it begins).
fn compiled(pattern: &str) -> Option<Regex> {
    Regex::new(&folded_pattern(pattern)).or_else(|_| Regex::new(pattern)).ok()
}

struct Lower<'a> {
    program: &'a hir::Program,
    file: FileId,
    /// The slot of the first variable of the body that is being compiled.
    base: u32,
    sources: Vec<Option<Expr>>,
    /// How many requirements have been met.
    requirements: u32,
}

impl Lower<'_> {
    fn slot(&self, local: hir::LocalId) -> u32 {
        self.base + local.0
    }

    fn body(&mut self, body: &[hir::Statement]) -> Vec<Statement> {
        body.iter().map(|s| self.statement(s)).collect()
    }

    fn statement(&mut self, s: &hir::Statement) -> Statement {
        match s {
            hir::Statement::Let { local, value } => {
                let (slot, value) = (self.slot(*local), self.expr(value));
                self.sources[slot as usize] = Some(value.clone());
                Statement::Let { slot, value }
            }
            hir::Statement::For(f) => {
                let body = self.body(&f.body);
                Statement::For(For {
                    slots: f.locals.iter().map(|l| self.slot(*l)).collect(),
                    names: f.names.clone(),
                    pairing: f.pairing,
                    list: self.expr(&f.list),
                    condition: f.condition.as_ref().map(|c| self.expr(c)),
                    requirements: requirements(&body),
                    body,
                })
            }
            hir::Statement::Require(r) => Statement::Require(Require {
                number: self.next_requirement(),
                condition: self.expr(&r.condition),
                evidence: r.evidence.iter().map(|e| self.expr(e)).collect(),
                message: [self.message(&r.message[0]), self.message(&r.message[1])],
            }),
        }
    }

    fn next_requirement(&mut self) -> u32 {
        self.requirements += 1;
        self.requirements
    }

    fn message(&mut self, parts: &[hir::Part]) -> Vec<Part> {
        let part = |p: &hir::Part| match p {
            hir::Part::Text(t) => Part::Text(t.clone()),
            hir::Part::Value { expr, format } => Part::Value { expr: self.expr(expr), format: *format },
        };
        parts.iter().map(part).collect()
    }

    fn boxed(&mut self, e: &hir::Expr) -> Box<Expr> {
        Box::new(self.expr(e))
    }

    fn all(&mut self, list: &[hir::Expr]) -> Vec<Expr> {
        list.iter().map(|e| self.expr(e)).collect()
    }

    fn expr(&mut self, e: &hir::Expr) -> Expr {
        use hir::ExprKind as H;
        let at = At { file: self.file, span: e.span };
        if let Some(constant) = self.fixed(e) {
            return Expr { kind: ExprKind::Constant(folded(&constant)), at };
        }
        let kind = match &e.kind {
            // Folded above; a plan is never made of a program with errors.
            H::Error | H::Constant(_) | H::Pattern(_) => ExprKind::Constant(Constant::Bool(false)),
            H::Param(p) => ExprKind::Param(p.index()),
            H::List(items) => ExprKind::List(self.all(items)),
            H::Local(l) => ExprKind::Slot(self.slot(*l)),
            H::Document => ExprKind::Document,
            H::Field(base, f) => ExprKind::Field(self.boxed(base), *f),
            H::Project(base, f) => ExprKind::Project(self.boxed(base), *f),
            H::RowField(base, i) => ExprKind::RowField(self.boxed(base), *i),
            H::RowProject(base, i) => ExprKind::RowProject(self.boxed(base), *i),
            H::Capture(subject, pattern, group, reach) => match compiled(pattern) {
                Some(regex) => {
                    // The name of the group may have been folded with the words of the pattern.
                    let named = |name: &&str| regex.capture_names().flatten().any(|n| n == *name);
                    let folded = fold_words(group);
                    let group = [folded.as_str(), group].into_iter().find(named).unwrap_or(group).to_owned();
                    ExprKind::Capture(self.boxed(subject), regex, group, *reach)
                }
                None => ExprKind::Constant(Constant::Bool(false)),
            },
            H::Call(b, args) => ExprKind::Call(*b, self.all(args)),
            H::Lookup(t, args) => ExprKind::Lookup(t.index(), self.all(args)),
            H::Apply(d, args) => self.apply(*d, args),
            H::Not(a) => ExprKind::Not(self.boxed(a)),
            H::Neg(a) => ExprKind::Neg(self.boxed(a)),
            H::Binary(BinaryOp::Contains, a, b) => ExprKind::Contains(self.boxed(a), self.boxed(b)),
            H::Binary(BinaryOp::Matches, a, b) => self.matches(a, b),
            H::Binary(op, a, b) => ExprKind::Binary(*op, self.boxed(a), self.boxed(b)),
            H::Mentions { subject, vocabularies, strength } => ExprKind::Mentions {
                subject: self.boxed(subject),
                vocabularies: self.vocabularies(vocabularies),
                strength: *strength,
            },
            H::Test { value, test, negated } => {
                ExprKind::Test { value: self.boxed(value), test: *test, negated: *negated }
            }
            H::Default(a, b) => ExprKind::Default(self.boxed(a), self.boxed(b)),
            H::Quantified { quantifier, local, list, condition } => ExprKind::Quantified {
                quantifier: *quantifier,
                slot: self.slot(*local),
                list: self.boxed(list),
                condition: self.boxed(condition),
            },
            H::Pick { pick, local, list, condition, by } => ExprKind::Pick {
                pick: *pick,
                slot: self.slot(*local),
                list: self.boxed(list),
                condition: condition.as_ref().map(|c| self.boxed(c)),
                by: by.as_ref().map(|b| self.boxed(b)),
            },
        };
        Expr { kind, at }
    }

    /// The value of an expression that is the same for every document.
    fn fixed(&self, e: &hir::Expr) -> Option<Constant> {
        fold(self.program, e).filter(|_| !hir::depends_on_scope(self.program, e))
    }

    fn vocabularies(&mut self, e: &hir::Expr) -> Vocabularies {
        let id = |c: &Constant| match c {
            Constant::Vocabulary(v) => Some(v.0),
            _ => None,
        };
        match self.fixed(e) {
            Some(Constant::Vocabulary(v)) => Vocabularies::Fixed(vec![v.0]),
            Some(Constant::List(all)) => Vocabularies::Fixed(all.iter().filter_map(id).collect()),
            _ => Vocabularies::Found(self.boxed(e)),
        }
    }

    fn matches(&mut self, subject: &hir::Expr, pattern: &hir::Expr) -> ExprKind {
        let regex = match &pattern.kind {
            hir::ExprKind::Pattern(p) => compiled(p),
            _ => None,
        };
        match regex {
            Some(regex) => ExprKind::Matches(self.boxed(subject), regex),
            None => ExprKind::Constant(Constant::Bool(false)),
        }
    }

    /// Puts a definition in place, with slots of its own.
    fn apply(&mut self, id: hir::DefineId, args: &[hir::Expr]) -> ExprKind {
        let define = &self.program.defines[id.index()];
        let arguments: Vec<Expr> = self.all(args);
        let base = self.sources.len() as u32;
        self.sources.resize(self.sources.len() + define.locals as usize, None);
        let mut bound = Vec::new();
        for (i, argument) in arguments.into_iter().enumerate() {
            self.sources[base as usize + i] = Some(argument.clone());
            bound.push((base + i as u32, argument));
        }
        let outer = std::mem::replace(&mut self.base, base);
        let outer_file = std::mem::replace(&mut self.file, define.file);
        let body = self.boxed(&define.body);
        self.base = outer;
        self.file = outer_file;
        ExprKind::Bind { arguments: bound, body }
    }
}

fn requirements(body: &[Statement]) -> u32 {
    body.iter()
        .map(|s| match s {
            Statement::Require(_) => 1,
            Statement::For(f) => f.requirements,
            Statement::Let { .. } => 0,
        })
        .sum()
}
