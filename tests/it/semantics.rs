//! The semantics of the language, case by case: `cases/semantics/*.md`, whose README tells their form.
//!
//! What the cases expect was worked out from the reference; the evaluator and the slow one beside it must both agree.

use std::collections::BTreeMap;

use guiju::{
    finding::{DocumentReport, Finding, Outcome},
    hir::Overrides,
    ingest::{self, Given},
    regulation::Regulation,
    schema::{EXAMPLE_DOCUMENT, Level, OrganKind},
    source::Files,
};
use jiff::civil::Date;
use regex::Regex;

use crate::{
    language,
    oracle::{Compiled, compare},
};

/// A fenced block: the words after the fence, and the lines inside.
struct Block<'a> {
    info: &'a str,
    text: String,
}

/// A heading and the blocks below it.
struct Case<'a> {
    name: &'a str,
    blocks: Vec<Block<'a>>,
}

impl Case<'_> {
    fn block(&self, kind: &str) -> Option<&str> {
        self.blocks.iter().find(|b| b.info == kind).map(|b| b.text.as_str())
    }

    fn documents(&self) -> Vec<(Regulation, Option<Date>)> {
        let texts = self.blocks.iter().filter_map(|b| Some((b.info.strip_prefix("text ")?, &b.text)));
        texts.map(|(info, text)| document(info, text)).collect()
    }
}

fn cases(file: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for line in file.lines() {
        match (open.as_mut(), line) {
            (Some(_), "```") => cases.last_mut().expect("a heading").blocks.extend(open.take()),
            (Some(block), line) => block.text += &format!("{line}\n"),
            (None, line) => {
                if let Some(name) = line.strip_prefix("## ") {
                    cases.push(Case { name, blocks: Vec::new() });
                } else if let Some(info) = line.strip_prefix("```") {
                    open = Some(Block { info, text: String::new() });
                }
            }
        }
    }
    cases
}

/// A document, with the facts given beside it and the day of the audit.
fn document(info: &str, text: &str) -> (Regulation, Option<Date>) {
    let mut words = info.split(' ');
    let (name, mut given, mut as_of) = (words.next().unwrap_or_default(), Given::default(), None);
    let date = |value: &str| value.parse::<Date>().expect("a date");
    for word in words {
        let (key, value) = word.split_once('=').expect("key=value");
        match key {
            "level" => given.level = Some(Level::named(value).expect("a level")),
            "kind" => given.organ_kind = Some(OrganKind::named(value).expect("a kind of organ")),
            "jurisdiction" => given.jurisdiction = Some(value.to_owned()),
            "parent" => given.parent = Some(value.to_owned()),
            "province" => given.province = Some(value.to_owned()),
            "issued" => given.issued = Some(date(value)),
            "effective" => given.effective = Some(date(value)),
            "as_of" => as_of = Some(date(value)),
            other => panic!("nothing is given by {other}"),
        }
    }
    (ingest::read(name, text.as_bytes(), &given).expect("a document"), as_of)
}

/// What is expected of one policy on one document.
#[derive(Debug, Default)]
struct Expected {
    verdict: String,
    findings: Vec<String>,
}

/// The lines of an `expect` block, by document and policy.
fn expected(block: &str, only: &str) -> BTreeMap<(String, String), Expected> {
    let mut all: BTreeMap<(String, String), Expected> = BTreeMap::new();
    let mut last = None;
    for line in block.lines() {
        if let Some(finding) = line.strip_prefix("- ") {
            let entry =
                last.as_ref().and_then(|key| all.get_mut(key)).expect("a verdict before its findings");
            entry.findings.push(finding.to_owned());
            continue;
        }
        let (subject, verdict) = line.split_once(": ").expect("name: verdict");
        let (document, policy) = subject.split_once(' ').unwrap_or((only, subject));
        let key = (document.to_owned(), policy.to_owned());
        all.insert(key.clone(), Expected { verdict: verdict.to_owned(), findings: Vec::new() });
        last = Some(key);
    }
    all
}

/// A finding in the words of a case: all evidence in order, then as much of the rest as the case tells.
fn told(finding: &Finding, wanted: &str) -> String {
    let quoted = |word: &str, text: &str| format!("{word} \"{}\"", text.replace('\n', "\\n"));
    let mut parts = Vec::new();
    for e in &finding.evidence {
        let mut part = quoted(&format!("{:?}", e.role).to_lowercase(), &e.quote);
        e.lacked.iter().for_each(|l| part += &format!(" {}", quoted("lacks", &l.en)));
        parts.push(part);
    }
    let others = finding.others.join(" ");
    for (word, text) in [
        ("severity", finding.severity.name()),
        ("says", &finding.message.en),
        ("zh", &finding.message.zh),
        ("others", &others),
    ] {
        if wanted.contains(&format!(", {word} \"")) {
            parts.push(quoted(word, text));
        }
    }
    if wanted.ends_with(", undated") || !finding.notes.is_empty() {
        parts.push(if finding.notes.is_empty() { "dated" } else { "undated" }.to_owned());
    }
    parts.join(", ")
}

