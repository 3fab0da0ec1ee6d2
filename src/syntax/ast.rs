//! The tree of one policy file, as written: names are words, nothing is resolved or typed.
//!
//! English and Chinese keywords give the same tree. Every node has the bytes that it was read from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::source::Span;

/// A policy file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PolicyFile {
    /// Its items, in order.
    pub items: Vec<Item>,
    /// Its comments (`-- …`), in order: the formatter puts them back.
    pub comments: Vec<Text>,
    /// The names of items that could not be read; what they stand for is not known, but they are no mistakes.
    pub lost: Vec<Name>,
    /// Where something could not be read: what is missing there may be there.
    pub unread: Vec<Span>,
}

/// An item of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Item {
    /// `language 1`
    Language(Spanned<u32>),
    /// `use deputy_limit from staffing-deputy-band`
    Use(Use),
    /// `table …`
    Table(Table),
    /// `vocabulary …`
    Vocabulary(Vocabulary),
    /// `extend secrecy { phrases "…" }`: more of a vocabulary that stands elsewhere; it has neither title, parent nor tags.
    Extension(Vocabulary),
    /// `verbs …`
    Verbs(Verbs),
    /// `param …`
    Param(Param),
    /// `define …`
    Define(Define),
    /// `policy …`
    Policy(Policy),
    /// `test …`
    Test(TestCase),
}

/// Anything with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The thing.
    pub value: T,
    /// Its bytes.
    pub span: Span,
}

/// A name as its author wrote it.
pub type Name = Spanned<String>;

/// A text without its quotation marks; the span includes them.
pub type Text = Spanned<String>;

/// A text in one or both languages: `zh "…" en "…"`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Said {
    /// Chinese.
    pub zh: Option<Text>,
    /// English.
    pub en: Option<Text>,
}

/// `use deputy_limit, leaders from staffing-deputy-band`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Use {
    /// The names.
    pub names: Vec<Name>,
    /// A policy of the file in which they stand.
    pub policy: Name,
    /// All of it.
    pub span: Span,
}

/// `table deputy_limit(level: level, admin: int) -> int { row … }`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: Name,
    /// Its keys; the last one is looked up in bands where it is a number.
    pub keys: Vec<Parameter>,
    /// What a lookup gives.
    pub result: Name,
    /// Its rows.
    pub rows: Vec<Row>,
    /// All of it.
    pub span: Span,
}

/// A name and the name of its type: `admin: int`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parameter {
    /// The name.
    pub name: Name,
    /// The type.
    pub ty: TypeName,
}

/// A type as written: `int`, `list of unit`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TypeName {
    /// The name of the value or of the element.
    pub name: Name,
    /// Whether it is a list of them.
    pub list: bool,
}

/// A row of a table: the keys before the bands, then the bands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// The leading keys (`county`); empty in a table with a single key.
    pub keys: Vec<Expr>,
    /// The bands.
    pub bands: Vec<Band>,
    /// All of it.
    pub span: Span,
}

/// `1..10 => 2`, `41.. => 4`, `..9 => 1`, `5 => 1`, `county => 3`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Band {
    /// The keys that it holds.
    pub key: BandKey,
    /// What it gives.
    pub result: Expr,
    /// All of it.
    pub span: Span,
}

/// The keys of a band.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum BandKey {
    /// Whole numbers, both ends inside; `None` is open.
    Range {
        /// The smallest.
        from: Option<Spanned<i64>>,
        /// The greatest.
        to: Option<Spanned<i64>>,
    },
    /// One value that is no number: `county`.
    Value(Expr),
}

/// `vocabulary secrecy { … }`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Its name.
    pub name: Name,
    /// `title zh "…" en "…"`
    pub title: Said,
    /// `phrases "…", "…"`: one hit suffices.
    pub phrases: Vec<Text>,
    /// `weak "…", "…" with "…", "…"`: a hit counts beside one of the companions in the same clause.
    pub weak: Vec<Weak>,
    /// `except "…", "…"`: false friends, blanked out before matching.
    pub except: Vec<Text>,
    /// `parent NAME`: what mentions this mentions its parent too.
    pub parent: Option<Name>,
    /// `tags function, housekeeping`: what policies ask of it.
    pub tags: Vec<Name>,
    /// `example hits "…"`, `example misses "…"`
    pub examples: Vec<ClauseExample>,
    /// All of it.
    pub span: Span,
}

/// Weak phrases and the words that they need beside them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Weak {
    /// The phrases.
    pub phrases: Vec<Text>,
    /// The companions.
    pub with: Vec<Text>,
}

