//! Posts: each figure (…N名) is read by the words before it.

use std::collections::BTreeMap;

use super::{
    change,
    count::{self, numeral_before},
    ctx::{Ctx, find, longer, sub, tail},
    name,
    organ::same,
    place,
    title::{self, Title},
};
use crate::source::Span;

/// A number and its words, folded.
pub(super) type Figure = (i64, Span);

/// A post with its title; `least` and `most` differ where the text gives a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Titled {
    pub(super) title: Span,
    pub(super) least: i64,
    pub(super) most: i64,
    pub(super) span: Span,
}

/// The posts of one organ while they are being read; all places folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The organ that the text names.
    pub(super) organ: Option<Span>,
    pub(super) admin: Option<Figure>,
    pub(super) support: Option<Figure>,
    pub(super) separate_listed: Option<Span>,
    pub(super) separate: Option<Figure>,
    pub(super) separate_for: Option<Span>,
    pub(super) heads: Option<Figure>,
    pub(super) deputies: Option<Figure>,
    pub(super) unit_heads: Option<Figure>,
    pub(super) unit_deputies: Option<Figure>,
    /// Both together.
    pub(super) unit_leaders: Option<Figure>,
    pub(super) institution: Option<Figure>,
    pub(super) filled: Option<Figure>,
    pub(super) institution_filled: Option<Figure>,
    pub(super) total: Option<Figure>,
    /// Whether the deputies are told in two figures, one of them for the standing deputy (常务副).
    pub(super) standing: bool,
    /// Every post with a title.
    pub(super) posts: Vec<Titled>,
    /// Title, number, and both.
    pub(super) includes: Vec<(Span, i64, Span)>,
    /// All of it.
    pub(super) span: Span,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    Admin,
    Support,
    Separate,
    Institution,
    /// How many of the posts named just before are filled.
    Filled,
    /// All posts together.
    Total,
    Post(Title),
    /// A sum of leadership posts, which the posts in a bracket behind it spell out.
    Leaders,
    /// A sum of leadership posts of units, whose parts follow.
    UnitLeaders,
    Other,
}

/// How a figure stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Beside,
    /// Behind 其中: it is part of a sum.
    Part,
    /// In a bracket.
    Bracket,
}

/// One figure of a sentence.
#[derive(Clone, Copy, Debug)]
struct Found {
    counts: Counts,
    value: i64,
    /// The upper end of a range.
    most: Option<i64>,
    /// The words before the number.
    label: Span,
    /// Whether the label is the title of a post.
    titled: bool,
    /// Label and number.
    whole: Span,
    place: Place,
    /// Whether it counts a standing deputy (常务副).
    standing: bool,
}

/// Reads the rows of a sequence of paragraphs. Each comes with the mark of its article, if it is the article's first.
pub(super) fn rows(ctx: Ctx<'_>, paragraphs: &[(Span, Option<Span>)]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (paragraph, mark) in paragraphs {
        for (i, sentence) in ctx.sentences(*paragraph).enumerate() {
            let start = mark.filter(|_| i == 0).map(|m| m.start);
            read_sentence(ctx, sentence, start, &mut rows);
        }
    }
    rows.retain(|r| {
        r.admin.is_some()
            || r.support.is_some()
            || r.heads.is_some()
            || r.separate_listed.is_some()
            || r.deputies.is_some()
            || r.institution.is_some()
            || r.total.is_some()
            || r.posts.iter().any(|p| p.least != p.most)
    });
    rows.sort_by_key(|r| r.span.start);
    rows
}

