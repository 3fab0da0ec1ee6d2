//! The reader on invented documents (`tests/cases/ingest`), and what must hold for any input.
//!
//! A case is a document (text, page, word file) and a JSON file beside it with what must be read: objects name the keys that matter, lists are
//! compared in full; `quotes` gives, by JSON pointer to a span, the words that must stand there.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, clippy::format_push_string)]

use std::{fs, path::Path};

use guiju::{
    ingest::{Given, from_json, read, read_text, to_json},
    regulation::{Regulation, TreeNode},
    schema::Level,
    source::Span,
};
use proptest::prelude::*;
use serde_json::Value;

pub(crate) fn cases() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ingest");
    let mut out: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e != "json"))
        .map(|p| (p.to_str().unwrap().to_owned(), fs::read(&p).unwrap()))
        .collect();
    out.sort();
    out
}

fn text(text: &str) -> Regulation {
    read_text("a.txt", text.to_owned(), "utf-8", String::new(), &Given::default())
}

fn matches(got: &Value, want: &Value, at: &str, wrong: &mut Vec<String>) {
    match (got, want) {
        (Value::Object(got), Value::Object(want)) => {
            for (key, value) in want {
                matches(got.get(key).unwrap_or(&Value::Null), value, &format!("{at}/{key}"), wrong);
            }
        }
        (Value::Array(got), Value::Array(want)) if got.len() == want.len() => {
            for (i, (got, want)) in got.iter().zip(want).enumerate() {
                matches(got, want, &format!("{at}/{i}"), wrong);
            }
        }
        (Value::Array(got), Value::Array(want)) => {
            wrong.push(format!("{at}: {} elements, want {}", got.len(), want.len()));
        }
        _ if got != want => wrong.push(format!("{at}: {got}, want {want}")),
        _ => {}
    }
}

#[test]
fn invented_documents_are_read_as_meant() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 8);
    for (path, bytes) in cases {
        let regulation = read(&path, &bytes, &Given::default()).unwrap();
        let got: Value = serde_json::from_str(&to_json(&regulation)).unwrap();
        let want = fs::read_to_string(Path::new(&path).with_extension("json")).unwrap();
        let mut want: Value = serde_json::from_str(&want).unwrap();
        let quotes = want.as_object_mut().unwrap().remove("quotes").unwrap_or_default();
        let name = Path::new(&path).file_stem().unwrap().to_str().unwrap().to_owned();
        matches(&got, &want, &name, &mut wrong);
        for (pointer, quote) in quotes.as_object().into_iter().flatten() {
            let span: Option<Span> =
                got.pointer(pointer).and_then(|s| serde_json::from_value(s.clone()).ok());
            let words = span.map(|s| s.slice(&regulation.source.text).to_owned());
            if words.as_deref() != quote.as_str() {
                wrong.push(format!("{name}{pointer}: {words:?}, want {quote}"));
            }
        }
        invariants(&regulation);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every span of the JSON form lies in the text on character boundaries; the tree nests; the form reads back.
fn invariants(regulation: &Regulation) {
    let json = to_json(regulation);
    let value: Value = serde_json::from_str(&json).unwrap();
    spans(&value, &regulation.source.text);
    nested(&regulation.tree);
    let again = from_json("a.json", &json).unwrap();
    assert_eq!(to_json(&again), json);
    texts(&value, &regulation.source.text);
    covered(regulation);
    crate::akn::is_sound(regulation);
}

/// Every `text` is the text at its `text_span`, which lies in its `span`.
fn texts(value: &Value, text: &str) {
    if let Value::Object(fields) = value {
        let span = |name: &str| -> Option<Span> { serde_json::from_value(fields.get(name)?.clone()).ok() };
        if let (Some(whole), Some(inner)) = (span("span"), span("text_span")) {
            assert!(whole.contains(inner), "{inner:?} in {whole:?}");
            let words = fields.get("text").and_then(Value::as_str);
            assert!(words.is_none_or(|w| w == inner.slice(text)), "{words:?}");
        }
        fields.values().for_each(|v| texts(v, text));
    } else if let Value::Array(items) = value {
        for v in items {
            texts(v, text);
        }
    }
}

/// What was read and what was not are together the whole text.
fn covered(regulation: &Regulation) {
    let coverage = regulation.coverage();
    let all: String = coverage.stretches.iter().map(|(s, _)| s.slice(&regulation.source.text)).collect();
    assert_eq!(all, regulation.source.text);
    assert!(coverage.stretches.windows(2).all(|w| w[0].0.end == w[1].0.start && w[0].1 != w[1].1));
    let gaps: usize = coverage
        .gaps()
        .map(|g| g.slice(&regulation.source.text).chars().filter(|c| c.is_alphanumeric()).count())
        .sum();
    assert_eq!(coverage.read + gaps, coverage.characters);
}

/// A text whose lines are broken after so many columns, wherever that is; each paragraph begins with an indent.
fn broken(text: &str, columns: usize, indent: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim) {
        let mut column = 0;
        for c in format!("{}{line}", if line.is_empty() { "" } else { indent }).chars() {
            let wide = if c.is_ascii() { 1 } else { 2 };
            if column + wide > columns {
                out.push('\n');
                column = 0;
            }
            out.push(c);
            column += wide;
        }
        out.push('\n');
    }
    out
}

