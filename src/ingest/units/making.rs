//! A table of units while its rows are taken, one by one.

use super::{
    columns::{Column, Head},
    roster::{Roster, led},
};
use crate::{
    ingest::{
        ctx::{Ctx, sub},
        layout::mark,
        layout::table::amount,
        names::{leading, name, place},
        posts::figure::Counts,
        posts::title::Title,
    },
    regulation::{ListItem, Unit},
    source::Span,
    text::numeral,
};

/// A table while its rows are taken.
pub(super) struct Making<'h> {
    head: &'h Head,
    pub(super) roster: Roster,
    /// The kind of bodies that the rows are about, where a column or a row of its own says so.
    class: Option<Span>,
    /// How many of its units have names that end as those of units do.
    named: usize,
    /// How many of its rows give leaders.
    led: usize,
    /// What the rows of each column come to so far, and whether all of them give a number.
    added: Vec<Option<(i64, bool)>>,
}

/// No organ has so many leaders.
const MANY: i64 = 1000;

/// So many rows show whether they name units.
const ENOUGH: usize = 12;

/// Whether a row is about the leaders of the organ, and about no unit.
fn is_leaders(name: &str) -> bool {
    name.ends_with("领导班子") || name == "班子成员" || name.ends_with("领导") && name.len() < 16
}

impl<'h> Making<'h> {
    pub(super) fn of(head: &'h Head, first: Span) -> Self {
        let roster = Roster {
            span: first,
            at: Span::default(),
            sure: head.sure,
            units: Vec::new(),
            tells: head.duties.is_some(),
            sums: Vec::new(),
            leaders: None,
            own: None,
            items: Vec::new(),
            wrong: Vec::new(),
        };
        let added = vec![Some((0, true)); head.columns.len()];
        Self { head, roster, class: None, named: 0, led: 0, added }
    }

    pub(super) fn done(mut self, ctx: Ctx<'_>) -> Option<Roster> {
        self.roster.at = ctx.at(self.roster.span);
        // Rows that do not give theirs leave the sum unknown.
        self.roster.leaders = self.roster.leaders.filter(|_| self.led == self.roster.units.len());
        (!self.roster.units.is_empty() && self.named * 2 >= self.roster.units.len()).then_some(self.roster)
    }

    /// Whether its first rows show that it names no units: a long text is not looked through again for each of its lines.
    pub(super) fn names_none(&self) -> bool {
        let units = self.roster.units.len();
        units > ENOUGH && self.named * 2 < units
    }

    /// Takes a row; false where it is none.
    pub(super) fn take(&mut self, ctx: Ctx<'_>, row: &[Span]) -> bool {
        // A sum stands below what it sums up, its first cells merged or not.
        let first: String = row.iter().take(self.head.name + 2).map(|c| ctx.str(*c)).collect();
        if !self.roster.units.is_empty()
            && ["合计", "总计", "共计", "小计"].iter().any(|w| first.starts_with(w))
        {
            if !first.starts_with("小计") {
                self.sum(ctx, row);
            }
            return true;
        }
        let taken = self.take_unit(ctx, row);
        if taken {
            self.add(ctx, row);
        }
        taken
    }

    /// Adds the numbers of a row to those above it. What is no number leaves the sum of its column unknown.
    fn add(&mut self, ctx: Ctx<'_>, row: &[Span]) {
        let whole = row.len() == self.head.columns.len();
        for (at, sum) in self.added.iter_mut().enumerate() {
            let cell = row.get(at).filter(|_| whole);
            let value = cell.and_then(|cell| counted(ctx.str(*cell)));
            *sum = sum
                .zip(value)
                .and_then(|(a, b)| Some((a.0.checked_add(b)?, a.1 && cell.is_some_and(|c| !c.is_empty()))));
        }
    }

