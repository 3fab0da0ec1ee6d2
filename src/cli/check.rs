//! `guiju check`: documents against policies.

use std::{num::NonZeroUsize, path::PathBuf, thread};

use guiju::{
    CheckOptions,
    diagnostic::Diagnostic,
    ingest::{self, Given},
    phrase::Phrase,
    regulation::Regulation,
    report,
    source::Files,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{
    Status, Stop,
    args::{CheckArgs, FormatArg},
    documents::{self, Found, Input},
    manifest::Manifest,
    policies,
    terminal::{Terminal, write_plain},
};

/// From how many documents on the progress is shown.
const MANY: usize = 200;

/// What became of one input.
type Outcome = (String, Result<Regulation, Diagnostic>);

/// Checks, writes the report, and says how it ended.
pub(crate) fn run(args: CheckArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let plan = policies::load(&args.rules, terminal)?;
    let unknown: Vec<Diagnostic> =
        args.only.iter().filter_map(|name| policies::named(&plan, name, "--only").err()).collect();
    if !unknown.is_empty() {
        return Err(Stop::Input(unknown, Files::default()));
    }
    let manifest = args.manifest.as_deref().map(Manifest::read).transpose()?.unwrap_or_default();
    let found = documents::find(&args.paths, args.manifest.as_deref());
    found.tell_skipped(terminal);

    let documents = read_all(found, &manifest, args.threads, terminal);
    let all_read = documents.iter().all(|(_, result)| result.is_ok());
    let options = CheckOptions { as_of: args.as_of, only: args.only };
    let report = guiju::check_all(&plan, documents, &options, args.threads);

    let status = match (all_read, args.fail_on.is_reached_by(&report)) {
        (false, _) => Status::NotAsAsked,
        (true, true) => Status::Findings,
        (true, false) => Status::Clean,
    };
    match args.format {
        FormatArg::Human => terminal.write(status, |out| report::human(&report, &terminal.for_stdout(), out)),
        FormatArg::Json => write_plain(status, &report::json(&report)),
    }
}

/// Reads all documents; what could not be read is shown at once and stands among the results.
fn read_all(found: Found, manifest: &Manifest, threads: usize, terminal: &Terminal) -> Vec<Outcome> {
    terminal.diagnostics(&found.problems, &Files::default());
    let mut outcomes: Vec<Outcome> = Vec::new();
    for problem in found.problems {
        outcomes.push((problem.input.clone().unwrap_or_default(), Err(problem)));
    }
    let bar = progress(found.inputs.len(), terminal);
    let mut read = read_in_parallel(&found.inputs, manifest, threads, &bar);
    bar.finish_and_clear();
    for (_, result, files) in &read {
        if let Err(problem) = result {
            terminal.diagnostics(std::slice::from_ref(problem), files);
        }
    }
    outcomes.extend(read.drain(..).map(|(name, result, _)| (name, result)));
    outcomes
}

/// One document read: its name, what came of it, and the text that a problem points into.
type Reading = (String, Result<Regulation, Diagnostic>, Files);

/// Reads stretches of the list side by side; the result is in the order of the list.
fn read_in_parallel(
    inputs: &[Input],
    manifest: &Manifest,
    threads: usize,
    bar: &ProgressBar,
) -> Vec<Reading> {
    let all = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = if threads == 0 { all } else { threads };
    let stretch = inputs.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = inputs
            .chunks(stretch)
            .map(|inputs| {
                let work = move || inputs.iter().map(|i| read(i, manifest, bar)).collect::<Vec<_>>();
                scope.spawn(work)
            })
            .collect();
        let join = |worker: thread::ScopedJoinHandle<'_, Vec<Reading>>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().flat_map(join).collect()
    })
}

fn read(input: &Input, manifest: &Manifest, bar: &ProgressBar) -> Reading {
    bar.inc(1);
    let bytes = match input.bytes() {
        Ok(bytes) => bytes,
        Err(problem) => return (input.name.clone(), Err(problem), Files::default()),
    };
    let place: Option<PathBuf> = input.place();
    let nothing = Given::default();
    let given = place.and_then(|p| manifest.given(&p)).unwrap_or(&nothing);
    let result = ingest::read(&input.name, &bytes, given);
    let files = if result.is_err() { documents::shown(&input.name, &bytes) } else { Files::default() };
    (input.name.clone(), result, files)
}

/// A bar on the standard error, for long runs on a terminal only.
fn progress(documents: usize, terminal: &Terminal) -> ProgressBar {
    if documents < MANY || terminal.quiet {
        return ProgressBar::hidden();
    }
    // indicatif draws nothing where the standard error is no terminal.
    let bar = ProgressBar::with_draw_target(Some(documents as u64), ProgressDrawTarget::stderr());
    let word = Phrase::new("读取", "reading");
    let template = format!("{} {{wide_bar}} {{pos}}/{{len}}", word.get(terminal.lang));
    bar.with_style(ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar()))
}
