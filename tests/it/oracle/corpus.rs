//! Policies over a corpus: a row from each document, then the rows judged in groups or beside a counterpart.

use std::collections::{BTreeMap, BTreeSet};

use guiju::{
    finding::{Counts, Outcome, Role, Severity},
    hir::{BinaryOp, Corpus, Counterpart, Expr, ExprKind, Policy, Quantifier, Statement},
    regulation::{Regulation, Words},
    schema::OrganKind,
    source::Span,
    text::fold_words,
};
use jiff::civil::Date;

use super::{
    eval::{Oracle, Row},
    judge::{Event, Found, Said, Scoped, outcome, rows_of},
    proof::Quoted,
    value::{Scope, Value},
};

/// What one document brings to a policy.
struct Member {
    /// Its verdict where it gives no row, or is judged beside nothing.
    verdict: (Outcome, Counts),
    severity: Severity,
    undated: bool,
    counts: Counts,
    findings: Vec<Found>,
}

/// What tells which document is the parent or the earlier version of which.
struct Key {
    name: Option<String>,
    place: Option<String>,
    parent: Option<String>,
    province: Option<String>,
    kind: Option<OrganKind>,
    /// The days between which it must lie.
    days: (Date, Date),
}

impl Key {
    /// The name by which it is told from others of its kind; a place has one office of its government and one of its Party.
    fn told_by(&self) -> Option<&String> {
        let alone = [Some(OrganKind::GovernmentOffice), Some(OrganKind::PartyOffice)].contains(&self.kind);
        self.name.as_ref().filter(|_| !alone || self.place.is_none())
    }

    fn day(&self) -> Option<Date> {
        Some(self.days.0).filter(|day| *day == self.days.1)
    }
}

/// The verdicts of a policy over a corpus, one for each document.
pub(super) fn judge<'r>(documents: &[Oracle<'r>], nothing: Oracle<'r>, policy: &'r Policy) -> Vec<Said> {
    let corpus = policy.corpus.as_ref().expect("a policy over a corpus");
    let mut court = Court { oracle: nothing, policy, corpus, members: Vec::new(), documents };
    court.collect();
    match corpus.counterpart {
        Some(which) => court.beside(which),
        None => court.grouped(),
    }
    let said = |m: Member| {
        let judged = m.counts.examined() > 0 || m.verdict.0 == Outcome::Pass;
        let (outcome, counts) = if judged { (outcome(policy, m.counts), m.counts) } else { m.verdict };
        Said { policy: policy.name.clone(), outcome, counts, findings: m.findings }
    };
    court.members.into_iter().map(said).collect()
}

struct Court<'c, 'r> {
    /// Sees the rows, and no document.
    oracle: Oracle<'r>,
    policy: &'r Policy,
    corpus: &'r Corpus,
    members: Vec<Member>,
    documents: &'c [Oracle<'r>],
}

