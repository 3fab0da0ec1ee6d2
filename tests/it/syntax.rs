//! Policy text → tree: what right files mean, and what is said of wrong ones.
//!
//! `cases/syntax` holds right files: those that differ only in what stands before the extension (`x.en`, `x.zh`) give one
//! tree. `cases/diagnostics/E01*` holds wrong ones: below each mistake a comment `--  ^^^ E0101: words` underlines, by the
//! width that a terminal shows (Chinese is two columns wide), what the error underlines, and gives its code and a part of
//! its message or help. There are no other errors than these.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests read files and stop at what is wrong"
)]

use std::{fs, path::Path};

use guiju::{
    diagnostic::{Code, Diagnostic},
    source::{FileId, LineIndex},
    syntax::{
        ast::{Expr, ExprKind, Item, Part, PolicyFile, Statement},
        parse,
    },
};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

pub(crate) fn cases(folder: &str, prefix: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |p: &Path| p.file_name().unwrap().to_str().unwrap().to_owned();
    files.retain(|p| name(p).starts_with(prefix));
    files.iter().map(|p| (name(p), fs::read_to_string(p).unwrap())).collect()
}

/// The tree in words, without places.
pub(crate) fn shape(tree: &PolicyFile) -> String {
    let spans = regex::Regex::new(r"(, )?(span: )?Span \{ start: \d+, end: \d+ \}").unwrap();
    spans.replace_all(&format!("{:?}", tree.items), "").into_owned()
}

#[test]
fn both_spellings_give_one_tree() {
    let mut first: Option<(String, String)> = None;
    for (name, text) in cases("syntax", "") {
        let parse = parse(FileId(0), &text);
        assert_eq!(parse.errors, [], "{name}");
        let (stem, shape) = (name.split('.').next().unwrap().to_owned(), shape(&parse.tree));
        match &first {
            Some((before, tree)) if *before == stem => similar(tree, &shape, &name),
            _ => first = Some((stem, shape)),
        }
    }
}

pub(crate) fn similar(left: &str, right: &str, name: &str) {
    let differs =
        left.bytes().zip(right.bytes()).position(|(a, b)| a != b).unwrap_or(left.len().min(right.len()));
    let near = |s: &str| {
        s.chars().skip(left[..differs].chars().count().saturating_sub(60)).take(160).collect::<String>()
    };
    assert!(left == right, "{name}:\n{}\n{}", near(left), near(right));
}

/// An expression with all its brackets.
fn show(e: &Expr) -> String {
    let many = |es: &[Expr]| es.iter().map(show).collect::<Vec<_>>().join(", ");
    match &e.kind {
        ExprKind::Error => "?".into(),
        ExprKind::Text(t) => format!("{t:?}"),
        ExprKind::Int(n) => n.to_string(),
        ExprKind::Percent(n) => format!("{n}%"),
        ExprKind::Date(d) => d.to_string(),
        ExprKind::Bool(b) => b.to_string(),
        ExprKind::Pattern(p) => format!("/{p}/"),
        ExprKind::List(es) => format!("[{}]", many(es)),
        ExprKind::Name(n) => n.clone(),
        ExprKind::Field(x, f) => format!("{}.{}", show(x), f.value),
        ExprKind::Call(f, es) => format!("{}({})", f.value, many(es)),
        ExprKind::Unary(op, x) => format!("({op:?} {})", show(x)),
        ExprKind::Binary(op, l, r) => format!("({} {:?} {})", show(l), op.value, show(r)),
        ExprKind::Test { value, test, negated } => {
            format!("({} is{} {test:?})", show(value), if *negated { " not" } else { "" })
        }
        ExprKind::Default(l, r) => format!("({} else {})", show(l), show(r)),
        ExprKind::Quantified { quantifier, var, list, condition } => {
            format!("({quantifier:?} {} in {} where {})", var.value, show(list), show(condition))
        }
        ExprKind::Pick { pick, var, list, condition, by } => {
            let part = |word: &str, e: &Option<Box<Expr>>| {
                e.as_ref().map_or(String::new(), |e| format!(" {word} {}", show(e)))
            };
            format!(
                "({pick:?} {} in {}{}{})",
                var.value,
                show(list),
                part("where", condition),
                part("by", by)
            )
        }
    }
}

fn expr(text: &str) -> Expr {
    let parse = parse(FileId(0), &format!("define f() = {text}"));
    assert_eq!(parse.errors, [], "{text}");
    match parse.tree.items.into_iter().next() {
        Some(Item::Define(define)) => define.body,
        other => panic!("{other:?}"),
    }
}

