//! Reports written to files: several in one run, each whole or not at all.

use std::{
    collections::BTreeSet,
    fs,
    process::{Child, Stdio},
    thread::sleep,
    time::Duration,
};

use crate::project::Project;

const BAD: &str =
    "县政府办公室主要职责内设机构和人员编制规定\n一、主要职责\n（一）负责文电。\n（三）负责档案。\n";

fn project() -> Project {
    Project::new().file("docs/a.txt", BAD)
}

#[test]
fn one_run_writes_several_forms() {
    let project = project();
    let forms = [
        "html:r.html",
        "r.sarif",
        "r.json",
        "r.jsonl",
        "r.xml",
        "r.csv",
        "r.md",
        "gitlab:g.json",
        "github:g.txt",
        "r.txt",
    ];
    let mut args = vec!["check", "docs", "--only", "structure-ordinal-continuity"];
    forms.iter().for_each(|f| args.extend(["--output", f]));
    let run = project.run(&args).status(1).stdout_has("structure-ordinal-continuity");
    assert!(run.stderr.is_empty(), "{}", run.stderr);
    for file in forms.map(|f| f.split_once(':').map_or(f, |(_, file)| file)) {
        let content = fs::read_to_string(project.path().join(file)).unwrap();
        assert!(content.contains("structure-ordinal-continuity") && content.ends_with('\n'), "{file}");
    }
    let on_stdout =
        project.run(&["check", "docs", "--only", "structure-ordinal-continuity", "--format", "json"]);
    assert_eq!(on_stdout.stdout, fs::read_to_string(project.path().join("r.json")).unwrap());
    assert_eq!(names(&project).len(), forms.len() + 1, "nothing else is left in the folder");
}

/// `-` is the standard output, as everywhere.
#[test]
fn a_hyphen_is_the_standard_output() {
    let project = project();
    for format in ["json", "ndjson", "html", "sarif", "junit", "csv", "markdown", "github", "gitlab", "human"]
    {
        let check = |more: &[&str]| project.run(&[&["check", "docs"], more].concat());
        let (by_format, by_output) =
            (check(&["--format", format]), check(&["--output", &format!("{format}:-"), "--output", "x.csv"]));
        assert_eq!((by_output.status, by_output.stdout), (by_format.status, by_format.stdout), "{format}");
    }
    project
        .run(&["check", "docs", "--output", "html:-", "--output", "csv:-"])
        .status(2)
        .stderr_has("two reports");
    project
        .run(&["check", "docs", "--format", "json", "--output", "html:-"])
        .status(2)
        .stderr_has("two reports");
    let baseline = project.run(&["baseline", "docs", "--to", "-"]).status(0).stdout;
    assert!(baseline.starts_with('{') && baseline.contains("guiju/baseline/"), "{baseline}");
    assert!(!names(&project).contains("-"), "a file is called -");
}

fn names(project: &Project) -> BTreeSet<String> {
    let entries = fs::read_dir(project.path()).unwrap();
    entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
}

/// Platforms find a file by its path from the root of the repository, and know a finding again by it.
#[test]
fn platforms_get_paths_without_the_folder_they_are_in() {
    let project = project().file("docs/b.txt", [0, 159, 146, 150]);
    for format in ["github", "gitlab", "junit", "sarif"] {
        let args = ["check", "--only", "structure-ordinal-continuity", "--format", format];
        let run = |path: &str| project.run(&[&args[..], &[path]].concat()).status(2).stdout;
        let (plain, dotted) = (run("docs"), run("./docs"));
        assert!(plain.contains("docs/a.txt") && plain.contains("docs/b.txt"), "{plain}");
        assert!(!dotted.contains("./docs"), "{dotted}");
        assert_eq!(dotted, plain, "{format}");
    }
}

/// A report or a baseline never takes the place of what the run reads.
#[test]
fn what_a_run_reads_is_not_written_over() {
    let project = project()
        .file("m.csv", "file,level\ndocs/a.txt,county\n")
        .file("p.guiju", "policy p { title en \"t\" severity info basis practice en \"p\" require organ.name is known else report document: en \"x\" }")
        .file("guiju.toml", "manifest = 'm.csv'\nrules = ['p.guiju']\nwaivers = ['w.toml']\n")
        .file("w.toml", "")
        .file("known.json", "{\"schema\": \"guiju/baseline/1\", \"findings\": []}");
    let read = |name: &str| fs::read(project.path().join(name)).unwrap();
    for name in ["docs/a.txt", "m.csv", "p.guiju", "guiju.toml", "w.toml", "known.json"] {
        let before = read(name);
        let output = format!("csv:{name}");
        let args = ["check", "docs", "--output", &output, "--baseline", "known.json"];
        project.run(&args).status(2).stderr_has(name).stderr_has("name another file with --output");
        if name != "known.json" {
            project.run(&["baseline", "docs", "--to", name]).status(2).stderr_has(name).stderr_has("--to");
        }
        assert_eq!(read(name), before, "{name}");
    }
    // The old baseline is what a new one replaces.
    project.run(&["baseline", "docs", "--to", "known.json"]).status(0);
}