impl<'r> Court<'_, 'r> {
    /// Takes the row of each document that the policy applies to.
    fn collect(&mut self) {
        for document in self.documents {
            let mut scope = Scope::new(self.policy.file, self.policy.locals);
            let (mut severity, mut undated) = (self.policy.severity, false);
            let none = Counts::default();
            let mut verdict = (Outcome::NotApplicable, none);
            let row = match document.scoped(self.policy, &scope) {
                Scoped::Out => None,
                Scoped::Unknown => {
                    verdict = (Outcome::Undecided, Counts { undecided: 1, ..none });
                    None
                }
                Scoped::In(s, u) => {
                    (severity, undated) = (s, u);
                    for statement in &self.corpus.prelude {
                        if let Statement::Let { local, value } = statement {
                            let known = document.eval(&scope, value);
                            scope.bind(*local, known, value);
                        }
                    }
                    let field = |(_, e): &'r (String, Expr)| {
                        let value = detached(document.eval(&scope, e), self.members.len());
                        (value, document.read_from(&scope, e))
                    };
                    Some(Row { fields: self.corpus.fields.iter().map(field).collect() })
                }
            };
            self.oracle.rows.push(row);
            self.members.push(Member { verdict, severity, undated, counts: none, findings: Vec::new() });
        }
    }

    fn with_rows(&self) -> Vec<usize> {
        (0..self.documents.len()).filter(|d| self.oracle.rows[*d].is_some()).collect()
    }

    /// Each row beside its counterpart.
    fn beside(&mut self, which: Counterpart) {
        let keys: Vec<Key> = self.documents.iter().map(key).collect();
        for this in self.with_rows() {
            let others =
                self.with_rows().into_iter().filter(|d| *d != this && keys[*d].kind == keys[this].kind);
            let unlike = |a: usize, b: usize| !self.says_the_same(a, b);
            let other = match which {
                Counterpart::Parent => {
                    let above: Vec<usize> = others.filter(|d| is_above(&keys[*d], &keys[this])).collect();
                    let far = |d: &usize| distance(&keys[this], &keys[*d]);
                    let nearest = above.iter().min_by_key(|d| far(d)).copied();
                    let rival = |n: usize, d: usize| {
                        !may_be_one_place(&keys[d], &keys[n]) || d != n && far(&d) == far(&n) && unlike(d, n)
                    };
                    nearest.map(|n| (n, above.iter().any(|d| rival(n, *d))))
                }
                Counterpart::Previous => {
                    let versions: Vec<usize> =
                        others.filter(|d| same_organ(&keys[*d], &keys[this])).collect();
                    let own = keys[this].days;
                    let meets = |d: usize| keys[d].days.0 <= own.1 && own.0 <= keys[d].days.1;
                    let before: Vec<usize> =
                        versions.iter().filter(|d| keys[**d].days.1 < own.0).copied().collect();
                    let last = before.iter().max_by_key(|d| (keys[**d].days.1, keys[**d].days.0)).copied();
                    let day = keys[this].day();
                    let copy = |d: usize| day.is_some() && keys[d].day() == day && !unlike(d, this);
                    let open = |d: usize| meets(d) && !copy(d) && last.is_none_or(|l| unlike(d, l));
                    let open = versions.iter().any(|d| open(*d));
                    let rival = |l: usize, d: usize| {
                        !may_be_one_place(&keys[d], &keys[l])
                            || d != l && keys[d].days.1 >= keys[l].days.0 && unlike(d, l)
                    };
                    match last {
                        Some(l) => Some((l, open || before.iter().any(|d| rival(l, *d)))),
                        None => open.then_some((this, true)),
                    }
                }
            };
            if other.is_some_and(|(_, in_doubt)| in_doubt) {
                self.members[this].counts.undecided += 1;
                continue;
            }
            let other = other.map(|(other, _)| other);
            if let Some(other) = other {
                self.members[this].verdict.0 = Outcome::Pass;
                let values = vec![Value::Row(this), Value::Row(other)];
                self.body(values, true, &BTreeSet::from([this, other]));
            }
        }
    }

    /// Whether two documents gave the same values, all of them known.
    fn says_the_same(&self, a: usize, b: usize) -> bool {
        let fields =
            |d: usize| self.oracle.rows[d].as_ref().expect("it has one").fields.iter().map(|(v, _)| v);
        fields(a).zip(fields(b)).all(|(x, y)| !holds_unknown(x) && name(x) == name(y))
    }

    /// The rows whose common values are the same, judged together.
    fn grouped(&mut self) {
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for document in self.with_rows() {
            let row = self.oracle.rows[document].as_ref().expect("it has one");
            let values: Vec<&Value<'r>> = self.corpus.by.iter().map(|i| &row.fields[*i].0).collect();
            if values.iter().any(|v| holds_unknown(v)) {
                self.members[document].counts.undecided += 1;
                continue;
            }
            groups.entry(values.into_iter().map(name).collect()).or_default().push(document);
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        groups.sort();
        for group in groups.into_iter().filter(|g| g.len() >= self.corpus.size as usize) {
            for document in &group {
                self.members[*document].verdict.0 = Outcome::Pass;
            }
            let rows = Value::list(group.iter().map(|d| Value::Row(*d)).collect());
            self.body(vec![rows], false, &group.into_iter().collect());
        }
    }

    /// Judges the body with its own variables; a result concerns the documents of the rows in sight, else all of the group.
    fn body(&mut self, own: Vec<Value<'r>>, in_sight: bool, group: &BTreeSet<usize>) {
        let mut scope = Scope::new(self.policy.file, self.policy.locals);
        for (local, value) in self.corpus.locals.iter().zip(own) {
            scope = scope.with(*local, value);
        }
        let mut loops: Vec<guiju::hir::LocalId> = Vec::new();
        loop_variables(&self.policy.body, &mut loops);
        let (oracle, members, corpus) = (&self.oracle, &mut self.members, self.corpus);
        let (policy, documents) = (self.policy, self.documents);
        oracle.body(&mut scope, &policy.body, &mut |s, event| {
            let own = if in_sight { &corpus.locals[..] } else { &[] };
            let seen = own.iter().chain(&loops).map(|l| s.get(*l));
            let rows: BTreeSet<usize> = seen
                .filter_map(|v| match v {
                    Value::Row(r) => Some(r),
                    _ => None,
                })
                .collect();
            let concerned = if rows.is_empty() { group } else { &rows };
            for document in concerned {
                let counts = &mut members[*document].counts;
                match event {
                    Event::Undecided(n) => counts.undecided += n,
                    Event::Required(_, None) => counts.undecided += 1,
                    Event::Required(_, Some(true)) => counts.passed += 1,
                    Event::Required(_, Some(false)) => counts.violated += 1,
                }
            }
            let Event::Required(r, Some(false)) = event else { return };
            let mut quoted = Vec::new();
            for e in &r.evidence {
                let value = oracle.eval(s, e);
                let (rows, origins) = (rows_of(&value), origins(&value));
                rows.iter().for_each(|row| words_of_row(oracle, *row, None, Role::Offending, &mut quoted));
                quoted.extend(origins.iter().map(|(document, span)| (*document, Role::Offending, *span)));
                if rows.is_empty() && origins.is_empty() {
                    words_of(oracle, s, e, Role::Offending, &mut quoted);
                }
            }
            words_of(oracle, s, &r.condition, Role::Context, &mut quoted);
            for document in concerned {
                let member = &mut members[*document];
                let reg = documents[*document].reg;
                let evidence = cut(&quoted, *document, reg);
                let mut found = oracle.found(policy, member.severity, member.undated, s, r, evidence);
                let others = concerned.iter().filter(|d| *d != document);
                found.others = others.map(|d| documents[*d].reg.source.path.clone()).collect();
                member.findings.push(found);
            }
        });
    }
}

