//! What is said of a reading: `extract --explain`, and the warning of `check` where nothing was recognised.

use crate::project::Project;

const TEXT: &str = "云溪县水务局主要职责和人员编制规定\n一、主要职责\n（一）负责防汛，组织水库调度。\n二、人员编制\n\
                    县水务局机关行政编制５名，设局长1名、副局长2名。\n食堂每日开放，欢迎光临。\n";

fn explained(more: &[&str]) -> String {
    let run = Project::new().file("a.txt", TEXT).run(&[&["extract", "a.txt", "--explain"], more].concat());
    run.status(0).stdout
}

/// The places and quotes of a listing: `duties[0] = 1  3:1  “（一）负责防汛…”`.
fn quotes(listing: &str) -> Vec<(usize, usize, String)> {
    let lines = listing.lines().filter_map(|line| {
        let (before, quote) = line.strip_suffix('”')?.rsplit_once("  “")?;
        let (line, column) = before.rsplit_once("  ")?.1.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, quote.trim_end_matches('…').to_owned()))
    });
    lines.collect()
}

#[test]
fn each_fact_is_explained_by_the_words_at_its_place() {
    let listing = explained(&[]);
    let found = quotes(&listing);
    assert!(found.len() > 8, "{listing}");
    let lines: Vec<&str> = TEXT.lines().collect();
    for (line, column, quote) in &found {
        let rest: String = lines[line - 1..].join(" ").chars().skip(column - 1).collect();
        assert!(rest.starts_with(quote.as_str()), "{line}:{column} {quote}");
    }
    for fact in
        ["staffing[0].admin = 5", "staffing[0].deputies = 2", "organ.name = 云溪县水务局", "duties[0] = 1"]
    {
        assert!(listing.contains(fact), "{fact}\n{listing}");
    }
}

#[test]
fn what_was_left_over_is_listed_in_either_language() {
    let (en, zh) = (explained(&[]), explained(&["--lang", "zh"]));
    assert!(en.contains("not read  6:1  “食堂每日开放，欢迎光临。”"), "{en}");
    assert!(zh.contains("未读入  6:1  “食堂每日开放，欢迎光临。”"), "{zh}");
    let figures = |text: &str, before: &str| -> Option<(usize, usize)> {
        let line = text.lines().find(|l| l.starts_with(before))?;
        let mut numbers = line.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok());
        Some((numbers.next()?, numbers.next()?))
    };
    let (read, all) = figures(&zh, "读入").expect("the share that was read");
    let left = "食堂每日开放欢迎光临".chars().count();
    assert_eq!(read + left, all);
    assert_eq!(all, TEXT.chars().filter(|c| c.is_alphanumeric()).count());
}

#[test]
fn a_document_in_which_nothing_is_recognised_is_warned_of() {
    let project = Project::new().file("a.txt", "今天天气很好，适合散步。\n").file("b.txt", TEXT);
    let warning = "no duties, units, articles or posts were recognised";
    let run = project.run(&["check", "a.txt", "--fail-on", "never"]).status(0);
    let said = run.stdout + &run.stderr;
    assert!(said.contains(warning) && said.contains("a.txt"), "{said}");
    let run = project.run(&["check", "b.txt", "--fail-on", "never"]).status(0);
    assert!(!run.stderr.contains(warning) && !run.stdout.contains(warning));
}

/// Where one regulation stands behind another, that is said; a notice with what it is about is one document, and so are
/// organs below an organ.
#[test]
fn further_regulations_in_a_file_are_warned_of() {
    let check = |name: &str| {
        let path = format!("{}/tests/cases/ingest/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read(path).unwrap();
        let project = Project::new().file("a.txt", text);
        project.run(&["check", "a.txt", "--fail-on", "never"]).status(0)
    };
    for (name, lines) in [
        ("two-regulations", "17"),
        ("two-annexes", "9"),
        ("several-organs", "16"),
        ("three-organs-dated", "16, 33"),
    ] {
        let warning = format!("E0512]: another regulation begins on line {lines};");
        check(name).stdout_has(&warning).stderr_has(&warning);
    }
    for name in ["education-notice", "suborgans", "several-twhs", "organs-as-headings", "decision-to-change"]
    {
        assert!(!check(name).stdout.contains("E0512"), "{name}");
    }
}
