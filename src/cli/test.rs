//! `guiju test`: the examples of policies and the tests beside them, run.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use guiju::{
    diagnostic::{Code, Diagnostic},
    finding::Outcome,
    hir::Overrides,
    phrase::{Lang, Phrase},
    plan::Plan,
    report,
    source::Files,
    testing::{self, Case, Document, Plans, Prepared, Ran, Tried},
};
use serde::Serialize;

use super::{
    Status, Stop,
    args::{FormatArg, TestArgs},
    coverage::{Coverage, CoverageJson},
    documents,
    mutation::{Mutation, MutationJson},
    policies,
    terminal::{Terminal, write_plain},
    tested::{self, Tested},
    word_lists::{self, ClauseJson},
};

/// Runs the cases and says which are not as expected.
pub(crate) fn run(args: &TestArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let tested = tested::load(&args.rules)?;
    let plan = match guiju::compile(&tested.files) {
        Ok(compilation) => compilation.plan,
        Err(problems) => return Err(Stop::Input(problems, tested.files)),
    };
    for name in &args.only {
        policies::named(&plan, name, "--only")?;
    }
    let cases = prepare(&plan, &tested, &args.only)?;
    let clauses = clauses(&plan, &tested, &args.only);
    if cases.is_empty() && clauses.is_empty() {
        let message = Phrase::new("没有示例,也没有测试", "there is no example and no test");
        let help = Phrase::new("在政策里写 `示例`", "write an `example` in the policy");
        return Err(tested::nothing(&args.rules, Code::NothingToTest, message).help(help).into());
    }
    let policies = tested.policies(&plan, &args.only);
    let with = |o: &Overrides| guiju::compile_with(&tested.files, o).ok().map(|c| c.plan);
    let plans = Plans::new(&plan, &cases, with);
    let ran = testing::run(&plans, &cases, args.threads);
    let failed = ran.iter().any(|r| r.failure.is_some()) || clauses.iter().any(|c| c.failure.is_some());
    let coverage = args.coverage().then(|| Coverage {
        tested: &tested,
        policies: testing::coverage(&plans, &policies, &cases, args.threads),
    });
    let short = coverage.as_ref().is_some_and(|c| !c.reaches(args.min_coverage));
    // Mutants say nothing where the policy itself is not as expected.
    let mutation = (args.mutate && !failed).then(|| Mutation::run(&tested, &policies, &cases, args));
    let weak = mutation.as_ref().is_some_and(|m| !m.reaches(args.min_noticed));
    let status = if failed || short || weak { Status::Findings } else { Status::Clean };
    let (coverage, mutation) = (coverage.as_ref(), mutation.as_ref());
    let result =
        Results { tested: &tested, policies: &policies, ran: &ran, clauses: &clauses, coverage, mutation };
    match args.format {
        FormatArg::Human => {
            let text = result.human(terminal.lang);
            terminal.write(status, |out| out.write_all(text.as_bytes()))
        }
        FormatArg::Json => {
            let mut json = serde_json::to_string_pretty(&result.json()).unwrap_or_default();
            json.push('\n');
            write_plain(status, &json)
        }
    }
}

/// Reads the documents of the cases that stand in the files looked at; every problem is said at once.
fn prepare(plan: &Plan, tested: &Tested, only: &[String]) -> Result<Vec<Prepared>, Stop> {
    let (mut cases, mut problems) = (Vec::new(), Vec::new());
    let wanted = |c: &Case| tested.own.contains(&c.file) && (only.is_empty() || only.contains(&c.policy));
    for case in testing::cases(plan).into_iter().filter(wanted) {
        match bytes(&case, &tested.files).and_then(|bytes| Prepared::new(case, &bytes)) {
            Ok(prepared) => cases.push(prepared),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(Stop::Input(problems, tested.files.clone()));
    }
    Ok(cases)
}

/// Tries the clauses that stand in the lists of words looked at; none where only some policies are asked for.
fn clauses(plan: &Plan, tested: &Tested, only: &[String]) -> Vec<Tried> {
    if !only.is_empty() {
        return Vec::new();
    }
    testing::clauses(plan).into_iter().filter(|c| tested.own.contains(&c.file)).collect()
}

/// The bytes of the document of a case; none where it has its text. A path counts from the folder of the test.
fn bytes(case: &Case, files: &Files) -> Result<Vec<u8>, Diagnostic> {
    let Document::File(path, span) = &case.document else { return Ok(Vec::new()) };
    let test = files.get(case.file).map_or("", |f| f.name.as_str());
    let path = Path::new(test).parent().unwrap_or(Path::new("")).join(path);
    fs::read(&path).map_err(|error| {
        let problem = documents::cannot_open(&documents::name_of(&path), &error);
        let name = documents::name_of(&path);
        let message =
            Phrase::new(format!("{name}:{}", problem.message.zh), format!("{name}: {}", problem.message.en));
        Diagnostic::error(problem.code, case.file, *span, message)
    })
}

/// What came of a run.
struct Results<'a> {
    tested: &'a Tested,
    policies: &'a [&'a str],
    ran: &'a [Ran],
    clauses: &'a [Tried],
    coverage: Option<&'a Coverage<'a>>,
    mutation: Option<&'a Mutation<'a>>,
}

