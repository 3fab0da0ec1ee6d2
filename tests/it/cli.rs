//! The program as its users run it: arguments in; exit status, result and talk out.

use std::process::Stdio;

use crate::project::Project;

/// A document with a violation that a shipped policy finds: four deputies where the band allows two.
const FOUR_DEPUTIES: &str = "甲县人民政府办公室主要职责内设机构和人员编制规定\n\
     第一条 根据《中共甲县委关于机构改革的通知》（甲发〔2019〕1号），制定本规定。\n\
     第二条 甲县人民政府办公室是甲县人民政府工作部门，为正科级。\n\
     第三条 人员编制\n机关行政编制20名，配备主任1名、副主任4名。\n";

/// One policy that every organ breaks which has posts.
const POLICY: &str = "language 1\n\npolicy test-no-deputies {\n  title zh \"无副职\" en \"no deputies\"\n  severity error\n  \
     basis practice zh \"测试\"\n  for each g in staffing where g.deputies is known {\n    require g.deputies <= 0\n      \
     else report g: zh \"副职{g.deputies}名\" en \"{g.deputies} deputies\"\n  }\n}\n";

fn with_document() -> Project {
    Project::new().file("docs/a.txt", FOUR_DEPUTIES).file("own.guiju", POLICY)
}

const OWN: [&str; 3] = ["--no-default-rules", "--rules", "own.guiju"];

fn check<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["check"], more, &OWN[..]].concat()
}

mod options {
    use super::*;

    #[test]
    fn nothing_to_do_shows_the_help() {
        Project::new().run(&[]).status(2).stderr_has("Usage: guiju");
    }

    #[test]
    fn the_help_has_examples_and_the_exit_status() {
        Project::new().run(&["--help"]).status(0).stdout_has("Examples:").stdout_has("Exit status: 0");
    }

    #[test]
    fn the_version_names_the_language() {
        let version = format!("guiju {} (policy language {})\n", env!("CARGO_PKG_VERSION"), guiju::LANGUAGE);
        assert_eq!(Project::new().run(&["--version"]).status(0).stdout, version);
    }

    #[test]
    fn a_parameter_can_be_given_another_value() {
        let project =
            Project::new().file("a.txt", "人员编制\n县水务局机关行政编制12名。设局长1名,副局长2名。");
        let ratio = |more: &[&str]| {
            let args = ["check", "a.txt", "--only", "staffing-leader-ratio", "--fail-on", "warning"];
            project.run(&[&args[..], more].concat())
        };
        ratio(&[]).status(0);
        ratio(&["--param", "staffing-leader-ratio.max=1/5"]).status(1).stdout_has("1/5");
        ratio(&["--param", "staffing-leader-ratio.mx=1/5"])
            .status(2)
            .stderr_has("did you mean `staffing-leader-ratio.max`?");
        ratio(&["--param", "x=1"]).status(2).stderr_has("a parameter is given as POLICY.NAME");
        ratio(&["--as-of", "2019-02-30"]).status(2).stderr_has("the calendar has no such day");
        project.run(&["check", "no*.txt"]).status(2).stderr_has("the pattern matches no file");
        ratio(&["--param", "staffing-leader-ratio.max=\"x\""]).status(2).stderr_has("is not a ratio");
        let decimal = ratio(&["--param", "staffing-leader-ratio.max=0.25"]).status(2);
        decimal
            .stderr_has("is not a ratio")
            .stderr_has("there are no decimals: write a ratio or a percentage");
        ratio(&["--param", "max"]).status(2).stderr_has("has no `=`");
    }

    #[test]
    fn an_unknown_value_is_refused_with_the_known_ones() {
        let project = with_document();
        project.run(&check(&["docs", "--format", "jsn"])).status(2).stderr_has("json");
        project
            .run(&check(&["docs", "--fail-on", "critical"]))
            .status(2)
            .stderr_has("[possible values: error, ");
        project.run(&check(&["docs", "--as-of", "2019-02-30"])).status(2).stderr_has("YYYY-MM-DD");
        project.run(&check(&["docs", "--threads", "-1"])).status(2);
        project.run(&check(&["docs", "--threads", "256"])).status(1);
        for many in ["257", "1000000", "99999999999999999999999"] {
            project.run(&check(&["docs", "--threads", many])).status(2).stderr_has("from 0 to 256");
            project.run(&["test", "--threads", many]).status(2).stderr_has("from 0 to 256");
            project.run(&["worker", "map", "--threads", many]).status(2).stderr_has("from 0 to 256");
        }
        project.run(&["chek", "docs"]).status(2).stderr_has("check");
        project.run(&["check"]).status(2).stderr_has("<PATH>");
    }
}

