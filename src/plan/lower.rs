//! hir → plan: variables become slots, parameters and fixed expressions become constants, definitions are put in place.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use super::{
    At, BandKey, Corpus, Expr, ExprKind, For, Pairing, Param, Part, Policy, Require, Row, Scope, Statement,
    Table, Variant, Vocabularies, quick::Numbers, quick::alike::constants, quick::doubts,
    quick::loops::Loops, quick::needed::any_of,
};
use crate::{
    hir::{self, BinaryOp, Constant, fold},
    source::FileId,
    text::fold_words,
};

/// Compiles one policy, which can see the mentions of some vocabularies, and verbs or not.
pub(super) fn policy(
    program: &hir::Program,
    p: &hir::Policy,
    (vocabularies, verbs): (Option<BTreeSet<u32>>, bool),
    kept: &mut Numbers,
) -> Policy {
    let sources = vec![None; p.locals as usize];
    kept.begin();
    let mut lower = Lower {
        program,
        kept,
        file: p.file,
        base: 0,
        given: Vec::new(),
        sources,
        depths: BTreeMap::new(),
        loops: Loops::default(),
        requirements: 0,
    };
    let applies: Vec<Expr> = p.applies.iter().map(|e| lower.expr(e)).collect();
    let corpus = p.corpus.as_ref().map(|c| Corpus {
        prelude: lower.body(&c.prelude),
        fields: c.fields.iter().map(|(_, e)| lower.expr(e)).collect(),
        names: c.fields.iter().map(|(name, _)| name.clone()).collect(),
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
        basis: p.basis.clone().into(),
        applies_said: applies.iter().map(|_| OnceLock::new()).collect(),
        applies,
        body,
        corpus,
        expect: p.expect,
        slots: lower.sources.len(),
        sources: lower.sources,
        vocabularies,
        verbs,
    }
}

/// The variants of a policy as the catalogue shows them.
pub(super) fn variants(p: &hir::Policy) -> Vec<Variant> {
    p.variants.iter().map(|v| Variant { from: v.from, until: v.until, severity: v.severity }).collect()
}

/// Compiles a table: its texts are folded as documents are.
pub(super) fn table(t: &hir::Table) -> Table {
    let rows = t.rows.iter().map(|r| {
        let keys = r.keys.iter().map(Constant::folded).collect();
        let bands: Vec<(BandKey, Constant)> = r.bands.iter().map(|(k, v)| (k.folded(), v.folded())).collect();
        let text = |(i, (key, _)): (usize, &(BandKey, Constant))| match key {
            BandKey::Value(Constant::Text(words)) => Some((words.clone(), i)),
            _ => None,
        };
        let words = bands.iter().enumerate().filter_map(text).collect();
        Row { keys, bands, words }
    });
    Table { name: t.name.clone(), rows: rows.collect() }
}

/// Compiles a parameter.
pub(super) fn param(p: &hir::Param) -> Param {
    let scoped = p.scoped.iter().map(|(scope, value)| (*scope, value.folded()));
    Param { value: p.value.folded(), scoped: scoped.collect() }
}

/// Compiles a scope.
pub(super) fn scope(s: &hir::Scope) -> Scope {
    Scope { levels: s.levels.clone(), jurisdictions: s.jurisdictions.iter().map(|j| fold_words(j)).collect() }
}

/// How many variables may stand one behind the other and be found when they are asked for.
const MOST_PUT_OFF: u32 = 32;

/// What an argument of a definition is.
enum Given {
    /// A variable: inside the definition it is the same one.
    Variable(u32),
    Fixed(Constant),
    Else,
}

struct Lower<'a> {
    program: &'a hir::Program,
    kept: &'a mut Numbers,
    file: FileId,
    /// The slot of the first variable of the body that is being compiled.
    base: u32,
    /// What the arguments of the definition that is being compiled are.
    given: Vec<Given>,
    sources: Vec<Option<Arc<Expr>>>,
    /// How many variables stand behind each that has an expression, one behind the other.
    depths: BTreeMap<u32, u32>,
    /// The variables of the loops and searches around what is being compiled.
    loops: Loops,
    /// How many requirements have been met.
    requirements: u32,
}