/// One clause of `example hits "…", …` or `example misses "…", …`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClauseExample {
    /// Whether it must be recognised, or must not.
    pub hits: bool,
    /// The clause.
    pub clause: Text,
}

/// `verbs lead { "负责", "承担" }`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Verbs {
    /// The strength: lead, share, oversee, assist.
    pub strength: Name,
    /// The verbs.
    pub phrases: Vec<Text>,
    /// `example hits "…"`, `example misses "…"`
    pub examples: Vec<ClauseExample>,
    /// All of it.
    pub span: Span,
}

/// `param max: ratio = 1/3 basis practice zh "…"`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeName,
    /// Its value unless configured otherwise.
    pub default: Expr,
    /// What it rests on.
    pub basis: Vec<Basis>,
    /// All of it.
    pub span: Span,
}

/// `define leaders(s: staffing) -> int = s.heads + s.deputies`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Define {
    /// Its name.
    pub name: Name,
    /// Its parameters.
    pub params: Vec<Parameter>,
    /// The type of what it gives, where it is written.
    pub result: Option<TypeName>,
    /// What it stands for.
    pub body: Expr,
    /// All of it.
    pub span: Span,
}

/// `policy staffing-deputy-band { … }`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// Its name.
    pub name: Name,
    /// Its statements, in order.
    pub body: Vec<Statement>,
    /// All of it.
    pub span: Span,
}

/// `test staffing-deputy-band { file "a.txt" given organ.level = county expect fails quotes "…" }`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TestCase {
    /// The policy that it is about.
    pub policy: Name,
    /// `document "…"`: the text itself.
    pub document: Option<Text>,
    /// `file "…"`: a path from the folder of the test.
    pub file: Option<Text>,
    /// Other documents of the corpus.
    pub beside: Vec<Beside>,
    /// Facts given beside the document.
    pub given: Vec<GivenFact>,
    /// What the policy must say of it.
    pub verdict: Option<Spanned<ExampleVerdict>>,
    /// Words that a finding must quote.
    pub quotes: Vec<Text>,
    /// Words of what a finding must be about.
    pub subjects: Vec<Text>,
    /// All of it.
    pub span: Span,
}

/// A statement of a policy or of a block.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Statement {
    /// `title zh "…" en "…"`
    Title(Spanned<Said>),
    /// `statement zh "…" en "…"`: what the policy asks, in one sentence.
    Says(Spanned<Said>),
    /// `severity warning`
    Severity(Spanned<Severity>),
    /// `basis law "…" article "…" quote "…"`
    Basis(Basis),
    /// `applies when E`
    Applies(Spanned<Expr>),
    /// `in force from D [until D] [severity S]`
    InForce(InForce),
    /// `param …`
    Param(Param),
    /// `let x = E`
    Let(Let),
    /// `for each …`
    For(For),
    /// `require …`
    Require(Require),
    /// `example …`
    Example(Example),
    /// `expect at least 3`: fewer evaluations leave a document undecided.
    Expect(Spanned<i64>),
    /// `waivable no`: no waiver sets its findings aside.
    Unwaivable(Span),
    /// `across corpus`: the policy judges documents together.
    Across(Span),
    /// `collect { admin = first(staffing).admin }`
    Collect(Collect),
    /// `group by level, province where size >= 8`
    Group(Group),
    /// `with parent`, `with previous`
    With(Spanned<Counterpart>),
}

impl Statement {
    /// The expressions that are evaluated for it and for the statements inside, in the order of the text; what stands in
    /// messages and evidence is not among them.
    pub fn expressions(&self) -> Vec<&Expr> {
        match self {
            Self::Applies(e) => vec![&e.value],
            Self::Param(p) => vec![&p.default],
            Self::Let(l) => vec![&l.value],
            Self::Require(r) => vec![&r.condition],
            Self::Collect(c) => c.fields.iter().map(|f| &f.value).collect(),
            Self::For(f) => {
                let own = [&f.list].into_iter().chain(&f.condition);
                own.chain(f.body.iter().flat_map(Self::expressions)).collect()
            }
            Self::Title(_)
            | Self::Says(_)
            | Self::Severity(_)
            | Self::Basis(_)
            | Self::InForce(_)
            | Self::Example(_)
            | Self::Expect(_)
            | Self::Unwaivable(_)
            | Self::Across(_)
            | Self::Group(_)
            | Self::With(_) => Vec::new(),
        }
    }
}