mod policies {
    use super::*;

    #[test]
    fn no_policy_is_no_silent_pass() {
        with_document().run(&["check", "docs", "--no-default-rules"]).status(2).stderr_has("E0508");
    }

    #[test]
    fn a_missing_policy_file_ends_the_run() {
        let run =
            with_document().run(&["check", "docs", "--rules", "none.guiju"]).status(2).stderr_has("E0501");
        assert!(run.stdout.is_empty(), "{run:#?}");
    }

    #[test]
    fn a_folder_without_policies_ends_the_run() {
        with_document().folder("rules").run(&["list", "--rules", "rules"]).status(2).stderr_has("E0508");
    }

    #[test]
    fn a_policy_file_that_is_no_text_ends_the_run() {
        let project = with_document().file("bad.guiju", [0xff, 0xfe, 0x00]);
        project.run(&["list", "--rules", "bad.guiju"]).status(2).stderr_has("E0502");
    }

    #[test]
    fn a_broken_policy_ends_the_run_before_any_document_is_opened() {
        let project = with_document().file("bad.guiju", "language 1\npolicy p { severity eror }\n");
        let run = project.run(&["check", "missing.txt", "--rules", "bad.guiju"]).status(2);
        assert!(run.stdout.is_empty() && !run.stderr.contains("missing.txt"), "{run:#?}");
        run.stderr_has("bad.guiju:2:");
    }

    #[test]
    fn an_unknown_policy_is_answered_with_a_suggestion() {
        let project = with_document();
        project
            .run(&check(&["docs", "--only", "test-no-deputy"]))
            .status(2)
            .stderr_has("did you mean `test-no-deputies`?");
        project
            .run(&[&["explain", "test-no-deputis"], &OWN[..]].concat())
            .status(2)
            .stderr_has("`test-no-deputies`");
    }

    #[test]
    fn policies_are_listed_and_explained() {
        let project = with_document();
        project
            .run(&[&["list"], &OWN[..]].concat())
            .status(0)
            .stdout_has("test-no-deputies          error     no deputies");
        let list = project.run(&[&["list", "--format", "json"], &OWN[..]].concat()).status(0).json();
        assert_eq!(list["policies"][0]["title"]["zh"], "无副职");
        project
            .run(&[&["explain", "test-no-deputies"], &OWN[..]].concat())
            .status(0)
            .stdout_has("no deputies");
    }

    #[test]
    fn conditions_and_facts_are_told_in_either_language() {
        let explain = |lang: &str| {
            Project::new().run(&["explain", "mandatory-info-disclosure", "--lang", lang]).status(0)
        };
        explain("zh")
            .stdout_has("(机关.类型 为 政府办公室 或 is_both_offices()) 且 has_units()")
            .stdout_has("机关.类型 = 政府办公室");
        explain("en")
            .stdout_has("(organ.kind is government_office or is_both_offices()) and has_units()")
            .stdout_has("organ.kind = government_office");
    }

    /// What a policy asks and the limits that it knows stand before its examples, of which plain ones come first.
    #[test]
    fn requirements_and_tables_are_told_before_examples() {
        let explain = |lang: &str| {
            Project::new().run(&["explain", "staffing-deputy-band", "--lang", lang]).status(0).stdout
        };
        let places = |page: &str, words: &[&str]| {
            let places = words.iter().map(|w| page.find(w).unwrap_or_else(|| panic!("no {w}: {page}")));
            places.collect::<Vec<_>>()
        };
        let zh = places(
            &explain("zh"),
            &["要求\n", "否则报告：", "分档表 deputy_limit\n", "县级：1–10 → 1，11–20 → 2，", "依据", "示例"],
        );
        let en = places(
            &explain("en"),
            &[
                "requires\n",
                "else reports: ",
                "table deputy_limit\n",
                "county: 1–10 → 1, 11–20 → 2, ",
                "basis",
                "example",
            ],
        );
        assert!(zh.is_sorted() && en.is_sorted(), "{zh:?} {en:?}");
        let page = explain("en");
        let [first, last] = [page.find("example: "), page.rfind("example: ")].map(|at| &page[at.unwrap()..]);
        assert!(first.starts_with("example: passes") || first.starts_with("example: fails"), "{first}");
        assert!(
            last.starts_with("example: undecided") || last.starts_with("example: does not apply"),
            "{last}"
        );
    }

