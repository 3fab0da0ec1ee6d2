//! Notices of change: posts added, dropped, and numbers that become others.

use std::collections::BTreeMap;

use super::{
    count::{self, numeral_before},
    row::{Figure, Row},
    title::{self, Title},
};
use crate::{
    ingest::{
        ctx::{Ctx, find, sub, tail},
        layout::block::{Block, Role},
        layout::cue::Cue,
        layout::mark::mark_at,
    },
    regulation::{Change, Read},
    source::Span,
    text::{is_numeral, numeral_prefix},
};

const MORE: [&str; 8] = ["核增", "增核", "增加", "新增", "追加", "增设", "调增", "划入"];
const FEWER: [&str; 8] = ["核减", "减少", "调减", "收回", "核销", "精简", "减核", "划出"];
/// What stands between the old number and the new one.
const BECOMES: [&str; 16] = [
    "调减", "调增", "核减", "核增", "精简", "压减", "调整", "增加", "减少", "变更", "核定", "增", "减", "改",
    "提高", "压缩",
];
/// How the number that holds from now on is announced.
const AFTERWARDS: [&str; 7] = ["调整后", "核增后", "核减后", "增加后", "减少后", "变更后", "增减后"];

/// The changes that the paragraphs of a document tell, in order.
pub(in crate::ingest) fn changes(ctx: Ctx<'_>, blocks: &[Block]) -> Vec<Change> {
    let told = blocks.iter().filter(|b| matches!(b.role, Role::Plain | Role::Trailing | Role::Aside));
    let told = told.filter(|b| has_figure(ctx, b.body));
    told.flat_map(|b| ctx.sentences(b.body))
        .filter(|s| has_figure(ctx, *s))
        .flat_map(|s| in_sentence(ctx, s))
        .collect()
}

/// Whether a text has a number of posts, or one that others come from: only then can it tell a change.
fn has_figure(ctx: Ctx<'_>, span: Span) -> bool {
    ctx.said(span, Cue::Figure).any(|said| {
        let before = ctx.str(Span::new(span.start, said.span.start)).chars().next_back();
        let after = ctx.str(Span::new(said.span.end, span.end)).chars().next();
        let leads = matches!(ctx.str(said.span), "由" | "从");
        if leads { after } else { before }.is_some_and(is_numeral)
    })
}

fn in_sentence(ctx: Ctx<'_>, sentence: Span) -> Vec<Change> {
    let text = ctx.str(sentence);
    let mut out: Vec<Change> = Vec::new();
    let mut start = 0;
    let mut before = None;
    let ends = text.char_indices().filter(|(_, c)| matches!(c, ',' | ';' | '、' | '\n' | '(' | ')'));
    for (end, length) in ends.map(|(i, c)| (i, c.len_utf8())).chain([(text.len(), 0)]) {
        let piece = sub(sentence, start, end);
        let what = out.last().map(|c| c.what.clone());
        let told = becomes(ctx, piece).or_else(|| directly(ctx, piece));
        let told = told.or_else(|| in_two_pieces(ctx, before?, piece));
        let change = told.or_else(|| rewritten(ctx, piece)).or_else(|| by(ctx, piece, what));
        let change = change.or_else(|| leaving(ctx, piece));
        before = Some(piece);
        let listed = sub(sentence, 0, start);
        let last = out
            .last()
            .filter(|l| change.is_none() && ctx.str(listed).ends_with('、') && ends_at(ctx, l, listed));
        let change = change.or_else(|| beside(ctx, piece, last?));
        if let Some(change) = change {
            if out.last().is_some_and(|last| source(ctx, piece, &change, last)) {
                start = end + length;
                continue;
            }
            match out.last_mut().filter(|last| told_again(ctx, piece, &change, last)) {
                Some(last) => {
                    (last.from, last.to) = (last.from.or(change.from), last.to.or(change.to));
                    last.delta = last.delta.or(change.delta);
                    last.span = last.span.to(change.span);
                }
                None => out.push(change),
            }
        } else if let Some(last) = out.last_mut()
            && let Some(to) = afterwards(ctx, piece, &last.what.text)
        {
            last.to = last.to.or(Some(to));
            last.span = last.span.to(to.span.unwrap_or(last.span));
        }
        start = end + length;
    }
    for change in &mut out {
        change.from = change.from.or_else(|| self::before(change));
    }
    out.extend(in_quotes(ctx, sentence));
    out
}

