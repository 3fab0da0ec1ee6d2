//! What people may know about a policy: its catalogue entry.

use std::sync::Arc;

use jiff::civil::Date;

use super::digest::Digests;
use crate::{
    finding::{Citation, Digest, Outcome, PolicyRecord, Severity},
    phrase::Phrase,
    source::{FileId, Span},
};

/// The catalogue entry of one policy.
#[derive(Clone, Debug)]
pub struct PolicyInfo {
    /// Its name.
    pub name: String,
    /// Its family: the folder of its file; empty where the file lies in none.
    pub family: String,
    /// Its title.
    pub title: Phrase,
    /// What it asks, in one sentence.
    pub statement: Phrase,
    /// Its severity where no variant decides.
    pub severity: Severity,
    /// Its variants by date.
    pub variants: Vec<Variant>,
    /// The severities of requirements that have one of their own, the gravest first.
    pub requirements: Vec<Severity>,
    /// What it rests on.
    pub basis: Vec<Citation>,
    /// Its parameters.
    pub params: Vec<ParamInfo>,
    /// Its examples.
    pub examples: Vec<ExampleInfo>,
    /// Its `applies when`, as written; empty where it applies to every document.
    pub applies: String,
    /// Whether it judges documents together.
    pub corpus: bool,
    /// The file that it was read from.
    pub file: String,
    /// What is set for it by level and jurisdiction, in words: `county: max = 1/4`.
    pub scoped: Vec<String>,
    /// Whether its findings may be waived.
    pub waivable: bool,
    /// BLAKE3 of what decides its verdicts, in hexadecimal: its text, and the tables, vocabularies, verbs and definitions
    /// that it uses; layout, comments, examples and the values of parameters do not enter.
    pub digest: Digest,
    /// What it is in the program, and its number there.
    pub(in crate::plan) within: (Arc<Digests>, usize),
}

impl PolicyInfo {
    /// BLAKE3 of all that decides what it says of a document besides the document and the options, the values of parameters
    /// and what is set from outside among it.
    pub fn key(&self) -> [u8; 32] {
        let (program, number) = &self.within;
        program.key(*number)
    }

    /// What a report says of the policy.
    pub fn record(&self) -> PolicyRecord {
        PolicyRecord {
            name: self.name.clone(),
            family: self.family.clone(),
            title: self.title.clone(),
            statement: self.statement.clone(),
            severity: self.severity,
            basis: self.basis.clone(),
            params: self.params.iter().map(|p| (p.name.clone(), p.value.clone())).collect(),
            scoped: self.scoped.clone(),
            digest: self.digest.clone(),
            waivable: self.waivable,
            file: self.file.clone(),
        }
    }
}

/// A variant of a policy: in force from one day to another, both inside.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The first day.
    pub from: Date,
    /// The last day; `None` is open.
    pub until: Option<Date>,
    /// The severity in that time.
    pub severity: Severity,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct ParamInfo {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: String,
    /// Its value.
    pub value: String,
    /// What it rests on.
    pub basis: Vec<Citation>,
}

/// An example.
#[derive(Clone, Debug)]
pub struct ExampleInfo {
    /// The verdict that it expects.
    pub verdict: Outcome,
    /// Facts given beside the text, as `(path, value)`: `("organ.level", "county")`.
    pub given: Vec<(String, String)>,
    /// The text of the document.
    pub text: String,
    /// Other documents of the corpus: the facts given beside each, and its text.
    pub beside: Vec<(Vec<(String, String)>, String)>,
    /// Words that a finding must quote.
    pub quotes: Vec<String>,
    /// The policy file that it stands in.
    pub file: FileId,
    /// Its bytes in that file.
    pub span: Span,
}

/// A test that stands beside a policy.
#[derive(Clone, Debug)]
pub struct TestInfo {
    /// The policy that it is about.
    pub policy: String,
    /// The path of the document from the folder of the test, and where it is named; `None`: the text stands in the example.
    pub path: Option<(String, Span)>,
    /// Words of what a finding must be about.
    pub subjects: Vec<String>,
    /// What is expected of what.
    pub example: ExampleInfo,
}
