//! The guide in Chinese: what it tells its readers to type runs, and what it shows is what is printed.

#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use crate::{examples, project::Project};

fn guide() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide.zh.md")).unwrap()
}

/// The blocks of a kind.
fn blocks(kind: &str) -> Vec<String> {
    let text = guide();
    let begin = format!("\n```{kind}\n");
    let parts = text.split(&begin).skip(1);
    parts.map(|part| part.split_once("\n```").unwrap().0.to_owned()).collect()
}

/// A folder with the examples, and with the policy, the manifest and the settings of the guide.
fn project() -> Project {
    ["guiju", "csv", "toml"].iter().fold(examples::project(), |project, kind| {
        let blocks = blocks(kind);
        assert_eq!(blocks.len(), 1, "{kind}");
        project.file(&format!("own.{kind}"), format!("{}\n", blocks[0]))
    })
}

/// In their order: a later one may need what an earlier one wrote.
#[test]
fn every_command_of_the_guide_runs() {
    let project = project();
    let mut run = 0;
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        let args: Vec<&str> = line.strip_prefix("guiju ").unwrap().split(' ').collect();
        let done = project.run(&args);
        // Findings are no fault of a check; a wrong option is.
        assert!(done.status == 0 || args[0] == "check" && done.status == 1, "{line}: {done:#?}");
        run += 1;
    }
    assert!(run > 15, "{run}");
}

#[test]
fn what_the_guide_shows_is_what_is_printed() {
    let shown = blocks("text");
    assert_eq!(shown.len(), 1);
    let (command, output) = shown[0].split_once('\n').unwrap();
    let args: Vec<&str> = command.strip_prefix("$ guiju ").unwrap().split(' ').collect();
    assert_eq!(project().run(&args).stdout.trim_end(), output);
}

/// Each change of the policy's limit is noticed by its examples, as the guide says that it should be.
#[test]
fn the_policy_of_the_guide_is_as_it_should_be() {
    let project = project();
    project.run(&["fmt", "--check", "own.guiju"]).status(0);
    project.run(&["lint", "own.guiju"]).status(0);
    let tested = project.run(&["test", "own.guiju", "--coverage", "--mutate", "--min-noticed", "100"]);
    tested.status(0);
}

/// The waiver holds on the day that the guide names and no longer after its last day; the parameter and the manifest are
/// taken, and every row names a document.
#[test]
fn the_settings_of_the_guide_do_what_it_says() {
    let project = project();
    let check = |day: &str| {
        let args = ["check", "examples/", "--config", "own.toml", "--today", day, "--format", "json"];
        let run = project.run(&args).status(1);
        assert!(!run.stderr.contains("own.csv"), "{run:#?}");
        run.json()
    };
    let report = check("2026-06-01");
    assert_eq!(report["waivers"][0]["state"], "used");
    assert_eq!(check("2027-07-01")["waivers"][0]["state"], "expired");
    let documents = report["documents"].as_array().unwrap();
    let findings = documents.iter().flat_map(|d| d["findings"].as_array().unwrap());
    assert!(findings.clone().any(|f| f["policy"] == "mandatory-petitions" && !f["waived"].is_null()));
    assert!(!findings.clone().any(|f| f["policy"] == "staffing-min-per-unit"));
}
