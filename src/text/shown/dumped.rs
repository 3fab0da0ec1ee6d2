//! Texts as they lie in dumps: line ends that are written as `\r\n`, the tags and entities of a page without its beginning,
//! a field of an object. What was taken apart is told.

use std::borrow::Cow;

use serde_json::Value;

use super::{Shown, html};
use crate::text::Decoded;

/// So many signs of a dump at least make one: one may stand in a text by itself.
const FEWEST_SIGNS: usize = 2;
/// A field with fewer characters is not the text of a document.
const FEWEST_FIELD_CHARS: usize = 100;
/// The title of a document has no more bytes, and stands within so many of the text that begins with it.
const MOST_TITLE_BYTES: usize = 400;
/// Elements that a paragraph, or a part of it, lies in.
const BLOCKS: [&str; 14] =
    ["p", "br", "div", "td", "tr", "th", "table", "tbody", "li", "ul", "ol", "h1", "h2", "h3"];
const INLINE: [&str; 8] = ["span", "strong", "font", "b", "a", "u", "section", "em"];
/// The entities that texts hold, with their characters.
const ENTITIES: [(&str, &str); 20] = [
    ("nbsp", "\u{a0}"),
    ("ensp", " "),
    ("emsp", "\u{3000}"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("middot", "·"),
    ("bull", "•"),
    ("times", "×"),
    ("laquo", "《"),
    ("raquo", "》"),
    ("quot", "\""),
    ("apos", "'"),
    ("lt", "<"),
    ("gt", ">"),
    ("amp", "&"),
];

/// The text that a dump holds; `None` for a text as it is read.
pub(super) fn read(decoded: &Decoded) -> Option<Shown> {
    let text = decoded.text.as_str();
    let row = sql(text);
    let text = row.as_deref().unwrap_or(text);
    let object = row.is_none() && text.trim_start().starts_with(['{', '[', '"']);
    // One look rules most texts out.
    if !object && memchr::memchr3(b'\\', b'<', b'&', text.as_bytes()).is_none() {
        return None;
    }
    let field = if object { field(text) } else { None };
    let held = field.as_deref().unwrap_or(text);
    let unescaped = unescaped(held);
    let lines = unescaped.as_deref().unwrap_or(held);
    let named = if tags(lines).0 < FEWEST_SIGNS { named(lines) } else { None };
    // `&amp;` and `&lt;` may stand in a text by themselves; not where tags come to light.
    let named = named
        .filter(|(words, sure)| *sure >= FEWEST_SIGNS || tags(words).0 >= FEWEST_SIGNS)
        .map(|(words, _)| words);
    let words = named.as_deref().unwrap_or(lines);
    let (all, blocks) = tags(words);
    if all >= FEWEST_SIGNS {
        let text = with_lines(words, blocks).into_owned();
        let shown = html::read(&Decoded { text, encoding: decoded.encoding });
        return Some(Shown { dumped: true, ..shown });
    }
    let taken = row.is_some() || field.is_some() || unescaped.is_some() || named.is_some();
    taken.then(|| plain(words, decoded.encoding))
}

fn plain(text: &str, encoding: &str) -> Shown {
    let mut shown = Shown { encoding: encoding.to_owned(), dumped: true, ..Shown::default() };
    for (i, line) in text.lines().enumerate() {
        shown.line(line, format!("line {}", i + 1));
    }
    shown
}

/// The longest text that an object holds, below its title.
fn field(text: &str) -> Option<String> {
    if let Some(cell) = cell(text) {
        return Some(cell);
    }
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let value = match &value {
        Value::Array(all) if all.len() == 1 => all.first()?,
        other => other,
    };
    let mut all = Vec::new();
    texts(value, "", &mut all);
    let (_, held) = all
        .iter()
        .max_by_key(|(_, t)| t.len())
        .filter(|(_, t)| t.chars().nth(FEWEST_FIELD_CHARS).is_some())?;
    let called = |key: &str| key.to_ascii_lowercase().contains("title") || key.contains("标题");
    let title = all
        .iter()
        .find(|(k, t)| called(k) && t.len() <= MOST_TITLE_BYTES && !t.is_empty())
        .map(|(_, t)| t.trim());
    let first = held.get(..held.floor_char_boundary(MOST_TITLE_BYTES)).unwrap_or(held);
    Some(match title.filter(|t| !t.is_empty() && !first.contains(t)) {
        Some(title) if tags(held).0 >= FEWEST_SIGNS => format!("<p>{title}</p>\n{held}"),
        Some(title) => format!("{title}\n{held}"),
        None => (*held).to_owned(),
    })
}

/// The text that a row of a data base holds, below its title: INSERT INTO t VALUES ('5', '某局…规定', '第一条…').
fn sql(text: &str) -> Option<String> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let verb = start.get(..12)?.to_ascii_lowercase();
    (verb.starts_with("insert into") || verb.starts_with("replace into")).then_some(())?;
    let values = quoted(start);
    let long = |t: &&String| t.chars().nth(FEWEST_FIELD_CHARS).is_some();
    let mut texts = values.iter().filter(long);
    // Several rows are several documents.
    let held = texts.next().filter(|_| texts.next().is_none())?;
    let first = held.get(..held.floor_char_boundary(MOST_TITLE_BYTES)).unwrap_or(held);
    let ends = ["规定", "規定", "方案", "通知", "办法", "辦法", "批复", "批復"];
    let title = values.iter().map(|t| t.trim()).find(|t| ends.iter().any(|e| t.ends_with(e)));
    let title = title.filter(|t| !first.contains(t) && t.len() <= MOST_TITLE_BYTES);
    Some(title.map_or_else(|| held.clone(), |title| format!("{title}\\n{held}")))
}

