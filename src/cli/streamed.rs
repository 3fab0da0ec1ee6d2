//! A run whose report is written document after document: memory holds what is in flight, never the corpus.
//!
//! Where no policy over a corpus is asked, a document is written as soon as it is checked. Else what is said of it is laid
//! aside until the rows of all documents are judged, for these may add to it; then everything is taken up again in order,
//! completed and written.

use std::{
    collections::{BTreeMap, BTreeSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    io::{self, BufWriter, Write},
    mem,
    sync::{Arc, Mutex},
};

use guiju::{
    diagnostic::Diagnostic,
    eval::{
        self, Options, Origin,
        corpus::{self, Part},
        run::{self, LARGE},
    },
    finding::{DocumentReport, Report, Tally, Unreadable, Verdicts},
    plan::Plan,
    report::{self, Joined, Laid, Sheet},
    source::Files,
};

use super::{
    Status, Stop,
    args::{CheckArgs, ReportFormat},
    cache::Cache,
    check::{Job, opened, tell_interrupted, tell_rows, unread},
    guarded::guarded,
    inputs::Input,
    judging::{self, Judging, LaidRow},
    kept::{self, Kept, Places},
    names::{Called, Names, called},
    spool::{self, Spool},
    stream::{self, Stream},
    terminal::Terminal,
};

/// Documents that are taken up together.
const BLOCK_DOCUMENTS: usize = 16;

/// Heaps of rows: those of one key lie on one heap.
const HEAPS: usize = 64;

/// Whether the report of a run can be written document after document.
pub(super) fn suits(args: &CheckArgs, job: &Job) -> bool {
    matches!(args.format, ReportFormat::Json | ReportFormat::Ndjson)
        && args.output.is_empty()
        && job.standing.is_plain()
}

/// Checks and writes.
pub(super) fn run(job: &mut Job, args: &CheckArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let (found, packs, cache) = (mem::take(&mut job.found), mem::take(&mut job.packs), job.cache.take());
    let Job { plan, options, standing, manifest, .. } = &*job;
    let cache = opened(cache, plan, options, terminal);
    let mut report = guiju::empty_report(plan, options);
    report.packs = packs;
    let documents = Stream::new(&found.inputs, manifest, &args.input, terminal);
    let mut run = Run {
        plan,
        options,
        layout: Layout { json: args.format == ReportFormat::Json },
        threads: job.threads,
        cache: cache.as_ref(),
        documents: &documents,
        terminal,
        report: &mut report,
        tally: Tally::default(),
        problems: found.problems,
        whole: true,
    };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let written = if corpus::is_asked(plan, options) {
        run.laid_aside(found.inputs, &mut out)
    } else {
        run.at_once(found.inputs, &mut out)
    };
    let (tally, whole) = (run.tally, run.whole);
    tell_rows(manifest, &report, args, terminal);
    if let Some(cache) = cache {
        cache.finish(terminal);
    }
    let status = if whole { standing.ends(&report, &tally) } else { Status::NotAsAsked };
    written.and_then(|()| out.flush()).map_err(|error| Stop::Output(error, status))?;
    Ok(status)
}

/// A run under way.
struct Run<'a, 'p> {
    plan: &'a Plan,
    options: &'a Options,
    layout: Layout,
    threads: usize,
    cache: Option<&'a Cache<'p>>,
    documents: &'a Stream<'a>,
    terminal: &'a Terminal,
    report: &'a mut Report,
    tally: Tally,
    /// What could not be found.
    problems: Vec<Diagnostic>,
    /// Whether everything was read.
    whole: bool,
}

impl Run<'_, '_> {
    /// Checks and writes document after document.
    fn at_once(&mut self, inputs: Vec<Input>, out: &mut dyn Write) -> io::Result<()> {
        let (plan, options, layout, documents) = (self.plan, self.options, self.layout, self.documents);
        let (cache, terminal) = (self.cache, self.terminal);
        // A few of each are in use, again and again, and counting knows no order.
        let (tallies, buffers) = (Shelf::<Tally>::default(), Shelf::<Vec<u8>>::default());
        let written = |write: &dyn Fn(&mut Tally, &mut Vec<u8>)| {
            let (mut tally, mut text) = (tallies.take(), buffers.take());
            write(&mut tally, &mut text);
            tallies.put(tally);
            text
        };
        let sheet = Sheet::new(&self.report.policies);
        let checked = |input: Input| {
            let line = input.line();
            if let Some(cache) = cache {
                let write = |kept: Kept| -> io::Result<_> {
                    let write =
                        |joined: Joined<'_>| written(&|tally, text| layout.joined(&joined, tally, text));
                    let text = kept.joined(&sheet, write)?;
                    Ok(Written {
                        text,
                        warnings: kept.about.warnings,
                        called: called(line, &kept.about.path),
                    })
                };
                return documents.check(cache, input, |_, kept| Ok(write(kept)));
            }
            let (path, document) = documents.read(input);
            let report = document.map(|d| eval::examine(plan, &d, options).report);
            let write = |report: DocumentReport| {
                let write = |tally: &mut Tally, text: &mut Vec<u8>| layout.document(&report, tally, text);
                Ok(Written {
                    text: written(&write),
                    warnings: report.warnings,
                    called: called(line, &report.path),
                })
            };
            report.map(write).map_err(|diagnostic| Unreadable { path, diagnostic })
        };
        let check = |input: Input| guarded(&input.name.clone(), || checked(input));
        let mut result = self.layout.head(self.report, out);
        let (mut first, mut names, threads) = (true, Names::default(), self.threads);
        let feed = |emit: &mut dyn FnMut(_)| documents.feed(inputs, emit);
        run::stream(feed, Input::size, threads, check, |checked| match checked {
            Ok(Ok(Written { mut text, warnings, called })) => {
                terminal.diagnostics(&warnings, &Files::default());
                names.take(called).into_iter().for_each(|input| self.unreadable(input));
                if result.is_ok() {
                    result = layout.put(&text, first, out);
                }
                first = false;
                text.clear();
                buffers.put(text);
            }
            Ok(Err(error)) => result = Err(error),
            Err(input) => self.unreadable(input),
        });
        self.read_all();
        tallies.each(|tally| self.tally.add(&tally));
        result?;
        self.end(out)
    }

    /// Lays aside what is said of documents until all are seen, then writes.
    fn laid_aside(&mut self, inputs: Vec<Input>, out: &mut dyn Write) -> io::Result<()> {
        let (plan, options, documents) = (self.plan, self.options, self.documents);
        let (cache, terminal) = (self.cache, self.terminal);
        let sheet = Sheet::new(&self.report.policies);
        let places = sheet.places(self.report.policies.iter().map(|p| &p.name));
        let checked = |input| {
            if let Some(cache) = cache {
                return documents.check(cache, input, |_, kept| Ok(kept));
            }
            let (path, document) = documents.read(input);
            let kept =
                |d| Kept::of(plan, eval::examine(plan, &d, options), false, Arc::clone(&places), |_| ());
            document.map(kept).map_err(|diagnostic| Unreadable { path, diagnostic })
        };
        let check = |input: Input| {
            let line = input.line();
            let kept = guarded(&input.name.clone(), || checked(input))?;
            Ok((called(line, &kept.about.path), kept))
        };
        let (mut aside, mut failed) = (Aside::default(), Ok(()));
        let (mut names, threads) = (Names::default(), self.threads);
        let feed = |emit: &mut dyn FnMut(_)| documents.feed(inputs, emit);
        run::stream(feed, Input::size, threads, check, |result| match result {
            Ok((called, kept)) => {
                terminal.diagnostics(&kept.about.warnings, &Files::default());
                names.take(called).into_iter().for_each(|input| self.unreadable(input));
                if failed.is_ok() {
                    failed = aside.put(&kept);
                }
            }
            Err(input) => self.unreadable(input),
        });
        self.read_all();
        let interrupted = self.report.interrupted;
        let mut judge = || if interrupted { aside.leave_open() } else { aside.judge(plan, cache) };
        let judged = failed.and_then(|()| judge());
        self.whole &= judged.is_ok();
        judged?;
        self.layout.head(self.report, out)?;
        aside.write((plan, self.layout, &sheet), self.threads, &mut self.tally, out)?;
        self.end(out)
    }

    /// Writes what stands behind the documents.
    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        // A part of the documents does not tell what is in none.
        if !self.report.interrupted {
            self.report.vacuous = self.tally.without_subject();
        }
        self.layout.tail(self.report, &self.tally, out)
    }

    /// Says of an input that it could not be read.
    fn unreadable(&mut self, input: Unreadable) {
        self.documents.show(&input.path, &input.diagnostic, self.terminal);
        self.report.unreadable.push(input);
    }

    /// Everything was read that can be.
    fn read_all(&mut self) {
        self.documents.finish();
        self.report.unreadable.extend(unread(mem::take(&mut self.problems)));
        self.report.unreadable.sort_by(|a, b| a.path.cmp(&b.path));
        // Asked once: what comes later changes no more what is said.
        self.report.interrupted = stream::interrupted();
        tell_interrupted(self.report, self.terminal);
        self.whole = self.report.unreadable.is_empty() && !self.report.interrupted;
    }
}

