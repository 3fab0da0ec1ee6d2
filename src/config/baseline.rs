//! The baseline: the findings of a day, taken as known.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::{Code, Diagnostic},
    finding::{BaselineRecord, BaselineState, DocumentReport, Finding, Fixed, Report, Severity},
    phrase::Phrase,
    text::json_problem,
};

const SCHEMA: &str = "guiju/baseline/1";

/// The findings of a day, each with what identifies it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    schema: String,
    /// The findings, in byte order of path, policy and fingerprint.
    pub findings: Vec<Entry>,
}

/// One known finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The path of its document on that day.
    pub path: String,
    /// The policy.
    pub policy: String,
    /// Its identity.
    pub fingerprint: String,
    /// The severity that it had.
    pub severity: Severity,
    /// What is wrong: Chinese, English.
    pub message: (String, String),
    /// What it is about.
    pub quote: String,
}

impl Baseline {
    /// Takes down what a report found. What is waived has its own register and stays out.
    pub fn of(report: &Report) -> Self {
        let open = |d: &DocumentReport| {
            let entries = d.findings.iter().filter(|f| f.waived.is_none()).map(|f| entry(d, f));
            entries.collect::<Vec<_>>()
        };
        let mut findings: Vec<Entry> = report.documents.iter().flat_map(open).collect();
        findings.sort();
        Self { schema: SCHEMA.to_owned(), findings }
    }

    /// Reads what [`Baseline::to_json`] wrote; `name` is its file.
    ///
    /// # Errors
    ///
    /// A text that is no baseline.
    pub fn read(name: &str, text: &str) -> Result<Self, Diagnostic> {
        let read: Result<Self, _> = serde_json::from_str(text);
        match read {
            Ok(baseline) if baseline.schema == SCHEMA => Ok(baseline),
            Ok(Self { schema, .. }) => {
                Err(bad(name, &Phrase::new(format!("schema {schema}"), format!("schema {schema}"))))
            }
            Err(error) => Err(bad(name, &json_problem(&error, Some(1)))),
        }
    }

    /// The baseline as JSON, ending with a line end.
    pub fn to_json(&self) -> String {
        // Nothing here can fail to be written.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Says of each finding of a report whether it is known, and which known ones are gone. `file` names the baseline;
    /// in a `partial` run nothing is said of documents that it does not see.
    ///
    /// A finding is known by its fingerprint in the document of the same path; what is left is looked for under paths that
    /// the run no longer has: a document that was renamed.
    pub fn compare(self, file: &str, partial: bool, report: &mut Report) {
        let checked: BTreeSet<String> = report.policies.iter().map(|p| p.name.clone()).collect();
        let paths: BTreeSet<String> = report.documents.iter().map(|d| d.path.clone()).collect();
        let mut known = Known::default();
        for entry in self.findings.into_iter().filter(|e| checked.contains(&e.policy)) {
            known.add(entry);
        }
        let mut findings: Vec<(&str, &mut Finding)> = Vec::new();
        for document in &mut report.documents {
            findings.extend(document.findings.iter_mut().map(|f| (document.path.as_str(), f)));
        }
        for (path, finding) in &mut findings {
            finding.baseline = Some(match known.take(&finding.fingerprint, |p| p == *path) {
                Some(_) => BaselineState::Unchanged,
                None => BaselineState::New,
            });
        }
        for (_, finding) in findings.iter_mut().filter(|(_, f)| f.baseline == Some(BaselineState::New)) {
            if known.take(&finding.fingerprint, |p| !paths.contains(p)).is_some() {
                finding.baseline = Some(BaselineState::Unchanged);
            }
        }
        let gone = known.rest().filter(|e| !partial || paths.contains(&e.path)).map(fixed);
        report.baseline = Some(BaselineRecord { file: file.to_owned(), fixed: gone.collect() });
    }
}

/// Entries by fingerprint, those of one fingerprint in order.
#[derive(Default)]
struct Known(BTreeMap<String, Vec<Entry>>);

impl Known {
    fn add(&mut self, entry: Entry) {
        self.0.entry(entry.fingerprint.clone()).or_default().push(entry);
    }

    /// Takes the first entry of a fingerprint whose path will do.
    fn take(&mut self, fingerprint: &str, path: impl Fn(&str) -> bool) -> Option<Entry> {
        let entries = self.0.get_mut(fingerprint)?;
        let at = entries.iter().position(|e| path(&e.path))?;
        Some(entries.remove(at))
    }

    fn rest(self) -> impl Iterator<Item = Entry> {
        let mut rest: Vec<Entry> = self.0.into_values().flatten().collect();
        rest.sort();
        rest.into_iter()
    }
}

fn entry(document: &DocumentReport, finding: &Finding) -> Entry {
    Entry {
        path: document.path.clone(),
        policy: finding.policy.clone(),
        fingerprint: finding.fingerprint.clone(),
        severity: finding.severity,
        message: (finding.message.zh.clone(), finding.message.en.clone()),
        quote: finding.subject().to_owned(),
    }
}

fn fixed(entry: Entry) -> Fixed {
    let Entry { path, policy, fingerprint, severity, message: (zh, en), quote } = entry;
    Fixed { path, policy, severity, fingerprint, message: Phrase { zh, en }, quote }
}

fn bad(name: &str, why: &Phrase) -> Diagnostic {
    let (zh, en) = (&why.zh, &why.en);
    let message = Phrase::new(format!("这不是基线文件：{zh}"), format!("this is no baseline: {en}"));
    let help = Phrase::new("用 `guiju baseline` 重新写出", "write it anew with `guiju baseline`");
    Diagnostic::input(Code::BadReport, name, message).help(help)
}
