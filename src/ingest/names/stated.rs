//! Names of the organ that the text states: before a short form, behind a label, alone on a line, where it is set up.

use super::{
    name,
    organ::{NAME, Names, same},
    other, place,
    plaque::plaque_prefix,
    title::organ_between,
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, longer, sub, tail},
        layout::block::{Block, Role},
        layout::cue::Cue,
    },
    schema::SectionKind,
    source::Span,
};

/// The name behind 机构名称.
pub(super) fn labelled(ctx: Ctx<'_>, blocks: &[Block]) -> Option<Span> {
    let label = |b: &Block| {
        matches!(b.role, Role::Heading(Some(SectionKind::Nature))) && ctx.str(b.body).ends_with("名称")
    };
    let at = blocks.iter().position(label)?;
    let body = blocks.get(at + 1).filter(|b| b.role == Role::Plain && b.mark.is_none())?.body;
    let end = ctx.str(body).find([',', '。', ';', '(', '\n']).unwrap_or(body.len());
    organ_between(ctx, body, 0, end)
}

/// X(以下简称Y); where two are told, the one that the title names.
pub(super) fn defined(
    ctx: Ctx<'_>,
    blocks: &[Block],
    title: Option<Span>,
    about_units: u32,
) -> Option<Names> {
    let mut all = short_forms(ctx, blocks);
    let named = |n: &Names| n.name.zip(title).is_some_and(|(n, t)| same(ctx.str(n), ctx.str(t)));
    let own = |n: &Names| named(n) || !is_of_another(ctx, n);
    let first = all.find(own)?;
    if title.is_none() || named(&first) {
        return Some(first);
    }
    let above = first.name.is_some_and(|n| n.start < about_units);
    all.find(named).or(Some(first).filter(|_| above))
}

/// The first body with a short name that stands in another one, where nothing else names the organ.
pub(super) fn defined_in_another(ctx: Ctx<'_>, blocks: &[Block]) -> Option<Names> {
    short_forms(ctx, blocks).find(|n| is_of_another(ctx, n))
}

/// The names with their short forms that a text gives, in order.
fn short_forms<'a>(ctx: Ctx<'a>, blocks: &'a [Block]) -> impl Iterator<Item = Names> + 'a {
    let told = blocks.iter().filter(move |b| ctx.says(b.body, Cue::Short));
    told.flat_map(move |b| {
        let opens = ctx.said(b.body, Cue::Short).map(|s| (s.span.start - b.body.start) as usize);
        let found: Vec<Names> = opens.filter_map(|at| short_form(ctx, b, at)).take(4).collect();
        found
    })
}

/// Whether a text gives a short name to a body that is not what it is about.
fn is_of_another(ctx: Ctx<'_>, names: &Names) -> bool {
    let Some(name) = names.name else { return false };
    let bracket = ctx.folded.text.get(name.end as usize..).unwrap_or("");
    let bracket = bracket.get(..bracket.floor_char_boundary(6 * NAME)).unwrap_or("");
    other::is_another(ctx.str(name), bracket.split_once(')').map_or("", |(_, behind)| behind))
}

/// What introduces a short name, behind the name or among what else a bracket says of it.
const SHORT: [&str; 5] = ["以下简称", "(简称", "以下统称", "以下称", "(下称"];

