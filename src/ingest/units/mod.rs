//! Internal units, as lists, tables and descriptions give them.

mod added;
pub(super) mod again;
pub(super) mod class;
pub(in crate::ingest) mod inline;
pub(super) mod levels;
mod outside;
pub(in crate::ingest) mod prose;
pub(super) mod roster;
pub(super) mod unit;
pub(super) mod unread;
