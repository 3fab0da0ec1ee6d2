//! Policies that could run for ever, too deep, or beyond what numbers hold: each is refused, or ends with an answer.

use guiju::{
    compile,
    eval::{self, Options},
    finding::{DocumentReport, Outcome},
    ingest::{self, Given},
    source::Files,
};

use crate::diagnostics::problems;

const DOCUMENT: &str =
    "主要职责\n(一)负责文电。\n人员编制\n机关行政编制9223372036854775807名,配备副主任3名。";

fn report(text: &str) -> DocumentReport {
    let mut files = Files::default();
    files.add("limits.guiju", text);
    let plan = compile(&files).expect("it compiles").plan;
    let document = ingest::read("a.txt", DOCUMENT.as_bytes(), &Given::default()).expect("a document");
    eval::check(&plan, &document, &Options::default())
}

fn policy(body: &str) -> String {
    format!("policy p {{\n  title en \"t\"\n  severity info\n  {body}\n}}\n")
}

/// Units of many groups are as many units as those of one, in the same order.
#[test]
fn pairs_of_units_go_over_all_groups() {
    let body = r#"for each pair a, b in units {
        require a.name is not b.name else report a, b: zh "{a.name}重名" en "{a.name} twice"
      }"#;
    let mut files = Files::default();
    files.add("limits.guiju", policy(body));
    let plan = compile(&files).expect("it compiles").plan;
    let check = |names: &[&str]| {
        let group = |name| format!("一、主要职责\n(一)负责水利。\n二、内设机构\n(一){name}。负责文电。\n");
        let text: String = names.iter().map(group).collect();
        let document = ingest::read("a.txt", text.as_bytes(), &Given::default()).expect("a document");
        assert_eq!(document.unit_groups.len(), names.len());
        let report = eval::check(&plan, &document, &Options::default());
        let counts = report.verdicts.get("p").expect("a verdict").counts;
        let quotes = report.findings.iter().flat_map(|f| &f.evidence).map(|e| e.quote.clone());
        ((counts.passed, counts.violated), quotes.collect::<Vec<_>>())
    };
    let mut names =
        ["办公室", "人事科", "财务科", "法规科", "水政科", "规划科", "建设科", "运行科", "监督科", "信访科"];
    assert_eq!(check(&names), ((45, 0), Vec::new()));
    names[9] = "人事科";
    let (counts, quotes) = check(&names);
    assert_eq!((counts, quotes.len()), ((44, 1), 4), "{quotes:?}");
    assert!(quotes.iter().all(|quote| quote.contains("人事科")), "{quotes:?}");
}

/// Violations without end are counted, and one finding stands for those that are not listed.
#[test]
fn of_very_many_violations_the_first_are_listed() {
    let body = r#"for each pair a, b in units {
        require a.name is not b.name else report a, b: zh "{a.name}重名" en "{a.name} twice"
      }"#;
    let mut text = String::from("县水务局职能配置规定\n内设机构\n");
    let report_of = |text: &str| {
        let mut files = Files::default();
        files.add("limits.guiju", policy(body));
        let plan = compile(&files).expect("it compiles").plan;
        let document = ingest::read("a.txt", text.as_bytes(), &Given::default()).expect("a document");
        eval::check(&plan, &document, &Options::default())
    };
    let mut unlisted = Vec::new();
    for i in 1..=47 {
        text += &format!("({i})办公室。负责文电。\n");
        if i < 45 {
            continue;
        }
        let report = report_of(&text);
        let verdict = report.verdicts.get("p").expect("a verdict");
        assert_eq!(verdict.counts.violated, i * (i - 1) / 2);
        let one = report.findings.iter().find(|f| f.message.zh.starts_with("另有"));
        assert_eq!(report.findings.len(), if i == 45 { 990 } else { 1_001 });
        assert!(one.is_none_or(guiju::finding::Finding::stands_for_more));
        unlisted.extend(one.map(|f| (f.message.zh.clone(), f.fingerprint.clone(), f.evidence.len())));
    }
    let [(few, first, 4), (more, second, 4)] = unlisted.as_slice() else { panic!("{unlisted:?}") };
    assert_eq!(few, "另有35处违反未逐条列出,第一处:办公室重名");
    assert!(more.starts_with("另有81处"), "{more}");
    assert_ne!(first, second);
}

