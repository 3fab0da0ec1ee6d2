//! The forms of a report for other programs: each by what must hold in it, for a usual report and for hostile texts.

use std::collections::BTreeSet;

use guiju::{
    diagnostic::{Code, Diagnostic},
    finding::{
        BaselineRecord, BaselineState, Finding, Fixed, Report, Role, Severity, Verdict, Waived, WaiverRecord,
        WaiverState,
    },
    phrase::{Lang, Phrase},
    report,
    source::{FileId, LineIndex, Span},
};
use quick_xml::{XmlVersion, events::Event};
use serde_json::Value;

use crate::report::{evidence, finding, report_of, usual};

/// What no format may take for its own: marks of HTML, XML, Markdown, workflow commands, spreadsheets and terminals.
const HOSTILE: &str = "<script>alert(1)</script>]]>&amp;\"'\u{1}\u{1b}[31m\u{202e}%0A::error file=x::y\r\n=cmd|'/c'!A1,\t`*_[a](b)|@all\u{fffe}";

fn hostile() -> Report {
    let text = format!("人员编制\n{HOSTILE}\n副主任4名。\n");
    let mut first = finding(vec![evidence(&text, Role::Offending, HOSTILE)]);
    first.restate().message = Phrase::new(HOSTILE, HOSTILE);
    first.restate().severity = Severity::Error;
    first.fingerprint = "f01".to_owned();
    first.notes = vec![Phrase::new(HOSTILE, HOSTILE)];
    first.others = vec![HOSTILE.replace('\n', " ")];
    let mut basis = first.basis.to_vec();
    (basis[0].title, basis[0].quote) = (Some(HOSTILE.to_owned()), Some(HOSTILE.to_owned()));
    first.restate().basis = basis.into();
    let second = finding(vec![evidence(&text, Role::Offending, "副主任4名")]);
    let mut report = report_of(&text, vec![first, second]);
    for policy in &mut report.policies {
        policy.statement = Phrase::new(HOSTILE, HOSTILE);
    }
    report.documents[0].path = "a,b:<c>\u{7}\".txt".to_owned();
    let verdicts = &mut report.documents[0].verdicts;
    *verdicts = verdicts
        .iter()
        .map(|(policy, v)| {
            (policy.clone(), Verdict { reason: Some(Phrase::new(HOSTILE, HOSTILE)), ..v.clone() })
        })
        .collect();
    report
}

/// A waived finding, one that the baseline has and a new one; the baseline has one that is gone, the register a waiver that
/// does nothing.
fn standing() -> Report {
    let text = "机关行政编制20名,副主任4名。\n";
    let mut findings =
        ["编制20名", "副主任4名", "机关"].map(|w| finding(vec![evidence(text, Role::Offending, w)]));
    let waived =
        Waived {
            reason: "过渡期".into(), owner: "编办".into(), until: None, place: "guiju.toml:3".into()
        };
    for (i, f) in findings.iter_mut().enumerate() {
        f.fingerprint = format!("f{i}");
        f.baseline = Some([BaselineState::New, BaselineState::Unchanged, BaselineState::New][i]);
    }
    findings[0].waived = Some(waived);
    let mut report = report_of(text, findings.to_vec());
    let gone = Fixed {
        path: "文件/b.txt".into(),
        policy: "staffing-deputy-band".into(),
        severity: Severity::Error,
        fingerprint: "f9".into(),
        message: Phrase::new("已经消除", "it is gone"),
        quote: "副主任9名".into(),
    };
    report.baseline = Some(BaselineRecord { file: "baseline.json".into(), fixed: vec![gone] });
    report.waivers = vec![WaiverRecord {
        policy: "mandatory-secrecy".into(),
        document: None,
        subject: None,
        quote: None,
        reason: "过渡期".into(),
        owner: "编办".into(),
        until: None,
        place: "guiju.toml:9".into(),
        state: WaiverState::Unmatched,
        findings: 0,
    }];
    report
}

