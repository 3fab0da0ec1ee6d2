//! The marks that begin articles, headings and items.

use crate::text::{is_numeral, numeral_prefix};

/// How a mark is written; the style tells the level of an item among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ingest) enum Style {
    /// 第一编, 第一篇.
    Book,
    /// 第一章, 第一部分.
    Chapter,
    /// 第一节.
    Division,
    /// 第一条.
    Article,
    /// 一、
    Stop,
    /// (一)
    Paren,
    /// 1. or 1、
    Dot,
    /// 1.1
    Second,
    /// 1.1.1, and longer ones
    Third,
    /// (1)
    ParenDigit,
    /// ①
    Circle,
    /// 第一, in running text
    Word,
}

impl Style {
    /// Whether it begins a division that holds articles.
    pub(in crate::ingest) fn is_division(self) -> bool {
        matches!(self, Self::Book | Self::Chapter | Self::Division)
    }
}

/// A mark at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Mark {
    /// How it is written.
    pub(in crate::ingest) style: Style,
    /// Its number.
    pub(in crate::ingest) ordinal: u32,
    /// Its length in bytes.
    pub(in crate::ingest) length: usize,
}

/// The mark that a folded text begins with. `gap` tells whether a blank was dropped before the byte at an offset.
pub(in crate::ingest) fn mark_at(text: &str, gap: impl Fn(usize) -> bool) -> Option<Mark> {
    let mark = mark(text, &gap)?;
    // (一)、办公室: a mark that needs no sign has one all the same. (一)、(二)项 are not marks of their own.
    let signed = matches!(mark.style, Style::Paren | Style::ParenDigit | Style::Circle);
    let behind =
        text.get(mark.length..).filter(|_| signed).and_then(|t| t.strip_prefix(['、', '.', ',', ':']));
    let sign = behind
        .filter(|t| t.starts_with(char::is_alphabetic))
        .map_or(0, |t| text.len() - mark.length - t.len());
    Some(Mark { length: mark.length + sign, ..mark })
}

fn mark(text: &str, gap: &impl Fn(usize) -> bool) -> Option<Mark> {
    match text.chars().next()? {
        '第' => numbered(text, gap),
        '【' => bracketed(text),
        '(' => bracketed(text)
            .or_else(|| dash(text.get(1..)?, ')').map(|length| (Style::Paren, length + 1)).map(first)),
        c @ '①'..='⑳' => Some(one(Style::Circle, c, '①')),
        c @ '㈠'..='㈩' => Some(one(Style::Paren, c, '㈠')),
        c @ '⑴'..='⒇' => Some(one(Style::ParenDigit, c, '⑴')),
        c @ '⒈'..='⒛' => Some(one(Style::Dot, c, '⒈')),
        '—' | '–' | '―' | '-' => dash(text, '、').map(|length| first((Style::Stop, length))),
        'Ⅰ'..='Ⅻ' | 'I' | 'V' | 'X' => roman(text, gap),
        'A'..='H' => letter(text),
        '其' => counted(text),
        c => plain(text, c.is_ascii_digit(), gap),
    }
}

/// A.秘书股: written for 1.秘书股.
fn letter(text: &str) -> Option<Mark> {
    let ordinal = u32::from(text.bytes().next()? - b'A') + 1;
    let behind = text.get(1..)?.strip_prefix(['.', '、'])?;
    let named = behind.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    named.then(|| Mark { style: Style::Dot, ordinal, length: text.len() - behind.len() })
}

/// 其一,秘书股: written for 第一,秘书股.
fn counted(text: &str) -> Option<Mark> {
    let after = text.strip_prefix('其').filter(|t| t.starts_with(is_numeral))?;
    let (ordinal, length) = ordinal(after)?;
    let behind = after.get(length..)?.strip_prefix([',', ':', '、'])?;
    let named = behind.starts_with(|c: char| c.is_alphabetic() && !is_numeral(c));
    named.then(|| Mark { style: Style::Word, ordinal, length: text.len() - behind.len() })
}

/// A stroke that stands for 一, with the sign behind it: (—), —、. Their length.
fn dash(text: &str, sign: char) -> Option<usize> {
    let stroke = text.chars().next().filter(|c| matches!(c, '—' | '–' | '―' | '-'))?.len_utf8();
    text.get(stroke..)?.starts_with(sign).then_some(stroke + sign.len_utf8())
}

/// The first mark of a style.
fn first((style, length): (Style, usize)) -> Mark {
    Mark { style, ordinal: 1, length }
}

/// Ⅱ、 or II.: written for 二、.
fn roman(text: &str, gap: &impl Fn(usize) -> bool) -> Option<Mark> {
    let first = text.chars().next()?;
    let (ordinal, length) = if first.is_ascii() {
        let letters = text.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
        let known = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        (known.iter().position(|k| Some(*k) == text.get(..letters))? as u32 + 1, letters)
    } else {
        (first as u32 - 'Ⅰ' as u32 + 1, first.len_utf8())
    };
    let rest = text.get(length..)?;
    let sign = rest.chars().next()?;
    let after = rest.get(sign.len_utf8()..).and_then(|t| t.chars().next());
    if sign == '、' || sign == '.' && after.is_some_and(|c| !c.is_ascii()) {
        return Some(Mark { style: Style::Stop, ordinal, length: length + sign.len_utf8() });
    }
    (!first.is_ascii() && gap(length) && sign != '\n').then_some(Mark { style: Style::Stop, ordinal, length })
}

/// A mark that is one character, of a row that begins with `first`.
fn one(style: Style, sign: char, first: char) -> Mark {
    Mark { style, ordinal: sign as u32 - first as u32 + 1, length: sign.len_utf8() }
}

