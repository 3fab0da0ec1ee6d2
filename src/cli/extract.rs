//! `guiju extract`: what was read from one document.

use guiju::{
    ingest::{self, Given},
    report,
};

use super::{
    Status, Stop,
    args::{ExtractArgs, ModelArg},
    documents,
    inputs::Input,
    terminal::{Terminal, write_plain},
};

/// Reads a document and writes its model, or how it was read.
pub(crate) fn run(args: &ExtractArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let (input, bytes) = Input::alone(&args.path, args.input.max_document)?;
    let given = Given { encoding: args.input.encoding.clone(), ..Given::default() };
    let regulation = ingest::read(&input.name, &bytes, &given)
        .map_err(|problem| Stop::Input(vec![problem], documents::shown(&input.name, &bytes)))?;
    if args.explain {
        return terminal.write(Status::Clean, |out| {
            report::reading(&regulation, &ingest::to_value(&regulation), terminal.lang, out)
        });
    }
    let mut written = match args.format {
        ModelArg::Json => ingest::to_json(&regulation),
        ModelArg::Akn => report::akn(&regulation),
    };
    if !written.ends_with('\n') {
        written.push('\n');
    }
    write_plain(Status::Clean, &written)
}
