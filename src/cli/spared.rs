//! What a run must not write over: its documents, and the files that say how they are checked.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
};

use super::{
    args::CheckArgs,
    configured::Configured,
    documents,
    inputs::Input,
    policies::{self, Tests},
    standing,
};

/// Files that the run reads, each at its one place.
pub(crate) struct Spared(BTreeMap<PathBuf, Phrase>);

impl Spared {
    /// The documents, the configuration with its waivers, the policies with their tests, the manifest, the baseline and the
    /// list of documents.
    pub(crate) fn of(args: &CheckArgs, configured: &Configured, inputs: &[Input]) -> Self {
        let mut all: BTreeMap<PathBuf, Phrase> = BTreeMap::new();
        let mut spare = |paths: Vec<PathBuf>, zh: &str, en: &str| {
            for place in paths.iter().filter_map(|path| fs::canonicalize(path).ok()) {
                all.entry(place).or_insert_with(|| Phrase::new(zh, en));
            }
        };
        spare(inputs.iter().filter_map(Input::place).collect(), "被检查的文件", "a document of the run");
        let files = configured.files.iter().map(|(_, file)| PathBuf::from(&file.name));
        spare(files.collect(), "配置或豁免", "the configuration or its waivers");
        let rules = policies::paths(&args.rules, configured);
        spare(policies::find(&rules, Tests::Read, &mut Vec::new()), "政策文件", "a file of policies");
        spare(configured.manifest(args.manifest.as_deref()).into_iter().collect(), "清单", "the manifest");
        spare(standing::baseline_path(args, configured).into_iter().collect(), "基线", "the baseline");
        spare(args.files_from.iter().cloned().collect(), "文件名单", "the list of documents");
        Self(all)
    }

    /// Why a file cannot be written: the run reads it. `option` is how another one is named.
    pub(crate) fn refused(&self, path: &Path, option: &str) -> Option<Diagnostic> {
        let what = self.0.get(&fs::canonicalize(path).ok()?)?;
        let message = Phrase::new(format!("写入会覆盖{}", what.zh), format!("it would replace {}", what.en));
        let help =
            Phrase::new(format!("用 {option} 另指一个文件"), format!("name another file with {option}"));
        Some(Diagnostic::input(Code::NotWritten, documents::name_of(path), message).help(help))
    }
}

/// Whether a file holds nothing, or what an earlier run wrote: only then is it no document, though it lies among them.
pub(crate) fn was_written(path: &Path) -> bool {
    // A pipe or a device would be waited for.
    let bytes = if path.is_file() { fs::read(path).unwrap_or_default() } else { Vec::new() };
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}').trim();
    let begins = |signs: &[&str]| signs.iter().any(|sign| text.starts_with(sign));
    let head: String = text.chars().take(200).collect();
    let last = text.lines().next_back().unwrap_or_default();
    let json = ["guiju/report/", "guiju/baseline/", "\"check_name\"", "sarif-schema"];
    text.is_empty()
        || begins(&["== ", "## guiju report", "## 规矩检查报告", "document,line,column"])
        || (begins(&["{", "["]) && (json.iter().any(|sign| head.contains(sign)) || text == "[]"))
        || (begins(&["<"]) && ["<testsuites name=\"guiju\"", "data-lang=\""].iter().any(|s| head.contains(s)))
        || last.starts_with("::notice title=guiju::")
        || (last.contains(" polic") && last.ends_with(" undecided"))
        || (last.contains(" 条政策：") && last.ends_with(" 项"))
}
