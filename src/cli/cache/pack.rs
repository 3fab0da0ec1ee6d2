//! One file of the cache: records behind one another, then an index of them.
//!
//! A pack is written once, beside its place, and put there whole; nobody changes it afterwards, so that any number of
//! processes may read and write at once. Each record and the index carry a checksum: what does not fit it is not there.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
    ops::Deref,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use twox_hash::xxhash3_128::Hasher;

/// What names a record: a digest of all that it follows from.
pub(crate) type Key = [u8; 32];

/// What a policy says of a document is kept under the policy's name and the digest of all that decides it.
pub(super) type Policies = Vec<(String, Key)>;

/// The form of the packs; with another one they are passed over.
const MAGIC: &[u8; 8] = b"guijuPK2";

/// The ending of a pack's name.
pub(super) const ENDING: &str = ".pack";

/// The ending of one that is being written.
pub(super) const UNFINISHED: &str = ".tmp";

/// Bytes before the content of a record: its key, its length, its checksum.
const HEAD_BYTES: usize = 32 + 4 + 16;

/// Bytes at the end of a pack: where its index begins, how long it is, the checksum of the index, the form.
const FOOT_BYTES: usize = 8 + 8 + 16 + 8;

/// What the index stands under.
const INDEX: [u8; 16] = *b"index of a pack.";

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    /// A document as it was read.
    Reading,
    /// What policies say of a document: those of this list of the pack.
    Said(u32),
    /// The same, beside what was kept before: of one policy the last record counts.
    Beside(u32),
    /// What rows say that are judged together.
    Judged,
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The beginning of the key: enough to find it, the record has all of it.
    pub(super) key: [u8; 16],
    pub(super) kind: Kind,
    pub(super) start: u64,
    pub(super) length: u32,
}

/// The index of a pack.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Index {
    pub(super) policies: Vec<Policies>,
    pub(super) entries: Vec<Entry>,
}

/// The beginning of a key.
pub(super) fn short(key: &Key) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&key[..16]);
    short
}

/// The checksum of bytes that stand under a key. It tells what was damaged: whoever may write a cache may write any.
fn checksum(key: &[u8; 16], content: &[u8]) -> [u8; 16] {
    let seed = key.first_chunk().map_or(0, |first| u64::from_le_bytes(*first));
    Hasher::oneshot_with_seed(seed, content).to_le_bytes()
}

/// What a record holds, behind what may stand before it.
#[derive(Debug)]
pub(crate) struct Content {
    record: Vec<u8>,
    start: usize,
}

impl Content {
    /// The same without the first bytes of it.
    pub(crate) fn behind(self, bytes: usize) -> Self {
        Self { start: self.start + bytes, ..self }
    }
}

impl From<Vec<u8>> for Content {
    fn from(record: Vec<u8>) -> Self {
        Self { record, start: 0 }
    }
}

impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.record.get(self.start..).unwrap_or_default()
    }
}

/// A pack that is open for reading.
#[derive(Debug)]
pub(super) struct Pack {
    file: File,
}

impl Pack {
    /// Opens a pack and reads its index; `None` where it is damaged or of another form.
    pub(super) fn open(path: &Path) -> io::Result<Option<(Self, Index)>> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let Some(foot_at) = length.checked_sub(FOOT_BYTES as u64) else { return Ok(None) };
        let mut foot = [0; FOOT_BYTES];
        file.seek(SeekFrom::Start(foot_at))?;
        file.read_exact(&mut foot)?;
        let number = |at: usize| foot[at..at + 8].try_into().map_or(0, u64::from_le_bytes);
        let (start, long) = (number(0), number(8));
        if &foot[32..] != MAGIC || start.checked_add(long) != Some(foot_at) {
            return Ok(None);
        }
        let mut index = vec![0; usize::try_from(long).unwrap_or(0)];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut index)?;
        if checksum(&INDEX, &index) != foot[16..32] {
            return Ok(None);
        }
        Ok(postcard::from_bytes(&index).ok().map(|index| (Self { file }, index)))
    }

    /// The content of a record; `None` where it is not what was written under this key.
    pub(super) fn read(&self, entry: &Entry, key: &Key) -> Option<Content> {
        let record = self.record(entry)?;
        let whole =
            record[..32] == *key && checksum(&short(key), &record[HEAD_BYTES..]) == record[36..HEAD_BYTES];
        whole.then_some(Content { record, start: HEAD_BYTES })
    }

    /// A record as it stands, where its length fits.
    pub(super) fn record(&self, entry: &Entry) -> Option<Vec<u8>> {
        let mut record = vec![0; HEAD_BYTES + entry.length as usize];
        read_at(&self.file, &mut record, entry.start).ok()?;
        let length = record[32..36].try_into().map(u32::from_le_bytes).ok()?;
        (length == entry.length).then_some(record)
    }
}

