//! What changed: documents chosen by git and by lists, reports and documents set side by side, quotes proved again.

use std::process::Command;

use crate::project::{Project, Run};

const OLD: &str = "甲县人民政府办公室主要职责内设机构和人员编制规定\n\
    第一条 根据《通知》（甲发〔2019〕1号），制定本规定。\n\
    第二条 主要职责\n（一）负责公文处理和档案管理工作。\n（二）负责会议的组织和会务保障。\n（三）负责政务值班工作。\n\
    第三条 甲县人民政府办公室设下列内设机构：\n（一）综合科。负责文电。\n（二）会务科。负责会务。\n\
    第四条 人员编制\n机关行政编制12名，配备主任1名、副主任4名。\n";

/// The same with a duty and a unit more, two duties in another order, one deputy less.
fn newer() -> String {
    OLD.replace("（一）负责公文处理和档案管理工作。\n（二）负责会议的组织和会务保障。\n（三）负责政务值班工作。\n",
        "（一）负责政务公开工作。\n（二）负责会议的组织和会务保障。\n（三）负责公文处理、文电运转和档案管理工作。\n（四）负责政务值班工作。\n")
    .replace("（二）会务科。负责会务。\n", "（二）会务科。负责会务。\n（三）督查科。负责督查。\n")
    .replace("副主任4名", "副主任3名")
}

mod in_git {
    use super::*;

