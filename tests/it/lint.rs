//! The lints: each says what it should, underlines the right words, and is silent about what is right.

use guiju::source::Files;

/// The shipped policies and one more around a body.
fn lint(items: &str, body: &str) -> Vec<(String, String)> {
    let uses =
        if body.contains("deputy_limit(") { "use deputy_limit from staffing-deputy-band\n" } else { "" };
    let policy = format!(
        "{uses}{items}\npolicy p {{\n title zh \"甲\" en \"a\"\n severity info\n basis practice zh \"甲\"\n {body}\n \
         example passes \"甲\"\n example fails \"乙\"\n}}\n"
    );
    lint_text(&policy)
}

fn lint_text(text: &str) -> Vec<(String, String)> {
    let mut files = Files::default();
    for (name, text) in guiju::shipped() {
        files.add(*name, *text);
    }
    let own = files.add("own.guiju", text);
    // What can never be false does not compile.
    let told = guiju::lint(&files).unwrap_or_else(|errors| errors);
    told.iter()
        .filter(|d| d.labels[0].file == own)
        .map(|d| (d.code.to_string(), d.labels[0].span.slice(text).to_owned()))
        .collect()
}

fn each_unit(inside: &str) -> Vec<(String, String)> {
    lint("", &format!("for each s in staffing {{ {inside} }}"))
}

const REPORT: &str = "else report s: zh \"{s.admin}\" en \"{s.admin}\"";

#[track_caller]
fn is(found: impl AsRef<[(String, String)]>, code: &str, words: &str) {
    assert_eq!(found.as_ref(), [(code.to_owned(), words.to_owned())]);
}

#[track_caller]
fn is_clean(found: impl AsRef<[(String, String)]>) {
    assert_eq!(found.as_ref(), []);
}

#[test]
fn the_shipped_policies_are_clean() {
    let mut files = Files::default();
    for (name, text) in guiju::shipped() {
        files.add(*name, *text);
    }
    assert_eq!(guiju::lint(&files), Ok(Vec::new()));
}

#[test]
fn what_is_said_of_numbers_is_what_evaluation_says() {
    let changed = |condition: &str| {
        lint(
            "",
            &format!("for each c in changes {{ require {condition} else report c: en \"{{c.delta}}\" }}"),
        )
    };
    // A ratio and a whole number may be the same.
    is(each_unit(&format!("require 200% is 2 {REPORT}")), "E0603", "200% is 2");
    is(each_unit(&format!("require 1/2 is 2 {REPORT}")), "E0602", "1/2 is 2");
    // A change may be one for the worse.
    is_clean(changed("c.delta >= 0"));
    is(each_unit(&format!("require s.admin >= 0 {REPORT}")), "E0603", "s.admin >= 0");
    // What no number holds is not told.
    is_clean(each_unit(&format!("require 9223372036854775807 + 1 > s.admin {REPORT}")));
    // Of what is never reached nothing more is said.
    is(
        lint("", &format!("for each s in staffing where false {{ require false {REPORT} }}")),
        "E0602",
        "false",
    );
}

/// What would pass every document is refused, wherever policies are compiled; what judges none is told and compiles.
#[test]
fn what_can_never_be_false_does_not_compile() {
    let compiled = |body: &str| {
        let mut files = Files::default();
        files.add("own.guiju", format!("policy p {{ title en \"a\" severity info {body} }}"));
        guiju::compile(&files).map(|c| c.warnings.iter().map(|d| d.code.to_string()).collect::<Vec<_>>())
    };
    let report = "else report document: en \"{count(units)}\"";
    let refused = compiled(&format!("require count(units) >= 0 {report}")).expect_err("it passes everything");
    assert_eq!(refused.iter().map(|d| d.code.to_string()).collect::<Vec<_>>(), ["E0603"]);
    assert!(refused.iter().all(guiju::diagnostic::Diagnostic::is_error));
    let told = compiled(&format!("applies when 1 > 2 require count(units) >= 1 {report}"));
    assert_eq!(told, Ok(vec!["E0602".to_owned()]));
    assert_eq!(compiled(&format!("require count(units) >= 1 {report}")), Ok(Vec::new()));
}