    /// Takes a row that is no sum.
    fn take_unit(&mut self, ctx: Ctx<'_>, row: &[Span]) -> bool {
        let head = self.head;
        let full = row.iter().filter(|c| !c.is_empty()).count();
        // What a table is parted by: 党政机构.
        if full < 2 && row.len() == head.columns.len() && head.duties.is_none_or(|d| row[d].is_empty()) {
            self.class = row.iter().find(|c| !c.is_empty()).copied();
            return true;
        }
        let class =
            head.columns.iter().zip(row).find(|((c, _), cell)| *c == Column::Class && !cell.is_empty());
        self.class = class.map(|(_, cell)| *cell).or(self.class);
        // Institutions are no units of the organ.
        if self.class.is_some_and(|c| ctx.str(c).contains("事业")) {
            return true;
        }
        let last = head.duties.unwrap_or(0).max(head.name);
        if row.len() > head.columns.len() || row.len() <= last {
            return false;
        }
        let name = row[head.name];
        if name.is_empty() {
            return self.goes_on(ctx, row);
        }
        // The head said 1. 办公室 in one cell.
        let marked = mark::mark_at(ctx.str(name), |i| ctx.folded.gap_before(name.start + i as u32));
        let bare = ctx.trim(sub(name, marked.map_or(0, |m| m.length), name.len()));
        if is_leaders(ctx.str(bare)) {
            self.own(ctx, row);
            return true;
        }
        let Some(found) = leading::unit(ctx, bare, true).filter(|f| f.duties >= bare.end) else {
            return false;
        };
        let words = ctx.str(found.name);
        if !head.sure && is_body(words) {
            return false;
        }
        self.lead(ctx, row);
        self.named += usize::from(name::is_unit(words) || name::is_mass_body(words));
        let number = head.ordinal().and_then(|o| row.get(o).copied()).filter(|c| !c.is_empty());
        let mark = number.or_else(|| marked.map(|m| sub(name, 0, m.length)));
        let ordinal = mark.and_then(|m| ordinal(ctx.str(m)));
        let duties = head.duties.map(|d| row[d]).filter(|d| !d.is_empty());
        let start = mark.map_or(name.start, |m| m.start.min(name.start));
        let text = duties.unwrap_or(Span::new(name.end, name.end));
        let end = row.iter().filter(|c| !c.is_empty()).map(|c| c.end).max().unwrap_or(name.end);
        let at = ctx.at(Span::new(start, end));
        if let Some((ordinal, mark)) = ordinal.zip(mark) {
            let text = ctx.at(name.to(text));
            self.roster.items.push(ListItem { ordinal, mark: ctx.at(mark), text });
        }
        self.roster.units.push(Unit {
            ordinal,
            name: ctx.words(found.name),
            aliases: found.aliases.iter().map(|a| ctx.words(*a)).collect(),
            text: duties.map_or_else(|| Span::new(ctx.at(name).end, ctx.at(name).end), |d| ctx.at(d)),
            clauses: duties.map(|d| ctx.clauses(d)).unwrap_or_default().into(),
            posts: found.posts.or_else(|| self.posts(ctx, row)).map(|(value, span)| ctx.read(value, span)),
            span: at,
        });
        true
    }

    /// Takes the leaders of the organ itself.
    fn own(&mut self, ctx: Ctx<'_>, row: &[Span]) {
        let (mut heads, mut deputies, mut span) = (0, 0, None::<Span>);
        for ((column, _), cell) in self.head.columns.iter().zip(row) {
            let one = || amount(ctx.str(*cell)).filter(|(a, b)| a == b && *a < MANY).map(|(n, _)| n);
            let found = match column {
                Column::Posts(Counts::Post(Title::UnitHead | Title::Head)) => one().map(|n| (n, 0)),
                Column::Posts(Counts::Post(Title::UnitDeputy | Title::Deputy)) => one().map(|n| (0, n)),
                Column::Posts(Counts::UnitLeaders | Counts::Leaders) => {
                    led(ctx.str(*cell)).filter(|(h, d)| *h < MANY && *d < MANY)
                }
                _ => None,
            };
            let Some((h, d)) = found else { continue };
            (heads, deputies) = (heads + h, deputies + d);
            span = Some(span.map_or(*cell, |s| s.to(*cell)));
        }
        self.roster.own = span.map(|span| (heads, deputies, span));
    }

    /// Adds the leaders that a row gives to those of the rows before.
    fn lead(&mut self, ctx: Ctx<'_>, row: &[Span]) {
        let column = self.head.columns.iter().position(|(c, _)| *c == Column::Posts(Counts::UnitLeaders));
        let Some(cell) = column.and_then(|c| row.get(c)) else { return };
        let Some((heads, deputies)) = led(ctx.str(*cell)) else { return };
        let (h, d, span) = self.roster.leaders.unwrap_or((0, 0, *cell));
        // A sum too large to hold is none: the row counts as one that gives no leaders.
        let (Some(heads), Some(deputies)) = (h.checked_add(heads), d.checked_add(deputies)) else { return };
        self.led += 1;
        self.roster.leaders = Some((heads, deputies, span.to(*cell)));
    }