fn read_sentence(ctx: Ctx<'_>, sentence: Span, start: Option<u32>, rows: &mut Vec<Row>) {
    let mut figures = figures(ctx, sentence);
    spell_out(ctx, sentence, &mut figures);
    let listing = listing(ctx, sentence);
    let has_admin = figures.iter().any(|f| f.counts == Counts::Admin);
    if figures.is_empty() && listing.is_none() {
        pairs(ctx, sentence, rows);
        return;
    }
    let text = ctx.str(sentence);
    let continues = ["其中", "含", "另"].iter().any(|p| text.starts_with(p));
    if let Some((span, whom)) = listing.filter(|_| !has_admin && !continues) {
        let separate = figures.iter().find(|f| f.counts == Counts::Separate).map(|f| (f.value, f.whole));
        let whole = separate.map_or(span, |s| span.to(s.1));
        let all = whom.map_or(whole, |w| whole.to(w));
        rows.push(Row {
            organ: whom,
            separate_listed: Some(span),
            separate,
            separate_for: whom,
            span: all,
            ..Row::default()
        });
        return;
    }
    let mut before: Option<Found> = None;
    let last = figures.len().saturating_sub(1);
    for (number, figure) in figures.into_iter().enumerate() {
        let organ = organ_of(ctx, sentence, figure);
        if apart(ctx, figure, organ, rows) || number == last && below(ctx, sentence, figure, organ, rows) {
            continue;
        }
        let splits = figure.counts == Counts::Admin && rows.last().is_some_and(|r| sums_up(ctx, r, figure));
        let begins = match rows.last() {
            None => true,
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
        let Some(row) = rows.last_mut() else { return };
        if splits {
            row.total = row.admin.take();
        }
        if row.organ.is_none() {
            row.organ = organ;
        }
        take(ctx, row, figure, before);
        if figure.place != Place::Bracket {
            before = Some(figure);
        }
    }
    if let (Some(row), Some((span, whom))) = (rows.last_mut(), listing)
        && row.separate_listed.is_none()
    {
        row.separate_listed = Some(row.separate.map_or(span, |s| s.1));
        row.separate_for = whom;
        row.span.end = row.span.end.max(span.end);
    }
    pairs(ctx, sentence, rows);
}

/// 局机关行政编制22名,市场监管所行政编制30名, at the end of a sentence: the leaders that come next are those of the organ.
fn below(ctx: Ctx<'_>, sentence: Span, figure: Found, organ: Option<Span>, rows: &mut Vec<Row>) -> bool {
    let (Some(organ), Some(row)) = (organ, rows.last()) else { return false };
    let name = ctx.str(organ);
    let local =
        ["所", "站", "队", "分局"].iter().any(|e| name.ends_with(e)) && place::chunks(name).is_empty();
    let beside = figure.counts == Counts::Admin && row.admin.is_some_and(|(_, at)| sentence.contains(at));
    if !local || !beside || !other(ctx, row, Some(organ)) || row.heads.is_some() {
        return false;
    }
    let span = Span::new(organ.start, figure.whole.end);
    let mut made = Row { organ: Some(organ), span, ..Row::default() };
    put(&mut made, figure, None);
    rows.insert(rows.len() - 1, made);
    true
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
    outrank(ctx, row, figure);
    if is_sum(ctx, figure) && figure.most.is_none() {
        row.unit_leaders = row.unit_leaders.or(Some((figure.value, figure.whole)));
    }
    if put(row, figure, before) {
        row.span.end = row.span.end.max(figure.whole.end);
    }
}

/// Whether a post in a bracket is part of something else than the figure before it: 副主任4名;处级领导职数12正16副(含…1名).
fn detached(ctx: Ctx<'_>, figure: Found, before: Option<Found>) -> bool {
    let bracket = figure.place == Place::Bracket && matches!(figure.counts, Counts::Post(_));
    let behind = |b: Found| ctx.str(Span::new(b.whole.end, figure.whole.start)).starts_with('(');
    bracket && before.is_some_and(|b| !behind(b))
}

/// 派出机构行政编制21名, behind the posts of the organ itself: a row of its own, before the open one, since the leaders
/// that come next are still those of the organ.
fn apart(ctx: Ctx<'_>, figure: Found, organ: Option<Span>, rows: &mut Vec<Row>) -> bool {
    let text = ctx.str(figure.label);
    let whose =
        ["派出机构", "派驻机构", "直属机构", "基层所", "基层单位"].iter().find(|w| text.starts_with(**w));
    let (Some(whose), true) = (whose, figure.counts == Counts::Admin && organ.is_none()) else {
        return false;
    };
    if rows.last().is_none_or(|r| r.admin.is_none()) {
        return false;
    }
    let organ = Some(sub(figure.label, 0, whose.len()));
    let span = Span::new(figure.label.start, figure.whole.end);
    let mut row = Row { organ, span, ..Row::default() };
    put(&mut row, figure, None);
    rows.insert(rows.len() - 1, row);
    true
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
fn spell_out(ctx: Ctx<'_>, sentence: Span, figures: &mut [Found]) {
    for at in 0..figures.len() {
        let sum = figures[at];
        let behind = ctx.str(Span::new(sum.whole.end, sentence.end));
        let told = behind.starts_with(':')
            || ["其中", "即"].iter().any(|w| behind.trim_start_matches([',', ';', '(']).starts_with(w));
        if sum.counts != Counts::Post(Title::UnitHead) || sum.titled || !told {
            continue;
        }
        let end = sum.whole.end + behind.get(1..).and_then(|t| t.find(';')).unwrap_or(behind.len()) as u32;
        let mut posts = figures[at + 1..].iter().take_while(|f| f.whole.start < end).map(|f| f.counts);
        // 股级领导职数19名,其中正股级11名,副股级8名.
        if is_sum(ctx, sum) && posts.clone().next() == Some(Counts::Post(Title::UnitHead)) {
            figures[at].counts = Counts::UnitLeaders;
            continue;
        }
        let unit = |c: &Counts| matches!(c, Counts::Post(Title::UnitHead | Title::UnitDeputy));
        let own = |c: Counts| matches!(c, Counts::Post(Title::Head | Title::Deputy));
        if posts.clone().next().is_some_and(|c| !unit(&c)) && posts.any(own) {
            figures[at].counts = Counts::Leaders;
        }
    }
}

/// 机关编制54名,其中行政编制50名: the first figure is the sum of what follows.
fn sums_up(ctx: Ctx<'_>, row: &Row, part: Found) -> bool {
    let words = ctx.str(part.label);
    let whole = row.admin.map_or("", |f| ctx.str(f.1));
    (words.starts_with("其中") || part.place == Place::Bracket)
        && words.ends_with("行政编制")
        && whole.contains("机关编制")
        && row.total.is_none()
}

/// Whether a number of leaders of units is that of heads and deputies together: its words name neither.
fn is_sum(ctx: Ctx<'_>, figure: Found) -> bool {
    figure.counts == Counts::Post(Title::UnitHead)
        && !figure.titled
        && !ctx.str(figure.whole).contains(['正', '副'])
}

/// The organ whose posts a figure counts, where its words or those before them name it.
fn organ_of(ctx: Ctx<'_>, sentence: Span, figure: Found) -> Option<Span> {
    let whole =
        matches!(figure.counts, Counts::Admin | Counts::Institution | Counts::Total | Counts::Support);
    let own = || count::organ_in(ctx, organ_words(ctx, figure.label));
    if whole {
        own()
            .or_else(|| outpost(ctx, organ_words(ctx, figure.label)))
            .or_else(|| organ_before(ctx, sentence, figure.label))
    } else {
        None
    }
}

/// 某某局派驻森林资源监督机构, in front of its posts.
fn outpost(ctx: Ctx<'_>, words: Span) -> Option<Span> {
    let text = ctx.str(words);
    let at = ["派驻", "派出", "直属"].iter().filter_map(|w| find(text, w)).min()?;
    let whose = text.get(..at)?.trim_end_matches('的');
    (text.ends_with("机构") && name::is_organ(whose)).then_some(words)
}

/// The organ that stands alone before the comma in front of a label: 白溪县救助站,事业编制8名.
fn organ_before(ctx: Ctx<'_>, sentence: Span, label: Span) -> Option<Span> {
    let before = ctx.str(Span::new(sentence.start, label.start)).strip_suffix(',')?;
    let words = tail(before).rsplit([',', ';', ':', '。', '\n']).next()?;
    let start = before.len() - words.len();
    // 后勤中心为县水务局所属事业单位,事业编制5名; 县水利局核减行政编制3名,调整后….
    let verbs = ["为", "是", "核减", "核增", "增加", "减少"];
    let end = verbs.iter().filter_map(|v| words.find(v)).min().map_or(before.len(), |i| start + i);
    count::organ_in(ctx, sub(sentence, start, end))
}

/// The words of an 行政编制 label in front of 行政编制.
fn organ_words(ctx: Ctx<'_>, label: Span) -> Span {
    let text = ctx.str(label);
    let end =
        ["机关行政编制", "行政编制", "机关编制", "政法专项编制", "人员编制", "事业编制", "总编制", "编制"]
            .iter()
            .find_map(|w| text.find(w))
            .unwrap_or(0);
    let words = text.get(..end).unwrap_or("");
    let clean =
        ["核定", "共有", "使用", "现有", "编制"].iter().fold(words, |w, e| w.strip_suffix(e).unwrap_or(w));
    sub(label, 0, clean.len())
}

/// Whether a sentence names another organ than that of the row.
fn other(ctx: Ctx<'_>, row: &Row, organ: Option<Span>) -> bool {
    let Some(organ) = organ.filter(|_| row.admin.is_some() || row.total.is_some()) else { return false };
    match row.organ {
        Some(own) => !same(ctx.str(organ), ctx.str(own)),
        // Figures without an organ are the document's own; a public institution is another.
        None => ["中心", "站", "所", "队", "馆", "院", "校"].iter().any(|e| ctx.str(organ).ends_with(e)),
    }
}

/// Puts a figure into its row; false where it belongs to none of the row's fields.
fn put(row: &mut Row, figure: Found, before: Option<Found>) -> bool {
    let value = Some((figure.value, figure.whole));
    if let (Counts::Post(_), true) = (figure.counts, figure.titled) {
        let most = figure.most.unwrap_or(figure.value);
        row.posts.push(Titled { title: figure.label, least: figure.value, most, span: figure.whole });
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
            let part = matches!(outer, Some(Counts::Post(_))) && !spelled;
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
            *field = Some((others + figure.value, span.to(figure.whole)));
        }
        (Some(_), _) => return false,
        (None, _) => *field = value,
    }
    row.standing |= figure.standing;
    true
}

/// The figures of a sentence, in order.
fn figures(ctx: Ctx<'_>, sentence: Span) -> Vec<Found> {
    let text = ctx.str(sentence);
    let mut depth = 0_u32;
    let mut out = Vec::new();
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '名' | '人' => out.extend(figure(ctx, sentence, i, i + c.len_utf8(), depth > 0)),
            // 正科级领导职数17个: what is counted in this way besides is no post.
            '个' => {
                let found = figure(ctx, sentence, i, i + c.len_utf8(), depth > 0);
                let label = |f: &Found| ctx.str(f.label).trim_end_matches(['为', '共']);
                out.extend(found.filter(|f| {
                    ["职数", "编制", "编制数", "编制总数"].iter().any(|w| label(f).ends_with(w))
                }));
            }
            _ => {}
        }
    }
    out
}

