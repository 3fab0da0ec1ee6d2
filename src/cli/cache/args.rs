//! The options of the cache.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::ConfigArgs;

/// What to keep for later runs.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Work")]
pub(crate) struct CacheArgs {
    /// Do everything anew, and keep nothing for later runs
    #[arg(long, conflicts_with = "cache_dir")]
    pub(crate) no_cache: bool,
    /// Keep what is said of each document in this folder, and do only what changed; without it `GUIJU_CACHE_DIR`, the
    /// configuration, or for runs over 200 documents and more the user's folder for caches
    #[arg(long, value_name = "FOLDER")]
    pub(crate) cache_dir: Option<PathBuf>,
}

/// `guiju cache`
#[derive(Debug, Args)]
#[command(after_help = CACHE_EXAMPLES)]
pub(crate) struct CacheCommandArgs {
    /// What to do
    #[arg(value_enum, default_value_t = CacheCommand::Show, value_name = "WHAT")]
    pub(crate) command: CacheCommand,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
}

/// What to do with the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CacheCommand {
    /// Print its folder, the number of its files and their bytes
    Show,
    /// Take everything out of it
    Clear,
}

const CACHE_EXAMPLES: &str = "\
Examples:
  guiju cache          where it is, and how large
  guiju cache clear    begin anew

The cache holds what was said of documents. It is believed: keep it where only you can write.";
