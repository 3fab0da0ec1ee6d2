//! Digests of single policies: what a later run compares to know whether a finding changed because its policy did, and
//! whether what it kept of a document still holds.
//!
//! What is digested is put together first: many short pieces, one after another, take BLAKE3 three times as long.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use super::{catalogue::severities, sight::Sight};
use crate::{
    finding::Digest,
    hir::{self, Constant, ExprKind, Used},
};

/// What digests are made of, and those that were made. They are made when they are asked for.
#[derive(Debug)]
pub(in crate::plan) struct Digests {
    program: hir::Program,
    /// The texts of the policy files, by their numbers.
    texts: Arc<[String]>,
    /// Of each policy what it names.
    used: Vec<Used>,
    sight: Sight,
    shared: OnceLock<Shared>,
}

/// The digests of what policies may share, each made once.
#[derive(Debug)]
struct Shared {
    tables: Vec<blake3::Hash>,
    vocabularies: Vec<blake3::Hash>,
    verbs: blake3::Hash,
    /// Of each definition its words, and what [`Digests::key`] says of it.
    defines: Vec<(blake3::Hash, blake3::Hash)>,
}

impl Shared {
    fn new(program: &hir::Program, texts: &[String]) -> Self {
        let of = |words: String| blake3::hash(words.as_bytes());
        let vocabulary = |v: &hir::Vocabulary| {
            let hir::Vocabulary { name, title, phrases, weak, except, parent: _, tags } = v;
            let weak: Vec<_> = weak.iter().map(|(word, beside)| (Quoted(word), quoted(beside))).collect();
            let (phrases, except) = (quoted(phrases), quoted(except));
            let (zh, en) = (Quoted(&title.zh), Quoted(&title.en));
            of(format!("{name:?}Phrase {{ zh: {zh:?}, en: {en:?} }}{phrases:?}{weak:?}{except:?}{tags:?}"))
        };
        let define = |d: &hir::Define| {
            let text = texts.get(d.file.0 as usize).map_or("", |text| d.body.span.slice(text));
            (of(words(text)), of(said(d, text)))
        };
        let verbs: Vec<_> = program.verbs.iter().map(|(strength, verb)| (strength, Quoted(verb))).collect();
        Self {
            tables: program.tables.iter().map(|t| of(format!("{t:?}"))).collect(),
            vocabularies: program.vocabularies.iter().map(vocabulary).collect(),
            verbs: of(format!("{verbs:?}")),
            defines: program.defines.iter().map(define).collect(),
        }
    }
}

impl Digests {
    pub(in crate::plan) fn new(
        program: hir::Program,
        texts: Arc<[String]>,
        (used, sight): (Vec<Used>, Sight),
    ) -> Arc<Self> {
        Arc::new(Self { program, texts, used, sight, shared: OnceLock::new() })
    }

    pub(in crate::plan) fn program(&self) -> &hir::Program {
        &self.program
    }

    /// What a policy names, by its number.
    pub(in crate::plan) fn used(&self, policy: usize) -> Option<&Used> {
        self.used.get(policy)
    }

    fn shared(&self) -> &Shared {
        self.shared.get_or_init(|| Shared::new(&self.program, &self.texts))
    }

    /// BLAKE3 of the policy files, of the values of their parameters and of what is set for policies from outside.
    pub(in crate::plan) fn of_all(self: &Arc<Self>) -> Digest {
        let all = Arc::clone(self);
        Digest::when_asked(move || all.all())
    }

    fn all(&self) -> String {
        let mut hashed = Vec::new();
        for text in self.texts.iter().skip(self.program.beside as usize) {
            hashed.extend((text.len() as u64).to_le_bytes());
            hashed.extend(text.as_bytes());
        }
        for param in &self.program.params {
            hashed.extend(format!("{}={:?}{:?};", param.name, param.value, param.scoped).as_bytes());
        }
        for policy in &self.program.policies {
            let own = severities(&policy.body);
            let set = format!("{}={:?}{:?}{own:?};", policy.name, policy.severity, policy.scoped);
            hashed.extend(set.as_bytes());
        }
        hashed.extend(format!("{:?}", self.program.scopes).as_bytes());
        blake3::hash(&hashed).to_hex().to_string()
    }

