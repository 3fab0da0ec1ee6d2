//! Who the document is about: name, short name, kind, level, rank, jurisdiction.

use std::collections::BTreeMap;

use super::{
    changed, city,
    kind::kind,
    level, name, paged, place, rank,
    seat::{is_named, managed_by, own_place},
    stated::{INTRODUCED, PAGES, above_matter, alone, defined, defined_in_another, founded, labelled},
    title::{created, heads, is_township, organ_between, over_two_lines, titled},
    told,
};
use crate::{
    ingest::{
        ctx::{Ctx, find, longer},
        given::Given,
        layout::block::{Block, Role},
        layout::cue::Cue,
        layout::part::Part,
        posts::count,
    },
    regulation::{Organ, Read, Words},
    schema::SectionKind,
    source::Span,
};

/// The names of the organ, folded.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::ingest) struct Names {
    /// The fullest form.
    pub(in crate::ingest) name: Option<Span>,
    /// The short form that the text defines.
    pub(in crate::ingest) short: Option<Span>,
}

/// Finds the names. `mentioned` are the organs that sentences about units and posts name, in order.
pub(in crate::ingest) fn names(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part], mentioned: &[Span]) -> Names {
    let opening = parts.iter().find(|p| p.kind != Some(SectionKind::Basis)).map_or(blocks.len(), |p| p.first);
    let preface = &blocks[..opening];
    let title = preface.iter().enumerate().find_map(|(i, b)| {
        let before = i.checked_sub(1).and_then(|i| preface.get(i));
        let broken = before.and_then(|before| over_two_lines(ctx, before, b));
        // 某省人民政府办公厅是…的机构,根据《…机构改革方案》设置: the title in it is its ground.
        let told = || ctx.str(b.body).ends_with('。') && told::is_described(ctx, b.body).is_some();
        broken.or_else(|| titled(ctx, b.body).filter(|_| !told())).or_else(|| created(ctx, b.body))
    });
    // 某市体育局职责, above the list of them, is both its title and its heading.
    let heading = blocks.get(opening).filter(|b| matches!(b.role, Role::Heading(_)));
    let heading = heading.and_then(|b| titled(ctx, b.body).or_else(|| heads(ctx, b.body)));
    // 县政府办职责 may shorten what the text says in full.
    let short = |h: &Span| place::chunks(ctx.str(*h)).iter().all(|c| !is_named(ctx.str(*h), c));
    let title = title.or(heading.filter(|h| !short(h)));
    // What a text about units and posts calls another body is no name of the organ: 县委巡察工作领导小组办公室(简称县委巡察办).
    let units = parts.iter().find(|p| matches!(p.kind, Some(SectionKind::Units | SectionKind::Staffing)));
    let about_units = units.map_or(u32::MAX, |p| p.head.start);
    // 某县石桥镇职能配置…规定 is about the town, whose committee and government the text calls for short.
    let town = title.filter(|t| is_township(ctx.str(*t)) && place::chunks(ctx.str(*t)).len() > 1);
    let of_town = |found: &Names| {
        let body = found.name.map_or("", |n| ctx.str(n));
        town.is_some_and(|t| !body.contains(ctx.str(t)))
    };
    if let Some(found) = defined(ctx, blocks, title, about_units).filter(|f| !of_town(f)) {
        // A title may give the place before the name that the text defines.
        let ends = |whole: &Span| found.name.is_some_and(|n| ctx.str(*whole).ends_with(ctx.str(n)));
        return Names { name: title.filter(ends).or(found.name), ..found };
    }
    let title = title.map(|t| told_in_full(ctx, preface, (blocks, parts), t).unwrap_or(t));
    // The sentence that sets it up may name the place that the title leaves out.
    let set_up = preface
        .iter()
        .find_map(|b| founded(ctx, b.body).filter(|f| b.mark.is_none() || name::is_placed(ctx.str(*f))));
    let fuller = |f: &Span| title.is_none_or(|t| f.len() > t.len() && same(ctx.str(*f), ctx.str(t)));
    // 某市教育局, the first line, above 设立市教育局.
    let line = set_up.filter(|_| title.is_none()).and_then(|s| {
        let whole = |a: &Span| a.len() > s.len() && same(ctx.str(*a), ctx.str(s));
        let named = |b| alone(ctx, b).or_else(|| above_matter(ctx, b, &INTRODUCED));
        preface.iter().find_map(|b| named(b).filter(whole))
    });
    let name = line
        .or(set_up.filter(fuller))
        .or(title)
        .or_else(|| paged::named(ctx, blocks))
        .or_else(|| {
            preface.iter().filter(|b| b.role != Role::Furniture).take(ABOVE).find_map(|b| alone(ctx, b))
        })
        .or_else(|| labelled(ctx, blocks))
        // The units of a page may stand above its title: 某县民政局主要职责.
        .or_else(|| {
            let headings = blocks.iter().filter(|b| matches!(b.role, Role::Heading(_)));
            headings.filter_map(|b| titled(ctx, b.body)).find(|h| !short(h))
        })
        .or_else(|| {
            let described = parts.iter().find_map(|p| told::described(ctx, blocks, p));
            let told = described.or_else(|| told::told(ctx, blocks, parts));
            told.filter(|t| !short(t)).or_else(|| of_page(ctx, preface).filter(|n| !short(n))).or(told)
        })
        .or(heading);
    if name.is_none()
        && let Some(found) = defined_in_another(ctx, blocks)
    {
        return found;
    }
    let name = name
        .or_else(|| headed_by_its_name(ctx, blocks))
        .or_else(|| mentioned.first().copied())
        .or_else(|| preface.iter().find_map(|b| changed::titled(ctx, b.body)))
        .or_else(|| frequent(ctx).map(|short| with_place(ctx, blocks, short)));
    Names { name, short: None }
}

