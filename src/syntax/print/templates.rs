//! Messages: the words stay as they are; the values in braces are spelled in the language asked for.

use pest::{Parser as _, iterators::Pair};

use super::{
    super::{
        grammar::{Grammar, Rule},
        text::braces_length,
    },
    Printer, words,
};
use crate::source::Span;

impl Printer<'_> {
    /// A text of a message with its quotation marks.
    pub(super) fn template(&self, pair: &Pair<'_, Rule>) -> String {
        let written = pair.as_str();
        if self.style.lang.is_none() {
            return written.to_owned();
        }
        let mark = written.chars().next().map_or(0, char::len_utf8);
        let inner = written.get(mark..written.len().saturating_sub(mark)).unwrap_or("");
        let start = pair.as_span().start() + mark;
        let mut made = written[..mark].to_owned();
        let mut at = 0;
        while let Some(c) = inner[at..].chars().next() {
            let rest = &inner[at..];
            let next = rest[c.len_utf8()..].chars().next();
            let length = match c {
                '\\' => 1 + next.map_or(0, char::len_utf8),
                '{' | '}' if next == Some(c) => 2,
                '{' => braces_length(rest).unwrap_or(1),
                c => c.len_utf8(),
            };
            if c == '{' && length > 2 {
                made.push_str(&self.interpolation(&rest[..length], start + at));
            } else {
                made.push_str(&rest[..length]);
            }
            at += length;
        }
        made.push_str(&written[mark + inner.len()..]);
        made
    }

    /// A value in braces: only its words change.
    fn interpolation(&self, written: &str, start: usize) -> String {
        let inner = &written[1..written.len() - 1];
        let Some(value) = Grammar::parse(Rule::interpolation, inner).ok().and_then(|mut p| p.next()) else {
            return written.to_owned();
        };
        format!("{{{}}}", self.respelled(inner, start + 1, &value))
    }

    /// A piece that begins at `base` and was read as a value, with its words in the language asked for.
    pub(super) fn respelled(&self, written: &str, base: usize, value: &Pair<'_, Rule>) -> String {
        let mut changes = Vec::new();
        self.changes(value, base, &mut changes);
        let mut made = String::with_capacity(written.len());
        let mut at = 0;
        for (from, to, word) in changes {
            made.push_str(&written[at..from]);
            made.push_str(&word);
            at = to;
        }
        made.push_str(&written[at..]);
        made
    }

    /// The words that are spelled otherwise, with their places in the piece that begins at `base`.
    fn changes(&self, pair: &Pair<'_, Rule>, base: usize, changes: &mut Vec<(usize, usize, String)>) {
        let span = pair.as_span();
        let (from, to) = (span.start(), span.end());
        let place = |from, to| Span::of(base + from..base + to);
        let word = match pair.as_rule() {
            Rule::text | Rule::pattern => None,
            Rule::reference | Rule::field_name | Rule::of_name => self.named(place(from, to)),
            Rule::group => {
                if let Some(name) = bare_name(pair) {
                    let named = self.named(place(from, to)).map(str::to_owned);
                    changes.extend(named.map(|w| (name.as_span().start(), name.as_span().end(), w)));
                    return;
                }
                None
            }
            Rule::test if !pair.as_str().contains("--") => {
                let parts: Vec<_> = pair.clone().into_inner().collect();
                let end = parts.last().map_or(to, |p| p.as_span().end());
                changes.extend(self.style.lang.map(|lang| (from, end, words::test(&parts, lang))));
                return;
            }
            rule if pair.clone().into_inner().next().is_none() && !pair.as_str().contains("--") => {
                words::keyword(rule, pair.as_str(), self.style.lang)
            }
            _ => None,
        };
        match word {
            Some(word) => changes.push((from, to, word.to_owned())),
            None => pair.clone().into_inner().for_each(|p| self.changes(&p, base, changes)),
        }
    }
}

/// The name that stands alone in brackets.
pub(super) fn bare_name<'i>(group: &Pair<'i, Rule>) -> Option<Pair<'i, Rule>> {
    let mut pair = group.clone();
    loop {
        let within = |p: &Pair<'_, Rule>| !matches!(p.as_rule(), Rule::left_paren | Rule::right_paren);
        let mut inner = pair.into_inner().filter(within);
        pair = inner.next()?;
        if inner.next().is_some() {
            return None;
        }
        match pair.as_rule() {
            Rule::expr | Rule::term | Rule::group => {}
            Rule::reference => return Some(pair),
            _ => return None,
        }
    }
}
