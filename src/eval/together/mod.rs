//! Policies over a corpus: rows of single documents, and what is said of them together.

pub(super) mod counterpart;
pub(super) mod judge;
pub(super) mod row;
