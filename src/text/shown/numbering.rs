//! The numbers that a word processor keeps beside the text: 第一条, (一), 1.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::numeral::{LEGAL_SIGNS, PLAIN_SIGNS, numeral_in};

/// One level of a numbering.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// How numbers are written.
    pub(super) format: String,
    /// The mark: 第%1条.
    pub(super) text: String,
    /// The first number.
    pub(super) start: u32,
    /// Whether it goes on when an outer level begins anew.
    pub(super) goes_on: bool,
}

/// The numberings of a file and where each stands.
#[derive(Debug, Default)]
pub(super) struct Numberings {
    /// Levels by kind of numbering and depth.
    pub(super) kinds: BTreeMap<u32, BTreeMap<u32, Level>>,
    /// The kind of each numbering.
    pub(super) kind_of: BTreeMap<u32, u32>,
    /// First numbers that a numbering has of its own.
    pub(super) starts: BTreeMap<(u32, u32), u32>,
    counts: BTreeMap<(u32, u32), u32>,
    begun: BTreeSet<(u32, u32)>,
}

impl Numberings {
    /// The mark of the next paragraph of a numbering at a depth; empty for bullets and unknown numberings.
    pub(super) fn next(&mut self, numbering: u32, depth: u32) -> String {
        let Some(kind) = self.kind_of.get(&numbering).copied() else { return String::new() };
        let Some(levels) = self.kinds.get(&kind) else { return String::new() };
        let Some(level) = levels.get(&depth) else { return String::new() };
        // A numbering with a first number of its own begins anew, once.
        let own = self.starts.get(&(numbering, depth)).copied();
        if own.is_some() && self.begun.insert((numbering, depth)) {
            self.counts.remove(&(kind, depth));
        }
        let first = own.unwrap_or(level.start);
        let count = self.counts.get(&(kind, depth)).map_or(first, |n| n.saturating_add(1));
        self.counts.insert((kind, depth), count);
        let deeper: Vec<_> =
            self.counts.range((kind, depth.saturating_add(1))..=(kind, u32::MAX)).map(|(k, _)| *k).collect();
        for key in deeper {
            if !levels.get(&key.1).is_some_and(|l| l.goes_on) {
                self.counts.remove(&key);
            }
        }
        let mut mark = String::new();
        let mut chars = level.text.chars();
        while let Some(c) = chars.next() {
            let Some(at) = chars.clone().next().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && *d > 0)
            else {
                mark.push(c);
                continue;
            };
            chars.next();
            let depth = at - 1;
            let format = levels.get(&depth).map_or("decimal", |l| l.format.as_str());
            let number = self.counts.get(&(kind, depth)).copied();
            let number = number.or_else(|| levels.get(&depth).map(|l| l.start)).unwrap_or(1);
            mark.push_str(&written(number, format));
        }
        if level.format == "bullet" || level.format == "none" { String::new() } else { mark }
    }
}

/// A number in one of the formats of word processors.
fn written(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => numeral_in(number, PLAIN_SIGNS),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            numeral_in(number, LEGAL_SIGNS)
        }
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸", number),
        "ideographZodiac" => nth("子丑寅卯辰巳午未申酉戌亥", number),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => number
            .to_string()
            .chars()
            .filter_map(|c| PLAIN_SIGNS.0.chars().nth(c.to_digit(10)? as usize))
            .collect(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32('①' as u32 + number - 1).map(String::from).unwrap_or_default()
        }
        "upperLetter" | "lowerLetter" if (1..=26).contains(&number) => {
            let base = if format == "upperLetter" { 'A' } else { 'a' };
            char::from_u32(base as u32 + number - 1).map(String::from).unwrap_or_default()
        }
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// The sign of a number in a row of signs; behind its end, digits.
fn nth(signs: &str, number: u32) -> String {
    let at = (number as usize).checked_sub(1);
    at.and_then(|at| signs.chars().nth(at)).map_or_else(|| number.to_string(), String::from)
}

fn roman(number: u32) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let signs = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in signs {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_mark_asks() {
        for (number, words) in
            [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十")]
        {
            assert_eq!(written(number, "chineseCounting"), words);
        }
        assert_eq!(written(3, "decimalEnclosedCircle"), "③");
        assert_eq!(written(3, "decimal"), "3");
        assert_eq!(
            (written(14, "upperRoman"), written(3, "ideographTraditional")),
            ("XIV".into(), "丙".into())
        );
    }

    #[test]
    fn deeper_levels_begin_anew() {
        let level = |text: &str| Level {
            format: "chineseCounting".into(),
            text: text.into(),
            start: 1,
            ..Level::default()
        };
        let mut all = Numberings::default();
        all.kinds.insert(0, BTreeMap::from([(0, level("第%1条")), (1, level("(%2)"))]));
        all.kind_of.insert(7, 0);
        let marks: Vec<String> = [0, 1, 1, 0, 1].iter().map(|d| all.next(7, *d)).collect();
        assert_eq!(marks, ["第一条", "(一)", "(二)", "第二条", "(一)"]);
    }
}
