//! Leaders of units that the texts of the units tell: 设主任1名,副主任2名.

use std::cell::LazyCell;

use super::{
    figure::{Counts, figures},
    row::{Figure, Row},
    title::{self, Title},
};
use crate::{
    ingest::{
        ctx::{Ctx, tail},
        layout::cue::Cue,
        names::name,
        units::unit::Group,
    },
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

/// Ranks of deputies that units of half a rank have for their heads.
const HALF_RANKS: [&str; 3] = ["副处级", "副科级", "副股级"];

/// 内设8个副科级机构 and 副科级领导职数8名: where the units are of that rank, these are their heads.
pub(in crate::ingest) fn of_half_rank(ctx: Ctx<'_>, groups: &[Group], rows: &mut [Row]) {
    for row in rows.iter_mut().filter(|r| r.unit_heads.or(r.unit_leaders).is_none()) {
        let Some((_, at)) = row.unit_deputies else { continue };
        let Some(rank) = HALF_RANKS.iter().find(|r| ctx.str(at).contains(**r)) else { continue };
        let told = |g: &Group| {
            let text = ctx.str(ctx.folded.range_of(g.group.span));
            let near = text.get(..text.floor_char_boundary(NEAR)).unwrap_or(text);
            ["个", "均为", "均系", "("].iter().any(|w| near.contains(&format!("{w}{rank}")))
        };
        if groups.iter().any(told) {
            row.unit_heads = row.unit_deputies.take();
        }
    }
}

/// What a sentence says of all units stands no farther behind its beginning, in bytes.
const NEAR: usize = 240;

/// 每个内设机构设股长1名, 内设机构各设股长1名、副股长1名: as many as there are units.
pub(in crate::ingest) fn of_each(
    ctx: Ctx<'_>,
    paragraphs: &[(Span, Option<Span>)],
    groups: &[Group],
    rows: &mut [Row],
) {
    let ([group], [row]) = (groups, rows) else { return };
    let numbered = group.group.units.iter().filter(|u| u.ordinal.is_some()).count();
    let listed = if numbered > 0 { numbered } else { group.group.units.len() };
    let sum_of = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let listed = sum_of(listed);
    let count = group.group.declared.map_or(listed, |d| d.value);
    // Unions and the like are bodies of the Party and of its masses.
    let is_committee = |u: &&Unit| {
        let name = u.name.span.map_or("", |at| ctx.folded.slice(at));
        name.ends_with("委员会") || name.ends_with("工委")
    };
    let committees = LazyCell::new(|| sum_of(group.group.units.iter().filter(is_committee).count()));
    let sentences = paragraphs.iter().flat_map(|(p, _)| ctx.sentences(*p));
    for sentence in sentences.filter(|s| count > 1 && ctx.str(*s).contains(['各', '每'])) {
        let mut last = None;
        for figure in figures(ctx, sentence).into_iter().filter(|f| f.most.is_none()) {
            let before = tail(ctx.str(Span::new(sentence.start, figure.whole.start)));
            let near = before.rsplit([';', '。']).next().unwrap_or("");
            let clause = near.rsplit(',').find(|c| c.contains(['设', '配'])).unwrap_or("");
            let own = |known: Option<Figure>| known.is_none_or(|(_, at)| at.overlaps(figure.whole));
            let label = ctx.str(figure.label);
            let found = match label.strip_suffix('各') {
                Some(words) => of_each_unit(words, (count, || *committees), last.take()),
                None => title::read(label).filter(|_| of_all_units(clause)).map(|(title, _)| (title, count)),
            };
            let Some((title, count)) = found else {
                continue;
            };
            // 各股室设股长1名,共3名: that is the number of all.
            let all = ctx.str(figure.whole).contains(",共") || ctx.str(figure.whole).contains("(共");
            let sum = figure.value.checked_mul(if all { 1 } else { count }).map(|n| (n, figure.whole));
            // 办公室主任1名;各委员会主任各1名.
            let office = |known: Option<Figure>| {
                known.filter(|(_, at)| ctx.str(*at).starts_with("办公室") && !at.overlaps(figure.whole))
            };
            last = label.ends_with('各').then_some(count);
            match title {
                Title::Head | Title::UnitHead if office(row.unit_heads).is_some() => {
                    row.unit_heads = add(row.unit_heads, sum);
                }
                Title::Deputy | Title::UnitDeputy if last.is_some() && office(row.unit_heads).is_some() => {
                    row.unit_deputies = add(row.unit_deputies, sum);
                }
                Title::Head | Title::UnitHead if own(row.unit_heads) => row.unit_heads = sum,
                Title::Deputy | Title::UnitDeputy if own(row.unit_deputies) => row.unit_deputies = sum,
                _ => {}
            }
        }
    }
}

/// What units are called where each of them has a post: 各科科长, 各股室主任.
const KINDS: [&str; 9] = ["内设机构", "科室", "股室", "处室", "部室", "部门", "科", "股", "处"];

/// The post that each unit has, and how many units these are: 各股室负责人各1名, 各科科长各1名、副科长各1名, 各委员会主任各1名. The posts
/// right before are those of so many units, where they are told so too.
fn of_each_unit(
    words: &str,
    (count, committees): (i64, impl FnOnce() -> i64),
    before: Option<i64>,
) -> Option<(Title, i64)> {
    let of_units = |title: Title| matches!(title, Title::UnitHead | Title::UnitDeputy);
    let words = name::without_brackets(words);
    let whole = |words: &str| title::read(words).filter(|(_, at)| *at == 0).map(|(title, _)| title);
    let Some(named) = words.strip_prefix(['各', '每']).map(|w| w.trim_start_matches('个')) else {
        // 内设机构正职各1名、副职各1名.
        let named = KINDS.iter().any(|k| words.starts_with(k));
        let title = whole(words).filter(|title| named && of_units(*title) || before.is_some())?;
        return Some((title, before.unwrap_or(count)));
    };
    if let Some(title) = whole(named).filter(|t| of_units(*t)) {
        return Some((title, count));
    }
    if let Some(title) =
        KINDS.iter().find_map(|k| whole(named.strip_prefix(k)?)).filter(|t| *t != Title::Named)
    {
        return Some((title, count));
    }
    let (_, title) = title::split(named).filter(|(body, _)| body.ends_with("委员会"))?;
    Some((title, committees())).filter(|(_, count)| *count > 0)
}

/// Whether a clause sets up posts in every unit, and says of no more before them: 每个内设机构设, 各股室各配.
fn of_all_units(clause: &str) -> bool {
    let Some((whose, _)) = clause.split_once(['设', '配']).map(|(before, behind)| match before {
        // 内设机构 has the verb in its name.
        "内" | "每个内" | "各内" => behind.split_once(['设', '配']).unwrap_or((behind, "")),
        _ => (before, behind),
    }) else {
        return false;
    };
    let units = ["机构", "股室", "科室", "处室", "部室", "股", "科", "处", "部门"];
    let words = whose.trim_end_matches(['各', '均', '分', '别', '可']);
    let each = clause.starts_with(['各', '每']) || words.len() < whose.len() && whose.ends_with('各');
    let outside = ["派出", "派驻", "直属", "下属", "事业"].iter().any(|w| words.contains(w));
    each && !outside && units.iter().any(|u| words.ends_with(u))
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
    // They may stand in the bracket behind the name: 办公室(编制4名,主任1名).
    let start = unit.name.span.map_or(unit.text.start, |n| n.end.min(unit.text.start));
    let text = Span::new(place(start), place(unit.text.end));
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
