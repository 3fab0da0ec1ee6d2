//! The configuration of a run: `guiju.toml` looked for upwards from the documents, its waivers, and what flags make of it.

use std::{
    env, fs,
    path::{Component, Path, PathBuf},
};

use guiju::{
    config::{Config, Register, Waiver},
    diagnostic::{Code, Diagnostic},
    eval::Options,
    finding::Selector,
    phrase::Phrase,
    plan::Plan,
    source::{FileId, Files},
};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use jiff::civil::Date;

use super::{
    Stop,
    args::{ConfigArgs, SelectArgs},
    documents,
};

/// The configuration that is in force; empty where there is none.
#[derive(Debug, Default)]
pub(crate) struct Configured {
    /// What it says.
    pub(crate) config: Config,
    /// The name of its file; `None` where there is none.
    pub(crate) name: Option<String>,
    /// Its folder, as the run names it; empty for the current one.
    folder: PathBuf,
    /// Its text, and those of the files of waivers: what problems point into.
    pub(crate) files: Files,
    /// All waivers, those of its own first.
    waivers: Vec<Waiver>,
}

impl Configured {
    /// Finds and reads the configuration for documents; for a command without documents, that of the current folder.
    pub(crate) fn find(args: &ConfigArgs, documents: &[PathBuf]) -> Result<Self, Stop> {
        if args.no_config {
            return Ok(Self::default());
        }
        let found = match &args.config {
            Some(path) => Some(path.clone()),
            None => above_all(documents)?,
        };
        found.map_or_else(|| Ok(Self::default()), |path| Self::read(&path))
    }

    fn read(path: &Path) -> Result<Self, Stop> {
        let mut files = Files::default();
        let (id, text) = add(&mut files, path)?;
        let config = Config::read(id, &text).map_err(|problems| Stop::Input(problems, files.clone()))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let mut waivers = config.waivers.clone();
        for more in &config.waiver_files {
            let (id, text) = add(&mut files, &folder.join(&more.value))?;
            let read = Register::read(id, &text).map_err(|problems| Stop::Input(problems, files.clone()))?;
            waivers.extend(read);
        }
        Ok(Self { config, name: Some(documents::name_of(path)), folder, files, waivers })
    }

    /// A path of the configuration, as this run names it.
    pub(crate) fn path(&self, written: &str) -> PathBuf {
        self.folder.join(written)
    }

    /// The folder that paths of the configuration start from.
    pub(crate) fn folder(&self) -> &Path {
        if self.folder.as_os_str().is_empty() { Path::new(".") } else { &self.folder }
    }

    /// The current folder as that of the configuration sees it; empty where it does not lie below.
    pub(crate) fn here(&self) -> String {
        let whole = |path: &Path| fs::canonicalize(path).ok();
        let (Some(here), Some(folder)) = (whole(Path::new(".")), whole(self.folder())) else {
            return String::new();
        };
        here.strip_prefix(folder)
            .map(|below| documents::name_of(below).replace('\\', "/"))
            .unwrap_or_default()
    }

    /// The policies to check with, by name; empty means all.
    pub(crate) fn selected(&self, plan: &Plan, args: &SelectArgs) -> Result<Vec<String>, Stop> {
        let (mut problems, config) = (Vec::new(), &self.config);
        let mut chosen = |flags: &[String], option: &str, set: &[guiju::config::At<Selector>]| {
            let is_given = !flags.is_empty();
            // Whoever writes Chinese puts its commas between names.
            let flags =
                flags.iter().flat_map(|s| s.split(['，', '、'])).map(str::trim).filter(|s| !s.is_empty());
            let from_flags: Vec<_> = flags.map(|s| (Selector::new(s), None)).collect();
            if from_flags.is_empty() && is_given {
                let message = Phrase::new("没有给出名称", "no name is given");
                let help = Phrase::new(
                    "给出政策或类别，或去掉这个选项；变量可能为空",
                    "name policies or families, or leave the option out; a variable may be empty",
                );
                problems.push(Diagnostic::option(Code::UnknownName, option, &message).help(help));
            }
            let from_file = set.iter().map(|s| (s.value.clone(), Some(s.span)));
            let all: Vec<(Selector, Option<_>)> =
                if from_flags.is_empty() { from_file.collect() } else { from_flags };
            for (selector, span) in &all {
                let policies = || plan.policies.iter().map(|p| (p.name.as_str(), p.family.as_str()));
                if let Some((message, help)) = selector.missing(policies) {
                    let problem = match span {
                        Some(span) => Diagnostic::error(Code::UnknownName, FileId(0), *span, message),
                        None => Diagnostic::option(Code::UnknownName, option, &message),
                    };
                    let list = Phrase::new("`guiju list` 列出全部政策", "`guiju list` lists all policies");
                    problems.push(problem.help(help.unwrap_or(list)));
                }
            }
            all
        };
        let select = chosen(&args.select, "--select", &config.select);
        let ignore = chosen(&args.ignore, "--ignore", &config.ignore);
        if !problems.is_empty() {
            return Err(Stop::Input(problems, self.files.clone()));
        }
        if select.is_empty() && ignore.is_empty() {
            return Ok(Vec::new());
        }
        let fits = |all: &[(Selector, _)], p: &guiju::plan::PolicyInfo| {
            all.iter().any(|(s, _)| s.fits(&p.name, &p.family))
        };
        let kept = plan.policies.iter().filter(|p| select.is_empty() || fits(&select, p));
        let kept: Vec<String> = kept.filter(|p| !fits(&ignore, p)).map(|p| p.name.clone()).collect();
        if kept.is_empty() {
            let message = Phrase::new("选择之后没有政策可用", "no policy is left to check with");
            let help = Phrase::new("放宽 --select 或 --ignore", "widen --select, or narrow --ignore");
            return Err(Diagnostic::plain(Code::NoPolicies, message).help(help).into());
        }
        Ok(kept)
    }

