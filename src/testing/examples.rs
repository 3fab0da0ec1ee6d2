//! The examples that stand in policies, and the tests that stand beside them, run: each is a document with the verdict
//! that its author expects.

use jiff::civil::Date;

use crate::{
    diagnostic::Diagnostic,
    eval::{self, Options, Seen},
    finding::{DocumentReport, Outcome, Role},
    hir::Overrides,
    ingest::{self, Given},
    phrase::Phrase,
    plan::{ExampleInfo, Plan, TestInfo},
    regulation::Regulation,
    schema::{Level, OrganKind},
    source::{FileId, Span},
};

/// Facts given beside a document, as `(path, value)`.
type Facts = Vec<(String, String)>;

/// A document with what a policy must say of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The policy.
    pub policy: String,
    /// The number of the case among those of its policy, from 1.
    pub number: usize,
    /// The policy file that it stands in.
    pub file: FileId,
    /// Its bytes in that file.
    pub span: Span,
    /// What is checked.
    pub document: Document,
    /// Facts given beside the document, as `(path, value)`.
    pub given: Vec<(String, String)>,
    /// Other documents of the corpus: the facts given beside each, and its text.
    pub beside: Vec<(Facts, String)>,
    /// What the policy must say.
    pub verdict: Outcome,
    /// Words that a finding must quote.
    pub quotes: Vec<String>,
    /// Words of what a finding must be about.
    pub subjects: Vec<String>,
}

/// Where the document of a case is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// In the policy file.
    Text(String),
    /// In a file of its own: the path from the folder of the test, and where the test names it.
    File(String, Span),
}

/// A case whose document has been read.
#[derive(Debug)]
pub struct Prepared {
    /// What is expected.
    pub case: Case,
    regulation: Regulation,
    beside: Vec<Regulation>,
    options: Options,
    /// The values that the case gives to parameters of its policy.
    pub(super) overrides: Overrides,
}

/// A plan, and the same policies compiled with the parameters that some cases give.
#[derive(Debug)]
pub struct Plans<'a> {
    plan: &'a Plan,
    others: Vec<(Overrides, Plan)>,
}

impl<'a> Plans<'a> {
    /// Compiles once more for each set of parameters that the cases give.
    pub fn new(plan: &'a Plan, cases: &[Prepared], compile: impl Fn(&Overrides) -> Option<Plan>) -> Self {
        let mut others: Vec<(Overrides, Plan)> = Vec::new();
        for case in cases.iter().filter(|c| !c.overrides.is_empty()) {
            if others.iter().all(|(o, _)| *o != case.overrides) {
                others.extend(compile(&case.overrides).map(|plan| (case.overrides.clone(), plan)));
            }
        }
        Self { plan, others }
    }

    /// The plan without any case's parameters.
    pub(super) fn base(&self) -> &Plan {
        self.plan
    }

    /// The plan that a case is run with.
    pub(super) fn of(&self, case: &Prepared) -> &Plan {
        let other = self.others.iter().find(|(o, _)| *o == case.overrides);
        other.map_or(self.plan, |(_, plan)| plan)
    }
}

/// What became of one case.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The policy.
    pub policy: String,
    /// The number of the case among those of its policy, from 1.
    pub number: usize,
    /// The policy file that it stands in.
    pub file: FileId,
    /// Its bytes in that file.
    pub span: Span,
    /// What its author expects.
    pub expected: Outcome,
    /// What the policy says.
    pub got: Outcome,
    /// Why, where the policy could not decide or does not apply.
    pub reason: Option<Phrase>,
    /// What the findings quote.
    pub quotes: Vec<String>,
    /// What is wrong; `None` where the policy says what is expected.
    pub failure: Option<Phrase>,
}

/// The cases of all policies: the examples by the names of the policies, then the tests in the order of the files.
pub fn cases(plan: &Plan) -> Vec<Case> {
    let mut all: Vec<Case> = Vec::new();
    for policy in &plan.policies {
        for example in &policy.examples {
            all.push(Case::of(&policy.name, example, None, &[]));
        }
    }
    all.extend(
        plan.tests.iter().map(|t: &TestInfo| Case::of(&t.policy, &t.example, t.path.as_ref(), &t.subjects)),
    );
    let mut counted = std::collections::BTreeMap::<String, usize>::new();
    for case in &mut all {
        let number = counted.entry(case.policy.clone()).or_default();
        *number += 1;
        case.number = *number;
    }
    all
}

impl Case {
    fn of(policy: &str, e: &ExampleInfo, path: Option<&(String, Span)>, subjects: &[String]) -> Self {
        let document = match path {
            Some((path, span)) => Document::File(path.clone(), *span),
            None => Document::Text(e.text.clone()),
        };
        Self {
            policy: policy.to_owned(),
            number: 0,
            file: e.file,
            span: e.span,
            document,
            given: e.given.clone(),
            beside: e.beside.clone(),
            verdict: e.verdict,
            quotes: e.quotes.clone(),
            subjects: subjects.to_vec(),
        }
    }
}

