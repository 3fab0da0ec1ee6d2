//! What policies say of one document, laid out in pieces: where one of them changed, what the others say is taken over
//! as it stands.
//!
//! A document may have several layers, each of which says what some policies say; of one policy the last layer counts.
//! Findings of different policies stand in the order of their first places, then of the names of their policies, so that
//! layers are put together by looking at no more than these. What a policy rests on is not in the pieces.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize, Serializer};

use super::{entry, lines::lay_out, pen::Pen, taken};
use crate::finding::{DocumentReport, Evidence, Outcome, PolicyRecord, Role, Severity, Tally, Verdict};

/// What some policies say of one document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Laid<'a> {
    /// The pieces of JSON behind one another: what tells the document from others, its warnings, then all others.
    #[serde(borrow, serialize_with = "in_one_piece")]
    text: Cow<'a, [u8]>,
    /// Their lengths.
    lengths: Vec<u32>,
    /// For each policy, in byte order of their names.
    answers: Vec<Answer>,
    /// In the order of the report.
    findings: Vec<Entry>,
    /// The pieces that are the evidence of the findings.
    evidence: Vec<u32>,
}

/// The verdict of a policy.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Answer {
    outcome: Outcome,
    /// Whether the policy found anything to examine.
    examined: bool,
    piece: u32,
}

/// A finding.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Entry {
    /// The place of its policy among those that speak.
    policy: u32,
    severity: Severity,
    /// The byte behind the first one of its evidence; 0 where it has none.
    first: u32,
    /// What stands before what its policy rests on; the next piece stands behind it.
    piece: u32,
    /// How many pieces of evidence it has.
    evidence: u32,
}

/// The pieces that every document has.
const IDENTITY: usize = 0;
const WARNINGS: usize = 1;

fn in_one_piece<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
}

impl Laid<'static> {
    /// Lays out a report whose findings are neither waived nor known from a baseline.
    pub fn of(report: &DocumentReport) -> Self {
        let mut maker = Maker::default();
        maker.piece(|pen| entry::identity(pen, report));
        maker.piece(|pen| entry::warnings(pen, report));
        let mut known: Vec<(&Verdict, u32)> = Vec::new();
        let answers = report.verdicts.values().map(|verdict| {
            let before = known.iter().find(|(v, _)| *v == verdict).map(|(_, piece)| *piece);
            let piece = before.unwrap_or_else(|| {
                let piece = maker.piece(|pen| entry::verdict(pen, verdict));
                known.push((verdict, piece));
                piece
            });
            Answer { outcome: verdict.outcome, examined: verdict.counts.examined() > 0, piece }
        });
        let answers = answers.collect();
        let names = report.verdicts.policies();
        let (mut quoted, mut evidence) = (BTreeMap::new(), Vec::new());
        let findings = report.findings.iter().map(|finding| {
            let piece = maker.piece(|pen| entry::before_basis(pen, finding));
            maker.piece(|pen| entry::behind_basis(pen, finding));
            evidence.extend(finding.evidence.iter().map(|e| maker.quote(e, &mut quoted)));
            Entry {
                policy: names.binary_search(&finding.policy).map_or(u32::MAX, |i| i as u32),
                severity: finding.severity,
                first: finding.evidence.iter().map(|e| e.span.start + 1).min().unwrap_or(0),
                piece,
                evidence: finding.evidence.len() as u32,
            }
        });
        let findings = findings.collect();
        let Maker { text, lengths } = maker;
        Self { text: text.into(), lengths, answers, findings, evidence }
    }
}

impl Laid<'_> {
    fn pieces(&self) -> Vec<&[u8]> {
        let mut rest = &*self.text;
        let cut = |length: &u32| {
            let (piece, behind) = rest.split_at_checked(*length as usize).unwrap_or_default();
            rest = behind;
            piece
        };
        self.lengths.iter().map(cut).collect()
    }
}

/// Pieces that are being written.
#[derive(Default)]
struct Maker {
    text: Vec<u8>,
    lengths: Vec<u32>,
}

impl Maker {
    fn piece(&mut self, write: impl FnOnce(&mut Pen<'_>)) -> u32 {
        let before = self.text.len();
        write(&mut Pen::new(&mut self.text));
        self.lengths.push((self.text.len() - before) as u32);
        self.lengths.len() as u32 - 1
    }

    /// What is quoted for the same reason again is the same piece.
    fn quote(&mut self, evidence: &Evidence, quoted: &mut BTreeMap<(usize, Role), u32>) -> u32 {
        if !evidence.lacked.is_empty() {
            return self.piece(|pen| entry::quote(pen, evidence));
        }
        let key = (Arc::as_ptr(&evidence.place) as usize, evidence.role);
        *quoted.entry(key).or_insert_with(|| self.piece(|pen| entry::quote(pen, evidence)))
    }
}

/// A layer of a document, with the places of its policies on the sheet that is written; `None` where a policy is not asked.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'l> {
    /// What the policies say.
    pub laid: &'l Laid<'l>,
    /// As many as policies.
    pub places: &'l [Option<u32>],
}

/// The policies of a report: what is the same for all documents.
#[derive(Debug)]
pub struct Sheet {
    names: Arc<[String]>,
    /// The names with their colons.
    headings: Vec<Vec<u8>>,
    /// What they rest on.
    basis: Vec<Vec<u8>>,
}

