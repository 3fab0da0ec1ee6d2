//! How much work a policy can be: a bound in the lengths of the lists that it goes through.
//!
//! The language has no recursion and its lists are finite, so that every policy has one. A unit is the evaluation of one
//! expression; `text` stands for the length of a text, which patterns and words are sought in.

use std::{cell::RefCell, collections::BTreeMap, fmt};

use crate::{
    hir::{BinaryOp, Constant, Reach},
    plan::{
        Expr, ExprKind, For, Pairing, Pick, Plan, Policy, Require, Statement, Vocabularies, program::Part,
    },
    schema::{Builtin, Field, Record, Type, fields_of},
};

/// A polynomial in the lengths of lists; a term is its factors and how often it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost(BTreeMap<Vec<&'static str>, u64>);

impl Plan {
    /// The bound of one policy on one document; of a policy over a corpus on all documents of a group, `documents` of them.
    pub fn cost(&self, policy: &str) -> Option<Cost> {
        let policy = self.programs.iter().find(|p| p.name == policy)?;
        let bound =
            Bound { policy, bands: self.tables.iter().map(bands).collect(), sizes: RefCell::default() };
        // The text is scanned once, whatever the policies.
        let mut cost = Cost::of("text");
        for e in &policy.applies {
            cost = cost + bound.expr(e);
        }
        let Some(corpus) = &policy.corpus else { return Some(cost + bound.body(&policy.body)) };
        cost = cost + bound.body(&corpus.prelude);
        for e in &corpus.fields {
            cost = cost + bound.expr(e);
        }
        let judged = if corpus.counterpart.is_some() {
            // Each document is set beside one other, which is looked for among all.
            (Cost::of("documents") + bound.body(&policy.body)) * Cost::of("documents")
        } else {
            bound.body(&policy.body)
        };
        Some(cost * Cost::of("documents") + judged)
    }
}

fn bands(table: &crate::plan::Table) -> u64 {
    table.rows.iter().map(|r| 1 + r.bands.len() as u64).sum()
}

struct Bound<'a> {
    policy: &'a Policy,
    /// How many rows and bands each table has.
    bands: Vec<u64>,
    /// How many elements the variables have that were asked for: one may stand for others many times over.
    sizes: RefCell<BTreeMap<u32, Cost>>,
}

impl Bound<'_> {
    fn body(&self, body: &[Statement]) -> Cost {
        let statement = |s: &Statement| match s {
            Statement::Let { value, .. } => self.expr(value),
            Statement::For(f) => self.each(f),
            Statement::Require(r) => self.require(r),
        };
        body.iter().map(statement).fold(Cost::default(), |a, b| a + b)
    }

    fn each(&self, f: &For) -> Cost {
        let size = self.size(&f.list);
        let times = if f.pairing == Pairing::Pair { size.clone() * size } else { size };
        let condition = f.condition.as_ref().map_or(Cost::default(), |c| self.expr(c));
        self.expr(&f.list) + times * (condition + self.body(&f.body))
    }

    /// A requirement is evaluated; where it is false its parts are evaluated once more to prove it.
    fn require(&self, r: &Require) -> Cost {
        let evidence = r.evidence.iter().map(|e| self.expr(e));
        let said = r.message.iter().flatten().filter_map(|part| match part {
            Part::Value { expr, .. } => Some(self.expr(expr)),
            Part::Text(_) => None,
        });
        let again = Cost::number(2 + height(&r.condition));
        evidence.chain(said).fold(self.expr(&r.condition) * again, |a, b| a + b)
    }

    fn expr(&self, e: &Expr) -> Cost {
        let children = || e.children().map(|c| self.expr(c)).fold(Cost::number(1), |a, b| a + b);
        match &e.kind {
            ExprKind::Quantified { list, condition, .. } => {
                self.expr(list) + self.size(list) * (Cost::number(1) + self.expr(condition))
            }
            ExprKind::Pick { list, condition, by, .. } => {
                let inside = [condition, by].into_iter().flatten().map(|e| self.expr(e));
                self.expr(list) + self.size(list) * inside.fold(Cost::number(1), |a, b| a + b)
            }
            ExprKind::Project(..) | ExprKind::RowProject(..) => children() + self.size(e),
            ExprKind::Contains(a, _) | ExprKind::Matches(a, _) | ExprKind::Capture(a, ..) => {
                children() + self.size(a) * Cost::of("text")
            }
            ExprKind::Mentions { subject, vocabularies, .. } => {
                let wanted = match vocabularies {
                    Vocabularies::Fixed(all) => Cost::number(all.len() as u64),
                    Vocabularies::Found(v) => self.size(v),
                };
                children() + self.size(subject) * wanted * Cost::of("text")
            }
            ExprKind::Call(builtin, args) => children() + self.call(*builtin, args),
            ExprKind::Lookup(table, _) => {
                children() + Cost::number(self.bands.get(*table).copied().unwrap_or(1))
            }
            ExprKind::Binary(BinaryOp::In | BinaryOp::NotIn, _, list) => children() + self.size(list),
            // Each element is compared with those before it.
            ExprKind::Binary(BinaryOp::Union, a, b) => {
                let both = self.size(a) + self.size(b);
                children() + both.clone() * both
            }
            ExprKind::Binary(BinaryOp::Meets | BinaryOp::Minus, a, b) => {
                children() + self.size(a) * self.size(b)
            }
            _ => children(),
        }
    }

    fn call(&self, builtin: Builtin, args: &[Expr]) -> Cost {
        let size = || args.iter().map(|a| self.size(a)).fold(Cost::default(), |a, b| a + b);
        match builtin {
            Builtin::Count | Builtin::First | Builtin::Last | Builtin::Abs | Builtin::Floor => {
                Cost::default()
            }
            Builtin::Sum | Builtin::Min | Builtin::Max | Builtin::Consecutive | Builtin::Position => size(),
            Builtin::Capture
            | Builtin::Captures
            | Builtin::Containment
            | Builtin::Occurrences
            | Builtin::Length => size() * Cost::of("text"),
            // What is sorted or compared each with each.
            Builtin::Median | Builtin::Mad | Builtin::Distinct => size() * size(),
        }
    }

    /// How many elements a list can have; 1 for what is no list.
    fn size(&self, e: &Expr) -> Cost {
        match &e.kind {
            ExprKind::Field(_, field) if is_list(*field) => Cost::of(field.names().0),
            ExprKind::Project(base, field) if is_list(*field) => self.size(base) * Cost::of(field.names().0),
            ExprKind::Project(base, _) | ExprKind::RowProject(base, _) => self.size(base),
            ExprKind::Constant(Constant::List(items)) => Cost::number(items.len() as u64),
            ExprKind::List(items) => Cost::number(items.len() as u64),
            ExprKind::Pick { pick: Pick::Those, list, .. } => self.size(list),
            ExprKind::Capture(.., Reach::All) | ExprKind::Call(Builtin::Occurrences, _) => Cost::of("text"),
            ExprKind::Call(Builtin::Distinct, args) => args.first().map_or(Cost::number(1), |a| self.size(a)),
            ExprKind::Binary(BinaryOp::Union, a, b) | ExprKind::Default(a, b) => self.size(a) + self.size(b),
            ExprKind::Binary(BinaryOp::Minus, a, _) => self.size(a),
            ExprKind::Bind { body, .. } => self.size(body),
            ExprKind::Slot(slot) => self.size_of(*slot),
            // A collected list is as long as the expression that it was collected with.
            ExprKind::RowField(_, i) => {
                let field = self.policy.corpus.as_ref().and_then(|c| c.fields.get(*i));
                field.map_or(Cost::number(1), |e| self.size(e))
            }
            _ => Cost::number(1),
        }
    }

    fn size_of(&self, slot: u32) -> Cost {
        if let Some(known) = self.sizes.borrow().get(&slot) {
            return known.clone();
        }
        let size = match self.policy.sources.get(slot as usize) {
            Some(Some(source)) => self.size(source),
            _ if self.is_rows(slot) => Cost::of("documents"),
            _ => Cost::number(1),
        };
        self.sizes.borrow_mut().insert(slot, size.clone());
        size
    }

    /// Whether a variable holds the rows of a group.
    fn is_rows(&self, slot: u32) -> bool {
        let corpus = self.policy.corpus.as_ref();
        corpus.is_some_and(|c| c.counterpart.is_none() && c.slots.contains(&slot))
    }
}

