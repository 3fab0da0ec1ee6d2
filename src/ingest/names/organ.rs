//! Who the document is about: name, short name, kind, level, rank, jurisdiction.

use std::collections::BTreeMap;

use super::{
    changed, level, name, other, paged,
    place::{self, Chunk},
    rank, told,
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, find, longer, sub, tail},
        given::Given,
        layout::block::{Block, Role},
        layout::cue::{Cue, Said},
        layout::part::Part,
        posts::count,
    },
    regulation::{Organ, Read, Words},
    schema::{OrganKind, SectionKind},
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
    let title = title.or_else(|| heading.and_then(|b| titled(ctx, b.body)));
    // What a text about units and posts calls another body is no name of the organ: 县委巡察工作领导小组办公室(简称县委巡察办).
    let units = parts.iter().find(|p| matches!(p.kind, Some(SectionKind::Units | SectionKind::Staffing)));
    let about_units = units.map_or(u32::MAX, |p| p.head.start);
    if let Some(found) = defined(ctx, blocks, title, about_units) {
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
        .or_else(|| preface.iter().find(|b| b.role != Role::Furniture).and_then(|b| alone(ctx, b)))
        .or_else(|| labelled(ctx, blocks))
        .or_else(|| parts.iter().find_map(|p| told::described(ctx, blocks, p)))
        .or_else(|| told::told(ctx, blocks, parts))
        .or_else(|| mentioned.first().copied())
        .or_else(|| preface.iter().find_map(|b| changed::titled(ctx, b.body)))
        .or_else(|| frequent(ctx).map(|short| with_place(ctx, blocks, short)));
    Names { name, short: None }
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

/// The name behind 机构名称.
fn labelled(ctx: Ctx<'_>, blocks: &[Block]) -> Option<Span> {
    let label = |b: &Block| {
        matches!(b.role, Role::Heading(Some(SectionKind::Nature))) && ctx.str(b.body).ends_with("名称")
    };
    let at = blocks.iter().position(label)?;
    let body = blocks.get(at + 1).filter(|b| b.role == Role::Plain && b.mark.is_none())?.body;
    let end = ctx.str(body).find([',', '。', ';', '(', '\n']).unwrap_or(body.len());
    organ_between(ctx, body, 0, end)
}

/// X(以下简称Y); where two are told, the one that the title names.
fn defined(ctx: Ctx<'_>, blocks: &[Block], title: Option<Span>, about_units: u32) -> Option<Names> {
    let told = blocks.iter().filter(|b| ctx.says(b.body, Cue::Short));
    let mut all = told.flat_map(|b| {
        let opens = ctx.said(b.body, Cue::Short).map(|s| (s.span.start - b.body.start) as usize);
        let found: Vec<Names> = opens.filter_map(|at| short_form(ctx, b, at)).take(4).collect();
        found
    });
    let named = |n: &Names| n.name.zip(title).is_some_and(|(n, t)| same(ctx.str(n), ctx.str(t)));
    let mut another = None;
    let own = |n: &Names| {
        let other = !named(n) && is_of_another(ctx, n);
        if other {
            another.get_or_insert(*n);
        }
        !other
    };
    // Where nothing else names the organ, what stands in another one is it.
    let Some(first) = all.find(own) else { return another.filter(|_| title.is_none()) };
    if title.is_none() || named(&first) {
        return Some(first);
    }
    let above = first.name.is_some_and(|n| n.start < about_units);
    all.find(named).or(Some(first).filter(|_| above))
}

/// Whether a text gives a short name to a body that is not what it is about.
fn is_of_another(ctx: Ctx<'_>, names: &Names) -> bool {
    let Some(name) = names.name else { return false };
    let bracket = ctx.folded.text.get(name.end as usize..).unwrap_or("");
    let bracket = bracket.get(..bracket.floor_char_boundary(6 * NAME)).unwrap_or("");
    other::is_another(ctx.str(name), bracket.split_once(')').map_or("", |(_, behind)| behind))
}

/// What introduces a short name, behind the name or among what else a bracket says of it.
const SHORT: [&str; 5] = ["以下简称", "(简称", "以下统称", "以下称", "(下称"];

fn short_form(ctx: Ctx<'_>, block: &Block, at: usize) -> Option<Names> {
    let text = ctx.str(block.body);
    let mark = SHORT.into_iter().find(|m| text.get(at..).is_some_and(|t| t.starts_with(m)))?;
    let told = at + mark.len();
    // (对外称某局,以下简称某某).
    let before = text.get(..told)?;
    // No name is longer than what is looked back over.
    let skipped = before.len() - tail(before).len();
    let open = tail(before).rfind('(').map(|i| skipped + i);
    let at = open.filter(|open| before.get(*open..).is_some_and(|t| !t.contains([')', '。'])))?;
    let before = text.get(..at)?;
    let skipped = before.len() - tail(before).len();
    let last = tail(before).char_indices().rev().find(|(_, c)| ",;:\n。)".contains(*c));
    let mut start = last.map_or(skipped, |(i, c)| skipped + i + c.len_utf8());
    for lead in [
        "、", "和", "现就", "现将", "现对", "为了", "为", "规范", "明确", "理顺", "设立", "组建", "成立",
        "设置", "保留", "根据", "关于", "同意", "制定", "制订",
    ] {
        if before.get(start..).is_some_and(|t| t.starts_with(lead)) {
            start += lead.len();
        }
    }
    // 县政府决定成立某县综合行政执法局(以下简称县执法局).
    for verb in ["决定成立", "决定设立", "决定组建", "同意成立", "同意设立", "同意组建"]
    {
        start = text.get(start..at)?.find(verb).map_or(start, |i| start + i + verb.len());
    }
    if !name::is_organ(text.get(start..at)?) {
        return None;
    }
    let inside = told;
    let near = text.get(inside..inside + text.get(inside..)?.floor_char_boundary(3 * NAME))?;
    let close = inside + near.find([')', ',', ';'])?;
    let short = text.get(inside..close)?.trim_matches([':', '“', '”', '"', '「', '」']);
    let lead = inside + text.get(inside..close)?.find(short)?;
    let short = (!short.is_empty()).then(|| sub(block.body, lead, lead + short.len()));
    Some(Names { name: Some(sub(block.body, start, at)), short })
}

/// The organ of a title: X主要职责内设机构和人员编制规定.
pub(in crate::ingest) fn titled(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    let text = ctx.str(body);
    let inside =
        ["本规", "本细则", "本办法", "本准则", "依", "根据", "按照"].iter().any(|w| text.starts_with(w));
    let answers = text.ends_with("批复") || text.ends_with("复函");
    (!inside && (answers || ctx.says(body, Cue::Paper))).then_some(())?;
    // 机构编制委员会 is an organ and no matter.
    let matter = |m: &Said| !ctx.str(Span::new(m.span.end, body.end)).starts_with("委员会");
    let said = ctx.said(body, Cue::Matter).find(matter)?.span;
    let mut at = (said.start - body.start) as usize;
    // 将甲局、乙局的职责整合: these are no more.
    if begins(ctx.str(Span::new(said.end, body.end)), &MOVED) {
        return None;
    }
    let mut before = text.get(..at)?;
    if let Some(shorter) = before.strip_suffix('的') {
        before = shorter;
        at = before.len();
    }
    let signs = before.char_indices().rev().find(|(_, c)| "《〈<:\n。,".contains(*c));
    let start = signs.map_or(0, |(i, c)| i + c.len_utf8());
    // 药监局主要职责内设机构和人员编制规定发布: news may shorten the name.
    let news = NEWS.iter().any(|w| text.ends_with(w));
    organ_between(ctx, body, start, at).filter(|n| !news || !place::chunks(ctx.str(*n)).is_empty())
}

/// What happens to the duties of organs that are given up.
const MOVED: [&str; 8] = ["整合", "划入", "划给", "划归", "划出", "移交", "交给", "并入"];
/// How the headings of news about a paper end.
const NEWS: [&str; 4] = ["发布", "出台", "公布", "敲定"];

/// The organ of a title that is set on two lines, where the second names none: 某县人民法院 above 职能配置、内设机构…规定.
pub(in crate::ingest) fn over_two_lines(ctx: Ctx<'_>, before: &Block, block: &Block) -> Option<Span> {
    let line = |b: &Block| b.mark.is_none() && b.role == Role::Plain && !b.inline;
    let said = ctx.said(block.body, Cue::Matter).next()?;
    let fits = line(before) && line(block) && !longer(ctx.str(before.body), NAME);
    (fits && ctx.says(block.body, Cue::Paper)).then_some(())?;
    let lead = behind_notice(ctx.str(before.body));
    let above = sub(before.body, lead, before.body.len());
    let (first, rest) = (ctx.str(above), ctx.str(Span::new(block.body.start, said.span.start)));
    let rest = rest.strip_suffix('的').unwrap_or(rest);
    let placed = |name: &str| name::is_organ(name) && !place::chunks(name).is_empty();
    // 某省某厅职能配置 above 内设机构和人员编制规定.
    let matter = ctx.said(above, Cue::Matter).next().filter(|_| rest.is_empty());
    if let Some(name) = matter.map(|m| Span::new(above.start, m.span.start)) {
        return (placed(ctx.str(name)) && !begins_title(first)).then_some(name);
    }
    if let Some(name) = broken_matter(first, rest, ctx.str(said.span)) {
        return placed(name).then(|| sub(above, 0, name.len()));
    }
    // A line that ends as a title does goes on with no other.
    let ended = || ["通知", "规定", "方案", "批复", "决定"].iter().any(|w| first.ends_with(w));
    if longer(rest, NAME) || placed(rest) || begins_title(first) || begins_title(rest) || ended() {
        return None;
    }
    // 某区行政审批服务局(区数据局) above 职能配置、….
    let first = if rest.is_empty() { name::without_brackets(first) } else { first };
    let whole = format!("{first}{rest}");
    let name = whole.strip_suffix("机关").filter(|n| name::is_organ(n)).unwrap_or(&whole);
    let end = above.end.max(block.body.start + rest.len() as u32);
    let end = if rest.is_empty() { sub(above, 0, first.len()).end } else { end };
    placed(name).then(|| Span::new(above.start, end - (whole.len() - name.len()) as u32))
}

/// The organ before words about its paper that the end of a line breaks: 某县某局职能配 above 置、内设机构….
fn broken_matter<'a>(first: &'a str, rest: &str, said: &str) -> Option<&'a str> {
    let whole = format!("{first}{rest}{said}");
    let broken = ["职能配置", "职责配置", "主要职责", "主要职能", "内设机构", "人员编制", "机构编制"];
    let at = broken.iter().filter_map(|w| Some((find(&whole, w)?, w.len()))).min()?;
    (at.0 < first.len() && at.0 + at.1 > first.len()).then(|| first.get(..at.0))?
}

