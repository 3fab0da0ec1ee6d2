//! Posts that one sentence gives to several bodies, one number for each: 县热线办公室、县信息中心为某局所属事业单位,分别核定编制3名、4名,
//! 各设主任1名.

use super::{
    count::{numeral_before, organ_in},
    figure::{Counts, Found},
    row::{Figure, Row, Titled},
    title::{self, Title},
};
use crate::{
    ingest::{
        ctx::{Ctx, find, sub},
        names::organ::same,
    },
    source::Span,
    text::{is_numeral, numeral_prefix},
};

/// So many bodies at most share a sentence.
const MOST: usize = 12;

/// The rows of such a sentence; none where it is like any other.
pub(super) fn rows(ctx: Ctx<'_>, sentence: Span) -> Vec<Row> {
    let text = ctx.str(sentence);
    // One look rules most sentences out.
    let Some(at) = find(text, "分别").filter(|_| text.contains("编制")) else { return Vec::new() };
    let names = names(ctx, sentence, text.get(..at).unwrap_or(""));
    let (numbers, end) = numbers(ctx, sentence, at);
    if names.len() < 2 || names.len() != numbers.len() {
        return Vec::new();
    }
    let told = text.get(..end).unwrap_or("");
    let titles = titles(ctx, sentence, end);
    // 分别设局长1名、主任1名: each has the one that stands in its place.
    let each = text.get(end..).is_some_and(|t| t.trim_start_matches([',', ';']).starts_with("分别设"));
    let in_order = each && titles.len() == names.len();
    let row = |(at, (organ, number)): (usize, (Span, Figure))| {
        let mut row = Row { organ: Some(organ), span: organ.to(number.1), shared: true, ..Row::default() };
        let field = match () {
            () if told.contains("行政编制") => &mut row.admin,
            () if told.contains("事业") => &mut row.institution,
            () => &mut row.total,
        };
        *field = Some(number);
        let own = if in_order { at..at + 1 } else { 0..if each { 0 } else { titles.len() } };
        for (title, post) in titles.get(own).unwrap_or_default() {
            let field = if *title == Title::Head { &mut row.heads } else { &mut row.deputies };
            *field = Some((post.least, post.span));
            row.posts.push(*post);
        }
        row
    };
    names.into_iter().zip(numbers).enumerate().map(row).collect()
}

/// The row that leaders in a sentence behind such a one belong to, of those that it gives posts of the administration: the organ's,
/// which is named first, or that of the body which is named.
pub(super) fn led(ctx: Ctx<'_>, rows: &[Row], figure: Found, organ: Option<Span>) -> Option<usize> {
    let last = rows.last().filter(|r| r.shared && r.admin.is_some())?;
    let leads =
        matches!(figure.counts, Counts::Post(_) | Counts::UnitLeaders | Counts::Leaders | Counts::Support);
    let behind = last.admin.is_some_and(|(_, at)| at.end <= figure.whole.start);
    (leads && behind).then_some(())?;
    let from = rows.len() - rows.iter().rev().take(MOST).take_while(|r| r.shared).count();
    let own = |r: &Row| r.organ.zip(organ).is_some_and(|(a, b)| same(ctx.str(a), ctx.str(b)));
    Some(rows.get(from..)?.iter().position(own).map_or(from, |at| from + at))
}

/// The names of the bodies that the words before their numbers begin with; none where one of them is no body.
fn names(ctx: Ctx<'_>, sentence: Span, before: &str) -> Vec<Span> {
    let list = before.split(['为', '是', ',']).next().unwrap_or("");
    // 县民政局和县老龄办行政编制分别为12名和3名.
    let kinds = ["行政编制", "事业编制", "人员编制", "编制"];
    let list = kinds.iter().find_map(|k| list.strip_suffix(k)).unwrap_or(list);
    let mut from = 0;
    let names = list.split_inclusive(['、', '和']).take(MOST).map(|piece| {
        let name = piece.trim_end_matches(['、', '和']);
        let place = sub(sentence, from, from + name.len());
        from += piece.len();
        organ_in(ctx, place)
    });
    names.collect::<Option<Vec<Span>>>().unwrap_or_default()
}

/// The numbers behind the word, one behind the other, and where the last of them ends.
fn numbers(ctx: Ctx<'_>, sentence: Span, at: usize) -> (Vec<Figure>, usize) {
    let text = ctx.str(sentence);
    let mut found = Vec::new();
    let behind = text.get(at..).unwrap_or("");
    let mut start = at + behind.find(is_numeral).unwrap_or(behind.len());
    let mut end = start;
    while let Some((value, length)) = text.get(start..).and_then(numeral_prefix) {
        let behind = text.get(start + length..).unwrap_or("");
        let Some(sign) = behind.chars().next().filter(|c| matches!(c, '名' | '人' | '个')) else { break };
        end = start + length + sign.len_utf8();
        found.push((value, sub(sentence, start, end)));
        let next = text.get(end..).and_then(|t| t.chars().next());
        let Some(next) = next.filter(|c| matches!(c, '、' | '和') && found.len() < MOST) else { break };
        start = end + next.len_utf8();
    }
    (found, end)
}

/// The leaders that each of the bodies has: ,各设主任1名、副主任1名.
fn titles(ctx: Ctx<'_>, sentence: Span, end: usize) -> Vec<(Title, Titled)> {
    let text = ctx.str(sentence);
    let rest = text.get(end..).unwrap_or("").trim_start_matches([',', ';']);
    let leads = ["各设", "各配备", "各配", "均设", "分别设"];
    let Some(list) = leads.iter().find_map(|l| rest.strip_prefix(l)) else { return Vec::new() };
    let mut from = text.len() - list.len();
    let mut out = Vec::new();
    for piece in list.split_inclusive(['、', ',']) {
        let words = piece.trim_end_matches(['、', ',']);
        let post = words.strip_suffix('名').and_then(numeral_before);
        let label = post.and_then(|(_, at)| words.get(..at)).unwrap_or("");
        let Some((title @ (Title::Head | Title::Deputy), skip)) = title::read(label) else { break };
        let (least, span) = (post.map_or(0, |(n, _)| n), sub(sentence, from + skip, from + words.len()));
        let named = sub(sentence, from + skip, from + label.len());
        out.push((title, Titled { title: named, least, most: least, span }));
        from += piece.len();
    }
    out
}
