//! Tables of units: a unit a row, its duties and its posts in columns of their own.

use crate::{
    ingest::{
        ctx::{Ctx, longer, sub},
        layout::mark,
        layout::table::{self, amount, is_rule},
        names::place,
        names::{leading, name},
        posts::classify::classify,
        posts::count::numeral_before,
        posts::entry,
        posts::figure::Counts,
        posts::row::{Figure, Row},
        posts::title::Title,
    },
    regulation::{ListItem, NumberedList, Unit},
    schema::ListKind,
    source::Span,
    text::{numeral, numeral_prefix},
};

/// No column is called by more characters.
const LABEL: usize = 14;
/// How labels end of what stands in the first columns of such a table.
const LAST_OF_LABELS: [char; 14] =
    ['号', '序', '次', '称', '构', '室', '门', '位', '责', '能', '务', '制', '数', '容'];
/// A table has no more columns.
const COLUMNS: usize = 16;

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
    sums: Vec<(Counts, Span, Span)>,
    /// Heads and deputies of its units as its rows give them, where none sums them up.
    leaders: Option<(i64, i64, Span)>,
    /// Heads and deputies of the organ itself, as a row of their own gives them: 局领导.
    own: Option<(i64, i64, Span)>,
    /// Numbers of the rows, with where they stand and what they number.
    items: Vec<ListItem>,
    /// The sums that are not those of the rows above them.
    wrong: Vec<Span>,
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

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Ordinal,
    /// Names of units, said to be such or not.
    Name(bool),
    Duties,
    Posts(Counts),
    /// What kind of body a row is about: 党政机构, 事业单位.
    Class,
    Other,
}

/// What a label names; `above` is the label that stands over it, in a head of two lines.
fn column(label: &str, above: &str) -> Column {
    let words: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
    let has = |all: &[&str]| all.iter().any(|w| words.contains(w));
    let ends = |all: &[&str]| all.iter().any(|w| words.ends_with(w));
    if matches!(words.as_str(), "序号" | "编号" | "序" | "号" | "项次") {
        return Column::Ordinal;
    }
    if let Some(counts) = posts(label, above) {
        return Column::Posts(counts);
    }
    if has(&["职责"]) || ends(&["职能", "任务", "工作内容", "职掌"]) {
        return Column::Duties;
    }
    if has(&["内设", "科室", "股室", "处室", "部室", "内部机构", "中层机构"]) || ends(&["科名称", "股名称"])
    {
        return Column::Name(true);
    }
    if ends(&["类别", "类型", "性质", "分类"]) {
        return Column::Class;
    }
    let named = ends(&["机构", "机构名称", "部门", "部门名称", "单位", "单位名称"]) || words == "名称";
    if named { Column::Name(false) } else { Column::Other }
}

/// Whether a label of leaders tells in a bracket behind it which it counts: its first character there.
fn told_apart(label: &str) -> Option<char> {
    let (words, inside) = label.strip_suffix(')')?.split_once('(')?;
    words.ends_with("职数").then(|| inside.chars().next())?
}

/// What a label counts in a table of units.
fn posts(label: &str, above: &str) -> Option<Counts> {
    let over = |w: &str| above.contains(w);
    Some(match label {
        "小计" | "合计" | "总数" if over("编制") => Counts::Total,
        "行政" if over("编制") => Counts::Admin,
        "事业" if over("编制") => Counts::Institution,
        "工勤" if over("编制") => Counts::Support,
        "小计" | "合计" if over("职数") => Counts::UnitLeaders,
        "职数" | "负责人职数" => Counts::UnitLeaders,
        // 领导职数(正), 领导职数(副职).
        _ if told_apart(label) == Some('正') => Counts::Post(Title::UnitHead),
        _ if told_apart(label) == Some('副') => Counts::Post(Title::UnitDeputy),
        "正职" | "正科" | "正股" | "正科级" | "正股级" | "正" => Counts::Post(Title::UnitHead),
        "副职" | "副科" | "副股" | "副科级" | "副股级" | "副" => Counts::Post(Title::UnitDeputy),
        _ if label.ends_with("职责") => return None,
        "人数" | "编制数" | "编制人数" | "编制员额" | "员额" | "名额" | "核定数" => {
            Counts::Total
        }
        _ => match classify(label).0 {
            Counts::Other | Counts::Filled => return None,
            Counts::Leaders => Counts::UnitLeaders,
            // A label of leaders that names neither is that of both together.
            Counts::Post(Title::UnitHead) if label.ends_with("职数") && !label.contains('正') => {
                Counts::UnitLeaders
            }
            Counts::Post(Title::Head) => Counts::Post(Title::UnitHead),
            Counts::Post(Title::Deputy) => Counts::Post(Title::UnitDeputy),
            counts => counts,
        },
    })
}

/// The head of a table of units.
struct Head {
    columns: Vec<(Column, Span)>,
    name: usize,
    duties: Option<usize>,
    sure: bool,
}

