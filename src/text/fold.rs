//! Folding: one form of a text for matching, whatever its script, width and stray blanks.

use super::{
    folded::Folded,
    numeral::numeral_prefix,
    script::detect,
    table::{CONVERTED, Characters, PLAIN, TABLE, Use},
};
use crate::schema::Script;

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
    let mut folder = Folder { out, text, last: '\n', blank: None, width, column: 0, spaced: false };
    let phrases = match script {
        Script::Hans => None,
        Script::Hant => Some(&*PLAIN),
        Script::HantConverted => Some(&*CONVERTED),
    };
    folder.begin_line(0);
    let mut done = 0;
    for (start, end, phrase) in phrases.into_iter().flat_map(|p| p.find(text)) {
        folder.characters(done, start, script);
        folder.phrase(phrase.to, start, end);
        if phrase.residue {
            folder.out.converted.push(crate::source::Span::of(start..end));
        }
        done = end;
    }
    folder.characters(done, text.len(), script);
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
    /// The last character written.
    last: char,
    /// Blanks seen and not yet written or dropped.
    blank: Option<(usize, usize)>,
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
    for line in text.split(LINE_ENDS) {
        let mut width = 0;
        for c in line.trim_end_matches(is_blank).chars() {
            width += columns(c);
            if width > PAGE {
                return None;
            }
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
        blanks = 0;
    }
    apart > 2 && apart > 3 * together
}

/// What ends a line: LF, and the separators of lines and paragraphs. CR does where no LF follows it.
pub(crate) const LINE_ENDS: [char; 5] = ['\n', '\u{2028}', '\u{2029}', '\u{85}', '\r'];

/// The columns that a character takes on a page.
fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
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
    fn phrase(&mut self, to: &str, start: usize, end: usize) {
        self.settle(to.chars().next().unwrap_or(' '));
        let from = self.text.get(start..end).unwrap_or("");
        let even = from.chars().map(char::len_utf8).eq(to.chars().map(char::len_utf8));
        self.out.push(to, start, end, even);
        self.last = to.chars().next_back().unwrap_or(self.last);
        self.column += from.chars().map(columns).sum::<usize>();
    }

    /// Whether the line end before byte `next` breaks a sentence of running text.
    fn wrapped(&mut self, next: usize) -> bool {
        let wide = self.width.is_some_and(|w| self.column + 4 >= w);
        let inside = self.last.is_alphanumeric() || matches!(self.last, '、' | ',');
        let here =
            || self.text.get(..next).unwrap_or("").trim_end_matches(LINE_ENDS).rsplit(LINE_ENDS).next();
        let joined = wide
            && inside
            && runs_on(self.text.get(next..).unwrap_or("").split(LINE_ENDS).next().unwrap_or(""))
            && (self.spaced || !here().is_some_and(is_row));
        if joined {
            self.column = 0;
        }
        joined
    }

    fn characters(&mut self, start: usize, end: usize, script: Script) {
        // What stays as it is goes over in one stretch.
        let mut plain = start;
        let table = &*TABLE;
        for (i, c) in self.text.get(start..end).unwrap_or("").char_indices() {
            let at = start + i;
            let stop = at + c.len_utf8();
            // Most characters are told by one look.
            let sign = !matches!(c, '\u{4e00}'..='\u{9fff}');
            let blank = sign && is_blank(c);
            let line_end = sign && (!blank && LINE_ENDS.contains(&c) || c == '\r' && self.ends_line(stop));
            let to = if line_end { '\n' } else { character(table, c, script) };
            if to == c && !blank && !line_end {
                continue;
            }
            self.plain(plain, at);
            plain = stop;
            if (blank && !line_end) || (line_end && self.wrapped(stop)) {
                self.blank = Some((self.blank.map_or(at, |b| b.0), stop));
                self.column += if blank { columns(c) } else { 0 };
                continue;
            }
            self.settle(to);
            self.column = if line_end { 0 } else { self.column + columns(c) };
            let mut buffer = [0; 4];
            self.out.push(to.encode_utf8(&mut buffer), at, stop, to.len_utf8() == c.len_utf8());
            self.last = to;
            if line_end {
                self.begin_line(stop);
            }
        }
        self.plain(plain, end);
    }

    /// Whether the carriage return before byte `next` ends a line by itself.
    fn ends_line(&self, next: usize) -> bool {
        self.text.as_bytes().get(next) != Some(&b'\n')
    }

    fn begin_line(&mut self, at: usize) {
        self.spaced = letter_spaced(self.text.get(at..).unwrap_or(""));
    }

    /// Takes a stretch over that folding does not change.
    fn plain(&mut self, start: usize, end: usize) {
        let words = self.text.get(start..end).unwrap_or("");
        let (Some(first), Some(last)) = (words.chars().next(), words.chars().next_back()) else { return };
        self.settle(first);
        self.out.push(words, start, end, true);
        if self.width.is_some() {
            self.column += words.chars().map(columns).sum::<usize>();
        }
        self.last = last;
    }

    /// Writes one space for the blanks before `next`, or drops them.
    fn settle(&mut self, next: char) {
        let Some((start, end)) = self.blank.take() else { return };
        let blanks = self.text.get(start..end).unwrap_or("");
        let spacing = self.spaced && blanks.chars().nth(1).is_none();
        let digits = self.last.is_ascii_digit() && next.is_ascii_digit();
        let latin = self.last.is_ascii_graphic() && next.is_ascii_graphic();
        let word = (self.last.is_ascii_alphabetic() || next.is_ascii_alphabetic()) && latin;
        if (digits && !spacing) || word {
            self.out.push(" ", start, end, end - start == 1);
            return;
        }
        if !spacing {
            self.out.gap();
        }
        if self.last != '\n' && next != '\n' && !blanks.contains(LINE_ENDS) {
            self.out.dropped.push(crate::source::Span::of(start..end));
        }
    }
}

fn character(table: &Characters, c: char, script: Script) -> char {
    match c {
        '\u{4e00}'..='\u{9fff}' if script == Script::Hans && table.used(c) != Use::Traditional => c,
        '\u{4e00}'..='\u{9fff}' => table.simplified(c),
        '，'
        | '：'
        | '；'
        | '（'
        | '）'
        | '！'
        | '？'
        | '．'
        | '／'
        | '－'
        | '～'
        | '＜'
        | '＞'
        | '［'
        | '］'
        | '％'
        | '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '﹙' => '(',
        '﹚' => ')',
        '﹐' => ',',
        '﹔' => ';',
        '﹕' | '︰' => ':',
        '｡' => '。',
        '､' => '、',
        c if c.is_ascii() => c,
        c if script == Script::Hans && table.used(c) != Use::Traditional => c,
        c => table.simplified(c),
    }
}

/// Whether a character is a blank that may stray into a text; line feeds are not.
fn is_blank(c: char) -> bool {
    !('\u{3001}'..'\u{feff}').contains(&c)
        && matches!(
            c,
            ' ' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{a0}' | '\u{3000}' | '\u{2000}'
                ..='\u{200f}' | '\u{202f}' | '\u{feff}'
        )
}
