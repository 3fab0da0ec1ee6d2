//! Values of every type: fields, functions, lists and picks, made from the table.

use guiju::schema::{BUILTINS, Builtin, Enumeration, FIELDS, Kind, Record, Type};

use super::{
    documents::DAYS,
    policies::{BOOL, CAPTURES, Generator, INTS, VOCABULARIES, WORDS},
};

impl Generator<'_, '_> {
    /// A record that documents have in lists.
    pub(super) fn any_record(&mut self) -> Record {
        if self.row.is_some() {
            return Record::Row;
        }
        let all: Vec<Record> =
            Record::ALL.into_iter().filter(|r| !matches!(r, Record::Document | Record::Row)).collect();
        self.c.of(&all)
    }

    /// The record of some variable, or any.
    pub(super) fn seen_record(&mut self) -> Record {
        let seen: Vec<Record> = self
            .visible
            .iter()
            .filter_map(|(_, ty)| match ty {
                Type::One(Kind::Record(r)) => Some(*r),
                _ => None,
            })
            .collect();
        if seen.is_empty() || self.c.chance(4) { self.any_record() } else { self.c.of(&seen) }
    }

    pub(super) fn record_type(&mut self) -> Type {
        let kind = Kind::Record(self.any_record());
        if self.c.chance(2) { Type::List(kind) } else { Type::One(kind) }
    }

    pub(super) fn element_kind(&mut self) -> Kind {
        if self.c.chance(4) { self.value_kind() } else { Kind::Record(self.any_record()) }
    }

    pub(super) fn typed(&mut self, ty: Type, depth: usize) -> String {
        match ty {
            Type::List(kind) => self.list(kind, depth),
            Type::One(kind) => self.one(kind, depth),
            Type::EmptyList | Type::Error => "[]".to_owned(),
        }
    }

    /// A variable of a type.
    pub(super) fn variable(&mut self, ty: Type) -> Option<String> {
        let all: Vec<String> =
            self.visible.iter().filter(|(_, t)| *t == ty).map(|(n, _)| n.clone()).collect();
        if all.is_empty() { None } else { Some(all[self.c.below(all.len())].clone()) }
    }

    /// A field of a type: of a variable, of the document, or of what lists hold.
    pub(super) fn path(&mut self, ty: Type, depth: usize) -> Option<String> {
        let owners: Vec<(Record, String, Type)> = match &self.row {
            Some(row) => row.iter().map(|(n, t)| (Record::Row, n.clone(), *t)).collect(),
            None => FIELDS.iter().map(|f| (f.record, f.field.names().0.to_owned(), f.ty)).collect(),
        };
        let owners: Vec<_> = owners.into_iter().filter(|(_, _, t)| *t == ty).collect();
        let seen: Vec<_> = owners
            .iter()
            .filter(|(r, ..)| self.visible.iter().any(|(_, t)| *t == Type::One(Kind::Record(*r))))
            .cloned()
            .collect();
        let from = if seen.is_empty() || self.c.chance(3) { owners } else { seen };
        if from.is_empty() {
            return None;
        }
        let (record, field, _) = from[self.c.below(from.len())].clone();
        if record == Record::Document {
            return Some(field);
        }
        Some(format!("{}.{field}", self.record(record, depth.saturating_sub(1))))
    }

    pub(super) fn one(&mut self, kind: Kind, depth: usize) -> String {
        let depth = if self.c.is_spent() { 0 } else { depth };
        if self.c.chance(4)
            && let Some(variable) = self.variable(Type::One(kind))
        {
            return variable;
        }
        if depth > 1
            && self.c.chance(8)
            && let Some(call) = self.defined(Type::One(kind))
        {
            return call;
        }
        if depth > 0 && self.c.chance(12) && !matches!(kind, Kind::Record(_) | Kind::Enum(_)) {
            let (a, b) = (self.one(kind, depth - 1), self.one(kind, depth - 1));
            return format!("({a} else {b})");
        }
        if depth > 0 && self.c.chance(10) && !matches!(kind, Kind::Record(_) | BOOL) {
            return self.picked(kind, depth - 1);
        }
        match kind {
            Kind::Bool => self.truth(depth),
            Kind::Int | Kind::Ratio => self.number(kind, depth),
            Kind::Date => self.date(depth),
            Kind::Text => self.text(depth),
            Kind::Enum(e) => self.symbol(e, depth),
            Kind::Record(r) => self.record(r, depth),
            Kind::Pattern => String::new(),
        }
    }

