//! What was said of documents before, so that only what changed is done again.
//!
//! A document is known by its bytes and all that is given about it, a policy by all that decides what it says (and by the
//! options). Of a document whose policies all say what they said the kept result is taken as it stands; where some changed
//! only these are evaluated, on the document as it was read; the phrases of others are not sought, and what they said is
//! not written again: what is new is kept beside it. What is kept is held to its checksum, and done anew where it does not
//! fit.

pub(super) mod args;
mod case;
mod command;
mod pack;
mod place;
mod store;

use std::{
    collections::BTreeMap,
    io, mem,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use guiju::{
    diagnostic::Diagnostic,
    eval::{self, Examined, Options, corpus::Part},
    ingest::Given,
    phrase::Phrase,
    plan::Plan,
    regulation::{Regulation, Tree},
    report::Sheet,
};

pub(crate) use self::command::run;
pub(crate) use self::pack::{Content, Key};
pub(crate) use self::place::{VARIABLE, any, by_variable, folder};
use self::{
    case::Case,
    pack::Policies,
    store::{At, Found, LAYERS, Store, What},
};
use super::{
    kept::{Kept, Places},
    spool,
    terminal::Terminal,
};

/// What this program is: what another build kept is not believed.
const BUILD: &str = env!("GUIJU_BUILD");

/// A document as it comes in.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) given: Given,
}

/// What was kept of earlier runs, for one plan and its options.
pub(crate) struct Cache<'p> {
    folder: PathBuf,
    store: Store,
    plan: &'p Plan,
    options: &'p Options,
    /// The policies that there are, with their keys under these options.
    current: Policies,
    /// Those that are asked.
    asked: Policies,
    /// What is written of those that are asked.
    sheet: Sheet,
    /// The places of all of them on it.
    places: Places,
    /// What to do where certain lists of policies have spoken.
    cases: Mutex<BTreeMap<[Option<u32>; LAYERS], Arc<Case<'p>>>>,
    counts: Counts,
}

/// What the cache was good for.
#[derive(Default)]
struct Counts {
    whole: AtomicU64,
    part: AtomicU64,
    anew: AtomicU64,
    read: AtomicU64,
    evaluated: AtomicU64,
}

fn add(count: &AtomicU64, n: u64) {
    count.fetch_add(n, Ordering::Relaxed);
}

impl<'p> Cache<'p> {
    /// Opens the cache of a folder for a plan.
    pub(crate) fn open(folder: PathBuf, plan: &'p Plan, options: &'p Options) -> io::Result<Self> {
        let store = Store::open(&folder)?;
        let current: Policies =
            plan.policies.iter().map(|p| (p.name.clone(), under(&p.key(), options))).collect();
        let is_asked = |name: &String| options.asks(name);
        let asked: Policies = current.iter().filter(|(name, _)| is_asked(name)).cloned().collect();
        let sheet = Sheet::new(&guiju::empty_report(plan, options).policies);
        let places = sheet.places(asked.iter().map(|(name, _)| name));
        let (cases, counts) = (Mutex::default(), Counts::default());
        Ok(Self { folder, store, plan, options, current, asked, sheet, places, cases, counts })
    }

    /// What the plan says of a document, from the cache or anew.
    pub(crate) fn check(&self, document: &Document) -> Result<Kept, Diagnostic> {
        let key = document_key(document);
        let found = self.store.find(&key);
        if found.said[0].is_some() {
            let case = self.case(&found);
            if let Some(kept) = self.taken(&key, &found, &case) {
                add(if case.whole { &self.counts.whole } else { &self.counts.part }, 1);
                return if case.missing.is_empty() {
                    Ok(kept)
                } else {
                    self.completed(&key, document, kept, &case)
                };
            }
        }
        let regulation = self.read(&key, document)?;
        let plain = regulation.source.text.as_bytes() == document.bytes;
        let examined = eval::examine(self.plan, &regulation, self.options);
        add(&self.counts.anew, 1);
        add(&self.counts.evaluated, self.asked.len() as u64);
        Ok(self.whole(&key, examined, plain))
    }

    /// Keeps all that is asked in one layer.
    fn whole(&self, key: &Key, examined: Examined, plain: bool) -> Kept {
        let keep = |record: &[u8]| self.store.put(key, What::Said(&self.asked), record);
        Kept::of(self.plan, examined, plain, Arc::clone(&self.places), keep)
    }

