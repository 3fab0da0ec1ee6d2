//! Posts: each figure (…N名) is read by the words before it.

use std::collections::BTreeMap;

use super::{
    besides,
    both::of_both,
    figure::{Counts, Found, POLICE, Place, classify, figures},
    listed::{list_apart, listing},
    named,
    outpost::{apart, below, of_the_retired, organ_of, other, part_of, rank_of_institution},
    own::{self, Level},
    pairs::{names_rank, pairs},
    rank, repeated,
    title::Title,
    within,
};
use crate::{
    ingest::{
        ctx::{Ctx, find, sub, tail},
        names::organ::same,
        units::roster::led,
    },
    source::Span,
    text::is_numeral,
};

/// A number and its words, folded.
pub(in crate::ingest) type Figure = (i64, Span);

/// A post with its title; `least` and `most` differ where the text gives a range.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Titled {
    pub(in crate::ingest) title: Span,
    pub(in crate::ingest) least: i64,
    pub(in crate::ingest) most: i64,
    pub(in crate::ingest) span: Span,
}

/// The posts of one organ while they are being read; all places folded.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct Row {
    /// The organ that the text names.
    pub(in crate::ingest) organ: Option<Span>,
    pub(in crate::ingest) admin: Option<Figure>,
    pub(in crate::ingest) support: Option<Figure>,
    pub(in crate::ingest) separate_listed: Option<Span>,
    pub(in crate::ingest) separate: Option<Figure>,
    pub(in crate::ingest) separate_for: Option<Span>,
    pub(in crate::ingest) heads: Option<Figure>,
    pub(in crate::ingest) deputies: Option<Figure>,
    pub(in crate::ingest) unit_heads: Option<Figure>,
    pub(in crate::ingest) unit_deputies: Option<Figure>,
    /// Both together.
    pub(in crate::ingest) unit_leaders: Option<Figure>,
    pub(in crate::ingest) institution: Option<Figure>,
    /// 政法专项编制 beside 行政编制.
    pub(in crate::ingest) police: Option<Figure>,
    pub(in crate::ingest) filled: Option<Figure>,
    pub(in crate::ingest) institution_filled: Option<Figure>,
    pub(in crate::ingest) total: Option<Figure>,
    /// Whether the deputies are told in two figures, one of them for the standing deputy (常务副).
    pub(in crate::ingest) standing: bool,
    /// Whether leaders of units are told office by office.
    pub(in crate::ingest) summed: bool,
    /// Every post with a title.
    pub(in crate::ingest) posts: Vec<Titled>,
    /// Title, number, and both.
    pub(in crate::ingest) includes: Vec<(Span, i64, Span)>,
    /// All of it.
    pub(in crate::ingest) span: Span,
}

impl Row {
    /// Whether it has anything to tell.
    pub(super) fn tells(&self) -> bool {
        let numbers = [
            self.admin,
            self.support,
            self.separate,
            self.heads,
            self.deputies,
            self.unit_heads,
            self.unit_deputies,
            self.unit_leaders,
            self.institution,
            self.police,
            self.filled,
            self.institution_filled,
            self.total,
        ];
        self.separate_listed.is_some() || numbers.iter().any(Option::is_some) || !self.posts.is_empty()
    }
}

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
        rows.push(listed_row(&figures, span, whom));
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
        let whole = matches!(figure.counts, Counts::Admin | Counts::Institution | Counts::Total);
        let begins = match rows.last() {
            None => true,
            // What is listed apart in a sentence of its own has no posts of another kind.
            Some(row) if whole && row.organ.is_some() && row.organ == row.separate_for => true,
            Some(row) => match figure.counts {
                // Posts of police and justice stand beside those of the administration.
                Counts::Admin if ctx.str(figure.label).ends_with(POLICE) => other(ctx, row, organ),
                Counts::Admin => row.admin.is_some() && !splits,
                Counts::Institution => row.institution.is_some() || other(ctx, row, organ),
                Counts::Support => other(ctx, row, organ),
                // (含两委人员编制2名) is part of the posts before the bracket.
                Counts::Total => figure.place == Place::Beside && other(ctx, row, organ),
                _ => false,
            },
        };
        if begins {
            let begin = start.unwrap_or_else(|| organ.map_or(figure.whole.start, |o| o.start));
            rows.push(Row { organ, span: Span::new(begin, figure.whole.end), ..Row::default() });
        }
        let Some(row) = open_row(ctx, rows, figure) else { return };
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
    pairs(ctx, sentence, level, rows);
}

