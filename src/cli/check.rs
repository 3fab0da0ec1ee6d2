//! `guiju check`: documents against policies.

use std::{
    mem,
    path::{Path, PathBuf},
};

use guiju::{
    diagnostic::Diagnostic,
    eval::{self, Options},
    finding::{Pack, Report, Unreadable},
    phrase::Phrase,
    plan::Plan,
    source::Files,
};

use super::{
    Status, Stop,
    args::{CheckArgs, ReportFormat},
    cache::{self, Cache},
    changed,
    configured::Configured,
    documents::{self, Found},
    guarded::guarded,
    inputs::{self, Input},
    manifest::Manifest,
    names::{Names, called},
    output, packs, policies,
    spared::{Spared, was_written},
    standing::{self, Standing},
    stream::{self, Stream},
    streamed,
    terminal::Terminal,
};

/// Checks, writes the report, and says how it ended.
pub(crate) fn run(args: &CheckArgs, configured: &Configured, terminal: &Terminal) -> Result<Status, Stop> {
    args.must_name_documents("check");
    let mut job = Job::new(args, configured, terminal)?;
    let result = if streamed::suits(args, &job) {
        streamed::run(&mut job, args, terminal)
    } else {
        let (report, status) = collected(&mut job, args, terminal);
        tell_interrupted(&report, terminal);
        job.standing.tell_unsettled(&report, args.format, terminal);
        let written = output::write(&report, args.format, &args.output, status, terminal);
        mem::forget(report);
        written
    };
    // The program ends here: the system takes its memory back faster at once than it is given back piece by piece.
    mem::forget(job);
    result
}

/// Checks, and says how it ended; nothing is written but talk.
pub(crate) fn checked(
    args: &CheckArgs,
    configured: &Configured,
    terminal: &Terminal,
) -> Result<(Report, Status), Stop> {
    Ok(collected(&mut Job::new(args, configured, terminal)?, args, terminal))
}

/// Checks to write a baseline to a file, which must be none that the run reads.
pub(crate) fn checked_for(
    to: &Path,
    args: &CheckArgs,
    configured: &Configured,
    terminal: &Terminal,
) -> Result<(Report, Status), Stop> {
    let mut job = Job::new(args, configured, terminal)?;
    if let Some(problem) = Spared::of(args, configured, &job.found.inputs).refused(to, "--to") {
        return Err(problem.into());
    }
    Ok(collected(&mut job, args, terminal))
}

/// Everything that a run needs, read and found before the first document is opened.
pub(crate) struct Job {
    pub(crate) plan: Plan,
    pub(crate) options: Options,
    pub(crate) standing: Standing,
    pub(crate) manifest: Manifest,
    pub(crate) found: Found,
    pub(crate) packs: Vec<Pack>,
    /// The folder of the cache; `None` where the run goes without.
    pub(crate) cache: Option<PathBuf>,
    /// Threads to work with; 0 means all.
    pub(crate) threads: usize,
}

impl Job {
    fn new(args: &CheckArgs, configured: &Configured, terminal: &Terminal) -> Result<Self, Stop> {
        let plan = policies::load(&args.rules, configured, terminal)?;
        let options = configured.options(&plan, &args.select, args.as_of)?;
        let standing = Standing::read(args, configured, &plan)?;
        let manifest = configured.manifest(args.manifest.as_deref());
        // A document at the place of a report stays one, so that the run sees that it would be replaced.
        let outputs = args.output.iter().map(|o| o.path.as_path()).filter(|path| was_written(path));
        let apart: Vec<&Path> = manifest.as_deref().into_iter().chain(outputs).collect();
        let found = found(args, configured, &apart, terminal)?;
        let packs = packs::packs(&args.rules, configured, &plan)?;
        let manifest = manifest.as_deref().map(Manifest::read).transpose()?.unwrap_or_default();
        tell_begin(&plan, found.inputs.len(), terminal);
        if !args.output.is_empty() || args.format == ReportFormat::Parquet {
            output::prepare(args.format, &args.output, &Spared::of(args, configured, &found.inputs))?;
        }
        terminal.diagnostics(&found.problems, &Files::default());
        stream::stop_on_interrupt();
        let cache = cache::folder(args, configured, &found.inputs);
        let threads = if args.threads == 0 && inputs::are_few(&found.inputs) { 1 } else { args.threads };
        Ok(Self { plan, options, standing, manifest, found, packs, cache, threads })
    }
}

