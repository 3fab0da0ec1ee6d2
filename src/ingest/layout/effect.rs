//! Since when the text that says it is in effect, and not another one that it names.

use super::cue::Cue;
use crate::{
    ingest::ctx::{Ctx, tail},
    source::Span,
    text::{DateAt, find_date, is_numeral},
};

/// What the subject of such a sentence is called, where it is the text itself or what the text settles.
const ITSELF: [&str; 20] = [
    "本", "规定", "方案", "办法", "通知", "批复", "决定", "意见", "三定", "细则", "规则", "规程", "条例",
    "准则", "章程", "文件", "此", "上述", "以上", "调整",
];
/// Words between commas that name no subject: 经批准后自…, 现自….
const NO_SUBJECT: [&str; 12] =
    ["批准", "发布", "印发", "公布", "现", "并", "均", "也", "即", "请", "同时", "应"];
/// What the title of a text of this kind has.
const TITLES: [&str; 7] = ["职能", "职责", "三定", "内设机构", "编制", "规程", "组织"];

/// How a text takes effect, between the day and the verb.
const ADVERBS: [&str; 4] = ["开始", "组织", "正式", "付诸"];

/// Whether a sentence says when the document takes effect.
pub(in crate::ingest) fn said(ctx: Ctx<'_>, span: Span) -> bool {
    verb(ctx, span).is_some()
}

/// The last verb of a sentence by which the document itself takes effect: 施行.
pub(in crate::ingest) fn verb(ctx: Ctx<'_>, span: Span) -> Option<Span> {
    ctx.said(span, Cue::Effect).rev().map(|said| said.span).find(|verb| {
        let (before, behind) =
            (ctx.str(Span::new(span.start, verb.start)), ctx.str(Span::new(verb.end, span.end)));
        if day_behind(behind).is_some() {
            let label = before.strip_suffix('的').unwrap_or(before);
            let own = label.strip_suffix(['定', '案', '法', '则']).is_some_and(|t| tail(t).contains('本'));
            return own || before.is_empty() || before.ends_with(['。', ';', '\n', ',']);
        }
        let adverb = ADVERBS.iter().find_map(|a| before.strip_suffix(a));
        // 2019年3月1日起组织实施某工程 is what somebody does.
        let alone = behind.is_empty() || behind.starts_with(['。', ';', ',', '\n']);
        let before = adverb.filter(|_| alone).unwrap_or(before);
        // 自2019年3月30日起,本规定施行.
        let own =
            ["本规定", "本方案", "本办法", "本通知", "本条例"].iter().find_map(|w| before.strip_suffix(w));
        let own = own.map(|t| t.trim_end_matches(',')).filter(|t| t.ends_with('起'));
        let before = own.unwrap_or(before);
        if !before.ends_with(['起', '日', '式', '后']) {
            return false;
        }
        let near = tail(before).rsplit(['。', ';', '\n']).next().unwrap_or("");
        // 本规定2020年3月1日起施行.
        let itself = || {
            let named = near.starts_with('本') && near.contains('年') && near.ends_with("日起");
            named || is_day(near) && (behind.is_empty() || behind.starts_with(['。', ';', ',']))
        };
        // 自发布之日起30日后施行.
        let later = |f: &str| f.contains("之日起") && (f.ends_with("日后") || f.ends_with("月后"));
        let told = near.rsplit_once(['自', '从']).map_or_else(itself, |(_, f)| {
            f.ends_with('起') || f.ends_with('日') || f.ends_with("起正式") || later(f)
        });
        told && !is_of_another(near, behind)
    })
}

/// Whether words are a day since which something is: 2019年3月1日起.
pub(in crate::ingest) fn is_day(words: &str) -> bool {
    let Some(day) = words.strip_suffix('起').filter(|_| words.starts_with(is_numeral)) else { return false };
    find_date(day).is_some_and(|d| d.span.start == 0 && d.span.end as usize == day.len())
}

/// The day that stands behind the verb, where it is part of a label, and the byte where it begins: 施行日期:2023年12月1日.
pub(in crate::ingest) fn day_behind(behind: &str) -> Option<(DateAt, usize)> {
    let rest = ["日期", "时间"].iter().find_map(|w| behind.strip_prefix(w))?;
    let words = rest.trim_start_matches([':', '为', '\n']);
    (words.len() < rest.len()).then_some(())?;
    let found = find_date(words.get(..words.floor_char_boundary(60))?).filter(|d| d.span.start == 0)?;
    Some((found, behind.len() - words.len()))
}

/// Whether it is another text, or something that a text settles, that takes effect: 2019年3月1日起施行的《某规定》, 《水法》自…,
/// 机关工勤编制核减自….
fn is_of_another(near: &str, behind: &str) -> bool {
    if behind.starts_with('的') {
        return true;
    }
    let Some((lead, _)) = near.rsplit_once(['自', '从']) else { return false };
    let (told, subject) = match lead.rfind([',', ':', '(']) {
        Some(at) => (lead.get(..at).unwrap_or(""), lead.get(at + 1..).unwrap_or("")),
        None => ("", lead),
    };
    // 原《某规定》(自2019年3月1日起施行)同时废止.
    if told.ends_with('》') && lead.get(told.len()..).is_some_and(|t| t.starts_with('(')) {
        return true;
    }
    if subject.is_empty() {
        return false;
    }
    if subject.starts_with(['原', '旧']) {
        return true;
    }
    if let Some((before, title)) = subject.split_once('《') {
        // 《规定》 is what a text may call itself for short.
        let short = ["规定》", "方案》", "办法》"].iter().any(|w| title.starts_with(w));
        return !short && !before.contains('本') && !TITLES.iter().any(|w| title.contains(w));
    }
    !ITSELF.iter().chain(&NO_SUBJECT).any(|w| subject.contains(w))
}
