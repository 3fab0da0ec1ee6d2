//! Tables of units: a unit a row, its duties and its posts in columns of their own.

use super::{
    columns::{COLUMNS, Column, Head, LABEL, column},
    making::{Making, ordinal},
};
use crate::{
    ingest::{
        ctx::{Ctx, longer},
        layout::table::{self, is_rule},
        names::name,
        posts::count::numeral_before,
        posts::entry,
        posts::figure::Counts,
        posts::row::{Figure, Row},
    },
    regulation::{ListItem, NumberedList, Unit},
    schema::ListKind,
    source::Span,
    text::{numeral, numeral_prefix},
};

/// How labels end of what stands in the first columns of such a table.
const LAST_OF_LABELS: [char; 14] =
    ['号', '序', '次', '称', '构', '室', '门', '位', '责', '能', '务', '制', '数', '容'];

/// A table of units.
pub(in crate::ingest) struct Roster {
    /// From its head to its last row, folded.
    pub(in crate::ingest) span: Span,
    /// The same in the text as printed.
    pub(in crate::ingest) at: Span,
    /// Whether its head says that it is about units of an organ.
    pub(in crate::ingest) sure: bool,
    /// Its units.
    pub(in crate::ingest) units: Vec<Unit>,
    /// Whether some of its columns hold what they do.
    pub(in crate::ingest) tells: bool,
    /// Its row of sums: what is counted, the label of the column, the number.
    pub(super) sums: Vec<(Counts, Span, Span)>,
    /// Heads and deputies of its units as its rows give them, where none sums them up.
    pub(super) leaders: Option<(i64, i64, Span)>,
    /// Heads and deputies of the organ itself, as a row of their own gives them: 局领导.
    pub(super) own: Option<(i64, i64, Span)>,
    /// Numbers of the rows, with where they stand and what they number.
    pub(super) items: Vec<ListItem>,
    /// The sums that are not those of the rows above them.
    pub(super) wrong: Vec<Span>,
}

impl Roster {
    /// The numbered list that its rows make.
    pub(in crate::ingest) fn list(&self) -> Option<NumberedList> {
        let (first, last) = (self.items.first()?, self.items.last()?);
        let span = first.mark.to(last.text);
        Some(NumberedList { of: ListKind::Units, items: self.items.clone(), span })
    }

    /// The sums that are not those of the rows above them.
    pub(in crate::ingest) fn wrong_sums(&self) -> &[Span] {
        &self.wrong
    }

    /// The posts that its row of sums gives, and the leaders of the organ. Where no sum tells the leaders of the units, their rows
    /// do.
    pub(in crate::ingest) fn row(&self, ctx: Ctx<'_>) -> Option<Row> {
        let summed = self.summed(ctx);
        let mut row = match self.own {
            Some(own) => Some(self.with_own(summed.unwrap_or_default(), own)),
            None => summed,
        };
        let told = |r: &Row| r.unit_heads.is_some() || r.unit_deputies.is_some() || r.unit_leaders.is_some();
        if let Some((heads, deputies, span)) = self.leaders.filter(|_| !row.as_ref().is_some_and(told)) {
            let row = row.get_or_insert_default();
            row.unit_heads = Some((heads, span));
            row.unit_deputies = (deputies > 0).then_some((deputies, span));
            row.span = if row.span.is_empty() { span } else { row.span.to(span) };
        }
        row
    }

    /// Adds the leaders of the organ.
    fn with_own(&self, mut row: Row, (heads, deputies, span): (i64, i64, Span)) -> Row {
        // They are in the sums.
        if !self.sums.is_empty() {
            let less = |sum: Option<Figure>, own: i64| sum.map(|(n, at)| ((n - own).max(0), at));
            row.unit_heads = less(row.unit_heads, heads);
            row.unit_deputies = less(row.unit_deputies, deputies);
            row.unit_leaders = less(row.unit_leaders, heads + deputies);
        }
        row.heads = (heads > 0).then_some((heads, span));
        row.deputies = (deputies > 0).then_some((deputies, span));
        row.span = if row.span.is_empty() { span } else { row.span.to(span) };
        row
    }

    fn summed(&self, ctx: Ctx<'_>) -> Option<Row> {
        let (first, last) = self.sums.first().zip(self.sums.last())?;
        let mut row = Row { span: first.2.to(last.2), ..Row::default() };
        for (counts, label, number) in &self.sums {
            if let Some(value) = numeral(ctx.str(*number).trim_end_matches(['名', '人', '个'])) {
                entry::sum_of_units(&mut row, *counts, *label, (value, *number));
            }
        }
        Some(row)
    }

    /// Whether it tells of units that the document is said to have.
    pub(in crate::ingest) fn is_about<'u>(&self, mut units: impl Iterator<Item = &'u Unit>) -> bool {
        units.any(|u| self.unit(&u.name.text).is_some())
    }

    /// Whether one of its rows names a unit of this name.
    pub(in crate::ingest) fn unit(&self, name: &str) -> Option<&Unit> {
        self.units.iter().find(|u| u.name.text == name)
    }
}

