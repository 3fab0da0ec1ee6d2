//! `guiju verify`: the quotes of a report held to the documents.

use std::fs;

use guiju::{
    change::Recorded,
    ingest::{self, Given},
    phrase::{Lang, Phrase},
    report,
};

use super::{
    Status, Stop,
    args::VerifyArgs,
    documents,
    inputs::{self, Input},
    terminal::Terminal,
};

/// Proves every quote again; 1 where one does not stand in its document, 2 where a document cannot be read.
pub(crate) fn run(args: &VerifyArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let name = documents::name_of(&args.report);
    let text = fs::read_to_string(&args.report).map_err(|error| documents::cannot_open(&name, &error))?;
    let recorded = Recorded::read(&name, &text)?;
    let (mut proved, mut wrong, mut status) = (0, 0, Status::Clean);
    let mut page = String::new();
    for document in &recorded.documents {
        let regulation = match read(args, &document.path) {
            Ok(regulation) => regulation,
            Err(stop) => {
                if let Stop::Input(problems, files) = stop {
                    terminal.diagnostics(&problems, &files);
                }
                status = Status::NotAsAsked;
                continue;
            }
        };
        let unproved = document.unproved(&regulation.source.text);
        proved += document.quotes() - unproved.len();
        wrong += unproved.len();
        if regulation.source.digest != document.digest {
            page.push_str(&line(terminal.lang, &changed(&document.path)));
        }
        for u in unproved {
            let (line_number, column) = u.place;
            let place = format!("{}:{line_number}:{column} {}", document.path, u.policy);
            let words = Phrase::new(
                format!("{place}: 报告引用“{}”，该处为“{}”", u.quote, u.found),
                format!("{place}: the report quotes “{}”, there stands “{}”", u.quote, u.found),
            );
            page.push_str(&line(terminal.lang, &words));
        }
    }
    page.push_str(&line(
        terminal.lang,
        &Phrase::new(
            format!("{} 份文件：{proved} 处引文属实，{wrong} 处不符", recorded.documents.len()),
            format!("{} documents: {proved} quotes stand, {wrong} do not", recorded.documents.len()),
        ),
    ));
    let status = if status == Status::Clean && wrong > 0 { Status::Findings } else { status };
    terminal.write(status, |out| out.write_all(page.as_bytes()))
}

fn read(args: &VerifyArgs, path: &str) -> Result<guiju::regulation::Regulation, Stop> {
    let place = args.root.as_ref().map_or_else(|| path.into(), |root| root.join(path));
    let mut input = Input::named(&place);
    let bytes = input.bytes(inputs::MAX_DOCUMENT)?;
    let given = Given { encoding: args.encoding.clone(), ..Given::default() };
    ingest::read(&input.name, &bytes, &given)
        .map_err(|problem| Stop::Input(vec![problem], documents::shown(&input.name, &bytes)))
}

fn changed(path: &str) -> Phrase {
    Phrase::new(
        format!("{path}: 文件在报告之后有改动"),
        format!("{path}: the document has changed since the report"),
    )
}

fn line(lang: Lang, words: &Phrase) -> String {
    format!("{}\n", report::clean(words.get(lang)))
}
