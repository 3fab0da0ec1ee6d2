//! What came nearest to what was looked for and is not there.
//!
//! What is near says something of what is sought: mentions it under whatever verb, has the words, is mostly alike. Which
//! strength its verb has, how long it is, or that it is not left to others makes one of those nearer, and none near. Where a
//! search asks for no words it goes by how much is fulfilled; there an element is near that fulfils more than another.

use super::credit::{
    Most, WORDS, address, are_functions, depends, is_about_words, is_all_or_nothing, tells_place, weight,
};
use crate::{
    eval::{
        ctx::Ctx,
        expr::Frame,
        quick::candidates::Skips,
        value::{List, Value},
    },
    phrase::{Lang, Phrase},
    plan::{BinaryOp, Expr, ExprKind, Format, Quantifier, Vocabularies, is_itself},
    regulation::{Clause, Node},
    schema::{Field, Strength},
    source::Span,
};

/// So many vocabularies at most are named one by one.
const MOST_NAMED: usize = 4;

/// The elements of a list that are asked for a condition.
#[derive(Clone, Copy)]
pub(super) struct Asked<'r> {
    /// What asks them.
    pub(super) by: &'r Expr,
    pub(super) slot: u32,
    pub(super) list: &'r Expr,
    pub(super) condition: &'r Expr,
    /// Whether an element may fulfil all of it.
    pub(super) whole: bool,
}

/// The element that came nearest, if any did, with the conditions that it lacked.
pub(super) fn nearest<'r>(
    ctx: &Ctx<'r>,
    frame: &mut Frame<'r>,
    of: Asked<'r>,
) -> Option<(Span, Vec<Phrase>)> {
    let Asked { slot, list, condition, .. } = of;
    // What came nearest is quoted: functions stand nowhere themselves.
    if !tells_place(condition)
        && let Value::List(all) = ctx.eval(frame, list)
        && all.iter().all(|v| matches!(v, Value::Vocabulary(_)))
    {
        return None;
    }
    let mut finder = Finder { ctx, idle: Vec::new(), most: Vec::new() };
    let asks_for_words = finder.set_aside(frame, condition, &Varied::of(slot)).asks_for_words;
    finder.most.sort_unstable_by_key(|(of, _)| *of);
    let best = finder.best(frame, of, if asks_for_words { WORDS - 1 } else { 0 })?;
    if !asks_for_words && finder.all_come_as_near(frame, of, best.fulfilled) {
        return None;
    }
    let mut lacked: Vec<Phrase> = Vec::new();
    for e in best.lacked {
        let lack = finder.lack(frame, e);
        if !lacked.contains(&lack) {
            lacked.push(lack);
        }
    }
    Some((best.place?, lacked))
}

struct Finder<'c, 'r> {
    ctx: &'c Ctx<'r>,
    /// The parts of what is sought that no element can do anything about: it is not asked for them, or they are false for all.
    idle: Vec<usize>,
    /// The most that can be credited for each part, in the order of their addresses.
    most: Vec<(usize, Most)>,
}

/// How near an element came: how many of the conditions it fulfils, where, and which it lacks.
struct Credit<'r> {
    fulfilled: u32,
    place: Option<Span>,
    lacked: Vec<&'r Expr>,
}

