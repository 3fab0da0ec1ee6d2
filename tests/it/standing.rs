//! How findings stand: waivers, the baseline, and what a strict run fails for.

use crate::project::{Project, Run};

/// A document with two findings of the policy below: the office has four deputies, the bureau three.
const TEXT: &str = "甲县人民政府办公室职能配置、内设机构和人员编制规定\n\
    第一条 为了明确职责，制定本规定。\n\
    第二条 主要职责\n（一）负责文电。\n（二）负责会务。\n\
    第三条 甲县人民政府办公室设下列内设机构：\n（一）综合科。负责文电，配备科长1名、副科长4名。\n（二）会务科。负责会务，配备科长1名、副科长4名。\n";

/// Each unit has at most so many deputies.
const POLICY: &str = "policy few-deputies {\n  title en \"few deputies\"\n  severity error\n  basis practice en \"a test\"\n  \
    for each u in units {\n    require no c in u.clauses where c.text contains \"副科长4名\" else report u: zh \"副职过多\" en \"too many deputies\"\n  }\n}\n";

fn project() -> Project {
    Project::new().file("docs/a.txt", TEXT).file("own/few-deputies.guiju", POLICY)
}

fn check(project: &Project, more: &[&str]) -> Run {
    let args = ["check", "docs", "--no-default-rules", "--rules", "own", "--format", "json"];
    project.run(&[&args[..], more].concat())
}

mod waivers {
    use super::*;

    fn waiver(more: &str) -> String {
        format!("[[waiver]]\npolicy = 'few-deputies'\nreason = '批复'\nowner = '编办'\n{more}\n")
    }

    fn with(config: &str) -> Project {
        project().file("guiju.toml", config)
    }

    #[test]
    fn a_waived_finding_is_reported_and_does_not_count() {
        let project = with(&waiver("subject = '综合科'"));
        let report = check(&project, &[]).status(1).json();
        let findings = report["documents"][0]["findings"].as_array().unwrap().clone();
        assert_eq!(findings.len(), 2);
        assert_eq!(findings[0]["waived"]["place"], "guiju.toml:2");
        assert_eq!(findings[0]["waived"]["owner"], "编办");
        assert!(findings[1]["waived"].is_null());
        assert_eq!(report["summary"]["waived"], 1);
        assert_eq!(report["waivers"][0]["state"], "used");
        let both = with(&format!("{}{}", waiver("subject = '综合科'"), waiver("quote = '會務科'")));
        let report = check(&both, &[]).status(0).json();
        assert_eq!(report["summary"]["waived"], 2);
        assert_eq!(report["documents"][0]["verdicts"]["few-deputies"]["verdict"], "violation");
    }

    /// A thousand and five units, each of which breaks the policy: the words of one say nothing of those that are not listed.
    #[test]
    fn what_is_not_listed_is_waived_with_its_document_only() {
        let units: Vec<String> =
            (1..=1_005).map(|i| format!("（{i}）综合科。负责文电，配备副科长4名。\n")).collect();
        let text = format!("甲县人民政府办公室职能配置规定\n一、内设机构\n{}", units.concat());
        for (words, status, waived) in
            [("subject = '综合科'", 1, 1_000), ("quote = '文电'", 1, 1_000), ("document = 'a.txt'", 0, 1_001)]
        {
            let project = with(&waiver(words)).file("docs/a.txt", &text);
            let report = check(&project, &[]).status(status).json();
            assert_eq!(report["summary"]["waived"], waived, "{words}");
            assert_eq!(report["documents"][0]["verdicts"]["few-deputies"]["violated"], 1_005);
        }
    }

