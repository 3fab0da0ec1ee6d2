//! The documents and policies of the benches: read in full, a third with defects, the same for the same seed.

#[path = "../../benches/corpus/mod.rs"]
mod made;

use std::collections::BTreeSet;

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

fn reports(plan: &Plan) -> Vec<DocumentReport> {
    documents().iter().map(|d| guiju::eval::check(plan, d, &Options::default())).collect()
}

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
    let mut reports = reports(&plan(guiju::shipped().iter().map(|(_, text)| (*text).to_owned())));
    // The texts are made for form and numbers; what their duties say fits nothing but the keyword policies.
    for report in &mut reports {
        report.findings.retain(|f| {
            ["structure", "staffing"].iter().any(|family| f.policy.starts_with(family))
                && !matches!(f.policy.as_str(), "staffing-unit-leader-quota")
                && f.severity != guiju::finding::Severity::Info
        });
    }
    let broken = reports.iter().filter(|r| !r.findings.is_empty()).count();
    assert!((12..=30).contains(&broken), "{broken} of 60 documents have findings");
    let kinds: BTreeSet<_> = reports.iter().flat_map(|r| &r.findings).map(|f| &f.policy).collect();
    assert!(kinds.len() >= 6, "{kinds:?}");
}

#[test]
fn most_documents_pass_most_of_the_policies() {
    let reports = reports(&plan(made::policies(80, 7)));
    let found: usize = reports.iter().map(|r| r.findings.len()).sum();
    assert!((48..720).contains(&found), "{found} findings of 4800 possible");
}
