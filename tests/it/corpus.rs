//! The documents and policies of the benches: read in full, a third with defects, the same for the same seed.

#[path = "../../benches/corpus/mod.rs"]
mod made;

use std::{collections::BTreeSet, fs, path::Path};

use guiju::{
    eval::Options,
    finding::DocumentReport,
    ingest::{Given, read_text},
    plan::Plan,
    regulation::Regulation,
    source::Files,
};

fn documents() -> Vec<Regulation> {
    let texts = made::documents(60, 1).into_iter();
    texts.map(|t| read_text("made.txt", t, "utf-8", String::new(), &Given::default())).collect()
}

fn plan(texts: impl IntoIterator<Item = String>) -> Plan {
    let mut files = Files::default();
    for text in texts {
        files.add("made.guiju", text);
    }
    guiju::compile(&files).expect("the policies compile").plan
}

fn reports(plan: &Plan, options: &Options) -> Vec<DocumentReport> {
    documents().iter().map(|d| guiju::eval::check(plan, d, options)).collect()
}

/// The policies that the defects of the documents are about.
const ABOUT: [&str; 12] = [
    "mandatory-info-disclosure",
    "mandatory-npc-cppcc",
    "mandatory-secrecy",
    "staffing-deputy-band",
    "staffing-leader-ratio",
    "staffing-min-per-unit",
    "staffing-support-ratio",
    "structure-catch-all-last",
    "structure-effective-date",
    "structure-ordinal-continuity",
    "structure-required-sections",
    "structure-unit-count",
];

#[test]
fn a_seed_always_makes_the_same() {
    assert_eq!(made::documents(9, 3), made::documents(9, 3));
    assert_ne!(made::documents(9, 3), made::documents(9, 4));
    assert_eq!(made::policies(9, 3), made::policies(9, 3));
}

#[test]
fn the_documents_are_read_in_full() {
    for document in documents() {
        let size = document.source.text.len();
        assert!((7_000..9_000).contains(&size), "{size} bytes");
        assert!(document.duties.len() >= 13 && document.unit_groups[0].units.len() >= 6, "{document:#?}");
        assert!(document.staffing[0].admin.is_some() && document.organ.level.is_some(), "{document:#?}");
    }
}

#[test]
fn a_third_of_the_documents_has_defects_of_many_kinds() {
    let options = Options { only: ABOUT.map(str::to_owned).to_vec(), ..Options::default() };
    let reports = reports(&plan(guiju::shipped().iter().map(|(_, text)| (*text).to_owned())), &options);
    let broken = reports.iter().filter(|r| !r.findings.is_empty()).count();
    assert!((12..=30).contains(&broken), "{broken} of 60 documents have findings");
    let kinds: BTreeSet<_> = reports.iter().flat_map(|r| &r.findings).map(|f| &f.policy).collect();
    assert!(kinds.len() >= 7, "{kinds:?}");
}

#[test]
fn most_documents_pass_most_of_the_policies() {
    let reports = reports(&plan(made::policies(80, 7)), &Options::default());
    let found: usize = reports.iter().map(|r| r.findings.len()).sum();
    assert!((48..720).contains(&found), "{found} findings of 4800 possible");
}

#[test]
fn the_policies_that_other_programs_are_compared_on_compile() {
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    let policies = |folder: &str| {
        let entries = fs::read_dir(peers.join(folder)).expect("a folder of policies");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let texts: Vec<String> = paths.map(|path| fs::read_to_string(path).expect("a policy")).collect();
        plan(texts).policies.len()
    };
    assert_eq!(policies("guiju"), 8);
    assert_eq!(policies("reader"), 1);
}
