//! Well-typed policies of every form, made from the table of the language.

use std::fmt::Write as _;

use guiju::schema::{BUILTINS, Builtin, Enumeration, FIELDS, Kind, Record, Type};

use super::{choices::Choices, documents::DAYS};

/// A policy file that compiles.
pub(super) fn file(c: &mut Choices<'_>) -> String {
    let mut g = Generator { c, visible: Vec::new(), names: 0, defines: Vec::new(), row: None };
    let mut text = String::from(ITEMS);
    for e in Enumeration::ALL {
        let value = g.bare(*e);
        let _ = writeln!(text, "param p_{0}: {0} = {value}", e.en());
    }
    g.vocabularies(&mut text);
    for i in 0..g.c.below(3) {
        g.define(&mut text, i);
    }
    for i in 0..=g.c.below(3) {
        g.policy(&mut text, i);
    }
    text
}

/// What all policies may use.
const ITEMS: &str = r#"language 1

verbs lead { "负责", "承担", "组织", "管理", "拟订", "受理", "承办", "统筹协调" }
verbs oversee { "指导", "监督", "协调", "推动" }
verbs share { "会同", "组织或参与" }
verbs assist { "协助", "参与", "配合", "联系" }

table t_posts(level: level, admin: int) -> int {
  county     1..10 => 1  11..20 => 2  21.. => 4
  prefecture ..20 => 2  21..60 => 5
}
table t_share(kind: organ_kind) -> ratio { bureau => 1/3  government_office => 40% }
table t_name(n: ratio) -> text { 0..1 => "科"  2..9 => "办公室"  10.. => "档案" }

param p_most: int = 3
param p_share: ratio = 1/3
param p_names: list of text = ["办公室", "综合科"]

"#;

const PHRASES: [&str; 12] =
    ["保密", "密码", "档案", "信息公开", "公开", "政务", "机要保密", "秘密", "办公室", "信访", "協助", "管理"];

const WORDS: [&str; 12] =
    ["科", "负责", "档案", "办公室", "", "主任", "縣", "保密", "工作", "(", "机关党委", "县政府办"];

const PATTERNS: [&str; 6] = ["负责.+工作", "^(组织|指导)", "[办室]", "档案?", "第.条", "。$"];

/// Patterns with a group named `x`.
const CAPTURES: [&str; 4] = ["负责(?<x>..)", "(?<x>[^,;、]+)工作", "(?<x>.)科", "县(?<x>政府办)?"];

const INTS: [&str; 12] = ["0", "1", "2", "3", "4", "5", "10", "15", "20", "p_most", "9223372036854775807", "9"];

const VOCABULARIES: [&str; 4] = ["voc0", "voc1", "voc2", "voc3"];

struct Generator<'c, 'a> {
    c: &'c mut Choices<'a>,
    visible: Vec<(String, Type)>,
    names: usize,
    defines: Vec<Define>,
    /// The collected values, once a policy over a corpus has them: then documents are out of sight.
    row: Option<Vec<(String, Type)>>,
}

/// A definition that policies may use.
struct Define {
    name: String,
    types: Vec<Type>,
    result: Type,
    for_rows: bool,
}

const BOOL: Kind = Kind::Bool;
const DEPTH: usize = 4;

impl Generator<'_, '_> {
    fn fresh(&mut self, ty: Type) -> String {
        let name = format!("x{}", self.names);
        self.names += 1;
        self.visible.push((name.clone(), ty));
        name
    }

    // ---- items ----------------------------------------------------------------------------------------------------------

