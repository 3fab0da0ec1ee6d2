//! Trees as bytes: those of the shipped policies are made where the program is built, so that a run need not read them.

use pest::{Parser, iterators::Pairs};

use super::{
    ast::PolicyFile,
    exprs,
    grammar::{Grammar, Rule},
};

/// The bytes of a tree.
pub fn encode(tree: &PolicyFile) -> Option<Vec<u8>> {
    postcard::to_stdvec(tree).ok()
}

/// The tree of some bytes; `None` where they are none of this version.
pub fn decode(bytes: &[u8]) -> Option<PolicyFile> {
    postcard::from_bytes(bytes).ok()
}

/// The patterns of a policy file; none where it cannot be read.
pub fn patterns(text: &str) -> Vec<String> {
    let pairs = Grammar::parse(Rule::file, text).into_iter().flat_map(Pairs::flatten);
    let patterns = pairs.filter(|pair| pair.as_rule() == Rule::pattern);
    patterns.map(|pair| exprs::pattern(pair.as_str())).collect()
}
