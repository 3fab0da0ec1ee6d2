//! Policies laid out: the tree, the comments and the words stay; a second time changes nothing; the other language and back
//! gives the same bytes.

use std::fmt::Write as _;

use guiju::{
    FormatOptions, format, format_all,
    phrase::Lang,
    source::{FileId, Files},
    syntax::parse,
};
use proptest::prelude::*;

use crate::{
    project::Project,
    syntax::{cases, shape, similar},
};

const AS_WRITTEN: FormatOptions = FormatOptions { lang: None };

/// The shipped policies and their tests.
pub(crate) fn rules() -> Files {
    let mut files = Files::default();
    for (name, text) in guiju::shipped().iter().chain(guiju::shipped_tests()) {
        files.add(*name, *text);
    }
    files
}

/// All files in one language.
fn in_language(files: &Files, lang: Lang) -> Files {
    let mut written = Files::default();
    let all = format_all(files, &FormatOptions { lang: Some(lang) });
    for ((_, file), text) in files.iter().zip(all) {
        written.add(&file.name, text.expect(&file.name));
    }
    written
}

/// The comments of a text.
fn comments(text: &str) -> Vec<String> {
    parse(FileId(0), text).tree.comments.into_iter().map(|c| c.value.trim_end().to_owned()).collect()
}

/// Lays a text out and holds the result to it.
#[track_caller]
fn laid_out(name: &str, text: &str) -> String {
    let first = format(text, &AS_WRITTEN).unwrap_or_else(|e| panic!("{name}: {e:?}\n{text}"));
    let again = format(&first, &AS_WRITTEN).unwrap_or_else(|e| panic!("{name}: {e:?}\n{first}"));
    assert_eq!(first, again, "{name}: a second time changes something");
    let trees = [text, &first].map(|t| shape(&parse(FileId(0), t).tree));
    similar(&trees[0], &trees[1], name);
    assert_eq!(comments(text), comments(&first), "{name}\n{first}");
    first
}

#[test]
fn the_shipped_policies_are_laid_out() {
    let mut untidy = Vec::new();
    for (_, file) in rules().iter() {
        if laid_out(&file.name, &file.text) != file.text {
            untidy.push(file.name.clone());
        }
    }
    assert!(untidy.is_empty(), "`guiju fmt rules/` lays these out: {untidy:?}");
}

#[test]
fn every_right_case_keeps_its_tree() {
    let (mut read, mut refused) = (0, 0);
    for (name, text) in cases("syntax", "").into_iter().chain(cases("diagnostics", "")) {
        if parse(FileId(0), &text).errors.is_empty() {
            laid_out(&name, &text);
            read += 1;
        } else {
            assert!(format(&text, &AS_WRITTEN).is_err(), "{name}");
            refused += 1;
        }
    }
    assert!(read > 10 && refused > 10, "{read} {refused}");
}

#[test]
fn the_other_language_and_back_gives_the_same_bytes() {
    let english = rules();
    let chinese = in_language(&english, Lang::Zh);
    for (((_, before), (_, there)), (_, back)) in
        english.iter().zip(chinese.iter()).zip(in_language(&chinese, Lang::En).iter())
    {
        assert_ne!(before.text, there.text, "{}", before.name);
        assert_eq!(before.text, back.text, "{}", before.name);
        assert_eq!(comments(&before.text), comments(&there.text), "{}", before.name);
    }
}

#[test]
fn the_chinese_policies_say_the_same_of_their_examples() {
    let chinese = in_language(&rules(), Lang::Zh);
    let plan = guiju::compile(&chinese).expect("the Chinese policies compile").plan;
    let english = guiju::compile(&rules()).expect("the shipped policies compile").plan;
    assert_eq!(plan.policies.len(), english.policies.len());
    for (zh, en) in plan.policies.iter().zip(&english.policies) {
        assert_eq!((&zh.name, zh.examples.len()), (&en.name, en.examples.len()));
        for (zh, en) in zh.examples.iter().zip(&en.examples) {
            assert_eq!((&zh.text, &zh.given, zh.verdict), (&en.text, &en.given, en.verdict));
        }
    }
}

