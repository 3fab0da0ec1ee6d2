//! The policies that are looked at (run, linted), and those that only stand behind them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    plan::{Plan, PolicyInfo},
    source::{File, FileId, Files, LineIndex, Span},
    syntax::{self, ast::Item},
};

use super::{
    Stop,
    args::TestedArgs,
    documents,
    policies::{self, Tests},
};

/// Policy files, and which of them are looked at.
#[derive(Debug)]
pub(super) struct Tested {
    /// All files.
    pub(super) files: Files,
    /// Those that are looked at.
    pub(super) own: BTreeSet<FileId>,
    /// The lines of each file, once somebody has asked for a place in it.
    lines: BTreeMap<FileId, LineIndex>,
}

impl Tested {
    /// Puts files beside those that are looked at: such as are right and have no name that is taken. Where nothing would
    /// compile because of them, they stay away.
    fn stand_beside(&mut self, neighbours: Vec<File>) {
        let mut files = self.files.clone();
        let mut taken: BTreeSet<String> = files.iter().flat_map(|(_, f)| names(&f.text)).collect();
        for File { name, text } in neighbours {
            let own = names(&text);
            let right = syntax::parse(FileId(0), &text).errors.is_empty();
            if right && own.iter().all(|n| !taken.contains(n)) {
                taken.extend(own);
                files.add(name, text);
            }
        }
        let of_others = |d: &Diagnostic| d.labels.iter().any(|l| !self.own.contains(&l.file));
        let harmless = |problems: Vec<Diagnostic>| !problems.iter().any(of_others);
        if files.iter().count() > self.files.iter().count()
            && guiju::compile(&files).err().is_none_or(harmless)
        {
            self.files = files;
        }
    }

    /// The names of the policies that are looked at.
    pub(super) fn policies<'a>(&self, plan: &'a Plan, only: &[String]) -> Vec<&'a str> {
        let own = |p: &&PolicyInfo| {
            let file = self.files.iter().find(|(_, f)| f.name == p.file);
            file.is_some_and(|(id, _)| self.own.contains(&id)) && (only.is_empty() || only.contains(&p.name))
        };
        plan.policies.iter().filter(own).map(|p| p.name.as_str()).collect()
    }

    /// The file, line and column of a place.
    pub(super) fn place(&self, file: FileId, span: Span) -> (&str, u32, u32) {
        let (Some(file), Some(lines)) = (self.files.get(file), self.lines.get(&file)) else {
            return ("", 0, 0);
        };
        let at = lines.position(&file.text, span.start);
        (&file.name, at.line, at.column)
    }

    /// The words at a place, on one line.
    pub(super) fn words(&self, file: FileId, span: Span) -> String {
        let text = self.files.get(file).map_or("", |f| f.text.as_str());
        span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Reads the policies. Where none are named, the shipped ones are looked at; else these stand behind those named, except
/// for files that have something of the same name.
pub(super) fn load(args: &TestedArgs) -> Result<Tested, Stop> {
    let mut problems = Vec::new();
    let paths: Vec<PathBuf> = args.paths.iter().flat_map(|p| with_tests(p)).collect();
    let named = policies::read(&paths, Tests::Read, &mut problems);
    if !problems.is_empty() {
        return Err(Stop::Input(problems, Files::default()));
    }
    let mut tested = Tested { files: Files::default(), own: BTreeSet::new(), lines: BTreeMap::new() };
    let beside = neighbours(&paths);
    let taken: BTreeSet<String> = named.iter().flat_map(|f| names(&f.text)).collect();
    if !args.no_default_rules {
        for (name, text) in guiju::shipped() {
            if names(text).iter().all(|n| !taken.contains(n)) {
                let id = tested.files.add(format!("<shipped>/{name}"), *text);
                if args.paths.is_empty() {
                    tested.own.insert(id);
                }
            }
        }
    }
    if args.paths.is_empty() && !args.no_default_rules {
        for (name, text) in guiju::shipped_tests() {
            tested.own.insert(tested.files.add(format!("<shipped>/{name}"), *text));
        }
    }
    for File { name, text } in named {
        tested.own.insert(tested.files.add(name, text));
    }
    if tested.own.is_empty() {
        let message = Phrase::new("没有可用的政策", "there is no policy to look at");
        let help = Phrase::new(
            "写出政策文件或文件夹,或去掉 --no-default-rules",
            "name policy files or folders, or leave out --no-default-rules",
        );
        return Err(nothing(args, Code::NoPolicies, message).help(help).into());
    }
    tested.stand_beside(beside);
    tested.lines = tested.files.iter().map(|(id, file)| (id, LineIndex::new(&file.text))).collect();
    Ok(tested)
}

/// Says of the policies that were named that there is nothing in them: of the one path, where it is one.
pub(crate) fn nothing(args: &TestedArgs, code: Code, message: Phrase) -> Diagnostic {
    match args.paths.as_slice() {
        [path] => Diagnostic::input(code, documents::name_of(path), message),
        _ => Diagnostic::plain(code, message),
    }
}

/// A policy file that is named, and its tests where they stand beside it (`own.guiju`, `own_test.guiju`).
fn with_tests(path: &Path) -> Vec<PathBuf> {
    let mut paths = vec![path.to_owned()];
    let stem = path.file_stem().filter(|_| path.extension().is_some_and(|e| e == "guiju"));
    if let Some(stem) = stem.filter(|_| path.is_file()) {
        let mut name = stem.to_owned();
        name.push("_test.guiju");
        paths.extend(Some(path.with_file_name(name)).filter(|p| p.is_file()));
    }
    paths
}

/// The policy files in the folders of files that are named: what these speak of may stand there.
fn neighbours(paths: &[PathBuf]) -> Vec<File> {
    let folders = paths.iter().filter(|p| p.is_file()).filter_map(|p| p.parent());
    let folders: BTreeSet<&Path> =
        folders.map(|f| if f.as_os_str().is_empty() { Path::new(".") } else { f }).collect();
    let inside = folders.into_iter().filter_map(|f| fs::read_dir(f).ok()).flatten().flatten();
    let mut found: Vec<PathBuf> = inside.map(|entry| entry.path()).collect();
    found.retain(|p| p.extension().is_some_and(|e| e == "guiju") && p.is_file());
    let named: BTreeSet<PathBuf> = paths.iter().filter_map(|p| fs::canonicalize(p).ok()).collect();
    found.retain(|p| fs::canonicalize(p).is_ok_and(|p| !named.contains(&p)));
    // What cannot be read here was not asked for.
    policies::read(&found, Tests::Read, &mut Vec::new())
}

/// What a file gives a name to that others see: its policies; without one, its items. Verbs have no names: each stands for
/// itself, with its strength.
pub(super) fn names(text: &str) -> Vec<String> {
    let parse = syntax::parse(FileId(0), text);
    let private = parse.tree.has_policy();
    let items = parse.tree.items.iter().flat_map(|item| match item {
        Item::Policy(p) => vec![format!("policy {}", p.name.value)],
        _ if private => Vec::new(),
        Item::Table(t) => vec![t.name.value.clone()],
        Item::Vocabulary(v) => vec![v.name.value.clone()],
        Item::Param(p) => vec![p.name.value.clone()],
        Item::Define(d) => vec![d.name.value.clone()],
        Item::Verbs(v) => {
            v.phrases.iter().map(|p| format!("verbs {} {}", v.strength.value, p.value)).collect()
        }
        Item::Language(_) | Item::Use(_) | Item::Extension(_) | Item::Test(_) => Vec::new(),
    });
    items.collect()
}
