//! Items of a part: their levels, where each ends, and the numbered lists that they make.

use super::{
    block::{Block, Role},
    mark::Style,
    part::Part,
};
use crate::{
    ingest::{ctx::Ctx, units::card},
    regulation::{ListItem, NumberedList},
    schema::{ListKind, SectionKind},
    source::Span,
    text::numeral,
};

/// One item of a part.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Item {
    /// Its block.
    pub(in crate::ingest) block: usize,
    /// The block after its last.
    pub(in crate::ingest) end: usize,
    /// How many items it lies in.
    pub(in crate::ingest) depth: usize,
    /// The list that it belongs to, counted within the part.
    pub(in crate::ingest) list: usize,
    /// Its number; `None` for a unit without one.
    pub(in crate::ingest) ordinal: Option<u32>,
}

struct Open {
    /// `None` for the units without numbers that numbered lists stand in.
    style: Option<Style>,
    list: usize,
    last: u32,
}

/// The items of a part, in order; nested ones after the one that they lie in.
pub(in crate::ingest) fn items(ctx: Ctx<'_>, blocks: &[Block], part: &Part) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // The list that a paragraph of other matter stands in: its next number goes on with it.
    let mut left: Option<Open> = None;
    let mut lists = 0;
    let hold_lists = units_hold_lists(ctx, blocks, part);
    for (i, block) in blocks.iter().enumerate().take(part.last).skip(part.first) {
        match (block.item(), block.role) {
            (Some(mark), _) => {
                let next = |o: &Open| o.style == Some(mark.style) && o.last + 1 == mark.ordinal;
                open.extend(left.take().filter(|o| open.is_empty() && next(o)));
                let depth = open.iter().position(|o| o.style == Some(mark.style)).unwrap_or(open.len());
                open.truncate(depth + 1);
                match open.get_mut(depth) {
                    Some(o) if mark.ordinal > 1 || o.last <= 1 => o.last = mark.ordinal,
                    _ => {
                        open.truncate(depth);
                        open.push(Open { style: Some(mark.style), list: lists, last: mark.ordinal });
                        lists += 1;
                    }
                }
                let list = open.last().map_or(0, |o| o.list);
                close(&mut out, i, depth);
                out.push(Item { block: i, end: part.last, depth, list, ordinal: Some(mark.ordinal) });
            }
            (None, Role::Unit) => {
                open.truncate(1);
                if hold_lists && open.is_empty() {
                    open.push(Open { style: None, list: usize::MAX, last: 0 });
                }
                close(&mut out, i, 0);
                let list = open.last().map_or(usize::MAX, |o| o.list);
                out.push(Item { block: i, end: part.last, depth: 0, list, ordinal: None });
            }
            (None, Role::Organ | Role::Trailing | Role::Aside) => {
                let outer = open.drain(..).next();
                left = outer.or(left.take()).filter(|_| block.role != Role::Organ);
                close(&mut out, i, 0);
            }
            // A table of posts is no part of the unit before it.
            (None, Role::Table | Role::Roster) => close(&mut out, i, 0),
            _ => {}
        }
    }
    out
}

/// Whether units without numbers have their duties in numbered lists below them: 办公室 above 1.负责…, 人事处 above 1.负责….
fn units_hold_lists(ctx: Ctx<'_>, blocks: &[Block], part: &Part) -> bool {
    let own = blocks.get(part.first..part.last).unwrap_or(&[]);
    // 负责人:某某某, and 工作职责: may stand between them.
    let between = |b: &&Block| {
        b.role == Role::Contact
            || b.mark.is_none() && b.role == Role::Plain && card::is_label(ctx.str(b.body))
    };
    let first = |at: usize| own.iter().skip(at + 1).take(FIELDS).find(|b| !between(b));
    let above = |(at, unit): &(usize, &Block)| {
        unit.role == Role::Unit
            && unit.mark.is_none()
            && !unit.inline
            && first(*at).and_then(Block::item).is_some_and(|m| m.ordinal == 1)
    };
    own.iter().enumerate().filter(above).take(2).count() == 2
}

