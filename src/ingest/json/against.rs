//! A structure with a text, held against what this program reads from that text: who reads a report takes the words that it
//! quotes for the proof. All that a policy can ask is compared; what the structure knows beyond the reader counts, where the
//! words at its place say it.

use jiff::civil::Date;

use super::{
    held::{says_date, says_number, says_words},
    wire,
};
use crate::{
    regulation::{Clause, Doubt, Fact, Inferred, Node, Nodes, Read, Regulation, Unheld, Words, shortened},
    schema::{Field, Record, fields_of},
    source::Span,
};

/// What the structure `made` says otherwise than its text, which was read as `read`.
pub(in crate::ingest) fn against(made: &Regulation, read: &Regulation) -> Vec<Unheld> {
    let mut against = Against { made, read, at: String::new(), numbers: None, out: Vec::new() };
    against.record(Node::Document, Some(Node::Document));
    against.inferred();
    against.out
}

/// The copies of words of the text that a structure has beside their places, where they are not these words.
pub(in crate::ingest) fn copies(document: &wire::Document, text: &str) -> Vec<Unheld> {
    let mut out = Vec::new();
    let mut copy = |list: &str, index: usize, copy: &str, span: Span| {
        let words = span.slice(text);
        if words != copy && !says_words(words, copy) {
            let (told, pointer) = (shortened(copy), format!("/{list}/{index}/text"));
            out.push(Unheld { pointer, told, span: Some(span), doubt: Doubt::Words });
        }
    };
    let d = document;
    d.articles.iter().enumerate().for_each(|(i, x)| copy("articles", i, &x.text, x.text_span));
    d.adjustments.iter().enumerate().for_each(|(i, x)| copy("adjustments", i, &x.text, x.text_span));
    d.duties.iter().enumerate().for_each(|(i, x)| copy("duties", i, &x.text, x.text_span));
    d.trailing.iter().enumerate().for_each(|(i, x)| copy("trailing", i, &x.text, x.span));
    d.provisions.iter().enumerate().for_each(|(i, x)| copy("provisions", i, &x.text, x.text_span));
    d.paragraphs.iter().enumerate().for_each(|(i, x)| copy("paragraphs", i, &x.text, x.span));
    for (i, group) in d.unit_groups.iter().enumerate() {
        let list = format!("unit_groups/{i}/units");
        group.units.iter().enumerate().for_each(|(i, x)| copy(&list, i, &x.text, x.text_span));
    }
    out
}

struct Against<'r> {
    made: &'r Regulation,
    read: &'r Regulation,
    /// The JSON pointer of the record that is looked at.
    at: String,
    /// The numbers of the text by their places, and what each is read as; gathered where something is doubtful.
    numbers: Option<Vec<Number>>,
    out: Vec<Unheld>,
}

#[derive(Clone, Copy)]
struct Number {
    place: Span,
    value: i64,
    field: Field,
}

/// A fact as one side has it.
#[derive(Clone, Copy)]
struct Said<'r> {
    fact: Fact<'r>,
    place: Option<Span>,
}

impl Said<'_> {
    fn is_known(self) -> bool {
        !matches!(self.fact, Fact::Unknown | Fact::Range)
    }

    /// Whether nothing says that both were read from different words.
    fn is_near(self, other: Self) -> bool {
        self.place.zip(other.place).is_none_or(|(a, b)| a == b || a.overlaps(b))
    }
}

impl<'r> Against<'r> {
    /// Does something one step down.
    fn inside(&mut self, key: &str, index: Option<usize>, work: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        self.at.push('/');
        self.at.push_str(key);
        if let Some(index) = index {
            self.at.push('/');
            self.at.push_str(&index.to_string());
        }
        work(self);
        self.at.truncate(length);
    }

