//! One content in every layout, script, width, encoding and line ending gives the same facts.

#![allow(clippy::format_collect, reason = "short texts, plainly put together")]

use encoding_rs::{BIG5, GB18030};
use guiju::{
    ingest::{Given, read},
    regulation::Regulation,
};
use proptest::prelude::*;

use crate::ingest::numeral_of;

/// Duties and units in both scripts; the words are in every encoding that the test uses.
const DUTIES: [(&str, &str); 6] = [
    ("拟订全县水利规划", "擬訂全縣水利規劃"),
    ("负责饮用水水源保护;监督管理河道采砂", "負責飲用水水源保護;監督管理河道採砂"),
    ("组织实施水土保持工作", "組織實施水土保持工作"),
    ("指导乡镇灌溉用水", "指導鄉鎮灌溉用水"),
    ("负责水旱灾害防御", "負責水旱災害防禦"),
    ("承担水文监测", "承擔水文監測"),
];
const UNITS: [(&str, &str, &str, &str); 5] = [
    ("办公室", "负责文电和保密", "辦公室", "負責文電和保密"),
    ("规划股", "负责规划编制;负责项目审核", "規劃股", "負責規劃編制;負責項目審核"),
    ("水政股", "负责水政执法", "水政股", "負責水政執法"),
    ("财务股", "负责财务管理", "財務股", "負責財務管理"),
    ("工程股", "负责工程建设", "工程股", "負責工程建設"),
];

#[derive(Clone, Debug)]
struct Content {
    duties: Vec<usize>,
    units: Vec<usize>,
    admin: u32,
    support: u32,
    deputies: u32,
    day: (u32, u32, u32),
}

#[derive(Clone, Copy, Debug)]
struct Form {
    layout: usize,
    hant: bool,
    wide: bool,
    numerals: bool,
    encoding: usize,
    ending: usize,
}

fn content() -> impl Strategy<Value = Content> {
    let some = |n: usize| prop::sample::subsequence((0..n).collect::<Vec<_>>(), 1..=n);
    (
        some(DUTIES.len()),
        some(UNITS.len()),
        3_u32..90,
        1_u32..9,
        1_u32..6,
        (2001_u32..2024, 1_u32..13, 1_u32..29),
    )
        .prop_map(|(duties, units, admin, support, deputies, day)| Content {
            duties,
            units,
            admin,
            support,
            deputies,
            day,
        })
}

fn form() -> impl Strategy<Value = Form> {
    (0..LAYOUTS, any::<bool>(), any::<bool>(), any::<bool>(), 0_usize..6, 0_usize..4).prop_map(
        |(layout, hant, wide, numerals, encoding, ending)| Form {
            layout,
            hant,
            wide,
            numerals,
            encoding,
            ending,
        },
    )
}

const LAYOUTS: usize = 6;

/// The content as a document.
fn written(c: &Content, f: Form) -> String {
    let t = |hans: &'static str, hant: &'static str| if f.hant { hant } else { hans };
    let n = |number: u32| if f.numerals { numeral_of(number) } else { number.to_string() };
    let mut duties: Vec<&str> = c.duties.iter().map(|d| t(DUTIES[*d].0, DUTIES[*d].1)).collect();
    duties.push(t("承办县政府交办的其他事项", "承辦縣政府交辦的其他事項"));
    let units: Vec<(&str, &str)> =
        c.units.iter().map(|u| (t(UNITS[*u].0, UNITS[*u].2), t(UNITS[*u].1, UNITS[*u].3))).collect();
    let title = t("白溪县水务局主要职责内设机构和人员编制规定", "白溪縣水務局主要職責內設機構和人員編制規定");
    let heads = [t("主要职责", "主要職責"), t("内设机构", "內設機構"), t("人员编制", "人員編制")];
    let sets = format!(
        "{}{}{}",
        t("县水务局设", "縣水務局設"),
        n(units.len() as u32),
        t("个内设机构:", "個內設機構:")
    );
    let posts = format!(
        "{}{}名,{}{}名。{}{}名,{}{}名。",
        t("县水务局机关行政编制", "縣水務局機關行政編制"),
        n(c.admin),
        t("工勤人员编制", "工勤人員編制"),
        n(c.support),
        t("其中:局长", "其中:局長"),
        n(1),
        t("副局长", "副局長"),
        n(c.deputies)
    );
    let date = format!("{}年{}月{}日", c.day.0, n(c.day.1), n(c.day.2));
    let closing = format!("{}{date}{}", t("本规定自", "本規定自"), t("起施行。", "起施行。"));
    let paren = |i: usize| format!("({})", numeral_of(i as u32 + 1));
    let duty_list = |mark: &dyn Fn(usize) -> String, between: &str| -> String {
        duties.iter().enumerate().map(|(i, d)| format!("{}{d}。{between}", mark(i))).collect()
    };
    let unit_list = |mark: &dyn Fn(usize) -> String, behind: &str, between: &str| -> String {
        units.iter().enumerate().map(|(i, (u, d))| format!("{}{u}{behind}{d}。{between}", mark(i))).collect()
    };
    let dot = |i: usize| format!("{}.", i + 1);
    let stop = |i: usize| format!("{}、", numeral_of(i as u32 + 1));
    let text = match f.layout {
        0 => format!(
            "{title}\n一、{}\n{}二、{}\n{sets}\n{}三、{}\n{posts}\n四、附則\n{closing}\n",
            heads[0],
            duty_list(&paren, "\n"),
            heads[1],
            unit_list(&paren, "。", "\n"),
            heads[2]
        ),
        1 => format!(
            "{title}\n{}\n{}{}\n{sets}\n{}{}\n{posts}\n附則\n{closing}\n",
            heads[0],
            duty_list(&paren, "\n"),
            heads[1],
            unit_list(&paren, "\n", "\n"),
            heads[2]
        ),
        2 => format!(
            "{title}\n第一{} {}:\n{}第二{} {sets}\n{}第三{} {posts}\n第四{} {closing}\n",
            t("条", "條"),
            t("县水务局的主要职责是", "縣水務局的主要職責是"),
            duty_list(&paren, "\n"),
            t("条", "條"),
            unit_list(&paren, "。", "\n"),
            t("条", "條"),
            t("条", "條")
        ),
        3 => format!(
            "{title} 一、{} {} 二、{} {sets} {} 三、{} {posts} 四、附則 {closing}",
            heads[0],
            duty_list(&paren, " "),
            heads[1],
            unit_list(&paren, " ", " "),
            heads[2]
        ),
        4 => format!(
            "{title}\n{}\n{}{}\n{sets}\n{}{}\n{posts}\n附則\n{closing}\n",
            heads[0],
            duty_list(&dot, "\n"),
            heads[1],
            unit_list(&dot, "。", "\n"),
            heads[2]
        ),
        _ => format!(
            "{title}\n一、{}\n{}二、{}\n{sets}\n{}三、{}\n{posts}\n四、附則\n{closing}\n",
            heads[0],
            duty_list(&dot, ""),
            heads[1],
            unit_list(&stop, "\n", "\n"),
            heads[2]
        ),
    };
    let text = if f.hant { text } else { text.replace("附則", "附则") };
    let text = if f.wide {
        text.chars()
            .map(|c| match c {
                '(' | ')' | ',' | ';' | ':' | '0'..='9' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
                ' ' => '\u{3000}',
                c => c,
            })
            .collect()
    } else {
        text
    };
    let ending = ["\n", "\r\n", "\u{2028}", "\n\n"][f.ending];
    // Neither GB18030's nor Big5's usual texts have U+2028.
    if f.ending == 2 && f.encoding >= 4 { text } else { text.replace('\n', ending) }
}

