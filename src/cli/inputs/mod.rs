//! What a run reads: documents in files, in archives, in lines of JSON, packed or not, one after another.
//!
//! An archive or a file of lines is opened when its turn comes and read as it is worked on; only the documents in flight
//! are in memory. Bytes are read on the threads that need them where they lie in a file of their own.

mod archive;
mod lines;
mod packed;

use std::{
    fs,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    eval::run::LARGE,
    ingest::Given,
    phrase::Phrase,
};

pub(crate) use self::lines::{FACTS, Facts, each_line, instead};
use self::packed::Packing;
use super::documents::{self, STDIN, Skipped};

/// Bytes of a document unless `--max-document` says otherwise: far more than any regulation has.
pub(crate) const MAX_DOCUMENT_BYTES: u64 = 32 << 20;

/// Bytes that are read at once of what holds many documents.
const BUFFER_BYTES: usize = 1 << 16;

/// One document to read.
#[derive(Debug)]
pub(crate) struct Input {
    /// The path as given; `<stdin>` for `-`; for a member of an archive the path of the archive, `/` and its own.
    pub(crate) name: String,
    /// Facts that stand beside the text.
    pub(crate) given: Option<Given>,
    /// Where it is found again, however its path is written.
    place: Option<PathBuf>,
    content: Content,
}

/// Where the bytes of a document are.
#[derive(Debug)]
enum Content {
    File(PathBuf),
    Stdin,
    Bytes(Vec<u8>),
    /// A line of JSON, as it stands.
    Line(Vec<u8>),
    Refused(Diagnostic),
}

impl Input {
    /// The document at a path as typed.
    pub(crate) fn named(path: &Path) -> Self {
        if path.as_os_str() == "-" {
            return Self { name: STDIN.to_owned(), given: None, place: None, content: Content::Stdin };
        }
        let content = Content::File(path.to_owned());
        Self { name: documents::name_of(path), given: None, place: None, content }
    }

    /// The one document at a path as typed, and its bytes. What holds several, or is packed, is refused: read as one text it
    /// would be a document that nobody wrote.
    pub(crate) fn alone(path: &Path, limit: u64) -> Result<(Self, Vec<u8>), Diagnostic> {
        let mut input = Self::named(path);
        if input.path().is_some() && is_container(&input.name) {
            let message = Phrase::new(
                "此处需要一份文件，这是压缩包、压缩文件或逐行 JSON",
                "one document is needed here, and this is an archive, a packed file or lines of JSON",
            );
            let help = Phrase::new(
                "先解开，再给出其中一份；`guiju check` 可以整包审查",
                "take the document out of it first; `guiju check` takes all of it as it is",
            );
            return Err(Diagnostic::input(Code::Unreadable, input.name, message).help(help));
        }
        let bytes = input.bytes(limit)?;
        Ok((input, bytes))
    }

    /// The file at a place, by the name that it has in a report.
    pub(crate) fn at(name: String, place: PathBuf) -> Self {
        Self { name, given: None, place: None, content: Content::File(place) }
    }

    /// A document that cannot be read.
    fn refused(name: String, problem: Diagnostic) -> Self {
        Self { name, given: None, place: None, content: Content::Refused(problem) }
    }

    /// The file; `None` for the standard input and for parts.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.content {
            Content::File(path) => Some(path),
            _ => None,
        }
    }

    /// The one place that this document has; `None` for the standard input.
    pub(crate) fn place(&self) -> Option<PathBuf> {
        self.place.clone().or_else(|| self.path().and_then(|p| fs::canonicalize(p).ok()))
    }

    /// The name of the line that it comes from; `None` for anything but a line of JSON.
    pub(crate) fn line(&self) -> Option<String> {
        matches!(self.content, Content::Line(_)).then(|| self.name.clone())
    }

    /// How many bytes it has in memory already; a file, of which that is not known yet, counts as large.
    pub(crate) fn size(&self) -> usize {
        match &self.content {
            Content::Bytes(bytes) | Content::Line(bytes) => bytes.len(),
            Content::File(_) | Content::Stdin | Content::Refused(_) => LARGE,
        }
    }

    /// Takes the bytes, at most `limit`. A line of JSON may give another name, and facts.
    pub(crate) fn bytes(&mut self, limit: u64) -> Result<Vec<u8>, Diagnostic> {
        // The place outlives the content: a manifest is asked for it.
        self.place = self.place();
        let content = std::mem::replace(&mut self.content, Content::Bytes(Vec::new()));
        let read = match content {
            Content::Bytes(bytes) => return Ok(bytes),
            Content::Line(line) => {
                let told = lines::told(&self.name, line)?;
                self.name = told.name.unwrap_or_else(|| self.name.clone());
                self.given = told.given;
                return Ok(told.bytes);
            }
            Content::Refused(problem) => return Err(problem),
            Content::File(path) => fs::File::open(path).and_then(|file| at_most(file, limit)),
            Content::Stdin => at_most(io::stdin().lock(), limit),
        };
        match read {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(too_long(&self.name, limit)),
            Err(error) => Err(documents::cannot_open(&self.name, &error)),
        }
    }
}

