//! The fields of a structure without a text, as they stand in the JSON.

use std::{borrow::Cow, fmt, marker::PhantomData, ops::Deref};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, Visitor},
};

/// Words as they stand in the JSON, and not copied but where something in them is escaped. (Of `Option<Cow<str>>` every word
/// would be a copy: the attribute `borrow` reaches only what is a `Cow` itself.)
pub(in crate::ingest) struct Quoted<'a>(Cow<'a, str>);

/// Words that may be missing.
pub(in crate::ingest) type Str<'a> = Option<Quoted<'a>>;

impl Quoted<'_> {
    pub(in crate::ingest) fn into_owned(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for Quoted<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Quoted<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Borrowing(PhantomData))
    }
}

struct Borrowing<'a>(PhantomData<&'a str>);

impl<'de: 'a, 'a> Visitor<'de> for Borrowing<'a> {
    type Value = Quoted<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words")
    }

    fn visit_borrowed_str<E: Error>(self, words: &'de str) -> Result<Self::Value, E> {
        Ok(Quoted(Cow::Borrowed(words)))
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<Self::Value, E> {
        Ok(Quoted(Cow::Owned(words.to_owned())))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Document<'a> {
    #[serde(borrow)]
    pub(in crate::ingest) schema: Quoted<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) id: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) organ: Option<RawOrgan<'a>>,
    #[serde(borrow, default)]
    pub(in crate::ingest) sections: Vec<RawSection<'a>>,
    #[serde(borrow, default)]
    pub(in crate::ingest) adjustments: Vec<RawAdjustment<'a>>,
    #[serde(borrow, default)]
    pub(in crate::ingest) duties: Vec<RawDuty<'a>>,
    #[serde(borrow, default)]
    pub(in crate::ingest) trailing: Vec<RawTrailing<'a>>,
    #[serde(borrow, default)]
    pub(in crate::ingest) unit_groups: Vec<RawGroup<'a>>,
    #[serde(borrow, default)]
    pub(in crate::ingest) staffing: Vec<RawStaffing<'a>>,
    #[serde(borrow, default)]
    pub(in crate::ingest) provisions: Vec<RawProvision<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RawOrgan<'a> {
    #[serde(borrow)]
    pub(in crate::ingest) name: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) short: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) kind: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) level: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) rank: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) jurisdiction: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) province: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) parent: Str<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RawSection<'a> {
    #[serde(borrow)]
    pub(in crate::ingest) kind: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) heading: Str<'a>,
    pub(in crate::ingest) ordinal: Option<u32>,
    pub(in crate::ingest) article: Option<u32>,
    /// The words of a section are those of its records.
    #[serde(default, rename = "text")]
    _text: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RawAdjustment<'a> {
    pub(in crate::ingest) ordinal: Option<u32>,
    #[serde(borrow)]
    pub(in crate::ingest) kind: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) text: Str<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RawDuty<'a> {
    pub(in crate::ingest) ordinal: Option<u32>,
    #[serde(borrow)]
    pub(in crate::ingest) text: Str<'a>,
    pub(in crate::ingest) catch_all: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RawTrailing<'a> {
    #[serde(borrow)]
    pub(in crate::ingest) text: Str<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RawGroup<'a> {
    #[serde(borrow)]
    pub(in crate::ingest) organ: Str<'a>,
    pub(in crate::ingest) declared: Option<i64>,
    #[serde(borrow, default)]
    pub(in crate::ingest) units: Vec<RawUnit<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RawUnit<'a> {
    pub(in crate::ingest) ordinal: Option<u32>,
    #[serde(borrow)]
    pub(in crate::ingest) name: Quoted<'a>,
    #[serde(borrow, default)]
    pub(in crate::ingest) aliases: Vec<Quoted<'a>>,
    pub(in crate::ingest) posts: Option<i64>,
    #[serde(borrow)]
    pub(in crate::ingest) text: Str<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RawStaffing<'a> {
    #[serde(borrow)]
    pub(in crate::ingest) organ: Str<'a>,
    pub(in crate::ingest) admin: Option<i64>,
    pub(in crate::ingest) support: Option<i64>,
    pub(in crate::ingest) separate_listed: Option<bool>,
    pub(in crate::ingest) separate: Option<i64>,
    #[serde(borrow)]
    pub(in crate::ingest) separate_for: Str<'a>,
    pub(in crate::ingest) heads: Option<i64>,
    pub(in crate::ingest) deputies: Option<i64>,
    pub(in crate::ingest) unit_heads: Option<i64>,
    pub(in crate::ingest) unit_deputies: Option<i64>,
    pub(in crate::ingest) unit_leaders: Option<i64>,
    pub(in crate::ingest) institution: Option<i64>,
    pub(in crate::ingest) police: Option<i64>,
    pub(in crate::ingest) filled: Option<i64>,
    pub(in crate::ingest) institution_filled: Option<i64>,
    pub(in crate::ingest) total: Option<i64>,
    #[serde(borrow, default)]
    pub(in crate::ingest) posts: Vec<RawPost<'a>>,
    #[serde(borrow, default)]
    pub(in crate::ingest) includes: Vec<RawPost<'a>>,
    #[serde(borrow, default)]
    pub(in crate::ingest) breakdown: Vec<RawPost<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RawPost<'a> {
    #[serde(borrow)]
    pub(in crate::ingest) title: Quoted<'a>,
    pub(in crate::ingest) count: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RawProvision<'a> {
    #[serde(borrow)]
    pub(in crate::ingest) kind: Quoted<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) by: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) date: Str<'a>,
    #[serde(borrow)]
    pub(in crate::ingest) text: Str<'a>,
}

impl Document<'_> {
    /// Whether there is nothing but the name of the form.
    pub(in crate::ingest) fn is_empty(&self) -> bool {
        self.id.is_none()
            && self.organ.is_none()
            && self.sections.is_empty()
            && self.adjustments.is_empty()
            && self.duties.is_empty()
            && self.trailing.is_empty()
            && self.unit_groups.is_empty()
            && self.staffing.is_empty()
            && self.provisions.is_empty()
    }
}
