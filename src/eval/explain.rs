//! Why a verdict is what it is: each condition as it was evaluated, its operands, and the words that they were read from.
//!
//! Nothing is judged here: the evaluation itself calls [`Ctx::step`] where somebody asks for its steps.

use std::{cell::RefCell, collections::BTreeMap};

use super::{
    budget,
    corpus::row::{Collected, Origin, Row},
    corpus::{add, keys, reduce_with},
    coverage::Recorder,
    ctx::Ctx,
    expr::Frame,
    policy::{Options, examine_with},
    proof::trace::{Sought, Sources, Trace},
    value::{List, Value, Why},
};
use crate::{
    finding::{DocumentReport, Evidence},
    phrase::{Lang, Phrase},
    plan::{ConditionRole, Expr, ExprKind, For, Format, Plan, Policy, Quantifier, Vocabularies},
    regulation::Regulation,
    source::{FileId, LineIndex, Span},
};

/// How many elements of a list are shown where none of them decides.
const ELEMENTS: usize = 3;

/// One condition of a policy, evaluated once.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it is there for.
    pub role: ConditionRole,
    /// The variables of the loops around it, outermost first.
    pub bindings: Vec<Binding>,
    /// The condition.
    pub condition: Node,
}

/// A variable of a loop.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Its name.
    pub name: String,
    /// What it stands for, where that is a value and no record.
    pub value: Phrase,
    /// The words that it stands for.
    pub words: Vec<Evidence>,
}

/// An expression with its value.
#[derive(Clone, Debug)]
pub struct Node {
    /// The expression, as the reader would write it.
    pub words: Phrase,
    /// The policy file.
    pub file: FileId,
    /// Its bytes in that file.
    pub span: Span,
    /// Its value.
    pub value: Phrase,
    /// Its truth, where it is a condition or unknown.
    pub truth: Option<Truth>,
    /// The words that it was read from.
    pub read: Vec<Evidence>,
    /// What its value was made of.
    pub operands: Vec<Node>,
}

/// The truth of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not.
    False,
    /// That cannot be told, and why.
    Unknown(Phrase),
}

/// Checks a regulation with the policies of the options, and tells each step: every condition that was evaluated, in order,
/// with its truth, the values of its operands and the words that these were read from. Policies over a corpus only collect.
///
/// ```
/// use guiju::{compile, eval::{self, Options, Truth}, ingest::{self, Given}, source::Files};
///
/// let mut files = Files::default();
/// files.add("a.guiju", r#"
///     policy short-list {
///       title en "too few duties"
///       severity warning
///       require count(duties) >= 2 else report duties: en "only {count(duties)}"
///     }"#);
/// let plan = compile(&files).map_err(|_| "does not compile")?.plan;
/// let text = "主要职责\n(一)负责文电。";
/// let document = ingest::read("a.txt", text.as_bytes(), &Given::default()).map_err(|_| "cannot be read")?;
/// let (report, steps) = eval::explain(&plan, &document, &Options::default());
/// assert_eq!(report.findings.len(), 1);
/// let asked = &steps[0].condition;
/// assert_eq!((asked.words.en.as_str(), &asked.truth), ("count(duties) >= 2", &Some(Truth::False)));
/// assert_eq!(asked.operands[0].value.en, "1");
/// # Ok::<(), &str>(())
/// ```
pub fn explain(plan: &Plan, reg: &Regulation, options: &Options) -> (DocumentReport, Vec<Step>) {
    let recorder = Recorder::for_steps();
    let report = examine_with(plan, reg, options, (Some(&recorder), budget::MOST_TURNS)).report;
    (report, recorder.steps.map(RefCell::into_inner).unwrap_or_default())
}

/// What one document gave a policy over a corpus.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The document.
    pub path: String,
    /// The collected values by their names, each with the words that it was read from.
    pub fields: Vec<Binding>,
}

/// Why a policy over a corpus says what it says of a document among others.
#[derive(Clone, Debug)]
pub struct Together {
    /// The report of the document.
    pub report: DocumentReport,
    /// The rows that it was judged with, its own among them, in the order of the documents.
    pub rows: Vec<Gathered>,
    /// The conditions: those of its own scope, then those of the judgement.
    pub steps: Vec<Step>,
}

