//! The report for reading and the report for programs, made from reports written by hand.

use guiju::{
    diagnostic::{Code, Diagnostic},
    finding::{
        BaselineRecord, BaselineState, Citation, Claim, Counts, DocumentReport, Evidence, Finding, Fixed,
        Outcome, Place, PolicyRecord, Report, Role, Severity, Tool, Unreadable, Verdict, Waived,
    },
    phrase::{Lang, Phrase},
    report::{self, HumanOptions},
    source::{Files, LineIndex, Span},
};
use std::sync::Arc;
use unicode_width::UnicodeWidthChar;

const TEXT: &str = "人员编制\n机关行政编制20名,配备主任1名、副主任4名。\n另有工勤编制3名。\n";

pub(crate) fn evidence(text: &str, role: Role, words: &str) -> Evidence {
    let start = text.find(words).unwrap();
    let span = Span::of(start..start + words.len());
    let index = LineIndex::new(text);
    Evidence {
        role,
        place: Arc::new(Place {
            span,
            start: index.position(text, span.start),
            end: index.position(text, span.end),
            quote: words.to_owned(),
            pointer: None,
            origin: None,
        }),
        lacked: Vec::new(),
    }
}

pub(crate) fn finding(evidence: Vec<Evidence>) -> Finding {
    let message =
        Phrase::new("机关:编制20名,副职4名,超过2名", "the organ: 4 deputies for 20 posts, at most 2");
    let basis = vec![Citation {
        kind: "law",
        title: Some("地方各级人民政府机构设置和编制管理条例".to_owned()),
        article: Some("第二十条".to_owned()),
        quote: Some("领导职数按照规定核定".to_owned()),
        note: None,
    }];
    let values = [("limit".to_owned(), "2".to_owned())].into_iter().collect();
    let policy = "staffing-deputy-band".to_owned();
    let claim = Claim::new(policy, Severity::Warning, message, basis.into(), values);
    let mut finding = Finding::new(claim, "f00".to_owned(), evidence);
    finding.notes = vec![Phrase::new("文件日期未知", "the date of the document is unknown")];
    finding
}

fn verdict(outcome: Outcome, reason: Option<Phrase>) -> Verdict {
    let mut counts = Counts::default();
    match outcome {
        Outcome::Pass => counts.passed = 1,
        Outcome::Violation => counts.violated = 1,
        Outcome::Undecided => counts.undecided = 1,
        Outcome::NotApplicable => {}
    }
    Verdict { outcome, counts, reason }
}

pub(crate) fn policy(name: &str) -> PolicyRecord {
    PolicyRecord {
        name: name.to_owned(),
        family: name.split('-').next().unwrap_or_default().to_owned(),
        title: Phrase::new("标题", "title"),
        statement: Phrase::default(),
        severity: Severity::Warning,
        basis: Vec::new(),
        params: [("max".to_owned(), "1/3".to_owned())].into_iter().collect(),
        digest: format!("digest of {name}").into(),
        scoped: Vec::new(),
        waivable: true,
        file: format!("rules/{name}.guiju"),
    }
}

pub(crate) fn report_of(text: &str, findings: Vec<Finding>) -> Report {
    let unknown = Phrase::new("未载明省份", "the province is not stated");
    let document = DocumentReport {
        id: "文件/a.txt".to_owned(),
        path: "文件/a.txt".to_owned(),
        digest: "d1".to_owned(),
        text: text.to_owned(),
        verdicts: [
            ("mandatory-secrecy".to_owned(), verdict(Outcome::Undecided, Some(unknown))),
            ("staffing-deputy-band".to_owned(), verdict(Outcome::Violation, None)),
        ]
        .into_iter()
        .collect(),
        findings,
        warnings: Vec::new(),
    };
    let broken = Diagnostic::input(Code::NotText, "b.bin", Phrase::new("不是文本", "it is not text"));
    Report {
        tool: Tool { version: "0.1.0", language: 1 },
        policies_digest: "p1".to_owned().into(),
        as_of: None,
        policies: vec![policy("mandatory-secrecy"), policy("staffing-deputy-band")],
        packs: Vec::new(),
        waivers: Vec::new(),
        baseline: None,
        documents: vec![document],
        unreadable: vec![Unreadable { path: "b.bin".to_owned(), diagnostic: broken }],
        vacuous: vec!["staffing-leader-ratio".to_owned()],
        interrupted: false,
    }
}

