//! `guiju watch`: documents checked again whenever one of them, a policy or a setting changes.
//!
//! It looks at the files from time to time. A change of a time or a length begins a check; what is done in it the cache
//! decides by content. Findings that are new and gone are told in words.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    finding::{DocumentReport, Finding, Report},
    phrase::{Lang, Phrase},
};
use jiff::Timestamp;

use super::{
    Status, Stop,
    args::{CheckArgs, ReportFormat, WatchArgs},
    cache, check,
    configured::Configured,
    documents, output,
    policies::{self, Tests},
    stream,
    terminal::Terminal,
};

/// How long it waits between two looks.
const PAUSE: Duration = Duration::from_millis(400);

/// Checks, and checks again on each change, until it is interrupted.
pub(crate) fn run(args: WatchArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let mut args = args.check;
    args.must_name_documents("watch");
    let why = Phrase::new("监看的结果供人阅读", "what is watched is told for reading");
    args.must_not_report("watch", &why);
    if args.paths.iter().chain(&args.files_from).any(|p| p.as_os_str() == "-") {
        let message = Phrase::new(
            "标准输入不会改变，不能持续检查",
            "the standard input does not change: it cannot be watched",
        );
        return Err(Diagnostic::plain(Code::BadArgument, message).into());
    }
    stream::stop_on_interrupt();
    if let Ok(configured) = Configured::find(&args.rules.config, &args.paths) {
        args.cache.cache_dir = cache::any(&args.cache, &configured).filter(|_| !args.cache.no_cache);
    }
    let (mut seen, mut known) = (None, None);
    while !stream::interrupted() {
        let now = look(&args);
        if seen.as_ref() != Some(&now) {
            // Before the check: what changes while it runs is seen at the next look.
            seen = Some(now);
            known = again(&args, known, terminal)?;
        }
        thread::sleep(PAUSE);
    }
    terminal.note(&Phrase::new("结束", "ended"));
    Ok(Status::Clean)
}

/// The files that decide what a check says, each with its time and length; what cannot be looked at has none.
type Look = BTreeMap<PathBuf, Option<(Timestamp, u64)>>;

/// Looks at the documents, the policies, the configuration and what it names.
fn look(args: &CheckArgs) -> Look {
    let mut paths: Vec<PathBuf> =
        args.files_from.iter().chain(&args.manifest).chain(&args.baseline).cloned().collect();
    if let Ok(configured) = Configured::find(&args.rules.config, &args.paths) {
        paths.extend(configured.files.iter().map(|(_, file)| PathBuf::from(&file.name)));
        paths.extend(configured.manifest(args.manifest.as_deref()));
        let rules = policies::paths(&args.rules, &configured);
        paths.extend(policies::find(&rules, Tests::LeftOut, &mut Vec::new()));
        paths.extend(rules);
        if let Ok(excluded) = configured.excluded() {
            let found = documents::find(&args.paths, &[], &excluded);
            paths.extend(found.inputs.iter().filter_map(|i| i.path()).map(Path::to_owned));
        }
    } else {
        paths.extend(args.rules.config.config.clone());
    }
    paths.extend(args.paths.clone());
    paths.into_iter().map(|path| (path.clone(), stamp(&path))).collect()
}

/// The time and length of a file; of a folder nothing that is not seen in its files.
fn stamp(path: &Path) -> Option<(Timestamp, u64)> {
    let kind = path.metadata().ok()?;
    let time = kind.modified().ok().and_then(|t| Timestamp::try_from(t).ok());
    Some(if kind.is_dir() { (Timestamp::UNIX_EPOCH, 0) } else { (time.unwrap_or_default(), kind.len()) })
}

/// Checks once more and tells what differs; a run that is not possible is told, and the last one stays known.
fn again(args: &CheckArgs, known: Option<Report>, terminal: &Terminal) -> Result<Option<Report>, Stop> {
    let checked = Configured::find(&args.rules.config, &args.paths)
        .and_then(|configured| check::checked(args, &configured, terminal));
    match checked {
        // What was not checked is not gone.
        Ok((report, _)) if report.interrupted => Ok(known),
        Ok((report, status)) => {
            match &known {
                Some(before) => terminal.write(status, |out| tell(before, &report, terminal.lang, out))?,
                None => output::write(&report, ReportFormat::Human, &[], status, terminal)?,
            };
            Ok(Some(report))
        }
        Err(Stop::Input(problems, files)) => {
            terminal.diagnostics(&problems, &files);
            terminal.note(&Phrase::new("改好后会重新检查", "it is checked again when that is mended"));
            Ok(known)
        }
        Err(other) => Err(other),
    }
}

/// Tells which findings are new and which are gone.
fn tell(before: &Report, after: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (old, new) = (findings(before), findings(after));
    let mut count = [0, 0];
    for (sign, n, these, others) in [("+", 0, &new, &old), ("-", 1, &old, &new)] {
        for (_, (document, finding)) in these.iter().filter(|(key, _)| !others.contains_key(*key)) {
            count[n] += 1;
            writeln!(out, "{sign} {}", line(document, finding, lang))?;
        }
    }
    let ([new, gone], all) = (count, new.len());
    let said = Phrase::new(
        format!("新增 {new} 条，消失 {gone} 条，现有 {all} 条"),
        format!("new: {new}, gone: {gone}; findings now: {all}"),
    );
    writeln!(out, "{}", said.get(lang))
}

/// The findings of a report by what they are: place in the text and other findings do not matter.
fn findings(report: &Report) -> BTreeMap<[&str; 3], (&DocumentReport, &Finding)> {
    let all = report.documents.iter().flat_map(|d| d.findings.iter().map(move |f| (d, f)));
    all.map(|(d, f)| ([d.path.as_str(), f.policy.as_str(), f.fingerprint.as_str()], (d, f))).collect()
}

/// A finding on one line.
fn line(document: &DocumentReport, finding: &Finding, lang: Lang) -> String {
    let at = finding.main().map_or_else(String::new, |e| format!(":{}:{}", e.start.line, e.start.column));
    format!("{}{at} [{}] {}", document.path, finding.policy, finding.message.get(lang))
}
