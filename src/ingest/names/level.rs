//! The level of the organ: of the State, a province, a city, a county or a township. What kind of city it is of, where its name
//! does not say so, is told by what the text names above and below it.

use super::{
    name,
    organ::Names,
    place,
    seat::{is_province, of_an_association},
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, find, sub, tail},
        layout::block::{Block, Role},
        layout::part::Part,
    },
    regulation::{Read, Words},
    schema::{Level, OrganKind, SectionKind},
    source::Span,
};

/// The level of the organ, by its name, its place and what `nature` says that it is.
pub(super) fn level(
    ctx: Ctx<'_>,
    names: Names,
    own: Option<Span>,
    nature: impl FnOnce() -> bool,
) -> Option<Read<Level>> {
    let name = names.name?;
    let name = sub(name, of_an_association(ctx.str(name)), name.len());
    let text = ctx.str(name);
    let chunks = place::chunks(text);
    let from_place = own.filter(|_| chunks.is_empty());
    let (span, kind) = match (chunks.last(), from_place) {
        (Some(chunk), _) => (sub(name, chunk.start, chunk.end), chunk.kind),
        (None, Some(place)) => (place, ctx.str(place).chars().next_back()?),
        (None, None) => {
            let national = is_national(text) || !name::is_placed(text) && nature();
            return national.then(|| ctx.read(Level::National, name));
        }
    };
    let words = ctx.str(span);
    // 某区人民政府某街道办事处 is below the 区.
    let street = ["街道办事处", "街道工作委员会", "街道党工委"].iter().any(|e| text.ends_with(e));
    let value = match kind {
        _ if street => Level::Township,
        _ if text.ends_with("中级人民法院") => Level::Prefecture,
        _ if text.ends_with("高级人民法院") => Level::Province,
        '市' if is_branch(text.get(chunks.last().map_or(0, |c| c.end)..).unwrap_or("")) => Level::County,
        // 重庆市某某族自治公安局 has lost the 县 that it is of.
        '市' if lost_its_county(text) => Level::County,
        '区' | '市' if is_province(words) => Level::Province,
        '区' if words.ends_with("地区") => Level::Prefecture,
        '县' | '旗' | '区' => Level::County,
        '省' => Level::Province,
        '州' | '盟' => Level::Prefecture,
        '乡' | '镇' | '道' => Level::Township,
        _ if chunks.iter().filter(|c| c.kind == '市').count() > 1 => Level::County,
        // A city of county level has an 办公室.
        _ if ["人民政府办公厅", "市委办公厅", "委员会办公厅"].iter().any(|e| text.ends_with(e)) => {
            Level::Prefecture
        }
        // What the text says above and below it tells.
        _ => return None,
    };
    Some(ctx.read(value, span))
}

/// Whether a name says that its place governs itself, and not what kind of place it is.
fn lost_its_county(name: &str) -> bool {
    name.split("族自治").skip(1).any(|rest| !rest.starts_with(['区', '州', '县', '旗']))
}

/// Whether the name of an organ of a city, behind the city, is that of a bureau's branch in a district: 公安局城北分局.
/// Branches for a business of the whole city are none.
fn is_branch(name: &str) -> bool {
    let business =
        ["交通", "交警", "轨道", "公交", "水上", "机场", "铁路", "港口", "港航", "森林", "治安", "刑"];
    let of = name.strip_suffix("分局").and_then(|n| n.split_once('局')).map(|(_, of)| of);
    of.is_some_and(|of| !of.is_empty() && !business.iter().any(|b| of.contains(b)))
}

/// How names of organs of the State begin.
const STATE: [&str; 10] =
    ["国立", "国务院", "国家", "中华人民共和国", "中央", "最高人民", "全国", "中国", "海关总署", "审计署"];
/// The departments of the State Council whose names end with 部 and do not say so.
const MINISTRIES: [&str; 34] = [
    "外交部",
    "国防部",
    "教育部",
    "科学技术部",
    "工业和信息化部",
    "公安部",
    "民政部",
    "司法部",
    "财政部",
    "人力资源和社会保障部",
    "自然资源部",
    "生态环境部",
    "住房和城乡建设部",
    "交通运输部",
    "水利部",
    "农业农村部",
    "商务部",
    "文化和旅游部",
    "退役军人事务部",
    "应急管理部",
    "监察部",
    "人事部",
    "劳动和社会保障部",
    "国土资源部",
    "环境保护部",
    "建设部",
    "铁道部",
    "交通部",
    "信息产业部",
    "农业部",
    "文化部",
    "卫生部",
    "对外贸易经济合作部",
    "科技部",
];
/// What is said of none but organs of the State.
const OF_THE_STATE: [&str; 9] = [
    "国务院组成部门",
    "国务院直属机构",
    "国务院直属特设机构",
    "国务院直属事业单位",
    "国务院办事机构",
    "国务院办公机构",
    "管理的国家局",
    "正部级",
    "副部级",
];

/// Whether the name of an organ that names no place is that of one of the State.
fn is_national(name: &str) -> bool {
    let name = name.strip_prefix("中共").unwrap_or(name);
    begins(name, &STATE) || MINISTRIES.contains(&name)
}

