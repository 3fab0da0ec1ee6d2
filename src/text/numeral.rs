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
/// assert_eq!(numeral("若干"), None);
/// ```
pub fn numeral(words: &str) -> Option<i64> {
    let (value, length) = numeral_prefix(words)?;
    (length == words.len()).then_some(value)
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
