//! The records of the model. `span` begins at a record's mark, such as (一); `text` is what follows the mark.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Clauses, Read, Words};
use crate::{
    schema::{AdjustmentKind, AnomalyKind, ListKind, ProvisionKind, SectionKind},
    source::Span,
};

/// A document that this one rests on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Basis {
    /// Its title as printed between the marks 《》, blanks and all; its number where the text calls it by that alone.
    pub title: Words,
    /// Its number: 郑办文〔2018〕50号.
    pub number: Option<Words>,
    /// Title and number together.
    pub span: Span,
}

/// When a document takes effect.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Effective {
    /// The date, where one is written.
    pub date: Option<Date>,
    /// Whether it takes effect on the day of issue (自发布之日).
    pub on_issue: bool,
    /// The words that say so.
    pub span: Span,
}

/// The time in which a document must have been made, from what it names: 新冠 is not before 2020.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inferred {
    /// The first possible day, where something bounds it.
    pub from: Option<Read<Date>>,
    /// The last possible day, where something bounds it.
    pub until: Option<Read<Date>>,
}

/// A clause: what stands between two semicolons or full stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Its words, without the sign that ends it.
    pub span: Span,
}

/// A heading with its text, or an article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Section {
    /// What it is about; `None` where neither heading nor text tells.
    pub kind: Option<SectionKind>,
    /// The heading as printed, without its ordinal; `None` for an article.
    pub heading: Option<Words>,
    /// The number of a heading (一、).
    pub ordinal: Option<u32>,
    /// The number of an article (第三条).
    pub article: Option<u32>,
    /// The clauses of its whole text.
    pub clauses: Clauses,
    /// The mark or heading that begins it: what is quoted when the section itself is meant.
    pub head: Span,
    /// All of it.
    pub span: Span,
}

/// An article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Article {
    /// Its number.
    pub ordinal: Option<u32>,
    /// What follows the mark.
    pub text: Span,
    /// Its clauses.
    pub clauses: Clauses,
    /// Mark and text.
    pub span: Span,
}

/// One entry of a list of adjustments.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Adjustment {
    /// Its number.
    pub ordinal: Option<u32>,
    /// What happens to the duty.
    pub kind: Option<Read<AdjustmentKind>>,
    /// What follows the mark.
    pub text: Span,
    /// Its clauses.
    pub clauses: Clauses,
    /// Mark and text.
    pub span: Span,
}

/// A main duty.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Duty {
    /// Its number.
    pub ordinal: Option<u32>,
    /// What follows the mark.
    pub text: Span,
    /// Whether the whole duty is a catch-all (承办…交办的其他事项).
    pub catch_all: bool,
    /// Its clauses.
    pub clauses: Clauses,
    /// Mark and text.
    pub span: Span,
}

/// What stands with the list of duties and is none of them: an unnumbered paragraph behind it, or an item such as 职能转变 and
/// 有关职责分工.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trailing {
    /// Its clauses.
    pub clauses: Clauses,
    /// All of it.
    pub span: Span,
}

/// The internal units of one organ.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnitGroup {
    /// The organ whose units these are.
    pub organ: Option<Words>,
    /// The number that the text declares, and the words that declare it.
    pub declared: Option<Read<i64>>,
    /// Duties of a sub-organ that has units of its own, written before them.
    pub clauses: Clauses,
    /// The units, in order.
    pub units: Vec<Unit>,
    /// From the sentence that introduces the units to the end of the last.
    pub span: Span,
}

/// An internal unit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unit {
    /// Its number; `None` for 机关党委 and the like.
    pub ordinal: Option<u32>,
    /// Its name.
    pub name: Words,
    /// Other names (掛…牌子, or in plain brackets).
    pub aliases: Vec<Words>,
    /// Its duties; empty where none are written.
    pub text: Span,
    /// The clauses of its duties.
    pub clauses: Clauses,
    /// Its posts, where they are given.
    pub posts: Option<Read<i64>>,
    /// Mark, name and duties.
    pub span: Span,
}

