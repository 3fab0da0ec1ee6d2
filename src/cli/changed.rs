//! Which documents a run is for beyond its paths: those of a list, those that changed in git.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    process::Command,
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
};

use super::{args::CheckArgs, documents, inputs::Input};

/// The paths of a run: those that are typed, and those of a list, one a line or ended by NUL.
pub(crate) fn paths(args: &CheckArgs) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut paths = args.paths.clone();
    let Some(list) = &args.files_from else { return Ok(paths) };
    let name = documents::name_of(list);
    let mut bytes = Vec::new();
    let read = if name == "-" {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        fs::File::open(list).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| documents::cannot_open(&name, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let message = Phrase::new("文件名单须为 UTF-8 文本", "a list of files must be UTF-8 text");
        Diagnostic::input(Code::NotText, &name, message)
    })?;
    let end = if text.contains('\0') { '\0' } else { '\n' };
    let lines = text.split(end).map(|line| line.trim_end_matches('\r')).filter(|line| !line.is_empty());
    paths.extend(lines.map(PathBuf::from));
    Ok(paths)
}

/// Keeps the documents that were added, changed or renamed in git since a revision, those that git does not know yet
/// among them; says how many were left out.
pub(crate) fn keep(inputs: &mut Vec<Input>, revision: &str, paths: &[PathBuf]) -> Result<usize, Diagnostic> {
    let all = inputs.len();
    let mut changed = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for folder in paths.iter().map(|path| folder(path)) {
        let top = PathBuf::from(git(&folder, &["rev-parse", "--show-toplevel"])?.trim_end());
        if seen.insert(top.clone()) {
            let since = ["diff", "--name-only", "-z", "--diff-filter=d", "--end-of-options", revision, "--"];
            let tracked = git(&top, &since)?;
            let untracked = git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
            let names = tracked.split('\0').chain(untracked.split('\0')).filter(|name| !name.is_empty());
            changed.extend(names.filter_map(|name| fs::canonicalize(top.join(name)).ok()));
        }
    }
    inputs.retain(|input| input.place().is_some_and(|place| changed.contains(&place)));
    Ok(all - inputs.len())
}

/// The folder that git is asked in.
fn folder(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.to_owned();
    }
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// What git says; its own words are passed on where it refuses.
fn git(folder: &Path, args: &[&str]) -> Result<String, Diagnostic> {
    let refused = |zh, en| Diagnostic::option(Code::BadArgument, "--changed-since", &Phrase { zh, en });
    let output =
        Command::new("git").arg("-C").arg(folder).args(args).output().map_err(|error| {
            refused(format!("无法运行 git：{error}"), format!("git cannot be run: {error}"))
        })?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        let words = words.lines().next().unwrap_or_default();
        return Err(refused(format!("git 拒绝：{words}"), format!("git refuses: {words}")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