/// The row of posts that a sentence lists apart from those of the organ.
fn listed_row(figures: &[Found], span: Span, whom: Option<Span>) -> Row {
    let named = |f: &&Found| whom.is_some_and(|w| Span::new(w.start, w.end + 1).overlaps(f.whole));
    let separate = figures.iter().find(|f| f.counts == Counts::Separate || named(f));
    let separate = separate.map(|f| (f.value, f.whole));
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
fn between(ctx: Ctx<'_>, from: u32, to: u32) -> Option<&str> {
    let words = ctx.str(Span::new(from, to.max(from)));
    (words.len() <= FARTHEST).then_some(words)
}

/// The row that a figure belongs to: the last one. Posts of workers are none of what a sentence before lists apart.
fn open_row<'r>(ctx: Ctx<'_>, rows: &'r mut [Row], figure: Found) -> Option<&'r mut Row> {
    let last = rows.last()?;
    let retired = |r: &Row| r.organ.is_some_and(|o| of_the_retired(ctx.str(o)));
    let apart = (last.admin.is_none() && last.separate_listed.is_some() || retired(last))
        && figure.counts == Counts::Support;
    let open = |r: &Row| r.admin.is_some() && r.support.is_none() && !retired(r);
    let at = if apart {
        rows.iter().rposition(open)
    } else {
        named_beside(ctx, rows, figure).or_else(|| before_listed(ctx, rows, figure))
    };
    rows.get_mut(at.unwrap_or(rows.len() - 1))
}

/// 市政府办公室行政编制57名、口岸办人员编制4名。其中:主任1名: what the next sentences give is the organ's, and not that of the body
/// that is named beside it. The row of the organ.
fn named_beside(ctx: Ctx<'_>, rows: &[Row], figure: Found) -> Option<usize> {
    let [.., own, body] = rows else { return None };
    let (admin, total) = (own.admin?.1, body.total.or(body.institution)?.1);
    let one = body.total.is_none() || body.institution.is_none();
    let only = body.admin.is_none() && one && body.heads.is_none();
    let within = |from: u32, to: u32| !ctx.str(Span::new(from, to.max(from))).contains(['。', ';', '\n']);
    let together = within(admin.end, total.end) && !within(total.end, figure.whole.start);
    (only && together).then_some(rows.len() - 2)
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
fn beside_police(ctx: Ctx<'_>, row: &mut Row, figure: Found) -> bool {
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

/// Takes a figure into its row, as what it counts there.
fn taken(ctx: Ctx<'_>, row: &mut Row, figure: Found, before: Option<Found>) -> Found {
    let further = of_the_congress(ctx, row, figure, before).is_some();
    row.summed |= further;
    let figure = Found { counts: of_a_body(ctx, row, figure, before), ..figure };
    let second = figure.counts == Counts::Post(Title::Head) && named::by_its_second_name(ctx, row, figure);
    if !((further || second || told_again(ctx, row, figure)) && sum_up(row, figure)) {
        take(ctx, row, figure, before);
    }
    figure
}

/// Takes a figure into the row that it belongs to.
fn take(ctx: Ctx<'_>, row: &mut Row, figure: Found, before: Option<Found>) {
    if detached(ctx, figure, before) {
        if figure.titled {
            let (title, least, span) = (figure.label, figure.value, figure.whole);
            row.posts.push(Titled { title, least, most: figure.most.unwrap_or(least), span });
        }
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

/// 秘书长1名,副秘书长3名;专门委员会主任6名、副主任6名: deputies right behind the head of a body that the organ has are those
/// of that body.
fn of_a_body(ctx: Ctx<'_>, row: &Row, figure: Found, before: Option<Found>) -> Counts {
    let own = of_the_team(ctx, row, figure)
        .or_else(|| of_the_office(ctx, row, figure))
        .or_else(|| named::by_its_name(ctx, row, figure));
    if let Some(title) = own.or_else(|| of_its_units(ctx, row, figure, before)) {
        return Counts::Post(title);
    }
    let Some(head) = before.filter(|b| b.counts == Counts::Post(Title::Named) && b.titled) else {
        return figure.counts;
    };
    let titles = ["主任", "部长", "局长", "队长"];
    // Behind 武装部长, 副镇长 and 办事处副主任 are other deputies than those of the body.
    let alike = |t: &&&str| ctx.str(figure.label).strip_prefix('副') == Some(**t);
    let body = titles.iter().filter(alike).find_map(|t| ctx.str(head.label).strip_suffix(t));
    let own = |body: &str| row.organ.map_or(body == "办公室", |o| ctx.str(o).ends_with(body));
    let beside = matches!(ctx.str(Span::new(head.whole.end, figure.label.start)), "、" | "," | "和");
    let of_it = figure.counts == Counts::Post(Title::Deputy) && beside && row.heads.is_some();
    if of_it && body.is_some_and(|b| !b.is_empty() && !own(b)) {
        Counts::Post(Title::Named)
    } else {
        figure.counts
    }
}

/// 书记1名,副书记3名,部长(主任)5名,副部长(副主任)3名: behind the head of an organ several of another title are those of its
/// units.
fn of_its_units(ctx: Ctx<'_>, row: &Row, figure: Found, before: Option<Found>) -> Option<Title> {
    let label = ctx.str(figure.label);
    let titles = ["部长", "主任", "处长"];
    if let Some(title) = of_the_congress(ctx, row, figure, before) {
        return Some(title);
    }
    let (_, head) = row.heads?;
    match figure.counts {
        Counts::Post(Title::Head) if figure.value > 1 && figure.place == Place::Beside => {
            let other = titles.contains(&label) && !ctx.str(head).contains(label);
            (other && row.unit_heads.is_none()).then_some(Title::UnitHead)
        }
        Counts::Post(Title::Deputy) => {
            let own = label.strip_prefix('副').filter(|t| titles.contains(t))?;
            let behind = before.is_some_and(|b| b.titled && ctx.str(b.label) == own && b.value > 1);
            let of_units = row.unit_heads.is_some_and(|(_, at)| before.is_some_and(|b| b.whole == at));
            (behind && of_units).then_some(Title::UnitDeputy)
        }
        _ => None,
    }
}

/// 设主任1名、副主任4名;办公室主任1名,副主任2名;各工作委员会主任4名: below the chairmen of a standing committee these are of
/// its units.
fn of_the_congress(ctx: Ctx<'_>, row: &Row, figure: Found, before: Option<Found>) -> Option<Title> {
    let congress = ["人大常委会", "人大机关", "人民代表大会常务", "政协", "政治协商会议"];
    let told = tail(ctx.str(Span::new(row.span.start, figure.label.start.max(row.span.start))));
    congress
        .iter()
        .any(|w| told.contains(w) || row.organ.is_some_and(|o| ctx.str(o).contains(w)))
        .then_some(())?;
    let office = |label: &str| {
        let office = label.strip_suffix("副主任").or_else(|| label.strip_suffix("主任"));
        office
            .is_some_and(|o| ["办公室", "专委会", "委员会", "工委", "研究室"].iter().any(|e| o.ends_with(e)))
    };
    let label = ctx.str(figure.label);
    match figure.counts {
        Counts::Post(Title::Named) if office(label) => {
            Some(if label.ends_with("副主任") { Title::UnitDeputy } else { Title::UnitHead })
        }
        Counts::Post(Title::Deputy) if label == "副主任" => {
            before.filter(|b| b.titled && office(ctx.str(b.label))).map(|_| Title::UnitDeputy)
        }
        _ => None,
    }
}

/// 副镇长3名,人大主席1名,副镇长1名: further deputies of the same title, in one sentence; but for those who have their posts
/// elsewhere (副镇长1名(挂职)).
fn told_again(ctx: Ctx<'_>, row: &Row, figure: Found) -> bool {
    let Some((_, whole)) = row.deputies.filter(|_| figure.place == Place::Beside && figure.titled) else {
        return false;
    };
    let title = ctx.str(figure.label);
    let alike = ctx.str(whole).strip_prefix(title).is_some_and(|t| t.starts_with(is_numeral));
    let between = between(ctx, whole.end, figure.whole.start);
    let behind = tail_of(ctx, figure);
    figure.counts == Counts::Post(Title::Deputy)
        && figure.most.is_none()
        && alike
        && between.is_some_and(|b| !b.contains(['。', '\n', '(', ')']))
        && !behind.starts_with(['兼', '由', '为'])
        && !["(兼", "(挂职"].iter().any(|w| behind.starts_with(w))
}

/// What stands behind a figure.
fn tail_of(ctx: Ctx<'_>, figure: Found) -> &str {
    ctx.folded.text.get(figure.whole.end as usize..).unwrap_or("")
}

/// Adds to the deputies, or to the leaders of units, those of further ones.
fn sum_up(row: &mut Row, figure: Found) -> bool {
    let field = match figure.counts {
        Counts::Post(Title::UnitHead) => &mut row.unit_heads,
        Counts::Post(Title::UnitDeputy) => &mut row.unit_deputies,
        Counts::Post(Title::Deputy) => &mut row.deputies,
        Counts::Post(Title::Head) => &mut row.heads,
        _ => return false,
    };
    let Some((sum, at)) = field else { return false };
    let Some(more) = sum.checked_add(figure.value) else { return false };
    *field = Some((more, at.to(figure.whole)));
    let (title, least, span) = (figure.label, figure.value, figure.whole);
    row.posts.push(Titled { title, least, most: figure.most.unwrap_or(least), span });
    row.span.end = row.span.end.max(span.end);
    true
}

/// 县执法队核定事业编制36名,设队长1名、副队长2名: who leads a team leads no unit of it.
fn of_the_team(ctx: Ctx<'_>, row: &Row, figure: Found) -> Option<Title> {
    row.organ.filter(|o| ctx.str(*o).ends_with('队'))?;
    match (figure.counts, ctx.str(figure.label)) {
        (Counts::Post(Title::UnitHead), "队长") if row.heads.is_none() => Some(Title::Head),
        (Counts::Post(Title::UnitDeputy), "副队长") if row.deputies.is_none() => Some(Title::Deputy),
        _ => None,
    }
}

/// 秘书长1名,副秘书长4名,办公室副主任3名: the posts of an office itself, told apart from those of the government.
fn of_the_office(ctx: Ctx<'_>, row: &Row, figure: Found) -> Option<Title> {
    // 市政府秘书长兼办公厅主任1名.
    let label = ctx.str(figure.label);
    let (besides, label) = label.rsplit_once('兼').map_or((false, label), |(_, own)| (true, own));
    let (office, title) = label
        .strip_suffix("副主任")
        .map(|o| (o.strip_suffix("专职").unwrap_or(o), Title::Deputy))
        .or_else(|| Some((label.strip_suffix("主任")?, Title::Head)))?;
    // 副秘书长兼办公厅副主任 is a post of its own.
    if besides && (title == Title::Deputy || row.heads.is_some()) {
        return None;
    }
    let own = ["办公室", "办公厅"].iter().any(|e| office.ends_with(e));
    let named = own && figure.counts == Counts::Post(Title::Named);
    (named && row.organ.is_some_and(|o| same(ctx.str(o), office))).then_some(title)
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

/// 科级领导职数11名,其中:书记1名…: what the heads and deputies of the organ spell out is no number of its units.
fn spell_out(
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

/// Whether a number of leaders of units is that of heads and deputies together: its words name neither.
fn is_sum(ctx: Ctx<'_>, figure: Found) -> bool {
    figure.counts == Counts::Post(Title::UnitHead)
        && !figure.titled
        && (!ctx.str(figure.whole).contains(['正', '副']) || of_both(ctx.str(figure.whole)))
}

/// Puts a figure into its row; false where it belongs to none of the row's fields.
pub(in crate::ingest) fn put(row: &mut Row, figure: Found, before: Option<Found>) -> bool {
    let value = Some((figure.value, figure.whole));
    if let (Counts::Post(_), true) = (figure.counts, figure.titled) {
        let most = figure.most.unwrap_or(figure.value);
        let title = Span::new(figure.label.start + figure.besides, figure.label.end);
        row.posts.push(Titled { title, least: figure.value, most, span: figure.whole });
    }
    if let Some(most) = figure.most {
        let post = matches!(figure.counts, Counts::Post(_));
        // No single number: the range stands among the posts, under the words that it counts.
        if !post && figure.counts != Counts::Other {
            let title = Span::new(figure.whole.start, figure.label.end);
            row.posts.push(Titled { title, least: figure.value, most, span: figure.whole });
        }
        return post || figure.counts != Counts::Other;
    }
    let field = match figure.counts {
        Counts::Admin => &mut row.admin,
        Counts::Support => &mut row.support,
        Counts::Separate => &mut row.separate,
        Counts::UnitLeaders => &mut row.unit_leaders,
        Counts::Institution => &mut row.institution,
        Counts::Total if row.admin.is_none() => &mut row.total,
        Counts::Filled => match before.map(|b| b.counts) {
            Some(Counts::Admin | Counts::Total) => &mut row.filled,
            Some(Counts::Institution) => &mut row.institution_filled,
            _ => return false,
        },
        Counts::Post(title) => {
            let bracket = figure.place == Place::Bracket;
            let sum = |b: &Found| b.counts == Counts::Post(Title::UnitHead) && !b.titled;
            let outer = before.filter(|b| bracket || figure.place == Place::Part && sum(b)).map(|b| b.counts);
            // A bracket behind the sum of the units' leaders spells it out; one behind a post is part of the post.
            let spelled = outer == Some(Counts::Post(Title::UnitHead));
            // 副科级14名(含管理部主任6名) are some of the units' leaders, and none of the organ's.
            if outer == Some(Counts::Post(Title::UnitDeputy)) {
                return figure.titled;
            }
            let part = matches!(outer, Some(Counts::Post(_))) && !spelled;
            // 正科级领导职数9名(含机关党委专职副书记1名).
            let part = part || bracket && spelled && title == Title::Named && figure.titled;
            if part || title == Title::Named {
                if part {
                    row.includes.push((figure.label, figure.value, figure.whole));
                }
                return part || figure.titled;
            }
            match title {
                Title::UnitHead if spelled => {
                    row.unit_heads = value;
                    return true;
                }
                Title::Head => &mut row.heads,
                Title::Deputy => &mut row.deputies,
                Title::UnitHead => &mut row.unit_heads,
                Title::UnitDeputy => &mut row.unit_deputies,
                Title::Named => return false,
            }
        }
        Counts::Total | Counts::Leaders | Counts::Other => return false,
    };
    match (*field, figure.counts) {
        // 常务副主任1名,副主任2名 are three deputies.
        (Some((others, span)), Counts::Post(Title::Deputy)) if row.standing != figure.standing => {
            *field = Some((others.saturating_add(figure.value), span.to(figure.whole)));
        }
        (Some(_), _) => return false,
        (None, _) => *field = value,
    }
    row.standing |= figure.standing;
    true
}

/// Adds the rows of tables: each says of its organ, or of the document's own, what sentences may have said before.
pub(in crate::ingest) fn join(ctx: Ctx<'_>, rows: &mut Vec<Row>, tables: impl IntoIterator<Item = Row>) {
    let named = rows.iter().enumerate().rev();
    let mut places: BTreeMap<&str, usize> =
        named.filter_map(|(i, row)| Some((ctx.str(row.organ?), i))).collect();
    for table in tables {
        let at = table.organ.map_or(Some(0), |o| places.get(ctx.str(o)).copied());
        if let Some(row) = at.and_then(|at| rows.get_mut(at)) {
            repeated::complete(row, table);
            continue;
        }
        places.extend(table.organ.map(|o| (ctx.str(o), rows.len())));
        rows.push(table);
    }
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
