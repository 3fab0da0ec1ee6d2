//! The reference page: the template with its tables put in place, and the overview of all names.

use std::fmt::Write as _;

use super::entry::{type_doc, type_of};
use super::hardest;
use crate::{
    diagnostic::Code,
    phrase::Phrase,
    schema::{
        BUILTINS, EXAMPLE_DOCUMENT, EXAMPLE_POLICY, EXAMPLE_VOCABULARIES, Enumeration, Example, Kind, RULES,
        Record, Role, VERDICT_RULES, WORDS, fields_of,
    },
};

/// The hand-written part; `{{…}}` on a line of its own stands for a table.
const TEMPLATE: &str = include_str!("language.template.md");

/// A group of names for an overview.
#[derive(Clone, Debug)]
pub struct Section {
    /// What they are.
    pub title: Phrase,
    /// The names.
    pub names: Vec<Phrase>,
}

/// What a word is called by its role.
pub(super) fn role(role: Role) -> Phrase {
    match role {
        Role::Item => Phrase::new("条目", "item of a file"),
        Role::Vocabulary => Phrase::new("词汇的内容", "part of a vocabulary"),
        Role::Statement => Phrase::new("语句", "statement of a policy"),
        Role::Part => Phrase::new("语句的部分", "part of a statement"),
        Role::Operator => Phrase::new("运算符", "operator"),
        Role::Choice => Phrase::new("量词与选取", "question to a list"),
        Role::Value => Phrase::new("值", "value"),
    }
}

const ROLES: [Role; 7] =
    [Role::Item, Role::Statement, Role::Part, Role::Vocabulary, Role::Operator, Role::Choice, Role::Value];

/// All names of the language, in groups.
pub fn overview() -> Vec<Section> {
    let phrase = |(en, zh): (&'static str, &'static str)| Phrase::new(zh, en);
    let mut all: Vec<Section> = ROLES
        .iter()
        .map(|r| Section {
            title: role(*r),
            names: WORDS.iter().filter(|w| w.role == *r).map(|w| Phrase::new(w.zh, w.en)).collect(),
        })
        .collect();
    let functions = BUILTINS.iter().map(|b| Phrase::new(b.zh, b.en)).collect();
    all.push(Section { title: Phrase::new("函数", "function"), names: functions });
    let document = fields_of(Record::Document).map(|f| phrase(f.field.names())).collect();
    all.push(Section { title: Phrase::new("文件的字段", "field of the document"), names: document });
    let records = Record::ALL.iter().map(|r| phrase(r.names())).collect();
    all.push(Section { title: Phrase::new("记录", "record"), names: records });
    let types = Kind::all().filter(|k| !matches!(k, Kind::Record(_))).map(|k| phrase(k.names())).collect();
    all.push(Section { title: Phrase::new("类型", "type"), names: types });
    all
}

/// The reference page, in Markdown; `shipped` are the names and texts of policy files that it points to.
pub fn page(shipped: &[(&str, &str)]) -> String {
    let mut page = String::new();
    for line in TEMPLATE.lines() {
        match line.strip_prefix("{{").and_then(|l| l.strip_suffix("}}")) {
            Some(table) => page.push_str(table_named(table, shipped).trim_end()),
            None => page.push_str(line),
        }
        page.push('\n');
    }
    page
}

fn table_named(name: &str, shipped: &[(&str, &str)]) -> String {
    match name {
        "items" => words(Role::Item),
        "statements" => words(Role::Statement),
        "parts" => words(Role::Part),
        "vocabulary" => words(Role::Vocabulary),
        "operators" => words(Role::Operator),
        "choices" => words(Role::Choice),
        "functions" => functions(),
        "types" => types(),
        "enumerations" => enumerations(),
        "records" => records(),
        "rules" => rules(),
        "verdicts" => verdicts(),
        "codes" => codes(),
        "example document" => format!("```text\n{EXAMPLE_DOCUMENT}```\n"),
        "example vocabularies" => format!("```guiju\n{EXAMPLE_VOCABULARIES}```\n"),
        "hardest" => hardest::table(shipped),
        "in Chinese" => hardest::in_chinese(shipped),
        "example policy" => format!("```guiju\n{EXAMPLE_POLICY}```\n"),
        other => format!("{{{{{other}}}}}"),
    }
}

