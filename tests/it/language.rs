//! The table of the language: every example in it is run, every spelling of the grammar stands in it.

use std::{collections::BTreeSet, fmt::Write as _};

use guiju::{
    compile,
    eval::{self, Options},
    ingest::{self, Given},
    schema::{
        BUILTINS, EXAMPLE_DOCUMENT, EXAMPLE_POLICY, EXAMPLE_VOCABULARIES, Enumeration, Example, FIELDS, Kind,
        RULES, Record, Type, VERDICT_RULES, WORDS,
    },
    source::Files,
};

/// The shipped verbs and the vocabularies that examples name.
fn vocabularies() -> Files {
    let mut files = Files::default();
    for (name, text) in guiju::shipped().iter().filter(|(name, _)| name.ends_with("vocabulary/verbs.guiju")) {
        files.add(*name, *text);
    }
    files.add("vocabularies.guiju", EXAMPLE_VOCABULARIES);
    files.add("policy.guiju", EXAMPLE_POLICY);
    files
}

/// Compiles a text beside the vocabularies of the examples.
#[track_caller]
fn compiled(text: &str) -> guiju::plan::Plan {
    let mut files = vocabularies();
    files.add("example.guiju", text);
    match compile(&files) {
        Ok(compilation) => compilation.plan,
        Err(problems) => {
            let said: Vec<String> = problems
                .iter()
                .map(|d| {
                    let l = &d.labels[0];
                    format!(
                        "{} `{}` {}",
                        d.code,
                        l.span.slice(&files.get(l.file).expect("a file").text),
                        d.message.en
                    )
                })
                .collect();
            panic!("{}\n{text}", said.join("\n"))
        }
    }
}

/// What expressions give for a document, in English; `unknown` where they give nothing.
#[track_caller]
pub(crate) fn values(expressions: &[&str], document: &str) -> Vec<String> {
    let mut text = String::new();
    for (i, e) in expressions.iter().enumerate() {
        let _ = write!(
            text,
            "policy e{i} {{\n  title en \"e\"\n  severity info\n  let v = {e}\n  \
             require false else report document: en \"={{v}}\"\n}}\n"
        );
    }
    let plan = compiled(&text);
    let regulation = ingest::read("a.txt", document.as_bytes(), &Given::default()).expect("a document");
    let report = eval::check(&plan, &regulation, &Options::default());
    let said = |i: usize| {
        let finding = report.findings.iter().find(|f| f.policy == format!("e{i}")).expect("a finding");
        let exact = finding.values.get("v").expect("the value");
        match exact {
            "yes" => "true".to_owned(),
            "no" => "false".to_owned(),
            "not stated" => "unknown".to_owned(),
            other => other.to_owned(),
        }
    };
    (0..expressions.len()).map(said).collect()
}