    /// How to check.
    pub(crate) fn options(
        &self,
        plan: &Plan,
        select: &SelectArgs,
        as_of: Option<Date>,
    ) -> Result<Options, Stop> {
        let as_of = as_of.or(self.config.as_of.as_ref().map(|d| d.value));
        Ok(Options { as_of, only: self.selected(plan, select)? })
    }

    /// The manifest to read.
    pub(crate) fn manifest(&self, asked: Option<&Path>) -> Option<PathBuf> {
        asked.map(Path::to_owned).or_else(|| self.config.manifest.as_ref().map(|m| self.path(&m.value)))
    }

    /// What is left out below folders.
    pub(crate) fn excluded(&self) -> Result<Gitignore, Stop> {
        let root = fs::canonicalize(self.folder()).unwrap_or_else(|_| self.folder().to_owned());
        let mut builder = GitignoreBuilder::new(root);
        for line in &self.config.exclude {
            if let Err(error) = builder.add_line(None, &line.value) {
                let message = Phrase::new(format!("无效的排除式：{error}"), format!("no pattern: {error}"));
                let problem = Diagnostic::error(Code::BadConfig, FileId(0), line.span, message);
                return Err(Stop::Input(vec![problem], self.files.clone()));
            }
        }
        builder.build().map_err(|error| {
            let message = Phrase::new(format!("无效的排除式：{error}"), format!("no pattern: {error}"));
            Diagnostic::option(Code::BadConfig, "exclude", &message).into()
        })
    }

    /// The waivers, each with the name of its file without folders.
    pub(crate) fn waivers(&self) -> Vec<(Waiver, String)> {
        let name = |w: &Waiver| {
            let path = self.files.get(w.place.0).map_or("", |f| f.name.as_str());
            path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
        };
        self.waivers.iter().map(|w| (w.clone(), name(w))).collect()
    }
}

/// Reads a file of the configuration.
fn add(files: &mut Files, path: &Path) -> Result<(FileId, String), Stop> {
    let name = documents::name_of(path);
    let text = fs::read_to_string(path).map_err(|error| documents::cannot_open(&name, &error))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    Ok((files.add(name, text.as_str()), text))
}

/// The one configuration above all documents; several ones are an error, for none of them is meant for all.
fn above_all(documents: &[PathBuf]) -> Result<Option<PathBuf>, Stop> {
    let mut found: Vec<Option<PathBuf>> = Vec::new();
    let here = PathBuf::new();
    let documents = if documents.is_empty() { std::slice::from_ref(&here) } else { documents };
    for document in documents {
        let config = above(if document.as_os_str() == "-" { &here } else { document });
        if !found.contains(&config) {
            found.push(config);
        }
    }
    if found.len() > 1 {
        let name = |c: &Option<PathBuf>| c.as_ref().map_or("-".to_owned(), |p| documents::name_of(p));
        let names: Vec<String> = found.iter().map(name).collect();
        let names = names.join(", ");
        let message = Phrase::new(
            format!("这些文件属于不同的配置：{names}"),
            format!("the documents lie under different configurations: {names}"),
        );
        let help = Phrase::new(
            "用 --config 指定一个，或用 --no-config，或分开审查",
            "name one with --config, use none with --no-config, or check them apart",
        );
        return Err(Diagnostic::plain(Code::BadConfig, message).help(help).into());
    }
    Ok(found.pop().flatten())
}

/// The nearest configuration in the folder of a path or above it, up to the root of its repository.
fn above(path: &Path) -> Option<PathBuf> {
    let start = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    // Where there is no such file the run says so by itself.
    let start = fs::canonicalize(start).ok()?;
    let here = env::current_dir().and_then(fs::canonicalize).ok()?;
    for folder in start.ancestors().filter(|f| f.is_dir()) {
        let config = folder.join(Config::FILE);
        if config.is_file() {
            return Some(seen_from(&here, folder).join(Config::FILE));
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

/// A folder as one writes it from another: below it, or up and down again.
fn seen_from(here: &Path, folder: &Path) -> PathBuf {
    let shared = here.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = here.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(folder.components().skip(shared)).collect()
}
