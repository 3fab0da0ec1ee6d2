//! Lines without numbers that are units: several names above what they do, and names that a verb follows without a sign.

use crate::{
    ingest::{
        ctx::{Ctx, begins},
        layout::block::{Block, Role},
        layout::part::Part,
        names::{compound, leading, name, several},
        posts::count,
    },
    source::Span,
};

/// The lines of a part about units that are units of these kinds.
pub(in crate::ingest) fn told(ctx: Ctx<'_>, blocks: &[Block], part: &Part) -> Vec<usize> {
    let line = |i: &usize| {
        let b = &blocks[*i];
        b.mark.is_none() && b.role == Role::Plain && !b.inline
    };
    let first = part.first + usize::from(part.heading.is_some() || part.article.is_some());
    let lines = || (first..part.last).filter(line);
    let above = |i: &usize| {
        let below = blocks.get(i + 1).filter(|_| line(&(i + 1)) && i + 1 < part.last);
        below.is_some_and(|b| several::does(ctx.str(b.body))) && names_only(ctx.str(blocks[*i].body))
    };
    let mut out: Vec<usize> = lines().filter(above).collect();
    // Items would be the units.
    if (part.first + 1..part.last).any(|i| blocks[i].item().is_some()) {
        return out;
    }
    let verbs: Vec<usize> = lines().filter(|i| named_before_verb(ctx.str(blocks[*i].body))).collect();
    if verbs.len() < 2 || verbs.len() * 3 < lines().count() {
        return out;
    }
    let others = lines().filter(|i| count::declared(ctx, blocks[*i].body).is_none()).count();
    let grouped = || verbs.iter().any(|i| several::leading(ctx.str(blocks[*i].body)).is_some());
    let declared = || (part.first..part.last).any(|i| lists(ctx, blocks[i].body));
    // What a sentence lists has its duties found by the names.
    if verbs.len() * 3 >= others * 2 && (!declared() || grouped()) {
        out.extend(verbs);
    }
    out.sort_unstable();
    out
}

/// Whether a line is the names of several units and no more.
fn names_only(text: &str) -> bool {
    several::only(text.trim_end_matches(['。', ':']))
}

/// Whether a paragraph says how many units there are, or lists them.
fn lists(ctx: Ctx<'_>, body: Span) -> bool {
    ctx.str(body).contains('、') && count::declared(ctx, body).is_some()
}

/// Whether a line begins with the name of a unit that a verb follows without a sign: 秘书股负责会议.
pub(in crate::ingest) fn named_before_verb(text: &str) -> bool {
    if several::leading(text).is_some() {
        return true;
    }
    let near = text.get(..text.floor_char_boundary(NAME)).unwrap_or(text);
    let Some((name, told)) = leading::before_verb(near).and_then(|end| near.split_at_checked(end)) else {
        return false;
    };
    compound::is_inside(name)
        && !name::is_placed(name)
        && begins(
            told,
            &["负责", "承担", "主要", "承办", "组织", "协助", "协调", "办理", "拟订", "指导", "管理", "起草"],
        )
}

/// A name with the verb behind it has no more bytes.
const NAME: usize = 90;
