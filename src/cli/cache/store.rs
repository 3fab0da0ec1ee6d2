//! The packs of one folder as one store: what was found in them, what this run adds, and what is cleared away.

use std::{
    collections::{BTreeSet, HashMap},
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::pack::{self, Content, Entry, Index, Key, Kind, Pack, Policies, Writer};

/// Bytes of all packs together; the oldest make room.
const MOST_BYTES: u64 = 4 << 30;

/// Bytes after which a new pack is begun, so that little is lost where a run is killed.
const PACK_BYTES: u64 = 256 << 20;

/// Packs from which on small ones are put together.
const MANY_PACKS: usize = 16;

/// A pack below this is small.
const SMALL_PACK_BYTES: u64 = 16 << 20;

/// Records in which policies speak of a document before all is put together in one.
pub(super) const LAYERS: usize = 6;

/// A folder of packs.
pub(super) struct Store {
    folder: PathBuf,
    packs: Vec<(PathBuf, Pack)>,
    /// The lists of policies of all packs.
    pub(super) policies: Vec<Policies>,
    found: HashMap<[u8; 16], Found>,
    new: Mutex<New>,
}

/// A record: its pack and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pack: u32,
    length: u32,
    start: u64,
}

/// What there is under one key; of several records of one kind the last written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    /// A document as it was read.
    pub(super) reading: Option<At>,
    /// What is said of it, each time by which list of policies: first all that was asked, then what was added.
    pub(super) said: [Option<(u32, At)>; LAYERS],
    /// What rows say that were judged together.
    pub(super) judged: Option<At>,
}

impl Found {
    fn note(&mut self, kind: Kind, at: At, list: impl Fn(u32) -> Option<u32>) {
        match kind {
            Kind::Reading => self.reading = Some(at),
            Kind::Judged => self.judged = Some(at),
            Kind::Said(of) => {
                if let Some(of) = list(of) {
                    self.said = [None; LAYERS];
                    self.said[0] = Some((of, at));
                }
            }
            // Beside nothing it does not say enough; and what finds no room is asked again.
            Kind::Beside(of) => {
                let room = self.said.iter_mut().skip(1).find(|s| s.is_none());
                if let (Some(of), Some(room)) = (list(of), room) {
                    *room = Some((of, at));
                }
            }
        }
    }

    fn is_at(&self, at: At) -> bool {
        let said = self.said.iter().flatten().map(|(_, at)| *at);
        self.reading.into_iter().chain(self.judged).chain(said).any(|known| known == at)
    }
}

/// What this run adds.
#[derive(Default)]
struct New {
    writer: Option<Writer>,
    written: u64,
    /// Where it cannot be written: the run goes on without.
    failed: Option<io::Error>,
}

impl Store {
    /// Opens the store of a folder, which is made where there is none. What is damaged is passed over.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let mut store = Self {
            folder: folder.to_owned(),
            packs: Vec::new(),
            policies: Vec::new(),
            found: HashMap::new(),
            new: Mutex::default(),
        };
        for path in pack::packs(folder)? {
            // Another process may have cleared it away, and what cannot be read is not there.
            if let Ok(Some((pack, index))) = Pack::open(&path) {
                store.take(path, pack, index);
            }
        }
        Ok(store)
    }

    fn take(&mut self, path: PathBuf, pack: Pack, index: Index) {
        let number = self.packs.len() as u32;
        self.packs.push((path, pack));
        let mut lists = Vec::with_capacity(index.policies.len());
        for list in index.policies {
            let known = self.policies.iter().position(|l| *l == list);
            lists.push(known.unwrap_or_else(|| {
                self.policies.push(list);
                self.policies.len() - 1
            }) as u32);
        }
        self.found.reserve(index.entries.len() / 2);
        for Entry { key, kind, start, length } in index.entries {
            let at = At { pack: number, length, start };
            self.found.entry(key).or_default().note(kind, at, |of| lists.get(of as usize).copied());
        }
    }

    /// What there is under a key.
    pub(super) fn find(&self, key: &Key) -> Found {
        self.found.get(&pack::short(key)).copied().unwrap_or_default()
    }

    /// The content of a record; `None` where it is damaged.
    pub(super) fn read(&self, key: &Key, at: At) -> Option<Content> {
        self.packs.get(at.pack as usize)?.1.read(&entry(key, at), key)
    }

    /// Adds a record; `policies` are those that speak in it.
    pub(super) fn put(&self, key: &Key, what: What<'_>, content: &[u8]) {
        let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        if new.failed.is_some() || new.written + content.len() as u64 > MOST_BYTES {
            return;
        }
        if let Err(error) = new.put(&self.folder, key, what, content) {
            new.failed = Some(error);
            new.writer = None;
        }
    }

    /// Puts what was added in its place and clears up; why it could not be written, if so.
    pub(super) fn finish(self) -> io::Result<()> {
        let mut new = self.new.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = new.failed {
            return Err(error);
        }
        let added = new.written > 0;
        if let Some(writer) = new.writer.take() {
            writer.finish()?;
        }
        if added { tidy(&self.folder) } else { Ok(()) }
    }
}

