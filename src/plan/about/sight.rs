//! Which vocabularies a policy can see.

use std::collections::BTreeSet;

use crate::hir::{Constant, Program, Used, Vocabulary};

/// What tells which mentions are mentions of which vocabularies.
#[derive(Debug)]
pub(in crate::plan) struct Sight {
    /// For each vocabulary those whose parent it is.
    children: Vec<Vec<usize>>,
}

impl Sight {
    pub(in crate::plan) fn new(vocabularies: &[Vocabulary]) -> Self {
        let mut children = vec![Vec::new(); vocabularies.len()];
        for (i, vocabulary) in vocabularies.iter().enumerate() {
            if let Some(of) = vocabulary.parent.and_then(|p| children.get_mut(p.index())) {
                of.push(i);
            }
        }
        Self { children }
    }

    /// The vocabularies whose mentions a policy can see, by number; `None` where it may ask for all.
    pub(in crate::plan) fn vocabularies(&self, program: &Program, used: &Used) -> Option<BTreeSet<u32>> {
        let params = used.params.iter().filter_map(|i| program.params.get(*i));
        let mut values = params.flat_map(|p| std::iter::once(&p.value).chain(p.scoped.iter().map(|s| &s.1)));
        if used.all || values.any(names_vocabulary) {
            return None;
        }
        Some(self.seen(used).into_iter().map(|i| i as u32).collect())
    }

    /// The vocabularies that are used, and those whose mentions are mentions of these.
    pub(super) fn seen(&self, used: &Used) -> BTreeSet<usize> {
        let all = self.children.len();
        let mut seen: BTreeSet<usize> = used.vocabularies.iter().copied().filter(|i| *i < all).collect();
        let mut open: Vec<usize> = seen.iter().copied().collect();
        while let Some(above) = open.pop() {
            open.extend(self.children[above].iter().copied().filter(|below| seen.insert(*below)));
        }
        seen
    }
}

/// Whether a value is a vocabulary, or a list with one.
fn names_vocabulary(c: &Constant) -> bool {
    match c {
        Constant::Vocabulary(_) => true,
        Constant::List(items) => items.iter().any(names_vocabulary),
        _ => false,
    }
}
