//! The tools for people who write policies: tests, coverage, lints, traces, mutants, costs.

use crate::project::{Project, Run};

/// A policy with a limit, and examples of both sides.
const POLICY: &str = r#"language 1
policy few-deputies {
  title zh "副职" en "deputies"
  severity warning
  basis practice zh "测试" en "a test"
  for each s in staffing where s.deputies is known {
    require s.deputies <= 2 else report s: zh "副职{s.deputies}名" en "{s.deputies} deputies"
  }
  example passes "人员编制\n机关行政编制9名,设主任1名、副主任2名。"
  example fails  "人员编制\n机关行政编制9名,设主任1名、副主任3名。" quotes "副主任3名"
}
"#;

const FOUR: &str = "人员编制\n机关行政编制20名,配备主任1名、副主任4名。\n";

fn project() -> Project {
    Project::new().file("own.guiju", POLICY)
}

fn run(project: &Project, args: &[&str]) -> Run {
    project.run(&[&["test", "--no-default-rules"], args].concat())
}

mod test {
    use super::*;

    #[test]
    fn examples_that_hold_are_counted() {
        let result = run(&project(), &["own.guiju"]).status(0);
        result
            .stdout_has("few-deputies         2       0")
            .stdout_has("1 policy, 2 examples: all as expected");
    }

    #[test]
    fn an_example_that_does_not_hold_has_its_place() {
        let wrong = POLICY.replace("passes", "fails");
        let project = Project::new().file("own.guiju", wrong);
        let result = run(&project, &["own.guiju"]).status(1);
        result.stdout_has("own.guiju:9:3: few-deputies #1: expected violation, got pass");
        let result = run(&project, &["own.guiju", "--lang", "zh"]).status(1);
        result.stdout_has("应为违反,实为通过");
    }

    #[test]
    fn a_quote_that_is_missing_is_named_with_those_that_are_there() {
        let wrong = POLICY.replace("quotes \"副主任3名\"", "quotes \"副主任5名\"");
        let result = run(&Project::new().file("own.guiju", wrong), &["own.guiju"]).status(1);
        result.stdout_has("no finding quotes “副主任5名”").stdout_has("    quotes “副主任3名”");
    }

    #[test]
    fn tests_beside_policies_read_whole_documents() {
        let test = |more: &str| format!("test few-deputies {{ file \"docs/four.txt\" {more} }}");
        let at = |more: &str| {
            let project = project().file("t/docs/four.txt", FOUR).file("t/own_test.guiju", test(more));
            run(&project, &["own.guiju", "t"])
        };
        at("expect fails quotes \"副主任4名\" subject \"行政编制20名\"")
            .status(0)
            .stdout_has("3 examples: all as expected");
        at("expect passes").status(1).stdout_has("t/own_test.guiju:1:1: few-deputies #3: expected pass");
        at("expect fails subject \"副主任五名\"").status(1).stdout_has("no finding is about “副主任五名”");
        at("given effective = 2019-04-07 expect fails").status(0);
        at("given color = 3 expect fails").status(2);
        at("").status(2).stderr_has("the test expects nothing");
        at("document \"a\" expect fails").status(2).stderr_has("the test has two documents");
    }

    /// A policy that is named brings its tests, a test its policy, and both what else they speak of beside them.
    #[test]
    fn what_stands_beside_a_named_file_comes_along() {
        let wrong =
            format!("test few-deputies {{ document \"{}\" expect passes }}", FOUR.replace('\n', "\\n"));
        let project = project().file("own_test.guiju", wrong).file("broken.guiju", "policy {");
        run(&project, &["own.guiju"]).status(1).stdout_has("few-deputies         3       1");
        run(&project, &["own_test.guiju"]).status(1).stdout_has("1 policy, 1 example: 1 not as expected");
        let words = "vocabulary filing { title en \"filing\" phrases \"档案\" }\n";
        let uses =
            POLICY.replace("few-deputies", "files").replace("s.deputies is known", "s mentions filing");
        let project =
            Project::new().file("a.guiju", &uses).file("words.guiju", words).file("b.guiju", POLICY);
        let lint = project.run(&["lint", "--no-default-rules", "a.guiju"]).status(0);
        lint.stdout_has("policy files: 1, warnings: 0");
        project
            .run(&["lint", "--no-default-rules", "words.guiju"])
            .status(0)
            .stdout_has("policy files: 1, warnings: 0");
        // A neighbour of the same name is none.
        let project = project.file("c.guiju", POLICY);
        run(&project, &["c.guiju"]).status(0).stdout_has("1 policy, 2 examples");
    }

