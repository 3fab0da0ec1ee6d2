//! Regulations as structures (`guiju/regulation/1`), without text: most of them in order, a third with one to three defects.

use serde::Serialize;

use crate::corpus::{
    Length, Random, script, sentence,
    words::{CATCH_ALL, DISCLOSURE, PLACES, PROPOSALS, SECRECY, UNITS},
};

/// Bytes that a line should have, about.
const SIZE: usize = 8_000;

/// What each office must do; 某 stands for the kind of place.
const FUNCTIONS: [&str; 6] = [
    DISCLOSURE,
    "负责突发事件应急处置的综合协调。",
    "负责重要决定事项的督促检查,开展专项督查。",
    SECRECY,
    PROPOSALS,
    "负责机关值班工作,及时报告重要情况。",
];

/// How these are recognised, so that a defect can remove them.
const PHRASES: [&[&str]; 6] = [
    &["信息公开", "政务公开"],
    &["应急"],
    &["督查", "督促检查"],
    &["保密"],
    &["人大代表建议", "人大代表议案"],
    &["值班"],
];

#[derive(Serialize)]
struct Regulation {
    schema: &'static str,
    id: String,
    organ: Organ,
    sections: Vec<Section>,
    adjustments: Vec<Clause>,
    duties: Vec<Clause>,
    unit_groups: [Group; 1],
    staffing: Vec<Staff>,
}

#[derive(Serialize)]
struct Organ {
    name: String,
    jurisdiction: String,
}

#[derive(Serialize)]
struct Section {
    kind: &'static str,
    heading: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
}

#[derive(Clone, Serialize)]
struct Clause {
    ordinal: usize,
    text: String,
}

#[derive(Serialize)]
struct Group {
    declared: Option<usize>,
    units: Vec<Unit>,
}

#[derive(Clone, Serialize)]
struct Unit {
    ordinal: usize,
    name: String,
    text: String,
}

#[derive(Serialize)]
struct Staff {
    organ: String,
    admin: usize,
    heads: usize,
    deputies: usize,
}

/// The next document as a line, half of them in traditional script.
pub(crate) fn line(random: &mut Random, number: usize) -> serde_json::Result<String> {
    let mut regulation = regulation(random, number);
    if random.percent(34) {
        for _ in 0..[1, 1, 1, 2, 3][random.below(5)] {
            spoil(random, &mut regulation);
        }
    }
    // Units are counted through, whatever became of them.
    for (i, unit) in regulation.unit_groups[0].units.iter_mut().enumerate() {
        unit.ordinal = i + 1;
    }
    let line = serde_json::to_string(&regulation)?;
    Ok(if random.percent(50) { script::signs(&line) } else { line })
}

/// A document without a defect.
fn regulation(random: &mut Random, number: usize) -> Regulation {
    let kind = random.pick(&["区", "县"]);
    let place = format!("{}{kind}", random.pick(&PLACES));
    let name = format!("霁川市{place}人民政府办公室");
    let mut duties: Vec<String> =
        (0..random.between(8, 12)).map(|_| sentence(random, kind, Length::SHORT, (2, 3))).collect();
    let mut units = units(random, kind);
    for function in FUNCTIONS {
        let text = function.replace('某', kind);
        if random.percent(50) {
            duties.insert(random.below(duties.len()), text);
        } else {
            let at = random.below(units.len());
            units[at].text.push_str(&text);
        }
    }
    duties.push(CATCH_ALL.replace('某', kind));
    let adjustments = if random.percent(60) { random.between(2, 5) } else { 0 };
    let adjustments: Vec<String> =
        (0..adjustments).map(|_| sentence(random, kind, Length::SHORT, (1, 2))).collect();
    let mut staffing = vec![staff(random, name.clone())];
    if random.percent(30) {
        staffing.push(staff(random, format!("{name}值班室")));
    }
    let mut regulation = Regulation {
        schema: "guiju/regulation/1",
        id: format!("made-{number:06}"),
        sections: sections(kind, units.len(), &staffing, !adjustments.is_empty()),
        organ: Organ { name, jurisdiction: place },
        adjustments: numbered(adjustments),
        duties: numbered(duties),
        unit_groups: [Group { declared: random.percent(70).then_some(units.len()), units }],
        staffing,
    };
    fill(random, kind, &mut regulation);
    regulation
}

