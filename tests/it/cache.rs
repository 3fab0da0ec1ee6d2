//! The cache: the report is the one of a run without it, whatever changed and whatever became of its files; and only what
//! changed is done again, which is counted, not timed.

use std::{fs, path::PathBuf, process::Stdio};

use crate::project::{Project, Run};

/// Two policies that judge documents one by one, one with a vocabulary and one with a parameter, and two over a corpus.
const POLICIES: [(&str, &str); 4] = [
    (
        "rules/words.guiju",
        r#"
vocabulary seals { title zh "印章" en "seals"  phrases "印章", "用印" }
policy words {
  title zh "印章" en "seals"
  severity warning
  basis practice zh "无" en "none"
  require some d in duties where d mentions seals
    else report duties: zh "没有写印章,共{count(duties)}项" en "no seals in {count(duties)} duties"
}
"#,
    ),
    (
        "rules/few.guiju",
        r#"
policy few {
  title zh "过少" en "too few"
  severity error
  basis practice zh "无" en "none"
  param least: int = 2
  require count(duties) >= least
    else report duties: zh "只有{count(duties)}项" en "only {count(duties)}"
}
"#,
    ),
    (
        "rules/peers.guiju",
        r#"
policy peers {
  title zh "同级" en "peers"
  severity info
  basis practice zh "无" en "none"
  across corpus
  collect {
    level = organ.level
    many = count(duties)
    list = functions
  }
  group by level where size >= 2
  let most = max(rows.many)
  for each r in rows {
    require r.many is most else report r: zh "{r.many}少于{most}" en "{r.many} of {most}"
  }
}
"#,
    ),
    (
        "rules/versions.guiju",
        r#"
policy versions {
  title zh "版本" en "versions"
  severity info
  basis practice zh "无" en "none"
  across corpus
  collect {
    many = count(duties)
  }
  with previous
  require this.many >= previous.many else report this: zh "减少" en "fewer"
}
"#,
    ),
];

const DOCUMENTS: usize = 5;

fn document(duties: usize) -> String {
    let one = |i| format!("({})负责第{i}类印章事务。\n", ["一", "二", "三", "四", "五", "六"][i]);
    format!("主要职责\n{}", (0..duties).map(one).collect::<String>())
}

fn project() -> Project {
    let mut project = Project::new();
    for (name, text) in POLICIES {
        project = project.file(name, text);
    }
    let mut manifest = "file,jurisdiction,level,effective,kind\n".to_owned();
    for i in 0..DOCUMENTS {
        let text = if i == 1 { document(i + 1).replace("印章", "档案") } else { document(i + 1) };
        project = project.file(&format!("docs/{i}.txt"), text);
        manifest.push_str(&format!("docs/{i}.txt,甲县,county,20{}-01-01,government_office\n", 10 + i));
    }
    project.file("manifest.csv", manifest)
}

const CHECK: [&str; 8] =
    ["check", "docs", "--no-default-rules", "--rules", "rules", "--manifest", "manifest.csv", "--threads=2"];

fn check(project: &Project, more: &[&str]) -> Run {
    project.run(&[&CHECK[..], more].concat())
}

/// What a run with the cache did: documents taken as they were, completed, done anew; documents read; policies evaluated.
type Done = [u64; 5];

/// Holds the report of a run with the cache to that of one without, in two formats: written document by document, and kept
/// whole. What the first of them did.
#[track_caller]
fn done(project: &Project, more: &[&str]) -> Done {
    let mut first = None;
    for format in ["ndjson", "human"] {
        let without = check(project, &[more, &["--format", format, "--no-cache"]].concat());
        let with =
            check(project, &[more, &["--format", format, "--cache-dir", "kept", "--verbose"]].concat());
        assert_eq!(with.stdout, without.stdout, "{format}");
        assert_eq!(with.status, without.status);
        assert!(without.status < 2, "{without:#?}");
        first = first.or(Some(counted(&with)));
    }
    first.unwrap()
}

#[track_caller]
fn counted(run: &Run) -> Done {
    let line =
        run.stderr.lines().find_map(|l| l.split_once("cache: ")).unwrap_or_else(|| panic!("{run:#?}")).1;
    let numbers: Vec<u64> =
        line.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    numbers.try_into().unwrap()
}

const ALL: u64 = DOCUMENTS as u64;

/// Nothing is left to do.
const NOTHING: Done = [ALL, 0, 0, 0, 0];