    #[test]
    fn a_policy_over_a_corpus_is_explained_among_other_documents() {
        let office = |place: &str, posts: u32| {
            format!(
                "{place}政府办公室主要职责和人员编制规定\n人员编制\n{place}政府办公室机关行政编制{posts}名,设主任1名。\n"
            )
        };
        let rules = r#"policy few { title en "t" severity info basis practice en "b"
          across corpus
          applies when staffing is not empty
          collect { level = organ.level posts = first(staffing).admin }
          group by level where size >= 2
          for each r in rows where r.posts is known {
            require r.posts <= 30 else report r.posts: en "{r.posts}"
          }
        }
        policy alone { title en "t" severity info basis practice en "b"
          require duties is empty else report document: en "none" }"#;
        let project = Project::new()
            .file("own.guiju", rules)
            .file("docs/a.txt", office("甲县", 12))
            .file("docs/b.txt", office("乙县", 40))
            .file("docs/c.txt", office("丙市", 50));
        let own = ["--rules", "own.guiju", "--no-default-rules"];
        let run = |args: &[&str]| project.run(&[&["explain"], args, &own[..]].concat());
        // By itself its group is too small; among others it is judged with those of its key.
        run(&["few", "docs/a.txt"]).status(0).stdout_has("not applicable").stdout_has("too few documents");
        let among = run(&["few", "docs/a.txt", "docs"]).status(0).stdout;
        for words in [
            "docs/a.txt  few: pass",
            "docs/a.txt gives",
            "posts = 12",
            "docs/b.txt gives",
            "posts = 40",
            "r = docs/b.txt",
            "require r.posts <= 30: false",
        ] {
            assert!(among.contains(words), "{words}\n{among}");
        }
        assert!(!among.contains("c.txt"), "{among}");
        let json = run(&["few", "docs/b.txt", "docs", "--format", "json"]).status(0).json();
        assert_eq!(json["verdict"]["verdict"], "violation");
        assert_eq!(json["rows"][1]["document"], "docs/b.txt");
        assert_eq!(json["rows"][1]["fields"][1]["words"][0]["quote"], "行政编制40名");
        // One that judges documents one by one takes one.
        run(&["alone", "docs/a.txt", "docs/b.txt"]).status(2).stderr_has("judges documents one by one");
    }

    #[test]
    fn the_shipped_policies_are_there() {
        Project::new().run(&["list"]).status(0).stdout_has("staffing-deputy-band");
    }
}

mod manifest {
    use super::*;

    /// Runs with a manifest; the policies are read first, the documents after it.
    fn run(manifest: &str) -> crate::project::Run {
        with_document().file("m.csv", manifest).run(&check(&["docs", "--manifest", "m.csv"]))
    }

    #[test]
    fn errors_in_a_manifest_have_line_and_column() {
        run("file,levle\ndocs/a.txt,county\n")
            .status(2)
            .stderr_has("m.csv:1:6")
            .stderr_has("did you mean `level`?");
        run("file,level\ndocs/a.txt,conty\n")
            .status(2)
            .stderr_has("m.csv:2:12")
            .stderr_has("did you mean `county`?");
        run("file,issued\n甲.txt,2019-13-01\n").status(2).stderr_has("m.csv:2:7").stderr_has("E0506");
        run("file,kind\ndocs/a.txt,bureu\n").status(2).stderr_has("did you mean `bureau`?");
        run("level\ncounty\n").status(2).stderr_has("the column `file` is missing");
        run("file,level\ndocs/a.txt\n").status(2).stderr_has("this row has 1 fields, not 2");
        run("file\na\na\n").status(2).stderr_has("the same file stands twice");
        run("").status(2).stderr_has("the manifest is empty");
    }

    #[test]
    fn a_manifest_that_is_missing_or_no_text_ends_the_run() {
        with_document().run(&check(&["docs", "--manifest", "m.csv"])).status(2).stderr_has("E0501");
        with_document().file("m.csv", [0xff, 0xff]).run(&check(&["docs", "--manifest", "m.csv"])).status(2);
    }