    fn vocabularies(&mut self, text: &mut String) {
        for (i, name) in VOCABULARIES.iter().enumerate() {
            let quoted = |all: &[&str]| all.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", ");
            let mut phrases = self.c.some(&PHRASES);
            if phrases.is_empty() {
                phrases.push(PHRASES[i]);
            }
            let _ = write!(text, "vocabulary {name} {{\n  title zh \"词{i}\" en \"v{i}\"\n  phrases {}\n", quoted(&phrases));
            if self.c.chance(3) {
                let weak = self.c.of(&["财务", "数据", "文电"]);
                let _ = writeln!(text, "  weak \"{weak}\" with \"管理\", \"共享\", \"会务\"");
            }
            if self.c.chance(3) {
                let except = self.c.of(&["商业秘密", "档案馆路", "信息公开申请", "公开", "机要保密工作"]);
                if !phrases.contains(&except) {
                    let _ = writeln!(text, "  except \"{except}\"");
                }
            }
            if i > 0 && self.c.chance(3) {
                let _ = writeln!(text, "  parent {}", VOCABULARIES[self.c.below(i)]);
            }
            if self.c.chance(2) {
                text.push_str("  tags function\n");
            }
            text.push_str("}\n");
        }
    }

    /// A definition; one that sees nothing but its parameters can be used on rows.
    fn define(&mut self, text: &mut String, i: usize) {
        self.row = self.c.chance(2).then(Vec::new);
        let types: Vec<Type> = (0..=self.c.below(2)).map(|_| self.parameter_type()).collect();
        let mark = self.visible.len();
        let named = |g: &mut Self, ty: &Type| format!("{}: {ty}", g.fresh(*ty));
        let parameters: Vec<String> = types.iter().map(|ty| named(self, ty)).collect();
        let result = self.value_type();
        let body = self.typed(result, 2);
        self.visible.truncate(mark);
        let _ = writeln!(text, "define d{i}({}) = {body}", parameters.join(", "));
        self.defines.push(Define { name: format!("d{i}"), types, result, for_rows: self.row.is_some() });
        self.row = None;
    }

    fn parameter_type(&mut self) -> Type {
        let r = |r| Kind::Record(r);
        let plain = [Type::One(Kind::Int), Type::One(Kind::Text), Type::List(Kind::Int), Type::One(Kind::Ratio)];
        let records = [
            Type::List(r(Record::Unit)),
            Type::One(r(Record::Staffing)),
            Type::One(r(Record::Duty)),
            Type::List(r(Record::Clause)),
        ];
        if self.row.is_some() || self.c.chance(2) { self.c.of(&plain) } else { self.c.of(&records) }
    }

    /// A type whose values can be collected and said.
    fn value_type(&mut self) -> Type {
        let kind = self.value_kind();
        if self.c.chance(4) { Type::List(kind) } else { Type::One(kind) }
    }

    fn value_kind(&mut self) -> Kind {
        match self.c.below(7) {
            0 => BOOL,
            1 | 2 => Kind::Int,
            3 => Kind::Ratio,
            4 => Kind::Text,
            5 => Kind::Date,
            _ => Kind::Enum(self.c.of(Enumeration::ALL)),
        }
    }

    // ---- policies -------------------------------------------------------------------------------------------------------

    fn policy(&mut self, text: &mut String, i: usize) {
        self.visible.clear();
        self.row = None;
        let severity = self.c.of(&["error", "warning", "info"]);
        let _ = write!(text, "policy p{i} {{\n  title en \"p{i}\"\n  severity {severity}\n");
        if self.c.chance(4) {
            let applies = self.one(BOOL, 2);
            let _ = writeln!(text, "  applies when {applies}");
        }
        if self.c.chance(4) {
            text.push_str("  in force from 2016-01-01 until 2019-05-14 severity info\n  in force from 2019-05-15 until 2021-01-01 severity error\n");
        }
        if self.c.chance(6) {
            let _ = writeln!(text, "  expect at least {}", self.c.below(4));
        }
        let corpus = self.c.chance(4);
        if corpus {
            self.corpus(text);
        }
        self.body(text, 1, if corpus { 2 } else { 3 });
        text.push_str("}\n");
    }

    fn corpus(&mut self, text: &mut String) {
        text.push_str("  across corpus\n");
        if self.c.chance(3) {
            self.binding(text, "  ");
        }
        let mut row = Vec::new();
        text.push_str("  collect {\n");
        for i in 0..=self.c.below(3) {
            let ty = self.value_type();
            let value = self.typed(ty, 2);
            let _ = writeln!(text, "    f{i} = {value}");
            row.push((format!("f{i}"), ty));
        }
        text.push_str("  }\n");
        self.visible.clear();
        let (one, list) = (Type::One(Kind::Record(Record::Row)), Type::List(Kind::Record(Record::Row)));
        match self.c.below(4) {
            0 => self.visible.push(("rows".to_owned(), list)),
            1 => {
                let _ = writeln!(text, "  with previous");
                self.visible.extend([("this".to_owned(), one), ("previous".to_owned(), one)]);
            }
            2 => {
                let _ = writeln!(text, "  with parent");
                self.visible.extend([("this".to_owned(), one), ("parent".to_owned(), one)]);
            }
            _ => {
                let size = if self.c.chance(2) { " where size >= 2" } else { "" };
                let _ = writeln!(text, "  group by f{}{size}", self.c.below(row.len()));
                self.visible.push(("rows".to_owned(), list));
            }
        }
        self.row = Some(row);
    }

    fn body(&mut self, text: &mut String, level: usize, loops: usize) {
        let indent = "  ".repeat(level);
        let mark = self.visible.len();
        if self.c.chance(3) {
            self.binding(text, &indent);
        }
        for _ in 0..=self.c.below(2) {
            if loops > 0 && self.c.chance(2) {
                self.for_each(text, level, loops - 1);
            } else {
                self.require(text, &indent);
            }
        }
        self.visible.truncate(mark);
    }

    fn binding(&mut self, text: &mut String, indent: &str) {
        let ty = if self.row.is_none() && self.c.chance(2) { self.record_type() } else { self.value_type() };
        let value = self.typed(ty, 3);
        let name = self.fresh(ty);
        let _ = writeln!(text, "{indent}let {name} = {value}");
    }

    fn for_each(&mut self, text: &mut String, level: usize, loops: usize) {
        let indent = "  ".repeat(level);
        let kind = self.element_kind();
        let list = self.list(kind, 2);
        let mark = self.visible.len();
        let pairing = self.c.of(&["", "", "", "pair ", "neighbours "]);
        let mut names = self.fresh(Type::One(kind));
        if !pairing.is_empty() {
            names = format!("{names}, {}", self.fresh(Type::One(kind)));
        }
        let condition = if self.c.chance(2) { format!(" where {}", self.one(BOOL, 2)) } else { String::new() };
        let _ = writeln!(text, "{indent}for each {pairing}{names} in {list}{condition} {{");
        self.body(text, level + 1, loops);
        self.visible.truncate(mark);
        let _ = writeln!(text, "{indent}}}");
    }

    fn require(&mut self, text: &mut String, indent: &str) {
        let condition = self.one(BOOL, DEPTH);
        let evidence: Vec<String> = (0..=self.c.below(2)).map(|_| self.evidence()).collect();
        let message: Vec<String> = (0..self.c.below(3)).map(|_| self.interpolation()).collect();
        let said = message.join(" ");
        let _ = writeln!(
            text,
            "{indent}require {condition}\n{indent}  else report {}: zh \"中{said}\" en \"said {said}\"",
            evidence.join(", ")
        );
    }

    fn evidence(&mut self) -> String {
        if self.row.is_some() {
            let rows = Type::One(Kind::Record(Record::Row));
            return self.variable(rows).or_else(|| self.variable(Type::List(Kind::Record(Record::Row)))).unwrap_or_default();
        }
        match self.c.below(4) {
            0 => {
                let record = self.seen_record();
                self.one(Kind::Record(record), 1)
            }
            1 => {
                let record = self.any_record();
                self.list(Kind::Record(record), 2)
            }
            2 => self.path(Type::One(Kind::Int), 1).unwrap_or_else(|| "document".to_owned()),
            _ => "document".to_owned(),
        }
    }

    fn interpolation(&mut self) -> String {
        let ty = self.value_type();
        let value = self.variable(ty).unwrap_or_else(|| self.typed(ty, 1));
        let number = matches!(ty, Type::One(Kind::Int | Kind::Ratio));
        let format = if number && self.c.chance(3) { " as percent" } else { "" };
        if value.contains(['"', '{', '\\', '/']) { "none".to_owned() } else { format!("{{{value}{format}}}") }
    }

    // ---- kinds ----------------------------------------------------------------------------------------------------------

    /// A record that documents have in lists.
    fn any_record(&mut self) -> Record {
        if self.row.is_some() {
            return Record::Row;
        }
        let all: Vec<Record> = Record::ALL.into_iter().filter(|r| !matches!(r, Record::Document | Record::Row)).collect();
        self.c.of(&all)
    }

    /// The record of some variable, or any.
    fn seen_record(&mut self) -> Record {
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

    fn record_type(&mut self) -> Type {
        let kind = Kind::Record(self.any_record());
        if self.c.chance(2) { Type::List(kind) } else { Type::One(kind) }
    }

    fn element_kind(&mut self) -> Kind {
        if self.c.chance(4) { self.value_kind() } else { Kind::Record(self.any_record()) }
    }

    // ---- expressions ----------------------------------------------------------------------------------------------------

    fn typed(&mut self, ty: Type, depth: usize) -> String {
        match ty {
            Type::List(kind) => self.list(kind, depth),
            Type::One(kind) => self.one(kind, depth),
            Type::EmptyList | Type::Error => "[]".to_owned(),
        }
    }

    /// A variable of a type.
    fn variable(&mut self, ty: Type) -> Option<String> {
        let all: Vec<String> = self.visible.iter().filter(|(_, t)| *t == ty).map(|(n, _)| n.clone()).collect();
        if all.is_empty() { None } else { Some(all[self.c.below(all.len())].clone()) }
    }

    /// A field of a type: of a variable, of the document, or of what lists hold.
    fn path(&mut self, ty: Type, depth: usize) -> Option<String> {
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

    fn one(&mut self, kind: Kind, depth: usize) -> String {
        if self.c.chance(4) && let Some(variable) = self.variable(Type::One(kind)) {
            return variable;
        }
        if depth > 1 && self.c.chance(8) && let Some(call) = self.defined(Type::One(kind)) {
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

    fn defined(&mut self, ty: Type) -> Option<String> {
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
    fn picked(&mut self, kind: Kind, depth: usize) -> String {
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
    fn about<T>(&mut self, kind: Kind, say: impl FnOnce(&mut Self, &str) -> T) -> T {
        let mark = self.visible.len();
        let name = self.fresh(Type::One(kind));
        let said = say(self, &name);
        self.visible.truncate(mark);
        said
    }

    fn record(&mut self, record: Record, depth: usize) -> String {
        if !self.c.chance(4) && let Some(variable) = self.variable(Type::One(Kind::Record(record))) {
            return variable;
        }
        match record {
            Record::Document => "document".to_owned(),
            Record::Organ => "organ".to_owned(),
            Record::Vocabulary if self.row.is_some() || self.c.chance(2) => self.c.of(&VOCABULARIES).to_owned(),
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

    fn list(&mut self, kind: Kind, depth: usize) -> String {
        if self.c.chance(4) && let Some(variable) = self.variable(Type::List(kind)) {
            return variable;
        }
        if depth == 0 {
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
    fn element(&mut self, kind: Kind, depth: usize) -> String {
        self.one(kind, depth)
    }

    /// A list as it stands in a document, or a field of the records of one.
    fn plain_list(&mut self, kind: Kind) -> String {
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
        if listed && !self.c.chance(3) && let Some(variable) = self.variable(one) {
            return format!("{variable}.{field}");
        }
        format!("{}.{field}", self.plain_list(Kind::Record(record)))
    }

    fn list_of_rows(&mut self, kind: Kind) -> String {
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

    fn literal_list(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Text if self.c.chance(3) => "p_names".to_owned(),
            Kind::Enum(_) | Kind::Record(_) => format!("[{}]", self.one(kind, 0)),
            _ => format!("[{}, {}]", self.one(kind, 0), self.one(kind, 0)),
        }
    }

    fn number(&mut self, kind: Kind, depth: usize) -> String {
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

    fn small_number(&mut self, kind: Kind, depth: usize) -> String {
        if !self.c.chance(3) && let Some(path) = self.path(Type::One(Kind::Int), depth) {
            return path;
        }
        match kind {
            Kind::Ratio => self.c.of(&["1/3", "40%", "p_share", "3/2", "2"]).to_owned(),
            _ => self.c.of(&INTS).to_owned(),
        }
    }

    fn looked_up(&mut self, kind: Kind, depth: usize) -> String {
        if kind == Kind::Int {
            let level = if self.c.chance(3) { "county".to_owned() } else { self.symbol(Enumeration::Level, depth) };
            return format!("t_posts({level}, {})", self.one(Kind::Int, depth));
        }
        format!("t_share({})", self.symbol(Enumeration::OrganKind, depth))
    }

    /// A function whose result is of a kind; every function of the table has its arm.
    fn called(&mut self, kind: Kind, depth: usize) -> String {
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
                let kind = self.element_kind();
                format!("{name}({}, {})", self.one(kind, depth), self.list(kind, depth))
            }
            Builtin::Containment => {
                let exempt = if self.c.chance(3) { format!(", {}", self.c.of(&VOCABULARIES)) } else { String::new() };
                format!("{name}({}, {}{exempt})", self.worded(depth), self.worded(depth))
            }
            Builtin::Capture => format!("{name}({}, /{}/, \"x\")", self.worded(depth), self.c.of(&CAPTURES)),
            // It gives a list.
            Builtin::Distinct => format!("count({name}({}))", self.list(Kind::Text, depth)),
        }
    }

    /// Something in which words can be sought.
    fn worded(&mut self, depth: usize) -> String {
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

    fn date(&mut self, depth: usize) -> String {
        match self.c.below(4) {
            0 => self.c.of(&DAYS).to_string(),
            1 if depth > 0 => self.called(Kind::Date, depth - 1),
            _ => self.path(Type::One(Kind::Date), depth).unwrap_or_else(|| self.c.of(&DAYS).to_string()),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        match self.c.below(6) {
            0 => format!("\"{}\"", self.c.of(&WORDS)),
            1 if depth > 0 => self.called(Kind::Text, depth - 1),
            2 if depth > 0 => format!("t_name({})", self.one(Kind::Ratio, depth - 1)),
            _ => self.path(Type::One(Kind::Text), depth).unwrap_or_else(|| format!("\"{}\"", self.c.of(&WORDS))),
        }
    }

    /// A value of an enumeration; never a bare name, which only the other side of a comparison explains.
    fn symbol(&mut self, e: Enumeration, depth: usize) -> String {
        let ty = Type::One(Kind::Enum(e));
        if let Some(path) = self.path(ty, depth) {
            return if self.c.chance(6) { format!("({path} else {})", self.bare(e)) } else { path };
        }
        format!("p_{}", e.en())
    }

    fn bare(&mut self, e: Enumeration) -> &'static str {
        self.c.of(&e.symbols()).en()
    }

    // ---- conditions -----------------------------------------------------------------------------------------------------

    fn truth(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.path(Type::One(BOOL), 0).filter(|_| self.c.chance(2)).unwrap_or_else(|| self.compared(0));
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

    fn needle(&mut self, depth: usize) -> String {
        match self.c.below(4) {
            0 => self.list(Kind::Text, depth),
            1 => self.one(Kind::Text, depth),
            _ => format!("\"{}\"", self.c.of(&WORDS)),
        }
    }

    fn quantified(&mut self, depth: usize) -> String {
        let kind = self.element_kind();
        let list = self.list(kind, depth);
        let quantifier = self.c.of(&["some", "every", "no", "exactly 1", "exactly 2", "exactly 0"]);
        let (x, condition) = self.about(kind, |g, x| (x.to_owned(), g.one(BOOL, depth)));
        format!("({quantifier} {x} in {list} where {condition})")
    }

    fn compared(&mut self, depth: usize) -> String {
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
                let (a, b) = (self.c.of(&[Kind::Int, Kind::Int, Kind::Ratio]), self.c.of(&[Kind::Int, Kind::Ratio]));
                let op = self.c.of(&order);
                format!("({} {op} {})", self.one(a, depth), self.one(b, depth))
            }
        }
    }

    fn membership(&mut self, depth: usize) -> String {
        let op = self.c.of(&["in", "not in"]);
        if self.c.chance(3) {
            let e = self.c.of(Enumeration::ALL);
            return format!("({} {op} [{}, {}])", self.symbol(e, depth), self.bare(e), self.bare(e));
        }
        let kind = self.element_kind();
        format!("({} {op} {})", self.one(kind, depth), self.list(kind, depth))
    }

    fn tested(&mut self, depth: usize) -> String {
        let not = self.c.of(&["", "not "]);
        if self.c.chance(2) {
            let kind = self.element_kind();
            return format!("({} is {not}empty)", self.list(kind, depth));
        }
        let kind = self.element_kind();
        let test = self.c.of(&["known", "unknown"]);
        format!("({} is {not}{test})", self.one(kind, depth))
    }

    fn mentioned(&mut self, depth: usize) -> String {
        let asked = match self.c.below(4) {
            0 => format!("[{}, {}]", self.c.of(&VOCABULARIES), self.c.of(&VOCABULARIES)),
            1 if self.row.is_none() => self.list(Kind::Record(Record::Vocabulary), depth),
            _ => self.c.of(&VOCABULARIES).to_owned(),
        };
        if self.row.is_some() || self.c.chance(2) {
            return format!("({} mentions {asked})", self.worded(depth));
        }
        let op = self.c.of(&["leads", "shares", "oversees", "assists"]);
        let governed = [
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
        let kind = Kind::Record(self.c.of(&governed));
        let subject = if self.c.chance(2) { self.list(kind, depth) } else { self.one(kind, depth) };
        format!("({subject} {op} {asked})")
    }

    fn sets(&mut self, depth: usize) -> String {
        if self.c.chance(3) {
            let v = Kind::Record(Record::Vocabulary);
            return format!("({} covers {})", self.one(v, depth), self.one(v, depth));
        }
        let kind = self.element_kind();
        format!("({} meets {})", self.list(kind, depth), self.list(kind, depth))
    }

    fn before(&mut self, depth: usize) -> String {
        if self.row.is_some() {
            return "true".to_owned();
        }
        let (a, b) = (self.seen_record(), self.any_record());
        let a = if a == Record::Vocabulary { Record::Duty } else { a };
        format!("({} before {})", self.one(Kind::Record(a), depth), self.one(Kind::Record(b), depth))
    }
}

/// Whether a function can give a value of a kind.
fn gives(b: Builtin, kind: Kind) -> bool {
    match b {
        Builtin::Count | Builtin::Position => kind == Kind::Int,
        Builtin::Distinct => kind == Kind::Int,
        Builtin::Sum | Builtin::Abs => kind.is_number(),
        Builtin::Min | Builtin::Max => kind.is_number() || kind == Kind::Date,
        Builtin::First | Builtin::Last => !matches!(kind, Kind::Record(_) | Kind::Bool),
        Builtin::Consecutive => kind == Kind::Bool,
        Builtin::Median | Builtin::Mad | Builtin::Containment => kind == Kind::Ratio,
        Builtin::Capture => kind == Kind::Text,
    }
}
