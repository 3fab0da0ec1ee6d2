//! Dates as official texts write them: 2019年4月7日, 二○一九年四月七日, 二O一九年四月七日, 民国一百十一年五月三十一日, 2019-04-07.

use jiff::civil::Date;

use super::numeral::{is_numeral, numeral_prefix};
use crate::source::Span;

/// A date and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateAt {
    /// The date.
    pub date: Date,
    /// Its words, in bytes of the text searched.
    pub span: Span,
}

/// The first date with year, month and day in a folded text.
///
/// ```
/// let found = guiju::text::find_date("自二○一九年四月七日起施行").unwrap();
/// assert_eq!(found.date.to_string(), "2019-04-07");
/// ```
pub fn find_date(text: &str) -> Option<DateAt> {
    let written = written(text);
    // What stands behind that one is not sought.
    let plain = plain(written.and_then(|found| text.get(..found.span.end as usize)).unwrap_or(text));
    match (&written, &plain) {
        (Some(a), Some(b)) if b.span.start < a.span.start => plain,
        _ => written.or(plain),
    }
}

/// The first date in plain numbers: 2019-04-07, 2019.4.7, 2019/4/7; no part of an address or of a longer number.
fn plain(text: &str) -> Option<DateAt> {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b'-', b'.', b'/', bytes).find_map(|sign| {
        let start = sign.checked_sub(4)?;
        let number = |from: usize| {
            let digits = bytes.get(from..)?.iter().take_while(|b| b.is_ascii_digit()).count();
            let value: i16 = text.get(from..from + digits)?.parse().ok()?;
            Some((value, from + digits))
        };
        let before = start.checked_sub(1).and_then(|i| bytes.get(i));
        let (year, _) = number(start).filter(|(year, end)| *end == sign && (1900..2100).contains(year))?;
        let (month, second) = number(sign + 1)?;
        let (day, end) = number(second + 1).filter(|_| bytes.get(second) == bytes.get(sign))?;
        let longer = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || b"-./".contains(b));
        let apart = !longer(before) && !longer(bytes.get(end).filter(|b| **b != b'.'));
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        apart.then(|| DateAt { date, span: Span::of(start..end) })
    })
}

/// The first date that is written out: 2019年4月7日.
fn written(text: &str) -> Option<DateAt> {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|t| t.find('年')).map(|i| from + i) {
        if let Some(found) = date_at(text, at) {
            return Some(found);
        }
        from = at + '年'.len_utf8();
    }
    None
}

fn date_at(text: &str, year_sign: usize) -> Option<DateAt> {
    let (year, start) = year_before(text, year_sign)?;
    let head = text.get(..start)?;
    let republic = ["中华民国", "中華民國", "民国", "民國"].into_iter().find(|r| head.ends_with(r));
    let year = if republic.is_some() { year.checked_add(1911)? } else { year };
    let behind = year_sign + '年'.len_utf8();
    // 元月 is the first.
    let first = text.get(behind..)?.starts_with("元月").then_some((1, behind + "元月".len()));
    let (month, end) = first.or_else(|| followed(text, behind, '月'))?;
    let (day, end) = followed(text, end, '日')?;
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (year >= 1900).then_some(())?;
    let start = start - republic.map_or(0, str::len);
    Some(DateAt { date, span: Span::of(start..end) })
}

/// The year whose numeral ends at a byte, and where it begins.
fn year_before(text: &str, end: usize) -> Option<(i64, usize)> {
    let before = text.get(..end)?;
    let start = before.char_indices().rev().take_while(|(_, c)| is_numeral(*c)).take(8).last();
    let plain = start.and_then(|(start, _)| {
        let (year, length) = numeral_prefix(text.get(start..end)?)?;
        (start + length == end).then_some((year, start))
    });
    plain.filter(|(year, _)| *year >= 100).or_else(|| with_letters(before)).or(plain)
}

/// Letters and signs that are typed for the circle of 二〇二四.
const CIRCLES: [char; 12] = ['〇', '○', '◯', '零', '0', '０', 'O', 'o', 'О', 'о', 'Ο', 'ο'];

/// The year of four figures that words end with, letters among them: 二O二四.
fn with_letters(before: &str) -> Option<(i64, usize)> {
    let mut figures = before.char_indices().rev().take(4);
    let (mut value, mut place, mut start) = (0, 1, before.len());
    for (at, c) in figures.by_ref() {
        let figure = if CIRCLES.contains(&c) {
            0
        } else {
            let mut own = [0; 4];
            numeral_prefix(c.encode_utf8(&mut own)).map(|(n, _)| n).filter(|n| *n < 10)?
        };
        value += figure * place;
        (place, start) = (place * 10, at);
    }
    let longer = before.get(..start)?.ends_with(|c: char| is_numeral(c) || CIRCLES.contains(&c));
    (place == 10_000 && !longer).then_some((value, start))
}

/// A numeral at `from` and the sign after it: its value and the byte after the sign.
fn followed(text: &str, from: usize, sign: char) -> Option<(i64, usize)> {
    let rest = text.get(from..)?;
    let (value, length) = numeral_prefix(rest)?;
    rest.get(length..)?.starts_with(sign).then_some((value, from + length + sign.len_utf8()))
}
