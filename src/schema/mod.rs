//! The one table of the model and of the language: records, fields, types, builtins and enumerations, with their English
//! and Chinese names and a line of documentation each.
//!
//! The type checker, the evaluator, the list of names for suggestions and the reference page all read this table.

#[macro_use]
mod symbols;
mod builtins;
mod fields;
mod types;

pub use builtins::{BUILTINS, Builtin, BuiltinInfo, builtin_named};
pub use fields::{FIELDS, Field, FieldInfo, field_info, fields_of};
pub use symbols::*;
pub use types::{Kind, Record, Type};