/// What a record that is added holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum What<'a> {
    Reading,
    Said(&'a Policies),
    Beside(&'a Policies),
    Judged,
}

impl New {
    fn put(&mut self, folder: &Path, key: &Key, what: What<'_>, content: &[u8]) -> io::Result<()> {
        if self.writer.as_ref().is_some_and(|w| w.len() > PACK_BYTES)
            && let Some(full) = self.writer.take()
        {
            full.finish()?;
        }
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => none.insert(Writer::new(folder)?),
        };
        let kind = match what {
            What::Reading => Kind::Reading,
            What::Judged => Kind::Judged,
            What::Said(policies) => Kind::Said(writer.policies(policies)),
            What::Beside(policies) => Kind::Beside(writer.policies(policies)),
        };
        self.written += content.len() as u64;
        writer.put(key, kind, content)
    }
}

fn entry(key: &Key, At { start, length, .. }: At) -> Entry {
    // The kind only tells where a record is looked for.
    Entry { key: pack::short(key), kind: Kind::Reading, start, length }
}

/// Clears a folder up: packs that are damaged or were never finished go, the oldest go where there are too many bytes, and
/// where most is superseded or there are many small packs they are put together.
fn tidy(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let unfinished = path.file_name().is_some_and(|n| n.to_string_lossy().ends_with(pack::UNFINISHED));
        if unfinished && File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            fs::remove_file(&path).ok();
        }
    }
    let mut sized = Vec::new();
    for path in pack::packs(folder)? {
        match Pack::open(&path) {
            Ok(Some(_)) => sized.push((fs::metadata(&path)?.len(), path)),
            _ => _ = fs::remove_file(&path),
        }
    }
    let mut total: u64 = sized.iter().map(|(size, _)| size).sum();
    while total > MOST_BYTES && sized.len() > 1 {
        let (size, path) = sized.remove(0);
        total -= size;
        fs::remove_file(path).ok();
    }
    let store = Store::open(folder)?;
    if store.alive()? < total / 2 {
        store.rewrite(&|_| true)
    } else {
        // Only the last ones, for records stay in their order.
        let small = sized.iter().rev().take_while(|(size, _)| *size < SMALL_PACK_BYTES);
        let small: BTreeSet<PathBuf> = small.map(|(_, path)| path.clone()).collect();
        if small.len() > MANY_PACKS { store.rewrite(&|path| small.contains(path)) } else { Ok(()) }
    }
}

impl Store {
    /// Bytes of records that nothing later stands for.
    fn alive(&self) -> io::Result<u64> {
        let mut alive = 0;
        for (number, (path, _)) in self.packs.iter().enumerate() {
            let Some((_, index)) = Pack::open(path)? else { continue };
            let live = index.entries.iter().filter(|e| self.is_alive(number as u32, e));
            alive += live.map(|e| u64::from(e.length)).sum::<u64>();
        }
        Ok(alive)
    }

    fn is_alive(&self, pack: u32, entry: &Entry) -> bool {
        let at = At { pack, length: entry.length, start: entry.start };
        self.found.get(&entry.key).is_some_and(|found| found.is_at(at))
    }

    /// Puts packs together into new ones, without what is superseded, and takes the old ones away.
    fn rewrite(self, which: &dyn Fn(&Path) -> bool) -> io::Result<()> {
        let mut writer = Writer::new(&self.folder)?;
        let mut old = Vec::new();
        for (number, (path, pack)) in self.packs.iter().enumerate().filter(|(_, (path, _))| which(path)) {
            let Some((_, index)) = Pack::open(path)? else { continue };
            for entry in index.entries.iter().filter(|e| self.is_alive(number as u32, e)) {
                let Some(record) = pack.record(entry) else { continue };
                let mut list = |of: u32| index.policies.get(of as usize).map(|list| writer.policies(list));
                let kind = match entry.kind {
                    Kind::Said(of) => list(of).map(Kind::Said),
                    Kind::Beside(of) => list(of).map(Kind::Beside),
                    kind => Some(kind),
                };
                let Some(kind) = kind else { continue };
                writer.put_record(entry, kind, &record)?;
                if writer.len() > PACK_BYTES {
                    std::mem::replace(&mut writer, Writer::new(&self.folder)?).finish()?;
                }
            }
            old.push(path.clone());
        }
        writer.finish()?;
        drop(self);
        for path in old {
            fs::remove_file(path).ok();
        }
        Ok(())
    }
}
