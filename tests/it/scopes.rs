//! What a file sees of others: shared files, what stands beside policies, `use` and `extend`.

use guiju::{
    compile,
    diagnostic::Diagnostic,
    eval::{self, Options},
    ingest::{self, Given},
    source::Files,
};

/// A policy with a requirement, and what stands beside it.
fn policy(name: &str, beside: &str, requirement: &str) -> String {
    format!(
        "{beside}\npolicy {name} {{\n  title en \"t\"\n  severity info\n  require {requirement} else report document: en \"x\"\n}}\n"
    )
}

fn files(texts: &[&str]) -> Files {
    let mut files = Files::default();
    for (i, text) in texts.iter().enumerate() {
        files.add(format!("{i}.guiju"), *text);
    }
    files
}

/// What is told of files: the place as `file:words`, the code, the message and the help in English.
fn told(texts: &[&str]) -> Vec<String> {
    let files = files(texts);
    let problems = match compile(&files) {
        Ok(compilation) => compilation.warnings,
        Err(problems) => problems,
    };
    let said = |d: &Diagnostic| {
        let label = &d.labels[0];
        let words = label.span.slice(&files.get(label.file).expect("a file").text);
        let help = d.help.as_ref().map_or("", |h| h.en.as_str());
        format!("{}:{words} {} {} | {help}", label.file.0, d.code, d.message.en)
    };
    problems.iter().map(said).collect()
}

#[track_caller]
fn one(texts: &[&str], words: &[&str]) {
    let told = told(texts);
    assert!(told.len() == 1 && words.iter().all(|w| told[0].contains(w)), "{told:#?}");
}

const SHARED: &str =
    "param most: int = 3\ndefine few(n: int) = n < most\nvocabulary seals { phrases \"印章\" }\n";

#[test]
fn a_file_without_a_policy_is_seen_by_all() {
    let own = policy("p", "", "few(count(duties)) and duties mentions seals and most > 1");
    assert_eq!(told(&[&own, SHARED]), [""; 0]);
    one(&[&policy("p", "param most: int = 4", "most > 1"), SHARED], &["0:most E0203", "`most`"]);
}

#[test]
fn what_stands_beside_a_policy_is_its_own() {
    let one_limit = policy("p", "param limit: int = 3\ndefine low(n: int) = n < limit", "low(count(duties))");
    let other = policy("q", "param limit: ratio = 1/3\ndefine low(r: ratio) = r < limit", "low(1/2)");
    assert_eq!(told(&[&one_limit, &other]), [""; 0]);
    let lost = policy("r", "", "low(1/2)");
    one(&[&one_limit, &lost], &["1:low E0201", "write `use low from p`"]);
    let lost = policy("r", "", "limit > 1 and limit > 2");
    one(&[&one_limit, &lost], &["1:limit E0201", "write `use limit from p`"]);
    let words = policy("p", "vocabulary seals { phrases \"印章\" }", "duties mentions seals");
    one(&[&words, &policy("r", "", "duties mentions seals")], &["1:seals E0201", "use seals from p"]);
}

#[test]
fn a_used_name_is_seen() {
    let from = policy(
        "p",
        "param limit: int = 3\nvocabulary seals { phrases \"印章\" }",
        "limit > 2 and duties mentions seals",
    );
    let own = policy("q", "use limit, seals from p", "count(duties) < limit and duties mentions seals");
    assert_eq!(told(&[&own, &from]), [""; 0]);
    let chinese = own.replace("use limit, seals from p", "使用 limit、seals 取自 p");
    assert_eq!(told(&[&from, &chinese]), [""; 0]);
}

#[test]
fn wrong_uses_are_told_with_the_way_out() {
    let from = policy("few-posts", "param limit: int = 3", "limit > 2");
    let own = |uses: &str, body: &str| policy("q", uses, body);
    one(
        &[&from, &own("use limit from few-post", "limit > 1")],
        &["1:few-post E0201", "did you mean `few-posts`?"],
    );
    one(&[&from, &own("use limt from few-posts", "limt > 1")], &["1:limt E0201", "did you mean `limit`?"]);
    one(&[&from, SHARED, &own("use few from few-posts", "few(1)")], &["2:few E0201", "leave the `use` out"]);
    one(
        &[&from, &own("use limit from few-posts", "count(duties) > 1")],
        &["1:limit E0601", "never spoken of"],
    );
    one(&[&from, &own("use limit from few-posts\nparam limit: int = 1", "limit > 1")], &["1:limit E0203"]);
    one(&[&own("use limit from q\nparam limit: int = 1", "limit > 1")], &["0:q E0204", "its own file"]);
}

#[test]
fn uses_do_not_go_in_a_circle() {
    let a = policy("a", "use y from b\nparam x: int = 1", "y > x");
    let b = policy("b", "use z from c\nparam y: int = 1", "z > y");
    let c = policy("c", "use x from a\nparam z: int = 1", "x > z");
    let told = told(&[&a, &b, &c]);
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told.iter().all(|t| t.contains("E0204 the uses come back to this file")), "{told:#?}");
}

#[test]
fn a_broken_file_makes_no_more_mistakes_elsewhere() {
    let broken = "polcy p {\n  title en \"t\"\n}\nparam limit: int = 3\n";
    let other = policy("q", "param limit: int = 4", "limit > 1");
    let told = told(&[broken, &other]);
    assert!(told.len() == 1 && told[0].starts_with("0:polcy E0101"), "{told:#?}");
    let unread = policy("q", "use limit from p", "limit > 1").replace("limit > 1", "limt >");
    assert_eq!(self::told(&[&unread]).len(), 2);
}

#[test]
fn a_vocabulary_is_extended_from_any_file() {
    let check = |extension: &str, document: &str| {
        let own = policy("p", extension, "duties mentions seals");
        let plan = compile(&files(&[&own, SHARED])).map_err(|e| panic!("{e:?}")).expect("compiles").plan;
        let document = format!("主要职责\n(一){document}。");
        let regulation = ingest::read("a.txt", document.as_bytes(), &Given::default()).expect("a document");
        eval::check(&plan, &regulation, &Options::default()).findings.is_empty()
    };
    assert!(!check("", "管理公章"));
    assert!(check("extend seals { phrases \"公章\" }", "管理公章"));
    assert!(check("扩充 seals { 弱词 “章” 伴随 “刻制” }", "刻制各类章"));
    assert!(check("", "联系印章厂") && !check("extend seals { except \"印章厂\" }", "联系印章厂"));
}

#[test]
fn wrong_extensions_are_told() {
    let told = |extension: &str| told(&[extension, SHARED]);
    for (extension, words) in [
        ("extend seal { phrases \"公章\" }", "0:seal E0201"),
        ("extend few { phrases \"公章\" }", "0:few E0205"),
        ("extend seals { phrases \"印章\" }", "0:\"印章\" E0404"),
        ("extend seals { example hits \"印章\" }", "0:seals E0404 the extension adds nothing"),
        ("extend seals { title en \"x\" }", "0:title E0101"),
    ] {
        let told = told(extension);
        assert!(told.len() == 1 && told[0].starts_with(words), "{extension}: {told:#?}");
    }
}