fn short_form(ctx: Ctx<'_>, block: &Block, at: usize) -> Option<Names> {
    let text = ctx.str(block.body);
    let mark = SHORT.into_iter().find(|m| text.get(at..).is_some_and(|t| t.starts_with(m)))?;
    let told = at + mark.len();
    // (对外称某局,以下简称某某).
    let before = text.get(..told)?;
    // No name is longer than what is looked back over.
    let skipped = before.len() - tail(before).len();
    let open = tail(before).rfind('(').map(|i| skipped + i);
    let at = open.filter(|open| before.get(*open..).is_some_and(|t| !t.contains([')', '。'])))?;
    let before = text.get(..at)?;
    let skipped = before.len() - tail(before).len();
    let last = tail(before).char_indices().rev().find(|(_, c)| ",;:\n。)".contains(*c));
    let mut start = last.map_or(skipped, |(i, c)| skipped + i + c.len_utf8());
    for lead in [
        "、", "和", "现就", "现将", "现对", "为了", "为", "规范", "明确", "理顺", "设立", "组建", "成立",
        "设置", "特设", "保留", "根据", "关于", "同意", "制定", "制订",
    ] {
        if before.get(start..).is_some_and(|t| t.starts_with(lead)) {
            start += lead.len();
        }
    }
    // 县政府决定成立某县综合行政执法局(以下简称县执法局).
    for verb in ["决定成立", "决定设立", "决定组建", "同意成立", "同意设立", "同意组建"]
    {
        start = text.get(start..at)?.find(verb).map_or(start, |i| start + i + verb.len());
    }
    if !name::is_organ(text.get(start..at)?) {
        return None;
    }
    let inside = told;
    let near = text.get(inside..inside + text.get(inside..)?.floor_char_boundary(3 * NAME))?;
    let close = inside + near.find([')', ',', ';'])?;
    let short = text.get(inside..close)?.trim_matches([':', '“', '”', '"', '「', '」']);
    let lead = inside + text.get(inside..close)?.find(short)?;
    let short = (!short.is_empty()).then(|| sub(block.body, lead, lead + short.len()));
    Some(Names { name: Some(sub(block.body, start, at)), short })
}

/// What a page is about, in its first line behind the name of the organ.
const MATTERS: [&str; 12] = [
    "机构职责",
    "部门职责",
    "职能",
    "职责",
    "内设机构职责",
    "内设机构",
    "机构设置",
    "机构职能",
    "机构概况",
    "主要职责",
    "主要职能",
    "工作职责",
];
/// What it introduces may be called for short there.
pub(super) const INTRODUCED: [&str; 3] = ["机构简介", "单位简介", "简介"];

/// What stands behind the name in the title of a page, where it says of which place the organ is.
pub(super) const PAGES: [&str; 8] =
    ["机构简介", "单位简介", "部门简介", "简介", "单位概况", "部门概况", "概况", "部门职能及机构设置"];

/// What a page calls the field with the name of the organ.
const LABELS: [&str; 9] =
    ["单位全称", "词条", "单位名称", "机关名称", "机构名称", "部门名称", "部门简介", "单位", "部门"];

/// A first line that is the name of an organ of a place and nothing else, or with what the page tells of it: 某县司法局内设机构.
pub(super) fn alone(ctx: Ctx<'_>, block: &Block) -> Option<Span> {
    above_matter(ctx, block, &MATTERS)
}

/// A line that names an organ of a place, with no more than one of these matters behind it.
pub(super) fn above_matter(ctx: Ctx<'_>, block: &Block, matters: &[&str]) -> Option<Span> {
    let body = block.body;
    let body = sub(body, column(ctx.str(body)), body.len());
    let body = without_signs(ctx, body);
    let label = LABELS
        .iter()
        .find(|w| ctx.str(body).starts_with(**w) && ctx.folded.gap_before(body.start + w.len() as u32));
    let body = sub(body, label.map_or(0, |w| w.len()), body.len());
    let line = ctx.str(body);
    let text = matters.iter().find_map(|m| line.strip_suffix(m)).unwrap_or(line);
    let text = text.strip_suffix('的').unwrap_or(text);
    let field = before_field(ctx, body).or_else(|| before_remarks(text));
    let text = field.filter(|t| name::is_organ(t)).unwrap_or(text);
    let plain = block.mark.is_none() && block.role == Role::Plain && name::is_organ(text);
    let placed = place::chunks(text).last().is_some_and(|c| c.end < text.len());
    (plain && placed).then(|| sub(body, 0, text.len()))
}

