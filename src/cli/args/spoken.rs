//! The command line in the language of whoever types it. That must be known before the command line is read, so `--lang` is
//! looked for in what was typed.

use std::env;

use clap::{Command, CommandFactory, FromArgMatches, error::ErrorKind};
use guiju::phrase::{Lang, Phrase};

use super::{Cli, LangArg, wrong, zh};
use crate::cli::options;

/// Reads the command line; ends the program where help is asked for or something is wrong with it.
pub(crate) fn parse() -> Cli {
    let mut command = command_line();
    let read = command.try_get_matches_from_mut(env::args_os());
    match read.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => wrong::exit(&error, lang()),
    }
}

/// The command line as it tells of itself.
pub(crate) fn command_line() -> Command {
    match lang() {
        Lang::Zh => zh::translated(Cli::command()),
        Lang::En => Cli::command(),
    }
}

/// Ends the program as for a wrong argument of a command, with its usage.
pub(super) fn refuse(command: Option<&str>, kind: ErrorKind, words: &Phrase) -> ! {
    let mut program = command_line();
    program.build();
    let command = match command.and_then(|name| program.find_subcommand(name)) {
        Some(command) => &mut command.clone(),
        None => &mut program,
    };
    match lang() {
        Lang::Zh => wrong::say(&words.zh, Some(&command.render_usage())),
        Lang::En => command.error(kind, &words.en).exit(),
    }
}

/// The language that is asked for, or that of the locale.
fn lang() -> Lang {
    options::lang(asked(env::args().skip(1)), None)
}

/// What `--lang` says, wherever it stands.
fn asked(args: impl Iterator<Item = String>) -> Option<LangArg> {
    let mut args = args.take_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        let value =
            if arg == "--lang" { args.next() } else { arg.strip_prefix("--lang=").map(str::to_owned) };
        match value.as_deref() {
            Some("zh") => return Some(LangArg::Zh),
            Some("en") => return Some(LangArg::En),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_known_before_anything_else() {
        let asked = |line: &str| asked(line.split(' ').map(str::to_owned));
        assert_eq!(asked("check a.txt --lang zh --wrong"), Some(LangArg::Zh));
        assert_eq!(asked("--lang=en check"), Some(LangArg::En));
        assert_eq!(asked("check --lang fr"), None);
        assert_eq!(asked("check -- --lang zh"), None);
    }
}