    #[test]
    fn a_test_in_chinese_and_with_a_text_of_its_own() {
        let test =
            "测试 few-deputies { 文本 “人员编制\n机关行政编制9名,设副主任3名。” 预期 违反 引用 “副主任3名” }";
        let project = project().file("a_test.guiju", test);
        run(&project, &["own.guiju", "a_test.guiju"]).status(0).stdout_has("3 examples");
    }

    #[test]
    fn what_a_test_names_must_exist() {
        let missing = "test few-deputies { file \"none.txt\" expect fails }";
        let project = project().file("a_test.guiju", missing);
        let result = run(&project, &["own.guiju", "a_test.guiju"]).status(2);
        result.stderr_has("a_test.guiju:1:26").stderr_has("none.txt: there is no such file");
        let unknown = Project::new().file("a_test.guiju", "test few-deputes { document \"a\" expect fails }");
        let unknown = unknown.file("own.guiju", POLICY);
        run(&unknown, &["own.guiju", "a_test.guiju"]).status(2).stderr_has("did you mean `few-deputies`?");
    }

    #[test]
    fn nothing_to_run_is_no_success() {
        let bare: String = POLICY.lines().filter(|l| !l.contains("example")).collect::<Vec<_>>().join("\n");
        let project = Project::new().file("own.guiju", bare);
        run(&project, &["own.guiju"]).status(2).stderr_has("E0609");
        run(&project, &[]).status(2).stderr_has("E0508");
        project.run(&["test", "own.guiju", "--only", "few-deputis"]).status(2).stderr_has("`few-deputies`");
    }

    #[test]
    fn tests_are_no_policies_to_check_with() {
        let broken = "test no-such-policy { document \"a\" expect fails }";
        let project = project().file("a_test.guiju", broken).file("a.txt", FOUR);
        project.run(&["check", "a.txt", "--rules", ".", "--no-default-rules"]).status(0);
    }

    #[test]
    fn the_shipped_policies_stand_behind() {
        let own = POLICY.replace("s.deputies <= 2", "s.deputies <= 2 or leaders(s) < 3");
        let project = Project::new().file("own.guiju", own);
        project.run(&["test", "own.guiju"]).status(0).stdout_has("1 policy, 2 examples");
        project.run(&["test"]).status(0).stdout_has("staffing-deputy-band");
    }

    #[test]
    fn a_file_takes_the_place_of_the_shipped_one_of_the_same_name() {
        let own = POLICY.replace("few-deputies", "staffing-deputy-band");
        let project = Project::new().file("own.guiju", own);
        project.run(&["test", "own.guiju"]).status(0).stdout_has("1 policy, 2 examples");
    }

    #[test]
    fn the_result_for_programs() {
        let wrong = POLICY.replace("passes", "fails");
        let json = run(&Project::new().file("own.guiju", wrong), &["own.guiju", "--format", "json"]).json();
        assert_eq!(json["summary"]["failed"], 1);
        assert_eq!(
            (&json["cases"][0]["expected"], &json["cases"][0]["got"]),
            (&"violation".into(), &"pass".into())
        );
        assert_eq!((&json["cases"][1]["line"], &json["cases"][1]["failure"]), (&10.into(), &().into()));
    }
}

mod word_lists {
    use super::*;

    /// A vocabulary whose examples hold, and notice every change of it.
    const WORDS: &str = r#"language 1
vocabulary seals {
  title zh "印章" en "seals"
  phrases "印章", "用印"
  weak "章" with "刻制"
  except "印章厂"
  parent papers
  example hits   "负责機關印 章管理", "审核用印", "刻制各类章"
  example misses "监督印章厂", "起草章程", "负责章程;刻制门牌"
}

vocabulary papers {
  title zh "文书" en "papers"
  phrases "公文"
  example hits   "办理公文", "用印"
  example misses "负责信访"
}

verbs lead   { "负责" example hits "负责协助工作" }
verbs assist { "协助" example hits "协助工作" example misses "工作" }
"#;

    fn words(text: &str, more: &[&str]) -> Run {
        run(&Project::new().file("words.guiju", text), &[&["words.guiju"], more].concat())
    }

    #[test]
    fn clauses_are_recognised_or_not() {
        let result = words(WORDS, &[]).status(0);
        result
            .stdout_has("seals               6       0")
            .stdout_has("4 lists of words, 12 clauses: all as expected");
    }

