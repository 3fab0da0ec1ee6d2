//! Lines that are headings for what stands around them: the name of the organ before the words of one, numbered sentences above
//! a list of units, what stands between two headings or behind the last.

use super::{
    block::{Block, Role},
    cue::Cue,
    effect, heading,
    line::is_bare,
    mark::Style,
    subject::{announces_units, heads_units},
};
use crate::{
    ingest::{
        closing,
        ctx::{Ctx, longer, sub},
        names::{name, record::record},
    },
    schema::SectionKind,
};

/// 某市体育局职责, above the list of them, and 二、某市体育局内设机构, among headings: a line with the name of the organ before the
/// words of a heading is one, unless something above is headed so already. A title above a sentence is none.
pub(super) fn named_headings(ctx: Ctx<'_>, blocks: &mut [Block]) {
    let headed = blocks.iter().any(|b| matches!(b.role, Role::Heading(_)));
    // The name that such a line begins with, which begins others too: 某州人民政府办公室主要职责, 某州人民政府办公室内设机构.
    let mut known: Option<&str> = None;
    // What is headed above.
    let mut kinds: Vec<SectionKind> = Vec::new();
    for at in 0..blocks.len().saturating_sub(1) {
        let block = &blocks[at];
        if let Role::Heading(Some(kind)) = block.role
            && !kinds.contains(&kind)
        {
            kinds.push(kind);
        }
        let of_page = |b: &&Block| {
            matches!(b.role, Role::Furniture | Role::Contact | Role::Dateline)
                || b.mark.is_none() && record(ctx, b.body).is_some()
        };
        let Some(below) = blocks[at + 1..].iter().take(HEAD).find(|b| !of_page(b)) else { continue };
        let listed = below.item().is_some_and(|m| m.ordinal == 1);
        let stop = block.mark.is_some_and(|m| m.style == Style::Stop);
        let does = || block.mark.is_none() && name::begins_duties(ctx.str(below.body));
        let again = || block.mark.is_none() && known.is_some_and(|k| ctx.str(block.body).starts_with(k));
        let fits = stop && headed && (listed || below.mark.is_none())
            || block.mark.is_none() && (listed || does())
            || again();
        if block.role != Role::Plain || block.inline || !fits || below.role != Role::Plain {
            continue;
        }
        let line = ctx.str(block.body);
        if longer(line, 40)
            || line.contains(['。', ',', ';', '、', '《', '('])
            || line.ends_with(['定', '案'])
        {
            continue;
        }
        let organ = |name: &str| name::is_organ(name) && name::is_placed(name);
        let Some((words, kind)) = heading::named(line, organ) else { continue };
        if !kinds.contains(&kind) {
            kinds.push(kind);
            let name = line.get(..words).map(|n| n.strip_suffix('的').unwrap_or(n));
            known = known.or(name.filter(|n| organ(n)));
            blocks[at].role = Role::Heading(Some(kind));
            // 时间:2024-12-25 below it is no duty.
            let fields = blocks[at + 1..].iter_mut().take(HEAD);
            let fields = fields.take_while(|b| b.mark.is_none() && record(ctx, b.body).is_some());
            fields.for_each(|b| b.role = Role::Furniture);
        }
    }
}

/// Between a heading and its list stand fewer lines of a page.
const HEAD: usize = 6;

/// 【领导分工】 on a line, in a text that has its headings so, is one too, what ever its words; the name of a unit is none.
pub(super) fn bracketed_headings(ctx: Ctx<'_>, blocks: &mut [Block]) {
    let bracketed = |b: &Block| ctx.str(b.span).starts_with('【');
    let heading = |b: &Block| matches!(b.role, Role::Heading(Some(_))) && bracketed(b);
    let Some(first) = blocks.iter().position(heading) else { return };
    for at in first..blocks.len() {
        // 【政策法规】 above 负责法规 is a unit.
        let told =
            blocks.get(at + 1).is_some_and(|b| b.mark.is_none() && name::begins_duties(ctx.str(b.body)));
        let block = &mut blocks[at];
        let line =
            !told && block.role == Role::Plain && block.mark.is_none() && !block.inline && bracketed(block);
        let text = ctx.str(block.body);
        let inside = text.strip_prefix('【').and_then(|t| t.strip_suffix('】')).filter(|_| line);
        let Some(words) = inside.filter(|w| !longer(w, 40) && !w.contains(['【', '】'])) else { continue };
        if !name::is_unit(name::without_brackets(words)) && !name::is_mass_body(words) {
            block.body = sub(block.body, '【'.len_utf8(), '【'.len_utf8() + words.len());
            block.role = Role::Heading(None);
        }
    }
}

