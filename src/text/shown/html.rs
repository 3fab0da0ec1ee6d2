//! HTML: the main text of a saved page, without navigation; paragraphs on lines, tables as rows.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
};

use super::{Shown, is_head, is_note_mark, is_unit_row, unseen::Unseen};
use crate::text::Decoded;

/// Elements whose text is none of the page's.
const SKIPPED: [&str; 18] = [
    "script", "style", "nav", "header", "footer", "aside", "form", "button", "select", "noscript", "iframe",
    "svg", "template", "object", "video", "audio", "textarea", "dialog",
];
/// The one of them that some programs put around the whole page.
const HOLDING: &str = "form";
/// Those of them that hold programs and the like, or what is shown in the place of these.
const PROGRAMS: [&str; 8] = ["script", "style", "noscript", "iframe", "svg", "template", "head", "title"];
/// Elements that hold others and make no paragraph themselves.
const HOLDERS: [&str; 9] =
    ["div", "article", "section", "main", "body", "td", "blockquote", "center", "fieldset"];
/// Elements that end a paragraph.
const BREAKS: [&str; 19] = [
    "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "hr", "pre", "table",
    "caption", "tr",
];
/// A cell with more characters than this is no cell of a table of data.
const MOST_CELL_CHARS: usize = 200;
/// No table of data is wider; what claims more cells at once gets these.
const MOST_COLUMNS: usize = 64;
/// Deeper elements are not told apart.
const MOST_LEVELS: usize = 400;

/// How many sentences a text has, as far as their ends show.
fn stops(text: &str) -> usize {
    text.matches(['。', '；']).count()
}

/// Whether an element ends the paragraph before it.
pub(super) fn is_block(name: &str) -> bool {
    BREAKS.contains(&name) || HOLDERS.contains(&name) || name == "th"
}

/// Whether bytes begin as a page does.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head: Vec<u8> = head.iter().take(14).map(u8::to_ascii_lowercase).collect();
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body"].iter().any(|b| head.starts_with(b))
}

/// The encoding that a page names in its first bytes.
pub(super) fn charset(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let at = memchr::memmem::find(head, b"charset=")? + b"charset=".len();
    let rest = head.get(at..)?;
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')))?;
    std::str::from_utf8(rest.get(..end)?).ok().filter(|l| !l.is_empty())
}

/// The main text.
pub(super) fn read(decoded: &Decoded) -> Shown {
    let mut state = tokenized(&decoded.text, BTreeSet::new());
    let wrong = state.wrongly_left_out();
    if !wrong.is_empty() {
        state = tokenized(&decoded.text, wrong);
    }
    let main = state.main();
    let mut shown = Shown { encoding: decoded.encoding.to_owned(), ..Shown::default() };
    let inside = |line: &Line| line.holders.get(main.len().wrapping_sub(1)) == main.last() || main.is_empty();
    // What the main text is about may stand as a heading right above the element that holds it.
    let above = state.lines.iter().position(inside).and_then(|first| first.checked_sub(1));
    let above = above.filter(|at| state.lines[*at].headed && main.starts_with(&state.lines[*at].holders));
    for (at, line) in state.lines.iter().enumerate() {
        if ((inside(line) || above == Some(at)) && !line.is_links()) || line.title {
            shown.line(&line.text, line.origin.clone());
        }
    }
    shown
}

/// The lines of a page; elements whose number is in `kept` are text like any other.
fn tokenized(text: &str, kept: BTreeSet<u32>) -> State {
    let input = BufferQueue::default();
    // A note that never ends holds back nothing.
    let open = text.rfind("<!--").filter(|at| {
        let inside = text.get(*at..).unwrap_or("");
        !inside.contains("-->") && !inside.contains("--!>")
    });
    let (before, behind) = open.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""));
    input.push_back(before.into());
    input.push_back(behind.trim_start_matches("<!--").into());
    let tokenizer =
        Tokenizer::new(Page(RefCell::new(State { kept, ..State::default() })), TokenizerOpts::default());
    // The sink never stops the tokenizer: it takes all of the input.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.flush();
    state
}

