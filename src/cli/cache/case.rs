//! What is to be done about a document of which certain lists of policies have spoken.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use guiju::{eval::Chosen, plan::Plan};

use super::{
    super::kept::Places,
    pack::{Key, Policies},
    store::LAYERS,
};

/// What the records of a document are good for, one after another.
pub(super) struct Case<'p> {
    /// Of each list the places of its policies among those that are asked: of those that say here what they say now.
    pub(super) layers: Vec<Places>,
    /// Those that are asked and missing.
    pub(super) missing: Policies,
    /// The same, made when the first document needs them.
    chosen: OnceLock<Chosen<'p>>,
    /// Whether what there is is what is asked, and no more.
    pub(super) whole: bool,
    /// Whether nothing that there is counts any longer.
    pub(super) anew: bool,
    /// Whether another record may be added.
    pub(super) room: bool,
}

impl<'p> Case<'p> {
    /// Of one policy the last list that has it counts. `current` are the policies that there are, `asked` those of them that
    /// are asked.
    pub(super) fn of(lists: &[Option<&Policies>], current: &Policies, asked: &Policies) -> Self {
        // By name, the list that counts with the key that the policy has there.
        let mut last: BTreeMap<&str, (usize, &Key)> = BTreeMap::new();
        for (number, list) in lists.iter().enumerate() {
            last.extend(list.iter().copied().flatten().map(|(name, key)| (name.as_str(), (number, key))));
        }
        let holds =
            |(name, key): &&(String, Key)| last.get(name.as_str()).is_some_and(|(_, held)| *held == key);
        let valid = current.iter().filter(holds).count();
        let missing: Policies = asked.iter().filter(|policy| !holds(policy)).cloned().collect();
        let layers = lists.iter().enumerate().map(|(number, list)| {
            let place = |(name, _): &(String, Key)| {
                let counts = last.get(name.as_str()).is_some_and(|(of, _)| *of == number);
                let place = asked.binary_search_by(|(asked, _)| asked.cmp(name)).ok()?;
                (counts && holds(&&asked[place])).then_some(place as u32)
            };
            list.iter().copied().flatten().map(place).collect()
        });
        Self {
            layers: layers.collect(),
            chosen: OnceLock::new(),
            whole: missing.is_empty() && valid == asked.len(),
            anew: valid == 0,
            room: lists.len() < LAYERS,
            missing,
        }
    }

    /// The policies that are missing, to examine documents with them.
    pub(super) fn chosen(&self, plan: &'p Plan) -> &Chosen<'p> {
        self.chosen.get_or_init(|| {
            let names: BTreeSet<String> = self.missing.iter().map(|(name, _)| name.clone()).collect();
            Chosen::of(plan, &names)
        })
    }
}