/// The words between single quotes; a quote inside them is written twice, or behind a stroke.
fn quoted(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut open: Option<String> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (&mut open, c) {
            (None, '\'') => open = Some(String::new()),
            (None, _) => {}
            (Some(words), '\'') if chars.peek() == Some(&'\'') => {
                chars.next();
                words.push('\'');
            }
            (Some(_), '\'') => out.extend(open.take()),
            (Some(words), '\\') => match chars.next() {
                Some('\'') => words.push('\''),
                Some(other) => words.extend(['\\', other]),
                None => {}
            },
            (Some(words), c) => words.push(c),
        }
    }
    out
}

/// The only cell of a table of commas, quotes around it.
fn cell(text: &str) -> Option<String> {
    let inside = text.trim_start_matches('\u{feff}').trim().strip_prefix('"')?.strip_suffix('"')?;
    let plain = inside.replace("\"\"", "");
    (!plain.contains('"') && plain.chars().nth(FEWEST_FIELD_CHARS).is_some())
        .then(|| inside.replace("\"\"", "\""))
}

/// The texts of an object with their keys; of a list, none: it is one of several documents.
fn texts<'v>(value: &'v Value, key: &'v str, out: &mut Vec<(&'v str, &'v str)>) {
    match value {
        Value::String(text) => out.push((key, text)),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| texts(value, key, out)),
        _ => {}
    }
}

/// What stands behind a stroke, and behind further ones, with its place.
fn escaped(text: &str, at: usize) -> Option<(usize, u8)> {
    let bytes = text.as_bytes().get(at..)?;
    let strokes = bytes.iter().take_while(|b| **b == b'\\').count();
    bytes.get(strokes).map(|b| (at + strokes, *b))
}

/// The text with the line ends that it writes as two characters; `None` where it writes few. `C:\new` is none.
fn unescaped(text: &str) -> Option<String> {
    let ends_line = |at: usize| {
        let sign = escaped(text, at).filter(|(_, b)| matches!(b, b'n' | b'r'))?.0;
        let behind = text.as_bytes().get(sign + 1);
        (!behind.is_some_and(u8::is_ascii_alphabetic)).then_some(sign)
    };
    // Each run of strokes is looked at once.
    let begins = |at: &usize| at.checked_sub(1).and_then(|i| text.as_bytes().get(i)) != Some(&b'\\');
    let mut strokes = memchr::memchr_iter(b'\\', text.as_bytes()).filter(begins);
    strokes.by_ref().filter(|at| ends_line(*at).is_some()).nth(FEWEST_SIGNS - 1)?;
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for at in memchr::memchr_iter(b'\\', text.as_bytes()) {
        if at < done {
            continue;
        }
        let Some((sign, what)) = escaped(text, at) else { break };
        out.push_str(text.get(done..at).unwrap_or(""));
        done = sign + 1;
        match what {
            _ if ends_line(at).is_some() => out.push('\n'),
            b't' => out.push('\t'),
            b'"' | b'\'' | b'/' => out.push(char::from(what)),
            b'u' => match code(text, sign + 1) {
                Some(c) => {
                    out.push(c);
                    done = sign + 5;
                }
                None => out.push_str("\\u"),
            },
            _ => {
                out.push('\\');
                done = sign;
            }
        }
    }
    out.push_str(text.get(done..).unwrap_or(""));
    Some(out)
}

/// The character whose code of four figures begins at a byte.
fn code(text: &str, at: usize) -> Option<char> {
    char::from_u32(u32::from_str_radix(text.get(at..at + 4)?, 16).ok()?)
}

