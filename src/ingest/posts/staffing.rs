//! Posts: each figure (…N名) of a sentence goes to the row of the organ that it belongs to.

use std::collections::BTreeMap;

use super::{
    besides,
    classify::POLICE,
    count::organ_in,
    elsewhere,
    figure::{Counts, Found, Place, figures},
    listed::{list_apart, listing},
    outpost::{apart, below, of_the_retired, organ_of, other, part_of, rank_of_institution},
    own::Level,
    pairs::pairs,
    repeated,
    row::{Row, Titled},
    shares,
    spelled::spell_out,
    take::taken,
    title::Title,
    within,
};
use crate::{
    ingest::{
        ctx::{Ctx, find, sub, tail},
        names::organ::same,
        names::place,
    },
    source::Span,
};

/// Reads the rows of a sequence of paragraphs. Each comes with the mark of its article, if it is the article's first. The
/// numbers `taken`, in order, are those of units; `level` is the organ's rank.
pub(in crate::ingest) fn rows(
    ctx: Ctx<'_>,
    paragraphs: &[(Span, Option<Span>)],
    taken: &[Span],
    level: Option<Level>,
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (paragraph, mark) in paragraphs {
        for (i, sentence) in ctx.sentences(*paragraph).enumerate() {
            let start = mark.filter(|_| i == 0).map(|m| m.start);
            read_sentence(ctx, sentence, (start, taken, level), &mut rows);
        }
    }
    rows.retain(Row::tells);
    rows.sort_by_key(|r| r.span.start);
    rows
}

fn read_sentence(
    ctx: Ctx<'_>,
    sentence: Span,
    (start, of_units, level): (Option<u32>, &[Span], Option<Level>),
    rows: &mut Vec<Row>,
) {
    let shared = shares::rows(ctx, sentence);
    if !shared.is_empty() {
        rows.extend(shared);
        return;
    }
    let mut figures = own_figures(ctx, sentence, of_units);
    let institution = rank_of_institution(ctx, sentence, &figures);
    let level = institution.or(level);
    spell_out(ctx, sentence, &mut figures, rows.last().filter(|_| institution.is_none()), level);
    let listing = listing(ctx, sentence);
    let has_admin = figures.iter().any(|f| f.counts == Counts::Admin);
    if figures.is_empty() && listing.is_none() {
        pairs(ctx, sentence, level, rows);
        return;
    }
    let text = ctx.str(sentence);
    let continues = ["其中", "含", "另"].iter().any(|p| text.starts_with(p));
    if let Some((span, whom)) = listing.filter(|_| !has_admin && !continues) {
        rows.push(listed_row(ctx, &figures, span, whom));
        return;
    }
    let mut before: Option<Found> = None;
    let last = figures.len().saturating_sub(1);
    for (number, figure) in figures.into_iter().enumerate() {
        let organ = organ_of(ctx, sentence, figure);
        let told = apart(ctx, figure, organ, rows)
            || of_the_institution(ctx, rows.last(), figure)
            || part_of(ctx, rows.last(), figure, organ)
            || within::told(ctx, rows.last_mut(), figure, organ.is_some());
        if told || number == last && below(ctx, sentence, figure, organ, rows) {
            continue;
        }
        let beside = |row: &mut Row| {
            !other(ctx, row, organ)
                && (beside_police(ctx, row, figure) || repeated::of_other_funds(ctx, row, figure))
        };
        if rows.last_mut().is_some_and(beside) {
            before = Some(figure);
            continue;
        }
        let splits = figure.counts == Counts::Admin && rows.last().is_some_and(|r| sums_up(ctx, r, figure));
        let opens = rows.last().is_none_or(|row| begins(ctx, row, (figure, organ, splits), rows));
        if opens {
            let begin = start.unwrap_or_else(|| organ.map_or(figure.whole.start, |o| o.start));
            rows.push(Row { organ, span: Span::new(begin, figure.whole.end), ..Row::default() });
        }
        let whose = rows.last().filter(|r| r.shared).and_then(|_| leads(ctx, sentence, figure));
        let Some(row) = open_row(ctx, rows, figure, whose) else { return };
        if splits {
            row.total = row.admin.take();
        }
        if row.organ.is_none() {
            row.organ = organ;
        }
        let figure = taken(ctx, row, figure, before);
        besides::told(ctx, sentence, row, figure);
        if figure.place != Place::Bracket {
            before = Some(figure);
        }
    }
    if let (Some(row), Some(listing)) = (rows.last_mut(), listing) {
        list_apart(row, listing);
    }
    share(ctx, sentence, rows);
    pairs(ctx, sentence, level, rows);
}

