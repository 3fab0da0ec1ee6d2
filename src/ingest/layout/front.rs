//! What stands before the text of a regulation and only looks like its headings: the menu of the page above the title, and the
//! heading over all of it.

use super::block::{Block, Role};
use crate::{
    ingest::{
        ctx::{Ctx, begins, longer},
        names::organ,
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
        let whole = || before.is_some_and(|b| organ::over_two_lines(ctx, b, block).is_some());
        if plain && (organ::titled(ctx, block.body).is_some() || whole()) {
            title = Some(at);
            break;
        }
        headed |= matches!(block.role, Role::Heading(_));
    }
    let entries = blocks.iter_mut().take(title.unwrap_or(0));
    entries.filter(|b| matches!(b.role, Role::Heading(_))).for_each(|b| b.role = Role::Furniture);
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
        let set_up = || ["设立", "组建", "设置", ",设"].iter().any(|w| text.contains(w));
        let plain = b.mark.is_none() && b.role == Role::Plain;
        plain && begins(text, &["根据", "依据", "按照", "依照"]) && set_up()
    });
    let over = duties(heading) && !heading.inline && OVER_ALL.contains(&words) && grounded;
    if over && blocks[first + 2..].iter().any(duties) {
        let numbered = blocks[first].mark.is_some();
        blocks[first].role = if numbered { Role::Heading(Some(SectionKind::Basis)) } else { Role::Plain };
    }
}