fn bytes(text: &str, f: Form) -> Vec<u8> {
    match f.encoding {
        1 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        2 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        3 => [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
        4 => GB18030.encode(text).0.into_owned(),
        5 if f.hant => BIG5.encode(text).0.into_owned(),
        _ => text.as_bytes().to_vec(),
    }
}

/// What was read, in folded words.
fn told(r: &Regulation) -> String {
    let folded = |w: &guiju::regulation::Words| r.source.folded.slice(w.span.unwrap()).to_owned();
    let units = r.unit_groups.iter().flat_map(|g| &g.units);
    let names: Vec<String> =
        units.map(|u| format!("{:?}{}/{}", u.ordinal, folded(&u.name), u.clauses.len())).collect();
    let duties: Vec<String> = r
        .duties
        .iter()
        .map(|d| format!("{:?}{}", d.ordinal, r.source.folded.slice(d.text).trim_end_matches('。')))
        .collect();
    let row = r.staffing.first();
    let number = |n: Option<guiju::regulation::Read<i64>>| n.map(|n| n.value);
    format!(
        "{duties:?} {:?} {names:?} {:?} {:?} {:?}",
        r.duties.iter().map(|d| d.catch_all).collect::<Vec<_>>(),
        r.unit_groups.iter().map(|g| number(g.declared)).collect::<Vec<_>>(),
        row.map(|s| [number(s.admin), number(s.support), number(s.heads), number(s.deputies)]),
        r.effective.as_ref().and_then(|e| e.date)
    )
}

fn meant(c: &Content) -> String {
    let catch_all = (1..=c.duties.len()).map(|_| false).chain([true]).collect::<Vec<_>>();
    let duties: Vec<String> = c
        .duties
        .iter()
        .map(|d| DUTIES[*d].0)
        .chain(["承办县政府交办的其他事项"])
        .enumerate()
        .map(|(i, d)| format!("{:?}{d}", Some(i + 1)))
        .collect();
    let names: Vec<String> = c
        .units
        .iter()
        .enumerate()
        .map(|(i, u)| format!("{:?}{}/{}", Some(i + 1), UNITS[*u].0, UNITS[*u].1.split(';').count()))
        .collect();
    let posts = [c.admin, c.support, 1, c.deputies].map(|n| Some(i64::from(n)));
    let date = Some(jiff::civil::Date::new(c.day.0 as i16, c.day.1 as i8, c.day.2 as i8).unwrap());
    format!(
        "{duties:?} {catch_all:?} {names:?} {:?} {:?} {date:?}",
        [i64::try_from(c.units.len()).ok()],
        Some(posts)
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn one_content_in_any_form_gives_the_same_facts(c in content(), f in form()) {
        let text = written(&c, f);
        let r = read("a.txt", &bytes(&text, f), &Given::default()).unwrap();
        prop_assert_eq!(told(&r), meant(&c), "{:?}\n{}", f, text);
    }
}