    /// Facts reach the documents, wherever the run stands: the policy asks for what only the manifest says.
    #[test]
    fn facts_of_a_manifest_reach_their_document() {
        let policy = r#"policy told { title en "t" severity error
            require organ.province is "甲省" else report document: en "{organ.province}" }"#;
        let project =
            with_document().file("own.guiju", policy).file("docs/m.csv", "file,province\na.txt,甲省\n");
        let told =
            ["check", "docs/a.txt", "--no-default-rules", "--rules", "own.guiju", "--manifest", "docs/m.csv"];
        project.run(&told).status(0);
        project.run(&told[..5]).status(0).stdout_has("not stated");
        // In Chinese, and as a spreadsheet in China writes it.
        let (table, _, _) = encoding_rs::GB18030.encode("文件,省份\na.txt,甲省\n");
        project.file("docs/m.csv", table).run(&told).status(0);
    }

    /// What is usual for one level only is that level; 市级 may be either.
    #[test]
    fn levels_have_the_names_that_auditors_write() {
        let policy = "policy told { title en \"t\" severity error\n\
            require organ.level is 区级 else report document: en \"{organ.level}\"\n\
            example passes where organ.level = 旗级 \"甲\" example fails where organ.level = 地市级 \"甲\" }";
        let mut project = with_document().file("own.guiju", policy);
        for (level, status) in [("区级", 0), ("县区级", 0), ("乡镇级", 1), ("地市级", 1), ("自治区级", 1)]
        {
            let line = format!("{{\"text\": \"甲\", \"level\": \"{level}\"}}\n");
            project =
                project.file("m.csv", format!("文件,层级\ndocs/a.txt,{level}\n")).file("a.ndjson", line);
            let own = ["--no-default-rules", "--rules", "own.guiju"];
            project.run(&[&["check", "docs", "--manifest", "m.csv"], &own[..]].concat()).status(status);
            project.run(&[&["check", "a.ndjson"], &own[..]].concat()).status(status);
        }
        project.run(&["test", "own.guiju"]).status(0);
        project.run_with_input(&["fmt", "-", "--lang", "en"], policy).stdout_has("organ.level is county");
        let unknown = policy.replace("区级", "市级");
        project.file("own.guiju", unknown).run(&["lint", "own.guiju"]).stderr_has("did you mean `地级`?");
    }

    /// What is given and what the document says may not be one; it is told once a document.
    #[test]
    fn a_manifest_that_contradicts_its_document_is_told() {
        let text = "甲县档案局职能配置、内设机构和人员编制规定\n一、主要职责\n(一)负责文电。\n二、附则\n\
            本规定自2019年4月7日起施行。";
        let warned = |manifest: &str, lang: &str| {
            let project = Project::new().file("a.txt", text).file("m.csv", manifest);
            let args = ["check", "a.txt", "--manifest", "m.csv", "--fail-on", "never", "--format", "json"];
            let report = project.run(&args).status(0).json();
            let warnings = report["documents"][0]["warnings"].as_array().unwrap().clone();
            let mut told = warnings.iter().filter(|w| w["code"] == "E0520");
            let said = told.next().map(|w| w["message"][lang].as_str().unwrap().to_owned());
            assert!(told.next().is_none(), "{warnings:?}");
            said
        };
        let all = "file,level,kind,jurisdiction,effective\na.txt,省级,government_office,乙县,2020-01-01\n";
        assert_eq!(
            warned(all, "zh").as_deref(),
            Some(
                "清单与文件不符：清单给出的 `level` 为 省级，文件写的是 县级；清单给出的 `kind` 为 政府办公室，\
                 文件写的是 工作部门；清单给出的 `jurisdiction` 为 乙县，文件写的是 甲县；\
                 清单给出的 `effective` 为 2020-01-01，文件写的是 2019-04-07"
            )
        );
        assert!(
            warned(all, "en").unwrap().contains("`level` is given as province, and the document says county")
        );
        for same in [
            "file,level,kind\na.txt,county,bureau\n",
            // A bureau is known by its name only, and a place may be written in full.
            "file,kind,jurisdiction\na.txt,institution,丙省乙市甲县\n",
            // The document does not say it.
            "file,province,parent,issued\na.txt,丙省,乙市,2018-02-03\n",
            "file,effective\na.txt,2019-04-07\n",
        ] {
            assert_eq!(warned(same, "zh"), None, "{same}");
        }
        // A structure is a document too; what it says is told with what its text does not bear out.
        let project = Project::new().file("a.txt", text).file("m.csv", "file,level\nb.json,省级\n");
        let structure = project.run(&["extract", "a.txt"]).status(0).stdout;
        let run = project.file("b.json", structure).run(&["check", "b.json", "--manifest", "m.csv"]);
        assert!(run.stdout.contains("E0520") || run.stderr.contains("E0520"), "{run:?}");
        // Districts of cities under the central government are counted either way.
        let district = text.replace("甲县", "北京市乙区");
        let project = Project::new().file("a.txt", district).file("m.csv", "file,level\na.txt,地级\n");
        let run = project.run(&["check", "a.txt", "--manifest", "m.csv"]);
        assert!(!run.stderr.contains("E0520") && !run.stdout.contains("E0520"), "{run:?}");
    }

    /// What explains a verdict knows what the verdict rested on.
    #[test]
    fn an_explanation_has_the_facts_of_the_configured_manifest() {
        let project = with_document()
            .file("docs/m.csv", "file,level\na.txt,province\n")
            .file("docs/guiju.toml", "manifest = \"m.csv\"\n");
        project.run(&["explain", "staffing-deputy-band", "docs/a.txt"]).status(0).stdout_has("province");
    }

    #[test]
    fn what_a_manifest_should_say_is_told() {
        let told = |manifest: &str, words: &str| run(manifest).status(2).stderr_has(words);
        told("file,level\ndocs/a.txt,市级\n", "did you mean `地级`?");
        told("file,level\ndocs/a.txt,县处级\n", "did you mean `县级`?");
        told("file,issued\ndocs/a.txt,2019年3月1日\n", "write 2019-03-01");
        told("file,issued\ndocs/a.txt,2019/3/1\n", "write 2019-03-01");
        told("file,issued\ndocs/a.txt,三月\n", "written like");
        told("file，level\ndocs/a.txt，county\n", "a comma stands between the columns");
        told("file;level\ndocs/a.txt;county\n", "a comma stands between the columns");
        with_document().run(&["check", "docs", "--select", "staffing，structure、drafting"]).status(1);
        // A variable that is not set chooses nothing, and not everything.
        for blank in ["", " ", "，"] {
            with_document()
                .run(&["check", "docs", "--select", blank])
                .status(2)
                .stderr_has("no name is given");
        }
    }

    #[test]
    fn a_row_for_another_file_is_fine() {
        run("file,level,effective\nother.txt,county,2019-04-07\ndocs/a.txt,县级,\n").status(1);
    }

    /// A misspelt name would leave a document without its facts: it is told, by a run that sees all documents.
    #[test]
    fn rows_without_a_document_are_told() {
        let rows = "file,level\ndocs/a.txt,county\ndocs/b.txt,county\nelsewhere/c.txt,county\ndocs/x.csv,county\ndocs/bin.txt,county\n";
        let project = with_document()
            .file("m.csv", rows)
            .file("elsewhere/c.txt", FOUR_DEPUTIES)
            .file("docs/x.csv", "a")
            .file("docs/bin.txt", [0, 159, 146, 150]);
        let talk = |more: &[&str]| project.run(&check(&[&["--manifest", "m.csv"], more].concat())).stderr;
        let told = "2 rows of the manifest name no document of this run: m.csv:3, m.csv:5\n";
        for format in ["human", "json"] {
            assert!(talk(&["docs", "--format", format]).contains(told), "{}", talk(&["docs"]));
            let one = talk(&["docs/a.txt", "--format", format]);
            assert!(!one.contains("manifest"), "{one}");
            let verbose = talk(&["docs/a.txt", "--verbose", "--format", format]);
            assert!(
                verbose.contains("1 row of the manifest names no document of this run: m.csv:3"),
                "{verbose}"
            );
        }
        let many: String = (0..9).map(|i| format!("docs/no{i}.txt,county\n")).collect();
        let project = with_document().file("m.csv", format!("file,level\n\n{many}"));
        project
            .run(&check(&["docs", "--manifest", "m.csv"]))
            .status(1)
            .stderr_has("9 rows of the manifest name no document of this run: m.csv:3, m.csv:4, m.csv:5, m.csv:6, m.csv:7 and 4 more");
    }
}