    fn record(&mut self, made: Node<'r>, read: Option<Node<'r>>) {
        let record = made.record();
        let silent = Said { fact: Fact::Unknown, place: None };
        for field in fields_of(record).map(|info| info.field).filter(|field| is_stated(made, *field)) {
            let told = said(self.made, made, field);
            let found = read.map(|read| said(self.read, read, field));
            match (told.fact, found.map(|f| f.fact)) {
                (Fact::Node(Node::Organ), _) => {
                    self.inside("organ", None, |s| s.record(Node::Organ, Some(Node::Organ)));
                }
                (Fact::Nodes(Nodes::Clauses(told)), found) => {
                    if let Some(Fact::Nodes(Nodes::Clauses(found))) = found
                        && told != found
                    {
                        let (told, found) = (places(told), places(found));
                        self.inside("clauses", None, |s| s.note(told, None, Doubt::Otherwise(found)));
                    }
                }
                (Fact::Nodes(told), found) => {
                    let found = if let Some(Fact::Nodes(found)) = found { Some(found) } else { None };
                    self.list(field.names().0, told, found);
                }
                (Fact::AllWords(told), found) => {
                    let found = if let Some(Fact::AllWords(found)) = found { Some(found) } else { None };
                    self.inside(field.names().0, None, |s| s.names(told, found));
                }
                (Fact::Derived | Fact::AllUnits | Fact::Node(_), _) => {}
                _ => {
                    let given = may_be_given(record, field);
                    let key = key(made, field);
                    self.inside(key, None, |s| s.leaf(field, given, told, found.unwrap_or(silent)));
                }
            }
        }
    }

    fn leaf(&mut self, field: Field, may_be_given: bool, told: Said<'r>, found: Said<'r>) {
        if !told.is_known() {
            if found.is_known() {
                self.note(String::new(), found.place, Doubt::LeftOut(shown(self.read, found.fact)));
            }
            return;
        }
        let same = same(told.fact, found.fact);
        if same && told.is_near(found) {
            return;
        }
        let value = shown(self.made, told.fact);
        if let Some(place) = told.place
            && !says(told.fact, place.slice(&self.made.source.text))
        {
            return self.note(value, Some(place), Doubt::Words);
        }
        let finer = matches!(told.fact, Fact::Words(_)) && told.place.is_some() && told.is_near(found);
        if found.is_known() && !same && !finer {
            let place = found.place.or(told.place);
            return self.note(value, place, Doubt::Otherwise(shown(self.read, found.fact)));
        }
        match (told.fact, told.place) {
            (Fact::Int(number), Some(place)) if field != Field::Ordinal => {
                if let Some(other) = self.read_as(place, number) {
                    self.note(value, Some(place), Doubt::ReadAs(other.names().0.to_owned()));
                }
            }
            (Fact::Int(_) | Fact::Date(_), None) if !may_be_given => self.note(value, None, Doubt::Nowhere),
            (Fact::Words(words), None)
                if !may_be_given && !says_words(&self.made.source.text, &words.text) =>
            {
                self.note(value, None, Doubt::Nowhere);
            }
            _ => {}
        }
    }

    /// Names in a list.
    fn names(&mut self, told: &'r [Words], found: Option<&'r [Words]>) {
        let text = &self.made.source.text;
        for name in told.iter().filter(|t| found.is_none_or(|f| f.iter().all(|f| f.text != t.text))) {
            let says = |place: Span| says_words(place.slice(text), &name.text);
            match name.span {
                Some(place) if says(place) => {}
                Some(place) => self.note(name.text.clone(), Some(place), Doubt::Words),
                None => self.note(name.text.clone(), None, Doubt::Nowhere),
            }
        }
        for name in found.unwrap_or_default().iter().filter(|f| told.iter().all(|t| t.text != f.text)) {
            self.note(String::new(), name.span, Doubt::LeftOut(name.text.clone()));
        }
    }

    /// Records of one kind: each of the structure beside that of the text at the same place.
    fn list(&mut self, key: &str, told: Nodes<'r>, found: Option<Nodes<'r>>) {
        let spans = |nodes: Nodes<'r>, of: &'r Regulation| -> Vec<Span> {
            let nodes = (0..nodes.len()).filter_map(|i| nodes.get(i));
            nodes.map(|n| n.span(of).unwrap_or_default()).collect()
        };
        let (made, read) = (spans(told, self.made), found.map_or(Vec::new(), |f| spans(f, self.read)));
        let (pairs, left) = paired(&made, &read);
        for (i, pair) in pairs.into_iter().enumerate() {
            let Some(node) = told.get(i) else { continue };
            let other = found.and_then(|found| found.get(pair?));
            self.inside(key, Some(i), |s| s.record(node, other));
        }
        // Of what is only how the text is laid out, a structure may have nothing at all.
        let layout = matches!(told, Nodes::Paragraphs(_) | Nodes::Anomalies(_) | Nodes::Trailing(_));
        if layout && made.is_empty() {
            return;
        }
        for place in left.into_iter().filter_map(|i| read.get(i).copied()) {
            let words = shortened(place.slice(&self.made.source.text));
            self.inside(key, None, |s| s.note(String::new(), Some(place), Doubt::Missing(words)));
        }
    }

