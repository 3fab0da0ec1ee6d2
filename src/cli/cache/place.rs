//! Where the cache lies: as flags, the environment or the configuration say, else in the user's folder for caches.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::cli::{
    args::{CacheArgs, CheckArgs},
    configured::Configured,
    inputs::{self, Input},
};

/// The variable that names the folder.
pub(crate) const VARIABLE: &str = "GUIJU_CACHE_DIR";

/// Documents below which a cache in the usual place costs more than it saves.
const FEWEST_DOCUMENTS: usize = 200;

/// The folder of the cache for a run; `None` where it goes without.
pub(crate) fn folder(args: &CheckArgs, configured: &Configured, found: &[Input]) -> Option<PathBuf> {
    if args.cache.no_cache {
        return None;
    }
    let many = found.len() >= FEWEST_DOCUMENTS
        || found.iter().any(|i| i.path().is_none() || inputs::is_container(&i.name));
    named(&args.cache, configured).or_else(|| usual().filter(|_| many))
}

/// The folder of the cache, whatever the run.
pub(crate) fn any(args: &CacheArgs, configured: &Configured) -> Option<PathBuf> {
    named(args, configured).or_else(usual)
}

/// The folder that someone names.
fn named(args: &CacheArgs, configured: &Configured) -> Option<PathBuf> {
    let set = || configured.config.cache_dir.as_ref().map(|d| configured.path(&d.value));
    args.cache_dir.clone().or_else(by_variable).or_else(set)
}

/// The folder that the environment names.
pub(crate) fn by_variable() -> Option<PathBuf> {
    variable(VARIABLE)
}

/// The folder below that for caches: on Unix as XDG says, on Windows with the local data of programs.
fn usual() -> Option<PathBuf> {
    let below = |path: PathBuf| path.is_absolute().then(|| path.join("guiju"));
    if cfg!(windows) {
        return variable("LOCALAPPDATA").and_then(below).map(|p| p.join("cache"));
    }
    let home = || variable("HOME").map(|home| Path::new(&home).join(".cache"));
    variable("XDG_CACHE_HOME").and_then(below).or_else(|| home().and_then(below))
}

fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
