//! The clauses of a record, cut when they are first asked for where they were not read with the rest.

use std::{
    fmt,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Clause;
use crate::{source::Span, text::Folded};

/// The clauses of a record.
#[derive(Clone, Default)]
pub struct Clauses {
    cut: OnceLock<Vec<Clause>>,
    later: Option<(Arc<Uncut>, Span)>,
}

/// What clauses are cut out of.
pub struct Uncut {
    folded: Arc<Folded>,
    cut: fn(&Folded, Span) -> Vec<Clause>,
}

impl Uncut {
    /// A text, and how clauses are cut out of a stretch of it, as printed.
    pub fn new(folded: Arc<Folded>, cut: fn(&Folded, Span) -> Vec<Clause>) -> Self {
        Self { folded, cut }
    }
}

impl Clauses {
    /// The clauses of a stretch of a text, to be cut later.
    pub fn later(text: &Arc<Uncut>, stretch: Span) -> Self {
        Self { cut: OnceLock::new(), later: Some((Arc::clone(text), stretch)) }
    }
}

impl Deref for Clauses {
    type Target = [Clause];

    fn deref(&self) -> &[Clause] {
        let cut = |(text, stretch): &(Arc<Uncut>, Span)| (text.cut)(&text.folded, *stretch);
        self.cut.get_or_init(|| self.later.as_ref().map_or(Vec::new(), cut))
    }
}

impl From<Vec<Clause>> for Clauses {
    fn from(clauses: Vec<Clause>) -> Self {
        Self { cut: clauses.into(), later: None }
    }
}

impl FromIterator<Clause> for Clauses {
    fn from_iter<I: IntoIterator<Item = Clause>>(clauses: I) -> Self {
        Vec::from_iter(clauses).into()
    }
}

impl fmt::Debug for Clauses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl Serialize for Clauses {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(s)
    }
}

impl<'de> Deserialize<'de> for Clauses {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Vec::deserialize(d).map(Self::from)
    }
}
