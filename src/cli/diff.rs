//! `guiju diff`: two reports, or two versions of a document: which findings and facts are new, gone or changed, and why.

use std::{fs, path::Path};

use guiju::{
    change::{self, Cause, Change, FactChange, FactKind, FindingChange, Recorded},
    diagnostic::{Code, Diagnostic},
    eval::{self, Options},
    finding::Severity,
    ingest::{self, Given},
    phrase::{Lang, Phrase},
    plan::Plan,
    regulation::Regulation,
    report,
    source::Files,
};
use serde::Serialize;

use super::{
    Status, Stop,
    args::{DiffArgs, FormatArg, InputArgs},
    configured::Configured,
    documents,
    inputs::Input,
    manifest::Manifest,
    policies,
    terminal::{Terminal, write_plain},
};

/// What is compared: two reports, and the facts of two documents.
struct Compared {
    old: Recorded,
    new: Recorded,
    facts: Vec<FactChange>,
}

/// Compares; 1 where something differs.
pub(crate) fn run(args: &DiffArgs, configured: &Configured, terminal: &Terminal) -> Result<Status, Stop> {
    let compared = match (report_at(&args.old)?, report_at(&args.new)?) {
        (Some(old), _) if old.interrupted => return Err(of_a_part(&args.old).into()),
        (_, Some(new)) if new.interrupted => return Err(of_a_part(&args.new).into()),
        (Some(old), Some(new)) => Compared { old, new, facts: Vec::new() },
        (None, None) => documents(args, configured, terminal)?,
        _ => {
            let message = Phrase::new(
                "一个是报告，另一个是文件，无法对照",
                "one is a report, the other a document: they cannot be compared",
            );
            let name = documents::name_of(&args.new);
            return Err(Diagnostic::input(Code::BadReport, name, message).into());
        }
    };
    let (findings, same) = change::findings(&compared.old, &compared.new);
    let differs = !findings.is_empty() || !compared.facts.is_empty();
    let status = if differs { Status::Findings } else { Status::Clean };
    match args.format {
        FormatArg::Human => {
            let page = page(&findings, same, &compared.facts, terminal.lang);
            terminal.write(status, |out| out.write_all(page.as_bytes()))
        }
        FormatArg::Json => {
            let mut json =
                serde_json::to_string_pretty(&Root::of(&findings, same, &compared.facts)).unwrap_or_default();
            json.push('\n');
            write_plain(status, &json)
        }
    }
}

/// Why a report is not compared: what it does not have may be there all the same.
fn of_a_part(path: &Path) -> Diagnostic {
    let message = Phrase::new(
        "检查中断时写出的报告，只含一部分文件，无法对照",
        "the report of a run that was interrupted holds a part of the documents: it cannot be compared",
    );
    Diagnostic::input(Code::BadReport, documents::name_of(path), message)
}

