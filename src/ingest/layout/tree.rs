//! Blocks to the tree of the text as written.

use super::{
    block::{Block, Role},
    item::Item,
    mark::Style,
};
use crate::{
    ingest::ctx::Ctx,
    regulation::{NodeKind, TreeNode},
    source::Span,
};

/// Level of paragraphs: below every item.
const LEAF: usize = 100;
/// Level of the outermost items.
const ITEM: usize = 6;

struct Open {
    level: usize,
    node: TreeNode,
}

/// Builds the tree. `depths` has the depth of each item, by block.
pub(in crate::ingest) fn tree(ctx: Ctx<'_>, blocks: &[Block], items: &[Item]) -> TreeNode {
    let mut depths = vec![None; blocks.len()];
    for item in items {
        depths[item.block] = Some(item.depth);
    }
    let whole = Span::new(0, ctx.original.len() as u32);
    let root = TreeNode {
        kind: NodeKind::Document,
        ordinal: None,
        heading: None,
        span: whole,
        children: Vec::new(),
    };
    let mut stack = vec![Open { level: 0, node: root }];
    for (block, depth) in blocks.iter().zip(depths) {
        let (level, node) = node(ctx, block, depth);
        let outer = if matches!(block.role, Role::Trailing | Role::Aside) || !block.provides() {
            ITEM
        } else {
            level
        };
        close(&mut stack, outer.min(level));
        stack.push(Open { level, node });
    }
    close(&mut stack, 1);
    stack.pop().map_or_else(|| empty(whole), |o| o.node)
}

fn empty(span: Span) -> TreeNode {
    TreeNode { kind: NodeKind::Document, ordinal: None, heading: None, span, children: Vec::new() }
}

/// Hands every open node of `level` or deeper to the one that it lies in.
fn close(stack: &mut Vec<Open>, level: usize) {
    while stack.len() > 1 && stack.last().is_some_and(|o| o.level >= level) {
        let Some(done) = stack.pop() else { return };
        if let Some(parent) = stack.last_mut() {
            parent.node.span = parent.node.span.to(done.node.span);
            parent.node.children.push(done.node);
        }
    }
}

fn node(ctx: Ctx<'_>, block: &Block, depth: Option<usize>) -> (usize, TreeNode) {
    let style = block.mark.map(|m| m.style);
    let (level, kind) = match (block.role, style) {
        (Role::Heading(_), Some(Style::Book)) => (1, NodeKind::Part),
        (Role::Heading(_), Some(Style::Chapter)) => (2, NodeKind::Part),
        (Role::Heading(_), Some(Style::Division)) => (3, NodeKind::Part),
        (Role::Heading(_), _) => (4, NodeKind::Part),
        (Role::Contents | Role::Furniture, _) => (LEAF, NodeKind::Line),
        (_, Some(Style::Article)) => (5, NodeKind::Article),
        (Role::Organ, _) => (5, NodeKind::Part),
        (Role::Unit, _) => (ITEM, NodeKind::Item),
        (_, Some(_)) => (ITEM + depth.unwrap_or(0), NodeKind::Item),
        (_, None) => (LEAF, NodeKind::Line),
    };
    let named = matches!(block.role, Role::Heading(_) | Role::Organ);
    let mut made = TreeNode {
        kind,
        ordinal: block.mark.map(|m| m.ordinal),
        heading: named.then(|| ctx.at(block.body)),
        span: ctx.at(block.span),
        children: Vec::new(),
    };
    if !named && block.provides() {
        let text = ctx.str(block.body);
        if kind == NodeKind::Line && text.contains(['。', ';']) {
            made.kind = NodeKind::Sentence;
        }
        made.children = inner(ctx, block, made.kind);
    }
    (level, made)
}

/// The sentences of a block, each with its clauses; a paragraph of one sentence is that sentence itself.
fn inner(ctx: Ctx<'_>, block: &Block, kind: NodeKind) -> Vec<TreeNode> {
    let leaf = |kind, span, children| TreeNode { kind, ordinal: None, heading: None, span, children };
    let clauses =
        |s: Span| ctx.clauses(s).into_iter().map(|c| leaf(NodeKind::Clause, c.span, Vec::new())).collect();
    let sentences: Vec<Span> = ctx.sentences(block.body).collect();
    match (kind, sentences.as_slice()) {
        (NodeKind::Line, _) => Vec::new(),
        (NodeKind::Sentence, [one]) => clauses(*one),
        (_, all) => all.iter().map(|s| leaf(NodeKind::Sentence, ctx.at(*s), clauses(*s))).collect(),
    }
}
