//! Posts that sentences give unit by unit: 秘书处、一处各4名,二处3名; 各股室行政编制为:办公室5名、规划股3名.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    count::numeral_before,
    label::label_start,
    row::{Figure, Row},
};
use crate::{
    ingest::{
        ctx::{Ctx, sub},
        layout::cue::Cue,
        names::name,
        units::unit::{self, Group},
    },
    regulation::{Clauses, Unit, UnitGroup},
    source::Span,
    text::numeral_prefix,
};

/// What the figures behind some words count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Posts,
    /// Leaders of the units.
    Leaders,
    /// The head of a unit whose posts stand before.
    Head,
    /// A deputy of such a unit.
    Deputy,
    /// People who are there, or what comes and goes.
    Others,
}

/// Words that say what the figures behind them count.
const ANNOUNCING: [(&str, About); 14] = [
    ("编制", About::Posts),
    ("职数", About::Leaders),
    ("负责人", About::Leaders),
    ("实有", About::Others),
    ("现有", About::Others),
    ("在编", About::Others),
    ("聘用", About::Others),
    ("工勤", About::Others),
    ("后勤", About::Others),
    ("核增", About::Others),
    ("核减", About::Others),
    ("增加", About::Others),
    ("减少", About::Others),
    ("调整", About::Others),
];

/// A unit with a number behind its name; folded places.
#[derive(Clone, Copy, Debug)]
struct Told {
    name: Span,
    value: i64,
    number: Span,
    about: About,
    /// Whether nothing but its name stands before the number.
    bare: bool,
    /// The paragraph.
    within: Span,
}

/// What paragraphs say of units one by one.
pub(in crate::ingest) struct ByUnits {
    /// The numbers that are those of units that are known, and none of another organ; in order.
    pub(in crate::ingest) taken: Vec<Span>,
    /// The leaders of the units, told one by one.
    leaders: Option<Figure>,
    /// Their heads and their deputies, where each unit has one behind its posts.
    heads: Option<Figure>,
    deputies: Option<Figure>,
}

/// Reads what paragraphs give unit by unit, and gives the posts to the units. Where no unit is known, those that a paragraph
/// names so are the units.
pub(in crate::ingest) fn read(
    ctx: Ctx<'_>,
    paragraphs: &[(Span, Option<Span>)],
    groups: &mut Vec<Group>,
) -> ByUnits {
    let mut about = About::Others;
    let told = paragraphs.iter().flat_map(|(p, _)| in_paragraph(ctx, *p, &mut about));
    let mut told: Vec<Told> = told.collect();
    if groups.is_empty() {
        groups.extend(group(ctx, &told));
    } else {
        give(ctx, &told, groups);
    }
    let units = || groups.iter().flat_map(|g| &g.group.units);
    let names: BTreeSet<&str> =
        if told.is_empty() { BTreeSet::new() } else { units().map(|u| u.name.text.as_str()).collect() };
    told.retain(|t| names.contains(ctx.words(t.name).text.as_str()));
    let sum = |about: About| {
        let own = told.iter().filter(|t| t.about == about).map(|t| (t.value, t.number));
        own.reduce(|(sum, at), (more, span)| (sum.saturating_add(more), at.to(span)))
    };
    let count = |about: About| told.iter().filter(|t| t.about == about).count();
    let every = count(About::Head) > 1 && count(About::Head) == units().count();
    ByUnits {
        leaders: sum(About::Leaders).filter(|_| count(About::Leaders) > 1),
        heads: sum(About::Head).filter(|_| every),
        deputies: sum(About::Deputy).filter(|_| every),
        taken: told.iter().map(|t| t.number).collect(),
    }
}

impl ByUnits {
    /// Gives the leaders of the units to the only row, where it tells of none.
    pub(in crate::ingest) fn lead(&self, rows: &mut [Row]) {
        let [row] = rows else { return };
        if row.unit_heads.or(row.unit_deputies).or(row.unit_leaders).is_none() {
            (row.unit_leaders, row.unit_heads, row.unit_deputies) = (self.leaders, self.heads, self.deputies);
        }
    }
}