fn ordinal(text: &str) -> Option<(u32, usize)> {
    let (value, length) = numeral_prefix(text)?;
    let value = u32::try_from(value).ok().filter(|v| (1..10_000).contains(v))?;
    Some((value, length))
}

fn numbered(text: &str, gap: &impl Fn(usize) -> bool) -> Option<Mark> {
    let after = text.strip_prefix('第')?;
    let (ordinal, length) = ordinal(after)?;
    let sign = after.get(length..)?.chars().next()?;
    // 第一,贯彻法律; 第二、第三产业 and 第一、二产业 count nothing.
    if matches!(sign, ',' | ':' | '、') && after.starts_with(|c: char| !c.is_ascii()) {
        let behind = after.get(length + sign.len_utf8()..)?;
        let counts = behind.starts_with(|c: char| c.is_alphabetic() && c != '第' && !is_numeral(c));
        let length = '第'.len_utf8() + length + sign.len_utf8();
        return counts.then_some(Mark { style: Style::Word, ordinal, length });
    }
    let mut length = '第'.len_utf8() + length + sign.len_utf8();
    let style = match sign {
        '条' => Style::Article,
        '编' | '篇' => Style::Book,
        '章' => Style::Chapter,
        '节' => Style::Division,
        // 第二部分 主要职责, 第二部分:主要职责.
        '部' => {
            let rest = text.get(length..)?.strip_prefix('分')?;
            length = text.len() - rest.trim_start_matches([':', '、']).len();
            Style::Chapter
        }
        _ => return None,
    };
    // 第一百二十条之一, put in later.
    let inserted = text.get(length..).and_then(|t| t.strip_prefix('之')).and_then(self::ordinal);
    if let Some((_, more)) = inserted.filter(|(_, more)| gap(length + '之'.len_utf8() + more)) {
        length += '之'.len_utf8() + more;
    }
    let next = text.get(length..)?.chars().next();
    // 第一章、总则, and not 第一条、第二条.
    if let Some(behind) = text.get(length..).and_then(|t| t.strip_prefix('、'))
        && behind.starts_with(|c: char| c.is_alphabetic() && c != '第' && !is_numeral(c))
    {
        return Some(Mark { style, ordinal, length: text.len() - behind.len() });
    }
    let refers = next.is_some_and(|c| "的规款项、和至及之,;。".contains(c));
    (gap(length) || !refers).then_some(Mark { style, ordinal, length })
}

fn bracketed(text: &str) -> Option<Mark> {
    let opens = text.chars().next()?.len_utf8();
    let inside = text.get(opens..)?;
    let (ordinal, length) = ordinal(inside)?;
    let closes = inside.get(length..)?.chars().next().filter(|c| matches!(c, ')' | '】'))?.len_utf8();
    let western = inside.starts_with(|c: char| c.is_ascii_digit());
    let style = if western { Style::ParenDigit } else { Style::Paren };
    Some(Mark { style, ordinal, length: opens + length + closes })
}

fn plain(text: &str, western: bool, gap: &impl Fn(usize) -> bool) -> Option<Mark> {
    let (ordinal, length) = ordinal(text)?;
    let rest = text.get(length..)?;
    let style = if western { Style::Dot } else { Style::Stop };
    let sign = rest.chars().next()?;
    if western && sign == '.' && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        return decimal(text, gap);
    }
    let signed = matches!(sign, '、' | '.');
    if signed {
        return Some(Mark { style, ordinal, length: length + sign.len_utf8() });
    }
    // 1)办公室 is written for (1)办公室.
    if sign == ')' {
        let style = if western { Style::ParenDigit } else { Style::Paren };
        return Some(Mark { style, ordinal, length: length + 1 });
    }
    // 1:办公室 and 1,办公室, and not 12:30.
    let behind = rest.strip_prefix([':', ',']).filter(|_| western && length < 3);
    if behind.is_some_and(|t| t.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii())) {
        return Some(Mark { style, ordinal, length: length + 1 });
    }
    (!western && gap(length) && sign != '\n').then_some(Mark { style, ordinal, length })
}

/// 1.1 or 1.1.1: the last number counts. 3.5万元 and 2019.3.5 are none.
fn decimal(text: &str, gap: &impl Fn(usize) -> bool) -> Option<Mark> {
    let number = |t: &str| t.bytes().take_while(u8::is_ascii_digit).count();
    // 09.12 is a day.
    if text.starts_with('0') {
        return None;
    }
    let (mut at, mut parts) = (0, 0);
    let ordinal = loop {
        let digits = number(text.get(at..)?);
        let part: u32 = text.get(at..at + digits)?.parse().ok().filter(|n| (1..100).contains(n))?;
        (at, parts) = (at + digits, parts + 1);
        let more =
            text.get(at..)?.strip_prefix('.').is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        if !more {
            break part;
        }
        // A long row of numbers is no mark.
        if parts > 6 {
            return None;
        }
        at += 1;
    };
    let signs = text.get(at..)?.strip_prefix(['.', '、']).map_or(0, |t| text.len() - at - t.len());
    let next = text.get(at + signs..)?.chars().next()?;
    let word = next.is_alphabetic() && !"万亿元倍米吨平公千百年月日时分个名人".contains(next);
    let style = if parts == 2 { Style::Second } else { Style::Third };
    let apart = gap(at) || signs > 0 || parts > 2;
    ((word || apart && next != '\n') && parts < 6 && (word || next == '(' || next == '《' || next == '“'))
        .then_some(Mark { style, ordinal, length: at + signs })
}
