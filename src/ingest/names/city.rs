//! The level of a city whose name does not tell it: by what the text names above and below it, and by the ranks of what it has.
//! Where that contradicts itself, nothing is told.

use super::{level, organ::Names, place};
use crate::{
    ingest::{
        ctx::{Ctx, find, tail},
        layout::cue::Cue,
    },
    regulation::{Read, Words},
    schema::{Level, OrganKind},
    source::Span,
};

/// The city that the organ is of: 某市, or the first character of 市政府办公室, which gives no name.
pub(super) fn city(ctx: Ctx<'_>, names: Names, own: Option<Span>) -> Option<Span> {
    let named = own.filter(|o| ctx.str(*o).ends_with('市'));
    let short = || names.name.filter(|_| own.is_none()).and_then(|n| first_character(ctx, n));
    named.or_else(short)
}

/// The first character of a name that begins with the city, and with no field of the organ: not that of 市场监督管理局.
fn first_character(ctx: Ctx<'_>, name: Span) -> Option<Span> {
    let rest = ctx.str(name).strip_prefix('市')?;
    let field = ["场", "容", "域", "际", "政工程", "政公用", "政设施", "政管理", "政园林"];
    (!field.iter().any(|f| rest.starts_with(f)))
        .then(|| Span::new(name.start, name.start + '市'.len_utf8() as u32))
}

/// The level of the city by the rank of the organ, by the places that the text names, and by the ranks of its units. Where the rank
/// and the places contradict each other, nothing is told.
pub(super) fn level(
    ctx: Ctx<'_>,
    names: Names,
    city: Span,
    (kind, rank): (OrganKind, Option<&Words>),
    units: &[&str],
) -> Option<Read<Level>> {
    // These have no counties and no districts.
    if UNDIVIDED.contains(&ctx.str(city)) {
        return Some(ctx.read(Level::Prefecture, city));
    }
    // The bodies of the congress and the conference have the rank of the city itself.
    let own =
        names.name.is_some_and(|n| ["人大", "人民代表大会", "政协"].iter().any(|w| ctx.str(n).contains(w)));
    let by_rank = rank.filter(|_| !own).and_then(|rank| level::level_of_rank(ctx, names, city, kind, rank));
    let by_places = level_of_places(ctx, city, units);
    match (by_rank, by_places) {
        (None, Some(None)) => None,
        (by_rank, Some(None)) => by_rank,
        (Some(rank), Some(Some(places))) if rank.value != places.value => {
            // An office works for the city itself.
            (kind == OrganKind::GovernmentOffice).then_some(rank)
        }
        (_, Some(Some(places))) => Some(places),
        (Some(rank), None) => Some(rank),
        (None, None) if rank.is_none() || own => level_of_units(ctx, names, city, (kind, own), units),
        (None, None) => None,
    }
}

/// The prefectures that have no counties and no districts.
const UNDIVIDED: [&str; 4] = ["东莞市", "中山市", "儋州市", "嘉峪关市"];

/// A city over counties or districts is a prefecture; one over townships with a city over it is of county level. The inner value is
/// none where what the text names contradicts itself, the outer one where it names nothing.
#[allow(clippy::option_option, reason = "what contradicts itself is not what is not told")]
fn level_of_places(ctx: Ctx<'_>, city: Span, units: &[&str]) -> Option<Option<Read<Level>>> {
    let mine = Some(ctx.str(city)).filter(|m| *m != "市");
    let cities = place::named(ctx, '市');
    let above = || mine.is_some_and(|m| cities.iter().any(|n| n.above && ctx.str(n.span) != m));
    if let Some(span) = first(ctx, Cue::Counties) {
        let contradicted = above() || has_county_units(ctx, units);
        return Some((!contradicted).then(|| ctx.read(Level::Prefecture, span)));
    }
    let over = cities.iter().find(|n| n.above || mine.is_some_and(|m| m != ctx.str(n.span)));
    let townships = first(ctx, Cue::Townships).filter(|_| over.is_some());
    // 省政府、某市政府来文 is that of the city over it.
    let sure = cities.iter().any(|n| n.above) || !is_of_prefecture(ctx, units);
    let found = townships.or_else(|| over.filter(|_| above()).map(|n| n.span)).filter(|_| sure)?;
    Some(Some(ctx.read(Level::County, found)))
}

/// Of the words of a cue the first in its list that is said at all.
fn first(ctx: Ctx<'_>, cue: Cue) -> Option<Span> {
    let whole = Span::of(0..ctx.folded.text.len());
    let own = ctx.said(whole, cue).filter(|s| !is_in_title(ctx, s.span));
    own.min_by_key(|s| (s.word, s.span.start)).map(|s| s.span)
}

/// Whether words stand in what a paper is called that is none of the organ's: 某市各县(市、区)机构改革方案 is the ground of a city below it.
fn is_in_title(ctx: Ctx<'_>, words: Span) -> bool {
    let (before, behind) = ctx.folded.text.split_at_checked(words.start as usize).unwrap_or_default();
    let before = tail(before).rsplit(['。', '\n']).next().unwrap_or("");
    let quoted = before.rfind('《') > before.rfind('》');
    let near = behind.get(..behind.floor_char_boundary(TITLE)).unwrap_or("");
    let near = near.split(['。', ';', '\n']).next().unwrap_or("");
    quoted || ["机构改革", "机构编制"].iter().any(|w| near.contains(w)) && before.contains("根据")
}

