//! Quicker ways to the value of an expression: the same value, found with less work than by its parts.
//!
//! They are taken where nothing records the conditions inside an expression; evidence is always found by its parts.

pub(super) mod alike;
pub(super) mod answers;
pub(super) mod doubts;
pub(super) mod loops;
pub(super) mod needed;
pub(super) mod rating;
pub(super) mod said;
pub(super) mod same;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::Write as _,
    sync::{Arc, OnceLock},
};

use self::{
    alike::{Alike, Apart, Of, Share, apart, likeness, near, share},
    answers::{Answers, Told, is_timeless, told},
    loops::Loops,
    rating::{Rating, rating},
    said::{Said, Tagged, said},
    same::{Same, same},
};
use crate::{
    finding::Claim,
    hir::{self, BinaryOp, Constant, Pick, Quantifier, Vocabulary},
    plan::{
        Expr, ExprKind, Part, Statement, Vocabularies,
        program::{every, own_variables},
        scan::pattern::Pattern,
    },
    quickly::Quickly,
    schema::{Builtin, Field},
    text::fold_words,
};

/// A quicker way.
#[derive(Clone, Debug)]
pub(crate) enum Quick {
    /// The value depends on nothing but the document and few other values, and is kept: once found, it is not found again.
    Kept { kept: Kept, search: Option<Box<Search>> },
    /// The value of a definition is kept for the values of its arguments, unless this place alone asks for it with them, and
    /// once for each.
    Defined { number: u32, place: u32 },
    /// What a definition says of vocabularies is kept for all documents.
    Answered(Answers),
    /// What is known of all elements of a list before they are looked at, or of each with little work.
    Search(Box<Search>),
    /// Whether a function is among those that a record or a segment names.
    Names,
    /// How much of one text is in another.
    Share(Box<Share>),
    /// A bound for that.
    Alike(Box<Alike>),
}

/// Under which number a value is kept, and what it depends on.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) number: u32,
    pub(crate) on: Vec<On>,
}

/// What a loop over functions asks of each: that one of a few things mention it.
#[derive(Debug)]
pub(crate) struct Mentioning {
    /// The functions.
    pub(crate) functions: Vec<u32>,
    /// For each of them what findings claim of it, where that is the same for all documents; found when it is first claimed.
    pub(crate) claims: Vec<Option<OnceLock<Arc<Claim>>>>,
    /// The things: they depend on the document alone.
    pub(crate) subjects: Vec<Expr>,
    /// The same for all that ask the same things.
    pub(crate) number: u32,
}

/// How many other values a kept one may depend on.
pub(crate) const MOST_ON: usize = 2;

/// What a kept value depends on: a variable, or what a row in a variable holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct On {
    pub(crate) slot: u32,
    pub(crate) field: Option<usize>,
    /// Whether of words nothing counts but what they say: they are compared, and not quoted.
    pub(crate) by_words: bool,
}

/// A search among the elements of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    /// What must hold for any element to fulfil the condition, without looking at the elements.
    pub(crate) needs: Option<Needs>,
    /// How alike an element must be to something else: the first variable is that of the element.
    pub(crate) near: Option<Alike>,
    /// Of which list some element must be alike it.
    pub(crate) apart: Option<Apart>,
    /// What an element must say.
    pub(crate) said: Option<Said>,
    /// What a field of an element must be the same as.
    pub(crate) same: Option<Same>,
    /// What a definition must say of an element.
    pub(crate) told: Option<Told>,
    /// How high the best element can be rated.
    pub(crate) rating: Option<Rating>,
}

/// A condition on other variables than that of the search.
#[derive(Clone, Debug)]
pub(crate) struct Needs {
    pub(crate) condition: Expr,
    /// `None` where it depends on too much.
    pub(crate) kept: Option<Kept>,
}

/// The numbers of kept values: expressions that are written alike share one, whatever the policy.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    by_sign: HashMap<Vec<u8>, u32, Quickly>,
    /// Those of values that are asked for once each, in one place.
    once: BTreeSet<u32>,
    patterns: HashMap<String, Pattern, Quickly>,
    /// The words of which every match of a pattern holds one.
    needed: Vec<Vec<String>>,
    answers: BTreeMap<usize, Answers>,
    tagged: Tagged,
    /// The places of a policy that ask for a definition with the variables of all loops around them, by what they ask for.
    places: BTreeMap<(usize, Vec<u32>), u32>,
    next: u32,
}

