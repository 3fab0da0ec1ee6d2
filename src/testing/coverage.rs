//! Which requirements and conditions the examples of a policy have seen true, and which false.

use super::{Plans, Prepared};
use crate::{
    eval::{self, Seen, Ways},
    plan::{Condition, ConditionRole},
};

/// What the examples of one policy reach.
#[derive(Clone, Debug)]
pub struct PolicyCoverage {
    /// The policy.
    pub policy: String,
    /// Its requirements and conditions, in order.
    pub conditions: Vec<Covered>,
}

/// A condition and what it turned out to be in the examples.
#[derive(Clone, Copy, Debug)]
pub struct Covered {
    /// The condition.
    pub condition: Condition,
    /// What it turned out to be.
    pub ways: Ways,
}

impl PolicyCoverage {
    /// How many requirements (or, with `false`, other conditions) there are, and how many were seen true and false.
    pub fn count(&self, requirements: bool) -> (usize, usize) {
        let wanted = |c: &&Covered| (c.condition.role == ConditionRole::Requirement) == requirements;
        let all = || self.conditions.iter().filter(wanted);
        (all().count(), all().filter(|c| c.ways.both()).count())
    }
}

/// Runs the cases of some policies and says what they reach, in the order of the policies.
pub fn coverage(
    plans: &Plans<'_>,
    policies: &[&str],
    cases: &[Prepared],
    threads: usize,
) -> Vec<PolicyCoverage> {
    let seen: Vec<(&str, Seen)> = eval::run::in_order(cases.iter().collect(), threads, |c: &Prepared| {
        (c.case.policy.as_str(), c.recorded(plans.of(c)))
    });
    let of = |name: &&str| {
        let ways = |condition: &Condition| {
            let mut ways = Ways::default();
            for (_, seen) in seen.iter().filter(|(policy, _)| policy == name) {
                ways.add(seen.at(condition.file, condition.span));
            }
            ways
        };
        let conditions = plans.base().conditions(name).into_iter();
        PolicyCoverage {
            policy: (*name).to_owned(),
            conditions: conditions.map(|c| Covered { ways: ways(&c), condition: c }).collect(),
        }
    };
    policies.iter().map(of).collect()
}