    /// An exit status that nothing explains is no answer, whatever the form.
    #[test]
    fn a_strict_run_says_why_it_fails() {
        let idle = "policy idle { title en \"t\" severity info basis practice en \"p\" for each g in staffing { require g.admin > 0 else report g: en \"x\" } }";
        let project = with(&waiver("document = 'none.txt'")).file("own/idle.guiju", idle);
        for format in ["github", "gitlab", "junit", "csv"] {
            let args =
                ["check", "docs", "--no-default-rules", "--rules", "own", "--fail-on", "never", "--format"];
            let run = |more: &[&str]| project.run(&[&args[..], &[format], more].concat());
            run(&["--strict"])
                .status(1)
                .stderr_has(
                    "--strict: a waiver does nothing: guiju.toml:2 few-deputies: no finding matches it",
                )
                .stderr_has("--strict: policies that found nothing to judge in any document: idle");
            assert!(run(&[]).status(0).stderr.is_empty());
        }
    }

    /// A pattern or a family would waive more than someone answered for.
    #[test]
    fn a_waiver_is_for_one_policy_by_its_name() {
        for wrong in ["few-*", "*", "own"] {
            let register = waiver("document = 'a.txt'").replace("few-deputies", wrong);
            let refused = check(&with(&register), &[]).status(2);
            refused
                .stderr_has(&format!("no policy is called `{wrong}`"))
                .stderr_has("a waiver names one policy");
        }
    }

    /// The path of a document starts from the folder of the configuration, wherever the run starts.
    #[test]
    fn a_path_is_seen_from_the_configuration() {
        let project = with(&waiver("document = 'docs/a.txt'")).file("docs/b/a.txt", TEXT);
        for (folder, documents, waived) in
            [(".", "docs", 2), ("docs", ".", 2), ("docs/b", "../a.txt", 2), ("docs/b", "a.txt", 0)]
        {
            let args = ["check", documents, "--no-default-rules", "--format", "json"];
            let mut command = project.command(&args);
            command.current_dir(project.path().join(folder)).arg("--rules").arg(project.path().join("own"));
            let report = Run::of(command.output().expect("the program runs")).json();
            assert_eq!(report["summary"]["waived"], waived, "{folder} {documents}");
        }
    }

    #[test]
    fn a_register_can_stand_in_a_file_of_its_own() {
        let project = with("waivers = 'waivers.toml'").file("waivers.toml", waiver("document = 'a.txt'"));
        let report = check(&project, &[]).status(0).json();
        assert_eq!(report["documents"][0]["findings"][1]["waived"]["place"], "waivers.toml:2");
        let wrong = with("waivers = 'waivers.toml'").file("waivers.toml", "strict = true\n");
        check(&wrong, &[]).status(2).stderr_has("waivers.toml:1:1").stderr_has("no setting `strict`");
    }

    #[test]
    fn a_document_is_named_by_its_path_or_the_end_of_it() {
        for (document, waived) in
            [("docs/a.txt", 2), ("a.txt", 2), ("docs/*", 2), ("b.txt", 0), ("ocs/a.txt", 0)]
        {
            let report = check(&with(&waiver(&format!("document = '{document}'"))), &[]).json();
            assert_eq!(report["summary"]["waived"], waived, "{document}");
            assert_eq!(report["summary"]["bad_waivers"], usize::from(waived == 0), "{document}");
        }
    }

    #[test]
    fn one_that_is_over_does_not_hold_and_is_told() {
        let project = with(&waiver("document = 'a.txt'\nuntil = 2026-06-30"));
        check(&project, &["--today", "2026-06-30"]).status(0);
        let run = check(&project, &["--today", "2026-07-01"]).status(1).json();
        assert_eq!(
            (&run["waivers"][0]["state"], &run["waivers"][0]["findings"]),
            (&"expired".into(), &2.into())
        );
        check(&project, &["--as-of", "2026-07-01"]).status(1);
        check(&project, &["--as-of", "2026-07-01", "--today", "2026-06-01"]).status(0);
        check(&project, &[])
            .status(2)
            .stderr_has("nothing says which day it is")
            .stderr_has("guiju.toml:6:9");
        let clock = with(&format!("today = 'clock'\n{}", waiver("document = 'a.txt'\nuntil = 2020-01-01")));
        check(&clock, &[]).status(1);
    }

