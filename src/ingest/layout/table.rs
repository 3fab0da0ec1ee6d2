//! Tables of posts: rows of cells (with `|`, tabs or wide blanks between them), or one cell a line.

use crate::{
    ingest::{
        ctx::{Ctx, longer, sub},
        names::name,
        posts::classify::counts_posts,
        posts::entry::{self, rank_of},
        posts::row::Row,
        units::roster::{self, Roster},
    },
    regulation::{NumberedList, Unit},
    source::Span,
    text::{is_numeral, numeral},
};

/// What the column of titles is called.
const TITLES: [&str; 10] =
    ["职称", "职务", "职位", "职别", "职务名称", "职位名称", "岗位", "岗位名称", "职称名称", "职务职称"];
/// What the column of titles may be called where its rows name numbers of posts.
const MATTERS: [&str; 6] = ["项目", "类别", "编制类别", "编制种类", "名称", "内容"];
/// What the column of organs is called, in a table of several.
const ORGANS: [&str; 9] =
    ["单位", "单位名称", "机构名称", "机构", "部门", "部门名称", "机关名称", "名称", "事业单位名称"];
/// What the column of numbers is called.
const NUMBERS: [&str; 14] = [
    "员额",
    "员额数",
    "编制员额",
    "编制数",
    "人数",
    "名额",
    "数额",
    "职数",
    "核定数",
    "编制",
    "额数",
    "数量",
    "编制人数",
    "核定编制",
];
/// What stands at the head of other columns.
const OTHERS: [&str; 12] =
    ["官等", "职等", "官等职等", "官职等", "级别", "备考", "备注", "说明", "序号", "编号", "等级", "职级"];
/// What a row of sums is called.
const SUMS: [&str; 5] = ["合计", "总计", "共计", "总数", "计"];
/// No column is called by more bytes.
const LONGEST_HEAD: usize = 12;
/// No table has more lines in its head.
const HEAD: usize = 8;

/// A table of posts, of units, or of both.
pub(in crate::ingest) struct Table {
    /// From its head to its last row, folded.
    pub(in crate::ingest) span: Span,
    rows: Vec<Entries>,
    /// Its units, where it is a table of them.
    pub(in crate::ingest) roster: Option<Roster>,
}

/// What a table says of one organ.
struct Entries {
    /// The organ, where the table is of several.
    organ: Option<Span>,
    span: Span,
    /// Labels and numbers.
    cells: Vec<(Span, Span)>,
}

impl Table {
    /// A table about the document's own organ.
    fn own(span: Span, cells: Vec<(Span, Span)>) -> Self {
        Self { span, rows: vec![Entries { organ: None, span, cells }], roster: None }
    }
}

impl From<Roster> for Table {
    fn from(roster: Roster) -> Self {
        Self { span: roster.span, rows: Vec::new(), roster: Some(roster) }
    }
}

/// Finds the tables of a text.
pub(in crate::ingest) fn find(ctx: Ctx<'_>) -> Vec<Table> {
    let lines: Vec<Span> = ctx.lines().map(|line| ctx.trim(line)).filter(|line| !line.is_empty()).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let rest = &lines[at..];
        let found =
            if ctx.str(rest[0]).len() > 600 { None } else { grid(ctx, rest).or_else(|| column(ctx, rest)) };
        let Some((table, used)) = found else {
            at += 1;
            continue;
        };
        out.push(table);
        at += used;
    }
    out
}

