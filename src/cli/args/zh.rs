//! The command line in Chinese: what `--help` and the manual say.

use clap::{Arg, Command, builder::StyledStr};

/// Each text as it is written where the command or argument is defined, and the same in Chinese.
const TEXTS: &str = include_str!("zh.txt");
/// What parts one text and its Chinese, and what parts these from the next.
const IN_CHINESE: &str = "\n→\n";
const NEXT: &str = "\n====\n";

/// The command line with everything that it says of itself in Chinese.
pub(super) fn translated(mut command: Command) -> Command {
    // Building adds the options of all commands to each, and `help`.
    command.build();
    spoken(command)
}

fn spoken(command: Command) -> Command {
    let subcommands: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let about = command.get_about().map(said);
    let after = command.get_after_help().map(said);
    let mut command = command.mut_args(argument).subcommand_help_heading("命令").help_template(TEMPLATE);
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    subcommands.into_iter().fold(command, |command, name| command.mut_subcommand(name, spoken))
}

/// The heading of options that have no other.
const HEADING: &str = "选项";
const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// A page of help as it is rendered, with what the parser of the command line writes by itself in Chinese too: the words of
/// the usage, and the colons behind headings.
pub(super) fn finished(help: &str) -> String {
    let line = |line: &str| {
        let is_heading =
            !line.starts_with(' ') && anstream::adapter::strip_str(line).to_string().ends_with(':');
        match line.rfind(':').filter(|_| is_heading) {
            Some(colon) => format!("{}：{}\n", &line[..colon], &line[colon + 1..]),
            None => format!("{line}\n"),
        }
    };
    usage(&help.lines().map(line).collect::<String>())
}

/// How a command is used, with its general words in Chinese.
pub(super) fn usage(usage: &str) -> String {
    [("[OPTIONS]", "[选项]"), ("<COMMAND>", "<命令>"), ("[COMMAND]", "[命令]")]
        .iter()
        .fold(usage.to_owned(), |usage, (en, zh)| usage.replace(en, zh))
}

/// An argument with its help, and what clap would say of its values, in Chinese.
fn argument(arg: Arg) -> Arg {
    let heading = match arg.get_help_heading() {
        Some(heading) => in_chinese(heading).unwrap_or(HEADING),
        None if arg.is_positional() => "参数",
        None => HEADING,
    };
    let values = arg.get_possible_values();
    let values = values.iter().filter(|v| !v.is_hide_set()).map(|value| match value.get_help() {
        Some(help) => format!("\n- {}：{}", value.get_name(), said(help)),
        None => format!("\n- {}", value.get_name()),
    });
    let default = arg.get_default_values().iter().map(|v| v.to_string_lossy()).collect::<Vec<_>>().join("、");
    let default = (!default.is_empty()).then(|| format!("\n[默认：{default}]"));
    let takes_values = arg.get_action().takes_values();
    let more = values.chain(default).filter(|_| takes_values);
    let help: String = arg.get_help().map(said).into_iter().chain(more).collect();
    arg.help_heading(heading).help(help).hide_possible_values(true).hide_default_value(true)
}

fn said(text: &StyledStr) -> String {
    let text = text.to_string();
    in_chinese(&text).map_or(text, str::to_owned)
}

/// The Chinese of a text of the command line.
fn in_chinese(text: &str) -> Option<&'static str> {
    texts().find(|(en, _)| *en == text).map(|(_, zh)| zh)
}

fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEXTS.trim_end().split(NEXT).filter_map(|both| both.split_once(IN_CHINESE))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::{super::Cli, *};

    /// All that a command line says of itself.
    fn gather(command: &Command, out: &mut BTreeSet<String>) {
        out.extend(command.get_about().map(ToString::to_string));
        out.extend(command.get_after_help().map(ToString::to_string));
        for arg in command.get_arguments().filter(|a| !a.is_hide_set()) {
            out.extend(arg.get_help().map(ToString::to_string));
            out.extend(arg.get_help_heading().map(str::to_owned));
            let values = arg.get_possible_values();
            out.extend(values.iter().filter_map(|v| Some(v.get_help()?.to_string())));
        }
        command.get_subcommands().for_each(|c| gather(c, out));
    }

    #[test]
    fn a_page_of_help_is_finished_in_chinese() {
        let mut command = translated(Cli::command());
        for command in [&mut command.clone(), command.find_subcommand_mut("check").expect("a command")] {
            for page in [command.render_help(), command.render_long_help()] {
                let page = finished(&page.ansi().to_string());
                let plain = anstream::adapter::strip_str(&page).to_string();
                let heads: Vec<&str> =
                    plain.lines().filter(|l| !l.starts_with(' ') && l.ends_with([':', '：'])).collect();
                assert!(heads.len() > 1 && heads.iter().all(|h| h.ends_with('：')), "{heads:?}");
                assert!(plain.contains("[选项]"), "{plain}");
                for english in ["[OPTIONS]", "COMMAND", "[alias", "[default"] {
                    assert!(!plain.contains(english), "{english}: {plain}");
                }
            }
        }
    }

    #[test]
    fn everything_is_said_in_chinese() {
        let mut command = Cli::command();
        command.build();
        let mut all = BTreeSet::new();
        gather(&command, &mut all);
        let known: BTreeSet<String> = texts().map(|(en, _)| en.to_owned()).collect();
        let missing: Vec<_> = all.difference(&known).collect();
        let idle: Vec<_> = known.difference(&all).collect();
        assert!(missing.is_empty() && idle.is_empty(), "without Chinese: {missing:#?}\nnot said: {idle:#?}");
    }
}
