//! `guiju check`: documents against policies.

use std::path::Path;

use guiju::{
    finding::{Report, Unreadable},
    phrase::Phrase,
    plan::Plan,
    source::Files,
};

use super::{
    Status, Stop,
    args::CheckArgs,
    changed,
    configured::Configured,
    documents::{self, Found},
    manifest::Manifest,
    output, packs, policies,
    standing::Standing,
    stream::{self, Stream},
    terminal::Terminal,
};

/// Checks, writes the report, and says how it ended.
pub(crate) fn run(args: &CheckArgs, configured: &Configured, terminal: &Terminal) -> Result<Status, Stop> {
    args.must_name_documents();
    let (report, status) = checked(args, configured, terminal)?;
    output::write(&report, args.format, &args.output, status, terminal)
}

/// Checks, and says how it ended; nothing is written but talk.
pub(crate) fn checked(
    args: &CheckArgs,
    configured: &Configured,
    terminal: &Terminal,
) -> Result<(Report, Status), Stop> {
    stream::stop_on_interrupt();
    let plan = policies::load(&args.rules, configured, terminal)?;
    let options = configured.options(&plan, args)?;
    let standing = Standing::read(args, configured, &plan)?;
    let manifest = configured.manifest(args);
    let outputs = args.output.iter().map(|o| o.path.as_path());
    let apart: Vec<&Path> = manifest.as_deref().into_iter().chain(outputs).collect();
    let found = found(args, configured, &apart, terminal)?;
    let manifest = manifest.as_deref().map(Manifest::read).transpose()?.unwrap_or_default();
    tell_begin(&plan, found.inputs.len(), terminal);
    output::prepare(&args.output, &found.inputs)?;
    terminal.diagnostics(&found.problems, &Files::default());

    let documents = Stream::new(&found.inputs, &manifest, &args.input, terminal);
    let feed = |emit: &mut dyn FnMut(_)| documents.feed(found.inputs, emit);
    let mut report = guiju::check_fed(&plan, feed, |i| documents.read(i), &options, args.threads);
    documents.finish();
    show_problems(&report, &documents, terminal);
    let missing = found.problems.into_iter();
    report.unreadable.extend(
        missing
            .map(|diagnostic| Unreadable { path: diagnostic.input.clone().unwrap_or_default(), diagnostic }),
    );
    report.unreadable.sort_by(|a, b| a.path.cmp(&b.path));
    report.packs = packs::packs(&args.rules, configured, &plan)?;
    let status = standing.apply(&mut report);
    let whole = report.unreadable.is_empty() && !told_interrupted(terminal);
    Ok((report, if whole { status } else { Status::NotAsAsked }))
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
    let (policies, digest) = (plan.policies.len(), &plan.digest);
    terminal.detail(&Phrase::new(
        format!("{policies} 条政策（摘要 {digest}），{inputs} 个输入"),
        format!("policies: {policies} (digest {digest}); inputs: {inputs}"),
    ));
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

/// Whether the run was interrupted; says so.
fn told_interrupted(terminal: &Terminal) -> bool {
    let interrupted = stream::interrupted();
    if interrupted {
        terminal.note(&Phrase::new(
            "已中断：结果只含已查完的文件",
            "interrupted: the result holds only the documents that were finished",
        ));
    }
    interrupted
}
