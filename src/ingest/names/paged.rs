//! The organ of a page of accounts or of a budget, by its title and by the heading of its first part: 某县水务局2024年度部门决算公开
//! 说明, 第一部分 某县水务局概况.

use super::{organ::NAME, place, seat::is_named, title::organ_between};
use crate::{
    ingest::{
        ctx::{Ctx, longer, sub},
        layout::block::{Block, Role},
        layout::mark::Style,
    },
    source::Span,
};

/// The title stands within so many blocks.
const FRONT: usize = 8;
/// The heading of the first part stands within so many.
const HEADS: usize = 60;
/// What such a page is called.
const ACCOUNTS: [&str; 8] =
    ["部门决算", "单位决算", "部门预算", "单位预算", "决算公开", "预算公开", "决算情况", "部门整体支出"];
/// How its title ends.
const ENDS: [&str; 8] = ["决算", "预算", "公开", "说明", "报告", "公示", "公告", "表"];
/// What heads the part about the organ, behind its name.
const OVERVIEWS: [&str; 4] = ["部门概况", "单位概况", "基本概况", "概况"];

/// The organ that a page of accounts names.
pub(super) fn named(ctx: Ctx<'_>, blocks: &[Block]) -> Option<Span> {
    let title = (0..blocks.len().min(FRONT)).find_map(|at| Some((at, subject(ctx, blocks.get(at)?)?)));
    // The title may shorten what the heading of the first part says in full; without one, only 第一部分 某县某局概况 is such.
    let part = |b: &&Block| b.mark.is_some_and(|m| m.style == Style::Chapter);
    let mut heads = blocks.iter().take(HEADS).filter(|b| title.is_some() || part(b));
    let full = heads.find_map(|b| overview(ctx, b.body));
    let title = title.and_then(|(at, words)| titled(ctx, blocks, at, words));
    full.filter(|f| title.is_none_or(|t| f.len() > t.len())).or(title)
}

/// The words of a title of such a page that stand before what it is called, but for the year.
fn subject(ctx: Ctx<'_>, line: &Block) -> Option<Span> {
    let text = ctx.str(line.body);
    let ends = ENDS.iter().any(|e| text.ends_with(e)) && !longer(text, NAME);
    if !ends || !is_line(line) || text.contains(['。', ',', ';', '《']) || text.starts_with("纳入") {
        return None;
    }
    let cue = ACCOUNTS.iter().filter_map(|w| text.find(w)).min()?;
    // 某县财政局关于批复某县民政局2024年部门预算的公告.
    let told = text.get(..cue)?;
    let about = told.split_once("关于").map_or(told, |(_, what)| what);
    let about =
        ["批复", "公开", "印发", "做好", "公布"].iter().find_map(|v| about.strip_prefix(v)).unwrap_or(about);
    let (start, end) = between_years(about);
    let lead = told.len() - about.len();
    Some(sub(line.body, lead + start, lead + end))
}

/// The organ that the words of the title at a place name, or the line above where there are none.
fn titled(ctx: Ctx<'_>, blocks: &[Block], at: usize, words: Span) -> Option<Span> {
    let own = placed(ctx, words, 0, words.len());
    // 四川省某县人民法院 above 部门决算.
    let above = at.checked_sub(1).and_then(|i| blocks.get(i)).filter(|b| words.is_empty() && is_line(b));
    own.or_else(|| placed(ctx, above?.body, 0, above?.body.len()))
}

/// Where the words stand before or behind the year of a title: 2021年度某县人民法院, 某县人民法院2021年度.
fn between_years(words: &str) -> (usize, usize) {
    let figure = |c: char| c.is_ascii_digit();
    // 二〇二四年度某县民政局.
    let spelled = words.trim_start_matches(|c| "〇○零一二三四五六七八九".contains(c));
    if let Some(behind) =
        spelled.strip_prefix('年').filter(|_| words.chars().count() - spelled.chars().count() == 4)
    {
        return (words.len() - behind.trim_start_matches('度').len(), words.len());
    }
    let year = words.find(figure).unwrap_or(words.len());
    if year > 0 {
        return (0, year);
    }
    let behind = words.trim_start_matches(figure).trim_start_matches(['年', '度']);
    (words.len() - behind.len(), words.len())
}

/// Whether a block is a line of its own without a number.
fn is_line(block: &Block) -> bool {
    block.mark.is_none() && !block.inline && matches!(block.role, Role::Plain | Role::Furniture)
}

/// The organ that the heading of the first part names.
fn overview(ctx: Ctx<'_>, line: Span) -> Option<Span> {
    let text = ctx.str(line);
    let name = OVERVIEWS.iter().find_map(|w| text.strip_suffix(w)).filter(|n| !longer(n, NAME))?;
    placed(ctx, line, 0, name.len())
}

/// The organ of a place that words of a line name.
fn placed(ctx: Ctx<'_>, line: Span, start: usize, end: usize) -> Option<Span> {
    let words = ctx.str(line).get(start..end)?.trim_end_matches(['的', ' ']);
    // 某街道办事处部门2021年度部门决算.
    let words = ["部门", "单位"].iter().find_map(|w| words.strip_suffix(w)).unwrap_or(words);
    let found = organ_between(ctx, line, start, start + words.len())?;
    let name = ctx.str(found);
    // 某某自治公安局 has lost what kind of place it is of.
    let broken = name.split("自治").skip(1).any(|rest| !rest.starts_with(['区', '州', '县', '旗']));
    let named = place::chunks(name).iter().any(|c| is_named(name, c));
    (named && !broken).then_some(found)
}