/// Half a thousand equal units make some 125,000 violations; after enough of them no more are sought, whatever comes behind.
#[test]
fn of_violations_without_end_enough_are_counted() {
    let body = r#"for each pair a, b in units {
        require a.name is not b.name else report a, b: zh "{a.name}重名" en "{a.name} twice"
      }
      for each u in units {
        require u.name is "科" severity error else report u: zh "名" en "name"
      }"#;
    let units = (1..=500).map(|i| format!("({i})办公室。负责文电。\n"));
    let text = format!("县水务局职能配置规定\n内设机构\n{}", units.collect::<String>());
    let mut files = Files::default();
    files.add("limits.guiju", policy(body));
    let plan = compile(&files).expect("it compiles").plan;
    let document = ingest::read("a.txt", text.as_bytes(), &Given::default()).expect("a document");
    let report = eval::check(&plan, &document, &Options::default());
    assert_eq!(document.unit_groups[0].units.len(), 500);
    assert_eq!(report.verdicts.get("p").expect("a verdict").counts.violated, 100_001);
    let more = report.findings.iter().find(|f| f.stands_for_more()).expect("one stands for the others");
    assert_eq!(more.message.zh, "另有至少99001处违反未逐条列出,第一处:办公室重名");
    assert_eq!(more.values.get("violations not listed"), Some("≥ 99001"));
    assert_eq!(more.severity, guiju::finding::Severity::Error);
}

/// Where no more violations are sought, what was counted does not depend on how: one who watches has every turn taken, and a
/// check only those that can make a difference.
#[test]
fn of_violations_without_end_all_ways_count_the_same() {
    let body = r#"for each pair a, b in duties.clauses {
        require max([containment(a, b) else 0, containment(b, a) else 0]) < 4/5
          else report a, b: zh "重复" en "twice"
      }
      for each u in units {
        require no v in units where v is not u and v.name is u.name else report u: zh "重名" en "twice"
      }
      for each pair a, b in duties.clauses {
        require max([containment(a, b) else 0, containment(b, a) else 0]) < 4/5
          else report a, b: zh "重复" en "twice"
      }"#;
    // Every fourth duty is like no other.
    let other = |i: u32| [1, 7, 49, 343].map(|n| char::from_u32(0x4e00 + i * 13 % 9_973 + n).unwrap_or('甲'));
    let duty = |i: u32| match i % 4 {
        0 => format!("({i})负责{}。\n", other(i).iter().collect::<String>()),
        _ => format!("({i})承担机关日常运转和会务保障。\n"),
    };
    let duties: String = (1..=640).map(duty).collect();
    let units: String = (1..=9).map(|i| format!("({i})第{}科。负责文电。\n", i % 8)).collect();
    let text = format!("县水务局职能配置规定\n主要职责\n{duties}内设机构\n{units}");
    let mut files = Files::default();
    files.add("limits.guiju", policy(body));
    let plan = compile(&files).expect("it compiles").plan;
    let document = ingest::read("a.txt", text.as_bytes(), &Given::default()).expect("a document");
    let counts = |report: &DocumentReport| report.verdicts.get("p").expect("a verdict").counts;
    let checked = counts(&eval::check(&plan, &document, &Options::default()));
    let (explained, _) = eval::explain(&plan, &document, &Options::default());
    assert_eq!(checked, counts(&explained));
    assert!(checked.violated > 100_000 && checked.passed > 50_000, "{checked:?}");
}

/// `let b = a + a`, `let c = b + b` …: quoted word by word these would be followed 2⁶⁰ times.
/// What every clause is asked about every pair of clauses.
const TRIPLES: &str = r#"require every c in duties.clauses where every d in duties.clauses where every e in duties.clauses
    where not (c.text is d.text and d.text is not e.text and e.text is c.text)
  else report document: zh "有" en "there is one""#;

