//! Words in the language asked for: keywords by the list of the grammar's words, names by what they stand for.

use pest::iterators::Pair;

use super::{
    super::{
        build::child,
        grammar::Rule,
        names::{Meaning, meaning},
    },
    Doc, Printer,
};
use crate::{phrase::Lang, source::Span};

impl Printer<'_> {
    /// How a word or sign is written.
    pub(super) fn word(&self, pair: &Pair<'_, Rule>) -> String {
        let (written, span) = (pair.as_str(), pair.as_span());
        match pair.as_rule() {
            Rule::number => written.replace('％', "%"),
            Rule::reference | Rule::field_name | Rule::type_name | Rule::strength_name | Rule::of_name => {
                let place = self.bracketed.get(&span.start()).copied();
                let place = place.unwrap_or_else(|| Span::of(span.start()..span.end()));
                self.named(place).unwrap_or(written).to_owned()
            }
            rule => keyword(rule, written, self.style.lang).unwrap_or_else(|| half_width(written)).to_owned(),
        }
    }

    /// How a name of the language is spelled in the language asked for.
    pub(super) fn named(&self, place: Span) -> Option<&'static str> {
        self.style.lang.and_then(|_| (self.style.spelling)(place))
    }

    /// `is known`, `is not empty`, 已知, 非空.
    pub(super) fn test(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let words: Vec<Pair<'_, Rule>> = pair.clone().into_inner().collect();
        let start = pair.as_span().start();
        let written = match self.style.lang {
            None => words.iter().map(|w| self.word(w)).collect::<Vec<_>>().join(" "),
            Some(lang) => test(&words, lang),
        };
        self.after_comments(start, Doc::text(written))
    }

    /// The name of a type; a list of them is told before it in English, after it in Chinese.
    pub(super) fn ty(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let Some(name) = child(pair, Rule::type_name) else { return Doc::All(Vec::new()) };
        let english = child(pair, Rule::kw_list_of).is_some();
        let list = english || child(pair, Rule::kw_list).is_some();
        let name = self.word(&name);
        let written = match (list, self.style.lang.unwrap_or(if english { Lang::En } else { Lang::Zh })) {
            (false, _) => name,
            (true, Lang::En) => format!("list of {name}"),
            (true, Lang::Zh) => format!("{name} 列表"),
        };
        self.after_comments(pair.as_span().start(), Doc::text(written))
    }
}

/// A test in one language.
pub(super) fn test(words: &[Pair<'_, Rule>], lang: Lang) -> String {
    let has = |rules: &[Rule]| words.iter().any(|w| rules.contains(&w.as_rule()));
    let negated = has(&[Rule::kw_is_not, Rule::short_not_empty]);
    let known = has(&[Rule::test_known, Rule::short_known]);
    let unknown = has(&[Rule::test_unknown, Rule::short_unknown]);
    let (en, zh) = match (negated, known, unknown) {
        (false, true, _) => ("is known", "已知"),
        (false, _, true) => ("is unknown", "未知"),
        (false, ..) => ("is empty", "为空"),
        (true, true, _) => ("is not known", "为 非 已知"),
        (true, _, true) => ("is not unknown", "为 非 未知"),
        (true, ..) => ("is not empty", "非空"),
    };
    if lang == Lang::En { en } else { zh }.to_owned()
}

/// A keyword in a language, or in its own; `None` for what is none.
pub(super) fn keyword(rule: Rule, written: &str, lang: Option<Lang>) -> Option<&'static str> {
    let (Meaning::Keyword(en, zh) | Meaning::Operator(en, zh)) = meaning(rule)? else { return None };
    let sign = !written.starts_with(char::is_alphabetic);
    if sign {
        return None;
    }
    let own =
        if written.is_ascii() || written.starts_with(|c: char| c.is_ascii()) { Lang::En } else { Lang::Zh };
    Some(if lang.unwrap_or(own) == Lang::En { en } else { zh })
}

/// A sign in its half-width form; anything else as it is.
fn half_width(written: &str) -> &str {
    match written {
        "（" => "(",
        "）" => ")",
        "｛" => "{",
        "｝" => "}",
        "，" | "、" => ",",
        "：" => ":",
        other => other,
    }
}