impl Numbers {
    /// Those of policies that ask for these vocabularies.
    pub(super) fn of(vocabularies: &[Vocabulary]) -> Self {
        let mut tagged = Tagged::new();
        for (v, vocabulary) in (0..).zip(vocabularies) {
            for tag in &vocabulary.tags {
                tagged.entry(fold_words(tag)).or_default().push(v);
            }
        }
        Self { tagged, ..Self::default() }
    }

    /// Begins with a policy, which has variables of its own.
    pub(super) fn begin(&mut self) {
        self.places.clear();
    }

    /// What an element of a search must say.
    pub(super) fn said(&self, condition: &Expr, slot: u32) -> Option<Said> {
        said(condition, slot, &self.tagged)
    }

    /// The quicker way to an expression inside loops over `loops`, if there is one.
    pub(super) fn quick(&mut self, kind: &ExprKind, loops: &Loops) -> Option<Quick> {
        match kind {
            // What most expressions are.
            ExprKind::Slot(_) | ExprKind::Document | ExprKind::Constant(_) | ExprKind::Param(_) => None,
            ExprKind::Binary(op @ (BinaryOp::Ge | BinaryOp::Gt | BinaryOp::Lt | BinaryOp::Le), a, limit) => {
                let shorter = likeness(a).map(|share| (share, Of::Shorter));
                let (share, of) = shorter.or_else(|| share(&a.kind).map(|share| (share, Of::First)))?;
                Some(Quick::Alike(Box::new(Alike { share, of, op: *op, limit: limit.as_ref().clone() })))
            }
            kind if is_naming(kind) => Some(Quick::Names),
            ExprKind::Default(..) => share(kind).map(|share| Quick::Share(Box::new(share))),
            kind if is_costly(kind) => self.kept(kind, loops).or_else(|| self.searched(kind, loops)),
            kind => self.searched(kind, loops),
        }
    }

    /// A search, and whether what it finds is kept.
    fn searched(&mut self, kind: &ExprKind, loops: &Loops) -> Option<Quick> {
        let search = self.search(kind, loops).map(Box::new);
        let is_far = |s: &Search| s.near.is_some() || s.apart.is_some();
        if search.as_deref().is_some_and(is_far) {
            return search.map(Quick::Search);
        }
        match invariant(kind, loops) {
            Some(on) => Some(Quick::Kept { kept: Kept { number: self.fresh(), on }, search }),
            None => search.map(Quick::Search),
        }
    }

    /// A value that is kept for each record.
    fn kept(&mut self, kind: &ExprKind, loops: &Loops) -> Option<Quick> {
        let (mut sign, mut slot) = (Vec::new(), None);
        if !signed(kind, &mut sign, &mut slot) {
            return None;
        }
        let on: Vec<On> = slot.into_iter().map(|slot| On { slot, field: None, by_words: false }).collect();
        let last = self.next;
        let number = self.number(sign);
        if number > last && !loops.ask_again(&on) {
            self.once.insert(number);
        } else {
            self.once.remove(&number);
        }
        Some(Quick::Kept { kept: Kept { number, on }, search: None })
    }

    /// For each number whether its values are asked for once each, in one place: they need not be kept.
    pub(super) fn once(&self) -> Box<[bool]> {
        (0..=self.next).map(|number| self.once.contains(&number)).collect()
    }

    /// The way to the value of a definition, where finding it costs more than keeping it, and it may be asked for again: not
    /// where one place alone gives it the variables of all loops around, which never come together a second time.
    pub(super) fn defined(&mut self, id: usize, kind: &ExprKind, loops: &Loops) -> Option<Quick> {
        fn searches(kind: &ExprKind) -> bool {
            holds_search(kind) || !every(kind, |c| !searches(&c.kind))
        }
        let ExprKind::Bind { arguments, body } = kind else { return None };
        if is_timeless(kind) {
            return Some(Quick::Answered(self.answers.entry(id).or_default().clone()));
        }
        if !searches(&body.kind) {
            return None;
        }
        let given = || {
            arguments.iter().filter_map(|(_, a)| if let ExprKind::Slot(s) = a.kind { Some(s) } else { None })
        };
        let once = !loops.is_empty() && loops.all_follow(given().collect());
        let place = if once { self.place(id, given().collect()) } else { 0 };
        Some(Quick::Defined { number: self.number(format!("define {id}").into_bytes()), place })
    }

