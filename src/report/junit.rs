//! The report as JUnit XML: a suite for each document, a case for each policy.
//!
//! A violation is a failure; what is undecided or not applicable, waived or known from a baseline is skipped, with the
//! reason; an input that could not be read is an error, and so is an interrupt. What the reader warns of stands behind the cases of a suite.

use quick_xml::{
    Writer,
    events::{BytesEnd, BytesStart, BytesText, Event},
};

use super::{
    columns::shown,
    finding::citation,
    from_root,
    warned::{Warned, warned_of},
    words::{self, Word},
};
use crate::{
    finding::{DocumentReport, Finding, Outcome, Report, Unreadable, Verdict},
    phrase::Lang,
};

/// Writes a report as JUnit XML.
pub fn junit(report: &Report, lang: Lang) -> String {
    let mut xml = Xml { writer: Writer::new_with_indent(Vec::new(), b' ', 2), lang };
    let wrong = report.unreadable.len() + usize::from(report.interrupted);
    let mut figures = [wrong, 0, wrong, 0];
    for suite in report.documents.iter().map(self::figures) {
        figures.iter_mut().zip(suite).for_each(|(sum, figure)| *sum += figure);
    }
    xml.open("testsuites", &counted("guiju", figures));
    for document in &report.documents {
        xml.suite(document);
    }
    for input in &report.unreadable {
        xml.unread(input);
    }
    if report.interrupted {
        xml.wrong("guiju", words::INTERRUPTED.get(lang), "interrupted");
    }
    xml.close("testsuites");
    let body = String::from_utf8(xml.writer.into_inner()).unwrap_or_default();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}\n")
}

/// Tests, failures, errors and skipped ones of a document.
fn figures(document: &DocumentReport) -> [usize; 4] {
    let tests = document.verdicts.len();
    let passed = document.verdicts.values().filter(|v| v.outcome == Outcome::Pass).count();
    let failed = document
        .verdicts
        .policies()
        .iter()
        .filter(|policy| counting(document, policy).next().is_some())
        .count();
    [tests, failed, 0, tests - passed - failed]
}

/// The findings of a policy that make a run fail.
fn counting<'a>(document: &'a DocumentReport, policy: &str) -> impl Iterator<Item = &'a Finding> {
    document.findings.iter().filter(move |f| f.policy == policy && f.counts())
}

