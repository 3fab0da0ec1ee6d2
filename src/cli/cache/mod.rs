//! What was said of documents before, so that only what changed is done again.
//!
//! A document is known by its bytes and all that is given about it, a policy by all that decides what it says (and by the
//! options). Of a document whose policies all say what they said the kept result is taken as it stands; where some changed
//! only these are evaluated, on the document as it was read; the phrases of others are not sought. What is kept is held to
//! its checksum, and done anew where it does not fit.

pub(super) mod args;
mod command;
mod pack;
mod place;
mod store;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::PathBuf,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use guiju::{
    diagnostic::Diagnostic,
    eval::{self, Chosen, Examined, Options, corpus::Part},
    ingest::Given,
    phrase::Phrase,
    plan::Plan,
    regulation::Regulation,
};

pub(crate) use self::command::run;
pub(crate) use self::pack::Key;
pub(crate) use self::place::{any, folder};
use self::{
    pack::Policies,
    store::{Store, What},
};
use super::{kept::Kept, spool, terminal::Terminal};

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
    /// The policies that are asked, with their keys under these options.
    asked: Policies,
    /// What to do about what each list of policies of the store says.
    lists: Vec<List<'p>>,
    counts: Counts,
}

/// What is to be done about the results of a list of policies.
enum List<'p> {
    /// They are what is asked.
    Whole,
    /// Some are; others are asked beside them, or not.
    Part(Box<Partly<'p>>),
}

/// What is to be done where some results are what is asked.
struct Partly<'p> {
    /// Those of the list that say what they said.
    valid: BTreeSet<String>,
    /// Those that are missing among what is asked.
    missing: BTreeSet<String>,
    /// The same, made when the first document needs them.
    chosen: OnceLock<Chosen<'p>>,
    /// The valid ones and the missing ones.
    together: Policies,
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
            plan.policies.iter().map(|p| (p.name.clone(), under(&p.key, options))).collect();
        let is_asked = |name: &String| options.asks(name);
        let asked: Policies = current.iter().filter(|(name, _)| is_asked(name)).cloned().collect();
        let lists = store.policies.iter().map(|list| List::of(list, &current, &asked)).collect();
        Ok(Self { folder, store, plan, options, asked, lists, counts: Counts::default() })
    }

    /// What the plan says of a document, from the cache or anew.
    pub(crate) fn check(&self, document: &Document) -> Result<Kept, Diagnostic> {
        let key = document_key(document);
        let found = self.store.find(&key);
        if let Some((list, at)) = found.said
            && let Some(kept) = self.store.read(&key, at).and_then(|bytes| spool::record::<Kept>(&bytes).ok())
        {
            match self.lists.get(list as usize) {
                Some(List::Whole) => {
                    add(&self.counts.whole, 1);
                    return Ok(kept);
                }
                Some(List::Part(part)) => {
                    if let Some(kept) = self.completed(&key, document, &kept, part)? {
                        add(&self.counts.part, 1);
                        return Ok(kept);
                    }
                }
                None => {}
            }
        }
        let regulation = self.read(&key, document)?;
        let plain = regulation.source.text.as_bytes() == document.bytes;
        let examined = guiju::examine(self.plan, &regulation, self.options);
        let kept = Kept::of(self.plan, examined, plain);
        self.store.put(&key, What::Said(&self.asked), &spool::bytes(&kept));
        add(&self.counts.anew, 1);
        add(&self.counts.evaluated, self.asked.len() as u64);
        Ok(kept)
    }

    /// Completes what a list of policies said of a document; `None` where it cannot be taken up again.
    fn completed(
        &self,
        key: &Key,
        document: &Document,
        kept: &Kept,
        part: &Partly<'p>,
    ) -> Result<Option<Kept>, Diagnostic> {
        let Partly { valid, missing, chosen, together } = part;
        let Some(mut examined) = kept.examined(self.plan) else { return Ok(None) };
        examined.retain(|name| valid.contains(name));
        if !missing.is_empty() {
            let chosen = chosen.get_or_init(|| Chosen::of(self.plan, missing));
            examined.join(chosen.examine(&self.read(key, document)?, self.options.as_of));
            add(&self.counts.evaluated, missing.len() as u64);
            if together.len() == self.asked.len() {
                let joined = Kept::of(self.plan, examined, kept.plain);
                self.store.put(key, What::Said(together), &spool::bytes(&joined));
                return Ok(Some(joined));
            }
            let joined = Kept::of(self.plan, examined.clone(), kept.plain);
            self.store.put(key, What::Said(together), &spool::bytes(&joined));
        }
        if together.len() != self.asked.len() {
            examined.retain(|name| self.asked.iter().any(|(asked, _)| asked == name));
        }
        Ok(Some(Kept::of(self.plan, examined, kept.plain)))
    }

    /// A document as it was read, or read now.
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
        // The text that is at hand with the document need not be kept.
        let plain = regulation.source.text.as_bytes() == document.bytes;
        let text = if plain { std::mem::take(&mut regulation.source.text) } else { String::new() };
        self.store.put(key, What::Reading, &spool::bytes(&(plain, &regulation)));
        if plain {
            regulation.source.text = text;
        }
        Ok(regulation)
    }

    /// What was examined of a document, with its text.
    pub(crate) fn examined(&self, document: &Document, kept: &Kept) -> Result<Examined, Diagnostic> {
        let examined = kept.examined(self.plan);
        let read = || self.read(&document_key(document), document);
        let Some(mut examined) = examined else {
            return Ok(guiju::examine(self.plan, &read()?, self.options));
        };
        eval::restore(self.plan, &mut examined.report);
        examined.report.text = if kept.plain { utf8(&document.bytes) } else { read()?.source.text };
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
        terminal.detail(&Phrase::new(
            format!("缓存：{whole} 份文件照旧，{part} 份只补缺，{anew} 份全部重查；重读 {read} 份，评估政策 {evaluated} 次"),
            format!(
                "cache: {whole} documents as before, {part} in part, {anew} anew; documents read: {read}, policies evaluated: {evaluated}"
            ),
        ));
        if let Err(error) = self.store.finish() {
            let name = self.folder.display();
            terminal.detail(&Phrase::new(
                format!("缓存 {name} 无法写入：{error}"),
                format!("the cache {name} cannot be written: {error}"),
            ));
        }
    }
}

impl List<'_> {
    fn of(list: &Policies, current: &Policies, asked: &Policies) -> Self {
        if list == asked {
            return Self::Whole;
        }
        let held: BTreeMap<&String, &Key> = list.iter().map(|(name, key)| (name, key)).collect();
        let holds = |(name, key): &&(String, Key)| held.get(name).is_some_and(|held| *held == key);
        let valid: BTreeSet<String> = current.iter().filter(holds).map(|(name, _)| name.clone()).collect();
        let missing: BTreeSet<String> =
            asked.iter().map(|(name, _)| name).filter(|name| !valid.contains(*name)).cloned().collect();
        let together = current
            .iter()
            .filter(|(name, _)| valid.contains(name) || missing.contains(name))
            .cloned()
            .collect();
        Self::Part(Box::new(Partly { valid, missing, chosen: OnceLock::new(), together }))
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
    for part in [BUILD.as_bytes(), document.name.as_bytes(), given.as_bytes(), &document.bytes] {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
