//! Whether the words that a structure names as the place of a fact say the fact: who reads a report takes them for the proof.

use jiff::civil::Date;

use crate::text::{fold_words, is_numeral, numeral_prefix};

/// So many numerals of one place are looked at: a row of a table has fewer.
const MOST: usize = 64;

/// Whether words give a number: alone, or as the sum of some that follow each other (正职2名、副职1名). A title without a
/// number stands for one.
pub(in crate::ingest) fn says_number(words: &str, number: i64) -> bool {
    let numerals = numerals(words);
    let number = number.saturating_abs();
    let sums = |rest: &[i64]| {
        let mut sum = 0_i64;
        rest.iter().any(|n| {
            sum = sum.saturating_add(*n);
            sum == number
        })
    };
    (numerals.is_empty() && number == 1) || (0..numerals.len()).any(|i| numerals.get(i..).is_some_and(sums))
}

/// Whether words give a day, in the order in which days are written.
pub(in crate::ingest) fn says_date(words: &str, date: Date) -> bool {
    let day = [i64::from(date.year()), i64::from(date.month()), i64::from(date.day())];
    numerals(words).windows(3).any(|three| three == day)
}

/// Whether words hold others, in whatever script and however they are spaced.
pub(in crate::ingest) fn says_words(words: &str, told: &str) -> bool {
    let plain = |text: &str| fold_words(&text.split_whitespace().collect::<String>());
    words.contains(told) || plain(words).contains(&plain(told))
}

/// The numerals of some words, in order.
fn numerals(words: &str) -> Vec<i64> {
    let mut out = Vec::new();
    let folded = fold_words(words);
    let mut rest = folded.as_str();
    while out.len() < MOST
        && let Some(at) = rest.find(is_numeral)
    {
        rest = rest.get(at..).unwrap_or_default();
        let first = rest.chars().next().map_or(rest.len(), char::len_utf8);
        let (value, length) = numeral_prefix(rest).map_or((None, first), |(v, l)| (Some(v), l));
        out.extend(value);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_they_say() {
        for (words, number, says) in [
            ("副主任４名", 4, true),
            ("副主任4名", 9, false),
            ("編制十二名", 12, true),
            ("设正职2名、副职3名,另设总师1名", 5, true),
            ("设正职2名、副职3名,另设总师1名", 3, true),
            ("设正职2名、副职3名,另设总师1名", 7, false),
            ("核减4名", -4, true),
            ("主任兼党组书记", 1, true),
            ("主任兼党组书记", 2, false),
            ("9999999999999999999999", 1, false),
        ] {
            assert_eq!(says_number(words, number), says, "{words} {number}");
        }
        assert!(says_words("綜合\n 科", "综合科") && !says_words("综合科", "督查科"));
        let date = jiff::civil::date(2019, 4, 7);
        assert!(says_date("二○一九年四月七日", date) && !says_date("2019年7月4日", date));
    }
}