    fn git(project: &Project, args: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]);
        let output = command.args(args).current_dir(project.path()).output().expect("git runs");
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Three documents of a first commit.
    fn repository() -> Project {
        let project = Project::new().file("docs/a.txt", OLD).file("docs/b.txt", OLD).file("docs/c.txt", OLD);
        git(&project, &["init", "-q", "-b", "main"]);
        git(&project, &["add", "."]);
        git(&project, &["commit", "-q", "-m", "first"]);
        project
    }

    fn checked(project: &Project, paths: &[&str], revision: &str) -> Vec<String> {
        let args = ["--format", "json", "--fail-on", "never", "--changed-since", revision];
        let run = project.run(&[&["check"], paths, &args[..]].concat()).status(0);
        let json = run.json();
        json["documents"].as_array().unwrap().iter().map(|d| d["path"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn added_changed_and_renamed_documents_are_checked() {
        let project = repository();
        assert_eq!(checked(&project, &["docs"], "HEAD"), [""; 0]);
        let project = project.file("docs/a.txt", newer());
        git(&project, &["mv", "docs/b.txt", "docs/乙.txt"]);
        let project = project.file("docs/new.txt", OLD);
        assert_eq!(checked(&project, &["docs"], "HEAD"), ["docs/a.txt", "docs/new.txt", "docs/乙.txt"]);
        git(&project, &["add", "."]);
        git(&project, &["commit", "-q", "-m", "second"]);
        assert_eq!(checked(&project, &["docs"], "HEAD~1"), ["docs/a.txt", "docs/new.txt", "docs/乙.txt"]);
        assert_eq!(checked(&project, &["docs"], "HEAD"), [""; 0]);
        assert_eq!(checked(&project, &["docs/a.txt", "docs/c.txt"], "HEAD~1"), ["docs/a.txt"]);
        std::fs::remove_file(project.path().join("docs/c.txt")).unwrap();
        assert_eq!(checked(&project, &["docs"], "HEAD"), [""; 0]);
    }

    #[test]
    fn what_git_refuses_is_told() {
        let project = repository();
        let run = |revision: &str| {
            project.run(&["check", "docs", &format!("--changed-since={revision}")]).status(2)
        };
        run("no-such-revision").stderr_has("git refuses").stderr_has("no-such-revision");
        run("--output=x").stderr_has("git refuses");
        assert!(!project.path().join("x").exists());
    }

    #[test]
    fn a_list_of_files_is_read() {
        let project = repository();
        let args = ["check", "--format", "json", "--fail-on", "never", "--files-from"];
        let names = |run: &Run| -> Vec<String> {
            let json = run.json();
            json["documents"]
                .as_array()
                .unwrap()
                .iter()
                .map(|d| d["path"].as_str().unwrap().to_owned())
                .collect()
        };
        let run = |list: &str| project.run_with_input(&[&args[..], &["-"]].concat(), list);
        assert_eq!(names(&run("docs/c.txt\r\n\ndocs/a.txt\n").status(0)), ["docs/a.txt", "docs/c.txt"]);
        assert_eq!(names(&run("docs/c.txt\0docs/a.txt\0").status(0)), ["docs/a.txt", "docs/c.txt"]);
        run("docs/missing.txt\n").status(2).stderr_has("docs/missing.txt");
        let project = Project::new().file("a.txt", OLD).file("list", "a.txt\n");
        let run = project.run(&[&args[..], &["list"]].concat()).status(0);
        assert_eq!(names(&run), ["a.txt"]);
    }
}

mod diff {
    use super::*;

    fn both() -> Project {
        Project::new().file("old.txt", OLD).file("new.txt", newer())
    }

    const ONE: [&str; 2] = ["--select", "staffing-leader-ratio"];

    fn json(project: &Project, args: &[&str], status: i32) -> serde_json::Value {
        project.run(&[&["diff"], args, &["--format", "json"]].concat()).status(status).json()
    }

    #[test]
    fn what_the_document_is_about_is_compared_too() {
        let text = |rank: &str, day: &str| {
            format!(
                "甲县档案局主要职责内设机构和人员编制规定\n第一条 甲县档案局为{rank}。\n第二条 本规定自{day}起施行。"
            )
        };
        let project = Project::new()
            .file("a.txt", text("正科级", "2019年3月1日"))
            .file("b.txt", text("副科级", "2024年3月1日"));
        let diff = json(&project, &["a.txt", "b.txt", ONE[0], ONE[1]], 1);
        let fact = |i: usize| {
            ["kind", "name", "old", "new"].map(|key| diff["facts"][i][key].as_str().unwrap_or("").to_owned())
        };
        assert_eq!(fact(0), ["document", "organ.rank", "正科级", "副科级"]);
        assert_eq!(fact(1), ["document", "effective", "2019-03-01", "2024-03-01"]);
    }

    #[test]
    fn facts_that_changed_are_named() {
        let diff = json(&both(), &["old.txt", "new.txt", ONE[0], ONE[1]], 1);
        let facts: Vec<(String, String, String, String, bool)> = diff["facts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| {
                let text = |key: &str| f[key].as_str().unwrap_or("").to_owned();
                (text("kind"), text("name"), text("old"), text("new"), f["moved"].as_bool().unwrap())
            })
            .collect();
        let has = |kind: &str, name: &str, old: bool, new: bool, moved: bool| {
            facts.iter().any(|(k, n, o, w, m)| {
                k == kind && n.starts_with(name) && o.is_empty() != old && w.is_empty() != new && *m == moved
            })
        };
        assert!(has("duty", "负责政务公开工作", false, true, false), "{facts:#?}");
        assert!(has("duty", "负责公文处理、文电运转", true, true, true), "{facts:#?}");
        assert!(has("unit", "督查科", false, true, false), "{facts:#?}");
        assert!(
            facts
                .iter()
                .any(|(k, n, o, w, _)| k == "staffing" && n.ends_with(".deputies") && o == "4" && w == "3")
        );
        assert_eq!(facts.len(), 4, "{facts:#?}");
    }

    #[test]
    fn a_document_beside_itself_is_the_same() {
        let diff = json(&both(), &["old.txt", "old.txt"], 0);
        assert_eq!(diff["facts"], serde_json::json!([]));
        assert_eq!(diff["findings"], serde_json::json!([]));
        assert!(diff["summary"]["same"].as_u64().unwrap() > 0);
        // Another number before each item is no other item.
        let renumbered = OLD.replace("（三）", "（九）").replace("第四条", "第八条");
        let project = both().file("renumbered.txt", renumbered);
        assert_eq!(
            json(&project, &["old.txt", "renumbered.txt", ONE[0], ONE[1]], 0)["facts"],
            serde_json::json!([])
        );
    }

    #[test]
    fn findings_are_new_gone_or_changed() {
        let project = both().file("good.txt", OLD.replace("副主任4名", "副主任1名"));
        let finding = |args: &[&str]| {
            let diff = json(&project, &[args, &ONE[..]].concat(), 1);
            let f = diff["findings"][0].clone();
            (f["change"].as_str().unwrap().to_owned(), f["causes"].clone())
        };
        let text = serde_json::json!(["text"]);
        assert_eq!(finding(&["old.txt", "good.txt"]), ("gone".to_owned(), text.clone()));
        assert_eq!(finding(&["good.txt", "old.txt"]), ("new".to_owned(), text.clone()));
        let three = OLD.replace("12名", "11名");
        let project = project.file("three.txt", three);
        let diff = json(&project, &["old.txt", "three.txt", ONE[0], ONE[1]], 1);
        assert_eq!(diff["findings"][0]["change"], "changed");
        project
            .run(&["diff", "old.txt", "good.txt", ONE[0], ONE[1]])
            .status(1)
            .stdout_has("gone warning")
            .stdout_has("[text]");
    }

    /// A change shows what changed, also where the words are the same.
    #[test]
    fn a_change_shows_what_was() {
        let policy = |severity: &str, words: &str| {
            format!(
                "policy posts {{ title en \"posts\" severity {severity} \
                 for each s in staffing {{ require s.deputies <= 3 else report s: en \"{words}\" }} }}"
            )
        };
        let check = |severity: &str, words: &str, config: &str| {
            let project = Project::new().file("a.txt", OLD).file("own/posts.guiju", policy(severity, words));
            let project = project.file("guiju.toml", config);
            let args = [
                "check",
                "a.txt",
                "--only",
                "posts",
                "--rules",
                "own",
                "--fail-on",
                "never",
                "--format",
                "json",
            ];
            project.run(&args).status(0).stdout
        };
        let waiver = "[[waiver]]\npolicy = 'posts'\ndocument = 'a.txt'\nreason = 'r'\nowner = 'o'\n";
        let old = check("warning", "too many", "");
        for (new, said) in [
            (check("error", "too many", ""), "    same words; severity warning → error\n"),
            (check("warning", "above", ""), "    was: too many\n"),
            (check("info", "above", ""), "    was: too many; severity warning → info\n"),
            (check("warning", "too many", waiver), "    same words; not waived → waived\n"),
        ] {
            let project = Project::new().file("old.json", &old).file("new.json", new);
            project.run(&["diff", "old.json", "new.json"]).status(1).stdout_has(said);
        }
    }

    /// The place of a finding that is gone is one in the old file.
    #[test]
    fn a_place_is_told_with_the_file_that_it_is_in() {
        let project = both().file("good.txt", OLD.replace("副主任4名", "副主任1名"));
        let place = |args: [&str; 2]| {
            let run = project.run(&["diff", args[0], args[1], ONE[0], ONE[1]]).status(1).stdout;
            let words: Vec<String> = run.lines().next().unwrap().split(' ').map(str::to_owned).collect();
            let path = json(&project, &[args[0], args[1], ONE[0], ONE[1]], 1)["findings"][0]["path"].clone();
            (words[0].clone(), words[2].split(':').next().unwrap().to_owned(), path)
        };
        assert_eq!(place(["old.txt", "good.txt"]), ("gone".into(), "old.txt".into(), "old.txt".into()));
        assert_eq!(place(["good.txt", "old.txt"]), ("new".into(), "old.txt".into(), "old.txt".into()));
    }

    /// Two reports of one document, with something else in between; the change and its causes.
    fn reports(
        before: &[&str],
        after: &[&str],
        between: impl FnOnce(Project) -> Project,
    ) -> (String, String) {
        let check = |project: &Project, more: &[&str]| {
            let args = [
                "check",
                "docs",
                "--select",
                "own",
                "--rules",
                "own",
                "--fail-on",
                "never",
                "--format",
                "json",
            ];
            project.run(&[&args[..], more].concat()).status(0).stdout
        };
        let policy = "policy posts { title en \"posts\" severity warning param most: int = 3\n\
             for each s in staffing { require s.deputies <= most else report s: en \"{s.deputies} above {most}\" } }";
        let project = Project::new().file("docs/a.txt", OLD).file("own/posts.guiju", policy);
        let old = check(&project, before);
        let project = between(project);
        let new = check(&project, after);
        let project = project.file("old.json", old).file("new.json", new);
        let run = project.run(&["diff", "old.json", "new.json", "--format", "json"]);
        let diff = run.json();
        if run.status == 0 {
            return ("none".to_owned(), String::new());
        }
        let f = &diff["findings"][0];
        (f["change"].as_str().unwrap().to_owned(), f["causes"].to_string())
    }

    #[test]
    fn reports_tell_why_a_finding_changed() {
        let same = |project: Project| project;
        let told = |change: &str, causes: &str| (change.to_owned(), causes.to_owned());
        assert_eq!(reports(&[], &[], same).0, "none");
        assert_eq!(reports(&[], &["--param", "posts.most=4"], same), told("gone", "[\"parameter\"]"));
        assert_eq!(reports(&["--param", "posts.most=2"], &[], same), told("changed", "[\"parameter\"]"));
        assert_eq!(reports(&[], &["--as-of", "2026-01-01"], same).0, "none");
        let text = |project: Project| project.file("docs/a.txt", newer());
        assert_eq!(reports(&[], &[], text), told("gone", "[\"text\"]"));
        let policy = |project: Project| {
            let text = std::fs::read_to_string(project.path().join("own/posts.guiju")).unwrap();
            project.file(
                "own/posts.guiju",
                text.replace("s.deputies <= most else", "s.deputies <= most + 1 else"),
            )
        };
        assert_eq!(reports(&[], &[], policy), told("gone", "[\"policy\"]"));
        let layout = |project: Project| {
            project.run(&["fmt", "own"]).status(0);
            project
        };
        assert_eq!(reports(&[], &["--param", "posts.most=4"], layout), told("gone", "[\"parameter\"]"));
        let waiver = |project: Project| {
            project.file(
                "guiju.toml",
                "[[waiver]]\npolicy = 'posts'\ndocument = 'a.txt'\nreason = 'r'\nowner = 'o'\n",
            )
        };
        assert_eq!(reports(&[], &[], waiver), told("changed", "[\"waiver\"]"));
        let scope = |project: Project| {
            project.file("guiju.toml", "[[override]]\nlevel = 'county'\nparams = { 'posts.most' = 4 }\n")
        };
        assert_eq!(reports(&[], &[], scope), told("gone", "[\"parameter\"]"));
    }

    #[test]
    fn a_report_and_a_document_cannot_be_compared() {
        let project = both();
        let report = project.run(&["check", "old.txt", "--format", "json"]).stdout;
        let project = project.file("report.json", report);
        project.run(&["diff", "report.json", "new.txt"]).status(2).stderr_has("cannot be compared");
        project.run(&["diff", "missing.txt", "new.txt"]).status(2).stderr_has("missing.txt");
    }

    /// Of what was not understood no finding can be found: that is not the same as mended.
    #[test]
    fn a_version_that_says_nothing_is_told() {
        let project = both().file("blank.txt", "\n").file("good.txt", OLD.replace("副主任4名", "副主任1名"));
        let run = |old, new| project.run(&["diff", old, new, ONE[0], ONE[1]]).status(1);
        let gone = run("old.txt", "blank.txt").stdout_has("gone warning");
        assert!(gone.stderr.contains("E0507") && gone.stderr.contains("blank.txt"), "{gone:#?}");
        run("blank.txt", "old.txt").stdout_has("new warning").stderr_has("E0507");
        assert!(!run("old.txt", "good.txt").stderr.contains("E0507"));
    }

    #[test]
    fn versions_are_read_as_they_are_for_a_check() {
        let (bytes, _, _) = encoding_rs::GB18030.encode(OLD);
        let project = both().file("other.txt", bytes);
        let run = |args: &[&str]| project.run(&[&["diff", "other.txt", "other.txt"], args].concat());
        run(&["--encoding", "gb18030"]).status(0);
        run(&["--encoding", "utf-8"]).status(2).stderr_has("other.txt");
        run(&["--max-document", "100"]).status(2).stderr_has("limit of 100 bytes");
    }
}

mod verify {
    use super::*;

    fn reported() -> Project {
        let project = Project::new().file("docs/a.txt", OLD).file("docs/b.txt", newer());
        let report =
            project.run(&["check", "docs", "--format", "json", "--fail-on", "never"]).status(0).stdout;
        project.file("report.json", report)
    }

    #[test]
    fn quotes_that_stand_are_proved() {
        let project = reported();
        project.run(&["verify", "report.json"]).status(0).stdout_has("quotes stand, 0 do not");
        let report = std::fs::read(project_report(&project)).unwrap();
        let moved = project.file("sub/report.json", report);
        let run = moved
            .command(&["verify", "report.json", "--root", ".."])
            .current_dir(moved.path().join("sub"))
            .output();
        assert_eq!(run.unwrap().status.code(), Some(0));
    }

    fn project_report(project: &Project) -> std::path::PathBuf {
        project.path().join("report.json")
    }

    #[test]
    fn quotes_that_do_not_are_named() {
        let project = reported().file("docs/a.txt", OLD.replace("第一条", "第一条  "));
        let run = project.run(&["verify", "report.json"]).status(1);
        assert!(run.stdout.contains("docs/a.txt: the document has changed since the report"), "{run:#?}");
        assert!(run.stdout.contains("docs/a.txt:") && !run.stdout.contains("docs/b.txt:"), "{run:#?}");
        let lied =
            std::fs::read_to_string(project_report(&project)).unwrap().replace("副主任3名", "副主任9名");
        reported()
            .file("report.json", lied)
            .run(&["verify", "report.json"])
            .status(1)
            .stdout_has("副主任9名");
    }

    /// The numbers of a place are held to the text too, and a violation without evidence proves nothing.
    #[test]
    fn a_wrong_number_is_named_and_what_quotes_nothing_fails() {
        let project = reported();
        let report: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(project_report(&project)).unwrap()).unwrap();
        let forged = |change: &dyn Fn(&mut serde_json::Value)| {
            let mut report = report.clone();
            let documents = report["documents"].as_array_mut().unwrap();
            let findings =
                documents.iter_mut().find_map(|d| d["findings"].as_array_mut().filter(|f| !f.is_empty()));
            change(&mut findings.unwrap()[0]["evidence"]);
            reported()
                .file("report.json", report.to_string())
                .run(&["verify", "report.json"])
                .status(1)
                .stdout
        };
        for key in ["line", "column", "end_line", "end_column"] {
            let said = forged(&|evidence| {
                let is = evidence[0][key].as_u64().unwrap();
                evidence[0][key] = (is + 1).into();
            });
            assert!(said.contains("the words stand, not their place: "), "{said}");
            assert!(said.lines().next().unwrap().contains(&format!(" {key} ")), "{said}");
            assert_eq!(said.lines().count(), 2, "{said}");
        }
        let said = forged(&|evidence| *evidence = serde_json::json!([]));
        assert!(said.contains("it quotes nothing"), "{said}");
        assert!(said.lines().last().unwrap().ends_with("0 do not; 1 finding has no evidence"), "{said}");
    }

    /// A tar archive of one member.
    fn tar(name: &str, text: &str) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, text.as_bytes()).unwrap();
        builder.into_inner().unwrap()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut out, bytes).unwrap();
        out.finish().unwrap()
    }

    fn zip(name: &str, text: &str) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
        writer.finish().unwrap().into_inner()
    }

    fn line(path: Option<&str>, text: &str) -> String {
        let mut object = serde_json::json!({ "text": text });
        if let Some(path) = path {
            object["path"] = path.into();
        }
        format!("{object}\n")
    }

    /// How many quotes the summary of a run says to stand.
    fn proved(run: &Run) -> usize {
        let words: Vec<&str> = run.stdout.split_whitespace().collect();
        let at = words.iter().position(|w| w.starts_with("quotes")).expect("a summary");
        words[at - 1].parse().expect("a number")
    }

    #[test]
    fn quotes_in_archives_packed_files_and_lines_are_proved() {
        let project = Project::new()
            .file("a.txt", OLD)
            .file("a.tar", tar("x/in.txt", OLD))
            .file("b.tar.gz", gzip(&tar("in.txt", OLD)))
            .file("c.zip", zip("in.txt", OLD))
            .file("d.txt.gz", gzip(OLD.as_bytes()))
            .file("e.ndjson", line(None, OLD));
        let report = |paths: &[&str]| {
            project
                .run(&[&["check", "--format", "json", "--fail-on", "never"], paths].concat())
                .status(0)
                .stdout
        };
        let one = project.path().join("one.json");
        std::fs::write(&one, report(&["a.txt"])).unwrap();
        let quotes = proved(&project.run(&["verify", "one.json"]).status(0));
        assert!(quotes > 0);
        let all = ["a.tar", "b.tar.gz", "c.zip", "d.txt.gz", "e.ndjson"];
        std::fs::write(project.path().join("all.json"), report(&all)).unwrap();
        assert_eq!(proved(&project.run(&["verify", "all.json"]).status(0)), 5 * quotes);
        std::fs::create_dir(project.path().join("sub")).unwrap();
        std::fs::copy(project.path().join("all.json"), project.path().join("sub/all.json")).unwrap();
        let mut elsewhere = project.command(&["verify", "all.json", "--root", ".."]);
        let run = Run::of(elsewhere.current_dir(project.path().join("sub")).output().unwrap()).status(0);
        assert_eq!(proved(&run), 5 * quotes);
        // One member that changed is told, and the others stand.
        let project = project.file("c.zip", zip("in.txt", &OLD.replace("第一条", "第一条  ")));
        let run = project
            .run(&["verify", "all.json"])
            .status(1)
            .stdout_has("c.zip/in.txt: the document has changed");
        assert!(!run.stdout.contains("a.tar/"), "{run:#?}");
    }

    #[test]
    fn quotes_of_documents_that_name_themselves_are_proved_where_their_file_is_named() {
        let lines = line(Some("甲.txt"), OLD) + &line(Some("乙.txt"), &newer());
        let project = Project::new().file("all.ndjson", &lines);
        let args = ["check", "--format", "json", "--fail-on", "never"];
        let report = project.run(&[&args[..], &["all.ndjson"]].concat()).status(0).stdout;
        let project = project.file("report.json", report);
        project.run(&["verify", "report.json", "all.ndjson"]).status(0).stdout_has("2 documents");
        let run =
            project.run(&["verify", "report.json"]).status(2).stderr_has("guiju verify REPORT FILE.ndjson");
        assert!(run.stderr.contains("甲.txt") && run.stdout.contains("0 quotes stand"), "{run:#?}");
        let from_stdin = project.run_with_input(&[&args[..], &["-"]].concat(), OLD).status(0).stdout;
        let project = project.file("stdin.json", from_stdin);
        project.run(&["verify", "stdin.json"]).status(2).stderr_has("guiju verify REPORT - <");
        project
            .run_with_input(&["verify", "stdin.json", "-"], OLD)
            .status(0)
            .stdout_has("quotes stand, 0 do not");
    }

    #[test]
    fn what_an_archive_no_longer_holds_is_told() {
        let project = Project::new().file("a.tar", tar("in.txt", OLD));
        let report =
            project.run(&["check", "a.tar", "--format", "json", "--fail-on", "never"]).status(0).stdout;
        let project = project.file("report.json", report).file("a.tar", tar("other.txt", OLD));
        project.run(&["verify", "report.json"]).status(2).stderr_has("a.tar/in.txt").stderr_has("not found");
        let whole = tar("in.txt", OLD);
        let project = project.file("a.tar", &whole[..whole.len() - 900]);
        project.run(&["verify", "report.json"]).status(2).stderr_has("it is damaged");
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let project = reported();
        std::fs::remove_file(project.path().join("docs/a.txt")).unwrap();
        project.run(&["verify", "report.json"]).status(2).stderr_has("docs/a.txt");
        project.file("report.json", "{}").run(&["verify", "report.json"]).status(2).stderr_has("E0511");
    }
}

