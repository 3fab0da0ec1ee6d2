//! One document in the report for programs: its verdicts and its findings. The order of the names is the order here.
//!
//! A report may have hundreds of findings in a document, which rest on the same words and the same law: these are written
//! once, and copied.

use std::sync::Arc;

use super::pen::{Layout, Made, Pen};
use crate::finding::{DocumentReport, Evidence, Finding, Outcome, Verdict};

/// Writes a document; `kind` is the `type` of its line.
pub(super) fn document(document: &DocumentReport, kind: Option<&str>, layout: Layout, out: &mut Vec<u8>) {
    let mut pen = Pen::new(out, layout);
    pen.open(b'{');
    if let Some(kind) = kind {
        pen.name("type").value(kind);
    }
    pen.name("id").value(&document.id);
    pen.name("path").value(&document.path);
    pen.name("digest").value(&document.digest);
    pen.name("verdicts").open(b'{');
    for (policy, verdict) in &document.verdicts {
        pen.given_name(policy);
        let counts = verdict.counts;
        match verdict.reason {
            None => {
                let counts = [counts.passed, counts.violated, counts.undecided];
                pen.once(Made::Counts(verdict.outcome, counts), |pen| answer(pen, verdict));
            }
            Some(_) => answer(&mut pen, verdict),
        }
    }
    pen.close(b'}');
    pen.name("findings").open(b'[');
    for f in &document.findings {
        pen.next();
        finding(&mut pen, f);
    }
    pen.close(b']');
    pen.name("warnings").open(b'[');
    for warning in &document.warnings {
        pen.next();
        pen.open(b'{');
        pen.name("code").value(&warning.code.to_string());
        pen.name("message").value(&warning.message);
        pen.close(b'}');
    }
    pen.close(b']');
    pen.close(b'}');
}

fn answer(pen: &mut Pen<'_>, verdict: &Verdict) {
    let counts = verdict.counts;
    pen.open(b'{');
    pen.name("verdict").value(&verdict.outcome);
    pen.name("examined").value(&counts.examined());
    pen.name("passed").value(&counts.passed);
    pen.name("violated").value(&counts.violated);
    pen.name("undecided").value(&counts.undecided);
    pen.name("reason").value(&verdict.reason);
    pen.close(b'}');
}

fn finding(pen: &mut Pen<'_>, finding: &Finding) {
    pen.open(b'{');
    pen.name("policy").value(&finding.policy);
    pen.name("verdict").value(&Outcome::Violation);
    pen.name("severity").value(&finding.severity);
    pen.name("message").value(&finding.message);
    // An empty list has no address of its own.
    match &*finding.basis {
        [] => pen.name("basis").value(&[(); 0]),
        basis => pen.name("basis").once(Made::Of(basis.as_ptr() as usize), |pen| pen.value(basis)),
    }
    pen.name("values").value(&finding.values);
    pen.name("fingerprint").value(&finding.fingerprint);
    if finding.waived.is_none() && finding.baseline.is_none() && finding.notes.is_empty() {
        pen.once(Made::Unmarked, |pen| marks(pen, finding));
    } else {
        marks(pen, finding);
    }
    if !finding.others.is_empty() {
        pen.name("others").value(&finding.others);
    }
    pen.name("evidence").open(b'[');
    for e in &finding.evidence {
        pen.next();
        evidence(pen, e);
    }
    pen.close(b']');
    pen.close(b'}');
}

fn marks(pen: &mut Pen<'_>, finding: &Finding) {
    pen.name("waived").value(&finding.waived);
    pen.name("baseline").value(&finding.baseline);
    pen.name("notes").value(&finding.notes);
}

fn evidence(pen: &mut Pen<'_>, evidence: &Evidence) {
    let place = &evidence.place;
    pen.open(b'{');
    pen.name("role").value(&evidence.role);
    pen.once(Made::Of(Arc::as_ptr(place) as usize), |pen| {
        pen.name("start").value(&place.span.start);
        pen.name("end").value(&place.span.end);
        pen.name("line").value(&place.start.line);
        pen.name("column").value(&place.start.column);
        pen.name("end_line").value(&place.end.line);
        pen.name("end_column").value(&place.end.column);
        pen.name("quote").value(&place.quote);
    });
    if !evidence.lacked.is_empty() {
        pen.name("lacked").value(&evidence.lacked);
    }
    if let Some(pointer) = &place.pointer {
        pen.name("pointer").value(pointer);
    }
    if let Some(origin) = &place.origin {
        pen.name("origin").value(origin);
    }
    pen.close(b'}');
}
