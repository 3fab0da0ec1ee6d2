//! Leaders of units that the texts of the units tell: 设主任1名,副主任2名.

use super::{
    figure::{Counts, figures},
    staffing::{Figure, Row},
    title::Title,
};
use crate::{
    ingest::{ctx::Ctx, layout::cue::Cue, units::unit::Group},
    regulation::Unit,
    source::Span,
};

/// Sums up the leaders that all numbered units tell, where no sentence about the posts gives them.
pub(in crate::ingest) fn told_by_units(ctx: Ctx<'_>, groups: &[Group], rows: &mut [Row]) {
    let ([group], [row]) = (groups, rows) else { return };
    let known = row.unit_heads.or(row.unit_deputies).or(row.unit_leaders);
    if known.is_some() || row.heads.is_none() || group.group.units.len() < 2 {
        return;
    }
    let (mut heads, mut deputies): (Option<Figure>, Option<Figure>) = (None, None);
    for unit in group.group.units.iter().filter(|u| u.ordinal.is_some()) {
        let (own, others) = leaders(ctx, unit);
        // One that does not tell leaves the sum unknown.
        let Some(own) = own else { return };
        heads = add(heads, Some(own));
        deputies = add(deputies, others);
    }
    (row.unit_heads, row.unit_deputies) = (heads, deputies);
}

fn add(sum: Option<Figure>, more: Option<Figure>) -> Option<Figure> {
    match (sum, more) {
        (Some((a, at)), Some((b, span))) => Some((a.checked_add(b)?, at.to(span))),
        (sum, more) => sum.or(more),
    }
}

/// The heads and the deputies that the text of a unit tells.
fn leaders(ctx: Ctx<'_>, unit: &Unit) -> (Option<Figure>, Option<Figure>) {
    let place = |byte| ctx.folded.to_folded(byte);
    let text = Span::new(place(unit.text.start), place(unit.text.end));
    let (mut heads, mut deputies) = (None, None);
    if ctx.said(text, Cue::Figure).next().is_none() {
        return (heads, deputies);
    }
    for figure in ctx.sentences(text).flat_map(|s| figures(ctx, s)).filter(|f| f.most.is_none()) {
        let found = Some((figure.value, figure.whole));
        match figure.counts {
            Counts::Post(Title::Head | Title::UnitHead) => heads = add(heads, found),
            Counts::Post(Title::Deputy | Title::UnitDeputy) => deputies = add(deputies, found),
            _ => {}
        }
    }
    (heads, deputies)
}
