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