    #[test]
    fn a_clause_that_is_not_as_expected_has_its_place_and_the_words() {
        let wrong = WORDS.replace("\"审核用印\"", "\"审核用车\"").replace("起草章程", "刻制章程");
        let result = words(&wrong, &[]).status(1);
        result
            .stdout_has("words.guiju:8:31: seals: “审核用车” must be recognised, but no phrase counts in it")
            .stdout_has("words.guiju:9:27: seals: “刻制章程” must not be recognised, but is by “章”")
            .stdout_has("12 clauses: 2 not as expected");
        let wrong = WORDS.replace("\"工作\"", "\"协助\"");
        words(&wrong, &[])
            .status(1)
            .stdout_has("verbs assist: “协助” must not be recognised, but is by “协助”");
        let wrong = WORDS.replace("hits \"协助工作\"", "hits \"负责工作\"");
        words(&wrong, &[]).status(1).stdout_has("must have this strength, but has lead");
    }

    #[test]
    fn chinese_keywords_say_the_same() {
        let zh = "词汇 印章 { 短语 “印章” 示例 命中 “印章” 示例 未中 “公章” }";
        words(zh, &[]).status(0).stdout_has("1 lists of words, 2 clauses: all as expected");
    }

    #[test]
    fn the_result_for_programs() {
        let json = words(&WORDS.replace("起草章程", "刻制章程"), &["--format", "json"]).status(1).json();
        let clause = &json["clauses"][4];
        assert_eq!((&clause["list"], &clause["expected"]), (&"seals".into(), &"misses".into()));
        assert_eq!((&clause["line"], &clause["column"]), (&9.into(), &27.into()));
        assert!(clause["failure"]["zh"].as_str().expect("a reason").contains("“章”"));
        assert_eq!(json["summary"]["failed"], 1);
    }

    #[test]
    fn changes_are_noticed_by_the_clauses_of_the_list() {
        let all = ["--mutate", "--words", "0"];
        words(WORDS, &all).status(0).stdout_has("noticed 8/8 mutants");
        // Without the clause, nothing notices that the false friend is gone.
        let weak = WORDS.replace("\"监督印章厂\", ", "");
        words(&weak, &all).stdout_has("words.guiju:6:10: not noticed: \"印章厂\" -> (nothing) [seals]");
        let weak = WORDS.replace("\"负责协助工作\"", "\"负责工作\"");
        words(&weak, &all).stdout_has("not noticed: \"负责\" -> (nothing)");
    }
}

mod lint {
    use super::*;

    #[test]
    fn warnings_are_the_result() {
        let lint = |args: &[&str]| project().run(&[&["lint"], args].concat());
        lint(&["own.guiju"]).status(0).stdout_has("policy files: 1, warnings: 0");
        lint(&[]).status(0);
        let warned =
            Project::new().file("own.guiju", POLICY.replace("basis practice zh \"测试\" en \"a test\"", ""));
        warned.run(&["lint", "own.guiju"]).status(1).stdout_has("warning[E0607]").stdout_has("own.guiju:2:8");
        let json = warned.run(&["lint", "own.guiju", "--format", "json"]).status(1).json();
        assert_eq!(json["warnings"][0]["words"], "few-deputies");
        Project::new().run(&["lint", "none.guiju"]).status(2).stderr_has("E0501");
    }
}

mod explain {
    use super::*;

    fn explain(policy: &str, text: &str, more: &[&str]) -> Run {
        let project = Project::new().file("own.guiju", policy).file("a.txt", text);
        project.run(&[&["explain", "few-deputies", "a.txt", "--rules", "own.guiju"], more].concat())
    }

    #[test]
    fn a_verdict_is_told_with_the_words_of_its_values() {
        let result = explain(POLICY, FOUR, &[]).status(0);
        result
            .stdout_has("a.txt  few-deputies: violation (examined 1, passed 0, violated 1, undecided 0)")
            .stdout_has("s = [2:3 “行政编制20名,配备主任1名、副主任4名”]")
            .stdout_has("  where s.deputies is known: true")
            .stdout_has("  require s.deputies <= 2: false\n      s.deputies = 4  [2:18 “副主任4名”]");
    }