/// The rows of posts that tables give; `told` where sentences give posts as well.
pub(in crate::ingest) fn rows(ctx: Ctx<'_>, tables: &[Table], units: &[&Unit], told: bool) -> Vec<Row> {
    let own = tables.iter().filter_map(|t| t.roster.as_ref()).filter(|r| r.is_about(units.iter().copied()));
    let sums = own.filter_map(|r| r.row(ctx)).map(|mut row| {
        // What the units have together need not be all.
        row.total = row.total.filter(|_| !told);
        row
    });
    let rows = tables.iter().flat_map(|t| &t.rows).map(|entries| {
        let mut row = Row { organ: entries.organ, span: entries.span, ..Row::default() };
        let highest = highest_rank(ctx, &entries.cells);
        for (label, number) in &entries.cells {
            let rank = highest.and_then(|h| Some((h, rank_of(plain(ctx.str(*label)))?)));
            if rank
                .is_some_and(|(highest, rank)| entry::ranked(ctx, &mut row, (*label, *number), rank, highest))
            {
                continue;
            }
            let Some((least, most)) = amount(ctx.str(*number)) else {
                entry::pair(ctx, &mut row, *label, *number);
                continue;
            };
            if SUMS.contains(&ctx.str(*label)) {
                row.total = Some((least, *number));
            } else {
                entry::entry(ctx, &mut row, *label, (least, most), *number);
            }
        }
        row
    });
    let rows = rows.filter(Row::tells);
    rows.chain(sums).collect()
}

/// The highest of the ranks that labels of a table name, where there are several: 正科级 副科级 股级.
fn highest_rank(ctx: Ctx<'_>, cells: &[(Span, Span)]) -> Option<usize> {
    let mut levels = cells.iter().filter_map(|(label, _)| Some(rank_of(plain(ctx.str(*label)))?.1));
    let first = levels.next()?;
    let (low, high) = levels.fold((first, first), |(low, high), level| (low.max(level), high.min(level)));
    (low > high).then_some(high)
}

/// The numbered lists that rows of units make, where the units are those of the document.
pub(in crate::ingest) fn lists(tables: &[Table], lists: &[Span]) -> Vec<NumberedList> {
    let own =
        tables.iter().filter_map(|t| t.roster.as_ref()).filter(|r| lists.iter().any(|u| r.at.contains(*u)));
    own.filter_map(Roster::list).collect()
}

/// One number or a range: 十五, 2名, 二十一至三十.
pub(in crate::ingest) fn amount(text: &str) -> Option<(i64, i64)> {
    // 5名(其中1名兼任研究室主任).
    let remark = text.split_once('(').filter(|(_, r)| r.ends_with(')'));
    // 1名(正科级), 3名(1正2副); but 12(9) are two numbers.
    let parts = |r: &str| !r.contains(is_numeral) || r.contains(['正', '副']);
    let told = remark.filter(|(_, r)| parts(r) || ["其中", "含", "包括"].iter().any(|w| r.starts_with(w)));
    let text = told.map_or(text, |(number, _)| number);
    let plain = |t: &str| numeral(t.trim_end_matches(['名', '人', '个']));
    if let Some(one) = plain(text) {
        return Some((one, one));
    }
    let (least, most) = text.split_once(['-', '~', '至', '到', '—', '–'])?;
    Some((plain(least)?, plain(most)?))
}

/// The cells of a line; in a `loose` table each blank parts two.
pub(in crate::ingest) fn cells(ctx: Ctx<'_>, line: Span, loose: bool) -> Vec<Span> {
    let text = ctx.str(line);
    if text.contains('|') {
        let inner = text.strip_prefix('|').unwrap_or(text);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let lead = usize::from(text.starts_with('|'));
        let mut start = lead;
        return inner
            .split('|')
            .map(|cell| {
                let span = ctx.trim(sub(line, start, start + cell.len()));
                start += cell.len() + 1;
                span
            })
            .collect();
    }
    let mut out = Vec::new();
    let mut start = 0;
    let wide = ctx.folded.gaps(line).iter().filter(|place| loose || parted(ctx, line, **place));
    let wide = wide.map(|place| (place - line.start) as usize);
    let mut bounds: Vec<usize> = wide.chain(memchr::memchr_iter(b' ', text.as_bytes())).collect();
    bounds.sort_unstable();
    for bound in bounds {
        out.push(ctx.trim(sub(line, start, bound)));
        start = bound;
    }
    out.push(ctx.trim(sub(line, start, text.len())));
    out.retain(|c| !c.is_empty());
    out
}