impl Head {
    fn of(ctx: Ctx<'_>, cells: &[Span], above: Option<&[Span]>) -> Option<Self> {
        if !(2..=COLUMNS).contains(&cells.len()) || cells.iter().any(|c| longer(ctx.str(*c), LABEL)) {
            return None;
        }
        let mut over = "";
        let columns = cells.iter().enumerate().map(|(i, cell)| {
            let wide = above.and_then(|a| a.get(i)).map_or("", |a| ctx.str(*a));
            // A label above covers the columns up to the next one.
            over = if wide.is_empty() { over } else { wide };
            let lower = if cell.is_empty() { Span::new(cell.start, cell.start) } else { *cell };
            match (ctx.str(lower), above) {
                ("", Some(a)) => (column(over, ""), a.get(i).copied().unwrap_or(lower)),
                (words, _) => (column(words, over), lower),
            }
        });
        let columns: Vec<(Column, Span)> = columns.collect();
        let place = |wanted: Column| columns.iter().position(|(c, _)| *c == wanted);
        let sure = place(Column::Name(true));
        let name = sure.or_else(|| place(Column::Name(false)))?;
        let duties = place(Column::Duties);
        let counted = columns.iter().any(|(c, _)| matches!(c, Column::Posts(_)));
        let sure = sure.is_some();
        (duties.is_some() || sure && counted).then_some(Self { columns, name, duties, sure })
    }

    fn ordinal(&self) -> Option<usize> {
        self.columns.iter().position(|(c, _)| *c == Column::Ordinal)
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

/// A table without a head, each of whose rows is a unit and what it does: |办公室|负责文电、会务|.
fn headless(ctx: Ctx<'_>, lines: &[Span], cells: &[Span]) -> Option<(Roster, usize)> {
    let name = cells.len().checked_sub(2).filter(|n| *n < 2)?;
    let is_row = |row: &[Span]| {
        row.len() == cells.len()
            && name::is_unit(ctx.str(row[name]))
            && name::begins_duties(ctx.str(row[name + 1]))
            && (name == 0 || ordinal(ctx.str(row[0])).is_some())
    };
    if !is_row(cells) || !ctx.str(lines[0]).contains('|') {
        return None;
    }
    let rows = lines.iter().map(|line| table::cells(ctx, *line, false)).take_while(|row| is_row(row));
    let rows: Vec<Vec<Span>> = rows.collect();
    let kinds = [Column::Ordinal, Column::Name(true), Column::Duties];
    let columns = kinds.into_iter().skip(1 - name).zip(cells.iter().copied()).collect();
    let head = Head { columns, name, duties: Some(name + 1), sure: true };
    let mut made = Making::of(&head, lines[0]);
    let taken = rows.iter().take_while(|row| made.take(ctx, row)).count();
    if taken < FEW {
        return None;
    }
    made.roster.span = lines[0].to(lines[taken - 1]);
    made.done(ctx).map(|roster| (roster, taken))
}

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

/// So many rows show whether they name units.
const ENOUGH: usize = 12;

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

/// Whether a name is that of an organ or an institution of a place: 白溪县水务局, 区农业技术推广中心.
fn is_body(name: &str) -> bool {
    let ends = ["局", "厅", "委员会", "政府", "中心", "站", "所", "队", "馆", "院", "校", "社"];
    let placed = name.starts_with(['市', '县', '区', '旗', '省']) || !place::chunks(name).is_empty();
    placed && name::is_organ(name) && ends.iter().any(|e| name.ends_with(e))
}

fn is_remark(label: &str) -> bool {
    matches!(label, "备注" | "备考" | "说明")
}

fn ordinal(text: &str) -> Option<u32> {
    let bare = text.trim_matches(['(', ')', '.', '、']);
    numeral(bare).and_then(|n| u32::try_from(n).ok()).filter(|n| (1..1000).contains(n))
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

/// A table while its rows are taken.
struct Making<'h> {
    head: &'h Head,
    roster: Roster,
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

/// Whether a row is about the leaders of the organ, and about no unit.
fn is_leaders(name: &str) -> bool {
    name.ends_with("领导班子") || name == "班子成员" || name.ends_with("领导") && name.len() < 16
}

impl<'h> Making<'h> {
    fn of(head: &'h Head, first: Span) -> Self {
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

    fn done(mut self, ctx: Ctx<'_>) -> Option<Roster> {
        self.roster.at = ctx.at(self.roster.span);
        // Rows that do not give theirs leave the sum unknown.
        self.roster.leaders = self.roster.leaders.filter(|_| self.led == self.roster.units.len());
        (!self.roster.units.is_empty() && self.named * 2 >= self.roster.units.len()).then_some(self.roster)
    }

    /// Whether its first rows show that it names no units: a long text is not looked through again for each of its lines.
    fn names_none(&self) -> bool {
        let units = self.roster.units.len();
        units > ENOUGH && self.named * 2 < units
    }

    /// Takes a row; false where it is none.
    fn take(&mut self, ctx: Ctx<'_>, row: &[Span]) -> bool {
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