/// A report that lies among the documents is told from one, in every form and language.
#[test]
fn a_report_is_written_over_again() {
    let project = project();
    for form in ["human", "html", "markdown", "github", "gitlab", "csv", "junit", "json", "ndjson", "sarif"] {
        for (lang, select) in [("zh", "structure"), ("en", "structure"), ("en", "staffing-deputy-band")] {
            let output = format!("{form}:docs/r-{form}.txt");
            let args = ["check", "docs", "--output", &output, "--lang", lang, "--only", select];
            project.run(&args);
            assert!(project.run(&args).status < 2, "{form} {lang} {select}");
            fs::remove_file(project.path().join(format!("docs/r-{form}.txt"))).unwrap();
        }
    }
}

#[test]
fn a_report_beside_the_documents_is_no_document_of_the_next_run() {
    let project = project();
    let args = ["check", "docs", "--output", "docs/report.html", "--format", "json"];
    let first = project.run(&args).status(1);
    assert_eq!(project.run(&args).status(1).stdout, first.stdout);
}

#[test]
fn what_cannot_be_written_is_said_before_anything_is_read() {
    let project = project().folder("folder.csv");
    let run = |output: &str| project.run(&["check", "docs/a.txt", "--output", output]).status(2);
    run("no/report.csv").stderr_has("the folder for the report cannot be used");
    run("folder.csv").stderr_has("it is a folder");
    run("csv:docs/a.txt").stderr_has("would replace a document");
    run("report").stderr_has("html:FILE");
    run("svc:report.csv").stderr_has("sarif");
    assert_eq!(fs::read_to_string(project.path().join("docs/a.txt")).unwrap(), BAD);
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_link_its_place() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let project = project().file("real.json", "old");
    let real = project.path().join("real.json");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.json", project.path().join("link.json")).unwrap();
    project.run(&["check", "docs", "--output", "link.json"]).status(1);
    assert!(fs::symlink_metadata(project.path().join("link.json")).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&real).unwrap().len() > 100);
}

/// Killed at any moment, the program leaves the old file or the new one.
#[test]
fn a_file_is_the_old_one_or_the_whole_new_one() {
    let many: String = (0..60).map(|_| BAD).collect();
    let mut project = Project::new();
    for i in 0..20 {
        project = project.file(&format!("docs/{i}.txt"), &many);
    }
    let args =
        ["check", "docs", "--only", "structure-ordinal-continuity", "--output", "r.json", "--format", "json"];
    let whole = project.run(&args).status(1).stdout;
    let file = project.path().join("r.json");
    // Runs the program, kills it when `moment` says so, and tells whether the file is the new one.
    let kill = |moment: &mut dyn FnMut(&mut Child)| {
        fs::write(&file, "old").unwrap();
        let mut child = project.command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        moment(&mut child);
        child.kill().unwrap();
        child.wait().unwrap();
        let left = names(&project).into_iter().filter(|n| n.starts_with(".r.json."));
        left.for_each(|n| fs::remove_file(project.path().join(n)).unwrap());
        let content = fs::read_to_string(&file).unwrap();
        assert!(content == "old" || content == whole, "{} bytes of {}", content.len(), whole.len());
        content == whole
    };
    // From its first moments to its end, on a machine of any speed.
    let mut wait = Duration::from_millis(1);
    while !kill(&mut |_| sleep(wait)) {
        wait *= 2;
    }
    // While it writes: from the moment when the file beside appears.
    let before = names(&project).len();
    let caught = (0..15u64).filter(|i| {
        !kill(&mut |child| {
            while names(&project).len() <= before && child.try_wait().unwrap().is_none() {}
            sleep(Duration::from_micros(i * i * 100));
        })
    });
    assert!(caught.count() > 0, "no run was killed while it wrote");
}

/// What Ctrl-C leaves: the documents that were finished, and in every form that they are not all.
#[cfg(unix)]
mod interrupted {
    use std::{
        io::Write as _,
        process::{Command, ExitStatus},
    };

    use super::*;

    const POLICIES: &str = "policy same-organ {\n  title en \"t\"\n  severity error\n  basis practice en \"p\"\n  across corpus\n  \
        collect { kind = organ.kind }\n  group by kind where size >= 1\n  \
        require count(rows) is 0 else report rows: en \"x\"\n}\n\
        policy few {\n  title en \"t\"\n  severity error\n  basis practice en \"p\"\n  \
        require count(duties) >= 3 else report duties: en \"only {count(duties)}\"\n}\n\
        policy none {\n  title en \"t\"\n  severity error\n  basis practice en \"p\"\n  \
        for each a in articles { require a.text is \"\" else report a: en \"x\" }\n}\n";

    fn line(number: usize) -> String {
        format!(
            "{{\"path\": \"{number}.txt\", \"text\": \"县政府办公室主要职责\\n（一）负责文电。\\n（二）负责会务。\\n\"}}\n"
        )
    }

