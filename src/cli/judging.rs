//! The rows of one heap, judged key by key. However many lie under one key, what they would quote is in memory only for
//! those that have a finding.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use guiju::{
    eval::{
        Origin, Row,
        corpus::{self, Part},
    },
    plan::Plan,
};
use serde::{Deserialize, Serialize};

use super::{
    cache::{Cache, Key},
    kept,
    spool::Spool,
};

/// Bytes of rows that are taken into memory as they are; of more only what judgement rests on.
const WHOLE_ROWS_BYTES: usize = 1 << 20;

/// A row as it is laid aside.
#[derive(Serialize, Deserialize)]
pub(super) struct LaidRow<'a> {
    pub(super) key: &'a str,
    pub(super) policy: &'a str,
    pub(super) origin: Origin,
    /// The row, as it left its plan.
    pub(super) row: &'a [u8],
}

impl LaidRow<'_> {
    /// The row in the plan that made it.
    fn entered(&self, plan: &Plan) -> Option<Row> {
        let mut row = kept::row(plan, self.row)?;
        row.set_origin(self.origin.clone());
        Some(row)
    }
}

/// The judgement of one heap.
pub(super) struct Judging<'a, 'p> {
    pub(super) plan: &'a Plan,
    pub(super) cache: Option<&'a Cache<'p>>,
    pub(super) rows: &'a mut Spool,
    pub(super) heap: usize,
}

/// Who takes what is said of documents.
type Take<'t> = &'t mut dyn FnMut(Part) -> io::Result<()>;

impl Judging<'_, '_> {
    /// Judges what the cache does not know.
    pub(super) fn judge(mut self, take: Take<'_>) -> io::Result<()> {
        let mut left = BTreeMap::new();
        let mut bytes = 0;
        for (key, (length, digest)) in self.keys()? {
            if let Some(parts) = digest.and_then(|digest| self.cache?.judged(&digest)) {
                parts.into_iter().try_for_each(&mut *take)?;
            } else {
                bytes += length;
                left.insert(key, digest);
            }
        }
        let quoting = if bytes > WHOLE_ROWS_BYTES { Some(self.with_findings(&left)?) } else { None };
        let said = |key: &str, parts: Vec<Part>| {
            if let (Some(cache), Some(Some(digest))) = (self.cache, left.get(key)) {
                cache.keep_judged(digest, &parts);
            }
            parts.into_iter().try_for_each(&mut *take)
        };
        let cut = |row: &mut Row, plan: &Plan| {
            let Some(quoting) = &quoting else { return };
            match quoting.get(&row.origin().number) {
                Some(fields) => row.keep(fields),
                None => row.strip(plan),
            }
        };
        let (plan, rows, heap) = (self.plan, &mut *self.rows, self.heap);
        reduced((plan, rows, heap), &left, cut, said)
    }

    /// The keys of the heap, each with the bytes of its rows and their digest.
    fn keys(&mut self) -> io::Result<BTreeMap<String, (usize, Option<Key>)>> {
        let mut found: BTreeMap<String, (usize, Option<blake3::Hasher>)> = BTreeMap::new();
        let cache = self.cache;
        self.rows.each(self.heap, &mut |record| {
            let row = laid(record)?;
            if !found.contains_key(row.key) {
                found.insert(row.key.to_owned(), (0, cache.map(|c| c.key_of_rows(row.policy))));
            }
            if let Some((bytes, hash)) = found.get_mut(row.key) {
                *bytes += record.len();
                if let Some(hash) = hash {
                    hash.update(&(record.len() as u64).to_le_bytes());
                    hash.update(record);
                }
            }
            Ok(())
        })?;
        let digest = |hash: blake3::Hasher| hash.finalize().into();
        Ok(found.into_iter().map(|(key, (bytes, hash))| (key, (bytes, hash.map(digest)))).collect())
    }

    /// The documents that have a finding under some of the keys, by number, with the fields of their rows whose words are
    /// quoted.
    fn with_findings(&mut self, keys: &BTreeMap<String, Option<Key>>) -> io::Result<Quoting> {
        let mut found = Quoting::new();
        let note = |_: &str, parts: Vec<Part>| {
            for part in parts.iter().filter(|p| p.has_finding()) {
                found.entry(part.origin.number).or_default().extend(part.fields());
            }
            Ok(())
        };
        reduced((self.plan, self.rows, self.heap), keys, Row::strip, note)?;
        Ok(found)
    }
}

/// The fields of rows whose words are quoted, by the number of the document.
type Quoting = BTreeMap<u64, BTreeSet<u32>>;

/// Judges the rows under some keys of a heap; of each is held what `cut` leaves.
fn reduced(
    (plan, rows, heap): (&Plan, &mut Spool, usize),
    keys: &BTreeMap<String, Option<Key>>,
    cut: impl Fn(&mut Row, &Plan),
    mut said: impl FnMut(&str, Vec<Part>) -> io::Result<()>,
) -> io::Result<()> {
    let mut keyed: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    rows.each(heap, &mut |record| {
        let laid = laid(record)?;
        if keys.contains_key(laid.key)
            && let Some(mut row) = laid.entered(plan)
        {
            cut(&mut row, plan);
            match keyed.get_mut(laid.key) {
                Some(rows) => rows.push(row),
                None => _ = keyed.insert(laid.key.to_owned(), vec![row]),
            }
        }
        Ok(())
    })?;
    keyed.into_iter().try_for_each(|(key, rows)| said(&key, corpus::reduce(plan, &key, rows)))
}

/// The row in a record.
pub(super) fn laid(record: &[u8]) -> io::Result<LaidRow<'_>> {
    postcard::from_bytes(record).map_err(io::Error::other)
}