mod documents {
    use super::*;

    #[test]
    fn what_cannot_be_checked_is_said() {
        let project = with_document().folder("empty").file("x.bin", [0, 159, 146, 150, 0, 1, 2]);
        project.run(&check(&["missing.txt"])).status(2).stderr_has("missing.txt").stderr_has("E0501");
        project.run(&check(&["empty"])).status(2).stderr_has("E0505");
        project.run(&check(&["x.bin"])).status(2).stderr_has("E0502");
    }

    #[test]
    fn good_documents_beside_bad_ones_are_checked() {
        let run = with_document().run(&check(&["docs", "missing.txt", "--format", "json"])).status(2);
        let report = run.json();
        assert_eq!(report["summary"]["violations"]["error"], 1);
        assert_eq!(report["unreadable"][0]["path"], "missing.txt");
    }

    #[test]
    fn the_exit_status_follows_fail_on() {
        let project = with_document();
        project.run(&check(&["docs"])).status(1).stdout_has("副主任4名").stdout_has("docs/a.txt:5:");
        project.run(&check(&["docs", "--fail-on", "never"])).status(0);
    }

    #[test]
    fn the_same_document_is_checked_once() {
        let paths = ["docs", "docs/a.txt", "./docs/a.txt", "--format", "json", "--fail-on", "never"];
        let report = with_document().run(&check(&paths)).status(0).json();
        assert_eq!(report["summary"]["documents"], 1);
        assert_eq!(report["documents"][0]["path"], "docs/a.txt");
    }