/// Adds what tables say to units that stand in the text already: posts, and duties where the text gives none.
pub(in crate::ingest) fn complete(rosters: &[&Roster], units: &mut [Unit]) {
    for unit in units {
        let Some(row) = rosters.iter().find_map(|r| r.unit(&unit.name.text)) else { continue };
        if unit.posts.is_none() {
            unit.posts.clone_from(&row.posts);
        }
        if unit.clauses.is_empty() && !row.clauses.is_empty() {
            // What lies in two places is quoted from the table, whole.
            *unit = Unit { ordinal: unit.ordinal.or(row.ordinal), ..row.clone() };
        }
    }
}

/// The table whose head stands in the first line: its rows are lines.
pub(in crate::ingest) fn grid(ctx: Ctx<'_>, lines: &[Span], cells: &[Span]) -> Option<(Roster, usize)> {
    if Head::of(ctx, cells, None).is_none() {
        return headless(ctx, lines, cells);
    }
    let tabbed = |line: Span| tabs(ctx, line).unwrap_or_else(|| table::cells(ctx, line, false));
    let apart = |line: Span| table::cells(ctx, line, false);
    lay(ctx, lines, &tabbed).or_else(|| lay(ctx, lines, &apart))
}

/// A table without a head, each of whose rows is a unit and what it does, with what else: |办公室|负责文电、会务|12345|.
fn headless(ctx: Ctx<'_>, lines: &[Span], cells: &[Span]) -> Option<(Roster, usize)> {
    let name = usize::from(cells.first().is_some_and(|c| ordinal(ctx.str(*c)).is_some()));
    if !ctx.str(lines[0]).contains('|') || !(name + 2..=name + 2 + BESIDE).contains(&cells.len()) {
        return None;
    }
    let is_row = |row: &[Span]| {
        row.len() == cells.len()
            && name::is_unit(name::without_brackets(ctx.str(row[name])))
            && !row[name + 1].is_empty()
            && (name == 0 || ordinal(ctx.str(row[0])).is_some())
    };
    // The first row shows what the column holds.
    if !is_row(cells) || !name::begins_duties(ctx.str(cells[name + 1])) {
        return None;
    }
    let rows = lines.iter().map(|line| table::cells(ctx, *line, false)).take_while(|row| is_row(row));
    let rows: Vec<Vec<Span>> = rows.collect();
    let kinds = [Column::Ordinal, Column::Name(true), Column::Duties];
    let kinds = kinds.into_iter().skip(1 - name).chain(std::iter::repeat(Column::Other));
    let columns = kinds.zip(cells.iter().copied()).collect();
    let head = Head { columns, name, duties: Some(name + 1), sure: true };
    let mut made = Making::of(&head, lines[0]);
    let taken = rows.iter().take_while(|row| made.take(ctx, row)).count();
    if taken < FEW {
        return None;
    }
    made.roster.span = lines[0].to(lines[taken - 1]);
    made.done(ctx).map(|roster| (roster, taken))
}

/// So many columns at most may stand in such a table behind what the units do.
const BESIDE: usize = 2;

/// So many rows at least make a table that has no head.
const FEW: usize = 3;

fn lay(ctx: Ctx<'_>, lines: &[Span], cells: &dyn Fn(Span) -> Vec<Span>) -> Option<(Roster, usize)> {
    let first = cells(*lines.first()?);
    let mut head = Head::of(ctx, &first, None)?;
    let mut used = 1;
    if let Some(below) = lines.get(1).map(|line| cells(*line)).filter(|b| b.len() == first.len())
        && below[head.name].is_empty()
        && head.duties.is_none_or(|d| below[d].is_empty())
        && let Some(both) = Head::of(ctx, &below, Some(&first))
    {
        (head, used) = (both, 2);
    }
    let mut made = Making::of(&head, lines[0]);
    let mut at = used;
    while at < lines.len() {
        // A head without a row soon below it is none.
        if made.roster.units.is_empty() && at > LINES {
            return None;
        }
        let (row, end) = whole(&head, &lines[at..], cells);
        at += end;
        let texts: Vec<&str> = row.iter().map(|c| ctx.str(*c)).collect();
        let again =
            row.len() == first.len() && row.iter().zip(&first).all(|(a, b)| ctx.str(*a) == ctx.str(*b));
        if again || is_rule(&texts) {
            used = at;
            continue;
        }
        if row.len() < 2 || !made.take(ctx, &row) {
            break;
        }
        if made.names_none() {
            return None;
        }
        used = at;
        made.roster.span = made.roster.span.to(lines[at - 1]);
    }
    made.done(ctx).map(|roster| (roster, used))
}

/// A cell has no more lines.
const LINES: usize = 12;

