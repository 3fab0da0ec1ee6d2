//! Invented documents in several layouts, with pieces missing.

use guiju::{
    ingest::Given,
    schema::{Level, OrganKind},
};
use jiff::civil::{Date, date};

use super::choices::Choices;

/// A document before it is read.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) given: Given,
}

/// Days at which something changes in the policies that are made.
pub(super) const DAYS: [Date; 6] = [
    date(2015, 1, 1),
    date(2018, 12, 31),
    date(2019, 4, 7),
    date(2019, 5, 15),
    date(2020, 6, 1),
    date(2023, 8, 20),
];

const CLAUSES: [&str; 18] = [
    "负责文电、会务工作",
    "负责机要保密工作",
    "组织拟订档案管理办法,指导档案移交",
    "会同财政局编制年度预算",
    "协助县领导处理信访事项",
    "指导全县政务公开,监督政府信息发布",
    "承担机关财务、资产管理",
    "参与应急值守,负责突发事件信息报送",
    "对重大事项落实情况进行督查",
    "商业秘密保护宣传",
    "密码管理和机要通信",
    "统筹协调数据共享,并推动电子政务",
    "联系人大代表,办理建议提案",
    "负责档案馆路改造",
    "配合做好干部人事工作",
    "受理举报",
    "信息公开申请的答复",
    "承办县政府交办的其他事项",
];

const HANT: [&str; 5] = [
    "負責檔案管理、機要保密工作",
    "指導全縣政務公開",
    "會同財政局編製預算",
    "協助縣領導處理信訪事項",
    "承辦縣政府交辦的其他事項",
];

const UNITS: [&str; 8] =
    ["办公室", "秘书科", "综合科", "档案科", "督查室", "信息公开股", "机关党委", "保密科"];

const NUMERALS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/// A document.
pub(super) fn document(c: &mut Choices<'_>) -> Written {
    let mut parts = Vec::new();
    let organ = c.of(&["甲县人民政府办公室", "乙市水务局", "丙区档案馆", "丁镇人民政府", "戊市保密局"]);
    if !c.chance(4) {
        parts.push(format!("{organ}主要职责内设机构和人员编制规定"));
    }
    if c.chance(3) {
        parts.push(format!(
            "根据《中共某县委关于机构改革的实施意见》(甲发〔20{}〕{}号),设立{organ}(以下简称本机关),为县政府工作部门,正科级。",
            c.of(&["18", "19", "20"]),
            c.below(9) + 1
        ));
    }
    let articles = c.chance(3);
    let mut number = 0;
    let mut heading = |c: &mut Choices<'_>, words: &str| {
        number += if c.chance(9) { 2 } else { 1 };
        match (articles, c.chance(8)) {
            (_, true) => words.to_owned(),
            (true, _) => format!("第{}条 {words}", NUMERALS[number % 12]),
            (false, _) => format!("{}、{words}", NUMERALS[(number - 1) % 12]),
        }
    };
    if c.chance(3) {
        parts.push(heading(c, "职责调整"));
        let kinds =
            ["划入县法制办公室的职责。", "取消公文印制审批。", "增加政务公开职责。", "加强应急管理。"];
        items(c, &mut parts, &kinds, 3);
    }
    if !c.chance(6) {
        parts.push(heading(c, "主要职责"));
        duties(c, &mut parts);
    }
    if !c.chance(5) {
        parts.push(heading(c, "内设机构"));
        units(c, &mut parts);
    }
    if !c.chance(5) {
        parts.push(heading(c, "人员编制"));
        for _ in 0..=c.below(2) {
            parts.push(staffing(c));
        }
    }
    if c.chance(2) {
        parts.push(heading(c, "附则"));
        closing(c, &mut parts);
    }
    if c.chance(6) {
        parts.push("联系电话:0000-1234567".to_owned());
    }
    Written { text: parts.join(c.of(&["\n", "\n\n", "\r\n"])), given: given(c) }
}