/// What policies say of a document of twelve duties where each may take so many turns.
fn within(turns: u64, policies: &[(&str, &str)]) -> DocumentReport {
    let mut files = Files::default();
    for (name, body) in policies {
        files.add(format!("{name}.guiju"), policy(body).replacen("policy p", &format!("policy {name}"), 1));
    }
    let plan = compile(&files).unwrap_or_else(|e| panic!("{e:#?}")).plan;
    let text: String = (0..12).map(|i| format!("({})负责第{i}类文电。\n", i + 1)).collect();
    let text = format!("主要职责\n{text}");
    let document = ingest::read("a.txt", text.as_bytes(), &Given::default()).expect("a document");
    eval::examine_within(&plan, &document, &Options::default(), turns).report
}

#[test]
fn what_takes_too_many_turns_is_undecided_and_says_so() {
    let verdict = |turns| within(turns, &[("p", TRIPLES)]).verdicts.get("p").cloned().expect("a verdict");
    assert_eq!(verdict(1_000_000).outcome, Outcome::Pass);
    let open = verdict(100);
    assert_eq!((open.outcome, open.counts.examined()), (Outcome::Undecided, 1));
    let reason = open.reason.expect("a reason");
    assert!(reason.zh.contains("超出计算上限"), "{}", reason.zh);
    assert!(reason.en.contains("more turns on this document than it may"), "{}", reason.en);
    // What stands beside it is judged.
    let report = within(
        100,
        &[
            ("o", "require duties is not empty else report document: en \"x\""),
            ("p", TRIPLES),
            ("q", "require count(duties) is 12 else report document: en \"x\""),
        ],
    );
    for name in ["o", "q"] {
        assert_eq!(report.verdicts.get(name).expect("a verdict").outcome, Outcome::Pass);
    }
    assert_eq!(report.verdicts.get("p").expect("a verdict").outcome, Outcome::Undecided);
}

/// What was found before proves itself, and a value in place of one that was not found proves nothing.
#[test]
fn what_was_found_before_the_turns_were_over_stands() {
    let found = format!("require count(duties) is 3 else report document: en \"not three\"\n  {TRIPLES}");
    let report = within(100, &[("p", &found)]);
    let verdict = report.verdicts.get("p").expect("a verdict");
    assert_eq!(
        (verdict.outcome, verdict.counts.violated, verdict.counts.undecided),
        (Outcome::Violation, 1, 1)
    );
    let guessed = "require (count(those c in duties.clauses where every d in duties.clauses where every e in duties.clauses
        where length(c) + length(d) + length(e) > 1) else 0) > 5 else report document: en \"few\"";
    let report = within(100, &[("p", guessed)]);
    assert_eq!(report.findings.len(), 0);
    assert_eq!(report.verdicts.get("p").expect("a verdict").outcome, Outcome::Undecided);
}

/// What one policy found is kept for the next one: whether that has enough must not depend on it.
#[test]
fn the_turns_that_a_policy_may_take_do_not_depend_on_others() {
    let asks = "for each d in duties {
        let same = those e in duties where every c in e.clauses where length(c) + length(d.clauses) > 1
        require count(same) is 12 else report d: en \"x\"
      }";
    let mut outcomes = std::collections::BTreeSet::new();
    for turns in (1..700).step_by(7) {
        let outcome = |report: DocumentReport| report.verdicts.get("p").expect("a verdict").counts;
        let alone = outcome(within(turns, &[("p", asks)]));
        let beside = outcome(within(turns, &[("a", asks), ("b", TRIPLES), ("p", asks), ("q", asks)]));
        assert_eq!(alone, beside, "{turns} turns");
        outcomes.insert(alone.undecided);
    }
    assert_eq!(outcomes.len(), 2, "{outcomes:?}");
}

