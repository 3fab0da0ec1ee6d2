//! Folding: one form of a text for matching, whatever its script, width and stray blanks.

use std::mem;

use super::{
    folded::Folded,
    numeral::numeral_prefix,
    script::Signs,
    table::{
        CONVERTED, LINE_ENDS, Met, PLAIN, Phrase, Phrases, TABLE, first_of, is_blank, lines,
        traits::{BLANK, CHANGES, CONVERTS, LINE_END, PHRASE, SIMPLIFIED, TRADITIONAL, UNEVEN},
    },
};
use crate::{schema::Script, source::Span};

/// Folds a text of a known script.
///
/// Traditional becomes simplified, residue of conversion becomes what it stood for (in converted texts only),
/// full-width ASCII becomes half-width, blanks beside Chinese characters or digits are dropped. Line ends stay, except
/// where running text was broken at the width of a page.
///
/// ```
/// use guiju::{schema::Script, text::fold};
/// let folded = fold("規範性檔案，第 3 條", Script::HantConverted);
/// assert_eq!(folded.text, "规范性文件,第3条");
/// ```
pub fn fold(text: &str, script: Script) -> Folded {
    Folder::new(text, script, Lines::of(text)).run().0
}

/// The same for a text that was not printed on pages: a line ends where it ends.
pub(crate) fn fold_unbroken(text: &str, script: Script) -> Folded {
    Folder::new(text, script, Lines::Kept).run().0
}

/// Finds the script of a text and folds it: the script, whether the text has characters of the other one, and what it
/// becomes.
///
/// The beginning shows which script to fold for while the signs of the scripts are counted; where they say otherwise in the
/// end, the text is folded again. What is converted only in converted texts is rare in others, so that one way of
/// folding serves both until such words are met.
pub(crate) fn fold_unknown(text: &str, lines: Lines) -> (Script, bool, Folded) {
    let mut start = Signs::default();
    let head = (text.len().min(HEAD)..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    start.of(text, head);
    let mut tried = if start.are_traditional() { Script::HantConverted } else { Script::Hans };
    let (mut folded, mut signs, mut residue) = Folder::new(text, tried, lines).run();
    if signs.are_traditional() != (tried != Script::Hans) {
        tried = if signs.are_traditional() { Script::HantConverted } else { Script::Hans };
        (folded, signs, residue) = Folder::new(text, tried, lines).run();
    }
    let (script, mixed) = signs.script(text);
    if script == Script::Hant && residue {
        folded = Folder::new(text, script, lines).run().0;
    }
    (script, mixed, folded)
}

/// So many bytes at the beginning show the script of most texts.
const HEAD: usize = 120;

/// Folds a few words (a literal of a policy): their script is their own, residue is left alone.
///
/// ```
/// assert_eq!(guiju::text::fold_words("信訪 工作（二）"), "信访工作(二)");
/// ```
pub fn fold_words(words: &str) -> String {
    let (folded, signs, _) = Folder::new(words, Script::Hans, Lines::Kept).run();
    if !signs.are_traditional() {
        return folded.text;
    }
    Folder::new(words, Script::Hant, Lines::Kept).run().0.text
}

struct Folder<'a> {
    out: Folded,
    text: &'a str,
    /// Phrases that are replaced as a whole.
    phrases: Option<&'static Phrases>,
    /// The traits of characters that are looked at one by one.
    wanted: u8,
    /// The trait of signs of the other script, and how many there are.
    other: u8,
    others: usize,
    /// All traits since the stretch began.
    stretch: u8,
    /// The signs of the scripts in what phrases were replaced.
    signs: Signs,
    /// Whether a phrase was replaced that stays in texts that no machine converted.
    residue: bool,
    /// Blanks seen and not yet written or dropped.
    blank: Option<(usize, usize)>,
    /// Where the stretch begins whose bytes stand for themselves, or for as many of another character.
    even: usize,
    /// Whether the number of a page may stand between its lines.
    paged: bool,
    /// The width at which the lines of this text are broken.
    width: Option<usize>,
    /// Columns of the line so far.
    column: usize,
    /// Whether the characters of this line stand apart, so that one blank means nothing.
    spaced: bool,
}

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
const LEAST: usize = 40;
/// So many bytes at most take the digits of a number that stand apart.
const DIGITS: usize = 16;
/// So many bytes of blanks and line ends at most stand before the number of a page.
const BLANKS: usize = 300;
/// The number of a page takes no more bytes.
const LONGEST_PAGE: usize = 64;