/// The organ of a page of which the title says more: 某县司法局概况, 首页>机构设置>某县司法局-某县人民政府.
fn of_page(ctx: Ctx<'_>, preface: &[Block]) -> Option<Span> {
    let mut front = preface.iter().filter(|b| b.role != Role::Furniture).take(ABOVE);
    front.find_map(|b| above_matter(ctx, b, &PAGES))
}

/// The name with its place, of an organ that the title calls 市教育局, where the text says what it is: 安陵市教育局是….
fn told_in_full(
    ctx: Ctx<'_>,
    preface: &[Block],
    (blocks, parts): (&[Block], &[Part]),
    title: Span,
) -> Option<Span> {
    let name = ctx.str(title);
    if place::chunks(name).iter().any(|c| is_named(name, c)) {
        return None;
    }
    // 一、机构名称:某县第一中学.
    if let Some(full) = labelled(ctx, blocks).filter(|f| same(ctx.str(*f), name)) {
        return Some(full);
    }
    let nature = parts.iter().find(|p| p.kind == Some(SectionKind::Nature));
    let nature = nature.and_then(|p| blocks.get(p.first..p.last)).unwrap_or_default();
    let short = |n: &str| n.replace("人民代表大会常务委员会", "人大常委会");
    preface.iter().chain(nature).filter(|b| b.role == Role::Plain).find_map(|b| {
        let full = told::is_described(ctx, b.body).or_else(|| alone(ctx, b))?;
        (full.len() > title.len() && same(&short(ctx.str(full)), &short(name))).then_some(full)
    })
}

/// No organ has a longer name, in characters.
pub(super) const NAME: usize = 60;

