//! Policies with every name bound and every expression typed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use num_rational::Ratio;

pub use super::pattern::Pattern;
pub use crate::syntax::ast::{BinaryOp, Counterpart, Format, Pairing, Pick, Quantifier, Test};
use crate::{
    finding::{Citation, Outcome, Severity},
    phrase::Phrase,
    schema::{Builtin, Field, Kind, Strength, Symbol, Type},
    source::{FileId, Span},
    text::fold_words,
};

/// Everything that the policy files say, ready for the plan.
#[derive(Debug, Default)]
pub struct Program {
    /// Tables.
    pub tables: Vec<Table>,
    /// Vocabularies.
    pub vocabularies: Vec<Vocabulary>,
    /// Verbs by strength, in the order of the files.
    pub verbs: Vec<(Strength, String)>,
    /// Parameters of files and policies.
    pub params: Vec<Param>,
    /// Functions that policies define.
    pub defines: Vec<Define>,
    /// Policies.
    pub policies: Vec<Policy>,
    /// Tests that stand beside policies, in the order of the files.
    pub tests: Vec<TestCase>,
    /// Clauses that vocabularies and verbs must recognise, or must not, in the order of the files.
    pub clauses: Vec<ClauseExample>,
    /// How names that the language knows are spelled in both languages.
    pub spellings: super::Spellings,
    /// The scopes of what is set from outside, by the number of the setting.
    pub scopes: Vec<super::Scope>,
    /// How many files, from the first on, are no policy files.
    pub beside: u32,
}

/// Declares an index into one of the lists of a [`Program`] or into the variables of a body.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        $($(#[$doc])* #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)] pub struct $name(pub u32);
        impl $name {
            /// The index.
            pub fn index(self) -> usize { self.0 as usize }
        })+
    };
}

ids! {
    /// A table.
    TableId;
    /// A vocabulary.
    VocabularyId;
    /// A parameter.
    ParamId;
    /// A function that a policy file defines.
    DefineId;
    /// A variable of one policy or of one definition.
    LocalId;
}

/// A value that is known before any document is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constant {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An exact ratio.
    Ratio(Ratio<i64>),
    /// A day.
    Date(Date),
    /// Words.
    Text(String),
    /// A value of an enumeration.
    Symbol(Symbol),
    /// A vocabulary.
    Vocabulary(VocabularyId),
    /// A list.
    List(Vec<Constant>),
}

impl Constant {
    /// The same as documents are matched: its words folded.
    pub(crate) fn folded(&self) -> Self {
        match self {
            Self::Text(t) => Self::Text(fold_words(t)),
            Self::List(items) => Self::List(items.iter().map(Self::folded).collect()),
            other => other.clone(),
        }
    }
}

/// A table, checked: no holes, no overlaps.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The types of its keys.
    pub keys: Vec<Kind>,
    /// The type of its results.
    pub result: Kind,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// The keys before the bands.
    pub keys: Vec<Constant>,
    /// Its bands; bands of numbers in order.
    pub bands: Vec<(BandKey, Constant)>,
}

/// The keys of a band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BandKey {
    /// Numbers, both ends inside.
    Range(Option<i64>, Option<i64>),
    /// One value.
    Value(Constant),
}

impl BandKey {
    /// The same as documents are matched.
    pub(crate) fn folded(&self) -> Self {
        match self {
            Self::Value(value) => Self::Value(value.folded()),
            Self::Range(..) => self.clone(),
        }
    }
}

/// A vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Phrase,
    /// One hit suffices.
    pub phrases: Vec<String>,
    /// A hit counts beside a companion in the same clause.
    pub weak: Vec<(String, Vec<String>)>,
    /// False friends.
    pub except: Vec<String>,
    /// What mentions this mentions the parent too.
    pub parent: Option<VocabularyId>,
    /// What policies ask of it; `function` makes it a function of an organ.
    pub tags: Vec<String>,
}

/// A clause that a list of words must recognise, or must not.
#[derive(Clone, Debug)]
pub struct ClauseExample {
    /// The list.
    pub list: WordList,
    /// Whether it must.
    pub hits: bool,
    /// The clause.
    pub clause: String,
    /// The policy file that it stands in.
    pub file: FileId,
    /// Its bytes in that file.
    pub span: Span,
}

/// Words that recognise something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    /// A vocabulary: a clause mentions it.
    Vocabulary(VocabularyId),
    /// The verbs of a strength: a clause has it.
    Verbs(Strength),
}

