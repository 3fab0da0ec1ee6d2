//! The lines of a text: which are the numbers of pages, at which width running text was broken, where characters stand apart.

use std::mem;

use super::{
    numeral::numeral_prefix,
    table::{LINE_ENDS, TABLE, is_blank, lines},
    traits::{BLANK, LINE_END},
};

/// What the lines of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lines {
    /// Those of pages, with their numbers; what is as wide as this and ends inside a sentence is joined to the next.
    OfPages(Option<usize>),
    /// Those of fields, whatever they hold.
    Kept,
}

impl Lines {
    /// The lines of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self::OfPages(wrap_width(text))
    }
}

/// The widest line that a page holds, in columns.
const PAGE: usize = 120;

/// A line whose sentence goes on behind the number of its page has so many columns at least.
pub(super) const LEAST: usize = 40;
/// So many bytes of blanks and line ends at most stand before the number of a page.
const BLANKS: usize = 300;
/// The number of a page takes no more bytes.
const LONGEST_PAGE: usize = 64;

/// Where the text goes on behind the number of a page, if nothing else stands on the next line that is not empty.
pub(super) fn page_break(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let blank = |b: &[u8]| matches!(b, [b' ' | b'\t' | b'\n' | b'\r', ..] | [0xE3, 0x80, 0x80, ..]);
    let mut start = 0;
    while start < BLANKS && rest.get(start..).is_some_and(blank) {
        start += if rest.get(start) == Some(&0xE3) { 3 } else { 1 };
    }
    // One look rules most lines out.
    match rest.get(start..)? {
        // The last are 第, 共, and digits and dashes as wide as characters.
        [b'0'..=b'9' | b'-' | b'~' | 0xC2 | 0xE2, ..]
        | [0xE7, 0xAC, 0xAC, ..]
        | [0xE5, 0x85, 0xB1, ..]
        | [0xEF, 0xBC, 0x8D | 0x90..=0x99, ..] => {}
        _ => return None,
    }
    let line = text.get(at + start..)?;
    let end = line.get(..line.floor_char_boundary(LONGEST_PAGE))?.find(LINE_ENDS)?;
    let behind = line.get(end..)?.trim_start_matches(|c: char| is_blank(c) || LINE_ENDS.contains(&c));
    is_page(line.get(..end)?).then_some(text.len() - behind.len())
}

/// Whether a line is the number of a page, and nothing else: 3, — 3 —, 第3页, 第 3 页 共 10 页, 3/10.
pub(crate) fn is_page(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '·' | '~') || is_blank(c);
    let number = |t: &str| {
        let digits = t.trim_matches(is_blank);
        let digit = |c: char| matches!(c, '0'..='9' | '０'..='９');
        (1..=3).contains(&digits.chars().count()) && digits.chars().all(digit)
    };
    let page = |t: &str| {
        t.trim_matches(dash).strip_prefix('第').and_then(|t| t.strip_suffix('页')).is_some_and(number)
    };
    let all = |t: &str| {
        t.trim_matches(dash).strip_prefix('共').and_then(|t| t.strip_suffix('页')).is_some_and(number)
    };
    if line.len() > LONGEST_PAGE {
        return false;
    }
    let line = line.replace('頁', "页");
    let line = line.trim_matches(dash);
    let two = line.find('页').map(|i| line.split_at(i + '页'.len_utf8()));
    let signs = |t: &str| t.trim_matches(|c: char| is_blank(c) || matches!(c, '/' | ',' | '，')).to_owned();
    number(line)
        || page(line)
        || line.split_once(['/', '／']).is_some_and(|(a, b)| number(a) && number(b))
        || two.is_some_and(|(a, b)| {
            let b = signs(b);
            page(a) && all(&b) || all(a) && page(&b)
        })
}

/// The width at which a text's lines are broken without regard to sentences: that of its widest line, if it is one
/// of a page.
fn wrap_width(text: &str) -> Option<usize> {
    let bare = |line: &str| line.trim_end_matches(LINE_ENDS).trim_end_matches(is_blank).len();
    // A character takes half as many columns as bytes at least. Most texts have such a line, which is found before anything
    // is counted.
    let too_long = |line: &str| bare(line) > 2 * PAGE;
    if long_lines(text).any(|line| lines(line).any(too_long)) {
        return None;
    }
    let (mut first, mut widest) = (0, 0);
    for line in lines(text) {
        let line = line.trim_end_matches(LINE_ENDS).trim_end_matches(is_blank);
        let width = columns_of(line);
        if width > PAGE {
            return None;
        }
        if first == 0 {
            first = width;
        } else {
            widest = widest.max(width);
        }
    }
    // A title that is wider than all lines below it tells nothing of them: they show by themselves where they are broken.
    if first > widest + 4 {
        return (widest >= LEAST && has_margin(text, widest)).then_some(widest);
    }
    let widest = widest.max(first);
    (widest >= 40).then_some(widest)
}