    /// The time that the document bounds itself.
    fn inferred(&mut self) {
        // The words say it by what they name.
        let date = |read: Option<Read<Date>>| Said {
            fact: read.map_or(Fact::Unknown, |r| Fact::Date(r.value)),
            place: None,
        };
        let of = |r: &Regulation, bound: Bound| date(r.inferred.as_ref().and_then(bound));
        let bounds: [(&str, Bound); 2] = [("from", |i| i.from), ("until", |i| i.until)];
        for (key, bound) in bounds {
            let (told, found) = (of(self.made, bound), of(self.read, bound));
            let placed = self.made.inferred.as_ref().and_then(bound).is_some_and(|b| b.span.is_some());
            self.inside("inferred", None, |s| {
                s.inside(key, None, |s| s.leaf(Field::Date, placed, told, found));
            });
        }
    }

    /// The other field as which the text gives the number at a place.
    fn read_as(&mut self, place: Span, number: i64) -> Option<Field> {
        let read = self.read;
        let numbers = self.numbers.get_or_insert_with(|| numbers(read));
        let before = numbers.partition_point(|n| n.place.start < place.end);
        // A row that overlaps others is no wider than a few numbers.
        let near = numbers.get(..before)?.iter().rev().take(NEAR);
        near.filter(|n| n.place.overlaps(place) && n.value == number).map(|n| n.field).next()
    }

    fn note(&mut self, told: String, span: Option<Span>, doubt: Doubt) {
        self.out.push(Unheld { pointer: self.at.clone(), told, span, doubt });
    }
}

/// One end of the time that a document bounds itself.
type Bound = fn(&Inferred) -> Option<Read<Date>>;

/// So many numbers before the end of a place are looked at.
const NEAR: usize = 32;

/// Whether a structure states a field itself, and no other field states the same.
fn is_stated(node: Node<'_>, field: Field) -> bool {
    match (node, field) {
        (_, Field::Head | Field::Functions)
        | (Node::Document, Field::Units | Field::AsOf)
        | (Node::Unit(_), Field::Group)
        | (Node::Post(_), Field::Count) => false,
        (Node::Post(post), Field::Most) => post.least != post.most,
        _ => true,
    }
}

/// Whether a manifest may have given a fact, which has no place then.
fn may_be_given(record: Record, field: Field) -> bool {
    match record {
        Record::Document => matches!(field, Field::Effective | Field::Issued | Field::OnIssue),
        Record::Organ => !matches!(field, Field::Name | Field::Short | Field::Rank),
        _ => false,
    }
}

/// A fact with its place; ordinals stand in the mark of their record.
fn said<'r>(of: &'r Regulation, node: Node<'r>, field: Field) -> Said<'r> {
    let (fact, place) = node.field(of, field);
    let mark = match node {
        Node::Article(x) => Some(Span::new(x.span.start, x.text.start)),
        Node::Duty(x) => Some(Span::new(x.span.start, x.text.start)),
        Node::Adjustment(x) => Some(Span::new(x.span.start, x.text.start)),
        Node::Unit(x) => x.name.span.map(|name| Span::new(x.span.start, name.start)),
        _ => None,
    };
    let place = place.or(mark.filter(|_| field == Field::Ordinal)).filter(|place| !place.is_empty());
    // The day of issue stands elsewhere.
    let issued = field == Field::Effective && of.effective.as_ref().is_some_and(|e| e.on_issue);
    Said { fact, place: place.filter(|_| !issued) }
}

