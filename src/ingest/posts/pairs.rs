//! Heads and deputies told as a pair: 1正3副, 一正三副.

use super::{
    classify::UNITS,
    count::numeral_before,
    label::label_start,
    own::{self, Level},
    row::{Row, Titled},
};
use crate::{
    ingest::ctx::{Ctx, find, sub, tail},
    source::Span,
};

/// 科级领导职数1正3副,股级领导职数11正8副: where a lower rank follows, the higher one is the organ's own.
fn ranks_above(near: &str, after: &str) -> bool {
    let ranks = ["司局级", "处级", "科级", "股级"];
    let Some(own) = ranks.iter().position(|r| near.contains(r)) else { return false };
    let leaders = |behind: &str| ["领导", "职数", "干部"].iter().any(|w| behind.starts_with(w));
    let lower = ranks.get(own + 1..).unwrap_or_default();
    lower.iter().any(|r| after.match_indices(r).any(|(i, r)| after.get(i + r.len()..).is_some_and(leaders)))
}

/// Whether words name the leaders of units last.
pub(super) fn names_rank(words: &str) -> bool {
    let near = tail(words).rsplit([',', ';', '。']).next().unwrap_or("");
    UNITS.iter().any(|w| near.contains(w))
}

/// The last row that begins at or before a place, from one that does on. A row may stand before one that begins first.
fn row_at(rows: &[Row], from: usize, place: u32) -> usize {
    let begun = |at: usize| rows.get(at).is_some_and(|r| r.span.start <= place);
    let mut at = from;
    loop {
        match () {
            () if begun(at + 2) => at += 2,
            () if begun(at + 1) => at += 1,
            () => return at,
        }
    }
}

/// 1正3副, 一正三副.
pub(super) fn pairs(ctx: Ctx<'_>, sentence: Span, level: Option<Level>, rows: &mut Vec<Row>) {
    let text = ctx.str(sentence);
    // 科级领导职数2正3副 may be all that is said.
    let mut made = Row { span: Span::new(sentence.start, sentence.start), ..Row::default() };
    let first = rows.is_empty();
    let mut told = false;
    let mut depth = Depth::default();
    let mut own = 0;
    for (i, _) in text.match_indices('正') {
        // What stands before the name of another body is none of its.
        let place = sub(sentence, i, i).start;
        own = row_at(rows, own, place);
        let last = own + 1 >= rows.len();
        let shared = || rows.iter().rev().take_while(|r| r.shared && r.admin.is_some()).count();
        let at = if last { rows.len().saturating_sub(shared().max(1)) } else { own };
        let row = rows.get_mut(at).unwrap_or(&mut made);
        // 股级领导职数12名,即9名正职、3名副职.
        let before = text.get(..i).unwrap_or("");
        let named = before.ends_with('名');
        let Some((heads, start)) = numeral_before(before.trim_end_matches('名')) else { continue };
        let at = i + '正'.len_utf8();
        let after = text.get(at..).unwrap_or("");
        let behind = past_remark(after.trim_start_matches('名'));
        let lead = after.len() - behind.trim_start_matches(['名', ',', '、', '职']).len();
        let Some((deputies, length)) = after.get(lead..).and_then(crate::text::numeral_prefix) else {
            let alone =
                behind.is_empty() || behind.starts_with(['。', ';', ',', ')']) || after.starts_with('名');
            let (before, found) = (text.get(..start).unwrap_or(""), Some((heads, sub(sentence, start, at))));
            if alone && heads_alone(before, heads, row) {
                row.unit_heads = found;
            } else if alone && is_own_head(before, heads, row) {
                row.heads = found;
                row.span.end = row.span.end.max(sub(sentence, start, at).end);
            }
            continue;
        };
        let end = at + lead + length;
        let counted = text.get(end..).is_some_and(|t| t.starts_with('名'));
        let end = end + if counted { '名'.len_utf8() } else { 0 };
        if !text.get(end..).is_some_and(|t| t.starts_with('副')) {
            continue;
        }
        // 处级领导职数9正11副(含离退休干部处领导职数1正1副): these are some of those.
        if depth.at(text, start) > 0 && told {
            continue;
        }
        let first = (heads, sub(sentence, start, at));
        let second = (deputies, sub(sentence, at + lead, end + '副'.len_utf8()));
        let signs: &[char] = if named { &[';', '。'] } else { &[',', ';', '。'] };
        let near = tail(text.get(..start).unwrap_or("")).rsplit(signs).next().unwrap_or("");
        // So are 离退休干部局领导职数1正1副 those of that body.
        let beyond = ["派出机构", "派驻机构", "直属机构", "事业单位", "离退休", "老干部"]
            .iter()
            .any(|w| near.contains(w));
        let wide = tail(text.get(..start).unwrap_or("")).rsplit([';', '。']).next().unwrap_or("");
        let units = UNITS.iter().any(|w| near.contains(w))
            && !ranks_above(near, after)
            && !own::is_pair(level, near, row, (heads, deputies))
            || !beyond && of_lower_rank(wide) && told_otherwise(row, (heads, deputies));
        // 派出机构领导职数3正5副 are none of the organ's own.
        if !units && beyond {
            of_another_body(ctx, sentence, (start, second.1), heads.saturating_add(deputies), row);
            continue;
        }
        let (h, d) = if units {
            (&mut row.unit_heads, &mut row.unit_deputies)
        } else {
            (&mut row.heads, &mut row.deputies)
        };
        (*h, *d) = (Some(first), Some(second));
        told = true;
        row.span.end = row.span.end.max(second.1.end);
    }
    all_heads(ctx, sentence, rows.last_mut().unwrap_or(&mut made));
    if first && made.tells() {
        rows.push(made);
    }
}

