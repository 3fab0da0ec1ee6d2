//! Model to its JSON form.

use jiff::civil::Date;

use super::wire::{self, At};
use crate::{
    regulation::{Clause, Organ, Read, Regulation, Staffing, TreeNode, Unit, Words},
    source::Span,
};

/// The JSON form of a regulation.
pub(super) fn document(r: &Regulation) -> wire::Document {
    let text = |span: Span| span.slice(&r.source.text).to_owned();
    wire::Document {
        schema: wire::SCHEMA.to_owned(),
        id: r.id.clone(),
        source: Some(wire::Source {
            path: r.source.path.clone(),
            digest: r.source.digest.clone(),
            encoding: r.source.encoding.clone(),
            script: Some(r.source.script.en().to_owned()),
            text: Some(r.source.text.clone()),
        }),
        organ: organ(&r.organ),
        basis: r.basis.iter().map(basis).collect(),
        effective: r.effective.as_ref().map(|e| wire::Effective {
            date: e.date.map(|d| d.to_string()),
            on_issue: e.on_issue,
            span: e.span,
        }),
        issued: r.issued.map(|i| {
            let mut at = At::new();
            wire::Issued {
                date: read(&mut at, "date", Some(i)).map(|d: Date| d.to_string()).unwrap_or_default(),
                at,
            }
        }),
        inferred: r.inferred.as_ref().map(|i| {
            let mut at = At::new();
            let mut day = |name, value| read(&mut at, name, value).map(|d: Date| d.to_string());
            let (from, until) = (day("from", i.from), day("until", i.until));
            wire::Inferred { from, until, at }
        }),
        sections: r.sections.iter().map(section).collect(),
        articles: r
            .articles
            .iter()
            .map(|a| wire::Article {
                ordinal: a.ordinal,
                text: text(a.text),
                text_span: a.text,
                clauses: clauses(&a.clauses),
                span: a.span,
            })
            .collect(),
        adjustments: r
            .adjustments
            .iter()
            .map(|a| {
                let mut at = At::new();
                wire::Adjustment {
                    ordinal: a.ordinal,
                    kind: read(&mut at, "kind", a.kind).map(|k| k.en().to_owned()),
                    text: text(a.text),
                    text_span: a.text,
                    clauses: clauses(&a.clauses),
                    span: a.span,
                    at,
                }
            })
            .collect(),
        duties: r
            .duties
            .iter()
            .map(|d| wire::Duty {
                ordinal: d.ordinal,
                text: text(d.text),
                catch_all: d.catch_all,
                text_span: d.text,
                clauses: clauses(&d.clauses),
                span: d.span,
            })
            .collect(),
        trailing: r
            .trailing
            .iter()
            .map(|t| wire::Trailing { text: text(t.span), clauses: clauses(&t.clauses), span: t.span })
            .collect(),
        unit_groups: r
            .unit_groups
            .iter()
            .map(|g| {
                let mut at = At::new();
                wire::Group {
                    organ: words(&mut at, "organ", g.organ.as_ref()),
                    declared: read(&mut at, "declared", g.declared),
                    clauses: clauses(&g.clauses),
                    span: g.span,
                    at,
                    units: g.units.iter().map(|u| unit(u, text(u.text))).collect(),
                }
            })
            .collect(),
        staffing: r.staffing.iter().map(staffing).collect(),
        provisions: r
            .provisions
            .iter()
            .map(|p| {
                let mut at = At::new();
                wire::Provision {
                    kind: p.kind.en().to_owned(),
                    by: words(&mut at, "by", p.by.as_ref()),
                    date: read(&mut at, "date", p.date).map(|d| d.to_string()),
                    text: text(p.text),
                    text_span: p.text,
                    span: p.span,
                    at,
                }
            })
            .collect(),
        lists: r.lists.iter().map(list).collect(),
        paragraphs: r
            .paragraphs
            .iter()
            .map(|p| wire::Paragraph { text: text(p.span), contact: p.contact, span: p.span })
            .collect(),
        anomalies: r
            .anomalies
            .iter()
            .map(|a| wire::Anomaly { kind: a.kind.en().to_owned(), span: a.span })
            .collect(),
        tree: Some(node(&r.tree)),
    }
}

fn clauses(clauses: &[Clause]) -> Vec<Span> {
    clauses.iter().map(|c| c.span).collect()
}

