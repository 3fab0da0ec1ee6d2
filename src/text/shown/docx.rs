//! Word processor files: paragraphs with the numbers that the processor generates, tables as rows, revisions as if they
//! were taken.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::{
    Shown, is_head,
    numbering::{Level, Numberings},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    text::MAX_BYTES,
};

/// Elements whose content is not shown: what was deleted or moved away, former properties, fields' instructions, and the
/// older form of what stands there already.
const SKIPPED: [&str; 10] = [
    "del",
    "moveFrom",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tcPrChange",
    "sectPrChange",
    "instrText",
    "Fallback",
    "delText",
];
/// No part of an honest file unpacks to so many times the file.
const MOST_TIMES_PACKED: usize = 100;
/// What a part of a small file may unpack to.
const ALLOWED_BYTES: usize = 32 << 20;
/// A style can be based on another; no file has longer chains.
const MOST_STYLES_IN_CHAIN: usize = 16;

/// The text of a file.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Shown, Diagnostic> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(path, &e.to_string()))?;
    let limit = bytes.len().saturating_mul(MOST_TIMES_PACKED).clamp(ALLOWED_BYTES, MAX_BYTES);
    let mut entry = |name: &str| -> Result<Option<String>, Diagnostic> {
        let Ok(packed) = archive.by_name(name) else { return Ok(None) };
        let mut unpacked = Vec::new();
        packed.take(limit as u64 + 1).read_to_end(&mut unpacked).map_err(|e| broken(path, &e.to_string()))?;
        if unpacked.len() > limit {
            return Err(bomb(path, name, limit));
        }
        Ok(Some(String::from_utf8(unpacked).map_err(|e| broken(path, &e.to_string()))?))
    };
    let Some(document) = entry("word/document.xml")? else {
        return Err(broken(path, "word/document.xml"));
    };
    // What breaks off would number paragraphs otherwise than the processor shows them.
    let whole = |part: Option<String>| -> Result<String, Diagnostic> {
        let Some(part) = part else { return Ok(String::new()) };
        each_event(&part, |_| ()).map_err(|error| broken(path, &error))?;
        Ok(part)
    };
    let mut numberings = numberings(&whole(entry("word/numbering.xml")?)?);
    let styles = styles(&whole(entry("word/styles.xml")?)?);
    let mut body = Body {
        styles: &styles,
        numberings: &mut numberings,
        out: Shown::default(),
        skipped: 0,
        words: false,
        text: String::new(),
        style: None,
        numbering: None,
        depth: None,
        kind: "paragraph",
        paragraphs: 0,
        outer: Vec::new(),
        rows: Vec::new(),
        tables: 0,
        row: 0,
        headed: false,
    };
    body.read(&document).map_err(|error| broken(path, &error))?;
    // Notes stand below the text.
    for (name, kind) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        if let Some(notes) = entry(name)? {
            (body.kind, body.paragraphs) = (kind, 0);
            body.read(&notes).map_err(|error| broken(path, &error))?;
        }
    }
    "docx".clone_into(&mut body.out.encoding);
    Ok(body.out)
}

fn broken(path: &str, what: &str) -> Diagnostic {
    let phrase =
        Phrase::new(format!("docx 文件读不出：{what}"), format!("the docx file cannot be read: {what}"));
    Diagnostic::input(Code::NotText, path, phrase)
        .help(Phrase::new("请重新保存为 docx，或另存为文本", "save it again as docx, or as text"))
}

fn bomb(path: &str, part: &str, limit: usize) -> Diagnostic {
    let zh = format!("docx 文件中的 {part} 解开后超过{limit}字节");
    let en = format!("{part} of the docx file unpacks to more than {limit} bytes");
    Diagnostic::input(Code::TooLong, path, Phrase::new(zh, en)).help(Phrase::new(
        "请检查文件来源，或另存为文本",
        "ask where the file comes from, or save it as text",
    ))
}

/// Hands on what a part of the file consists of. One that breaks off inside an element is none.
fn each_event(xml: &str, mut take: impl FnMut(&Event<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let (mut open, mut any) = (0_usize, false);
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(_) => (open, any) = (open + 1, true),
            Event::Empty(_) => any = true,
            Event::End(_) => open = open.saturating_sub(1),
            Event::Eof if open > 0 || !any => return Err("the XML breaks off".to_owned()),
            Event::Eof => return Ok(()),
            _ => {}
        }
        take(&event);
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().filter_map(Result::ok).find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}

/// A style's numbering: the style that it is based on, numbering, depth.
#[derive(Clone, Debug, Default)]
struct Style {
    base: Option<String>,
    numbering: Option<u32>,
    depth: Option<u32>,
}

