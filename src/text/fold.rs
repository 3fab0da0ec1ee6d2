//! Folding: one form of a text for matching, whatever its script, width and stray blanks.

use std::mem;

use super::{
    folded::Folded,
    glyphs,
    page::{
        LEAST, Lines, breaks_closing, columns_of, goes_on, is_row, letter_spaced, page_break, running_title,
        runs_on,
    },
    replaced::{CONVERTED, PLAIN, Phrase, Phrases},
    script::Signs,
    stop::is_stop,
    table::{
        ALTERS, BLANK, CHANGES, CONVERTS, LINE_END, LINE_ENDS, Met, PHRASE, SIMPLIFIED, TABLE, TRADITIONAL,
        UNEVEN, first_of, is_blank, is_invisible,
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
    fold_known(text, script, Lines::of(text)).folded
}

/// The same for a text that was not printed on pages: a line ends where it ends.
pub(crate) fn fold_unbroken(text: &str, script: Script) -> Folded {
    fold_known(text, script, Lines::Kept).folded
}

/// Folds a text of a known script, with plain characters where it has second codes of them: that is rare, and seen on the way.
fn fold_known(text: &str, script: Script, lines: Lines) -> Run {
    let run = Folder::new(text, script, lines).run();
    if run.seen.glyphs { Folder::new(&glyphs::plain(text), script, lines).run() } else { run }
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
    let mut run = Folder::new(text, tried, lines).run();
    if run.seen.glyphs {
        return fold_unknown(&glyphs::plain(text), lines);
    }
    if run.signs.are_traditional() != (tried != Script::Hans) {
        tried = if run.signs.are_traditional() { Script::HantConverted } else { Script::Hans };
        run = Folder::new(text, tried, lines).run();
    }
    let (script, mixed) = run.signs.script(text);
    if script == Script::Hant && run.seen.residue {
        run = Folder::new(text, script, lines).run();
    }
    (script, mixed, run.folded)
}

/// So many bytes at the beginning show the script of most texts.
const HEAD: usize = 120;

/// Folds a few words (a literal of a policy): their script is their own, residue is left alone.
///
/// ```
/// assert_eq!(guiju::text::fold_words("信訪 工作（二）"), "信访工作(二)");
/// ```
pub fn fold_words(words: &str) -> String {
    if TABLE.traits().next(words.as_bytes(), 0, ALTERS, &mut 0).is_none() {
        return words.to_owned();
    }
    let run = fold_known(words, Script::Hans, Lines::Kept);
    if !run.signs.are_traditional() {
        return run.folded.text;
    }
    fold_known(words, Script::Hant, Lines::Kept).folded.text
}

/// What comes of folding a text for a script.
struct Run {
    folded: Folded,
    /// Which signs of the scripts it has.
    signs: Signs,
    seen: Seen,
}

/// What of a text makes it be folded in another way.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// Whether a phrase was replaced that stays in texts that no machine converted.
    residue: bool,
    /// Whether it has second codes of characters, which were left alone.
    glyphs: bool,
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
    seen: Seen,
    /// Blanks seen and not yet written or dropped.
    blank: Option<(usize, usize)>,
    /// Where the stretch begins whose bytes stand for themselves, or for as many of another character.
    even: usize,
    /// Whether the number of a page may stand between its lines.
    paged: bool,
    /// The title that pages may bear.
    title: &'a str,
    /// The width at which the lines of this text are broken.
    width: Option<usize>,
    /// Columns of the line so far.
    column: usize,
    /// Whether the characters of this line stand apart, so that one blank means nothing.
    spaced: bool,
}

