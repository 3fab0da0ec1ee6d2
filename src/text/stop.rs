//! The point of Western texts where it stands for the full stop: (一)办公室.负责文电.

use super::{
    numeral::{is_numeral, numeral_prefix},
    table::{LINE_ENDS, is_blank},
};

/// So many bytes before a point show what it ends.
const BEFORE: usize = 64;

/// What stands between two points of a list has no more characters: 文电.会务.机要.
const ENTRY: usize = 4;

/// Whether a point between two parts of a text ends a sentence: Chinese words stand before it, no number of an item, and others
/// or nothing behind it on its line.
pub(super) fn is_stop(before: &str, behind: &str) -> bool {
    let line = before.get(before.ceil_char_boundary(before.len().saturating_sub(BEFORE))..).unwrap_or("");
    let line = line.rsplit(LINE_ENDS).next().unwrap_or("").trim_start_matches(is_blank);
    let behind = behind.trim_start_matches(|c: char| is_blank(c) && c != '\r');
    let next = behind.chars().next().filter(|c| !LINE_ENDS.contains(c));
    let goes_on = |c| is_han(c) || matches!(c, '(' | '（' | '《' | '“' | '①'..='⑳');
    (next.is_none_or(goes_on) || begins_item(behind))
        && is_said(line, next.is_none())
        && (next.is_none() || !parts_entries(line, behind))
}

/// Whether the number of an item begins here, with its words behind it: …管理工作.12.负责….
fn begins_item(behind: &str) -> bool {
    let rest = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = rest.strip_prefix(['.', '．', '、']).map(str::trim_start);
    (1..=2).contains(&(behind.len() - rest.len())) && words.is_some_and(|w| w.starts_with(is_han))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether a line so far says something, and is no more than the number of what it begins: 一, 甲, (二), 第三条. Only at its end
/// is a numeral the end of a word: 统一.
fn is_said(line: &str, ends: bool) -> bool {
    let Some((at, last)) = line.char_indices().next_back() else { return false };
    let words = line.get(..at).unwrap_or("");
    match last {
        ')' | '）' => {
            let inner = words.rsplit(['(', '（']).next().unwrap_or("");
            !inner.chars().all(|c| is_numeral(c) || is_han(c) && inner.len() <= 3)
        }
        '》' | '”' | '」' | '』' => true,
        c if is_numeral(c) => {
            let behind = words.trim_end_matches(is_numeral);
            ends && behind.chars().next_back().is_some_and(|c| is_han(c) && c != '第')
        }
        c => {
            let article = words.strip_prefix('第').is_some_and(|t| {
                numeral_prefix(t).is_some_and(|(_, n)| matches!(t.get(n..), Some("" | "部")))
            });
            is_han(c) && !words.is_empty() && !article
        }
    }
}

/// Whether a point parts the entries of a list, one of which is as short as such are: 文电.会务.机要等工作.
fn parts_entries(line: &str, behind: &str) -> bool {
    let signs = |c: char| !c.is_alphabetic();
    let is_point = |c: char| matches!(c, '.' | '．');
    let short = |t: &str| (1..=ENTRY).contains(&t.chars().take(ENTRY + 1).count());
    let numbered = |t: &str| t.ends_with(|c: char| is_numeral(c) || matches!(c, ')' | '）'));
    let entry = line.rsplit(signs).next().unwrap_or("");
    let begins = line.get(..line.len() - entry.len()).and_then(|t| t.strip_suffix(is_point));
    let next: String = behind.chars().take_while(|c| c.is_alphabetic()).take(ENTRY + 1).collect();
    let more = behind.get(next.len()..).is_some_and(|t| t.starts_with(is_point));
    // 办公室.负责文电.会务.机要工作: the first begins what it does.
    let told = || numbered(&next) || ["负责", "承担"].iter().any(|w| next.starts_with(w));
    short(entry) && begins.is_some_and(|t| !numbered(t)) || short(&next) && more && !told()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_behind_words_ends_a_sentence() {
        for (before, behind) in [
            ("(一)办公室", "负责文电."),
            ("1.办公室", " 负责文电."),
            ("负责文电、会务", ""),
            ("负责文电、会务", "\r\n(二)法制科"),
            ("编制2名", "其中:主任1名"),
            ("(正科级)", "负责"),
            ("依据《甲办法》", "\n"),
            ("行政编制52名、金融办编制2名", "其中"),
            ("规范和统一", "\n"),
            ("负责文电", "(二)法制科"),
            ("(一)办公室", "负责文电、会务."),
            ("(一)办公室", "负责文电.会务."),
            ("(一).办公室", "负责文电."),
            ("负责出境入境管理工作", "12.负责警卫工作."),
        ] {
            assert!(is_stop(before, behind), "{before}.{behind}");
        }
    }

    #[test]
    fn a_point_behind_a_number_or_in_a_list_stays() {
        for (before, behind) in [
            ("一", "主要职责"),
            ("二十一", "其他"),
            ("甲", "总则"),
            ("(一)", "办公室"),
            ("（十二）", "办公室"),
            ("第三条", "本办法"),
            ("第一部分", "主要职责"),
            ("1", "办公室"),
            ("经费1", "5万元"),
            ("负责文电", "会务.机要等工作"),
            ("负责文电.会务", "机要等工作"),
            ("甲县政府网www", "gov"),
            ("规定", "doc"),
            ("经费", "5万元"),
            ("如附表", "1.2"),
            ("文件", "2019.负责"),
            ("", "办公室"),
        ] {
            assert!(!is_stop(before, behind), "{before}.{behind}");
        }
    }
}
