//! Akoma Ntoso as `guiju extract --format akn` writes it: the rules of its structure.

use std::collections::BTreeSet;

use guiju::{regulation::Regulation, report};
use quick_xml::{Reader, events::Event};

/// An element with what it holds.
#[derive(Debug, Default)]
struct Element {
    name: String,
    id: Option<String>,
    children: Vec<Element>,
    text: String,
}

const HIERARCHY: [&str; 7] = ["book", "chapter", "section", "article", "point", "alinea", "part"];

fn parse(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(e) => stack.push(element(&e)),
            Event::Empty(e) => stack.last_mut().unwrap().children.push(element(&e)),
            Event::End(_) => {
                let done = stack.pop().unwrap();
                stack.last_mut().unwrap().children.push(done);
            }
            Event::Text(t) => stack.last_mut().unwrap().text.push_str(&t),
            _ => {}
        }
    }
    assert_eq!(stack.len(), 1);
    stack.pop().unwrap().children.pop().unwrap()
}

fn element(e: &quick_xml::events::BytesStart<'_>) -> Element {
    let id =
        e.attributes().map(Result::unwrap).find(|a| a.key.as_ref() == "eId").map(|a| a.value.into_owned());
    Element { name: e.local_name().as_ref().to_owned(), id, ..Element::default() }
}

fn names(element: &Element) -> Vec<&str> {
    element.children.iter().map(|c| c.name.as_str()).collect()
}

/// Holds for every document: the order of the parts, what a division may hold, identifiers given once.
pub(crate) fn is_sound(regulation: &Regulation) {
    let root = parse(&report::akn(regulation));
    assert_eq!((root.name.as_str(), names(&root)), ("akomaNtoso", vec!["act"]));
    let act = &root.children[0];
    let parts = names(act);
    assert!(parts == ["meta", "body"] || parts == ["meta", "preface", "body"], "{parts:?}");
    assert_eq!(names(&act.children[0]), ["identification", "references"]);
    let work = &act.children[0].children[0];
    assert_eq!(names(work), ["FRBRWork", "FRBRExpression", "FRBRManifestation"]);
    for level in &work.children {
        assert_eq!(names(level)[..2], ["FRBRthis", "FRBRuri"]);
        assert!(names(level).contains(&"FRBRdate") && names(level).contains(&"FRBRauthor"));
    }
    let body = act.children.last().unwrap();
    assert!(!body.children.is_empty());
    let mut ids = BTreeSet::new();
    body.children.iter().for_each(|c| division(c, "", &mut ids));
}

fn division(e: &Element, parent: &str, ids: &mut BTreeSet<String>) {
    assert!(HIERARCHY.contains(&e.name.as_str()), "{} in the hierarchy", e.name);
    let id = e.id.clone().unwrap();
    let own = id.strip_prefix(parent).unwrap();
    let own = own.strip_prefix("__").unwrap_or(own);
    assert!(own.contains('_') && own.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c)), "{id}");
    assert!(ids.insert(id.clone()), "{id} twice");
    let mut held = names(e).into_iter().peekable();
    held.next_if_eq(&"num");
    held.next_if_eq(&"heading");
    if held.next_if_eq(&"content").is_some() {
        assert_eq!(held.next(), None);
        return;
    }
    held.next_if_eq(&"intro");
    assert!(held.all(|n| HIERARCHY.contains(&n)), "{:?}", names(e));
    let inner: Vec<&Element> = e.children.iter().filter(|c| HIERARCHY.contains(&c.name.as_str())).collect();
    assert!(!inner.is_empty(), "{id} holds nothing");
    for c in inner {
        division(c, &id, ids);
    }
}

#[test]
fn a_statute_becomes_an_act() {
    let text =
        "第一章 总则\n第一条 为了安全,制定本法。\n第二条 本法所称河湖包括:\n(一)河道;\n(二)湖泊 & 水库。\n";
    let r = guiju::ingest::read("a.txt", text.as_bytes(), &guiju::ingest::Given::default()).unwrap();
    is_sound(&r);
    let xml = report::akn(&r);
    for part in [
        "<chapter eId=\"chp_1\">\n<num>第一章</num>\n<heading>总则</heading>",
        "<article eId=\"chp_1__art_2\">\n<num>第二条</num>\n<intro>\n<p>本法所称河湖包括:</p>\n</intro>",
        "<point eId=\"chp_1__art_2__point_2\">\n<num>(二)</num>\n<content>\n<p>湖泊 &amp; 水库。</p>",
    ] {
        assert!(xml.contains(part), "{part} is not in\n{xml}");
    }
}
