//! Tables of contents: their lines are no headings, no sections and no items.

use super::block::{Block, Role};
use crate::ingest::ctx::{Ctx, longer};

/// A table of contents begins within so many blocks.
const FRONT: usize = 12;
/// It has no more lines.
const MOST: usize = 200;
/// Fewer lines are none, where no 目录 stands above them.
const LEAST: usize = 4;
/// No line of one has more characters.
const LINE: usize = 60;
/// The text begins within so many blocks behind the heading that comes again.
const TEXT: usize = 5;

/// The name of an article has no more characters.
const ARTICLE: usize = 8;

/// Finds the entries: they stand one behind the other without text between them, and their first comes again above a text. 目录
/// stands above them, or the first comes again in its own words; behind 目录 its number is enough.
pub(super) fn mark(ctx: Ctx<'_>, blocks: &mut [Block]) {
    let titled = |b: &Block| b.mark.is_none() && matches!(ctx.str(b.body), "目录" | "目次");
    let title = blocks.iter().position(titled);
    let found = title.and_then(|at| again(ctx, blocks, at).or_else(|| restart(ctx, blocks, at + 1, true)));
    let first = || blocks.iter().take(FRONT).position(|b| b.mark.is_some());
    let (from, end) = match (title, found) {
        (Some(at), Some(end)) => (at, end),
        (None, _) => match first().and_then(|at| Some((at, restart(ctx, blocks, at, false)?))) {
            Some(run) => run,
            None => return,
        },
        _ => return,
    };
    for block in blocks.get_mut(from..end).unwrap_or_default() {
        block.role = Role::Contents;
    }
}

/// Where the first entry behind the line 目录 comes again in the same words.
fn again(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> Option<usize> {
    let first = blocks.get(at + 1)?;
    let (whole, words) = (ctx.str(first.span), ctx.str(first.body));
    // 1 主要职责 may come again without its number.
    let same = |b: &Block| ctx.str(b.span) == whole || first.mark.is_some() && ctx.str(b.span) == words;
    blocks.iter().skip(at + 2).position(same).map(|again| at + 2 + again)
}

/// Where the text begins behind entries from `from` on: the mark of the first comes again, below it stands a text, and none
/// stands before it.
fn restart(ctx: Ctx<'_>, blocks: &[Block], from: usize, titled: bool) -> Option<usize> {
    let first = blocks.get(from)?;
    let mark = first.mark?;
    let text = |b: &Block| !is_entry(ctx, b);
    let mut numbered = 1;
    let mut end = from + 1;
    for at in from + 1..blocks.len().min(from + MOST) {
        let block = &blocks[at];
        let same = block.mark.is_some_and(|m| m.style == mark.style && m.ordinal == mark.ordinal);
        let alike =
            || titled || mark.style.is_division() || is_again(ctx.str(first.body), ctx.str(block.body));
        let behind = || blocks.iter().skip(at + 1).take(TEXT).any(text);
        if same && (titled || numbered >= LEAST) && alike() && behind() {
            return Some(end);
        }
        // The title of the text may stand between the last entry and the first heading.
        if text(block) || !titled && at > end {
            return None;
        }
        if block.mark.is_some() || titled {
            numbered += usize::from(block.mark.is_some());
            end = at + 1;
        }
    }
    None
}

/// Whether words are those of an entry again, maybe with the name of the organ before them.
fn is_again(first: &str, again: &str) -> bool {
    longer(first, 1) && again.ends_with(first)
}

/// Whether a block may be an entry: a line of a few words, and no sentence.
fn is_entry(ctx: Ctx<'_>, block: &Block) -> bool {
    let text = ctx.str(block.body);
    // 第一条 with words behind it, and (一) below it, are the text itself.
    if block.article().is_some() && longer(text, ARTICLE) {
        return false;
    }
    let line = matches!(block.role, Role::Plain | Role::Heading(_) | Role::Furniture) && !block.inline;
    line && !longer(text, LINE) && !text.contains(['。', ';', ',']) && !text.ends_with(':')
}
