//! Reads regulations and checks them against policies.

pub mod diagnostic;
<<<<<<< HEAD
pub mod eval;
pub mod finding;
pub mod hir;
=======
pub mod ingest;
>>>>>>> wip-reader
pub mod phrase;
pub mod plan;
pub mod regulation;
pub mod schema;
pub mod source;
pub mod syntax;
pub mod text;