impl Lower<'_> {
    fn slot(&self, local: hir::LocalId) -> u32 {
        match self.given.get(local.0 as usize) {
            Some(Given::Variable(slot)) => *slot,
            _ => self.base + local.0,
        }
    }

    fn body(&mut self, body: &[hir::Statement]) -> Vec<Statement> {
        body.iter().map(|s| self.statement(s)).collect()
    }

    fn statement(&mut self, s: &hir::Statement) -> Statement {
        match s {
            hir::Statement::Let { local, value } => {
                let (slot, value) = (self.slot(*local), Arc::new(self.expr(value)));
                self.sources[slot as usize] = Some(Arc::clone(&value));
                let depth = 1 + self.depth(&value);
                self.depths.insert(slot, depth);
                Statement::Let { slot, value, later: depth <= MOST_PUT_OFF }
            }
            hir::Statement::For(f) => Statement::For(Box::new(self.each(f))),
            hir::Statement::Require(r) => Statement::Require(self.require(r)),
        }
    }

    fn require(&mut self, r: &hir::Require) -> Require {
        let number = self.next_requirement().to_string();
        let condition = self.expr(&r.condition);
        let evidence = self.all(&r.evidence);
        Require {
            number,
            proof: self.kept.proof(&condition, &evidence),
            loops: self.loops.slots().collect(),
            condition,
            severity: r.severity,
            evidence,
            message: [self.message(&r.message[0]), self.message(&r.message[1])],
        }
    }

    fn each(&mut self, f: &hir::For) -> For {
        let slots: Vec<u32> = f.locals.iter().map(|l| self.slot(*l)).collect();
        let list = self.expr(&f.list);
        let around = self.loops.len();
        match slots.as_slice() {
            [slot] => self.loops.enter(*slot, &list),
            pair => self.loops.enter_pairs(pair),
        }
        let body = self.body(&f.body);
        let condition = f.condition.as_ref().map(|c| self.expr(c));
        self.loops.leave(around);
        let chosen = match (&condition, slots.as_slice()) {
            (Some(condition), [slot]) => self.kept.chosen(*slot, &list, condition, &self.loops),
            _ => None,
        };
        let said = match (&condition, slots.as_slice()) {
            (Some(condition), [slot]) => self.kept.said(condition, *slot),
            _ => None,
        };
        let mentioning = match (&condition, slots.as_slice()) {
            (None, [slot]) => self.kept.mentioning(*slot, &list, &body),
            _ => None,
        };
        let alone = match (&condition, slots.as_slice()) {
            (None, [slot]) => doubts::alone(*slot, &list, &body),
            _ => None,
        };
        let all_pairs = f.pairing == Pairing::Pair && condition.is_none();
        For {
            vain: if slots.len() == 1 { doubts::vain(&body) } else { Vec::new() },
            doubts: if all_pairs { doubts::doubts(&slots, &body) } else { None },
            slots,
            names: f.names.clone(),
            pairing: f.pairing,
            list,
            condition,
            chosen,
            said,
            mentioning,
            alone,
            requirements: requirements(&body),
            body,
        }
    }

    /// The most variables one behind the other that an expression asks for.
    fn depth(&self, e: &Expr) -> u32 {
        match &e.kind {
            ExprKind::Slot(s) => self.depths.get(s).copied().unwrap_or_default(),
            _ => e.children().map(|c| self.depth(c)).max().unwrap_or_default(),
        }
    }

    fn next_requirement(&mut self) -> u32 {
        self.requirements += 1;
        self.requirements
    }

    fn message(&mut self, parts: &[hir::Part]) -> Vec<Part> {
        let part = |p: &hir::Part| match p {
            hir::Part::Text(t) => Part::Text(t.clone()),
            hir::Part::Value { expr, format } => {
                Part::Value { expr: self.expr(expr), format: *format, name: OnceLock::new() }
            }
        };
        parts.iter().map(part).collect()
    }

    fn boxed(&mut self, e: &hir::Expr) -> Box<Expr> {
        Box::new(self.expr(e))
    }

    /// What is asked of each element of a search.
    fn within(&mut self, local: hir::LocalId, list: &Expr, e: &hir::Expr) -> Expr {
        let around = self.loops.len();
        self.loops.enter(self.slot(local), list);
        let made = self.expr(e);
        self.loops.leave(around);
        made
    }

    fn all(&mut self, list: &[hir::Expr]) -> Vec<Expr> {
        list.iter().map(|e| self.expr(e)).collect()
    }

    fn expr(&mut self, e: &hir::Expr) -> Expr {
        use hir::ExprKind as H;
        let at = At { file: self.file, span: e.span };
        if let Some(constant) = self.fixed(e) {
            return Expr { kind: ExprKind::Constant(constant.folded()), at, quick: None };
        }
        let kind = match &e.kind {
            // Folded above; a plan is never made of a program with errors.
            H::Error | H::Constant(_) | H::Pattern(_) => ExprKind::Constant(Constant::Bool(false)),
            H::Param(p) => ExprKind::Param(p.index()),
            H::List(items) => ExprKind::List(self.all(items)),
            H::Local(l) => match self.given.get(l.0 as usize) {
                Some(Given::Fixed(constant)) => ExprKind::Constant(constant.clone()),
                _ => ExprKind::Slot(self.slot(*l)),
            },
            H::Document => ExprKind::Document,
            H::Field(base, f) => ExprKind::Field(self.boxed(base), *f),
            H::Project(base, f) => ExprKind::Project(self.boxed(base), *f),
            H::RowField(base, i) => ExprKind::RowField(self.boxed(base), *i),
            H::RowProject(base, i) => ExprKind::RowProject(self.boxed(base), *i),
            H::Capture(subject, pattern, group, reach) => {
                // The name of the group may have been folded with the words of the pattern.
                let names = [fold_words(group), group.clone()];
                ExprKind::Capture(
                    self.boxed(subject),
                    self.kept.pattern(&pattern.written, Some(pattern)),
                    Arc::new(names),
                    *reach,
                )
            }
            H::Call(b, args) => ExprKind::Call(*b, self.all(args)),
            H::Lookup(t, args) => ExprKind::Lookup(t.index(), self.all(args)),
            H::Apply(d, args) => self.apply(*d, args),
            H::Not(a) => ExprKind::Not(self.boxed(a)),
            H::Neg(a) => ExprKind::Neg(self.boxed(a)),
            H::Binary(BinaryOp::Contains, a, b) => self.contains(a, b),
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
            H::Quantified { quantifier, local, list, condition } => {
                let list = self.boxed(list);
                let condition = Box::new(self.within(*local, &list, condition));
                ExprKind::Quantified { quantifier: *quantifier, slot: self.slot(*local), list, condition }
            }
            H::Pick { pick, local, list, condition, by } => {
                let list = self.boxed(list);
                let mut within = |e: &hir::Expr| Box::new(self.within(*local, &list, e));
                let condition = condition.as_ref().map(|c| within(c));
                let by = by.as_ref().map(|b| within(b));
                ExprKind::Pick { pick: *pick, slot: self.slot(*local), list, condition, by }
            }
        };
        let quick = match &e.kind {
            H::Apply(d, _) => self.kept.defined(d.index(), &kind, &self.loops),
            _ => self.kept.quick(&kind, &self.loops),
        };
        Expr { kind, at, quick: quick.map(Arc::new) }
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
            _ => {
                let e = self.boxed(e);
                // An argument may be as fixed.
                constants(&e).map_or_else(|| Vocabularies::Found(e), Vocabularies::Fixed)
            }
        }
    }

    fn matches(&mut self, subject: &hir::Expr, pattern: &hir::Expr) -> ExprKind {
        match &pattern.kind {
            hir::ExprKind::Pattern(p) => {
                ExprKind::Matches(self.boxed(subject), self.kept.pattern(&p.written, Some(p)))
            }
            _ => ExprKind::Constant(Constant::Bool(false)),
        }
    }

    /// Words that are the same for every document are sought as a pattern is: together, and only where the scan has found them.
    fn contains(&mut self, subject: &hir::Expr, words: &hir::Expr) -> ExprKind {
        let subject = self.boxed(subject);
        match self.fixed(words).as_ref().and_then(pattern_of) {
            Some(pattern) => ExprKind::Matches(subject, self.kept.pattern(&pattern, None)),
            None => ExprKind::Contains(subject, self.boxed(words)),
        }
    }

    /// Puts a definition in place, with slots of its own for what is no variable and for the variables that it has itself.
    fn apply(&mut self, id: hir::DefineId, args: &[hir::Expr]) -> ExprKind {
        let define = &self.program.defines[id.index()];
        let arguments: Vec<Expr> = self.all(args);
        let base = self.sources.len() as u32;
        self.sources.resize(self.sources.len() + define.locals as usize, None);
        let mut bound = Vec::new();
        let mut given = Vec::new();
        for (i, argument) in arguments.into_iter().enumerate() {
            let own = base + i as u32;
            let (slot, is) = match &argument.kind {
                ExprKind::Slot(slot) => (*slot, Given::Variable(*slot)),
                ExprKind::Constant(c) => (own, Given::Fixed(c.clone())),
                _ => (own, Given::Else),
            };
            given.push(is);
            if slot == own {
                self.sources[own as usize] = Some(Arc::new(argument.clone()));
            }
            bound.push((slot, argument));
        }
        // A definition asks for its own variables: the loops around it go on as those that were given the loops' variables.
        let loops = self.loops.inside(&bound);
        let outer_loops = std::mem::replace(&mut self.loops, loops);
        let outer = std::mem::replace(&mut self.base, base);
        let outer_given = std::mem::replace(&mut self.given, given);
        let outer_file = std::mem::replace(&mut self.file, define.file);
        let body = self.boxed(&define.body);
        self.base = outer;
        self.given = outer_given;
        self.file = outer_file;
        self.loops = outer_loops;
        ExprKind::Bind { arguments: bound, body }
    }
}

/// Words of more bytes together might make a pattern too large to be built.
const MOST_WORDS: usize = 1 << 10;

/// The pattern that finds one of some words; `None` where there are none or too many.
fn pattern_of(words: &Constant) -> Option<String> {
    let word = |c: &Constant| match c {
        Constant::Text(word) => Some(fold_words(word)),
        _ => None,
    };
    let words = match words {
        Constant::List(all) => all.iter().map(word).collect::<Option<Vec<_>>>()?,
        one => vec![word(one)?],
    };
    let pattern = any_of(&words);
    (!words.is_empty() && pattern.len() <= MOST_WORDS).then_some(pattern)
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
