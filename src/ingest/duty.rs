//! Duties, the paragraphs behind them, and adjustments of duties.

use super::{
    ctx::{Ctx, begins, find, longer, sub},
    layout::block::{Block, Role},
    layout::item::{self, Item},
    layout::part::Part,
    moves,
    names::name,
};
use crate::{
    regulation::{Adjustment, Duty, Trailing},
    schema::SectionKind,
    source::Span,
    text::{is_numeral, numeral_prefix},
};

/// The duties of a part: its items, or its paragraphs where it has none.
pub(super) fn duties(ctx: Ctx<'_>, blocks: &[Block], part: &Part, items: &[Item]) -> Vec<Duty> {
    let own = entries(ctx, blocks, part, items).into_iter();
    let found: Vec<Entry> = own
        .filter(|(ordinal, _, text)| {
            let text = ctx.str(*text);
            // Of several sentences or clauses the others may be duties.
            let own = || {
                (!says_what_it_is(text) || goes_on_with_duties(text)) && !is_purpose(text) && !is_name(text)
            };
            if ordinal.is_some() { !is_frame(text) && !is_of_several(text) } else { own() }
        })
        .flat_map(|entry| of_a_body(ctx, blocks, items, entry).unwrap_or_else(|| vec![entry]))
        .collect();
    // One paragraph that runs through all of them: each of its clauses is one.
    if let [(None, span, text)] = found[..]
        && span == text
    {
        let each = clauses(ctx, text);
        if each.len() > 2 {
            let own = each.into_iter().filter(|c| !says_what_it_is(ctx.str(*c)));
            return own.map(|c| duty(ctx, (None, c, c))).collect();
        }
    }
    found.into_iter().map(|entry| duty(ctx, entry)).collect()
}

