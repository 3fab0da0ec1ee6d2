//! Conditions of every form.

use guiju::schema::{Enumeration, Kind, Record, Type};

use super::policies::{BOOL, Generator, PATTERNS, VOCABULARIES, WORDS};

impl Generator<'_, '_> {
    pub(super) fn truth(&mut self, depth: usize) -> String {
        if self.c.is_spent() {
            return "true".to_owned();
        }
        if self.c.chance(2)
            && let Some(focused) = self.focused(depth)
        {
            return focused;
        }
        if depth == 0 {
            return self
                .path(Type::One(BOOL), 0)
                .filter(|_| self.c.chance(2))
                .unwrap_or_else(|| self.compared(0));
        }
        let d = depth - 1;
        match self.c.below(16) {
            0 => format!("({} and {})", self.one(BOOL, d), self.one(BOOL, d)),
            1 => format!("({} or {})", self.one(BOOL, d), self.one(BOOL, d)),
            2 => format!("(not {})", self.one(BOOL, d)),
            3..=5 => self.quantified(d),
            6 | 7 => self.compared(d),
            8 => self.membership(d),
            9 => self.tested(d),
            10 => format!("({} contains {})", self.worded(d), self.needle(d)),
            11 => format!("({} matches /{}/)", self.worded(d), self.c.of(&PATTERNS)),
            12 | 13 => self.mentioned(d),
            14 => self.sets(d),
            _ => match self.c.below(3) {
                0 => format!("consecutive({})", self.list(Kind::Int, d)),
                1 => self.path(Type::One(BOOL), d).unwrap_or_else(|| "true".to_owned()),
                _ => self.before(d),
            },
        }
    }

    pub(super) fn needle(&mut self, depth: usize) -> String {
        match self.c.below(4) {
            0 => self.list(Kind::Text, depth),
            1 => self.one(Kind::Text, depth),
            _ => format!("\"{}\"", self.c.of(&WORDS)),
        }
    }

    pub(super) fn quantified(&mut self, depth: usize) -> String {
        let kind = self.element_kind();
        let list = self.list(kind, depth);
        let quantifier = self.c.of(&["some", "every", "no", "exactly 1", "exactly 2", "exactly 0"]);
        let (x, condition) = self.about(kind, |g, x| (x.to_owned(), g.one(BOOL, depth)));
        format!("({quantifier} {x} in {list} where {condition})")
    }

    pub(super) fn compared(&mut self, depth: usize) -> String {
        let order = ["==", "is not", "<", "<=", ">", ">="];
        match self.c.below(6) {
            0 => {
                let op = self.c.of(&order);
                format!("({} {op} {})", self.one(Kind::Date, depth), self.one(Kind::Date, depth))
            }
            1 => {
                let op = self.c.of(&order[..2]);
                format!("({} {op} {})", self.one(Kind::Text, depth), self.one(Kind::Text, depth))
            }
            2 => {
                let e = self.c.of(Enumeration::ALL);
                let op = self.c.of(&order[..2]);
                format!("({} {op} {})", self.symbol(e, depth), self.bare(e))
            }
            3 if self.row.is_none() => {
                let kind = Kind::Record(self.seen_record());
                let op = self.c.of(&order[..2]);
                format!("({} {op} {})", self.one(kind, depth), self.one(kind, depth))
            }
            _ => {
                let (a, b) =
                    (self.c.of(&[Kind::Int, Kind::Int, Kind::Ratio]), self.c.of(&[Kind::Int, Kind::Ratio]));
                let op = self.c.of(&order);
                format!("({} {op} {})", self.one(a, depth), self.one(b, depth))
            }
        }
    }

    pub(super) fn membership(&mut self, depth: usize) -> String {
        let op = self.c.of(&["in", "not in"]);
        if self.c.chance(3) {
            let e = self.c.of(Enumeration::ALL);
            return format!("({} {op} [{}, {}])", self.symbol(e, depth), self.bare(e), self.bare(e));
        }
        let kind = self.element_kind();
        format!("({} {op} {})", self.one(kind, depth), self.list(kind, depth))
    }

    pub(super) fn tested(&mut self, depth: usize) -> String {
        let not = self.c.of(&["", "not "]);
        if self.c.chance(2) {
            let kind = self.element_kind();
            return format!("({} is {not}empty)", self.list(kind, depth));
        }
        let kind = self.element_kind();
        let test = self.c.of(&["known", "unknown"]);
        format!("({} is {not}{test})", self.one(kind, depth))
    }

    pub(super) fn mentioned(&mut self, depth: usize) -> String {
        let asked = match self.c.below(4) {
            0 => format!("[{}, {}]", self.c.of(&VOCABULARIES), self.c.of(&VOCABULARIES)),
            1 if self.row.is_none() => self.list(Kind::Record(Record::Vocabulary), depth),
            _ => self.c.of(&VOCABULARIES).to_owned(),
        };
        if self.row.is_some() || self.c.chance(2) {
            return format!("({} mentions {asked})", self.worded(depth));
        }
        let op = self.c.of(&["leads", "shares", "oversees", "assists"]);
        let kind = Kind::Record(self.c.of(&GOVERNED));
        let subject = if self.c.chance(2) { self.list(kind, depth) } else { self.one(kind, depth) };
        format!("({subject} {op} {asked})")
    }

