//! STUB for building against; the reader is being built elsewhere.

use jiff::civil::Date;

use crate::{
    diagnostic::Diagnostic,
    regulation::Regulation,
    schema::{Level, OrganKind},
};

/// Facts given beside a document.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Given {
    pub jurisdiction: Option<String>,
    pub level: Option<Level>,
    pub province: Option<String>,
    pub parent: Option<String>,
    pub effective: Option<Date>,
    pub issued: Option<Date>,
    pub organ_kind: Option<OrganKind>,
}

/// Reads one document.
pub fn read(_path: &str, _bytes: &[u8], _given: &Given) -> Result<Regulation, Diagnostic> {
    Err(Diagnostic::input(crate::diagnostic::Code::NotText, "stub", crate::phrase::Phrase::new("桩", "stub")))
}

/// The model as JSON.
pub fn to_json(_r: &Regulation) -> String {
    String::new()
}
