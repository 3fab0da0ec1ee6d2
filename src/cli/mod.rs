//! The command line: one file per command.
//!
//! [`args`] is what was typed, [`options`] what it means here and now, [`terminal`] where the answer goes. The commands
//! call the library and return a [`Status`].

mod args;
mod baseline;
mod cache;
mod catalogue;
mod changed;
mod check;
mod code_page;
mod config;
mod configured;
mod coverage;
mod diff;
mod doc;
mod documents;
mod explain;
mod extract;
mod fmt;
mod guarded;
mod init;
mod inputs;
mod judging;
mod kept;
mod lint;
mod list;
mod manifest;
mod mutation;
mod names;
mod options;
mod output;
mod packs;
mod policies;
mod schema;
mod shell;
mod spared;
mod spool;
mod standing;
mod stream;
mod streamed;
mod tables;
mod terminal;
mod test;
mod tested;
mod trace;
mod verify;
mod watch;
mod word_lists;
mod worker;

use std::{io, path::PathBuf, process::ExitCode};

use guiju::{diagnostic::Diagnostic, source::Files};

use self::{args::Command, configured::Configured, terminal::Terminal};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings.
    Findings,
    /// The run could not be done as asked.
    NotAsAsked,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::NotAsAsked => 2,
        })
    }
}

/// What ends a command before its result.
#[derive(Debug)]
pub(crate) enum Stop {
    /// An input is wrong; nothing can be done without it.
    Input(Vec<Diagnostic>, Files),
    /// The result could not be written.
    Output(io::Error, Status),
    /// A file could not be written.
    File(PathBuf, io::Error),
}

impl From<Diagnostic> for Stop {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Input(vec![diagnostic], Files::default())
    }
}

/// Runs the program and says how it ended.
pub(crate) fn run() -> ExitCode {
    let cli = args::parse();
    let configured = configuration(&cli.command);
    let lang = configured.as_ref().ok().and_then(|c| c.config.lang.as_ref()).map(|l| l.value);
    let terminal = Terminal::new(&cli.talk, lang);
    let result = configured.and_then(|configured| run_command(cli.command, &configured, &terminal));
    match result {
        Ok(status) => status.into(),
        Err(Stop::Input(diagnostics, files)) => {
            terminal.diagnostics(&diagnostics, &files);
            Status::NotAsAsked.into()
        }
        // Whoever reads the output has read enough: the answer stands.
        Err(Stop::Output(error, status)) if error.kind() == io::ErrorKind::BrokenPipe => status.into(),
        Err(Stop::Output(error, _)) => {
            terminal.cannot_write(None, &error);
            Status::NotAsAsked.into()
        }
        Err(Stop::File(path, error)) => {
            terminal.cannot_write(Some(&path), &error);
            Status::NotAsAsked.into()
        }
    }
}

/// The configuration for a command; empty for one that has no use for it.
fn configuration(command: &Command) -> Result<Configured, Stop> {
    let (args, documents): (_, &[_]) = match command {
        Command::Check(args) => (&args.rules.config, &args.paths),
        Command::Baseline(args) => (&args.check.rules.config, &args.check.paths),
        Command::Config(args) => (&args.check.rules.config, &args.check.paths),
        Command::List(args) => (&args.rules.config, &[]),
        Command::Cache(args) => (&args.config, &[]),
        Command::Explain(args) => (&args.rules.config, args.file.as_slice()),
        Command::Diff(args) => (&args.rules.config, std::slice::from_ref(&args.new)),
        Command::Worker(args) => (&args.step.args().rules.config, &[]),
        _ => return Ok(Configured::default()),
    };
    Configured::find(args, documents)
}

fn run_command(command: Command, configured: &Configured, terminal: &Terminal) -> Result<Status, Stop> {
    match command {
        Command::Check(args) => check::run(&args.with_output_settled(), configured, terminal),
        Command::Baseline(args) => baseline::run(args, configured, terminal),
        Command::Watch(args) => watch::run(args, terminal),
        Command::Config(args) => config::run(&args.check, configured, terminal),
        Command::Extract(args) => extract::run(&args, terminal),
        Command::Schema(args) => schema::run(&args),
        Command::Diff(args) => diff::run(&args, configured, terminal),
        Command::Verify(args) => verify::run(&args, terminal),
        Command::Init(args) => init::run(&args, terminal),
        Command::Cache(args) => cache::run(&args, configured, terminal),
        Command::List(args) => list::run(&args, configured, terminal),
        Command::Explain(args) => explain::run(&args, configured, terminal),
        Command::Doc(args) => doc::run(&args, terminal),
        Command::Lint(args) => lint::run(&args, terminal),
        Command::Fmt(args) => fmt::run(&args, terminal),
        Command::Test(args) => test::run(&args, terminal),
        Command::Worker(args) => worker::run(&args.step, configured, terminal),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
    }
}
