//! The cache: the report is the one of a run without it, whatever changed and whatever became of its files; and only what
//! changed is done again, which is counted, not timed.

use std::{fs, path::PathBuf, process::Stdio};

use guiju::{
    ingest::Given,
    report::{Laid, Layer, Sheet},
};

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

/// Holds the report of a run with the cache to that of one without, in three formats: written document by document, and kept
/// whole. What the first of them did.
#[track_caller]
fn done(project: &Project, more: &[&str]) -> Done {
    let mut first = None;
    for format in ["ndjson", "json", "human"] {
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

/// A run that only completes what was kept tells what is strange about a document, once.
#[test]
fn warnings_are_told_once_by_every_run() {
    let project = project().file("docs/blank.txt", "\n");
    let kept = ["--cache-dir", "kept"];
    for more in [&["--only", "words"][..], &[], &["--param", "few.least=4"], &[]] {
        let told = check(&project, &[&kept, more].concat()).stderr;
        assert_eq!(told.matches("E0507").count(), 1, "{more:?}: {told}");
    }
    assert_eq!(check(&project, &["--no-cache"]).stderr.matches("E0507").count(), 1);
}

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

/// Policies whose findings stand at the same places, in turns; two duties of the documents say the same.
fn in_turns() -> Project {
    let mut project = Project::new();
    for (name, least) in [("first", 3), ("middle", 2), ("third", 3)] {
        project = project.file(&format!("rules/{name}.guiju"), of_each(name, least));
    }
    for i in 1..=DOCUMENTS {
        let text = document(i).replace("(二)负责第1类", "(二)负责第0类");
        project = project.file(&format!("docs/{i}.txt"), text);
    }
    project.file("manifest.csv", "file\n")
}

/// A policy that finds something wrong with the first duties.
fn of_each(name: &str, least: u32) -> String {
    format!(
        r#"
policy {name} {{
  title zh "逐项" en "each"
  severity warning
  basis practice zh "“{name}”" en "\"{name}\""
  param least: int = {least}
  for each d in duties {{
    require d.ordinal > least else report d: zh "不大于{{least}}" en "not above {{least}}"
  }}
}}
"#
    )
}

#[test]
fn what_did_not_change_stands_between_what_did() {
    let mut project = in_turns();
    assert_eq!(done(&project, &[]), [0, 0, ALL, ALL, 3 * ALL]);
    let report = check(&project, &["--format", "json", "--cache-dir", "kept"]).json();
    let findings = report["documents"][4]["findings"].as_array().unwrap();
    let said =
        |field: &str| findings.iter().map(|f| f[field].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(said("policy")[..4], ["first", "middle", "third", "first"], "{findings:#?}");
    assert!(said("fingerprint").iter().any(|f| f.ends_with("-2")), "{findings:#?}");
    let one = [0, ALL, 0, 0, ALL];
    assert_eq!(done(&project, &["--param", "middle.least=4"]), one);
    assert_eq!(done(&project, &["--param", "middle.least=9"]), one);
    assert_eq!(done(&project, &["--param", "first.least=1"]), [0, ALL, 0, 0, 2 * ALL]);
    assert_eq!(done(&project, &["--param", "first.least=1"]), NOTHING);
    assert_eq!(done(&project, &["--select", "middle,third"]), NOTHING);
    // Whatever is set for it, renamed, gone, and one more.
    project = project.file("guiju.toml", "[severity]\nmiddle = \"error\"\nfirst = \"info\"\n");
    assert_eq!(done(&project, &[]), [0, ALL, 0, 0, 2 * ALL]);
    project = project.file("guiju.toml", "").file("rules/middle.guiju", of_each("zuletzt", 2));
    assert_eq!(done(&project, &[]), [0, ALL, 0, 0, 2 * ALL]);
    fs::remove_file(project.path().join("rules/first.guiju")).unwrap();
    assert_eq!(done(&project, &[]), [ALL, 0, 0, 0, 0]);
    project =
        project.file("rules/more.guiju", of_each("n-more", 1)).file("rules/middle.guiju", of_each("a", 2));
    assert_eq!(done(&project, &[]), [0, ALL, 0, 0, 2 * ALL]);
    assert_eq!(done(&project, &[]), NOTHING);
}

#[test]
fn what_did_not_change_is_not_written_again_until_there_are_many_changes() {
    let project = in_turns();
    done(&project, &[]);
    let size = |path: &PathBuf| fs::metadata(path).unwrap().len();
    let first = size(&files(&project)[0]);
    let mut together = 0;
    for least in 3..20 {
        let param = format!("middle.least={least}");
        assert_eq!(done(&project, &["--param", &param]), [0, ALL, 0, 0, ALL], "{param}");
        assert_eq!(done(&project, &["--param", &param]), NOTHING, "{param}");
        match &files(&project)[..] {
            [_] => together += 1,
            [.., last] => assert!(size(last) < first * 2 / 3, "{} of {first}", size(last)),
            [] => panic!("nothing is kept"),
        }
    }
    assert!((1..6).contains(&together), "{together}");
}

#[test]
fn what_was_added_says_nothing_without_what_was_there() {
    let project = in_turns();
    done(&project, &[]);
    let param = ["--param", "middle.least=4"];
    done(&project, &param);
    let [first, _] = &files(&project)[..] else { panic!("{:?}", files(&project)) };
    fs::remove_file(first).unwrap();
    assert_eq!(done(&project, &param), [0, 0, ALL, ALL, 3 * ALL]);
    assert_eq!(done(&project, &param), NOTHING);
}

#[test]
fn what_is_laid_out_is_the_document_of_the_report() {
    let mut files = guiju::source::Files::default();
    for (name, text) in guiju::shipped() {
        files.add(*name, *text);
    }
    let plan = guiju::compile(&files).expect("the shipped policies compile").plan;
    let options = guiju::eval::Options::default();
    let sheet = Sheet::new(&guiju::empty_report(&plan, &options).policies);
    let places = sheet.places(plan.policies.iter().map(|p| &p.name));
    let examples = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).unwrap();
    let mut findings = 0;
    for path in examples.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        let bytes = fs::read(&path).unwrap();
        let document = guiju::ingest::read(&path.to_string_lossy(), &bytes, &Given::default()).unwrap();
        let report = guiju::eval::examine(&plan, &document, &options).report;
        findings += report.findings.len();
        let laid = Laid::of(&report);
        let joined = sheet.join(&[Layer { laid: &laid, places: &places }]);
        let (mut expected, mut line) = (Vec::new(), Vec::new());
        guiju::report::ndjson_document(&report, &mut expected);
        joined.ndjson(&mut line);
        assert_eq!(String::from_utf8(line), String::from_utf8(expected));
        let mut again = joined.report().unwrap();
        guiju::eval::restore(&plan, &mut again);
        assert_eq!((&again.id, &again.path, &again.digest), (&report.id, &report.path, &report.digest));
        assert_eq!(again.verdicts, report.verdicts);
        assert_eq!(again.findings, report.findings);
    }
    assert!(findings > 20, "{findings}");
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
    not_believed(&project, &[]);
}

#[test]
fn damage_in_what_was_added_is_not_believed() {
    let project = project();
    done(&project, &[]);
    done(&project, &["--param", "few.least=4"]);
    assert_eq!(files(&project).len(), 2);
    not_believed(&project, &["--param", "few.least=4"]);
}

/// Damages each file of a cache that knows all, at many places.
#[track_caller]
fn not_believed(project: &Project, more: &[&str]) {
    let check = |project: &Project, args: &[&str]| check(project, &[more, args].concat());
    let expected = check(project, &["--format", "json", "--no-cache"]).stdout;
    let whole: Vec<(PathBuf, Vec<u8>)> =
        files(project).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
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
            let run = check(project, &["--format", "json", "--cache-dir", "kept", "--verbose"]);
            assert_eq!(run.stdout, expected, "byte {at} of {length}");
            redone += u64::from(counted(&run) != NOTHING);
        }
        for cut in [0, 1, length / 2, length - 1] {
            restore();
            fs::write(path, &bytes[..cut]).unwrap();
            let run = check(project, &["--format", "json", "--cache-dir", "kept", "--verbose"]);
            assert_eq!(run.stdout, expected, "cut at {cut} of {length}");
            // What is rebuilt is whole again.
            let run = check(project, &["--format", "json", "--cache-dir", "kept", "--verbose"]);
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
