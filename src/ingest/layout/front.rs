//! What stands before the text of a regulation and only looks like its headings: the menu of the page above the title, and the
//! heading over all of it.

use super::block::{Block, Role};
use crate::{
    ingest::{
        ctx::{Ctx, begins, longer},
        names::{name, title},
    },
    schema::SectionKind,
};

/// The title stands within so many blocks.
const FRONT: usize = 60;
/// No line of a menu, or of the way to a page, has more characters.
const LINE: usize = 60;
/// What heads all that a page tells of an organ, its ground first.
const OVER_ALL: [&str; 9] = [
    "机构职能",
    "机构职责",
    "部门职责",
    "部门职能",
    "单位职责",
    "单位职能",
    "工作职能",
    "工作职责",
    "主要职能",
];

/// Says of such lines that they are no headings of its parts.
pub(super) fn headings(ctx: Ctx<'_>, blocks: &mut [Block]) {
    menu(ctx, blocks);
    over_all(ctx, blocks);
}

/// 机构设置 and 事业单位, which a page lists above the title with nothing below them, are entries of its menu.
fn menu(ctx: Ctx<'_>, blocks: &mut [Block]) {
    let above = |b: &Block| {
        let text = ctx.str(b.body);
        b.mark.is_none() && !b.inline && !longer(text, LINE) && !text.contains(['。', ';'])
    };
    let mut headed = false;
    let mut title = None;
    for (at, block) in blocks.iter().enumerate().take(FRONT).take_while(|(_, b)| above(b)) {
        let plain = headed && block.role == Role::Plain;
        let before = at.checked_sub(1).and_then(|i| blocks.get(i)).filter(|_| plain);
        let whole = || before.is_some_and(|b| title::over_two_lines(ctx, b, block).is_some());
        if plain && (title::titled(ctx, block.body).is_some() || whole()) {
            title = Some(at);
            break;
        }
        headed |= matches!(block.role, Role::Heading(_));
    }
    let end = title.or_else(|| without_title(blocks, above)).unwrap_or(0);
    // 内设机构, with the name of a unit below it, heads a list.
    let lists = |at: usize| blocks.get(at + 1).is_some_and(|b| name::is_unit(ctx.str(b.body)));
    let entries: Vec<usize> =
        (0..end).filter(|i| matches!(blocks[*i].role, Role::Heading(_)) && !lists(*i)).collect();
    for i in entries {
        blocks[i].role = Role::Furniture;
    }
}

/// Where a menu ends that no title follows: two of its entries at least are headings of what stands below it.
fn without_title(blocks: &[Block], above: impl Fn(&Block) -> bool) -> Option<usize> {
    let end = blocks.iter().take(FRONT).position(|b| !above(b))?;
    let is_heading = |b: &&Block| matches!(b.role, Role::Heading(_));
    // What stands right above the text heads it.
    let end = if blocks.get(end).is_some_and(|b| is_heading(&b)) { end } else { end.checked_sub(1)? };
    let (menu, text) = blocks.split_at_checked(end)?;
    let again = |b: &&Block| text.iter().any(|t| t.role == b.role);
    let mut entries = menu.iter().filter(is_heading);
    let first = entries.next().filter(again)?;
    let others = entries.filter(|b| b.role != first.role).count();
    (others > 0 && menu.iter().filter(is_heading).all(|b| again(&b))).then_some(end)
}

/// 机构职能 above 根据…,设立某局, where the duties have a heading of their own below, heads no duties.
fn over_all(ctx: Ctx<'_>, blocks: &mut [Block]) {
    let Some(first) = blocks.iter().take(FRONT).position(|b| matches!(b.role, Role::Heading(_))) else {
        return;
    };
    let duties = |b: &Block| b.role == Role::Heading(Some(SectionKind::Duties));
    let (heading, below) = (&blocks[first], blocks.get(first + 1));
    let words = ctx.str(heading.body).trim_end_matches(':');
    let grounded = below.is_some_and(|b| {
        let text = ctx.str(b.body);
        let organ = |rest: &str| {
            let name = rest.split([',', '。', '(', ':']).next().unwrap_or("");
            name::is_organ(name) && name::is_placed(name)
        };
        let set_up = || ["设立", "组建", "设置", ",设"].iter().any(|w| text.split(w).skip(1).any(organ));
        let plain = b.mark.is_none() && b.role == Role::Plain;
        plain && begins(text, &["根据", "依据", "按照", "依照"]) && set_up()
    });
    let over = duties(heading) && !heading.inline && OVER_ALL.contains(&words) && grounded;
    // What stands below it, up to the next heading, is no duty.
    let below = blocks[first + 1..].iter().take_while(|b| !matches!(b.role, Role::Heading(_)));
    let told = |b: &Block| b.item().is_some() || name::begins_duties(ctx.str(b.body));
    if over && blocks[first + 2..].iter().any(duties) && !below.into_iter().any(told) {
        let numbered = blocks[first].mark.is_some();
        blocks[first].role = if numbered { Role::Heading(Some(SectionKind::Basis)) } else { Role::Plain };
    }
}