/// 县民政局行政编制12名,县老龄办行政编制3名: what later sentences say of leaders is the organ's, which is named first.
fn share(ctx: Ctx<'_>, sentence: Span, rows: &mut [Row]) {
    let own = |r: &&mut Row| r.admin.is_some_and(|(_, at)| at.start >= sentence.start);
    let told: Vec<&mut Row> = rows.iter_mut().rev().take(ROWS).take_while(own).collect();
    let local = ["所", "站", "队", "分局", "机构"];
    let bare = |r: &Row| {
        let named = r.organ.is_some_and(|o| !local.iter().any(|e| ctx.str(o).ends_with(e)));
        named && r.admin.is_some() && r.heads.or(r.deputies).or(r.unit_heads).or(r.unit_leaders).is_none()
    };
    if told.len() > 1 && told.iter().all(|r| bare(r)) {
        for row in told {
            row.shared = true;
        }
    }
}

/// Whether a figure begins a row of its own behind the last one; `splits` where it is part of the number before it.
fn begins(
    ctx: Ctx<'_>,
    row: &Row,
    (figure, organ, splits): (Found, Option<Span>, bool),
    rows: &[Row],
) -> bool {
    // What is listed apart in a sentence of its own has no posts of another kind.
    let whole = matches!(figure.counts, Counts::Admin | Counts::Institution | Counts::Total);
    if whole && row.organ.is_some() && row.organ == row.separate_for {
        return true;
    }
    match figure.counts {
        // Posts of police and justice stand beside those of the administration.
        Counts::Admin if ctx.str(figure.label).ends_with(POLICE) => other(ctx, row, organ),
        Counts::Admin => {
            row.admin.is_some() && !splits
                || is_behind_institution(ctx, row, figure, organ)
                || is_of_another_name(ctx, row, organ)
        }
        Counts::Institution => {
            row.institution.is_some() || other(ctx, row, organ) || is_behind_leaders(ctx, row, figure, organ)
        }
        Counts::Support => other(ctx, row, organ),
        // (含两委人员编制2名) is part of the posts before the bracket.
        Counts::Total => {
            figure.place == Place::Beside && other(ctx, row, organ)
                || is_of_another_name(ctx, row, organ)
                || is_behind_leaders(ctx, row, figure, organ)
                || is_elsewhere(ctx, row, figure, organ)
        }
        _ => of_another_kind(ctx, row, figure) && own_before(rows).is_none(),
    }
}

/// The row of posts that a sentence lists apart from those of the organ.
fn listed_row(ctx: Ctx<'_>, figures: &[Found], span: Span, whom: Option<Span>) -> Row {
    // 编制单列:县政府领导9名.
    let leading = |f: &&Found| {
        ["政府领导", "委领导", "县领导", "市领导", "区领导"].iter().any(|e| ctx.str(f.label).ends_with(e))
    };
    let whom = whom.or_else(|| figures.iter().find(leading).map(|f| f.label));
    let named = |f: &&Found| whom.is_some_and(|w| Span::new(w.start, w.end + 1).overlaps(f.whole));
    let separate = figures.iter().find(|f| f.counts == Counts::Separate || named(f));
    // 县政府领导编制单列,共8名.
    let all = |f: &&Found| {
        f.place == Place::Beside && between(ctx, span.end, f.whole.end).is_some_and(|b| b.starts_with(",共"))
    };
    let separate = separate.or_else(|| figures.iter().find(all)).map(|f| (f.value, f.whole));
    let whole = separate.map_or(span, |s| span.to(s.1));
    let all = whom.map_or(whole, |w| whole.to(w));
    Row {
        organ: whom,
        separate_listed: Some(span),
        separate,
        separate_for: whom,
        span: all,
        ..Row::default()
    }
}

