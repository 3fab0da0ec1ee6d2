//! The policies of a run: the shipped ones, the user's own, compiled together.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use guiju::{
    FormatOptions,
    diagnostic::{Code, Diagnostic, closest},
    hir::{Given, Override, Set, Settings},
    phrase::{Lang, Phrase},
    plan::{Plan, PolicyInfo},
    source::{File, Files},
};
use ignore::WalkBuilder;

use super::{Stop, args::RuleArgs, configured::Configured, documents, terminal::Terminal};

/// Compiles the policies asked for, under the settings in force; warnings about them are shown, errors end the run.
pub(crate) fn load(args: &RuleArgs, configured: &Configured, terminal: &Terminal) -> Result<Plan, Stop> {
    let (files, problems) = gather(args, configured);
    if !problems.is_empty() {
        return Err(Stop::Input(problems, files));
    }
    let mut settings = Settings {
        overrides: configured.config.overrides.clone(),
        beside: configured.files.iter().count() as u32,
        ..Settings::default()
    };
    settings.overrides.push(Override { params: given(&args.param)?, ..Override::default() });
    let compilation = match guiju::compile_in(&files, settings) {
        Ok(compilation) => compilation,
        Err(problems) => return Err(Stop::Input(problems, files)),
    };
    terminal.diagnostics(&compilation.warnings, &files);
    if compilation.plan.policies.is_empty() {
        let message = Phrase::new("没有可用的政策", "there is no policy to check with");
        let help = Phrase::new(
            "用 --rules 指定政策文件，或去掉 --no-default-rules",
            "name policy files with --rules, or leave out --no-default-rules",
        );
        return Err(Diagnostic::plain(Code::NoPolicies, message).help(help).into());
    }
    Ok(compilation.plan)
}

/// The file of a policy, laid out with the keywords of a language; what its author named stays.
pub(crate) fn source(
    args: &RuleArgs,
    configured: &Configured,
    policy: &PolicyInfo,
    lang: Lang,
) -> Option<String> {
    let (files, _) = gather(args, configured);
    let formatted = guiju::format_all(&files, &FormatOptions { lang: Some(lang) });
    let mut all = files.iter().zip(formatted);
    all.find_map(|((_, file), text)| text.ok().filter(|_| file.name == policy.file))
}

/// The values given for parameters.
fn given(params: &[String]) -> Result<Vec<Set<Given>>, Diagnostic> {
    let one = |one: &String| {
        let Some((name, value)) = one.split_once('=') else {
            let message = Phrase::new(format!("`{one}` 没有 `=`"), format!("`{one}` has no `=`"));
            let help = Phrase::new(
                "写 --param staffing-leader-ratio.max=1/4",
                "write --param staffing-leader-ratio.max=1/4",
            );
            return Err(Diagnostic::option(Code::BadArgument, "--param", &message).help(help));
        };
        let given = Given::plain(name.trim(), value.trim());
        Ok(Set { value: given, place: None })
    };
    params.iter().map(one).collect()
}

/// The policy of a name.
pub(crate) fn named<'a>(plan: &'a Plan, name: &str, option: &str) -> Result<&'a PolicyInfo, Diagnostic> {
    plan.policies.iter().find(|p| p.name == name).ok_or_else(|| {
        let message =
            Phrase::new(format!("没有名为 `{name}` 的政策"), format!("no policy is called `{name}`"));
        let help = match closest(name, plan.policies.iter().map(|p| p.name.as_str())) {
            Some(near) => Phrase::new(format!("是否指 `{near}`？"), format!("did you mean `{near}`?")),
            None => Phrase::new("`guiju list` 列出全部政策", "`guiju list` lists all policies"),
        };
        Diagnostic::option(Code::UnknownName, option, &message).help(help)
    })
}

/// Reads all policy files, each once, in a fixed order.
fn gather(args: &RuleArgs, configured: &Configured) -> (Files, Vec<Diagnostic>) {
    let mut files = configured.files.clone();
    let mut problems = Vec::new();
    if uses_default_rules(args, configured) {
        for (name, text) in guiju::shipped() {
            files.add(format!("<shipped>/{name}"), *text);
        }
    }
    for file in read(&paths(args, configured), Tests::LeftOut, &mut problems) {
        files.add(file.name, file.text);
    }
    (files, problems)
}

/// The files and folders of policies that are named: by the configuration, then by flags.
pub(super) fn paths(args: &RuleArgs, configured: &Configured) -> Vec<PathBuf> {
    let set = configured.config.rules.iter().map(|r| configured.path(&r.value));
    set.chain(args.rules.iter().cloned()).collect()
}

/// Whether the shipped policies are used.
pub(super) fn uses_default_rules(args: &RuleArgs, configured: &Configured) -> bool {
    !args.no_default_rules && configured.config.default_rules.as_ref().is_none_or(|d| d.value)
}

/// Whether files with tests (`*_test.guiju`) below a folder are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tests {
    /// They are.
    Read,
    /// They are not; a file named outright is.
    LeftOut,
}

/// Reads the policy files that paths stand for, each once, in the order of their names.
pub(super) fn read(paths: &[PathBuf], tests: Tests, problems: &mut Vec<Diagnostic>) -> Vec<File> {
    let mut files = Vec::new();
    for path in find(paths, tests, problems) {
        match fs::read_to_string(&path) {
            Ok(text) => files.push(File {
                name: documents::name_of(&path),
                text: text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned(),
            }),
            Err(error) => problems.push(unreadable(&path, &error)),
        }
    }
    files
}

/// The policy files that paths stand for, each once, in the order of their names.
pub(super) fn find(paths: &[PathBuf], tests: Tests, problems: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        match policy_files(path, tests) {
            Ok(files) => found.extend(files),
            Err(problem) => problems.push(problem),
        }
    }
    found.sort_by_cached_key(|p| documents::name_of(p));
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|path| seen.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
    found
}

/// The policy files that a path stands for: the file itself, or all below the folder.
fn policy_files(path: &Path, tests: Tests) -> Result<Vec<PathBuf>, Diagnostic> {
    let kind =
        fs::metadata(path).map_err(|error| documents::cannot_open(&documents::name_of(path), &error))?;
    if !kind.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in WalkBuilder::new(path).git_global(false).git_exclude(false).require_git(false).build() {
        let entry = entry.map_err(|error| {
            let text = error.to_string();
            let message =
                Phrase::new(format!("无法读取文件夹：{text}"), format!("cannot read the folder: {text}"));
            Diagnostic::input(Code::Unreadable, documents::name_of(path), message)
        })?;
        let name = entry.file_name().to_string_lossy();
        let wanted = name.ends_with(".guiju") && (tests == Tests::Read || !name.ends_with("_test.guiju"));
        if wanted && entry.path().is_file() {
            found.push(entry.into_path());
        }
    }
    if found.is_empty() {
        let message =
            Phrase::new("文件夹中没有政策文件（*.guiju）", "the folder holds no policy file (*.guiju)");
        return Err(Diagnostic::input(Code::NoPolicies, documents::name_of(path), message));
    }
    Ok(found)
}

/// A policy file that cannot be read, or is no text.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let name = documents::name_of(path);
    if error.kind() == io::ErrorKind::InvalidData {
        let message = Phrase::new("政策文件须为 UTF-8 文本", "a policy file must be UTF-8 text");
        return Diagnostic::input(Code::NotText, name, message);
    }
    documents::cannot_open(&name, error)
}
