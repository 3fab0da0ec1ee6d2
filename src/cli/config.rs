//! `guiju config`: the settings in force, and where each comes from.

use clap::ValueEnum;
use guiju::{
    config::{At, Config, FailOn, Today},
    hir::Override,
    phrase::{Lang, Phrase},
    report,
    source::{FileId, LineIndex, Span},
};
use serde::Serialize;

use super::{
    Status, Stop,
    args::{CheckArgs, ReportFormat},
    cache,
    configured::Configured,
    documents::name_of,
    policies, standing,
    terminal::{Terminal, write_plain},
};

/// One setting.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Row {
    setting: String,
    value: String,
    /// `--flag`, `guiju.toml:3`, or `default`.
    from: String,
}

/// Prints the settings; policies are compiled, so that what is wrong is told.
pub(crate) fn run(args: &CheckArgs, configured: &Configured, terminal: &Terminal) -> Result<Status, Stop> {
    let plan = policies::load(&args.rules, configured, terminal)?;
    configured.options(&plan, &args.select, args.as_of)?;
    standing::Standing::read(args, configured, &plan)?;
    let rows = Settings { args, configured, rows: Vec::new() }.all(terminal.lang);
    if args.format == ReportFormat::Json {
        let mut json = serde_json::to_string_pretty(&rows).unwrap_or_default();
        json.push('\n');
        return write_plain(Status::Clean, &json);
    }
    let heading = match terminal.lang {
        Lang::Zh => ["设置", "值", "来源"],
        Lang::En => ["setting", "value", "from"],
    };
    let from = |from: String| match (terminal.lang, from.as_str()) {
        (Lang::Zh, "found") => "自动找到".to_owned(),
        (Lang::Zh, "default") => "默认".to_owned(),
        _ => from,
    };
    let cells = rows.into_iter().map(|r| vec![r.setting, r.value, from(r.from)]);
    let table = report::table(&heading.map(str::to_owned), &cells.collect::<Vec<_>>(), &[]);
    terminal.write(Status::Clean, |out| out.write_all(table.as_bytes()))
}

struct Settings<'a> {
    args: &'a CheckArgs,
    configured: &'a Configured,
    rows: Vec<Row>,
}

