//! What the options mean here and now: the environment looked up, defaults filled in.

use std::env;

use guiju::phrase::Lang;

use super::args::LangArg;

/// The language to talk in: the option, else the configuration, else what the locale says.
pub(crate) fn lang(asked: Option<LangArg>, configured: Option<Lang>) -> Lang {
    match asked {
        Some(LangArg::Zh) => Lang::Zh,
        Some(LangArg::En) => Lang::En,
        None if configured.is_some() => configured.unwrap_or_default(),
        None => locale_lang(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| env::var(name).ok())),
    }
}

/// The language of a locale: the first variable that is set and not empty decides.
fn locale_lang(variables: [Option<String>; 3]) -> Lang {
    match variables.into_iter().flatten().find(|v| !v.is_empty()) {
        Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

/// The columns to write in: those of the terminal where it says so, else 100, within what can be read.
pub(crate) fn width() -> usize {
    let asked = env::var("COLUMNS").ok().and_then(|c| c.trim().parse().ok());
    asked.unwrap_or(100).clamp(60, 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let of = |a: &str, b: &str, c: &str| locale_lang([a, b, c].map(|v| Some(v.to_owned())));
        assert_eq!(of("", "", "zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(of("C", "", "zh_CN.UTF-8"), Lang::En);
        assert_eq!(of("zh_TW", "en_US", "C"), Lang::Zh);
        assert_eq!(locale_lang([None, None, None]), Lang::En);
    }
}
