//! Classes of units, with their units below them, and what an organ has outside: 综合机构, 派出机构, 事业单位.

use super::{
    listing::{in_a_row, listed},
    unit::of_names,
};
use crate::{
    ingest::{
        ctx::{Ctx, longer, sub},
        layout::block::{Block, Role},
        layout::item::{self, Item},
        names::{listed, name},
        posts::count,
    },
    regulation::Unit,
    source::Span,
    text::numeral_prefix,
};

/// (一)综合办事机构, with units numbered below it, is a class of units and none itself: its items stand for it.
pub(super) fn under_classes<'i>(
    ctx: Ctx<'_>,
    blocks: &[Block],
    items: &'i [Item],
    own: Vec<&'i Item>,
) -> Vec<&'i Item> {
    let mut out = Vec::new();
    let mut own = own.into_iter().peekable();
    while let Some(item) = own.next() {
        let body = blocks[item.block].body;
        let lines = own.peek().is_some_and(|next| blocks[next.block].role == Role::Unit);
        let words = class_of(ctx.str(body)).0;
        // (二)事业机构, with institutions below it.
        let class = is_class(ctx, body) && !is_class_outside(without_number(words));
        let from = items.partition_point(|i| i.block <= item.block);
        let inner = items[from..].iter().take_while(|i| i.block < item.end);
        let inner: Vec<&Item> = inner.filter(|i| i.depth == item.depth + 1).collect();
        if class && !inner.is_empty() {
            out.extend(inner);
        } else if class && item.ordinal.is_some() && lines {
            // Its units stand below it on lines of their own.
        } else if is_class_outside(words) || is_class_outside(without_number(words)) {
            // (二)事业单位, with institutions below it, which are no units of the organ.
        } else {
            out.push(item);
        }
    }
    out
}

/// Whether words say no more of a class than how the bodies elsewhere are called that make it up: 派驻机构 above 派出所、司法所.
pub(super) fn only_names(text: &str) -> bool {
    let Some((class, list)) = text.trim_end_matches('。').split_once(['\n', ':', '。']) else {
        return false;
    };
    let local = |n: &str| ["所", "站", "队", "庭", "分局"].iter().any(|e| n.ends_with(e)) && !longer(n, 16);
    ELSEWHERE.contains(&class) && list.split(['、', '和', '\n']).all(local)
}

/// What the bodies are called that an organ has outside.
const OUTSIDE: [&str; 14] = [
    "事业单位",
    "事业机构",
    "所属事业单位",
    "下属事业单位",
    "直属事业单位",
    "所属单位",
    "下属单位",
    "直属单位",
    "群团组织",
    "群团机构",
    "群众组织",
    "党群组织",
    "事业站所",
    "站所",
];

/// Whether words name bodies outside: 所属单位, 镇直事业单位.
fn is_class_outside(words: &str) -> bool {
    OUTSIDE.contains(&words) || words.ends_with("事业单位") && !longer(words, 8)
}

/// Whether words name what an organ has elsewhere, or has outside.
pub(in crate::ingest) fn is_not_inside(text: &str) -> bool {
    is_outside(text) || text.starts_with(['派', '直']) && ELSEWHERE.contains(&class_of(text).0)
}

/// Whether an item announces bodies that are no units.
pub(in crate::ingest) fn is_outside(text: &str) -> bool {
    // One look rules most items out.
    let words = || class_of(text).0;
    text.starts_with(['事', '所', '下', '直', '群', '党', '站', '镇', '乡', '街'])
        && is_class_outside(words())
}

/// What the bodies are called that an organ has elsewhere, which make a group of their own.
pub(super) const ELSEWHERE: [&str; 5] = ["派出机构", "派驻机构", "直属机构", "派出人民法庭", "派出法庭"];

/// What an item calls the class that it announces, and what it says behind it: 内设机构。设6个内设机构,均为股级:.
pub(super) fn class_of(text: &str) -> (&str, &str) {
    let (words, rest) = text.split_once(['。', ':']).unwrap_or((text, ""));
    (words, rest.trim_matches([':', '。']))
}