/// Gives units their posts. A name that several units bear, or that has several numbers, says nothing of one of them.
fn give(ctx: Ctx<'_>, told: &[Told], groups: &mut [Group]) {
    let mut numbers: BTreeMap<String, Option<&Told>> = BTreeMap::new();
    for told in told.iter().filter(|t| t.about == About::Posts) {
        numbers.entry(ctx.words(told.name).text).and_modify(|t| *t = None).or_insert(Some(told));
    }
    if numbers.is_empty() {
        return;
    }
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in groups.iter().flat_map(|g| &g.group.units) {
        *named.entry(unit.name.text.as_str()).or_default() += 1;
    }
    numbers.retain(|name, _| named.get(name.as_str()) == Some(&1));
    for unit in groups.iter_mut().flat_map(|g| &mut g.group.units).filter(|u| u.posts.is_none()) {
        if let Some(Some(told)) = numbers.get(&unit.name.text) {
            unit.posts = Some(ctx.read(told.value, told.number));
        }
    }
}

/// How the names of units end that are surely none of another body.
const INSIDE: [char; 7] = ['室', '科', '股', '处', '办', '司', '组'];

/// The units that one paragraph names with their posts, three at least.
fn group(ctx: Ctx<'_>, told: &[Told]) -> Option<Group> {
    let plain = |t: &&Told| t.about == About::Posts && t.bare && ctx.str(t.name).ends_with(INSIDE);
    let mut paragraphs = told.chunk_by(|a, b| a.within == b.within);
    let paragraph = paragraphs.find(|p| p.iter().filter(plain).count() > 2)?;
    let unit = |t: &Told| Unit { posts: Some(ctx.read(t.value, t.number)), ..unit::bare(ctx, t.name) };
    let units: Vec<Unit> = paragraph.iter().filter(plain).map(unit).collect();
    let names: BTreeSet<&str> = units.iter().map(|u| u.name.text.as_str()).collect();
    if names.len() < units.len() {
        return None;
    }
    let span = units.iter().map(|u| u.span).reduce(Span::to)?;
    let group = UnitGroup { organ: None, declared: None, clauses: Clauses::default(), units, span };
    Some(Group { organ: None, group, lost: None })
}

/// The units of a paragraph that have a number behind their name. `about` is what was announced last.
fn in_paragraph(ctx: Ctx<'_>, paragraph: Span, about: &mut About) -> Vec<Told> {
    let text = ctx.str(paragraph);
    let (mut out, mut from): (Vec<Told>, usize) = (Vec::new(), 0);
    // What was announced up to here is known.
    let mut looked = 0;
    for said in ctx.said(paragraph, Cue::Figure) {
        let sign = (said.span.start - paragraph.start) as usize;
        let end = (said.span.end - paragraph.start) as usize;
        if sign < from || !matches!(ctx.str(said.span), "名" | "人") {
            continue;
        }
        let Some(before) = text.get(..sign) else { continue };
        let Some((value, at)) = numeral_before(before) else { continue };
        let stop = before.get(..at).unwrap_or("").trim_end_matches([':', '为', '共']).len();
        let stop = stop.max(from);
        let start = label_start(text.get(..stop).unwrap_or("")).max(from);
        announced(text.get(from.max(looked)..start).unwrap_or(""), about);
        looked = end;
        let label = text.get(start..stop).unwrap_or("");
        let names = names(text, (start, stop));
        // 办公室编制6名,设主任1名: its own head.
        let of_it = || {
            out.last().filter(|t: &&Told| t.about != About::Leaders && is_behind(text, t, paragraph, start))
        };
        if let Some((name, kind)) = of_it().and_then(|t| Some((t.name, leader(label)?))) {
            let number = sub(paragraph, start, end);
            out.push(Told { name, value, number, about: kind, bare: false, within: paragraph });
            from = end;
            continue;
        }
        if names.is_empty() {
            // 行政编制13名 announces posts; 领导职数3名 tells them.
            if label.contains("编制")
                || ANNOUNCING.iter().any(|(w, a)| *a == About::Others && label.contains(w))
            {
                announced(label, about);
            }
            from = end;
            continue;
        }
        // 市政府办公室行政编制74名。秘书处4名: so does that.
        announced(label, about);
        let bare = label.len() <= names.last().map_or(0, |n| n.1 - n.0) + "其中各".len();
        let kind = if label.contains("编制") { About::Posts } else { *about };
        let (value, end) = with_further(text, value, end);
        for (a, b) in names {
            let (name, number) = (sub(paragraph, a, b), sub(paragraph, at, end));
            out.push(Told { name, value, number, about: kind, bare, within: paragraph });
        }
        from = end;
    }
    out
}

