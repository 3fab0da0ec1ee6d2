//! The text as written, as a tree.

use std::{ops::Deref, sync::OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::source::Span;

/// What a node of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NodeKind {
    /// The whole text.
    Document,
    /// A heading with its text, or a chapter.
    Part,
    /// 第N条.
    Article,
    /// (一), 一、, 1. with its text.
    Item,
    /// What ends with a full stop.
    Sentence,
    /// What ends with a semicolon.
    Clause,
    /// A stretch of text that is none of these: a title, a contact line.
    Line,
}

impl NodeKind {
    /// All kinds.
    pub const ALL: &'static [Self] =
        &[Self::Document, Self::Part, Self::Article, Self::Item, Self::Sentence, Self::Clause, Self::Line];

    /// The kind of a name in JSON.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.name() == name)
    }

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Part => "part",
            Self::Article => "article",
            Self::Item => "item",
            Self::Sentence => "sentence",
            Self::Clause => "clause",
            Self::Line => "line",
        }
    }
}

/// The tree of a document, made when it is first asked for where it was not read with the rest.
#[derive(Clone, Debug)]
pub struct Tree {
    root: OnceLock<TreeNode>,
    text: String,
    make: fn(&str) -> TreeNode,
}

impl Tree {
    /// A tree that is made of a text later.
    pub fn later(text: String, make: fn(&str) -> TreeNode) -> Self {
        Self { root: OnceLock::new(), text, make }
    }
}

impl Default for Tree {
    fn default() -> Self {
        TreeNode::nothing().into()
    }
}

impl From<TreeNode> for Tree {
    fn from(root: TreeNode) -> Self {
        Self { root: OnceLock::from(root), text: String::new(), make: |_| TreeNode::nothing() }
    }
}

impl Deref for Tree {
    type Target = TreeNode;

    fn deref(&self) -> &TreeNode {
        self.root.get_or_init(|| (self.make)(&self.text))
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(s)
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        TreeNode::deserialize(d).map(Self::from)
    }
}

/// A node: its bytes, its mark, its children. Children lie inside their parent, in order, without overlap.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TreeNode {
    /// What it is.
    pub kind: NodeKind,
    /// The number of its mark.
    pub ordinal: Option<u32>,
    /// Its heading.
    pub heading: Option<Span>,
    /// All of it.
    pub span: Span,
    /// What it is made of.
    pub children: Vec<TreeNode>,
}

impl TreeNode {
    fn nothing() -> Self {
        Self {
            kind: NodeKind::Document,
            ordinal: None,
            heading: None,
            span: Span::default(),
            children: Vec::new(),
        }
    }
}
