//! Values in messages: Chinese and English, numbers exactly, words as printed.

use std::fmt::Write;

use num_rational::Ratio;

use super::{
    ctx::Ctx,
    expr::Frame,
    value::{Text, Value},
};
use crate::{
    finding::Values,
    phrase::{Lang, Phrase},
    plan::Format,
    plan::{Part, Require},
};

/// How many bytes are made ready for a sentence.
const LENGTH: usize = 96;

impl<'r> Ctx<'r> {
    /// The message of a requirement in both languages, and the values that it names by the words of their expressions.
    pub(super) fn message(&self, frame: &mut Frame<'r>, r: &'r Require) -> (Phrase, Values) {
        let mut values = Values::default();
        // What both sentences name by the same words is found once.
        let mut found: Vec<(&str, Value<'r>)> = Vec::new();
        let [zh, en] = [(Lang::Zh, &r.message[0]), (Lang::En, &r.message[1])].map(|(lang, parts)| {
            let mut said = String::with_capacity(LENGTH);
            for part in parts {
                match part {
                    Part::Text(t) => said.push_str(t),
                    Part::Value { expr, format, name } => {
                        let words = self.plan.printed(expr.at);
                        if let Some((_, value)) = found.iter().find(|(before, _)| *before == words) {
                            self.say(&mut said, value, *format, (lang, lang));
                            continue;
                        }
                        let value = self.eval(frame, expr);
                        self.say(&mut said, &value, *format, (lang, lang));
                        let name = name.get_or_init(|| self.plan.words(expr.at));
                        values.add(name, || self.exactly(&value, *format));
                        found.push((words, value));
                    }
                }
            }
            said
        });
        (Phrase { zh, en }, values)
    }

    /// A value as a program reads it: a ratio without its decimal.
    fn exactly(&self, value: &Value<'r>, format: Format) -> String {
        match value {
            Value::Ratio(r) if format == Format::Plain => r.to_string(),
            value => {
                let mut said = String::new();
                self.say(&mut said, value, format, (Lang::En, Lang::Zh));
                said
            }
        }
    }

    /// A value in words.
    pub(super) fn show(&self, value: &Value<'r>, format: Format, lang: Lang) -> String {
        let mut said = String::new();
        self.say(&mut said, value, format, (lang, lang));
        said
    }

    /// Adds a value in words; what vocabularies are called has a language of its own, for programs know one name only.
    fn say(&self, out: &mut String, value: &Value<'r>, format: Format, (lang, names): (Lang, Lang)) {
        let either = |zh, en| if lang == Lang::Zh { zh } else { en };
        match value {
            Value::Unknown(_) | Value::Open(_) => out.push_str(either("未载明", "not stated")),
            Value::Bool(true) => out.push_str(either("是", "yes")),
            Value::Bool(false) => out.push_str(either("否", "no")),
            Value::Int(_) | Value::Ratio(_) if format == Format::Percent => {
                out.extend(value.ratio().map(percent));
            }
            // Nothing is written but to memory.
            Value::Int(n) => _ = write!(out, "{n}"),
            Value::Ratio(r) => out.push_str(&fraction(*r, lang)),
            Value::Date(d) => _ = write!(out, "{d}"),
            Value::Interval(a, b) => _ = write!(out, "{a}..{b}"),
            Value::Text(Text::Named(title)) if names == Lang::En => out.push_str(&title.en),
            Value::Text(Text::Collected(words)) if names == Lang::En => {
                out.push_str(words.en.as_deref().unwrap_or(&words.printed));
            }
            Value::Text(t) => self.print(out, t),
            Value::Vocabulary(v) => {
                out.extend(self.plan.vocabularies().get(*v as usize).map(|v| v.title.get(lang)));
            }
            Value::Symbol(s) => out.push_str(either(s.zh(), s.en())),
            Value::List(list) => {
                for (i, element) in list.iter().enumerate() {
                    if i > 0 {
                        out.push_str(either("、", ", "));
                    }
                    self.say(out, &element, format, (lang, names));
                }
            }
            Value::Node(_) | Value::Segment(_) | Value::Row(_) => {}
        }
    }

    pub(super) fn printed(&self, text: &Text<'r>) -> String {
        let mut words = String::new();
        self.print(&mut words, text);
        words
    }

    fn print(&self, out: &mut String, text: &Text<'r>) {
        match text {
            Text::Span(s) => out.extend(s.slice(&self.reg.source.text).split_whitespace()),
            Text::Words(w) => out.push_str(&w.text),
            Text::Constant(c) => out.push_str(c),
            Text::Named(title) => out.push_str(&title.printed),
            Text::Collected(words) => out.push_str(&words.printed),
            Text::Owned(c) => out.push_str(c),
        }
    }
}

/// A ratio, exactly, and beside it the decimal that a reader compares: `9/7 (about 1.29)`, `5/2 (2.5)`.
fn fraction(r: Ratio<i64>, lang: Lang) -> String {
    if r.is_integer() {
        return r.to_string();
    }
    let (numer, denom) = (i128::from(*r.numer()), i128::from(*r.denom()));
    let hundredths = (numer * 200 + denom).div_euclid(denom * 2);
    if hundredths == 0 {
        // “About nothing” is no help.
        return r.to_string();
    }
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let decimal = match rest % 10 {
        0 => format!("{sign}{whole}.{}", rest / 10),
        _ => format!("{sign}{whole}.{rest:02}"),
    };
    match (lang, hundredths * denom == numer * 100) {
        (Lang::Zh, true) => format!("{r}({decimal})"),
        (Lang::Zh, false) => format!("{r}(约{decimal})"),
        (Lang::En, true) => format!("{r} ({decimal})"),
        (Lang::En, false) => format!("{r} (about {decimal})"),
    }
}

/// A ratio in percent with one decimal, rounded half up, computed in whole numbers.
fn percent(r: Ratio<i64>) -> String {
    let (numer, denom) = (i128::from(*r.numer()), i128::from(*r.denom()));
    let thousandths = (numer * 2000 + denom).div_euclid(denom * 2);
    let sign = if thousandths < 0 { "-" } else { "" };
    let t = thousandths.abs();
    if t % 10 == 0 { format!("{sign}{}%", t / 10) } else { format!("{sign}{}.{}%", t / 10, t % 10) }
}