/// Whether a change ends where some words do, but for the sign behind it.
fn ends_at(ctx: Ctx<'_>, change: &Change, words: Span) -> bool {
    ctx.folded.to_folded(change.span.end) as usize + '、'.len_utf8() == words.end as usize
}

/// 核增副主任职数1名、股级领导职数1名: the posts right behind others that come or go do so as well.
fn beside(ctx: Ctx<'_>, piece: Span, last: &Change) -> Option<Change> {
    let sign = last.delta?.value.signum();
    let (value, start, end) = figure(ctx.str(piece), 0)?;
    let what = what(ctx, sub(piece, 0, start))?;
    let delta = Some(ctx.read(sign * value, sub(piece, start, end)));
    Some(Change {
        what: ctx.words(what),
        delta,
        from: None,
        to: None,
        span: ctx.at(what.to(sub(piece, start, end))),
    })
}

/// Whether a change, about no posts of its own, tells where some of those come from that the one before it adds: 增加行政编制3名,
/// 由县某局划转2名、从预留编制中核增1名.
fn source(ctx: Ctx<'_>, piece: Span, change: &Change, last: &Change) -> bool {
    let text = ctx.str(piece);
    let from = text.starts_with(['由', '从', '在']) || text.starts_with("其中");
    let less = |a: Option<Read<i64>>, b: Option<Read<i64>>| {
        a.zip(b).is_some_and(|(a, b)| a.value.signum() == b.value.signum() && a.value.abs() <= b.value.abs())
    };
    from && change.what.span == last.what.span && less(change.delta, last.delta)
}

/// Whether a change says in other numbers what the one before it has done: 核增副局长1名,调整后副局长由3名增加到4名;
/// 由312名调减为298名,核减14名.
fn told_again(ctx: Ctx<'_>, piece: Span, change: &Change, last: &Change) -> bool {
    let after = AFTERWARDS.iter().any(|w| ctx.str(piece).contains(w));
    let same = change.what.text == last.what.text;
    let value = |number: Option<Read<i64>>| number.map(|n| n.value);
    let moved = value(last.to).zip(value(last.from)).and_then(|(to, from)| to.checked_sub(from));
    let sums_up = last.delta.is_none() && moved.is_some() && moved == value(change.delta);
    same && (sums_up || after && last.to.is_none() && change.to.is_some())
}

/// What was before, from what is now and what came or went.
fn before(change: &Change) -> Option<Read<i64>> {
    let from = change.to?.value.checked_sub(change.delta?.value)?;
    Some(Read::given(from))
}

/// What a number becomes that stands before some words, and the bytes of both: 名调整为15名 behind 12. A number that is no more
/// is none of the posts that there are.
pub(in crate::ingest) fn becomes_behind(behind: &str) -> Option<(i64, usize, usize)> {
    let verb = BECOMES.iter().find(|v| behind.starts_with(**v))?;
    let number = behind.get(verb.len()..)?.trim_start_matches(['为', '到', '至', '加', '少', '成']);
    // 增加2名 is another number.
    (number.len() + verb.len() < behind.len()).then_some(())?;
    let start = behind.len() - number.len();
    let (value, length) = numeral_prefix(number)?;
    number.get(length..)?.starts_with(['名', '人', '个']).then_some((
        value,
        start,
        start + length + '名'.len_utf8(),
    ))
}

/// 将行政编制12名调整为15名, without 由.
fn directly(ctx: Ctx<'_>, piece: Span) -> Option<Change> {
    let text = ctx.str(piece);
    let (old, start, end) = figure(text, 0)?;
    let (new, from, to) = becomes_behind(text.get(end..)?)?;
    let what = what(ctx, sub(piece, 0, start))?;
    Some(Change {
        what: ctx.words(what),
        delta: None,
        from: Some(ctx.read(old, sub(piece, start, end))),
        to: Some(ctx.read(new, sub(piece, end + from, end + to))),
        span: ctx.at(what.to(sub(piece, start, end + to))),
    })
}