mod packs {
    use super::*;

    #[test]
    fn a_pack_has_a_name_a_version_and_a_digest() {
        let policy = "policy p { title en \"p\" severity info require duties is not empty else report document: en \"none\" }";
        let project = Project::new().file("docs/a.txt", OLD).file("county/x/p.guiju", policy);
        let packs = |project: &Project| {
            let args = ["check", "docs", "--rules", "county", "--fail-on", "never", "--format", "json"];
            project.run(&args).status(0).json()["packs"].clone()
        };
        let before = packs(&project);
        assert_eq!(before[0]["name"], "guiju");
        assert_eq!(before[1]["name"], "county");
        assert_eq!(before[1]["version"], serde_json::Value::Null);
        assert_eq!(before[1]["policies"], serde_json::json!(["p"]));
        let project = project.file("county/pack.toml", "name = '县级规则'\nversion = '1.2'\n");
        let named = packs(&project);
        assert_eq!((&named[1]["name"], &named[1]["version"]), (&"县级规则".into(), &"1.2".into()));
        assert_eq!(named[1]["digest"], before[1]["digest"]);
        let project = project.file("county/x/p.guiju", policy.replace("none", "no duties"));
        assert_ne!(packs(&project)[1]["digest"], before[1]["digest"]);
        let project = project.file("county/pack.toml", "nam = 'x'\n");
        project
            .run(&["check", "docs", "--rules", "county"])
            .status(2)
            .stderr_has("county/pack.toml:1:1")
            .stderr_has("did you mean `name`?");
    }
}