#[test]
fn operators_bind_by_precedence() {
    for (text, tree) in [
        ("a or b and not c is d", "(a Or (b And (Not (c Eq d))))"),
        ("not a and b", "((Not a) And b)"),
        ("not not a", "(Not (Not a))"),
        ("a - b - c * d / e", "((a Sub b) Sub ((c Mul d) Div e))"),
        ("-a * b < -1", "(((Neg a) Mul b) Lt (Neg 1))"),
        ("a else b union c minus d + e", "(a else ((b Union c) Minus (d Add e)))"),
        ("a else b <= c else d", "((a else b) Le (c else d))"),
        ("staffing-deputy-band - x", "(staffing-deputy-band Sub x)"),
        ("a -b", "(a Sub b)"),
        ("a- b", "(a Sub b)"),
        ("a-b", "a-b"),
        ("x.heads + x.in / x.where", "(x.heads Add (x.in Div x.where))"),
        ("x.a.b is not empty or y is not z", "((x.a.b is not Empty) Or (y Ne z))"),
        ("a not in {1, 2} and b in []", "((a NotIn [1, 2]) And (b In []))"),
        ("x matches /除(a|b)\\/外/ or y / 2 > 1", "((x Matches /除(a|b)/外/) Or ((y Div 2) Gt 1))"),
        ("count of xs.ys > 2", "(count(xs.ys) Gt 2)"),
        ("first of xs is known", "(first(xs) is Known)"),
        ("计数(xs) 不是 合计(ys)", "(计数(xs) Ne 合计(ys))"),
        ("some x in xs where a and b", "(Some x in xs where (a And b))"),
        ("a and some x in xs else ys where b or c", "(a And (Some x in (xs else ys) where (b Or c)))"),
        ("(some x in xs where a) and b", "((Some x in xs where a) And b)"),
        ("exactly 2 x in xs where x in ys", "(Exactly(2) x in xs where (x In ys))"),
        ("first x in xs is known", "((First x in xs) is Known)"),
        ("first x in xs where x is known", "(First x in xs where (x is Known))"),
        ("count of those x in xs where x > 1", "count((Those x in xs where (x Gt 1)))"),
        ("best x in xs where a by b - c", "(Best x in xs where a by (b Sub c))"),
        ("最佳 x 属于 xs 按 f(x, “甲”)", "(Best x in xs by f(x, \"甲\"))"),
        ("a 牵头 b 且 c.强度 为 牵头", "((a Leads b) And (c.强度 Eq 牵头))"),
        ("40% + 1/3 == 2019-04-07", "((40% Add (1 Div 3)) Eq 2019-04-07)"),
        ("true and 假", "(true And false)"),
        ("basis before title", "(basis Before title)"),
        ("(a)", "a"),
    ] {
        assert_eq!(show(&expr(text)), tree, "{text}");
    }
}

#[test]
fn places_are_those_of_the_text() {
    let text = "政策 甲 { 要求 (甲.副职 <= 2) 否则 报告 甲: 中 “共{甲.副职 作 百分比}名” }";
    let parse = parse(FileId(0), text);
    let Some(Item::Policy(policy)) = parse.tree.items.first() else { panic!() };
    assert_eq!(policy.name.span.slice(text), "甲");
    let Some(Statement::Require(require)) = policy.body.first() else { panic!() };
    assert_eq!(require.condition.span.slice(text), "(甲.副职 <= 2)");
    let zh = require.message.zh.as_ref().unwrap();
    assert_eq!(zh.span.slice(text), "“共{甲.副职 作 百分比}名”");
    let Some(Part::Value { expr, .. }) = zh.parts.get(1) else { panic!() };
    assert_eq!(expr.span.slice(text), "甲.副职");
    let ExprKind::Field(_, field) = &expr.kind else { panic!() };
    assert_eq!(field.span.slice(text), "副职");
}

#[test]
fn comments_are_kept() {
    let parse = parse(FileId(0), "-- one\nlanguage 1 -- two\r\n-- “three\nparam t: text = \"--\" -- 四");
    let comments: Vec<&str> = parse.tree.comments.iter().map(|c| c.value.as_str()).collect();
    assert_eq!(comments, ["-- one", "-- two", "-- “three", "-- 四"]);
    assert_eq!(parse.errors, []);
}

/// An error as a case file writes it: line, underlined words, code.
pub(crate) type Expected = (u32, String, String, String);

/// The errors that a case file announces.
pub(crate) fn announced(text: &str) -> Vec<Expected> {
    let mut expected = Vec::new();
    let (mut above, mut number) = ("", 0);
    for (i, line) in text.lines().enumerate() {
        let mark = line.strip_prefix("--").filter(|rest| rest.trim_start().starts_with('^'));
        let Some(rest) = mark else {
            (above, number) = (line, i as u32 + 1);
            continue;
        };
        let from = 2 + rest.len() - rest.trim_start().len();
        let carets = rest.trim_start().len() - rest.trim_start().trim_start_matches('^').len();
        let (code, part) = rest.trim_start().trim_start_matches('^').trim().split_once(": ").unwrap();
        expected.push((number, columns(above, from, from + carets), code.to_owned(), part.to_owned()));
    }
    expected
}

