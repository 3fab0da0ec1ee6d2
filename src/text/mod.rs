//! Text as matching sees it: decoded, folded, with the way back to the bytes as printed.

pub use folded::{Folded, fold_words};

mod folded;
