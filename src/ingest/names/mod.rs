//! Whom and which place a text names.

mod changed;
mod compound;
pub(super) mod name;
pub(super) mod organ;
pub(super) mod place;
pub(super) mod record;
