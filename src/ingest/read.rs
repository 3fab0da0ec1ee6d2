//! Text to model: the steps in their order.

use std::sync::Arc;

use super::{
    closing,
    ctx::Ctx,
    duty, forgiven,
    given::Given,
    layout::block::{self, Block, Role},
    layout::contact::is_contact,
    layout::cue::Marks,
    layout::item::{self, Item},
    layout::mark::Style,
    layout::part::{self, Part},
    layout::table::{self, Table},
    layout::tree,
    names::organ::{self, Names},
    names::rank,
    posts::by_units,
    posts::change,
    posts::elsewhere,
    posts::led,
    posts::named::own_leaders,
    posts::own::Level,
    posts::repeated::{once, undivided},
    posts::row::{Figure, Row, Titled},
    posts::staffing,
    posts::sums,
    units::{levels, regrouped, unit, unread},
};
use crate::{
    regulation::{
        Anomaly, Article, Change, Duty, Effective, Include, Inferred, ListItem, NumberedList, Paragraph,
        Post, Read, Regulation, Section, Source, Staffing, Trailing, Tree, TreeNode, UnitGroup, Words,
    },
    schema::{AnomalyKind, ListKind, SectionKind},
    source::Span,
    text::{Lines, Shown, fold_unknown, is_numeral, lines},
};

/// Reads a decoded text.
pub(super) fn read(path: &str, shown: Shown, digest: String, given: &Given) -> Regulation {
    let Shown { text, encoding, origins, dumped } = shown;
    let (script, mixed, folded) = fold_unknown(&text, Lines::of(&text));
    let folded = Arc::new(folded);
    let source = Source { path: path.to_owned(), digest, encoding, script, text, folded, origins };
    let mut made = facts(&source, given, mixed);
    let dumped = dumped.then(|| Span::of(0..source.text.find('\n').unwrap_or(source.text.len())));
    made.source = source;
    // What its title says is another kind of text is told as that.
    let other = made.anomalies.iter().any(|a| a.kind == AnomalyKind::AnotherKind);
    let unread = if other { None } else { made.mostly_unread() };
    if dumped.or(unread).is_some() {
        let told = [(AnomalyKind::Dumped, dumped), (AnomalyKind::UnreadText, unread)];
        made.anomalies
            .extend(told.into_iter().filter_map(|(kind, span)| Some(Anomaly { kind, span: span? })));
        made.anomalies.sort_by_key(|a| (a.span, a.kind));
    }
    path.clone_into(&mut made.id);
    made
}

/// The tree of a decoded text, without its facts.
pub(super) fn tree_of(text: &str) -> TreeNode {
    let (_, _, folded) = fold_unknown(text, Lines::of(text));
    let marks = Marks::of(&folded.text);
    let ctx = Ctx { folded: &folded, original: text, marks: &marks };
    let outline = Outline::of(ctx);
    tree::tree(ctx, &outline.blocks, &outline.all())
}

/// What a text is made of.
struct Outline {
    tables: Vec<Table>,
    blocks: Vec<Block>,
    parts: Vec<Part>,
    /// The items of each part.
    items: Vec<Vec<Item>>,
    preface: Part,
    preface_items: Vec<Item>,
}

impl Outline {
    fn of(ctx: Ctx<'_>) -> Self {
        let tables = table::find(ctx);
        let mut blocks = block::blocks(ctx, &tables);
        let parts = part::parts(ctx, &mut blocks);
        let items = parts.iter().map(|p| item::items(ctx, &blocks, p)).collect();
        let preface = part::preface(&blocks, &parts);
        let preface_items = item::items(ctx, &blocks, &preface);
        Self { tables, blocks, parts, items, preface, preface_items }
    }

    fn all(&self) -> Vec<Item> {
        self.preface_items.iter().chain(self.items.iter().flatten()).copied().collect()
    }
}

