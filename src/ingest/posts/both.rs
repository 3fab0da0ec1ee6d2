//! Heads and deputies told with one number for both: 正副科长26名, 正、副科长26名, 股长(主任)、副股长(副主任)26名.

use super::{
    figure::Counts,
    label::label_start,
    title::{self, Title},
};
use crate::ingest::{ctx::find, names::name};

/// Whether words name heads and deputies with one number for both: 正副科长, 正、副科长, 股长(主任)、副股长.
pub(super) fn of_both(words: &str) -> bool {
    let told = ["正副", "正、副", "长、副", "任、副", "记、副", "席、副", ")、副"];
    told.iter().any(|w| words.contains(w))
}

/// Where the label begins of a number of heads and deputies of units together, whose words a sign parts: 正、副科长(主任)26名,
/// 股长(主任)、副股长(副主任)26名. `start` and `stop` bound the last of them.
pub(super) fn start_of_both(before: &str, start: usize, stop: usize) -> usize {
    let found = || {
        let deputies = before.get(start..stop)?.strip_prefix('副').filter(|t| !t.ends_with('各'))?;
        let deputies = deputies.trim_end_matches(['共', '计']);
        let heads = before.get(..start)?.strip_suffix('、')?;
        let from = label_start(heads);
        let words = heads.get(from..)?;
        let plain = words.trim_start_matches(['设', '配', '备', '核', '定']);
        let from = heads.len() - plain.len();
        // 股长(主任、中队长)5名、副股长3名 are two numbers.
        let counted = plain.contains(['名', '人']) || plain.contains(|c: char| c.is_ascii_digit());
        let both = !counted && name::without_brackets(plain).ends_with(deputies);
        // 副书记 behind 党委书记 and the like are of one body.
        let alike = || match title::read(deputies) {
            Some((Title::UnitHead, 0)) => name::without_brackets(plain) == deputies,
            Some((Title::Head, 0)) => true,
            _ => false,
        };
        (plain == "正" || both && alike()).then_some(from)
    };
    found().unwrap_or(start)
}

/// 正副科长(主任), 正副处级领导职数: heads and deputies in one number, of units or of the organ.
pub(super) fn heads_and_deputies(text: &str) -> Option<(Counts, usize)> {
    let at = find(text, "正副").or_else(|| of_both(text).then_some(0))?;
    let words = name::without_brackets(text.get(at..)?).trim_end_matches(['共', '计']);
    let units = ["科", "处", "股", "司长", "司局", "中层", "室主任"];
    if units.iter().any(|w| words.contains(w)) {
        return Some((Counts::Post(Title::UnitHead), at));
    }
    (title::is_title(words) || words.ends_with('职')).then_some((Counts::Leaders, at))
}
