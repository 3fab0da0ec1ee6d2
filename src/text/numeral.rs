//! Chinese and Arabic numerals: 十二, 廿一, 二〇一九, 一百零五, 15, １５.

/// No Chinese numeral has more characters; a longer run of digits is something else.
const LONGEST: usize = 24;

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
    let digits = text.chars().take(LONGEST + 1).take_while(|c| part(*c).is_some());
    let (count, length) = digits.fold((0, 0), |(n, bytes), c| (n + 1, bytes + c.len_utf8()));
    (1..=LONGEST).contains(&count).then_some(())?;
    Some((chinese(text.get(..length)?)?, length))
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