/// The facts of a source, `mixed` where it has characters of another script; the record's own source and id are left empty.
fn facts(source: &Source, given: &Given, mixed: bool) -> Regulation {
    let marks = Marks::of(&source.folded.text);
    let ctx = Ctx { folded: &source.folded, original: &source.text, marks: &marks };
    let outline = Outline::of(ctx);
    let all = outline.all();
    let Outline { tables, blocks, parts, items, preface, preface_items } = outline;
    let of = |kind| parts.iter().zip(&items).filter(move |(p, _)| p.kind == Some(kind));

    let mut groups = unit::all(ctx, &blocks, (&parts, &items), &tables);
    let listed_units: Vec<Span> = unit::spans(&groups);
    let (mut rows, changes, sums, unread_posts) = posts(ctx, &blocks, &parts, (&tables, &mut groups));
    let subjects = whose(ctx, &blocks, &mut groups, &mut rows);
    let mut mentioned: Vec<Span> = groups.iter().filter_map(|g| organ::mentioned(ctx, g.organ)).collect();
    let listed = rows.iter().filter(|r| r.admin.is_some());
    mentioned.extend(listed.filter_map(|r| organ::mentioned(ctx, r.organ)));
    let names = organ::names(ctx, &blocks, &parts, &mentioned);
    let canon = Namer {
        ctx,
        names,
        form: names
            .short
            .filter(|s| !ctx.str(*s).starts_with(['本', '我', '你']))
            .or_else(|| form(ctx, names, &mentioned)),
    };
    let own = own_names(ctx, &[canon.form, names.name, names.short]);
    let unread = unread::items(ctx, &blocks, (&parts, &items), &groups);
    let told = forgiven::Told { script: mixed.then_some(source.script), unread, sums, posts: unread_posts };
    let sections = sections(ctx, &blocks, &parts);
    let number = closing::number(ctx, &blocks, &parts);
    let inferred = inferred(ctx, number.as_ref());
    Regulation {
        id: String::new(),
        organ: organ::organ(ctx, (&blocks, &parts), names, &unit_names(&groups), given),
        number,
        basis: closing::basis(ctx, &blocks, &parts),
        effective: effective(ctx, &blocks, &subjects, given),
        issued: given.issued.map(Read::given).or_else(|| closing::issued(ctx, &blocks, &parts)),
        inferred,
        articles: articles(ctx, &blocks, &parts),
        adjustments: of(SectionKind::Adjustments)
            .flat_map(|(p, i)| duty::adjustments(ctx, &blocks, p, i, &own))
            .collect(),
        duties: duties(ctx, &blocks, &parts, &items),
        trailing: trailing(ctx, &blocks, &parts, &items),
        unit_groups: groups
            .into_iter()
            .map(|g| UnitGroup { organ: canon.name(g.organ), ..g.group })
            .collect(),
        staffing: own_first(&canon, once(ctx, rows, canon.form.or(names.name)))
            .into_iter()
            .map(|r| staffing_row(ctx, &canon, r))
            .collect(),
        changes,
        provisions: closing::provisions(ctx, &blocks, &parts),
        lists: {
            let before =
                [table::lists(&tables, &listed_units), item::lists(ctx, &blocks, &preface, &preface_items)]
                    .concat();
            let mut lists = lists(ctx, &blocks, &parts, &items, &sections, before);
            carry_on(ctx, &mut lists, subjects.len() > 1);
            lists
        },
        paragraphs: paragraphs(ctx, source, &blocks),
        anomalies: forgiven::anomalies(ctx, (&blocks, &parts), &all, &tables, &told),
        tree: Tree::later(source.text.clone(), tree_of),
        pointers: Vec::new(),
        strange: Vec::new(),
        unheld: Vec::new(),
        sections,
        source: Source {
            path: String::new(),
            digest: String::new(),
            encoding: String::new(),
            script: source.script,
            text: String::new(),
            folded: Arc::default(),
            origins: Vec::new(),
        },
    }
}

fn unit_names(groups: &[unit::Group]) -> Vec<&str> {
    groups.iter().flat_map(|g| &g.group.units).map(|u| u.name.text.as_str()).collect()
}

/// What the parts about duties say behind their lists.
fn trailing(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part], items: &[Vec<Item>]) -> Vec<Trailing> {
    let listed =
        parts.iter().zip(items).filter(|(p, i)| p.kind == Some(SectionKind::Duties) && !i.is_empty());
    listed.flat_map(|(p, i)| duty::trailing(ctx, blocks, p, i)).collect()
}

