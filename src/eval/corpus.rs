//! Policies over a corpus, in two steps: each document yields a small row by itself, then the rows are judged together.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    as_of::AsOf,
    ctx::Ctx,
    expr::Frame,
    judge::Judge,
    policy::{Examined, not_applicable},
    scope::Open,
    trace::Trace,
    value::{Collected, Collection, List, Owned, Value, Why},
    watch::Watch,
};
use crate::{
    finding::{DocumentReport, Severity, Verdict},
    plan::{Corpus, Counterpart, Plan, Policy, Statement},
    regulation::{Regulation, Words},
    schema::OrganKind,
    text::fold_words,
};

/// The row that one document gave one policy.
#[derive(Debug)]
pub(super) struct Yielded {
    policy: usize,
    severity: Severity,
    open: Open,
    row: Collected,
    key: Key,
}

/// What tells which document is the parent or the earlier version of which.
#[derive(Clone, Debug)]
struct Key {
    kind: Option<OrganKind>,
    name: Option<String>,
    jurisdiction: Option<String>,
    parent: Option<String>,
    date: Option<Date>,
}

impl Key {
    /// Whether two documents are about one organ: by its name, or where a text does not give it by what it is and governs.
    fn is_same_organ(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        match (&self.name, &other.name) {
            (Some(a), Some(b)) => a == b && self.jurisdiction == other.jurisdiction,
            _ => {
                self.kind.is_some()
                    && self.kind == other.kind
                    && same(&self.jurisdiction, &other.jurisdiction)
            }
        }
    }
}

impl<'r> Ctx<'r> {
    /// Collects the row of a document, and gives the verdict that it has until the rows are judged.
    pub(super) fn collect(
        &self,
        index: usize,
        policy: &'r Policy,
        corpus: &'r Corpus,
        rows: &mut Vec<Yielded>,
    ) -> Verdict {
        let mut frame = Frame::new(policy.slots);
        let (severity, open) = match self.scope(policy, &mut frame) {
            Ok(scope) => scope,
            Err(verdict) => return verdict,
        };
        for statement in &corpus.prelude {
            if let Statement::Let { slot, value } = statement {
                let value = self.eval(&mut frame, value);
                frame.set(*slot, value);
            }
        }
        let mut fields = Vec::new();
        for e in &corpus.fields {
            let value = self.eval(&mut frame, e);
            let mut trace = Trace::new(self, policy);
            trace.walk(&mut frame, e);
            fields.push((self.owned(&value), trace.spans));
        }
        let anchor = self.reg.last_paragraph().unwrap_or_default();
        let row = Collected { document: 0, fields, anchor };
        rows.push(Yielded { policy: index, severity, open, row, key: self.key() });
        not_applicable("须与其他文件一并判断", "judged together with other documents only")
    }

    fn key(&self) -> Key {
        let folded = |w: &Option<Words>| w.as_ref().map(|w| fold_words(&w.text));
        let organ = &self.reg.organ;
        Key {
            kind: organ.kind.map(|k| k.value),
            name: folded(&organ.name),
            jurisdiction: folded(&organ.jurisdiction),
            parent: folded(&organ.parent),
            date: match self.reg.effective.as_ref().and_then(|e| e.date).or(self.reg.issued.map(|i| i.value))
            {
                Some(day) => Some(day),
                None => match self.as_of {
                    AsOf::Day(day) => Some(day),
                    _ => None,
                },
            },
        }
    }

    /// A value that outlives the document.
    fn owned(&self, value: &Value<'r>) -> Owned {
        match value {
            Value::Unknown(why) => Owned::Unknown(*why),
            Value::Bool(b) => Owned::Bool(*b),
            Value::Int(n) => Owned::Int(*n),
            Value::Ratio(r) => Owned::Ratio(*r),
            Value::Date(d) => Owned::Date(*d),
            Value::Interval(a, b) => Owned::Interval(*a, *b),
            Value::Text(t) => Owned::Text(Collection {
                printed: self.printed(t),
                folded: self.folded(t).into_owned(),
                place: t.place(),
                document: 0,
            }),
            Value::Symbol(s) => Owned::Symbol(*s),
            Value::Vocabulary(v) => Owned::Vocabulary(*v),
            Value::List(list) => Owned::List(list.iter().map(|v| self.owned(&v)).collect()),
            // The type checker lets no record be collected.
            Value::Row(_) | Value::Node(_) | Value::Segment(_) => Owned::Unknown(Why::NoSuchElement),
        }
    }
}

/// Judges the rows of all documents together, and writes verdicts and findings into their reports.
pub fn judge(plan: &Plan, examined: Vec<Examined>) -> Vec<DocumentReport> {
    judge_with(plan, examined, None)
}