/// Judges documents together with one policy over a corpus, and tells the rows and steps under the keys of the first.
/// `None` where there is no document.
pub fn explain_together(plan: &Plan, regs: &[Regulation], options: &Options) -> Option<Together> {
    let (mut report, mut steps) = explain(plan, regs.first()?, options);
    let mut all: Vec<Row> = Vec::new();
    for (number, reg) in regs.iter().enumerate() {
        for mut row in examine_with(plan, reg, options, (None, budget::MOST_TURNS)).rows {
            row.set_origin(Origin { path: reg.source.path.clone(), number: number as u64 });
            all.push(row);
        }
    }
    let own =
        all.first().filter(|row| row.origin().number == 0).map(|row| keys(plan, row)).unwrap_or_default();
    let mut seen: BTreeMap<Origin, Gathered> = BTreeMap::new();
    let mut parts = Vec::new();
    for key in &own {
        let under: Vec<Row> = all.iter().filter(|row| keys(plan, row).contains(key)).cloned().collect();
        seen.extend(under.iter().map(|row| (row.origin().clone(), gathered(plan, row))));
        let recorder = Recorder::for_steps();
        parts.extend(
            reduce_with(plan, key, under, Some(&recorder)).into_iter().filter(|p| p.origin.number == 0),
        );
        steps.extend(recorder.steps.map(RefCell::into_inner).unwrap_or_default());
    }
    add(plan, &mut report, parts);
    Some(Together { report, rows: seen.into_values().collect(), steps })
}

/// The collected values of a row as they are shown.
fn gathered(plan: &Plan, row: &Row) -> Gathered {
    let nothing = Regulation::nothing();
    let ctx = Ctx::for_rows(plan, &nothing);
    let corpus = plan.programs.iter().find(|p| p.name == row.policy()).and_then(|p| p.corpus.as_ref());
    let names = corpus.map(|c| c.names.as_slice()).unwrap_or_default();
    let fields = names.iter().zip(&row.collected.fields).map(|(name, (value, proof))| Binding {
        name: name.clone(),
        value: shown(&ctx, &Value::collected(value)),
        words: proof.words().to_vec(),
    });
    Gathered { path: row.origin().path.clone(), fields: fields.collect() }
}

