//! Who may name whom: the table of the house, and the door of each outside crate.
//!
//! A module that needs what its row does not list changes the row, with the reason, in the same commit; never around it.

use crate::rust_text::{Token, files, tokens};

/// What each module of the library may name besides itself. `phrase` and `quickly` are at the bottom: every module may name them.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("phrase", &[]),
    ("quickly", &[]),
    ("source", &[]),
    ("schema", &[]),
    ("diagnostic", &["source"]),
    // `text` tells the script of a text, which is a value of the schema, and refuses bytes that are no text.
    ("text", &["source", "schema", "diagnostic"]),
    // The reference page and `guiju doc` tell the table, the pages of the codes, and shipped policies in either language.
    ("reference", &["source", "schema", "diagnostic", "syntax", "hir"]),
    ("syntax", &["source", "diagnostic"]),
    ("regulation", &["source", "schema", "diagnostic", "text"]),
    ("ingest", &["source", "schema", "diagnostic", "text", "regulation"]),
    ("finding", &["source", "diagnostic", "regulation"]),
    ("hir", &["source", "schema", "diagnostic", "text", "syntax", "finding"]),
    ("plan", &["source", "schema", "diagnostic", "text", "finding", "hir"]),
    // What is tested are policies: their examples are small documents, read and then checked; their mutants are changed
    // texts of policies, compiled again.
    (
        "testing",
        &[
            "source",
            "schema",
            "diagnostic",
            "syntax",
            "regulation",
            "ingest",
            "finding",
            "hir",
            "plan",
            "eval",
        ],
    ),
    ("eval", &["source", "schema", "text", "regulation", "finding", "plan"]),
    // Two versions of a document are compared as they were read.
    ("change", &["source", "diagnostic", "text", "regulation", "finding"]),
    // The listing of what was read names facts as the language does.
    ("report", &["source", "schema", "diagnostic", "regulation", "finding"]),
    // The configuration names levels and makes the settings that policies are compiled with; waivers are matched on folded
    // words, as everything is.
    ("config", &["source", "schema", "diagnostic", "text", "finding", "hir"]),
];

/// Where alone an outside crate, or a part of the standard library, may be named. No door: nowhere.
const DOORS: &[(&str, &[&str])] = &[
    ("pest", &["src/syntax/"]),
    ("pest_derive", &["src/syntax/"]),
    ("rayon", &["src/eval/run.rs"]),
    ("annotate_snippets", &["src/report/"]),
    // Reports and formatted policies are laid out in columns.
    ("unicode_width", &["src/report/", "src/syntax/print/"]),
    ("encoding_rs", &["src/text/"]),
    ("chardetng", &["src/text/"]),
    // Besides texts: lines that hold them, and bytes that were texts before.
    ("simdutf8", &["src/text/", "src/cli/inputs/lines.rs", "src/cli/cache/mod.rs"]),
    ("html5ever", &["src/text/shown/"]),
    ("zip", &["src/text/shown/", "src/cli/inputs/"]),
    ("tar", &["src/cli/inputs/"]),
    ("flate2", &["src/cli/inputs/"]),
    ("ruzstd", &["src/cli/inputs/"]),
    (
        "regex_syntax",
        &["src/hir/pattern.rs", "src/hir/small.rs", "src/plan/scan/automaton.rs", "src/plan/quick/needed.rs"],
    ),
    // Only what says whether a pattern is found is built at first.
    ("regex_automata", &["src/plan/scan/automaton.rs"]),
    ("regex_lite", &["src/plan/scan/automaton.rs"]),
    ("aho_corasick", &["src/plan/scan/phrases.rs"]),
    ("daachorse", &["src/plan/scan/phrases.rs"]),
    ("glob", BINARY),
    ("parquet", &["src/report/tables/"]),
    // Records hold the bytes of files.
    ("base64", BINARY),
    // The trees of the shipped policies are kept as bytes.
    ("postcard", &["src/main.rs", "src/cli/", "src/syntax/stored.rs"]),
    ("ctrlc", BINARY),
    ("mimalloc", &["src/main.rs"]),
    ("toml", &["src/config/"]),
    ("quick_xml", &["src/text/shown/", "src/report/junit.rs"]),
    ("maud", &["src/report/html/"]),
    // A page allows its own script by its digest.
    ("sha2", &["src/report/html/"]),
    ("clap", BINARY),
    ("clap_complete", BINARY),
    ("clap_mangen", BINARY),
    // The report has a form for spreadsheets; manifests are read by the binary.
    ("csv", &["src/report/", "src/main.rs", "src/cli/"]),
    ("ignore", BINARY),
    ("indicatif", BINARY),
    ("anstream", BINARY),
    ("similar", BINARY),
    ("tempfile", BINARY),
    // What is kept is held to a checksum.
    ("twox_hash", &["src/cli/cache/pack.rs"]),
    ("std::fs", BINARY),
    ("std::env", BINARY),
    // A pause between two looks; no clock is read.
    ("std::time", &["src/cli/watch.rs"]),
];

