//! How long a policy may think about a document: so many turns of its loops and questions, and no more.
//!
//! A policy that asks every clause about every pair of clauses would run for hours on a long document. What it may take is
//! counted in turns and not in time, so that the answer is the same on every machine and for any number of threads.
//!
//! What one policy found is kept for the next ones, so that a policy takes fewer turns beside others than by itself. Whether
//! it has enough must not depend on them: all that were judged with what was kept so far have enough by themselves if they
//! have enough together. Where they do not, the one that is judged is judged again with nothing kept, and that is its answer.

use std::cell::Cell;

use super::{ctx::Ctx, value::Why};

/// The turns that one policy may take on one document: a hundred times what the hardest of the shipped ones takes on a text
/// of half a megabyte that was made to be hard for it.
pub(super) const MOST_TURNS: u64 = 1_000_000_000;

/// The turns that are left.
pub(super) struct Budget {
    left: Cell<u64>,
    most: u64,
}

impl Budget {
    pub(super) fn of(most: u64) -> Self {
        Self { left: Cell::new(most), most }
    }

    /// One for what has a bound of its own.
    pub(super) fn unlimited() -> Self {
        Self::of(u64::MAX)
    }

    /// Whether nothing was taken from it yet.
    pub(super) fn is_whole(&self) -> bool {
        self.left.get() == self.most
    }

    /// Makes it whole again.
    pub(super) fn renew(&self) {
        self.left.set(self.most);
    }

    pub(super) fn most(&self) -> u64 {
        self.most
    }
}

impl Ctx<'_> {
    /// Takes some turns, all of a loop before it begins; the reason not to begin where there are no more.
    #[inline]
    pub(super) fn take_turns(&self, turns: usize) -> Result<(), Why> {
        let left = self.budget.left.get().saturating_sub(turns as u64);
        self.budget.left.set(left);
        if left == 0 { Err(Why::TooManyTurns) } else { Ok(()) }
    }

    /// Whether there are no turns left. What was found since then means nothing.
    #[inline]
    pub(super) fn is_spent(&self) -> bool {
        self.budget.left.get() == 0
    }

    /// Does what does not count: evidence, and what is found once for all documents.
    pub(super) fn uncounted<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = self.budget.left.replace(u64::MAX);
        let result = work();
        self.budget.left.set(before);
        result
    }
}
