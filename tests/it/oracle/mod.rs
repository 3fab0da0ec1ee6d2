//! The evaluator beside a slow, obvious second one: random policies on random documents must give the same verdicts, counts,
//! findings, places and order. What stands here knows no plan, no automaton and no threads, and shares no code with `src/eval`.

mod choices;
mod conditions;
mod corpus;
mod documents;
mod eval;
mod expressions;
mod judge;
mod lists;
mod policies;
mod proof;
mod value;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use guiju::{
    diagnostic::{Code, Diagnostic},
    eval::Options,
    finding::DocumentReport,
    hir::{self, Overrides},
    ingest,
    plan::Plan,
    regulation::Regulation,
    schema::{BUILTINS, FIELDS},
    source::Files,
    syntax,
};
use jiff::civil::Date;
use proptest::{prelude::*, strategy::ValueTree, test_runner::RngSeed};

use self::{
    choices::Choices,
    documents::{DAYS, Written},
    eval::Oracle,
    judge::{Found, Said},
    proof::Quoted,
};

/// One policy file, some documents, and the day of the audit.
#[derive(Clone)]
struct Case {
    policies: String,
    documents: Vec<Written>,
    as_of: Option<Date>,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let own = self.policies.split_once("vocabulary voc0").map_or("", |(_, own)| own);
        writeln!(f, "as of {:?}\nvocabulary voc0{own}", self.as_of)?;
        for d in &self.documents {
            writeln!(f, "---- {:?}\n{}", d.given, d.text)?;
        }
        Ok(())
    }
}

/// A case made of two supplies of choices, so that policies and documents shrink apart.
fn case(policies: &[u16], documents: &[u16], corpus: bool) -> Case {
    let policies = policies::file(&mut Choices::new(policies), corpus);
    let mut c = Choices::new(documents);
    let documents = (0..=c.below(3)).map(|_| documents::document(&mut c)).collect();
    let as_of = if c.chance(5) { Some(c.of(&DAYS)) } else { None };
    Case { policies, documents, as_of }
}

fn any_case(corpus: bool) -> impl Strategy<Value = Case> {
    let supply = |most| prop::collection::vec(any::<u16>(), 0..most);
    (supply(1600), supply(300)).prop_map(move |(p, d)| case(&p, &d, corpus))
}

/// Policies compiled twice: to the typed tree that the slow evaluator reads, and to the plan.
pub(crate) struct Compiled {
    files: Files,
    program: hir::Program,
    plan: Plan,
}

/// The typed tree, whatever is wrong with it.
fn lowered(files: &Files, overrides: &Overrides) -> hir::Program {
    let parsed: Vec<_> = files.iter().map(|(id, f)| (id, syntax::parse(id, &f.text))).collect();
    let trees: Vec<_> = parsed.iter().map(|(id, parse)| (*id, &parse.tree)).collect();
    hir::lower(&trees, &overrides.into()).0
}

/// Whether nothing is wrong but what the policy asks.
fn is_senseless(problem: &Diagnostic) -> bool {
    matches!(problem.code, Code::NeverFalse | Code::MeasureMismatch)
}

impl Compiled {
    fn new(files: Files) -> Self {
        Self::with(files, &Overrides::default())
    }

    /// The same with values for parameters.
    pub(crate) fn with(files: Files, overrides: &Overrides) -> Self {
        let plan = match guiju::compile_with(&files, overrides) {
            Ok(compilation) => compilation.plan,
            // Invented conditions may be senseless, and mean the same to both all the same.
            Err(problems) if problems.iter().filter(|d| d.is_error()).all(is_senseless) => {
                Plan::new(lowered(&files, overrides), &files)
            }
            Err(problems) => {
                let said: Vec<String> = problems
                    .iter()
                    .map(|d| {
                        let words = d
                            .labels
                            .first()
                            .map_or("", |l| l.span.slice(&files.get(l.file).expect("a file").text));
                        format!("{} `{words}` {}", d.code, d.message.en)
                    })
                    .collect();
                panic!(
                    "{}\n{}",
                    said.join("\n"),
                    files.iter().map(|(_, f)| f.text.as_str()).collect::<String>()
                )
            }
        };
        let program = lowered(&files, overrides);
        Self { files, program, plan }
    }

