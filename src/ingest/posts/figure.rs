//! The figures of a sentence (…N名), each with what the words before it count.

use super::{
    both::{of_both, start_of_both},
    change,
    classify::{ENFORCERS, beside_posts, classify_wrapped},
    count::numeral_before,
    each::{all_of, each_of, of_each},
    label::{by_share, label_start, opening},
    nearby::{beside, of_the_title},
    people::people,
    title::{self, Title},
};
use crate::{
    ingest::ctx::{Ctx, longer, sub, tail},
    source::Span,
    text::is_numeral,
};

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Counts {
    Admin,
    Support,
    Separate,
    Institution,
    /// How many of the posts named just before are filled.
    Filled,
    /// All posts together.
    Total,
    Post(Title),
    /// A sum of leadership posts, which the posts in a bracket behind it spell out.
    Leaders,
    /// A sum of leadership posts of units, whose parts follow.
    UnitLeaders,
    Other,
}

/// How a figure stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Place {
    Beside,
    /// Behind 其中: it is part of a sum.
    Part,
    /// In a bracket.
    Bracket,
}

/// One figure of a sentence.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Found {
    pub(in crate::ingest) counts: Counts,
    pub(in crate::ingest) value: i64,
    /// The upper end of a range.
    pub(in crate::ingest) most: Option<i64>,
    /// The words before the number.
    pub(in crate::ingest) label: Span,
    /// Whether the label is the title of a post.
    pub(in crate::ingest) titled: bool,
    /// Label and number.
    pub(in crate::ingest) whole: Span,
    pub(in crate::ingest) place: Place,
    /// Whether it counts a standing deputy (常务副).
    pub(in crate::ingest) standing: bool,
    /// The bytes before the title of a post that its holder has besides: 兼任大队长.
    pub(in crate::ingest) besides: u32,
}

/// The figures of a sentence, in order.
pub(in crate::ingest) fn figures(ctx: Ctx<'_>, sentence: Span) -> Vec<Found> {
    let text = ctx.str(sentence);
    let mut depth = 0_u32;
    let mut out = Vec::new();
    for (i, c) in text.char_indices() {
        // 各委员会设主任1名,共5名: the number of all is no figure beside.
        if out.last().is_some_and(|f: &Found| sentence.start as usize + i < f.whole.end as usize)
            && !matches!(c, '(' | ')')
        {
            continue;
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '名' | '人' => {
                out.extend(on_the_line_above(ctx, sentence, i, depth > 0));
                let found = figure(ctx, sentence, i, i + c.len_utf8(), depth > 0);
                let bare = found.is_none_or(|f| f.counts == Counts::Other && !f.titled);
                let behind = || title_behind(ctx, sentence, (i, i + c.len_utf8()), depth > 0);
                let found = if bare { behind().or(found) } else { found };
                let several = found.map(|f| each_of(ctx, sentence, f)).unwrap_or_default();
                if several.is_empty() { out.extend(found) } else { out.extend(several) }
            }
            // 正科级领导职数17个: what is counted in this way besides is no post.
            '个' => {
                let found = figure(ctx, sentence, i, i + c.len_utf8(), depth > 0);
                let label = |f: &Found| ctx.str(f.label).trim_end_matches(['为', '共']);
                out.extend(found.filter(|f| {
                    // 行政编13个、全额事业编45个.
                    let words = ["职数", "编制", "编制数", "编制总数", "行政编", "事业编"];
                    f.titled && (ctx.str(f.whole).contains("职数") || is_of_leaders(f))
                        || words.iter().any(|w| label(f).ends_with(w))
                }));
            }
            // 行政编制:12。局长:1,副局长:4。
            ':' => out.extend(unsigned(ctx, sentence, i + c.len_utf8(), depth > 0)),
            // 局长1位, 主任1职.
            '位' | '职' => {
                let found = figure(ctx, sentence, i, i + c.len_utf8(), depth > 0);
                out.extend(found.filter(|f| f.titled));
            }
            // 主任1,副主任3.
            ',' | '、' | ';' | '。' => {
                let found = without_sign(ctx, sentence, i, depth > 0);
                out.extend(found.filter(|f| is_behind(f, out.last())));
            }
            _ => {}
        }
    }
    let last = without_sign(ctx, sentence, text.len(), depth > 0);
    out.extend(last.filter(|f| is_behind(f, out.last())));
    // “副局长3名”修改为“副局长4名”: the first is no more.
    let old = change::old_words(text);
    if !old.is_empty() {
        let place = |f: &Found| (f.whole.end - sentence.start) as usize;
        let within = |at: usize| {
            old.get(old.partition_point(|(_, close)| *close < at)).is_some_and(|(open, _)| *open <= at)
        };
        out.retain(|f| !within(place(f)));
    }
    people(ctx, sentence, &mut out);
    of_each(ctx, sentence, &mut out);
    out
}

