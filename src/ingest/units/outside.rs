//! What a text tells of its units outside their list: duties in paragraphs of their own, and plaques.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    card,
    unit::{Group, own_posts, place},
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, find, sub},
        layout::block::{Block, Role},
        layout::item::Item,
        names::{name, plaque, several},
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
    let known = Known {
        lengths: names.keys().map(|n| n.len()).collect(),
        places: names.values().map(|(_, at)| *at).collect(),
        names,
    };
    let mut told: BTreeMap<usize, Told> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        // 科室职责:秘书股:负责会议。督查股:负责督查.
        let labelled = || card::label(ctx.str(block.body)).filter(|t| !t.is_empty());
        let body = match block.role {
            Role::Plain | Role::Trailing => match labelled() {
                Some(told) => sub(block.body, block.body.len() - told.len(), block.body.len()),
                None if block.role == Role::Plain => block.body,
                None => continue,
            },
            _ => continue,
        };
        let start = ctx.at(body).start;
        if own.contains(&start) {
            continue;
        }
        for (span, found) in apart(ctx, &known, body) {
            for unit in found.units {
                told.entry(unit).or_insert(Told { at, span, lead: found.lead, alone: found.alone });
            }
        }
    }
    for (unit, told) in told {
        let Some(unit) = units.get_mut(unit) else { continue };
        let Told { at, span: body, lead, alone } = told;
        let length = lead.min(unit.name.span.map_or(0, |s| ctx.folded.slice(s).len()));
        let below = blocks[at + 1..].iter().take_while(|b| b.item().is_some() && b.role == Role::Plain);
        let end = if ctx.str(body).ends_with(':') {
            below.last().map_or(body.end, |b| b.span.end)
        } else {
            body.end
        };
        let text = ctx.trim(Span::new(sub(body, lead, lead).start, end));
        if alone {
            unit.name = ctx.words(sub(body, 0, length));
        }
        unit.text = place(ctx, text);
        unit.clauses = ctx.clauses(text).into();
        unit.posts = unit.posts.or_else(|| own_posts(ctx, text).map(|(value, span)| ctx.read(value, span)));
        unit.span = ctx.at(Span::new(body.start, end));
    }
}

/// Where a paragraph, or a piece of one, tells what a unit does.
struct Told {
    at: usize,
    span: Span,
    /// The bytes before what it does.
    lead: usize,
    /// Whether it tells this of no other unit.
    alone: bool,
}

/// The units that the beginning of a text names.
struct Found {
    units: Vec<usize>,
    lead: usize,
    alone: bool,
}

/// The units of which only the names are known, with where each is listed.
struct Known<'c> {
    names: BTreeMap<&'c str, (usize, u32)>,
    lengths: BTreeSet<usize>,
    places: BTreeSet<u32>,
}

/// The names of units, and what stands before what they do, have no more bytes.
const NAMES: usize = 300;

impl Known<'_> {
    /// The unit that a text which begins at `start` of the original begins with.
    fn named(&self, text: &str, start: u32) -> Option<(usize, usize)> {
        self.lengths.iter().rev().find_map(|length| {
            let (unit, listed) = self.names.get(text.get(..*length)?)?;
            (start > *listed).then_some((*unit, *length))
        })
    }

    /// The units whose duties a text tells: 秘书股负责会议, 督查一股、督查二股,负责督查.
    fn told(&self, ctx: Ctx<'_>, body: Span, start: u32) -> Option<Found> {
        let text = ctx.str(body);
        let text = text.get(..text.floor_char_boundary(NAMES)).unwrap_or(text);
        let (first, mut end) = self.named(text, start)?;
        let mut units = vec![first];
        while let Some(rest) = text.get(end..).and_then(|t| t.strip_prefix(['、', '和', '与', '及'])) {
            let Some((unit, length)) = self.named(rest, start) else { break };
            units.push(unit);
            end = text.len() - rest.len() + length;
        }
        let lead = behind_name(text, text.get(..end)?, units.len() > 1)?;
        Some(Found { alone: units.len() == 1, units, lead })
    }
}

/// The pieces of a paragraph that tell of units one by one: 秘书股负责会议;督查股负责督查. Those before which the names stand in the same
/// paragraph are told so too: 内设秘书股、督查股。其中:秘书股负责会议,督查股负责督查.
fn apart(ctx: Ctx<'_>, known: &Known<'_>, body: Span) -> Vec<(Span, Found)> {
    let first = known.told(ctx, body, ctx.at(body).start);
    let mut out: Vec<(Span, Found)> = first.into_iter().map(|f| (body, f)).collect();
    // One look rules most paragraphs out.
    let listed = || {
        let place = ctx.at(body);
        known.places.range(place.start..place.end).next().is_some()
    };
    if known.names.len() < 2 || out.is_empty() && !listed() {
        return out;
    }
    let signs = ctx.str(body).char_indices().filter(|(_, c)| matches!(c, '。' | ';' | ':' | ','));
    for (at, sign) in signs {
        let piece = ctx.trim(sub(body, at + sign.len_utf8(), body.len()));
        let words = ctx.str(piece);
        let lead = if words.starts_with("其中") { "其中".len() } else { 0 };
        let piece = sub(piece, lead, words.len());
        let Some(found) = known.told(ctx, piece, ctx.at(piece).start) else { continue };
        // 秘书股负责会议,督查股协助: it is the first that does it.
        let told = ctx.str(sub(piece, found.lead, piece.len()));
        if sign == ',' && lead == 0 && !begins(told, &["负责", "承担", "主管", "主要负责", "主要承担"])
        {
            continue;
        }
        if let Some((last, _)) = out.last_mut() {
            *last = ctx.trim(Span::new(last.start, piece.start - lead as u32));
        }
        out.push((piece, found));
    }
    out
}

/// Where, in a paragraph that begins with a unit's name, what it does begins.
fn behind_name(text: &str, name: &str, several: bool) -> Option<usize> {
    let rest = text.strip_prefix(name)?;
    // 政策法规处(行政审批处)的主要职责:.
    let rest = rest.strip_prefix('(').and_then(|r| r.split_once(')')).map_or(rest, |(_, behind)| behind);
    let labels = ["的主要职责", "主要职责", "主要职能", "工作职责", "岗位职责", "的职责", "职责"];
    let told = labels.iter().find_map(|w| rest.strip_prefix(w));
    let duties = match told {
        Some(behind) => behind.trim_start_matches(['是', '为', ':', '如', '下']),
        None => rest.trim_start_matches([':', ',', '。', ';', '—', '-']),
    };
    (told.is_some() || name::begins_duties(duties) || several && several::does(duties))
        .then_some(text.len() - duties.len())
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
