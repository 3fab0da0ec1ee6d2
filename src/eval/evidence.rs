//! From a false requirement to a finding that proves itself.

use std::{collections::HashSet, sync::Arc};

use super::{
    absence::absence,
    ctx::Ctx,
    expr::Frame,
    kept::Quickly,
    trace::Trace,
    value::{Text, Value},
};
use crate::{
    finding::{Evidence, Finding, Place, Role, Severity},
    phrase::Phrase,
    plan::{Expr, Policy, Require},
    source::{LineIndex, Span},
    text::unnumbered,
};

/// A place that a finding quotes.
struct Quoted {
    role: Role,
    span: Span,
    lacked: Vec<Phrase>,
}

impl<'r> Ctx<'r> {
    /// The finding of a requirement that is false with the variables as they stand.
    pub(super) fn finding(
        &self,
        policy: &'r Policy,
        severity: Severity,
        frame: &mut Frame<'r>,
        r: &'r Require,
        lines: &LineIndex,
    ) -> Finding {
        let (message, values) = self.message(frame, r);
        let quoted = self.quoted(policy, frame, r);
        let fingerprint = self.fingerprint(policy, r, &quoted);
        Finding {
            policy: policy.name.clone(),
            severity,
            message,
            basis: policy.basis.clone(),
            values,
            fingerprint,
            evidence: quoted.into_iter().map(|q| self.evidence(q, lines)).collect(),
            notes: Vec::new(),
            others: Vec::new(),
            waived: None,
            baseline: None,
        }
    }

    /// The places that prove it: what the policy reports, the words behind the operands, and where a search found nothing.
    fn quoted(&self, policy: &'r Policy, frame: &mut Frame<'r>, r: &'r Require) -> Vec<Quoted> {
        let mut all: Vec<Quoted> = Vec::new();
        let mut seen: HashSet<Span, Quickly> = HashSet::default();
        let mut add = |role, span: Span, lacked| {
            if seen.insert(span) {
                all.push(Quoted { role, span, lacked });
            }
        };
        for e in &r.evidence {
            for span in self.reported(policy, frame, e) {
                add(Role::Offending, span, Vec::new());
            }
        }
        let mut trace = Trace::new(self, policy);
        trace.walk(frame, &r.condition);
        for span in trace.spans {
            add(Role::Context, span, Vec::new());
        }
        let absent = absence(self, policy, frame, &r.condition);
        for (span, lacked) in absent.nearest {
            add(Role::Nearest, span, lacked);
        }
        for span in absent.searched {
            add(Role::Searched, span, Vec::new());
        }
        if all.is_empty() {
            let span = self.reg.last_paragraph().unwrap_or_default();
            all.push(Quoted { role: Role::Searched, span, lacked: Vec::new() });
        }
        all
    }

    /// The places that one expression after `report` names.
    fn reported(&self, policy: &'r Policy, frame: &mut Frame<'r>, e: &'r Expr) -> Vec<Span> {
        let mut trace = Trace::new(self, policy);
        match self.eval(frame, e) {
            Value::List(list) if list.iter().all(|v| in_document(&v)) => trace.quote(&Value::List(list)),
            value if in_document(&value) => trace.quote(&value),
            _ => trace.walk(frame, e),
        }
        trace.spans
    }

    /// Words that a value was read from.
    pub(super) fn read_from(&self, span: Span, lines: &LineIndex) -> Evidence {
        self.evidence(Quoted { role: Role::Context, span, lacked: Vec::new() }, lines)
    }

    fn evidence(&self, q: Quoted, lines: &LineIndex) -> Evidence {
        let key = u64::from(q.span.start) << 32 | u64::from(q.span.end);
        let mut places = self.places.borrow_mut();
        let place = places.entry(key).or_insert_with(|| Arc::new(self.place(q.span, lines)));
        Evidence { role: q.role, place: Arc::clone(place), lacked: q.lacked }
    }

    fn place(&self, span: Span, lines: &LineIndex) -> Place {
        let text = &self.reg.source.text;
        let pointers = &self.reg.pointers;
        let next = pointers.partition_point(|(s, _)| s.start <= span.start);
        let pointer = next.checked_sub(1).map(|i| &pointers[i]).filter(|(s, _)| s.contains(span));
        Place {
            span,
            start: lines.position(text, span.start),
            end: lines.position(text, span.end),
            quote: span.slice(text).to_owned(),
            pointer: pointer.map(|(_, p)| p.to_string()),
            origin: self.reg.source.origin(span.start).map(str::to_owned),
        }
    }

    /// The identity of a finding: the policy, which of its requirements, and the folded words of its subject; no places, no
    /// ordinals, and nothing of what stands around it.
    fn fingerprint(&self, policy: &Policy, r: &Require, quoted: &[Quoted]) -> String {
        let offending = quoted.iter().filter(|q| q.role == Role::Offending);
        identity(policy, r, offending.map(|q| self.reg.source.folded.slice(q.span)))
    }
}

/// The digest of a policy, one of its requirements and folded words.
pub(super) fn identity(policy: &Policy, r: &Require, words: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut hash = blake3::Hasher::new();
    let mut part = |words: &str| {
        hash.update(&(words.len() as u64).to_le_bytes());
        hash.update(words.as_bytes());
    };
    part(&policy.name);
    part(&r.number.to_string());
    for w in words {
        part(&unnumbered(w.as_ref()));
    }
    hash.finalize().to_hex()[..16].to_owned()
}

/// Whether a value is a record or words of the document, which stand somewhere in it.
fn in_document(value: &Value<'_>) -> bool {
    match value {
        Value::Node(_) | Value::Segment(_) | Value::Text(Text::Span(_)) => true,
        Value::Text(Text::Words(w)) => w.span.is_some(),
        _ => false,
    }
}
