//! The shape of `guiju/regulation/1`, the JSON form of a regulation. Only this layer knows its keys. What has other keys is
//! read without them, on another way, which tells them.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::source::Span;

/// The name and version of the form.
pub(super) const SCHEMA: &str = "guiju/regulation/1";

/// Where each field was read.
pub(super) type At = IndexMap<String, Span>;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) schema: String,
    #[serde(default)]
    pub(super) id: String,
    pub(super) source: Option<Source>,
    #[serde(default)]
    pub(super) organ: Organ,
    pub(super) number: Option<Number>,
    #[serde(default)]
    pub(super) basis: Vec<Basis>,
    pub(super) effective: Option<Effective>,
    pub(super) issued: Option<Issued>,
    pub(super) inferred: Option<Inferred>,
    #[serde(default)]
    pub(super) sections: Vec<Section>,
    #[serde(default)]
    pub(super) articles: Vec<Article>,
    #[serde(default)]
    pub(super) adjustments: Vec<Adjustment>,
    #[serde(default)]
    pub(super) duties: Vec<Duty>,
    #[serde(default)]
    pub(super) trailing: Vec<Trailing>,
    #[serde(default)]
    pub(super) unit_groups: Vec<Group>,
    #[serde(default)]
    pub(super) staffing: Vec<Staffing>,
    #[serde(default)]
    pub(super) changes: Vec<Change>,
    #[serde(default)]
    pub(super) provisions: Vec<Provision>,
    #[serde(default)]
    pub(super) lists: Vec<List>,
    #[serde(default)]
    pub(super) paragraphs: Vec<Paragraph>,
    #[serde(default)]
    pub(super) anomalies: Vec<Anomaly>,
    pub(super) tree: Option<Node>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    #[serde(default)]
    pub(super) path: String,
    #[serde(default)]
    pub(super) digest: String,
    #[serde(default)]
    pub(super) encoding: String,
    pub(super) script: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) origins: Vec<(Span, String)>,
    pub(super) text: Option<String>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Organ {
    pub(super) name: Option<String>,
    pub(super) short: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) level: Option<String>,
    pub(super) rank: Option<String>,
    pub(super) jurisdiction: Option<String>,
    pub(super) province: Option<String>,
    pub(super) parent: Option<String>,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Basis {
    pub(super) title: String,
    pub(super) number: Option<String>,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Effective {
    pub(super) date: Option<String>,
    #[serde(default)]
    pub(super) on_issue: bool,
    pub(super) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Issued {
    pub(super) date: String,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inferred {
    pub(super) from: Option<String>,
    pub(super) until: Option<String>,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) kind: Option<String>,
    pub(super) heading: Option<String>,
    pub(super) ordinal: Option<u32>,
    pub(super) article: Option<u32>,
    pub(super) head: Span,
    #[serde(default)]
    pub(super) clauses: Vec<Span>,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Article {
    pub(super) ordinal: Option<u32>,
    pub(super) text: String,
    pub(super) text_span: Span,
    #[serde(default)]
    pub(super) clauses: Vec<Span>,
    pub(super) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Adjustment {
    pub(super) ordinal: Option<u32>,
    pub(super) kind: Option<String>,
    pub(super) text: String,
    pub(super) text_span: Span,
    #[serde(default)]
    pub(super) clauses: Vec<Span>,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Duty {
    pub(super) ordinal: Option<u32>,
    pub(super) text: String,
    #[serde(default)]
    pub(super) catch_all: bool,
    pub(super) text_span: Span,
    #[serde(default)]
    pub(super) clauses: Vec<Span>,
    pub(super) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trailing {
    pub(super) text: String,
    #[serde(default)]
    pub(super) clauses: Vec<Span>,
    pub(super) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) organ: Option<String>,
    pub(super) declared: Option<i64>,
    #[serde(default)]
    pub(super) clauses: Vec<Span>,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) at: At,
    #[serde(default)]
    pub(super) units: Vec<Unit>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unit {
    pub(super) ordinal: Option<u32>,
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) alias_spans: Vec<Option<Span>>,
    pub(super) text: String,
    pub(super) text_span: Span,
    #[serde(default)]
    pub(super) clauses: Vec<Span>,
    pub(super) posts: Option<i64>,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Staffing {
    pub(super) organ: Option<String>,
    pub(super) admin: Option<i64>,
    pub(super) support: Option<i64>,
    #[serde(default)]
    pub(super) separate_listed: bool,
    pub(super) separate: Option<i64>,
    pub(super) separate_for: Option<String>,
    pub(super) heads: Option<i64>,
    pub(super) deputies: Option<i64>,
    pub(super) unit_heads: Option<i64>,
    pub(super) unit_deputies: Option<i64>,
    pub(super) unit_leaders: Option<i64>,
    pub(super) institution: Option<i64>,
    pub(super) filled: Option<i64>,
    pub(super) institution_filled: Option<i64>,
    pub(super) total: Option<i64>,
    #[serde(default)]
    pub(super) posts: Vec<Post>,
    #[serde(default)]
    pub(super) includes: Vec<Include>,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Include {
    pub(super) title: String,
    pub(super) count: i64,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Post {
    pub(super) title: String,
    pub(super) count: Option<i64>,
    pub(super) range: Option<(i64, i64)>,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub(super) what: String,
    pub(super) delta: Option<i64>,
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Number {
    pub(super) text: String,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Provision {
    pub(super) kind: String,
    pub(super) by: Option<String>,
    pub(super) date: Option<String>,
    pub(super) text: String,
    pub(super) text_span: Span,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) at: At,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    pub(super) of: String,
    pub(super) items: Vec<ListItem>,
    pub(super) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListItem {
    pub(super) ordinal: u32,
    pub(super) mark: Span,
    pub(super) text_span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Paragraph {
    pub(super) text: String,
    #[serde(default)]
    pub(super) contact: bool,
    pub(super) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Anomaly {
    pub(super) kind: String,
    pub(super) span: Span,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Node {
    pub(super) kind: String,
    pub(super) ordinal: Option<u32>,
    pub(super) heading: Option<Span>,
    pub(super) span: Span,
    #[serde(default)]
    pub(super) children: Vec<Node>,
}
