//! Mutants: policies with one small change each, found on the tree of the policy and made in its text.
//!
//! Comparisons are moved by one or turned around, limits moved by one, quantifiers exchanged, `and` and `or` exchanged,
//! conditions dropped, `not` removed, `first` and `last` exchanged, and one phrase of a word list at a time is taken away.

use std::collections::BTreeSet;

use super::{names::Names, sample};
use crate::{
    source::{FileId, Files, Span},
    syntax::ast::{self, BandKey, BinaryOp, ExprKind, Item, Pick, Quantifier, Statement, Test, UnaryOp},
};

/// What stands for a phrase that was taken away: no text has it.
const NOTHING: &str = "\"\u{e000}\"";

/// One small change of one policy file.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What is changed.
    pub kind: MutantKind,
    /// The policy file.
    pub file: FileId,
    /// The bytes that are changed.
    pub span: Span,
    /// What stands there.
    pub before: String,
    /// What stands there in the mutant; for a phrase nothing.
    pub after: String,
    /// The policies that the change concerns.
    pub policies: Vec<String>,
    /// The list of words that is changed, with its examples.
    pub list: Option<ChangedList>,
    /// The changes of the text, in its order.
    pub(super) edits: Vec<(Span, String)>,
}

/// A list of words with examples of its own, which may notice a change of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedList {
    /// The vocabulary of this name; its item has these bytes.
    Vocabulary(String, Span),
    /// Verbs; their item has these bytes.
    Verbs(Span),
}

/// What a mutant changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MutantKind {
    /// A comparison, or what is asked of a value.
    Comparison,
    /// A number, ratio or band, or a switch.
    Limit,
    /// `some`, `every`, `no`, `first`, `last`.
    Quantifier,
    /// `and`, `or`, `not`.
    Connective,
    /// A phrase of a word list.
    Word,
}

/// The mutants of policies.
#[derive(Debug, Default)]
pub struct Mutants {
    /// The mutants, in the order of files and places.
    pub all: Vec<Mutant>,
    /// How many phrases of word lists were passed over.
    pub words_left_out: usize,
}

/// The mutants of the items in some files that concern some policies. Of each word list at most `words` phrases are taken
/// away, spread evenly over it (0: all of them).
pub fn mutants(
    files: &Files,
    trees: &[(FileId, ast::PolicyFile)],
    own: &BTreeSet<FileId>,
    policies: &[&str],
    words: usize,
) -> Mutants {
    let names = Names::new(trees);
    let mut found = Mutants::default();
    for (file, tree) in trees.iter().filter(|(file, _)| own.contains(file)) {
        let text = files.get(*file).map_or("", |f| f.text.as_str());
        for item in &tree.items {
            let mut concerned = names.concerned(item);
            concerned.retain(|p| policies.contains(&p.as_str()));
            let list = changed_list(item);
            if concerned.is_empty() && list.is_none() {
                continue;
            }
            let mut finder =
                Finder { file: *file, text, policies: concerned, list, words, found: &mut found };
            finder.item(item);
        }
    }
    found.all.sort_by_key(|m| (m.file, m.span, m.kind));
    found
}

/// The list of words that an item is, if it has examples.
fn changed_list(item: &Item) -> Option<ChangedList> {
    match item {
        Item::Vocabulary(v) | Item::Extension(v) if !v.examples.is_empty() => {
            Some(ChangedList::Vocabulary(v.name.value.clone(), v.span))
        }
        Item::Verbs(v) if !v.examples.is_empty() => Some(ChangedList::Verbs(v.span)),
        _ => None,
    }
}

struct Finder<'a> {
    file: FileId,
    text: &'a str,
    policies: Vec<String>,
    list: Option<ChangedList>,
    words: usize,
    found: &'a mut Mutants,
}