/// The figures of a sentence, but for those of units; these come in order.
fn own_figures(ctx: Ctx<'_>, sentence: Span, of_units: &[Span]) -> Vec<Found> {
    let mut found = figures(ctx, sentence);
    if !of_units.is_empty() {
        let of_a_unit = |f: &Found| {
            let at = of_units.partition_point(|t| t.end <= f.whole.start);
            of_units.get(at).is_some_and(|t| t.overlaps(f.whole))
        };
        found.retain(|f| !of_a_unit(f));
    }
    found
}

/// 事业编制32名,其中全额事业编制20名、差额事业编制12名: the parts of a number are no posts beside it.
fn of_the_institution(ctx: Ctx<'_>, row: Option<&Row>, figure: Found) -> bool {
    let Some((value, whole)) = row.and_then(|r| r.institution) else { return false };
    figure.counts == Counts::Institution
        && figure.value <= value
        && between(ctx, whole.end, figure.label.end)
            .is_some_and(|b| b.contains("其中") && !b.contains(['。', ';', '\n']))
}

/// Numbers with more bytes between them are no whole and its part.
const FARTHEST: usize = 1500;

/// The words between two places that are near each other; none where the second does not follow.
pub(super) fn between(ctx: Ctx<'_>, from: u32, to: u32) -> Option<&str> {
    let words = ctx.str(Span::new(from, to.max(from)));
    (words.len() <= FARTHEST).then_some(words)
}

/// The row that a figure belongs to: the last one. Posts of workers are none of what a sentence before lists apart.
fn open_row<'r>(
    ctx: Ctx<'_>,
    rows: &'r mut [Row],
    figure: Found,
    whose: Option<Span>,
) -> Option<&'r mut Row> {
    let last = rows.last()?;
    let retired = |r: &Row| r.organ.is_some_and(|o| of_the_retired(ctx.str(o)));
    let apart = (last.admin.is_none() && last.separate_listed.is_some() || retired(last))
        && figure.counts == Counts::Support;
    let open = |r: &Row| r.admin.is_some() && r.support.is_none() && !retired(r);
    let at = if apart {
        rows.iter().rposition(open)
    } else {
        shares::led(ctx, rows, figure, whose)
            .or_else(|| named_beside(ctx, rows, figure))
            .or_else(|| before_listed(ctx, rows, figure))
            .or_else(|| beside_outposts(ctx, rows, figure))
            .or_else(|| {
                let above = of_another_kind(ctx, last, figure) || of_units_above(ctx, last, figure);
                own_before(rows).filter(|_| above)
            })
    };
    rows.get_mut(at.unwrap_or(rows.len() - 1))
}

/// The body that a sentence about leaders begins with: 县老龄办设主任1名.
fn leads(ctx: Ctx<'_>, sentence: Span, figure: Found) -> Option<Span> {
    let words = ctx.str(Span::new(sentence.start, figure.whole.start.max(sentence.start)));
    let near = tail(words);
    let clause = near.rsplit(';').next()?;
    let from = words.len() - clause.len();
    let at = clause.get(..clause.floor_char_boundary(WHOSE))?.find(['设', '配', '核'])?;
    organ_in(ctx, sub(sentence, from, from + at))
}

/// The name of a body that leads a sentence has no more bytes.
const WHOSE: usize = 90;