#[test]
fn the_second_run_does_nothing_again() {
    let project = project();
    assert_eq!(done(&project, &[]), [0, 0, ALL, ALL, 4 * ALL]);
    assert_eq!(done(&project, &[]), NOTHING);
    // The reports above have something to say.
    let report = check(&project, &["--format", "json", "--cache-dir", "kept"]).json();
    let findings =
        report["documents"].as_array().unwrap().iter().flat_map(|d| d["findings"].as_array().unwrap());
    let mut policies: Vec<&str> = findings.map(|f| f["policy"].as_str().unwrap()).collect();
    policies.sort_unstable();
    policies.dedup();
    assert_eq!(policies, ["few", "peers", "words"]);
}

#[test]
fn only_the_documents_that_changed_are_done_again() {
    let project = project();
    done(&project, &[]);
    let project = project.file("docs/3.txt", document(2));
    assert_eq!(done(&project, &[]), [ALL - 1, 0, 1, 1, 4]);
    // Its name stands in the report, and may be that of a format.
    fs::rename(project.path().join("docs/3.txt"), project.path().join("docs/7.md")).unwrap();
    assert_eq!(done(&project, &[]), [ALL - 1, 0, 1, 1, 4]);
    fs::rename(project.path().join("docs/7.md"), project.path().join("docs/3.txt")).unwrap();
    assert_eq!(done(&project, &[]), NOTHING);
    fs::remove_file(project.path().join("docs/4.txt")).unwrap();
    assert_eq!(done(&project, &[]), [ALL - 1, 0, 0, 0, 0]);
}

#[test]
fn a_document_about_which_something_else_is_given_is_done_again() {
    let project = project();
    done(&project, &[]);
    let manifest = fs::read_to_string(project.path().join("manifest.csv")).unwrap();
    let project = project.file("manifest.csv", manifest.replace("2012-01-01", "2022-01-01"));
    assert_eq!(done(&project, &[]), [ALL - 1, 0, 1, 1, 4]);
    assert_eq!(done(&project, &["--encoding", "utf-8"]), [0, 0, ALL, ALL, 4 * ALL]);
}

#[test]
fn only_the_policies_that_changed_are_evaluated_and_nothing_is_read() {
    let mut project = project();
    done(&project, &[]);
    let [words, few, ..] = POLICIES;
    project = project.file(few.0, few.1.replace(">= least", "> least"));
    assert_eq!(done(&project, &[]), [0, ALL, 0, 0, ALL]);
    assert_eq!(done(&project, &["--param", "few.least=4"]), [0, ALL, 0, 0, ALL]);
    assert_eq!(done(&project, &["--param", "few.least=4"]), NOTHING);
    assert_eq!(done(&project, &[]), [0, ALL, 0, 0, ALL]);
    // The words of a vocabulary belong to the policies that can see them: the one that asks for it, and the one that asks for
    // all functions.
    project = project.file(words.0, words.1.replace("\"用印\"", "\"档案\""));
    assert_eq!(done(&project, &[]), [0, ALL, 0, 0, 2 * ALL]);
    project = project.file("guiju.toml", "[severity]\nwords = \"error\"\n");
    assert_eq!(done(&project, &[]), [0, ALL, 0, 0, ALL]);
    project = project.file("rules/more.guiju", few.1.replace("policy few", "policy a-first"));
    assert_eq!(done(&project, &[]), [0, ALL, 0, 0, ALL]);
    assert_eq!(done(&project, &["--as-of", "2030-01-01"]), [0, ALL, 0, 0, 5 * ALL]);
}

#[test]
fn a_selection_takes_what_it_needs_from_a_larger_run() {
    let project = project();
    assert_eq!(done(&project, &["--select", "few"]), [0, 0, ALL, ALL, ALL]);
    assert_eq!(done(&project, &[]), [0, ALL, 0, 0, 3 * ALL]);
    assert_eq!(done(&project, &["--select", "words,peers"]), [0, ALL, 0, 0, 0]);
    assert_eq!(done(&project, &["--ignore", "few"]), [0, ALL, 0, 0, 0]);
    assert_eq!(done(&project, &[]), NOTHING);
}