/// The rows of posts that sentences and tables give, what changes in them, the sums that sentences get wrong, and what was not
/// read.
fn posts(
    ctx: Ctx<'_>,
    blocks: &[Block],
    parts: &[Part],
    (tables, groups): (&[Table], &mut Vec<unit::Group>),
) -> (Vec<Row>, Vec<Change>, Vec<Span>, Vec<Span>) {
    let paragraphs = post_paragraphs(ctx, blocks, parts);
    let by_units = by_units::read(ctx, &paragraphs, groups);
    let level = level(ctx, (blocks, parts), &paragraphs, groups);
    let mut rows = staffing::rows(ctx, &paragraphs, &by_units.taken, level);
    let mut sums = sums::wrong(ctx, &paragraphs, &rows);
    let others = elsewhere::rows(ctx, blocks, parts, &rows);
    for part in parts.iter().filter(|p| p.is_elsewhere(ctx)) {
        let own = blocks.get(part.first..part.last).unwrap_or_default();
        let given = own.iter().filter(|b| matches!(b.role, Role::Plain | Role::Trailing | Role::Aside));
        let own: Vec<_> = given.map(|b| (b.body, None)).collect();
        let outposts = staffing::rows(ctx, &own, &[], None);
        rows.extend(outposts.into_iter().map(|r| Row { organ: r.organ.or(part.heading), ..r }));
    }
    rows.extend(others);
    rows.sort_by_key(|r| r.span.start);
    let tabled = tables.iter().any(|t| t.roster.is_some());
    let units: Vec<_> = groups.iter().filter(|_| tabled).flat_map(|g| &g.group.units).collect();
    let told = rows.iter().any(|r| r.admin.or(r.total).or(r.institution).is_some());
    staffing::join(ctx, &mut rows, table::rows(ctx, tables, &units, told));
    led::of_each(ctx, &paragraphs, groups, &mut rows);
    led::told_by_units(ctx, groups, &mut rows);
    led::of_half_rank(ctx, groups, &mut rows);
    by_units.lead(&mut rows);
    let mut changes = change::changes(ctx, blocks);
    sums.extend(change::wrong(ctx, &changes));
    sums.extend(levels::wrong(ctx, groups));
    change::settle(ctx, &mut changes, &mut rows);
    rows.sort_by_key(|r| r.span.start);
    let told = rows.is_empty() && changes.is_empty() && by_units.taken.is_empty();
    let unread = if told { unread_posts(ctx, &paragraphs) } else { Vec::new() };
    changes.extend(regrouped::changes(ctx, blocks, parts));
    changes.sort_by_key(|c| c.span.start);
    (rows, changes, sums, unread)
}

/// The rows, those of bodies that the text tells of before the posts of the organ behind these.
fn own_first(canon: &Namer<'_>, mut rows: Vec<Row>) -> Vec<Row> {
    let is_own = |r: &Row| r.organ.is_none_or(|o| canon.is_own(o));
    let gives = |r: &Row| r.admin.or(r.total).or(r.institution).is_some();
    let at = rows.iter().position(|r| is_own(r) && gives(r)).unwrap_or(0);
    if let Some(before) = rows.get_mut(..=at).filter(|b| !b.iter().take(at).any(is_own)) {
        before.rotate_right(1);
    }
    rows
}

/// The sentences with a number of persons, where none of them gave posts.
fn unread_posts(ctx: Ctx<'_>, paragraphs: &[(Span, Option<Span>)]) -> Vec<Span> {
    let sentences = paragraphs.iter().flat_map(|(p, _)| ctx.sentences(*p));
    let counted = |s: &Span| {
        let text = ctx.str(*s);
        let before = |at: usize| {
            let words = text.get(..at).unwrap_or("");
            let label = words.trim_end_matches(is_numeral);
            // 第一人民医院, 统一名册, 一人一策.
            label.len() < words.len() && !label.ends_with(['第', '唯', '统', '每', '专', '任', '某'])
        };
        let counts = |at: usize| {
            let behind = text.get(at..).and_then(|t| t.chars().nth(1));
            !behind.is_some_and(|c| is_numeral(c) || "民选册称单录大才口事次均".contains(c))
        };
        text.match_indices(['名', '人']).any(|(at, _)| before(at) && counts(at))
    };
    sentences.filter(counted).collect()
}