/// 县民政局下设事业单位2个,核定事业编制40名。行政编制20名: posts of the administration in a later sentence are none of an institution's.
fn is_behind_institution(ctx: Ctx<'_>, row: &Row, figure: Found, organ: Option<Span>) -> bool {
    let posts = row.institution.or(row.total);
    let Some((_, whole)) = posts.filter(|_| organ.is_none() && row.admin.is_none()) else {
        return false;
    };
    is_of_institution(ctx, row)
        && between(ctx, whole.end, figure.whole.start).is_none_or(|b| b.contains(['。', '\n']))
}

/// 行政编制26名。县政府驻上海联络处:编制5名: the posts of a body that is elsewhere are not those of the organ which a sentence before has
/// not named.
fn is_elsewhere(ctx: Ctx<'_>, row: &Row, figure: Found, organ: Option<Span>) -> bool {
    let known = row.organ.is_none() && row.admin.or(row.total).is_some();
    let Some(organ) = organ.filter(|_| known) else { return false };
    let name = ctx.str(organ);
    let later = || between(ctx, row.span.end, figure.whole.start).is_some_and(|b| b.contains(['。', '\n']));
    (name.contains('驻') || name.ends_with(['站', '所', '院', '馆', '校', '心', '园'])) && later()
}

/// 设主任1名、副主任3名, and in a later paragraph 下属事业单位:县信息中心,编制5名: the leaders of the organ are none of the institution's.
fn is_behind_leaders(ctx: Ctx<'_>, row: &Row, figure: Found, organ: Option<Span>) -> bool {
    let Some(organ) = organ.filter(|_| row.organ.is_none() && row.admin.or(row.total).is_none()) else {
        return false;
    };
    let leads = row.heads.or(row.unit_heads).or(row.unit_leaders).is_some();
    let words = || between(ctx, row.span.end, figure.whole.start).unwrap_or("");
    let line = || {
        let before = ctx.folded.text.get(..organ.end as usize).map_or("", tail);
        before.rsplit('\n').next().unwrap_or("")
    };
    let owned = ["下属", "所属", "直属", "下设", "事业单位"];
    leads && words().contains('\n') && owned.iter().any(|w| line().contains(w))
}

/// 县教研室为某局所属事业单位,编制18名。县教育局机关行政编制12名: posts of the administration are not of the body that another name has
/// told before.
fn is_of_another_name(ctx: Ctx<'_>, row: &Row, organ: Option<Span>) -> bool {
    let told = row.institution.or(row.total).filter(|_| row.admin.is_none());
    let other = |a: &str, b: &str| !same(a, b) && !a.ends_with(b) && !b.ends_with(a);
    told.is_some() && row.organ.zip(organ).is_some_and(|(a, b)| other(ctx.str(a), ctx.str(b)))
}

/// Whether a row is that of an institution which the text is not about: 事业单位, 县救助站, 所属县教研室, 县教研室为某局所属事业单位.
fn is_of_institution(ctx: Ctx<'_>, row: &Row) -> bool {
    let posts = row.institution.or(row.total).filter(|_| row.admin.is_none());
    let Some((organ, (_, whole))) = row.organ.zip(posts) else {
        return false;
    };
    let name = ctx.str(organ);
    let owned = ["所属", "直属", "下属", "代管"];
    let before = || ctx.folded.text.get(..organ.start as usize).map_or("", tail);
    let behind = || between(ctx, organ.end, whole.start).unwrap_or("");
    // 下属事业单位2个:县热线办公室,编制3名;县电子政务办公室,编制4名.
    let among = || {
        let line = before().rsplit(['。', '\n']).next().unwrap_or("");
        line.contains("事业单位") && owned.iter().any(|w| line.contains(w))
    };
    name == "事业单位"
        || name.ends_with(['站', '所', '院', '馆', '校', '队', '心', '园'])
        || owned.iter().any(|w| before().ends_with(w))
        || among()
        || behind().starts_with(['为', '是']) && owned.iter().any(|w| behind().contains(w))
}

/// So many rows at most are looked through for that of the organ.
const ROWS: usize = 8;

