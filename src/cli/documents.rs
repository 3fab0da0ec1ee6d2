//! The documents of a run: paths given, patterns matched, folders walked.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    source::Files,
};
use ignore::{WalkBuilder, gitignore::Gitignore};

use super::{inputs::Input, terminal::Terminal};

/// The name that the standard input goes by.
pub(super) const STDIN: &str = "<stdin>";

/// The extensions that the reader knows.
const TEXTS: [&str; 5] = ["txt", "md", "html", "htm", "docx"];

/// What a structure names itself as; a JSON file below a folder is a document only if its beginning says so.
const STRUCTURE: &[u8] = b"guiju/regulation/1";

/// The documents that were found, and what was not.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The documents, in byte order of their names, each place once.
    pub(crate) inputs: Vec<Input>,
    /// Paths that are missing or hold no document.
    pub(crate) problems: Vec<Diagnostic>,
    /// Files below folders that are no documents, by kind.
    skipped: Skipped,
}

/// What was passed over: how many files of each kind, by extension as a rule.
#[derive(Debug, Default)]
pub(crate) struct Skipped(BTreeMap<String, usize>);

impl Skipped {
    /// Counts a file by its name.
    pub(crate) fn count(&mut self, name: &str) {
        self.count_kind(&extension(Path::new(name)));
    }

    /// Counts a file of a kind.
    pub(crate) fn count_kind(&mut self, kind: &str) {
        *self.0.entry(kind.to_owned()).or_default() += 1;
    }

    /// Says how many files were passed over, and of what kinds.
    pub(crate) fn tell(&self, terminal: &Terminal) {
        let total: usize = self.0.values().sum();
        if total == 0 {
            return;
        }
        let kinds: Vec<String> = self.0.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        let kinds = kinds.join(", ");
        terminal.note(&Phrase::new(
            format!("跳过 {total} 个非文本文件（{kinds}）"),
            format!("skipped {total} {} of other kinds ({kinds})", if total == 1 { "file" } else { "files" }),
        ));
    }
}

/// Finds the documents that the paths stand for. What lies below a folder and is named in `apart` (a manifest, a report to
/// be written) is no document, nor is what is `excluded`.
pub(crate) fn find(paths: &[PathBuf], apart: &[&Path], excluded: &Gitignore) -> Found {
    let mut found = Found::default();
    let apart: BTreeSet<PathBuf> = apart.iter().filter_map(|p| fs::canonicalize(p).ok()).collect();
    for path in paths {
        found.take(path, &apart, excluded);
    }
    found.keep_each_once();
    found
}

impl Found {
    /// Takes what a path stands for: a file, a folder, or a pattern such as `docs/*.txt`.
    fn take(&mut self, path: &Path, apart: &BTreeSet<PathBuf>, excluded: &Gitignore) {
        let input = Input::named(path);
        match input.path().map(fs::metadata) {
            Some(Ok(kind)) if kind.is_dir() => self.walk(path, apart, excluded),
            Some(Ok(_)) | None => self.inputs.push(input),
            Some(Err(error)) => match matches(&input.name) {
                Some(paths) => paths.iter().for_each(|path| self.take(path, apart, excluded)),
                None if is_pattern(&input.name) => {
                    let message = Phrase::new("没有文件符合此模式", "the pattern matches no file");
                    self.problems.push(Diagnostic::input(Code::Unreadable, input.name, message));
                }
                None => self.problems.push(cannot_open(&input.name, &error)),
            },
        }
    }

    /// Takes the documents below a folder: no hidden files, nothing that a `.gitignore` names.
    fn walk(&mut self, folder: &Path, apart: &BTreeSet<PathBuf>, excluded: &Gitignore) {
        let before = self.inputs.len();
        let walker = WalkBuilder::new(folder).git_global(false).git_exclude(false).require_git(false).build();
        for entry in walker {
            match entry {
                // Links to folders are not followed: they may lead in circles, or to the same documents again.
                Ok(entry) if entry.path_is_symlink() && entry.depth() > 0 && !entry.path().is_file() => {
                    let dead = fs::metadata(entry.path()).is_err();
                    self.skipped.count_kind(if dead { "dead link" } else { "link to a folder" });
                }
                Ok(entry) if entry.path().is_dir() => {}
                // To open a pipe would be to wait for whoever writes into it.
                Ok(entry) if !entry.path().is_file() => self.skipped.count_kind("special file"),
                Ok(entry) if is_among(entry.path(), apart) => {}
                Ok(entry) if is_excluded(entry.path(), excluded) => self.skipped.count_kind("excluded"),
                Ok(entry) if is_document(entry.path()) => self.inputs.push(Input::named(entry.path())),
                Ok(entry) => self.skipped.count(&name_of(entry.path())),
                Err(error) => {
                    let text = error.to_string();
                    let message = Phrase::new(format!("无法读取：{text}"), format!("cannot be read: {text}"));
                    self.problems.push(Diagnostic::input(Code::Unreadable, name_of(folder), message));
                }
            }
        }
        if self.inputs.len() == before {
            let message = Phrase::new("文件夹中没有可读的文本", "the folder holds no document");
            let help = Phrase::new(
                "可读 txt、md、html、docx 和 guiju 结构 json",
                "documents are txt, md, html, docx and guiju's own json",
            );
            self.problems.push(Diagnostic::input(Code::NoDocuments, name_of(folder), message).help(help));
        }
    }

