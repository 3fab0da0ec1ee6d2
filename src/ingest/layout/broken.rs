//! Titles that stand on several lines: 某市水利局主要职责内设机构 and 和人员编制规定. None of the lines is a heading, though each of
//! them may be made of the words of one.

use super::block::{Block, Role};
use crate::ingest::ctx::{Ctx, longer};

/// How the last line of such a title ends.
const ENDS: [&str; 4] = ["编制规定", "编制方案", "编制规定(试行)", "编制方案(试行)"];
/// A title has no more lines above its last.
const LINES: usize = 3;
/// No line of a title has more characters.
const LINE: usize = 40;

/// Makes the lines of a broken title plain ones.
pub(super) fn titles(ctx: Ctx<'_>, blocks: &mut [Block]) {
    for last in 1..blocks.len() {
        if !ENDS.iter().any(|end| ctx.str(blocks[last].body).ends_with(end)) || !is_line(ctx, &blocks[last]) {
            continue;
        }
        let above = blocks[..last].iter().rev().take(LINES).take_while(|b| is_line(ctx, b));
        let mut lines: Vec<&str> = above.map(|b| ctx.str(b.body)).collect();
        // 某市水利局 on the first says whose they are; below it the words go on: 主要职责, 内设机构.
        let first = lines.iter().position(|l| l.contains(['局', '委', '办', '厅', '部', '院', '会', '处']));
        lines.truncate(first.map_or(0, |first| first + 1));
        if lines.iter().any(|l| ["职责", "职能"].iter().any(|w| l.contains(w))) {
            blocks[last - lines.len()..=last].iter_mut().for_each(|b| b.role = Role::Plain);
        }
    }
}

/// Whether a block may be a line of a title.
fn is_line(ctx: Ctx<'_>, block: &Block) -> bool {
    let text = ctx.str(block.body);
    block.mark.is_none()
        && !block.inline
        && matches!(block.role, Role::Plain | Role::Heading(_))
        && !longer(text, LINE)
        && !text.contains(['。', ':', ';', ','])
}