impl Sheet {
    /// A sheet for policies in byte order of their names.
    pub fn new(policies: &[PolicyRecord]) -> Self {
        let json = |write: &dyn Fn(&mut Pen<'_>)| {
            let mut out = Vec::new();
            write(&mut Pen::new(&mut out));
            out
        };
        let heading = |p: &PolicyRecord| json(&|pen| _ = pen.text(&p.name).add(":"));
        let basis = |p: &PolicyRecord| json(&|pen| _ = pen.each(&p.basis, entry::basis));
        Self {
            names: policies.iter().map(|p| p.name.clone()).collect(),
            headings: policies.iter().map(heading).collect(),
            basis: policies.iter().map(basis).collect(),
        }
    }

    /// The places of policies on the sheet, by their names.
    pub fn places<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Arc<[Option<u32>]> {
        let place = |name: &String| self.names.binary_search(name).ok().map(|i| i as u32);
        names.into_iter().map(place).collect()
    }

    /// Puts the layers of a document together: of one policy the last that has it counts.
    pub fn join<'l>(&'l self, layers: &[Layer<'l>]) -> Joined<'l> {
        let mut answers: Vec<Option<(usize, Answer)>> = vec![None; self.names.len()];
        for (number, layer) in layers.iter().enumerate() {
            for (answer, place) in layer.laid.answers.iter().zip(layer.places) {
                if let Some(counts) = place.and_then(|place| answers.get_mut(place as usize)) {
                    *counts = Some((number, *answer));
                }
            }
        }
        let mut findings = Vec::with_capacity(layers.iter().map(|l| l.laid.findings.len()).sum());
        for (number, layer) in layers.iter().enumerate() {
            let mut evidence = &*layer.laid.evidence;
            for entry in &layer.laid.findings {
                let (own, rest) = evidence.split_at_checked(entry.evidence as usize).unwrap_or_default();
                evidence = rest;
                let place = layer.places.get(entry.policy as usize).copied().flatten();
                let counts = |place: &u32| {
                    answers.get(*place as usize).is_some_and(|a| a.is_some_and(|a| a.0 == number))
                };
                if let Some(place) = place.filter(counts) {
                    findings.push(Placed { layer: number, place: place as usize, entry, evidence: own });
                }
            }
        }
        // Those of one layer stand in their order already, and those of one policy stand in one layer.
        findings.sort_by_key(|f| (f.entry.first, f.place));
        let pieces = layers.iter().map(|l| l.laid.pieces()).collect();
        Joined { sheet: self, pieces, answers, findings }
    }
}

/// A finding with its place on the sheet.
#[derive(Clone, Copy, Debug)]
struct Placed<'l> {
    layer: usize,
    place: usize,
    entry: &'l Entry,
    evidence: &'l [u32],
}

/// The layers of a document, put together.
#[derive(Debug)]
pub struct Joined<'l> {
    sheet: &'l Sheet,
    /// Of each layer.
    pieces: Vec<Vec<&'l [u8]>>,
    /// Of each policy: the layer and what it says.
    answers: Vec<Option<(usize, Answer)>>,
    findings: Vec<Placed<'l>>,
}

impl Joined<'_> {
    /// Counts the document.
    pub fn count(&self, tally: &mut Tally) {
        let told = |answer: &Option<(usize, Answer)>| {
            answer.map_or((Outcome::NotApplicable, false), |(_, a)| (a.outcome, a.examined))
        };
        let severities = self.findings.iter().map(|f| f.entry.severity);
        tally.take_told(&self.sheet.names, self.answers.iter().map(told), severities);
    }

    /// The line of the document in NDJSON: the same as [`ndjson_document`](super::ndjson_document) writes.
    pub fn ndjson(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(br#"{"type":"document","#);
        self.write(out);
        out.push(b'\n');
    }

    /// The document in JSON, with a comma before it: the same as [`json_document`](super::json_document()) writes.
    pub fn json(&self, out: &mut Vec<u8>) {
        let mut line = vec![b'{'];
        self.write(&mut line);
        out.extend_from_slice(b",\n    ");
        lay_out(&line, 2, out);
    }

    /// The report as data, without text and without what policies rest on; `None` where it is none.
    pub fn report(&self) -> Option<DocumentReport> {
        let mut line = vec![b'{'];
        self.write(&mut line);
        taken::report(&line, &self.sheet.names)
    }

    /// Writes all behind the first bracket.
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.piece(0, IDENTITY));
        out.extend_from_slice(br#","verdicts":{"#);
        let mut comma: &[u8] = b"";
        for (heading, answer) in self.sheet.headings.iter().zip(&self.answers) {
            if let Some((layer, answer)) = answer {
                out.extend_from_slice(comma);
                out.extend_from_slice(heading);
                out.extend_from_slice(self.piece(*layer, answer.piece as usize));
                comma = b",";
            }
        }
        out.extend_from_slice(br#"},"findings":["#);
        comma = b"";
        for finding in &self.findings {
            out.extend_from_slice(comma);
            self.finding(finding, out);
            comma = b",";
        }
        out.extend_from_slice(br#"],"warnings":["#);
        out.extend_from_slice(self.piece(0, WARNINGS));
        out.extend_from_slice(b"]}");
    }

    fn finding(&self, finding: &Placed<'_>, out: &mut Vec<u8>) {
        let Placed { layer, place, entry, evidence } = *finding;
        out.extend_from_slice(self.piece(layer, entry.piece as usize));
        out.extend_from_slice(self.sheet.basis.get(place).map_or(&[], Vec::as_slice));
        out.extend_from_slice(self.piece(layer, entry.piece as usize + 1));
        for (i, piece) in evidence.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            out.extend_from_slice(self.piece(layer, *piece as usize));
        }
        out.extend_from_slice(b"]}");
    }

    fn piece(&self, layer: usize, piece: usize) -> &[u8] {
        self.pieces.get(layer).and_then(|pieces| pieces.get(piece)).copied().unwrap_or_default()
    }
}