    /// Of several names for one place the first is kept, one that is no link before one that is.
    fn keep_each_once(&mut self) {
        let mut places = BTreeSet::new();
        let mut stdin = false;
        let is_link = |input: &Input| input.path().is_some_and(Path::is_symlink);
        self.inputs.sort_by_cached_key(is_link);
        self.inputs.retain(|input| match (input.path(), input.place()) {
            (None, _) => !std::mem::replace(&mut stdin, true),
            (Some(path), place) => places.insert(place.unwrap_or_else(|| path.to_owned())),
        });
        self.inputs.sort_by(|a, b| a.name.as_bytes().cmp(b.name.as_bytes()));
    }

    /// Says what was passed over.
    pub(crate) fn tell_skipped(&self, terminal: &Terminal) {
        self.skipped.tell(terminal);
    }
}

/// The texts that problems of one document point into.
pub(crate) fn shown(name: &str, bytes: &[u8]) -> Files {
    let mut files = Files::default();
    let text = String::from_utf8_lossy(bytes);
    files.add(name, text.strip_prefix('\u{feff}').unwrap_or(&text));
    files
}

/// A path as reports name it.
pub(crate) fn name_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A path that cannot be opened, in plain words.
pub(crate) fn cannot_open(name: &str, error: &io::Error) -> Diagnostic {
    let message = match error.kind() {
        io::ErrorKind::NotFound => Phrase::new("没有这个文件或文件夹", "there is no such file or folder"),
        io::ErrorKind::PermissionDenied => Phrase::new("没有读取权限", "no permission to read it"),
        io::ErrorKind::IsADirectory => {
            Phrase::new("这是文件夹，此处需要文件", "it is a folder where a file is needed")
        }
        _ => Phrase::new(format!("无法读取：{error}"), format!("cannot be read: {error}")),
    };
    Diagnostic::input(Code::Unreadable, name, message)
}

/// The files that a pattern matches, in the order of their names; `None` where it is no pattern or matches nothing.
fn matches(pattern: &str) -> Option<Vec<PathBuf>> {
    let found: Vec<PathBuf> = glob::glob(pattern).ok()?.flatten().collect();
    (is_pattern(pattern) && !found.is_empty()).then_some(found)
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

/// What a file is, as far as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ByName {
    /// A document.
    Document,
    /// A document, if its beginning says so.
    Perhaps,
}

/// Whether a file is a document by its name; `None` for files of other kinds.
pub(crate) fn by_name(name: &str) -> Option<ByName> {
    let extension = extension(Path::new(name));
    match extension.as_str() {
        "json" => Some(ByName::Perhaps),
        known if TEXTS.contains(&known) => Some(ByName::Document),
        _ => None,
    }
}

/// Whether the beginning of a JSON file says that it is a structure.
pub(crate) fn names_structure(head: &[u8]) -> bool {
    head.windows(STRUCTURE.len()).any(|w| w == STRUCTURE)
}

/// Bytes that are looked at to see whether a JSON file is a structure.
pub(crate) const STRUCTURE_HEAD_BYTES: u64 = 512;

fn is_document(path: &Path) -> bool {
    by_name(&name_of(path)).is_some_and(|kind| kind == ByName::Document || begins_as_structure(path))
}

fn begins_as_structure(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|f| f.take(STRUCTURE_HEAD_BYTES).read_to_end(&mut head));
    read.is_ok() && names_structure(&head)
}

fn is_among(path: &Path, places: &BTreeSet<PathBuf>) -> bool {
    !places.is_empty() && fs::canonicalize(path).is_ok_and(|p| places.contains(&p))
}

/// Whether the configuration leaves a file out, itself or a folder that it lies in.
fn is_excluded(path: &Path, excluded: &Gitignore) -> bool {
    let Ok(path) = fs::canonicalize(path) else { return false };
    path.starts_with(excluded.path()) && excluded.matched_path_or_any_parents(path, false).is_ignore()
}

fn extension(path: &Path) -> String {
    path.extension().map_or_else(|| "-".to_owned(), |e| e.to_string_lossy().to_lowercase())
}
