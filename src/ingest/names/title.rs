//! The organ that the title of a paper names, on one line or two.

use super::{
    name,
    organ::{NAME, same},
    place,
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, find, longer, sub},
        layout::block::{Block, Role},
        layout::cue::{Cue, Said},
        layout::heading,
    },
    source::Span,
    text::numeral_prefix,
};

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
    // 关于县政府办公室增设内设机构的批复.
    let changes = ["增设", "调整", "增加", "变更", "核增", "核减", "设立", "设置", "撤销", "重新核定", "的"];
    if let Some(shorter) = changes.iter().find_map(|w| before.strip_suffix(w)).filter(|b| !b.is_empty()) {
        before = shorter;
        at = before.len();
    }
    let signs = before.char_indices().rev().find(|(_, c)| "《〈<:\n。,".contains(*c));
    let start = signs.map_or(0, |(i, c)| i + c.len_utf8());
    let start = start + annex_number(before.get(start..)?);
    // 药监局主要职责内设机构和人员编制规定发布: news may shorten the name.
    let news = NEWS.iter().any(|w| text.ends_with(w));
    let found = organ_between(ctx, body, start, at).filter(|n| !news || !is_bare(ctx.str(*n)))?;
    if is_class(ctx.str(found)) {
        return None;
    }
    // 某市人民政府办公厅关于市政府办公厅内设处室职能调整的通知: it speaks of itself.
    let issuer =
        text.split_once("关于").map(|(issuer, _)| issuer).filter(|i| is_bare(ctx.str(found)) && !is_bare(i));
    let itself = issuer.filter(|i| name::is_organ(i) && same(i, ctx.str(found)));
    Some(itself.map_or(found, |i| sub(body, 0, i.len())))
}

/// Whether words call units or organs as a class, or the organ as it speaks of itself, and name none: 科室职责, 我办职责.
fn is_class(name: &str) -> bool {
    let name = name.trim_start_matches(['各', '(', ')']);
    let classes = ["科室", "股室", "处室", "机构", "部门", "单位", "机关", "内设科室", "职能科室"];
    // 办公室工作职责 is about a unit.
    let unit =
        name == "办公室" || name.ends_with(['股', '科']) && name::is_unit(name) && !name::is_placed(name);
    classes.contains(&name) || unit || name.starts_with(['我', '本', '该']) && !longer(name, 3)
}

/// Whether a name says of no place that it is of it: 市政府办公厅.
fn is_bare(name: &str) -> bool {
    place::chunks(name).is_empty()
}

/// The bytes of the number of an annex that a title begins with: 附件1 某县医疗保障局….
fn annex_number(title: &str) -> usize {
    let Some(rest) = ["附件", "附"].iter().find_map(|w| title.strip_prefix(w)) else { return 0 };
    let Some((_, length)) = numeral_prefix(rest) else { return 0 };
    title.len() - rest.get(length..).unwrap_or("").trim_start_matches(['.', ':', '、']).len()
}

/// The organ that a heading begins with: 某县人民政府办公室主要职能.
pub(super) fn heads(ctx: Ctx<'_>, heading: Span) -> Option<Span> {
    let organ = |name: &str| name::is_organ(name) && name::is_placed(name);
    let (at, _) = heading::named(ctx.str(heading).trim_end_matches([':', '是']), organ)?;
    organ_between(ctx, heading, 0, at)
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
    let matter = ctx.said(above, Cue::Matter).next();
    let matter = matter.filter(|_| matches!(rest, "" | "和" | "及" | "与" | "、"));
    if let Some(name) = matter.map(|m| Span::new(above.start, m.span.start)) {
        return (placed(ctx.str(name)) && !begins_title(first)).then_some(name);
    }
    if let Some(name) = broken_matter(first, rest, ctx.str(said.span)) {
        return placed(name).then(|| sub(above, 0, name.len()));
    }
    // A line that ends as a title does goes on with no other.
    let ended = || ["通知", "规定", "方案", "批复", "决定"].iter().any(|w| first.ends_with(w));
    // 办公室主要职责, below the name of the office.
    let again = placed(first)
        && (matches!(rest, "机关" | "本单位") || rest.starts_with('本') || first.ends_with(rest));
    if !rest.is_empty() && again
        || longer(rest, NAME)
        || placed(rest)
        || begins_title(first)
        || begins_title(rest)
        || ended()
    {
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
    // 机构名称 某县民政局, a field without a sign.
    let gap = |w: &&&str| ctx.folded.gap_before(body.start + (start + w.len()) as u32);
    let begins = |w: &&&str| text.get(start..end).is_some_and(|t| t.starts_with(**w));
    start += LABELS.iter().filter(begins).find(gap).map_or(0, |w| w.len());
    while let Some(lead) = [
        "关于", "印发", "修改", "修订", "调整", "明确", "为了", "规范", "核定", "核增", "核减", "变更",
        "同意", "公布", "下达", "重新", "制定", "制订",
    ]
    .iter()
    .find(|l| text.get(start..end).is_some_and(|t| t.starts_with(**l)))
    {
        start += lead.len();
    }
    // 2019年某县民政局职能配置….
    let year = text.get(start..end).map_or("", |t| t.trim_start_matches(|c: char| c.is_ascii_digit()));
    if (end - start).checked_sub(year.len()) == Some(4) && year.starts_with('年') {
        start = end - year.trim_start_matches(['年', '度']).len();
    }
    let name = name::without_brackets(text.get(start..end)?);
    // 某县纪律检查委员会(县监察委员会)机关.
    let name =
        name.strip_suffix(")机关").map_or(name, |_| name::without_brackets(name.trim_end_matches("机关")));
    let organs = |n: &&str| is_township(n) || n.split('、').all(name::is_organ);
    // 石门镇党政机构设置方案.
    let general = ["党政机关", "党政", "机关", "机构改革", "内设处室", "内设科室", "内设股室"]
        .iter()
        .find_map(|e| name.strip_suffix(e));
    let name = general.filter(organs).unwrap_or(name);
    let (from, to) = one_of_several(name);
    let name = name.get(from..to)?;
    start += from;
    (name::is_organ(name) || is_township(name)).then(|| sub(body, start, start + name.len()))
}

/// What a page calls the field with the name of the organ or of the paper.
const LABELS: [&str; 8] = ["机构名称", "单位名称", "机关名称", "部门名称", "名称", "标题", "单位", "部门"];

/// Whether words are the name of a township or a street: 石桥镇, but not 本镇 or 各乡镇.
pub(super) fn is_township(name: &str) -> bool {
    if !name.ends_with(['乡', '镇', '道']) {
        return false;
    }
    let chunks = place::chunks(name);
    // 某区街道机构改革方案 is about all of them.
    let last = chunks.last().and_then(|c| name.get(c.start..c.end)).unwrap_or("");
    if ["街道", "乡镇", "镇街", "镇", "乡"].contains(&last) {
        return false;
    }
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
pub(super) fn created(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    ctx.says(body, Cue::Creation).then_some(())?;
    let text = ctx.str(body);
    let verbs = ["关于设立", "关于成立", "关于组建", "关于同意设立", "关于同意成立"];
    let start = verbs.iter().find_map(|v| find(text, v).map(|i| i + v.len()))?;
    let end = start + text.get(start..)?.find('的')?;
    let what = text.get(end + '的'.len_utf8()..)?;
    let papers = ["批复", "通知", "复函", "决定", "请示", "方案"];
    papers.iter().any(|p| what.starts_with(p)).then(|| organ_between(ctx, body, start, end))?
}
