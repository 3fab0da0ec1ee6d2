//! The JSON form of a regulation, `guiju/regulation/1`: read, written, and told as a schema.

pub(super) mod against;
pub(super) mod bare;
pub(super) mod held;
pub(super) mod raw;
pub(super) mod shape;
pub(super) mod structure;
pub(super) mod synthesize;
pub(super) mod wire;
pub(super) mod write;