/// The number without a sign that stands alone behind a colon, at byte `at`.
fn unsigned(ctx: Ctx<'_>, sentence: Span, at: usize, inside: bool) -> Option<Found> {
    let behind = ctx.str(sentence).get(at..)?;
    let (_, length) = crate::text::numeral_prefix(behind)?;
    let next = behind.get(length..)?;
    let alone = next.is_empty() || next.starts_with([',', '、', ';', '。', '\n']);
    let found = figure(ctx, sentence, at + length, at + length, inside).filter(|_| alone)?;
    (found.counts != Counts::Other).then_some(found)
}

fn figure(ctx: Ctx<'_>, sentence: Span, sign: usize, end: usize, inside: bool) -> Option<Found> {
    let text = ctx.str(sentence);
    // 副局长2, and 名 on the next line.
    let (value, at) = numeral_before(text.get(..sign)?.trim_end_matches('\n'))?;
    let (value, at) =
        over_two_lines(text, at).filter(|_| !tells_of(text.get(sign..).unwrap_or(""))).unwrap_or((value, at));
    let before = text.get(..at)?;
    if before.ends_with('第') {
        return None;
    }
    let (value, most, at, end) = range(text, value, at, end)?;
    // 行政编制12名调整为15名: the first is no more.
    if change::becomes_behind(text.get(end..)?).is_some() {
        return None;
    }
    let before = text.get(..at)?;
    let (value, end, before) = all_of(text, before, end).unwrap_or((value, end, before));
    let stop = before.trim_end_matches([':', '\n']).len();
    let stop = if before.get(..stop)?.ends_with(')') { opening(before.get(..stop)?)? } else { stop };
    let start = by_share(before.get(..stop)?, label_start(before.get(..stop)?));
    // 局长:1名(副处级) 副局长:2名, with a blank between them.
    let remark = before.get(start..stop).filter(|t| t.starts_with('(')).and_then(|t| t.find(')'));
    let start = remark.map_or(start, |i| start + i + 1);
    let start = start_of_both(before, start, stop);
    let start = start
        + if end > sign + '名'.len_utf8() && most.is_none() {
            before.get(start..stop).filter(|t| t.starts_with('各')).map_or(0, |_| '各'.len_utf8())
        } else {
            0
        };
    let label = ctx.trim(sub(sentence, start, stop));
    let (counts, skip) = classify_wrapped(ctx.str(label));
    let near = tail(before.get(..start)?).rsplit([';', '。']).next().unwrap_or("");
    let counts = beside(near, ctx.str(label), text.get(end..).unwrap_or(""), counts);
    let placed = counts == Counts::Other && places(ctx, sentence, label);
    let skip = if placed { ctx.str(label).rfind('置').map_or(skip, |i| i + '置'.len_utf8()) } else { skip };
    // 副局长(兼)1名 holds no post of a deputy here.
    let besides = before.get(stop..).is_some_and(|t| t.starts_with("(兼") || t.starts_with("(挂职"));
    let named_only = placed || besides && counts == Counts::Post(Title::Deputy);
    let counts = if named_only { Counts::Post(Title::Named) } else { counts };
    let label = if of_the_title(ctx.str(label), text.get(end..)?) {
        sub(label, 0, label.len() - "职数".len())
    } else {
        label
    };
    let both = || of_both(ctx.str(label));
    let named = || {
        let words = ctx.str(label);
        title::is_title(words)
            || words.ends_with(ENFORCERS)
            || beside_posts(words).is_some()
            || (words == "副职" || words.ends_with("负责人")) && counts == Counts::Post(Title::Named)
    };
    let of_a_kind = counts == Counts::Post(Title::Named) && ctx.str(label).ends_with("岗位");
    let titled = placed || of_a_kind || matches!(counts, Counts::Post(_)) && named() && !both();
    let whole = Span::new(label.start + skip as u32, sub(sentence, end, end).start);
    let whole_label = matches!(counts, Counts::Admin | Counts::Institution | Counts::Total);
    let label = Span::new(if whole_label { label.start } else { whole.start }, label.end);
    let standing = ctx.str(label).starts_with("常务副");
    let part = ctx.str(Span::new(sentence.start, label.start)).trim_end_matches([':', ',']).ends_with("其中");
    let place = match () {
        () if inside => Place::Bracket,
        () if part => Place::Part,
        () => Place::Beside,
    };
    let besides = ["由其兼任", "兼任"].iter().find(|w| ctx.str(label).starts_with(**w));
    let besides = besides.map_or(0, |w| w.len() as u32);
    Some(Found { counts, value, most, label, titled, whole, place, standing, besides })
}