/// A document as it is written.
struct Written {
    text: Vec<u8>,
    warnings: Vec<Diagnostic>,
    called: Option<Called>,
}

/// Which of the two forms of JSON is written.
#[derive(Clone, Copy)]
struct Layout {
    json: bool,
}

impl Layout {
    fn head(self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        if self.json { report::json_head(report, out) } else { report::ndjson_head(report, out) }
    }

    /// Counts a document, and writes it as it stands behind another one.
    fn document(self, document: &DocumentReport, tally: &mut Tally, out: &mut Vec<u8>) {
        tally.take(document);
        if self.json {
            report::json_document(document, false, out);
        } else {
            report::ndjson_document(document, out);
        }
    }

    /// The same of a document that is laid out.
    fn joined(self, document: &Joined<'_>, tally: &mut Tally, out: &mut Vec<u8>) {
        document.count(tally);
        if self.json { document.json(out) } else { document.ndjson(out) }
    }

    /// Writes documents; before the first stands no comma.
    fn put(self, text: &[u8], first: bool, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.json && first { text.strip_prefix(b",").unwrap_or(text) } else { text })
    }

    fn tail(self, report: &Report, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        if self.json {
            report::json_tail(report, tally, out)
        } else {
            report::ndjson_tail(report, tally, out)
        }
    }
}

