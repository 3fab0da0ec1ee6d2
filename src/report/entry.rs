//! One document in the report for programs: its verdicts and its findings. The order of the names is the order here.
//!
//! A report may have hundreds of findings in a document, which rest on the same words: these are written once, and copied.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use super::pen::Pen;
use crate::{
    finding::{Citation, Claim, Counts, DocumentReport, Evidence, Finding, Outcome, Role, Verdict},
    phrase::Phrase,
};

/// Writes a document in one line; `kind` is the `type` of that line.
pub(super) fn document(document: &DocumentReport, kind: Option<&str>, out: &mut Vec<u8>) {
    let mut pen = Pen::new(out);
    pen.add("{");
    if let Some(kind) = kind {
        pen.add(r#""type":"#).text(kind).add(",");
    }
    identity(&mut pen, document);
    let mut answers = Answers::default();
    pen.add(r#","verdicts":{"#).each(&document.verdicts, |pen, (policy, verdict)| {
        pen.text(policy).add(":");
        answers.write(pen, verdict);
    });
    let mut quoted = Quoted::default();
    pen.add(r#"},"findings":["#).each(&document.findings, |pen, f| finding(pen, f, &mut quoted));
    warnings(pen.add(r#"],"warnings":["#), document);
    pen.add("]}");
}

/// What tells a document from others.
pub(super) fn identity(pen: &mut Pen<'_>, document: &DocumentReport) {
    pen.add(r#""id":"#).text(&document.id);
    pen.add(r#","path":"#).text(&document.path);
    pen.add(r#","digest":"#).text(&document.digest);
}

/// The warnings of the reader.
pub(super) fn warnings(pen: &mut Pen<'_>, document: &DocumentReport) {
    pen.each(&document.warnings, |pen, warning| {
        pen.add(r#"{"code":"#).text(&warning.code.to_string());
        pen.add(r#","message":"#).phrase(&warning.message).add("}");
    });
}

/// Answers without a reason, with the places where they were written.
#[derive(Default)]
struct Answers(Vec<(Outcome, Counts, Range<usize>)>);

/// How many answers are looked through: most policies have the same few.
const ANSWERS: usize = 8;

impl Answers {
    fn write(&mut self, pen: &mut Pen<'_>, verdict: &Verdict) {
        let Verdict { outcome, counts, reason } = verdict;
        if let Some(reason) = reason {
            return reasoned(pen, verdict, reason);
        }
        if let Some((.., before)) = self.0.iter().find(|(o, c, _)| (o, c) == (outcome, counts)) {
            pen.copy(before);
            return;
        }
        let place = pen.tell(|pen| bare(pen, verdict));
        if self.0.len() < ANSWERS {
            self.0.push((*outcome, *counts, place));
        }
    }
}

/// A verdict with its reason or without.
pub(super) fn verdict(pen: &mut Pen<'_>, verdict: &Verdict) {
    match &verdict.reason {
        Some(reason) => reasoned(pen, verdict, reason),
        None => bare(pen, verdict),
    }
}

fn reasoned(pen: &mut Pen<'_>, verdict: &Verdict, reason: &Phrase) {
    answer(pen, verdict, |pen| _ = pen.phrase(reason));
}

fn bare(pen: &mut Pen<'_>, verdict: &Verdict) {
    answer(pen, verdict, |pen| _ = pen.add("null"));
}

fn answer(pen: &mut Pen<'_>, verdict: &Verdict, reason: impl FnOnce(&mut Pen<'_>)) {
    let counts = verdict.counts;
    pen.add(r#"{"verdict":"#).text(verdict.outcome.name());
    pen.add(r#","examined":"#).value(&counts.examined());
    pen.add(r#","passed":"#).value(&counts.passed);
    pen.add(r#","violated":"#).value(&counts.violated);
    pen.add(r#","undecided":"#).value(&counts.undecided);
    reason(pen.add(r#","reason":"#));
    pen.add("}");
}

fn finding<'d>(pen: &mut Pen<'_>, finding: &'d Finding, quoted: &mut Quoted<'d>) {
    match finding.written(once) {
        Some(before) => pen.again(before),
        None => claim(pen, finding),
    }
    behind_claim(pen, finding);
    quoted.write_all(pen, &finding.evidence);
    pen.add("]}");
}

/// What stands in a finding before what its policy rests on.
pub(super) fn before_basis(pen: &mut Pen<'_>, claim: &Claim) {
    pen.add(r#"{"policy":"#).text(&claim.policy);
    pen.add(r#","verdict":"violation","severity":"#).text(claim.severity.name());
    pen.add(r#","message":"#).phrase(&claim.message);
    pen.add(r#","basis":["#);
}

/// What stands between what the policy of a finding rests on and its evidence.
pub(super) fn behind_basis(pen: &mut Pen<'_>, finding: &Finding) {
    values(pen, finding);
    behind_claim(pen, finding);
}

fn values(pen: &mut Pen<'_>, claim: &Claim) {
    pen.add(r#"],"values":{"#).each(&*claim.values, |pen, (name, value)| {
        pen.text(name).add(":").text(value);
    });
    pen.add("}");
}

/// What stands in a finding between what it claims and its evidence.
fn behind_claim(pen: &mut Pen<'_>, finding: &Finding) {
    pen.add(r#","fingerprint":"#).text(&finding.fingerprint);
    if finding.waived.is_none() && finding.baseline.is_none() && finding.notes.is_empty() {
        pen.add(r#","waived":null,"baseline":null,"notes":[]"#);
    } else {
        pen.add(r#","waived":"#).value(&finding.waived);
        pen.add(r#","baseline":"#).value(&finding.baseline);
        pen.add(r#","notes":["#).each(&finding.notes, note).add("]");
    }
    if !finding.others.is_empty() {
        pen.add(r#","others":["#).each(&finding.others, |pen, path| _ = pen.text(path)).add("]");
    }
    pen.add(r#","evidence":["#);
}

/// What may be the same in many documents, without the bracket that ends the finding.
fn claim(pen: &mut Pen<'_>, claim: &Claim) {
    before_basis(pen, claim);
    values(pen.each(&*claim.basis, basis), claim);
}

fn once(of_many: &Claim) -> Vec<u8> {
    let mut out = Vec::new();
    claim(&mut Pen::new(&mut out), of_many);
    out
}

/// One citation of what a policy rests on.
pub(super) fn basis(pen: &mut Pen<'_>, citation: &Citation) {
    let Citation { kind, title, article, quote, note } = citation;
    pen.add(r#"{"kind":"#).text(kind);
    let named = [(r#","title":"#, title), (r#","article":"#, article), (r#","quote":"#, quote)];
    for (name, words) in named {
        if let Some(words) = words {
            pen.add(name).text(words);
        }
    }
    if let Some(note) = note {
        pen.add(r#","note":"#).phrase(note);
    }
    pen.add("}");
}

fn note(pen: &mut Pen<'_>, note: &Phrase) {
    pen.phrase(note);
}

/// What was quoted before.
#[derive(Default)]
struct Quoted<'d> {
    /// By its address and why: what is quoted for the same reason again is written the same.
    pieces: BTreeMap<(usize, Role), Range<usize>>,
    /// All evidence of the finding before.
    before: (&'d [Evidence], Range<usize>),
}

impl<'d> Quoted<'d> {
    fn write_all(&mut self, pen: &mut Pen<'_>, all: &'d [Evidence]) {
        let (before, place) = &self.before;
        let same = |(a, b): (&Evidence, &Evidence)| {
            Arc::ptr_eq(&a.place, &b.place) && a.role == b.role && a.lacked.is_empty() && b.lacked.is_empty()
        };
        if before.len() == all.len() && before.iter().zip(all).all(same) {
            pen.copy(place);
            return;
        }
        let place = pen.tell(|pen| _ = pen.each(all, |pen, e| self.write(pen, e)));
        self.before = (all, place);
    }

    fn write(&mut self, pen: &mut Pen<'_>, evidence: &Evidence) {
        if !evidence.lacked.is_empty() {
            return quote(pen, evidence);
        }
        let key = (Arc::as_ptr(&evidence.place) as usize, evidence.role);
        match self.pieces.get(&key) {
            Some(before) => _ = pen.copy(before),
            None => _ = self.pieces.insert(key, pen.tell(|pen| quote(pen, evidence))),
        }
    }
}

/// One piece of evidence.
pub(super) fn quote(pen: &mut Pen<'_>, evidence: &Evidence) {
    let place = &evidence.place;
    pen.add(r#"{"role":"#).text(evidence.role.name());
    pen.add(r#","start":"#).value(&place.span.start);
    pen.add(r#","end":"#).value(&place.span.end);
    pen.add(r#","line":"#).value(&place.start.line);
    pen.add(r#","column":"#).value(&place.start.column);
    pen.add(r#","end_line":"#).value(&place.end.line);
    pen.add(r#","end_column":"#).value(&place.end.column);
    pen.add(r#","quote":"#).text(&place.quote);
    if !evidence.lacked.is_empty() {
        pen.add(r#","lacked":["#).each(&evidence.lacked, note).add("]");
    }
    let named = [(r#","pointer":"#, &place.pointer), (r#","origin":"#, &place.origin)];
    for (name, words) in named {
        if let Some(words) = words {
            pen.add(name).text(words);
        }
    }
    pen.add("}");
}
