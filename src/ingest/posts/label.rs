//! Where the words begin that a number counts.

use super::count::numeral_before;
use crate::{ingest::ctx::tail, text::is_numeral};

/// Where the bracket that a text ends with opens.
pub(in crate::ingest) fn opening(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let skipped = text.len() - tail(text).len();
    for (i, c) in tail(text).char_indices().rev().map(|(i, c)| (i + skipped, c)) {
        match c {
            ')' => depth += 1,
            '(' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the words that a text ends with begin: behind the last separator, brackets passed over.
pub(in crate::ingest) fn label_start(text: &str) -> usize {
    let mut depth = 0_u32;
    // Longer words are no label.
    let skipped = text.len() - tail(text).len();
    for (i, c) in tail(text).char_indices().rev().map(|(i, c)| (i + skipped, c)) {
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '(' | ',' | ';' | ':' | '、' | '。' | '“' | '”' if depth == 0 => {
                return i + c.len_utf8();
            }
            // 设局长1名 副局长2名, with a blank between them.
            '名' if depth == 0
                && text.get(..i).is_some_and(|t| t.ends_with(is_numeral))
                && i + c.len_utf8() < text.len() =>
            {
                return i + c.len_utf8();
            }
            // 总规, and 划师1名 on the next line.
            '\n' if depth == 0 && !text.get(..i).is_some_and(|t| t.ends_with(is_wrapped)) => {
                return i + c.len_utf8();
            }
            _ => {}
        }
    }
    skipped
}

/// Whether a line that ends with a character may end inside a word.
fn is_wrapped(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, '名' | '人')
}

/// Where the label begins of a number that a share makes: 后勤人员编制按行政编制的15%核定,计7名.
pub(super) fn by_share(before: &str, start: usize) -> usize {
    let sum = matches!(before.get(start..), Some("计" | "共计" | "为" | "共" | "即"));
    let Some(words) = before.get(..start).and_then(|b| b.strip_suffix(',')).filter(|_| sum) else {
        return start;
    };
    let from = label_start(words);
    let share = |w: &str| w.contains('%') || w.contains("百分之") || w.contains("比例");
    if words.get(from..).is_some_and(share) { from } else { start }
}

/// The label of the figure that words end with: 内设机构主任 of …;内设机构主任6名,.
pub(super) fn before_comma(words: &str) -> &str {
    let words = words.trim_end_matches([',', '、']);
    let label = words.strip_suffix(['名', '人']).and_then(numeral_before).and_then(|(_, at)| words.get(..at));
    label.map_or("", |l| l.get(label_start(l)..).unwrap_or(""))
}

/// The clause in front of the comma that words end with.
pub(super) fn clause_before(words: &str) -> &str {
    let words = words.strip_suffix(',').unwrap_or("");
    words.rsplit(',').next().unwrap_or("")
}
