//! What asks for the strength of words where no verbs are known: it would find that everything leads.

use super::{Ctx, Place, error, uses};
use crate::{
    hir::{ExprKind, each},
    schema::Field,
};

impl Ctx {
    /// Reports the first place of each file that asks what verbs say, where there are none.
    pub(super) fn verbless(&mut self) {
        if !self.program.verbs.is_empty() {
            return;
        }
        let mut found: Vec<Place> = Vec::new();
        let bodies = self.program.defines.iter().map(|d| (d.file, vec![&d.body]));
        let policies = self.program.policies.iter().map(|p| (p.file, uses::all_expressions(p)));
        for (file, expressions) in bodies.chain(policies) {
            for e in expressions {
                each(e, &mut |e| {
                    let asks = match &e.kind {
                        ExprKind::Mentions { strength, .. } => strength.is_some(),
                        ExprKind::Field(_, f) | ExprKind::Project(_, f) => {
                            matches!(f, Field::Strength | Field::Verb | Field::Verbs)
                        }
                        _ => false,
                    };
                    if asks && !found.iter().any(|p| p.file == file) {
                        found.push(Place { file, span: e.span });
                    }
                });
            }
        }
        self.problems.extend(found.into_iter().map(error::no_verbs));
    }
}
