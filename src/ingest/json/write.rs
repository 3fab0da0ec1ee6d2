//! Model to its JSON form.

use jiff::civil::Date;

use super::wire::{self, At};
use crate::{
    regulation::{
        Adjustment, Anomaly, Article, Basis, Change, Clause, Duty, Effective, Include, Inferred, ListItem,
        NumberedList, Organ, Paragraph, Post, Provision, Read, Regulation, Section, Source, Staffing,
        Trailing, TreeNode, Unit, UnitGroup, Words,
    },
    source::Span,
};

/// The JSON form of a regulation.
pub(in crate::ingest) fn document(r: &Regulation) -> wire::Document {
    let text = Texts(&r.source.text);
    wire::Document {
        schema: wire::SCHEMA.to_owned(),
        id: r.id.clone(),
        source: Some(source(&r.source)),
        organ: organ(&r.organ),
        number: r.number.as_ref().map(number),
        basis: r.basis.iter().map(basis).collect(),
        effective: r.effective.as_ref().map(effective),
        issued: r.issued.map(issued),
        inferred: r.inferred.as_ref().map(inferred),
        sections: r.sections.iter().map(section).collect(),
        articles: r.articles.iter().map(|a| text.article(a)).collect(),
        adjustments: r.adjustments.iter().map(|a| text.adjustment(a)).collect(),
        duties: r.duties.iter().map(|d| text.duty(d)).collect(),
        trailing: r.trailing.iter().map(|t| text.trailing(t)).collect(),
        unit_groups: r.unit_groups.iter().map(|g| text.group(g)).collect(),
        staffing: r.staffing.iter().map(staffing).collect(),
        changes: r.changes.iter().map(change).collect(),
        provisions: r.provisions.iter().map(|p| text.provision(p)).collect(),
        lists: r.lists.iter().map(list).collect(),
        paragraphs: r.paragraphs.iter().map(|p| text.paragraph(p)).collect(),
        anomalies: r.anomalies.iter().map(anomaly).collect(),
        tree: Some(node(&r.tree)),
    }
}

/// Writes the records that carry words of the text.
struct Texts<'a>(&'a str);

impl Texts<'_> {
    fn of(&self, span: Span) -> String {
        span.slice(self.0).to_owned()
    }

    fn article(&self, a: &Article) -> wire::Article {
        wire::Article {
            ordinal: a.ordinal,
            text: self.of(a.text),
            text_span: a.text,
            clauses: clauses(&a.clauses),
            span: a.span,
        }
    }

    fn adjustment(&self, a: &Adjustment) -> wire::Adjustment {
        let mut at = At::new();
        wire::Adjustment {
            ordinal: a.ordinal,
            kind: read(&mut at, "kind", a.kind).map(|k| k.en().to_owned()),
            text: self.of(a.text),
            text_span: a.text,
            clauses: clauses(&a.clauses),
            span: a.span,
            at,
        }
    }

    fn duty(&self, d: &Duty) -> wire::Duty {
        wire::Duty {
            ordinal: d.ordinal,
            text: self.of(d.text),
            catch_all: d.catch_all,
            text_span: d.text,
            clauses: clauses(&d.clauses),
            span: d.span,
        }
    }

    fn trailing(&self, t: &Trailing) -> wire::Trailing {
        wire::Trailing { text: self.of(t.span), clauses: clauses(&t.clauses), span: t.span }
    }

    fn group(&self, g: &UnitGroup) -> wire::Group {
        let mut at = At::new();
        wire::Group {
            organ: words(&mut at, "organ", g.organ.as_ref()),
            declared: read(&mut at, "declared", g.declared),
            clauses: clauses(&g.clauses),
            span: g.span,
            at,
            units: g.units.iter().map(|u| unit(u, self.of(u.text))).collect(),
        }
    }

    fn provision(&self, p: &Provision) -> wire::Provision {
        let mut at = At::new();
        wire::Provision {
            kind: p.kind.en().to_owned(),
            by: words(&mut at, "by", p.by.as_ref()),
            date: read(&mut at, "date", p.date).map(|d| d.to_string()),
            text: self.of(p.text),
            text_span: p.text,
            span: p.span,
            at,
        }
    }

    fn paragraph(&self, p: &Paragraph) -> wire::Paragraph {
        wire::Paragraph { text: self.of(p.span), contact: p.contact, span: p.span }
    }
}

