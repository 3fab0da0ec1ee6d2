//! `guiju explain POLICY FILE…`: why a policy says what it says of a document, by itself or among others.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    path::{Path, PathBuf},
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    eval::{self, Binding, Gathered, Node, Options, Step, Together, Truth},
    finding::{DocumentReport, Evidence, Outcome, Verdict},
    ingest::{self, Given},
    phrase::{Lang, Phrase},
    plan::{ConditionRole, Plan},
    regulation::Regulation,
    report,
    source::Files,
};
use serde::Serialize;

use super::{
    Status, Stop,
    args::{ExplainArgs, FormatArg},
    configured::Configured,
    documents,
    inputs::{self, Input},
    manifest::Manifest,
    terminal::{Terminal, write_plain},
};

/// Quotes are cut to so many characters.
const QUOTE: usize = 30;

/// Explains the verdict of one policy on one document.
pub(crate) fn run(
    args: &ExplainArgs,
    (corpus, configured): (bool, &Configured),
    plan: &Plan,
    terminal: &Terminal,
) -> Result<Status, Stop> {
    let manifest = configured.manifest(args.manifest.as_deref());
    let manifest = manifest.as_deref().map(Manifest::read).transpose()?.unwrap_or_default();
    let files = if corpus { all_below(args, configured)? } else { vec![alone(args)?] };
    let regulations = files.iter().map(|file| read(file, &manifest)).collect::<Result<Vec<_>, _>>()?;
    let as_of = args.as_of.or(configured.config.as_of.as_ref().map(|d| d.value));
    let options = Options { as_of, only: vec![args.policy.clone()] };
    let Some(Together { report, rows, steps }) = eval::explain_together(plan, &regulations, &options) else {
        return Ok(Status::Clean);
    };
    match args.format {
        FormatArg::Human => {
            let text =
                Page { lang: terminal.lang, text: String::new() }.write(&args.policy, &report, &rows, &steps);
            terminal.write(Status::Clean, |out| out.write_all(text.as_bytes()))
        }
        FormatArg::Json => {
            let root = Root::of(&args.policy, &report, &rows, &steps);
            let mut json = serde_json::to_string_pretty(&root).unwrap_or_default();
            json.push('\n');
            write_plain(Status::Clean, &json)
        }
    }
}

/// The one document of a policy that judges documents one by one.
fn alone(args: &ExplainArgs) -> Result<PathBuf, Stop> {
    match args.file.as_slice() {
        [file] => Ok(file.clone()),
        [first, second, ..] => {
            let message = Phrase::new(
                format!("政策 {} 逐份判断文件,一次解释一份", args.policy),
                format!("{} judges documents one by one, and one is explained at a time", args.policy),
            );
            let help = Phrase::new(
                format!("只给一份:`guiju explain {} {}`", args.policy, first.display()),
                format!("name one: `guiju explain {} {}`", args.policy, first.display()),
            );
            let name = documents::name_of(second);
            let problem = Diagnostic::input(Code::BadArgument, name, message).help(help);
            Err(Stop::Input(vec![problem], Files::default()))
        }
        [] => Ok(PathBuf::from("-")),
    }
}

/// The documents that are judged together, each once: those of the first path first.
fn all_below(args: &ExplainArgs, configured: &Configured) -> Result<Vec<PathBuf>, Stop> {
    let apart: Vec<&Path> = args.manifest.iter().map(PathBuf::as_path).collect();
    let excluded = configured.excluded()?;
    let (mut files, mut seen) = (Vec::new(), BTreeSet::new());
    for path in &args.file {
        let found = documents::find(std::slice::from_ref(path), &apart, &excluded);
        if !found.problems.is_empty() {
            return Err(Stop::Input(found.problems, Files::default()));
        }
        for input in found.inputs {
            let file = input.path().map_or_else(|| PathBuf::from("-"), Path::to_owned);
            if seen.insert(input.place().unwrap_or_else(|| file.clone())) {
                files.push(file);
            }
        }
    }
    Ok(files)
}

