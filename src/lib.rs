//! Reads regulations and checks them against policies.
//!
//! ```text
//!  policies: text ──syntax──▶ ast ──hir──▶ typed tree ──plan──▶ Plan ─────┐
//!                                                                         ├─eval──▶ Report ──report──▶ text, JSON
//!  documents: bytes ──text──▶ text ──ingest──▶ Regulation ────────────────┘
//! ```
//!
//! Every arrow is a function that can be called by itself: [`syntax::parse`], [`hir::lower`], [`plan::Plan::new`],
//! [`ingest::read`], [`eval::check`], [`report::json`]; [`compile`] and [`check_all`] put them together. The library opens no
//! file, reads no clock and prints nothing: what it says depends on what it is given alone.
//!
//! ```
//! use guiju::{compile, eval::Options, ingest::{self, Given}, source::Files};
//!
//! let mut files = Files::default();
//! files.add("a.guiju", r#"
//!     policy short-list {
//!       title zh "职责过少" en "too few duties"
//!       severity warning
//!       require count(duties) >= 2 else report duties: zh "只有{count(duties)}项" en "only {count(duties)}"
//!     }"#);
//! let plan = compile(&files).map_err(|_| "does not compile")?.plan;
//! let text = "主要职责\n(一)负责文电。";
//! let regulation = ingest::read("a.txt", text.as_bytes(), &Given::default()).map_err(|_| "cannot be read")?;
//! let report = guiju::eval::check(&plan, &regulation, &Options::default());
//! assert_eq!(report.findings[0].evidence[0].quote, "(一)负责文电。");
//! # Ok::<(), &str>(())
//! ```

pub mod change;
pub mod config;
pub mod diagnostic;
pub mod eval;
pub mod finding;
pub mod hir;
pub mod ingest;
pub mod phrase;
pub mod plan;
mod quickly;
pub mod reference;
pub mod regulation;
pub mod report;
pub mod schema;
pub mod source;
pub mod syntax;
pub mod testing;
pub mod text;

use crate::{
    diagnostic::Diagnostic,
    eval::Options,
    finding::{Report, Tool, Unreadable},
    phrase::Lang,
    plan::{Plan, PolicyInfo},
    regulation::Regulation,
    source::{File, FileId, Files},
    syntax::Parse,
};

/// The version of the policy language.
pub const LANGUAGE: u32 = syntax::LANGUAGE;

/// The shipped policy files: the name in the pack (`rules/staffing/…`) and the text.
pub fn shipped() -> &'static [(&'static str, &'static str)] {
    include!(concat!(env!("OUT_DIR"), "/shipped.rs"))
}

/// Their trees as bytes, in the same order; no bytes for a file with mistakes.
fn shipped_trees() -> &'static [&'static [u8]] {
    include!(concat!(env!("OUT_DIR"), "/shipped_trees.rs"))
}

/// The tests of the shipped policies, in the same form; only `guiju test` has a use for them.
pub fn shipped_tests() -> &'static [(&'static str, &'static str)] {
    include!(concat!(env!("OUT_DIR"), "/shipped_tests.rs"))
}

/// The tree of a policy file, and whether it was made when the program was built: where the file is a shipped one, to the
/// letter.
fn parsed(id: FileId, file: &File) -> (Parse, bool) {
    let is_it = |(name, text): &(&str, &str)| {
        file.name.strip_prefix("<shipped>/") == Some(name) && file.text == *text
    };
    let shipped = shipped().iter().position(is_it).and_then(|i| shipped_trees().get(i));
    match shipped.and_then(|tree| syntax::stored::decode(tree)) {
        Some(tree) => (Parse { tree, errors: Vec::new() }, true),
        None => (syntax::parse(id, &file.text), false),
    }
}

/// A compiled set of policies and the warnings about them.
#[derive(Debug)]
pub struct Compilation {
    /// The program.
    pub plan: Plan,
    /// What is used, but probably not meant.
    pub warnings: Vec<Diagnostic>,
}