/// A paragraph or a row.
#[derive(Debug, Default)]
struct Line {
    text: String,
    /// Characters inside links.
    links: usize,
    /// The elements that hold it, from the outside in.
    holders: Vec<u32>,
    origin: String,
    /// Whether it is the heading of the page.
    title: bool,
    /// Whether it is a heading below that.
    headed: bool,
}

impl Line {
    fn is_links(&self) -> bool {
        self.links * 2 > self.text.chars().count()
    }

    /// How much of it is running text.
    fn weight(&self) -> usize {
        let marks =
            self.text.chars().filter(|c| matches!(c, '。' | '；' | '，' | ';' | '：' | '、' | '|')).count();
        if self.is_links() { 0 } else { self.text.chars().count() + 20 * marks }
    }
}

/// A table while it is open.
#[derive(Debug, Default)]
struct Table {
    /// Where its lines begin.
    first: usize,
    cells: Vec<String>,
    /// The cell that is open.
    open: usize,
    /// How many more rows a cell above reaches down, for each column.
    below: Vec<u32>,
    rows: Vec<(String, usize)>,
    /// Whether its cells hold more than data.
    layout: bool,
    /// Whether its head says what the columns hold.
    headed: bool,
}

impl Table {
    /// Begins a cell of so many columns and rows. What it covers beyond its own place is empty: columns stay one under
    /// the other, and no words are shown twice.
    fn cell(&mut self, columns: usize, rows: u32) {
        self.fill();
        self.open = self.cells.len();
        for _ in 0..columns.clamp(1, MOST_COLUMNS) {
            let column = self.cells.len();
            self.cells.push(String::new());
            self.below.resize(self.below.len().max(self.cells.len()), 0);
            self.below[column] = rows.saturating_sub(1);
            if column >= MOST_COLUMNS {
                break;
            }
        }
    }

    /// Puts empty cells where cells above reach into this row.
    fn fill(&mut self) {
        while let Some(rows) = self.below.get_mut(self.cells.len()).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.cells.push(String::new());
        }
    }
}

#[derive(Debug, Default)]
struct State {
    lines: Vec<Line>,
    text: String,
    links: usize,
    /// Open elements that hold others: name and number.
    holders: Vec<(String, u32)>,
    /// Open elements whose text is left out: name and number.
    skipped: Vec<(String, u32)>,
    /// How many such elements there were.
    left_out: u32,
    /// Those that are read all the same.
    kept: BTreeSet<u32>,
    /// Those that were open at the end of the page.
    unclosed: Vec<u32>,
    /// The sentences inside of the outermost forms.
    hidden: BTreeMap<u32, usize>,
    tables: Vec<Table>,
    lists: Vec<Option<u32>>,
    /// Elements that are open and not seen on the page.
    unseen: Unseen,
    /// Where the raised words that are open begin, and how many of the characters before them were links.
    raised: Option<(usize, usize)>,
    in_link: bool,
    heading: bool,
    /// Whether a heading below that of the page is open.
    headed: bool,
    element: String,
    count: u32,
    /// How many paragraphs each kind of element has given.
    paragraphs: BTreeMap<String, u32>,
    table_count: u32,
}

