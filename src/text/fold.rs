//! Folding: one form of a text for matching, whatever its script, width and stray blanks.

use super::{
    folded::Folded,
    numeral::numeral_prefix,
    script::Signs,
    table::{
        CONVERTED, LINE_ENDS, PLAIN, Phrase, Phrases, TABLE, first_of, is_blank, lines,
        traits::{BLANK, CHANGES, CONVERTS, LINE_END, PHRASE, UNEVEN},
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
    Folder::new(text, script, wrap_width(text)).run().0
}

/// Finds the script of a text and folds it: the script, whether the text has characters of the other one, and what it
/// becomes.
///
/// The beginning shows which script to fold for while the signs of the scripts are counted; where they say otherwise in the
/// end, the text is folded again. What is converted only in converted texts is rare in others, so that one way of
/// folding serves both until such words are met.
pub(crate) fn fold_unknown(text: &str) -> (Script, bool, Folded) {
    let width = wrap_width(text);
    let mut start = Signs::default();
    let head = (text.len().min(HEAD)..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    start.of(text, head);
    let mut tried = if start.are_traditional() { Script::HantConverted } else { Script::Hans };
    let (mut folded, mut signs, mut residue) = Folder::new(text, tried, width).run();
    if signs.are_traditional() != (tried != Script::Hans) {
        tried = if signs.are_traditional() { Script::HantConverted } else { Script::Hans };
        (folded, signs, residue) = Folder::new(text, tried, width).run();
    }
    let (script, mixed) = signs.script(text);
    if script == Script::Hant && residue {
        folded = Folder::new(text, script, width).run().0;
    }
    (script, mixed, folded)
}

/// So many bytes at the beginning show the script of most texts.
const HEAD: usize = 200;

/// Folds a few words (a literal of a policy): their script is their own, residue is left alone.
///
/// ```
/// assert_eq!(guiju::text::fold_words("信訪 工作（二）"), "信访工作(二)");
/// ```
pub fn fold_words(words: &str) -> String {
    let (folded, signs, _) = Folder::new(words, Script::Hans, None).run();
    if !signs.are_traditional() {
        return folded.text;
    }
    Folder::new(words, Script::Hant, None).run().0.text
}

struct Folder<'a> {
    out: Folded,
    text: &'a str,
    /// Phrases that are replaced as a whole.
    phrases: Option<&'static Phrases>,
    /// The traits of characters that may not stay as they are.
    wanted: u8,
    /// The signs of the scripts so far.
    signs: Signs,
    /// Whether a phrase was replaced that stays in texts that no machine converted.
    residue: bool,
    /// Blanks seen and not yet written or dropped.
    blank: Option<(usize, usize)>,
    /// Where the stretch begins whose bytes stand for themselves, or for as many of another character.
    even: usize,
    /// Where the letters of this stretch begin that become others of three bytes.
    letters: Vec<u32>,
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
        let line = line.trim_end_matches(LINE_ENDS).trim_end_matches(is_blank);
        // A character takes half as many columns as bytes at least.
        if line.len() > 2 * PAGE {
            return None;
        }
        let width = columns_of(line);
        if width > PAGE {
            return None;
        }
        widest = widest.max(width);
    }
    (widest >= 40).then_some(widest)
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

/// Whether five characters of Chinese stand together at the beginning of a line, behind a number or nothing: a look at
/// a few bytes that most lines need no more than.
fn begins_together(line: &[u8]) -> bool {
    let plain = |b: &&u8| b.is_ascii_digit() || **b == b' ';
    let number = line.iter().take(8).take_while(plain).count();
    let han = |i: usize| line.get(number + 3 * i).is_some_and(|b| (0xE4..0xEA).contains(b));
    (0..5).all(han)
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

impl<'a> Folder<'a> {
    /// To fold a text; a line that is as wide as `width` and ends inside a sentence is joined to the next.
    fn new(text: &'a str, script: Script, width: Option<usize>) -> Self {
        let phrases = match script {
            Script::Hans => None,
            Script::Hant => Some(&*PLAIN),
            Script::HantConverted => Some(&*CONVERTED),
        };
        Self {
            out: Folded::of_length(text.len()),
            text,
            phrases,
            wanted: BLANK
                | LINE_END
                | UNEVEN
                | if script == Script::Hans { CHANGES } else { CONVERTS | PHRASE },
            signs: Signs::default(),
            residue: false,
            blank: None,
            even: 0,
            letters: Vec::new(),
            width,
            column: 0,
            spaced: false,
        }
    }

    /// What the text becomes, the signs of the scripts in it, and whether a phrase was replaced that stays in texts that
    /// no machine converted.
    fn run(mut self) -> (Folded, Signs, bool) {
        self.begin_line(0);
        let wanted = self.wanted;
        let mut signs = Signs::default();
        TABLE.each(self.text, |at, traits| {
            signs.add(traits);
            if traits & wanted == 0 {
                return None;
            }
            self.take(at, traits & wanted)
        });
        self.flush(self.text.len());
        self.out.finish();
        (self.out, signs.and(self.signs), self.residue)
    }

    /// Takes over a character that may not stay as it is; where a whole phrase is replaced, the byte behind it. The pass over
    /// the text is quicker if this is not part of it.
    #[inline(never)]
    fn take(&mut self, at: usize, mut traits: u8) -> Option<usize> {
        if traits & PHRASE != 0 && !self.may_be_phrase(at) {
            traits &= !PHRASE;
        }
        if traits & !(CHANGES | CONVERTS) != 0 {
            return self.sign(at, traits);
        }
        if traits != 0 {
            self.letter(at);
        }
        None
    }

    /// Takes over a character that does not become another of three bytes, and what stands before it.
    #[inline(never)]
    fn sign(&mut self, at: usize, traits: u8) -> Option<usize> {
        if traits & PHRASE != 0
            && let Some(end) = self.phrase_at(self.phrases?, at)
        {
            return Some(end);
        }
        let c = first_of(self.text.as_bytes().get(at..)?)?;
        if traits & (BLANK | LINE_END) != 0 {
            self.blank_or_end(at, c, traits);
        } else if traits & (CHANGES | CONVERTS) != 0 {
            if traits & UNEVEN == 0 {
                self.letter(at);
            } else {
                self.flush(at);
                self.put(TABLE.becomes(c), at, at + c.len_utf8());
            }
        }
        None
    }

    #[inline]
    fn may_be_phrase(&self, at: usize) -> bool {
        let rest = self.text.as_bytes().get(at..);
        self.phrases.zip(rest).is_some_and(|(phrases, rest)| phrases.may_begin(rest))
    }

    /// Notes a letter that becomes another of three bytes.
    #[inline]
    fn letter(&mut self, at: usize) {
        if at - self.even > STRETCH {
            self.flush(at);
            self.even = at;
        }
        self.letters.push(at as u32);
    }

    /// Replaces the phrase that the text has at a byte, if it has one; the byte behind it.
    #[inline(never)]
    fn phrase_at(&mut self, phrases: &Phrases, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        self.signs.find_telltale(rest.as_bytes());
        let (length, phrase) = phrases.at_start(rest.as_bytes())?;
        // The first character is counted already.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        self.signs.of(rest.get(first..)?, length - first);
        self.residue |= phrase.converted;
        self.flush(at);
        self.phrase(phrase, at, at + length);
        Some(at + length)
    }

    fn blank_or_end(&mut self, at: usize, c: char, traits: u8) {
        let stop = at + c.len_utf8();
        let line_end = traits & LINE_END != 0 && (c != '\r' || self.ends_line(stop));
        self.flush(at);
        self.even = stop;
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
        self.settle(words.as_bytes());
        // What is long is taken over as it stands behind its last letter.
        let last = self.letters.last().map_or(start, |at| *at as usize + 3);
        let cut = if words.len() > STRETCH { last } else { end };
        self.out.push(self.text.get(start..cut).unwrap_or(""), start, cut, true);
        if !self.letters.is_empty() {
            let table = &*TABLE;
            let places = self.letters.iter().map(|at| *at as usize - start);
            self.out.change(cut - start, places, |three| table.letter(three));
            self.letters.clear();
        }
        if cut < end {
            self.out.push(self.text.get(cut..end).unwrap_or(""), cut, end, true);
        }
        if self.width.is_some() {
            self.column += columns_of(words);
        }
    }

    /// Writes one space for the blanks before `next`, or drops them.
    fn settle(&mut self, next: &[u8]) {
        let Some((start, end)) = self.blank.take() else { return };
        let next = next.first().copied().unwrap_or(b' ');
        let last = self.out.last_byte();
        let blanks = self.text.get(start..end).unwrap_or("");
        let spacing = self.spaced && blanks.chars().nth(1).is_none();
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
        if last != b'\n' && next != b'\n' && (blanks == " " || !blanks.contains(LINE_ENDS)) {
            self.out.dropped.push(Span::of(start..end));
        }
    }
}

/// Letters that become others stand in stretches of no more bytes than this.
const STRETCH: usize = 1 << 15;
