//! Files that are more than text (HTML, docx, Markdown) to the text that a reader of them sees.
//!
//! Positions point into that text; beside each stretch of it stands the element or paragraph that it came from.

mod docx;
mod dumped;
mod html;
mod markdown;
mod numbering;
mod unseen;

use super::decode::{Decoded, MAX_BYTES, decode, decode_as};
use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    source::Span,
};

/// The text of a file that holds a JSON object and nothing else, by its first byte and its name, in UTF-8: as it lies in
/// the bytes. `None` for any other, and where its encoding is told.
pub(crate) fn shown_json<'a>(path: &str, bytes: &'a [u8], encoding: Option<&str>) -> Option<&'a str> {
    let plain = bytes.starts_with(b"{") && bytes.len() <= MAX_BYTES && encoding.is_none();
    if !plain || has_end(path, &[".html", ".htm", ".md", ".markdown"]) || memchr::memchr(0, bytes).is_some() {
        return None;
    }
    simdutf8::basic::from_utf8(bytes).ok()
}

/// Whether a name ends in one of some ways, whatever the case of its letters.
fn has_end(name: &str, ends: &[&str]) -> bool {
    let ends_with = |end: &&str| {
        let tail = name.len().checked_sub(end.len()).and_then(|at| name.as_bytes().get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
    };
    ends.iter().any(ends_with)
}

/// The text of a file as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The text.
    pub text: String,
    /// The encoding that the bytes were in; `docx` for a word processor's file.
    pub encoding: String,
    /// The element or paragraph that each stretch came from, in order; empty for a plain text.
    pub origins: Vec<(Span, String)>,
    /// Whether it was taken out of what a dump of a store made of it: line ends written as two characters, tags, a field.
    pub dumped: bool,
}

impl Shown {
    /// Adds a paragraph or a row on a line of its own.
    fn line(&mut self, words: &str, origin: String) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.origins.push((Span::of(start..self.text.len()), origin));
        self.text.push('\n');
    }
}

/// Whether the cells of a row are the head of a table about units: labels of columns, one for their names and one for
/// what they do. Its cells are data however many sentences they hold.
fn is_head(cells: &[String]) -> bool {
    let labels = || cells.iter().map(|c| c.trim());
    let has = |words: &[&str]| labels().any(|l| words.iter().any(|w| l.contains(w)));
    labels().all(|l| l.chars().count() < 15 && !l.contains(['。', '.', '，', '：', ':', '1', '一']))
        && has(&[
            "机构", "機構", "科室", "股室", "处室", "處室", "部门", "部門", "单位", "單位", "名称", "名稱",
        ])
        && has(&["职责", "職責", "职能", "職能", "任务", "任務", "职掌", "職掌", "工作内容"])
        && labels().filter(|l| !l.is_empty()).count() > 1
}

/// Whether the cells of a row are a unit and what it does, in a table that may have no head: 办公室, 负责文电。负责会务。
fn is_unit_row(cells: &[String]) -> bool {
    let Some((duties, before)) = cells.split_last().filter(|(_, before)| (1..3).contains(&before.len()))
    else {
        return false;
    };
    let name = before.last().map_or("", |c| c.trim());
    let unit = (2..15).contains(&name.chars().count())
        && name.ends_with(['室', '科', '股', '处', '處', '司', '办', '辦', '部', '组', '組'])
        && !name.contains(['。', '，', ',', '：', ':']);
    unit && ["负责", "負責", "承担", "承擔", "承办", "承辦", "组织", "組織", "拟订", "擬訂", "贯彻", "貫徹"]
        .iter()
        .any(|w| duties.trim_start().starts_with(w))
}

/// Whether raised words are the mark of a note: a number or a sign, in brackets or not. Behind a Latin letter a number is a power
/// (km2).
fn is_note_mark(before: &str, raised: &str) -> bool {
    let inner = raised.trim_matches(|c: char| c.is_whitespace() || "[]()〔〕［］（）【】".contains(c));
    let few = inner.chars().count() < 4;
    let signs = inner.chars().all(|c| c.is_numeric() || "*†‡※注".contains(c));
    !inner.is_empty() && few && signs && !before.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// The text of a file; `encoding` forces one (a label such as `gb18030`). What kind of file it is, its first bytes say,
/// and its name where they do not.
pub fn shown(path: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Shown, Diagnostic> {
    let ends = |ends: &[&str]| has_end(path, ends);
    if bytes.starts_with(b"PK\x03\x04") || bytes.is_empty() && ends(&[".docx"]) {
        return docx::read(path, bytes);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(pdf(path));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(old_word(path));
    }
    let is_html = html::is_html(bytes) || ends(&[".html", ".htm"]);
    let told = encoding.or_else(|| html::charset(bytes).filter(|_| is_html));
    let decoded = match told {
        Some(label) => decode_as(path, bytes, label)?,
        None => decode(path, bytes)?,
    };
    Ok(if is_html {
        html::read(&decoded)
    } else if ends(&[".md", ".markdown"]) || markdown::is_written(&decoded.text) {
        markdown::read(&decoded)
    } else {
        dumped::read(&decoded).unwrap_or_else(|| plain(decoded))
    })
}

fn plain(decoded: Decoded) -> Shown {
    Shown { text: decoded.text, encoding: decoded.encoding.to_owned(), origins: Vec::new(), dumped: false }
}

fn pdf(path: &str) -> Diagnostic {
    let what = Phrase::new("这是 PDF 文件", "this is a PDF file");
    Diagnostic::input(Code::NotText, path, what).help(Phrase::new(
        "请先用 pdftotext 转换为文本；扫描件须先作文字识别",
        "convert with pdftotext first; a scan needs text recognition before that",
    ))
}

fn old_word(path: &str) -> Diagnostic {
    let what = Phrase::new("这是旧式 Word 文件（.doc）", "this is a file of an old word processor (.doc)");
    Diagnostic::input(Code::NotText, path, what)
        .help(Phrase::new("请另存为 docx 或文本", "save it as docx or as text"))
}