/// The row of the organ itself before those of its institutions.
fn own_before(rows: &[Row]) -> Option<usize> {
    let from = rows.len().saturating_sub(ROWS);
    rows.iter().skip(from).rposition(|r| r.admin.is_some()).map(|at| from + at)
}

/// 县救助站事业编制10名,站长1名。局长1名,副局长2名: a bureau's leaders in a later sentence are none of a station's.
fn of_another_kind(ctx: Ctx<'_>, row: &Row, figure: Found) -> bool {
    let leader = matches!(figure.counts, Counts::Post(Title::Head | Title::Deputy));
    leader && ctx.str(figure.label).ends_with("局长") && is_of_institution(ctx, row)
}

/// 所属县教研室事业编制7名。股级领导职数2名: neither are the leaders of units in a later sentence, where the organ's row has none yet.
fn of_units_above(ctx: Ctx<'_>, row: &Row, figure: Found) -> bool {
    let of_units =
        matches!(figure.counts, Counts::Post(Title::UnitHead | Title::UnitDeputy) | Counts::UnitLeaders);
    let last = row.institution.map_or(row.span.end, |(_, at)| at.end);
    let later = || between(ctx, last, figure.whole.start).is_some_and(|b| b.contains(['。', '\n']));
    of_units && row.unit_heads.or(row.unit_leaders).is_none() && later() && is_of_institution(ctx, row)
}

/// 局机关政法专项编制23名,司法所政法专项编制46名,工勤编制1名。设局长1名: what comes behind the posts of outposts is the organ's, whose
/// posts stand in the same sentence. The row of the organ.
fn beside_outposts(ctx: Ctx<'_>, rows: &[Row], figure: Found) -> Option<usize> {
    let [.., own, body] = rows else { return None };
    let (first, second) = (own.admin?.1, body.admin?.1);
    let name = ctx.str(body.organ?);
    let local =
        ["所", "站", "分局", "中队"].iter().any(|e| name.ends_with(e)) && place::chunks(name).is_empty();
    let one = local && between(ctx, first.end, second.end).is_some_and(|b| !b.contains(['。', '\n']));
    let later = || between(ctx, second.end, figure.whole.start).is_some_and(|b| b.contains(['。', '\n']));
    let leads = match figure.counts {
        Counts::Support => body.support.is_none() && body.heads.is_none(),
        Counts::Post(Title::Named) => false,
        Counts::Post(_) | Counts::UnitLeaders | Counts::Leaders => later(),
        _ => false,
    };
    (one && leads).then_some(rows.len() - 2)
}

/// 市政府办公室行政编制57名、口岸办人员编制4名。其中:主任1名: what the next sentences give is the organ's, and not that of the body
/// that is named beside it. The row of the organ.
fn named_beside(ctx: Ctx<'_>, rows: &[Row], figure: Found) -> Option<usize> {
    let [.., own, body] = rows else { return None };
    let (admin, total) = (own.admin?.1, body.total.or(body.institution)?.1);
    let one = body.total.is_none() || body.institution.is_none();
    let only = body.admin.is_none() && one && body.heads.is_none();
    let within = |from: u32, to: u32| between(ctx, from, to).is_some_and(|b| !b.contains(['。', ';', '\n']));
    let together = only && within(admin.end, total.end) && !within(total.end, figure.whole.start);
    together.then_some(rows.len() - 2)
}

/// 机关行政编制26名。县政府领导编制单列。设主任1名: the leaders that the next sentence gives are the organ's, where it has none yet, and
/// not of those whose posts are listed apart. The row of the organ.
fn before_listed(ctx: Ctx<'_>, rows: &[Row], figure: Found) -> Option<usize> {
    let [.., own, listed] = rows else { return None };
    own.admin?;
    let only = listed.separate_listed.is_some()
        && [listed.admin, listed.institution, listed.total, listed.heads, listed.deputies]
            .iter()
            .all(Option::is_none);
    let lacks = match figure.counts {
        Counts::Post(Title::Head) => own.heads.is_none(),
        Counts::Post(Title::Deputy) => own.deputies.is_none(),
        Counts::Post(Title::UnitHead) => own.unit_heads.is_none(),
        Counts::Post(Title::UnitDeputy) => own.unit_deputies.is_none(),
        Counts::UnitLeaders => own.unit_leaders.is_none(),
        _ => false,
    };
    let next = ctx.str(Span::new(listed.span.end, figure.whole.start.max(listed.span.end)));
    (only && lacks && next.contains(['。', '\n'])).then_some(rows.len() - 2)
}