#[derive(Debug, Default)]
struct Page(RefCell<State>);

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return state.tag(&tag),
            Token::CharacterTokens(words) => state.words(&words),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag.name.as_ref();
        let open = tag.kind == TagKind::StartTag;
        if SKIPPED.contains(&name) || name == "head" || name == "title" {
            let kept = self.skip(name, open && !tag.self_closing);
            return match name {
                _ if kept => TokenSinkResult::Continue,
                "script" if open => TokenSinkResult::RawData(RawKind::ScriptData),
                "style" | "iframe" | "noscript" if open => TokenSinkResult::RawData(RawKind::Rawtext),
                "title" | "textarea" if open => TokenSinkResult::RawData(RawKind::Rcdata),
                _ => TokenSinkResult::Continue,
            };
        }
        if name == "body" {
            let left = self.skipped.drain(..).filter(|_| !open);
            self.unclosed.extend(left.map(|(_, number)| number));
        }
        if !self.skipped.is_empty() {
            return TokenSinkResult::Continue;
        }
        if self.unseen.takes(tag) {
            if is_block(name) {
                self.flush();
            }
            return TokenSinkResult::Continue;
        }
        match name {
            "a" => self.in_link = open,
            "sup" => self.raise(open),
            "table" | "tr" | "td" | "th" => self.table(tag, open),
            "ol" | "ul" => {
                self.flush();
                if open {
                    self.lists.push((name == "ol").then_some(0));
                } else {
                    self.lists.pop();
                }
            }
            _ if BREAKS.contains(&name) => self.flush(),
            _ => {}
        }
        if HOLDERS.contains(&name) && name != "td" {
            self.flush();
            self.hold(name, open);
        }
        if open && (BREAKS.contains(&name) || HOLDERS.contains(&name)) {
            name.clone_into(&mut self.element);
        }
        match name {
            "h1" => self.heading = open,
            "h2" | "h3" | "h4" | "h5" | "h6" => self.headed = open,
            _ => {}
        }
        if name == "li"
            && open
            && let Some(Some(number)) = self.lists.last_mut()
        {
            *number += 1;
            self.text = format!("{number}. ");
        }
        TokenSinkResult::Continue
    }

    /// Begins raised words, or ends them: the mark of a note is no part of the sentence that it stands in.
    fn raise(&mut self, open: bool) {
        if open {
            self.raised = Some((self.text.len(), self.links));
        } else if let Some((at, links)) = self.raised.take()
            && let Some((before, mark)) = self.text.split_at_checked(at)
            && is_note_mark(before, mark)
        {
            self.text.truncate(at);
            self.links = links;
        }
    }

    /// Begins an element whose text is left out, or ends one; `true` for one that is read all the same.
    fn skip(&mut self, name: &str, open: bool) -> bool {
        if open {
            self.left_out = self.left_out.saturating_add(1);
            self.flush();
            if self.kept.contains(&self.left_out) {
                return true;
            }
            if self.skipped.len() < MOST_LEVELS {
                self.skipped.push((name.to_owned(), self.left_out));
            }
        } else if let Some(at) = self.skipped.iter().rposition(|(s, _)| s == name) {
            self.skipped.truncate(at);
        }
        false
    }

    /// The elements that are text after all: those that are never closed, and those that hold more sentences than all else, as
    /// where a form holds the page.
    fn wrongly_left_out(&self) -> BTreeSet<u32> {
        let sentences: usize = self.lines.iter().map(|l| stops(&l.text)).sum();
        let large = self.hidden.iter().filter(|(_, n)| **n > sentences.max(1)).map(|(number, _)| *number);
        let open = self.skipped.iter().map(|(_, number)| *number).chain(self.unclosed.iter().copied());
        large.chain(open).collect()
    }

    fn hold(&mut self, name: &str, open: bool) {
        if open && self.holders.len() < MOST_LEVELS {
            self.count += 1;
            self.holders.push((name.to_owned(), self.count));
        } else if let Some(at) = self.holders.iter().rposition(|(n, _)| n == name).filter(|_| !open) {
            self.holders.truncate(at);
        }
    }

    fn table(&mut self, tag: &Tag, open: bool) {
        let spans = |name: &str| {
            let found = tag.attrs.iter().find(|a| &*a.name.local == name);
            found.and_then(|a| a.value.trim().parse::<u32>().ok()).unwrap_or(1)
        };
        match (&*tag.name, open) {
            ("table", true) => {
                self.flush();
                self.tables.iter_mut().for_each(|t| t.layout = true);
                if self.tables.len() < MOST_LEVELS {
                    self.tables.push(Table { first: self.lines.len(), ..Table::default() });
                }
            }
            ("table", false) => {
                self.flush();
                self.row();
                if let Some(table) = self.tables.pop() {
                    self.close(table);
                }
            }
            ("tr", _) => {
                self.flush();
                self.row();
            }
            (_, true) => {
                self.flush();
                if let Some(table) = self.tables.last_mut() {
                    table.cell(spans("colspan") as usize, spans("rowspan"));
                }
            }
            _ => self.flush(),
        }
    }

    /// Ends a row of the innermost table.
    fn row(&mut self) {
        let at = self.lines.len();
        let Some(table) = self.tables.last_mut().filter(|t| !t.cells.is_empty()) else { return };
        table.fill();
        // Neither is one with several sentences: a page lays out its sections in a table.
        let prose = |c: &String| c.chars().count() > MOST_CELL_CHARS || c.matches('。').count() > 1;
        table.headed |= is_head(&table.cells) || is_unit_row(&table.cells);
        table.layout |= !table.headed && table.cells.iter().any(prose);
        table.rows.push((format!("| {} |", table.cells.join(" | ")), at));
        table.cells.clear();
    }

    /// Puts the rows of a table of data in the place of the paragraphs of its cells.
    fn close(&mut self, table: Table) {
        if table.layout || table.rows.is_empty() {
            return;
        }
        self.lines.truncate(table.first);
        self.table_count += 1;
        for (i, (text, _)) in table.rows.into_iter().enumerate() {
            let origin = format!("table {} row {}", self.table_count, i + 1);
            self.lines.push(Line { text, origin, holders: self.numbers(), ..Line::default() });
        }
    }

    fn numbers(&self) -> Vec<u32> {
        self.holders.iter().map(|(_, n)| *n).collect()
    }

    fn words(&mut self, words: &str) {
        if let Some((name, number)) = self.skipped.first() {
            // What a program shows is none of the page's.
            if name == HOLDING && !self.skipped.iter().any(|(name, _)| PROGRAMS.contains(&name.as_str())) {
                *self.hidden.entry(*number).or_default() += stops(words);
            }
            return;
        }
        if self.unseen.is_open() {
            return;
        }
        for c in words.chars() {
            let blank = c.is_whitespace() && c != '\u{3000}';
            if !blank {
                self.text.push(c);
                self.links += usize::from(self.in_link);
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }

    /// Ends a paragraph.
    fn flush(&mut self) {
        self.raised = None;
        let text = std::mem::take(&mut self.text);
        let links = std::mem::take(&mut self.links);
        let text = text.trim().to_owned();
        if text.is_empty() {
            return;
        }
        if let Some(cell) = self.tables.last_mut().and_then(|t| t.cells.get_mut(t.open)) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&text);
        }
        let element = if self.element.is_empty() { "body" } else { &self.element };
        let count = self.paragraphs.entry(element.to_owned()).or_default();
        *count += 1;
        let origin = format!("{element} {count}");
        let (title, headed) = (self.heading, self.headed);
        self.lines.push(Line { text, links, holders: self.numbers(), origin, title, headed });
    }

    /// The innermost element that holds most of the running text, with those that it lies in.
    fn main(&self) -> Vec<u32> {
        let mut path: Vec<u32> = Vec::new();
        let mut inside: Vec<&Line> = self.lines.iter().collect();
        loop {
            let total: usize = inside.iter().map(|l| l.weight()).sum();
            let mut weights = std::collections::BTreeMap::<u32, usize>::new();
            for line in &inside {
                if let Some(next) = line.holders.get(path.len()) {
                    *weights.entry(*next).or_default() += line.weight();
                }
            }
            let best = weights.into_iter().max_by_key(|(n, w)| (*w, std::cmp::Reverse(*n)));
            let Some((next, _)) = best.filter(|(_, w)| w * 10 > total * 7) else { return path };
            inside.retain(|l| l.holders.get(path.len()) == Some(&next));
            path.push(next);
        }
    }
}
