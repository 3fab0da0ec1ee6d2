//! The documents of a run as a stream: opened one after another, read where there is room, counted, and stopped by Ctrl-C.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal},
    process,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use guiju::{
    diagnostic::Diagnostic, finding::Unreadable, ingest, phrase::Phrase, regulation::Regulation,
    source::Files,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{
    args::InputArgs,
    cache::{Cache, Document},
    documents::{self, Skipped},
    inputs::{self, Input},
    kept::Kept,
    manifest::Manifest,
    terminal::Terminal,
};

/// From how many documents on the progress is shown.
const PROGRESS_DOCUMENTS: usize = 200;

/// Set when the person at the terminal has seen enough.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Lets Ctrl-C end the stream instead of the program: no document is begun after it, and what is finished is written
/// whole. A second one ends the program at once.
pub(crate) fn stop_on_interrupt() {
    let stop = || {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            process::exit(130);
        }
    };
    // Without a handler the signal ends the program, as it always did.
    ctrlc::set_handler(stop).ok();
}

/// Whether the run was interrupted.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// The documents of a run, and what is told beside them.
pub(crate) struct Stream<'a> {
    manifest: &'a Manifest,
    args: &'a InputArgs,
    bar: ProgressBar,
    texts: Texts,
    /// What was passed over in archives.
    skipped: Mutex<Skipped>,
    terminal: &'a Terminal,
}

/// The texts of documents with a problem, for the excerpts that show it.
type Texts = Mutex<BTreeMap<String, Files>>;

/// Texts longer than this are not kept for an excerpt.
const MOST_EXCERPT_BYTES: usize = 1 << 20;

/// Texts that are kept at most.
const MOST_TEXTS_KEPT: usize = 100;

impl<'a> Stream<'a> {
    /// A stream over `inputs`.
    pub(crate) fn new(
        inputs: &[Input],
        manifest: &'a Manifest,
        args: &'a InputArgs,
        terminal: &'a Terminal,
    ) -> Self {
        let bar = progress(inputs, terminal);
        Self { manifest, args, bar, texts: Texts::default(), skipped: Mutex::default(), terminal }
    }

    /// Hands on the documents of the inputs until all are, or the run is interrupted.
    pub(crate) fn feed(&self, inputs: Vec<Input>, emit: &mut dyn FnMut(Input)) {
        let mut skipped = Skipped::default();
        for input in inputs {
            if interrupted() {
                return;
            }
            inputs::open(input, self.args.max_document, &mut skipped, &mut |document| {
                if !interrupted() {
                    emit(document);
                }
            });
        }
        if let Ok(mut all) = self.skipped.lock() {
            *all = skipped;
        }
    }

    /// Reads one document; called from many threads.
    pub(crate) fn read(&self, input: Input) -> (String, Result<Regulation, Diagnostic>) {
        match self.open(input) {
            Ok(document) => {
                let result = ingest::read(&document.name, &document.bytes, &document.given);
                if result.is_err() {
                    self.keep(&document);
                }
                (document.name, result)
            }
            Err((name, problem)) => (name, Err(problem)),
        }
    }

    /// Checks one document with the help of a cache, and has something made of what is kept of it and of its bytes.
    pub(crate) fn check<T>(
        &self,
        cache: &Cache<'_>,
        input: Input,
        make: impl FnOnce(Document, Kept) -> Result<T, Diagnostic>,
    ) -> Result<T, Unreadable> {
        let unreadable = |(path, diagnostic)| Unreadable { path, diagnostic };
        let document = self.open(input).map_err(unreadable)?;
        let path = document.name.clone();
        let kept = cache.check(&document).inspect_err(|_| self.keep(&document));
        kept.and_then(|kept| make(document, kept)).map_err(|diagnostic| Unreadable { path, diagnostic })
    }

    /// Takes the bytes of a document, with what is given about it.
    fn open(&self, mut input: Input) -> Result<Document, (String, Diagnostic)> {
        self.bar.inc(1);
        // Before its bytes are taken: with them goes the path. A document that cannot be read has its row all the same.
        let told = input.place().and_then(|place| self.manifest.given(&place).cloned());
        let bytes = match input.bytes(self.args.max_document) {
            Ok(bytes) => bytes,
            Err(problem) => return Err((input.name, problem)),
        };
        let mut given = told.or(input.given.take()).unwrap_or_default();
        given.encoding.clone_from(&self.args.encoding);
        Ok(Document { name: input.name, bytes, given })
    }

    /// Keeps the text of a document with a problem.
    fn keep(&self, document: &Document) {
        let Ok(mut texts) = self.texts.lock() else { return };
        if document.bytes.len() <= MOST_EXCERPT_BYTES && texts.len() < MOST_TEXTS_KEPT {
            texts.insert(document.name.clone(), documents::shown(&document.name, &document.bytes));
        }
    }

    /// Takes the progress from the terminal, and says what was passed over.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
        if let Ok(skipped) = self.skipped.lock() {
            skipped.tell(self.terminal);
        }
    }

    /// Says why a document could not be read.
    pub(crate) fn show(&self, path: &str, problem: &Diagnostic, terminal: &Terminal) {
        let nothing = Files::default();
        let Ok(texts) = self.texts.lock() else { return };
        let files = texts.get(path).unwrap_or(&nothing);
        terminal.diagnostics(std::slice::from_ref(problem), files);
    }
}

/// What is done, how fast, and the time that is left, on the standard error; for long runs on a terminal only.
fn progress(inputs: &[Input], terminal: &Terminal) -> ProgressBar {
    let known = !inputs.iter().any(|i| i.path().is_none() || inputs::is_container(&i.name));
    // A bar that nobody sees would ask for every document whether somebody does.
    if terminal.quiet || (known && inputs.len() < PROGRESS_DOCUMENTS) || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let length = known.then_some(inputs.len() as u64);
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr_with_hz(4));
    let template = if known {
        Phrase::new(
            "读取 {wide_bar} {pos}/{len} 每秒 {per_sec} 剩余 {eta}",
            "reading {wide_bar} {pos}/{len}, {per_sec}, {eta} left",
        )
    } else {
        Phrase::new("读取 {pos} 件，每秒 {per_sec}", "reading: {pos} documents, {per_sec}")
    };
    let style = ProgressStyle::with_template(template.get(terminal.lang));
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
