//! The shape of `guiju/regulation/1`, the JSON form of a regulation. Only this layer knows its keys. What has other keys is
//! read without them, on another way, which tells them.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::source::Span;

/// The name and version of the form.
pub(in crate::ingest) const SCHEMA: &str = "guiju/regulation/1";

/// Where each field was read.
pub(in crate::ingest) type At = IndexMap<String, Span>;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Document {
    pub(in crate::ingest) schema: String,
    #[serde(default)]
    pub(in crate::ingest) id: String,
    pub(in crate::ingest) source: Option<Source>,
    #[serde(default)]
    pub(in crate::ingest) organ: Organ,
    pub(in crate::ingest) number: Option<Number>,
    #[serde(default)]
    pub(in crate::ingest) basis: Vec<Basis>,
    pub(in crate::ingest) effective: Option<Effective>,
    pub(in crate::ingest) issued: Option<Issued>,
    pub(in crate::ingest) inferred: Option<Inferred>,
    #[serde(default)]
    pub(in crate::ingest) sections: Vec<Section>,
    #[serde(default)]
    pub(in crate::ingest) articles: Vec<Article>,
    #[serde(default)]
    pub(in crate::ingest) adjustments: Vec<Adjustment>,
    #[serde(default)]
    pub(in crate::ingest) duties: Vec<Duty>,
    #[serde(default)]
    pub(in crate::ingest) trailing: Vec<Trailing>,
    #[serde(default)]
    pub(in crate::ingest) unit_groups: Vec<Group>,
    #[serde(default)]
    pub(in crate::ingest) staffing: Vec<Staffing>,
    #[serde(default)]
    pub(in crate::ingest) changes: Vec<Change>,
    #[serde(default)]
    pub(in crate::ingest) provisions: Vec<Provision>,
    #[serde(default)]
    pub(in crate::ingest) lists: Vec<List>,
    #[serde(default)]
    pub(in crate::ingest) paragraphs: Vec<Paragraph>,
    #[serde(default)]
    pub(in crate::ingest) anomalies: Vec<Anomaly>,
    pub(in crate::ingest) tree: Option<Node>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Source {
    #[serde(default)]
    pub(in crate::ingest) path: String,
    #[serde(default)]
    pub(in crate::ingest) digest: String,
    #[serde(default)]
    pub(in crate::ingest) encoding: String,
    pub(in crate::ingest) script: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::ingest) origins: Vec<(Span, String)>,
    pub(in crate::ingest) text: Option<String>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Organ {
    pub(in crate::ingest) name: Option<String>,
    pub(in crate::ingest) short: Option<String>,
    pub(in crate::ingest) kind: Option<String>,
    pub(in crate::ingest) level: Option<String>,
    pub(in crate::ingest) rank: Option<String>,
    pub(in crate::ingest) jurisdiction: Option<String>,
    pub(in crate::ingest) province: Option<String>,
    pub(in crate::ingest) parent: Option<String>,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Basis {
    pub(in crate::ingest) title: String,
    pub(in crate::ingest) number: Option<String>,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Effective {
    pub(in crate::ingest) date: Option<String>,
    #[serde(default)]
    pub(in crate::ingest) on_issue: bool,
    pub(in crate::ingest) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Issued {
    pub(in crate::ingest) date: String,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Inferred {
    pub(in crate::ingest) from: Option<String>,
    pub(in crate::ingest) until: Option<String>,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Section {
    pub(in crate::ingest) kind: Option<String>,
    pub(in crate::ingest) heading: Option<String>,
    pub(in crate::ingest) ordinal: Option<u32>,
    pub(in crate::ingest) article: Option<u32>,
    pub(in crate::ingest) head: Span,
    #[serde(default)]
    pub(in crate::ingest) clauses: Vec<Span>,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Article {
    pub(in crate::ingest) ordinal: Option<u32>,
    pub(in crate::ingest) text: String,
    pub(in crate::ingest) text_span: Span,
    #[serde(default)]
    pub(in crate::ingest) clauses: Vec<Span>,
    pub(in crate::ingest) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Adjustment {
    pub(in crate::ingest) ordinal: Option<u32>,
    pub(in crate::ingest) kind: Option<String>,
    pub(in crate::ingest) text: String,
    pub(in crate::ingest) text_span: Span,
    #[serde(default)]
    pub(in crate::ingest) clauses: Vec<Span>,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Duty {
    pub(in crate::ingest) ordinal: Option<u32>,
    pub(in crate::ingest) text: String,
    #[serde(default)]
    pub(in crate::ingest) catch_all: bool,
    pub(in crate::ingest) text_span: Span,
    #[serde(default)]
    pub(in crate::ingest) clauses: Vec<Span>,
    pub(in crate::ingest) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Trailing {
    pub(in crate::ingest) text: String,
    #[serde(default)]
    pub(in crate::ingest) clauses: Vec<Span>,
    pub(in crate::ingest) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Group {
    pub(in crate::ingest) organ: Option<String>,
    pub(in crate::ingest) declared: Option<i64>,
    #[serde(default)]
    pub(in crate::ingest) clauses: Vec<Span>,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) at: At,
    #[serde(default)]
    pub(in crate::ingest) units: Vec<Unit>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Unit {
    pub(in crate::ingest) ordinal: Option<u32>,
    pub(in crate::ingest) name: String,
    #[serde(default)]
    pub(in crate::ingest) aliases: Vec<String>,
    #[serde(default)]
    pub(in crate::ingest) alias_spans: Vec<Option<Span>>,
    pub(in crate::ingest) text: String,
    pub(in crate::ingest) text_span: Span,
    #[serde(default)]
    pub(in crate::ingest) clauses: Vec<Span>,
    pub(in crate::ingest) posts: Option<i64>,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Staffing {
    pub(in crate::ingest) organ: Option<String>,
    pub(in crate::ingest) admin: Option<i64>,
    pub(in crate::ingest) support: Option<i64>,
    #[serde(default)]
    pub(in crate::ingest) separate_listed: bool,
    pub(in crate::ingest) separate: Option<i64>,
    pub(in crate::ingest) separate_for: Option<String>,
    pub(in crate::ingest) heads: Option<i64>,
    pub(in crate::ingest) deputies: Option<i64>,
    pub(in crate::ingest) unit_heads: Option<i64>,
    pub(in crate::ingest) unit_deputies: Option<i64>,
    pub(in crate::ingest) unit_leaders: Option<i64>,
    pub(in crate::ingest) institution: Option<i64>,
    pub(in crate::ingest) police: Option<i64>,
    pub(in crate::ingest) filled: Option<i64>,
    pub(in crate::ingest) institution_filled: Option<i64>,
    pub(in crate::ingest) total: Option<i64>,
    #[serde(default)]
    pub(in crate::ingest) posts: Vec<Post>,
    #[serde(default)]
    pub(in crate::ingest) includes: Vec<Include>,
    #[serde(default)]
    pub(in crate::ingest) breakdown: Vec<Post>,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Include {
    pub(in crate::ingest) title: String,
    pub(in crate::ingest) count: i64,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Post {
    pub(in crate::ingest) title: String,
    pub(in crate::ingest) count: Option<i64>,
    pub(in crate::ingest) range: Option<(i64, i64)>,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Change {
    pub(in crate::ingest) what: String,
    pub(in crate::ingest) delta: Option<i64>,
    pub(in crate::ingest) from: Option<i64>,
    pub(in crate::ingest) to: Option<i64>,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Number {
    pub(in crate::ingest) text: String,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Provision {
    pub(in crate::ingest) kind: String,
    pub(in crate::ingest) by: Option<String>,
    pub(in crate::ingest) date: Option<String>,
    pub(in crate::ingest) text: String,
    pub(in crate::ingest) text_span: Span,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct List {
    pub(in crate::ingest) of: String,
    pub(in crate::ingest) items: Vec<ListItem>,
    pub(in crate::ingest) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct ListItem {
    pub(in crate::ingest) ordinal: u32,
    pub(in crate::ingest) mark: Span,
    pub(in crate::ingest) text_span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Paragraph {
    pub(in crate::ingest) text: String,
    #[serde(default)]
    pub(in crate::ingest) contact: bool,
    pub(in crate::ingest) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Anomaly {
    pub(in crate::ingest) kind: String,
    pub(in crate::ingest) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Node {
    pub(in crate::ingest) kind: String,
    pub(in crate::ingest) ordinal: Option<u32>,
    pub(in crate::ingest) heading: Option<Span>,
    pub(in crate::ingest) span: Span,
    #[serde(default)]
    pub(in crate::ingest) children: Vec<Node>,
}
