//! The text as written, as a tree.

use serde::{Deserialize, Serialize};

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