/// Where the organ begins that a notice is about, in the first line of its title: 某市人民政府办公厅关于印发某市教育局. The
/// place of one that goes on with the next line is no notice.
fn behind_notice(line: &str) -> usize {
    let ends = ["印发", "转发", "关于"].iter().filter_map(|w| line.rfind(w).map(|at| at + w.len()));
    let at = ends.max().unwrap_or(0);
    let signs = line.get(at..).map_or(0, |t| t.len() - t.trim_start_matches(['《', '〈', '<']).len());
    at + signs
}

/// Whether a line begins what a paper is called, and not the name of an organ: 关于印发.
fn begins_title(line: &str) -> bool {
    ["关于", "印发", "转发", "附件"].iter().any(|w| line.starts_with(w))
}

/// The organ that words of a line name, without what leads to it and stands in brackets behind it.
pub(super) fn organ_between(ctx: Ctx<'_>, body: Span, start: usize, end: usize) -> Option<Span> {
    let text = ctx.str(body);
    let mut start = start;
    // 甲办公室关于印发乙规定的通知, 甲办公室关于核增乙编制的通知: it is about 乙.
    for lead in ["印发", "转发", "关于"] {
        if let Some(at) = text.get(start..end).and_then(|t| t.rfind(lead)) {
            start += at + lead.len();
        }
    }
    while let Some(lead) = [
        "关于", "印发", "修改", "修订", "调整", "明确", "为了", "规范", "核定", "核增", "核减", "变更",
        "同意", "公布", "下达", "重新", "制定", "制订",
    ]
    .iter()
    .find(|l| text.get(start..end).is_some_and(|t| t.starts_with(**l)))
    {
        start += lead.len();
    }
    let name = name::without_brackets(text.get(start..end)?);
    // 某县纪律检查委员会(县监察委员会)机关.
    let name =
        name.strip_suffix(")机关").map_or(name, |_| name::without_brackets(name.trim_end_matches("机关")));
    let organs = |n: &&str| is_township(n) || n.split('、').all(name::is_organ);
    // 石门镇党政机构设置方案.
    let general = ["党政机关", "党政", "机关", "机构改革"].iter().find_map(|e| name.strip_suffix(e));
    let name = general.filter(organs).unwrap_or(name);
    let (from, to) = one_of_several(name);
    let name = name.get(from..to)?;
    start += from;
    (name::is_organ(name) || is_township(name)).then(|| sub(body, start, start + name.len()))
}