/// The organs that a collection is about, in order: those of its titles, else those that sentences of it describe. None
/// where the text is about one.
pub(in crate::ingest) fn subjects(ctx: Ctx<'_>, blocks: &[Block]) -> Vec<Span> {
    let several = |of: &dyn Fn(Span) -> Option<Span>| {
        let mut out: Vec<Span> = Vec::new();
        for block in blocks.iter().filter(|b| b.mark.is_none() && b.role == Role::Plain) {
            let found = of(block.body);
            let other = |f: &Span| out.last().is_none_or(|l| !same(ctx.str(*l), ctx.str(*f)));
            out.extend(found.filter(other));
        }
        out
    };
    let parted = |body: Span| ctx.marks.signs(body).iter().any(|s| matches!(s.sign, '《' | '。' | ':'));
    let line = |body: Span| !parted(body) && !longer(ctx.str(body), NAME);
    let titles = several(&|body| if line(body) { titled(ctx, body) } else { None });
    let found = if titles.is_empty() { several(&|body| told::is_described(ctx, body)) } else { titles };
    let found = if found.len() > 1 { found } else { headed(ctx, blocks) };
    if found.len() > 1 { found } else { Vec::new() }
}

/// The organs whose names are numbered lines above the headings of their parts: 一、某县文化馆 above (一)主要职责.
fn headed(ctx: Ctx<'_>, blocks: &[Block]) -> Vec<Span> {
    let above = |pair: &[Block]| {
        let [line, below] = pair else { return None };
        let heads = matches!(below.role, Role::Heading(Some(_)))
            && below.mark.is_some_and(|m| m.ordinal == 1)
            || below.mark.is_none() && ctx.str(below.body).starts_with("主要职责");
        let words = ctx.str(line.body);
        // (四)人口和计划生育办公室 above 主要职责:… is a unit.
        let unit = || name::is_unit(words) && place::chunks(words).is_empty();
        let named = line.mark.is_some() && line.role == Role::Plain && name::is_organ(words) && !unit();
        (heads && named).then_some(line.body)
    };
    blocks.windows(2).filter_map(above).collect()
}

/// The office that the text names most often, where nothing else names the organ.
fn frequent(ctx: Ctx<'_>) -> Option<Span> {
    let text = ctx.folded.text.as_str();
    // How often each is said, whether 名义 follows it, and where it stands first.
    let mut told: BTreeMap<(usize, usize), (usize, bool, Span)> = BTreeMap::new();
    for said in ctx.said(Span::of(0..text.len()), Cue::Office) {
        let before = text.get(..said.span.start as usize).unwrap_or("");
        let behind = text.get(said.span.end as usize..).unwrap_or("");
        let (office, head) = match (behind.chars().next(), before.strip_suffix("人民")) {
            (Some('室'), None) => (0, before),
            (Some('室'), Some(head)) => (1, head),
            (Some('厅'), None) => (2, before),
            _ => continue,
        };
        let Some(place) =
            ["区", "市", "县", "旗", "州", "省", "乡", "镇"].iter().position(|p| head.ends_with(p))
        else {
            continue;
        };
        let start = head.len() - '区'.len_utf8();
        let end = said.span.end as usize + '室'.len_utf8();
        let entry = told.entry((place, office)).or_insert((0, false, Span::of(start..end)));
        entry.0 += 1;
        entry.1 |= text.get(end..).is_some_and(|t| t.starts_with("名义"));
    }
    let mut best: Option<(usize, Span)> = None;
    // 以市政府办公室名义 says whose document it is, even once.
    for (hits, named, span) in told.into_values() {
        let count = hits + if named { 100 } else { 0 };
        if count > 1 && best.is_none_or(|(n, _)| count > n) {
            best = Some((count, span));
        }
    }
    best.map(|b| b.1)
}

/// The line that is the name of the organ is one of so many at the top.
const ABOVE: usize = 6;
/// 某县民政局主要职责, a heading below others of a page without a title.
fn headed_by_its_name(ctx: Ctx<'_>, blocks: &[Block]) -> Option<Span> {
    let headings = blocks.iter().filter(|b| matches!(b.role, Role::Heading(Some(_))));
    let placed = |n: &Span| place::chunks(ctx.str(*n)).iter().any(|c| is_named(ctx.str(*n), c));
    headings.filter_map(|b| titled(ctx, b.body).or_else(|| heads(ctx, b.body))).find(placed)
}

/// So many lines are looked through for a name with its place.
const LINES: usize = 60;

