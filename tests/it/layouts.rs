//! Every layout with its facts: the texts worked out by hand beside the repository where `GUIJU_SHARED` names their
//! folder, and in any case invented twins of them (`tests/cases/layouts`).

use std::{fs, path::Path};

use guiju::{
    ingest::{Given, read},
    regulation::{Regulation, Staffing},
    text::{fold_words, numeral},
};
use serde_json::Value;

/// How many layouts there are texts for.
const TEXTS: usize = 11;

#[test]
fn the_invented_layouts_are_read_as_meant() {
    folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/layouts"));
}

/// In continuous integration the folder is given, and must be whole; by itself the test reads the invented twins.
#[test]
fn the_given_layouts_are_read_as_meant() {
    match std::env::var_os("GUIJU_SHARED") {
        Some(shared) => folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(shared).join("layouts")),
        None => the_invented_layouts_are_read_as_meant(),
    }
}

fn folder(path: &Path) {
    let facts = path.join("facts.json");
    let facts = fs::read_to_string(&facts).unwrap_or_else(|e| panic!("{}: {e}", facts.display()));
    let facts: Value = serde_json::from_str(&facts).unwrap();
    let layouts = facts["facts"].as_object().unwrap();
    assert!(layouts.len() >= TEXTS, "{} texts", layouts.len());
    let mut wrong = Vec::new();
    for (name, facts) in layouts {
        let regulation = load(path, name);
        for (key, want) in facts.as_object().unwrap() {
            let problem = match key.as_str() {
                // What other layers answer, or only remarks.
                "hard" | "declared_verdict" | "numbering_verdict" | "fragment" => None,
                "pair" => pair(&regulation, &load(path, want.as_str().unwrap())),
                key => fact(&regulation, key, want),
            };
            wrong.extend(problem.map(|got| format!("{name}: {key}: {got}, want {want}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn load(folder: &Path, name: &str) -> Regulation {
    let path = folder.join(format!("{name}.txt"));
    let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    read(name, &bytes, &Given::default()).unwrap()
}

/// What was read instead of a fact; `None` where it is as meant.
fn fact(r: &Regulation, key: &str, want: &Value) -> Option<String> {
    let texts = || -> Vec<&str> { want.as_array().into_iter().flatten().filter_map(Value::as_str).collect() };
    let units = || r.unit_groups.iter().flat_map(|g| &g.units);
    let named = |numbered: bool| -> Vec<&str> {
        units().filter(|u| u.ordinal.is_some() == numbered).map(|u| u.name.text.as_str()).collect()
    };
    match key {
        "organ" => {
            let organ = r.organ.name.as_ref().map_or("", |n| n.text.as_str());
            let want = want.as_str()?.split('(').next()?;
            differs(organ, want)
        }
        "rank" => differs(r.organ.rank.as_ref().map_or("", |n| n.text.as_str()), want.as_str()?),
        "issued" => differs(r.issued.map(|d| d.value.to_string()).as_deref().unwrap_or(""), want.as_str()?),
        "document_number" => differs(r.number.as_ref().map_or("", |n| n.text.as_str()), want.as_str()?),
        "basis" => {
            let numbers = r.basis.iter().filter_map(|b| b.number.as_ref()).map(|n| n.text.as_str());
            differs(numbers.collect::<Vec<_>>(), texts())
        }
        "sections" => {
            let heads = r.sections.iter().filter(|s| s.heading.is_some());
            differs(heads.map(|s| s.head.slice(&r.source.text)).collect::<Vec<_>>(), texts())
        }
        "duties" => differs(r.duties.len() as u64, want.as_u64()?),
        "catch_all" => differs(r.duties.last().is_some_and(|d| d.catch_all), want.as_bool()?),
        "duties_seen" => {
            let seen: Vec<i64> = r.duties.iter().filter_map(|d| d.ordinal).map(i64::from).collect();
            differs(seen, texts().into_iter().filter_map(numeral).collect())
        }
        "units" if named(true).is_empty() => differs(named(false), texts()),
        "units" | "units_seen" => differs(named(true), texts()),
        "also" | "unnumbered_units" => differs(named(false), texts()),
        "aliases" => want.as_object()?.iter().find_map(|(unit, aliases)| {
            let unit = units().find(|u| u.name.text == *unit)?;
            let got: Vec<&str> = unit.aliases.iter().map(|a| a.text.as_str()).collect();
            differs(got, aliases.as_array()?.iter().filter_map(Value::as_str).collect())
        }),
        "declared" => differs(r.unit_groups.first()?.declared.map(|d| d.value), want.as_i64()),
        "articles" => differs(r.articles.len() as u64, want.as_u64()?),
        "folds" => want.as_object()?.iter().find_map(|(printed, read)| {
            let there = r.source.text.contains(printed) && r.source.folded.text.contains(read.as_str()?);
            (!there).then(|| format!("{printed} not read as {read}"))
        }),
        key => numbers(r, key, want),
    }
}

/// Facts that are numbers of posts.
fn numbers(r: &Regulation, key: &str, want: &Value) -> Option<String> {
    let posts = |label: &str| r.staffing.iter().find_map(|s| posts(s, label));
    let number = |value: &Value| match value {
        Value::Array(range) => Some((range[0].as_i64()?, range[1].as_i64()?)),
        one => one.as_i64().map(|n| (n, n)),
    };
    match key {
        "staffing" | "rows" => want
            .as_object()?
            .iter()
            .find_map(|(label, value)| differs(posts(label), number(value)).map(|d| format!("{label}: {d}"))),
        "total" => differs(r.staffing[0].total.map(|t| t.value), want.as_i64()),
        "total_matches" => {
            let sum: i64 = r.staffing[0].posts.iter().map(|p| p.most).sum();
            differs(r.staffing[0].total.is_some_and(|t| t.value == sum), want.as_bool()?)
        }
        "section_heads_match" => {
            let ending = |end: char| {
                let units = r.unit_groups.iter().flat_map(|g| &g.units);
                i64::try_from(units.filter(|u| u.name.text.ends_with(end)).count()).unwrap()
            };
            let heads = (posts("科長")?.0, posts("室主任")?.0);
            differs(heads == (ending('科'), ending('室')), want.as_bool()?)
        }
        "filled" => want.as_object()?.iter().find_map(|(label, value)| {
            let row = &r.staffing[0];
            let got = if label == "行政编制" { row.filled } else { row.institution_filled };
            differs(got.map(|g| g.value), value.as_i64())
        }),
        "leadership_ratio" => {
            let row = &r.staffing[0];
            let leaders = row.heads?.value + row.deputies?.value;
            differs(format!("{leaders}/{}", row.admin?.value), want.as_str()?.split(' ').next()?.to_owned())
        }
        "changes" | "before" => want.as_object()?.iter().find_map(|(what, value)| {
            let change = r.changes.iter().find(|c| c.what.text.contains(what.as_str()));
            let Some(change) = change else { return Some(format!("no change of {what}")) };
            let (from, to) = (change.from.map(|f| f.value), change.to.map(|t| t.value));
            match (key, value.as_str()) {
                ("before", _) => differs(from, value.as_i64()),
                (_, Some(pair)) => differs(format!("{} -> {}", from?, to?), pair.to_owned()),
                _ => differs(change.delta.map(|d| d.value), value.as_i64()),
            }
        }),
        other => Some(format!("the test does not know {other}")),
    }
}

/// The least and the most of what a label counts.
fn posts(row: &Staffing, label: &str) -> Option<(i64, i64)> {
    let one = match label {
        "行政编制" => row.admin,
        "事业编制" => row.institution,
        label if label.contains("工勤") => row.support,
        label if label.ends_with("领导职数") => row.unit_heads.or(row.unit_leaders),
        title => {
            let post = row.posts.iter().find(|p| p.title.text == title)?;
            return Some((post.least, post.most));
        }
    };
    one.map(|n| (n.value, n.value))
}

/// Two texts of one content in two scripts.
fn pair(a: &Regulation, b: &Regulation) -> Option<String> {
    let told = |r: &Regulation| -> Vec<String> {
        let duties = r.duties.iter().map(|d| r.source.folded.slice(d.text).to_owned());
        let units = r.unit_groups.iter().flat_map(|g| &g.units);
        duties.chain(units.map(|u| r.source.folded.slice(u.name.span.unwrap()).to_owned())).collect()
    };
    let plain = |words: Vec<String>| words.iter().map(|w| fold_words(w)).collect::<Vec<_>>();
    differs(plain(told(a)), plain(told(b)))
}

#[allow(clippy::needless_pass_by_value, reason = "most are made where they are compared")]
fn differs<T: PartialEq + std::fmt::Debug>(got: T, want: T) -> Option<String> {
    (got != want).then(|| format!("{got:?}"))
}