pub(crate) fn usual() -> Report {
    let quoted =
        vec![evidence(TEXT, Role::Context, "编制20名"), evidence(TEXT, Role::Offending, "副主任4名")];
    report_of(TEXT, vec![finding(quoted)])
}

fn human(report: &Report, options: &HumanOptions) -> String {
    let mut out = Vec::new();
    report::human(report, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Where `words` stand on the first line that holds them, and the line after it, both by display columns.
fn underlined(rendered: &str, words: &str) -> (std::ops::Range<usize>, String) {
    let lines: Vec<&str> = rendered.lines().collect();
    let at = lines.iter().position(|l| l.contains('|') && l.contains(words)).unwrap();
    let start = width(&lines[at][..lines[at].find(words).unwrap()]);
    (start..start + width(words), lines[at + 1].to_owned())
}

fn assert_underlined(rendered: &str, words: &str, sign: char) {
    let (columns, below) = underlined(rendered, words);
    // The underline may be followed by a label; nothing before it is wider than one column.
    let signs: Vec<char> = below.chars().skip(columns.start).take(columns.len()).collect();
    assert!(signs.iter().all(|c| *c == sign) && signs.len() == columns.len(), "{words}\n{rendered}");
    assert_ne!(below.chars().nth(columns.start - 1), Some(sign), "{rendered}");
    assert_ne!(below.chars().nth(columns.end), Some(sign), "{rendered}");
}

#[test]
fn a_finding_quotes_its_clause() {
    insta::assert_snapshot!(human(&usual(), &HumanOptions::default()));
}

#[test]
fn a_finding_in_chinese() {
    insta::assert_snapshot!(human(&usual(), &HumanOptions { lang: Lang::Zh, ..HumanOptions::default() }));
}

#[test]
fn underlines_stand_under_double_width_characters() {
    let rendered = human(&usual(), &HumanOptions::default());
    assert_underlined(&rendered, "副主任4名", '^');
    assert_underlined(&rendered, "编制20名", '-');
}

#[test]
fn the_heading_gives_line_and_column_even_where_the_line_is_cut() {
    let text = format!("标题\n{}副主任4名{}\n", "甲".repeat(400), "乙".repeat(400));
    let report = report_of(&text, vec![finding(vec![evidence(&text, Role::Offending, "副主任4名")])]);
    for width in [60, 80, 100, 160] {
        let rendered = human(&report, &HumanOptions { width, ..HumanOptions::default() });
        assert!(rendered.contains("--> 文件/a.txt:2:401"), "{rendered}");
        assert_underlined(&rendered, "副主任4名", '^');
    }
}

/// Places of one line that do not fit beside each other: each excerpt names its own.
#[test]
fn places_far_apart_on_one_line_have_their_columns() {
    let (long, late) = ("二".repeat(80), "副主任");
    let text = format!("{}{long}{}{late}{}\n", "甲".repeat(5_000), "、".repeat(90), "乙".repeat(5_000));
    let quoted = vec![evidence(&text, Role::Offending, &long), evidence(&text, Role::Context, late)];
    let report = report_of(&text, vec![finding(quoted)]);
    let rendered = human(&report, &HumanOptions { width: 44, ..HumanOptions::default() });
    let arrows: Vec<&str> = rendered.lines().filter(|l| l.contains("-> ") || l.contains("::: ")).collect();
    assert_eq!(arrows, [" --> 文件/a.txt:1:5001", " ::: 文件/a.txt:1:5171"], "{rendered}");
}

#[test]
fn every_line_keeps_within_the_width() {
    let clause = |i: usize| {
        format!("(第{i}项)负责{}工作;副主任{i}名。", "综合协调、政务服务及应急、督查".repeat(i * 3))
    };
    let text = (1..9).map(clause).collect::<Vec<_>>().join("\n");
    let whole = clause(5);
    let mut nearest = evidence(&text, Role::Nearest, "副主任7名");
    nearest.lacked =
        vec![Phrase::new("提到保密工作", "secrecy"), Phrase::new("由本机关负责", "its own duty")];
    let findings = vec![
        finding(vec![evidence(&text, Role::Offending, &whole), evidence(&text, Role::Context, "副主任8名")]),
        finding(vec![
            evidence(&text, Role::Searched, &format!("{}\n{}", clause(2), clause(3))),
            evidence(&text, Role::Searched, text.as_str()),
            nearest,
        ]),
    ];
    let mut report = report_of(&text, findings);
    report.documents[0].findings[1].restate().message =
        Phrase::new("没有一项职责提到保密".repeat(20), "no duty says so; ".repeat(20));
    for width in [60, 72, 100, 200] {
        for lang in [Lang::Zh, Lang::En] {
            let rendered = human(&report, &HumanOptions { width, lang, ..HumanOptions::default() });
            for line in rendered.lines() {
                assert!(self::width(line) <= width, "{width}: {} {line}", self::width(line));
            }
        }
    }
}

#[test]
fn an_absence_shows_where_it_looked_and_what_came_nearest() {
    let mut nearest = evidence(TEXT, Role::Nearest, "工勤编制3名");
    nearest.lacked = vec![Phrase::new("保密", "secrecy")];
    let report = report_of(TEXT, vec![finding(vec![evidence(TEXT, Role::Searched, "人员编制"), nearest])]);
    let rendered = human(&report, &HumanOptions { lang: Lang::Zh, ..HumanOptions::default() });
    assert!(rendered.contains("--> 文件/a.txt:1:1"), "{rendered}");
    assert_underlined(&rendered, "人员编制", '^');
    assert_underlined(&rendered, "工勤编制3名", '-');
    assert!(
        rendered.contains("在此处查找") && rendered.contains("最接近: 第 3 行，缺少：保密"),
        "{rendered}"
    );
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = "编制\u{1b}[2J20名\u{9b}31m\u{202e},副主任4名\u{7}。\n";
    let mut report = report_of(text, vec![finding(vec![evidence(text, Role::Offending, "副主任4名\u{7}")])]);
    report.documents[0].path = "a\u{1b}]0;title\u{7}.txt".to_owned();
    report.documents[0].findings[0].restate().message = Phrase::new("\u{1b}[31m红", "\u{1b}[31mred\u{85}");
    report.documents[0].findings[0].notes = vec![Phrase::new("\u{8}", "\u{8}")];
    report.unreadable[0].path = "\u{1b}c".to_owned();
    report.vacuous = vec!["\u{1b}c".to_owned()];
    let rendered = human(&report, &HumanOptions::default());
    assert!(!rendered.chars().any(|c| c.is_control() && c != '\n'), "{rendered:?}");
    assert!(!rendered.contains('\u{202e}'));
}

#[test]
fn a_place_in_a_structure_is_named_by_its_pointer() {
    let mut place = evidence(TEXT, Role::Offending, "副主任4名");
    Arc::make_mut(&mut place.place).pointer = Some("/staffing/0/deputies".to_owned());
    let rendered = human(&report_of(TEXT, vec![finding(vec![place])]), &HumanOptions::default());
    assert!(rendered.contains("--> 文件/a.txt:2:18"), "{rendered}");
    assert!(rendered.contains("/staffing/0/deputies 2:18 “副主任4名”"), "{rendered}");
}

#[test]
fn a_place_is_underlined_once_and_many_are_counted() {
    let twice =
        vec![evidence(TEXT, Role::Context, "副主任4名"), evidence(TEXT, Role::Offending, "副主任4名")];
    let rendered = human(&report_of(TEXT, vec![finding(twice)]), &HumanOptions::default());
    assert!(!rendered.contains("read from here"), "{rendered}");

    let text: String = (10..40).map(|i| format!("副主任{i}名。")).collect::<Vec<_>>().join("\n");
    let many = (10..40).map(|i| evidence(&text, Role::Offending, &format!("副主任{i}名"))).collect();
    let rendered = human(&report_of(&text, vec![finding(many)]), &HumanOptions::default());
    assert!(rendered.contains("14 more places, see --format json"), "{rendered}");
}

#[test]
fn colours_only_where_they_are_asked_for() {
    let plain = human(&usual(), &HumanOptions::default());
    let colored = human(&usual(), &HumanOptions { color: true, ..HumanOptions::default() });
    assert!(!plain.contains('\u{1b}') && colored.contains('\u{1b}'));
    let stripped = anstream::adapter::strip_str(&colored).to_string();
    assert_eq!(stripped, plain);
}

#[test]
fn an_empty_run_is_said_out_loud() {
    let mut report = usual();
    report.documents.clear();
    let rendered = human(&report, &HumanOptions::default());
    assert!(
        rendered.starts_with("no document was checked\nunreadable:\n  b.bin: it is not text [E0502]\n"),
        "{rendered}"
    );
}

#[test]
fn long_tables_leave_out_what_is_well() {
    let mut report = usual();
    let mut well = report.documents[0].clone();
    well.findings.clear();
    for i in 0..30 {
        well.path = format!("z{i}.txt");
        report.documents.push(well.clone());
    }
    let rendered = human(&report, &HumanOptions { brief: true, ..HumanOptions::default() });
    assert!(
        rendered.contains("30 more documents without violations") && !rendered.contains("z7.txt"),
        "{rendered}"
    );
}

#[test]
fn a_waived_finding_says_why_and_does_not_count() {
    let mut report = usual();
    report.documents[0].findings[0].waived = Some(Waived {
        reason: "上级已批准".to_owned(),
        owner: "编办".to_owned(),
        until: "2027-01-01".parse().ok(),
        place: "guiju.toml:3".to_owned(),
    });
    assert!(!report.has(Severity::Info));
    let text = human(&report, &HumanOptions::default());
    assert!(text.contains("waived: 上级已批准 (编办, until 2027-01-01; guiju.toml:3)"), "{text}");
    assert!(text.contains("0 violations, 1 waived"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&report::json(&report)).unwrap();
    let finding = &json["documents"][0]["findings"][0];
    assert_eq!(finding["waived"]["until"], "2027-01-01");
    assert_eq!(json["summary"]["waived"], 1);
    assert_eq!(json["summary"]["violations"]["warning"], 0);
}

#[test]
fn what_the_baseline_has_is_counted_and_not_shown() {
    let mut report = usual();
    let finding = &mut report.documents[0].findings[0];
    finding.baseline = Some(BaselineState::Unchanged);
    let fixed = Fixed {
        path: "c.txt".to_owned(),
        policy: "staffing-leader-ratio".to_owned(),
        severity: Severity::Warning,
        fingerprint: "f01".to_owned(),
        message: Phrase::new("领导过多", "too many leaders"),
        quote: "主任3名".to_owned(),
    };
    report.baseline = Some(BaselineRecord { file: "baseline.json".to_owned(), fixed: vec![fixed] });
    assert!(!report.has(Severity::Info));
    let text = human(&report, &HumanOptions::default());
    assert!(!text.contains("4 deputies"), "{text}");
    assert!(text.contains("1 finding that the baseline has is not shown"), "{text}");
    assert!(text.contains("c.txt: staffing-leader-ratio too many leaders"), "{text}");
    assert!(text.contains("1 violation (0 new, 1 unchanged, 1 fixed)"), "{text}");
}

#[test]
fn the_json_report_has_the_keys_of_its_schema_in_order() {
    insta::assert_snapshot!(report::json(&usual()));
}

#[test]
fn the_json_report_tells_what_a_nearest_miss_lacked() {
    let mut report = usual();
    report.documents[0].findings[0].evidence[0].lacked = vec![Phrase::new("保密", "secrecy")];
    let value: serde_json::Value = serde_json::from_str(&report::json(&report)).unwrap();
    let evidence = &value["documents"][0]["findings"][0]["evidence"];
    assert_eq!(evidence[0]["lacked"][0]["zh"], "保密");
    assert!(evidence[1].get("lacked").is_none());
}

#[test]
fn diagnostics_point_into_several_files() {
    let mut files = Files::default();
    let a = files.add("a.guiju", "policy p {\n  要求 g.副直 <= 2\n}\n");
    let b = files.add("b.guiju", "policy p {}\n");
    let field = Diagnostic::error(
        Code::UnknownField,
        a,
        Span::new(22, 28),
        Phrase::new("没有这个字段", "no such field"),
    )
    .label(Phrase::new("人员编制没有它", "staffing has none"))
    .also(b, Span::new(7, 8), Phrase::new("同名政策", "another `p`"))
    .help(Phrase::new("是否指 `副职`？", "did you mean `副职`?"));
    let mut out = Vec::new();
    report::diagnostics(&[field], &files, &HumanOptions::default(), &mut out).unwrap();
    let rendered = String::from_utf8(out).unwrap();
    assert_underlined(&rendered, "副直", '^');
    insta::assert_snapshot!(rendered);
}

#[test]
fn a_place_outside_its_text_is_no_panic() {
    let mut files = Files::default();
    let a = files.add("a.guiju", "规矩");
    for span in [Span::new(1, 2), Span::new(6, 6), Span::new(5, 900), Span::new(900, 901), Span::new(0, 0)] {
        let problem = Diagnostic::error(Code::Syntax, a, span, Phrase::new("甲", "a"));
        report::diagnostics(&[problem], &files, &HumanOptions::default(), &mut Vec::new()).unwrap();
    }
}
