//! Text to blocks: each mark, heading and unmarked line begins one.

use super::{
    broken,
    contact::{
        announces_leaders, is_contact, is_foot, is_furniture, is_other_matter, is_person, is_person_to_call,
        is_picture, names_leader,
    },
    contents, front, header,
    heading::{self, Heading},
    mark::{Mark, Style, mark_at},
    rows,
    table::Table,
    titled,
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, find, longer, sub},
        names::record::{Record, record},
        names::{leading, name},
        posts::title::is_title,
    },
    schema::SectionKind,
    source::Span,
    text::{is_numeral, numeral_prefix},
};

/// What a block is in its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Role {
    /// Running text, or an item.
    Plain,
    /// A heading; what it announces.
    Heading(Option<SectionKind>),
    /// A line that is no provision.
    Contact,
    /// A line that holds only a date.
    Dateline,
    /// A line of the page or of the distribution: its number, 抄送, 附件2.
    Furniture,
    /// A row of a table.
    Table,
    /// A row of a table of units.
    Roster,
    /// An entry of a table of contents.
    Contents,
    /// A unit without ordinal.
    Unit,
    /// The name of a sub-organ.
    Organ,
    /// A paragraph after a list that does not belong to its last item.
    Trailing,
    /// A paragraph among units that belongs to none of them; others follow.
    Aside,
}

/// A mark with its text, a heading, or an unmarked line; all places are folded.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct Block {
    /// The mark that begins it.
    pub(in crate::ingest) mark: Option<Mark>,
    /// What it is.
    pub(in crate::ingest) role: Role,
    /// From the mark to the end.
    pub(in crate::ingest) span: Span,
    /// What follows the mark; for a heading, its words.
    pub(in crate::ingest) body: Span,
    /// The title of an article, which stands before its body: 第二条(职责).
    pub(in crate::ingest) title: Option<Span>,
    /// Whether another block stands before it on its line.
    pub(in crate::ingest) inline: bool,
}

impl Block {
    /// Whether it belongs to the provisions: no contact line, no date by itself.
    pub(in crate::ingest) fn provides(&self) -> bool {
        !matches!(self.role, Role::Contact | Role::Dateline | Role::Furniture | Role::Contents)
    }

    /// The mark's range.
    pub(in crate::ingest) fn head(&self) -> Span {
        sub(self.span, 0, self.mark.map_or(0, |m| m.length))
    }

    /// The mark's range, with the title of an article.
    pub(in crate::ingest) fn titled_head(&self) -> Span {
        // What closes the bracket stands before the body.
        self.title.map_or_else(|| self.head(), |t| Span::new(self.span.start, self.body.start.max(t.end)))
    }

    /// The mark, where it is one of an item.
    pub(in crate::ingest) fn item(&self) -> Option<Mark> {
        let item = !matches!(self.role, Role::Heading(_));
        self.mark.filter(|m| item && !m.style.is_division() && m.style != Style::Article)
    }

    /// The number of the article that it begins.
    pub(in crate::ingest) fn article(&self) -> Option<u32> {
        self.mark.filter(|m| m.style == Style::Article).map(|m| m.ordinal)
    }
}

/// Whether a line is a date and nothing else.
fn is_dateline(line: &str) -> bool {
    let text = line.trim_matches(['(', ')', '。']);
    text.len() < 80
        && crate::text::find_date(text)
            .is_some_and(|d| d.span.start == 0 && d.span.end as usize == text.len())
}

/// Splits a text into its blocks.
pub(in crate::ingest) fn blocks(ctx: Ctx<'_>, tables: &[Table]) -> Vec<Block> {
    let mut splitter = Splitter { ctx, last: [0; 12], numbered: 0, listing: false, out: Vec::new() };
    for span in ctx.lines() {
        let next = tables.partition_point(|t| t.span.end <= span.start);
        match tables.get(next).filter(|t| t.span.overlaps(span)) {
            Some(Table { roster: Some(_), .. }) => splitter.row(span, Role::Roster),
            Some(_) => splitter.row(span, Role::Table),
            None => splitter.line(span),
        }
    }
    contents::mark(ctx, &mut splitter.out);
    header::running(ctx, &mut splitter.out);
    leaders(ctx, &mut splitter.out);
    signatures(ctx, &mut splitter.out);
    broken::titles(ctx, &mut splitter.out);
    front::headings(ctx, &mut splitter.out);
    splitter.out
}

