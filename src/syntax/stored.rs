//! Trees as bytes: those of the shipped policies are made where the program is built, so that a run need not read them.

use super::ast::PolicyFile;

/// The bytes of a tree.
pub fn encode(tree: &PolicyFile) -> Option<Vec<u8>> {
    postcard::to_stdvec(tree).ok()
}

/// The tree of some bytes; `None` where they are none of this version.
pub fn decode(bytes: &[u8]) -> Option<PolicyFile> {
    postcard::from_bytes(bytes).ok()
}