/// What a paper is called has no more bytes behind the places.
const TITLE: usize = 60;

/// The level of a city whose department has no rank, by that of its units and posts, and by who asks it.
fn level_of_units(
    ctx: Ctx<'_>,
    names: Names,
    city: Span,
    (kind, own): (OrganKind, bool),
    units: &[&str],
) -> Option<Read<Level>> {
    let name = ctx.str(names.name?);
    let department = matches!(kind, OrganKind::Bureau | OrganKind::GovernmentOffice | OrganKind::PartyOffice);
    if !department && !own || ["管理委员会", "办事处", "公安局"].iter().any(|e| name.ends_with(e))
    {
        return None;
    }
    // 市政府办公厅: a city of county level has an 办公室.
    let office = name.ends_with("办公厅");
    // No government of a city of county level has one.
    let secretaries = kind == OrganKind::GovernmentOffice && says(ctx, &["副秘书长"]);
    let high = office || secretaries || is_of_prefecture(ctx, units);
    let low = townships_ask(ctx) || has_county_units(ctx, units);
    let value = match (high, low) {
        (true, false) => Level::Prefecture,
        (false, true) => Level::County,
        (false, false) if has_leaders_of_units(ctx) => Level::Prefecture,
        // Nothing tells it, or one thing contradicts the other.
        _ => return None,
    };
    Some(ctx.read(value, city))
}

/// Those below a city of county level as a text addresses them.
const TOWNSHIPS: [&str; 13] = [
    "各镇办",
    "、各镇",
    "各乡镇",
    "各乡(镇)",
    "各乡、镇",
    "各镇人民政府",
    "各镇政府",
    "各镇党委",
    "各镇(",
    "各镇、",
    "各镇街",
    "各镇和",
    "各镇(街道)",
];

/// Whether townships and streets stand right below the city: it addresses them, or they ask it.
fn townships_ask(ctx: Ctx<'_>) -> bool {
    let text = ctx.folded.text.as_str();
    if TOWNSHIPS.iter().any(|w| find(text, w).is_some()) {
        return true;
    }
    // 研究乡镇人民政府和市直部门请示市政府的事项.
    let whole = Span::of(0..text.len());
    let asks = |s: Span| {
        let behind = text.get(s.end as usize..).unwrap_or("");
        let near = behind.get(..behind.floor_char_boundary(90)).unwrap_or("");
        let clause = near.split(['。', ';', ':']).next().unwrap_or("");
        clause.contains("请示市")
    };
    ctx.said(whole, Cue::Townships).take(MOST).any(|s| asks(s.span))
}

/// So many places of a word are looked at.
const MOST: usize = 16;

/// What only the organs of a prefecture have: 处 as units, units of 正科级, posts above these.
const HIGH: [&str; 17] = [
    "个处室",
    "内设机构(正科级)",
    "内设机构(均为正科级)",
    "个正科级内设机构",
    "内设机构均为正科级",
    "均为正科级建制",
    "处级领导职数",
    "处级干部",
    "县级领导职数",
    "县级干部",
    "(正处级)",
    "(副处级)",
    "(正县级)",
    "(副县级)",
    "(正县处级)",
    "(副县处级)",
    "(副处级建制)",
];

fn is_of_prefecture(ctx: Ctx<'_>, units: &[&str]) -> bool {
    says(ctx, &HIGH) || mostly(units, &['处', '處'])
}

/// How a text says that units rank below 科.
const LOW: [&str; 4] = ["股级领导职数", "内设机构(股级)", "内设机构(均为股级)", "内设机构均为股级"];

/// Whether units rank below 科, or are called 股.
fn has_county_units(ctx: Ctx<'_>, units: &[&str]) -> bool {
    says(ctx, &LOW) || mostly(units, &['股'])
}

fn says(ctx: Ctx<'_>, words: &[&str]) -> bool {
    words.iter().any(|w| find(&ctx.folded.text, w).is_some())
}

/// Whether more than half of the units are called so, and not one or two of them.
fn mostly(units: &[&str], ends: &[char]) -> bool {
    let count = units.iter().filter(|u| u.ends_with(ends)).count();
    count > 2 && 2 * count > units.len()
}

/// What a text calls the leaders of units by their rank, behind those of the organ.
const OF_UNITS: [&str; 3] = ["科级领导职数", "科级干部职数", "科级职数"];

/// Whether the leaders of units have the rank 科, behind the deputies of the organ: 副主任4名;正科级领导职数2名. An office of a city
/// of county level may have such posts too.
fn has_leaders_of_units(ctx: Ctx<'_>) -> bool {
    let text = ctx.folded.text.as_str();
    let behind = |at: usize| {
        let before = text.get(..at).map_or("", tail);
        let before = ["正", "正、副", "正副"].iter().find_map(|p| before.strip_suffix(p)).unwrap_or(before);
        let last =
            before.strip_suffix([';', ',', '。', '、']).and_then(|b| b.rsplit([';', ',', '。', '、']).next());
        last.is_some_and(|l| l.starts_with('副') && l.ends_with('名'))
    };
    OF_UNITS.iter().any(|w| text.match_indices(w).take(8).any(|(at, _)| behind(at)))
        && find(text, "股级").is_none()
}
