//! `guiju completions` and `guiju man`: made from the same definition as the command line itself.

use clap::Command;
use guiju::{
    diagnostic::{Code, Diagnostic, closest},
    phrase::Phrase,
};

use super::{
    Status, Stop,
    args::{CompletionsArgs, ManArgs, command_line},
    terminal::write_plain_with,
};

/// Writes a script that completes the commands and options of the program in a shell.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<Status, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command_line(), "guiju", &mut script);
    write_plain_with(Status::Clean, |out| out.write_all(&script))
}

/// Writes the man page of the program, or of one of its commands.
pub(crate) fn man(args: &ManArgs) -> Result<Status, Stop> {
    let mut program = command_line();
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => command(&program, name)?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(|e| Stop::Output(e, Status::Clean))?;
    write_plain_with(Status::Clean, |out| out.write_all(&text))
}

/// A command by its name; building the program has told it that its page is called `guiju-check`.
fn command(program: &Command, name: &str) -> Result<Command, Diagnostic> {
    if let Some(command) = program.find_subcommand(name) {
        return Ok(command.clone());
    }
    let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
    let near = closest(name, names.iter().copied()).map_or_else(|| names.join(", "), str::to_owned);
    let message = Phrase::new(format!("没有命令 `{name}`"), format!("there is no command `{name}`"));
    let help = Phrase::new(format!("可用：{near}"), format!("there is: {near}"));
    Err(Diagnostic::plain(Code::BadArgument, message).help(help))
}
