//! Policy text → tree. pest stops here: nothing outside this module knows a grammar rule.

pub mod ast;