/// 原核定行政编制12名,现调整为15名; 行政编制15名(原12名): the old number and the new one in two pieces of a sentence.
fn in_two_pieces(ctx: Ctx<'_>, before: Span, piece: Span) -> Option<Change> {
    let (first, second) = (ctx.str(before), ctx.str(piece));
    // One look at the beginning rules most pieces out.
    if !second.starts_with(['原', '现', '调', '变']) {
        return None;
    }
    let (a, a_start, a_end) = figure(first, 0)?;
    let (b, b_start, b_end) = figure(second, 0)?;
    let lead = second.get(..b_start)?;
    let bare = |words: &str| {
        words
            .trim_start_matches(['现', '在', '予', '以', '拟'])
            .trim_end_matches(['为', '到', '至', '是'])
            .to_owned()
    };
    let now = ["", "调整", "变更", "核定", "增加", "减少", "核增", "核减", "确定", "改"]
        .contains(&bare(lead).as_str());
    let was = matches!(lead, "原" | "原为" | "原核定" | "原核定为" | "原有" | "原定");
    let label = first.get(..a_start)?;
    let words = label.trim_end_matches(['为', '是']).trim_end_matches('原').len();
    let what = what(ctx, sub(before, 0, words))?;
    let (old, new) = match () {
        () if was => ((b, sub(piece, b_start, b_end)), (a, sub(before, a_start, a_end))),
        () if now && label.contains('原') => {
            ((a, sub(before, a_start, a_end)), (b, sub(piece, b_start, b_end)))
        }
        () => return None,
    };
    Some(Change {
        what: ctx.words(what),
        delta: None,
        from: Some(ctx.read(old.0, old.1)),
        to: Some(ctx.read(new.0, new.1)),
        span: ctx.at(what.to(sub(piece, b_start, b_end))),
    })
}

/// 副局长职数由2名调整为3名.
fn becomes(ctx: Ctx<'_>, piece: Span) -> Option<Change> {
    let text = ctx.str(piece);
    text.match_indices(['由', '从']).find_map(|(at, sign)| {
        let behind = text.get(at + sign.len()..)?;
        let rest = ["原来的", "现有的", "目前的", "原来", "现有", "原"]
            .iter()
            .find_map(|w| behind.strip_prefix(w))
            .unwrap_or(behind);
        let start = text.len() - rest.len();
        let (old, length) = numeral_prefix(rest)?;
        let signs = |t: &str| t.len() - t.trim_start_matches(['名', '人', '个']).len();
        let old_end = start + length + signs(rest.get(length..)?);
        let verb = BECOMES.iter().find(|v| text.get(old_end..).is_some_and(|t| t.starts_with(**v)))?;
        let after = text.get(old_end + verb.len()..)?;
        // 由12名增加3名: what comes on top is no new number.
        let more = MORE.iter().chain(&FEWER).any(|v| text.get(old_end..).is_some_and(|t| t.starts_with(v)));
        if more && after.starts_with(is_numeral) {
            return moved(ctx, piece, at, (old, start, old_end));
        }
        let number = after.trim_start_matches(['为', '到', '至', '加', '少', '成']);
        let new_start = text.len() - number.len();
        let (new, length) = numeral_prefix(number)?;
        let new_end = new_start + length + signs(number.get(length..)?);
        let what = what(ctx, sub(piece, 0, at))?;
        Some(Change {
            what: ctx.words(what),
            delta: None,
            from: Some(ctx.read(old, sub(piece, start, old_end))),
            to: Some(ctx.read(new, sub(piece, new_start, new_end))),
            span: ctx.at(what.to(sub(piece, at, new_end))),
        })
    })
}

