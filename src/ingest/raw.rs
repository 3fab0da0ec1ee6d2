//! The fields of a structure without a text, as they stand in the JSON.

use std::{borrow::Cow, fmt, marker::PhantomData, ops::Deref};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, Visitor},
};

/// Words as they stand in the JSON, and not copied but where something in them is escaped. (Of `Option<Cow<str>>` every word
/// would be a copy: the attribute `borrow` reaches only what is a `Cow` itself.)
pub(super) struct Quoted<'a>(Cow<'a, str>);

/// Words that may be missing.
pub(super) type Str<'a> = Option<Quoted<'a>>;

impl Quoted<'_> {
    pub(super) fn into_owned(self) -> String {
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
pub(super) struct Document<'a> {
    #[serde(borrow)]
    pub(super) schema: Quoted<'a>,
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) organ: Option<RawOrgan<'a>>,
    #[serde(borrow, default)]
    pub(super) sections: Vec<RawSection<'a>>,
    #[serde(borrow, default)]
    pub(super) adjustments: Vec<RawAdjustment<'a>>,
    #[serde(borrow, default)]
    pub(super) duties: Vec<RawDuty<'a>>,
    #[serde(borrow, default)]
    pub(super) trailing: Vec<RawTrailing<'a>>,
    #[serde(borrow, default)]
    pub(super) unit_groups: Vec<RawGroup<'a>>,
    #[serde(borrow, default)]
    pub(super) staffing: Vec<RawStaffing<'a>>,
    #[serde(borrow, default)]
    pub(super) provisions: Vec<RawProvision<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOrgan<'a> {
    #[serde(borrow)]
    pub(super) name: Str<'a>,
    #[serde(borrow)]
    pub(super) short: Str<'a>,
    #[serde(borrow)]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) level: Str<'a>,
    #[serde(borrow)]
    pub(super) rank: Str<'a>,
    #[serde(borrow)]
    pub(super) jurisdiction: Str<'a>,
    #[serde(borrow)]
    pub(super) province: Str<'a>,
    #[serde(borrow)]
    pub(super) parent: Str<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSection<'a> {
    #[serde(borrow)]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) heading: Str<'a>,
    pub(super) ordinal: Option<u32>,
    pub(super) article: Option<u32>,
    /// The words of a section are those of its records.
    #[serde(default, rename = "text")]
    _text: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAdjustment<'a> {
    pub(super) ordinal: Option<u32>,
    #[serde(borrow)]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDuty<'a> {
    pub(super) ordinal: Option<u32>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    pub(super) catch_all: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTrailing<'a> {
    #[serde(borrow)]
    pub(super) text: Str<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGroup<'a> {
    #[serde(borrow)]
    pub(super) organ: Str<'a>,
    pub(super) declared: Option<i64>,
    #[serde(borrow, default)]
    pub(super) units: Vec<RawUnit<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawUnit<'a> {
    pub(super) ordinal: Option<u32>,
    #[serde(borrow)]
    pub(super) name: Quoted<'a>,
    #[serde(borrow, default)]
    pub(super) aliases: Vec<Quoted<'a>>,
    pub(super) posts: Option<i64>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStaffing<'a> {
    #[serde(borrow)]
    pub(super) organ: Str<'a>,
    pub(super) admin: Option<i64>,
    pub(super) support: Option<i64>,
    pub(super) separate_listed: Option<bool>,
    pub(super) separate: Option<i64>,
    #[serde(borrow)]
    pub(super) separate_for: Str<'a>,
    pub(super) heads: Option<i64>,
    pub(super) deputies: Option<i64>,
    pub(super) unit_heads: Option<i64>,
    pub(super) unit_deputies: Option<i64>,
    pub(super) unit_leaders: Option<i64>,
    pub(super) institution: Option<i64>,
    pub(super) filled: Option<i64>,
    pub(super) institution_filled: Option<i64>,
    pub(super) total: Option<i64>,
    #[serde(borrow, default)]
    pub(super) posts: Vec<RawPost<'a>>,
    #[serde(borrow, default)]
    pub(super) includes: Vec<RawPost<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPost<'a> {
    #[serde(borrow)]
    pub(super) title: Quoted<'a>,
    pub(super) count: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProvision<'a> {
    #[serde(borrow)]
    pub(super) kind: Quoted<'a>,
    #[serde(borrow)]
    pub(super) by: Str<'a>,
    #[serde(borrow)]
    pub(super) date: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
}

impl Document<'_> {
    /// Whether there is nothing but the name of the form.
    pub(super) fn is_empty(&self) -> bool {
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