    pub(super) fn defined(&mut self, ty: Type) -> Option<String> {
        let rows = self.row.is_some();
        let usable = self.defines.iter().filter(|d| d.result == ty && (d.for_rows || !rows));
        let all: Vec<(String, Vec<Type>)> = usable.map(|d| (d.name.clone(), d.types.clone())).collect();
        if all.is_empty() {
            return None;
        }
        let (name, types) = all[self.c.below(all.len())].clone();
        let arguments: Vec<String> = types.iter().map(|t| self.typed(*t, 1)).collect();
        Some(format!("{name}({})", arguments.join(", ")))
    }

    /// An element of a list.
    pub(super) fn picked(&mut self, kind: Kind, depth: usize) -> String {
        let list = self.list(kind, depth);
        match self.c.below(4) {
            0 => format!("first({list})"),
            1 => format!("last({list})"),
            2 => {
                let which = self.c.of(&["first", "last"]);
                let condition = self.about(kind, |g, x| (x.to_owned(), g.one(BOOL, depth)));
                format!("({which} {} in {list} where {})", condition.0, condition.1)
            }
            _ => {
                let (x, by) = self.about(kind, |g, x| (x.to_owned(), g.one(Kind::Int, depth)));
                format!("(best {x} in {list} by {by})")
            }
        }
    }

    /// What is said of an element, under a name of its own.
    pub(super) fn about<T>(&mut self, kind: Kind, say: impl FnOnce(&mut Self, &str) -> T) -> T {
        let mark = self.visible.len();
        let name = self.fresh(Type::One(kind));
        let said = say(self, &name);
        self.visible.truncate(mark);
        said
    }

    pub(super) fn record(&mut self, record: Record, depth: usize) -> String {
        if !self.c.chance(4)
            && let Some(variable) = self.variable(Type::One(Kind::Record(record)))
        {
            return variable;
        }
        match record {
            Record::Document => "document".to_owned(),
            Record::Organ => "organ".to_owned(),
            Record::Vocabulary if self.row.is_some() || self.c.chance(2) => {
                self.c.of(&VOCABULARIES).to_owned()
            }
            Record::UnitGroup if self.row.is_none() && self.c.chance(3) => {
                format!("{}.group", self.record(Record::Unit, depth.saturating_sub(1)))
            }
            _ if depth == 0 => {
                let list = self.list(Kind::Record(record), 0);
                format!("{}({list})", self.c.of(&["first", "last"]))
            }
            _ => self.picked(Kind::Record(record), depth - 1),
        }
    }

    pub(super) fn list(&mut self, kind: Kind, depth: usize) -> String {
        if self.c.chance(4)
            && let Some(variable) = self.variable(Type::List(kind))
        {
            return variable;
        }
        if depth == 0 || self.c.is_spent() {
            return self.plain_list(kind);
        }
        match self.c.below(10) {
            0..=4 => self.plain_list(kind),
            5 | 6 => {
                let list = self.list(kind, depth - 1);
                let (x, condition) = self.about(kind, |g, x| (x.to_owned(), g.one(BOOL, depth - 1)));
                format!("(those {x} in {list} where {condition})")
            }
            7 => {
                let op = self.c.of(&["union", "minus"]);
                let (a, b) = (self.list(kind, depth - 1), self.list(kind, depth - 1));
                format!("({a} {op} {b})")
            }
            8 => {
                let all: Vec<String> = (0..=self.c.below(3)).map(|_| self.element(kind, depth - 1)).collect();
                format!("[{}]", all.join(", "))
            }
            _ => format!("distinct({})", self.list(kind, depth - 1)),
        }
    }

    /// A value in a list: for an enumeration no bare name, whose type would not be known.
    pub(super) fn element(&mut self, kind: Kind, depth: usize) -> String {
        self.one(kind, depth)
    }

