//! Facts by name: what the evaluator asks of the model, with the place of each answer.
//!
//! One exhaustive `match` for each record keeps this in step with the table in `schema`; a test asks every field of every
//! record.

use jiff::civil::Date;

use super::{
    Adjustment, Anomaly, Article, Basis, Change, Clause, Clauses, Duty, Include, ListItem, NumberedList,
    Paragraph, Post, Provision, Read, Regulation, Section, Staffing, Trailing, Unit, UnitGroup, Words,
};
use crate::{
    schema::{Field, Record, Symbol},
    source::Span,
};

/// A record of one regulation.
#[derive(Clone, Copy, Debug)]
pub enum Node<'r> {
    /// The regulation itself.
    Document,
    /// Its organ.
    Organ,
    /// A document that it rests on.
    Basis(&'r Basis),
    /// A section.
    Section(&'r Section),
    /// An article.
    Article(&'r Article),
    /// An adjustment.
    Adjustment(&'r Adjustment),
    /// A duty.
    Duty(&'r Duty),
    /// A paragraph after the duties.
    Trailing(&'r Trailing),
    /// A group of units.
    UnitGroup(&'r UnitGroup),
    /// A unit.
    Unit(&'r Unit),
    /// A row of posts.
    Staffing(&'r Staffing),
    /// A post inside another number.
    Include(&'r Include),
    /// A post with its title.
    Post(&'r Post),
    /// A change of a number of posts.
    Change(&'r Change),
    /// A provision.
    Provision(&'r Provision),
    /// A numbered list.
    List(&'r NumberedList),
    /// An item of a numbered list.
    Item(&'r ListItem),
    /// A line.
    Paragraph(&'r Paragraph),
    /// A clause.
    Clause(&'r Clause),
    /// Something forgiven.
    Anomaly(&'r Anomaly),
}

/// The answer to a question for a field.
#[derive(Clone, Copy, Debug)]
pub enum Fact<'r> {
    /// The text does not say.
    Unknown,
    /// The text gives a range, which is no single number.
    Range,
    /// True or false.
    Bool(bool),
    /// A number.
    Int(i64),
    /// A day.
    Date(Date),
    /// A value of an enumeration.
    Symbol(Symbol),
    /// A stretch of the text.
    Span(Span),
    /// Words of the text.
    Words(&'r Words),
    /// A record.
    Node(Node<'r>),
    /// Records of one kind.
    Nodes(Nodes<'r>),
    /// All units of all groups.
    AllUnits,
    /// Names.
    AllWords(&'r [Words]),
    /// A question that the model does not answer by itself: derived at evaluation.
    Derived,
}

/// Records of one kind, as they stand in the model.
#[derive(Clone, Copy, Debug)]
pub enum Nodes<'r> {
    /// Basis documents.
    Basis(&'r [Basis]),
    /// Sections.
    Sections(&'r [Section]),
    /// Articles.
    Articles(&'r [Article]),
    /// Adjustments.
    Adjustments(&'r [Adjustment]),
    /// Duties.
    Duties(&'r [Duty]),
    /// Paragraphs after the duties.
    Trailing(&'r [Trailing]),
    /// Groups of units.
    UnitGroups(&'r [UnitGroup]),
    /// Units of one group.
    Units(&'r [Unit]),
    /// Rows of posts.
    Staffing(&'r [Staffing]),
    /// Posts inside another number.
    Includes(&'r [Include]),
    /// Posts with their titles.
    Posts(&'r [Post]),
    /// Changes of numbers of posts.
    Changes(&'r [Change]),
    /// Provisions.
    Provisions(&'r [Provision]),
    /// Numbered lists.
    Lists(&'r [NumberedList]),
    /// Items.
    Items(&'r [ListItem]),
    /// Lines.
    Paragraphs(&'r [Paragraph]),
    /// Clauses.
    Clauses(&'r [Clause]),
    /// Things forgiven.
    Anomalies(&'r [Anomaly]),
}

impl<'r> Nodes<'r> {
    /// How many there are.
    pub fn len(self) -> usize {
        match self {
            Self::Basis(s) => s.len(),
            Self::Sections(s) => s.len(),
            Self::Articles(s) => s.len(),
            Self::Adjustments(s) => s.len(),
            Self::Duties(s) => s.len(),
            Self::Trailing(s) => s.len(),
            Self::UnitGroups(s) => s.len(),
            Self::Units(s) => s.len(),
            Self::Staffing(s) => s.len(),
            Self::Includes(s) => s.len(),
            Self::Posts(s) => s.len(),
            Self::Changes(s) => s.len(),
            Self::Provisions(s) => s.len(),
            Self::Lists(s) => s.len(),
            Self::Items(s) => s.len(),
            Self::Paragraphs(s) => s.len(),
            Self::Clauses(s) => s.len(),
            Self::Anomalies(s) => s.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The record at a place, from 0.
    pub fn get(self, index: usize) -> Option<Node<'r>> {
        match self {
            Self::Basis(s) => s.get(index).map(Node::Basis),
            Self::Sections(s) => s.get(index).map(Node::Section),
            Self::Articles(s) => s.get(index).map(Node::Article),
            Self::Adjustments(s) => s.get(index).map(Node::Adjustment),
            Self::Duties(s) => s.get(index).map(Node::Duty),
            Self::Trailing(s) => s.get(index).map(Node::Trailing),
            Self::UnitGroups(s) => s.get(index).map(Node::UnitGroup),
            Self::Units(s) => s.get(index).map(Node::Unit),
            Self::Staffing(s) => s.get(index).map(Node::Staffing),
            Self::Includes(s) => s.get(index).map(Node::Include),
            Self::Posts(s) => s.get(index).map(Node::Post),
            Self::Changes(s) => s.get(index).map(Node::Change),
            Self::Provisions(s) => s.get(index).map(Node::Provision),
            Self::Lists(s) => s.get(index).map(Node::List),
            Self::Items(s) => s.get(index).map(Node::Item),
            Self::Paragraphs(s) => s.get(index).map(Node::Paragraph),
            Self::Clauses(s) => s.get(index).map(Node::Clause),
            Self::Anomalies(s) => s.get(index).map(Node::Anomaly),
        }
    }
}

impl<'r> Node<'r> {
    /// The kind of record.
    pub fn record(self) -> Record {
        match self {
            Self::Document => Record::Document,
            Self::Organ => Record::Organ,
            Self::Basis(_) => Record::Basis,
            Self::Section(_) => Record::Section,
            Self::Article(_) => Record::Article,
            Self::Adjustment(_) => Record::Adjustment,
            Self::Duty(_) => Record::Duty,
            Self::Trailing(_) => Record::Trailing,
            Self::UnitGroup(_) => Record::UnitGroup,
            Self::Unit(_) => Record::Unit,
            Self::Staffing(_) => Record::Staffing,
            Self::Include(_) => Record::Include,
            Self::Post(_) => Record::Post,
            Self::Change(_) => Record::Change,
            Self::Provision(_) => Record::Provision,
            Self::List(_) => Record::List,
            Self::Item(_) => Record::Item,
            Self::Paragraph(_) => Record::Paragraph,
            Self::Clause(_) => Record::Clause,
            Self::Anomaly(_) => Record::Anomaly,
        }
    }

    /// All of the record: where it is searched for words.
    pub fn span(self, reg: &Regulation) -> Option<Span> {
        match self {
            Self::Document => Some(Span::new(0, reg.source.text.len() as u32)),
            Self::Organ => reg.organ.name.as_ref().and_then(|w| w.span),
            Self::Basis(x) => Some(x.span),
            Self::Section(x) => Some(x.span),
            Self::Article(x) => Some(x.span),
            Self::Adjustment(x) => Some(x.span),
            Self::Duty(x) => Some(x.span),
            Self::Trailing(x) => Some(x.span),
            Self::UnitGroup(x) => Some(x.span),
            Self::Unit(x) => Some(x.span),
            Self::Staffing(x) => Some(x.span),
            Self::Include(x) => Some(x.span),
            Self::Post(x) => Some(x.span),
            Self::Change(x) => Some(x.span),
            Self::Provision(x) => Some(x.span),
            Self::List(x) => Some(x.span),
            Self::Item(x) => Some(x.mark.to(x.text)),
            Self::Paragraph(x) => Some(x.span),
            Self::Clause(x) => Some(x.span),
            Self::Anomaly(x) => Some(x.span),
        }
    }

    /// The words that a pattern or a text is sought in: what follows the mark, where there is one.
    pub fn words(self, reg: &Regulation) -> Option<Span> {
        match self {
            Self::Article(x) => Some(x.text),
            Self::Adjustment(x) => Some(x.text),
            Self::Duty(x) => Some(x.text),
            Self::Item(x) => Some(x.text),
            Self::Provision(x) => Some(x.text),
            other => other.span(reg),
        }
    }

    /// The clauses of a record that has some.
    pub fn clauses(self) -> &'r [Clause] {
        match self {
            Self::Section(x) => &x.clauses,
            Self::Article(x) => &x.clauses,
            Self::Adjustment(x) => &x.clauses,
            Self::Duty(x) => &x.clauses,
            Self::Trailing(x) => &x.clauses,
            Self::UnitGroup(x) => &x.clauses,
            Self::Unit(x) => &x.clauses,
            Self::Clause(x) => std::slice::from_ref(x),
            _ => &[],
        }
    }

    /// What is quoted when the record itself is meant: the heading of a section, all of a short record.
    pub fn quoted(self, reg: &Regulation) -> Option<Span> {
        match self {
            Self::Section(x) => Some(x.head),
            Self::Document => None,
            other => other.span(reg),
        }
    }

    /// Whether both are the same record of the same regulation.
    pub fn same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Document, Self::Document) | (Self::Organ, Self::Organ) => true,
            (Self::Clause(a), Self::Clause(b)) => a == b,
            _ => self.record() == other.record() && self.address() == other.address(),
        }
    }

    /// Where the record stands in memory: what tells it from others of its kind while the regulation is held.
    pub(crate) fn address(self) -> *const u8 {
        match self {
            Self::Document | Self::Organ => std::ptr::null(),
            Self::Basis(x) => std::ptr::from_ref(x).cast(),
            Self::Section(x) => std::ptr::from_ref(x).cast(),
            Self::Article(x) => std::ptr::from_ref(x).cast(),
            Self::Adjustment(x) => std::ptr::from_ref(x).cast(),
            Self::Duty(x) => std::ptr::from_ref(x).cast(),
            Self::Trailing(x) => std::ptr::from_ref(x).cast(),
            Self::UnitGroup(x) => std::ptr::from_ref(x).cast(),
            Self::Unit(x) => std::ptr::from_ref(x).cast(),
            Self::Staffing(x) => std::ptr::from_ref(x).cast(),
            Self::Include(x) => std::ptr::from_ref(x).cast(),
            Self::Post(x) => std::ptr::from_ref(x).cast(),
            Self::Change(x) => std::ptr::from_ref(x).cast(),
            Self::Provision(x) => std::ptr::from_ref(x).cast(),
            Self::List(x) => std::ptr::from_ref(x).cast(),
            Self::Item(x) => std::ptr::from_ref(x).cast(),
            Self::Paragraph(x) => std::ptr::from_ref(x).cast(),
            Self::Clause(x) => std::ptr::from_ref(x).cast(),
            Self::Anomaly(x) => std::ptr::from_ref(x).cast(),
        }
    }

    /// The answer to a field, and the words that it was read from where it has words of its own. A field that the record
    /// does not have is unknown (the type checker lets none through).
    pub fn field(self, reg: &'r Regulation, field: Field) -> (Fact<'r>, Option<Span>) {
        if field == Field::Functions {
            return (Fact::Derived, None);
        }
        match self {
            // What a text names depends on the vocabularies in force.
            _ if field == Field::Functions => (Fact::Derived, None),
            Self::Document => document(reg, field),
            Self::Organ => organ(reg, field),
            Self::Basis(x) => match field {
                Field::Title => words(Some(&x.title)),
                Field::Number => words(x.number.as_ref()),
                _ => UNKNOWN,
            },
            Self::Section(x) => section(x, field),
            Self::Article(x) => item(field, x.ordinal, &x.clauses, x.text),
            Self::Adjustment(x) if field == Field::Kind => read(x.kind, |k| Fact::Symbol(k.into())),
            Self::Adjustment(x) => item(field, x.ordinal, &x.clauses, x.text),
            Self::Duty(x) => duty(reg, x, field),
            Self::Trailing(x) => item(field, None, &x.clauses, x.span),
            Self::UnitGroup(x) => unit_group(x, field),
            Self::Unit(x) => unit(reg, x, field),
            Self::Staffing(x) => staffing(x, field),
            Self::Include(x) => match field {
                Field::Title => words(Some(&x.title)),
                Field::Count => (Fact::Int(x.count), Some(x.span)),
                _ => UNKNOWN,
            },
            Self::Post(x) => post(x, field),
            Self::Change(x) => change(x, field),
            Self::Provision(x) => match field {
                Field::Kind => (Fact::Symbol(x.kind.into()), None),
                Field::By => words(x.by.as_ref()),
                Field::Date => read(x.date, Fact::Date),
                Field::Text => (Fact::Span(x.text), Some(x.text)),
                _ => UNKNOWN,
            },
            Self::List(x) => match field {
                Field::Of => (Fact::Symbol(x.of.into()), None),
                Field::Items => (Fact::Nodes(Nodes::Items(&x.items)), None),
                _ => UNKNOWN,
            },
            Self::Item(x) => match field {
                Field::Ordinal => (Fact::Int(i64::from(x.ordinal)), Some(x.mark)),
                Field::Text => (Fact::Span(x.text), Some(x.text)),
                _ => UNKNOWN,
            },
            Self::Paragraph(x) => match field {
                Field::Text => (Fact::Span(x.span), Some(x.span)),
                Field::Contact => (Fact::Bool(x.contact), None),
                _ => UNKNOWN,
            },
            Self::Clause(x) => match field {
                Field::Text => (Fact::Span(x.span), Some(x.span)),
                _ => (Fact::Derived, None),
            },
            Self::Anomaly(x) => match field {
                Field::Kind => (Fact::Symbol(x.kind.into()), Some(x.span)),
                Field::Text => (Fact::Span(x.span), Some(x.span)),
                _ => UNKNOWN,
            },
        }
    }
}

type Answer<'r> = (Fact<'r>, Option<Span>);

const UNKNOWN: Answer<'static> = (Fact::Unknown, None);

fn words(w: Option<&Words>) -> Answer<'_> {
    w.map_or(UNKNOWN, |w| (Fact::Words(w), w.span))
}

fn read<'r, T: Copy>(value: Option<Read<T>>, fact: impl FnOnce(T) -> Fact<'r>) -> Answer<'r> {
    value.map_or(UNKNOWN, |r| (fact(r.value), r.span))
}

fn number(value: Option<u32>) -> Answer<'static> {
    value.map_or(UNKNOWN, |n| (Fact::Int(i64::from(n)), None))
}

/// The fields that everything with clauses shares.
fn item(field: Field, ordinal: Option<u32>, clauses: &Clauses, text: Span) -> Answer<'_> {
    match field {
        Field::Ordinal => number(ordinal),
        Field::Clauses => (Fact::Nodes(Nodes::Clauses(clauses)), None),
        Field::Text => (Fact::Span(text), Some(text)),
        _ => UNKNOWN,
    }
}

fn document(reg: &Regulation, field: Field) -> Answer<'_> {
    let nodes = |n| (Fact::Nodes(n), None);
    match field {
        Field::Organ => (Fact::Node(Node::Organ), None),
        Field::Basis => nodes(Nodes::Basis(&reg.basis)),
        Field::Effective => match &reg.effective {
            Some(e) => (e.date.map_or(Fact::Unknown, Fact::Date), Some(e.span)),
            None => UNKNOWN,
        },
        Field::OnIssue => match &reg.effective {
            Some(e) => (Fact::Bool(e.on_issue), Some(e.span)),
            None => (Fact::Bool(false), None),
        },
        Field::Issued => read(reg.issued, Fact::Date),
        Field::AsOf => (Fact::Derived, None),
        Field::Script => (Fact::Symbol(reg.source.script.into()), None),
        Field::Sections => nodes(Nodes::Sections(&reg.sections)),
        Field::Articles => nodes(Nodes::Articles(&reg.articles)),
        Field::Adjustments => nodes(Nodes::Adjustments(&reg.adjustments)),
        Field::Duties => nodes(Nodes::Duties(&reg.duties)),
        Field::Trailing => nodes(Nodes::Trailing(&reg.trailing)),
        Field::UnitGroups => nodes(Nodes::UnitGroups(&reg.unit_groups)),
        Field::Units => (Fact::AllUnits, None),
        Field::Staffing => nodes(Nodes::Staffing(&reg.staffing)),
        Field::Number => words(reg.number.as_ref()),
        Field::Changes => nodes(Nodes::Changes(&reg.changes)),
        Field::Provisions => nodes(Nodes::Provisions(&reg.provisions)),
        Field::Lists => nodes(Nodes::Lists(&reg.lists)),
        Field::Paragraphs => nodes(Nodes::Paragraphs(&reg.paragraphs)),
        Field::Anomalies => nodes(Nodes::Anomalies(&reg.anomalies)),
        _ => UNKNOWN,
    }
}

fn organ(reg: &Regulation, field: Field) -> Answer<'_> {
    let o = &reg.organ;
    match field {
        Field::Name => words(o.name.as_ref()),
        Field::Short => words(o.short.as_ref()),
        Field::Kind => read(o.kind, |k| Fact::Symbol(k.into())),
        Field::Level => read(o.level, |l| Fact::Symbol(l.into())),
        Field::Rank => words(o.rank.as_ref()),
        Field::Jurisdiction => words(o.jurisdiction.as_ref()),
        Field::Province => words(o.province.as_ref()),
        Field::Parent => words(o.parent.as_ref()),
        _ => UNKNOWN,
    }
}

fn section(x: &Section, field: Field) -> Answer<'_> {
    match field {
        Field::Kind => x.kind.map_or(UNKNOWN, |k| (Fact::Symbol(k.into()), Some(x.head))),
        Field::Heading => words(x.heading.as_ref()),
        Field::Ordinal => number(x.ordinal),
        Field::Article => number(x.article),
        Field::Clauses => (Fact::Nodes(Nodes::Clauses(&x.clauses)), None),
        _ => UNKNOWN,
    }
}

fn duty<'r>(reg: &'r Regulation, x: &'r Duty, field: Field) -> Answer<'r> {
    match field {
        Field::CatchAll => (Fact::Bool(x.catch_all), None),
        Field::Head => (Fact::Span(first_phrase(reg, x.text)), None),
        _ => item(field, x.ordinal, &x.clauses, x.text),
    }
}

/// The text up to its first comma, semicolon or full stop.
fn first_phrase(reg: &Regulation, text: Span) -> Span {
    let words = text.slice(&reg.source.text);
    let end = words.find([',', ';', '。', '，', '；']).unwrap_or(words.len());
    Span::new(text.start, text.start + end as u32)
}

fn unit_group(x: &UnitGroup, field: Field) -> Answer<'_> {
    match field {
        Field::Organ => words(x.organ.as_ref()),
        Field::Declared => read(x.declared, Fact::Int),
        Field::Units => (Fact::Nodes(Nodes::Units(&x.units)), None),
        Field::Clauses => (Fact::Nodes(Nodes::Clauses(&x.clauses)), None),
        _ => UNKNOWN,
    }
}

fn unit<'r>(reg: &'r Regulation, x: &'r Unit, field: Field) -> Answer<'r> {
    match field {
        Field::Name => words(Some(&x.name)),
        Field::Aliases => (Fact::AllWords(&x.aliases), None),
        Field::Posts => read(x.posts, Fact::Int),
        Field::Group => {
            let group = reg.unit_groups.iter().find(|g| g.units.iter().any(|u| std::ptr::eq(u, x)));
            group.map_or(UNKNOWN, |g| (Fact::Node(Node::UnitGroup(g)), None))
        }
        _ => item(field, x.ordinal, &x.clauses, x.text),
    }
}

fn staffing(x: &Staffing, field: Field) -> Answer<'_> {
    let answer = stated(x, field);
    let told = || x.posts.iter().chain(&x.breakdown);
    let range = || told().any(|p| p.least != p.most && counts(&p.title.text, field));
    if matches!(answer.0, Fact::Unknown) && range() { (Fact::Range, None) } else { answer }
}

/// Whether the posts under a title are those of a field.
fn counts(title: &str, field: Field) -> bool {
    let has = |words: &[&str]| words.iter().any(|w| title.contains(w));
    let ends = |words: &[&str]| words.iter().any(|w| title.ends_with(w));
    let of_units = has(&["科", "股", "处", "處", "室", "内设", "內設", "中层", "中層"]);
    match field {
        Field::Heads => {
            !of_units
                && title.chars().count() < 5
                && ends(&["长", "長", "主任", "书记", "書記", "正职", "正職"])
                && !has(&["副"])
        }
        Field::Deputies => !of_units && has(&["副"]),
        Field::UnitHeads | Field::UnitLeaders => of_units && !has(&["副"]),
        Field::UnitDeputies => of_units && has(&["副"]),
        Field::Admin => ends(&["行政编制", "行政編制"]),
        Field::Support => has(&["工勤", "后勤", "後勤"]),
        Field::Institution => ends(&["事业编制", "事業編制"]),
        Field::Total => ends(&["人员编制", "人員編制", "编制总数", "編制總數", "总编制", "總編制"]),
        _ => false,
    }
}

fn stated(x: &Staffing, field: Field) -> Answer<'_> {
    match field {
        Field::Organ => words(x.organ.as_ref()),
        Field::Admin => read(x.admin, Fact::Int),
        Field::Support => read(x.support, Fact::Int),
        Field::SeparateListed => (Fact::Bool(x.separate_listed.is_some()), x.separate_listed),
        Field::Separate => read(x.separate, Fact::Int),
        Field::SeparateFor => words(x.separate_for.as_ref()),
        Field::Heads => read(x.heads, Fact::Int),
        Field::Deputies => read(x.deputies, Fact::Int),
        Field::UnitHeads => read(x.unit_heads, Fact::Int),
        Field::UnitDeputies => read(x.unit_deputies, Fact::Int),
        Field::UnitLeaders => read(x.unit_leaders, Fact::Int),
        Field::Includes => (Fact::Nodes(Nodes::Includes(&x.includes)), None),
        Field::Institution => read(x.institution, Fact::Int),
        Field::Police => read(x.police, Fact::Int),
        Field::Filled => read(x.filled, Fact::Int),
        Field::InstitutionFilled => read(x.institution_filled, Fact::Int),
        Field::Total => read(x.total, Fact::Int),
        Field::Posts => (Fact::Nodes(Nodes::Posts(&x.posts)), None),
        Field::Breakdown => (Fact::Nodes(Nodes::Posts(&x.breakdown)), None),
        _ => UNKNOWN,
    }
}

fn post(x: &Post, field: Field) -> Answer<'_> {
    match field {
        Field::Title => words(Some(&x.title)),
        Field::Count if x.least == x.most => (Fact::Int(x.least), Some(x.span)),
        Field::Count => (Fact::Range, None),
        Field::Least => (Fact::Int(x.least), Some(x.span)),
        Field::Most => (Fact::Int(x.most), Some(x.span)),
        _ => UNKNOWN,
    }
}

fn change(x: &Change, field: Field) -> Answer<'_> {
    match field {
        Field::What => words(Some(&x.what)),
        Field::Delta => read(x.delta, Fact::Int),
        Field::From => read(x.from, Fact::Int),
        Field::To => read(x.to, Fact::Int),
        Field::Text => (Fact::Span(x.span), Some(x.span)),
        _ => UNKNOWN,
    }
}