/// The words that may stand before a number whose title stands behind it.
const BEFORE_NUMBER: [&str; 10] = ["设", "配备", "配", "核定", "设置", "、", ",", ":", "和", "及"];

/// A title has no more bytes.
const TITLE: usize = 60;

/// The figure whose title stands behind its number: 设1名主任、2名副主任.
fn title_behind(ctx: Ctx<'_>, sentence: Span, (sign, end): (usize, usize), inside: bool) -> Option<Found> {
    let text = ctx.str(sentence);
    let behind = text.get(end..)?;
    // One look rules most numbers out.
    behind.starts_with(char::is_alphabetic).then_some(())?;
    let (value, at) = numeral_before(text.get(..sign)?)?;
    let before = text.get(..at)?;
    (before.is_empty() || BEFORE_NUMBER.iter().any(|w| before.ends_with(w))).then_some(())?;
    let near = behind.get(..behind.floor_char_boundary(TITLE)).unwrap_or(behind);
    let stop = near.find(|c: char| !c.is_alphabetic() || matches!(c, '和' | '及')).unwrap_or(near.len());
    // 编制20名局长1名: the title goes with the number behind it.
    (!behind.get(stop..)?.starts_with(is_numeral)).then_some(())?;
    // (1名任镇长) tells of a post that is counted already.
    let other = |w: &str| w.contains(['兼', '由', '为']) || w.starts_with(['任', '担']);
    let words = behind.get(..stop).filter(|w| !longer(w, 12) && !other(w))?;
    let (title, skip) = title::read(words)?;
    let of_units = matches!(title, Title::UnitHead | Title::UnitDeputy);
    let titled = title::is_title(words);
    (skip == 0 && (titled || of_units)).then_some(())?;
    let label = sub(sentence, end, end + stop);
    let whole = sub(sentence, at, end + stop);
    let part = before.trim_end_matches([':', ',']).ends_with("其中");
    let place = match () {
        () if inside => Place::Bracket,
        () if part => Place::Part,
        () => Place::Beside,
    };
    let standing = words.starts_with("常务副");
    let counts = Counts::Post(title);
    Some(Found { counts, value, most: None, label, titled, whole, place, standing, besides: 0 })
}

/// Whether a figure begins where the one before it has ended.
fn is_behind(figure: &Found, before: Option<&Found>) -> bool {
    before.is_none_or(|b| b.whole.end <= figure.whole.start)
}

/// Whether a figure counts the leaders of an organ or of its units by their title.
fn is_of_leaders(found: &Found) -> bool {
    found.titled && matches!(found.counts, Counts::Post(title) if title != Title::Named)
}