fn items(c: &mut Choices<'_>, parts: &mut Vec<String>, kinds: &[&str], most: usize) {
    let mut number = 0;
    for _ in 0..=c.below(most) {
        number += if c.chance(8) { 2 } else { 1 };
        parts.push(format!("({}){}", NUMERALS[(number - 1) % 12], c.of(kinds)));
    }
}

fn duties(c: &mut Choices<'_>, parts: &mut Vec<String>) {
    let hant = c.chance(6);
    let mut number = 0;
    for _ in 0..c.below(6) {
        number += if c.chance(9) { 2 } else { 1 };
        let mut text = sentence(c, hant).to_owned();
        if c.chance(3) {
            text = format!("{text};{}", sentence(c, hant));
        }
        let stop = if c.chance(10) { "" } else { "。" };
        let mark = format!("({})", NUMERALS[(number - 1) % 12]);
        parts.push(format!("{}{text}{stop}", if c.chance(10) { String::new() } else { mark }));
    }
    if c.chance(4) {
        parts.push("有关职责分工由县政府另行规定。".to_owned());
    }
}

fn sentence(c: &mut Choices<'_>, hant: bool) -> &'static str {
    if hant { c.of(&HANT) } else { c.of(&CLAUSES) }
}

fn units(c: &mut Choices<'_>, parts: &mut Vec<String>) {
    let many = c.below(5);
    let declared = if c.chance(5) { many + 1 } else { many };
    if c.chance(2) {
        parts.push(format!("本机关设{declared}个内设机构:"));
    }
    for numeral in NUMERALS.iter().take(many) {
        let posts = if c.chance(3) { format!("({}名)", c.below(9) + 1) } else { String::new() };
        let alias = if c.chance(5) { "(挂保密科牌子)" } else { "" };
        let text = if c.chance(5) { String::new() } else { format!("{}。", sentence(c, false)) };
        parts.push(format!("({numeral}){}{posts}{alias}。{text}", c.of(&UNITS)));
    }
}

fn staffing(c: &mut Choices<'_>) -> String {
    let organ = c.of(&["", "县政府办", "县信访局", "县档案馆"]);
    let mut text = format!("{organ}机关行政编制{}名", c.of(&[3, 10, 15, 20, 21, 48]));
    if c.chance(3) {
        text += &format!("(含单列编制{}名)", c.below(4) + 1);
    }
    if c.chance(2) {
        text += &format!(",工勤编制{}名", c.below(6) + 1);
    }
    if !c.chance(4) {
        text += &format!(",其中主任1名、副主任{}名", c.below(6) + 1);
    }
    if c.chance(4) {
        text += "(含法制办副主任1名)";
    }
    if c.chance(3) {
        text += &format!(";正股级领导职数{}名", c.below(5) + 1);
    }
    text + "。"
}

fn closing(c: &mut Choices<'_>, parts: &mut Vec<String>) {
    if c.chance(2) {
        parts.push("第一条 本规定由县委编办负责解释。".to_owned());
    }
    match c.below(4) {
        0 => {}
        1 => parts.push("第二条 本规定自发布之日起施行。".to_owned()),
        _ => {
            let day = c.of(&DAYS);
            let (y, m, d) = (day.year(), day.month(), day.day());
            parts.push(format!("第二条 本规定自{y}年{m}月{d}日起施行。"));
        }
    }
    if c.chance(4) {
        parts.push("新冠肺炎疫情期间另有规定的,从其规定。".to_owned());
    }
}

fn given(c: &mut Choices<'_>) -> Given {
    let place = |c: &mut Choices<'_>| Some(c.of(&["甲县", "乙市", "丙区"]).to_owned());
    Given {
        level: if c.chance(3) { Some(c.of(Level::ALL)) } else { None },
        jurisdiction: if c.chance(3) { place(c) } else { None },
        parent: if c.chance(3) { place(c) } else { None },
        issued: if c.chance(4) { Some(c.of(&DAYS)) } else { None },
        effective: if c.chance(6) { Some(c.of(&DAYS)) } else { None },
        organ_kind: if c.chance(4) { Some(c.of(OrganKind::ALL)) } else { None },
        ..Given::default()
    }
}
