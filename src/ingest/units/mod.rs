//! Internal units, as lists, tables and descriptions give them.

pub(super) mod again;
pub(super) mod roster;
pub(super) mod unit;