/// A parameter.
#[derive(Debug)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Its value where no scope decides.
    pub value: Constant,
    /// The values set for scopes, by the number of their setting; the last one that holds wins.
    pub scoped: Vec<(usize, Constant)>,
    /// What it rests on.
    pub basis: Vec<Citation>,
}

/// A function that a policy file defines.
#[derive(Debug)]
pub struct Define {
    /// Its name.
    pub name: String,
    /// The file that it stands in.
    pub file: FileId,
    /// Its parameters are the first variables of its body.
    pub arity: usize,
    /// Where it says what type its value has.
    pub typed: Option<Span>,
    /// What it stands for.
    pub body: Expr,
    /// How many variables its body has, parameters among them.
    pub locals: u32,
}

/// A policy.
#[derive(Debug)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// The file that it stands in.
    pub file: FileId,
    /// Its family: the folder of that file.
    pub family: String,
    /// All of it.
    pub span: Span,
    /// Its title.
    pub title: Phrase,
    /// What it asks.
    pub says: Phrase,
    /// Its severity where no variant decides.
    pub severity: Severity,
    /// The severities set for scopes, by the number of their setting; the last one that holds wins.
    pub scoped: Vec<(usize, Severity)>,
    /// What it rests on.
    pub basis: Vec<Citation>,
    /// When it applies: all must hold.
    pub applies: Vec<Expr>,
    /// Its variants by date.
    pub variants: Vec<Variant>,
    /// Its own parameters.
    pub params: Vec<ParamId>,
    /// Whether waivers may set its findings aside.
    pub waivable: bool,
    /// How it judges documents together; `None` where it judges each by itself.
    pub corpus: Option<Corpus>,
    /// How many evaluations a document must have, so that fewer leave it undecided.
    pub expect: u32,
    /// What it does.
    pub body: Vec<Statement>,
    /// Its examples.
    pub examples: Vec<Example>,
    /// How many variables it has.
    pub locals: u32,
}

/// How a policy over a corpus puts documents together.
#[derive(Debug)]
pub struct Corpus {
    /// Variables that the collected values use.
    pub prelude: Vec<Statement>,
    /// The values that each document gives: names, expressions.
    pub fields: Vec<(String, Expr)>,
    /// The values that a group has in common, as indices into the fields.
    pub by: Vec<usize>,
    /// The least number of rows that a group is judged with.
    pub size: u32,
    /// The document that each is set beside, instead of a group.
    pub counterpart: Option<Counterpart>,
    /// The variables of the body: `rows`, or `this` and its counterpart.
    pub locals: Vec<LocalId>,
}

/// A variant of a policy by date; both days are inside.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Option<Date>,
    /// The severity in that time.
    pub severity: Severity,
}

/// An example, as it is run.
#[derive(Clone, Debug)]
pub struct Example {
    /// What the policy must say.
    pub verdict: Outcome,
    /// Facts given beside the text: the path of fields, and the value's name.
    pub given: BTreeMap<String, Constant>,
    /// The text.
    pub text: String,
    /// Other documents of the corpus, with the facts given beside them.
    pub beside: Vec<(BTreeMap<String, Constant>, String)>,
    /// What a finding must quote.
    pub quotes: Vec<String>,
    /// The file that it stands in.
    pub file: FileId,
    /// All of it.
    pub span: Span,
}

/// A test that stands beside a policy: an example whose text may lie in a file.
#[derive(Clone, Debug)]
pub struct TestCase {
    /// The policy.
    pub policy: String,
    /// The path of the document, from the folder of the test; `None`: the text stands in the example.
    pub path: Option<(String, Span)>,
    /// Words of what a finding must be about.
    pub subjects: Vec<String>,
    /// The rest.
    pub example: Example,
}

/// A statement of a body.
#[derive(Debug)]
pub enum Statement {
    /// A variable.
    Let {
        /// Which.
        local: LocalId,
        /// Its value.
        value: Expr,
    },
    /// A loop over a list.
    For(For),
    /// A requirement.
    Require(Require),
}

/// A loop over the elements of a list, or over pairs of them.
#[derive(Debug)]
pub struct For {
    /// One variable, or two for pairs.
    pub locals: Vec<LocalId>,
    /// What they are called.
    pub names: Vec<String>,
    /// Which pairs, where there are two.
    pub pairing: Pairing,
    /// The list.
    pub list: Expr,
    /// The condition.
    pub condition: Option<Expr>,
    /// What is done for each.
    pub body: Vec<Statement>,
}