/// The report in a file; `None` where the file is none.
fn report_at(path: &Path) -> Result<Option<Recorded>, Stop> {
    let name = documents::name_of(path);
    let bytes = fs::read(path).map_err(|error| documents::cannot_open(&name, &error))?;
    let names_itself = bytes
        .get(..512.min(bytes.len()))
        .is_some_and(|head| head.windows(b"guiju/report/".len()).any(|w| w == b"guiju/report/"));
    if !names_itself {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(Some(Recorded::read(&name, text.trim_start_matches('\u{feff}'))?))
}

/// Two versions of a document, checked with the same policies.
fn documents(args: &DiffArgs, configured: &Configured, terminal: &Terminal) -> Result<Compared, Stop> {
    let plan = policies::load(&args.rules, configured, terminal)?;
    let only = configured.selected(&plan, &args.select)?;
    let as_of = args.as_of.or(configured.config.as_of.as_ref().map(|d| d.value));
    let options = Options { as_of, only };
    let manifest = configured.manifest(args.manifest.as_deref());
    let manifest = manifest.as_deref().map(Manifest::read).transpose()?.unwrap_or_default();
    let read = |path: &Path| read(path, &args.input, &manifest);
    let (old, new) = (read(&args.old)?, read(&args.new)?);
    let facts = change::facts(&old, &new);
    let recorded = |regulation, name: &Path| recorded(&plan, regulation, &options, (name, terminal));
    Ok(Compared { old: recorded(&old, &args.old)?, new: recorded(&new, &args.new)?, facts })
}

fn read(path: &Path, args: &InputArgs, manifest: &Manifest) -> Result<Regulation, Stop> {
    let (input, bytes) = Input::alone(path, args.max_document)?;
    let given = input.place().and_then(|p| manifest.given(&p).cloned()).unwrap_or_default();
    let given = Given { encoding: args.encoding.clone(), ..given };
    ingest::read(&input.name, &bytes, &given)
        .map_err(|problem| Stop::Input(vec![problem], documents::shown(&input.name, &bytes)))
}

/// The report of one version, as a report of a run would have it. What is strange about the document is told: findings may be
/// gone because it says nothing that was understood.
fn recorded(
    plan: &Plan,
    reg: &Regulation,
    options: &Options,
    (name, terminal): (&Path, &Terminal),
) -> Result<Recorded, Stop> {
    let document = eval::examine(plan, reg, options).report;
    terminal.diagnostics(&document.warnings, &Files::default());
    let json = report::json(&guiju::report_of(plan, vec![document], options));
    Ok(Recorded::read(&documents::name_of(name), &json)?)
}

fn page(findings: &[FindingChange<'_>], same: usize, facts: &[FactChange], lang: Lang) -> String {
    let mut page = String::new();
    for f in findings {
        let Some(finding) = f.new.or(f.old) else { continue };
        let place = finding.subject().map_or(String::new(), |e| format!(":{}:{}", e.line, e.column));
        let causes: Vec<&str> = f.causes.iter().map(|c| cause(*c).get_in(lang)).collect();
        let severity = word(finding.severity).get_in(lang);
        page.push_str(&format_line(&[
            change_word(f.change).get_in(lang),
            severity,
            &format!("{}{place}", f.path),
            &format!("{}:", finding.policy),
            finding.message.get(lang),
            &format!("[{}]", causes.join(", ")),
        ]));
        if f.change == Change::Changed
            && let Some(old) = f.old
        {
            page.push_str(&format_line(&["   ", &differences(old, finding, lang)]));
        }
    }
    for fact in facts {
        page.push_str(&fact_line(fact, lang));
    }
    let count = |change| findings.iter().filter(|f| f.change == change).count();
    let (new, gone, changed) = (count(Change::New), count(Change::Gone), count(Change::Changed));
    let n = facts.len();
    page.push_str(
        match lang {
            Lang::Zh => {
                format!("问题：新增 {new}，消除 {gone}，变化 {changed}，不变 {same}；事实变化 {n} 处\n")
            }
            Lang::En => format!(
                "findings: {new} new, {gone} gone, {changed} changed, {same} the same; facts: {n} changed\n"
            ),
        }
        .as_str(),
    );
    page
}

fn fact_line(fact: &FactChange, lang: Lang) -> String {
    let kind = match fact.kind {
        FactKind::Document => Word("文件", "document"),
        FactKind::Duty => Word("职责", "duty"),
        FactKind::Unit => Word("机构", "unit"),
        FactKind::Staffing => Word("编制", "staffing"),
    };
    let (sign, rest) = match (&fact.old, &fact.new) {
        (None, Some(new)) => ("+", new.clone()),
        (Some(old), None) => ("-", old.clone()),
        (Some(old), Some(new)) if old == new => (">", new.clone()),
        (Some(old), Some(new)) => ("~", format!("{old} → {new}")),
        (None, None) => ("", String::new()),
    };
    let moved = if fact.moved { Word("（移动）", "(moved)").get_in(lang) } else { "" };
    format_line(&[sign, kind.get_in(lang), &fact.name, moved, &rest])
}

fn format_line(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    format!("{}\n", report::clean(&parts.join(" ")))
}

/// What the reports say otherwise of a finding that both have.
fn differences(old: &change::Finding, new: &change::Finding, lang: Lang) -> String {
    let mut all = Vec::new();
    let mut add = |word: Word, what: String| all.push(format!("{}{what}", word.get_in(lang)));
    if old.message == new.message {
        add(Word("说明相同", "same words"), String::new());
    } else {
        add(Word("原为：", "was: "), old.message.get(lang).to_owned());
    }
    if old.severity != new.severity {
        let [old, new] = [old, new].map(|f| word(f.severity).get_in(lang));
        add(Word("级别 ", "severity "), format!("{old} → {new}"));
    }
    if old.waived != new.waived {
        let [old, new] = [old, new].map(|f| standing(f).get_in(lang));
        let to = if old == new { Word("另一项豁免", "by another waiver").get_in(lang) } else { new };
        add(Word("", ""), format!("{old} → {to}"));
    }
    if old.fingerprint != new.fingerprint && old.message == new.message {
        let quote = old.subject().map_or("", |e| &e.quote);
        add(Word("原先所指：", "was about: "), format!("“{quote}”"));
    }
    all.join(if lang == Lang::Zh { "；" } else { "; " })
}

fn standing(finding: &change::Finding) -> Word {
    if finding.waived.is_some() { Word("已豁免", "waived") } else { Word("未豁免", "not waived") }
}

/// A word in Chinese and in English.
#[derive(Clone, Copy)]
struct Word(&'static str, &'static str);

impl Word {
    fn get_in(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.0,
            Lang::En => self.1,
        }
    }
}

fn word(severity: Severity) -> Word {
    Word(severity.zh(), severity.name())
}

fn change_word(change: Change) -> Word {
    match change {
        Change::New => Word("新增", "new"),
        Change::Gone => Word("消除", "gone"),
        Change::Changed => Word("变化", "changed"),
    }
}

fn cause(cause: Cause) -> Word {
    match cause {
        Cause::Text => Word("文本", "text"),
        Cause::Policy => Word("政策", "policy"),
        Cause::Parameter => Word("参数", "parameter"),
        Cause::Waiver => Word("豁免", "waiver"),
        Cause::AsOf => Word("审查日期", "as-of date"),
        Cause::Program => Word("程序版本", "program version"),
        Cause::Beside => Word("旁附的事实或其他文件", "facts given beside, or other documents"),
    }
}

/// The comparison for programs.
#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    findings: Vec<Row<'a>>,
    facts: &'a [FactChange],
    summary: Figures,
}

