//! From a false requirement to a finding that proves itself.

use std::{
    collections::HashSet,
    rc::Rc,
    sync::{Arc, OnceLock},
};

use super::{absence::absence, trace::Trace};
use crate::{
    eval::{
        ctx::Ctx,
        expr::Frame,
        value::{Text, Value},
    },
    finding::{Claim, Evidence, Place, Role, Severity},
    phrase::{Lang, Phrase},
    plan::{Expr, Format, Policy, Require},
    quickly::Quickly,
    source::{LineIndex, Span},
    text::{fold_words, unnumbered},
};

/// A place that a finding quotes.
struct Quoted {
    role: Role,
    span: Span,
    lacked: Vec<Phrase>,
}

/// What proves a finding.
pub(in crate::eval) struct Proof {
    pub(in crate::eval) evidence: Vec<Evidence>,
    /// The identity that the finding has for its subject.
    pub(in crate::eval) identity: String,
}

/// What findings quote that quote the same.
pub(in crate::eval) struct Grounds {
    evidence: Vec<Evidence>,
    subject: Subject,
    /// Whether the policy reports words of the document, and so says what its findings are about.
    reported: bool,
}

impl<'r> Ctx<'r> {
    /// What a finding claims of a requirement that is false with the variables as they stand.
    pub(in crate::eval) fn claim(
        &self,
        policy: &'r Policy,
        severity: Severity,
        frame: &mut Frame<'r>,
        r: &'r Require,
    ) -> Claim {
        let (message, values) = self.message(frame, r);
        Claim::new(policy.name.clone(), severity, message, policy.basis.clone(), values)
    }

    /// The same, where it is always the same but for the severity.
    pub(in crate::eval) fn claim_once(
        &self,
        policy: &'r Policy,
        severity: Severity,
        frame: &mut Frame<'r>,
        (r, claim): (&'r Require, &'r OnceLock<Arc<Claim>>),
    ) -> Arc<Claim> {
        let first = claim.get_or_init(|| self.claim(policy, severity, frame, r).of_many().into());
        if first.severity == severity {
            return Arc::clone(first);
        }
        Arc::new(self.claim(policy, severity, frame, r))
    }

    /// What proves a requirement false with the variables as they stand.
    pub(in crate::eval) fn proof(
        &self,
        policy: &'r Policy,
        frame: &mut Frame<'r>,
        r: &'r Require,
        lines: &LineIndex,
    ) -> Proof {
        let Some(number) = r.proof else {
            let grounds = self.grounds(policy, frame, r, lines);
            let identity = self.identity_of(policy, frame, r, &grounds);
            return Proof { evidence: grounds.evidence, identity };
        };
        if let Some(known) = self.grounds.borrow().get(&number) {
            let identity = self.identity_of(policy, frame, r, known);
            return Proof { evidence: known.evidence.clone(), identity };
        }
        let grounds = self.grounds(policy, frame, r, lines);
        let identity = self.identity_of(policy, frame, r, &grounds);
        let evidence = grounds.evidence.clone();
        self.grounds.borrow_mut().insert(number, grounds);
        Proof { evidence, identity }
    }

    /// The identity of a finding with the variables as they stand.
    fn identity_of(
        &self,
        policy: &'r Policy,
        frame: &Frame<'r>,
        r: &'r Require,
        grounds: &Grounds,
    ) -> String {
        if grounds.reported || r.loops.is_empty() {
            return identity(policy, r, &grounds.subject);
        }
        let turn = self.turn_words(policy, frame, r);
        identity(policy, r, &grounds.subject.with(turn.iter()))
    }

    /// The words of what the loops around a requirement hold: where a policy reports nothing, they tell its findings apart.
    pub(in crate::eval) fn turn_words(
        &self,
        policy: &'r Policy,
        frame: &Frame<'r>,
        r: &'r Require,
    ) -> Vec<Rc<str>> {
        let mut trace = Trace::new(self, policy);
        let mut words = Vec::with_capacity(r.loops.len());
        for value in r.loops.iter().filter_map(|slot| frame.value(*slot)) {
            trace.quote(value);
            let before = words.len();
            words.extend(trace.take().map(|span| self.unnumbered(span)));
            if words.len() == before {
                words.push(unnumbered(&fold_words(&self.show(value, Format::Plain, Lang::En))).into());
            }
        }
        words
    }

    fn grounds(
        &self,
        policy: &'r Policy,
        frame: &mut Frame<'r>,
        r: &'r Require,
        lines: &LineIndex,
    ) -> Grounds {
        let quoted = self.quoted(policy, frame, r);
        let reported = quoted.iter().any(|q| q.role == Role::Offending);
        let role = if reported { Role::Offending } else { Role::Context };
        let about = quoted.iter().filter(|q| q.role == role);
        let subject = Subject::of(about.map(|q| self.unnumbered(q.span)));
        Grounds { subject, reported, evidence: quoted.into_iter().map(|q| self.evidence(q, lines)).collect() }
    }