/// The cells of the row that begins with the first line, and how many lines it has: the words about duties may go on
/// below.
fn whole(head: &Head, lines: &[Span], cells: &dyn Fn(Span) -> Vec<Span>) -> (Vec<Span>, usize) {
    let mut row = cells(lines[0]);
    let width = head.columns.len();
    let Some(duties) = head.duties.filter(|d| row.len() == d + 1) else { return (row, 1) };
    let mut open = row[duties];
    for (i, line) in lines.iter().enumerate().take(LINES).skip(1) {
        let more = cells(*line);
        let Some(first) = more.first() else { break };
        open = open.to(*first);
        let last =
            if duties + 1 == width { more.len() == width } else { row.len() + more.len() - 1 == width };
        if last {
            // Where the duties are the last column, it ends before the next row.
            let next = duties + 1 == width;
            if !next {
                row[duties] = open;
                row.extend(&more[1..]);
            } else if i > 1 {
                row[duties] = row[duties].to(lines[i - 1]);
            }
            return (row, if next { i } else { i + 1 });
        }
        if more.len() > 1 {
            break;
        }
    }
    (row, 1)
}

/// The table whose cells stand on lines of their own.
pub(in crate::ingest) fn column_of_cells(ctx: Ctx<'_>, lines: &[Span]) -> Option<(Roster, usize)> {
    let short = |line: &Span| !longer(ctx.str(*line), LABEL);
    // One look at the first two labels rules most lines out.
    let label = |at: usize| {
        lines.get(at).is_some_and(|l| l.len() <= 4 * LABEL && ctx.str(*l).ends_with(LAST_OF_LABELS))
    };
    if !(label(0) && label(1)) {
        return None;
    }
    // No two columns are called the same.
    let new = |at: usize, line: &Span| lines[..at].iter().all(|l| ctx.str(*l) != ctx.str(*line));
    let labels = lines.iter().take(COLUMNS).enumerate().take_while(|(i, l)| short(l) && new(*i, l));
    let labels = labels.map(|(_, l)| ctx.str(*l));
    let width = labels.take_while(|l| column(l, "") != Column::Other || is_remark(l)).count();
    let head = Head::of(ctx, lines.get(..width)?, None).filter(|h| h.duties.is_some())?;
    let mut made = Making::of(&head, lines[0]);
    let mut used = width;
    for row in lines.get(width..)?.chunks_exact(width) {
        let numbered = head.ordinal().is_none_or(|o| ordinal(ctx.str(row[o])).is_some());
        if !(numbered && made.take(ctx, row)) {
            break;
        }
        if made.names_none() {
            return None;
        }
        used += width;
        made.roster.span = made.roster.span.to(row[width - 1]);
    }
    made.done(ctx).map(|roster| (roster, used))
}

fn is_remark(label: &str) -> bool {
    matches!(label, "备注" | "备考" | "说明")
}

/// Heads and deputies that a cell gives: 1正1副, 主任1名、副主任2名, 1.
pub(in crate::ingest) fn led(text: &str) -> Option<(i64, i64)> {
    let (mut heads, mut deputies) = (0_i64, 0_i64);
    for piece in text.split(['、', ',', ';', '\n']).filter(|p| !p.is_empty()) {
        let mut rest = piece.trim_end_matches(['名', '人', '职']);
        if numeral_prefix(rest).is_none() {
            let (value, at) = numeral_before(rest)?;
            let deputy = rest.get(..at).is_some_and(|t| t.contains('副'));
            let sum = if deputy { &mut deputies } else { &mut heads };
            *sum = sum.checked_add(value)?;
            continue;
        }
        while let Some((value, length)) = numeral_prefix(rest) {
            rest = rest.get(length..)?.trim_start_matches(['名', '个']);
            if let Some(behind) = rest.strip_prefix('副') {
                (deputies, rest) = (deputies.checked_add(value)?, behind);
            } else {
                (heads, rest) = (heads.checked_add(value)?, rest.strip_prefix('正').unwrap_or(rest));
            }
            rest = rest.trim_start_matches(['职', '名', '人']);
        }
        rest.is_empty().then_some(())?;
    }
    (heads > 0 || deputies > 0).then_some((heads, deputies))
}

/// The cells of a line with tabs: also the empty ones.
fn tabs(ctx: Ctx<'_>, line: Span) -> Option<Vec<Span>> {
    let printed = ctx.at(line);
    let before = ctx.original.get(..printed.start as usize)?;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let rest = ctx.original.get(start..)?;
    let text = rest.get(..rest.find(['\n', '\r']).unwrap_or(rest.len()))?;
    if !text.contains('\t') || text.contains('|') {
        return None;
    }
    let mut at = start;
    let cells = text.split('\t').map(|cell| {
        let span = ctx.folded.range_of(Span::of(at..at + cell.len()));
        at += cell.len() + 1;
        ctx.trim(span)
    });
    Some(cells.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_gives_heads_and_deputies() {
        for (cell, expected) in [
            ("1正1副", Some((1, 1))),
            ("主任1名、副主任2名", Some((1, 2))),
            ("1", Some((1, 0))),
            ("9223372036854775807、1", None),
            ("若干", None),
        ] {
            assert_eq!(led(cell), expected, "{cell}");
        }
    }
}