/// The posts of one organ.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Staffing {
    /// The organ.
    pub organ: Option<Words>,
    /// Administrative posts 行政编制.
    pub admin: Option<Read<i64>>,
    /// Support posts 工勤编制.
    pub support: Option<Read<i64>>,
    /// Whether posts are listed separately (单列), and the words that say so.
    pub separate_listed: Option<Span>,
    /// How many are listed separately.
    pub separate: Option<Read<i64>>,
    /// For whom they are listed separately.
    pub separate_for: Option<Words>,
    /// Heads (主任).
    pub heads: Option<Read<i64>>,
    /// Deputies (副主任).
    pub deputies: Option<Read<i64>>,
    /// Leadership posts of units: heads (正科级领导职数).
    pub unit_heads: Option<Read<i64>>,
    /// Leadership posts of units: deputies.
    pub unit_deputies: Option<Read<i64>>,
    /// Leadership posts of units, heads and deputies together, where the text gives the sum.
    pub unit_leaders: Option<Read<i64>>,
    /// Posts of public institutions 事业编制.
    pub institution: Option<Read<i64>>,
    /// Posts of police and justice 政法专项编制, where they are given beside administrative ones.
    pub police: Option<Read<i64>>,
    /// Administrative posts that are filled (实有).
    pub filled: Option<Read<i64>>,
    /// Posts of public institutions that are filled.
    pub institution_filled: Option<Read<i64>>,
    /// All posts together, where the text gives the sum.
    pub total: Option<Read<i64>>,
    /// Every post with a title, in order.
    pub posts: Vec<Post>,
    /// Posts that are inside another number: 含法制办副主任1名.
    pub includes: Vec<Include>,
    /// Numbers of staff that are no posts with a title, in order: 其中局机关38名, 教师编制170名.
    pub breakdown: Vec<Post>,
    /// From the organ's name, or the mark of the article, to the last figure that belongs to it.
    pub span: Span,
}

/// A post that is inside another number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Include {
    /// Its title.
    pub title: Words,
    /// How many.
    pub count: i64,
    /// The words.
    pub span: Span,
}

/// A post with its title: 总工程师1名, 技正二十一人至三十人.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Post {
    /// Its title.
    pub title: Words,
    /// How many at least.
    pub least: i64,
    /// How many at most; the same as `least` unless the text gives a range.
    pub most: i64,
    /// Title and number.
    pub span: Span,
}

/// A change of a number of posts: 核增行政编制2名.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Change {
    /// What is changed.
    pub what: Words,
    /// How many more; below zero for fewer.
    pub delta: Option<Read<i64>>,
    /// The number before.
    pub from: Option<Read<i64>>,
    /// The number after.
    pub to: Option<Read<i64>>,
    /// The words.
    pub span: Span,
}

/// A closing provision.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Provision {
    /// What it settles.
    pub kind: ProvisionKind,
    /// Who interprets or adjusts.
    pub by: Option<Words>,
    /// The date.
    pub date: Option<Read<Date>>,
    /// The sentence or article without its mark.
    pub text: Span,
    /// The sentence, from the mark of its article where it is the article's first.
    pub span: Span,
}

/// A numbered list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NumberedList {
    /// What its items are.
    pub of: ListKind,
    /// The numbered items, in order.
    pub items: Vec<ListItem>,
    /// From the first mark to the end of the last item.
    pub span: Span,
}

/// One numbered item of a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListItem {
    /// Its number.
    pub ordinal: u32,
    /// The mark as printed: (三), 三、, 第三条.
    pub mark: Span,
    /// What follows the mark, to the end of the item.
    pub text: Span,
}

/// A line that holds anything.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Paragraph {
    /// Whether it is no provision (a telephone line and the like).
    pub contact: bool,
    /// All of it, without blanks at its ends.
    pub span: Span,
}

/// What the reader had to forgive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anomaly {
    /// What it is.
    pub kind: AnomalyKind,
    /// Where.
    pub span: Span,
}