    /// The number of the places that ask for a definition with the same variables: where they are several, its values are kept.
    fn place(&mut self, id: usize, given: Vec<u32>) -> u32 {
        if let Some(place) = self.places.get(&(id, given.clone())) {
            self.once.remove(place);
            return *place;
        }
        let place = self.fresh();
        self.once.insert(place);
        self.places.insert((id, given), place);
        place
    }

    fn number(&mut self, sign: Vec<u8>) -> u32 {
        *self.by_sign.entry(sign).or_insert_with(|| {
            self.next += 1;
            self.next
        })
    }

    /// A pattern, taken apart where that is done already: those that are written alike are one.
    pub(super) fn pattern(&mut self, written: &str, known: Option<&hir::Pattern>) -> Pattern {
        if let Some(same) = self.patterns.get(written) {
            return same.clone();
        }
        let needed = &mut self.needed;
        let number = self.patterns.len() as u32;
        let note = |words: Vec<String>| {
            let number = (!words.is_empty()).then_some(needed.len() as u32);
            needed.extend(number.map(|_| words));
            number
        };
        let pattern = Pattern::new(written, known, number, note);
        self.patterns.insert(written.to_owned(), pattern.clone());
        pattern
    }

    /// The words that matches of patterns hold, by their numbers.
    pub(super) fn needed(&self) -> &[Vec<String>] {
        &self.needed
    }

    fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// Under which number the elements of a loop are kept that fulfil its condition: a condition on every element is asked once
    /// for all turns of the loops around that do not change it.
    pub(super) fn chosen(&mut self, slot: u32, list: &Expr, condition: &Expr, loops: &Loops) -> Option<Kept> {
        let mut on = Vec::new();
        let is_little = few(&list.kind, false, &mut Vec::new(), &mut on)
            && few(&condition.kind, false, &mut vec![slot], &mut on);
        (is_little && loops.ask_again(&on)).then(|| Kept { number: self.fresh(), on })
    }

    /// Where a loop over functions asks of each only that one of a few things mention it: these things, each with its number.
    pub(super) fn mentioning(&mut self, slot: u32, list: &Expr, body: &[Statement]) -> Option<Mentioning> {
        let (ExprKind::Constant(Constant::List(all)), [Statement::Require(only)]) = (&list.kind, body) else {
            return None;
        };
        let function = |c: &Constant| match c {
            Constant::Vocabulary(v) => Some(v.0),
            _ => None,
        };
        let functions = all.iter().map(function).collect::<Option<Vec<u32>>>()?;
        let (mut subjects, mut sign) = (Vec::new(), b"one of ".to_vec());
        if !asked_of(slot, &only.condition, &mut subjects, &mut sign) {
            return None;
        }
        let is_the_same = only.message.iter().flatten().all(|part| names(part, slot));
        let claims = functions.iter().map(|_| is_the_same.then(OnceLock::new)).collect();
        Some(Mentioning { functions, claims, subjects, number: self.number(sign) })
    }

    /// The number of what a requirement quotes where it is false, if that depends on the document alone: what is reported does,
    /// and the words that it asks for are sought in what does. Which words these are does not matter.
    pub(super) fn proof(&mut self, condition: &Expr, evidence: &[Expr]) -> Option<u32> {
        let (mut sign, mut asked) = (b"proof ".to_vec(), None);
        for e in evidence {
            if !signed(&e.kind, &mut sign, &mut asked) {
                return None;
            }
            sign.push(b';');
        }
        let of_document = sought(condition, &mut sign, &mut asked) && asked.is_none();
        of_document.then(|| self.number(sign))
    }