/// The binary.
const BINARY: &[&str] = &["src/main.rs", "src/cli/"];

#[test]
fn modules_name_only_what_their_row_lists() {
    let problems: Vec<String> =
        files("src").iter().flat_map(|(path, text)| wrong_names(path, text)).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn outside_crates_come_in_by_their_doors() {
    let problems: Vec<String> =
        files("src").iter().flat_map(|(path, text)| wrong_doors(path, text)).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn every_module_has_a_row() {
    let module = |path: &str| module_of(path).map(str::to_owned);
    for name in files("src").iter().filter_map(|(path, _)| module(path)) {
        assert!(MAY_NAME.iter().any(|(m, _)| *m == name), "src/{name} has no row in the table");
    }
    for (name, _) in MAY_NAME {
        let found = files("src").iter().any(|(path, _)| module(path).as_deref() == Some(*name));
        assert!(found, "the row of `{name}` is that of no module");
    }
}

/// A document as it was read is kept without its tree, for evaluation does not look at it.
#[test]
fn evaluation_looks_at_no_tree() {
    let looks = |text: &str| {
        tokens(text)
            .windows(2)
            .any(|pair| matches!(pair, [dot, name] if dot.text == "." && name.text == "tree"))
    };
    let files: Vec<_> = files("src").into_iter().filter(|(path, _)| path.starts_with("src/eval/")).collect();
    assert!(files.len() > 20, "{}", files.len());
    let looking: Vec<&String> = files.iter().filter(|(_, text)| looks(text)).map(|(path, _)| path).collect();
    assert!(looking.is_empty(), "{looking:?}");
}

/// The module of the library that a file belongs to; `None` for `lib.rs`, which names all, and for the binary.
fn module_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    if inside == "lib.rs" || BINARY.iter().any(|b| path.starts_with(b)) {
        return None;
    }
    Some(inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs"))
}

/// The modules that a file names and must not.
fn wrong_names(path: &str, source: &str) -> Vec<String> {
    if BINARY.iter().any(|b| path.starts_with(b)) {
        return library_paths(path, source);
    }
    let Some(module) = module_of(path) else { return Vec::new() };
    let row = MAY_NAME.iter().find(|(m, _)| *m == module).map_or(&[][..], |(_, row)| row);
    let allowed = |name: &str| name == module || matches!(name, "phrase" | "quickly") || row.contains(&name);
    let wrong = paths(source, depth(path)).into_iter().filter(|p| p.names[0] == "crate");
    wrong
        .filter(|p| p.names.get(1).is_none_or(|n| !allowed(n)))
        .map(|p| format!("{path}:{}: `{module}` names `{}`", p.line, p.names.join("::")))
        .collect()
}

/// The binary sees the library by its name; its own `crate::` is `cli` only.
fn library_paths(path: &str, source: &str) -> Vec<String> {
    let wrong = paths(source, depth(path)).into_iter();
    wrong
        .filter(|p| p.names[0] == "crate" && p.names.get(1).is_none_or(|n| n != "cli"))
        .map(|p| format!("{path}:{}: the binary names `{}`", p.line, p.names.join("::")))
        .collect()
}

/// The outside crates that a file names away from their doors.
fn wrong_doors(path: &str, source: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for named in paths(source, depth(path)) {
        let full = named.names.join("::");
        for (outside, doors) in DOORS {
            let is_it = full == *outside || full.starts_with(&format!("{outside}::"));
            if is_it && !doors.iter().any(|d| path.starts_with(d)) {
                problems.push(format!("{path}:{}: `{full}` is named away from its door", named.line));
            }
        }
    }
    problems
}

/// How many modules a file is inside of: 0 for a crate root, 1 for `src/a.rs` and `src/a/mod.rs`.
fn depth(path: &str) -> usize {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if matches!(inside, "lib" | "main") { 0 } else { inside.split('/').count() }
}

/// A path as a source file writes it, with `super` and groups resolved: `crate::a::B`, `std::fs::read`.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    names: Vec<String>,
    line: usize,
}

/// All paths of a source: those of `use`, groups taken apart, and those inside the code.
fn paths(source: &str, depth: usize) -> Vec<Named> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut inner: Vec<usize> = Vec::new();
    let mut braces = 0;
    let mut i = 0;
    while i < tokens.len() {
        let text = |n: usize| tokens.get(i + n).map_or("", |t| t.text.as_str());
        match text(0) {
            "mod" if text(2) == "{" => inner.push(braces),
            "{" => braces += 1,
            "}" => {
                braces -= 1;
                if inner.last() == Some(&braces) {
                    inner.pop();
                }
            }
            "use" => {
                i += 1;
                tree(&tokens, &mut i, &[], &mut found, depth + inner.len());
                continue;
            }
            word if is_word(word) && text(1) == "::" && (i == 0 || tokens[i - 1].text != "::") => {
                tree(&tokens, &mut i, &[], &mut found, depth + inner.len());
                continue;
            }
            _ => {}
        }
        i += 1;
    }
    found
}

