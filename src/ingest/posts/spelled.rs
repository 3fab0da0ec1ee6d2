//! What the posts behind a sum of leaders spell out.

use super::{
    both::of_both,
    figure::{Counts, Found},
    own::{self, Level},
    rank,
    row::Row,
    title::Title,
};
use crate::{ingest::ctx::Ctx, source::Span};

/// 科级领导职数11名,其中:书记1名…: what the heads and deputies of the organ spell out is no number of its units.
pub(super) fn spell_out(
    ctx: Ctx<'_>,
    sentence: Span,
    figures: &mut [Found],
    before: Option<&Row>,
    level: Option<Level>,
) {
    for at in 0..figures.len() {
        let sum = figures[at];
        let behind = ctx.str(Span::new(sum.whole.end, sentence.end));
        let told = behind.starts_with(':')
            || ["其中", "即", "分别", "为"]
                .iter()
                .any(|w| behind.trim_start_matches([',', ';', '(']).starts_with(w));
        if sum.counts != Counts::Post(Title::UnitHead) || sum.titled || !told {
            continue;
        }
        let first = behind.get(1..).and_then(|t| t.find(';')).unwrap_or(behind.len()) as u32;
        // 9名:党委书记1名;人大主席1名;…: each behind a semicolon of its own.
        let apart =
            figures[at + 1..].iter().take_while(|f| f.whole.start < sum.whole.end + first).count() == 1;
        let end = if apart && behind.starts_with(':') { sentence.end } else { sum.whole.end + first };
        let mut posts = figures[at + 1..].iter().take_while(|f| f.whole.start < end).map(|f| f.counts);
        // 股级领导职数19名,其中正股级11名,副股级8名.
        if is_sum(ctx, sum) && posts.clone().next() == Some(Counts::Post(Title::UnitHead)) {
            figures[at].counts = Counts::UnitLeaders;
            continue;
        }
        // 内设机构领导职数12名,其中主任6名、副主任6名.
        if is_sum(ctx, sum) && names_units(ctx.str(sum.label)) {
            figures[at].counts = Counts::UnitLeaders;
            rank::heads_of_higher_units(ctx, figures, (at, end));
            for part in figures[at + 1..].iter_mut().take_while(|f| f.whole.start < end) {
                part.counts = match part.counts {
                    Counts::Post(Title::Head) => Counts::Post(Title::UnitHead),
                    Counts::Post(Title::Deputy) => Counts::Post(Title::UnitDeputy),
                    other => other,
                };
            }
            continue;
        }
        let unit = |c: &Counts| matches!(c, Counts::Post(Title::UnitHead | Title::UnitDeputy));
        let own = |c: Counts| matches!(c, Counts::Post(Title::Head | Title::Deputy));
        if posts.clone().next().is_some_and(|c| !unit(&c)) && posts.any(own) {
            figures[at].counts = Counts::Leaders;
        }
    }
    if before.is_none_or(|row| row.heads.is_none()) {
        rank::own_leaders(ctx, figures);
    }
    own::by_rank(ctx, sentence, figures, before, level);
}

/// Whether a label says in so many words that it counts leaders of units, and not by their rank.
pub(super) fn names_units(label: &str) -> bool {
    ["内设机构", "内设科室", "内设部门", "科室", "股室", "处室", "部室", "中层"]
        .iter()
        .any(|w| label.contains(w))
}

/// Whether a number of leaders of units is that of heads and deputies together: its words name neither.
pub(super) fn is_sum(ctx: Ctx<'_>, figure: Found) -> bool {
    figure.counts == Counts::Post(Title::UnitHead)
        && !figure.titled
        && (!ctx.str(figure.whole).contains(['正', '副']) || of_both(ctx.str(figure.whole)))
}