#[test]
fn no_line_is_too_long_where_it_can_be_broken() {
    use unicode_width::UnicodeWidthStr as _;
    for (_, file) in rules().iter() {
        for line in file.text.lines().filter(|l| l.width() > 120) {
            let text = line.trim_start();
            let told = ["zh ", "en "].iter().find_map(|lang| text.strip_prefix(lang)).unwrap_or(text);
            // Quotation marks inside one text are no other text.
            let alone = told.starts_with('"') && told.matches('"').count() <= 2;
            let quoted = alone || text.starts_with(['"', '“']) || text.starts_with("--");
            assert!(
                quoted || line.matches(['"', '“']).count() <= 2,
                "{}: could be broken: {line}",
                file.name
            );
        }
    }
}

/// The words, texts and signs of a policy text, and what stands between them.
fn tokens(text: &str) -> Vec<&str> {
    let token = regex::Regex::new(
        r#"(?m)--.*$|"(?:\\.|[^"])*"|“(?:\\.|[^”])*”|/(?:\\.|[^/\s])+/|[\d][\w.-]*[%％]?|[\p{L}_][\p{L}\p{N}_]*(?:-[\p{L}\p{N}_]+)*|=>|->|==|!=|<=|>=|\.\.|\s+|\S"#,
    );
    let token = token.expect("a pattern");
    token.find_iter(text).map(|m| m.as_str()).collect()
}

/// A text with other blanks, and comments where there were some.
fn blown_up(text: &str, choices: &[u8]) -> String {
    let mut made = String::new();
    let mut comment = false;
    for (i, token) in tokens(text).into_iter().enumerate() {
        let fixed = comment || !token.chars().all(char::is_whitespace);
        comment = token.starts_with("--");
        match choices[i % choices.len()] {
            _ if fixed => made.push_str(token),
            0 => made.push_str("\n\n\n"),
            1 => made.push_str(" \t\u{3000}"),
            2 => drop(writeln!(made, " -- 注{i}")),
            3 => drop(write!(made, "\n\n-- {i} “\n-- again \"\n")),
            _ => made.push_str(token),
        }
    }
    made
}

/// Expressions as an author might write them.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "x",
        "units",
        "内设机构",
        "组织.编制",
        "x.副职",
        "first",
        "层级",
        "12",
        "1/3",
        "40％",
        "2019-04-07",
        "\"甲\"",
        "“乙\\”丙”",
        "/除(.+)外\\//",
        "真",
        "false",
        "staffing-limit",
        "first of xs",
        "计数(xs)",
        "[]",
        "｛1，2、3｝",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(5, 40, 3, |inner| {
        let binary =
            prop::sample::select(vec!["+", "-", "*", "/", "else", "默认", "union", "并", "减去", "minus"]);
        let compare = prop::sample::select(vec![
            "<",
            "==",
            "!=",
            "is",
            "不是",
            "in",
            "不属于",
            "mentions",
            "牵头",
            "before",
            "meets",
            "涵盖",
            "matches",
        ]);
        let test = prop::sample::select(vec![
            "is known",
            "is not  empty",
            "已知",
            "非空",
            "为空",
            "is not known",
            "为 未知",
        ]);
        let many = prop::sample::select(vec![
            "some",
            "均",
            "no",
            "恰有 2",
            "exactly 3",
            "those",
            "列出",
            "first",
            "末个",
        ]);
        prop_oneof![
            (inner.clone(), binary, inner.clone()).prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
            (inner.clone(), compare, inner.clone()).prop_map(|(a, op, b)| format!("(({a}) {op} ({b}))")),
            (inner.clone(), test).prop_map(|(a, test)| format!("（({a}) {test}）")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(({a}) and not ({b}))")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(({a}) 或 ({b}) or -({b}))")),
            (many, inner.clone(), inner.clone())
                .prop_map(|(many, list, where_)| format!("({many} y in ({list}) 其中 {where_})")),
            (inner.clone(), inner.clone())
                .prop_map(|(list, by)| format!("(best y in ({list}) by {by}).name")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("f({a}，{b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("[{a}, {b}]")),
        ]
    })
}

