//! Headings that announce duties and units together: 主要职责及机构设置. What stands below them shows which is which.

use std::ops::Range;

use super::{
    block::{Block, Role},
    part::{Part, are_units},
    subject::announces_units,
};
use crate::{
    ingest::{ctx::Ctx, names::leading, units::prose},
    schema::SectionKind,
    source::Span,
};

/// Parts what stands below such headings: numbered duties, and the paragraphs that tell the units.
pub(super) fn duties_and_units(ctx: Ctx<'_>, blocks: &[Block], parts: &mut Vec<Part>) {
    let joint = |p: &Part| {
        p.kind == Some(SectionKind::Units) && p.heading.is_some_and(|h| announces_both(ctx.str(h)))
    };
    if !parts.iter().any(joint) {
        return;
    }
    let mut out = Vec::with_capacity(parts.len() + 1);
    let mut rest = std::mem::take(parts).into_iter().peekable();
    while let Some(part) = rest.next() {
        if !joint(&part) {
            out.push(part);
            continue;
        }
        let below = rest.peek().and_then(|p| p.kind);
        out.extend(divided(ctx, blocks, part, below));
    }
    *parts = out;
}

/// Whether the words of a heading announce duties, and units behind them. 内设机构及其职责 are those of the units.
fn announces_both(words: &str) -> bool {
    let first = |all: &[&str]| all.iter().filter_map(|w| words.find(w)).min();
    let (Some(duties), Some(units)) = (first(&["职责", "职能"]), first(&["机构", "内设", "科室", "股室"]))
    else {
        return false;
    };
    let between = words.get(duties..units).unwrap_or("");
    duties < units && between.contains(['及', '和', '与', '、'])
}

/// A part below such a heading, as two where it holds both; `below` is what the next part is about.
fn divided(ctx: Ctx<'_>, blocks: &[Block], mut part: Part, below: Option<SectionKind>) -> Vec<Part> {
    let own = part.first + 1..part.last;
    let plain = |i: &usize| blocks[*i].role == Role::Plain && !blocks[*i].body.is_empty();
    let Some(first) = own.clone().find(plain) else {
        // (一)部门职责 has a heading of its own.
        if below == Some(SectionKind::Duties) {
            part.kind = None;
        }
        return vec![part];
    };
    let item = own.clone().find(|i| blocks[*i].item().is_some());
    if item.is_some_and(|i| are_units(ctx, blocks, i..part.last)) {
        return vec![part];
    }
    let tells = |i: &usize| {
        let body = blocks[*i].body;
        plain(i) && blocks[*i].mark.is_none() && (announces_units(ctx, body) || prose::lists(ctx, body))
    };
    let duties = Some(SectionKind::Duties);
    match (own.clone().find(tells), item) {
        // 内设办公室、法规科。主要职责是:, above the list of duties.
        (Some(told), Some(item)) if told < item => {
            let behind = behind(blocks, &mut part, item, duties);
            vec![part, behind]
        }
        (Some(told), _) if told > first => {
            part.kind = duties;
            let behind = behind(blocks, &mut part, told, Some(SectionKind::Units));
            vec![part, behind]
        }
        (Some(_), _) => vec![part],
        (None, _) => {
            let mut lists = MOST_LISTS;
            let units = own.clone().find(|i| begins_units(ctx, blocks, *i..part.last, &mut lists));
            if units == Some(first) {
                return vec![part];
            }
            part.kind = duties;
            let behind = units.map(|told| behind(blocks, &mut part, told, Some(SectionKind::Units)));
            std::iter::once(part).chain(behind).collect()
        }
    }
}

/// So many lists below one heading are looked through for units.
const MOST_LISTS: usize = 16;

/// Whether the units begin with a block, one a line, where no line announces them: with 办公室:负责文电, or as a list of its own
/// behind that of the duties.
fn begins_units(ctx: Ctx<'_>, blocks: &[Block], rest: Range<usize>, lists: &mut usize) -> bool {
    let block = &blocks[rest.start];
    if let Some(item) = block.item() {
        let asked = item.ordinal == 1 && *lists > 0;
        *lists -= usize::from(asked);
        return asked && are_units(ctx, blocks, rest);
    }
    block.role == Role::Plain && block.mark.is_none() && is_line_of_unit(ctx, block.body)
}

/// 办公室:负责文电, 救助科。负责救助.
pub(super) fn is_line_of_unit(ctx: Ctx<'_>, line: Span) -> bool {
    let behind = |end: u32| ctx.str(line).get(end as usize - line.start as usize..);
    leading::unit(ctx, line, false)
        .and_then(|unit| behind(unit.name.end))
        .is_some_and(|rest| rest.starts_with([':', '。', '(']))
}

/// Cuts off what a part holds from a block on.
fn behind(blocks: &[Block], part: &mut Part, at: usize, kind: Option<SectionKind>) -> Part {
    let start = blocks[at].span.start;
    let cut = Part {
        kind,
        heading: None,
        ordinal: None,
        article: None,
        division: None,
        unnumbered: false,
        head: Span::new(start, start),
        first: at,
        last: part.last,
    };
    part.last = at;
    cut
}