    /// What to do about what there is of a document.
    fn case(&self, found: &Found) -> Arc<Case<'p>> {
        let lists = found.said.map(|said| said.map(|(list, _)| list));
        let mut cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        let case = cases.entry(lists).or_insert_with(|| {
            let spoken = lists.iter().flatten().map(|list| self.store.policies.get(*list as usize));
            Arc::new(Case::of(&spoken.collect::<Vec<_>>(), &self.current, &self.asked))
        });
        Arc::clone(case)
    }

    /// What is kept of a document, without what is out of date; `None` where it cannot be taken up again.
    fn taken(&self, key: &Key, found: &Found, case: &Case<'_>) -> Option<Kept> {
        let layer = |at: At, places: &Places| {
            let mut kept = Kept::read(self.store.read(key, at)?, Arc::clone(places))?;
            let place = |name: &String| self.asked.binary_search_by(|(asked, _)| asked.cmp(name)).ok();
            let counts = |name: &String| place(name).is_some_and(|at| places.contains(&Some(at as u32)));
            kept.about.rows.retain(|row| counts(&row.policy));
            Some(kept)
        };
        let mut said = found.said.iter().flatten().zip(&case.layers);
        let ((_, at), places) = said.next()?;
        // The first one says what there is to say of the document itself.
        let mut kept = layer(*at, places)?;
        for ((_, at), places) in said.filter(|(_, places)| places.iter().any(Option::is_some)) {
            kept.add(layer(*at, places)?);
        }
        Some(kept)
    }

    /// Completes what was kept of a document by what is missing.
    fn completed(
        &self,
        key: &Key,
        document: &Document,
        mut kept: Kept,
        case: &Case<'p>,
    ) -> Result<Kept, Diagnostic> {
        let regulation = self.read(key, document)?;
        let mut examined = case.chosen(self.plan).examine(&regulation, self.options.as_of);
        add(&self.counts.evaluated, case.missing.len() as u64);
        let plain = kept.about.plain;
        if case.anew {
            return Ok(self.whole(key, examined, plain));
        }
        let places = self.sheet.places(case.missing.iter().map(|(name, _)| name));
        // The first layer tells them.
        examined.report.warnings.clear();
        let keep = |record: &[u8]| {
            if case.room {
                self.store.put(key, What::Beside(&case.missing), record);
            }
        };
        kept.add(Kept::of(self.plan, examined, plain, places, keep));
        if case.room {
            return Ok(kept);
        }
        // So many layers are put together in one.
        let whole = kept.examined(self.plan, &self.sheet);
        Ok(whole.map_or(kept, |whole| self.whole(key, whole, plain)))
    }

    /// A document as it was read, or read now; without its tree.
    fn read(&self, key: &Key, document: &Document) -> Result<Regulation, Diagnostic> {
        let kept = self.store.find(key).reading.and_then(|at| self.store.read(key, at));
        if let Some((plain, mut regulation)) =
            kept.and_then(|bytes| spool::record::<(bool, Regulation)>(&bytes).ok())
        {
            if plain {
                regulation.source.text = utf8(&document.bytes);
            }
            return Ok(regulation);
        }
        let mut regulation = guiju::ingest::read(&document.name, &document.bytes, &document.given)?;
        add(&self.counts.read, 1);
        // The text that is at hand with the document need not be kept, nor the tree, which no policy looks at.
        let plain = regulation.source.text.as_bytes() == document.bytes;
        let text = if plain { mem::take(&mut regulation.source.text) } else { String::new() };
        regulation.tree = Tree::default();
        self.store.put(key, What::Reading, &spool::bytes(&(plain, &regulation)));
        if plain {
            regulation.source.text = text;
        }
        Ok(regulation)
    }

    /// What was examined of a document, with its text.
    pub(crate) fn examined(&self, document: &Document, kept: &Kept) -> Result<Examined, Diagnostic> {
        let examined = kept.examined(self.plan, &self.sheet);
        let read = || self.read(&document_key(document), document);
        let Some(mut examined) = examined else {
            return Ok(eval::examine(self.plan, &read()?, self.options));
        };
        eval::restore(self.plan, &mut examined.report);
        examined.report.text = if kept.about.plain { utf8(&document.bytes) } else { read()?.source.text };
        Ok(examined)
    }

    /// Begins the key of rows that are judged together: all that their judgement looks at is to be added.
    pub(crate) fn key_of_rows(&self, policy: &str) -> blake3::Hasher {
        let mut hash = blake3::Hasher::new();
        hash.update(BUILD.as_bytes());
        hash.update(b"\0judged\0");
        if let Some((_, key)) = self.asked.iter().find(|(name, _)| name == policy) {
            hash.update(key);
        }
        hash
    }

    /// What rows say that were judged together before.
    pub(crate) fn judged(&self, key: &Key) -> Option<Vec<Part>> {
        let kept = self.store.find(key).judged.and_then(|at| self.store.read(key, at))?;
        spool::record(&kept).ok()
    }

    /// Keeps what rows say that were judged together.
    pub(crate) fn keep_judged(&self, key: &Key, parts: &[Part]) {
        self.store.put(key, What::Judged, &spool::bytes(&parts));
    }

    /// Puts what is new in its place, and tells those who want to know what the cache was good for.
    pub(crate) fn finish(self, terminal: &Terminal) {
        let Counts { whole, part, anew, read, evaluated } = self.counts;
        let [whole, part, anew, read, evaluated] =
            [whole, part, anew, read, evaluated].map(AtomicU64::into_inner);
        terminal.detail(|| Phrase::new(
            format!("缓存：{whole} 份文件照旧，{part} 份只补缺，{anew} 份全部重查；重读 {read} 份，评估政策 {evaluated} 次"),
            format!(
                "cache: {whole} documents as before, {part} in part, {anew} anew; documents read: {read}, policies evaluated: {evaluated}"
            ),
        ));
        if let Err(error) = self.store.finish() {
            let name = self.folder.display();
            terminal.detail(|| {
                Phrase::new(
                    format!("缓存 {name} 无法写入：{error}"),
                    format!("the cache {name} cannot be written: {error}"),
                )
            });
        }
    }
}

/// The text that bytes are, which they were before.
fn utf8(bytes: &[u8]) -> String {
    simdutf8::basic::from_utf8(bytes).map(str::to_owned).unwrap_or_default()
}

/// The key of a policy under the options that decide what it says.
fn under(key: &Key, options: &Options) -> Key {
    let mut hash = blake3::Hasher::new();
    hash.update(key);
    hash.update(format!("{:?}", options.as_of).as_bytes());
    hash.finalize().into()
}

/// The key of a document: its bytes, the name that it has in the report, and what is given about it.
fn document_key(document: &Document) -> Key {
    let mut hash = blake3::Hasher::new();
    let given = format!("{:?}", document.given);
    // Digested by itself: behind other bytes it would not be taken in pieces that go together.
    let bytes = blake3::hash(&document.bytes);
    for part in [BUILD.as_bytes(), document.name.as_bytes(), given.as_bytes(), bytes.as_bytes()] {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