/// Compiles all policy files together.
///
/// # Errors
///
/// Every mistake of every file, in the order of files, those of syntax first, and places; with any of them nothing is
/// checked. A requirement that no document can break is a mistake too.
pub fn compile(files: &Files) -> Result<Compilation, Vec<Diagnostic>> {
    compile_with(files, &hir::Overrides::default())
}

/// Compiles all policy files together, with other values for some of their parameters.
///
/// # Errors
///
/// As [`compile`]; and a value for a parameter that no policy has, or that is of another type.
pub fn compile_with(files: &Files, overrides: &hir::Overrides) -> Result<Compilation, Vec<Diagnostic>> {
    compile_in(files, overrides.into())
}

/// Compiles all policy files together, under settings from outside: values of parameters and severities, for all documents
/// or for those of a level or jurisdiction.
///
/// # Errors
///
/// As [`compile`]; and what is set for policies or parameters that there are not, or is of another type.
pub fn compile_in(files: &Files, settings: hir::Settings) -> Result<Compilation, Vec<Diagnostic>> {
    let settings = settings.with_families(files);
    let policies = files.iter().filter(|(id, _)| id.0 >= settings.beside);
    let parsed: Vec<_> = policies.map(|(id, file)| (id, parsed(id, file))).collect();
    let trees: Vec<_> = parsed.iter().map(|(id, (parse, _))| (*id, &parse.tree)).collect();
    let (program, lowered) = hir::lower(&trees, &settings);
    let mut problems: Vec<Diagnostic> =
        parsed.iter().flat_map(|(_, (parse, _))| parse.errors.clone()).collect();
    problems.extend(lowered);
    if !problems.iter().any(Diagnostic::is_error) {
        let own = parsed.iter().filter(|(_, (_, shipped))| !shipped);
        let own: Vec<_> = own.map(|(id, (parse, _))| (*id, &parse.tree)).collect();
        problems.extend(hir::senseless(&own, files, &program));
    }
    // What a file failed to say goes before what is therefore missing, wherever in the file that is.
    problems.sort_by_key(|d| d.labels.first().map(|l| (l.file, !d.code.is_of_syntax(), l.span)));
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }
    Ok(Compilation { plan: Plan::new(program, files), warnings: problems })
}

/// What the lints say of policy files: what compiles, but is probably not meant.
///
/// # Errors
///
/// As [`compile`]: what does not compile is not linted.
pub fn lint(files: &Files) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let parsed: Vec<_> = files.iter().map(|(id, file)| (id, syntax::parse(id, &file.text))).collect();
    let trees: Vec<_> = parsed.iter().map(|(id, parse)| (*id, &parse.tree)).collect();
    let mut warnings = compile(files)?.warnings;
    let (program, _) = hir::lower(&trees, &hir::Settings::default());
    warnings.extend(hir::lint(&trees, files, &program));
    warnings.sort_by_key(|d| d.labels.first().map(|l| (l.file, l.span)));
    Ok(warnings)
}

/// How policies are formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct FormatOptions {
    /// The language of keywords, fields, types, functions and values; names that an author chose stay. `None`: each word
    /// stays in its language.
    pub lang: Option<Lang>,
}

/// Lays out the text of a policy file in the one way. What a name stands for is found in this text alone; for files that
/// use what stands in others there is [`format_all`].
///
/// ```
/// use guiju::{FormatOptions, format, phrase::Lang};
/// let zh = format("define few(xs: list of unit)=count(xs)<3", &FormatOptions { lang: Some(Lang::Zh) });
/// assert_eq!(zh.as_deref(), Ok("定义 few(xs: 机构 列表) = 计数(xs) < 3\n"));
/// ```
///
/// # Errors
///
/// What cannot be read is told and not formatted.
pub fn format(text: &str, options: &FormatOptions) -> Result<String, Vec<Diagnostic>> {
    let mut files = Files::default();
    files.add("", text);
    format_all(&files, options).pop().unwrap_or_else(|| Ok(String::new()))
}

