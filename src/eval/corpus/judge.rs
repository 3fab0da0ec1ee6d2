//! The requirements of a policy over a corpus, evaluated on rows; verdicts and findings go to every document concerned.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    rc::Rc,
};

use super::row::{Collected, Origin, Row};
use crate::{
    eval::{
        corpus::Part,
        ctx::Ctx,
        explain::binding_of,
        expr::Frame,
        proof::evidence::{Subject, identity},
        proof::trace::{Sought, Sources},
        scope::{Open, Weight},
        turns::bindings,
        value::{List, Text, Value, Why},
    },
    finding::{Claim, Counts, Evidence, Finding, Role, Verdict},
    plan::{BinaryOp, ConditionRole, Corpus, Counterpart, Expr, ExprKind, For, Policy, Require, Statement},
    text::{fold_words, unnumbered},
};

/// What is known of one document that gave a row.
struct Member<'r> {
    weight: Weight,
    open: Open,
    anchor: Option<&'r Evidence>,
    /// Whether it is judged here, and not only set beside another.
    judged: bool,
    counts: Counts,
    whys: Vec<Why>,
    /// Why it could not be judged, where nothing else is said of it.
    excuse: Option<Verdict>,
    findings: Vec<Finding>,
}

/// A finding before it is cut to each document.
struct Draft<'r> {
    requirement: &'r Require,
    quoted: Vec<Quoted<'r>>,
    documents: BTreeSet<&'r Origin>,
    /// What the loops around the requirement hold.
    turn: Vec<Rc<str>>,
    finding: Finding,
}

/// Words of one document that a finding quotes.
type Quoted<'r> = (&'r Origin, Role, &'r Evidence);

/// The words that a finding quotes: those of the documents that it concerns, however many rows its values were made of.
struct Quotes<'a, 'r> {
    concerned: &'a BTreeSet<&'r Origin>,
    all: Vec<Quoted<'r>>,
}

impl<'r> Quotes<'_, 'r> {
    fn add(&mut self, origin: &'r Origin, role: Role, words: impl IntoIterator<Item = &'r Evidence>) {
        if self.concerned.contains(origin) {
            self.all.extend(words.into_iter().map(|w| (origin, role, w)));
        }
    }
}