/// Things that are taken for a moment, and put back.
#[derive(Default)]
struct Shelf<T>(Mutex<Vec<T>>);

impl<T: Default> Shelf<T> {
    fn take(&self) -> T {
        self.0.lock().ok().and_then(|mut all| all.pop()).unwrap_or_default()
    }

    fn put(&self, thing: T) {
        if let Ok(mut all) = self.0.lock() {
            all.push(thing);
        }
    }

    fn each(self, act: impl FnMut(T)) {
        self.0.into_inner().unwrap_or_default().into_iter().for_each(act);
    }
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
    /// What is said of each document, by its block: which places its layers have, then each layer.
    documents: Spool,
    /// The places that layers have on the sheet; mostly all are the same.
    places: Vec<Places>,
    /// The rows, by the heap of their key.
    rows: Spool,
    /// What rows add to documents, by the block of the document.
    parts: Spool,
}

impl Aside {
    fn put(&mut self, kept: &Kept) -> io::Result<()> {
        let number = self.count as u64;
        self.count += 1;
        let block = number as usize / BLOCK_DOCUMENTS;
        let places: Vec<usize> = kept.layers.iter().map(|layer| self.number(&layer.places)).collect();
        self.documents.put(block, &places)?;
        kept.layers.iter().try_for_each(|layer| self.documents.put_bytes(block, &layer.laid))?;
        let origin = Origin { path: kept.about.path.clone(), number };
        for row in &kept.about.rows {
            for key in &row.keys {
                self.rows.put(
                    heap(key),
                    &LaidRow { key, policy: &row.policy, origin: origin.clone(), row: &row.row },
                )?;
            }
        }
        Ok(())
    }

    /// The number of places on the sheet.
    fn number(&mut self, places: &Places) -> usize {
        let known = self.places.iter().rposition(|known| Arc::ptr_eq(known, places));
        known.unwrap_or_else(|| {
            self.places.push(Arc::clone(places));
            self.places.len() - 1
        })
    }

    /// Judges the rows, one heap after another.
    fn judge(&mut self, plan: &Plan, cache: Option<&Cache<'_>>) -> io::Result<()> {
        for heap in 0..self.rows.heaps() {
            let parts = &mut self.parts;
            let mut take = |part: Part| parts.put(part.origin.number as usize / BLOCK_DOCUMENTS, &part);
            Judging { plan, cache, rows: &mut self.rows, heap }.judge(&mut take)?;
        }
        Ok(())
    }