    /// The places that prove it: what the policy reports, the words behind the operands, and where a search found nothing.
    fn quoted(&self, policy: &'r Policy, frame: &mut Frame<'r>, r: &'r Require) -> Vec<Quoted> {
        let mut all = Quotes::default();
        let mut trace = Trace::new(self, policy);
        for e in &r.evidence {
            self.reported(&mut trace, frame, e);
            trace.take().for_each(|span| all.add(Role::Offending, span, Vec::new()));
        }
        trace.walk_false(frame, &r.condition);
        trace.take().for_each(|span| all.add(Role::Context, span, Vec::new()));
        let absent = absence(self, policy, frame, &r.condition);
        absent.nearest.into_iter().for_each(|(span, lacked)| all.add(Role::Nearest, span, lacked));
        absent.searched.into_iter().for_each(|span| all.add(Role::Searched, span, Vec::new()));
        if all.quoted.is_empty() {
            trace.subjects(frame, &r.condition);
            trace.take().for_each(|span| all.add(Role::Context, span, Vec::new()));
        }
        if all.quoted.is_empty() {
            all.add(Role::Searched, self.reg.last_paragraph().unwrap_or_default(), Vec::new());
        }
        all.quoted
    }

    /// The places that one expression after `report` names.
    fn reported(&self, trace: &mut Trace<'_, 'r>, frame: &mut Frame<'r>, e: &'r Expr) {
        match self.eval(frame, e) {
            Value::List(list) if list.iter().all(|v| in_document(&v)) => trace.quote(&Value::List(list)),
            value if in_document(&value) => trace.quote(&value),
            _ => trace.reported(frame, e),
        }
    }

    /// Words that a value was read from.
    pub(in crate::eval) fn read_from(&self, span: Span, lines: &LineIndex) -> Evidence {
        self.evidence(Quoted { role: Role::Context, span, lacked: Vec::new() }, lines)
    }

    fn evidence(&self, q: Quoted, lines: &LineIndex) -> Evidence {
        let mut places = self.places.borrow_mut();
        let place = places.entry(key(q.span)).or_insert_with(|| Arc::new(self.place(q.span, lines)));
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

    /// The folded words of a place without ordinals.
    fn unnumbered(&self, span: Span) -> Rc<str> {
        let mut known = self.unnumbered.borrow_mut();
        let words =
            known.entry(key(span)).or_insert_with(|| unnumbered(self.reg.source.folded.slice(span)).into());
        Rc::clone(words)
    }
}

/// The places that a finding quotes, each once.
#[derive(Default)]
struct Quotes {
    quoted: Vec<Quoted>,
    /// The places, where they are more than [`FEW_PLACES`].
    seen: HashSet<Span, Quickly>,
}

/// Among so many places one is found by looking at each.
const FEW_PLACES: usize = 16;

impl Quotes {
    fn add(&mut self, role: Role, span: Span, lacked: Vec<Phrase>) {
        if self.quoted.len() == FEW_PLACES {
            self.seen.extend(self.quoted.iter().map(|q| q.span));
        }
        let fresh = match self.quoted.len() {
            ..FEW_PLACES => self.quoted.iter().all(|q| q.span != span),
            FEW_PLACES.. => self.seen.insert(span),
        };
        if fresh {
            self.quoted.push(Quoted { role, span, lacked });
        }
    }
}

/// A place as a number.
fn key(span: Span) -> u64 {
    u64::from(span.start) << 32 | u64::from(span.end)
}

/// What a finding is about, as its identity has it: the digest of the words, folded and without ordinals.
pub(in crate::eval) struct Subject([u8; 32]);

impl Subject {
    pub(in crate::eval) fn of(words: impl Iterator<Item = impl AsRef<str>>) -> Self {
        // What is digested in one go takes less time than many pieces.
        let mut all = Vec::with_capacity(256);
        words.for_each(|w| add(&mut all, w.as_ref()));
        Self(blake3::hash(&all).into())
    }

    /// The same words, and others.
    pub(in crate::eval) fn with(&self, words: impl Iterator<Item = impl AsRef<str>>) -> Self {
        let mut all = self.0.to_vec();
        words.for_each(|w| add(&mut all, w.as_ref()));
        Self(blake3::hash(&all).into())
    }
}

/// The identity of a finding: the policy, which of its requirements, and its subject; no places, no ordinals, and nothing of
/// what stands around it. Sixteen digits of their digest.
pub(in crate::eval) fn identity(policy: &Policy, r: &Require, Subject(subject): &Subject) -> String {
    let mut whole = Vec::with_capacity(policy.name.len() + subject.len() + 32);
    add(&mut whole, &policy.name);
    add(&mut whole, &r.number);
    // Half of it tells subjects apart, and mostly leaves one block to be digested.
    whole.extend_from_slice(&subject[..16]);
    let digest = blake3::hash(&whole);
    let mut digits = String::with_capacity(16);
    for byte in digest.as_bytes().iter().take(8) {
        for digit in [byte >> 4, byte & 15] {
            digits.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    digits
}

/// Adds words so that they are told from those before and behind them.
fn add(all: &mut Vec<u8>, words: &str) {
    all.extend_from_slice(&(words.len() as u64).to_le_bytes());
    all.extend_from_slice(words.as_bytes());
}

/// Whether a value is a record or words of the document, which stand somewhere in it.
fn in_document(value: &Value<'_>) -> bool {
    match value {
        Value::Node(_) | Value::Segment(_) | Value::Text(Text::Span(_)) => true,
        Value::Text(Text::Words(w)) => w.span.is_some(),
        _ => false,
    }
}
