//! The immutable program: slots for variables, constants folded, definitions put in place, one search for all phrases.
//!
//! A plan is made once and shared by all threads; it holds no document.

mod about;
mod lower;
mod program;
mod quick;
mod scan;

use self::about::catalogue;

pub(crate) use crate::hir::{
    BandKey, BinaryOp, Constant, Counterpart, Format, Pairing, Pick, Quantifier, Reach, Test,
};
pub use crate::hir::{ClauseExample, WordList};
pub use about::asked::{Requirement, TableInfo};
pub use about::conditions::{Condition, ConditionRole};
pub use about::cost::Cost;
pub use about::info::{ExampleInfo, ParamInfo, PolicyInfo, TestInfo, Variant};
pub(crate) use program::{
    At, Corpus, Expr, ExprKind, For, Param, Part, Policy, Require, Row, Scope, Statement, Table,
    Vocabularies, is_itself,
};
pub(crate) use quick::alike::{Alike, Apart, Of, Share};
pub(crate) use quick::answers::{Answers, Told};
pub(crate) use quick::doubts::{Doubt, Doubts, Vain};
pub(crate) use quick::rating::Rating;
pub(crate) use quick::said::{OneOf, Said};
pub(crate) use quick::same::{Column, Same};
pub(crate) use quick::{Kept, MOST_ON, Mentioning, Needs, On, Quick, Search};
pub(crate) use scan::hits::Hits;
pub(crate) use scan::matcher::Matcher;
pub(crate) use scan::pattern::Pattern;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use self::about::{digest::Digests, sight::Sight};
use crate::{
    finding::Digest,
    hir,
    phrase::Phrase,
    source::{Files, Span},
    text::fold_words,
};

/// Compiled policies.
#[derive(Debug)]
pub struct Plan {
    /// What people may know about each policy, in byte order of the names.
    pub policies: Vec<PolicyInfo>,
    /// Tests that stand beside policies, in the order of the files.
    pub tests: Vec<TestInfo>,
    /// Clauses that vocabularies and verbs must recognise, or must not, in the order of the files.
    pub clauses: Vec<ClauseExample>,
    /// BLAKE3 of the policy files and of the values of their parameters, in hexadecimal.
    pub digest: Digest,
    /// The programs, in the same order.
    pub(crate) programs: Vec<Policy>,
    /// For each number of a kept value whether it is asked for once.
    pub(crate) once: Box<[bool]>,
    /// Their names.
    pub(crate) names: Arc<[String]>,
    pub(crate) tables: Vec<Table>,
    /// All parameters; only those whose value depends on the document are asked for.
    pub(crate) params: Vec<Param>,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) matcher: Matcher,
    /// The words that matches of patterns hold, by their numbers.
    needed: Vec<Vec<String>>,
    /// The titles of the vocabularies.
    pub(crate) titles: Vec<Title>,
    /// The texts of the policy files: what a condition is called in a report.
    pub(crate) texts: Arc<[String]>,
    /// What it was made of.
    digests: Arc<Digests>,
    /// What has been said of them: it is read and printed anew for each language.
    said: Mutex<BTreeMap<(u32, Span), Phrase>>,
}

/// The title of a vocabulary.
#[derive(Clone, Debug)]
pub(crate) struct Title {
    /// In Chinese: what texts are compared with, and what programs are told.
    pub(crate) printed: String,
    /// In English, for sentences.
    pub(crate) en: String,
    /// Folded as documents are.
    pub(crate) folded: String,
}

impl Title {
    fn of(title: &Phrase) -> Self {
        let printed = title.zh.as_str();
        Self { printed: printed.to_owned(), en: title.en.clone(), folded: fold_words(printed) }
    }
}

impl Plan {
    /// Makes a plan of a program whose lowering reported no error.
    pub fn new(program: hir::Program, files: &Files) -> Self {
        let sight = Sight::new(&program.vocabularies);
        let mut named = hir::Named::new(&program);
        let used: Vec<hir::Used> = program.policies.iter().map(|p| named.by(p)).collect();
        let mut kept = quick::Numbers::of(&program.vocabularies);
        let lower = |(p, used): (&hir::Policy, &hir::Used)| {
            lower::policy(&program, p, (sight.vocabularies(&program, used), used.verbs), &mut kept)
        };
        let programs = program.policies.iter().zip(&used).map(lower).collect();
        let texts: Arc<[String]> = files.iter().map(|(_, f)| f.text.clone()).collect();
        let digests = Digests::new(program, Arc::clone(&texts), (used, sight));
        let program = digests.program();
        Self {
            policies: catalogue::entries(&digests, files),
            tests: program.tests.iter().map(catalogue::test).collect(),
            clauses: program.clauses.clone(),
            digest: digests.of_all(),
            programs,
            once: kept.once(),
            names: program.policies.iter().map(|p| p.name.clone()).collect(),
            tables: program.tables.iter().map(lower::table).collect(),
            params: program.params.iter().map(lower::param).collect(),
            scopes: program.scopes.iter().map(lower::scope).collect(),
            matcher: Matcher::new(&program.vocabularies, &program.verbs, kept.needed(), None),
            needed: kept.needed().to_vec(),
            titles: program.vocabularies.iter().map(|v| Title::of(&v.title)).collect(),
            said: Mutex::default(),
            texts,
            digests,
        }
    }

    /// A matcher of the phrases that some policies can see; `None` where they need all of them.
    pub(crate) fn matcher_for<'p>(&self, policies: impl Iterator<Item = &'p Policy>) -> Option<Matcher> {
        let mut seen = BTreeSet::new();
        for policy in policies {
            seen.extend(policy.vocabularies.as_ref()?);
        }
        Some(Matcher::new(self.vocabularies(), &self.digests.program().verbs, &self.needed, Some(&seen)))
    }

    /// What policies ask of vocabularies.
    pub(crate) fn vocabularies(&self) -> &[hir::Vocabulary] {
        &self.digests.program().vocabularies
    }

    /// An expression of the policy files, as a reader of either language would write it.
    pub(crate) fn said(&self, at: At) -> Phrase {
        let key = (at.file.0, at.span);
        if let Some(said) = self.said.lock().ok().and_then(|all| all.get(&key).cloned()) {
            return said;
        }
        let text = self.texts.get(at.file.0 as usize).map_or("", String::as_str);
        let said = hir::said(at.file, text, at.span, &self.digests.program().spellings);
        if let Ok(mut all) = self.said.lock() {
            all.insert(key, said.clone());
        }
        said
    }

    /// The number of the vocabulary of a name.
    pub(crate) fn vocabulary(&self, name: &str) -> Option<u32> {
        self.vocabularies().iter().position(|v| v.name == name).map(|i| i as u32)
    }

    /// The words of a place in the policy files, on one line.
    pub(crate) fn words(&self, at: At) -> String {
        self.printed(at).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of a place in the policy files, as they stand there.
    pub(crate) fn printed(&self, at: At) -> &str {
        at.span.slice(self.texts.get(at.file.0 as usize).map_or("", String::as_str))
    }
}
