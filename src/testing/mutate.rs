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
    let files_of = trees.iter().map(|(file, tree)| (*file, Part::new(tree))).collect();
    let bench = Bench { files, parts: files_of, cases };
    eval::run::in_order(mutants.iter().collect(), threads, |mutant: &Mutant| bench.fate(mutant))
}

/// A policy file without its tests, and what it needs of others.
struct Part {
    tree: ast::PolicyFile,
    /// Its policies; a file without one is seen by all.
    policies: Vec<String>,
    /// The policies beside which stands what it uses.
    uses: Vec<String>,
}

impl Part {
    fn new(tree: &ast::PolicyFile) -> Self {
        let mut tree = tree.clone();
        tree.items.retain(|item| !matches!(item, ast::Item::Test(_)));
        let uses = tree.items.iter().filter_map(|item| match item {
            ast::Item::Use(u) => Some(u.policy.value.clone()),
            _ => None,
        });
        let uses = uses.collect();
        Self { policies: names::policies(&tree).map(str::to_owned).collect(), uses, tree }
    }
}

struct Bench<'a> {
    files: &'a Files,
    parts: Vec<(FileId, Part)>,
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
        let (program, problems) = hir::lower(&[(mutant.file, &tree)], &hir::Settings::default());
        if problems.iter().any(Diagnostic::is_error) {
            return false;
        }
        let plan = Plan::new(program, &Files::default());
        plan.clauses.iter().any(|c| clauses::fails(&plan, c))
    }

    /// The changed list, and the lists that have a part in what it recognises, these without their examples: for a
    /// vocabulary those below it and what extends them, for verbs all verbs.
    fn lists(&self, mutant: &Mutant, list: &ChangedList) -> Option<Vec<ast::Item>> {
        let (ChangedList::Vocabulary(_, own) | ChangedList::Verbs(own)) = list;
        let text = changed(&self.files.get(mutant.file)?.text, mutant, *own);
        let parse = syntax::parse(mutant.file, &text);
        if !parse.errors.is_empty() {
            return None;
        }
        let mut items = parse.tree.items;
        let others = || {
            let all =
                self.parts.iter().flat_map(|(file, part)| part.tree.items.iter().map(move |i| (*file, i)));
            all.filter(|(file, item)| (*file, item_span(item)) != (mutant.file, *own)).map(|(_, item)| item)
        };
        match list {
            ChangedList::Vocabulary(name, _) => {
                if let Some(ast::Item::Vocabulary(own)) = items.first_mut() {
                    own.parent = None;
                }
                items.extend(below(name, others));
            }
            ChangedList::Verbs(_) => {
                items.extend(others().filter(|i| matches!(i, ast::Item::Verbs(_))).cloned());
            }
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
        let changed = Part::new(&parse.tree);
        let needed = self.needed(mutant);
        let trees: Vec<(FileId, &ast::PolicyFile)> = self
            .parts
            .iter()
            .zip(needed)
            .filter(|(_, needed)| *needed)
            .map(|((file, part), _)| (*file, if *file == mutant.file { &changed.tree } else { &part.tree }))
            .collect();
        let (program, problems) = hir::lower(&trees, &overrides.into());
        let refused = problems.iter().any(Diagnostic::is_error);
        (!refused).then(|| Plan::new(program, &Files::default()))
    }

    /// Which files a mutant is compiled with: its own, those of the policies that it concerns, those that these use, and
    /// those that all see.
    fn needed(&self, mutant: &Mutant) -> Vec<bool> {
        let concerned = |part: &Part| part.policies.iter().any(|p| mutant.policies.contains(p));
        let first = |(file, part): &(FileId, Part)| {
            *file == mutant.file || part.policies.is_empty() || concerned(part)
        };
        let mut needed: Vec<bool> = self.parts.iter().map(first).collect();
        loop {
            let used = |policy: &String| {
                self.parts.iter().zip(&needed).any(|((_, part), n)| *n && part.uses.contains(policy))
            };
            let next =
                self.parts.iter().zip(&needed).position(|((_, p), n)| !n && p.policies.iter().any(used));
            let Some(next) = next else { return needed };
            needed[next] = true;
        }
    }
}

/// The vocabularies below one and what extends it or them, without their examples; where the changed item is an extension,
/// what it extends too.
fn below<'a, I: Iterator<Item = &'a ast::Item>>(name: &str, others: impl Fn() -> I) -> Vec<ast::Item> {
    let mut line = vec![name.to_owned()];
    let child = |v: &ast::Vocabulary, line: &[String]| {
        v.parent.as_ref().is_some_and(|p| line.contains(&p.value)) && !line.contains(&v.name.value)
    };
    while let Some(next) = others().find_map(|item| match item {
        ast::Item::Vocabulary(v) if child(v, &line) => Some(v.name.value.clone()),
        _ => None,
    }) {
        line.push(next);
    }
    let bare = |v: &ast::Vocabulary| {
        let parent = v.parent.clone().filter(|p| v.name.value != name && line.contains(&p.value));
        ast::Vocabulary { examples: Vec::new(), parent, ..v.clone() }
    };
    let part = |item: &ast::Item| match item {
        ast::Item::Vocabulary(v) if line.contains(&v.name.value) => Some(ast::Item::Vocabulary(bare(v))),
        ast::Item::Extension(v) if line.contains(&v.name.value) => Some(ast::Item::Extension(bare(v))),
        _ => None,
    };
    others().filter_map(part).collect()
}

/// Where a list of words stands.
fn item_span(item: &ast::Item) -> Span {
    match item {
        ast::Item::Vocabulary(v) | ast::Item::Extension(v) => v.span,
        ast::Item::Verbs(v) => v.span,
        _ => Span::default(),
    }
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
