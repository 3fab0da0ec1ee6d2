//! Any bytes end in a regulation or a diagnostic, and a regulation reads back as it was written.

#![no_main]

use guiju::{
    ingest::{Given, from_json, read, to_json},
    report,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The first byte chooses how the rest is named, so that each kind of file is reached.
    let (name, bytes) = match data {
        [0, rest @ ..] => ("a.html", rest),
        [1, rest @ ..] => ("a.md", rest),
        _ => ("a.txt", data),
    };
    let Ok(regulation) = read(name, bytes, &Given::default()) else { return };
    let json = to_json(&regulation);
    if regulation.pointers.is_empty() {
        let again = from_json("a.json", &json).expect("what was written is read");
        assert_eq!(to_json(&again), json);
    }
    let coverage = regulation.coverage();
    let all: String = coverage.stretches.iter().map(|(s, _)| s.slice(&regulation.source.text)).collect();
    assert_eq!(all, regulation.source.text);
    assert!(!report::akn(&regulation).is_empty());
});
