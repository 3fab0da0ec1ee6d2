//! The configuration of a body of documents, `guiju.toml`, with its register of waivers, and the baseline beside it: raw →
//! valid.
//!
//! [`Config::read`] takes the text apart and reports every mistake at its place; [`Register`] and [`Baseline`] say how the
//! findings of a report stand. Nothing here opens a file: paths stay as they are written, and mean what lies below the
//! folder of the configuration.

mod baseline;
mod overrides;
mod pack;
mod reader;
mod waivers;

pub use baseline::{Baseline, Entry};
pub use pack::PackFile;
pub use waivers::{Register, Waiver};

use jiff::civil::Date;

use self::reader::Reader;
use crate::{
    diagnostic::Diagnostic,
    finding::{Selector, Severity},
    hir::Override,
    phrase::Lang,
    source::{FileId, Span},
};

/// A value with its place in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// The bytes of the value.
    pub span: Span,
}

/// The least severity that makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// Findings of this severity or above.
    Severity(Severity),
    /// Nothing.
    Never,
}

/// By which day it is judged whether a waiver has expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Today {
    /// A day that is given.
    Day(Date),
    /// The day of the machine's clock, in UTC: `"clock"`.
    Clock,
}

/// What a `guiju.toml` says.
///
/// ```
/// use guiju::{config::Config, source::FileId};
/// let config = Config::read(FileId(0), "select = ['staffing']\nas-of = 2026-01-01\n").map_err(|_| "wrong")?;
/// assert_eq!(config.select[0].value.as_str(), "staffing");
/// let wrong = Config::read(FileId(0), "selct = ['staffing']").unwrap_err();
/// assert_eq!(wrong[0].help.as_ref().map(|h| h.en.as_str()), Some("did you mean `select`?"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Policy files and folders of them.
    pub rules: Vec<At<String>>,
    /// Whether the shipped policies are used too.
    pub default_rules: Option<At<bool>>,
    /// The policies to check with; empty means all.
    pub select: Vec<At<Selector>>,
    /// The policies to leave out.
    pub ignore: Vec<At<Selector>>,
    /// Documents to leave out below folders, written as in a `.gitignore`.
    pub exclude: Vec<At<String>>,
    /// The manifest of facts given beside the documents.
    pub manifest: Option<At<String>>,
    /// The baseline.
    pub baseline: Option<At<String>>,
    /// The folder of the cache.
    pub cache_dir: Option<At<String>>,
    /// The least severity that makes a run fail.
    pub fail_on: Option<At<FailOn>>,
    /// Whether what could not be judged makes a run fail too.
    pub strict: Option<At<bool>>,
    /// The audit date.
    pub as_of: Option<At<Date>>,
    /// The day by which waivers expire.
    pub today: Option<At<Today>>,
    /// The language of messages.
    pub lang: Option<At<Lang>>,
    /// Values of parameters and severities, weakest first.
    pub overrides: Vec<Override>,
    /// Files with more waivers.
    pub waiver_files: Vec<At<String>>,
    /// Waivers that stand in the configuration itself.
    pub waivers: Vec<Waiver>,
}

impl Config {
    /// The name of its file.
    pub const FILE: &'static str = "guiju.toml";

    /// Reads a configuration; `file` is what places in it carry.
    ///
    /// # Errors
    ///
    /// Every mistake in it, in the order of the text: an unknown key, a value of another type, a name that there is not.
    pub fn read(file: FileId, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader::new(file, text);
        let mut root = reader.document();
        let mut config = Self {
            rules: reader.texts(&mut root, "rules"),
            default_rules: reader.truth(&mut root, "default-rules"),
            select: selectors(reader.texts(&mut root, "select")),
            ignore: selectors(reader.texts(&mut root, "ignore")),
            exclude: reader.texts(&mut root, "exclude"),
            manifest: reader.text(&mut root, "manifest"),
            baseline: reader.text(&mut root, "baseline"),
            cache_dir: reader.text(&mut root, "cache-dir"),
            fail_on: reader.one_of(&mut root, "fail-on", &FAIL_ON),
            strict: reader.truth(&mut root, "strict"),
            as_of: reader.date(&mut root, "as-of"),
            today: reader.today(&mut root, "today"),
            lang: reader.one_of(&mut root, "lang", &[("zh", Lang::Zh), ("en", Lang::En)]),
            overrides: Vec::new(),
            waiver_files: reader.texts(&mut root, "waivers"),
            waivers: waivers::tables(&mut reader, &mut root),
        };
        config.overrides = overrides::overrides(&mut reader, &mut root);
        reader.nothing_else(&root);
        reader.end(config)
    }
}

const FAIL_ON: [(&str, FailOn); 4] = [
    ("error", FailOn::Severity(Severity::Error)),
    ("warning", FailOn::Severity(Severity::Warning)),
    ("info", FailOn::Severity(Severity::Info)),
    ("never", FailOn::Never),
];

fn selectors(texts: Vec<At<String>>) -> Vec<At<Selector>> {
    texts.into_iter().map(|t| At { value: Selector::new(t.value), span: t.span }).collect()
}