#[test]
fn what_nothing_uses() {
    let require = format!("require s.admin < 9 {REPORT}");
    is(each_unit(&format!("let x = s.admin {require}")), "E0601", "x");
    is_clean(each_unit(&format!("let x = s.admin let y = x require y < 9 {REPORT}")));
    is(lint("", &format!("param most: int = 3 for each s in staffing {{ {require} }}")), "E0601", "most");
    for item in [
        "param q: int = 3",
        "vocabulary q { phrases \"甲\" }",
        "define q(s: staffing) = s.heads",
        "table q(n: int) -> int { 1.. => 2 }",
    ] {
        is(lint(item, &format!("for each s in staffing {{ {require} }}")), "E0601", "q");
    }
    let parent = "vocabulary up { phrases \"甲\" }\nvocabulary q { phrases \"乙\" parent up }";
    is_clean(lint(
        parent,
        "require some d in duties where d mentions up else report duties: zh \"无\" en \"none\"",
    ));
}

#[test]
fn conditions_that_cannot_change() {
    for always in [
        "count(units) >= 0",
        "s.admin >= 0",
        "s.admin <= s.admin",
        "count(units) is known",
        "-1 < s.admin",
        "s.admin + s.deputies >= 0",
        "s.admin > 3 or not s.admin > 3",
        "deputy_limit(county, s.admin) >= 1",
        "no u in units where count(units) < 0",
        "no x in [] where x is known",
    ] {
        is(each_unit(&format!("require {always} {REPORT}")), "E0603", always);
        is(
            lint("", &format!("for each s in staffing where {always} {{ require s.admin < 9 {REPORT} }}")),
            "E0602",
            always,
        );
    }
    for never in [
        "count(units) < 0",
        "organ.level is county and organ.level is province",
        "s.admin != s.admin",
        "deputy_limit(county, s.admin) > 99",
    ] {
        is(each_unit(&format!("require {never} {REPORT}")), "E0602", never);
    }
    is(
        each_unit(&format!("require s.admin < 9 and count(units) >= 0 {REPORT}")),
        "E0602",
        "count(units) >= 0",
    );
    let guarded = format!("for each s in staffing where s.admin < 9 {{ require s.admin < 9 {REPORT} }}");
    is(lint("", &guarded), "E0603", "s.admin < 9");
}

/// However far apart two conditions stand, and in whichever language each is written.
#[test]
fn conditions_that_exclude_each_other() {
    for never in [
        "s.admin >= 3 and s.admin <= 2",
        "s.admin >= 3 and s.行政编制 <= 2",
        "s.admin > 3 and s.heads > 0 and s.admin < 2",
        "s.admin > 3 and s.admin < 4",
        "3 <= s.admin and 2 >= s.admin",
        "s.admin is 1 and s.admin is 2",
        "s.admin is 1 and s.admin is not 1",
        "s.admin is 1 and s.admin > 1",
        "s.admin < 1 and s.admin is 1",
        "s.admin / 2 > 3/2 and s.admin / 2 < 4/3",
        "effective >= 2020-01-01 and effective < 2020-01-01",
        "organ.level is county and s.admin > 0 and organ.层级 is province",
    ] {
        is(each_unit(&format!("require {never} {REPORT}")), "E0602", never);
    }
    // What was said before holds for what stands inside.
    let outside = |applies: &str, condition: &str, required: &str| {
        let body = format!("for each s in staffing where {condition} {{ require {required} {REPORT} }}");
        lint("", &format!("{applies} {body}"))
    };
    is(outside("", "s.admin > 9", "s.admin <= 9"), "E0602", "s.admin <= 9");
    is(outside("", "s.行政编制 > 9", "s.admin is 3"), "E0602", "s.admin is 3");
    is(
        outside("applies when organ.level is county", "organ.level is province", "s.admin < 3"),
        "E0602",
        "organ.level is province",
    );
    // One of the two is always so.
    for always in [
        "s.admin >= 3 or s.行政编制 < 3",
        // Between 2 and 3 there is no whole number.
        "s.admin >= 3 or s.admin <= 2",
        "s.admin is not 1 or s.admin is not 2",
        "s.admin > 3 or s.heads > 1 or s.admin < 4",
        "organ.level is not county or organ.level is not province",
    ] {
        is(each_unit(&format!("require {always} {REPORT}")), "E0603", always);
    }
    for possible in [
        "s.admin > 3 or s.admin < 3",
        "s.admin >= 3 or s.heads < 3",
        "s.admin is 1 or s.admin is 2",
        "s.admin >= 3 and s.admin <= 3",
        "s.admin > 3 and s.admin < 5",
        "s.admin >= 3 and s.heads <= 2",
        "s.admin is not 1 and s.admin is not 2",
        "s.admin / 2 > 4/3 and s.admin / 2 < 3/2",
        "effective >= 2020-01-01 and effective <= 2020-01-01",
        "some x in staffing where x.admin > 3 and (some y in staffing where y.admin < 3)",
    ] {
        is_clean(each_unit(&format!("require {possible} {REPORT}")));
    }
    is_clean(outside("", "s.admin > 9", "(some x in staffing where x.admin < 9)"));
}