/// Whether a value, or an element of it, is unknown.
fn holds_unknown(value: &Value<'_>) -> bool {
    match value {
        Value::List(list) => list.iter().any(holds_unknown),
        value => value.is_unknown(),
    }
}

/// What is the same for equal values; where words stand does not enter.
fn name(value: &Value<'_>) -> String {
    match value {
        Value::Text(t) => format!("{:?}", t.folded),
        Value::List(list) => format!("{:?}", list.iter().map(name).collect::<Vec<_>>()),
        other => format!("{other:?}"),
    }
}

/// The part of what a finding quotes that stands in one document.
fn cut(quoted: &[(usize, Role, Span)], document: usize, reg: &Regulation) -> Vec<Quoted> {
    let mut all: Vec<Quoted> = Vec::new();
    for (_, role, span) in quoted.iter().filter(|(d, _, _)| *d == document) {
        if !all.iter().any(|q| q.span == *span) {
            all.push(Quoted { span: *span, role: *role, lacked: Vec::new() });
        }
    }
    if all.is_empty() {
        let span = reg.last_paragraph().unwrap_or_default();
        all.push(Quoted { span, role: Role::Searched, lacked: Vec::new() });
    }
    all
}

/// The words behind a value of a row, or behind all of them.
fn words_of_row(
    oracle: &Oracle<'_>,
    row: usize,
    field: Option<usize>,
    role: Role,
    out: &mut Vec<(usize, Role, Span)>,
) {
    let Some(values) = &oracle.rows[row] else { return };
    let fields = values.fields.iter().enumerate().filter(|(i, _)| field.is_none_or(|f| f == *i));
    out.extend(fields.flat_map(|(_, (_, spans))| spans).map(|span| (row, role, *span)));
}