fn read(file: &Path, manifest: &Manifest) -> Result<Regulation, Stop> {
    let (input, bytes) = Input::alone(file, inputs::MAX_DOCUMENT_BYTES)?;
    let nothing = Given::default();
    let given = input.place().and_then(|p| manifest.given(&p)).unwrap_or(&nothing);
    ingest::read(&input.name, &bytes, given)
        .map_err(|problem| Stop::Input(vec![problem], documents::shown(&input.name, &bytes)))
}

/// The explanation for reading.
struct Page {
    lang: Lang,
    text: String,
}

impl Page {
    fn write(mut self, policy: &str, report: &DocumentReport, rows: &[Gathered], steps: &[Step]) -> String {
        if let Some(verdict) = report.verdicts.get(policy) {
            self.verdict(policy, &report.path, verdict);
        }
        for row in rows {
            let words = Phrase::new(format!("{} 提供", row.path), format!("{} gives", row.path));
            self.line(0, words.get(self.lang));
            for field in &row.fields {
                let line = self.binding(field);
                self.line(1, &line);
            }
        }
        if !rows.is_empty() {
            self.text.push('\n');
        }
        let mut bound: Vec<String> = Vec::new();
        for step in steps {
            let now: Vec<String> = step.bindings.iter().map(|b| self.binding(b)).collect();
            let same = now.iter().zip(&bound).take_while(|(a, b)| a == b).count();
            if now != bound {
                for (depth, line) in now.iter().enumerate().skip(same) {
                    self.line(depth, line);
                }
                bound.clone_from(&now);
            }
            self.step(now.len(), step);
        }
        self.text
    }

    fn verdict(&mut self, policy: &str, path: &str, verdict: &Verdict) {
        let outcome = outcome(verdict.outcome);
        let counts = verdict.counts;
        let (all, passed, violated, open) =
            (counts.examined(), counts.passed, counts.violated, counts.undecided);
        let words = Phrase::new(
            format!("{}(检查{all},通过{passed},违反{violated},未决{open})", outcome.zh),
            format!(
                "{} (examined {all}, passed {passed}, violated {violated}, undecided {open})",
                outcome.en
            ),
        );
        let words = words.get(self.lang).to_owned();
        self.line(0, &format!("{path}  {policy}: {words}"));
        if let Some(reason) = &verdict.reason {
            let reason = reason.get(self.lang).to_owned();
            self.line(1, &reason);
        }
        self.text.push('\n');
    }

    fn binding(&self, binding: &Binding) -> String {
        let value = binding.value.get(self.lang);
        let words = Self::places(&binding.words);
        [binding.name.as_str(), "=", value, words.trim()]
            .iter()
            .filter(|w| !w.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn step(&mut self, depth: usize, step: &Step) {
        let keyword = match step.role {
            ConditionRole::Applies => Phrase::new("适用", "applies when"),
            ConditionRole::Where => Phrase::new("其中", "where"),
            ConditionRole::Requirement => Phrase::new("要求", "require"),
            ConditionRole::Part => Phrase::default(),
        };
        let node = &step.condition;
        let line = format!("{} {}: {}", keyword.get(self.lang), node.words.get(self.lang), self.value(node));
        self.line(depth, &(line + &Self::places(&node.read)));
        self.operands(depth + 2, node);
    }

    fn operands(&mut self, depth: usize, node: &Node) {
        for operand in &node.operands {
            let sign = if operand.truth.is_some() { ":" } else { " =" };
            let line = format!("{}{sign} {}", operand.words.get(self.lang), self.value(operand));
            self.line(depth, &(line + &Self::places(&operand.read)));
            self.operands(depth + 1, operand);
        }
    }

    fn value(&self, node: &Node) -> String {
        match &node.truth {
            Some(Truth::Unknown(why)) => {
                format!("{} ({})", node.value.get(self.lang), why.get(self.lang))
            }
            _ => node.value.get(self.lang).to_owned(),
        }
    }

    /// The words that a value was read from.
    fn places(read: &[Evidence]) -> String {
        let mut out = String::new();
        for place in read {
            let quote: String = place.quote.split_whitespace().collect();
            let cut: String = quote.chars().take(QUOTE).collect();
            let more = if cut.len() < quote.len() { "..." } else { "" };
            let _ = write!(out, "  [{}:{} “{cut}{more}”]", place.start.line, place.start.column);
        }
        out
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(report::clean(text).trim_end());
        self.text.push('\n');
    }
}

fn outcome(outcome: Outcome) -> Phrase {
    match outcome {
        Outcome::Pass => Phrase::new("通过", "pass"),
        Outcome::Violation => Phrase::new("违反", "violation"),
        Outcome::Undecided => Phrase::new("未决", "undecided"),
        Outcome::NotApplicable => Phrase::new("不适用", "not applicable"),
    }
}

/// The explanation for programs.
#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    policy: &'a str,
    document: &'a str,
    verdict: Option<Answer<'a>>,
    /// What each document gave a policy over a corpus.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<RowJson<'a>>,
    steps: Vec<StepJson<'a>>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    document: &'a str,
    fields: Vec<BindingJson<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    verdict: Outcome,
    examined: u32,
    passed: u32,
    violated: u32,
    undecided: u32,
    reason: Option<&'a Phrase>,
}

#[derive(Serialize)]
struct StepJson<'a> {
    role: &'static str,
    bindings: Vec<BindingJson<'a>>,
    condition: NodeJson<'a>,
}