/// 行政编制12名,另核定政法专项编制3名: two numbers, told apart. True where the figure is taken.
pub(super) fn beside_police(ctx: Ctx<'_>, row: &mut Row, figure: Found) -> bool {
    let Some((value, whole)) = row.admin.filter(|_| figure.counts == Counts::Admin) else { return false };
    let police = |words: Span| find(ctx.str(words), POLICE).map(|i| sub(words, i, i + POLICE.len()));
    let (before, now) = (police(whole), police(figure.label));
    let part = ["其中", "含", "包括", "包含"].iter().any(|w| ctx.str(figure.label).starts_with(w));
    // In another paragraph they may be those of another organ.
    let apart = ctx.str(Span::new(whole.end, figure.whole.start.max(whole.end))).contains('\n');
    if part
        || apart
        || figure.place != Place::Beside
        || before.is_some() == now.is_some()
        || row.heads.is_some()
    {
        return false;
    }
    let (title, least, most, span) = match (before, now) {
        (Some(title), _) => (title, value, value, whole),
        (_, Some(title)) => (title, figure.value, figure.most.unwrap_or(figure.value), figure.whole),
        _ => return false,
    };
    if row.police.is_none() && least == most {
        row.police = Some((least, span));
    } else {
        row.posts.push(Titled { title, least, most, span });
    }
    row.span.end = row.span.end.max(figure.whole.end);
    if before.is_some() {
        row.admin = Some((figure.value, figure.whole));
    }
    true
}

/// 机关编制54名,其中行政编制50名; 行政编制30名,其中行政编制28名、工勤编制2名: the first figure is the sum of what follows.
fn sums_up(ctx: Ctx<'_>, row: &Row, part: Found) -> bool {
    let words = ctx.str(part.label);
    let whole = row.admin.map_or("", |f| ctx.str(f.1));
    let again = words.trim_start_matches("其中").trim_start_matches(':') == "行政编制"
        && row.admin.is_some_and(|(value, at)| {
            part.value <= value
                && between(ctx, at.end, part.whole.start).is_some_and(|b| !b.contains(['。', ';', '\n']))
        });
    (words.starts_with("其中") || part.place != Place::Beside)
        && words.ends_with("行政编制")
        && (whole.contains("机关编制") || again)
        && row.total.is_none()
}

/// Adds the rows of tables: each says of its organ, or of the document's own, what sentences may have said before.
pub(in crate::ingest) fn join(ctx: Ctx<'_>, rows: &mut Vec<Row>, tables: impl IntoIterator<Item = Row>) {
    let named = rows.iter().enumerate().rev();
    let mut places: BTreeMap<&str, usize> =
        named.filter_map(|(i, row)| Some((ctx.str(row.organ?), i))).collect();
    let mut others = Vec::new();
    for mut table in tables {
        elsewhere::of_an_institution(ctx, &mut table);
        let at = table.organ.map_or(Some(0), |o| places.get(ctx.str(o)).copied());
        if let Some(row) = at.and_then(|at| rows.get_mut(at)) {
            // What a table gives otherwise than the sentence before it is told beside.
            if repeated::contradicts(row, &table) {
                others.push(Row { organ: row.organ, ..table });
            } else {
                repeated::complete(row, table);
            }
            continue;
        }
        places.extend(table.organ.map(|o| (ctx.str(o), rows.len())));
        rows.push(table);
    }
    rows.append(&mut others);
}
