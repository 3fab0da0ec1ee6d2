//! Posts of each of several: 总工程师、总经济师各1名, 各工作委员会主任各1名(共5名), 每个巡察组设组长1名,即组长3名.

use super::{
    classify::classify,
    figure::{Counts, Found, Place},
    label::label_start,
    nearby::beside,
    title::{self, Title},
};
use crate::{
    ingest::ctx::{Ctx, sub, tail},
    source::Span,
};

/// 总工程师、总经济师各1名, 食品安全总监和药品安全总监各1名: each of the titles that stand together; the last of them is given.
pub(super) fn each_of(ctx: Ctx<'_>, sentence: Span, last: Found) -> Vec<Found> {
    let mut out = Vec::new();
    let Some(words) = ctx.str(last.label).strip_suffix('各').filter(|_| last.place != Place::Part) else {
        return out;
    };
    let from = (last.label.start - sentence.start) as usize;
    let text = ctx.str(sentence);
    let mut names = vec![(from, from + words.len())];
    // Those before it, as long as they are titles.
    while let Some(&(start, _)) = names.last() {
        let Some(before) = text.get(..start).and_then(|t| t.strip_suffix('、')) else { break };
        let at = label_start(before);
        if names.len() > 8 || !before.get(at..).is_some_and(title::is_title) {
            break;
        }
        names.push((at, before.len()));
    }
    for (start, end) in names.into_iter().rev() {
        let name = text.get(start..end).unwrap_or("");
        let two = ["和", "及", "与"].iter().find_map(|w| {
            let (a, b) = name.split_once(w)?;
            (title::is_title(a) && title::is_title(b)).then_some((a.len(), b.len()))
        });
        let parts = two.map_or_else(|| vec![(start, end)], |(a, b)| vec![(start, start + a), (end - b, end)]);
        for (start, end) in parts {
            let label = sub(sentence, start, end);
            let (counts, skip) = classify(ctx.str(label));
            if !matches!(counts, Counts::Post(_)) || !title::is_title(ctx.str(label)) {
                return Vec::new();
            }
            let near = tail(text.get(..start).unwrap_or("")).rsplit([';', '。']).next().unwrap_or("");
            let counts = beside(near, ctx.str(label), "", counts);
            let label = Span::new(label.start + skip as u32, label.end);
            let standing = ctx.str(label).starts_with("常务副");
            let whole = Span::new(label.start, last.whole.end);
            out.push(Found { counts, titled: true, label, whole, standing, ..last });
        }
    }
    // 综合办公室设主任各1名: of how many offices is not said.
    if out.len() > 1 { out } else { Vec::new() }
}

/// 各工作委员会主任各1名(共5名): the number of all of them, where it ends, and the words before.
pub(super) fn all_of<'t>(text: &str, before: &'t str, end: usize) -> Option<(i64, usize, &'t str)> {
    if let Some((value, end)) = all_behind_comma(text, before, end) {
        return Some((value, end, before));
    }
    let words = before.strip_suffix('各')?;
    let inside = text.get(end..)?.strip_prefix('(')?;
    let number = ["共计", "合计", "共", "计"].iter().find_map(|w| inside.strip_prefix(w))?;
    let (value, length) = crate::text::numeral_prefix(number)?;
    let sign = number.get(length..)?.chars().next().filter(|c| matches!(c, '名' | '人'))?;
    let rest = number.get(length + sign.len_utf8()..)?;
    rest.starts_with(')').then(|| (value, text.len() - rest.len(), words))
}

/// 各工作委员会设主任1名,共5名;副主任1名,共5名: the number of all of them, and where it ends.
fn all_behind_comma(text: &str, before: &str, end: usize) -> Option<(i64, usize)> {
    let behind = text.get(end..)?.strip_prefix(',')?;
    let number = ["共计", "合计", "共", "计"].iter().find_map(|w| behind.strip_prefix(w))?;
    let (value, length) = crate::text::numeral_prefix(number)?;
    let sign = number.get(length..)?.chars().next().filter(|c| matches!(c, '名' | '人'))?;
    let rest = number.get(length + sign.len_utf8()..)?;
    let ends = rest.is_empty() || rest.starts_with([';', '。', ',', '、', ')', '\n']);
    let mut clauses = tail(before).rsplit([';', '。', '\n']);
    let (own, last) = (clauses.next()?, clauses.next().unwrap_or(""));
    let each = |clause: &str| clause.starts_with(['各', '每']);
    let begins = each(own) && !own.contains('名');
    let goes_on = each(last) && last.contains(",共") && !own.contains([',', '名']);
    (ends && (begins || goes_on)).then(|| (value, text.len() - rest.len()))
}

/// So many figures at most stand between the posts of each of several bodies and those of all.
const NEAR: usize = 8;

/// 每个巡察组设组长1名、副组长1名,即组长3名、副组长3名: those of each body are some of the others.
pub(super) fn of_each(ctx: Ctx<'_>, sentence: Span, figures: &mut [Found]) {
    if !ctx.str(sentence).contains(['每', '各']) {
        return;
    }
    for at in 0..figures.len() {
        let one = figures[at];
        let before = tail(ctx.str(Span::new(sentence.start, one.label.start.max(sentence.start))));
        let near = before.rsplit([';', '。', ',', ':']).next().unwrap_or("");
        if !one.titled || !(near.starts_with(['每', '各']) || near.contains("各设")) {
            continue;
        }
        let again = |f: &Found| f.titled && ctx.str(f.label) == ctx.str(one.label) && f.value > one.value;
        let all = figures.iter().enumerate().skip(at + 1).take(NEAR).find(|(_, f)| again(f));
        let told = all.is_some_and(|(_, all)| {
            let between = ctx.str(Span::new(one.whole.end, all.whole.start.max(one.whole.end)));
            let whole = ctx.str(Span::new(one.whole.end, all.label.start.max(one.whole.end)));
            ["即", "共", "合计"].iter().any(|w| between.contains(w) || whole.ends_with(w))
        });
        let all = all.map(|(i, _)| i);
        if let Some(all) = all.filter(|_| told) {
            (figures[at].counts, figures[at].titled) = (Counts::Other, false);
            // Groups are beside the units.
            let group =
                near.split_once("组").is_some_and(|(_, behind)| behind.starts_with(['设', '配', '各']));
            if group && matches!(figures[all].counts, Counts::Post(Title::UnitHead | Title::UnitDeputy)) {
                figures[all].counts = Counts::Post(Title::Named);
            }
        }
    }
}