    /// BLAKE3 of what decides the verdicts of a policy, by its number: its text, and the tables, vocabularies, verbs and
    /// definitions that it uses. Layout, comments, examples and the values of parameters do not enter.
    pub(in crate::plan) fn of(self: &Arc<Self>, number: usize) -> Digest {
        let all = Arc::clone(self);
        Digest::when_asked(move || all.numbered(number, Self::policy).unwrap_or_default())
    }

    fn numbered<T>(&self, number: usize, of: impl Fn(&Self, &hir::Policy, &Used) -> T) -> Option<T> {
        Some(of(self, self.program.policies.get(number)?, self.used.get(number)?))
    }

    fn policy(&self, policy: &hir::Policy, used: &Used) -> String {
        let shared = self.shared();
        let mut hashed = text(policy, &self.texts).into_bytes();
        for table in used.tables.iter().filter_map(|i| shared.tables.get(*i)) {
            hashed.extend(table.as_bytes());
        }
        for (define, _) in used.defines.iter().filter_map(|i| shared.defines.get(*i)) {
            hashed.extend(define.as_bytes());
        }
        let all = 0..shared.vocabularies.len();
        let seen: Vec<usize> =
            if used.all { all.collect() } else { self.sight.seen(used).into_iter().collect() };
        for vocabulary in seen {
            hashed.extend(shared.vocabularies[vocabulary].as_bytes());
        }
        // Segments and strengths follow the verbs.
        hashed.extend(shared.verbs.as_bytes());
        blake3::hash(&hashed).to_hex().to_string()
    }

    /// BLAKE3 of all that decides what a policy says of a document besides the document and the options: its text to the
    /// byte, all that it uses by name and content, the values of its parameters, what is set for it. Of two programs in
    /// which a policy has one key it says the same.
    pub(in crate::plan) fn key(&self, number: usize) -> [u8; 32] {
        self.numbered(number, Self::key_of).unwrap_or_default()
    }

    fn key_of(&self, policy: &hir::Policy, used: &Used) -> [u8; 32] {
        let shared = self.shared();
        let mut hashed = Vec::new();
        let mut add = |what: &str, part: &[u8]| {
            hashed.extend(((what.len() + part.len()) as u64).to_le_bytes());
            hashed.extend(what.as_bytes());
            hashed.extend(part);
        };
        add("", policy.name.as_bytes());
        add("", without_examples(policy, &self.texts).as_bytes());
        add("", format!("{:?} {:?}", policy.severity, self.in_scopes(&policy.scoped)).as_bytes());
        // A severity set from outside takes these away.
        add("", format!("{:?}", severities(&policy.body)).as_bytes());
        add("", shared.verbs.as_bytes());
        for table in used.tables.iter().filter_map(|i| shared.tables.get(*i)) {
            add("table", table.as_bytes());
        }
        for param in used.params.iter().filter_map(|i| self.program.params.get(*i)) {
            let (value, scoped) = (self.constant(&param.value), self.constants(&param.scoped));
            add("param", format!("{} {value} {scoped:?}", param.name).as_bytes());
        }
        for (_, said) in used.defines.iter().filter_map(|i| shared.defines.get(*i)) {
            add("define", said.as_bytes());
        }
        let wanted = self.sight.vocabularies(&self.program, used);
        let all = 0..shared.vocabularies.len() as u32;
        for i in wanted.map_or_else(|| all.collect(), |w| w.into_iter().collect::<Vec<u32>>()) {
            let vocabulary = &self.program.vocabularies[i as usize];
            let parent = vocabulary.parent.and_then(|p| self.program.vocabularies.get(p.index()));
            add("vocabulary", shared.vocabularies[i as usize].as_bytes());
            add("parent", parent.map_or(&[], |p| p.name.as_bytes()));
        }
        blake3::hash(&hashed).into()
    }

    /// What is set for scopes, with what the scopes are.
    fn in_scopes<T: std::fmt::Debug>(&self, set: &[(usize, T)]) -> String {
        let named: Vec<_> = set.iter().map(|(i, value)| (self.program.scopes.get(*i), value)).collect();
        format!("{named:?}")
    }

