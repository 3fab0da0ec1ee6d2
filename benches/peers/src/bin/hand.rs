//! The eight policies, or packs of keyword policies, as somebody would write them by hand for speed: typed structures that
//! borrow from the line, one automaton, and no more of the text scanned than the verdict needs.
//!
//! `hand IN OUT [--limit N] [--keywords FILE]`

use std::{borrow::Cow, collections::HashMap, fs};

use daachorse::CharwiseDoubleArrayAhoCorasick;
use guiju_peers::{Allocator, Args, Error, Findings, each_line};
use serde::Deserialize;

#[global_allocator]
static ALLOCATOR: Allocator = mimalloc::MiMalloc;

#[derive(Deserialize)]
struct Regulation<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    sections: Vec<Section<'a>>,
    #[serde(borrow)]
    adjustments: Vec<Clause<'a>>,
    #[serde(borrow)]
    duties: Vec<Clause<'a>>,
    #[serde(borrow)]
    unit_groups: Vec<Group<'a>>,
    staffing: Vec<Staff>,
}

#[derive(Deserialize)]
struct Section<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Clause<'a> {
    ordinal: i64,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Group<'a> {
    declared: Option<usize>,
    #[serde(borrow)]
    units: Vec<Unit<'a>>,
}

#[derive(Deserialize)]
struct Unit<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Staff {
    admin: i64,
    heads: i64,
    deputies: i64,
}

const FUNCTIONS: [&[&str]; 6] = [
    &["信息公开", "信息公開", "政务公开", "政務公開"],
    &["应急", "應急"],
    &["督查", "督査", "督促检查", "督促檢査"],
    &["保密"],
    &["人大代表建议", "人大代表建議", "人大代表议案", "人大代表議案"],
    &["值班"],
];

const CATCH_ALL: [&str; 4] = ["其他事项", "其他事項", "其他任务", "其他任務"];

const KINDS: [&str; 3] = ["duties", "units", "staffing"];

/// Which functions a document mentions.
struct Scanner {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// The functions that each phrase stands for.
    functions: Vec<Vec<u32>>,
    mentioned: Vec<bool>,
    missing: usize,
}

impl Scanner {
    fn new(vocabularies: &[Vec<String>]) -> Result<Self, Error> {
        let mut functions: Vec<Vec<u32>> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut phrases: Vec<(&str, u32)> = Vec::new();
        for (function, vocabulary) in (0u32..).zip(vocabularies) {
            for phrase in vocabulary {
                let id = *known.entry(phrase).or_insert(functions.len());
                if id == functions.len() {
                    phrases.push((phrase, u32::try_from(id)?));
                    functions.push(Vec::new());
                }
                functions[id].push(function);
            }
        }
        let automaton =
            CharwiseDoubleArrayAhoCorasick::with_values(phrases).map_err(|error| error.to_string())?;
        Ok(Self { automaton, functions, mentioned: vec![false; vocabularies.len()], missing: 0 })
    }

    /// Marks what a document mentions, until nothing is missing.
    fn scan(&mut self, document: &Regulation) {
        self.mentioned.fill(false);
        self.missing = self.mentioned.len();
        let units = document.unit_groups.iter().flat_map(|g| &g.units).map(|u| &u.text);
        for text in document.duties.iter().map(|c| &c.text).chain(units) {
            for found in self.automaton.find_overlapping_iter(&**text) {
                for &function in &self.functions[found.value() as usize] {
                    let mentioned = &mut self.mentioned[function as usize];
                    self.missing -= usize::from(!*mentioned);
                    *mentioned = true;
                }
                if self.missing == 0 {
                    return;
                }
            }
        }
    }

    fn missing(&self) -> impl Iterator<Item = i64> {
        (0..).zip(&self.mentioned).filter(|(_, mentioned)| !**mentioned).map(|(i, _)| i)
    }
}

/// The policies on numbers and lists.
fn check(document: &Regulation, findings: &mut Findings) -> Result<(), Error> {
    let id = &*document.id;
    for (i, staff) in (0..).zip(&document.staffing) {
        if (staff.heads + staff.deputies) * 3 > staff.admin {
            findings.add(id, "leadership-ratio", i)?;
        }
        let limit = match staff.admin {
            ..=10 => 1,
            11..=20 => 2,
            _ => 3,
        };
        if staff.deputies > limit {
            findings.add(id, "deputy-limit", i)?;
        }
    }
    for (i, group) in (0..).zip(&document.unit_groups) {
        if group.declared.is_some_and(|declared| declared != group.units.len()) {
            findings.add(id, "unit-count", i)?;
        }
    }
    for (i, kind) in (0..).zip(KINDS) {
        if !document.sections.iter().any(|section| section.kind == kind) {
            findings.add(id, "required-section", i)?;
        }
    }
    for (place, list) in [(0, &document.duties), (1000, &document.adjustments)] {
        let mut last = 0;
        for (i, clause) in (place..).zip(list) {
            if clause.ordinal != last + 1 {
                findings.add(id, "numbering", i)?;
            }
            last = clause.ordinal;
        }
    }
    if let Some(last) = document.duties.last()
        && !CATCH_ALL.iter().any(|phrase| last.text.contains(phrase))
    {
        findings.add(id, "catch-all", last.ordinal)?;
    }
    let units: Vec<&str> = document.unit_groups.iter().flat_map(|g| &g.units).map(|u| &*u.name).collect();
    for (i, name) in units.iter().enumerate() {
        if units[..i].contains(name) {
            findings.add(id, "duplicate-unit", i64::try_from(i)?)?;
        }
    }
    Ok(())
}

fn main() -> Result<(), Error> {
    let args = Args::parse()?;
    if let Some(file) = args.option("--keywords") {
        let packs: Vec<Vec<Vec<String>>> = serde_json::from_slice(&fs::read(file)?)?;
        let names: Vec<String> = (0..packs.len()).map(|i| format!("keywords-{i}")).collect();
        let each = packs[0].len();
        let mut scanner = Scanner::new(&packs.into_iter().flatten().collect::<Vec<_>>())?;
        return each_line(&args, |line, findings| {
            let document: Regulation = serde_json::from_slice(line)?;
            scanner.scan(&document);
            for function in scanner.missing() {
                let (policy, index) = (usize::try_from(function)? / each, usize::try_from(function)? % each);
                findings.add(&document.id, &names[policy], i64::try_from(index)?)?;
            }
            Ok(())
        });
    }
    let vocabularies = FUNCTIONS.map(|f| f.iter().map(|&phrase| phrase.to_owned()).collect());
    let mut scanner = Scanner::new(&vocabularies)?;
    each_line(&args, |line, findings| {
        let document: Regulation = serde_json::from_slice(line)?;
        check(&document, findings)?;
        scanner.scan(&document);
        scanner.missing().try_for_each(|i| Ok(findings.add(&document.id, "mandatory-function", i)?))
    })
}
