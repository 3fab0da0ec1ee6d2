//! Posts for people of a kind that stand inside the number of all or beside it, under the words that they count: 行政编制66名(含纪检监察3名、
//! 离退休干部工作3名), 另核定离退休干部工作人员编制9名. They are no leaders, and no posts of another organ.

use super::{
    figure::{Counts, Found, Place},
    label::label_start,
    row::{Row, Titled},
    title::{self, Title},
};
use crate::{
    ingest::ctx::{Ctx, longer, sub, tail},
    source::Span,
};

/// What announces parts.
const LEADS: [&str; 5] = ["其中", "包括", "包含", "含", ":"];
/// Parts stand no farther from their number, in bytes.
const FARTHEST: usize = 300;
/// Words of people, of what comes or goes, or of what is none of the number.
const OTHERS: [&str; 15] = [
    "不含", "现有", "实有", "空编", "超编", "兼", "划入", "划转", "划出", "调入", "调整", "核增", "核减",
    "增加", "减少",
];
/// What words begin with that tell of what comes or goes, or of some of the people.
const BEGINS: [&str; 10] = ["核", "增", "减", "调", "收回", "划", "新增", "从", "聘", "女"];
/// People who are told beside the posts of all.
const KINDS: [&str; 14] = [
    "离退休",
    "老干部",
    "纪检监察",
    "援派",
    "两委",
    "挂职",
    "教师",
    "教职",
    "教学",
    "领导班子",
    "机动",
    "专项",
    "派驻",
    "驻外",
];

/// Takes a figure that counts people of a kind; true where it is one. What stands beside the others may be `named` as that of another
/// organ, and is none of them then.
pub(super) fn told(ctx: Ctx<'_>, row: Option<&mut Row>, figure: Found, named: bool) -> bool {
    let plain = matches!(figure.counts, Counts::Other | Counts::Total | Counts::Post(Title::Named));
    let Some(row) = row.filter(|_| plain && !figure.titled && figure.most.is_none()) else { return false };
    let before = [row.admin, row.total, row.institution].into_iter().flatten();
    let Some((value, whole)) = before.max_by_key(|(_, at)| at.end) else { return false };
    let Some(title) = title_of(ctx, figure.label) else { return false };
    let part = is_part(ctx, whole, figure) && figure.value <= value;
    if !part && (named || !is_beside(ctx, row, title, figure)) {
        return false;
    }
    let (least, span) = (figure.value, Span::new(title.start, figure.whole.end));
    row.breakdown.push(Titled { title, least, most: least, span });
    row.span.end = row.span.end.max(span.end);
    true
}

/// The words that say who they are, without what announces them.
fn title_of(ctx: Ctx<'_>, label: Span) -> Option<Span> {
    let text = ctx.str(label);
    let mut words = text;
    while let Some(rest) = LEADS.iter().find_map(|l| words.strip_prefix(l)) {
        words = rest;
    }
    let words = ["另核定", "另有", "另"].iter().find_map(|l| words.strip_prefix(l)).unwrap_or(words);
    let plain = longer(words, 2) && !longer(words, 20) && words.chars().all(char::is_alphabetic);
    let named = plain
        && !words.ends_with(['级', '职'])
        && !title::is_title(words)
        && !OTHERS.iter().any(|w| words.contains(w))
        && !BEGINS.iter().any(|w| words.starts_with(w));
    named.then(|| with_titles_before(ctx, sub(label, text.len() - words.len(), text.len())))
}

/// So many titles at most share a number with the last of them.
const TITLES: usize = 3;

/// A title with those before it that have no number of their own: 其中县长、副县长6名.
fn with_titles_before(ctx: Ctx<'_>, title: Span) -> Span {
    let ends = ['长', '任', '席', '记', '理'];
    if !ctx.str(title).ends_with(ends) {
        return title;
    }
    let mut from = title.start;
    for _ in 0..TITLES {
        let before = ctx.folded.text.get(..from as usize).map_or("", tail);
        let Some(words) = before.strip_suffix(['、', '和', '及']) else { break };
        let own = words.get(label_start(words)..).unwrap_or("");
        let own = LEADS.iter().find_map(|l| own.strip_prefix(l)).unwrap_or(own);
        if !own.ends_with(ends) || longer(own, 10) || !own.chars().all(char::is_alphabetic) {
            break;
        }
        from -= (before.len() - words.len() + own.len()) as u32;
    }
    Span::new(from, title.end)
}

/// Whether a figure is part of the number before it, as the bracket or the word behind that says.
fn is_part(ctx: Ctx<'_>, whole: Span, figure: Found) -> bool {
    let behind = ctx.str(Span::new(whole.end, figure.whole.end.max(whole.end)));
    if behind.len() > FARTHEST || behind.contains(['。', ';', '\n']) {
        return false;
    }
    let announced = |text: &str| LEADS.iter().any(|l| text.starts_with(l));
    match behind.strip_prefix('(') {
        Some(inside) => figure.place == Place::Bracket && !inside.contains(')') && announced(inside),
        // 行政编制40名,其中县政府领导8名.
        None => figure.place != Place::Bracket && behind.strip_prefix(',').is_some_and(announced),
    }
}

/// Whether a figure counts posts that stand beside those of the administration: 另核定离退休干部工作人员编制9名,纪检监察人员编制5名.
fn is_beside(ctx: Ctx<'_>, row: &Row, title: Span, figure: Found) -> bool {
    let words = ctx.str(title);
    row.admin.is_some()
        && figure.place == Place::Beside
        && words.ends_with("编制")
        && KINDS.iter().any(|k| words.contains(k))
}
