//! What is told about a document beside its text.

use jiff::civil::Date;

use crate::schema::{Level, OrganKind};

/// Facts that a manifest gives for a document; they go before what the text says or implies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The place that the organ governs.
    pub jurisdiction: Option<String>,
    /// Its level.
    pub level: Option<Level>,
    /// The province.
    pub province: Option<String>,
    /// The place one level up.
    pub parent: Option<String>,
    /// When the document takes effect; used where the text gives no date.
    pub effective: Option<Date>,
    /// When it was issued.
    pub issued: Option<Date>,
    /// The encoding of its bytes, where it is not to be detected: `utf-8`, `gb18030`, `big5`, `utf-16le`, `utf-16be`.
    pub encoding: Option<String>,
    /// What the organ is.
    pub organ_kind: Option<OrganKind>,
}
