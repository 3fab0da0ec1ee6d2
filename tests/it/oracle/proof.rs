//! What a finding quotes: what the policy reports, the words behind the operands, and where a search found nothing.

use std::collections::BTreeSet;

use guiju::{
    finding::Role,
    hir::{BinaryOp, Expr, ExprKind, LocalId, Pick, Quantifier, Require, Test},
    regulation::Node,
    schema::{Builtin, Field, SectionKind, Strength},
    source::Span,
};

use super::{
    eval::Oracle,
    lists::{any, same},
    value::{Scope, Value},
};

/// A quoted place, with the conditions that a nearest miss lacked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quoted {
    pub(super) span: Span,
    pub(super) role: Role,
    pub(super) lacked: Vec<String>,
}

/// What a search in vain quotes.
struct Absent {
    /// Where it was looked for.
    searched: Vec<Span>,
    /// What came nearest, and what it lacked.
    nearest: Option<(Span, Vec<String>)>,
}

/// How near an element came: how often it says what is sought, then how much else is so.
struct Credit {
    fulfilled: (u32, u32),
    place: Option<Span>,
    lacked: Vec<String>,
}

impl<'r> Oracle<'r> {
    /// The places that prove a violation, each once.
    pub(super) fn proof(&self, s: &Scope<'_, 'r>, r: &'r Require) -> Vec<Quoted> {
        let mut all: Vec<Quoted> = Vec::new();
        for e in &r.evidence {
            add(&mut all, Role::Offending, self.reported(s, e), &[]);
        }
        add(&mut all, Role::Context, self.read_as(s, &r.condition, false), &[]);
        let searches = self.searches(s, &r.condition);
        for (place, lacked) in searches.iter().filter_map(|a| a.nearest.as_ref()) {
            add(&mut all, Role::Nearest, vec![*place], lacked);
        }
        for absent in searches {
            add(&mut all, Role::Searched, absent.searched, &[]);
        }
        if all.is_empty() {
            add(&mut all, Role::Context, self.subjects(s, &r.condition), &[]);
        }
        if all.is_empty() {
            let span = self.reg.last_paragraph().unwrap_or_default();
            all.push(Quoted { span, role: Role::Searched, lacked: Vec::new() });
        }
        all
    }

