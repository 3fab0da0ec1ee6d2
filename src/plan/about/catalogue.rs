//! What people may know about a policy, taken from its tree.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::digest::Digests;
use crate::{
    finding::Severity,
    hir::{self, Constant},
    plan::{ExampleInfo, ParamInfo, PolicyInfo, TestInfo, lower::variants},
    source::Files,
};

/// The entries of all policies of a program.
pub(in crate::plan) fn entries(digests: &Arc<Digests>, files: &Files) -> Vec<PolicyInfo> {
    let program = digests.program();
    program.policies.iter().enumerate().map(|(i, p)| entry(program, p, files, (digests, i))).collect()
}

fn entry(
    program: &hir::Program,
    p: &hir::Policy,
    files: &Files,
    (digests, number): (&Arc<Digests>, usize),
) -> PolicyInfo {
    let file = files.get(p.file);
    let text = file.map_or("", |f| f.text.as_str());
    let words = |e: &hir::Expr| e.span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ");
    PolicyInfo {
        name: p.name.clone(),
        family: file.map_or("", |f| hir::family(&f.name)).to_owned(),
        title: p.title.clone(),
        statement: p.says.clone(),
        severity: p.severity,
        variants: variants(p),
        requirements: severities(&p.body).into_iter().rev().collect(),
        basis: p.basis.clone(),
        params: p.params.iter().filter_map(|id| program.params.get(id.index())).map(param).collect(),
        examples: p.examples.iter().map(example).collect(),
        applies: p.applies.iter().map(words).collect::<Vec<_>>().join("; "),
        corpus: p.corpus.is_some(),
        file: file.map_or_else(String::new, |f| f.name.clone()),
        scoped: scoped(program, p),
        waivable: p.waivable,
        digest: digests.of(number),
        within: (Arc::clone(digests), number),
    }
}

/// The severities that requirements have for themselves.
pub(in crate::plan) fn severities(body: &[hir::Statement]) -> BTreeSet<Severity> {
    let of = |s: &hir::Statement| match s {
        hir::Statement::Let { .. } => BTreeSet::new(),
        hir::Statement::For(f) => severities(&f.body),
        hir::Statement::Require(r) => r.severity.into_iter().collect(),
    };
    body.iter().flat_map(of).collect()
}

/// What is set for a policy by level and jurisdiction, in words.
fn scoped(program: &hir::Program, p: &hir::Policy) -> Vec<String> {
    let scope = |i: usize| program.scopes.get(i).map_or_else(String::new, ToString::to_string);
    let params = p.params.iter().filter_map(|id| program.params.get(id.index()));
    let values = params.flat_map(|param| {
        param.scoped.iter().map(move |(i, value)| (*i, format!("{} = {}", param.name, show(value))))
    });
    let severities = p.scoped.iter().map(|(i, severity)| (*i, format!("severity = {}", severity.name())));
    values.chain(severities).map(|(i, set)| format!("{}: {set}", scope(i))).collect()
}

fn param(p: &hir::Param) -> ParamInfo {
    ParamInfo { name: p.name.clone(), ty: p.ty.to_string(), value: show(&p.value), basis: p.basis.clone() }
}

fn example(e: &hir::Example) -> ExampleInfo {
    ExampleInfo {
        verdict: e.verdict,
        given: facts(&e.given),
        text: e.text.clone(),
        beside: e.beside.iter().map(|(given, text)| (facts(given), text.clone())).collect(),
        quotes: e.quotes.clone(),
        file: e.file,
        span: e.span,
    }
}

pub(in crate::plan) fn test(t: &hir::TestCase) -> TestInfo {
    TestInfo {
        policy: t.policy.clone(),
        path: t.path.clone(),
        subjects: t.subjects.clone(),
        example: example(&t.example),
    }
}

fn facts(given: &BTreeMap<String, Constant>) -> Vec<(String, String)> {
    given.iter().map(|(path, value)| (path.clone(), written(value))).collect()
}

/// A constant that can be given again: texts in a list keep their quotation marks.
fn written(c: &Constant) -> String {
    let item = |c: &Constant| if let Constant::Text(t) = c { hir::quoted(t) } else { show(c) };
    match c {
        Constant::List(items) => format!("[{}]", items.iter().map(item).collect::<Vec<_>>().join(", ")),
        other => show(other),
    }
}

/// A constant as a policy would write it, without quotation marks.
fn show(c: &Constant) -> String {
    match c {
        Constant::Bool(b) => b.to_string(),
        Constant::Int(n) => n.to_string(),
        Constant::Ratio(r) => r.to_string(),
        Constant::Date(d) => d.to_string(),
        Constant::Text(t) => t.clone(),
        Constant::Symbol(s) => s.en().to_owned(),
        Constant::Vocabulary(v) => format!("#{}", v.0),
        Constant::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
    }
}