#[derive(Serialize)]
struct BindingJson<'a> {
    name: &'a str,
    value: &'a Phrase,
    words: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct NodeJson<'a> {
    words: &'a Phrase,
    value: &'a Phrase,
    truth: Option<&'static str>,
    why: Option<&'a Phrase>,
    read: Vec<Place<'a>>,
    operands: Vec<NodeJson<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    quote: &'a str,
}

impl<'a> Root<'a> {
    fn of(policy: &'a str, report: &'a DocumentReport, rows: &'a [Gathered], steps: &'a [Step]) -> Self {
        let verdict = report.verdicts.get(policy).map(|v| Answer {
            verdict: v.outcome,
            examined: v.counts.examined(),
            passed: v.counts.passed,
            violated: v.counts.violated,
            undecided: v.counts.undecided,
            reason: v.reason.as_ref(),
        });
        let step = |s: &'a Step| StepJson {
            role: match s.role {
                ConditionRole::Applies => "applies",
                ConditionRole::Where => "where",
                ConditionRole::Requirement => "requirement",
                ConditionRole::Part => "part",
            },
            bindings: s.bindings.iter().map(BindingJson::of).collect(),
            condition: NodeJson::of(&s.condition),
        };
        let steps = steps.iter().map(step).collect();
        let row = |row: &'a Gathered| RowJson {
            document: &row.path,
            fields: row.fields.iter().map(BindingJson::of).collect(),
        };
        let rows = rows.iter().map(row).collect();
        Self { schema: "guiju/explanation/1", policy, document: &report.path, verdict, rows, steps }
    }
}

impl<'a> BindingJson<'a> {
    fn of(b: &'a Binding) -> Self {
        Self { name: &b.name, value: &b.value, words: places(&b.words) }
    }
}

impl<'a> NodeJson<'a> {
    fn of(n: &'a Node) -> Self {
        let (truth, why) = match &n.truth {
            None => (None, None),
            Some(Truth::True) => (Some("true"), None),
            Some(Truth::False) => (Some("false"), None),
            Some(Truth::Unknown(why)) => (Some("unknown"), Some(why)),
        };
        Self {
            words: &n.words,
            value: &n.value,
            truth,
            why,
            read: places(&n.read),
            operands: n.operands.iter().map(Self::of).collect(),
        }
    }
}

fn places(read: &[Evidence]) -> Vec<Place<'_>> {
    read.iter().map(place).collect()
}

fn place(e: &Evidence) -> Place<'_> {
    let (span, start) = (e.span, e.start);
    Place { start: span.start, end: span.end, line: start.line, column: start.column, quote: &e.quote }
}
