//! One policy on one regulation: requirements evaluated, counted, and turned into a verdict.

use std::{
    collections::{BTreeSet, HashMap},
    ops::ControlFlow,
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;

use super::{
    as_of::{AsOf, InForce, in_force},
    budget::{self, Budget},
    corpus::row::Row,
    coverage::Recorder,
    ctx::Ctx,
    expr::Frame,
    proof::evidence::Proof,
    proof::unlisted::{ENOUGH_VIOLATIONS, MOST_LISTED, Unlisted},
    quick::doubts::Doubtful,
    scope::{Open, Weight},
    turns::{bindings, one_by_one, two_by_two},
    value::{Value, Why},
};
use crate::{
    finding::{Claim, Counts, DocumentReport, Finding, Outcome, Role, Verdict, Verdicts},
    phrase::Phrase,
    plan::Quantifier,
    plan::{ConditionRole, Expr, ExprKind, For, Hits, Matcher, Plan, Policy, Require, Statement},
    quickly::Quickly,
    regulation::Regulation,
    source::{LineIndex, Span},
};

/// How to check.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The audit date; without it each document's own date.
    pub as_of: Option<Date>,
    /// The policies to check with, by name; empty means all.
    pub only: Vec<String>,
}

impl Options {
    /// Whether a policy is among those to check with.
    pub fn asks(&self, policy: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == policy)
    }
}

/// What one document gave: its report, and the rows that policies over a corpus collected from it.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The report; policies over a corpus are not judged in it yet.
    pub report: DocumentReport,
    /// The rows for policies over a corpus.
    pub rows: Vec<Row>,
}

/// Checks one regulation with every policy of a plan that judges documents one by one.
pub fn check(plan: &Plan, reg: &Regulation, options: &Options) -> DocumentReport {
    examine(plan, reg, options).report
}

/// Checks one regulation, collects what policies over a corpus ask of it, and says what is strange about it.
pub fn examine(plan: &Plan, reg: &Regulation, options: &Options) -> Examined {
    examine_with(plan, reg, options, (None, budget::MOST_TURNS))
}

/// The same where a policy may take only so many turns on the document, and is undecided beyond.
pub fn examine_within(plan: &Plan, reg: &Regulation, options: &Options, turns: u64) -> Examined {
    examine_with(plan, reg, options, (None, turns))
}

/// The same, with a recorder.
pub(super) fn examine_with<'r>(
    plan: &'r Plan,
    reg: &'r Regulation,
    options: &Options,
    (recorder, turns): (Option<&'r Recorder>, u64),
) -> Examined {
    let ctx =
        Ctx { recorder, budget: Budget::of(turns), ..Ctx::new(plan, reg, AsOf::of(reg, options.as_of)) };
    if options.only.is_empty() {
        return examine_in(&ctx, Arc::clone(&plan.names), plan.programs.iter());
    }
    let asked = || plan.programs.iter().filter(|p| options.asks(&p.name));
    examine_in(&ctx, asked().map(|p| p.name.clone()).collect(), asked())
}

/// Some policies of a plan, to examine documents with only these: what is not asked for is not sought either.
#[derive(Debug)]
pub struct Chosen<'p> {
    plan: &'p Plan,
    programs: Vec<&'p Policy>,
    names: Arc<[String]>,
    /// Where they do not need all phrases.
    matcher: Option<Matcher>,
}

impl<'p> Chosen<'p> {
    /// The policies of a plan that have these names.
    pub fn of(plan: &'p Plan, names: &BTreeSet<String>) -> Self {
        let programs: Vec<&Policy> = plan.programs.iter().filter(|p| names.contains(&p.name)).collect();
        let matcher = plan.matcher_for(programs.iter().copied());
        let names = programs.iter().map(|p| p.name.clone()).collect();
        Self { plan, programs, names, matcher }
    }

