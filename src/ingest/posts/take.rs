//! How a figure is taken into its row, beside what the row holds already.

use super::{
    both::of_both,
    figure::{Counts, Found, Place},
    named, repeated,
    row::{Figure, Row, Titled, put, sum_up},
    spelled::{is_sum, names_units},
    staffing::between,
    title::Title,
    whose::{of_a_body, of_the_congress},
};
use crate::{
    ingest::ctx::{Ctx, begins, sub, tail},
    source::Span,
    text::is_numeral,
};

/// Takes a figure into its row, as what it counts there.
pub(super) fn taken(ctx: Ctx<'_>, row: &mut Row, figure: Found, before: Option<Found>) -> Found {
    let further = of_the_congress(ctx, row, figure, before).is_some();
    row.summed |= further;
    if held_besides(ctx, row, figure, before) {
        return figure;
    }
    let figure = Found { counts: of_a_body(ctx, row, figure, before), ..figure };
    let second = figure.counts == Counts::Post(Title::Head) && named::by_its_second_name(ctx, row, figure);
    if !((further || second || told_again(ctx, row, figure)) && sum_up(row, figure)) {
        take(ctx, row, figure, before);
    }
    figure
}

/// 副秘书长6名(兼主任1名、副主任3名): the posts of the office that secretaries of the government hold besides. True where the figure is
/// taken.
fn held_besides(ctx: Ctx<'_>, row: &mut Row, figure: Found, before: Option<Found>) -> bool {
    let inside = figure.place == Place::Bracket && figure.most.is_none();
    let Some(outer) = before.filter(|b| inside && ctx.str(b.label).ends_with("副秘书长")) else {
        return false;
    };
    let told = between(ctx, outer.whole.end, figure.whole.start).is_some_and(|b| b.starts_with("(兼"))
        || ctx.str(Span::new(outer.whole.end, figure.whole.end)).starts_with("(兼");
    let value = Some((figure.value, figure.whole));
    match ctx.str(figure.label).trim_start_matches(['兼', '任']) {
        "主任" if told && figure.value == 1 => row.heads = value,
        "副主任" if told && row.deputies.is_none_or(|(_, at)| ctx.str(at).contains("秘书长")) => {
            row.deputies = value;
        }
        _ => return false,
    }
    row.span.end = row.span.end.max(figure.whole.end);
    true
}

/// Takes a figure into the row that it belongs to.
fn take(ctx: Ctx<'_>, row: &mut Row, figure: Found, before: Option<Found>) {
    if of_a_pair(ctx, figure) {
        let (title, value, span) = (figure.label, figure.value, figure.whole);
        row.includes.push((title, value, span));
        return;
    }
    if detached(ctx, figure, before) {
        if figure.titled {
            let (title, least, span) = (figure.label, figure.value, figure.whole);
            row.posts.push(Titled { title, least, most: figure.most.unwrap_or(least), span });
        }
        return;
    }
    // 正、副局长3名, 主任、副主任共4名: heads and deputies of the organ, of which nobody can say how many are which.
    if figure.counts == Counts::Leaders && figure.most.is_none() && of_both(ctx.str(figure.label)) {
        let text = ctx.str(figure.label);
        let lead = if text.starts_with("其中") { "其中".len() } else { 0 };
        let title = sub(figure.label, lead, text.trim_end_matches(['共', '计']).len());
        row.posts.push(Titled {
            title,
            least: figure.value,
            most: figure.value,
            span: title.to(figure.whole),
        });
        row.span.end = row.span.end.max(figure.whole.end);
        return;
    }
    if figure.counts == Counts::Filled && before.is_none() && figure.most.is_none() {
        repeated::fill(ctx, row, figure);
        return;
    }
    if figure.counts == Counts::Filled && repeated::fills_all(ctx, row, figure) {
        return;
    }
    outrank(ctx, row, figure);
    // 专门委员会主任4名;内设机构领导职数:正科级5名: what is told of all goes before.
    if row.summed
        && !figure.titled
        && figure.counts == Counts::Post(Title::UnitHead)
        && tells_of_all(ctx, row, figure)
    {
        (row.unit_heads, row.unit_deputies, row.summed) = (None, None, false);
    }
    if is_sum(ctx, figure) && figure.most.is_none() {
        // 组长3名、副组长3名;股级职数2名: fewer than the leaders of units that are told by name, and others.
        let told = row.unit_heads.map_or(0, |(n, _)| n);
        let told = told.saturating_add(row.unit_deputies.map_or(0, |(n, _)| n));
        if row.unit_leaders.is_none() && figure.value < told && figure.place == Place::Beside {
            let (title, least, span) = (figure.label, figure.value, figure.whole);
            row.posts.push(Titled { title, least, most: least, span });
            return;
        }
        // 中层职数9名(正职).
        let behind = ctx.folded.text.get(figure.whole.end as usize..).unwrap_or("");
        let heads = ["(正职)", "(均为正职)", "(正科级)", "(正股级)", "(均为正科级)", "(均为正股级)"];
        if begins(behind, &heads) && row.unit_heads.is_none() {
            row.unit_heads = Some((figure.value, figure.whole));
            row.span.end = row.span.end.max(figure.whole.end);
            return;
        }
        row.unit_leaders = row.unit_leaders.or(Some((figure.value, figure.whole)));
    }
    if put(row, figure, before) {
        row.span.end = row.span.end.max(figure.whole.end);
    }
}

