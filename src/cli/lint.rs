//! `guiju lint`: what in policies compiles, but is probably not meant.

use guiju::{diagnostic::Diagnostic, phrase::Phrase, report};
use serde::Serialize;

use super::{
    Status, Stop,
    args::{FormatArg, LintArgs},
    terminal::{Terminal, write_plain},
    tested::{self, Tested},
};

/// Lints the policies.
pub(crate) fn run(args: &LintArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let tested = tested::load(&args.rules)?;
    let warnings = match guiju::lint(&tested.files) {
        Ok(warnings) => warnings,
        Err(problems) => return Err(Stop::Input(problems, tested.files)),
    };
    let own = |d: &Diagnostic| d.labels.first().is_none_or(|l| tested.own.contains(&l.file));
    let warnings: Vec<Diagnostic> = warnings.into_iter().filter(own).collect();
    let status = if warnings.is_empty() { Status::Clean } else { Status::Findings };
    match args.format {
        FormatArg::Human => terminal.write(status, |out| {
            report::diagnostics(&warnings, &tested.files, &terminal.for_stdout(), out)?;
            let (files, count) = (tested.own.len(), warnings.len());
            let line = Phrase::new(
                format!("{files} 个政策文件:{count} 条提示"),
                format!("policy files: {files}, warnings: {count}"),
            );
            writeln!(out, "{}", line.get(terminal.lang))
        }),
        FormatArg::Json => {
            let rows = warnings.iter().map(|d| Row::of(d, &tested)).collect();
            let mut json = serde_json::to_string_pretty(&Root { schema: "guiju/lints/1", warnings: rows })
                .unwrap_or_default();
            json.push('\n');
            write_plain(status, &json)
        }
    }
}

/// The result for programs.
#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    warnings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    code: String,
    file: &'a str,
    line: u32,
    column: u32,
    words: String,
    message: &'a Phrase,
    help: Option<&'a Phrase>,
}

impl<'a> Row<'a> {
    fn of(d: &'a Diagnostic, tested: &'a Tested) -> Self {
        let label = d.labels.first();
        let (file, line, column) = label.map_or(("", 0, 0), |l| tested.place(l.file, l.span));
        let words = label.map(|l| tested.words(l.file, l.span)).unwrap_or_default();
        Self {
            code: d.code.to_string(),
            file,
            line,
            column,
            words,
            message: &d.message,
            help: d.help.as_ref(),
        }
    }
}