/// The files of the cache.
fn files(project: &Project) -> Vec<PathBuf> {
    let folder = fs::read_dir(project.path().join("kept")).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn a_damaged_cache_is_not_believed() {
    let project = project();
    done(&project, &[]);
    let expected = check(&project, &["--format", "json", "--no-cache"]).stdout;
    let whole: Vec<(PathBuf, Vec<u8>)> =
        files(&project).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    let restore = || {
        fs::remove_dir_all(project.path().join("kept")).unwrap();
        fs::create_dir(project.path().join("kept")).unwrap();
        whole.iter().for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
    };
    let mut redone = 0;
    for (path, bytes) in &whole {
        let length = bytes.len();
        let steps = (0..length).step_by(length / 20 + 1).chain(length.saturating_sub(60)..length);
        for at in steps.step_by(3).chain([0, 33, length - 1]) {
            restore();
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            fs::write(path, damaged).unwrap();
            let run = check(&project, &["--format", "json", "--cache-dir", "kept", "--verbose"]);
            assert_eq!(run.stdout, expected, "byte {at} of {length}");
            redone += u64::from(counted(&run) != NOTHING);
        }
        for cut in [0, 1, length / 2, length - 1] {
            restore();
            fs::write(path, &bytes[..cut]).unwrap();
            let run = check(&project, &["--format", "json", "--cache-dir", "kept", "--verbose"]);
            assert_eq!(run.stdout, expected, "cut at {cut} of {length}");
            // What is rebuilt is whole again.
            let run = check(&project, &["--format", "json", "--cache-dir", "kept", "--verbose"]);
            assert_eq!((run.stdout.as_str(), counted(&run)), (expected.as_str(), NOTHING), "after {cut}");
        }
    }
    assert!(redone > 5, "the damage is noticed: {redone}");
}

#[test]
fn several_processes_share_a_cache() {
    let project = project();
    let expected = check(&project, &["--format", "json", "--no-cache"]).stdout;
    for _ in 0..3 {
        let begin = |_| {
            let args = [&CHECK[..], &["--format", "json", "--cache-dir", "kept"]].concat();
            project.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let running: Vec<_> = (0..4).map(begin).collect();
        for process in running {
            let output = process.wait_with_output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
        }
    }
    assert_eq!(done(&project, &[]), NOTHING);
    assert!(
        files(&project).iter().all(|f| f.extension().is_some_and(|e| e == "pack")),
        "{:?}",
        files(&project)
    );
}

#[test]
fn many_small_packs_are_put_together() {
    let mut project = project();
    for i in 0..20 {
        project = project.file("docs/0.txt", document(1).replace("印章", &format!("第{i}号印章")));
        assert!(check(&project, &["--cache-dir", "kept"]).status < 2);
    }
    assert!(files(&project).len() < 18, "{:?}", files(&project));
    assert_eq!(done(&project, &[]), NOTHING);
}

#[test]
fn the_place_of_the_cache_can_be_said_in_three_ways() {
    let project = project();
    let is_there = |name: &str| project.path().join(name).exists();
    check(&project, &[]);
    assert!(!is_there(".cache"), "few documents are not worth a cache that nobody asked for");
    let mut command = project.command(&CHECK);
    command.env("GUIJU_CACHE_DIR", "from-environment").output().unwrap();
    assert!(is_there("from-environment"));
    project
        .command(&[&CHECK[..], &["--no-cache"]].concat())
        .env("GUIJU_CACHE_DIR", "never")
        .output()
        .unwrap();
    assert!(!is_there("never"));
    let project = project.file("guiju.toml", "cache-dir = 'from-configuration'\n");
    check(&project, &[]);
    let is_there = |name: &str| project.path().join(name).exists();
    assert!(is_there("from-configuration"));
    project.run(&["cache"]).status(0).stdout_has("from-configuration").stdout_has("files: 1");
    project.run(&["cache", "clear"]).status(0).stderr_has("cleared");
    project.run(&["cache"]).status(0).stdout_has("files: 0");
}

#[test]
fn a_run_over_many_documents_keeps_them_where_users_keep_caches() {
    let mut project = project();
    for i in 0..200 {
        project = project.file(&format!("docs/more/{i}.txt"), document(1 + i % 5));
    }
    let run = check(&project, &["--verbose"]);
    assert_eq!(counted(&run)[2], 200 + ALL, "{run:#?}");
    assert!(project.path().join(".cache/guiju").is_dir());
    assert_eq!(counted(&check(&project, &["--verbose"])), [200 + ALL, 0, 0, 0, 0]);
}

#[test]
fn a_cache_that_cannot_be_used_stops_nothing() {
    let project = project().file("kept", "a file where a folder is needed");
    let expected = check(&project, &["--format", "json", "--no-cache"]).stdout;
    let run = check(&project, &["--format", "json", "--cache-dir", "kept", "--verbose"]);
    assert_eq!(run.stdout, expected);
    run.stderr_has("cannot be used");
}
