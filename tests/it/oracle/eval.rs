//! Expressions to values, straight from the typed tree.

use std::collections::BTreeSet;

use guiju::{
    hir::{BandKey, BinaryOp, Constant, Expr, ExprKind, LocalId, Pick, Program, Quantifier, Reach, TableId},
    regulation::{Fact, Node, Nodes, Regulation, Words},
    schema::{Builtin, Field, Strength},
    source::{Files, Span},
    text::fold_words,
};
use jiff::civil::Date;
use num_rational::Ratio;

use super::{
    lists::{
        and, any, arithmetic, consecutive, distinct, extreme, is_open, less, mad, middle, minus, numbers,
        position, same, tested,
    },
    value::{Scope, Segment, Text, Value},
    words,
};

/// What a policy over a corpus collected from one document.
pub(super) struct Row<'r> {
    /// The values, each with the places that it was read from.
    pub(super) fields: Vec<(Value<'r>, Vec<Span>)>,
}

/// One document before the eyes of all policies; rows of a corpus beside no document.
pub(super) struct Oracle<'r> {
    pub(super) program: &'r Program,
    pub(super) files: &'r Files,
    pub(super) reg: &'r Regulation,
    pub(super) as_of: Option<(Date, Date)>,
    /// The rows of the corpus that is judged, by the places of their documents.
    pub(super) rows: Vec<Option<Row<'r>>>,
    /// Where each vocabulary itself stands in the folded text.
    own: Vec<Vec<Span>>,
}

impl<'r> Oracle<'r> {
    pub(super) fn new(
        program: &'r Program,
        files: &'r Files,
        reg: &'r Regulation,
        audit: Option<Date>,
    ) -> Self {
        let text = &reg.source.folded.text;
        let own = program.vocabularies.iter().map(|v| words::own(text, v)).collect();
        Self { program, files, reg, as_of: as_of(reg, audit), rows: Vec::new(), own }
    }

