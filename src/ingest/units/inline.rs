//! Units that one sentence lists with what they do, or with their posts: 设3个内设机构:综合股(负责文电);资产股(负责资产);
//! 服务股(负责会务). 内设3个股室:办公室6名,造林股4名.

use crate::{
    ingest::{
        ctx::{Ctx, sub},
        names::{leading, name},
        posts::count::numeral_before,
    },
    regulation::Unit,
    source::Span,
    text::numeral_prefix,
};

/// The units of such a list, which stands behind the colon; none where a piece of it is no unit.
pub(super) fn units(ctx: Ctx<'_>, list: Span) -> Vec<Unit> {
    let text = ctx.str(list);
    let end = text.find(['。', '\n']).unwrap_or(text.len());
    let mut depth = 0_u32;
    let outside = |(_, c): &(usize, char)| {
        depth = if *c == '(' { depth + 1 } else { depth.saturating_sub(u32::from(*c == ')')) };
        depth == 0 && matches!(c, ';' | '、' | ',')
    };
    let cuts: Vec<(usize, char)> =
        text.char_indices().take_while(|(i, _)| *i < end).filter(outside).collect();
    let (mut out, mut start) = (Vec::new(), 0);
    for (at, sign) in cuts.into_iter().chain([(end, ';')]) {
        let Some(unit) = unit(ctx, sub(list, start, at)) else { return Vec::new() };
        out.push(unit);
        start = at + sign.len_utf8();
    }
    let tells = out.iter().any(|u: &Unit| !u.clauses.is_empty()) || out.iter().all(|u| u.posts.is_some());
    if out.len() > 1 && tells { out } else { Vec::new() }
}

/// The units that a paragraph tells one by one with what they do: 一是办公室,负责文电;二是救助股,负责救助. 设办公室,负责文电;设
/// 救助股,负责救助. 办公室负责文电;救助股负责救助.
pub(in crate::ingest) fn told_in_a_row(ctx: Ctx<'_>, body: Span) -> Vec<Unit> {
    // One look rules most paragraphs out.
    if !ctx.str(body).contains(';') {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (i, piece) in ctx.pieces(body, &[';', '。']).enumerate() {
        // 县民政局设以下股室:一是办公室.
        let text = ctx.str(piece);
        let lead = text
            .find(':')
            .filter(|at| i == 0 && text.get(..*at).is_some_and(|t| t.contains('设') || !name::is_unit(t)));
        let piece = ctx.trim(sub(piece, lead.map_or(0, |at| at + 1), text.len()));
        match told(ctx, piece) {
            Some(unit) => out.push(unit),
            None => return Vec::new(),
        }
    }
    if out.len() > 1 { out } else { Vec::new() }
}

/// The units that paragraphs tell one by one with what they do, or that lines of their own set up: 设办公室,负责文电., and
/// 设运输科,负责运输. below it.
pub(super) fn told_in_paragraphs(ctx: Ctx<'_>, lines: &[Span]) -> Vec<Unit> {
    let units: Vec<Unit> = lines.iter().flat_map(|l| told_in_a_row(ctx, *l)).collect();
    if !units.is_empty() {
        return units;
    }
    let sets = lines.iter().filter(|l| ctx.str(**l).starts_with('设'));
    let units: Vec<Unit> = sets.filter_map(|l| told(ctx, *l)).collect();
    if units.len() > 1 { units } else { Vec::new() }
}

fn told(ctx: Ctx<'_>, piece: Span) -> Option<Unit> {
    let text = ctx.str(piece);
    let counted = numeral_prefix(text).and_then(|(_, n)| text.get(n..)?.strip_prefix('是'));
    let words = counted.unwrap_or(text);
    let words = ["设立", "设置", "设"].iter().find_map(|v| words.strip_prefix(v)).unwrap_or(words);
    let own = sub(piece, text.len() - words.len(), text.len());
    let found = leading::unit(ctx, own, true)?;
    let name = ctx.str(found.name);
    let inside = name.ends_with(['室', '科', '股', '处', '部', '办', '组', '司']) && name::is_unit(name);
    let duties = Span::new(found.duties, own.end.max(found.duties));
    let told = ctx.str(duties);
    let told = told.strip_prefix("主要").unwrap_or(told);
    (inside && !name::is_placed(name) && name::begins_duties(told)).then(|| Unit {
        text: ctx.at(duties),
        clauses: ctx.clauses(duties).into(),
        aliases: found.aliases.iter().map(|a| ctx.words(*a)).collect(),
        span: ctx.at(piece),
        ..super::unit::bare(ctx, found.name)
    })
}

/// 综合股(负责文电), 综合股6名.
fn unit(ctx: Ctx<'_>, piece: Span) -> Option<Unit> {
    let piece = ctx.trim(piece);
    let text = ctx.str(piece);
    if let Some((value, at)) = text.strip_suffix('名').and_then(numeral_before) {
        let words = text.get(..at)?;
        let name = ["行政编制", "编制"].iter().find_map(|w| words.strip_suffix(w)).unwrap_or(words);
        let bare = super::unit::bare(ctx, sub(piece, 0, name.len()));
        let posts = Some(ctx.read(value, sub(piece, at, text.len())));
        return name::is_unit(name).then_some(Unit { posts, span: ctx.at(piece), ..bare });
    }
    let (words, inside) = text.strip_suffix(')')?.split_once('(')?;
    (name::is_unit(words) && name::begins_duties(inside)).then_some(())?;
    let duties = sub(piece, words.len() + 1, text.len() - 1);
    let bare = super::unit::bare(ctx, sub(piece, 0, words.len()));
    Some(Unit { text: ctx.at(duties), clauses: ctx.clauses(duties).into(), span: ctx.at(piece), ..bare })
}
