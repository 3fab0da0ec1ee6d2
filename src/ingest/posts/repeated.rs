//! What a text says more than once, or without its kind: the same posts in a summary and in their own part, a number of leaders
//! that is not divided, and people for whom no posts are given beside.

use std::collections::BTreeMap;

use super::{
    figure::{Counts, Found, Place},
    row::{Figure, Row},
};
use crate::{
    ingest::{
        ctx::{Ctx, longer, tail},
        names::organ::same,
    },
    source::Span,
};

/// The rows, those with one number for one organ together: 某某局机关行政编制40名, in the words that announce the text as well.
/// `own` is the name of the organ that the text is about, whose posts may come without a name.
pub(in crate::ingest) fn once(ctx: Ctx<'_>, rows: Vec<Row>, own: Option<Span>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut last: BTreeMap<i64, usize> = BTreeMap::new();
    for row in rows {
        let admin = row.admin.map(|(value, _)| value);
        let first = admin.and_then(|n| last.get(&n)).and_then(|at| out.get_mut(*at));
        let again = |first: &Row| {
            let named = first.organ.is_some() || row.organ.is_some();
            // Two that contradict each other both stay.
            named
                && agree(first, &row)
                && first.organ.or(own).zip(row.organ.or(own)).is_some_and(|(a, b)| is_one(ctx, a, b))
        };
        match first {
            Some(first) if again(first) => {
                let includes = row.includes.clone();
                first.organ = first.organ.or(row.organ);
                complete(first, row);
                if first.includes.is_empty() {
                    first.includes = includes;
                }
            }
            _ => {
                last.extend(admin.map(|n| (n, out.len())));
                out.push(row);
            }
        }
    }
    out
}

/// Adds to a row what another row of the same posts gives besides.
pub(super) fn complete(row: &mut Row, table: Row) {
    // 股级领导职数3名 in a sentence, 2正1副 in the table: the number is that of both together.
    let undivided =
        row.unit_heads.is_some() && row.unit_heads == row.unit_leaders && row.unit_deputies.is_none();
    if undivided && table.unit_heads.is_some() && table.unit_deputies.is_some() {
        row.unit_heads = table.unit_heads;
    }
    row.admin = row.admin.or(table.admin);
    row.police = row.police.or(table.police);
    row.support = row.support.or(table.support);
    row.separate = row.separate.or(table.separate);
    row.heads = row.heads.or(table.heads);
    row.deputies = row.deputies.or(table.deputies);
    row.unit_heads = row.unit_heads.or(table.unit_heads);
    row.unit_deputies = row.unit_deputies.or(table.unit_deputies);
    row.unit_leaders = row.unit_leaders.or(table.unit_leaders);
    row.institution = row.institution.or(table.institution);
    row.total = row.total.or(table.total);
    row.filled = row.filled.or(table.filled);
    row.institution_filled = row.institution_filled.or(table.institution_filled);
    if row.posts.is_empty() {
        row.posts = table.posts;
    }
    if row.breakdown.is_empty() {
        row.breakdown = table.breakdown;
    }
}

/// Whether no number that both rows give is another in one than in the other.
fn agree(a: &Row, b: &Row) -> bool {
    let pairs = [
        (a.support, b.support),
        (a.heads, b.heads),
        (a.deputies, b.deputies),
        (a.unit_heads, b.unit_heads),
        (a.unit_deputies, b.unit_deputies),
        (a.unit_leaders, b.unit_leaders),
        (a.institution, b.institution),
        (a.total, b.total),
        (a.filled, b.filled),
        (a.police, b.police),
    ];
    pairs.iter().all(|(a, b)| a.zip(*b).is_none_or(|((a, _), (b, _))| a == b))
}

/// Whether a table of leaders gives other numbers than a row does. The units in a table may have fewer posts than the organ.
pub(super) fn contradicts(row: &Row, table: &Row) -> bool {
    let differs = |a: Option<Figure>, b: Option<Figure>| a.zip(b).is_some_and(|((a, _), (b, _))| a != b);
    let leaders = table.heads.is_some() && !table.posts.is_empty();
    leaders
        && (differs(row.admin, table.admin)
            || differs(row.heads, table.heads)
            || differs(row.deputies, table.deputies))
}

