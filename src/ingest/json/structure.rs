//! The JSON form back to the model. Places that do not fit the text make the structure unreadable: evidence is
//! quoted from them.

#![allow(clippy::result_large_err)] // a diagnostic is made once per document, and ends its reading

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value;

use super::{
    against, bare, shape, synthesize,
    wire::{self, At},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    ingest::{
        given::Given,
        read::{self, tree_of},
    },
    phrase::Phrase,
    regulation::{
        Adjustment, Anomaly, Article, Basis, Change, Clause, Clauses, Duty, Effective, Include, Inferred,
        ListItem, NodeKind, NumberedList, Organ, Paragraph, Pointer, Post, Provision, Read, Regulation,
        Section, Source, Staffing, Trailing, Tree, TreeNode, Unit, UnitGroup, Words,
    },
    schema::{AdjustmentKind, AnomalyKind, Level, ListKind, OrganKind, ProvisionKind, Script, SectionKind},
    source::Span,
    text::{Folded, Lines, Shown, detect, fold, fold_unbroken, fold_unknown, json_problem},
};

/// Whether bytes claim to be the JSON form: they name it, or are JSON in a file that is called so.
pub(in crate::ingest) fn is_meant(path: &str, bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let called = path.len().checked_sub(5).and_then(|at| path.get(at..));
    let called = called.is_some_and(|end| end.eq_ignore_ascii_case(".json"));
    (called && (bytes.starts_with(b"{") || bytes.starts_with(b"[")))
        || (bytes.starts_with(b"{") && memchr::memmem::find(bytes, b"\"guiju/regulation/").is_some())
}

/// Reads the JSON form; `path` names it in diagnostics.
pub(in crate::ingest) fn parse(path: &str, json: &str) -> Result<Regulation, Diagnostic> {
    if let Some(made) = bare::read(json) {
        return Ok(named(path, made));
    }
    // What a program of this house wrote is read at once; anything else is looked at more closely.
    if let Ok(document) = serde_json::from_str(json)
        && let Some(placed) = with_places(document)
    {
        return with_text_and_places(path, json, placed);
    }
    let mut value: Value =
        serde_json::from_str(json).map_err(|e| refused(path, &json_problem(&e, Some(1))))?;
    if let Some(problem) = misshapen(path, &value) {
        return Err(problem);
    }
    let strange = shape::without_strange(&mut value);
    // Perhaps nothing but these kept it from being read at once.
    let again = if strange.is_empty() { None } else { serde_json::from_value(value.clone()).ok() };
    let made = match again.and_then(with_places) {
        Some(placed) => with_text_and_places(path, json, placed),
        None => without_text(path, value),
    };
    made.map(|made| Regulation { strange, ..made })
}

/// A structure whose records have places, and the text that they are in.
fn with_places(mut document: wire::Document) -> Option<(wire::Document, String)> {
    let text = document.source.as_mut()?.text.take()?;
    Some((document, text))
}

/// Reads a structure whose records have places, and holds its facts to the words there.
fn with_text_and_places(
    path: &str,
    json: &str,
    (document, text): (wire::Document, String),
) -> Result<Regulation, Diagnostic> {
    let copies = against::copies(&document, &text);
    let made = convert(path, document, text, fold).map_err(|wrong| misplaced(path, json).unwrap_or(wrong))?;
    let shown = Shown { text: made.source.text.clone(), ..Shown::default() };
    // Nothing but the text itself tells what it says.
    let read = read::read("", shown, String::new(), &Given::default());
    let unheld = copies.into_iter().chain(against::against(&made, &read)).collect();
    Ok(Regulation { unheld, ..made })
}

/// The first place that does not have its shape, by its pointer.
fn misshapen(path: &str, value: &Value) -> Option<Diagnostic> {
    let (pointer, what) = shape::wrong(value)?;
    let pointer = if pointer.is_empty() { "/" } else { &pointer };
    let said = Phrase::new(format!("{pointer} {}", what.zh), format!("{pointer} {}", what.en));
    Some(refused(path, &said))
}

/// The first place that does not have its shape or lies outside the text, by its pointer.
fn misplaced(path: &str, json: &str) -> Option<Diagnostic> {
    let value: Value = serde_json::from_str(json).ok()?;
    if let Some(problem) = misshapen(path, &value) {
        return Some(problem);
    }
    let text = value.pointer("/source/text")?.as_str()?;
    let pointer = shape::outside(&value, text, "")?;
    let (zh, en) = (format!("{pointer} 不在原文之内"), format!("{pointer} does not lie in the text"));
    Some(refused(path, &Phrase::new(zh, en)))
}

