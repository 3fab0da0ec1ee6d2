//! The report for reading: findings by document, what could not be decided, and an overview.

use std::io::{self, Write};

use annotate_snippets::renderer::DEFAULT_EMPHASIS_STYLE;

use super::{
    columns::{clean, wrap},
    diagnostics::diagnostics,
    excerpt::Excerpts,
    finding::finding,
    overview::overview,
    words,
};
use crate::{
    diagnostic::Diagnostic,
    finding::{BaselineState, DocumentReport, Outcome, Report},
    phrase::Lang,
    source::{FileId, Files},
};

/// How to write for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HumanOptions {
    /// The language.
    pub lang: Lang,
    /// Whether to write colours, as ANSI codes.
    pub color: bool,
    /// The columns to keep within; paths may be longer.
    pub width: usize,
    /// Whether to leave out what could not be decided; it is counted all the same.
    pub brief: bool,
}

impl Default for HumanOptions {
    fn default() -> Self {
        Self { lang: Lang::default(), color: false, width: 100, brief: false }
    }
}

/// Writes a report for reading.
pub fn human(report: &Report, options: &HumanOptions, out: &mut dyn Write) -> io::Result<()> {
    for document in &report.documents {
        self::document(document, options, out)?;
    }
    out.write_all(overview(report, options).as_bytes())
}

/// What is said of one document: nothing where all is well.
fn document(document: &DocumentReport, options: &HumanOptions, out: &mut dyn Write) -> io::Result<()> {
    let undecided = if options.brief { Vec::new() } else { undecided(document, options) };
    let findings: Vec<_> =
        document.findings.iter().filter(|f| f.baseline != Some(BaselineState::Unchanged)).collect();
    if findings.is_empty() && document.warnings.is_empty() && undecided.is_empty() {
        return Ok(());
    }
    let (on, off) = if options.color {
        (DEFAULT_EMPHASIS_STYLE.render().to_string(), DEFAULT_EMPHASIS_STYLE.render_reset().to_string())
    } else {
        (String::new(), String::new())
    };
    let path = clean(&document.path);
    writeln!(out, "{on}== {path} =={off}\n")?;
    let excerpts = Excerpts::new(&path, &document.text, options.width);
    for f in findings {
        writeln!(out, "{}\n", finding(f, document, &excerpts, options))?;
    }
    warnings(document, options, out)?;
    if !undecided.is_empty() {
        writeln!(out, "{}:", words::UNDECIDED.get(options.lang))?;
        for line in &undecided {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The verdicts that could not be reached, with the reason.
fn undecided(document: &DocumentReport, options: &HumanOptions) -> Vec<String> {
    let mut lines = Vec::new();
    for (policy, verdict) in document.verdicts.iter().filter(|(_, v)| v.outcome == Outcome::Undecided) {
        let reason =
            verdict.reason.as_ref().map_or(words::NO_REASON.get(options.lang), |r| r.get(options.lang));
        let text = format!("{policy}: {}", clean(reason));
        let wrapped = wrap(&text, options.width.saturating_sub(4));
        lines.extend(
            wrapped.iter().enumerate().map(|(i, l)| format!("{}{l}", if i == 0 { "  " } else { "    " })),
        );
    }
    lines
}

/// Warnings of the reader. Their places are in the document, whatever number it had as a file.
fn warnings(document: &DocumentReport, options: &HumanOptions, out: &mut dyn Write) -> io::Result<()> {
    if document.warnings.is_empty() {
        return Ok(());
    }
    let mut files = Files::default();
    let id: FileId = files.add(clean(&document.path), &document.text);
    let here = |d: &Diagnostic| {
        let mut d = d.clone();
        d.labels.iter_mut().for_each(|label| label.file = id);
        d.input.get_or_insert_with(|| document.path.clone());
        d
    };
    let warnings: Vec<Diagnostic> = document.warnings.iter().map(here).collect();
    diagnostics(&warnings, &files, options, out)
}