/// What a class is called, without how many units it holds: 综合机构(2个), 审判业务机构12个,分别是.
fn without_number(words: &str) -> &str {
    let leads = ["分别是", "分别为", "具体是", "具体为", "如下", "即"];
    // 综合机构,共2个.
    let words = leads.iter().find_map(|w| words.strip_suffix(w)).unwrap_or(words).trim_end_matches(',');
    if words.ends_with("个)") {
        return name::without_brackets(words);
    }
    let counted = words.strip_suffix('个').and_then(count::numeral_before);
    let called = counted.and_then(|(_, at)| words.get(..at));
    called.map_or(words, |w| w.trim_end_matches(['共', '有', ',']))
}

/// Whether an item names a class of units, and says no more than how many it holds.
pub(in crate::ingest) fn is_class(ctx: Ctx<'_>, body: Span) -> bool {
    let (words, rest) = class_of(ctx.str(body));
    let words = without_number(words);
    // 审判业务机构。设2个:.
    let number = || {
        let told = rest.strip_prefix('设')?.trim_start_matches(['有', '置']);
        told.get(numeral_prefix(told)?.1..)
    };
    let counts = || !name::begins_duties(rest) && rest.contains('设') && count::declared(ctx, body).is_some();
    // 直属大队.
    let direct = || words.strip_prefix("直属").is_some_and(|w| ["大队", "中队", "支队", "分局"].contains(&w));
    !longer(words, 14)
        && (["机构", "科室", "股室", "处室", "部门"].iter().any(|e| words.ends_with(e)) || direct())
        && (rest.is_empty() || counts() || number() == Some("个"))
}

/// The number of units that the first of several classes declares, with those of the classes behind it.
pub(super) fn with_later_classes(ctx: Ctx<'_>, blocks: &[Block], first: count::Declared) -> count::Declared {
    let classes = blocks.iter().filter(|b| b.item().is_some() && is_class(ctx, b.body));
    let mut told = classes.filter_map(|b| count::declared(ctx, b.body));
    match told.next() {
        Some(own) if own.span == first.span => told.fold(first, |all, d| count::Declared {
            value: all.value.saturating_add(d.value),
            exact: all.exact && d.exact,
            ..all
        }),
        _ => first,
    }
}

/// 职能科室:党政办公室、医务科、财务科: a class of units, and no unit.
pub(super) fn class(ctx: Ctx<'_>, blocks: &[Block], item: &Item) -> Option<Vec<Unit>> {
    // One look rules most units out.
    let block = blocks.get(item.block)?;
    let first = ctx.str(block.body);
    // (一)党政机构, with 党政办公室、党建办公室 on the line below it.
    let below = || {
        item.end > item.block + 1 && first.ends_with(['构', '室', '门', '类']) && is_class(ctx, block.body)
    };
    let near = first.get(..first.floor_char_boundary(CLASS)).unwrap_or(first);
    if (near.contains(':') || near.contains("分别") || below())
        && let Some(units) = class_list(ctx, item::body(blocks, item))
    {
        return Some(units);
    }
    class_set_up(ctx, block.body, item::body(blocks, item))
}

/// (一)党政机构。设党政办公室、平安法治办公室5个机构: the units of a class that a sentence of its own sets up.
fn class_set_up(ctx: Ctx<'_>, first: Span, body: Span) -> Option<Vec<Unit>> {
    // One look rules most units out.
    let words = class_of(ctx.str(first)).0;
    (words.ends_with(['构', '队']) && is_class(ctx, first)).then_some(())?;
    let behind = sub(body, words.len(), body.len());
    let units = ctx.sentences(behind).filter(|s| ctx.str(*s).contains('设')).find_map(|s| {
        let counted = count::declared(ctx, s).map(|d| listed(ctx, d)).filter(|u| !u.is_empty());
        counted.or_else(|| Some(of_names(ctx, in_a_row(ctx, s)?)))
    })?;
    (units.len() > 1).then_some(units)
}

/// What a class is called has no more bytes.
const CLASS: usize = 48;

/// The units that a class with its list has.
pub(super) fn class_list(ctx: Ctx<'_>, body: Span) -> Option<Vec<Unit>> {
    let text = ctx.str(body);
    let near = text.get(..text.floor_char_boundary(CLASS))?;
    // 综合机构,共2个,分别是办公室、救助股.
    let told = || ["分别是", "分别为"].iter().find_map(|w| near.find(w).map(|at| at + w.len() - 1));
    let at = near.find([':', '\n']).or_else(told)?;
    // 党政管理机构(8个):.
    let whole = text.get(..at).or_else(|| near.get(..near.find("分别")?))?;
    let words = without_number(whole);
    let kinds = ["机构", "科室", "股室", "处室", "部门"];
    let named = !words.contains('有')
        && (kinds.iter().any(|e| words.ends_with(e)) || words.len() < whole.len() && words.ends_with('类'));
    let list = sub(body, at + 1, text.trim_end_matches('。').len());
    let list = ctx.trim(list);
    // (一)综合机构2个,分别是办公室、救助股.
    let names = named.then(|| listed::unit_list(ctx, list).or_else(|| listed::apart(ctx, list)))??;
    Some(of_names(ctx, names))
}

