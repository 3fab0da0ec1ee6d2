//! Items among units of which no unit was read: they must not be lost without a word.

use std::collections::{BTreeMap, BTreeSet};

use super::unit;
use crate::{
    ingest::{
        ctx::Ctx,
        layout::block::{Block, Role},
        layout::item::{self, Item},
        layout::part::{Part, are_units, tells_unit},
        names::name,
    },
    schema::SectionKind,
    source::Span,
};

/// The numbered items that stand in one list with units and hold none; `units` are the places of those that were read.
pub(in crate::ingest) fn items(
    ctx: Ctx<'_>,
    blocks: &[Block],
    (parts, items): (&[Part], &[Vec<Item>]),
    units: &[Span],
) -> Vec<Span> {
    let known: BTreeSet<u32> = units.iter().map(|u| u.start).collect();
    let mut out = before_parts(ctx, blocks, parts);
    // (一)办公室。负责文电。 in a part about duties is told with the unit of that name, if there is one.
    for (part, items) in parts.iter().zip(items).filter(|(p, _)| p.kind == Some(SectionKind::Duties)) {
        if are_units(ctx, blocks, part.first..part.last) {
            let own = items.iter().filter(|i| i.depth == 0).map(|i| ctx.at(item::span(blocks, i)));
            out.extend(own.filter(|at| known.range(at.start..at.end).next().is_none()));
        }
    }
    for (part, items) in parts.iter().zip(items).filter(|(p, _)| p.kind == Some(SectionKind::Units)) {
        let left = (part.first..part.last).find(|i| blocks[*i].role == Role::Trailing).unwrap_or(part.last);
        let mut lists: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
        for item in items.iter().filter(|i| i.ordinal.is_some() && i.block < left) {
            lists.entry(item.list).or_default().push(item);
        }
        let place = |i: &Item| ctx.at(item::span(blocks, i));
        for list in lists.into_values() {
            if !list.iter().any(|i| known.contains(&place(i).start)) {
                continue;
            }
            let lost = list.into_iter().filter(|i| {
                let (at, body) = (place(i), blocks[i.block].body);
                // The duties of one that is only named here may stand in another place.
                known.range(at.start..at.end).next().is_none()
                    && !unit::is_not_inside(ctx.str(body))
                    && name::unit(ctx, item::body(blocks, i), true).is_none()
            });
            out.extend(lost.map(|i| ctx.at(blocks[i.block].span)));
        }
    }
    out
}

/// What looks like units with what they do before the first part, where no part is about units.
fn before_parts(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<Span> {
    if parts.iter().any(|p| p.kind == Some(SectionKind::Units)) {
        return Vec::new();
    }
    let end = parts.first().map_or(blocks.len(), |p| p.first);
    let unit = |i: &usize| blocks[*i].item().is_some() && tells_unit(ctx, blocks, *i);
    let items: Vec<usize> = (0..end).filter(unit).collect();
    let lines: Vec<usize> = (0..end).filter(|i| is_line_of_unit(ctx, &blocks[*i])).collect();
    let lines = if lines.len() > 1 { lines } else { Vec::new() };
    items.into_iter().chain(lines).map(|i| ctx.at(blocks[i].span)).collect()
}

/// Whether a line without a number is a unit with what it does: 党政办公室:主要承担文电.
fn is_line_of_unit(ctx: Ctx<'_>, block: &Block) -> bool {
    let text = ctx.str(block.body);
    let line = block.mark.is_none() && block.role == Role::Plain && !block.inline;
    let Some((name, rest)) = text.split_once(':').filter(|_| line) else { return false };
    name::is_unit(name::without_brackets(name))
        && name::begins_duties(rest.strip_prefix("主要").unwrap_or(rest))
}