    #[test]
    fn one_that_matches_nothing_is_told_and_a_strict_run_fails() {
        let project = with(&format!("{}{}", waiver("document = 'a.txt'"), waiver("subject = '财务科'")));
        let run = check(&project, &[]).status(0).json();
        assert_eq!(run["waivers"][1]["state"], "unmatched");
        check(&project, &["--strict"]).status(1);
        let human = project.run(&["check", "docs", "--no-default-rules", "--rules", "own"]).status(0);
        assert!(human.stdout.contains("guiju.toml:7 few-deputies: no finding matches it"), "{human:#?}");
        // A run on a single document does not know what the others have.
        let args = ["check", "docs/a.txt", "--no-default-rules", "--rules", "own", "--strict"];
        project.run(&args).status(0);
    }

    #[test]
    fn one_for_a_policy_that_is_not_checked_with_is_left_out() {
        let other = POLICY.replace("few-deputies", "other");
        let project = with(&waiver("subject = '无此科'")).file("own/other.guiju", other);
        let run = check(&project, &["--select", "other"]).status(1).json();
        assert_eq!(run["waivers"], serde_json::json!([]));
    }
}

mod baseline {
    use super::*;

    fn known(text: &str) -> Project {
        known_by(POLICY, text)
    }

    fn known_by(policy: &str, text: &str) -> Project {
        let project = project().file("docs/a.txt", text).file("own/few-deputies.guiju", policy);
        let args = ["baseline", "docs", "--no-default-rules", "--rules", "own", "--to", "known.json"];
        project.run(&args).status(0).stderr_has("written to known.json");
        project
    }

    /// New, unchanged and fixed findings against the baseline of `before`, after the documents became others.
    fn compared(before: &str, after: &[(&str, &str)]) -> [u64; 3] {
        compared_by(POLICY, before, after)
    }

    fn compared_by(policy: &str, before: &str, after: &[(&str, &str)]) -> [u64; 3] {
        let mut project = known_by(policy, before);
        std::fs::remove_file(project.path().join("docs/a.txt")).unwrap();
        for (path, text) in after {
            project = project.file(path, text);
        }
        let report = check(&project, &["--baseline", "known.json", "--fail-on", "never"]).status(0).json();
        let findings =
            report["documents"].as_array().unwrap().iter().flat_map(|d| d["findings"].as_array().unwrap());
        let states: Vec<&str> = findings.map(|f| f["baseline"].as_str().unwrap()).collect();
        let count = |state: &str| states.iter().filter(|s| **s == state).count() as u64;
        let fixed = report["baseline"]["fixed"].as_array().unwrap().len() as u64;
        assert_eq!(report["summary"]["unchanged"], count("unchanged"));
        assert_eq!(report["summary"]["fixed"], fixed);
        [count("new"), count("unchanged"), fixed]
    }

    #[test]
    fn nothing_changed_is_nothing_new() {
        assert_eq!(compared(TEXT, &[("docs/a.txt", TEXT)]), [0, 2, 0]);
        let project = known(TEXT);
        check(&project, &["--baseline", "known.json"]).status(0);
        check(&project, &[]).status(1);
        let again = std::fs::read(project.path().join("known.json")).unwrap();
        project
            .run(&["baseline", "docs", "--no-default-rules", "--rules", "own", "--to", "known.json"])
            .status(0);
        assert_eq!(again, std::fs::read(project.path().join("known.json")).unwrap());
    }

