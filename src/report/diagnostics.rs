//! Diagnostics: what is wrong with a policy, a manifest, a document as an input.

use std::io::{self, Write};

use annotate_snippets::{Element, Group, Level, Origin};

use super::{
    HumanOptions,
    columns::{clean, width},
    excerpt::{self, Excerpts, Mark},
    finding::{Notes, renderer, title},
    words,
};
use crate::{
    diagnostic::{self, Diagnostic, Label},
    phrase::Lang,
    source::{FileId, Files},
};

/// Shows diagnostics with the places they point at, one after another.
pub fn diagnostics(
    diagnostics: &[Diagnostic],
    files: &Files,
    options: &HumanOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    for diagnostic in diagnostics {
        writeln!(out, "{}\n", one(diagnostic, files, options))?;
    }
    Ok(())
}

fn one(diagnostic: &Diagnostic, files: &Files, options: &HumanOptions) -> String {
    let (level, name) = match diagnostic.level {
        diagnostic::Level::Error => (Level::ERROR, words::ERROR),
        diagnostic::Level::Warning => (Level::WARNING, words::WARNING),
    };
    let (mut elements, mut columns): (Vec<Element<'_>>, Vec<_>) = (Vec::new(), Vec::new());
    let mut gutter = 3;
    for id in files_of(diagnostic) {
        let Some(file) = files.get(id) else { continue };
        let excerpts = Excerpts::new(&file.name, &file.text, options.width);
        let marks = marks(diagnostic, id, options.lang);
        gutter = gutter.max(excerpts.gutter(&marks));
        for excerpt in excerpts.excerpts(&marks) {
            elements.push(excerpt.snippet.into());
            columns.push(excerpt.columns);
        }
    }
    if let Some(input) = diagnostic.input.as_ref().filter(|_| elements.is_empty()) {
        elements.push(Origin::path(clean(input).into_owned()).into());
    }
    let notes = Notes { gutter, options };
    elements.extend(diagnostic.help.iter().map(|h| notes.note(words::HELP, h.get(options.lang))));

    let name = name.get(options.lang);
    let code = diagnostic.code.to_string();
    let title = title(diagnostic.message.get(options.lang), width(name) + width(&code) + 4, options);
    let title = level.with_name(name).primary_title(title).id(code);
    excerpt::render(&renderer(options), Group::with_title(title).elements(elements), &columns)
}

/// The files that are pointed into, that of the problem itself first.
fn files_of(diagnostic: &Diagnostic) -> Vec<FileId> {
    let mut ids = Vec::new();
    for label in &diagnostic.labels {
        if !ids.contains(&label.file) {
            ids.push(label.file);
        }
    }
    ids
}

/// The places in one file; the first label of all is what the message is about.
fn marks(diagnostic: &Diagnostic, file: FileId, lang: Lang) -> Vec<Mark> {
    let mark = |(i, label): (usize, &Label)| Mark {
        span: label.span,
        label: clean(label.text.get(lang)).into_owned(),
        primary: i == 0,
    };
    diagnostic.labels.iter().enumerate().filter(|(_, label)| label.file == file).map(mark).collect()
}
