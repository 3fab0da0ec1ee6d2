//! Units that one sentence lists, and no more than that: 内设办公室、艺术科和市场科, 下设测报科、巡测科3个内设机构.

use super::{inline, unit::of_names};
use crate::{
    ingest::{
        ctx::{Ctx, begins, longer, sub},
        names::listed,
        posts::count,
    },
    regulation::Unit,
    source::Span,
    text::is_numeral,
};

/// Whether a text lists units and says no more than that: 县某大队设办公室、法制股,均为股级.
pub(in crate::ingest) fn lists_units(ctx: Ctx<'_>, text: Span) -> bool {
    // 县老龄办、县爱卫办设在县卫健局 are no units of the organ.
    let lists = |s: Span| !ctx.str(s).contains("设在") && in_a_row(ctx, s).is_some();
    ctx.str(text).contains('设') && ctx.sentences(text).any(lists)
}

/// The units of a sentence that says no more than which there are: 内设办公室、艺术科和市场科.
pub(super) fn in_a_row(ctx: Ctx<'_>, sentence: Span) -> Option<Vec<Span>> {
    let text = ctx.str(sentence);
    // 现设有…、执行工作局(下设…): the first is that of the organ.
    let verbs = ["内设", "下设", "设有", "设置", "设立", "设定", "分设"];
    let verb = verbs.iter().filter_map(|v| Some((text.find(v)?, v.len()))).min();
    let start =
        verb.or_else(|| Some((text.find('设')?, '设'.len_utf8()))).map_or(0, |(at, length)| at + length);
    // 设办公室、法制股,均为正股级.
    let told = text.get(start..).unwrap_or("");
    let behind = of_all(told).or_else(|| summed(told)).map_or(text.len(), |i| start + i);
    let list = sub(sentence, start, behind);
    let words = ctx.str(list);
    let lead = listed::before_list(words);
    // 立案庭、民一庭等部门.
    let classes = ["等部门", "等机构", "等科室", "等股室", "等处室", "等内设机构", "等"];
    let end = classes.iter().find_map(|c| words.strip_suffix(c)).map_or(words.len(), str::len);
    let whole = || {
        let sets = |n: &Span| verbs.iter().any(|v| ctx.str(*n).contains(v));
        listed::unit_list(ctx, sentence).filter(|names| !names.iter().any(sets))
    };
    listed::unit_list(ctx, sub(list, lead, end.max(lead))).or_else(whole)
}

/// Where, behind a list of units, words begin that count them: ,共一室五科.
fn summed(text: &str) -> Option<usize> {
    let at = text.rfind(",共")?;
    text.get(at + ",共".len()..)?.starts_with(is_numeral).then_some(at)
}

/// Where, behind a list of units, words begin that are about all of them: ,均为正股级 or ,机构规格均为副科级.
fn of_all(text: &str) -> Option<usize> {
    [",均", ",机构规格", ",其机构规格", ",规格", ",其规格", ",级别", ",其级别", ",其职责", ",具体职责"]
        .iter()
        .filter_map(|w| text.rfind(w))
        .min()
}

/// Where 设 sets something up in a text, and is no part of a name: 住房和城乡建设局, 勘测设计院.
fn set_up_at(text: &str) -> impl Iterator<Item = usize> + use<'_> {
    text.match_indices('设').map(|(at, _)| at).filter(|at| {
        let (before, behind) = text.split_at(*at);
        !before.ends_with(['建', '架', '铺', '陈']) && !begins(behind, &["设计", "设备", "设施"])
    })
}

/// The units that the declaring sentence itself lists: 下设测报科、巡测科3个内设机构.
pub(super) fn listed(ctx: Ctx<'_>, declared: count::Declared) -> Vec<Unit> {
    let text = ctx.str(declared.sentence);
    let stop = (declared.span.start - declared.sentence.start) as usize;
    let Some(verb) = set_up_at(text).next().or_else(|| text.find('设')) else { return Vec::new() };
    // 设局长1名,内设办公室、造林股2个股室: the last verb before the number is the one.
    let last = set_up_at(text.get(..stop).unwrap_or("")).last().filter(|i| *i > verb);
    let before = |verb: usize| {
        let from = verb + '设'.len_utf8();
        let words = sub(declared.sentence, from, stop.max(from));
        let trimmed =
            ctx.str(words).trim_end_matches(['等', '共', ',']).trim_start_matches(['有', '置', '立', ':']);
        let lead = ctx.str(words).find(trimmed).unwrap_or(0);
        let list = sub(words, lead + listed::before_list(trimmed), lead + trimmed.len());
        listed::unit_list(ctx, list)
    };
    let rest = Span::new(declared.span.end, declared.sentence.end);
    let after = ctx.str(rest);
    let behind = |i: usize| {
        let lead = ["分别为", "分别是", "即", "为", ":"];
        let list = lead.iter().fold(&after[i + 1..], |t, l| t.strip_prefix(l).unwrap_or(t));
        // 综合科、管理科,机构规格均为副科级.
        let end = of_all(list).map_or(after.len(), |at| after.len() - list.len() + at);
        listed::unit_list(ctx, sub(rest, after.len() - list.len(), end))
    };
    // 设6个管理部,均为副科级:东城管理部、….
    // ;下设直属单位3个,市体育场: is a clause of its own.
    let clause = after.find(';').unwrap_or(after.len());
    let at = [after.find([':', ',']), after.find(':')].map(|at| at.filter(|i| *i < clause));
    let names =
        before(verb).or_else(|| last.and_then(before)).or_else(|| at.into_iter().flatten().find_map(behind));
    let names = names.or_else(|| in_brackets(ctx, rest, declared.value));
    let told = || after.find(':').map(|i| inline::units(ctx, sub(rest, i + 1, after.len())));
    match names {
        Some(names) => of_names(ctx, names),
        None => told().unwrap_or_default(),
    }
}

/// The names in the bracket right behind a number of units: 内设3个股室(办公室、救灾股、优抚股). Names without 股 or 科 are as
/// many as the number says.
fn in_brackets(ctx: Ctx<'_>, rest: Span, count: i64) -> Option<Vec<Span>> {
    let text = ctx.str(rest);
    let inside = text.strip_prefix('(')?;
    let end = inside.find([')', '。', ';'])?;
    let list = sub(rest, 1, 1 + end);
    if let Some(names) = listed::unit_list(ctx, list) {
        return Some(names);
    }
    let words = inside.get(..end)?;
    let plain =
        |w: &str| longer(w, 1) && !longer(w, 8) && w.chars().all(char::is_alphabetic) && !w.ends_with('级');
    let all = words.split('、').count();
    (all > 1 && i64::try_from(all) == Ok(count) && words.split('、').all(plain)).then(|| {
        let place = |w: &str| w.as_ptr() as usize - words.as_ptr() as usize;
        words.split('、').map(|w| sub(list, place(w), place(w) + w.len())).collect()
    })
}