/// A requirement.
#[derive(Debug)]
pub struct Require {
    /// What must hold.
    pub condition: Expr,
    /// Its severity where it is not that of the policy.
    pub severity: Option<Severity>,
    /// What is quoted where it does not.
    pub evidence: Vec<Expr>,
    /// What is said: Chinese, English.
    pub message: [Vec<Part>; 2],
}

/// A piece of a message.
#[derive(Debug)]
pub enum Part {
    /// Words.
    Text(String),
    /// A value.
    Value {
        /// The value.
        expr: Expr,
        /// How it is written.
        format: Format,
    },
}

/// A typed expression.
#[derive(Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The type of its value.
    pub ty: Type,
    /// Its bytes in the policy file.
    pub span: Span,
}

/// The forms of typed expressions.
#[derive(Debug)]
pub enum ExprKind {
    /// Reported; never reaches a plan.
    Error,
    /// A constant.
    Constant(Constant),
    /// A regular expression that compiles.
    Pattern(Box<Pattern>),
    /// A list of expressions.
    List(Vec<Expr>),
    /// A variable.
    Local(LocalId),
    /// A parameter.
    Param(ParamId),
    /// The regulation.
    Document,
    /// A field of a record.
    Field(Box<Expr>, Field),
    /// A field of every element of a list.
    Project(Box<Expr>, Field),
    /// A collected value of a row.
    RowField(Box<Expr>, usize),
    /// A collected value of every row.
    RowProject(Box<Expr>, usize),
    /// The words of a named group of a pattern, where it first matches or wherever it does.
    Capture(Box<Expr>, Box<Pattern>, String, Reach),
    /// A function of the language.
    Call(Builtin, Vec<Expr>),
    /// A lookup.
    Lookup(TableId, Vec<Expr>),
    /// A function that a policy file defines.
    Apply(DefineId, Vec<Expr>),
    /// `not`
    Not(Box<Expr>),
    /// `-`
    Neg(Box<Expr>),
    /// An operator on two values.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `mentions`, and with a strength `leads` and its sisters.
    Mentions {
        /// Where.
        subject: Box<Expr>,
        /// Of what: a vocabulary, or any of a list.
        vocabularies: Box<Expr>,
        /// How strongly, where that is asked.
        strength: Option<Strength>,
    },
    /// `is known` and its sisters.
    Test {
        /// The value.
        value: Box<Expr>,
        /// What is asked.
        test: Test,
        /// Whether it is negated.
        negated: bool,
    },
    /// `a else b`
    Default(Box<Expr>, Box<Expr>),
    /// `some x in xs where …`
    Quantified {
        /// How many.
        quantifier: Quantifier,
        /// The variable.
        local: LocalId,
        /// The list.
        list: Box<Expr>,
        /// The condition.
        condition: Box<Expr>,
    },
    /// `first x in xs where …`
    Pick {
        /// Which.
        pick: Pick,
        /// The variable.
        local: LocalId,
        /// The list.
        list: Box<Expr>,
        /// The condition.
        condition: Option<Box<Expr>>,
        /// The score.
        by: Option<Box<Expr>>,
    },
}

/// How far a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To the first match.
    First,
    /// To every match.
    All,
}

impl Expr {
    /// The expressions directly inside.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        let mut list: &[Self] = &[];
        let mut each: [Option<&Self>; 3] = [None; 3];
        match &self.kind {
            ExprKind::Error
            | ExprKind::Constant(_)
            | ExprKind::Pattern(_)
            | ExprKind::Local(_)
            | ExprKind::Param(_)
            | ExprKind::Document => {}
            ExprKind::List(all)
            | ExprKind::Call(_, all)
            | ExprKind::Lookup(_, all)
            | ExprKind::Apply(_, all) => list = all,
            ExprKind::Field(a, _)
            | ExprKind::Project(a, _)
            | ExprKind::RowField(a, _)
            | ExprKind::RowProject(a, _)
            | ExprKind::Capture(a, ..)
            | ExprKind::Not(a)
            | ExprKind::Neg(a)
            | ExprKind::Test { value: a, .. } => each[0] = Some(a),
            ExprKind::Mentions { subject: a, vocabularies: b, .. }
            | ExprKind::Binary(_, a, b)
            | ExprKind::Default(a, b)
            | ExprKind::Quantified { list: a, condition: b, .. } => each = [Some(a), Some(b), None],
            ExprKind::Pick { list, condition, by, .. } => {
                each = [Some(list), condition.as_deref(), by.as_deref()];
            }
        }
        list.iter().chain(each.into_iter().flatten())
    }
}