type Styles = BTreeMap<String, Style>;

fn styles(xml: &str) -> Styles {
    let mut out = Styles::new();
    let mut reader = Reader::from_str(xml);
    let mut id = String::new();
    loop {
        let event = reader.read_event();
        let Ok(Event::Start(element) | Event::Empty(element)) = &event else {
            if matches!(event, Ok(Event::Eof) | Err(_)) {
                return out;
            }
            continue;
        };
        let style = out.entry(id.clone()).or_default();
        match element.local_name().as_ref() {
            "style" => id = attribute(element, "styleId").unwrap_or_default(),
            "basedOn" => style.base = attribute(element, "val"),
            "numId" => style.numbering = number(element, "val"),
            "ilvl" => style.depth = number(element, "val"),
            _ => {}
        }
    }
}

fn numberings(xml: &str) -> Numberings {
    let mut out = Numberings::default();
    let mut reader = Reader::from_str(xml);
    let (mut kind, mut numbering, mut depth) = (None, None, 0);
    // A kind may be that of a style of lists, which another kind defines.
    let (mut defined, mut referred) = (BTreeMap::new(), BTreeMap::new());
    loop {
        let event = reader.read_event();
        let Ok(Event::Start(element) | Event::Empty(element)) = &event else {
            if matches!(event, Ok(Event::Eof) | Err(_)) {
                for of in out.kind_of.values_mut() {
                    *of = referred.get(of).and_then(|style| defined.get(style)).copied().unwrap_or(*of);
                }
                return out;
            }
            continue;
        };
        let name = element.local_name();
        let value = || attribute(element, "val");
        let level = |kind: Option<u32>, out: &mut Numberings, set: &dyn Fn(&mut Level)| {
            if let Some(kind) = kind {
                let levels = out.kinds.entry(kind).or_default();
                set(levels.entry(depth).or_insert_with(|| Level { start: 1, ..Level::default() }));
            }
        };
        match name.as_ref() {
            "abstractNum" => (kind, numbering) = (number(element, "abstractNumId"), None),
            "num" => (kind, numbering) = (None, number(element, "numId")),
            "styleLink" => defined.extend(value().zip(kind)),
            "numStyleLink" => referred.extend(kind.zip(value())),
            "lvl" | "lvlOverride" => depth = number(element, "ilvl").unwrap_or(0),
            "start" => level(kind, &mut out, &|l| l.start = number(element, "val").unwrap_or(1)),
            "numFmt" => level(kind, &mut out, &|l| l.format = value().unwrap_or_default()),
            "lvlRestart" => level(kind, &mut out, &|l| l.goes_on = number(element, "val") == Some(0)),
            "lvlText" => level(kind, &mut out, &|l| l.text = value().unwrap_or_default()),
            "abstractNumId" => {
                if let Some((of, what)) = numbering.zip(number(element, "val")) {
                    out.kind_of.insert(of, what);
                }
            }
            "startOverride" => {
                if let Some((of, first)) = numbering.zip(number(element, "val")) {
                    out.starts.insert((of, depth), first);
                }
            }
            _ => {}
        }
    }
}

/// What is known of a paragraph before it ends: words, style, numbering, depth.
type Paragraph = (String, Option<String>, Option<u32>, Option<u32>);
/// No table is wider.
const MOST_COLUMNS: u32 = 64;

/// The body while it is read.
struct Body<'a> {
    styles: &'a Styles,
    numberings: &'a mut Numberings,
    out: Shown,
    /// Elements open inside one that is skipped.
    skipped: usize,
    /// Whether the words of a run are open.
    words: bool,
    text: String,
    style: Option<String>,
    numbering: Option<u32>,
    depth: Option<u32>,
    /// What a paragraph is called in origins.
    kind: &'static str,
    paragraphs: u32,
    /// The paragraphs that hold the open text boxes.
    outer: Vec<Paragraph>,
    /// Cells of the open row, for each open table, and how many columns the open cell takes.
    rows: Vec<(Vec<String>, u32)>,
    tables: u32,
    row: u32,
    /// Whether the head of the open table says what its columns hold.
    headed: bool,
}