    /// What the slow evaluator says of documents.
    fn slow(&self, documents: &[Regulation], as_of: Option<Date>) -> Vec<Vec<Said>> {
        let nothing = ingest::read("", b"", &ingest::Given::default()).expect("nothing can be read");
        let oracle = |reg| Oracle::new(&self.program, &self.files, reg, as_of);
        let oracles: Vec<Oracle<'_>> = documents.iter().map(oracle).collect();
        let mut all: Vec<Vec<Said>> = vec![Vec::new(); documents.len()];
        for policy in &self.program.policies {
            let said = match &policy.corpus {
                None => oracles.iter().map(|o| o.judge(policy)).collect(),
                Some(_) => corpus::judge(&oracles, oracle(&nothing), policy),
            };
            for (of_document, said) in all.iter_mut().zip(said) {
                of_document.push(said);
            }
        }
        all
    }

    /// What the evaluator says of them, on a number of threads.
    pub(crate) fn fast(
        &self,
        documents: &[Regulation],
        as_of: Option<Date>,
        threads: usize,
    ) -> Vec<DocumentReport> {
        let options = Options { as_of, only: Vec::new() };
        let read = |reg: &Regulation| (reg.source.path.clone(), Ok(reg.clone()));
        guiju::check_all(&self.plan, documents, read, &options, threads).documents
    }
}

/// A report in the words of the slow evaluator; the findings stand in one list, in the order of the report.
fn as_said(report: &DocumentReport) -> (Vec<Said>, Vec<Found>) {
    let verdicts = report.verdicts.iter().map(|(name, v)| Said {
        policy: name.clone(),
        outcome: v.outcome,
        counts: v.counts,
        findings: Vec::new(),
    });
    let findings = report.findings.iter().map(|f| Found {
        policy: f.policy.clone(),
        severity: f.severity,
        message: [f.message.zh.clone(), f.message.en.clone()],
        values: f.values.iter().map(|(k, v)| (k.clone(), v.clone())).collect(),
        evidence: f
            .evidence
            .iter()
            .map(|e| Quoted {
                span: e.span,
                role: e.role,
                lacked: e.lacked.iter().map(|l| l.en.clone()).collect(),
            })
            .collect(),
        undated: !f.notes.is_empty(),
        others: f.others.clone(),
    });
    (verdicts.collect(), findings.collect())
}

/// Demands the same of both evaluators.
pub(crate) fn compare(
    compiled: &Compiled,
    documents: &[Regulation],
    as_of: Option<Date>,
) -> Result<(), TestCaseError> {
    let slow = compiled.slow(documents, as_of);
    let fast = compiled.fast(documents, as_of, 1);
    prop_assert_eq!(slow.len(), fast.len());
    for (mut said, report) in slow.into_iter().zip(&fast) {
        let mut findings: Vec<Found> =
            said.iter_mut().flat_map(|s| std::mem::take(&mut s.findings)).collect();
        findings.sort_by_cached_key(Found::key);
        let (verdicts, found) = as_said(report);
        same(&report.path, &verdicts, &said)?;
        same(&report.path, &found, &findings)?;
        for f in &report.findings {
            prop_assert!(!f.evidence.is_empty());
            for e in &f.evidence {
                prop_assert_eq!(&e.quote, e.span.slice(&report.text));
            }
        }
    }
    let more = compiled.fast(documents, as_of, 3);
    prop_assert_eq!(format!("{fast:?}"), format!("{more:?}"), "three threads");
    let backwards: Vec<Regulation> = documents.iter().rev().cloned().collect();
    let again = compiled.fast(&backwards, as_of, 1);
    prop_assert_eq!(format!("{fast:?}"), format!("{again:?}"), "the other way round");
    Ok(())
}

/// Demands equal lists, and shows where they part.
fn same<T: std::fmt::Debug + PartialEq>(path: &str, fast: &[T], slow: &[T]) -> Result<(), TestCaseError> {
    if let Some((f, s)) = fast.iter().zip(slow).find(|(f, s)| f != s) {
        return Err(TestCaseError::fail(format!("{path}\nevaluator: {f:#?}\noracle:    {s:#?}")));
    }
    prop_assert_eq!(fast.len(), slow.len(), "{}: how many", path);
    Ok(())
}

fn read(case: &Case) -> Vec<Regulation> {
    let one = |(i, d): (usize, &Written)| {
        ingest::read(&format!("{i}.txt"), d.text.as_bytes(), &d.given).expect("a text is always read")
    };
    case.documents.iter().enumerate().map(one).collect()
}

fn compiled(text: &str) -> Compiled {
    let mut files = Files::default();
    files.add("made.guiju", text);
    Compiled::new(files)
}