/// Whether words are the name of a township or a street: 石桥镇, but not 本镇 or 各乡镇.
pub(super) fn is_township(name: &str) -> bool {
    if !name.ends_with(['乡', '镇', '道']) {
        return false;
    }
    let chunks = place::chunks(name);
    let named = || longer(name, 2) && !name.starts_with(['本', '该', '我', '各', '全', '乡', '镇', '街']);
    (chunks.len() > 1 || named())
        && chunks.last().is_some_and(|c| c.end == name.len() && matches!(c.kind, '乡' | '镇' | '道'))
}

/// 某街道工作委员会、某街道办事处: the last of them that says of which place it is, else the first; bytes of the words.
fn one_of_several(names: &str) -> (usize, usize) {
    let pieces: Vec<&str> = names.split('、').collect();
    if pieces.len() < 2 || !pieces.iter().all(|p| name::is_organ(p)) {
        return (0, names.len());
    }
    // The commissions of discipline and supervision work as one organ, and the party's leads.
    if let Some(first) = pieces.first().filter(|p| p.ends_with("纪律检查委员会")) {
        return (0, first.len());
    }
    let mut end = names.len();
    for piece in pieces.iter().rev() {
        let start = end - piece.len();
        if place::chunks(piece).first().is_some_and(|c| c.end - c.start > 3) {
            return (start, end);
        }
        end = start.saturating_sub('、'.len_utf8());
    }
    (0, pieces.first().map_or(0, |p| p.len()))
}