/// Who leads the organ, name by name, is no part of what stands before it.
fn leaders(ctx: Ctx<'_>, blocks: &mut [Block]) {
    let mut open = false;
    let (mut other, mut foot, mut picture) = (false, false, false);
    // What stands above the text is a list of its parts.
    let below = blocks.len() - blocks.len() / 3;
    for at in 0..blocks.len() {
        let block = &blocks[at];
        let alone = block.role == Role::Plain && !block.inline;
        let line = alone && block.mark.is_none();
        let words = ctx.str(block.body);
        // 图片 has nothing below it but pictures.
        let duty = || name::begins_duties(words) && words.ends_with(['。', ';']);
        other = line && (other && !picture && !duty() || is_other_matter(words));
        picture = other && is_picture(words);
        // 词条标签 above 组织机构: what a page has at its foot are no headings, unless sentences stand below them.
        let heads = || {
            let below = blocks.get(at + 1).filter(|b| b.role == Role::Plain && !b.inline);
            matches!(block.role, Role::Heading(Some(_)))
                && below.is_some_and(|b| ctx.str(b.body).contains(['。', ';']))
        };
        foot = foot && !heads() || at >= below && line && is_foot(words);
        let other = other || foot;
        let named = || names_leader(words) || leader_apart(ctx, block.body);
        open = alone && (line && announces_leaders(words) || open && named() || is_person(words));
        let block = &mut blocks[at];
        if open || other {
            // 1.局长:某某, numbered or not.
            block.role = Role::Furniture;
            block.mark = None;
            block.body = block.span;
        }
        open |= block.role == Role::Contact && matches!(words.trim_end_matches(':'), "负责人" | "单位负责人");
    }
}

/// Whether a line names a leader behind a blank: 副主任 某某.
fn leader_apart(ctx: Ctx<'_>, line: Span) -> bool {
    let text = ctx.str(line);
    let apart = |gap: &u32| {
        let post = ctx.str(Span::new(line.start, *gap));
        let name = ctx.str(Span::new(*gap, line.end));
        is_title(post) && longer(name, 1) && !longer(name, 4) && name.chars().all(char::is_alphabetic)
    };
    !longer(text, 20) && ctx.folded.gaps(line).iter().any(apart)
}

/// The names of organs on lines of their own above a date sign the document, and are no part of its last provision.
fn signatures(ctx: Ctx<'_>, blocks: &mut [Block]) {
    for at in (1..blocks.len()).rev() {
        let [before, below, ..] = &mut blocks[at - 1..] else { return };
        let signs = below.role == Role::Dateline && before.role == Role::Plain && before.mark.is_none();
        let name = ctx.str(before.body);
        if at > 1 && signs && !before.inline && name::is_organ(name) && name::is_placed(name) {
            before.role = Role::Dateline;
        }
    }
}

/// Whether a character may begin a mark.
fn begins_mark(c: char) -> bool {
    matches!(c, '(' | '第' | '①'..='⑳' | '㈠'..='㈩' | '⑴'..='⒛') || is_numeral(c)
}

/// Fewer items than this are left out of a list at one place.
const LEFT_OUT: u32 = 8;

/// The item before one is no further back, in blocks.
const BACK: usize = 1000;

/// What stands below the first heading, before the second, has no more blocks.
const FRONT: usize = 12;

/// Whether words may be a heading: a few characters without signs.
pub(in crate::ingest) fn is_bare(words: &str) -> bool {
    !words.is_empty() && !longer(words, 16) && words.chars().all(|c| c.is_alphabetic() || c == '、')
}

/// The words of a heading without the brackets around them: 【主要职责】.
fn unbracketed(ctx: Ctx<'_>, words: Span) -> Span {
    let text = ctx.str(words);
    let inside = text.strip_prefix('【').and_then(|t| t.strip_suffix('】'));
    inside.map_or(words, |t| sub(words, '【'.len_utf8(), '【'.len_utf8() + t.len()))
}

/// A line without the link behind it that lets readers change it: （一）办公室[编辑].
fn without_link(ctx: Ctx<'_>, line: Span) -> Span {
    let text = ctx.str(line);
    // One look rules most lines out.
    let Some(inside) = text.strip_suffix(']') else { return line };
    // …其他事项。[1]: the number of a note.
    let note = inside.rsplit_once('[').filter(|(before, n)| {
        (1..3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()) && before.ends_with(['。', ';'])
    });
    if let Some((before, _)) = note {
        return ctx.trim(sub(line, 0, before.len()));
    }
    let link = inside.rfind('[').filter(|at| inside.len() - at < LINK);
    match link.and_then(|at| text.split_at_checked(at)) {
        Some((words, link)) if leading::link(link) == Some(text.len() - words.len()) => {
            ctx.trim(sub(line, 0, words.len()))
        }
        _ => line,
    }
}

/// The bytes of a line before the stroke that a table has left at its end: 完成其他任务。 |.
fn without_bar(line: &str) -> usize {
    let words = line.trim_end().strip_suffix('|').filter(|t| !t.contains('|'));
    words.filter(|t| t.trim_end().ends_with(['。', ';'])).map_or(line.len(), str::len)
}

