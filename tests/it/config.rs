//! `guiju.toml`: where it is found, what it sets, what is wrong in it, and what flags make of it.

use crate::project::{Project, Run};

/// Twelve posts: one head and three deputies are a third of them.
fn office(county: &str, deputies: u32) -> String {
    format!(
        "{county}人民政府办公室主要职责内设机构和人员编制规定\n第一条 根据《通知》（甲发〔2019〕1号），制定本规定。\n\
         第二条 {county}人民政府办公室是{county}人民政府工作部门，为正科级。\n\
         第三条 人员编制\n机关行政编制12名，配备主任1名、副主任{deputies}名。\n"
    )
}

fn with_config(config: &str) -> Project {
    Project::new().file("docs/a.txt", office("甲县", 2)).file("guiju.toml", config)
}

fn json(project: &Project, more: &[&str]) -> serde_json::Value {
    project
        .run(&[&["check", "docs", "--format", "json", "--fail-on", "never"], more].concat())
        .status(0)
        .json()
}

fn verdict<'a>(report: &'a serde_json::Value, document: usize, policy: &str) -> &'a str {
    report["documents"][document]["verdicts"][policy]["verdict"].as_str().unwrap_or("none")
}

const RATIO: &str = "staffing-leader-ratio";

mod finding_it {
    use super::*;

    #[test]
    fn it_is_found_upwards_from_the_documents() {
        let project = Project::new()
            .file("body/guiju.toml", "select = 'staffing'\n")
            .file("body/docs/2019/a.txt", office("甲县", 2));
        let report = project.run(&["check", "body/docs/2019/a.txt", "--format", "json"]).json();
        assert_eq!(verdict(&report, 0, "structure-section-order"), "none");
        assert_eq!(verdict(&report, 0, RATIO), "pass");
        project.run(&["config", "body/docs"]).status(0).stdout_has("body/guiju.toml:1");
        let all = project.run(&["check", "body/docs/2019/a.txt", "--no-config", "--format", "json"]).json();
        assert_ne!(verdict(&all, 0, "structure-section-order"), "none");
    }

    #[test]
    fn it_is_not_looked_for_above_the_repository() {
        let project = with_config("select = 'staffing'\n").file("docs/.git/HEAD", "");
        assert_ne!(verdict(&json(&project, &[]), 0, "structure-section-order"), "none");
    }

    #[test]
    fn several_ones_are_an_error() {
        let project =
            with_config("").file("docs/new/guiju.toml", "").file("docs/new/b.txt", office("乙县", 2));
        project
            .run(&["check", "docs/a.txt", "docs/new/b.txt"])
            .status(2)
            .stderr_has("guiju.toml, docs/new/guiju.toml")
            .stderr_has("--config");
    }

    #[test]
    fn its_paths_start_from_its_folder() {
        let project = Project::new()
            .file("body/guiju.toml", "rules = 'own'\ndefault-rules = false\nmanifest = 'm.csv'\n")
            .file("body/own/x.guiju", "policy x { title en \"x\" severity info require organ.province is known else report staffing: en \"{organ.level}\" }")
            .file("body/m.csv", "file,province\ndocs/a.txt,某省\n")
            .file("body/docs/a.txt", office("甲县", 2));
        let report = project.run(&["check", "body/docs", "--format", "json"]).status(0).json();
        assert_eq!(verdict(&report, 0, "x"), "pass");
        let inside =
            project.command(&["config"]).current_dir(project.path().join("body/docs")).output().unwrap();
        let inside = String::from_utf8(inside.stdout).unwrap();
        assert!(inside.contains("../guiju.toml:1") && inside.contains("../own"), "{inside}");
    }
}

mod mistakes {
    use super::*;

    fn wrong(config: &str) -> Run {
        with_config(config).run(&["check", "docs/missing.txt", "--config", "guiju.toml"]).status(2)
    }

