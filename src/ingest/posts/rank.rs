//! Posts that a sentence tells by their rank, and no title, where lower ranks follow: the highest are the organ's own leaders.

use super::{
    figure::{Counts, Found},
    title::Title,
};
use crate::ingest::ctx::Ctx;

/// The ranks, higher ones first.
const RANKS: [&str; 3] = ["处级", "科级", "股级"];

/// 正科级领导职数1名,副科级领导职数2名,正股级领导职数4名: the first two are the head and the deputies of the organ.
pub(super) fn own_leaders(ctx: Ctx<'_>, figures: &mut [Found]) {
    let rank = |f: &Found| RANKS.iter().position(|r| ctx.str(f.whole).contains(r));
    let posts =
        |f: &&Found| matches!(f.counts, Counts::Post(Title::UnitHead | Title::UnitDeputy)) && !f.titled;
    let told: Vec<usize> = figures.iter().filter(posts).filter_map(rank).collect();
    let (Some(highest), Some(lowest)) = (told.iter().min(), told.iter().max()) else { return };
    let own = |f: &Found, title| f.counts == Counts::Post(title) && !f.titled && rank(f) == Some(*highest);
    // A single post of the head's rank: of units there are several.
    let is_head = |f: &&Found| {
        own(f, Title::UnitHead) && f.value == 1 && f.most.is_none() && ctx.str(f.whole).contains('正')
    };
    let titled = figures.iter().any(|f| f.counts == Counts::Post(Title::Head));
    if highest == lowest || titled || figures.iter().filter(is_head).count() != 1 {
        return;
    }
    for figure in figures.iter_mut() {
        if own(figure, Title::UnitHead) && figure.value == 1 {
            figure.counts = Counts::Post(Title::Head);
        } else if own(figure, Title::UnitDeputy) {
            figure.counts = Counts::Post(Title::Deputy);
        }
    }
}

/// 内设机构领导职数12名,其中副科级2名、股级10名(正股级4名,副股级6名): where nobody of the higher rank leads, those of the lower one do,
/// with those of the next rank below. `at` is the sum, whose parts end at byte `end`.
pub(super) fn heads_of_higher_units(ctx: Ctx<'_>, figures: &mut [Found], (at, end): (usize, u32)) {
    const PARTS: usize = 6;
    let parts = figures.iter().enumerate().skip(at + 1).take(PARTS).take_while(|(_, f)| f.whole.start < end);
    let parts: Vec<usize> = parts.map(|(i, _)| i).collect();
    let rank = |f: &Found| RANKS.iter().position(|r| ctx.str(f.label).contains(r.trim_end_matches('级')));
    let of = |figures: &[Found], title, own: &dyn Fn(&str) -> bool| {
        let found = |i: &&usize| {
            let f = &figures[**i];
            f.counts == Counts::Post(title) && !f.titled && own(ctx.str(f.label))
        };
        parts.iter().find(found).copied()
    };
    let Some(higher) = of(figures, Title::UnitDeputy, &|l| l.contains('副')) else { return };
    let Some(lower) = of(figures, Title::UnitHead, &|l| l.contains('正')) else { return };
    let whole = of(figures, Title::UnitHead, &|l| !l.contains('正'));
    let ranks = rank(&figures[higher]).zip(rank(&figures[lower]));
    // The lower rank comes behind, with deputies of its own.
    if ranks.is_none_or(|(a, b)| a >= b) || higher > lower || whole.is_some_and(|w| w < higher) {
        return;
    }
    let more = figures[lower];
    let first = &mut figures[higher];
    first.counts = Counts::Post(Title::UnitHead);
    first.value = first.value.saturating_add(more.value);
    first.whole = first.whole.to(more.whole);
    for other in [Some(lower), whole].into_iter().flatten() {
        figures[other].counts = Counts::Other;
    }
}