impl Body<'_> {
    /// Reads the paragraphs of one part of the file.
    fn read(&mut self, xml: &str) -> Result<(), String> {
        each_event(xml, |event| self.event(event))
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) if self.skipped > 0 || SKIPPED.contains(&element.local_name().as_ref()) => {
                self.skipped += 1;
            }
            Event::End(_) if self.skipped > 0 => self.skipped -= 1,
            _ if self.skipped > 0 => {}
            Event::Start(element) => self.start(element),
            Event::Empty(element) => {
                self.start(element);
                self.end(element.local_name().as_ref());
            }
            Event::End(element) => self.end(element.local_name().as_ref()),
            Event::Text(text) if self.words => self.text.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) if self.words => {
                self.text.push_str(&text.xml_content(XmlVersion::Implicit1_0));
            }
            Event::GeneralRef(reference) if self.words => {
                let named = match reference.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                self.text.extend(named);
            }
            _ => {}
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "p" => (self.style, self.numbering, self.depth) = (None, None, None),
            "pStyle" => self.style = attribute(element, "val"),
            "numId" => self.numbering = number(element, "val"),
            "ilvl" => self.depth = number(element, "val"),
            "t" => self.words = true,
            // A text box stands beside the paragraph that holds it.
            "txbxContent" => {
                let text = std::mem::take(&mut self.text);
                self.outer.push((text, self.style.take(), self.numbering.take(), self.depth.take()));
            }
            "gridSpan" => {
                let columns = number(element, "val").unwrap_or(1).min(MOST_COLUMNS);
                self.rows.iter_mut().last().into_iter().for_each(|r| r.1 = columns);
            }
            "tab" if self.words || !self.text.is_empty() => self.text.push('\t'),
            "br" | "cr" => self.text.push('\n'),
            "noBreakHyphen" => self.text.push('-'),
            "tbl" => {
                self.paragraph();
                self.rows.push((Vec::new(), 1));
                self.tables += 1;
                self.row = 0;
                self.headed = false;
            }
            "tc" => {
                if let Some((cells, columns)) = self.rows.last_mut() {
                    cells.push(String::new());
                    *columns = 1;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.words = false,
            "p" => self.paragraph(),
            "txbxContent" => {
                self.paragraph();
                if let Some(outer) = self.outer.pop() {
                    (self.text, self.style, self.numbering, self.depth) = outer;
                }
            }
            // What a wide cell covers beyond its own place is empty.
            "tc" => {
                if let Some((cells, columns)) = self.rows.last_mut() {
                    cells.extend((1..*columns).map(|_| String::new()));
                }
            }
            "tr" => {
                self.row += 1;
                let cells = self.rows.last_mut().map(|r| std::mem::take(&mut r.0)).unwrap_or_default();
                // A cell with several sentences lays out a section: its paragraphs stand by themselves.
                self.headed |= is_head(&cells);
                let prose =
                    self.rows.len() == 1 && !self.headed && cells.iter().any(|c| c.matches('。').count() > 1);
                if prose {
                    let origin = format!("table {} row {}", self.tables, self.row);
                    let lines = cells.iter().flat_map(|c| c.lines()).filter(|l| !l.trim().is_empty());
                    lines.for_each(|line| self.out.line(line, origin.clone()));
                    return;
                }
                let row = format!("| {} |", cells.join(" | ").replace('\n', " "));
                if let Some(outer) = self.rows.len().checked_sub(2).and_then(|i| self.rows[i].0.last_mut()) {
                    outer.push_str(&row);
                } else if !cells.is_empty() {
                    self.out.line(&row, format!("table {} row {}", self.tables, self.row));
                }
            }
            "tbl" => drop(self.rows.pop()),
            _ => {}
        }
    }

    /// The numbering and depth of the open paragraph: its own, else its style's.
    fn numbered(&self) -> Option<(u32, u32)> {
        let (mut numbering, mut depth) = (self.numbering, self.depth);
        let mut style = self.style.clone();
        for _ in 0..MOST_STYLES_IN_CHAIN {
            let Some(found) = style.as_ref().and_then(|s| self.styles.get(s)) else { break };
            numbering = numbering.or(found.numbering);
            depth = depth.or(found.depth);
            style.clone_from(&found.base);
        }
        // Numbering 0 takes a style's numbering away.
        Some((numbering.filter(|n| *n > 0)?, depth.unwrap_or(0)))
    }

    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        self.paragraphs += 1;
        let mark = self.numbered().map(|(n, d)| self.numberings.next(n, d)).unwrap_or_default();
        // A mark without a sign of its own (第一条) is kept apart from the words, as the processor shows it.
        let apart = if mark.ends_with(|c: char| c.is_alphanumeric()) { " " } else { "" };
        let words = format!("{mark}{apart}{}", text.trim());
        if let Some(cell) = self.rows.last_mut().and_then(|r| r.0.last_mut()) {
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(&words);
            return;
        }
        for line in words.split('\n') {
            self.out.line(line, format!("{} {}", self.kind, self.paragraphs));
        }
    }
}
