//! The verdicts of one document by the names of their policies.
//!
//! A run has the same policies for each of many documents: they share the list of the names.

use std::{iter::Zip, slice::Iter, sync::Arc};

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Verdict, values::entries};

/// Verdicts, in byte order of the names of their policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdicts {
    policies: Arc<[String]>,
    /// As many as policies.
    verdicts: Vec<Verdict>,
}

impl Verdicts {
    /// The verdicts of policies whose names are in byte order; names without a verdict count for nothing.
    pub fn new(policies: Arc<[String]>, verdicts: Vec<Verdict>) -> Self {
        if policies.len() == verdicts.len() {
            return Self { policies, verdicts };
        }
        policies.iter().cloned().zip(verdicts).collect()
    }

    /// The names of the policies; documents of one run have the same list.
    pub fn policies(&self) -> &Arc<[String]> {
        &self.policies
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.verdicts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.verdicts.is_empty()
    }

    /// The verdict of a policy.
    pub fn get(&self, policy: &str) -> Option<&Verdict> {
        self.place(policy).map(|i| &self.verdicts[i])
    }

    /// The names with their verdicts.
    pub fn iter(&self) -> Zip<Iter<'_, String>, Iter<'_, Verdict>> {
        self.policies.iter().zip(&self.verdicts)
    }

    /// The verdicts alone.
    pub fn values(&self) -> Iter<'_, Verdict> {
        self.verdicts.iter()
    }

    /// Gives a policy its verdict, in place of the one that it had.
    pub fn insert(&mut self, policy: String, verdict: Verdict) {
        match self.place(&policy) {
            Some(i) => self.verdicts[i] = verdict,
            None => self.extend([(policy, verdict)]),
        }
    }

    /// Leaves only the verdicts of some policies.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        if !self.policies.iter().all(|name| keep(name)) {
            *self = self.drain().filter(|(name, _)| keep(name)).collect();
        }
    }

    fn place(&self, policy: &str) -> Option<usize> {
        self.policies.binary_search_by(|name| name.as_str().cmp(policy)).ok()
    }

    fn drain(&mut self) -> impl Iterator<Item = (String, Verdict)> {
        self.policies.iter().cloned().zip(self.verdicts.drain(..))
    }
}

impl Extend<(String, Verdict)> for Verdicts {
    fn extend<I: IntoIterator<Item = (String, Verdict)>>(&mut self, others: I) {
        *self = self.drain().chain(others).collect();
    }
}

/// Of one policy, the last verdict counts.
impl FromIterator<(String, Verdict)> for Verdicts {
    fn from_iter<I: IntoIterator<Item = (String, Verdict)>>(all: I) -> Self {
        let mut all: IndexMap<String, Verdict> = all.into_iter().collect();
        all.sort_unstable_keys();
        let (policies, verdicts): (Vec<String>, _) = all.into_iter().unzip();
        Self { policies: policies.into(), verdicts }
    }
}

impl IntoIterator for Verdicts {
    type Item = (String, Verdict);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(mut self) -> Self::IntoIter {
        self.drain().collect::<Vec<_>>().into_iter()
    }
}

impl<'v> IntoIterator for &'v Verdicts {
    type Item = (&'v String, &'v Verdict);
    type IntoIter = Zip<Iter<'v, String>, Iter<'v, Verdict>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Serialize for Verdicts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de> Deserialize<'de> for Verdicts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let all = entries(deserializer)?;
        if !all.is_sorted_by(|(a, _), (b, _): &(String, Verdict)| a < b) {
            return Ok(all.into_iter().collect());
        }
        let (policies, verdicts): (Vec<String>, _) = all.into_iter().unzip();
        Ok(Self { policies: policies.into(), verdicts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Counts, Outcome};

    fn verdict(passed: u32) -> Verdict {
        Verdict { outcome: Outcome::Pass, counts: Counts { passed, ..Counts::default() }, reason: None }
    }

    fn said(verdicts: &Verdicts) -> Vec<(&str, u32)> {
        verdicts.iter().map(|(name, v)| (name.as_str(), v.counts.passed)).collect()
    }

    #[test]
    fn verdicts_stand_in_the_order_of_their_names() {
        let named = |all: &[(&str, u32)]| -> Verdicts {
            all.iter().map(|(name, passed)| ((*name).to_owned(), verdict(*passed))).collect()
        };
        let mut verdicts = named(&[("c", 1), ("a", 2), ("c", 3)]);
        assert_eq!(said(&verdicts), [("a", 2), ("c", 3)]);
        verdicts.extend(named(&[("b", 4), ("a", 5)]));
        assert_eq!(said(&verdicts), [("a", 5), ("b", 4), ("c", 3)]);
        verdicts.insert("b".to_owned(), verdict(6));
        verdicts.insert("0".to_owned(), verdict(7));
        verdicts.retain(|name| name != "a");
        assert_eq!(said(&verdicts), [("0", 7), ("b", 6), ("c", 3)]);
        assert_eq!(verdicts.get("b"), Some(&verdict(6)));
        assert_eq!(verdicts.get("a"), None);
    }

    #[test]
    fn what_was_written_in_another_order_is_read_in_this_one() {
        let verdicts: Verdicts =
            [("a", 1), ("b", 2)].into_iter().map(|(name, n)| (name.to_owned(), verdict(n))).collect();
        let json = serde_json::to_string(&verdicts).unwrap();
        assert_eq!(serde_json::from_str::<Verdicts>(&json).unwrap(), verdicts);
        let (first, second) = json.trim_matches(['{', '}']).split_once(",\"b\"").unwrap();
        let turned = format!("{{\"b\"{second}}},{first}}}");
        assert_eq!(serde_json::from_str::<Verdicts>(&turned).unwrap(), verdicts);
    }

    #[test]
    fn names_without_a_verdict_count_for_nothing() {
        let names: Arc<[String]> = ["a", "b"].map(str::to_owned).into();
        assert_eq!(said(&Verdicts::new(Arc::clone(&names), vec![verdict(1)])), [("a", 1)]);
        let both = Verdicts::new(Arc::clone(&names), vec![verdict(1), verdict(2)]);
        assert!(Arc::ptr_eq(both.policies(), &names));
    }
}