#[test]
fn what_is_waived_known_or_gone_is_told_apart() {
    let report = standing();
    let log: Value = serde_json::from_str(&report::sarif(&report, Lang::En)).unwrap();
    let run = &log["runs"][0];
    let results: Vec<_> = run["results"].as_array().unwrap().iter().filter(|r| r["kind"] == "fail").collect();
    let states: Vec<&str> = results.iter().map(|r| r["baselineState"].as_str().unwrap()).collect();
    assert_eq!(states, ["new", "unchanged", "new", "absent"]);
    let suppressed: Vec<usize> =
        results[..3].iter().map(|r| r["suppressions"].as_array().unwrap().len()).collect();
    assert_eq!(suppressed, [1, 0, 0]);
    let told = &run["invocations"][0]["toolConfigurationNotifications"];
    assert!(told.to_string().contains("guiju.toml:9"), "{told}");

    let github = report::github(&report, Lang::En);
    assert_eq!(github.matches("::warning ").count(), 1);
    assert!(github.contains("1 waived") && github.contains("1 unchanged, 1 fixed"), "{github}");
    let issues: Value = serde_json::from_str(&report::gitlab(&report, Lang::En)).unwrap();
    assert_eq!(issues.as_array().unwrap().len(), 2 + report.unreadable.len());
    let csv = report::csv(&report);
    assert!(csv.contains(",f0,new,过渡期,编办,\r\n") && csv.contains(",f1,unchanged,,,\r\n"), "{csv}");
    assert!(csv.contains("文件/b.txt,,,,,staffing-deputy-band,fixed,error,已经消除"), "{csv}");
    let markdown = report::markdown(&report, Lang::Zh);
    assert_eq!(markdown.matches("- **警告**").count(), 1);
    assert!(
        ["过渡期（编办；", "已经消除", "基线中原有的 1 处", "没有与之相符的问题"]
            .iter()
            .all(|w| markdown.contains(w)),
        "{markdown}"
    );
    let junit = report::junit(&report, Lang::En);
    assert!(junit.contains(": 机关\n") && !junit.contains(": 编制20名"), "{junit}");
}

/// Whoever reads the report in a browser sees no standard error.
#[test]
fn what_the_reader_warns_of_stands_in_every_format() {
    let mut report = usual();
    let document = &mut report.documents[0];
    let second = document.text.find('\n').expect("it has lines") + 1;
    let place = Span::of(second..second + 3);
    let message = Phrase::new("另一件规定", "another regulation");
    document.warnings = vec![Diagnostic::warning(Code::SeveralRegulations, FileId(0), place, message)];
    let path = document.path.clone();

    let junit = report::junit(&report, Lang::En);
    let told = format!("<system-err>{path}:2: warning[E0512]: another regulation</system-err>");
    assert!(junit.contains(&told), "{junit}");
    let github = report::github(&report, Lang::En);
    let told = format!("::warning file={path},line=2,title=warning [E0512]::another regulation\n");
    assert!(github.contains(&told), "{github}");
    let issues: Value = serde_json::from_str(&report::gitlab(&report, Lang::Zh)).unwrap();
    let told = issues.as_array().unwrap().iter().find(|i| i["check_name"] == "E0512").expect("it is told");
    assert_eq!((&told["description"], &told["severity"]), (&"另一件规定".into(), &"minor".into()));
    assert_eq!(
        (&told["location"]["path"], &told["location"]["lines"]["begin"]),
        (&path.clone().into(), &2.into())
    );
    let csv = report::csv(&report);
    assert!(csv.contains(&format!("{path},2,,,,E0512,warning,,另一件规定,another regulation,")), "{csv}");
    let markdown = report::markdown(&report, Lang::Zh);
    assert!(markdown.contains("**警告**\n\n- ") && markdown.contains(": 另一件规定 (E0512)\n"), "{markdown}");
}

/// A policy whose findings are all accepted or known does not fail a build.
#[test]
fn junit_skips_what_does_not_count() {
    let mut report = standing();
    report.documents[0].findings.pop();
    let junit = report::junit(&report, Lang::En);
    assert!(junit.contains("failures=\"0\" errors=\"1\" skipped=\"2\""), "{junit}");
    assert!(junit.contains("waived: 过渡期"), "{junit}");
}

fn both() -> [Report; 2] {
    [usual(), hostile()]
}

fn findings(report: &Report) -> impl Iterator<Item = &Finding> {
    report.documents.iter().flat_map(|d| &d.findings)
}

mod sarif {
    use super::*;

