//! Folding: one form of a text for matching, whatever its script, width and stray blanks.

use super::{
    folded::Folded,
    numeral::numeral_prefix,
    script::detect,
    table::{
        CONVERTED, LINE_ENDS, PLAIN, Phrase, Phrases, TABLE, is_blank, lines,
        traits::{BLANK, CHANGES, CONVERTS, LINE_END, PHRASE},
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
    folded(text, script, wrap_width(text))
}

/// Folds; a line that is as wide as `width` and ends inside a sentence is joined to the next.
fn folded(text: &str, script: Script, width: Option<usize>) -> Folded {
    let out = Folded::of_length(text.len());
    let mut folder = Folder { out, text, blank: None, even: 0, copied: 0, width, column: 0, spaced: false };
    let phrases = match script {
        Script::Hans => None,
        Script::Hant => Some(&*PLAIN),
        Script::HantConverted => Some(&*CONVERTED),
    };
    let wanted = BLANK | LINE_END | if script == Script::Hans { CHANGES } else { CONVERTS | PHRASE };
    folder.begin_line(0);
    TABLE.each(text, wanted, |at, c, traits| folder.sign(at, c, traits, phrases));
    folder.flush(text.len());
    folder.out
}

/// Folds a few words (a literal of a policy): their script is their own, residue is left alone.
///
/// ```
/// assert_eq!(guiju::text::fold_words("信訪 工作（二）"), "信访工作(二)");
/// ```
pub fn fold_words(words: &str) -> String {
    let script = if detect(words) == Script::Hans { Script::Hans } else { Script::Hant };
    folded(words, script, None).text
}

struct Folder<'a> {
    out: Folded,
    text: &'a str,
    /// Blanks seen and not yet written or dropped.
    blank: Option<(usize, usize)>,
    /// Where the stretch begins whose bytes stand for themselves, or for as many of another character.
    even: usize,
    /// How far it has been written.
    copied: usize,
    /// The width at which the lines of this text are broken.
    width: Option<usize>,
    /// Columns of the line so far.
    column: usize,
    /// Whether the characters of this line stand apart, so that one blank means nothing.
    spaced: bool,
}

/// The widest line that a page holds, in columns.
const PAGE: usize = 120;

/// The width at which a text's lines are broken without regard to sentences: that of its widest line, if it is one
/// of a page.
fn wrap_width(text: &str) -> Option<usize> {
    let mut widest = 0;
    for line in lines(text) {
        let width = columns_of(line.trim_end_matches(LINE_ENDS).trim_end_matches(is_blank));
        if width > PAGE {
            return None;
        }
        widest = widest.max(width);
    }
    (widest >= 40).then_some(widest)
}

/// Whether the characters of a line stand apart (主 要 职 责 是), as its beginning shows.
fn letter_spaced(line: &str) -> bool {
    let mut apart = 0;
    let mut together = 0;
    let mut blanks = 1;
    for c in line.trim_start_matches(is_blank).chars().take(24).take_while(|c| !LINE_ENDS.contains(c)) {
        if is_blank(c) {
            blanks += 1;
            continue;
        }
        match blanks {
            1 => apart += 1,
            0 => together += 1,
            _ => {}
        }
        // So many characters have not enough blanks between them to make up for these.
        if together > 3 {
            return false;
        }
        blanks = 0;
    }
    apart > 2 && apart > 3 * together
}

/// The columns that a character takes on a page.
fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

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