/// What a policy over a corpus takes from each document: one row of named values.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Collect {
    /// The values.
    pub fields: Vec<Let>,
    /// All of it.
    pub span: Span,
}

/// How the rows of a corpus are put together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Group {
    /// The collected values that a group has in common.
    pub by: Vec<Name>,
    /// The least number of rows that a group is judged with.
    pub size: Option<Spanned<i64>>,
    /// All of it.
    pub span: Span,
}

/// The document that each document of a corpus is set beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counterpart {
    /// The document of the jurisdiction one level up.
    Parent,
    /// The version before, of the same organ.
    Previous,
}

/// How much a violation matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Severity {
    /// 提示
    Info,
    /// 警告
    Warning,
    /// 错误
    Error,
}

/// What a policy rests on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Basis {
    /// Law, reference or practice.
    pub kind: BasisKind,
    /// The title of the law or source.
    pub title: Option<Text>,
    /// Its article.
    pub article: Option<Text>,
    /// Its words.
    pub quote: Option<Text>,
    /// A remark in either language; for practice, the practice.
    pub note: Said,
    /// All of it.
    pub span: Span,
}

/// The kind of a basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BasisKind {
    /// A law or regulation whose text was read.
    Law,
    /// A source that reports, or binds by analogy.
    Reference,
    /// Practice: the limit is a parameter.
    Practice,
}

/// `in force from D [until D] [severity S]`; both days are inside.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InForce {
    /// The first day.
    pub from: Spanned<Date>,
    /// The last day.
    pub until: Option<Spanned<Date>>,
    /// The severity in that time.
    pub severity: Option<Spanned<Severity>>,
    /// All of it.
    pub span: Span,
}

/// `let x = E`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Let {
    /// The name.
    pub name: Name,
    /// Its value.
    pub value: Expr,
    /// All of it.
    pub span: Span,
}

/// `for each x in E where E { … }`, `for each pair a, b in E …`, `for each neighbours a, b in E …`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct For {
    /// Single elements, pairs, or neighbours.
    pub pairing: Pairing,
    /// One variable, or two where elements are taken two by two (the first stands before the second).
    pub vars: Vec<Name>,
    /// The list.
    pub list: Expr,
    /// The condition.
    pub condition: Option<Expr>,
    /// What is done for each: `let`, `for each`, `require`.
    pub body: Vec<Statement>,
    /// All of it.
    pub span: Span,
}

/// How a loop takes the elements of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pairing {
    /// One by one.
    Single,
    /// Every pair, each once.
    Pair,
    /// Every element with the one after it.
    Neighbours,
}

/// `require E [severity S] else report E, …: MESSAGE`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Require {
    /// What must hold.
    pub condition: Expr,
    /// Its severity where it is not that of the policy.
    pub severity: Option<Spanned<Severity>>,
    /// What is quoted where it does not.
    pub evidence: Vec<Expr>,
    /// What is said.
    pub message: Message,
    /// All of it.
    pub span: Span,
}

/// What a finding says: at least one language.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Message {
    /// Chinese.
    pub zh: Option<Template>,
    /// English.
    pub en: Option<Template>,
    /// All of it.
    pub span: Span,
}

/// A text with values in braces.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Template {
    /// Its pieces, in order.
    pub parts: Vec<Part>,
    /// All of it with its quotation marks.
    pub span: Span,
}

/// A piece of a template.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Part {
    /// Words; `{{` and `}}` are single braces here.
    Text(String),
    /// `{E}`, `{E as percent}`, `{E as fraction}`
    Value {
        /// The value.
        expr: Expr,
        /// How it is written.
        format: Format,
    },
}

/// How a value in a message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Format {
    /// As it is: a ratio as `3/7`.
    #[default]
    Plain,
    /// A ratio in percent with one decimal, rounded half up: `42.9%`.
    Percent,
}

/// `example fails where organ.level = county "…" quotes "…"`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Example {
    /// What the policy must say of it.
    pub verdict: Spanned<ExampleVerdict>,
    /// Facts given beside the text: a path of fields and a value.
    pub given: Vec<GivenFact>,
    /// The text of the document.
    pub text: Text,
    /// Other documents of the corpus.
    pub beside: Vec<Beside>,
    /// Words that a finding must quote.
    pub quotes: Vec<Text>,
    /// All of it.
    pub span: Span,
}

/// `beside where organ.level = county "…"`: another document of an example.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Beside {
    /// Facts given beside its text.
    pub given: Vec<GivenFact>,
    /// Its text.
    pub text: Text,
}

