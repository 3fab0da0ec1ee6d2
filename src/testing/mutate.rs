//! Mutants against examples: which changes of a policy do its examples notice?

use super::{
    Prepared, clauses,
    mutants::{ChangedList, Mutant},
    names,
};
use crate::{
    diagnostic::Diagnostic,
    eval,
    hir::{self, Overrides},
    plan::Plan,
    source::{FileId, Files, Span},
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
        if mutant.list.as_ref().is_some_and(|list| self.own_examples_notice(mutant, list)) {
            return Fate::Noticed;
        }
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

    /// Whether a clause that stands in the changed list itself is no longer as expected. This is tried first, and with
    /// nothing but the lists that matter: most changes of word lists end here.
    fn own_examples_notice(&self, mutant: &Mutant, list: &ChangedList) -> bool {
        let Some(items) = self.lists(mutant, list) else { return false };
        let tree = ast::PolicyFile { items, ..ast::PolicyFile::default() };
        let (program, problems) = hir::lower(&[(mutant.file, &tree)], &Overrides::default());
        if problems.iter().any(Diagnostic::is_error) {
            return false;
        }
        let plan = Plan::new(&program, &Files::default());
        plan.clauses.iter().any(|c| clauses::fails(&plan, c))
    }

    /// The changed list, and the lists that have a part in what it recognises: for a vocabulary those below it, without
    /// their examples; for verbs all verbs.
    fn lists(&self, mutant: &Mutant, list: &ChangedList) -> Option<Vec<ast::Item>> {
        let (ChangedList::Vocabulary(_, span) | ChangedList::Verbs(span)) = list;
        let text = changed(&self.files.get(mutant.file)?.text, mutant, *span);
        let parse = syntax::parse(mutant.file, &text);
        if !parse.errors.is_empty() {
            return None;
        }
        let mut items = parse.tree.items;
        let others =
            || self.shared.iter().flat_map(|(file, tree)| tree.items.iter().map(move |i| (*file, i)));
        match (list, items.first_mut()) {
            (ChangedList::Vocabulary(name, _), Some(ast::Item::Vocabulary(own))) => {
                own.parent = None;
                let mut line = vec![name.clone()];
                while let Some(child) = others().find_map(|(_, i)| child_of(i, &line)) {
                    line.push(child.name.value.clone());
                    let child = ast::Vocabulary { examples: Vec::new(), ..child.clone() };
                    items.push(ast::Item::Vocabulary(child));
                }
            }
            (ChangedList::Verbs(_), Some(ast::Item::Verbs(_))) => {
                let other = |(file, item): (FileId, &ast::Item)| match item {
                    ast::Item::Verbs(v) => ((file, v.span) != (mutant.file, *span)).then(|| item.clone()),
                    _ => None,
                };
                items.extend(others().filter_map(other));
            }
            _ => return None,
        }
        Some(items)
    }

    /// The mutant compiled, with what it needs of the other files.
    fn plan(&self, mutant: &Mutant, overrides: &Overrides) -> Option<Plan> {
        let text = &self.files.get(mutant.file)?.text;
        let text = changed(text, mutant, Span::of(0..text.len()));
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
        let (program, problems) = hir::lower(&all, overrides);
        let refused = problems.iter().any(Diagnostic::is_error);
        (!refused).then(|| Plan::new(&program, self.files))
    }
}

/// A vocabulary whose parent is in a line that it is not in itself.
fn child_of<'a>(item: &'a ast::Item, line: &[String]) -> Option<&'a ast::Vocabulary> {
    let ast::Item::Vocabulary(v) = item else { return None };
    let parent = v.parent.as_ref()?;
    (line.contains(&parent.value) && !line.contains(&v.name.value)).then_some(v)
}

/// A stretch of the file with the changes of a mutant inside it.
fn changed(text: &str, mutant: &Mutant, within: Span) -> String {
    let mut out = String::with_capacity(within.len() + 16);
    let mut at = within.start as usize;
    for (span, words) in &mutant.edits {
        out.push_str(text.get(at..span.start as usize).unwrap_or_default());
        out.push_str(words);
        at = span.end as usize;
    }
    out.push_str(text.get(at..within.end as usize).unwrap_or_default());
    out
}
