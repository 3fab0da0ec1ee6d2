//! Items among units of which no unit was read: they must not be lost without a word.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    class, prose,
    unit::{self, Group},
};
use crate::{
    ingest::{
        ctx::Ctx,
        layout::block::{Block, Role},
        layout::item::{self, Item},
        layout::part::{Part, are_units, tells_unit},
        names::{leading, name},
    },
    schema::SectionKind,
    source::Span,
};

/// What was not read among units: the numbered items that stand in one list with them and hold none, the elements of
/// lists that are no names, and the parts that hold no unit at all.
pub(in crate::ingest) fn items(
    ctx: Ctx<'_>,
    blocks: &[Block],
    (parts, items): (&[Part], &[Vec<Item>]),
    groups: &[Group],
) -> Vec<Span> {
    let known: BTreeSet<u32> = unit::spans(groups).iter().map(|u| u.start).collect();
    let mut out = before_parts(ctx, blocks, parts);
    out.extend(groups.iter().filter_map(|g| g.lost).map(|at| ctx.at(at)));
    let mut places: Vec<(u32, bool)> =
        groups.iter().map(|g| (g.group.span.start, !g.group.units.is_empty())).collect();
    places.sort_unstable();
    let any = places.iter().any(|(_, units)| *units);
    out.extend(parts.iter().filter_map(|p| whole(ctx, blocks, p, (&places, any))));
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
            let read = |at: Span| known.range(at.start..at.end).next().is_some();
            if !list.iter().any(|i| read(place(i))) {
                continue;
            }
            let lost = list.into_iter().filter(|i| {
                let (at, body) = (place(i), blocks[i.block].body);
                // The duties of one that is only named here may stand in another place.
                known.range(at.start..at.end).next().is_none()
                    && !class::is_not_inside(ctx.str(body))
                    && (class::counts_class(ctx.str(body))
                        || !class::is_class(ctx, body)
                            && leading::unit(ctx, item::body(blocks, i), true).is_none())
            });
            out.extend(lost.map(|i| ctx.at(blocks[i.block].span)));
        }
    }
    out
}

/// The first paragraph of a part about units in which none was read. Where others were read, or the part gives their number,
/// it must look like a list.
///
/// `places` are where the groups of units begin, in order, and whether units were read; `any` where some were.
fn whole(ctx: Ctx<'_>, blocks: &[Block], part: &Part, (places, any): (&[(u32, bool)], bool)) -> Option<Span> {
    if part.kind != Some(SectionKind::Units) || part.is_elsewhere(ctx) {
        return None;
    }
    let own = ctx.at(part.span(blocks));
    let from = places.partition_point(|(start, _)| *start < own.start);
    let of_part = || places.iter().skip(from).take_while(|(start, _)| *start < own.end);
    if of_part().any(|(_, units)| *units) {
        return None;
    }
    let told =
        blocks.get(part.first..part.last)?.iter().filter(|b| b.role == Role::Plain && !b.body.is_empty());
    let listed = |b: &Block| {
        let text = ctx.str(b.body);
        let named = |clause: &str| !class::is_not_inside(clause) && prose::seems_to_list(clause);
        // 共有27个科室,其中临床科室13个、医技科室14个 tells only how many.
        let counted = || text.split_once("其中").is_some_and(|(_, kinds)| kinds.contains('个'));
        text.split(['。', ';']).any(named) || counted()
    };
    // 县民政局不设内设机构。
    let has_none = |b: &Block| {
        let text = ctx.str(b.body).trim_end_matches('。');
        let denied = ["不设", "不单设", "不再设", "不再单设", "未设", "暂无", "暂不"];
        // 局机关设综合、救助、养老三科,不设股 has some.
        let denies = |w: &str| {
            text.find(w)
                .is_some_and(|at| !text.get(..at).is_some_and(|t| t.contains('设') || t.contains('、')))
        };
        matches!(text, "无" | "没有" | "略")
            || denied.iter().any(|w| denies(w))
            || text.starts_with("内设机构") && text.contains("另行")
    };
    let surely = of_part().next().is_some() || any;
    let mut told = told.filter(|b| if surely { listed(b) } else { !has_none(b) });
    told.next().map(|b| ctx.at(b.span))
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
