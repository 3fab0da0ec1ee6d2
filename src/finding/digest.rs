//! Digests that are made when somebody asks for them.

use std::{
    fmt,
    ops::Deref,
    sync::{Arc, LazyLock},
};

/// A digest in hexadecimal. It is made when it is first asked for: what it is made of is long, and a report for people
/// tells none.
///
/// ```
/// let digest = guiju::finding::Digest::when_asked(|| "af13".to_owned());
/// assert_eq!(&*digest, "af13");
/// assert_eq!(digest, guiju::finding::Digest::from("af13".to_owned()));
/// ```
#[derive(Clone)]
pub struct Digest(Arc<LazyLock<String, Box<dyn FnOnce() -> String + Send>>>);

impl Digest {
    /// A digest that `make` makes, once.
    pub fn when_asked(make: impl FnOnce() -> String + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(make))))
    }
}

impl From<String> for Digest {
    fn from(made: String) -> Self {
        Self::when_asked(|| made)
    }
}

impl Deref for Digest {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Digest {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Digest {}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}
