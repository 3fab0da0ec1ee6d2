//! The place that the organ belongs to, with the place and the province above it.

use super::{
    name,
    organ::Names,
    place::{self, Chunk},
};
use crate::{
    ingest::ctx::{Ctx, find, longer, sub, tail},
    source::Span,
};

#[derive(Clone, Copy, Default)]
pub(super) struct Places {
    pub(super) own: Option<Span>,
    pub(super) parent: Option<Span>,
    pub(super) province: Option<Span>,
}

/// The places that the organ's name, else a plan of reform, else the text names.
pub(super) fn own_place(ctx: Ctx<'_>, names: Names) -> Places {
    let from_name = names.name.map(|n| places_in(ctx, n)).unwrap_or_default();
    if let Some(branch) = names.name.and_then(|n| of_a_branch(ctx, n, from_name)) {
        return branch;
    }
    if from_name.own.is_some() {
        return from_name;
    }
    if let Some(own) = names.name.and_then(|n| prefecture(ctx, n)) {
        return Places { own: Some(own), ..Places::default() };
    }
    let text = &ctx.folded.text;
    if let Some(at) = text.find("机构改革方案") {
        let before = text.get(..at).unwrap_or("");
        let start = before
            .char_indices()
            .rev()
            .find(|(_, c)| "《〈<\n".contains(*c))
            .map_or(at, |(i, c)| i + c.len_utf8());
        // 《桂林高新区、七星区机构改革方案》: the first of them.
        let first = before.get(start..).and_then(|t| t.split('、').next()).map_or(at, |t| start + t.len());
        let found = places_in(ctx, Span::of(start..first));
        if found.own.is_some() {
            return found;
        }
    }
    let Some(kind) = names.name.and_then(|n| ctx.str(n).chars().next()).filter(|c| "市县区旗".contains(*c))
    else {
        return Places::default();
    };
    let seats = place::named(ctx, kind);
    let above: Vec<&str> = seats.iter().filter(|n| n.above).map(|n| ctx.str(n.span)).collect();
    // 2.区政府 is an item of a list.
    let lettered = |s: &Span| ctx.str(*s).chars().all(char::is_alphabetic);
    let own = seats.iter().map(|n| n.span).filter(|s| !above.contains(&ctx.str(*s)));
    let own: Vec<Span> = own.filter(lettered).collect();
    let single = own.first().copied().filter(|f| own.iter().all(|o| ctx.str(*o) == ctx.str(*f)));
    Places { own: single, parent: seats.iter().find(|n| n.above).map(|n| n.span), province: None }
}

/// 临港区 of 某市生态环境局临港分局: the place of a branch is its own, below that of the bureau which has set it up.
fn of_a_branch(ctx: Ctx<'_>, name: Span, places: Places) -> Option<Places> {
    let text = ctx.str(name);
    let whose = text.strip_suffix("分局")?;
    let at = whose.rfind('局')? + '局'.len_utf8();
    let stem = whose.get(at..).filter(|s| longer(s, 1) && !longer(s, 6))?;
    let city =
        places.own.filter(|own| own.end <= sub(name, at, at).start && ctx.str(*own).ends_with('市'))?;
    let kinds = ["区", "县", "新区", "开发区", "高新区"];
    let named = |kind: &&str| {
        let place = format!("{stem}{kind}");
        let start = ctx.folded.text.find(&place)?;
        Some(Span::of(start..start + place.len()))
    };
    let own = if stem.ends_with(['区', '县', '旗', '市']) {
        Some(sub(name, at, whose.len()))
    } else {
        kinds.iter().find_map(named)
    };
    Some(Places { own: Some(own?), parent: Some(city), province: places.province })
}

/// The prefecture that a name begins with, where the text speaks of its government: 兰溪州 of 兰溪州教育局. 郑州 is none.
fn prefecture(ctx: Ctx<'_>, name: Span) -> Option<Span> {
    let text = ctx.str(name);
    let start = if text.starts_with("中共") { "中共".len() } else { 0 };
    let at = text.get(start..)?.find('州')? + start;
    let end = at + '州'.len_utf8();
    let length = text.get(start..at)?.chars().count();
    let behind = text.get(end..)?;
    let told = || {
        ["州政府", "州人民政府", "州委", "全州", "州级", "州直"].iter().any(|w| ctx.folded.text.contains(w))
    };
    ((1..=5).contains(&length) && !behind.is_empty() && told()).then(|| sub(name, start, end))
}

/// The ministry that a bureau of the State is managed by: 某某部 of 是某某部管理的国家局.
pub(super) fn managed_by(ctx: Ctx<'_>) -> Option<Span> {
    let text = ctx.folded.text.as_str();
    let at = find(text, "管理的国家局")?;
    let before = tail(text.get(..at)?);
    let from = before.rfind(['是', '为']).map(|i| i + '是'.len_utf8())?;
    let name = before.get(from..)?;
    name::is_organ(name).then(|| Span::of(at - name.len()..at))
}

/// What stands before the place in the names of offices of bureaus of the State: 国家税务总局某县税务局.
fn of_the_state(name: &str) -> usize {
    let head = name.starts_with("国家").then(|| name.find("总局")).flatten().map_or(0, |i| i + "总局".len());
    if place::chunks(name.get(head..).unwrap_or("")).is_empty() { 0 } else { head }
}

/// What stands before the place in the names of committees of parties and associations of the whole country: 中国某某促进会某市
/// 委员会.
pub(super) fn of_an_association(name: &str) -> usize {
    let Some(before) = name.strip_suffix("委员会").filter(|n| n.starts_with("中国")) else { return 0 };
    let placed = |at: &usize| {
        let place = before.get(*at..).unwrap_or("");
        place::chunks(place).last().is_some_and(|c| c.end == place.len())
    };
    let ends = before.match_indices(['会', '社', '盟', '党']).map(|(i, c)| i + c.len());
    // The places behind the name of the Party are found as they are.
    ends.rev().find(placed).filter(|at| name.get(..*at) != Some("中国共产党")).unwrap_or(0)
}

/// Whether a part of a name tells which place it is: 市 and 自治区 alone do not.
pub(super) fn is_named(name: &str, part: &Chunk) -> bool {
    let words = name.get(part.start..part.end).unwrap_or("");
    longer(words, 1) && !["自治区", "自治州", "自治县", "自治旗"].contains(&words)
}

fn places_in(ctx: Ctx<'_>, name: Span) -> Places {
    let head = of_the_state(ctx.str(name)).max(of_an_association(ctx.str(name)));
    let name = sub(name, head, name.len());
    let chunks: Vec<Chunk> =
        place::chunks(ctx.str(name)).into_iter().filter(|c| is_named(ctx.str(name), c)).collect();
    let span = |c: &Chunk| sub(name, c.start, c.end);
    let mut places = Places { own: chunks.last().map(span), ..Places::default() };
    let province = |c: &&Chunk| c.kind == '省' || is_province(ctx.str(span(c)));
    places.province = chunks.iter().find(province).map(span).filter(|p| Some(*p) != places.own);
    places.parent =
        chunks.iter().rev().nth(1).map(span).filter(|p| Some(*p) != places.province || chunks.len() == 2);
    places
}

/// Whether a place is one of the autonomous regions, or of the four cities that are provinces.
pub(super) fn is_province(place: &str) -> bool {
    place.ends_with("自治区") || ["北京市", "天津市", "上海市", "重庆市"].contains(&place)
}