/// Lays out policy files that are used together, each for itself: the results stand in the order of the files.
pub fn format_all(files: &Files, options: &FormatOptions) -> Vec<Result<String, Vec<Diagnostic>>> {
    let parsed: Vec<_> = files.iter().map(|(id, file)| (id, syntax::parse(id, &file.text))).collect();
    let trees: Vec<_> = parsed.iter().map(|(id, parse)| (*id, &parse.tree)).collect();
    let spellings = if options.lang.is_some() { hir::spellings(&trees) } else { hir::Spellings::new() };
    let formatted = files.iter().zip(parsed).map(|((id, file), (_, parse))| {
        let spelling = |span| {
            let spelling = spellings.get(&(id, span))?;
            Some(if options.lang == Some(Lang::Zh) { spelling.zh } else { spelling.en })
        };
        let style = syntax::Style { lang: options.lang, spelling: &spelling };
        if parse.errors.is_empty() {
            syntax::print(&file.text, &style).ok_or_else(Vec::new)
        } else {
            Err(parse.errors)
        }
    });
    formatted.collect()
}

/// Reads and checks documents on `threads` threads (0: as many as the machine has). The report does not depend on their
/// number, nor on the order of the inputs.
///
/// `read` makes a document of an input and names it; it is called from many threads. A document that cannot be read
/// stands in the report and stops nothing: every input is either under `documents`, with a verdict of each policy that was
/// asked for, or under `unreadable`. A policy that found nothing to judge in any document is among the `vacuous`.
///
/// ```
/// use guiju::{check_all, compile, eval::Options, ingest::{self, Given}, source::Files};
///
/// let mut files = Files::default();
/// files.add("a.guiju", r#"
///     policy short-list {
///       title en "too few duties"
///       severity warning
///       require count(duties) >= 2 else report duties: en "only {count(duties)}"
///     }"#);
/// let plan = compile(&files).map_err(|_| "does not compile")?.plan;
/// let read = |(name, bytes): (&str, &[u8])| {
///     (name.to_owned(), ingest::read(name, bytes, &Given::default()))
/// };
/// let inputs = [("b.txt", "主要职责\n(一)负责文电。".as_bytes()), ("a.pdf", b"%PDF-1.7")];
/// let report = check_all(&plan, inputs, read, &Options::default(), 0);
/// assert_eq!(report.documents[0].findings[0].policy, "short-list");
/// assert_eq!(report.unreadable[0].path, "a.pdf");
/// assert!(report.vacuous.is_empty());
/// # Ok::<(), &str>(())
/// ```
pub fn check_all<T: Send>(
    plan: &Plan,
    inputs: impl IntoIterator<Item = T>,
    read: impl Fn(T) -> (String, Result<Regulation, Diagnostic>) + Sync + Send,
    options: &Options,
    threads: usize,
) -> Report {
    let feed = |emit: &mut dyn FnMut(T)| inputs.into_iter().for_each(emit);
    let (mut documents, mut unreadable) = (Vec::new(), Vec::new());
    let keep = |result| result;
    check_each(plan, feed, read, keep, options, threads, |result| match result {
        Ok(document) => documents.push(document),
        Err(input) => unreadable.push(input),
    });
    // Before the documents are judged together: the first and the last of a group must not depend on the inputs' order.
    documents.sort_by(|a, b| a.report.path.cmp(&b.report.path));
    report_examined(plan, documents, unreadable, options)
}

/// Judges documents that were examined together, in their order, and makes the report of the run.
pub fn report_examined(
    plan: &Plan,
    documents: Vec<eval::Examined>,
    mut unreadable: Vec<Unreadable>,
    options: &Options,
) -> Report {
    unreadable.sort_by(|a, b| a.path.cmp(&b.path));
    Report { unreadable, ..report_of(plan, eval::corpus::judge(plan, documents), options) }
}