/// The same name where the text gives it with its place: 云溪县人民政府办公室 of 县人民政府办公室.
fn with_place(ctx: Ctx<'_>, blocks: &[Block], short: Span) -> Span {
    let words = ctx.str(short);
    let full = |b: &Block| {
        let text = ctx.str(b.body);
        let at = text.find(words).filter(|at| *at > 0)?;
        let head = text.get(..at)?;
        let from = head
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |i| i + head[i..].chars().next().map_or(0, char::len_utf8));
        let full = organ_between(ctx, b.body, from, at + words.len())?;
        let placed = place::chunks(ctx.str(full)).iter().any(|c| is_named(ctx.str(full), c));
        (placed && same(ctx.str(full), words)).then_some(full)
    };
    blocks.iter().take(LINES).find_map(full).unwrap_or(short)
}

/// Whether two folded names are forms of one: 县水务局 and 云溪县水务局.
pub(in crate::ingest) fn same(a: &str, b: &str) -> bool {
    let plain = |s: &str| s.replace("人民政府", "政府").replace("中共", "").replace('\n', "");
    let (a, b) = (plain(name::without_brackets(a)), plain(name::without_brackets(b)));
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    let alike = |long: &str| {
        long == short
            || (long.ends_with(short.as_str())
                && (longer(short, 3) || is_generic(short) || starts_with_level(short)))
    };
    // 临川市政府财政局 is 市财政局.
    let bare = || match find(long, "政府").map(|at| (&long[..at], &long[at + "政府".len()..])) {
        Some((place, organ)) if organ.ends_with(['局', '委']) => alike(&format!("{place}{organ}")),
        _ => false,
    };
    alike(long) || bare()
}

fn is_generic(name: &str) -> bool {
    matches!(name, "办公室" | "办公厅" | "机关")
}

fn starts_with_level(name: &str) -> bool {
    name.starts_with(['省', '市', '县', '区', '旗', '州', '盟', '乡', '镇'])
}

/// The organ's record, given facts first; `units` are the names of its units.
pub(in crate::ingest) fn organ(
    ctx: Ctx<'_>,
    (blocks, parts): (&[Block], &[Part]),
    names: Names,
    units: &[&str],
    given: &Given,
) -> Organ {
    let place = own_place(ctx, names);
    let words = |text: &String| Words { text: text.clone(), span: None };
    let kind = given.organ_kind.map(Read::given).or_else(|| kind(ctx, blocks, parts, names));
    let rank = rank::of_the_organ(ctx, blocks, parts, names.name);
    let national = || level::said_to_be_national(ctx, blocks, parts);
    let level = given
        .level
        .map(Read::given)
        .or_else(|| level::level_of_zone(ctx, names, rank.as_ref()?))
        .or_else(|| level::level(ctx, names, place.own, national));
    let city = city::city(ctx, names, place.own).filter(|_| level.is_none());
    let level = level.or_else(|| city::level(ctx, names, city?, (kind?.value, rank.as_ref()), units));
    let level = level.or_else(|| level::level_of_plan(ctx, place.own));
    Organ {
        name: names.name.map(|n| ctx.words(n)),
        short: names.short.map(|n| ctx.words(n)),
        kind,
        level,
        rank,
        jurisdiction: given.jurisdiction.as_ref().map(words).or_else(|| place.own.map(|p| ctx.words(p))),
        province: given.province.as_ref().map(words).or_else(|| place.province.map(|p| ctx.words(p))),
        parent: given
            .parent
            .as_ref()
            .map(words)
            .or_else(|| place.parent.or_else(|| managed_by(ctx)).map(|p| ctx.words(p))),
    }
}

/// The organ that words of a sentence mean: `None` where they mean the document's own.
pub(in crate::ingest) fn mentioned(ctx: Ctx<'_>, span: Option<Span>) -> Option<Span> {
    span.and_then(|s| count::organ_in(ctx, s)).filter(|s| !is_generic(ctx.str(*s)))
}