/// A policy around expressions.
fn policy(e: &[String]) -> String {
    let of = |i: usize| &e[i % e.len()];
    format!(
        "参数 most:ratio=({a}) 依据 law “法” article \"九\"\ndefine f(a: int,b:机构 列表)->机构 列表={b}\npolicy p{{title zh “题” en \"t\" severity info \
         适用 {c} in force from 2019-01-01 until 2020-01-01 let v={a}\nfor each pair x, y in ({b}) where {c}{{require {a} 否则 报告 \
         {b}, {c}:zh \"{{v}}{{{{}}}}\" en \"{{({shown}) as percent}}\"}} require {b} else report x:中 “甲” example not applicable \
         where organ.level = county “文”quotes \"文\"、“文” }}",
        a = of(0),
        shown = if of(0).contains(['"', '“', '/']) { "v" } else { of(0) },
        b = of(1),
        c = of(2)
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn other_blanks_and_comments_change_nothing_else(
        which in any::<prop::sample::Index>(), choices in prop::collection::vec(0_u8..9, 7..60)
    ) {
        let (name, text) = which.get(guiju::shipped());
        laid_out(name, &blown_up(text, &choices));
    }

    #[test]
    fn generated_policies_keep_their_trees(
        e in prop::collection::vec(expressions(), 3), choices in prop::collection::vec(0_u8..9, 7..60)
    ) {
        let written = policy(&e);
        prop_assert_eq!(&parse(FileId(0), &written).errors, &[], "{}", written);
        let first = laid_out("generated", &blown_up(&written, &choices));
        let zh = format(&first, &FormatOptions { lang: Some(Lang::Zh) }).unwrap();
        let en = format(&zh, &FormatOptions { lang: Some(Lang::En) }).unwrap();
        let direct = format(&first, &FormatOptions { lang: Some(Lang::En) }).unwrap();
        prop_assert_eq!(&en, &direct, "through Chinese\n{}", zh);
        prop_assert_eq!(format(&en, &FormatOptions { lang: Some(Lang::Zh) }).unwrap(), zh);
        prop_assert_eq!(comments(&first), comments(&en));
    }
}

mod command {
    use super::*;

    const WRITTEN: &str = "define few(xs: list of unit)=count(xs)<3 -- few\n";
    const TIDY: &str = "define few(xs: list of unit) = count(xs) < 3 -- few\n";
    const CHINESE: &str = "定义 few(xs: 机构 列表) = 计数(xs) < 3 -- few\n";

    fn project() -> Project {
        Project::new()
            .file("own/a.guiju", WRITTEN)
            .file("own/deep/b_test.guiju", TIDY)
            .file("own/c.txt", "define")
    }

    fn text(project: &Project, name: &str) -> String {
        std::fs::read_to_string(project.path().join(name)).expect("a file")
    }

    #[test]
    fn check_writes_nothing_and_shows_what_would_change() {
        let project = project();
        let ran = project.run(&["fmt", "--check", "own", "--lang", "en"]).status(1);
        ran.stdout_has("-define few(xs: list of unit)=count(xs)<3 -- few").stderr_has("would change: 1");
        assert_eq!(text(&project, "own/a.guiju"), WRITTEN);
        project.run(&["fmt", "--check", "own/deep"]).status(0).stdout_is("");
    }

    #[test]
    fn a_folder_is_laid_out_in_place() {
        let project = project();
        project.run(&["fmt", "own"]).status(0).stderr_has("formatted own/a.guiju").stdout_is("");
        assert_eq!([text(&project, "own/a.guiju"), text(&project, "own/c.txt")], [TIDY, "define"]);
        project.run(&["fmt", "own", "--lang", "zh"]).status(0);
        assert_eq!(text(&project, "own/deep/b_test.guiju"), CHINESE);
        project.run(&["fmt", "own", "--lang", "en"]).status(0);
        assert_eq!(text(&project, "own/a.guiju"), TIDY);
        project.run(&["fmt", "--check", "own"]).status(0);
    }

    #[test]
    fn the_standard_input_goes_to_the_standard_output() {
        let project = project();
        project.run_with_input(&["fmt", "-"], WRITTEN).status(0).stdout_is(TIDY);
        project.run_with_input(&["fmt", "--lang", "zh", "-"], WRITTEN).status(0).stdout_is(CHINESE);
        project.run_with_input(&["fmt", "--check", "-"], WRITTEN).status(1).stdout_has("+define few");
    }

    #[test]
    fn what_cannot_be_read_is_told_and_left_alone() {
        let project = project().file("own/d.guiju", "define few(xs)=1");
        project.run(&["fmt", "own"]).status(2).stderr_has("own/d.guiju:1").stdout_is("");
        assert_eq!(text(&project, "own/d.guiju"), "define few(xs)=1");
        assert_eq!(text(&project, "own/a.guiju"), TIDY);
    }
}
