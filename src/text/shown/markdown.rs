//! Markdown: signs of headings and emphasis are left out, lines stay where they are.

use std::borrow::Cow;

use super::Shown;
use crate::{source::Span, text::Decoded};

/// So many lines of a text that do not say what kind it is are headings or words in bold, where it is Markdown.
const SIGNED: usize = 2;

/// Whether a text is written in Markdown, whatever the name of its file: lines of it are `## 主要职责` or begin with `**秘书股**`.
pub(super) fn is_written(text: &str) -> bool {
    let begins_line = |at: &usize| at.checked_sub(1).is_none_or(|i| text.as_bytes().get(i) == Some(&b'\n'));
    let signed = |at: &usize| {
        let line = text.get(*at..).unwrap_or("");
        let line = line.get(..line.floor_char_boundary(MOST_LINK_BYTES)).unwrap_or("");
        let line = line.lines().next().unwrap_or("");
        let heading = line.trim_start_matches('#');
        let headed = (1..=6).contains(&(line.len() - heading.len())) && heading.starts_with(' ');
        let bold = || line.strip_prefix("**").and_then(|t| t.split_once("**"));
        headed || bold().is_some_and(|(words, _)| !words.is_empty() && !words.contains('*'))
    };
    memchr::memchr2_iter(b'#', b'*', text.as_bytes()).filter(begins_line).filter(signed).take(SIGNED).count()
        == SIGNED
}

/// The text without the signs; tables stay as they are written.
pub(super) fn read(decoded: &Decoded) -> Shown {
    let mut out = Shown { encoding: decoded.encoding.to_owned(), ..Shown::default() };
    let mut fenced = false;
    let text = without_struck_lines(&decoded.text);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = out.text.len();
        if is_fence(line) {
            fenced = !fenced;
            out.text.push('\n');
            continue;
        }
        if !fenced && is_stroke(line) {
            out.text.push('\n');
            continue;
        }
        out.text.push_str(&if fenced { line.to_owned() } else { plain(line) });
        let words = out.text.get(start..).map_or(0, |line| line.trim_end().len());
        let span = Span::of(start..start + words);
        if !span.is_empty() {
            out.origins.push((span, format!("line {}", number + 1)));
        }
    }
    out
}

/// Whether a line is the stroke below a heading, or between two paragraphs: ---, ===, ***.
fn is_stroke(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && ['-', '=', '*', '_'].iter().any(|sign| line.chars().all(|c| c == *sign))
}

fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

/// The signs around words that were struck out.
const STRUCK: [(&str, &str); 4] =
    [("~~", "~~"), ("<del>", "</del>"), ("<s>", "</s>"), ("<strike>", "</strike>")];

/// A text without the words that were struck out over several lines of a paragraph. There are as many lines as before; what
/// stands before and behind them on theirs is on the last one.
fn without_struck_lines(text: &str) -> Cow<'_, str> {
    if !STRUCK.iter().any(|(open, _)| memchr::memmem::find(text.as_bytes(), open.as_bytes()).is_some()) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut at, mut fenced) = (String::with_capacity(text.len()), 0, false);
    while let Some(line) = text.get(at..).and_then(|t| t.split_inclusive('\n').next()) {
        fenced ^= is_fence(line);
        let struck = if fenced { None } else { struck_below(text, at, line) };
        let Some((before, end)) = struck else {
            out.push_str(line);
            at += line.len();
            continue;
        };
        let rest = text.get(end..).and_then(|t| t.split_inclusive('\n').next()).unwrap_or("");
        let gone = text.get(at + before.len()..end).unwrap_or("");
        let ends = "\n".repeat(gone.matches('\n').count());
        // What nothing stands behind keeps its line.
        let parts =
            if rest.trim().is_empty() { [before, &ends, rest] } else { [ends.as_str(), before, rest] };
        out.extend(parts.iter().map(|part| &**part));
        at = end + rest.len();
    }
    Cow::Owned(out)
}

/// What a line holds before words that were struck out and end on a line below, in the same paragraph; and where they end.
fn struck_below<'t>(text: &'t str, start: usize, line: &'t str) -> Option<(&'t str, usize)> {
    let (at, (open, close)) = unclosed(line)?;
    let behind = start + at + open.len();
    let rest = text.get(behind..)?;
    let near = rest.get(..rest.floor_char_boundary(MOST_LINK_BYTES))?;
    let length = near.find(close).filter(|_| !near.starts_with(char::is_whitespace))?;
    let words = near.get(..length)?;
    let parted = words.trim_end().split('\n').skip(1).any(|line| line.trim().is_empty() || is_fence(line));
    (!parted).then_some((line.get(..at)?, behind + length + close.len()))
}

/// The first sign in a line that begins words which were struck out, and does not end them there.
fn unclosed(line: &str) -> Option<(usize, (&'static str, &'static str))> {
    let mut at = 0;
    while let Some(c) = line.get(at..).and_then(|t| t.chars().next()) {
        let rest = line.get(at..).unwrap_or("");
        if matches!(c, '~' | '<' | '\\' | '`' | '[' | '!') {
            let (_, length) = piece(rest, c);
            let sign = STRUCK.iter().find(|(open, _)| rest.starts_with(open));
            if let Some(sign) = sign.filter(|_| length == c.len_utf8()) {
                return Some((at, *sign));
            }
            at += length;
        } else {
            at += c.len_utf8();
        }
    }
    None
}