impl<'r> Finder<'_, 'r> {
    /// Whether no element of several came nearer than another, and none fulfils the condition.
    fn all_come_as_near(&self, frame: &mut Frame<'r>, of: Asked<'r>, fulfilled: u32) -> bool {
        let Value::List(list) = self.ctx.eval(frame, of.list) else { return false };
        list.len() > 1
            && list.iter().all(|element| {
                frame.set(of.slot, element);
                self.ctx.truth(frame, of.condition) != Ok(true)
                    && self.fulfilled(frame, of.condition, of.whole, fulfilled - 1) >= fulfilled
            })
    }

    /// Sets aside the parts of a condition that do not depend on an element, what cannot be so because of them, and whether it
    /// mentions a function that was found in it.
    fn set_aside(&mut self, frame: &mut Frame<'r>, e: &'r Expr, varied: &Varied) -> Aside {
        self.most.push((address(e), Most::of(e)));
        let has_parts = matches!(&e.kind, ExprKind::Binary(BinaryOp::And | BinaryOp::Or, ..));
        if !has_parts && !depends(e, &varied.elements) {
            self.idle.push(address(e));
            let is_false = self.ctx.truth(frame, e) != Ok(true);
            return Aside { is_false, ..Aside::default() };
        }
        let aside = match &e.kind {
            ExprKind::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b) => {
                let (a, b) = (self.set_aside(frame, a, varied), self.set_aside(frame, b, varied));
                let is_false =
                    if *op == BinaryOp::And { a.is_false || b.is_false } else { a.is_false && b.is_false };
                let asks_for_words = a.asks_for_words || b.asks_for_words;
                Aside { is_false, asks_for_words, depends: a.depends || b.depends }
            }
            ExprKind::Bind { arguments, body } => {
                let mut inner = varied.clone();
                for (slot, argument) in arguments.iter().filter(|(slot, a)| !is_itself(*slot, a)) {
                    if depends(argument, &varied.elements) {
                        inner.elements.push(*slot);
                        inner.functions.extend(varied.is_function(argument).then_some(*slot));
                    } else {
                        let value = self.ctx.eval(frame, argument);
                        frame.set(*slot, value);
                    }
                }
                self.set_aside(frame, body, &inner)
            }
            ExprKind::Quantified { quantifier: Quantifier::Some, slot, list, condition } => {
                let mut inner = varied.clone();
                inner.elements.push(*slot);
                inner
                    .functions
                    .extend((are_functions(list) && depends(list, &varied.elements)).then_some(*slot));
                Aside { depends: true, ..self.set_aside(frame, condition, &inner) }
            }
            ExprKind::Mentions { vocabularies: Vocabularies::Found(found), .. }
                if varied.is_function(found) =>
            {
                self.idle.push(address(e));
                return Aside { is_false: false, asks_for_words: true, depends: true };
            }
            _ => Aside { is_false: false, asks_for_words: is_about_words(e), depends: true },
        };
        if aside.is_false || !aside.depends {
            self.idle.push(address(e));
        }
        aside
    }

    fn most(&self, e: &Expr) -> Most {
        let known = self.most.binary_search_by_key(&address(e), |(of, _)| *of).ok();
        known.and_then(|at| self.most.get(at)).map_or_else(|| Most::of(e), |(_, most)| *most)
    }

    fn is_idle(&self, e: &Expr) -> bool {
        !self.idle.is_empty() && self.idle.contains(&address(e))
    }

    /// What is lacked, in the words of an auditor where vocabularies are sought, else in those of the policy.
    fn lack(&self, frame: &mut Frame<'r>, e: &'r Expr) -> Phrase {
        let ExprKind::Mentions { vocabularies, strength, .. } = &e.kind else {
            return self.ctx.plan.said(e.at);
        };
        let (asked, unknown) = self.ctx.wanted(frame, vocabularies);
        if unknown.is_some() || !(1..=MOST_NAMED).contains(&asked.len()) {
            return self.ctx.plan.said(e.at);
        }
        let (zh, en) = match strength {
            None => ("提及", "mentions"),
            Some(Strength::Lead) => ("负责", "leads"),
            Some(Strength::Share) => ("分担", "shares"),
            Some(Strength::Oversee) => ("督导", "oversees"),
            Some(Strength::Assist) => ("协助", "assists"),
            Some(Strength::Disclaim) => ("不承担", "disclaims"),
        };
        let titles = |lang, or| {
            let title = |v: &u32| self.ctx.show(&Value::Vocabulary(*v), Format::Plain, lang);
            asked.iter().map(title).collect::<Vec<_>>().join(or)
        };
        Phrase::new(
            format!("{zh}“{}”", titles(Lang::Zh, "”或“")),
            format!("{en} “{}”", titles(Lang::En, "” or “")),
        )
    }

    /// What the element that fulfils the most of a condition is credited with, where that is more than `before`.
    fn best(&self, frame: &mut Frame<'r>, of: Asked<'r>, before: u32) -> Option<Credit<'r>> {
        let (_, element) = self.first_best(frame, of, before)?;
        frame.set(of.slot, element.clone());
        let mut credit = self.credit(frame, of.condition, of.whole);
        if credit.place.is_none() {
            let mut spans = Vec::new();
            self.ctx.quote(&element, &mut spans);
            credit.place = spans.first().copied();
        }
        Some(credit)
    }

    /// The first element that fulfils the most of a condition, and how much, where that is more than `before`: more than the
    /// condition has parts none can, and none is asked.
    fn first_best(&self, frame: &mut Frame<'r>, of: Asked<'r>, mut before: u32) -> Option<(u32, Value<'r>)> {
        let most = self.most(of.condition).among(of.whole);
        if before >= most {
            return None;
        }
        let Value::List(list) = self.ctx.eval(frame, of.list) else { return None };
        // Where nothing counts but all of the condition, those need not be asked of which it surely does not hold.
        let search = self.ctx.search(of.by).filter(|_| is_all_or_nothing(of.condition));
        let (list, skips) = match search {
            Some(search) => self.ctx.candidates(frame, search, list)?,
            None => (list, Skips::default()),
        };
        let silent = self.silent(of, &list);
        let mut best = None;
        for (at, element) in list.iter().enumerate() {
            if silent.as_ref().is_some_and(|s| s.is_no_better(at, before)) || skips.tell(self.ctx, &element) {
                continue;
            }
            frame.set(of.slot, element.clone());
            let fulfilled = self.fulfilled(frame, of.condition, of.whole, before);
            if fulfilled > before {
                before = fulfilled;
                best = Some((fulfilled, element));
            }
            if before >= most {
                break;
            }
        }
        best
    }

    /// What elements can be credited with that say nothing of what is sought; `None` where that is not worth knowing.
    fn silent(&self, of: Asked<'r>, list: &List<'r>) -> Option<Silent> {
        let has_words = matches!(list.get(0), Value::Node(Node::Clause(_)) | Value::Segment(_));
        if !has_words || list.len() < FEWEST_ELEMENTS {
            return None;
        }
        let mut asked = Vec::new();
        let most = self.without_words(of.condition, &mut vec![of.slot], &mut asked);
        let saying = self.ctx.saying(&asked, list)?;
        Some(Silent { most, saying })
    }

    /// The most that an element can be credited with in which none of the words stand for which it is asked; `elements` are the
    /// variables of it and its parts.
    fn without_words(&self, e: &'r Expr, elements: &mut Vec<u32>, asked: &mut Vec<u32>) -> u32 {
        let is_element = |e: &Expr| matches!(e.kind, ExprKind::Slot(slot) if elements.contains(&slot));
        match &e.kind {
            ExprKind::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b) => {
                let (a, b) = (self.without_words(a, elements, asked), self.without_words(b, elements, asked));
                if *op == BinaryOp::And { a + b } else { a.max(b) }
            }
            ExprKind::Bind { body, .. } => self.without_words(body, elements, asked),
            ExprKind::Quantified { quantifier: Quantifier::Some, slot, list, condition } if matches!(&list.kind, ExprKind::Field(of, Field::Segments) if is_element(of)) =>
            {
                elements.push(*slot);
                let most = self.without_words(condition, elements, asked);
                elements.pop();
                most
            }
            ExprKind::Mentions { subject, vocabularies: Vocabularies::Fixed(all), .. }
                if is_element(subject) =>
            {
                asked.extend(all);
                0
            }
            ExprKind::Matches(subject, pattern) if is_element(subject) => {
                let sought = pattern.needed().and_then(|needed| self.ctx.hits.sought(needed));
                asked.extend(sought);
                if sought.is_none() { WORDS } else { 0 }
            }
            _ => Most::of(e).whole,
        }
    }

    /// How many parts of a condition hold: the number of its [`credit`](Self::credit). Where that is not more than `before`, it
    /// does not matter, and is any number that is not more.
    fn fulfilled(&self, frame: &mut Frame<'r>, e: &'r Expr, whole: bool, before: u32) -> u32 {
        match &e.kind {
            _ if self.is_idle(e) => 0,
            ExprKind::Binary(BinaryOp::And, a, b) => {
                // What asks for no words need not be known of what does not say them.
                let (a, b) = if before >= WORDS - 1 && self.most(a).whole < WORDS { (b, a) } else { (a, b) };
                let rest = self.most(b).whole;
                let first = self.fulfilled(frame, a, true, before.saturating_sub(rest));
                if first + rest <= before {
                    return 0;
                }
                first + self.fulfilled(frame, b, true, before.saturating_sub(first))
            }
            ExprKind::Binary(BinaryOp::Or, a, b) => {
                let first = self.fulfilled(frame, a, whole, before);
                let least = first.max(before);
                if self.most(b).among(whole) <= least {
                    return first;
                }
                first.max(self.fulfilled(frame, b, whole, least))
            }
            ExprKind::Bind { arguments, body } => {
                self.ctx.bind(frame, arguments);
                self.fulfilled(frame, body, whole, before)
            }
            ExprKind::Quantified { quantifier: Quantifier::Some, slot, list, condition } => {
                let of = Asked { by: e, slot: *slot, list, condition, whole };
                self.first_best(frame, of, before).map_or(0, |(fulfilled, _)| fulfilled)
            }
            _ if self.most(e).among(whole) <= before => 0,
            ExprKind::Mentions { subject, vocabularies, strength } => {
                let (wanted, _) = self.ctx.wanted(frame, vocabularies);
                self.mention(frame, subject, &wanted, *strength)
                    .map_or(0, |(_, strong)| if strong { 2 * WORDS } else { WORDS })
            }
            _ if self.ctx.truth(frame, e) == Ok(true) => weight(e),
            _ => 0,
        }
    }

    /// How much of a condition holds.
    fn credit(&self, frame: &mut Frame<'r>, e: &'r Expr, whole: bool) -> Credit<'r> {
        match &e.kind {
            _ if self.is_idle(e) => {
                let is_so = self.ctx.truth(frame, e) == Ok(true);
                Credit { fulfilled: 0, place: None, lacked: if is_so { Vec::new() } else { vec![e] } }
            }
            ExprKind::Binary(BinaryOp::And, a, b) => {
                let (a, b) = (self.credit(frame, a, true), self.credit(frame, b, true));
                let mut lacked = a.lacked;
                lacked.extend(b.lacked);
                Credit { fulfilled: a.fulfilled + b.fulfilled, place: b.place.or(a.place), lacked }
            }
            ExprKind::Binary(BinaryOp::Or, a, b) => {
                let is_idle = self.is_idle(a);
                let (a, b) = (self.credit(frame, a, whole), self.credit(frame, b, whole));
                if b.fulfilled > a.fulfilled || is_idle { b } else { a }
            }
            ExprKind::Bind { arguments, body } => {
                self.ctx.bind(frame, arguments);
                self.credit(frame, body, whole)
            }
            ExprKind::Quantified { quantifier: Quantifier::Some, slot, list, condition } => self
                .best(frame, Asked { by: e, slot: *slot, list, condition, whole }, 0)
                .unwrap_or(Credit { fulfilled: 0, place: None, lacked: vec![e] }),
            ExprKind::Mentions { subject, vocabularies, strength } => {
                let (wanted, _) = self.ctx.wanted(frame, vocabularies);
                match self.mention(frame, subject, &wanted, *strength) {
                    Some((place, true)) => {
                        Credit { fulfilled: 2 * WORDS, place: Some(place), lacked: Vec::new() }
                    }
                    Some((place, false)) => Credit { fulfilled: WORDS, place: Some(place), lacked: vec![e] },
                    None => Credit { fulfilled: 0, place: None, lacked: vec![e] },
                }
            }
            _ if self.ctx.truth(frame, e) == Ok(true) => {
                Credit { fulfilled: weight(e), place: None, lacked: Vec::new() }
            }
            _ => Credit { fulfilled: 0, place: None, lacked: vec![e] },
        }
    }

    /// The clause, or the words, where one of some vocabularies is mentioned, and whether under a verb of the strength that is
    /// asked for: a mention counts even where the verb that governs it is of another.
    fn mention(
        &self,
        frame: &mut Frame<'r>,
        subject: &'r Expr,
        vocabularies: &[u32],
        strength: Option<Strength>,
    ) -> Option<(Span, bool)> {
        let subject = self.ctx.eval(frame, subject);
        let first = |range| vocabularies.iter().find_map(|v| self.ctx.mentions(range, *v).next());
        let hit = self.ctx.in_ranges(&subject, &mut { first })?;
        let strong = strength.is_none() || self.ctx.mentioned(&subject, vocabularies, strength) == Ok(true);
        Some((clause_of(&subject, hit).unwrap_or(hit), strong))
    }
}