/// The words behind the values of rows in an expression.
fn words_of<'r>(
    oracle: &Oracle<'r>,
    s: &Scope<'_, 'r>,
    e: &'r Expr,
    role: Role,
    out: &mut Vec<(usize, Role, Span)>,
) {
    if matches!(e.kind, ExprKind::Local(_) | ExprKind::Pick { .. }) {
        // Words that were collected, or chosen among such: each at its own place.
        let origins = origins(&oracle.eval(s, e));
        out.extend(origins.iter().map(|(document, span)| (*document, role, *span)));
        if !origins.is_empty() {
            return;
        }
    }
    match &e.kind {
        ExprKind::RowField(base, i) | ExprKind::RowProject(base, i) => {
            let rows = rows_of(&oracle.eval(s, base));
            rows.into_iter().for_each(|row| words_of_row(oracle, row, Some(*i), role, out));
        }
        ExprKind::Local(l) => {
            if let Some((e, scope)) = s.source(*l) {
                words_of(oracle, scope, e, role, out);
            }
        }
        ExprKind::Apply(d, args) => {
            let define = &oracle.program.defines[d.index()];
            let values = args.iter().map(|a| oracle.eval(s, a)).collect();
            let inner = Scope::of_call(define.file, define.locals, args, values, s);
            words_of(oracle, &inner, &define.body, role, out);
        }
        ExprKind::Binary(BinaryOp::And, a, b) => {
            for side in [a, b].into_iter().filter(|side| oracle.truth(s, side) == Some(false)) {
                words_of(oracle, s, side, role, out);
            }
        }
        ExprKind::Default(a, b) => {
            words_of(oracle, s, if oracle.eval(s, a).is_unknown() { b } else { a }, role, out);
        }
        ExprKind::Pick { list, .. } => words_of(oracle, s, list, role, out),
        ExprKind::Quantified { quantifier, local, list, condition } => {
            words_of(oracle, s, list, role, out);
            let breaks = match quantifier {
                Quantifier::Every => false,
                Quantifier::No => true,
                Quantifier::Some | Quantifier::Exactly(_) => return,
            };
            let list = oracle.eval(s, list);
            let all = list.elements().unwrap_or_default().iter().map(|v| s.with(*local, v.clone()));
            let broken = all.into_iter().find(|inner| oracle.truth(inner, condition) == Some(breaks));
            if let Some(inner) = broken {
                words_of(oracle, &inner, condition, role, out);
            }
        }
        _ => e.children().for_each(|c| words_of(oracle, s, c, role, out)),
    }
}

/// Where collected words stood.
fn origins(value: &Value<'_>) -> Vec<(usize, Span)> {
    match value {
        Value::Text(t) => t.origin.into_iter().collect(),
        Value::List(all) => all.iter().flat_map(origins).collect(),
        _ => Vec::new(),
    }
}

/// The variables of all loops in a body.
fn loop_variables(body: &[Statement], out: &mut Vec<guiju::hir::LocalId>) {
    for statement in body {
        if let Statement::For(f) = statement {
            out.extend(&f.locals);
            loop_variables(&f.body, out);
        }
    }
}

