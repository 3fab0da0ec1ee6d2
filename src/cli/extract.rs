//! `guiju extract`: what was read from one document.

use guiju::ingest::{self, Given};

use super::{
    Status, Stop,
    args::ExtractArgs,
    documents::{self, Input},
    terminal::write_plain,
};

/// Reads a document and writes its model as JSON.
pub(crate) fn run(args: &ExtractArgs) -> Result<Status, Stop> {
    let input = Input::named(&args.path);
    let bytes = input.bytes()?;
    let regulation = ingest::read(&input.name, &bytes, &Given::default())
        .map_err(|problem| Stop::Input(vec![problem], documents::shown(&input.name, &bytes)))?;
    let mut json = ingest::to_json(&regulation);
    if !json.ends_with('\n') {
        json.push('\n');
    }
    write_plain(Status::Clean, &json)
}
