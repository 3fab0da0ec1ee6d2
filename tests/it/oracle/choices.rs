//! A finite supply of choices: what proptest makes and shrinks, and the generators spend.

/// Choices from left to right; when none is left, always the first alternative, so that everything made of them ends.
pub(super) struct Choices<'a> {
    left: std::slice::Iter<'a, u16>,
}

impl<'a> Choices<'a> {
    pub(super) fn new(supply: &'a [u16]) -> Self {
        Self { left: supply.iter() }
    }

    /// Whether no choice is left: then the simplest thing ends what is made.
    pub(super) fn is_spent(&self) -> bool {
        self.left.len() == 0
    }

    /// A number below `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.left.next().map_or(0, |c| usize::from(*c) % n.max(1))
    }

    /// True once in `n` times.
    pub(super) fn chance(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    pub(super) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Some of the alternatives, in their order.
    pub(super) fn some<T: Copy>(&mut self, all: &[T]) -> Vec<T> {
        all.iter().copied().filter(|_| self.chance(2)).collect()
    }
}
