//! Whom and which place a text names.

pub(super) mod alike;
pub(super) mod by_rule;
mod changed;
mod city;
pub(super) mod compound;
mod kind;
pub(super) mod leading;
mod level;
pub(super) mod listed;
pub(super) mod name;
pub(super) mod organ;
mod other;
mod paged;
pub(super) mod place;
pub(super) mod plaque;
pub(super) mod rank;
pub(super) mod record;
mod seat;
pub(super) mod sets;
pub(super) mod several;
mod stated;
pub(super) mod title;
mod told;
