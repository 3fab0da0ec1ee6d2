//! Units that a text names in one place, and whose duties it tells in another.

use std::collections::BTreeSet;

use super::unit::Group;
use crate::{
    ingest::{
        ctx::Ctx,
        layout::block::{Block, Role},
        layout::part::Part,
        names::{leading, name},
    },
    regulation::Unit,
    schema::SectionKind,
};

/// 二、各机构主要职责, below the names of the units: a part is about units where each of its items is one of those.
pub(in crate::ingest) fn sections(ctx: Ctx<'_>, blocks: &[Block], parts: &mut [Part]) {
    for at in 1..parts.len() {
        let (before, behind) = parts.split_at_mut(at);
        let (Some(listing), Some(part)) = (before.last(), behind.first_mut()) else { return };
        // 主要职责 alone says that they are those of the organ.
        let of_units =
            |h| ["各", "机构", "科室", "股室", "处室", "部门"].iter().any(|w| ctx.str(h).contains(w));
        if part.kind != Some(SectionKind::Duties)
            || !part.heading.is_some_and(of_units)
            || listing.kind != Some(SectionKind::Units)
        {
            continue;
        }
        let listed = ctx.str(listing.span(blocks));
        let own = blocks.get(part.first + 1..part.last).unwrap_or_default();
        let mut told = own.iter().filter(|b| b.role == Role::Plain).map(|b| {
            let found = leading::unit(ctx, b.body, b.mark.is_some());
            found.is_some_and(|u| name::is_unit(ctx.str(u.name)) && listed.contains(ctx.str(u.name)))
        });
        if told.next() == Some(true) && told.next() == Some(true) && told.all(|own| own) {
            part.kind = Some(SectionKind::Units);
        }
    }
}

/// Gives units of which there are only the names what is told of them below, in the same group or in one of their own.
pub(in crate::ingest) fn units(groups: &mut Vec<Group>) {
    let named = |g: &Group| g.group.units.iter().any(is_bare);
    let mut at = 0;
    while at < groups.len() {
        if groups.get(at).is_some_and(named) {
            let mut told = take_told(groups, at);
            for unit in groups.iter_mut().skip(at).take(1).flat_map(|g| &mut g.group.units) {
                let same = |t: &Unit| t.name.text == unit.name.text;
                let Some(found) = is_bare(unit).then(|| told.iter().position(same)).flatten() else {
                    continue;
                };
                let aliases = std::mem::take(&mut unit.aliases);
                *unit = told.swap_remove(found);
                if unit.aliases.is_empty() {
                    unit.aliases = aliases;
                }
            }
            // What is told twice stays twice.
            for group in groups.iter_mut().skip(at).take(1) {
                group.group.units.append(&mut told);
            }
        }
        at += 1;
    }
}

/// Takes out what is told of the bare units of a group: units of one name behind them, and groups of nothing else.
fn take_told(groups: &mut Vec<Group>, at: usize) -> Vec<Unit> {
    let Some((own, behind)) = groups.get_mut(at..).and_then(<[Group]>::split_first_mut) else {
        return Vec::new();
    };
    let names = |wanted: fn(&Unit) -> bool| -> BTreeSet<String> {
        own.group.units.iter().filter(|u| wanted(u)).map(|u| u.name.text.clone()).collect()
    };
    let bare = names(is_bare);
    // An item of its own without duties is a unit beside its like, and not the name of it.
    let listed = names(|u| is_bare(u) && u.ordinal.is_none());
    let told = |u: &Unit| !is_bare(u) && bare.contains(&u.name.text);
    let again = |u: &Unit| !is_bare(u) && listed.contains(&u.name.text);
    let (mut out, kept) = std::mem::take(&mut own.group.units).into_iter().partition(again);
    own.group.units = kept;
    let repeats: Vec<bool> = (behind.iter())
        .map(|g| g.organ.is_none() && g.group.units.len() > 1 && g.group.units.iter().all(told))
        .collect();
    for (i, _) in repeats.iter().enumerate().rev().filter(|(_, repeats)| **repeats) {
        out.extend(groups.remove(at + 1 + i).group.units);
    }
    out
}

fn is_bare(unit: &Unit) -> bool {
    unit.clauses.is_empty()
}
