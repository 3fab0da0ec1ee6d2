//! The one table of the model and of the language: records, fields, enumerations, with English and Chinese names.

#[macro_use]
mod symbols;

pub use symbols::*;
