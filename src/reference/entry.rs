//! What is said of one name: a field, a record, a type, a value, a function, an operator or keyword.

use crate::{
    diagnostic::closest,
    phrase::Phrase,
    schema::{
        BUILTINS, BuiltinInfo, Enumeration, Example, FIELDS, Field, FieldInfo, Kind, Record, Symbol, Type,
        WORDS, Word, builtin_named, called_here, field_info, fields_of, words_named,
    },
};

/// What is said of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name in both languages.
    pub name: Phrase,
    /// What it is: a field of what and of which type, a keyword.
    pub what: Phrase,
    /// How it is written, where that is not plain.
    pub form: Option<&'static str>,
    /// What it means.
    pub doc: Phrase,
    /// An example.
    pub example: Option<&'static str>,
    /// What the example gives for the example document.
    pub gives: Option<&'static str>,
    /// What belongs to it: the fields of a record, the values of an enumeration.
    pub members: Vec<(Phrase, Phrase)>,
}

/// All that bears a name in either language; `staffing.deputies` means the field of that record.
pub fn find(name: &str) -> Vec<Entry> {
    if let Some((of, field)) = name.rsplit_once('.').filter(|(of, _)| !of.is_empty()) {
        let rows = records_named(of).into_iter().filter_map(|r| field_info(r, Field::named(field)?));
        return rows.map(field_entry).collect();
    }
    let mut found: Vec<Entry> = words_named(name).map(word_entry).collect();
    found.extend(builtin_named(name).map(builtin_entry));
    let fields = FIELDS.iter().filter(|f| f.field.names().0 == name || f.field.names().1 == name);
    found.extend(fields.map(field_entry));
    found.extend(Kind::named(name).map(type_entry));
    let symbols = Enumeration::ALL.iter().filter_map(|e| e.symbol(name));
    found.extend(symbols.map(symbol_entry));
    found
}

/// All whose explanation, in either language, has these words: for who knows a term of the trade, and not its name in the
/// language.
///
/// ```
/// let told = guiju::reference::telling("领导职数");
/// assert!(told.iter().any(|entry| entry.name.zh.ends_with("副职")));
/// ```
pub fn telling(words: &str) -> Vec<Entry> {
    let words = words.to_lowercase();
    let all = WORDS.iter().map(word_entry).chain(BUILTINS.iter().map(builtin_entry));
    let all = all.chain(FIELDS.iter().map(field_entry));
    all.filter(|e| e.doc.zh.contains(&words) || e.doc.en.to_lowercase().contains(&words)).collect()
}

/// All names, for suggestions.
pub fn names() -> Vec<&'static str> {
    let pair = |(en, zh): (&'static str, &'static str)| [en, zh];
    let mut all: Vec<&str> = Vec::new();
    all.extend(WORDS.iter().flat_map(|w| [w.en, w.zh]));
    all.extend(BUILTINS.iter().flat_map(|b| [b.en, b.zh]));
    all.extend(Field::ALL.iter().flat_map(|f| pair(f.names())));
    all.extend(Kind::all().flat_map(|k| pair(k.names())));
    all.extend(Enumeration::ALL.iter().flat_map(|e| e.symbols()).flat_map(|s| [s.en(), s.zh()]));
    all
}

/// What the language calls something that is called otherwise elsewhere: 字数 for 长度.
pub fn called(elsewhere: &str) -> Vec<Entry> {
    called_here(elsewhere).map(|(en, _)| find(en)).unwrap_or_default()
}

/// The name that was probably meant.
pub fn near(name: &str) -> Option<String> {
    if let Some((of, field)) = name.rsplit_once('.') {
        let fields = records_named(of).into_iter().flat_map(fields_of);
        let near = closest(field, fields.flat_map(|f| [f.field.names().0, f.field.names().1]));
        if let Some(near) = near {
            return Some(format!("{of}.{near}"));
        }
    }
    closest(name, names()).map(str::to_owned)
}

/// The records that a name can mean before a point: by their own name, or by that of a field that holds them.
fn records_named(name: &str) -> Vec<Record> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let own = Record::ALL.into_iter().find(|r| r.names().0 == last || r.names().1 == last);
    let held = Field::named(last).into_iter().flat_map(|field| {
        FIELDS.iter().filter(move |f| f.field == field).filter_map(|f| match f.ty {
            Type::One(Kind::Record(r)) | Type::List(Kind::Record(r)) => Some(r),
            _ => None,
        })
    });
    let mut all: Vec<Record> = own.into_iter().chain(held).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn both((en, zh): (&'static str, &'static str)) -> Phrase {
    Phrase::new(zh, en)
}