/// So many bytes at most take the digits of a number that stand apart.
const DIGITS: usize = 16;

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
            seen: Seen::default(),
            blank: None,
            even: 0,
            paged: lines != Lines::Kept,
            title: if lines == Lines::Kept { "" } else { running_title(text) },
            width: if let Lines::OfPages(width) = lines { width } else { None },
            column: 0,
            spaced: false,
        }
    }

    fn run(mut self) -> Run {
        self.begin_line(0);
        let (table, text, wanted) = (&TABLE, self.text.as_bytes(), self.wanted);
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
        Run { folded: self.out, signs, seen: self.seen }
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
            return met.end;
        }
        self.seen.glyphs |= met.traits & (UNEVEN | CHANGES | CONVERTS) == UNEVEN;
        if self.phrases.is_some() {
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
        let stop = matches!(c, '.' | '．') && self.paged && self.stops(met);
        if c == '.' && !stop {
            return self.convert_first(met.at);
        }
        self.flush(met.at);
        if stop {
            self.out.stops.push(Span::of(met.at..met.end));
        }
        self.put(if stop { '。' } else { TABLE.becomes(c) }, met.at, met.end);
    }

    /// Whether a point ends a sentence.
    fn stops(&self, point: Met) -> bool {
        let split = |at| self.text.split_at_checked(at).unwrap_or_default();
        is_stop(split(point.at).0, split(point.end).1)
    }

    /// Replaces the phrase that the text has at a byte, if it has one; the byte behind it.
    fn phrase_at(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        self.signs.find_telltale(rest.as_bytes());
        let (length, phrase) = self.phrases?.at_start(rest.as_bytes())?;
        // The first character is seen already.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        self.signs.of(rest.get(first..)?, length - first);
        self.seen.residue |= phrase.converted;
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
                && let Some((end, number)) = page_break(self.text, met.end, self.title)
                && let Some(inside) = self.turns(met.at, end)
                // A title alone may be that of what stands below it.
                && (number || inside)
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
        let before = || self.text.get(..at).unwrap_or("").trim_end_matches(is_blank);
        let inside = (joined || open) && !is_row(here) && runs_on(behind)
            || breaks_closing(before(), self.text.get(next..).unwrap_or(""));
        let page = self.text.get(at..next).unwrap_or("").trim();
        // A number alone may be that of a cell: running text stands around that of a page.
        let prose = columns_of(behind) >= LEAST || behind.contains(['。', '，', '；', '、', ',', ';']);
        let between =
            here.ends_with(['。', '；', ';']) && behind.contains(['。', '；', ';']) && runs_on(behind);
        let sure = !page.chars().all(|c| c.is_numeric() || c.is_whitespace()) || prose && inside || between;
        sure.then_some(inside)
    }

    fn blank_or_end(&mut self, met: Met) {
        let Met { at, end: stop, traits } = met;
        let byte = self.text.as_bytes().get(at).copied().unwrap_or_default();
        let broken = || {
            let (before, behind) = (self.text.get(..at).unwrap_or(""), self.text.get(stop..).unwrap_or(""));
            self.paged && breaks_closing(before.trim_end_matches(is_blank), behind)
        };
        if byte == b'\n' && self.blank.is_none() && self.width.is_none() && !broken() {
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
                _ if self.text.as_bytes().get(at..).and_then(first_of).is_some_and(is_invisible) => 0,
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
        // A line without words has no end to go on from.
        let here =
            || self.text.get(..next).unwrap_or("").trim_end_matches(LINE_ENDS).rsplit(LINE_ENDS).next();
        // A page may count characters, its digits as well.
        let counted = || 2 * here().unwrap_or("").trim_end_matches(is_blank).chars().count();
        let fills =
            |w| self.column + 4 >= w || self.column + DIGITS >= w && (w - 2..=w + 1).contains(&counted());
        let wide = self.column > 0 && self.width.is_some_and(fills);
        let behind = || self.text.get(next..).unwrap_or("").split(LINE_ENDS).next().unwrap_or("");
        let before = || {
            let text = self.text.get(..next).unwrap_or("");
            text.strip_suffix(LINE_ENDS).unwrap_or(text).trim_end_matches(is_blank)
        };
        let joined = wide && self.out.last() != '。' && goes_on(here().unwrap_or(""), behind(), self.spaced)
            || self.paged && breaks_closing(before(), self.text.get(next..).unwrap_or(""));
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
        let unseen = blanks.chars().all(is_invisible);
        let spacing = unseen || self.spaced && blanks.chars().nth(1).is_none();
        if !unseen && last.is_ascii_graphic() && next.is_ascii_graphic() {
            let digits = last.is_ascii_digit() && next.is_ascii_digit();
            let word = last.is_ascii_alphabetic() || next.is_ascii_alphabetic();
            if (digits && !spacing && !blanks.contains(LINE_ENDS) && !self.in_number(start, end)) || word {
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
