//! The examples that stand in policies, run: each is a small document with the verdict that its author expects.

use crate::{
    eval::{self, Options},
    finding::{DocumentReport, Outcome},
    ingest::{self, Given},
    phrase::Phrase,
    plan::{ExampleInfo, Plan},
    schema::{Level, OrganKind},
};

/// What became of one example.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The policy.
    pub policy: String,
    /// The number of the example in its policy, from 1.
    pub number: usize,
    /// What is wrong; `None` where the policy says what the example expects.
    pub failure: Option<Phrase>,
}

/// Runs every example of every policy.
pub fn run(plan: &Plan) -> Vec<Ran> {
    let mut all = Vec::new();
    for policy in &plan.policies {
        for (i, example) in policy.examples.iter().enumerate() {
            let failure = failure(&check(plan, &policy.name, example), &policy.name, example);
            all.push(Ran { policy: policy.name.clone(), number: i + 1, failure });
        }
    }
    all
}

/// Checks the text of an example with its own policy and the facts that it gives.
fn check(plan: &Plan, policy: &str, example: &ExampleInfo) -> DocumentReport {
    let mut given = Given::default();
    let mut options = Options { as_of: None, only: vec![policy.to_owned()] };
    for (path, value) in &example.given {
        match path.as_str() {
            "organ.level" => given.level = Level::named(value),
            "organ.kind" => given.organ_kind = OrganKind::named(value),
            "organ.jurisdiction" => given.jurisdiction = Some(value.clone()),
            "organ.province" => given.province = Some(value.clone()),
            "organ.parent" => given.parent = Some(value.clone()),
            "effective" => given.effective = value.parse().ok(),
            "issued" => given.issued = value.parse().ok(),
            "as_of" => options.as_of = value.parse().ok(),
            _ => {}
        }
    }
    let document = ingest::read_text("example", example.text.clone(), "utf-8", String::new(), &given);
    eval::check(plan, &document, &options)
}

fn failure(report: &DocumentReport, policy: &str, example: &ExampleInfo) -> Option<Phrase> {
    let outcome = report.verdicts.get(policy).map_or(Outcome::NotApplicable, |v| v.outcome);
    if outcome != example.verdict {
        let (wanted, got) = (name(example.verdict), name(outcome));
        return Some(Phrase::new(
            format!("应为 {wanted},实为 {got}"),
            format!("expected {wanted}, got {got}"),
        ));
    }
    let quoted =
        |q: &String| report.findings.iter().flat_map(|f| &f.evidence).any(|e| e.quote.contains(q.as_str()));
    let missing = example.quotes.iter().find(|q| !quoted(q))?;
    Some(Phrase::new(format!("没有引用“{missing}”"), format!("no finding quotes “{missing}”")))
}

fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Violation => "violation",
        Outcome::Undecided => "undecided",
        Outcome::NotApplicable => "not-applicable",
    }
}