    pub(super) fn sets(&mut self, depth: usize) -> String {
        if self.c.chance(3) {
            let v = Kind::Record(Record::Vocabulary);
            return format!("({} covers {})", self.one(v, depth), self.one(v, depth));
        }
        let kind = self.element_kind();
        format!("({} meets {})", self.list(kind, depth), self.list(kind, depth))
    }

    pub(super) fn before(&mut self, depth: usize) -> String {
        if self.row.is_some() {
            return "true".to_owned();
        }
        let (a, b) = (self.seen_record(), self.any_record());
        let a = if a == Record::Vocabulary { Record::Duty } else { a };
        format!("({} before {})", self.one(Kind::Record(a), depth), self.one(Kind::Record(b), depth))
    }

    /// Something that must be there: false where nothing, or too little, is found.
    pub(super) fn sought(&mut self) -> String {
        let kind =
            if self.row.is_some() { Kind::Record(Record::Row) } else { Kind::Record(self.any_record()) };
        let list = self.plain_list(kind);
        let (x, condition) = self.about(kind, |g, x| {
            let mut parts: Vec<String> = (0..=g.c.below(3)).map(|_| g.one(BOOL, 1)).collect();
            // What is near says something of what is sought.
            if g.row.is_none() && kind != Kind::Record(Record::Vocabulary) && g.c.chance(2) {
                parts.push(match g.c.below(3) {
                    0 => format!("({x} mentions {})", g.c.of(&VOCABULARIES)),
                    1 => format!("({x} contains \"{}\")", g.c.of(&["负责", "工作", "办公室"])),
                    _ => format!("({x} matches /{}/)", g.c.of(&PATTERNS)),
                });
            }
            (x.to_owned(), parts.join(g.c.of(&[" and ", " and ", " or "])))
        });
        let few = self.c.of(&["1", "2", "3"]);
        match self.c.below(6) {
            0 => format!("({} {x} in {list} where {condition}) is known", self.c.of(&["first", "last"])),
            1 => format!("count(those {x} in {list} where {condition}) >= {few}"),
            2 => format!("{few} <= count({list})"),
            3 => format!("exactly {few} {x} in {list} where {condition}"),
            4 => format!("(those {x} in {list} where {condition}) is not empty"),
            _ => format!("some {x} in {list} where {condition}"),
        }
    }

    /// Something about the variable that was bound last.
    fn focused(&mut self, depth: usize) -> Option<String> {
        let (name, ty) = self.visible.last()?.clone();
        let Type::One(Kind::Record(record)) = ty else { return Some(self.about_value(&name, ty, depth)) };
        if self.row.is_none() && record != Record::Vocabulary && self.c.chance(3) {
            let asked = self.c.of(&VOCABULARIES);
            return Some(match self.c.below(4) {
                0 => format!("({name} contains {})", self.needle(0)),
                1 => format!("({name} matches /{}/)", self.c.of(&PATTERNS)),
                2 if GOVERNED.contains(&record) => {
                    format!("({name} {} {asked})", self.c.of(&["leads", "shares", "oversees", "assists"]))
                }
                _ => format!("({name} mentions {asked})"),
            });
        }
        let fields: Vec<(String, Type)> = match (&self.row, record) {
            (Some(row), Record::Row) => row.clone(),
            _ => guiju::schema::fields_of(record).map(|f| (f.field.names().0.to_owned(), f.ty)).collect(),
        };
        if fields.is_empty() {
            return None;
        }
        let (field, ty) = fields[self.c.below(fields.len())].clone();
        Some(self.about_value(&format!("{name}.{field}"), ty, depth))
    }

    /// A condition on a value of a type.
    fn about_value(&mut self, value: &str, ty: Type, depth: usize) -> String {
        let order = self.c.of(&["==", "is not", "<", "<=", ">", ">="]);
        let same = self.c.of(&["==", "is not"]);
        match ty {
            Type::One(Kind::Bool) => value.to_owned(),
            Type::One(kind @ (Kind::Int | Kind::Ratio)) => format!("({value} {order} {})", self.one(kind, 0)),
            Type::One(Kind::Date) => format!("({value} {order} {})", self.date(0)),
            Type::One(Kind::Enum(e)) => format!("({value} {same} {})", self.bare(e)),
            Type::One(Kind::Text) => match self.c.below(3) {
                0 => format!("({value} {same} {})", self.text(0)),
                1 => format!("({value} mentions {})", self.c.of(&VOCABULARIES)),
                _ => format!("({value} contains {})", self.needle(0)),
            },
            Type::List(_) if self.c.chance(2) => {
                format!("(count({value}) {order} {})", self.c.of(&["0", "1", "2", "3"]))
            }
            Type::List(kind) if depth > 0 => {
                let quantifier = self.c.of(&["some", "every", "no", "exactly 1"]);
                let (x, condition) = self.about(kind, |g, x| (x.to_owned(), g.one(BOOL, depth - 1)));
                format!("({quantifier} {x} in {value} where {condition})")
            }
            Type::List(_) => format!("({value} is {}empty)", self.c.of(&["", "not "])),
            _ => format!("({value} is {}known)", self.c.of(&["", "not "])),
        }
    }
}

/// The records in which a verb can govern something.
const GOVERNED: [Record; 9] = [
    Record::Section,
    Record::Article,
    Record::Adjustment,
    Record::Duty,
    Record::Trailing,
    Record::UnitGroup,
    Record::Unit,
    Record::Clause,
    Record::Segment,
];