fn check(case: &Case) -> Result<(), TestCaseError> {
    let compiled = compiled(&case.policies);
    let documents = read(case);
    compare(&compiled, &documents, case.as_of)?;
    // The structure that is extracted from a text says the same as the text.
    let again = |reg: &Regulation| {
        ingest::from_json(&reg.source.path, &ingest::to_json(reg)).expect("what was written can be read")
    };
    let extracted: Vec<Regulation> = documents.iter().map(again).collect();
    let said = |documents: &[Regulation]| {
        let reports = compiled.fast(documents, case.as_of, 1);
        reports.iter().map(as_said).collect::<Vec<_>>()
    };
    prop_assert_eq!(said(&documents), said(&extracted), "the extracted structure");
    Ok(())
}

/// Each of two tests tries so many: `GUIJU_CASES=100000 cargo test --release --test it oracle` tries 200,000 in all.
fn config() -> ProptestConfig {
    let given = std::env::var("GUIJU_CASES").ok().and_then(|n| n.parse().ok());
    // Without the variable always the same cases, with it others each time.
    let rng_seed = if given.is_some() { RngSeed::Random } else { RngSeed::Fixed(20_190_407) };
    let cases = given.unwrap_or(1000);
    ProptestConfig {
        cases,
        rng_seed,
        max_shrink_iters: 120,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn both_say_the_same_of_documents_one_by_one(case in any_case(false)) {
        check(&case)?;
    }

    #[test]
    fn both_say_the_same_of_documents_together(case in any_case(true)) {
        check(&case)?;
    }
}

/// How many documents the shipped policies are tried on: the slow way takes seconds for each.
const SHIPPED_CASES: usize = 28;

/// The policies that are shipped, on documents that nobody wrote for them; half of these, as the other half is tried meanwhile.
#[test]
fn both_say_the_same_with_the_shipped_policies() {
    with_the_shipped_policies(cases(SHIPPED_CASES).step_by(2));
}

#[test]
fn both_say_the_same_with_the_shipped_policies_of_the_other_half() {
    with_the_shipped_policies(cases(SHIPPED_CASES).skip(1).step_by(2));
}

fn with_the_shipped_policies(cases: impl Iterator<Item = Case>) {
    let mut files = Files::default();
    for (name, text) in guiju::shipped() {
        files.add(*name, *text);
    }
    let compiled = Compiled::new(files);
    for case in cases {
        compare(&compiled, &read(&case), case.as_of).unwrap_or_else(|e| panic!("{e}\n{case:?}"));
    }
}

/// Cases that are always the same.
fn cases(many: usize) -> impl Iterator<Item = Case> {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    (0..many).map(move |i| any_case(i % 4 == 3).new_tree(&mut runner).expect("a case").current())
}

#[test]
fn every_field_and_function_is_tried() {
    let all: String = cases(300).map(|case| case.policies).collect();
    let words: BTreeSet<&str> = all.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let fields = FIELDS.iter().map(|f| f.field.names().0);
    let functions = BUILTINS.iter().map(|b| b.en);
    let rest = [
        "and",
        "or",
        "not",
        "is",
        "in",
        "else",
        "union",
        "minus",
        "meets",
        "mentions",
        "contains",
        "matches",
        "leads",
        "shares",
        "oversees",
        "assists",
        "before",
        "covers",
        "some",
        "every",
        "no",
        "exactly",
        "those",
        "best",
        "known",
        "unknown",
        "empty",
        "pair",
        "neighbours",
        "across",
        "group",
        "previous",
        "parent",
        "force",
        "expect",
        "applies",
        "let",
        "define",
        "percent",
        "d0",
        "t_posts",
        "t_share",
        "t_name",
        "p_names",
    ];
    let missing: Vec<&str> = fields.chain(functions).chain(rest).filter(|w| !words.contains(w)).collect();
    assert!(missing.is_empty(), "never tried: {missing:?}");
}

/// Chance must not make everything unknown, or everything hold.
#[test]
fn conditions_are_true_and_false_and_unknown() {
    let (mut outcomes, mut roles) = (BTreeMap::new(), BTreeMap::new());
    for case in cases(600) {
        for report in compiled(&case.policies).fast(&read(&case), case.as_of, 1) {
            report
                .verdicts
                .values()
                .for_each(|v| *outcomes.entry(format!("{:?}", v.outcome)).or_default() += 1);
            let evidence = report.findings.iter().flat_map(|f| &f.evidence);
            evidence.for_each(|e| *roles.entry(e.role).or_default() += 1);
        }
    }
    let all: usize = outcomes.values().sum();
    assert!(outcomes.len() == 4 && outcomes.values().all(|n| n * 20 > all), "{outcomes:?}");
    assert!(roles.len() == 4 && roles.values().all(|n: &usize| *n > 10), "{roles:?}");
}