    fn log(report: &Report, lang: Lang) -> Value {
        serde_json::from_str(&report::sarif(report, lang)).unwrap()
    }

    #[test]
    fn has_a_result_for_each_finding_and_undecided_verdict_and_names_its_rule() {
        for report in both() {
            let log = log(&report, Lang::En);
            let run = &log["runs"][0];
            assert_eq!((&log["version"], &run["columnKind"]), (&"2.1.0".into(), &"unicodeCodePoints".into()));
            let results = run["results"].as_array().unwrap();
            let of_kind = |kind: &str| results.iter().filter(|r| r["kind"] == kind).count();
            assert_eq!(of_kind("fail"), findings(&report).count());
            assert_eq!(of_kind("open"), report.summary().undecided);
            for r in results {
                let rule = &run["tool"]["driver"]["rules"][r["ruleIndex"].as_u64().unwrap() as usize];
                assert_eq!(rule["id"], r["ruleId"]);
                assert_eq!(r["kind"] == "open", r["level"] == "none", "{r}");
            }
        }
    }

    /// The level of a rule is that of its policy, the level of a result that which was in force on the day.
    #[test]
    fn the_level_of_a_result_is_its_own() {
        let log = log(&hostile(), Lang::En);
        let run = &log["runs"][0];
        let levels: Vec<&Value> = run["results"].as_array().unwrap().iter().map(|r| &r["level"]).collect();
        assert_eq!(levels, ["error", "warning", "none"]);
        assert_eq!(run["tool"]["driver"]["rules"][1]["defaultConfiguration"]["level"], "warning");
    }

    #[test]
    fn regions_are_the_quotes() {
        for report in both() {
            let log = log(&report, Lang::Zh);
            let text = &report.documents[0].text;
            let mut regions = 0;
            for r in log["runs"][0]["results"].as_array().unwrap() {
                let places =
                    [&r["locations"], &r["relatedLocations"]].into_iter().filter_map(Value::as_array);
                for region in
                    places.flatten().map(|l| &l["physicalLocation"]["region"]).filter(|r| !r.is_null())
                {
                    assert_eq!(read_again(text, region), region["snippet"]["text"].as_str().unwrap());
                    regions += 1;
                }
            }
            assert_eq!(regions, findings(&report).map(|f| f.evidence.len()).sum::<usize>());
        }
    }

    /// What stands at a region, by lines that end at LF and columns in code points.
    fn read_again(text: &str, region: &Value) -> String {
        let index = LineIndex::new(text);
        let byte = |line: &str, column: &str| {
            let number = |name: &str| region[name].as_u64().unwrap() as u32;
            let start = index.line(text, number(line)).unwrap().start;
            start + text[start..].chars().take(number(column) as usize - 1).map(char::len_utf8).sum::<usize>()
        };
        text[byte("startLine", "startColumn")..byte("endLine", "endColumn")].to_owned()
    }

    #[test]
    fn an_input_that_could_not_be_read_is_a_notification() {
        let log = log(&usual(), Lang::Zh);
        let invocation = &log["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        let told = &invocation["toolExecutionNotifications"][0];
        assert_eq!((&told["level"], &told["message"]["text"]), (&"error".into(), &"不是文本".into()));
        assert_eq!(told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "b.bin");
    }

    #[test]
    fn a_place_in_a_page_has_no_region_of_its_file() {
        let mut report = usual();
        let place = &mut report.documents[0].findings[0].evidence[1].place;
        std::sync::Arc::make_mut(place).origin = Some("p 12".to_owned());
        let log = log(&report, Lang::En);
        let location = &log["runs"][0]["results"][0]["locations"][0];
        assert!(location["physicalLocation"]["region"].is_null());
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "p 12");
        assert!(location["message"]["text"].as_str().unwrap().contains("“副主任4名”"));
    }

    #[test]
    fn looks_like_this() {
        insta::assert_snapshot!(report::sarif(&usual(), Lang::En));
    }
}

mod junit {
    use super::*;