    #[test]
    fn all_are_told_at_their_places_before_a_document_is_opened() {
        let run = wrong(
            "selct = ['x']\nfail-on = 'fatal'\nas-of = '2026-02-30'\n[[override]]\nlevel = 'countyy'\n\
             severity = 'error'\n[[waiver]]\npolicy = 'x'\n",
        );
        assert!(!run.stderr.contains("missing.txt"), "{run:#?}");
        for words in [
            "guiju.toml:1:1",
            "did you mean `select`?",
            "guiju.toml:2:11",
            "guiju.toml:3:9",
            "such as 2026-01-31",
            "guiju.toml:5:9",
            "did you mean `county`?",
            "it has no reason",
            "it has no subject, quote or document",
        ] {
            assert!(run.stderr.contains(words), "no {words:?} in {}", run.stderr);
        }
        assert!(run.stdout.is_empty());
    }

    #[test]
    fn names_that_there_are_not_have_a_place_and_a_suggestion() {
        for (config, place, near) in [
            ("select = ['staffng']", "guiju.toml:1:11", "did you mean `staffing`?"),
            (
                "ignore = ['mandatry-*', 'staffing-leader-ratioo']",
                "guiju.toml:1:25",
                "did you mean `staffing-leader-ratio`?",
            ),
            (
                "[params]\n'staffing-leader-ratio.mx' = '1/4'",
                "guiju.toml:2:1",
                "did you mean `staffing-leader-ratio.max`?",
            ),
            ("[severity]\nstafing = 'error'", "guiju.toml:2:1", "did you mean `staffing`?"),
            (
                "[[override]]\nselect = 'structur'\nseverity = 'error'",
                "guiju.toml:2:10",
                "did you mean `structure`?",
            ),
            (
                "[[override]]\nselect = 'staffing'\nparams = { mx = 1 }",
                "guiju.toml:3:12",
                "no parameter is called `mx`",
            ),
            (
                "[[waiver]]\npolicy = 'staffing-leader-rato'\nquote = 'x'\nreason = 'r'\nowner = 'o'",
                "guiju.toml:2:10",
                "`staffing-leader-ratio`",
            ),
        ] {
            wrong(config).stderr_has(place).stderr_has(near);
        }
    }

    #[test]
    fn values_are_typed() {
        wrong("[params]\n'staffing-leader-ratio.max' = 'many'")
            .stderr_has("is not a ratio")
            .stderr_has("guiju.toml:2:1");
        wrong("[[override]]\nlevel = 'county'\nparams = { 'staffing-leader-ratio.max' = true }")
            .stderr_has("is not a ratio");
        wrong("select = 3").stderr_has("this must be a text");
        wrong("strict = 'yes'").stderr_has("this must be true or false");
        wrong("select = ['a'").stderr_has("not TOML");
    }

    /// What is no TOML is said in the language of the run, with the signs that should stand there.
    #[test]
    fn what_is_no_toml_is_told_in_chinese() {
        for (config, said) in [
            ("select = ['a'", "数组没有收尾"),
            ("lang = zh", "文字须加引号"),
            ("strict = true\nstrict = false", "这个键已经写过"),
            ("[params\n", "表头没有收尾"),
            ("lang = \"zh", "文字没有收尾"),
            ("strict true", "缺少 `=`"),
            ("as-of = 2026-13-40", "不是日期"),
            ("选 = 3", "键里有须加引号才能写的字符"),
            ("params = { a = 1", "没有收尾"),
        ] {
            let project = with_config(config);
            let run = project.run(&["check", "docs", "--config", "guiju.toml", "--lang", "zh"]).status(2);
            let line = run.stderr.lines().find(|l| l.contains("不是合法的 TOML")).unwrap_or_default();
            let own = line.replace("TOML", "").replace("E0509", "");
            assert!(
                line.contains(said) && !own.contains(|c: char| c.is_ascii_alphabetic()),
                "{config}: {run:#?}"
            );
        }
    }

    #[test]
    fn a_scope_cannot_hold_across_documents() {
        let policy = "policy p { title en \"p\" severity info param n: int = 1 across corpus collect { k: organ.level } group by k \
                      require count(rows) <= n else report rows: en \"{count(rows)} above {n}\" }";
        let project = with_config(
            "rules = 'p.guiju'\n[[override]]\nlevel = 'county'\nselect = 'p'\nparams = { n = 2 }\n",
        )
        .file("p.guiju", policy);
        project
            .run(&["check", "docs"])
            .status(2)
            .stderr_has("judges documents together")
            .stderr_has("guiju.toml:5:12");
    }
}

mod selection {
    use super::*;

