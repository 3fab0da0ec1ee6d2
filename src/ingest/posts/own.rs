//! Leaders told by their rank, held against the rank of the organ: those of its own rank lead it, and none of its units.

use super::{
    both::of_both,
    figure::{Counts, Found, Place},
    row::Row,
    spelled::names_units,
    title::Title,
};
use crate::{
    ingest::ctx::{Ctx, tail},
    source::Span,
};

/// The ranks, higher ones first.
const RANKS: [&str; 3] = ["处级", "科级", "股级"];

/// The rank of an organ, as far as its leaders have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Level {
    at: usize,
    /// Whether the organ is of the lower half of the rank: 副科级.
    lower: bool,
}

impl Level {
    /// The rank that words name: 正科级, 县(处)级.
    pub(in crate::ingest) fn of(rank: &str) -> Option<Self> {
        let at = [&['处', '處', '县', '縣'][..], &['科'], &['股']];
        let at = at.iter().position(|signs| rank.contains(*signs))?;
        Some(Self { at, lower: rank.contains('副') })
    }

    /// That of an organ whose units are 股.
    pub(in crate::ingest) const fn above_sections() -> Self {
        Self { at: 1, lower: false }
    }

    fn is_in(self, words: &str) -> bool {
        RANKS.get(self.at).is_some_and(|r| words.contains(r))
    }
}

/// Whether a pair behind some words is that of the organ's own leaders: 科级领导职数1正4副, of an organ of this rank.
pub(super) fn is_pair(level: Option<Level>, near: &str, row: &Row, pair: (i64, i64)) -> bool {
    let same = |known: Option<(i64, Span)>, n| known.is_none_or(|(k, _)| k == n);
    level.is_some_and(|l| l.is_in(near))
        && !names_units(near)
        && same(row.heads, pair.0)
        && same(row.deputies, pair.1)
}

/// Makes leaders of the organ of those of its rank: 科级领导职数5名, 正科级领导职数1名,副科级领导职数3名, of an organ that is 正科级.
pub(super) fn by_rank(
    ctx: Ctx<'_>,
    sentence: Span,
    figures: &mut [Found],
    row: Option<&Row>,
    level: Option<Level>,
) {
    let Some(level) = level.filter(|l| l.is_in(ctx.str(sentence))) else { return };
    let named = |f: &Found| f.titled && matches!(f.counts, Counts::Post(_));
    let titled = figures.iter().any(named)
        || row.is_some_and(|r| !r.posts.is_empty() || r.heads.or(r.deputies).or(r.unit_heads).is_some());
    let told = led(figures, row);
    let own = |f: &Found| is_own(ctx, sentence, *f, level);
    let whole = figures.iter().any(|f| own(f) && !is_deputies(ctx, *f));
    for at in 0..figures.len() {
        let figure = figures[at];
        if !own(&figure) {
            continue;
        }
        let heads = ctx.str(figure.whole).contains('正') && !is_of_both(ctx, figure);
        let parted = figures.get(at + 1).is_some_and(|n| n.place != Place::Beside);
        let sum = !heads && !is_deputies(ctx, figure);
        // Where leaders have their titles, those of the rank may be others, but for the sum of them all.
        if titled && !(sum && figure.value == told) {
            continue;
        }
        let (counts, titled) = match () {
            // 副科级 of an organ of that rank is its head.
            () if level.lower && is_deputies(ctx, figure) && figure.value == 1 => {
                (Counts::Post(Title::Head), false)
            }
            () if level.lower && (heads || is_deputies(ctx, figure)) => continue,
            () if heads => (Counts::Post(Title::Head), false),
            () if is_deputies(ctx, figure) && !whole => continue,
            () if is_deputies(ctx, figure) => (Counts::Post(Title::Deputy), false),
            // The parts tell who they are.
            () if parted => (Counts::Leaders, false),
            () => (Counts::Post(Title::Named), true),
        };
        figures[at] = Found { counts, titled, ..figure };
    }
    if level.lower {
        deputies_of_the_next_rank(figures);
    }
}

/// 领导职数2名(副处级1名,正科级1名), of a body that is 副处级: those of the next rank below the head come to all its leaders with it.
fn deputies_of_the_next_rank(figures: &mut [Found]) {
    for at in 2..figures.len() {
        let [sum, head, rest] = [figures[at - 2], figures[at - 1], figures[at]];
        let leads = sum.counts == Counts::Leaders && head.counts == Counts::Post(Title::Head) && !head.titled;
        let below =
            rest.counts == Counts::Post(Title::UnitHead) && !rest.titled && rest.place != Place::Beside;
        if leads && below && head.value.saturating_add(rest.value) == sum.value {
            figures[at].counts = Counts::Post(Title::Deputy);
        }
    }
}

/// How many leaders of the organ are told by their titles.
fn led(figures: &[Found], row: Option<&Row>) -> i64 {
    let named = |f: &&Found| f.titled && matches!(f.counts, Counts::Post(Title::Head | Title::Deputy));
    let before = row.map(|r| [r.heads, r.deputies]).into_iter().flatten().flatten().map(|(n, _)| n);
    figures.iter().filter(named).map(|f| f.value).chain(before).fold(0, i64::saturating_add)
}

/// 正副科级, 副科级以上: heads and deputies in one number.
fn is_of_both(ctx: Ctx<'_>, figure: Found) -> bool {
    let words = ctx.str(figure.whole);
    of_both(words) || words.contains("以上")
}

fn is_deputies(ctx: Ctx<'_>, figure: Found) -> bool {
    ctx.str(figure.whole).contains('副') && !is_of_both(ctx, figure)
}

/// Whether a figure counts leaders of the organ's rank, and the words do not say that they are those of units.
fn is_own(ctx: Ctx<'_>, sentence: Span, figure: Found, level: Level) -> bool {
    let leaders =
        matches!(figure.counts, Counts::Post(Title::UnitHead | Title::UnitDeputy) | Counts::UnitLeaders);
    if !leaders || figure.titled || !level.is_in(ctx.str(figure.whole)) {
        return false;
    }
    let before = tail(ctx.str(Span::new(sentence.start, figure.whole.start.max(sentence.start))));
    let near = before.rsplit([';', '。']).next().unwrap_or("");
    // 内设机构6个,科级领导职数5名 tells of them no more.
    let told = near.rfind("职数").or_else(|| near.rfind("领导")).unwrap_or(0);
    let clause = near.rsplit(',').next().unwrap_or("");
    let others = ["派出", "派驻", "直属", "下属", "所属", "事业单位", "离退休"];
    let of_units = names_units(near.get(..told).unwrap_or("")) || names_units(clause);
    !of_units && !names_units(ctx.str(figure.whole)) && !others.iter().any(|w| near.contains(w))
}
