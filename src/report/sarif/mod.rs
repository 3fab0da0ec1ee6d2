//! The report as SARIF 2.1.0, for code scanning and whatever else reads it.
//!
//! A violation is a result of kind `fail`, an undecided verdict one of kind `open`; an input that could not be read and
//! what the reader warns of are notifications of the invocation. Lines and columns are those of the file where its text
//! is what it holds; in a page or a structure, a logical location names the element instead.

mod model;
mod uri;

use std::{borrow::Cow, collections::HashMap};

use indexmap::IndexMap;
use serde_json::json;

use self::model::{
    Artifact, ArtifactLocation, Configuration, Descriptor, Driver, DriverProperties, Help, Invocation,
    Location, Log, LogicalLocation, Notification, PhysicalLocation, Region, Result, Rule, RuleProperties,
    Run, Suppression, Text, Tool,
};
use super::{finding::citation, markdown::escape, words};
use crate::{
    diagnostic::{Diagnostic, Level},
    finding::{
        BaselineState, DocumentReport, Evidence, Finding, Fixed, Outcome, PolicyRecord, Report, Role,
        Severity, Verdict, Waived, WaiverState,
    },
    phrase::{Lang, Phrase},
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of our identity of a finding, with the version of how it is made.
const FINGERPRINT: &str = "guijuFinding/v1";

/// Writes a report as a SARIF log.
pub fn sarif(report: &Report, lang: Lang) -> String {
    let documents = report.documents.iter().enumerate().map(|(i, d)| (d.path.as_str(), i)).collect();
    let rules = report.policies.iter().enumerate().map(|(i, p)| (p.name.as_str(), i)).collect();
    let writer = Writer { report, lang, documents, rules };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [writer.run()] };
    // Texts and numbers always serialize.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

struct Writer<'a> {
    report: &'a Report,
    lang: Lang,
    /// Where each document stands among the artifacts.
    documents: HashMap<&'a str, usize>,
    /// Where each policy stands among the rules.
    rules: HashMap<&'a str, usize>,
}

