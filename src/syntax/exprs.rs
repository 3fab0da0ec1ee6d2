//! Expressions: the flat run of operands and operators that the grammar gives, put into a tree by precedence.

use std::sync::LazyLock;

use pest::{
    iterators::{Pair, Pairs},
    pratt_parser::{Assoc::Left, Op, PrattParser},
};

use super::{
    ast::{self, BinaryOp, Expr, ExprKind, UnaryOp},
    build::{Builder, child, children},
    grammar::Rule,
};
use crate::{diagnostic::Code, phrase::Phrase, source::Span};

/// Trees are no higher than this, so that whoever walks one need not fear for the stack.
const MAX_HEIGHT: usize = 200;

/// The height of what was too high and has been reported.
const REPORTED: usize = usize::MAX;

/// Operators from the loosest to the tightest.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let infix = |rule| Op::infix(rule, Left);
    let comparisons = COMPARISONS.iter().fold(Op::postfix(Rule::test), |ops, (rule, _)| ops | infix(*rule));
    PrattParser::new()
        .op(infix(Rule::op_or))
        .op(infix(Rule::op_and))
        .op(Op::prefix(Rule::op_not))
        .op(comparisons)
        .op(infix(Rule::op_else))
        .op(infix(Rule::op_union) | infix(Rule::op_minus))
        .op(infix(Rule::op_add) | infix(Rule::op_sub))
        .op(infix(Rule::op_mul) | infix(Rule::op_div))
        .op(Op::prefix(Rule::op_neg))
});

/// The operators of the one level that does not chain.
pub(super) const COMPARISONS: [(Rule, BinaryOp); 18] = [
    (Rule::op_eq, BinaryOp::Eq),
    (Rule::op_ne, BinaryOp::Ne),
    (Rule::op_lt, BinaryOp::Lt),
    (Rule::op_le, BinaryOp::Le),
    (Rule::op_gt, BinaryOp::Gt),
    (Rule::op_ge, BinaryOp::Ge),
    (Rule::op_in, BinaryOp::In),
    (Rule::op_not_in, BinaryOp::NotIn),
    (Rule::op_mentions, BinaryOp::Mentions),
    (Rule::op_contains, BinaryOp::Contains),
    (Rule::op_matches, BinaryOp::Matches),
    (Rule::op_leads, BinaryOp::Leads),
    (Rule::op_shares, BinaryOp::Shares),
    (Rule::op_oversees, BinaryOp::Oversees),
    (Rule::op_assists, BinaryOp::Assists),
    (Rule::op_before, BinaryOp::Before),
    (Rule::op_meets, BinaryOp::Meets),
    (Rule::op_covers, BinaryOp::Covers),
];

/// The other operators with two operands; `else` makes a node of its own.
const OTHERS: [(Rule, BinaryOp); 8] = [
    (Rule::op_or, BinaryOp::Or),
    (Rule::op_and, BinaryOp::And),
    (Rule::op_union, BinaryOp::Union),
    (Rule::op_minus, BinaryOp::Minus),
    (Rule::op_add, BinaryOp::Add),
    (Rule::op_sub, BinaryOp::Sub),
    (Rule::op_mul, BinaryOp::Mul),
    (Rule::op_div, BinaryOp::Div),
];

/// An expression and the height of its tree.
struct Built {
    expr: Expr,
    height: usize,
}

impl Built {
    fn leaf(kind: ExprKind, span: Span) -> Self {
        Self { expr: Expr { kind, span }, height: 1 }
    }
}

