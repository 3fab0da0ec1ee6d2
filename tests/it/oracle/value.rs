//! Values of the slow evaluator, and the variables that hold them.

use std::rc::Rc;

use guiju::{
    hir::{Expr, ExprKind, LocalId},
    phrase::Lang,
    regulation::Node,
    schema::{Field, Strength, Symbol},
    source::{FileId, Span},
};
use jiff::civil::Date;
use num_rational::Ratio;

/// A value; every number is a ratio, every date the days between two.
#[derive(Clone, Debug)]
pub(super) enum Value<'r> {
    Unknown,
    /// What was chosen where nobody can tell what that is, or whether there is such a thing.
    Open,
    Bool(bool),
    Number(Ratio<i128>),
    Days(Date, Date),
    Text(Text),
    Symbol(Symbol),
    Vocabulary(usize),
    Node(Node<'r>),
    Segment(Segment),
    /// A row of a corpus, by the place of its document.
    Row(usize),
    List(Rc<[Value<'r>]>),
}

/// Words, as printed and as matched, with their place where they have one in the document.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) printed: String,
    /// In English sentences, where that is something else.
    pub(super) english: Option<String>,
    pub(super) folded: String,
    pub(super) place: Option<Span>,
    /// Of words that were collected: the document, and their place in it.
    pub(super) origin: Option<(usize, Span)>,
}

/// What one verb governs in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) span: Span,
    pub(super) verb: Option<Span>,
    pub(super) strength: Strength,
}

impl Value<'_> {
    pub(super) fn list(values: Vec<Self>) -> Self {
        Self::List(values.into())
    }

    /// A number, unless it is too large to hold.
    pub(super) fn number(n: Ratio<i128>) -> Self {
        let fits = |n: &i128| i64::try_from(*n).is_ok();
        if fits(n.numer()) && fits(n.denom()) { Self::Number(n) } else { Self::Unknown }
    }

    pub(super) fn whole(n: usize) -> Self {
        Self::Number(Ratio::from_integer(n as i128))
    }

    /// Kleene's three values: `None` is the unknown one.
    pub(super) fn of_truth(truth: Option<bool>) -> Self {
        truth.map_or(Self::Unknown, Self::Bool)
    }

    pub(super) fn truth(&self) -> Option<bool> {
        match self {
            Self::Bool(b) => Some(*b),
            _ => None,
        }
    }

    pub(super) fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown | Self::Open)
    }

    pub(super) fn elements(&self) -> Option<&[Self]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    pub(super) fn as_number(&self) -> Option<Ratio<i128>> {
        match self {
            Self::Number(n) => Some(*n),
            _ => None,
        }
    }

    pub(super) fn is_record(&self) -> bool {
        matches!(self, Self::Node(_) | Self::Segment(_))
    }

    /// The same without English names: what programs are told.
    pub(super) fn plainly_named(self) -> Self {
        match self {
            Self::Text(t) => Self::Text(Text { english: None, ..t }),
            Self::List(all) => Self::list(all.iter().cloned().map(Self::plainly_named).collect()),
            other => other,
        }
    }

    /// A value in a message; `titles` are those of the vocabularies.
    pub(super) fn shown(&self, lang: Lang, percent: bool, titles: &dyn Fn(usize) -> String) -> String {
        let say = |zh: &str, en: &str| if lang == Lang::Zh { zh } else { en }.to_owned();
        match self {
            Self::Unknown | Self::Open => say("未载明", "not stated"),
            Self::Bool(true) => say("是", "yes"),
            Self::Bool(false) => say("否", "no"),
            Self::Number(n) if percent => shown_percent(*n),
            Self::Number(n) => shown_ratio(*n, lang),
            Self::Days(a, b) if a == b => a.to_string(),
            Self::Days(a, b) => format!("{a}..{b}"),
            Self::Text(Text { english: Some(en), .. }) if lang == Lang::En => en.clone(),
            Self::Text(t) => t.printed.clone(),
            Self::Symbol(s) => say(s.zh(), s.en()),
            Self::Vocabulary(v) => titles(*v),
            Self::List(all) => {
                let all: Vec<String> = all.iter().map(|v| v.shown(lang, percent, titles)).collect();
                all.join(&say("、", ", "))
            }
            Self::Node(_) | Self::Segment(_) | Self::Row(_) => String::new(),
        }
    }
}

/// A ratio, and beside it the decimal, rounded to hundredths, halves up.
fn shown_ratio(n: Ratio<i128>, lang: Lang) -> String {
    if n.is_integer() {
        return n.to_string();
    }
    let hundredths = (n * 100 + Ratio::new(1, 2)).floor().to_integer();
    let sign = if hundredths < 0 { "-" } else { "" };
    let decimals = format!("{:02}", hundredths.abs() % 100);
    let decimals = decimals.strip_suffix('0').unwrap_or(&decimals);
    let decimal = format!("{sign}{}.{decimals}", hundredths.abs() / 100);
    match (lang, Ratio::from_integer(hundredths) == n * 100) {
        (Lang::Zh, true) => format!("{n}({decimal})"),
        (Lang::Zh, false) => format!("{n}(约{decimal})"),
        (Lang::En, true) => format!("{n} ({decimal})"),
        (Lang::En, false) => format!("{n} (about {decimal})"),
    }
}