/// The rank of the organ, where a number of leaders is told by theirs; that of its units shows it as well.
fn level(
    ctx: Ctx<'_>,
    (blocks, parts): (&[Block], &[Part]),
    paragraphs: &[(Span, Option<Span>)],
    groups: &[unit::Group],
) -> Option<Level> {
    let ranked = |text: &str| text.contains("科级") || text.contains("处级");
    paragraphs.iter().any(|(p, _)| ranked(ctx.str(*p))).then_some(())?;
    let units = || {
        let mut names = groups.iter().flat_map(|g| &g.group.units).map(|u| u.name.text.as_str());
        let lower = names.clone().filter(|n| n.ends_with('股')).count() > 0;
        (lower && !names.any(|n| n.ends_with(['科', '处', '處']))).then(Level::above_sections)
    };
    match rank::rank(ctx, blocks, parts) {
        Some(rank) => Level::of(&rank.text),
        None => units(),
    }
}

/// The form of the organ's name that sentences about units and posts use.
fn form(ctx: Ctx<'_>, names: Names, mentioned: &[Span]) -> Option<Span> {
    let name = names.name?;
    let same = mentioned.iter().find(|m| organ::same(ctx.str(**m), ctx.str(name)));
    Some(same.copied().unwrap_or(name))
}

/// Gives each mention of an organ one name, so that units and posts of one organ meet.
struct Namer<'a> {
    ctx: Ctx<'a>,
    names: Names,
    form: Option<Span>,
}

impl Namer<'_> {
    fn is_own(&self, found: Span) -> bool {
        let own = [self.names.name, self.names.short, self.form].into_iter().flatten();
        own.into_iter().any(|n| organ::same(self.ctx.str(n), self.ctx.str(found)))
    }

    fn name(&self, found: Option<Span>) -> Option<Words> {
        let found = organ::mentioned(self.ctx, found)
            .or(found.filter(|f| !self.ctx.str(*f).starts_with(['本', '我', '你'])));
        let Some(found) = found else {
            return self.form.map(|f| Words { span: None, ..self.ctx.words(f) });
        };
        let text = self.ctx.str(found);
        // 高新区党工委、管委会行政编制30名.
        let zone = matches!(text, "党工委" | "管委会")
            && self
                .names
                .name
                .is_some_and(|n| ["工作委员会", "管理委员会"].iter().any(|e| self.ctx.str(n).ends_with(e)));
        let own = [self.names.name, self.names.short, self.form].into_iter().flatten();
        let is_own = zone || own.into_iter().any(|n| organ::same(self.ctx.str(n), text));
        let mut words = self.ctx.words(found);
        if let Some(form) = self.form.filter(|_| is_own) {
            words.text = self.ctx.words(form).text;
        }
        Some(words)
    }
}

