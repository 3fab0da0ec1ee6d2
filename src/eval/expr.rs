//! Expressions → values.

use super::{
    builtin,
    corpus::row::Collected,
    coverage::Recorder,
    ctx::Ctx,
    ops,
    quick::candidates::Skips,
    value::{List, Value, Why},
};
use crate::{
    plan::{Answers, BandKey, BinaryOp, Constant, Expr, ExprKind, Pick, Quantifier, Quick, Test, is_itself},
    regulation::Node,
    schema::{Builtin, Field},
};

/// The variables of a policy under evaluation.
pub(super) struct Frame<'r>(Vec<Variable<'r>>);

enum Variable<'r> {
    Value(Value<'r>),
    /// What its value will be, once it is asked for.
    Later(&'r Expr),
}

impl<'r> Frame<'r> {
    pub(super) fn new(slots: usize) -> Self {
        let mut frame = Self(Vec::new());
        frame.renew(slots);
        frame
    }

    /// Forgets all variables, and has room for those of another policy.
    pub(super) fn renew(&mut self, slots: usize) {
        self.0.clear();
        self.0.resize_with(slots, || Variable::Value(Value::Unknown(Why::NoSuchElement)));
    }

    pub(super) fn set(&mut self, slot: u32, value: Value<'r>) {
        self.0[slot as usize] = Variable::Value(value);
    }

    /// Gives a variable an expression whose value is found when it is asked for.
    pub(super) fn put_off(&mut self, slot: u32, value: &'r Expr) {
        self.0[slot as usize] = Variable::Later(value);
    }

    /// The row that a variable holds.
    pub(super) fn row(&self, slot: u32) -> Option<&'r Collected> {
        match self.0.get(slot as usize) {
            Some(Variable::Value(Value::Row(row))) => Some(row),
            _ => None,
        }
    }

    /// The value of a variable, if it has been found.
    pub(super) fn value(&self, slot: u32) -> Option<&Value<'r>> {
        match self.0.get(slot as usize) {
            Some(Variable::Value(value)) => Some(value),
            _ => None,
        }
    }
}

