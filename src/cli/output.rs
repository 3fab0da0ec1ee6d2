//! Where reports go: the standard output, and files that are written whole or not at all.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    finding::Report,
    phrase::Phrase,
    report,
};
use tempfile::NamedTempFile;

use super::{
    Status, Stop,
    args::{OutputArg, ReportFormat},
    documents,
    spared::Spared,
    tables,
    terminal::{Terminal, write_plain_with},
};

/// Holds that the files can be written and are none that the run reads, before it begins.
pub(crate) fn prepare(format: ReportFormat, outputs: &[OutputArg], spared: &Spared) -> Result<(), Stop> {
    let mut seen = BTreeSet::new();
    let unfit = tables::unfit(format, outputs);
    let problems = outputs.iter().filter_map(|o| problem(o, spared, &mut seen));
    let problems: Vec<Diagnostic> = unfit.into_iter().chain(problems).collect();
    if problems.is_empty() { Ok(()) } else { Err(Stop::Input(problems, guiju::source::Files::default())) }
}

fn problem(output: &OutputArg, spared: &Spared, seen: &mut BTreeSet<PathBuf>) -> Option<Diagnostic> {
    let path = output.path.as_path();
    let name = documents::name_of(path);
    if let Err(error) = fs::metadata(folder(path)) {
        let message = Phrase::new(
            format!("报告所在的文件夹无法使用：{error}"),
            format!("the folder for the report cannot be used: {error}"),
        );
        return Some(Diagnostic::input(Code::NotWritten, name, message));
    }
    if path.is_dir() && output.format != ReportFormat::Parquet {
        let message = Phrase::new("这是文件夹，报告需要文件名", "it is a folder; a report needs a file");
        return Some(Diagnostic::input(Code::NotWritten, name, message));
    }
    if path.is_symlink() && fs::metadata(path).is_err() {
        let message =
            Phrase::new("这是符号链接,所指的文件不存在", "it is a link to a file that is not there");
        let help = Phrase::new(
            "删去这个链接,或写所指的文件本身",
            "remove the link, or name the file that it should lead to",
        );
        return Some(Diagnostic::input(Code::NotWritten, name, message).help(help));
    }
    if !seen.insert(path.to_owned()) {
        let message = Phrase::new("两份报告写入同一个文件", "two reports go to one file");
        return Some(Diagnostic::input(Code::NotWritten, name, message));
    }
    spared.refused(path, "--output")
}

/// Writes the files, then the standard output: a reader who leaves early must not cost anyone a file.
pub(crate) fn write(
    report: &Report,
    format: ReportFormat,
    outputs: &[OutputArg],
    status: Status,
    terminal: &Terminal,
) -> Result<Status, Stop> {
    for output in outputs {
        let plain = report::HumanOptions { color: false, ..terminal.for_stdout() };
        let written = match output.format {
            ReportFormat::Parquet => tables::write(report, &output.path),
            format => replace(&output.path, |out| render(report, format, &plain, out)),
        };
        written.map_err(|error| Stop::File(output.path.clone(), error))?;
        let name = output.path.display();
        terminal.detail(|| Phrase::new(format!("已写出 {name}"), format!("wrote {name}")));
    }
    let look = terminal.for_stdout();
    match format {
        ReportFormat::Human => terminal.write(status, |out| render(report, format, &look, out)),
        // Byte for byte: what looks like a colour in a document is part of it.
        _ => write_plain_with(status, |out| render(report, format, &look, out)),
    }
}

/// Writes a report in one of its formats.
fn render(
    report: &Report,
    format: ReportFormat,
    look: &report::HumanOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = match format {
        ReportFormat::Human => return report::human(report, look, out),
        ReportFormat::Ndjson => return report::ndjson(report, out),
        // Refused before the first document is opened.
        ReportFormat::Parquet => return Err(io::ErrorKind::Unsupported.into()),
        ReportFormat::Html => return report::html(report, look.lang, out),
        ReportFormat::Json => report::json(report),
        ReportFormat::Sarif => report::sarif(report, look.lang),
        ReportFormat::Junit => report::junit(report, look.lang),
        ReportFormat::Github => report::github(report, look.lang),
        ReportFormat::Gitlab => report::gitlab(report, look.lang),
        ReportFormat::Markdown => report::markdown(report, look.lang),
        ReportFormat::Csv => report::csv(report),
    };
    out.write_all(text.as_bytes())
}

/// Gives a file a new content: beside it a new file is written and, once it is whole and on the disk, put in its place.
/// Whoever looks at any moment, even after a crash, finds the old content or the new one. What is no ordinary file (a
/// pipe, a device) is written to as it is.
pub(crate) fn replace(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(&path)?);
        return write(&mut out).and_then(|()| out.flush());
    }
    let new = beside(&path)?;
    if let Some(old) = old {
        new.as_file().set_permissions(old.permissions())?;
    }
    let mut out = BufWriter::new(new);
    write(&mut out)?;
    let new = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    new.as_file().sync_all()?;
    new.persist(&path)?;
    // The name is on the disk only when the folder is; not every system lets a folder be opened.
    if let Ok(folder) = fs::File::open(folder(&path)) {
        folder.sync_all().ok();
    }
    Ok(())
}

/// A new file in the folder of another, with the permissions that any new file gets.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder(path))
}

/// The folder that a file is in.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