    #[test]
    fn variables_definitions_and_tables_are_opened() {
        let policy = POLICY.replace("language 1", "language 1\nuse deputy_limit from staffing-deputy-band");
        let policy = policy.replace(
            "require s.deputies <= 2",
            "let limit = deputy_limit(county, s.admin) require s.deputies <= limit and leaders(s) < 9",
        );
        let result = explain(&policy, FOUR, &[]).status(0);
        result
            .stdout_has("s.deputies <= limit: false")
            .stdout_has("limit = 2\n")
            .stdout_has("deputy_limit(county, s.admin) = 2")
            .stdout_has("s.admin = 20  [2:3 “行政编制20名”]")
            .stdout_has("leaders(s) < 9: true")
            .stdout_has("s.heads = 1  [2:13 “主任1名”]");
    }

    #[test]
    fn what_is_unknown_has_its_reason() {
        let policy = POLICY.replace("s.deputies <= 2", "s.deputies / s.support <= 2");
        let result = explain(&policy, FOUR, &["--lang", "zh"]).status(0);
        result.stdout_has("未决(检查1").stdout_has("s.副职 / s.工勤编制 <= 2: 未知 (未载明:");
    }

    #[test]
    fn the_element_that_decides_is_shown() {
        let policy = POLICY.replace("s.deputies <= 2", "no t in staffing where t.deputies > 3");
        let result = explain(&policy, FOUR, &[]).status(0);
        result
            .stdout_has("require no t in staffing where t.deputies > 3: false")
            .stdout_has("t.deputies > 3: true  [2:3 “行政编制20名,配备主任1名、副主任4名”]");
    }

    #[test]
    fn a_policy_that_does_not_apply_says_so() {
        let policy = POLICY.replace("  for each", "  applies when units is not empty\n  for each");
        let result = explain(&policy, FOUR, &[]).status(0);
        result
            .stdout_has("not applicable (examined 0")
            .stdout_has("applies when units is not empty: false\n    units = 0 elements");
    }

    #[test]
    fn the_steps_for_programs() {
        let json = explain(POLICY, FOUR, &["--format", "json"]).status(0).json();
        let step = &json["steps"][1];
        assert_eq!((&step["role"], &step["condition"]["truth"]), (&"requirement".into(), &"false".into()));
        assert_eq!(step["condition"]["operands"][0]["read"][0]["quote"], "副主任4名");
        assert_eq!(step["bindings"][0]["name"], "s");
        explain(POLICY, FOUR, &["--as-of", "2020-13-01"]).status(2);
        Project::new().run(&["explain", "staffing-deputy-band", "none.txt"]).status(2).stderr_has("E0501");
        Project::new().run(&["explain", "staffing-deputy-band", "--format", "json"]).status(2);
    }
}

mod coverage {
    use super::*;

    const BOTH: &str = "policy both {\n  title zh \"甲\" en \"a\"\n  severity info\n  \
         for each s in staffing where s.admin is known and s.deputies is known {\n    \
         require not (s.deputies > 2) or s.admin > 90 else report s: zh \"{s.deputies}\" en \"{s.deputies}\"\n  }\n\
         example passes \"人员编制\\n机关行政编制9名,设主任1名、副主任2名。\"\n";

    fn covered(more: &str) -> Run {
        let project = Project::new().file("own.guiju", format!("{BOTH}{more}\n}}\n"));
        run(&project, &["own.guiju", "--coverage"])
    }

    #[test]
    fn what_was_never_false_has_its_place() {
        let result = covered("").status(0);
        result
            .stdout_has("both                     0 / 1                 0 / 6")
            .stdout_has("own.guiju:5:13: both: never false: not (s.deputies > 2) or s.admin > 90")
            .stdout_has("own.guiju:5:17: both: never true: (s.deputies > 2)")
            .stdout_has("own.guiju:5:37: both: never evaluated: s.admin > 90")
            .stdout_has("requirements seen both ways 0/1 (0 %)");
    }

    #[test]
    fn all_examples_together_count() {
        let fails = "example fails \"人员编制\n机关行政编制9名,设主任1名、副主任3名。\"\n\
             example passes \"人员编制\n机关行政编制99名,设主任1名、副主任3名。\"";
        let result = covered(fails).status(0);
        result.stdout_has("1 / 1").stdout_has("requirements seen both ways 1/1 (100 %)");
    }