    #[test]
    fn folders_are_walked_in_order_and_what_is_skipped_is_counted() {
        let project = with_document()
            .file("docs/z/b.md", FOUR_DEPUTIES)
            .file("docs/Z.txt", FOUR_DEPUTIES)
            .file("docs/notes.csv", "a,b")
            .file("docs/other.json", "{\"schema\": \"other/1\"}")
            .file("docs/ignored.txt", FOUR_DEPUTIES)
            .file("docs/.gitignore", "ignored.txt\n");
        let run = project.run(&check(&["docs", "--format", "json"])).status(1);
        let paths: Vec<_> =
            run.json()["documents"].as_array().unwrap().iter().map(|d| d["path"].clone()).collect();
        assert_eq!(paths, ["docs/Z.txt", "docs/a.txt", "docs/z/b.md"]);
        run.stderr_has("skipped 2 files of other kinds (csv 1, json 1)");
        let quiet = project.run(&check(&["docs", "--quiet", "--format", "json"]));
        assert!(quiet.stderr.is_empty(), "{quiet:#?}");
    }

    /// A folder behind a link is not walked, and a link to nothing is no document: both are told.
    #[cfg(unix)]
    #[test]
    fn links_that_are_passed_over_are_counted() {
        use std::os::unix::fs::symlink;
        let project = with_document().file("other/b.txt", FOUR_DEPUTIES);
        let docs = project.path().join("docs");
        symlink("../other", docs.join("folder")).unwrap();
        symlink("nowhere.txt", docs.join("dead.txt")).unwrap();
        symlink("../other/b.txt", docs.join("file.txt")).unwrap();
        let run = project.run(&check(&["docs", "--format", "json"])).status(1);
        assert_eq!(run.json()["summary"]["documents"], 2);
        run.stderr_has("skipped 2 files of other kinds (dead link 1, link to a folder 1)");
        // A link that is named is followed.
        let named = project.run(&check(&["docs/folder", "--format", "json"])).status(1);
        assert_eq!(named.json()["summary"]["documents"], 1);
        assert!(named.stderr.is_empty(), "{named:#?}");
    }

    /// A waiver or a baseline knows the file by its own name, not by that of a link to it.
    #[cfg(unix)]
    #[test]
    fn of_a_file_and_a_link_to_it_the_file_is_checked() {
        let project = with_document().file("other/b.txt", FOUR_DEPUTIES);
        std::os::unix::fs::symlink("b.txt", project.path().join("other/a.txt")).unwrap();
        for paths in [&["other"][..], &["other/a.txt", "other/b.txt"]] {
            let run = project.run(&check(&[paths, &["--format", "json"]].concat())).status(1).json();
            assert_eq!(run["documents"][0]["path"], "other/b.txt");
            assert_eq!(run["summary"]["documents"], 1);
        }
    }

