//! Policies over a corpus, in two steps: each document yields a small row by itself, then the rows are judged together.
//!
//! The second step is done for each key apart: all rows that [`keys`] puts under one key are judged by [`reduce`], which
//! needs nothing else. So the rows may lie in memory, on the disk, or on many machines.

pub(super) mod counterpart;
pub(super) mod judge;
pub(super) mod row;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use self::{
    counterpart::{Key, Versions, parent},
    judge::Judge,
    row::{Collected, Collection, Origin, Owned, Proof, Row},
};
use super::{
    coverage::Recorder,
    ctx::Ctx,
    expr::Frame,
    policy::{Examined, Options, conclude, not_applicable, put_in_order},
    proof::trace::Trace,
    value::{List, Text, Value, Why},
};
use crate::{
    finding::{Counts, DocumentReport, Finding, Verdict},
    phrase::{Lang, Phrase},
    plan::{Corpus, Counterpart, Format, Plan, Policy, Statement},
    regulation::Regulation,
    source::LineIndex,
};

/// Whether a policy over a corpus is among those that are asked for: without one nothing is said of a document that does not
/// come from itself.
pub fn is_asked(plan: &Plan, options: &Options) -> bool {
    plan.programs.iter().any(|p| p.corpus.is_some() && options.asks(&p.name))
}

impl<'r> Ctx<'r> {
    /// Collects the row of a document, and gives the verdict that it has until the rows are judged.
    pub(super) fn collect(
        &self,
        policy: &'r Policy,
        corpus: &'r Corpus,
        lines: &LineIndex,
        rows: &mut Vec<Row>,
    ) -> Verdict {
        let mut frame = Frame::new(policy.slots);
        let (weight, open) = match self.scope(policy, &mut frame) {
            Ok(scope) => scope,
            Err(verdict) => return if self.is_spent() { self.too_many_turns() } else { verdict },
        };
        for statement in &corpus.prelude {
            if let Statement::Let { slot, value, .. } = statement {
                let value = self.eval(&mut frame, value);
                frame.set(*slot, value);
            }
        }
        let mut fields = Vec::new();
        for e in &corpus.fields {
            let value = self.eval(&mut frame, e);
            if self.is_spent() {
                return self.too_many_turns();
            }
            let mut trace = Trace::new(self, policy);
            self.uncounted(|| trace.walk(&mut frame, e));
            let evidence = trace.take().map(|s| self.read_from(s, lines)).collect();
            fields.push((self.owned(&value, lines), Proof::Words(evidence)));
        }
        let anchor = self.read_from(self.reg.last_paragraph().unwrap_or_default(), lines);
        let anchor = Some(Box::new(anchor));
        let origin = Origin { path: self.reg.source.path.clone(), number: 0 };
        let collected = Collected { origin, fields, anchor };
        rows.push(Row { policy: policy.name.clone(), weight, open, key: Key::of(self.reg), collected });
        not_applicable("须与其他文件一并判断", "judged together with other documents only")
    }

    /// A value that outlives the document.
    fn owned(&self, value: &Value<'r>, lines: &LineIndex) -> Owned {
        match value {
            Value::Unknown(why) | Value::Open(why) => Owned::Unknown(*why),
            Value::Bool(b) => Owned::Bool(*b),
            Value::Int(n) => Owned::Int(*n),
            Value::Ratio(r) => Owned::Ratio(*r),
            Value::Date(d) => Owned::Date(*d),
            Value::Interval(a, b) => Owned::Interval(*a, *b),
            Value::Text(t) => Owned::Text(Box::new(Collection {
                printed: self.printed(t),
                en: if let Text::Named(title) = t { Some(title.en.as_str().into()) } else { None },
                folded: self.folded(t).into_owned(),
                place: t.place().map(|span| self.read_from(span, lines)),
                origin: Origin::default(),
            })),
            Value::Symbol(s) => Owned::Symbol(*s),
            Value::Vocabulary(v) => Owned::Vocabulary(*v),
            Value::List(list) => Owned::List(list.iter().map(|v| self.owned(&v, lines)).collect()),
            // The type checker lets no record be collected.
            Value::Row(_) | Value::Node(_) | Value::Segment(_) => Owned::Unknown(Why::NoSuchElement),
        }
    }
}

/// What the rows under one key say of one document. A document may hear from several keys: its own, and those of documents
/// that are set beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Part {
    /// The document.
    pub origin: Origin,
    /// The policy.
    pub policy: String,
    pub(super) counts: Counts,
    /// Why some evaluations are undecided.
    pub(super) reasons: Vec<Phrase>,
    /// Why it could not be judged, where nothing else is said of it.
    pub(super) excuse: Option<Verdict>,
    pub(super) findings: Vec<Finding>,
}

impl Part {
    /// Whether it has a finding, which quotes what the row rests on.
    pub fn has_finding(&self) -> bool {
        !self.findings.is_empty()
    }