fn plain(line: &str) -> String {
    let body = line.trim_start();
    let heading = body.trim_start_matches('#');
    let hashes = body.len() - heading.len();
    let quote = body.strip_prefix("> ");
    let bullet = ["- ", "* ", "+ "].iter().find_map(|b| body.strip_prefix(b));
    let rest = if (1..=6).contains(&hashes) && heading.starts_with(' ') {
        heading.trim_start().trim_end().trim_end_matches('#').trim_end().to_owned() + end(line)
    } else if quote.is_some() || bullet.is_some() {
        quote.or(bullet).unwrap_or(body).to_owned()
    } else {
        line.to_owned()
    };
    inline(&rest)
}

/// Words without the signs inside them.
fn inline(mut words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    while let Some(c) = words.chars().next() {
        let (piece, length) = piece(words, c);
        if piece.chars().nth(1).is_some() {
            out.push_str(&inline(piece));
        } else {
            out.push_str(piece);
        }
        words = words.get(length..).unwrap_or("");
    }
    out
}

/// So many bytes at most take a link, or words that were struck out: what has no end is not sought through the whole text.
const MOST_LINK_BYTES: usize = 1 << 11;

/// What a text that begins with a character shows first, and the bytes that this takes.
fn piece(text: &str, c: char) -> (&str, usize) {
    let one = c.len_utf8();
    let near = (0..=MOST_LINK_BYTES.min(text.len())).rev().find_map(|end| text.get(..end));
    let text = near.unwrap_or(text);
    let sign = match c {
        '*' | '_' if text.get(one..).is_some_and(|t| t.starts_with(c)) => Some(("", 2)),
        '\\' => {
            let escaped = text.chars().nth(1).filter(char::is_ascii_punctuation);
            escaped.map(|_| (text.get(1..2).unwrap_or(""), 2))
        }
        '~' => struck(text, "~~", "~~"),
        '<' => ["del", "s", "strike"]
            .iter()
            .find_map(|name| struck(text, &format!("<{name}>"), &format!("</{name}>"))),
        '!' if text.starts_with("![") => {
            link(text.get(1..).unwrap_or("")).map(|(_, length)| ("", length + 1))
        }
        '[' => note(text).or_else(|| link(text)),
        '`' => text.get(1..).and_then(|t| t.split_once('`')).map(|(code, _)| (code, code.len() + 2)),
        _ => None,
    };
    sign.unwrap_or((text.get(..one).unwrap_or(""), one))
}

/// Words that were taken out, between two signs.
fn struck<'a>(text: &'a str, open: &str, close: &str) -> Option<(&'a str, usize)> {
    let (words, _) = text.strip_prefix(open)?.split_once(close)?;
    (!words.is_empty()).then_some(("", open.len() + words.len() + close.len()))
}

/// The mark of a note, and what stands behind it in front of the note itself.
fn note(text: &str) -> Option<(&str, usize)> {
    let (name, rest) = text.strip_prefix("[^")?.split_once(']')?;
    let length = "[^]".len() + name.len() + usize::from(rest.starts_with(':'));
    (!name.is_empty() && !name.contains(char::is_whitespace)).then_some(("", length))
}

/// The words of a link. What stands in the second brackets is an address if it has one of its signs, and no words: 国发[2019](2号)
/// is no link.
fn link(text: &str) -> Option<(&str, usize)> {
    let (words, rest) = text.strip_prefix('[')?.split_once(']')?;
    let (address, _) = rest.strip_prefix('(')?.split_once(')')?;
    let is_address = address.contains(['/', '#', '.']) && !address.contains(['，', '。', '、', '；']);
    (is_address && !words.contains('[')).then_some((words, "[]()".len() + words.len() + address.len()))
}

fn end(line: &str) -> &str {
    if line.ends_with('\n') { "\n" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever writes a million brackets is not answered by as many searches through them.
    #[test]
    fn the_end_of_a_sign_is_sought_near_it_only() {
        let link = |words: &str| format!("[{words}](https://example.com/)");
        assert_eq!(inline(&link("森林")), "森林");
        let long = link(&"森".repeat(MOST_LINK_BYTES));
        assert_eq!(inline(&long), long);
        let (near, far) = ("~~9~~12名", format!("~~{}~~12名", "9".repeat(MOST_LINK_BYTES)));
        assert_eq!(inline(near), "12名");
        assert_eq!(inline(&far), far);
    }

    #[test]
    fn what_is_struck_out_may_go_over_several_lines_of_a_paragraph() {
        for (text, left) in [
            ("甲~~乙\n丙~~丁\n戊", "\n甲丁\n戊"),
            ("甲~~乙\n丙~~\n戊", "甲\n\n戊"),
            ("~~乙\n丙\n丁~~戊", "\n\n戊"),
            ("甲<del>乙\n丙</del>丁", "\n甲丁"),
            ("甲~~乙~~丙~~丁\n戊~~己", "\n甲~~乙~~丙己"),
        ] {
            assert_eq!(without_struck_lines(text), left);
        }
        // Another paragraph, a block of code, what has no end, and words that were escaped.
        for text in [
            "甲~~乙\n\n丙~~丁",
            "甲~~乙\n```\n丙~~丁",
            "甲~~乙\n丙",
            "甲\\~~乙\n丙~~丁",
            "```\n甲~~乙\n丙~~丁\n```",
        ] {
            assert_eq!(without_struck_lines(text), text);
        }
    }
}