impl Folder<'_> {
    /// Takes over a character that may not stay as it is, and what stands before it; where a whole phrase is replaced,
    /// the byte behind it.
    #[inline]
    fn sign(&mut self, at: usize, c: char, traits: u8, phrases: Option<&Phrases>) -> Option<usize> {
        if traits & PHRASE != 0
            && let Some((length, phrase)) = phrases.and_then(|p| p.at_start(c, self.text.get(at..)?))
        {
            self.flush(at);
            self.phrase(phrase, at, at + length);
            return Some(at + length);
        }
        if traits & (BLANK | LINE_END) != 0 {
            self.blank_or_end(at, c, traits);
        } else if traits & (CHANGES | CONVERTS) != 0 {
            let to = TABLE.becomes(c);
            if to.len_utf8() == c.len_utf8() {
                self.letter(to, at);
            } else {
                self.flush(at);
                self.put(to, at, at + c.len_utf8());
            }
        }
        None
    }

    /// Writes a letter of as many bytes as the one at byte `at`.
    fn letter(&mut self, to: char, at: usize) {
        if self.blank.is_some() {
            let first = self.text.get(self.even..at).and_then(|t| t.chars().next());
            self.settle(first.unwrap_or(to));
        }
        self.out.text.push_str(self.text.get(self.copied..at).unwrap_or(""));
        self.out.text.push(to);
        self.copied = at + to.len_utf8();
    }

    fn blank_or_end(&mut self, at: usize, c: char, traits: u8) {
        let stop = at + c.len_utf8();
        let line_end = traits & LINE_END != 0 && (c != '\r' || self.ends_line(stop));
        self.flush(at);
        self.behind(stop);
        if !line_end || self.wrapped(stop) {
            self.blank = Some((self.blank.map_or(at, |b| b.0), stop));
            self.column += if traits & BLANK != 0 { columns(c) } else { 0 };
            return;
        }
        self.put('\n', at, stop);
        self.column = 0;
        self.begin_line(stop);
    }

    /// Writes what a character becomes.
    fn put(&mut self, to: char, start: usize, end: usize) {
        self.settle(to);
        self.column += if end - start == 1 { 1 } else { 2 };
        self.out.push(to.encode_utf8(&mut [0; 4]), start, end, to.len_utf8() == end - start);
        self.behind(end);
    }

    fn phrase(&mut self, phrase: &Phrase, start: usize, end: usize) {
        self.settle(phrase.to.chars().next().unwrap_or(' '));
        let from = self.text.get(start..end).unwrap_or("");
        let even = from.chars().map(char::len_utf8).eq(phrase.to.chars().map(char::len_utf8));
        self.out.push(phrase.to, start, end, even);
        self.column += columns_of(from);
        self.behind(end);
        if phrase.residue {
            self.out.converted.push(Span::of(start..end));
        }
    }

    /// The next stretch begins behind byte `at`.
    fn behind(&mut self, at: usize) {
        (self.even, self.copied) = (at, at);
    }

    /// The last character written.
    fn last(&self) -> char {
        self.out.text.chars().next_back().unwrap_or('\n')
    }

    /// Whether the line end before byte `next` breaks a sentence of running text.
    fn wrapped(&mut self, next: usize) -> bool {
        let wide = self.width.is_some_and(|w| self.column + 4 >= w);
        let inside = || self.last().is_alphanumeric() || matches!(self.last(), '、' | ',');
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
        if self.blank.is_some() {
            self.settle(words.chars().next().unwrap_or(' '));
        }
        self.out.text.push_str(self.text.get(self.copied..end).unwrap_or(""));
        self.out.note(self.out.text.len() - words.len(), start, end, true);
        if self.width.is_some() {
            self.column += columns_of(words);
        }
    }

    /// Writes one space for the blanks before `next`, or drops them.
    fn settle(&mut self, next: char) {
        let Some((start, end)) = self.blank.take() else { return };
        let blanks = self.text.get(start..end).unwrap_or("");
        let spacing = self.spaced && blanks.chars().nth(1).is_none();
        let last = self.last();
        let digits = last.is_ascii_digit() && next.is_ascii_digit();
        let latin = last.is_ascii_graphic() && next.is_ascii_graphic();
        let word = (last.is_ascii_alphabetic() || next.is_ascii_alphabetic()) && latin;
        if (digits && !spacing) || word {
            self.out.push(" ", start, end, end - start == 1);
            return;
        }
        if !spacing {
            self.out.gap();
        }
        if last != '\n' && next != '\n' && !blanks.contains(LINE_ENDS) {
            self.out.dropped.push(Span::of(start..end));
        }
    }
}