    /// Checks one regulation with these policies.
    pub fn examine(&self, reg: &Regulation, as_of: Option<Date>) -> Examined {
        let matcher = self.matcher.as_ref().unwrap_or(&self.plan.matcher);
        let asks = self.programs.iter().any(|p| p.asks_for_words());
        let hits = if asks { matcher.scan(&reg.source.folded.text) } else { Hits::default() };
        let ctx = Ctx::with(self.plan, reg, AsOf::of(reg, as_of), hits);
        examine_in(&ctx, Arc::clone(&self.names), self.programs.iter().copied())
    }
}

/// What policies say of one regulation; `names` are theirs.
fn examine_in<'r>(
    ctx: &Ctx<'r>,
    names: Arc<[String]>,
    policies: impl Iterator<Item = &'r Policy>,
) -> Examined {
    let reg = ctx.reg;
    let lines = LineIndex::new(&reg.source.text);
    let mut verdicts = Vec::with_capacity(names.len());
    // Moving findings to a longer list takes longer than making a few too many places.
    let (mut findings, mut rows) = (Vec::with_capacity(names.len() / 2), Vec::new());
    let mut frame = Frame::new(0);
    let mut renewed: Option<Ctx<'r>> = None;
    for policy in policies {
        verdicts.push(loop {
            let now = renewed.as_ref().unwrap_or(ctx);
            if now.recorder.is_some() {
                // Where it is recorded nothing is kept for the next policy.
                now.budget.renew();
            }
            let (is_alone, before) = (now.budget.is_whole(), (findings.len(), rows.len()));
            let verdict = match &policy.corpus {
                None => now.policy(policy, &mut frame, &lines, &mut findings),
                Some(corpus) => now.collect(policy, corpus, &lines, &mut rows),
            };
            if !now.is_spent() {
                break verdict;
            }
            // Some of what is kept was not found to its end.
            renewed = Some(ctx.anew());
            if is_alone {
                break verdict;
            }
            findings.truncate(before.0);
            rows.truncate(before.1);
        });
    }
    findings.shrink_to_fit();
    put_in_order(&mut findings);
    let report = DocumentReport {
        id: reg.id.clone(),
        path: reg.source.path.clone(),
        digest: reg.source.digest.clone(),
        text: reg.source.text.clone(),
        verdicts: Verdicts::new(names, verdicts),
        findings,
        warnings: reg.warnings(&reg.source.path),
    };
    Examined { report, rows }
}

/// Gives the findings of a report that was kept as data what their policies rest on.
pub fn restore(plan: &Plan, report: &mut DocumentReport) {
    for finding in &mut report.findings {
        if let Ok(i) = plan.programs.binary_search_by(|p| p.name.cmp(&finding.policy)) {
            finding.restate().basis = plan.programs[i].basis.clone();
        }
    }
}

/// Sorts findings and tells those apart that say the same of the same words.
pub(super) fn put_in_order(findings: &mut [Finding]) {
    sort(findings);
    number_equals(findings);
}

/// By the smallest place of any evidence, then policy, then the rest.
fn sort(findings: &mut [Finding]) {
    fn places(f: &Finding) -> impl Iterator<Item = (Span, Role)> {
        f.evidence.iter().map(|e| (e.span, e.role))
    }
    let first = |f: &Finding| f.evidence.iter().map(|e| e.span.start).min();
    let mut order: Vec<_> = findings.iter().map(first).zip(0..).collect();
    order.sort_by(|(first, i), (other, j)| {
        let [a, b] = [i, j].map(|at: &usize| &findings[*at]);
        first
            .cmp(other)
            .then_with(|| a.policy.cmp(&b.policy))
            .then_with(|| places(a).cmp(places(b)))
            .then_with(|| a.values.iter().cmp(b.values.iter()))
    });
    // Each changes places with the one that belongs there; what stood there lies where that came from.
    for at in 0..order.len() {
        let mut from = order[at].1;
        while from < at {
            from = order[from].1;
        }
        order[at].1 = from;
        if from > at {
            findings.swap(at, from);
        }
    }
}

