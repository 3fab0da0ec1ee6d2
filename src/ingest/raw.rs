//! The fields of a structure without a text, as they stand in the JSON.

use std::borrow::Cow;

use super::fields::{Fields, Record, Str, set};

#[derive(Default)]
pub(super) struct Document<'a> {
    pub(super) schema: Cow<'a, str>,
    pub(super) id: Str<'a>,
    pub(super) organ: Option<RawOrgan<'a>>,
    pub(super) sections: Vec<RawSection<'a>>,
    pub(super) adjustments: Vec<RawAdjustment<'a>>,
    pub(super) duties: Vec<RawDuty<'a>>,
    pub(super) trailing: Vec<RawTrailing<'a>>,
    pub(super) unit_groups: Vec<RawGroup<'a>>,
    pub(super) staffing: Vec<RawStaffing<'a>>,
    pub(super) provisions: Vec<RawProvision<'a>>,
}

impl<'a> Record<'a> for Document<'a> {
    const NEEDS: u32 = 1;

    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "schema" => set(&mut self.schema, from.words()?, 0),
            "id" => set(&mut self.id, from.maybe_words()?, 1),
            "organ" => set(&mut self.organ, from.maybe_record()?, 2),
            "sections" => set(&mut self.sections, from.records()?, 3),
            "adjustments" => set(&mut self.adjustments, from.records()?, 4),
            "duties" => set(&mut self.duties, from.records()?, 5),
            "trailing" => set(&mut self.trailing, from.records()?, 6),
            "unit_groups" => set(&mut self.unit_groups, from.records()?, 7),
            "staffing" => set(&mut self.staffing, from.records()?, 8),
            "provisions" => set(&mut self.provisions, from.records()?, 9),
            _ => return None,
        })
    }
}

#[derive(Default)]
pub(super) struct RawOrgan<'a> {
    pub(super) name: Str<'a>,
    pub(super) short: Str<'a>,
    pub(super) kind: Str<'a>,
    pub(super) level: Str<'a>,
    pub(super) rank: Str<'a>,
    pub(super) jurisdiction: Str<'a>,
    pub(super) province: Str<'a>,
    pub(super) parent: Str<'a>,
}

impl<'a> Record<'a> for RawOrgan<'a> {
    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "name" => set(&mut self.name, from.maybe_words()?, 0),
            "short" => set(&mut self.short, from.maybe_words()?, 1),
            "kind" => set(&mut self.kind, from.maybe_words()?, 2),
            "level" => set(&mut self.level, from.maybe_words()?, 3),
            "rank" => set(&mut self.rank, from.maybe_words()?, 4),
            "jurisdiction" => set(&mut self.jurisdiction, from.maybe_words()?, 5),
            "province" => set(&mut self.province, from.maybe_words()?, 6),
            "parent" => set(&mut self.parent, from.maybe_words()?, 7),
            _ => return None,
        })
    }
}

#[derive(Default)]
pub(super) struct RawSection<'a> {
    pub(super) kind: Str<'a>,
    pub(super) heading: Str<'a>,
    pub(super) ordinal: Option<u32>,
    pub(super) article: Option<u32>,
}

impl<'a> Record<'a> for RawSection<'a> {
    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "kind" => set(&mut self.kind, from.maybe_words()?, 0),
            "heading" => set(&mut self.heading, from.maybe_words()?, 1),
            "ordinal" => set(&mut self.ordinal, from.maybe_number()?, 2),
            "article" => set(&mut self.article, from.maybe_number()?, 3),
            "text" => {
                // The words of a section are those of its records.
                from.maybe_words()?;
                4
            }
            _ => return None,
        })
    }
}

#[derive(Default)]
pub(super) struct RawAdjustment<'a> {
    pub(super) ordinal: Option<u32>,
    pub(super) kind: Str<'a>,
    pub(super) text: Str<'a>,
}

impl<'a> Record<'a> for RawAdjustment<'a> {
    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "ordinal" => set(&mut self.ordinal, from.maybe_number()?, 0),
            "kind" => set(&mut self.kind, from.maybe_words()?, 1),
            "text" => set(&mut self.text, from.maybe_words()?, 2),
            _ => return None,
        })
    }
}

#[derive(Default)]
pub(super) struct RawDuty<'a> {
    pub(super) ordinal: Option<u32>,
    pub(super) text: Str<'a>,
    pub(super) catch_all: Option<bool>,
}

impl<'a> Record<'a> for RawDuty<'a> {
    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "ordinal" => set(&mut self.ordinal, from.maybe_number()?, 0),
            "text" => set(&mut self.text, from.maybe_words()?, 1),
            "catch_all" => set(&mut self.catch_all, from.maybe_flag()?, 2),
            _ => return None,
        })
    }
}

