//! Posts: each figure (…N名) is read by the words before it.

use super::{
    count::{self, numeral_before},
    ctx::{Ctx, sub, tail},
    title::{self, Title},
};
use crate::source::Span;

/// A number and its words, folded.
pub(super) type Figure = (i64, Span);

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
    Post(Title),
    /// A sum of leadership posts, which the posts in a bracket behind it spell out.
    Leaders,
    Other,
}

/// One figure of a sentence.
#[derive(Clone, Copy, Debug)]
struct Found {
    counts: Counts,
    value: i64,
    /// The words before the number.
    label: Span,
    /// Label and number.
    whole: Span,
    /// Whether it stands in a bracket.
    inside: bool,
}

/// Reads the rows of a sequence of paragraphs. Each comes with the mark of its article, if it is the article's first.
pub(super) fn rows(ctx: Ctx<'_>, paragraphs: &[(Span, Option<Span>)]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (paragraph, mark) in paragraphs {
        for (i, sentence) in ctx.sentences(*paragraph).into_iter().enumerate() {
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
    });
    rows
}

fn read_sentence(ctx: Ctx<'_>, sentence: Span, start: Option<u32>, rows: &mut Vec<Row>) {
    let figures = figures(ctx, sentence);
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
    for figure in figures {
        let organ = (figure.counts == Counts::Admin)
            .then(|| count::organ_in(ctx, organ_words(ctx, figure.label)))
            .flatten();
        let begins = match rows.last() {
            None => true,
            Some(row) => figure.counts == Counts::Admin && row.admin.is_some(),
        };
        if begins {
            let begin = start.unwrap_or_else(|| organ.map_or(figure.whole.start, |o| o.start));
            rows.push(Row { organ, span: Span::new(begin, figure.whole.end), ..Row::default() });
        }
        let Some(row) = rows.last_mut() else { return };
        if row.organ.is_none() {
            row.organ = organ;
        }
        // The director of an office goes before a secretary-general of the government in its quota.
        if ctx.str(figure.label).ends_with("主任") {
            let outranked = |f: Figure| !ctx.str(f.1).contains("秘书长");
            match figure.counts {
                Counts::Post(Title::Head) => row.heads = row.heads.filter(|f| outranked(*f)),
                Counts::Post(Title::Deputy) => row.deputies = row.deputies.filter(|f| outranked(*f)),
                _ => {}
            }
        }
        if put(row, figure, before) {
            row.span.end = row.span.end.max(figure.whole.end);
        }
        if !figure.inside {
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

/// The words of an 行政编制 label in front of 行政编制.
fn organ_words(ctx: Ctx<'_>, label: Span) -> Span {
    let text = ctx.str(label);
    let end =
        ["机关行政编制", "行政编制", "机关编制", "人员编制"].iter().find_map(|w| text.find(w)).unwrap_or(0);
    let words = text.get(..end).unwrap_or("");
    let clean =
        ["核定", "共有", "使用", "现有", "编制"].iter().fold(words, |w, e| w.strip_suffix(e).unwrap_or(w));
    sub(label, 0, clean.len())
}

/// Puts a figure into its row; false where it belongs to none of the row's fields.
fn put(row: &mut Row, figure: Found, before: Option<Found>) -> bool {
    let value = Some((figure.value, figure.whole));
    let field = match figure.counts {
        Counts::Admin => &mut row.admin,
        Counts::Support => &mut row.support,
        Counts::Separate => &mut row.separate,
        Counts::Post(title) => {
            let outer = before.filter(|_| figure.inside).map(|b| b.counts);
            // A bracket behind the sum of the units' leaders spells it out; one behind a post is part of the post.
            let spelled = outer == Some(Counts::Post(Title::UnitHead));
            let part = matches!(outer, Some(Counts::Post(_))) && !spelled;
            if part || title == Title::Named {
                if part {
                    row.includes.push((figure.label, figure.value, figure.whole));
                }
                return part;
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
        Counts::Leaders | Counts::Other => return false,
    };
    if field.is_some() {
        return false;
    }
    *field = value;
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
            _ => {}
        }
    }
    out
}

fn figure(ctx: Ctx<'_>, sentence: Span, sign: usize, end: usize, inside: bool) -> Option<Found> {
    let text = ctx.str(sentence);
    let (value, at) = numeral_before(text.get(..sign)?)?;
    let before = text.get(..at)?;
    // A range (2-3名, 一人至三人) is no single number.
    let range =
        before.ends_with(['-', '~', '至', '—', '–']) || text.get(end..)?.starts_with(['至', '-', '~']);
    if range || before.ends_with('第') {
        return None;
    }
    let stop = before.trim_end_matches([':', '\n']).len();
    let stop = if before.get(..stop)?.ends_with(')') { opening(before.get(..stop)?)? } else { stop };
    let start = label_start(before.get(..stop)?);
    let label = ctx.trim(sub(sentence, start, stop));
    let (counts, skip) = classify(ctx.str(label));
    let near = tail(before.get(..start)?).rsplit([';', '。']).next().unwrap_or("");
    let of_units = ["科级", "股级", "处级", "内设", "科室", "股室", "中层"].iter().any(|w| near.contains(w));
    let counts = match (counts, ctx.str(label)) {
        (Counts::Post(Title::Head), "正职") if of_units => Counts::Post(Title::UnitHead),
        (Counts::Post(Title::Deputy), "副职") if of_units => Counts::Post(Title::UnitDeputy),
        _ => counts,
    };
    let whole = Span::new(label.start + skip as u32, sub(sentence, end, end).start);
    let label = Span::new(if matches!(counts, Counts::Admin) { label.start } else { whole.start }, label.end);
    Some(Found { counts, value, label, whole, inside })
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
            '(' | ',' | ';' | ':' | '\n' | '、' | '。' if depth == 0 => return i + c.len_utf8(),
            _ => {}
        }
    }
    0
}

/// What a label counts, and how many of its bytes belong to something else.
fn classify(label: &str) -> (Counts, usize) {
    let text = label.trim_end_matches(['额', '总', '为', '共', '计', '是', '名', '有']);
    let text =
        text.strip_suffix("编制数").map_or(text, |t| text.get(..t.len() + "编制".len()).unwrap_or(text));
    let from = |words: &[&str]| words.iter().filter_map(|w| text.rfind(w)).min();
    let part = if text.starts_with("含") || text.starts_with("其中") { Some(0) } else { None };
    if text.contains("单列") {
        return (Counts::Separate, part.or_else(|| from(&["单列"])).unwrap_or(0));
    }
    if text.contains("工勤") || text.contains("后勤服务") || text.contains("后勤人员") {
        let at = from(&["机关工勤", "工勤", "后勤服务", "后勤人员"]).unwrap_or(0);
        return (Counts::Support, at);
    }
    if ["事业编制", "实有", "核减", "核增", "由", "聘用"].iter().any(|w| text.contains(w)) {
        return (Counts::Other, 0);
    }
    if text.ends_with("行政编制") || text.ends_with("机关编制") {
        return (Counts::Admin, from(&["行政编制", "机关编制"]).unwrap_or(0));
    }
    if text.ends_with("领导职数")
        && !["科级", "股级", "处级", "内设", "科室", "股室", "处室", "中层"].iter().any(|w| text.contains(w))
    {
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
    let end = at + tail.find([',', ';', '。', ')', '\n']).unwrap_or(tail.len());
    let before = text.get(start..at)?;
    let whom = ["行政编制", "编制", "人员"].iter().fold(before, |w, e| w.strip_suffix(e).unwrap_or(w));
    let whom = ["其中", "含", "另", "不含"].iter().fold(whom, |w, p| w.strip_prefix(p).unwrap_or(w));
    let lead = before.find(whom).unwrap_or(0);
    let named = whom.chars().count() >= 2;
    let span = ctx.trim(sub(sentence, start, end));
    Some((span, named.then(|| sub(sentence, start + lead, start + lead + whom.len()))))
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
        let units = ["科级", "股级", "内设", "科室", "股室", "中层", "处级"].iter().any(|w| near.contains(w));
        let (h, d) = if units {
            (&mut row.unit_heads, &mut row.unit_deputies)
        } else {
            (&mut row.heads, &mut row.deputies)
        };
        (*h, *d) = (Some(first), Some(second));
        row.span.end = row.span.end.max(second.1.end);
    }
}