    /// Of rows that were stripped: the fields whose words its findings quote.
    pub fn fields(&self) -> BTreeSet<u32> {
        self.findings.iter().flat_map(|f| &f.evidence).map(|e| e.span.start).collect()
    }
}

/// Writes all that was said of a document into its report.
pub fn add(plan: &Plan, report: &mut DocumentReport, parts: Vec<Part>) {
    let mut said: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    for part in parts {
        said.entry(part.policy.clone()).or_default().push(part);
    }
    for (name, parts) in said {
        let Some(policy) = policy_of(plan, &name) else { continue };
        let mut counts = Counts::default();
        let (mut reasons, mut excuse) = (Vec::new(), None);
        for part in parts {
            counts.add(part.counts);
            reasons.extend(part.reasons);
            excuse = excuse.or(part.excuse);
            // What a policy rests on is not sent about.
            report.findings.extend(part.findings.into_iter().map(|mut finding| {
                finding.restate().basis = policy.basis.clone();
                finding
            }));
        }
        let verdict = excuse.filter(|_| counts.examined() == 0).unwrap_or_else(|| {
            reasons.sort();
            reasons.dedup();
            conclude(policy, counts, &reasons)
        });
        report.verdicts.insert(name, verdict);
    }
    put_in_order(&mut report.findings);
}

/// Judges the rows of all documents together, and writes verdicts and findings into their reports.
pub fn judge(plan: &Plan, examined: Vec<Examined>) -> Vec<DocumentReport> {
    judge_with(plan, examined, None)
}

/// Leaves open what the rows of all documents would decide: the run was interrupted, and a part of them decides nothing.
pub fn leave_open(plan: &Plan, examined: Vec<Examined>) -> Vec<DocumentReport> {
    let open = |one: Examined| {
        let mut report = one.report;
        add(plan, &mut report, one.rows.iter().map(|row| open(row.origin().clone(), &row.policy)).collect());
        report
    };
    examined.into_iter().map(open).collect()
}

/// What is said of a document that is not judged together with others because the run was interrupted.
pub fn open(origin: Origin, policy: &str) -> Part {
    let why =
        Phrase::new("检查被中断,未见到全部文件", "the run was interrupted before all documents were seen");
    Part {
        origin,
        policy: policy.to_owned(),
        counts: Counts { undecided: 1, ..Counts::default() },
        reasons: vec![why],
        excuse: None,
        findings: Vec::new(),
    }
}

/// The same, with a recorder.
pub(super) fn judge_with(
    plan: &Plan,
    examined: Vec<Examined>,
    recorder: Option<&Recorder>,
) -> Vec<DocumentReport> {
    let mut reports = Vec::with_capacity(examined.len());
    let mut together: IndexMap<String, Vec<Row>> = IndexMap::new();
    for (number, one) in examined.into_iter().enumerate() {
        for mut row in one.rows {
            row.set_origin(Origin { path: one.report.path.clone(), number: number as u64 });
            for key in keys(plan, &row) {
                together.entry(key).or_default().push(row.clone());
            }
        }
        reports.push(one.report);
    }
    let mut said: BTreeMap<u64, Vec<Part>> = BTreeMap::new();
    for (key, rows) in together {
        for part in reduce_with(plan, &key, rows, recorder) {
            said.entry(part.origin.number).or_default().push(part);
        }
    }
    for (number, parts) in said {
        if let Some(report) = reports.get_mut(number as usize) {
            add(plan, report, parts);
        }
    }
    reports
}

/// What separates the parts of a key; no name holds it.
const APART: char = '\u{1f}';

fn key(parts: &[&str]) -> String {
    parts.join(&APART.to_string())
}

/// The keys under which a row is judged: rows meet where they have a key in common. Under the first the row itself is
/// judged, under the second others are set beside it.
pub fn keys(plan: &Plan, row: &Row) -> Vec<String> {
    let Some(corpus) = policy_of(plan, &row.policy).and_then(|p| p.corpus.as_ref()) else {
        return Vec::new();
    };
    let word = |w: &Option<String>| w.clone().unwrap_or_default();
    let kind = word(&row.key.kind);
    match corpus.counterpart {
        None => {
            let nothing = Regulation::nothing();
            let group = group(&Ctx::for_rows(plan, &nothing), corpus, row);
            vec![key(&[&row.policy, &group.unwrap_or_default()])]
        }
        Some(Counterpart::Previous) => {
            // Where no place is given only the name can tell that two documents are about one organ.
            let name = if row.key.jurisdiction.is_none() { word(&row.key.name) } else { String::new() };
            vec![key(&[&row.policy, &kind, &word(&row.key.jurisdiction), &name])]
        }
        Some(Counterpart::Parent) => {
            let own = row.key.jurisdiction.as_ref().map(|j| key(&[&row.policy, &kind, j]));
            let above = key(&[&row.policy, &kind, &word(&row.key.parent)]);
            std::iter::once(above.clone()).chain(own.filter(|own| *own != above)).collect()
        }
    }
}