    fn search(&mut self, kind: &ExprKind, loops: &Loops) -> Option<Search> {
        if let ExprKind::Pick { pick: Pick::Best, slot, by: Some(by), .. } = kind {
            let rating = rating(by, *slot)?;
            return Some(Search { rating: Some(rating), ..Search::default() });
        }
        let (slot, condition) = match kind {
            ExprKind::Quantified {
                quantifier: Quantifier::Some | Quantifier::No, slot, condition, ..
            }
            | ExprKind::Pick {
                pick: Pick::Those | Pick::First | Pick::Last,
                slot,
                condition: Some(condition),
                ..
            } => (*slot, condition),
            _ => return None,
        };
        let needs = without(condition, &mut vec![(slot, true)], &self.tagged).map(|condition| {
            let kept = free(&condition.kind).filter(|on| loops.ask_again(on));
            let kept = kept.map(|on| Kept { number: self.fresh(), on });
            Needs { condition, kept }
        });
        let near = near(condition, slot, &[]);
        let apart = apart(condition, slot);
        let (said, same, told) = (self.said(condition, slot), same(condition, slot), told(condition, slot));
        let any = needs.is_some()
            || near.is_some()
            || apart.is_some()
            || said.is_some()
            || same.is_some()
            || told.is_some();
        any.then_some(Search { needs, near, apart, said, same, told, rating: None })
    }
}

/// What a search depends on that is not on all loops around it: it would be made with the same result again.
fn invariant(kind: &ExprKind, loops: &Loops) -> Option<Vec<On>> {
    let goes_through = matches!(
        kind,
        ExprKind::Quantified { .. }
            | ExprKind::Pick { .. }
            | ExprKind::Call(..)
            | ExprKind::Binary(BinaryOp::In | BinaryOp::NotIn, ..)
    );
    if !goes_through || loops.is_empty() {
        return None;
    }
    if !holds_search(kind) {
        return None;
    }
    free(kind).filter(|on| loops.ask_again(on))
}

/// What an expression asks of variables that are not its own, where that is little.
fn free(kind: &ExprKind) -> Option<Vec<On>> {
    let mut on = Vec::new();
    few(kind, false, &mut Vec::new(), &mut on).then_some(on)
}

/// `compared` says whether nothing is done with the value but comparing it.
fn few(kind: &ExprKind, compared: bool, own: &mut Vec<u32>, out: &mut Vec<On>) -> bool {
    if let Some(asked) = asked(kind) {
        if !own.contains(&asked.0) {
            note(asked, compared, out);
        }
        return out.len() <= MOST_ON;
    }
    match kind {
        ExprKind::Quantified { slot, .. } | ExprKind::Pick { slot, .. } => own.push(*slot),
        ExprKind::Bind { arguments, .. } => own.extend(own_variables(arguments)),
        _ => {}
    }
    let compares =
        matches!(kind, ExprKind::Binary(BinaryOp::Eq | BinaryOp::Ne | BinaryOp::In | BinaryOp::NotIn, ..));
    every(kind, |c| few(&c.kind, compares, own, out))
}

/// The variable, and the field of the row in it, that an expression is.
fn asked(kind: &ExprKind) -> Option<(u32, Option<usize>)> {
    match kind {
        ExprKind::Slot(slot) => Some((*slot, None)),
        ExprKind::RowField(base, field) => match base.kind {
            ExprKind::Slot(slot) => Some((slot, Some(*field))),
            _ => None,
        },
        _ => None,
    }
}

fn note((slot, field): (u32, Option<usize>), by_words: bool, out: &mut Vec<On>) {
    match out.iter_mut().find(|on| (on.slot, on.field) == (slot, field)) {
        Some(on) => on.by_words &= by_words,
        None => out.push(On { slot, field, by_words }),
    }
}

/// `f in c.functions`: no list is made.
fn is_naming(kind: &ExprKind) -> bool {
    matches!(kind, ExprKind::Binary(BinaryOp::In, _, functions)
        if matches!(functions.kind, ExprKind::Field(_, Field::Functions)))
}