/// All bytes of a source; `None` where there are more than `limit`.
fn at_most(source: impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// A document over the limit.
pub(crate) fn too_long(name: &str, limit: u64) -> Diagnostic {
    let message = Phrase::new(
        format!("文件超过 {limit} 字节的上限"),
        format!("the document is longer than the limit of {limit} bytes"),
    );
    let help = Phrase::new(
        "用 --max-document 64MB 放宽上限",
        "--max-document 64MB, for example, allows longer ones",
    );
    Diagnostic::input(Code::TooLong, name, message).help(help)
}

/// What a file holds, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Document,
    Lines,
    Tar,
    Zip,
}

/// What a file holds, and how it is packed; its name without the extension of the packing.
fn holds(name: &str) -> (Holds, Option<Packing>, &str) {
    let (inner, packing) = packed::strip(name);
    let lower = inner.to_lowercase();
    let is = |ends: &[&str]| ends.iter().any(|e| lower.ends_with(e));
    let holds = if is(&[".ndjson", ".jsonl"]) {
        Holds::Lines
    } else if is(&[".tar", ".tgz"]) {
        Holds::Tar
    } else if is(&[".zip"]) && packing.is_none() {
        Holds::Zip
    } else {
        Holds::Document
    };
    (holds, packing, inner)
}

/// Whether a file holds documents rather than being one.
pub(crate) fn is_container(name: &str) -> bool {
    let (holds, packing, _) = holds(name);
    holds != Holds::Document || packing.is_some()
}

/// Bytes of documents that one thread has checked before others have begun.
const FEW_BYTES: u64 = 64 << 10;

/// Whether all inputs together are so few bytes that threads would not share the work, but add to it.
pub(crate) fn are_few(inputs: &[Input]) -> bool {
    let mut rest = FEW_BYTES;
    inputs.iter().all(|input| {
        let file = input.path().filter(|_| !is_container(&input.name));
        let left = file.and_then(|path| rest.checked_sub(fs::metadata(path).ok()?.len()));
        rest = left.unwrap_or_default();
        left.is_some()
    })
}

/// Who takes the documents.
pub(crate) type Emit<'a> = &'a mut dyn FnMut(Input);

/// Hands on the documents of an input: an archive or lines of JSON are opened, everything else goes as it is. What an
/// archive holds besides is counted.
pub(crate) fn open(input: Input, limit: u64, skipped: &mut Skipped, emit: Emit<'_>) {
    let from = From { name: input.name.clone(), place: input.place(), limit };
    let mut none = true;
    let mut counted = |document| {
        none = false;
        emit(document);
    };
    let opened = match &input.content {
        Content::Stdin => from.stdin(skipped, &mut counted),
        Content::File(path) if is_container(&input.name) => from.container(path, skipped, &mut counted),
        _ => return emit(input),
    };
    if opened.is_ok() && none {
        let message = Phrase::new("其中没有可读的文件", "it holds no document");
        let help = Phrase::new(
            "压缩包中可读 txt、md、html、docx 和 guiju 结构 json；逐行 JSON 每行一份",
            "documents of an archive are txt, md, html, docx and guiju's own json; of lines of JSON, each line is one",
        );
        let problem = Diagnostic::input(Code::NoDocuments, &from.name, message).help(help);
        emit(Input::refused(from.name.clone(), problem));
    }
    if let Err(error) = opened {
        let help = Phrase::new(
            "文件损坏：此前从中读出的内容也不可靠；请重新取得文件",
            "it is damaged, and what was read from it before is doubtful: get the file anew",
        );
        emit(Input::refused(from.name.clone(), documents::cannot_open(&from.name, &error).help(help)));
    }
}

/// What documents are taken out of.
struct From {
    name: String,
    place: Option<PathBuf>,
    limit: u64,
}

impl From {
    fn container(&self, path: &Path, skipped: &mut Skipped, emit: Emit<'_>) -> io::Result<()> {
        let (holds, packing, inner) = holds(&self.name);
        let file = BufReader::with_capacity(BUFFER_BYTES, fs::File::open(path)?);
        if holds == Holds::Zip {
            return archive::zip(self, file, skipped, emit);
        }
        let source = packed::unpack(file, packing);
        match holds {
            Holds::Lines => lines::lines(self, source, emit)?,
            Holds::Tar => self.tar(source, skipped, emit)?,
            Holds::Document | Holds::Zip => {
                let member = Path::new(inner).file_name().unwrap_or_default().to_string_lossy();
                emit(self.part(&member, source));
            }
        }
        Ok(())
    }

