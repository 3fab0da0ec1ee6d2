//! Internal units, as lists, tables and descriptions give them.

mod added;
pub(super) mod again;
mod appointed;
pub(in crate::ingest) mod card;
pub(super) mod class;
mod columns;
pub(in crate::ingest) mod inline;
pub(super) mod levels;
pub(in crate::ingest) mod lines;
pub(super) mod listing;
mod making;
mod outside;
pub(in crate::ingest) mod prose;
pub(super) mod regrouped;
pub(super) mod roster;
pub(super) mod unit;
pub(super) mod unread;
