//! Places in the JSON of a structure.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The JSON pointer of a field, written out only where it is told or kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// As it is written.
    Written(String),
    /// A field of a record, and its number in the field where that is a list.
    Made(Path, &'static str, Option<u32>),
}

/// The path of a record: a list of the document and a number in it, and the same inside that record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    list: &'static str,
    index: Option<u32>,
    inner: Option<(&'static str, u32)>,
}

impl Path {
    /// A record that there is only one of.
    pub fn single(name: &'static str) -> Self {
        Self { list: name, index: None, inner: None }
    }

    /// A record of a list.
    pub fn of(list: &'static str, index: u32) -> Self {
        Self { list, index: Some(index), inner: None }
    }

    /// A record of a list inside this one.
    #[must_use]
    pub fn inside(self, list: &'static str, index: u32) -> Self {
        Self { inner: Some((list, index)), ..self }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.list)?;
        if let Some(index) = self.index {
            write!(f, "/{index}")?;
        }
        self.inner.map_or(Ok(()), |(list, index)| write!(f, "/{list}/{index}"))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Written(pointer) => f.write_str(pointer),
            Self::Made(path, field, None) => write!(f, "{path}/{field}"),
            Self::Made(path, field, Some(index)) => write!(f, "{path}/{field}/{index}"),
        }
    }
}

impl Serialize for Pointer {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Pointer {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d).map(Self::Written)
    }
}
