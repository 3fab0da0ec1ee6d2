//! What the reader had to forgive.

use super::{
    closing,
    ctx::{Ctx, begins, longer, tail},
    kind,
    layout::block::{Block, Role},
    layout::item::{self, Item},
    layout::mark::Style,
    layout::part::Part,
    layout::table::Table,
    names::name,
    posts::parts,
    several,
    units::{class, roster::Roster},
};
use crate::{
    regulation::Anomaly,
    schema::{AnomalyKind, Script},
    source::Span,
    text::of_other_script,
};

/// Whether a blank parts the names of two units: 内设股室:办公室 救助股 养老股.
fn between_units(ctx: Ctx<'_>, line: &Block, at: u32) -> bool {
    let floor = |i: u32| ctx.folded.text.floor_char_boundary(i as usize) as u32;
    let near = Span::new(
        floor(at.saturating_sub(NAME)).clamp(line.body.start, line.body.end.max(line.body.start)),
        floor(at.saturating_add(NAME)).clamp(line.body.start, line.body.end.max(line.body.start)),
    );
    let gaps = ctx.folded.gaps(near);
    let from = gaps.iter().rev().find(|g| **g < at).map_or(near.start, |g| *g);
    let to = gaps.iter().find(|g| **g > at).map_or(near.end, |g| *g);
    let before = ctx.str(Span::new(from.min(at), at));
    let before = before.rsplit([':', '。', '、', ',']).next().unwrap_or(before);
    name::is_unit(before) && name::is_unit(ctx.str(Span::new(at, to.max(at))))
}

/// No day before the words of a headline has more bytes.
const DAY: u32 = 12;
/// The names on both sides have no more bytes.
const NAME: u32 = 72;

/// Whether a blank keeps two things apart, and stands in no word: two organs that issue together, or what a line of the
/// distribution or a row of a table holds.
fn beside(ctx: Ctx<'_>, blocks: &[Block], gap: Span) -> bool {
    let at = ctx.folded.to_folded(gap.end);
    let line = blocks.partition_point(|b| b.span.start <= at).checked_sub(1).and_then(|i| blocks.get(i));
    let holds = |b: &Block| matches!(b.role, Role::Furniture | Role::Table | Role::Roster);
    // 第一章 总 则 is how such headings are printed.
    // So is 目    录, and 说 明 on a line of its own.
    let head = |b: &Block| b.mark.is_none() || matches!(b.role, Role::Heading(_) | Role::Contents);
    let title = |b: &Block| head(b) && !longer(ctx.str(b.body), 2);
    // 松 山 区 民 政 局 is how a title is set, letter by letter.
    let set_apart = |b: &Block| {
        let words = ctx.str(b.body);
        (b.mark.is_none() || matches!(b.role, Role::Heading(_)))
            && !ctx.folded.gap_before(at)
            && !longer(words, 40)
            && !words.contains(['。', ':', ';', ','])
    };
    // What stands before a block on its line is another.
    if line.is_some_and(|b| b.inline && b.span.start == at) {
        return true;
    }
    if line.is_some_and(|b| (holds(b) || title(b) || set_apart(b)) && at < b.span.end) {
        return true;
    }
    let (before, after) = ctx.folded.text.split_at_checked(at as usize).unwrap_or_default();
    if before.ends_with('目') && after.starts_with('录') || begins_heading(after) {
        return true;
    }
    // 09.12 某省公布方案.
    let day = |b: &Block| ctx.str(Span::new(b.span.start, at.max(b.span.start)));
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/'));
    if last_is_digit(before)
        && line.is_some_and(|b| {
            at < b.span.end && at <= b.span.start + DAY && day(b).contains(['.', '-', '/']) && digits(day(b))
        })
    {
        return true;
    }
    // 112 年 3 月 2 日 修正.
    if in_date(before, after) || closing::parts_number(before, after) {
        return true;
    }
    if line.is_some_and(|b| between_units(ctx, b, at)) || parts_title(before, after) {
        return true;
    }
    // 机关党委 负责党群工作.
    let named = |b: &&Block| {
        let words = ctx.str(Span::new(b.body.start, at.clamp(b.body.start, b.body.end)));
        (name::is_unit(words) || name::is_mass_body(words)) && name::begins_duties(after)
    };
    if line.as_ref().is_some_and(named) {
        return true;
    }
    // One look rules most blanks out.
    if !before.ends_with(['室', '府', '会', '局', '委', '厅', '部', '办', '关']) {
        return false;
    }
    let signs = ['\n', '《', '〈', '(', ',', '。', ':', ';', '、', '】'];
    let before = tail(before).rsplit(signs).next().unwrap_or("");
    let after = after.get(..after.floor_char_boundary(200)).unwrap_or(after);
    let after = after.split(signs).next().unwrap_or("");
    let after =
        ["关于", "职能配置", "主要职责", "机关"].iter().fold(after, |t, w| t.split(w).next().unwrap_or(t));
    let before = before.strip_suffix("机关").unwrap_or(before);
    // 州 ends many names of cities, which have no committee of a 州.
    let of_prefecture = |name: &str| ["州委", "州人民政府", "州政府"].iter().any(|w| name.contains(w));
    let placed = |name: &str| name::is_placed(name) || of_prefecture(name);
    [before, after].iter().all(|name| name::is_organ(name) && placed(name))
}

