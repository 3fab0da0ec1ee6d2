//! Lines to blocks: each mark, heading and unmarked line begins one, wherever on the line it stands.

use super::{
    block::{Block, Role},
    contact::{is_contact, is_furniture, is_person_to_call},
    heading::{self, Heading},
    line::{
        begins_another, begins_mark, behind_title, bullet, goes_on_from_page, is_bare, is_dateline, is_day,
        named_above_list, unbracketed, without_bar, without_link,
    },
    mark::{Mark, Style, mark_at},
    rows, titled,
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, sub},
        names::name,
        names::record::{Record, record},
    },
    schema::SectionKind,
    source::Span,
    text::is_numeral,
};

/// Fewer items than this are left out of a list at one place.
const LEFT_OUT: u32 = 8;

/// The item before one is no further back, in blocks.
const BACK: usize = 1000;

/// What stands below the first heading, before the second, has no more blocks.
const FRONT: usize = 12;

/// No heading before a text on its line has more bytes.
const HEADING: usize = 60;

/// Takes lines apart into blocks, one after the other.
pub(super) struct Splitter<'a> {
    ctx: Ctx<'a>,
    /// The last ordinal of each style.
    last: [u32; 12],
    /// The number of the last heading that has a number without a sign: 2 内设机构.
    numbered: u32,
    /// Whether the head of a table of duties stands above.
    listing: bool,
    out: Vec<Block>,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(ctx: Ctx<'a>) -> Self {
        Self { ctx, last: [0; 12], numbered: 0, listing: false, out: Vec::new() }
    }

    pub(super) fn finish(self) -> Vec<Block> {
        self.out
    }

    pub(super) fn row(&mut self, line: Span, role: Role) {
        let span = self.ctx.trim(line);
        if !span.is_empty() {
            self.out.push(Block { mark: None, role, span, body: span, title: None, inline: false });
        }
    }

    pub(super) fn line(&mut self, line: Span) {
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