fn figure(ctx: Ctx<'_>, sentence: Span, sign: usize, end: usize, inside: bool) -> Option<Found> {
    let text = ctx.str(sentence);
    let (value, at) = numeral_before(text.get(..sign)?)?;
    let before = text.get(..at)?;
    if before.ends_with('第') {
        return None;
    }
    let (value, most, at, end) = range(text, value, at, end)?;
    // “副局长3名”修改为“副局长4名”: the first is no more.
    if change::replaced(text.get(end..)?).is_some() {
        return None;
    }
    let before = text.get(..at)?;
    let stop = before.trim_end_matches([':', '\n']).len();
    let stop = if before.get(..stop)?.ends_with(')') { opening(before.get(..stop)?)? } else { stop };
    let start = label_start(before.get(..stop)?);
    let label = ctx.trim(sub(sentence, start, stop));
    let (counts, skip) = classify(ctx.str(label));
    let near = tail(before.get(..start)?).rsplit([';', '。']).next().unwrap_or("");
    let of_units = UNITS.iter().any(|w| near.contains(w));
    let counts = match (counts, ctx.str(label).trim_start_matches("其中")) {
        // 处级领导职数56名,其中:正处长22名,副处长34名.
        (Counts::Post(Title::Head | Title::Named), "正职" | "处长" | "正处长") if of_units => {
            Counts::Post(Title::UnitHead)
        }
        (Counts::Post(Title::Deputy), "副职" | "副处长") if of_units => Counts::Post(Title::UnitDeputy),
        // 内设机构领导职数:主任5名,副主任2名.
        (Counts::Post(Title::Head), _) if spelled(near) => Counts::Post(Title::UnitHead),
        (Counts::Post(Title::Deputy), _) if spelled(near) => Counts::Post(Title::UnitDeputy),
        // 区级领导编制七名单列.
        (Counts::Other | Counts::Admin | Counts::Total, _) if listed_apart(text.get(end..).unwrap_or("")) => {
            Counts::Separate
        }
        _ => counts,
    };
    let placed = counts == Counts::Other && places(ctx, sentence, label);
    let skip = if placed { ctx.str(label).rfind('置').map_or(skip, |i| i + '置'.len_utf8()) } else { skip };
    let counts = if placed { Counts::Post(Title::Named) } else { counts };
    let titled = placed || matches!(counts, Counts::Post(_)) && title::is_title(ctx.str(label));
    let whole = Span::new(label.start + skip as u32, sub(sentence, end, end).start);
    let whole_label = matches!(counts, Counts::Admin | Counts::Institution | Counts::Total);
    let label = Span::new(if whole_label { label.start } else { whole.start }, label.end);
    let standing = ctx.str(label).starts_with("常务副");
    let part = ctx.str(Span::new(sentence.start, label.start)).trim_end_matches(':').ends_with("其中");
    let place = match () {
        () if inside => Place::Bracket,
        () if part => Place::Part,
        () => Place::Beside,
    };
    Some(Found { counts, value, most, label, titled, whole, place, standing })
}