/// The units of several classes.
pub(super) struct Classes {
    pub(super) units: Vec<Unit>,
    /// How many the classes count together, where each does.
    pub(super) declared: Option<count::Declared>,
    /// An element of a list that is no unit.
    pub(super) lost: Option<Span>,
    /// Where the classes stand.
    pieces: Vec<Span>,
}

impl Classes {
    /// Whether a number stands in what one of the classes is called.
    pub(super) fn counts(&self, number: Span) -> bool {
        self.pieces.iter().any(|p| p.contains(number))
    }
}

/// The units of the classes that a paragraph lists, each with its own: 行政科室3个:办公室、救助科、养老科;业务科室2个:社工科、区划科.
pub(super) fn lists(ctx: Ctx<'_>, body: Span) -> Option<Classes> {
    // One look rules most paragraphs out.
    let text = ctx.str(body);
    (text.contains(':') && text.contains(';')).then_some(())?;
    let mut out = Classes { units: Vec::new(), declared: None, lost: None, pieces: Vec::new() };
    let mut all = true;
    for piece in ctx.pieces(body, &[';', '。']) {
        // 设14个科室,其中:行政科室5个:办公室.
        let words = ctx.str(piece);
        let first = words
            .find(':')
            .filter(|at| out.units.is_empty() && words.get(at + 1..).is_some_and(|t| t.contains(':')));
        let own = sub(piece, first.map_or(0, |at| at + 1), words.len());
        let Some((units, lost)) = class_list(ctx, own).map(|u| (u, None)).or_else(|| in_part(ctx, own))
        else {
            // 共有科室6个。
            if out.units.is_empty() && !words.contains('、') && words.contains('个') {
                continue;
            }
            return None;
        };
        let colon = ctx.str(own).find(':').unwrap_or(0);
        let class = sub(own, 0, colon);
        let number = ctx.str(class).strip_suffix('个').and_then(count::numeral_before);
        all &= number.is_some();
        if let Some((value, at)) = number {
            let span = sub(class, at, class.len());
            let before = out.declared.map_or(0, |d: count::Declared| d.value);
            let sentence = out.declared.map_or(own, |d| d.sentence);
            out.declared =
                Some(count::Declared { value: before.saturating_add(value), exact: true, span, sentence });
        }
        out.units.extend(units);
        out.lost = out.lost.or(lost);
        out.pieces.push(class);
    }
    out.declared = out.declared.filter(|_| all);
    (out.pieces.len() > 1).then_some(out)
}

/// The units of a class one element of whose list is none, and that element.
fn in_part(ctx: Ctx<'_>, body: Span) -> Option<(Vec<Unit>, Option<Span>)> {
    let text = ctx.str(body);
    let at = text.get(..text.floor_char_boundary(CLASS))?.find(':')?;
    let words = without_number(text.get(..at)?);
    let kinds = ["机构", "科室", "股室", "处室", "部门"];
    kinds.iter().any(|e| words.ends_with(e) && words.len() < at).then_some(())?;
    let mut lost = None;
    let mut names = Vec::new();
    let mut from = at + 1;
    for piece in text.get(from..)?.split(['、', '和', '。']) {
        let place = sub(body, from, from + piece.len());
        from += piece.len() + '、'.len_utf8();
        if name::is_unit(name::without_brackets(piece)) {
            names.push(place);
        } else if !piece.is_empty() {
            lost = lost.or(Some(place));
        }
    }
    (names.len() > 1).then(|| (of_names(ctx, names), lost))
}

/// Whether an item is called a class of so many units: (二)业务机构4个:节水股、水政岗.
pub(super) fn counts_class(text: &str) -> bool {
    let words = text.split([':', '。', '\n']).next().unwrap_or("");
    let class = without_number(words);
    class.len() < words.len() && ["机构", "科室", "股室", "处室", "部门"].iter().any(|e| class.ends_with(e))
}
