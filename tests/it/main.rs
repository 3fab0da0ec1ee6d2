//! The one integration binary: it links once, its modules follow the topics.

mod syntax;
