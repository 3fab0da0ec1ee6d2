//! The entries of tables of posts.

use super::{
    besides,
    classify::classify,
    figure::{Counts, Found, Place, figures},
    pairs::names_rank,
    row::{Figure, Row, Titled, put},
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
    text::numeral,
};

/// Ranks of leaders, the highest first.
const LEVELS: [&[&str]; 3] = [&["处级", "县级"], &["科级"], &["股级"]];

/// The rank that the label of a column names, as 正, 副 or both, with its level: 正科级, 副科级领导职数, 股级.
pub(in crate::ingest) fn rank_of(label: &str) -> Option<(Option<char>, usize)> {
    // One look at the end rules most labels out.
    let words = ["领导职数", "职数", "领导"].iter().find_map(|e| label.strip_suffix(e)).unwrap_or(label);
    let words = words.strip_suffix('级').map(|_| words)?;
    let part = words.chars().next().filter(|c| matches!(c, '正' | '副'));
    let rank = words.trim_start_matches(['正', '副']);
    Some((part, LEVELS.iter().position(|names| names.contains(&rank))?))
}

/// Puts the leaders of a rank into a row of a table that tells several ranks: those of the highest are the organ's own. False where
/// the column is like any other.
pub(in crate::ingest) fn ranked(
    ctx: Ctx<'_>,
    row: &mut Row,
    (label, cell): (Span, Span),
    (part, level): (Option<char>, usize),
    highest: usize,
) -> bool {
    let text = ctx.str(cell);
    let value = numeral(text.trim_end_matches(['名', '人', '个'])).map(|n| (n, label.to(cell)));
    let pair = led(text).filter(|_| text.contains('正') && text.contains('副'));
    let set = |field: &mut Option<Figure>, figure: Figure| *field = field.or(Some(figure));
    match (part, value, pair) {
        (Some('正'), Some(value), _) if level == highest => set(&mut row.heads, value),
        (Some('副'), Some(value), _) if level == highest => set(&mut row.deputies, value),
        (None, _, Some((heads, deputies))) if level == highest => {
            set(&mut row.heads, (heads, cell));
            set(&mut row.deputies, (deputies, cell));
        }
        (None, Some(value), _) if level > highest => set(&mut row.unit_leaders, value),
        // 处级领导 4: heads and deputies of the organ together.
        (None, Some((value, span)), _) => {
            row.posts.push(Titled { title: label, least: value, most: value, span });
        }
        _ => return false,
    }
    true
}

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
        // 副股长(副主任).
        Some((words, _)) if classify(text).0 == Counts::Other => classify(words),
        _ => classify(text),
    };
    let counts = if counts == Counts::Other { Counts::Post(Title::Named) } else { counts };
    let counts = below_the_head(row, counts, text);
    let label = sub(label, skip, text.len());
    let most = (amount.0 != amount.1).then_some(amount.1);
    let titled = matches!(counts, Counts::Post(_));
    let cell = number;
    // 5名(其中1名兼任研究室主任).
    let number = sub(cell, 0, ctx.str(cell).find('(').unwrap_or(ctx.str(cell).len()));
    let whole = label.to(number);
    let (value, place, standing, besides) = (amount.0, Place::Beside, false, 0);
    let found = Found { counts, value, most, label, titled, whole, place, standing, besides };
    if is_sum(ctx, Found { titled: false, whole: label, ..found }) && names_rank(ctx.str(label)) {
        row.unit_leaders = row.unit_leaders.or(Some((value, whole)));
    }
    if !beside_police(ctx, row, found) {
        put(row, found, None);
    }
    remark(ctx, row, found, cell);
}

/// 书记 1, 副书记 2, 部长(主任) 3: behind the head of an organ those of another title are those of its units.
fn below_the_head(row: &Row, counts: Counts, label: &str) -> Counts {
    let of_units = |head: &str| ["部长", "主任", "处长"].iter().any(|t| head.starts_with(t));
    match counts {
        Counts::Post(Title::Head) if row.heads.is_some() && of_units(label) => Counts::Post(Title::UnitHead),
        Counts::Post(Title::Deputy)
            if row.unit_heads.is_some() && label.strip_prefix('副').is_some_and(of_units) =>
        {
            Counts::Post(Title::UnitDeputy)
        }
        counts => counts,
    }
}

/// Takes what the bracket behind the number of a cell tells: 20名(含工勤2名), 3名(其中1名兼职).
fn remark(ctx: Ctx<'_>, row: &mut Row, found: Found, cell: Span) {
    if found.whole.end == cell.end {
        return;
    }
    besides::told(ctx, cell, row, found);
    divide(ctx, row, found, cell);
    for part in figures(ctx, cell).into_iter().filter(|f| f.place == Place::Bracket) {
        if part.counts == Counts::Support {
            put(row, part, Some(found));
        }
    }
}

/// Divides leaders into heads and deputies as the bracket behind their number does: 3名(1正2副), 2名(2正).
fn divide(ctx: Ctx<'_>, row: &mut Row, found: Found, cell: Span) {
    let open = (found.whole.end - cell.start) as usize + 1;
    let Some(inside) = ctx.str(cell).get(open..).and_then(|t| t.strip_suffix(')')) else { return };
    let Some((heads, deputies)) = led(inside).filter(|_| inside.contains(['正', '副'])) else { return };
    let (h, d) = match found.counts {
        Counts::Leaders => (&mut row.heads, &mut row.deputies),
        Counts::Post(Title::UnitHead) if row.unit_leaders.is_some_and(|(_, at)| at == found.whole) => {
            (&mut row.unit_heads, &mut row.unit_deputies)
        }
        _ => return,
    };
    if heads.saturating_add(deputies) == found.value {
        let at = sub(cell, open, open + inside.len());
        (*h, *d) = (Some((heads, at)), (deputies > 0).then_some((deputies, at)));
    }
}

/// Puts the leaders of a cell into a row: 1正4副 below 领导职数, or 1正 where there are no deputies.
pub(in crate::ingest) fn pair(ctx: Ctx<'_>, row: &mut Row, label: Span, cell: Span) {
    let text = ctx.str(cell);
    let told = text.contains('正') && (text.contains('副') || text.ends_with('正'));
    let Some((heads, deputies)) = led(text).filter(|_| told) else { return };
    let words = ctx.str(label);
    let (h, d) = match () {
        () if names_rank(words) => (&mut row.unit_heads, &mut row.unit_deputies),
        () if words.ends_with("领导职数") => (&mut row.heads, &mut row.deputies),
        () => return,
    };
    let deputies = Some((deputies, cell)).filter(|_| text.contains('副'));
    (*h, *d) = (h.or(Some((heads, cell))), d.or(deputies));
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