/// The key of a field in the JSON form.
fn key(node: Node<'_>, field: Field) -> &'static str {
    match (node, field) {
        (Node::Document, Field::Effective) => "effective/date",
        (Node::Document, Field::OnIssue) => "effective/on_issue",
        (Node::Document, Field::Issued) => "issued/date",
        (Node::Document, Field::Number) => "number/text",
        (Node::Document, Field::Script) => "source/script",
        (Node::Post(post), Field::Least | Field::Most) if post.least == post.most => "count",
        (Node::Post(_), Field::Least) => "range/0",
        (Node::Post(_), Field::Most) => "range/1",
        (Node::Trailing(_) | Node::Change(_) | Node::Paragraph(_) | Node::Anomaly(_), Field::Text) => "span",
        (_, Field::Text) => "text_span",
        (_, other) => other.names().0,
    }
}

/// For each place of the structure the number of that of the text, and those of the text that are left.
fn paired(made: &[Span], read: &[Span]) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut order: Vec<usize> = (0..read.len()).collect();
    order.sort_by_key(|i| read.get(*i).copied());
    let mut free = vec![true; read.len()];
    let mut take = |span: Span, fits: &dyn Fn(Span) -> bool| {
        let from = order.partition_point(|i| read.get(*i).is_some_and(|r| r.start < span.start));
        let near = order.get(from.saturating_sub(1)..).unwrap_or_default();
        let near = near.iter().copied().take_while(|i| read.get(*i).is_some_and(|r| r.start <= span.end));
        let found = near
            .take(NEAR)
            .find(|i| free.get(*i).copied().unwrap_or_default() && read.get(*i).is_some_and(|r| fits(*r)))?;
        free.get_mut(found).map(|free| *free = false).map(|()| found)
    };
    let exact: Vec<Option<usize>> = made.iter().map(|m| take(*m, &|r| r == *m)).collect();
    let pair = |(m, exact): (&Span, Option<usize>)| exact.or_else(|| take(*m, &|r| r.overlaps(*m)));
    let pairs = made.iter().zip(exact).map(pair).collect();
    (pairs, order.into_iter().filter(|i| free.get(*i).copied().unwrap_or_default()).collect())
}

/// The numbers of posts and units that a text gives, by their places.
fn numbers(read: &Regulation) -> Vec<Number> {
    let rows = read.staffing.iter().flat_map(|s| {
        let posts = s.posts.iter().map(Node::Post).chain(s.includes.iter().map(Node::Include));
        posts.chain(s.breakdown.iter().map(Node::Post)).chain([Node::Staffing(s)])
    });
    let units = read.unit_groups.iter().flat_map(|g| {
        let units = g.units.iter().map(Node::Unit);
        units.chain([Node::UnitGroup(g)])
    });
    let nodes = rows.chain(units).chain(read.changes.iter().map(Node::Change));
    let mut out: Vec<Number> = nodes
        .flat_map(|node| fields_of(node.record()).map(move |info| (node, info.field)))
        .filter_map(|(node, field)| match node.field(read, field) {
            (Fact::Int(value), Some(place)) => Some(Number { place, value, field }),
            _ => None,
        })
        .collect();
    out.sort_by_key(|n| (n.place.start, n.place.end));
    out
}

fn same(a: Fact<'_>, b: Fact<'_>) -> bool {
    match (a, b) {
        (Fact::Bool(a), Fact::Bool(b)) => a == b,
        (Fact::Int(a), Fact::Int(b)) => a == b,
        (Fact::Date(a), Fact::Date(b)) => a == b,
        (Fact::Symbol(a), Fact::Symbol(b)) => a == b,
        (Fact::Span(a), Fact::Span(b)) => a == b,
        (Fact::Words(a), Fact::Words(b)) => a.text == b.text,
        _ => false,
    }
}

/// Whether words say a fact outright; what is no number, day or name, they do not say outright.
fn says(fact: Fact<'_>, words: &str) -> bool {
    match fact {
        Fact::Int(number) => says_number(words, number),
        Fact::Date(date) => says_date(words, date),
        Fact::Words(told) => says_words(words, &told.text),
        _ => true,
    }
}

/// The places of clauses, as the JSON form has them.
fn places(clauses: &[Clause]) -> String {
    let spans: Vec<Span> = clauses.iter().map(|clause| clause.span).collect();
    shortened(&serde_json::to_string(&spans).unwrap_or_default())
}

/// A fact as the JSON form has it; of a place, its words.
fn shown(of: &Regulation, fact: Fact<'_>) -> String {
    match fact {
        Fact::Bool(value) => value.to_string(),
        Fact::Int(number) => number.to_string(),
        Fact::Date(date) => date.to_string(),
        Fact::Symbol(symbol) => symbol.en().to_owned(),
        Fact::Words(words) => shortened(&words.text),
        Fact::Span(span) => shortened(span.slice(&of.source.text)),
        _ => String::new(),
    }
}
