//! Which document is the earlier version of which, and which stands one level up: told by the place, the kind and the name
//! of the organ, and by the day of the text.

use std::collections::BTreeMap;

use jiff::{SignedDuration, civil::Date};
use serde::{Deserialize, Serialize};

use super::row::Row;
use crate::{
    eval::{as_of::AsOf, value::Why},
    regulation::{Regulation, Words},
    schema::OrganKind,
    text::fold_words,
};

/// What tells which document is the parent or the earlier version of which.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::eval) struct Key {
    /// The English name of the kind of organ.
    pub(in crate::eval) kind: Option<String>,
    /// What the organ is called, without its place and in the words that all levels use.
    pub(in crate::eval) name: Option<String>,
    pub(in crate::eval) jurisdiction: Option<String>,
    pub(in crate::eval) province: Option<String>,
    pub(in crate::eval) parent: Option<String>,
    /// The day of the text itself, or the days between which it must lie; no audit moves it.
    pub(in crate::eval) days: Option<(Date, Date)>,
}

impl Key {
    pub(in crate::eval) fn of(reg: &Regulation) -> Self {
        let folded = |w: &Option<Words>| w.as_ref().map(|w| fold_words(&w.text));
        let organ = &reg.organ;
        let place = |w: &Option<Words>| folded(w).map(|w| in_province(&w).1.to_owned());
        let province = |w: &Option<Words>| folded(w).and_then(|w| in_province(&w).0.map(str::to_owned));
        let jurisdiction = place(&organ.jurisdiction);
        let own = reg.effective.as_ref().and_then(|e| e.date).or(reg.issued.map(|i| i.value));
        Self {
            kind: organ.kind.map(|k| k.value.en().to_owned()),
            name: folded(&organ.name).map(|name| title(&name, jurisdiction.as_deref())),
            province: folded(&organ.province)
                .or_else(|| province(&organ.jurisdiction))
                .or_else(|| province(&organ.parent)),
            parent: place(&organ.parent),
            days: match own.map_or_else(|| AsOf::of(reg, None), AsOf::Day) {
                AsOf::Day(day) => Some((day, day)),
                AsOf::Between(from, until) => Some((from, until)),
                AsOf::Unknown => None,
            },
            jurisdiction,
        }
    }

    /// Whether nothing says that two places of one name are two: 鼓楼区 there are in several cities.
    fn may_be_same_place(&self, other: &Self) -> bool {
        let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        agree(&self.province, &other.province) && agree(&self.parent, &other.parent)
    }

    /// The name by which organs of one kind and place are told apart. A place has one office of the government and one of the
    /// Party, whatever a text calls it.
    fn told_by(&self) -> Option<&str> {
        let alone = [OrganKind::GovernmentOffice, OrganKind::PartyOffice];
        let alone = self.jurisdiction.is_some() && alone.iter().any(|k| self.kind.as_deref() == Some(k.en()));
        self.name.as_deref().filter(|_| !alone)
    }

    /// The day, where it is one.
    fn day(&self) -> Option<Date> {
        self.days.filter(|(from, until)| from == until).map(|(day, _)| day)
    }

    fn from(&self) -> Date {
        self.days.map_or(Date::MIN, |(from, _)| from)
    }

    fn until(&self) -> Date {
        self.days.map_or(Date::MAX, |(_, until)| until)
    }
}

/// The province that a list may write before a place, and the place without it.
fn in_province(place: &str) -> (Option<&str>, &str) {
    let ends = ["省", "自治区"].iter().filter_map(|p| place.rfind(p).map(|at| at + p.len()));
    let split = ends.max().and_then(|end| place.split_at_checked(end)).filter(|(_, rest)| !rest.is_empty());
    split.map_or((None, place), |(province, rest)| (Some(province), rest))
}

/// What an organ is called behind its place: 县人民政府办公室 and 县政府办公室 are one, and what a province calls 教育厅 is 教育局 below it.
fn title(name: &str, place: Option<&str>) -> String {
    let own = place.and_then(|p| name.rfind(p).and_then(|at| name.get(at + p.len()..)));
    let own = own.filter(|own| !own.is_empty()).unwrap_or(name);
    let own = own.replace("人民政府", "政府").replace("办公厅", "办公室");
    own.strip_suffix('厅').map_or_else(|| own.clone(), |stem| format!("{stem}局"))
}

/// What a document is set beside; the reason where it is not known.
pub(in crate::eval) type Beside<'r> = Result<Option<&'r Row>, Why>;

/// Documents about one kind of organ in one place.
#[derive(Default)]
pub(in crate::eval) struct Versions<'r> {
    named: BTreeMap<&'r str, Dated<'r>>,
    nameless: Dated<'r>,
    all: Dated<'r>,
    /// Whether some of the places, all of one name, are told apart by what is above them.
    of_several: bool,
}

/// Documents by the last day that they can be of, and those of them that have no day.
#[derive(Default)]
struct Dated<'r> {
    by_day: Vec<&'r Row>,
    loose: Vec<&'r Row>,
}

impl<'r> Dated<'r> {
    fn push(&mut self, row: &'r Row) {
        self.by_day.push(row);
        if row.key.day().is_none() {
            self.loose.push(row);
        }
    }

