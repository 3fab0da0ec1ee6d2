//! What stands at the edges of a line: bullets, links, strokes of tables, titles and headings in front of what follows them.

use super::heading;
use crate::{
    ingest::{
        ctx::{Ctx, find, longer, sub},
        names::{leading, name},
    },
    schema::SectionKind,
    source::Span,
    text::{is_numeral, numeral_prefix},
};

/// Whether a line is a date and nothing else.
pub(super) fn is_dateline(line: &str) -> bool {
    let text = line.trim_matches(['(', ')', '。']);
    text.len() < 80
        && crate::text::find_date(text)
            .is_some_and(|d| d.span.start == 0 && d.span.end as usize == text.len())
}

/// Whether a character may begin a mark.
pub(super) fn begins_mark(c: char) -> bool {
    matches!(c, '(' | '第' | '①'..='⑳' | '㈠'..='㈩' | '⑴'..='⒛') || is_numeral(c)
}

/// Whether words may be a heading: a few characters without signs.
pub(super) fn is_bare(words: &str) -> bool {
    !words.is_empty() && !longer(words, 16) && words.chars().all(|c| c.is_alphabetic() || c == '、')
}

/// The words of a heading without the brackets around them: 【主要职责】.
pub(super) fn unbracketed(ctx: Ctx<'_>, words: Span) -> Span {
    let text = ctx.str(words);
    let inside = text.strip_prefix('【').and_then(|t| t.strip_suffix('】'));
    inside.map_or(words, |t| sub(words, '【'.len_utf8(), '【'.len_utf8() + t.len()))
}

/// A line without the link behind it that lets readers change it: （一）办公室[编辑].
pub(super) fn without_link(ctx: Ctx<'_>, line: Span) -> Span {
    let text = ctx.str(line);
    // One look rules most lines out.
    let Some(inside) = text.strip_suffix(']') else { return line };
    // …其他事项。[1]: the number of a note.
    let note = inside.rsplit_once('[').filter(|(before, n)| {
        (1..3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()) && before.ends_with(['。', ';'])
    });
    if let Some((before, _)) = note {
        return ctx.trim(sub(line, 0, before.len()));
    }
    let link = inside.rfind('[').filter(|at| inside.len() - at < LINK);
    match link.and_then(|at| text.split_at_checked(at)) {
        Some((words, link)) if leading::link(link) == Some(text.len() - words.len()) => {
            ctx.trim(sub(line, 0, words.len()))
        }
        _ => line,
    }
}

/// The bytes of a line before the stroke that a table has left at its end: 完成其他任务。 |.
pub(super) fn without_bar(line: &str) -> usize {
    let words = line.trim_end().strip_suffix('|').filter(|t| !t.contains('|'));
    words.filter(|t| t.trim_end().ends_with(['。', ';'])).map_or(line.len(), str::len)
}

/// The bytes of what a line of a list begins with in place of a number: •, ★, ——.
pub(super) fn bullet(line: &str) -> usize {
    let bullet = |c: char| c.is_whitespace() || "•●◆■※·★☆◇□▲△►▶▪▫◎○➢✓√".contains(c);
    let rest = line.trim_start_matches(bullet);
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || "—–―-".contains(c));
    // —3— is the number of a page, and —、 is written for 一、.
    let dashed = words.len() < rest.len() && words.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    line.len() - if dashed { words } else { rest }.len()
}

/// The bytes of the words at the beginning of a line that it goes on from the page before: [接上页].
pub(super) fn goes_on_from_page(line: &str) -> usize {
    let inside = line
        .strip_prefix(['[', '(', '【'])
        .filter(|t| ["接上", "上接", "续上"].iter().any(|w| t.starts_with(w)));
    let end = inside.and_then(|t| t.get(..t.floor_char_boundary(LINK))?.find([']', ')', '】']));
    end.and_then(|end| Some(line.len() - inside?.get(end..)?.trim_start_matches([']', ')', '】']).len()))
        .unwrap_or(0)
}

/// Such a link has no more bytes.
const LINK: usize = 48;

/// Where the text begins that a title stands before on its line: its first article, or the ground that it is made on. …人员编制规定第一条….
pub(super) fn behind_title(text: &str) -> Option<usize> {
    let first = text.get(..text.floor_char_boundary(TITLE))?;
    let article = first.find("第一条").filter(|at| {
        let (title, article) = first.split_at_checked(*at).unwrap_or_default();
        let titled = ["规定", "方案", "办法", "规程", "条例"].iter().any(|e| title.ends_with(e));
        let refers = |c: char| "的规款项、和至及之,;。第".contains(c);
        titled
            && !title.contains(['。', ',', ';', '《', '本'])
            && !article.get("第一条".len()..).is_some_and(|t| t.starts_with(refers))
    });
    let ground = || {
        let at = first.find("人员编制规定根据")? + "人员编制规定".len();
        let before = first.get(..at)?;
        (before.matches('《').count() == before.matches('》').count()).then_some(at)
    };
    // …部门决算情况说明 一、部门概况, all of a page on one line.
    let page = || {
        let ends = ["情况说明一、", "公开说明一、", "决算说明一、", "预算说明一、"];
        ends.iter().find_map(|e| first.find(e).map(|at| at + e.len() - "一、".len()))
    };
    article.or_else(ground).or_else(page)
}

/// Whether the number of two parts that a text begins with is a day, before the words of a headline.
pub(super) fn is_day(text: &str, length: usize) -> bool {
    let number = text.get(..length).unwrap_or("").trim_end_matches(['.', '、']);
    let part = |t: &str, most: u32| t.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    let day = number.split_once('.').is_some_and(|(month, day)| part(month, 12) && part(day, 31));
    day && longer(text.get(length..).unwrap_or(""), 8)
}

/// Whether a regulation begins inside a line, behind another one: 附件2 某县农业局…人员编制规定 一、主要职责. The bytes of 附件2.
pub(super) fn begins_another(text: &str) -> Option<usize> {
    let near = text.get(..text.floor_char_boundary(TITLE / 3))?;
    let end = find(near, "人员编制规定").or_else(|| find(near, "人员编制方案"))?;
    let behind = near.get(end + "人员编制规定".len()..)?;
    let title = near.get(..end)?;
    let annex = title.strip_prefix("附件").map_or(0, |t| {
        title.len()
            - numeral_prefix(t).and_then(|(_, n)| t.get(n..)).unwrap_or(t).trim_start_matches(':').len()
    });
    let plain = !title.contains(['。', ',', ';', '《', '“', '”'])
        && !title.contains("印发")
        && !title.contains("关于");
    (plain && (behind.starts_with("一、") || behind.starts_with("第一条"))).then_some(annex)
}

/// The organ and the words of a heading before a list on their line, in bytes, and what they head: 某县人民政府办公室主要职责(一)负责….
pub(super) fn named_above_list(text: &str) -> Option<(usize, SectionKind)> {
    let near = text.get(..text.floor_char_boundary(TITLE / 4))?;
    let first = ["(一)", "1.", "1、", "①"].iter().filter_map(|mark| near.find(mark)).min()?;
    let words = near.get(..first)?.trim_end_matches(':');
    let organ = |name: &str| name::is_organ(name) && name::is_placed(name);
    let plain = !words.is_empty() && !words.contains(['。', ',', ';', '、', '《', '(']);
    heading::named(words, organ).filter(|_| plain).map(|(_, kind)| (words.len(), kind))
}

/// What stands before the text on the line of its title has no more bytes.
const TITLE: usize = 600;