    fn constants(&self, set: &[(usize, Constant)]) -> String {
        let named: Vec<(usize, String)> = set.iter().map(|(i, c)| (*i, self.constant(c))).collect();
        self.in_scopes(&named)
    }

    /// A value, with the names of vocabularies in place of their numbers.
    fn constant(&self, c: &Constant) -> String {
        match c {
            Constant::Vocabulary(v) => {
                self.program.vocabularies.get(v.index()).map_or_else(String::new, |v| v.name.clone())
            }
            Constant::List(items) => {
                format!("{:?}", items.iter().map(|c| self.constant(c)).collect::<Vec<_>>())
            }
            other => format!("{other:?}"),
        }
    }
}

/// A definition: its name, its words, and which of its words are which of its variables.
fn said(define: &hir::Define, text: &str) -> String {
    let mut locals = Vec::new();
    hir::each(&define.body, &mut |e| match &e.kind {
        ExprKind::Local(l) => locals.push(l.0),
        ExprKind::Quantified { local, .. } | ExprKind::Pick { local, .. } => locals.push(local.0),
        _ => {}
    });
    format!("define {} {} {locals:?} {text}", define.name, define.arity)
}

/// The text of a policy without its examples, on one line.
fn text(policy: &hir::Policy, texts: &[String]) -> String {
    words(&without_examples(policy, texts))
}

/// The text of a policy without its examples, as written.
fn without_examples(policy: &hir::Policy, texts: &[String]) -> String {
    let Some(file) = texts.get(policy.file.0 as usize) else { return String::new() };
    let mut text = String::new();
    let mut from = policy.span.start;
    let examples = policy.examples.iter().map(|e| e.span);
    for gap in examples.filter(|s| policy.span.contains(*s)).chain([policy.span.after()]) {
        text.push_str(crate::source::Span::new(from, gap.start.max(from)).slice(file));
        text.push('\n');
        from = gap.end.max(from);
    }
    text
}

/// Words without line ends and whole-line comments.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut add = |word: &str| {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    };
    for line in text.lines().filter(|line| !line.trim_start().starts_with("--")) {
        if line.bytes().all(is_no_other_blank) {
            line.split_ascii_whitespace().for_each(&mut add);
        } else {
            line.split_whitespace().for_each(&mut add);
        }
    }
    words
}

/// Whether a byte begins none of the blanks that `split_ascii_whitespace` does not know: most lines have no such byte, and
/// are gone through twice as fast.
fn is_no_other_blank(byte: u8) -> bool {
    !matches!(byte, b'\x0b' | b'\x0c' | 0xc2 | 0xe1..=0xe3)
}

/// A text as `{:?}` writes it. What that does is slow for Chinese: each character is looked up, whether it can be printed.
struct Quoted<'a>(&'a str);

impl fmt::Debug for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.chars().all(stays) {
            return fmt::Debug::fmt(self.0, f);
        }
        f.write_str("\"")?;
        f.write_str(self.0)?;
        f.write_str("\"")
    }
}

fn quoted(words: &[String]) -> Vec<Quoted<'_>> {
    words.iter().map(|word| Quoted(word)).collect()
}

/// Whether a character surely stands between quotation marks as it is.
fn stays(c: char) -> bool {
    matches!(c, '一'..='龥' | '、' | '(' | ')' | 'a'..='z' | 'A'..='Z' | '0'..='9')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_stands_between_blanks() {
        let every: String = ('\0'..='\u{ffff}').flat_map(|c| [c, '字', c, c, 'a']).collect();
        for text in ["", "  ", " a  b\u{3000}c\n-- d\n  --e\nf--g ", "一、二\u{a0}\u{85}三\u{2028}", &every]
        {
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("--"));
            let wanted: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
            assert_eq!(words(text), wanted.join(" "));
        }
    }

    #[test]
    fn texts_are_quoted_as_they_always_were() {
        let stay: String = ('\0'..='\u{ffff}').filter(|c| stays(*c)).collect();
        for text in ["", "\"", "其他\n", "a\u{301}", "文电(会务)、档案", &stay] {
            assert_eq!(format!("{:?}", Quoted(text)), format!("{text:?}"));
        }
    }
}
