//! The one table of the model and of the language: records, fields, types, functions, keywords, operators and
//! enumerations, with their English and Chinese names and a line of documentation each.
//!
//! The type checker, the evaluator, the list of names for suggestions and the reference page all read this table.

#[macro_use]
mod symbols;
mod beginners;
mod builtins;
mod fields;
mod number;
mod rules;
mod types;
mod words;

pub use beginners::called_here;
pub use builtins::{BUILTINS, Builtin, BuiltinInfo, builtin_named};
pub use fields::{CHARACTERS, FIELDS, Field, FieldInfo, Unit, field_info, fields_of};
pub use number::{checked_add, checked_div, checked_mul, checked_sub, mean};
pub use rules::{RULES, Rule, VERDICT_RULES, VerdictRule};
pub use symbols::*;
pub use types::{Kind, Record, Type};
pub use words::{Example, Role, WORDS, Word, words_named};

/// A small document with something of everything; the examples of the table are run on it.
pub const EXAMPLE_DOCUMENT: &str = include_str!("example.txt");

/// Vocabularies that the examples of the table name; the shipped verbs are in force beside them.
pub const EXAMPLE_VOCABULARIES: &str = include_str!("example.guiju");

/// A policy with something beside it that the example of `use` takes.
pub const EXAMPLE_POLICY: &str = include_str!("example-policy.guiju");