impl Results<'_> {
    fn human(&self, lang: Lang) -> String {
        let mut text = String::new();
        if !(self.policies.is_empty() && self.ran.is_empty()) || self.clauses.is_empty() {
            self.cases(lang, &mut text);
        }
        if !self.clauses.is_empty() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&word_lists::human(self.tested, self.clauses, lang));
        }
        if let Some(coverage) = self.coverage {
            text.push('\n');
            text.push_str(&coverage.human(lang));
        }
        if let Some(mutation) = self.mutation {
            text.push('\n');
            text.push_str(&mutation.human(lang));
        }
        text
    }

    /// The table of the policies, the cases that are not as expected, and the sum.
    fn cases(&self, lang: Lang, text: &mut String) {
        let say = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
        let none = self.policies.iter().map(|name| (*name, (0, 0)));
        let mut by_policy: BTreeMap<&str, (usize, usize)> = none.collect();
        for ran in self.ran {
            let counts = by_policy.entry(&ran.policy).or_default();
            counts.0 += 1;
            counts.1 += usize::from(ran.failure.is_some());
        }
        let heading = [say("政策", "policy"), say("示例", "examples"), say("不符", "failed")];
        let rows: Vec<Vec<String>> = by_policy
            .iter()
            .map(|(name, (all, failed))| vec![(*name).to_owned(), all.to_string(), failed.to_string()])
            .collect();
        text.push_str(&report::table(&heading, &rows, &[1, 2]));
        text.push('\n');
        for (ran, failure) in self.failures() {
            let (name, line, column) = self.tested.place(ran.file, ran.span);
            let what = failure.get(lang);
            let (policy, number) = (&ran.policy, ran.number);
            text.push_str(&report::clean(&format!("{name}:{line}:{column}: {policy} #{number}: {what}")));
            text.push('\n');
            let reason = ran.reason.iter().map(|r| r.get(lang).to_owned());
            for more in
                reason.chain(ran.quotes.iter().map(|q| say(&format!("引用“{q}”"), &format!("quotes “{q}”"))))
            {
                let _ = writeln!(text, "    {}", report::clean(&more));
            }
        }
        let failed = self.failures().count();
        let (policies, all) = (by_policy.len(), self.ran.len());
        let both = [report::many(policies, "policy", "policies"), report::many(all, "example", "examples")];
        let both = both.join(", ");
        text.push_str(&match failed {
            0 => say(
                &format!("{policies} 条政策,{all} 个示例:全部符合\n"),
                &format!("{both}: all as expected\n"),
            ),
            _ => say(
                &format!("{policies} 条政策,{all} 个示例:{failed} 个不符\n"),
                &format!("{both}: {failed} not as expected\n"),
            ),
        });
    }

    fn failures(&self) -> impl Iterator<Item = (&Ran, &Phrase)> {
        self.ran.iter().filter_map(|r| r.failure.as_ref().map(|f| (r, f)))
    }

    fn json(&self) -> Root<'_> {
        Root {
            schema: "guiju/tests/1",
            cases: self.ran.iter().map(|r| Row::of(self.tested, r)).collect(),
            clauses: word_lists::json(self.tested, self.clauses),
            coverage: self.coverage.map(Coverage::json),
            mutation: self.mutation.map(Mutation::json),
            summary: Figures {
                cases: self.ran.len(),
                clauses: self.clauses.len(),
                failed: self.failures().count() + self.clauses.iter().filter(|c| c.failure.is_some()).count(),
            },
        }
    }
}

/// The result for programs.
#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    cases: Vec<Row<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    clauses: Vec<ClauseJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<CoverageJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mutation: Option<MutationJson<'a>>,
    summary: Figures,
}

#[derive(Serialize)]
struct Row<'a> {
    policy: &'a str,
    number: usize,
    file: &'a str,
    line: u32,
    column: u32,
    expected: Outcome,
    got: Outcome,
    failure: Option<&'a Phrase>,
    reason: Option<&'a Phrase>,
    quotes: &'a [String],
}

impl<'a> Row<'a> {
    fn of(tested: &'a Tested, r: &'a Ran) -> Self {
        let (file, line, column) = tested.place(r.file, r.span);
        Self {
            policy: &r.policy,
            number: r.number,
            file,
            line,
            column,
            expected: r.expected,
            got: r.got,
            failure: r.failure.as_ref(),
            reason: r.reason.as_ref(),
            quotes: &r.quotes,
        }
    }
}

#[derive(Serialize)]
struct Figures {
    cases: usize,
    clauses: usize,
    failed: usize,
}