/// Whether byte `start` stands right behind what is told of a unit, but for a sign.
fn is_behind(text: &str, told: &Told, paragraph: Span, start: usize) -> bool {
    let end = (told.number.end - paragraph.start) as usize;
    told.about != About::Others && matches!(text.get(end..start), Some("," | "、" | "(" | ",其中"))
}

/// Which leader of a unit a label names: 设主任, 副股长.
fn leader(label: &str) -> Option<About> {
    let title = ["配备", "设", "配", "其中"].iter().find_map(|v| label.strip_prefix(v)).unwrap_or(label);
    let heads = ["主任", "股长", "科长", "处长", "组长", "负责人"];
    match title.strip_prefix('副') {
        Some(deputy) => heads.contains(&deputy).then_some(About::Deputy),
        None => heads.contains(&title).then_some(About::Head),
    }
}

/// Takes what words announce last. Leaders are told one by one only right behind a colon.
fn announced(words: &str, about: &mut About) {
    let found = ANNOUNCING.iter().filter_map(|(w, about)| Some((words.rfind(w)? + w.len(), *about)));
    let Some((end, last)) = found.max_by_key(|(end, _)| *end) else { return };
    let rest = words.get(end..).unwrap_or("");
    // 核增行政编制3名, 后勤服务人员编制2名.
    let clause =
        words.get(..end).unwrap_or("").rsplit([',', ';', '。', ':', '\n', '、']).next().unwrap_or("");
    let other = ANNOUNCING.iter().any(|(w, about)| *about == About::Others && clause.contains(w));
    *about = match last {
        _ if other => About::Others,
        About::Leaders if !rest.contains(':') => About::Others,
        last => last,
    };
}

/// The names of units that a label ends, in bytes: 办公室, 办公室行政编制, 秘书处、一处各.
fn names(text: &str, (start, stop): (usize, usize)) -> Vec<(usize, usize)> {
    let label = text.get(start..stop).unwrap_or("");
    let lead = ["其中", "含", "核定"].iter().find(|w| label.starts_with(**w)).map_or(0, |w| w.len());
    let words = label.get(lead..).unwrap_or("");
    let each = words.strip_suffix('各');
    let kinds = ["行政编制", "事业编制", "人员编制", "编制"];
    let name = each.or_else(|| kinds.iter().find_map(|k| words.strip_suffix(k))).unwrap_or(words);
    // 县应急办行政编制5名 are those of an organ beside this one.
    if !name::is_unit(name) || name::is_placed(name) {
        return Vec::new();
    }
    let mut out = vec![(start + lead, start + lead + name.len())];
    while let Some((first, _)) = out.last().copied().filter(|_| each.is_some() && out.len() < MOST) {
        let Some(before) = text.get(..first).and_then(|t| t.strip_suffix('、')) else { break };
        let at = label_start(before);
        if !before.get(at..).is_some_and(name::is_unit) {
            break;
        }
        out.push((at, before.len()));
    }
    out.reverse();
    out
}

/// So many units at most have a number together.
const MOST: usize = 20;

/// A number with those of other kinds right behind it, and where the last ends: 办公室行政编制3名、事业编制2名.
fn with_further(text: &str, value: i64, end: usize) -> (i64, usize) {
    let (mut value, mut end) = (value, end);
    while let Some(rest) = text.get(end..).and_then(|t| t.strip_prefix(['、', ','])) {
        let kinds = ["事业编制", "工勤编制", "行政编制"];
        let Some(number) = kinds.iter().find_map(|k| rest.strip_prefix(k)) else { break };
        let Some((more, length)) = numeral_prefix(number) else { break };
        let behind = number.get(length..).unwrap_or("");
        let (Some(sum), Some(rest)) = (value.checked_add(more), behind.strip_prefix(['名', '人'])) else {
            break;
        };
        (value, end) = (sum, text.len() - rest.len());
    }
    (value, end)
}