    /// A row whose name is that of the row before: it tells more duties.
    fn goes_on(&mut self, ctx: Ctx<'_>, row: &[Span]) -> bool {
        let Some(unit) = self.roster.units.last_mut() else { return false };
        let Some(more) = self.head.duties.map(|d| row[d]).filter(|d| !d.is_empty()) else { return false };
        let at = ctx.at(more);
        unit.text = if unit.clauses.is_empty() { at } else { unit.text.to(at) };
        unit.clauses = unit.clauses.iter().copied().chain(ctx.clauses(more)).collect();
        unit.span = unit.span.to(at);
        true
    }

    /// The posts of a row: those of the column of all, else what the columns of the kinds come to.
    fn posts(&self, ctx: Ctx<'_>, row: &[Span]) -> Option<(i64, Span)> {
        let cells = || self.head.columns.iter().zip(row);
        let read = |cell: Span| amount(ctx.str(cell)).filter(|(a, b)| a == b).map(|(n, _)| (n, cell));
        let all = cells().find(|((c, _), _)| *c == Column::Posts(Counts::Total));
        if let Some(found) = all.and_then(|(_, cell)| read(*cell)) {
            return Some(found);
        }
        let kinds = [Counts::Admin, Counts::Institution, Counts::Support].map(Column::Posts);
        let found = cells().filter(|((c, _), _)| kinds.contains(c)).filter_map(|(_, cell)| read(*cell));
        found.reduce(|(a, at), (b, more)| (a.saturating_add(b), at.to(more)))
    }

    /// Takes the row of sums. Its first cells may be merged, and others left out: then it has as many numbers as there are
    /// columns of posts.
    fn sum(&mut self, ctx: Ctx<'_>, row: &[Span]) {
        let number = |c: &Span| amount(ctx.str(*c)).is_some();
        let columns = self.head.columns.iter().filter_map(|(c, label)| match c {
            Column::Posts(counts) => Some((*counts, *label)),
            _ => None,
        });
        let columns: Vec<(Counts, Span)> = columns.collect();
        let numbers: Vec<Span> = if row.len() == self.head.columns.len() {
            let posts = |(c, _): &(Column, Span)| matches!(c, Column::Posts(_));
            self.head.columns.iter().zip(row).filter(|(c, _)| posts(c)).map(|(_, cell)| *cell).collect()
        } else {
            row.iter().copied().filter(|c| number(c)).collect()
        };
        if numbers.len() != columns.len() {
            return;
        }
        let posts = |((c, _), sum): (&(Column, Span), &Option<(i64, bool)>)| {
            matches!(c, Column::Posts(_)).then_some(*sum)
        };
        let sums = self.head.columns.iter().zip(&self.added).filter_map(posts);
        let wrong = numbers.iter().zip(sums).filter(|(cell, sum)| {
            let told = counted(ctx.str(**cell)).filter(|_| !cell.is_empty());
            told.zip(*sum).is_some_and(|(told, (sum, all))| sum > told || all && sum != told)
        });
        self.roster.wrong = wrong.map(|(cell, _)| *cell).collect();
        let found = columns.into_iter().zip(numbers).filter(|(_, cell)| number(cell));
        let found: Vec<_> = found.map(|((counts, label), cell)| (counts, label, cell)).collect();
        self.roster.sums = found;
    }
}

/// How many posts a cell counts, at least: 3, 4名, 1正1副; an empty one, or a stroke, none.
fn counted(text: &str) -> Option<i64> {
    if text.chars().all(|c| matches!(c, '-' | '—' | '/')) {
        return Some(0);
    }
    let one = amount(text).filter(|(least, most)| least == most).map(|(n, _)| n);
    one.or_else(|| led(text).and_then(|(heads, deputies)| heads.checked_add(deputies)))
}

/// Whether a name is that of an organ or an institution of a place: 白溪县水务局, 区农业技术推广中心.
fn is_body(name: &str) -> bool {
    let ends = ["局", "厅", "委员会", "政府", "中心", "站", "所", "队", "馆", "院", "校", "社"];
    let placed = name.starts_with(['市', '县', '区', '旗', '省']) || !place::chunks(name).is_empty();
    placed && name::is_organ(name) && ends.iter().any(|e| name.ends_with(e))
}

pub(super) fn ordinal(text: &str) -> Option<u32> {
    let bare = text.trim_matches(['(', ')', '.', '、']);
    numeral(bare).and_then(|n| u32::try_from(n).ok()).filter(|n| (1..1000).contains(n))
}