/// Whether an expression goes through a list, element by element.
fn holds_search(kind: &ExprKind) -> bool {
    match kind {
        kind if is_naming(kind) => false,
        // A few words or vocabularies are looked through at once.
        ExprKind::Binary(BinaryOp::In | BinaryOp::NotIn, _, list)
            if matches!(list.kind, ExprKind::Constant(_) | ExprKind::Field(_, Field::Tags)) =>
        {
            false
        }
        ExprKind::Quantified { .. }
        | ExprKind::Pick { condition: Some(_), .. }
        | ExprKind::Binary(BinaryOp::In | BinaryOp::NotIn, ..) => true,
        ExprKind::Call(_, args) => args.iter().any(|c| {
            matches!(c.kind, ExprKind::Project(..) | ExprKind::RowProject(..)) || holds_search(&c.kind)
        }),
        _ => false,
    }
}

/// Whether finding a value costs more than keeping it.
fn is_costly(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Field(_, field) => matches!(field, Field::Functions | Field::Segments | Field::Verbs),
        ExprKind::Call(b, _) => matches!(b, Builtin::Length | Builtin::Occurrences | Builtin::Distinct),
        ExprKind::Project(..) | ExprKind::Capture(..) | ExprKind::Matches(..) => true,
        _ => false,
    }
}

/// Writes down what a value depends on; `false` where that is more than the document and one variable.
fn signed(kind: &ExprKind, out: &mut Vec<u8>, slot: &mut Option<u32>) -> bool {
    match kind {
        ExprKind::Document => out.push(b'D'),
        ExprKind::Slot(s) => {
            if *slot.get_or_insert(*s) != *s {
                return false;
            }
            out.push(b'S');
        }
        ExprKind::Constant(c) => write!(out, "{c:?}").unwrap_or_default(),
        ExprKind::Field(base, field) | ExprKind::Project(base, field) => {
            let sign = if matches!(kind, ExprKind::Field(..)) { b'.' } else { b'*' };
            if !signed(&base.kind, out, slot) {
                return false;
            }
            out.push(sign);
            out.extend((*field as u32).to_le_bytes());
        }
        ExprKind::Call(builtin, args) => {
            out.push(b'(');
            out.extend((*builtin as u32).to_le_bytes());
            for arg in args {
                if !signed(&arg.kind, out, slot) {
                    return false;
                }
                out.push(b',');
            }
            out.push(b')');
        }
        ExprKind::Capture(subject, pattern, group, reach) => {
            out.push(b'c');
            out.extend((*reach as u32).to_le_bytes());
            out.extend(pattern.number().to_le_bytes());
            for name in &**group {
                out.extend(name.as_bytes());
                out.push(b'/');
            }
            return signed(&subject.kind, out, slot);
        }
        ExprKind::Matches(subject, pattern) => {
            out.push(b'm');
            out.extend(pattern.number().to_le_bytes());
            return signed(&subject.kind, out, slot);
        }
        _ => return false,
    }
    true
}

/// Whether two expressions ask the same of the document alone.
pub(super) fn written_alike(a: &Expr, b: &Expr) -> bool {
    let written = |e: &Expr| {
        let (mut sign, mut slot) = (Vec::new(), None);
        (signed(&e.kind, &mut sign, &mut slot) && slot.is_none()).then_some(sign)
    };
    written(a).is_some_and(|sign| written(b) == Some(sign))
}

/// Of which things a condition asks only whether one of them mentions what is in a variable, and how they are written; `false`
/// where it asks anything else.
fn asked_of(variable: u32, condition: &Expr, out: &mut Vec<Expr>, sign: &mut Vec<u8>) -> bool {
    match &condition.kind {
        ExprKind::Binary(BinaryOp::Or, a, b) => {
            asked_of(variable, a, out, sign) && asked_of(variable, b, out, sign)
        }
        ExprKind::Mentions { subject, vocabularies: Vocabularies::Found(function), strength: None } => {
            let mut asked = None;
            let is_it = matches!(function.kind, ExprKind::Slot(s) if s == variable);
            sign.push(b'|');
            out.push((**subject).clone());
            is_it && signed(&subject.kind, sign, &mut asked) && asked.is_none()
        }
        _ => false,
    }
}

/// Whether a part of a message names nothing but a variable.
fn names(part: &Part, variable: u32) -> bool {
    let Part::Value { expr, .. } = part else { return true };
    match &expr.kind {
        ExprKind::Constant(_) => true,
        ExprKind::Slot(slot) => *slot == variable,
        ExprKind::Field(of, Field::Name) => matches!(of.kind, ExprKind::Slot(slot) if slot == variable),
        _ => false,
    }
}

