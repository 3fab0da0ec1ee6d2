//! Reads regulations and checks them against policies.

pub mod diagnostic;
pub mod ingest;
pub mod phrase;
pub mod regulation;
pub mod schema;
pub mod source;
pub mod text;