/// The verdict that an example expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExampleVerdict {
    /// `passes`
    Passes,
    /// `fails`
    Fails,
    /// `undecided`
    Undecided,
    /// `not applicable`
    NotApplicable,
}

/// `organ.level = county`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GivenFact {
    /// The fields from the document down.
    pub path: Vec<Name>,
    /// The value.
    pub value: Expr,
}

/// An expression.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its bytes.
    pub span: Span,
}

/// The forms of expressions.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ExprKind {
    /// What could not be read; already reported.
    Error,
    /// `"…"`
    Text(String),
    /// `15`
    Int(i64),
    /// `40%`: the numerator over a hundred.
    Percent(i64),
    /// `2019-04-07`
    Date(Date),
    /// `true`, `false`
    Bool(bool),
    /// `/除.+外/`
    Pattern(String),
    /// `[a, b]`
    List(Vec<Expr>),
    /// A name alone: a variable, a parameter, a field of the document, a value of an enumeration.
    Name(String),
    /// `x.f`
    Field(Box<Expr>, Name),
    /// `f(a, b)`
    Call(Name, Vec<Expr>),
    /// `not E`, `-E`
    Unary(UnaryOp, Box<Expr>),
    /// `a and b`
    Binary(Spanned<BinaryOp>, Box<Expr>, Box<Expr>),
    /// `E is known`, `E is not empty`
    Test {
        /// The value.
        value: Box<Expr>,
        /// What is asked of it.
        test: Test,
        /// Whether `not` stands before the test.
        negated: bool,
    },
    /// `E else E`
    Default(Box<Expr>, Box<Expr>),
    /// `some x in E where E`
    Quantified {
        /// How many.
        quantifier: Quantifier,
        /// The variable.
        var: Name,
        /// The list.
        list: Box<Expr>,
        /// The condition.
        condition: Box<Expr>,
    },
    /// `first x in E where E`, `those x in E where E`, `best x in E where E by E`
    Pick {
        /// Which.
        pick: Pick,
        /// The variable.
        var: Name,
        /// The list.
        list: Box<Expr>,
        /// The condition.
        condition: Option<Box<Expr>>,
        /// The score, for `best`.
        by: Option<Box<Expr>>,
    },
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnaryOp {
    /// `not`
    Not,
    /// `-`
    Neg,
}

/// Operators with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BinaryOp {
    /// `or`
    Or,
    /// `and`
    And,
    /// `is`, `==`
    Eq,
    /// `is not`, `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `in`
    In,
    /// `not in`
    NotIn,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `mentions`
    Mentions,
    /// `contains`
    Contains,
    /// `matches`
    Matches,
    /// `leads`
    Leads,
    /// `shares`
    Shares,
    /// `oversees`
    Oversees,
    /// `assists`
    Assists,
    /// `before`
    Before,
    /// `union`
    Union,
    /// `minus`
    Minus,
    /// `meets`
    Meets,
    /// `covers`
    Covers,
}

/// What `is` may ask of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// `is known`
    Known,
    /// `is unknown`
    Unknown,
    /// `is empty`
    Empty,
}

/// How many elements must fulfil a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantifier {
    /// `some`
    Some,
    /// `every`
    Every,
    /// `no`
    No,
    /// `exactly n`
    Exactly(u32),
}

/// Which elements are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pick {
    /// `first`
    First,
    /// `last`
    Last,
    /// `those`: all of them, as a list
    Those,
    /// `best … by`: the one with the greatest score; the first of equals
    Best,
}

impl PolicyFile {
    /// Whether it holds a policy: what stands beside one is seen in this file only.
    pub fn has_policy(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Policy(_)))
    }
}

impl Expr {
    /// The expressions directly inside.
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::List(items) | ExprKind::Call(_, items) => items.iter().collect(),
            ExprKind::Field(a, _) | ExprKind::Unary(_, a) | ExprKind::Test { value: a, .. } => vec![a],
            ExprKind::Binary(_, a, b) | ExprKind::Default(a, b) => vec![a, b],
            ExprKind::Quantified { list, condition, .. } => vec![list, condition],
            ExprKind::Pick { list, condition, by, .. } => [Some(list), condition.as_ref(), by.as_ref()]
                .into_iter()
                .flatten()
                .map(AsRef::as_ref)
                .collect(),
            ExprKind::Error
            | ExprKind::Text(_)
            | ExprKind::Int(_)
            | ExprKind::Percent(_)
            | ExprKind::Date(_)
            | ExprKind::Bool(_)
            | ExprKind::Pattern(_)
            | ExprKind::Name(_) => Vec::new(),
        }
    }
}