impl Finder<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Table(t) => self.table(t),
            Item::Param(p) => self.expr(&p.default),
            Item::Define(d) => self.expr(&d.body),
            Item::Policy(p) => self.body(&p.body),
            Item::Verbs(v) => self.phrases(&[&v.phrases]),
            Item::Vocabulary(v) | Item::Extension(v) => {
                let mut lists: Vec<&[ast::Text]> = vec![&v.phrases];
                lists.extend(v.weak.iter().flat_map(|w| [w.phrases.as_slice(), w.with.as_slice()]));
                lists.push(&v.except);
                self.phrases(&lists);
            }
            Item::Language(_) | Item::Use(_) | Item::Test(_) => {}
        }
    }

    /// Takes away one phrase at a time.
    fn phrases(&mut self, lists: &[&[ast::Text]]) {
        let all: Vec<&ast::Text> = lists.iter().flat_map(|l| l.iter()).collect();
        let taken = sample(all.len(), self.words);
        self.found.words_left_out += all.len() - taken.len();
        for i in taken {
            self.take_away(all[i].span);
        }
    }

    fn take_away(&mut self, span: Span) {
        let before = span.slice(self.text).to_owned();
        self.add(MutantKind::Word, span, before, String::new(), vec![(span, NOTHING.to_owned())]);
    }

    fn add(
        &mut self,
        kind: MutantKind,
        span: Span,
        before: String,
        after: String,
        edits: Vec<(Span, String)>,
    ) {
        let (file, policies, list) = (self.file, self.policies.clone(), self.list.clone());
        self.found.all.push(Mutant { kind, file, span, before, after, policies, list, edits });
    }

    /// Puts other words in a place.
    fn replace(&mut self, kind: MutantKind, span: Span, after: impl Into<String>) {
        let (before, after) = (span.slice(self.text).to_owned(), after.into());
        if before != after {
            self.add(kind, span, before, after.clone(), vec![(span, after)]);
        }
    }

    fn table(&mut self, table: &ast::Table) {
        for row in &table.rows {
            for (i, band) in row.bands.iter().enumerate() {
                self.expr(&band.result);
                let next = row.bands.get(i + 1);
                match (&band.key, next.map(|b| &b.key)) {
                    (BandKey::Range { to: Some(to), .. }, Some(BandKey::Range { from: Some(from), .. })) => {
                        for by in [-1, 1] {
                            let (end, start) = (to.value + by, from.value + by);
                            let after = format!("{end} | {start}");
                            let edits = vec![(to.span, end.to_string()), (from.span, start.to_string())];
                            let before = format!("{} | {}", to.value, from.value);
                            self.add(MutantKind::Limit, to.span, before, after, edits);
                        }
                    }
                    (BandKey::Range { to: Some(to), .. }, None) => {
                        self.replace(MutantKind::Limit, to.span, (to.value - 1).to_string());
                    }
                    _ => {}
                }
                if let (0, BandKey::Range { from: Some(from), .. }) = (i, &band.key) {
                    self.replace(MutantKind::Limit, from.span, (from.value + 1).to_string());
                }
            }
        }
    }

    fn body(&mut self, body: &[Statement]) {
        for statement in body {
            if let Statement::Group(g) = statement
                && let Some(size) = &g.size
            {
                self.replace(MutantKind::Limit, size.span, (size.value + 1).to_string());
                self.replace(MutantKind::Limit, size.span, (size.value - 1).to_string());
            }
            statement.expressions().into_iter().for_each(|e| self.expr(e));
        }
    }

    fn expr(&mut self, e: &ast::Expr) {
        match &e.kind {
            ExprKind::Int(n) => self.number(e.span, *n, ""),
            ExprKind::Percent(n) => self.number(e.span, *n, "%"),
            ExprKind::Bool(b) => self.replace(MutantKind::Limit, e.span, (!b).to_string()),
            ExprKind::Binary(op, a, b) => self.binary(e.span, *op, a, b),
            ExprKind::Unary(UnaryOp::Not, a) => {
                let inner = Span::new(a.span.start, e.span.end);
                self.replace(MutantKind::Connective, e.span, inner.slice(self.text));
            }
            ExprKind::Test { value, test, negated } => {
                let asked = Span::new(value.span.end, e.span.end);
                let other = match (test, negated) {
                    (Test::Known, false) | (Test::Unknown, true) => " is unknown",
                    (Test::Unknown, false) | (Test::Known, true) => " is known",
                    (Test::Empty, false) => " is not empty",
                    (Test::Empty, true) => " is empty",
                };
                self.replace(MutantKind::Comparison, asked, other);
            }
            ExprKind::Quantified { quantifier, var, .. } => self.quantifier(e.span, *quantifier, var.span),
            ExprKind::Pick { pick, .. } => self.pick(e.span, *pick),
            ExprKind::Call(name, _) => {
                let other = match name.value.as_str() {
                    "first" => "last",
                    "last" => "first",
                    "首个" => "末个",
                    "末个" => "首个",
                    "min" => "max",
                    "max" => "min",
                    "最小" => "最大",
                    "最大" => "最小",
                    _ => name.value.as_str(),
                };
                self.replace(MutantKind::Quantifier, name.span, other);
            }
            ExprKind::List(items) => {
                let texts = items.iter().filter(|i| matches!(i.kind, ExprKind::Text(_)));
                let texts: Vec<Span> = texts.map(|i| i.span).collect();
                if texts.len() == items.len() {
                    let taken = sample(texts.len(), self.words);
                    self.found.words_left_out += texts.len() - taken.len();
                    for i in taken {
                        self.take_away(texts[i]);
                    }
                }
            }
            _ => {}
        }
        for child in e.children() {
            self.expr(child);
        }
    }

    fn number(&mut self, span: Span, n: i64, sign: &str) {
        self.replace(MutantKind::Limit, span, format!("{}{sign}", n + 1));
        if n > 0 {
            self.replace(MutantKind::Limit, span, format!("{}{sign}", n - 1));
        }
    }

    fn binary(&mut self, whole: Span, op: ast::Spanned<BinaryOp>, a: &ast::Expr, b: &ast::Expr) {
        use BinaryOp as B;
        use MutantKind::{Comparison, Connective};
        let others: &[&str] = match op.value {
            B::Lt => &["<=", ">="],
            B::Le => &["<", ">"],
            B::Gt => &[">=", "<="],
            B::Ge => &[">", "<"],
            B::Eq => &["is not"],
            B::Ne => &["is"],
            B::In => &["not in"],
            B::NotIn => &["in"],
            B::Leads => &["shares"],
            B::Shares => &["leads"],
            B::Oversees => &["assists"],
            B::Assists => &["oversees"],
            B::Add => &["-"],
            B::Sub => &["+"],
            B::And | B::Or => {
                self.replace(Connective, op.span, if op.value == B::And { "or" } else { "and" });
                for side in [a, b] {
                    self.replace(Connective, whole, side.span.slice(self.text));
                }
                return;
            }
            B::Mul
            | B::Div
            | B::Mentions
            | B::Contains
            | B::Matches
            | B::Before
            | B::Union
            | B::Minus
            | B::Meets
            | B::Covers => return,
        };
        for other in others {
            self.replace(Comparison, op.span, *other);
        }
    }

    /// The keyword of a quantifier stands before its variable, for `exactly` with its number.
    fn quantifier(&mut self, whole: Span, quantifier: Quantifier, var: Span) {
        let head = Span::new(whole.start, var.start);
        let words = head.slice(self.text);
        let keyword = Span::new(whole.start, whole.start + words.trim_end().len() as u32);
        let others: Vec<String> = match quantifier {
            Quantifier::Some => vec!["every".into(), "no".into()],
            Quantifier::Every => vec!["some".into(), "no".into()],
            Quantifier::No => vec!["some".into(), "every".into()],
            Quantifier::Exactly(n) => {
                vec![format!("exactly {}", n + 1), format!("exactly {}", n.saturating_sub(1))]
            }
        };
        for other in others {
            self.replace(MutantKind::Quantifier, keyword, other);
        }
    }

    fn pick(&mut self, whole: Span, pick: Pick) {
        let words = whole.slice(self.text);
        let (names, other) = match pick {
            Pick::First => (["first", "首个"], "last"),
            Pick::Last => (["last", "末个"], "first"),
            Pick::Those | Pick::Best => return,
        };
        if let Some(name) = names.into_iter().find(|n| words.starts_with(n)) {
            let span = Span::new(whole.start, whole.start + name.len() as u32);
            self.replace(MutantKind::Quantifier, span, other);
        }
    }
}
