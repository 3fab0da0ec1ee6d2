//! Facts of two versions of a document: the organ, its duties, units and posts, and what came, went, changed or moved.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    regulation::{Regulation, Staffing, Words},
    text::{fold_words, unnumbered},
};

/// What a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FactKind {
    /// What the document is about and when it takes effect.
    Document,
    /// A main duty.
    Duty,
    /// An internal unit.
    Unit,
    /// A number of posts.
    Staffing,
}

/// A fact that is not the same in both versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactChange {
    /// What it is.
    pub kind: FactKind,
    /// Which one: the name of the unit, the beginning of the duty, the organ and the field of a number.
    pub name: String,
    /// As the old version has it; `None`: not at all.
    pub old: Option<String>,
    /// As the new version has it; `None`: not at all.
    pub new: Option<String>,
    /// Whether it is the same, and stands elsewhere among its like.
    pub moved: bool,
}

/// Everything that differs: of the organ and the day of effect, then of duties, units and posts, in the order of the new
/// version, what is gone last. Where nothing differs the list is empty.
///
/// ```
/// use guiju::{change::{FactKind, facts}, ingest::{self, Given}};
///
/// let read = |text: &str| ingest::read("a.txt", text.as_bytes(), &Given::default());
/// let old = read("内设机构\n(一)办公室。负责文电。").map_err(|_| "cannot be read")?;
/// let new = read("内设机构\n(一)办公室。负责文电。\n(二)人事科。负责人事。").map_err(|_| "cannot be read")?;
/// let all = facts(&old, &new);
/// assert_eq!((all[0].kind, all[0].name.as_str(), &all[0].old), (FactKind::Unit, "人事科", &None));
/// assert!(facts(&new, &new).is_empty());
/// # Ok::<(), &str>(())
/// ```
pub fn facts(old: &Regulation, new: &Regulation) -> Vec<FactChange> {
    let mut all = frame(old, new);
    all.extend(list(FactKind::Duty, &duties(old), &duties(new)));
    all.extend(list(FactKind::Unit, &units(old), &units(new)));
    all.extend(numbers(old, new));
    all
}

/// The name and the rank of the organ, and the day of effect.
fn frame(old: &Regulation, new: &Regulation) -> Vec<FactChange> {
    let words = |words: &Option<Words>| words.as_ref().map(|w| w.text.clone());
    let day = |reg: &Regulation| reg.effective.as_ref().and_then(|e| e.date).map(|date| date.to_string());
    let all = [
        ("organ.name", words(&old.organ.name), words(&new.organ.name)),
        ("organ.rank", words(&old.organ.rank), words(&new.organ.rank)),
        ("effective", day(old), day(new)),
    ];
    let bare = |words: &Option<String>| words.as_deref().map(bare);
    let changed = all.into_iter().filter(|(_, old, new)| bare(old) != bare(new));
    let change = |(name, old, new): (&str, _, _)| FactChange {
        kind: FactKind::Document,
        name: name.to_owned(),
        old,
        new,
        moved: false,
    };
    changed.map(change).collect()
}

/// A thing of a list: what identifies it, what it is called, and what is said of it.
struct Entry {
    key: String,
    name: String,
    text: String,
}

/// Words as they are compared.
pub(super) fn bare(words: &str) -> String {
    unnumbered(&fold_words(words))
}

/// The duties; one is identified by its words.
fn duties(reg: &Regulation) -> Vec<Entry> {
    let text = &reg.source.text;
    let entry = |d: &crate::regulation::Duty| {
        let words = d.text.slice(text);
        Entry { key: bare(words), name: beginning(words), text: bare(words) }
    };
    reg.duties.iter().map(entry).collect()
}

/// The units; one is identified by its organ and name.
fn units(reg: &Regulation) -> Vec<Entry> {
    let text = &reg.source.text;
    let mut all = Vec::new();
    for group in &reg.unit_groups {
        let organ = group.organ.as_ref().map_or(String::new(), |o| bare(&o.text));
        for unit in &group.units {
            let key = format!("{organ}/{}", bare(&unit.name.text));
            let words = unit.text.slice(text);
            all.push(Entry { key, name: unit.name.text.clone(), text: bare(words) });
        }
    }
    all
}

fn beginning(words: &str) -> String {
    const MOST_CHARS: usize = 24;
    let line: String = words.split_whitespace().collect();
    let cut: String = line.chars().take(MOST_CHARS).collect();
    if cut.len() < line.len() { format!("{cut}…") } else { cut }
}

