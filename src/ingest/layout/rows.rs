//! Rows of a table of duties, which are items: | 序号 | 职责 | above | 1 | 负责文电。 |.

use super::{
    mark::{Mark, Style},
    table::{cells, is_rule},
};
use crate::{ingest::ctx::Ctx, source::Span, text::numeral};

/// A row of such a table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row {
    /// Its head, or the rule below it.
    Head,
    /// A duty with its number.
    Duty(Mark, Span),
    /// More of the duty above.
    More(Span),
}

/// What the column of numbers is called.
const NUMBERS: [&str; 4] = ["序号", "编号", "项目", "项"];
/// What the column of duties is called.
const DUTIES: [&str; 8] =
    ["职责", "主要职责", "职能", "主要职能", "职责内容", "职责事项", "主要职责内容", "工作职责"];

/// What a line is in such a table; `below` where its head stands above.
pub(super) fn row(ctx: Ctx<'_>, line: Span, below: bool) -> Option<Row> {
    let line = ctx.trim(line);
    // One look rules nearly all lines out.
    ctx.str(line).starts_with('|').then_some(())?;
    let cells = cells(ctx, line, false);
    let words: Vec<&str> = cells.iter().map(|c| ctx.str(*c)).collect();
    // 备注 may have a column, in which nothing stands.
    let (number, duty) = match words[..] {
        [number, duty] => (number, duty),
        [number, duty, other] if other.is_empty() || is_rule(&words) || !below && other == "备注" => {
            (number, duty)
        }
        _ => return None,
    };
    if !below {
        return (NUMBERS.contains(&number) && DUTIES.contains(&duty)).then_some(Row::Head);
    }
    if is_rule(&words) {
        return Some(Row::Head);
    }
    if number.is_empty() {
        return (!duty.is_empty()).then_some(Row::More(cells[1]));
    }
    let digits = number.trim_matches(['(', ')', '.', '、']);
    let ordinal = numeral(digits).and_then(|n| u32::try_from(n).ok()).filter(|n| (1..1000).contains(n))?;
    let length = (cells[1].start - line.start) as usize;
    (!duty.is_empty()).then_some(Row::Duty(Mark { style: Style::Dot, ordinal, length }, cells[1]))
}