/// The report of a run that was interrupted: of the documents that were examined until then. What must be judged together
/// with others is left open, and no policy is said to have found nothing to judge.
pub fn report_interrupted(
    plan: &Plan,
    documents: Vec<eval::Examined>,
    mut unreadable: Vec<Unreadable>,
    options: &Options,
) -> Report {
    unreadable.sort_by(|a, b| a.path.cmp(&b.path));
    let documents = eval::corpus::leave_open(plan, documents);
    Report { unreadable, documents, interrupted: true, ..empty_report(plan, options) }
}

/// The report of documents that were checked with a plan.
pub fn report_of(plan: &Plan, documents: Vec<finding::DocumentReport>, options: &Options) -> Report {
    let mut report = Report { documents, ..empty_report(plan, options) };
    report.vacuous = report.tally().without_subject();
    report
}

/// The report of a run that has seen no document yet.
pub fn empty_report(plan: &Plan, options: &Options) -> Report {
    let tool = Tool { version: env!("CARGO_PKG_VERSION"), language: LANGUAGE };
    let checked = plan.policies.iter().filter(|p| options.asks(&p.name));
    let policies = checked.map(PolicyInfo::record).collect();
    let policies_digest = plan.digest.clone();
    Report {
        policies,
        tool,
        policies_digest,
        as_of: options.as_of,
        packs: Vec::new(),
        waivers: Vec::new(),
        baseline: None,
        documents: Vec::new(),
        unreadable: Vec::new(),
        vacuous: Vec::new(),
        interrupted: false,
    }
}

/// Reads and checks documents as `feed` gives them, and hands on what became of each in the order of the inputs, as soon
/// as it is known: what `keep` makes of it, on the thread that checked it. Only a fixed number of documents is held at any
/// time, however many there are.
///
/// What policies over a corpus say is open until [`eval::corpus::reduce`] has seen the rows of all documents.
pub fn check_each<T: Send, R: Send>(
    plan: &Plan,
    feed: impl FnOnce(&mut dyn FnMut(T)),
    read: impl Fn(T) -> (String, Result<Regulation, Diagnostic>) + Sync + Send,
    keep: impl Fn(Result<eval::Examined, Unreadable>) -> R + Sync + Send,
    options: &Options,
    threads: usize,
    take: impl FnMut(R),
) {
    let check = |input| {
        let (path, document) = read(input);
        let result = document
            .map(|document| eval::examine(plan, &document, options))
            .map_err(|diagnostic| Unreadable { path, diagnostic });
        keep(result)
    };
    eval::run::stream(feed, |_| eval::run::LARGE, threads, check, take);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept of shipped policies is what they are.
    #[test]
    fn trees_of_shipped_policies_are_those_that_are_read() {
        for (name, text) in shipped() {
            let file = File { name: format!("<shipped>/{name}"), text: (*text).to_owned() };
            let (kept, read) = (parsed(FileId(0), &file).0, syntax::parse(FileId(0), text));
            assert_eq!(format!("{kept:?}"), format!("{read:?}"), "{name}");
        }
        let trees = shipped_trees();
        assert_eq!(trees.len(), shipped().len());
        assert!(trees.iter().all(|tree| syntax::stored::decode(tree).is_some()));
    }

    /// A keyword that a rule called `…_here` of the grammar does not let through would be read all the same, but slowly, and
    /// no test of what is read would see it.
    #[test]
    fn what_is_right_is_read_quickly() {
        let everything = [
            ("everything.en.guiju", include_str!("../tests/cases/syntax/everything.en.guiju")),
            ("everything.zh.guiju", include_str!("../tests/cases/syntax/everything.zh.guiju")),
        ];
        let mut files = Files::default();
        for (name, text) in shipped().iter().chain(shipped_tests()).chain(&everything) {
            files.add(*name, *text);
        }
        for lang in [Lang::Zh, Lang::En] {
            let formatted = format_all(&files, &FormatOptions { lang: Some(lang) });
            for ((_, file), text) in files.iter().zip(formatted) {
                assert!(text.is_ok_and(|text| syntax::reads_quickly(&text)), "{} {lang:?}", file.name);
            }
        }
    }
}
