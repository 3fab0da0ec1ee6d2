//! What is said of policies that do not compile, and of inputs that cannot be used: a case for every code.
//!
//! `cases/diagnostics/Ennnn-*.guiju` are compiled alone; the form of a case is told in `syntax.rs`, which holds the
//! parser to those of syntax. Codes of other inputs have a command line each, below.

use std::collections::BTreeSet;

use guiju::{
    compile,
    diagnostic::{Code, Diagnostic},
    source::{Files, LineIndex},
};

use crate::{
    project::Project,
    syntax::{announced, cases, said},
};

/// The problems of one file compiled alone.
pub(crate) fn problems(text: &str) -> Vec<Diagnostic> {
    let mut files = Files::default();
    files.add("case.guiju", text);
    match compile(&files) {
        Ok(compilation) => compilation.warnings,
        Err(problems) => problems,
    }
}

/// What differs between the problems of a case and those that it announces.
fn differences(name: &str, text: &str) -> Vec<String> {
    let index = LineIndex::new(text);
    let mut wanted = announced(text);
    let mut wrong = Vec::new();
    for problem in problems(text) {
        let span = problem.labels[0].span;
        let (line, words) = (index.position(text, span.start).line, span.slice(text));
        let words = words.split('\n').next().unwrap_or_default().trim_end();
        let matching = wanted.iter().position(|(l, w, code, part)| {
            (*l, w.as_str(), code) == (line, words, &problem.code.to_string())
                && said(&problem).contains(part)
        });
        match matching {
            Some(i) => drop(wanted.remove(i)),
            None => wrong.push(format!("{name}:{line} `{words}` {}: {}", problem.code, said(&problem))),
        }
    }
    wrong.extend(wanted.iter().map(|w| format!("{name}: missing {w:?}")));
    wrong
}

#[test]
fn problems_are_those_announced() {
    let of_names_on = cases("diagnostics", "")
        .into_iter()
        .filter(|(name, _)| !name.starts_with("E01") || name.starts_with("E0107"));
    let wrong: Vec<String> = of_names_on.flat_map(|(name, text)| differences(&name, &text)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn ten_mistakes_are_ten_problems() {
    let (_, text) = cases("diagnostics", "ten-").pop().expect("the case");
    assert_eq!(announced(&text).len(), 10);
    assert_eq!(problems(&text).len(), 10);
}