/// Whether a heading begins behind a blank: 一、, 第二部分, (三).
fn begins_heading(after: &str) -> bool {
    // No number of a heading has more bytes.
    let after = after.get(..after.floor_char_boundary(36)).unwrap_or(after);
    let ordinal = |t: &str, sign: &str| {
        let rest = t.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
        rest.len() < t.len() && rest.starts_with(sign)
    };
    ordinal(after, "、") || after.strip_prefix('第').is_some_and(|t| ordinal(t, "部分"))
}

/// Whether a blank parts what a title names: 主要职责 内设机构 人员编制规定.
fn parts_title(before: &str, after: &str) -> bool {
    let named = ["职责", "职能配置", "内设机构", "机构设置", "人员编制"];
    let first = || ["主要职责", "职能配置", "内设机构", "机构设置", "人员编制", "和人员编制", "领导职数"];
    // The name of the organ ends with many a character.
    let organ = || {
        begins(after, &["主要职责", "职能配置"])
            && before.ends_with(['局', '委', '室', '厅', '会', '部', '办', '府'])
    };
    named.iter().any(|w| before.ends_with(w)) && begins(after, &first()) || organ()
}

fn last_is_digit(text: &str) -> bool {
    text.as_bytes().last().is_some_and(u8::is_ascii_digit)
}

/// Whether a blank stands inside a date, or behind one.
fn in_date(before: &str, after: &str) -> bool {
    let signs = ['年', '月', '日'];
    let number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    // No year has more digits than this takes in.
    let near = after.get(..after.floor_char_boundary(12)).unwrap_or(after);
    let counted = |t: &str| t.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(signs);
    let (last, first) = (before.chars().next_back(), after.chars().next());
    if number(first) {
        return counted(near) && (number(last) || before.ends_with(signs) || before.ends_with("民国"));
    }
    number(last) && after.starts_with(signs)
        || before.strip_suffix(signs).is_some_and(|t| number(t.chars().next_back()))
}

/// What other steps found.
pub(super) struct Told {
    /// The script of a document that has characters of another.
    pub(super) script: Option<Script>,
    /// The items among units that hold none.
    pub(super) unread: Vec<Span>,
    /// The sums of sentences that are not those of their parts.
    pub(super) sums: Vec<Span>,
    /// The sentences with numbers of persons that gave no posts; folded.
    pub(super) posts: Vec<Span>,
}

