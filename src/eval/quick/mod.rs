//! Quicker ways to the same values: what is found once and kept, what is known to be in vain, which elements need not be looked
//! at. What they give is what evaluation by parts gives; `src/plan/quick` says where they may be taken.

pub(super) mod among;
pub(super) mod best;
pub(super) mod candidates;
pub(super) mod doubts;
pub(super) mod kept;
pub(super) mod likeness;
pub(super) mod near;
pub(super) mod pairs;
pub(super) mod ranges;
pub(super) mod same;
pub(super) mod sharing;
pub(super) mod shortcut;
pub(super) mod stretches;