/// 从12名增加3名, where the old number stands at some bytes of the piece, behind the sign at byte `at`.
fn moved(ctx: Ctx<'_>, piece: Span, at: usize, (old, start, end): (i64, usize, usize)) -> Option<Change> {
    let text = ctx.str(piece);
    let fewer = FEWER.iter().any(|v| text.get(end..).is_some_and(|t| t.starts_with(v)));
    let (value, new, new_end) = figure(text, end)?;
    let what = what(ctx, sub(piece, 0, at))?;
    let delta = if fewer { value.saturating_neg() } else { value };
    Some(Change {
        what: ctx.words(what),
        delta: Some(ctx.read(delta, sub(piece, new, new_end))),
        from: Some(ctx.read(old, sub(piece, start, end))),
        to: None,
        span: ctx.at(what.to(sub(piece, at, new_end))),
    })
}

/// “副局长3名”修改为“副局长4名”, in a decision that changes the words of another document.
fn rewritten(ctx: Ctx<'_>, piece: Span) -> Option<Change> {
    let text = ctx.str(piece);
    let (close, new) = text.match_indices('”').find_map(|(i, _)| Some((i, replaced(text.get(i..)?)?)))?;
    let open = text.get(..close)?.rfind('“')? + '“'.len_utf8();
    let (old, old_start, old_end) = figure(text.get(..close)?, open)?;
    let new_from = close + new;
    let new_close = text.get(new_from..)?.find('”').map_or(text.len(), |i| new_from + i);
    let (value, start, end) = figure(text.get(..new_close)?, new_from)?;
    let named = what(ctx, sub(piece, open, old_start))?;
    let again = what(ctx, sub(piece, new_from, start))?;
    (ctx.str(named) == ctx.str(again)).then(|| Change {
        what: ctx.words(named),
        delta: None,
        from: Some(ctx.read(old, sub(piece, old_start, old_end))),
        to: Some(ctx.read(value, sub(piece, start, end))),
        span: ctx.at(named.to(sub(piece, start, end))),
    })
}

/// “行政编制12名,设副局长2名”修改为“行政编制15名,设副局长3名”: each number of several that becomes another. What one piece holds
/// is told by that.
fn in_quotes(ctx: Ctx<'_>, sentence: Span) -> Vec<Change> {
    let text = ctx.str(sentence);
    let mut out = Vec::new();
    for (open, close) in old_words(text) {
        let new = text.get(close..).and_then(replaced).map_or(close, |n| close + n);
        let end = text.get(new..).and_then(|t| t.find('”')).map_or(text.len(), |i| new + i);
        let (was, now) = (posts_in(ctx, sub(sentence, open, close)), posts_in(ctx, sub(sentence, new, end)));
        if was.len() < 2 {
            continue;
        }
        for (what, old, at) in was {
            let again = now.iter().find(|(w, value, _)| ctx.str(*w) == ctx.str(what) && *value != old);
            out.extend(again.map(|(_, value, number)| Change {
                what: ctx.words(what),
                delta: None,
                from: Some(ctx.read(old, at)),
                to: Some(ctx.read(*value, *number)),
                span: ctx.at(what.to(*number)),
            }));
        }
    }
    out
}

/// The numbers of posts in the words of a quotation: of what, how many, where.
fn posts_in(ctx: Ctx<'_>, words: Span) -> Vec<(Span, i64, Span)> {
    let text = ctx.str(words);
    let (mut out, mut from) = (Vec::new(), 0);
    while let Some((value, start, end)) = figure(text, from).filter(|_| out.len() < MOST) {
        let before = text.get(from..start).unwrap_or("");
        let lead = start - before.rsplit([',', '、', ';', '。']).next().unwrap_or(before).len();
        out.extend(what(ctx, sub(words, lead, start)).map(|w| (w, value, sub(words, start, end))));
        from = end;
    }
    out
}

/// A quotation gives no more numbers of posts.
const MOST: usize = 24;

/// Where the old words stand in a sentence that puts others in their place, in bytes.
pub(in crate::ingest) fn old_words(text: &str) -> Vec<(usize, usize)> {
    // One look rules most sentences out.
    if !text.contains('”') {
        return Vec::new();
    }
    let closes =
        text.match_indices('”').filter(|(i, _)| text.get(*i..).is_some_and(|t| replaced(t).is_some()));
    closes.filter_map(|(close, _)| Some((text.get(..close)?.rfind('“')? + '“'.len_utf8(), close))).collect()
}

