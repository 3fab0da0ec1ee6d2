//! Whether the automaton of a pattern surely is small.

use regex_syntax::hir::{Hir, HirKind};

/// Far below what an automaton may take.
const SURELY_SMALL: usize = 20_000;

/// Whether the automaton of a pattern surely can be built.
pub(crate) fn is_surely_small(hir: &Hir) -> bool {
    size(hir) < SURELY_SMALL
}

/// About how many states the automaton of a pattern has, at most.
fn size(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        // The bytes of the characters of a class share states, but a range of them needs several.
        HirKind::Class(_) => 64,
        HirKind::Repetition(r) => {
            let times = r.max.unwrap_or(r.min.saturating_add(1)) as usize;
            size(&r.sub).saturating_mul(times.max(1)).saturating_add(1)
        }
        HirKind::Capture(c) => size(&c.sub).saturating_add(2),
        HirKind::Concat(all) | HirKind::Alternation(all) => {
            all.iter().map(size).fold(1, usize::saturating_add)
        }
    }
}
