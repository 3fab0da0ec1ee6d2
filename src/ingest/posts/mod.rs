//! Numbers of posts and leaders, and what they count.
//!
//! A sentence's figures (`figure`) each have a label (`label`), read by its own words (`classify`, `title`) and by those around it
//! (`nearby`); then each is taken (`take`) into the row of its organ (`staffing`, `row`).

pub(super) mod article;
pub(super) mod besides;
mod both;
pub(super) mod by_units;
pub(super) mod change;
pub(super) mod classify;
pub(super) mod count;
mod each;
pub(super) mod elsewhere;
pub(super) mod entry;
pub(super) mod figure;
mod label;
pub(super) mod led;
pub(super) mod listed;
pub(super) mod named;
mod nearby;
pub(super) mod outpost;
pub(super) mod own;
mod pairs;
pub(super) mod parts;
mod people;
mod rank;
pub(super) mod repeated;
pub(super) mod row;
mod shares;
mod spelled;
pub(super) mod staffing;
pub(super) mod sums;
mod take;
pub(super) mod title;
mod whose;
mod within;