impl Builder<'_> {
    /// The expression of a pair that holds a run of operands and operators.
    pub(super) fn expr(&self, pair: Pair<'_, Rule>) -> Expr {
        self.run(pair.into_inner()).expr
    }

    /// The expression of the first child of a rule.
    pub(super) fn expr_in(&self, pair: &Pair<'_, Rule>, rule: Rule) -> Expr {
        child(pair, rule).map_or_else(|| error_expr(self.span(pair)), |p| self.expr(p))
    }

    /// A single value outside a run: the key of a table.
    pub(super) fn value(&self, pair: &Pair<'_, Rule>) -> Expr {
        self.atom(pair).expr
    }

    fn run(&self, pairs: Pairs<'_, Rule>) -> Built {
        PRECEDENCE
            .map_primary(|term| self.term(term))
            .map_prefix(|op, value| self.unary(&op, value))
            .map_postfix(|value, test| self.test(&test, value))
            .map_infix(|left, op, right| self.binary(&op, left, right))
            .parse(pairs)
    }

    /// A node above others; where the tree grows too high, an error takes its place.
    fn node(&self, kind: ExprKind, span: Span, below: usize) -> Built {
        if below < MAX_HEIGHT {
            return Built { expr: Expr { kind, span }, height: below + 1 };
        }
        if below == REPORTED {
            return Built { expr: error_expr(span), height: REPORTED };
        }
        let error = self.sink.error(Code::TooDeep, span, "表达式过深", "the expression is nested too deeply");
        self.sink.push(error.help(Phrase::new(
            format!("至多 {MAX_HEIGHT} 层;用 `设` 或 `定义` 给各部分命名"),
            format!("at most {MAX_HEIGHT} levels; name its parts with `let` or `define`"),
        )));
        Built { expr: error_expr(span), height: REPORTED }
    }

    fn unary(&self, op: &Pair<'_, Rule>, value: Built) -> Built {
        let kind = if op.as_rule() == Rule::op_not { UnaryOp::Not } else { UnaryOp::Neg };
        let span = self.span(op).to(value.expr.span);
        self.node(ExprKind::Unary(kind, Box::new(value.expr)), span, value.height)
    }

    fn test(&self, pair: &Pair<'_, Rule>, value: Built) -> Built {
        let has = |rules: &[Rule]| rules.iter().any(|rule| child(pair, *rule).is_some());
        let test = if has(&[Rule::test_known, Rule::short_known]) {
            ast::Test::Known
        } else if has(&[Rule::test_unknown, Rule::short_unknown]) {
            ast::Test::Unknown
        } else {
            ast::Test::Empty
        };
        let negated = has(&[Rule::kw_is_not, Rule::short_not_empty]);
        let span = value.expr.span.to(self.span(pair));
        self.node(ExprKind::Test { value: Box::new(value.expr), test, negated }, span, value.height)
    }

    fn binary(&self, op: &Pair<'_, Rule>, left: Built, right: Built) -> Built {
        let span = left.expr.span.to(right.expr.span);
        let height = left.height.max(right.height);
        let (left, right) = (Box::new(left.expr), Box::new(right.expr));
        let known = COMPARISONS.iter().chain(&OTHERS).find(|(rule, _)| *rule == op.as_rule());
        let kind = match known {
            Some((_, binary)) => ExprKind::Binary(self.spanned(op, *binary), left, right),
            None => ExprKind::Default(left, right),
        };
        self.node(kind, span, height)
    }

    fn term(&self, pair: Pair<'_, Rule>) -> Built {
        let mut parts = pair.into_inner();
        let Some(atom) = parts.next() else { return Built::leaf(ExprKind::Error, Span::default()) };
        let name = self.spanned(&atom, atom.as_str().to_owned());
        parts.fold(self.atom(&atom), |value, part| {
            let span = value.expr.span.to(self.span(&part));
            if part.as_rule() == Rule::arguments {
                let mut call = self.many(&part, |values| ExprKind::Call(name.clone(), values));
                call.expr.span = span;
                return call;
            }
            let name = self.name(&part, Rule::field_name);
            self.node(ExprKind::Field(Box::new(value.expr), name), span, value.height)
        })
    }

    fn atom(&self, pair: &Pair<'_, Rule>) -> Built {
        let span = self.span(pair);
        match pair.as_rule() {
            Rule::date => Built::leaf(ExprKind::Date(self.date(pair)), span),
            Rule::number => Built::leaf(self.number(pair), span),
            Rule::text => Built::leaf(ExprKind::Text(self.text(pair).value), span),
            Rule::pattern => Built::leaf(ExprKind::Pattern(pattern(pair.as_str())), span),
            Rule::bool => Built::leaf(ExprKind::Bool(child(pair, Rule::lit_true).is_some()), span),
            Rule::reference => Built::leaf(ExprKind::Name(pair.as_str().to_owned()), span),
            Rule::list | Rule::set => self.many(pair, ExprKind::List),
            Rule::of_call => self.of_call(pair),
            Rule::group => {
                let mut inner = child(pair, Rule::expr)
                    .map_or_else(|| Built::leaf(ExprKind::Error, span), |p| self.run(p.into_inner()));
                inner.expr.span = span;
                inner
            }
            Rule::quantified => self.quantified(pair),
            Rule::pick | Rule::those | Rule::best => self.pick(pair),
            _ => Built::leaf(ExprKind::Error, span),
        }
    }

    /// A list of values in a node.
    fn many(&self, pair: &Pair<'_, Rule>, make: impl FnOnce(Vec<Expr>) -> ExprKind) -> Built {
        let values: Vec<Built> = children(pair, Rule::expr).map(|p| self.run(p.into_inner())).collect();
        let height = values.iter().map(|v| v.height).max().unwrap_or(0);
        self.node(make(values.into_iter().map(|v| v.expr).collect()), self.span(pair), height)
    }

    fn of_call(&self, pair: &Pair<'_, Rule>) -> Built {
        let name = self.name(pair, Rule::of_name);
        let value = child(pair, Rule::term)
            .map_or_else(|| Built::leaf(ExprKind::Error, self.span(pair)), |term| self.term(term));
        self.node(ExprKind::Call(name, vec![value.expr]), self.span(pair), value.height)
    }

    fn quantified(&self, pair: &Pair<'_, Rule>) -> Built {
        let has = |rule| child(pair, rule).is_some();
        let quantifier = if has(Rule::q_some) {
            ast::Quantifier::Some
        } else if has(Rule::q_every) {
            ast::Quantifier::Every
        } else if has(Rule::q_none) {
            ast::Quantifier::No
        } else {
            ast::Quantifier::Exactly(self.exactly(pair))
        };
        let parts = self.parts(pair);
        let condition = parts.condition.unwrap_or_else(|| Box::new(error_expr(self.span(pair))));
        let kind = ExprKind::Quantified { quantifier, var: parts.var, list: parts.list, condition };
        self.node(kind, self.span(pair), parts.height)
    }

    fn exactly(&self, pair: &Pair<'_, Rule>) -> u32 {
        let Some(number) = child(pair, Rule::number) else { return 0 };
        let count = match self.number(&number) {
            ExprKind::Int(n) => u32::try_from(n).ok(),
            ExprKind::Error => return 0,
            _ => None,
        };
        count.unwrap_or_else(|| {
            let span = self.span(&number);
            self.bad_literal(span, "`恰有` 之后应为整数", "`exactly` goes with a whole number");
            0
        })
    }

    fn pick(&self, pair: &Pair<'_, Rule>) -> Built {
        let has = |rule| child(pair, rule).is_some();
        let pick = match pair.as_rule() {
            Rule::those => ast::Pick::Those,
            Rule::best => ast::Pick::Best,
            _ if has(Rule::pick_first) => ast::Pick::First,
            _ => ast::Pick::Last,
        };
        let parts = self.parts(pair);
        let by =
            child(pair, Rule::score).and_then(|s| child(&s, Rule::expr)).map(|e| self.run(e.into_inner()));
        let height = parts.height.max(by.as_ref().map_or(0, |b| b.height));
        let by = by.map(|b| Box::new(b.expr));
        let kind = ExprKind::Pick { pick, var: parts.var, list: parts.list, condition: parts.condition, by };
        self.node(kind, self.span(pair), height)
    }

    fn parts(&self, pair: &Pair<'_, Rule>) -> Parts {
        let list = child(pair, Rule::list_value).map(|p| self.run(p.into_inner()));
        let list = list.unwrap_or_else(|| Built::leaf(ExprKind::Error, self.span(pair)));
        let condition = child(pair, Rule::condition).and_then(|c| child(&c, Rule::expr));
        let condition = condition.map(|e| self.run(e.into_inner()));
        Parts {
            var: self.name(pair, Rule::variable),
            height: list.height.max(condition.as_ref().map_or(0, |c| c.height)),
            list: Box::new(list.expr),
            condition: condition.map(|c| Box::new(c.expr)),
        }
    }
}

/// What quantifiers and picks have in common.
struct Parts {
    var: ast::Name,
    list: Box<Expr>,
    condition: Option<Box<Expr>>,
    height: usize,
}

/// What could not be read.
fn error_expr(span: Span) -> Expr {
    Expr { kind: ExprKind::Error, span }
}

/// The regular expression between the slashes; `\/` is a slash, all other escapes are the pattern's own.
pub(super) fn pattern(written: &str) -> String {
    let inner = written.strip_prefix('/').and_then(|s| s.strip_suffix('/')).unwrap_or(written);
    let mut pattern = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('/')) => {}
            ('\\', Some(next)) => {
                pattern.extend([c, *next]);
                chars.next();
            }
            _ => pattern.push(c),
        }
    }
    pattern
}