    /// Judges nothing: a part of the rows decides nothing.
    fn leave_open(&mut self) -> io::Result<()> {
        // A row may lie under several keys.
        let mut seen = BTreeSet::new();
        for heap in 0..self.rows.heaps() {
            let parts = &mut self.parts;
            self.rows.each(heap, &mut |record| {
                let LaidRow { policy, origin, .. } = judging::laid(record)?;
                if !seen.insert((origin.number, policy.to_owned())) {
                    return Ok(());
                }
                let block = origin.number as usize / BLOCK_DOCUMENTS;
                parts.put(block, &corpus::open(origin, policy))
            })?;
        }
        Ok(())
    }

    /// Takes the documents up again, completes and writes them.
    fn write(
        &mut self,
        (plan, layout, sheet): (&Plan, Layout, &Sheet),
        threads: usize,
        tally: &mut Tally,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut result = Ok(());
        let (documents, parts, places) = (&mut self.documents, &mut self.parts, &self.places);
        let blocks = documents.heaps();
        let feed = |emit: &mut dyn FnMut((usize, io::Result<Block>))| {
            for block in 0..blocks {
                emit((block, documents.take(block).and_then(|d| Ok((d, parts.take(block)?)))));
            }
        };
        let complete = |(number, block): (usize, io::Result<Block>)| {
            completed((plan, layout, sheet), places, number, block?)
        };
        // One block is no work to share: threads of its own would take longer than it does.
        let threads = if blocks > 1 { threads } else { 1 };
        let mut first = true;
        run::stream(
            feed,
            |_| LARGE,
            threads,
            complete,
            |block: io::Result<(Vec<u8>, Tally)>| {
                if result.is_ok() {
                    result = block.and_then(|(text, counted)| {
                        tally.add(&counted);
                        layout.put(&text, mem::take(&mut first), out)
                    });
                }
            },
        );
        result
    }
}

/// Documents, and what is added to them.
type Block = (Vec<Vec<u8>>, Vec<Vec<u8>>);

/// The documents of a block as they are written.
fn completed(
    (plan, layout, sheet): (&Plan, Layout, &Sheet),
    places: &[Places],
    block: usize,
    (documents, parts): Block,
) -> io::Result<(Vec<u8>, Tally)> {
    let mut added: BTreeMap<u64, Vec<Part>> = BTreeMap::new();
    for part in &parts {
        let part: Part = spool::record(part)?;
        added.entry(part.origin.number).or_default().push(part);
    }
    let (mut text, mut tally) = (Vec::new(), Tally::default());
    let (mut records, mut number) = (documents.iter(), (block * BLOCK_DOCUMENTS) as u64);
    while let Some(layers) = records.next() {
        let layers: Vec<usize> = spool::record(layers)?;
        let places = layers.iter().filter_map(|of| places.get(*of)).map(|places| &**places);
        // In this order: where there are no more places no record is taken.
        let layers: Vec<(&[Option<u32>], &Vec<u8>)> = places.zip(records.by_ref()).collect();
        let layers = layers.into_iter().map(|(places, layer)| (layer.as_slice(), places));
        let added = added.remove(&number).map(|parts| judged(plan, parts));
        let own = added.as_ref().map(|report| sheet.places(report.verdicts.policies().iter()));
        let added = added.as_ref().map(|report| spool::bytes(&Laid::of(report)));
        let added = added.as_deref().zip(own.as_deref());
        kept::joined(sheet, layers.chain(added), |joined| {
            layout.joined(&joined, &mut tally, &mut text);
        })?;
        number += 1;
    }
    Ok((text, tally))
}

/// What is said of a document by those policies alone that judged it together with others.
fn judged(plan: &Plan, parts: Vec<Part>) -> DocumentReport {
    let mut report = DocumentReport {
        id: String::new(),
        path: String::new(),
        digest: String::new(),
        text: String::new(),
        verdicts: Verdicts::new(Arc::default(), Vec::new()),
        findings: Vec::new(),
        warnings: Vec::new(),
    };
    corpus::add(plan, &mut report, parts);
    report
}
