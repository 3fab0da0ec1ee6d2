//! A check in steps: whatever the split and the order of the lines between them, what comes out is what `guiju check` says;
//! and a line that cannot be taken costs itself alone.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{project::Project, streams};

/// What `guiju check` reads as a line, as a record for the first step.
fn asked(line: &str) -> String {
    let line: Value = serde_json::from_str(line).unwrap();
    let mut record = json!({ "guiju": 1, "document": line["path"], "text": line["text"], "given": {} });
    for (name, value) in line.as_object().unwrap() {
        if !matches!(name.as_str(), "path" | "text") {
            record["given"][name] = value.clone();
        }
    }
    record.to_string()
}

/// Lines for `guiju check`: documents that policies over a corpus have something to say of, and the examples.
fn lines() -> Vec<String> {
    let mut lines: Vec<String> = streams::corpus().0.lines().map(str::to_owned).collect();
    for entry in std::fs::read_dir("examples").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "txt") {
            let name = path.file_name().unwrap().to_str().unwrap();
            lines.push(json!({ "path": name, "text": std::fs::read_to_string(&path).unwrap() }).to_string());
        }
    }
    lines.sort();
    lines
}

/// The finished lines of a report: documents and inputs that could not be read, in the order of their text.
fn finished(report: &str) -> Vec<String> {
    let is = |line: &&str| line.starts_with(r#"{"type":"document"#) || line.starts_with(r#"{"type":"unr"#);
    let mut lines: Vec<String> = report.lines().filter(is).map(str::to_owned).collect();
    lines.sort();
    lines
}

fn checked(project: &Project, args: &[&str]) -> Vec<String> {
    finished(&project.run(&[&["check", "in.ndjson", "--format", "ndjson"], args].concat()).stdout)
}

fn step(project: &Project, name: &str, args: &[&str], input: &str) -> String {
    project.run_with_input(&[&["worker", name], args].concat(), input).status(0).stdout
}

fn key(line: &str) -> String {
    let record: Value = serde_json::from_str(line).unwrap();
    record["key"].as_str().unwrap_or_default().to_owned()
}

fn of_type(lines: &str, kind: &str) -> Vec<String> {
    let is = |line: &&str| serde_json::from_str::<Value>(line).unwrap()["type"] == kind;
    lines.lines().filter(is).map(str::to_owned).collect()
}

/// Lines taken to `n` heaps by their keys, those of each heap in an order of their own, equal keys together.
fn shuffled(lines: &[String], n: usize) -> Vec<String> {
    let mut heaps: Vec<BTreeMap<String, Vec<&str>>> = vec![BTreeMap::new(); n];
    for line in lines {
        let key = key(line);
        let heap = key.bytes().fold(n, |sum, b| sum + usize::from(b)) % n;
        heaps[heap].entry(key).or_default().insert(0, line);
    }
    heaps
        .into_iter()
        .map(|heap| heap.into_values().flatten().fold(String::new(), |all, l| all + l + "\n"))
        .collect()
}

/// A check of `lines` in steps: `n` workers for each, in turn with one and with three threads.
fn in_steps(project: &Project, lines: &[String], n: usize, args: &[&str]) -> String {
    let threads = |i: usize| [args, &["--threads", if i.is_multiple_of(2) { "1" } else { "3" }]].concat();
    let map = |i: usize| {
        let mine: String = lines.iter().skip(i).step_by(n).map(|l| asked(l) + "\n").collect();
        step(project, "map", &threads(i), &mine)
    };
    let mapped: String = (0..n).rev().map(map).collect();
    let reduce = |lines: &[String]| -> String {
        let heaps = shuffled(lines, n).into_iter().enumerate();
        heaps.map(|(i, heap)| step(project, "reduce", &threads(i), &heap)).collect()
    };
    let parts = reduce(&of_type(&mapped, "row"));
    let mut documents = of_type(&mapped, "open");
    documents.extend(parts.lines().map(str::to_owned));
    reduce(&documents) + &of_type(&mapped, "unreadable").join("\n")
}

#[test]
fn steps_say_what_a_check_says() {
    let lines = lines();
    let project = Project::new().file("in.ndjson", lines.join("\n"));
    let expected = checked(&project, &[]);
    assert_eq!(expected.len(), lines.len());
    for policy in ["cross-peer-outlier", "cross-child-not-larger", "version-function-removed"] {
        let about = format!(r#"{{"policy":"{policy}","verdict":"violation""#);
        assert!(expected.iter().any(|d| d.contains(&about)), "{policy} finds nothing");
    }
    for n in [1, 2, 5] {
        assert_eq!(finished(&in_steps(&project, &lines, n, &[])), expected, "{n} workers");
    }
}

#[test]
fn settings_and_waivers_hold_in_the_steps() {
    let config = r#"
as-of = 2026-01-01
ignore = ["structure"]
[[override]]
select = ["staffing-leader-ratio"]
params = { max = "1/9" }
[[waiver]]
policy = "staffing-leader-ratio"
document = "*-2015.txt"
reason = "being changed"
owner = "the office"
"#;
    let lines = lines();
    let project = Project::new().file("in.ndjson", lines.join("\n")).file("guiju.toml", config);
    let expected = checked(&project, &[]);
    assert!(expected.iter().any(|d| d.contains(r#""owner":"the office""#)), "{}", expected[0]);
    assert_eq!(finished(&in_steps(&project, &lines, 2, &[])), expected);
    let other = ["--as-of", "2019-01-01", "--select", "staffing,cross"];
    assert_eq!(finished(&in_steps(&project, &lines, 2, &other)), checked(&project, &other));
}

#[test]
fn a_sorted_whole_may_go_through_the_same_step_twice() {
    let lines = lines();
    let project = Project::new().file("in.ndjson", lines.join("\n"));
    let input: String = lines.iter().map(|l| asked(l) + "\n").collect();
    let sorted = |text: &str| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_by_cached_key(|line| key(line));
        lines.join("\n")
    };
    let once = step(&project, "reduce", &[], &sorted(&step(&project, "map", &[], &input)));
    assert!(of_type(&once, "open").len() == lines.len() && of_type(&once, "row").is_empty());
    let twice = step(&project, "reduce", &[], &sorted(&once));
    assert_eq!(finished(&twice), checked(&project, &[]));
    assert_eq!(step(&project, "reduce", &[], &twice), twice, "what is finished passes unchanged");
}

#[test]
fn answers_stand_in_the_order_of_the_lines_and_bad_ones_cost_themselves() {
    let good =
        |name: &str| json!({ "guiju": 1, "document": name, "text": "主要职责\n(一)负责文电。" }).to_string();
    let bad = [
        "no json".to_owned(),
        r#"{"document":"x","text":"y"}"#.to_owned(),
        r#"{"guiju":2,"document":"x","text":"y"}"#.to_owned(),
        r#"{"guiju":1,"text":"y"}"#.to_owned(),
        r#"{"guiju":1,"document":"x","txet":"y"}"#.to_owned(),
        format!("{{\"guiju\":1,\"document\":{}", "[".repeat(100_000)),
    ];
    let refused = [
        r#"{"guiju":1,"document":"none"}"#,
        r#"{"guiju":1,"document":"two","text":"y","base64":"eQ=="}"#,
        r#"{"guiju":1,"document":"packed","base64":"%"}"#,
        r#"{"guiju":1,"document":"level","text":"y","given":{"level":"nowhere"}}"#,
        r#"{"guiju":1,"document":"fact","text":"y","given":{"levle":"county"}}"#,
        r#"{"guiju":1,"document":"extract","extract":{"schema":"guiju/regulation/1"}}"#,
    ];
    let mut input = Vec::new();
    for line in bad.iter().map(String::as_str).chain(refused) {
        input.push(good(&format!("before {}", input.len())));
        input.push(line.to_owned());
    }
    input.push(good("last"));
    let project = Project::new();
    let answers = |threads: &str| step(&project, "map", &["--threads", threads], &input.join("\n"));
    let one = answers("1");
    assert_eq!(answers("4"), one);
    let records: Vec<Value> = one.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let heads: Vec<&Value> = records.iter().filter(|r| r["type"] != "row").collect();
    assert_eq!(heads.len(), input.len());
    for said in [
        "no JSON from column 2 on",
        "a record has no `txet`; did you mean `text`?",
        "given has no `levle`; did you mean `level`?",
    ] {
        let tells = |head: &&&Value| head["message"]["en"].as_str().is_some_and(|m| m.contains(said));
        assert_eq!(heads.iter().filter(tells).count(), 1, "{said}");
    }
    for (i, head) in heads.iter().enumerate() {
        match (i % 2, i / 2) {
            (0, _) => assert_eq!(head["type"], "open", "{i}"),
            (_, n) if n < bad.len() => {
                assert_eq!((&head["type"], &head["line"]), (&json!("error"), &json!(i + 1)));
            }
            (_, n) => {
                let name: Value = serde_json::from_str(refused[n - bad.len()]).unwrap();
                assert_eq!((&head["type"], &head["path"]), (&json!("unreadable"), &name["document"]));
            }
        }
    }
}

#[test]
fn bytes_and_structures_are_read_as_files_are() {
    let text = "主要职责\n(一)负责文电。\n(二)承办县政府交办的其他事项。\n";
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let project = Project::new().file("a.txt", &gb);
    let extract = project.run(&["extract", "a.txt"]).status(0).json().to_string();
    let project = project.file("b.json", &extract);
    let packed = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, &gb);
    let input = format!(
        "{}\n{{\"guiju\":1,\"document\":\"b.json\",\"number\":1,\"extract\":{extract}}}\n",
        json!({ "guiju": 1, "document": "a.txt", "base64": packed })
    );
    let only = ["--select", "structure"];
    let mapped = step(&project, "map", &only, &input);
    assert_eq!(of_type(&mapped, "row"), [""; 0]);
    // The structure names itself a.txt, as the text does: their numbers tell them apart.
    let report =
        project.run(&[&["check", "a.txt", "b.json", "--format", "ndjson"][..], &only].concat()).stdout;
    assert_eq!(finished(&step(&project, "reduce", &only, &mapped)), finished(&report));
}

#[test]
fn a_document_over_the_limit_is_told_by_its_name() {
    let record =
        |name: &str, n: usize| json!({ "guiju": 1, "document": name, "text": "负".repeat(n) }).to_string();
    let input = [record("long", 2000), record("endless", 2_000_000), record("short", 10)].join("\n");
    let mapped = step(&Project::new(), "map", &["--max-document", "1KB"], &input);
    assert_eq!(of_type(&mapped, "open").len(), 1);
    let told: Value = serde_json::from_str(&of_type(&mapped, "unreadable")[0]).unwrap();
    assert_eq!((&told["path"], &told["code"]), (&json!("long"), &json!("E0504")));
    // So long a line is not held: only its number is known.
    let told: Value = serde_json::from_str(&of_type(&mapped, "error")[0]).unwrap();
    assert_eq!(told["line"], 2);
}

/// The records of a document with two rows, and of another one beside it.
fn records(project: &Project) -> (Vec<String>, Vec<String>) {
    let lines: Vec<String> = streams::corpus().0.lines().take(2).map(|l| asked(l) + "\n").collect();
    let mapped = step(project, "map", &["--select", "cross,version"], &lines.concat());
    let rows = shuffled(&of_type(&mapped, "row"), 1).concat();
    let parts = step(project, "reduce", &["--select", "cross,version"], &rows);
    (of_type(&mapped, "open"), parts.lines().map(str::to_owned).collect())
}

fn errors(project: &Project, lines: &[String]) -> (usize, usize) {
    let input = shuffled(lines, 1).concat();
    let out = step(project, "reduce", &["--select", "cross,version"], &input);
    (finished(&out).len(), of_type(&out, "error").len())
}

#[test]
fn nothing_is_finished_that_has_lost_or_doubled_a_part() {
    let project = Project::new();
    let (open, parts) = records(&project);
    let whole = [&open[..], &parts[..]].concat();
    assert_eq!(errors(&project, &whole), (2, 0));
    for i in 0..parts.len() {
        let mut lost = whole.clone();
        lost.remove(open.len() + i);
        assert_eq!(errors(&project, &lost), (1, 1), "without part {i}");
    }
    let doubled = [&whole[..], &parts[..1]].concat();
    assert_eq!(errors(&project, &doubled).1, 1);
    let doubled = [&whole[..], &open[..1]].concat();
    assert_eq!(errors(&project, &doubled).1, 1);
    let mine = parts.iter().filter(|p| key(p) == key(&open[0])).count();
    assert_eq!(errors(&project, &whole[1..]), (1, mine), "without a document");
    // Records of one key that stand apart.
    let apart = [&whole[..], &whole[..1]].concat().join("\n");
    let out = step(&project, "reduce", &["--select", "cross,version"], &apart);
    assert!(out.contains("stand apart"), "{out}");
}

#[test]
fn records_of_other_policies_are_never_judged() {
    let project = Project::new();
    let (open, parts) = records(&project);
    let whole = shuffled(&[&open[..], &parts[..]].concat(), 1).concat();
    let lines = whole.lines().count();
    for args in [&["--select", "cross"][..], &["--select", "cross,version", "--as-of", "2026-01-01"]] {
        let out = step(&project, "reduce", args, &whole);
        assert_eq!((out.lines().count(), of_type(&out, "error").len()), (lines, lines), "{args:?}");
    }
    let other = whole.replace(r#""guiju":1"#, r#""guiju":7"#);
    assert_eq!(
        of_type(&step(&project, "reduce", &["--select", "cross,version"], &other), "error").len(),
        lines
    );
}

#[test]
fn wrong_policies_end_a_worker_before_the_first_line() {
    let project = Project::new().file("wrong.guiju", "policy x { require y }");
    for name in ["map", "reduce"] {
        let run = project.run_with_input(&["worker", name, "--rules", "wrong.guiju"], "{}\n").status(2);
        assert_eq!(run.stdout, "");
    }
}