/// The paragraphs that give posts, each with the mark of its article.
fn post_paragraphs(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<(Span, Option<Span>)> {
    let mut wanted = vec![false; blocks.len()];
    let outside: Vec<_> = parts.iter().filter(|p| p.is_elsewhere(ctx)).map(|p| p.first..p.last).collect();
    let staffing = parts.iter().filter(|p| p.kind == Some(SectionKind::Staffing));
    staffing.for_each(|p| wanted[p.first..p.last].fill(true));
    let found = wanted.contains(&true);
    let take = |i: usize, b: &Block| match b.role {
        Role::Heading(_)
        | Role::Contact
        | Role::Dateline
        | Role::Furniture
        | Role::Table
        | Role::Roster
        | Role::Contents => false,
        // Among units, a paragraph may give the posts of the organ that they belong to.
        Role::Trailing | Role::Aside if found => wanted[i] || super::posts::count::posts_written(ctx, b.body),
        _ if found => wanted[i],
        _ => {
            let text = ctx.str(b.body);
            let after = ["调整后", "核增后", "核减后"].iter().any(|w| text.contains(w));
            (b.item().is_none() || after)
                && (super::posts::count::posts_written(ctx, b.body)
                    || super::posts::count::places_posts(text))
        }
    };
    let elsewhere = |i: &usize| outside.iter().any(|o| o.contains(i));
    let chosen = blocks.iter().enumerate().filter(|(i, b)| take(*i, b) && !elsewhere(i));
    let mut out: Vec<(Span, Option<Span>)> = Vec::new();
    let mut last = 0;
    for (i, b) in chosen {
        match out.last_mut() {
            Some((open, _))
                if last + 1 == i && b.mark.is_none() && is_broken(ctx.str(*open), ctx.str(b.body)) =>
            {
                *open = open.to(b.body);
            }
            _ => out.push((b.body, b.article().map(|_| b.head()))),
        }
        last = i;
    }
    out
}

/// Whether a long line ends inside a sentence: …,总规, and 划师1名 on the next.
fn is_broken(line: &str, next: &str) -> bool {
    if is_cut(line, next) {
        return true;
    }
    let ends = |c: char| c.is_alphabetic() && !matches!(c, '名' | '人' | '正' | '副' | '个');
    line.len() > 60 && (line.ends_with(ends) || line.ends_with([',', '、']))
}

/// Words of which a line may hold the first half.
const CUT: [&str; 24] = [
    "编制", "职数", "领导", "局长", "主任", "书记", "部长", "科长", "股长", "处长", "所长", "队长", "镇长",
    "乡长", "行政", "事业", "工勤", "机关", "核定", "配备", "正职", "副职", "正科", "副科",
];

/// Whether a line ends inside a word or a number about posts: 行政编, and 制20名 on the next; 副局长2, and 名.
fn is_cut(line: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (line.chars().next_back(), next.chars().next()) else { return false };
    let number = last.is_ascii_digit() && (first.is_ascii_digit() || matches!(first, '名' | '人'));
    let halves = |w: &&str| w.starts_with(last) && w.ends_with(first);
    // 设副, and 局长2名.
    let deputy = last == '副' && CUT.iter().any(|w| next.starts_with(w));
    number || deputy || CUT.iter().any(halves)
}

/// What the organ calls itself, folded, as the text names it.
fn own_names<'c>(ctx: Ctx<'c>, names: &[Option<Span>]) -> Vec<&'c str> {
    let own = names.iter().flatten().map(|name| ctx.str(*name));
    let own = own.filter(|name| !name.starts_with(['本', '我', '你']));
    // 云岭镇人民政府 is 云岭镇 too.
    let place = |name: &'c str| name.strip_suffix("人民政府").filter(|town| town.ends_with(['镇', '乡']));
    own.flat_map(|name| [Some(name), place(name)]).flatten().collect()
}

fn staffing_row(ctx: Ctx<'_>, canon: &Namer<'_>, mut row: Row) -> Staffing {
    undivided(&mut row);
    let own = row.organ.is_none_or(|o| canon.is_own(o));
    if own && row.admin.is_some() {
        own_leaders(ctx, &mut row, canon.form.or(canon.names.name));
    }
    let (posts, breakdown) = row.posts_and_breakdown(ctx);
    let titled = |posts: Vec<Titled>| {
        let post = |p: &Titled| Post {
            title: ctx.words(p.title),
            least: p.least,
            most: p.most,
            span: ctx.at(p.span),
        };
        posts.iter().map(post).collect()
    };
    let read = |f: Option<Figure>| f.map(|(value, span)| ctx.read(value, span));
    let separate_listed = row.separate_listed.or(row.separate.map(|s| s.1));
    // 离退休干部工作人员 are people of the organ, and no organ of their own.
    let staff = |o: &Span| ["工作人员", "服务人员"].iter().any(|e| ctx.str(*o).ends_with(e));
    let apart = row.admin.is_none() && row.separate_for.is_some();
    row.organ = row.organ.filter(|o| !(apart && staff(o)));
    let apart = apart && row.organ.is_some();
    Staffing {
        organ: if apart { row.organ.map(|o| ctx.words(o)) } else { canon.name(row.organ) },
        admin: read(row.admin),
        support: read(row.support),
        separate_listed: separate_listed.map(|s| ctx.at(s)),
        separate: read(row.separate),
        separate_for: row.separate_for.map(|s| ctx.words(s)),
        heads: read(row.heads),
        deputies: read(row.deputies),
        unit_heads: read(row.unit_heads),
        unit_deputies: read(row.unit_deputies),
        unit_leaders: read(row.unit_leaders),
        institution: read(row.institution),
        police: read(row.police),
        filled: read(row.filled),
        institution_filled: read(row.institution_filled),
        total: read(row.total),
        posts: titled(posts),
        includes: row
            .includes
            .into_iter()
            .map(|(title, count, span)| Include { title: ctx.words(title), count, span: ctx.at(span) })
            .collect(),
        breakdown: titled(breakdown),
        span: ctx.at(row.span),
    }
}