    /// What a policy reports of the document as a whole is told apart by what its loops hold and where it was read.
    #[test]
    fn findings_that_report_no_words_are_told_apart() {
        let all = [
            "for each u in units where u.posts is known { require u.posts <= 5 else report document: en \"x\" }",
            "for each w in [\"财务\", \"统计\"] { require some u in units where u contains w else report document: en \"x\" }",
            "require sum((those u in units where u.posts is known).posts) <= 12 else report document: en \"x\"",
        ];
        let text = |first: u32, second: u32, business: &str| {
            format!(
                "甲县人民政府办公室职能配置规定\n一、内设机构\n（一）综合科。负责{business}，编制{first}名。\n\
                 （二）会务科。负责会务，编制{second}名。\n"
            )
        };
        for (policy, before, after, expected) in [
            (0, text(6, 3, "财务"), text(3, 9, "财务"), [1, 0, 1]),
            (0, text(6, 3, "财务"), text(3, 6, "财务"), [1, 0, 1]),
            (0, text(6, 3, "财务"), text(6, 9, "财务"), [1, 1, 0]),
            (0, text(6, 3, "财务"), text(6, 2, "财务"), [0, 1, 0]),
            (1, text(1, 1, "财务"), text(1, 1, "统计"), [1, 0, 1]),
            (1, text(1, 1, "文电"), text(1, 1, "统计"), [0, 1, 1]),
            (1, text(1, 1, "财务"), text(2, 2, "财务"), [0, 1, 0]),
            (2, text(6, 9, "财务"), text(7, 9, "财务"), [1, 0, 1]),
        ] {
            let policy = POLICY.split_once("for each").unwrap().0.to_owned() + all[policy] + "}";
            let found = compared_by(&policy, &before, &[("docs/a.txt", &after)]);
            assert_eq!(found, expected, "{policy}\n{before}{after}");
        }
    }

    /// Baselines outlive the program that wrote them.
    #[test]
    fn identities_are_those_of_old() {
        let of = |policy: &str| {
            let policy = POLICY.split_once("for each").unwrap().0.to_owned() + policy + "}";
            let report = check(&project().file("own/few-deputies.guiju", policy), &[]).status(1).json();
            report["documents"][0]["findings"][0]["fingerprint"].as_str().unwrap().to_owned()
        };
        let unit = "for each u in units { require no c in u.clauses where c.text contains \"副科长4名\" else report u: en \"x\" }";
        assert_eq!(of(unit), "8adf3b09a7858ea2");
        let absent = "require some u in units where u contains \"财务\" else report document: en \"x\"";
        assert_eq!(of(absent), "97636c8084ba48aa");
    }

    #[test]
    fn identity_survives_text_elsewhere_and_lines_that_move() {
        let above =
            TEXT.replace("第二条 主要职责\n", "本规定经县委批准。\n\n第二条 主要职责\n（一）负责保密。\n");
        assert_eq!(compared(TEXT, &[("docs/a.txt", &above)]), [0, 2, 0]);
        assert_eq!(compared(TEXT, &[("docs/a.txt", &TEXT.replace('\n', "\r\n"))]), [0, 2, 0]);
    }

    #[test]
    fn identity_survives_renumbering() {
        let renumbered = TEXT
            .replace("第三条", "第四条")
            .replace("（二）会务科", "（三）会务科")
            .replace("（一）综合科", "（二）综合科")
            .replace("内设机构：\n（二）", "内设机构：\n（一）保密科。负责保密。\n（二）");
        assert_eq!(compared(TEXT, &[("docs/a.txt", &renumbered)]), [0, 2, 0]);
    }

    #[test]
    fn identity_survives_the_renaming_of_the_file() {
        assert_eq!(compared(TEXT, &[("docs/甲县.txt", TEXT)]), [0, 2, 0]);
        assert_eq!(compared(TEXT, &[("docs/sub/b.txt", TEXT)]), [0, 2, 0]);
        // A copy is not a renaming: what the second has is new.
        assert_eq!(compared(TEXT, &[("docs/a.txt", TEXT), ("docs/b.txt", TEXT)]), [2, 2, 0]);
    }

    #[test]
    fn identity_survives_the_form_and_language_of_the_policy() {
        let project = known(TEXT);
        project.run(&["fmt", "--lang", "zh", "own/few-deputies.guiju"]).status(0);
        let report = check(&project, &["--baseline", "known.json"]).status(0).json();
        assert_eq!(report["summary"]["unchanged"], 2);
    }

    #[test]
    fn what_is_new_and_what_is_gone_is_told() {
        let mended = TEXT
            .replace("综合科。负责文电，配备科长1名、副科长4名", "综合科。负责文电，配备科长1名、副科长2名");
        assert_eq!(compared(TEXT, &[("docs/a.txt", &mended)]), [0, 1, 1]);
        let worse = format!("{TEXT}（三）督查科。负责督查，配备科长1名、副科长4名。\n");
        assert_eq!(compared(TEXT, &[("docs/a.txt", &worse)]), [1, 2, 0]);
    }