    /// The standard input: packed or not, an archive, lines of JSON, or one document. The first bytes tell.
    fn stdin(&self, skipped: &mut Skipped, emit: Emit<'_>) -> io::Result<()> {
        let mut source = BufReader::with_capacity(BUFFER_BYTES, io::stdin());
        let packing = Packing::of(source.fill_buf()?);
        let mut source = packed::unpack(source, packing);
        let head = head(&mut source)?;
        let (tar, lines) = (archive::is_tar(&head), lines::are_lines(&head));
        let source = io::Cursor::new(head).chain(source);
        if tar {
            self.tar(source, skipped, emit)?;
        } else if lines {
            lines::lines(self, source, emit)?;
        } else {
            let mut document = self.part("", source);
            document.name.clone_from(&self.name);
            emit(document);
        }
        Ok(())
    }

    /// A tar archive, with what stands behind its end: there alone damage of what it is packed in may show.
    fn tar(&self, mut source: impl Read, skipped: &mut Skipped, emit: Emit<'_>) -> io::Result<()> {
        archive::tar(self, &mut source, skipped, emit)?;
        io::copy(&mut source, &mut io::sink()).map(drop)
    }

    /// A member, read whole.
    fn part(&self, member: &str, source: impl Read) -> Input {
        let name = format!("{}/{member}", self.name);
        match at_most(source, self.limit) {
            Ok(Some(bytes)) => {
                let place = self.place.as_ref().map(|p| p.join(member));
                Input { name, given: None, place, content: Content::Bytes(bytes) }
            }
            Ok(None) => self.too_long(name),
            Err(error) => Input::refused(name.clone(), documents::cannot_open(&name, &error)),
        }
    }

    /// A member over the limit.
    fn too_long(&self, name: String) -> Input {
        let problem = too_long(&name, self.limit);
        Input::refused(name, problem)
    }
}

/// The first bytes of a source, however slowly they come: as many as tell what it is.
fn head(source: &mut impl BufRead) -> io::Result<Vec<u8>> {
    const HEAD_BYTES: usize = 1 << 16;
    let tells = |head: &[u8]| match lines::without_mark(head).first() {
        _ if head.len() >= HEAD_BYTES => true,
        // Whether an object is a line or a document is told by what follows it.
        Some(b'{') => head.contains(&b'\n') && lines::are_lines(head),
        Some(_) => head.len() as u64 >= documents::STRUCTURE_HEAD_BYTES,
        None => false,
    };
    let mut head = Vec::new();
    while !tells(&head) {
        let held = source.fill_buf()?;
        if held.is_empty() {
            break;
        }
        head.extend_from_slice(held);
        let taken = held.len();
        source.consume(taken);
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_files_that_are_short_together() {
        let few = |names: &[&str]| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            are_few(&names.iter().map(|name| Input::named(&root.join(name))).collect::<Vec<_>>())
        };
        assert!(few(&["Cargo.toml", "README.md"]));
        assert!(!few(&["Cargo.toml", "Cargo.lock", "README.md"]), "longer than one thread checks by itself");
        assert!(!few(&["Cargo.toml", "there-is-none"]));
        assert!(!are_few(&[Input::named(Path::new("-"))]));
        assert!(!are_few(&[Input::named(Path::new("a.tar"))]));
    }

    #[test]
    fn what_comes_slowly_is_told_by_more_than_its_first_bytes() {
        let told = |text: &str| {
            let mut source = BufReader::with_capacity(3, text.as_bytes());
            lines::are_lines(&head(&mut source).unwrap())
        };
        assert!(told("{\"text\": \"a\"}\n{\"text\": \"b\"}\n"));
        let long = format!("\u{feff}{{\"text\": \"{}\"}}\n{{\"text\": \"b\"}}\n", "a".repeat(900));
        assert!(told(&long));
        assert!(!told("{\"schema\": \"guiju/regulation/1\"}\n"));
        assert!(!told("{\n  \"schema\": \"guiju/regulation/1\"\n}\n"));
        assert!(!told("主要职责\n"));
        assert!(!told(""));
    }

    #[test]
    fn the_name_tells_what_a_file_holds() {
        assert_eq!(holds("a/b.tar.gz"), (Holds::Tar, Some(Packing::Gzip), "a/b.tar"));
        assert_eq!(holds("b.TGZ").0, Holds::Tar);
        assert_eq!(holds("c.ndjson.zst"), (Holds::Lines, Some(Packing::Zstd), "c.ndjson"));
        assert_eq!(holds("d.txt.gz"), (Holds::Document, Some(Packing::Gzip), "d.txt"));
        assert_eq!(holds("e.zip").0, Holds::Zip);
        assert!(!is_container("f.txt") && !is_container("g.docx") && is_container("h.jsonl"));
    }

    #[test]
    fn a_source_is_read_up_to_its_limit() {
        assert_eq!(at_most(&b"abc"[..], 3).unwrap().unwrap(), b"abc");
        assert_eq!(at_most(&b"abcd"[..], 3).unwrap(), None);
    }
}
