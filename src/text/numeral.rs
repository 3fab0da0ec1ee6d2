//! Chinese and Arabic numerals: 十二, 廿一, 二〇一九, 一百零五, 15, １５.

/// No Chinese numeral has more characters; a longer run of digits is something else.
const MOST_CHARS: usize = 24;

/// The value of a numeral; `None` where the words are not one, whole.
///
/// ```
/// use guiju::text::numeral;
/// assert_eq!(numeral("二十五"), Some(25));
/// assert_eq!(numeral("廿一"), Some(21));
/// assert_eq!(numeral("二○一九"), Some(2019));
/// assert_eq!(numeral("１６"), Some(16));
/// assert_eq!(numeral("1,200"), Some(1200));
/// assert_eq!(numeral("若干"), None);
/// ```
pub fn numeral(words: &str) -> Option<i64> {
    let (value, length) = numeral_prefix(words)?;
    (length == words.len()).then_some(value)
}

/// The signs between the groups of a long figure.
const SEPARATORS: [char; 3] = [',', '，', ' '];

/// The last group of three of a figure that a text begins with behind the sign that parts it from those before: its value and
/// the length of both.
fn group(text: &str) -> Option<(i64, usize)> {
    let rest = text.strip_prefix(SEPARATORS)?;
    let digits = rest.chars().map_while(|c| Some((western(c)?, c.len_utf8())));
    let (count, value, length) =
        digits.take(4).fold((0, 0, 0), |(n, value, bytes), (d, more)| (n + 1, 10 * value + d, bytes + more));
    (count == 3).then_some((value, text.len() - rest.len() + length))
}

/// Where the figure begins that a text ends with, its groups parted by a sign (行政编制1,200); `start` is where its last group
/// does.
pub(crate) fn groups_before(text: &str, start: usize) -> usize {
    let three = |group: &str| group.chars().count() == 3 && group.chars().all(|c| western(c).is_some());
    let mut begin = start;
    while text.get(begin..).is_some_and(|t| three(t.split(SEPARATORS).next().unwrap_or(""))) {
        let Some(before) = text.get(..begin).and_then(|t| t.strip_suffix(SEPARATORS)) else { break };
        let digits = before.chars().rev().take_while(|c| western(*c).is_some());
        let (count, length) = digits.fold((0, 0), |(n, bytes), c| (n + 1, bytes + c.len_utf8()));
        if !(1..=3).contains(&count) {
            break;
        }
        begin = before.len() - length;
    }
    begin
}

/// The numeral that a text begins with: its value and its length in bytes.
pub fn numeral_prefix(text: &str) -> Option<(i64, usize)> {
    let first = text.chars().next()?;
    if western(first).is_some() {
        let (mut value, mut length) = (0_i64, 0);
        for c in text.chars() {
            let Some(d) = western(c) else { break };
            value = value.checked_mul(10)?.checked_add(d)?;
            length += c.len_utf8();
        }
        if value < 1000 {
            while let Some((more, bytes)) = text.get(length..).and_then(group) {
                value = value.checked_mul(1000)?.checked_add(more)?;
                length += bytes;
            }
        }
        return Some((value, length));
    }
    let digits = text.chars().take(MOST_CHARS + 1).take_while(|c| part(*c).is_some());
    let (count, length) = digits.fold((0, 0), |(n, bytes), c| (n + 1, bytes + c.len_utf8()));
    (1..=MOST_CHARS).contains(&count).then_some(())?;
    Some((chinese(text.get(..length)?)?, length))
}

/// The Chinese numeral of a number up to 9,999, which [`numeral`] reads back; of a greater one, its digits.
///
/// ```
/// use guiju::text::{chinese_numeral, numeral};
/// assert_eq!(chinese_numeral(12), "十二");
/// assert_eq!(chinese_numeral(105), "一百零五");
/// assert!((1..10_000).all(|n| numeral(&chinese_numeral(n)) == Some(n.into())));
/// assert_eq!(chinese_numeral(10_000), "10000");
/// ```
pub fn chinese_numeral(number: u32) -> String {
    numeral_in(number, PLAIN_SIGNS)
}

/// Digits and the words of ten, hundred and thousand.
pub(super) type Signs = (&'static str, [&'static str; 4]);
/// Those of running text.
pub(super) const PLAIN_SIGNS: Signs = ("〇一二三四五六七八九", ["", "十", "百", "千"]);
/// Those that cannot be made into others by a stroke.
pub(super) const LEGAL_SIGNS: Signs = ("零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"]);

/// A number in Chinese signs; in digits where it has more than four, or is none.
pub(super) fn numeral_in(number: u32, (digits, tens): Signs) -> String {
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let mut out = String::new();
    let mut zero = false;
    for place in (0..4_u32).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        if digit == 0 {
            zero = !out.is_empty();
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        // Ten is 十 and not 一十.
        if !(digit == 1 && place == 1 && out.is_empty()) {
            out.extend(digits.chars().nth(digit as usize));
        }
        out.push_str(tens[place as usize]);
    }
    out
}

/// Whether a character may be part of a numeral.
///
/// ```
/// assert!(['十', '7', '○'].iter().all(|c| guiju::text::is_numeral(*c)));
/// ```
pub fn is_numeral(c: char) -> bool {
    western(c).is_some() || part(c).is_some()
}

enum Part {
    Digit(i64),
    Unit(i64),
    Tens(i64),
}

fn western(c: char) -> Option<i64> {
    match c {
        '0'..='9' => Some(i64::from(c as u32 - '0' as u32)),
        '０'..='９' => Some(i64::from(c as u32 - '０' as u32)),
        _ => None,
    }
}

fn part(c: char) -> Option<Part> {
    Some(match c {
        '〇' | '○' | '零' | '◯' => Part::Digit(0),
        '一' | '壹' => Part::Digit(1),
        '二' | '两' | '兩' | '贰' | '貳' => Part::Digit(2),
        '三' | '叁' => Part::Digit(3),
        '四' | '肆' => Part::Digit(4),
        '五' | '伍' => Part::Digit(5),
        '六' | '陆' => Part::Digit(6),
        '七' | '柒' => Part::Digit(7),
        '八' | '捌' => Part::Digit(8),
        '九' | '玖' => Part::Digit(9),
        '十' | '拾' => Part::Unit(10),
        '百' | '佰' => Part::Unit(100),
        '千' | '仟' => Part::Unit(1000),
        '万' | '萬' => Part::Unit(10_000),
        '廿' => Part::Tens(20),
        '卅' => Part::Tens(30),
        _ => return None,
    })
}

fn chinese(words: &str) -> Option<i64> {
    let positional = words.chars().all(|c| matches!(part(c), Some(Part::Digit(_))));
    let (mut total, mut section, mut digit) = (0_i64, 0_i64, None);
    for c in words.chars() {
        match part(c)? {
            Part::Digit(d) if positional => total = total.checked_mul(10)?.checked_add(d)?,
            Part::Digit(d) => digit = Some(d),
            Part::Tens(t) => section = section.checked_add(t)?,
            Part::Unit(10_000) => {
                section = section.checked_add(digit.take().unwrap_or(0))?;
                total = total.checked_add(section.max(1).checked_mul(10_000)?)?;
                section = 0;
            }
            Part::Unit(u) => {
                section = section.checked_add(digit.take().unwrap_or(1).max(1).checked_mul(u)?)?;
            }
        }
    }
    total.checked_add(section)?.checked_add(digit.unwrap_or(0))
}