impl<'a> Writer<'a> {
    fn run(&self) -> Run<'a> {
        let language = if self.lang == Lang::Zh { "zh-CN" } else { "en-US" };
        let documents = || self.report.documents.iter().enumerate();
        let artifact = |(i, d): (usize, &'a DocumentReport)| Artifact {
            location: at(&d.path, Some(i)),
            roles: ["analysisTarget"],
            hashes: std::iter::once(("blake3", d.digest.as_str())).filter(|(_, h)| !h.is_empty()).collect(),
        };
        let gone = self.report.baseline.iter().flat_map(|b| &b.fixed).map(|f| self.absent(f));
        let invocation = self.invocation();
        let notifications = kinds(&invocation);
        Run {
            tool: Tool { driver: self.driver(language, notifications) },
            invocations: [invocation],
            language,
            artifacts: documents().map(artifact).collect(),
            results: documents().flat_map(|(i, d)| self.results(i, d)).chain(gone).collect(),
            column_kind: "unicodeCodePoints",
            newline_sequences: ["\r\n", "\n", "\r"],
        }
    }

    fn driver(&self, language: &'static str, notifications: Vec<Descriptor>) -> Driver<'a> {
        Driver {
            name: "guiju",
            full_name: "guiju 规矩",
            semantic_version: self.report.tool.version,
            language,
            rules: self.report.policies.iter().map(|p| self.rule(p)).collect(),
            notifications,
            properties: DriverProperties {
                policy_language: self.report.tool.language,
                policies_digest: &self.report.policies_digest,
                as_of: self.report.as_of.map(|d| d.to_string()),
            },
        }
    }

    fn rule(&self, policy: &'a PolicyRecord) -> Rule<'a> {
        let statement = self.text(&policy.statement);
        Rule {
            id: &policy.name,
            short_description: self.text(&policy.title),
            full_description: Some(statement).filter(|s| !s.text.is_empty()),
            default_configuration: Configuration { level: level(policy.severity) },
            help: self.help(policy),
            properties: RuleProperties { tags: [policy.family.as_str()], basis: &policy.basis },
        }
    }

    /// What a policy asks and rests on, to be read beside its results.
    fn help(&self, policy: &PolicyRecord) -> Help {
        let (title, statement) = (policy.title.get(self.lang), policy.statement.get(self.lang));
        let basis: Vec<String> = policy.basis.iter().map(|c| citation(c, self.lang)).collect();
        let heading = words::BASIS.get(self.lang);
        let lines = |mark: &dyn Fn(&str) -> String| {
            basis.iter().map(|b| format!("- {}\n", mark(b))).collect::<Vec<_>>().concat()
        };
        let markdown = format!(
            "**{}**\n\n{}\n\n### {heading}\n\n{}",
            escape(title),
            escape(statement),
            lines(&|b| escape(b))
        );
        Help { text: format!("{title}\n{statement}\n{heading}:\n{}", lines(&str::to_owned)), markdown }
    }

    fn results(&self, index: usize, document: &'a DocumentReport) -> Vec<Result<'a>> {
        let undecided = document.verdicts.iter().filter(|(_, v)| v.outcome == Outcome::Undecided);
        let place = at(&document.path, Some(index));
        let findings = document.findings.iter().map(|f| self.violation(&place, f));
        findings.chain(undecided.map(|(policy, v)| self.open(&place, policy, v))).collect()
    }

    fn violation(&self, document: &ArtifactLocation, f: &'a Finding) -> Result<'a> {
        let main = f.main();
        let beside = f.evidence.iter().filter(|e| main.is_none_or(|m| !std::ptr::eq(*e, m)));
        let others = f.others.iter().map(|path| self.other(path));
        let mut related: Vec<Location<'a>> =
            beside.map(|e| self.location(document, e, true)).chain(others).collect();
        for (i, location) in related.iter_mut().enumerate() {
            location.id = Some(i + 1);
        }
        let mut message = f.message.get(self.lang).to_owned();
        for note in &f.notes {
            message.push('\n');
            message.push_str(note.get(self.lang));
        }
        let properties = [("message", json!(f.message)), ("values", json!(f.values))];
        Result {
            rule_id: &f.policy,
            rule_index: self.rule_index(&f.policy),
            kind: "fail",
            level: level(f.severity),
            message: Text { text: Cow::Owned(message) },
            locations: main.map(|e| self.location(document, e, false)).into_iter().collect(),
            related_locations: related,
            partial_fingerprints: IndexMap::from([(FINGERPRINT, f.fingerprint.as_str())]),
            suppressions: self.suppressions(f),
            baseline_state: f.baseline.map(|state| match state {
                BaselineState::New => "new",
                BaselineState::Unchanged => "unchanged",
            }),
            properties: properties.into_iter().collect(),
        }
    }

    /// The waiver of a finding. An empty list says that there are waivers, and none for this one.
    fn suppressions(&self, f: &'a Finding) -> Option<Vec<Suppression<'a>>> {
        let suppression = |w: &'a Waived| Suppression {
            kind: "external",
            status: "accepted",
            justification: words::waived(self.lang, w),
            properties: w,
        };
        let there_are = f.waived.is_some() || !self.report.waivers.is_empty();
        there_are.then(|| f.waived.iter().map(suppression).collect())
    }

    /// A finding of the baseline that is gone.
    fn absent(&self, gone: &'a Fixed) -> Result<'a> {
        let index = self.documents.get(gone.path.as_str()).copied();
        Result {
            kind: "fail",
            level: level(gone.severity),
            message: self.text(&gone.message),
            partial_fingerprints: IndexMap::from([(FINGERPRINT, gone.fingerprint.as_str())]),
            baseline_state: Some("absent"),
            ..self.bare(at(&gone.path, index), &gone.policy)
        }
    }

    /// A result about a document as a whole, to be filled in.
    fn bare(&self, document: ArtifactLocation, policy: &'a str) -> Result<'a> {
        Result {
            rule_id: policy,
            rule_index: self.rule_index(policy),
            kind: "open",
            level: "none",
            message: Text { text: Cow::Borrowed("") },
            locations: vec![whole(document)],
            related_locations: Vec::new(),
            partial_fingerprints: IndexMap::new(),
            suppressions: None,
            baseline_state: None,
            properties: IndexMap::new(),
        }
    }

    /// A verdict that could not be reached: nobody should take its absence for a pass.
    fn open(&self, document: &ArtifactLocation, policy: &'a str, verdict: &'a Verdict) -> Result<'a> {
        let reason = verdict.reason.as_ref().map_or(words::NO_REASON.get(self.lang), |r| r.get(self.lang));
        let message = format!("{}: {reason}", words::UNDECIDED.get(self.lang));
        Result { message: Text { text: Cow::Owned(message) }, ..self.bare(document.clone(), policy) }
    }

    fn rule_index(&self, policy: &str) -> Option<usize> {
        self.rules.get(policy).copied()
    }

    /// A place of a document; where it stands beside others, with what it is for.
    fn location(&self, document: &ArtifactLocation, e: &'a Evidence, beside: bool) -> Location<'a> {
        let element = e.pointer.as_deref().or(e.origin.as_deref());
        let region = Region {
            start_line: e.start.line,
            start_column: e.start.column,
            end_line: e.end.line,
            end_column: e.end.column,
            snippet: Text { text: Cow::Borrowed(&e.quote) },
        };
        let role = if e.role == Role::Offending { words::ALSO_OFFENDING } else { words::role(e.role) };
        let mut message = if beside { role.get(self.lang).to_owned() } else { String::new() };
        if !e.lacked.is_empty() {
            message = format!("{message}: {}", words::lacks(self.lang, e.start.line, &e.lacked));
        }
        // Lines of what a page shows are no lines of its file: there, the words themselves say what is meant.
        if element.is_some() {
            let space = if message.is_empty() { "" } else { " " };
            message = format!("{message}{space}“{}”", e.quote);
        }
        Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: document.clone(),
                region: Some(region).filter(|_| element.is_none()),
            },
            logical_locations: element
                .map(|name| LogicalLocation { fully_qualified_name: name })
                .into_iter()
                .collect(),
            message: Some(Text { text: Cow::Owned(message) }).filter(|_| beside || element.is_some()),
        }
    }

    /// Another document that a finding concerns.
    fn other(&self, path: &'a str) -> Location<'a> {
        let index = self.documents.get(path).copied();
        Location {
            message: Some(Text { text: words::BESIDE.get(self.lang).into() }),
            ..whole(at(path, index))
        }
    }

    fn invocation(&self) -> Invocation<'a> {
        let unread = self.report.unreadable.iter().map(|u| self.notification(&u.path, None, &u.diagnostic));
        let warnings = self
            .report
            .documents
            .iter()
            .enumerate()
            .flat_map(|(i, d)| d.warnings.iter().map(move |w| self.notification(&d.path, Some(i), w)));
        let interrupted = self
            .report
            .interrupted
            .then(|| remark("interrupted", "error", words::INTERRUPTED.get(self.lang).to_owned()));
        let vacuous = self.report.vacuous.iter().map(|policy| {
            let text = format!("{policy}: {}", words::WITHOUT_SUBJECT.get(self.lang));
            remark("vacuous-policy", "note", text)
        });
        let idle = self.report.waivers.iter().filter(|w| w.state != WaiverState::Used);
        let idle = idle.map(|w| remark("idle-waiver", "warning", words::idle(self.lang, w)));
        Invocation {
            execution_successful: self.report.unreadable.is_empty() && !self.report.interrupted,
            tool_execution_notifications: unread.chain(warnings).chain(interrupted).collect(),
            tool_configuration_notifications: vacuous.chain(idle).collect(),
        }
    }

    fn notification(&self, path: &str, index: Option<usize>, d: &'a Diagnostic) -> Notification<'a> {
        Notification {
            descriptor: Descriptor { id: d.code.to_string() },
            locations: vec![whole(at(path, index))],
            message: self.text(&d.message),
            level: if d.level == Level::Error { "error" } else { "warning" },
        }
    }

    fn text(&self, phrase: &'a Phrase) -> Text<'a> {
        Text { text: Cow::Borrowed(phrase.get(self.lang)) }
    }
}

/// Something about the run as a whole, its policies and waivers: that it was stopped, what had nothing to judge, what does
/// nothing.
fn remark<'a>(id: &str, level: &'static str, text: String) -> Notification<'a> {
    Notification {
        descriptor: Descriptor { id: id.to_owned() },
        locations: Vec::new(),
        message: Text { text: Cow::Owned(text) },
        level,
    }
}

fn at(path: &str, index: Option<usize>) -> ArtifactLocation {
    ArtifactLocation { uri: uri::of_path(path), index }
}

/// A document as a whole.
fn whole<'a>(artifact_location: ArtifactLocation) -> Location<'a> {
    Location {
        id: None,
        physical_location: PhysicalLocation { artifact_location, region: None },
        logical_locations: Vec::new(),
        message: None,
    }
}

/// The kinds of notifications that occur, each once: their descriptors have to be listed.
fn kinds(invocation: &Invocation<'_>) -> Vec<Descriptor> {
    let all =
        invocation.tool_execution_notifications.iter().chain(&invocation.tool_configuration_notifications);
    let ids: std::collections::BTreeSet<&str> = all.map(|n| n.descriptor.id.as_str()).collect();
    ids.into_iter().map(|id| Descriptor { id: id.to_owned() }).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