/// 职责: below the name of another body, behind the duties of the organ, heads duties that are none of these.
pub(super) fn headings_of_others(ctx: Ctx<'_>, blocks: &mut [Block]) {
    let duties = |b: &Block| b.role == Role::Heading(Some(SectionKind::Duties));
    let Some(first) = blocks.iter().position(duties) else { return };
    for at in first + 2..blocks.len() {
        let (name, heading) = (&blocks[at - 1], &blocks[at]);
        let words = ctx.str(name.body);
        let body = || {
            words.ends_with(['会', '局', '校', '院', '馆', '站', '所', '队', '社', '团'])
                || words.ends_with("中心")
        };
        let named = name.mark.is_none() && name.role == Role::Plain && !longer(words, 24);
        if duties(heading)
            && heading.mark.is_none()
            && named
            && !words.contains(['。', ',', ';', ':', '、'])
            && body()
        {
            blocks[at].role = Role::Heading(None);
        }
    }
}

/// 一、县人大常委会机关设以下工作机构: a numbered sentence beside headings, with the list of units below it, heads them.
pub(super) fn sentences_as_headings(ctx: Ctx<'_>, blocks: &mut [Block]) {
    if !blocks.iter().any(|b| matches!(b.role, Role::Heading(_)))
        || blocks.iter().any(|b| b.article().is_some())
    {
        return;
    }
    for at in 0..blocks.len() {
        let block = &blocks[at];
        let stop = block.mark.is_some_and(|m| m.style == Style::Stop) && block.role == Role::Plain;
        if !stop || longer(ctx.str(block.body), 40) {
            continue;
        }
        let inner = blocks.get(at + 1).and_then(Block::item).filter(|m| m.ordinal == 1);
        let listed = inner.is_some_and(|m| m.style != Style::Stop);
        if listed && announces_units(ctx, block.body) && heads_units(ctx, blocks, at, ctx.str(block.body)) {
            blocks[at].role = Role::Heading(Some(SectionKind::Units));
        }
    }
}

/// 三、专门委员会 on a line between the headings 二、 and 四、 is one too, what ever its words: it is no part of the last unit above.
pub(super) fn headings_between(ctx: Ctx<'_>, blocks: &mut [Block]) {
    let stops: Vec<usize> =
        (0..blocks.len()).filter(|i| blocks[*i].mark.is_some_and(|m| m.style == Style::Stop)).collect();
    for three in stops.windows(3) {
        let [before, at, behind] = *three else { return };
        let heading = |i: usize| matches!(blocks[i].role, Role::Heading(_));
        let own = is_next(blocks, before, at) && is_next(blocks, at, behind);
        let alone = blocks[at].role == Role::Plain && !blocks[at].inline;
        let told = behind > at + 1 && !blocks[at + 1].inline;
        let words = ctx.str(blocks[at].body);
        let bare = own && alone && told && is_bare(words) && !words.ends_with(['股', '科', '处', '室']);
        if bare && heading(before) && heading(behind) {
            blocks[at].role = Role::Heading(None);
        }
    }
}

