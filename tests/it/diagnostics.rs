//! What is said of policies that do not compile, and of inputs that cannot be used: a case for every code.
//!
//! `cases/diagnostics/Ennnn-*.guiju` are compiled alone; the form of a case is told in `syntax.rs`, which holds the
//! parser to those of syntax. Codes of other inputs have a command line each, below.

use std::collections::BTreeSet;

use guiju::{
    compile,
    diagnostic::{Code, Diagnostic, Shown},
    source::{Files, LineIndex},
};

use crate::{
    project::Project,
    syntax::{announced, cases, found_by_names, said},
};

/// The problems of one file compiled alone.
pub(crate) fn problems(text: &str) -> Vec<Diagnostic> {
    let mut files = Files::default();
    files.add("case.guiju", text);
    match compile(&files) {
        Ok(compilation) => compilation.warnings,
        Err(problems) => problems,
    }
}

/// What differs between the problems of a case and those that it announces.
fn differences(name: &str, text: &str) -> Vec<String> {
    let index = LineIndex::new(text);
    let mut wanted = announced(text);
    let mut wrong = Vec::new();
    for problem in problems(text) {
        let span = problem.labels[0].span;
        let (line, words) = (index.position(text, span.start).line, span.slice(text));
        let words = words.split('\n').next().unwrap_or_default().trim_end();
        let matching = wanted.iter().position(|(l, w, code, part)| {
            (*l, w.as_str(), code) == (line, words, &problem.code.to_string())
                && said(&problem).contains(part)
        });
        match matching {
            Some(i) => drop(wanted.remove(i)),
            None => wrong.push(format!("{name}:{line} `{words}` {}: {}", problem.code, said(&problem))),
        }
    }
    wrong.extend(wanted.iter().map(|w| format!("{name}: missing {w:?}")));
    wrong
}

/// Where a definition does not say what it gives, a mistake about its value shows the body too, first the mistake.
#[test]
fn a_mistake_about_the_value_of_a_definition_points_into_it() {
    let of = |body: &str| {
        let text = format!(
            "define called(u: unit) = u.name\ndefine most(u: unit) = called(u)\ndefine typed(u: unit) -> text = u.name\n\
             policy p {{ title en \"p\" severity info\n\
             for each u in units {{ require {body} else report u: en \"x\" }} }}"
        );
        let problems = problems(&text);
        let [problem] = problems.iter().filter(|p| p.is_error()).collect::<Vec<_>>()[..] else {
            panic!("{problems:?}")
        };
        let label = |l: &guiju::diagnostic::Label| (l.span.slice(&text).to_owned(), l.text.en.clone());
        problem.labels.iter().map(label).collect::<Vec<_>>()
    };
    let inside = ("u.name".to_owned(), "what makes `called` a text".to_owned());
    for (body, primary) in [
        ("called(u) > 3", ">"),
        ("called(u)", "called(u)"),
        ("called(u).first is 1", "first"),
        ("u.posts is called(u)", "is"),
        ("sum([called(u)]) > 1", "[called(u)]"),
    ] {
        let labels = of(body);
        assert_eq!(labels[0].0, primary, "{labels:?}");
        // Of a list of what it gives the list is underlined.
        assert_eq!(labels.contains(&inside), !body.starts_with("sum"), "{labels:?}");
    }
    let through = of("true else report u: en \"x\" let name = called(u) require name > 3");
    assert!(through.contains(&inside), "{through:?}");
    // What a definition says of its value is shown instead.
    assert!(of("typed(u) > 3").contains(&("text".to_owned(), "what makes `typed` a text".to_owned())));
    let labels = of("most(u) > 3");
    assert!(labels.contains(&("called(u)".to_owned(), "what makes `most` a text".to_owned())), "{labels:?}");
}