#[test]
fn variables_that_double_end() {
    let mut body = String::from("let a0 = count(duties)\n");
    (1..60).for_each(|i| body += &format!("let a{i} = a{} + a{}\n", i - 1, i - 1));
    body += "require a59 < 0 else report duties: en \"{a59}\"";
    let report = report(&policy(&body));
    assert_eq!(report.findings[0].message.en, (1_u64 << 59).to_string());
    assert_eq!(report.findings[0].evidence[0].quote, "(一)负责文电。");
}

/// To explain them and to tell their cost ends too, of numbers and of lists.
#[test]
fn what_doubles_is_explained_once() {
    for (first, op) in [("count(duties)", "+"), ("duties", "union")] {
        let mut body = format!("let a0 = {first}\n");
        (1..60).for_each(|i| body += &format!("let a{i} = a{} {op} a{}\n", i - 1, i - 1));
        let asked = if op == "+" { "a59 < 0" } else { "a59 is empty" };
        body += &format!("require {asked} else report duties: en \"no\"");
        let mut files = Files::default();
        files.add("a.guiju", policy(&body));
        let plan = compile(&files).expect("it compiles").plan;
        assert!(plan.cost("p").expect("it has one").order().contains("text"));
        let document = ingest::read("a.txt", DOCUMENT.as_bytes(), &Given::default()).expect("a document");
        let (_, steps) = eval::explain(&plan, &document, &Options::default());
        let [step] = steps.as_slice() else { panic!("{steps:#?}") };
        assert_eq!(step.condition.truth, Some(eval::Truth::False));
        let (mut node, mut depth) = (&step.condition, 0);
        while let Some(operand) = node.operands.first() {
            (node, depth) = (operand, depth + 1);
        }
        assert!(depth > 50, "{depth}");
    }
}

#[test]
fn conditions_that_double_end() {
    let mut body = String::from("let a0 = count(duties) > 1\n");
    (1..60).for_each(|i| body += &format!("let a{i} = a{} and a{}\n", i - 1, i - 1));
    body += "require a59 else report duties: en \"no\"";
    assert_eq!(report(&policy(&body)).verdicts.get("p").unwrap().outcome, Outcome::Violation);
}

#[test]
fn long_chains_of_variables_end() {
    let mut body = String::from("let a0 = count(duties)\n");
    (1..5000).for_each(|i| body += &format!("let a{i} = a{} + 1\n", i - 1));
    body += "require a4999 < 0 else report duties: en \"{a4999}\"";
    assert_eq!(report(&policy(&body)).findings[0].message.en, "5000");
}

#[test]
fn definitions_do_not_grow_or_deepen_without_measure() {
    let chain = |body: &dyn Fn(usize) -> String| -> String {
        let first = String::from("define d0(n: int) = n + 1\n");
        (1..400).fold(first, |all, i| format!("{all}define d{i}(n: int) = {}\n", body(i - 1)))
    };
    for text in [chain(&|i| format!("d{i}(n) + d{i}(n)")), chain(&|i| format!("d{i}(n) + 1"))] {
        let found = problems(&text);
        assert!(!found.is_empty() && found.iter().all(|d| d.code.to_string() == "E0108"), "{found:?}");
    }
}

#[test]
fn numbers_at_the_edge_are_exact_or_unknown() {
    for (expression, said) in [
        ("9223372036854775807 + 1", "not stated"),
        ("9223372036854775807 / (1/9223372036854775807)", "not stated"),
        ("-(-9223372036854775807 - 1)", "not stated"),
        ("9223372036854775807 - 1", "9223372036854775806"),
        ("1/9223372036854775807 - 1/9223372036854775806", "not stated"),
        ("9223372036854775807 as percent", "922337203685477580700%"),
    ] {
        let body = format!("require false else report document: en \"{{{expression}}}\"");
        assert_eq!(report(&policy(&body)).findings[0].message.en, said, "{expression}");
    }
}

#[test]
fn patterns_too_large_are_refused() {
    let found = problems(&policy(
        "require duties matches /((((.{100}){100}){100}){100})/ else report duties: en \"m\"",
    ));
    assert_eq!(found[0].code.to_string(), "E0107", "{found:?}");
}
