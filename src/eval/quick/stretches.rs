//! Where stretches of the text as printed lie in the folded text: policies ask for the same few again and again.

use std::cell::{Cell, OnceCell};

use crate::{source::Span, text::Folded};

/// Stretches for which that is known.
#[derive(Default)]
pub(in crate::eval) struct Stretches {
    /// How often it was asked, while that is seldom.
    asked: Cell<u32>,
    /// Each at the place that its bytes give.
    known: OnceCell<Box<[Known]>>,
}

/// A stretch, and where it lies.
type Known = Cell<(Span, Span)>;

/// For how many stretches there is room.
const MOST_STRETCHES: usize = 512;

/// Where no more is asked, nothing is kept.
const SELDOM: u32 = 64;

impl Stretches {
    /// The folded bytes of a stretch.
    #[inline]
    pub(in crate::eval) fn of(&self, folded: &Folded, span: Span) -> Span {
        let place = ((span.start / 3) ^ (span.end / 3 * 7)) as usize % MOST_STRETCHES;
        let Some(known) = self.known.get().and_then(|known| known.get(place)) else {
            return self.seldom(folded, span);
        };
        let (of, place) = known.get();
        if of == span {
            return place;
        }
        let place = folded.range_of(span);
        known.set((span, place));
        place
    }

    #[cold]
    fn seldom(&self, folded: &Folded, span: Span) -> Span {
        let asked = self.asked.replace(self.asked.get() + 1);
        if asked == SELDOM {
            // No text is so long that a stretch begins there.
            let none = Span { start: u32::MAX, end: u32::MAX };
            self.known.get_or_init(|| vec![Cell::new((none, none)); MOST_STRETCHES].into());
        }
        folded.range_of(span)
    }
}
