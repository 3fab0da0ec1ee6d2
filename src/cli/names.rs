//! The names that lines of JSON give their documents: a report in which two documents have one name says of neither what
//! it is about.

use std::{
    collections::{HashSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use guiju::{
    diagnostic::{Code, Diagnostic},
    finding::Unreadable,
    phrase::Phrase,
};

/// The name of a document that came on a line.
pub(super) struct Called {
    /// The line.
    place: String,
    name: String,
}

/// What a document is called that came from `line`, where that gives it another name than its own.
pub(super) fn called(line: Option<String>, name: &str) -> Option<Called> {
    let place = line.filter(|line| line != name)?;
    Some(Called { place, name: name.to_owned() })
}

/// The names that were given so far; of each is kept as little as tells it from others.
#[derive(Default)]
pub(super) struct Names(HashSet<u64>);

impl Names {
    /// Takes down a name; what is wrong where a document before has it.
    pub(super) fn take(&mut self, called: Option<Called>) -> Option<Unreadable> {
        let Called { place, name } = called?;
        let mut hash = DefaultHasher::new();
        name.hash(&mut hash);
        if self.0.insert(hash.finish()) {
            return None;
        }
        let message = Phrase::new(
            format!("前面已有一份文件叫“{name}”，报告里分不清是哪一份"),
            format!("a document before is called “{name}” too, and the report does not tell them apart"),
        );
        let help = Phrase::new(
            "给每行不同的 path 或 id；都不写时，以行号为名",
            "give each line a `path` or `id` of its own; without them a document is named by its line",
        );
        let diagnostic = Diagnostic::input(Code::SameName, &place, message).help(help);
        Some(Unreadable { path: place, diagnostic })
    }
}
