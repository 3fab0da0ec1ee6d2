//! A structure without a text, read at once: the fields as they stand in the JSON, and the text and the places that they
//! give.
//!
//! It makes what [`synthesize`](super::synthesize) makes of the same structure, without going through values. A structure
//! with anything unusual in it is left to that.

use std::fmt::Write as _;

use super::{
    raw::{
        Document, Quoted, RawAdjustment, RawDuty, RawGroup, RawOrgan, RawPost, RawProvision, RawSection,
        RawStaffing, RawTrailing, RawUnit, Str,
    },
    structure,
    synthesize::end_record,
    wire,
};
use crate::{
    regulation::{
        Adjustment, Clauses, Duty, Include, Organ, Path, Pointer, Post, Provision, Read, Regulation, Section,
        Staffing, Trailing, Unit, UnitGroup, Words,
    },
    schema::{AdjustmentKind, Level, OrganKind, ProvisionKind, SectionKind},
    source::Span,
};

/// Reads a structure without a text; `None` where it is not one, or not as plain as most.
pub(in crate::ingest) fn read(json: &str) -> Option<Regulation> {
    let document: Document<'_> = serde_json::from_str(json).ok()?;
    if *document.schema != *wire::SCHEMA {
        return None;
    }
    if document.is_empty() {
        return None;
    }
    let mut made = Maker {
        text: String::with_capacity(json.len()),
        pointers: Vec::with_capacity(json.len() / 64),
        below: false,
    };
    let mut regulation = Regulation::nothing();
    regulation.id = document.id.map_or_else(String::new, Quoted::into_owned);
    regulation.organ = made.organ(document.organ)?;
    regulation.sections = made.all(document.sections, "sections", Maker::section)?;
    regulation.adjustments =
        made.all(document.adjustments, "adjustments", |made, a, path| made.adjustment(&a, path))?;
    regulation.duties = made.all(document.duties, "duties", |made, d, path| Some(made.duty(&d, path)))?;
    regulation.trailing =
        made.all(document.trailing, "trailing", |made, t, path| Some(made.trailing(&t, path)))?;
    regulation.staffing =
        made.all(document.staffing, "staffing", |made, s, path| Some(made.staffing(s, path)))?;
    regulation.provisions = made.all(document.provisions, "provisions", Maker::provision)?;
    regulation.unit_groups =
        made.all(document.unit_groups, "unit_groups", |made, g, path| Some(made.group(g, path)))?;
    if made.below {
        return None;
    }
    regulation.pointers = made.pointers;
    structure::with_text(&mut regulation, made.text);
    Some(regulation)
}

/// What has been made so far.
struct Maker {
    text: String,
    pointers: Vec<(Span, Pointer)>,
    /// Whether a number is below zero, which no number of these records can be.
    below: bool,
}

/// What only a closer look can tell about.
struct Unusual;

/// A record that is being written: where it begins, and its path in the JSON.
#[derive(Clone, Copy)]
struct Record {
    start: usize,
    path: Path,
}

impl Maker {
    /// Makes the records of a list.
    fn all<T, R>(
        &mut self,
        list: Vec<T>,
        name: &'static str,
        make: impl Fn(&mut Self, T, Path) -> Option<R>,
    ) -> Option<Vec<R>> {
        let mut made = Vec::with_capacity(list.len());
        for (record, i) in list.into_iter().zip(0..) {
            made.push(make(self, record, Path::of(name, i))?);
        }
        Some(made)
    }

    fn begin(&self, path: Path) -> Record {
        Record { start: self.text.len(), path }
    }

    /// The range of a record, without the blank behind its last word.
    fn end(&mut self, record: Record) -> Span {
        Span::of(record.start..end_record(&mut self.text, record.start))
    }

    fn put(&mut self, record: Record, field: &'static str, words: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(words);
        self.placed(start, Pointer::Made(record.path, field, None))
    }

    /// Notes where what was just written came from.
    fn placed(&mut self, start: usize, pointer: Pointer) -> Span {
        let span = Span::of(start..self.text.len());
        self.pointers.push((span, pointer));
        self.text.push(' ');
        span
    }

    fn words(&mut self, record: Record, field: &'static str, words: Str<'_>) -> Option<Words> {
        let words = words?;
        let span = self.put(record, field, &words);
        Some(Words { text: words.into_owned(), span: Some(span) })
    }

