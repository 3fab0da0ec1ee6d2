//! The types of the language. There are no lists of lists: a projection of lists is one list.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Enumeration;

/// The type of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// An exact ratio; every whole number is one.
    Ratio,
    /// A day.
    Date,
    /// Words.
    Text,
    /// A regular expression.
    Pattern,
    /// A value of an enumeration.
    Enum(Enumeration),
    /// A record of the model.
    Record(Record),
}

/// The type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// One value.
    One(Kind),
    /// A list of values.
    List(Kind),
    /// The empty list, which fits every list.
    EmptyList,
    /// What could not be typed and was reported; it fits everything.
    Error,
}

/// The records of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Record {
    /// The regulation.
    Document,
    /// The organ that it is about.
    Organ,
    /// A document that it rests on.
    Basis,
    /// A heading with its text, or an article.
    Section,
    /// An article.
    Article,
    /// An adjustment of duties.
    Adjustment,
    /// A main duty.
    Duty,
    /// An unnumbered paragraph after the duties.
    Trailing,
    /// The units of one organ.
    UnitGroup,
    /// An internal unit.
    Unit,
    /// The posts of one organ.
    Staffing,
    /// A post inside another number.
    Include,
    /// A post with its title.
    Post,
    /// A change of a number of posts.
    Change,
    /// A closing provision.
    Provision,
    /// A numbered list.
    List,
    /// An item of a numbered list.
    Item,
    /// A line that holds anything.
    Paragraph,
    /// What stands between semicolons.
    Clause,
    /// What one verb governs in a clause.
    Segment,
    /// What the reader forgave.
    Anomaly,
    /// A vocabulary of the policies; a function of an organ is one with that tag.
    Vocabulary,
    /// What a policy over a corpus collected from one document.
    Row,
}

impl Record {
    /// All records.
    pub const ALL: [Self; 23] = [
        Self::Document,
        Self::Organ,
        Self::Basis,
        Self::Section,
        Self::Article,
        Self::Adjustment,
        Self::Duty,
        Self::Trailing,
        Self::UnitGroup,
        Self::Unit,
        Self::Staffing,
        Self::Include,
        Self::Post,
        Self::Change,
        Self::Provision,
        Self::List,
        Self::Item,
        Self::Paragraph,
        Self::Clause,
        Self::Segment,
        Self::Anomaly,
        Self::Vocabulary,
        Self::Row,
    ];

    /// The English and the Chinese name.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Document => ("document", "文件"),
            Self::Organ => ("organ", "机关"),
            Self::Basis => ("basis", "依据"),
            Self::Section => ("section", "部分"),
            Self::Article => ("article", "条"),
            Self::Adjustment => ("adjustment", "调整项"),
            Self::Duty => ("duty", "职责"),
            Self::Trailing => ("trailing", "其后段落"),
            Self::UnitGroup => ("unit_group", "机构组"),
            Self::Unit => ("unit", "机构"),
            Self::Staffing => ("staffing", "编制行"),
            Self::Include => ("include", "含内职数"),
            Self::Post => ("post", "职位"),
            Self::Change => ("change", "编制变动"),
            Self::Provision => ("provision", "规定"),
            Self::List => ("list", "序列"),
            Self::Item => ("item", "项"),
            Self::Paragraph => ("paragraph", "段"),
            Self::Clause => ("clause", "分句"),
            Self::Segment => ("segment", "语段"),
            Self::Anomaly => ("anomaly", "异常"),
            Self::Vocabulary => ("vocabulary", "词汇"),
            Self::Row => ("row", "行"),
        }
    }
}

impl Kind {
    /// The English and the Chinese name.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Bool => ("bool", "真假"),
            Self::Int => ("int", "整数"),
            Self::Ratio => ("ratio", "比例"),
            Self::Date => ("date", "日期"),
            Self::Text => ("text", "文字"),
            Self::Pattern => ("pattern", "模式"),
            Self::Enum(e) => (e.en(), e.zh()),
            Self::Record(r) => r.names(),
        }
    }

    /// The type of a name in either language.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|k| k.names().0 == name || k.names().1 == name)
    }

    /// All types of single values that a policy can name.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Bool, Self::Int, Self::Ratio, Self::Date, Self::Text]
            .into_iter()
            .chain(Enumeration::ALL.iter().map(|e| Self::Enum(*e)))
            .chain(Record::ALL.into_iter().map(Self::Record))
    }

    /// Whether a value of this type may stand where `wanted` is asked for.
    pub fn fits(self, wanted: Self) -> bool {
        self == wanted || (self == Self::Int && wanted == Self::Ratio)
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Ratio)
    }
}

impl Type {
    /// Whether a value of this type may stand where `wanted` is asked for.
    pub fn fits(self, wanted: Self) -> bool {
        match (self, wanted) {
            (Self::Error, _) | (_, Self::Error) | (Self::EmptyList, Self::EmptyList | Self::List(_)) => true,
            (Self::One(a), Self::One(b)) | (Self::List(a), Self::List(b)) => a.fits(b),
            _ => false,
        }
    }

    /// The name in Chinese.
    pub fn zh(self) -> String {
        match self {
            Self::One(k) => k.names().1.to_owned(),
            Self::List(k) => format!("{}列表", k.names().1),
            Self::EmptyList => "空列表".to_owned(),
            Self::Error => "?".to_owned(),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(k) => f.write_str(k.names().0),
            Self::List(k) => write!(f, "list of {}", k.names().0),
            Self::EmptyList => f.write_str("empty list"),
            Self::Error => f.write_str("?"),
        }
    }
}
