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