/// Checks all documents and keeps what is said of them.
fn collected(job: &mut Job, args: &CheckArgs, terminal: &Terminal) -> (Report, Status) {
    let (found, packs, cache) = (mem::take(&mut job.found), mem::take(&mut job.packs), job.cache.take());
    let Job { plan, options, standing, manifest, threads, .. } = job;
    let cache = opened(cache, plan, options, terminal);
    let documents = Stream::new(&found.inputs, manifest, &args.input, terminal);
    let feed = |emit: &mut dyn FnMut(_)| documents.feed(found.inputs, emit);
    let checked = |input| {
        if let Some(cache) = &cache {
            return documents.check(cache, input, |d, kept| cache.examined(&d, &kept));
        }
        let (path, document) = documents.read(input);
        let examined = document.map(|d| eval::examine(plan, &d, options));
        examined.map_err(|diagnostic| Unreadable { path, diagnostic })
    };
    let check = |input: Input| {
        let line = input.line();
        let examined = guarded(&input.name.clone(), || checked(input))?;
        Ok((called(line, &examined.report.path), examined))
    };
    let (mut examined, mut unreadable, mut names) = (Vec::new(), Vec::new(), Names::default());
    guiju::eval::run::stream(feed, Input::size, *threads, check, |result| match result {
        Ok((called, document)) => {
            unreadable.extend(names.take(called));
            examined.push(document);
        }
        Err(input) => unreadable.push(input),
    });
    // Asked once: what comes later changes no more what is said.
    let make = if stream::interrupted() { guiju::report_interrupted } else { guiju::report_examined };
    let mut report = make(plan, examined, unreadable, options);
    if let Some(cache) = cache {
        cache.finish(terminal);
    }
    documents.finish();
    show_problems(&report, &documents, terminal);
    report.unreadable.extend(unread(found.problems));
    report.unreadable.sort_by(|a, b| a.path.cmp(&b.path));
    report.packs = packs;
    let status = standing.apply(&mut report);
    let whole = report.unreadable.is_empty() && !report.interrupted;
    tell_rows(manifest, &report, args, terminal);
    (report, if whole { status } else { Status::NotAsAsked })
}

/// The cache of a folder. Where it cannot be used the run goes without, and says so to those who want to know.
pub(super) fn opened<'p>(
    folder: Option<PathBuf>,
    plan: &'p Plan,
    options: &'p Options,
    terminal: &Terminal,
) -> Option<Cache<'p>> {
    let folder = folder?;
    let name = folder.display().to_string();
    let opened = Cache::open(folder, plan, options).inspect_err(|error| {
        terminal.detail(|| {
            Phrase::new(
                format!("缓存 {name} 无法使用：{error}"),
                format!("the cache {name} cannot be used: {error}"),
            )
        });
    });
    opened.ok()
}

/// What could not be found, as the report tells it.
pub(super) fn unread(problems: Vec<Diagnostic>) -> impl Iterator<Item = Unreadable> {
    problems
        .into_iter()
        .map(|diagnostic| Unreadable { path: diagnostic.input.clone().unwrap_or_default(), diagnostic })
}

/// The documents of the run: those that are named, without what is `apart`, and of these what changed where that is asked.
fn found(
    args: &CheckArgs,
    configured: &Configured,
    apart: &[&Path],
    terminal: &Terminal,
) -> Result<Found, Stop> {
    let paths = changed::paths(args)?;
    let mut found = documents::find(&paths, apart, &configured.excluded()?);
    found.tell_skipped(terminal);
    if let Some(revision) = &args.changed_since {
        let left_out = changed::keep(&mut found.inputs, revision, &paths)?;
        let kept = found.inputs.len();
        terminal.note(&Phrase::new(
            format!("{kept} 份文件有改动，{left_out} 份没有"),
            format!("{kept} documents changed, {left_out} did not"),
        ));
    }
    Ok(found)
}

/// Says what the run is about to do, to those who want to know.
fn tell_begin(plan: &Plan, inputs: usize, terminal: &Terminal) {
    terminal.detail(|| {
        let (policies, digest) = (plan.policies.len(), &plan.digest);
        Phrase::new(
            format!("{policies} 条政策（摘要 {digest}），{inputs} 个输入"),
            format!("policies: {policies} (digest {digest}); inputs: {inputs}"),
        )
    });
}

/// Names the documents that could not be read, and the warnings of those that could.
fn show_problems(report: &Report, documents: &Stream<'_>, terminal: &Terminal) {
    for input in &report.unreadable {
        documents.show(&input.path, &input.diagnostic, terminal);
    }
    for document in &report.documents {
        terminal.diagnostics(&document.warnings, &Files::default());
    }
}

/// Says which rows of the manifest had no document; a run that was interrupted does not know.
pub(super) fn tell_rows(manifest: &Manifest, report: &Report, args: &CheckArgs, terminal: &Terminal) {
    if !report.interrupted {
        manifest.tell_unasked(&args.paths, standing::is_partial(args), terminal);
    }
}

/// Says that the run was interrupted.
pub(super) fn tell_interrupted(report: &Report, terminal: &Terminal) {
    if report.interrupted {
        terminal.note(&Phrase::new(
            "已中断：结果只含已查完的文件",
            "interrupted: the result holds only the documents that were finished",
        ));
    }
}