    /// Those that are earlier than a document for sure and may be of its place, the last first.
    fn before(&self, row: &'r Row) -> impl Iterator<Item = &'r Row> {
        let from = row.key.from();
        let earlier = self.by_day.partition_point(|o| o.key.until() < from);
        let earlier = self.by_day.get(..earlier).unwrap_or_default().iter().rev().copied();
        earlier.filter(|o| o.key.may_be_same_place(&row.key))
    }

    /// Whether some may be earlier and may be later than a document, where that matters: a copy of it does not, nor does what says
    /// the same as the `last` that is earlier for sure.
    fn leave_open(&self, row: &Row, last: Option<&Row>) -> bool {
        let others = match row.key.day() {
            None => [&*self.by_day, &[]],
            Some(day) => {
                let first = self.by_day.partition_point(|o| o.key.until() < day);
                let same_day = self.by_day.get(first..).unwrap_or_default();
                let behind = same_day.partition_point(|o| o.key.until() <= day);
                [&*self.loose, same_day.get(..behind).unwrap_or_default()]
            }
        };
        others.into_iter().flatten().any(|o| {
            o.origin() != row.origin()
                && o.key.from() <= row.key.until()
                && row.key.from() <= o.key.until()
                && o.key.may_be_same_place(&row.key)
                && !(o.key.day().is_some() && o.key.day() == row.key.day() && o.says_the_same(row))
                && !last.is_some_and(|last| o.says_the_same(last))
        })
    }
}

impl<'r> Versions<'r> {
    /// Of rows about one kind of organ in one place.
    pub(in crate::eval) fn of(rows: &'r [Row]) -> Self {
        let mut sorted: Vec<&Row> = rows.iter().collect();
        sorted.sort_by_key(|r| (r.key.until(), r.key.from()));
        let several = |above: fn(&Key) -> &Option<String>| {
            let mut known = rows.iter().filter_map(|r| above(&r.key).as_ref());
            known.next().is_some_and(|first| known.any(|other| other != first))
        };
        let mut versions = Self {
            of_several: several(|key| &key.province) || several(|key| &key.parent),
            ..Self::default()
        };
        for row in sorted {
            match row.key.told_by() {
                Some(name) => versions.named.entry(name).or_default().push(row),
                None => versions.nameless.push(row),
            }
            versions.all.push(row);
        }
        versions
    }

    /// The latest document before another about the same organ: of the same name, or where a text does not give it of the
    /// same kind for the same place.
    pub(in crate::eval) fn before(&self, row: &'r Row) -> Beside<'r> {
        let placed = row.key.kind.is_some() && row.key.jurisdiction.is_some();
        let lists: Vec<&Dated<'r>> = match (row.key.told_by(), placed) {
            (None, true) => vec![&self.all],
            (None, false) => Vec::new(),
            (Some(name), _) => {
                self.named.get(name).into_iter().chain(placed.then_some(&self.nameless)).collect()
            }
        };
        let last = lists.iter().filter_map(|list| list.before(row).next());
        let last = last.max_by_key(|r| (r.key.until(), r.key.from(), r.origin()));
        if lists.iter().any(|list| list.leave_open(row, last)) {
            return Err(Why::NoOrder);
        }
        let Some(last) = last else { return Ok(None) };
        let as_late = |o: &&Row| o.key.until() >= last.key.from();
        let mut rivals = lists.iter().flat_map(|list| list.before(row).take_while(as_late));
        if rivals.any(|o| o.origin() != last.origin() && !o.says_the_same(last)) {
            return Err(Why::NoOrder);
        }
        let mut earlier = lists.iter().flat_map(|list| list.before(row));
        if self.of_several && earlier.any(|o| !o.key.may_be_same_place(&last.key)) {
            return Err(Why::SeveralPlaces);
        }
        Ok(Some(last))
    }
}

/// The documents of the organ one level up, of which several may be versions: the one nearest in time, of two as near the
/// earlier; one with a day before one without.
pub(in crate::eval) fn parent<'r>(row: &Row, above: &[&'r Row]) -> Beside<'r> {
    let is_it = |o: &&&Row| {
        o.origin() != row.origin()
            && (o.key.province.is_none() || row.key.province.is_none() || o.key.province == row.key.province)
            && match (o.key.told_by(), row.key.told_by()) {
                (Some(theirs), Some(own)) => theirs == own,
                _ => true,
            }
    };
    let mine = row.key.day().unwrap_or(Date::MAX);
    let distance = |o: &&Row| match o.key.day() {
        Some(day) => (false, mine.duration_since(day).abs(), day),
        None => (true, SignedDuration::ZERO, Date::MAX),
    };
    let all = || above.iter().filter(is_it).copied();
    let Some(nearest) = all().min_by_key(distance) else { return Ok(None) };
    if all().any(|o| !o.key.may_be_same_place(&nearest.key)) {
        return Err(Why::SeveralPlaces);
    }
    let mut others = all().filter(|o| o.origin() != nearest.origin() && distance(o) == distance(&nearest));
    if others.any(|o| !o.says_the_same(nearest)) {
        return Err(Why::NoOrder);
    }
    Ok(Some(nearest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_organ_are_one() {
        assert_eq!(title("青河县人民政府办公室", Some("青河县")), "政府办公室");
        assert_eq!(title("川北省人民政府办公厅", Some("川北省")), "政府办公室");
        assert_eq!(title("川北省教育厅", Some("川北省")), "教育局");
        assert_eq!(title("南江市青河县教育局", Some("青河县")), "教育局");
        assert_eq!(title("教育局", Some("青河县")), "教育局");
        assert_eq!(title("青河县", Some("青河县")), "青河县");
    }

    #[test]
    fn a_province_before_a_place_is_no_part_of_it() {
        assert_eq!(in_province("川北省南江市"), (Some("川北省"), "南江市"));
        assert_eq!(in_province("塞上自治区青城市"), (Some("塞上自治区"), "青城市"));
        assert_eq!(in_province("川北省"), (None, "川北省"));
        assert_eq!(in_province("南江市"), (None, "南江市"));
    }
}