/// Where the new words begin, in what stands behind the old ones: ”修改为“.
pub(in crate::ingest) fn replaced(behind: &str) -> Option<usize> {
    let rest = behind.strip_prefix('”')?;
    let verb = ["修改为", "改为", "调整为", "变更为"].iter().find(|v| rest.starts_with(**v))?;
    let quote = rest.get(verb.len()..)?.strip_prefix('“')?;
    Some(behind.len() - quote.len())
}

/// 核增行政编制2名, 行政编制核减4名; `carried` is what the change before was about.
fn by(ctx: Ctx<'_>, piece: Span, carried: Option<crate::regulation::Words>) -> Option<Change> {
    has_figure(ctx, piece).then_some(())?;
    let text = ctx.str(piece);
    // 核增后 tells what holds now, and no change of its own.
    let acts = |v: &str| {
        let at = find(text, v)?;
        let behind = text.get(at + v.len()..)?;
        (!behind.starts_with('后')).then_some((at, v.len()))
    };
    let first = |verbs: &[&str]| verbs.iter().filter_map(|v| acts(v)).min();
    let (more, fewer) = (first(&MORE), first(&FEWER));
    let (sign, (at, length)) = match (more, fewer) {
        (Some(m), Some(f)) if f < m => (-1, f),
        (Some(m), _) => (1, m),
        (None, f) => (-1, f?),
    };
    let from = at + length;
    let (value, start, end) = figure(text, from)?;
    let between = what(ctx, sub(piece, from, start));
    let alone = text.get(from..start).is_some_and(|t| t.trim_matches(['了', '为', '共']).is_empty());
    let named = between.or_else(|| what(ctx, sub(piece, 0, at)).filter(|_| alone));
    let whole = sub(piece, at, end);
    let (words, span) = match named {
        Some(named) => (ctx.words(named), whole.to(named)),
        None => (carried.filter(|_| alone)?, whole),
    };
    let delta = Some(ctx.read(sign * value, sub(piece, start, end)));
    Some(Change { what: words, delta, from: None, to: None, span: ctx.at(span) })
}

/// 其事业编制13名收回, 空余的行政编制2名予以收回: the verb stands behind the number.
fn leaving(ctx: Ctx<'_>, piece: Span) -> Option<Change> {
    let text = ctx.str(piece);
    // One look at the end rules most pieces out.
    let told = ["收回", "核销"].iter().find_map(|v| text.strip_suffix(v))?;
    let (value, start, end) = figure(told, 0)?;
    let between = told.get(end..)?;
    let by_whom = between.starts_with('由') && !between.contains(is_numeral);
    (matches!(between, "" | "全部" | "予以" | "一并" | "均" | "相应") || by_whom).then_some(())?;
    let what = what(ctx, sub(piece, 0, start))?;
    let delta = Some(ctx.read(value.saturating_neg(), sub(piece, start, end)));
    let span = ctx.at(what.to(piece));
    Some(Change { what: ctx.words(what), delta, from: None, to: None, span })
}

/// 调整后78名, 核增后行政编制为78名.
fn afterwards(ctx: Ctx<'_>, piece: Span, what: &str) -> Option<Read<i64>> {
    let text = ctx.str(piece);
    // 从12名增加3名,调整为16名.
    let (at, word) = ["调整为", "达到", "增至", "减至"]
        .iter()
        .find_map(|w| text.strip_prefix(w).map(|_| (0, *w)))
        .or_else(|| AFTERWARDS.iter().find_map(|w| text.find(w).map(|i| (i, *w))))?;
    let (value, start, end) = figure(text, at + word.len())?;
    let label = text.get(at + word.len()..start)?;
    let label = label.strip_prefix(what).unwrap_or(label);
    let bare = label.trim_matches(['为', '共', '计', '是', '总', '数', '编', '制', '有']).is_empty();
    bare.then(|| ctx.read(value, sub(piece, start, end)))
}