/// What a text says of its organ, duties, units, posts and closing rules.
fn said(r: &Regulation) -> Value {
    let whole: Value = serde_json::from_str(&to_json(r)).unwrap();
    let pick = |of: &Value, keys: &[&str]| -> Value { keys.iter().map(|k| of[k].clone()).collect() };
    let each = |list: &Value, keys: &[&str]| -> Value {
        list.as_array().into_iter().flatten().map(|of| pick(of, keys)).collect()
    };
    let groups = whole["unit_groups"].as_array().unwrap();
    serde_json::json!([
        pick(&whole["organ"], &["name", "short", "level", "rank"]),
        whole["effective"]["date"],
        each(&whole["adjustments"], &["ordinal", "kind"]),
        each(&whole["duties"], &["ordinal", "catch_all"]),
        groups.iter().map(|g| each(&g["units"], &["ordinal", "name", "aliases"])).collect::<Value>(),
        each(&whole["unit_groups"], &["organ", "declared"]),
        each(
            &whole["staffing"],
            &["organ", "admin", "support", "separate", "heads", "deputies", "unit_heads", "unit_deputies"]
        ),
        each(&whole["provisions"], &["kind", "by", "date"]),
        whole["trailing"].as_array().map(Vec::len),
    ])
}

/// No unit, duty, number or rule is lost or made where lines are broken at the width of a page, inside words and figures.
#[test]
fn running_text_broken_at_any_width_says_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(root.join("examples")).unwrap().map(|e| e.unwrap().path());
    let mut files: Vec<_> = files.filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    files.push(root.join("tests/cases/ingest/branch-of-the-police.txt"));
    assert!(files.len() > 5);
    for path in files {
        let printed = fs::read_to_string(&path).unwrap();
        let want = said(&text(&printed));
        for columns in 32..=90 {
            for indent in ["", "\u{3000}\u{3000}"] {
                let got = said(&text(&broken(&printed, columns, indent)));
                assert_eq!(got, want, "{} at {columns} {indent:?}", path.display());
            }
        }
    }
}

#[test]
fn what_is_not_read_is_told() {
    let r = text("主要职责\n(一)负责值班。\n人员编制\n机关行政编制5名。\n食堂每日开放,欢迎光临。\n");
    let gaps: Vec<&str> = r.coverage().gaps().map(|g| g.slice(&r.source.text).trim()).collect();
    assert_eq!(gaps, ["食堂每日开放,欢迎光临。"]);
    assert!(r.coverage().percent() < 100);
}

#[test]
fn a_statute_of_five_hundred_articles_loads_whole() {
    let mut statute = String::from("白溪河湖法\n目 录\n第一编 总则\n第一章 第1部分\n\n");
    let mut number = 0;
    for book in 1..=5 {
        statute += &format!("第{}编 {}\n", numeral_of(book), if book == 1 { "总则" } else { "分则" });
        for chapter in 1..=10 {
            statute += &format!("第{}章 第{chapter}部分\n", numeral_of(chapter));
            for article in 1..=10 {
                number += 1;
                statute += &format!(
                    "第{}条 禁止第{article}种行为。\n前款所称行为包括:\n(一)甲;\n(二)乙:\n1.丙;\n2.丁。\n",
                    numeral_of(number)
                );
            }
        }
    }
    let r = text(&statute);
    let ordinals: Vec<u32> = r.articles.iter().filter_map(|a| a.ordinal).collect();
    assert_eq!(ordinals, (1..=500).collect::<Vec<_>>());
    let books: Vec<&TreeNode> = r.tree.children.iter().filter(|n| n.heading.is_some()).collect();
    assert_eq!(books.len(), 5);
    let chapters: Vec<&TreeNode> = books[4].children.iter().filter(|n| n.heading.is_some()).collect();
    assert_eq!(chapters.len(), 10);
    let article = chapters[9].children.last().unwrap();
    assert_eq!((article.ordinal, article.kind), (Some(500), guiju::regulation::NodeKind::Article));
    let items: Vec<&TreeNode> = article.children.iter().filter(|n| n.ordinal.is_some()).collect();
    assert_eq!((items.len(), items[1].children.iter().filter(|n| n.ordinal.is_some()).count()), (2, 2));
    let gaps: Vec<&str> = r.coverage().gaps().map(|g| g.slice(&statute)).collect();
    assert_eq!(gaps, ["白溪河湖法\n目 录\n第一编 总则\n第一章 第1部分"]);
    invariants(&r);
    let policy = "policy p { title zh \"款\" en \"p\" severity info basis practice zh \"a\"\n for each a in articles { require a.text contains \"禁止\" else report a: zh \"x\" en \"x\" } }";
    let mut files = guiju::source::Files::default();
    files.add("a.guiju", policy);
    let plan = guiju::compile(&files).unwrap().plan;
    let report = guiju::eval::check(&plan, &r, &guiju::eval::Options::default());
    assert_eq!(report.findings.len(), 0, "{:?}", report.findings.len());
    assert_eq!(report.verdicts.values().next().unwrap().counts.examined(), 500);
}