/// Reads a path or a tree of them (`a::{b, c::{d}}`), ending before what does not belong to it.
fn tree(tokens: &[Token], i: &mut usize, before: &[String], found: &mut Vec<Named>, depth: usize) {
    let mut names = before.to_vec();
    let line = tokens.get(*i).map_or(0, |t| t.line);
    while let Some(token) = tokens.get(*i) {
        match token.text.as_str() {
            "::" => {}
            "{" if tokens[*i - 1].text == "::" || tokens[*i - 1].text == "use" => {
                *i += 1;
                while tokens.get(*i).is_some_and(|t| t.text != "}") {
                    tree(tokens, i, &names, found, depth);
                    if tokens.get(*i).is_some_and(|t| t.text == ",") {
                        *i += 1;
                    }
                }
                *i += 1;
                return;
            }
            "*" if tokens[*i - 1].text == "::" => {}
            word if is_word(word) && !ends_with_word(tokens, *i, names.len() > before.len()) => {
                names.push(word.to_owned());
            }
            _ => break,
        }
        *i += 1;
    }
    if tokens.get(*i).is_some_and(|t| t.text == "as") {
        *i += 2;
    }
    if names.len() == before.len() {
        // Neither a word nor a group: step over it, so that no input can hold the reader up.
        *i += usize::from(tokens.get(*i).is_some_and(|t| !matches!(t.text.as_str(), "}" | ",")));
        return;
    }
    found.push(Named { names: resolved(names, depth), line });
}

