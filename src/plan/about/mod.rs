//! What people may know of a policy: its catalogue entry, its conditions, what it costs, its digest.

pub(super) mod asked;
pub(super) mod catalogue;
pub(super) mod conditions;
pub(super) mod cost;
pub(super) mod digest;
pub(super) mod info;
pub(super) mod sight;