    #[test]
    fn a_file_named_outright_is_never_skipped() {
        let project = with_document().file("a.regulation", FOUR_DEPUTIES);
        project.run(&check(&["a.regulation"])).status(1).stdout_has("副主任4名");
    }

    #[test]
    fn the_standard_input_is_a_document() {
        let run = with_document().run_with_input(&check(&["-", "--format", "json"]), FOUR_DEPUTIES).status(1);
        assert_eq!(run.json()["documents"][0]["path"], "<stdin>");
        let extract = Project::new().run_with_input(&["extract", "-"], FOUR_DEPUTIES).status(0);
        assert_eq!(extract.json()["schema"], "guiju/regulation/1");
    }

    #[test]
    fn a_structure_is_checked_like_its_text() {
        let project = with_document();
        let extract = project.run(&["extract", "docs/a.txt"]).status(0);
        let project = project.file("made/a.json", &extract.stdout);
        project.run(&check(&["made"])).status(1).stdout_has("副主任4名");
    }

    #[test]
    fn extract_says_what_it_cannot_read() {
        Project::new().run(&["extract", "none.txt"]).status(2).stderr_has("there is no such file or folder");
        Project::new().folder("d").run(&["extract", "d"]).status(2).stderr_has("it is a folder");
    }
}

mod terminal {
    use super::*;

    #[test]
    fn the_language_follows_the_locale_and_the_option() {
        let project = Project::new();
        let talk = |locale: &str, more: &[&str]| {
            let args = [&["extract", "none.txt"], more].concat();
            let output = project.command(&args).env("LANG", locale).output().unwrap();
            String::from_utf8(output.stderr).unwrap()
        };
        assert!(talk("zh_CN.UTF-8", &[]).starts_with("错误[E0501]: 没有这个文件或文件夹"));
        assert!(talk("C", &[]).starts_with("error[E0501]"));
        assert!(talk("zh_CN.UTF-8", &["--lang", "en"]).starts_with("error[E0501]"));
    }

    #[test]
    fn a_policy_is_shown_as_it_is_written_in_either_language() {
        let project = with_document();
        let source = |more: &[&str]| {
            project.run(&[&["explain", "staffing-sum", "--source"], more].concat()).status(0).stdout
        };
        let shipped = guiju::shipped().iter().find(|(name, _)| name.ends_with("staffing-sum.guiju"));
        let zh = source(&["--lang", "zh"]);
        let back = Project::new().run_with_input(&["fmt", "-", "--lang", "en"], &zh).status(0).stdout;
        assert_eq!(back, source(&["--lang", "en"]));
        assert!(zh.contains("政策 staffing-sum") && shipped.unwrap().1.contains("staffing-sum"), "{zh}");
        let own = ["explain", "test-no-deputies", "--rules", "own.guiju", "--source"];
        project.run(&own).status(0).stdout_has("policy test-no-deputies");
        project.run(&["explain", "staffing-sum", "--source", "--cost"]).status(2);
    }

    #[test]
    fn a_term_of_the_trade_leads_to_the_names_of_the_language() {
        let project = Project::new();
        let told = project.run(&["doc", "领导职数", "--lang", "zh"]).status(0);
        told.stdout_has("语言里没有 `领导职数`").stdout_has("副职").stdout_has("staffing.unit_heads");
        project.run(&["doc", "leadership"]).status(0).stdout_has("staffing.deputies");
        project.run(&["doc", "staffing.deputis"]).status(2).stderr_has("staffing.deputies");
        project.run(&["doc", "weather"]).status(2).stderr_has("E0201");
    }

