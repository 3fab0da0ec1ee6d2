//! `guiju check`: documents against policies.

use std::{collections::BTreeMap, path::Path, sync::Mutex};

use guiju::{
    diagnostic::Diagnostic,
    eval::Options,
    finding::{Report, Unreadable},
    ingest,
    phrase::Phrase,
    regulation::Regulation,
    source::Files,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{
    Status, Stop,
    args::CheckArgs,
    documents::{self, Input},
    manifest::Manifest,
    output, policies,
    terminal::Terminal,
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
    let outputs = args.output.iter().map(|o| o.path.as_path());
    let apart: Vec<&Path> = args.manifest.as_deref().into_iter().chain(outputs).collect();
    let found = documents::find(&args.paths, &apart);
    found.tell_skipped(terminal);
    output::prepare(&args.output, &found.inputs)?;

    let missing = found.problems.is_empty();
    terminal.diagnostics(&found.problems, &Files::default());
    let options = Options { as_of: args.as_of, only: args.only };
    let bar = progress(found.inputs.len(), terminal);
    let texts = Mutex::new(BTreeMap::new());
    let beside = Beside { manifest: &manifest, encoding: &args.input.encoding };
    let mut report =
        guiju::check_all(&plan, found.inputs, |i| read(&i, &beside, &bar, &texts), &options, args.threads);
    bar.finish_and_clear();
    show_problems(&report, &texts, terminal);
    report.unreadable.extend(
        found
            .problems
            .into_iter()
            .map(|diagnostic| Unreadable { path: diagnostic.input.clone().unwrap_or_default(), diagnostic }),
    );
    report.unreadable.sort_by(|a, b| a.path.cmp(&b.path));
    let all_read = missing && report.unreadable.is_empty();

    let status = match (all_read, args.fail_on.is_reached_by(&report)) {
        (false, _) => Status::NotAsAsked,
        (true, true) => Status::Findings,
        (true, false) => Status::Clean,
    };
    output::write(&report, args.format, &args.output, status, terminal)
}

/// The texts of documents with a problem, for the excerpts that show it.
type Texts = Mutex<BTreeMap<String, Files>>;

/// What is told beside the documents.
struct Beside<'a> {
    manifest: &'a Manifest,
    encoding: &'a Option<String>,
}

fn read(input: &Input, beside: &Beside<'_>, bar: &ProgressBar, texts: &Texts) -> Outcome {
    bar.inc(1);
    let bytes = match input.bytes() {
        Ok(bytes) => bytes,
        Err(problem) => return (input.name.clone(), Err(problem)),
    };
    let mut given = input.place().and_then(|p| beside.manifest.given(&p).cloned()).unwrap_or_default();
    given.encoding.clone_from(beside.encoding);
    let result = ingest::read(&input.name, &bytes, &given);
    if let (Err(_), Ok(mut texts)) = (&result, texts.lock()) {
        texts.insert(input.name.clone(), documents::shown(&input.name, &bytes));
    }
    (input.name.clone(), result)
}

/// Names the documents that could not be read, and the warnings of those that could.
fn show_problems(report: &Report, texts: &Texts, terminal: &Terminal) {
    let nothing = Files::default();
    let Ok(texts) = texts.lock() else { return };
    for input in &report.unreadable {
        let files = texts.get(&input.path).unwrap_or(&nothing);
        terminal.diagnostics(std::slice::from_ref(&input.diagnostic), files);
    }
    for document in &report.documents {
        terminal.diagnostics(&document.warnings, &nothing);
    }
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