/// The duties of the sections about them, else those that running text tells.
fn duties(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part], items: &[Vec<Item>]) -> Vec<Duty> {
    let own = || parts.iter().zip(items).filter(|(p, _)| p.kind == Some(SectionKind::Duties));
    if own().next().is_none() {
        return duty::told(ctx, blocks, parts);
    }
    // (一)办公室。负责文电。 is what a unit does that another part lists.
    let of_units = |p: &Part| part::are_units(ctx, blocks, p.first..p.last);
    own().filter(|(p, _)| !of_units(p)).flat_map(|(p, i)| duty::duties(ctx, blocks, p, i)).collect()
}

/// In a collection, gives units and posts that name no organ the one that the text is about there; the organs.
fn whose(ctx: Ctx<'_>, blocks: &[Block], groups: &mut [unit::Group], rows: &mut [Row]) -> Vec<Span> {
    let subjects = organ::subjects(ctx, blocks);
    let about = |at: u32| subjects[..subjects.partition_point(|s| s.start <= at)].last().copied();
    for g in groups {
        g.organ = g.organ.or_else(|| about(ctx.folded.to_folded(g.group.span.start)));
    }
    for r in rows {
        r.organ = r.organ.or_else(|| about(r.span.start));
    }
    subjects
}

/// When the document takes effect; in a collection, what holds for the organ that comes first.
fn effective(ctx: Ctx<'_>, blocks: &[Block], subjects: &[Span], given: &Given) -> Option<Effective> {
    let second = subjects.get(1).map_or(u32::MAX, |s| s.start);
    let first = &blocks[..blocks.partition_point(|b| b.span.start < second)];
    let mut found = closing::effective(ctx, first).or_else(|| closing::effective(ctx, blocks));
    if let Some(date) = given.effective {
        let made = found.get_or_insert(Effective { date: None, on_issue: false, span: Span::default() });
        made.date = made.date.or(Some(date));
    }
    found
}

/// What bears a name cannot be older than the name: the ministry was proposed to the National People's Congress on 13
/// March 2018, and the strategy first named in the report to the party's 19th congress.
const NAMED_SINCE: [(&str, i16, i8, i8); 3] =
    [("新冠", 2020, 1, 1), ("退役军人事务", 2018, 3, 13), ("乡村振兴战略", 2017, 10, 18)];

/// The latest of the days before which what the text names had no such name, and the year in which its own number was given.
fn inferred(ctx: Ctx<'_>, number: Option<&Words>) -> Option<Inferred> {
    let since = named_since(ctx);
    let year = number.and_then(|n| closing::year(ctx, n));
    let Some([first, last]) = year else { return since };
    // What is named later than that is of the page around it.
    let from = since.as_ref().and_then(|i| i.from).filter(|from| from.value <= last.value);
    let from = from.filter(|from| from.value > first.value).unwrap_or(first);
    Some(Inferred { from: Some(from), until: Some(last) })
}

fn named_since(ctx: Ctx<'_>) -> Option<Inferred> {
    let found = NAMED_SINCE.iter().filter_map(|(words, year, month, day)| {
        let at = super::ctx::find(&ctx.folded.text, words)?;
        let date = jiff::civil::Date::new(*year, *month, *day).ok()?;
        Some((date, Span::of(at..at + words.len())))
    });
    let (date, span) = found.max_by_key(|(date, span)| (*date, std::cmp::Reverse(span.start)))?;
    Some(Inferred { from: Some(ctx.read(date, span)), until: None })
}