/// 1 to 999 in Chinese.
pub(crate) fn numeral_of(number: u32) -> String {
    let digit = |n: u32| ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"][n as usize];
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let mut out = String::new();
    if hundreds > 0 {
        out = format!("{}百", digit(hundreds));
    }
    match tens {
        0 if hundreds > 0 && ones > 0 => out.push('零'),
        0 => {}
        1 if hundreds == 0 => out.push('十'),
        n => out += &format!("{}十", digit(n)),
    }
    if ones > 0 {
        out += digit(ones);
    }
    out
}

fn spans(value: &Value, text: &str) {
    match value {
        Value::Array(items) => match items.as_slice() {
            [Value::Number(a), Value::Number(b)] => {
                let range = usize::try_from(a.as_u64().unwrap()).unwrap()
                    ..usize::try_from(b.as_u64().unwrap()).unwrap();
                assert!(text.get(range.clone()).is_some(), "{range:?}");
            }
            items => items.iter().for_each(|v| spans(v, text)),
        },
        // A range of posts has two numbers as well.
        Value::Object(fields) => {
            fields.iter().filter(|(key, _)| *key != "range").for_each(|(_, v)| spans(v, text));
        }
        _ => {}
    }
}

fn nested(node: &TreeNode) {
    let mut last = node.span.start;
    for child in &node.children {
        assert!(node.span.contains(child.span), "{:?} in {:?}", child.span, node.span);
        assert!(last <= child.span.start, "{:?} after {last}", child.span);
        last = child.span.end;
        nested(child);
    }
}

#[test]
fn given_facts_go_before_inferred_ones() {
    let given = Given {
        jurisdiction: Some("青山县".into()),
        level: Some(Level::County),
        province: Some("某省".into()),
        ..Given::default()
    };
    let r = read_text("a", "主要职责\n(一)负责值班。".into(), "utf-8", String::new(), &given);
    let level = r.organ.level.unwrap();
    assert_eq!((level.value, level.span), (Level::County, None));
    assert_eq!(r.organ.jurisdiction.unwrap().span, None);
}

#[test]
fn what_a_text_does_not_say_stays_unknown() {
    for empty in ["", "\n\n", "今天天气很好。", "{}", "   "] {
        let r = text(empty);
        assert!(r.duties.is_empty() && r.unit_groups.is_empty() && r.staffing.is_empty(), "{empty}");
        assert!(r.organ.name.is_none() && r.organ.level.is_none() && r.effective.is_none());
        invariants(&r);
    }
}

#[test]
fn drawing_up_is_not_an_establishment() {
    let r = text("人员编制\n县政府办公室编制应急预案3件,负责机构编制工作。");
    assert!(r.staffing.is_empty());
}

#[test]
fn broken_structures_are_refused() {
    let good = to_json(&text("主要职责\n(一)负责值班。"));
    for bad in
        ["{", "[]", "{\"schema\": \"guiju/regulation/1\"}", &good.replace("regulation/1", "regulation/9")]
    {
        assert!(from_json("a.json", bad).is_err(), "{bad:.60}");
    }
    let shifted = good.replacen("\"span\": [\n        0,", "\"span\": [\n        1,", 1);
    assert!(shifted == good || from_json("a.json", &shifted).is_err());
    assert!(read("a.json", good.as_bytes(), &Given::default()).is_ok());
}

