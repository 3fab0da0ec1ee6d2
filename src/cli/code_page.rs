//! The page of a diagnostic's code, for `guiju explain E0203`.

use guiju::{
    FormatOptions,
    diagnostic::{Code, Diagnostic, Shown},
    phrase::{Lang, Phrase},
    report,
};

use super::{Status, Stop, terminal::Terminal};

/// Whether a name is meant as a code: `E0203`.
pub(crate) fn is_code(name: &str) -> bool {
    let digits = name.strip_prefix(['E', 'e']).unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Prints the page of a code.
pub(crate) fn run(name: &str, terminal: &Terminal) -> Result<Status, Stop> {
    let Some(code) = Code::named(name) else {
        let message = Phrase::new(format!("没有代码 {name}"), format!("there is no code {name}"));
        let help = Phrase::new(
            "代码如 E0203,印在每条诊断的开头;`guiju doc --markdown` 列出全部",
            "a code is like E0203, as it stands before each diagnostic; `guiju doc --markdown` lists all",
        );
        return Err(Diagnostic::plain(Code::BadArgument, message).help(help).into());
    };
    let text = page(code, terminal.lang, terminal.for_stdout().width);
    terminal.write(Status::Clean, |out| out.write_all(text.as_bytes()))
}

fn page(code: Code, lang: Lang, width: usize) -> String {
    let page = code.page();
    let mut text = format!("{code}  {}\n\n", page.title().get(lang));
    let mut line = |indent: usize, words: &str| {
        for part in report::wrap(words, width.saturating_sub(indent)) {
            text.push_str(&" ".repeat(indent));
            text.push_str(&part);
            text.push('\n');
        }
    };
    line(0, page.meaning().get(lang));
    line(0, "");
    let shown = match page.shown {
        Shown::Policy(policy) => in_language(policy, lang),
        Shown::Typed(typed) => typed.to_owned(),
    };
    line(0, Phrase::new("例：", "example:").get(lang));
    shown.lines().for_each(|l| line(2, &format!("| {l}")));
    line(0, "");
    line(0, Phrase::new("办法：", "way out:").get(lang));
    line(2, page.way().get(lang));
    text
}

/// A policy file with the keywords of a language; as it stands where what it shows is that it cannot be read.
pub(crate) fn in_language(policy: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            guiju::format(policy, &FormatOptions { lang: Some(lang) }).unwrap_or_else(|_| policy.to_owned())
        }
        Lang::En => policy.to_owned(),
    }
}