fn sections(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<Section> {
    parts
        .iter()
        .enumerate()
        .map(|(i, part)| {
            let mut span = part.span(blocks);
            if let Some(division) = part.division {
                // It ends where the next of its kind, or of a wider one, begins.
                let wider = |p: &&Part| p.division.is_none_or(|d| d as u8 > division as u8);
                let last = parts.iter().skip(i + 1).take_while(wider).last();
                span = last.map_or(span, |p| span.to(p.span(blocks)));
            }
            let start =
                if part.heading.is_some() || part.article.is_some() { part.head.end } else { span.start };
            // 一、机构性质:某某海关为…: the sign is no part of the text.
            let rest = ctx.str(Span::new(start, span.end));
            let start = start + (rest.len() - rest.trim_start_matches(':').len()) as u32;
            Section {
                kind: part.kind,
                heading: part.heading.map(|h| ctx.words(h)),
                ordinal: part.ordinal,
                article: part.article,
                clauses: ctx.clauses(Span::new(start, span.end)).into(),
                head: ctx.at(part.head),
                span: ctx.at(span),
            }
        })
        .collect()
}

fn articles(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<Article> {
    parts
        .iter()
        .filter(|p| p.article.is_some() || p.unnumbered)
        .map(|p| {
            let span = p.span(blocks);
            let start = if p.unnumbered { span.start } else { p.head.end };
            let text = ctx.trim(Span::new(start, span.end));
            Article {
                ordinal: p.article,
                text: ctx.inside(text, span),
                clauses: ctx.clauses(text).into(),
                span: ctx.at(span),
            }
        })
        .collect()
}

fn lists(
    ctx: Ctx<'_>,
    blocks: &[Block],
    parts: &[Part],
    items: &[Vec<Item>],
    sections: &[Section],
    before: Vec<NumberedList>,
) -> Vec<NumberedList> {
    let mut out = before;
    let headings = [Some(Style::Book), Some(Style::Chapter), Some(Style::Division), None];
    for (of, division) in
        [(ListKind::Articles, None)].into_iter().chain(headings.map(|d| (ListKind::Headings, d)))
    {
        // The lists that are open, outer ones first; headings (一) below 一、 are a list of their own.
        let mut open: Vec<(Style, NumberedList)> = Vec::new();
        for (part, section) in parts.iter().zip(sections) {
            let ordinal = if of == ListKind::Articles { part.article } else { part.ordinal };
            let Some(ordinal) = ordinal.filter(|_| part.division == division) else { continue };
            let Some(Block { mark: Some(mark), .. }) = blocks.get(part.first) else { continue };
            let style = mark.style;
            let again = |l: &NumberedList| ordinal == 1 && (division.is_some() || l.items.len() > 1);
            let ended = open.iter().position(|(s, l)| *s as u8 > style as u8 || *s == style && again(l));
            out.extend(open.split_off(ended.unwrap_or(open.len())).into_iter().map(|(_, l)| l));
            let head = blocks.get(part.first).map(Block::head).unwrap_or_default();
            let mark = ctx.at(head);
            let text = Span::new(mark.end, section.span.end);
            if open.last().is_none_or(|(s, _)| *s != style) {
                open.push((style, NumberedList { of, items: Vec::new(), span: section.span }));
            }
            let Some((_, list)) = open.last_mut() else { continue };
            list.span = list.span.to(section.span);
            list.items.push(ListItem { ordinal, mark, text });
        }
        out.extend(open.into_iter().map(|(_, l)| l));
    }
    for (part, items) in parts.iter().zip(items) {
        out.extend(item::lists(ctx, blocks, part, items));
    }
    rejoin(ctx, &mut out);
    goes_on(ctx, &mut out);
    out.sort_by_key(|l: &NumberedList| (l.span.start, std::cmp::Reverse(l.span.end)));
    out
}

/// Numbered paragraphs among numbered headings are one list with them: 一、整合…。 before 二、主要职责.
fn rejoin(ctx: Ctx<'_>, lists: &mut Vec<NumberedList>) {
    let is_stop = |item: &ListItem| {
        let mark = item.mark.slice(ctx.original);
        mark.ends_with('、') && !mark.starts_with(|c: char| c.is_ascii_digit())
    };
    let stops = |l: &NumberedList, of| l.of == of && l.items.iter().all(is_stop);
    let Some(at) = lists.iter().position(|l| stops(l, ListKind::Headings)) else { return };
    let mut headings = lists.remove(at);
    lists.retain(|list| {
        let (Some(first), Some(last)) = (list.items.first(), list.items.last()) else { return true };
        let place = headings.items.partition_point(|h| h.mark.start < first.mark.start);
        let before = place.checked_sub(1).and_then(|i| headings.items.get(i)).map_or(0, |h| h.ordinal);
        let after = headings.items.get(place).map_or(last.ordinal + 1, |h| h.ordinal);
        let fits = first.ordinal == before + 1 && after == last.ordinal + 1;
        let inside = headings.items.get(place).is_none_or(|h| last.mark.start < h.mark.start);
        if !(stops(list, ListKind::Other) && fits && inside) {
            return true;
        }
        headings.items.splice(place..place, list.items.iter().cloned());
        headings.span = headings.span.to(list.span);
        false
    });
    lists.push(headings);
}

/// A heading (二) behind an item (一) of the section before is the next of its list.
fn goes_on(ctx: Ctx<'_>, lists: &mut Vec<NumberedList>) {
    let in_brackets = |item: &ListItem| item.mark.slice(ctx.original).starts_with(['(', '（']);
    let late = |l: &NumberedList| {
        let first = l.items.first().filter(|i| i.ordinal > 1 && in_brackets(i))?;
        (l.of == ListKind::Headings).then_some((first.ordinal, first.mark.start))
    };
    let Some((at, (ordinal, start))) = lists.iter().enumerate().find_map(|(i, l)| Some((i, late(l)?))) else {
        return;
    };
    let before = lists.iter().enumerate().filter_map(|(i, l)| {
        let last = l.items.last().filter(|last| last.ordinal + 1 == ordinal && in_brackets(last))?;
        (i != at && last.mark.start < start).then_some((last.mark.start, i))
    });
    let Some((_, into)) = before.max() else { return };
    let list = lists[at].clone();
    lists[into].span = lists[into].span.to(list.span);
    lists[into].items.extend(list.items);
    lists.remove(at);
}

/// Numbered paragraphs go on behind what stands below them, in a collection also the numbers of its organs and of their
/// parts: such a list is part of the last that ends with the number before it.
fn carry_on(ctx: Ctx<'_>, lists: &mut Vec<NumberedList>, collection: bool) {
    let sign = |item: &ListItem| {
        let mark = item.mark.slice(ctx.original);
        (
            mark.starts_with(['(', '（']),
            mark.ends_with('、') && !mark.starts_with(|c: char| c.is_ascii_digit()),
        )
    };
    let late = |l: &NumberedList| {
        let first = l.items.first().filter(|i| i.ordinal > 1 && l.of == ListKind::Other)?;
        (sign(first).1 || collection && l.items.len() == 1).then(|| first.clone())
    };
    if !lists.iter().any(|l| late(l).is_some()) {
        return;
    }
    let mut out: Vec<NumberedList> = Vec::new();
    for list in std::mem::take(lists) {
        let item = late(&list);
        let before = |l: &NumberedList| {
            let last =
                l.items.last().zip(item.as_ref()).filter(|(last, item)| last.ordinal + 1 == item.ordinal);
            last.is_some_and(|(last, item)| sign(last) == sign(item))
        };
        match out.iter().rposition(before).and_then(|at| out.get_mut(at)) {
            Some(open) => {
                open.span = open.span.to(list.span);
                open.items.extend(list.items);
            }
            None => out.push(list),
        }
    }
    *lists = out;
}

/// The lines that hold anything, as printed.
fn paragraphs(ctx: Ctx<'_>, source: &Source, blocks: &[Block]) -> Vec<Paragraph> {
    let others = blocks.iter().filter(|b| !b.inline && !b.provides() && b.role != Role::Contents);
    let mut others = others.map(|b| ctx.at(b.span)).peekable();
    let mut start = 0;
    let mut out = Vec::new();
    for line in lines(&source.text) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let lead = start + line.len() - line.trim_start().len();
            let span = Span::of(lead..lead + trimmed.len());
            while others.next_if(|o| o.end <= span.start).is_some() {}
            let contact = is_contact(source.folded.slice(span))
                || others.peek().is_some_and(|o| o.start < span.end && span.contains(*o));
            out.push(Paragraph { contact, span });
        }
        start += line.len();
    }
    out
}