/// Percent with at most one decimal, halves rounded up.
fn shown_percent(n: Ratio<i128>) -> String {
    let tenths = (n * 1000 + Ratio::new(1, 2)).floor().to_integer();
    let (whole, decimal) = (tenths.abs() / 10, tenths.abs() % 10);
    let sign = if tenths < 0 { "-" } else { "" };
    if decimal == 0 { format!("{sign}{whole}%") } else { format!("{sign}{whole}.{decimal}%") }
}

/// The variables that an expression sees. A definition has variables of its own, and its arguments stand for expressions
/// in the scope of its caller.
#[derive(Clone)]
pub(super) struct Scope<'s, 'r> {
    /// The file whose words the expressions are.
    pub(super) file: FileId,
    values: Vec<Value<'r>>,
    /// The expressions of `let`.
    lets: Vec<Option<&'r Expr>>,
    /// The arguments of a definition, with the scope that they are read in.
    arguments: Option<(&'r [Expr], &'s Scope<'s, 'r>)>,
    /// The variables of an element that is sought, and of its parts.
    elements: Vec<LocalId>,
    /// Those of them that are functions which were found in the element.
    functions: Vec<LocalId>,
}

impl<'s, 'r> Scope<'s, 'r> {
    pub(super) fn new(file: FileId, locals: u32) -> Self {
        let locals = locals as usize;
        Self {
            file,
            values: vec![Value::Unknown; locals],
            lets: vec![None; locals],
            arguments: None,
            elements: Vec::new(),
            functions: Vec::new(),
        }
    }

    /// The scope of a definition's body.
    pub(super) fn of_call(
        file: FileId,
        locals: u32,
        arguments: &'r [Expr],
        values: Vec<Value<'r>>,
        caller: &'s Scope<'s, 'r>,
    ) -> Self {
        let mut scope = Self::new(file, locals);
        for (slot, value) in scope.values.iter_mut().zip(values) {
            *slot = value;
        }
        scope.arguments = Some((arguments, caller));
        scope
    }

    pub(super) fn get(&self, local: LocalId) -> Value<'r> {
        self.values[local.index()].clone()
    }

    /// The same with another value for a variable.
    pub(super) fn with(&self, local: LocalId, value: Value<'r>) -> Self {
        let mut scope = self.clone();
        scope.values[local.index()] = value;
        scope
    }

    /// The same where a variable is an element that is sought, or a part of one.
    pub(super) fn seeking(&self, local: LocalId, value: Value<'r>) -> Self {
        let mut scope = self.with(local, value);
        scope.elements.push(local);
        scope
    }

    /// The same for a part of the element that is one of a list.
    pub(super) fn seeking_in(&self, local: LocalId, value: Value<'r>, list: &Expr) -> Self {
        let mut scope = self.seeking(local, value);
        let (ExprKind::Field(_, field) | ExprKind::Project(_, field)) = &list.kind else { return scope };
        if *field == Field::Functions && self.is_of_element(list) {
            scope.functions.push(local);
        }
        scope
    }

    /// Whether an expression is a variable for a function that was found in the element that is sought.
    pub(super) fn is_own_function(&self, e: &Expr) -> bool {
        let ExprKind::Local(l) = &e.kind else { return false };
        self.functions.contains(l)
            || self.arguments.is_some_and(|(all, caller)| {
                all.get(l.index()).is_some_and(|argument| caller.is_own_function(argument))
            })
    }

    /// Whether an expression depends on an element that is sought.
    pub(super) fn is_of_element(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Local(l) => {
                self.elements.contains(l)
                    || self.arguments.is_some_and(|(all, caller)| {
                        all.get(l.index()).is_some_and(|argument| caller.is_of_element(argument))
                    })
            }
            _ => e.children().any(|c| self.is_of_element(c)),
        }
    }

    pub(super) fn bind(&mut self, local: LocalId, value: Value<'r>, source: &'r Expr) {
        self.values[local.index()] = value;
        self.lets[local.index()] = Some(source);
    }

    /// The expression that a variable stands for and where it is read; `None` for what a loop or a question binds.
    pub(super) fn source(&self, local: LocalId) -> Option<(&'r Expr, &Scope<'s, 'r>)> {
        if let Some(e) = self.lets[local.index()] {
            return Some((e, self));
        }
        let (arguments, caller) = self.arguments.as_ref()?;
        arguments.get(local.index()).map(|e| (e, *caller))
    }
}