/// Whether the blanks before a place keep two cells apart: a tab, or more than one blank.
fn parted(ctx: Ctx<'_>, line: Span, place: u32) -> bool {
    let after = ctx.at(Span::new(place, line.end)).start;
    let before = ctx.original.get(..after as usize).unwrap_or("");
    let blanks = before.len() - before.trim_end_matches(|c: char| c.is_whitespace()).len();
    let blanks = before.get(before.len() - blanks..).unwrap_or("");
    blanks.contains('\t') || blanks.chars().count() > 1
}

pub(in crate::ingest) fn is_rule(cells: &[&str]) -> bool {
    cells.iter().all(|c| !c.is_empty() && c.chars().all(|c| matches!(c, '-' | ':' | '=' | '—' | '─'..='╬')))
}

/// A table whose lines are its rows.
fn grid(ctx: Ctx<'_>, lines: &[Span]) -> Option<(Table, usize)> {
    let first = ctx.str(lines[0]);
    let parted =
        !ctx.folded.gaps(lines[0]).is_empty() || memchr::memchr2(b'|', b' ', first.as_bytes()).is_some();
    if !parted {
        return None;
    }
    let mut head = cells(ctx, lines[0], false);
    if let Some((roster, used)) = roster::grid(ctx, lines, &head) {
        return Some((roster.into(), used));
    }
    // A head of known words with one blank between them: so are the rows.
    let loose = head.len() < 2;
    if loose {
        head = cells(ctx, lines[0], true);
        let is_in = |c: &Span, words: &[&[&str]]| words.iter().any(|w| w.contains(&plain(ctx.str(*c))));
        let known = |c: &Span| is_in(c, &[&TITLES, &NUMBERS, &OTHERS]);
        // 单位名称 行政编制 领导职数.
        let of_organ = || {
            head.first().is_some_and(|c| is_in(c, &[&ORGANS]))
                && head
                    .iter()
                    .skip(1)
                    .all(|c| counts_posts(plain(ctx.str(*c))) || rank_of(plain(ctx.str(*c))).is_some())
        };
        if head.len() < 2 || !head.iter().all(known) && !of_organ() {
            return None;
        }
    }
    let words: Vec<&str> = head.iter().map(|c| ctx.str(*c)).collect();
    let title = words.iter().position(|w| TITLES.contains(&plain(w)));
    let matter = words.iter().position(|w| MATTERS.contains(&plain(w))).filter(|_| title.is_none());
    // 名称 编制 领导职数, above the names of institutions.
    if let Some(several) = matter.and_then(|_| by_organ(ctx, lines, &head, loose)) {
        return Some(several);
    }
    let title = title.or(matter);
    let number = words.iter().position(|w| NUMBERS.contains(&plain(w)));
    let (Some(title), Some(number)) = (title, number) else {
        let several = by_organ(ctx, lines, &head, loose);
        return several.or_else(|| across(ctx, lines, &head)).or_else(|| summed(ctx, lines, &head));
    };
    let mut span = lines[0];
    let mut found = Vec::new();
    let mut used = 1;
    for line in &lines[1..] {
        let row = cells(ctx, *line, loose);
        let texts: Vec<&str> = row.iter().map(|c| ctx.str(*c)).collect();
        if row.len() < 2 && !is_rule(&texts) {
            break;
        }
        // A head that comes again stands at the top of a page; where no row is told before it, it heads a table of its own.
        let has = |words: &[&str]| texts.iter().any(|t| words.contains(&plain(t)));
        let again = (has(&TITLES) || has(&MATTERS)) && has(&NUMBERS);
        if again && found.is_empty() {
            break;
        }
        used += 1;
        span = span.to(*line);
        if again || is_rule(&texts) {
            continue;
        }
        let told = |text: &str| amount(text).is_some() || is_pair(text);
        let whole = row.len() == head.len() && told(texts[number]) && !texts[title].is_empty();
        if whole {
            found.push((row[title], row[number]));
        } else {
            // A row with cells merged or left out: its first words and the number behind them.
            let label = texts.iter().position(|t| !t.is_empty() && amount(t).is_none());
            let value = label
                .and_then(|l| texts.iter().skip(l).position(|t| amount(t).is_some()).map(|v| (l, l + v)));
            found.extend(value.map(|(l, v)| (row[l], row[v])));
        }
    }
    let counts = |(label, _): &(Span, Span)| counts_posts(ctx.str(*label));
    let of_posts = matter.is_none() || found.iter().any(counts);
    (of_posts && !found.is_empty()).then(|| (Table::own(span, found), used))
}