    /// Elements with their attributes, and all text; the reader checks that they are nested well.
    fn read(xml: &str) -> (Vec<(String, Vec<(String, String)>)>, String) {
        let mut reader = quick_xml::Reader::from_str(xml);
        let (mut elements, mut text) = (Vec::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(e) | Event::Empty(e) => {
                    let attributes = e.attributes().map(|a| {
                        let a = a.unwrap();
                        let key = a.key.0;
                        (key.to_owned(), a.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned())
                    });
                    elements.push((e.name().0.to_owned(), attributes.collect()));
                }
                Event::Text(t) => text.push_str(&t),
                Event::Eof => return (elements, text),
                _ => {}
            }
        }
    }

    #[test]
    fn has_a_case_for_each_verdict_and_counts_them() {
        for report in both() {
            let (elements, _) = read(&report::junit(&report, Lang::En));
            let named = |name: &str| elements.iter().filter(|(n, _)| n == name).count();
            assert_eq!((named("testcase"), named("failure"), named("skipped"), named("error")), (3, 1, 1, 1));
            let counted = |i: usize| elements[i].1.iter().map(|(_, v)| v.as_str()).collect::<Vec<_>>();
            assert_eq!(counted(0), ["guiju", "3", "1", "1", "1"]);
            assert_eq!(counted(1)[1..], ["2", "1", "0", "1"]);
        }
    }

    #[test]
    fn holds_no_character_that_xml_has_no_place_for() {
        let xml = report::junit(&hostile(), Lang::Zh);
        let allowed = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
        assert!(xml.chars().all(allowed));
        assert!(!xml.contains("<script>") && xml.contains("副主任4名"));
    }

    #[test]
    fn looks_like_this() {
        insta::assert_snapshot!(report::junit(&usual(), Lang::En));
    }
}

mod github {
    use super::*;

    #[test]
    fn is_one_command_a_finding_an_input_and_a_result() {
        for report in both() {
            let out = report::github(&report, Lang::En);
            assert_eq!(out.lines().count(), findings(&report).count() + 2);
            for line in out.lines() {
                let (head, _) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
                let (level, properties) = head.split_once(' ').unwrap();
                assert!(["error", "warning", "notice"].contains(&level));
                assert!(properties.split(',').all(|p| p.split_once('=').is_some()), "{line}");
                assert!(!line.contains('\r') && !line.contains('\u{1b}'));
            }
        }
    }

    #[test]
    fn looks_like_this() {
        insta::assert_snapshot!(report::github(&usual(), Lang::Zh));
    }
}

mod gitlab {
    use super::*;

    #[test]
    fn has_what_gitlab_asks_for() {
        for report in both() {
            let issues: Value = serde_json::from_str(&report::gitlab(&report, Lang::En)).unwrap();
            let issues = issues.as_array().unwrap();
            assert_eq!(issues.len(), findings(&report).count() + report.unreadable.len());
            let fingerprints: BTreeSet<&str> =
                issues.iter().map(|i| i["fingerprint"].as_str().unwrap()).collect();
            assert_eq!(fingerprints.len(), issues.len());
            for issue in issues {
                let severity = issue["severity"].as_str().unwrap();
                assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
                assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
                assert!(issue["description"].is_string() && issue["check_name"].is_string());
            }
        }
    }

    #[test]
    fn the_same_finding_in_two_documents_is_told_apart() {
        let mut report = usual();
        let mut second = report.documents[0].clone();
        second.path = "b.txt".to_owned();
        report.documents.push(second);
        let issues: Value = serde_json::from_str(&report::gitlab(&report, Lang::En)).unwrap();
        assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
    }
}

