//! Units that stand beside those of a list: several that one line sets up, those that share an item and work in one office, and
//! those that the sentence before the list names beside their number.

use super::unit::{bare, place};
use crate::{
    ingest::{
        ctx::{Ctx, begins, sub},
        layout::block::Block,
        layout::item::{self, Item},
        names::{compound, name},
        posts::count::Declared,
    },
    regulation::{Unit, Words},
    source::Span,
};

/// The units that one line sets up: 另设社会事务股、养老股,负责….
pub(super) fn together(ctx: Ctx<'_>, blocks: &[Block], item: &Item) -> Option<Vec<Unit>> {
    let block = blocks.get(item.block)?;
    let sets_up = item.ordinal.is_none() && block.mark.is_none() && block.body.start > block.span.start;
    let body = sets_up.then(|| item::body(blocks, item))?;
    let text = ctx.str(body);
    let names = compound::together(text)?;
    let last = names.last().map_or(0, |n| offset(text, n) + n.len());
    let told = text.get(last..)?.trim_start_matches([',', '。', ':', '\n']);
    let duties = sub(body, text.len() - told.len(), text.len());
    let duties = if duties.is_empty() { Span::new(body.end, body.end) } else { duties };
    let unit = |name: &&str| Unit {
        text: place(ctx, duties),
        clauses: ctx.clauses(duties).into(),
        span: ctx.at(item::span(blocks, item)),
        ..bare(ctx, sub(body, offset(text, name), offset(text, name) + name.len()))
    };
    Some(names.iter().map(unit).collect())
}

/// Several units that an item names, some of them with a bracket of their own: 督查一处、督查二处、建议提案处(省政府督查室)。承担….
pub(super) fn in_one_item(ctx: Ctx<'_>, blocks: &[Block], item: &Item) -> Option<Vec<Unit>> {
    let first = ctx.str(blocks.get(item.block).filter(|_| item.ordinal.is_some())?.body);
    // One look rules most units out.
    let near = first.get(..first.floor_char_boundary(NAMES)).unwrap_or(first);
    let (list, bracket) = (near.find('、')?, near.find('(')?);
    let stop = near.find(['。', ':', '\n']).unwrap_or(near.len());
    if list.max(bracket) > stop || stop == near.len() && stop < first.len() {
        return None;
    }
    let body = item::body(blocks, item);
    let text = ctx.str(body);
    let names = outside_brackets(text.get(..stop)?)?;
    let duties = text.get(stop..)?.trim_start_matches(['。', ':', '\n']);
    let told = sub(body, text.len() - duties.len(), text.len());
    let unit = |name: &&str| Unit {
        ordinal: item.ordinal,
        text: place(ctx, told),
        clauses: ctx.clauses(told).into(),
        span: ctx.at(item::span(blocks, item)),
        ..bare(ctx, sub(body, offset(text, name), offset(text, name) + name.len()))
    };
    Some(names.iter().map(unit).collect())
}

/// The names of several units in an item have no more bytes.
const NAMES: usize = 300;

/// The names of units that commas part outside brackets, each with its bracket.
fn outside_brackets(list: &str) -> Option<Vec<&str>> {
    let mut depth = 0_u32;
    let parts = |c: char| {
        depth = if c == '(' { depth + 1 } else { depth.saturating_sub(u32::from(c == ')')) };
        depth == 0 && c == '、'
    };
    let names: Vec<&str> = list.split(parts).collect();
    let unit = |n: &&str| {
        let name = name::without_brackets(n);
        (name.len() == n.len() || n.ends_with(')')) && name::is_unit(name) && compound::is_inside(name)
    };
    let shared =
        names.last().is_some_and(|n| n.contains("合署") || n.contains("牌子)") && n.contains("机构"));
    ((2..9).contains(&names.len()) && !shared && names.iter().all(unit)).then_some(names)
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Units, each for itself, of which two work in one office and are no one body: 外事科、港澳事务科(合署办公). Where the declared
/// number is that of the items, they are one.
pub(super) fn apart(ctx: Ctx<'_>, units: Vec<Unit>, declared: Option<Declared>) -> Vec<Unit> {
    let shares = |u: &Unit| !u.aliases.is_empty() && in_one_office(ctx, u);
    let items = i64::try_from(units.len()).ok();
    if declared.is_some_and(|d| Some(d.value) == items) || !units.iter().any(shares) {
        return units;
    }
    let mut out = Vec::with_capacity(units.len() + 1);
    for mut unit in units {
        let others = if shares(&unit) { std::mem::take(&mut unit.aliases) } else { Vec::new() };
        let named = |name: Words| Unit { name, ..unit.clone() };
        let others: Vec<Unit> = others.into_iter().map(named).collect();
        out.push(unit);
        out.extend(others);
    }
    out
}

/// What says that they work together has no more bytes.
const NEAR: usize = 90;

/// Whether the names of a unit are those of several that stand in a row, of which the text says that they work together.
fn in_one_office(ctx: Ctx<'_>, unit: &Unit) -> bool {
    let Some(last) = unit.aliases.last().and_then(|a| a.span) else { return false };
    let names = std::iter::once(&unit.name).chain(&unit.aliases);
    let mut names = names.filter_map(|w| w.span).map(|s| ctx.folded.slice(s));
    let end = ctx.folded.to_folded(last.end) as usize;
    let behind = ctx.folded.text.get(end..).unwrap_or("");
    let near = behind.get(..behind.floor_char_boundary(NEAR)).unwrap_or("").trim_start_matches('(');
    let near = near.split([')', '。', '\n']).next().unwrap_or("");
    begins(near, &["合署"])
        && !near.contains("牌子")
        && !near.contains("一个机构")
        && names.all(name::is_unit)
}

/// The units that a sentence names behind the number of the others, and that no list tells: 设2个职能股室和离退休干部股.
pub(super) fn named(ctx: Ctx<'_>, declared: Option<Declared>, units: &[Unit]) -> Vec<Unit> {
    let Some(declared) = declared.filter(|d| d.exact && !units.is_empty()) else { return Vec::new() };
    let folded = |w: &Words| w.span.map_or("", |at| ctx.folded.slice(at));
    let told = units.iter().filter(|u| !name::is_mass_body(folded(&u.name))).count();
    let missing = usize::try_from(declared.value).unwrap_or(0).saturating_sub(told);
    let words = ctx.str(declared.span);
    let Some((_, behind)) = words.split_once('个').filter(|_| missing > 0) else { return Vec::new() };
    let Some(at) = behind.find(['和', '及', '与']) else { return Vec::new() };
    let list = behind.get(at + '和'.len_utf8()..).unwrap_or("");
    let known =
        |n: &str| units.iter().any(|u| folded(&u.name) == n || u.aliases.iter().any(|a| folded(a) == n));
    let names = list.split(['、', '和', '及', '与']).filter(|n| name::is_unit(n) && !name::is_mass_body(n));
    let left: Vec<&str> = names.filter(|n| !known(n)).collect();
    // Fewer are missing where the list calls one of them otherwise.
    if left.len() > missing {
        return Vec::new();
    }
    let place = |n: &str| sub(declared.span, offset(words, n), offset(words, n) + n.len());
    left.into_iter().map(|n| bare(ctx, place(n))).collect()
}
