//! Types in an auditor's words: `int` is a whole number, a record is what it stands for in a regulation.

use crate::{
    phrase::Phrase,
    schema::{Kind, Record, Type},
};

/// One value of a type: 整数, a whole number.
pub(super) fn one(kind: Kind) -> Phrase {
    let zh = match kind {
        Kind::Bool => "条件(真或假)",
        Kind::Pattern => "模式(/…/)",
        Kind::Record(Record::Basis) => "所依据的文件",
        _ => kind.names().1,
    };
    let en = match kind {
        Kind::Bool => "a condition (true or false)".to_owned(),
        Kind::Int => "a whole number".to_owned(),
        Kind::Pattern => "a pattern (/…/)".to_owned(),
        Kind::Record(Record::Document) => "the whole document".to_owned(),
        _ => {
            let name = singular(kind);
            format!("{} {name}", if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" })
        }
    };
    Phrase::new(zh, en)
}

/// A value of a type: 整数列表, a list of whole numbers.
pub(super) fn value(ty: Type) -> Phrase {
    match ty {
        Type::One(k) => one(k),
        Type::List(k) => Phrase::new(format!("{}列表", one(k).zh), format!("a list of {}", plural(k))),
        Type::EmptyList => Phrase::new("空列表", "an empty list"),
        Type::Error => Phrase::new("无法判定的值", "something that could not be made out"),
    }
}

fn singular(kind: Kind) -> String {
    match kind {
        Kind::Record(Record::Basis) => "cited document".to_owned(),
        Kind::Record(Record::Trailing) => "paragraph after the duties".to_owned(),
        Kind::Record(Record::UnitGroup) => "group of units".to_owned(),
        Kind::Record(Record::Staffing) => "row of staffing".to_owned(),
        Kind::Record(Record::Include) => "post inside another number".to_owned(),
        Kind::Record(Record::Post) => "post with its title".to_owned(),
        Kind::Record(Record::Change) => "change of posts".to_owned(),
        Kind::Record(Record::List) => "numbered list".to_owned(),
        _ => kind.names().0.replace('_', " "),
    }
}

fn plural(kind: Kind) -> String {
    match kind {
        Kind::Bool => "conditions".to_owned(),
        Kind::Int => "whole numbers".to_owned(),
        Kind::Record(Record::Trailing) => "paragraphs after the duties".to_owned(),
        Kind::Record(Record::UnitGroup) => "groups of units".to_owned(),
        Kind::Record(Record::Staffing) => "rows of staffing".to_owned(),
        Kind::Record(Record::Include) => "posts inside other numbers".to_owned(),
        Kind::Record(Record::Post) => "posts with their titles".to_owned(),
        Kind::Record(Record::Change) => "changes of posts".to_owned(),
        _ => {
            let name = singular(kind);
            match name.strip_suffix('y') {
                Some(stem) => format!("{stem}ies"),
                None => format!("{name}s"),
            }
        }
    }
}

/// The way from one type to another, where there is a usual one.
pub(super) fn way(is: Type, wanted: Type) -> Option<Phrase> {
    match (is, wanted) {
        (Type::List(_), Type::One(Kind::Bool)) => Some(Phrase::new(
            "列表不是条件:写“非空”,或“有 x 属于 … 其中 …”",
            "a list is no condition: write `is not empty`, or `some x in … where …`",
        )),
        (Type::List(_), Type::One(Kind::Int | Kind::Ratio)) => Some(Phrase::new(
            "由列表得数:`计数(…)`、`合计(…)`、`最大(…)`",
            "to make a number of a list: `count(…)`, `sum(…)`, `max(…)`",
        )),
        (Type::List(a), Type::One(b)) if a.fits(b) => Some(Phrase::new(
            "从列表取一个:`首个(…)`,或用“对每个”逐一来看",
            "to take one of a list: `first(…)`, or look at them one by one with `for each`",
        )),
        (Type::One(a), Type::List(b)) if a.fits(b) => {
            Some(Phrase::new("一个元素的列表写作 `[…]`", "a list of one is written `[…]`"))
        }
        (Type::One(Kind::Text), Type::One(Kind::Int | Kind::Ratio | Kind::Date)) => Some(Phrase::new(
            "数、比例和日期不加引号",
            "numbers, ratios and dates stand without quotation marks",
        )),
        (Type::One(Kind::Int | Kind::Ratio), Type::One(Kind::Date)) => Some(Phrase::new(
            "日期以连字符分隔:`2019-04-07`",
            "the parts of a date are joined by hyphens: `2019-04-07`",
        )),
        (Type::One(Kind::Text), Type::One(Kind::Enum(_))) => {
            Some(Phrase::new("这类值不加引号", "such a value stands without quotation marks"))
        }
        (Type::One(Kind::Record(Record::Vocabulary)), Type::One(Kind::Text)) => {
            Some(Phrase::new("查找词汇用“提及”", "to look for a vocabulary write `mentions`"))
        }
        (Type::One(Kind::Text), Type::One(Kind::Pattern)) => Some(Phrase::new(
            "模式写在两条斜线之间;查找文字用“包含”",
            "a pattern stands between slashes; to search for words write `contains`",
        )),
        _ => None,
    }
}
