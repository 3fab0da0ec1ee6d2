//! From a requirement that does not hold to words that prove it.

pub(super) mod absence;
mod credit;
pub(super) mod evidence;
pub(super) mod found;
mod nearest;
pub(super) mod trace;
pub(super) mod unlisted;
