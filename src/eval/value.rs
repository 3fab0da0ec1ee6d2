//! Values of expressions. Unknown is a value, and carries its reason.

use std::rc::Rc;

use jiff::civil::Date;
use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use super::corpus::row::{Collected, Collection, Owned};
use crate::{
    phrase::Phrase,
    plan::{Constant, Title},
    regulation::{Fact, Node, Nodes, Regulation, Words},
    schema::{Field, Record, Strength, Symbol},
    source::Span,
};

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value<'r> {
    Unknown(Why),
    /// What was chosen from a list, where something unknown of an element decides what that is: nobody can tell whether there
    /// is such a value at all.
    Open(Why),
    Bool(bool),
    Int(i64),
    Ratio(Ratio<i64>),
    Date(Date),
    /// A day known only to lie between two days, both inside.
    Interval(Date, Date),
    Text(Text<'r>),
    Symbol(Symbol),
    /// A vocabulary of the plan.
    Vocabulary(u32),
    /// What a policy over a corpus collected from one document.
    Row(&'r Collected),
    Node(Node<'r>),
    Segment(Segment),
    List(List<'r>),
}

/// Words.
#[derive(Clone, Debug)]
pub(super) enum Text<'r> {
    /// A stretch of the document.
    Span(Span),
    /// Words read from the document.
    Words(&'r Words),
    /// Words of a policy, folded.
    Constant(&'r str),
    /// The title of a vocabulary.
    Named(&'r Title),
    /// Words collected from a document.
    Collected(&'r Collection),
    /// Words cut out of others, folded.
    Owned(Rc<str>),
}

impl Text<'_> {
    /// Where the words stand in the document, if they do.
    pub(super) fn place(&self) -> Option<Span> {
        match self {
            Self::Span(span) => Some(*span),
            Self::Words(words) => words.span,
            Self::Constant(_) | Self::Named(..) | Self::Collected(_) | Self::Owned(_) => None,
        }
    }
}

/// What one verb governs in a clause; places are those of the text as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) span: Span,
    pub(super) verb: Option<Span>,
    pub(super) strength: Strength,
}

/// A list: as it stands in the model, or made by an expression.
#[derive(Clone, Debug)]
pub(super) enum List<'r> {
    Nodes(Nodes<'r>),
    AllUnits(&'r Regulation),
    Words(&'r [Words]),
    Constants(&'r [Constant]),
    /// Words of the plan, folded.
    Names(&'r [String]),
    Collected(&'r [Owned]),
    /// The segments of a clause, as they are kept for it.
    Segments(Rc<[Segment]>),
    Values(Rc<[Value<'r>]>),
}

/// Why a value is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Why {
    /// The document does not state the field.
    NotStated(Record, Field),
    /// The document has no date.
    NoDate,
    /// The document's date is only known to lie in an interval that does not decide the matter.
    DateInterval,
    /// A division by zero.
    DivisionByZero,
    /// A number too large to hold.
    Overflow,
    /// The table of this number has no row or band for the key.
    NoRow(usize),
    /// The first, last, smallest or greatest of nothing.
    EmptyList,
    /// A text too short to have pairs of characters, or to have some that count.
    TooShort,
    /// No element fulfils the condition.
    NoSuchElement,
    /// Nothing says which of several versions is the earlier one.
    NoOrder,
    /// Nothing says which of several places of one name is meant.
    SeveralPlaces,
    /// The document gives a range for the field, and no single number.
    NotOneNumber(Record, Field),
    /// To find it takes more turns than a policy may take.
    TooManyTurns,
}

impl Why {
    /// The reason in words.
    pub(super) fn phrase(self, tables: &[crate::plan::Table]) -> Phrase {
        match self {
            Self::NotStated(record, field) => Phrase::new(
                format!("未载明:{}.{}", record.names().1, field.names().1),
                format!("not stated: {}.{}", record.names().0, field.names().0),
            ),
            Self::NotOneNumber(record, field) => Phrase::new(
                format!("不是确定的一个数:{}.{}", record.names().1, field.names().1),
                format!("not one number: {}.{}", record.names().0, field.names().0),
            ),
            Self::NoDate => Phrase::new("文件未载明日期", "the document states no date"),
            Self::DateInterval => Phrase::new(
                "文件日期只能推断为一个区间,不足以判断",
                "the date of the document is only known to lie in an interval, which does not decide this",
            ),
            Self::DivisionByZero => Phrase::new("除数为零", "division by zero"),
            Self::Overflow => Phrase::new("数值过大", "a number is too large"),
            Self::NoRow(t) => {
                let name = tables.get(t).map_or("", |t| t.name.as_str());
                Phrase::new(
                    format!("表 {name} 没有相应的行"),
                    format!("the table {name} has no row for this"),
                )
            }
            Self::TooShort => Phrase::new("字句过短,无从比对", "the words are too few to be compared"),
            Self::EmptyList => {
                Phrase::new("文件中没有可据以判断的内容", "the document has nothing to judge this by")
            }
            Self::NoSuchElement => Phrase::new("没有符合条件者", "nothing fulfils the condition"),
            Self::TooManyTurns => Phrase::new(
                "对本文件的判断超出计算上限,未能完成(政策对条款逐一组合的次数过多)",
                "the policy takes more turns on this document than it may, for it puts too many things together",
            ),
            Self::NoOrder => Phrase::new(
                "同一机关另有文件,没有日期说明孰先孰后",
                "there are other documents about this organ, and no date says which came first",
            ),
            Self::SeveralPlaces => Phrase::new(
                "同名的地区不止一个,没有写明是哪一个",
                "several places have this name, and nothing says which one is meant",
            ),
        }
    }
}

impl<'r> Value<'r> {
    /// A value made of others.
    pub(super) fn list(values: Vec<Self>) -> Self {
        // Most lists that are made hold nothing.
        Self::List(if values.is_empty() { List::Constants(&[]) } else { List::Values(values.into()) })
    }

    /// A list of vocabularies.
    pub(super) fn vocabularies(all: &[u32]) -> Self {
        let values = all.iter().map(|v| Self::Vocabulary(*v));
        Self::List(if all.is_empty() { List::Constants(&[]) } else { List::Values(values.collect()) })
    }

    /// A constant of the plan.
    pub(super) fn constant(c: &'r Constant) -> Self {
        match c {
            Constant::Bool(b) => Self::Bool(*b),
            Constant::Int(n) => Self::Int(*n),
            Constant::Ratio(r) => Self::Ratio(*r),
            Constant::Date(d) => Self::Date(*d),
            Constant::Text(t) => Self::Text(Text::Constant(t)),
            Constant::Symbol(s) => Self::Symbol(*s),
            Constant::Vocabulary(v) => Self::Vocabulary(v.0),
            Constant::List(items) => Self::List(List::Constants(items)),
        }
    }

    /// A collected value.
    pub(super) fn collected(owned: &'r Owned) -> Self {
        match owned {
            Owned::Unknown(why) => Self::Unknown(*why),
            Owned::Bool(b) => Self::Bool(*b),
            Owned::Int(n) => Self::Int(*n),
            Owned::Ratio(r) => Self::Ratio(*r),
            Owned::Date(d) => Self::Date(*d),
            Owned::Interval(a, b) => Self::Interval(*a, *b),
            Owned::Text(words) => Self::Text(Text::Collected(words)),
            Owned::Symbol(s) => Self::Symbol(*s),
            Owned::Vocabulary(v) => Self::Vocabulary(*v),
            Owned::List(items) => Self::List(List::Collected(items)),
            // Rows enter a plan before they are judged.
            Owned::Named(_) | Owned::NoRow(_) => Self::Unknown(Why::NoSuchElement),
        }
    }

    /// A fact of the model; `None` for what is derived at evaluation.
    pub(super) fn fact(reg: &'r Regulation, fact: Fact<'r>, record: Record, field: Field) -> Option<Self> {
        Some(match fact {
            Fact::Unknown => Self::Unknown(Why::NotStated(record, field)),
            Fact::Range => Self::Unknown(Why::NotOneNumber(record, field)),
            Fact::Bool(b) => Self::Bool(b),
            Fact::Int(n) => Self::Int(n),
            Fact::Date(d) => Self::Date(d),
            Fact::Symbol(s) => Self::Symbol(s),
            Fact::Span(s) => Self::Text(Text::Span(s)),
            Fact::Words(w) => Self::Text(Text::Words(w)),
            Fact::Node(n) => Self::Node(n),
            Fact::Nodes(n) => Self::List(List::Nodes(n)),
            Fact::AllUnits => Self::List(List::AllUnits(reg)),
            Fact::AllWords(w) => Self::List(List::Words(w)),
            Fact::Derived => return None,
        })
    }

    /// The reason, where the value is unknown.
    pub(super) fn unknown(&self) -> Option<Why> {
        match self {
            Self::Unknown(why) | Self::Open(why) => Some(*why),
            _ => None,
        }
    }

    /// The truth of a condition.
    pub(super) fn truth(&self) -> Result<bool, Why> {
        match self {
            Self::Bool(b) => Ok(*b),
            Self::Unknown(why) | Self::Open(why) => Err(*why),
            // The type checker lets only conditions through.
            _ => Err(Why::NoSuchElement),
        }
    }

    /// A number as a ratio.
    pub(super) fn ratio(&self) -> Option<Ratio<i64>> {
        match self {
            Self::Int(n) => Some(Ratio::from_integer(*n)),
            Self::Ratio(r) => Some(*r),
            _ => None,
        }
    }

    /// The first and the last possible day.
    pub(super) fn days(&self) -> Option<(Date, Date)> {
        match self {
            Self::Date(d) => Some((*d, *d)),
            Self::Interval(a, b) => Some((*a, *b)),
            _ => None,
        }
    }
}

impl From<Result<bool, Why>> for Value<'_> {
    fn from(truth: Result<bool, Why>) -> Self {
        match truth {
            Ok(b) => Self::Bool(b),
            Err(why) => Self::Unknown(why),
        }
    }
}

impl<'r> List<'r> {
    /// How many elements there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Nodes(n) => n.len(),
            Self::AllUnits(reg) => reg.unit_groups.iter().map(|g| g.units.len()).sum(),
            Self::Words(w) => w.len(),
            Self::Constants(c) => c.len(),
            Self::Names(n) => n.len(),
            Self::Collected(c) => c.len(),
            Self::Segments(s) => s.len(),
            Self::Values(v) => v.len(),
        }
    }

    /// Whether surely none of its elements is unknown.
    pub(super) fn is_known(&self) -> bool {
        match self {
            Self::Nodes(_)
            | Self::AllUnits(_)
            | Self::Words(_)
            | Self::Constants(_)
            | Self::Names(_)
            | Self::Segments(_) => true,
            Self::Values(all) => all.iter().all(|v| v.unknown().is_none()),
            Self::Collected(_) => false,
        }
    }

    /// The element at a place below [`len`](Self::len).
    #[inline]
    pub(super) fn get(&self, index: usize) -> Value<'r> {
        // Most lists that are gone through are these.
        match self {
            Self::Nodes(Nodes::Clauses(all)) if index < all.len() => Value::Node(Node::Clause(&all[index])),
            Self::Segments(all) if index < all.len() => Value::Segment(all[index]),
            Self::Values(all) if index < all.len() => all[index].clone(),
            _ => self.any(index),
        }
    }

    fn any(&self, index: usize) -> Value<'r> {
        let value = match self {
            Self::Nodes(n) => n.get(index).map(Value::Node),
            Self::AllUnits(reg) => unit_at(reg, index).map(Value::Node),
            Self::Words(w) => w.get(index).map(|w| Value::Text(Text::Words(w))),
            Self::Constants(c) => c.get(index).map(Value::constant),
            Self::Names(n) => n.get(index).map(|n| Value::Text(Text::Constant(n))),
            Self::Collected(c) => c.get(index).map(Value::collected),
            Self::Segments(s) => s.get(index).copied().map(Value::Segment),
            Self::Values(v) => v.get(index).cloned(),
        };
        value.unwrap_or(Value::Unknown(Why::NoSuchElement))
    }

    /// The elements at some places.
    pub(super) fn only(&self, places: &[usize]) -> Self {
        match places {
            [] => Self::Constants(&[]),
            all if all.len() == self.len() => self.clone(),
            some => Self::Values(some.iter().map(|i| self.get(*i)).collect()),
        }
    }

    /// The first element, if there is one.
    pub(super) fn first(&self) -> Option<Value<'r>> {
        (self.len() > 0).then(|| self.get(0))
    }

    /// The elements, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Value<'r>> {
        let mut units = match self {
            Self::AllUnits(reg) => Some(reg.unit_groups.iter().flat_map(|g| &g.units)),
            _ => None,
        };
        (0..self.len()).map(move |i| match units.as_mut().and_then(Iterator::next) {
            Some(unit) => Value::Node(Node::Unit(unit)),
            None => self.get(i),
        })
    }

    /// The same elements, each found by its place at once; `None` where they are already: a unit of many groups is found by
    /// going through these.
    pub(super) fn laid_out(&self) -> Option<Self> {
        match self {
            Self::AllUnits(reg) if reg.unit_groups.len() > FEW_GROUPS => {
                Some(Self::Values(self.iter().collect()))
            }
            _ => None,
        }
    }
}

/// Groups of units that are gone through sooner than a list of their units is made.
const FEW_GROUPS: usize = 8;

fn unit_at(reg: &Regulation, mut index: usize) -> Option<Node<'_>> {
    for group in &reg.unit_groups {
        match group.units.get(index) {
            Some(unit) => return Some(Node::Unit(unit)),
            None => index -= group.units.len(),
        }
    }
    None
}