impl<'r> Ctx<'r> {
    /// Keeps a step of the evaluation, where somebody asks for them.
    pub(super) fn step(
        &self,
        policy: &'r Policy,
        frame: &mut Frame<'r>,
        loops: &[&'r For],
        role: ConditionRole,
        condition: &'r Expr,
    ) {
        self.step_of(policy, frame, (Vec::new(), loops), role, condition);
    }

    /// The same where something is set beside something else: `beside` stands before the variables of the loops.
    pub(super) fn step_of(
        &self,
        policy: &'r Policy,
        frame: &mut Frame<'r>,
        (mut beside, loops): (Vec<Binding>, &[&'r For]),
        role: ConditionRole,
        condition: &'r Expr,
    ) {
        let Some(steps) = self.recorder.and_then(|r| r.steps.as_ref()) else { return };
        let lines = LineIndex::new(&self.reg.source.text);
        let explainer = Explainer { ctx: self, policy, lines, sources: RefCell::default() };
        let step = self.unrecorded(|| Step {
            role,
            bindings: {
                beside.extend(explainer.bindings(frame, loops));
                beside
            },
            condition: explainer.node(frame, condition),
        });
        steps.borrow_mut().push(step);
    }
}

struct Explainer<'c, 'r> {
    ctx: &'c Ctx<'r>,
    policy: &'r Policy,
    lines: LineIndex,
    /// The variables that were shown: what each was made of is told once.
    sources: RefCell<Sources>,
}

impl<'r> Explainer<'_, 'r> {
    fn bindings(&self, frame: &Frame<'r>, loops: &[&'r For]) -> Vec<Binding> {
        let all = loops.iter().flat_map(|f| f.slots.iter().zip(&f.names));
        all.map(|(slot, name)| {
            let value = frame.value(*slot).unwrap_or(&Value::Unknown(Why::NoSuchElement));
            if let Value::Row(row) = value {
                return binding_of(name, row);
            }
            Binding { name: name.clone(), words: self.quoted(value), value: self.shown(value) }
        })
        .collect()
    }

    /// An expression with its value and what that was made of.
    fn node(&self, frame: &mut Frame<'r>, e: &'r Expr) -> Node {
        let value = self.ctx.eval(frame, e);
        let mut node = Node {
            words: self.ctx.plan.said(e.at),
            file: e.at.file,
            span: e.at.span,
            value: self.shown(&value),
            truth: match &value {
                Value::Bool(true) => Some(Truth::True),
                Value::Bool(false) => Some(Truth::False),
                Value::Unknown(why) | Value::Open(why) => Some(self.unknown(*why)),
                _ => None,
            },
            read: Vec::new(),
            operands: Vec::new(),
        };
        self.fill(frame, e, &value, &mut node);
        node
    }

    fn fill(&self, frame: &mut Frame<'r>, e: &'r Expr, value: &Value<'r>, node: &mut Node) {
        match &e.kind {
            ExprKind::Slot(slot) => match &self.policy.sources[*slot as usize] {
                // A variable shows where its value came from, unless that can be read off the words.
                Some(source) if self.sources.borrow_mut().enter(*slot, Sought::Words) => {
                    if speaks(source) {
                        self.fill(frame, source, value, node);
                    } else {
                        node.operands.push(self.node(frame, source));
                    }
                    self.sources.borrow_mut().leave();
                }
                Some(source) if !speaks(source) => {}
                _ => node.read = self.quoted(value),
            },
            ExprKind::Field(..) | ExprKind::Project(..) => node.read = self.traced(frame, e),
            ExprKind::Bind { arguments, body } => {
                self.ctx.bind(frame, arguments);
                node.operands.push(self.node(frame, body));
            }
            ExprKind::Mentions { subject, vocabularies, .. } => {
                node.read = self.mentioned(frame, subject, vocabularies);
            }
            ExprKind::Quantified { quantifier, slot, list, condition } => {
                self.quantified(frame, *quantifier, *slot, list, condition, node);
            }
            ExprKind::Pick { slot, list, condition, .. } => {
                node.read = self.quoted(value);
                let nothing = value.unknown().is_some() || matches!(value, Value::List(l) if l.len() == 0);
                if let (Some(condition), true) = (condition, nothing) {
                    self.elements(frame, *slot, list, condition, &|_| true, node);
                }
            }
            _ => {
                for child in e.children() {
                    if !matches!(child.kind, ExprKind::Constant(_)) || self.is_named(child) {
                        node.operands.push(self.node(frame, child));
                    }
                }
                if matches!(value, Value::Node(_) | Value::Segment(_)) {
                    node.read = self.quoted(value);
                } else if node.operands.is_empty() {
                    node.read = self.traced(frame, e);
                }
            }
        }
    }

    /// Whether a constant has a name, so that its value is not what stands in the policy.
    fn is_named(&self, e: &Expr) -> bool {
        let words = self.ctx.plan.words(e.at);
        words.starts_with(char::is_alphabetic)
            && !matches!(words.as_str(), "true" | "false" | "真" | "假")
            && !matches!(e.kind, ExprKind::Constant(crate::plan::Constant::Symbol(_)))
    }

    /// The element that decides, or the first few.
    fn quantified(
        &self,
        frame: &mut Frame<'r>,
        quantifier: Quantifier,
        slot: u32,
        list: &'r Expr,
        condition: &'r Expr,
        node: &mut Node,
    ) {
        let decides = match (quantifier, &node.truth) {
            (Quantifier::Some, Some(Truth::True)) | (Quantifier::No, Some(Truth::False)) => Some(Ok(true)),
            (Quantifier::Every, Some(Truth::False)) => Some(Ok(false)),
            _ => None,
        };
        let unknown = matches!(node.truth, Some(Truth::Unknown(_)));
        let shown = move |truth: &Result<bool, Why>| match decides {
            Some(decides) => *truth == decides,
            None => !unknown || truth.is_err(),
        };
        self.elements(frame, slot, list, condition, &shown, node);
        if decides.is_some() {
            node.operands.truncate(1);
        }
    }

    /// The condition for the elements of a list that are worth showing.
    fn elements(
        &self,
        frame: &mut Frame<'r>,
        slot: u32,
        list: &'r Expr,
        condition: &'r Expr,
        wanted: &dyn Fn(&Result<bool, Why>) -> bool,
        node: &mut Node,
    ) {
        let value = self.ctx.eval(frame, list);
        let Value::List(elements) = &value else {
            node.operands.push(self.node(frame, list));
            return;
        };
        if elements.len() == 0 {
            node.operands.push(self.node(frame, list));
        }
        for element in elements.iter() {
            frame.set(slot, element.clone());
            if !wanted(&self.ctx.truth(frame, condition)) {
                continue;
            }
            let mut operand = self.node(frame, condition);
            // The element itself stands before what was read of it.
            operand.read.splice(0..0, self.quoted(&element));
            operand.read.dedup();
            node.operands.push(operand);
            if node.operands.len() == ELEMENTS {
                break;
            }
        }
    }

    /// The places where a vocabulary is mentioned; the whole subject where it is not.
    fn mentioned(
        &self,
        frame: &mut Frame<'r>,
        subject: &'r Expr,
        vocabularies: &'r Vocabularies,
    ) -> Vec<Evidence> {
        let value = self.ctx.eval(frame, subject);
        let mut ranges = Vec::new();
        self.ctx.ranges(&value, &mut ranges);
        let wanted = match vocabularies {
            Vocabularies::Fixed(all) => all.clone(),
            Vocabularies::Found(_) => Vec::new(),
        };
        let hits: Vec<Span> =
            ranges.iter().flat_map(|r| wanted.iter().flat_map(|v| self.ctx.mentions(*r, *v))).collect();
        if hits.is_empty() {
            return self.quoted(&value);
        }
        hits.into_iter().map(|s| self.ctx.read_from(s, &self.lines)).collect()
    }

    fn traced(&self, frame: &mut Frame<'r>, e: &'r Expr) -> Vec<Evidence> {
        let mut trace = Trace::new(self.ctx, self.policy);
        trace.walk(frame, e);
        trace.take().map(|s| self.ctx.read_from(s, &self.lines)).collect()
    }

    /// The words of a record or a text; of a list, those of its ends.
    fn quoted(&self, value: &Value<'r>) -> Vec<Evidence> {
        let mut trace = Trace::new(self.ctx, self.policy);
        match value {
            Value::List(list) if list.len() > 1 => {
                trace.quote(&list.get(0));
                trace.quote(&list.get(list.len() - 1));
            }
            value => trace.quote(value),
        }
        trace.take().map(|s| self.ctx.read_from(s, &self.lines)).collect()
    }

    fn shown(&self, value: &Value<'r>) -> Phrase {
        shown(self.ctx, value)
    }

    fn unknown(&self, why: Why) -> Truth {
        Truth::Unknown(why.phrase(&self.ctx.plan.tables))
    }
}

/// A value in words: of a record nothing, for it is quoted; of a list of records how many there are.
fn shown<'r>(ctx: &Ctx<'r>, value: &Value<'r>) -> Phrase {
    match value {
        Value::Bool(true) => Phrase::new("真", "true"),
        Value::Bool(false) => Phrase::new("假", "false"),
        Value::Unknown(_) | Value::Open(_) => Phrase::new("未知", "unknown"),
        Value::List(list) if of_records(list) => match list.len() {
            1 => Phrase::new("1个", "1 element"),
            n => Phrase::new(format!("{n}个"), format!("{n} elements")),
        },
        other => {
            Phrase::new(ctx.show(other, Format::Plain, Lang::Zh), ctx.show(other, Format::Plain, Lang::En))
        }
    }
}

/// A variable that holds the row of a document: it is called as that.
pub(super) fn binding_of(name: &str, row: &Collected) -> Binding {
    let path = row.origin.path.as_str();
    Binding { name: name.to_owned(), value: Phrase::new(path, path), words: Vec::new() }
}

/// Whether the words behind an expression say enough.
fn speaks(e: &Expr) -> bool {
    matches!(
        e.kind,
        ExprKind::Slot(_)
            | ExprKind::Constant(_)
            | ExprKind::Field(..)
            | ExprKind::Project(..)
            | ExprKind::Pick { .. }
    )
}

fn of_records(list: &List<'_>) -> bool {
    list.len() == 0 || list.iter().any(|v| matches!(v, Value::Node(_) | Value::Segment(_) | Value::Row(_)))
}
