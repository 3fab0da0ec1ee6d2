//! Documents from archives, packed files, lines of JSON, patterns and the standard input: the same findings as from a
//! folder, whatever they come in.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::project::Project;

/// Three documents: the second has one duty too few, the third is in GB18030.
fn texts() -> [(&'static str, Vec<u8>); 3] {
    let good = "主要职责\n(一)负责文电。\n(二)承办县政府交办的其他事项。\n";
    let bad = "主要职责\n(一)负责文电。\n";
    let other = encoding("主要职责\n(一)负责应急。\n");
    [("a.txt", good.into()), ("b.txt", bad.into()), ("c.txt", other)]
}

/// A text in GB18030: these characters have the codes of GB 2312.
fn encoding(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

const POLICY: &str = r#"
policy short-list {
  title zh "职责过少" en "too few duties"
  severity error
  basis practice zh "无" en "none"
  require count(duties) >= 2 else report duties: zh "只有{count(duties)}项" en "only {count(duties)}"
}
"#;

fn project() -> Project {
    let mut project = Project::new().file("short.guiju", POLICY);
    for (name, bytes) in texts() {
        project = project.file(&format!("docs/{name}"), bytes);
    }
    project
}

const OPTIONS: [&str; 7] =
    ["check", "--no-default-rules", "--rules", "short.guiju", "--format", "json", "--threads=2"];

/// The findings of a run, each with the last part of the name of its document and its evidence.
fn findings(project: &Project, paths: &[&str]) -> Vec<(String, Value)> {
    let run = project.run(&[&OPTIONS, paths].concat()).status(1);
    let report = run.json();
    assert_eq!(report["summary"]["documents"], 3, "{report:#}");
    let documents = report["documents"].as_array().unwrap().clone();
    let of = |d: &Value| {
        (d["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned(), d["findings"].clone())
    };
    documents.iter().map(of).collect()
}

fn tar() -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in texts() {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive.append_data(&mut header, format!("docs/{name}"), bytes.as_slice()).unwrap();
    }
    archive.into_inner().unwrap()
}

fn zip() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in texts() {
        archive.start_file(format!("docs/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn lines() -> String {
    let line = |(name, bytes): (&str, Vec<u8>)| {
        let text = encoding_rs::GB18030.decode(&bytes).0.into_owned();
        let text = String::from_utf8(bytes).unwrap_or(text);
        json!({ "path": name, "text": text }).to_string() + "\n"
    };
    texts().into_iter().map(line).collect()
}

#[test]
fn archives_and_packed_files_hold_the_same_documents() {
    let mut project = project();
    let expected = findings(&project, &["docs"]);
    assert_eq!(expected.iter().filter(|(_, f)| f.as_array().is_some_and(|f| f.len() == 1)).count(), 2);
    let containers = [
        ("all.tar", tar()),
        ("all.tar.gz", gzip(&tar())),
        ("all.tgz", gzip(&tar())),
        ("all.tar.zst", [zstd(&tar()[..1000]), zstd(&tar()[1000..])].concat()),
        ("all.zip", zip()),
    ];
    for (name, bytes) in containers {
        project = project.file(name, bytes);
        assert_eq!(findings(&project, &[name]), expected, "{name}");
    }
    for (name, bytes) in texts() {
        project = project.file(&format!("packed/{name}.gz"), gzip(&bytes));
    }
    assert_eq!(findings(&project, &["packed/*.gz"]), expected);
    assert_eq!(findings(&project, &["docs/[a-c].txt"]), expected);
}

#[test]
fn lines_of_json_hold_texts_or_structures() {
    let mut project = project();
    let expected = findings(&project, &["docs"]);
    project = project.file("all.ndjson", lines()).file("all.jsonl.gz", gzip(lines().as_bytes()));
    let marked = format!("\u{feff}{}", lines());
    project = project.file("marked.ndjson", &marked).file("marked.ndjson.gz", gzip(marked.as_bytes()));
    assert_eq!(findings(&project, &["marked.ndjson"]), expected);
    assert_eq!(findings(&project, &["marked.ndjson.gz"]), expected);
    let piped = project.run_with_input(&[&OPTIONS[..], &["-"]].concat(), &marked).status(1).json();
    assert_eq!(piped["summary"]["documents"], 3);
    let evidence = |found: &[(String, Value)]| {
        found.iter().map(|(n, f)| (n.clone(), f[0]["evidence"][0]["quote"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(findings(&project, &["all.ndjson"]), expected);
    assert_eq!(findings(&project, &["all.jsonl.gz"]), expected);
    let extract = |name: &str| {
        let written = project.run(&["extract", &format!("docs/{name}")]).status(0).json();
        written.to_string() + "\n"
    };
    let structures: String = ["a.txt", "b.txt", "c.txt"].map(extract).concat();
    let project = project.file("extracts.ndjson", structures);
    assert_eq!(evidence(&findings(&project, &["extracts.ndjson"])), evidence(&expected));
}

#[test]
fn the_standard_input_may_be_any_of_them() {
    let project = project();
    let expected = findings(&project, &["docs"]);
    for bytes in [tar(), gzip(&tar()), lines().into_bytes(), zstd(lines().as_bytes())] {
        let run = project.run_with_input(&[&OPTIONS[..], &["-"]].concat(), &bytes).status(1);
        let found: Vec<Value> =
            run.json()["documents"].as_array().unwrap().iter().map(|d| d["findings"].clone()).collect();
        assert!(found.iter().eq(expected.iter().map(|(_, f)| f)), "{found:#?}");
    }
}

#[test]
fn facts_beside_a_text_in_a_line_are_used() {
    let policy = POLICY.replace("severity error", "severity error\n  applies when organ.level is county");
    let line =
        |level: &str| json!({ "id": level, "text": "主要职责\n(一)负责文电。", "level": level }).to_string();
    let input = format!("{}\n{}\n{}\n", line("county"), line("province"), line("nowhere"));
    let project = Project::new().file("short.guiju", policy).file("in.ndjson", input);
    let run = project.run(&[&OPTIONS[..], &["in.ndjson"]].concat()).status(2).stderr_has("in.ndjson:3");
    let report = run.json();
    let verdict = |i: usize| report["documents"][i]["verdicts"]["short-list"]["verdict"].clone();
    assert_eq!((verdict(0), verdict(1)), ("violation".into(), "not-applicable".into()));
    assert_eq!(report["unreadable"][0]["path"], "in.ndjson:3");
}

/// A report that has two documents of one name says of neither what it is about.
#[test]
fn two_lines_of_one_name_are_an_error() {
    let text = "主要职责\n(一)负责文电。";
    let input = [
        json!({ "path": "one", "text": text }),
        json!({ "text": text }),
        json!({ "id": "two", "text": text }),
        json!({ "id": "one", "text": text }),
    ];
    let input: String = input.iter().map(|line| format!("{line}\n")).collect();
    let project = Project::new().file("short.guiju", POLICY).file("in.ndjson", input);
    // One document after another, all together, with many threads and with what was kept.
    for more in [&["--no-cache"][..], &["--output", "x.csv"], &["--threads", "1"], &[]] {
        let run = project.run(&[&OPTIONS[..6], &["in.ndjson"], more].concat()).status(2);
        let report = run.stderr_has("in.ndjson:4").json();
        let unreadable = report["unreadable"].as_array().unwrap();
        assert_eq!(unreadable.len(), 1, "{unreadable:?}");
        assert_eq!(
            (&unreadable[0]["path"], &unreadable[0]["code"]),
            (&json!("in.ndjson:4"), &json!("E0514"))
        );
        assert!(unreadable[0]["message"]["en"].as_str().unwrap().contains("called “one” too"));
        assert_eq!(report["summary"]["documents"], 4);
    }
}

/// What is wrong with a line is said in the words of who wrote it.
#[test]
fn a_line_says_what_is_wrong_with_it() {
    for (line, said) in [
        (r#"{"text": "x", "levle": "county"}"#, "a line has no key `levle`"),
        (r#"{"text": "x", "levle": "county"}"#, "did you mean `level`?"),
        (r#"{"text": "x", "weather": "fine"}"#, "it may be text, path, id, jurisdiction"),
        (r#"{"text": 5}"#, "`text` is a text; here stands a number"),
        (r#"{"text": "x", "level": ["county"]}"#, "`level` is a text; here stands a list"),
        (r#"{"text": null, "id": "a"}"#, "the line has no `text`"),
        (r#"{"text": "x", "text": "y"}"#, "a key stands twice"),
        (r#"["text"]"#, "the line is no JSON object, but a list"),
        ("nonsense", "no JSON from line 3, column 2 on"),
        (r#"{"text": "x""#, "the JSON is not complete: it ends in line 3, column 12"),
        (r#"{"text": "x"} {"#, "no JSON from line 3, column 15 on"),
    ] {
        let good = json!({ "text": "主要职责\n(一)负责文电。" });
        let input = format!("{good}\n{good}\n{line}\n");
        let project = Project::new().file("short.guiju", POLICY).file("in.ndjson", input);
        let run = project.run(&[&OPTIONS[..], &["in.ndjson"]].concat()).status(2);
        run.stderr_has("E0503").stderr_has("--> in.ndjson:3").stderr_has(said);
    }
}

#[test]
fn a_hostile_document_costs_its_limit_and_stops_nothing() {
    let long = format!("{{\"text\":\"{}\"}}\n", "负责".repeat(50_000));
    let deep = format!("{{\"text\":{}\"\"{}}}\n", "[".repeat(5_000), "]".repeat(5_000));
    let input = format!("{long}{deep}not json\n{}", lines());
    let project = project()
        .file("in.ndjson", input)
        .file("bomb.txt.gz", gzip(&vec![b'a'; 3_000_000]))
        .file("broken.tar.gz", &gzip(&tar())[..100])
        .file("docs/long.txt", "负责".repeat(50_000));
    let paths = ["--max-document", "100KB", "in.ndjson", "bomb.txt.gz", "broken.tar.gz", "docs"];
    let report = project.run(&[&OPTIONS[..], &paths].concat()).status(2).json();
    let unreadable: Vec<(&str, &str)> = report["unreadable"]
        .as_array()
        .unwrap()
        .iter()
        .map(|u| (u["path"].as_str().unwrap(), u["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        unreadable,
        [
            ("bomb.txt.gz/bomb.txt", "E0504"),
            ("broken.tar.gz", "E0501"),
            ("broken.tar.gz/docs/a.txt", "E0501"),
            ("docs/long.txt", "E0504"),
            ("in.ndjson:1", "E0504"),
            ("in.ndjson:2", "E0503"),
            ("in.ndjson:3", "E0503"),
        ]
    );
    assert_eq!(report["summary"]["documents"], 6);
}

/// What shows only behind the last member, or by a checksum, is told like any other damage.
#[test]
fn a_damaged_archive_is_never_a_pass() {
    let changed = |mut bytes: Vec<u8>, from_end: usize| {
        let at = bytes.len() - from_end;
        bytes[at] ^= 1;
        bytes
    };
    let cut = |bytes: Vec<u8>, by: usize| bytes[..bytes.len() - by].to_vec();
    let text = "主要职责\n(一)负责文电。\n(二)承办县政府交办的其他事项。\n";
    let wrong = [
        ("sum.tar.gz", changed(gzip(&tar()), 8)),
        ("cut.tar.gz", cut(gzip(&tar()), 4)),
        ("sum.tar.zst", changed(zstd(&tar()), 1)),
        ("cut.tar.zst", cut(zstd(&tar()), 2)),
        ("sum.txt.zst", changed(zstd(text.as_bytes()), 1)),
        ("sum.txt.gz", changed(gzip(text.as_bytes()), 8)),
        ("cut.tar", tar()[..3 * 1024].to_vec()),
        ("half.tar", tar()[..2 * 1024 + 520].to_vec()),
    ];
    let mut project = project();
    for (name, bytes) in wrong {
        project = project.file(name, bytes.clone());
        let args = [&OPTIONS[..], &["--fail-on", "never", name]].concat();
        let report = project.run(&args).status(2).stderr_has("E0501").json();
        let told = report["unreadable"].as_array().unwrap().iter();
        assert!(told.clone().any(|u| u["path"].as_str().unwrap().starts_with(name)), "{report:#}");
        let piped = [&OPTIONS[..], &["--fail-on", "never", "-"]].concat();
        project.run_with_input(&piped, bytes).status(2);
    }
    // The document in which it breaks off is not judged.
    let report = project.run(&[&OPTIONS[..], &["half.tar"]].concat()).status(2).json();
    let judged: Vec<&Value> = report["documents"].as_array().unwrap().iter().map(|d| &d["path"]).collect();
    assert_eq!(judged, ["half.tar/docs/a.txt", "half.tar/docs/b.txt"]);
}

/// Nothing checked is no pass, and what an archive holds besides documents is counted as below a folder.
#[test]
fn what_holds_no_document_is_told() {
    let packed = |names: &[&str]| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in names {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(&texts()[0].1).unwrap();
        }
        archive.finish().unwrap().into_inner()
    };
    let empty = tar::Builder::new(Vec::new()).into_inner().unwrap();
    let project = project()
        .file("none.ndjson", "\n \n")
        .file("none.tar", &empty)
        .file("none.tar.gz", gzip(&empty))
        .file("none.zip", packed(&["a.pdf", "b.json"]))
        .file("some.zip", packed(&["a.pdf", "b.json", "c.pdf", "d.txt"]));
    for name in ["none.ndjson", "none.tar", "none.tar.gz", "none.zip"] {
        let run = project.run(&[&OPTIONS[..], &["docs/a.txt", name]].concat()).status(2).stderr_has("E0505");
        let report = run.json();
        assert_eq!(report["unreadable"][0]["path"], name, "{report:#}");
        assert_eq!(report["summary"]["documents"], 1);
    }
    let told = "skipped 3 files of other kinds (json 1, pdf 2)";
    project.run(&[&OPTIONS[..], &["some.zip"]].concat()).status(0).stderr_has(told);
    project.run(&["check", "some.zip", "--only", "staffing"]).status(0).stderr_has(told);
    let quiet = project.run(&[&OPTIONS[..], &["some.zip", "--quiet"]].concat()).status(0);
    assert!(quiet.stderr.is_empty(), "{quiet:#?}");
}

/// A zip archive of the first two documents, under names of one length.
fn zip_of_two(first: &str, second: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, (_, bytes)) in [first, second].iter().zip(texts()) {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Where some bytes stand.
fn places(bytes: &[u8], sought: &[u8]) -> Vec<usize> {
    (0..bytes.len()).filter(|at| bytes[*at..].starts_with(sought)).collect()
}

/// Members of one name: a report would say of neither what it is about, and of a zip only the last is read.
#[test]
fn members_of_one_name_are_an_error() {
    let mut alike = zip_of_two("a.txt", "b.txt");
    for at in places(&alike, b"b.txt") {
        alike[at] = b'a';
    }
    let twice = [tar()[..1024].to_vec(), tar()].concat();
    let project = project().file("alike.zip", alike).file("twice.tar", twice);
    for (name, documents) in [("alike.zip", 1), ("twice.tar", 4)] {
        let report = project.run(&[&OPTIONS[..], &[name]].concat()).status(2).stderr_has("E0514").json();
        assert_eq!(report["unreadable"][0]["path"], name, "{report:#}");
        assert_eq!(report["summary"]["documents"], documents);
    }
}

/// A member that needs a password is told by its name, and the others are read.
#[test]
fn a_member_with_a_password_is_told() {
    let mut locked = zip_of_two("a.txt", "b.txt");
    // Bit 0 of the flags, in the header before the second member and in the list at the end.
    let (header, entry) = (places(&locked, b"PK\x03\x04")[1], places(&locked, b"PK\x01\x02")[1]);
    locked[header + 6] |= 1;
    locked[entry + 8] |= 1;
    let project = project().file("locked.zip", locked);
    let run = project.run(&[&OPTIONS[..], &["locked.zip"]].concat()).status(2).stderr_has("it is encrypted");
    let report = run.json();
    assert_eq!(report["unreadable"][0]["path"], "locked.zip/b.txt", "{report:#}");
    assert_eq!(report["documents"][0]["path"], "locked.zip/a.txt");
}

/// What an archive has besides files is counted, not passed over without a word.
#[test]
fn links_in_an_archive_are_counted() {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in texts() {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, format!("docs/{name}"), &bytes[..]).unwrap();
    }
    for kind in [tar::EntryType::Link, tar::EntryType::Symlink] {
        let mut header = tar::Header::new_ustar();
        header.set_size(0);
        header.set_entry_type(kind);
        archive.append_link(&mut header, "docs/other.txt", "docs/a.txt").unwrap();
    }
    let project = project().file("links.tar", archive.into_inner().unwrap());
    let told = "skipped 2 files of other kinds (link 2)";
    project.run(&[&OPTIONS[..], &["links.tar"]].concat()).status(1).stderr_has(told);
}

/// An archive read as one text would be a document that nobody wrote.
#[test]
fn who_needs_one_document_takes_no_archive() {
    let project = project().file("all.ndjson", lines()).file("all.zip", zip()).file("a.txt.gz", gzip(b"\n"));
    for name in ["all.ndjson", "all.zip", "a.txt.gz"] {
        for command in
            [vec!["extract", name], vec!["explain", "staffing-sum", name], vec!["diff", name, "docs/a.txt"]]
        {
            project.run(&command).status(2).stderr_has("one document is needed here");
        }
    }
}

#[test]
fn a_limit_is_a_number_of_bytes() {
    let project = project();
    for (size, status) in [("64KB", 1), ("1GB", 1), ("10", 2), ("0", 2), ("-3", 2), ("many", 2)] {
        let args = [&OPTIONS[..], &["--max-document", size, "docs/b.txt"]].concat();
        assert_eq!(project.run(&args).status, status, "{size}");
    }
}

#[test]
fn a_manifest_speaks_of_members_of_archives() {
    let policy = POLICY.replace("severity error", "severity error\n  applies when organ.level is county");
    let manifest = "file,level\nall.tar/docs/b.txt,county\nall.tar/docs/a.txt,province\n";
    let project =
        Project::new().file("short.guiju", policy).file("all.tar", tar()).file("manifest.csv", manifest);
    let args = [&OPTIONS[..], &["--manifest", "manifest.csv", "all.tar"]].concat();
    let report = project.run(&args).status(1).json();
    let verdict = |i: usize| report["documents"][i]["verdicts"]["short-list"]["verdict"].clone();
    assert_eq!((verdict(0), verdict(1)), ("not-applicable".into(), "violation".into()));
}

/// Documents of organs in several places and versions, so that every shipped policy over a corpus has something to judge.
pub(crate) fn corpus() -> (String, usize) {
    let mut lines = String::new();
    let places: Vec<String> =
        (0..12).map(|i| format!("甲{}县", ["东", "西", "南", "北"][i % 4].repeat(i / 4 + 1))).collect();
    for (i, place) in places.iter().enumerate() {
        for (year, posts) in [(2015, 20 + i % 5), (2019, 20 + i * i)] {
            let duty = if year == 2015 { "负责推进政府信息公开工作" } else { "负责文电" };
            let text = format!(
                "{place}人民政府办公室职能配置规定\n一、主要职责\n(一){duty}。\n(二)承办县政府交办的其他事项。\n二、人员编制\n机关行政编制{posts}名,设主任1名、副主任3名。\n"
            );
            let line = json!({ "path": format!("{place}-{year}.txt"), "text": text, "level": "county", "kind": "government_office",
                "jurisdiction": place, "parent": "甲市", "effective": format!("{year}-01-01") });
            lines += &format!("{line}\n");
        }
    }
    let city = json!({ "path": "city.txt", "text": "一、人员编制\n机关行政编制22名。\n", "level": "prefecture", "kind": "government_office",
        "jurisdiction": "甲市" });
    lines += &format!("{city}\n");
    (lines, places.len() * 2 + 1)
}

#[test]
fn a_report_written_document_by_document_is_the_one_that_is_written_at_once() {
    let (lines, count) = corpus();
    let project = Project::new().file("all.ndjson", &lines);
    let run = |args: &[&str]| project.run(&[&["check", "all.ndjson"], args].concat()).stdout;
    let streamed = run(&["--format", "json"]);
    // With an output to a file, everything is kept and written at the end.
    run(&["--output", "json:kept.json"]);
    assert_eq!(streamed, std::fs::read_to_string(project.path().join("kept.json")).unwrap());
    let report: Value = serde_json::from_str(&streamed).unwrap();
    assert_eq!(report["summary"]["documents"], count);
    let found = |policy: &str| {
        let documents = report["documents"].as_array().unwrap().iter();
        documents.flat_map(|d| d["findings"].as_array().unwrap()).filter(|f| f["policy"] == policy).count()
    };
    for policy in ["cross-peer-outlier", "cross-child-not-larger", "version-function-removed"] {
        assert!(found(policy) > 0, "{policy} finds nothing");
    }
    for threads in ["1", "2", "5"] {
        assert_eq!(run(&["--format", "json", "--threads", threads]), streamed, "{threads} threads");
    }
    let ndjson = run(&["--format", "ndjson"]);
    run(&["--output", "ndjson:kept.ndjson"]);
    assert_eq!(ndjson, std::fs::read_to_string(project.path().join("kept.ndjson")).unwrap());
}

#[test]
fn rows_with_many_words_are_judged_like_others() {
    // So many words in the rows of one group that they are held only where a finding quotes them.
    let unit = |i: usize| format!("({})第{i}科。负责{}。\n", numeral(i), "组织实施有关事务,".repeat(40));
    let mut lines = String::new();
    for i in 0..120 {
        let units: String = (1..=if i % 40 == 7 { 19 } else { 11 + i % 3 }).map(unit).collect();
        let posts = if i % 50 == 3 { 90 } else { 20 + i % 5 };
        let text = format!("内设机构\n{units}人员编制\n机关行政编制{posts}名,设主任1名、副主任2名。\n");
        let line = json!({ "path": format!("{i:03}.txt"), "text": text, "level": "county", "kind": "government_office",
            "jurisdiction": format!("甲{}县", numeral(1 + i % 60)), "effective": format!("{}-01-01", 2010 + i / 60) });
        lines += &format!("{line}\n");
    }
    let project = Project::new().file("all.ndjson", &lines);
    let select = "--select=cross-peer-outlier,cross-function-coverage,version-staff-growth";
    let run = |args: &[&str]| project.run(&[&["check", "all.ndjson", select], args].concat()).stdout;
    let streamed = run(&["--format", "json"]);
    run(&["--output", "json:kept.json"]);
    let kept = std::fs::read_to_string(project.path().join("kept.json")).unwrap();
    assert!(streamed == kept, "the two reports differ");
    let report: Value = serde_json::from_str(&streamed).unwrap();
    let documents = report["documents"].as_array().unwrap().iter();
    let findings: Vec<&Value> = documents.flat_map(|d| d["findings"].as_array().unwrap()).collect();
    assert!(findings.len() >= 6, "{}", findings.len());
    let quoted = |f: &&Value| f["evidence"].as_array().unwrap().iter().all(|e| e["quote"] != "");
    assert!(findings.iter().all(quoted), "{findings:#?}");
}

/// 一 to 九十九.
fn numeral(n: usize) -> String {
    let digit = |n: usize| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][n];
    match n / 10 {
        0 => digit(n).to_owned(),
        1 => format!("十{}", digit(n % 10)),
        tens => format!("{}十{}", digit(tens), digit(n % 10)),
    }
}

#[test]
fn findings_over_a_corpus_do_not_depend_on_the_order_of_its_documents() {
    let (lines, _) = corpus();
    let backwards: String = lines.lines().rev().map(|l| format!("{l}\n")).collect();
    let project = Project::new().file("all.ndjson", lines).file("backwards.ndjson", backwards);
    let documents = |name: &str| {
        let report = project.run(&["check", name, "--format", "json"]).json();
        let mut documents = report["documents"].as_array().unwrap().clone();
        documents.sort_by_key(|d| d["path"].to_string());
        documents
    };
    assert_eq!(documents("all.ndjson"), documents("backwards.ndjson"));
}