/// The judgement of one policy on all rows.
pub(in crate::eval) struct Judge<'c, 'r> {
    pub(in crate::eval) ctx: &'c Ctx<'r>,
    policy: &'r Policy,
    members: BTreeMap<&'r Origin, Member<'r>>,
    drafts: Vec<Draft<'r>>,
    /// The documents of the group that is being judged.
    group: BTreeSet<&'r Origin>,
    /// The rows of the group, and those of each of its documents.
    rows: (Value<'r>, BTreeMap<&'r Origin, Vec<&'r Collected>>),
    /// The variables that hold rows while a body runs, innermost last.
    active: Vec<u32>,
    /// The loops that are running, outermost first, where it is recorded.
    loops: Vec<&'r For>,
    /// A row and its counterpart, where they are judged.
    beside: Option<(Counterpart, [&'r Collected; 2])>,
}

impl<'c, 'r> Judge<'c, 'r> {
    pub(in crate::eval) fn new(ctx: &'c Ctx<'r>, policy: &'r Policy) -> Self {
        Self {
            ctx,
            policy,
            members: BTreeMap::new(),
            drafts: Vec::new(),
            group: BTreeSet::new(),
            rows: (Value::list(Vec::new()), BTreeMap::new()),
            active: Vec::new(),
            loops: Vec::new(),
            beside: None,
        }
    }

    /// Makes a document known.
    pub(in crate::eval) fn meet(&mut self, row: &'r Row) {
        let member = Member {
            weight: row.weight,
            open: row.open,
            anchor: row.collected.anchor.as_deref(),
            judged: false,
            counts: Counts::default(),
            whys: Vec::new(),
            excuse: None,
            findings: Vec::new(),
        };
        self.members.insert(row.origin(), member);
    }

    /// Says why a document is not judged.
    pub(in crate::eval) fn excuse(&mut self, document: &Origin, verdict: Verdict) {
        if let Some(member) = self.members.get_mut(document) {
            member.judged = true;
            member.excuse = Some(verdict);
        }
    }

    fn mark_judged(&mut self, document: &Origin) {
        if let Some(member) = self.members.get_mut(document) {
            member.judged = true;
        }
    }

    /// Leaves a document undecided.
    pub(in crate::eval) fn leave_open(&mut self, document: &'r Origin, why: Why) {
        self.mark_judged(document);
        self.undecided(&BTreeSet::from([document]), 1, why);
    }

    /// Judges a row beside its counterpart.
    pub(in crate::eval) fn set_beside(&mut self, corpus: &Corpus, this: &'r Collected, other: &'r Collected) {
        let mut frame = Frame::new(self.policy.slots);
        for (slot, row) in corpus.slots.iter().zip([this, other]) {
            frame.set(*slot, Value::Row(row));
        }
        self.mark_judged(&this.origin);
        self.active.clone_from(&corpus.slots);
        self.group = BTreeSet::from([&this.origin, &other.origin]);
        self.beside = corpus.counterpart.map(|which| (which, [this, other]));
        self.body(&mut frame, &self.policy.body);
    }

    /// Judges the rows of a group.
    pub(in crate::eval) fn group(&mut self, corpus: &Corpus, rows: Value<'r>) {
        let mut by_document: BTreeMap<&Origin, Vec<&Collected>> = BTreeMap::new();
        each_row(&rows, &mut |row| by_document.entry(&row.origin).or_default().push(row));
        let documents: BTreeSet<&Origin> = by_document.keys().copied().collect();
        for document in &documents {
            self.mark_judged(document);
        }
        self.rows = (rows.clone(), by_document);
        let mut frame = Frame::new(self.policy.slots);
        if let Some(slot) = corpus.slots.first() {
            frame.set(*slot, rows);
        }
        self.active.clear();
        self.group = documents;
        self.body(&mut frame, &self.policy.body);
    }

    fn body(&mut self, frame: &mut Frame<'r>, body: &'r [Statement]) {
        for statement in body {
            match statement {
                Statement::Let { slot, value, .. } => {
                    let value = self.ctx.eval(frame, value);
                    frame.set(*slot, value);
                }
                Statement::For(f) => self.each(frame, f),
                Statement::Require(r) => self.require(frame, r),
            }
        }
    }

    fn each(&mut self, frame: &mut Frame<'r>, f: &'r For) {
        let list = match self.ctx.eval(frame, &f.list) {
            Value::List(list) => list,
            other => {
                let why = other.unknown().unwrap_or(Why::NoSuchElement);
                return self.undecided(&self.concerned(frame), f.requirements, why);
            }
        };
        let before = self.active.len();
        self.active.extend(&f.slots);
        self.loops.push(f);
        let _ = bindings(frame, f, &list, &mut |frame| {
            let truth = f.condition.as_ref().map_or(Ok(true), |c| self.ctx.truth(frame, c));
            if let Some(condition) = &f.condition {
                self.step(frame, ConditionRole::Where, condition);
            }
            match truth {
                Ok(true) => self.body(frame, &f.body),
                Ok(false) => {}
                Err(why) => self.undecided(&self.concerned(frame), f.requirements, why),
            }
            ControlFlow::Continue(())
        });
        self.active.truncate(before);
        self.loops.pop();
    }

    /// The documents of the rows in sight; all of the group where no variable holds one.
    fn concerned(&self, frame: &Frame<'r>) -> BTreeSet<&'r Origin> {
        let rows: BTreeSet<&Origin> =
            self.active.iter().filter_map(|s| frame.row(*s)).map(|r| &r.origin).collect();
        if rows.is_empty() { self.group.clone() } else { rows }
    }

    fn require(&mut self, frame: &mut Frame<'r>, r: &'r Require) {
        if self.ctx.is_about_nothing(self.policy, frame, &r.condition) {
            return;
        }
        let concerned = self.concerned(frame);
        let truth = self.ctx.truth(frame, &r.condition);
        self.step(frame, ConditionRole::Requirement, &r.condition);
        match truth {
            Ok(holds) => {
                for document in &concerned {
                    if let Some(Member { counts, .. }) = self.members.get_mut(document) {
                        *(if holds { &mut counts.passed } else { &mut counts.violated }) += 1;
                    }
                }
                if !holds {
                    let ctx = self.ctx;
                    ctx.unrecorded(|| self.draft(frame, r, concerned));
                }
            }
            Err(why) => self.undecided(&concerned, 1, why),
        }
    }

    /// Tells a condition to the recorder.
    fn step(&self, frame: &mut Frame<'r>, role: ConditionRole, condition: &'r Expr) {
        if self.ctx.recorder.is_none() {
            return;
        }
        let beside = self.beside.map_or(Vec::new(), |(which, [this, other])| {
            let name = match which {
                Counterpart::Parent => "parent",
                Counterpart::Previous => "previous",
            };
            vec![binding_of("this", this), binding_of(name, other)]
        });
        self.ctx.step_of(self.policy, frame, (beside, &self.loops), role, condition);
    }

    fn undecided(&mut self, documents: &BTreeSet<&'r Origin>, requirements: u32, why: Why) {
        for document in documents {
            if let Some(member) = self.members.get_mut(document) {
                member.counts.undecided += requirements;
                if !member.whys.contains(&why) {
                    member.whys.push(why);
                }
            }
        }
    }

    fn draft(&mut self, frame: &mut Frame<'r>, r: &'r Require, documents: BTreeSet<&'r Origin>) {
        let (message, values) = self.ctx.message(frame, r);
        let mut quoted = Quotes { concerned: &documents, all: Vec::new() };
        for e in &r.evidence {
            let value = self.ctx.eval(frame, e);
            if of_rows(&value) {
                each_row(&value, &mut |row| {
                    let words = row.fields.iter().flat_map(|(_, proof)| proof.words());
                    quoted.add(&row.origin, Role::Offending, words);
                });
            } else if !places(&value, &mut |origin, words| quoted.add(origin, Role::Offending, [words])) {
                self.quote(frame, e, Role::Offending, (&mut Sources::default(), &mut quoted));
            }
        }
        self.quote(frame, &r.condition, Role::Context, (&mut Sources::default(), &mut quoted));
        let Policy { name, severity, basis, .. } = self.policy;
        let claim = Claim::new(name.clone(), *severity, message, basis.clone(), values);
        let finding = Finding::new(claim, String::new(), Vec::new());
        let quoted = quoted.all;
        let turn = self.ctx.turn_words(self.policy, frame, r);
        self.drafts.push(Draft { requirement: r, quoted, documents, turn, finding });
    }

    /// The words behind the collected values in an expression.
    fn quote(
        &self,
        frame: &mut Frame<'r>,
        e: &'r Expr,
        role: Role,
        (sources, out): (&mut Sources, &mut Quotes<'_, 'r>),
    ) {
        // Words collected or chosen among them: each at its own place.
        let own = matches!(e.kind, ExprKind::Slot(_) | ExprKind::Pick { .. });
        if own && places(&self.ctx.eval(frame, e), &mut |origin, words| out.add(origin, role, [words])) {
            return;
        }
        let concerned = out.concerned;
        match &e.kind {
            ExprKind::RowField(base, i) | ExprKind::RowProject(base, i) => {
                let rows = self.ctx.eval(frame, base);
                let mut add = |row: &'r Collected| {
                    let words = row.fields.get(*i).map_or(&[][..], |(_, proof)| proof.words());
                    out.add(&row.origin, role, words);
                };
                if is_same_list(&rows, &self.rows.0) {
                    // Of all rows of a group only those of few documents are quoted.
                    let of = |d: &&'r Origin| self.rows.1.get(d).into_iter().flatten();
                    concerned.iter().flat_map(of).for_each(|row| add(row));
                } else {
                    each_row(&rows, &mut add);
                }
            }
            ExprKind::Slot(slot) => {
                if let Some(source) = &self.policy.sources[*slot as usize]
                    && sources.enter(*slot, Sought::Words)
                {
                    self.quote(frame, source, role, (sources, out));
                    sources.leave();
                }
            }
            ExprKind::Bind { arguments, body } => {
                self.ctx.bind(frame, arguments);
                self.quote(frame, body, role, (sources, out));
            }
            ExprKind::Binary(BinaryOp::And, a, b) => {
                for side in [a, b] {
                    if self.ctx.truth(frame, side) == Ok(false) {
                        self.quote(frame, side, role, (sources, out));
                    }
                }
            }
            ExprKind::Default(a, b) => {
                let used = if self.ctx.eval(frame, a).unknown().is_some() { b } else { a };
                self.quote(frame, used, role, (sources, out));
            }
            ExprKind::Pick { list, .. } => self.quote(frame, list, role, (sources, out)),
            ExprKind::Quantified { quantifier, slot, list, condition } => {
                self.quote(frame, list, role, (sources, out));
                if self.ctx.counterexample(frame, *quantifier, *slot, list, condition).is_some() {
                    self.quote(frame, condition, role, (sources, out));
                }
            }
            _ => e.children().for_each(|c| self.quote(frame, c, role, (sources, out))),
        }
    }

    /// What is said of each document.
    pub(in crate::eval) fn parts(mut self) -> Vec<Part> {
        for draft in std::mem::take(&mut self.drafts) {
            self.cut(&draft);
        }
        let tables = &self.ctx.plan.tables;
        let members = self.members.into_iter().filter(|(_, m)| m.judged || m.counts.examined() > 0);
        let part = |(origin, member): (&Origin, Member<'_>)| Part {
            origin: origin.clone(),
            policy: self.policy.name.clone(),
            counts: member.counts,
            reasons: member.whys.iter().map(|w| w.phrase(tables)).collect(),
            excuse: member.excuse,
            findings: member.findings,
        };
        members.map(part).collect()
    }

    /// Gives each document its part of a finding: its own words, and the names of the others.
    fn cut(&mut self, draft: &Draft<'r>) {
        for document in &draft.documents {
            let Some(member) = self.members.get_mut(document) else { continue };
            let mut evidence: Vec<Evidence> = Vec::new();
            for (d, role, words) in &draft.quoted {
                if d == document && !evidence.iter().any(|e| e.span == words.span) {
                    evidence.push(Evidence { role: *role, ..(*words).clone() });
                }
            }
            if evidence.is_empty() {
                let anchor = member.anchor.map(|a| Evidence { role: Role::Searched, ..a.clone() });
                evidence.extend(anchor);
            }
            let mut finding = draft.finding.clone();
            finding.evidence = evidence;
            finding.restate().severity = member.weight.of(draft.requirement);
            finding.notes.extend(member.open.notes());
            let others = draft.documents.iter().filter(|d| *d != document);
            finding.others = others.map(|d| d.path.clone()).collect();
            finding.fingerprint = fingerprint(self.policy, draft, &finding);
            member.findings.push(finding);
        }
    }
}

/// Whether a value is a row, or a list of rows.
fn of_rows(value: &Value<'_>) -> bool {
    match value {
        Value::Row(_) => true,
        Value::List(list) => list.len() > 0 && list.iter().all(|v| of_rows(&v)),
        _ => false,
    }
}

fn is_same_list(a: &Value<'_>, b: &Value<'_>) -> bool {
    match (a, b) {
        (Value::List(List::Values(a)), Value::List(List::Values(b))) => Rc::ptr_eq(a, b),
        _ => false,
    }
}

fn each_row<'r>(value: &Value<'r>, act: &mut dyn FnMut(&'r Collected)) {
    match value {
        Value::Row(row) => act(row),
        Value::List(list) => list.iter().for_each(|v| each_row(&v, act)),
        _ => {}
    }
}

/// Gives the places of collected words, each with its document; whether there are any.
fn places<'r>(value: &Value<'r>, act: &mut dyn FnMut(&'r Origin, &'r Evidence)) -> bool {
    match value {
        Value::Text(Text::Collected(words)) => {
            words.place.as_ref().inspect(|place| act(&words.origin, place)).is_some()
        }
        // Of rows, there may be very many.
        Value::List(list) if matches!(list.first(), Some(Value::Row(_))) => false,
        Value::List(list) => list.iter().filter(|v| places(v, act)).count() > 0,
        _ => false,
    }
}

fn fingerprint(policy: &Policy, draft: &Draft<'_>, finding: &Finding) -> String {
    let of = |role| finding.evidence.iter().filter(move |e| e.role == role);
    let subject = |role| Subject::of(of(role).map(|e| unnumbered(&fold_words(&e.quote))));
    let subject = match of(Role::Offending).next() {
        Some(_) => subject(Role::Offending),
        None if draft.turn.is_empty() => subject(Role::Context),
        None => subject(Role::Context).with(draft.turn.iter()),
    };
    identity(policy, draft.requirement, &subject)
}