/// Reads a structure whose records have no places, from the words of its fields.
fn without_text(path: &str, mut value: Value) -> Result<Regulation, Diagnostic> {
    if value.as_object().is_none_or(|o| o.len() < 2) {
        let nothing = Phrase::new("/ 除 schema 外没有任何事实", "/ holds no fact besides `schema`");
        return Err(refused(path, &nothing));
    }
    let made = synthesize::synthesize(&mut value);
    // Every record was given all places that any has.
    shape::without_strange(&mut value);
    let document = serde_json::from_value(value).map_err(|e| refused(path, &json_problem(&e, Some(1))))?;
    let mut regulation = convert(path, document, made.text, fold_unbroken)?;
    let written = made.pointers.into_iter().map(|(span, pointer)| (span, Pointer::Written(pointer)));
    regulation.pointers = written.collect();
    synthesize::complete(&mut regulation);
    Ok(regulation)
}

/// `fold` is how its text is folded.
fn convert(
    path: &str,
    document: wire::Document,
    text: String,
    fold: impl FnOnce(&str, Script) -> Folded,
) -> Result<Regulation, Diagnostic> {
    if document.schema != wire::SCHEMA {
        return Err(bad(path, &format!("schema: {} ({})", document.schema, wire::SCHEMA)));
    }
    let mut made = Converter::new(&text).regulation(document).map_err(|wrong| bad(path, &wrong))?;
    let script = made.source.script;
    made.source.folded = Arc::new(fold(&text, script));
    made.source.text = text;
    Ok(named(path, made))
}

/// Gives a structure its text, and what follows from that.
pub(in crate::ingest) fn with_text(regulation: &mut Regulation, text: String) {
    let (script, _, folded) = fold_unknown(&text, Lines::Kept);
    (regulation.source.script, regulation.source.folded) = (script, Arc::new(folded));
    regulation.tree = Tree::later(text.clone(), tree_of);
    regulation.source.text = text;
    synthesize::complete(regulation);
}

/// A structure that does not name itself is named by its path.
fn named(path: &str, mut made: Regulation) -> Regulation {
    if made.id.is_empty() {
        path.clone_into(&mut made.id);
    }
    if made.source.path.is_empty() {
        path.clone_into(&mut made.source.path);
    }
    made
}

fn bad(path: &str, what: &str) -> Diagnostic {
    refused(path, &Phrase::new(what, what))
}

fn refused(path: &str, what: &Phrase) -> Diagnostic {
    let zh = format!("不是规定的结构:{}", what.zh);
    let en = format!("the structure of a regulation cannot be read: {}", what.en);
    Diagnostic::input(Code::BadStructure, path, Phrase::new(zh, en)).help(Phrase::new(
        "结构须有schema、source.text及各项事实,见guiju schema regulation",
        "it needs schema, source.text and the facts; see `guiju schema regulation`",
    ))
}

struct Converter<'a> {
    text: &'a str,
    /// The first thing that does not fit.
    wrong: Option<String>,
}

