//! Files that hold several regulations one after the other: where each further one begins.

use super::{
    ctx::{Ctx, longer},
    layout::block::{Block, Role},
    layout::part::Part,
    names::name,
    names::organ,
};
use crate::{schema::SectionKind, source::Span};

/// No title has more characters.
const TITLE: usize = 60;
/// So many blocks at most stand between a title and the first part of its regulation.
const FRONT: usize = 8;
/// What a regulation is made of; each has one of a kind.
const BODY: [SectionKind; 3] = [SectionKind::Duties, SectionKind::Units, SectionKind::Staffing];

/// The titles of the regulations behind the first. The document is read as one all the same.
pub(super) fn titles(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<Span> {
    // A second regulation has a part that begins to count again; most texts are no collections.
    let mut starts = parts.iter().enumerate().filter(|(_, p)| begins(p));
    if starts.next().is_none() || !again(parts) {
        return Vec::new();
    }
    let mut out = Vec::new();
    // What the regulation that is open has had.
    let mut from = 0;
    for (at, part) in parts.iter().enumerate().skip(1) {
        let before = parts.get(from..at).unwrap_or_default();
        let behind = parts.get(at..).unwrap_or_default();
        if !begins(part) || !whole(before) || !BODY.iter().any(|k| has(before, *k) && has(behind, *k)) {
            continue;
        }
        let front = part.first.saturating_sub(FRONT)..part.first;
        let title = front.rev().take_while(|i| open(blocks, *i)).find_map(|i| title(ctx, blocks, i));
        if let Some(title) = title {
            out.push(ctx.at(title));
            from = at;
        }
    }
    out
}

/// Whether a part may be the first of a regulation: 第一条, 一、, or a heading without a number.
fn begins(part: &Part) -> bool {
    match part.article.or(part.ordinal) {
        Some(number) => number == 1,
        None => part.heading.is_some(),
    }
}

/// Whether some kind of part comes twice.
fn again(parts: &[Part]) -> bool {
    BODY.iter().any(|kind| parts.iter().filter(|p| p.kind == Some(*kind)).nth(1).is_some())
}

fn has(parts: &[Part], kind: SectionKind) -> bool {
    parts.iter().any(|p| p.kind == Some(kind))
}

/// Whether parts make a regulation, and not a notice that one is attached to.
fn whole(parts: &[Part]) -> bool {
    let kinds = [SectionKind::Nature, SectionKind::Duties, SectionKind::Units, SectionKind::Staffing];
    kinds.iter().filter(|k| has(parts, **k)).count() > 1
}

/// Whether a block may stand between a title and the first part: it has no number and is no heading.
fn open(blocks: &[Block], at: usize) -> bool {
    blocks.get(at).is_some_and(|b| b.mark.is_none() && !matches!(b.role, Role::Heading(_)))
}

/// A line that is the title of a regulation, or the name of an organ and nothing else.
fn title(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> Option<Span> {
    let block = blocks.get(at).filter(|b| {
        !b.inline && matches!(b.role, Role::Plain | Role::Trailing | Role::Aside | Role::Organ)
    })?;
    let text = ctx.str(block.body);
    let parted = ctx.marks.signs(block.body).iter().any(|s| matches!(s.sign, '《' | '。' | ':' | ';'));
    if parted || longer(text, TITLE) {
        return None;
    }
    let before = at.checked_sub(1).and_then(|i| blocks.get(i));
    let broken = before.and_then(|b| organ::over_two_lines(ctx, b, block).map(|name| name.to(block.body)));
    broken
        .or_else(|| (organ::titled(ctx, block.body).is_some() || name::is_organ(text)).then_some(block.body))
}