fn units(random: &mut Random, kind: &str) -> Vec<Unit> {
    let first = random.below(UNITS.len());
    let names = (0..random.between(7, 11)).map(|i| format!("{}科", UNITS[(first + i) % UNITS.len()]));
    names.map(|name| Unit { ordinal: 0, name, text: sentence(random, kind, Length::SHORT, (1, 2)) }).collect()
}

/// Posts within all limits.
fn staff(random: &mut Random, organ: String) -> Staff {
    let admin = random.between(9, 60);
    let limit = most_deputies(admin).min(admin / 3 - 1);
    Staff { organ, admin, heads: 1, deputies: random.between(1, limit) }
}

fn most_deputies(admin: usize) -> usize {
    match admin {
        ..=10 => 1,
        11..=20 => 2,
        _ => 3,
    }
}

fn sections(kind: &str, units: usize, staffing: &[Staff], adjusted: bool) -> Vec<Section> {
    let posts: Vec<String> = staffing
        .iter()
        .map(|s| format!("{}行政编制{}名,设主任{}名、副主任{}名。", s.organ, s.admin, s.heads, s.deputies))
        .collect();
    let office = format!("{kind}委机构编制委员会办公室");
    let mut sections = vec![
        Section { kind: "duties", heading: "主要职责", text: String::new() },
        Section {
            kind: "units", heading: "内设机构", text: format!("根据上述职责,设{units}个内设机构。")
        },
        Section { kind: "staffing", heading: "人员编制", text: posts.concat() },
        Section {
            kind: "other",
            heading: "附则",
            text: format!("本规定由{office}负责解释,其调整由{office}办理。"),
        },
    ];
    if adjusted {
        sections.insert(0, Section { kind: "adjustments", heading: "职责调整", text: String::new() });
    }
    sections
}

fn numbered(texts: Vec<String>) -> Vec<Clause> {
    (1..).zip(texts).map(|(ordinal, text)| Clause { ordinal, text }).collect()
}

/// Lengthens the duties of units until the document has its size.
fn fill(random: &mut Random, kind: &str, regulation: &mut Regulation) {
    let size = SIZE + random.below(1_200) - 600;
    let marks = 40 * (regulation.duties.len() + regulation.adjustments.len()) + 700;
    let clauses = regulation.duties.iter().chain(&regulation.adjustments).map(|c| c.text.len());
    let units = &mut regulation.unit_groups[0].units;
    let written: usize = clauses.chain(units.iter().map(|u| u.text.len() + 60)).sum();
    let mut missing = size.saturating_sub(written + marks);
    while missing > 0 {
        let text = sentence(random, kind, Length::SHORT, (1, 3));
        missing = missing.saturating_sub(text.len());
        let at = random.below(units.len());
        units[at].text.push_str(&text);
    }
}

/// Puts one defect in.
fn spoil(random: &mut Random, regulation: &mut Regulation) {
    let at = random.below(regulation.duties.len());
    let units = &mut regulation.unit_groups[0].units;
    match random.below(9) {
        0 => {
            let i = random.below(regulation.staffing.len());
            let staff = &mut regulation.staffing[i];
            (staff.admin, staff.deputies) = (random.between(4, 8), random.between(2, 4));
        }
        1 => regulation.staffing[0].deputies = random.between(4, 6),
        2 => regulation.unit_groups[0].declared = Some(units.len() + random.between(1, 2)),
        3 => {
            for phrase in PHRASES[random.below(PHRASES.len())] {
                let clauses = regulation.duties.iter_mut().map(|c| &mut c.text);
                for text in clauses.chain(units.iter_mut().map(|u| &mut u.text)) {
                    *text = text.replace(phrase, "相关");
                }
            }
        }
        4 => {
            let i = random.below(regulation.sections.len());
            regulation.sections.remove(i);
        }
        5 => {
            regulation.duties.remove(at);
        }
        6 => regulation.duties.insert(at + 1, regulation.duties[at].clone()),
        7 => regulation.duties.truncate(regulation.duties.len() - 1),
        _ => {
            let (from, to) = (random.below(units.len()), random.below(units.len()));
            if random.percent(50) {
                units[to].name = units[from].name.clone();
            } else {
                units.insert(to, units[from].clone());
            }
        }
    }
}
