//! What is said of a reading: `extract --explain`, and the warning of `check` where nothing was recognised.

use crate::project::Project;

const TEXT: &str = "云溪县水务局主要职责和人员编制规定\n一、主要职责\n（一）负责防汛，组织水库调度。\n二、人员编制\n\
                    县水务局机关行政编制５名，设局长1名、副局长2名。\n食堂每日开放，欢迎光临。\n";

fn explained(more: &[&str]) -> String {
    let run = Project::new().file("a.txt", TEXT).run(&[&["extract", "a.txt", "--explain"], more].concat());
    run.status(0).stdout
}

/// The places and quotes of a listing: `duties[0] = 1  3:1  “（一）负责防汛…”`.
fn quotes(listing: &str) -> Vec<(usize, usize, String)> {
    let lines = listing.lines().filter_map(|line| {
        let (before, quote) = line.strip_suffix('”')?.rsplit_once("  “")?;
        let (line, column) = before.rsplit_once("  ")?.1.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, quote.trim_end_matches('…').to_owned()))
    });
    lines.collect()
}

#[test]
fn each_fact_is_explained_by_the_words_at_its_place() {
    let listing = explained(&[]);
    let found = quotes(&listing);
    assert!(found.len() > 8, "{listing}");
    let lines: Vec<&str> = TEXT.lines().collect();
    for (line, column, quote) in &found {
        let rest: String = lines[line - 1..].join(" ").chars().skip(column - 1).collect();
        assert!(rest.starts_with(quote.as_str()), "{line}:{column} {quote}");
    }
    for fact in
        ["staffing[0].admin = 5", "staffing[0].deputies = 2", "organ.name = 云溪县水务局", "duties[0] = 1"]
    {
        assert!(listing.contains(fact), "{fact}\n{listing}");
    }
}

#[test]
fn what_was_left_over_is_listed_in_either_language() {
    let (en, zh) = (explained(&[]), explained(&["--lang", "zh"]));
    assert!(en.contains("not read  6:1  “食堂每日开放，欢迎光临。”"), "{en}");
    assert!(zh.contains("未读入  6:1  “食堂每日开放，欢迎光临。”"), "{zh}");
    for fact in
        ["人员编制[0].行政编制 = 5", "人员编制[0].副职 = 2", "机关.名称 = 云溪县水务局", "机关.层级 = 县级"]
    {
        assert!(zh.contains(fact), "{fact}\n{zh}");
    }
    let figures = |text: &str, before: &str| -> Option<(usize, usize)> {
        let line = text.lines().find(|l| l.starts_with(before))?;
        let mut numbers = line.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok());
        Some((numbers.next()?, numbers.next()?))
    };
    let (read, all) = figures(&zh, "读入").expect("the share that was read");
    let left = "食堂每日开放欢迎光临".chars().count();
    assert_eq!(read + left, all);
    assert_eq!(all, TEXT.chars().filter(|c| c.is_alphanumeric()).count());
}

#[test]
fn an_item_among_units_that_was_not_read_is_no_fact() {
    let text = "云溪县水务局内设机构规定\n一、内设机构\n（一）办公室。负责文电。\n（二）水库、河道、灌区。\n（三）水政股。负责水政。\n";
    let listing = Project::new().file("a.txt", text).run(&["extract", "a.txt", "--explain"]).status(0).stdout;
    assert!(listing.contains("not read  4:1  “（二）水库、河道、灌区。”"), "{listing}");
}

#[test]
fn a_document_in_which_nothing_is_recognised_is_warned_of() {
    let project = Project::new().file("a.txt", "今天天气很好，适合散步。\n").file("b.txt", TEXT);
    let warning = "no duties, units, articles or posts were recognised";
    let run = project.run(&["check", "a.txt", "--fail-on", "never"]).status(0);
    let said = run.stdout + &run.stderr;
    assert!(said.contains(warning) && said.contains("a.txt"), "{said}");
    let run = project.run(&["check", "b.txt", "--fail-on", "never"]).status(0);
    assert!(!run.stderr.contains(warning) && !run.stdout.contains(warning));
}

