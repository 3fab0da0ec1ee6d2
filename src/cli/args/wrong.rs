//! What is wrong with a command line, in either language.

use std::{error, fmt, io::Write as _};

use clap::{
    Error,
    builder::StyledStr,
    error::{ContextKind, ContextValue, ErrorKind},
};
use guiju::phrase::{Lang, Phrase};

use super::zh;

/// Why the value of an option cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unusable(pub(crate) Phrase);

impl Unusable {
    pub(super) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Phrase::new(zh, en))
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl error::Error for Unusable {}

/// Ends the program with what is wrong, or with the help that was asked for.
pub(super) fn exit(error: &Error, lang: Lang) -> ! {
    match in_chinese(error).filter(|_| lang == Lang::Zh) {
        Some(said) => {
            let usage = match error.get(ContextKind::Usage) {
                Some(ContextValue::StyledStr(usage)) => Some(usage),
                _ => None,
            };
            say(&said, usage)
        }
        None if lang == Lang::Zh && error.kind() == ErrorKind::DisplayHelp => {
            // Whoever reads it may have closed the pipe.
            write!(anstream::stdout(), "{}", zh::finished(&error.render().ansi().to_string())).ok();
            std::process::exit(error.exit_code())
        }
        None => error.exit(),
    }
}

/// Ends the program with what is wrong, in Chinese, and how the command is used.
pub(super) fn say(what: &str, usage: Option<&StyledStr>) -> ! {
    let usage = usage.map(ToString::to_string);
    let usage = usage.map(|u| format!("\n\n用法：{}", zh::usage(u.trim_start_matches("Usage: "))));
    anstream::eprintln!("错误：{what}{}\n\n详见 --help。", usage.unwrap_or_default());
    std::process::exit(2)
}

/// The error in Chinese; `None` for help that was asked for.
fn in_chinese(error: &Error) -> Option<String> {
    let get = |kind| error.get(kind).map(told);
    let arg = get(ContextKind::InvalidArg).unwrap_or_default();
    let value = get(ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有参数 {arg}"),
        ErrorKind::InvalidSubcommand => {
            format!("没有命令 {}", get(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::InvalidValue if value == EMPTY => format!("{arg} 缺少值"),
        ErrorKind::InvalidValue => format!("{arg} 没有值 {value}"),
        ErrorKind::ValueValidation => {
            let why = error::Error::source(error)?;
            let why = why.downcast_ref::<Unusable>().map_or_else(|| why.to_string(), |u| u.0.zh.clone());
            format!("{arg} 的值 {value} 不能用：{why}")
        }
        ErrorKind::ArgumentConflict => {
            let prior = get(ContextKind::PriorArg).unwrap_or_default();
            if prior == arg {
                format!("{arg} 只能给一次")
            } else {
                format!("{arg} 与 {prior} 不能同时用")
            }
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8".to_owned(),
        ErrorKind::NoEquals
        | ErrorKind::TooManyValues
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues => format!("{arg} 的值的个数不对"),
        _ => return None,
    };
    let values = get(ContextKind::ValidValue).map(|values| format!("\n  可取：{values}"));
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().filter_map(get).map(|near| format!("\n\n  是否指 {near}？"));
    Some([what].into_iter().chain(values).chain(near).collect())
}

/// A value that is not there.
const EMPTY: &str = "``";

/// What an error tells of itself, in one line.
fn told(value: &ContextValue) -> String {
    let quoted = |text: &str| format!("`{text}`");
    match value {
        ContextValue::String(text) => quoted(text),
        ContextValue::Strings(all) => all.iter().map(|text| quoted(text)).collect::<Vec<_>>().join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{super::Cli, *};

    /// What the program would say of a wrong command line.
    fn said(line: &str) -> String {
        let error = Cli::command().try_get_matches_from(line.split(' ')).expect_err(line);
        in_chinese(&error).expect(line)
    }

    #[test]
    fn what_is_wrong_is_said_in_chinese() {
        for (line, words) in [
            ("guiju check a.txt --selct x", &["没有参数 `--selct`", "是否指 `--select`？"][..]),
            ("guiju chek", &["没有命令 `chek`", "是否指 ", "`check`？"]),
            ("guiju explain", &["缺少 `<POLICY>`"]),
            ("guiju check a.txt --format pdf", &["没有值 `pdf`", "可取：", "`sarif`"]),
            ("guiju check a.txt --select", &["缺少值"]),
            ("guiju check a.txt --as-of 2019-02-30", &["`2019-02-30` 不能用", "历法上没有这一天"]),
            ("guiju check a.txt --config x --no-config", &["不能同时用"]),
        ] {
            let said = said(line);
            assert!(words.iter().all(|w| said.contains(w)), "{line}: {said}");
        }
    }
}
