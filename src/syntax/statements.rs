//! Statements of policies and blocks.

use pest::iterators::Pair;

use super::{
    ast::{self, Statement},
    build::{Builder, child, children},
    grammar::Rule,
};
use crate::{diagnostic::Code, phrase::Phrase, source::Span};

impl Builder<'_> {
    /// One statement; `None` for a pair that is none (the heading of a block, a brace).
    pub(super) fn statement(&self, pair: &Pair<'_, Rule>) -> Option<Statement> {
        Some(match pair.as_rule() {
            Rule::title => Statement::Title(self.spanned(pair, self.said_of(pair))),
            Rule::says => Statement::Says(self.spanned(pair, self.said_of(pair))),
            Rule::severity => Statement::Severity(self.severity(pair)),
            Rule::basis => Statement::Basis(self.basis(pair)),
            Rule::applies => Statement::Applies(self.spanned(pair, self.expr_in(pair, Rule::expr))),
            Rule::in_force => Statement::InForce(self.in_force(pair)),
            Rule::param => Statement::Param(self.param(pair)),
            Rule::let_value => Statement::Let(ast::Let {
                name: self.name(pair, Rule::variable),
                value: self.expr_in(pair, Rule::expr),
                span: self.span(pair),
            }),
            Rule::for_each => Statement::For(self.for_each(pair)?),
            Rule::require => Statement::Require(self.require(pair)),
            Rule::example => Statement::Example(self.example(pair)),
            Rule::at_least => Statement::Expect(self.spanned(pair, self.count_in(pair))),
            Rule::unwaivable => Statement::Unwaivable(self.span(pair)),
            Rule::across => Statement::Across(self.span(pair)),
            Rule::collect => Statement::Collect(self.collect(pair)),
            Rule::grouping => Statement::Group(self.grouping(pair)),
            Rule::counterpart => Statement::With(self.spanned(
                pair,
                match child(pair, Rule::with_parent) {
                    Some(_) => ast::Counterpart::Parent,
                    None => ast::Counterpart::Previous,
                },
            )),
            _ => return None,
        })
    }

    /// The level of `severity E`, with the place of the whole.
    fn severity(&self, pair: &Pair<'_, Rule>) -> ast::Spanned<ast::Severity> {
        let levels = pair.clone().into_inner().find_map(|p| match p.as_rule() {
            Rule::level_error => Some(ast::Severity::Error),
            Rule::level_warning => Some(ast::Severity::Warning),
            Rule::level_info => Some(ast::Severity::Info),
            _ => None,
        });
        self.spanned(pair, levels.unwrap_or(ast::Severity::Error))
    }

    /// A basis of a policy or of a parameter.
    pub(super) fn basis(&self, pair: &Pair<'_, Rule>) -> ast::Basis {
        let mut basis = ast::Basis {
            kind: ast::BasisKind::Law,
            title: child(pair, Rule::text).map(|t| self.text(&t)),
            article: None,
            quote: None,
            note: ast::Said::default(),
            span: self.span(pair),
        };
        for part in pair.clone().into_inner() {
            let text = child(&part, Rule::text).map(|t| self.text(&t));
            match part.as_rule() {
                Rule::basis_reference => basis.kind = ast::BasisKind::Reference,
                Rule::basis_practice => basis.kind = ast::BasisKind::Practice,
                Rule::article => self.fill(&mut basis.article, text, &part),
                Rule::quote => self.fill(&mut basis.quote, text, &part),
                Rule::zh => self.fill(&mut basis.note.zh, text, &part),
                Rule::en => self.fill(&mut basis.note.en, text, &part),
                _ => {}
            }
        }
        basis
    }

    fn in_force(&self, pair: &Pair<'_, Rule>) -> ast::InForce {
        let date = |p: &Pair<'_, Rule>| child(p, Rule::date).map(|d| self.spanned(&d, self.date(&d)));
        ast::InForce {
            from: date(pair).unwrap_or_else(|| self.spanned(pair, jiff::civil::Date::ZERO)),
            until: child(pair, Rule::until).and_then(|until| date(&until)),
            severity: child(pair, Rule::severity).map(|severity| self.severity(&severity)),
            span: self.span(pair),
        }
    }

    fn for_each(&self, pair: &Pair<'_, Rule>) -> Option<ast::For> {
        let head = child(pair, Rule::for_head)?;
        let body = pair.clone().into_inner().filter_map(|p| self.statement(&p)).collect();
        Some(self.for_block(&head, body, self.span(pair)))
    }

    /// A loop from its heading and what stands in its block.
    pub(super) fn for_block(&self, head: &Pair<'_, Rule>, body: Vec<Statement>, span: Span) -> ast::For {
        let has = |rule| child(head, rule).is_some();
        let pairing = if has(Rule::kw_for_pair) {
            ast::Pairing::Pair
        } else if has(Rule::kw_for_next) {
            ast::Pairing::Neighbours
        } else {
            ast::Pairing::Single
        };
        ast::For {
            pairing,
            vars: children(head, Rule::variable).map(|v| self.spanned(&v, v.as_str().to_owned())).collect(),
            list: self.expr_in(head, Rule::list_value),
            condition: child(head, Rule::condition).map(|c| self.expr_in(&c, Rule::expr)),
            body,
            span,
        }
    }

    fn require(&self, pair: &Pair<'_, Rule>) -> ast::Require {
        let evidence = child(pair, Rule::evidence);
        let evidence = evidence.iter().flat_map(|e| children(e, Rule::expr));
        let message = child(pair, Rule::message);
        ast::Require {
            condition: self.expr_in(pair, Rule::expr),
            severity: child(pair, Rule::severity).map(|s| self.severity(&s)),
            evidence: evidence.map(|e| self.expr(e)).collect(),
            message: message.map(|m| self.message(&m)).unwrap_or_default(),
            span: self.span(pair),
        }
    }

    fn message(&self, pair: &Pair<'_, Rule>) -> ast::Message {
        let mut message = ast::Message { zh: None, en: None, span: self.span(pair) };
        for part in pair.clone().into_inner() {
            let template = child(&part, Rule::text).map(|t| self.template(&t));
            match part.as_rule() {
                Rule::zh => self.fill(&mut message.zh, template, &part),
                Rule::en => self.fill(&mut message.en, template, &part),
                _ => {}
            }
        }
        message
    }

    fn example(&self, pair: &Pair<'_, Rule>) -> ast::Example {
        let verdict = self.verdict(pair);
        ast::Example {
            verdict: verdict.unwrap_or_else(|| self.spanned(pair, ast::ExampleVerdict::Passes)),
            given: self.givens(pair),
            text: self.text_in(pair),
            beside: children(pair, Rule::beside).map(|b| self.beside(&b)).collect(),
            quotes: child(pair, Rule::quotes).map(|quotes| self.texts(&quotes)).unwrap_or_default(),
            span: self.span(pair),
        }
    }

    /// Another document of a corpus.
    pub(super) fn beside(&self, pair: &Pair<'_, Rule>) -> ast::Beside {
        ast::Beside { given: self.givens(pair), text: self.text_in(pair) }
    }

    /// The verdict among the children.
    pub(super) fn verdict(&self, pair: &Pair<'_, Rule>) -> Option<ast::Spanned<ast::ExampleVerdict>> {
        pair.clone().into_inner().find_map(|p| {
            let verdict = match p.as_rule() {
                Rule::verdict_passes => ast::ExampleVerdict::Passes,
                Rule::verdict_fails => ast::ExampleVerdict::Fails,
                Rule::verdict_undecided => ast::ExampleVerdict::Undecided,
                Rule::verdict_not_applicable => ast::ExampleVerdict::NotApplicable,
                _ => return None,
            };
            Some(self.spanned(&p, verdict))
        })
    }

    /// The given facts among the children.
    pub(super) fn facts(&self, pair: &Pair<'_, Rule>) -> Vec<ast::GivenFact> {
        children(pair, Rule::given).map(|given| self.given(&given)).collect()
    }

    fn givens(&self, pair: &Pair<'_, Rule>) -> Vec<ast::GivenFact> {
        child(pair, Rule::givens).map(|g| self.facts(&g)).unwrap_or_default()
    }

    fn collect(&self, pair: &Pair<'_, Rule>) -> ast::Collect {
        let field = |p: Pair<'_, Rule>| ast::Let {
            name: self.name(&p, Rule::variable),
            value: self.expr_in(&p, Rule::expr),
            span: self.span(&p),
        };
        ast::Collect { fields: children(pair, Rule::collected).map(field).collect(), span: self.span(pair) }
    }

    fn grouping(&self, pair: &Pair<'_, Rule>) -> ast::Group {
        let name = |n: Pair<'_, Rule>| self.spanned(&n, n.as_str().to_owned());
        let size = child(pair, Rule::group_size);
        ast::Group {
            by: children(pair, Rule::group_name).map(name).collect(),
            size: size.map(|s| self.spanned(&s, self.count_in(&s))),
            span: self.span(pair),
        }
    }

    /// The number among the children.
    fn count_in(&self, pair: &Pair<'_, Rule>) -> i64 {
        child(pair, Rule::number).map_or(0, |n| self.integer(n.as_str(), self.span(&n)))
    }

    fn given(&self, pair: &Pair<'_, Rule>) -> ast::GivenFact {
        let path = child(pair, Rule::path);
        let parts = path.iter().flat_map(|p| p.clone().into_inner());
        let name = |p: Pair<'_, Rule>| match p.as_rule() {
            Rule::field => self.name(&p, Rule::field_name),
            _ => self.spanned(&p, p.as_str().to_owned()),
        };
        ast::GivenFact { path: parts.map(name).collect(), value: self.expr_in(pair, Rule::given_value) }
    }

    /// The words in either language among the children.
    pub(super) fn said_of(&self, pair: &Pair<'_, Rule>) -> ast::Said {
        let mut said = ast::Said::default();
        for part in child(pair, Rule::said).iter().flat_map(|said| said.clone().into_inner()) {
            let text = Some(self.text_in(&part));
            match part.as_rule() {
                Rule::zh => self.fill(&mut said.zh, text, &part),
                _ => self.fill(&mut said.en, text, &part),
            }
        }
        said
    }

    /// Puts a part in its place; a second one is an error, and the first stays.
    pub(super) fn fill<T>(&self, place: &mut Option<T>, value: Option<T>, pair: &Pair<'_, Rule>) {
        if place.is_none() {
            *place = value;
        } else {
            self.twice(pair);
        }
    }

    /// Reports a part that stands twice; `before` is the place of the first.
    pub(super) fn only_once(&self, before: &mut Option<Span>, pair: &Pair<'_, Rule>) {
        if before.is_some() {
            self.twice(pair);
        }
        *before = Some(self.span(pair));
    }

    fn twice(&self, pair: &Pair<'_, Rule>) {
        let keyword = pair.clone().into_inner().next();
        let (span, word) = keyword.map_or((self.span(pair), ""), |k| (self.span(&k), k.as_str()));
        let error = self.sink.error(
            Code::BadStatement,
            span,
            &format!("`{word}` 在这里只能有一个"),
            &format!("`{word}` stands twice"),
        );
        self.sink.push(error.help(Phrase::new("删去其中一个", "remove one of the two")));
    }
}
