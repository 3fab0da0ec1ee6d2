//! The model of a regulation, as data: what the reader makes and what policies ask about.
//!
//! Two layers over one [`Source`]: the [`tree`](Regulation::tree) of the text as written, and the facts about the organ
//! that were recognised on it. Every fact knows its place. A single value that the text does not give is `None`, never
//! zero and never an empty text; a list that it does not give is empty.

mod access;
mod clauses;
mod coverage;
mod facts;
mod pointer;
mod remarks;
mod tree;

pub use access::{Fact, Node, Nodes};
pub use clauses::{Clauses, Uncut};
pub use coverage::Coverage;
pub use facts::*;
pub use pointer::{Path, Pointer};
pub(crate) use remarks::shortened;
pub use tree::{NodeKind, Tree, TreeNode};

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    schema::{Level, OrganKind, Script},
    source::Span,
    text::Folded,
};

/// The text of a document and where it came from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    /// The path as given.
    pub path: String,
    /// BLAKE3 of the bytes as read, in hexadecimal.
    pub digest: String,
    /// The encoding that the bytes were in: `utf-8`, `gb18030`, `big5`, `utf-16le`, `utf-16be`.
    pub encoding: String,
    /// The script.
    pub script: Script,
    /// The decoded text, whole: a byte order mark is dropped, nothing else is changed.
    pub text: String,
    /// The text as matching sees it, with the way back.
    pub folded: Arc<Folded>,
    /// For HTML and docx: the element or paragraph that each stretch of the text came from, in order.
    pub origins: Vec<(Span, String)>,
}

impl Source {
    /// The element or paragraph that a byte of the text came from: `p 12`, `table 1 row 3`.
    pub fn origin(&self, byte: u32) -> Option<&str> {
        let at = self.origins.partition_point(|(span, _)| span.start <= byte).checked_sub(1)?;
        self.origins.get(at).map(|(_, name)| name.as_str())
    }
}

/// Words of the document, as printed but without the blanks and line ends inside them, and their place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Where they stand; `None` where they were given beside the document or put together from several places.
    pub span: Option<Span>,
}

/// A value that was read from words at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read<T> {
    /// The value.
    pub value: T,
    /// The words that say so; `None` where it was given beside the document.
    pub span: Option<Span>,
}

impl<T> Read<T> {
    /// A value read at a place.
    pub fn at(value: T, span: Span) -> Self {
        Self { value, span: Some(span) }
    }

    /// A value given beside the document.
    pub fn given(value: T) -> Self {
        Self { value, span: None }
    }
}

/// One document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Regulation {
    /// The name of the document in reports: its path, unless something better is given.
    pub id: String,
    /// The text.
    pub source: Source,
    /// The organ that the document is about.
    pub organ: Organ,
    /// The number of the document itself: 云编〔2020〕3号.
    pub number: Option<Words>,
    /// What the document rests on.
    pub basis: Vec<Basis>,
    /// When it takes effect.
    pub effective: Option<Effective>,
    /// When it was issued.
    pub issued: Option<Read<Date>>,
    /// The interval in which it must have been made, from what it names.
    pub inferred: Option<Inferred>,
    /// Headings with their text, or articles, in order.
    pub sections: Vec<Section>,
    /// Articles (第N条).
    pub articles: Vec<Article>,
    /// Duties added, dropped, moved.
    pub adjustments: Vec<Adjustment>,
    /// The main duties.
    pub duties: Vec<Duty>,
    /// Unnumbered paragraphs after the list of duties.
    pub trailing: Vec<Trailing>,
    /// Internal units, by the organ that has them.
    pub unit_groups: Vec<UnitGroup>,
    /// One row for each organ that has a number of posts, and for each separate listing of its own.
    pub staffing: Vec<Staffing>,
    /// Changes of numbers of posts.
    pub changes: Vec<Change>,
    /// Closing provisions.
    pub provisions: Vec<Provision>,
    /// Every numbered list, each nested one by itself.
    pub lists: Vec<NumberedList>,
    /// Lines of the text that hold anything.
    pub paragraphs: Vec<Paragraph>,
    /// What the reader had to forgive.
    pub anomalies: Vec<Anomaly>,
    /// The text as written: document, part, article, item, sentence, clause.
    pub tree: Tree,
    /// Where the facts come from a structure without text: the JSON pointer of each stretch of `source.text`,
    /// in order. Empty for a document with a text.
    pub pointers: Vec<(Span, Pointer)>,
    /// Keys of a structure that its form does not have.
    pub strange: Vec<StrangeKey>,
    /// Facts of a structure or given beside the document that its text does not bear out.
    pub unheld: Vec<Unheld>,
}

