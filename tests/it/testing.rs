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
            .stdout_has("1 policies, 2 examples: all as expected");
    }

    #[test]
    fn an_example_that_does_not_hold_has_its_place() {
        let wrong = POLICY.replace("passes", "fails");
        let result = run(&Project::new().file("own.guiju", wrong), &["own.guiju"]).status(1);
        result.stdout_has("own.guiju:9:3: few-deputies #1: expected violation, got pass");
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
        project.run(&["test", "own.guiju"]).status(0).stdout_has("1 policies, 2 examples");
        project.run(&["test"]).status(0).stdout_has("staffing-deputy-band");
    }

    #[test]
    fn a_file_takes_the_place_of_the_shipped_one_of_the_same_name() {
        let own = POLICY.replace("few-deputies", "staffing-deputy-band");
        let project = Project::new().file("own.guiju", own);
        project.run(&["test", "own.guiju"]).status(0).stdout_has("1 policies, 2 examples");
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