/// A row of a Markdown table.
fn row(out: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|c| c.replace('|', "\\|").replace('\n', " ")).collect();
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

fn heading(cells: &[&str]) -> String {
    let mut out = String::new();
    row(&mut out, cells);
    let _ = writeln!(out, "|{}", "---|".repeat(cells.len()));
    out
}

/// Words of the language as code; what is empty stays so.
fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

fn gives(expression: &str, value: &str) -> String {
    format!("`{expression}` → {value}")
}

fn words(role: Role) -> String {
    let of = |word: &&crate::schema::Word| word.role == role;
    let mut out = heading(&["word", "中文", "written", "meaning", "含义"]);
    let mut examples = String::new();
    for w in WORDS.iter().filter(of) {
        let names = w.sign.map_or_else(|| code(w.en), |s| format!("{}, {}", code(w.en), code(s)));
        let shown = match w.example {
            Example::Gives(expression, value) => format!("{}; {}", w.doc_en, gives(expression, value)),
            Example::Statement(text) | Example::Item(text) => {
                if !text.is_empty() && !examples.contains(text) {
                    let _ = write!(examples, "\n```guiju\n{text}\n```\n");
                }
                w.doc_en.to_owned()
            }
        };
        row(&mut out, &[&names, &code(w.zh), &code(w.form), &shown, w.doc_zh]);
    }
    out + &examples
}

fn functions() -> String {
    let mut out = heading(&["function", "中文", "called", "gives", "得到", "example"]);
    for b in BUILTINS {
        let example = gives(b.example.0, b.example.1);
        row(&mut out, &[&code(b.en), &code(b.zh), &code(b.signature), b.doc_en, b.doc_zh, &example]);
    }
    out
}

fn types() -> String {
    let mut out = heading(&["type", "中文", "holds", "含"]);
    let plain = [Kind::Bool, Kind::Int, Kind::Ratio, Kind::Date, Kind::Text];
    for kind in plain {
        let ((en, zh), (doc_en, doc_zh)) = (kind.names(), type_doc(kind));
        row(&mut out, &[&code(en), &code(zh), doc_en, doc_zh]);
    }
    out
}

fn enumerations() -> String {
    let mut out = heading(&["type", "中文", "values 取值"]);
    for e in Enumeration::ALL {
        let values: Vec<String> = e.symbols().iter().map(|s| format!("`{}` {}", s.en(), s.zh())).collect();
        row(&mut out, &[&code(e.en()), &code(e.zh()), &values.join(", ")]);
    }
    out
}

fn records() -> String {
    let mut out = String::new();
    for record in Record::ALL {
        let (en, zh) = record.names();
        let mut table = heading(&["field", "中文", "type", "meaning", "含义", "example"]);
        let mut rows = 0;
        for f in fields_of(record) {
            let (name, zh) = f.field.names();
            let example = f.example.map_or_else(String::new, |(e, v)| gives(e, v));
            row(&mut table, &[&code(name), &code(zh), &type_of(f).en, f.en, f.zh, &example]);
            rows += 1;
        }
        if rows > 0 {
            let _ = write!(out, "### `{en}` {zh}\n\n{table}\n");
        }
    }
    out
}

fn rules() -> String {
    let mut out = heading(&["form", "中文", "over nothing 空", "with something unknown 有未知"]);
    for rule in RULES {
        let empty = rule.empty.map_or_else(String::new, |(e, v)| gives(e, v));
        let unknown: Vec<String> = rule.unknown.iter().map(|(e, v)| gives(e, v)).collect();
        row(&mut out, &[rule.form.0, rule.form.1, &empty, &unknown.join("; ")]);
    }
    out
}

fn verdicts() -> String {
    let mut out = heading(&["when", "情形", "verdict"]);
    for rule in VERDICT_RULES {
        row(&mut out, &[rule.when.0, rule.when.1, rule.verdict]);
    }
    out
}

fn codes() -> String {
    let mut out = heading(&["code", "means", "含义"]);
    for c in Code::ALL {
        let title = c.page().title();
        row(&mut out, &[&code(&c.to_string()), &title.en, &title.zh]);
    }
    out
}