/// Reads at a place, without moving one that others share.
#[cfg(unix)]
fn read_at(file: &File, into: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut into: &mut [u8], mut at: u64) -> io::Result<()> {
    while !into.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, into, at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => (into, at) = (&mut into[n..], at + n as u64),
        }
    }
    Ok(())
}

/// A pack that is being written.
pub(super) struct Writer {
    folder: PathBuf,
    out: BufWriter<NamedTempFile>,
    index: Index,
    end: u64,
}

impl Writer {
    /// Begins a pack in a folder. As long as it is written it is locked: one that nobody locks was left behind.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        let file = tempfile::Builder::new().prefix(".").suffix(UNFINISHED).tempfile_in(folder)?;
        // Where files cannot be locked nobody takes this one for left behind either.
        file.as_file().lock().ok();
        let out = BufWriter::with_capacity(1 << 18, file);
        Ok(Self { folder: folder.to_owned(), out, index: Index::default(), end: 0 })
    }

    /// Bytes written so far.
    pub(super) fn len(&self) -> u64 {
        self.end
    }

    /// The number of a list of policies in this pack.
    pub(super) fn policies(&mut self, policies: &Policies) -> u32 {
        let known = self.index.policies.iter().position(|p| p == policies);
        known.unwrap_or_else(|| {
            self.index.policies.push(policies.clone());
            self.index.policies.len() - 1
        }) as u32
    }

    /// Writes a record.
    pub(super) fn put(&mut self, key: &Key, kind: Kind, content: &[u8]) -> io::Result<()> {
        let mut head = [0; HEAD_BYTES];
        head[..32].copy_from_slice(key);
        head[32..36].copy_from_slice(&(content.len() as u32).to_le_bytes());
        head[36..].copy_from_slice(&checksum(&short(key), content));
        self.copy(short(key), kind, &head, content)
    }

    /// Writes a record that another pack has; whoever reads it holds it to its checksum.
    pub(super) fn put_record(&mut self, entry: &Entry, kind: Kind, record: &[u8]) -> io::Result<()> {
        let (head, content) = record.split_at(HEAD_BYTES);
        self.copy(entry.key, kind, head, content)
    }

    fn copy(&mut self, key: [u8; 16], kind: Kind, head: &[u8], content: &[u8]) -> io::Result<()> {
        self.out.write_all(head)?;
        self.out.write_all(content)?;
        self.index.entries.push(Entry { key, kind, start: self.end, length: content.len() as u32 });
        self.end += (head.len() + content.len()) as u64;
        Ok(())
    }

    /// Writes the index and puts the pack in its place, behind all others; its path.
    pub(super) fn finish(mut self) -> io::Result<PathBuf> {
        let index = postcard::to_stdvec(&self.index).map_err(io::Error::other)?;
        self.out.write_all(&index)?;
        self.out.write_all(&self.end.to_le_bytes())?;
        self.out.write_all(&(index.len() as u64).to_le_bytes())?;
        self.out.write_all(&checksum(&INDEX, &index))?;
        self.out.write_all(MAGIC)?;
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        let name = file.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let word = name.trim_matches('.').trim_end_matches(UNFINISHED).to_owned();
        let next = packs(&self.folder)?.last().map_or(0, |p| number(p) + 1);
        let path = self.folder.join(format!("{next:010}-{word}{ENDING}"));
        file.persist_noclobber(&path)?;
        Ok(path)
    }
}

/// The packs of a folder, the oldest first.
pub(super) fn packs(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|n| n.to_string_lossy().ends_with(ENDING)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Which one of the packs it is, counted from the beginning of the cache.
fn number(path: &Path) -> u64 {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    name.split('-').next().and_then(|n| n.parse().ok()).unwrap_or(0)
}
