//! Policies to verdicts: requirements counted one by one; findings in order.

use guiju::{
    finding::{Counts, Outcome, Severity},
    hir::{Expr, ExprKind, For, Pairing, Part, Policy, Quantifier, Require, Statement},
    phrase::Lang,
};
use jiff::civil::Date;

use super::{
    eval::Oracle,
    proof::Quoted,
    value::{Scope, Value},
};

/// What a policy says of a document, as the tests compare it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) policy: String,
    pub(super) outcome: Outcome,
    pub(super) counts: Counts,
    pub(super) findings: Vec<Found>,
}

/// A finding, as the tests compare it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) policy: String,
    pub(super) severity: Severity,
    /// Chinese, English.
    pub(super) message: [String; 2],
    pub(super) values: Vec<(String, String)>,
    pub(super) evidence: Vec<Quoted>,
    pub(super) undated: bool,
    pub(super) others: Vec<String>,
}

/// The first thousand, and one for the others, which says what the first of these says.
fn listed(mut findings: Vec<Found>) -> Vec<Found> {
    if findings.len() > 1_000 {
        let others = findings.split_off(1_000);
        let [zh, en] = &others[0].message;
        let message = [
            format!("另有{}处违反未逐条列出,第一处:{zh}", others.len()),
            format!("{} more violations are not listed one by one; the first: {en}", others.len()),
        ];
        let severity = others.iter().map(|f| f.severity).max().expect("some");
        let values = vec![("violations not listed".to_owned(), others.len().to_string())];
        findings.push(Found { severity, message, values, ..others[0].clone() });
    }
    findings
}

impl Found {
    /// Smallest place, policy, places, values.
    pub(super) fn key(&self) -> impl Ord + use<> {
        let places: Vec<_> = self.evidence.iter().map(|q| (q.span, q.role)).collect();
        let first = self.evidence.iter().map(|q| q.span.start).min();
        (first, self.policy.clone(), places, self.values.clone())
    }
}

/// Whether a policy judges a document at all.
pub(super) enum Scoped {
    /// It does, with this severity; the date may leave that open.
    In(Severity, bool),
    Out,
    Unknown,
}

/// What is done where the walk through a body comes to a requirement or to something undecided.
pub(super) enum Event<'r> {
    Required(&'r Require, Option<bool>),
    /// So many requirements cannot be reached.
    Undecided(u32),
}

impl<'r> Oracle<'r> {
    /// The verdict and the findings of a policy that judges documents one by one.
    pub(super) fn judge(&self, policy: &'r Policy) -> Said {
        let mut scope = Scope::new(policy.file, policy.locals);
        let mut counts = Counts::default();
        let mut findings = Vec::new();
        let (severity, undated) = match self.scoped(policy, &scope) {
            Scoped::In(severity, undated) => (severity, undated),
            Scoped::Out => return said(policy, Outcome::NotApplicable, counts, findings),
            Scoped::Unknown => {
                counts.undecided = 1;
                return said(policy, Outcome::Undecided, counts, findings);
            }
        };
        self.body(&mut scope, &policy.body, &mut |s, event| match event {
            Event::Undecided(n) => counts.undecided += n,
            Event::Required(_, None) => counts.undecided += 1,
            Event::Required(_, Some(true)) => counts.passed += 1,
            Event::Required(r, Some(false)) => {
                counts.violated += 1;
                let evidence = self.proof(s, r);
                findings.push(self.found(policy, severity, undated, s, r, evidence));
            }
        });
        said(policy, outcome(policy, counts), counts, listed(findings))
    }

    pub(super) fn scoped(&self, policy: &'r Policy, scope: &Scope<'_, 'r>) -> Scoped {
        let truths: Vec<Option<bool>> = policy.applies.iter().map(|e| self.truth(scope, e)).collect();
        let in_force = in_force(policy, self.as_of);
        match in_force {
            _ if truths.contains(&Some(false)) => Scoped::Out,
            None => Scoped::Out,
            _ if truths.contains(&None) => Scoped::Unknown,
            Some((severity, undated)) => Scoped::In(severity, undated),
        }
    }

    /// Walks through a body, once for each choice of the variables of its loops.
    pub(super) fn body(
        &self,
        s: &mut Scope<'_, 'r>,
        body: &'r [Statement],
        act: &mut dyn FnMut(&Scope<'_, 'r>, Event<'r>),
    ) {
        for statement in body {
            match statement {
                Statement::Let { local, value } => {
                    let known = self.eval(s, value);
                    s.bind(*local, known, value);
                }
                Statement::For(f) => self.loop_over(s, f, act),
                Statement::Require(r) if self.is_about_nothing(s, &r.condition) => {}
                Statement::Require(r) => act(s, Event::Required(r, self.truth(s, &r.condition))),
            }
        }
    }

    fn loop_over(&self, s: &Scope<'_, 'r>, f: &'r For, act: &mut dyn FnMut(&Scope<'_, 'r>, Event<'r>)) {
        let list = self.eval(s, &f.list);
        let Some(all) = list.elements() else { return act(s, Event::Undecided(requirements(&f.body))) };
        for chosen in choices(f, all.len()) {
            let mut inner = s.clone();
            for (local, i) in f.locals.iter().zip(chosen) {
                inner = inner.with(*local, all[i].clone());
            }
            match f.condition.as_ref().map_or(Some(true), |c| self.truth(&inner, c)) {
                Some(true) => self.body(&mut inner, &f.body, act),
                Some(false) => {}
                None => act(&inner, Event::Undecided(requirements(&f.body))),
            }
        }
    }

