//! The entries of tables of posts.

use super::{
    classify::classify,
    figure::{Counts, Found, Place},
    pairs::names_rank,
    row::{Figure, Row, put},
    spelled::is_sum,
    staffing::beside_police,
    title::Title,
};
use crate::{
    ingest::{
        ctx::{Ctx, sub},
        units::roster::led,
    },
    source::Span,
};

/// Puts one entry of a table into a row.
pub(in crate::ingest) fn entry(ctx: Ctx<'_>, row: &mut Row, label: Span, amount: (i64, i64), number: Span) {
    // 其中:主任 is the director, and 科级领导职数(副科) are deputies.
    let lead = ctx
        .str(label)
        .strip_prefix("其中")
        .map_or(0, |t| ctx.str(label).len() - t.trim_start_matches(':').len());
    let label = sub(label, lead, label.len());
    let text = ctx.str(label);
    let (counts, skip) = match text.strip_suffix(')').and_then(|t| t.split_once('(')) {
        Some((words, rank)) if classify(words).0 == Counts::Post(Title::UnitHead) => {
            let deputies = rank.starts_with('副');
            let title = if deputies { Title::UnitDeputy } else { Title::UnitHead };
            (Counts::Post(title), classify(words).1)
        }
        _ => classify(text),
    };
    let counts = if counts == Counts::Other { Counts::Post(Title::Named) } else { counts };
    let label = sub(label, skip, text.len());
    let most = (amount.0 != amount.1).then_some(amount.1);
    let titled = matches!(counts, Counts::Post(_));
    let whole = label.to(number);
    let (value, place, standing, besides) = (amount.0, Place::Beside, false, 0);
    let found = Found { counts, value, most, label, titled, whole, place, standing, besides };
    if is_sum(ctx, Found { titled: false, whole: label, ..found }) && names_rank(ctx.str(label)) {
        row.unit_leaders = row.unit_leaders.or(Some((value, whole)));
    }
    if !beside_police(ctx, row, found) {
        put(row, found, None);
    }
}

/// Puts the leaders of a cell into a row: 1正4副 below 领导职数.
pub(in crate::ingest) fn pair(ctx: Ctx<'_>, row: &mut Row, label: Span, cell: Span) {
    let text = ctx.str(cell);
    let Some((heads, deputies)) = led(text).filter(|_| text.contains('正') && text.contains('副')) else {
        return;
    };
    let words = ctx.str(label);
    let (h, d) = match () {
        () if names_rank(words) => (&mut row.unit_heads, &mut row.unit_deputies),
        () if words.ends_with("领导职数") => (&mut row.heads, &mut row.deputies),
        () => return,
    };
    (*h, *d) = (h.or(Some((heads, cell))), d.or(Some((deputies, cell))));
}

/// Puts an entry of the row of sums of a table of units into a row.
pub(in crate::ingest) fn sum_of_units(row: &mut Row, counts: Counts, label: Span, sum: Figure) {
    let (value, whole) = sum;
    // As where a sentence says 股级领导职数3名: heads, unless deputies are told apart.
    if counts == Counts::UnitLeaders {
        row.unit_leaders = row.unit_leaders.or(Some(sum));
    }
    let counts = if counts == Counts::UnitLeaders { Counts::Post(Title::UnitHead) } else { counts };
    let (most, titled, place, standing, besides) = (None, false, Place::Beside, false, 0);
    put(row, Found { counts, value, most, label, titled, whole, place, standing, besides }, None);
}