/// A value that outlives its document; words know where they stood in it.
fn detached(value: Value<'_>, document: usize) -> Value<'_> {
    match value {
        Value::Text(mut t) => {
            t.origin = t.place.take().map(|place| (document, place));
            Value::Text(t)
        }
        Value::List(all) => Value::list(all.iter().cloned().map(|v| detached(v, document)).collect()),
        Value::Node(_) | Value::Segment(_) | Value::Row(_) | Value::Open => Value::Unknown,
        other => other,
    }
}

fn key(document: &Oracle<'_>) -> Key {
    let organ = &document.reg.organ;
    let folded = |w: &Option<Words>| w.as_ref().map(|w| fold_words(&w.text));
    let bare = |w: &Option<Words>| folded(w).map(|w| without_province(&w));
    let place = bare(&organ.jurisdiction);
    let day = document.reg.effective.as_ref().and_then(|e| e.date).or(document.reg.issued.map(|i| i.value));
    let inferred = document.reg.inferred.as_ref();
    let first = inferred.and_then(|i| i.from).map_or(Date::MIN, |d| d.value);
    let last = inferred.and_then(|i| i.until).map_or(Date::MAX, |d| d.value);
    Key {
        name: folded(&organ.name).map(|n| title(&n, place.as_deref().unwrap_or("?"))),
        place,
        parent: bare(&organ.parent),
        province: folded(&organ.province)
            .or_else(|| [&organ.jurisdiction, &organ.parent].into_iter().find_map(|w| province(&folded(w)?))),
        kind: organ.kind.map(|k| k.value),
        days: day.map_or((first, last), |d| (d, d)),
    }
}

/// A place without its province before it.
fn without_province(place: &str) -> String {
    let (_, rest) = place.rsplit_once("自治区").or_else(|| place.rsplit_once('省')).unwrap_or(("", place));
    if rest.is_empty() { place.to_owned() } else { rest.to_owned() }
}

/// The province before a place.
fn province(place: &str) -> Option<String> {
    let rest = without_province(place);
    place.strip_suffix(&rest).filter(|before| !before.is_empty()).map(str::to_owned)
}

/// The name without the place, in the words of all levels.
fn title(name: &str, place: &str) -> String {
    let own =
        Some(name.rsplit(place).next().unwrap_or_default()).filter(|own| !own.is_empty()).unwrap_or(name);
    let own = own.replace("人民政府", "政府").replace("办公厅", "办公室");
    if own.ends_with('厅') { own[..own.len() - "厅".len()].to_owned() + "局" } else { own }
}

/// Whether both say the same, where both say it.
fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// The same name and place; where a name is missing, the same kind of organ for the same place.
fn same_organ(a: &Key, b: &Key) -> bool {
    let known = a.told_by().is_some() && b.told_by().is_some() || (a.kind.is_some() && a.place.is_some());
    known && agree(a.told_by(), b.told_by()) && a.place == b.place && may_be_one_place(a, b)
}

/// Whether nothing says that two places of one name are two.
fn may_be_one_place(a: &Key, b: &Key) -> bool {
    agree(a.province.as_ref(), b.province.as_ref()) && agree(a.parent.as_ref(), b.parent.as_ref())
}

/// Whether the first is of the place one level up.
fn is_above(above: &Key, below: &Key) -> bool {
    below.parent.is_some()
        && above.place == below.parent
        && agree(above.told_by(), below.told_by())
        && agree(above.province.as_ref(), below.province.as_ref())
}

/// How far one is from the day of another: those without a day last.
fn distance(from: &Key, key: &Key) -> (bool, i64, Option<Date>) {
    let apart = |day: Date| from.day().unwrap_or(Date::MAX).duration_since(day).as_hours().abs();
    (key.day().is_none(), key.day().map_or(0, apart), key.day())
}
