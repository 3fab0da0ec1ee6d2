//! Digests of single policies: what a later run compares to know whether a finding changed because its policy did.

use crate::{
    hir::{self, Used},
    source::Files,
};

/// The digests of what policies may share, each made once.
pub(super) struct Digests<'a> {
    program: &'a hir::Program,
    files: &'a Files,
    tables: Vec<blake3::Hash>,
    vocabularies: Vec<blake3::Hash>,
    verbs: blake3::Hash,
}

impl<'a> Digests<'a> {
    pub(super) fn new(program: &'a hir::Program, files: &'a Files) -> Self {
        let of = |words: String| blake3::hash(words.as_bytes());
        let vocabulary = |v: &hir::Vocabulary| {
            let hir::Vocabulary { name, title, phrases, weak, except, parent: _, tags } = v;
            of(format!("{name:?}{title:?}{phrases:?}{weak:?}{except:?}{tags:?}"))
        };
        Self {
            program,
            files,
            tables: program.tables.iter().map(|t| of(format!("{t:?}"))).collect(),
            vocabularies: program.vocabularies.iter().map(vocabulary).collect(),
            verbs: of(format!("{:?}", program.verbs)),
        }
    }

    /// BLAKE3 of what decides a policy's verdicts, in hexadecimal: its text, and the tables, vocabularies, verbs and
    /// definitions that it uses. Layout, comments, examples and the values of parameters do not enter.
    pub(super) fn of(&self, policy: &hir::Policy) -> String {
        let used = Used::of(self.program, policy);
        let mut hash = blake3::Hasher::new();
        hash.update(text(policy, self.files).as_bytes());
        for table in used.tables.iter().filter_map(|i| self.tables.get(*i)) {
            hash.update(table.as_bytes());
        }
        for define in used.defines.iter().filter_map(|i| self.program.defines.get(*i)) {
            let text = self.files.get(define.file).map_or("", |f| define.body.span.slice(&f.text));
            hash.update(blake3::hash(words(text).as_bytes()).as_bytes());
        }
        for (i, vocabulary) in self.vocabularies.iter().enumerate() {
            if used.all || used.vocabularies.contains(&i) || descends(self.program, i, &used) {
                hash.update(vocabulary.as_bytes());
            }
        }
        // Segments and strengths follow the verbs.
        hash.update(self.verbs.as_bytes());
        hash.finalize().to_hex().to_string()
    }
}

/// The text of a policy without its examples, on one line.
fn text(policy: &hir::Policy, files: &Files) -> String {
    let Some(file) = files.get(policy.file) else { return String::new() };
    let mut text = String::new();
    let mut from = policy.span.start;
    let examples = policy.examples.iter().map(|e| e.span);
    for gap in examples.filter(|s| policy.span.contains(*s)).chain([policy.span.after()]) {
        text.push_str(crate::source::Span::new(from, gap.start.max(from)).slice(&file.text));
        text.push('\n');
        from = gap.end.max(from);
    }
    words(&text)
}

/// Words without line ends and whole-line comments.
fn words(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("--"));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// Whether a mention of a vocabulary is one of another that is used.
fn descends(program: &hir::Program, vocabulary: usize, used: &Used) -> bool {
    let parent = |i: usize| program.vocabularies.get(i).and_then(|v| v.parent).map(hir::VocabularyId::index);
    let line = std::iter::successors(parent(vocabulary), |i| parent(*i));
    line.take(program.vocabularies.len()).any(|i| used.vocabularies.contains(&i))
}