/// Writes down in what a condition seeks words; `false` where it asks anything else.
fn sought(condition: &Expr, out: &mut Vec<u8>, slot: &mut Option<u32>) -> bool {
    match &condition.kind {
        ExprKind::Binary(BinaryOp::Or, a, b) => sought(a, out, slot) && sought(b, out, slot),
        ExprKind::Mentions { subject, strength: None, .. } => {
            out.push(b'|');
            signed(&subject.kind, out, slot)
        }
        _ => false,
    }
}

/// A variable that nothing is to be asked of, and whether it surely holds a record.
type Hidden = (u32, bool);

/// What remains of a condition where nothing is asked of the variables `of`: where it is false, the condition is.
fn without(e: &Expr, of: &mut Vec<Hidden>, tagged: &Tagged) -> Option<Expr> {
    if !mentions(e, of) {
        // What is the same for all is worth a look only where it is more than a constant.
        return (!matches!(e.kind, ExprKind::Constant(_))).then(|| e.clone());
    }
    let kind = match &e.kind {
        ExprKind::Binary(BinaryOp::And, a, b) => match (without(a, of, tagged), without(b, of, tagged)) {
            (Some(a), Some(b)) => ExprKind::Binary(BinaryOp::And, Box::new(a), Box::new(b)),
            (one, other) => return one.or(other),
        },
        ExprKind::Binary(BinaryOp::Or, a, b) => {
            let (a, b) = (without(a, of, tagged)?, without(b, of, tagged)?);
            ExprKind::Binary(BinaryOp::Or, Box::new(a), Box::new(b))
        }
        ExprKind::Bind { arguments, body } => return without_in_definition(e, arguments, body, (of, tagged)),
        ExprKind::Quantified { quantifier: Quantifier::Some, slot, list, condition } => {
            let hidden = mentions(list, of);
            if hidden && !is_list_of_record(list, of) {
                return None;
            }
            // Of elements that are not known only what is asked beside them remains.
            of.extend(hidden.then_some((*slot, true)));
            let rest = without(condition, of, tagged);
            of.truncate(of.len() - usize::from(hidden));
            let condition = Box::new(rest?);
            if hidden {
                return Some(*condition);
            }
            let quick = said(&condition, *slot, tagged).map(|said| {
                let said = Some(said);
                Arc::new(Quick::Search(Box::new(Search { said, ..Search::default() })))
            });
            let kind = ExprKind::Quantified {
                quantifier: Quantifier::Some,
                slot: *slot,
                list: list.clone(),
                condition,
            };
            return Some(Expr { kind, at: e.at, quick });
        }
        _ => return None,
    };
    Some(Expr { kind, at: e.at, quick: None })
}

fn without_in_definition(
    e: &Expr,
    arguments: &[(u32, Expr)],
    body: &Expr,
    (of, tagged): (&mut Vec<Hidden>, &Tagged),
) -> Option<Expr> {
    let before = of.len();
    let mut kept = Vec::new();
    for (slot, argument) in arguments {
        if mentions(argument, of) {
            let sure = matches!(argument.kind, ExprKind::Slot(s) if of.contains(&(s, true)));
            of.push((*slot, sure));
        } else {
            kept.push((*slot, argument.clone()));
        }
    }
    let body = without(body, of, tagged);
    of.truncate(before);
    let kind = ExprKind::Bind { arguments: kept, body: Box::new(body?) };
    Some(Expr { kind, at: e.at, quick: None })
}

/// Whether an expression is a list that a record surely has: it may be empty, but not unknown.
fn is_list_of_record(e: &Expr, of: &[Hidden]) -> bool {
    let ExprKind::Field(base, Field::Clauses | Field::Segments | Field::Functions) = &e.kind else {
        return false;
    };
    matches!(base.kind, ExprKind::Slot(s) if of.contains(&(s, true)))
}

/// Whether an expression asks for one of some variables.
pub(super) fn mentions(e: &Expr, slots: &[Hidden]) -> bool {
    match &e.kind {
        ExprKind::Slot(s) => slots.iter().any(|(slot, _)| slot == s),
        kind => !every(kind, |c| !mentions(c, slots)),
    }
}
