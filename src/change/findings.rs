//! Findings of two reports: which are new, gone or changed, and what may have made the difference.

use serde::Serialize;

use super::{
    facts::{bare, similar},
    recorded::{Document, Finding, Policy, Recorded},
};

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// The new report alone has it.
    New,
    /// The old report alone has it.
    Gone,
    /// Both have it, and say something else of it.
    Changed,
}

/// What differs between the reports and bears on a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The text of the document, or that there is one.
    Text,
    /// The policy, or that it was checked with.
    Policy,
    /// A parameter or the severity that is set for it.
    Parameter,
    /// A waiver.
    Waiver,
    /// The as-of date.
    AsOf,
    /// The version of the program.
    Program,
    /// None of these: facts given beside the documents, or documents that were judged together with this one.
    Beside,
}

/// A finding that is not the same in both reports.
#[derive(Clone, Debug)]
pub struct FindingChange<'r> {
    /// What became of it.
    pub change: Change,
    /// All that differs and bears on it; each alone may be the reason.
    pub causes: Vec<Cause>,
    /// The path of the document: where the finding is gone the old one, for its place is in that.
    pub path: &'r str,
    /// As the old report has it.
    pub old: Option<&'r Finding>,
    /// As the new report has it.
    pub new: Option<&'r Finding>,
}

/// Sets two reports side by side: what differs, by document and place, and how many findings are the same in both.
pub fn findings<'r>(old: &'r Recorded, new: &'r Recorded) -> (Vec<FindingChange<'r>>, usize) {
    let mut all = Vec::new();
    let mut same = 0;
    for (before, after) in pairs(old, new) {
        let compared = compare(before, after);
        for (a, b) in compared {
            let document = if b.is_some() { after } else { before };
            let path = document.map_or("", |d| d.path.as_str());
            let causes = |a, b| causes((old, before, a), (new, after, b));
            let change = match (a, b) {
                (None, Some(_)) => Change::New,
                (Some(_), None) => Change::Gone,
                (Some(x), Some(y)) if says_the_same(x, y) => {
                    same += 1;
                    continue;
                }
                _ => Change::Changed,
            };
            all.push(FindingChange { change, causes: causes(a, b), path, old: a, new: b });
        }
    }
    (all, same)
}

/// Whether both reports say the same of a finding; where it stands does not matter.
fn says_the_same(a: &Finding, b: &Finding) -> bool {
    a.severity == b.severity
        && a.message == b.message
        && a.waived == b.waived
        && a.fingerprint == b.fingerprint
}

/// The documents of both reports by path; those left by digest; a single one on each side belongs to the other.
fn pairs<'r>(old: &'r Recorded, new: &'r Recorded) -> Vec<(Option<&'r Document>, Option<&'r Document>)> {
    if let ([a], [b]) = (old.documents.as_slice(), new.documents.as_slice()) {
        return vec![(Some(a), Some(b))];
    }
    let mut left: Vec<&Document> = old.documents.iter().collect();
    let mut all = Vec::new();
    let mut unmatched = Vec::new();
    for document in &new.documents {
        match left.iter().position(|d| d.path == document.path) {
            Some(i) => all.push((Some(left.remove(i)), Some(document))),
            None => unmatched.push(document),
        }
    }
    for document in unmatched {
        let renamed = left.iter().position(|d| d.digest == document.digest);
        all.push((renamed.map(|i| left.remove(i)), Some(document)));
    }
    all.extend(left.into_iter().map(|d| (Some(d), None)));
    all.sort_by_key(|(a, b)| b.or(*a).map(|d| d.path.clone()));
    all
}

/// The findings of a document in both reports: by fingerprint, then those of one policy that are about much the same words.
fn compare<'r>(
    old: Option<&'r Document>,
    new: Option<&'r Document>,
) -> Vec<(Option<&'r Finding>, Option<&'r Finding>)> {
    let all = |d: Option<&'r Document>| d.map_or(&[][..], |d| &d.findings);
    let mut left: Vec<&Finding> = all(old).iter().collect();
    let mut pairs: Vec<(Option<&Finding>, Option<&Finding>)> = Vec::new();
    for finding in all(new) {
        let known = left.iter().position(|f| f.fingerprint == finding.fingerprint);
        pairs.push((known.map(|i| left.remove(i)), Some(finding)));
    }
    for pair in pairs.iter_mut().filter(|(a, _)| a.is_none()) {
        let Some(finding) = pair.1 else { continue };
        let sister = left.iter().position(|f| f.policy == finding.policy && is_about_like(f, finding));
        pair.0 = sister.map(|i| left.remove(i));
    }
    pairs.extend(left.into_iter().map(|f| (Some(f), None)));
    pairs
}

/// Whether two findings are about much the same words, or both about words that are not there.
fn is_about_like(a: &Finding, b: &Finding) -> bool {
    match (a.offending(), b.offending()) {
        (Some(a), Some(b)) => similar(&bare(a), &bare(b)),
        (None, None) => true,
        _ => false,
    }
}

type Side<'r> = (&'r Recorded, Option<&'r Document>, Option<&'r Finding>);

/// Everything that differs between the two sides and bears on the finding.
fn causes((old, before, a): Side<'_>, (new, after, b): Side<'_>) -> Vec<Cause> {
    let Some(finding) = b.or(a) else { return Vec::new() };
    let policy = |r: &Recorded| r.policies.get(&finding.policy).cloned();
    let (was, is) = (policy(old), policy(new));
    let differs = |pick: fn(&Policy) -> String| match (&was, &is) {
        (Some(x), Some(y)) => pick(x) != pick(y),
        _ => false,
    };
    let waiver = |f: Option<&Finding>| f.and_then(|f| f.waived.clone());
    let text = before.map(|d| &d.digest) != after.map(|d| &d.digest);
    let both = a.is_some() && b.is_some();
    let mut causes: Vec<Cause> = [
        (Cause::Text, text),
        (Cause::Policy, was.is_some() != is.is_some() || differs(|p| p.digest.clone())),
        (Cause::Parameter, differs(|p| format!("{:?}{:?}{:?}", p.params, p.severity, p.scoped))),
        (Cause::Waiver, both && waiver(a) != waiver(b)),
        (Cause::AsOf, old.as_of != new.as_of),
        (Cause::Program, old.tool.get("version") != new.tool.get("version")),
    ]
    .into_iter()
    .filter_map(|(cause, differs)| differs.then_some(cause))
    .collect();
    // A waiver alone changes nothing but that the finding is waived.
    let only_waived = both && a.map(|f| (&f.message, f.severity)) == b.map(|f| (&f.message, f.severity));
    if causes.contains(&Cause::Waiver) && only_waived {
        causes = vec![Cause::Waiver];
    }
    if causes.is_empty() {
        causes.push(Cause::Beside);
    }
    causes
}