/// Whether the paragraphs above the first part, or those about what the organ is, say that it is one of the State.
pub(super) fn said_to_be_national(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> bool {
    let first = parts.iter().find(|p| p.kind != Some(SectionKind::Basis)).map_or(blocks.len(), |p| p.first);
    let nature = parts.iter().filter(|p| p.kind == Some(SectionKind::Nature)).flat_map(|p| p.first..p.last);
    let told = |i: usize| {
        let block = blocks.get(i).filter(|b| b.role == Role::Plain);
        block.is_some_and(|b| OF_THE_STATE.iter().any(|w| find(ctx.str(b.body), w).is_some()))
    };
    (0..first).chain(nature).any(told)
}

/// How the names of the organisations of the people end that rank as departments do.
const MASS: [&str; 6] =
    ["总工会", "妇女联合会", "残疾人联合会", "工商业联合会", "文学艺术界联合会", "科学技术协会"];

/// The level of a city by the rank of its departments: 正处级 in a prefecture, 正科级 in a city of county level. What an
/// institution's rank says is only that a city of county level has none of 正处级.
pub(super) fn level_of_rank(
    ctx: Ctx<'_>,
    names: Names,
    city: Span,
    kind: OrganKind,
    rank: &Words,
) -> Option<Read<Level>> {
    let name = ctx.str(names.name?);
    let department = matches!(kind, OrganKind::Bureau | OrganKind::GovernmentOffice | OrganKind::PartyOffice)
        && !["管理委员会", "办事处"].iter().any(|e| name.ends_with(e));
    let words = ctx.folded.slice(rank.span?);
    // 某市某某执法支队: a 支队 is that of a prefecture.
    let brigade = || name.ends_with("支队");
    // The court of a city of county level has half a rank more than its departments.
    let court = ["人民法院", "人民检察院"].iter().any(|e| name.ends_with(e));
    // So may the police have.
    let half = || (department || name.ends_with("办公室")) && !name.ends_with("公安局") || brigade();
    // 某市总工会: in a prefecture such a body has the rank of its departments, or half a rank more.
    let people = || MASS.iter().any(|e| name.ends_with(e)) || name.starts_with("共青团");
    let value = match words {
        "副处级" | "副县级" | "副县处级" if court => Level::County,
        "副处级" | "副县级" | "副县处级" if half() => Level::Prefecture,
        "正处级" | "正县级" | "正县处级" | "正局级" | "副厅级" | "正厅级" => {
            Level::Prefecture
        }
        "正科级" | "正局(科)级" | "正科(局)级" | "正乡科级" | "正乡(科)级" if department || people() => {
            Level::County
        }
        "正科级" if kind == OrganKind::Institution && is_of_the_city(ctx, rank) => Level::County,
        _ => return None,
    };
    Some(ctx.read(value, city))
}

/// Whether the sentence that gives a rank says that the city itself has the institution: 为市委直属事业单位,正科级.
fn is_of_the_city(ctx: Ctx<'_>, rank: &Words) -> bool {
    let before = rank.span.and_then(|s| ctx.folded.text.get(..s.start as usize)).map_or("", tail);
    let sentence = before.rsplit(['。', '\n']).next().unwrap_or("");
    ["市委直属", "市政府直属", "市人民政府直属"].iter().any(|w| sentence.contains(w))
}

/// The level of a city whose plan of reform the province has printed or approved: those of cities of county level are their
/// prefecture's.
pub(super) fn level_of_plan(ctx: Ctx<'_>, own: Option<Span>) -> Option<Read<Level>> {
    let city = own.filter(|o| ctx.str(*o).ends_with('市'))?;
    let text = ctx.folded.text.as_str();
    let province = ["省委", "省人民政府", "省政府", "自治区党委", "自治区人民政府"];
    let printed = |at: usize| {
        let before = text.get(..at).map_or("", tail);
        // 省委、省人民政府关于某市党政机构改革方案的通知.
        let about = ["关于印发", "关于"].iter().find_map(|w| before.strip_suffix(w));
        let own = before
            .strip_suffix(['《', '〈', '<'])
            .or(about)
            .map(|b| b.rsplit(['《', '。', ';', '》']).next().unwrap_or(""));
        own.is_some_and(|o| province.iter().any(|p| o.contains(p)) && !o.contains("市委"))
    };
    let plan = |name: &str| text.match_indices(name).take(8).any(|(at, _)| printed(at));
    let name = ctx.str(city);
    let plans = ["机构改革方案", "人民政府机构改革方案", "政府机构改革方案", "党政机构改革方案"];
    plans.iter().any(|p| plan(&format!("{name}{p}"))).then(|| ctx.read(Level::Prefecture, city))
}

/// Whether a name is that of the committee of a zone, whose field is no business but a place.
pub(super) fn is_of_zone(name: &str) -> bool {
    let committee = ["管理委员会", "管委会", "工作委员会"].iter().any(|e| name.ends_with(e));
    let zones =
        ["开发区", "新区", "高新区", "园区", "示范区", "度假区", "保税区", "合作区", "试验区", "实验区"];
    committee && zones.iter().any(|z| name.contains(z))
}

/// The committee of a zone that ranks with the leaders of a prefecture is of that level, what ever the zone is called:
/// 某某经济技术开发区管理委员会, 副厅级.
pub(super) fn level_of_zone(ctx: Ctx<'_>, names: Names, rank: &Words) -> Option<Read<Level>> {
    let name = ctx.str(names.name?);
    let zone = is_of_zone(name);
    let span = rank.span?;
    let high = matches!(ctx.folded.slice(span), "副厅级" | "正厅级" | "副地级" | "正地级");
    (zone && high).then(|| Read::at(Level::Prefecture, span))
}