    #[test]
    fn equal_findings_are_told_apart_by_their_order() {
        let twice = TEXT.replace("会务科。负责会务", "综合科。负责文电");
        assert_eq!(compared(&twice, &[("docs/a.txt", &twice)]), [0, 2, 0]);
        let once = twice.replace("（二）综合科。负责文电，配备科长1名、副科长4名。\n", "");
        assert_eq!(compared(&twice, &[("docs/a.txt", &once)]), [0, 1, 1]);
    }

    #[test]
    fn a_run_that_does_not_see_all_says_nothing_of_the_rest() {
        let project = known(TEXT).file("docs/b.txt", TEXT.replace("副科长4名", "副科长2名"));
        let args =
            ["check", "docs/b.txt", "--no-default-rules", "--rules", "own", "--baseline", "known.json"];
        let report = project.run(&[&args[..], &["--format", "json"]].concat()).status(0).json();
        assert_eq!(report["summary"]["fixed"], 0);
    }

    /// What would be ignored is refused, and not offered.
    #[test]
    fn it_is_no_report() {
        let project = project();
        for more in [["--output", "json:out.json"], ["--format", "json"], ["--fail-on", "info"]] {
            let args = [&["baseline", "docs", "--no-default-rules", "--rules", "own"], &more[..]].concat();
            project.run(&args).status(2).stderr_has("--to names its file");
        }
        assert!(!project.path().join("guiju-baseline.json").exists());
        let help = project.run(&["baseline", "--help"]).status(0);
        assert!(help.stdout.contains("--to") && !help.stdout.contains("--output"), "{}", help.stdout);
    }

    #[test]
    fn a_configuration_names_it() {
        let project =
            project().file("guiju.toml", "baseline = 'known.json'\nrules = 'own'\ndefault-rules = false\n");
        project.run(&["check", "docs"]).status(2).stderr_has("known.json");
        project.run(&["baseline", "docs"]).status(0);
        project.run(&["check", "docs"]).status(0).stdout_has("0 new, 2 unchanged, 0 fixed");
        project.run(&["check", "docs", "--no-baseline"]).status(1);
    }

    /// A mistyped path must not replace what is known by nothing.
    #[test]
    fn a_baseline_of_no_document_is_not_written() {
        let project = project().file("known.json", "old");
        let run =
            project.run(&["baseline", "dosc", "--no-default-rules", "--rules", "own", "--to", "known.json"]);
        run.status(2).stderr_has("no baseline is written");
        assert_eq!(std::fs::read_to_string(project.path().join("known.json")).unwrap(), "old");
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        for text in ["{}", "", "{\"schema\": \"guiju/baseline/9\", \"findings\": []}"] {
            let project = project().file("known.json", text);
            check(&project, &["--baseline", "known.json"])
                .status(2)
                .stderr_has("E0511")
                .stderr_has("guiju baseline");
        }
    }
}

mod strict {
    use super::*;

    #[test]
    fn what_could_not_be_judged_counts() {
        let vague = "policy vague { title en \"v\" severity error require organ.level is county else report organ: en \"{organ.level}\" }";
        let clean = "policy clean { title en \"c\" severity error require count(units) is 2 else report units: en \"{count(units)}\" }";
        let empty = "policy empty { title en \"e\" severity error for each g in staffing { require g.admin is known else report g: en \"{g.organ}\" } }";
        let unsaid = TEXT.replace("甲县", "");
        for (policy, document, status) in [(vague, unsaid.as_str(), 1), (clean, TEXT, 0), (empty, TEXT, 1)] {
            let project = Project::new().file("docs/a.txt", document).file("own/p.guiju", policy);
            check(&project, &[]).status(0);
            check(&project, &["--strict"]).status(status);
            check(&project.file("guiju.toml", "strict = true\n"), &[]).status(status);
        }
    }
}
