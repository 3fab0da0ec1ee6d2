//! Records laid aside in heaps: in memory while they are few, in a temporary file without a name from then on.

use std::io::{self, Read, Seek, SeekFrom, Write};

use serde::{Serialize, de::DeserializeOwned};

/// Bytes that are held in memory before they go to the file.
const HELD_BYTES: usize = 16 << 20;

/// Heaps of records; each heap keeps its order.
#[derive(Debug, Default)]
pub(super) struct Spool {
    heaps: Vec<Heap>,
    held: usize,
    file: Option<std::fs::File>,
    end: u64,
}

/// A heap: the stretches of it that are in the file, and what is still in memory.
#[derive(Debug, Default)]
struct Heap {
    stretches: Vec<(u64, usize)>,
    memory: Vec<u8>,
}

impl Spool {
    /// Lays a record on a heap.
    pub(super) fn put(&mut self, heap: usize, record: &impl Serialize) -> io::Result<()> {
        self.put_bytes(heap, &bytes(record))
    }

    /// Lays a record that [`bytes`] made on a heap.
    pub(super) fn put_bytes(&mut self, heap: usize, record: &[u8]) -> io::Result<()> {
        if heap >= self.heaps.len() {
            self.heaps.resize_with(heap + 1, Heap::default);
        }
        let memory = &mut self.heaps[heap].memory;
        memory.extend_from_slice(&(record.len() as u64).to_le_bytes());
        memory.extend_from_slice(record);
        self.held += record.len() + 8;
        if self.held > HELD_BYTES { self.write() } else { Ok(()) }
    }

    /// Puts what is held into the file.
    fn write(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::Start(self.end))?;
        for heap in self.heaps.iter_mut().filter(|h| !h.memory.is_empty()) {
            let memory = std::mem::take(&mut heap.memory);
            file.write_all(&memory)?;
            heap.stretches.push((self.end, memory.len()));
            self.end += memory.len() as u64;
        }
        self.held = 0;
        Ok(())
    }

    /// How many heaps there are; the last may be the only one that holds anything.
    pub(super) fn heaps(&self) -> usize {
        self.heaps.len()
    }

    /// Shows the records of a heap, in their order; they stay. In memory is one stretch of them at a time.
    pub(super) fn each(
        &mut self,
        heap: usize,
        act: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let Some(heap) = self.heaps.get(heap) else { return Ok(()) };
        let mut stretch = Vec::new();
        if let Some(file) = &mut self.file {
            for (start, length) in &heap.stretches {
                stretch.resize(*length, 0);
                file.seek(SeekFrom::Start(*start))?;
                file.read_exact(&mut stretch)?;
                records(&stretch).try_for_each(&mut *act)?;
            }
        }
        records(&heap.memory).try_for_each(act)
    }

    /// Takes the records of a heap, in their order.
    pub(super) fn take(&mut self, heap: usize) -> io::Result<Vec<Vec<u8>>> {
        let Some(heap) = self.heaps.get_mut(heap) else { return Ok(Vec::new()) };
        let Heap { stretches, memory } = std::mem::take(heap);
        self.held -= memory.len();
        let mut all = Vec::new();
        if let Some(file) = &mut self.file {
            for (start, length) in stretches {
                let before = all.len();
                all.resize(before + length, 0);
                file.seek(SeekFrom::Start(start))?;
                file.read_exact(&mut all[before..])?;
            }
        }
        all.extend(memory);
        Ok(records(&all).map(<[u8]>::to_vec).collect())
    }
}

/// The records in a stretch.
fn records(mut stretch: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (length, behind) = stretch.split_first_chunk()?;
        let (record, behind) = behind.split_at_checked(u64::from_le_bytes(*length) as usize)?;
        stretch = behind;
        Some(record)
    })
}

/// A record as bytes.
pub(super) fn bytes(record: &impl Serialize) -> Vec<u8> {
    // Texts, numbers and lists of known length always serialize.
    postcard::to_stdvec(record).unwrap_or_default()
}

/// The record that [`bytes`] made.
pub(super) fn record<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
    postcard::from_bytes(bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heaps_keep_their_order_in_memory_and_in_the_file() {
        let mut spool = Spool::default();
        for i in 0..3000_usize {
            spool.put(i % 3, &(i, "字".repeat(3000))).unwrap();
        }
        assert!(spool.file.is_some() && spool.held <= HELD_BYTES);
        for heap in 0..3 {
            let mut seen = Vec::new();
            let mut see = |r: &[u8]| {
                seen.push(record::<(usize, String)>(r)?.0);
                Ok(())
            };
            spool.each(heap, &mut see).unwrap();
            assert!(seen.into_iter().eq((0..3000).filter(|i| i % 3 == heap)));
            let numbers =
                spool.take(heap).unwrap().into_iter().map(|r| record::<(usize, String)>(&r).unwrap().0);
            assert!(numbers.eq((0..3000).filter(|i| i % 3 == heap)));
            assert!(spool.take(heap).unwrap().is_empty());
        }
        assert!(spool.take(9).unwrap().is_empty());
    }
}
