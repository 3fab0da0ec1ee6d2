//! Expressions: long ones are broken before `where`, `or` and `and`, then between the values of lists and calls.

use pest::iterators::Pair;

use super::{super::grammar::Rule, Doc, Printer, joined, templates::bare_name};
use crate::source::Span;

/// An operand or operator of a run, as far as the layout tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Or,
    And,
    Compare,
    Arithmetic,
    Divide,
    /// `not`
    Not,
    /// `-`
    Minus,
    Number,
    Value,
}

type Part = (Role, Doc);

impl Printer<'_> {
    /// A run of operands and operators.
    pub(super) fn expr(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let parts: Vec<Part> = pair.clone().into_inner().map(|p| (role(&p), self.part(&p))).collect();
        let (choices, ors) = split(parts, |r| r == Role::Or);
        let nested = choices.len() > 1;
        let choices = choices.into_iter().map(|choice| {
            let (all, ands) = split(choice, |r| r == Role::And);
            let all = chain(all.into_iter().map(comparison).collect(), ands);
            if nested { Doc::Nest(2, vec![all]) } else { all }
        });
        chain(choices.collect(), ors)
    }

    fn part(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        match pair.as_rule() {
            Rule::term => self.term(pair),
            Rule::test => self.test(pair),
            _ => self.leaf(pair),
        }
    }

    /// A value with its fields and arguments.
    pub(super) fn term(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let parts = pair.clone().into_inner().map(|p| match p.as_rule() {
            Rule::field => Doc::All(p.into_inner().map(|p| self.leaf(&p)).collect()),
            Rule::arguments => self.listed(&p),
            _ => self.atom(&p),
        });
        Doc::All(parts.collect())
    }

    /// A single value.
    pub(super) fn atom(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        match pair.as_rule() {
            Rule::bool => Doc::All(pair.clone().into_inner().map(|p| self.leaf(&p)).collect()),
            Rule::list | Rule::set => self.listed(pair),
            Rule::group => {
                if let Some(name) = bare_name(pair) {
                    let span = pair.as_span();
                    let brackets = Span::of(span.start()..span.end());
                    self.bracketed.entry(name.as_span().start()).or_insert(brackets);
                }
                self.listed(pair)
            }
            Rule::quantified | Rule::those | Rule::best | Rule::pick => self.choice(pair),
            Rule::of_call => {
                let parts = pair.clone().into_inner();
                let parts =
                    parts.map(|p| if p.as_rule() == Rule::term { self.term(&p) } else { self.leaf(&p) });
                Doc::All(joined(parts.collect(), &Doc::Gap(1)))
            }
            _ => self.leaf(pair),
        }
    }

    /// Values with commas between brackets: a list, arguments, one value in brackets.
    fn listed(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut parts: Vec<_> = pair.clone().into_inner().collect();
        let (Some(close), true) = (parts.pop(), !parts.is_empty()) else { return Doc::All(Vec::new()) };
        let open = self.leaf(&parts.remove(0));
        let values = self.commas(&parts, super::Printer::expr);
        Doc::All(vec![open, Doc::Align(vec![values]), self.leaf(&close)])
    }

    /// Things with commas between them, as many on a line as fit.
    pub(super) fn commas(
        &mut self,
        pairs: &[Pair<'_, Rule>],
        mut one: impl FnMut(&mut Self, &Pair<'_, Rule>) -> Doc,
    ) -> Doc {
        let mut docs: Vec<Doc> = Vec::new();
        for pair in pairs {
            if pair.as_rule() == Rule::comma {
                let comma = self.leaf(pair);
                let last = docs.pop();
                docs.push(Doc::All(last.into_iter().chain([comma]).collect()));
            } else {
                docs.push(one(self, pair));
            }
        }
        Doc::Fill(docs)
    }

    /// `some x in E where E`, `best x in E where E by E`.
    fn choice(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut docs: Vec<Doc> = Vec::new();
        for part in pair.clone().into_inner() {
            if !docs.is_empty() {
                let breaks = matches!(part.as_rule(), Rule::condition | Rule::score);
                docs.push(if breaks { Doc::Line(1) } else { Doc::Gap(1) });
            }
            docs.push(match part.as_rule() {
                Rule::condition | Rule::score => self.condition(&part),
                Rule::list_value => self.expr(&part),
                _ => self.leaf(&part),
            });
        }
        Doc::Group(docs)
    }

    /// `where E`, `by E`.
    pub(super) fn condition(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut docs = Vec::new();
        for part in pair.clone().into_inner() {
            docs.push(match part.as_rule() {
                Rule::expr => Doc::Nest(2, vec![Doc::Gap(1), self.expr(&part)]),
                _ => self.leaf(&part),
            });
        }
        Doc::All(docs)
    }
}

fn role(pair: &Pair<'_, Rule>) -> Role {
    match pair.as_rule() {
        Rule::op_or => Role::Or,
        Rule::op_and => Role::And,
        Rule::op_not => Role::Not,
        Rule::op_neg => Role::Minus,
        Rule::op_div => Role::Divide,
        Rule::op_else | Rule::op_union | Rule::op_minus | Rule::op_add | Rule::op_sub | Rule::op_mul => {
            Role::Arithmetic
        }
        Rule::term => {
            let mut parts = pair.clone().into_inner();
            let number = parts.next().is_some_and(|p| p.as_rule() == Rule::number);
            if number && parts.next().is_none() { Role::Number } else { Role::Value }
        }
        _ => Role::Compare,
    }
}

/// The parts between operators, and these.
fn split(parts: Vec<Part>, between: impl Fn(Role) -> bool) -> (Vec<Vec<Part>>, Vec<Doc>) {
    let (mut pieces, mut operators) = (vec![Vec::new()], Vec::new());
    for (role, doc) in parts {
        if between(role) {
            operators.push(doc);
            pieces.push(Vec::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push((role, doc));
        }
    }
    (pieces, operators)
}

/// Operands with an operator before each but the first, on one line or each on its own.
fn chain(operands: Vec<Doc>, operators: Vec<Doc>) -> Doc {
    if operators.is_empty() {
        return Doc::All(operands);
    }
    let mut operands = operands.into_iter();
    let mut docs: Vec<Doc> = operands.next().into_iter().collect();
    for (operator, operand) in operators.into_iter().zip(operands) {
        docs.extend([Doc::Line(1), operator, Doc::Gap(1), operand]);
    }
    Doc::Group(docs)
}

/// What stands between `and` and `or`: sums, and perhaps a comparison between them.
fn comparison(parts: Vec<Part>) -> Doc {
    let (sums, comparisons) = split(parts, |r| r == Role::Compare);
    let mut docs = Vec::new();
    let mut comparisons = comparisons.into_iter();
    for sum in sums {
        if !sum.is_empty() {
            docs.push(arithmetic(sum));
        }
        docs.extend(comparisons.next());
    }
    Doc::All(joined(docs, &Doc::Gap(1)))
}

/// Values with signs before and between them. A ratio of two numbers is written without blanks: `1/3`.
fn arithmetic(parts: Vec<Part>) -> Doc {
    let roles: Vec<Role> = parts.iter().map(|(role, _)| *role).collect();
    let tight = |i: usize| {
        i > 0
            && roles[i] == Role::Divide
            && roles[i - 1] == Role::Number
            && roles.get(i + 1) == Some(&Role::Number)
            && roles[..i - 1].iter().rev().find(|r| **r != Role::Minus) != Some(&Role::Divide)
    };
    let mut docs = Vec::new();
    for (i, (role, doc)) in parts.into_iter().enumerate() {
        let gap = match role {
            Role::Arithmetic | Role::Divide if tight(i) => None,
            Role::Arithmetic | Role::Divide => Some(Doc::Line(1)),
            _ => match i.checked_sub(1).map(|before| roles[before]) {
                Some(Role::Minus) if role != Role::Minus => None,
                Some(Role::Divide) if tight(i - 1) => None,
                Some(_) => Some(Doc::Gap(1)),
                None => None,
            },
        };
        docs.extend(gap);
        docs.push(doc);
    }
    if docs.len() == 1 { Doc::All(docs) } else { Doc::Group(vec![Doc::Nest(2, docs)]) }
}