#[derive(Default)]
pub(super) struct RawTrailing<'a> {
    pub(super) text: Str<'a>,
}

impl<'a> Record<'a> for RawTrailing<'a> {
    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "text" => set(&mut self.text, from.maybe_words()?, 0),
            _ => return None,
        })
    }
}

#[derive(Default)]
pub(super) struct RawGroup<'a> {
    pub(super) organ: Str<'a>,
    pub(super) declared: Option<i64>,
    pub(super) units: Vec<RawUnit<'a>>,
}

impl<'a> Record<'a> for RawGroup<'a> {
    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "organ" => set(&mut self.organ, from.maybe_words()?, 0),
            "declared" => set(&mut self.declared, from.maybe_number()?, 1),
            "units" => set(&mut self.units, from.records()?, 2),
            _ => return None,
        })
    }
}

#[derive(Default)]
pub(super) struct RawUnit<'a> {
    pub(super) ordinal: Option<u32>,
    pub(super) name: Cow<'a, str>,
    pub(super) aliases: Vec<Cow<'a, str>>,
    pub(super) posts: Option<i64>,
    pub(super) text: Str<'a>,
}

impl<'a> Record<'a> for RawUnit<'a> {
    const NEEDS: u32 = 1 << 1;

    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "ordinal" => set(&mut self.ordinal, from.maybe_number()?, 0),
            "name" => set(&mut self.name, from.words()?, 1),
            "aliases" => set(&mut self.aliases, from.list(Fields::words)?, 2),
            "posts" => set(&mut self.posts, from.maybe_number()?, 3),
            "text" => set(&mut self.text, from.maybe_words()?, 4),
            _ => return None,
        })
    }
}

#[derive(Default)]
pub(super) struct RawStaffing<'a> {
    pub(super) organ: Str<'a>,
    pub(super) admin: Option<i64>,
    pub(super) support: Option<i64>,
    pub(super) separate_listed: Option<bool>,
    pub(super) separate: Option<i64>,
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
    pub(super) posts: Vec<RawPost<'a>>,
    pub(super) includes: Vec<RawPost<'a>>,
}

impl<'a> Record<'a> for RawStaffing<'a> {
    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "organ" => set(&mut self.organ, from.maybe_words()?, 0),
            "admin" => set(&mut self.admin, from.maybe_number()?, 1),
            "support" => set(&mut self.support, from.maybe_number()?, 2),
            "separate_listed" => set(&mut self.separate_listed, from.maybe_flag()?, 3),
            "separate" => set(&mut self.separate, from.maybe_number()?, 4),
            "separate_for" => set(&mut self.separate_for, from.maybe_words()?, 5),
            "heads" => set(&mut self.heads, from.maybe_number()?, 6),
            "deputies" => set(&mut self.deputies, from.maybe_number()?, 7),
            "unit_heads" => set(&mut self.unit_heads, from.maybe_number()?, 8),
            "unit_deputies" => set(&mut self.unit_deputies, from.maybe_number()?, 9),
            "unit_leaders" => set(&mut self.unit_leaders, from.maybe_number()?, 10),
            "institution" => set(&mut self.institution, from.maybe_number()?, 11),
            "filled" => set(&mut self.filled, from.maybe_number()?, 12),
            "institution_filled" => set(&mut self.institution_filled, from.maybe_number()?, 13),
            "total" => set(&mut self.total, from.maybe_number()?, 14),
            "posts" => set(&mut self.posts, from.records()?, 15),
            "includes" => set(&mut self.includes, from.records()?, 16),
            _ => return None,
        })
    }
}

#[derive(Default)]
pub(super) struct RawPost<'a> {
    pub(super) title: Cow<'a, str>,
    pub(super) count: i64,
}

impl<'a> Record<'a> for RawPost<'a> {
    const NEEDS: u32 = 1 | 1 << 1;

    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "title" => set(&mut self.title, from.words()?, 0),
            "count" => set(&mut self.count, from.number()?, 1),
            _ => return None,
        })
    }
}

#[derive(Default)]
pub(super) struct RawProvision<'a> {
    pub(super) kind: Cow<'a, str>,
    pub(super) by: Str<'a>,
    pub(super) date: Str<'a>,
    pub(super) text: Str<'a>,
}

impl<'a> Record<'a> for RawProvision<'a> {
    const NEEDS: u32 = 1;

    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
        Some(match name {
            "kind" => set(&mut self.kind, from.words()?, 0),
            "by" => set(&mut self.by, from.maybe_words()?, 1),
            "date" => set(&mut self.date, from.maybe_words()?, 2),
            "text" => set(&mut self.text, from.maybe_words()?, 3),
            _ => return None,
        })
    }
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