    /// A record is quoted as such; of another value, the words that it was read from.
    fn reported(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> Vec<Span> {
        let value = self.eval(s, e);
        let stands = |v: &Value<'r>| v.is_record() || matches!(v, Value::Text(t) if t.place.is_some());
        if value.elements().map_or(stands(&value), |all| all.iter().all(stands)) {
            self.quote(&value)
        } else {
            self.of_each(s, e).unwrap_or_else(|| self.read_from(s, e))
        }
    }

    /// The words that each element of a list has in a field, where that is what is reported.
    fn of_each(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> Option<Vec<Span>> {
        match &e.kind {
            ExprKind::Local(l) => s.source(*l).and_then(|(e, scope)| match e.kind {
                ExprKind::Project(..) => self.of_each(scope, e),
                _ => None,
            }),
            ExprKind::Project(base, field) => {
                let base = self.eval(s, base);
                Some(base.elements()?.iter().filter_map(|v| self.field_words(v, *field)).collect())
            }
            _ => None,
        }
    }

    /// The place of a value: a record's own (the head of a section), the words of a text.
    fn quote(&self, value: &Value<'r>) -> Vec<Span> {
        match value {
            Value::Node(n) => n.quoted(self.reg).into_iter().collect(),
            Value::Segment(segment) => vec![segment.span],
            Value::Text(t) => t.place.into_iter().collect(),
            Value::List(all) => all.iter().flat_map(|v| self.quote(v)).collect(),
            _ => Vec::new(),
        }
    }

    /// The first and the last of a list stand for all of it.
    fn ends(&self, value: &Value<'r>) -> Vec<Span> {
        let all = value.elements().unwrap_or_default();
        let ends = [all.first(), all.last().filter(|_| all.len() > 1)];
        ends.into_iter().flatten().flat_map(|v| self.quote(v)).collect()
    }

    /// The words of its own that a field of a record has.
    fn field_words(&self, base: &Value<'r>, field: Field) -> Option<Span> {
        match base {
            Value::Node(n) => n.field(self.reg, field).1,
            Value::Segment(s) => match field {
                Field::Text => Some(s.span),
                Field::Verb | Field::Strength => s.verb,
                _ => None,
            },
            _ => None,
        }
    }

    /// The words behind the value of an expression.
    pub(super) fn read_from(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> Vec<Span> {
        let both = |a: &'r Expr, b: &'r Expr| [self.read_from(s, a), self.read_from(s, b)].concat();
        match &e.kind {
            ExprKind::Local(l) => s.source(*l).map_or(Vec::new(), |(e, scope)| self.read_from(scope, e)),
            ExprKind::Field(base, field) => match self.field_words(&self.eval(s, base), *field) {
                Some(words) => vec![words],
                None if *field == Field::AsOf => self.day_of_effect(&self.eval(s, e)),
                None => self.ends(&self.eval(s, e)),
            },
            ExprKind::Project(base, field) => {
                let base = self.eval(s, base);
                let all = base.elements().unwrap_or_default();
                let words: Vec<Span> = all.iter().filter_map(|v| self.field_words(v, *field)).collect();
                let ends = [words.first(), words.last().filter(|_| words.len() > 1)];
                ends.into_iter().flatten().copied().collect()
            }
            ExprKind::Call(Builtin::Count, args) => self.ends(&self.eval(s, &args[0])),
            ExprKind::Pick { pick: Pick::Those, .. } => self.ends(&self.eval(s, e)),
            ExprKind::Call(Builtin::First | Builtin::Last | Builtin::Occurrences, _)
            | ExprKind::Pick { .. } => self.quote(&self.eval(s, e)),
            ExprKind::Capture(subject, ..) => {
                let words = self.quote(&self.eval(s, e));
                if words.is_empty() { self.read_from(s, subject) } else { words }
            }
            ExprKind::Apply(d, args) => self.in_body(s, *d, args, &|inner, body| self.read_from(inner, body)),
            ExprKind::Binary(BinaryOp::And, a, b) => {
                let broken = [a, b].into_iter().filter(|side| self.truth(s, side) == Some(false));
                broken.flat_map(|side| self.read_as(s, side, false)).collect()
            }
            ExprKind::Binary(BinaryOp::In | BinaryOp::NotIn, a, _) if self.eval(s, a).is_record() => {
                self.read_from(s, a)
            }
            ExprKind::Binary(_, a, b) => both(a, b),
            ExprKind::Default(a, b) => self.read_from(s, if self.eval(s, a).is_unknown() { b } else { a }),
            ExprKind::Quantified { quantifier, local, list, condition } => {
                let breaks = match quantifier {
                    Quantifier::Every => false,
                    Quantifier::No => true,
                    Quantifier::Some | Quantifier::Exactly(_) => return Vec::new(),
                };
                let list = self.eval(s, list);
                for v in list.elements().unwrap_or_default() {
                    let inner = s.with(*local, v.clone());
                    if self.truth(&inner, condition) == Some(breaks) {
                        return [self.quote(v), self.read_as(&inner, condition, breaks)].concat();
                    }
                }
                Vec::new()
            }
            ExprKind::Mentions { subject, .. } => self.read_from(s, subject),
            _ => e.children().flat_map(|c| self.read_from(s, c)).collect(),
        }
    }

    /// The words behind a condition of which it is known whether it holds. A search that found something shows what it found.
    fn read_as(&self, s: &Scope<'_, 'r>, e: &'r Expr, holds: bool) -> Vec<Span> {
        let sides = |a: &'r Expr, b: &'r Expr, some: bool| {
            let counts = |side: &&'r Expr| !some || self.truth(s, side) == Some(holds);
            [a, b].into_iter().filter(counts).flat_map(|side| self.read_as(s, side, holds)).collect()
        };
        match &e.kind {
            ExprKind::Not(a) => self.read_as(s, a, !holds),
            ExprKind::Binary(BinaryOp::And, a, b) => sides(a, b, !holds),
            ExprKind::Binary(BinaryOp::Or, a, b) => sides(a, b, holds),
            ExprKind::Apply(d, args) => {
                self.in_body(s, *d, args, &|inner, body| self.read_as(inner, body, holds))
            }
            ExprKind::Local(l) => s.source(*l).map_or(Vec::new(), |(e, scope)| self.read_as(scope, e, holds)),
            ExprKind::Binary(BinaryOp::In, a, list) if holds => self.member(s, a, list),
            ExprKind::Binary(BinaryOp::NotIn, a, list) if !holds => self.member(s, a, list),
            ExprKind::Binary(BinaryOp::Contains, list, needles) if holds => {
                let needles = self.eval(s, needles);
                let within = |w: &Value<'r>, v: &Value<'r>| {
                    Some(self.folded(v)?.0.contains(self.folded(w)?.0.as_str()))
                };
                self.first_of(s, list, &|v| any(&needles, &|w| within(w, v)) == Some(true))
            }
            ExprKind::Binary(BinaryOp::Matches, list, pattern) if holds => {
                self.first_of(s, list, &|v| self.matched(v, pattern) == Some(true))
            }
            ExprKind::Binary(BinaryOp::Meets, list, others) if holds => {
                let others = self.eval(s, others);
                self.first_of(s, list, &|v| any(&others, &|w| same(v, w)) == Some(true))
            }
            ExprKind::Mentions { subject, vocabularies, strength } if holds => {
                let asked = self.eval(s, vocabularies);
                let mentions = |v: &Value<'r>| any(&asked, &|w| self.mentions(v, w, *strength));
                self.first_of(s, subject, &|v| mentions(v) == Some(true))
            }
            ExprKind::Quantified { quantifier: Quantifier::Some, local, list, condition } if holds => {
                let all = self.eval(s, list);
                let fits = |v: &Value<'r>| self.truth(&s.with(*local, v.clone()), condition) == Some(true);
                let found = all.elements().unwrap_or_default().iter().find(|v| fits(v));
                let inside = found.map(|v| self.read_as(&s.with(*local, v.clone()), condition, true));
                [self.first_of(s, list, &fits), inside.unwrap_or_default()].concat()
            }
            ExprKind::Quantified { quantifier: Quantifier::Exactly(n), local, list, condition } => {
                if !holds && self.holding(s, *local, list, condition) <= *n as usize {
                    return Vec::new();
                }
                let all = self.eval(s, list);
                let fits =
                    |v: &&Value<'r>| self.truth(&s.with(*local, (*v).clone()), condition) == Some(true);
                let held = all.elements().unwrap_or_default().iter().filter(fits).cloned().collect();
                self.ends(&Value::list(held))
            }
            _ => self.read_from(s, e),
        }
    }

    /// The first element, or paragraph of the document, of which something is true; where that stands nowhere, what all of it was read from.
    fn first_of(&self, s: &Scope<'_, 'r>, list: &'r Expr, is: &dyn Fn(&Value<'r>) -> bool) -> Vec<Span> {
        let value = self.eval(s, list);
        let all = if let Value::Node(Node::Document) = value {
            self.field(&value, Field::Paragraphs)
        } else {
            value
        };
        let found = all.elements().and_then(|all| all.iter().find(|v| is(v)));
        let places = found.map_or(Vec::new(), |v| self.quote(v));
        if places.is_empty() { self.read_from(s, list) } else { places }
    }

    fn member(&self, s: &Scope<'_, 'r>, a: &'r Expr, list: &'r Expr) -> Vec<Span> {
        let value = self.eval(s, a);
        [self.read_from(s, a), self.first_of(s, list, &|v| same(&value, v) == Some(true))].concat()
    }

    /// The words of the date of effect or else of issue, if it is this day and has words.
    fn day_of_effect(&self, day: &Value<'r>) -> Vec<Span> {
        let document = Value::Node(Node::Document);
        for field in [Field::Effective, Field::Issued] {
            if let (Value::Days(a, b), Value::Days(c, d)) = (day, self.field(&document, field))
                && a == b
                && (*a, *b) == (c, d)
                && let Some(words) = self.field_words(&document, field)
            {
                return vec![words];
            }
        }
        Vec::new()
    }

    /// The elements of the loops around a condition that it names.
    fn subjects(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> Vec<Span> {
        match &e.kind {
            ExprKind::Local(l) => match s.source(*l) {
                Some((e, scope)) => self.subjects(scope, e),
                None => self.quote(&s.get(*l)),
            },
            ExprKind::Apply(_, args) => args.iter().flat_map(|a| self.subjects(s, a)).collect(),
            _ => e.children().flat_map(|c| self.subjects(s, c)).collect(),
        }
    }

    fn in_body<T>(
        &self,
        s: &Scope<'_, 'r>,
        d: guiju::hir::DefineId,
        args: &'r [Expr],
        act: &dyn Fn(&Scope<'_, 'r>, &'r Expr) -> T,
    ) -> T {
        let define = &self.program.defines[d.index()];
        let values = args.iter().map(|a| self.eval(s, a)).collect();
        act(&Scope::of_call(define.file, define.locals, args, values, s), &define.body)
    }

    // ---- findings by absence ------------------------------------------------------------------------------------------

    /// The searches on which the falsity of a condition rests.
    fn searches(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> Vec<Absent> {
        match &e.kind {
            ExprKind::Local(l) => s.source(*l).map_or(Vec::new(), |(e, scope)| self.searches(scope, e)),
            ExprKind::Apply(d, args) => self.in_body(s, *d, args, &|inner, body| self.searches(inner, body)),
            ExprKind::Binary(BinaryOp::And | BinaryOp::Or, a, b) => {
                let broken = [a, b].into_iter().filter(|side| self.truth(s, side) == Some(false));
                broken.flat_map(|side| self.searches(s, side)).collect()
            }
            ExprKind::Binary(op, a, b) => self.too_few(s, *op, a, b).into_iter().collect(),
            ExprKind::Quantified { quantifier, local, list, condition } => {
                let too_few = match quantifier {
                    Quantifier::Some => true,
                    Quantifier::Exactly(n) => self.holding(s, *local, list, condition) < *n as usize,
                    Quantifier::Every | Quantifier::No => false,
                };
                too_few.then(|| self.absent(s, list, Some((*local, condition)))).into_iter().collect()
            }
            ExprKind::Test { value, test, negated } => {
                let missed =
                    matches!((test, negated), (Test::Known, false) | (Test::Unknown | Test::Empty, true));
                missed.then(|| self.behind(s, value)).flatten().into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn holding(&self, s: &Scope<'_, 'r>, local: LocalId, list: &'r Expr, condition: &'r Expr) -> usize {
        let all = self.eval(s, list);
        let holds = |v: &&Value<'r>| self.truth(&s.with(local, (*v).clone()), condition) == Some(true);
        all.elements().unwrap_or_default().iter().filter(holds).count()
    }

    /// `count(…)` below what was asked for.
    fn too_few(&self, s: &Scope<'_, 'r>, op: BinaryOp, a: &'r Expr, b: &'r Expr) -> Option<Absent> {
        let sides = match op {
            BinaryOp::Ge | BinaryOp::Gt => vec![(a, b)],
            BinaryOp::Le | BinaryOp::Lt => vec![(b, a)],
            BinaryOp::Eq => vec![(a, b), (b, a)],
            _ => Vec::new(),
        };
        let (count, other) = sides.into_iter().find(|(count, _)| counted(s, count).is_some())?;
        let (have, want) = (self.eval(s, count).as_number()?, self.eval(s, other).as_number()?);
        let below = if op == BinaryOp::Eq { have < want } else { have <= want };
        let (list, scope) = counted(s, count).filter(|_| below)?;
        Some(self.behind(scope, list).unwrap_or_else(|| self.absent(scope, list, None)))
    }

    /// The search behind a value that was not found.
    fn behind(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> Option<Absent> {
        let or_all = |list: &'r Expr| self.behind(s, list).unwrap_or_else(|| self.absent(s, list, None));
        match &e.kind {
            ExprKind::Local(l) => s.source(*l).and_then(|(e, scope)| self.behind(scope, e)),
            ExprKind::Pick { local, list, condition, .. } => {
                Some(self.absent(s, list, condition.as_deref().map(|c| (*local, c))))
            }
            ExprKind::Call(Builtin::First | Builtin::Last, args) => Some(or_all(&args[0])),
            ExprKind::Project(list, _) => Some(or_all(list)),
            ExprKind::Field(base, _) if matches!(base.kind, ExprKind::Document) => {
                Some(self.absent(s, e, None))
            }
            ExprKind::Field(base, _) => self.behind(s, base),
            ExprKind::Apply(d, args) => self.in_body(s, *d, args, &|inner, body| self.behind(inner, body)),
            _ => None,
        }
    }

    /// What a search in vain quotes: a list, and the condition that its elements were asked for.
    fn absent(&self, s: &Scope<'_, 'r>, list: &'r Expr, wanted: Option<(LocalId, &'r Expr)>) -> Absent {
        let mut searched = self.looked_at(s, list);
        if searched.is_empty() {
            searched.extend(self.reg.last_paragraph());
        }
        let best = wanted.and_then(|(local, condition)| self.nearest(s, local, list, condition));
        let each_once = |mut lacked: Vec<String>| {
            let mut seen = BTreeSet::new();
            lacked.retain(|lack| seen.insert(lack.clone()));
            lacked
        };
        Absent { nearest: best.and_then(|best| Some((best.place?, each_once(best.lacked)))), searched }
    }

    /// The heading of the section that should hold a list and the last element of the list; for `sections` each heading.
    fn looked_at(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> Vec<Span> {
        match &e.kind {
            ExprKind::Field(base, field) if matches!(base.kind, ExprKind::Document) => {
                let mut spans = self.headings(*field);
                if *field != Field::Sections {
                    let list = self.eval(s, e);
                    spans.extend(list.elements().and_then(<[_]>::last).map_or(Vec::new(), |v| self.quote(v)));
                }
                spans
            }
            ExprKind::Field(base, _) | ExprKind::Project(base, _) => self.looked_at(s, base),
            ExprKind::Pick { list, pick: Pick::Those, .. } => self.looked_at(s, list),
            ExprKind::Call(_, args) => args.last().map_or(Vec::new(), |a| self.looked_at(s, a)),
            ExprKind::Apply(d, args) => self.in_body(s, *d, args, &|inner, body| self.looked_at(inner, body)),
            ExprKind::Binary(_, a, _) => self.looked_at(s, a),
            ExprKind::Local(l) => match s.source(*l) {
                Some((e, scope)) => self.looked_at(scope, e),
                None => self.quote(&s.get(*l)),
            },
            _ => Vec::new(),
        }
    }

    fn headings(&self, field: Field) -> Vec<Span> {
        let wanted = match field {
            Field::Sections => None,
            Field::Units | Field::UnitGroups => Some(SectionKind::Units),
            Field::Duties | Field::Trailing => Some(SectionKind::Duties),
            Field::Staffing => Some(SectionKind::Staffing),
            Field::Adjustments => Some(SectionKind::Adjustments),
            Field::Basis => Some(SectionKind::Basis),
            _ => return Vec::new(),
        };
        let sections = self.reg.sections.iter().filter(|s| wanted.is_none() || s.kind == wanted);
        sections.map(|s| s.head).collect()
    }

    /// The element that came nearest. It says something of what is sought, where that asks for words; else it fulfils more than
    /// another one, or everything.
    fn nearest(
        &self,
        s: &Scope<'_, 'r>,
        local: LocalId,
        list: &'r Expr,
        condition: &'r Expr,
    ) -> Option<Credit> {
        let best = self.best(s, local, list, condition)?;
        let all = self.eval(s, list);
        let asked = |v: &Value<'r>| s.seeking(local, v.clone());
        let comes_near = if self.asks_for_words(&s.seeking(local, Value::Unknown), condition) {
            best.fulfilled.0 > 0
        } else {
            let differs = |v: &Value<'r>| {
                let inner = asked(v);
                self.credit(&inner, condition).fulfilled != best.fulfilled
                    || self.truth(&inner, condition) == Some(true)
            };
            let all = all.elements()?;
            all.len() == 1 || all.iter().any(differs)
        };
        comes_near.then_some(best)
    }

    /// Whether an element can say something of what is sought.
    fn asks_for_words(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> bool {
        match &e.kind {
            _ if !s.is_of_element(e) => false,
            ExprKind::Binary(BinaryOp::And | BinaryOp::Or, a, b) => {
                self.asks_for_words(s, a) || self.asks_for_words(s, b)
            }
            ExprKind::Apply(d, args) => {
                self.in_body(s, *d, args, &|inner, body| self.asks_for_words(inner, body))
            }
            ExprKind::Quantified { quantifier: Quantifier::Some, local, list, condition } => {
                self.asks_for_words(&s.seeking_in(*local, Value::Unknown, list), condition)
            }
            _ => self.is_about_words(e),
        }
    }

    /// Whether a condition holds of no element, because of something that does not depend on them.
    fn is_false_for_all(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> bool {
        match &e.kind {
            _ if !s.is_of_element(e) => self.truth(s, e) != Some(true),
            ExprKind::Binary(BinaryOp::And, a, b) => {
                self.is_false_for_all(s, a) || self.is_false_for_all(s, b)
            }
            ExprKind::Binary(BinaryOp::Or, a, b) => {
                self.is_false_for_all(s, a) && self.is_false_for_all(s, b)
            }
            ExprKind::Apply(d, args) => {
                self.in_body(s, *d, args, &|inner, body| self.is_false_for_all(inner, body))
            }
            ExprKind::Quantified { quantifier: Quantifier::Some, local, list, condition } => {
                self.is_false_for_all(&s.seeking_in(*local, Value::Unknown, list), condition)
            }
            _ => false,
        }
    }

    /// Whether a condition without parts is about what an element says.
    fn is_about_words(&self, e: &Expr) -> bool {
        use BinaryOp::*;
        match &e.kind {
            ExprKind::Binary(Contains | Matches | Covers, ..) | ExprKind::Mentions { .. } => true,
            ExprKind::Default(a, _) => self.is_about_words(a),
            ExprKind::Apply(d, _) => self.is_about_words(&self.program.defines[d.index()].body),
            ExprKind::Binary(Eq | In | Meets, a, b) => {
                let are_words = |e: &Expr| match &e.kind {
                    ExprKind::Field(_, field) | ExprKind::Project(_, field) => {
                        [Field::Text, Field::Name, Field::Functions].contains(field)
                    }
                    _ => self.is_likeness(e),
                };
                are_words(a) || are_words(b)
            }
            ExprKind::Binary(Ge | Gt, a, _) | ExprKind::Binary(Le | Lt, _, a) => self.is_likeness(a),
            _ => false,
        }
    }

    fn is_likeness(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Call(Builtin::Containment, _) => true,
            ExprKind::Default(a, _) => self.is_likeness(a),
            ExprKind::Apply(d, _) => self.is_likeness(&self.program.defines[d.index()].body),
            _ => false,
        }
    }

    /// The element that fulfils the most of a condition, if it fulfils any of it.
    fn best(&self, s: &Scope<'_, 'r>, local: LocalId, list: &'r Expr, condition: &'r Expr) -> Option<Credit> {
        let all = self.eval(s, list);
        let credit = |v: &Value<'r>| {
            let credit = self.credit(&s.seeking_in(local, v.clone(), list), condition);
            let place = credit.place.or(self.quote(v).first().copied());
            Credit { place, ..credit }
        };
        let credits: Vec<Credit> = all.elements()?.iter().map(credit).collect();
        let most = credits.iter().map(|c| c.fulfilled).max().filter(|most| *most > (0, 0))?;
        credits.into_iter().find(|c| c.fulfilled == most)
    }

    /// How much of a condition holds, where, and what it lacks.
    fn credit(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> Credit {
        let words = || {
            let text = &self.files.get(s.file).expect("a file").text;
            vec![e.span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ")]
        };
        let nothing = |lacked| Credit { fulfilled: (0, 0), place: None, lacked };
        match &e.kind {
            _ if self.is_false_for_all(s, e) => nothing(words()),
            _ if !s.is_of_element(e) => nothing(Vec::new()),
            ExprKind::Mentions { vocabularies, .. } if s.is_own_function(vocabularies) => {
                nothing(if self.truth(s, e) == Some(true) { Vec::new() } else { words() })
            }
            ExprKind::Binary(BinaryOp::And, a, b) => {
                let (a, b) = (self.credit(s, a), self.credit(s, b));
                Credit {
                    fulfilled: (a.fulfilled.0 + b.fulfilled.0, a.fulfilled.1 + b.fulfilled.1),
                    place: b.place.or(a.place),
                    lacked: [a.lacked, b.lacked].concat(),
                }
            }
            ExprKind::Binary(BinaryOp::Or, a, b) => {
                let is_own = |e: &Expr| matches!(&e.kind, ExprKind::Mentions { vocabularies, .. } if s.is_own_function(vocabularies));
                let is_idle = !s.is_of_element(a) || self.is_false_for_all(s, a) || is_own(a);
                let (a, b) = (self.credit(s, a), self.credit(s, b));
                if b.fulfilled > a.fulfilled || is_idle { b } else { a }
            }
            ExprKind::Apply(d, args) => self.in_body(s, *d, args, &|inner, body| self.credit(inner, body)),
            ExprKind::Quantified { quantifier: Quantifier::Some, local, list, condition } => {
                self.best(s, *local, list, condition).unwrap_or_else(|| nothing(words()))
            }
            ExprKind::Mentions { subject, vocabularies, strength } => {
                let named =
                    || self.sought(s, vocabularies, *strength).map_or_else(words, |named| vec![named]);
                self.near_mention(s, subject, vocabularies, *strength, &named)
            }
            _ => {
                let holds = self.truth(s, e) == Some(true);
                let lacked = if holds { Vec::new() } else { words() };
                let weight = if self.is_about_words(e) { (1, 0) } else { (0, 1) };
                Credit { fulfilled: if holds { weight } else { (0, 0) }, place: None, lacked }
            }
        }
    }

    /// What was to be mentioned, by the titles of at most four vocabularies.
    fn sought(&self, s: &Scope<'_, 'r>, asked: &'r Expr, strength: Option<Strength>) -> Option<String> {
        let asked = self.eval(s, asked);
        let all = asked.elements().map_or(vec![asked.clone()], <[_]>::to_vec);
        let verb = match strength {
            None => "mentions",
            Some(Strength::Lead) => "leads",
            Some(Strength::Share) => "shares",
            Some(Strength::Oversee) => "oversees",
            Some(Strength::Assist) => "assists",
            Some(Strength::Disclaim) => "disclaims",
        };
        let title = |v: &Value<'r>| match v {
            Value::Vocabulary(v) => Some(self.program.vocabularies[*v].title.en.clone()),
            _ => None,
        };
        let titles: Vec<String> = all.iter().map(title).collect::<Option<_>>()?;
        (1..=4).contains(&titles.len()).then(|| format!("{verb} “{}”", titles.join("” or “")))
    }

    /// A mention counts twice, and once where a verb of another strength governs it.
    fn near_mention(
        &self,
        s: &Scope<'_, 'r>,
        subject: &'r Expr,
        vocabularies: &'r Expr,
        strength: Option<Strength>,
        words: &dyn Fn() -> Vec<String>,
    ) -> Credit {
        let (subject, asked) = (self.eval(s, subject), self.eval(s, vocabularies));
        let asked = asked.elements().map_or(vec![asked.clone()], <[_]>::to_vec);
        let ranges = self.ranges(&subject);
        let hits = ranges.iter().flat_map(|range| {
            asked.iter().filter_map(|v| match v {
                Value::Vocabulary(v) => self.mentioned(*range, *v).first().copied(),
                _ => None,
            })
        });
        let Some(hit) = hits.into_iter().next() else {
            return Credit { fulfilled: (0, 0), place: None, lacked: words() };
        };
        let strong =
            strength.is_none() || asked.iter().any(|v| self.mentions(&subject, v, strength) == Some(true));
        let clause = match &subject {
            Value::Node(n) => n.clauses().iter().map(|c| c.span).find(|c| c.contains(hit)),
            _ => None,
        };
        let lacked = if strong { Vec::new() } else { words() };
        Credit { fulfilled: (if strong { 2 } else { 1 }, 0), place: Some(clause.unwrap_or(hit)), lacked }
    }

    /// The stretches of text of a value: of a record all of it.
    fn ranges(&self, value: &Value<'r>) -> Vec<Span> {
        match value {
            Value::Node(n) => n.span(self.reg).into_iter().collect(),
            Value::List(all) => all.iter().flat_map(|v| self.ranges(v)).collect(),
            other => self.quote(other),
        }
    }
}

/// Adds places that are not there yet.
fn add(all: &mut Vec<Quoted>, role: Role, spans: Vec<Span>, lacked: &[String]) {
    for span in spans {
        if !all.iter().any(|q| q.span == span) {
            all.push(Quoted { span, role, lacked: lacked.to_vec() });
        }
    }
}

/// The list behind a `count(…)`, and where it is read.
fn counted<'a, 's, 'r>(s: &'a Scope<'s, 'r>, e: &'r Expr) -> Option<(&'r Expr, &'a Scope<'s, 'r>)> {
    match &e.kind {
        ExprKind::Call(Builtin::Count, args) => Some((&args[0], s)),
        ExprKind::Local(l) => s.source(*l).and_then(|(e, scope)| counted(scope, e)),
        _ => None,
    }
}