#[test]
fn a_structure_without_text_is_read_from_its_fields() {
    let json = r#"{"schema": "guiju/regulation/1",
        "organ": {"name": "县水务局", "level": "county"},
        "duties": [{"ordinal": 1, "text": "负责水利规划;负责防汛。"}, {"ordinal": 3, "text": "承办其他事项。", "catch_all": true}],
        "unit_groups": [{"organ": "县水务局", "declared": 2, "units": [{"ordinal": 1, "name": "办公室", "aliases": ["人事股"], "text": "负责文电。"}]}],
        "staffing": [{"organ": "县水务局", "admin": 6, "heads": 1, "deputies": 2}],
        "effective": {"date": "2019-04-07"}}"#;
    let r = from_json("a.json", json).unwrap();
    let quote = |s: Option<Span>| s.unwrap().slice(&r.source.text).to_owned();
    assert_eq!(r.duties[0].clauses.len(), 2);
    assert_eq!(quote(Some(r.duties[0].clauses[1].span)), "负责防汛");
    assert_eq!(quote(r.staffing[0].deputies.unwrap().span), "2");
    assert_eq!(quote(r.unit_groups[0].units[0].aliases[0].span), "人事股");
    assert_eq!(r.lists[0].items.iter().map(|i| i.ordinal).collect::<Vec<_>>(), [1, 3]);
    let place = r.duties[1].text;
    let pointer = r.pointers.iter().find(|p| p.0 == place).unwrap();
    assert_eq!(pointer.1.to_string(), "/duties/1/text");
    assert!(r.effective.is_some());
    invariants(&r);
}

#[test]
fn damaged_texts_that_once_misplaced_a_fact_are_read() {
    // The number in the bracket behind a title, with more words after it.
    let r = text(
        "根据《白溪县机构改革方案》(白发〔2019〕2号文件精神),制定本规定。\n一、主要职责\n(一)负责值班。",
    );
    assert_eq!(r.basis[0].span.slice(&r.source.text), "《白溪县机构改革方案》(白发〔2019〕2号文件精神)");
    invariants(&r);
}

#[test]
fn time_grows_with_the_text_only() {
    // Quadratic reading of these would take minutes, below the heading of the part that reads them.
    let units = [
        "(一)负责值班。",
        "一、主要职责\n",
        "((((",
        "《《",
        "第一条 ",
        "设1个科",
        "1个内设机构",
        "3-4个",
        "1至2个",
        "1人",
        "由1个",
        "行政编制1名(",
        "主任1名,",
        "办公室1名,",
        "机关党委。",
        "(以下简称",
        "以下简称(",
        "\r",
        "\t\r",
        "\u{85}",
        " 一",
    ];
    for heading in ["", "主要职责\n", "内设机构\n", "人员编制\n"] {
        for unit in units {
            let long = format!("{heading}{}", unit.repeat(LONG / unit.len()));
            let read = text(&long);
            assert_eq!(read.source.text, long);
            assert!(read.paragraphs.iter().all(|p| p.span.end as usize <= long.len()));
        }
    }
}

/// Bytes of a text that is long for what it says.
const LONG: usize = 60_000;

fn shuffled() -> impl Strategy<Value = String> {
    let texts: Vec<String> =
        cases().into_iter().map(|(p, b)| read(&p, &b, &Given::default()).unwrap().source.text).collect();
    let lines: Vec<String> = texts.iter().flat_map(|t| t.lines().map(str::to_owned)).collect();
    let signs = [
        "",
        "\n",
        " ",
        "。",
        "；",
        "(",
        "）",
        "《",
        "第",
        "条",
        "设3个科室",
        "编制单列",
        "１名",
        "\u{3000}",
        "\r\n",
    ];
    let piece = (prop::sample::select(lines), 0_usize..80, 0_usize..80, prop::sample::select(signs.to_vec()));
    prop::collection::vec(piece, 0..14).prop_map(|pieces| {
        let cut = |(line, from, length, sign): (String, usize, usize, &str)| {
            let words: String =
                line.chars().skip(if from > 40 { 0 } else { from }).take(length + 1).collect();
            words + sign
        };
        pieces.into_iter().map(cut).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_mixture_of_lines_is_read(words in shuffled()) {
        invariants(&text(&words));
    }

    #[test]
    fn any_characters_are_read(words in "[一二三四五、。；:,()（）第条章设个科室名人编制行政主任副单列正 \n\t\u{3000}《》“”①1230负责職責機構檔案自年月日起施行由解释]{0,120}") {
        invariants(&text(&words));
    }
}