#[test]
fn problems_are_those_announced() {
    let of_names_on = cases("diagnostics", "")
        .into_iter()
        .filter(|(name, _)| !name.starts_with("E01") || found_by_names(name));
    let wrong: Vec<String> = of_names_on.flat_map(|(name, text)| differences(&name, &text)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn ten_mistakes_are_ten_problems() {
    let (_, text) = cases("diagnostics", "ten-").pop().expect("the case");
    assert_eq!(announced(&text).len(), 10);
    assert_eq!(problems(&text).len(), 10);
}

/// What a file failed to say is told before what is therefore missing, even where that stands above.
#[test]
fn mistakes_of_syntax_come_before_mistakes_of_names() {
    let text = "policy p {\n  title en \"t\"\n  severity info\n  require few(units) else report units: en \"{count(units)}\"\n}\n\
                define few xs: list of unit) = count(xs) < 3 +\n\ndefine (xs: list of unit) = 3\n";
    let codes: Vec<Code> = problems(text).iter().map(|d| d.code).collect();
    assert_eq!(codes, [Code::Syntax, Code::Syntax]);
    let text = text.replace("define few", "define 3");
    let found = problems(&text);
    assert_eq!(
        found.iter().map(|d| d.code).collect::<Vec<_>>(),
        [Code::Syntax, Code::Syntax, Code::UnknownName]
    );
    assert!(found[2].labels[0].span.start < found[0].labels[0].span.start);
}

/// One name used five times is one problem with the other places beside it.
#[test]
fn one_missing_name_is_one_problem() {
    let text = "policy p {\n  title en \"t\"\n  severity info\n  require totl > 1 and totl > 2 or totl > 3\n    \
                else report totl: zh \"{totl}\" en \"{totl} and {totl}\"\n}\n";
    let found = problems(text);
    let [problem] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(problem.code, Code::UnknownName);
    let shown: Vec<&str> = problem.labels.iter().map(|l| l.span.slice(text)).collect();
    assert_eq!(shown, ["totl"; 5]);
    assert_eq!(problem.labels[1].text.en, "and here");
    assert_eq!(problem.labels[4].text.en, "and here, and in 2 more places");
}

/// What one broken line takes away is no second mistake.
#[test]
fn what_a_broken_line_would_have_given_is_not_missed() {
    for broken in [
        "let few = = 3\n  require few > 1 else report duties: en \"{few}\"",
        "let few 3\n  require few > 1 and few < 9 else report duties: en \"{few}\"",
        "param few: = 3\n  require few > 1 else report duties: en \"{few}\"",
        "let few = stafing\n  require few.heads > 1 and few is not empty else report few: en \"{few.organ}\"",
        "let few = 1 + organ.level\n  require few > 1 else report duties: en \"{few}\"",
        "for each few n staffing {\n    require few.heads > 1 else report few: en \"{few.organ}\"\n  }",
        "for each few in staffing were few.heads > 1\n    require few.heads > 1 else report few: en \"x\"\n  }",
        "require count(duties > 3 else report duties: en \"x\"",
    ] {
        let text = format!("policy p {{\n  title en \"t\"\n  severity info\n  {broken}\n}}\n");
        let found = problems(&text);
        assert_eq!(found.len(), 1, "{text}\n{found:#?}");
    }
}

/// Two regulations in one file.
const TWO: &str = include_str!("../cases/ingest/two-regulations.txt");

/// Inputs that are no policies: files, arguments, and the code that the talk must name.
fn inputs() -> Vec<(Code, Project, Vec<&'static str>)> {
    let new = Project::new;
    let document = "主要职责\n(一)负责文电。\n";
    vec![
        (Code::Unreadable, new(), vec!["check", "missing.txt"]),
        (Code::NotText, new().file("a.txt", [0u8, 159, 146, 150, 0, 1, 2]), vec!["check", "a.txt"]),
        (
            Code::BadStructure,
            new().file("a.json", r#"{"schema": "guiju/regulation/1", "duties": 3}"#),
            vec!["check", "a.json"],
        ),
        (Code::NoDocuments, new().folder("empty"), vec!["check", "empty"]),
        (
            Code::BadManifest,
            new().file("a.txt", document).file("m.csv", "file,levle\na.txt,county\n"),
            vec!["check", "a.txt", "--manifest", "m.csv"],
        ),
        (Code::NothingRecognised, new().file("a.txt", "今天天气很好\n"), vec!["check", "a.txt"]),
        (Code::SeveralRegulations, new().file("a.txt", TWO), vec!["check", "a.txt", "--fail-on", "never"]),
        (Code::NothingToTest, new().file("a.guiju", "language 1\n"), vec!["test", "a.guiju"]),
        (
            Code::BadConfig,
            new().file("a.txt", document).file("guiju.toml", "selct = ['staffing']"),
            vec!["check", "a.txt"],
        ),
        (
            Code::NoDay,
            new().file("a.txt", document).file(
                "guiju.toml",
                "[[waiver]]\npolicy = 'staffing-leader-ratio'\ndocument = 'a.txt'\nreason = 'r'\nowner = 'o'\n\
                 until = 2027-01-01\n",
            ),
            vec!["check", "a.txt"],
        ),
        (
            Code::BadReport,
            new().file("a.txt", document).file("b.json", "{}"),
            vec!["check", "a.txt", "--baseline", "b.json"],
        ),
        (Code::AnotherKind, new().file("a.txt", "甲县人民政府工作规则\n第一条 为规范工作,制定本规则。"), vec!["check", "a.txt"]),
        (
            Code::SameName,
            new().file("all.ndjson", "{\"path\": \"a\", \"text\": \"职责\"}\n{\"id\": \"a\", \"text\": \"职责\"}\n"),
            vec!["check", "all.ndjson"],
        ),
        (Code::NotWritten, new().file("a.txt", document), vec!["check", "a.txt", "--output", "csv:a.txt"]),
        (Code::BadArgument, new().file("a.txt", document), vec!["check", "a.txt", "--param", "max"]),
        (
            Code::UnknownKey,
            new().file("a.json", r#"{"schema": "guiju/regulation/1", "organ": {"name": "甲县财政局"}, "stafing": []}"#),
            vec!["check", "a.json"],
        ),
        (
            Code::NotInWords,
            new().file("a.json", r#"{"schema": "guiju/regulation/1", "source": {"text": "副主任4名"}, "staffing": [{"deputies": 9, "span": [0, 13], "at": {"deputies": [0, 13]}}]}"#),
            vec!["check", "a.json"],
        ),
        (
            Code::Contradicted,
            new().file("a.txt", "甲县档案局职能配置、内设机构和人员编制规定\n一、主要职责\n(一)负责文电。").file("m.csv", "file,level\na.txt,province\n"),
            vec!["check", "a.txt", "--manifest", "m.csv"],
        ),
        (Code::NoPolicies, new().file("a.txt", document), vec!["check", "a.txt", "--no-default-rules"]),
    ]
}

/// Codes that no small input can show, with the reason.
const WITHOUT_CASE: &[(Code, &str)] = &[
    (Code::TooLong, "it takes a document of a gigabyte"),
    (Code::OwnFault, "it takes a fault of the program's own"),
];

#[test]
fn inputs_are_refused_with_their_code() {
    for (code, project, args) in inputs() {
        let run = project.run(&args);
        assert!(run.stderr.contains(&code.to_string()), "{code}: {run:#?}");
        let read = matches!(
            code,
            Code::NothingRecognised
                | Code::SeveralRegulations
                | Code::AnotherKind
                | Code::UnknownKey
                | Code::NotInWords
                | Code::Contradicted
        );
        assert!(run.status == 2 || read, "{code}: {run:#?}");
    }
}

#[test]
fn every_code_has_a_case() {
    let mut covered: BTreeSet<String> = inputs().iter().map(|(code, ..)| code.to_string()).collect();
    covered.extend(WITHOUT_CASE.iter().map(|(code, _)| code.to_string()));
    // What lints say is shown by the pages of their codes.
    covered.extend(Code::ALL.iter().filter(|c| is_lint(**c)).map(ToString::to_string));
    for (name, text) in cases("diagnostics", "E") {
        let code = name[..5].to_owned();
        assert!(announced(&text).iter().any(|(_, _, c, _)| *c == code), "{name} shows another code");
        covered.insert(code);
    }
    let without: Vec<String> =
        Code::ALL.iter().map(ToString::to_string).filter(|c| !covered.contains(c)).collect();
    assert_eq!(without, Vec::<String>::new(), "codes without a case");
}

/// Whether a code is a warning about policies that compile.
fn is_lint(code: Code) -> bool {
    (600..700).contains(&(code as u16)) && matches!(code.page().shown, Shown::Policy(_))
}

/// The example of a code's page shows that code and nothing else.
#[test]
fn the_pages_show_their_code() {
    for code in Code::ALL.iter().copied() {
        let Shown::Policy(text) = code.page().shown else { continue };
        if is_lint(code) {
            let mut files = Files::default();
            files.add("shown.guiju", text);
            // What can never be false does not compile.
            let found = guiju::lint(&files).unwrap_or_else(|errors| errors);
            let said: Vec<String> = found.iter().map(|d| format!("{}: {}", d.code, d.message.en)).collect();
            assert!(!found.is_empty() && found.iter().all(|d| d.code == code), "{code}: {said:?}\n{text}");
            continue;
        }
        let found: Vec<(Code, String)> = problems(text).into_iter().map(|d| (d.code, d.message.en)).collect();
        assert_eq!(found.len(), 1, "{code}: {found:?}\n{text}");
        assert_eq!(found[0].0, code, "{found:?}\n{text}");
    }
}

#[test]
fn the_pages_speak_both_languages() {
    let mut titles = BTreeSet::new();
    for code in Code::ALL {
        let page = code.page();
        for phrase in [page.title(), page.meaning(), page.way()] {
            assert!(!phrase.en.is_empty() && !phrase.zh.is_ascii(), "{code}: {phrase:?}");
        }
        assert!(titles.insert(page.title().en), "{code}: another code has this title");
        assert_eq!(Code::named(&code.to_string()), Some(*code));
    }
    assert_eq!(Code::named("e203"), Some(Code::DuplicateName));
    assert!(Code::named("E9999").is_none() && Code::named("staffing").is_none());
}