/// The duties that running text tells, where no section is about them: 主要职责是…;…. Those of units are none.
pub(super) fn told(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<Duty> {
    let mut of_units = parts.iter().filter(|p| p.kind == Some(SectionKind::Units)).peekable();
    let mut outside = |i: usize| {
        while of_units.next_if(|p| p.last <= i).is_some() {}
        of_units.peek().is_none_or(|p| i < p.first)
    };
    let texts =
        blocks.iter().enumerate().filter(|(i, b)| outside(*i) && b.mark.is_none() && b.role == Role::Plain);
    let texts = texts.map(|(_, b)| b);
    let sentences = texts.flat_map(|b| ctx.sentences(b.body));
    let told = sentences.filter_map(|sentence| {
        let text = ctx.str(sentence);
        let openings = ["主要职责是", "主要职责为", "主要职责:", "主要职能是", "主要任务是"];
        let start = openings.iter().filter_map(|o| find(text, o).map(|i| i + o.len())).min()?;
        let rest = ctx.trim(sub(sentence, start, text.len()));
        let rest =
            sub(rest, ctx.str(rest).len() - ctx.str(rest).trim_start_matches(':').len(), ctx.str(rest).len());
        (!rest.is_empty()).then_some(rest)
    });
    told.flat_map(|rest| clauses(ctx, rest)).map(|span| duty(ctx, (None, span, span))).collect()
}

fn clauses(ctx: Ctx<'_>, span: Span) -> Vec<Span> {
    ctx.pieces(span, &['。', ';', '!']).collect()
}

fn duty(ctx: Ctx<'_>, (ordinal, span, text): Entry) -> Duty {
    // 一是贯彻…;二是负责….
    let counted = if ordinal.is_none() { counted(ctx.str(text)) } else { None };
    let (ordinal, text) =
        counted.map_or((ordinal, text), |(number, lead)| (Some(number), sub(text, lead, text.len())));
    Duty {
        ordinal,
        text: ctx.inside(text, span),
        catch_all: is_catch_all(ctx.str(text)),
        clauses: ctx.clauses(text).into(),
        span: ctx.at(span),
    }
}

/// The number that words count a duty with, and the bytes of it: 一是.
fn counted(text: &str) -> Option<(u32, usize)> {
    let (number, length) = numeral_prefix(text)?;
    let behind = text.get(length..)?.strip_prefix('是')?;
    let number = u32::try_from(number).ok().filter(|n| (1..100).contains(n))?;
    (!behind.is_empty()).then_some((number, length + '是'.len_utf8()))
}

/// The adjustments of a part. `own` are the organ's names, folded, which tell a transfer in from one out.
pub(super) fn adjustments(
    ctx: Ctx<'_>,
    blocks: &[Block],
    part: &Part,
    items: &[Item],
    own: &[&str],
) -> Vec<Adjustment> {
    let entries = entries(ctx, blocks, part, items).into_iter();
    // 第五条 职能转变。县府办要精简会议文件: nothing moves.
    let ways = part.article.is_some() && is_about_ways(ctx, blocks, part);
    entries
        .flat_map(|entry| under_heading(ctx, blocks, items, entry))
        .filter(|(_, _, text, _)| !is_none(ctx.str(*text)))
        .filter(|(_, _, text, _)| part.heading.is_some() || part.article.is_some() || adjusts(ctx.str(*text)))
        .flat_map(|(ordinal, span, text, heading)| {
            let kind = |text| moves::kind(ctx, text, own, || heading.or(one_verb(ctx, part)));
            let whole = kind(text);
            // 将甲职责划入本局;将乙职责划入某局: what comes and what goes in one breath.
            let pieces: Vec<Span> = if whole.is_none() { clauses(ctx, text) } else { Vec::new() };
            let several = pieces.len() > 1 && pieces.iter().all(|p| kind(*p).is_some());
            let entry = |(i, (span, text)): (usize, (Span, Span))| Adjustment {
                ordinal: ordinal.filter(|_| i == 0),
                kind: if several { kind(text) } else { whole },
                text: ctx.inside(text, span),
                clauses: ctx.clauses(text).into(),
                span: ctx.at(span),
            };
            let parted = pieces.into_iter().map(|p| with_stop(ctx, p)).map(|p| (p, p)).filter(|_| several);
            let alone = (!several).then_some((span, text));
            parted.chain(alone).enumerate().map(entry).collect::<Vec<_>>()
        })
        .filter(|a| !ways || a.kind.is_some())
        .collect()
}

/// A clause with the sign that ends it.
fn with_stop(ctx: Ctx<'_>, clause: Span) -> Span {
    let behind = ctx.folded.text.get(clause.end as usize..).unwrap_or("");
    let sign = behind.chars().next().filter(|c| matches!(c, ';' | '。'));
    Span::new(clause.start, clause.end + sign.map_or(0, char::len_utf8) as u32)
}

/// Whether an article is about the ways in which the organ is to work from now on, and not about what it is to do: 职能转变.
fn is_about_ways(ctx: Ctx<'_>, blocks: &[Block], part: &Part) -> bool {
    let Some(first) = blocks.get(part.first) else { return false };
    let title = first.title.map_or("", |t| ctx.str(t));
    FRAMES.contains(&title.trim_matches(['(', ')', '。', ':']))
        || title.is_empty() && is_frame(ctx.str(first.body))
}

/// Whether a paragraph says what the organ is: 某镇人民政府属于乡镇级政府机构,下辖….
fn says_what_it_is(text: &str) -> bool {
    let mut clauses = text.split([',', '。', ';']);
    let first = clauses.next().unwrap_or(text);
    // 某县民政局属于县政府工作部门,负责民政工作 tells a duty as well.
    if clauses.any(name::begins_duties) {
        return false;
    }
    let kinds = ["机构", "机关", "部门", "单位"];
    first.split_once("属于").is_some_and(|(organ, kind)| {
        name::is_organ(organ) && kinds.iter().any(|k| name::without_brackets(kind).ends_with(k))
    })
}

/// 宗旨:…, above the duties of an institution.
fn is_purpose(text: &str) -> bool {
    let told = text.strip_prefix("宗旨").or_else(|| text.strip_prefix("举办宗旨"));
    // 宗旨为保障民生,负责社会救助.
    let duties =
        |t: &str| t.split([',', ';', '。']).skip(1).any(|c| begins(c, &["负责", "承担", "组织实施"]));
    told.is_some_and(|t| t.starts_with([':', '为', '是', '。']) && !duties(t))
}

/// Whether a line is the name of the organ and no more, which a page has below the way to it: 机构职能, 某县民政局.
fn is_name(text: &str) -> bool {
    !longer(text, 30) && name::is_organ(text) && name::is_placed(text) && !name::begins_duties(text)
}

/// Whether duties stand behind the first words of a paragraph: 某县民政局属于县政府工作部门,负责民政工作.
fn goes_on_with_duties(text: &str) -> bool {
    let text = text.trim_end_matches('。');
    let duty = |clause: &str| name::begins_duties(clause.strip_prefix("主要").unwrap_or(clause));
    text.contains('。') || text.split([',', ';']).skip(1).any(duty)
}

/// Whether a list says that it is empty: 无。
fn is_none(text: &str) -> bool {
    let (heading, said) = text.split_once(':').unwrap_or(("", text));
    // 取消某项审批;划入的职责:无 is a move all the same.
    !heading.contains(['。', ';', ',']) && matches!(said.trim_end_matches(['。', ';']), "无" | "没有")
}

/// How an item ends that is only a heading.
const HEADED: [&str; 3] = ["职责", "职能", "事项"];
/// What may be done with them behind that: 职责划入, 职能转变.
const HEADED_BY: [&str; 17] = [
    "划转", "划入", "划出", "划归", "转变", "整合", "移交", "调整", "增加", "新增", "加强", "强化", "取消",
    "下放", "承接", "合并", "剥离",
];

/// What stands under an item that is only a heading (划入的职责): its own items, or its paragraphs; each with that
/// heading. Any other item stands for itself.
fn under_heading(
    ctx: Ctx<'_>,
    blocks: &[Block],
    items: &[Item],
    (ordinal, span, text): Entry,
) -> Vec<(Option<u32>, Span, Span, Option<Span>)> {
    let alone = vec![(ordinal, span, text, None)];
    let at = items.binary_search_by(|i| blocks[i.block].span.start.cmp(&span.start));
    let Some((item, later)) = at.ok().and_then(|i| items.get(i..)?.split_first()) else { return alone };
    let heading = blocks[item.block].body;
    let words = ctx.str(heading).trim_end_matches(['。', ':']);
    let named = HEADED_BY.iter().find_map(|verb| words.strip_suffix(verb)).unwrap_or(words);
    // 转变职能 stands before what changes: 减少微观管理.
    let is_heading = !longer(words, 12) && HEADED.iter().any(|e| named.ends_with(e));
    if !is_heading {
        return alone;
    }
    let inner = later.iter().take_while(|i| i.block < item.end).filter(|i| i.depth == item.depth + 1);
    let mut out: Vec<_> =
        inner.map(|i| (i.ordinal, item::span(blocks, i), item::body(blocks, i), Some(heading))).collect();
    if out.is_empty() {
        let paragraphs = blocks.iter().take(item.end).skip(item.block + 1).filter(|b| b.role == Role::Plain);
        out = paragraphs.map(|b| (None, b.span, b.body, Some(heading))).collect();
    }
    if out.is_empty() { alone } else { out }
}

/// The items below one that only names a body with its duties: (一)高新区党工委主要职责.
fn of_a_body(ctx: Ctx<'_>, blocks: &[Block], items: &[Item], (_, span, _): Entry) -> Option<Vec<Entry>> {
    let at = items.binary_search_by(|i| blocks[i.block].span.start.cmp(&span.start)).ok()?;
    let (item, later) = items.get(at..)?.split_first()?;
    let words = ctx.str(blocks[item.block].body).trim_end_matches(['。', ':', '是']);
    if longer(words, 20) || !names_a_body(words) || name::begins_duties(words) {
        return None;
    }
    let inner = later.iter().take_while(|i| i.block < item.end).filter(|i| i.depth == item.depth + 1);
    let inner: Vec<Entry> =
        inner.map(|i| (i.ordinal, item::span(blocks, i), item::body(blocks, i))).collect();
    (!inner.is_empty()).then_some(inner)
}

/// Whether words only say whose duties stand below them: 高新区党工委主要职责, 市政协办公室, 综合职责.
fn names_a_body(words: &str) -> bool {
    words.ends_with("职责")
        || name::is_organ(words) && name::is_placed(words) && !words.contains(['、', ',', ':'])
}

/// What a part says behind its list: the unnumbered paragraphs, and the items that are no duties.
pub(super) fn trailing(ctx: Ctx<'_>, blocks: &[Block], part: &Part, items: &[Item]) -> Vec<Trailing> {
    let own = blocks.get(part.first..part.last).unwrap_or(&[]);
    let plain = own.iter().filter(|b| b.role == Role::Trailing).map(|b| (b.span, b.body));
    let top = items.iter().filter(|i| i.depth == 0 && i.ordinal.is_some());
    let frames = top.map(|i| (item::span(blocks, i), item::body(blocks, i)));
    let mut all: Vec<_> = plain.chain(frames.filter(|(_, body)| is_frame(ctx.str(*body)))).collect();
    all.sort_unstable_by_key(|(span, _)| span.start);
    all.into_iter()
        .map(|(span, body)| Trailing { clauses: ctx.clauses(body).into(), span: ctx.at(span) })
        .collect()
}

/// Whether an item of the duties tells how functions are to change, or who does what beside other organs: (五)职能转变,
/// (六)有关职责分工. Such are no duties, however they are numbered.
fn is_frame(text: &str) -> bool {
    // One look at the first words rules nearly all items out.
    if !BEGIN_FRAMES.iter().any(|w| text.starts_with(w)) {
        return false;
    }
    let head = text.split(['。', ':', ';', ',', '\n']).next().unwrap_or("");
    if FRAMES.contains(&head) {
        return true;
    }
    let Some(whose) = head.strip_suffix(DIVISION) else { return false };
    DIVIDED.contains(&whose) || whose.starts_with(BESIDE) && !longer(whose, 40)
}

/// Whether an item only tells what bodies do that the organ has besides: (二)市政协各专门委员会, and 1、提案委员会:负责提案 below it.
/// Those are no duties of the organ, and nothing that stands behind its list.
fn is_of_several(text: &str) -> bool {
    let Some((head, below)) = text.split_once('\n').filter(|(head, _)| !longer(head, 20)) else {
        return false;
    };
    let Some((whose, _)) = head.split_once('各').filter(|_| name::is_organ(head)) else { return false };
    // 指导各乡镇民政办公室 is a duty.
    let acts = ["联系", "指导", "服务", "管理", "监督", "协调", "督促", "组织", "协助", "牵头", "承担"];
    let body = |line: &str| {
        let words = line.split([':', '。']).next().unwrap_or(line);
        let name = words.trim_start_matches(|c: char| is_numeral(c) || "().、".contains(c));
        name.len() < line.len() && name::is_organ(name)
    };
    !name::begins_duties(head) && !acts.iter().any(|v| whose.contains(v)) && below.lines().all(body)
}

/// The heads of such items.
const FRAMES: [&str; 4] = ["职能转变", "转变职能", "职责转变", "职能转变方面"];
/// How the head of an item ends that tells who does what.
const DIVISION: &str = "职责分工";
/// What may stand before it, but for other organs, whose names `BESIDE` leads.
const DIVIDED: [&str; 5] = ["", "有关", "相关", "主要", "部门"];
const BESIDE: &str = "与";
/// The first words of all these.
const BEGIN_FRAMES: [&str; 9] =
    ["职能转变", "转变职能", "职责转变", DIVISION, "有关", "相关", "主要", "部门", BESIDE];

/// The number, the whole and the text of an entry; folded.
type Entry = (Option<u32>, Span, Span);

fn entries(ctx: Ctx<'_>, blocks: &[Block], part: &Part, items: &[Item]) -> Vec<Entry> {
    let top: Vec<_> = items.iter().filter(|i| i.depth == 0).collect();
    if let Some(first) = top.first() {
        let before = before_list(ctx, blocks, part, first.block);
        let own = top.iter().map(|i| (i.ordinal, item::span(blocks, i), item::body(blocks, i)));
        return before.into_iter().chain(own).collect();
    }
    let own = blocks.get(part.first..part.last).unwrap_or(&[]);
    let paragraphs = own.iter().filter(|b| matches!(b.role, Role::Plain | Role::Trailing));
    paragraphs
        .map(|b| without_opening(ctx, b.body))
        .filter(|body| !body.is_empty() && !ctx.str(*body).ends_with(':'))
        .map(|body| (None, body, body))
        .collect()
}

/// The duties that stand in paragraphs before a list, where several do: the list belongs to the last of them, or is of
/// other matter.
fn before_list(ctx: Ctx<'_>, blocks: &[Block], part: &Part, first: usize) -> Vec<Entry> {
    let own = blocks.get(part.first..first).unwrap_or(&[]);
    let tells = |b: &&Block| {
        let text = ctx.str(b.body);
        b.role == Role::Plain && b.mark.is_none() && name::begins_duties(text) && !text.ends_with(':')
    };
    let found: Vec<Entry> = own.iter().filter(tells).map(|b| (None, b.body, b.body)).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// An article's text behind the words that announce it: …主要职责是:.
fn without_opening(ctx: Ctx<'_>, body: Span) -> Span {
    let text = ctx.str(body);
    let opening =
        text.find(':').filter(|i| text.get(..*i).is_some_and(|t| t.contains("职责") || t.contains("职能")));
    opening.map_or(body, |i| ctx.trim(sub(body, i + 1, text.len())))
}

/// Whether a duty as a whole is a catch-all: 承办…交办的其他事项.
fn is_catch_all(text: &str) -> bool {
    // (三)其他工作, and 完成交办的其他事项 in the paragraph below or behind it.
    let matters = ["工作", "职责", "事项", "任务", "职能"];
    let head = |head: &str| {
        let named = head.trim_end_matches([':', '是']);
        !longer(named, 12)
            && ["其他", "其它"].iter().any(|w| {
                let matter = named.strip_prefix(w);
                matter.is_some_and(|t| t.is_empty() || matters.iter().any(|m| t.ends_with(m)))
            })
    };
    let told = text.split_once('\n').or_else(|| text.split_once('。').filter(|(_, t)| !t.is_empty()));
    let text = told.filter(|(first, _)| head(first)).map_or(text, |(_, below)| below);
    let text = text.trim_end_matches(['。', ';', '.']);
    if is_other_matter(text) {
        return true;
    }
    let begins = ["承办", "完成", "办理", "承担", "做好", "负责", "履行", "行使"]
        .iter()
        .find_map(|v| text.strip_prefix(v));
    // 县政府交办的其他工作.
    let given = || {
        let given = ["交办的其他", "交办的其它", "交办其他", "交办其它"];
        (!longer(text, 24) && given.iter().any(|w| text.contains(w))).then_some(text)
    };
    let Some(rest) = begins.or_else(given).filter(|r| !r.contains(['。', ';'])) else { return false };
    // 承办其他事项.
    if ["其他", "其它"].iter().filter_map(|o| rest.strip_prefix(o)).any(|r| {
        let matter = ["有关", "相关", "各项"].iter().find_map(|w| r.strip_prefix(w)).unwrap_or(r);
        ["事项", "任务", "工作", "事务", "事宜", "工作任务"].contains(&matter)
    }) {
        return true;
    }
    // 负责其他应当由县人民检察院承办的事项.
    let other = rest.strip_prefix("其他").or_else(|| rest.strip_prefix("其它"));
    let own = |r: &str| r.starts_with(['应', '由', '依', '法', '需', '须']) && !r.contains([',', '、']);
    if other
        .is_some_and(|r| own(r) && ["的事项", "的工作", "的任务", "的职责"].iter().any(|e| r.ends_with(e)))
    {
        return true;
    }
    ["其他", "其它"].iter().any(|other| {
        rest.rfind(other).is_some_and(|i| {
            let (before, after) = (rest.get(..i).unwrap_or(""), rest.get(i + other.len()..).unwrap_or(""));
            let source = before.strip_suffix('的').unwrap_or(before);
            let givers = [
                "交办", "决定", "规定", "交付", "安排", "布置", "下达", "赋予", "交给", "交代", "交待",
                "指派", "部署", "授权", "委托", "授予",
            ];
            let given = givers.iter().any(|g| source.ends_with(g));
            let named = ["有关", "相关", "各项"].iter().find_map(|w| after.strip_prefix(w)).unwrap_or(after);
            let matter = named.strip_prefix("工作").filter(|m| !m.is_empty()).unwrap_or(named);
            let matters = ["事项", "任务", "工作", "职责", "职能", "职权", "事务", "事宜"];
            given && !longer(source, 40) && matters.contains(&matter)
        })
    })
}

/// 其他有关水利事项, as laws and rules of Taiwan end their lists.
fn is_other_matter(text: &str) -> bool {
    let what = text.strip_prefix("其他").and_then(|t| t.strip_suffix("事项"));
    let what = what.filter(|w| !longer(w, 24) && !w.contains(['。', ';', ',', ':']));
    what.is_some_and(|w| w.starts_with("有关") || w.starts_with("相关") || w.ends_with("有关"))
}

/// The heading of a part that tells one kind of move: 划入的职责.
fn one_verb(ctx: Ctx<'_>, part: &Part) -> Option<Span> {
    part.heading.filter(|h| moves::verbs(ctx.str(*h)) == 1)
}

/// Whether an item of a notice moves duties, and not posts or units: 划入区水务局承担的河道保洁职责.
pub(super) fn adjusts(text: &str) -> bool {
    let begins = text.starts_with(['将', '把']) || moves::begins(text);
    let verb = moves::verbs(text) > 0;
    let duties = ["职责", "职能", "职权", "事项"].iter().any(|w| text.contains(w));
    begins && verb && duties && !["编制", "职数"].iter().any(|w| text.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_look_at_a_frame_is_that_of_the_lists() {
        let divided = DIVIDED.iter().map(|whose| format!("{whose}{DIVISION}"));
        let beside = format!("{BESIDE}县水利局{DIVISION}");
        let heads: Vec<String> =
            FRAMES.iter().map(|f| (*f).to_owned()).chain(divided).chain([beside]).collect();
        for head in &heads {
            assert!(is_frame(head), "{head}");
        }
        for first in BEGIN_FRAMES {
            assert!(heads.iter().any(|h| h.starts_with(first)), "{first}");
        }
    }
}