fn words(at: &mut At, field: &str, words: Option<&Words>) -> Option<String> {
    let words = words?;
    if let Some(span) = words.span {
        at.insert(field.to_owned(), span);
    }
    Some(words.text.clone())
}

fn read<T>(at: &mut At, field: &str, value: Option<Read<T>>) -> Option<T> {
    let value = value?;
    if let Some(span) = value.span {
        at.insert(field.to_owned(), span);
    }
    Some(value.value)
}

fn organ(o: &Organ) -> wire::Organ {
    let mut at = At::new();
    wire::Organ {
        name: words(&mut at, "name", o.name.as_ref()),
        short: words(&mut at, "short", o.short.as_ref()),
        kind: read(&mut at, "kind", o.kind).map(|k| k.en().to_owned()),
        level: read(&mut at, "level", o.level).map(|l| l.en().to_owned()),
        rank: words(&mut at, "rank", o.rank.as_ref()),
        jurisdiction: words(&mut at, "jurisdiction", o.jurisdiction.as_ref()),
        province: words(&mut at, "province", o.province.as_ref()),
        parent: words(&mut at, "parent", o.parent.as_ref()),
        at,
    }
}

fn basis(b: &crate::regulation::Basis) -> wire::Basis {
    let mut at = At::new();
    let title = words(&mut at, "title", Some(&b.title)).unwrap_or_default();
    wire::Basis { title, number: words(&mut at, "number", b.number.as_ref()), span: b.span, at }
}

fn section(s: &crate::regulation::Section) -> wire::Section {
    let mut at = At::new();
    wire::Section {
        kind: s.kind.map(|k| k.en().to_owned()),
        heading: words(&mut at, "heading", s.heading.as_ref()),
        ordinal: s.ordinal,
        article: s.article,
        head: s.head,
        clauses: clauses(&s.clauses),
        span: s.span,
        at,
    }
}

fn unit(u: &Unit, text: String) -> wire::Unit {
    let mut at = At::new();
    let name = words(&mut at, "name", Some(&u.name)).unwrap_or_default();
    wire::Unit {
        ordinal: u.ordinal,
        name,
        aliases: u.aliases.iter().map(|a| a.text.clone()).collect(),
        alias_spans: u.aliases.iter().map(|a| a.span).collect(),
        text,
        text_span: u.text,
        clauses: clauses(&u.clauses),
        posts: read(&mut at, "posts", u.posts),
        span: u.span,
        at,
    }
}

fn staffing(s: &Staffing) -> wire::Staffing {
    let mut at = At::new();
    let organ = words(&mut at, "organ", s.organ.as_ref());
    let admin = read(&mut at, "admin", s.admin);
    let support = read(&mut at, "support", s.support);
    if let Some(span) = s.separate_listed {
        at.insert("separate_listed".to_owned(), span);
    }
    wire::Staffing {
        organ,
        admin,
        support,
        separate_listed: s.separate_listed.is_some(),
        separate: read(&mut at, "separate", s.separate),
        separate_for: words(&mut at, "separate_for", s.separate_for.as_ref()),
        heads: read(&mut at, "heads", s.heads),
        deputies: read(&mut at, "deputies", s.deputies),
        unit_heads: read(&mut at, "unit_heads", s.unit_heads),
        unit_deputies: read(&mut at, "unit_deputies", s.unit_deputies),
        includes: s
            .includes
            .iter()
            .map(|i| {
                let mut at = At::new();
                let title = words(&mut at, "title", Some(&i.title)).unwrap_or_default();
                wire::Include { title, count: i.count, span: i.span, at }
            })
            .collect(),
        span: s.span,
        at,
    }
}

fn list(l: &crate::regulation::NumberedList) -> wire::List {
    let item = |i: &crate::regulation::ListItem| wire::ListItem {
        ordinal: i.ordinal,
        mark: i.mark,
        text_span: i.text,
    };
    wire::List { of: l.of.en().to_owned(), items: l.items.iter().map(item).collect(), span: l.span }
}

/// The reader's trees are a few levels deep.
fn node(n: &TreeNode) -> wire::Node {
    wire::Node {
        kind: n.kind.name().to_owned(),
        ordinal: n.ordinal,
        heading: n.heading,
        span: n.span,
        children: n.children.iter().map(node).collect(),
    }
}