    /// The place of words that are not kept beside it.
    fn place(&mut self, record: Record, field: &'static str, words: Option<&str>) -> Option<Span> {
        words.map(|words| self.put(record, field, words))
    }

    fn number<N: Copy + Into<i64>>(
        &mut self,
        record: Record,
        field: &'static str,
        number: Option<N>,
    ) -> Option<Read<N>> {
        let number = number?;
        self.below |= number.into() < 0;
        let start = self.text.len();
        match u8::try_from(number.into()) {
            Ok(digit @ 0..10) => self.text.push(char::from(b'0' + digit)),
            // Writing to a text does not fail.
            _ => write!(self.text, "{}", number.into()).unwrap_or_default(),
        }
        Some(Read::at(number, self.placed(start, Pointer::Made(record.path, field, None))))
    }

    /// A value by its name; `Err` where there is none of that name.
    fn named<T>(
        &mut self,
        record: Record,
        field: &'static str,
        name: Option<&str>,
        find: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<Read<T>>, Unusual> {
        let Some(name) = name else { return Ok(None) };
        let value = find(name).ok_or(Unusual)?;
        Ok(Some(Read::at(value, self.put(record, field, name))))
    }

    fn organ(&mut self, raw: Option<RawOrgan<'_>>) -> Option<Organ> {
        let Some(raw) = raw else { return Some(Organ::default()) };
        let record = self.begin(Path::single("organ"));
        let organ = Organ {
            name: self.words(record, "name", raw.name),
            short: self.words(record, "short", raw.short),
            kind: self.named(record, "kind", raw.kind.as_deref(), OrganKind::named).ok()?,
            level: self.named(record, "level", raw.level.as_deref(), Level::named).ok()?,
            rank: self.words(record, "rank", raw.rank),
            jurisdiction: self.words(record, "jurisdiction", raw.jurisdiction),
            province: self.words(record, "province", raw.province),
            parent: self.words(record, "parent", raw.parent),
        };
        self.end(record);
        Some(organ)
    }

    fn section(&mut self, raw: RawSection<'_>, path: Path) -> Option<Section> {
        let record = self.begin(path);
        let kind = raw.kind.as_deref().map(|k| SectionKind::named(k).ok_or(Unusual)).transpose().ok()?;
        let ordinal = self.number(record, "ordinal", raw.ordinal).map(|r| r.value);
        let article = self.number(record, "article", raw.article).map(|r| r.value);
        let heading = self.words(record, "heading", raw.heading);
        let span = self.end(record);
        Some(Section { kind, heading, ordinal, article, clauses: Clauses::default(), head: span, span })
    }

    fn adjustment(&mut self, raw: &RawAdjustment<'_>, path: Path) -> Option<Adjustment> {
        let record = self.begin(path);
        let ordinal = self.number(record, "ordinal", raw.ordinal).map(|r| r.value);
        let kind = self.named(record, "kind", raw.kind.as_deref(), AdjustmentKind::named).ok()?;
        let text = self.place(record, "text", raw.text.as_deref());
        let span = self.end(record);
        Some(Adjustment {
            ordinal,
            kind,
            text: text.unwrap_or(span.after()),
            clauses: Clauses::default(),
            span,
        })
    }

    fn duty(&mut self, raw: &RawDuty<'_>, path: Path) -> Duty {
        let record = self.begin(path);
        let ordinal = self.number(record, "ordinal", raw.ordinal).map(|r| r.value);
        let text = self.place(record, "text", raw.text.as_deref());
        let span = self.end(record);
        let catch_all = raw.catch_all.unwrap_or_default();
        Duty { ordinal, text: text.unwrap_or(span.after()), catch_all, clauses: Clauses::default(), span }
    }

    fn trailing(&mut self, raw: &RawTrailing<'_>, path: Path) -> Trailing {
        let record = self.begin(path);
        self.place(record, "text", raw.text.as_deref());
        Trailing { clauses: Clauses::default(), span: self.end(record) }
    }

    fn group(&mut self, raw: RawGroup<'_>, path: Path) -> UnitGroup {
        let record = self.begin(path);
        let organ = self.words(record, "organ", raw.organ);
        let declared = self.number(record, "declared", raw.declared);
        self.end(record);
        let units = raw.units.into_iter().zip(0..).map(|(u, i)| self.unit(u, path.inside("units", i)));
        let units = units.collect();
        let end = self.text.trim_end().len().max(record.start);
        UnitGroup { organ, declared, clauses: Clauses::default(), units, span: Span::of(record.start..end) }
    }

    fn unit(&mut self, raw: RawUnit<'_>, path: Path) -> Unit {
        let record = self.begin(path);
        let ordinal = self.number(record, "ordinal", raw.ordinal).map(|r| r.value);
        let name = self.put(record, "name", &raw.name);
        let posts = self.number(record, "posts", raw.posts);
        let text = self.place(record, "text", raw.text.as_deref());
        let aliases = raw.aliases.into_iter().zip(0..).map(|(alias, i)| {
            let start = self.text.len();
            self.text.push_str(&alias);
            let span = self.placed(start, Pointer::Made(path, "aliases", Some(i)));
            Words { text: alias.into_owned(), span: Some(span) }
        });
        let aliases = aliases.collect();
        let span = self.end(record);
        Unit {
            ordinal,
            name: Words { text: raw.name.into_owned(), span: Some(name) },
            aliases,
            text: text.unwrap_or(span.after()),
            clauses: Clauses::default(),
            posts,
            span,
        }
    }

    fn staffing(&mut self, raw: RawStaffing<'_>, path: Path) -> Staffing {
        let record = self.begin(path);
        let mut made = Staffing {
            organ: self.words(record, "organ", raw.organ),
            admin: self.number(record, "admin", raw.admin),
            support: self.number(record, "support", raw.support),
            separate_listed: None,
            separate: self.number(record, "separate", raw.separate),
            separate_for: self.words(record, "separate_for", raw.separate_for),
            heads: self.number(record, "heads", raw.heads),
            deputies: self.number(record, "deputies", raw.deputies),
            unit_heads: self.number(record, "unit_heads", raw.unit_heads),
            unit_deputies: self.number(record, "unit_deputies", raw.unit_deputies),
            unit_leaders: self.number(record, "unit_leaders", raw.unit_leaders),
            institution: self.number(record, "institution", raw.institution),
            police: self.number(record, "police", raw.police),
            filled: self.number(record, "filled", raw.filled),
            institution_filled: self.number(record, "institution_filled", raw.institution_filled),
            total: self.number(record, "total", raw.total),
            posts: Vec::new(),
            includes: Vec::new(),
            breakdown: Vec::new(),
            span: Span::default(),
        };
        for (post, i) in raw.posts.into_iter().zip(0..) {
            let (title, count, span) = self.post(post, path.inside("posts", i));
            made.posts.push(Post { title, least: count, most: count, span });
        }
        for (post, i) in raw.includes.into_iter().zip(0..) {
            let (title, count, span) = self.post(post, path.inside("includes", i));
            made.includes.push(Include { title, count, span });
        }
        for (post, i) in raw.breakdown.into_iter().zip(0..) {
            let (title, count, span) = self.post(post, path.inside("breakdown", i));
            made.breakdown.push(Post { title, least: count, most: count, span });
        }
        made.span = self.end(record);
        made.separate_listed = raw.separate_listed.unwrap_or_default().then_some(made.span);
        made
    }

    fn post(&mut self, raw: RawPost<'_>, path: Path) -> (Words, i64, Span) {
        let record = self.begin(path);
        let title = self.put(record, "title", &raw.title);
        self.number(record, "count", Some(raw.count));
        let words = Words { text: raw.title.into_owned(), span: Some(title) };
        (words, raw.count, self.end(record))
    }

    fn provision(&mut self, raw: RawProvision<'_>, path: Path) -> Option<Provision> {
        let record = self.begin(path);
        let kind = ProvisionKind::named(&raw.kind)?;
        let by = self.words(record, "by", raw.by);
        let date = self.named(record, "date", raw.date.as_deref(), |d| d.parse().ok()).ok()?;
        let text = self.place(record, "text", raw.text.as_deref());
        let span = self.end(record);
        Some(Provision { kind, by, date, text: text.unwrap_or(span.after()), span })
    }
}
