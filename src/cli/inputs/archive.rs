//! Archives: tar and zip, member after member.

use std::{
    collections::HashSet,
    io::{self, BufReader, Read},
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    text,
};
use zip::ZipArchive;

use super::{Emit, From, Input};
use crate::cli::documents::{self, Skipped};

/// Whether first bytes are those of a tar archive.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// The documents of a tar archive, in its order. One without the block of zeros at its end was cut off.
pub(super) fn tar(from: &From, source: impl Read, skipped: &mut Skipped, emit: Emit<'_>) -> io::Result<()> {
    let mut archive = tar::Archive::new(Zeros { source, run: 0 });
    let mut names = HashSet::new();
    for entry in archive.entries()? {
        let entry = entry?;
        let name = decoded(&entry.path_bytes());
        let kind = entry.header().entry_type();
        if kind.is_file() {
            let size = entry.size();
            member(from, &name, size, Whole { source: entry, left: size }, (skipped, emit));
            if documents::by_name(&name).is_some() && !names.insert(name.clone()) {
                let message = Phrase::new(
                    format!("包中有两个文件都叫“{name}”，报告里分不清是哪一个"),
                    format!("it has two members called “{name}”, and the report does not tell them apart"),
                );
                emit(from.alike(message));
            }
        } else if kind.is_hard_link() || kind.is_symlink() {
            skipped.count_kind("link");
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
    if archive.has_duplicate_names() {
        let message = Phrase::new(
            "包中有同名文件，每个名称只能读到最后一个",
            "it has members of one name, of which only the last can be read",
        );
        emit(from.alike(message));
    }
    for i in 0..archive.len() {
        let raw = archive.by_index_raw(i)?;
        let (name, locked) = (decoded(raw.name_raw()), raw.encrypted() && raw.is_file());
        drop(raw);
        if locked {
            match documents::by_name(&name) {
                Some(_) => emit(from.locked(&name)),
                None => skipped.count(&name),
            }
            continue;
        }
        let entry = archive.by_index(i)?;
        if entry.is_file() {
            let size = entry.size();
            member(from, &name, size, entry, (skipped, emit));
        }
    }
    Ok(())
}

impl From {
    /// Members that the report could not tell apart, or that cannot all be read.
    fn alike(&self, message: Phrase) -> Input {
        let help = Phrase::new("给包中的文件各起不同的名称", "pack them under names that differ");
        Input::refused(self.name.clone(), Diagnostic::input(Code::SameName, &self.name, message).help(help))
    }

    /// A member that nobody can read without its password.
    fn locked(&self, member: &str) -> Input {
        let name = format!("{}/{member}", self.name);
        let message = Phrase::new("文件已加密，无法读取", "it is encrypted and cannot be read");
        let help = Phrase::new("先用密码解开压缩包", "unpack the archive with its password first");
        Input::refused(name.clone(), Diagnostic::input(Code::Unreadable, name, message).help(help))
    }
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
        let read = source.by_ref().take(documents::STRUCTURE_HEAD_BYTES).read_to_end(&mut head);
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