    fn names(run: &Run) -> Vec<String> {
        let json = run.json();
        json["policies"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn families_names_and_patterns_are_chosen_and_left_out() {
        let project = Project::new();
        let list =
            |more: &[&str]| names(&project.run(&[&["list", "--format", "json"], more].concat()).status(0));
        let all = list(&[]);
        let staffing = list(&["--select", "staffing"]);
        assert!(staffing.len() >= 5 && staffing.iter().all(|n| n.starts_with("staffing-")), "{staffing:?}");
        assert_eq!(
            list(&["--only", "staffing-leader-ratio,*-npc-*"]),
            ["mandatory-npc-cppcc", "staffing-leader-ratio"]
        );
        let rest = list(&["--ignore", "staffing"]);
        assert_eq!(rest.len() + staffing.len(), all.len());
        assert_eq!(list(&["--select", "staffing", "--ignore", "staffing-[!m]*,staffing-*r*"][..2]), staffing);
        project.run(&["list", "--select", "stafing"]).status(2).stderr_has("did you mean `staffing`?");
        project
            .run(&["list", "--select", "staffing", "--ignore", "staffing-*"])
            .status(2)
            .stderr_has("no policy is left");
    }

    #[test]
    fn flags_win_over_the_file() {
        let project = with_config(
            "select = 'structure'\nfail-on = 'never'\n[params]\n'staffing-leader-ratio.max' = '1/5'\n",
        );
        let report = json(&project, &["--select", RATIO]);
        assert_eq!(verdict(&report, 0, RATIO), "violation");
        assert_eq!(verdict(&report, 0, "structure-section-order"), "none");
        let report = json(&project, &["--select", RATIO, "--param", "staffing-leader-ratio.max=1/2"]);
        assert_eq!(verdict(&report, 0, RATIO), "pass");
        project.run(&["check", "docs", "--select", RATIO]).status(0);
        project.run(&["check", "docs", "--select", RATIO, "--fail-on", "warning"]).status(1);
        project
            .run(&["config", "--select", RATIO, "--fail-on", "warning"])
            .status(0)
            .stdout_has("staffing-leader-ratio  --select")
            .stdout_has("warning                --fail-on")
            .stdout_has("guiju.toml:4");
        project.run(&["config", "--lang", "zh"]).status(0).stdout_has("默认").stdout_has("自动找到");
    }

    #[test]
    fn excluded_documents_are_counted_and_named_ones_read() {
        let project = with_config("exclude = ['drafts/', 'b*.txt']\n")
            .file("docs/drafts/c.txt", office("甲县", 2))
            .file("docs/b1.txt", office("甲县", 2));
        let run = project
            .run(&["check", "docs", "--format", "json", "--fail-on", "never"])
            .stderr_has("(excluded 2)");
        assert_eq!(run.json()["summary"]["documents"], 1);
        let named = project.run(&["check", "docs/b1.txt", "--format", "json", "--fail-on", "never"]);
        assert_eq!(named.json()["summary"]["documents"], 1);
    }
}

mod scopes {
    use super::*;

    /// Two counties and a text that does not say what it governs.
    fn three(config: &str) -> Project {
        with_config(&format!("select = 'staffing-leader-ratio'\n{config}"))
            .file("docs/b.txt", office("乙县", 2))
            .file("docs/c.txt", "人员编制\n机关行政编制12名，设主任1名、副主任2名。\n")
    }

    fn verdicts(report: &serde_json::Value) -> [&str; 3] {
        [verdict(report, 0, RATIO), verdict(report, 1, RATIO), verdict(report, 2, RATIO)]
    }

    #[test]
    fn a_parameter_is_set_for_a_jurisdiction_and_what_is_unknown_stays_open() {
        let project = three(
            "[[override]]\njurisdiction = ['乙縣']\nparams = { 'staffing-leader-ratio.max' = '1/5' }\n",
        );
        let report = json(&project, &[]);
        assert_eq!(verdicts(&report), ["pass", "violation", "undecided"]);
        let finding = &report["documents"][1]["findings"][0];
        assert!(finding["message"]["en"].as_str().unwrap().ends_with("more than 1/5 (0.2)"), "{finding}");
        let reason = &report["documents"][2]["verdicts"][RATIO]["reason"]["en"];
        assert!(reason.as_str().unwrap().contains("organ.jurisdiction"), "{reason}");
    }

    #[test]
    fn a_parameter_is_set_for_a_level_of_a_family() {
        let project = three(
            "[[override]]\nselect = 'staffing'\nlevel = ['county', '地级']\nparams = { max = '1/5' }\n",
        );
        assert_eq!(verdicts(&json(&project, &[])), ["violation", "violation", "undecided"]);
        let project =
            three("[[override]]\nselect = 'staffing'\nlevel = 'prefecture'\nparams = { max = '1/5' }\n");
        assert_eq!(verdicts(&json(&project, &[])), ["pass", "pass", "undecided"]);
    }

    #[test]
    fn what_comes_later_wins() {
        let one = "[[override]]\nlevel = 'county'\nparams = { 'staffing-leader-ratio.max' = '1/5' }\n";
        let two = "[[override]]\njurisdiction = '乙县'\nparams = { 'staffing-leader-ratio.max' = '1/2' }\n";
        assert_eq!(verdicts(&json(&three(&format!("{one}{two}")), &[]))[..2], ["violation", "pass"]);
        assert_eq!(verdicts(&json(&three(&format!("{two}{one}")), &[]))[..2], ["violation", "violation"]);
        let flag = ["--param", "staffing-leader-ratio.max=1/2"];
        assert_eq!(verdicts(&json(&three(one), &flag)), ["pass"; 3]);
    }

    #[test]
    fn a_severity_is_set_for_a_family_and_for_a_scope() {
        let strict = "[params]\n'staffing-leader-ratio.max' = '1/5'\n[severity]\nstaffing = 'info'\n";
        let scoped = "[[override]]\nselect = 'staffing-*'\njurisdiction = '乙县'\nseverity = 'error'\n";
        let report = json(&three(&format!("{strict}{scoped}")), &[]);
        let severity = |d: usize| report["documents"][d]["findings"][0]["severity"].as_str().unwrap();
        assert_eq!([severity(0), severity(1), severity(2)], ["info", "error", "info"]);
        let note = &report["documents"][2]["findings"][0]["notes"][0]["en"];
        assert!(note.as_str().unwrap().contains("jurisdiction"), "{note}");
        assert_eq!(report["documents"][0]["findings"][0]["notes"], serde_json::json!([]));
    }

    /// A requirement with a severity of its own follows what is set from outside, for all documents and for some.
    #[test]
    fn a_severity_from_outside_holds_for_every_requirement() {
        // A unit keeps the watch and no duty names it; a duty names it and no unit keeps it.
        let text = |duty: &str, unit: &str| {
            format!(
                "主要职责\n(一)负责{duty}。\n内设机构\n(一)秘书科。负责{unit}。\n(二)行政科。负责后勤。\n"
            )
        };
        let severities = |config: &str| {
            let project = with_config(&format!("select = ['mandatory-duty-watch']\n{config}"));
            let facts =
                "file,kind,level\ndocs/a.txt,government_office,county\ndocs/b.txt,government_office,county\n";
            let project = project.file("docs/a.txt", text("文电", "值班工作"));
            let project = project.file("docs/b.txt", text("值班工作", "文电")).file("m.csv", facts);
            let report = json(&project, &["--manifest", "m.csv"]);
            let documents = report["documents"].as_array().unwrap().clone();
            let findings = documents.iter().flat_map(|d| d["findings"].as_array().unwrap());
            findings.map(|f| f["severity"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(severities(""), ["warning", "error"]);
        assert_eq!(severities("[severity]\nmandatory-duty-watch = 'info'\n"), ["info", "info"]);
        let scoped = "[[override]]\nselect = 'mandatory-*'\nlevel = 'county'\nseverity = 'error'\n";
        assert_eq!(severities(scoped), ["error", "error"]);
    }

    #[test]
    fn settings_enter_the_digest_of_the_policies() {
        let digest = |config: &str| json(&three(config), &[])["policies_digest"].clone();
        let all = [
            "",
            "[severity]\nstaffing = 'info'\n",
            "[params]\n'staffing-leader-ratio.max' = '1/5'\n",
            "[[override]]\nlevel = 'county'\nparams = { 'staffing-leader-ratio.max' = '1/5' }\n",
        ]
        .map(|c| digest(c).to_string());
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
        assert_eq!(digest(""), digest("# a remark\n"));
    }
}