/// A fact of a structure, or one given beside a document, that its text does not bear out; it counts all the same, for who made the structure may have read
/// more than this program does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unheld {
    /// Its JSON pointer; the name of the field where it is given beside the document.
    pub pointer: String,
    /// Its value, as it stands in the structure; empty where the structure has none.
    pub told: String,
    /// The words of the text that it is about.
    pub span: Option<Span>,
    /// What is doubtful.
    pub doubt: Doubt,
}

/// What is doubtful about a fact of a structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// The words that are quoted for it do not say it.
    Words,
    /// The text is read otherwise: the value.
    Otherwise(String),
    /// The number at its place is read as another field: its name.
    ReadAs(String),
    /// No words are quoted for it, and none say it.
    Nowhere,
    /// The text gives a value, and the structure none.
    LeftOut(String),
    /// The text has a record that the structure does not have: its first words.
    Missing(String),
    /// It is given beside the document, and the document says otherwise: the value.
    Given(String),
}

/// A key of a structure that its form does not have; what it holds is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrangeKey {
    /// Its JSON pointer.
    pub pointer: String,
    /// The key that was meant, where there is one like it.
    pub near: Option<String>,
}

impl Regulation {
    /// A regulation without any text: what rows of a corpus are judged beside.
    pub(crate) fn nothing() -> Self {
        Self {
            id: String::new(),
            source: Source {
                path: String::new(),
                digest: String::new(),
                encoding: String::new(),
                script: Script::Hans,
                text: String::new(),
                folded: Arc::default(),
                origins: Vec::new(),
            },
            organ: Organ::default(),
            number: None,
            basis: Vec::new(),
            effective: None,
            issued: None,
            inferred: None,
            sections: Vec::new(),
            articles: Vec::new(),
            adjustments: Vec::new(),
            duties: Vec::new(),
            trailing: Vec::new(),
            unit_groups: Vec::new(),
            staffing: Vec::new(),
            changes: Vec::new(),
            provisions: Vec::new(),
            lists: Vec::new(),
            paragraphs: Vec::new(),
            anomalies: Vec::new(),
            tree: Tree::default(),
            pointers: Vec::new(),
            strange: Vec::new(),
            unheld: Vec::new(),
        }
    }

    /// The last paragraph that is a provision: what is quoted where something is missing and nothing else holds its place.
    pub fn last_paragraph(&self) -> Option<Span> {
        self.paragraphs.iter().rev().find(|p| !p.contact).map(|p| p.span)
    }

    /// The clauses of adjustments, duties, units and what stands around these, record by record.
    pub(crate) fn clauses_of_records(&self) -> impl Iterator<Item = &[Clause]> {
        let adjustments = self.adjustments.iter().map(|x| &x.clauses);
        let duties = self.duties.iter().map(|x| &x.clauses);
        let trailing = self.trailing.iter().map(|x| &x.clauses);
        let groups = self.unit_groups.iter();
        let units =
            groups.flat_map(|g| std::iter::once(&g.clauses).chain(g.units.iter().map(|u| &u.clauses)));
        adjustments.chain(duties).chain(trailing).chain(units).map(|clauses| &**clauses)
    }

    /// Whether nothing was recognised that a policy could ask about: no duties, units, articles or posts.
    pub fn is_blank(&self) -> bool {
        self.duties.is_empty()
            && self.unit_groups.is_empty()
            && self.articles.is_empty()
            && self.staffing.is_empty()
    }
}

/// The organ that a document is about.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Organ {
    /// The full name as written, else the name that the document uses throughout.
    pub name: Option<Words>,
    /// The short name that the document defines (以下简称).
    pub short: Option<Words>,
    /// What it is.
    pub kind: Option<Read<OrganKind>>,
    /// The level of what it governs.
    pub level: Option<Read<Level>>,
    /// The rank as written: 正科级.
    pub rank: Option<Words>,
    /// The place that it governs.
    pub jurisdiction: Option<Words>,
    /// The province.
    pub province: Option<Words>,
    /// The place one level up.
    pub parent: Option<Words>,
}
