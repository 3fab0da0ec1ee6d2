//! The one scan of a document for all phrases, and patterns where it finds the words that they need.

pub(super) mod automaton;
pub(super) mod hits;
pub(super) mod matcher;
pub(super) mod pattern;
pub(super) mod phrases;
pub(super) mod plain;