    pub(super) fn truth(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> Option<bool> {
        self.eval(s, e).truth()
    }

    pub(super) fn eval(&self, s: &Scope<'_, 'r>, e: &'r Expr) -> Value<'r> {
        match &e.kind {
            ExprKind::Constant(c) => constant(c),
            ExprKind::Param(p) => constant(&self.program.params[p.index()].value),
            ExprKind::List(items) => Value::list(items.iter().map(|i| self.eval(s, i)).collect()),
            ExprKind::Local(l) => s.get(*l),
            ExprKind::Document => Value::Node(Node::Document),
            ExprKind::Field(base, f) => self.field(&self.eval(s, base), *f),
            ExprKind::Project(base, f) => self.each(s, base, |v| self.field(v, *f)),
            ExprKind::RowField(base, i) => self.row_field(&self.eval(s, base), *i),
            ExprKind::RowProject(base, i) => self.each(s, base, |v| self.row_field(v, *i)),
            ExprKind::Capture(subject, pattern, group, reach) => {
                let all =
                    self.captures(&self.eval(s, subject), &pattern.written, group, *reach == Reach::First);
                match (all, reach) {
                    (None, _) => Value::Unknown,
                    (Some(all), Reach::All) => Value::list(all),
                    (Some(all), Reach::First) => all.into_iter().next().unwrap_or(Value::Unknown),
                }
            }
            ExprKind::Call(b, args) => self.call(*b, &self.all(s, args)),
            ExprKind::Lookup(t, args) => self.lookup(*t, &self.all(s, args)),
            ExprKind::Apply(d, args) => {
                let define = &self.program.defines[d.index()];
                let inner = Scope::of_call(define.file, define.locals, args, self.all(s, args), s);
                self.eval(&inner, &define.body)
            }
            ExprKind::Not(a) => Value::of_truth(self.truth(s, a).map(|b| !b)),
            ExprKind::Neg(a) => match self.eval(s, a) {
                Value::Number(n) => Value::number(-n),
                other => other,
            },
            ExprKind::Binary(op, a, b) => self.binary(s, *op, a, b),
            ExprKind::Mentions { subject, vocabularies, strength } => {
                let (subject, asked) = (self.eval(s, subject), self.eval(s, vocabularies));
                Value::of_truth(any(&asked, &|v| self.mentions(&subject, v, *strength)))
            }
            ExprKind::Test { value, test, negated } => tested(&self.eval(s, value), *test, *negated),
            ExprKind::Default(a, b) => match self.eval(s, a) {
                Value::Unknown => self.eval(s, b),
                known => known,
            },
            ExprKind::Quantified { quantifier, local, list, condition } => {
                Value::of_truth(self.quantified(s, *quantifier, *local, list, condition))
            }
            ExprKind::Pick { pick, local, list, condition, by } => {
                self.pick(s, *pick, *local, list, condition.as_deref(), by.as_deref())
            }
            ExprKind::Error | ExprKind::Pattern(_) => Value::Unknown,
        }
    }

    fn all(&self, s: &Scope<'_, 'r>, args: &'r [Expr]) -> Vec<Value<'r>> {
        args.iter().map(|a| self.eval(s, a)).collect()
    }

    /// One value for each element of a list; lists among them are joined.
    fn each(&self, s: &Scope<'_, 'r>, list: &'r Expr, of: impl Fn(&Value<'r>) -> Value<'r>) -> Value<'r> {
        let list = self.eval(s, list);
        let Some(elements) = list.elements() else { return list };
        let mut joined = Vec::new();
        for value in elements.iter().map(of) {
            match value {
                Value::List(inner) => joined.extend(inner.iter().cloned()),
                one => joined.push(one),
            }
        }
        Value::list(joined)
    }

    fn row_field(&self, row: &Value<'r>, i: usize) -> Value<'r> {
        match row {
            Value::Row(r) => self.rows[*r].as_ref().map_or(Value::Unknown, |row| row.fields[i].0.clone()),
            Value::Open => Value::Open,
            _ => Value::Unknown,
        }
    }

    // ---- the model ----------------------------------------------------------------------------------------------------

    pub(super) fn field(&self, base: &Value<'r>, field: Field) -> Value<'r> {
        match base {
            Value::Open => Value::Open,
            Value::Node(node) => match node.field(self.reg, field).0 {
                Fact::Unknown | Fact::Range => Value::Unknown,
                Fact::Bool(b) => Value::Bool(b),
                Fact::Int(n) => Value::Number(Ratio::from_integer(n.into())),
                Fact::Date(d) => Value::Days(d, d),
                Fact::Symbol(s) => Value::Symbol(s),
                Fact::Span(s) => Value::Text(self.printed(s)),
                Fact::Words(w) => Value::Text(self.words(w)),
                Fact::Node(n) => Value::Node(n),
                Fact::Nodes(nodes) => nodes_list(nodes),
                Fact::AllUnits => {
                    let groups = self.reg.unit_groups.iter();
                    Value::list(groups.flat_map(|g| &g.units).map(|u| Value::Node(Node::Unit(u))).collect())
                }
                Fact::AllWords(w) => Value::list(w.iter().map(|w| Value::Text(self.words(w))).collect()),
                Fact::Derived => self.derived(*node, field),
            },
            Value::Segment(s) => match field {
                Field::Text => Value::Text(self.printed(s.span)),
                Field::Verb => s.verb.map_or(Value::Unknown, |v| Value::Text(self.printed(v))),
                Field::Strength => Value::Symbol(s.strength.into()),
                Field::Functions => self.functions(&[s.span]),
                _ => Value::Unknown,
            },
            Value::Vocabulary(v) => {
                let v = &self.program.vocabularies[*v];
                match field {
                    Field::Name => {
                        Value::Text(Text { english: Some(v.title.en.clone()), ..fixed(&v.title.zh) })
                    }
                    _ => Value::list(v.tags.iter().map(|t| Value::Text(fixed(t))).collect()),
                }
            }
            _ => Value::Unknown,
        }
    }

    fn derived(&self, node: Node<'r>, field: Field) -> Value<'r> {
        match (node, field) {
            (Node::Document, Field::AsOf) => self.as_of.map_or(Value::Unknown, |(a, b)| Value::Days(a, b)),
            (Node::Document, Field::Functions) => {
                let duties = self.reg.duties.iter().map(|d| d.span);
                let units = self.reg.unit_groups.iter().flat_map(|g| &g.units).map(|u| u.span);
                self.functions(&duties.chain(units).collect::<Vec<_>>())
            }
            (_, Field::Functions) => self.functions(&node.span(self.reg).into_iter().collect::<Vec<_>>()),
            (Node::Clause(c), Field::Verbs) => {
                let text = self.reg.source.folded.slice(c.span);
                let found = words::verbs(self.program, text).into_iter();
                Value::list(found.map(|(v, _)| Value::Text(self.printed(self.inside(c.span, v)))).collect())
            }
            (Node::Clause(c), Field::Segments) => {
                Value::list(self.segments(c.span).into_iter().map(Value::Segment).collect())
            }
            (Node::Clause(c), Field::Strength) => {
                self.segments(c.span).first().map_or(Value::Unknown, |s| Value::Symbol(s.strength.into()))
            }
            _ => Value::Unknown,
        }
    }

    /// The place in the text as printed of a place in the folded words of a range.
    fn inside(&self, range: Span, place: Span) -> Span {
        let base = self.reg.source.folded.to_folded(range.start);
        self.reg.source.folded.to_original(Span::new(base + place.start, base + place.end))
    }

    pub(super) fn segments(&self, clause: Span) -> Vec<Segment> {
        let text = self.reg.source.folded.slice(clause);
        let made = words::segments(self.program, text).into_iter();
        made.map(|g| Segment {
            span: self.inside(clause, g.span),
            verb: g.verb.map(|v| self.inside(clause, v)),
            strength: g.strength,
        })
        .collect()
    }

    /// The vocabularies tagged `function` that stand in stretches of the text, in the order of their declaration.
    fn functions(&self, spans: &[Span]) -> Value<'r> {
        let vocabularies = self.program.vocabularies.iter().enumerate();
        let tagged = vocabularies.filter(|(_, v)| v.tags.iter().any(|t| t == "function")).map(|(i, _)| i);
        let named = |v: &usize| {
            spans.iter().any(|s| {
                let range = self.folded_range(*s);
                self.own[*v].iter().any(|place| range.contains(*place))
            })
        };
        Value::list(tagged.filter(named).map(Value::Vocabulary).collect())
    }

    fn folded_range(&self, span: Span) -> Span {
        let folded = &self.reg.source.folded;
        Span::new(folded.to_folded(span.start), folded.to_folded(span.end))
    }

    fn printed(&self, span: Span) -> Text {
        Text {
            printed: span.slice(&self.reg.source.text).split_whitespace().collect(),
            folded: self.reg.source.folded.slice(span).to_owned(),
            place: Some(span),
            english: None,
            origin: None,
        }
    }

    fn words(&self, w: &Words) -> Text {
        let in_place = w.span.map(|s| self.reg.source.folded.slice(s)).filter(|f| !f.contains('\n'));
        let folded = in_place.map_or_else(|| fold_words(&w.text), str::to_owned);
        Text { printed: w.text.clone(), english: None, folded, place: w.span, origin: None }
    }

    // ---- words --------------------------------------------------------------------------------------------------------

    /// The places of a vocabulary, or of one below it, inside a stretch of the text.
    pub(super) fn mentioned(&self, range: Span, vocabulary: usize) -> Vec<Span> {
        let range = self.folded_range(range);
        let below =
            (0..self.own.len()).filter(|v| words::covers(self.program, vocabulary, *v)).collect::<Vec<_>>();
        let places: BTreeSet<Span> = below.iter().flat_map(|v| self.own[*v].clone()).collect();
        let inside = places.into_iter().filter(|p| range.contains(*p));
        inside.map(|p| self.reg.source.folded.to_original(p)).collect()
    }

    /// Whether a value mentions a vocabulary, under a verb of a strength where one is asked for.
    pub(super) fn mentions(
        &self,
        subject: &Value<'r>,
        vocabulary: &Value<'r>,
        strength: Option<Strength>,
    ) -> Option<bool> {
        let Value::Vocabulary(v) = vocabulary else { return None };
        any(subject, &|one| match one {
            Value::Unknown | Value::Open => None,
            Value::Node(Node::Organ) => self.mentions(&self.field(one, Field::Name), vocabulary, strength),
            Value::Node(node) => {
                let hits = self.mentioned(node.span(self.reg)?, *v);
                Some(hits.iter().any(|hit| match strength {
                    None => true,
                    Some(wanted) => self.governing(*node, *hit) == Some(wanted),
                }))
            }
            Value::Segment(s) => {
                let governed = strength.is_none_or(|wanted| wanted == s.strength);
                Some(governed && !self.mentioned(s.span, *v).is_empty())
            }
            Value::Text(Text { place: Some(place), .. }) => Some(!self.mentioned(*place, *v).is_empty()),
            Value::Text(Text { folded, .. }) => Some(self.stands_in(folded, *v)),
            _ => Some(false),
        })
    }

    /// Whether a vocabulary stands in words that are no part of the document.
    fn stands_in(&self, text: &str, vocabulary: usize) -> bool {
        !self.alone(text, vocabulary).is_empty()
    }

    /// The places of a vocabulary in words: as it stands in the document, where they stand there.
    fn exempted(&self, text: &str, start: Option<u32>, vocabulary: usize) -> Vec<Span> {
        let Some(start) = start else { return self.alone(text, vocabulary) };
        let range = Span::new(start, start + text.len() as u32);
        let below = (0..self.own.len()).filter(|v| words::covers(self.program, vocabulary, *v));
        let inside = below.flat_map(|v| &self.own[v]).filter(|place| range.contains(**place));
        inside.map(|place| Span::new(place.start - start, place.end - start)).collect()
    }

    fn alone(&self, text: &str, vocabulary: usize) -> Vec<Span> {
        let below = (0..self.own.len()).filter(|v| words::covers(self.program, vocabulary, *v));
        below.flat_map(|v| words::own(text, &self.program.vocabularies[v])).collect()
    }

    /// The strength of the verb that governs a place: that of its segment; the name of a unit says what it leads.
    fn governing(&self, node: Node<'r>, place: Span) -> Option<Strength> {
        match node.clauses().iter().find(|c| c.span.contains(place)) {
            Some(clause) => {
                self.segments(clause.span).iter().find(|s| s.span.overlaps(place)).map(|s| s.strength)
            }
            None => matches!(node, Node::Unit(_)).then_some(Strength::Lead),
        }
    }

    /// The folded words of one value, and where they begin in the folded text.
    pub(super) fn folded(&self, value: &Value<'r>) -> Option<(String, Option<u32>)> {
        let folded = &self.reg.source.folded;
        let at = |s: Span| Some((folded.slice(s).to_owned(), Some(folded.to_folded(s.start))));
        match value {
            Value::Node(Node::Organ) => self.folded(&self.field(value, Field::Name)),
            Value::Node(n) => at(n.words(self.reg)?),
            Value::Segment(s) => at(s.span),
            Value::Text(t) => {
                let same = |s: &Span| folded.slice(*s) == t.folded;
                Some((t.folded.clone(), t.place.filter(same).map(|s| folded.to_folded(s.start))))
            }
            _ => None,
        }
    }

    /// The words of the named group, match by match; `None` where a value is unknown that comes before what is asked for.
    fn captures(
        &self,
        subject: &Value<'r>,
        pattern: &str,
        group: &str,
        first: bool,
    ) -> Option<Vec<Value<'r>>> {
        let regex = regex::Regex::new(&fold_words(pattern)).expect("a pattern of the tests");
        let mut all = Vec::new();
        for value in subject.elements().unwrap_or(std::slice::from_ref(subject)) {
            let (text, start) = self.folded(value)?;
            for found in regex.captures_iter(&text).filter_map(|c| c.name(group)) {
                all.push(Value::Text(match start {
                    Some(start) => {
                        let place = Span::new(start + found.start() as u32, start + found.end() as u32);
                        self.printed(self.reg.source.folded.to_original(place))
                    }
                    None => fixed(found.as_str()),
                }));
            }
            if first && !all.is_empty() {
                break;
            }
        }
        Some(all)
    }

    /// The words by which vocabularies are mentioned, by place; of those that overlap the first and longest.
    fn occurrences(&self, subject: &Value<'r>, asked: &Value<'r>) -> Option<Vec<Value<'r>>> {
        let mut vocabularies = Vec::new();
        for v in asked.elements().unwrap_or(std::slice::from_ref(asked)) {
            let Value::Vocabulary(v) = v else { return None };
            vocabularies.push(*v);
        }
        let (mut placed, mut alone) = (Vec::new(), Vec::new());
        for value in subject.elements().unwrap_or(std::slice::from_ref(subject)) {
            let named = if matches!(value, Value::Node(Node::Organ)) {
                self.field(value, Field::Name)
            } else {
                value.clone()
            };
            let place = match &named {
                Value::Unknown | Value::Open => return None,
                Value::Node(n) => n.span(self.reg),
                Value::Segment(s) => Some(s.span),
                Value::Text(t) => t.place,
                _ => None,
            };
            match (place, &named) {
                (Some(place), _) => {
                    placed.extend(vocabularies.iter().flat_map(|v| self.mentioned(place, *v)));
                }
                (None, Value::Text(t)) => {
                    let found = vocabularies.iter().flat_map(|v| self.alone(&t.folded, *v)).collect();
                    alone.extend(apart(found).into_iter().map(|s| Value::Text(fixed(s.slice(&t.folded)))));
                }
                _ => {}
            }
        }
        let placed = apart(placed).into_iter().map(|s| Value::Text(self.printed(s)));
        Some(placed.chain(alone).collect())
    }

    /// How many characters there are, without blanks and exempted phrases.
    fn length(&self, value: &Value<'r>, exempt: Option<&Value<'r>>) -> Option<usize> {
        let exempt = exempt.map_or(&[][..], |e| e.elements().unwrap_or(std::slice::from_ref(e)));
        let mut characters = 0;
        for v in value.elements().unwrap_or(std::slice::from_ref(value)) {
            let (text, start) = self.folded(v)?;
            let mut places = Vec::new();
            for vocabulary in exempt {
                let Value::Vocabulary(vocabulary) = vocabulary else { return None };
                places.extend(self.exempted(&text, start, *vocabulary));
            }
            let counts = |(i, c): &(usize, char)| {
                let place = Span::of(*i..i + c.len_utf8());
                !c.is_whitespace() && !places.iter().any(|p| p.contains(place))
            };
            characters += text.char_indices().filter(counts).count();
        }
        if exempt.iter().any(Value::is_unknown) { None } else { Some(characters) }
    }

    // ---- operators ----------------------------------------------------------------------------------------------------

    fn binary(&self, scope: &Scope<'_, 'r>, op: BinaryOp, a: &'r Expr, b: &'r Expr) -> Value<'r> {
        use BinaryOp as B;
        if op == B::Matches {
            return Value::of_truth(any(&self.eval(scope, a), &|v| self.matched(v, b)));
        }
        let (x, y) = (self.eval(scope, a), self.eval(scope, b));
        match op {
            B::And => Value::of_truth(and(x.truth(), y.truth())),
            B::Or => Value::of_truth(and(x.truth().map(|t| !t), y.truth().map(|t| !t)).map(|t| !t)),
            B::Contains => {
                let within = |w: &Value<'r>, v: &Value<'r>| {
                    let (needle, (text, _)) = (self.folded(w)?.0, self.folded(v)?);
                    Some(text.contains(&needle))
                };
                Value::of_truth(any(&y, &|w| if w.is_unknown() { None } else { any(&x, &|v| within(w, v)) }))
            }
            B::Add | B::Sub | B::Mul | B::Div | B::Union | B::Minus if is_open(&x, &y) => Value::Open,
            _ if x.is_unknown() || y.is_unknown() => Value::Unknown,
            B::Add | B::Sub | B::Mul | B::Div => arithmetic(op, &x, &y),
            B::Eq => Value::of_truth(same(&x, &y)),
            B::Ne => Value::of_truth(same(&x, &y).map(|t| !t)),
            B::Lt => Value::of_truth(less(&x, &y)),
            B::Gt => Value::of_truth(less(&y, &x)),
            B::Ge => Value::of_truth(less(&x, &y).map(|t| !t)),
            B::Le => Value::of_truth(less(&y, &x).map(|t| !t)),
            B::In => Value::of_truth(any(&y, &|v| same(&x, v))),
            B::NotIn => Value::of_truth(any(&y, &|v| same(&x, v)).map(|t| !t)),
            B::Before => match (self.start(&x), self.start(&y)) {
                (Some(a), Some(b)) => Value::Bool(a < b),
                _ => Value::Unknown,
            },
            B::Covers => match (&x, &y) {
                (Value::Vocabulary(a), Value::Vocabulary(b)) => {
                    Value::Bool(words::covers(self.program, *a, *b))
                }
                _ => Value::Unknown,
            },
            B::Meets => Value::of_truth(any(&x, &|v| any(&y, &|w| same(v, w)))),
            B::Union => {
                let both = [x.elements().unwrap_or_default(), y.elements().unwrap_or_default()].concat();
                distinct(&both)
            }
            B::Minus => minus(&x, &y),
            B::Matches | B::Mentions | B::Leads | B::Shares | B::Oversees | B::Assists => Value::Unknown,
        }
    }

    /// Whether one value matches a pattern.
    pub(super) fn matched(&self, value: &Value<'r>, pattern: &'r Expr) -> Option<bool> {
        let ExprKind::Pattern(pattern) = &pattern.kind else { return None };
        let regex = regex::Regex::new(&fold_words(&pattern.written)).expect("a pattern of the tests");
        self.folded(value).map(|(words, _)| regex.is_match(&words))
    }

    fn start(&self, value: &Value<'r>) -> Option<u32> {
        match value {
            Value::Node(n) => n.span(self.reg).map(|s| s.start),
            Value::Segment(s) => Some(s.span.start),
            _ => None,
        }
    }

    // ---- lists --------------------------------------------------------------------------------------------------------

    fn quantified(
        &self,
        s: &Scope<'_, 'r>,
        quantifier: Quantifier,
        local: LocalId,
        list: &'r Expr,
        condition: &'r Expr,
    ) -> Option<bool> {
        let list = self.eval(s, list);
        let truths: Vec<Option<bool>> =
            list.elements()?.iter().map(|v| self.truth(&s.with(local, v.clone()), condition)).collect();
        let holding = truths.iter().filter(|t| **t == Some(true)).count();
        let unknown = truths.iter().filter(|t| t.is_none()).count();
        let between = |least: usize| match () {
            () if holding >= least => Some(true),
            () if holding + unknown < least => Some(false),
            () => None,
        };
        match quantifier {
            Quantifier::Some => between(1),
            Quantifier::No => between(1).map(|t| !t),
            Quantifier::Every => match () {
                () if holding + unknown < truths.len() => Some(false),
                () if unknown > 0 => None,
                () => Some(true),
            },
            Quantifier::Exactly(n) => {
                let n = n as usize;
                and(between(n), between(n + 1).map(|t| !t))
            }
        }
    }

    fn pick(
        &self,
        s: &Scope<'_, 'r>,
        pick: Pick,
        local: LocalId,
        list: &'r Expr,
        condition: Option<&'r Expr>,
        by: Option<&'r Expr>,
    ) -> Value<'r> {
        let list = self.eval(s, list);
        let Some(elements) = list.elements() else { return list };
        let mut candidates = elements.to_vec();
        if pick == Pick::Last {
            candidates.reverse();
        }
        let mut those = Vec::new();
        for v in candidates {
            match condition.map_or(Some(true), |c| self.truth(&s.with(local, v.clone()), c)) {
                Some(false) => {}
                Some(true) if matches!(pick, Pick::First | Pick::Last) => return v,
                Some(true) => those.push(v),
                None => return Value::Open,
            }
        }
        match (pick, by) {
            (Pick::Those, _) => Value::list(those),
            (Pick::Best, Some(by)) => {
                let score = |v: &Value<'r>| self.eval(&s.with(local, v.clone()), by).as_number();
                let Some(scores) = those.iter().map(score).collect::<Option<Vec<_>>>() else {
                    return Value::Open;
                };
                let Some(most) = scores.iter().max() else { return Value::Unknown };
                let at = scores.iter().position(|s| s == most).expect("one has the greatest");
                those.swap_remove(at)
            }
            _ => Value::Unknown,
        }
    }

    fn lookup(&self, table: TableId, args: &[Value<'r>]) -> Value<'r> {
        let table = &self.program.tables[table.index()];
        let Some((last, leading)) = args.split_last() else { return Value::Unknown };
        let fits = |key: &Constant, v: &Value<'r>| same(&constant(key), v) == Some(true);
        for row in &table.rows {
            if row.keys.iter().zip(leading).all(|(k, v)| fits(k, v)) {
                for (key, result) in &row.bands {
                    let holds = match (key, last.as_number()) {
                        (BandKey::Value(c), _) => fits(c, last),
                        (BandKey::Range(from, to), Some(n)) => {
                            let wide = |n: i64| Ratio::from_integer(i128::from(n));
                            from.is_none_or(|f| n >= wide(f)) && to.is_none_or(|t| n <= wide(t))
                        }
                        (BandKey::Range(..), None) => false,
                    };
                    if holds {
                        return constant(result);
                    }
                }
            }
        }
        Value::Unknown
    }

    // ---- functions ----------------------------------------------------------------------------------------------------

    fn call(&self, b: Builtin, args: &[Value<'r>]) -> Value<'r> {
        match (args.last(), b) {
            (_, Builtin::Containment | Builtin::Occurrences | Builtin::Length) => {}
            (Some(Value::Open), _) => return Value::Open,
            _ => {}
        }
        if args.iter().any(Value::is_unknown) {
            return Value::Unknown;
        }
        let list = args.last().and_then(Value::elements).unwrap_or_default();
        match b {
            Builtin::Count => Value::whole(list.len()),
            Builtin::Sum => list.iter().fold(Value::whole(0), |sum, v| arithmetic(BinaryOp::Add, &sum, v)),
            Builtin::Min => extreme(list, Ord::min, Ord::min),
            Builtin::Max => extreme(list, Ord::max, Ord::max),
            Builtin::First => list.first().cloned().unwrap_or(Value::Unknown),
            Builtin::Last => list.last().cloned().unwrap_or(Value::Unknown),
            Builtin::Consecutive => Value::of_truth(consecutive(list)),
            Builtin::Position => position(&args[0], list),
            Builtin::Median => numbers(list).and_then(middle).map_or(Value::Unknown, Value::number),
            Builtin::Mad => mad(list),
            Builtin::Abs => match args[0].as_number() {
                Some(n) => Value::number(if n < Ratio::from_integer(0) { -n } else { n }),
                None => Value::Unknown,
            },
            Builtin::Distinct => distinct(list),
            Builtin::Containment => self.containment(&args[0], &args[1], args.get(2)),
            Builtin::Occurrences => self.occurrences(&args[0], &args[1]).map_or(Value::Unknown, Value::list),
            Builtin::Length => self.length(&args[0], args.get(1)).map_or(Value::Unknown, Value::whole),
            Builtin::Floor => args[0].as_number().map_or(Value::Unknown, |n| Value::number(n.floor())),
            Builtin::Capture | Builtin::Captures => Value::Unknown,
        }
    }

    fn containment(&self, a: &Value<'r>, b: &Value<'r>, exempt: Option<&Value<'r>>) -> Value<'r> {
        let (Some(a), Some(b)) = (self.pairs(a, exempt), self.pairs(b, exempt)) else {
            return Value::Unknown;
        };
        if a.is_empty() {
            return Value::Unknown;
        }
        Value::Number(Ratio::new(a.intersection(&b).count() as i128, a.len() as i128))
    }

    /// `None` where some of the words, or what is exempted, is unknown.
    fn pairs(&self, value: &Value<'r>, exempt: Option<&Value<'r>>) -> Option<BTreeSet<(char, char)>> {
        let exempt = exempt.map_or(&[][..], |e| e.elements().unwrap_or(std::slice::from_ref(e)));
        let values = value.elements().unwrap_or(std::slice::from_ref(value));
        let mut all = BTreeSet::new();
        for v in values {
            let (text, start) = self.folded(v)?;
            let mut places = Vec::new();
            for vocabulary in exempt {
                let Value::Vocabulary(vocabulary) = vocabulary else { return None };
                places.extend(self.exempted(&text, start, *vocabulary));
            }
            all.extend(words::pairs(&text, &places));
        }
        Some(all)
    }
}

/// The day that a document is judged by: the audit's, else its own (that of issue where it takes effect on that or says
/// nothing), else some day of the time that it must have been made in.
fn as_of(reg: &Regulation, audit: Option<Date>) -> Option<(Date, Date)> {
    let own = match &reg.effective {
        Some(e) if e.date.is_some() => e.date,
        Some(e) if !e.on_issue => None,
        _ => reg.issued.map(|i| i.value),
    };
    if let Some(day) = audit.or(own) {
        return Some((day, day));
    }
    let inferred = reg.inferred.as_ref()?;
    let (from, until) = (inferred.from.map(|d| d.value), inferred.until.map(|d| d.value));
    (from.is_some() || until.is_some()).then(|| (from.unwrap_or(Date::MIN), until.unwrap_or(Date::MAX)))
}

/// Places by their order; of those that overlap the first and longest.
fn apart(mut places: Vec<Span>) -> Vec<Span> {
    places.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut kept: Vec<Span> = Vec::new();
    for place in places {
        if kept.last().is_none_or(|last| place.start >= last.end) {
            kept.push(place);
        }
    }
    kept
}

/// Words of a policy: matched and shown as folded.
fn fixed(words: &str) -> Text {
    Text { printed: words.to_owned(), english: None, folded: fold_words(words), place: None, origin: None }
}

fn constant<'r>(c: &Constant) -> Value<'r> {
    match c {
        Constant::Bool(b) => Value::Bool(*b),
        Constant::Int(n) => Value::Number(Ratio::from_integer(i128::from(*n))),
        Constant::Ratio(r) => Value::Number(Ratio::new(i128::from(*r.numer()), i128::from(*r.denom()))),
        Constant::Date(d) => Value::Days(*d, *d),
        Constant::Text(t) => Value::Text(fixed(&fold_words(t))),
        Constant::Symbol(s) => Value::Symbol(*s),
        Constant::Vocabulary(v) => Value::Vocabulary(v.index()),
        Constant::List(items) => Value::list(items.iter().map(constant).collect()),
    }
}

fn nodes_list(nodes: Nodes<'_>) -> Value<'_> {
    Value::list((0..nodes.len()).filter_map(|i| nodes.get(i)).map(Value::Node).collect())
}
