//! What a policy asks, for people: its requirements with what is reported where they fail, and the tables that it looks up.

use super::digest::Digests;
use crate::{
    hir::{self, BandKey, Constant},
    phrase::Phrase,
    plan::{Part, Plan, PolicyInfo, Statement},
};

/// A requirement of a policy.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Its condition, as the reader would write it.
    pub condition: Phrase,
    /// What is reported where it does not hold; each value stands in braces, by the words that it is made of.
    pub message: Phrase,
}

/// A table that a policy looks up.
#[derive(Clone, Debug)]
pub struct TableInfo {
    /// Its name.
    pub name: String,
    /// Its rows, each on a line: `county: 1–10 → 1, 11– → 2`.
    pub rows: Vec<Phrase>,
}

impl Plan {
    /// The requirements of a policy, in the order of the text.
    pub fn requirements(&self, policy: &str) -> Vec<Requirement> {
        let mut found = Vec::new();
        if let Some(policy) = self.programs.iter().find(|p| p.name == policy) {
            self.require(&policy.body, &mut found);
        }
        found
    }

    fn require(&self, body: &[Statement], found: &mut Vec<Requirement>) {
        for statement in body {
            match statement {
                Statement::Let { .. } => {}
                Statement::For(f) => self.require(&f.body, found),
                Statement::Require(r) => {
                    let [zh, en] = &r.message;
                    let message = Phrase::new(
                        zh.iter().map(|part| self.template(part).zh).collect::<String>(),
                        en.iter().map(|part| self.template(part).en).collect::<String>(),
                    );
                    found.push(Requirement { condition: self.said(r.condition.at), message });
                }
            }
        }
    }

    fn template(&self, part: &Part) -> Phrase {
        match part {
            Part::Text(text) => Phrase::new(text.as_str(), text.as_str()),
            Part::Value { expr, .. } => {
                let words = self.said(expr.at);
                Phrase::new(format!("{{{}}}", words.zh), format!("{{{}}}", words.en))
            }
        }
    }
}

impl PolicyInfo {
    /// The tables that it looks up, itself or by what it uses.
    pub fn tables(&self) -> Vec<TableInfo> {
        let (program, number) = &self.within;
        program.tables(*number).map(TableInfo::of).collect()
    }
}

impl Digests {
    fn tables(&self, policy: usize) -> impl Iterator<Item = &hir::Table> {
        let used = self.used(policy).into_iter().flat_map(|used| &used.tables);
        used.filter_map(|table| self.program().tables.get(*table))
    }
}

impl TableInfo {
    fn of(table: &hir::Table) -> Self {
        Self { name: table.name.clone(), rows: table.rows.iter().map(row).collect() }
    }
}

fn row(row: &hir::Row) -> Phrase {
    let bands = row.bands.iter().map(|(key, result)| {
        let key = match key {
            BandKey::Range(from, to) => {
                let end = |end: &Option<i64>| end.map_or(String::new(), |n| n.to_string());
                let range = if from == to { end(from) } else { format!("{}–{}", end(from), end(to)) };
                Phrase::new(range.as_str(), range.as_str())
            }
            BandKey::Value(value) => constant(value),
        };
        let result = constant(result);
        Phrase::new(format!("{} → {}", key.zh, result.zh), format!("{} → {}", key.en, result.en))
    });
    let (bands, keys) = (bands.collect::<Vec<_>>(), row.keys.iter().map(constant).collect::<Vec<_>>());
    let joined = |zh: fn(&Phrase) -> &str, comma: &str, colon: &str| {
        let list = |all: &[Phrase]| all.iter().map(zh).collect::<Vec<_>>().join(comma);
        if keys.is_empty() { list(&bands) } else { format!("{}{colon}{}", list(&keys), list(&bands)) }
    };
    Phrase::new(joined(|p| &p.zh, "，", "："), joined(|p| &p.en, ", ", ": "))
}

fn constant(value: &Constant) -> Phrase {
    let same = |words: String| Phrase::new(words.as_str(), words.as_str());
    match value {
        Constant::Symbol(symbol) => Phrase::new(symbol.zh(), symbol.en()),
        Constant::Bool(true) => Phrase::new("真", "true"),
        Constant::Bool(false) => Phrase::new("假", "false"),
        Constant::Int(n) => same(n.to_string()),
        Constant::Ratio(r) => same(r.to_string()),
        Constant::Date(d) => same(d.to_string()),
        Constant::Text(t) => Phrase::new(format!("“{t}”"), format!("“{t}”")),
        // No table has such keys or results.
        Constant::Vocabulary(_) | Constant::List(_) => same(String::new()),
    }
}
