//! `guiju worker` as typed.

use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::cli::args::{InputArgs, RuleArgs, SelectArgs, date, threads};

/// `guiju worker`
#[derive(Debug, Args)]
pub(crate) struct WorkerArgs {
    #[command(subcommand)]
    pub(crate) step: Step,
}

/// The steps of a run over many machines.
#[derive(Debug, Subcommand)]
pub(crate) enum Step {
    /// Read documents and check each by itself: documents in, open documents and rows out
    #[command(after_help = MAP_EXAMPLES)]
    Map(MapArgs),
    /// Judge the rows that stand together, or finish the documents whose parts stand with them
    #[command(after_help = REDUCE_EXAMPLES)]
    Reduce(StepArgs),
}

const MAP_EXAMPLES: &str = r#"Examples:
  echo '{"guiju":1,"document":"a.txt","text":"主要职责\n(一)负责文电。"}' | guiju worker map
  guiju worker map --rules own.guiju < documents.ndjson > records.ndjson

A record is one line:
  {"guiju":1, "document":PATH, "text":TEXT | "extract":{…} | "base64":BYTES, "number":N, "given":{"level":"county", …}}
and is answered by one line "open" and its lines "row", or by one line "unreadable", or by one line "error". The answers
stand in the order of the records. docs/worker.md has all of it, docs/spark.md the job that runs it on a cluster.

Exit status: 0 every line has its answer, 2 the run could not be done as asked."#;

const REDUCE_EXAMPLES: &str = r#"Examples:
  guiju worker map < documents.ndjson | LC_ALL=C sort -t'"' -k14 |
    guiju worker reduce | LC_ALL=C sort -t'"' -k14 | guiju worker reduce > report.ndjson

Lines with equal "key" are taken together, and must stand together: rows give the parts that they add to their documents; an
open document with all its parts gives the finished document, as guiju check --format ndjson writes it. What is finished
passes unchanged. docs/worker.md has all of it.

Exit status: 0 every line has its answer, 2 the run could not be done as asked."#;

/// What each step is told.
#[derive(Debug, Args)]
pub(crate) struct StepArgs {
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    /// Audit date, YYYY-MM-DD; without it each document is judged as of its own date
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// The day by which waivers expire, YYYY-MM-DD; without it --as-of, else what the configuration says
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) today: Option<Date>,
    /// Write what is finished as rows of tables, whose columns guiju schema tables lists
    #[arg(long)]
    pub(crate) tables: bool,
    /// Threads to work with, at most 256; 0 means all
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = threads)]
    pub(crate) threads: usize,
}

/// `guiju worker map`
#[derive(Debug, Args)]
pub(crate) struct MapArgs {
    #[command(flatten)]
    pub(crate) step: StepArgs,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

impl Step {
    /// What every step is told.
    pub(crate) fn args(&self) -> &StepArgs {
        match self {
            Self::Map(args) => &args.step,
            Self::Reduce(args) => args,
        }
    }
}
