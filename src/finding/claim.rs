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