fn height(e: &Expr) -> u64 {
    1 + e.children().map(height).max().unwrap_or(0)
}

fn is_list(field: Field) -> bool {
    Record::ALL.into_iter().flat_map(fields_of).any(|i| i.field == field && matches!(i.ty, Type::List(_)))
}

impl Cost {
    /// A fixed number of units.
    fn number(n: u64) -> Self {
        Self(if n == 0 { BTreeMap::new() } else { BTreeMap::from([(Vec::new(), n)]) })
    }

    /// As many units as a list has elements.
    fn of(list: &'static str) -> Self {
        Self(BTreeMap::from([(vec![list], 1)]))
    }

    /// The terms that decide: those whose factors are not all in another term, without numbers.
    pub fn order(&self) -> String {
        let holds = |a: &[&str], b: &[&str]| {
            let mut rest: Vec<&str> = a.to_vec();
            b.iter().all(|f| rest.iter().position(|r| r == f).map(|i| rest.remove(i)).is_some())
        };
        let greatest = self.0.keys().filter(|k| !self.0.keys().any(|o| o != *k && holds(o, k)));
        let terms: Vec<String> = greatest.map(|k| product(k, 1)).collect();
        format!("O({})", if terms.is_empty() { "1".to_owned() } else { terms.join(" + ") })
    }
}

impl std::ops::Add for Cost {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        for (factors, n) in other.0 {
            let term = self.0.entry(factors).or_default();
            *term = term.saturating_add(n);
        }
        self
    }
}

impl std::ops::Mul for Cost {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let mut product = Self::default();
        for (a, n) in &self.0 {
            for (b, m) in &other.0 {
                let mut factors: Vec<&'static str> = a.iter().chain(b).copied().collect();
                factors.sort_unstable();
                let term = product.0.entry(factors).or_default();
                *term = term.saturating_add(n.saturating_mul(*m));
            }
        }
        product
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut terms: Vec<_> = self.0.iter().collect();
        terms.sort_by_key(|(factors, _)| (factors.len(), factors.iter().map(|f| f.len()).sum::<usize>()));
        let terms: Vec<String> = terms.into_iter().map(|(factors, n)| product(factors, *n)).collect();
        f.write_str(&terms.join(" + "))
    }
}

/// A term as it is written: `3`, `units`, `12 units × clauses`.
fn product(factors: &[&str], n: u64) -> String {
    match (factors, n) {
        ([], n) => n.to_string(),
        (factors, 1) => factors.join(" × "),
        (factors, n) => format!("{n} {}", factors.join(" × ")),
    }
}
