//! What kind of body the organ is, by its name and by what the text says of it.

use super::{
    level, name,
    organ::{NAME, Names},
    place,
    seat::of_an_association,
};
use crate::{
    ingest::{
        ctx::{Ctx, find, longer, tail},
        layout::block::{Block, Role},
        layout::part::Part,
    },
    regulation::Read,
    schema::{OrganKind, SectionKind},
};

pub(super) fn kind(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part], names: Names) -> Option<Read<OrganKind>> {
    let span = names.name?;
    let nature = parts.iter().find(|p| p.kind == Some(SectionKind::Nature)).map(|p| ctx.str(p.span(blocks)));
    let name = name::without_brackets(ctx.str(span));
    let ends = |words: &[&str]| words.iter().any(|w| name.ends_with(w));
    let conference = CONFERENCE.iter().any(|c| name.starts_with(c));
    let committees = ["省委", "市委", "县委", "区委", "旗委", "州委", "盟委", "中央"];
    let value = if ends(&[
        "政府办公室",
        "政府办公厅",
        "政府办",
        "县府办",
        "市府办",
        "区府办",
        "旗府办",
        "州府办",
        "国务院办公厅",
        "兵团办公厅",
        "行政公署办公室",
        "行署办公室",
    ]) {
        OrganKind::GovernmentOffice
    } else if !conference
        && committees.iter().any(|p| {
            name.ends_with(&format!("{p}办公室"))
                || name.ends_with(&format!("{p}员会办公室"))
                || name.ends_with(&format!("{p}办公厅"))
        })
    {
        OrganKind::PartyOffice
    } else if of_an_association(name) > 0
        || ends(&["法院", "检察院", "人民代表大会常务委员会", "人大常委会", "办事处", "街道工作委员会"])
        || conference
    {
        OrganKind::Other
    } else if nature.or_else(|| above(ctx, blocks, parts, name)).is_some_and(is_institution)
        || labelled_nature(ctx, blocks, parts).is_some_and(is_institution)
        || ends(&["中心", "站", "所", "院", "馆", "校", "园", "中学", "小学", "大学"])
    {
        OrganKind::Institution
    } else if nature.is_some_and(|n| n.contains("工作部门") || n.contains("组成部门"))
        || level::is_of_zone(name)
        || ends(&["局", "委员会", "厅", "部", "处", "署", "人民银行"])
    {
        OrganKind::Bureau
    } else {
        OrganKind::Other
    };
    Some(ctx.read(value, span))
}

/// What stands below or behind a heading 二、机构性质.
fn labelled_nature<'a>(ctx: Ctx<'a>, blocks: &[Block], parts: &[Part]) -> Option<&'a str> {
    let label = |p: &&Part| p.heading.is_some_and(|h| ctx.str(h).ends_with("性质"));
    parts.iter().filter(|p| p.kind == Some(SectionKind::Nature)).find(label).map(|p| ctx.str(p.span(blocks)))
}

/// The sentence above the first part that says what the organ is: 某县档案局(馆)为县委、县政府直属事业单位.
fn above<'a>(ctx: Ctx<'a>, blocks: &[Block], parts: &[Part], name: &str) -> Option<&'a str> {
    let first = parts.iter().find(|p| p.kind != Some(SectionKind::Basis)).map_or(blocks.len(), |p| p.first);
    let lines = blocks.get(..first)?.iter().filter(|b| b.mark.is_none() && b.role == Role::Plain);
    let mut texts = lines.map(|b| ctx.str(b.body));
    // 根据…精神,市档案局、市档案馆合署办公,…,为市委、市政府直属的副处级事业单位.
    let own = place::chunks(name).last().and_then(|c| name.get(c.end..)).filter(|o| longer(o, 2));
    let set_up = |t: &&str| {
        let told = own.and_then(|o| find(t, o)).and_then(|at| t.get(at..)).unwrap_or("");
        let told = told.split('。').next().unwrap_or("");
        let what = told.split_once(",为").and_then(|(_, what)| what.split(',').next());
        what.is_some_and(|w| w.ends_with("事业单位"))
    };
    if let Some(found) = texts.clone().find(set_up) {
        return Some(found);
    }
    // 某县气象局的机构规格为正科级全额拨款事业单位,….
    let ranked = |t: &str| {
        t.match_indices("规格为").any(|(at, _)| {
            let (before, behind) = t.split_at_checked(at).unwrap_or_default();
            let whose = tail(before).rsplit(['。', ',', ';']).next().unwrap_or("");
            let behind = behind.get(..behind.floor_char_boundary(3 * NAME)).unwrap_or("");
            let what = behind.split([',', '。', ';']).next().unwrap_or("");
            what.ends_with("事业单位") && own.is_some_and(|o| whose.contains(o))
        })
    };
    if let Some(found) = texts.clone().find(|t| ranked(t)) {
        return Some(found);
    }
    texts.find(|t| {
        let rest = t
            .strip_prefix(name)
            .map(|r| r.split_once(')').filter(|_| r.starts_with('(')).map_or(r, |(_, r)| r));
        rest.is_some_and(|r| r.starts_with(['为', '是']))
    })
}

/// How the names of organs of the consultative conference and of the youth league begin.
const CONFERENCE: [&str; 4] = ["政协", "中国人民政治协商会议", "共青团", "中国共产主义青年团"];

/// Whether a text says that an organ is a public institution, and not that it registers them or sees to them.
fn is_institution(nature: &str) -> bool {
    let word = "事业单位";
    let matters = ["登记", "改革", "管理", "机构", "人事", "监管", "监督"];
    nature.match_indices(word).any(|(i, _)| {
        let behind = nature.get(i + word.len()..).unwrap_or("");
        // 行政事业单位, 企事业单位: those that a bureau sees to.
        let others = nature.get(..i).is_some_and(|b| b.ends_with(['政', '企']));
        !others && !matters.iter().any(|m| behind.starts_with(m))
    })
}
