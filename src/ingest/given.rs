//! What is told about a document beside its text.

use jiff::civil::Date;

use crate::{
    regulation::{Effective, Read, Regulation, Words},
    schema::{Level, OrganKind},
    source::Span,
};

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

impl Given {
    /// Puts what is given before what a structure says; the date from which it holds only where it says none.
    pub(super) fn apply(&self, regulation: &mut Regulation) {
        let words = |text: &Option<String>| text.clone().map(|text| Words { text, span: None });
        let organ = &mut regulation.organ;
        organ.jurisdiction = words(&self.jurisdiction).or(organ.jurisdiction.take());
        organ.province = words(&self.province).or(organ.province.take());
        organ.parent = words(&self.parent).or(organ.parent.take());
        organ.level = self.level.map(Read::given).or(organ.level);
        organ.kind = self.organ_kind.map(Read::given).or(organ.kind);
        regulation.issued = self.issued.map(Read::given).or(regulation.issued);
        if let Some(date) = self.effective {
            let nothing = Effective { date: None, on_issue: false, span: Span::default() };
            let made = regulation.effective.get_or_insert(nothing);
            made.date = made.date.or(Some(date));
        }
    }
}
