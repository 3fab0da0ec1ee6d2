//! Names of units in a list, and what stands between the word that sets them up and the list.

use super::{
    alike,
    name::{is_unit, without_brackets},
};
use crate::{
    ingest::ctx::{Ctx, sub},
    source::Span,
};

/// The names of several units that words are and nothing else, each of another kind of work: 水政监管股、农村水利股.
pub(in crate::ingest) fn are_listed(words: &str) -> Option<Vec<&str>> {
    let names: Vec<&str> = words.contains('、').then(|| words.split('、').collect())?;
    ((2..9).contains(&names.len()) && names.iter().all(|n| is_unit(n) && !alike::goes_on(n))).then_some(names)
}

/// No name in a list has more bytes, with what stands in brackets behind it.
const LONGEST_IN_LIST: usize = 600;

/// The names in a list such as 测报科、巡测科(监测站)和资料室, if each is one; with what stands in brackets behind them.
pub(in crate::ingest) fn unit_list(ctx: Ctx<'_>, list: Span) -> Option<Vec<Span>> {
    let text = ctx.str(list);
    let mut start = 0;
    let mut out = Vec::new();
    let mut depth = 0_u32;
    let outside = |(_, c): &(usize, char)| {
        depth = if *c == '(' { depth + 1 } else { depth.saturating_sub(u32::from(*c == ')')) };
        depth == 0 && matches!(c, '、' | '和' | ',' | ';')
    };
    for c in text.char_indices().filter(outside).chain([(text.len(), ' ')]) {
        // No name runs on so long; many of 和 would be looked at again and again.
        if c.0 - start > LONGEST_IN_LIST {
            return None;
        }
        let name = sub(list, start, c.0);
        let words: String = ctx.str(name).chars().filter(|c| *c != '\n').collect();
        // 指挥中心(办公室).
        let bare = if words.ends_with(')') { without_brackets(&words) } else { &words };
        // 第二检察部 behind 第一检察部 is a name of its own.
        let before = out.last().filter(|last: &&Span| !alike::goes_on(ctx.str(**last)));
        if alike::goes_on(bare)
            && let Some(several) = before.map(|last| last.to(name))
            && alike::are_several(ctx.str(several))
        {
            out.pop();
            out.push(several);
            start = c.0 + c.1.len_utf8();
        } else if is_unit(bare) || alike::are_several(bare) {
            out.push(name);
            start = c.0 + c.1.len_utf8();
        } else if words.is_empty() && !out.is_empty() {
            // A sign that stands twice.
            start = c.0 + c.1.len_utf8();
        } else if c.1 != '和' && !(c.1 == '、' && alike::is_open(bare)) {
            return None;
        }
    }
    (out.len() > 1 || out.first().is_some_and(|n| alike::are_several(ctx.str(*n)))).then_some(out)
}

/// The names in a list that blanks part: 办公室 法制股 信访股.
pub(in crate::ingest) fn apart(ctx: Ctx<'_>, list: Span) -> Option<Vec<Span>> {
    let gaps = ctx.folded.gaps(list);
    // One look rules most lines out.
    if gaps.len() < 2 || !is_unit(ctx.str(Span::new(list.start, *gaps.first()?))) {
        return None;
    }
    let ends = gaps.iter().copied().filter(|g| *g > list.start).chain([list.end]);
    let mut start = list.start;
    let names = ends.map(|end| {
        let name = Span::new(std::mem::replace(&mut start, end), end);
        is_unit(ctx.str(name)).then_some(name)
    });
    names.collect()
}

/// The bytes of the words between what sets units up and their list: 内设|机构包括:办公室、法制股.
pub(in crate::ingest) fn before_list(text: &str) -> usize {
    let kinds = ["机构", "科室", "股室", "处室", "部室", "部门"];
    let leads = ["主要包括", "主要有", "包括", "分别为", "分别是", "有", "为", "是", ":", ","];
    let behind = kinds.iter().find_map(|k| text.strip_prefix(k));
    let behind = behind.filter(|t| leads.iter().any(|l| t.starts_with(l)));
    let mut rest = behind.unwrap_or(text);
    while let Some(lead) = leads.iter().find_map(|l| rest.strip_prefix(l)) {
        rest = lead;
    }
    text.len() - rest.len()
}