impl Prepared {
    /// Reads the document of a case; `bytes` are those of its file and stand for nothing where it has its text.
    ///
    /// # Errors
    ///
    /// A document that cannot be read.
    pub fn new(case: Case, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let (given, as_of, params) = given(&case.given);
        let options = Options { as_of, only: vec![case.policy.clone()] };
        let overrides = params.into_iter().map(|(name, value)| (format!("{}.{name}", case.policy), value));
        let overrides = overrides.collect();
        let regulation = match &case.document {
            Document::Text(text) => {
                ingest::read_text("example", text.clone(), "utf-8", String::new(), &given)
            }
            Document::File(path, _) => ingest::read(path, bytes, &given)?,
        };
        let other = |(i, (facts, text)): (usize, &(Facts, String))| {
            let path = format!("example-{}", i + 2);
            ingest::read_text(&path, text.clone(), "utf-8", String::new(), &self::given(facts).0)
        };
        let beside = case.beside.iter().enumerate().map(other).collect();
        Ok(Self { case, regulation, beside, options, overrides })
    }

    /// Checks the document with the policy of the case.
    pub fn run(&self, plan: &Plan) -> Ran {
        let documents = self.documents().into_iter();
        let examined = documents.map(|r| eval::examine(plan, r, &self.options)).collect();
        let mut reports = eval::corpus::judge(plan, examined);
        self.judged(&reports.swap_remove(0))
    }

    /// Checks the document, and says what the conditions of the policy turned out to be.
    pub(super) fn recorded(&self, plan: &Plan) -> Seen {
        eval::recorded(plan, &self.documents(), &self.options).1
    }

    /// The document, and those that stand beside it.
    fn documents(&self) -> Vec<&Regulation> {
        std::iter::once(&self.regulation).chain(&self.beside).collect()
    }

    /// Holds a report to what is expected.
    fn judged(&self, report: &DocumentReport) -> Ran {
        let case = &self.case;
        let verdict = report.verdicts.get(&case.policy);
        let got = verdict.map_or(Outcome::NotApplicable, |v| v.outcome);
        let quotes = report.findings.iter().flat_map(|f| &f.evidence).map(|e| e.quote.clone()).collect();
        Ran {
            policy: case.policy.clone(),
            number: case.number,
            file: case.file,
            span: case.span,
            expected: case.verdict,
            got,
            reason: verdict.and_then(|v| v.reason.clone()),
            quotes,
            failure: failure(case, got, report),
        }
    }
}

/// Runs all cases on `threads` threads (0: as many as the machine has), in order. A case whose `failure` is `None` is as its
/// author expects.
///
/// ```
/// use guiju::{compile, source::Files, testing::{self, Plans, Prepared}};
///
/// let mut files = Files::default();
/// files.add("a.guiju", r#"
///     policy short-list {
///       title en "too few duties"
///       severity warning
///       require count(duties) >= 2 else report duties: en "only {count(duties)}"
///       example fails "主要职责\n(一)负责文电。" quotes "负责文电"
///     }"#);
/// let plan = compile(&files).map_err(|_| "does not compile")?.plan;
/// let prepared = testing::cases(&plan).into_iter().map(|case| Prepared::new(case, b""));
/// let prepared = prepared.collect::<Result<Vec<_>, _>>().map_err(|_| "cannot be read")?;
/// let plans = Plans::new(&plan, &prepared, |_| None);
/// let ran = testing::run(&plans, &prepared, 0);
/// assert!(ran.len() == 1 && ran[0].failure.is_none());
/// # Ok::<(), &str>(())
/// ```
pub fn run(plans: &Plans<'_>, cases: &[Prepared], threads: usize) -> Vec<Ran> {
    eval::run::in_order(cases.iter().collect(), threads, |case: &Prepared| case.run(plans.of(case)))
}

/// Facts given beside a document, the audit date among them, and the values of parameters.
fn given(facts: &[(String, String)]) -> (Given, Option<Date>, Facts) {
    let (mut given, mut as_of, mut params) = (Given::default(), None, Vec::new());
    for (path, value) in facts {
        match path.as_str() {
            "organ.level" => given.level = Level::called(value),
            "organ.kind" => given.organ_kind = OrganKind::named(value),
            "organ.jurisdiction" => given.jurisdiction = Some(value.clone()),
            "organ.province" => given.province = Some(value.clone()),
            "organ.parent" => given.parent = Some(value.clone()),
            "effective" => given.effective = value.parse().ok(),
            "issued" => given.issued = value.parse().ok(),
            "as_of" => as_of = value.parse().ok(),
            _ => params.push((path.clone(), value.clone())),
        }
    }
    (given, as_of, params)
}

fn failure(case: &Case, got: Outcome, report: &DocumentReport) -> Option<Phrase> {
    if got != case.verdict {
        return Some(Phrase::new(
            format!("应为{},实为{}", case.verdict.zh(), got.zh()),
            format!("expected {}, got {}", case.verdict.name(), got.name()),
        ));
    }
    let evidence = || report.findings.iter().flat_map(|f| &f.evidence);
    let quoted = |q: &&String| evidence().any(|e| e.quote.contains(q.as_str()));
    if let Some(missing) = case.quotes.iter().find(|q| !quoted(q)) {
        return Some(Phrase::new(format!("没有引用“{missing}”"), format!("no finding quotes “{missing}”")));
    }
    let about = |s: &&String| evidence().any(|e| e.role == Role::Offending && e.quote.contains(s.as_str()));
    let missing = case.subjects.iter().find(|s| !about(s))?;
    Some(Phrase::new(format!("没有一处问题是关于“{missing}”的"), format!("no finding is about “{missing}”")))
}