/// The same, before the eyes of an observer.
pub(super) fn judge_with(plan: &Plan, examined: Vec<Examined>, watch: Option<&Watch>) -> Vec<DocumentReport> {
    let mut reports = Vec::with_capacity(examined.len());
    let mut rows: BTreeMap<usize, Vec<Yielded>> = BTreeMap::new();
    for (document, one) in examined.into_iter().enumerate() {
        reports.push(one.report);
        for mut yielded in one.rows {
            yielded.row.document = document;
            yielded.row.fields.iter_mut().for_each(|(value, _)| value.belong_to(document));
            rows.entry(yielded.policy).or_default().push(yielded);
        }
    }
    let nothing = Regulation::nothing();
    let ctx = Ctx { watch, ..Ctx::new(plan, &nothing, AsOf::Unknown) };
    for (policy, rows) in &rows {
        let Some(policy) = plan.programs.get(*policy) else { continue };
        if let Some(corpus) = &policy.corpus {
            together(&ctx, policy, corpus, rows, &mut reports);
        }
    }
    for report in &mut reports {
        super::policy::put_in_order(&mut report.findings);
    }
    reports
}

/// Judges the rows of one policy.
fn together<'r>(
    ctx: &Ctx<'r>,
    policy: &'r Policy,
    corpus: &'r Corpus,
    rows: &'r [Yielded],
    reports: &mut [DocumentReport],
) {
    let mut judge = Judge::new(ctx, policy);
    for y in rows {
        judge.meet(y.row.document, y.severity, y.open, y.row.anchor);
    }
    match corpus.counterpart {
        Some(which) => {
            for y in rows {
                match counterpart(which, y, rows) {
                    Some(other) => judge.set_beside(corpus, &y.row, &other.row),
                    None => judge.excuse(y.row.document, no_counterpart(which)),
                }
            }
        }
        None => {
            for group in groups(ctx, corpus, rows, &mut judge) {
                let documents: BTreeSet<usize> = group.iter().map(|r| r.document).collect();
                if group.len() < corpus.size as usize {
                    let (zh, en) = ("同组文件太少", "too few documents in its group");
                    for document in documents {
                        judge.excuse(document, not_applicable(zh, en));
                    }
                } else {
                    let all = Value::List(List::Values(group.into_iter().map(Value::Row).collect()));
                    judge.group(corpus, all, documents);
                }
            }
        }
    }
    judge.write(reports);
}

fn no_counterpart(which: Counterpart) -> Verdict {
    match which {
        Counterpart::Parent => not_applicable("没有上级的文件", "there is no document of the parent"),
        Counterpart::Previous => not_applicable("没有更早的版本", "there is no earlier version"),
    }
}

/// The rows in groups: those whose common values are the same, in the order of their first documents.
fn groups<'r>(
    ctx: &Ctx<'r>,
    corpus: &Corpus,
    rows: &'r [Yielded],
    judge: &mut Judge<'_, 'r>,
) -> Vec<Vec<&'r Collected>> {
    let mut found: indexmap::IndexMap<String, Vec<&'r Collected>> = indexmap::IndexMap::new();
    for y in rows {
        let mut name = String::new();
        let mut unknown = None;
        for i in &corpus.by {
            let value =
                y.row.fields.get(*i).map_or(Value::Unknown(Why::NoSuchElement), |(v, _)| Value::collected(v));
            unknown = unknown.or(value.unknown());
            if let Value::Text(t) = &value {
                name.push_str(&ctx.folded(t));
            } else {
                name.push_str(&ctx.show(&value, crate::plan::Format::Plain, crate::phrase::Lang::En));
            }
            name.push('\u{1f}');
        }
        match unknown {
            Some(why) => judge.leave_open(y.row.document, why),
            None => found.entry(name).or_default().push(&y.row),
        }
    }
    found.into_values().collect()
}

/// The row that another is set beside.
fn counterpart<'r>(which: Counterpart, y: &Yielded, rows: &'r [Yielded]) -> Option<&'r Yielded> {
    let others = rows.iter().filter(|o| o.row.document != y.row.document && o.key.kind == y.key.kind);
    match which {
        Counterpart::Parent => {
            let parent = y.key.parent.as_ref()?;
            let mut all = others.filter(|o| o.key.jurisdiction.as_ref() == Some(parent));
            all.next()
        }
        Counterpart::Previous => {
            let date = y.key.date?;
            let earlier = others
                .filter(|o| o.key.is_same_organ(&y.key))
                .filter(|o| o.key.date.is_some_and(|d| d < date));
            earlier.max_by_key(|o| o.key.date)
        }
    }
}