#[derive(Serialize)]
struct Row<'a> {
    change: Change,
    causes: &'a [Cause],
    path: &'a str,
    policy: &'a str,
    old: Option<Told<'a>>,
    new: Option<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    severity: Severity,
    message: &'a Phrase,
    fingerprint: &'a str,
    waived: bool,
    line: u32,
    column: u32,
    quote: &'a str,
}

#[derive(Serialize)]
struct Figures {
    new: usize,
    gone: usize,
    changed: usize,
    same: usize,
    facts: usize,
}

impl<'a> Root<'a> {
    fn of(findings: &'a [FindingChange<'a>], same: usize, facts: &'a [FactChange]) -> Self {
        let row = |f: &'a FindingChange<'a>| Row {
            change: f.change,
            causes: &f.causes,
            path: f.path,
            policy: f.new.or(f.old).map_or("", |f| &f.policy),
            old: f.old.map(Told::of),
            new: f.new.map(Told::of),
        };
        let count = |change| findings.iter().filter(|f| f.change == change).count();
        let summary = Figures {
            new: count(Change::New),
            gone: count(Change::Gone),
            changed: count(Change::Changed),
            same,
            facts: facts.len(),
        };
        Self { schema: "guiju/diff/1", findings: findings.iter().map(row).collect(), facts, summary }
    }
}

impl<'a> Told<'a> {
    fn of(finding: &'a change::Finding) -> Self {
        let subject = finding.subject();
        Self {
            severity: finding.severity,
            message: &finding.message,
            fingerprint: &finding.fingerprint,
            waived: finding.waived.is_some(),
            line: subject.map_or(0, |e| e.line),
            column: subject.map_or(0, |e| e.column),
            quote: subject.map_or("", |e| &e.quote),
        }
    }
}
