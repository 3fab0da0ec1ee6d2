//! What a finding claims, whatever the places that prove it.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::{Citation, Severity, Values};
use crate::phrase::Phrase;

/// What a finding claims; findings that claim the same may share it. As data it goes without what its policy knows: the basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The policy.
    pub policy: String,
    /// How much it matters, on the document's date.
    pub severity: Severity,
    /// What is wrong, with the numbers and words.
    pub message: Phrase,
    /// What the policy rests on.
    #[serde(skip)]
    pub basis: Arc<[Citation]>,
    /// The values that the message names, by the expression that gives them.
    pub values: Values,
    #[serde(skip)]
    written: Written,
}

/// How a report for programs writes it, where it is kept.
#[derive(Debug, Default)]
struct Written(Option<OnceLock<Box<[u8]>>>);

impl Claim {
    /// What one finding claims.
    pub fn new(
        policy: String,
        severity: Severity,
        message: Phrase,
        basis: Arc<[Citation]>,
        values: Values,
    ) -> Self {
        Self { policy, severity, message, basis, values, written: Written::default() }
    }

    /// What will be claimed of many documents: how a report writes it is kept.
    #[must_use]
    pub fn of_many(self) -> Self {
        Self { written: Written(Some(OnceLock::new())), ..self }
    }

    /// How a report for programs writes it, as the first document that asked wrote it; `None` where that is not kept.
    pub fn written(&self, write: impl FnOnce(&Self) -> Vec<u8>) -> Option<&[u8]> {
        self.written.0.as_ref().map(|written| &**written.get_or_init(|| write(self).into()))
    }

    /// Forgets how it was written: it will be another.
    pub(super) fn forget(&mut self) {
        self.written = Written::default();
    }
}

/// What is changed afterwards is written anew.
impl Clone for Written {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// It follows from the rest.
impl PartialEq for Written {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Written {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;

    #[test]
    fn what_is_changed_is_written_anew() {
        let message = Phrase::new("问题", "a problem");
        let claim = Claim::new("p".to_owned(), Severity::Info, message, Vec::new().into(), Values::default());
        let write = |c: &Claim| c.policy.clone().into_bytes();
        assert_eq!(claim.written(write), None);
        let shared = Arc::new(claim.of_many());
        assert_eq!(shared.written(write), Some(&b"p"[..]));
        assert_eq!(shared.written(|_| Vec::new()), Some(&b"p"[..]));
        let [mut one, other] =
            [(); 2].map(|()| Finding::new(Arc::clone(&shared), "f".to_owned(), Vec::new()));
        assert_eq!(one, other);
        one.restate().policy = "q".to_owned();
        assert_eq!((one.policy.as_str(), one.written(write)), ("q", None));
        assert_eq!((other.policy.as_str(), other.written(write)), ("p", Some(&b"p"[..])));
        // Where nobody else has it, too.
        drop(shared);
        let mut other = other;
        other.restate().policy = "r".to_owned();
        assert_eq!(other.written(write), None);
    }
}
