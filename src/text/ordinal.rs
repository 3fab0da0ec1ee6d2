//! Words without the ordinals that only say where they stand: what an item is called by, whatever its number.

use super::numeral_prefix;

/// Folded words without the marks of articles and items and without blanks, so that they stay the same when items are
/// numbered anew or lines are broken elsewhere.
///
/// ```
/// use guiju::text::unnumbered;
/// assert_eq!(unnumbered("(三)负责文电。\n(四)负责会务。"), "负责文电。负责会务。");
/// assert_eq!(unnumbered("第十二条 依照第三条第一款办理。"), "依照办理。");
/// assert_eq!(unnumbered("三、人员编制 行政编制 20名"), "人员编制行政编制20名");
/// ```
pub fn unnumbered(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded;
    let mut begins = true;
    loop {
        if !begins {
            let (plain, more) = rest.split_at(plain(rest));
            out.push_str(plain);
            rest = more;
        }
        let Some(c) = rest.chars().next() else { return out };
        let mark = reference(rest).or_else(|| if begins { mark(rest) } else { None });
        if let Some(length) = mark {
            rest = &rest[length..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c.is_whitespace() {
            begins |= c == '\n';
            continue;
        }
        begins = matches!(c, '。' | ';' | ':');
        out.push(c);
    }
}

/// How many bytes of a text inside a sentence only stand for themselves.
fn plain(text: &str) -> usize {
    let mut at = 0;
    while let Some(first) = text.as_bytes().get(at) {
        // No character that matters begins with another byte: most Chinese ones need not be taken together.
        let may_matter = match first {
            ..0x80 | 0xC2 | 0xE1..=0xE2 => true,
            // Wide blanks and full stops, 第.
            0xE3 => matches!(text.as_bytes().get(at + 1..at + 3), Some([0x80, 0x80 | 0x82])),
            0xE7 => text.as_bytes().get(at + 1) == Some(&0xAC),
            _ => false,
        };
        let length = match first {
            ..0x80 => 1,
            ..0xE0 => 2,
            ..0xF0 => 3,
            0xF0.. => 4,
        };
        if may_matter && text.get(at..at + length).is_some_and(|c| c.contains(matters)) {
            return at;
        }
        at += length;
    }
    text.len()
}

/// Whether a character inside a sentence is anything but itself: a blank, the end, or where an ordinal may begin.
fn matters(c: char) -> bool {
    matches!(c, '第' | '。' | ';' | ':') || c.is_whitespace()
}

/// The length of 第十二条, 第一款, 第三十条之一, where a text begins with it.
fn reference(text: &str) -> Option<usize> {
    let after = text.strip_prefix('第')?;
    let (_, number) = numeral_prefix(after)?;
    let sign = after[number..].chars().next().filter(|c| "条章节款项编篇".contains(*c))?;
    let mut length = '第'.len_utf8() + number + sign.len_utf8();
    if let Some((_, more)) = text[length..].strip_prefix('之').and_then(numeral_prefix) {
        length += '之'.len_utf8() + more;
    }
    Some(length)
}

/// The length of (三), 三、, 3. or ③, where a text begins with it.
fn mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some(first.len_utf8());
    }
    let inside = text.strip_prefix('(').unwrap_or(text);
    let (_, number) = numeral_prefix(inside)?;
    let after = &inside[number..];
    let sign = after.chars().next()?;
    let bracketed = text.starts_with('(');
    let ends = match sign {
        ')' => true,
        '、' => !bracketed,
        '.' => !bracketed && !after[1..].starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    };
    ends.then_some(usize::from(bracketed) + number + sign.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::{matters, plain};

    #[test]
    fn no_character_that_matters_is_passed_over() {
        for c in ('\0'..=char::MAX).filter(|c| !matters(*c)) {
            assert_eq!(plain(c.encode_utf8(&mut [0; 4])), c.len_utf8(), "{c:?}");
        }
        for c in ('\0'..=char::MAX).filter(|c| matters(*c)) {
            let text = format!("aé文𠀀{c}b");
            assert_eq!(text.split_at(plain(&text)), ("aé文𠀀", &text[10..]));
        }
    }
}
