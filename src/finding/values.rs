//! The values that a message names.

use std::{fmt, marker::PhantomData, ops::Deref};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
};

/// Values with the words of the expressions that give them, in the order in which a message names them. Mostly there are
/// one or two, so that one is found by looking at each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(Vec<(String, String)>);

impl Values {
    /// Adds a value, unless one of these words is there.
    pub fn add(&mut self, words: &str, value: impl FnOnce() -> String) {
        if self.get(words).is_none() {
            self.0.push((words.to_owned(), value()));
        }
    }

    /// The value of an expression, by its words.
    pub fn get(&self, words: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == words).map(|(_, value)| value.as_str())
    }
}

impl Deref for Values {
    type Target = [(String, String)];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl FromIterator<(String, String)> for Values {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(words, value)| (words, value)))
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        entries(deserializer).map(Self)
    }
}

/// The entries of a map, in their order.
pub(super) fn entries<'de, D, T>(deserializer: D) -> Result<Vec<(String, T)>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_map(Entries(PhantomData))
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = Vec<(String, T)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(entry) = map.next_entry()? {
            all.push(entry);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_of_the_same_words_counts() {
        let mut values = Values::default();
        for (words, value) in [("b", "1"), ("a", "2"), ("b", "3")] {
            values.add(words, || value.to_owned());
        }
        let json = serde_json::to_string(&values).unwrap();
        assert_eq!(json, r#"{"b":"1","a":"2"}"#);
        assert_eq!(serde_json::from_str::<Values>(&json).unwrap(), values);
        assert_eq!((values.get("a"), values.get("c")), (Some("2"), None));
    }
}
