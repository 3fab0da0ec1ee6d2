//! Vocabularies of keyword policies: six for each of 800 policies, of words that stand in the documents that are made.
//!
//! A policy asks that each of its six functions is mentioned. Each function has a phrase that most documents have, so that
//! most functions are found, and some have one that few have. A phrase stands in both scripts where they differ, because
//! most engines do not know the one by the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::{Length, Random, script, sentence};

/// Policies.
const POLICIES: usize = 800;

/// Functions of a policy.
const FUNCTIONS: usize = 6;

/// So many policies, and how many phrases they should have between them.
const PHRASES: [(usize, usize); 3] = [(8, 140), (80, 1_123), (POLICIES, 5_680)];

/// Documents that the phrases are taken from.
const SAMPLE: usize = 200;

/// For each policy its vocabularies.
pub(crate) fn packs(random: &mut Random) -> Vec<Vec<Vec<String>>> {
    let (common, mut rare) = phrases(random);
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut packs: Vec<Vec<Vec<String>>> = Vec::new();
    for i in 0..POLICIES {
        let mut pack = Vec::new();
        for j in 0..FUNCTIONS {
            let mut vocabulary = both_scripts(&common[random.below(common.len())]);
            if known.len() < due(i, j) && !rare.is_empty() {
                vocabulary.extend(both_scripts(&rare.swap_remove(random.below(rare.len()))));
            }
            known.extend(vocabulary.iter().cloned());
            pack.push(vocabulary);
        }
        packs.push(pack);
    }
    packs
}

/// Phrases that there should be by a function of a policy.
fn due(policy: usize, function: usize) -> usize {
    let done = policy * FUNCTIONS + function;
    let (mut from, mut phrases) = (0, 0);
    for (policies, target) in PHRASES {
        let to = policies * FUNCTIONS;
        if done < to {
            return phrases + (target - phrases) * (done - from) / (to - from);
        }
        (from, phrases) = (to, target);
    }
    phrases
}

fn both_scripts(phrase: &str) -> Vec<String> {
    let other = script::signs(phrase);
    if other == phrase { vec![other] } else { vec![phrase.to_owned(), other] }
}

/// Phrases of two to four signs that most documents have, not all; and such that hardly any has.
fn phrases(random: &mut Random) -> (Vec<String>, Vec<String>) {
    let mut documents: BTreeMap<String, usize> = BTreeMap::new();
    for i in 0..SAMPLE {
        let kind = ["区", "县"][i % 2];
        let text: String = (0..80).map(|_| sentence(random, kind, Length::SHORT, (1, 3))).collect();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for run in text.split([',', ';', '。']) {
            let signs: Vec<char> = run.chars().collect();
            for length in 2..=4 {
                seen.extend(signs.windows(length).map(|window| window.iter().collect()));
            }
        }
        for phrase in seen {
            *documents.entry(phrase).or_default() += 1;
        }
    }
    let chosen = |low: usize, high: usize| {
        let inside = documents.iter().filter(|(_, n)| (low..high).contains(*n));
        inside.map(|(phrase, _)| phrase.clone()).collect()
    };
    (chosen(SAMPLE * 4 / 5, SAMPLE), chosen(1, SAMPLE / 20))
}
