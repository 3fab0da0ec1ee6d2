//! Where stretches of the text as printed lie in the folded text: policies ask for the same few again and again.

use std::cell::Cell;

use crate::{source::Span, text::Folded};

/// Stretches for which that is known, each at the place that its bytes give.
pub(super) struct Stretches([Cell<(Span, Span)>; MOST]);

const MOST: usize = 512;

impl Default for Stretches {
    fn default() -> Self {
        // No text is so long that a stretch begins there.
        let none = Span { start: u32::MAX, end: u32::MAX };
        Self(std::array::from_fn(|_| Cell::new((none, none))))
    }
}

impl Stretches {
    /// The folded bytes of a stretch.
    #[inline]
    pub(super) fn of(&self, folded: &Folded, span: Span) -> Span {
        let known = &self.0[((span.start / 3) ^ (span.end / 3 * 7)) as usize % MOST];
        let (of, place) = known.get();
        if of == span {
            return place;
        }
        let place = folded.range_of(span);
        known.set((span, place));
        place
    }
}