/// Whether the posts behind some words are those of units, which the words announce.
fn spelled(before: &str) -> bool {
    let announced = before.rsplit_once("职数:").map_or("", |(words, _)| words);
    let words = announced.strip_suffix("领导").unwrap_or(announced);
    ["内设机构", "内设科室", "科室", "股室", "处室", "中层"].iter().any(|w| words.ends_with(w))
}

/// Whether what stands behind a figure lists it apart, and nothing else: 编制七名单列。
fn listed_apart(behind: &str) -> bool {
    let rest = behind.trim_start_matches(',').strip_prefix("单列");
    rest.is_some_and(|r| r.is_empty() || r.starts_with([',', ';', '。', ')', '\n']))
}

/// Whether the label of a number of persons is a title because its sentence places posts: 置主任观护人一人.
fn places(ctx: Ctx<'_>, sentence: Span, label: Span) -> bool {
    let before = tail(ctx.str(Span::new(sentence.start, label.end)));
    let clause = before.rsplit([';', '。']).next().unwrap_or("");
    let words = ctx.str(label);
    let plain = longer(words, 1) && !longer(words, 10) && words.chars().all(char::is_alphanumeric);
    plain && clause.contains('置') && !clause.contains(['设', '配'])
}

/// The signs of a range: 2-3名, 一人至三人.
const TO: [char; 6] = ['-', '~', '至', '到', '—', '–'];

