//! The immutable program.

mod info;

pub use info::{ExampleInfo, ParamInfo, PolicyInfo, Variant};

/// Compiled policies.
#[derive(Debug, Default)]
pub struct Plan {
    /// What people may know about each policy, in byte order of the names.
    pub policies: Vec<PolicyInfo>,
    /// BLAKE3 of the policies.
    pub digest: String,
}
