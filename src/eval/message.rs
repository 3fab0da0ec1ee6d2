//! Values in messages: Chinese and English, numbers exactly, words as printed.

use indexmap::IndexMap;
use num_rational::Ratio;

use super::{
    ctx::Ctx,
    expr::Frame,
    value::{Text, Value},
};
use crate::{
    phrase::{Lang, Phrase},
    plan::Format,
    plan::{Part, Require},
};

impl<'r> Ctx<'r> {
    /// The message of a requirement in both languages, and the values that it names by the words of their expressions.
    pub(super) fn message(
        &self,
        frame: &mut Frame<'r>,
        r: &'r Require,
    ) -> (Phrase, IndexMap<String, String>) {
        let mut values = IndexMap::new();
        let [zh, en] = [(Lang::Zh, &r.message[0]), (Lang::En, &r.message[1])].map(|(lang, parts)| {
            let mut said = String::new();
            for part in parts {
                match part {
                    Part::Text(t) => said.push_str(t),
                    Part::Value { expr, format, name } => {
                        let value = self.eval(frame, expr);
                        said.push_str(&self.show(&value, *format, lang));
                        let name = name.get_or_init(|| self.plan.words(expr.at));
                        if !values.contains_key(name) {
                            values.insert(name.clone(), self.exactly(&value, *format));
                        }
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
            value => self.show(value, format, Lang::En),
        }
    }

    /// A value in words.
    pub(super) fn show(&self, value: &Value<'r>, format: Format, lang: Lang) -> String {
        let say = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
        match value {
            Value::Unknown(_) => say("未载明", "not stated"),
            Value::Bool(b) => {
                if *b {
                    say("是", "yes")
                } else {
                    say("否", "no")
                }
            }
            Value::Int(_) | Value::Ratio(_) if format == Format::Percent => {
                value.ratio().map_or_else(String::new, percent)
            }
            Value::Int(n) => n.to_string(),
            Value::Ratio(r) => fraction(*r, lang),
            Value::Date(d) => d.to_string(),
            Value::Interval(a, b) => format!("{a}..{b}"),
            Value::Text(t) => self.printed(t),
            Value::Vocabulary(v) => {
                let title = self.plan.vocabularies.get(*v as usize).map(|v| v.title.get(lang));
                title.unwrap_or_default().to_owned()
            }
            Value::Symbol(s) => say(s.zh(), s.en()),
            Value::List(list) => {
                let all: Vec<String> = list.iter().map(|v| self.show(&v, format, lang)).collect();
                all.join(if lang == Lang::Zh { "、" } else { ", " })
            }
            Value::Node(_) | Value::Segment(_) | Value::Row(_) => String::new(),
        }
    }

    pub(super) fn printed(&self, text: &Text<'r>) -> String {
        match text {
            Text::Span(s) => s.slice(&self.reg.source.text).split_whitespace().collect(),
            Text::Words(w) => w.text.clone(),
            Text::Constant(c) => (*c).to_owned(),
            Text::Named(title) => title.printed.clone(),
            Text::Collected(words) => words.printed.clone(),
            Text::Owned(c) => c.to_string(),
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