impl Settings<'_> {
    fn all(mut self, lang: Lang) -> Vec<Row> {
        let (args, config) = (self.args, &self.configured.config);
        let none = Phrase::new("（无）", "(none)").get(lang).to_owned();
        let file = self.configured.name.clone();
        let from = if args.rules.config.config.is_some() { "--config" } else { "found" };
        self.row("config", file.clone().unwrap_or(none), if file.is_some() { from } else { "default" });
        self.rules(config);
        self.names(
            "select",
            &args.select.select,
            config.select.iter().map(|s| (s.value.to_string(), s.span)),
        );
        self.names(
            "ignore",
            &args.select.ignore,
            config.ignore.iter().map(|s| (s.value.to_string(), s.span)),
        );
        self.names("exclude", &[], config.exclude.iter().map(|s| (s.value.clone(), s.span)));
        self.one("manifest", args.manifest.as_deref().map(name_of), path(config.manifest.as_ref()), None);
        self.one(
            "baseline",
            self.args.baseline.as_deref().map(name_of),
            path(config.baseline.as_ref()),
            None,
        );
        match (&args.cache.cache_dir, cache::by_variable()) {
            (None, Some(folder)) => self.row("cache-dir", name_of(&folder), cache::VARIABLE),
            (flag, _) => {
                self.one("cache-dir", flag.as_deref().map(name_of), path(config.cache_dir.as_ref()), None);
            }
        }
        let fail_on = args.fail_on.and_then(|f| f.to_possible_value()).map(|v| v.get_name().to_owned());
        self.one(
            "fail-on",
            fail_on,
            at(config.fail_on.as_ref(), |f| name(*f)),
            Some(name(standing::DEFAULT)),
        );
        let strict = args.strict.then(|| "true".to_owned());
        self.one("strict", strict, at(config.strict.as_ref(), ToString::to_string), Some("false".to_owned()));
        let day = |d: &jiff::civil::Date| d.to_string();
        self.one("as-of", args.as_of.map(|d| day(&d)), at(config.as_of.as_ref(), day), None);
        let today = |t: &Today| match t {
            Today::Day(d) => d.to_string(),
            Today::Clock => "clock".to_owned(),
        };
        self.one("today", args.today.map(|d| day(&d)), at(config.today.as_ref(), today), None);
        self.one(
            "lang",
            None,
            at(config.lang.as_ref(), |l| code(*l).to_owned()),
            Some(code(lang).to_owned()),
        );
        for one in &config.overrides {
            self.overridden(one);
        }
        for param in &args.rules.param {
            let (name, value) = param.split_once('=').unwrap_or((param, ""));
            self.row(&format!("param {}", name.trim()), value.trim().to_owned(), "--param");
        }
        let waivers = self.configured.waivers();
        for (waiver, file) in &waivers {
            let from = format!("{file}:{}", waiver.line);
            self.row("waiver", waiver.policy.clone(), &from);
        }
        self.rows
    }

    fn rules(&mut self, config: &Config) {
        let shipped = policies::uses_default_rules(&self.args.rules, self.configured);
        let flag = self.args.rules.no_default_rules.then(|| "false".to_owned());
        let set = at(config.default_rules.as_ref(), ToString::to_string);
        self.one("default-rules", flag, set, Some(shipped.to_string()));
        for rules in &config.rules {
            let from = self.place(FileId(0), rules.span);
            self.row("rules", name_of(&self.configured.path(&rules.value)), &from);
        }
        for path in &self.args.rules.rules {
            self.row("rules", name_of(path), "--rules");
        }
    }

    /// A list: the flag's where it is given, else the file's.
    fn names(&mut self, setting: &str, flag: &[String], set: impl Iterator<Item = (String, Span)>) {
        if !flag.is_empty() {
            return self.row(setting, flag.join(", "), &format!("--{setting}"));
        }
        for (value, span) in set {
            let from = self.place(FileId(0), span);
            self.row(setting, value, &from);
        }
    }

    /// A single value: the flag's, else the file's, else the default.
    fn one(
        &mut self,
        setting: &str,
        flag: Option<String>,
        set: Option<(String, Span)>,
        default: Option<String>,
    ) {
        match (flag, set, default) {
            (Some(value), ..) => self.row(setting, value, &format!("--{setting}")),
            (None, Some((value, span)), _) => {
                let from = self.place(FileId(0), span);
                self.row(setting, value, &from);
            }
            (None, None, Some(value)) => self.row(setting, value, "default"),
            (None, None, None) => {}
        }
    }

    /// What an override sets, with its scope.
    fn overridden(&mut self, one: &Override) {
        let mut scope: Vec<String> = one.scope.levels.iter().map(|l| l.en().to_owned()).collect();
        scope.extend(one.scope.jurisdictions.iter().cloned());
        let scope = if scope.is_empty() { String::new() } else { format!(" [{}]", scope.join(", ")) };
        let select: Vec<&str> = one.select.iter().map(|s| s.value.as_str()).collect();
        let select = if select.is_empty() { "*".to_owned() } else { select.join(", ") };
        let first = one.select.first().and_then(|s| s.place);
        if let Some(severity) = one.severity {
            let from = first.map_or_else(|| self.file(), |(file, span)| self.place(file, span));
            self.row(&format!("severity {select}{scope}"), severity.name().to_owned(), &from);
        }
        for given in &one.params {
            let from = given.place.map_or_else(|| self.file(), |(file, span)| self.place(file, span));
            let value = given.value.spellings.first().cloned().unwrap_or_default();
            let full = given.value.name.contains('.') || one.select.is_empty();
            let select = if full { String::new() } else { format!("{select}.") };
            self.row(&format!("param {select}{}{scope}", given.value.name), value, &from);
        }
    }

    fn file(&self) -> String {
        self.configured.name.clone().unwrap_or_default()
    }

    /// A place in the configuration: file and line.
    fn place(&self, file: FileId, span: Span) -> String {
        let Some(file) = self.configured.files.get(file) else { return self.file() };
        let line = LineIndex::new(&file.text).position(&file.text, span.start).line;
        format!("{}:{line}", file.name)
    }

    fn row(&mut self, setting: &str, value: String, from: &str) {
        self.rows.push(Row { setting: setting.to_owned(), value, from: from.to_owned() });
    }
}

fn at<T>(set: Option<&At<T>>, show: impl Fn(&T) -> String) -> Option<(String, Span)> {
    set.map(|at| (show(&at.value), at.span))
}

fn path(set: Option<&At<String>>) -> Option<(String, Span)> {
    at(set, Clone::clone)
}

fn name(fail_on: FailOn) -> String {
    match fail_on {
        FailOn::Severity(severity) => severity.name().to_owned(),
        FailOn::Never => "never".to_owned(),
    }
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}