/// Whether a number of leaders is told of all units: 内设机构领导职数:正科级5名. Those of a rank may be below the units whose heads
/// are told by name, but for a single office.
fn tells_of_all(ctx: Ctx<'_>, row: &Row, figure: Found) -> bool {
    if row.unit_heads.is_none_or(|(n, _)| n < 2) {
        return true;
    }
    let before = ctx.folded.text.get(..figure.whole.end as usize).map_or("", tail);
    names_units(before.rsplit([',', ';', '。', '\n']).next().unwrap_or(""))
}

/// 副镇长3名,人大主席1名,副镇长1名: further deputies of the same title, in one sentence; but for those who have their posts
/// elsewhere (副镇长1名(挂职)).
fn told_again(ctx: Ctx<'_>, row: &Row, figure: Found) -> bool {
    let Some((_, whole)) = row.deputies.filter(|_| figure.place == Place::Beside && figure.titled) else {
        return false;
    };
    // 副秘书长6名(兼主任1名、副主任3名),专职副主任2名.
    let full_time = ctx.str(figure.label).strip_prefix("专职");
    let title = full_time.unwrap_or(ctx.str(figure.label));
    let alike = ctx.str(whole).strip_prefix(title).is_some_and(|t| t.starts_with(is_numeral));
    let between = between(ctx, whole.end, figure.whole.start);
    let behind = tail_of(ctx, figure);
    figure.counts == Counts::Post(Title::Deputy)
        && figure.most.is_none()
        && alike
        && between.is_some_and(|b| match full_time {
            Some(_) => matches!(b, ")、" | ")," | ");"),
            None => !b.contains(['。', '\n', '(', ')']),
        })
        && !behind.starts_with(['兼', '由', '为'])
        && !["(兼", "(挂职"].iter().any(|w| behind.starts_with(w))
}

/// What stands behind a figure.
fn tail_of(ctx: Ctx<'_>, figure: Found) -> &str {
    ctx.folded.text.get(figure.whole.end as usize..).unwrap_or("")
}

/// Whether a post in a bracket is one of those that a pair before it gives: 科级领导职数1正4副(其中副主任1名兼任县信访局局长).
fn of_a_pair(ctx: Ctx<'_>, figure: Found) -> bool {
    let inside = figure.place == Place::Bracket
        && matches!(
            figure.counts,
            Counts::Post(Title::Head | Title::Deputy | Title::UnitHead | Title::UnitDeputy)
        );
    let before = ctx.folded.text.get(..figure.label.start as usize).filter(|_| inside).map_or("", tail);
    before.rsplit_once('(').is_some_and(|(head, list)| {
        !list.contains(')')
            && head.strip_suffix('副').is_some_and(|t| t.trim_end_matches('名').ends_with(is_numeral))
    })
}

/// Whether a post in a bracket is part of something else than the figure before it: 副主任4名;处级领导职数12正16副(含…1名).
fn detached(ctx: Ctx<'_>, figure: Found, before: Option<Found>) -> bool {
    let bracket = figure.place == Place::Bracket && matches!(figure.counts, Counts::Post(_));
    let behind = |b: Found| ctx.str(Span::new(b.whole.end, figure.whole.start)).starts_with('(');
    bracket && before.is_some_and(|b| !behind(b))
}

/// The director of an office goes before a secretary-general of the government in its quota, and the deputies of an organ
/// before a deputy secretary of its party committee.
fn outrank(ctx: Ctx<'_>, row: &mut Row, figure: Found) {
    let heads = ["主任", "镇长", "乡长", "局长", "厅长"];
    let label = ctx.str(figure.label);
    if !heads.iter().any(|h| label.ends_with(h)) {
        return;
    }
    let director = label.ends_with("主任");
    let outranked = |f: Figure| {
        let words = ctx.str(f.1);
        !(director && words.contains("秘书长") || words.contains("副书记"))
    };
    match figure.counts {
        Counts::Post(Title::Head) => row.heads = row.heads.filter(|f| outranked(*f)),
        Counts::Post(Title::Deputy) => row.deputies = row.deputies.filter(|f| outranked(*f)),
        _ => {}
    }
}