    #[test]
    fn what_only_proves_a_finding_does_not_count() {
        // The evidence of the finding looks at both sides; the evaluation stopped at the first.
        let policy = "policy p {\n title zh \"甲\" en \"a\"\n severity info\n \
             require count(duties) > 5 and count(units) > 5 else report duties: zh \"少\" en \"few\"\n \
             example fails \"主要职责\\n(一)负责文电。\"\n}\n";
        let project = Project::new().file("own.guiju", policy);
        run(&project, &["own.guiju", "--coverage"]).stdout_has("never evaluated: count(units) > 5");
    }

    #[test]
    fn too_little_fails() {
        let project = project();
        run(&project, &["own.guiju", "--min-coverage", "100"]).status(0);
        let half: String = POLICY.lines().filter(|l| !l.contains("fails")).collect::<Vec<_>>().join("\n");
        let project = Project::new().file("own.guiju", half);
        run(&project, &["own.guiju", "--min-coverage", "100"]).status(1);
        run(&project, &["own.guiju", "--min-coverage", "101"]).status(2);
        let json = run(&project, &["own.guiju", "--coverage", "--format", "json"]).status(0).json();
        assert_eq!(json["coverage"]["policies"]["few-deputies"][1]["failed"], false);
        assert_eq!(json["coverage"]["requirements_both_ways"], 0);
    }
}

mod mutate {
    use super::*;

    fn mutate(policy: &str, more: &[&str]) -> Run {
        let project = Project::new().file("own.guiju", policy);
        run(&project, &[&["own.guiju", "--mutate"], more].concat())
    }

    /// Without the example at the limit.
    fn weak() -> String {
        POLICY.lines().filter(|l| !l.contains("example passes")).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn changes_that_no_example_notices_are_named() {
        let result = mutate(&weak(), &[]).status(1);
        result
            .stdout_has("comparison        2    3")
            .stdout_has("limit             1    2")
            .stdout_has("own.guiju:7:24: not noticed: <= -> < [few-deputies]")
            .stdout_has("own.guiju:7:27: not noticed: 2 -> 1 [few-deputies]")
            .stdout_has("noticed 3/5 mutants (60 %)");
        mutate(&weak(), &["--min-noticed", "60"]).status(0);
    }

    #[test]
    fn an_example_at_the_limit_notices_them() {
        mutate(POLICY, &[]).status(0).stdout_has("noticed 5/5 mutants (100 %)");
    }

    #[test]
    fn word_lists_bands_quantifiers_and_connectives_are_changed() {
        let policy = r#"vocabulary v { phrases "保密", "定密" }
            table t(n: int) -> int { 1..10 => 1   11.. => 2 }
            policy p {
              title zh "甲" en "a"
              severity info
              require some u in units where u mentions v and not u contains "会" else report units: zh "无" en "none"
              for each s in staffing { require s.deputies <= t(s.admin) else report s: zh "多" en "many" }
              example passes "内设机构\n(一)秘书科。负责保密。"
              example fails "内设机构\n(一)秘书科。负责文电。"
            }"#;
        let result = mutate(policy, &[]).status(1);
        for survivor in [
            "1:30: not noticed: \"定密\" -> (nothing)",
            "2:41: not noticed: 10 | 11 -> 9 | 10",
            "2:47: not noticed: 1 -> 2",
            "7:59: not noticed: <= -> <",
            "6:45: not noticed: u mentions v and not u contains \"会\" -> u mentions v",
        ] {
            result
                .stdout
                .lines()
                .find(|l| l.contains(survivor))
                .unwrap_or_else(|| panic!("{survivor}: {result:#?}"));
        }
        assert!(!result.stdout.contains("保密") && !result.stdout.contains("some -> no"), "{result:#?}");
        let sampled = mutate(policy, &["--words", "1"]).status(1);
        sampled.stdout_has("1 phrases were passed over");
    }

    #[test]
    fn mutants_say_nothing_of_policies_that_fail() {
        let wrong = POLICY.replace("passes", "fails");
        let result = mutate(&wrong, &[]).status(1);
        assert!(!result.stdout.contains("mutants"), "{result:#?}");
    }

    #[test]
    fn the_result_does_not_depend_on_the_threads() {
        let at = |n: &str| mutate(&weak(), &["--threads", n, "--format", "json"]).stdout;
        assert_eq!(at("1"), at("4"));
        let json = mutate(&weak(), &["--format", "json"]).json();
        assert_eq!((&json["mutation"]["noticed"], &json["mutation"]["mutants"]), (&3.into(), &5.into()));
        assert_eq!(json["mutation"]["survivors"][0]["kind"], "comparison");
        run(&project(), &["own.guiju", "--min-noticed", "50"]).status(2);
    }
}

mod params {
    use super::*;

