//! `guiju fmt`: policies laid out in one way, in place; or only told what would change.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use guiju::{
    FormatOptions,
    diagnostic::{Code, Diagnostic},
    phrase::{Lang, Phrase},
    report,
    source::Files,
};
use similar::TextDiff;

use super::{
    Status, Stop,
    args::{FmtArgs, LangArg},
    documents,
    policies::{self, Tests},
    terminal::{Terminal, write_plain},
    tested,
};

/// A policy text and where it came from.
struct Input {
    /// The file; `None` for the standard input.
    path: Option<PathBuf>,
    name: String,
    text: String,
}

/// What a run did.
#[derive(Default)]
struct Done {
    /// What goes to the standard output: a formatted text, or what would change.
    output: String,
    changed: usize,
    problems: Vec<Diagnostic>,
}

/// Formats policy files.
pub(crate) fn run(args: &FmtArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let mut done = Done::default();
    let inputs = gather(&args.paths, &mut done.problems);
    let lang = args.lang.map(|lang| if lang == LangArg::Zh { Lang::Zh } else { Lang::En });
    let mut files = beside(&inputs, lang);
    let first = files.iter().count();
    for input in &inputs {
        let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
        files.add(&input.name, text);
    }
    let results = guiju::format_all(&files, &FormatOptions { lang });
    for (input, result) in inputs.iter().zip(results.into_iter().skip(first)) {
        match result {
            Ok(text) if args.check => done.compare(input, &text),
            Ok(text) => done.write(input, &text, terminal),
            Err(problems) => done.problems.extend(problems),
        }
    }
    terminal.diagnostics(&done.problems, &files);
    let status = match (done.problems.is_empty(), args.check && done.changed > 0) {
        (false, _) => Status::NotAsAsked,
        (true, true) => Status::Findings,
        (true, false) => Status::Clean,
    };
    if args.check && done.changed > 0 {
        terminal.note(&Phrase::new(
            format!("{} 个文件的版式会改变", done.changed),
            format!("files that would change: {}", done.changed),
        ));
    }
    write_plain(status, &done.output)
}

impl Done {
    /// Tells what would change.
    fn compare(&mut self, input: &Input, text: &str) {
        if input.text != text {
            let name = report::clean(&input.name);
            let diff = TextDiff::from_lines(input.text.as_str(), text);
            self.output.push_str(&diff.unified_diff().context_radius(3).header(&name, &name).to_string());
            self.changed += 1;
        }
    }

    /// Puts a formatted text where it came from, unless it is there already.
    fn write(&mut self, input: &Input, text: &str, terminal: &Terminal) {
        let Some(path) = &input.path else {
            self.output.push_str(text);
            return;
        };
        if input.text == text {
            return;
        }
        match replace(path, text) {
            Ok(()) => terminal
                .note(&Phrase::new(format!("已改版式:{}", input.name), format!("formatted {}", input.name))),
            Err(error) => {
                let message = Phrase::new(format!("无法写入:{error}"), format!("cannot be written: {error}"));
                self.problems.push(Diagnostic::input(Code::NotWritten, &input.name, message));
            }
        }
        self.changed += 1;
    }
}

/// Reads what is to be formatted; what cannot be read is reported, the rest is formatted all the same.
fn gather(paths: &[PathBuf], problems: &mut Vec<Diagnostic>) -> Vec<Input> {
    let (inputs, files): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|p| p.as_os_str() == "-");
    let mut found = Vec::new();
    if !inputs.is_empty() {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        let text = read.and_then(|_| {
            String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
        });
        match text {
            Ok(text) => found.push(Input { path: None, name: documents::STDIN.to_owned(), text }),
            Err(error) => problems.push(policies::unreadable(Path::new(documents::STDIN), &error)),
        }
    }
    for path in policies::find(&files, Tests::Read, problems) {
        match fs::read_to_string(&path) {
            Ok(text) => found.push(Input { name: documents::name_of(&path), path: Some(path), text }),
            Err(error) => problems.push(policies::unreadable(&path, &error)),
        }
    }
    found
}

/// The shipped policies, for names that the inputs use; a file makes room where an input has something of the same name.
fn beside(inputs: &[Input], lang: Option<Lang>) -> Files {
    let mut files = Files::default();
    if lang.is_some() {
        let taken: BTreeSet<String> = inputs.iter().flat_map(|i| tested::names(&i.text)).collect();
        for (name, text) in guiju::shipped() {
            if tested::names(text).iter().all(|n| !taken.contains(n)) {
                files.add(format!("<shipped>/{name}"), *text);
            }
        }
    }
    files
}

/// Writes a file anew beside the old one and puts it in its place, so that no reader ever sees half of it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = fs::metadata(&path).and_then(|old| {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&new)?;
        file.write_all(text.as_bytes())?;
        file.set_permissions(old.permissions())?;
        file.sync_all()?;
        fs::rename(&new, &path)
    });
    if written.is_err() {
        fs::remove_file(&new).ok();
    }
    written
}