impl<'r> Ctx<'r> {
    /// The value of an expression.
    pub(super) fn eval(&self, frame: &mut Frame<'r>, e: &'r Expr) -> Value<'r> {
        // Most of what is asked for is there already.
        match &e.kind {
            ExprKind::Slot(s) => self.in_slot(frame, *s, Value::clone),
            ExprKind::Constant(c) => Value::constant(c),
            _ if e.quick.is_none() => self.by_parts(frame, e),
            _ => self.found(frame, e),
        }
    }

    fn found(&self, frame: &mut Frame<'r>, e: &'r Expr) -> Value<'r> {
        match e.quick.as_deref() {
            None | Some(Quick::Search(_)) => self.by_parts(frame, e),
            Some(_) if self.recorder.is_some() => self.by_parts(frame, e),
            Some(Quick::Kept { kept, .. }) => {
                // That the words of a pattern do not stand there is told more quickly than it is found again.
                if let ExprKind::Matches(a, pattern) = &e.kind
                    && pattern.needed().is_some()
                    && self.with_value(frame, a, |a| self.is_sought_in_vain(a, pattern))
                {
                    return Value::Bool(false);
                }
                self.keep(frame, kept, |ctx, frame| ctx.by_parts(frame, e))
            }
            Some(Quick::Defined { number, place }) => match &e.kind {
                ExprKind::Bind { arguments, body } => {
                    self.keep_definition(frame, (*number, *place), arguments, body)
                }
                _ => self.by_parts(frame, e),
            },
            Some(Quick::Answered(answers)) => match &e.kind {
                ExprKind::Bind { arguments, body } => self.answered(frame, answers, arguments, body),
                _ => self.by_parts(frame, e),
            },
            Some(Quick::Names) => self.names(frame, e).unwrap_or_else(|| self.by_parts(frame, e)),
            Some(Quick::Share(asked)) => match self.share(frame, asked) {
                Some(share) => Value::Ratio(share.reduced()),
                None => Value::Int(0),
            },
            Some(Quick::Alike(alike)) => self.alike(frame, alike).unwrap_or_else(|| self.by_parts(frame, e)),
        }
    }

    /// What a function makes of the value of a variable.
    pub(super) fn in_slot<T>(&self, frame: &mut Frame<'r>, slot: u32, f: impl FnOnce(&Value<'r>) -> T) -> T {
        match frame.0.get(slot as usize) {
            Some(Variable::Value(value)) => f(value),
            Some(Variable::Later(e)) => {
                let value = self.eval(frame, e);
                let result = f(&value);
                frame.set(slot, value);
                result
            }
            None => f(&Value::Unknown(Why::NoSuchElement)),
        }
    }

    /// What a function makes of the value of an expression.
    fn with_value<T>(&self, frame: &mut Frame<'r>, e: &'r Expr, f: impl FnOnce(&Value<'r>) -> T) -> T {
        match &e.kind {
            ExprKind::Slot(s) => self.in_slot(frame, *s, f),
            ExprKind::Constant(c) => f(&Value::constant(c)),
            _ if e.quick.is_some() => f(&self.found(frame, e)),
            ExprKind::Field(base, field) => f(&self.field_of(frame, base, *field)),
            _ => f(&self.by_parts(frame, e)),
        }
    }

    /// A field of the value of an expression.
    fn field_of(&self, frame: &mut Frame<'r>, base: &'r Expr, field: Field) -> Value<'r> {
        match &base.kind {
            ExprKind::Slot(s) => self.in_slot(frame, *s, |base| self.field(base, field).0),
            ExprKind::Document => self.field(&Value::Node(Node::Document), field).0,
            ExprKind::Field(of, inner) if base.quick.is_none() => {
                let base = self.field_of(frame, of, *inner);
                self.field(&base, field).0
            }
            _ => {
                let base = self.eval(frame, base);
                self.field(&base, field).0
            }
        }
    }

    /// The value of an expression, by those of its parts.
    pub(super) fn by_parts(&self, frame: &mut Frame<'r>, e: &'r Expr) -> Value<'r> {
        match &e.kind {
            ExprKind::Constant(_) | ExprKind::Slot(_) => self.eval(frame, e),
            ExprKind::Param(i) => self.param(*i),
            ExprKind::List(items) => Value::list(items.iter().map(|i| self.eval(frame, i)).collect()),
            ExprKind::Document => Value::Node(Node::Document),
            ExprKind::Field(base, field) => self.field_of(frame, base, *field),
            ExprKind::Project(base, field) => match self.eval(frame, base) {
                Value::List(list) => list.project(self, *field),
                other => other,
            },
            ExprKind::RowField(base, i) => self.with_value(frame, base, |base| row_field(base, *i)),
            ExprKind::RowProject(base, i) => match self.eval(frame, base) {
                Value::List(rows) => flat(rows.iter().map(|r| row_field(&r, *i))),
                other => other,
            },
            ExprKind::Capture(subject, pattern, names, reach) => {
                let subject = self.eval(frame, subject);
                self.capture(&subject, pattern, names, *reach)
            }
            ExprKind::Call(b, args) => self.call(frame, *b, args),
            ExprKind::Lookup(table, args) => match args.as_slice() {
                [a] => self.lookup(*table, &[self.eval(frame, a)]),
                [x, y] => self.lookup(*table, &[self.eval(frame, x), self.eval(frame, y)]),
                all => {
                    let args: Vec<Value<'r>> = all.iter().map(|a| self.eval(frame, a)).collect();
                    self.lookup(*table, &args)
                }
            },
            ExprKind::Bind { arguments, body } => {
                self.bind(frame, arguments);
                self.eval(frame, body)
            }
            ExprKind::Not(a) => self.truth(frame, a).map(|b| !b).into(),
            ExprKind::Neg(a) => ops::negate(self.eval(frame, a)),
            ExprKind::Binary(op, a, b) => self.binary(frame, *op, a, b),
            ExprKind::Contains(a, b) => {
                let (a, b) = (self.eval(frame, a), self.eval(frame, b));
                self.contains(&a, &b)
            }
            ExprKind::Matches(a, pattern) => self.with_value(frame, a, |a| self.matches(a, pattern)).into(),
            ExprKind::Mentions { subject, vocabularies, strength } => {
                let wanted = self.wanted(frame, vocabularies);
                self.with_value(frame, subject, |subject| self.mentions_any(subject, &wanted, *strength))
            }
            ExprKind::Test { value, test, negated } => {
                self.with_value(frame, value, |value| tested(value, *test, *negated)).into()
            }
            ExprKind::Default(a, b) => match self.eval(frame, a) {
                Value::Unknown(_) => self.eval(frame, b),
                value => value,
            },
            ExprKind::Quantified { quantifier, slot, list, condition } => {
                self.quantify(frame, e, *quantifier, *slot, (list, condition))
            }
            ExprKind::Pick { pick, slot, list, condition, by } => {
                self.choose(frame, e, *pick, *slot, (list, condition.as_deref(), by.as_deref()))
            }
        }
    }

    /// Calls a function.
    #[inline(never)] // what is going through expressions needs little of the stack
    fn call(&self, frame: &mut Frame<'r>, b: Builtin, args: &'r [Expr]) -> Value<'r> {
        match args {
            // The greatest of a few values needs no list of them.
            [Expr { kind: ExprKind::List(items), .. }] if matches!(b, Builtin::Min | Builtin::Max) => {
                builtin::extreme(items.iter().map(|i| self.eval(frame, i)), b == Builtin::Max)
            }
            [a] => builtin::call(self, b, &[self.eval(frame, a)]),
            [x, y] => builtin::call(self, b, &[self.eval(frame, x), self.eval(frame, y)]),
            all => {
                let args: Vec<Value<'r>> = all.iter().map(|a| self.eval(frame, a)).collect();
                builtin::call(self, b, &args)
            }
        }
    }

    #[inline(never)] // what is going through expressions needs little of the stack
    fn quantify(
        &self,
        frame: &mut Frame<'r>,
        e: &'r Expr,
        quantifier: Quantifier,
        slot: u32,
        (list, condition): (&'r Expr, &'r Expr),
    ) -> Value<'r> {
        if matches!(quantifier, Quantifier::Some | Quantifier::No) && self.never(frame, e, list) {
            return Value::Bool(quantifier == Quantifier::No);
        }
        match self.eval(frame, list) {
            Value::List(list) => match self.search(e) {
                None => self.quantified(frame, quantifier, slot, &list, (condition, None)).into(),
                Some(search) => match self.candidates(frame, search, list) {
                    None => Value::Bool(quantifier == Quantifier::No),
                    Some((list, skips)) => {
                        self.quantified(frame, quantifier, slot, &list, (condition, Some(&skips))).into()
                    }
                },
            },
            other => other.truth().into(),
        }
    }

    #[inline(never)] // what is going through expressions needs little of the stack
    fn choose(
        &self,
        frame: &mut Frame<'r>,
        e: &'r Expr,
        pick: Pick,
        slot: u32,
        (list, condition, by): (&'r Expr, Option<&'r Expr>, Option<&'r Expr>),
    ) -> Value<'r> {
        let nothing = || match pick {
            Pick::Those => Value::list(Vec::new()),
            _ => Value::Unknown(Why::NoSuchElement),
        };
        if pick != Pick::Best && self.never(frame, e, list) {
            return nothing();
        }
        match self.eval(frame, list) {
            Value::List(list) => match self.search(e) {
                None => self.pick(frame, pick, slot, &list, (condition, by, None)),
                Some(search) => match self.candidates(frame, search, list) {
                    None => nothing(),
                    Some((list, skips)) => self.pick(frame, pick, slot, &list, (condition, by, Some(&skips))),
                },
            },
            other => other,
        }
    }

    /// The truth of a condition.
    #[inline]
    pub(super) fn truth(&self, frame: &mut Frame<'r>, e: &'r Expr) -> Result<bool, Why> {
        match self.recorder {
            None => self.decided(frame, e),
            Some(recorder) => self.seen(frame, e, recorder),
        }
    }

    /// The truth of a condition, of which somebody is told.
    #[inline(never)]
    fn seen(&self, frame: &mut Frame<'r>, e: &'r Expr, recorder: &Recorder) -> Result<bool, Why> {
        let truth = match &e.kind {
            ExprKind::Not(a) => self.truth(frame, a).map(|b| !b),
            ExprKind::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b) => {
                self.joined(frame, *op == BinaryOp::Or, a, b)
            }
            _ => self.eval(frame, e).truth(),
        };
        recorder.note(e.at, truth);
        truth
    }

    /// The truth of a condition, where nothing is recorded: most conditions are decided without a value of their own.
    fn decided(&self, frame: &mut Frame<'r>, e: &'r Expr) -> Result<bool, Why> {
        match &e.kind {
            ExprKind::Not(a) => self.decided(frame, a).map(|b| !b),
            ExprKind::Binary(op @ (BinaryOp::And | BinaryOp::Or), a, b) => {
                self.joined(frame, *op == BinaryOp::Or, a, b)
            }
            ExprKind::Slot(s) => self.in_slot(frame, *s, Value::truth),
            _ if e.quick.is_some() => self.found(frame, e).truth(),
            ExprKind::Binary(op, a, b) if ops::compares(*op) => {
                if let ExprKind::Constant(c) = &b.kind {
                    // Whether it is one of the things that have names is asked most.
                    if let (ExprKind::Slot(slot), BinaryOp::Eq, Constant::Vocabulary(c)) = (&a.kind, op, c)
                        && let Some(Value::Vocabulary(v)) = frame.value(*slot)
                    {
                        return Ok(*v == c.0);
                    }
                    return self.with_value(frame, a, |a| ops::compared(self, *op, a, &Value::constant(c)));
                }
                let a = self.eval(frame, a);
                self.with_value(frame, b, |b| ops::compared(self, *op, &a, b))
            }
            ExprKind::Bind { arguments, body } => {
                self.bind(frame, arguments);
                self.decided(frame, body)
            }
            ExprKind::Matches(a, pattern) => self.with_value(frame, a, |a| self.matches(a, pattern)),
            ExprKind::Test { value, test, negated } => {
                self.with_value(frame, value, |value| tested(value, *test, *negated))
            }
            _ => self.by_parts(frame, e).truth(),
        }
    }

    /// What a definition says of its arguments, which it asks alone; if they are vocabularies, once for all documents.
    #[inline(never)] // what is going through expressions needs little of the stack
    fn answered(
        &self,
        frame: &mut Frame<'r>,
        answers: &Answers,
        arguments: &'r [(u32, Expr)],
        body: &'r Expr,
    ) -> Value<'r> {
        let vocabulary = |value: &Value<'r>| if let Value::Vocabulary(v) = value { Some(*v) } else { None };
        let mut asked = |i: usize| arguments.get(i).map(|(_, a)| self.with_value(frame, a, vocabulary));
        let two = match (asked(0).flatten(), asked(1)) {
            (Some(a), Some(Some(b))) => Some((a, b)),
            (Some(a), None) => Some((a, 0)),
            _ => None,
        };
        let count = self.plan.titles.len();
        if let Some(known) = two.and_then(|two| answers.known(count, two)) {
            return Value::Bool(known);
        }
        self.bind(frame, arguments);
        // Whichever document asks first.
        let value = self.uncounted(|| self.eval(frame, body));
        if let (Some(two), Value::Bool(answer)) = (two, &value) {
            answers.note(count, two, *answer);
        }
        value
    }

    /// Gives the arguments of a definition to its variables.
    pub(super) fn bind(&self, frame: &mut Frame<'r>, arguments: &'r [(u32, Expr)]) {
        for (slot, argument) in arguments {
            if !is_itself(*slot, argument) {
                let value = self.eval(frame, argument);
                frame.set(*slot, value);
            }
        }
    }

    #[inline(never)] // what is going through expressions needs little of the stack
    fn binary(&self, frame: &mut Frame<'r>, op: BinaryOp, a: &'r Expr, b: &'r Expr) -> Value<'r> {
        match op {
            BinaryOp::And | BinaryOp::Or => self.joined(frame, op == BinaryOp::Or, a, b).into(),
            _ => {
                let a = self.eval(frame, a);
                self.with_value(frame, b, |b| ops::binary(self, op, &a, b))
            }
        }
    }

    /// Kleene: a side that decides makes the other one irrelevant, known or not.
    fn joined(&self, frame: &mut Frame<'r>, deciding: bool, a: &'r Expr, b: &'r Expr) -> Result<bool, Why> {
        let left = self.truth(frame, a);
        if left == Ok(deciding) {
            return left;
        }
        let right = self.truth(frame, b);
        if right == Ok(deciding) { right } else { left.and(right) }
    }

    fn quantified(
        &self,
        frame: &mut Frame<'r>,
        quantifier: Quantifier,
        slot: u32,
        list: &List<'r>,
        (condition, skips): (&'r Expr, Option<&Skips<'r>>),
    ) -> Result<bool, Why> {
        self.take_turns(list.len())?;
        let (mut holds, mut unknown, mut why) = (0u32, 0u32, Why::NoSuchElement);
        for element in list.iter() {
            if skips.is_some_and(|skips| skips.tell(self, &element)) {
                continue;
            }
            frame.set(slot, element);
            match (quantifier, self.truth(frame, condition)) {
                (Quantifier::Some, Ok(true)) => return Ok(true),
                (Quantifier::No, Ok(true)) | (Quantifier::Every, Ok(false)) => return Ok(false),
                (_, Ok(true)) => holds += 1,
                (_, Ok(false)) => {}
                (_, Err(w)) => {
                    unknown += 1;
                    why = w;
                }
            }
        }
        match quantifier {
            Quantifier::Exactly(n) if holds > n || holds + unknown < n => Ok(false),
            _ if unknown > 0 => Err(why),
            Quantifier::Exactly(n) => Ok(holds == n),
            Quantifier::Some => Ok(false),
            Quantifier::Every | Quantifier::No => Ok(true),
        }
    }

    fn pick(
        &self,
        frame: &mut Frame<'r>,
        pick: Pick,
        slot: u32,
        list: &List<'r>,
        (condition, by, skips): (Option<&'r Expr>, Option<&'r Expr>, Option<&Skips<'r>>),
    ) -> Value<'r> {
        if pick == Pick::Best {
            return self.best(frame, slot, list, (condition, by, skips));
        }
        let mut chosen: Vec<Value<'r>> = Vec::new();
        let len = list.len();
        if let Err(why) = self.take_turns(len) {
            return Value::Open(why);
        }
        for i in 0..len {
            let element = list.get(if pick == Pick::Last { len - 1 - i } else { i });
            if skips.is_some_and(|skips| skips.tell(self, &element)) {
                continue;
            }
            frame.set(slot, element.clone());
            match condition.map_or(Ok(true), |c| self.truth(frame, c)) {
                Ok(false) => continue,
                // Whether this one belongs decides which is the first, the last or the best, and what the list is.
                Err(why) => return Value::Open(why),
                Ok(true) => {}
            }
            match pick {
                Pick::Those => chosen.push(element),
                _ => return element,
            }
        }
        match pick {
            Pick::Those => Value::list(chosen),
            _ => Value::Unknown(Why::NoSuchElement),
        }
    }

    #[inline(never)] // what is going through expressions needs little of the stack
    fn lookup(&self, table: usize, args: &[Value<'r>]) -> Value<'r> {
        if let Some(why) = args.iter().find_map(Value::unknown) {
            return Value::Unknown(why);
        }
        let missing = Value::Unknown(Why::NoRow(table));
        let (Some((last, leading)), Some(t)) = (args.split_last(), self.plan.tables.get(table)) else {
            return missing;
        };
        let row = t.rows.iter().find(|row| {
            row.keys.len() == leading.len()
                && row.keys.iter().zip(leading).all(|(k, v)| self.is_constant(v, k))
        });
        let band = row.and_then(|row| match last {
            Value::Text(text) => row.words.get(&*self.folded(text)).and_then(|i| row.bands.get(*i)),
            _ => row.bands.iter().find(|(key, _)| self.in_band(last, key)),
        });
        band.map_or(missing, |(_, value)| Value::constant(value))
    }

    fn is_constant(&self, value: &Value<'r>, constant: &'r Constant) -> bool {
        ops::equal(self, value, &Value::constant(constant)) == Ok(true)
    }

    fn in_band(&self, value: &Value<'r>, key: &'r BandKey) -> bool {
        match key {
            BandKey::Value(c) => self.is_constant(value, c),
            BandKey::Range(from, to) => value
                .ratio()
                .is_some_and(|v| from.is_none_or(|f| v >= f.into()) && to.is_none_or(|t| v <= t.into())),
        }
    }
}

/// A collected value of a row.
pub(super) fn row_field<'r>(row: &Value<'r>, index: usize) -> Value<'r> {
    match row {
        Value::Row(r) => {
            r.fields.get(index).map_or(Value::Unknown(Why::NoSuchElement), |(v, _)| Value::collected(v))
        }
        Value::Open(why) => Value::Open(*why),
        other => Value::Unknown(other.unknown().unwrap_or(Why::NoSuchElement)),
    }
}

/// One list of values and of the elements of lists among them.
fn flat<'r>(values: impl Iterator<Item = Value<'r>>) -> Value<'r> {
    let mut all = Vec::new();
    for value in values {
        match value {
            Value::List(inner) => all.extend(inner.iter()),
            value => all.push(value),
        }
    }
    Value::list(all)
}

fn tested(value: &Value<'_>, test: Test, negated: bool) -> Result<bool, Why> {
    let holds = match (test, value) {
        // What nobody can tell to be there is not known to be missing either.
        (_, Value::Open(why)) | (Test::Empty, Value::Unknown(why)) => return Err(*why),
        (Test::Known, v) => v.unknown().is_none(),
        (Test::Unknown, v) => v.unknown().is_some(),
        (Test::Empty, Value::List(list)) => list.len() == 0,
        (Test::Empty, _) => false,
    };
    Ok(holds != negated)
}