/// 关于设立X的批复.
fn created(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    ctx.says(body, Cue::Creation).then_some(())?;
    let text = ctx.str(body);
    let verbs = ["关于设立", "关于成立", "关于组建", "关于同意设立", "关于同意成立"];
    let start = verbs.iter().find_map(|v| find(text, v).map(|i| i + v.len()))?;
    let end = start + text.get(start..)?.find('的')?;
    let what = text.get(end + '的'.len_utf8()..)?;
    let papers = ["批复", "通知", "复函", "决定", "请示", "方案"];
    papers.iter().any(|p| what.starts_with(p)).then(|| organ_between(ctx, body, start, end))?
}

/// What a page is about, in its first line behind the name of the organ.
const MATTERS: [&str; 8] =
    ["内设机构职责", "内设机构", "机构设置", "机构职能", "机构概况", "主要职责", "主要职能", "工作职责"];
/// What it introduces may be called for short there.
const INTRODUCED: [&str; 3] = ["机构简介", "单位简介", "简介"];

/// A first line that is the name of an organ of a place and nothing else, or with what the page tells of it: 某县司法局内设机构.
fn alone(ctx: Ctx<'_>, block: &Block) -> Option<Span> {
    above_matter(ctx, block, &MATTERS)
}

/// A line that names an organ of a place, with no more than one of these matters behind it.
fn above_matter(ctx: Ctx<'_>, block: &Block, matters: &[&str]) -> Option<Span> {
    let body = block.body;
    let body = sub(body, column(ctx.str(body)), body.len());
    let line = ctx.str(body);
    let text = matters.iter().find_map(|m| line.strip_suffix(m)).unwrap_or(line);
    let text = text.strip_suffix('的').unwrap_or(text);
    let plain = block.mark.is_none() && block.role == Role::Plain && name::is_organ(text);
    let placed = place::chunks(text).last().is_some_and(|c| c.end < text.len());
    (plain && placed).then(|| sub(body, 0, text.len()))
}