/// The first number of posts behind byte `from`: its value, where it begins and where it ends.
fn figure(text: &str, from: usize) -> Option<(i64, usize, usize)> {
    let mut signs = text.char_indices().filter(|(i, c)| *i >= from && matches!(c, '名' | '人' | '个'));
    signs.find_map(|(i, c)| {
        let (value, start) = numeral_before(text.get(..i)?)?;
        (start >= from).then_some((value, start, i + c.len_utf8()))
    })
}

/// What is changed, where words name posts.
fn what(ctx: Ctx<'_>, words: Span) -> Option<Span> {
    let lead = AFTERWARDS.iter().find_map(|w| ctx.str(words).strip_prefix(w).map(|_| w.len())).unwrap_or(0);
    // 将副局长2名调整为3名.
    let moved =
        ctx.str(words).get(lead..).map_or(0, |t| t.len() - t.trim_start_matches(['将', '把', '原']).len());
    let words = sub(words, lead + moved, words.len());
    let text = ctx.str(words).trim_end_matches(['数', '的', '额']);
    let text = text.strip_suffix('职').filter(|t| title::is_title(t)).unwrap_or(text);
    let text = text.strip_suffix("职数").filter(|t| title::is_title(t)).unwrap_or(text);
    let starts =
        ["机关行政编制", "行政编制", "事业编制", "机关工勤", "工勤", "后勤服务", "单列编制", "人员编制"];
    let posts = starts.iter().filter_map(|s| text.find(s)).min();
    // 某中心编制由八十名核减为四十五名.
    let posts = posts.or_else(|| text.ends_with("编制").then(|| text.len() - "编制".len()));
    let from = posts.or_else(|| {
        let leaders = text.ends_with("领导") || text.ends_with('职');
        (title::is_title(text) || leaders).then(|| title::read(text).map_or(0, |(_, skip)| skip))
    })?;
    let behind = if ctx.str(words).get(from..)?.ends_with("领导职数") { words.len() } else { text.len() };
    Some(sub(words, from, behind))
}

/// The changes whose numbers contradict each other, folded: 从12名增加3名,调整为16名.
pub(in crate::ingest) fn wrong(ctx: Ctx<'_>, changes: &[Change]) -> Vec<Span> {
    let given = |n: Option<Read<i64>>| n.filter(|n| n.span.is_some()).map(|n| n.value);
    let differs = |c: &&Change| {
        let told = given(c.from).zip(given(c.delta)).zip(given(c.to));
        told.is_some_and(|((from, delta), to)| from.saturating_add(delta) != to)
    };
    let place = |byte| ctx.folded.to_folded(byte);
    changes.iter().filter(differs).map(|c| Span::new(place(c.span.start), place(c.span.end))).collect()
}

/// Joins what changes with what the rows say: a number that holds now is a number of posts, and the number that a row
/// gives for afterwards is the one that the change led to.
pub(in crate::ingest) fn settle(ctx: Ctx<'_>, changes: &mut [Change], rows: &mut Vec<Row>) {
    if changes.is_empty() {
        return;
    }
    let told = AFTERWARDS.iter().any(|w| ctx.folded.text.contains(w));
    let words = |change: &Change| ctx.folded.slice(change.what.span.unwrap_or_default()).to_owned();
    let mut places = Vec::with_capacity(changes.len());
    for change in changes.iter() {
        let words = words(change);
        // Posts of a kind that rows have no number for.
        let held = slot(&mut Row::default(), &words).is_some();
        let at = if held { row_of(ctx, change, rows) } else { None };
        let before = at.and_then(|at| rows.get_mut(at)).and_then(|row| slot(row, &words));
        // A number that only another change has told is not what this one led to.
        let led = change.to.is_some() || before.as_ref().is_some_and(|slot| slot.is_some());
        places.push(at.filter(|_| led));
        let Some(row) = at.and_then(|at| rows.get_mut(at)) else { continue };
        let Some(slot) = slot(row, &words) else { continue };
        if let (Some(Read { value, span: Some(span) }), None) = (change.to, *slot) {
            let place = |byte| ctx.folded.to_folded(byte);
            let folded = Span::new(place(span.start), place(span.end));
            *slot = Some((value, folded));
            let whole = if row.span.is_empty() { folded } else { row.span.to(folded) };
            row.span = whole;
        }
    }
    // From the last to the first: 核增2名,核减1名, and 调整后21名, go from 20 over 22 to 21.
    let mut later: BTreeMap<u32, Read<i64>> = BTreeMap::new();
    for (change, at) in changes.iter_mut().zip(places).rev().filter(|_| told) {
        let Some(row) = at.and_then(|at| rows.get_mut(at)) else { continue };
        let Some(Some((value, span))) = slot(row, &words(change)).copied() else { continue };
        if change.to.is_none() {
            change.to = later.get(&span.start).copied().or_else(|| Some(ctx.read(value, span)));
            change.from = change.from.or_else(|| before(change));
        }
        later.extend(change.from.map(|from| (span.start, from)));
    }
}