    /// A list as it stands in a document, or a field of the records of one.
    pub(super) fn plain_list(&mut self, kind: Kind) -> String {
        if self.row.is_some() {
            return self.list_of_rows(kind);
        }
        if matches!(kind, Kind::Record(Record::Document)) {
            return "[document]".to_owned();
        }
        if matches!(kind, Kind::Record(Record::Organ)) {
            return "[organ]".to_owned();
        }
        let own: Vec<(Record, &str, bool)> = FIELDS
            .iter()
            .filter_map(|f| match f.ty {
                Type::List(k) if k == kind => Some((f.record, f.field.names().0, true)),
                // A projection of a single value over the records of a list.
                Type::One(k) if k == kind && f.record != Record::Document && f.record != Record::Organ => {
                    Some((f.record, f.field.names().0, false))
                }
                _ => None,
            })
            .collect();
        let Some((record, field, listed)) = (!own.is_empty()).then(|| own[self.c.below(own.len())]) else {
            return self.literal_list(kind);
        };
        if record == Record::Document {
            return field.to_owned();
        }
        let one = Type::One(Kind::Record(record));
        if listed
            && !self.c.chance(3)
            && let Some(variable) = self.variable(one)
        {
            return format!("{variable}.{field}");
        }
        format!("{}.{field}", self.plain_list(Kind::Record(record)))
    }

    pub(super) fn list_of_rows(&mut self, kind: Kind) -> String {
        let rows = Kind::Record(Record::Row);
        let all = self.variable(Type::List(rows));
        if kind == rows {
            return all.unwrap_or_else(|| {
                let row = self.variable(Type::One(rows)).unwrap_or_default();
                format!("[{row}]")
            });
        }
        let row = self.row.clone().unwrap_or_default();
        let fields: Vec<&(String, Type)> =
            row.iter().filter(|(_, t)| matches!(t, Type::One(k) | Type::List(k) if *k == kind)).collect();
        if fields.is_empty() {
            return self.literal_list(kind);
        }
        let (name, _) = fields[self.c.below(fields.len())];
        format!("{}.{name}", self.list_of_rows(rows))
    }