type Attributes = Vec<(&'static str, String)>;

fn counted(name: &str, [tests, failures, errors, skipped]: [usize; 4]) -> Attributes {
    let figures = [("tests", tests), ("failures", failures), ("errors", errors), ("skipped", skipped)];
    let figures = figures.into_iter().map(|(name, n)| (name, n.to_string()));
    std::iter::once(("name", name.to_owned())).chain(figures).collect()
}

/// What is written so far.
struct Xml {
    writer: Writer<Vec<u8>>,
    lang: Lang,
}

impl Xml {
    fn suite(&mut self, document: &DocumentReport) {
        self.open("testsuite", &counted(from_root(&document.path), figures(document)));
        for (policy, verdict) in &document.verdicts {
            self.open("testcase", &case(&document.path, policy));
            match verdict.outcome {
                Outcome::Pass => {}
                Outcome::Violation => self.failure(document, policy),
                Outcome::Undecided => self.skipped(words::UNDECIDED, &self.reason(verdict)),
                Outcome::NotApplicable => self.skipped(words::NOT_APPLICABLE, &self.reason(verdict)),
            }
            self.close("testcase");
        }
        self.warnings(document);
        self.close("testsuite");
    }

    fn warnings(&mut self, document: &DocumentReport) {
        let word = words::WARNING.get(self.lang);
        let line = |w: Warned<'_>| {
            format!(
                "{}:{}: {word}[{}]: {}",
                from_root(w.path),
                w.line,
                w.warning.code,
                w.warning.message.get(self.lang)
            )
        };
        let lines: Vec<String> = warned_of(document).map(line).collect();
        if !lines.is_empty() {
            self.open("system-err", &Attributes::new());
            self.text(&lines.join("\n"));
            self.close("system-err");
        }
    }

    /// All findings of a policy in one failure: some readers take the first of a case only.
    fn failure(&mut self, document: &DocumentReport, policy: &str) {
        let findings: Vec<&Finding> = counting(document, policy).collect();
        if findings.is_empty() {
            let waiver =
                document.findings.iter().find_map(|f| f.waived.as_ref().filter(|_| f.policy == policy));
            return match waiver {
                Some(waiver) => self.skipped(words::WAIVED, &words::waived(self.lang, waiver)),
                None => self.skipped(words::KNOWN, ""),
            };
        }
        let severity = findings.iter().map(|f| f.severity).max();
        let message = findings.first().map_or("", |f| f.message.get(self.lang));
        let kind = severity.map_or("", |s| s.name());
        self.open("failure", &vec![("message", message.to_owned()), ("type", kind.to_owned())]);
        let told: Vec<String> = findings.iter().map(|f| told(document, f, self.lang)).collect();
        self.text(&told.join("\n\n"));
        self.close("failure");
    }

    fn reason(&self, verdict: &Verdict) -> String {
        verdict.reason.as_ref().map_or_else(String::new, |r| r.get(self.lang).to_owned())
    }

    fn skipped(&mut self, word: Word, reason: &str) {
        let word = word.get(self.lang);
        let message = if reason.is_empty() { word.to_owned() } else { format!("{word}: {reason}") };
        self.open("skipped", &vec![("message", message)]);
        self.close("skipped");
    }

    fn unread(&mut self, input: &Unreadable) {
        let message = input.diagnostic.message.get(self.lang);
        self.wrong(&input.path, message, &input.diagnostic.code.to_string());
    }

    /// A suite of one case, which could not be run.
    fn wrong(&mut self, path: &str, message: &str, kind: &str) {
        self.open("testsuite", &counted(from_root(path), [1, 0, 1, 0]));
        self.open("testcase", &case(path, words::UNREADABLE.get(self.lang)));
        self.open("error", &vec![("message", message.to_owned()), ("type", kind.to_owned())]);
        for name in ["error", "testcase", "testsuite"] {
            self.close(name);
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        let mut element = BytesStart::new(name);
        for (name, value) in attributes {
            let value = printable(value);
            element.push_attribute((*name, value.as_str()));
        }
        self.write(Event::Start(element));
    }

    fn text(&mut self, text: &str) {
        self.write(Event::Text(BytesText::new(&printable(text))));
    }

    fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// Memory takes everything that is written.
    fn write(&mut self, event: Event<'_>) {
        self.writer.write_event(event).ok();
    }
}

fn case(path: &str, policy: &str) -> Attributes {
    let path = from_root(path);
    vec![("classname", path.to_owned()), ("name", policy.to_owned()), ("file", path.to_owned())]
}

/// A finding in a few lines: what, where, the words, what it rests on.
fn told(document: &DocumentReport, finding: &Finding, lang: Lang) -> String {
    let mut lines =
        vec![format!("{}: {}", words::severity(finding.severity).get(lang), finding.message.get(lang))];
    for e in &finding.evidence {
        let role = words::role(e.role).get(lang);
        let role = if role.is_empty() { String::new() } else { format!(" ({role})") };
        let place = format!("{}:{}:{}", from_root(&document.path), e.start.line, e.start.column);
        lines.push(format!("  {place}{role}: {}", e.quote));
    }
    let basis = finding.basis.iter().map(|c| citation(c, lang));
    lines.extend(basis.map(|b| format!("  {}: {b}", words::BASIS.get(lang))));
    lines.join("\n")
}

/// A text without the characters that XML 1.0 has no place for.
fn printable(text: &str) -> String {
    let picture = |c: char| if matches!(c, '\n' | '\t') { c } else { shown(c) };
    text.chars().map(picture).collect()
}