/// The type of a field with its unit: 整数(名), int (posts).
pub(super) fn type_of(f: &FieldInfo) -> Phrase {
    match f.unit {
        Some(unit) => Phrase::new(format!("{}({})", f.ty.zh(), unit.zh), format!("{} ({})", f.ty, unit.en)),
        None => Phrase::new(f.ty.zh(), f.ty.to_string()),
    }
}

fn field_entry(f: &'static FieldInfo) -> Entry {
    let (of, name, ty) = (both(f.record.names()), both(f.field.names()), type_of(f));
    Entry {
        name: Phrase::new(format!("{}.{}", of.zh, name.zh), format!("{}.{}", of.en, name.en)),
        what: Phrase::new(format!("字段,{}", ty.zh), format!("field: {}", ty.en)),
        form: None,
        doc: Phrase::new(f.zh, f.en),
        example: f.example.map(|(e, _)| e),
        gives: f.example.map(|(_, v)| v),
        members: match f.ty {
            Type::One(Kind::Enum(e)) | Type::List(Kind::Enum(e)) => values(e),
            _ => Vec::new(),
        },
    }
}

fn type_entry(kind: Kind) -> Entry {
    let (what, doc, members) = match kind {
        Kind::Record(r) => (
            Phrase::new("记录", "record"),
            Phrase::new("字段:", "its fields:"),
            fields_of(r)
                .map(|f| {
                    let ty = type_of(f);
                    let told = Phrase::new(format!("{} — {}", ty.zh, f.zh), format!("{} — {}", ty.en, f.en));
                    (both(f.field.names()), told)
                })
                .collect(),
        ),
        Kind::Enum(e) => (Phrase::new("类型", "type"), Phrase::new("取值:", "its values:"), values(e)),
        _ => (Phrase::new("类型", "type"), both(type_doc(kind)), Vec::new()),
    };
    Entry { name: both(kind.names()), what, form: None, doc, example: None, gives: None, members }
}

/// What a type holds, English first.
pub(super) fn type_doc(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Bool => ("true or false", "真或假"),
        Kind::Int => ("a whole number", "整数"),
        Kind::Ratio => (
            "an exact ratio: `1/3`, `40%`; every whole number is one",
            "精确的比例:`1/3`、`40%`;整数也是比例",
        ),
        Kind::Date => ("a day: `2019-04-07`", "日期:`2019-04-07`"),
        Kind::Text => ("words: `\"…\"` or `“…”`", "文字:`\"…\"` 或 `“…”`"),
        Kind::Pattern => ("a regular expression: `/…/`", "正则表达式:`/…/`"),
        Kind::Enum(_) => ("one of a few values", "若干取值之一"),
        Kind::Record(_) => ("a part of the regulation", "规定的一部分"),
    }
}

fn values(e: Enumeration) -> Vec<(Phrase, Phrase)> {
    e.symbols().iter().map(|s| (Phrase::new(s.zh(), s.en()), Phrase::default())).collect()
}

fn symbol_entry(s: Symbol) -> Entry {
    let of = s.of();
    Entry {
        name: Phrase::new(s.zh(), s.en()),
        what: Phrase::new(format!("{}的值", of.zh()), format!("value of {}", of.en())),
        form: None,
        doc: Phrase::new("同类取值:", "the values of this type:"),
        example: None,
        gives: None,
        members: values(of),
    }
}

fn builtin_entry(b: &'static BuiltinInfo) -> Entry {
    Entry {
        name: Phrase::new(b.zh, b.en),
        what: Phrase::new("函数", "function"),
        form: Some(b.signature),
        doc: Phrase::new(b.doc_zh, b.doc_en),
        example: Some(b.example.0),
        gives: Some(b.example.1),
        members: Vec::new(),
    }
}

fn word_entry(w: &'static Word) -> Entry {
    let (example, gives) = match w.example {
        Example::Gives(expression, value) => (expression, Some(value)),
        Example::Statement(text) | Example::Item(text) => (text, None),
    };
    Entry {
        name: Phrase::new(w.zh, w.en),
        what: super::page::role(w.role),
        form: Some(w.form),
        doc: Phrase::new(w.doc_zh, w.doc_en),
        example: (!example.is_empty()).then_some(example),
        gives,
        members: Vec::new(),
    }
}