/// The bytes of what a line of a list begins with in place of a number: •, ★, ——.
fn bullet(line: &str) -> usize {
    let bullet = |c: char| c.is_whitespace() || "•●◆■※·★☆◇□▲△►▶▪▫◎○➢✓√".contains(c);
    let rest = line.trim_start_matches(bullet);
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || "—–―-".contains(c));
    // —3— is the number of a page, and —、 is written for 一、.
    let dashed = words.len() < rest.len() && words.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    line.len() - if dashed { words } else { rest }.len()
}

/// The bytes of the words at the beginning of a line that it goes on from the page before: [接上页].
fn goes_on_from_page(line: &str) -> usize {
    let inside = line
        .strip_prefix(['[', '(', '【'])
        .filter(|t| ["接上", "上接", "续上"].iter().any(|w| t.starts_with(w)));
    let end = inside.and_then(|t| t.get(..t.floor_char_boundary(LINK))?.find([']', ')', '】']));
    end.and_then(|end| Some(line.len() - inside?.get(end..)?.trim_start_matches([']', ')', '】']).len()))
        .unwrap_or(0)
}

/// Such a link has no more bytes.
const LINK: usize = 48;

/// Where the text begins that a title stands before on its line: its first article, or the ground that it is made on. …人员编制规定第一条….
fn behind_title(text: &str) -> Option<usize> {
    let first = text.get(..text.floor_char_boundary(TITLE))?;
    let article = first.find("第一条").filter(|at| {
        let (title, article) = first.split_at_checked(*at).unwrap_or_default();
        let titled = ["规定", "方案", "办法", "规程", "条例"].iter().any(|e| title.ends_with(e));
        let refers = |c: char| "的规款项、和至及之,;。第".contains(c);
        titled
            && !title.contains(['。', ',', ';', '《', '本'])
            && !article.get("第一条".len()..).is_some_and(|t| t.starts_with(refers))
    });
    let ground = || {
        let at = first.find("人员编制规定根据")? + "人员编制规定".len();
        let before = first.get(..at)?;
        (before.matches('《').count() == before.matches('》').count()).then_some(at)
    };
    // …部门决算情况说明 一、部门概况, all of a page on one line.
    let page = || {
        let ends = ["情况说明一、", "公开说明一、", "决算说明一、", "预算说明一、"];
        ends.iter().find_map(|e| first.find(e).map(|at| at + e.len() - "一、".len()))
    };
    article.or_else(ground).or_else(page)
}

/// Whether the number of two parts that a text begins with is a day, before the words of a headline.
fn is_day(text: &str, length: usize) -> bool {
    let number = text.get(..length).unwrap_or("").trim_end_matches(['.', '、']);
    let part = |t: &str, most: u32| t.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    let day = number.split_once('.').is_some_and(|(month, day)| part(month, 12) && part(day, 31));
    day && longer(text.get(length..).unwrap_or(""), 8)
}

/// Whether a regulation begins inside a line, behind another one: 附件2 某县农业局…人员编制规定 一、主要职责. The bytes of 附件2.
fn begins_another(text: &str) -> Option<usize> {
    let near = text.get(..text.floor_char_boundary(TITLE / 3))?;
    let end = find(near, "人员编制规定").or_else(|| find(near, "人员编制方案"))?;
    let behind = near.get(end + "人员编制规定".len()..)?;
    let title = near.get(..end)?;
    let annex = title.strip_prefix("附件").map_or(0, |t| {
        title.len()
            - numeral_prefix(t).and_then(|(_, n)| t.get(n..)).unwrap_or(t).trim_start_matches(':').len()
    });
    let plain = !title.contains(['。', ',', ';', '《', '“', '”'])
        && !title.contains("印发")
        && !title.contains("关于");
    (plain && (behind.starts_with("一、") || behind.starts_with("第一条"))).then_some(annex)
}

/// The organ and the words of a heading before a list on their line, in bytes, and what they head: 某县人民政府办公室主要职责(一)负责….
fn named_above_list(text: &str) -> Option<(usize, SectionKind)> {
    let near = text.get(..text.floor_char_boundary(TITLE / 4))?;
    let first = ["(一)", "1.", "1、", "①"].iter().filter_map(|mark| near.find(mark)).min()?;
    let words = near.get(..first)?.trim_end_matches(':');
    let organ = |name: &str| name::is_organ(name) && name::is_placed(name);
    let plain = !words.is_empty() && !words.contains(['。', ',', ';', '、', '《', '(']);
    heading::named(words, organ).filter(|_| plain).map(|(_, kind)| (words.len(), kind))
}

