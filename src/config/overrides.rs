//! Values of parameters and severities in the configuration: for all documents, or for those of a level or jurisdiction.

use toml::{Spanned, de::DeValue};

use super::{
    At,
    reader::{Reader, Table},
    selectors,
};
use crate::{
    finding::{Selector, Severity},
    hir::{Given, Override, Scope, Set, quoted},
    schema::Level,
    source::Span,
};

const SEVERITIES: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];

/// `[params]`, `[severity]`, then each `[[override]]`: what comes later wins.
pub(super) fn overrides<'t>(reader: &mut Reader<'t>, root: &mut Table<'t>) -> Vec<Override> {
    let mut all = Vec::new();
    if let Some(table) = reader.table(root, "params") {
        all.push(Override { params: params(reader, table), ..Override::default() });
    }
    if let Some(mut table) = reader.table(root, "severity") {
        for (key, value) in table.rest() {
            let severity = reader.choice(&value, &SEVERITIES).map(|s| s.value);
            let select = vec![set(reader, At { value: Selector::new(key.value), span: key.span })];
            all.push(Override { select, severity, ..Override::default() });
        }
    }
    for mut table in reader.tables(root, "override") {
        all.push(one(reader, &mut table));
    }
    all
}

fn one<'t>(reader: &mut Reader<'t>, table: &mut Table<'t>) -> Override {
    let select = selectors(reader.texts(table, "select"));
    let levels = table.take("level").map(|value| levels(reader, &value)).unwrap_or_default();
    let jurisdictions = reader.texts(table, "jurisdiction").into_iter().map(|j| j.value).collect();
    let severity = reader.one_of(table, "severity", &SEVERITIES).map(|s| s.value);
    let params = reader.table(table, "params").map(|t| params(reader, t)).unwrap_or_default();
    reader.nothing_else(table);
    if severity.is_none() && params.is_empty() {
        reader.missing(table.span, ("severity 或 params", "severity and no params"));
    }
    Override {
        select: select.into_iter().map(|s| set(reader, s)).collect(),
        scope: Scope { levels, jurisdictions },
        severity,
        params,
    }
}

fn levels<'t>(reader: &mut Reader<'t>, value: &Spanned<DeValue<'t>>) -> Vec<Level> {
    let choices: Vec<(&str, Level)> = Level::names().collect();
    match value.get_ref() {
        DeValue::Array(items) => {
            items.iter().filter_map(|item| reader.choice(item, &choices)).map(|l| l.value).collect()
        }
        _ => reader.choice(value, &choices).into_iter().map(|l| l.value).collect(),
    }
}

fn params(reader: &mut Reader<'_>, mut table: Table<'_>) -> Vec<Set<Given>> {
    let mut all = Vec::new();
    for (key, value) in table.rest() {
        let span = Span::of(value.span());
        let spellings = spellings(value.get_ref());
        if spellings.is_empty() {
            reader.wrong(
                span,
                ("数、文字、日期或其列表", "a number, a text, a day, true or false, or a list of these"),
            );
            continue;
        }
        all.push(set(reader, At { value: Given { name: key.value, spellings }, span: key.span.to(span) }));
    }
    all
}

/// A value as a policy would write it. A text may be meant as it stands (`"1/4"`, `"county"`) or as words (`"保密"`).
fn spellings(value: &DeValue<'_>) -> Vec<String> {
    match value {
        DeValue::String(s) => vec![s.to_string(), quoted(s)],
        DeValue::Integer(n) => vec![n.to_string()],
        DeValue::Boolean(b) => vec![b.to_string()],
        DeValue::Datetime(d) => vec![d.to_string()],
        DeValue::Array(items) => {
            let all: Vec<Vec<String>> = items.iter().map(|i| spellings(i.get_ref())).collect();
            if all.iter().any(Vec::is_empty) {
                return Vec::new();
            }
            let list = |pick: fn(&Vec<String>) -> Option<&String>| {
                format!("[{}]", all.iter().filter_map(pick).cloned().collect::<Vec<_>>().join(", "))
            };
            vec![list(|s| s.first()), list(|s| s.last())]
        }
        DeValue::Float(_) | DeValue::Table(_) => Vec::new(),
    }
}

fn set<T>(reader: &Reader<'_>, at: At<T>) -> Set<T> {
    Set { value: at.value, place: Some((reader.file, at.span)) }
}
