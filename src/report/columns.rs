//! Text in columns of a terminal: a Chinese character takes two, a control character must not get there at all.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// The columns that a character takes.
pub(super) fn char_width(c: char) -> usize {
    match c {
        ' '..='~' => 1,
        // The ideographs: nearly everything else.
        '\u{4e00}'..='\u{9fff}' => 2,
        c => c.width().unwrap_or(1),
    }
}

/// The columns that a text takes.
///
/// Characters that Unicode calls ambiguous (“ ” … —) count as one, as in most terminals.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// What a terminal is shown in place of a character that would move its cursor, ring its bell or turn its text around.
pub(super) fn shown(c: char) -> char {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fffe}'
        | '\u{ffff}' => '\u{fffd}',
        c => c,
    }
}

/// A text that a terminal can be given: control characters replaced by their pictures, line ends and tabs by blanks.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| shown(c) == c) {
        return Cow::Borrowed(text);
    }
    let picture = |c: char| if matches!(c, '\n' | '\t') { ' ' } else { shown(c) };
    Cow::Owned(text.replace("\r\n", " ").chars().map(picture).collect())
}

/// Breaks a text into lines of at most `columns`: between words, and between any two Chinese characters, but never before
/// a sign that closes or after one that opens. A word longer than a line is cut.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(8);
    if width(text) <= columns {
        return vec![text.trim_end().to_owned()];
    }
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for piece in pieces(text) {
        if used + width(piece.trim_end()) > columns && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        let piece = if line.is_empty() && !lines.is_empty() { piece.trim_start() } else { piece };
        for c in piece.chars() {
            if used + char_width(c) > columns && !c.is_whitespace() {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += char_width(c);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The stretches of a text that a line must not break within.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (i, c) in text.char_indices() {
        if before.is_some_and(|b| may_break(b, c)) {
            pieces.push(&text[start..i]);
            start = i;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    #[rustfmt::skip] // the signs are one list
    let closes = matches!(
        after,
        '，' | '。' | '；' | '：' | '、' | '？' | '！' | '”' | '’' | '》' | '〉' | '）' | '】' | '〕'
            | ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '}'
    );
    let opens = matches!(before, '“' | '‘' | '《' | '〈' | '（' | '【' | '〔' | '(' | '[' | '{');
    let wide = char_width(before) == 2 || char_width(after) == 2;
    !closes && !opens && !after.is_whitespace() && (before.is_whitespace() || wide)
}

/// A text cut to at most `columns`, with `...` where something is left out.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(3);
    let mut used = 0;
    let fits = |c: &char| {
        used += char_width(*c);
        used <= room
    };
    let head: String = text.chars().take_while(fits).collect();
    head + "..."
}

/// A text cut at its front to at most `columns`: of a long path the end is what tells it from others.
pub(super) fn cut_front(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(3);
    let mut used = 0;
    let fits = |c: &char| {
        used += char_width(*c);
        used <= room
    };
    let tail: Vec<char> = text.chars().rev().take_while(fits).collect();
    "...".chars().chain(tail.into_iter().rev()).collect()
}

/// A table with a heading; the columns in `right` are set to the right. Cells are cleaned; each row ends with a line end.
pub fn table(heading: &[String], rows: &[Vec<String>], right: &[usize]) -> String {
    let cell = |text: &String| clean(text).into_owned();
    let lines: Vec<Vec<String>> = std::iter::once(heading)
        .chain(rows.iter().map(Vec::as_slice))
        .map(|r| r.iter().map(cell).collect())
        .collect();
    let widest =
        |column: usize| lines.iter().filter_map(|l| l.get(column)).map(|c| width(c)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heading.len()).map(widest).collect();
    let mut out = String::new();
    for line in &lines {
        let cells = line.iter().zip(&widths).enumerate().map(|(i, (text, room))| {
            let blanks = " ".repeat(room - width(text));
            if right.contains(&i) { blanks + text } else { text.clone() + &blanks }
        });
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_chinese_may() {
        assert_eq!(wrap("编制20名，副职4名。", 8), ["编制20", "名，副职", "4名。"]);
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("abcdefghijkl", 8), ["abcdefgh", "ijkl"]);
        for columns in 8..30 {
            let text =
                "经区委、区政府批准，《规定》（2019年4月7日）自发布之日起施行 and then some longer words。";
            assert!(wrap(text, columns).iter().all(|l| width(l) <= columns), "{columns}");
            let joined: String = wrap(text, columns).concat().split_whitespace().collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>());
        }
    }

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(clean("a\u{1b}[31mb\r\nc\td\u{9b}\u{202e}"), "a\u{241b}[31mb c d\u{fffd}\u{fffd}");
        assert!(matches!(clean("规矩"), Cow::Borrowed(_)));
    }

    #[test]
    fn cut_texts_fit() {
        assert_eq!(cut("规矩规矩", 8), "规矩规矩");
        assert_eq!(cut("规矩规矩规", 8), "规矩...");
        assert_eq!(cut_front("/a/b/规矩.txt", 9), "...矩.txt");
    }

    #[test]
    fn tables_align_by_columns() {
        let rows = vec![vec!["规矩".to_owned(), "1".to_owned()], vec!["a".to_owned(), "10".to_owned()]];
        let text = table(&["name".to_owned(), "n".to_owned()], &rows, &[1]);
        assert_eq!(text, "name   n\n规矩   1\na     10\n");
    }
}
