//! Which script a text is in, and whether it was converted word by word.

use super::{
    replaced::TELLTALE,
    table::{PHRASE, SIMPLIFIED, TABLE, TRADITIONAL, first_of},
};
use crate::{schema::Script, source::Span};

/// Words that only texts of the mainland's organs use, in traditional characters.
const MAINLAND: [&str; 10] =
    ["市委", "區委", "縣委", "省委", "中共", "黨委", "人民政府", "內設機構", "行政編制", "街道辦事處"];
/// Words that such a text would write otherwise by hand.
const DOUBTFUL: [&str; 7] = ["計畫", "網路", "民眾", "契約", "入口網站", "程式", "資訊"];

/// What tells the script of a text.
#[derive(Clone, Copy, Default)]
pub(super) struct Signs {
    /// Characters that only traditional texts have, and above them, those that only simplified ones have.
    counted: u64,
    /// Whether it has a word that only mechanical conversion makes.
    telltale: bool,
}

impl Signs {
    /// Counts a character.
    #[inline]
    pub(super) fn add(&mut self, traits: u8) {
        self.counted += STEPS[usize::from(traits)];
    }

    /// Counts the characters of some words, which stand at the beginning of `text`.
    pub(super) fn of(&mut self, text: &str, words: usize) {
        TABLE.each(text.get(..words).unwrap_or(text), |at, traits| {
            self.add(traits);
            if traits & PHRASE != 0 {
                self.find_telltale(text.as_bytes().get(at..)?);
            }
            None
        });
    }

    /// Notes whether a text begins with a word that only mechanical conversion makes.
    pub(super) fn find_telltale(&mut self, text: &[u8]) {
        self.telltale = self.telltale || (TELLTALE.may_begin(text) && TELLTALE.at_start(text).is_some());
    }

    /// Those of a text.
    fn of_text(text: &str) -> Self {
        let mut signs = Self::default();
        signs.of(text, text.len());
        signs
    }

    /// Those of a text whose signs of one script are counted already: of the others there are so many, or as many as tell which
    /// are more.
    pub(super) fn beside(text: &str, counted: Script, count: usize, telltale: bool) -> Self {
        let traits = TABLE.traits();
        let (traditional, simplified) = match counted {
            Script::Hans => (traits.count(text, TRADITIONAL, count + 1), count),
            _ => (count, traits.count(text, SIMPLIFIED, count)),
        };
        Self { counted: traditional as u64 + simplified as u64 * SIMPLE, telltale }
    }

    /// Whether there is a word that only mechanical conversion makes.
    pub(super) fn telltale(self) -> bool {
        self.telltale
    }

    /// How many there are of a script.
    pub(super) fn count(self, script: Script) -> usize {
        (if script == Script::Hans { self.simplified() } else { self.traditional() }) as usize
    }

    fn traditional(self) -> u64 {
        self.counted & (SIMPLE - 1)
    }

    fn simplified(self) -> u64 {
        self.counted / SIMPLE
    }

    /// Whether the text has more characters of traditional texts than of simplified ones.
    pub(super) fn are_traditional(self) -> bool {
        self.traditional() > self.simplified()
    }

    /// The script of the text that they were counted in, and whether it has characters of the other one.
    pub(super) fn script(self, text: &str) -> (Script, bool) {
        if !self.are_traditional() {
            (Script::Hans, self.traditional() > 0)
        } else if self.telltale || converted(text) {
            (Script::HantConverted, self.simplified() > 0)
        } else {
            (Script::Hant, self.simplified() > 0)
        }
    }
}

/// One of simplified texts among the signs; texts have less than 2^32 characters.
const SIMPLE: u64 = 1 << 32;
/// What a character counts for, by its traits.
const STEPS: [u64; 256] = {
    let mut steps = [0; 256];
    let mut traits = 0;
    while traits < 256 {
        if traits as u8 & TRADITIONAL != 0 {
            steps[traits] += 1;
        }
        if traits as u8 & SIMPLIFIED != 0 {
            steps[traits] += SIMPLE;
        }
        traits += 1;
    }
    steps
};

/// The script of a text, by the characters that only one of the two has; a tie is simplified.
///
/// ```
/// use guiju::{schema::Script, text::detect};
/// assert_eq!(detect("负责规范性文件"), Script::Hans);
/// assert_eq!(detect("負責檔案典藏"), Script::Hant);
/// assert_eq!(detect("負責規範性檔案"), Script::HantConverted);
/// ```
pub fn detect(text: &str) -> Script {
    Signs::of_text(text).script(text).0
}

/// The runs of characters that a text of this script does not have, in bytes.
///
/// ```
/// use guiju::{schema::Script, source::Span, text::of_other_script};
/// assert_eq!(of_other_script("负责文書檔案", Script::Hans), [Span::new(9, 15)]);
/// assert_eq!(of_other_script("秘書科負責后勤", Script::Hant), []);
/// ```
pub fn of_other_script(text: &str, script: Script) -> Vec<Span> {
    let foreign = if script == Script::Hans { TRADITIONAL } else { SIMPLIFIED };
    let mut runs: Vec<Span> = Vec::new();
    TABLE.each(text, |at, traits| {
        if traits & foreign == 0 {
            return None;
        }
        let length = text.as_bytes().get(at..).and_then(first_of).map_or(0, char::len_utf8);
        let here = Span::of(at..at + length);
        match runs.last_mut() {
            Some(run) if run.end == here.start => run.end = here.end,
            _ => runs.push(here),
        }
        None
    });
    runs
}

/// Whether words of the mainland stand beside some that its texts would write otherwise.
fn converted(text: &str) -> bool {
    let has =
        |words: &[&str]| words.iter().any(|w| memchr::memmem::find(text.as_bytes(), w.as_bytes()).is_some());
    has(&DOUBTFUL) && has(&MAINLAND)
}