/// Shorter lists are gone through.
const FEWEST_ELEMENTS: usize = 12;

/// What is known of the elements of a list that say nothing of what is sought.
struct Silent {
    /// The most that they can be credited with.
    most: u32,
    /// The places of the others, in order.
    saying: Vec<usize>,
}

impl Silent {
    /// Whether the element at a place cannot be credited with more than some other one.
    fn is_no_better(&self, at: usize, before: u32) -> bool {
        before >= self.most && self.saying.binary_search(&at).is_err()
    }
}

/// The variables of an element that is sought.
#[derive(Clone)]
struct Varied {
    /// The element and its parts.
    elements: Vec<u32>,
    /// Those of them that are functions which were found in it.
    functions: Vec<u32>,
}

impl Varied {
    fn of(slot: u32) -> Self {
        Self { elements: vec![slot], functions: Vec::new() }
    }

    fn is_function(&self, e: &Expr) -> bool {
        matches!(e.kind, ExprKind::Slot(slot) if self.functions.contains(&slot))
    }
}

/// What is known of a condition before any element is asked.
#[derive(Clone, Copy, Default)]
struct Aside {
    /// Whether it holds of none, because of something that does not depend on them.
    is_false: bool,
    /// Whether an element can say something of what is sought.
    asks_for_words: bool,
    /// Whether it depends on them at all.
    depends: bool,
}

/// The clause of a record that holds a place.
fn clause_of(value: &Value<'_>, hit: Span) -> Option<Span> {
    let find = |clauses: &[Clause]| clauses.iter().map(|c| c.span).find(|s| s.contains(hit));
    match value {
        Value::Node(n) => find(n.clauses()),
        _ => None,
    }
}
