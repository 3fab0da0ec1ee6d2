//! The example documents: what is found in them, and that it is the same every time.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::project::Project;

/// The folder of the examples.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// The documents by name.
fn documents() -> BTreeMap<String, String> {
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let texts = paths.filter(|path| path.extension().is_some_and(|e| e == "txt"));
    texts
        .map(|path| {
            (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// A copy of the folder, so that the paths of a report are the same everywhere.
pub(crate) fn project() -> Project {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    entries.fold(Project::new(), |project, path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        project.file(&format!("examples/{name}"), fs::read(path).unwrap())
    })
}

fn report(project: &Project, more: &[&str]) -> Value {
    project.run(&[&["check", "examples/", "--format", "json"], more].concat()).status(1).json()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// What fires where: the path of a document, then its findings by policy, one a line.
fn table(report: &Value) -> String {
    let line = |document: &Value| {
        let mut found: Vec<String> = list(document, "findings")
            .iter()
            .map(|f| format!("  {} {}\n", text(f, "policy"), text(f, "severity")))
            .collect();
        found.sort();
        format!("{}\n{}", text(document, "path"), found.concat())
    };
    list(report, "documents").iter().map(line).collect()
}

#[test]
fn each_document_has_the_findings_that_it_was_written_for() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/examples.txt");
    let found = table(&report(&project(), &[]));
    assert_eq!(found, fs::read_to_string(cases).unwrap(), "found:\n{found}");
}

#[test]
fn every_quote_is_the_text_at_its_place() {
    let texts = documents();
    let report = report(&project(), &[]);
    let mut quotes = 0;
    for document in list(&report, "documents") {
        let text_of = &texts[text(document, "path").trim_start_matches("examples/")];
        let evidence = list(document, "findings").iter().flat_map(|f| list(f, "evidence"));
        for piece in evidence {
            let place = |key: &str| usize::try_from(piece[key].as_u64().unwrap()).unwrap();
            let (start, end) = (place("start"), place("end"));
            assert_eq!(&text_of[start..end], text(piece, "quote"), "{piece}");
            let before = &text_of[..start];
            assert_eq!(before.matches('\n').count() + 1, place("line"), "{piece}");
            let line = before.rsplit('\n').next().unwrap();
            assert_eq!(line.chars().count() + 1, place("column"), "{piece}");
            quotes += 1;
        }
    }
    assert!(quotes > 50, "{quotes} quotes");
}

#[test]
fn ten_runs_with_one_thread_and_two_say_the_same() {
    let project = project();
    let run = |threads: &str| {
        let args = ["check", "examples/", "--format", "json", "--threads", threads];
        project.run(&args).status(1).stdout
    };
    let first = run("1");
    for threads in ["2", "1"].iter().cycle().take(9) {
        assert!(run(threads) == first, "another report with --threads {threads}");
    }
}

#[test]
fn the_manifest_fits_the_texts() {
    let project = project();
    let plain = table(&report(&project, &[]));
    // What the manifest adds, the province, is asked for by policies over a corpus alone.
    let alone = |table: &str| table.lines().filter(|l| !l.contains("cross-")).collect::<Vec<_>>().join("\n");
    assert_eq!(alone(&table(&report(&project, &["--manifest", "examples/manifest.csv"]))), alone(&plain));
    let chinese = ["check", "examples/", "--manifest", "examples/manifest.csv", "--lang", "zh"];
    project.run(&chinese).status(1).stdout_has("内设机构均未明确负责保密");
}

/// The rows of the page by document, each cell trimmed.
fn rows_of_the_page() -> BTreeMap<String, Vec<String>> {
    let page = fs::read_to_string(folder().join("README.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| [")).map(|row| {
        let cells: Vec<String> = row.split('|').map(|cell| cell.trim().to_owned()).collect();
        (cells[0].split_once("](").expect("a link").0.to_owned(), cells)
    });
    rows.collect()
}

#[test]
fn the_page_and_the_manifest_name_every_document() {
    let manifest = fs::read_to_string(folder().join("manifest.csv")).unwrap();
    let rows = rows_of_the_page();
    assert!(rows.keys().eq(documents().keys()), "{:?}", rows.keys());
    for (name, cells) in rows {
        assert_eq!(cells[0], format!("{name}]({name})"));
        assert!(manifest.lines().any(|l| l.starts_with(&format!("{name},"))), "manifest.csv lacks {name}");
    }
}

/// What the page says is wrong with a document: as many findings of each severity as there are, and "nothing" of none.
#[test]
fn the_page_counts_the_findings() {
    let rows = rows_of_the_page();
    for document in list(&report(&project(), &[]), "documents") {
        let name = text(document, "path").trim_start_matches("examples/");
        let findings = list(document, "findings");
        let count =
            |severity| findings.iter().filter(|f| text(f, "severity") == severity).count().to_string();
        let cells = &rows[name];
        assert_eq!(cells[2..5], ["error", "warning", "info"].map(count), "{name}");
        assert_eq!(cells[5] == "nothing", findings.is_empty(), "{name}");
    }
}

#[test]
fn the_sample_of_the_readme_is_what_is_printed() {
    let page = fs::read_to_string(folder().join("../README.md")).unwrap();
    let (command, rest) = page.split_once("$ guiju check ").unwrap().1.split_once('\n').unwrap();
    let sample = rest.split_once("\n```").unwrap().0;
    let args: Vec<&str> = ["check"].into_iter().chain(command.split(' ')).collect();
    let printed = project().run(&args).status(1).stdout;
    assert_eq!(printed.trim_end(), sample, "printed:\n{printed}");
}
