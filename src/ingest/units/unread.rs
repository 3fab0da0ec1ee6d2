//! Items among units of which no unit was read: they must not be lost without a word.

use std::collections::{BTreeMap, BTreeSet};

use super::unit;
use crate::{
    ingest::{
        ctx::Ctx,
        layout::block::{Block, Role},
        layout::item::{self, Item},
        layout::part::Part,
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
    let mut out = Vec::new();
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