/// A table of several organs, one a row, with a column for each kind of posts.
fn by_organ(ctx: Ctx<'_>, lines: &[Span], head: &[Span], loose: bool) -> Option<(Table, usize)> {
    let names = head.iter().position(|c| ORGANS.contains(&plain(ctx.str(*c))))?;
    // A second line of the head tells the columns apart: 编制 above 行政编制 and 事业编制.
    let below = lines.get(1).map(|line| cells(ctx, *line, loose)).unwrap_or_default();
    let under = below.len() == head.len() && below[names].is_empty();
    let head: Vec<Span> = head
        .iter()
        .enumerate()
        .map(|(i, c)| below.get(i).filter(|b| under && !b.is_empty()).unwrap_or(c))
        .copied()
        .collect();
    let counts = |label: &str| counts_posts(label) || rank_of(label).is_some();
    let counted: Vec<usize> = (0..head.len()).filter(|i| counts(plain(ctx.str(head[*i])))).collect();
    if counted.is_empty() {
        return None;
    }
    let mut table = Table { span: lines[0], rows: Vec::new(), roster: None };
    let mut used = if under { 2 } else { 1 };
    for line in &lines[used..] {
        let row = cells(ctx, *line, loose);
        let texts: Vec<&str> = row.iter().map(|c| ctx.str(*c)).collect();
        // A sum stands below what it sums up.
        let sum = !table.rows.is_empty() && texts.iter().any(|t| SUMS.contains(t));
        if row.len() < 2 || !sum && !is_rule(&texts) && (row.len() != head.len() || !is_organ(texts[names])) {
            break;
        }
        used += 1;
        table.span = table.span.to(*line);
        if sum || is_rule(&texts) {
            continue;
        }
        let told = |text: &str| amount(text).is_some() || is_pair(text);
        let cells = counted.iter().filter(|i| told(texts[**i])).map(|i| (head[*i], row[*i]));
        table.rows.push(Entries { organ: Some(row[names]), span: *line, cells: cells.collect() });
    }
    (!table.rows.is_empty()).then_some((table, used))
}

/// Whether a cell gives heads and deputies, or heads alone: 5正2副, 1正.
fn is_pair(text: &str) -> bool {
    (text.contains('正') && text.contains('副') || text.ends_with('正')) && text.contains(is_numeral)
}

/// Whether a cell names an organ, and not a unit of one.
fn is_organ(text: &str) -> bool {
    let ends = ["局", "委", "委员会", "厅", "政府", "法院", "检察院", "社", "会"];
    name::is_organ(text) && (name::is_placed(text) || ends.iter().any(|e| text.ends_with(e)))
}

/// A table with the posts across: one row of labels, one of numbers.
fn across(ctx: Ctx<'_>, lines: &[Span], head: &[Span]) -> Option<(Table, usize)> {
    let mut at = 1;
    let mut row = cells(ctx, *lines.get(at)?, false);
    if is_rule(&row.iter().map(|c| ctx.str(*c)).collect::<Vec<_>>()) {
        at += 1;
        row = cells(ctx, *lines.get(at)?, false);
    }
    if row.len() != head.len() {
        return None;
    }
    let pairs = head.iter().zip(&row).filter(|(label, value)| {
        let label = ctx.str(**label);
        let told = amount(ctx.str(**value)).is_some() || is_pair(ctx.str(**value));
        told && (counts_posts(plain(label)) || SUMS.contains(&label))
    });
    // The posts of a row are of the kind that its first cell names: 行政编制 1 2 8, below 编制类别 局长 副局长 合计.
    let kind =
        row.first().filter(|c| MATTERS.contains(&plain(ctx.str(head[0]))) && counts_posts(ctx.str(**c)));
    let label = |l: Span| kind.filter(|_| SUMS.contains(&ctx.str(l))).copied().unwrap_or(l);
    let found: Vec<(Span, Span)> = pairs.map(|(l, v)| (label(*l), *v)).collect();
    (found.len() * 2 > head.len()).then(|| (Table::own(lines[0].to(lines[at]), found), at + 1))
}