/// The last words of the way to a page (首页>机构设置>某县司法局), and words without the signs around them.
fn without_signs(ctx: Ctx<'_>, line: Span) -> Span {
    let text = ctx.str(line);
    let last = text.rsplit('>').next().unwrap_or(text);
    let inner = last.trim_matches(['《', '》', '“', '”', '〈', '〉']).trim_end_matches('。');
    // 某县司法局-某县人民政府门户网站, 某县司法局|机构职能.
    let cut = inner.find(['-', '_', '|', '—']).filter(|at| inner.get(..*at).is_some_and(name::is_organ));
    let inner = cut.and_then(|at| inner.get(..at)).unwrap_or(inner);
    if inner.len() == text.len() || longer(text, PAGE) {
        return line;
    }
    let lead = text.len() - last.len() + last.find(inner).unwrap_or(0);
    sub(line, lead, lead + inner.len())
}

/// The title of a page has no more characters.
const PAGE: usize = 60;

/// The words before a field of the page that stands behind them on the line: 某县司法局  发布时间:2014-03-02.
fn before_field(ctx: Ctx<'_>, line: Span) -> Option<&str> {
    let gap = ctx.folded.gaps(line).iter().find(|g| **g > line.start && **g < line.end)?;
    let behind = ctx.str(Span::new(*gap, line.end));
    let field = behind.contains(':') && !longer(behind, 24);
    field.then(|| ctx.str(Span::new(line.start, *gap)))
}

/// The words before what a line says of the organ besides: its other names (某县政府办公室(县法制办公室)), its plaques, the sign of a
/// field.
fn before_remarks(line: &str) -> Option<&str> {
    let at = line.find(['(', ',', '、', ':'])?;
    let (name, behind) = line.split_at_checked(at)?;
    let other = |t: &str| t.split('、').all(name::is_organ);
    let plaque = |t: &str| plaque_prefix(t).is_some() && t.ends_with("牌子");
    let remark = match behind.chars().next()? {
        '(' => behind.ends_with(')') && behind.matches('(').count() == 1,
        ',' => plaque(behind.trim_start_matches(',')),
        '、' => other(behind.trim_start_matches('、')),
        _ => behind.len() == ':'.len_utf8(),
    };
    remark.then_some(name)
}

/// The bytes of the words before a name by which a page sorts what it shows: [区府办]某区人民政府办公室, 区府办:….
fn column(line: &str) -> usize {
    let pairs = [('[', ']'), ('【', '】'), ('(', ')')];
    let bracket = pairs.iter().find_map(|(open, close)| line.strip_prefix(*open)?.split_once(*close));
    let sorts = |words: &str| name::is_organ(words) && !longer(words, 12) || LABELS.contains(&words);
    match bracket.or_else(|| line.split_once(':')).filter(|(words, _)| sorts(words)) {
        Some((_, rest)) => line.len() - rest.len(),
        None => 0,
    }
}

/// 设立X,正科级.
pub(super) fn founded(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    ctx.says(body, Cue::Foundation).then_some(())?;
    let text = ctx.str(body);
    ["设立", "组建", "设置"].iter().find_map(|verb| {
        text.match_indices(verb).find_map(|(i, _)| {
            let at = i + verb.len();
            let rest = text.get(at..)?.chars().take(NAME);
            let end = at
                + rest
                    .take_while(|c| !matches!(c, ',' | '。' | ';' | '(' | '\n'))
                    .map(char::len_utf8)
                    .sum::<usize>();
            let found = (end < text.len()).then(|| organ_between(ctx, body, at, end))??;
            // What else a text sets up is told in passing: 设立领导小组办公室,在县农业局。
            let what = text.get(end..).and_then(|t| t.strip_prefix([',', '('])).unwrap_or("");
            (name::is_placed(ctx.str(found)) || begins(what, &SET_UP)).then_some(found)
        })
    })
}

/// How it goes on where a text sets up the organ that it is about: 设立某某部,为….
const SET_UP: [&str; 10] = ["为", "作为", "是", "正", "副", "机构规格", "规格", "加挂", "挂", "以下"];
