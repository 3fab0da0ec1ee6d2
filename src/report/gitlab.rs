//! The report as GitLab's Code Quality reads it: an array of places with a fingerprint each.
//!
//! Waived findings are left out; which are new, GitLab finds out by itself, from the artifact of the target branch.

use serde::Serialize;

use super::{
    from_root,
    warned::{Warned, warned},
    words,
};
use crate::{
    diagnostic::Diagnostic,
    finding::{DocumentReport, Finding, Report, Severity, Unreadable},
    phrase::Lang,
};

/// Writes a report as a Code Quality artifact.
pub fn gitlab(report: &Report, lang: Lang) -> String {
    let findings = report
        .documents
        .iter()
        .flat_map(|d| d.findings.iter().filter(|f| f.waived.is_none()).map(move |f| (d, f)));
    let issues: Vec<Issue<'_>> = findings
        .map(|(d, f)| Issue::of(d, f, lang))
        .chain(warned(report).map(|w| Issue::warned(&w, lang)))
        .chain(report.unreadable.iter().map(|u| Issue::unread(u, lang)))
        .collect();
    let issues: Vec<Issue<'_>> =
        issues.into_iter().chain(report.interrupted.then(|| Issue::interrupted(lang))).collect();
    // Texts and numbers always serialize.
    serde_json::to_string_pretty(&issues).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: String,
    /// GitLab wants it to be unique in the whole artifact, while two documents may break a policy in the same words.
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl<'a> Issue<'a> {
    fn of(document: &'a DocumentReport, finding: &'a Finding, lang: Lang) -> Self {
        let path = from_root(&document.path);
        let (begin, end) = finding.main().map_or((1, 1), |e| (e.start.line, e.end.line));
        Self {
            description: finding.message.get(lang),
            check_name: finding.policy.clone(),
            fingerprint: format!("{}:{path}", finding.fingerprint),
            severity: match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Info => "info",
            },
            location: Location { path, lines: Lines { begin, end } },
        }
    }

    fn warned(w: &Warned<'a>, lang: Lang) -> Self {
        Self::told(w.path, w.line, w.warning, ("minor", lang))
    }

    fn unread(input: &'a Unreadable, lang: Lang) -> Self {
        Self::told(&input.path, 1, &input.diagnostic, ("blocker", lang))
    }

    /// Of the run as a whole; a place there must be.
    fn interrupted(lang: Lang) -> Self {
        Self {
            description: words::INTERRUPTED.get(lang),
            check_name: "interrupted".to_owned(),
            fingerprint: "interrupted".to_owned(),
            severity: "blocker",
            location: Location { path: ".", lines: Lines { begin: 1, end: 1 } },
        }
    }

    /// What is said of a whole document: of each kind once.
    fn told(path: &'a str, line: u32, told: &'a Diagnostic, (severity, lang): (&'static str, Lang)) -> Self {
        let (path, code) = (from_root(path), told.code.to_string());
        Self {
            description: told.message.get(lang),
            fingerprint: format!("{code}:{path}"),
            check_name: code,
            severity,
            location: Location { path, lines: Lines { begin: line, end: line } },
        }
    }
}
