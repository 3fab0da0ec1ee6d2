//! Posts that a sentence lists apart (单列), with or without their number.

use super::{count::numeral_before, label::label_start, row::Row};
use crate::{
    ingest::ctx::{Ctx, longer, sub},
    source::Span,
};

/// A listing apart without a figure of its own, and for whom: 区政府领导编制单列.
pub(in crate::ingest) fn listing(ctx: Ctx<'_>, sentence: Span) -> Option<(Span, Option<Span>)> {
    let text = ctx.str(sentence);
    let at = text.find("单列")?;
    let tail = text.get(at..)?;
    // 离退休干部工作人员编制2名,在机关行政编制中单列: for whom stands before where.
    let told = text.get(..at)?;
    let place = label_start(told);
    // 机关后勤服务人员编制10名,实行单列管理.
    // But 行政编制30名,单列行政编制2名 are two numbers.
    let rest = tail.get("单列".len()..).unwrap_or("");
    let ends = rest.is_empty() || rest.starts_with([',', ';', '。', ')', '\n']) || rest.starts_with("管理");
    let verb = |w: &str| w.is_empty() && ends || matches!(w, "实行" | "予以" | "均" | "全部" | "实行编制");
    let inside =
        told.get(place..).is_some_and(|w| verb(w) || w.starts_with('在') && w.ends_with(['中', '内']));
    let named = told.get(..place).and_then(|t| t.strip_suffix(',')).filter(|_| inside);
    let named = named.and_then(|t| t.strip_suffix('名')).and_then(numeral_before).map(|(_, end)| end);
    let end_of_name = named.unwrap_or(at);
    let start = with_names_before(text, label_start(text.get(..end_of_name)?), end_of_name);
    // Posts of workers are their own figure, listed apart or not.
    if tail.split([',', ';', '。']).next().is_some_and(|t| t.contains("工勤") || t.contains("后勤")) {
        return None;
    }
    let end = at + tail.find([',', ';', '。', ')', '\n']).unwrap_or(tail.len());
    let before = text.get(start..end_of_name)?;
    if let Some(whom) = before.is_empty().then(|| listed_in_front(tail)).flatten() {
        let from = at + "单列".len();
        let end = from + tail.find([';', '。', ')', '\n', ',']).unwrap_or(tail.len()) - "单列".len();
        return Some((sub(sentence, at, end), Some(sub(sentence, from, from + whom.len()))));
    }
    // 离退休干部工作人员编制按有关规定单列核定.
    let before = before.split_once("编制按").map_or(before, |(words, _)| words);
    // 纪检监察机构行政编制在机关行政编制总额内单列.
    let whole = before.ends_with(['内', '中']).then(|| before.find("编制在")).flatten();
    let before = whole.and_then(|i| before.get(..i + "编制".len())).unwrap_or(before);
    let whom = without_posts(before);
    // 含旗人民政府领导编制7名单列.
    let counted = whom.strip_suffix('名').and_then(numeral_before).and_then(|(_, at)| whom.get(..at));
    let whom = counted.map_or(whom, without_posts);
    let leads = ["从中", "其中", "含", "另有", "另", "不含", "核定", "实行", "予以"];
    let whom = leads.iter().fold(whom, |w, p| w.strip_prefix(p).unwrap_or(w));
    let lead = before.find(whom).unwrap_or(0);
    let named = longer(whom, 1);
    let span = ctx.trim(sub(sentence, start, end));
    Some((span, named.then(|| sub(sentence, start + lead, start + lead + whom.len()))))
}

/// Whose posts words name, without what says that they are posts: 离退休干部工作人员 of 离退休干部工作人员编制, 县政府领导 of 县政府领导人员.
fn without_posts(words: &str) -> &str {
    let whom = ["事业编制", "行政编制", "编制"].iter().fold(words, |w, e| w.strip_suffix(e).unwrap_or(w));
    let whom = whom.strip_suffix("使用的").unwrap_or(whom);
    let kept = ["工作人员", "服务人员", "派驻人员"].iter().any(|k| whom.ends_with(k));
    let whom = if kept { whom } else { whom.strip_suffix("人员").unwrap_or(whom) };
    // 县政府领导的编制9名单列.
    whom.strip_suffix('的').unwrap_or(whom)
}

/// So many names at most stand before the last of those whose posts are listed apart.
const NAMES: usize = 4;

/// Where the names begin of those whose posts are listed apart, whose last begins at `start`: 县政府领导及法院、检察院派驻人员编制单列.
fn with_names_before(text: &str, start: usize, end: usize) -> usize {
    let mut from = start;
    for _ in 0..NAMES {
        let Some(before) = text.get(..from).and_then(|t| t.strip_suffix('、')).filter(|_| from < end) else {
            break;
        };
        let at = label_start(before);
        let name = before.get(at..).unwrap_or("");
        // 行政编制20名、县政府领导编制单列: posts with their number are none of them.
        let plain = longer(name, 1) && !longer(name, 20) && name.chars().all(char::is_alphabetic);
        if !plain || name.ends_with(['名', '人']) {
            break;
        }
        from = at;
    }
    from
}

/// Whose posts words list apart that begin with it: 单列区长、副区长编制7名.
fn listed_in_front(text: &str) -> Option<&str> {
    let (whom, _) = text.strip_prefix("单列")?.split_once("编制")?;
    let whom = Some(whom).filter(|w| !matches!(*w, "行政" | "事业" | "机关" | "机关行政"))?;
    (longer(whom, 1) && !whom.contains([',', ';', '。', ':', '(', ')', '\n'])).then_some(whom)
}

/// Says of a row what its sentence lists apart, and for whom.
pub(in crate::ingest) fn list_apart(row: &mut Row, (span, whom): (Span, Option<Span>)) {
    if row.separate_listed.is_none() {
        row.separate_listed = Some(row.separate.map_or(span, |s| s.1));
        row.separate_for = whom;
        row.span.end = row.span.end.max(span.end);
    }
}