/// Whether the words before a number of heads alone are about units: 股级领导职数:3正, 股级领导职数7名(七正).
fn heads_alone(before: &str, heads: i64, row: &Row) -> bool {
    let label = before.trim_end_matches(':');
    if label.ends_with("职数") && names_rank(label) && row.unit_heads.is_none() {
        return true;
    }
    let sum = before.strip_suffix(['(', ',']).and_then(|t| t.strip_suffix('名')).and_then(numeral_before);
    let label = sum.filter(|(n, _)| *n == heads).and_then(|(_, end)| before.get(..end)).unwrap_or("");
    label.ends_with("职数") && names_rank(label) && is_undivided(row, heads)
}

/// Whether the words before a head alone are about a body that has no deputies: 领导职数1正.
fn is_own_head(before: &str, heads: i64, row: &Row) -> bool {
    let label = before.trim_end_matches([':', '为']);
    let whose = label.strip_suffix("领导职数").map(|l| l.rsplit([',', ';', '。', '(']).next().unwrap_or(""));
    heads == 1 && whose == Some("") && row.heads.is_none() && row.deputies.is_none()
}

/// Whether nothing else says how many of the leaders of units are heads.
fn is_undivided(row: &Row, leaders: i64) -> bool {
    row.unit_leaders.is_some_and(|(n, _)| n == leaders)
        && row.unit_deputies.is_none()
        && (row.unit_heads.is_none() || row.unit_heads == row.unit_leaders)
}

/// 股级领导职数7名(均为正职): all of them are heads.
fn all_heads(ctx: Ctx<'_>, sentence: Span, row: &mut Row) {
    const ALL: [&str; 4] = ["均为正职", "全部为正职", "均为正股级", "全部为正股级"];
    let text = ctx.str(sentence);
    let Some((at, words)) = ALL.iter().find_map(|w| find(text, w).map(|at| (at, w))) else { return };
    let before = text.get(..at).unwrap_or("").trim_end_matches(['(', ',']);
    let sum = before.strip_suffix('名').and_then(numeral_before);
    let told =
        sum.filter(|(_, end)| before.get(..*end).is_some_and(|l| l.ends_with("职数") && names_rank(l)));
    if let Some((heads, _)) = told.filter(|(n, _)| is_undivided(row, *n)) {
        row.unit_heads = Some((heads, sub(sentence, at, at + words.len())));
    }
}

/// 离退休干部局领导职数1正1副: they stand among the posts, under the words that they count.
fn of_another_body(ctx: Ctx<'_>, sentence: Span, (start, last): (usize, Span), value: i64, row: &mut Row) {
    let label = ctx.str(sub(sentence, 0, start)).trim_end_matches([':', '为']);
    let from = label_start(label);
    let title = sub(sentence, from, label.len());
    if ctx.str(title).ends_with("领导职数")
        && ["离退休", "老干部"].iter().any(|w| ctx.str(title).starts_with(w))
    {
        row.posts.push(Titled { title, least: value, most: value, span: title.to(last) });
        row.span.end = row.span.end.max(last.end);
    }
}

/// Whether words speak of leaders below those of an organ: 科(股)级领导职数, 股所长职数, 中层领导.
fn of_lower_rank(words: &str) -> bool {
    ["股", "中层", "科室", "处室", "内设"].iter().any(|w| words.contains(w))
}

/// Whether the leaders of the organ were told by their titles, and are others than these: 局长1名,副局长5名;中层领导4正1副.
fn told_otherwise(row: &Row, (heads, deputies): (i64, i64)) -> bool {
    let differs = |known: Option<(i64, Span)>, number| known.is_some_and(|(n, _)| n != number);
    row.heads.is_some() && (differs(row.heads, heads) || differs(row.deputies, deputies))
}

/// What follows the bracket at the beginning of words that says whom a number counts in: (含机关党委专职副书记1名)5副.
fn past_remark(words: &str) -> &str {
    let remark = words.strip_prefix('(').and_then(|w| w.split_once(')'));
    remark.filter(|(inside, _)| inside.starts_with(['含', '其'])).map_or(words, |(_, behind)| behind)
}

/// How many brackets are open at a place that only goes on, so that each byte is counted once.
#[derive(Default)]
struct Depth {
    at: usize,
    open: i64,
}

impl Depth {
    fn at(&mut self, text: &str, place: usize) -> i64 {
        for sign in text.get(self.at..place).unwrap_or("").bytes() {
            self.open += i64::from(sign == b'(') - i64::from(sign == b')');
        }
        self.at = self.at.max(place);
        self.open
    }
}
