//! The organ of which a sentence says what it is: 某县财政局为县政府工作部门.

use super::{name, organ::NAME, place, title::organ_between};
use crate::{
    ingest::{
        ctx::{Ctx, begins, longer, sub},
        layout::block::{Block, Role},
        layout::cue::Cue,
        layout::part::Part,
    },
    schema::SectionKind,
    source::Span,
};

/// Such a sentence stands within so many blocks, where no title names the organ.
const FRONT: usize = 40;
/// A ground has no more clauses.
const CLAUSES: usize = 6;
/// What an organ of a place is said to belong to: 为市直属事业单位.
const OWNERS: [&str; 12] = [
    "省直属",
    "市直属",
    "县直属",
    "区直属",
    "省政府",
    "市政府",
    "县政府",
    "区政府",
    "省委",
    "市委",
    "县委",
    "区委",
];

/// The first organ of which a paragraph in front says what it is, outside the parts about units and posts.
pub(super) fn told(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Option<Span> {
    let about = |p: &&Part| matches!(p.kind, Some(SectionKind::Units | SectionKind::Staffing));
    let headed = |p: &&Part| p.heading.is_some() || p.article.is_some();
    let parts: Vec<&Part> =
        parts.iter().take_while(|p| p.first < FRONT).filter(about).filter(headed).collect();
    let plain = |b: &Block| b.mark.is_none() && b.role == Role::Plain;
    let front = blocks.iter().enumerate().take(FRONT).filter(|(_, b)| plain(b));
    let outside = front.filter(|(i, _)| !parts.iter().any(|p| (p.first..p.last).contains(i)));
    let mut paragraphs = outside.map(|(_, b)| b.body);
    paragraphs.find_map(|body| {
        let whole = is_described(ctx, body).or_else(|| behind_ground(ctx, body));
        let whole = whole.or_else(|| ranked(ctx, body));
        whole.or_else(|| belongs(ctx, body)).or_else(|| renamed(ctx, body))
    })
}

/// 某县财政局为县政府工作部门, at the beginning of a paragraph.
pub(super) fn is_described(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    // What it is stands at the beginning, whatever the length of its characters.
    let opening = Span::new(body.start, body.end.min(body.start.saturating_add(8 * NAME as u32)));
    ctx.says(opening, Cue::Body).then_some(())?;
    let text = ctx.str(body);
    let near = text.char_indices().nth(NAME).and_then(|(i, _)| text.get(..i)).unwrap_or(text);
    // 某市某镇人民政府属于乡镇级政府机构.
    let end = ["是", "为", "属于"].iter().filter_map(|v| near.find(v)).min()?;
    let rest = text.get(end..)?;
    // 某市应急管理局,是将…的职责整合组建的,作为市政府工作部门.
    let rest = rest.char_indices().nth(3 * NAME).and_then(|(i, _)| rest.get(..i)).unwrap_or(rest);
    let what = ctx.says(sub(body, end, end + rest.find('。').unwrap_or(rest.len())), Cue::Body);
    // 某县人民政府办公室,是县人民政府工作部门.
    let end = text.get(..end)?.trim_end_matches(',').len();
    // 市公路局、市航务管理处为市交通局所属事业单位.
    let below = || rest.split(['。', ';']).next().is_some_and(|t| t.contains("所属") || t.contains("下属"));
    if text.get(..end)?.contains('、') && below() {
        return None;
    }
    let placed = what && !place::chunks(text.get(..end)?).is_empty();
    (what && placed).then(|| organ_between(ctx, body, 0, end))?
}

/// 根据《…》(某委办〔2019〕40号),某县城市管理局是县政府工作部门: the name stands behind the ground.
fn behind_ground(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    let text = ctx.str(body);
    begins(text, &["根据", "依据", "按照", "依照"]).then_some(())?;
    let ground = text.split(['。', ';', '\n']).next().unwrap_or("");
    let commas = ground.match_indices(',').take(CLAUSES);
    commas.map(|(at, _)| sub(body, at + 1, body.len())).find_map(|rest| is_described(ctx, rest))
}

/// X是…机构, X为….
pub(super) fn described(ctx: Ctx<'_>, blocks: &[Block], part: &Part) -> Option<Span> {
    if part.kind.is_some_and(|k| k != SectionKind::Nature) {
        return None;
    }
    let own = blocks.get(part.first..part.last)?;
    own.iter().filter(|b| b.role == Role::Plain).find_map(|block| {
        let text = ctx.str(block.body);
        let end = ["是", "为"].iter().filter_map(|v| text.find(v)).min()?;
        organ_between(ctx, block.body, 0, end)
    })
}

/// The first words of a paragraph, no more than names and what is said of them need.
fn opening(text: &str) -> &str {
    let end = text.char_indices().nth(2 * NAME).map_or(text.len(), |(i, _)| i);
    text.get(..end).and_then(|t| t.split(['。', ';', '\n']).next()).unwrap_or("")
}

/// 某市气象局的机构规格为正处级.
fn ranked(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    let (name, _) = opening(ctx.str(body)).split_once("机构规格")?;
    let name = name.strip_suffix('的').unwrap_or(name);
    (name::is_organ(name) && !place::chunks(name).is_empty()).then(|| sub(body, 0, name.len()))
}

/// 政务服务中心(政务大厅)为市直属正处级事业单位: whose it is stands behind its name.
fn belongs(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    let text = opening(ctx.str(body));
    let end = text.find(['为', '是', ',', ':'])?;
    let what = text.get(end..)?.strip_prefix(['为', '是'])?;
    let body_of = ["机构", "部门", "单位"].iter().any(|w| what.contains(w));
    let name = name::without_brackets(text.get(..end)?);
    let named = name::is_organ(name) && longer(name, 3);
    (begins(what, &OWNERS) && body_of && named).then(|| sub(body, 0, name.len()))
}

/// 1993年5月,甲管理委员会成立,1997年改称乙管理委员会,是县政府派出机构: what it is called at last.
fn renamed(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    let text = opening(ctx.str(body));
    let at = [",是", ",为"].iter().filter_map(|w| text.find(w)).min()?;
    let what = text.get(at..)?;
    ["机构", "部门", "单位"].iter().any(|w| what.contains(w)).then_some(())?;
    let clause = text.get(..at)?.rsplit(',').next()?;
    let name = ["改称", "更名为", "改名为"].iter().find_map(|v| clause.split_once(v)).map(|(_, n)| n)?;
    let start = at - name.len();
    (name::is_organ(name) && !place::chunks(name).is_empty()).then(|| sub(body, start, at))
}