/// No heading before a text on its line has more bytes.
const HEADING: usize = 60;
/// What stands before the text on the line of its title has no more bytes.
const TITLE: usize = 600;

struct Splitter<'a> {
    ctx: Ctx<'a>,
    /// The last ordinal of each style.
    last: [u32; 12],
    /// The number of the last heading that has a number without a sign: 2 内设机构.
    numbered: u32,
    /// Whether the head of a table of duties stands above.
    listing: bool,
    out: Vec<Block>,
}

impl Splitter<'_> {
    fn row(&mut self, line: Span, role: Role) {
        let span = self.ctx.trim(line);
        if !span.is_empty() {
            self.out.push(Block { mark: None, role, span, body: span, title: None, inline: false });
        }
    }

    fn line(&mut self, line: Span) {
        let text = self.ctx.str(line);
        if let Some(row) = rows::row(self.ctx, line, self.listing) {
            self.duty_row(line, row);
            return;
        }
        self.listing = false;
        // 主要职责编辑.
        if let Some((start, end)) = heading::adorned(text) {
            self.block(self.ctx.trim(sub(line, start, end)), false);
            return;
        }
        // ——主要职责——: the strokes are no bullet.
        let lead = if heading::dressed(text).is_some() { 0 } else { bullet(text) };
        let lead = lead + goes_on_from_page(text.get(lead..).unwrap_or(""));
        let line = without_link(self.ctx, self.ctx.trim(sub(line, lead, without_bar(text).max(lead))));
        if line.is_empty() {
            return;
        }
        let mut rest = line;
        while !rest.is_empty() {
            let inline = rest.start > line.start;
            rest = self.block(rest, inline);
        }
    }

    /// A row of a table of duties: each is an item with its number.
    fn duty_row(&mut self, line: Span, row: rows::Row) {
        self.listing = true;
        let (mark, body) = match row {
            rows::Row::Head => return self.row(line, Role::Table),
            // | | 并负责机构。 |: the cell above goes on.
            rows::Row::More(body) => return self.row(body, Role::Plain),
            rows::Row::Duty(mark, body) => (mark, body),
        };
        let span = Span::new(self.ctx.trim(line).start, body.end);
        self.note(mark);
        self.out.push(Block { mark: Some(mark), role: Role::Plain, span, body, title: None, inline: false });
    }

    /// Takes one block from the beginning of `rest`; what remains is returned.
    fn block(&mut self, rest: Span, inline: bool) -> Span {
        let text = self.ctx.str(rest);
        let another = if inline { begins_another(text) } else { None };
        if let Some(annex) = another.filter(|annex| *annex > 0) {
            let span = sub(rest, 0, annex);
            self.out.push(Block { mark: None, role: Role::Furniture, span, body: span, title: None, inline });
            return sub(rest, annex, text.len());
        }
        let inline = inline && another.is_none();
        let number = if inline { None } else { self.number(rest) };
        let mark = number.or_else(|| self.mark(rest));
        let skip = mark.map_or(0, |m| m.length);
        let after = text.get(skip..).unwrap_or("");
        if let Some(m) = mark {
            self.note(m);
        }
        let plain = number.map(|_| (after.len(), heading::whole(after).and_then(|h| h.kind)));
        let below = |m: &Mark| self.is_next_heading(*m) || self.is_first_below_joint(*m);
        let labelled = || mark.filter(below).and_then(|_| heading::labelled(after));
        let apart = || mark.and_then(|m| self.heading_apart(sub(rest, skip, text.len()), m));
        let between = || {
            let found = self.heading_between_blanks(rest).filter(|_| mark.is_none() && inline);
            found.map(|h| (h.length, h.kind))
        };
        let found = plain.or_else(|| self.heading(after, mark, inline)).or_else(labelled).or_else(apart);
        let found = found.or_else(between);
        if let Some((length, kind)) = found.filter(|(_, kind)| !mark.is_some_and(|m| self.is_item(m, *kind)))
        {
            let body = unbracketed(self.ctx, sub(rest, skip, skip + length));
            let span = sub(rest, 0, skip + length);
            self.out.push(Block { mark, role: Role::Heading(kind), span, body, title: None, inline });
            let from = skip
                + length
                + after.get(length..).map_or(0, |t| t.len() - t.trim_start_matches([':', '。']).len());
            return self.ctx.trim(sub(rest, from, text.len()));
        }
        if let Some(remains) = if mark.is_none() && !inline { self.bare_heading(rest) } else { None } {
            return remains;
        }
        let first = mark.is_none() && !inline && self.last[Style::Article as usize] == 0;
        let titled = if first { behind_title(text) } else { None };
        // 第三条 主要职责(一)负责…, (二)划入的职能1.将….
        let into = mark.and_then(|m| match m.style {
            Style::Article => titled::into_list(after),
            Style::Paren => heading::label_into_list(after),
            _ => None,
        });
        let end =
            titled.or(into.map(|n| skip + n)).or_else(|| self.next_mark(rest, skip)).unwrap_or(text.len());
        let span = self.ctx.trim(sub(rest, 0, end));
        let words = self.ctx.trim(sub(rest, skip, end));
        let titled = mark.filter(|m| m.style == Style::Article).and_then(|_| titled::title(self.ctx, words));
        let title = titled.map(|(title, _)| title);
        let body = titled.map_or(words, |(_, at)| self.ctx.trim(sub(words, at, words.len())));
        let contact = mark.is_none() && (is_contact(text) || is_person_to_call(text));
        let dated = mark.is_none() && !inline && is_dateline(text);
        let role = match () {
            () if contact => Role::Contact,
            () if dated => Role::Dateline,
            () if mark.is_none() && !inline && self.is_furniture(rest) => Role::Furniture,
            () => Role::Plain,
        };
        self.out.push(Block { mark, role, span, body, title, inline });
        self.ctx.trim(sub(rest, end, text.len()))
    }

    /// Takes a heading without a number that stands between signs, or with the organ's name above a list on its line; what remains.
    fn bare_heading(&mut self, rest: Span) -> Option<Span> {
        let text = self.ctx.str(rest);
        let dressed =
            heading::dressed(text).map(|(lead, h)| (sub(rest, lead, lead + h.length), rest, h.kind));
        let named = || {
            let (length, kind) = named_above_list(text)?;
            Some((sub(rest, 0, length), sub(rest, 0, length), Some(kind)))
        };
        let (body, span, kind) = dressed.or_else(named)?;
        let role = Role::Heading(kind);
        self.out.push(Block { mark: None, role, span, body, title: None, inline: false });
        Some(self.ctx.trim(Span::new(span.end, rest.end)))
    }

    fn is_furniture(&self, line: Span) -> bool {
        let last = self.out.last().filter(|b| b.role == Role::Furniture);
        // A number of a page is no field of it.
        let behind_fields = || last.is_some_and(|b| record(self.ctx, b.body) == Some(Record::Surely));
        is_furniture(self.ctx.str(line), last.is_some())
            || match record(self.ctx, line) {
                Some(Record::Surely) => true,
                Some(Record::Perhaps) => behind_fields(),
                None => false,
            }
    }

    fn mark(&self, rest: Span) -> Option<Mark> {
        let text = self.ctx.str(rest);
        let mark = mark_at(text, |i| self.ctx.folded.gap_before(rest.start + i as u32))?;
        match mark.style {
            // 第二, without a first counts nothing.
            Style::Word => {
                (mark.ordinal == 1 || mark.ordinal == self.last[Style::Word as usize] + 1).then_some(mark)
            }
            // 9.12 某省公布方案 is the day of a headline.
            Style::Second if self.out.is_empty() && mark.ordinal > 1 => {
                (!is_day(text, mark.length)).then_some(mark)
            }
            _ => Some(mark),
        }
    }

    /// The number without a sign that a heading begins with: 2 内设机构. What no words of headings make up is one only as
    /// the next of such headings.
    fn number(&mut self, rest: Span) -> Option<Mark> {
        let text = self.ctx.str(rest);
        let length = text.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&length) || !self.ctx.folded.gap_before(rest.start + length as u32) {
            return None;
        }
        let words = text.get(length..)?;
        let ordinal: u32 = text.get(..length)?.parse().ok()?;
        let next = ordinal == self.numbered + 1;
        let known = || heading::whole(words).is_some();
        let heading = next && (known() || self.numbered > 0 && is_bare(words) && !name::is_unit(words))
            || self.numbered == 0 && ordinal == 2 && known() && self.first_of_numbered();
        if !heading {
            return None;
        }
        self.numbered = ordinal;
        Some(Mark { style: Style::Dot, ordinal, length })
    }

    /// Makes the line 1 总体要求, which no words of headings make up, the first of the headings that are numbered so: the
    /// second has come. True where there is one.
    fn first_of_numbered(&mut self) -> bool {
        let ctx = self.ctx;
        let first = self.out.iter_mut().rev().take(FRONT).find(|b| {
            let words =
                ctx.str(b.body).strip_prefix('1').filter(|_| b.mark.is_none() && b.role == Role::Plain);
            words.is_some_and(is_bare) && ctx.folded.gap_before(b.body.start + 1)
        });
        let Some(block) = first else { return false };
        block.mark = Some(Mark { style: Style::Dot, ordinal: 1, length: 1 });
        block.body = sub(block.span, 1, block.span.len());
        block.role = Role::Heading(None);
        true
    }

    fn note(&mut self, mark: Mark) {
        let style = mark.style as usize;
        self.last[style] = mark.ordinal;
        // An outer mark restarts the inner ones.
        for inner in self.last.iter_mut().skip(style + 1) {
            *inner = 0;
        }
    }

    /// Whether what would be a heading by its words is an item by its place: (一)内设机构 below an article, (三)转变的职能
    /// behind (二)划入的职能, which is one.
    ///
    /// (一)职责划转 and (二)职能转变 below 一、职责调整 are items too, whose text stands below them.
    fn is_item(&self, mark: Mark, kind: Option<SectionKind>) -> bool {
        if mark.style != Style::Paren {
            return false;
        }
        if mark.ordinal == 1 && self.is_first_of_matters() {
            return true;
        }
        let same =
            |b: &&Block| b.mark.is_some_and(|m| m.style == Style::Paren && m.ordinal + 1 == mark.ordinal);
        let moves = |b: &&Block| b.role == Role::Heading(Some(SectionKind::Adjustments));
        let outer = |b: &&Block| b.mark.map_or(moves(b), |m| m.style < Style::Paren);
        let before = self.out.iter().rev().take(BACK).find(|b| same(b) || outer(b));
        let part_of = |b: &&Block| kind == Some(SectionKind::Adjustments) && outer(b) && moves(b);
        before.is_some_and(|b| b.article().is_some() || same(&b) && b.item().is_some() || part_of(&b))
    }

    /// Whether a sentence below the heading of the duties announces a list, whose items are no headings: 审核下列事项: above
    /// (一)职能配置。(二)内设机构。
    fn is_first_of_matters(&self) -> bool {
        let duties = Role::Heading(Some(SectionKind::Duties));
        let [.., heading, sentence] = self.out.as_slice() else { return false };
        heading.role == duties
            && heading.mark.is_some()
            && sentence.mark.is_none()
            && sentence.role == Role::Plain
            && self.ctx.str(sentence.body).ends_with(':')
    }

    /// Whether a mark is the first below a heading that announces units with their posts: (一)内设机构。设… below
    /// 二、内设机构及人员编制.
    fn is_first_below_joint(&self, mark: Mark) -> bool {
        let above = || self.out.last().filter(|b| matches!(b.role, Role::Heading(_)) && b.mark.is_some());
        mark.style == Style::Paren
            && mark.ordinal == 1
            && above().is_some_and(|b| heading::is_joint(self.ctx.str(b.body)))
    }

    /// Whether a mark is the next behind that of a heading: (二)内设机构:设综合股3个股 behind (一)主要职责.
    fn is_next_heading(&self, mark: Mark) -> bool {
        let same = |b: &&Block| b.mark.is_some_and(|m| m.style <= mark.style);
        let before = || self.out.iter().rev().find(same).filter(|b| matches!(b.role, Role::Heading(_)));
        let next = |m: Mark| m.style == mark.style && m.ordinal + 1 == mark.ordinal;
        mark.style == Style::Paren && mark.ordinal > 1 && before().and_then(|b| b.mark).is_some_and(next)
    }

    fn heading(&self, after: &str, mark: Option<Mark>, inline: bool) -> Option<(usize, Option<SectionKind>)> {
        let style = mark.map(|m| m.style);
        let found = |h: Heading| (h.length, h.kind);
        if inline && mark.is_none() {
            return heading::inside(after).or_else(|| heading::at_the_end(after)).map(found);
        }
        if style == Some(Style::Article) {
            return None;
        }
        match style {
            Some(s) if s.is_division() => Some((after.len(), heading::kind_of(after).flatten())),
            Some(Style::Stop) => heading::numbered(after).or_else(|| heading::run_on(after, true)).map(found),
            // 各内设机构职责: goes on with the part that lists them.
            None if after.starts_with('各') => {
                heading::whole(after).filter(|_| !self.is_below_units()).map(found)
            }
            None => heading::whole(after).or_else(|| heading::run_on(after, false)).map(found),
            // (一)划入的职责 is an item of the adjustments, whose text stands below it.
            Some(s) => {
                let into = || {
                    heading::run_on(after, false).filter(|h| s == Style::Paren && h.is_above_digits(after))
                };
                heading::whole(after).or_else(into).filter(|_| !heading::moves(after)).map(found)
            }
        }
        // Where 一、 is closed so, sentences are headings, which is told later.
        .or_else(|| heading::closed(after).filter(|_| style == Some(Style::Paren)).map(found))
    }

    /// Whether a heading above is that of the units, or articles stand above.
    fn is_below_units(&self) -> bool {
        let units = Role::Heading(Some(SectionKind::Units));
        self.last[Style::Article as usize] > 0 || self.out.iter().rev().take(BACK).any(|b| b.role == units)
    }

    /// A heading that a blank parts from its text on the line: (一)部门主要职责 人民法院是…. Below 一、主要职责, (二)内设机构
    /// 审核… is a duty of those who approve them.
    fn heading_apart(&self, after: Span, mark: Mark) -> Option<(usize, Option<SectionKind>)> {
        matches!(mark.style, Style::Stop | Style::Paren).then_some(())?;
        let near = sub(after, 0, self.ctx.str(after).floor_char_boundary(HEADING));
        let gap = self.ctx.folded.gaps(near).iter().find(|g| **g > near.start && **g < near.end)?;
        let words = self.ctx.str(Span::new(near.start, *gap));
        let kind = heading::whole(words).filter(|_| !heading::moves(words))?.kind?;
        let matters = [SectionKind::Duties, SectionKind::Units, SectionKind::Staffing];
        // (二)内设机构 审核内设机构方案, below 一、主要职责, is a duty.
        let told = self.ctx.str(Span::new(*gap, after.end));
        let done =
            || name::begins_duties(told) || begins(told, &["审核", "审批", "审定", "核定", "提供", "调整"]);
        let duty = mark.style == Style::Paren && done() && self.is_below_duties();
        (matters.contains(&kind) && !duty).then_some((words.len(), Some(kind)))
    }

    /// Whether the heading above, of an outer number or none, is that of the duties.
    fn is_below_duties(&self) -> bool {
        let outer = |b: &&Block| b.mark.is_none_or(|m| m.style < Style::Paren);
        let mut headings = self.out.iter().rev().take(BACK).filter(outer);
        let heading = headings.find(|b| matches!(b.role, Role::Heading(_)));
        heading.is_some_and(|b| b.role == Role::Heading(Some(SectionKind::Duties)))
    }

    /// A heading without a number on a line that lost its breaks: …。 内设机构 根据上述职责,…. Blanks stand on both sides of it, or a
    /// list begins behind it. What a unit does may be headed so too.
    fn heading_between_blanks(&self, rest: Span) -> Option<Heading> {
        if !self.ctx.folded.gap_before(rest.start) {
            return None;
        }
        let near = sub(rest, 0, self.ctx.str(rest).floor_char_boundary(HEADING));
        let gap = self.ctx.folded.gaps(near).iter().find(|g| **g > near.start);
        let text = self.ctx.str(near);
        let end = gap.map(|g| (g - near.start) as usize).into_iter().chain(text.find('(')).min()?;
        let behind = text.get(end..)?;
        let listed = ["(一)", "1.", "1、", "一、"].iter().any(|mark| behind.starts_with(mark));
        let found = heading::run_on_words(text.get(..end)?, listed)?;
        // 机构编制。 内设机构 和人员编制的审核, 人员编制 总量控制由其承担: words of the sentence, on a line that has no more of the text.
        let goes_on = || text.get(end..).is_some_and(|t| t.starts_with(['和', '及', '与', '的', '、']));
        if goes_on() || !self.has_more_on_line() {
            return None;
        }
        let of_a_unit = || {
            let last = self.out.iter().rev().take(BACK).find(|b| matches!(b.role, Role::Heading(_)));
            last.is_some_and(|b| b.role == Role::Heading(Some(SectionKind::Units)))
        };
        (found.kind != Some(SectionKind::Duties) || !of_a_unit()).then_some(found)
    }

    /// Whether more of the text than one item stands on this line so far: a title, a heading or several items.
    fn has_more_on_line(&self) -> bool {
        let first = self.out.iter().rev().take(BACK).take_while(|b| b.inline).count();
        let begins = self.out.len().checked_sub(first + 1).and_then(|at| self.out.get(at));
        first > 0 || begins.is_none_or(|b| b.item().is_none())
    }

    /// Where, after `skip` bytes, the next block begins on this line.
    fn next_mark(&self, rest: Span, skip: usize) -> Option<usize> {
        let text = self.ctx.str(rest);
        let mut gaps = self.ctx.folded.gaps(rest).iter().map(|g| (g - rest.start) as usize).peekable();
        let mut depth = 0_u32;
        let begins = |at: usize| at > skip && self.begins_block(rest, at);
        while gaps.next_if(|g| *g <= skip).is_some() {}
        for sign in self.ctx.marks.signs(Span::new(sub(rest, skip, skip).start, rest.end)) {
            let at = (sign.at - rest.start) as usize;
            while let Some(gap) = gaps.next_if(|g| *g <= at) {
                if depth == 0 && begins(gap) {
                    return Some(gap);
                }
            }
            match sign.sign {
                '《' | '“' => depth += 1,
                '》' | '”' => depth = depth.saturating_sub(1),
                '(' if depth == 0 && at > skip && self.is_swallowed(rest, at) => return Some(at),
                '。' | ';' | ':' | '!' if depth == 0 => {
                    let behind = at + sign.sign.len_utf8();
                    if begins(behind) {
                        return Some(behind);
                    }
                }
                _ => {}
            }
        }
        if depth > 0 { None } else { gaps.find(|gap| *gap < text.len() && begins(*gap)) }
    }

    /// Whether the next item of a list begins inside a line, behind words that no sign ends: …决定的事项(二)负责文电.
    fn is_swallowed(&self, rest: Span, at: usize) -> bool {
        let here = sub(rest, at, rest.len());
        let Some(mark) = self.mark(here).filter(|m| m.style == Style::Paren) else { return false };
        let next = mark.ordinal > 1 && mark.ordinal == self.last[Style::Paren as usize] + 1;
        let before = self.ctx.str(sub(rest, 0, at));
        let refers = |c: char| !c.is_alphabetic() && c != ',' || "第至和与及或见按照".contains(c);
        next && !before.ends_with(refers)
            && name::begins_duties(self.ctx.str(sub(here, mark.length, here.len())))
    }

    /// Whether a block may begin at a byte behind a sign that ends, or behind a blank.
    fn begins_block(&self, rest: Span, at: usize) -> bool {
        let (before, here) = (self.ctx.str(sub(rest, 0, at)), self.ctx.str(sub(rest, at, rest.len())));
        let (Some(last), Some(first)) = (before.chars().next_back(), here.chars().next()) else {
            return false;
        };
        let apart = || self.ctx.folded.gap_before(sub(rest, at, at).start);
        begins_mark(first) && self.begins(rest, at, last)
            || last == '。' && apart() && self.heading_between_blanks(sub(rest, at, rest.len())).is_some()
            // (二)秘书科。负责文电。联系电话:….
            || last == '。' && (is_contact(here) || is_person_to_call(here))
            || last == '。'
                && (heading::inside(here).or_else(|| heading::at_the_end(here)).is_some()
                    || apart() && begins_another(here).is_some())
    }

    fn begins(&self, rest: Span, at: usize, last: char) -> bool {
        let ended = matches!(last, '。' | ';' | ':' | '!');
        let here = sub(rest, at, rest.len());
        let Some(mark) = self.mark(here) else { return false };
        // 局长:1,副局长:2 counts posts.
        if mark.style == Style::Dot && self.ctx.str(sub(here, 0, mark.length)).ends_with(',') {
            return false;
        }
        let last_ordinal = self.last[mark.style as usize];
        let next = mark.ordinal == last_ordinal + 1;
        let after = self.ctx.str(sub(here, mark.length, here.len()));
        // The bracket of (见附件 1) opens before.
        let closes = matches!(mark.style, Style::Paren | Style::ParenDigit)
            && self.ctx.str(here).starts_with(is_numeral);
        match mark.style {
            _ if closes && !ended => false,
            Style::Book | Style::Chapter | Style::Division => false,
            Style::Article => {
                let gap = |place: usize| self.ctx.folded.gap_before(here.start + place as u32);
                // …。 第四条 县民政局设…, where one is left out.
                let near = (last_ordinal + 1..last_ordinal + 4).contains(&mark.ordinal) && last_ordinal > 0;
                let apart = gap(0) && gap(mark.length);
                next && (last == '。' || apart) || near && last == '。' && apart
            }
            Style::Stop => {
                let duty = || name::begins_duties(after) && Self::goes_on(mark, last_ordinal, after);
                ended && (next || duty())
                    || (mark.ordinal == 1 && last == ':')
                    || heading::run_on(after, true).is_some()
            }
            Style::Word => ended && (next || mark.ordinal == 1),
            _ => next || ended && (mark.ordinal == 1 || Self::goes_on(mark, last_ordinal, after)),
        }
    }

    /// Whether a mark behind a sentence goes on with a list of which some items are left out, or have a number twice:
    /// (四)信息科。… (六)外事科。… No sentence begins with (六)项.
    fn goes_on(mark: Mark, last: u32, after: &str) -> bool {
        // 3.救助股。… 2.养老股。: nor does one go back.
        let near = last > 0 && (last.saturating_sub(3).max(2)..last + LEFT_OUT).contains(&mark.ordinal);
        let names = |c: char| c.is_alphabetic() && !c.is_ascii() && !"项款条目至和或与类".contains(c);
        near && !is_numeral(after.chars().next().unwrap_or('一')) && after.starts_with(names)
    }
}