/// What differs between a report and what is expected of it.
fn differences(report: &DocumentReport, wanted: &BTreeMap<(String, String), Expected>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (policy, verdict) in &report.verdicts {
        let at = format!("{} {policy}", report.path);
        let Some(expected) = wanted.get(&(report.path.clone(), policy.clone())) else {
            wrong.push(format!("{at}: nothing is expected"));
            continue;
        };
        let outcome = match verdict.outcome {
            Outcome::Pass => "pass",
            Outcome::Violation => "violation",
            Outcome::Undecided => "undecided",
            Outcome::NotApplicable => "not-applicable",
        };
        let counts = verdict.counts;
        let said = format!("{outcome} {}/{}/{}", counts.passed, counts.violated, counts.undecided);
        if said != expected.verdict {
            wrong.push(format!("{at}: {said}, not {}", expected.verdict));
        }
        let findings: Vec<&Finding> = report.findings.iter().filter(|f| f.policy == *policy).collect();
        let none = String::new();
        for i in 0..findings.len().max(expected.findings.len()) {
            let want = expected.findings.get(i).unwrap_or(&none);
            let have = findings.get(i).map_or(String::new(), |f| told(f, want));
            if have != in_order(want) {
                wrong.push(format!("{at}, finding {}:\n    found    {have}\n    expected {want}", i + 1));
            }
        }
    }
    wrong
}

/// The parts of an expected finding, those after the evidence in the order of [`told`].
fn in_order(wanted: &str) -> String {
    let part = Regex::new(r#"[a-z]+ "[^"]*"(?: lacks "[^"]*")*|undated"#).expect("a pattern");
    let rank =
        |p: &str| ["severity", "says", "zh", "others", "undated"].iter().position(|w| p.starts_with(w));
    let mut parts: Vec<&str> = part.find_iter(wanted).map(|m| m.as_str()).collect();
    parts.sort_by_key(|p| rank(p));
    parts.join(", ")
}

fn overrides(block: Option<&str>) -> Overrides {
    let lines = block.unwrap_or_default().lines().filter_map(|l| l.split_once(" = "));
    lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// What is wrong in the policies of a case.
fn policies(case: &Case<'_>, policies: &str) -> Vec<String> {
    let mut files = Files::default();
    files.add("case.guiju", policies);
    let compiled = Compiled::with(files, &overrides(case.block("overrides")));
    let given = case.documents();
    let as_of = given.iter().find_map(|(_, as_of)| *as_of);
    let documents: Vec<Regulation> = given.into_iter().map(|(reg, _)| reg).collect();
    let only = documents.first().map_or("", |d| d.source.path.as_str());
    let wanted = expected(case.block("expect").unwrap_or_default(), only);
    let reports = compiled.fast(&documents, as_of, 1);
    let mut wrong: Vec<String> = reports.iter().flat_map(|r| differences(r, &wanted)).collect();
    let known =
        |(d, p): &(String, String)| reports.iter().any(|r| r.path == *d && r.verdicts.get(p).is_some());
    wrong.extend(wanted.keys().filter(|key| !known(key)).map(|key| format!("{key:?} is never judged")));
    if let Err(difference) = compare(&compiled, &documents, as_of) {
        wrong.push(format!("the two evaluators differ: {difference}"));
    }
    wrong
}

/// What is wrong in the values of a case.
fn values(case: &Case<'_>, block: &str) -> Vec<String> {
    let lines: Vec<(&str, &str)> =
        block.lines().map(|l| l.rsplit_once(" → ").expect("expression → value")).collect();
    let expressions: Vec<&str> = lines.iter().map(|(e, _)| *e).collect();
    let own = case.blocks.iter().find(|b| b.info.starts_with("text ")).map(|b| b.text.as_str());
    let given = language::values(&expressions, own.unwrap_or(EXAMPLE_DOCUMENT));
    let wrong = lines.iter().zip(given).filter(|((_, value), given)| value != given);
    wrong.map(|((e, value), given)| format!("{e} gives {given}, not {value}")).collect()
}

#[test]
fn cases_say_what_they_must() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/semantics");
    let (mut wrong, mut run) = (Vec::new(), 0);
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the cases").map(|f| f.expect("a file").path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| !p.ends_with("README.md")) {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("a case file");
        for case in cases(&text) {
            let said = match (case.block("guiju"), case.block("values")) {
                (Some(text), _) => policies(&case, text),
                (None, Some(block)) => values(&case, block),
                (None, None) => vec!["the case has neither policies nor values".to_owned()],
            };
            run += 1;
            wrong.extend(said.into_iter().map(|w| format!("{file}, {}: {w}", case.name)));
        }
    }
    assert!(run >= 60, "only {run} cases were found");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