/// Where one regulation stands behind another, that is said; a notice with what it is about is one document, and so are
/// organs below an organ.
#[test]
fn further_regulations_in_a_file_are_warned_of() {
    let check = |name: &str| {
        let path = format!("{}/tests/cases/ingest/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read(path).unwrap();
        let project = Project::new().file("a.txt", text);
        project.run(&["check", "a.txt", "--fail-on", "never"]).status(0)
    };
    for (name, lines) in [
        ("two-regulations", "17"),
        ("two-annexes", "9"),
        ("several-organs", "16"),
        ("three-organs-dated", "16, 33"),
    ] {
        let warning = format!("E0512]: another regulation begins on line {lines};");
        check(name).stdout_has(&warning).stderr_has(&warning);
    }
    for name in ["education-notice", "suborgans", "several-twhs", "organs-as-headings", "decision-to-change"]
    {
        assert!(!check(name).stdout.contains("E0512"), "{name}");
    }
}

/// A title that names another kind of text is warned of; one of a regulation about functions, units and posts never is, nor
/// one that is missing or cut.
#[test]
fn a_title_of_another_kind_of_text_is_warned_of() {
    let others = [
        "云溪县人民政府工作规则",
        "云溪县人民政府\n工作规则（试行）",
        "雲溪縣機構編制委員會議事規則",
        "云溪市机构编制管理暂行办法",
        "云溪省行政机构设置和编制管理条例",
        "云溪县事业单位机构编制监督检查办法（试行）",
        "云溪县水务局权责清单",
        "云溪县人民政府办公室关于印发云溪县人民政府工作规则的通知",
        "云溪县人民政府办公室关于印发《云溪县行政事业单位国有资产管理办法》的通知\n现将该办法印发给你们，请遵照执行。",
        "关于调整县政府领导同志工作分工的通知",
        "云溪县人民政府领导班子成员分工",
        "中华人民共和国档案保护法",
        "云溪县信访工作责任制规定",
        "关于进一步加强安全生产工作的意见",
        "云溪县人民政府关于李某等同志职务任免的通知",
        "关于做好今年春季防火工作的通知",
        "2024年政府工作报告",
        "云溪县水务局2024年度部门决算公开说明",
        "云溪县机构编制委员会办公室2023年部门预算",
    ];
    let own = [
        "云溪县财政局预算编审中心机构编制方案",
        "云溪县水务局职能配置、内设机构和人员编制规定",
        "云溪县水务局主要职责、内设机构和人员编制方案",
        "云溪县人民政府办公室\n关于印发云溪县水务局\n主要职责内设机构和人员编制规定的通知",
        "关于印发云溪县城市管理办公室“三定”方案的通知",
        "云溪县水务局机构编制方案",
        "云溪县机构编制委员会关于县水务局机构编制事项的批复",
        "关于调整县水务局内设机构的通知",
        "关于设立云溪县大数据中心的批复",
        "云溪县水务局更名的通知",
        "云溪县乡镇机构改革实施意见",
        "云溪县水务局组织条例",
        "雲溪縣政府組織自治條例",
        "雲溪縣政府水務局辦事細則",
        "雲溪縣水務局編制表",
        "云溪县农村宅基地管理办公室",
        "云溪县司法",
        "云溪县水务局",
        "云溪县水务局规定",
        "政策法规\n规章制度\n工作规则",
        "政府信息公开 > 工作规则\n云溪县水务局职能配置、内设机构和人员编制规定",
        "云溪县水务局“三定”规定实施意见",
        "",
    ];
    let body = "\n一、主要职责\n（一）负责水资源管理。\n（二）承办县政府交办的其他事项。\n";
    let told = |title: &str, body: &str| {
        let project = Project::new().file("a.txt", format!("{title}{body}"));
        project.run(&["check", "a.txt", "--fail-on", "never"]).status(0).stdout.contains("E0513")
    };
    for title in others {
        assert!(told(title, body), "{title}");
    }
    for title in own {
        assert!(!told(title, body), "{title}");
    }
    // What has all that such a regulation has is one, whatever it is called.
    let whole = format!(
        "{body}二、内设机构\n（一）办公室。负责文电。\n三、人员编制\n县水务局行政编制8名，设局长1名。\n"
    );
    assert!(!told(others[0], &whole));
}

/// A range is no single number, and what it leaves undecided says so; what a text does not give is not stated.
#[test]
fn a_range_is_told_from_what_is_not_stated() {
    let reason = |staffing: &str, policy: &str| {
        let text = format!("云溪县水务局规定\n人员编制\n县水务局机关行政编制20名，设局长1名{staffing}。\n");
        let project = Project::new().file("a.txt", text);
        let run = project.run(&["check", "a.txt", "--fail-on", "never", "--format", "json"]).status(0);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        report["documents"][0]["verdicts"][policy]["reason"]["en"].as_str().unwrap_or_default().to_owned()
    };
    for range in ["、副局长2至3名", "、副局长2-3名", "、副局长2名或3名", "，副局长两名至三名"]
    {
        assert_eq!(reason(range, "staffing-leader-ratio"), "not one number: staffing.deputies", "{range}");
    }
    assert_eq!(reason("", "staffing-leader-ratio"), "not stated: staffing.deputies");
    assert_eq!(reason("、纪检组长1至2名", "staffing-leader-ratio"), "not stated: staffing.deputies");
    let of_units = "，股级领导副职2至3名";
    assert_eq!(reason(of_units, "staffing-leader-ratio"), "not stated: staffing.deputies");
}

/// Parts behind 其中 that come to more than their number; what is less, stands beside them or counts otherwise is no fault.
#[test]
fn parts_that_are_more_than_the_whole_are_told() {
    use guiju::{
        ingest::{Given, read},
        schema::AnomalyKind,
    };
    let wrong = |sentence: &str| {
        let text = format!("县水务局主要职责和人员编制规定\n人员编制\n{sentence}\n");
        let r = read("a.txt", text.as_bytes(), &Given::default()).expect("a document");
        let all = r.anomalies.iter().filter(|a| a.kind == AnomalyKind::WrongSum);
        all.map(|a| a.span.slice(&text).to_owned()).collect::<Vec<_>>()
    };
    for (sentence, words) in [
        ("县水务局编制86名，其中机关31名、所56名。", "编制86名，其中机关31名、所56名"),
        (
            "核定编制八十六名（其中：机关三十一名、水政监察大队五十六名）。",
            "编制八十六名（其中：机关三十一名、水政监察大队五十六名",
        ),
        ("领导职数4名，其中局长2名、副局长3名。", "领导职数4名，其中局长2名、副局长3名"),
        (
            "编制86名，其中机关31名（含工勤编制2名）、所56名，领导职数4名。",
            "编制86名，其中机关31名（含工勤编制2名）、所56名",
        ),
    ] {
        assert_eq!(wrong(sentence), [words], "{sentence}");
    }
    for sentence in [
        "县水务局编制86名，其中机关31名、所55名。",
        "行政编制20名、工勤编制2名，其中主任1名、副主任4名。",
        // The row has both.
        "编制总数20名，其中行政编制12名，事业编制9名。",
        "科级领导职数6名，其中正科级3名、副科级4名。",
        "县水务局编制86名，其中机关31名。",
        "行政编制30名，其中机关10名、所20名，工勤编制4名。",
        "行政编制30名，其中政法专项编制30名，事业编制5名。",
        "行政编制20名，其中机关12名、所8名，领导职数6名。",
        "编制20名，领导职数4名，其中机关12名、所8名。",
        "领导职数4名，其中局长1名、副局长3名，总工程师1名。",
        "领导职数4名，其中局长1名、副局长3名，科级领导职数8名。",
        "事业编制40名，其中参照公务员法管理30名、财政全额拨款40名。",
        "编制20-30名，其中机关20名、所12名。",
        "编制30名，其中机关15-20名、所12名。",
        "实有人员30名，其中男20名、女12名。",
        "编制86名，其中机关40名（其中行政38名、工勤2名）、所46名。",
    ] {
        assert_eq!(wrong(sentence), Vec::<String>::new(), "{sentence}");
    }
}

/// A line that reaches the margin with 设3个内设机构: goes on with their names.
#[test]
fn a_list_of_units_may_begin_behind_the_margin() {
    use guiju::ingest::{Given, read};
    let text = "县水务局主要职责和内设机构规定\n一、主要职责\n\
                县水务局贯彻落实水利工作的方针政策和决策部署，组织水\n\
                资源的调查评价，监督水利工程的建设和运行，指导农村水\n\
                利建设，负责水旱灾害的防御，组织编制洪水调度的方案，\n\
                承担水情监测预警，组织开展节约用水，指导水土流失的综\n\
                合治理。\n二、内设机构\n\
                根据以上职责并按照精简统一效能，县水务局设3个内设机构：\n\
                办公室、规划股、水政股。\n";
    let r = read("a.txt", text.as_bytes(), &Given::default()).expect("a document");
    let names = |r: &guiju::regulation::Regulation| {
        let all = r.unit_groups.iter().flat_map(|g| &g.units);
        all.map(|u| u.name.span.map_or("", |s| s.slice(&r.source.text)).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&r), ["办公室", "规划股", "水政股"]);
    let clauses: Vec<&str> =
        r.sections.iter().flat_map(|s| s.clauses.iter()).map(|c| c.span.slice(&r.source.text)).collect();
    assert!(clauses.iter().any(|c| c.contains("内设机构：\n办公室、规划股")), "{clauses:#?}");
}