/// Whether lines of a text, its title aside, are broken at a width: several reach it, and most of these end inside a sentence.
fn has_margin(text: &str, width: usize) -> bool {
    let bare = lines(text).map(|line| line.trim_end_matches(LINE_ENDS).trim_end_matches(is_blank));
    let wide = bare.filter(|line| !line.is_empty()).skip(1).filter(|line| columns_of(line) + 2 >= width);
    let (mut all, mut open) = (0, 0);
    for line in wide {
        all += 1;
        open += usize::from(line.ends_with(char::is_alphanumeric));
    }
    open >= 4 && open * 2 > all
}

/// What stands between line feeds and has more bytes than a line of a page.
fn long_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.filter_map(move |end| {
        text.get(mem::replace(&mut start, end)..end).filter(|line| line.len() > 2 * PAGE)
    })
}

/// Whether the characters of a line stand apart (主 要 职 责 是), as its beginning shows.
pub(super) fn letter_spaced(line: &str) -> bool {
    if begins_together(line.as_bytes()) {
        return false;
    }
    let mut apart = 0;
    let mut together = 0;
    let mut blanks = 1;
    let mut seen = 0;
    let mut leading = true;
    TABLE.each(line, |_, traits| {
        let blank = traits & BLANK != 0;
        leading &= blank;
        if leading {
            return None;
        }
        seen += 1;
        // A carriage return is a blank and ends a line.
        if traits & LINE_END != 0 || seen > 24 {
            return Some(line.len());
        }
        if blank {
            blanks += 1;
            return None;
        }
        match blanks {
            1 => apart += 1,
            0 => together += 1,
            _ => {}
        }
        blanks = 0;
        // So many characters have not enough blanks between them to make up for these.
        (together > 3).then_some(line.len())
    });
    together <= 3 && apart > 2 && apart > 3 * together
}

/// Whether the characters of a line surely stand together: a look at a few bytes that most lines need no more than.
fn begins_together(line: &[u8]) -> bool {
    // Most are five Chinese characters, behind a number or nothing.
    let five = |rest: &[u8]| {
        let five = rest.first_chunk::<13>();
        five.is_some_and(|five| [0, 3, 6, 9, 12].into_iter().all(|at| (0xE4..0xEA).contains(&five[at])))
    };
    let number = line.iter().take(8).take_while(|b| matches!(b, b'0'..=b'9' | b' ')).count();
    if line.get(number..).is_some_and(five) {
        return true;
    }
    let (mut at, mut blanks, mut together, mut beside) = (0, 0, 0, false);
    for _ in 0..24 {
        let length = match line.get(at..).unwrap_or_default() {
            [0xE4..0xEA, ..] => {
                together += u32::from(beside);
                beside = true;
                if together > 3 {
                    return true;
                }
                at += 3;
                continue;
            }
            [b'!'..=b'~', ..] => 1,
            [b' ', ..] => {
                blanks += 1;
                1
            }
            // Of these, one is a blank, and none ends a line.
            [0xE3, b, c, ..] if (*b, *c) != (0x80, 0x80) => 3,
            // With so few blanks no more than two characters stand apart.
            [] | [b'\n', ..] => return blanks < 2,
            _ => return false,
        };
        at += length;
        beside = false;
    }
    false
}

/// The columns that words take on a page.
pub(super) fn columns_of(words: &str) -> usize {
    2 * words.chars().count() - words.bytes().filter(u8::is_ascii).count()
}

/// Whether a line is a row of cells: it has signs or blanks between them that running text has not.
pub(super) fn is_row(line: &str) -> bool {
    let inner = line.trim_matches(is_blank);
    inner.contains(['|', '\t']) || inner.split(is_blank).filter(|piece| !piece.is_empty()).count() > 3
}

/// Whether a line is a field with its label: 人员编制:行政编制12名. One below another begins anew.
pub(super) fn is_field(line: &str) -> bool {
    let line = line.trim_start_matches(is_blank);
    let Some((label, told)) = line.split_once([':', '：']) else { return false };
    !told.is_empty()
        && (2..=8).contains(&label.chars().take(9).count())
        && label.chars().all(char::is_alphabetic)
}

/// Whether a line begins as running text does, and not with a mark, a sign or nothing, and is no row of a table.
pub(super) fn runs_on(line: &str) -> bool {
    let line = line.trim_start_matches(is_blank);
    if line.contains(['|', '\t']) {
        return false;
    }
    let Some(first) = line.chars().next() else { return false };
    let marked = numeral_prefix(line).is_some_and(|(_, n)| {
        line.get(n..).is_some_and(|t| t.starts_with(|c: char| matches!(c, '、' | '.' | '．') || is_blank(c)))
    });
    let article =
        line.strip_prefix('第').is_some_and(|t| numeral_prefix(t.trim_start_matches(is_blank)).is_some());
    first.is_alphanumeric() && !marked && !article
}