fn source(s: &Source) -> wire::Source {
    wire::Source {
        path: s.path.clone(),
        digest: s.digest.clone(),
        encoding: s.encoding.clone(),
        script: Some(s.script.en().to_owned()),
        origins: s.origins.clone(),
        text: Some(s.text.clone()),
    }
}

fn effective(e: &Effective) -> wire::Effective {
    wire::Effective { date: e.date.map(|d| d.to_string()), on_issue: e.on_issue, span: e.span }
}

fn issued(date: Read<Date>) -> wire::Issued {
    let mut at = At::new();
    let date = read(&mut at, "date", Some(date)).map(|d| d.to_string()).unwrap_or_default();
    wire::Issued { date, at }
}

fn inferred(i: &Inferred) -> wire::Inferred {
    let mut at = At::new();
    let mut day = |name, value| read(&mut at, name, value).map(|d: Date| d.to_string());
    let (from, until) = (day("from", i.from), day("until", i.until));
    wire::Inferred { from, until, at }
}

fn anomaly(a: &Anomaly) -> wire::Anomaly {
    wire::Anomaly { kind: a.kind.en().to_owned(), span: a.span }
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

fn basis(b: &Basis) -> wire::Basis {
    let mut at = At::new();
    let title = words(&mut at, "title", Some(&b.title)).unwrap_or_default();
    wire::Basis { title, number: words(&mut at, "number", b.number.as_ref()), span: b.span, at }
}

fn section(s: &Section) -> wire::Section {
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
        unit_leaders: read(&mut at, "unit_leaders", s.unit_leaders),
        institution: read(&mut at, "institution", s.institution),
        police: read(&mut at, "police", s.police),
        filled: read(&mut at, "filled", s.filled),
        institution_filled: read(&mut at, "institution_filled", s.institution_filled),
        total: read(&mut at, "total", s.total),
        posts: s.posts.iter().map(post).collect(),
        includes: s.includes.iter().map(include).collect(),
        breakdown: s.breakdown.iter().map(post).collect(),
        span: s.span,
        at,
    }
}

fn include(i: &Include) -> wire::Include {
    let mut at = At::new();
    let title = words(&mut at, "title", Some(&i.title)).unwrap_or_default();
    wire::Include { title, count: i.count, span: i.span, at }
}

fn post(p: &Post) -> wire::Post {
    let mut at = At::new();
    let title = words(&mut at, "title", Some(&p.title)).unwrap_or_default();
    let one = p.least == p.most;
    let (count, range) = (one.then_some(p.least), (!one).then_some((p.least, p.most)));
    wire::Post { title, count, range, span: p.span, at }
}

fn change(c: &Change) -> wire::Change {
    let mut at = At::new();
    let what = words(&mut at, "what", Some(&c.what)).unwrap_or_default();
    let mut value = |name, v| read(&mut at, name, v);
    let (delta, from, to) = (value("delta", c.delta), value("from", c.from), value("to", c.to));
    wire::Change { what, delta, from, to, span: c.span, at }
}

fn number(n: &Words) -> wire::Number {
    let mut at = At::new();
    let text = words(&mut at, "text", Some(n)).unwrap_or_default();
    wire::Number { text, at }
}

fn list(l: &NumberedList) -> wire::List {
    let item = |i: &ListItem| wire::ListItem { ordinal: i.ordinal, mark: i.mark, text_span: i.text };
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