/// The bytes of the words before a name by which a page sorts what it shows: [区府办]某区人民政府办公室, 区府办:….
fn column(line: &str) -> usize {
    let pairs = [('[', ']'), ('【', '】'), ('(', ')')];
    let bracket = pairs.iter().find_map(|(open, close)| line.strip_prefix(*open)?.split_once(*close));
    let sorts = |words: &str| name::is_organ(words) && !longer(words, 12);
    match bracket.or_else(|| line.split_once(':')).filter(|(words, _)| sorts(words)) {
        Some((_, rest)) => line.len() - rest.len(),
        None => 0,
    }
}

/// 设立X,正科级.
fn founded(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    ctx.says(body, Cue::Foundation).then_some(())?;
    let text = ctx.str(body);
    ["设立", "组建", "设置"].iter().find_map(|verb| {
        text.match_indices(verb).find_map(|(i, _)| {
            let at = i + verb.len();
            let rest = text.get(at..)?.chars().take(NAME);
            let end = at
                + rest
                    .take_while(|c| !matches!(c, ',' | '。' | ';' | '(' | '\n'))
                    .map(char::len_utf8)
                    .sum::<usize>();
            let found = (end < text.len()).then(|| organ_between(ctx, body, at, end))??;
            // What else a text sets up is told in passing: 设立领导小组办公室,在县农业局。
            let what = text.get(end..).and_then(|t| t.strip_prefix([',', '('])).unwrap_or("");
            (name::is_placed(ctx.str(found)) || begins(what, &SET_UP)).then_some(found)
        })
    })
}

/// How it goes on where a text sets up the organ that it is about: 设立某某部,为….
const SET_UP: [&str; 10] = ["为", "作为", "是", "正", "副", "机构规格", "规格", "加挂", "挂", "以下"];

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

/// The organ's record, given facts first.
pub(in crate::ingest) fn organ(
    ctx: Ctx<'_>,
    blocks: &[Block],
    parts: &[Part],
    names: Names,
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
    let level = level.or_else(|| match (&rank, kind?.value) {
        (Some(rank), kind) => level::level_of_rank(ctx, names, place.own, kind, rank),
        (None, kind) => level::level_of_units(ctx, names, place.own, kind),
    });
    let level = level.or_else(|| level::level_of_plan(ctx, place.own));
    Organ {
        name: names.name.map(|n| ctx.words(n)),
        short: names.short.map(|n| ctx.words(n)),
        kind,
        level,
        rank,
        jurisdiction: given.jurisdiction.as_ref().map(words).or_else(|| place.own.map(|p| ctx.words(p))),
        province: given.province.as_ref().map(words).or_else(|| place.province.map(|p| ctx.words(p))),
        parent: given.parent.as_ref().map(words).or_else(|| place.parent.map(|p| ctx.words(p))),
    }
}

#[derive(Clone, Copy, Default)]
struct Places {
    own: Option<Span>,
    parent: Option<Span>,
    province: Option<Span>,
}

/// The places that the organ's name, else a plan of reform, else the text names.
fn own_place(ctx: Ctx<'_>, names: Names) -> Places {
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
        let found = places_in(ctx, Span::of(start..at));
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
    let own: Vec<Span> = seats.iter().map(|n| n.span).filter(|s| !above.contains(&ctx.str(*s))).collect();
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

fn kind(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part], names: Names) -> Option<Read<OrganKind>> {
    let span = names.name?;
    let nature = parts.iter().find(|p| p.kind == Some(SectionKind::Nature)).map(|p| ctx.str(p.span(blocks)));
    let name = name::without_brackets(ctx.str(span));
    let ends = |words: &[&str]| words.iter().any(|w| name.ends_with(w));
    let conference = CONFERENCE.iter().any(|c| name.starts_with(c));
    let committees = ["省委", "市委", "县委", "区委", "旗委", "州委", "盟委", "中央"];
    let value =
        if ends(&["政府办公室", "政府办公厅", "政府办", "国务院办公厅", "行政公署办公室", "行署办公室"])
        {
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

/// The organ that words of a sentence mean: `None` where they mean the document's own.
pub(in crate::ingest) fn mentioned(ctx: Ctx<'_>, span: Option<Span>) -> Option<Span> {
    span.and_then(|s| count::organ_in(ctx, s)).filter(|s| !is_generic(ctx.str(*s)))
}
