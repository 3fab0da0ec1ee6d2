//! `guiju schema`: the JSON Schema of what the program reads and writes.

use guiju::{ingest, report};

use super::{
    Status, Stop,
    args::{FormArg, SchemaArgs},
    terminal::write_plain,
};

/// Prints the schema of a form.
pub(crate) fn run(args: &SchemaArgs) -> Result<Status, Stop> {
    let schema = match args.form {
        FormArg::Regulation => ingest::json_schema(),
        FormArg::Tables => report::tables::schema(),
    };
    write_plain(Status::Clean, &(schema + "\n"))
}