/// (三)单位构成 behind the heading (二)机构设置, and 二、决算情况 behind one that has such headings below it: a bare line that goes on with
/// the numbers of headings is one too, and no unit or duty of the section above.
pub(super) fn headings_that_go_on(ctx: Ctx<'_>, blocks: &mut [Block]) {
    // The last block with each style of number, and whether a heading of the lower style stands behind the upper.
    let (mut stop, mut paren, mut below): (Option<usize>, Option<usize>, bool) = (None, None, false);
    for at in 0..blocks.len() {
        let Some(mark) = blocks[at].mark else { continue };
        let before = match mark.style {
            Style::Stop => stop,
            Style::Paren => paren,
            _ => continue,
        };
        let next = before.filter(|b| is_next(blocks, *b, at));
        let headed = |b: usize| matches!(blocks[b].role, Role::Heading(_));
        let goes_on = next.is_some_and(|b| {
            // 三、领导分工 right behind 二、内设机构 is none of the units that stand there; 二、社会救助, above what is done for it,
            // belongs to the duties.
            let other = || {
                let words = ctx.str(blocks[at].body).trim_end_matches(['。', ':']);
                let own = ["机构", "编制", "人员", "职责", "职能", "职数"];
                let listed = [SectionKind::Duties, SectionKind::Units, SectionKind::Adjustments];
                let lists = listed.iter().any(|k| blocks[b].role == Role::Heading(Some(*k)));
                // 二、社会救助 below 一、主要职责 is a duty.
                let duty = || blocks.get(at + 1).is_some_and(|b| name::begins_duties(ctx.str(b.body)));
                let foreign = !lists || OF_PAGES.iter().any(|w| words.ends_with(w)) && !duty();
                foreign && !own.iter().any(|w| words.contains(w))
            };
            if mark.style == Style::Paren { headed(b) } else { below || headed(b) && other() }
        });
        // 三、承担的议事协调机构办公室 behind 二、内设机构 and its (一) is none of these units.
        let above_items = paren.is_some() && mark.style == Style::Stop;
        let words = ctx.str(blocks[at].body);
        // 二、某县图书馆 is the next organ of a notice about several.
        let organ = || name::is_organ(words) && name::is_placed(words);
        let apart = next.is_some_and(headed) && above_items && is_alone(blocks, at, words) && !organ();
        if goes_on && is_line_above(ctx, blocks, at) || apart {
            blocks[at].role = Role::Heading(None);
        }
        if mark.style == Style::Stop {
            (stop, paren, below) = (Some(at), None, false);
        } else {
            paren = Some(at);
            below |= matches!(blocks[at].role, Role::Heading(_));
        }
    }
}

/// Whether the number of a block is the one behind that of another.
fn is_next(blocks: &[Block], before: usize, at: usize) -> bool {
    let number = |i: usize| blocks[i].mark.map(|m| m.ordinal);
    number(before).is_some_and(|n| number(at) == n.checked_add(1))
}

/// How headings end that pages have behind the units.
const OF_PAGES: [&str; 32] = [
    "分工",
    "班子",
    "领导成员",
    "领导信息",
    "领导介绍",
    "现任领导",
    "单位领导",
    "主要领导",
    "简介",
    "概况",
    "沿革",
    "地址",
    "办公时间",
    "工作时间",
    "服务时间",
    "电话",
    "联系方式",
    "监督方式",
    "承诺",
    "负责人",
    "所属单位",
    "下属单位",
    "直属单位",
    "机构信息",
    "动态",
    "名单",
    "指南",
    "流程",
    "信箱",
    "网址",
    "基本情况",
    "单位情况",
];

/// Whether a line has nothing but a few words, none that a unit or an organ is called, and is not the last.
fn is_line_above(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    let units = ['股', '科', '处', '室', '部', '组', '队', '所', '站', '局', '办', '委', '心', ')'];
    let words = ctx.str(blocks[at].body);
    let words = words.strip_suffix('。').unwrap_or(words);
    // (二)2021年度重点工作任务介绍.
    let year = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = if words.len() - year.len() == 4 && year.starts_with('年') { year } else { words };
    let named = || words.ends_with(units) || name::is_organ(words);
    is_alone(blocks, at, words) && !named()
}

/// Whether a line has nothing but a few words, and is not the last.
fn is_alone(blocks: &[Block], at: usize, words: &str) -> bool {
    let alone = blocks[at].role == Role::Plain && !blocks[at].inline && is_bare(words);
    alone && blocks.get(at + 1).is_some_and(|b| !b.inline)
}

/// 四、有关要求, the last numbered line behind a heading, is one too where what stands below it settles when the text takes effect
/// or who interprets it.
pub(super) fn closing_heading(ctx: Ctx<'_>, blocks: &mut [Block]) {
    let stop = |b: &Block| b.mark.is_some_and(|m| m.style == Style::Stop);
    let Some(last) = blocks.iter().rposition(stop) else { return };
    let Some(before) = blocks[..last].iter().rposition(stop) else { return };
    let line = &blocks[last];
    let alone = line.role == Role::Plain && !line.inline && is_bare(ctx.str(line.body));
    let next = matches!(blocks[before].role, Role::Heading(_)) && is_next(blocks, before, last);
    let settles = |b: &Block| {
        let says = |cue| ctx.says(b.body, cue);
        says(Cue::Effect) && effect::said(ctx, b.body)
            || says(Cue::Interpretation) && closing::interprets(ctx.str(b.body))
    };
    if alone && next && blocks[last + 1..].iter().any(settles) {
        blocks[last].role = Role::Heading(Some(SectionKind::Other));
    }
}