/// So many lines at most stand between a unit and its duties.
const FIELDS: usize = 6;

/// Ends the items that are open at `depth` or deeper before block `at`.
fn close(items: &mut [Item], at: usize, depth: usize) {
    for item in items.iter_mut().rev() {
        if item.end > at && item.depth >= depth {
            item.end = at;
        }
        if item.depth <= depth {
            break;
        }
    }
}

/// From the item's mark to the end of its last block, contact lines left out.
pub(in crate::ingest) fn span(blocks: &[Block], item: &Item) -> Span {
    let own = blocks.get(item.block..item.end).unwrap_or(&[]);
    let start = own.first().map_or(Span::default(), |b| b.span);
    own.iter().filter(|b| b.provides()).fold(start, |all, b| all.to(b.span))
}

/// The item's words after its mark.
pub(in crate::ingest) fn body(blocks: &[Block], item: &Item) -> Span {
    let all = span(blocks, item);
    let start = blocks.get(item.block).map_or(all.start, |b| b.body.start);
    Span::new(start, all.end)
}

/// No item has more numbers.
const NUMBERS: u32 = 10;
/// The last of several numbers stands within so many bytes.
const LINE: usize = 90;

/// The last of the numbers that an item with the number `first` bears: 4 of (二)至(四)规划一股至规划三股.
fn up_to(text: &str, first: u32) -> u32 {
    let near = text.get(..text.floor_char_boundary(LINE)).unwrap_or("");
    let near = near.split(['。', ':', ',', ';', '\n']).next().unwrap_or("");
    let found = near.split_once('(').and_then(|(before, inside)| {
        before.ends_with(['至', '到', '-', '—', '–', '~']).then_some(())?;
        let last = u32::try_from(numeral(inside.split_once(')')?.0)?).ok()?;
        (last > first && last - first < NUMBERS).then_some(last)
    });
    found.unwrap_or(first)
}

/// The numbered lists of a part.
pub(in crate::ingest) fn lists(
    ctx: Ctx<'_>,
    blocks: &[Block],
    part: &Part,
    items: &[Item],
) -> Vec<NumberedList> {
    let top = match part.kind {
        Some(SectionKind::Duties) => ListKind::Duties,
        Some(SectionKind::Units) => ListKind::Units,
        Some(SectionKind::Adjustments) => ListKind::Adjustments,
        _ => ListKind::Other,
    };
    // Behind a paragraph that leaves the part's matter, lists are of something else.
    let mut own = blocks.iter().enumerate().take(part.last).skip(part.first);
    let left = own.find(|(_, b)| b.role == Role::Trailing).map_or(part.last, |(i, _)| i);
    let mut order: Vec<(usize, NumberedList)> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for item in items {
        let Some(ordinal) = item.ordinal else { continue };
        let head = blocks.get(item.block).map(Block::head).unwrap_or_default();
        let entry = ListItem { ordinal, mark: ctx.at(head), text: ctx.at(body(blocks, item)) };
        let whole = ctx.at(span(blocks, item));
        let at = *places.entry(item.list).or_insert_with(|| {
            // 四、内设综合科、注册科2个科。 is a part of its own, and no unit.
            let own_part = top == ListKind::Units
                && item.block == part.first
                && part.heading.is_none()
                && part.article.is_none()
                && items.len() == 1;
            let of = if item.depth == 0 && item.block < left && !own_part { top } else { ListKind::Other };
            order.push((item.list, NumberedList { of, items: Vec::new(), span: whole }));
            order.len() - 1
        });
        let list = &mut order[at].1;
        list.span = list.span.to(whole);
        // (二)规划一股至(四)规划三股: the item has the numbers between as well.
        let through = up_to(ctx.str(body(blocks, item)), ordinal);
        list.items.push(entry.clone());
        list.items.extend((ordinal + 1..=through).map(|ordinal| ListItem { ordinal, ..entry.clone() }));
    }
    order.into_iter().map(|(_, list)| list).collect()
}
