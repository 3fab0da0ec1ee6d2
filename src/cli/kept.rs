//! What is kept of a document that was checked: enough to write its report and to judge its rows, as bytes.

use std::{io, sync::Arc};

use guiju::{
    diagnostic::Diagnostic,
    eval::{Examined, Row, corpus},
    plan::Plan,
    report::{self, Laid, Sheet},
};
use serde::{Deserialize, Serialize};

use super::{cache::Content, spool};

/// What is kept of a document: what policies say of it, in one layer or several.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) about: About,
    pub(super) layers: Vec<Layer>,
}

/// What stands at the beginning of a record, before what is laid out.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct About {
    pub(super) path: String,
    pub(super) warnings: Vec<Diagnostic>,
    pub(super) rows: Vec<KeptRow>,
    /// Whether its text is its bytes.
    pub(super) plain: bool,
}

/// The places that the policies of a layer have among those that are asked; `None` for those that are not, or of which a
/// later layer speaks.
pub(super) type Places = Arc<[Option<u32>]>;

/// What some policies say of a document.
#[derive(Debug)]
pub(super) struct Layer {
    /// What is laid out, as bytes.
    pub(super) laid: Content,
    pub(super) places: Places,
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
    /// Keeps what a plan made of a document; `keep` is given the record of it.
    pub(super) fn of(
        plan: &Plan,
        examined: Examined,
        plain: bool,
        places: Places,
        keep: impl FnOnce(&[u8]),
    ) -> Self {
        let kept = |row: Row| {
            let (policy, keys) = (row.policy().to_owned(), corpus::keys(plan, &row));
            let mut row = row;
            row.leave(plan);
            KeptRow { policy, keys, row: spool::bytes(&row) }
        };
        let Examined { report, rows } = examined;
        let laid = Laid::of(&report);
        let about = About {
            path: report.path,
            warnings: report.warnings,
            rows: rows.into_iter().map(kept).collect(),
            plain,
        };
        let mut record = spool::bytes(&about);
        let start = record.len();
        record.extend(spool::bytes(&laid));
        keep(&record);
        Self { about, layers: vec![Layer { laid: Content::from(record).behind(start), places }] }
    }

    /// Takes up the record of one layer.
    pub(super) fn read(record: Content, places: Places) -> Option<Self> {
        let (about, laid) = postcard::take_from_bytes::<About>(&record).ok()?;
        let before = record.len() - laid.len();
        Some(Self { about, layers: vec![Layer { laid: record.behind(before), places }] })
    }

    /// Adds what other policies say.
    pub(super) fn add(&mut self, other: Self) {
        self.about.rows.extend(other.about.rows);
        self.layers.extend(other.layers);
    }

    /// Has the layers put together, and something made of the whole.
    pub(super) fn joined<T>(
        &self,
        sheet: &Sheet,
        make: impl FnOnce(report::Joined<'_>) -> T,
    ) -> io::Result<T> {
        let layers = self.layers.iter().map(|layer| (&*layer.laid, &*layer.places));
        joined(sheet, layers, make)
    }

    /// Takes up again what was kept; the text of the document is left empty. `None` where it is not of this plan.
    pub(super) fn examined(&self, plan: &Plan, sheet: &Sheet) -> Option<Examined> {
        let mut report = self.joined(sheet, |joined| joined.report()).ok()??;
        report.warnings.clone_from(&self.about.warnings);
        let row = |kept: &KeptRow| row(plan, &kept.row);
        let rows = self.about.rows.iter().map(row).collect::<Option<Vec<_>>>()?;
        Some(Examined { report, rows })
    }
}

/// Puts layers together that were laid out as bytes, and has something made of the whole.
pub(super) fn joined<'l, T>(
    sheet: &Sheet,
    layers: impl Iterator<Item = (&'l [u8], &'l [Option<u32>])>,
    make: impl FnOnce(report::Joined<'_>) -> T,
) -> io::Result<T> {
    let laid = |(bytes, places)| Ok((postcard::from_bytes(bytes).map_err(io::Error::other)?, places));
    let laid: Vec<(Laid<'_>, _)> = layers.map(laid).collect::<io::Result<_>>()?;
    let layers: Vec<_> = laid.iter().map(|(laid, places)| report::Layer { laid, places }).collect();
    Ok(make(sheet.join(&layers)))
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