/// A table of units with a column for each kind of posts: its last row sums them up.
fn summed(ctx: Ctx<'_>, lines: &[Span], head: &[Span]) -> Option<(Table, usize)> {
    let counted = head.iter().filter(|label| counts_posts(ctx.str(**label))).count();
    // A head has no number and every row has one, so that no row is looked at as a head again.
    let numbered = |row: &[Span]| row.iter().any(|c| amount(ctx.str(*c)).is_some());
    if counted == 0 || numbered(head) {
        return None;
    }
    let rows = lines.iter().skip(1).map(|line| cells(ctx, *line, false));
    let rows = rows.take_while(|row| row.len() > 1 && numbered(row));
    for (i, row) in rows.enumerate() {
        if SUMS.contains(&ctx.str(row[0])) {
            // Cells before the numbers may be merged: columns are told apart from the right.
            let pairs = head.iter().rev().zip(row.iter().rev()).take(counted);
            let pairs = pairs.filter(|(label, value)| {
                counts_posts(ctx.str(**label)) && amount(ctx.str(**value)).is_some()
            });
            let found: Vec<(Span, Span)> = pairs.map(|(label, value)| (*label, *value)).collect();
            return (found.len() == counted).then(|| (Table::own(lines[0].to(lines[i + 1]), found), i + 2));
        }
    }
    None
}

/// A table that was copied out with one cell a line.
fn column(ctx: Ctx<'_>, lines: &[Span]) -> Option<(Table, usize)> {
    // One look rules most lines out: what stands in brackets aside, they are too long.
    let first = ctx.str(lines[0]).as_bytes();
    if first.get(..=LONGEST_HEAD).is_some_and(|f| !f.contains(&b'(')) {
        return None;
    }
    if let Some((roster, used)) = roster::column_of_cells(ctx, lines) {
        return Some((roster.into(), used));
    }
    let is = |at: usize, words: &[&str]| lines.get(at).is_some_and(|l| words.contains(&plain(ctx.str(*l))));
    let head = (0..HEAD).take_while(|i| is(*i, &TITLES) || is(*i, &NUMBERS) || is(*i, &OTHERS)).count();
    let title = (0..head).find(|i| is(*i, &TITLES))?;
    let number = (0..head).find(|i| is(*i, &NUMBERS))?;
    let between = number.checked_sub(title)? - 1;
    let mut found = Vec::new();
    let (mut from, mut used) = (head, head);
    for (at, line) in lines.iter().enumerate().skip(head) {
        let text = ctx.str(*line);
        if longer(text, 60) || at - from > HEAD {
            break;
        }
        if amount(text).is_none() {
            continue;
        }
        let row = &lines[from..at];
        let sum = row.iter().find(|l| SUMS.contains(&ctx.str(**l)));
        // What the row before left behind its number (a remark) stands first.
        let Some(label) = sum.or_else(|| row.get(row.len().saturating_sub(1 + between))) else { break };
        found.push((*label, *line));
        (from, used) = (at + 1, at + 1);
    }
    let span = lines[0].to(*lines.get(used.checked_sub(1)?)?);
    (!found.is_empty()).then(|| (Table::own(span, found), used))
}

/// The words of a heading without what stands in brackets.
fn plain(text: &str) -> &str {
    text.split('(').next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_is_called_by_more() {
        let longest = TITLES.iter().chain(&NUMBERS).chain(&OTHERS).map(|w| w.len()).max();
        assert_eq!(longest, Some(LONGEST_HEAD));
    }
}