/// Findings of one document that say the same of the same words are told apart by their order.
fn number_equals(findings: &mut [Finding]) {
    let mut seen: HashMap<&str, u32, Quickly> =
        HashMap::with_capacity_and_hasher(findings.len(), Quickly::default());
    let mut again = Vec::new();
    for (at, f) in findings.iter().enumerate() {
        let n = seen.entry(&f.fingerprint).or_default();
        *n += 1;
        if *n > 1 {
            again.push((at, *n));
        }
    }
    for (at, n) in again {
        let fingerprint = &mut findings[at].fingerprint;
        *fingerprint = format!("{fingerprint}-{n}");
    }
}

/// What has been seen of one policy so far.
struct Run<'r, 'f> {
    policy: &'r Policy,
    weight: Weight,
    counts: Counts,
    whys: Vec<Why>,
    /// Those of the policies before it, and its own.
    findings: &'f mut Vec<Finding>,
    /// How many those before it have.
    before: usize,
    unlisted: Option<Unlisted<'r>>,
    /// The loops that are running, outermost first, where it is recorded.
    loops: Vec<&'r For>,
}

impl<'r> Ctx<'r> {
    fn policy(
        &self,
        policy: &'r Policy,
        frame: &mut Frame<'r>,
        lines: &LineIndex,
        findings: &mut Vec<Finding>,
    ) -> Verdict {
        frame.renew(policy.slots);
        let (weight, open) = match self.scope(policy, frame) {
            Ok(scope) => scope,
            Err(verdict) => return if self.is_spent() { self.too_many_turns() } else { verdict },
        };
        let before = findings.len();
        let mut run = Run {
            policy,
            weight,
            counts: Counts::default(),
            whys: Vec::new(),
            findings,
            before,
            unlisted: None,
            loops: Vec::new(),
        };
        self.body(&mut run, frame, &policy.body, lines);
        if self.is_spent() {
            // What was found before stands: it proves itself.
            run.undecided(1, Why::TooManyTurns);
        }
        let gravest = run.has_enough().then(|| weight.gravest(&policy.body));
        run.findings.extend(run.unlisted.take().map(|unlisted| unlisted.finding(policy, gravest)));
        if open.date || open.scope {
            run.findings[before..].iter_mut().for_each(|f| f.notes.extend(open.notes()));
        }
        let reasons = if run.whys.is_empty() { Vec::new() } else { self.reasons(&run.whys) };
        conclude(policy, run.counts, &reasons)
    }

    /// The severity that a policy has here and what the document leaves open about it; the verdict where it does not apply.
    pub(super) fn scope(&self, policy: &'r Policy, frame: &mut Frame<'r>) -> Result<(Weight, Open), Verdict> {
        // Most policies apply to every document, and at all times.
        if policy.applies.is_empty() && policy.variants.is_empty() && policy.scoped.is_empty() {
            return Ok((Weight { severity: policy.severity, set: false }, Open::default()));
        }
        // What surely does not hold goes before what is unknown.
        let (own, date) = match (self.out_of_scope(policy, frame), in_force(policy, self.as_of)) {
            (Some(verdict), _) if verdict.outcome == Outcome::NotApplicable => return Err(verdict),
            (_, InForce::No) => {
                return Err(not_applicable("在文件日期不施行", "not in force on the date of the document"));
            }
            (Some(undecided), _) => return Err(undecided),
            (None, InForce::Yes(s)) => (s, false),
            (None, InForce::Undated(s)) => (s, true),
        };
        let own = Weight { severity: own, set: false };
        Ok(match self.scoped_severity(policy) {
            Ok(Some(set)) => (Weight { severity: set, set: true }, Open::default()),
            Ok(None) => (own, Open { date, scope: false }),
            Err(_) => (own, Open { date, scope: true }),
        })
    }