/// The entries of two lists: those of one key belong together, then those that share most of their words.
fn list(kind: FactKind, old: &[Entry], new: &[Entry]) -> Vec<FactChange> {
    let mut left: Vec<usize> = (0..old.len()).collect();
    let mut take = |fits: &dyn Fn(&Entry) -> bool| {
        let at = left.iter().position(|i| fits(&old[*i]))?;
        Some(left.remove(at))
    };
    let mut partners: Vec<Option<usize>> = new.iter().map(|e| take(&|o| o.key == e.key)).collect();
    for (entry, partner) in new.iter().zip(&mut partners).filter(|(_, p)| p.is_none()) {
        *partner = take(&|o| similar(&o.text, &entry.text));
    }
    let steady = in_order(&partners);
    let mut changes = Vec::new();
    for (i, (entry, partner)) in new.iter().zip(&partners).enumerate() {
        let before = partner.map(|p| &old[p]);
        let moved = before.is_some() && !steady.contains(&i);
        if before.is_some_and(|b| b.key == entry.key && b.text == entry.text) && !moved {
            continue;
        }
        changes.push(FactChange {
            kind,
            name: entry.name.clone(),
            old: before.map(shown),
            new: Some(shown(entry)),
            moved,
        });
    }
    let gone = left.into_iter().map(|i| FactChange {
        kind,
        name: old[i].name.clone(),
        old: Some(shown(&old[i])),
        new: None,
        moved: false,
    });
    changes.extend(gone);
    changes
}

fn shown(entry: &Entry) -> String {
    if entry.text.is_empty() { entry.name.clone() } else { entry.text.clone() }
}

/// The positions whose partners stand in order: a longest rising sequence. The others moved.
fn in_order(partners: &[Option<usize>]) -> BTreeSet<usize> {
    let known: Vec<(usize, usize)> =
        partners.iter().enumerate().filter_map(|(i, p)| Some((i, (*p)?))).collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(known.len());
    for (at, (_, partner)) in known.iter().enumerate() {
        let before =
            (0..at).filter(|j| known[*j].1 < *partner).max_by_key(|j| (best[*j].0, std::cmp::Reverse(*j)));
        best.push((before.map_or(1, |j| best[j].0 + 1), before));
    }
    let mut next = (0..known.len()).max_by_key(|j| (best[*j].0, std::cmp::Reverse(*j)));
    let mut steady = BTreeSet::new();
    while let Some(at) = next {
        steady.insert(known[at].0);
        next = best[at].1;
    }
    steady
}

/// Whether two texts share at least half of their pairs of signs.
pub(super) fn similar(a: &str, b: &str) -> bool {
    let (a, b) = (pairs(a), pairs(b));
    let shared: usize = a.iter().map(|(pair, n)| b.get(pair).map_or(0, |m| *n.min(m))).sum();
    let all = a.values().sum::<usize>() + b.values().sum::<usize>();
    all > 0 && shared * 4 >= all
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let mut found = BTreeMap::new();
    for pair in text.chars().zip(text.chars().skip(1)) {
        *found.entry(pair).or_default() += 1;
    }
    found
}

/// The numbers of posts, by organ and field.
fn numbers(old: &Regulation, new: &Regulation) -> Vec<FactChange> {
    let (before, after) = (posts(old), posts(new));
    let names: BTreeSet<&(String, &str)> = before.keys().chain(after.keys()).collect();
    let changed = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    let change = |name: &(String, &str)| FactChange {
        kind: FactKind::Staffing,
        name: format!("{}.{}", name.0, name.1),
        old: before.get(name).map(ToString::to_string),
        new: after.get(name).map(ToString::to_string),
        moved: false,
    };
    changed.map(change).collect()
}

fn posts(reg: &Regulation) -> BTreeMap<(String, &'static str), i64> {
    let mut all = BTreeMap::new();
    for row in &reg.staffing {
        let organ = row.organ.as_ref().map_or("机关", |o: &Words| o.text.as_str());
        for (field, value) in figures(row) {
            all.entry((organ.to_owned(), field)).or_insert(value);
        }
    }
    all
}

/// The figures of a row that are known.
fn figures(row: &Staffing) -> Vec<(&'static str, i64)> {
    let all = [
        ("admin", &row.admin),
        ("support", &row.support),
        ("separate", &row.separate),
        ("heads", &row.heads),
        ("deputies", &row.deputies),
        ("unit_heads", &row.unit_heads),
        ("unit_deputies", &row.unit_deputies),
        ("unit_leaders", &row.unit_leaders),
        ("police", &row.police),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?.value))).collect()
}
