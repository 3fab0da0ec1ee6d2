//! Mutants against examples: which changes of a policy do its examples notice?

use super::{Prepared, mutants::Mutant, names};
use crate::{
    diagnostic::Diagnostic,
    eval,
    hir::{self, Overrides},
    plan::Plan,
    source::{FileId, Files},
    syntax::{self, ast},
};

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// An example no longer holds.
    Noticed,
    /// All examples hold as before.
    Survived,
    /// It is no policy: the compiler itself notices.
    Refused,
}

/// Compiles each mutant and runs the cases of the policies that it concerns, on `threads` threads, in order.
pub fn mutate(
    files: &Files,
    trees: &[(FileId, ast::PolicyFile)],
    mutants: &[Mutant],
    cases: &[Prepared],
    threads: usize,
) -> Vec<Fate> {
    // Items that policies share, without the policies and tests themselves: most mutants concern one policy only.
    let shared = |(file, tree): &(FileId, ast::PolicyFile)| {
        let mut tree = tree.clone();
        tree.items.retain(|item| !matches!(item, ast::Item::Policy(_) | ast::Item::Test(_)));
        (*file, tree)
    };
    let shared: Vec<_> = trees.iter().map(shared).collect();
    let bench = Bench { files, trees, shared: &shared, cases };
    eval::run::in_order(mutants.iter().collect(), threads, |mutant: &Mutant| bench.fate(mutant))
}

struct Bench<'a> {
    files: &'a Files,
    trees: &'a [(FileId, ast::PolicyFile)],
    shared: &'a [(FileId, ast::PolicyFile)],
    cases: &'a [Prepared],
}

impl Bench<'_> {
    fn fate(&self, mutant: &Mutant) -> Fate {
        let cases = || self.cases.iter().filter(|c| mutant.policies.contains(&c.case.policy));
        let Some(plan) = self.plan(mutant, &Overrides::default()) else { return Fate::Refused };
        if cases().any(|c| c.overrides.is_empty() && c.run(&plan).failure.is_some()) {
            return Fate::Noticed;
        }
        let mut tried: Vec<&Overrides> = Vec::new();
        for case in cases().filter(|c| !c.overrides.is_empty()) {
            if tried.contains(&&case.overrides) {
                continue;
            }
            tried.push(&case.overrides);
            let Some(plan) = self.plan(mutant, &case.overrides) else { continue };
            if cases().any(|c| c.overrides == case.overrides && c.run(&plan).failure.is_some()) {
                return Fate::Noticed;
            }
        }
        Fate::Survived
    }

    /// The mutant compiled, with what it needs of the other files.
    fn plan(&self, mutant: &Mutant, overrides: &Overrides) -> Option<Plan> {
        let text = changed(&self.files.get(mutant.file)?.text, mutant);
        let parse = syntax::parse(mutant.file, &text);
        if !parse.errors.is_empty() {
            return None;
        }
        let mut tree = parse.tree;
        tree.items.retain(|item| !matches!(item, ast::Item::Test(_)));
        let concerned = |tree: &ast::PolicyFile| {
            names::policies(tree).any(|name| mutant.policies.iter().any(|p| p == name))
        };
        let all: Vec<(FileId, &ast::PolicyFile)> = self
            .trees
            .iter()
            .zip(self.shared)
            .map(|((file, whole), (_, shared))| match () {
                () if *file == mutant.file => (*file, &tree),
                () if concerned(whole) => (*file, whole),
                () => (*file, shared),
            })
            .collect();
        let (program, problems) = hir::lower(&all, &overrides.into());
        let refused = problems.iter().any(Diagnostic::is_error);
        (!refused).then(|| Plan::new(&program, self.files))
    }
}

/// The text of the file with the changes of a mutant.
fn changed(text: &str, mutant: &Mutant) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for (span, words) in &mutant.edits {
        out.push_str(text.get(at..span.start as usize).unwrap_or_default());
        out.push_str(words);
        at = span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
