//! Items of a file: tables, vocabularies, parameters, definitions, policies.

use pest::iterators::{Pair, Pairs};

use super::{
    ast::{self, Item},
    build::{Builder, child, children, empty_name},
    check,
    grammar::Rule,
};
use crate::{diagnostic::Code, phrase::Phrase, source::Span};

/// The version of the language that this program knows.
pub(super) const VERSION: u32 = 1;

impl Builder<'_> {
    /// The tree of a whole file.
    pub(super) fn file(&self, pairs: Pairs<'_, Rule>) -> ast::PolicyFile {
        let items = pairs.flat_map(Pair::into_inner).filter_map(|p| self.item(&p)).collect();
        ast::PolicyFile { items, ..ast::PolicyFile::default() }
    }

    /// One item; `None` for a pair that is none (the end of the text).
    pub(super) fn item(&self, pair: &Pair<'_, Rule>) -> Option<Item> {
        Some(match pair.as_rule() {
            Rule::language => Item::Language(self.language(pair)),
            Rule::table => Item::Table(self.table(pair)),
            Rule::uses => Item::Use(ast::Use {
                names: children(pair, Rule::used_name)
                    .map(|n| self.spanned(&n, n.as_str().to_owned()))
                    .collect(),
                policy: self.name(pair, Rule::tested_name),
                span: self.span(pair),
            }),
            Rule::vocabulary => Item::Vocabulary(self.vocabulary(pair, Rule::vocabulary_name)),
            Rule::extension => Item::Extension(self.vocabulary(pair, Rule::parent_name)),
            Rule::verbs => Item::Verbs(ast::Verbs {
                strength: self.name(pair, Rule::strength_name),
                phrases: self.texts(pair),
                examples: children(pair, Rule::clauses).flat_map(|c| self.clauses(&c)).collect(),
                span: self.span(pair),
            }),
            Rule::param => Item::Param(self.param(pair)),
            Rule::define => Item::Define(ast::Define {
                name: self.name(pair, Rule::define_name),
                params: self.params(pair),
                result: child(pair, Rule::result).map(|result| self.ty(&result)),
                body: self.expr_in(pair, Rule::expr),
                span: self.span(pair),
            }),
            Rule::policy => Item::Policy(self.policy(pair)),
            Rule::test_item => Item::Test(self.test_case(pair)),
            _ => return None,
        })
    }

    fn language(&self, pair: &Pair<'_, Rule>) -> ast::Spanned<u32> {
        let Some(version) = child(pair, Rule::version) else { return self.spanned(pair, VERSION) };
        if version.as_str().parse() != Ok(VERSION) {
            let error = self.sink.error(
                Code::LanguageVersion,
                self.span(&version),
                &format!("不认识语言版本 `{}`", version.as_str()),
                &format!("version `{}` of the language is not known", version.as_str()),
            );
            self.sink.push(error.help(Phrase::new(
                format!("本程序认识版本 {VERSION}:写 `语言 {VERSION}`"),
                format!("this program knows version {VERSION}: write `language {VERSION}`"),
            )));
        }
        self.spanned(pair, version.as_str().parse().unwrap_or(VERSION))
    }

    fn table(&self, pair: &Pair<'_, Rule>) -> ast::Table {
        ast::Table {
            name: self.name(pair, Rule::table_name),
            keys: self.params(pair),
            result: self.name(pair, Rule::type_name),
            rows: children(pair, Rule::row).map(|row| self.row(&row)).collect(),
            span: self.span(pair),
        }
    }

    fn row(&self, pair: &Pair<'_, Rule>) -> ast::Row {
        let keys =
            children(pair, Rule::row_key).flat_map(Pair::into_inner).map(|key| self.value(&key)).collect();
        let bands = children(pair, Rule::band).map(|band| self.band(&band)).collect();
        ast::Row { keys, bands, span: self.span(pair) }
    }

    fn band(&self, pair: &Pair<'_, Rule>) -> ast::Band {
        let key = pair.clone().into_inner().next();
        ast::Band {
            key: key.map_or(ast::BandKey::Range { from: None, to: None }, |key| self.band_key(&key)),
            result: self.expr_in(pair, Rule::band_result),
            span: self.span(pair),
        }
    }

    fn band_key(&self, key: &Pair<'_, Rule>) -> ast::BandKey {
        match key.as_rule() {
            Rule::range => {
                let (from, to) = key.as_str().split_once("..").unwrap_or_default();
                let start = self.span(key).start;
                let to_start = start + from.len() as u32 + 2;
                ast::BandKey::Range { from: self.bound(from, start), to: self.bound(to, to_start) }
            }
            Rule::number => match self.value(key) {
                ast::Expr { kind: ast::ExprKind::Int(value), span } => {
                    let bound = Some(ast::Spanned { value, span });
                    ast::BandKey::Range { from: bound, to: bound }
                }
                other => ast::BandKey::Value(other),
            },
            _ => ast::BandKey::Value(self.value(key)),
        }
    }

    /// One end of a band; `None` where it is open.
    fn bound(&self, digits: &str, start: u32) -> Option<ast::Spanned<i64>> {
        let span = Span::new(start, start + digits.len() as u32);
        (!digits.is_empty()).then(|| ast::Spanned { value: self.integer(digits, span), span })
    }

    fn vocabulary(&self, pair: &Pair<'_, Rule>, named: Rule) -> ast::Vocabulary {
        let mut vocabulary = ast::Vocabulary {
            name: self.name(pair, named),
            title: ast::Said::default(),
            phrases: Vec::new(),
            weak: Vec::new(),
            except: Vec::new(),
            parent: None,
            tags: Vec::new(),
            examples: Vec::new(),
            span: self.span(pair),
        };
        let mut title = None;
        for clause in pair.clone().into_inner() {
            match clause.as_rule() {
                Rule::title => {
                    self.only_once(&mut title, &clause);
                    vocabulary.title = self.said_of(&clause);
                }
                Rule::phrases => vocabulary.phrases.extend(self.texts(&clause)),
                Rule::except => vocabulary.except.extend(self.texts(&clause)),
                Rule::tags => {
                    let names = children(&clause, Rule::tag_name);
                    vocabulary.tags.extend(names.map(|n| self.spanned(&n, n.as_str().to_owned())));
                }
                Rule::clauses => vocabulary.examples.extend(self.clauses(&clause)),
                Rule::weak => vocabulary.weak.push(self.weak(&clause)),
                Rule::parent => {
                    let mut before = vocabulary.parent.as_ref().map(|n| n.span);
                    self.only_once(&mut before, &clause);
                    vocabulary.parent = Some(self.name(&clause, Rule::parent_name));
                }
                _ => {}
            }
        }
        vocabulary
    }

    fn clauses(&self, pair: &Pair<'_, Rule>) -> Vec<ast::ClauseExample> {
        let hits = child(pair, Rule::kw_hits).is_some();
        self.texts(pair).into_iter().map(|clause| ast::ClauseExample { hits, clause }).collect()
    }

    fn weak(&self, pair: &Pair<'_, Rule>) -> ast::Weak {
        let mut lists = children(pair, Rule::texts).map(|texts| self.text_list(&texts));
        ast::Weak { phrases: lists.next().unwrap_or_default(), with: lists.next().unwrap_or_default() }
    }

    /// A parameter of a file or of a policy.
    pub(super) fn param(&self, pair: &Pair<'_, Rule>) -> ast::Param {
        ast::Param {
            name: self.name(pair, Rule::param_name),
            ty: self.ty(pair),
            default: self.expr_in(pair, Rule::expr),
            basis: children(pair, Rule::basis).map(|basis| self.basis(&basis)).collect(),
            span: self.span(pair),
        }
    }

    fn params(&self, pair: &Pair<'_, Rule>) -> Vec<ast::Parameter> {
        let Some(params) = child(pair, Rule::params) else { return Vec::new() };
        let parameter = |p| ast::Parameter { name: self.name(&p, Rule::parameter_name), ty: self.ty(&p) };
        children(&params, Rule::parameter).map(parameter).collect()
    }

    /// The type among the children.
    fn ty(&self, pair: &Pair<'_, Rule>) -> ast::TypeName {
        let Some(ty) = child(pair, Rule::ty) else {
            return ast::TypeName { name: empty_name(), list: false };
        };
        let list = child(&ty, Rule::kw_list_of).or_else(|| child(&ty, Rule::kw_list)).is_some();
        ast::TypeName { name: self.name(&ty, Rule::type_name), list }
    }

    fn policy(&self, pair: &Pair<'_, Rule>) -> ast::Policy {
        let head = child(pair, Rule::policy_head);
        let policy = ast::Policy {
            name: head.map_or_else(empty_name, |head| self.name(&head, Rule::policy_name)),
            body: pair.clone().into_inner().filter_map(|p| self.statement(&p)).collect(),
            span: self.span(pair),
        };
        check::complete(self.sink, &policy);
        policy
    }

    fn test_case(&self, pair: &Pair<'_, Rule>) -> ast::TestCase {
        let mut case = ast::TestCase {
            policy: self.name(pair, Rule::tested_name),
            document: None,
            file: None,
            beside: Vec::new(),
            given: Vec::new(),
            verdict: None,
            quotes: Vec::new(),
            subjects: Vec::new(),
            span: self.span(pair),
        };
        for part in pair.clone().into_inner() {
            let text = child(&part, Rule::text).map(|t| self.text(&t));
            match part.as_rule() {
                Rule::document => self.fill(&mut case.document, text, &part),
                Rule::document_file => self.fill(&mut case.file, text, &part),
                Rule::expect => self.fill(&mut case.verdict, self.verdict(&part), &part),
                Rule::beside => case.beside.push(self.beside(&part)),
                Rule::facts => case.given.extend(self.facts(&part)),
                Rule::quotes => case.quotes.extend(self.texts(&part)),
                Rule::subject => case.subjects.extend(self.texts(&part)),
                _ => {}
            }
        }
        check::test_case(self.sink, &case);
        case
    }
}
