//! Archives: tar and zip, member after member.

use std::io::{self, BufReader, Read};

use guiju::text;
use zip::ZipArchive;

use super::{Emit, From};
use crate::cli::documents;

/// Whether first bytes are those of a tar archive.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// The documents of a tar archive, in its order.
pub(super) fn tar(from: &From, source: impl Read, emit: Emit<'_>) -> io::Result<()> {
    let mut archive = tar::Archive::new(source);
    for entry in archive.entries()? {
        let entry = entry?;
        let name = decoded(&entry.path_bytes());
        if entry.header().entry_type().is_file() {
            let size = entry.size();
            member(from, &name, size, entry, emit);
        }
    }
    Ok(())
}

/// The documents of a zip archive, in its order.
pub(super) fn zip(from: &From, source: BufReader<std::fs::File>, emit: Emit<'_>) -> io::Result<()> {
    let mut archive = ZipArchive::new(source)?;
    for i in 0..archive.len() {
        let entry = archive.by_index(i)?;
        let name = decoded(entry.name_raw());
        if entry.is_file() {
            let size = entry.size();
            member(from, &name, size, entry, emit);
        }
    }
    Ok(())
}

/// Hands on a member, if it is a document. What it says of its size is believed only where it is too large.
fn member(from: &From, name: &str, size: u64, mut source: impl Read, emit: Emit<'_>) {
    let Some(kind) = documents::by_name(name) else { return };
    if size > from.limit {
        return emit(from.too_long(format!("{}/{name}", from.name)));
    }
    if kind == documents::ByName::Perhaps {
        let mut head = Vec::new();
        let read = source.by_ref().take(documents::HEAD).read_to_end(&mut head);
        if read.is_ok() && !documents::names_structure(&head) {
            return;
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
