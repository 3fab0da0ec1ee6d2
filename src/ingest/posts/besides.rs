//! The head of an organ whom a text names in the bracket behind another post: 党委副书记2名(其中1名兼任镇长),
//! 市政府秘书长1名(兼办公厅主任); and deputies who have their posts elsewhere: 副局长3名(其中1名兼职).

use super::{
    figure::{Counts, Found, Place},
    row::Row,
    title::{self, Title},
};
use crate::{
    ingest::ctx::{Ctx, sub},
    source::Span,
    text::numeral_prefix,
};

/// What may stand before the title of the post that a deputy secretary has besides.
const LEADS: [&str; 10] = ["其中", "含", "由", "兼任", "担任", "兼", "任", "名", "人", ":"];

/// Takes what the bracket behind a post tells of others.
pub(in crate::ingest) fn told(ctx: Ctx<'_>, sentence: Span, row: &mut Row, figure: Found) {
    head(ctx, sentence, row, figure);
    elsewhere(ctx, sentence, row, figure);
}

/// Takes the head of the organ from the bracket behind its deputy secretaries, where nothing before names one.
fn head(ctx: Ctx<'_>, sentence: Span, row: &mut Row, figure: Found) {
    let others = ["副书记", "政府秘书长"];
    if row.heads.is_some() || !figure.titled || !others.iter().any(|w| ctx.str(figure.label).ends_with(w)) {
        return;
    }
    let behind = Span::new(figure.whole.end, sentence.end.max(figure.whole.end));
    let Some(end) = ctx.str(behind).strip_prefix('(').and_then(|t| t.find(')')) else { return };
    let inside = sub(behind, 1, 1 + end);
    let mut from = 0;
    for piece in ctx.str(inside).split_inclusive([',', '、', ';']) {
        let words = piece.trim_end_matches([',', '、', ';']);
        if is_head(words) {
            let span = ctx.trim(sub(inside, from, from + words.len()));
            row.heads = Some((1, span));
            row.span.end = row.span.end.max(span.end);
            return;
        }
        from += piece.len();
    }
}

/// No such bracket has more bytes.
const LONGEST: usize = 300;

/// Notes those among the deputies who have their posts elsewhere, as the bracket behind them says: (其中1名兼职), (其中挂职1名),
/// (其中1名由县公安局副局长兼任). Who holds another post besides his own (其中1名兼任河长办主任) is none of them.
fn elsewhere(ctx: Ctx<'_>, sentence: Span, row: &mut Row, figure: Found) {
    let deputies = figure.counts == Counts::Post(Title::Deputy) && figure.place != Place::Bracket;
    let behind = Span::new(figure.whole.end, sentence.end.max(figure.whole.end));
    let near = ctx.str(behind);
    let near = near.get(..near.floor_char_boundary(LONGEST)).filter(|_| deputies).unwrap_or("");
    let Some(end) = near.strip_prefix('(').and_then(|t| t.find(')')) else {
        return;
    };
    let inside = sub(behind, 1, 1 + end);
    let mut from = 0;
    for piece in ctx.str(inside).split_inclusive([',', '、', ';']) {
        let words = piece.trim_end_matches([',', '、', ';']);
        if let Some((value, start, stop)) = from_elsewhere(words) {
            let title = ctx.trim(sub(inside, from + start, from + stop));
            row.includes.push((title, value, ctx.trim(sub(inside, from, from + words.len()))));
        }
        from += piece.len();
    }
}

/// How many have their posts elsewhere, and the bytes of the words that say so.
fn from_elsewhere(words: &str) -> Option<(i64, usize, usize)> {
    let lead = words.len() - words.trim_start_matches([':', '其', '中', '含']).len();
    let rest = words.get(lead..)?;
    // 挂职1名.
    let told = ["兼职", "挂职"].iter().find(|w| rest.starts_with(**w));
    if let Some(told) = told {
        let (value, length) = numeral_prefix(rest.get(told.len()..)?)?;
        let sign = rest.get(told.len() + length..)?;
        return matches!(sign, "名" | "人").then_some((value, lead, lead + told.len()));
    }
    let (value, length) = numeral_prefix(rest)?;
    let behind = rest.get(length..)?.strip_prefix(['名', '人'])?;
    let start = words.len() - behind.len();
    let by = behind.contains('由')
        && (behind.ends_with("兼任") || behind.ends_with("兼") || behind.ends_with("担任"));
    let plain = ["兼职", "挂职", "为兼职", "为挂职"].iter().any(|w| behind.starts_with(w));
    (by || plain).then_some((value, start, words.len()))
}

/// Whether words of such a bracket name the head of an organ, once: 其中1名兼任镇长, 含镇长1名, 办事处主任兼任.
fn is_head(words: &str) -> bool {
    let mut rest = words.trim();
    loop {
        if let Some((count, length)) = numeral_prefix(rest) {
            if count != 1 {
                return false;
            }
            rest = rest.get(length..).unwrap_or("");
        } else if let Some(behind) = LEADS.iter().find_map(|l| rest.strip_prefix(l)) {
            rest = behind;
        } else {
            break;
        }
    }
    let rest = ["1名", "1人", "一名", "一人"].iter().find_map(|n| rest.strip_suffix(n)).unwrap_or(rest);
    let rest = ["兼任", "兼"].iter().find_map(|n| rest.strip_suffix(n)).unwrap_or(rest);
    let rest = rest.strip_prefix("办公").and_then(|t| t.strip_prefix(['厅', '室'])).unwrap_or(rest);
    // The secretary of another body is none.
    !rest.ends_with("书记") && matches!(title::read(rest), Some((Title::Head, 0)))
}