/// Whether a word stands after a word, so that it begins something else.
fn ends_with_word(tokens: &[Token], i: usize, inside: bool) -> bool {
    inside && tokens[i - 1].text != "::"
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Replaces `super` by where it leads: `crate` where it leaves the module, else a name that means "the module itself".
fn resolved(names: Vec<String>, depth: usize) -> Vec<String> {
    let up = names.iter().take_while(|n| *n == "super").count();
    if up == 0 {
        return names;
    }
    let root = if up >= depth { "crate" } else { "self" };
    std::iter::once(root.to_owned()).chain(names.into_iter().skip(up)).collect()
}

mod the_checker {
    use super::*;

    fn names(source: &str, depth: usize) -> Vec<String> {
        paths(source, depth).into_iter().map(|p| p.names.join("::")).collect()
    }

    #[test]
    fn reads_groups_and_code() {
        let source =
            "use crate::{a::{B, c::D as E}, f};\nfn g() -> crate::h::I { std::fs::read(j::<k>(l)); m::n }";
        let found = names(source, 1);
        for path in ["crate::a::B", "crate::a::c::D", "crate::f", "crate::h::I", "std::fs::read", "m::n"] {
            assert!(found.iter().any(|p| p == path), "{path} is not in {found:?}");
        }
        assert_eq!(names("use {crate::a, std::time};", 1), ["crate::a", "std::time"]);
        assert_eq!(names("use crate::a::*; use b;", 1), ["crate::a", "b"]);
    }

    #[test]
    fn follows_super_out_of_the_module() {
        assert_eq!(names("use super::x::Y;", 1), ["crate::x::Y"]);
        assert_eq!(names("use super::x::Y;", 2), ["self::x::Y"]);
        assert_eq!(names("use super::super::x;", 2), ["crate::x"]);
        assert_eq!(names("mod tests { use super::*; } use super::z;", 1), ["self", "crate::z"]);
    }

    #[test]
    fn finds_a_name_outside_the_row() {
        assert_eq!(wrong_names("src/source/mod.rs", "use crate::phrase::Phrase;"), [""; 0]);
        assert_eq!(wrong_names("src/source/mod.rs", "use crate::source::Span;"), [""; 0]);
        for wrong in [
            "use crate::finding::Report;",
            "use crate::{source::Span, finding::{Report, Tool}};",
            "fn f() -> crate::finding::Report {}",
            "use super::finding::Report;",
            "use crate::*;",
            "mod tests { use super::super::finding; }",
        ] {
            assert_eq!(
                wrong_names("src/source/mod.rs", wrong).len(),
                if wrong.contains("Tool") { 2 } else { 1 },
                "{wrong}"
            );
        }
        assert_eq!(wrong_names("src/unknown.rs", "use crate::source;").len(), 1);
        assert_eq!(wrong_names("src/lib.rs", "use crate::anything;"), [""; 0]);
        assert_eq!(
            wrong_names("src/source/a.rs", "// use crate::finding;\nconst A: &str = \"crate::finding\";"),
            [""; 0]
        );
        assert_eq!(wrong_names("src/cli/mod.rs", "use crate::finding;").len(), 1);
    }

    #[test]
    fn finds_a_crate_away_from_its_door() {
        for (path, source) in [
            ("src/eval/mod.rs", "use rayon::prelude::*;"),
            ("src/hir/mod.rs", "use pest::Parser;"),
            ("src/hir/mod.rs", "#[derive(pest_derive::Parser)] struct P;"),
            ("src/text/mod.rs", "use std::{fmt, fs};"),
            ("src/text/mod.rs", "fn f() { std::env::var(\"A\"); }"),
            ("src/cli/check.rs", "use std::time::Instant;"),
            ("src/cli/check.rs", "use annotate_snippets::Level;"),
            ("src/report/human.rs", "use clap::Parser;"),
        ] {
            assert_eq!(wrong_doors(path, source).len(), 1, "{path}: {source}");
        }
        assert_eq!(wrong_doors("src/cli/check.rs", "use std::{fs, env}; use clap::Parser;"), [""; 0]);
        assert_eq!(wrong_doors("src/eval/run.rs", "use rayon::prelude::*;"), [""; 0]);
    }
}