fn policy_of<'p>(plan: &'p Plan, name: &str) -> Option<&'p Policy> {
    plan.programs.iter().find(|p| p.name == name)
}

/// The name of the group that a row belongs to; the reason where it is unknown.
fn group<'r>(ctx: &Ctx<'r>, corpus: &Corpus, row: &'r Row) -> Result<String, Why> {
    let mut name = String::new();
    for i in &corpus.by {
        let value = row.collected.fields.get(*i).map(|(v, _)| Value::collected(v));
        identify(ctx, &value.unwrap_or(Value::Unknown(Why::NoSuchElement)), &mut name)?;
    }
    Ok(name)
}

/// Adds a value to the name of a group, so that two names are the same where the values are: each with its length before
/// it, for no sign is foreign to all texts.
fn identify<'r>(ctx: &Ctx<'r>, value: &Value<'r>, name: &mut String) -> Result<(), Why> {
    let one = match value {
        Value::Unknown(why) | Value::Open(why) => return Err(*why),
        Value::List(list) => {
            let _ = write!(name, "{} of ", list.len());
            return list.iter().try_for_each(|v| identify(ctx, &v, name));
        }
        Value::Text(t) => ctx.folded(t).into_owned(),
        other => ctx.show(other, Format::Plain, Lang::En),
    };
    let _ = write!(name, "{}:{one}", one.len());
    Ok(())
}

/// Judges all rows that [`keys`] put under one key. What comes out does not depend on their order.
pub fn reduce(plan: &Plan, key: &str, rows: Vec<Row>) -> Vec<Part> {
    reduce_with(plan, key, rows, None)
}

pub(super) fn reduce_with(
    plan: &Plan,
    key: &str,
    mut rows: Vec<Row>,
    recorder: Option<&Recorder>,
) -> Vec<Part> {
    rows.sort_by(|a, b| a.origin().cmp(b.origin()));
    let Some(policy) = rows.first().and_then(|r| policy_of(plan, &r.policy)) else { return Vec::new() };
    let Some(corpus) = &policy.corpus else { return Vec::new() };
    let nothing = Regulation::nothing();
    let ctx = Ctx { recorder, ..Ctx::for_rows(plan, &nothing) };
    let mut judge = Judge::new(&ctx, policy);
    for row in &rows {
        judge.meet(row);
    }
    match corpus.counterpart {
        Some(which) => beside(plan, &mut judge, corpus, (which, key), &rows),
        None => together(&mut judge, corpus, &rows),
    }
    judge.parts()
}

/// Judges each row beside its counterpart.
fn beside<'r>(
    plan: &Plan,
    judge: &mut Judge<'_, 'r>,
    corpus: &Corpus,
    (which, key): (Counterpart, &str),
    rows: &'r [Row],
) {
    let versions = Versions::of(rows);
    let judged = || rows.iter().filter(|row| keys(plan, row).first().is_some_and(|k| k == key));
    // All that are judged under one key are of the same place above.
    let above = judged().next().and_then(|row| row.key.parent.clone());
    let above: Vec<&Row> =
        rows.iter().filter(|row| above.is_some() && row.key.jurisdiction == above).collect();
    for row in judged() {
        let other = match which {
            Counterpart::Parent => parent(row, &above),
            Counterpart::Previous => versions.before(row),
        };
        match other {
            Ok(Some(other)) => judge.set_beside(corpus, &row.collected, &other.collected),
            Ok(None) => judge.excuse(row.origin(), no_counterpart(which, row)),
            Err(why) => judge.leave_open(row.origin(), why),
        }
    }
}

fn no_counterpart(which: Counterpart, row: &Row) -> Verdict {
    match which {
        Counterpart::Parent if row.key.parent.is_none() => not_applicable(
            "没有写明上级地区,无从与上级的文件对照",
            "which place is above it is not stated, so there is no document of it to compare",
        ),
        Counterpart::Parent => not_applicable("没有上级的文件", "there is no document of the parent"),
        Counterpart::Previous => not_applicable("没有更早的版本", "there is no earlier version"),
    }
}

/// Judges the rows of a group together.
fn together<'r>(judge: &mut Judge<'_, 'r>, corpus: &Corpus, rows: &'r [Row]) {
    let mut known = Vec::new();
    for row in rows {
        match group(judge.ctx, corpus, row) {
            Ok(_) => known.push(row),
            Err(why) => judge.leave_open(row.origin(), why),
        }
    }
    if known.len() < corpus.size as usize {
        for row in known {
            judge.excuse(row.origin(), not_applicable("同组文件太少", "too few documents in its group"));
        }
    } else if !known.is_empty() {
        let all = Value::List(List::Values(known.into_iter().map(|r| Value::Row(&r.collected)).collect()));
        judge.group(corpus, all);
    }
}