#[test]
fn the_expressions_of_the_table_give_what_it_says() {
    let fields = FIELDS.iter().filter_map(|f| f.example);
    let words = WORDS.iter().filter_map(|w| match w.example {
        Example::Gives(expression, value) => Some((expression, value)),
        _ => None,
    });
    let all: Vec<(&str, &str)> = fields.chain(words).chain(BUILTINS.iter().map(|b| b.example)).collect();
    let expressions: Vec<&str> = all.iter().map(|(e, _)| *e).collect();
    let given = values(&expressions, EXAMPLE_DOCUMENT);
    let wrong: Vec<String> = all
        .iter()
        .zip(&given)
        .filter(|((_, value), given)| value != given)
        .map(|((e, value), given)| format!("{e} gives {given}, not {value}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_statements_and_items_of_the_table_compile() {
    for word in WORDS {
        match word.example {
            Example::Gives(..) => {}
            Example::Item(item) => drop(compiled(item)),
            Example::Statement(statement) => drop(compiled(&format!(
                "policy p {{\n  title zh \"题\" en \"title\"\n  severity info\n  {statement}\n  \
                 require duties is not empty else report document: en \"no duties\"\n}}"
            ))),
        }
    }
}

#[test]
fn every_field_has_an_example_and_words_in_both_languages() {
    for f in FIELDS {
        let (en, zh) = f.field.names();
        assert!(f.example.is_some_and(|(e, _)| e.contains(en)), "{:?}.{en} has no example", f.record);
        assert!(!f.en.is_empty() && !f.zh.is_empty() && zh != en, "{en}");
        let counts = matches!(f.ty, Type::One(Kind::Int)) && !matches!(en, "ordinal" | "article");
        assert_eq!(f.unit.is_some(), counts, "{:?}.{en}: a number of things has a unit", f.record);
    }
}

#[test]
fn names_are_not_used_twice() {
    for record in Record::ALL {
        let fields: Vec<_> = guiju::schema::fields_of(record).collect();
        let names: BTreeSet<&str> =
            fields.iter().flat_map(|f| [f.field.names().0, f.field.names().1]).collect();
        assert_eq!(names.len(), fields.len() * 2, "{record:?}");
    }
    for e in Enumeration::ALL {
        let names: BTreeSet<&str> = e.symbols().iter().flat_map(|s| [s.en(), s.zh()]).collect();
        assert_eq!(names.len(), e.symbols().len() * 2, "{e:?}");
    }
    let kinds: BTreeSet<&str> = Kind::all().flat_map(|k| [k.names().0, k.names().1]).collect();
    assert!(kinds.contains("int") && kinds.contains("整数"));
}

/// The keywords of the grammar are those of the table: none is missing, none is invented.
#[test]
fn the_table_has_the_words_of_the_grammar() {
    let grammar = include_str!("../../grammar/policy.pest");
    let rule = regex::Regex::new(
        r"(?m)^(kw|op|else|level|basis|verdict|test|short|lit|q|pick|format|with)_\w+\s*= @\{(.*)\}$",
    )
    .unwrap();
    let literal = regex::Regex::new(r#""([^"]+)"( ~ gap ~ )?"#).unwrap();
    let known: BTreeSet<&str> = WORDS
        .iter()
        .flat_map(|w| [w.en, w.zh, w.sign.unwrap_or("")])
        .flat_map(|spelling| spelling.split(' '))
        .chain(BUILTINS.iter().flat_map(|b| [b.en, b.zh]))
        .collect();
    let mut written: BTreeSet<&str> = BTreeSet::new();
    for found in rule.captures_iter(grammar) {
        let body = found.get(2).expect("a body").as_str();
        written.extend(literal.captures_iter(body).map(|l| l.get(1).expect("a word").as_str()));
    }
    let missing: Vec<&&str> = written.iter().filter(|w| !known.contains(*w)).collect();
    assert!(missing.is_empty(), "the grammar has words that the table lacks: {missing:?}");
    let invented: Vec<&str> = WORDS
        .iter()
        .flat_map(|w| [w.en, w.zh, w.sign.unwrap_or(w.en)])
        .filter(|w| *w != "." && !w.split(' ').all(|part| written.contains(part)))
        .collect();
    assert!(invented.is_empty(), "the table has words that the grammar lacks: {invented:?}");
}

#[test]
fn nothing_and_the_unknown_mean_what_the_table_says() {
    let rows: Vec<(&str, &str)> =
        RULES.iter().flat_map(|r| r.empty.iter().chain(r.unknown)).copied().collect();
    let expressions: Vec<&str> = rows.iter().map(|(e, _)| *e).collect();
    let given = values(&expressions, EXAMPLE_DOCUMENT);
    let wrong: Vec<String> = rows
        .iter()
        .zip(&given)
        .filter(|((_, value), given)| value != given)
        .map(|((e, value), given)| format!("{e} gives {given}, not {value}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn verdicts_are_those_of_the_table() {
    let regulation =
        ingest::read("a.txt", EXAMPLE_DOCUMENT.as_bytes(), &Given::default()).expect("a document");
    let mut wrong = Vec::new();
    for rule in VERDICT_RULES {
        let text = format!("policy p {{\n  title en \"t\"\n  severity info\n  {}\n}}\n", rule.statements);
        let report = eval::check(&compiled(&text), &regulation, &Options::default());
        let given = format!("{:?}", report.verdicts.get("p").expect("a verdict").outcome);
        if given.to_lowercase() != rule.verdict.replace('-', "") {
            wrong.push(format!("{}: {given}, not {}", rule.when.0, rule.verdict));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// `guiju doc --markdown > docs/language.md` makes the page new.
#[test]
fn the_reference_page_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/language.md");
    let committed = std::fs::read_to_string(path).expect("docs/language.md");
    let made = guiju::reference::page(guiju::shipped());
    assert!(!made.contains("{{") || !made.contains("}}\n"), "a table of the template has no name");
    assert!(committed == made, "docs/language.md is not what `guiju doc --markdown` writes");
}

#[test]
fn the_policies_of_the_reference_page_compile() {
    let page = guiju::reference::page(guiju::shipped());
    let blocks: Vec<&str> =
        page.split("```guiju\n").skip(1).map(|b| b.split("```").next().unwrap_or_default()).collect();
    let whole: Vec<&&str> =
        blocks.iter().filter(|b| b.starts_with("language 1\n\n") || b.starts_with("语言")).collect();
    assert_eq!(whole.len(), 2);
    for block in whole {
        compiled(block);
    }
}

mod doc {
    use crate::project::Project;

    #[test]
    fn names_are_told_in_either_language() {
        let run = |args: &[&str]| Project::new().run(&[&["doc"], args].concat());
        run(&["副职"]).status(0).stdout_has("staffing.deputies  编制行.副职").stdout_has("int (posts)");
        run(&["staffing.deputies", "--lang", "zh"]).status(0).stdout_has("整数(名)");
        run(&["人员编制.副职"]).status(0).stdout_has("first(staffing).deputies  →  4");
        run(&["count"]).status(0).stdout_has("count(list) -> int").stdout_has("→  2");
        run(&["要求"]).status(0).stdout_has("require condition [severity …] else report");
        run(&["县级"]).status(0).stdout_has("value of level");
        run(&["unit"]).status(0).stdout_has("aliases");
        run(&["=="]).status(0).stdout_has("operator");
        run(&[]).status(0).stdout_has("staffing").stdout_has("for each");
    }

    /// How a function is called, and the examples, with the words of the language.
    #[test]
    fn forms_and_examples_are_chinese_for_readers_of_chinese() {
        let told = |name: &str| Project::new().run(&["doc", name, "--lang", "zh"]).status(0);
        told("count").stdout_has("计数(列表) -> 整数").stdout_has("计数([5, 7])  →  2");
        told("max").stdout_has("最大(数或日期 列表) -> 元素");
        told("containment").stdout_has("(文字或记录, 文字或记录 [, 词汇]) -> 比例");
        told("staffing.deputies").stdout_has("首个(人员编制).副职  →  4");
        told("for each").stdout_has("| 对每个 g 属于 人员编制").stdout_has("要求 g.副职 <= g.行政编制");
        told("param").stdout_has("| 参数 max_share: 比例 = 1/3 依据 惯例");
        for builtin in guiju::schema::BUILTINS {
            let form =
                told(builtin.en).stdout.lines().find(|l| l.contains("->")).unwrap_or_default().to_owned();
            assert!(!form.contains(|c: char| c.is_ascii_alphabetic()), "{form}");
        }
    }

    #[test]
    fn every_name_is_found() {
        for name in guiju::reference::names() {
            assert!(!guiju::reference::find(name).is_empty(), "{name}");
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_a_suggestion() {
        let run = |name: &str| Project::new().run(&["doc", name]).status(2);
        run("deputys").stderr_has("did you mean `deputies`?");
        run("副值").stderr_has("`副职`");
        run("staffing.deputys").stderr_has("did you mean `staffing.deputies`?");
        // What is told by another name elsewhere, and what a vocabulary looks for.
        let told = |name: &str| Project::new().run(&["doc", name, "--lang", "zh"]).status(0);
        told("科室").stdout_has("这里叫").stdout_has("内设机构");
        told("长度").stdout_has("字数  length");
        told("求和").stdout_has("合计  sum");
        told("数量").stdout_has("计数  count");
        told("保密").stdout_has("提及 名称");
        run("weather").stderr_has("`guiju doc` lists all names");
    }

    #[test]
    fn codes_have_pages() {
        let run = |args: &[&str]| Project::new().run(&[&["explain"], args].concat());
        run(&["E0203"]).status(0).stdout_has("two things bear one name").stdout_has("param most: int = 3");
        let told = run(&["e0203", "--lang", "zh"]).status(0).stdout_has("名称已被使用");
        told.stdout_has("| 参数 most: 整数 = 3");
        // What cannot be read stands as it is.
        let [en, zh] = ["en", "zh"].map(|lang| run(&["E0102", "--lang", lang]).status(0).stdout);
        let shown = |page: &str| page.lines().filter(|l| l.contains('|')).collect::<Vec<_>>().join("\n");
        assert_eq!(shown(&en), shown(&zh));
        run(&["E9999"]).status(2).stderr_has("there is no code E9999");
    }
}