impl<'a> Converter<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, wrong: None }
    }

    fn span(&mut self, span: Span) -> Span {
        if self.text.get(span.range()).is_none() {
            self.wrong.get_or_insert(format!("span [{}, {}]", span.start, span.end));
            return Span::default();
        }
        span
    }

    fn clauses(&mut self, spans: Vec<Span>) -> Clauses {
        spans.into_iter().map(|s| Clause { span: self.span(s) }).collect()
    }

    fn place(&mut self, at: &At, field: &str) -> Option<Span> {
        at.get(field).copied().map(|s| self.span(s))
    }

    fn words(&mut self, at: &At, field: &str, text: Option<String>) -> Option<Words> {
        Some(self.quoted(at, field, text?))
    }

    fn quoted(&mut self, at: &At, field: &str, text: String) -> Words {
        Words { text, span: self.place(at, field) }
    }

    fn value<T>(&mut self, at: &At, field: &str, value: Option<T>) -> Option<Read<T>> {
        Some(Read { value: value?, span: self.place(at, field) })
    }

    /// Nobody counts below nothing.
    fn count(&mut self, at: &At, field: &str, count: Option<i64>) -> Option<Read<i64>> {
        if count.is_some_and(|n| n < 0) {
            self.wrong.get_or_insert(format!("{field}: {}", count.unwrap_or_default()));
        }
        self.value(at, field, count)
    }

    /// What a name stands for; takes down the field and the name where it stands for nothing.
    fn named<T>(&mut self, field: &str, name: Option<String>, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        let name = name?;
        let found = find(&name);
        if found.is_none() {
            self.wrong.get_or_insert_with(|| format!("{field}: `{name}`"));
        }
        found
    }

    fn date(&mut self, date: Option<String>) -> Option<Date> {
        self.named("date", date, |d| d.parse().ok())
    }

    fn regulation(mut self, d: wire::Document) -> Result<Regulation, String> {
        let source = self.source(d.source);
        let made = Regulation {
            id: d.id,
            source,
            organ: self.organ(d.organ),
            number: d.number.and_then(|n| self.words(&n.at, "text", Some(n.text))),
            basis: d.basis.into_iter().map(|b| self.basis(b)).collect(),
            effective: d.effective.map(|e| self.effective(e)),
            issued: d.issued.and_then(|i| {
                let date = self.date(Some(i.date));
                self.value(&i.at, "date", date)
            }),
            inferred: d.inferred.map(|i| {
                let (from, until) = (self.date(i.from), self.date(i.until));
                Inferred { from: self.value(&i.at, "from", from), until: self.value(&i.at, "until", until) }
            }),
            sections: d.sections.into_iter().map(|s| self.section(s)).collect(),
            articles: d.articles.into_iter().map(|a| self.article(a)).collect(),
            adjustments: d.adjustments.into_iter().map(|a| self.adjustment(a)).collect(),
            duties: d.duties.into_iter().map(|x| self.duty(x)).collect(),
            trailing: d.trailing.into_iter().map(|t| self.trailing(t)).collect(),
            unit_groups: d.unit_groups.into_iter().map(|g| self.group(g)).collect(),
            staffing: d.staffing.into_iter().map(|s| self.staffing(s)).collect(),
            changes: d.changes.into_iter().map(|c| self.change(c)).collect(),
            provisions: d.provisions.into_iter().filter_map(|p| self.provision(p)).collect(),
            lists: d.lists.into_iter().filter_map(|l| self.list(l)).collect(),
            paragraphs: d.paragraphs.into_iter().map(|p| self.paragraph(&p)).collect(),
            anomalies: d.anomalies.into_iter().filter_map(|a| self.anomaly(a)).collect(),
            tree: match d.tree {
                Some(tree) => self.node(tree).into(),
                None => Tree::later(self.text.to_owned(), tree_of),
            },
            pointers: Vec::new(),
            strange: Vec::new(),
            unheld: Vec::new(),
        };
        self.wrong.map_or(Ok(made), Err)
    }

    fn effective(&mut self, e: wire::Effective) -> Effective {
        Effective { date: self.date(e.date), on_issue: e.on_issue, span: self.span(e.span) }
    }

    fn source(&mut self, source: Option<wire::Source>) -> Source {
        let mut made = Source {
            path: String::new(),
            digest: String::new(),
            encoding: String::new(),
            script: detect(self.text),
            text: String::new(),
            folded: Arc::default(),
            origins: Vec::new(),
        };
        if let Some(s) = source {
            (made.path, made.digest, made.encoding) = (s.path, s.digest, s.encoding);
            made.origins = s.origins.into_iter().map(|(span, name)| (self.span(span), name)).collect();
            made.script = self.named("source.script", s.script, Script::named).unwrap_or(made.script);
        }
        made
    }

    fn organ(&mut self, o: wire::Organ) -> Organ {
        let at = o.at;
        let kind = self.named("organ.kind", o.kind, OrganKind::named);
        let level = self.named("organ.level", o.level, Level::named);
        Organ {
            name: self.words(&at, "name", o.name),
            short: self.words(&at, "short", o.short),
            kind: self.value(&at, "kind", kind),
            level: self.value(&at, "level", level),
            rank: self.words(&at, "rank", o.rank),
            jurisdiction: self.words(&at, "jurisdiction", o.jurisdiction),
            province: self.words(&at, "province", o.province),
            parent: self.words(&at, "parent", o.parent),
        }
    }

    fn basis(&mut self, b: wire::Basis) -> Basis {
        let title = self.quoted(&b.at, "title", b.title);
        Basis { title, number: self.words(&b.at, "number", b.number), span: self.span(b.span) }
    }

    fn section(&mut self, s: wire::Section) -> Section {
        Section {
            kind: self.named("sections.kind", s.kind, SectionKind::named),
            heading: self.words(&s.at, "heading", s.heading),
            ordinal: s.ordinal,
            article: s.article,
            clauses: self.clauses(s.clauses),
            head: self.span(s.head),
            span: self.span(s.span),
        }
    }

    fn article(&mut self, a: wire::Article) -> Article {
        let (text, clauses, span) = (self.span(a.text_span), self.clauses(a.clauses), self.span(a.span));
        Article { ordinal: a.ordinal, text, clauses, span }
    }

    fn adjustment(&mut self, a: wire::Adjustment) -> Adjustment {
        let kind = self.named("adjustments.kind", a.kind, AdjustmentKind::named);
        Adjustment {
            ordinal: a.ordinal,
            kind: self.value(&a.at, "kind", kind),
            text: self.span(a.text_span),
            clauses: self.clauses(a.clauses),
            span: self.span(a.span),
        }
    }

    fn duty(&mut self, d: wire::Duty) -> Duty {
        let (text, clauses, span) = (self.span(d.text_span), self.clauses(d.clauses), self.span(d.span));
        Duty { ordinal: d.ordinal, text, catch_all: d.catch_all, clauses, span }
    }

    fn trailing(&mut self, t: wire::Trailing) -> Trailing {
        Trailing { clauses: self.clauses(t.clauses), span: self.span(t.span) }
    }

    fn group(&mut self, g: wire::Group) -> UnitGroup {
        UnitGroup {
            organ: self.words(&g.at, "organ", g.organ),
            declared: self.count(&g.at, "declared", g.declared),
            clauses: self.clauses(g.clauses),
            units: g.units.into_iter().map(|u| self.unit(u)).collect(),
            span: self.span(g.span),
        }
    }

    fn unit(&mut self, u: wire::Unit) -> Unit {
        let mut places = u.alias_spans.into_iter();
        let aliases = u.aliases.into_iter().map(|text| {
            let span = places.next().flatten().map(|s| self.span(s));
            Words { text, span }
        });
        let aliases = aliases.collect();
        Unit {
            ordinal: u.ordinal,
            name: self.quoted(&u.at, "name", u.name),
            aliases,
            text: self.span(u.text_span),
            clauses: self.clauses(u.clauses),
            posts: self.count(&u.at, "posts", u.posts),
            span: self.span(u.span),
        }
    }

    fn staffing(&mut self, s: wire::Staffing) -> Staffing {
        let at = s.at;
        let listed = s.separate_listed.then(|| self.place(&at, "separate_listed").unwrap_or(s.span));
        Staffing {
            organ: self.words(&at, "organ", s.organ),
            admin: self.count(&at, "admin", s.admin),
            support: self.count(&at, "support", s.support),
            separate_listed: listed,
            separate: self.count(&at, "separate", s.separate),
            separate_for: self.words(&at, "separate_for", s.separate_for),
            heads: self.count(&at, "heads", s.heads),
            deputies: self.count(&at, "deputies", s.deputies),
            unit_heads: self.count(&at, "unit_heads", s.unit_heads),
            unit_deputies: self.count(&at, "unit_deputies", s.unit_deputies),
            unit_leaders: self.count(&at, "unit_leaders", s.unit_leaders),
            institution: self.count(&at, "institution", s.institution),
            police: self.count(&at, "police", s.police),
            filled: self.count(&at, "filled", s.filled),
            institution_filled: self.count(&at, "institution_filled", s.institution_filled),
            total: self.count(&at, "total", s.total),
            posts: s.posts.into_iter().map(|p| self.post(p)).collect(),
            includes: s
                .includes
                .into_iter()
                .map(|i| {
                    let title = self.quoted(&i.at, "title", i.title);
                    let count = self.count(&i.at, "count", Some(i.count)).map_or(i.count, |c| c.value);
                    let span = self.span(i.span);
                    Include { title, count, span }
                })
                .collect(),
            breakdown: s.breakdown.into_iter().map(|p| self.post(p)).collect(),
            span: self.span(s.span),
        }
    }

    fn post(&mut self, p: wire::Post) -> Post {
        let (least, most) = p.range.or(p.count.map(|c| (c, c))).unwrap_or_default();
        self.count(&p.at, "count", Some(least.min(most)));
        let title = self.quoted(&p.at, "title", p.title);
        Post { title, least, most, span: self.span(p.span) }
    }

    fn change(&mut self, c: wire::Change) -> Change {
        Change {
            what: self.quoted(&c.at, "what", c.what),
            delta: self.value(&c.at, "delta", c.delta),
            from: self.count(&c.at, "from", c.from),
            to: self.count(&c.at, "to", c.to),
            span: self.span(c.span),
        }
    }

    fn provision(&mut self, p: wire::Provision) -> Option<Provision> {
        let date = self.date(p.date);
        Some(Provision {
            kind: self.named("provisions.kind", Some(p.kind), ProvisionKind::named)?,
            by: self.words(&p.at, "by", p.by),
            date: self.value(&p.at, "date", date),
            text: self.span(p.text_span),
            span: self.span(p.span),
        })
    }

    fn list(&mut self, l: wire::List) -> Option<NumberedList> {
        let of = self.named("lists.of", Some(l.of), ListKind::named)?;
        let items = l.items.into_iter().map(|i| {
            let (mark, text) = (self.span(i.mark), self.span(i.text_span));
            ListItem { ordinal: i.ordinal, mark, text }
        });
        let items = items.collect();
        Some(NumberedList { of, items, span: self.span(l.span) })
    }

    fn paragraph(&mut self, p: &wire::Paragraph) -> Paragraph {
        Paragraph { contact: p.contact, span: self.span(p.span) }
    }

    fn anomaly(&mut self, a: wire::Anomaly) -> Option<Anomaly> {
        Some(Anomaly {
            kind: self.named("anomalies.kind", Some(a.kind), AnomalyKind::named)?,
            span: self.span(a.span),
        })
    }

    /// Depth is bounded: the JSON reader refuses nesting beyond 128.
    fn node(&mut self, n: wire::Node) -> TreeNode {
        TreeNode {
            kind: self.named("tree.kind", Some(n.kind), NodeKind::named).unwrap_or(NodeKind::Line),
            ordinal: n.ordinal,
            heading: n.heading.map(|h| self.span(h)),
            span: self.span(n.span),
            children: n.children.into_iter().map(|c| self.node(c)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::to_json;

    /// Reads a structure field by field, and through values.
    fn both(json: &str) -> Option<[Regulation; 2]> {
        let value = serde_json::from_str(json).unwrap();
        Some([named("a.json", bare::read(json)?), without_text("a.json", value).unwrap()])
    }

    #[test]
    fn what_is_read_at_once_is_what_is_read_through_values() {
        let json = r#"{"schema": "guiju/regulation/1", "id": "甲",
            "organ": {"name": "县政府\n办公室", "kind": "government_office", "level": "county", "rank": null},
            "sections": [{"kind": "duties", "heading": "主要職責", "ordinal": 2, "text": "略"}, {}],
            "adjustments": [{"ordinal": 1, "kind": "add", "text": "增加防汛職責。"}],
            "duties": [{"ordinal": 1, "text": "負責文電;負責會務。"}, {"text": " "},
                       {"ordinal": 3, "text": "承辦其他事項。", "catch_all": true}],
            "trailing": [{"text": "另行規定。"}],
            "unit_groups": [{"organ": "辦公室", "declared": 2, "units": [
                {"ordinal": 1, "name": "秘書科", "aliases": ["機要科", ""], "posts": 3, "text": "負責文電;負責機要。"},
                {"name": "行政科"}]}, {}],
            "staffing": [{"organ": "辦公室", "admin": 15, "separate_listed": true, "separate": 2, "separate_for": "駐外",
                "deputies": 3, "posts": [{"title": "主任", "count": 1}], "includes": [{"title": "副主任", "count": 1}]}],
            "provisions": [{"kind": "effective", "by": "縣委", "date": "2019-04-07", "text": "自2019年4月7日起施行。"}]}"#;
        let [quick, slow] = both(json).unwrap();
        assert_eq!(to_json(&quick), to_json(&slow));
        let pointers =
            |r: &Regulation| r.pointers.iter().map(|(s, p)| (*s, p.to_string())).collect::<Vec<_>>();
        assert_eq!(pointers(&quick), pointers(&slow));
    }

    #[test]
    fn what_is_unusual_is_left_to_the_closer_look() {
        for json in [
            r#"{"schema": "guiju/regulation/1"}"#,
            r#"{"schema": "guiju/regulation/1", "duties": [{"ordinal": -1, "text": "甲"}]}"#,
            r#"{"schema": "guiju/regulation/1", "duties": [{"text": "甲", "span": [0, 9]}]}"#,
            r#"{"schema": "guiju/regulation/1", "organ": {"level": "somewhere"}, "duties": []}"#,
            r#"{"schema": "guiju/regulation/1", "source": {"path": "a"}, "duties": []}"#,
        ] {
            assert!(bare::read(json).is_none(), "{json}");
        }
    }
}
