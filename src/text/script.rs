//! Which script a text is in, and whether it was converted word by word.

use super::table::{
    TABLE, TELLTALE,
    traits::{PHRASE, SIMPLIFIED, TRADITIONAL},
};
use crate::{schema::Script, source::Span};

/// Words that only texts of the mainland's organs use, in traditional characters.
const MAINLAND: [&str; 10] =
    ["市委", "區委", "縣委", "省委", "中共", "黨委", "人民政府", "內設機構", "行政編制", "街道辦事處"];
/// Words that such a text would write otherwise by hand.
const DOUBTFUL: [&str; 7] = ["計畫", "網路", "民眾", "契約", "入口網站", "程式", "資訊"];

/// The script of a text, by the characters that only one of the two has; a tie is simplified.
///
/// ```
/// use guiju::{schema::Script, text::detect};
/// assert_eq!(detect("负责规范性文件"), Script::Hans);
/// assert_eq!(detect("負責檔案典藏"), Script::Hant);
/// assert_eq!(detect("負責規範性檔案"), Script::HantConverted);
/// ```
pub fn detect(text: &str) -> Script {
    seen(text).0
}

/// The script of a text, and whether it has characters of the other one.
pub(crate) fn seen(text: &str) -> (Script, bool) {
    let (mut traditional, mut simplified, mut telltale) = (0_usize, 0_usize, false);
    TABLE.each(text, TRADITIONAL | SIMPLIFIED | PHRASE, |at, c, traits| {
        traditional += usize::from(traits & TRADITIONAL != 0);
        simplified += usize::from(traits & SIMPLIFIED != 0);
        if traits & PHRASE != 0 && !telltale {
            telltale = TELLTALE.at_start(c, text.get(at..)?).is_some();
        }
        None
    });
    if traditional <= simplified {
        (Script::Hans, traditional > 0)
    } else if telltale || converted(text) {
        (Script::HantConverted, simplified > 0)
    } else {
        (Script::Hant, simplified > 0)
    }
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
    TABLE.each(text, foreign, |at, c, _| {
        let here = Span::of(at..at + c.len_utf8());
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