    const LIMIT: &str = r#"policy p {
      title zh "甲" en "a"
      severity info
      param most: int = 2
      for each s in staffing { require s.deputies <= most else report s: zh "{s.deputies}" en "{s.deputies}" }
      example fails "人员编制\n机关行政编制9名,设副主任3名。"
      example passes where most = 3 "人员编制\n机关行政编制9名,设副主任3名。"
    }
    test p { document "人员编制\n机关行政编制9名,设副主任4名。" given most = 4 expect passes }
    "#;

    #[test]
    fn examples_give_parameters_of_their_policy() {
        let project = Project::new().file("own.guiju", LIMIT);
        run(&project, &["own.guiju", "--coverage"])
            .status(0)
            .stdout_has("requirements seen both ways 1/1 (100 %)");
        // Words and lists of words too, with whatever stands in them.
        let words = r#"policy w {
          title zh "甲" en "a"
          severity info
          param word: text = "甲"
          param all: list of text = ["乙"]
          for each d in duties { require d.text contains word and (some a in all where d.text contains a) else report d: en "{word}" }
          example passes where word = "会\\\"务" , all = ["丙", "a, b"] "主要职责\n(一)负责会\\\"务a, b。"
          example fails "主要职责\n(一)负责会务。"
        }
        "#;
        run(&Project::new().file("own.guiju", words), &["own.guiju"]).status(0);
        let wrong = Project::new().file("own.guiju", LIMIT.replace("most = 3", "most = \"3\""));
        run(&wrong, &["own.guiju"]).status(2);
        let unknown = Project::new().file("own.guiju", LIMIT.replace("given most", "given least"));
        run(&unknown, &["own.guiju"]).status(2).stderr_has("least");
    }
}

mod cost {
    use super::*;

    fn cost(body: &str) -> String {
        let policy = format!("policy p {{ title zh \"甲\" en \"a\" severity info {body} }}");
        let project = Project::new().file("own.guiju", policy);
        let args = ["explain", "p", "--cost", "--no-default-rules", "--rules", "own.guiju"];
        project.run(&args).status(0).stdout.lines().next().unwrap_or_default().to_owned()
    }

    #[test]
    fn loops_multiply_and_statements_add() {
        let say = "else report duties: zh \"甲\" en \"a\"";
        assert_eq!(cost(&format!("require count(units) > 1 {say}")), "O(text)");
        assert_eq!(
            cost(&format!("for each u in units {{ require u.ordinal > 1 {say} }}")),
            "O(text + units)"
        );
        let pair = format!("for each pair a, b in duties {{ require a.ordinal < b.ordinal {say} }}");
        assert_eq!(cost(&pair), "O(duties × duties + text)");
        let inside =
            format!("for each u in units {{ require some c in u.clauses where c contains \"甲\" {say} }}");
        assert_eq!(cost(&inside), "O(clauses × text × units)");
        let lets = format!(
            "let known = those u in units where u.ordinal > 1 for each u in known {{ require u.ordinal in known.ordinal {say} }}"
        );
        assert_eq!(cost(&lets), "O(text + units × units)");
    }

    #[test]
    fn lists_are_called_as_policies_in_chinese_call_them() {
        let project = Project::new().file(
            "own.guiju",
            "policy p { title en \"a\" severity info for each u in unit_groups.units {\n\
             require some c in u.clauses where c contains \"甲\" else report u: en \"a\" } }",
        );
        let args = ["explain", "p", "--cost", "--lang", "zh", "--no-default-rules", "--rules", "own.guiju"];
        let told = project.run(&args).status(0).stdout;
        assert!(told.starts_with("O(分句 × 正文长度 × 机构组 × 内设机构)\n"), "{told}");
        assert!(!told.replace('O', "").contains(|c: char| c.is_ascii_alphabetic()), "{told}");
    }

    #[test]
    fn every_shipped_policy_has_a_bound() {
        let list = Project::new().run(&["list", "--format", "json"]).json();
        for policy in list["policies"].as_array().unwrap() {
            let name = policy["name"].as_str().unwrap();
            Project::new().run(&["explain", name, "--cost"]).status(0).stdout_has("text");
        }
        let peers = Project::new().run(&["explain", "cross-peer-outlier", "--cost"]).status(0);
        peers.stdout_has("documents × documents");
        Project::new().run(&["explain", "staffing-deputy-band", "a.txt", "--cost"]).status(2);
    }
}
