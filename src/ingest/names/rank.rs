//! The rank that a text says the organ has.

use super::{name, organ, place};
use crate::{
    ingest::{
        ctx::{Ctx, begins, sub, tail},
        layout::block::{Block, Role},
        layout::part::{self, Part},
    },
    regulation::Words,
    schema::SectionKind,
    source::Span,
};

/// The ranks, behind 正 or 副.
const RANKS: [&str; 18] = [
    "处级",
    "科级",
    "厅级",
    "股级",
    "局级",
    "厅局级",
    "县处级",
    "乡科级",
    "部级",
    "县级",
    "县(处)级",
    "处(县)级",
    "科(局)级",
    "乡(科)级",
    "厅(局)级",
    "局(科)级",
    "局(处)级",
    "处(局)级",
];
/// What bears a rank and is no organ: 正处级领导职数.
const OTHERS: [&str; 10] =
    ["领导", "职数", "干部", "以上", "以下", "内设", "职务", "非领导", "岗位", "调研员"];

/// 正科级, where the text says what the organ is.
pub(in crate::ingest) fn rank(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Option<Words> {
    of_the_organ(ctx, blocks, parts, None)
}

/// The same, where the name of the organ is known: what another body has that the text sets up is none of its.
pub(in crate::ingest) fn of_the_organ(
    ctx: Ctx<'_>,
    blocks: &[Block],
    parts: &[Part],
    name: Option<Span>,
) -> Option<Words> {
    let others = |before: &str| name.is_some_and(|n| is_of_another(before, ctx.str(n)));
    let first = parts
        .iter()
        .find(|p| !matches!(p.kind, None | Some(SectionKind::Basis | SectionKind::Nature)))
        .map_or(blocks.len(), |p| p.first);
    let nature = parts.iter().filter(|p| p.kind == Some(SectionKind::Nature)).flat_map(|p| p.first..p.last);
    // 一、主要职责 may begin with what the organ is.
    let above_duties = parts.iter().filter(|p| p.kind == Some(SectionKind::Duties)).flat_map(|p| {
        let own = blocks.get(p.first..p.last).unwrap_or_default();
        p.first..p.first + own.iter().take_while(|b| b.item().is_none()).count()
    });
    // So may 一、机构设置.
    let above_units = parts.iter().filter(|p| p.kind == Some(SectionKind::Units)).flat_map(|p| {
        let own = blocks.get(p.first..p.last).unwrap_or_default();
        let told = |b: &&Block| matches!(b.role, Role::Heading(_)) || part::sets_up(ctx, b.body);
        p.first..p.first + own.iter().take_while(told).count()
    });
    let places: Vec<usize> = nature.chain(0..first).chain(above_duties).chain(above_units).collect();
    places.into_iter().find_map(|i| {
        let block = blocks.get(i).filter(|b| matches!(b.role, Role::Plain))?;
        let text = ctx.str(block.body);
        RANKS.iter().find_map(|rank| {
            let mut found = text.match_indices(rank);
            found.find_map(|(at, _)| {
                let start = start(text, at, rank)?;
                let own = !text.get(..start).is_some_and(others);
                own.then(|| ctx.words(sub(block.body, start, at + rank.len())))
            })
        })
    })
}

/// Where the rank begins that the word at a place belongs to, if it is that of the organ: 机构规格为县(处)级 says neither
/// 正 nor 副.
fn start(text: &str, at: usize, rank: &str) -> Option<usize> {
    let before = text.get(..at)?;
    if begins(text.get(at + rank.len()..)?, &OTHERS) {
        return None;
    }
    let full = ["正", "副"].iter().find_map(|p| before.strip_suffix(p)).map(str::len);
    let behind = text.get(at + rank.len()..)?;
    // 设立某市人民政府办公室,处级,为….
    let apart = || {
        let sentence =
            before.strip_suffix(',').map(|b| tail(b).rsplit(['。', ';', '\n']).next().unwrap_or(""));
        let set_up = sentence.and_then(|s| s.rsplit_once("设立"));
        behind.starts_with([',', '。'])
            && set_up.is_some_and(|(lead, body)| {
                (lead.is_empty() || lead.ends_with(',')) && !body.contains([',', '、', ':'])
            })
    };
    let bare =
        || (["规格为", "规格是", "规格:"].iter().any(|w| before.ends_with(w)) || apart()).then_some(at);
    // 正科级(高配副处级): what its leaders have is no rank of it.
    let higher =
        |at: usize| before.get(..at).is_some_and(|b| ["高配", "高配为"].iter().any(|w| b.ends_with(w)));
    full.or_else(bare).filter(|at| !higher(*at) && !is_of_a_unit(before))
}

/// Whether what stands before a rank sets up a body that is not the organ: 1981年,成立县蒙古语文工作办公室,.
fn is_of_another(before: &str, name: &str) -> bool {
    let last = |text| tail(text).rsplit([',', '。', ';', '\n']).next().unwrap_or("");
    // 县蒙古语文工作办公室规格调整为.
    let ranked = last(before)
        .split_once("规格")
        .map(|(body, _)| body.trim_end_matches("的机构").trim_end_matches('的'));
    if ranked.is_some_and(|b| name::is_organ(b) && name::is_placed(b) && !is_called(b, name)) {
        return true;
    }
    let clause = before.strip_suffix(',').map_or("", last);
    let set_up = ["成立", "设立", "组建"].iter().find_map(|v| clause.rsplit_once(v));
    let body = set_up.map(|(_, body)| body.strip_prefix('了').unwrap_or(body));
    body.is_some_and(|b| name::is_organ(b) && !is_called(b, name))
}

/// Whether an organ is called so for short: its characters stand in order in the full name, 县发改局 in 某县发展和改革局.
fn is_called(short: &str, name: &str) -> bool {
    let plain = |text: &str| text.replace("委员会", "委").replace("人民政府", "政府");
    let (short, full) = (plain(short), plain(name));
    let mut rest = full.chars();
    organ::same(&short, &full) || organ::same(&short, name) || short.chars().all(|c| rest.any(|f| f == c))
}

/// Whether what stands before a rank is about a unit: 督查股更名为政府督查室,机构规格仍为.
fn is_of_a_unit(before: &str) -> bool {
    let sentence = before.rsplit(['。', ';', '\n']).next().unwrap_or("");
    let subject = sentence.split(',').next().unwrap_or("");
    let subject = ["增设", "设立"].iter().find_map(|v| subject.rsplit_once(v)).map_or(subject, |(_, of)| of);
    let subject = subject.split("更名").next().unwrap_or("");
    let subject = subject.strip_prefix("同意").unwrap_or(subject);
    let subject = subject.strip_prefix('将').unwrap_or(subject);
    subject.len() < sentence.len()
        && subject.ends_with(['股', '科', '室'])
        && name::is_unit(subject)
        && place::chunks(subject).is_empty()
}
