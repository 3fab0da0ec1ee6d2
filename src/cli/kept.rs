//! What is kept of a document that was checked: enough to write its report and to judge its rows, as bytes.

use std::io;

use guiju::{
    diagnostic::Diagnostic,
    eval::{self, Examined, Row, corpus},
    finding::DocumentReport,
    plan::Plan,
};
use serde::{Deserialize, Serialize};

use super::spool;

/// What is kept of a document.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) path: String,
    /// The report of the document, without its text.
    #[serde(with = "bytes")]
    pub(super) report: Vec<u8>,
    pub(super) warnings: Vec<Diagnostic>,
    pub(super) rows: Vec<KeptRow>,
    /// Whether its text is its bytes.
    pub(super) plain: bool,
    /// The report itself, where it was made in this run.
    #[serde(skip)]
    fresh: Option<DocumentReport>,
}

/// A row for a policy over a corpus.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeptRow {
    pub(super) policy: String,
    /// The keys under which it is judged.
    pub(super) keys: Vec<String>,
    /// The row, as it leaves its plan.
    #[serde(with = "bytes")]
    pub(super) row: Vec<u8>,
}

impl Kept {
    /// Keeps what a plan made of a document.
    pub(super) fn of(plan: &Plan, examined: Examined, plain: bool) -> Self {
        let kept = |row: &Row| {
            let (policy, keys) = (row.policy().to_owned(), corpus::keys(plan, row));
            let mut row = row.clone();
            row.leave(plan);
            KeptRow { policy, keys, row: spool::bytes(&row) }
        };
        let rows = examined.rows.iter().map(kept).collect();
        let Examined { report, .. } = examined;
        let (path, warnings) = (report.path.clone(), report.warnings.clone());
        Self { path, report: spool::bytes(&report), warnings, rows, plain, fresh: Some(report) }
    }

    /// Takes up the report alone.
    pub(super) fn into_report(self, plan: &Plan) -> io::Result<DocumentReport> {
        if let Some(mut report) = self.fresh {
            eval::restore(plan, &mut report);
            return Ok(report);
        }
        let mut report: DocumentReport = spool::record(&self.report)?;
        eval::restore(plan, &mut report);
        Ok(report)
    }

    /// Takes up again what was kept; the text of the document is left empty. `None` where it is not of this plan.
    pub(super) fn examined(&self, plan: &Plan) -> Option<Examined> {
        let report: DocumentReport = spool::record(&self.report).ok()?;
        let row = |kept: &KeptRow| row(plan, &kept.row);
        let rows = self.rows.iter().map(row).collect::<Option<Vec<_>>>()?;
        Some(Examined { report, rows })
    }
}

/// A row that was kept; `None` where it names what the plan does not have.
pub(super) fn row(plan: &Plan, bytes: &[u8]) -> Option<Row> {
    let mut row: Row = spool::record(bytes).ok()?;
    row.enter(plan).then_some(row)
}

/// Bytes in one piece, not number by number.
mod bytes {
    use std::fmt;

    use serde::{
        Deserializer, Serializer,
        de::{Error, Visitor},
    };

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], s: S) -> Result<S::Ok, S::Error> {
        s.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }

            fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
                Ok(bytes)
            }
        }
        d.deserialize_byte_buf(Bytes)
    }
}
