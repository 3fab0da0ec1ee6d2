//! Numbers of posts and leaders, and what they count.

pub(super) mod article;
pub(super) mod besides;
mod both;
pub(super) mod by_units;
pub(super) mod change;
pub(super) mod count;
mod each;
pub(super) mod figure;
pub(super) mod led;
pub(super) mod listed;
mod named;
pub(super) mod outpost;
pub(super) mod own;
mod pairs;
pub(super) mod parts;
mod rank;
pub(super) mod repeated;
pub(super) mod staffing;
pub(super) mod sums;
pub(super) mod title;
mod within;
