//! Files that hold several regulations one after the other: where each further one begins.

use super::{
    ctx::{Ctx, longer},
    layout::block::{Block, Role},
    layout::part::Part,
    names::{name, title},
};
use crate::{schema::SectionKind, source::Span};

/// No title has more characters.
const TITLE: usize = 60;
/// So many blocks at most stand between a title and the first part of its regulation.
const FRONT: usize = 8;
/// What a regulation is made of; each has one of a kind.
const BODY: [SectionKind; 3] = [SectionKind::Duties, SectionKind::Units, SectionKind::Staffing];
/// The same, behind what the organ is.
const MADE: [SectionKind; 4] = [SectionKind::Nature, BODY[0], BODY[1], BODY[2]];

/// The titles of the regulations behind the first. The document is read as one all the same.
pub(super) fn titles(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<Span> {
    // A second regulation has a part that begins to count again; most texts are no collections.
    let mut starts = parts.iter().enumerate().filter(|(_, p)| begins(p));
    if starts.next().is_none() || !again(parts) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let last = MADE.map(|kind| parts.iter().rposition(|p| p.kind == Some(kind)));
    // The kinds of parts that the regulation that is open has had.
    let mut had = [false; MADE.len()];
    for (at, part) in parts.iter().enumerate() {
        let twice = (1..MADE.len()).any(|k| had[k] && last[k].is_some_and(|last| last >= at));
        // One kind alone is a notice that a regulation is attached to.
        let whole = had.iter().filter(|h| **h).count() > 1;
        let front = || {
            let lines = part.first.saturating_sub(FRONT)..part.first;
            lines.rev().take_while(|i| open(blocks, *i)).find_map(|i| title(ctx, blocks, i))
        };
        if let Some(title) = (begins(part) && whole && twice).then(front).flatten() {
            out.push(ctx.at(title));
            had = [false; MADE.len()];
        }
        if let Some(kind) = MADE.iter().position(|k| part.kind == Some(*k)) {
            had[kind] = true;
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
    let before = at.checked_sub(1).and_then(|i| blocks.get(i));
    // 机构名称, above the name.
    let field = |b: &Block| matches!(b.role, Role::Heading(_)) && ctx.str(b.body).ends_with("名称");
    if parted || longer(text, TITLE) || before.is_some_and(field) {
        return None;
    }
    let broken = before.and_then(|b| title::over_two_lines(ctx, b, block).map(|name| name.to(block.body)));
    broken
        .or_else(|| (title::titled(ctx, block.body).is_some() || name::is_organ(text)).then_some(block.body))
}
