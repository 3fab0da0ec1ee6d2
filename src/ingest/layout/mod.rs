//! What a text is made of, whatever it is about: blocks, marks, headings, items, tables, parts.

mod beside;
pub(super) mod block;
mod broken;
pub(super) mod contact;
mod contents;
pub(super) mod cue;
pub(super) mod effect;
mod front;
mod headed;
mod header;
pub(super) mod heading;
pub(super) mod item;
mod joint;
mod line;
pub(super) mod mark;
pub(super) mod part;
pub(super) mod roles;
mod rows;
mod splitter;
mod subject;
pub(super) mod table;
mod titled;
pub(super) mod tree;