    /// So many lines are more than a pipe holds: once they are written the run is under way.
    const BEGUN: usize = 3_000;

    /// Runs the program on lines that come one after another, interrupts it, and tells how it ended and what it said.
    fn run(project: &Project, args: &[&str]) -> (ExitStatus, String, String) {
        let mut command = project.command(args);
        let [out, talk] = ["out", "talk"].map(|name| fs::File::create(project.path().join(name)).unwrap());
        let mut child = command.stdin(Stdio::piped()).stdout(out).stderr(talk).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        (0..BEGUN).for_each(|n| pipe.write_all(line(n).as_bytes()).unwrap());
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        // The signal takes its time; whoever has read enough closes the pipe.
        let mut more = BEGUN..BEGUN + 100;
        while more.next().is_some_and(|n| pipe.write_all(line(n).as_bytes()).is_ok()) {
            sleep(Duration::from_millis(15));
        }
        drop(pipe);
        let status = child.wait().unwrap();
        let [out, talk] = ["out", "talk"].map(|name| fs::read_to_string(project.path().join(name)).unwrap());
        (status, out, talk)
    }

    fn project() -> Project {
        Project::new().file("p.guiju", POLICIES)
    }

    const CHECK: [&str; 6] = ["check", "-", "--no-default-rules", "--rules", "p.guiju", "--no-cache"];

    fn json(text: &str) -> serde_json::Value {
        serde_json::from_str(text).unwrap()
    }

    /// Documents are held together and written together, or written one after another.
    #[test]
    fn a_report_says_that_it_is_not_whole() {
        for held in [true, false] {
            let project = project();
            let more: &[&str] = if held { &["--output", "x.csv"] } else { &[] };
            let (status, out, talk) = run(&project, &[&CHECK[..], &["--format", "json"], more].concat());
            assert_eq!(status.code(), Some(2), "{talk}");
            assert!(talk.contains("only the documents that were finished"), "{talk}");
            let report = json(&out);
            let documents = report["documents"].as_array().unwrap();
            assert!(documents.len() < BEGUN + 100, "it was not interrupted");
            assert_eq!(report["interrupted"], true);
            assert_eq!(report["vacuous"], serde_json::json!([]), "of a part nothing is known about the rest");
            for document in documents {
                assert_eq!(document["verdicts"]["few"]["verdict"], "violation");
                let together = &document["verdicts"]["same-organ"];
                assert_eq!((&together["verdict"], &together["undecided"]), (&"undecided".into(), &1.into()));
                assert!(together["reason"]["en"].as_str().unwrap().contains("interrupted"), "{together}");
            }
            if held {
                let csv = fs::read_to_string(project.path().join("x.csv")).unwrap();
                assert!(csv.lines().next_back().unwrap().contains(",interrupted,"), "{csv}");
            }
        }
    }

    #[test]
    fn lines_end_without_a_summary() {
        for only in [&["--only", "few"][..], &[]] {
            let (status, out, _) = run(&project(), &[&CHECK[..], &["--format", "ndjson"], only].concat());
            assert_eq!(status.code(), Some(2));
            let lines: Vec<serde_json::Value> = out.lines().map(json).collect();
            let of = |kind: &str| lines.iter().filter(|l| l["type"] == kind).count();
            assert_eq!((of("summary"), of("interrupted")), (0, 1));
            assert_eq!(lines.last().unwrap()["documents"], of("document"));
        }
    }

    #[test]
    fn a_baseline_stays_as_it_was() {
        let project = project().file("known.json", "{\"schema\": \"guiju/baseline/1\", \"findings\": []}");
        let before = fs::read(project.path().join("known.json")).unwrap();
        let args = [&["baseline"], &CHECK[1..], &["--to", "known.json"]].concat();
        let (status, _, talk) = run(&project, &args);
        assert_eq!(status.code(), Some(2), "{talk}");
        assert!(talk.contains("no baseline is written, known.json is as it was"), "{talk}");
        assert_eq!(fs::read(project.path().join("known.json")).unwrap(), before);
    }

    #[test]
    fn such_a_report_is_not_compared() {
        let project = project();
        let (_, out, _) = run(&project, &[&CHECK[..], &["--format", "json", "--only", "few"]].concat());
        let project = project.file("part.json", out);
        project.run(&["diff", "part.json", "part.json"]).status(2).stderr_has("a run that was interrupted");
    }
}

/// A link that leads nowhere is not replaced by a file: whoever made it meant another place.
#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_refused() {
    let project = project();
    let link = project.path().join("link.json");
    std::os::unix::fs::symlink("gone/real.json", &link).expect("a link");
    project
        .run(&["check", "docs", "--output", "link.json"])
        .status(2)
        .stderr_has("a link to a file that is not there");
    assert!(fs::symlink_metadata(&link).is_ok_and(|m| m.is_symlink()));
}
