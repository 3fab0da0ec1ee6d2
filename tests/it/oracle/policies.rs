//! Well-typed policies of every form, made from the table of the language.

use std::fmt::Write as _;

use guiju::schema::{Enumeration, Kind, Record, Type};

use super::choices::Choices;

/// A policy file that compiles; its policies judge documents one by one, or together.
pub(super) fn file(c: &mut Choices<'_>, corpus: bool) -> String {
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
        g.policy(&mut text, i, corpus);
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

const PHRASES: [&str; 12] = [
    "保密",
    "密码",
    "档案",
    "信息公开",
    "公开",
    "政务",
    "机要保密",
    "秘密",
    "办公室",
    "信访",
    "協助",
    "管理",
];

pub(super) const WORDS: [&str; 12] =
    ["科", "负责", "档案", "办公室", "", "主任", "縣", "保密", "工作", "(", "机关党委", "县政府办"];

pub(super) const PATTERNS: [&str; 6] = ["负责.+工作", "^(组织|指导)", "[办室]", "档案?", "第.条", "。$"];

/// Patterns with a group named `x`.
pub(super) const CAPTURES: [&str; 4] = ["负责(?<x>..)", "(?<x>[^,;、]+)工作", "(?<x>.)科", "县(?<x>政府办)?"];

pub(super) const INTS: [&str; 12] =
    ["0", "1", "2", "3", "4", "5", "10", "15", "20", "p_most", "9223372036854775807", "9"];

pub(super) const VOCABULARIES: [&str; 4] = ["voc0", "voc1", "voc2", "voc3"];

pub(super) struct Generator<'c, 'a> {
    pub(super) c: &'c mut Choices<'a>,
    pub(super) visible: Vec<(String, Type)>,
    pub(super) names: usize,
    pub(super) defines: Vec<Define>,
    /// The collected values, once a policy over a corpus has them: then documents are out of sight.
    pub(super) row: Option<Vec<(String, Type)>>,
}

/// A definition that policies may use.
pub(super) struct Define {
    pub(super) name: String,
    pub(super) types: Vec<Type>,
    pub(super) result: Type,
    pub(super) for_rows: bool,
}

pub(super) const BOOL: Kind = Kind::Bool;
const DEPTH: usize = 3;

impl Generator<'_, '_> {
    pub(super) fn fresh(&mut self, ty: Type) -> String {
        let name = format!("x{}", self.names);
        self.names += 1;
        self.visible.push((name.clone(), ty));
        name
    }

    fn vocabularies(&mut self, text: &mut String) {
        for (i, name) in VOCABULARIES.iter().enumerate() {
            let quoted = |all: &[&str]| all.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", ");
            let mut phrases = self.c.some(&PHRASES);
            if phrases.is_empty() {
                phrases.push(PHRASES[i]);
            }
            let _ = write!(
                text,
                "vocabulary {name} {{\n  title zh \"词{i}\" en \"v{i}\"\n  phrases {}\n",
                quoted(&phrases)
            );
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
        // Whether the type is written changes nothing.
        let typed = if i.is_multiple_of(2) { String::new() } else { format!(" -> {result}") };
        let _ = writeln!(text, "define d{i}({}){typed} = {body}", parameters.join(", "));
        self.defines.push(Define { name: format!("d{i}"), types, result, for_rows: self.row.is_some() });
        self.row = None;
    }

    fn parameter_type(&mut self) -> Type {
        let r = |r| Kind::Record(r);
        let plain =
            [Type::One(Kind::Int), Type::One(Kind::Text), Type::List(Kind::Int), Type::One(Kind::Ratio)];
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

    pub(super) fn value_kind(&mut self) -> Kind {
        match self.c.below(7) {
            0 => BOOL,
            1 | 2 => Kind::Int,
            3 => Kind::Ratio,
            4 => Kind::Text,
            5 => Kind::Date,
            _ => Kind::Enum(self.c.of(Enumeration::ALL)),
        }
    }

    fn policy(&mut self, text: &mut String, i: usize, corpus: bool) {
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
        let condition =
            if self.c.chance(2) { format!(" where {}", self.one(BOOL, 2)) } else { String::new() };
        let _ = writeln!(text, "{indent}for each {pairing}{names} in {list}{condition} {{");
        self.body(text, level + 1, loops);
        self.visible.truncate(mark);
        let _ = writeln!(text, "{indent}}}");
    }

    fn require(&mut self, text: &mut String, indent: &str) {
        let condition = if self.c.chance(3) { self.sought() } else { self.one(BOOL, DEPTH) };
        let evidence: Vec<String> = (0..=self.c.below(2)).map(|_| self.evidence()).collect();
        let message: Vec<String> = (0..self.c.below(3)).map(|_| self.interpolation()).collect();
        let said = message.join(" ");
        let severity = self.c.of(&["", "", "", "\n  severity info", " severity error"]);
        let _ = writeln!(
            text,
            "{indent}require {condition}{severity}\n{indent}  else report {}: zh \"中{said}\" en \"said {said}\"",
            evidence.join(", ")
        );
    }

    fn evidence(&mut self) -> String {
        if self.row.is_some() {
            let rows = Type::One(Kind::Record(Record::Row));
            return self
                .variable(rows)
                .or_else(|| self.variable(Type::List(Kind::Record(Record::Row))))
                .unwrap_or_default();
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
}
