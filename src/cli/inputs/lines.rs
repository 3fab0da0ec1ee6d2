//! Lines of JSON: on each line a text with facts beside it, or a structure (`guiju/regulation/1`).

use std::io::{self, BufRead};

use guiju::{
    diagnostic::{Code, Diagnostic, closest},
    ingest::Given,
    phrase::Phrase,
    schema::{Level, OrganKind},
    text::json_problem,
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

use super::{Content, Emit, From, Input};
use crate::cli::documents;

/// A line with a text. What stands beside it goes before what the text says. A line that has anything else is looked at more
/// [closely](closer). The facts are named here once more because serde refuses no unknown key beside a flattened record.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    text: String,
    path: Option<String>,
    id: Option<String>,
    jurisdiction: Option<String>,
    level: Option<String>,
    province: Option<String>,
    parent: Option<String>,
    effective: Option<String>,
    issued: Option<String>,
    kind: Option<String>,
}

/// Facts beside a text, as they are written.
#[derive(Deserialize)]
pub(crate) struct Facts {
    jurisdiction: Option<String>,
    level: Option<String>,
    province: Option<String>,
    parent: Option<String>,
    effective: Option<String>,
    issued: Option<String>,
    kind: Option<String>,
}

/// Whether first bytes are a whole object on one line, and more after it.
pub(super) fn are_lines(head: &[u8]) -> bool {
    let head = without_mark(head);
    let end = memchr(head);
    match end {
        Some(end) => {
            head.starts_with(b"{")
                && serde_json::from_slice::<IgnoredAny>(&head[..end]).is_ok()
                && !head[end..].trim_ascii().is_empty()
        }
        // The first line is longer than what is seen of it. A structure that is laid out in one line ends after it.
        None => head.starts_with(b"{\""),
    }
}

/// Bytes without the mark of UTF-8 that some programs put before them.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

fn memchr(head: &[u8]) -> Option<usize> {
    ::memchr::memchr(b'\n', head)
}

/// The documents of lines. A line that is none is told by its number, and stops nothing.
pub(super) fn lines(from: &From, mut source: impl BufRead, emit: Emit<'_>) -> io::Result<()> {
    let mut number = 0;
    loop {
        number += 1;
        let name = format!("{}:{number}", from.name);
        match line(&mut source, from.limit)? {
            None => return Ok(()),
            Some(Err(TooLong)) => emit(from.too_long(name)),
            Some(Ok(bytes)) if without_mark(&bytes).trim_ascii().is_empty() => {}
            Some(Ok(mut bytes)) => {
                if number == 1 {
                    bytes.drain(..bytes.len() - without_mark(&bytes).len());
                }
                emit(Input { name, given: None, place: None, content: Content::Line(bytes) });
            }
        }
    }
}

/// Hands on each line without its end; `None` for one over the limit.
pub(crate) fn each_line(
    mut source: impl BufRead,
    limit: u64,
    take: &mut dyn FnMut(Option<Vec<u8>>),
) -> io::Result<()> {
    while let Some(line) = line(&mut source, limit)? {
        take(line.ok());
    }
    Ok(())
}

struct TooLong;

/// The next line without its end; `None` behind the last. A line over the limit is passed over without being held.
fn line(source: &mut impl BufRead, limit: u64) -> io::Result<Option<Result<Vec<u8>, TooLong>>> {
    let mut bytes = Vec::new();
    let (mut some, mut over) = (false, false);
    loop {
        let held = source.fill_buf()?;
        if held.is_empty() {
            break;
        }
        some = true;
        let end = memchr(held);
        let taken = end.unwrap_or(held.len());
        over |= bytes.len() as u64 + taken as u64 > limit;
        if over {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&held[..taken]);
        }
        source.consume(end.map_or(taken, |e| e + 1));
        if end.is_some() {
            break;
        }
    }
    Ok(some.then_some(if over { Err(TooLong) } else { Ok(bytes) }))
}

/// What a line holds: the name that it gives itself, the bytes of its text or structure, and the facts beside them.
pub(super) struct Told {
    pub(super) name: Option<String>,
    pub(super) bytes: Vec<u8>,
    pub(super) given: Option<Given>,
}

/// Reads a line.
pub(super) fn told(name: &str, bytes: Vec<u8>) -> Result<Told, Diagnostic> {
    let head = bytes.get(..documents::STRUCTURE_HEAD_BYTES as usize).unwrap_or(&bytes);
    if documents::names_structure(head) {
        return Ok(Told { name: None, bytes, given: None });
    }
    // Looked at whole, the text of a line is seen to be UTF-8 faster than word by word.
    let line = match simdutf8::basic::from_utf8(&bytes) {
        Ok(text) => serde_json::from_str::<Line>(text),
        Err(_) => serde_json::from_slice(&bytes),
    };
    let Ok(line) = line else {
        return match closer(name, &bytes) {
            Some(problem) => Err(problem),
            None => Ok(Told { name: None, bytes, given: None }),
        };
    };
    let Line { text, path, id, jurisdiction, level, province, parent, effective, issued, kind } = line;
    let facts = Facts { jurisdiction, level, province, parent, effective, issued, kind };
    let given = facts.given(name)?;
    let name = path.into_iter().chain(id).find(|name| !name.trim().is_empty());
    Ok(Told { name, bytes: text.into_bytes(), given: Some(given) })
}