#[test]
fn patterns_that_match_everything() {
    for (pattern, told) in
        [("/.*/", true), ("/甲|/", true), ("/^甲?/", true), ("/甲|乙/", false), ("/^甲?$/", false)]
    {
        let found =
            each_unit(&format!("require s.organ matches {pattern} else report s: en \"{{s.organ}}\""));
        if told { is(found, "E0610", pattern) } else { is_clean(found) }
    }
    let defined = lint(
        "define any(s: staffing) = s.organ matches /.*/",
        "for each s in staffing { require any(s) else report s: en \"{s.organ}\" }",
    );
    is(defined, "E0610", "/.*/");
}

#[test]
fn messages_that_say_nothing() {
    for (message, blank) in
        [("zh \"\"", "\"\""), ("zh \"甲\" en \" \"", "\" \""), ("中 “ ”", "“ ”"), ("en \"\\n\"", "\"\\n\"")]
    {
        is(each_unit(&format!("require s.admin is known else report s: {message}")), "E0611", blank);
    }
    // It is told once that the message does not say what it is about.
    is(each_unit("require s.admin < 3 else report s: en \"\""), "E0611", "\"\"");
    is_clean(each_unit("require s.admin is known else report s: en \"{s.organ}\""));
}

#[test]
fn conditions_that_depend_on_the_document_or_on_a_parameter() {
    for open in [
        "count(units) >= 1",
        "s.admin > 0",
        "s.admin - s.deputies >= 0",
        "s.admin is known",
        "organ.level is county or organ.level is province",
        "deputy_limit(county, s.admin) >= 2",
    ] {
        is_clean(each_unit(&format!("require {open} {REPORT}")));
    }
    is_clean(lint(
        "",
        &format!(
            "param strict: bool = false for each s in staffing {{ require not strict or s.admin < 9 {REPORT} }}"
        ),
    ));
}

#[test]
fn divisors_that_may_be_zero() {
    is(each_unit(&format!("require s.deputies / s.admin < 1/2 {REPORT}")), "E0604", "s.admin");
    is(each_unit(&format!("let n = count(units) require s.admin / n > 2 {REPORT}")), "E0604", "n");
    let chosen = |c: &str| {
        format!("let s = first x in staffing where {c} require s.deputies / s.admin < 1/2 {REPORT}")
    };
    is_clean(lint("", &chosen("x.admin > 0 and x.support is known")));
    is(lint("", &chosen("x.support > 0")), "E0604", "s.admin");
    let defined = |c: &str| {
        let body =
            format!("let s = first x in staffing where {c} require s.deputies / all(s) < 1/2 {REPORT}");
        lint("define all(s: staffing) = s.admin + s.support", &body)
    };
    is_clean(defined("all(x) > 0"));
    is(defined("x.admin > 0"), "E0604", "all(s)");
    for guarded in ["s.admin > 0", "s.admin is known", "s.admin is not 0", "s.admin >= 1"] {
        let body = format!(
            "for each s in staffing where {guarded} {{ require s.deputies / s.admin < 1/2 {REPORT} }}"
        );
        is_clean(lint("", &body));
        is_clean(each_unit(&format!("require {guarded} and s.deputies / s.admin < 1/2 {REPORT}")));
    }
    is_clean(lint(
        "",
        &format!(
            "applies when units is not empty for each s in staffing {{ require s.admin / count(units) > 2 {REPORT} }}"
        ),
    ));
    for safe in [
        "s.deputies / 2",
        "s.deputies / (s.admin + 1)",
        "s.deputies / deputy_limit(county, s.admin)",
        "((s.deputies / s.admin) else 0)",
    ] {
        is_clean(each_unit(&format!("require {safe} < 3/2 {REPORT}")));
    }
}

