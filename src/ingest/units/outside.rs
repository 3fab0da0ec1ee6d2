//! What a text tells of its units outside their list: duties in paragraphs of their own, and plaques.

use std::collections::{BTreeMap, BTreeSet};

use super::unit::{Group, own_posts, place};
use crate::{
    ingest::{
        ctx::{Ctx, find, sub},
        layout::block::{Block, Role},
        layout::item::Item,
        names::{name, plaque},
    },
    regulation::Unit,
    source::Span,
};

/// Gives units that the text only lists the duties that paragraphs of their own tell: 第六条 党政办公室负责文电.
pub(super) fn duties(ctx: Ctx<'_>, blocks: &[Block], groups: &mut [Group]) {
    if groups.iter().flat_map(|g| &g.group.units).all(|u| !u.clauses.is_empty()) {
        return;
    }
    // What another unit of that name says of itself is not about them.
    let own: BTreeSet<u32> = (groups.iter().flat_map(|g| &g.group.units))
        .filter(|u| !u.clauses.is_empty())
        .filter_map(|u| Some(u.name.span?.start))
        .collect();
    let mut units: Vec<&mut Unit> =
        groups.iter_mut().flat_map(|g| &mut g.group.units).filter(|u| u.clauses.is_empty()).collect();
    let names: BTreeMap<&str, (usize, u32)> = (units.iter().enumerate().rev())
        .filter_map(|(i, u)| u.name.span.map(|at| (ctx.folded.slice(at), (i, at.start))))
        .collect();
    let lengths: BTreeSet<usize> = names.keys().map(|n| n.len()).collect();
    let mut told: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate().filter(|(_, b)| b.role == Role::Plain) {
        let text = ctx.str(block.body);
        let found = lengths.iter().rev().find_map(|length| {
            let name = text.get(..*length)?;
            let (unit, listed) = names.get(name)?;
            let start = ctx.at(block.body).start;
            (start > *listed && !own.contains(&start)).then_some(())?;
            Some((*unit, behind_name(text, name)?))
        });
        if let Some((unit, lead)) = found {
            told.entry(unit).or_insert((at, lead));
        }
    }
    for (unit, (at, lead)) in told {
        let (Some(unit), body) = (units.get_mut(unit), blocks[at].body) else { continue };
        let length = lead.min(unit.name.span.map_or(0, |s| ctx.folded.slice(s).len()));
        let below = blocks[at + 1..].iter().take_while(|b| b.item().is_some() && b.role == Role::Plain);
        let end = if ctx.str(body).ends_with(':') {
            below.last().map_or(body.end, |b| b.span.end)
        } else {
            body.end
        };
        let text = ctx.trim(Span::new(sub(body, lead, lead).start, end));
        unit.name = ctx.words(sub(body, 0, length));
        unit.text = place(ctx, text);
        unit.clauses = ctx.clauses(text).into();
        unit.posts = unit.posts.or_else(|| own_posts(ctx, text).map(|(value, span)| ctx.read(value, span)));
        unit.span = ctx.at(Span::new(body.start, end));
    }
}

/// Where, in a paragraph that begins with a unit's name, what it does begins.
fn behind_name(text: &str, name: &str) -> Option<usize> {
    let rest = text.strip_prefix(name)?;
    // 政策法规处(行政审批处)的主要职责:.
    let rest = rest.strip_prefix('(').and_then(|r| r.split_once(')')).map_or(rest, |(_, behind)| behind);
    let told = ["的主要职责", "主要职责", "的职责", "职责"].iter().find_map(|w| rest.strip_prefix(w));
    let duties = match told {
        Some(behind) => behind.trim_start_matches(['是', '为', ':', '如', '下']),
        None => rest.trim_start_matches([':', ',', '。']),
    };
    (told.is_some() || name::begins_duties(duties)).then_some(text.len() - duties.len())
}

/// What commas part.
fn clauses(ctx: Ctx<'_>, sentence: Span) -> impl Iterator<Item = Span> {
    let mut from = 0;
    ctx.str(sentence).split(',').map(move |clause| {
        let start = from;
        from += clause.len() + 1;
        sub(sentence, start, start + clause.len())
    })
}

/// Items without those that the paragraph above them calls bodies outside: 纳入部门预算编制范围的二级预算单位包括:.
pub(super) fn without_bodies<'i>(ctx: Ctx<'_>, blocks: &[Block], items: Vec<&'i Item>) -> Vec<&'i Item> {
    let above = items.first().and_then(|i| blocks.get(i.block.checked_sub(1)?)).filter(|b| b.mark.is_none());
    let words = above.and_then(|b| ctx.str(b.body).strip_suffix(':')).unwrap_or("");
    let verbs = ["包括", "如下", "分别为", "分别是", "有", "为", "是", ""];
    let bodies = ["预算单位", "决算单位", "下属单位", "所属单位", "直属单位", "事业单位"];
    let called = |words: &str| {
        let names = verbs.iter().find_map(|v| words.strip_suffix(v)).unwrap_or(words);
        bodies.iter().any(|b| names.ends_with(b))
    };
    match items.first().map(|i| i.list).filter(|_| called(words)) {
        Some(list) => items.into_iter().filter(|i| i.list != list).collect(),
        None => items,
    }
}

/// Gives units the other names that sentences outside them tell: 办公室加挂行政审批股牌子.
pub(super) fn plaques(ctx: Ctx<'_>, blocks: &[Block], groups: &mut [Group]) {
    let plain = blocks.iter().filter(|b| b.mark.is_none() && matches!(b.role, Role::Plain | Role::Trailing));
    // One look rules most paragraphs out.
    let plain = plain.filter(|b| find(ctx.str(b.body), "牌子").is_some());
    let clauses = plain.flat_map(|b| ctx.pieces(b.body, &['。', ';'])).flat_map(|s| clauses(ctx, s));
    let mut told: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (whose, names) in clauses.filter_map(|c| plaque::plaque_of(ctx, c)) {
        told.entry(ctx.words(whose).text).or_default().extend(names);
    }
    if told.is_empty() {
        return;
    }
    for unit in groups.iter_mut().flat_map(|g| &mut g.group.units) {
        let Some(names) = told.remove(&unit.name.text) else { continue };
        let mut known: BTreeSet<String> = unit.aliases.iter().map(|a| a.text.clone()).collect();
        let names = names.into_iter().map(|n| ctx.words(n));
        unit.aliases.extend(names.filter(|n| known.insert(n.text.clone())));
    }
}