/// What is wrong with a line that has no text or something besides; nothing where it is a structure.
fn closer(name: &str, bytes: &[u8]) -> Option<Diagnostic> {
    // The name of a line ends with its number.
    let number = name.rsplit(':').next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let fields = match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => fields,
        Ok(other) => {
            let (zh, en) = kind(&other);
            let message = Phrase::new(
                format!("此行不是 JSON 对象，而是{zh}"),
                format!("the line is no JSON object, but {en}"),
            );
            return Some(bad(name, &message));
        }
        Err(error) => return Some(bad(name, &json_problem(&error, Some(number)))),
    };
    if fields.contains_key("schema") {
        return None;
    }
    let known = || KEYS.into_iter().chain(FACTS);
    if let Some(key) = fields.keys().find(|key| !known().any(|k| k == key.as_str())) {
        return Some(unknown(name, key, known()));
    }
    let strange = fields.iter().find(|(_, value)| !matches!(value, Value::String(_) | Value::Null));
    if let Some((key, value)) = strange {
        let (zh, en) = kind(value);
        let message = Phrase::new(
            format!("`{key}` 应是文字，这里是{zh}"),
            format!("`{key}` is a text; here stands {en}"),
        );
        return Some(bad(name, &message));
    }
    if fields.get("text").is_none_or(Value::is_null) {
        return Some(bad(name, &Phrase::new("此行没有 `text`", "the line has no `text`")));
    }
    Some(bad(name, &Phrase::new("有一个键出现两次", "a key stands twice")))
}

/// A key that a line does not have.
fn unknown<'k>(name: &str, key: &str, known: impl Iterator<Item = &'k str>) -> Diagnostic {
    let message = Phrase::new(format!("一行里没有 `{key}` 这一项"), format!("a line has no key `{key}`"));
    let known: Vec<&str> = known.collect();
    Diagnostic::input(Code::BadStructure, name, message).help(instead(key, &known))
}

/// The name that was meant instead of one that is not among those that are known; else what these are.
pub(crate) fn instead(name: &str, known: &[&str]) -> Phrase {
    match closest(name, known.iter().copied()) {
        Some(near) => Phrase::new(format!("是否指 `{near}`？"), format!("did you mean `{near}`?")),
        None => Phrase::new(format!("可用：{}", known.join("、")), format!("it may be {}", known.join(", "))),
    }
}

/// What a value is, in words.
fn kind(value: &Value) -> (&'static str, &'static str) {
    match value {
        Value::Null => ("空值", "nothing"),
        Value::Bool(_) => ("真假值", "true or false"),
        Value::Number(_) => ("数字", "a number"),
        Value::String(_) => ("文字", "a text"),
        Value::Array(_) => ("列表", "a list"),
        Value::Object(_) => ("对象", "an object"),
    }
}

/// The keys of a line that are no facts.
const KEYS: [&str; 3] = ["text", "path", "id"];

/// The names of the facts.
pub(crate) const FACTS: [&str; 7] =
    ["jurisdiction", "level", "province", "parent", "effective", "issued", "kind"];

impl Facts {
    /// What they mean; `name` is the document that they are about.
    pub(crate) fn given(&self, name: &str) -> Result<Given, Diagnostic> {
        Ok(Given {
            jurisdiction: self.jurisdiction.clone(),
            province: self.province.clone(),
            parent: self.parent.clone(),
            level: value(name, "level", self.level.as_deref(), Level::called)?,
            effective: value(name, "effective", self.effective.as_deref(), |d| d.parse().ok())?,
            issued: value(name, "issued", self.issued.as_deref(), |d| d.parse().ok())?,
            organ_kind: value(name, "kind", self.kind.as_deref(), OrganKind::named)?,
            encoding: None,
        })
    }
}

fn value<T>(
    name: &str,
    field: &str,
    said: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Diagnostic> {
    let Some(said) = said else { return Ok(None) };
    read(said).map(Some).ok_or_else(|| {
        let zh = format!("`{field}` 的值 `{said}` 无法理解");
        let en = format!("`{field}`: `{said}` is not understood");
        bad(name, &Phrase::new(zh, en))
    })
}

fn bad(name: &str, what: &Phrase) -> Diagnostic {
    let help = Phrase::new(
        "每行一个对象：{\"path\": …, \"text\": …}，或 guiju extract 写出的结构（压成一行）",
        "each line is an object: {\"path\": …, \"text\": …}, or a structure as `guiju extract` writes it, on one line",
    );
    Diagnostic::input(Code::BadStructure, name, what.clone()).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_the_limit_is_passed_over() {
        let mut source = io::BufReader::with_capacity(2, &b"abcdefgh\nij\n\nk"[..]);
        let mut next =
            || line(&mut source, 4).unwrap().map(|l| l.ok().map(|b| String::from_utf8(b).unwrap()));
        assert_eq!(next(), Some(None));
        assert_eq!(next(), Some(Some("ij".into())));
        assert_eq!(next(), Some(Some(String::new())));
        assert_eq!(next(), Some(Some("k".into())));
        assert_eq!(next(), None);
    }

    #[test]
    fn first_bytes_tell_lines_from_one_structure() {
        assert!(are_lines(b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n"));
        assert!(!are_lines(b"{\n  \"schema\": \"guiju/regulation/1\"\n}\n"));
        assert!(!are_lines(b"{\"schema\": \"guiju/regulation/1\"}\n"));
        assert!(!are_lines("主要职责\n".as_bytes()));
        assert!(are_lines(b"\xEF\xBB\xBF{\"text\":\"a\"}\n{\"text\":\"b\"}\n"));
    }
}