#[test]
fn messages_without_the_value() {
    let silent = "else report s: zh \"超编\" en \"too many\"";
    is(each_unit(&format!("require s.admin <= 9 {silent}")), "E0606", "s.admin <= 9");
    is(
        each_unit(&format!("require deputy_limit(organ.level, s.admin) is known {silent}")),
        "E0606",
        "deputy_limit(organ.level, s.admin) is known",
    );
    is_clean(each_unit(&format!("require count(units) >= 2 {silent}")));
    is_clean(each_unit(&format!("require s.organ is known {silent}")));
}

#[test]
fn policies_that_ask_the_same() {
    let policy = |name: &str, applies: &str, limit: &str| {
        format!(
            "policy {name} {{\n title zh \"甲\" en \"a\"\n severity info\n basis practice zh \"甲\"\n {applies}\n \
             for each s in staffing {{ require s.admin {limit} {REPORT} }}\n example passes \"甲\"\n example fails \"乙\"\n}}\n"
        )
    };
    let two = |a: (&str, &str), b: (&str, &str)| {
        lint_text(&format!("{}{}", policy("aa", a.0, a.1), policy("bb", b.0, b.1)))
    };
    is(two(("", "<= 9"), ("", "<= 9")), "E0605", "bb");
    is(two(("", "<= 9"), ("", "<= 7")), "E0605", "aa");
    is(two(("applies when units is not empty", "<= 9"), ("", "<= 9")), "E0605", "aa");
    is_clean(two(("", "<= 9"), ("", ">= 7")));
    is_clean(two(("applies when units is not empty", "<= 7"), ("", "<= 9")));
}

#[test]
fn what_a_policy_owes_its_readers() {
    let bare = "policy bare {\n title zh \"甲\" en \"a\"\n severity info\n require count(duties) > 1 else report duties: zh \"少\"\n}\n";
    let found = lint_text(bare);
    let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["E0607", "E0608", "E0608"]);
    let tested = format!(
        "{bare}test bare {{ document \"甲\" expect passes }}\ntest bare {{ document \"乙\" expect fails }}"
    );
    is(lint_text(&tested), "E0607", "bare");
}

#[test]
fn a_name_that_hides_a_value() {
    let require =
        "require count(duties) > 3 else report duties: zh \"{count(duties)}\" en \"{count(duties)}\"";
    let asks = |name: &str| require.replace("> 3", &format!("> {name}"));
    is(lint("", &format!("let lead = 3 {}", asks("lead"))), "E0612", "lead");
    is(lint("", &format!("let 县级 = 3 {}", asks("县级"))), "E0612", "县级");
    is(lint("param county: int = 3", &asks("county")), "E0612", "county");
    is(lint("define many(bureau: int) = bureau + 1", &asks("many(2)")), "E0612", "bureau");
    is(lint("define strengthen() = 3", &asks("strengthen()")), "E0612", "strengthen");
    let each =
        "for each share in duties { require share.ordinal < 9 else report share: en \"{share.ordinal}\" }";
    is(lint("", each), "E0612", "share");
    // What a list of the document is called is meant as that, and a value of its own is none of the language's.
    is_clean(lint("define many(units: list of unit) = count(units)", &asks("many(units)")));
    is_clean(lint("", &format!("let leading = 3 {}", asks("leading"))));
}