/// How many rows before and behind a change may be those of its organ.
const AROUND: usize = 100;

/// The row of the organ whose posts change; a number that holds from now on makes one where there is none.
fn row_of(ctx: Ctx<'_>, change: &Change, rows: &mut Vec<Row>) -> Option<usize> {
    let start = ctx.folded.to_folded(change.span.start) as usize;
    let before = tail(ctx.folded.text.get(..start)?);
    let words = before.rsplit(['。', ';', ',', '\n', '、', ':']).next().unwrap_or("");
    let place = Span::of(start - words.len()..start);
    // 第三条 and the like name nobody.
    let place = sub(place, mark_at(words, |_| false).map_or(0, |m| m.length), words.len());
    let organ = count::organ_in(ctx, place);
    let same = |row: &Row| match (organ, row.organ) {
        (Some(a), Some(b)) => crate::ingest::names::organ::same(ctx.str(a), ctx.str(b)),
        _ => true,
    };
    // In a long collection only the rows around are looked at: all of them for each change would cost too much.
    let near = rows.partition_point(|r| (r.span.start as usize) < start);
    let from = near.saturating_sub(AROUND);
    let mut window = rows.iter().skip(from).take(2 * AROUND);
    let found = window.position(same).map(|at| from + at);
    let found = found
        .filter(|_| organ.is_some() || rows.len() == 1)
        .or_else(|| own_row(rows).filter(|_| organ.is_none()));
    if found.is_none() && change.to.is_some() {
        rows.push(Row { organ, ..Row::default() });
        return Some(rows.len() - 1);
    }
    found
}

/// The row of the organ itself, where the others are those of a few institutions.
fn own_row(rows: &[Row]) -> Option<usize> {
    let own = |r: &Row| r.admin.is_some();
    let few = rows.len() <= FEW && rows.iter().filter(|r| own(r)).count() == 1;
    let others = rows.iter().filter(|r| !own(r)).all(|r| r.institution.is_some() && r.organ.is_some());
    if few && others { rows.iter().position(own) } else { None }
}

/// So many rows at most are those of an organ and of its institutions.
const FEW: usize = 8;

/// The number of a row that words name.
fn slot<'r>(row: &'r mut Row, words: &str) -> Option<&'r mut Option<Figure>> {
    if words.contains("工勤") || words.contains("后勤") {
        return Some(&mut row.support);
    }
    if words.contains("事业编制") {
        return Some(&mut row.institution);
    }
    if words.contains("行政编制") {
        return Some(&mut row.admin);
    }
    match title::read(words)?.0 {
        Title::Head => Some(&mut row.heads),
        Title::Deputy => Some(&mut row.deputies),
        // 司局级领导职数由48名调整为50名: heads and deputies together.
        Title::UnitHead if words.ends_with("职数") && !words.contains(['正', '副']) => {
            Some(&mut row.unit_leaders)
        }
        Title::UnitHead => Some(&mut row.unit_heads),
        Title::UnitDeputy => Some(&mut row.unit_deputies),
        Title::Named => None,
    }
}
