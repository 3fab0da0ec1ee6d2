//! From a requirement that does not hold to words that prove it.

pub(super) mod absence;
pub(super) mod evidence;
pub(super) mod found;
pub(super) mod trace;
pub(super) mod unlisted;