    /// What is typed wrongly must be answered before the option for the language is read.
    #[test]
    fn the_command_line_speaks_the_language_too() {
        let run = |args: &[&str]| Project::new().run(&[args, &["--lang", "zh"]].concat());
        run(&["--help"])
            .status(0)
            .stdout_has("用法：guiju")
            .stdout_has("按政策审查文件")
            .stdout_has("退出码");
        let check = run(&["check", "-h"]).status(0).stdout_has("示例：").stdout_has("- sarif：");
        let english = ["Usage", "Options:", "Possible", "default:", "Print"];
        assert!(english.iter().all(|word| !check.stdout.contains(word)), "{}", check.stdout);
        run(&["worker", "map", "--help"]).status(0).stdout_has("一行一条记录");
        run(&["man", "check"]).status(0).stdout_has("按政策审查文件");
        run(&["check", "a.txt", "--selct", "x"]).status(2).stderr_has("没有参数").stderr_has("`--select`？");
        run(&["check", "a.txt", "--threads", "many"]).status(2).stderr_has("线程数为 0 至 256");
        run(&["check"]).status(2).stderr_has("错误：没有指明文件").stderr_has("用法：guiju check");
        run(&["baseline", "a.txt", "--strict"]).status(2).stderr_has("基线不是报告");
        let both = run(&["check", "a.txt", "--output", "csv:-", "--output", "html:-"]);
        both.status(2).stderr_has("两份报告都写到标准输出");
        Project::new()
            .run(&["check", "a.txt", "--threads", "many"])
            .status(2)
            .stderr_has("is one from 0 to 256");
    }

    #[test]
    fn colours_are_an_option() {
        let project = Project::new();
        assert!(!project.run(&["extract", "none.txt"]).stderr.contains('\u{1b}'));
        assert!(project.run(&["extract", "none.txt", "--color", "always"]).stderr.contains('\u{1b}'));
        let mut quiet = project.command(&["extract", "none.txt", "--color", "auto"]);
        let output = quiet.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").output().unwrap();
        assert!(!output.stderr.contains(&0x1b));
    }

    #[test]
    fn verbose_says_what_is_done_and_quiet_nothing() {
        let project = with_document();
        let talk = |option: &str| project.run(&["check", "docs", "--output", "r.csv", option]).stderr;
        let said = talk("--verbose");
        assert!(said.contains("inputs: 1") && said.contains("wrote r.csv"), "{said}");
        assert_eq!(talk("--quiet"), "");
        project.run(&["check", "docs", "--quiet", "--verbose"]).status(2);
    }

    #[test]
    fn completions_and_man_pages_know_all_commands() {
        let project = Project::new();
        let help = project.run(&["--help"]).stdout;
        let commands: Vec<&str> = help
            .lines()
            .skip_while(|l| *l != "Commands:")
            .skip(1)
            .map_while(|l| l.strip_prefix("  "))
            .filter_map(|l| l.split(' ').next().filter(|w| !w.is_empty()))
            .collect();
        assert!(commands.len() > 10 && commands.contains(&"check"), "{commands:?}");
        let page = project.run(&["man"]).status(0).stdout;
        for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
            let script = project.run(&["completions", shell]).status(0).stdout;
            assert!(commands.iter().all(|c| script.contains(c)) && script.contains("fail-on"), "{shell}");
        }
        assert!(commands.iter().all(|c| page.contains(c)), "{page}");
        let check = project.run(&["man", "check"]).status(0).stdout_has("guiju-check").stdout;
        assert!(check.contains("\\-\\-fail\\-on"), "{check}");
        project.run(&["man", "chekc"]).status(2).stderr_has("check");
    }

    /// A reader that goes away early, as `head` does, ends the program without a word.
    fn broken_pipe(args: &[&str], status: i32) {
        let project = with_document();
        let mut command = project.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_eq!(output.status.code(), Some(status));
    }

    #[test]
    fn a_broken_pipe_is_quiet() {
        for args in [&["--help"][..], &["man"], &["completions", "bash"]] {
            broken_pipe(args, 0);
        }
    }

    #[test]
    fn a_broken_pipe_leaves_the_exit_status() {
        broken_pipe(&check(&["docs"]), 1);
        broken_pipe(&check(&["docs", "--format", "json"]), 1);
        broken_pipe(&["extract", "docs/a.txt"], 0);
    }

    #[test]
    fn the_report_does_not_depend_on_the_threads() {
        let mut project = with_document();
        for i in 0..50 {
            project =
                project.file(&format!("docs/{i}.txt"), FOUR_DEPUTIES.replace("20名", &format!("{i}名")));
        }
        let run =
            |n: &str| project.run(&check(&["docs", "--format", "json", "--threads", n])).status(1).stdout;
        let one = run("1");
        assert!(one == run("2") && one == run("7") && one == run("0"));
    }
}