    /// A requirement that is only an `every` over an empty list, by itself or by the name of a definition or variable.
    fn is_about_nothing(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> bool {
        match &e.kind {
            ExprKind::Quantified { quantifier: Quantifier::Every, list, .. } => {
                self.eval(s, list).elements().is_some_and(<[_]>::is_empty)
            }
            ExprKind::Local(l) => s.source(*l).is_some_and(|(e, scope)| self.is_about_nothing(scope, e)),
            ExprKind::Apply(d, args) => {
                let define = &self.program.defines[d.index()];
                let values = args.iter().map(|a| self.eval(s, a)).collect();
                let inner = Scope::of_call(define.file, define.locals, args, values, s);
                self.is_about_nothing(&inner, &define.body)
            }
            _ => false,
        }
    }

    pub(super) fn found(
        &self,
        policy: &Policy,
        severity: Severity,
        undated: bool,
        s: &Scope<'_, 'r>,
        r: &'r Require,
        evidence: Vec<Quoted>,
    ) -> Found {
        let text = &self.files.get(policy.file).expect("a file").text;
        let mut values: Vec<(String, String)> = Vec::new();
        let mut say = |parts: &'r [Part], lang: Lang| {
            let mut said = String::new();
            for part in parts {
                match part {
                    Part::Text(t) => said.push_str(t),
                    Part::Value { expr, format } => {
                        let value = self.eval(s, expr);
                        let percent = *format == guiju::hir::Format::Percent;
                        let shown = |lang| value.shown(lang, percent, &|v| self.title(v, lang));
                        said.push_str(&shown(lang));
                        let name = expr.span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ");
                        if !values.iter().any(|(n, _)| *n == name) {
                            // For programs a number is exact.
                            let exact = value.as_number().filter(|_| !percent).map(|n| n.to_string());
                            let plainly = || {
                                value
                                    .clone()
                                    .plainly_named()
                                    .shown(Lang::En, percent, &|v| self.title(v, Lang::En))
                            };
                            values.push((name, exact.unwrap_or_else(plainly)));
                        }
                    }
                }
            }
            said
        };
        let message = [say(&r.message[0], Lang::Zh), say(&r.message[1], Lang::En)];
        Found {
            policy: policy.name.clone(),
            severity: r.severity.unwrap_or(severity),
            message,
            values,
            evidence,
            undated,
            others: Vec::new(),
        }
    }

    fn title(&self, vocabulary: usize, lang: Lang) -> String {
        self.program.vocabularies[vocabulary].title.get(lang).to_owned()
    }
}

fn said(policy: &Policy, outcome: Outcome, counts: Counts, findings: Vec<Found>) -> Said {
    Said { policy: policy.name.clone(), outcome, counts, findings }
}

/// The verdict of counts.
pub(super) fn outcome(policy: &Policy, counts: Counts) -> Outcome {
    match counts {
        Counts { violated: 1.., .. } => Outcome::Violation,
        Counts { undecided: 1.., .. } => Outcome::Undecided,
        _ if counts.passed < policy.expect => Outcome::Undecided,
        Counts { passed: 1.., .. } => Outcome::Pass,
        _ => Outcome::NotApplicable,
    }
}

/// The severity on the document's date, and whether the date leaves it open; `None` where the policy is not in force.
fn in_force(policy: &Policy, as_of: Option<(Date, Date)>) -> Option<(Severity, bool)> {
    if policy.variants.is_empty() {
        return Some((policy.severity, false));
    }
    let Some((first, last)) = as_of else { return Some((policy.severity, true)) };
    let holds = |v: &guiju::hir::Variant, day: Date| v.from <= day && v.until.is_none_or(|u| day <= u);
    if let Some(v) = policy.variants.iter().find(|v| holds(v, first) && holds(v, last)) {
        return Some((v.severity, false));
    }
    let touches = |v: &guiju::hir::Variant| v.from <= last && v.until.is_none_or(|u| first <= u);
    policy.variants.iter().any(touches).then_some((policy.severity, true))
}

/// The elements that the variables of a loop take together.
fn choices(f: &For, len: usize) -> Vec<Vec<usize>> {
    match f.pairing {
        Pairing::Single => (0..len).map(|i| vec![i]).collect(),
        Pairing::Neighbours => (1..len).map(|i| vec![i - 1, i]).collect(),
        Pairing::Pair => (0..len).flat_map(|i| (i + 1..len).map(move |j| vec![i, j])).collect(),
    }
}

/// How many requirements a body has.
fn requirements(body: &[Statement]) -> u32 {
    let one = |s: &Statement| match s {
        Statement::Require(_) => 1,
        Statement::For(f) => requirements(&f.body),
        Statement::Let { .. } => 0,
    };
    body.iter().map(one).sum()
}

/// Whether a value is a row, or a list of rows.
pub(super) fn rows_of(value: &Value<'_>) -> Vec<usize> {
    match value {
        Value::Row(r) => vec![*r],
        Value::List(all) => all.iter().flat_map(rows_of).collect(),
        _ => Vec::new(),
    }
}