    /// The verdict of a policy that does not apply, or of which that cannot be told.
    fn out_of_scope(&self, policy: &'r Policy, frame: &mut Frame<'r>) -> Option<Verdict> {
        let mut undecided = None;
        for (condition, said) in policy.applies.iter().zip(&policy.applies_said) {
            let truth = self.truth(frame, condition);
            self.step(policy, frame, &[], ConditionRole::Applies, condition);
            match truth {
                Ok(true) => {}
                Ok(false) => {
                    let said = said.get_or_init(|| self.plan.said(condition.at));
                    let reason = Phrase::new(
                        format!("不符合适用条件:{}", said.zh),
                        format!("does not apply: only where {}", said.en),
                    );
                    return Some(verdict(Outcome::NotApplicable, Counts::default(), Some(reason)));
                }
                Err(why) => undecided = undecided.or(Some(why)),
            }
        }
        let reason = undecided?.phrase(&self.plan.tables);
        let counts = Counts { undecided: 1, ..Counts::default() };
        Some(verdict(Outcome::Undecided, counts, Some(reason)))
    }

    fn body(&self, run: &mut Run<'r, '_>, frame: &mut Frame<'r>, body: &'r [Statement], lines: &LineIndex) {
        for statement in body {
            if self.is_spent() {
                return;
            }
            match statement {
                // A recorder is shown the conditions in the order of the text.
                Statement::Let { slot, value, later: true } if self.recorder.is_none() => {
                    frame.put_off(*slot, value);
                }
                Statement::Let { slot, value, .. } => {
                    let value = self.eval(frame, value);
                    frame.set(*slot, value);
                }
                // Nobody but a recorder asks for the loops.
                Statement::For(f) if self.recorder.is_none() => {
                    let _ = self.each(run, frame, f, lines);
                }
                Statement::For(f) => {
                    run.loops.push(f);
                    let _ = self.each(run, frame, f, lines);
                    run.loops.pop();
                }
                Statement::Require(r) => self.require(run, frame, r, lines),
            }
        }
    }

    /// All turns of a loop, or those up to where there are enough violations.
    fn each(
        &self,
        run: &mut Run<'r, '_>,
        frame: &mut Frame<'r>,
        f: &'r For,
        lines: &LineIndex,
    ) -> ControlFlow<()> {
        // Where there are enough already, one turn is taken and no more: it is not worth knowing which can make a difference.
        let sought = !run.has_enough();
        if let (None, true, Some(asked), [slot], [Statement::Require(r)]) =
            (self.recorder, sought, &f.mentioning, f.slots.as_slice(), f.body.as_slice())
            && let Some(mentioned) = self.mentioned_by_any(frame, asked)
        {
            for (function, claim) in asked.functions.iter().zip(&asked.claims) {
                if mentioned.get(*function as usize) == Some(&true) {
                    run.counts.passed += 1;
                } else {
                    frame.set(*slot, Value::Vocabulary(*function));
                    self.violated(run, frame, (r, claim.as_ref()), lines);
                }
                run.go_on()?;
            }
            return ControlFlow::Continue(());
        }
        if let Some(chosen) = self.chosen(frame, f) {
            if self.take_turns(chosen.len()).is_err() {
                return ControlFlow::Break(());
            }
            return bindings(frame, f, &chosen, &mut |frame| self.turn(run, frame, f, lines));
        }
        let list = match self.eval(frame, &f.list) {
            // The elements of pairs are asked for again and again.
            Value::List(list) if f.slots.len() > 1 => list.laid_out().unwrap_or(list),
            Value::List(list) => list,
            other => {
                run.undecided(f.requirements, other.unknown().unwrap_or(Why::NoSuchElement));
                return ControlFlow::Continue(());
            }
        };
        if let Some(places) = f.said.as_ref().and_then(|said| self.places_said(frame, said, &list)) {
            return one_by_one(frame, f, &list, places, &mut |frame| self.once(run, frame, f, lines));
        }
        if let Some(places) = sought.then(|| self.not_alone(f, &list)).flatten() {
            let mut next = 0;
            for place in places {
                run.passed(place - next, f.requirements);
                next = place + 1;
                one_by_one(frame, f, &list, [place], &mut |frame| self.once(run, frame, f, lines))?;
            }
            run.passed(list.len() - next, f.requirements);
            return ControlFlow::Continue(());
        }
        if let Some(Doubtful { turns, passed }) = sought.then(|| self.doubtful(frame, f, &list)).flatten() {
            let mut counted = 0;
            for (pair, before) in turns {
                run.passed(before - counted, 1);
                counted = before;
                two_by_two(frame, f, &list, [pair], &mut |frame| self.once(run, frame, f, lines))?;
            }
            run.passed(passed - counted, 1);
            return ControlFlow::Continue(());
        }
        bindings(frame, f, &list, &mut |frame| self.once(run, frame, f, lines))
    }

