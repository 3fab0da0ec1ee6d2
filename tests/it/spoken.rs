//! What a reader is told is in the reader's language, whatever the language of the policy; ratios have a decimal beside them.

use guiju::{
    compile,
    eval::{self, Options},
    finding::{DocumentReport, Outcome},
    ingest::{self, Given},
    source::Files,
};

const DOCUMENT: &str =
    "主要职责\n(一)负责文电。\n(二)负责保密。\n人员编制\n机关行政编制12名,设局长1名、副局长3名。";

/// What policies with these statements, in English and in Chinese, say of the document.
fn said(en: &str, zh: &str) -> [DocumentReport; 2] {
    let head = ["policy p { title en \"t\" severity info", "政策 p { 标题 英 “t” 级别 提示"];
    [(head[0], en), (head[1], zh)].map(|(head, statements)| {
        let mut files = Files::default();
        for (name, text) in guiju::shipped().iter().filter(|(name, _)| name.contains("vocabulary/")) {
            files.add(*name, *text);
        }
        files.add("p.guiju", format!("{head} {statements} }}"));
        let plan = compile(&files).unwrap_or_else(|e| panic!("{e:#?}")).plan;
        let regulation = ingest::read("a.txt", DOCUMENT.as_bytes(), &Given::default()).expect("a document");
        eval::check(&plan, &regulation, &Options { only: vec!["p".to_owned()], ..Options::default() })
    })
}

#[test]
fn a_condition_in_a_reason_is_told_in_both_languages() {
    let reports = said(
        "applies when count(duties) > 5 -- many\n and organ.level -- it\n is known require false else report document: en \"x\"",
        "适用 计数(主要职责) > 5 且 机关.层级 已知 要求 假 否则 报告 文件: 英 “x”",
    );
    for report in reports {
        let verdict = report.verdicts.get("p").unwrap();
        assert_eq!(verdict.outcome, Outcome::NotApplicable);
        let reason = verdict.reason.as_ref().expect("a reason");
        assert_eq!(reason.en, "does not apply: only where count(duties) > 5 and organ.level is known");
        assert_eq!(reason.zh, "不符合适用条件:计数(主要职责) > 5 且 机关.层级 已知");
    }
}

#[test]
fn what_a_nearest_miss_lacked_is_told_in_both_languages() {
    let reports = said(
        "require some c in duties.clauses where c contains \"文电\" and c contains \"信访\" else report document: en \"x\"",
        "要求 有 c 属于 主要职责.分句 其中 c 包含 “文电” 且 c 包含 “信访” 否则 报告 文件: 英 “x”",
    );
    for (report, quoted) in reports.iter().zip(["\"信访\"", "“信访”"]) {
        let lacked: Vec<_> = report.findings[0].evidence.iter().flat_map(|e| &e.lacked).collect();
        assert_eq!(lacked.len(), 1, "{:#?}", report.findings);
        assert_eq!(lacked[0].en, format!("c contains {quoted}"));
        assert_eq!(lacked[0].zh, format!("c 包含 {quoted}"));
    }
}

#[test]
fn a_ratio_has_its_decimal_beside_it_for_readers_only() {
    for (value, en, zh) in [
        ("9/7", "9/7 (about 1.29)", "9/7(约1.29)"),
        ("1/1000", "1/1000", "1/1000"),
        ("5/2", "5/2 (2.5)", "5/2(2.5)"),
        ("1/4", "1/4 (0.25)", "1/4(0.25)"),
        ("1/200", "1/200 (about 0.01)", "1/200(约0.01)"),
        ("1/3 - 2/3", "-1/3 (about -0.33)", "-1/3(约-0.33)"),
        ("4/2", "2", "2"),
        ("2/3 as percent", "66.7%", "66.7%"),
    ] {
        let statement = format!("require false else report document: zh \"{{{value}}}\" en \"{{{value}}}\"");
        let [report, _] = said(&statement, &statement);
        let finding = &report.findings[0];
        assert_eq!((finding.message.en.as_str(), finding.message.zh.as_str()), (en, zh));
        let exact = &finding.values[0].1;
        assert_eq!(exact, en.split(' ').next().expect("a value"));
    }
}