/// Whether two names are those of one organ; one may be short for the other: 省林草局, 省林业和草原局.
fn is_one(ctx: Ctx<'_>, a: Span, b: Span) -> bool {
    let (a, b) = (ctx.str(a), ctx.str(b));
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.chars();
    let mut within = || short.chars().all(|c| rest.by_ref().any(|d| c == d));
    let ends = || {
        long.chars().next() == short.chars().next() && long.chars().next_back() == short.chars().next_back()
    };
    same(a, b) || !longer(long, 40) && longer(short, 3) && ends() && within()
}

/// Leaders of units in one number are heads and deputies together: nobody can say how many there are of each.
pub(in crate::ingest) fn undivided(row: &mut Row) {
    if row.unit_heads == row.unit_leaders {
        row.unit_heads = None;
    }
}

/// 行政编制74名。现有人员70名: how many of the posts that another sentence gives are filled, where it gives those of one kind.
pub(super) fn fill(ctx: Ctx<'_>, row: &mut Row, figure: Found) {
    let value = Some((figure.value, figure.whole));
    let own = ["现有", "实有", "在职", "在编", "在岗"].iter().any(|w| ctx.str(figure.label).starts_with(w));
    let posts = row.admin.is_some() || row.total.is_some();
    let field = match (posts, row.institution.is_some()) {
        (false, true) if own => &mut row.institution_filled,
        (true, false) if own => &mut row.filled,
        (false, false) => &mut row.filled,
        _ => return,
    };
    if field.is_none() {
        *field = value;
        row.span.end = row.span.end.max(figure.whole.end);
    }
}

/// Posts of two kinds with more bytes between them are not told as one.
const FARTHEST: usize = 1500;

/// 行政编制12名、事业编制8名,实有19人: those who fill the posts of both kinds, and of neither alone.
pub(super) fn fills_all(ctx: Ctx<'_>, row: &Row, figure: Found) -> bool {
    let (Some(admin), Some(institution)) = (row.admin, row.institution) else { return false };
    let (first, last) =
        if admin.1.start < institution.1.start { (admin, institution) } else { (institution, admin) };
    let between = ctx.str(Span::new(first.1.end, last.1.start.max(first.1.end)));
    let near = || between.len() <= FARTHEST && !between.contains([';', '。', '\n']);
    let sum = admin.0.saturating_add(institution.0);
    let parts = row.total.is_some_and(|(total, _)| total == sum) || near();
    row.filled.is_none() && row.institution_filled.is_none() && figure.place == Place::Beside && parts
}

/// 全额事业编制5名、差额事业编制2名: posts of institutions by who pays for them, told one behind the other. True where the figure is
/// taken.
pub(super) fn of_other_funds(ctx: Ctx<'_>, row: &mut Row, figure: Found) -> bool {
    let Some((value, whole)) = row.institution.filter(|_| figure.counts == Counts::Institution) else {
        return false;
    };
    // 全额 may stand before the words of the number.
    let funds = |words: Span| {
        let before = ctx.folded.text.get(..words.start as usize).map_or("", tail);
        let near = before.rsplit([',', '、', ';', '。', '\n']).next().unwrap_or("");
        // Of several numbers that are one the last is looked at.
        let own = tail(ctx.str(words)).rsplit(['、', ',']).next().unwrap_or("");
        FUNDS.iter().find(|w| own.contains(**w) || near.contains(**w))
    };
    let kinds = funds(whole).zip(funds(figure.whole)).is_some_and(|(a, b)| a != b);
    let between = ctx.str(Span::new(whole.end, figure.whole.start.max(whole.end)));
    let words = FUNDS.iter().fold(between.trim_end_matches("拨款"), |b, w| b.strip_suffix(w).unwrap_or(b));
    let behind = matches!(words, "、" | "," | "和");
    if !kinds || !behind || figure.most.is_some() {
        return false;
    }
    row.institution = Some((value.saturating_add(figure.value), whole.to(figure.whole)));
    row.span.end = row.span.end.max(figure.whole.end);
    true
}

/// Who pays for posts of institutions.
const FUNDS: [&str; 4] = ["全额", "差额", "自收自支", "自筹"];