/// How many tags of pages a text has, and how many of them end a line.
fn tags(text: &str) -> (usize, usize) {
    let mut found = (0, 0);
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = text.get(at + 1..).unwrap_or("");
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let length = rest.bytes().take(8).take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..length).unwrap_or("").to_ascii_lowercase();
        if !rest.get(length..).is_some_and(|t| t.starts_with(['>', ' ', '/', '\n', '\r'])) {
            continue;
        }
        let block = BLOCKS.contains(&name.as_str());
        if block || INLINE.contains(&name.as_str()) {
            found = (found.0 + 1, found.1 + usize::from(block));
        }
    }
    found
}

/// The text with its own line ends as tags, where it has more of them than of tags that end lines.
fn with_lines(text: &str, blocks: usize) -> Cow<'_, str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    if ends > blocks { text.replace('\n', "<br>").into() } else { text.into() }
}

/// The text with characters for entities, and how many of these no text has that was not a page; `None` where it has none.
fn named(text: &str) -> Option<(String, usize)> {
    let mut out = String::new();
    let (mut done, mut sure) = (0, 0);
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let Some((length, words)) = text.get(at..).and_then(entity).filter(|_| at >= done) else { continue };
        out.push_str(text.get(done..at).unwrap_or(""));
        out.push_str(&words);
        sure += usize::from(!words.is_ascii());
        done = at + length;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    (done > 0).then_some((out, sure))
}

/// The entity that a text begins with: its length, and its character. `&amp;nbsp;` is one too.
fn entity(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let twice = text.strip_prefix("&amp;").filter(|t| entity_name(t).is_some());
    let rest = twice.or_else(|| text.strip_prefix('&'))?;
    let (length, words) = entity_name(rest)?;
    Some((text.len() - rest.len() + length, words))
}

/// The name of an entity with its `;`: its length, and the character.
fn entity_name(rest: &str) -> Option<(usize, Cow<'static, str>)> {
    let end = rest.bytes().take(10).position(|b| b == b';')?;
    let name = rest.get(..end)?;
    let Some(number) = name.strip_prefix('#') else {
        let found = ENTITIES.iter().find(|(n, _)| *n == name)?;
        return Some((end + 1, found.1.into()));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let c = char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))?;
    Some((end + 1, c.to_string().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> Option<String> {
        let decoded = Decoded { text: text.to_owned(), encoding: "utf-8" };
        read(&decoded).map(|shown| shown.text.trim_end().to_owned())
    }

    #[test]
    fn line_ends_that_are_written_out_end_lines() {
        let lines = Some("主要职责\n（一）负责文电。\n（二）负责会务。".to_owned());
        assert_eq!(taken("主要职责\\r\\n（一）负责文电。\\r\\n（二）负责会务。"), lines);
        assert_eq!(taken("主要职责\\\\n（一）负责文电。\\n\\t（二）负责会务。\\n"), lines);
        assert_eq!(
            taken("主要职责\\n1.负责文电。\\n\\u201c二\\u201d").as_deref(),
            Some("主要职责\n1.负责文电。\n“二”")
        );
        assert_eq!(taken("文件在 C:\\new\\r 和 D:\\neu 里"), None);
    }

    #[test]
    fn tags_and_entities_are_those_of_a_page() {
        let lines = Some("主要职责\n（一）负责“文电”。".to_owned());
        assert_eq!(taken("<p>主要职责</p><p>（一）负责&ldquo;文电&rdquo;。</p>"), lines);
        assert_eq!(taken("&lt;p&gt;主要职责&lt;/p&gt;&lt;p&gt;（一）负责“文电”。&lt;/p&gt;"), lines);
        assert_eq!(taken("主要职责\n<span>（一）负责</span>“文电”。\n"), lines);
        assert_eq!(
            taken("主要职责&nbsp;\n（一）负责&#8220;文电&amp;rdquo;。"),
            Some("主要职责\n（一）负责“文电”。".into())
        );
        assert_eq!(taken("A&B;数据<某某>和<某某>"), None);
        assert_eq!(taken("负责&amp;文电&#60;&quot;工作。\n负责会务&amp;接待。"), None);
    }

    #[test]
    fn the_long_text_of_an_object_is_the_document() {
        let body = "负责文电。".repeat(30);
        let json =
            format!("{{\"id\": 3, \"data\": {{\"content\": \"{body}\\n{body}\", \"title\": \"某县规定\"}}}}");
        assert_eq!(taken(&json), Some(format!("某县规定\n{body}\n{body}")));
        assert_eq!(taken("{\"a\": \"b\"}"), None);
        assert_eq!(taken("[一]办公室"), None);
    }
}