/// The number without a sign that ends at byte `at`, behind the title of a leader or the kind of posts: 行政编制36。主任1,副主任3。
fn without_sign(ctx: Ctx<'_>, sentence: Span, at: usize, inside: bool) -> Option<Found> {
    let text = ctx.str(sentence);
    // One look at the last character rules most places out.
    text.get(..at)?.ends_with(|c: char| c.is_ascii_digit()).then_some(())?;
    // 1,350名 is one number.
    let behind = text.get(at..)?.trim_start_matches(',');
    (!behind.starts_with(is_numeral)).then_some(())?;
    let found = figure(ctx, sentence, at, at, inside)?;
    let label = ctx.str(found.label);
    let kind = matches!(found.counts, Counts::Admin | Counts::Support | Counts::Institution)
        && label.ends_with("编制")
        && !text.get(at..)?.starts_with('、');
    // 股级领导职数2.
    let of_units =
        matches!(found.counts, Counts::Post(Title::UnitHead | Title::UnitDeputy)) && label.ends_with("职数");
    (kind || (of_units || is_of_leaders(&found)) && !label.contains(['(', '第'])).then_some(found)
}

/// The number without a sign that the line above ends with, where the one before the sign at byte `at` tells of some of it: 行政编制20,
/// and 5名为专业技术人员 on the next line.
fn on_the_line_above(ctx: Ctx<'_>, sentence: Span, at: usize, inside: bool) -> Option<Found> {
    let text = ctx.str(sentence);
    let line = text.get(..numeral_before(text.get(..at)?)?.1)?.strip_suffix('\n')?.len();
    let apart = text.get(..line)?.ends_with(is_numeral) && tells_of(text.get(at..)?);
    let found = figure(ctx, sentence, line, line, inside).filter(|_| apart)?;
    matches!(found.counts, Counts::Admin | Counts::Support | Counts::Institution | Counts::Total)
        .then_some(found)
}

/// Whether words say who some of the posts are: 名为专业技术人员.
fn tells_of(behind: &str) -> bool {
    behind.trim_start_matches(['名', '人']).starts_with(['为', '是', '系', '属'])
}

/// A number that a line end cuts in two, with where it begins: 行政编制2, and 0名 on the next line.
fn over_two_lines(text: &str, at: usize) -> Option<(i64, usize)> {
    let first = text.get(..at)?.strip_suffix('\n').filter(|t| t.ends_with(|c: char| c.is_ascii_digit()))?;
    let rest: String = text.get(at..)?.chars().take_while(char::is_ascii_digit).collect();
    let start = numeral_before(first)?.1;
    let number = format!("{}{rest}", first.get(start..)?);
    Some((number.parse().ok().filter(|_| !rest.is_empty())?, start))
}

/// Whether the label of a number of persons is a title because its sentence places posts: 置主任观护人一人.
fn places(ctx: Ctx<'_>, sentence: Span, label: Span) -> bool {
    let before = tail(ctx.str(Span::new(sentence.start, label.end)));
    let clause = before.rsplit([';', '。']).next().unwrap_or("");
    let words = ctx.str(label);
    let plain = longer(words, 1) && !longer(words, 10) && words.chars().all(char::is_alphanumeric);
    plain && !words.starts_with("其中") && clause.contains('置') && !clause.contains(['设', '配'])
}

/// The signs of a range: 2-3名, 一人至三人, 一人或二人.
const TO: [char; 7] = ['-', '~', '至', '到', '—', '–', '或'];

/// A figure with what makes it a range: the least, the most, where the first numeral begins and where the last sign
/// ends. The second half of a range is no figure of its own.
fn range(text: &str, value: i64, at: usize, end: usize) -> Option<(i64, Option<i64>, usize, usize)> {
    let before = text.get(..at)?;
    if before.ends_with(TO) {
        let lower = before.trim_end_matches(TO);
        let (least, start) = numeral_before(lower)?;
        return Some((least, Some(value), start, end));
    }
    let after = text.get(end..)?;
    let Some(upper) = after.strip_prefix(TO) else { return Some((value, None, at, end)) };
    let Some((most, length)) = crate::text::numeral_prefix(upper) else {
        return Some((value, None, at, end));
    };
    let sign = upper.get(length..)?.chars().next().filter(|c| matches!(c, '名' | '人'))?;
    Some((value, Some(most), at, end + (after.len() - upper.len()) + length + sign.len_utf8()))
}
