//! Akoma Ntoso 3.0 (OASIS LegalDocML): the tree of a document as an act, with an `eId` on everything that can be cited.

use std::{collections::BTreeMap, fmt::Write};

use crate::{
    regulation::{NodeKind, Regulation, TreeNode},
    source::Span,
};

/// The namespace of version 3.0.
const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
/// A date must stand where none is known.
const NO_DATE: &str = "0001-01-01";

/// The document as XML. What stands before the first heading, article or item is its preface.
pub fn akn(regulation: &Regulation) -> String {
    let marks = regulation.lists.iter().flat_map(|l| &l.items).map(|i| (i.mark.start, i.mark.end)).collect();
    let text = &regulation.source.text;
    let mut writer = Writer { text, marks, ids: BTreeMap::new(), out: String::new() };
    writer.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(writer.out, "<akomaNtoso xmlns=\"{NAMESPACE}\">\n<act name=\"regulation\">");
    writer.meta(regulation);
    let nodes = &regulation.tree.children;
    let first = nodes.iter().position(is_division).unwrap_or(nodes.len());
    if first > 0 && first < nodes.len() {
        writer.out.push_str("<preface>\n");
        nodes[..first].iter().for_each(|n| writer.paragraph(n.span));
        writer.out.push_str("</preface>\n");
    }
    writer.out.push_str("<body>\n");
    if first < nodes.len() {
        writer.inside(&nodes[first..], "");
    } else {
        writer.out.push_str("<section eId=\"sec_1\">\n");
        writer.content(Span::new(0, text.len() as u32));
        writer.out.push_str("</section>\n");
    }
    writer.out.push_str("</body>\n</act>\n</akomaNtoso>\n");
    writer.out
}

/// Whether a node becomes an element of the hierarchy.
fn is_division(node: &TreeNode) -> bool {
    matches!(node.kind, NodeKind::Part | NodeKind::Article | NodeKind::Item)
}

struct Writer<'a> {
    text: &'a str,
    /// The end of each mark, by its beginning.
    marks: BTreeMap<u32, u32>,
    /// How often each identifier was asked for.
    ids: BTreeMap<String, u32>,
    out: String,
}

impl Writer<'_> {
    fn meta(&mut self, regulation: &Regulation) {
        let title = regulation.organ.name.as_ref().map_or("", |n| n.text.as_str());
        let date = regulation.issued.map(|d| d.value).or(regulation.effective.as_ref().and_then(|e| e.date));
        let named = if date.is_some() { "issued" } else { "unknown" };
        let date = date.map_or_else(|| NO_DATE.to_owned(), |d| d.to_string());
        let digest: String = regulation.source.digest.chars().take(16).collect();
        let work = format!("/akn/cn/act/{date}/{}", if digest.is_empty() { "text" } else { &digest });
        let alias = if title.is_empty() {
            String::new()
        } else {
            format!("<FRBRalias value=\"{}\" name=\"organ\"/>", escaped(title))
        };
        let common = |place: &str| {
            format!(
                "<FRBRthis value=\"{place}/!main\"/><FRBRuri value=\"{place}\"/>{}\
                 <FRBRdate date=\"{date}\" name=\"{named}\"/><FRBRauthor href=\"#guiju\"/>",
                if place == work { alias.as_str() } else { "" }
            )
        };
        let expression = format!("{work}/zho@");
        let manifestation = format!("{expression}/guiju.xml");
        let _ = writeln!(
            self.out,
            "<meta>\n<identification source=\"#guiju\">\n\
             <FRBRWork>{}<FRBRcountry value=\"cn\"/></FRBRWork>\n\
             <FRBRExpression>{}<FRBRlanguage language=\"zho\"/></FRBRExpression>\n\
             <FRBRManifestation>{}</FRBRManifestation>\n</identification>\n\
             <references source=\"#guiju\"><TLCOrganization eId=\"guiju\" href=\"/ontology/organization/guiju\" \
             showAs=\"guiju\"/></references>\n</meta>",
            common(&work),
            common(&expression),
            common(&manifestation)
        );
    }

    /// The divisions among nodes, and what stands between them.
    fn inside(&mut self, nodes: &[TreeNode], parent: &str) {
        for (i, node) in nodes.iter().enumerate() {
            if is_division(node) {
                self.division(node, parent);
                continue;
            }
            // Text between divisions is a division without number.
            let id = self.id(parent, "al", i as u32 + 1);
            let _ = writeln!(self.out, "<alinea eId=\"{id}\">");
            self.content(node.span);
            self.out.push_str("</alinea>\n");
        }
    }

    fn division(&mut self, node: &TreeNode, parent: &str) {
        let (element, short) = match node.kind {
            NodeKind::Article => ("article", "art"),
            NodeKind::Item => ("point", "point"),
            _ => match self.mark(node).map(str::trim_end) {
                Some(mark) if mark.ends_with(['编', '編', '篇']) => ("book", "book"),
                Some(mark) if mark.ends_with('章') => ("chapter", "chp"),
                _ => ("section", "sec"),
            },
        };
        let id = self.id(parent, short, node.ordinal.unwrap_or(1));
        let _ = writeln!(self.out, "<{element} eId=\"{id}\">");
        let mut start = node.span.start;
        if let Some(mark) = self.mark(node) {
            start += mark.len() as u32;
            let num = escaped(mark.trim());
            let _ = writeln!(self.out, "<num>{num}</num>");
        }
        if let Some(heading) = node.heading {
            let words = escaped(heading.slice(self.text).trim());
            let _ = writeln!(self.out, "<heading>{words}</heading>");
            start = heading.end;
        }
        let first = node.children.iter().position(is_division);
        match first {
            None => self.content(Span::new(start, node.span.end)),
            Some(first) => {
                let intro = Span::new(start, node.children[first].span.start);
                if !intro.slice(self.text).trim().is_empty() {
                    self.out.push_str("<intro>\n");
                    self.paragraph(intro);
                    self.out.push_str("</intro>\n");
                }
                self.inside(&node.children[first..], &id);
            }
        }
        let _ = writeln!(self.out, "</{element}>");
    }

    /// The mark of a node as printed; `None` where it has none.
    fn mark(&self, node: &TreeNode) -> Option<&str> {
        node.ordinal?;
        let end = match node.heading {
            Some(heading) => heading.start,
            None => *self.marks.get(&node.span.start)?,
        };
        self.text.get(node.span.start as usize..end as usize).filter(|m| !m.trim().is_empty())
    }

    /// The identifier of an element, never given twice.
    fn id(&mut self, parent: &str, short: &str, number: u32) -> String {
        let prefix = if parent.is_empty() { String::new() } else { format!("{parent}__") };
        let plain = format!("{prefix}{short}_{number}");
        let seen = self.ids.entry(plain.clone()).or_default();
        *seen += 1;
        if *seen == 1 { plain } else { format!("{plain}-{seen}") }
    }

    fn content(&mut self, span: Span) {
        self.out.push_str("<content>\n");
        self.paragraph(span);
        self.out.push_str("</content>\n");
    }

    /// The lines of a stretch, each a paragraph; an empty stretch is one empty paragraph.
    fn paragraph(&mut self, span: Span) {
        let mut lines = span.slice(self.text).lines().map(str::trim).filter(|l| !l.is_empty()).peekable();
        if lines.peek().is_none() {
            self.out.push_str("<p/>\n");
        }
        for line in lines {
            let words = escaped(line);
            let _ = writeln!(self.out, "<p>{words}</p>");
        }
    }
}

/// Words with the signs of XML written out; what XML cannot hold is left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}
