//! Archives: tar and zip, member after member.

use std::io::{self, BufReader, Read};

use guiju::text;
use zip::ZipArchive;

use super::{Emit, From};
use crate::cli::documents::{self, Skipped};

/// Whether first bytes are those of a tar archive.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// The documents of a tar archive, in its order. One without the block of zeros at its end was cut off.
pub(super) fn tar(from: &From, source: impl Read, skipped: &mut Skipped, emit: Emit<'_>) -> io::Result<()> {
    let mut archive = tar::Archive::new(Zeros { source, run: 0 });
    for entry in archive.entries()? {
        let entry = entry?;
        let name = decoded(&entry.path_bytes());
        if entry.header().entry_type().is_file() {
            let size = entry.size();
            member(from, &name, size, Whole { source: entry, left: size }, (skipped, emit));
        }
    }
    if archive.into_inner().run < TAR_BLOCK {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive breaks off"));
    }
    Ok(())
}

/// Bytes of a block of a tar archive.
const TAR_BLOCK: usize = 512;

/// A member that fails where it ends before its length.
struct Whole<R> {
    source: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(buffer)?;
        self.left = self.left.saturating_sub(n as u64);
        if n == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive breaks off"));
        }
        Ok(n)
    }
}

/// A source that counts the zeros which it gave last.
struct Zeros<R> {
    source: R,
    run: usize,
}

impl<R: Read> Read for Zeros<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(buffer)?;
        let read = buffer.get(..n).unwrap_or_default();
        let zeros = read.iter().rev().take_while(|byte| **byte == 0).count();
        self.run = if zeros == n { self.run.saturating_add(n) } else { zeros };
        Ok(n)
    }
}

/// The documents of a zip archive, in its order.
pub(super) fn zip(
    from: &From,
    source: BufReader<std::fs::File>,
    skipped: &mut Skipped,
    emit: Emit<'_>,
) -> io::Result<()> {
    let mut archive = ZipArchive::new(source)?;
    for i in 0..archive.len() {
        let entry = archive.by_index(i)?;
        let name = decoded(entry.name_raw());
        if entry.is_file() {
            let size = entry.size();
            member(from, &name, size, entry, (skipped, emit));
        }
    }
    Ok(())
}

/// Hands on a member, if it is a document, or counts it. What it says of its size is believed only where it is too large.
fn member(
    from: &From,
    name: &str,
    size: u64,
    mut source: impl Read,
    (skipped, emit): (&mut Skipped, Emit<'_>),
) {
    let Some(kind) = documents::by_name(name) else { return skipped.count(name) };
    if size > from.limit {
        return emit(from.too_long(format!("{}/{name}", from.name)));
    }
    if kind == documents::ByName::Perhaps {
        let mut head = Vec::new();
        let read = source.by_ref().take(documents::HEAD).read_to_end(&mut head);
        if read.is_ok() && !documents::names_structure(&head) {
            return skipped.count(name);
        }
        return emit(from.part(name, head.chain(source)));
    }
    emit(from.part(name, source));
}

/// The name of a member. Programs that pack write it in UTF-8, or in the encoding of their system.
fn decoded(raw: &[u8]) -> String {
    match text::decode("", raw) {
        Ok(name) => name.text,
        Err(_) => String::from_utf8_lossy(raw).into_owned(),
    }
}
