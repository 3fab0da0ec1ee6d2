//! Numbers of units by their level, behind their number: 设6个内设机构(副科级2个,股级5个). They must come to it.

use super::unit::Group;
use crate::{
    ingest::{ctx::Ctx, posts::count::numeral_before},
    source::Span,
};

/// No such numbers have more bytes.
const LONGEST: usize = 200;

/// The numbers of units that are not those of their levels, with these; folded.
pub(in crate::ingest) fn wrong(ctx: Ctx<'_>, groups: &[Group]) -> Vec<Span> {
    let declared = groups.iter().filter_map(|g| g.group.declared.as_ref());
    let numbers = declared.filter_map(|d| Some((d.value, d.span?)));
    numbers.filter_map(|(value, span)| behind(ctx, value, span)).collect()
}

fn behind(ctx: Ctx<'_>, value: i64, number: Span) -> Option<Span> {
    let (start, end) = (ctx.folded.to_folded(number.start), ctx.folded.to_folded(number.end));
    let rest = ctx.folded.text.get(end as usize..)?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let (levels, some) = match near.strip_prefix('(') {
        Some(inside) => (inside.split(')').next()?, false),
        None => (near.strip_prefix(',')?.strip_prefix("其中")?.split(['。', ':', ';', '\n']).next()?, true),
    };
    let told = levels.trim_start_matches("其中").trim_start_matches(['含', ':']);
    let some = some || told.len() < levels.len();
    let mut sum = 0_i64;
    let mut count = 0;
    for piece in told.split([',', '、', ';']) {
        let (number, at) = numeral_before(piece.strip_suffix('个')?)?;
        piece.get(..at)?.trim_end_matches("机构").ends_with('级').then_some(())?;
        sum = sum.saturating_add(number);
        count += 1;
    }
    // One level alone may be that of some of them.
    let wrong = if some || count == 1 { sum > value } else { sum != value };
    let opened = levels.as_ptr() as usize - rest.as_ptr() as usize;
    let last = end + (opened + levels.len()) as u32 + u32::from(near.starts_with('('));
    wrong.then(|| Span::new(start, last))
}