    pub(super) fn literal_list(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Text if self.c.chance(3) => "p_names".to_owned(),
            Kind::Enum(_) | Kind::Record(_) => format!("[{}]", self.one(kind, 0)),
            _ => format!("[{}, {}]", self.one(kind, 0), self.one(kind, 0)),
        }
    }

    pub(super) fn number(&mut self, kind: Kind, depth: usize) -> String {
        if depth == 0 || self.c.chance(3) {
            return self.small_number(kind, depth);
        }
        let d = depth - 1;
        match self.c.below(8) {
            0 => {
                let op = self.c.of(&["+", "-", "*"]);
                format!("({} {op} {})", self.one(kind, d), self.one(kind, d))
            }
            1 if kind == Kind::Ratio => format!("({} / {})", self.one(kind, d), self.one(Kind::Int, d)),
            1 => format!("(-{})", self.small_number(kind, d)),
            2 => self.looked_up(kind, d),
            _ => self.called(kind, d),
        }
    }

    pub(super) fn small_number(&mut self, kind: Kind, depth: usize) -> String {
        if !self.c.chance(3)
            && let Some(path) = self.path(Type::One(Kind::Int), depth)
        {
            return path;
        }
        match kind {
            Kind::Ratio => self.c.of(&["1/3", "40%", "p_share", "3/2", "2"]).to_owned(),
            _ => self.c.of(&INTS).to_owned(),
        }
    }

    pub(super) fn looked_up(&mut self, kind: Kind, depth: usize) -> String {
        if kind == Kind::Int {
            let level =
                if self.c.chance(3) { "county".to_owned() } else { self.symbol(Enumeration::Level, depth) };
            return format!("t_posts({level}, {})", self.one(Kind::Int, depth));
        }
        format!("t_share({})", self.symbol(Enumeration::OrganKind, depth))
    }

    /// A function whose result is of a kind; every function of the table has its arm.
    pub(super) fn called(&mut self, kind: Kind, depth: usize) -> String {
        let fitting: Vec<Builtin> = BUILTINS.iter().map(|b| b.builtin).filter(|b| gives(*b, kind)).collect();
        if fitting.is_empty() {
            return self.small_number(kind, depth);
        }
        let builtin = self.c.of(&fitting);
        let name = BUILTINS.iter().find(|b| b.builtin == builtin).map_or("", |b| b.en);
        match builtin {
            Builtin::Count => {
                let kind = self.element_kind();
                format!("{name}({})", self.list(kind, depth))
            }
            Builtin::Sum | Builtin::Min | Builtin::Max | Builtin::First | Builtin::Last => {
                format!("{name}({})", self.list(if kind == Kind::Ratio { Kind::Int } else { kind }, depth))
            }
            Builtin::Median | Builtin::Mad | Builtin::Consecutive => {
                format!("{name}({})", self.list(Kind::Int, depth))
            }
            Builtin::Abs => format!("{name}({})", self.one(kind, depth)),
            Builtin::Position => {
                // A list of ratios may turn out to be one of whole numbers, in which no ratio is looked for.
                let kind = match self.element_kind() {
                    Kind::Ratio => Kind::Int,
                    other => other,
                };
                format!("{name}({}, {})", self.one(kind, depth), self.list(kind, depth))
            }
            Builtin::Containment => {
                let exempt =
                    if self.c.chance(3) { format!(", {}", self.c.of(&VOCABULARIES)) } else { String::new() };
                format!("{name}({}, {}{exempt})", self.worded(depth), self.worded(depth))
            }
            Builtin::Capture => format!("{name}({}, /{}/, \"x\")", self.worded(depth), self.c.of(&CAPTURES)),
            Builtin::Captures => {
                format!("last({name}({}, /{}/, \"x\"))", self.worded(depth), self.c.of(&CAPTURES))
            }
            Builtin::Occurrences => {
                format!("first({name}({}, {}))", self.worded(depth), self.c.of(&VOCABULARIES))
            }
            Builtin::Length => {
                let exempt =
                    if self.c.chance(3) { format!(", {}", self.c.of(&VOCABULARIES)) } else { String::new() };
                format!("{name}({}{exempt})", self.worded(depth))
            }
            Builtin::Floor => format!("{name}({})", self.one(Kind::Ratio, depth)),
            // It gives a list.
            Builtin::Distinct => format!("count({name}({}))", self.list(Kind::Text, depth)),
        }
    }

    /// Something in which words can be sought.
    pub(super) fn worded(&mut self, depth: usize) -> String {
        if self.row.is_some() {
            return self.one(Kind::Text, depth);
        }
        let record = match self.seen_record() {
            Record::Vocabulary | Record::Row => Record::Duty,
            other => other,
        };
        match self.c.below(5) {
            0 => self.one(Kind::Text, depth),
            1 => self.list(Kind::Text, depth),
            2 => self.list(Kind::Record(record), depth),
            _ => self.one(Kind::Record(record), depth),
        }
    }

    pub(super) fn date(&mut self, depth: usize) -> String {
        match self.c.below(4) {
            0 => self.c.of(&DAYS).to_string(),
            1 if depth > 0 => self.called(Kind::Date, depth - 1),
            _ => self.path(Type::One(Kind::Date), depth).unwrap_or_else(|| self.c.of(&DAYS).to_string()),
        }
    }

    pub(super) fn text(&mut self, depth: usize) -> String {
        match self.c.below(6) {
            0 => format!("\"{}\"", self.c.of(&WORDS)),
            1 if depth > 0 => self.called(Kind::Text, depth - 1),
            2 if depth > 0 => format!("t_name({})", self.one(Kind::Ratio, depth - 1)),
            _ => self
                .path(Type::One(Kind::Text), depth)
                .unwrap_or_else(|| format!("\"{}\"", self.c.of(&WORDS))),
        }
    }

    /// A value of an enumeration; never a bare name, which only the other side of a comparison explains.
    pub(super) fn symbol(&mut self, e: Enumeration, depth: usize) -> String {
        let ty = Type::One(Kind::Enum(e));
        if let Some(path) = self.path(ty, depth) {
            return if self.c.chance(6) { format!("({path} else {})", self.bare(e)) } else { path };
        }
        format!("p_{}", e.en())
    }

    pub(super) fn bare(&mut self, e: Enumeration) -> &'static str {
        self.c.of(&e.symbols()).en()
    }
}

/// Whether a function can give a value of a kind.
fn gives(b: Builtin, kind: Kind) -> bool {
    match b {
        Builtin::Count | Builtin::Position | Builtin::Distinct | Builtin::Length | Builtin::Floor => {
            kind == Kind::Int
        }
        Builtin::Sum | Builtin::Abs => kind.is_number(),
        Builtin::Min | Builtin::Max => kind.is_number() || kind == Kind::Date,
        Builtin::First | Builtin::Last => !matches!(kind, Kind::Record(_) | Kind::Bool),
        Builtin::Consecutive => kind == Kind::Bool,
        Builtin::Median | Builtin::Mad | Builtin::Containment => kind == Kind::Ratio,
        Builtin::Capture | Builtin::Captures | Builtin::Occurrences => kind == Kind::Text,
    }
}
