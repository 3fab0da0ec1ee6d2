//! Internal units, as lists, tables and descriptions give them.

pub(super) mod again;
mod inline;
pub(super) mod roster;
pub(super) mod unit;
pub(super) mod unread;