/// A figure with what makes it a range: the least, the most, where the first numeral begins and where the last sign
/// ends. The second half of a range is no figure of its own.
fn range(text: &str, value: i64, at: usize, end: usize) -> Option<(i64, Option<i64>, usize, usize)> {
    let before = text.get(..at)?;
    if before.ends_with(TO) {
        let lower = before.trim_end_matches(TO);
        let (least, start) = numeral_before(lower)?;
        return Some((least, Some(value), start, end));
    }
    let after = text.get(end..)?;
    let Some(upper) = after.strip_prefix(TO) else { return Some((value, None, at, end)) };
    let Some((most, length)) = crate::text::numeral_prefix(upper) else {
        return Some((value, None, at, end));
    };
    let sign = upper.get(length..)?.chars().next().filter(|c| matches!(c, '名' | '人'))?;
    Some((value, Some(most), at, end + (after.len() - upper.len()) + length + sign.len_utf8()))
}

/// Where the bracket that a text ends with opens.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let skipped = text.len() - tail(text).len();
    for (i, c) in tail(text).char_indices().rev().map(|(i, c)| (i + skipped, c)) {
        match c {
            ')' => depth += 1,
            '(' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the words that a text ends with begin: behind the last separator, brackets passed over.
fn label_start(text: &str) -> usize {
    let mut depth = 0_u32;
    let skipped = text.len() - tail(text).len();
    for (i, c) in tail(text).char_indices().rev().map(|(i, c)| (i + skipped, c)) {
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '(' | ',' | ';' | ':' | '\n' | '、' | '。' | '“' | '”' if depth == 0 => {
                return i + c.len_utf8();
            }
            _ => {}
        }
    }
    0
}

/// How posts of the administration are called; those of police and justice have a name of their own.
const ADMIN: [&str; 3] = ["行政编制", "机关编制", POLICE];
const POLICE: &str = "政法专项编制";

/// What a label counts, and how many of its bytes belong to something else.
fn classify(label: &str) -> (Counts, usize) {
    let text = label.trim_end_matches(['额', '总', '为', '共', '计', '是', '名', '有']);
    let text =
        text.strip_suffix("编制数").map_or(text, |t| text.get(..t.len() + "编制".len()).unwrap_or(text));
    let text = ["总数", "数"]
        .iter()
        .find_map(|w| text.strip_suffix(w))
        .filter(|t| t.ends_with("行政编制"))
        .unwrap_or(text);
    let from = |words: &[&str]| words.iter().filter_map(|w| text.rfind(w)).min();
    let part = if text.starts_with("含") || text.starts_with("其中") { Some(0) } else { None };
    let support = ["工勤", "后勤服务", "后勤人员", "后勤编制"].iter().any(|w| text.contains(w))
        && !text.ends_with("岗位");
    let moved = |w: &&str| find(text, w).is_some_and(|i| !text[i + w.len()..].starts_with('后'));
    if ["核减", "核增", "由", "聘用", "增加", "减少", "收回", "划转", "划出", "精简"].iter().any(moved)
    {
        return (Counts::Other, 0);
    }
    if text.contains("单列") && !support {
        return (Counts::Separate, part.or_else(|| from(&["单列"])).unwrap_or(0));
    }
    if support {
        let at = from(&["机关工勤", "工勤", "后勤服务", "后勤人员", "后勤编制"]).unwrap_or(0);
        return (Counts::Support, at);
    }
    if ["实有", "实有人数", "实有人员", "现有", "现有人员"].iter().any(|w| label.ends_with(w))
    {
        return (Counts::Filled, 0);
    }
    if ["编制总额", "编制总数"].iter().any(|w| label.trim_end_matches('为').ends_with(w))
        && !text.ends_with("行政编制")
    {
        return (Counts::Total, from(&["机关编制", "人员编制", "编制"]).unwrap_or(0));
    }
    if text.ends_with("事业编制") || text.ends_with("事业人员编制") {
        return (Counts::Institution, from(&["事业编制", "事业人员编制"]).unwrap_or(0));
    }
    if text.contains("事业编制") {
        return (Counts::Other, 0);
    }
    if ADMIN.iter().any(|w| text.ends_with(w)) {
        return (Counts::Admin, from(&ADMIN).unwrap_or(0));
    }
    if ["人员编制", "总编制", "机构编制", "员额编制", "编制员"].iter().any(|w| text.ends_with(w))
        || text.strip_suffix("编制").is_some_and(name::is_organ)
        || text == "编制"
        || text == "核定编制"
    {
        return (Counts::Total, from(&["人员编制", "总编制", "机构编制", "员额编制", "编制"]).unwrap_or(0));
    }
    let of_units = matches!(title::read(text), Some((Title::UnitHead | Title::UnitDeputy, _)));
    if text.ends_with("领导职数") && !of_units {
        return (Counts::Leaders, 0);
    }
    title::read(text).map_or((Counts::Other, 0), |(title, skip)| (Counts::Post(title), skip))
}

/// A listing apart without a figure of its own, and for whom: 区政府领导编制单列.
fn listing(ctx: Ctx<'_>, sentence: Span) -> Option<(Span, Option<Span>)> {
    let text = ctx.str(sentence);
    let at = text.find("单列")?;
    let start = label_start(text.get(..at)?);
    let tail = text.get(at..)?;
    // Posts of workers are their own figure, listed apart or not.
    if tail.split([',', ';', '。']).next().is_some_and(|t| t.contains("工勤") || t.contains("后勤")) {
        return None;
    }
    let end = at + tail.find([',', ';', '。', ')', '\n']).unwrap_or(tail.len());
    let before = text.get(start..at)?;
    let whom = ["行政编制", "编制", "人员"].iter().fold(before, |w, e| w.strip_suffix(e).unwrap_or(w));
    let whom = ["从中", "其中", "含", "另", "不含"].iter().fold(whom, |w, p| w.strip_prefix(p).unwrap_or(w));
    let lead = before.find(whom).unwrap_or(0);
    let named = longer(whom, 1);
    let span = ctx.trim(sub(sentence, start, end));
    Some((span, named.then(|| sub(sentence, start + lead, start + lead + whom.len()))))
}

/// Words that tell of the leaders of units.
const UNITS: [&str; 11] =
    ["司局级", "科级", "股级", "内设", "科室", "股室", "中层", "处级", "科(室)", "股(室)", "处(室)"];

/// 科级领导职数1正3副,股级领导职数11正8副: where a lower rank follows, the higher one is the organ's own.
fn ranks_above(near: &str, after: &str) -> bool {
    let ranks = ["司局级", "处级", "科级", "股级"];
    let Some(own) = ranks.iter().position(|r| near.contains(r)) else { return false };
    ranks.iter().skip(own + 1).any(|r| after.contains(&format!("{r}领导职数")))
}

/// 1正3副, 一正三副.
fn pairs(ctx: Ctx<'_>, sentence: Span, rows: &mut [Row]) {
    let text = ctx.str(sentence);
    let Some(row) = rows.last_mut() else { return };
    for (i, _) in text.match_indices('正') {
        let Some((heads, start)) = numeral_before(text.get(..i).unwrap_or("")) else { continue };
        let at = i + '正'.len_utf8();
        let after = text.get(at..).unwrap_or("");
        let lead = after.len() - after.trim_start_matches(['名', ',', '、', '职']).len();
        let Some((deputies, length)) = after.get(lead..).and_then(crate::text::numeral_prefix) else {
            continue;
        };
        let end = at + lead + length;
        if !text.get(end..).is_some_and(|t| t.trim_start_matches('名').starts_with('副')) {
            continue;
        }
        let first = (heads, sub(sentence, start, at));
        let second = (deputies, sub(sentence, at + lead, end + '副'.len_utf8()));
        let near = tail(text.get(..start).unwrap_or("")).rsplit([',', ';', '。']).next().unwrap_or("");
        let units = UNITS.iter().any(|w| near.contains(w)) && !ranks_above(near, after);
        let (h, d) = if units {
            (&mut row.unit_heads, &mut row.unit_deputies)
        } else {
            (&mut row.heads, &mut row.deputies)
        };
        (*h, *d) = (Some(first), Some(second));
        row.span.end = row.span.end.max(second.1.end);
    }
}

/// Adds the rows of tables: each says of its organ, or of the document's own, what sentences may have said before.
pub(super) fn join(ctx: Ctx<'_>, rows: &mut Vec<Row>, tables: impl IntoIterator<Item = Row>) {
    let named = rows.iter().enumerate().rev();
    let mut places: BTreeMap<&str, usize> =
        named.filter_map(|(i, row)| Some((ctx.str(row.organ?), i))).collect();
    for table in tables {
        let at = table.organ.map_or(Some(0), |o| places.get(ctx.str(o)).copied());
        if let Some(row) = at.and_then(|at| rows.get_mut(at)) {
            complete(row, table);
            continue;
        }
        places.extend(table.organ.map(|o| (ctx.str(o), rows.len())));
        rows.push(table);
    }
}

fn complete(row: &mut Row, table: Row) {
    row.admin = row.admin.or(table.admin);
    row.support = row.support.or(table.support);
    row.separate = row.separate.or(table.separate);
    row.heads = row.heads.or(table.heads);
    row.deputies = row.deputies.or(table.deputies);
    row.unit_heads = row.unit_heads.or(table.unit_heads);
    row.unit_deputies = row.unit_deputies.or(table.unit_deputies);
    row.unit_leaders = row.unit_leaders.or(table.unit_leaders);
    row.institution = row.institution.or(table.institution);
    row.total = row.total.or(table.total);
    if row.posts.is_empty() {
        row.posts = table.posts;
    }
}

/// Whether the label of a column names posts.
pub(super) fn counts_posts(label: &str) -> bool {
    classify(label).0 != Counts::Other
}

/// Puts one entry of a table into a row.
pub(super) fn entry(ctx: Ctx<'_>, row: &mut Row, label: Span, amount: (i64, i64), number: Span) {
    let text = ctx.str(label);
    let (counts, skip) = classify(text);
    let counts = if counts == Counts::Other { Counts::Post(Title::Named) } else { counts };
    let label = sub(label, skip, text.len());
    let most = (amount.0 != amount.1).then_some(amount.1);
    let titled = matches!(counts, Counts::Post(_));
    let whole = label.to(number);
    put(
        row,
        Found { counts, value: amount.0, most, label, titled, whole, place: Place::Beside, standing: false },
        None,
    );
}