    fn once(
        &self,
        run: &mut Run<'r, '_>,
        frame: &mut Frame<'r>,
        f: &'r For,
        lines: &LineIndex,
    ) -> ControlFlow<()> {
        if self.take_turns(1).is_err() {
            return ControlFlow::Break(());
        }
        let truth = f.condition.as_ref().map_or(Ok(true), |c| self.truth(frame, c));
        if let Some(condition) = &f.condition {
            self.step(run.policy, frame, &run.loops, ConditionRole::Where, condition);
        }
        match truth {
            Ok(true) => return self.turn(run, frame, f, lines),
            Ok(false) => {}
            Err(why) => run.undecided(f.requirements, why),
        }
        ControlFlow::Continue(())
    }

    /// One turn of a loop, for an element that fulfils its condition.
    fn turn(
        &self,
        run: &mut Run<'r, '_>,
        frame: &mut Frame<'r>,
        f: &'r For,
        lines: &LineIndex,
    ) -> ControlFlow<()> {
        if self.is_spent() {
            return ControlFlow::Break(());
        }
        if self.surely_passes(frame, f) {
            run.passed(1, f.requirements);
        } else {
            self.body(run, frame, &f.body, lines);
        }
        run.go_on()
    }

    fn require(&self, run: &mut Run<'r, '_>, frame: &mut Frame<'r>, r: &'r Require, lines: &LineIndex) {
        if self.is_about_nothing(run.policy, frame, &r.condition) {
            return;
        }
        let truth = self.truth(frame, &r.condition);
        if self.is_spent() {
            return;
        }
        self.step(run.policy, frame, &run.loops, ConditionRole::Requirement, &r.condition);
        match truth {
            Ok(true) => run.counts.passed += 1,
            Ok(false) => self.violated(run, frame, (r, None), lines),
            Err(why) => run.undecided(1, why),
        }
    }

    /// A requirement is false; `claim` is what its findings claim, where that is always the same.
    fn violated(
        &self,
        run: &mut Run<'r, '_>,
        frame: &mut Frame<'r>,
        (r, claim): (&'r Require, Option<&'r OnceLock<Arc<Claim>>>),
        lines: &LineIndex,
    ) {
        run.counts.violated = run.counts.violated.saturating_add(1);
        let severity = run.weight.of(r);
        if let Some(unlisted) = &mut run.unlisted {
            return unlisted.add(severity);
        }
        let finding = self.unrecorded(|| {
            let claim = match claim {
                Some(claim) => self.claim_once(run.policy, severity, frame, (r, claim)),
                None => self.claim(run.policy, severity, frame, r).into(),
            };
            let Proof { evidence, identity } = self.proof(run.policy, frame, r, lines);
            Finding::new(claim, identity, evidence)
        });
        if run.findings.len() - run.before < MOST_LISTED {
            run.findings.push(finding);
        } else {
            run.unlisted = Some(Unlisted::new(finding, r));
        }
    }

    /// The verdict of a policy of which it was not found whether it applies, or what it collects.
    pub(super) fn too_many_turns(&self) -> Verdict {
        let counts = Counts { undecided: 1, ..Counts::default() };
        verdict(Outcome::Undecided, counts, Some(Why::TooManyTurns.phrase(&self.plan.tables)))
    }