/// The anomalies of a document, in order of their places.
pub(super) fn anomalies(
    ctx: Ctx<'_>,
    (blocks, parts): (&[Block], &[Part]),
    items: &[Item],
    tables: &[Table],
    told: &Told,
) -> Vec<Anomaly> {
    let mut out = Vec::new();
    let mut add = |kind, span| out.push(Anomaly { kind, span });
    for sum in wrong_sums(ctx, tables, &told.sums) {
        add(AnomalyKind::WrongSum, ctx.at(sum));
    }
    for pair in blocks.windows(2) {
        if let [before, block] = pair
            && block.inline
            && block.item().is_some_and(|m| m.style != Style::Word)
            && before.item().is_some()
        {
            add(AnomalyKind::TwoItemsOnOneLine, ctx.at(block.span));
        }
    }
    for block in blocks.iter().filter(|b| b.role == Role::Contact) {
        add(AnomalyKind::ContactLine, ctx.at(block.span));
    }
    let numbered = items.iter().any(|i| i.ordinal.is_some());
    for span in &told.unread {
        add(AnomalyKind::UnreadUnit, *span);
    }
    for span in &told.posts {
        add(AnomalyKind::UnreadPosts, ctx.at(*span));
    }
    for item in items {
        // What 另设 sets up beside the numbered units bears no number.
        let unnumbered = blocks.get(item.block).filter(|b| b.body.start == b.span.start);
        if let Some(block) = unnumbered.filter(|_| item.ordinal.is_none() && numbered) {
            add(AnomalyKind::UnnumberedItem, ctx.at(block.span));
        }
        let own = blocks.get(item.block..item.end).unwrap_or(&[]);
        let Some(last) = own.iter().rev().find(|b| b.provides()) else { continue };
        let text = ctx.str(last.body);
        let open = text.chars().next_back().is_some_and(char::is_alphanumeric);
        // A name alone on its line needs no full stop.
        let paragraph = own.first().is_some_and(|b| b.span != last.span);
        // (二)镇直事业单位, above their names.
        let names = || own.first().is_some_and(|b| class::is_outside(ctx.str(b.body)));
        if open && (paragraph && !names() || longer(text, 9)) {
            add(AnomalyKind::MissingFullStop, ctx.at(item::span(blocks, item)));
        }
    }
    for span in told.script.map(|script| of_other_script(ctx.original, script)).unwrap_or_default() {
        add(AnomalyKind::OtherScript, span);
    }
    for span in &ctx.folded.converted {
        add(AnomalyKind::ConvertedWord, *span);
    }
    for span in &ctx.folded.stops {
        add(AnomalyKind::PointForStop, *span);
    }
    for span in blanks(ctx, blocks) {
        add(AnomalyKind::SpaceInWord, span);
    }
    let first = blocks.iter().find(|b| b.role != Role::Furniture);
    if first.is_none_or(|b| b.mark.is_some() || b.role != Role::Plain) {
        let span =
            first.map_or(Span::default(), |b| ctx.at(b.head().to(Span::new(b.span.start, b.body.start))));
        add(AnomalyKind::NoTitle, span);
    }
    for span in several::titles(ctx, blocks, parts) {
        add(AnomalyKind::AnotherRegulation, span);
    }
    if let Some(title) = kind::of_another(ctx, blocks) {
        add(AnomalyKind::AnotherKind, ctx.at(title));
    }
    out.sort_by_key(|a| (a.span, a.kind));
    out
}

/// The blanks inside words and numbers, with the characters on both sides.
fn blanks(ctx: Ctx<'_>, blocks: &[Block]) -> Vec<Span> {
    let mut out = Vec::new();
    let heads: Vec<Span> = blocks.iter().map(|b| ctx.at(b.head())).collect();
    let in_mark = |gap: &Span| {
        let at = heads.partition_point(|h| h.start <= gap.start);
        at.checked_sub(1).is_some_and(|i| gap.start <= heads[i].end)
    };
    for gap in &ctx.folded.dropped {
        let before = ctx.original.get(..gap.start as usize).and_then(|t| t.chars().next_back());
        let after = ctx.original.get(gap.end as usize..).and_then(|t| t.chars().next());
        if let (Some(before), Some(after)) = (before, after)
            && before.is_alphanumeric()
            && after.is_alphanumeric()
            && !in_mark(gap)
            && !beside(ctx, blocks, *gap)
        {
            let (start, end) = (gap.start - before.len_utf8() as u32, gap.end + after.len_utf8() as u32);
            out.push(Span::new(start, end));
        }
    }
    out
}

/// The sums of tables and of sentences that are not those of their parts, each once.
fn wrong_sums(ctx: Ctx<'_>, tables: &[Table], sums: &[Span]) -> Vec<Span> {
    let mut out = parts::too_many(ctx);
    let told = |sum: &Span| {
        let at = out.partition_point(|part| part.end <= sum.start);
        out.get(at).is_some_and(|part| part.overlaps(*sum))
    };
    let others: Vec<Span> = sums.iter().copied().filter(|sum| !told(sum)).collect();
    let tabled = tables.iter().filter_map(|t| t.roster.as_ref()).flat_map(Roster::wrong_sums);
    out.extend(others.into_iter().chain(tabled.copied()));
    out
}