/// Where the text goes on behind the number of a page, if nothing else stands on the next line that is not empty.
fn page_break(text: &str, at: usize) -> Option<usize> {
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
fn letter_spaced(line: &str) -> bool {
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
fn columns_of(words: &str) -> usize {
    2 * words.chars().count() - words.bytes().filter(u8::is_ascii).count()
}

/// Whether a line is a row of cells: it has signs or blanks between them that running text has not.
fn is_row(line: &str) -> bool {
    let inner = line.trim_matches(is_blank);
    inner.contains(['|', '\t']) || inner.split(is_blank).filter(|piece| !piece.is_empty()).count() > 3
}

/// Whether a line begins as running text does, and not with a mark, a sign or nothing, and is no row of a table.
fn runs_on(line: &str) -> bool {
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

impl<'a> Folder<'a> {
    fn new(text: &'a str, script: Script, lines: Lines) -> Self {
        let phrases = match script {
            Script::Hans => None,
            Script::Hant => Some(&*PLAIN),
            Script::HantConverted => Some(&*CONVERTED),
        };
        let other = if phrases.is_some() { SIMPLIFIED } else { TRADITIONAL };
        Self {
            out: if phrases.is_some() { Folded::in_place(text.len()) } else { Folded::of_length(text.len()) },
            text,
            phrases,
            wanted: BLANK | LINE_END | UNEVEN | other,
            other,
            others: 0,
            stretch: 0,
            signs: Signs::default(),
            residue: false,
            blank: None,
            even: 0,
            paged: lines != Lines::Kept,
            width: if let Lines::OfPages(width) = lines { width } else { None },
            column: 0,
            spaced: false,
        }
    }

    /// What the text becomes, which signs of the scripts it has, and whether a phrase was replaced that stays in texts that
    /// no machine converted.
    fn run(mut self) -> (Folded, Signs, bool) {
        self.begin_line(0);
        let (table, text, wanted) = (&*TABLE, self.text.as_bytes(), self.wanted);
        let mut at = 0;
        if let Some(phrases) = self.phrases {
            loop {
                self.out.reserve(text.len() - self.even);
                let Some(met) = table.convert(text, (self.even, self.out.behind()), at, phrases) else {
                    break;
                };
                at = self.take(met);
            }
        } else {
            while let Some(met) = table.traits().next(text, at, wanted, &mut self.stretch) {
                at = self.take(met);
            }
        }
        self.flush(self.text.len());
        self.out.finish();
        let (counted, other) = match self.phrases {
            Some(_) => (Script::Hans, self.signs.count(Script::Hans)),
            None => (Script::Hant, self.signs.count(Script::Hant)),
        };
        let signs = Signs::beside(self.text, counted, self.others + other, self.signs.telltale());
        (self.out, signs, self.residue)
    }

    /// Takes over a character that is no letter like most others; the byte to go on at.
    fn take(&mut self, met: Met) -> usize {
        self.others += usize::from(met.traits & self.other != 0);
        if met.traits & PHRASE != 0
            && self.phrases.is_some()
            && let Some(end) = self.phrase_at(met.at)
        {
            return end;
        }
        if met.traits & (BLANK | LINE_END) != 0 {
            return self.blanks_and_ends(met);
        }
        let changes = if self.phrases.is_some() { CONVERTS } else { CHANGES };
        if met.traits & UNEVEN != 0 && met.traits & changes != 0 {
            self.uneven(met);
        } else if self.phrases.is_some() {
            self.convert_first(met.at);
        } else {
            self.stretch |= met.traits;
        }
        met.end
    }

    /// Writes the character at a byte, as part of a stretch, where those of a traditional text are written.
    fn convert_first(&mut self, at: usize) {
        if self.phrases.is_some() {
            let rest = self.text.as_bytes().get(at..).unwrap_or_default();
            TABLE.convert_first(rest, self.out.behind().get_mut(at - self.even..).unwrap_or_default());
        }
    }

    /// Takes over a character that becomes one of another length.
    fn uneven(&mut self, met: Met) {
        let Some(c) = self.text.as_bytes().get(met.at..).and_then(first_of) else { return };
        self.flush(met.at);
        self.put(TABLE.becomes(c), met.at, met.end);
    }

    /// Replaces the phrase that the text has at a byte, if it has one; the byte behind it.
    fn phrase_at(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        self.signs.find_telltale(rest.as_bytes());
        let (length, phrase) = self.phrases?.at_start(rest.as_bytes())?;
        // The first character is seen already.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        self.signs.of(rest.get(first..)?, length - first);
        self.residue |= phrase.converted;
        self.flush(at);
        self.phrase(phrase, at, at + length);
        Some(at + length)
    }

    /// Takes over a blank or the end of a line, and those behind it; the byte to go on at.
    fn blanks_and_ends(&mut self, mut met: Met) -> usize {
        if self.space_between(met) {
            return met.end;
        }
        loop {
            if self.paged
                && met.traits & LINE_END != 0
                && let Some(end) = page_break(self.text, met.end)
                && let Some(inside) = self.turns(met.at, end)
            {
                self.flush(met.at);
                if inside {
                    self.blank = Some((self.blank.map_or(met.at, |b| b.0), end));
                } else {
                    self.put('\n', met.at, met.end);
                }
                (self.even, self.column) = (end, 0);
                self.begin_line(end);
                return end;
            }
            self.blank_or_end(met);
            let traits = match self.text.as_bytes().get(met.end) {
                Some(b' ') => BLANK,
                Some(b'\n') => LINE_END,
                _ => return met.end,
            };
            met = Met { at: met.end, end: met.end + 1, traits };
        }
    }

    /// Drops a single space before a Chinese character, which means nothing whatever stands before it.
    fn space_between(&mut self, met: Met) -> bool {
        let bytes = self.text.as_bytes();
        let is_one = bytes.get(met.at) == Some(&b' ') && matches!(bytes.get(met.end), Some(0xE4..=0xE9));
        if !is_one || self.blank.is_some() || self.width.is_some() {
            return false;
        }
        self.flush(met.at);
        self.even = met.end;
        if !self.spaced {
            self.out.gap();
        }
        if self.out.last_byte() != b'\n' {
            self.out.dropped.push(Span::of(met.at..met.end));
        }
        true
    }

    /// Whether, where another page begins at byte `next`, the sentence of the line that ends at byte `at` goes on there; `None`
    /// where what stands between may be no number of a page.
    fn turns(&self, at: usize, next: usize) -> Option<bool> {
        let line = |t: &'a str| t.trim_end_matches(LINE_ENDS).rsplit(LINE_ENDS).next().unwrap_or("");
        let here = line(self.text.get(..at).unwrap_or("")).trim_end_matches(is_blank);
        let behind = self.text.get(next..).unwrap_or("").split(LINE_ENDS).next().unwrap_or("");
        let joined = here.ends_with(['、', ',', '，']);
        // What is shorter may be a heading or a cell.
        let open = here.ends_with(char::is_alphanumeric) && columns_of(here) >= LEAST;
        let inside = (joined || open) && !is_row(here) && runs_on(behind);
        let page = self.text.get(at..next).unwrap_or("").trim();
        // A number alone may be that of a cell: running text stands around that of a page.
        let prose = columns_of(behind) >= LEAST || behind.contains(['。', '，', '；', '、', ',', ';']);
        let between =
            here.ends_with(['。', '；', ';']) && behind.contains(['。', '；', ';']) && runs_on(behind);
        let sure = !page.chars().all(char::is_numeric) || prose && inside || between;
        sure.then_some(inside)
    }

    fn blank_or_end(&mut self, met: Met) {
        let Met { at, end: stop, traits } = met;
        let byte = self.text.as_bytes().get(at).copied().unwrap_or_default();
        if byte == b'\n' && self.blank.is_none() && self.width.is_none() {
            // It stands for itself, and no line is joined to the next.
            self.convert_first(at);
            return self.begin_line(stop);
        }
        let line_end = traits & LINE_END != 0 && (byte != b'\r' || self.ends_line(stop));
        self.flush(at);
        self.even = stop;
        if !line_end || self.wrapped(stop) {
            self.blank = Some((self.blank.map_or(at, |b| b.0), stop));
            self.column += match traits & BLANK {
                0 => 0,
                _ if byte.is_ascii() => 1,
                _ => 2,
            };
            return;
        }
        self.put('\n', at, stop);
        self.column = 0;
        self.begin_line(stop);
    }

    /// Writes what a character becomes.
    fn put(&mut self, to: char, start: usize, end: usize) {
        let mut bytes = [0; 4];
        let to = &*to.encode_utf8(&mut bytes);
        self.settle(to.as_bytes());
        self.column += if end - start == 1 { 1 } else { 2 };
        self.out.push(to, start, end, to.len() == end - start);
        self.even = end;
    }

    fn phrase(&mut self, phrase: &Phrase, start: usize, end: usize) {
        self.settle(phrase.to.as_bytes());
        let from = self.text.get(start..end).unwrap_or("");
        let even = from.chars().map(char::len_utf8).eq(phrase.to.chars().map(char::len_utf8));
        self.out.push(phrase.to, start, end, even);
        self.column += columns_of(from);
        self.even = end;
        if phrase.residue {
            self.out.converted.push(Span::of(start..end));
        }
    }

    /// Whether the line end before byte `next` breaks a sentence of running text.
    fn wrapped(&mut self, next: usize) -> bool {
        let wide = self.width.is_some_and(|w| self.column + 4 >= w);
        let last = || self.out.last();
        let inside = || last().is_alphanumeric() || matches!(last(), '、' | ',');
        let here =
            || self.text.get(..next).unwrap_or("").trim_end_matches(LINE_ENDS).rsplit(LINE_ENDS).next();
        let joined = wide
            && inside()
            && runs_on(self.text.get(next..).unwrap_or("").split(LINE_ENDS).next().unwrap_or(""))
            && (self.spaced || !here().is_some_and(is_row));
        if joined {
            self.column = 0;
        }
        joined
    }

    /// Whether the carriage return before byte `next` ends a line by itself.
    fn ends_line(&self, next: usize) -> bool {
        self.text.as_bytes().get(next) != Some(&b'\n')
    }

    fn begin_line(&mut self, at: usize) {
        self.spaced = letter_spaced(self.text.get(at..).unwrap_or(""));
    }

    /// Ends the stretch of even characters at byte `end`.
    fn flush(&mut self, end: usize) {
        let start = self.even;
        if start >= end {
            return;
        }
        let words = self.text.get(start..end).unwrap_or("");
        if self.phrases.is_some() {
            self.flush_written(start, end);
        } else if mem::take(&mut self.stretch) & CHANGES == 0 {
            self.settle(words.as_bytes());
            self.out.push(words, start, end, true);
        } else {
            let mut changed = words.as_bytes().to_vec();
            TABLE.change_some(&mut changed);
            self.settle(words.as_bytes());
            self.out.push_bytes(&changed, start, end);
        }
        if self.width.is_some() {
            self.column += columns_of(words);
        }
    }

    /// The same, where it is written already.
    fn flush_written(&mut self, start: usize, end: usize) {
        if self.blank.is_none() {
            return self.out.push_behind(start, end);
        }
        // What becomes of the blanks stands before it.
        let stretch = self.out.behind().get(..end - start).unwrap_or_default().to_vec();
        self.settle(self.text.as_bytes().get(start..).unwrap_or_default());
        self.out.push_bytes(&stretch, start, end);
    }

    /// Whether one blank stands inside a number whose digits stand apart: 2 0 1 9 年, 编制 7 8 名.
    #[cold]
    fn in_number(&self, start: usize, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let single = |at: usize| digit(at) && !digit(at + 1) && !at.checked_sub(1).is_some_and(digit);
        let mut last = end;
        while last < end + DIGITS && digit(last) && bytes.get(last + 1) == Some(&b' ') && digit(last + 2) {
            last += 2;
        }
        // The fields of a structure stand side by side.
        let apart = self.paged
            && end == start + 1
            && start.checked_sub(1).is_some_and(single)
            && (end..=last).step_by(2).all(single);
        let behind = self.text.get(last + 1..).unwrap_or("").trim_start_matches(' ');
        apart && behind.starts_with(['年', '月', '日', '名', '人', '个'])
    }

    /// Writes one space for the blanks before `next`, or drops them.
    #[inline]
    fn settle(&mut self, next: &[u8]) {
        if let Some(blanks) = self.blank.take() {
            self.settle_blanks(blanks, next);
        }
    }

    fn settle_blanks(&mut self, (start, end): (usize, usize), next: &[u8]) {
        let next = next.first().copied().unwrap_or(b' ');
        let last = self.out.last_byte();
        let blanks = self.text.get(start..end).unwrap_or("");
        let spacing = self.spaced && blanks.chars().nth(1).is_none();
        if last.is_ascii_graphic() && next.is_ascii_graphic() {
            let digits = last.is_ascii_digit() && next.is_ascii_digit();
            let word = last.is_ascii_alphabetic() || next.is_ascii_alphabetic();
            if (digits && !spacing && !self.in_number(start, end)) || word {
                self.out.push(" ", start, end, end - start == 1);
                return;
            }
        }
        if !spacing {
            self.out.gap();
        }
        if last != b'\n' && next != b'\n' && (blanks.as_bytes() == b" " || !blanks.contains(LINE_ENDS)) {
            self.out.dropped.push(Span::of(start..end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two characters are looked at together: which ones, must make no difference.
    #[test]
    fn a_field_is_no_number_of_a_page() {
        let text = "负责文电、会务、\n- 3 -\n档案和保密工作。";
        assert_eq!(fold(text, Script::Hans).text, "负责文电、会务、档案和保密工作。");
        assert_eq!(fold_unbroken(text, Script::Hans).text, "负责文电、会务、\n-3-\n档案和保密工作。");
    }

    #[test]
    fn a_text_folds_the_same_wherever_its_characters_stand() {
        let texts = [
            "規範性檔案，第3條、辦事員(二)網路é𠀀資訊乾燥",
            "負責檔案、檔案資訊；政府辦公室 1 主任2名\n\n 行政編制",
            "负责文书,規範性文件乾；信访工作（二）１５名 \n 办公室",
        ];
        for (text, script) in texts.iter().flat_map(|t| Script::ALL.iter().map(move |s| (*t, *s))) {
            let alone = fold(text, script);
            for number in 0..9 {
                let before = format!("{}。", "a".repeat(number));
                let together = fold(&format!("{before}{text}"), script);
                assert_eq!(together.text, format!("{before}{}", alone.text), "{script:?} {number}");
                let shift = before.len() as u32;
                for at in (0..text.len() as u32).filter(|at| text.is_char_boundary(*at as usize)) {
                    assert_eq!(
                        together.to_folded(at + shift),
                        alone.to_folded(at) + shift,
                        "{script:?} {at}"
                    );
                }
            }
        }
    }

    /// In traditional texts letters are written where they belong; what comes before them is not, and may be longer.
    #[test]
    fn what_stands_between_letters_stays() {
        for (from, to) in [
            ("安監局", "安监局"),
            ("安監局a\n監局", "安监局a\n监局"),
            ("é監\r\n𠀀監 ab cd局3 監", "é监\n𠀀监ab cd局3监"),
            ("ab \t cd監（監） 3 4", "ab cd监(监)3 4"),
        ] {
            for times in [1, 40, 400] {
                let folded = fold(&from.repeat(times), Script::Hant);
                assert_eq!(folded.text, to.repeat(times));
                let last = folded.text.rfind('监').expect("it is there") as u32;
                let place = folded.to_original(Span::new(last, last + 3));
                assert_eq!(place.slice(&from.repeat(times)), "監");
            }
        }
    }

    /// Which script a text has is told without counting everything; the count says the same.
    #[test]
    fn the_script_is_that_of_all_characters() {
        let (hant, hans) = ("務", "务");
        for (many, few) in (0..5).flat_map(|many| (0..5).map(move |few| (many, few))) {
            let text = format!("{}。{}", hant.repeat(many), hans.repeat(few));
            let (script, mixed, _) = fold_unknown(&text, Lines::OfPages(None));
            assert_eq!(script, crate::text::detect(&text), "{text}");
            let expected = if many > few { few > 0 } else { many > 0 };
            assert_eq!((script == Script::Hans, mixed), (many <= few, expected), "{text}");
        }
    }
}
