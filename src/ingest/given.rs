//! What is told about a document beside its text.

use jiff::civil::Date;

use super::json::held::says_words;
use crate::{
    regulation::{Doubt, Effective, Read, Regulation, Unheld, Words},
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
        let contradicted = self.contradicted(regulation);
        regulation.unheld.extend(contradicted);
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

    /// What is given otherwise than the document says it; where that says nothing, or is only taken for something, what is
    /// given is all there is.
    fn contradicted(&self, regulation: &Regulation) -> Vec<Unheld> {
        let organ = &regulation.organ;
        let mut out = Vec::new();
        let mut note = |field: &str, told: String, read: String, span: Option<Span>| {
            let span = span.filter(|span| !span.is_empty());
            out.push(Unheld { pointer: field.to_owned(), told, span, doubt: Doubt::Given(read) });
        };
        if let (Some(given), Some(read)) = (self.level, organ.level)
            && given != read.value
            && !self.is_district_of_a_municipality(regulation)
        {
            note("level", given.en().to_owned(), read.value.en().to_owned(), read.span);
        }
        if let (Some(given), Some(read)) = (self.organ_kind, organ.kind)
            && is_other_organ(given, read.value)
        {
            note("kind", given.en().to_owned(), read.value.en().to_owned(), read.span);
        }
        for (field, given, read) in [
            ("jurisdiction", &self.jurisdiction, &organ.jurisdiction),
            ("province", &self.province, &organ.province),
            ("parent", &self.parent, &organ.parent),
        ] {
            if let (Some(given), Some(read)) = (given, read)
                && !says_words(given, &read.text)
                && !says_words(&read.text, given)
            {
                note(field, given.clone(), read.text.clone(), read.span);
            }
        }
        let effective = regulation.effective.as_ref().and_then(|e| Some((e.date?, e.span)));
        if let (Some(given), Some((read, span))) = (self.effective, effective)
            && given != read
        {
            note("effective", given.to_string(), read.to_string(), Some(span));
        }
        if let (Some(given), Some(read)) = (self.issued, regulation.issued)
            && given != read.value
        {
            note("issued", given.to_string(), read.value.to_string(), read.span);
        }
        out
    }

    /// Whether the document is of a district or county under the central government, which some count among prefectures.
    fn is_district_of_a_municipality(&self, regulation: &Regulation) -> bool {
        let organ = &regulation.organ;
        let read =
            [&organ.province, &organ.parent, &organ.jurisdiction].into_iter().flatten().map(|w| &w.text);
        let mut places = [&self.province, &self.parent, &self.jurisdiction].into_iter().flatten().chain(read);
        let is_one = |place: &String| MUNICIPALITIES.iter().any(|m| place.starts_with(m));
        self.level == Some(Level::Prefecture) && places.any(is_one)
    }
}

/// The cities under the central government.
const MUNICIPALITIES: [&str; 4] = ["北京", "天津", "上海", "重庆"];

/// Whether an organ that is read as one kind cannot be of the other. A bureau is known by its name only, and may be an
/// institution all the same; of what is `other` nothing is known.
fn is_other_organ(given: OrganKind, read: OrganKind) -> bool {
    let office = matches!(given, OrganKind::GovernmentOffice | OrganKind::PartyOffice);
    given != read
        && (matches!(read, OrganKind::GovernmentOffice | OrganKind::PartyOffice | OrganKind::Institution)
            || (read == OrganKind::Bureau && office))
}