/// The characters in columns of a line as a terminal shows it.
fn columns(line: &str, from: usize, to: usize) -> String {
    let mut at = 0;
    let mut words = String::new();
    for c in line.chars() {
        if (from..to).contains(&at) {
            words.push(c);
        }
        at += c.to_string().width();
    }
    words
}

pub(crate) fn said(error: &Diagnostic) -> String {
    let help = error.help.clone().unwrap_or_default();
    [&error.message.en, &help.en, &error.message.zh, &help.zh].map(String::as_str).join(" | ")
}

/// Cases with a code of syntax that only the binding of names finds: patterns, and definitions that grow without end.
pub(crate) fn found_by_names(case: &str) -> bool {
    case.starts_with("E0107") || case.starts_with("E0108-definitions")
}

#[test]
fn errors_are_those_announced() {
    let mut failures = Vec::new();
    for (name, text) in cases("diagnostics", "E01").into_iter().filter(|(n, _)| !found_by_names(n)) {
        let index = LineIndex::new(&text);
        let errors = parse(FileId(0), &text).errors;
        let mut wanted = announced(&text);
        for error in &errors {
            let span = error.labels[0].span;
            let line = index.position(&text, span.start).line;
            let words = span.slice(&text);
            let matching = wanted.iter().position(|(l, w, code, part)| {
                (*l, w.as_str(), code) == (line, words, &error.code.to_string()) && said(error).contains(part)
            });
            match matching {
                Some(i) => drop(wanted.remove(i)),
                None => failures.push(format!("{name}:{line} `{words}` {}: {}", error.code, said(error))),
            }
        }
        failures.extend(wanted.iter().map(|w| format!("{name}: missing {w:?}")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_forgotten_brace_shows_its_opening() {
    let errors = parse(FileId(0), "policy p {\n  title en \"t\"\n  severity info\n").errors;
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    assert_eq!(error.code, Code::Syntax);
    assert_eq!(error.labels[1].span.slice("policy p {"), "{");
}

#[test]
fn depth_is_bounded() {
    for text in [
        format!("define f() = {}", "(".repeat(100_000)),
        format!("define f() = {}a", "not ".repeat(30_000)),
        format!("define f() = {}a", "- ".repeat(30_000)),
        format!("define f() = {}xs", "first of ".repeat(10_000)),
        format!("define f() = {}a", "some x in xs where ".repeat(5_000)),
        format!("define f() = {}xs", "first x in ".repeat(10_000)),
        format!("define f() = a{}", ".a".repeat(20_000)),
        format!("define f() = a{}", " or a".repeat(5_000)),
        format!("policy p {{ {}", "for each x in xs { ".repeat(5_000)),
        format!("policy p {{ require a else report a: zh \"{{{}\" }}", "[".repeat(100_000)),
        format!("policy p {{ require a else report a: zh \"{{{}}}\" }}", "[".repeat(100_000)),
        "{".repeat(100_000),
    ] {
        let started = std::time::Instant::now();
        let parse = parse(FileId(0), &text);
        let start: String = text.chars().take(60).collect();
        assert!(!parse.errors.is_empty(), "{start}");
        assert!(started.elapsed().as_secs() < 10, "{start}: {:?}", started.elapsed());
    }
}

#[test]
fn depth_within_bounds_is_read() {
    for text in [
        format!("define f() = {}a{}", "(".repeat(49), ")".repeat(49)),
        format!("define f() = {}a", "not ".repeat(49)),
        format!("define f() = {}a", "some x in xs where ".repeat(49)),
        format!("define f() = {}a{}", "f([".repeat(24), "])".repeat(24)),
        format!("define f() = a{}", " or a".repeat(150)),
    ] {
        assert_eq!(parse(FileId(0), &text).errors, [], "{text}");
    }
}

/// Right files and wrong ones, for damage.
fn material() -> Vec<String> {
    cases("syntax", "").into_iter().chain(cases("diagnostics", "E01")).map(|(_, text)| text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn damage_never_panics(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(),
                           other in any::<prop::sample::Index>(), kind in 0..4u8) {
        let material = material();
        let text = which.get(&material);
        let mut words: Vec<&str> = text.split_inclusive([' ', '\n', '(', '{', '"', '“']).collect();
        let (at, other) = (at.index(words.len()), other.index(words.len()));
        match kind {
            0 => words.truncate(at),
            1 => drop(words.remove(at)),
            2 => words.insert(at, words[at]),
            _ => words.swap(at, other),
        }
        let text = words.concat();
        for error in parse(FileId(0), &text).errors {
            for label in error.labels {
                prop_assert!(text.get(label.span.range()).is_some());
            }
        }
    }

    #[test]
    fn noise_never_panics(text in "[-a-z0-9 \n\"“”{}()/.,:=<>|&'\\\\中文政策要求设]{0,200}") {
        parse(FileId(0), &text);
    }
}