mod csv {
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn has_a_row_for_each_finding_undecided_verdict_and_unreadable_input() {
        for report in both() {
            let rows = read(&report::csv(&report));
            let (found, summary) = (findings(&report).count(), report.summary());
            assert_eq!(rows.len(), 1 + found + summary.undecided + summary.unreadable);
            let quote = rows[0].iter().position(|c| c == "quote").unwrap();
            let quotes: Vec<&str> = rows[1..=found].iter().map(|r| r[quote].as_str()).collect();
            let expected: Vec<&str> = findings(&report).map(|f| f.main().unwrap().quote.as_str()).collect();
            assert_eq!(quotes, expected);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        let mut report = usual();
        report.documents[0].findings[0].restate().message = Phrase::new("=1+1", "@SUM(A1)");
        report.documents[0].path = "-1.txt".to_owned();
        let rows = read(&report::csv(&report));
        assert!(rows.iter().flatten().all(|c| !c.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{rows:?}");
        assert!(rows[1].contains(&"'=1+1".to_owned()));
    }
}

mod markdown {
    use super::*;

    #[test]
    fn takes_texts_for_texts() {
        let out = report::markdown(&hostile(), Lang::En);
        assert!(!out.contains("<script>") && !out.contains("[a](b)") && !out.contains("@all"), "{out}");
        // The only marks of HTML are our own.
        let tags: Vec<&str> = out.split('<').skip(1).map(|t| t.split('>').next().unwrap()).collect();
        assert_eq!(tags, ["details", "summary", "/summary", "/details"]);
        assert!(!out.contains('\u{1b}') && !out.contains('\r'));
    }

    /// As in the output for people: the first sixteen places, each once, and how many more there are.
    #[test]
    fn quotes_all_places_of_a_finding() {
        let words: String = (10..40).map(|n| format!("第{n}项\n")).collect();
        let place = |n: u32| {
            let role = if n == 13 { Role::Offending } else { Role::Context };
            evidence(&words, role, &format!("第{n}项"))
        };
        let evidence = (10..30).chain(10..30).map(place);
        let told = report::markdown(&report_of(&words, vec![finding(evidence.collect())]), Lang::En);
        assert!(told.contains("  > 第13项\n") && !told.contains("4:1: 第13项"), "{told}");
        assert!(told.contains("  - 1:1: 第10项 (read from here)\n"), "{told}");
        assert_eq!(
            (told.matches("read from here").count(), told.matches("第10项").count()),
            (15, 1),
            "{told}"
        );
        assert!(told.contains("4 more places, see \\-\\-format json"), "{told}");
    }

    #[test]
    fn says_what_it_leaves_out() {
        let many = (0..100).map(|_| findings(&usual()).next().unwrap().clone()).collect();
        let out = report::markdown(&report_of(&usual().documents[0].text, many), Lang::En);
        assert_eq!(out.matches("- **warning**").count(), 60);
        assert!(out.contains("40 more findings are not told here"), "{out}");
    }

    #[test]
    fn looks_like_this() {
        insta::assert_snapshot!(report::markdown(&usual(), Lang::Zh));
    }
}

#[test]
fn ndjson_is_the_json_report_in_lines() {
    for report in both() {
        let mut out = Vec::new();
        report::ndjson(&report, &mut out).unwrap();
        let lines: Vec<Value> =
            String::from_utf8(out).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let types: Vec<&str> = lines.iter().map(|l| l["type"].as_str().unwrap()).collect();
        assert_eq!(types, ["run", "document", "unreadable", "summary"]);
        let whole: Value = serde_json::from_str(&report::json(&report)).unwrap();
        let mut document = lines[1].clone();
        document.as_object_mut().unwrap().remove("type");
        assert_eq!(document, whole["documents"][0]);
        assert_eq!(lines[3]["summary"], whole["summary"]);
        assert_eq!(lines[3]["vacuous"], whole["vacuous"]);
    }
}

mod html {
    use super::*;

    fn page(report: &Report, lang: Lang) -> String {
        let mut out = Vec::new();
        report::html(report, lang, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The texts between tags, and the tags.
    fn tags(page: &str) -> Vec<&str> {
        page.split('<').skip(1).map(|t| t.split('>').next().unwrap()).collect()
    }

    fn plain(escaped: &str) -> String {
        let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
        named.iter().fold(escaped.to_owned(), |text, (name, sign)| text.replace(name, sign))
    }

    /// What the pieces with this mark say, in order.
    fn marked(page: &str, mark: &str) -> String {
        let pieces = page.split("<mark ").skip(1).filter(|piece| {
            let of = piece.split("data-f=\"").nth(1).unwrap().split('"').next().unwrap();
            of.split(' ').any(|m| m == mark)
        });
        pieces.map(|p| plain(p.split_once('>').unwrap().1.split('<').next().unwrap())).collect()
    }

    #[test]
    fn the_marked_words_are_the_quotes() {
        for report in [usual(), standing()] {
            let page = page(&report, Lang::Zh);
            for (i, f) in findings(&report).enumerate() {
                for e in &f.evidence {
                    let letter = if e.role == Role::Offending { 'o' } else { 'c' };
                    assert_eq!(marked(&page, &format!("{}{letter}", i + 1)), e.quote);
                }
            }
        }
    }

    #[test]
    fn a_hostile_text_is_a_text() {
        let page = page(&hostile(), Lang::En);
        let scripts: Vec<&str> =
            tags(&page).into_iter().filter(|t| t.trim_start_matches('/').starts_with("script")).collect();
        assert_eq!(scripts, ["script", "/script"], "no script but our own");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        let allowed = |c: char| {
            matches!(c, '\n' | '\t' | ' '..='~' | '\u{a0}'..) && !matches!(c, '\u{202e}' | '\u{fffe}')
        };
        assert!(page.chars().all(allowed), "control characters are shown as pictures");
        assert!(marked(&page, "1o").starts_with("<script>alert(1)</script>]]>&amp;\"'␁␛[31m"));
    }

    #[test]
    fn fetches_nothing_and_runs_nothing_else() {
        let page = page(&usual(), Lang::En);
        assert!(page.contains("default-src 'none'; style-src 'sha256-"));
        let tags = tags(&page);
        let inline =
            |tag: &&&str| [" style=", " onclick=", " src=", "javascript:"].iter().any(|w| tag.contains(w));
        assert_eq!(tags.iter().find(inline), None);
        let links: Vec<&str> = tags.iter().filter_map(|t| t.split("href=\"").nth(1)).collect();
        assert!(links.iter().all(|l| l.starts_with('#') || l.starts_with("data:,")), "{links:?}");
    }

    #[test]
    fn everything_is_said_in_both_languages_and_has_one_place() {
        let page = page(&standing(), Lang::Zh);
        for said in [
            "机关:编制20名,副职4名,超过2名",
            "the organ: 4 deputies for 20 posts, at most 2",
            "过渡期（编办；",
            "it is gone",
            "不是文本",
            "未载明省份",
        ] {
            assert!(page.contains(said), "{said}");
        }
        assert_eq!(page.matches("class=\"zh\"").count(), page.matches("class=\"en\"").count());
        let ids: Vec<&str> = tags(&page).into_iter().filter_map(|t| t.split(" id=\"").nth(1)).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"zh\""));
    }
}

/// What is only a part must not be taken for the whole, whatever it is read with.
#[test]
fn every_form_says_that_the_run_was_interrupted() {
    type Write = fn(&Report) -> String;
    let forms: [(&str, Write); 10] = [
        ("json", |r| report::json(r)),
        ("ndjson", |r| written(|out| report::ndjson(r, out))),
        ("sarif", |r| report::sarif(r, Lang::En)),
        ("junit", |r| report::junit(r, Lang::En)),
        ("github", |r| report::github(r, Lang::En)),
        ("gitlab", |r| report::gitlab(r, Lang::En)),
        ("markdown", |r| report::markdown(r, Lang::En)),
        ("csv", |r| report::csv(r)),
        ("html", |r| written(|out| report::html(r, Lang::En, out))),
        ("human", |r| {
            written(|out| {
                report::human(r, &report::HumanOptions { lang: Lang::En, ..Default::default() }, out)
            })
        }),
    ];
    let whole = Report { unreadable: Vec::new(), ..usual() };
    let part = Report { interrupted: true, ..whole.clone() };
    for (form, write) in forms {
        let sign =
            if matches!(form, "json" | "ndjson") { "\"interrupted\"" } else { "the run was interrupted" };
        assert!(write(&part).contains(sign), "{form}: {}", write(&part));
        assert!(form == "json" || !write(&whole).contains("interrupted"), "{form}: {}", write(&whole));
    }
    let json = |text: String| serde_json::from_str::<Value>(&text).unwrap();
    for (report, interrupted) in [(&whole, false), (&part, true)] {
        assert_eq!(json(report::json(report))["interrupted"], interrupted);
        let log = json(report::sarif(report, Lang::En));
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], !interrupted);
        let lines = written(|out| report::ndjson(report, out));
        let last = json(lines.lines().next_back().unwrap().to_owned());
        assert_eq!(last["type"], if interrupted { "interrupted" } else { "summary" });
        let rows = report::tables::of_table(report, "unreadable");
        assert_eq!(rows.filter(|row| row[1] == "interrupted".into()).count(), usize::from(interrupted));
    }
}

fn written(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}
