//! The shipped policies: they compile without a warning, and say of each of their examples what it expects.

use guiju::{
    source::Files,
    testing::{self, Plans, Prepared},
};

fn shipped() -> Files {
    let mut files = Files::default();
    for (name, text) in guiju::shipped() {
        files.add(*name, *text);
    }
    files
}

#[test]
fn shipped_policies_compile_without_a_warning() {
    let compilation = guiju::compile(&shipped()).expect("the shipped policies compile");
    assert!(compilation.plan.policies.len() >= 16);
    assert_eq!(compilation.warnings, []);
}

#[test]
fn every_example_says_what_it_expects() {
    let plan = guiju::compile(&shipped()).expect("the shipped policies compile").plan;
    let cases = testing::cases(&plan).into_iter().map(|c| Prepared::new(c, b"").expect("a text"));
    let cases: Vec<_> = cases.collect();
    let plans = Plans::new(&plan, &cases, |o| guiju::compile_with(&shipped(), o).ok().map(|c| c.plan));
    let ran = testing::run(&plans, &cases, 0);
    assert!(ran.len() > plan.policies.len());
    let failed: Vec<String> = ran
        .iter()
        .filter_map(|r| r.failure.as_ref().map(|f| format!("{} #{}: {}", r.policy, r.number, f.en)))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_policy_can_pass_and_fail() {
    let plan = guiju::compile(&shipped()).expect("the shipped policies compile").plan;
    for policy in &plan.policies {
        let has = |o| policy.examples.iter().any(|e| e.verdict == o);
        assert!(has(guiju::finding::Outcome::Pass), "{} has no example that passes", policy.name);
        assert!(has(guiju::finding::Outcome::Violation), "{} has no example that fails", policy.name);
    }
}

#[test]
fn every_policy_is_cited_and_said_in_both_languages() {
    let plan = guiju::compile(&shipped()).expect("the shipped policies compile").plan;
    for p in &plan.policies {
        assert!(!p.basis.is_empty(), "{} rests on nothing", p.name);
        let said = [&p.title.zh, &p.title.en, &p.statement.zh, &p.statement.en];
        assert!(said.iter().all(|s| !s.is_empty()), "{} is not said in both languages", p.name);
        assert_ne!(p.title.zh, p.title.en, "{} has a title in one language", p.name);
    }
}
