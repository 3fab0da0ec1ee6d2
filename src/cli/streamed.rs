//! A run whose report is written document after document: memory holds what is in flight, never the corpus.
//!
//! What is said of a document is laid aside until the rows of policies over a corpus are judged, for these may add to it;
//! then everything is taken up again in order, completed and written.

use std::{
    collections::{BTreeMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    io::{self, BufWriter, Write},
};

use guiju::{
    eval::{
        self, Origin,
        corpus::{self, Part},
        run::stream,
    },
    finding::{DocumentReport, Report, Tally, Unreadable},
    plan::Plan,
    report,
    source::Files,
};

use super::{
    Status, Stop,
    args::{CheckArgs, ReportFormat},
    cache::Cache,
    check::{Job, opened, told_interrupted, unread},
    judging::{Judging, LaidRow},
    kept::Kept,
    spool::{self, Spool},
    stream::Stream,
    terminal::Terminal,
};

/// Documents that are taken up together.
const BLOCK: usize = 16;

/// Heaps of rows: those of one key lie on one heap.
const HEAPS: usize = 64;

/// Whether the report of a run can be written document after document.
pub(super) fn suits(args: &CheckArgs, job: &Job) -> bool {
    matches!(args.format, ReportFormat::Json | ReportFormat::Ndjson)
        && args.output.is_empty()
        && job.standing.is_plain()
}

/// Checks and writes.
pub(super) fn run(job: Job, args: &CheckArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let Job { plan, options, standing, manifest, found, packs, cache } = job;
    let cache = opened(cache, &plan, &options, terminal);
    let mut aside = Aside::default();
    let mut report = guiju::empty_report(&plan, &options);
    report.packs = packs;
    let documents = Stream::new(&found.inputs, &manifest, &args.input, terminal);
    let feed = |emit: &mut dyn FnMut(_)| documents.feed(found.inputs, emit);
    let check = |input| {
        if let Some(cache) = &cache {
            return documents.check(cache, input, |_, kept| Ok(kept));
        }
        let (path, document) = documents.read(input);
        let checked = document.map(|d| Kept::of(&plan, &guiju::examine(&plan, &d, &options), false));
        checked.map_err(|diagnostic| Unreadable { path, diagnostic })
    };
    let mut failed = None;
    stream(feed, args.threads, check, |result| match result {
        Ok(kept) => {
            terminal.diagnostics(&kept.warnings, &Files::default());
            if let Err(error) = aside.put(&kept) {
                failed.get_or_insert(error);
            }
        }
        Err(input) => {
            documents.show(&input.path, &input.diagnostic, terminal);
            report.unreadable.push(input);
        }
    });
    documents.finish();
    report.unreadable.extend(unread(found.problems));
    report.unreadable.sort_by(|a, b| a.path.cmp(&b.path));
    let whole = report.unreadable.is_empty() && !told_interrupted(terminal);
    let cannot = |error| Stop::Output(error, Status::NotAsAsked);
    failed.map_or(Ok(()), Err).map_err(cannot)?;
    aside.judge(&plan, cache.as_ref()).map_err(cannot)?;
    if let Some(cache) = cache {
        cache.finish(terminal);
    }

    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut tally = Tally::default();
    let written = aside.write(&plan, &mut report, args, &mut tally, &mut out);
    let status = if whole { standing.ends(&report, &tally) } else { Status::NotAsAsked };
    written.and_then(|()| out.flush()).map_err(|error| Stop::Output(error, status))?;
    Ok(status)
}

/// The heap of a key.
fn heap(key: &str) -> usize {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    (hasher.finish() % HEAPS as u64) as usize
}

/// What is laid aside until all documents are checked.
#[derive(Default)]
struct Aside {
    count: usize,
    /// What is said of each document, by its block.
    documents: Spool,
    /// The rows, by the heap of their key.
    rows: Spool,
    /// What rows add to documents, by the block of the document.
    parts: Spool,
}

impl Aside {
    fn put(&mut self, kept: &Kept) -> io::Result<()> {
        let number = self.count as u64;
        self.count += 1;
        self.documents.put_bytes(number as usize / BLOCK, &kept.report)?;
        let origin = Origin { path: kept.path.clone(), number };
        for row in &kept.rows {
            for key in &row.keys {
                self.rows.put(
                    heap(key),
                    &LaidRow { key, policy: &row.policy, origin: origin.clone(), row: &row.row },
                )?;
            }
        }
        Ok(())
    }

    /// Judges the rows, one heap after another.
    fn judge(&mut self, plan: &Plan, cache: Option<&Cache<'_>>) -> io::Result<()> {
        for heap in 0..self.rows.heaps() {
            let parts = &mut self.parts;
            let mut take = |part: Part| parts.put(part.origin.number as usize / BLOCK, &part);
            Judging { plan, cache, rows: &mut self.rows, heap }.judge(&mut take)?;
        }
        Ok(())
    }

    /// Takes the documents up again, completes and writes them; the head and the tail are written around them.
    fn write(
        &mut self,
        plan: &Plan,
        report: &mut Report,
        args: &CheckArgs,
        tally: &mut Tally,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let json = args.format == ReportFormat::Json;
        if json { report::json_head(report, out) } else { report::ndjson_head(report, out) }?;
        let mut result = Ok(());
        let (documents, parts) = (&mut self.documents, &mut self.parts);
        let feed = |emit: &mut dyn FnMut((usize, io::Result<Block>))| {
            for block in 0..documents.heaps() {
                emit((block, documents.take(block).and_then(|d| Ok((d, parts.take(block)?)))));
            }
        };
        let complete = |(number, block): (usize, io::Result<Block>)| completed(plan, json, number, block?);
        stream(feed, args.threads, complete, |block: io::Result<(Vec<u8>, Tally)>| {
            if result.is_ok() {
                result = block.and_then(|(text, counted)| {
                    tally.add(&counted);
                    out.write_all(&text)
                });
            }
        });
        result?;
        report.vacuous = tally.without_subject();
        if json { report::json_tail(report, tally, out) } else { report::ndjson_tail(report, tally, out) }
    }
}

/// Documents, and what is added to them.
type Block = (Vec<Vec<u8>>, Vec<Vec<u8>>);

/// The documents of a block as they are written.
fn completed(
    plan: &Plan,
    json: bool,
    block: usize,
    (documents, parts): Block,
) -> io::Result<(Vec<u8>, Tally)> {
    let mut added: BTreeMap<u64, Vec<Part>> = BTreeMap::new();
    for part in &parts {
        let part: Part = spool::record(part)?;
        added.entry(part.origin.number).or_default().push(part);
    }
    let (mut text, mut tally) = (Vec::new(), Tally::default());
    for (number, document) in (block * BLOCK..).zip(&documents) {
        let mut document: DocumentReport = spool::record(document)?;
        eval::restore(plan, &mut document);
        if let Some(parts) = added.remove(&(number as u64)) {
            corpus::add(plan, &mut document, parts);
        }
        tally.take(&document);
        if json {
            text.extend(report::json_document(&document, number == 0));
        } else {
            report::ndjson_document(&document, &mut text)?;
        }
    }
    Ok((text, tally))
}