mod init {
    use super::*;

    #[test]
    fn what_it_makes_passes_in_both_languages() {
        for lang in ["en", "zh"] {
            let project = Project::new();
            project.run(&["init", "audit", "--lang", lang]).status(0);
            let policy =
                std::fs::read_to_string(project.path().join("audit/rules/own/own-duties-listed.guiju"))
                    .unwrap();
            assert_eq!(policy.contains("政策 own-duties-listed"), lang == "zh", "{policy}");
            assert_eq!(policy.contains("-- 恰在界限上。"), lang == "zh", "{policy}");
            let config = std::fs::read_to_string(project.path().join("audit/guiju.toml")).unwrap();
            assert_eq!(config.contains("为何接受"), lang == "zh", "{config}");
            // The remarks differ, the settings do not.
            let keys = |text: &str| {
                let keys = text
                    .lines()
                    .filter_map(|l| Some(l.trim_start_matches("# ").split_once('=')?.0.to_owned()));
                keys.collect::<Vec<_>>()
            };
            assert_eq!(keys(&config), keys(include_str!("../../src/cli/init/guiju.toml")));
            let inside = |args: &[&str]| {
                let output =
                    project.command(args).current_dir(project.path().join("audit")).output().unwrap();
                let talk = String::from_utf8_lossy(&output.stderr).into_owned();
                assert_eq!(output.status.code(), Some(0), "{args:?}: {talk}");
                String::from_utf8(output.stdout).unwrap()
            };
            inside(&["test", "rules"]);
            inside(&["fmt", "--check", "rules"]);
            inside(&["lint", "rules"]);
            let report: serde_json::Value = serde_json::from_str(&inside(&[
                "check",
                "documents",
                "--format",
                "json",
                "--fail-on",
                "info",
            ]))
            .unwrap();
            assert_eq!(report["documents"][0]["verdicts"]["own-duties-listed"]["verdict"], "pass");
            assert_eq!(report["packs"][1]["name"], "own");
            project.run(&["init", "audit"]).status(2).stderr_has("is there already");
        }
    }
}

#[test]
fn the_page_of_the_policies_is_current() {
    let page = Project::new().run(&["list", "--format", "markdown"]).status(0).stdout;
    let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/policies.md")).unwrap();
    assert!(page == kept, "run `cargo run -q -- list --format markdown > docs/policies.md`");
}

#[test]
fn a_policy_may_refuse_waivers() {
    for word in ["waivable no", "不可豁免"] {
        let policy = format!(
            "policy p {{ title en \"p\" severity error {word} require duties is empty else report duties: en \"some\" }}"
        );
        let waiver = "[[waiver]]\npolicy = 'p'\ndocument = 'a.txt'\nreason = 'r'\nowner = 'o'\n";
        let project =
            Project::new().file("a.txt", OLD).file("own/p.guiju", policy).file("guiju.toml", waiver);
        let args = ["check", "a.txt", "--no-default-rules", "--rules", "own"];
        let run = project.run(&args).status(1);
        assert!(run.stdout.contains("guiju.toml:2 p: the policy may not be waived"), "{run:#?}");
        let json = project.run(&[&args[..], &["--format", "json"]].concat()).json();
        assert_eq!(json["waivers"][0]["state"], "refused");
        assert!(json["documents"][0]["findings"][0]["waived"].is_null());
    }
}