    fn reasons(&self, whys: &[Why]) -> Vec<Phrase> {
        whys.iter().map(|w| w.phrase(&self.plan.tables)).collect()
    }

    /// Whether a requirement is only an `every` over an empty list, by itself or by the name of a variable or definition: then
    /// it has no subject.
    pub(super) fn is_about_nothing(&self, policy: &'r Policy, frame: &mut Frame<'r>, e: &'r Expr) -> bool {
        match &e.kind {
            ExprKind::Quantified { quantifier: Quantifier::Every, list, .. } => {
                matches!(self.eval(frame, list), Value::List(list) if list.len() == 0)
            }
            ExprKind::Slot(slot) => {
                let source = policy.sources[*slot as usize].as_ref();
                source.is_some_and(|e| self.is_about_nothing(policy, frame, e))
            }
            ExprKind::Bind { arguments, body } => {
                self.bind(frame, arguments);
                self.is_about_nothing(policy, frame, body)
            }
            _ => false,
        }
    }

    /// How many elements of a list surely fulfil a condition.
    pub(super) fn count_holding(
        &self,
        frame: &mut Frame<'r>,
        slot: u32,
        list: &'r Expr,
        condition: &'r Expr,
    ) -> u32 {
        let Value::List(list) = self.eval(frame, list) else { return 0 };
        let mut holding = 0;
        for element in list.iter() {
            frame.set(slot, element);
            holding += u32::from(self.truth(frame, condition) == Ok(true));
        }
        holding
    }
}

impl Run<'_, '_> {
    /// Whether there are so many violations that no more are sought.
    fn has_enough(&self) -> bool {
        self.counts.violated >= ENOUGH_VIOLATIONS
    }

    /// Whether a loop goes on after a turn.
    fn go_on(&self) -> ControlFlow<()> {
        if self.has_enough() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// So many turns in which so many requirements hold.
    fn passed(&mut self, turns: usize, requirements: u32) {
        let passed = u32::try_from(turns).unwrap_or(u32::MAX).saturating_mul(requirements);
        self.counts.passed = self.counts.passed.saturating_add(passed);
    }

    fn undecided(&mut self, requirements: u32, why: Why) {
        self.counts.undecided += requirements;
        if !self.whys.contains(&why) {
            self.whys.push(why);
        }
    }
}

/// The verdict of a policy that is not applied.
pub(super) fn not_applicable(zh: &str, en: &str) -> Verdict {
    verdict(Outcome::NotApplicable, Counts::default(), Some(Phrase::new(zh, en)))
}

/// The verdict of counts, with the reasons why some evaluations are undecided.
pub(super) fn conclude(policy: &Policy, counts: Counts, reasons: &[Phrase]) -> Verdict {
    let (outcome, reason) = match counts {
        Counts { violated: 1.., .. } => (Outcome::Violation, None),
        Counts { undecided: 1.., .. } => (Outcome::Undecided, Some(joined(reasons))),
        _ if counts.examined() < policy.expect => {
            let (n, m) = (policy.expect, counts.examined());
            let reason = Phrase::new(
                format!("预期至少{n}个对象,只有{m}个"),
                format!("{n} subjects are expected, there are {m}"),
            );
            (Outcome::Undecided, Some(reason))
        }
        Counts { passed: 1.., .. } => (Outcome::Pass, None),
        _ => return not_applicable("没有可查的对象", "no subject in the document"),
    };
    verdict(outcome, counts, reason)
}

fn joined(reasons: &[Phrase]) -> Phrase {
    let join = |s: &str, pick: fn(&Phrase) -> &str| reasons.iter().map(pick).collect::<Vec<_>>().join(s);
    Phrase::new(join(";", |p| &p.zh), join("; ", |p| &p.en))
}

fn verdict(outcome: Outcome, counts: Counts, reason: Option<Phrase>) -> Verdict {
    Verdict { outcome, counts, reason }
}
