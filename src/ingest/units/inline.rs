//! Units that one sentence lists with what they do, or with their posts: 设3个内设机构:综合股(负责文电);资产股(负责资产);
//! 服务股(负责会务). 内设3个股室:办公室6名,造林股4名.

use crate::{
    ingest::{
        ctx::{Ctx, sub},
        names::name,
        posts::count::numeral_before,
    },
    regulation::Unit,
    source::Span,
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
