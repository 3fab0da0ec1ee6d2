//! Text to blocks: each mark, heading and unmarked line begins one.

use super::{
    broken,
    contact::{announces_leaders, is_foot, is_other_matter, is_person, is_picture, names_leader},
    contents, front, header,
    mark::{Mark, Style},
    splitter::Splitter,
    table::Table,
};
use crate::{
    ingest::{
        ctx::{Ctx, longer, sub},
        names::name,
        posts::title::is_title,
    },
    schema::SectionKind,
    source::Span,
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

/// Splits a text into its blocks.
pub(in crate::ingest) fn blocks(ctx: Ctx<'_>, tables: &[Table]) -> Vec<Block> {
    let mut splitter = Splitter::new(ctx);
    for span in ctx.lines() {
        let next = tables.partition_point(|t| t.span.end <= span.start);
        match tables.get(next).filter(|t| t.span.overlaps(span)) {
            Some(Table { roster: Some(_), .. }) => splitter.row(span, Role::Roster),
            Some(_) => splitter.row(span, Role::Table),
            None => splitter.line(span),
        }
    }
    let mut blocks = splitter.finish();
    contents::mark(ctx, &mut blocks);
    header::running(ctx, &mut blocks);
    leaders(ctx, &mut blocks);
    signatures(ctx, &mut blocks);
    broken::titles(ctx, &mut blocks);
    front::headings(ctx, &mut blocks);
    blocks
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
